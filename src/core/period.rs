//! Periods: labels with dates of their own.
mod year;

use super::{lang::Lang, limit, numeral, text};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
pub use year::YearStart;

/// What kind of stretch a period is. Only leaf kinds (`Quarter`, `Custom`) own rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodKind {
    /// quý
    Quarter,
    /// 6 tháng
    Half,
    /// 9 tháng
    NineMonths,
    /// năm
    Year,
}

/// Names a period: kind, year, ordinal. Written `2021-Q2`, `2021-H1`, `2021-9M`, `2021-Y`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PeriodKey {
    /// the police year
    pub year: i16,
    /// kind
    pub kind: PeriodKind,
    /// 1..=4 for quarters, 1..=2 for halves, else 1
    pub ordinal: u8,
}

impl PeriodKey {
    /// A quarter, `ordinal` 1..=4.
    pub fn quarter(year: i16, ordinal: u8) -> Self {
        Self { year, kind: PeriodKind::Quarter, ordinal }
    }
    /// Reads `2021-Q2` (also `2021-q2`, `Q2/2021`, `2/2021`), the codes of the other kinds, and a quarter's
    /// label as it is printed (`Quý II/2021`, `Quarter II/2021`).
    pub fn parse(text: &str) -> Option<Self> {
        let code: String = text::fold(text).chars().filter(|c| *c != ' ').collect();
        let (year, part) = match code.split_once('/') {
            Some((part, year)) => (year, part),
            None => code.split_once('-')?,
        };
        if year.len() != 4 || !year.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let year = year.parse().ok().filter(|y| limit::YEARS.contains(y))?;
        let (kind, ordinal) = match part {
            "h1" => (PeriodKind::Half, 1),
            "h2" => (PeriodKind::Half, 2),
            "9m" => (PeriodKind::NineMonths, 1),
            "y" => (PeriodKind::Year, 1),
            _ => (PeriodKind::Quarter, quarter_of(part)?),
        };
        Some(Self { year, kind, ordinal })
    }
    /// `2021-Q2`, as in file names and on the command line.
    pub fn code(self) -> String {
        let year = self.year;
        match self.kind {
            PeriodKind::Quarter => format!("{year}-Q{}", self.ordinal),
            PeriodKind::Half => format!("{year}-H{}", self.ordinal),
            PeriodKind::NineMonths => format!("{year}-9M"),
            PeriodKind::Year => format!("{year}-Y"),
        }
    }
    /// `Quý II/2021` / `Quarter II/2021`; `6 tháng đầu năm 2021`; `9 tháng năm 2021`; `Năm 2021`.
    pub fn label(self, lang: Lang) -> String {
        let year = self.year;
        let first = self.ordinal <= 1;
        match (self.kind, lang) {
            (PeriodKind::Quarter, Lang::Vi) => format!("Quý {}/{year}", self.roman()),
            (PeriodKind::Quarter, Lang::En) => format!("Quarter {}/{year}", self.roman()),
            (PeriodKind::Half, Lang::En) => {
                format!("{} half of {year}", if first { "First" } else { "Second" })
            }
            (PeriodKind::NineMonths, Lang::En) => format!("Nine months of {year}"),
            (PeriodKind::Year, Lang::En) => format!("Year {year}"),
            (_, Lang::Vi) => format!("{} {year}", self.vietnamese("năm")),
        }
    }
    /// The label inside a sentence: a year begins small (`năm 2021`), the others are names.
    pub fn within(self, lang: Lang) -> String {
        match (self.kind, lang) {
            (PeriodKind::Year, Lang::Vi) => format!("năm {}", self.year),
            (PeriodKind::Year, Lang::En) => format!("the year {}", self.year),
            _ => self.label(lang),
        }
    }
    /// `Quý II/21` / `Q2/21`, for narrow heads.
    pub fn brief(self, lang: Lang) -> String {
        let year = self.year.rem_euclid(100);
        match (self.kind, lang) {
            (PeriodKind::Year, _) => self.year.to_string(),
            (_, Lang::En) => format!("{}/{year:02}", self.short_label(lang)),
            (PeriodKind::Quarter, Lang::Vi) => format!("Quý {}/{year:02}", self.roman()),
            (_, Lang::Vi) => format!("{}/{year:02}", self.vietnamese("")),
        }
    }
    /// `Quý II` / `Q2`: without the year, where a head names it; `6 tháng đầu năm` / `H1`, `9 tháng` / `9M`,
    /// `Năm` / `Year`.
    pub fn short_label(self, lang: Lang) -> String {
        match (self.kind, lang) {
            (PeriodKind::Quarter, Lang::Vi) => format!("Quý {}", self.roman()),
            (PeriodKind::Quarter, Lang::En) => format!("Q{}", self.ordinal),
            (PeriodKind::Half, Lang::Vi) => self.vietnamese("năm"),
            (PeriodKind::Half, Lang::En) => format!("H{}", self.ordinal),
            (PeriodKind::NineMonths, Lang::En) => "9M".to_owned(),
            (PeriodKind::Year, Lang::En) => "Year".to_owned(),
            (_, Lang::Vi) => self.vietnamese(""),
        }
    }
    /// The calendar dates of the period, first and last day (the default; a register may say otherwise, see `dates`).
    pub fn calendar(self) -> (Date, Date) {
        self.dates(YearStart::default())
    }
    /// Does it own rows? Half-years, nine months and years are sets of quarters.
    pub fn leaf(self) -> bool {
        self.kind == PeriodKind::Quarter
    }
    /// Is that quarter one of those it is made of?
    pub fn holds(self, quarter: Self) -> bool {
        let (first, last) = match (self.kind, self.ordinal) {
            (PeriodKind::Quarter, n) => (n, n),
            (PeriodKind::Half, 0 | 1) => (1, 2),
            (PeriodKind::Half, _) => (3, 4),
            (PeriodKind::NineMonths, _) => (1, 3),
            (PeriodKind::Year, _) => (1, 4),
        };
        quarter.leaf() && quarter.year == self.year && (first..=last).contains(&quarter.ordinal)
    }
    /// The quarters it is made of, in order.
    pub fn leaves(self) -> Vec<Self> {
        (1..=4).map(|n| Self::quarter(self.year, n)).filter(|q| self.holds(*q)).collect()
    }
    /// The quarter before; of the other kinds, the one before of the same kind.
    #[must_use]
    pub fn previous(self) -> Self {
        match self.ordinal {
            0 | 1 => Self { year: self.year.saturating_sub(1), ordinal: self.kind.parts(), ..self },
            n => Self { ordinal: n - 1, ..self },
        }
    }
    /// The quarter after; of the other kinds, the one after of the same kind.
    #[must_use]
    pub fn next(self) -> Self {
        match self.ordinal {
            n if n >= self.kind.parts() => Self { year: self.year.saturating_add(1), ordinal: 1, ..self },
            n => Self { ordinal: n + 1, ..self },
        }
    }
    /// The quarter in which `date` falls, by the calendar.
    pub fn of(date: Date) -> Self {
        YearStart::default().quarter_of(date)
    }
    /// The quarter a new register proposes: the one just ended while `today` is within 45 days of its end, else
    /// the current. A quarter's review is held in the weeks after it, and that is when a register is begun.
    pub fn proposed(today: Date) -> Self {
        let current = Self::of(today);
        let ended = current.previous();
        let since = (today - ended.calendar().1).get_days();
        if since <= REVIEW_DAYS { ended } else { current }
    }

