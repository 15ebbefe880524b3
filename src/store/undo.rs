//! Undo and redo from the journal's lines, for any act, also after a restart. Barriers are never undone, and undo stops there.
//! To undo an act is to turn around the lines of what did it last; to redo it, those of what undid it last: each row gets
//! back the version it had before the act's first line of it, by one statement a table and kind of change.
use super::fault::{Outcome, refuse};
use super::journal::{Kind, Pen, Wrote};
use super::mark;
use super::tracked::{DELETE, INSERT, Tracked, UPDATE, tracked};
use crate::core::problem::{Arg, Problem};
use rusqlite::{Connection, ErrorCode, OptionalExtension, params};

/// Barriers as the words name them.
const BARRIERS: &[&str] =
    &["act.create", "act.sample", "act.lock", "act.reopen", "act.approve", "act.adjust_apply", "act.restore"];

/// Newest act that stands, after the last barrier: its number, its thing, what it did, and the act whose lines did it last.
const UNDOABLE: &str =
    "SELECT a.n, a.thing, a.what, COALESCE((SELECT MAX(x.n) FROM act x WHERE x.of = a.n), a.n) FROM act a
    WHERE a.kind = 'do' AND a.n > (SELECT COALESCE(MAX(n), 0) FROM act WHERE kind = 'barrier')
    AND COALESCE((SELECT x.kind FROM act x WHERE x.of = a.n ORDER BY x.n DESC LIMIT 1), 'redo') = 'redo'
    ORDER BY a.n DESC LIMIT 1";

/// First act that is undone, by an undo newer than anything done: its number, its thing, what it did, and that undo.
const REDOABLE: &str =
    "SELECT a.n, a.thing, a.what, (SELECT MAX(x.n) FROM act x WHERE x.of = a.n) AS last FROM act a
    WHERE a.kind = 'do'
    AND (SELECT x.kind FROM act x WHERE x.of = a.n ORDER BY x.n DESC LIMIT 1) = 'undo'
    AND (SELECT MAX(x.n) FROM act x WHERE x.of = a.n)
        > (SELECT COALESCE(MAX(n), 0) FROM act WHERE kind IN ('do', 'barrier'))
    ORDER BY last DESC LIMIT 1";

/// Takes back the newest act.
pub(super) fn undo(pen: Pen<'_>) -> Outcome<Wrote> {
    step(pen, UNDOABLE, Kind::Undo, "act.undo")
}

/// Does again the act undone last.
pub(super) fn redo(pen: Pen<'_>) -> Outcome<Wrote> {
    step(pen, REDOABLE, Kind::Redo, "act.redo")
}

fn step(pen: Pen<'_>, which: &str, kind: Kind, what: &'static str) -> Outcome<Wrote> {
    let found = pen
        .conn
        .query_row(which, [], |r| {
            Ok((r.get::<_, i64>(0)?, r.get::<_, String>(1)?, r.get::<_, String>(2)?, r.get::<_, i64>(3)?))
        })
        .optional()?;
    let Some((of, thing, did, by)) = found else { return refuse(nothing(pen.conn, kind)?) };
    take_back(pen.conn, by, &thing)?;
    let mut wrote = Wrote::new(what, thing);
    (wrote.kind, wrote.of, wrote.did) = (kind, Some(of), Some(did));
    Ok(wrote)
}

/// Turns the lines of an act around, where they and their rows are as it left them.
pub(super) fn take_back(conn: &Connection, by: i64, thing: &str) -> Outcome<()> {
    let (first, last) = lines(conn, by)?;
    sound(conn, by, (first, last), thing)?;
    turn_around(conn, first, last)
}

/// As `take_back`, but rows that the act wrote and others name by now stay: `keep` has table number and key of each.
pub(super) fn take_back_but(conn: &Connection, by: i64, thing: &str, keep: &[(i64, i64)]) -> Outcome<()> {
    if keep.is_empty() {
        return take_back(conn, by, thing);
    }
    let (first, last) = lines(conn, by)?;
    sound(conn, by, (first, last), thing)?;
    conn.execute_batch("PRAGMA defer_foreign_keys = ON")?;
    one_by_one(conn, first, last, keep)
}

/// Number of the act that `undo` would take back.
pub(super) fn newest(conn: &Connection) -> Outcome<Option<i64>> {
    Ok(conn.prepare_cached(UNDOABLE)?.query_row([], |r| r.get(0)).optional()?)
}

