//! The one loader of `QuarterFacts`: overview, standings, classification, minutes and papers all take their figures from it.
//! A locked period is read from the snapshot its lock kept, with what stays live laid over it.
use super::counting::{self, Counted};
use super::fault::{Outcome, refuse};
use super::{
    achievement, campaign, codec, flag, judged, level, meeting, memo, period, proposal, register, sheets,
    tally, unit,
};
use crate::core::count::Scope;
use crate::core::date::Date;
use crate::core::level::Mark;
use crate::core::number::{Points, Rate};
use crate::core::parts::{PartOf, Parts};
use crate::core::period::PeriodKey;
use crate::core::problem::{Arg, Problem};
use crate::core::quarter::{Past, PastUnit, Period, QuarterFacts, Supplement};
use crate::core::standing;
use crate::core::unit::UnitId;
use rusqlite::{Connection, OptionalExtension};

/// How many earlier periods are shown beside one.
const PAST: usize = 7;

/// Everything of one period, its past with it.
pub(super) fn facts(conn: &Connection, key: PeriodKey) -> Outcome<QuarterFacts> {
    let mut facts = bare(conn, key)?;
    facts.past = past(conn, key)?;
    Ok(facts)
}

/// Everything of one period but its past.
pub(super) fn bare(conn: &Connection, key: PeriodKey) -> Outcome<QuarterFacts> {
    let row = period::get(conn, key)?;
    if row.locked() {
        return locked(conn, &row);
    }
    open(conn, &row, memo::counted(conn, key)?)
}

/// Everything of a period whose rows count as they are. One that was reopened may still have late rows, printed in the
/// locked report of a later period: they stay beside its figures, as they were, and are in no new lock of it.
fn open(conn: &Connection, row: &period::PeriodRow, counted: Counted) -> Outcome<QuarterFacts> {
    let key = row.period.key;
    let counted = if tally::any_late(conn, key)? { counting::own(conn, key)? } else { counted };
    let (from, to) = (row.period.from, row.period.to);
    let (units, mut left) = unit::roster(conn, key.year, from, to)?;
    left.extend(unit::commended(conn, key, &units, &left, &counted.tallies)?);
    Ok(QuarterFacts {
        register: register::get(conn)?,
        period: row.period.clone(),
        units,
        left,
        catalogue: register::catalogue(conn)?,
        tallies: counted.tallies,
        repeats: counted.repeats,
        movement: campaign::movement(conn, key.year)?,
        campaigns: campaign::of_period(conn, key.year, from, to)?,
        table: row.table.map(|n| sheets::table(conn, n)).transpose()?.flatten(),
        cells: sheets::cells(conn, key)?,
        lines: sheets::lines(conn, key)?,
        finished: sheets::finished(conn, key)?,
        handed_in: judged::handed_in(conn, key)?,
        ballots: judged::ballots(conn, key)?,
        flags: flag::touching(conn, from, to)?,
        knocked: judged::knocked(conn, key)?,
        adjustments: judged::adjustments(conn, key)?,
        scored: Vec::new(),
        replaced: Vec::new(),
        levels: level::set(conn, row.levels)?,
        marks: level::marks(conn, key)?,
        approval: level::approval(conn, key)?,
        meeting: meeting::get(conn, key)?,
        texts: meeting::texts(conn, key)?,
        past: Vec::new(),
        achievements: counted.achievements,
        uncommended: counted.uncommended,
        unproposed: counted.unproposed,
        unproposed_before: unproposed_before(conn, key)?,
        pending: proposal::pending(conn, key)?,
        days: counted.days,
        supplements: supplements(conn, key)?,
        parts: parts(conn, key)?,
        added: tally::late(conn, key, None)?,
        act: head(conn)?,
    })
}

/// Days of the acts of the earlier open periods that have neither award nor proposal.
fn unproposed_before(conn: &Connection, key: PeriodKey) -> Outcome<Vec<(Date, i64)>> {
    let mut all = Vec::new();
    for earlier in period::open_before(conn, key)? {
        match memo::kept_counts(conn, earlier)? {
            Some(counted) => all.extend(counted.unproposed),
            None => all.extend(achievement::unproposed(conn, earlier)?),
        }
    }
    Ok(all)
}

/// Late awards of earlier periods that the report of this one prints.
fn supplements(conn: &Connection, key: PeriodKey) -> Outcome<Vec<Supplement>> {
    let earlier = period::supplemented(conn, key)?.into_iter();
    earlier.map(|of| Ok(Supplement { of, tallies: tally::late(conn, of, Some(&key.leaves()))? })).collect()
}

/// What a set of quarters is made of.
fn parts(conn: &Connection, key: PeriodKey) -> Outcome<Option<Parts>> {
    if key.leaf() {
        return Ok(None);
    }
    let quarters = period::leaves(conn, key)?.into_iter();
    let part = |period: Period| {
        let past = one_past(conn, period.key)?;
        Ok(PartOf::new(period, past))
    };
    Ok(Some(Parts { quarters: quarters.map(part).collect::<Outcome<_>>()? }))
}

