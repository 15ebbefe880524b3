//! How room 0 looks: the parts at the left, the one selected at the right, in place of its values its entries or the form
//! while it is being changed. Below 100 cells a form with a grid takes the whole room.
//!  Thiết lập                                 các thay đổi lưu ngay, hoàn tác được
//! ►Thể thức văn bản       │  Thể thức văn bản
//!  Tên cụm, người giữ sổ  │  Cơ quan chủ quản   CÔNG AN TỈNH HỒNG LAM
use super::parts::PARTS;
use super::{State, part};
use crate::core::text;
use crate::kit::look::{Look, Role, Seen, Tone};
use crate::kit::para::{put, put_in, put_right, title};
use crate::kit::table;
use crate::shelf::Shelf;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

/// Cells of the labels at the right, as in a form.
const LABELS: u16 = 18;

/// Draws the room.
pub fn view(state: &State, shelf: &Shelf, look: &Look, area: Rect, frame: &mut Frame) -> Seen {
    let f = frame;
    let changed = state.open.as_ref().is_some_and(|o| o.form.changed());
    title(f, look, area, 0, look.word("room.se.title"), look.word("room.se.saved_at_once"), changed);
    let body = lower(area, 2);
    let gridded = state.open.as_ref().is_some_and(|o| o.form.grid().is_some());
    let whole = state.open.is_some() && area.width < if gridded { 100 } else { 80 };
    let right = if whole {
        body
    } else {
        let left = list(state, look, body, f);
        for y in 0..body.height {
            put(f, look, body, (left, y), Role::Muted, look.glyphs.pane);
        }
        Rect { x: body.x + left + 1, width: body.width.saturating_sub(left + 1), ..body }
    };
    let part = part(state);
    put(f, look, right, (1, 0), Role::Title, look.word(part.name()));
    let place = lower(right, if right.height > 14 { 2 } else { 1 });
    let raw = part.raw().map(|(from, rows)| Rect { height: rows.min(place.height), ..lower(place, from) });
    if let Some(open) = &state.open {
        let mut seen = open.form.draw(f, place, look);
        let alert = open.alert.as_ref().map(|(tone, problem)| look.detail(*tone, &look.say(problem)));
        seen.detail = if open.form.in_grid() { seen.detail.or(alert) } else { seen.detail };
        return Seen { next: Some((look.word("room.se.form_next").to_owned(), String::new())), raw, ..seen };
    }
    let mut seen =
        Seen { detail: Some(look.detail(Tone::Plain, look.word(part.about()))), raw, ..Seen::default() };
    let next = |key: &str| Some((look.word(key).to_owned(), "Enter".to_owned()));
    if let Some(entries) = part.entries(shelf, look) {
        let count = entries.lines.len();
        put_right(
            f,
            look,
            right,
            0,
            Role::Muted,
            &look.words.fill("room.se.entries", &[("n", &count.to_string())]),
        );
        let cursor = state.inside.then(|| {
            let mut cursor = state.entry;
            cursor.fit(count);
            cursor
        });
        table::draw(f, place, look, &entries.columns, &entries.lines, cursor.as_ref(), true);
        if let Some(cursor) = cursor {
            seen.detail = part.detail(shelf, look, cursor.at).or(seen.detail);
        }
        seen.next = next(if state.inside { "room.se.next_entry" } else { "room.se.next_list" });
    } else {
        values(state, shelf, look, place, f);
        seen.next = if part.blocked(shelf).is_none() { next("room.se.next") } else { None };
    }
    seen
}

/// `area` without its first rows.
fn lower(area: Rect, top: u16) -> Rect {
    let top = top.min(area.height);
    Rect { y: area.y + top, height: area.height - top, ..area }
}

/// The parts; returns the column of the line between the panes.
fn list(state: &State, look: &Look, area: Rect, f: &mut Frame) -> u16 {
    let widest = PARTS.iter().map(|p| text::width(look.word(p.name()))).max().unwrap_or(0) as u16;
    let width = (widest + 3).min(area.width / 2);
    for (n, part) in PARTS.iter().enumerate() {
        let row = n as u16;
        let selected = n == state.cursor.at;
        put_in(
            f,
            look,
            area,
            (1, row),
            width.saturating_sub(2),
            look.style(Role::Text),
            look.word(part.name()),
        );
        if !selected || row >= area.height {
            continue;
        }
        put(f, look, area, (0, row), Role::Text, look.glyphs.marker);
        // without the focus the mark stays, the reversal goes
        if state.open.is_none() && !state.inside {
            let line = Rect { y: area.y + row, height: 1, width: width.saturating_sub(1), ..area };
            let style = look.style(Role::Select).add_modifier(Modifier::REVERSED);
            let line = line.intersection(f.area());
            f.buffer_mut().set_style(line, style);
        }
    }
    width
}

/// What the part says, label and value in the places the form has them.
fn values(state: &State, shelf: &Shelf, look: &Look, area: Rect, f: &mut Frame) {
    let column = 1 + LABELS;
    let cells = usize::from(area.width.saturating_sub(column + 1)).max(8);
    let mut y = 0;
    for (label, value) in part(state).pairs(shelf, look) {
        put_in(f, look, area, (1, y), LABELS - 1, look.style(Role::Text), &label);
        if value.is_empty() {
            y += 1;
        }
        for line in text::wrap(&value, cells).iter().filter(|_| !value.is_empty()) {
            put(f, look, area, (column, y), Role::Text, line);
            y += 1;
        }
    }
}