/// Why there is nothing to undo or redo.
fn nothing(conn: &Connection, kind: Kind) -> Outcome<Problem> {
    if kind == Kind::Redo {
        return Ok(Problem::new("problem.store_nothing_redo"));
    }
    let last: Option<(String, String)> = conn
        .query_row("SELECT what, thing FROM act WHERE kind = 'barrier' ORDER BY n DESC LIMIT 1", [], |r| {
            Ok((r.get(0)?, r.get(1)?))
        })
        .optional()?;
    let barrier = last.and_then(|(what, thing)| {
        BARRIERS.iter().find(|b| **b == what).map(|key| (Arg::Word(barrier_word(key)), thing))
    });
    Ok(match barrier {
        Some((what, thing)) => {
            Problem::new("problem.store_undo_barrier").with("what", what).text("thing", thing)
        }
        None => Problem::new("problem.store_nothing_undo"),
    })
}

/// The word for a barrier inside a sentence.
fn barrier_word(what: &str) -> &'static str {
    match what {
        "act.create" => "act.barrier_create",
        "act.sample" => "act.barrier_sample",
        "act.lock" => "act.barrier_lock",
        "act.reopen" => "act.barrier_reopen",
        "act.restore" => "act.barrier_restore",
        "act.adjust_apply" => "act.barrier_adjust",
        _ => "act.barrier_approve",
    }
}

/// The numbers of an act's first and last line.
pub(super) fn lines(conn: &Connection, act: i64) -> Outcome<(i64, i64)> {
    let mut statement =
        conn.prepare_cached("SELECT first, first + length(marks) / 8 - 1 FROM act WHERE n = ?1")?;
    Ok(statement.query_row([act], |r| Ok((r.get(0)?, r.get(1)?)))?)
}

/// Nobody outside the program may have touched the rows since (acts of the program are newer only if they are undone), and
/// lines and rows must be as the act left them: what another tool made of them must not come into the register by an undo.
fn sound(conn: &Connection, act: i64, (first, last): (i64, i64), thing: &str) -> Outcome<()> {
    let kept: Vec<u8> =
        conn.prepare_cached("SELECT marks FROM act WHERE n = ?1")?.query_row([act], |r| r.get(0))?;
    let mut foreign: Option<(i64, String)> = None;
    let mut good = 0;
    mark::touched(conn, first, last, |table, line| {
        if line.n > last {
            if line.act.is_none() && foreign.as_ref().is_none_or(|(n, _)| line.n < *n) {
                foreign = Some((line.n, format!("{} #{}", table.name, line.id)));
            }
            return Ok(());
        }
        let at = usize::try_from(line.n - first).unwrap_or(usize::MAX);
        good += usize::from(
            line.act == Some(act) && kept.chunks_exact(8).nth(at).is_some_and(|k| *k == mark::both(line)),
        );
        Ok(())
    })?;
    if let Some((_, row)) = foreign {
        return refuse(Problem::new("problem.store_undo_foreign").text("thing", thing).text("row", row));
    }
    if good * 8 == kept.len() {
        return Ok(());
    }
    refuse(Problem::new("problem.store_undo_journal").text("thing", thing).num("act", act))
}

/// Gives every row that these lines touched the version it had before them; triggers write the new lines.
fn turn_around(conn: &Connection, first: i64, last: i64) -> Outcome<()> {
    conn.execute_batch("PRAGMA defer_foreign_keys = ON; SAVEPOINT turn")?;
    match in_sets(conn, first, last) {
        Ok(()) => {}
        // Rows that exchanged a name or a place cannot all be set at once: they go back the way they came.
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
            conn.execute_batch("ROLLBACK TO turn")?;
            one_by_one(conn, first, last, &[])?;
        }
        Err(error) => return Err(error.into()),
    }
    conn.execute_batch("RELEASE turn")?;
    Ok(())
}

