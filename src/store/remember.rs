//! When memos are written, and whether they hold: the newest periods at closing, when nobody waits for figures.
use super::counting::{self, Counted};
use super::fault::Outcome;
use super::{codec, memo, quarter};
use crate::core::period::PeriodKey;
use crate::core::quarter::Past;
use rusqlite::{Connection, TransactionBehavior};

/// How many quarters: one and the past that is shown beside it.
const KEPT: i64 = 8;
/// How many sets of quarters: those of a year.
const SETS: i64 = 4;

/// Counts the newest periods whose memo is missing, and keeps that.
pub(super) fn keep(conn: &mut Connection) -> Outcome<()> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut missing: Vec<PeriodKey> = Vec::new();
    for (leaf, most) in [(true, KEPT), (false, SETS)] {
        let mut statement =
            tx.prepare("SELECT code FROM period WHERE leaf = ?1 ORDER BY to_date DESC LIMIT ?2")?;
        for key in statement.query_map((leaf, most), |r| codec::period(r, 0))? {
            let key = key?;
            if memo::past(&tx, key)?.is_none() {
                missing.push(key);
            }
        }
    }
    for key in missing {
        let whole = memo::counted(&tx, key)?;
        let brief = quarter::open_past(&tx, key, &whole)?;
        memo::put(&tx, key, &whole, &brief)?;
    }
    tx.commit()?;
    Ok(())
}

/// Counted from the rows, whatever is kept.
fn afresh(conn: &Connection, key: PeriodKey) -> Outcome<(Counted, Past)> {
    let counted = counting::count(conn, key)?;
    let past = quarter::open_past(conn, key, &counted)?;
    Ok((counted, past))
}

/// Periods whose memo does not agree with their rows.
pub(super) fn wrong(conn: &Connection) -> Outcome<Vec<PeriodKey>> {
    let mut wrong = Vec::new();
    for (key, brief) in memo::all(conn)? {
        let (counted, past) = afresh(conn, key)?;
        if memo::counted(conn, key)? != counted || brief && memo::past(conn, key)? != Some(past) {
            wrong.push(key);
        }
    }
    Ok(wrong)
}
