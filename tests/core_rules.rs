//! The rules of counting, ranking and levels, from outside: properties over made-up clusters.
use proptest::prelude::*;
use thidua::core::level::{Classification, Level, LevelSet, Mark, Tint};
use thidua::core::number::{Points, Rate};
use thidua::core::period::PeriodKey;
use thidua::core::quarter::QuarterFacts;
use thidua::core::score::{Cell, CellValue, Criterion, RankBy, Round, Rule, ScoreTable};
use thidua::core::standing::{Row, Suggestion, differences, meters, open_matters, rank, suggest};
use thidua::core::unit::Unit;

/// One cell of a made-up sheet: points, không giao, or nothing yet.
type Typed = Option<Option<i64>>;

/// Two leaves of 50 points in one group and one of 100 in another.
fn table(by: RankBy) -> ScoreTable {
    let criterion = |id, parent, maximum, leaf: bool| Criterion {
        id,
        parent,
        code: id.to_string(),
        text: String::new(),
        maximum: Points(maximum),
        rule: leaf.then_some(Rule::Direct),
        ..Criterion::default()
    };
    let criteria = vec![
        criterion(1, None, 10_000, false),
        criterion(11, Some(1), 5_000, true),
        criterion(12, Some(1), 5_000, true),
        criterion(2, None, 10_000, false),
        criterion(21, Some(2), 10_000, true),
    ];
    ScoreTable { id: 1, name: String::new(), by, step: Points(1), criteria, ..ScoreTable::empty("") }
}

/// Five levels, the lowest without a minimum; quotas as given.
fn levels(quotas: [Option<i64>; 5]) -> LevelSet {
    let minima = [Some(9_000), Some(8_000), Some(6_500), Some(5_000), None];
    let level = |(at, (minimum, quota)): (usize, (Option<i64>, Option<i64>))| Level {
        id: at as i64 + 1,
        name: format!("L{}", at + 1),
        minimum: minimum.map(Points),
        quota: quota.map(Points),
        tint: Tint::Text,
    };
    let levels = minima.into_iter().zip(quotas).enumerate().map(level).collect();
    LevelSet { id: 1, name: String::new(), levels, rev: 1, ..LevelSet::default() }
}

fn cluster(sheets: &[[Typed; 3]], by: RankBy, quotas: [Option<i64>; 5], out: &[bool]) -> QuarterFacts {
    let mut facts = QuarterFacts::bare(PeriodKey::quarter(2021, 2));
    facts.table = Some(table(by));
    facts.levels = Some(levels(quotas));
    for (at, sheet) in sheets.iter().enumerate() {
        let id = at as i64 + 1;
        facts.units.push(Unit { id, name: format!("U{id}"), position: id, ..Unit::default() });
        for (criterion, typed) in [11, 12, 21].into_iter().zip(sheet) {
            let Some(typed) = typed else { continue };
            let value = typed.map_or(CellValue::NotAssigned, |p| CellValue::Points(Points(p)));
            let comment = String::new();
            facts.cells.push(Cell { unit: id, criterion, round: Round::Own, value, comment });
        }
        if out.get(at).copied().unwrap_or(false) {
            let proposed = Some(Mark::NotClassified);
            facts.marks.push(Classification { unit: id, proposed, ..Classification::default() });
        }
    }
    facts
}

/// Few different values, so that ties are common.
fn points(maximum: i64) -> impl Strategy<Value = i64> {
    (0..=10_i64).prop_map(move |n| maximum * (10 - n * n / 20) / 10)
}

fn full() -> impl Strategy<Value = [Typed; 3]> {
    (points(5_000), points(5_000), points(10_000)).prop_map(|(a, b, c)| [a, b, c].map(|p| Some(Some(p))))
}

/// Blanks and không giao too.
fn any_sheet() -> impl Strategy<Value = [Typed; 3]> {
    let one = |max| prop_oneof![8 => points(max).prop_map(|p| Some(Some(p))), 1 => Just(Some(None)), 1 => Just(None)];
    (one(5_000), one(5_000), one(10_000)).prop_map(|(a, b, c)| [a, b, c])
}

