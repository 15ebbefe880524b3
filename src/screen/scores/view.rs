//! How the room looks: tabs and the unit in the title row, the sheet below. Group rows are bold and hold sums of what
//! is there; derived rows are faint; the cell being edited stands in brackets.
use super::cell::{NOT_ASSIGNED, Typing, round_word};
use super::sheet::{Sheet, is_derived};
use super::shown::{Heading, points, shown, title};
use super::{Here, State, block, matrix};
use crate::core::award::RecipientKind;
use crate::core::number::Points;
use crate::core::problem::{Arg, Problem};
use crate::core::score::{Criterion, Final, Round};
use crate::core::standing;
use crate::core::text;
use crate::kit::look::{Look, Role, Seen, Tone};
use crate::kit::para::{paragraph, put, put_right};
use crate::kit::table::{self, Cell, Column, Cursor, Line};
use crate::shelf::Shelf;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

/// From here the appraiser's comment and the final stand in the sheet too.
const WIDE: u16 = 100;
/// Index of the columns of the two rounds.
const OWN: usize = 3;
const FIRST: usize = 4;

impl State {
    /// The cursor as drawn: on the settled row, even before a key settled it.
    pub(super) fn cursor_at(&self, at: usize) -> Cursor {
        if self.cursor.at == at { self.cursor } else { Cursor::at(at) }
    }
}

/// Draws the room.
pub fn view(state: &State, shelf: &Shelf, look: &Look, area: Rect, f: &mut Frame) -> Seen {
    let Some(facts) = shelf.quarter() else { return Seen::default() };
    let Some(sheet) = Sheet::of(facts) else { return unscored(shelf, look, area, f) };
    let Some(here) = state.here(&sheet) else { return no_units(look, area, f) };
    if let Some(block) = &state.block {
        return block::view(block, &sheet, look, area, f);
    }
    if state.matrix {
        matrix::view(state, &sheet, here, look, area, f)
    } else {
        unit(state, &sheet, here, look, area, f)
    }
}

