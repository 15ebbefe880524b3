//! What changes do to ranks and levels, and that they neither come in the wrong order nor stay when taken back.
use super::*;
use crate::core::level::{Level, LevelSet, Tint};
use crate::core::period::PeriodKey;
use crate::core::quarter::Repeat;
use crate::core::score::{Cell, Criterion, DerivedRule, Final, Formula, Origin, Round, Rule, ScoreTable};
use crate::core::unit::Unit;
use proptest::prelude::*;

const TYPED: CriterionId = 1;
const COUNTED: CriterionId = 2;
const DERIVED: CriterionId = 3;

fn leaf(id: CriterionId, maximum: i64, rule: Rule) -> Criterion {
    Criterion { id, maximum: Points(maximum), rule: Some(rule), ..Criterion::default() }
}

/// Five units with 60,00 … 64,00 typed, three counted things and two awards each.
fn facts() -> QuarterFacts {
    let mut facts = QuarterFacts::bare(PeriodKey::quarter(2021, 2));
    let award = DerivedRule { form: "giay_khen".into(), kind: RecipientKind::Individual, points: Points(50) };
    facts.table = Some(ScoreTable {
        criteria: vec![
            leaf(TYPED, 8_000, Rule::Direct),
            leaf(COUNTED, 1_000, Rule::Count { each: Points(100) }),
            leaf(DERIVED, 1_000, Rule::Derived { rules: vec![award] }),
        ],
        ..ScoreTable::empty("")
    });
    let level = |id, minimum: Option<i64>| Level {
        id,
        name: format!("L{id}"),
        minimum: minimum.map(Points),
        quota: None,
        tint: Tint::Text,
    };
    facts.levels = Some(LevelSet {
        levels: vec![level(1, Some(6_800)), level(2, Some(6_600)), level(3, None)],
        ..LevelSet::default()
    });
    for id in 1..=5 {
        facts.units.push(Unit { id, name: format!("U{id}"), ..Unit::default() });
        let value = CellValue::Points(Points(6_500 - id * 100));
        facts.cells.push(Cell {
            unit: id,
            criterion: TYPED,
            round: Round::Own,
            value,
            comment: String::new(),
        });
        line(&mut facts, (id, COUNTED), None, Some(Points(300)));
        let (line, kind) =
            (LineKey { kind: LineKind::Legal, authorities: "gd".into() }, RecipientKind::Individual);
        facts.tallies.push(Tally {
            scope: Scope::Unit(id),
            line,
            form: "giay_khen".into(),
            kind,
            basis: Basis::Named,
            records: 2,
            known: 2,
            unknown: 0,
            heads: 2,
        });
    }
    facts
}

fn points(n: i64) -> CellValue {
    CellValue::Points(Points(n))
}

fn award(unit: UnitId, by: i64) -> Change {
    let form = "giay_khen".to_owned();
    Change::Award {
        unit,
        form,
        kind: RecipientKind::Individual,
        by,
        award: None,
        again: Vec::new(),
        what: String::new(),
    }
}

#[test]
fn a_score_moves_its_unit_and_who_it_passes() {
    let before = facts();
    let change = Change::Score { unit: 2, criterion: TYPED, value: Some(points(6_450)) };
    let after = apply(&before, &[change]);
    let moved = difference(&before, &after);
    let told: Vec<_> =
        moved.iter().map(|m| (m.unit, m.was.rank, m.now.rank, m.was.suggested, m.now.suggested)).collect();
    assert_eq!(told, [(2, Some(2), Some(1), Some(2), Some(1)), (1, Some(1), Some(2), Some(1), Some(1))]);
    assert_eq!((moved[0].was.total, moved[0].now.total), (Some(Points(6_700)), Some(Points(6_850))));
    assert!(moved.iter().all(Moved::told));
    let little = apply(&before, &[Change::Score { unit: 2, criterion: TYPED, value: Some(points(6_301)) }]);
    assert!(!difference(&before, &little)[0].told(), "points alone");
}