    fn roman(self) -> String {
        numeral::roman(u32::from(self.ordinal))
    }

    /// The Vietnamese name of a kind other than a quarter, `tail` where the year follows.
    fn vietnamese(self, tail: &str) -> String {
        let name = match (self.kind, self.ordinal) {
            (PeriodKind::Half, 0 | 1) => "6 tháng đầu",
            (PeriodKind::Half, _) => "6 tháng cuối",
            (PeriodKind::NineMonths, _) => "9 tháng",
            (PeriodKind::Year, _) => return "Năm".to_owned(),
            (PeriodKind::Quarter, _) => "Quý",
        };
        format!("{name} {tail}").trim_end().to_owned()
    }
}

impl PeriodKind {
    /// How many periods of this kind a year has.
    pub fn parts(self) -> u8 {
        match self {
            Self::Quarter => 4,
            Self::Half => 2,
            Self::NineMonths | Self::Year => 1,
        }
    }
}

/// How long after its end a quarter is still the one at work.
const REVIEW_DAYS: i32 = 45;

/// `q2`, `2`, `ii`, `quyii`, `quarter2`
fn quarter_of(part: &str) -> Option<u8> {
    let bare = ["quarter", "quy", "q"].iter().find_map(|p| part.strip_prefix(p)).unwrap_or(part);
    match bare {
        "1" | "i" => Some(1),
        "2" | "ii" => Some(2),
        "3" | "iii" => Some(3),
        "4" | "iv" => Some(4),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn key(year: i16, kind: PeriodKind, ordinal: u8) -> PeriodKey {
        PeriodKey { year, kind, ordinal }
    }

    #[test]
    fn keys_are_read_as_people_type_them() {
        let q2 = PeriodKey::quarter(2021, 2);
        for text in [
            "2021-Q2",
            "2021-q2",
            "Q2/2021",
            "2/2021",
            " q2 / 2021",
            "Quý II/2021",
            "Quarter II/2021",
            "II/2021",
        ] {
            assert_eq!(PeriodKey::parse(text), Some(q2), "{text}");
        }
        for text in
            ["", "2021", "5/2021", "0/2021", "Q2/21", "2021-Q5", "2021-Q", "2021-H3", "1900-Q1", "q2/+021"]
        {
            assert_eq!(PeriodKey::parse(text), None, "{text}");
        }
    }

    #[test]
    fn labels_in_both_languages() {
        use PeriodKind::{Half, NineMonths, Quarter, Year};
        let labels = |k: PeriodKey| {
            [Lang::Vi, Lang::En].map(|l| [k.label(l), k.brief(l), k.short_label(l)].join(" | ")).join(" || ")
        };
        assert_eq!(
            labels(key(2021, Quarter, 2)),
            "Quý II/2021 | Quý II/21 | Quý II || Quarter II/2021 | Q2/21 | Q2"
        );
        assert_eq!(
            labels(key(2021, Half, 1)),
            "6 tháng đầu năm 2021 | 6 tháng đầu/21 | 6 tháng đầu năm || First half of 2021 | H1/21 | H1"
        );
        assert_eq!(
            labels(key(2021, Half, 2)),
            "6 tháng cuối năm 2021 | 6 tháng cuối/21 | 6 tháng cuối năm || Second half of 2021 | H2/21 | H2"
        );
        assert_eq!(
            labels(key(2009, NineMonths, 1)),
            "9 tháng năm 2009 | 9 tháng/09 | 9 tháng || Nine months of 2009 | 9M/09 | 9M"
        );
        assert_eq!(labels(key(2021, Year, 1)), "Năm 2021 | 2021 | Năm || Year 2021 | 2021 | Year");
        assert_eq!(key(2021, Year, 1).within(Lang::Vi), "năm 2021");
        assert_eq!(key(2021, Quarter, 2).within(Lang::Vi), "Quý II/2021");
    }

    #[test]
    fn calendar_dates_of_each_kind() {
        use PeriodKind::{Half, NineMonths, Quarter, Year};
        for (k, from, to) in [
            (key(2021, Quarter, 1), "2021-01-01", "2021-03-31"),
            (key(2021, Quarter, 2), "2021-04-01", "2021-06-30"),
            (key(2021, Quarter, 4), "2021-10-01", "2021-12-31"),
            (key(2021, Half, 1), "2021-01-01", "2021-06-30"),
            (key(2021, Half, 2), "2021-07-01", "2021-12-31"),
            (key(2021, NineMonths, 1), "2021-01-01", "2021-09-30"),
            (key(2021, Year, 1), "2021-01-01", "2021-12-31"),
        ] {
            assert_eq!(k.calendar(), (day(from), day(to)), "{}", k.code());
        }
    }

    #[test]
    fn before_and_after() {
        let q1 = PeriodKey::quarter(2021, 1);
        assert_eq!(q1.previous(), PeriodKey::quarter(2020, 4));
        assert_eq!(q1.previous().next(), q1);
        assert_eq!(key(2021, PeriodKind::Year, 1).next(), key(2022, PeriodKind::Year, 1));
    }

    #[test]
    fn a_new_register_proposes_the_quarter_under_review() {
        let q2 = PeriodKey::quarter(2021, 2);
        assert_eq!(PeriodKey::proposed(day("2021-07-27")), q2);
        assert_eq!(PeriodKey::proposed(day("2021-08-14")), q2);
        assert_eq!(PeriodKey::proposed(day("2021-08-15")), q2.next());
        assert_eq!(PeriodKey::proposed(day("2021-01-05")), PeriodKey::quarter(2020, 4));
        assert_eq!(PeriodKey::proposed(day("2021-06-30")), q2);
    }

    proptest! {
        #[test]
        fn codes_and_quarter_labels_are_read_back(year in 1945i16..=2100, n in 0usize..8) {
            let all = [
                key(year, PeriodKind::Quarter, 1), key(year, PeriodKind::Quarter, 2),
                key(year, PeriodKind::Quarter, 3), key(year, PeriodKind::Quarter, 4),
                key(year, PeriodKind::Half, 1), key(year, PeriodKind::Half, 2),
                key(year, PeriodKind::NineMonths, 1), key(year, PeriodKind::Year, 1),
            ];
            let k = all[n];
            prop_assert_eq!(PeriodKey::parse(&k.code()), Some(k));
            if k.kind == PeriodKind::Quarter {
                prop_assert_eq!(PeriodKey::parse(&k.label(Lang::Vi)), Some(k));
                prop_assert_eq!(PeriodKey::parse(&k.label(Lang::En)), Some(k));
                prop_assert_eq!(PeriodKey::of(k.calendar().0), k);
                prop_assert_eq!(PeriodKey::of(k.calendar().1), k);
            }
            prop_assert_eq!(k.next().previous(), k);
        }

        #[test]
        fn nothing_panics(s in "(?s).*", year in any::<i16>(), ordinal in any::<u8>()) {
            let _ = PeriodKey::parse(&s);
            for kind in [PeriodKind::Quarter, PeriodKind::Half, PeriodKind::NineMonths, PeriodKind::Year] {
                let k = key(year, kind, ordinal);
                let _ = (k.calendar(), k.label(Lang::Vi), k.brief(Lang::En), k.next(), k.previous());
            }
        }
    }
}
