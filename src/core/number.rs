//! Exact numbers: points in hundredths, counts, rates; how they are read and printed in both languages.
//! Never floating point. Screen and paper print through these functions alone.
use super::{
    limit,
    problem::{Arg, Problem},
    text,
    words::Lang,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A hundred percent, in hundredths of a percent.
const WHOLE: i128 = 10_000;

/// Points in hundredths: `Points(9250)` is 92,50.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Points(pub i64);

impl Points {
    /// Reads `92,5`, `92.5`, `1000`, `1.000,50` or `1,000.50`, `1 000`, `+ 0,5`, `−1`, `05`. `1.500` (and
    /// `1,500`) is ambiguous and refused with its two readings in the message, never guessed (domain.md, 5);
    /// more than two decimals, letters, or anything over `limit::POINTS` either way is refused.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let typed = text::line(text);
        let (sign, digits) = unsigned(&typed);
        let amount = read(&typed, digits)?;
        if amount > limit::POINTS {
            return Err(Problem::new("problem.points_too_big")
                .text("text", typed)
                .with("max", Arg::Points(Points(limit::POINTS))));
        }
        Ok(Self(sign * amount))
    }
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

/// A whole number with thousands parted: `1.970` (vi), `1,970` (en).
pub fn count(n: i64, lang: Lang) -> String {
    format!("{}{}", minus(n), parted(n.unsigned_abs(), lang))
}
/// On paper, counts 1–9 of tập thể, cá nhân, đơn vị, lượt take a leading zero: `04`, `12`, `1.970`. English: `count`.
pub fn count_on_paper(n: i64, lang: Lang) -> String {
    match (lang, n) {
        (Lang::Vi, 1..=9) => format!("0{n}"),
        _ => count(n, lang),
    }
}
/// A count as typed: digits with optional thousands dots, commas or blanks; `1.500` in a count is 1500, for a
/// count has no decimals; refused when negative, decimal, or over `limit::COUNT`.
pub fn parse_count(text: &str) -> Result<i64, Problem> {
    let typed = text::line(text);
    let (sign, digits) = unsigned(&typed);
    if digits.is_empty() {
        return Err(Problem::new("problem.number_empty"));
    }
    let groups: Vec<&str> = digits.split(['.', ',', ' ']).collect();
    let marks: BTreeSet<char> = digits.chars().filter(|c| matches!(c, '.' | ',' | ' ')).collect();
    if groups.iter().any(|g| g.is_empty() || !g.bytes().all(|b| b.is_ascii_digit())) {
        return Err(Problem::new("problem.number_unreadable").text("text", typed));
    }
    if marks.len() > 1 || !grouped(&groups) {
        return Err(Problem::new("problem.count_decimal").text("text", typed));
    }
    let n = groups.concat().parse::<i64>().unwrap_or(i64::MAX);
    if sign < 0 && n != 0 {
        return Err(Problem::new("problem.count_negative").text("text", typed));
    }
    if n > limit::COUNT {
        return Err(Problem::new("problem.count_too_big").text("text", typed).num("max", limit::COUNT));
    }
    Ok(n)
}
/// Roman numeral for 1..=39, else the digits.
pub fn roman(n: u32) -> String {
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    const TENS: [&str; 4] = ["", "X", "XX", "XXX"];
    match (TENS.get((n / 10) as usize), ONES.get((n % 10) as usize)) {
        (Some(tens), Some(ones)) if n > 0 => format!("{tens}{ones}"),
        _ => n.to_string(),
    }
}

/// Sign and the rest of a number as typed; every minus a keyboard, a sheet or this program writes.
fn unsigned(typed: &str) -> (i64, &str) {
    if let Some(rest) = typed.strip_prefix(['-', '−', '–']) {
        return (-1, rest.trim_start());
    }
    (1, typed.strip_prefix('+').unwrap_or(typed).trim_start())
}

/// Reads unsigned points: which mark parts thousands and which the decimals follows from their places alone.
fn read(typed: &str, digits: &str) -> Result<i64, Problem> {
    let unreadable = || Problem::new("problem.number_unreadable").text("text", typed);
    if digits.is_empty() {
        return Err(Problem::new("problem.number_empty"));
    }
    let last = digits.rfind(['.', ',']).and_then(|at| digits.get(at..)?.chars().next());
    let Some(mark) = last else {
        return Ok(hundredths(&whole_of(digits, ' ').ok_or_else(unreadable)?, ""));
    };
    let other = if mark == '.' { ',' } else { '.' };
    let (whole, part) = digits.rsplit_once(mark).ok_or_else(unreadable)?;
    if part.is_empty() || !part.bytes().all(|b| b.is_ascii_digit()) {
        return Err(unreadable());
    }
    let repeated = whole.contains(mark);
    if repeated && !digits.contains([other, ' ']) {
        // 1.000.000: nothing but thousands
        return Ok(hundredths(&whole_of(digits, mark).ok_or_else(unreadable)?, ""));
    }
    let parting = if whole.contains(other) { other } else { ' ' };
    let number = whole_of(whole, parting).ok_or_else(unreadable)?;
    if part.len() == 3 && number.len() == whole.len() && number.len() <= 3 && !number.starts_with('0') {
        return Err(two_readings(typed, &number, part));
    }
    if part.len() > 2 {
        return Err(Problem::new("problem.points_decimals").text("text", typed));
    }
    Ok(hundredths(&number, part))
}

/// `1.500`: one thousand five hundred, or one and a half? `1.951` cannot be the second, but is still not
/// guessed: the hand may have slipped by one digit.
fn two_readings(typed: &str, whole: &str, part: &str) -> Problem {
    let problem =
        Problem::new("problem.points_ambiguous").text("text", typed).text("whole", format!("{whole}{part}"));
    match part.strip_suffix('0') {
        Some(two) => problem.with("decimal", Arg::Points(Points(hundredths(whole, two)))),
        None => Problem { key: "problem.points_thousands", ..problem },
    }
}

/// The digits of a whole number whose thousands may be parted by `mark`; `None` when they are not grouped right.
fn whole_of(text: &str, mark: char) -> Option<String> {
    let groups: Vec<&str> = text.split(mark).collect();
    let digits = groups.iter().all(|g| !g.is_empty() && g.bytes().all(|b| b.is_ascii_digit()));
    (digits && grouped(&groups)).then(|| groups.concat())
}

/// Are these the groups of a number with parted thousands? A single group may be of any length.
fn grouped(groups: &[&str]) -> bool {
    match groups {
        [] | [_] => true,
        [first, rest @ ..] => first.len() <= 3 && rest.iter().all(|g| g.len() == 3),
    }
}

/// Hundredths of a whole part and up to two decimals; a number no `i64` holds is as large as one gets, and so
/// meets the limit.
fn hundredths(whole: &str, part: &str) -> i64 {
    format!("{whole}{part:0<2}").parse().unwrap_or(i64::MAX)
}

fn clamp(n: i128) -> i64 {
    i64::try_from(n).unwrap_or(if n < 0 { i64::MIN } else { i64::MAX })
}

fn minus(n: i64) -> &'static str {
    if n < 0 { "−" } else { "" }
}

