//! Who is known to the register by name: those a typed beginning may mean, and those who bear a name in full.
use super::codec;
use super::fault::Outcome;
use crate::core::award::Party;
use crate::core::namesake;
use crate::core::text;
use crate::core::unit::UnitId;
use rusqlite::{Connection, Row};

/// People and collectives whose folded name has `start` at the start of a word; at most 20, in the order of names.
pub(super) fn parties(conn: &Connection, unit: Option<UnitId>, start: &str) -> Outcome<Vec<Party>> {
    let mut statement = conn.prepare_cached(
        "SELECT p.n, p.kind, p.name, p.unit,
                COALESCE((SELECT rank FROM award a WHERE a.party = p.n AND rank <> '' ORDER BY n DESC LIMIT 1), ''),
                COALESCE((SELECT post FROM award a WHERE a.party = p.n AND post <> '' ORDER BY n DESC LIMIT 1), '')
         FROM party p WHERE instr(' ' || p.fold, ' ' || ?1) > 0 AND (?2 IS NULL OR p.unit = ?2)
         ORDER BY p.sort, p.n LIMIT 20",
    )?;
    let rows = statement.query_map(rusqlite::params![text::fold(start), unit], party)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// People and collectives of these names (as `text::same_key`), whatever their unit: the first of each unit, whom the
/// register takes a typed name for, and the newest, however many bear it; of a name without accents also those who bear it
/// with some; with the paper that commended each last.
pub(super) fn namesakes(conn: &Connection, names: &[String]) -> Outcome<Vec<Party>> {
    let known = |which: &str| {
        format!(
        "SELECT p.n, p.kind, p.name, p.unit,
                COALESCE((SELECT rank FROM award a WHERE a.party = p.n AND rank <> '' ORDER BY n DESC LIMIT 1), ''),
                COALESCE((SELECT post FROM award a WHERE a.party = p.n AND post <> '' ORDER BY n DESC LIMIT 1), ''),
                d.n IS NOT NULL, d.number, d.date
         FROM party p LEFT JOIN decision d ON d.n = (
            SELECT e.n FROM award a JOIN decision e ON e.n = a.decision
            WHERE a.party = p.n AND a.state = 'valid' ORDER BY e.date IS NULL, e.date DESC, e.n DESC LIMIT 1)
         WHERE {which} ORDER BY p.n LIMIT 200"
        )
    };
    let mut same = conn.prepare_cached(&known(
        "p.same_key = ?1 AND (p.n IN (SELECT MIN(n) FROM party WHERE same_key = ?1 GROUP BY kind, unit)
            OR p.n IN (SELECT n FROM party WHERE same_key = ?1 ORDER BY n DESC LIMIT 20))",
    ))?;
    let mut accented = conn.prepare_cached(&known("p.fold = ?1 AND p.same_key <> ?1"))?;
    let mut found = Vec::new();
    for name in names {
        let one = |r: &Row<'_>| {
            let last = if r.get(6)? { Some((r.get(7)?, codec::date_option(r, 8)?)) } else { None };
            Ok(Party { last, ..party(r)? })
        };
        for row in same.query_map([name], one)? {
            found.push(row?);
        }
        if namesake::bare(name) {
            for row in accented.query_map([name], one)? {
                found.push(row?);
            }
        }
    }
    Ok(found)
}

fn party(r: &Row<'_>) -> rusqlite::Result<Party> {
    Ok(Party {
        id: r.get(0)?,
        kind: codec::decode(r, 1)?,
        name: r.get(2)?,
        unit: r.get(3)?,
        rank: r.get(4)?,
        post: r.get(5)?,
        last: None,
    })
}
