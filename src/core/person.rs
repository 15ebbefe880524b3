//! People as lists write them: the ranks, and how a rank stands before a name. Pure; nobody is looked up here.
use super::text;

/// The ranks of the police, high to low (domain.md, 5), spelled as the Decree prints them.
const RANKS: [&str; 17] = [
    "Đại tướng",
    "Thượng tướng",
    "Trung tướng",
    "Thiếu tướng",
    "Đại tá",
    "Thượng tá",
    "Trung tá",
    "Thiếu tá",
    "Đại úy",
    "Thượng úy",
    "Trung úy",
    "Thiếu úy",
    "Thượng sĩ",
    "Trung sĩ",
    "Hạ sĩ",
    "Binh nhất",
    "Binh nhì",
];

/// A word of a rank: as printed, its other spellings, and its short forms, which count only beside a `/` or a
/// `.`, where a mark shows that something was cut. The place of the tone (`uý`, `úy`) never matters.
type Part = (&'static str, &'static [&'static str], &'static [&'static str]);

/// First words. `Th/tá` is taken as Thiếu tá, because lists that shorten write Thượng tá as `Thg/tá`; a bare
/// `T/tá` says neither and is not read.
const GRADES: [Part; 6] = [
    ("Đại", &[], &["Đ"]),
    ("Thượng", &[], &["Thg", "Tg"]),
    ("Trung", &[], &["Tr", "Trg"]),
    ("Thiếu", &[], &["Th"]),
    ("Hạ", &[], &["H"]),
    ("Binh", &[], &["B"]),
];

/// Second words.
const CLASSES: [Part; 6] = [
    ("tướng", &[], &["tg"]),
    ("tá", &[], &[]),
    ("úy", &[], &["u", "ú"]),
    ("sĩ", &["sỹ"], &[]),
    ("nhất", &[], &[]),
    ("nhì", &["nhị"], &[]),
];

/// How a comrade is announced before rank or name.
const TITLES: [&str; 5] = ["đồng chí", "đ/chí", "đ/c", "đ.c", "đc"];

/// The ranks, high to low.
pub fn ranks() -> &'static [&'static str] {
    &RANKS
}

/// Place of a rank, 0 the highest; `None` where the text is none of them. Spelling and case do not matter.
pub fn rank_place(rank: &str) -> Option<usize> {
    let (found, rest) = split_rank(rank);
    let found = found.filter(|_| rest.is_empty())?;
    RANKS.iter().position(|r| *r == found)
}

/// Reads what lists put before a name: numbering (`1.`, `-`, `+`), `Đ/c`, then a rank in long or short form
/// (`Thượng uý`, `Tr/tá`, `Đ/u`), in any case and spelling. Gives the rank as printed, and the name as typed.
/// A first word that is no rank belongs to the name.
pub fn split_rank(text: &str) -> (Option<&'static str>, String) {
    let line = text::line(text);
    let bare = without_titles(&line);
    match leading_rank(bare) {
        Some((rank, name)) => (Some(rank), without_titles(name).to_owned()),
        None => (None, bare.to_owned()),
    }
}

/// Strips numbering, dots, dashes and titles, as often as they come.
fn without_titles(text: &str) -> &str {
    let mut rest = text;
    loop {
        let before = rest;
        rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || " .,:;)(-+–−•*/".contains(c));
        if let Some(after) = TITLES.iter().find_map(|t| strip_word(rest, t)) {
            rest = after;
        }
        if rest == before {
            return rest.trim_end();
        }
    }
}

/// What follows `word` at the beginning of `text`, when a blank, a mark or the end stands behind it.
fn strip_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let mut rest = text.chars();
    for expected in word.chars() {
        if !rest.next()?.to_lowercase().eq(expected.to_lowercase()) {
            return None;
        }
    }
    let rest = rest.as_str();
    rest.chars().next().is_none_or(|c| !c.is_alphanumeric()).then_some(rest)
}

