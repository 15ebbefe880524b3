//! "Điều chỉnh lần n" of an approved period: prepared, then applied or dropped. To apply one is the only way to change what an
//! approved period says: snapshot, results and approved levels are written anew, and everything as it stood is kept beside
//! the adjustment, so that every version can be printed. What a change does is `core::change`; nothing is counted here.
use super::classify::{self, columns, fits};
use super::counting::{self, Counted};
use super::fault::{Outcome, refuse, stale};
use super::journal::{Pen, Wrote};
use super::period::{self, PeriodRow};
use super::register::line;
use super::{award, codec, judged, quarter, score};
use crate::core::adjustment::{self, Act, Adjustment, Change, Stage};
use crate::core::award::RecipientKind;
use crate::core::change;
use crate::core::count::Tally;
use crate::core::entry;
use crate::core::period::PeriodKey;
use crate::core::problem::{Arg, Problem};
use crate::core::quarter::{QuarterFacts, Repeat, State};
use crate::core::score::{CellValue, Rule, SheetLine};
use crate::core::unit::UnitId;
use rusqlite::{Connection, OptionalExtension, params};

/// Most changes of one adjustment.
const MOST: usize = 500;

/// Writes.
pub(super) fn write(pen: Pen<'_>, act: &Act) -> Outcome<Wrote> {
    match act {
        Act::Save { period, adjustment, label } => save(pen, *period, adjustment, label),
        Act::Apply { period, adjustment, label } => apply(pen, *period, adjustment, label),
        Act::Drop { period, id, rev, label } => give_up(pen, *period, (*id, *rev), label),
    }
}

fn said(key: &'static str, period: PeriodKey) -> Problem {
    Problem::new(key).with("period", Arg::Period(period))
}

/// A period that is approved; what else it may be has its own way out.
fn approved(conn: &Connection, key: PeriodKey) -> Outcome<PeriodRow> {
    let row = period::get(conn, key)?;
    match row.period.state {
        State::Approved => Ok(row),
        State::Locked => refuse(said("problem.adjust.locked", key)),
        _ => refuse(said("problem.adjust.not_approved", key)),
    }
}

fn save(pen: Pen<'_>, key: PeriodKey, given: &Adjustment, label: &str) -> Outcome<Wrote> {
    let row = approved(pen.conn, key)?;
    let facts = quarter::bare(pen.conn, key)?;
    let clean = cleaned(pen.conn, &facts, given)?;
    let id = put(pen, &row, &facts, &clean, label)?;
    let what = if given.id == 0 { "act.adjust_begin" } else { "act.adjust_save" };
    Ok(Wrote::new(what, label).row(id))
}

/// Writes the open adjustment, or begins it. Returns its key.
fn put(pen: Pen<'_>, row: &PeriodRow, facts: &QuarterFacts, clean: &Adjustment, label: &str) -> Outcome<i64> {
    let conn = pen.conn;
    let changes = codec::to_json(&clean.changes)?;
    let date = codec::iso(clean.date);
    if clean.id == 0 {
        if facts.adjustments.iter().any(|a| a.stage == Stage::Open) {
            return refuse(said("problem.adjust.open", row.period.key));
        }
        conn.execute(
            "INSERT INTO adjustment (period, ordinal, state, reason, number, date, signer, changes)
             VALUES (?1, ?2, 'open', ?3, ?4, ?5, ?6, ?7)",
            params![
                row.code(),
                Adjustment::next(&facts.adjustments).ordinal,
                clean.reason,
                clean.number,
                date,
                clean.signer,
                changes
            ],
        )?;
        return Ok(conn.last_insert_rowid());
    }
    let written = conn.execute(
        "UPDATE adjustment SET rev = rev + 1, reason = ?4, number = ?5, date = ?6, signer = ?7, changes = ?8
         WHERE n = ?1 AND rev = ?2 AND period = ?3 AND state = 'open'",
        params![clean.id, clean.rev, row.code(), clean.reason, clean.number, date, clean.signer, changes],
    )?;
    if written == 1 { Ok(clean.id) } else { stale(label) }
}