#[test]
fn a_score_stands_whatever_rounds_are_there_and_begins_none() {
    let mut before = facts();
    let change = |unit| Change::Score { unit, criterion: TYPED, value: Some(points(100)) };
    let of = |facts: &QuarterFacts, unit| {
        let leaf = facts.table.as_ref().unwrap().criteria[0].clone();
        standing::final_score(facts, unit, &leaf)
    };
    let official = |facts: &QuarterFacts| standing::rank(facts).official;
    assert!(official(&before));
    let adjusted = Final::Points(Points(100), Origin::Adjusted);
    let after = apply(&before, &[change(1)]);
    assert_eq!(of(&after, 1), adjusted);
    assert!(official(&after), "no appraisal is begun by it");
    // whatever is finished, or stands in a later round
    before.finished = (1..=5).map(|u| (u, Round::First)).collect();
    before.finished.push((1, Round::Second));
    before.cells.push(Cell {
        unit: 1,
        criterion: TYPED,
        round: Round::Second,
        value: CellValue::NotAssigned,
        comment: String::new(),
    });
    let after = apply(&before, &[change(1)]);
    assert_eq!(of(&after, 1), adjusted);
    assert_eq!(after.cells, before.cells, "what the rounds gave stays to be read");
    assert!(official(&after));
    let twice =
        apply(&after, &[Change::Score { unit: 1, criterion: TYPED, value: Some(CellValue::NotAssigned) }]);
    assert_eq!((of(&twice, 1), twice.scored.len()), (Final::NotAssigned, 1), "the last one stands");
    let emptied = apply(&after, &[Change::Score { unit: 1, criterion: TYPED, value: None }]);
    assert_eq!(of(&emptied, 1), Final::Blank);
}

#[test]
fn lines_awards_knock_outs_and_levels_change_what_they_name() {
    let before = facts();
    let total = |facts: &QuarterFacts, unit| standing::rank(facts).row(unit).unwrap().total.0;
    let line = Change::Line { unit: 1, criterion: COUNTED, target: None, actual: Some(Points(500)) };
    assert_eq!(total(&apply(&before, &[line]), 1), 6_800 + 200);
    assert_eq!(total(&apply(&before, &[award(1, 3)]), 1), 6_800 + 150);
    assert_eq!(total(&apply(&before, &[award(1, -5)]), 1), 6_800 - 100, "no fewer than none");
    assert_eq!(total(&apply(&before, &[award(1, -5), award(1, 4)]), 1), 6_800 - 50, "added up first");
    let level = Change::Level { unit: 4, mark: Mark::Level(3), reason: "sai số liệu".into() };
    let moved = difference(&before, &apply(&before, &[level]));
    assert_eq!(moved.len(), 1);
    assert_eq!((moved[0].was.mark, moved[0].now.mark), (None, Some(Mark::Level(3))));
    let knock = |lifted| Change::Knock { unit: 1, knockout: "K".into(), lifted, reason: "r".into() };
    assert_eq!(apply(&before, &[knock(true), knock(false)]).knocked.len(), 1);
}

#[test]
fn of_an_act_commended_twice_a_cancelled_award_takes_away_only_what_it_was_worth() {
    let mut before = facts();
    let forms = vec!["giay_khen".to_owned(), "giay_khen".to_owned()];
    before.repeats.push(Repeat { unit: 1, kind: RecipientKind::Individual, forms });
    let total = |facts: &QuarterFacts| standing::rank(facts).row(1).unwrap().total.0;
    assert_eq!(total(&before), 6_800 - 50, "one of the two counts");
    let cancel = Change::Award {
        unit: 1,
        form: "giay_khen".into(),
        kind: RecipientKind::Individual,
        by: -1,
        award: Some(7),
        again: vec!["giay_khen".into()],
        what: String::new(),
    };
    assert_eq!(total(&apply(&before, &[cancel])), 6_800 - 50, "the other counts now");
}

