//! Kết quả (đề nghị) xếp loại: units in the order of the ranks with total, rate, level and reasons, and how full each
//! level is. Titled by the state of the period; levels are those people set, reasons those of `core::standing`.
use super::body::{Body, Of};
use super::results::{self, column, name, units};
use super::source::Source;
use super::{votes, whole};
use crate::core::adjustment::{Adjustment, Stage};
use crate::core::date::Date;
use crate::core::level::Mark;
use crate::core::number::{Points, Rate, roman};
use crate::core::paper::{Align, Block, Cell, Section, Table};
use crate::core::problem::{Arg, Problem};
use crate::core::quarter::QuarterFacts;
use crate::core::standing::{self, Row};
use crate::core::unit::UnitId;

/// One for the period, where it has levels to give; after adjustments one of each version before.
pub(super) fn copies(facts: &QuarterFacts) -> Result<Vec<Of>, Problem> {
    let period = |key| Problem::new(key).with("period", Arg::Period(facts.period.key));
    if facts.levels.is_none() && facts.marks.is_empty() {
        Err(period("papers.why_not.no_levels"))
    } else if facts.units.is_empty() {
        Err(period("papers.why_not.no_units"))
    } else {
        let last = adjusted(facts).map_or(0, |a| a.ordinal);
        Ok((0..last).map(Of::Version).chain([Of::Period]).collect())
    }
}

/// The adjustment in force, the last one applied.
pub(super) fn adjusted(facts: &QuarterFacts) -> Option<&Adjustment> {
    facts.adjustments.iter().filter(|a| a.stage == Stage::Applied).max_by_key(|a| a.ordinal)
}

/// The paper.
pub(super) fn body(source: &Source<'_>, of: Of) -> Body {
    let approved = source.approved();
    let mut blocks: Vec<Block> = results::levels(source).into_iter().map(Block::Para).collect();
    if !source.marked() {
        blocks.push(Block::Para(source.get("paper.class.not_proposed")));
    }
    match &source.facts.parts {
        Some(parts) => blocks.extend(whole::section(source, parts)),
        None => blocks.extend(results::scored_words(source).into_iter().map(Block::Para)),
    }
    blocks.push(Block::Table(table(source)));
    let title = |n: u32, key: &str| format!("{}. {}", roman(n), source.get(key));
    let first = if approved { "paper.class.result" } else { "paper.class.proposal" };
    let mut sections = vec![Section { title: title(1, first), blocks }];
    if let Some(tally) = tally(source) {
        sections.push(Section { title: title(2, "paper.class.tally"), blocks: vec![Block::Table(tally)] });
    }
    if let Some(votes) = votes::table(source) {
        let at = sections.len() as u32 + 1;
        sections.push(Section { title: title(at, "paper.votes.title"), blocks: vec![Block::Table(votes)] });
    }
    Body {
        file: match of {
            Of::Version(0) => "ket-qua-xep-loai-ban-duyet".to_owned(),
            Of::Version(n) => format!("ket-qua-xep-loai-sau-dieu-chinh-lan-{n}"),
            _ => "ket-qua-xep-loai".to_owned(),
        },
        kind: source.get(if approved { "paper.class.kind" } else { "paper.class.kind_proposed" }),
        subject: source.get("paper.unit_subject"),
        under: under(source),
        preface: source.preface(if approved {
            "paper.class.preface"
        } else {
            "paper.class.preface_proposed"
        }),
        sections,
        ..Body::default()
    }
}

/// `(Theo văn bản số 1890/QĐ-CAT ngày 05/8/2021)`; after an adjustment its number too.
fn under(source: &Source<'_>) -> String {
    let mut lines = Vec::new();
    if let Some(paper) = &source.facts.approval {
        let args = [("number", paper.number.as_str()), ("day", &day(source, paper.date))];
        lines.push(source.say("paper.class.by", &args));
    }
    if let Some(last) = adjusted(source.facts) {
        let n = last.ordinal.to_string();
        let args = [("n", n.as_str()), ("number", &last.number), ("day", &day(source, last.date))];
        lines.push(source.say("paper.class.adjusted", &args));
    }
    lines.join("\n")
}

/// ` ngày 05/8/2021`, or nothing.
pub(super) fn day(source: &Source<'_>, date: Option<Date>) -> String {
    date.map(|d| source.say("paper.result.day", &[("date", &source.day(d))])).unwrap_or_default()
}

/// Units by rank: total and rate where there are scores, the levels, and why.
pub(super) fn table(source: &Source<'_>) -> Table {
    let scored = source.facts.table.is_some();
    let (marked, approved) = (source.marked(), source.approved());
    let mut columns = vec![
        column(source, if scored { "paper.head.rank" } else { "paper.head.number" }, Align::Centre, 13),
        column(source, "paper.head.unit", Align::Left, 36),
    ];
    if scored {
        columns.push(column(source, "paper.head.total", Align::Right, 16));
        columns.push(column(source, "paper.head.rate", Align::Right, 14));
    }
    if marked {
        columns.push(column(source, "paper.head.proposed", Align::Centre, 20));
    } else {
        columns.push(column(source, "paper.head.suggested", Align::Centre, 20));
    }
    if approved {
        columns.push(column(source, "paper.head.approved", Align::Centre, 20));
    }
    columns.push(column(source, "paper.head.reason_level", Align::Left, 50));
    let rows: Vec<Vec<Cell>> =
        units(source).into_iter().enumerate().map(|(i, (unit, row))| line(source, i, unit, row)).collect();
    let mut notes = results::rank_notes(source, &rows);
    notes.extend(over(source).map(|over| source.say("paper.class.over_note", &[("levels", &over)])));
    let title = match (marked, approved) {
        (_, true) => "paper.table.result",
        (true, false) => "paper.table.proposal",
        (false, false) => "paper.class.table_suggested",
    };
    Table {
        id: "xep-loai".to_owned(),
        title: source.get(title),
        columns,
        rows,
        bold: Vec::new(),
        total: None,
        notes,
        annex: false,
        lead: 0,
    }
}

