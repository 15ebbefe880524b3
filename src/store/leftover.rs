//! Drafts carried from one file to another as they lie there: a copy put back takes none of its own along, and what stands
//! half typed now is not lost with it. What a draft means is `draft`'s business.
use super::fault::Outcome;
use rusqlite::{Connection, params};

/// A draft as its row: key, session, place, time, title, body.
pub(super) type Row = (i64, String, String, String, String, String);

/// The drafts of a file.
pub(super) fn all(conn: &Connection) -> Outcome<Vec<Row>> {
    let mut statement = conn.prepare("SELECT n, session, place, at, title, body FROM draft ORDER BY n")?;
    let rows = statement
        .query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Lays them into another; one that is there already is written over by a later one only. They keep their keys where these
/// are free, for other windows name them so.
pub(super) fn lay(conn: &mut Connection, rows: &[Row]) -> Outcome<()> {
    let tx = conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    for (n, session, place, at, title, body) in rows {
        tx.prepare_cached(
            "INSERT INTO draft (n, session, place, at, title, body)
             VALUES ((SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM draft WHERE n = ?1)), ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (session, place) DO UPDATE
             SET at = excluded.at, title = excluded.title, body = excluded.body WHERE excluded.at > draft.at",
        )?
        .execute(params![n, session, place, at, title, body])?;
    }
    tx.commit()?;
    Ok(())
}
