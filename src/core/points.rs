//! Points in hundredths and exact shares of them: arithmetic and printing, never floating point.
//! Screen and paper print through these methods alone. How they are read is `number`.
use super::{
    lang::Lang,
    numeral::{decimal, minus, parted},
};
use serde::{Deserialize, Serialize};

/// A hundred percent, in hundredths of a percent.
const WHOLE: i128 = 10_000;

/// Points in hundredths: `Points(9250)` is 92,50.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Points(pub i64);

impl Points {
    /// `1.951,10` (vi) or `1,951.10` (en); a true minus `−`.
    pub fn show(self, lang: Lang) -> String {
        let amount = self.0.unsigned_abs();
        format!("{}{}{}{:02}", minus(self.0), parted(amount / 100, lang), decimal(lang), amount % 100)
    }
    /// As `show`, with `+` before positives; zero shows `0,00`.
    pub fn signed(self, lang: Lang) -> String {
        format!("{}{}", if self.0 > 0 { "+" } else { "" }, self.show(lang))
    }
    /// `show` without needless decimals: `1.000`, `92,5`, `12,99` (maxima, minima, steps).
    pub fn short(self, lang: Lang) -> String {
        let amount = self.0.unsigned_abs();
        format!("{}{}{}", minus(self.0), parted(amount / 100, lang), cents(amount % 100, lang))
    }
    /// `short` without parted thousands, to fill a field with: `1000`, `92,5`, `−1`. What it prints `parse`
    /// reads back, while `1.000` would be refused as ambiguous.
    pub fn typed(self, lang: Lang) -> String {
        let amount = self.0.unsigned_abs();
        format!("{}{}{}", minus(self.0), amount / 100, cents(amount % 100, lang))
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
    pub fn compare(self, other: Rate) -> std::cmp::Ordering {
        (i128::from(self.part) * other.base()).cmp(&(i128::from(other.part) * self.base()))
    }
    /// Is this rate at least `percent` (in hundredths of a percent, so 90% is `Points(9000)`)? Exact.
    pub fn reaches(self, percent: Points) -> bool {
        i128::from(self.part) * WHOLE >= i128::from(percent.0) * self.base()
    }
    /// Percent rounded half up to hundredths, without the sign: `96,24`.
    pub fn show(self, lang: Lang) -> String {
        self.percent().show(lang)
    }
    /// Percent with three decimals, rounded down, without the sign (`89,996`), for a reason where two decimals would mislead.
    pub fn show3(self, lang: Lang) -> String {
        let thousandths = clamp((i128::from(self.part) * WHOLE * 10).div_euclid(self.base()));
        let amount = thousandths.unsigned_abs();
        format!("{}{}{}{:03}", minus(thousandths), parted(amount / 1000, lang), decimal(lang), amount % 1000)
    }
    /// Percent in hundredths, rounded half up.
    pub fn percent(self) -> Points {
        Points(clamp((2 * i128::from(self.part) * WHOLE + self.base()).div_euclid(2 * self.base())))
    }
    /// The denominator; a broken one (≤ 0) is taken as 1, so that nothing divides by zero.
    fn base(self) -> i128 {
        i128::from(self.whole.max(1))
    }
}

fn clamp(n: i128) -> i64 {
    i64::try_from(n).unwrap_or(if n < 0 { i64::MIN } else { i64::MAX })
}

/// Decimals without needless zeros, with their mark; nothing for none.
fn cents(cents: u64, lang: Lang) -> String {
    match cents {
        0 => String::new(),
        n if n % 10 == 0 => format!("{}{}", decimal(lang), n / 10),
        n => format!("{}{n:02}", decimal(lang)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_printed_in_both_languages() {
        let p = Points(195_110);
        assert_eq!((p.show(Lang::Vi).as_str(), p.show(Lang::En).as_str()), ("1.951,10", "1,951.10"));
        assert_eq!(Points(-5).show(Lang::Vi), "−0,05");
        assert_eq!(Points(500).signed(Lang::Vi), "+5,00");
        assert_eq!(Points(0).signed(Lang::Vi), "0,00");
        assert_eq!(Points(-100).signed(Lang::En), "−1.00");
        let short: Vec<String> =
            [100_000, 9250, 1299, 5, 0, -100].iter().map(|n| Points(*n).short(Lang::Vi)).collect();
        assert_eq!(short, ["1.000", "92,5", "12,99", "0,05", "0", "−1"]);
        assert_eq!(Points(100_050).typed(Lang::Vi), "1000,5");
    }

    #[test]
    fn a_rate_just_below_a_minimum_shows_it_but_does_not_reach_it() {
        let rate = Rate { part: 89_996, whole: 100_000 };
        assert!(!rate.reaches(Points(9000)));
        assert_eq!(rate.show(Lang::Vi), "90,00");
        assert_eq!(rate.show3(Lang::Vi), "89,996");
        assert!(Rate { part: 90_000, whole: 100_000 }.reaches(Points(9000)));
        assert_eq!(Rate { part: 13, whole: 15 }.show(Lang::Vi), "86,67");
        assert_eq!(Rate { part: 1, whole: 0 }.show(Lang::En), "100.00");
        assert_eq!(Rate { part: i64::MAX, whole: 1 }.percent(), Points(i64::MAX));
    }
}
