//! Totals, ranks, movement and differences. Suggests no level.
use super::derived::derived_parts;
use super::finals::Finals;
use super::knock;
use super::order;
use super::row::{Row, Standings};
use crate::core::count::Scope;
use crate::core::number::{Points, Rate};
use crate::core::problem::Problem;
use crate::core::quarter::QuarterFacts;
use crate::core::score::{Class, Criterion, CriterionId, Final, Origin, RankBy, Round, ScoreTable};
use crate::core::unit::UnitId;
use std::cmp::Reverse;
use std::collections::HashMap;

/// Is the ranking by total while some unit was not assigned some criterion? Then its total cannot reach the others',
/// though its rate may: who ranks should look again at how.
pub fn unequal(facts: &QuarterFacts) -> bool {
    let Some(table) = facts.table.as_ref().filter(|t| t.by == RankBy::Total) else { return false };
    let finals = Finals::new(facts);
    let gone =
        |unit, leaf: &Criterion| leaf.class == Class::Main && finals.of(unit, leaf) == Final::NotAssigned;
    facts.units.iter().any(|u| table.leaves().any(|leaf| gone(u.id, leaf)))
}

/// Ranks the units. Empty rows when the period is not scored.
pub fn rank(facts: &QuarterFacts) -> Standings {
    let unsplit = facts
        .tallies
        .iter()
        .filter(|t| t.scope == Scope::Unsplit && t.form.is_empty())
        .map(|t| t.records)
        .sum();
    let Some(table) = &facts.table else { return Standings { unsplit, ..Standings::default() } };
    let sheet = Sheet::new(facts, table);
    let mut rows: Vec<Row> = facts.units.iter().map(|u| sheet.row(u.id)).collect();
    let barred = knock::not_first(facts, &sheet.finals);
    order::place(&mut rows, table, &facts.ballots, &barred);
    for row in &mut rows {
        compare_past(facts, row);
    }
    rows.sort_by_key(|r| r.rank.unwrap_or(u32::MAX));
    Standings {
        official: !rows.is_empty() && rows.iter().all(|r| r.official),
        ranked: rows.iter().filter(|r| r.rank.is_some()).count(),
        rows,
        unsplit,
    }
}

/// The finals of a period with the table they stand in; made once for all rows.
struct Sheet<'a> {
    facts: &'a QuarterFacts,
    finals: Finals<'a>,
    /// leaves with the place of their top-level group
    leaves: Vec<(&'a Criterion, Option<usize>)>,
    groups: Vec<&'a Criterion>,
    past: bool,
    /// the first appraisal is in use in this period
    appraised: bool,
}

impl<'a> Sheet<'a> {
    fn new(facts: &'a QuarterFacts, table: &'a ScoreTable) -> Self {
        let groups: Vec<&Criterion> = table.groups().collect();
        // a group stands before what is in it, so that its own place is known by then
        let mut tops: HashMap<CriterionId, Option<usize>> = HashMap::with_capacity(table.criteria.len());
        for c in &table.criteria {
            let own = groups.iter().position(|g| g.id == c.id);
            let above = || c.parent.and_then(|parent| tops.get(&parent).copied().flatten());
            let top = own.or_else(above);
            tops.insert(c.id, top);
        }
        let leaves = table.leaves().map(|leaf| (leaf, tops.get(&leaf.id).copied().flatten())).collect();
        let appraised = !facts.finished.is_empty() || facts.cells.iter().any(|c| c.round > Round::Own);
        Self { facts, finals: Finals::new(facts), leaves, groups, past: table.past, appraised }
    }

