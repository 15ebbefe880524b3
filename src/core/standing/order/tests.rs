//! Bonus and deductions, ties, votes and bars, and the worked examples of ranking.
use crate::core::ballot::{Ballot, Vote};
use crate::core::flag::FlagKind;
use crate::core::knockout::{Cause, Effect, Knocked, Knockout, UnitFlag};
use crate::core::level::LevelSet;
use crate::core::number::{Points, Rate};
use crate::core::period::PeriodKey;
use crate::core::quarter::QuarterFacts;
use crate::core::score::{Cell, CellValue, Class, Criterion, RankBy, Round, Rule, ScoreTable, Tie};
use crate::core::standing::{Apart, apart, rank};
use crate::core::unit::{Unit, UnitId};
use proptest::prelude::*;

/// 100 points in two groups of 60 and 40, bonus up to 10, deductions down to −20: four leaves, keys 11, 21, 31, 41.
fn table() -> ScoreTable {
    let group = |id, code: &str, class, minimum, maximum| Criterion {
        id,
        code: code.into(),
        class,
        minimum: Points(minimum),
        maximum: Points(maximum),
        ..Criterion::default()
    };
    let leaf = |group: &Criterion| Criterion {
        id: group.id + 1,
        parent: Some(group.id),
        code: format!("{}.1", group.code),
        // twice the cap may be entered, the cap is the group's
        minimum: Points(2 * group.minimum.0),
        maximum: Points(if group.class == Class::Main { group.maximum.0 } else { 2 * group.maximum.0 }),
        rule: Some(Rule::Direct),
        ..group.clone()
    };
    let groups = [
        group(10, "I", Class::Main, 0, 6_000),
        group(20, "II", Class::Main, 0, 4_000),
        group(30, "T", Class::Bonus, 0, 1_000),
        group(40, "B", Class::Deduction, -2_000, 0),
    ];
    let criteria = groups.iter().flat_map(|g| [g.clone(), leaf(g)]).collect();
    ScoreTable { criteria, ..ScoreTable::empty("100 + 10 − 20") }
}

/// Units 1, 2, … with points in the four leaves.
fn facts(given: &[[i64; 4]]) -> QuarterFacts {
    let mut facts = QuarterFacts::bare(PeriodKey::quarter(2021, 2));
    facts.table = Some(table());
    facts.levels = Some(LevelSet::default());
    for (unit, points) in (1..).zip(given) {
        facts.units.push(Unit { id: unit, name: format!("U{unit}"), position: unit, ..Unit::default() });
        for (criterion, points) in [11, 21, 31, 41].into_iter().zip(points) {
            let value = CellValue::Points(Points(*points));
            facts.cells.push(Cell { unit, criterion, round: Round::Own, value, comment: String::new() });
        }
    }
    facts
}

/// Rank of units 1, 2, …
fn ranks(facts: &QuarterFacts) -> Vec<u32> {
    let standings = rank(facts);
    facts.units.iter().map(|u| standings.row(u.id).unwrap().rank.unwrap()).collect()
}

fn total(facts: &QuarterFacts, unit: UnitId) -> i64 {
    rank(facts).row(unit).unwrap().total.0
}

#[test]
fn worked_example_equal_totals_rank_1_2_2_4() {
    let f = facts(&[[6_000, 3_000, 0, 0], [5_000, 3_000, 0, 0], [4_000, 4_000, 0, 0], [1_000, 0, 0, 0]]);
    assert_eq!(ranks(&f), [1, 2, 2, 4]);
    let standings = rank(&f);
    assert_eq!(standings.rows.iter().map(|r| r.tied).collect::<Vec<_>>(), [false, true, true, false]);
}

