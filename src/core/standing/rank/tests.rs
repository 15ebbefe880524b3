//! Finals, derived points and ranks, case by case.
use super::*;
use crate::core::award::RecipientKind;
use crate::core::award::{Basis, LineKind};
use crate::core::count::{LineKey, Tally};
use crate::core::period::PeriodKey;
use crate::core::quarter::{Past, PastUnit, Repeat};
use crate::core::score::Cell;
use crate::core::score::{CellValue, DerivedRule, Rule};
use crate::core::standing::final_score;
use crate::core::unit::Unit;
use RecipientKind::{Collective, Individual};

const DIRECT: CriterionId = 1;
const DERIVED: CriterionId = 2;

/// Two units, one direct leaf of 100 and one derived of 12,99 at 5,00 an individual and 1,25 a collective,
/// rounded to halves; both are leaves at the top level.
fn facts() -> QuarterFacts {
    let rule = |form: &str, kind, points| DerivedRule { form: form.into(), kind, points: Points(points) };
    let rules =
        vec![rule("deed", Individual, 500), rule("notice", Collective, 125), rule("notice", Individual, 25)];
    let leaf = |id, maximum, rule| Criterion {
        id,
        parent: None,
        code: String::new(),
        text: String::new(),
        maximum: Points(maximum),
        rule: Some(rule),
        ..Criterion::default()
    };
    let mut facts = QuarterFacts::bare(PeriodKey::quarter(2021, 2));
    facts.table = Some(ScoreTable {
        id: 1,
        name: String::new(),
        by: RankBy::Total,
        step: Points(50),
        criteria: vec![leaf(DIRECT, 10_000, Rule::Direct), leaf(DERIVED, 1_299, Rule::Derived { rules })],
        ..ScoreTable::empty("")
    });
    for id in [1, 2] {
        facts.units.push(Unit { id, name: format!("U{id}"), position: id, ..Unit::default() });
    }
    facts
}

fn score(facts: &mut QuarterFacts, unit: UnitId, round: Round, value: CellValue) {
    facts.cells.push(Cell { unit, criterion: DIRECT, round, value, comment: String::new() });
}

fn award(
    facts: &mut QuarterFacts,
    scope: Scope,
    form: &str,
    kind: RecipientKind,
    basis: Basis,
    known: Option<i64>,
) {
    let line = LineKey { kind: LineKind::Notice, authorities: String::new() };
    facts.tallies.push(Tally {
        scope,
        line,
        form: form.into(),
        kind,
        basis,
        records: 1,
        known: known.unwrap_or(0),
        unknown: i64::from(known.is_none()),
        heads: 0,
    });
}

fn of(facts: &QuarterFacts, unit: UnitId, leaf: CriterionId) -> Final {
    final_score(facts, unit, facts.table.as_ref().unwrap().criterion(leaf).unwrap())
}

fn derived(facts: &QuarterFacts) -> i64 {
    match of(facts, 1, DERIVED) {
        Final::Points(p, Origin::Derived) => p.0,
        other => unreachable!("{other:?}"),
    }
}

fn why(facts: &QuarterFacts, unit: UnitId) -> Vec<&'static str> {
    rank(facts).row(unit).unwrap().why.iter().map(|p| p.key).collect()
}

#[test]
fn the_appraisal_wins_over_the_self_score_in_any_order() {
    let points = |p| CellValue::Points(Points(p));
    let mut f = facts();
    assert_eq!(of(&f, 1, DIRECT), Final::Blank);
    score(&mut f, 1, Round::First, points(9_000));
    score(&mut f, 1, Round::Own, points(9_500));
    score(&mut f, 2, Round::Own, CellValue::NotAssigned);
    assert_eq!(of(&f, 1, DIRECT), Final::Points(Points(9_000), Origin::First));
    assert_eq!(of(&f, 2, DIRECT), Final::NotAssigned);
    let total = |f: &QuarterFacts| rank(f).row(1).unwrap().total;
    assert_eq!(total(&f), Points(9_000));
    f.cells.reverse();
    assert_eq!(total(&f), Points(9_000));
    score(&mut f, 2, Round::First, points(100));
    assert_eq!(of(&f, 2, DIRECT), Final::Points(Points(100), Origin::First));
}

