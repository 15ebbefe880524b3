//! The tab Toàn cụm: criteria as rows, units as columns, one column of the sheets at a time. ← → choose the unit, Tab the
//! column; typing fills the cell as in the sheet, Enter opens the unit's sheet at the same row.
use super::cell::Typing;
use super::column::Col;
use super::explain;
use super::place::Place;
use super::sheet::{Sheet, Sums, is_derived};
use super::shown::{
    Heading, WIDE, counted_marked, draw_cell, final_text, held, hidden, points, short_name,
    shown as value_shown, stand, title, tree,
};
use super::{Here, State, Tab};
use crate::core::change;
use crate::core::score::{Criterion, Round};
use crate::core::text;
use crate::core::unit::Unit;
use crate::kit::look::{Look, Role, Seen, Tone};
use crate::kit::table::{self, Cell, Column, Line};
use ratatui::Frame;
use ratatui::layout::Rect;

/// Least cells of a unit's column: `186,75` and a little for the head.
const UNIT: u16 = 7;
/// Columns before the units: code, text, maximum.
const AHEAD: usize = 3;
/// Cells before the units but for the code: marker, text, maximum, blanks.
const BEFORE: u16 = 1 + 2 + 18 + 2 + 6;

/// The unit to the left or right.
pub(super) fn across(state: &mut State, sheet: &Sheet, here: Here, right: bool) {
    let units = &sheet.facts.units;
    let Some(at) = units.iter().position(|u| u.id == here.unit) else { return };
    let to = if right { (at + 1).min(units.len() - 1) } else { at.saturating_sub(1) };
    if let Some(unit) = units.get(to) {
        state.unit = Some(unit.id);
    }
}

/// Cells of a unit's column: as many as the widest total; of what counts as its widest score with the sign of an adjustment;
/// the same for all.
fn cells(sheet: &Sheet, here: Here, look: &Look, sums: &[Option<Sums>]) -> u16 {
    let totals =
        sums.iter().flatten().filter_map(|s| s.total).map(|total| text::width(&total.show(look.lang)));
    let least = totals.max().map_or(UNIT, |cells| UNIT.max(cells as u16));
    if here.col != Col::Counted {
        return least;
    }
    let of = |unit: &Unit, leaf: &Criterion| text::width(&counted_marked(look, sheet, unit.id, leaf).text);
    let marked = |unit: &&Unit| sheet.any_adjusted(unit.id);
    let leaves = || sheet.table.leaves().filter(|leaf| !is_derived(leaf));
    let widest =
        sheet.facts.units.iter().filter(marked).flat_map(|unit| leaves().map(move |leaf| of(unit, leaf)));
    widest.max().map_or(least, |cells| least.max(cells as u16))
}

/// Which units fit, so that the chosen one is among them.
fn window(units: &[Unit], chosen: usize, (width, ahead, cells): (u16, u16, u16)) -> std::ops::Range<usize> {
    let gap = if cells > UNIT + 1 { 2 } else { 1 };
    let fit = usize::from(width.saturating_sub(BEFORE + ahead + 1) / (cells + gap)).max(1);
    let from = (chosen + 1).saturating_sub(fit).min(units.len().saturating_sub(fit));
    from..(from + fit).min(units.len())
}

/// Draws the matrix.
pub(super) fn view(state: &State, sheet: &Sheet, here: Here, look: &Look, area: Rect, f: &mut Frame) -> Seen {
    let units = &sheet.facts.units;
    let chosen = units.iter().position(|u| u.id == here.unit).unwrap_or(0);
    let code = table::code_cells(sheet.table.criteria.iter().map(|c| c.code.as_str()));
    let added = here.col.round().is_some() || here.col == Col::Counted;
    let sums: Vec<Option<Sums>> = units.iter().map(|u| added.then(|| sheet.sums(u.id, here.col))).collect();
    let cells = cells(sheet, here, look, &sums);
    let shown = window(units, chosen, (area.width, code, cells));
    let range = [
        ("from", &(shown.start + 1).to_string()),
        ("to", &shown.end.to_string()),
        ("of", &units.len().to_string()),
    ]
    .map(|(k, v): (&str, &String)| (k, v.clone()));
    let range: Vec<(&str, &str)> = range.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let narrow = area.width < WIDE;
    let middle = if shown.len() < units.len() {
        look.words.fill(if narrow { "room.sc.range_short" } else { "room.sc.range" }, &range)
    } else {
        String::new()
    };
    let said = count(sheet, here, look, area.width);
    title(f, look, area, &Heading { tab: Tab::Matrix, middle: &middle, state: &said });
    let body = Rect {
        y: area.y + 2,
        height: area.height.saturating_sub(2),
        width: area.width.saturating_sub(1),
        ..area
    };
    let columns = columns(sheet, look, (shown.clone(), code, cells), chosen);
    let lines = lines(sheet, here, look, (shown.clone(), &sums));
    let page = table::page(body, &columns, 1);
    state.page.set(page);
    let all = sheet.table.criteria.len();
    let editing = state.edit.as_ref();
    let cursor = state.cursor_at(here.at);
    hidden(look, body, (cursor.first(all, page), page, all), f);
    table::draw(f, body, look, &columns, &lines, Some(&cursor), editing.is_none());
    let caret = editing.and_then(|edit| {
        let row = 1 + (here.at - cursor.first(all, page).min(here.at));
        let column = AHEAD + chosen.saturating_sub(shown.start);
        draw_cell(f, look, body, (&columns, &lines), (column, row as u16), edit)
    });
    let detail = match editing {
        Some(_) => explain::detail(state, sheet, here, look),
        None => look.detail(Tone::Plain, &detail(sheet, here, look)),
    };
    let next = editing.map(|_| (look.word("room.sc.next_typing").to_owned(), String::new()));
    let unsaved = editing.is_some_and(Typing::changed);
    Seen { detail: Some(detail), next, cursor: caret, unsaved, ..Seen::default() }
}