#[test]
fn worked_example_thirteen_of_fifteen_is_86_67_where_eight_points_were_not_assigned() {
    let mut f = facts(&[[0; 4]]);
    let leaf = |id, maximum| Criterion {
        id,
        maximum: Points(maximum),
        rule: Some(Rule::Direct),
        ..Criterion::default()
    };
    let table = f.table.as_mut().unwrap();
    table.criteria = vec![leaf(1, 1_000), leaf(2, 500), leaf(3, 800)];
    f.cells = [CellValue::Points(Points(1_000)), CellValue::Points(Points(300)), CellValue::NotAssigned]
        .into_iter()
        .zip(1..)
        .map(|(value, criterion)| Cell {
            unit: 1,
            criterion,
            round: Round::Own,
            value,
            comment: String::new(),
        })
        .collect();
    let rate = rank(&f).rows[0].rate.unwrap();
    assert_eq!(rate, Rate { part: 1_300, whole: 1_500 });
    assert_eq!(rate.percent(), Points(8_667));
}

#[test]
fn bonus_and_deductions_stay_within_their_caps_and_out_of_the_denominator() {
    let mut f = facts(&[[5_000, 3_000, 1_500, -3_000]]);
    let row = rank(&f).rows[0].clone();
    assert_eq!((row.bonus, row.deduction, row.total), (Points(1_000), Points(-2_000), Points(7_000)));
    assert_eq!(row.rate, Some(Rate { part: 7_000, whole: 10_000 }));
    assert_eq!(row.groups, [5_000, 3_000, 1_000, -2_000].map(Points));
    // a full sheet and a bonus: past the maximum only where the table says so
    f = facts(&[[6_000, 4_000, 700, -100]]);
    let row = rank(&f).rows[0].clone();
    assert_eq!((row.total, row.cut), (Points(10_000), Points(600)));
    f.table.as_mut().unwrap().past = true;
    let row = rank(&f).rows[0].clone();
    assert_eq!((row.total, row.cut), (Points(10_600), Points(0)));
    assert_eq!(row.rate.unwrap().percent(), Points(10_600));
}

#[test]
fn the_tables_list_orders_equal_units_one_rule_after_the_other() {
    let mut f = facts(&[[5_000, 3_000, 500, -500], [4_000, 4_000, 0, 0], [5_000, 2_500, 500, 0]]);
    assert_eq!(ranks(&f), [1, 1, 1]);
    f.table.as_mut().unwrap().ties = vec![Tie::Bonus];
    assert_eq!(ranks(&f), [1, 3, 1]);
    f.table.as_mut().unwrap().ties = vec![Tie::Bonus, Tie::Deduction];
    assert_eq!(ranks(&f), [2, 3, 1]);
    f.table.as_mut().unwrap().ties = vec![Tie::Group { code: "II".into() }];
    assert_eq!(ranks(&f), [2, 1, 3]);
    let standings = rank(&f);
    let table = f.table.as_ref().unwrap();
    let of = |unit| standings.row(unit).unwrap();
    assert_eq!(apart(of(1), of(2), table, &[], &[]), Apart::Tie(0));
}

fn vote(id: i64, votes: &[(UnitId, u32)]) -> Ballot {
    let votes =
        votes.iter().map(|(unit, favour)| Vote { unit: *unit, level: None, favour: *favour }).collect();
    Ballot { id, votes, ..Ballot::default() }
}

#[test]
fn a_recorded_vote_orders_a_tie_and_only_if_it_named_all_of_it() {
    let mut f = facts(&[[5_000, 3_000, 0, 0], [4_000, 4_000, 0, 0], [6_000, 2_000, 0, 0], [1, 0, 0, 0]]);
    f.ballots = vec![vote(1, &[(1, 5), (2, 7)])];
    assert_eq!(ranks(&f), [1, 1, 1, 4], "one of the tied was not voted on");
    f.ballots.push(vote(2, &[(1, 5), (2, 7), (3, 5)]));
    assert_eq!(ranks(&f), [2, 1, 2, 4]);
    f.ballots.push(vote(3, &[(1, 9), (2, 2), (3, 5)]));
    assert_eq!(ranks(&f), [1, 3, 2, 4], "the last vote holds");
    let standings = rank(&f);
    let (a, b) = (standings.row(1).unwrap(), standings.row(3).unwrap());
    assert_eq!(apart(a, b, f.table.as_ref().unwrap(), &f.ballots, &[1, 2, 3]), Apart::Vote(3));
    // it orders no units that are not equal
    f.ballots = vec![vote(1, &[(1, 1), (4, 9)])];
    assert_eq!(ranks(&f), [1, 1, 1, 4]);
}

