//! Awards taken back by a later decision: they stay in the register with that decision, and count no more.
use super::commend::opened;
use super::fault::{Outcome, refuse, stale};
use super::journal::{Pen, Wrote};
use super::register::line;
use crate::core::award::{Cancelled, Recipient};
use crate::core::problem::Problem;
use rusqlite::params;

/// Cancels awards of one decision; the cancelling paper must have its number.
pub(super) fn cancel(
    pen: Pen<'_>,
    decision: i64,
    rev: i64,
    awards: &[i64],
    paper: &Cancelled,
    label: &str,
) -> Outcome<Wrote> {
    let rows = opened(pen, decision, rev, label)?;
    let (number, reason) = (line(&paper.number)?, line(&paper.reason)?);
    if number.is_empty() {
        return refuse(Problem::new("cancel.number_missing"));
    }
    if awards.is_empty() {
        return refuse(Problem::new("cancel.nobody"));
    }
    for id in awards {
        match rows.iter().find(|r| r.id == *id) {
            None => return stale(label),
            Some(row) if row.cancelled.is_some() => {
                return refuse(Problem::new("cancel.already").text("name", called(row, label)));
            }
            Some(_) => {}
        }
        pen.conn.execute(
            "UPDATE award SET state = 'cancelled', cancel_number = ?2, cancel_date = ?3, cancel_reason = ?4 WHERE n = ?1",
            params![id, number, paper.date.map(|d| d.to_string()), reason],
        )?;
    }
    pen.conn.execute("UPDATE decision SET rev = rev + 1 WHERE n = ?1", [decision])?;
    Ok(Wrote::new("act.award_cancel", label).row(decision).why(&number))
}

/// What a row is called in a sentence: a count row has no name of its own, its paper has.
pub(super) fn called(row: &Recipient, paper: &str) -> String {
    if row.name.is_empty() { paper.to_owned() } else { row.name.clone() }
}
