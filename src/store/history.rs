//! The journal read: the lines of an act with what stood before and after, and what other tools wrote. Reads only.
use super::fault::Outcome;
use super::tracked::{Tracked, tracked};
use super::undo;
use rusqlite::{Connection, OptionalExtension, Row, params};

/// A line of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// its number in the journal
    pub(super) n: i64,
    /// name of the table
    pub(super) table: &'static str,
    /// key of the row
    pub(super) id: i64,
    /// the row before, as a JSON object of its columns; none: it was written
    pub(super) old: Option<String>,
    /// the row after; none: it was taken out
    pub(super) new: Option<String>,
}

/// All lines of an act, in their order.
#[cfg(test)]
pub(super) fn lines(conn: &Connection, act: i64) -> Outcome<Vec<Line>> {
    page(conn, act, 0, -1)
}

/// At most `take` lines of an act (all: -1), after its first `skip`: an act may have a hundred thousand.
pub(super) fn page(conn: &Connection, act: i64, skip: i64, take: i64) -> Outcome<Vec<Line>> {
    let (first, last) = undo::lines(conn, act)?;
    read(
        conn,
        "SELECT n, tbl, id, op, old FROM journal WHERE n BETWEEN ?1 AND ?2 ORDER BY n LIMIT ?3",
        [first + skip, last, take],
    )
}

/// The newest `take` lines that no act wrote, the newest first, after the first `skip`: edits by other tools.
#[cfg(test)]
pub(super) fn foreign(conn: &Connection, skip: i64, take: i64) -> Outcome<Vec<Line>> {
    read(
        conn,
        "SELECT n, tbl, id, op, old FROM journal WHERE act IS NULL AND ?1 IS NULL ORDER BY n DESC LIMIT ?3 OFFSET ?2",
        [None, Some(skip), Some(take)],
    )
}

/// The lines of these numbers that no act wrote, in their order.
pub(super) fn between(conn: &Connection, first: i64, last: i64) -> Outcome<Vec<Line>> {
    read(
        conn,
        "SELECT n, tbl, id, op, old FROM journal WHERE n BETWEEN ?1 AND ?2 AND act IS NULL ORDER BY n",
        [first, last],
    )
}

fn read(conn: &Connection, sql: &str, which: impl rusqlite::Params) -> Outcome<Vec<Line>> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(which)?;
    let mut lines = Vec::new();
    while let Some(row) = rows.next()? {
        if let Some(table) = tracked(row.get(1)?) {
            lines.push(line(conn, table, row)?);
        }
    }
    Ok(lines)
}

fn line(conn: &Connection, table: &'static Tracked, row: &Row<'_>) -> Outcome<Line> {
    let (n, id): (i64, i64) = (row.get(0)?, row.get(2)?);
    Ok(Line { n, table: table.name, id, old: row.get(4)?, new: after(conn, table, n, id)? })
}

/// The version that a line left: what the row's next line replaced, else the row as it stands.
fn after(conn: &Connection, table: &Tracked, n: i64, id: i64) -> Outcome<Option<String>> {
    let next: Option<Option<String>> = conn
        .prepare_cached("SELECT old FROM journal WHERE tbl = ?1 AND id = ?2 AND n > ?3 ORDER BY n LIMIT 1")?
        .query_row(params![table.code, id, n], |r| r.get(0))
        .optional()?;
    if let Some(old) = next {
        return Ok(old);
    }
    let sql = format!("SELECT {} FROM {} AS r WHERE r.n = ?1", table.json("r"), table.name);
    Ok(conn.prepare_cached(&sql)?.query_row([id], |r| r.get(0)).optional()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;
    use crate::store::journal::Wrote;

    #[test]
    fn lines_tell_what_stood_before_and_after() {
        let (_folder, mut store, stamp) = Store::tried();
        let sql = |store: &mut Store, sql: &str| {
            store
                .transact(&stamp, |pen| {
                    pen.conn.execute_batch(sql)?;
                    Ok(Wrote::new("act.unit_edit", "x"))
                })
                .unwrap()
                .act
        };
        let first = sql(&mut store, "UPDATE unit SET code = 'A1'; UPDATE unit SET code = 'A2'");
        let second = sql(&mut store, "UPDATE unit SET code = 'A3'");
        store.conn.execute_batch("UPDATE unit SET code = 'A4'; DELETE FROM unit WHERE n = 2").unwrap();
        let code = |json: &Option<String>| {
            let row: Option<serde_json::Value> = json.as_deref().map(|j| serde_json::from_str(j).unwrap());
            row.map_or(String::new(), |r| r["code"].as_str().unwrap().to_owned())
        };
        let told = |lines: &[Line]| -> Vec<(i64, String, String)> {
            lines.iter().map(|l| (l.id, code(&l.old), code(&l.new))).collect()
        };
        let row = |id, old: &str, new: &str| (id, old.to_owned(), new.to_owned());
        let all = lines(&store.conn, first).unwrap();
        assert_eq!(all[0].table, "unit");
        assert_eq!(told(&all), [row(1, "", "A1"), row(2, "B", "A1"), row(1, "A1", "A2"), row(2, "A1", "A2")]);
        assert_eq!(page(&store.conn, first, 1, 2).unwrap(), all[1..3]);
        assert_eq!(told(&lines(&store.conn, second).unwrap()), [row(1, "A2", "A3"), row(2, "A2", "A3")]);
        let outside = told(&foreign(&store.conn, 0, 2).unwrap());
        assert_eq!(outside, [row(2, "A4", ""), row(2, "A3", "A4")]);
        assert_eq!(told(&foreign(&store.conn, 2, 9).unwrap()), [row(1, "A3", "A4")]);
    }
}
