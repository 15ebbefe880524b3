//! The quarters of a set: sums and ranks, means, what is told of them.
use super::*;
use crate::core::unit::Unit;
use proptest::prelude::*;

fn q(n: u8) -> PeriodKey {
    PeriodKey::quarter(2021, n)
}

fn half() -> PeriodKey {
    PeriodKey::parse("2021-H1").unwrap()
}

fn of(unit: i64, total: Option<i64>) -> PastUnit {
    let rate = total.map(|part| Rate { part, whole: 100_000 });
    PastUnit { unit, rank: None, total: total.map(Points), rate, level: String::new() }
}

fn part(key: PeriodKey, units: Vec<PastUnit>) -> PartOf {
    let (from, to) = key.calendar();
    PartOf { period: Period { key, from, to, state: State::Approved }, units, bare_heads: 0 }
}

fn facts(quarters: Vec<PartOf>) -> QuarterFacts {
    let mut facts = QuarterFacts::bare(half());
    facts.units = (1..=5).map(|id| Unit { id, ..Unit::default() }).collect();
    facts.parts = Some(Parts { quarters });
    facts
}

fn keys(parts: &Parts, set: &Period) -> Vec<&'static str> {
    parts.told(set).iter().map(|p| p.key).collect()
}

#[test]
fn equal_sums_share_a_rank_and_the_next_is_left_out() {
    let totals = |a: [i64; 4]| (1..=4).zip(a).map(|(u, t)| of(u, Some(t))).collect::<Vec<_>>();
    let mut first = part(q(1), totals([90_000, 80_000, 85_000, 70_000]));
    let second = part(q(2), totals([95_000, 90_000, 85_000, 70_000]));
    let rows = roll_up(&facts(vec![first.clone(), second.clone()]));
    let ranks: Vec<_> = rows.iter().map(|r| (r.unit, r.rank, r.total.map(|t| t.0), r.tied)).collect();
    assert_eq!(
        ranks,
        [
            (1, Some(1), Some(185_000), false),
            (2, Some(2), Some(170_000), true),
            (3, Some(2), Some(170_000), true),
            (4, Some(4), Some(140_000), false),
            (5, None, None, false)
        ]
    );
    assert!(rows[0].whole && !rows[4].whole);
    assert_eq!(rows[0].mean.unwrap().hundredths(), Points(9250));
    // one that missed a quarter is ranked by what it has, and is not whole
    first.units.remove(0);
    let rows = roll_up(&facts(vec![first, second]));
    let missed = rows.iter().find(|r| r.unit == 1).unwrap();
    assert_eq!((missed.total, missed.whole, missed.rank), (Some(Points(95_000)), false, Some(4)));
    assert!(missed.quarters[0].is_none());
}

#[test]
fn a_unit_that_left_keeps_its_sum_and_takes_no_rank_from_those_who_are_there() {
    let mut facts =
        facts(vec![part(q(1), vec![of(1, Some(99_000)), of(2, Some(80_000)), of(3, Some(90_000))])]);
    let gone = facts.units.remove(0);
    facts.left.push(gone);
    let rows = roll_up(&facts);
    let ranks: Vec<_> = rows.iter().map(|r| (r.unit, r.rank)).collect();
    assert_eq!(ranks, [(3, Some(1)), (2, Some(2)), (4, None), (5, None), (1, None)]);
    assert_eq!(rows[4].total, Some(Points(99_000)));
}

#[test]
fn a_quarter_nobody_was_scored_in_makes_nobody_provisional() {
    let rows = roll_up(&facts(vec![part(q(1), vec![of(1, Some(1))]), part(q(2), vec![of(1, None)])]));
    assert!(rows[0].whole);
    assert!(roll_up(&QuarterFacts::bare(half())).is_empty());
}

