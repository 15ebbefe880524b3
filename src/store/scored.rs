//! The table a period is scored by, where it may be written.
use super::fault::{Outcome, refuse};
use super::period::{self, PeriodRow};
use super::sheets::table;
use crate::core::period::PeriodKey;
use crate::core::problem::{Arg, Problem};
use crate::core::quarter::State;
use crate::core::score::ScoreTable;
use rusqlite::Connection;

/// The table of a period that may be written, or the sentence that it is not scored.
pub(super) fn scored(conn: &Connection, key: PeriodKey) -> Outcome<(PeriodRow, ScoreTable)> {
    let row = period::owning(conn, key)?;
    let found = row.table.map(|n| table(conn, n)).transpose()?.flatten();
    match found {
        Some(table) => Ok((row, table)),
        None => refuse(Problem::new("problem.store_not_scored").with("period", Arg::Period(key))),
    }
}

/// The same, of a period whose proposals are not submitted: what was submitted rests on its scores.
pub(super) fn open(conn: &Connection, key: PeriodKey) -> Outcome<(PeriodRow, ScoreTable)> {
    let (row, table) = scored(conn, key)?;
    if row.period.state == State::Waiting {
        return refuse(Problem::new("problem.store_scores_submitted").with("period", Arg::Period(key)));
    }
    Ok((row, table))
}
