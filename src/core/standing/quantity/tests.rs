//! The worked examples of the quantitative formula, and its edges.
use super::*;
use crate::core::score::Formula;
use proptest::prelude::*;

/// A leaf of that many hundredths, counted at half for the target, to hundredths.
fn table(most: i64, lower: bool, step: i64) -> ScoreTable {
    let rule = Rule::Quantity { lower, formula: "F".into() };
    let leaf = Criterion {
        id: 1,
        code: "I.1".into(),
        maximum: Points(most),
        rule: Some(rule),
        ..Criterion::default()
    };
    let formula = Formula { name: "F".into(), version: 1, share: Points(5_000) };
    ScoreTable { step: Points(step), formulas: vec![formula], criteria: vec![leaf], ..ScoreTable::empty("") }
}

/// Points of units 1, 2, … with these targets and results, whole numbers.
fn points(table: &ScoreTable, given: &[(Option<i64>, Option<i64>)]) -> Vec<Option<i64>> {
    let lines: Vec<SheetLine> = (1..)
        .zip(given)
        .map(|(unit, (target, actual))| SheetLine {
            unit,
            criterion: 1,
            target: target.map(|n| Points(n * 100)),
            actual: actual.map(|n| Points(n * 100)),
            ..SheetLine::default()
        })
        .collect();
    let counted = count(table, &table.criteria[0], lines.iter());
    (1..=given.len() as i64)
        .map(|unit| counted.iter().find(|(u, _)| *u == unit).map(|(_, c)| c.points.0))
        .collect()
}

fn with(target: i64, actual: i64) -> (Option<i64>, Option<i64>) {
    (Some(target), Some(actual))
}

#[test]
fn worked_example_two_leaders_who_passed_their_targets_by_the_same_share_both_get_the_maximum() {
    let t = table(1_000, false, 1);
    assert_eq!(
        points(&t, &[with(100, 120), with(50, 60), with(80, 80)]),
        [Some(1_000), Some(1_000), Some(500)]
    );
}

#[test]
fn worked_example_at_the_target_is_half() {
    assert_eq!(points(&table(1_000, false, 1), &[with(100, 120), with(80, 80)])[1], Some(500));
}

#[test]
fn worked_example_without_a_target_units_are_compared_with_each_other() {
    let t = table(1_000, false, 1);
    let free = [(None, Some(150)), (None, Some(100)), (None, Some(75))];
    assert_eq!(points(&t, &free), [Some(1_000), Some(667), Some(500)]);
    // and lead nobody of those who have one
    let all = [(None, Some(15_000)), with(100, 110), with(100, 120)];
    assert_eq!(points(&t, &all), [Some(1_000), Some(750), Some(1_000)]);
}

#[test]
fn under_the_target_a_share_of_half() {
    let t = table(1_000, false, 1);
    assert_eq!(points(&t, &[with(90, 30)]), [Some(167)], "0,5 × 10 × 30/90 = 1,666…");
    assert_eq!(
        points(&table(1_000, false, 50), &[with(90, 30)]),
        [Some(150)],
        "rounded to the table's halves"
    );
}

#[test]
fn nobody_past_the_target_leaves_the_upper_half_ungiven() {
    assert_eq!(points(&table(1_000, false, 1), &[with(10, 10), with(7, 7)]), [Some(500), Some(500)]);
}

#[test]
fn nothing_done_is_nothing_and_unknown_is_no_answer() {
    let t = table(1_000, false, 1);
    assert_eq!(
        points(&t, &[with(10, 0), (None, Some(0)), (Some(10), None), (None, None)]),
        [Some(0), Some(0), None, None]
    );
}

#[test]
fn a_target_of_nothing_asks_for_nothing_where_more_is_better() {
    let t = table(1_000, false, 1);
    assert_eq!(points(&t, &[with(0, 5), (None, Some(10))]), [Some(500), Some(1_000)]);
}

#[test]
fn less_is_better_turns_the_formula_round() {
    let t = table(1_000, true, 1);
    // e = (10−5)/10 leads; (10−8)/10 is 2/5 of it; at the target half; over it half × T/A
    let given = [with(10, 5), with(10, 8), with(10, 10), with(10, 20), with(10, 0)];
    assert_eq!(points(&t, &given), [Some(750), Some(600), Some(500), Some(250), Some(1_000)]);
    assert_eq!(points(&t, &given[..4]), [Some(1_000), Some(700), Some(500), Some(250)]);
    // "không để xảy ra"
    assert_eq!(points(&t, &[with(0, 0), with(0, 1)]), [Some(1_000), Some(0)]);
    assert_eq!(
        points(&t, &[(None, Some(2)), (None, Some(4)), (None, Some(3))]),
        [Some(1_000), Some(500), Some(667)]
    );
    assert_eq!(points(&t, &[(None, Some(0)), (None, Some(4))]), [Some(1_000), Some(0)]);
}

#[test]
fn a_count_is_how_many_times_points_of_one_within_its_ends() {
    let leaf = |each, minimum, maximum| Criterion {
        id: 1,
        minimum: Points(minimum),
        maximum: Points(maximum),
        rule: Some(Rule::Count { each: Points(each) }),
        ..Criterion::default()
    };
    let of = |leaf: Criterion, n: i64| {
        let t = ScoreTable { criteria: vec![leaf], ..ScoreTable::empty("") };
        points(&t, &[(None, Some(n))])[0].unwrap()
    };
    assert_eq!(of(leaf(200, 0, 500), 2), 400);
    assert_eq!(of(leaf(200, 0, 500), 3), 500, "clamped");
    assert_eq!(of(leaf(-200, -500, 0), 2), -400);
    assert_eq!(of(leaf(-200, -500, 0), 3), -500);
    assert_eq!(of(leaf(200, 0, 500), 0), 0);
}

fn amounts() -> impl Strategy<Value = Vec<(Option<i64>, Option<i64>)>> {
    let one = || proptest::option::of(prop_oneof![0..5_i64, 0..10_000_i64, Just(1_000_000_000)]);
    proptest::collection::vec((one(), one()), 1..13)
}

proptest! {
    #[test]
    fn every_input_has_points_within_the_ends(given in amounts(), most in 0..10_000_000_i64, lower: bool, step in 1..500_i64) {
        for p in points(&table(most, lower, step), &given).into_iter().flatten() {
            prop_assert!((0..=most).contains(&p));
            prop_assert!(p % step == 0 || p == most);
        }
    }

    #[test]
    fn the_order_of_units_changes_nothing(given in amounts(), lower: bool) {
        let t = table(1_000, lower, 1);
        let mut turned = given.clone();
        turned.reverse();
        let mut back = points(&t, &turned);
        back.reverse();
        prop_assert_eq!(points(&t, &given), back);
    }

    #[test]
    fn doing_better_never_costs_points(given in amounts(), more in 1..1_000_i64, lower: bool) {
        let t = table(1_000, lower, 1);
        let mut better = given.clone();
        let Some(actual) = better[0].1 else { return Ok(()) };
        better[0].1 = Some(if lower { (actual - more).max(0) } else { actual + more });
        prop_assert!(points(&t, &better)[0] >= points(&t, &given)[0]);
    }

    #[test]
    fn somebody_past_the_target_gets_everything(given in amounts()) {
        let t = table(1_000, false, 1);
        let past = given.iter().any(|(t, a)| t.zip(*a).is_some_and(|(t, a)| t > 0 && a > t));
        prop_assert!(!past || points(&t, &given).contains(&Some(1_000)));
    }
}
