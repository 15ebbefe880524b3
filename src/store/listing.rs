//! The long lists of room 2: stretches of decisions and achievements, with the sums of their own rows alone, and what a
//! filter finds among those of a period. Opening one is `award` and `achievement`.
use super::fault::Outcome;
use super::page::{self, key};
use super::{achievement, award, codec, proposal, unit};
use crate::core::achievement::AchievementRow;
use crate::core::award::{Decision, DecisionRow, LineKind, RecipientKind};
use crate::core::count::{self, LineKey, Scope, Tally};
use crate::core::page::{Reach, RowKey, Span, Volume, Window};
use crate::core::text;
use rusqlite::Connection;
use std::collections::HashMap;

/// A stretch of the decisions. A word of the filter matches in the head, or in a name, rank, post or unit under it.
pub(super) fn decisions(conn: &Connection, reach: &Reach) -> Outcome<Window<DecisionRow>> {
    page::slice(conn, "decision", reach, || found_decisions(conn, reach))?.read(|id| {
        match award::find(conn, id)? {
            Some(head) => Ok(Some(summed(conn, head)?)),
            None => Ok(None),
        }
    })
}

/// A stretch of the achievements. A word of the filter matches in the text, in who did it, or in the unit.
pub(super) fn achievements(conn: &Connection, reach: &Reach) -> Outcome<Window<AchievementRow>> {
    page::slice(conn, "achievement", reach, || found_achievements(conn, reach))?.read(|id| {
        let Some(achievement) = achievement::find(conn, id)? else { return Ok(None) };
        let mut statement = conn.prepare_cached(
            "SELECT a.form, d.authorities FROM award a JOIN decision d ON d.n = a.decision
             WHERE a.achievement = ?1 AND a.state = 'valid' ORDER BY d.date IS NULL, d.date, a.n",
        )?;
        let mut rows = statement.query([id])?;
        let (mut awards, mut first) = (0, None);
        while let Some(r) = rows.next()? {
            awards += 1;
            if first.is_none() {
                first = Some((r.get(0)?, codec::codes(&r.get::<_, String>(1)?)));
            }
        }
        let proposed = achievement::proposed_on(conn, id)?;
        Ok(Some(AchievementRow { achievement, awards, first, proposed }))
    })
}

/// How many rows the lists have.
pub(super) fn volume(conn: &Connection, span: Span) -> Outcome<Volume> {
    Ok(Volume {
        decisions: page::count(conn, "decision", span)?,
        achievements: page::count(conn, "achievement", span)?,
        proposals: page::count(conn, "proposal", span)? + proposal::waiting_before(conn, span)?,
    })
}

/// A decision with the sums of its rows.
fn summed(conn: &Connection, head: Decision) -> Outcome<DecisionRow> {
    let mut statement = conn.prepare_cached(
        "SELECT kind, basis, COUNT(*), COALESCE(SUM(quantity), 0), COUNT(*) - COUNT(quantity),
                COUNT(DISTINCT party), SUM(unit IS NULL) FROM award
         WHERE decision = ?1 AND state = 'valid' GROUP BY kind, basis",
    )?;
    let rows = statement.query_map([head.id], |r| {
        let tally = Tally {
            scope: Scope::All,
            line: LineKey { kind: LineKind::Legal, authorities: String::new() },
            form: String::new(),
            kind: codec::decode(r, 0)?,
            basis: codec::decode(r, 1)?,
            records: r.get(2)?,
            known: r.get(3)?,
            unknown: r.get(4)?,
            heads: r.get(5)?,
        };
        Ok((r.get::<_, i64>(6)?, tally))
    })?;
    let own: Vec<(i64, Tally)> = rows.collect::<Result<_, _>>()?;
    let of = |kind: RecipientKind| count::figures(own.iter().map(|(_, t)| t).filter(|t| t.kind == kind));
    Ok(DecisionRow {
        collective: of(RecipientKind::Collective),
        individual: of(RecipientKind::Individual),
        unsplit: own.iter().map(|(unsplit, _)| unsplit).sum(),
        head,
    })
}

/// Code and name of every unit, folded.
fn folded_units(conn: &Connection) -> Outcome<HashMap<i64, String>> {
    let units = unit::all(conn, 0)?.into_iter();
    Ok(units.map(|u| (u.id, text::fold(&format!("{} {}", u.code, u.name)))).collect())
}

/// The rows of a list: a condition.
fn own(span: Span) -> String {
    match span {
        Span::Period(key) => page::one_of(&key.leaves()),
        Span::All => "TRUE".to_owned(),
    }
}

fn found_achievements(conn: &Connection, reach: &Reach) -> Outcome<Vec<RowKey>> {
    let (words, units) = (page::words(&reach.filter), folded_units(conn)?);
    let own = own(reach.span);
    let sql = format!("SELECT n, date, fold, unit FROM achievement WHERE {own} ORDER BY date DESC, n DESC");
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(r) = rows.next()? {
        let fold = r.get_ref(2)?.as_str().unwrap_or_default();
        let unit = r.get::<_, Option<i64>>(3)?.and_then(|n| units.get(&n)).map_or("", String::as_str);
        if words.iter().all(|w| fold.contains(w.as_str()) || unit.contains(w.as_str())) {
            found.push(key(r)?);
        }
    }
    Ok(found)
}

fn found_decisions(conn: &Connection, reach: &Reach) -> Outcome<Vec<RowKey>> {
    let (words, units) = (page::words(&reach.filter), folded_units(conn)?);
    let own = own(reach.span);
    let sql = format!("SELECT n, date, fold FROM decision WHERE {own} ORDER BY date DESC, n DESC");
    let mut statement = conn.prepare_cached(&sql)?;
    let mut under = Under { conn, units: &units, folded: HashMap::new() };
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(r) = rows.next()? {
        let fold = r.get_ref(2)?.as_str().unwrap_or_default();
        let missing: Vec<&str> = words.iter().map(String::as_str).filter(|w| !fold.contains(w)).collect();
        if missing.is_empty() || under.holds(r.get(0)?, missing)? {
            found.push(key(r)?);
        }
    }
    Ok(found)
}

/// What stands under decisions.
struct Under<'a> {
    conn: &'a Connection,
    units: &'a HashMap<i64, String>,
    /// ranks and posts, folded once each
    folded: HashMap<String, String>,
}

impl Under<'_> {
    /// Does each of these words stand in a row of the decision?
    fn holds(&mut self, decision: i64, mut missing: Vec<&str>) -> Outcome<bool> {
        let mut statement = self.conn.prepare_cached(
            "SELECT COALESCE(p.fold, ''), a.unit, a.rank, a.post FROM award a LEFT JOIN party p ON p.n = a.party
             WHERE a.decision = ?1",
        )?;
        let mut rows = statement.query([decision])?;
        while let Some(r) = rows.next()? {
            let name = r.get_ref(0)?.as_str().unwrap_or_default();
            let unit =
                r.get::<_, Option<i64>>(1)?.and_then(|n| self.units.get(&n)).map_or("", String::as_str);
            missing.retain(|w| !name.contains(w) && !unit.contains(w));
            for column in [2, 3] {
                let text = r.get_ref(column)?.as_str().unwrap_or_default();
                if !self.folded.contains_key(text) {
                    self.folded.insert(text.to_owned(), text::fold(text));
                }
                let fold = self.folded.get(text).map_or("", String::as_str);
                missing.retain(|w| !fold.contains(w));
            }
            if missing.is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
