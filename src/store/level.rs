//! Level sets, classifications, and the states of a period: submit, lock, reopen, approve. The last three are barriers.
use super::codec;
use super::fault::{Outcome, refuse};
use super::journal::{Pen, Wrote};
use super::period::{self, PeriodRow};
use super::register::line;
use super::{quarter, unit};
use crate::core::level::{Act, Approval, Classification, Level, LevelSet, Mark};
use crate::core::number::Points;
use crate::core::period::PeriodKey;
use crate::core::problem::{Arg, Problem};
use crate::core::quarter::{QuarterFacts, State};
use crate::core::standing;
use crate::core::unit::UnitId;
use rusqlite::{Connection, OptionalExtension, Row, params};

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
    let name: Option<String> =
        conn.query_row("SELECT name FROM level_set WHERE n = ?1", [id], |r| r.get(0)).optional()?;
    let Some(name) = name else { return Ok(None) };
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
    Ok(Some(LevelSet { id, name, levels }))
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

/// A mark as its two columns.
fn columns(mark: Option<Mark>) -> (Option<i64>, bool) {
    match mark {
        Some(Mark::Level(id)) => (Some(id), false),
        Some(Mark::NotClassified) => (None, true),
        None => (None, false),
    }
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

/// Writes.
pub(super) fn write(pen: Pen<'_>, act: &Act) -> Outcome<Wrote> {
    match act {
        Act::Propose { period, rows, label } => propose(pen, *period, rows, label),
        Act::Submit { period, submitted } => submit(pen, *period, *submitted),
        Act::Lock { period } => {
            let row = period::writable(pen.conn, *period)?;
            let facts = ready(pen, *period)?;
            lock(pen, &row, facts)?;
            Ok(Wrote::new("act.lock", period::label(pen.conn, *period)?).barrier())
        }
        Act::Reopen { period, reason } => reopen(pen, *period, reason),
        Act::Approve { period, approval, rows } => approve(pen, *period, approval, rows),
    }
}

/// A mark must be a level of the period's set.
fn fits(levels: &LevelSet, mark: Mark) -> Outcome<()> {
    match mark {
        Mark::Level(id) if levels.level(id).is_none() => {
            refuse(Problem::new("problem.store_level_unknown").text("set", levels.name.clone()))
        }
        _ => Ok(()),
    }
}

fn levels_of(conn: &Connection, row: &PeriodRow) -> Outcome<LevelSet> {
    match set(conn, row.levels)? {
        Some(levels) => Ok(levels),
        None => refuse(Problem::new("problem.store_levels_unknown")),
    }
}

fn propose(
    pen: Pen<'_>,
    key: PeriodKey,
    rows: &[(UnitId, Option<Mark>, String)],
    label: &str,
) -> Outcome<Wrote> {
    let conn = pen.conn;
    let row = period::writable(conn, key)?;
    if row.period.state == State::Waiting {
        return refuse(Problem::new("problem.store_submitted").with("period", Arg::Period(key)));
    }
    let levels = levels_of(conn, &row)?;
    for (unit, proposed, reason) in rows {
        unit::known(conn, *unit)?;
        if let Some(mark) = proposed {
            fits(&levels, *mark)?;
        }
        let (level, apart) = columns(*proposed);
        let place = params![row.code(), unit, level, apart, line(reason)?];
        if proposed.is_none() {
            conn.execute("DELETE FROM mark WHERE period = ?1 AND unit = ?2", params![row.code(), unit])?;
        } else if conn.execute(
            "UPDATE mark SET proposed = ?3, proposed_apart = ?4, reason = ?5 WHERE period = ?1 AND unit = ?2",
            place,
        )? == 0
        {
            conn.execute(
                "INSERT INTO mark (period, unit, proposed, proposed_apart, reason) VALUES (?1, ?2, ?3, ?4, ?5)",
                place,
            )?;
        }
    }
    Ok(Wrote::new("act.level_propose", label))
}

/// The facts of a period in which nothing is open any more, or the first open matter.
fn ready(pen: Pen<'_>, key: PeriodKey) -> Outcome<QuarterFacts> {
    let facts = quarter::bare(pen.conn, key)?;
    match standing::open_matters(&facts).into_iter().next() {
        Some((_, problem)) => refuse(problem),
        None => Ok(facts),
    }
}

fn submit(pen: Pen<'_>, key: PeriodKey, submitted: bool) -> Outcome<Wrote> {
    let row = period::writable(pen.conn, key)?;
    if submitted {
        ready(pen, key)?;
    }
    pen.conn.execute(
        "UPDATE period SET rev = rev + 1, submitted = ?2 WHERE code = ?1",
        params![row.code(), submitted],
    )?;
    Ok(Wrote::new(
        if submitted { "act.level_submit" } else { "act.level_unsubmit" },
        period::label(pen.conn, key)?,
    ))
}

/// Keeps the snapshot and the results. `facts` are those of the period, its past left out: it is read live.
fn lock(pen: Pen<'_>, row: &PeriodRow, mut facts: QuarterFacts) -> Outcome<()> {
    let standings = standing::rank(&facts);
    for unit in &facts.units {
        let place = standings.rows.iter().find(|r| r.unit == unit.id);
        let scored = place.filter(|r| !r.empty);
        let rate = scored.and_then(|r| r.rate);
        pen.conn.execute(
            "INSERT INTO result (period, unit, rank, total, part, whole, level) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                row.code(),
                unit.id,
                place.and_then(|r| r.rank),
                scored.map(|r| r.total.0),
                rate.map(|r| r.part),
                rate.map(|r| r.whole),
                level_name(&facts, unit.id)
            ],
        )?;
    }
    facts.period.state = State::Locked;
    let snapshot = match serde_json::to_string(&facts) {
        Ok(text) => text,
        Err(error) => return refuse(Problem::new("problem.store_failed").text("detail", error.to_string())),
    };
    pen.conn.execute(
        "INSERT INTO lock (period, at, act, snapshot) VALUES (?1, ?2, ?3, ?4)",
        params![row.code(), pen.by.at, pen.act, snapshot],
    )?;
    Ok(())
}