/// Its texts cleaned, its changes looked up one by one; of two about one thing the later stands.
fn cleaned(conn: &Connection, facts: &QuarterFacts, given: &Adjustment) -> Outcome<Adjustment> {
    let mut clean = Adjustment {
        reason: line(&given.reason)?,
        number: line(&given.number)?,
        signer: line(&given.signer)?,
        changes: Vec::new(),
        ..given.clone()
    };
    if given.changes.len() > MOST {
        return refuse(Problem::new("problem.adjust.many").num("max", MOST as i64));
    }
    for change in &given.changes {
        adjustment::put(&mut clean.changes, checked(conn, facts, change)?);
    }
    // what counts beside a row changes with every change that is put in or taken out
    if clean.changes.iter().any(|c| matches!(c, Change::Award { award: Some(_), .. })) {
        let key = facts.period.key;
        let (rows, late) = (award::rows(conn, key)?, award::late(conn, key)?);
        change::settle(&mut clean.changes, (&rows, &late), &facts.adjustments);
    }
    Ok(clean)
}

/// A change that names what is there and may be; its texts cleaned.
fn checked(conn: &Connection, facts: &QuarterFacts, change: &Change) -> Outcome<Change> {
    let Some(unit) = facts.unit(change.unit()) else {
        return refuse(said("problem.adjust.unit", facts.period.key));
    };
    let reasoned = |reason: &str| -> Outcome<String> {
        let reason = line(reason)?;
        if reason.is_empty() {
            return refuse(Problem::new("problem.adjust.reason").text("unit", unit.tag()));
        }
        Ok(reason)
    };
    let mut clean = change.clone();
    match &mut clean {
        Change::Score { criterion, value, .. } => {
            let leaf = facts.table.as_ref().and_then(|t| Some((t, t.criterion(*criterion)?)));
            let Some((table, leaf)) = leaf.filter(|(_, leaf)| leaf.asked()) else {
                return refuse(said("problem.adjust.criterion", facts.period.key));
            };
            if let Some(CellValue::Points(points)) = value {
                score::allowed(*points, leaf, table)?;
            }
        }
        Change::Line { unit, criterion, target, actual } => {
            let leaf = facts.table.as_ref().and_then(|t| t.criterion(*criterion));
            let Some(leaf) = leaf.filter(|l| l.rule.as_ref().is_some_and(Rule::computed)) else {
                return refuse(said("problem.adjust.criterion", facts.period.key));
            };
            let blank = SheetLine::blank(*unit, leaf.id);
            let there = facts.line(*unit, leaf.id).cloned().unwrap_or(blank);
            let new = SheetLine { target: *target, actual: *actual, ..there.clone() };
            if let Some(why) = entry::no_line(leaf, &there, &new) {
                return refuse(why);
            }
        }
        Change::Award { unit, form, kind, by, award, what, .. } => {
            *what = line(what)?;
            if facts.catalogue.form(form).is_none() {
                return refuse(Problem::new("problem.store_form_unknown").text("code", form.clone()));
            }
            if let Some(award) = award {
                let row = Row::get(conn, facts.period.key, *award)?;
                if (row.unit, &row.form, row.kind) != (Some(*unit), form, *kind) {
                    return refuse(said("problem.adjust.award", facts.period.key));
                }
                row.may(facts, *award, *by)?;
            }
        }
        Change::Knock { knockout, reason, .. } => {
            let named = |k: &crate::core::knockout::Knockout| k.name == *knockout;
            if !facts.levels.as_ref().is_some_and(|s| s.knockouts.iter().any(named)) {
                return refuse(Problem::new("problem.adjust.knockout").text("name", knockout.clone()));
            }
            *reason = reasoned(reason)?;
        }
        Change::Level { mark, reason, .. } => {
            match &facts.levels {
                Some(set) => fits(set, *mark)?,
                None => return refuse(Problem::new("problem.store_levels_unknown")),
            }
            *reason = reasoned(reason)?;
        }
    }
    Ok(clean)
}

/// An award row that a change names.
struct Row {
    unit: Option<UnitId>,
    form: String,
    kind: RecipientKind,
    quantity: Option<i64>,
    valid: bool,
    late: bool,
    decision: i64,
    /// number of its paper
    paper: String,
}

