//! Who owes a reason: own scores, those that a result or KG of another moves.
use super::*;
use crate::core::number::Points;
use crate::core::period::PeriodKey;
use crate::core::score::Formula;
use crate::core::unit::Unit;

const DIRECT: CriterionId = 1;
const COUNTED: CriterionId = 2;

/// Three units with one typed leaf and one counted from targets of 40 and results of 50, 80 and 40; the second leads.
fn facts() -> QuarterFacts {
    let mut facts = QuarterFacts::bare(PeriodKey::quarter(2021, 2));
    let leaf = |id, rule| Criterion { id, maximum: Points(1_000), rule: Some(rule), ..Criterion::default() };
    let quantity = Rule::Quantity { lower: false, formula: "F".into() };
    facts.table = Some(ScoreTable {
        formulas: vec![Formula { name: "F".into(), version: 1, share: Points(5_000) }],
        criteria: vec![leaf(DIRECT, Rule::Direct), leaf(COUNTED, quantity)],
        step: Points(1),
        ..ScoreTable::empty("")
    });
    for (unit, actual) in [(1, 5_000), (2, 8_000), (3, 4_000)] {
        facts.units.push(Unit { id: unit, name: format!("U{unit}"), ..Unit::default() });
        put(&mut facts, unit, DIRECT, Round::Own, CellValue::Points(Points(900)));
        let (target, actual) = (Some(Points(4_000)), Some(Points(actual)));
        facts.lines.push(SheetLine { target, actual, ..SheetLine::blank(unit, COUNTED) });
    }
    facts
}

fn put(facts: &mut QuarterFacts, unit: UnitId, criterion: CriterionId, round: Round, value: CellValue) {
    facts.cells.push(Cell { unit, criterion, round, value, comment: String::new() });
}

fn cell(unit: UnitId, criterion: CriterionId, round: Round, value: Option<CellValue>) -> Wanted {
    Wanted { unit, criterion, round, value }
}

fn one(facts: &QuarterFacts, wanted: Wanted) -> bool {
    owes_reason(facts, &[wanted], &[])
}

const KG: Option<CellValue> = Some(CellValue::NotAssigned);

#[expect(clippy::unnecessary_wraps, reason = "a cell is asked for as it shall stand, which may be empty")]
fn points(n: i64) -> Option<CellValue> {
    Some(CellValue::Points(Points(n)))
}

#[test]
fn nothing_is_owed_before_an_appraisal() {
    let mut f = facts();
    assert!(!one(&f, cell(1, DIRECT, Round::Own, points(800))));
    assert!(!one(&f, cell(2, COUNTED, Round::Own, KG)));
    assert!(!one(&f, cell(1, DIRECT, Round::First, points(800))));
    put(&mut f, 1, DIRECT, Round::First, CellValue::Points(Points(850)));
    assert!(one(&f, cell(1, DIRECT, Round::First, points(800))), "what was appraised");
    assert!(one(&f, cell(1, DIRECT, Round::First, None)));
    assert!(!one(&f, cell(1, DIRECT, Round::First, points(850))), "nothing changes");
}

#[test]
fn what_a_finished_appraisal_kept_owes_it_the_counted_score_too() {
    let mut f = facts();
    f.finished.push((1, Round::First));
    assert!(one(&f, cell(1, DIRECT, Round::Own, points(800))));
    assert!(one(&f, cell(1, COUNTED, Round::Own, KG)), "a score counted from the sheet was kept");
    assert!(one(&f, cell(1, COUNTED, Round::First, points(800))));
    assert!(!one(&f, cell(1, DIRECT, Round::Second, points(800))), "the next round begins");
    assert!(!one(&f, cell(3, DIRECT, Round::Own, points(800))), "another unit's own affair");
    // under a later score the final stays
    put(&mut f, 1, COUNTED, Round::First, CellValue::Points(Points(850)));
    assert!(!one(&f, cell(1, COUNTED, Round::Own, KG)));
}

#[test]
fn not_assigned_takes_the_leader_out_of_the_field_and_moves_the_finished() {
    let mut f = facts();
    f.finished.push((1, Round::First));
    for round in [Round::Own, Round::First, Round::Second] {
        assert!(one(&f, cell(2, COUNTED, round, KG)), "{round:?}");
    }
    assert!(!one(&f, cell(2, COUNTED, Round::First, points(700))), "points leave the field as it is");
    assert!(!one(&f, cell(3, COUNTED, Round::First, KG)), "the last one leads nobody");
    // and back into it
    put(&mut f, 2, COUNTED, Round::Own, CellValue::NotAssigned);
    assert!(one(&f, cell(2, COUNTED, Round::Own, None)));
    // who was appraised by hand in that leaf is not moved
    put(&mut f, 1, COUNTED, Round::First, CellValue::Points(Points(850)));
    assert!(!one(&f, cell(2, COUNTED, Round::Own, None)));
}

#[test]
fn cells_and_lines_are_judged_together() {
    let mut f = facts();
    f.finished.push((1, Round::First));
    let line = |unit, actual| SheetLine {
        target: Some(Points(4_000)),
        actual: Some(Points(actual)),
        ..SheetLine::blank(unit, COUNTED)
    };
    assert!(owes_reason(&f, &[], &[&line(1, 6_000)]), "its own result");
    assert!(owes_reason(&f, &[], &[&line(2, 9_000)]), "the leader's");
    assert!(!owes_reason(&f, &[], &[&line(3, 4_500)]));
    // two leaders: one taken out beside the other leaves the field as it was, both taken out do not
    f.lines.push(line(4, 8_000));
    f.units.push(Unit { id: 4, name: "U4".into(), ..Unit::default() });
    let out = |unit| cell(unit, COUNTED, Round::Own, KG);
    assert!(!owes_reason(&f, &[out(2)], &[]) && !owes_reason(&f, &[out(4)], &[]));
    assert!(owes_reason(&f, &[out(2), out(4)], &[]));
    assert!(!owes_reason(&f, &[out(2), out(4)], &[&line(3, 8_000)]), "a third leads as far");
}