#[test]
fn derived_points_count_named_and_counted_rows_of_the_unit_alone() {
    let mut f = facts();
    award(&mut f, Scope::Unit(1), "notice", Collective, Basis::Turns, Some(2));
    award(&mut f, Scope::Unit(1), "notice", Collective, Basis::Heads, Some(1));
    award(&mut f, Scope::Unit(1), "deed", Individual, Basis::Named, Some(1));
    // none of these is the unit's, of the rule's form and kind, or a number
    award(&mut f, Scope::Unsplit, "notice", Collective, Basis::Turns, Some(7));
    award(&mut f, Scope::All, "notice", Collective, Basis::Turns, Some(7));
    award(&mut f, Scope::Unit(2), "notice", Collective, Basis::Turns, Some(7));
    award(&mut f, Scope::Unit(1), "", Collective, Basis::Turns, Some(7));
    award(&mut f, Scope::Unit(1), "deed", Collective, Basis::Turns, Some(7));
    // 3 × 1,25 + 5,00 = 8,75: half up to 9,00
    assert_eq!(derived(&f), 900);
    let f2 = f.clone();
    let parts = derived_parts(&f2, 1, &f2.table.as_ref().unwrap().criteria[1]);
    assert_eq!(parts.iter().map(|p| (p.n, p.points.0)).collect::<Vec<_>>(), [(1, 500), (3, 375), (0, 0)]);
    award(&mut f, Scope::Unit(1), "deed", Individual, Basis::Named, Some(1));
    assert_eq!(derived(&f), 1_299, "13,75 is capped at the maximum, though that is off the step");
}

#[test]
fn rounding_is_half_up_and_never_over_an_uneven_maximum() {
    let mut f = facts();
    award(&mut f, Scope::Unit(1), "notice", Individual, Basis::Turns, Some(1));
    assert_eq!(derived(&f), 50, "0,25 goes up to 0,50");
    award(&mut f, Scope::Unit(1), "notice", Individual, Basis::Turns, Some(50));
    assert_eq!(derived(&f), 1_299, "12,75 rounds to 13,00, over the maximum");
}

#[test]
fn an_act_commended_twice_counts_once_by_its_highest_points() {
    let mut f = facts();
    award(&mut f, Scope::Unit(1), "deed", Individual, Basis::Named, Some(1));
    award(&mut f, Scope::Unit(1), "notice", Individual, Basis::Named, Some(2));
    assert_eq!(derived(&f), 550);
    let forms = ["notice", "other", "deed", "notice"].map(str::to_owned).to_vec();
    f.repeats.push(Repeat { unit: 1, kind: Individual, forms: forms.clone() });
    assert_eq!(derived(&f), 500, "both notices go, the deed stays");
    f.repeats = vec![Repeat { unit: 2, kind: Individual, forms }];
    assert_eq!(derived(&f), 550, "another unit's repeats");
}

#[test]
fn of_two_deductions_for_one_act_the_heavier_counts() {
    let mut f = facts();
    let leaf = &mut f.table.as_mut().unwrap().criteria[1];
    (leaf.minimum, leaf.maximum, leaf.class) = (Points(-1_000), Points(0), Class::Deduction);
    let Some(Rule::Derived { rules }) = &mut leaf.rule else { unreachable!() };
    for rule in rules.iter_mut() {
        rule.points = Points(-rule.points.0);
    }
    award(&mut f, Scope::Unit(1), "deed", Individual, Basis::Named, Some(1));
    award(&mut f, Scope::Unit(1), "notice", Individual, Basis::Named, Some(1));
    let forms = ["notice", "deed"].map(str::to_owned).to_vec();
    f.repeats.push(Repeat { unit: 1, kind: Individual, forms });
    assert_eq!(derived(&f), -500);
}

#[test]
fn an_unknown_number_adds_nothing_and_makes_the_unit_provisional() {
    let mut f = facts();
    score(&mut f, 1, Round::Own, CellValue::Points(Points(9_000)));
    assert_eq!(why(&f, 1), Vec::<&str>::new());
    award(&mut f, Scope::Unit(1), "notice", Collective, Basis::Turns, None);
    assert_eq!((derived(&f), why(&f, 1)), (0, vec!["problem.standing_unknown"]));
    let row = rank(&f).row(1).cloned().unwrap();
    assert_eq!((row.rank, row.official), (Some(1), false));
}

