//! A half-year, nine months or a year in the paper: the results of its quarters side by side, the sum and the rank over it,
//! and what must be known of the quarters. Every figure comes from `core::parts`.
use super::results::{blanks, column, name};
use super::source::Source;
use crate::core::paper::{Align, Block, Cell, Column, Table};
use crate::core::parts::{Parts, RollUp, roll_up};
use crate::core::problem::Problem;
use crate::core::quarter::PastUnit;

/// Section III of a set of quarters.
pub(super) fn section(source: &Source<'_>, parts: &Parts) -> Vec<Block> {
    let mut rows = roll_up(source.facts);
    rows.retain(|r| source.facts.unit(r.unit).is_some());
    let quarters: Vec<String> =
        parts.quarters.iter().map(|q| q.period.key.label(source.words.lang)).collect();
    let first: Vec<String> =
        rows.iter().filter(|r| r.rank == Some(1)).map(|r| name(source, r.unit)).collect();
    let scored = !first.is_empty();
    let any = scored || rows.iter().flat_map(|r| r.quarters.iter().flatten()).any(|u| !u.level.is_empty());
    let key = match (scored, any) {
        (true, _) => "paper.parts.intro",
        (false, true) => "paper.parts.intro_levels",
        (false, false) => "paper.parts.intro_only",
    };
    let mut blocks = vec![Block::Para(source.say(key, &[("quarters", &quarters.join(", "))]))];
    if scored {
        blocks.push(Block::Para(source.say("paper.parts.first", &[("units", &first.join(", "))])));
    }
    if any {
        let columns = if scored { columns(source, parts) } else { level_columns(source, parts) };
        blocks.push(Block::Table(table(source, parts, &rows, columns, scored)));
    } else {
        blocks.extend(told(source, parts).into_iter().map(Block::Para));
    }
    blocks
}

/// What must be known of the quarters.
fn told(source: &Source<'_>, parts: &Parts) -> Vec<String> {
    let said = |p: &Problem| match p.key {
        // on paper it does not matter what was opened in the register
        "parts.missing" => source.words.say(&Problem { key: "paper.parts.missing", ..p.clone() }),
        _ => source.words.say(p),
    };
    parts.told(&source.facts.period).iter().map(said).collect()
}

/// Rank, unit, sum, mean; then rank, total and level of each quarter.
fn columns(source: &Source<'_>, parts: &Parts) -> Vec<Column> {
    let mut columns = vec![
        column(source, "paper.head.rank", Align::Centre, 8),
        column(source, "paper.head.unit", Align::Left, 30),
        column(source, "paper.parts.sum", Align::Right, 13),
        column(source, "paper.parts.mean", Align::Right, 11),
    ];
    for q in &parts.quarters {
        let group = q.period.key.short_label(source.words.lang);
        for (head, align, width) in [
            ("paper.head.rank", Align::Centre, 7),
            ("paper.head.total", Align::Right, 11),
            ("paper.head.level", Align::Centre, 12),
        ] {
            let mut column = column(source, head, align, width);
            column.group.clone_from(&group);
            columns.push(column);
        }
    }
    columns
}

/// Number and unit; then the level of each quarter, where nothing is scored.
fn level_columns(source: &Source<'_>, parts: &Parts) -> Vec<Column> {
    let mut columns = vec![
        column(source, "paper.head.number", Align::Centre, 8),
        column(source, "paper.head.unit", Align::Left, 44),
    ];
    columns.extend(parts.quarters.iter().map(|q| Column {
        head: q.period.key.short_label(source.words.lang),
        ..column(source, "paper.head.level", Align::Centre, 24)
    }));
    columns
}

fn table(source: &Source<'_>, parts: &Parts, rows: &[RollUp], columns: Vec<Column>, scored: bool) -> Table {
    let cells: Vec<Vec<Cell>> = rows
        .iter()
        .enumerate()
        .map(|(i, r)| if scored { row(source, r) } else { level_row(source, i, r) })
        .collect();
    let mut notes: Vec<String> = blanks(source, &cells).into_iter().collect();
    notes.extend(told(source, parts));
    let short: Vec<String> =
        rows.iter().filter(|r| r.rank.is_some() && !r.whole).map(|r| name(source, r.unit)).collect();
    if !short.is_empty() {
        notes.push(source.say("parts.roll_short", &[("units", &short.join(", "))]));
    }
    Table {
        id: "tong-hop-cac-quy".to_owned(),
        title: source.get("paper.parts.table"),
        columns,
        rows: cells,
        notes,
        lead: 2,
        ..Table::default()
    }
}

fn level_row(source: &Source<'_>, at: usize, row: &RollUp) -> Vec<Cell> {
    let mut cells = vec![Cell::Int(at as i64 + 1), Cell::Text(name(source, row.unit))];
    cells.extend(row.quarters.iter().map(|had| level(had.as_ref())));
    cells
}

fn level(had: Option<&PastUnit>) -> Cell {
    let level = had.map(|u| u.level.clone()).filter(|l| !l.is_empty());
    level.map_or(Cell::Empty, Cell::Text)
}

fn row(source: &Source<'_>, row: &RollUp) -> Vec<Cell> {
    let rank = |n: Option<u32>| n.map_or(Cell::Empty, |n| Cell::Int(i64::from(n)));
    let mut cells = vec![
        rank(row.rank),
        Cell::Text(name(source, row.unit)),
        row.total.map_or(Cell::Empty, Cell::Points),
        row.mean.map_or(Cell::Empty, |m| Cell::Points(m.hundredths())),
    ];
    for had in &row.quarters {
        let had = had.as_ref();
        cells.push(rank(had.and_then(|u| u.rank)));
        cells.push(had.and_then(|u| u.total).map_or(Cell::Empty, Cell::Points));
        cells.push(level(had));
    }
    cells
}
