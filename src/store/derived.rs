//! What is made from the rows and can be made anew: the index of Find, the counts kept of periods, the triggers that keep
//! these. Whether it agrees with the rows, and the mending of it. Journal and rows are not touched.
use super::fault::Outcome;
use super::pulse::Pulse;
use super::watch::Watch;
use super::{memo, remember, search, search_verify};
use crate::core::problem::{Arg, Problem};
use rusqlite::{Connection, TransactionBehavior};

/// What so many steps of SQLite count for while the index is filled, about.
const EACH: u64 = 300;

/// The triggers of the file, name and text.
pub(super) fn installed(conn: &Connection) -> Outcome<Vec<(String, String)>> {
    let mut statement = conn.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")?;
    let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Is that a trigger that keeps something derived, as the program writes it? One of that name with another text is not: what
/// it does nobody knows, and it runs by itself.
pub(super) fn owns(trigger: &(String, String)) -> bool {
    memo::triggers().contains(trigger)
}

/// What does not agree with the rows.
pub(super) fn wrong(conn: &Connection) -> Outcome<Vec<Problem>> {
    let mut wrong = Vec::new();
    let installed = installed(conn)?;
    let there = |name: &str| installed.iter().any(|(other, _)| other == name);
    let missing = memo::triggers().iter().filter(|(name, _)| !there(name)).count();
    if missing > 0 {
        wrong.push(Problem::new("problem.store_derived_trigger").num("n", missing as i64));
    }
    let rows = search_verify::wrong(conn)?;
    if rows > 0 {
        wrong.push(Problem::new("problem.store_find").num("n", rows));
    }
    for key in remember::wrong(conn)? {
        wrong.push(Problem::new("problem.store_memo").with("period", Arg::Period(key)));
    }
    Ok(wrong)
}

/// Makes all of it anew, or leaves it as it is.
pub(super) fn mend(conn: &mut Connection, watch: &Watch) -> Outcome<()> {
    let rows: i64 = conn.query_row("SELECT COUNT(*) FROM find_docsize", [], |r| r.get(0))?;
    let rows = rows.unsigned_abs();
    Pulse::new(watch, rows, rows).through(conn, rows, EACH, |conn| {
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        search::rebuild(&tx)?;
        // takes what was kept out, too
        memo::install(&tx)?;
        Ok(tx.commit()?)
    })?;
    // Without its counts a period is only counted when it is asked for.
    let _ = remember::keep(conn);
    Ok(())
}
