//! What both lists of this room share: the selected row, kept by its key, and the filter typed above it.
use crate::core::text;
use crate::kit::field::{Did, Edit};
use crate::kit::table::Cursor;
use crossterm::event::{KeyCode, KeyEvent};

/// Rows a page moves by; the list is redrawn around the selection whatever its height.
const PAGE: usize = 10;

/// Selection and filter of one list.
#[derive(Debug)]
pub(super) struct Listing {
    filter: Edit,
    /// the filter has the focus
    pub(super) filtering: bool,
    cursor: Cursor,
    chosen: Option<i64>,
}

impl Default for Listing {
    fn default() -> Self {
        Self { filter: Edit::line(""), filtering: false, cursor: Cursor::default(), chosen: None }
    }
}

/// What a key in the filter meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Filtered {
    Taken,
    /// the list should move by this key
    List,
    /// Enter
    Done,
}

impl Listing {
    /// The filter as typed, ends trimmed.
    pub(super) fn filter(&self) -> String {
        text::line(&self.filter.text())
    }
    pub(super) fn edit(&self) -> &Edit {
        &self.filter
    }
    /// Empties the filter and leaves it.
    pub(super) fn clear(&mut self) {
        self.filter.set("");
        self.filtering = false;
    }
    /// Place of the selection among rows of these keys.
    pub(super) fn place(&self, ids: &[i64]) -> usize {
        let chosen = self.chosen.and_then(|id| ids.iter().position(|i| *i == id));
        chosen.unwrap_or(self.cursor.at).min(ids.len().saturating_sub(1))
    }
    /// Cursor for drawing.
    pub(super) fn cursor(&self, ids: &[i64]) -> Cursor {
        Cursor { at: self.place(ids), top: self.cursor.top }
    }
    /// Key of the selected row.
    pub(super) fn selected(&self, ids: &[i64]) -> Option<i64> {
        ids.get(self.place(ids)).copied()
    }
    /// Selects a row by its key; it need not be there yet.
    pub(super) fn choose(&mut self, id: i64) {
        self.chosen = Some(id);
    }
    /// Moves the selection. False when the key is another's.
    pub(super) fn key(&mut self, event: &KeyEvent, ids: &[i64]) -> bool {
        self.cursor.at = self.place(ids);
        let taken = self.cursor.key(event, ids.len(), PAGE);
        if taken {
            self.chosen = ids.get(self.cursor.at).copied();
        }
        taken
    }
    /// Remembers where the selection stands, for when its row goes.
    pub(super) fn hold(&mut self, ids: &[i64]) {
        self.cursor.at = self.place(ids);
        self.chosen = None;
    }
    /// A key while the filter has the focus.
    pub(super) fn type_key(&mut self, event: &KeyEvent) -> Filtered {
        match event.code {
            KeyCode::Esc => self.clear(),
            KeyCode::Enter | KeyCode::Tab => {
                self.filtering = false;
                return Filtered::Done;
            }
            KeyCode::Up | KeyCode::Down | KeyCode::PageUp | KeyCode::PageDown => return Filtered::List,
            _ => {
                if self.filter.key(event) == Did::Changed {
                    self.cursor = Cursor::default();
                }
            }
        }
        Filtered::Taken
    }
    /// A paste while the filter has the focus; one that is too long leaves it as it was.
    pub(super) fn paste(&mut self, raw: &str) {
        if self.filtering {
            let _ = self.filter.paste(raw);
        }
    }
}
