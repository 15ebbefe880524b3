//! The final score of every leaf of every unit, worked out once for a whole period: what an adjustment set ▸ second appraisal
//! ▸ first ▸ self score, or what is counted from the sheet; derived leaves from the register. Adds nothing up.
use super::derived::derived_points;
use super::quantity::{self, Computed};
use crate::core::quarter::QuarterFacts;
use crate::core::score::{CellValue, Criterion, CriterionId, Final, Origin, Round, Rule, SheetLine};
use crate::core::unit::UnitId;
use std::cell::{Cell, OnceCell};

/// What stands in a cell, and where it comes from.
type Stored = ((UnitId, CriterionId), Origin, CellValue);

/// What stands in the cells, in the order of their keys.
#[derive(Debug)]
struct Cells {
    stored: Vec<Stored>,
    /// where it was found last: who asks for a unit's leaves in their order is answered at once
    last: Cell<usize>,
}

impl Cells {
    fn new(stored: Vec<Stored>) -> Self {
        Self { stored, last: Cell::new(0) }
    }

    fn at(&self, key: (UnitId, CriterionId)) -> Option<(Origin, CellValue)> {
        let next = self.last.get() + 1;
        let is_there = |at: usize| self.stored.get(at).is_some_and(|(there, ..)| *there == key);
        let at = if is_there(next) {
            next
        } else {
            self.stored.binary_search_by_key(&key, |(key, ..)| *key).ok()?
        };
        self.last.set(at);
        self.stored.get(at).map(|(_, origin, value)| (*origin, *value))
    }
}

/// What a leaf of a unit comes to by its sheet.
type Counted = ((CriterionId, UnitId), Computed);

/// Finals of a period. Made once and asked often: a screen or a paper makes one, not one a cell.
#[derive(Debug)]
pub struct Finals<'a> {
    facts: &'a QuarterFacts,
    /// what stands in each cell, and since which round
    stored: Cells,
    /// what is counted from the sheets, in the order of its keys
    computed: Vec<Counted>,
    /// the same before any adjustment, counted when it is asked for
    held: OnceCell<Vec<Counted>>,
    only: Option<CriterionId>,
}

impl<'a> Finals<'a> {
    /// Of a period; none of anything where it is not scored.
    pub fn new(facts: &'a QuarterFacts) -> Self {
        Self::within(facts, None)
    }

    /// Of all leaves, or of one.
    pub fn within(facts: &'a QuarterFacts, only: Option<CriterionId>) -> Self {
        let mut stored = by_rounds(facts, only);
        lay_over(&mut stored, facts, only);
        let stored = Cells::new(stored);
        let computed = counted(facts, only, &stored, &facts.lines);
        Self { facts, stored, computed, held: OnceCell::new(), only }
    }

    /// The final of a leaf of a unit.
    pub fn of(&self, unit: UnitId, leaf: &Criterion) -> Final {
        if matches!(leaf.rule, Some(Rule::Derived { .. })) {
            return Final::Points(derived_points(self.facts, unit, leaf), Origin::Derived);
        }
        match self.stored.at((unit, leaf.id)) {
            Some((_, CellValue::NotAssigned)) => Final::NotAssigned,
            Some((origin, CellValue::Points(p))) => Final::Points(p, origin),
            None => match self.computed(unit, leaf) {
                Some(computed) => Final::Points(computed.points, Origin::Computed),
                None => Final::Blank,
            },
        }
    }

    /// What the unit's sheet comes to in a leaf that is counted from it, whoever appraised it since; `None`: the result
    /// is not known, or the leaf is of another kind, or not assigned.
    pub fn computed(&self, unit: UnitId, leaf: &Criterion) -> Option<Computed> {
        found(&self.computed, unit, leaf)
    }

