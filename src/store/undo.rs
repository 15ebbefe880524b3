//! Undo and redo from the journal's lines, for any act, also after a restart. Barriers are never undone, and undo stops there.
//! To undo an act is to turn around the lines of what did it last; to redo it, those of what undid it last.
use super::fault::{Outcome, refuse};
use super::journal::{self, Kind, Pen, Tracked, Wrote};
use crate::core::problem::{Arg, Problem};
use rusqlite::{Connection, OptionalExtension, params};

/// Barriers as the words name them.
const BARRIERS: &[&str] =
    &["act.create", "act.sample", "act.lock", "act.reopen", "act.approve", "act.restore"];

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
    ORDER BY a.n LIMIT 1";

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
    untouched(pen.conn, by, &thing)?;
    whole(pen.conn, by, &thing)?;
    turn_around(pen.conn, by)?;
    let mut wrote = Wrote::new(what, thing);
    (wrote.kind, wrote.of, wrote.did) = (kind, Some(of), Some(did));
    Ok(wrote)
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
        _ => "act.barrier_approve",
    }
}

/// Nobody outside the program may have touched the rows since; acts of the program are newer only if they are undone.
fn untouched(conn: &Connection, act: i64, thing: &str) -> Outcome<()> {
    let foreign: Option<(String, i64)> = conn
        .query_row(
            "SELECT f.tbl, f.id FROM journal f JOIN journal j ON j.tbl = f.tbl AND j.id = f.id
             WHERE j.act = ?1 AND f.act IS NULL AND f.n > j.n ORDER BY f.n LIMIT 1",
            [act],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )
        .optional()?;
    match foreign {
        Some((table, id)) => refuse(
            Problem::new("problem.store_undo_foreign")
                .text("thing", thing)
                .text("row", format!("{table} #{id}")),
        ),
        None => Ok(()),
    }
}

/// The lines must be those the act wrote: what another tool made of them must not come into the register by an undo.
fn whole(conn: &Connection, act: i64, thing: &str) -> Outcome<()> {
    let kept: Vec<u8> = conn.query_row("SELECT marks FROM act WHERE n = ?1", [act], |r| r.get(0))?;
    if journal::marks(conn, act)?.concat() == kept {
        return Ok(());
    }
    refuse(Problem::new("problem.store_undo_journal").text("thing", thing).num("act", act))
}

/// Turns the lines of an act around, the last first; triggers write the new lines.
fn turn_around(conn: &Connection, act: i64) -> Outcome<()> {
    conn.execute_batch("PRAGMA defer_foreign_keys = ON")?;
    let mut statement =
        conn.prepare_cached("SELECT tbl, id, old, new FROM journal WHERE act = ?1 ORDER BY n DESC")?;
    let lines: Vec<(String, i64, Option<String>, Option<String>)> = statement
        .query_map([act], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))?
        .collect::<Result<_, _>>()?;
    for (table, id, old, new) in lines {
        let Some(table) = journal::tracked(&table) else { continue };
        match (old, new) {
            (None, _) => {
                conn.prepare_cached(&format!("DELETE FROM {} WHERE n = ?1", table.name))?.execute([id])?;
            }
            (Some(old), None) => {
                conn.prepare_cached(&insert(table))?.execute([old])?;
            }
            (Some(old), Some(_)) => {
                conn.prepare_cached(&update(table))?.execute(params![old, id])?;
            }
        }
    }
    Ok(())
}

/// A row put back as its JSON says, its `rev` one further: whoever read it before must read it again.
fn insert(table: &Tracked) -> String {
    let mut columns = vec!["n"];
    let mut values = vec!["?1 ->> '$.n'".to_owned()];
    if table.rev {
        columns.push("rev");
        values.push("(?1 ->> '$.rev') + 1".to_owned());
    }
    for column in table.columns {
        columns.push(column);
        values.push(format!("?1 ->> '$.{column}'"));
    }
    format!("INSERT INTO {} ({}) VALUES ({})", table.name, columns.join(", "), values.join(", "))
}

/// A row set back to what its JSON says.
fn update(table: &Tracked) -> String {
    let mut sets: Vec<String> = table.columns.iter().map(|c| format!("{c} = ?1 ->> '$.{c}'")).collect();
    if table.rev {
        sets.push("rev = rev + 1".to_owned());
    }
    format!("UPDATE {} SET {} WHERE n = ?2", table.name, sets.join(", "))
}
