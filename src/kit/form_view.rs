//! Draws a form: label, value, hint; brackets and caret at the focused field; the list of a combo over the rest.
use super::form::Form;
use super::input::{Field, Kind};
use super::look::{Look, Role, Seen, Tone};
use super::para::{put, put_in, put_right};
use super::pick::Choice;
use crate::core::{date, text};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

/// Fewest rows a grid keeps under the fields.
const GRID_ROWS: u16 = 6;

/// Cells kept right of a value: bracket, blank, error mark, margin.
const RIGHT: u16 = 4;

impl Form {
    /// Draws the form in `area` (its first column is the marker's), scrolled so that the focused field is seen.
    pub fn draw(&self, f: &mut Frame, area: Rect, look: &Look) -> Seen {
        self.draw_with(f, area, look, true)
    }
    /// The same while something beside the form has the focus: no field is marked.
    pub fn draw_idle(&self, f: &mut Frame, area: Rect, look: &Look) -> Seen {
        self.draw_with(f, area, look, false)
    }
    fn draw_with(&self, f: &mut Frame, area: Rect, look: &Look, focused: bool) -> Seen {
        let mut seen = Seen { unsaved: self.changed(), ..Seen::default() };
        let value_col = 1 + self.label_cells;
        let heights: Vec<u16> = self
            .fields
            .iter()
            .map(|field| field.height(area.width.saturating_sub(value_col + RIGHT)))
            .collect();
        let total: u16 = heights.iter().sum();
        let own = match self.grid {
            Some(_) => {
                let most = self.folded.filter(|_| self.in_grid()).unwrap_or(total);
                total.min(most).min(area.height.saturating_sub(GRID_ROWS))
            }
            None => area.height,
        };
        let top = if self.folded.is_some() && self.in_grid() { 0 } else { self.scroll(&heights, own) };
        let fields = Rect { height: own.min(area.height), ..area };
        let mut y = 0;
        let mut open = None;
        for (n, (field, height)) in self.fields.iter().zip(&heights).enumerate() {
            let (from, to) = (y, y + height);
            y = to;
            if *height == 0 || from < top || from - top >= own {
                continue;
            }
            let row = Rect { y: fields.y + from - top, height: (*height).min(own - (from - top)), ..fields };
            let focus = focused && n == self.at;
            let caret = self.draw_field(f, row, look, field, focus);
            if focus && self.reading().is_none() {
                seen.cursor = caret;
                seen.detail = detail(field, look);
                open = Some(Rect {
                    x: row.x + value_col,
                    width: field.box_cells(row.width.saturating_sub(value_col + RIGHT)),
                    height: 1,
                    ..row
                });
            }
        }
        if let Some(grid) = &self.grid {
            let rest = Rect { y: area.y + own, height: area.height - own, ..area };
            let drawn = grid.draw(f, rest, look, self.in_grid());
            if self.in_grid() {
                seen.cursor = drawn.cursor;
                seen.detail = drawn.detail;
            }
        }
        if let (Some(place), Some(Kind::Combo(combo))) = (open, self.fields.get(self.at).map(|f| &f.kind)) {
            combo.draw_list(f, area, look, place);
        }
        seen.cursor = seen.cursor.filter(|at| area.contains(*at));
        seen.detail = self.told(look).or(seen.detail);
        seen
    }
    /// Why it is only read, as its detail line says it.
    pub fn told(&self, look: &Look) -> Option<(Role, String)> {
        self.reading().map(|why| look.detail(Tone::Warn, &look.say(why)))
    }
    /// First row shown: the focused field in the middle of what is too high.
    fn scroll(&self, heights: &[u16], rows: u16) -> u16 {
        let total: u16 = heights.iter().sum();
        let before: u16 = heights.iter().take(self.at).sum();
        let own = heights.get(self.at).copied().unwrap_or(0);
        let middle = (before + own / 2).saturating_sub(rows / 2);
        // whole fields only: begin where one begins
        let wanted = middle.min(total.saturating_sub(rows));
        let mut start = 0;
        for h in heights {
            if start >= wanted {
                break;
            }
            start += h;
        }
        start.min(before)
    }

