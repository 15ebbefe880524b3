//! The day on which an emulation year begins (15/11, 1/12, …), and the dates that the periods of a year have by it.
//! A default only: each period carries dates of its own.
use super::{PeriodKey, PeriodKind};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Month and day on which an emulation year begins. From July on the year begins in the calendar year before: that of 2022
/// on 15/11/2021. A day that not every year has (29/2) begins none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct YearStart {
    month: i8,
    day: i8,
}

impl Default for YearStart {
    /// 1/1.
    fn default() -> Self {
        Self { month: 1, day: 1 }
    }
}

/// A year without a 29th of February.
const PLAIN: i16 = 2021;
/// From this month on a start belongs to the calendar year before.
const EARLIER: i8 = 7;
/// Months of a quarter.
const QUARTER: i32 = 3;

impl YearStart {
    /// A day that every year has; `None`: it has not.
    pub fn new(month: i8, day: i8) -> Option<Self> {
        Date::new(PLAIN, month, day).is_ok().then_some(Self { month, day })
    }
    /// Reads what `code` writes.
    pub fn parse(code: &str) -> Option<Self> {
        let (month, day) = code.split_once('-')?;
        let number = |part: &str| {
            (part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok())?
        };
        Self::new(number(month)?, number(day)?)
    }
    /// Reads a day and month as they are typed: `15/11`, `15-11`, `15.11`, `1511`.
    pub fn typed(text: &str) -> Option<Self> {
        let text = text.trim();
        let (day, month) = match text.split_once(['/', '-', '.']) {
            Some((day, month)) => (day.trim(), month.trim()),
            None if text.len() == 4 => text.split_at_checked(2)?,
            None => return None,
        };
        let number = |part: &str| {
            ((1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse().ok())?
        };
        Self::new(number(month)?, number(day)?)
    }
    /// `11-15`, as it is stored.
    pub fn code(self) -> String {
        format!("{:02}-{:02}", self.month, self.day)
    }
    /// `15/11`.
    pub fn show(self) -> String {
        format!("{:02}/{:02}", self.day, self.month)
    }
    /// Is the year that of the calendar?
    pub fn is_calendar(self) -> bool {
        self == Self::default()
    }
    /// First day of an emulation year.
    pub fn first(self, year: i16) -> Date {
        let year = year.clamp(2, 9998) - i16::from(self.month >= EARLIER);
        Date::new(year, self.month, self.day).unwrap_or(Date::ZERO)
    }
    /// First day of a quarter of that year; the fifth is the first of the year after.
    fn quarter(self, year: i16, ordinal: i32) -> Date {
        let year = year.clamp(2, 9997);
        let (year, ordinal) = if ordinal > 4 { (year + 1, ordinal - 4) } else { (year, ordinal) };
        let first = self.first(year);
        first.checked_add((QUARTER * (ordinal - 1)).months()).unwrap_or(first)
    }
    /// The quarter in which a day falls.
    pub fn quarter_of(self, day: Date) -> PeriodKey {
        let year = if day >= self.first(day.year().saturating_add(1)) {
            day.year().saturating_add(1)
        } else if day >= self.first(day.year()) {
            day.year()
        } else {
            day.year().saturating_sub(1)
        };
        let ordinal = (1..=4_u8).rev().find(|n| day >= self.quarter(year, i32::from(*n))).unwrap_or(1);
        PeriodKey::quarter(year, ordinal)
    }
}

impl PeriodKey {
    /// First and last day of the period where years begin on that day.
    pub fn dates(self, start: YearStart) -> (Date, Date) {
        let part = i32::from(self.ordinal.clamp(1, self.kind.parts()));
        let (first, after) = match self.kind {
            PeriodKind::Quarter => (part, part + 1),
            PeriodKind::Half => (part * 2 - 1, part * 2 + 1),
            PeriodKind::NineMonths => (1, 4),
            PeriodKind::Year => (1, 5),
        };
        let next = start.quarter(self.year, after);
        (start.quarter(self.year, first), next.yesterday().unwrap_or(next))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn start(text: &str) -> YearStart {
        YearStart::typed(text).unwrap()
    }

    #[test]
    fn a_start_is_read_as_it_is_typed_and_stored() {
        for text in ["15/11", "15-11", "15.11", "1511", " 15 / 11 "] {
            assert_eq!(YearStart::typed(text).map(YearStart::code).as_deref(), Some("11-15"), "{text}");
        }
        assert_eq!(start("1/12").show(), "01/12");
        assert_eq!(YearStart::parse("11-15"), Some(start("15/11")));
        for text in ["", "15", "29/2", "31/4", "0/1", "1/13", "15/11/2021", "+1/2", "a/b", "111", "1/-2"] {
            assert_eq!(YearStart::typed(text), None, "{text}");
        }
        for code in ["", "1-1", "02-29", "13-01", "00-01", "0101", "+1-01"] {
            assert_eq!(YearStart::parse(code), None, "{code}");
        }
        assert!(YearStart::default().is_calendar());
    }

    #[test]
    fn years_from_july_on_begin_in_the_calendar_year_before() {
        let dates = |text: &str, key: PeriodKey| key.dates(start(text));
        let year = |year| PeriodKey { year, kind: PeriodKind::Year, ordinal: 1 };
        assert_eq!(dates("15/11", year(2022)), (day("2021-11-15"), day("2022-11-14")));
        assert_eq!(dates("1/12", year(2022)), (day("2021-12-01"), day("2022-11-30")));
        assert_eq!(dates("30/6", year(2022)), (day("2022-06-30"), day("2023-06-29")));
        assert_eq!(dates("1/7", year(2022)), (day("2021-07-01"), day("2022-06-30")));
        let q = |n| dates("15/11", PeriodKey::quarter(2022, n));
        assert_eq!(q(1), (day("2021-11-15"), day("2022-02-14")));
        assert_eq!(q(2), (day("2022-02-15"), day("2022-05-14")));
        assert_eq!(q(4), (day("2022-08-15"), day("2022-11-14")));
        let half = |ordinal| PeriodKey { year: 2022, kind: PeriodKind::Half, ordinal };
        assert_eq!(dates("1/12", half(1)), (day("2021-12-01"), day("2022-05-31")));
        assert_eq!(dates("1/12", half(2)), (day("2022-06-01"), day("2022-11-30")));
        let nine = PeriodKey { kind: PeriodKind::NineMonths, ..year(2022) };
        assert_eq!(dates("1/12", nine), (day("2021-12-01"), day("2022-08-31")));
        assert_eq!(start("15/11").quarter_of(day("2021-11-14")), PeriodKey::quarter(2021, 4));
        assert_eq!(start("15/11").quarter_of(day("2021-11-15")), PeriodKey::quarter(2022, 1));
    }

    proptest! {
        #[test]
        fn the_quarters_of_all_years_hold_each_day_once(
            month in 1i8..=12, d in 1i8..=31, year in 1946i16..=2099, ordinal in 1u8..=4,
        ) {
            let Some(start) = YearStart::new(month, d) else { return Ok(()) };
            let key = PeriodKey::quarter(year, ordinal);
            let (from, to) = key.dates(start);
            prop_assert!(from < to);
            prop_assert_eq!(to.tomorrow().unwrap(), key.next().dates(start).0, "no gap, no overlap");
            prop_assert_eq!(start.quarter_of(from), key);
            prop_assert_eq!(start.quarter_of(to), key);
            prop_assert_eq!(YearStart::parse(&start.code()), Some(start));
            prop_assert_eq!(YearStart::typed(&start.show()), Some(start));
            let year = PeriodKey { kind: PeriodKind::Year, ordinal: 1, ..key }.dates(start);
            prop_assert_eq!(year.0, PeriodKey::quarter(key.year, 1).dates(start).0);
            prop_assert_eq!(year.1, PeriodKey::quarter(key.year, 4).dates(start).1);
        }

        #[test]
        fn any_key_has_dates(year in any::<i16>(), ordinal in any::<u8>(), month in 1i8..=12, d in 1i8..=28) {
            let Some(start) = YearStart::new(month, d) else { return Ok(()) };
            for kind in [PeriodKind::Quarter, PeriodKind::Half, PeriodKind::NineMonths, PeriodKind::Year] {
                let (from, to) = PeriodKey { year, kind, ordinal }.dates(start);
                prop_assert!(from <= to);
            }
        }

        #[test]
        fn nothing_typed_panics(text in "(?s).*") {
            let _ = (YearStart::typed(&text), YearStart::parse(&text));
        }
    }
}
