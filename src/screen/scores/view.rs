//! How a unit's sheet looks: tabs and the unit in the title row, the sheet below. Group rows are bold and hold sums of what
//! is there; derived rows are faint; the cell being edited stands in brackets, a text in a panel under the rows.
use super::cell::Typing;
use super::column::{Col, walked};
use super::explain::detail;
use super::place::Place;
use super::sheet::{Sheet, Sums, is_derived};
use super::shown::{
    Heading, WIDE, counted_marked, draw_cell, held, hidden, marked, points, short_name, stand, title, tree,
};
use super::{Here, State, Tab, block_view, matrix, returns_view};
use crate::core::quarter;
use crate::core::score::{Criterion, Round};
use crate::core::text;
use crate::kit::look::{Look, Role, Seen};
use crate::kit::para::{paragraph, put};
use crate::kit::table::{self, Cell, Column, Cursor, Line};
use crate::shelf::Shelf;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

/// Columns before those that are typed into: code, text, maximum.
const BEFORE: usize = 3;
/// Rows of the panel a text is typed in, its head with them.
const PANEL: u16 = 5;

/// A column of the sheet as drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Drawn {
    Of(Col),
    /// the appraiser's comment
    Comment,
}

impl State {
    /// The cursor as drawn: on the settled row, even before a key settled it.
    pub(super) fn cursor_at(&self, at: usize) -> Cursor {
        if self.cursor.at == at { self.cursor } else { Cursor::at(at) }
    }
}

/// Draws the room.
pub fn view(state: &State, shelf: &Shelf, look: &Look, area: Rect, f: &mut Frame) -> Seen {
    let Some(facts) = shelf.quarter() else { return Seen::default() };
    if state.tab_shown() == Tab::Returns {
        return returns_view::view(&state.returns, shelf, facts, look, area, f);
    }
    let Some(sheet) = Sheet::of(facts) else { return unscored(shelf, look, area, f) };
    let Some(here) = state.here(&sheet) else { return no_units(look, area, f) };
    if let Some(block) = &state.block {
        return block_view::view(block, &sheet, look, area, f);
    }
    if state.tab_shown() == Tab::Matrix {
        matrix::view(state, &sheet, here, look, area, f)
    } else {
        unit(state, &sheet, here, look, area, f)
    }
}

fn unit(state: &State, sheet: &Sheet, here: Here, look: &Look, area: Rect, f: &mut Frame) -> Seen {
    let unit = sheet.facts.unit(here.unit);
    let label = unit.map_or_else(String::new, crate::core::unit::Unit::label);
    let said = count(sheet, here, look, area.width);
    title(f, look, area, &Heading { tab: Tab::Sheet, middle: &label, state: &said });
    // one column less than the area: room for the mark after a wrong cell
    let gap = u16::from(area.height > 14);
    let editing = state.edit.as_ref();
    let panel = editing.filter(|e| e.place.col.is_text()).map_or(0, |_| PANEL.min(area.height / 3));
    let body = Rect {
        y: area.y + 1 + gap,
        height: area.height.saturating_sub(1 + gap + panel),
        width: area.width.saturating_sub(1),
        ..area
    };
    let drawn = drawn(sheet, here, area.width >= WIDE);
    let columns = columns(sheet, here, look, &drawn, area.width >= WIDE);
    let lines = lines(sheet, here, look, &drawn);
    let page = table::page(body, &columns, 1);
    state.page.set(page);
    let cursor = state.cursor_at(here.at);
    let all = sheet.table.criteria.len();
    hidden(look, body, (cursor.first(all, page), page, all), f);
    let caret = if let Some(edit) = editing {
        let at = sheet.table.criteria.iter().position(|c| c.id == edit.place.criterion).unwrap_or(here.at);
        let cursor = state.cursor_at(at);
        table::draw(f, body, look, &columns, &lines, Some(&cursor), false);
        if panel > 0 {
            let under = Rect { y: body.y + body.height, height: panel, ..body };
            text_panel(f, look, sheet, under, edit)
        } else {
            let row = 1 + (at - cursor.first(all, page).min(at));
            let column = drawn.iter().position(|d| *d == Drawn::Of(edit.place.col)).map_or(0, |n| n + BEFORE);
            draw_cell(f, look, body, (&columns, &lines), (column, row as u16), edit)
        }
    } else {
        table::draw(f, body, look, &columns, &lines, Some(&cursor), true);
        None
    };
    Seen {
        detail: Some(detail(state, sheet, here, look)),
        next: next(state, sheet, here, look),
        cursor: caret,
        unsaved: editing.is_some_and(Typing::changed),
        ..Seen::default()
    }
}

/// A text under the rows: whose and of what, then its lines.
fn text_panel(f: &mut Frame, look: &Look, sheet: &Sheet, area: Rect, edit: &Typing) -> Option<Position> {
    let head = super::cell::label(sheet, &look.words, edit.place);
    put(f, look, area, (1, 0), Role::Head, &head);
    let at = Rect {
        x: area.x + 1,
        y: area.y + 1,
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(1),
    };
    edit.field.draw(f, at, look, true)
}

