//! The final score of every leaf of every unit, worked out once for a whole period: what an adjustment set ▸ second appraisal
//! ▸ first ▸ self score, or what is counted from the sheet; derived leaves from the register. Adds nothing up.
use super::derived::derived_points;
use super::quantity::{self, Computed};
use crate::core::quarter::QuarterFacts;
use crate::core::score::{
    CellValue, Criterion, CriterionId, Final, Origin, Round, Rule, ScoreTable, SheetLine,
};
use crate::core::unit::UnitId;

/// What stands in a cell, and where it comes from.
type Stored = ((UnitId, CriterionId), Origin, CellValue);

/// Finals of a period. Made once and asked often: a screen or a paper makes one, not one a cell.
#[derive(Debug)]
pub struct Finals<'a> {
    facts: &'a QuarterFacts,
    /// what stands in each cell and since which round, in the order of their keys
    stored: Vec<Stored>,
    /// what is counted from the sheets, in the order of its keys
    computed: Vec<((CriterionId, UnitId), Computed)>,
}

impl<'a> Finals<'a> {
    /// Of a period; none of anything where it is not scored.
    pub fn new(facts: &'a QuarterFacts) -> Self {
        Self::within(facts, None)
    }

    /// Of all leaves, or of one.
    fn within(facts: &'a QuarterFacts, only: Option<CriterionId>) -> Self {
        let stored = latest(facts, only);
        let mut finals = Self { facts, stored, computed: Vec::new() };
        if let Some(table) = &facts.table {
            finals.computed = finals.counted(table, only);
        }
        finals
    }

    /// What the sheets' targets and results come to, leaf by leaf.
    fn counted(
        &self,
        table: &ScoreTable,
        only: Option<CriterionId>,
    ) -> Vec<((CriterionId, UnitId), Computed)> {
        let counts = |line: &&SheetLine| {
            only.is_none_or(|id| line.criterion == id)
                && self.facts.unit(line.unit).is_some()
                && self.stored(line.unit, line.criterion).is_none_or(|s| s.1 != CellValue::NotAssigned)
        };
        let mut lines: Vec<&SheetLine> = self.facts.lines.iter().filter(counts).collect();
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

    /// What stands in a cell.
    fn stored(&self, unit: UnitId, criterion: CriterionId) -> Option<(Origin, CellValue)> {
        let at = self.stored.binary_search_by_key(&(unit, criterion), |(key, ..)| *key).ok()?;
        self.stored.get(at).map(|(_, origin, value)| (*origin, *value))
    }

    /// The final of a leaf of a unit.
    pub fn of(&self, unit: UnitId, leaf: &Criterion) -> Final {
        if matches!(leaf.rule, Some(Rule::Derived { .. })) {
            return Final::Points(derived_points(self.facts, unit, leaf), Origin::Derived);
        }
        match self.stored(unit, leaf.id) {
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
        let at = self.computed.binary_search_by_key(&(leaf.id, unit), |(key, _)| *key).ok()?;
        self.computed.get(at).map(|(_, computed)| *computed)
    }
}

/// What stands in each cell, of all leaves or of one, in the order of their keys.
fn latest(facts: &QuarterFacts, only: Option<CriterionId>) -> Vec<Stored> {
    let asked = |criterion| only.is_none_or(|id| criterion == id);
    let mut stored: Vec<Stored> = Vec::with_capacity(facts.cells.len() / Round::ALL.len());
    let later = |next: &mut Stored, kept: &mut Stored| {
        let same = next.0 == kept.0;
        if same && next.1 > kept.1 {
            *kept = *next;
        }
        same
    };
    for cell in facts.cells.iter().filter(|c| asked(c.criterion)) {
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
    for scored in facts.scored.iter().filter(|s| asked(s.criterion)) {
        let key = (scored.unit, scored.criterion);
        let place = stored.binary_search_by_key(&key, |(key, ..)| *key);
        if let Ok(at) = place {
            stored.remove(at);
        }
        let (Ok(at) | Err(at)) = place;
        stored.splice(at..at, scored.value.map(|value| (key, Origin::Adjusted, value)));
    }
    stored
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
