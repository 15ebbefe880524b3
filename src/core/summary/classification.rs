//! Kết quả (đề nghị) xếp loại: units in the order of the ranks with total, rate, level and reasons, and how full each
//! level is. Titled by the state of the period; levels are those people set, reasons those of `core::standing`.
use super::body::{Body, Of};
use super::results::{self, column, units};
use super::source::Source;
use super::{in_force, votes, whole};
use crate::core::level::Mark;
use crate::core::number::{Points, roman};
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
        Ok(in_force::versions(facts).map(Of::Version).chain([Of::Period]).collect())
    }
}

/// The paper.
pub(super) fn body(source: &Source<'_>, of: Of) -> Body {
    let approved = source.approved();
    let mut blocks: Vec<Block> = results::levels(source).into_iter().map(Block::Para).collect();
    if !source.marked() {
        blocks.push(Block::Para(
            source.get(source.kind("paper.class.not_proposed", "paper.titles.not_proposed")),
        ));
    }
    match &source.facts.parts {
        Some(parts) => blocks.extend(whole::section(source, parts)),
        None => blocks.extend(results::scored_words(source).into_iter().map(Block::Para)),
    }
    blocks.push(Block::Table(table(source)));
    let title = |n: u32, key: &str| format!("{}. {}", roman(n), source.get(key));
    let first = if approved {
        source.kind("paper.class.result", "paper.titles.result")
    } else {
        source.kind("paper.class.proposal", "paper.titles.proposal")
    };
    let mut sections = vec![Section { title: title(1, first), blocks }];
    if let Some(tally) = tally(source) {
        let key = source.kind("paper.class.tally", "paper.titles.tally");
        sections.push(Section { title: title(2, key), blocks: vec![Block::Table(tally)] });
    }
    if let Some(votes) = votes::table(source) {
        let at = sections.len() as u32 + 1;
        sections.push(Section { title: title(at, "paper.votes.title"), blocks: vec![Block::Table(votes)] });
    }
    let (kind, preface) = if approved {
        (("paper.class.kind", "paper.titles.kind"), ("paper.class.preface", "paper.titles.preface"))
    } else {
        (
            ("paper.class.kind_proposed", "paper.titles.kind_proposed"),
            ("paper.class.preface_proposed", "paper.titles.preface_proposed"),
        )
    };
    Body {
        file: format!("ket-qua-xep-loai{}", in_force::suffix(of)),
        kind: source.get(source.kind(kind.0, kind.1)),
        subject: source.get("paper.unit_subject"),
        under: in_force::under(source),
        preface: source.preface(source.kind(preface.0, preface.1)),
        sections,
        ..Body::default()
    }
}

/// Units by rank: total and rate where there are scores, the levels, and why.
pub(super) fn table(source: &Source<'_>) -> Table {
    let (marked, approved) = (source.marked(), source.approved());
    let mut columns = results::standing_columns(source, [13, 36, 16, 14]);
    if marked {
        columns.push(column(source, results::proposed_head(source), Align::Centre, 20));
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
    let title =
        if marked || approved { results::result_title(source) } else { "paper.class.table_suggested" };
    Table { id: "xep-loai".to_owned(), title: source.get(title), columns, rows, notes, ..Table::default() }
}

fn line(source: &Source<'_>, at: usize, unit: UnitId, row: Option<&Row>) -> Vec<Cell> {
    let named = |mark: Option<Mark>| mark.map_or(Cell::Empty, |m| Cell::Text(source.mark_name(m)));
    let mark = source.facts.mark(unit);
    let suggested = source.suggestions.iter().find(|s| s.unit == unit).and_then(|s| s.level).map(Mark::Level);
    let mut cells = results::standing_cells(source, at, unit, row);
    let proposed = mark.and_then(|m| m.proposed);
    cells.push(named(if source.marked() { proposed } else { suggested }));
    if source.approved() {
        cells.push(named(mark.and_then(|m| m.approved)));
    }
    cells.push(Cell::Text(why(source, unit)));
    cells
}

/// All that applied: dự kiến where another level was proposed, its reasons in their order, the reasons people gave.
fn why(source: &Source<'_>, unit: UnitId) -> String {
    let mark = source.facts.mark(unit);
    let mut parts: Vec<String> =
        results::suggested_because(source, unit, source.reasons(unit)).into_iter().collect();
    let mut given = |key: &str, text: Option<&String>| {
        let text = text.map(|t| t.trim()).unwrap_or_default();
        if !text.is_empty() {
            parts.push(source.say(key, &[("reason", text)]));
        }
    };
    given("paper.class.proposed_because", mark.map(|m| &m.reason));
    if source.approved() {
        let key = match in_force::levelled(source, unit) {
            Some(_) => "paper.class.adjusted_because",
            None => "paper.class.approved_because",
        };
        given(key, mark.map(|m| &m.approved_reason));
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
    let mut table = results::by_level(source, [42, 20, 20]);
    table.columns.push(column(source, "paper.head.quota", Align::Centre, 32));
    for row in &mut table.rows {
        let share = match row.first() {
            Some(Cell::Text(name)) => quota(name),
            _ => Cell::Empty,
        };
        row.push(share);
    }
    table.total.iter_mut().for_each(|total| total.push(Cell::Text(String::new())));
    Some(table)
}
