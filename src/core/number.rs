//! Exact numbers as people type them: points in hundredths and counts, read or refused with a reason.
//! Never floating point. How they are printed is `points` and `numeral`, named here too: one door for numbers.
use super::{
    limit,
    problem::{Arg, Problem},
    text,
};
pub use super::{
    numeral::{count, count_on_paper, roman},
    points::{Points, Rate},
};
use std::collections::BTreeSet;

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
    /// A target or a result: as `parse`, never below 0, up to `limit::AMOUNT`.
    pub fn amount(text: &str) -> Result<Self, Problem> {
        let typed = text::line(text);
        let (sign, digits) = unsigned(&typed);
        let amount = read(&typed, digits)?;
        if sign < 0 && amount != 0 {
            return Err(Problem::new("problem.amount_negative").text("text", typed));
        }
        if amount > limit::AMOUNT {
            return Err(Problem::new("problem.points_too_big")
                .text("text", typed)
                .with("max", Arg::Points(Points(limit::AMOUNT))));
        }
        Ok(Self(amount))
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
    fn counts_are_read() {
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
}
