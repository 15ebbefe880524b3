//! What a unit's sheet says of a leaf beside its points: target, result, explanation, evidence. Only what changed is
//! written, over what was read there.
use super::fault::{Outcome, refuse, stale};
use super::journal::{Pen, Wrote};
use super::owed::owed;
use super::period::PeriodRow;
use super::register::{block, line};
use super::scored::{open, scored};
use super::unit;
use crate::core::entry;
use crate::core::number::Points;
use crate::core::period::PeriodKey;
use crate::core::problem::Problem;
use crate::core::score::{LineChange, ScoreTable, SheetLine};
use rusqlite::{Connection, OptionalExtension, params};

/// One line.
pub(super) fn one(
    pen: Pen<'_>,
    key: PeriodKey,
    change: &LineChange,
    reason: &str,
    label: &str,
) -> Outcome<Wrote> {
    // what is only told moves no score: it may be written while the proposals wait
    let counts = change.new.counts_unlike(&change.old);
    let (row, table) = if counts { open(pen.conn, key)? } else { scored(pen.conn, key)? };
    let conn = pen.conn;
    let merged = merged(conn, &row, &table, std::slice::from_ref(change), label)?;
    let reason = line(reason)?;
    if reason.is_empty() && owed(conn, &row, &table, &[], &counting(&merged))? {
        return refuse(Problem::new("problem.store_reason_appraised").text("cell", label));
    }
    put(conn, &row, &merged)?;
    let what = match (counts, change.new.explanation == change.old.explanation) {
        (true, _) => "act.sheet_line",
        (false, false) => "act.sheet_explanation",
        (false, true) => "act.sheet_evidence",
    };
    Ok(Wrote::new(what, label).why(&reason))
}

/// A line as it stands, and as it shall.
pub(super) type Merged = (SheetLine, SheetLine);

/// What these changes make of the lines, each over what stands there; refused where it cannot stand, or was read otherwise.
pub(super) fn merged(
    conn: &Connection,
    row: &PeriodRow,
    table: &ScoreTable,
    changes: &[LineChange],
    label: &str,
) -> Outcome<Vec<Merged>> {
    let code = row.code();
    let mut merged = Vec::with_capacity(changes.len());
    for change in changes {
        unit::known(conn, change.new.unit)?;
        let leaf = match table.criterion(change.new.criterion) {
            Some(leaf) if leaf.rule.is_some() => leaf,
            _ => return refuse(Problem::new("problem.store_criterion_unknown")),
        };
        let there = there(conn, &code, change)?;
        let Some(new) = over(&there, change)? else { return stale(label) };
        if let Some(why) = entry::no_line(leaf, &there, &new) {
            return refuse(why);
        }
        merged.push((there, new));
    }
    Ok(merged)
}

/// Of these, those that count otherwise then.
pub(super) fn counting(merged: &[Merged]) -> Vec<&SheetLine> {
    merged.iter().filter(|(there, new)| new.counts_unlike(there)).map(|(_, new)| new).collect()
}

/// Writes them.
pub(super) fn put(conn: &Connection, row: &PeriodRow, merged: &[Merged]) -> Outcome<()> {
    merged.iter().try_for_each(|(there, new)| write(conn, &row.code(), there, new))
}

/// The line as it stands.
fn there(conn: &Connection, code: &str, change: &LineChange) -> Outcome<SheetLine> {
    let (unit, criterion) = (change.new.unit, change.new.criterion);
    let found = conn
        .prepare_cached(
            "SELECT target, actual, explanation, evidence FROM sheet_line
             WHERE period = ?1 AND unit = ?2 AND criterion = ?3",
        )?
        .query_row(params![code, unit, criterion], |r| {
            Ok(SheetLine {
                unit,
                criterion,
                target: r.get::<_, Option<i64>>(0)?.map(Points),
                actual: r.get::<_, Option<i64>>(1)?.map(Points),
                explanation: r.get(2)?,
                evidence: r.get(3)?,
            })
        })
        .optional()?;
    Ok(found.unwrap_or_else(|| SheetLine::blank(unit, criterion)))
}

/// What changed, over what stands there; `None` where that was read otherwise.
fn over(there: &SheetLine, change: &LineChange) -> Outcome<Option<SheetLine>> {
    let (old, new) = (&change.old, &change.new);
    let mut merged = there.clone();
    let mut same = true;
    if old.target != new.target {
        same &= there.target == old.target;
        merged.target = new.target;
    }
    if old.actual != new.actual {
        same &= there.actual == old.actual;
        merged.actual = new.actual;
    }
    if old.explanation != new.explanation {
        same &= there.explanation == old.explanation;
        merged.explanation = block(&new.explanation)?;
    }
    if old.evidence != new.evidence {
        same &= there.evidence == old.evidence;
        merged.evidence = block(&new.evidence)?;
    }
    Ok(same.then_some(merged))
}

fn write(conn: &Connection, code: &str, there: &SheetLine, new: &SheetLine) -> Outcome<()> {
    if there == new {
        return Ok(());
    }
    let place = params![code, new.unit, new.criterion];
    if new.is_blank() {
        conn.prepare_cached("DELETE FROM sheet_line WHERE period = ?1 AND unit = ?2 AND criterion = ?3")?
            .execute(place)?;
        return Ok(());
    }
    let sql = if there.is_blank() {
        "INSERT INTO sheet_line (period, unit, criterion, target, actual, explanation, evidence)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
    } else {
        "UPDATE sheet_line SET target = ?4, actual = ?5, explanation = ?6, evidence = ?7
         WHERE period = ?1 AND unit = ?2 AND criterion = ?3"
    };
    conn.prepare_cached(sql)?.execute(params![
        code,
        new.unit,
        new.criterion,
        new.target.map(|p| p.0),
        new.actual.map(|p| p.0),
        new.explanation,
        new.evidence
    ])?;
    Ok(())
}
