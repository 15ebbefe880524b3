//! How room 0 looks: the parts at the left, the one selected at the right, in place of its values the form while it
//! is being changed. Below 80 cells a form takes the whole room.
//!  Thiết lập                                 các thay đổi lưu ngay, hoàn tác được
//! ►Thể thức văn bản       │  Thể thức văn bản
//!  Tên cụm, người giữ sổ  │  Cơ quan chủ quản   CÔNG AN TỈNH HỒNG LAM
use super::parts::{PARTS, pairs};
use super::{State, blocked, part};
use crate::core::text;
use crate::kit::look::{Look, Role, Seen, Tone};
use crate::kit::para::{put, put_in, title};
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
    let whole = state.open.is_some() && area.width < 80;
    let right = if whole {
        body
    } else {
        let left = list(state, look, body, f);
        for y in 0..body.height {
            put(f, look, body, (left, y), Role::Muted, look.glyphs.pane);
        }
        Rect { x: body.x + left + 1, width: body.width.saturating_sub(left + 1), ..body }
    };
    let Some((_, name, about)) = PARTS.iter().find(|p| p.0 == part(state)) else { return Seen::default() };
    put(f, look, right, (1, 0), Role::Title, look.word(name));
    let place = lower(right, if right.height > 14 { 2 } else { 1 });
    if let Some(open) = &state.open {
        let seen = open.form.draw(f, place, look);
        return Seen { next: Some((look.word("room.se.form_next").to_owned(), String::new())), ..seen };
    }
    values(state, shelf, look, place, f);
    let detail = Some(look.detail(Tone::Plain, look.word(about)));
    let next = match blocked(part(state), shelf) {
        None => Some((look.word("room.se.next").to_owned(), "Enter".to_owned())),
        Some(_) => None,
    };
    Seen { detail, next, ..Seen::default() }
}

/// `area` without its first rows.
fn lower(area: Rect, top: u16) -> Rect {
    let top = top.min(area.height);
    Rect { y: area.y + top, height: area.height - top, ..area }
}

/// The parts; returns the column of the line between the panes.
fn list(state: &State, look: &Look, area: Rect, f: &mut Frame) -> u16 {
    let widest = PARTS.iter().map(|p| text::width(look.word(p.1))).max().unwrap_or(0) as u16;
    let width = (widest + 3).min(area.width / 2);
    for (n, (_, name, _)) in PARTS.iter().enumerate() {
        let row = n as u16;
        let selected = n == state.cursor.at;
        put_in(f, look, area, (1, row), width.saturating_sub(2), look.style(Role::Text), look.word(name));
        if !selected || row >= area.height {
            continue;
        }
        put(f, look, area, (0, row), Role::Text, look.glyphs.marker);
        // without the focus the mark stays, the reversal goes
        if state.open.is_none() {
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
    let Some(facts) = shelf.quarter() else { return };
    let column = 1 + LABELS;
    let cells = usize::from(area.width.saturating_sub(column + 1)).max(8);
    let mut y = 0;
    for (label, value) in pairs(part(state), shelf, facts, look) {
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
