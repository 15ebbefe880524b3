//! A long work under way: what it is, how far, and Esc to stop it. Other keys wait for nothing and do nothing.
use super::{Outcome, row};
use crate::core::problem::Arg;
use crate::core::text;
use crate::kit::keys::Row;
use crate::kit::look::{Look, Role};
use crate::kit::para::{bar, put_at as put};
use crate::kit::popup;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;

/// The work under way.
#[derive(Debug)]
pub struct Progress {
    /// words key
    what: &'static str,
    done: u64,
    of: u64,
    /// Esc was pressed
    stopping: bool,
}

/// Footer rows.
pub fn keys() -> Vec<Row> {
    vec![row(&["Esc"], "key.stop", 1)]
}

impl Progress {
    pub(super) fn new(what: &'static str, done: u64, of: u64) -> Self {
        Self { what, done, of, stopping: false }
    }

    /// How far it is now.
    pub fn at(&mut self, done: u64, of: u64) {
        (self.done, self.of) = (done, of);
    }

    pub(super) fn key(&mut self, key: &KeyEvent) -> Outcome {
        if key.code == KeyCode::Esc {
            self.stopping = true;
            return Outcome::Stop;
        }
        Outcome::Stay
    }

    pub(super) fn draw(&self, frame: &mut Frame, look: &Look) {
        let keys = format!("Esc {}", look.word("key.stop"));
        let inner = popup::draw(frame, look, (58, 3), look.word(self.what), &keys);
        let edge = inner.x + inner.width;
        let percent = (self.done.min(self.of) * 100).checked_div(self.of);
        // rows are told as they are; pages of a copy mean nothing to anybody
        let counted = if self.what == "check.checking" && self.of > 0 {
            let num = |n: u64| look.words.arg(&Arg::Num(i64::try_from(n).unwrap_or(0)));
            format!("{}/{} ", num(self.done.min(self.of)), num(self.of))
        } else {
            String::new()
        };
        let count = percent.map_or_else(String::new, |p| format!("{counted}{p:2}%"));
        let said = if self.stopping { look.word("copies.stopping") } else { count.as_str() };
        let wide = usize::from(inner.width).saturating_sub(text::width(said) + 5);
        let part = i64::try_from(self.done.min(self.of)).unwrap_or(0);
        let whole = i64::try_from(self.of).unwrap_or(0);
        put(frame, inner.x + 1, inner.y + 1, &bar(look, part, whole, wide), edge, look.style(Role::Accent));
        let x = edge.saturating_sub(1 + text::width(said) as u16);
        put(frame, x, inner.y + 1, said, edge, look.style(Role::Text));
    }
}
