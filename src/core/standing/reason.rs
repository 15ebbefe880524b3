//! When a change of a sheet owes a reason: it changes a score that was appraised, the unit's own or, by the formula that
//! compares the units, another's. One rule for whoever types and for the register. Writes nothing.
use super::finals::Finals;
use crate::core::quarter::QuarterFacts;
use crate::core::score::{
    self, Cell, CellValue, Change, Criterion, CriterionId, Round, Rule, ScoreTable, SheetLine,
};
use crate::core::unit::UnitId;

/// A cell as it shall stand; `None` empties it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// unit
    pub unit: UnitId,
    /// leaf
    pub criterion: CriterionId,
    /// round
    pub round: Round,
    /// what shall stand there
    pub value: Option<CellValue>,
}

impl From<&Change> for Wanted {
    fn from(change: &Change) -> Self {
        let (unit, criterion, round) = (change.unit, change.criterion, change.round);
        Self { unit, criterion, round, value: Some(change.value) }
    }
}

impl Wanted {
    fn is(&self, cell: &Cell) -> bool {
        (cell.unit, cell.criterion, cell.round) == (self.unit, self.criterion, self.round)
    }
}

/// Do these cells and lines, written together, change a score that was appraised (see `score::appraised`)? Of the facts it
/// needs units, table, finished appraisals, and cells and lines of the leaves that change.
pub fn owes_reason(facts: &QuarterFacts, cells: &[Wanted], lines: &[&SheetLine]) -> bool {
    let Some(table) = &facts.table else { return false };
    let changed = |w: &&Wanted| facts.cells.iter().find(|c| w.is(c)).map(|c| c.value) != w.value;
    let cells: Vec<&Wanted> = cells.iter().filter(changed).collect();
    if facts.finished.is_empty() {
        return cells.iter().any(|w| own(facts, None, table, w));
    }
    let before = part(facts, table, &cells, lines);
    let finals = Finals::new(&before);
    cells.iter().any(|w| own(facts, Some(&finals), table, w)) || moves(&before, &finals, table, &cells, lines)
}

/// Does it change the appraised score of its own unit? `finals`: none where no appraisal is finished.
fn own(facts: &QuarterFacts, finals: Option<&Finals<'_>>, table: &ScoreTable, wanted: &Wanted) -> bool {
    let there = facts.cells.iter().any(|c| wanted.is(c));
    // a finished appraisal kept what is counted from the sheet, too
    let counted = || Some(finals?.computed(wanted.unit, table.criterion(wanted.criterion)?).is_some());
    let stands = there || wanted.round == Round::Own && counted().unwrap_or(false);
    let same = |c: &&Cell| (c.unit, c.criterion) == (wanted.unit, wanted.criterion);
    let above = facts.cells.iter().filter(same).any(|c| c.round > wanted.round);
    score::appraised(wanted.round, stands, above, facts.settled(wanted.unit, wanted.round))
}

/// The leaves that change and are counted from the sheets: what of one unit's sheet moves others.
fn leaves<'a>(table: &'a ScoreTable, cells: &[&Wanted], lines: &[&SheetLine]) -> Vec<&'a Criterion> {
    let named =
        |id: CriterionId| cells.iter().any(|w| w.criterion == id) || lines.iter().any(|l| l.criterion == id);
    let counted = |c: &&Criterion| c.rule.as_ref().is_some_and(Rule::computed) && named(c.id);
    table.criteria.iter().filter(counted).collect()
}

/// So much of the facts as these leaves are counted from.
fn part(facts: &QuarterFacts, table: &ScoreTable, cells: &[&Wanted], lines: &[&SheetLine]) -> QuarterFacts {
    let leaves = leaves(table, cells, lines);
    let within = |id: CriterionId| leaves.iter().any(|c| c.id == id);
    QuarterFacts {
        units: facts.units.clone(),
        table: Some(table.clone()),
        cells: facts.cells.iter().filter(|c| within(c.criterion)).cloned().collect(),
        lines: facts.lines.iter().filter(|l| within(l.criterion)).cloned().collect(),
        finished: facts.finished.clone(),
        ..QuarterFacts::bare(facts.period.key)
    }
}

/// Does it move what counts for a unit whose appraisal is finished, by what is counted from the sheets? A result moves other
/// units, for the formula compares them; so does KG, which takes a unit out of the field or into it. What is typed for a
/// cell itself `own` judges.
fn moves(
    facts: &QuarterFacts,
    before: &Finals<'_>,
    table: &ScoreTable,
    cells: &[&Wanted],
    lines: &[&SheetLine],
) -> bool {
    let mut after = facts.clone();
    for line in lines {
        after.lines.retain(|l| (l.unit, l.criterion) != (line.unit, line.criterion));
        after.lines.push((*line).clone());
    }
    for wanted in cells {
        after.cells.retain(|c| !wanted.is(c));
        let Wanted { unit, criterion, round, value } = **wanted;
        after.cells.extend(value.map(|value| Cell { unit, criterion, round, value, comment: String::new() }));
    }
    let after = Finals::new(&after);
    let leaves = leaves(table, cells, lines);
    let typed =
        |unit: UnitId, leaf: &Criterion| cells.iter().any(|w| (w.unit, w.criterion) == (unit, leaf.id));
    let moved = |unit: UnitId| {
        leaves.iter().any(|leaf| !typed(unit, leaf) && before.of(unit, leaf) != after.of(unit, leaf))
    };
    facts.units.iter().filter(|u| facts.settled(u.id, Round::First)).any(|u| moved(u.id))
}

#[cfg(test)]
mod tests;