fn decimal(lang: Lang) -> char {
    match lang {
        Lang::Vi => ',',
        Lang::En => '.',
    }
}

/// Decimals without needless zeros, with their mark; nothing for none.
fn cents(cents: u64, lang: Lang) -> String {
    match cents {
        0 => String::new(),
        n if n % 10 == 0 => format!("{}{}", decimal(lang), n / 10),
        n => format!("{}{n:02}", decimal(lang)),
    }
}

fn parted(n: u64, lang: Lang) -> String {
    let mark = match lang {
        Lang::Vi => '.',
        Lang::En => ',',
    };
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(mark);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> &'static str {
        Points::parse(text).unwrap_err().key
    }

    #[test]
    fn points_are_read_as_people_type_them() {
        for (text, hundredths) in [
            ("92,5", 9250),
            ("92.5", 9250),
            ("1000", 100_000),
            ("1.000,50", 100_050),
            ("1,000.50", 100_050),
            ("1 000", 100_000),
            ("1.000.000", limit::POINTS + 1),
            ("+ 0,5", 50),
            ("−1", -100),
            ("-1", -100),
            ("– 1,25", -125),
            ("05", 500),
            ("0,05", 5),
            ("\u{a0}7 ", 700),
            ("1 000,5", 100_050),
        ] {
            if hundredths > limit::POINTS {
                assert_eq!(key(text), "problem.points_too_big");
            } else {
                assert_eq!(Points::parse(text), Ok(Points(hundredths)), "{text}");
            }
        }
    }

    #[test]
    fn points_that_could_be_two_numbers_are_asked_about() {
        assert_eq!(
            Points::parse("1.500"),
            Err(Problem::new("problem.points_ambiguous")
                .text("text", "1.500")
                .text("whole", "1500")
                .with("decimal", Arg::Points(Points(150))))
        );
        assert_eq!(key("1,500"), "problem.points_ambiguous");
        assert_eq!(key("-12.990"), "problem.points_ambiguous");
        assert_eq!(key("1.951"), "problem.points_thousands");
    }

    #[test]
    fn points_that_are_no_points_are_refused() {
        for (text, expected) in [
            ("", "problem.number_empty"),
            ("+", "problem.number_empty"),
            ("abc", "problem.number_unreadable"),
            ("1,", "problem.number_unreadable"),
            (",5", "problem.number_unreadable"),
            ("1.2.3", "problem.number_unreadable"),
            ("10.00.000", "problem.number_unreadable"),
            ("1 00", "problem.number_unreadable"),
            ("12.34,5", "problem.number_unreadable"),
            ("٣", "problem.number_unreadable"),
            ("1,2345", "problem.points_decimals"),
            ("0.500", "problem.points_decimals"),
            ("1234.500", "problem.points_decimals"),
            ("1.000,123", "problem.points_decimals"),
            ("100000,01", "problem.points_too_big"),
            ("99999999999999999999999", "problem.points_too_big"),
        ] {
            assert_eq!(key(text), expected, "{text}");
        }
        assert_eq!(Points::parse("100000"), Ok(Points(limit::POINTS)));
    }

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

    #[test]
    fn counts_are_printed_and_read() {
        assert_eq!(count(1970, Lang::Vi), "1.970");
        assert_eq!(count(-1_234_567, Lang::En), "−1,234,567");
        assert_eq!(
            [4, 12, 1970, 0].map(|n| count_on_paper(n, Lang::Vi)),
            ["04", "12", "1.970", "0"].map(str::to_owned)
        );
        assert_eq!(count_on_paper(4, Lang::En), "4");
        for text in ["1500", "1.500", "1,500", "1 500", "01500"] {
            assert_eq!(parse_count(text), Ok(1500), "{text}");
        }
        for (text, expected) in [
            ("", "problem.number_empty"),
            ("-1", "problem.count_negative"),
            ("1,5", "problem.count_decimal"),
            ("1.500,5", "problem.count_decimal"),
            ("nhiều", "problem.number_unreadable"),
            ("1000001", "problem.count_too_big"),
        ] {
            assert_eq!(parse_count(text).unwrap_err().key, expected, "{text}");
        }
    }

    #[test]
    fn roman_numerals() {
        assert_eq!(
            [1, 4, 9, 14, 39, 40, 0].map(roman),
            ["I", "IV", "IX", "XIV", "XXXIX", "40", "0"].map(str::to_owned)
        );
    }
}
