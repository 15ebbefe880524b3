//! The score sheets of a period as the room reads them: cells and lines found by place, what is filled, sums of a column.
//! Finals, counted and derived points come from `core::standing`, worked out once; nothing here ranks or writes.
use super::column::{self, Col};
use super::place::{Held, Place};
use crate::core::adjustment::Adjustment;
use crate::core::number::Points;
use crate::core::quarter::QuarterFacts;
use crate::core::score::{
    Cell, CellValue, Class, Criterion, CriterionId, Final, Round, Rule, ScoreTable, SheetLine,
};
use crate::core::standing::{Computed, Finals};
use crate::core::unit::UnitId;
use std::cell::OnceCell;
use std::collections::HashMap;

/// The sheets of a period by unit, criterion and round.
pub(super) struct Sheet<'a> {
    pub(super) facts: &'a QuarterFacts,
    pub(super) table: &'a ScoreTable,
    cells: HashMap<(UnitId, CriterionId, Round), &'a Cell>,
    lines: HashMap<(UnitId, CriterionId), &'a SheetLine>,
    finals: OnceCell<Finals<'a>>,
    /// row of each row's group
    parents: OnceCell<Vec<Option<usize>>>,
}

/// What a cell of a round shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stand {
    pub(super) value: Option<CellValue>,
    /// nothing is stored there: it is counted from the sheet, or an appraisal kept what was before it
    pub(super) kept: bool,
}

