//! Points that come from the register: awards of a unit by form, each act counted once. Whole-cluster rows never count.
use crate::core::award::RecipientKind;
use crate::core::count::Scope;
use crate::core::number::Points;
use crate::core::quarter::QuarterFacts;
use crate::core::score::{Criterion, DerivedRule, Rule};
use crate::core::unit::UnitId;
use std::cmp::Reverse;

/// One part of a derived score: `9 lượt tập thể × 1,50 = 13,50  Biểu dương tại thông báo tháng`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DerivedPart {
    /// form code
    pub form: String,
    /// collectives or individuals
    pub kind: RecipientKind,
    /// how many counted
    pub n: i64,
    /// rows whose number the paper does not say: they add nothing
    pub unknown: i64,
    /// points each
    pub each: Points,
    /// n × each, before the cap
    pub points: Points,
}

/// How a derived leaf came about, part by part, one part a rule; empty for other leaves.
pub fn derived_parts(facts: &QuarterFacts, unit: UnitId, leaf: &Criterion) -> Vec<DerivedPart> {
    let Some(Rule::Derived { rules }) = &leaf.rule else { return Vec::new() };
    let dropped = dropped(facts, unit, rules);
    rules
        .iter()
        .zip(dropped)
        .map(|(rule, dropped)| {
            let (mut known, mut unknown) = (0, 0);
            for t in facts
                .tallies
                .iter()
                .filter(|t| t.scope == Scope::Unit(unit) && t.form == rule.form && t.kind == rule.kind)
            {
                known += t.known;
                unknown += t.unknown;
            }
            let n = (known - dropped).max(0);
            DerivedPart {
                form: rule.form.clone(),
                kind: rule.kind,
                n,
                unknown,
                each: rule.points,
                points: Points(n.saturating_mul(rule.points.0)),
            }
        })
        .collect()
}

/// Rows that do not count, a number a rule: of the rows of one recipient for one act only the one worth most counts; where
/// points are taken off, the one that takes most.
fn dropped(facts: &QuarterFacts, unit: UnitId, rules: &[DerivedRule]) -> Vec<i64> {
    let mut out = vec![0; rules.len()];
    for repeat in facts.repeats.iter().filter(|r| r.unit == unit) {
        let mut rows: Vec<(usize, Points)> = repeat
            .forms
            .iter()
            .filter_map(|form| rules.iter().position(|r| r.form == *form && r.kind == repeat.kind))
            .filter_map(|at| rules.get(at).map(|r| (at, r.points)))
            .collect();
        rows.sort_by_key(|(_, points)| Reverse(points.0.saturating_abs()));
        for (at, _) in rows.into_iter().skip(1) {
            if let Some(n) = out.get_mut(at) {
                *n += 1;
            }
        }
    }
    out
}

/// Half up to the table's step, then within minimum and maximum.
pub(super) fn derived_points(facts: &QuarterFacts, unit: UnitId, leaf: &Criterion) -> Points {
    let sum = derived_parts(facts, unit, leaf).iter().fold(0_i64, |sum, p| sum.saturating_add(p.points.0));
    leaf.settle(i128::from(sum), 1, facts.table.as_ref().map_or(Points(1), |t| t.step))
}