/// `tự chấm: 13/15 ô`, `thẩm định lần 1: đã xong`; shorter where there is little room.
fn count(sheet: &Sheet, here: Here, look: &Look, width: u16) -> String {
    let name = short_name(look, here.col, width);
    if let Some(round @ (Round::First | Round::Second)) = here.col.round()
        && sheet.settled(here.unit, round)
    {
        return look.words.fill("room.sc.count_done", &[("round", name)]);
    }
    let (n, of) = sheet.filled(here.unit, here.col);
    look.words.fill("room.sc.count", &[("round", name), ("n", &n.to_string()), ("of", &of.to_string())])
}

/// Which columns are drawn: no second appraisal before there is one; where there is little room, what is worked with.
fn drawn(sheet: &Sheet, here: Here, wide: bool) -> Vec<Drawn> {
    let second = sheet.second_used() || here.col.appraisal() == Round::Second;
    let mut out = Vec::new();
    for col in walked(sheet.table, false) {
        let shown = match col {
            Col::Explanation => second && (wide || here.col.appraisal() == Round::Second),
            Col::Second => second,
            Col::Evidence => wide,
            _ => true,
        };
        // what no round gave stands in no round's column
        if col == Col::Evidence && (wide || sheet.any_adjusted(here.unit)) {
            out.push(Drawn::Of(Col::Counted));
        }
        if shown || col == here.col {
            out.push(Drawn::Of(col));
        }
    }
    if wide {
        out.push(Drawn::Comment);
    }
    out
}

/// Order of dropping: comment, evidence, explanation, what counts, second appraisal, maximum, target, result; of an adjusted unit
/// what counts last of all. The column one is in never drops.
fn columns(sheet: &Sheet, here: Here, look: &Look, drawn: &[Drawn], wide: bool) -> Vec<Column> {
    let head = |col: Col| {
        let name = look.word(col.head());
        if here.col == col { format!("[{name}]") } else { name.to_owned() }
    };
    let amounts = drawn.contains(&Drawn::Of(Col::Actual));
    let counted = if sheet.facts.adjustments.is_empty() { 9 } else { 13 };
    // where an adjustment set a score no round's column says what counts
    let last = if sheet.any_adjusted(here.unit) { 9 } else { 4 };
    // where comments stand too, criteria are not cut for them
    let widest = sheet.table.criteria.iter().map(|c| text::width(&c.text)).max().unwrap_or(0) as u16;
    let least = match (wide, amounts) {
        (true, false) => widest.clamp(12, 40),
        (true, true) => widest.clamp(12, 26),
        (false, true) => 15,
        (false, false) => widest.clamp(12, 24),
    };
    let mut columns = vec![
        Column::fixed(
            look.word("room.sc.code"),
            table::code_cells(sheet.table.criteria.iter().map(|c| c.code.as_str())),
        ),
        Column::flex(look.word("room.sc.criterion"), least, 44),
        Column::fixed(look.word("room.sc.max"), 6).right().drop(6),
    ];
    // what an adjustment set stands whole, with its mark
    let amount = |col: Col| {
        let adjusted = |leaf: &&Criterion| sheet.amount_adjusted(here.unit, leaf.id, col);
        let said =
            |leaf: &Criterion| held(look, &sheet.held(Place { unit: here.unit, criterion: leaf.id, col }));
        let cells = sheet.table.leaves().filter(adjusted).map(|leaf| text::width(&marked(look, &said(leaf))));
        cells.max().unwrap_or(0).max(8) as u16
    };
    for col in drawn {
        let cells = |col: Col, least: u16| (text::width(look.word(col.head())) as u16 + 2).max(least);
        columns.push(match col {
            Drawn::Comment => Column::flex(look.word("room.sc.col_comment"), 12, 60).drop(1),
            Drawn::Of(col) => {
                let column = match col {
                    Col::Explanation => Column::flex(head(*col), 12, 30).drop(3),
                    Col::Evidence => Column::flex(head(*col), 10, 30).drop(2),
                    Col::Counted => Column::fixed(head(*col), counted).right().drop(last),
                    Col::Second => Column::fixed(head(*col), cells(*col, 8)).right().drop(5),
                    Col::Target => Column::fixed(head(*col), cells(*col, amount(*col))).right().drop(7),
                    Col::Actual => Column::fixed(head(*col), cells(*col, amount(*col))).right().drop(8),
                    Col::Own | Col::First => Column::fixed(head(*col), cells(*col, 8)).right(),
                };
                if here.col == *col { column.drop(0) } else { column }
            }
        });
    }
    columns
}

/// All rows and the total.
fn lines(sheet: &Sheet, here: Here, look: &Look, drawn: &[Drawn]) -> Vec<Line> {
    let sums: Vec<Option<Sums>> = drawn
        .iter()
        .map(|d| match d {
            Drawn::Of(col @ (Col::Own | Col::First | Col::Second | Col::Counted)) => {
                Some(sheet.sums(here.unit, *col))
            }
            _ => None,
        })
        .collect();
    let of = |n: usize, leaf: &Criterion| {
        drawn.get(n).map(|of| cell(sheet, here, look, leaf, *of)).unwrap_or_default()
    };
    let mut lines = tree(sheet, look, &sums, of);
    for (line, _) in lines.iter_mut().zip(&sheet.table.criteria).filter(|(_, c)| is_derived(c)) {
        line.cells.iter_mut().for_each(|cell| cell.role = Role::Derived);
    }
    lines
}

