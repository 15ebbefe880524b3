//! One text under the caret: a line or a block. NFC whatever the input method sends, caret by grapheme,
//! an undo of its own that never reaches the register. Built over `ratatui-textarea`, drawn by `field_view`.
use super::keys::{Chord, is_backspace, is_pressed, is_text};
use super::wrap::{Drawn, row_of, wrap};
use crate::core::problem::Problem;
use crate::core::{limit, text};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui_textarea::{CursorMove, TextArea};
use std::cell::Cell;
use unicode_normalization::{UnicodeNormalization, is_nfc};
use unicode_segmentation::UnicodeSegmentation;

/// Steps of undo that are kept.
const STEPS: usize = 200;

/// What a key did to a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Did {
    /// the key is another's
    Ignored,
    /// the caret moved, or there was nothing to change
    Moved,
    /// the text changed
    Changed,
    /// refused: what was typed stays as it was
    Refused(Problem),
}

/// Text and caret, to go back to.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Mark {
    lines: Vec<String>,
    at: (usize, usize),
}

/// A line or a block of text being edited.
#[derive(Debug, Clone)]
pub struct Edit {
    pub(super) area: TextArea<'static>,
    block: bool,
    past: Vec<Mark>,
    future: Vec<Mark>,
    /// the last step was typing, and typing may join it
    typing: bool,
    /// cells of a line when drawn last: ↑ ↓ move by what the eye sees
    pub(super) cells: Cell<u16>,
}

