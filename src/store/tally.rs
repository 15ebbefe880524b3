//! Counts of award rows: sums over one covering index, heads distinct over what they are asked for. Adds nothing up itself:
//! `core::count` makes figures of these.
use super::codec;
use super::fault::Outcome;
use crate::core::count::{LineKey, Scope, Tally};
use crate::core::period::PeriodKey;
use crate::core::quarter::Repeat;
use rusqlite::{Connection, Row};

/// Sums of the valid rows of a period, per line and per form; of the cluster, and (`units`) of each unit and of what is not
/// split by unit.
pub(super) fn tallies(conn: &Connection, key: PeriodKey, units: bool) -> Outcome<Vec<Tally>> {
    sums(conn, units, "a.period = ?1", &[&key.code()])
}

/// Sums of the late rows of a period, per line and per form; `printed`: those that the report of that period prints.
pub(super) fn late(conn: &Connection, key: PeriodKey, printed: Option<PeriodKey>) -> Outcome<Vec<Tally>> {
    let any = conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM decision WHERE late IS NOT NULL AND period = ?1)")?
        .query_row([key.code()], |r| r.get::<_, bool>(0))?;
    if !any {
        return Ok(Vec::new());
    }
    let which =
        "a.period = ?1 AND a.decision IN (SELECT n FROM decision WHERE late IS NOT NULL AND period = ?1
        AND (?2 IS NULL OR late = ?2))";
    sums(conn, false, which, &[&key.code(), &printed.map(PeriodKey::code)])
}

fn sums(conn: &Connection, units: bool, which: &str, params: &[&dyn rusqlite::ToSql]) -> Outcome<Vec<Tally>> {
    let mut all = Vec::new();
    for by_form in [false, true] {
        for by_unit in [false, true] {
            if by_unit && !units {
                continue;
            }
            let form = if by_form { ", a.form" } else { "" };
            let unit = if by_unit { ", a.unit" } else { "" };
            let shown = if by_form { "a.form" } else { "''" };
            let whose = if by_unit { "a.unit" } else { "NULL" };
            let mut statement = conn.prepare_cached(&format!(
                "SELECT l.kind, l.authorities, {shown}, a.kind, a.basis, COUNT(*), COALESCE(SUM(a.quantity), 0),
                        COUNT(*) - COUNT(a.quantity), COUNT(DISTINCT a.party), {whose}
                 FROM award a JOIN line l ON l.n = a.line WHERE {which} AND a.state = 'valid'
                 GROUP BY a.line{form}, a.kind, a.basis{unit} ORDER BY a.line{form}, a.kind, a.basis{unit}"
            ))?;
            let mut rows = statement.query(params)?;
            while let Some(row) = rows.next()? {
                let scope = match (by_unit, row.get::<_, Option<i64>>(9)?) {
                    (false, _) => Scope::All,
                    (true, Some(unit)) => Scope::Unit(unit),
                    (true, None) => Scope::Unsplit,
                };
                all.push(read(row, scope)?);
            }
        }
    }
    Ok(all)
}

fn read(row: &Row<'_>, scope: Scope) -> rusqlite::Result<Tally> {
    Ok(Tally {
        scope,
        line: LineKey { kind: codec::decode(row, 0)?, authorities: row.get(1)? },
        form: row.get(2)?,
        kind: codec::decode(row, 3)?,
        basis: codec::decode(row, 4)?,
        records: row.get(5)?,
        known: row.get(6)?,
        unknown: row.get(7)?,
        heads: row.get(8)?,
    })
}

/// Acts of one recipient that were commended more than once.
pub(super) fn repeats(conn: &Connection, key: PeriodKey) -> Outcome<Vec<Repeat>> {
    let mut statement = conn.prepare_cached(
        "SELECT unit, kind, group_concat(form) FROM award
         WHERE period = ?1 AND state = 'valid' AND basis = 'named' AND achievement IS NOT NULL
         GROUP BY party, achievement, unit, kind HAVING COUNT(*) > 1 ORDER BY party, achievement",
    )?;
    let rows = statement.query_map([key.code()], |r| {
        let forms: String = r.get(2)?;
        Ok(Repeat { unit: r.get(0)?, kind: codec::decode(r, 1)?, forms: codec::codes(&forms) })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Days from the act to the decision, median over the linked awards of a period (of two middle ones the lower).
pub(super) fn days(conn: &Connection, key: PeriodKey) -> Outcome<Option<i64>> {
    let mut statement = conn.prepare_cached(
        "SELECT CAST(julianday(d.date) - julianday(c.date) AS INTEGER) FROM award a
         JOIN decision d ON d.n = a.decision JOIN achievement c ON c.n = a.achievement
         WHERE a.period = ?1 AND a.state = 'valid' AND d.date IS NOT NULL AND c.date IS NOT NULL ORDER BY 1",
    )?;
    let days: Vec<i64> = statement.query_map([key.code()], |r| r.get(0))?.collect::<Result<_, _>>()?;
    Ok(days.get(days.len().saturating_sub(1) / 2).copied())
}
