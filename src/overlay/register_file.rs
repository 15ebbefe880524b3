//! The register's own file: where it lies, another register in its place, this one moved to another folder. Reads the shelf,
//! opens no file; nothing happens before its second Enter.
use super::lines::{choice, line, page};
use super::{Outcome, field, row};
use crate::core::problem::Problem;
use crate::core::text;
use crate::effect::Job;
use crate::kit::field::Edit;
use crate::kit::keys::Row;
use crate::kit::look::{Look, Role};
use crate::kit::table::Cursor;
use crate::shelf::Shelf;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use std::path::PathBuf;

/// Lines of the list before the registers opened here earlier: a file to be named, this one to be moved.
const FIRST: usize = 2;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    List,
    /// the file of another register being typed
    Open,
    /// the folder being typed that this one goes to
    Move,
}

/// The overlay.
#[derive(Debug)]
pub struct RegisterFile {
    mode: Mode,
    cursor: Cursor,
    field: Edit,
}

impl RegisterFile {
    pub(super) fn new() -> Self {
        Self { mode: Mode::List, cursor: Cursor::default(), field: Edit::line("") }
    }

    pub(super) fn typing(&self) -> bool {
        self.mode != Mode::List
    }

    pub(super) fn keys(&self) -> Vec<Row> {
        let (enter, esc) = match self.mode {
            Mode::List => ("key.open", "key.close"),
            Mode::Open => ("file.key_open", "key.back"),
            Mode::Move => ("file.key_move", "key.back"),
        };
        vec![row(&["Up", "Down"], "key.choose", 1), row(&["Enter"], enter, 2), row(&["Esc"], esc, 3)]
    }

    pub(super) fn key(&mut self, key: &KeyEvent, shelf: &Shelf) -> Outcome {
        if self.mode == Mode::List {
            return self.list_key(key, shelf);
        }
        match key.code {
            KeyCode::Esc => self.mode = Mode::List,
            KeyCode::Enter => {
                let typed = text::line(&self.field.text());
                if typed.is_empty() {
                    return Outcome::Stay;
                }
                let typed = PathBuf::from(typed);
                return Outcome::Job(match self.mode {
                    Mode::Move => Job::Move { folder: typed },
                    Mode::List | Mode::Open => Job::Open { file: typed },
                });
            }
            _ => {
                self.field.key(key);
            }
        }
        Outcome::Stay
    }

    fn list_key(&mut self, key: &KeyEvent, shelf: &Shelf) -> Outcome {
        match key.code {
            KeyCode::Esc => return Outcome::Close,
            KeyCode::Enter => {
                let mode = match self.cursor.at {
                    0 => Mode::Open,
                    1 if shelf.sample => return Outcome::Say(Problem::new("problem.move.sample")),
                    1 => Mode::Move,
                    n => {
                        let file = shelf.registers.get(n - FIRST).cloned();
                        return file.map_or(Outcome::Stay, |file| Outcome::Job(Job::Open { file }));
                    }
                };
                self.mode = mode;
                self.field = Edit::line("");
            }
            _ => {
                self.cursor.key(key, shelf.registers.len() + FIRST, 10);
            }
        }
        Outcome::Stay
    }

    pub(super) fn paste(&mut self, pasted: &str) {
        if self.typing() {
            // Too large a paste leaves the line as it was.
            let _ = self.field.paste(pasted);
        }
    }

    pub(super) fn draw(&self, frame: &mut Frame, look: &Look, shelf: &Shelf) -> Option<Position> {
        let (title, about, keys) = match self.mode {
            Mode::List => {
                self.list(frame, look, shelf);
                return None;
            }
            Mode::Open => ("file.open", "file.open_text", "file.keys_open"),
            Mode::Move => ("file.move", "file.move_text", "file.keys_move"),
        };
        let inner = page(frame, look, 6, title, keys);
        line(frame, look, inner, 0, Role::Text, look.word(about));
        let caret = field(&self.field, frame, look, Rect { y: inner.y + 2, ..inner });
        if self.mode == Mode::Move {
            line(frame, look, inner, 4, Role::Muted, look.word("file.move_kept"));
        }
        caret
    }

    fn list(&self, frame: &mut Frame, look: &Look, shelf: &Shelf) {
        let inner = page(frame, look, shelf.registers.len().max(1) + 7, "file.title", "copies.keys");
        let width = usize::from(inner.width).saturating_sub(2);
        line(frame, look, inner, 0, Role::Text, &text::clip_start(&shelf.file, width));
        for (n, word) in ["file.open", "file.move"].into_iter().enumerate() {
            choice(frame, look, inner, 2 + n as u16, n == self.cursor.at, look.word(word));
        }
        line(frame, look, inner, 5, Role::Head, look.word("file.others"));
        if shelf.registers.is_empty() {
            line(frame, look, inner, 6, Role::Muted, look.word("file.none"));
        }
        for (n, file) in shelf.registers.iter().enumerate() {
            let said = text::clip_start(&file.display().to_string(), width);
            choice(frame, look, inner, 6 + n as u16, n + FIRST == self.cursor.at, &said);
        }
    }
}