    /// Everything of a row but its rank and what follows from ranks.
    fn row(&self, unit: UnitId) -> Row {
        let (mut whole, mut blank, mut asked, mut given) = (0_i64, 0, 0, 0);
        let mut sums = vec![0_i64; self.groups.len()];
        for (leaf, group) in &self.leaves {
            let main = leaf.class == Class::Main;
            asked += usize::from(leaf.asked());
            let points = match self.finals.of(unit, leaf) {
                Final::NotAssigned => {
                    given += usize::from(leaf.asked());
                    continue;
                }
                Final::Blank => {
                    blank += 1;
                    0
                }
                Final::Points(points, _) => {
                    given += usize::from(leaf.asked());
                    points.0
                }
            };
            whole += if main { leaf.maximum.0 } else { 0 };
            if let Some(sum) = group.and_then(|at| sums.get_mut(at)) {
                *sum = sum.saturating_add(points);
            }
        }
        let (mut main, mut bonus, mut deduction) = (0_i64, 0_i64, 0_i64);
        for (sum, group) in sums.iter_mut().zip(&self.groups) {
            match group.class {
                Class::Main => main += *sum,
                Class::Bonus => {
                    *sum = (*sum).min(group.maximum.0);
                    bonus += *sum;
                }
                Class::Deduction => {
                    *sum = (*sum).max(group.minimum.0);
                    deduction += *sum;
                }
            }
        }
        let free = main.saturating_add(bonus).saturating_add(deduction);
        let cut = if self.past || bonus <= 0 { 0 } else { free.saturating_sub(whole).max(0) };
        let total = Points(free - cut);
        let empty = asked > 0 && given == 0;
        let mut why = self.provisional(unit, blank, empty);
        let official = why.is_empty();
        if whole == 0 && blank == 0 {
            why.push(Problem::new("problem.standing_not_assigned"));
        }
        Row {
            unit,
            rank: None,
            tied: false,
            barred: false,
            movement: None,
            total,
            rate: (whole > 0 && !empty).then_some(Rate { part: total.0, whole }),
            groups: sums.into_iter().map(Points).collect(),
            bonus: Points(bonus),
            deduction: Points(deduction),
            cut: Points(cut),
            blank,
            leaves: asked,
            empty,
            official,
            why,
            trend: Vec::new(),
        }
    }

    /// Is an appraisal of this unit still to be declared finished? The second one where it was begun, or the unit gave
    /// explanations to be answered.
    fn unfinished(&self, unit: UnitId) -> bool {
        if !self.appraised || self.facts.settled(unit, Round::Second) {
            return false;
        }
        !self.facts.settled(unit, Round::First) || self.facts.asks_second(unit)
    }

    /// What makes a unit's row provisional.
    fn provisional(&self, unit: UnitId, blank: usize, empty: bool) -> Vec<Problem> {
        let mut why = Vec::new();
        if empty {
            why.push(Problem::new("problem.standing_empty"));
        } else if blank > 0 {
            why.push(Problem::new("problem.standing_blank").num("n", blank as i64));
        } else if self.unfinished(unit) {
            why.push(Problem::new("problem.standing_unfinished"));
        }
        let mut seen = Vec::new();
        let mut unknown = 0;
        for part in self.leaves.iter().flat_map(|(leaf, _)| derived_parts(self.facts, unit, leaf)) {
            let what = (part.form, part.kind);
            if !seen.contains(&what) {
                unknown += part.unknown;
                seen.push(what);
            }
        }
        if unknown > 0 {
            why.push(Problem::new("problem.standing_unknown").num("n", unknown));
        }
        why
    }
}

/// Movement against the period before, and the ranks of all earlier periods.
fn compare_past(facts: &QuarterFacts, row: &mut Row) {
    let mut trend: Vec<Option<u32>> = facts
        .past
        .iter()
        .map(|past| past.units.iter().find(|u| u.unit == row.unit).and_then(|u| u.rank))
        .collect();
    let before = trend.last().copied().flatten();
    row.movement = before.zip(row.rank).map(|(then, now)| then as i32 - now as i32);
    trend.push(row.rank);
    row.trend = trend;
}

/// One leaf in a comparison of two units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// leaf
    pub criterion: CriterionId,
    /// this unit's final
    pub mine: Final,
    /// the other's
    pub theirs: Final,
    /// mine − theirs, blanks as nothing
    pub by: Points,
    /// where mine comes from
    pub origin: Option<Origin>,
}

/// Leaves by the size of their difference, largest first; all leaves are in it, so they sum to the difference of the totals.
pub fn differences(facts: &QuarterFacts, mine: UnitId, theirs: UnitId) -> Vec<Difference> {
    let Some(table) = &facts.table else { return Vec::new() };
    let finals = Finals::new(facts);
    let points = |score: Final| score.points().unwrap_or_default().0;
    let mut out: Vec<Difference> = table
        .leaves()
        .map(|leaf| {
            let (a, b) = (finals.of(mine, leaf), finals.of(theirs, leaf));
            Difference {
                criterion: leaf.id,
                mine: a,
                theirs: b,
                by: Points(points(a) - points(b)),
                origin: if let Final::Points(_, origin) = a { Some(origin) } else { None },
            }
        })
        .collect();
    out.sort_by_key(|d| Reverse(d.by.0.abs()));
    out
}

#[cfg(test)]
mod tests;
