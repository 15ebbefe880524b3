//! Counts of the rows that came late. All others are counted by `counting`; `core::count` makes figures of both.
use super::fault::Outcome;
use super::{codec, page};
use crate::core::count::{LineKey, Scope, Tally};
use crate::core::period::PeriodKey;
use rusqlite::{Connection, Row};

/// Sums of the late rows of a period, per line and per form; `printed`: those that the report of that period prints.
pub(super) fn late(conn: &Connection, key: PeriodKey, printed: Option<&[PeriodKey]>) -> Outcome<Vec<Tally>> {
    if !any_late(conn, key)? {
        return Ok(Vec::new());
    }
    let printed = printed.map_or_else(|| "IS NOT NULL".to_owned(), |by| format!("IN ({})", page::codes(by)));
    let which = format!(
        "a.period = ?1 AND a.decision IN (SELECT n FROM decision WHERE period = ?1 AND late {printed})"
    );
    sums(conn, &which, &[&key.code()])
}

/// Did anything of a period come late, and stay so?
pub(super) fn any_late(conn: &Connection, key: PeriodKey) -> Outcome<bool> {
    Ok(conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM decision WHERE late IS NOT NULL AND period = ?1)")?
        .query_row([key.code()], |r| r.get(0))?)
}

fn sums(conn: &Connection, which: &str, params: &[&dyn rusqlite::ToSql]) -> Outcome<Vec<Tally>> {
    let mut all = Vec::new();
    for by_form in [false, true] {
        let form = if by_form { ", a.form" } else { "" };
        let shown = if by_form { "a.form" } else { "''" };
        let mut statement = conn.prepare_cached(&format!(
            "SELECT l.kind, l.authorities, {shown}, a.kind, a.basis, COUNT(*), COALESCE(SUM(a.quantity), 0),
                    COUNT(*) - COUNT(a.quantity), COUNT(DISTINCT a.party)
             FROM award a JOIN line l ON l.n = a.line WHERE {which} AND a.state = 'valid'
             GROUP BY a.line{form}, a.kind, a.basis ORDER BY a.line{form}, a.kind, a.basis"
        ))?;
        let rows = statement.query_map(params, |row| read(row, Scope::All))?;
        for tally in rows {
            all.push(tally?);
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
