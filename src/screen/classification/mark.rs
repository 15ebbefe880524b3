//! How room 6 names and colours a mark, on the table, on the page of approval and in a choice. Decides nothing.
use super::board::Board;
use crate::core::level::{Mark, Tint};
use crate::core::register::Label;
use crate::core::text;
use crate::core::words::Words;
use crate::kit::look::{Look, Role};
use crate::kit::table::Cell;

/// Words key of "cụm" or "khối".
pub(super) fn body(board: &Board<'_>) -> &'static str {
    match board.facts.register.label {
        Label::Cluster => "room.cl.body_cluster",
        Label::Block => "room.cl.body_block",
    }
}

/// Levels and không phân loại, with the places of a quota at the right; the one expected is named.
pub(super) fn choices(words: &Words, board: &Board<'_>, expected: Option<Mark>) -> Vec<(String, String)> {
    board
        .marks()
        .into_iter()
        .map(|mark| {
            let mut notes = Vec::new();
            if expected == Some(mark) {
                notes.push(words.get("room.cl.suggested").to_owned());
            }
            let meter = board.meters.iter().find(|m| mark == Mark::Level(m.level));
            if let Some((m, places)) = meter.and_then(|m| Some((m, m.places?))) {
                notes.push(format!("{}/{places}", m.proposed));
            }
            (board.name(mark, words).to_owned(), notes.join("  "))
        })
        .collect()
}

/// Role of a level's colour.
fn tint(board: &Board<'_>, mark: Mark) -> Role {
    let level = if let Mark::Level(id) = mark { board.set.level(id) } else { None };
    match level.map(|l| l.tint) {
        Some(Tint::Good) => Role::Good,
        Some(Tint::Accent) => Role::Accent,
        Some(Tint::Warn) => Role::Warn,
        Some(Tint::Bad) => Role::Bad,
        Some(Tint::Text) | None => Role::Text,
    }
}

/// A mark in its colour, or the sign of none.
pub(super) fn cell_of(board: &Board<'_>, look: &Look, mark: Option<Mark>, none: &str) -> Cell {
    mark.map_or_else(|| none.into(), |m| Cell::new(tint(board, m), board.name(m, &look.words)))
}

/// Cells of the widest text.
pub(super) fn widest<'a>(texts: impl Iterator<Item = &'a str>) -> u16 {
    texts.map(text::width).max().unwrap_or(0) as u16
}

/// Words key of `Cụm đề nghị` or `Khối đề nghị`.
pub(super) fn proposed_head(board: &Board<'_>) -> &'static str {
    match board.facts.register.label {
        Label::Cluster => "room.cl.col_proposed_cluster",
        Label::Block => "room.cl.col_proposed_block",
    }
}