#[test]
fn a_mean_is_exact_over_tables_of_different_sizes() {
    let rate = |part, whole| Rate { part, whole };
    let mean = |rates: &[Rate]| Mean::of(rates).unwrap().hundredths().0;
    assert_eq!(mean(&[rate(90, 100), rate(950, 1000)]), 9250);
    assert_eq!(mean(&[rate(1, 3), rate(1, 3), rate(1, 3)]), 3333);
    assert_eq!(mean(&[rate(2, 3)]), 6667);
    assert_eq!(Mean::of(&[]), None);
    assert_eq!(Mean::of(&[rate(1, 0)]), None);
}

#[test]
fn missing_quarters_gaps_and_days_outside_are_told() {
    let (from, to) = half().calendar();
    let set = Period { key: half(), from, to, state: State::Following };
    let parts = |quarters| Parts { quarters };
    assert_eq!(keys(&parts(vec![part(q(1), vec![]), part(q(2), vec![])]), &set), [""; 0]);
    assert_eq!(keys(&parts(vec![part(q(2), vec![])]), &set), ["parts.missing"]);
    let mut cut = part(q(2), vec![]);
    (cut.period.from, cut.period.to) = ("2021-04-05".parse().unwrap(), "2021-07-03".parse().unwrap());
    let told = parts(vec![part(q(1), vec![]), cut]).told(&set);
    assert_eq!(told.iter().map(|p| p.key).collect::<Vec<_>>(), ["parts.gap", "parts.outside"]);
    assert!(told[0].args.contains(&("to", Arg::Date("2021-04-04".parse().unwrap()))));
    assert!(told[1].args.contains(&("from", Arg::Date("2021-07-01".parse().unwrap()))));
    let mut bare = [part(q(1), vec![]), part(q(2), vec![])];
    bare[0].bare_heads = 2;
    assert!(!parts(bare.to_vec()).added_up(), "of one quarter alone nothing is added");
    bare[1].bare_heads = 1;
    bare[1].period.state = State::Scoring;
    assert_eq!(keys(&parts(bare.to_vec()), &set), ["parts.added_up", "parts.open"]);
}

proptest! {
    #[test]
    fn ranks_are_in_no_order_of_quarters(
        totals in prop::collection::vec(prop::collection::vec(prop::option::of(0i64..6), 5), 1..4),
        turn in 0usize..4,
    ) {
        let parts = |totals: &[Vec<Option<i64>>]| {
            let of_quarter = |t: &Vec<Option<i64>>| part(q(1), t.iter().zip(1..).map(|(t, u)| of(u, *t)).collect());
            facts(totals.iter().map(of_quarter).collect())
        };
        let rows = roll_up(&parts(&totals));
        let mut turned = totals.clone();
        turned.rotate_left(turn % totals.len());
        let brief = |rows: &[RollUp]| rows.iter().map(|r| (r.unit, r.rank, r.total, r.mean.map(Mean::hundredths))).collect::<Vec<_>>();
        prop_assert_eq!(brief(&roll_up(&parts(&turned))), brief(&rows));
        for row in &rows {
            let better = rows.iter().filter(|r| r.total > row.total).count() as u32;
            prop_assert_eq!(row.rank, row.total.map(|_| better + 1));
        }
        prop_assert_eq!(rows.len(), 5);
    }
}

/// A real vote on the titles of a year: of eight units six are advanced, four of them determined to win, one has the flag.
#[test]
fn worked_example_nested_titles_are_cumulated() {
    use crate::core::level::{Level, LevelSet, Mark, Tint};
    let level = |id| Level { id, name: String::new(), minimum: None, quota: None, tint: Tint::Text };
    let set = LevelSet { nested: true, levels: (1..=3).map(level).collect(), ..LevelSet::default() };
    let none = Mark::NotClassified;
    let marks = [2, 1, 3, 2, 3, 2].map(Mark::Level).into_iter().chain([none, none]).collect::<Vec<_>>();
    assert_eq!(set.held(&marks), [(1, 1), (2, 4), (3, 6)]);
    let apart = LevelSet { nested: false, ..set };
    assert_eq!(apart.held(&marks), [(1, 1), (2, 3), (3, 2)]);
}
