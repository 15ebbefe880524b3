//! The parts of the settings in their order, and what each says while nobody changes it.
use super::backup;
use crate::core::level::{Level, LevelSet};
use crate::core::quarter::QuarterFacts;
use crate::core::register::{Label, Register};
use crate::core::score::{RankBy, ScoreTable};
use crate::core::words::Lang;
use crate::kit::look::Look;
use crate::shelf::Shelf;

/// One part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// thể thức văn bản
    Letterhead,
    /// tên cụm, người giữ sổ
    Names,
    /// bảng điểm, mức xếp loại of the period looked at
    Scoring,
    /// ngôn ngữ, ký tự
    Language,
    /// tệp sổ
    File,
    /// sao lưu
    Copies,
}

/// The list at the left: part, its name, what it is for.
pub(super) const PARTS: &[(Part, &str, &str)] = &[
    (Part::Letterhead, "room.se.letterhead", "room.se.about_letterhead"),
    (Part::Names, "room.se.names", "room.se.about_names"),
    (Part::Scoring, "room.se.scoring", "room.se.about_scoring"),
    (Part::Language, "room.se.language", "room.se.about_language"),
    (Part::File, "room.se.file", "room.se.about_file"),
    (Part::Copies, "room.se.copies", "room.se.about_copies"),
];

/// Label and value; an empty label goes on with the value above, an empty value is a head.
pub(super) type Pair = (String, String);

/// What a part says.
pub(super) fn pairs(part: Part, shelf: &Shelf, facts: &QuarterFacts, look: &Look) -> Vec<Pair> {
    let register = &facts.register;
    match part {
        Part::Letterhead => letterhead(register, look),
        Part::Names => names(register, look),
        Part::Scoring => scoring(facts, look),
        Part::Language => language(register, look),
        Part::File => file(shelf, facts, look),
        Part::Copies => backup::pairs(shelf, look),
    }
}

/// A value, or the sign of none.
fn value(text: &str, look: &Look) -> String {
    if text.is_empty() { look.glyphs.none.to_owned() } else { text.to_owned() }
}

fn letterhead(register: &Register, look: &Look) -> Vec<Pair> {
    let head = &register.letterhead;
    let texts = [
        ("room.se.superior", &head.superior),
        ("room.se.issuer", &head.issuer),
        ("room.se.place", &head.place),
        ("room.se.symbol", &head.symbol),
        ("room.se.sign_form", &head.sign_form),
        ("room.se.sign_post", &head.sign_post),
        ("room.se.signer", &head.signer),
        ("room.se.recipients", &head.recipients),
    ];
    let mut out = Vec::new();
    for (key, text) in texts {
        let mut lines = text.lines();
        out.push((look.word(key).to_owned(), value(lines.next().unwrap_or_default(), look)));
        out.extend(lines.map(|line| (String::new(), line.to_owned())));
    }
    out
}

fn names(register: &Register, look: &Look) -> Vec<Pair> {
    let label = match register.label {
        Label::Cluster => "room.se.label_cluster",
        Label::Block => "room.se.label_block",
    };
    let pair = |key: &str, text: &str| (look.word(key).to_owned(), value(text, look));
    vec![
        pair("room.se.cluster", &register.cluster),
        pair("room.se.province", &register.province),
        pair("room.se.secretary", &register.secretary),
        pair("room.se.label", look.word(label)),
    ]
}

fn language(register: &Register, look: &Look) -> Vec<Pair> {
    let lang = match register.lang {
        Lang::Vi => "room.se.lang_vi",
        Lang::En => "room.se.lang_en",
    };
    let signs = if register.plain { "room.se.signs_plain" } else { "room.se.signs_standard" };
    let pair = |key: &str, text: &str| (look.word(key).to_owned(), look.word(text).to_owned());
    vec![pair("room.se.lang", lang), pair("room.se.signs", signs)]
}

fn file(shelf: &Shelf, facts: &QuarterFacts, look: &Look) -> Vec<Pair> {
    let word = |key: &str| look.word(key).to_owned();
    let rights = if shelf.read_only { "room.se.rights_read" } else { "room.se.rights_write" };
    let hash: String = facts.act.1.chars().take(8).collect();
    let acts = look.words.fill("room.se.acts_value", &[("n", &facts.act.0.to_string()), ("hash", &hash)]);
    let mut out = vec![
        (word("room.se.path"), shelf.file.clone()),
        (word("room.se.acts"), acts),
        (word("room.se.rights"), word(rights)),
        (word("room.se.papers"), word("room.se.papers_value")),
    ];
    if facts.register.sample {
        out.push((word("room.se.sample"), word("room.se.sample_value")));
    }
    out
}

/// Table and level set of the period, with their groups and minima.
fn scoring(facts: &QuarterFacts, look: &Look) -> Vec<Pair> {
    let mut out = match &facts.table {
        Some(table) => of_table(table, look),
        None => vec![(look.word("room.se.table").to_owned(), look.word("room.se.table_none").to_owned())],
    };
    out.push((String::new(), String::new()));
    match &facts.levels {
        Some(set) => {
            out.push((look.word("room.se.levels").to_owned(), set.name.clone()));
            out.extend(set.levels.iter().map(|level| (String::new(), of_level(level, look))));
        }
        None => out.push((look.word("room.se.levels").to_owned(), value("", look))),
    }
    out
}

fn of_table(table: &ScoreTable, look: &Look) -> Vec<Pair> {
    let lang = look.words.lang;
    let by = match table.by {
        RankBy::Total => "room.se.by_total",
        RankBy::Rate => "room.se.by_rate",
    };
    let size = look.words.fill(
        "room.se.size",
        &[("n", &table.leaves().count().to_string()), ("maximum", &table.maximum().short(lang))],
    );
    let mut out = vec![
        (look.word("room.se.table").to_owned(), table.name.clone()),
        (String::new(), size),
        (String::new(), look.words.fill("room.se.step", &[("step", &table.step.short(lang))])),
        (String::new(), look.word(by).to_owned()),
    ];
    out.extend(
        table.groups().map(|g| (String::new(), format!("{} {} ({})", g.code, g.text, g.maximum.short(lang)))),
    );
    out
}

/// `Xuất sắc: từ 90%, tối đa 25% số đơn vị`.
fn of_level(level: &Level, look: &Look) -> String {
    let lang = look.words.lang;
    let mut out = level.name.clone();
    let minimum = level.minimum.map(|m| look.words.fill("room.se.level_from", &[("n", &m.short(lang))]));
    let quota = level.quota.map(|q| look.words.fill("room.se.level_quota", &[("n", &q.short(lang))]));
    let parts: Vec<String> = minimum.into_iter().chain(quota).collect();
    if !parts.is_empty() {
        out.push_str(": ");
        out.push_str(&parts.join(", "));
    }
    out
}

/// Levels of a set in one line, for the hint while it is being chosen.
pub(super) fn levels_line(set: &LevelSet, look: &crate::core::words::Words) -> String {
    let one = |l: &Level| match l.minimum {
        Some(m) => format!("{} {}", l.name, m.short(look.lang)),
        None => l.name.clone(),
    };
    set.levels.iter().map(one).collect::<Vec<_>>().join(", ")
}