fn leading_rank(text: &str) -> Option<(&'static str, &str)> {
    let (first, rest) = word(text);
    let close = rest.trim_start();
    let marked = close.strip_prefix(['/', '.']);
    let (second, rest) = word(marked.unwrap_or(close).trim_start());
    let (grade, class) = (find(&GRADES, first, marked.is_some())?, find(&CLASSES, second, marked.is_some())?);
    let rank = RANKS.iter().find(|r| r.split_once(' ') == Some((grade, class)))?;
    Some((rank, rest))
}

/// The leading run of letters and digits, and what follows.
fn word(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// The printed form of a word of a rank.
fn find(table: &[Part], typed: &str, marked: bool) -> Option<&'static str> {
    let key = text::same_key(typed);
    let same = |form: &&str| text::same_key(form) == key;
    table
        .iter()
        .find(|(full, spelled, cut)| same(full) || spelled.iter().any(same) || marked && cut.iter().any(same))
        .map(|(full, _, _)| *full)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(text: &str) -> (Option<&'static str>, String) {
        split_rank(text)
    }

    #[test]
    fn short_and_long_forms_are_read() {
        for (text, rank) in [
            ("Thượng tá Nguyễn Văn Hòa", "Thượng tá"),
            ("1. Đ/c Th/tá Nguyễn Văn Hòa", "Thiếu tá"),
            ("- Tr/tá Nguyễn Văn Hòa", "Trung tá"),
            ("+ Đ/c: Đ/tá Nguyễn Văn Hòa", "Đại tá"),
            ("Thg/tá Nguyễn Văn Hòa", "Thượng tá"),
            ("02) Đ/úy Nguyễn Văn Hòa", "Đại úy"),
            ("Đ/u Nguyễn Văn Hòa", "Đại úy"),
            ("đ/uý, Nguyễn Văn Hòa", "Đại úy"),
            ("Thượng uý Nguyễn Văn Hòa", "Thượng úy"),
            ("THƯỢNG  ÚY Nguyễn Văn Hòa", "Thượng úy"),
            ("đồng chí thiếu úy Nguyễn Văn Hòa", "Thiếu úy"),
            ("Tr.úy Nguyễn Văn Hòa", "Trung úy"),
            ("Th / úy - Nguyễn Văn Hòa", "Thiếu úy"),
            ("Thượng sỹ Nguyễn Văn Hòa", "Thượng sĩ"),
            ("H/sĩ Nguyễn Văn Hòa", "Hạ sĩ"),
            ("Binh nhất Nguyễn Văn Hòa", "Binh nhất"),
            ("Thie\u{302}\u{301}u tươ\u{301}ng Nguyễn Văn Hòa", "Thiếu tướng"),
        ] {
            assert_eq!(split(text), (Some(rank), "Nguyễn Văn Hòa".to_owned()), "{text}");
        }
    }

    #[test]
    fn names_without_a_rank_stay_whole() {
        for name in [
            "Trung Văn Tá",
            "Đại Nghĩa",
            "Hạ Thị Thu",
            "Tá",
            "Đ. Nguyễn",
            "Thiếu úyên",
            "T/tá Bùi An",
            "Tr Tá An",
        ] {
            assert_eq!(split(name), (None, name.to_owned()));
        }
        assert_eq!(split("3. Đ/c Bùi An "), (None, "Bùi An".to_owned()));
        assert_eq!(split(" "), (None, String::new()));
        assert_eq!(split("Đại tá"), (Some("Đại tá"), String::new()));
    }

    #[test]
    fn ranks_stand_high_to_low() {
        assert_eq!(ranks().len(), 17);
        assert!(rank_place("Đ/tá") < rank_place("Thượng tá"));
        assert_eq!((rank_place("Đại tướng"), rank_place("Binh nhì")), (Some(0), Some(16)));
        assert_eq!(rank_place("Nguyễn An"), None);
        for rank in ranks() {
            assert_eq!(split(&format!("{} Lê Ân", rank.to_uppercase())), (Some(*rank), "Lê Ân".to_owned()));
        }
    }

    proptest! {
        #[test]
        fn nothing_panics_and_names_are_settled(s in "(?s).*|[ĐđThrgượngá/.c 1-]{0,20}") {
            let (_, name) = split(&s);
            prop_assert_eq!(text::line(&name), name);
        }
    }
}