/// Name of the level that stands: approved, else proposed; empty where none is.
pub(super) fn level_name(facts: &QuarterFacts, unit: UnitId) -> String {
    let mark = facts.mark(unit).and_then(|m| m.approved.or(m.proposed));
    mark.and_then(|m| facts.level_name(m)).unwrap_or_default().to_owned()
}

fn reopen(pen: Pen<'_>, key: PeriodKey, reason: &str) -> Outcome<Wrote> {
    let conn = pen.conn;
    let row = period::get(conn, key)?;
    let said = |key_: &'static str| Problem::new(key_).with("period", Arg::Period(key));
    match row.period.state {
        State::Approved => return refuse(said("problem.store_reopen_approved")),
        State::Locked => {}
        _ => return refuse(said("problem.store_not_locked")),
    }
    let reason = line(reason)?;
    if reason.is_empty() {
        return refuse(said("problem.store_reopen_reason"));
    }
    conn.execute(
        "UPDATE lock SET reopened = ?2, reason = ?3 WHERE period = ?1 AND reopened IS NULL",
        params![row.code(), pen.by.at, reason],
    )?;
    conn.execute("DELETE FROM result WHERE period = ?1", [row.code()])?;
    conn.execute("UPDATE period SET rev = rev + 1, submitted = 0 WHERE code = ?1", [row.code()])?;
    Ok(Wrote::new("act.reopen", period::label(conn, key)?).why(&reason).barrier())
}

fn approve(
    pen: Pen<'_>,
    key: PeriodKey,
    approval: &Approval,
    rows: &[(UnitId, Mark, String)],
) -> Outcome<Wrote> {
    let conn = pen.conn;
    let row = period::get(conn, key)?;
    let said = |key_: &'static str| Problem::new(key_).with("period", Arg::Period(key));
    if row.period.state == State::Approved {
        return refuse(said("problem.store_approved"));
    }
    let number = line(&approval.number)?;
    let (false, Some(date)) = (number.is_empty(), approval.date) else {
        return refuse(said("problem.store_approval_paper"));
    };
    if !row.locked() {
        let facts = ready(pen, key)?;
        lock(pen, &row, facts)?;
    }
    let roster = quarter::bare(conn, key)?.units;
    let levels = levels_of(conn, &row)?;
    for proposal in marks(conn, key)? {
        // proposed, then left before the last day: nothing to approve
        if !roster.iter().any(|u| u.id == proposal.unit) {
            continue;
        }
        let tag = unit::known(conn, proposal.unit)?;
        let Some((_, mark, reason)) = rows.iter().find(|(unit, _, _)| *unit == proposal.unit) else {
            return refuse(said("problem.store_approve_missing").text("unit", tag));
        };
        fits(&levels, *mark)?;
        let reason = line(reason)?;
        if proposal.proposed != Some(*mark) && reason.is_empty() {
            return refuse(said("problem.store_approve_reason").text("unit", tag));
        }
        let (level, apart) = columns(Some(*mark));
        conn.execute(
            "UPDATE mark SET approved = ?3, approved_apart = ?4, approved_reason = ?5 WHERE period = ?1 AND unit = ?2",
            params![row.code(), proposal.unit, level, apart, reason],
        )?;
        let name = level.and_then(|id| levels.level(id)).map_or("", |l| l.name.as_str());
        conn.execute(
            "UPDATE result SET level = ?3 WHERE period = ?1 AND unit = ?2",
            params![row.code(), proposal.unit, name],
        )?;
    }
    conn.execute(
        "INSERT INTO approval (period, number, date, signer) VALUES (?1, ?2, ?3, ?4)",
        params![row.code(), number, date.to_string(), line(&approval.signer)?],
    )?;
    Ok(Wrote::new("act.approve", period::label(conn, key)?).why(&number).barrier())
}
