//! Points that are counted from what a unit's sheet says: target and result by the table's formula (domain.md, 3: the
//! quantitative formula of one provincial police's rule), or how many × points of one. Exact: fractions of integers,
//! rounded once. Total: every input has an answer.
use crate::core::limit;
use crate::core::number::Points;
use crate::core::score::{Criterion, Rule, ScoreTable, SheetLine};
use crate::core::unit::UnitId;
use std::cmp::Ordering;

/// A hundred percent, in hundredths of a percent.
const WHOLE: i128 = 10_000;

/// An exact fraction, the lower part above 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// numerator, hundredths
    pub part: i64,
    /// denominator, hundredths, > 0
    pub whole: i64,
}

impl Share {
    fn compare(self, other: Share) -> Ordering {
        let cross = |a: Share, b: Share| i128::from(a.part) * i128::from(b.whole);
        cross(self, other).cmp(&cross(other, self))
    }
}

/// By which case of the formula a leaf was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// the result is 0 where more is better: nothing
    Nothing,
    /// the target is not reached: share of the maximum × this fraction (A/T; less is better: T/A)
    Short(Share),
    /// exactly at the target: share of the maximum
    At,
    /// past the target by `by` ((A−T)/T; less is better: (T−A)/T), the most in the cluster by `most`
    Past {
        /// its own
        by: Share,
        /// the cluster's highest
        most: Share,
    },
    /// no target was given: maximum × this fraction (A over the highest A of those without target; less is better: the
    /// lowest over A)
    Free(Share),
    /// "không để xảy ra" (target 0, less is better): everything or nothing
    Never {
        /// it did not happen
        kept: bool,
    },
    /// how many × points of one
    Count,
}

/// A leaf as counted for one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Computed {
    /// the case
    pub case: Case,
    /// points, rounded to the step and within the leaf's ends
    pub points: Points,
}

/// What takes part in a leaf: a unit with its target and its known result.
#[derive(Debug, Clone, Copy)]
struct Entry {
    unit: UnitId,
    target: Option<i64>,
    actual: i64,
}

/// A leaf counted for all units at once: the formula compares them. `lines` are those of the leaf, of units of the roster
/// to which it is assigned. A unit whose result is not known has no entry in the answer.
pub(super) fn count<'a>(
    table: &ScoreTable,
    leaf: &Criterion,
    lines: impl Iterator<Item = &'a SheetLine>,
) -> Vec<(UnitId, Computed)> {
    match &leaf.rule {
        Some(Rule::Count { each }) => {
            let of = |line: &SheetLine| {
                let n = bounded(line.actual?);
                let points = leaf.settle(i128::from(n) * i128::from(each.0), 100, table.step);
                Some((line.unit, Computed { case: Case::Count, points }))
            };
            lines.filter_map(of).collect()
        }
        Some(Rule::Quantity { lower, formula }) => {
            let share = table.formula(formula).map_or(WHOLE / 2, |f| i128::from(f.share.0)).clamp(0, WHOLE);
            let entry = |line: &SheetLine| {
                let target = line.target.map(bounded);
                // a target of 0 asks for nothing where more is better
                let target = target.filter(|t| *lower || *t > 0);
                Some(Entry { unit: line.unit, target, actual: bounded(line.actual?) })
            };
            let field: Vec<Entry> = lines.filter_map(entry).collect();
            field.iter().map(|e| (e.unit, one(leaf, table.step, share, *lower, *e, &field))).collect()
        }
        _ => Vec::new(),
    }
}

/// Amounts are kept within what the exact products can bear.
fn bounded(amount: Points) -> i64 {
    amount.0.clamp(0, limit::AMOUNT)
}

/// One unit of a quantitative leaf, beside the others.
fn one(leaf: &Criterion, step: Points, share: i128, lower: bool, own: Entry, field: &[Entry]) -> Computed {
    let case = case(lower, own, field);
    let most = i128::from(leaf.maximum.0);
    let wide = |s: Share| (i128::from(s.part), i128::from(s.whole));
    let (part, whole) = match case {
        Case::Nothing | Case::Never { kept: false } | Case::Count => (0, 1),
        Case::Never { kept: true } => (most, 1),
        Case::At => (share * most, WHOLE),
        Case::Short(of) => {
            let (part, whole) = wide(of);
            ((share * most).saturating_mul(part), WHOLE * whole)
        }
        Case::Free(of) => {
            let (part, whole) = wide(of);
            (most.saturating_mul(part), whole)
        }
        Case::Past { by, most: top } => {
            // share·MS + (by / top)·(1 − share)·MS over one denominator
            let ((by, of), (top, of_top)) = (wide(by), wide(top));
            let base = (share * of).saturating_mul(top);
            let more = ((WHOLE - share) * by).saturating_mul(of_top);
            (most.saturating_mul(base.saturating_add(more)), WHOLE * of * top)
        }
    };
    Computed { case, points: leaf.settle(part, whole, step) }
}

fn case(lower: bool, own: Entry, field: &[Entry]) -> Case {
    let Some(target) = own.target else { return free(lower, own, field) };
    if lower && target == 0 {
        return Case::Never { kept: own.actual == 0 };
    }
    if !lower && own.actual == 0 {
        return Case::Nothing;
    }
    let ahead = |target: i64, actual: i64| if lower { target - actual } else { actual - target };
    match ahead(target, own.actual).cmp(&0) {
        Ordering::Equal => Case::At,
        Ordering::Less if lower => Case::Short(Share { part: target, whole: own.actual.max(1) }),
        Ordering::Less => Case::Short(Share { part: own.actual, whole: target }),
        Ordering::Greater => {
            let past = |e: &Entry| {
                let target = e.target.filter(|t| *t > 0)?;
                let by = ahead(target, e.actual);
                (by > 0).then_some(Share { part: by, whole: target })
            };
            let by = Share { part: ahead(target, own.actual), whole: target };
            let most = field.iter().filter_map(past).max_by(|a, b| a.compare(*b)).unwrap_or(by);
            Case::Past { by, most }
        }
    }
}

/// Those without a target are compared with each other alone, and lead nobody.
fn free(lower: bool, own: Entry, field: &[Entry]) -> Case {
    let others = field.iter().filter(|e| e.target.is_none()).map(|e| e.actual);
    if lower {
        let least = others.min().unwrap_or(own.actual);
        return Case::Free(match own.actual {
            0 => Share { part: 1, whole: 1 },
            actual => Share { part: least, whole: actual },
        });
    }
    match others.max().unwrap_or(own.actual) {
        _ if own.actual == 0 => Case::Nothing,
        highest => Case::Free(Share { part: own.actual, whole: highest.max(1) }),
    }
}

#[cfg(test)]
mod tests;
