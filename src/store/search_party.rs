//! The page of a person or collective: every award, proposal and linked act of theirs over all periods, and what stands
//! against commending them. A few rows each: read by the indexes of the identity.
use super::fault::Outcome;
use super::flag;
use super::search;
use super::search_query::{self, Names};
use crate::core::find::PartyPage;
use rusqlite::{Connection, params};

/// Most rows of a page.
const MOST: usize = 200;

/// The page; `None` when nobody has that key.
pub(super) fn page(conn: &Connection, id: i64) -> Outcome<Option<PartyPage>> {
    let names = Names::read(conn)?;
    let Some(who) = search_query::party(conn, id, &names)? else { return Ok(None) };
    let mut statement = conn.prepare_cached(
        "SELECT ?2 AS kind, a.n AS n, COALESCE(d.date, p.to_date) AS day
         FROM award a JOIN decision d ON d.n = a.decision JOIN period p ON p.code = a.period WHERE a.party = ?1
         UNION ALL SELECT ?3, m.n, COALESCE(r.date, p.to_date)
         FROM nominee m JOIN proposal r ON r.n = m.proposal JOIN period p ON p.code = r.period WHERE m.party = ?1
         UNION ALL SELECT ?4, c.n, COALESCE(c.date, p.to_date) FROM achievement c JOIN period p ON p.code = c.period
         WHERE c.n IN (SELECT achievement FROM award WHERE party = ?1 UNION SELECT achievement FROM nominee WHERE party = ?1)
         ORDER BY day DESC, kind DESC, n DESC LIMIT ?5",
    )?;
    let most = MOST as i64 + 1;
    let mut found: Vec<(i64, i64)> = statement
        .query_map(params![id, search::AWARD, search::NOMINEE, search::ACHIEVEMENT, most], |r| {
            Ok((r.get(0)?, r.get(1)?))
        })?
        .collect::<Result<_, _>>()?;
    let more = found.len() > MOST;
    found.truncate(MOST);
    let mut rows = Vec::new();
    for (kind, n) in found {
        rows.extend(search_query::hit(conn, search::joined(kind, n), &names)?);
    }
    Ok(Some(PartyPage { who, rows, more, flags: flag::against(conn, None, &[id])? }))
}
