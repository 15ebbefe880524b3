//! Tables: bordered ones with heading rows that repeat and rows that do not split, and the frameless ones
//! under letterhead and signature. Properties are written in schema order.
use super::para::{Face, Para, para};
use super::xml::Xml;
use crate::core::paper::{Align, Cell, Column, Print, Table};
use std::borrow::Cow;

/// A table of so many rows stays on one page.
const SHORT: usize = 10;

/// How the cells of a table are written.
#[derive(Clone, Copy)]
struct Text {
    style: &'static str,
    face: Face,
}

/// A bordered table, its widths shared out over `room` twips; `dense` sets it small.
pub(super) fn table(xml: &mut Xml, table: &Table, print: &Print, room: u32, dense: bool) {
    let widths = shares(&table.columns, room);
    // a style of its own: an empty cell is as high as the style says
    let text = if dense {
        Text { style: "CellSmall", face: Face::PLAIN }
    } else {
        Text { style: "Cell", face: Face::PLAIN.sized(size(table.columns.len())) }
    };
    begin(xml, &widths, if dense { Frame::Close } else { Frame::Usual });
    heads(xml, &table.columns, &widths, text);
    let last = table.rows.len() + table.total.iter().len();
    for (i, row) in table.rows.iter().chain(&table.total).enumerate() {
        let bold = i >= table.rows.len() || table.bold.contains(&i);
        // a short table is not torn; of a long one the last two rows stay together
        let keep = i + 1 < last && (last <= SHORT || i + 2 == last);
        let text = Text { face: Face { bold, ..text.face }, ..text };
        cells(xml, table, row, print, &widths, text, keep);
    }
    xml.close("w:tbl");
}

/// Most columns beside those that stand again: figures of seven signs stay readable in 10 points.
const ABREAST: usize = 8;

/// A table as the pages take it: whole, or in parts of as many columns each, every one with the first columns again.
pub(super) fn parts(table: &Table) -> Vec<Cow<'_, Table>> {
    let beside = table.columns.len().saturating_sub(table.lead);
    if table.lead == 0 || beside <= ABREAST {
        return vec![Cow::Borrowed(table)];
    }
    let many = beside.div_ceil(ABREAST);
    let each = beside.div_ceil(many);
    (0..many).map(|part| Cow::Owned(part_of(table, table.lead + part * each, each))).collect()
}

/// The first columns and `each` others from `from` on.
fn part_of(table: &Table, from: usize, each: usize) -> Table {
    let cells = |row: &Vec<Cell>| {
        row.iter().take(table.lead).chain(row.iter().skip(from).take(each)).cloned().collect::<Vec<_>>()
    };
    let columns = &table.columns;
    Table {
        columns: columns
            .iter()
            .take(table.lead)
            .chain(columns.iter().skip(from).take(each))
            .cloned()
            .collect(),
        rows: table.rows.iter().map(cells).collect(),
        total: table.total.as_ref().map(cells),
        ..table.clone()
    }
}

/// Half points by the number of columns: wide tables are set smaller, never below 9 points.
fn size(columns: usize) -> u16 {
    match columns {
        0..=6 => 24,
        7..=9 => 22,
        10..=13 => 20,
        _ => 18,
    }
}

/// The frame of a table, and how far its cells keep from it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Frame {
    None,
    Close,
    Usual,
}

