//! Finals, totals, ranks, movement and differences. Suggests no level.
use crate::core::award::RecipientKind;
use crate::core::count::Scope;
use crate::core::number::{Points, Rate};
use crate::core::problem::Problem;
use crate::core::quarter::QuarterFacts;
use crate::core::score::{
    CellValue, Criterion, CriterionId, DerivedRule, Final, Origin, RankBy, Round, Rule, ScoreTable,
};
use crate::core::unit::UnitId;
use std::cmp::Ordering;
use std::cmp::Reverse;
use std::collections::HashMap;

/// The final score of one leaf of one unit (derived leaves from the register).
pub fn final_score(facts: &QuarterFacts, unit: UnitId, leaf: &Criterion) -> Final {
    let of = |round: Round| {
        facts
            .cells
            .iter()
            .find(|c| c.unit == unit && c.criterion == leaf.id && c.round == round)
            .map(|c| c.value)
    };
    let stored =
        of(Round::First).map(|v| (Round::First, v)).or_else(|| of(Round::Own).map(|v| (Round::Own, v)));
    settle(facts, unit, leaf, stored)
}

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

/// Rows that do not count, a number a rule: of the rows of one recipient for one act only the one worth most counts.
fn dropped(facts: &QuarterFacts, unit: UnitId, rules: &[DerivedRule]) -> Vec<i64> {
    let mut out = vec![0; rules.len()];
    for repeat in facts.repeats.iter().filter(|r| r.unit == unit) {
        let mut rows: Vec<(usize, Points)> = repeat
            .forms
            .iter()
            .filter_map(|form| rules.iter().position(|r| r.form == *form && r.kind == repeat.kind))
            .filter_map(|at| rules.get(at).map(|r| (at, r.points)))
            .collect();
        rows.sort_by_key(|(_, points)| Reverse(*points));
        for (at, _) in rows.into_iter().skip(1) {
            if let Some(n) = out.get_mut(at) {
                *n += 1;
            }
        }
    }
    out
}

/// Half up to the step first, the cap last: a maximum of 12,99 with a step of 0,50 must not grow to 13,00.
fn derived_points(facts: &QuarterFacts, unit: UnitId, leaf: &Criterion) -> Points {
    let sum = derived_parts(facts, unit, leaf).iter().fold(0_i64, |sum, p| sum.saturating_add(p.points.0));
    let step = facts.table.as_ref().map_or(1, |t| t.step.0.max(1));
    let twice = 2 * i128::from(step);
    let rounded = (2 * i128::from(sum) + i128::from(step)).div_euclid(twice) * i128::from(step);
    Points(i64::try_from(rounded.min(i128::from(leaf.maximum.0))).unwrap_or(i64::MIN))
}

/// The final of a leaf from what is stored for it: the first appraisal where there is one, else the self score.
fn settle(facts: &QuarterFacts, unit: UnitId, leaf: &Criterion, stored: Option<(Round, CellValue)>) -> Final {
    if matches!(leaf.rule, Some(Rule::Derived { .. })) {
        return Final::Points(derived_points(facts, unit, leaf), Origin::Derived);
    }
    match stored {
        None => Final::Blank,
        Some((_, CellValue::NotAssigned)) => Final::NotAssigned,
        Some((Round::Own, CellValue::Points(p))) => Final::Points(p, Origin::Own),
        Some((Round::First, CellValue::Points(p))) => Final::Points(p, Origin::First),
    }
}

/// One unit in the standings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// unit
    pub unit: UnitId,
    /// 1, 2, 2, 4; `None` while a leaf is blank, or where no leaf is assigned
    pub rank: Option<u32>,
    /// shares its rank with another
    pub tied: bool,
    /// places gained (positive) or lost since the period before; `None`: no rank then or now
    pub movement: Option<i32>,
    /// sum of finals (of what is there, when some are blank)
    pub total: Points,
    /// total over the assigned maximum; `None`: nothing assigned or nothing scored
    pub rate: Option<Rate>,
    /// sums of the top-level groups, in table order
    pub groups: Vec<Points>,
    /// direct leaves with no score at all
    pub blank: usize,
    /// direct leaves in all
    pub leaves: usize,
    /// nothing entered: "chưa có số liệu"
    pub empty: bool,
    /// complete, and nothing makes it provisional
    pub official: bool,
    /// why provisional (blanks, appraisal not finished, an unknown count) or without rank
    pub why: Vec<Problem>,
    /// ranks of the earlier periods in `facts.past`, then this one's
    pub trend: Vec<Option<u32>>,
}

/// Is the ranking by total while some unit was not assigned some criterion? Then its total cannot reach the others',
/// though its rate may: who ranks should look again at how.
pub fn unequal(facts: &QuarterFacts) -> bool {
    let Some(table) = facts.table.as_ref().filter(|t| t.by == RankBy::Total) else { return false };
    let sheet = Sheet::new(facts, table);
    let gone = |unit, leaf: &Criterion| {
        let stored = sheet.cells.get(&(unit, leaf.id)).copied();
        settle(facts, unit, leaf, stored) == Final::NotAssigned
    };
    facts.units.iter().any(|u| table.leaves().any(|leaf| gone(u.id, leaf)))
}

