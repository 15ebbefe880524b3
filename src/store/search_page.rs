//! The page of a unit, person or collective over all periods: its head, and stretches of what was given, proposed and done.
//! Every row has the place it has, or would have, in the index of Find: so a page is cut by one number, and the rows of a
//! unit come from the index itself, at any depth. Numbers without names and results of periods stand beside the index.
use super::fault::Outcome;
use super::page::Slice;
use super::search::{self, ACHIEVEMENT, AWARD, NOMINEE, RESULT, TOP};
use super::search_query::{self, Names};
use super::tracked::TRACKED;
use super::{codec, flag, period, quarter, unit};
use crate::core::find::{Head, Hit, Kind, Standing, Stay, Whose};
use crate::core::page::{At, Reach, RowKey, Window};
use crate::core::period::PeriodKey;
use crate::core::unit::{Role, Unit, UnitId};
use rusqlite::{Connection, params};

/// The head of the page; `None` when there is nobody of that key.
pub(super) fn head(conn: &Connection, whose: Whose) -> Outcome<Option<Head>> {
    let names = Names::read(conn)?;
    match whose {
        Whose::Party(id) => {
            let Some(who) = search_query::party(conn, id, &names)? else { return Ok(None) };
            let others = conn
                .prepare_cached(
                    "SELECT (SELECT COUNT(*) FROM award WHERE party = ?1 AND state = 'cancelled'),
                            (SELECT COUNT(*) FROM nominee m JOIN proposal p ON p.n = m.proposal
                             WHERE m.party = ?1 AND p.state = 'pending')",
                )?
                .query_row([id], |r| Ok((r.get(0)?, r.get(1)?)))?;
            Ok(Some(Head { who, others, unit: None, flags: flag::against(conn, None, &[id])? }))
        }
        Whose::Unit(id) => {
            let Some(unit) = unit::all(conn, 0)?.into_iter().find(|u| u.id == id) else { return Ok(None) };
            let who = Hit {
                title: unit.name.clone(),
                unit: names.unit(Some(id)),
                unit_id: Some(id),
                ..search_query::empty(Kind::Unit, id)
            };
            let stay = Stay { former: former(conn, &unit)?, roles: roles(conn, id)?, unit };
            Ok(Some(Head {
                who,
                others: (0, 0),
                unit: Some(stay),
                flags: flag::against(conn, Some(id), &[])?,
            }))
        }
    }
}

/// What the register called a unit before, from its journal; a name that was taken back again was none.
fn former(conn: &Connection, now: &Unit) -> Outcome<Vec<(String, String)>> {
    let Some(table) = TRACKED.iter().find(|t| t.name == "unit") else { return Ok(Vec::new()) };
    let mut statement = conn.prepare_cached(
        "SELECT TRIM(json_extract(j.old, '$.code') || ' ' || json_extract(j.old, '$.name')), COALESCE(substr(a.at, 1, 10), '')
         FROM journal j LEFT JOIN act a ON a.n = j.act
         WHERE j.tbl = ?1 AND j.id = ?2 AND j.op = 1 AND COALESCE(a.kind, 'do') = 'do'
            AND COALESCE((SELECT kind FROM act u WHERE u.of = j.act ORDER BY u.n DESC LIMIT 1), 'do') <> 'undo'
         ORDER BY j.n DESC",
    )?;
    let rows = statement.query_map([table.code, now.id], |r| Ok((r.get(0)?, r.get(1)?)))?;
    let mut last = format!("{} {}", now.code, now.name).trim().to_owned();
    let mut all = Vec::new();
    for row in rows {
        let (name, day): (String, String) = row?;
        if name != last {
            all.push((name.clone(), day));
            last = name;
        }
    }
    Ok(all)
}