/// A leaf in a column.
fn cell(sheet: &Sheet, here: Here, look: &Look, leaf: &Criterion, of: Drawn) -> Cell {
    let col = match of {
        Drawn::Comment if is_derived(leaf) => return look.word("room.sc.derived").into(),
        Drawn::Comment => {
            let of = |round| sheet.cell(here.unit, leaf.id, round).map_or("", |c| c.comment.as_str());
            let said = Round::ALL.into_iter().rev().map(of).find(|said| !said.is_empty());
            return said.unwrap_or_default().into();
        }
        Drawn::Of(col) => col,
    };
    if is_derived(leaf) {
        return match col {
            Col::Own | Col::First | Col::Second | Col::Counted => {
                points(look, sheet.derived(here.unit, leaf)).into()
            }
            _ => Cell::default(),
        };
    }
    match (col, col.round()) {
        (_, Some(round)) => stand(look, sheet.stand(here.unit, leaf, round)),
        (Col::Counted, _) => counted_marked(look, sheet, here.unit, leaf),
        (Col::Target | Col::Actual, _) if !col.takes(leaf) => Cell::new(Role::Muted, look.glyphs.none),
        _ => {
            let said = held(look, &sheet.held(Place { unit: here.unit, criterion: leaf.id, col }));
            if sheet.amount_adjusted(here.unit, leaf.id, col) {
                marked(look, &said).into()
            } else {
                said.into()
            }
        }
    }
}

/// Keys of the open cell; else what this sheet wants next. `None`: the next step of the period.
fn next(state: &State, sheet: &Sheet, here: Here, look: &Look) -> Option<(String, String)> {
    if state.edit.is_some() {
        let text = state.edit.as_ref().is_some_and(|e| e.place.col.is_text());
        let key = if text { "room.sc.next_text" } else { "room.sc.next_typing" };
        return Some((look.word(key).to_owned(), String::new()));
    }
    if sheet.facts.period.state >= quarter::State::Waiting {
        return None;
    }
    let unit = sheet.facts.unit(here.unit)?;
    let blanks = sheet.blanks(here.unit).len();
    let say = |key: &str, n: usize, chord: &str| {
        let args = [("n", n.to_string()), ("unit", unit.tag().to_owned())];
        let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
        let key_shown =
            if chord.is_empty() { String::new() } else { crate::kit::keys::show(chord, &look.words) };
        Some((look.words.fill(key, &args), key_shown))
    };
    if blanks > 0 {
        return say("room.sc.next_blank", blanks, "");
    }
    let round = match here.col {
        Col::Target | Col::Actual | Col::Own | Col::Evidence | Col::Counted => {
            return say("room.sc.next_own_done", 0, "Alt+Right");
        }
        _ => sheet.appraisal(here.unit, here.col),
    };
    if sheet.settled(here.unit, round) {
        let open = sheet.facts.units.iter().any(|u| !sheet.settled(u.id, round));
        let key = if round == Round::Second { "room.sc.next_unit_second" } else { "room.sc.next_unit" };
        return if open { say(key, 0, "Alt+Right") } else { None };
    }
    let (n, of) = sheet.filled(here.unit, Col::of_round(round));
    let key = if round == Round::Second { "room.sc.next_finish_second" } else { "room.sc.next_finish" };
    say(key, of - n, "F7")
}

/// The period is not scored: what that means, and how to begin.
fn unscored(shelf: &Shelf, look: &Look, area: Rect, f: &mut Frame) -> Seen {
    put(f, look, area, (1, 0), Role::Title, look.word("room.scores"));
    if !shelf.period.leaf() {
        // a half-year or a year is made of quarters: each has its own scores
        paragraph(f, look, area, (3, 4.min(area.height / 4)), Role::Text, look.word("parts.no_scores"));
        return Seen::default();
    }
    let period = shelf.period.label(look.lang);
    let mut y = paragraph(
        f,
        look,
        area,
        (3, 4.min(area.height / 4)),
        Role::Text,
        &look.words.fill("room.sc.empty", &[("period", &period)]),
    ) + 1;
    y = paragraph(f, look, area, (3, y), Role::Text, look.word("room.sc.empty_why")) + 1;
    y = paragraph(f, look, area, (3, y), Role::Text, look.word("room.sc.empty_how"));
    paragraph(f, look, area, (3, y), Role::Text, look.word("room.sc.empty_without"));
    Seen::default()
}

fn no_units(look: &Look, area: Rect, f: &mut Frame) -> Seen {
    put(f, look, area, (1, 0), Role::Title, look.word("room.scores"));
    paragraph(f, look, area, (3, 4.min(area.height / 4)), Role::Text, look.word("room.sc.no_units"));
    Seen::default()
}