fn unit(state: &State, sheet: &Sheet, here: Here, look: &Look, area: Rect, f: &mut Frame) -> Seen {
    let wide = area.width >= WIDE;
    let unit = sheet.facts.unit(here.unit);
    let label = unit.map_or_else(String::new, crate::core::unit::Unit::label);
    title(
        f,
        look,
        area,
        &Heading { matrix: false, middle: &label, state: &count(sheet, here, look, area.width) },
    );
    // one column less than the area: room for the mark after a wrong cell
    let gap = u16::from(area.height > 14);
    let body = Rect {
        y: area.y + 1 + gap,
        height: area.height.saturating_sub(1 + gap),
        width: area.width.saturating_sub(1),
        ..area
    };
    let columns = columns(sheet, here, look, wide);
    let lines = lines(sheet, here, look, wide);
    let page = table::page(body, &columns, 1);
    state.page.set(page);
    let cursor = state.cursor_at(here.at);
    let all = sheet.table.criteria.len();
    hidden(look, body, (cursor_top(state, here, all, page), page, all), f);
    let editing = state.edit.as_ref();
    let caret = if let Some(edit) = editing {
        let at = sheet.table.criteria.iter().position(|c| c.id == edit.criterion).unwrap_or(here.at);
        let cursor = state.cursor_at(at);
        table::draw(f, body, look, &columns, &lines, Some(&cursor), false);
        let row = 1 + (at - cursor.first(sheet.table.criteria.len(), page).min(at));
        let column = if edit.round == Round::Own { OWN } else { FIRST };
        draw_cell(f, look, body, (&columns, &lines), (column, row as u16), edit)
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

/// The first row that is shown.
fn cursor_top(state: &State, here: Here, all: usize, page: usize) -> usize {
    state.cursor_at(here.at).first(all, page)
}

/// How many rows lie above and below those shown, in the blank row over the total.
fn hidden(look: &Look, body: Rect, (top, page, all): (usize, usize, usize), f: &mut Frame) {
    let below = all.saturating_sub(top + page);
    let say = |key: &str, n: usize| (n > 0).then(|| look.words.fill(key, &[("n", &n.to_string())]));
    let said = [say("room.sc.rows_above", top), say("room.sc.rows_below", below)];
    let said: Vec<String> = said.into_iter().flatten().collect();
    let row = 1 + page as u16;
    if !said.is_empty() && row < body.height {
        put_right(f, look, body, row, Role::Muted, &said.join(" · "));
    }
}

/// `tự chấm: 13/15 ô`, `thẩm định lần 1: đã xong`; shorter below 72 cells.
fn count(sheet: &Sheet, here: Here, look: &Look, width: u16) -> String {
    let round = match (here.round, width < 72) {
        (Round::First, true) => look.word("room.sc.col_first"),
        (round, _) => look.word(round_word(round)),
    };
    if here.round == Round::First && sheet.finished(here.unit) {
        return look.words.fill("room.sc.count_done", &[("round", round)]);
    }
    let (n, of) = (sheet.filled(here.unit, here.round), sheet.direct().count());
    look.words.fill("room.sc.count", &[("round", round), ("n", &n.to_string()), ("of", &of.to_string())])
}

fn columns(sheet: &Sheet, here: Here, look: &Look, wide: bool) -> Vec<Column> {
    let round = |round: Round, key: &str| {
        let name = look.word(key);
        if here.round == round { format!("[{name}]") } else { name.to_owned() }
    };
    let cells = |key: &str| text::width(look.word(key)).clamp(8, 12) as u16 + 2;
    // where comments stand too, criteria are not cut for them
    let widest = sheet.table.criteria.iter().map(|c| text::width(&c.text)).max().unwrap_or(0);
    let least = if wide { widest.clamp(12, 40) as u16 } else { 12 };
    let mut columns = vec![
        Column::fixed(look.word("room.sc.code"), 6),
        Column::flex(look.word("room.sc.criterion"), least, 44),
        Column::fixed(look.word("room.sc.max"), 7).right().drop(1),
        Column::fixed(round(Round::Own, "room.sc.col_own"), cells("room.sc.col_own")).right(),
        Column::fixed(round(Round::First, "room.sc.col_first"), cells("room.sc.col_first")).right(),
    ];
    if wide {
        columns.push(Column::fixed(look.word("room.sc.col_final"), 9).right());
        columns.push(Column::flex(look.word("room.sc.col_comment"), 12, 60).drop(2));
    }
    columns
}

/// All rows and the total; what counts of a group and in all is the standings' figure.
fn lines(sheet: &Sheet, here: Here, look: &Look, wide: bool) -> Vec<Line> {
    let row = wide
        .then(|| standing::rank(sheet.facts))
        .and_then(|s| s.row(here.unit).cloned())
        .filter(|r| !r.empty);
    let show = |p: &Points| p.show(look.lang);
    let mut tops = sheet.table.groups().map(|g| g.id).zip(row.iter().flat_map(|r| &r.groups));
    let mut lines: Vec<Line> = Vec::new();
    for criterion in &sheet.table.criteria {
        let counted = if criterion.parent.is_none() && criterion.rule.is_none() {
            tops.find(|(id, _)| *id == criterion.id).map_or_else(String::new, |(_, p)| show(p))
        } else {
            String::new()
        };
        lines.push(line(sheet, here, look, criterion, counted));
    }
    lines.push(total(sheet, here, look, row.map_or_else(String::new, |r| show(&r.total))));
    lines
}

fn line(sheet: &Sheet, here: Here, look: &Look, criterion: &Criterion, counted: String) -> Line {
    let mut cells: Vec<Cell> = vec![
        criterion.code.as_str().into(),
        criterion.text.as_str().into(),
        criterion.maximum.short(look.lang).into(),
    ];
    if criterion.rule.is_none() {
        let sum = |round| points(look, sheet.sum(here.unit, Some(criterion.id), round)).into();
        cells.extend([sum(Round::Own), sum(Round::First), counted.into(), "".into()]);
        return Line::new(cells).group();
    }
    if is_derived(criterion) {
        let value = points(look, sheet.derived(here.unit, criterion));
        cells.extend([value.as_str().into(), value.as_str().into(), value.as_str().into()]);
        cells.push(look.word("room.sc.derived").into());
        for cell in &mut cells {
            cell.role = Role::Derived;
        }
        return Line::new(cells);
    }
    for round in [Round::Own, Round::First] {
        cells.push(match sheet.kept(here.unit, criterion.id, round) {
            Some(kept) => Cell::new(Role::Derived, shown(look, Some(kept))),
            None => shown(look, sheet.value(here.unit, criterion.id, round)).into(),
        });
    }
    cells.push(match standing::final_score(sheet.facts, here.unit, criterion) {
        Final::Blank => look.glyphs.not_yet.into(),
        Final::NotAssigned => NOT_ASSIGNED.into(),
        Final::Points(p, _) => p.show(look.lang).into(),
    });
    cells.push(sheet.cell(here.unit, criterion.id, Round::First).map_or("", |c| c.comment.as_str()).into());
    Line::new(cells)
}

fn total(sheet: &Sheet, here: Here, look: &Look, counted: String) -> Line {
    let sum = |round| Cell::from(points(look, sheet.sum(here.unit, None, round)));
    Line::new(vec![
        "".into(),
        look.word("room.sc.total").into(),
        sheet.table.maximum().short(look.lang).into(),
        sum(Round::Own),
        sum(Round::First),
        counted.into(),
    ])
    .total()
}

/// The cell under the caret, over the drawn row: `[92,5    ]`, `▲` after it when it was refused.
fn draw_cell(
    f: &mut Frame,
    look: &Look,
    body: Rect,
    (columns, lines): (&[Column], &[Line]),
    (column, row): (usize, u16),
    edit: &Typing,
) -> Option<Position> {
    let plan = table::layout(columns, &table::needs(columns, lines), body.width, None);
    let (_, x, w) = *plan.columns.iter().find(|(n, ..)| *n == column)?;
    if row >= body.height {
        return None;
    }
    let at = Rect { x: body.x + x, y: body.y + row, width: w, height: 1 };
    let whole = Rect { x: 0, width: body.width + 1, ..body };
    f.buffer_mut().set_string(at.x, at.y, " ".repeat(usize::from(w)), Style::new());
    put(f, look, whole, (x.saturating_sub(1), row), Role::Text, "[");
    put(f, look, whole, (x + w, row), Role::Text, "]");
    if edit.error.is_some() {
        put(f, look, whole, (x + w + 1, row), Role::Bad, look.glyphs.warn);
    }
    edit.field.draw(f, at, look, true)
}

/// About the selected row, or about what is being typed.
fn detail(state: &State, sheet: &Sheet, here: Here, look: &Look) -> (Role, String) {
    if let Some(edit) = &state.edit {
        if let Some(problem) = &edit.error {
            return look.detail(Tone::Bad, &look.say(problem));
        }
        if let Some(leaf) = sheet.table.criterion(edit.criterion) {
            let hint = Problem::new("room.sc.hint")
                .text("code", leaf.code.clone())
                .with("max", Arg::Points(leaf.maximum))
                .with("step", Arg::Points(sheet.table.step));
            return look.detail(Tone::Plain, &look.say(&hint));
        }
    }
    let Some(row) = sheet.table.criteria.get(here.at) else { return look.detail(Tone::Plain, "") };
    if is_derived(row) {
        return look.detail(Tone::Plain, &derived(sheet, here, look, row));
    }
    let comment = sheet.cell(here.unit, row.id, Round::First).map_or("", |c| c.comment.as_str());
    let max = row.maximum.short(look.lang);
    let own = shown(look, sheet.value(here.unit, row.id, Round::Own));
    let first = shown(look, sheet.value(here.unit, row.id, Round::First));
    let args = [
        ("code", row.code.as_str()),
        ("text", &row.text),
        ("max", &max),
        ("own", &own),
        ("first", &first),
        ("comment", comment),
    ];
    let key = match (comment.is_empty(), sheet.kept(here.unit, row.id, Round::First)) {
        (_, Some(_)) => "room.sc.detail_kept",
        (true, None) => "room.sc.detail",
        (false, None) => "room.sc.detail_comment",
    };
    look.detail(Tone::Plain, &look.words.fill(key, &args))
}

/// `III.2 suy ra từ sổ: 1 cá nhân × 5 + 9 tập thể × 1,5 = 18,50, tối đa 20`
fn derived(sheet: &Sheet, here: Here, look: &Look, row: &Criterion) -> String {
    let parts = standing::derived_parts(sheet.facts, here.unit, row);
    let kind = |k: RecipientKind| match k {
        RecipientKind::Collective => look.word("room.sc.collective"),
        RecipientKind::Individual => look.word("room.sc.individual"),
    };
    let said: Vec<String> = parts
        .iter()
        .filter(|p| p.n > 0)
        .map(|p| format!("{} {} × {}", p.n, kind(p.kind), p.each.short(look.lang)))
        .collect();
    let sum = points(look, sheet.derived(here.unit, row));
    let unknown: i64 = parts.iter().map(|p| p.unknown).sum();
    let formula = if said.is_empty() { look.word("room.sc.no_awards").to_owned() } else { said.join(" + ") };
    let max = row.maximum.short(look.lang);
    let args = [
        ("code", row.code.as_str()),
        ("formula", &formula),
        ("sum", &sum),
        ("max", &max),
        ("n", &unknown.to_string()),
    ];
    look.words.fill(if unknown > 0 { "room.sc.derived_unknown" } else { "room.sc.derived_detail" }, &args)
}

/// Keys of the open cell; else what this sheet wants next. `None`: the next step of the period.
fn next(state: &State, sheet: &Sheet, here: Here, look: &Look) -> Option<(String, String)> {
    if state.edit.is_some() {
        return Some((look.word("room.sc.next_typing").to_owned(), String::new()));
    }
    if sheet.facts.locked() {
        return None;
    }
    let unit = sheet.facts.unit(here.unit)?;
    let of = sheet.direct().count();
    let blanks = sheet.blanks(here.unit).len();
    let args = |n: usize| [("n", n.to_string()), ("unit", unit.tag().to_owned())];
    let say = |key: &str, n: usize, chord: &str| {
        let args = args(n);
        let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
        let key_shown =
            if chord.is_empty() { String::new() } else { crate::kit::keys::show(chord, &look.words) };
        Some((look.words.fill(key, &args), key_shown))
    };
    if blanks > 0 {
        return say("room.sc.next_blank", blanks, "");
    }
    match here.round {
        Round::Own => say("room.sc.next_own_done", 0, "Alt+Right"),
        Round::First | Round::Second if sheet.finished(here.unit) => {
            let open = sheet.facts.units.iter().any(|u| !sheet.finished(u.id));
            if open { say("room.sc.next_unit", 0, "Alt+Right") } else { None }
        }
        Round::First | Round::Second => {
            say("room.sc.next_finish", of - sheet.filled(here.unit, Round::First), "F7")
        }
    }
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
