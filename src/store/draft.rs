//! Drafts of forms: beside the journal, outside every figure and the digest. A body that cannot be read is left where it
//! lies and not offered; one of a saved form goes in the transaction of its act.
use super::fault::{Outcome, refuse};
use crate::core::draft::{Body, Draft, Kept, Life};
use crate::core::limit;
use crate::core::problem::Problem;
use crate::core::text;
use rusqlite::{Connection, params};

/// Writes a draft, over the one of the same session and place. `takes`: the lost draft it goes on from, which goes.
/// `ended`: is the program of that session known to run no more?
pub(super) fn put(
    conn: &mut Connection,
    session: &str,
    at: &str,
    draft: &Draft,
    takes: Option<i64>,
    ended: &dyn Fn(&str) -> bool,
) -> Outcome<()> {
    let body = match serde_json::to_string(&draft.body) {
        Ok(body) if body.len() <= limit::DRAFT => body,
        Ok(_) => return refuse(Problem::new("problem.store_draft_big").text("title", draft.title.clone())),
        Err(error) => return refuse(Problem::new("problem.store_failed").text("detail", error.to_string())),
    };
    let tx = conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    if let Some(n) = takes {
        tx.execute("DELETE FROM draft WHERE n = ?1", [n])?;
    }
    tx.prepare_cached(
        "INSERT INTO draft (session, place, at, title, body) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (session, place) DO UPDATE SET at = excluded.at, title = excluded.title, body = excluded.body",
    )?
    .execute(params![session, draft.place, at, text::line(&draft.title), body])?;
    evict(&tx, session, ended)?;
    tx.commit()?;
    Ok(())
}

/// What killed programs left and nobody opened goes, the oldest first, as they were written: clocks go wrong. A program never
/// drops a draft of its own, nor one of a program that runs or may run.
fn evict(conn: &Connection, session: &str, ended: &dyn Fn(&str) -> bool) -> Outcome<()> {
    let kept: i64 = conn.prepare_cached("SELECT COUNT(*) FROM draft")?.query_row([], |r| r.get(0))?;
    let over = usize::try_from(kept).unwrap_or(0).saturating_sub(limit::DRAFTS);
    if over == 0 {
        return Ok(());
    }
    let mut statement = conn.prepare_cached("SELECT n, session FROM draft WHERE session <> ?1 ORDER BY n")?;
    let others: Vec<(i64, String)> =
        statement.query_map([session], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?;
    for (n, _) in others.into_iter().filter(|(_, other)| ended(other)).take(over) {
        discard(conn, n)?;
    }
    Ok(())
}

/// Takes the draft of a place away.
pub(super) fn drop(conn: &Connection, session: &str, place: &str) -> Outcome<()> {
    conn.prepare_cached("DELETE FROM draft WHERE session = ?1 AND place = ?2")?
        .execute(params![session, place])?;
    Ok(())
}

/// Takes a draft away that was found at opening.
pub(super) fn discard(conn: &Connection, n: i64) -> Outcome<()> {
    conn.execute("DELETE FROM draft WHERE n = ?1", [n])?;
    Ok(())
}

/// The drafts that can be read, the latest first, each with the session that wrote it; and how many cannot.
pub(super) fn all(conn: &Connection) -> Outcome<(Vec<(String, Kept)>, usize)> {
    let mut statement = conn.prepare_cached(
        "SELECT n, session, place, at, title, body FROM draft ORDER BY at DESC, n DESC LIMIT ?1",
    )?;
    let mut rows = statement.query([limit::DRAFTS as i64])?;
    let (mut drafts, mut damaged) = (Vec::new(), 0);
    while let Some(r) = rows.next()? {
        let body: String = r.get(5)?;
        let Ok(body) = serde_json::from_str::<Body>(&body) else {
            damaged += 1;
            continue;
        };
        let draft = Draft { place: r.get(2)?, title: r.get(4)?, body };
        let kept = Kept { n: r.get(0)?, at: r.get(3)?, life: Life::default(), draft };
        drafts.push((r.get(1)?, kept));
    }
    Ok((drafts, damaged))
}
