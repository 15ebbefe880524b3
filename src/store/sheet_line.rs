//! What a unit's sheet says of a leaf beside its points: target, result, explanation, evidence. Only what changed is
//! written, over what was read there.
use super::fault::{Outcome, refuse, stale};
use super::journal::{Pen, Wrote};
use super::period::PeriodRow;
use super::register::{block, line};
use super::scored::{open, scored};
use super::{quarter, unit};
use crate::core::entry::{self, Amount};
use crate::core::limit;
use crate::core::number::Points;
use crate::core::period::PeriodKey;
use crate::core::problem::{Arg, Problem};
use crate::core::score::{Criterion, LineChange, ScoreTable, SheetLine};
use crate::core::standing;
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
    put(pen, &row, &table, std::slice::from_ref(change), reason, label)?;
    let what = match (counts, change.new.explanation == change.old.explanation) {
        (true, _) => "act.sheet_line",
        (false, false) => "act.sheet_explanation",
        (false, true) => "act.sheet_evidence",
    };
    Ok(Wrote::new(what, label).why(&line(reason)?))
}

/// Lines of one act; what would change an appraised score needs the reason.
pub(super) fn put(
    pen: Pen<'_>,
    row: &PeriodRow,
    table: &ScoreTable,
    changes: &[LineChange],
    reason: &str,
    label: &str,
) -> Outcome<()> {
    if changes.is_empty() {
        return Ok(());
    }
    let (conn, code) = (pen.conn, row.code());
    let mut merged = Vec::with_capacity(changes.len());
    for change in changes {
        unit::known(conn, change.new.unit)?;
        let leaf = match table.criterion(change.new.criterion) {
            Some(leaf) if leaf.rule.is_some() => leaf,
            _ => return refuse(Problem::new("problem.store_criterion_unknown")),
        };
        let there = there(conn, &code, change)?;
        let Some(new) = over(&there, change)? else { return stale(label) };
        fits(leaf, &there, &new)?;
        merged.push((there, new));
    }
    if line(reason)?.is_empty() && merged.iter().any(|(there, new)| new.counts_unlike(there)) {
        let facts = quarter::bare(conn, row.period.key)?;
        let new: Vec<&SheetLine> = merged.iter().map(|(_, new)| new).collect();
        if !standing::moved_by(&facts, &new).is_empty() {
            return refuse(Problem::new("problem.store_reason_appraised").text("cell", label));
        }
    }
    for (there, new) in &merged {
        write(conn, &code, there, new)?;
    }
    Ok(())
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

/// May these amounts stand in this leaf? What stands there already is not judged again.
fn fits(leaf: &Criterion, there: &SheetLine, new: &SheetLine) -> Outcome<()> {
    let pairs = [(Amount::Target, there.target, new.target), (Amount::Actual, there.actual, new.actual)];
    for (amount, was, is) in pairs {
        let Some(points) = is.filter(|_| was != is) else { continue };
        if let Some(why) = entry::no_amount(leaf, amount) {
            return refuse(why);
        }
        if points.0 < 0 || points.0 > limit::AMOUNT {
            let most = Arg::Points(Points(limit::AMOUNT));
            let text = leaf.code.clone();
            return refuse(Problem::new("problem.points_too_big").text("text", text).with("max", most));
        }
        if amount == Amount::Target && points.0 == 0 && !entry::never(leaf, is) {
            return refuse(Problem::new("entry.target_zero").text("code", leaf.code.clone()));
        }
    }
    Ok(())
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
