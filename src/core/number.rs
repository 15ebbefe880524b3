//! Exact numbers: points in hundredths, counts, rates; how they are read and printed in both languages.
//! Never floating point. Screen and paper print through these functions alone.
use super::{problem::Problem, words::Lang};
use serde::{Deserialize, Serialize};

/// Points in hundredths: `Points(9250)` is 92,50.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Points(pub i64);

impl Points {
    /// Reads `92,5`, `92.5`, `1000`, `1.000,50`, `+ 0,5`, `−1`, `05`. `1.500` is ambiguous and refused with
    /// its two readings in the message; more than two decimals, letters, or anything over `limit::POINTS` is refused.
    pub fn parse(_text: &str) -> Result<Self, Problem> {
        todo!()
    }
    /// `1.951,10` (vi) or `1,951.10` (en); a true minus `−`.
    pub fn show(self, _lang: Lang) -> String {
        todo!()
    }
    /// As `show`, with `+` before positives; zero shows `0,00`.
    pub fn signed(self, _lang: Lang) -> String {
        todo!()
    }
    /// `show` without needless decimals: `1.000`, `92,5`, `12,99` (maxima, minima, steps).
    pub fn short(self, _lang: Lang) -> String {
        todo!()
    }
}

/// An exact share `part / whole` (e.g. total points over the assigned maximum); `whole` is never 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    /// numerator
    pub part: i64,
    /// denominator, > 0
    pub whole: i64,
}

impl Rate {
    /// Cross-multiplied comparison of two rates.
    pub fn compare(self, _other: Rate) -> std::cmp::Ordering {
        todo!()
    }
    /// Is this rate at least `percent` (in hundredths of a percent, so 90% is `Points(9000)`)? Exact.
    pub fn reaches(self, _percent: Points) -> bool {
        todo!()
    }
    /// Percent rounded half up to hundredths, without the sign: `96,24`.
    pub fn show(self, _lang: Lang) -> String {
        todo!()
    }
    /// Percent with three decimals, rounded down, without the sign (`89,996`), for a reason where two decimals would mislead.
    pub fn show3(self, _lang: Lang) -> String {
        todo!()
    }
    /// Percent in hundredths, rounded half up.
    pub fn percent(self) -> Points {
        todo!()
    }
}

/// A whole number with thousands parted: `1.970` (vi), `1,970` (en).
pub fn count(_n: i64, _lang: Lang) -> String {
    todo!()
}
/// On paper, counts 1–9 of tập thể, cá nhân, đơn vị, lượt take a leading zero: `04`, `12`, `1.970`. English: `count`.
pub fn count_on_paper(_n: i64, _lang: Lang) -> String {
    todo!()
}
/// A count as typed: digits with optional thousands dots or blanks; `1.500` in a count is 1500; refused when
/// negative, decimal, or over `limit::COUNT`.
pub fn parse_count(_text: &str) -> Result<i64, Problem> {
    todo!()
}
/// Roman numeral for 1..=39, else the digits.
pub fn roman(_n: u32) -> String {
    todo!()
}
