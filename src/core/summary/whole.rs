//! A half-year, nine months or a year in the paper: the results of its quarters side by side, the sum and the rank over it,
//! and what must be known of the quarters. Every figure comes from `core::parts`.
use super::results::{blanks, column, name};
use super::source::Source;
use crate::core::paper::{Align, Block, Cell, Table};
use crate::core::parts::{Parts, RollUp, roll_up};

/// Section III of a set of quarters.
pub(super) fn section(source: &Source<'_>, parts: &Parts) -> Vec<Block> {
    let rows = roll_up(source.facts);
    let quarters: Vec<String> =
        parts.quarters.iter().map(|q| q.period.key.label(source.words.lang)).collect();
    let mut blocks =
        vec![Block::Para(source.say("paper.parts.intro", &[("quarters", &quarters.join(", "))]))];
    let first: Vec<String> =
        rows.iter().filter(|r| r.rank == Some(1)).map(|r| name(source, r.unit)).collect();
    if !first.is_empty() {
        blocks.push(Block::Para(source.say("paper.parts.first", &[("units", &first.join(", "))])));
        blocks.push(Block::Table(table(source, parts, &rows)));
    }
    blocks
}

/// Rank, unit, sum, mean; then rank, total and level of each quarter.
fn table(source: &Source<'_>, parts: &Parts, rows: &[RollUp]) -> Table {
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
    let cells: Vec<Vec<Cell>> =
        rows.iter().filter(|r| source.facts.unit(r.unit).is_some()).map(|r| row(source, r)).collect();
    let mut notes: Vec<String> = blanks(source, &cells).into_iter().collect();
    notes.extend(parts.told(&source.facts.period).iter().map(|p| source.words.say(p)));
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
        let level = had.map(|u| u.level.clone()).filter(|l| !l.is_empty());
        cells.push(level.map_or(Cell::Empty, Cell::Text));
    }
    cells
}
