//! The score sheets of a period as the room reads them: cells found by place, what is filled, sums of one round.
//! Finals and derived points come from `core::standing`; nothing here ranks or writes.
use crate::core::number::Points;
use crate::core::quarter::QuarterFacts;
use crate::core::score::{Cell, CellValue, Criterion, CriterionId, Final, Round, Rule, ScoreTable};
use crate::core::standing;
use crate::core::unit::UnitId;
use std::collections::HashMap;

/// The cells of a period by unit, criterion and round.
pub(super) struct Sheet<'a> {
    pub(super) facts: &'a QuarterFacts,
    pub(super) table: &'a ScoreTable,
    cells: HashMap<(UnitId, CriterionId, Round), &'a Cell>,
}

/// Is it a leaf whose points are typed?
pub(super) fn is_direct(criterion: &Criterion) -> bool {
    matches!(criterion.rule, Some(Rule::Direct))
}

/// Is it a leaf that comes from the register?
pub(super) fn is_derived(criterion: &Criterion) -> bool {
    matches!(criterion.rule, Some(Rule::Derived { .. }))
}

impl<'a> Sheet<'a> {
    /// `None`: the period is not scored.
    pub(super) fn of(facts: &'a QuarterFacts) -> Option<Self> {
        let table = facts.table.as_ref()?;
        let cells = facts.cells.iter().map(|c| ((c.unit, c.criterion, c.round), c)).collect();
        Some(Self { facts, table, cells })
    }
    /// Does a score of a later round stand in this cell?
    pub(super) fn later(&self, unit: UnitId, criterion: CriterionId, round: Round) -> bool {
        Round::ALL.into_iter().any(|r| r > round && self.cells.contains_key(&(unit, criterion, r)))
    }
    /// Was this appraisal of a unit, or a later one, declared finished? Of the self score: any.
    pub(super) fn settled(&self, unit: UnitId, round: Round) -> bool {
        self.facts.settled(unit, round)
    }
    /// What is stored in a cell.
    pub(super) fn cell(&self, unit: UnitId, criterion: CriterionId, round: Round) -> Option<&'a Cell> {
        self.cells.get(&(unit, criterion, round)).copied()
    }
    /// Its value.
    pub(super) fn value(&self, unit: UnitId, criterion: CriterionId, round: Round) -> Option<CellValue> {
        self.cell(unit, criterion, round).map(|c| c.value)
    }
    /// The self score that a finished appraisal kept: nothing is stored for it in the first round.
    pub(super) fn kept(&self, unit: UnitId, criterion: CriterionId, round: Round) -> Option<CellValue> {
        let keeps =
            round == Round::First && self.finished(unit) && self.cell(unit, criterion, round).is_none();
        keeps.then(|| self.value(unit, criterion, Round::Own)).flatten()
    }
    /// Points of a derived leaf.
    pub(super) fn derived(&self, unit: UnitId, leaf: &Criterion) -> Option<Points> {
        match is_derived(leaf).then(|| standing::final_score(self.facts, unit, leaf)) {
            Some(Final::Points(points, _)) => Some(points),
            _ => None,
        }
    }
    /// Leaves whose points are typed.
    pub(super) fn direct(&self) -> impl Iterator<Item = &'a Criterion> {
        self.table.leaves().filter(|c| is_direct(c))
    }
    /// How many cells of a unit's round hold something.
    pub(super) fn filled(&self, unit: UnitId, round: Round) -> usize {
        self.direct().filter(|c| self.cell(unit, c.id, round).is_some()).count()
    }
    /// Codes of the leaves without any score.
    pub(super) fn blanks(&self, unit: UnitId) -> Vec<&'a str> {
        let has = |id, round| self.cell(unit, id, round).is_some();
        self.direct()
            .filter(|c| !has(c.id, Round::Own) && !has(c.id, Round::First))
            .map(|c| c.code.as_str())
            .collect()
    }
    /// Is the unit's first appraisal declared finished?
    pub(super) fn finished(&self, unit: UnitId) -> bool {
        self.facts.settled(unit, Round::First)
    }
    /// Sum of what is there in a round, of a group or of the whole table; `None` while nothing is typed there.
    /// Derived leaves count once something is typed, or where there is nothing to type.
    pub(super) fn sum(&self, unit: UnitId, group: Option<CriterionId>, round: Round) -> Option<Points> {
        let inside = |c: &&Criterion| group.is_none_or(|g| self.table.within(c.id, g));
        let (mut sum, mut typed, mut typeable) = (0_i64, false, false);
        for leaf in self.table.leaves().filter(inside) {
            typeable |= is_direct(leaf);
            let stored = self.value(unit, leaf.id, round).or_else(|| self.kept(unit, leaf.id, round));
            typed |= stored.is_some();
            let points = match stored {
                Some(CellValue::Points(p)) => p.0,
                _ => self.derived(unit, leaf).map_or(0, |p| p.0),
            };
            sum = sum.saturating_add(points);
        }
        (typed || !typeable).then_some(Points(sum))
    }
    /// The row of the first cell of a round that holds nothing.
    pub(super) fn first_empty(&self, unit: UnitId, round: Round) -> Option<usize> {
        self.table.criteria.iter().position(|c| is_direct(c) && self.cell(unit, c.id, round).is_none())
    }
    /// The row of the first leaf.
    pub(super) fn first_leaf(&self) -> usize {
        self.table.criteria.iter().position(|c| c.rule.is_some()).unwrap_or(0)
    }
    /// The leaf `by` places from row `at` in printed order, staying at the ends; `typed` skips derived leaves.
    pub(super) fn leaf_from(&self, at: usize, down: bool, typed: bool) -> usize {
        let wanted = |n: &usize| {
            self.table.criteria.get(*n).is_some_and(|c| if typed { is_direct(c) } else { c.rule.is_some() })
        };
        let found =
            if down { (at + 1..self.table.criteria.len()).find(wanted) } else { (0..at).rev().find(wanted) };
        found.unwrap_or(at)
    }
    /// The unit that wants something first, and the round it wants it in.
    pub(super) fn next(&self) -> Option<UnitId> {
        let units = &self.facts.units;
        let blank = units.iter().find(|u| !self.blanks(u.id).is_empty());
        let open = || units.iter().find(|u| !self.finished(u.id));
        blank.or_else(open).or_else(|| units.first()).map(|u| u.id)
    }
    /// The round to score in a unit's sheet: its own score until no leaf is blank.
    pub(super) fn round(&self, unit: UnitId) -> Round {
        if self.blanks(unit).is_empty() { Round::First } else { Round::Own }
    }
}
