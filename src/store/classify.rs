//! Classifications written, and the states of a period: submit, lock, reopen, approve. The last three are barriers.
use super::fault::{Outcome, refuse, stale};
use super::journal::{Pen, Wrote};
use super::level::{marks, set};
use super::period::{self, PeriodRow};
use super::register::line;
use super::{quarter, unit};
use crate::core::level::{Act, Approval, LevelSet, Mark};
use crate::core::period::PeriodKey;
use crate::core::problem::{Arg, Problem};
use crate::core::quarter::{QuarterFacts, State};
use crate::core::standing;
use crate::core::unit::UnitId;
use rusqlite::{Connection, params};

/// Writes.
pub(super) fn write(pen: Pen<'_>, act: &Act) -> Outcome<Wrote> {
    match act {
        Act::Propose { period, rows, label } => propose(pen, *period, rows, label),
        Act::Knock { period, unit, knockout, hand, label } => {
            knock(pen, *period, *unit, knockout, hand.as_ref(), label)
        }
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

/// A mark as its two columns.
pub(super) fn columns(mark: Option<Mark>) -> (Option<i64>, bool) {
    match mark {
        Some(Mark::Level(id)) => (Some(id), false),
        Some(Mark::NotClassified) => (None, true),
        None => (None, false),
    }
}

/// A mark must be a level of the period's set.
pub(super) fn fits(levels: &LevelSet, mark: Mark) -> Outcome<()> {
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

/// A period whose votes and knock-outs may be written: what was submitted rests on them.
pub(super) fn judged(conn: &Connection, key: PeriodKey) -> Outcome<PeriodRow> {
    let row = period::writable(conn, key)?;
    if row.period.state == State::Waiting {
        return refuse(Problem::new("problem.store_judged_submitted").with("period", Arg::Period(key)));
    }
    Ok(row)
}

/// A knock-out laid on a unit, or lifted, with its reason; or what was written of it by hand taken back.
fn knock(
    pen: Pen<'_>,
    key: PeriodKey,
    whom: UnitId,
    rule: &str,
    hand: Option<&(bool, String)>,
    label: &str,
) -> Outcome<Wrote> {
    let conn = pen.conn;
    let row = judged(conn, key)?;
    let tag = unit::known(conn, whom)?;
    let place = params![row.code(), whom, rule];
    let Some((lifted, reason)) = hand else {
        let gone =
            conn.execute("DELETE FROM knocked WHERE period = ?1 AND unit = ?2 AND knockout = ?3", place)?;
        return if gone == 0 { stale(label) } else { Ok(Wrote::new("act.knock_back", label)) };
    };
    let levels = levels_of(conn, &row)?;
    if !levels.knockouts.iter().any(|k| k.name == rule) {
        let problem = Problem::new("problem.store_knock_unknown").text("name", rule);
        return refuse(problem.text("set", levels.name));
    }
    let reason = line(reason)?;
    if reason.is_empty() {
        return refuse(Problem::new("problem.store_knock_reason").text("unit", tag).text("name", rule));
    }
    let values = params![row.code(), whom, rule, lifted, reason];
    let there = conn.execute(
        "UPDATE knocked SET lifted = ?4, reason = ?5 WHERE period = ?1 AND unit = ?2 AND knockout = ?3",
        values,
    )?;
    if there == 0 {
        conn.execute(
            "INSERT INTO knocked (period, unit, knockout, lifted, reason) VALUES (?1, ?2, ?3, ?4, ?5)",
            values,
        )?;
    }
    let what = if *lifted { "act.knock_lift" } else { "act.knock_lay" };
    Ok(Wrote::new(what, label).why(&reason))
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

/// Keeps the results of a period: rank, total, rate and level of each unit of its roster.
pub(super) fn results(pen: Pen<'_>, row: &PeriodRow, facts: &QuarterFacts) -> Outcome<()> {
    let standings = standing::rank(facts);
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
                level_name(facts, unit.id)
            ],
        )?;
    }
    Ok(())
}

/// The snapshot that a lock keeps.
pub(super) fn snapshot(mut facts: QuarterFacts) -> Outcome<String> {
    facts.period.state = State::Locked;
    match serde_json::to_string(&facts) {
        Ok(text) => Ok(text),
        Err(error) => refuse(Problem::new("problem.store_failed").text("detail", error.to_string())),
    }
}

/// Keeps the snapshot and the results. `facts` are those of the period, its past left out: it is read live.
fn lock(pen: Pen<'_>, row: &PeriodRow, facts: QuarterFacts) -> Outcome<()> {
    let quarters = facts.parts.iter().flat_map(|p| &p.quarters);
    if let Some(open) = quarters.map(|q| &q.period).find(|p| p.state < State::Locked) {
        let said = Problem::new("problem.store_set_open").with("quarter", Arg::Period(open.key));
        return refuse(said.with("period", Arg::Period(row.period.key)));
    }
    results(pen, row, &facts)?;
    let snapshot = snapshot(facts)?;
    pen.conn.execute(
        "INSERT INTO lock (period, at, act, snapshot) VALUES (?1, ?2, ?3, ?4)",
        params![row.code(), pen.by.at, pen.act, snapshot],
    )?;
    Ok(())
}

/// Name of the level that stands: approved, else proposed; empty where none is.
fn level_name(facts: &QuarterFacts, unit: UnitId) -> String {
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
    // A late award is printed once. Where the report that was to print it is still open, it comes into the figures of this
    // period's next lock and is no supplement any more; where that report is locked, it has said so, and the award stays
    // beside the figures of this period, before and after it is locked again.
    conn.execute(
        "UPDATE decision SET rev = rev + 1, late = NULL WHERE period = ?1 AND late IS NOT NULL
         AND late NOT IN (SELECT period FROM lock WHERE reopened IS NULL)",
        [row.code()],
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