    fn draw_field(
        &self,
        f: &mut Frame,
        row: Rect,
        look: &Look,
        field: &Field,
        focus: bool,
    ) -> Option<Position> {
        let label = look.word(field.label);
        match field.kind {
            Kind::Gap => return None,
            Kind::Head => {
                put(f, look, row, (1, 0), Role::Title, label);
                return None;
            }
            _ => {}
        }
        if focus {
            put(f, look, row, (0, 0), Role::Text, look.glyphs.marker);
        }
        put_in(f, look, row, (1, 0), self.label_cells.saturating_sub(2), Style::new(), label);
        let col = 1 + self.label_cells;
        let value = Rect { x: row.x + col, width: row.width.saturating_sub(col + RIGHT), ..row };
        // no box where nothing is typed
        let (caret, cells) = draw_value(f, value, look, field, focus && self.reading().is_none());
        let mut next = col + cells + 2;
        let sign = match &field.error {
            Some(_) => Some(Role::Bad),
            None => field.warned().map(|_| Role::Warn),
        };
        if let Some(role) = sign {
            put(f, look, row, (next, 0), role, look.glyphs.warn);
            next += 2;
        }
        let side = side(field, look, focus && self.reading().is_none());
        if !side.is_empty() && next + text::width(&side) as u16 + 2 <= row.width {
            put_right(f, look, row, 0, Role::Muted, &side);
        }
        caret
    }
}

/// What stands at the right of a field: its note, or the hint while it has the focus.
fn side(field: &Field, look: &Look, focus: bool) -> String {
    match field.hint {
        Some(key) if focus && field.note.is_empty() => look.word(key).to_owned(),
        _ => field.note.clone(),
    }
}

/// The detail line of the focused field: its error, else its hint.
fn detail(field: &Field, look: &Look) -> Option<(Role, String)> {
    match (&field.error, field.warned(), field.hint) {
        (Some(problem), ..) => Some(look.detail(Tone::Bad, &look.say(problem))),
        (None, Some(problem), _) => Some(look.detail(Tone::Warn, &look.say(&problem))),
        (None, None, Some(key)) => Some(look.detail(Tone::Plain, look.word(key))),
        (None, None, None) => None,
    }
}

impl Field {
    fn height(&self, cells: u16) -> u16 {
        match &self.kind {
            _ if !self.shown => 0,
            Kind::Block { rows, .. } => *rows,
            Kind::Fixed(value) => text::wrap(value, cells.max(1) as usize).len().min(4) as u16,
            _ => 1,
        }
    }
    /// Width of its box among `room` cells.
    fn box_cells(&self, room: u16) -> u16 {
        let usual = match &self.kind {
            // the caret stands after the last of ten digits and strokes
            Kind::Date { .. } => 11,
            Kind::Count { .. } | Kind::Points(_) => 9,
            Kind::Combo(_) => 40,
            Kind::Block { .. } => 100,
            _ => 60,
        };
        self.cells.unwrap_or(usual).min(room)
    }
}

/// Draws a value in `area`; the caret, and the cells the value takes.
fn draw_value(f: &mut Frame, area: Rect, look: &Look, field: &Field, focus: bool) -> (Option<Position>, u16) {
    let g = look.glyphs;
    match &field.kind {
        Kind::Choice { options, at } => {
            let on: Vec<bool> = (0..options.len()).map(|n| *at == Some(n)).collect();
            inline(f, area, look, options, &on, (g.radio_on, g.radio_off), focus.then_some(at.unwrap_or(0)))
        }
        Kind::Checks { options, on, at } => {
            inline(f, area, look, options, on, (g.check_on, g.check_off), focus.then_some(*at))
        }
        Kind::Fixed(value) => {
            let lines = text::wrap(value, area.width.max(1) as usize);
            for (n, line) in lines.iter().enumerate().take(area.height as usize) {
                put(f, look, area, (0, n as u16), Role::Derived, line);
            }
            (None, lines.first().map_or(0, |l| text::width(l) as u16))
        }
        _ => draw_text(f, area, look, field, focus),
    }
}