fn quotas() -> impl Strategy<Value = [Option<i64>; 5]> {
    let one =
        || prop_oneof![Just(None), Just(Some(0)), Just(Some(2_000)), Just(Some(2_500)), Just(Some(5_000))];
    (one(), one(), one(), one()).prop_map(|(a, b, c, d)| [a, b, c, d, None])
}

fn by() -> impl Strategy<Value = RankBy> {
    prop_oneof![Just(RankBy::Total), Just(RankBy::Rate)]
}

/// Is `a` strictly better than `b`?
fn better(by: RankBy, a: &Row, b: &Row) -> bool {
    let rate = |r: &Row| r.rate.unwrap_or(Rate { part: 0, whole: 1 });
    match by {
        RankBy::Total => a.total > b.total,
        RankBy::Rate => rate(a).compare(rate(b)).is_gt(),
    }
}

/// Place of a suggestion, 0 the highest.
fn height(s: &Suggestion) -> i64 {
    s.level.unwrap_or(99)
}

proptest! {
    #[test]
    fn ranks_are_one_two_two_four(sheets in prop::collection::vec(any_sheet(), 0..14), by in by()) {
        let facts = cluster(&sheets, by, [None; 5], &[]);
        let standings = rank(&facts);
        prop_assert_eq!(standings.rows.len(), sheets.len());
        let ranked: Vec<&Row> = standings.rows.iter().filter(|r| r.rank.is_some()).collect();
        prop_assert_eq!(standings.ranked, ranked.len());
        let mut expected = 1;
        for (at, row) in ranked.iter().enumerate() {
            if at > 0 && better(by, ranked[at - 1], row) {
                expected = at as u32 + 1;
            }
            prop_assert!(at == 0 || !better(by, row, ranked[at - 1]), "a better one stands below");
            prop_assert_eq!(row.rank, Some(expected));
            prop_assert_eq!(row.tied, ranked.iter().filter(|r| r.rank == row.rank).count() > 1);
        }
        for row in &standings.rows {
            let sheet = &sheets[row.unit as usize - 1];
            let blank = sheet.iter().filter(|c| c.is_none()).count();
            prop_assert_eq!(row.blank, blank);
            let unassigned = sheet.iter().all(|c| *c == Some(None));
            prop_assert_eq!(row.rank.is_some(), blank == 0 && !unassigned);
            prop_assert_eq!(row.groups.iter().map(|p| p.0).sum::<i64>(), row.total.0);
            prop_assert_eq!(row.official, blank == 0);
            prop_assert_eq!(row.trend.last(), Some(&row.rank));
        }
    }

    #[test]
    fn the_order_of_units_does_not_change_ranks(
        (sheets, order) in prop::collection::vec(any_sheet(), 1..12)
            .prop_flat_map(|s| { let n = (0..s.len()).collect::<Vec<_>>(); (Just(s), Just(n).prop_shuffle()) }),
        by in by(), quotas in quotas(),
    ) {
        let facts = cluster(&sheets, by, quotas, &[]);
        let mut other = facts.clone();
        other.units = order.iter().map(|at| facts.units[*at].clone()).collect();
        other.cells.reverse();
        let (a, b) = (rank(&facts), rank(&other));
        let (x, y) = (suggest(&facts, &a), suggest(&other, &b));
        for unit in &facts.units {
            prop_assert_eq!(a.row(unit.id).unwrap().rank, b.row(unit.id).unwrap().rank);
            prop_assert_eq!(
                x.iter().find(|s| s.unit == unit.id), y.iter().find(|s| s.unit == unit.id)
            );
        }
    }

    #[test]
    fn suggestions_keep_the_quota(
        sheets in prop::collection::vec(any_sheet(), 0..14), by in by(), quotas in quotas(),
        out in prop::collection::vec(prop::bool::weighted(0.15), 14),
    ) {
        let facts = cluster(&sheets, by, quotas, &out);
        let standings = rank(&facts);
        let suggestions = suggest(&facts, &standings);
        prop_assert_eq!(
            suggestions.iter().map(|s| s.unit).collect::<Vec<_>>(),
            facts.units.iter().map(|u| u.id).collect::<Vec<_>>()
        );
        let base = out.iter().take(sheets.len()).filter(|o| !**o).count();
        for (meter, quota) in meters(&facts, &suggestions).iter().zip(quotas) {
            prop_assert_eq!(meter.places, quota.map(|q| base * q as usize / 10_000));
            prop_assert!(meter.places.is_none_or(|p| meter.suggested <= p), "{meter:?}");
        }
        for s in &suggestions {
            let row = standings.row(s.unit).unwrap();
            let level = s.level.and_then(|id| facts.levels.as_ref().unwrap().level(id));
            if let Some(minimum) = level.and_then(|l| l.minimum) {
                prop_assert!(row.rate.unwrap().reaches(minimum));
            }
            prop_assert!(row.rank.is_some() || s.level.is_none());
            prop_assert!(s.level.is_none() || !s.reasons.is_empty(), "a level without a reason");
        }
    }

    #[test]
    fn the_better_rank_never_has_the_lower_level_and_no_tie_is_split(
        sheets in prop::collection::vec(full(), 0..14), by in by(), quotas in quotas(),
    ) {
        let facts = cluster(&sheets, by, quotas, &[]);
        let standings = rank(&facts);
        let suggestions = suggest(&facts, &standings);
        let of = |unit| suggestions.iter().find(|s| s.unit == unit).unwrap();
        for pair in standings.rows.windows(2) {
            let (a, b) = (of(pair[0].unit), of(pair[1].unit));
            prop_assert!(height(a) <= height(b), "{a:?} above {b:?}");
            if pair[0].rank == pair[1].rank {
                prop_assert_eq!((a.level, a.vote), (b.level, b.vote));
            }
        }
        // a place stays free only under a vote
        let mut field: Vec<&Row> = standings.rows.iter().collect();
        let set = facts.levels.as_ref().unwrap();
        for level in &set.levels {
            let Some(quota) = level.quota else { break };
            let places = facts.units.len() * quota.0 as usize / 10_000;
            let reach = field.iter().filter(|r| r.rate.unwrap().reaches(level.minimum.unwrap())).count();
            let got: Vec<i64> =
                suggestions.iter().filter(|s| s.level == Some(level.id)).map(|s| s.unit).collect();
            let voted = suggestions.iter().any(|s| s.vote);
            prop_assert!(got.len() == places.min(reach) || voted, "{} of {places}", got.len());
            field.retain(|r| !got.contains(&r.unit));
        }
    }

    #[test]
    fn differences_sum_to_the_difference_of_the_totals(a in any_sheet(), b in any_sheet(), by in by()) {
        let facts = cluster(&[a, b], by, [None; 5], &[]);
        let standings = rank(&facts);
        let total = |unit| standings.row(unit).unwrap().total.0;
        let parts = differences(&facts, 1, 2);
        prop_assert_eq!(parts.len(), 3);
        prop_assert_eq!(parts.iter().map(|d| d.by.0).sum::<i64>(), total(1) - total(2));
        prop_assert!(parts.windows(2).all(|w| w[0].by.0.abs() >= w[1].by.0.abs()));
    }

    #[test]
    fn taking_the_suggestions_leaves_only_units_without_rank_open(
        sheets in prop::collection::vec(any_sheet(), 0..14), by in by(), quotas in quotas(),
    ) {
        let mut facts = cluster(&sheets, by, quotas, &[]);
        prop_assert_eq!(open_matters(&facts).len(), sheets.len());
        let suggestions = suggest(&facts, &rank(&facts));
        for s in &suggestions {
            let proposed = s.level.map(Mark::Level);
            facts.marks.push(Classification { unit: s.unit, proposed, ..Classification::default() });
        }
        let open: Vec<i64> = open_matters(&facts).into_iter().map(|(unit, _)| unit).collect();
        let expected: Vec<i64> =
            suggestions.iter().filter(|s| s.level.is_none()).map(|s| s.unit).collect();
        prop_assert_eq!(open, expected);
    }
}
