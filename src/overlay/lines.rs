//! The page of an overlay that is a few lines and choices: its frame, a line, a choice.
use crate::core::text;
use crate::kit::look::{Look, Role};
use crate::kit::para::put_at as put;
use crate::kit::popup;
use ratatui::Frame;
use ratatui::layout::Rect;

/// The frame of a page.
pub(super) fn page(frame: &mut Frame, look: &Look, rows: usize, title: &str, keys: &str) -> Rect {
    popup::draw(frame, look, (76, rows as u16), look.word(title), look.word(keys))
}

/// A line of text.
pub(super) fn line(frame: &mut Frame, look: &Look, inner: Rect, row: u16, role: Role, text: &str) {
    if row < inner.height {
        put(frame, inner.x + 1, inner.y + row, text, inner.x + inner.width, look.style(role));
    }
}

/// A line that can be chosen.
pub(super) fn choice(frame: &mut Frame, look: &Look, inner: Rect, row: u16, selected: bool, said: &str) {
    if row >= inner.height {
        return;
    }
    let (marker, role) = if selected { (look.glyphs.marker, Role::Select) } else { (" ", Role::Text) };
    let whole = text::left(&format!("{marker}{said}"), usize::from(inner.width));
    put(frame, inner.x, inner.y + row, &whole, inner.x + inner.width, look.style(role));
}
