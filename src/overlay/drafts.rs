//! The list of lost drafts: what a killed program left half-written. Enter opens one, Delete gives it up.
use super::{Outcome, row};
use crate::core::text;
use crate::kit::keys::Row;
use crate::kit::look::{Look, Role};
use crate::kit::para::put_at as put;
use crate::kit::popup;
use crate::kit::table::Cursor;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;

/// The list.
#[derive(Debug)]
pub struct Drafts {
    /// key, title, when
    lines: Vec<(i64, String, String)>,
    cursor: Cursor,
}

/// Footer rows.
pub fn keys() -> Vec<Row> {
    vec![
        row(&["Up", "Down"], "key.choose", 1),
        row(&["Enter"], "draft.key_open", 2),
        row(&["Delete"], "draft.key_drop", 3),
        row(&["Esc"], "key.close", 4),
    ]
}

impl Drafts {
    pub(super) fn new(lines: Vec<(i64, String, String)>, at: usize) -> Self {
        Self { lines, cursor: Cursor::at(at) }
    }

    pub(super) fn key(&mut self, key: &KeyEvent) -> Outcome {
        let here = self.lines.get(self.cursor.at).map(|l| l.0);
        match (key.code, here) {
            (KeyCode::Esc, _) => Outcome::Close,
            (KeyCode::Enter, Some(n)) => Outcome::OpenDraft(n),
            (KeyCode::Delete, Some(n)) => Outcome::DropDraft(n),
            _ => {
                self.cursor.key(key, self.lines.len(), 10);
                Outcome::Stay
            }
        }
    }

    pub(super) fn draw(&self, frame: &mut Frame, look: &Look) {
        let height = (self.lines.len() + 2) as u16;
        let inner = popup::draw(frame, look, (76, height), look.word("draft.title"), look.word("draft.keys"));
        let shown = usize::from(inner.height.saturating_sub(2));
        let top = (self.cursor.at + 1).saturating_sub(shown.max(1));
        let end = inner.x + inner.width;
        let width = usize::from(inner.width);
        for (n, (_, title, when)) in self.lines.iter().enumerate().skip(top).take(shown) {
            let selected = n == self.cursor.at;
            let (marker, role) =
                if selected { (look.glyphs.marker, Role::Select) } else { (" ", Role::Text) };
            let title = text::left(title, width.saturating_sub(text::width(when) + 5));
            let line = text::left(&format!("{marker} {title} {when} "), width);
            put(frame, inner.x, inner.y + 1 + (n - top) as u16, &line, end, look.style(role));
        }
    }
}