#[test]
fn of_an_act_commended_thrice_two_are_cancelled_in_any_order() {
    let mut before = facts();
    let unit = 1;
    before.tallies[0].known = 3;
    let forms: Vec<String> = ["giay_khen", "bang_khen", "thong_bao"].map(str::to_owned).to_vec();
    before.repeats.push(Repeat { unit, kind: RecipientKind::Individual, forms: forms.clone() });
    // each as it was chosen: beside it the other two of the act, as the rows stood then
    let cancel = |n: usize| Change::Award {
        unit,
        form: forms[n].clone(),
        kind: RecipientKind::Individual,
        by: -1,
        award: Some(n as i64),
        again: forms.iter().filter(|f| **f != forms[n]).cloned().collect(),
        what: String::new(),
    };
    for pair in [[0, 1], [1, 0], [2, 1], [0, 2]] {
        let after = apply(&before, &pair.map(cancel));
        assert_eq!(after.repeats, [], "{pair:?}: one commendation is left, nothing counts twice");
    }
    let after = apply(&before, &[cancel(1)]);
    assert_eq!(after.repeats[0].forms, ["giay_khen", "thong_bao"]);
}

#[test]
fn what_a_score_and_a_result_took_the_place_of_stays_to_be_read() {
    let mut before = facts();
    before.finished = vec![(1, Round::First)];
    let unit = 1;
    let after = apply(
        &before,
        &[
            Change::Score { unit, criterion: TYPED, value: Some(points(100)) },
            Change::Line { unit, criterion: COUNTED, target: None, actual: Some(Points(500)) },
        ],
    );
    let [score, line] = after.replaced.as_slice() else { panic!("{:?}", after.replaced) };
    assert_eq!((score.criterion, score.score), (TYPED, Some(points(6_400))));
    assert_eq!(after.cells, before.cells, "as rounds gave it");
    assert_eq!((line.target, line.actual, line.score), (None, Some(Points(300)), Some(points(300))));
}

#[test]
fn an_adjusted_result_leaves_the_rounds_of_all_as_they_were_held() {
    let mut before = facts();
    let table = before.table.as_mut().unwrap();
    table.formulas.push(Formula { name: "f".into(), version: 1, share: Points(5_000) });
    table.criteria[1].rule = Some(Rule::Quantity { lower: false, formula: "f".into() });
    let leaf = table.criteria[1].clone();
    for found in &mut before.lines {
        let actual = if found.unit == 1 { 12_000 } else { 11_000 };
        (found.target, found.actual) = (Some(Points(10_000)), Some(Points(actual)));
    }
    let counts = |facts: &QuarterFacts, unit| standing::final_score(facts, unit, &leaf).points().unwrap().0;
    assert_eq!((counts(&before, 1), counts(&before, 2)), (1_000, 750), "the first leads");
    let line = |unit, actual| Change::Line {
        unit,
        criterion: COUNTED,
        target: Some(Points(10_000)),
        actual: Some(Points(actual)),
    };
    let paper = |facts: &mut QuarterFacts, changes: &[Change]| {
        *facts = apply(facts, changes);
        let stage = super::super::adjustment::Stage::Applied;
        facts.adjustments.push(Adjustment { stage, ..Adjustment::next(&facts.adjustments) });
    };
    let mut after = before.clone();
    paper(&mut after, &[line(1, 11_000)]);
    assert_eq!((counts(&after, 1), counts(&after, 2)), (1_000, 1_000), "nobody leads any more");
    // whom the change names, and whose score follows from it; the rounds of none
    let kept: Vec<_> = after.replaced.iter().map(|r| (r.ordinal, r.unit, r.score)).collect();
    let moved = |unit| (1, unit, Some(points(if unit == 1 { 1_000 } else { 750 })));
    assert_eq!(kept, (1..=5).map(moved).collect::<Vec<_>>());
    paper(&mut after, &[line(1, 14_000), line(2, 12_000)]);
    assert_eq!((counts(&after, 2), counts(&after, 3)), (750, 625));
    let finals = Finals::new(&after);
    let held = |unit| finals.held(unit, &leaf).unwrap().points.0;
    assert_eq!([1, 2, 3].map(held), [1_000, 750, 750], "as they were held");
    assert_eq!(
        after.replaced(3, COUNTED).map(|(by, was)| (by.ordinal, was.score)).collect::<Vec<_>>(),
        [(1, Some(points(750))), (2, Some(points(1_000)))]
    );
}