/// A text: in brackets and underlined while focused; a date is echoed in full with its quarter.
fn draw_text(f: &mut Frame, area: Rect, look: &Look, field: &Field, focus: bool) -> (Option<Position>, u16) {
    let (Kind::Line(edit)
    | Kind::Points(edit)
    | Kind::Block { edit, .. }
    | Kind::Date { edit, .. }
    | Kind::Count { edit, .. }) = &field.kind
    else {
        let Kind::Combo(combo) = &field.kind else { return (None, 0) };
        return draw_edit(f, area, look, field, &combo.edit, focus);
    };
    let (caret, mut cells) = draw_edit(f, area, look, field, edit, focus);
    if let Some(day) = field.date_value() {
        let quarter = look.year.quarter_of(day).brief(look.lang);
        let echo = format!("{} ({quarter})", date::full(day));
        if focus {
            cells += 2 + text::width(&echo) as u16;
            let from = cells - text::width(&echo) as u16;
            put(f, look, area, (from, 0), Role::Muted, &echo);
        } else {
            cells = put(f, look, area, (0, 0), Role::Text, &echo);
        }
    }
    (caret, cells)
}

fn draw_edit(
    f: &mut Frame,
    area: Rect,
    look: &Look,
    field: &Field,
    edit: &super::field::Edit,
    focus: bool,
) -> (Option<Position>, u16) {
    let inside = Rect { width: field.box_cells(area.width), ..area };
    if focus {
        brackets(f, inside);
    }
    let caret = edit.draw(f, inside, look, focus);
    let first = edit.text();
    let used = text::width(first.lines().next().unwrap_or_default()) as u16;
    (caret, if focus { inside.width } else { used.min(inside.width) })
}

/// `[` and `]` in the blanks beside a text, on each of its rows.
pub(super) fn brackets(f: &mut Frame, inside: Rect) {
    for y in inside.top()..inside.bottom() {
        f.buffer_mut().set_string(inside.x.saturating_sub(1), y, "[", Style::new());
        f.buffer_mut().set_string(inside.right(), y, "]", Style::new());
    }
}

/// Options side by side with their signs; too wide for the row, only the one under the caret (or chosen), between
/// the signs of going left and right. The caret stands on a sign.
fn inline(
    f: &mut Frame,
    area: Rect,
    look: &Look,
    options: &[Choice],
    on: &[bool],
    signs: (&str, &str),
    at: Option<usize>,
) -> (Option<Position>, u16) {
    let shown = |n: usize| format!("{} {}", if on[n] { signs.0 } else { signs.1 }, options[n].1);
    let whole: usize = (0..options.len()).map(|n| text::width(&shown(n)) + 2).sum();
    let style = |n: usize| if at == Some(n) { look.style(Role::Edit) } else { Style::new() };
    if whole <= area.width as usize + 2 {
        let (mut col, mut caret) = (0, None);
        for n in 0..options.len() {
            if at == Some(n) {
                caret = Some(Position::new(area.x + col, area.y));
            }
            let room = area.width.saturating_sub(col);
            col = put_in(f, look, area, (col, 0), room, style(n), &shown(n)) + 2;
        }
        return (caret, col.saturating_sub(2));
    }
    let n = at.or_else(|| on.iter().position(|o| *o)).unwrap_or(0);
    let Some(_) = options.get(n) else { return (None, 0) };
    let count = format!("  {}/{}", n + 1, options.len());
    put(f, look, area, (0, 0), Role::Muted, look.glyphs.prev);
    let room = area.width.saturating_sub(4 + text::width(&count) as u16);
    let end = put_in(f, look, area, (2, 0), room, style(n), &shown(n));
    put(f, look, area, (end + 1, 0), Role::Muted, look.glyphs.next);
    let end = put(f, look, area, (end + 2, 0), Role::Muted, &count);
    (at.map(|_| Position::new(area.x + 2, area.y)), end)
}