/// The snapshot, and over it what a lock does not freeze: the register's own row, state, approval, meeting, texts, journal.
fn locked(conn: &Connection, row: &period::PeriodRow) -> Outcome<QuarterFacts> {
    let key = row.period.key;
    let snapshot: String = conn
        .prepare_cached("SELECT snapshot FROM lock WHERE period = ?1 AND reopened IS NULL")?
        .query_row([row.code()], |r| r.get(0))?;
    let Ok(mut facts) = serde_json::from_str::<QuarterFacts>(&snapshot) else {
        return refuse(Problem::new("problem.store_snapshot").with("period", Arg::Period(key)));
    };
    facts.register = register::get(conn)?;
    facts.period.state = row.period.state;
    facts.marks = level::marks(conn, key)?;
    facts.approval = level::approval(conn, key)?;
    facts.adjustments = judged::adjustments(conn, key)?;
    facts.meeting = meeting::get(conn, key)?;
    facts.texts = meeting::texts(conn, key)?;
    facts.added = tally::late(conn, key, None)?;
    facts.act = head(conn)?;
    Ok(facts)
}

/// Number of the last act, and the hash at the head of the chain.
fn head(conn: &Connection) -> Outcome<(i64, String)> {
    let found = conn
        .prepare_cached("SELECT n, hash FROM act ORDER BY n DESC LIMIT 1")?
        .query_row([], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// The earlier periods, oldest first: locked ones from their kept results, open ones ranked from their own facts.
pub(super) fn past(conn: &Connection, key: PeriodKey) -> Outcome<Vec<Past>> {
    let mut statement = conn.prepare_cached(
        "SELECT code FROM period WHERE leaf = ?2 AND from_date < (SELECT from_date FROM period WHERE code = ?1)
         ORDER BY from_date DESC",
    )?;
    let mut earlier: Vec<PeriodKey> = statement
        .query_map(rusqlite::params![key.code(), key.leaf()], |r| codec::period(r, 0))?
        // a year stands beside years, a half-year beside half-years
        .filter(|found| found.as_ref().map_or(true, |found| found.kind == key.kind))
        .take(PAST)
        .collect::<Result<_, _>>()?;
    earlier.reverse();
    earlier.into_iter().map(|key| one_past(conn, key)).collect()
}

/// What an earlier period tells of itself.
pub(super) fn one_past(conn: &Connection, key: PeriodKey) -> Outcome<Past> {
    let past = match memo::past(conn, key)? {
        Some(past) => past,
        None => open_past(conn, key, &counting::count(conn, key)?)?,
    };
    let locked = period::get(conn, key)?.locked();
    Ok(if locked { Past { units: kept(conn, &key.code(), None)?, ..past } } else { past })
}

/// An earlier period from its rows as they are; a locked one tells its kept results instead of these.
pub(super) fn open_past(conn: &Connection, key: PeriodKey, counted: &Counted) -> Outcome<Past> {
    let row = period::get(conn, key)?;
    let units = if row.locked() { Vec::new() } else { computed(&open(conn, &row, counted.clone())?) };
    let mut tallies = counted.tallies.clone();
    tallies.retain(|t| t.scope == Scope::All);
    Ok(Past { key, tallies, units, days: counted.days })
}

/// The results that a lock kept: of all units, or of one.
pub(super) fn kept(conn: &Connection, code: &str, unit: Option<UnitId>) -> Outcome<Vec<PastUnit>> {
    let mut statement = conn.prepare_cached(
        "SELECT unit, rank, total, part, whole, level FROM result WHERE period = ?1 AND (?2 IS NULL OR unit = ?2) ORDER BY n",
    )?;
    let rows = statement.query_map(rusqlite::params![code, unit], |r| {
        let (part, whole): (Option<i64>, Option<i64>) = (r.get(3)?, r.get(4)?);
        Ok(PastUnit {
            unit: r.get(0)?,
            rank: r.get(1)?,
            total: r.get::<_, Option<i64>>(2)?.map(Points),
            rate: part.zip(whole).map(|(part, whole)| Rate { part, whole }),
            level: r.get(5)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn computed(facts: &QuarterFacts) -> Vec<PastUnit> {
    let standings = standing::rank(facts);
    let level = |mark: Mark| facts.level_name(mark).unwrap_or_default().to_owned();
    facts
        .units
        .iter()
        .map(|unit| {
            let row = standings.rows.iter().find(|r| r.unit == unit.id && !r.empty);
            PastUnit {
                unit: unit.id,
                rank: row.and_then(|r| r.rank),
                total: row.map(|r| r.total),
                rate: row.and_then(|r| r.rate),
                level: standing::standing_mark(facts, unit.id).map(level).unwrap_or_default(),
            }
        })
        .collect()
}