    /// The same as the rounds had it, before any adjustment of the period.
    pub fn held(&self, unit: UnitId, leaf: &Criterion) -> Option<Computed> {
        if self.facts.replaced.is_empty() {
            return self.computed(unit, leaf);
        }
        let held = self.held.get_or_init(|| {
            let mut lines = self.facts.lines.clone();
            // of several the oldest stands: it comes first
            for was in self.facts.replaced.iter().rev() {
                let same = |l: &&mut SheetLine| (l.unit, l.criterion) == (was.unit, was.criterion);
                if let Some(line) = lines.iter_mut().find(same) {
                    (line.target, line.actual) = (was.target, was.actual);
                }
            }
            counted(self.facts, self.only, &Cells::new(by_rounds(self.facts, self.only)), &lines)
        });
        found(held, unit, leaf)
    }
}

/// What the rounds gave each cell at last, of all leaves or of one, in the order of their keys.
fn by_rounds(facts: &QuarterFacts, only: Option<CriterionId>) -> Vec<Stored> {
    let mut stored: Vec<Stored> = Vec::with_capacity(facts.cells.len() / Round::ALL.len());
    let later = |next: &mut Stored, kept: &mut Stored| {
        let same = next.0 == kept.0;
        if same && next.1 > kept.1 {
            *kept = *next;
        }
        same
    };
    for cell in facts.cells.iter().filter(|c| only.is_none_or(|id| c.criterion == id)) {
        let mut next = ((cell.unit, cell.criterion), of_round(cell.round), cell.value);
        if !stored.last_mut().is_some_and(|kept| later(&mut next, kept)) {
            stored.push(next);
        }
    }
    // they come in this order from the register
    if !stored.is_sorted_by_key(|(key, ..)| *key) {
        stored.sort_by_key(|(key, ..)| *key);
        stored.dedup_by(later);
    }
    stored
}

/// Lays the scores that adjustments set over what the rounds gave.
fn lay_over(stored: &mut Vec<Stored>, facts: &QuarterFacts, only: Option<CriterionId>) {
    for scored in facts.scored.iter().filter(|s| only.is_none_or(|id| s.criterion == id)) {
        let key = (scored.unit, scored.criterion);
        let place = stored.binary_search_by_key(&key, |(key, ..)| *key);
        if let Ok(at) = place {
            stored.remove(at);
        }
        let (Ok(at) | Err(at)) = place;
        stored.splice(at..at, scored.value.map(|value| (key, Origin::Adjusted, value)));
    }
}

/// What targets and results come to, leaf by leaf, where nothing stored says that a unit was not assigned it.
fn counted(
    facts: &QuarterFacts,
    only: Option<CriterionId>,
    stored: &Cells,
    lines: &[SheetLine],
) -> Vec<Counted> {
    let Some(table) = &facts.table else { return Vec::new() };
    let counts = |line: &&SheetLine| {
        only.is_none_or(|id| line.criterion == id)
            && facts.unit(line.unit).is_some()
            && stored.at((line.unit, line.criterion)).is_none_or(|s| s.1 != CellValue::NotAssigned)
    };
    let mut lines: Vec<&SheetLine> = lines.iter().filter(counts).collect();
    lines.sort_by_key(|line| line.criterion);
    let mut out = Vec::with_capacity(lines.len());
    for leaf in table.leaves().filter(|l| l.rule.as_ref().is_some_and(Rule::computed)) {
        let from = lines.partition_point(|line| line.criterion < leaf.id);
        let of_leaf = lines.iter().skip(from).take_while(|line| line.criterion == leaf.id).copied();
        let counted = quantity::count(table, leaf, of_leaf);
        out.extend(counted.into_iter().map(|(unit, points)| ((leaf.id, unit), points)));
    }
    out.sort_by_key(|(key, _)| *key);
    out
}

fn found(counted: &[Counted], unit: UnitId, leaf: &Criterion) -> Option<Computed> {
    let at = counted.binary_search_by_key(&(leaf.id, unit), |(key, _)| *key).ok()?;
    counted.get(at).map(|(_, computed)| *computed)
}

fn of_round(round: Round) -> Origin {
    match round {
        Round::Own => Origin::Own,
        Round::First => Origin::First,
        Round::Second => Origin::Second,
    }
}

/// The final score of one leaf of one unit. Whoever asks for many makes `Finals` once.
pub fn final_score(facts: &QuarterFacts, unit: UnitId, leaf: &Criterion) -> Final {
    Finals::within(facts, Some(leaf.id)).of(unit, leaf)
}
