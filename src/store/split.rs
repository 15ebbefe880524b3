//! A count row split into parts, by unit or by authority, in one act: never by guess, and the parts must sum to the row
//! or a reason says why not (domain: "Turns are not heads").
use super::award::find;
use super::commend::{Place, line_of, opened, write_head, write_row};
use super::fault::{Outcome, refuse, stale};
use super::journal::{Pen, Wrote};
use super::paper::{Head, head};
use super::register::{catalogue, line};
use super::unit;
use crate::core::award::{Basis, Decision, Part, Recipient};
use crate::core::limit;
use crate::core::period::PeriodKey;
use crate::core::problem::Problem;

/// What is to be split, and how.
pub(super) struct Order<'a> {
    /// the count row
    pub(super) award: i64,
    /// its parts
    pub(super) parts: &'a [Part],
    /// why they do not sum
    pub(super) reason: &'a str,
    /// for the journal
    pub(super) label: &'a str,
}

/// What stays of the row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Left {
    Nothing,
    /// the row, with what is left of its number (`None`: still unknown)
    Row(Option<i64>),
}

/// Splits one row.
pub(super) fn split(pen: Pen<'_>, decision: i64, rev: i64, order: &Order<'_>) -> Outcome<Wrote> {
    let conn = pen.conn;
    let rows = opened(pen, decision, rev, order.label)?;
    let (Some(of), Some(row)) = (find(conn, decision)?, rows.iter().find(|r| r.id == order.award)) else {
        return stale(order.label);
    };
    let parts: Vec<&Part> = order.parts.iter().filter(|p| p.quantity != 0).collect();
    let reason = line(order.reason)?;
    let left = checked(conn, &of, row, &parts, &reason)?;
    let place = Place {
        decision,
        period: of.period.map(PeriodKey::code).unwrap_or_default(),
        line: line_of(conn, &head(&of, &catalogue(conn)?)?)?,
        form: &of.form,
    };
    let position = rows.iter().position(|r| r.id == row.id).unwrap_or(0) as i64 + 1;
    match left {
        Left::Row(quantity) => {
            write_row(conn, &place, &Recipient { quantity, ..row.clone() }, None, position)?;
        }
        Left::Nothing => {
            conn.execute("DELETE FROM award WHERE n = ?1", [row.id])?;
        }
    }
    let mut next = rows.len() as i64;
    let mut emptied = left == Left::Nothing && rows.len() == 1;
    for part in parts {
        let new =
            Recipient { id: 0, unit: part.unit.or(row.unit), quantity: Some(part.quantity), ..row.clone() };
        if part.authorities.is_empty() {
            next += 1;
            write_row(conn, &place, &new, None, next)?;
        } else {
            // The paper that held nothing else becomes the paper of the first authority; the others get one of their own.
            let id = if std::mem::take(&mut emptied) { decision } else { 0 };
            let own = Decision { id, authorities: part.authorities.clone(), ..of.clone() };
            apart(pen, &own, &new)?;
        }
    }
    if left != Left::Nothing || rows.len() > 1 || order.parts.iter().all(|p| p.authorities.is_empty()) {
        conn.execute("UPDATE decision SET rev = rev + 1 WHERE n = ?1", [decision])?;
    }
    Ok(Wrote::new("act.award_split", order.label).row(decision).why(&reason))
}

/// A row under a paper of its own authorities.
fn apart(pen: Pen<'_>, own: &Decision, row: &Recipient) -> Outcome<()> {
    let head: Head = head(own, &catalogue(pen.conn)?)?;
    let Some(key) = own.period else { return refuse(Problem::new("problem.store_no_date")) };
    let id = write_head(pen, own, &head, key, own.late)?;
    let place =
        Place { decision: id, period: key.code(), line: line_of(pen.conn, &head)?, form: &head.form.code };
    write_row(pen.conn, &place, row, None, 1)
}

/// What stays of the row; refused where the parts cannot be.
fn checked(
    conn: &rusqlite::Connection,
    of: &Decision,
    row: &Recipient,
    parts: &[&Part],
    reason: &str,
) -> Outcome<Left> {
    if row.basis == Basis::Named {
        return refuse(Problem::new("split.e_named").text("name", row.name.clone()));
    }
    if row.cancelled.is_some() {
        // its parts would count again
        return refuse(Problem::new("split.e_cancelled"));
    }
    if parts.is_empty() {
        return refuse(Problem::new("split.e_nothing"));
    }
    let mut sum = 0_i64;
    for part in parts {
        if part.quantity < 0 || part.quantity > limit::COUNT {
            return refuse(Problem::new("split.e_number").num("n", part.quantity).num("max", limit::COUNT));
        }
        if let Some(id) = part.unit {
            unit::known(conn, id)?;
            if row.unit.is_some() {
                return refuse(Problem::new("split.e_unit_known"));
            }
        }
        if part.unit.is_none() && part.authorities.is_empty() {
            return refuse(Problem::new("split.e_nowhere"));
        }
        if part.authorities.iter().any(|a| !of.authorities.contains(a)) {
            return refuse(Problem::new("split.e_authority"));
        }
        sum += part.quantity;
    }
    // A part without authorities stays under this paper, one with them goes to a paper of its own: row and head would part.
    let apart = parts.iter().filter(|p| !p.authorities.is_empty()).count();
    if apart > 0 && apart < parts.len() {
        return refuse(Problem::new("split.e_mixed"));
    }
    let Some(all) = row.quantity else {
        return Ok(if reason.is_empty() { Left::Row(None) } else { Left::Nothing });
    };
    if sum > all && reason.is_empty() {
        return refuse(Problem::new("split.e_more").num("sum", sum).num("all", all).num("over", sum - all));
    }
    let left = all - sum;
    Ok(if left > 0 && reason.is_empty() { Left::Row(Some(left)) } else { Left::Nothing })
}
