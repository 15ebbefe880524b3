//! Properties of the core's leaves, from outside: what holds for every text and every number; and that every
//! key of the words that the source names is there.
use proptest::prelude::*;
use std::cmp::Ordering;
use std::path::{Path, PathBuf};
use thidua::core::limit;
use thidua::core::number::{Points, Rate, count, count_on_paper, parse_count};
use thidua::core::text::{block, clip, fold, left, line, name_key, right, same_key, sort_key, width, wrap};
use thidua::core::words::{Lang, Words};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

proptest! {
    #[test]
    fn line_is_idempotent_nfc_and_clean(s in "\\PC*|(?s).*") {
        let once = line(&s);
        prop_assert_eq!(line(&once), once.clone());
        prop_assert!(unicode_normalization::is_nfc(&once));
        prop_assert!(!once.contains(char::is_control) && !once.contains("  "));
    }

    #[test]
    fn block_is_idempotent(s in "(?s).*") {
        let once = block(&s);
        prop_assert_eq!(block(&once), once);
    }

    #[test]
    fn fold_is_idempotent_and_blind_to_normal_forms(s in "[ a-zA-ZÀ-ỹĐđ]{0,20}|(?s).*") {
        prop_assert_eq!(fold(&fold(&s)), fold(&s));
        let nfd: String = s.nfd().collect();
        let nfc: String = s.nfc().collect();
        prop_assert_eq!(fold(&nfd), fold(&nfc));
        prop_assert_eq!(same_key(&nfd), same_key(&nfc));
        prop_assert_eq!(name_key(&nfd), name_key(&nfc));
        prop_assert_eq!(sort_key(&nfd), sort_key(&nfc));
    }

    #[test]
    fn people_stand_by_their_parts_in_turn(
        a in "[AÂĐ][nm] ([ăaạ]n ){0,2}[ấẩan]n?", b in "[AÂĐ][nm] ([ăaạ]n ){0,2}[ấẩan]n?",
    ) {
        let parts = |name: &str| {
            let name = name.to_lowercase();
            let (family, rest) = name.split_once(' ').unwrap();
            let (middle, given) = rest.rsplit_once(' ').unwrap_or(("", rest));
            [given, family, middle].map(sort_key)
        };
        prop_assert_eq!(name_key(&a).cmp(&name_key(&b)), parts(&a).cmp(&parts(&b)), "{} {}", a, b);
    }

    #[test]
    fn clip_never_exceeds_and_never_splits(s in "[ a-zÀ-ỹĐđ漢字👨‍👩‍👧🇻🇳]{0,30}|(?s).*", cells in 0usize..40) {
        let cut = clip(&s, cells);
        prop_assert!(width(&cut) <= cells);
        let clean: String = s.graphemes(true).filter(|g| !g.contains(char::is_control)).collect();
        if let Some(head) = cut.strip_suffix('…').filter(|_| width(&s) > cells) {
            let whole: Vec<&str> = clean.graphemes(true).collect();
            let kept: Vec<&str> = head.graphemes(true).collect();
            prop_assert_eq!(&whole[..kept.len()], &kept[..]);
        } else if cells > 0 {
            prop_assert_eq!(&cut, &clean);
        }
        prop_assert_eq!(width(&left(&s, cells)), cells);
        prop_assert_eq!(width(&right(&s, cells)), cells);
    }

    #[test]
    fn wrap_keeps_every_word_and_the_width(s in "[ \na-zÀ-ỹĐđ]{0,60}", cells in 1usize..30) {
        let lines = wrap(&s, cells);
        prop_assert!(!lines.is_empty());
        prop_assert!(lines.iter().all(|l| width(l) <= cells || l.graphemes(true).count() == 1));
        let squeeze = |t: &str| t.split_whitespace().collect::<String>();
        prop_assert_eq!(squeeze(&lines.concat()), squeeze(&s));
    }
}

proptest! {
    #[test]
    fn what_is_printed_is_read_back(n in -limit::POINTS..=limit::POINTS) {
        for lang in [Lang::Vi, Lang::En] {
            prop_assert_eq!(Points::parse(&Points(n).show(lang)), Ok(Points(n)));
            prop_assert_eq!(Points::parse(&Points(n).signed(lang)), Ok(Points(n)));
            prop_assert_eq!(Points::parse(&Points(n).typed(lang)), Ok(Points(n)));
        }
    }

    #[test]
    fn printed_counts_are_read_back(n in 0..=limit::COUNT) {
        for lang in [Lang::Vi, Lang::En] {
            prop_assert_eq!(parse_count(&count(n, lang)), Ok(n));
            prop_assert_eq!(parse_count(&count_on_paper(n, lang)), Ok(n));
        }
    }

    #[test]
    fn parsers_never_panic(s in "(?s).*|[-+−0-9., ]{0,30}") {
        let _ = Points::parse(&s);
        let _ = parse_count(&s);
    }

    #[test]
    fn rates_compare_as_their_cross_products(a in any::<i64>(), b in 1..=i64::MAX, c in any::<i64>(), d in 1..=i64::MAX) {
        let (x, y) = (Rate { part: a, whole: b }, Rate { part: c, whole: d });
        prop_assert_eq!(x.compare(y), (i128::from(a) * i128::from(d)).cmp(&(i128::from(c) * i128::from(b))));
        prop_assert_eq!(x.compare(y), y.compare(x).reverse());
    }

    #[test]
    fn reaching_is_comparing(part in 0i64..2_000_000, whole in 1i64..1_000_000, percent in 0i64..20_000) {
        let (rate, minimum) = (Rate { part, whole }, Rate { part: percent, whole: 10_000 });
        prop_assert_eq!(rate.reaches(Points(percent)), rate.compare(minimum) != Ordering::Less);
        if rate.reaches(Points(percent)) {
            prop_assert!(rate.percent() >= Points(percent));
        }
    }
}

/// File endings that make a dotted text a file's name rather than a key.
const ENDINGS: [&str; 10] = ["rs", "toml", "sql", "db", "md", "csv", "json", "docx", "xlsx", "pdf"];

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs") {
            into.push(path);
        }
    }
}

/// Dotted lower-case texts between quotes whose first word is a section of the words.
fn keys_named(source: &str, sections: &[String]) -> Vec<String> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '.';
    source
        .lines()
        .filter(|l| !l.trim_start().starts_with("//"))
        .flat_map(|l| l.split('"').skip(1).step_by(2))
        .filter(|t| t.contains('.') && t.chars().all(plain) && !t.ends_with('.'))
        .filter(|t| t.split('.').next().is_some_and(|s| sections.iter().any(|x| x == s)))
        .filter(|t| !t.rsplit('.').next().is_some_and(|e| ENDINGS.contains(&e)))
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_key_the_source_names_has_its_words() {
    let words = Words::load(Lang::Vi);
    let mut sections: Vec<String> =
        words.keys().iter().filter_map(|k| Some(k.split_once('.')?.0.to_owned())).collect();
    sections.dedup();
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let mut lost = Vec::new();
    let mut found = 0;
    for file in &files {
        for key in keys_named(&std::fs::read_to_string(file).unwrap(), &sections) {
            found += 1;
            if !words.has(&key) {
                lost.push(format!("{}: {key}", file.display()));
            }
        }
    }
    assert!(found > 10, "the scan sees the keys");
    assert!(lost.is_empty(), "without words:\n{}", lost.join("\n"));
}