/// Sums of a column: one a row (groups alone), and the whole.
pub(super) struct Sums {
    pub(super) rows: Vec<Option<Points>>,
    pub(super) total: Option<Points>,
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
        let lines = facts.lines.iter().map(|l| ((l.unit, l.criterion), l)).collect();
        let (finals, parents) = (OnceCell::new(), OnceCell::new());
        Some(Self { facts, table, cells, lines, finals, parents })
    }
    fn finals(&self) -> &Finals<'a> {
        self.finals.get_or_init(|| Finals::new(self.facts))
    }
    /// The final of a leaf.
    pub(super) fn counts(&self, unit: UnitId, leaf: &Criterion) -> Final {
        self.finals().of(unit, leaf)
    }
    /// The last adjustment that changed the score of a leaf, or what it is counted from.
    pub(super) fn adjusted(&self, unit: UnitId, leaf: CriterionId) -> Option<&'a Adjustment> {
        self.facts.replaced(unit, leaf).last().map(|(by, _)| by)
    }
    /// Did an adjustment change the target, or the result, of a leaf?
    pub(super) fn amount_adjusted(&self, unit: UnitId, leaf: CriterionId, col: Col) -> bool {
        let Some((_, was)) = self.facts.replaced(unit, leaf).next() else { return false };
        let line = self.line(unit, leaf);
        match col {
            Col::Target => was.target != line.target,
            Col::Actual => was.actual != line.actual,
            _ => false,
        }
    }
    /// Did an adjustment change a score of the unit?
    pub(super) fn any_adjusted(&self, unit: UnitId) -> bool {
        self.facts.replaced.iter().any(|r| r.unit == unit)
    }
    /// What the unit's sheet comes to.
    pub(super) fn computed(&self, unit: UnitId, leaf: &Criterion) -> Option<Computed> {
        self.finals().computed(unit, leaf)
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
    /// What the sheet says beside the points; blank where it says nothing.
    pub(super) fn line(&self, unit: UnitId, criterion: CriterionId) -> SheetLine {
        let found = self.lines.get(&(unit, criterion));
        found.map_or_else(|| SheetLine::blank(unit, criterion), |l| (*l).clone())
    }
    /// What is stored in a place.
    pub(super) fn held(&self, place: Place) -> Held {
        let line = || self.lines.get(&(place.unit, place.criterion));
        match place.col {
            Col::Target => Held::Amount(line().and_then(|l| l.target)),
            Col::Actual => Held::Amount(line().and_then(|l| l.actual)),
            Col::Explanation => Held::Text(line().map(|l| l.explanation.clone()).unwrap_or_default()),
            Col::Evidence => Held::Text(line().map(|l| l.evidence.clone()).unwrap_or_default()),
            Col::Own | Col::First | Col::Second | Col::Counted => {
                let round = place.col.round();
                Held::Score(round.and_then(|r| self.value(place.unit, place.criterion, r)))
            }
        }
    }
    /// What a cell of a round shows: what is stored, else what is counted from the sheet, else what a finished appraisal
    /// kept.
    pub(super) fn stand(&self, unit: UnitId, leaf: &Criterion, round: Round) -> Stand {
        if let Some(value) = self.value(unit, leaf.id, round) {
            return Stand { value: Some(value), kept: false };
        }
        let before = match round {
            Round::Own => {
                let held = self.finals().held(unit, leaf);
                let value = held.map(|c| CellValue::Points(c.points));
                return Stand { value, kept: true };
            }
            Round::First => Round::Own,
            Round::Second => Round::First,
        };
        let value = if self.settled(unit, round) { self.stand(unit, leaf, before).value } else { None };
        Stand { value, kept: true }
    }
    /// Points of a derived leaf.
    pub(super) fn derived(&self, unit: UnitId, leaf: &Criterion) -> Option<Points> {
        if is_derived(leaf) { self.counts(unit, leaf).points() } else { None }
    }
    /// Leaves that are scored by people.
    pub(super) fn asked(&self) -> impl Iterator<Item = &'a Criterion> {
        self.table.leaves().filter(|c| c.asked())
    }
    /// How many cells of a unit's column hold something of their own, and of how many.
    pub(super) fn filled(&self, unit: UnitId, col: Col) -> (usize, usize) {
        let holds = |leaf: &&Criterion| match col {
            Col::Own => self.stand(unit, leaf, Round::Own).value.is_some(),
            Col::Counted => self.counts(unit, leaf) != Final::Blank,
            _ => !self.held(Place { unit, criterion: leaf.id, col }).is_empty(),
        };
        let all = || self.asked().filter(|leaf| col.takes(leaf));
        (all().filter(holds).count(), all().count())
    }
    /// Codes of the leaves without any score.
    pub(super) fn blanks(&self, unit: UnitId) -> Vec<&'a str> {
        let blank = |c: &&Criterion| self.counts(unit, c) == Final::Blank;
        self.asked().filter(blank).map(|c| c.code.as_str()).collect()
    }
    /// Is no leaf of the unit blank?
    pub(super) fn complete(&self, unit: UnitId) -> bool {
        self.asked().all(|c| self.counts(unit, c) != Final::Blank)
    }
    /// Is a second appraisal of this unit under way: begun, or explanations wait for it?
    pub(super) fn second(&self, unit: UnitId) -> bool {
        self.settled(unit, Round::Second)
            || self.facts.cells.iter().any(|c| c.unit == unit && c.round == Round::Second)
            || self.facts.lines.iter().any(|l| l.unit == unit && !l.explanation.is_empty())
    }
    /// Is the second appraisal in use in the period?
    pub(super) fn second_used(&self) -> bool {
        self.facts.finished.iter().any(|(_, r)| *r == Round::Second)
            || self.facts.cells.iter().any(|c| c.round == Round::Second)
            || self.facts.lines.iter().any(|l| !l.explanation.is_empty())
    }
    /// Which appraisal of a unit is finished or to be finished: the second one once the first is and one stands in its
    /// columns, or it is under way.
    pub(super) fn appraisal(&self, unit: UnitId, col: Col) -> Round {
        let second = col.appraisal() == Round::Second || self.second(unit);
        if second && self.settled(unit, Round::First) { Round::Second } else { Round::First }
    }
    /// The row and column of the first leaf without a score: of one that is counted, its result.
    pub(super) fn first_blank(&self, unit: UnitId) -> Option<(usize, Col)> {
        let blank = |c: &Criterion| c.asked() && self.counts(unit, c) == Final::Blank;
        let at = self.table.criteria.iter().position(blank)?;
        let counted = self.table.criteria.get(at)?.rule.as_ref().is_some_and(Rule::computed);
        Some((at, if counted { Col::Actual } else { Col::Own }))
    }
    /// The row of the first cell of a column that holds nothing.
    pub(super) fn first_empty(&self, unit: UnitId, col: Col) -> Option<usize> {
        let empty =
            |c: &Criterion| col.stops(c) && self.held(Place { unit, criterion: c.id, col }).is_empty();
        self.table.criteria.iter().position(empty)
    }
    /// The row of the first leaf.
    pub(super) fn first_leaf(&self) -> usize {
        self.table.criteria.iter().position(|c| c.rule.is_some()).unwrap_or(0)
    }
    /// The next leaf from row `at` in printed order, staying at the ends; with a column only leaves it stops at.
    pub(super) fn leaf_from(&self, at: usize, down: bool, col: Option<Col>) -> usize {
        let wanted = |n: &usize| {
            let row = self.table.criteria.get(*n);
            row.is_some_and(|c| col.map_or(c.rule.is_some(), |col| col.stops(c)))
        };
        let found =
            if down { (at + 1..self.table.criteria.len()).find(wanted) } else { (0..at).rev().find(wanted) };
        found.unwrap_or(at)
    }
    /// The column beside, for a row.
    pub(super) fn beside(&self, col: Col, at: usize, forward: bool, round: bool) -> Col {
        column::beside(&column::walked(self.table, false), col, self.table.criteria.get(at), forward, round)
    }
    /// The unit that wants something first.
    pub(super) fn next(&self) -> Option<UnitId> {
        let units = &self.facts.units;
        let blank = units.iter().find(|u| !self.complete(u.id));
        let open = || units.iter().find(|u| !self.settled(u.id, Round::First));
        let second = || units.iter().find(|u| self.second(u.id) && !self.settled(u.id, Round::Second));
        blank.or_else(open).or_else(second).or_else(|| units.first()).map(|u| u.id)
    }
    /// The column to score in a unit's sheet: its own score until no leaf is blank, then the appraisal that is open.
    pub(super) fn col(&self, unit: UnitId) -> Col {
        if !self.complete(unit) {
            Col::Own
        } else if self.settled(unit, Round::First) && self.second(unit) {
            Col::Second
        } else {
            Col::First
        }
    }

    /// The row of each row's group.
    fn parents(&self) -> &[Option<usize>] {
        self.parents.get_or_init(|| {
            let at: HashMap<CriterionId, usize> =
                self.table.criteria.iter().enumerate().map(|(n, c)| (c.id, n)).collect();
            // a group stands before what is in it; anything else would go round
            let above =
                |(n, c): (usize, &Criterion)| c.parent.and_then(|p| at.get(&p).copied()).filter(|p| *p < n);
            self.table.criteria.iter().enumerate().map(above).collect()
        })
    }

    /// Sums of what is there in a column of a round, or of what counts: of every group and of the whole table, bonus and
    /// deductions within their groups' ends. `None` while nothing is typed there; derived leaves count once something is,
    /// or where there is nothing to type.
    pub(super) fn sums(&self, unit: UnitId, col: Col) -> Sums {
        let rows = self.table.criteria.len();
        let parents = self.parents();
        let (mut sum, mut typed, mut typeable) = (vec![0_i64; rows], vec![false; rows], vec![false; rows]);
        let mut whole = 0_i64;
        for (n, leaf) in self.table.criteria.iter().enumerate().filter(|(_, c)| c.rule.is_some()) {
            let points = match col.round() {
                Some(round) if !is_derived(leaf) => match self.stand(unit, leaf, round).value {
                    Some(CellValue::Points(p)) => Some(p),
                    Some(CellValue::NotAssigned) => Some(Points(0)),
                    None => None,
                },
                _ => match self.counts(unit, leaf) {
                    Final::Points(p, _) => Some(p),
                    Final::NotAssigned => Some(Points(0)),
                    Final::Blank => None,
                },
            };
            let gone = leaf.class == Class::Main && self.counts(unit, leaf) == Final::NotAssigned;
            whole += if leaf.class == Class::Main && !gone { leaf.maximum.0 } else { 0 };
            let mut at = Some(n);
            while let Some(row) = at {
                let add = points.map_or(0, |p| p.0);
                if let (Some(s), Some(t), Some(a)) =
                    (sum.get_mut(row), typed.get_mut(row), typeable.get_mut(row))
                {
                    *s = s.saturating_add(add);
                    *t |= points.is_some() && !is_derived(leaf);
                    *a |= leaf.asked();
                }
                at = parents.get(row).copied().flatten();
            }
        }
        let (mut free, mut bonus) = (0_i64, 0_i64);
        for (n, c) in self.table.criteria.iter().enumerate().filter(|(_, c)| c.parent.is_none()) {
            let Some(s) = sum.get_mut(n) else { continue };
            match c.class {
                Class::Main => {}
                Class::Bonus => {
                    *s = (*s).min(c.maximum.0);
                    bonus += *s;
                }
                Class::Deduction => *s = (*s).max(c.minimum.0),
            }
            free = free.saturating_add(*s);
        }
        let cut = if self.table.past || bonus <= 0 { 0 } else { free.saturating_sub(whole).max(0) };
        let there = |n: usize| typed.get(n) == Some(&true) || typeable.get(n) == Some(&false);
        let any = typed.iter().any(|t| *t) || !typeable.iter().any(|t| *t);
        Sums {
            rows: sum.iter().enumerate().map(|(n, s)| there(n).then_some(Points(*s))).collect(),
            total: any.then_some(Points(free - cut)),
        }
    }
}