#[test]
fn who_is_barred_from_the_first_rank_follows_the_best_who_is_not() {
    let mut f = facts(&[[6_000, 3_000, 0, 0], [5_000, 3_000, 0, 0], [4_000, 3_000, 0, -100]]);
    let rule =
        |cause, effect| Knockout { name: format!("{cause:?}"), cause, criterion: String::new(), effect };
    f.levels.as_mut().unwrap().knockouts = vec![
        rule(Cause::LeaderDiscipline, Effect::NotFirst),
        rule(Cause::Deduction, Effect::Cap { place: 1 }),
        rule(Cause::Manual, Effect::NotFirst),
    ];
    assert_eq!(ranks(&f), [1, 2, 3]);
    f.flags = vec![UnitFlag {
        unit: 1,
        name: "Nguyễn Văn Ấn".into(),
        leader: true,
        kind: FlagKind::Discipline,
        from: None,
        to: None,
        reason: "khiển trách".into(),
    }];
    assert_eq!(ranks(&f), [2, 1, 3]);
    assert!(rank(&f).row(1).unwrap().barred);
    f.flags[0].leader = false;
    assert_eq!(ranks(&f), [1, 2, 3], "the rule names the head");
    f.flags[0].leader = true;
    let hand = |unit, lifted| Knocked {
        unit,
        knockout: if lifted { "LeaderDiscipline".into() } else { "Manual".into() },
        lifted,
        reason: "r".into(),
    };
    f.knocked = vec![hand(2, false)];
    assert_eq!(ranks(&f), [2, 3, 1], "both barred: the third stands first");
    f.knocked.push(hand(3, false));
    assert_eq!(ranks(&f), [1, 2, 3], "all barred: nobody moves");
    f.knocked = vec![hand(1, true)];
    assert_eq!(ranks(&f), [1, 2, 3], "lifted by hand");
}

proptest! {
    #[test]
    fn the_order_of_the_roster_changes_no_rank(given in proptest::collection::vec([0..3_i64, 0..3_i64, 0..3_i64, -2..1_i64], 1..12)) {
        let mut f = facts(&given);
        f.table.as_mut().unwrap().ties = vec![Tie::Bonus, Tie::Group { code: "I".into() }];
        let before = ranks(&f);
        f.units.reverse();
        f.cells.reverse();
        let mut after = ranks(&f);
        after.reverse();
        prop_assert_eq!(before, after);
    }

    #[test]
    fn a_better_score_never_costs_a_rank(given in proptest::collection::vec([0..5_000_i64, 0..3_000_i64, 0..500_i64, -500..1_i64], 1..12), more in 0..1_000_i64) {
        let f = facts(&given);
        let mut better = given.clone();
        better[0][0] += more;
        let g = facts(&better);
        prop_assert!(ranks(&g)[0] <= ranks(&f)[0]);
        prop_assert!(total(&g, 1) >= total(&f, 1));
    }

    #[test]
    fn ranks_are_one_more_than_those_before(given in proptest::collection::vec([0..3_i64, 0..3_i64, 0..3_i64, -2..1_i64], 1..12), rate: bool) {
        let mut f = facts(&given);
        f.table.as_mut().unwrap().by = if rate { RankBy::Rate } else { RankBy::Total };
        let all = ranks(&f);
        for r in &all {
            prop_assert_eq!(all.iter().filter(|o| *o < r).count() as u32 + 1, *r);
        }
    }
}
