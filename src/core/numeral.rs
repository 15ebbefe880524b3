//! Whole numbers as they are printed, in both languages and in Roman numerals. How they are read is `number`.
use super::lang::Lang;

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
/// Roman numeral for 1..=39, else the digits.
pub fn roman(n: u32) -> String {
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    const TENS: [&str; 4] = ["", "X", "XX", "XXX"];
    match (TENS.get((n / 10) as usize), ONES.get((n % 10) as usize)) {
        (Some(tens), Some(ones)) if n > 0 => format!("{tens}{ones}"),
        _ => n.to_string(),
    }
}

/// A true minus before negatives.
pub(super) fn minus(n: i64) -> &'static str {
    if n < 0 { "−" } else { "" }
}

/// The mark before decimals.
pub(super) fn decimal(lang: Lang) -> char {
    match lang {
        Lang::Vi => ',',
        Lang::En => '.',
    }
}

/// Digits with parted thousands.
pub(super) fn parted(n: u64, lang: Lang) -> String {
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

    #[test]
    fn counts_are_printed() {
        assert_eq!(count(1970, Lang::Vi), "1.970");
        assert_eq!(count(-1_234_567, Lang::En), "−1,234,567");
        assert_eq!(
            [4, 12, 1970, 0].map(|n| count_on_paper(n, Lang::Vi)),
            ["04", "12", "1.970", "0"].map(str::to_owned)
        );
        assert_eq!(count_on_paper(4, Lang::En), "4");
    }

    #[test]
    fn roman_numerals() {
        assert_eq!(
            [1, 4, 9, 14, 39, 40, 0].map(roman),
            ["I", "IV", "IX", "XIV", "XXXIX", "40", "0"].map(str::to_owned)
        );
    }
}