fn line(source: &Source<'_>, at: usize, unit: UnitId, row: Option<&Row>) -> Vec<Cell> {
    let named = |mark: Option<Mark>| mark.map_or(Cell::Empty, |m| Cell::Text(source.mark_name(m)));
    let scored = source.facts.table.is_some();
    let mark = source.facts.mark(unit);
    let suggested = source.suggestions.iter().find(|s| s.unit == unit).and_then(|s| s.level).map(Mark::Level);
    let mut cells = vec![results::rank(at, scored, row), Cell::Text(name(source, unit))];
    if scored {
        cells.push(results::total(row));
        cells.push(row.and_then(|r| r.rate).map_or(Cell::Empty, Cell::Rate));
    }
    let proposed = mark.and_then(|m| m.proposed);
    cells.push(named(if source.marked() { proposed } else { suggested }));
    if source.approved() {
        cells.push(named(mark.and_then(|m| m.approved)));
    }
    cells.push(Cell::Text(why(source, unit, suggested)));
    cells
}

/// All that applied: dự kiến where another level was proposed, its reasons in their order, the reasons people gave.
fn why(source: &Source<'_>, unit: UnitId, suggested: Option<Mark>) -> String {
    let mark = source.facts.mark(unit);
    let mut parts = Vec::new();
    let reasons = source.reasons(unit);
    match suggested.filter(|s| mark.and_then(|m| m.proposed).is_some_and(|p| p != *s)) {
        Some(other) => {
            let args = [("level", source.mark_name(other)), ("reasons", reasons)];
            parts.push(source.told("paper.class.suggested", &args));
        }
        None if !reasons.is_empty() => parts.push(reasons),
        None => {}
    }
    let mut given = |key: &str, text: Option<&String>| {
        let text = text.map(|t| t.trim()).unwrap_or_default();
        if !text.is_empty() {
            parts.push(source.say(key, &[("reason", text)]));
        }
    };
    given("paper.class.proposed_because", mark.map(|m| &m.reason));
    if source.approved() {
        given("paper.class.approved_because", mark.map(|m| &m.approved_reason));
    }
    parts.join("; ")
}

/// Levels proposed above their quota: `Xuất sắc 04/03`.
fn over(source: &Source<'_>) -> Option<String> {
    let full: Vec<String> = standing::meters(source.facts, &source.suggestions)
        .iter()
        .filter_map(|m| m.places.filter(|places| m.proposed > *places).map(|places| (m, places)))
        .filter_map(|(m, places)| {
            let level = source.facts.level_name(Mark::Level(m.level))?;
            Some(format!("{level} {}/{places}", m.proposed))
        })
        .collect();
    (!full.is_empty()).then(|| full.join(", "))
}

/// Units on each level beside what the level may hold.
fn tally(source: &Source<'_>) -> Option<Table> {
    let set = source.facts.levels.as_ref()?;
    let lang = source.words.lang;
    let meters = standing::meters(source.facts, &source.suggestions);
    let whole = source.facts.units.len().max(1) as i64;
    let rate = |n: usize| Cell::Rate(Rate { part: n as i64, whole });
    let counted = results::tally(source);
    let quota = |name: &str| -> Cell {
        let level = set.levels.iter().find(|l| l.name == name);
        let places = level.and_then(|l| meters.iter().find(|m| m.level == l.id)).and_then(|m| m.places);
        match (level.and_then(|l| l.quota), places) {
            (Some(share), Some(places)) => {
                let args = [("share", Points(share.0).short(lang)), ("n", places.to_string())];
                Cell::Text(source.told("paper.class.quota", &args))
            }
            _ => Cell::Text("–".to_owned()),
        }
    };
    let on = |(name, n): &(String, usize)| {
        vec![Cell::Text(name.clone()), Cell::Int(*n as i64), rate(*n), quota(name)]
    };
    let mut rows: Vec<Vec<Cell>> = counted.iter().map(on).collect();
    let open = source.facts.units.iter().filter(|u| source.mark(u.id).is_none()).count();
    if open > 0 {
        let name = source.get("paper.level.open");
        rows.push(vec![Cell::Text(name), Cell::Int(open as i64), rate(open), Cell::Text("–".to_owned())]);
    }
    let none = Cell::Text(String::new());
    let total = vec![
        Cell::Text(source.get("paper.head.sum")),
        Cell::Int(source.facts.units.len() as i64),
        rate(source.facts.units.len()),
        none,
    ];
    Some(Table {
        id: "tong-hop-xep-loai".to_owned(),
        title: source.get("paper.table.by_level"),
        columns: vec![
            column(source, "paper.head.level", Align::Left, 42),
            column(source, "paper.head.units", Align::Right, 20),
            column(source, "paper.head.share", Align::Right, 20),
            column(source, "paper.head.quota", Align::Centre, 32),
        ],
        rows,
        bold: Vec::new(),
        total: Some(total),
        notes: Vec::new(),
        annex: false,
        lead: 0,
    })
}