impl Edit {
    /// One line.
    pub fn line(value: &str) -> Self {
        Self::new(value, false)
    }
    /// Several lines, Enter is a new one.
    pub fn block(value: &str) -> Self {
        Self::new(value, true)
    }
    fn new(value: &str, block: bool) -> Self {
        let mut edit = Self {
            area: TextArea::default(),
            block,
            past: Vec::new(),
            future: Vec::new(),
            typing: false,
            cells: Cell::new(0),
        };
        edit.set(value);
        edit
    }
    /// The text, as typed so far.
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }
    /// Selects everything: the next character typed replaces it.
    pub fn select_all(&mut self) {
        self.area.select_all();
    }
    /// Nothing in it?
    pub fn is_empty(&self) -> bool {
        self.area.is_empty()
    }
    /// Puts another text in, the caret at its end; forgets the undo.
    pub fn set(&mut self, value: &str) {
        let clean = if self.block { text::block(value) } else { text::line(value) };
        self.put(&Mark {
            lines: clean.split('\n').map(str::to_owned).collect(),
            at: (usize::MAX, usize::MAX),
        });
        self.past.clear();
        self.future.clear();
        self.typing = false;
    }
    /// Replaces the text as one step that can be taken back.
    pub fn replace(&mut self, value: &str) {
        let before = self.mark();
        let clean = if self.block { text::block(value) } else { text::line(value) };
        self.put(&Mark {
            lines: clean.split('\n').map(str::to_owned).collect(),
            at: (usize::MAX, usize::MAX),
        });
        self.step(before, false);
    }
    /// Row and character of the caret.
    pub fn caret(&self) -> (usize, usize) {
        let at = self.area.cursor();
        (at.0, at.1)
    }
    fn mark(&self) -> Mark {
        Mark { lines: self.area.lines().to_vec(), at: self.caret() }
    }
    fn put(&mut self, mark: &Mark) {
        let mut area = TextArea::new(mark.lines.clone());
        // the undo is kept here, so that a syllable is one step and never a half-composed letter
        area.set_max_histories(0);
        let row = mark.at.0.min(mark.lines.len().saturating_sub(1));
        let col = mark.at.1.min(mark.lines.get(row).map_or(0, |l| l.chars().count()));
        area.move_cursor(CursorMove::Jump(row as u16, col as u16));
        self.area = area;
    }
    /// Remembers `before` as a step of undo, unless this is typing that goes on.
    fn step(&mut self, before: Mark, typing: bool) {
        if !(typing && self.typing) {
            self.past.push(before);
            if self.past.len() > STEPS {
                self.past.remove(0);
            }
        }
        self.future.clear();
        self.typing = typing;
    }

    /// Answers a key.
    pub fn key(&mut self, event: &KeyEvent) -> Did {
        if !is_pressed(event) {
            return Did::Ignored;
        }
        let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
        let shift = event.modifiers.contains(KeyModifiers::SHIFT);
        if is_backspace(event) {
            return self.erase(ctrl && event.code == KeyCode::Backspace, true);
        }
        if is_text(event)
            && let KeyCode::Char(c) = event.code
        {
            return self.insert(c);
        }
        match (event.code, ctrl) {
            (KeyCode::Char('z' | 'Z'), true) if !shift => self.undo(),
            (KeyCode::Char('y' | 'Y' | 'z' | 'Z'), true) => self.redo(),
            (KeyCode::Char('a' | 'A'), true) => {
                self.area.select_all();
                Did::Moved
            }
            (KeyCode::Delete, _) => self.erase(ctrl, false),
            (KeyCode::Enter, false) if self.block => self.newline(),
            (KeyCode::Left | KeyCode::Right | KeyCode::Home | KeyCode::End, _) => {
                self.walk(event.code, ctrl, shift);
                Did::Moved
            }
            (KeyCode::Up | KeyCode::Down, false) if self.block => {
                self.climb(event.code == KeyCode::Up, shift)
            }
            _ => Did::Ignored,
        }
    }

    fn limit(&self) -> usize {
        if self.block { limit::BLOCK } else { limit::LINE }
    }
    fn length(&self) -> usize {
        self.area.lines().iter().map(|l| l.chars().count() + 1).sum::<usize>() - 1
    }
    fn too_long(&self) -> Problem {
        Problem::new("kit.error.long").num("limit", self.limit() as i64)
    }

    fn insert(&mut self, c: char) -> Did {
        let before = self.mark();
        let selected = self.area.selection_range().is_some_and(|(a, b)| a != b);
        self.area.insert_char(c);
        self.compose();
        if self.length() > self.limit() {
            self.put(&before);
            return Did::Refused(self.too_long());
        }
        self.step(before, !selected);
        // a blank ends a step: one Ctrl+Z takes back a word
        self.typing = c != ' ';
        Did::Changed
    }
    /// Makes the caret's line NFC again: a mark typed after its letter becomes one character with it.
    fn compose(&mut self) {
        let (row, col) = self.caret();
        let Some(line) = self.area.lines().get(row) else { return };
        if is_nfc(line) {
            return;
        }
        let head: String = line.chars().take(col).nfc().collect();
        let whole: String = line.nfc().collect();
        let mut mark = self.mark();
        mark.at.1 = head.chars().count();
        mark.lines[row] = whole;
        self.put(&mark);
    }
    fn newline(&mut self) -> Did {
        let before = self.mark();
        if self.length() >= self.limit() {
            return Did::Refused(self.too_long());
        }
        self.area.insert_newline();
        self.step(before, false);
        Did::Changed
    }
    /// Erases the selection, else a grapheme (or a word) before or after the caret.
    fn erase(&mut self, word: bool, back: bool) -> Did {
        let before = self.mark();
        let (row, col) = self.caret();
        if self.area.selection_range().is_some_and(|(a, b)| a != b) {
            self.area.delete_char();
        } else if word {
            let _ = if back { self.area.delete_word() } else { self.area.delete_next_word() };
        } else if back {
            let width = self.grapheme(row, col, true);
            if width <= 1 {
                self.area.delete_char();
            } else {
                self.area.move_cursor(CursorMove::Jump(row as u16, (col - width) as u16));
                self.area.delete_str(width);
            }
        } else {
            self.area.delete_str(self.grapheme(row, col, false).max(1));
        }
        self.area.cancel_selection();
        self.compose();
        if self.area.lines() == before.lines.as_slice() {
            return Did::Moved;
        }
        // an input method erases and types again: the syllable stays one step
        let joins = back && !word && self.typing;
        self.step(before, joins);
        Did::Changed
    }
    /// Characters of the grapheme before or after a caret; 0 at the line's end.
    fn grapheme(&self, row: usize, col: usize, back: bool) -> usize {
        let Some(line) = self.area.lines().get(row) else { return 0 };
        let mut start = 0;
        for g in line.graphemes(true) {
            let end = start + g.chars().count();
            if back && start < col && col <= end {
                return col - start;
            }
            if !back && start <= col && col < end {
                return end - col;
            }
            start = end;
        }
        0
    }
    fn walk(&mut self, code: KeyCode, ctrl: bool, shift: bool) {
        self.typing = false;
        self.select(shift);
        let (row, col) = self.caret();
        let last = self.area.lines().len().saturating_sub(1);
        let end = self.area.lines().get(row).map_or(0, |l| l.chars().count());
        let to = match (code, ctrl) {
            (KeyCode::Left, true) => CursorMove::WordBack,
            (KeyCode::Right, true) => CursorMove::WordForward,
            (KeyCode::Left, false) if col > 0 => {
                CursorMove::Jump(row as u16, (col - self.grapheme(row, col, true).max(1)) as u16)
            }
            (KeyCode::Left, false) if row > 0 => CursorMove::Jump(row as u16 - 1, u16::MAX),
            (KeyCode::Right, false) if col < end => {
                CursorMove::Jump(row as u16, (col + self.grapheme(row, col, false).max(1)) as u16)
            }
            (KeyCode::Right, false) if row < last => CursorMove::Jump(row as u16 + 1, 0),
            (KeyCode::Home, true) => CursorMove::Jump(0, 0),
            (KeyCode::End, true) => CursorMove::Jump(last as u16, u16::MAX),
            (KeyCode::Home, false) => CursorMove::Jump(row as u16, 0),
            (KeyCode::End, false) => CursorMove::Jump(row as u16, end as u16),
            _ => return,
        };
        self.area.move_cursor(to);
    }
    fn select(&mut self, shift: bool) {
        if !shift {
            self.area.cancel_selection();
        } else if !self.area.is_selecting() {
            self.area.start_selection();
        }
    }
    /// ↑ ↓ over the lines as drawn; the key is another's at the first and the last.
    fn climb(&mut self, up: bool, shift: bool) -> Did {
        self.typing = false;
        let rows = self.rows();
        let at = row_of(self.caret(), &rows);
        let to = if up { at.checked_sub(1) } else { (at + 1 < rows.len()).then_some(at + 1) };
        let Some(to) = to.and_then(|n| rows.get(n)) else { return Did::Ignored };
        let line = |row: usize| self.area.lines().get(row).cloned().unwrap_or_default();
        let here = &rows[at];
        let text: String = line(here.row).chars().skip(here.from).take(self.caret().1 - here.from).collect();
        let cells = text::width(&text);
        let (mut col, mut used) = (to.from, 0);
        for c in line(to.row).chars().skip(to.from).take(to.len.saturating_sub(usize::from(to.more))) {
            used += text::width(&c.to_string());
            if used > cells {
                break;
            }
            col += 1;
        }
        let jump = CursorMove::Jump(to.row as u16, col as u16);
        self.select(shift);
        self.area.move_cursor(jump);
        Did::Moved
    }
    /// Lines wrapped to the cells of the last drawing; one row a line in a line field.
    pub(super) fn rows(&self) -> Vec<Drawn> {
        let cells = if self.block { self.cells.get().max(1) as usize } else { usize::MAX };
        wrap(self.area.lines(), cells)
    }
    fn undo(&mut self) -> Did {
        let Some(mark) = self.past.pop() else { return Did::Moved };
        self.future.push(self.mark());
        self.went(&mark)
    }
    fn redo(&mut self) -> Did {
        let Some(mark) = self.future.pop() else { return Did::Moved };
        self.past.push(self.mark());
        self.went(&mark)
    }
    fn went(&mut self, mark: &Mark) -> Did {
        self.put(mark);
        self.typing = false;
        Did::Changed
    }

    /// Takes a paste in, cleaned: a line for a line, a block for a block. Refused whole when it is too much.
    pub fn paste(&mut self, raw: &str) -> Result<(), Problem> {
        if raw.len() > limit::PASTE {
            return Err(too_much(raw.len()));
        }
        let before = self.mark();
        let clean = if self.block { text::block(raw) } else { text::line(raw) };
        self.area.insert_str(&clean);
        self.compose();
        if self.length() > self.limit() {
            self.put(&before);
            return Err(self.too_long());
        }
        self.step(before, false);
        Ok(())
    }
}

/// A paste of `bytes` bytes is refused.
pub(super) fn too_much(bytes: usize) -> Problem {
    Problem::new("kit.error.paste")
        .num("size", (bytes / 1_000_000) as i64)
        .num("limit", (limit::PASTE / 1_000_000) as i64)
}

/// Is this the chord of undo or redo? A text being edited keeps both for itself, even with nothing to take back.
pub fn is_undo(event: &KeyEvent) -> bool {
    ["Ctrl+Z", "Ctrl+Y"].iter().filter_map(|c| Chord::parse(c)).any(|c| c.matches(event))
}