#[test]
fn blank_empty_unfinished_and_unassigned_are_different_things() {
    let mut f = facts();
    f.table.as_mut().unwrap().criteria.push(Criterion {
        id: 3,
        parent: None,
        code: String::new(),
        text: String::new(),
        maximum: Points(10_000),
        rule: Some(Rule::Direct),
        ..Criterion::default()
    });
    score(&mut f, 1, Round::Own, CellValue::Points(Points(9_000)));
    assert_eq!(why(&f, 1), ["problem.standing_blank"]);
    assert_eq!(why(&f, 2), ["problem.standing_empty"]);
    let standings = rank(&f);
    assert_eq!((standings.ranked, standings.official), (0, false));
    let two = standings.row(2).unwrap();
    assert_eq!((two.empty, two.rate, two.blank, two.leaves), (true, None, 2, 2));
    let third = |f: &mut QuarterFacts, unit, value| {
        f.cells.push(Cell { unit, criterion: 3, round: Round::Own, value, comment: String::new() });
    };
    third(&mut f, 1, CellValue::NotAssigned);
    // KG is out of the denominator: 90 of 100 + 12,99
    assert_eq!(rank(&f).row(1).unwrap().rate, Some(Rate { part: 9_000, whole: 11_299 }));
    assert!(rank(&f).row(1).unwrap().official);
    score(&mut f, 2, Round::First, CellValue::Points(Points(8_000)));
    third(&mut f, 2, CellValue::Points(Points(0)));
    assert_eq!(why(&f, 1), ["problem.standing_unfinished"], "somebody is appraised");
    assert_eq!(rank(&f).row(1).unwrap().rank, Some(1), "and still it has a rank");
    f.finished = vec![(1, Round::First), (2, Round::First)];
    assert!(rank(&f).official);
}

#[test]
fn a_unit_without_any_assigned_criterion_has_no_rank_and_holds_nobody_up() {
    let mut f = facts();
    f.table.as_mut().unwrap().criteria.pop();
    score(&mut f, 1, Round::Own, CellValue::Points(Points(0)));
    score(&mut f, 2, Round::Own, CellValue::NotAssigned);
    let standings = rank(&f);
    assert_eq!((standings.ranked, standings.official), (1, true));
    assert_eq!(why(&f, 2), ["problem.standing_not_assigned"]);
}

#[test]
fn by_total_and_by_rate_order_differently() {
    let mut f = facts();
    f.table.as_mut().unwrap().criteria[1] = Criterion {
        id: 3,
        rule: Some(Rule::Direct),
        maximum: Points(800),
        ..f.table.as_ref().unwrap().criteria[0].clone()
    };
    // 13/15 with the 8-point one not assigned, against 14/23
    for (unit, first, third) in [(1, 1_300, None), (2, 1_000, Some(400))] {
        score(&mut f, unit, Round::Own, CellValue::Points(Points(first)));
        let value = third.map_or(CellValue::NotAssigned, |p| CellValue::Points(Points(p)));
        f.cells.push(Cell { unit, criterion: 3, round: Round::Own, value, comment: String::new() });
    }
    let first = |f: &QuarterFacts| rank(f).rows[0].unit;
    assert_eq!(first(&f), 2);
    f.table.as_mut().unwrap().by = RankBy::Rate;
    assert_eq!(first(&f), 1);
}

#[test]
fn movement_is_against_the_last_period_and_trend_over_all() {
    let mut f = facts();
    for (unit, points) in [(1, 9_000), (2, 8_000)] {
        score(&mut f, unit, Round::Own, CellValue::Points(Points(points)));
    }
    let past = |ordinal, ranks: [Option<u32>; 2]| Past {
        key: PeriodKey::quarter(2020, ordinal),
        tallies: Vec::new(),
        units: ranks
            .into_iter()
            .zip(1..)
            .map(|(rank, unit)| PastUnit { unit, rank, total: None, rate: None, level: String::new() })
            .collect(),
        days: None,
    };
    f.past = vec![past(3, [Some(1), Some(2)]), past(4, [Some(4), None])];
    let standings = rank(&f);
    let (one, two) = (standings.row(1).unwrap(), standings.row(2).unwrap());
    assert_eq!((one.movement, one.trend.as_slice()), (Some(3), [Some(1), Some(4), Some(1)].as_slice()));
    assert_eq!((two.movement, two.trend.as_slice()), (None, [Some(2), None, Some(2)].as_slice()));
}

#[test]
fn a_period_without_a_table_has_no_rows_but_says_what_is_unsplit() {
    let mut f = facts();
    f.table = None;
    award(&mut f, Scope::Unsplit, "", Collective, Basis::Heads, Some(2));
    award(&mut f, Scope::Unsplit, "notice", Collective, Basis::Heads, Some(2));
    let standings = rank(&f);
    assert_eq!((standings.rows.len(), standings.unsplit, standings.official), (0, 1, false));
    assert!(differences(&f, 1, 2).is_empty());
}