fn change() -> impl Strategy<Value = Change> {
    let unit = 1..=6_i64;
    prop_oneof![
        (unit.clone(), 0..=9_000_i64, any::<bool>()).prop_map(|(unit, n, blank)| Change::Score {
            unit,
            criterion: TYPED,
            value: (!blank).then_some(points(n)),
        }),
        (unit.clone(), proptest::option::of(0..=2_000_i64)).prop_map(|(unit, n)| Change::Line {
            unit,
            criterion: COUNTED,
            target: None,
            actual: n.map(Points),
        }),
        (unit.clone(), -4..=4_i64).prop_map(|(unit, by)| award(unit, by)),
        (unit.clone(), any::<bool>()).prop_map(|(unit, lifted)| Change::Knock {
            unit,
            knockout: "K".into(),
            lifted,
            reason: String::new(),
        }),
        (unit, 1..=4_i64).prop_map(|(unit, id)| Change::Level {
            unit,
            mark: Mark::Level(id),
            reason: String::new(),
        }),
    ]
}

proptest! {
    #[test]
    fn nothing_changed_moves_nobody_and_any_change_has_an_answer(changes in proptest::collection::vec(change(), 0..8)) {
        let before = facts();
        prop_assert_eq!(&apply(&before, &[]), &before);
        let after = apply(&before, &changes);
        prop_assert_eq!(difference(&after, &after), vec![]);
        for moved in difference(&before, &after) {
            prop_assert_ne!(moved.was, moved.now);
        }
    }

    #[test]
    fn changes_of_different_things_may_come_in_any_order(
        changes in proptest::collection::vec(change(), 0..8),
        keys in proptest::collection::vec(any::<u32>(), 8),
    ) {
        let mut apart: Vec<Change> = Vec::new();
        for change in changes {
            if matches!(change, Change::Award { .. }) || !apart.iter().any(|c| c.same_thing(&change)) {
                apart.push(change);
            }
        }
        let mut other: Vec<(u32, Change)> = keys.into_iter().zip(apart.iter().cloned()).collect();
        other.sort_by_key(|(key, _)| *key);
        let other: Vec<Change> = other.into_iter().map(|(_, change)| change).collect();
        let before = facts();
        prop_assert_eq!(difference(&apply(&before, &apart), &apply(&before, &other)), vec![]);
    }

    #[test]
    fn a_change_and_its_opposite_move_nobody(unit in 1..=5_i64, n in 0..=8_000_i64, by in -2..=4_i64) {
        let before = facts();
        let was = before.cells.iter().find(|c| c.unit == unit).map(|c| c.value);
        let there = apply(&before, &[
            Change::Score { unit, criterion: TYPED, value: Some(points(n)) },
            Change::Line { unit, criterion: COUNTED, target: None, actual: Some(Points(n)) },
            award(unit, by),
        ]);
        let back = apply(&there, &[
            Change::Score { unit, criterion: TYPED, value: was },
            Change::Line { unit, criterion: COUNTED, target: None, actual: Some(Points(300)) },
            award(unit, -by),
        ]);
        prop_assert_eq!(difference(&before, &back), vec![]);
    }
}