/// The standings of a period.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standings {
    /// ranked units by rank then roster order, then those without rank in roster order
    pub rows: Vec<Row>,
    /// every unit of the roster is official
    pub official: bool,
    /// units with a rank
    pub ranked: usize,
    /// award rows written for the whole cluster: not in any unit's score
    pub unsplit: i64,
}

impl Standings {
    /// The row of a unit.
    pub fn row(&self, unit: UnitId) -> Option<&Row> {
        self.rows.iter().find(|r| r.unit == unit)
    }
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
    place(&mut rows, table.by);
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

/// The cells of a period, found by unit and leaf; loaded once for all rows.
struct Sheet<'a> {
    facts: &'a QuarterFacts,
    cells: HashMap<(UnitId, CriterionId), (Round, CellValue)>,
    /// leaves with the place of their top-level group
    leaves: Vec<(&'a Criterion, Option<usize>)>,
    groups: usize,
    /// the first appraisal is in use in this period
    appraised: bool,
}

impl<'a> Sheet<'a> {
    fn new(facts: &'a QuarterFacts, table: &'a ScoreTable) -> Self {
        let mut cells = HashMap::with_capacity(facts.cells.len());
        for cell in &facts.cells {
            let slot = cells.entry((cell.unit, cell.criterion));
            if cell.round == Round::First {
                slot.insert_entry((cell.round, cell.value));
            } else {
                slot.or_insert((cell.round, cell.value));
            }
        }
        let tops: Vec<CriterionId> = table.groups().map(|g| g.id).collect();
        let leaves =
            table.leaves().map(|leaf| (leaf, tops.iter().position(|g| table.within(leaf.id, *g)))).collect();
        let appraised = !facts.finished.is_empty() || facts.cells.iter().any(|c| c.round == Round::First);
        Self { facts, cells, leaves, groups: tops.len(), appraised }
    }

    /// Everything of a row but its rank and what follows from ranks.
    fn row(&self, unit: UnitId) -> Row {
        let (mut total, mut whole, mut blank, mut direct) = (0_i64, 0_i64, 0, 0);
        let mut groups = vec![Points::default(); self.groups];
        for (leaf, group) in &self.leaves {
            let stored = self.cells.get(&(unit, leaf.id)).copied();
            direct += usize::from(leaf.rule == Some(Rule::Direct));
            let points = match settle(self.facts, unit, leaf, stored) {
                Final::NotAssigned => continue,
                Final::Blank => {
                    blank += 1;
                    0
                }
                Final::Points(points, _) => points.0,
            };
            total += points;
            whole += leaf.maximum.0;
            if let Some(sum) = group.and_then(|at| groups.get_mut(at)) {
                sum.0 += points;
            }
        }
        let empty = direct > 0 && blank == direct;
        let mut why = self.provisional(unit, blank, empty);
        let official = why.is_empty();
        if whole == 0 && blank == 0 {
            why.push(Problem::new("problem.standing_not_assigned"));
        }
        Row {
            unit,
            rank: None,
            tied: false,
            movement: None,
            total: Points(total),
            rate: (whole > 0 && !empty).then_some(Rate { part: total, whole }),
            groups,
            blank,
            leaves: direct,
            empty,
            official,
            why,
            trend: Vec::new(),
        }
    }

    /// What makes a unit's row provisional.
    fn provisional(&self, unit: UnitId, blank: usize, empty: bool) -> Vec<Problem> {
        let mut why = Vec::new();
        if empty {
            why.push(Problem::new("problem.standing_empty"));
        } else if blank > 0 {
            why.push(Problem::new("problem.standing_blank").num("n", blank as i64));
        } else if self.appraised && !self.facts.finished.contains(&unit) {
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

/// Gives ranks 1, 2, 2, 4: one more than the number of units strictly better.
fn place(rows: &mut [Row], by: RankBy) {
    let field: Vec<(Points, Rate)> =
        rows.iter().filter(|r| r.blank == 0).filter_map(|r| Some((r.total, r.rate?))).collect();
    for row in rows.iter_mut().filter(|r| r.blank == 0) {
        let Some(rate) = row.rate else { continue };
        let against = |(total, other): &(Points, Rate)| match by {
            RankBy::Total => total.cmp(&row.total),
            RankBy::Rate => other.compare(rate),
        };
        let better = field.iter().filter(|f| against(f) == Ordering::Greater).count();
        row.tied = field.iter().filter(|f| against(f) == Ordering::Equal).count() > 1;
        row.rank = Some(better as u32 + 1);
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
    let points = |score: Final| if let Final::Points(p, _) = score { p.0 } else { 0 };
    let mut out: Vec<Difference> = table
        .leaves()
        .map(|leaf| {
            let (a, b) = (final_score(facts, mine, leaf), final_score(facts, theirs, leaf));
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