impl Row {
    fn get(conn: &Connection, period: PeriodKey, id: i64) -> Outcome<Row> {
        let found = conn
            .prepare_cached(
                "SELECT a.unit, a.form, a.kind, a.quantity, a.state = 'valid', d.late IS NOT NULL,
                        d.n, COALESCE(NULLIF(d.number, ''), d.subject)
                 FROM award a JOIN decision d ON d.n = a.decision WHERE a.n = ?1 AND a.period = ?2",
            )?
            .query_row(params![id, period.code()], |r| {
                Ok(Row {
                    unit: r.get(0)?,
                    form: r.get(1)?,
                    kind: codec::decode(r, 2)?,
                    quantity: r.get(3)?,
                    valid: r.get(4)?,
                    late: r.get(5)?,
                    decision: r.get(6)?,
                    paper: r.get(7)?,
                })
            })
            .optional()?;
        match found {
            Some(row) => Ok(row),
            None => refuse(said("problem.adjust.award", period)),
        }
    }
    /// A row of the period is cancelled whole; one that came late is counted whole, and once.
    fn may(&self, facts: &QuarterFacts, id: i64, by: i64) -> Outcome<()> {
        let key = facts.period.key;
        let named = |key| Problem::new(key).text("paper", self.paper.clone());
        if !self.valid {
            return refuse(named("problem.adjust.award_cancelled"));
        }
        let quantity = self.quantity.unwrap_or(0);
        let taken = |a: &Adjustment| {
            let names =
                |c: &Change| matches!(c, Change::Award { award: Some(n), by, .. } if *n == id && *by > 0);
            a.stage == Stage::Applied && a.changes.iter().any(names)
        };
        match (self.late, by > 0) {
            (true, true) if facts.adjustments.iter().any(taken) => {
                refuse(named("problem.adjust.award_taken"))
            }
            (true, true) if by == quantity => Ok(()),
            (false, false) if by == -quantity => Ok(()),
            (true, false) => refuse(named("problem.adjust.award_late")),
            _ => refuse(said("problem.adjust.award", key)),
        }
    }
}

/// Keys of the rows that a change cancels.
fn cancelled(changes: &[Change]) -> Vec<i64> {
    let key = |c: &Change| match c {
        Change::Award { award: Some(id), by, .. } if *by <= 0 => Some(*id),
        _ => None,
    };
    changes.iter().filter_map(key).collect()
}

fn apply(pen: Pen<'_>, key: PeriodKey, given: &Adjustment, label: &str) -> Outcome<Wrote> {
    let conn = pen.conn;
    let row = approved(conn, key)?;
    let before = quarter::bare(conn, key)?;
    let clean = cleaned(conn, &before, given)?;
    if clean.changes.is_empty() {
        return refuse(said("problem.adjust.empty", key));
    }
    let (false, false, Some(date)) = (clean.reason.is_empty(), clean.number.is_empty(), clean.date) else {
        return refuse(said("problem.adjust.paper", key));
    };
    let id = put(pen, &row, &before, &clean, label)?;
    let mut after = change::apply(&before, &clean.changes);
    let rows = cancelled(&clean.changes);
    if !rows.is_empty() {
        let was = counting::own(conn, key)?;
        for award in rows {
            let decision = Row::get(conn, key, award)?.decision;
            conn.execute(
                "UPDATE award SET state = 'cancelled', cancel_number = ?2, cancel_date = ?3, cancel_reason = ?4
                 WHERE n = ?1",
                params![award, clean.number, date.to_string(), clean.reason],
            )?;
            conn.execute("UPDATE decision SET rev = rev + 1 WHERE n = ?1", [decision])?;
        }
        // what is printed of commendations is counted from the rows, what is left of the changes laid over it
        let now = counting::own(conn, key)?;
        let mut counted = before.clone();
        shift(&mut counted, &was, &now);
        let others = |c: &&Change| !matches!(c, Change::Award { award: Some(_), by, .. } if *by <= 0);
        let others: Vec<Change> = clean.changes.iter().filter(others).cloned().collect();
        // acts commended more than once are those of the changes: late rows are none of the period's own
        let repeats = after.repeats;
        after = QuarterFacts { repeats, ..change::apply(&counted, &others) };
    }
    levels(pen, &row, &clean.changes)?;
    let kept = codec::to_json(&before)?;
    conn.execute(
        "UPDATE adjustment SET rev = rev + 1, state = 'applied', before = ?2 WHERE n = ?1",
        params![id, kept],
    )?;
    conn.execute("DELETE FROM result WHERE period = ?1", [row.code()])?;
    classify::results(pen, &row, &after)?;
    let snapshot = classify::snapshot(after)?;
    conn.execute(
        "UPDATE lock SET snapshot = ?2 WHERE period = ?1 AND reopened IS NULL",
        params![row.code(), snapshot],
    )?;
    Ok(Wrote::new("act.adjust_apply", label).row(id).why(&clean.number).barrier())
}

