//! The file itself looked through: every page, every index against its table, every reference. Changes nothing.
use super::fault::{self, Outcome};
use super::pulse::Pulse;
use crate::core::problem::Problem;
use rusqlite::{Connection, ErrorCode};
use std::sync::Arc;

/// Pages held in memory meanwhile, in KiB: an index is looked up all over.
const CACHE: i64 = 65_536;
/// What one of SQLite's rows counts for here: its row and its entries in the indexes.
pub(super) const WEIGHT: u64 = 6;
/// What so many steps of SQLite count for, about.
const EACH: u64 = 1_500;

/// What is damaged; `rows`: about so many there are.
pub(super) fn look(conn: &mut Connection, rows: u64, pulse: &Arc<Pulse>) -> Outcome<Vec<Problem>> {
    super::bulk::cache(conn, Some(-CACHE))?;
    let mut damaged = pulse.through(conn, rows * (WEIGHT - 1), EACH, |conn| integrity(conn))?;
    damaged.extend(pulse.through(conn, rows, EACH, |conn| orphans(conn))?);
    Ok(damaged)
}

/// The same on a connection that has more to do: it tells nothing in between.
pub(super) fn look_along(conn: &Connection, rows: u64, pulse: &Pulse) -> Outcome<Vec<Problem>> {
    let mut damaged = integrity(conn)?;
    pulse.beat(rows * (WEIGHT - 1))?;
    damaged.extend(orphans(conn)?);
    pulse.beat(rows)?;
    Ok(damaged)
}

fn integrity(conn: &Connection) -> Outcome<Vec<Problem>> {
    let mut damaged = Vec::new();
    let mut statement = conn.prepare("PRAGMA integrity_check(20)")?;
    let mut rows = statement.query([])?;
    loop {
        // A page that cannot be read ends the walk: that is a finding, not a failure.
        let line: String = match rows.next() {
            Ok(Some(row)) => row.get(0)?,
            Ok(None) => break,
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted) => {
                return Err(error.into());
            }
            Err(error) => {
                damaged.push(fault::problem(&error));
                return Ok(damaged);
            }
        };
        if line != "ok" {
            damaged.push(Problem::new("problem.store_integrity").text("detail", line));
        }
    }
    Ok(damaged)
}

/// Rows whose parent is not there.
fn orphans(conn: &Connection) -> Outcome<Vec<Problem>> {
    let mut damaged = Vec::new();
    let mut statement = conn.prepare("PRAGMA foreign_key_check")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (table, id, parent): (String, Option<i64>, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        damaged.push(
            Problem::new("problem.store_orphan")
                .text("row", format!("{table} #{}", id.unwrap_or(0)))
                .text("parent", parent),
        );
    }
    Ok(damaged)
}