fn roles(conn: &Connection, id: UnitId) -> Outcome<Vec<(i16, Role)>> {
    let mut statement =
        conn.prepare_cached("SELECT year, role FROM role WHERE unit = ?1 ORDER BY year DESC, role DESC")?;
    let rows = statement.query_map([id], |r| Ok((r.get(0)?, codec::decode(r, 1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A stretch of the rows.
pub(super) fn rows(conn: &Connection, whose: Whose, reach: &Reach) -> Outcome<Window<Hit>> {
    let names = Names::read(conn)?;
    let (mut beside, results) = match whose {
        Whose::Unit(id) => (numbers(conn, id)?, results(conn)?),
        Whose::Party(id) => (of_party(conn, id)?, Vec::new()),
    };
    beside.extend(results.iter().map(|(place, _)| *place));
    let list = List { conn, sign: signed(whose), beside };
    list.slice(reach)?.read(|place| match (whose, results.iter().find(|r| r.0 == place)) {
        (Whose::Unit(id), Some((_, key))) => result(conn, *key, id),
        _ => search_query::hit(conn, place, &names),
    })
}

fn signed(whose: Whose) -> Option<String> {
    match whose {
        Whose::Unit(id) => Some(format!("\"{}\"", search::unit_word(id))),
        Whose::Party(_) => None,
    }
}

/// Places of everything of a person or collective: a few rows, read by the indexes of the identity.
fn of_party(conn: &Connection, id: i64) -> Outcome<Vec<i64>> {
    let sql = format!(
        "SELECT {} FROM award r JOIN decision d ON d.n = r.decision WHERE r.party = ?1
         UNION ALL SELECT {} FROM nominee r JOIN proposal d ON d.n = r.proposal WHERE r.party = ?1
         UNION ALL SELECT {} FROM achievement r WHERE r.n IN
            (SELECT achievement FROM award WHERE party = ?1 UNION SELECT achievement FROM nominee WHERE party = ?1)",
        search::place(AWARD),
        search::place(NOMINEE),
        search::place(ACHIEVEMENT)
    );
    places(conn, &sql, id)
}

/// Places of the numbers without names of a unit: the index holds names alone.
fn numbers(conn: &Connection, id: UnitId) -> Outcome<Vec<i64>> {
    let sql = format!(
        "SELECT {} FROM award r JOIN decision d ON d.n = r.decision WHERE r.unit = ?1 AND r.basis <> 'named'",
        search::place(AWARD)
    );
    places(conn, &sql, id)
}

fn places(conn: &Connection, sql: &str, id: i64) -> Outcome<Vec<i64>> {
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([id], |r| r.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Where the results of the periods stand: on their last days.
fn results(conn: &Connection) -> Outcome<Vec<(i64, PeriodKey)>> {
    let sql = format!("SELECT {}, code FROM period", search::beside(RESULT, "to_date", "n"));
    let mut statement = conn.prepare_cached(&sql)?;
    let rows = statement.query_map([], |r| Ok((r.get(0)?, codec::period(r, 1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Rank and level of a unit in a period, as kept by the lock, else as it stands now; `None` where it had neither. An open
/// period is counted for it: so only a stretch in which it stands asks for it.
fn result(conn: &Connection, key: PeriodKey, id: UnitId) -> Outcome<Option<Hit>> {
    let period = period::get(conn, key)?;
    let locked = period.locked();
    let had = if locked {
        quarter::kept(conn, &period.code(), Some(id))?
    } else {
        quarter::one_past(conn, key)?.units
    };
    let had = had.into_iter().find(|u| u.unit == id);
    let had = had.filter(|h| h.total.is_some() || h.rank.is_some() || !h.level.is_empty());
    Ok(had.map(|had| Hit {
        date: Some(period.period.to),
        period: Some(key),
        unit_id: Some(id),
        standing: (!locked).then_some(Standing::Pending),
        result: Some(had),
        ..search_query::empty(Kind::Result, id)
    }))
}

/// The rows as one list of places: those of the index, and those beside it.
struct List<'a> {
    conn: &'a Connection,
    /// what the index is asked for
    sign: Option<String>,
    beside: Vec<i64>,
}

impl List<'_> {
    fn slice(&self, reach: &Reach) -> Outcome<Slice> {
        let rows = usize::from(reach.rows).max(1);
        let (mut back, mut on) = match reach.at {
            At::First | At::Row(0) => (Vec::new(), self.older(TOP - 1, rows + 1)?),
            At::Last => (self.newer(i64::MIN, rows + 1)?, Vec::new()),
            At::Near(RowKey { id, .. }) | At::Row(id) => {
                (self.newer(id, rows + 1)?, self.older(id, rows + 1)?)
            }
        };
        let (before, after) = (back.len() > rows, on.len() > rows);
        back.truncate(rows);
        on.truncate(rows);
        back.reverse();
        back.append(&mut on);
        let keys = back.into_iter().map(|id| RowKey { date: None, id }).collect();
        Ok(Slice { keys, before, after, found: None })
    }

    /// From a place on, its own row first.
    fn older(&self, from: i64, most: usize) -> Outcome<Vec<i64>> {
        let mut all = self.indexed("rowid BETWEEN 0 AND ?2 ORDER BY rowid DESC", from, most)?;
        all.extend(self.beside.iter().copied().filter(|p| *p <= from));
        all.sort_unstable_by(|a, b| b.cmp(a));
        all.truncate(most);
        Ok(all)
    }

    /// Before a place, the nearest first.
    fn newer(&self, from: i64, most: usize) -> Outcome<Vec<i64>> {
        let which = format!("rowid > ?2 AND rowid < {TOP} ORDER BY rowid");
        let mut all = self.indexed(&which, from, most)?;
        all.extend(self.beside.iter().copied().filter(|p| *p > from));
        all.sort_unstable();
        all.truncate(most);
        Ok(all)
    }

    fn indexed(&self, which: &str, from: i64, most: usize) -> Outcome<Vec<i64>> {
        let Some(sign) = &self.sign else { return Ok(Vec::new()) };
        let sql = format!("SELECT rowid FROM find WHERE find MATCH ?1 AND {which} LIMIT ?3");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let rows = statement.query_map(params![sign, from, most as i64], |r| r.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