/// Writes the approved levels that change.
fn levels(pen: Pen<'_>, row: &PeriodRow, changes: &[Change]) -> Outcome<()> {
    for change in changes {
        let Change::Level { unit, mark, reason } = change else { continue };
        let (level, apart): (Option<i64>, bool) = columns(Some(*mark));
        let place = params![row.code(), unit, level, apart, reason];
        let updated = pen.conn.execute(
            "UPDATE mark SET approved = ?3, approved_apart = ?4, approved_reason = ?5 WHERE period = ?1 AND unit = ?2",
            place,
        )?;
        if updated == 0 {
            pen.conn.execute(
                "INSERT INTO mark (period, unit, approved, approved_apart, approved_reason) VALUES (?1, ?2, ?3, ?4, ?5)",
                place,
            )?;
        }
    }
    Ok(())
}

/// Lays the difference of two counts over the figures of a snapshot, which may hold what the rows do not say any more.
fn shift(facts: &mut QuarterFacts, was: &Counted, now: &Counted) {
    let same = |a: &Tally, b: &Tally| {
        (a.scope, &a.line, &a.form, a.kind, a.basis) == (b.scope, &b.line, &b.form, b.kind, b.basis)
    };
    for tally in &mut facts.tallies {
        let find = |all: &[Tally]| all.iter().find(|t| same(t, tally)).cloned();
        let Some(old) = find(&was.tallies) else { continue };
        let by = |part: fn(&Tally) -> i64| find(&now.tallies).map_or(0, |t| part(&t)) - part(&old);
        let (records, known) = (by(|t| t.records), by(|t| t.known));
        let (unknown, heads) = (by(|t| t.unknown), by(|t| t.heads));
        tally.records = (tally.records + records).max(0);
        tally.known = (tally.known + known).max(0);
        tally.unknown = (tally.unknown + unknown).max(0);
        tally.heads = (tally.heads + heads).max(0);
    }
    facts.tallies.retain(|t| t.records > 0 || t.known > 0);
    let only = |all: &[Repeat], other: &[Repeat]| -> Vec<Repeat> {
        let mut left = other.to_vec();
        let mut only = Vec::new();
        for repeat in all {
            match left.iter().position(|r| r == repeat) {
                Some(at) => drop(left.swap_remove(at)),
                None => only.push(repeat.clone()),
            }
        }
        only
    };
    for gone in only(&was.repeats, &now.repeats) {
        if let Some(at) = facts.repeats.iter().position(|r| *r == gone) {
            facts.repeats.remove(at);
        }
    }
    facts.repeats.extend(only(&now.repeats, &was.repeats));
}

fn give_up(pen: Pen<'_>, key: PeriodKey, (id, rev): (i64, i64), label: &str) -> Outcome<Wrote> {
    approved(pen.conn, key)?;
    let written = pen.conn.execute(
        "UPDATE adjustment SET rev = rev + 1, state = 'dropped'
         WHERE n = ?1 AND rev = ?2 AND period = ?3 AND state = 'open'",
        params![id, rev, key.code()],
    )?;
    if written == 1 { Ok(Wrote::new("act.adjust_drop", label).row(id)) } else { stale(label) }
}

/// An approved period as it stood: 0 as it was approved, n after its adjustment n; the last one is that of now. `None`: there
/// is no such version.
pub(super) fn version(conn: &Connection, key: PeriodKey, ordinal: u32) -> Outcome<Option<QuarterFacts>> {
    let all = judged::adjustments(conn, key)?;
    let applied = || all.iter().filter(|a| a.stage == Stage::Applied);
    if let Some(next) = applied().find(|a| a.ordinal == ordinal + 1) {
        let before: String =
            conn.query_row("SELECT before FROM adjustment WHERE n = ?1", [next.id], |r| r.get(0))?;
        let Ok(mut facts) = serde_json::from_str::<QuarterFacts>(&before) else {
            return refuse(said("problem.store_snapshot", key));
        };
        facts.past = quarter::past(conn, key)?;
        return Ok(Some(facts));
    }
    let last = applied().map(|a| a.ordinal).max().unwrap_or(0);
    let now = ordinal == last && period::get(conn, key)?.period.state == State::Approved;
    now.then(|| quarter::facts(conn, key)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_cancelled_and_late_ones_are_not() {
        let award = |id, by| Change::Award {
            unit: 1,
            form: "f".into(),
            kind: RecipientKind::Individual,
            by,
            award: id,
            again: Vec::new(),
            what: String::new(),
        };
        let changes = [award(Some(1), -1), award(Some(2), 1), award(None, -1), award(Some(3), 0)];
        assert_eq!(cancelled(&changes), [1, 3]);
    }
}