/// One statement for each table and kind of change: what was written goes, what was changed is set back, what was taken
/// out comes again. What refers goes before what it names, and comes after it.
fn in_sets(conn: &Connection, first: i64, last: i64) -> rusqlite::Result<()> {
    let tables = match mark::tables(conn, first, last) {
        Ok(tables) => tables,
        Err(super::fault::Fault::Sql(error)) => return Err(error),
        Err(super::fault::Fault::Refused(_)) => return Ok(()),
    };
    let range = params![first, last];
    for table in tables.iter().rev() {
        let (name, before) = (table.name, before(table));
        conn.prepare_cached(&format!(
            "DELETE FROM {name} WHERE n IN (SELECT id FROM ({before}) WHERE op = {INSERT})"
        ))?
        .execute(range)?;
    }
    for table in tables {
        let (name, before) = (table.name, before(table));
        conn.prepare_cached(&format!(
            "UPDATE {name} SET {} FROM ({before}) AS b WHERE {name}.n = b.id AND b.op <> {INSERT}",
            sets(table, "b.old")
        ))?
        .execute(range)?;
        let (columns, values) = values(table, "b.old");
        conn.prepare_cached(&format!(
            "INSERT INTO {name} ({columns}) SELECT {values} FROM ({before}) AS b
             WHERE b.op <> {INSERT} AND NOT EXISTS (SELECT 1 FROM {name} WHERE n = b.id) ORDER BY b.id"
        ))?
        .execute(range)?;
    }
    Ok(())
}

/// SQL of the first line of each row of a table: what was done to it, and the version it had before.
fn before(table: &Tracked) -> String {
    // with MIN, the other columns are those of that line
    format!(
        "SELECT id, op, old, MIN(n) FROM journal WHERE n BETWEEN ?1 AND ?2 AND +tbl = {} GROUP BY id",
        table.code
    )
}

/// The lines one after the other, the last first, but for the rows that are kept.
fn one_by_one(conn: &Connection, first: i64, last: i64, keep: &[(i64, i64)]) -> Outcome<()> {
    let mut statement = conn
        .prepare_cached("SELECT tbl, id, op, old FROM journal WHERE n BETWEEN ?1 AND ?2 ORDER BY n DESC")?;
    let lines: Vec<(i64, i64, i64, Option<String>)> = statement
        .query_map([first, last], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))?
        .collect::<Result<_, _>>()?;
    for (code, id, op, old) in lines.into_iter().filter(|(code, id, ..)| !keep.contains(&(*code, *id))) {
        let Some(table) = tracked(code) else { continue };
        let name = table.name;
        let sql = match op {
            INSERT => format!("DELETE FROM {name} WHERE n = ?1 AND ?2 IS NULL"),
            UPDATE => format!("UPDATE {name} SET {} WHERE n = ?1", sets(table, "?2")),
            DELETE => {
                let (columns, values) = values(table, "?2");
                format!("INSERT INTO {name} ({columns}) SELECT {values} WHERE ?1 IS NOT NULL")
            }
            _ => continue,
        };
        conn.prepare_cached(&sql)?.execute(params![id, old])?;
    }
    Ok(())
}

/// A row put back as its JSON says, its `rev` one further: whoever read it before must read it again. Columns and values.
fn values(table: &Tracked, json: &str) -> (String, String) {
    let columns: Vec<&str> = table.all().collect();
    let values: Vec<String> = table
        .all()
        .map(|c| if c == "rev" { format!("({json} ->> '$.rev') + 1") } else { format!("{json} ->> '$.{c}'") })
        .collect();
    (columns.join(", "), values.join(", "))
}

/// A row set back to what its JSON says.
fn sets(table: &Tracked, json: &str) -> String {
    let mut sets: Vec<String> = table.columns.iter().map(|c| format!("{c} = {json} ->> '$.{c}'")).collect();
    if table.rev {
        sets.push("rev = rev + 1".to_owned());
    }
    sets.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;

    #[test]
    fn rows_that_exchanged_names_go_back_the_way_they_came() {
        let (_folder, mut store, stamp) = Store::tried();
        let before = store.digest().unwrap();
        store
            .transact(&stamp, |pen| {
                pen.conn.execute_batch(
                    "UPDATE unit SET same_key = '*' WHERE n = 1;
                     UPDATE unit SET same_key = 'phòng tham mưu' WHERE n = 2;
                     UPDATE unit SET same_key = 'phòng hậu cần' WHERE n = 1;
                     DELETE FROM role; INSERT INTO unit (position, code, name, same_key) VALUES (9, '', 'X', 'x');
                     UPDATE unit SET code = 'X' WHERE same_key = 'x'",
                )?;
                Ok(Wrote::new("act.unit_edit", "x"))
            })
            .unwrap();
        let after = store.digest().unwrap();
        store.undo(&stamp).unwrap();
        assert_eq!(store.digest().unwrap(), before);
        store.redo(&stamp).unwrap();
        assert_eq!(store.digest().unwrap(), after);
        let report = store.check().unwrap();
        assert_eq!((report.damaged, report.edited), (vec![], vec![]));
    }
}
