//! How far a unit is from a level, and from another unit: exact, in points that are still missing.
use super::row::Row;
use crate::core::level::{Level, LevelId, LevelSet, Measure};
use crate::core::number::Points;
use crate::core::score::{RankBy, ScoreTable};

/// Points that are missing to the minimum of a level, rounded up to the hundredth; 0 where it is reached. `None`: the level
/// has no minimum, or the unit no rate.
pub fn missing(set: &LevelSet, level: &Level, row: &Row) -> Option<Points> {
    let (minimum, rate) = (level.minimum?, row.rate?);
    let needed = match set.measure {
        Measure::Total => i128::from(minimum.0),
        // total / assigned maximum ≥ minimum / 100 %
        Measure::Rate => {
            let product = i128::from(minimum.0) * i128::from(rate.whole.max(1));
            product.div_euclid(10_000) + i128::from(product.rem_euclid(10_000) != 0)
        }
    };
    let missing = (needed - i128::from(row.total.0)).max(0);
    Some(Points(i64::try_from(missing).unwrap_or(i64::MAX)))
}

/// The nearest level whose minimum a ranked unit does not reach, and what is missing to it; `None`: it reaches the highest.
pub fn next_level(set: &LevelSet, row: &Row) -> Option<(LevelId, Points)> {
    row.rank?;
    let open = |level: &Level| missing(set, level, row).filter(|m| m.0 > 0).map(|m| (level.id, m));
    set.levels.iter().rev().find_map(open)
}

/// Points that are missing to stand level with another unit, as the table ranks, rounded up to the hundredth; 0 where it
/// is not behind.
pub fn behind(table: &ScoreTable, row: &Row, other: &Row) -> Points {
    let needed = match (table.by, row.rate, other.rate) {
        (RankBy::Rate, Some(mine), Some(theirs)) => {
            let whole = i128::from(theirs.whole.max(1));
            let product = i128::from(theirs.part) * i128::from(mine.whole.max(1));
            product.div_euclid(whole) + i128::from(product.rem_euclid(whole) != 0)
        }
        _ => i128::from(other.total.0),
    };
    let missing = (needed - i128::from(row.total.0)).max(0);
    Points(i64::try_from(missing).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::number::Rate;

    fn row(total: i64, whole: i64) -> Row {
        Row {
            unit: 1,
            rank: Some(1),
            tied: false,
            barred: false,
            movement: None,
            total: Points(total),
            rate: Some(Rate { part: total, whole }),
            groups: Vec::new(),
            bonus: Points(0),
            deduction: Points(0),
            cut: Points(0),
            blank: 0,
            leaves: 1,
            empty: false,
            official: true,
            why: Vec::new(),
            trend: Vec::new(),
        }
    }

    fn set(measure: Measure, minima: &[Option<i64>]) -> LevelSet {
        let level = |(id, m): (i64, &Option<i64>)| Level {
            id,
            name: format!("L{id}"),
            minimum: m.map(Points),
            quota: None,
            tint: crate::core::level::Tint::Text,
        };
        LevelSet { levels: (1..).zip(minima).map(level).collect(), measure, ..LevelSet::default() }
    }

    #[test]
    fn the_nearest_level_not_reached_and_what_is_missing_to_it() {
        let rate = set(Measure::Rate, &[Some(9_000), Some(8_000), Some(6_500), None]);
        assert_eq!(next_level(&rate, &row(78_865, 100_000)), Some((2, Points(1_135))));
        assert_eq!(next_level(&rate, &row(89_996, 100_000)), Some((1, Points(4))));
        assert_eq!(next_level(&rate, &row(95_000, 100_000)), None);
        // 90% of 9,99 is 8,991: a hundredth of a point more than 8,99
        assert_eq!(next_level(&rate, &row(899, 999)), Some((1, Points(1))));
        let total = set(Measure::Total, &[Some(9_000), Some(8_000), None]);
        assert_eq!(next_level(&total, &row(7_865, 100_000)), Some((2, Points(135))));
        assert_eq!(next_level(&total, &Row { rank: None, ..row(0, 100_000) }), None);
    }

    #[test]
    fn what_is_missing_reaches_it_and_a_hundredth_less_does_not() {
        let set = set(Measure::Rate, &[Some(9_000)]);
        for (total, whole) in [(0, 999), (12_345, 43_210), (899, 999), (70_000, 98_701)] {
            let missing = missing(&set, &set.levels[0], &row(total, whole)).unwrap().0;
            let reaches = |part| Rate { part, whole }.reaches(Points(9_000));
            assert!(reaches(total + missing) && !reaches(total + missing - 1), "{total}/{whole}");
        }
    }

    #[test]
    fn level_with_another_by_total_or_by_rate() {
        let mut table = ScoreTable::empty("");
        assert_eq!(behind(&table, &row(93_875, 100_000), &row(95_110, 100_000)), Points(1_235));
        assert_eq!(behind(&table, &row(95_110, 100_000), &row(93_875, 100_000)), Points(0));
        table.by = RankBy::Rate;
        // 86,67% of 10 is 8,67
        assert_eq!(behind(&table, &row(800, 1_000), &row(1_300, 1_500)), Points(67));
    }
}