/// `tự chấm: 138/180 ô`; of an appraisal the units that are finished.
fn count(sheet: &Sheet, here: Here, look: &Look, width: u16) -> String {
    let units = &sheet.facts.units;
    let (key, n, of) = if let Some(round @ (Round::First | Round::Second)) = here.col.round() {
        ("room.sc.count_units", units.iter().filter(|u| sheet.settled(u.id, round)).count(), units.len())
    } else {
        let filled: Vec<(usize, usize)> = units.iter().map(|u| sheet.filled(u.id, here.col)).collect();
        ("room.sc.count", filled.iter().map(|f| f.0).sum(), filled.iter().map(|f| f.1).sum())
    };
    let round = short_name(look, here.col, width);
    look.words.fill(key, &[("round", round), ("n", &n.to_string()), ("of", &of.to_string())])
}

fn columns(
    sheet: &Sheet,
    look: &Look,
    (shown, code, cells): (std::ops::Range<usize>, u16, u16),
    chosen: usize,
) -> Vec<Column> {
    let mut columns = vec![
        Column::fixed(look.word("room.sc.code"), code),
        Column::flex(look.word("room.sc.criterion"), 10, 34).drop(2),
        Column::fixed(look.word("room.sc.max"), 6).right().drop(1),
    ];
    for (n, unit) in sheet.facts.units.iter().enumerate().take(shown.end).skip(shown.start) {
        let head =
            if n == chosen { format!("[{}]", text::clip(unit.tag(), 5)) } else { text::clip(unit.tag(), 7) };
        columns.push(Column::fixed(head, cells).right());
    }
    columns
}

fn lines(
    sheet: &Sheet,
    here: Here,
    look: &Look,
    (shown, sums): (std::ops::Range<usize>, &[Option<Sums>]),
) -> Vec<Line> {
    let units = sheet.facts.units.get(shown.clone()).unwrap_or_default();
    let cell = |n: usize, leaf: &Criterion| {
        units.get(n).map(|unit| value(sheet, here, look, leaf, unit)).unwrap_or_default()
    };
    tree(sheet, look, sums.get(shown).unwrap_or_default(), cell)
}

fn value(sheet: &Sheet, here: Here, look: &Look, leaf: &Criterion, unit: &Unit) -> Cell {
    if !here.col.takes(leaf) {
        return if is_derived(leaf) && here.col.amount().is_none() {
            Cell::new(Role::Derived, points(look, sheet.derived(unit.id, leaf)))
        } else {
            Cell::new(Role::Muted, look.glyphs.none)
        };
    }
    match here.col.round() {
        Some(round) => stand(look, sheet.stand(unit.id, leaf, round)),
        None if here.col == Col::Counted => counted_marked(look, sheet, unit.id, leaf),
        None => {
            let place = Place { unit: unit.id, criterion: leaf.id, col: here.col };
            held(look, &sheet.held(place)).into()
        }
    }
}

fn detail(sheet: &Sheet, here: Here, look: &Look) -> String {
    let (Some(unit), Some(row)) = (sheet.facts.unit(here.unit), sheet.table.criteria.get(here.at)) else {
        return String::new();
    };
    let told = (here.col == Col::Counted).then(|| adjusted(sheet, unit, look, row)).flatten();
    let said = told.unwrap_or_else(|| value(sheet, here, look, row, unit).text);
    let round = look.word(here.col.word());
    let label = unit.label();
    let args = [
        ("unit", label.as_str()),
        ("code", &row.code),
        ("text", &row.text),
        ("round", round),
        ("value", &said),
    ];
    look.words.fill("room.sc.matrix_detail", &args)
}

/// `2,00 theo điều chỉnh lần 1, trước là 12,00`; `None`: no adjustment changed it.
fn adjusted(sheet: &Sheet, unit: &Unit, look: &Look, leaf: &Criterion) -> Option<String> {
    let (by, was) = sheet.facts.replaced(unit.id, leaf.id).last()?;
    let amounts = by.set_amounts(unit.id, leaf.id).then(|| change::amounts(leaf, was.target, was.actual));
    let args = [
        ("value", final_text(look, sheet.counts(unit.id, leaf))),
        ("n", by.ordinal.to_string()),
        ("was", amounts.map_or_else(|| value_shown(look, was.score), |said| look.say(&said))),
    ];
    Some(look.words.fill("room.sc.matrix_adjusted", &args.each_ref().map(|(k, v)| (*k, v.as_str()))))
}