/// Opens a table of these column widths.
pub(super) fn begin(xml: &mut Xml, widths: &[u32], frame: Frame) {
    let whole = widths.iter().sum::<u32>().to_string();
    xml.open("w:tbl", &[]);
    xml.open("w:tblPr", &[]);
    xml.leaf("w:tblW", &[("w:w", &whole), ("w:type", "dxa")]);
    xml.leaf("w:jc", &[("w:val", "center")]);
    if frame != Frame::None {
        xml.open("w:tblBorders", &[]);
        for side in ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"] {
            xml.leaf(side, &[("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "000000")]);
        }
        xml.close("w:tblBorders");
    }
    xml.leaf("w:tblLayout", &[("w:type", "fixed")]);
    let margin = match frame {
        Frame::None => "0",
        Frame::Close => "40",
        Frame::Usual => "57",
    };
    xml.open("w:tblCellMar", &[]);
    for (side, w) in [("w:top", "0"), ("w:left", margin), ("w:bottom", "0"), ("w:right", margin)] {
        xml.leaf(side, &[("w:w", w), ("w:type", "dxa")]);
    }
    xml.close("w:tblCellMar");
    xml.close("w:tblPr");
    xml.open("w:tblGrid", &[]);
    for width in widths {
        xml.leaf("w:gridCol", &[("w:w", &width.to_string())]);
    }
    xml.close("w:tblGrid");
}

/// Opens a row that is never split over two pages; heading rows repeat on every page.
pub(super) fn row(xml: &mut Xml, head: bool) {
    xml.open("w:tr", &[]);
    xml.open("w:trPr", &[]);
    xml.leaf("w:cantSplit", &[]);
    if head {
        xml.leaf("w:tblHeader", &[]);
    }
    xml.close("w:trPr");
}

/// How a cell lies over the grid.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Span {
    /// one column, one row
    One,
    /// so many columns
    Wide(usize),
    /// first of two rows
    Tall,
    /// second of two rows
    Under,
}

/// Opens a cell.
pub(super) fn cell(xml: &mut Xml, width: u32, span: Span, middle: bool) {
    xml.open("w:tc", &[]);
    xml.open("w:tcPr", &[]);
    xml.leaf("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
    match span {
        Span::Wide(n) if n > 1 => xml.leaf("w:gridSpan", &[("w:val", &n.to_string())]),
        Span::One | Span::Wide(_) => {}
        Span::Tall => xml.leaf("w:vMerge", &[("w:val", "restart")]),
        Span::Under => xml.leaf("w:vMerge", &[]),
    }
    if middle {
        xml.leaf("w:vAlign", &[("w:val", "center")]);
    }
    xml.close("w:tcPr");
}

/// One row of heads, or two where columns stand in groups.
fn heads(xml: &mut Xml, columns: &[Column], widths: &[u32], text: Text) {
    let face = Face { bold: true, ..text.face };
    let style = Para::of(text.style).aligned("center").kept();
    let grouped = columns.iter().any(|c| !c.group.is_empty());
    row(xml, true);
    let mut at = 0;
    while let (Some(column), Some(width)) = (columns.get(at), widths.get(at)) {
        let n = if column.group.is_empty() {
            1
        } else {
            columns.iter().skip(at).take_while(|c| c.group == column.group).count()
        };
        if column.group.is_empty() {
            cell(xml, *width, if grouped { Span::Tall } else { Span::One }, true);
            para(xml, style, face, &column.head);
        } else {
            cell(xml, widths.iter().skip(at).take(n).sum(), Span::Wide(n), true);
            para(xml, style, face, &column.group);
        }
        xml.close("w:tc");
        at += n;
    }
    xml.close("w:tr");
    if !grouped {
        return;
    }
    row(xml, true);
    for (column, width) in columns.iter().zip(widths) {
        let under = column.group.is_empty();
        cell(xml, *width, if under { Span::Under } else { Span::One }, true);
        para(xml, style, face, if under { "" } else { &column.head });
        xml.close("w:tc");
    }
    xml.close("w:tr");
}

fn cells(
    xml: &mut Xml,
    table: &Table,
    cells: &[Cell],
    print: &Print,
    widths: &[u32],
    text: Text,
    keep: bool,
) {
    row(xml, false);
    for ((column, width), value) in table.columns.iter().zip(widths).zip(cells) {
        cell(xml, *width, Span::One, true);
        let align = match column.align {
            Align::Left => "left",
            Align::Centre => "center",
            Align::Right => "right",
        };
        let how = Para { keep, ..Para::of(text.style).aligned(align) };
        para(xml, how, text.face, &print.cell(value));
        xml.close("w:tc");
    }
    xml.close("w:tr");
}

/// Widths in twips that sum to `room` exactly.
fn shares(columns: &[Column], room: u32) -> Vec<u32> {
    let whole = columns.iter().map(|c| u32::from(c.width)).sum::<u32>().max(1);
    let mut widths: Vec<u32> = columns.iter().map(|c| room * u32::from(c.width) / whole).collect();
    let used: u32 = widths.iter().sum();
    // what rounding left over goes to the widest column
    if let Some(widest) = widths.iter_mut().max_by_key(|w| **w) {
        *widest += room.saturating_sub(used);
    }
    widths
}
