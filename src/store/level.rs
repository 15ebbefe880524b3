//! Level sets and classifications as they are asked for. What writes them is `classify`.
use super::codec;
use super::fault::Outcome;
use crate::core::level::{Approval, Classification, Level, LevelSet, Mark};
use crate::core::number::Points;
use crate::core::period::PeriodKey;
use rusqlite::{Connection, OptionalExtension, Row};

/// All level sets.
pub(super) fn sets(conn: &Connection) -> Outcome<Vec<LevelSet>> {
    let keys: Vec<i64> = conn
        .prepare_cached("SELECT n FROM level_set ORDER BY n")?
        .query_map([], |r| r.get(0))?
        .collect::<Result<_, _>>()?;
    keys.into_iter().filter_map(|n| set(conn, n).transpose()).collect()
}

/// One level set, highest level first.
pub(super) fn set(conn: &Connection, id: i64) -> Outcome<Option<LevelSet>> {
    let head = conn
        .prepare_cached("SELECT name, rev, measure, base, nested, knockouts FROM level_set WHERE n = ?1")?
        .query_row([id], |r| {
            Ok(LevelSet {
                id,
                name: r.get(0)?,
                rev: r.get(1)?,
                measure: codec::decode(r, 2)?,
                base: codec::decode(r, 3)?,
                nested: r.get(4)?,
                knockouts: codec::json(r, 5)?,
                levels: Vec::new(),
            })
        })
        .optional()?;
    let Some(set) = head else { return Ok(None) };
    let mut statement = conn.prepare_cached(
        "SELECT n, name, minimum, quota, tint FROM level WHERE level_set = ?1 ORDER BY position",
    )?;
    let levels = statement
        .query_map([id], |r| {
            Ok(Level {
                id: r.get(0)?,
                name: r.get(1)?,
                minimum: r.get::<_, Option<i64>>(2)?.map(Points),
                quota: r.get::<_, Option<i64>>(3)?.map(Points),
                tint: codec::decode(r, 4)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(Some(LevelSet { levels, ..set }))
}

/// What people decided in a period.
pub(super) fn marks(conn: &Connection, key: PeriodKey) -> Outcome<Vec<Classification>> {
    let mut statement = conn.prepare_cached(
        "SELECT m.unit, m.proposed, m.proposed_apart, m.reason, m.approved, m.approved_apart, m.approved_reason
         FROM mark m JOIN unit u ON u.n = m.unit WHERE m.period = ?1 ORDER BY u.position, u.n",
    )?;
    let rows = statement.query_map([key.code()], |r| {
        Ok(Classification {
            unit: r.get(0)?,
            proposed: mark(r, 1)?,
            reason: r.get(3)?,
            approved: mark(r, 4)?,
            approved_reason: r.get(6)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn mark(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Mark>> {
    let apart: bool = row.get(at + 1)?;
    Ok(row.get::<_, Option<i64>>(at)?.map(Mark::Level).or(apart.then_some(Mark::NotClassified)))
}

/// The approving paper of a period.
pub(super) fn approval(conn: &Connection, key: PeriodKey) -> Outcome<Option<Approval>> {
    let mut statement = conn.prepare_cached("SELECT number, date, signer FROM approval WHERE period = ?1")?;
    let found = statement
        .query_row([key.code()], |r| {
            Ok(Approval { number: r.get(0)?, date: codec::date_option(r, 1)?, signer: r.get(2)? })
        })
        .optional()?;
    Ok(found)
}
