//! The keys of a grid: typing edits, Enter goes down, rows come and go. Its data lies in `grid`.
use super::field::Did;
use super::grid::{Editor, Grid, GridEvent};
use super::grid_column::Kind;
use super::keys::{Chord, is_backspace, is_pressed, is_text};
use super::pick;
use crate::core::limit;
use crate::core::problem::Problem;
use crossterm::event::{KeyCode, KeyEvent};

impl Grid {
    /// Answers a key with the focus on the grid.
    pub fn key(&mut self, event: &KeyEvent) -> GridEvent {
        if !is_pressed(event) || self.columns.is_empty() {
            return GridEvent::Ignored;
        }
        self.refused = None;
        let on = |chord: &str| Chord::parse(chord).is_some_and(|c| c.matches(event));
        if on("Ctrl+N") || on("Insert") {
            self.accept();
            return self.insert_row();
        }
        if on("Ctrl+Delete") {
            return self.remove_row();
        }
        if on("Ctrl+D") {
            return self.above();
        }
        if let Some(did) = self.tree_key(event) {
            return did;
        }
        if self.editor.is_some() {
            return self.edit_key(event);
        }
        if on("Ctrl+Z") {
            return self.back_to(true);
        }
        if on("Ctrl+Y") {
            return self.back_to(false);
        }
        if on("F2") {
            self.begin(true);
            if matches!(self.columns[self.col].kind, Kind::Choice { .. }) {
                self.unfold();
            }
            return GridEvent::Moved;
        }
        if on("Ctrl+A") {
            return self.all_of_cell();
        }
        if on("Down") && self.down_chooses() {
            self.begin(true);
            self.unfold();
            return GridEvent::Moved;
        }
        if on("Delete") {
            return self.empty_cell();
        }
        if is_backspace(event) {
            self.begin(true);
            return self.edit_key(event);
        }
        if is_text(event) {
            return self.type_over(event);
        }
        self.navigate(event)
    }
    /// A key that only moves; Enter goes down and makes no row.
    pub(super) fn walk(&mut self, event: &KeyEvent) -> GridEvent {
        let enter = Chord::parse("Enter").is_some_and(|c| c.matches(event));
        if enter && self.row + 1 >= self.rows.len() { GridEvent::Moved } else { self.navigate(event) }
    }
    /// ↓ opens the list of a cell that waits for a choice: one in error, or a choice with no row below to go to.
    fn down_chooses(&self) -> bool {
        let kind = &self.columns[self.col].kind;
        match kind {
            Kind::Line | Kind::Combo { free: true, .. } => false,
            _ if self.rows[self.row].errors[self.col].is_some() => true,
            Kind::Combo { .. } => false,
            Kind::Choice { .. } => self.row + 1 == self.rows.len(),
        }
    }
    /// The whole text of a cell at rest, to be erased or typed over.
    fn all_of_cell(&mut self) -> GridEvent {
        self.begin(true);
        match &mut self.editor {
            Some(Editor::Line(edit)) => edit.select_all(),
            Some(Editor::Combo(combo)) => combo.edit.select_all(),
            None => {}
        }
        GridEvent::Moved
    }
    fn unfold(&mut self) {
        if let Some(Editor::Combo(combo)) = &mut self.editor {
            combo.unfold();
        }
    }
    fn edit_key(&mut self, event: &KeyEvent) -> GridEvent {
        let escape = event.code == KeyCode::Esc;
        let did = match &mut self.editor {
            // the list and what was typed go together: the cell is as it was
            _ if escape => {
                self.editor = None;
                Did::Moved
            }
            Some(Editor::Line(edit)) => edit.key(event),
            Some(Editor::Combo(combo)) => combo.key(event),
            None => Did::Ignored,
        };
        match did {
            Did::Changed => {
                self.rows[self.row].errors[self.col] = None;
                GridEvent::Changed
            }
            Did::Moved => GridEvent::Moved,
            Did::Refused(problem) => {
                self.refused = Some(problem);
                GridEvent::Moved
            }
            Did::Ignored => self.navigate(event),
        }
    }
    /// A character on a cell at rest: replaces its text; in a choice, Space goes round and a letter chooses.
    fn type_over(&mut self, event: &KeyEvent) -> GridEvent {
        if let (Kind::Choice { options }, KeyCode::Char(' ')) = (&self.columns[self.col].kind, event.code) {
            let at = pick::named(options, &self.rows[self.row].cells[self.col]);
            let to = at.map_or(0, |n| (n + 1) % options.len().max(1));
            let Some(label) = options.get(to).map(|o| o.1.clone()) else { return GridEvent::Moved };
            self.remember();
            self.rows[self.row].cells[self.col] = label;
            self.rows[self.row].errors[self.col] = None;
            return GridEvent::Changed;
        }
        let equals = event.code == KeyCode::Char('=') && self.rows[self.row].cells[self.col].is_empty();
        if equals && self.row > 0 {
            return self.above();
        }
        self.begin(false);
        self.edit_key(event)
    }
    fn navigate(&mut self, event: &KeyEvent) -> GridEvent {
        let on = |chord: &str| Chord::parse(chord).is_some_and(|c| c.matches(event));
        let (rows, cols) = (self.rows.len(), self.columns.len());
        let ends = [on("Ctrl+Home"), on("Ctrl+End")];
        let known =
            ["Enter", "Tab", "Shift+Tab", "Up", "Down", "Left", "Right", "Home", "End", "PageUp", "PageDown"];
        if !ends.contains(&true) && !known.iter().any(|c| on(c)) {
            return GridEvent::Ignored;
        }
        let changed = self.accept();
        let quiet = if changed { GridEvent::Changed } else { GridEvent::Moved };
        let place = self.row * cols + self.col;
        if on("Enter") {
            return if self.row + 1 < rows {
                self.row += 1;
                quiet
            } else if self.rows[self.row].is_empty() {
                quiet
            } else {
                self.append()
            };
        }
        if on("Tab") && place + 1 == rows * cols {
            return GridEvent::After;
        }
        if (on("Shift+Tab") && place == 0) || (on("Up") && self.row == 0) {
            return GridEvent::Before;
        }
        let (row, col) = if ends.contains(&true) {
            (if ends[1] { rows - 1 } else { 0 }, self.col)
        } else if on("Tab") {
            ((place + 1) / cols, (place + 1) % cols)
        } else if on("Shift+Tab") {
            ((place - 1) / cols, (place - 1) % cols)
        } else {
            match event.code {
                KeyCode::Up => (self.row - 1, self.col),
                KeyCode::Down => (self.row + 1, self.col),
                KeyCode::PageUp => (self.row.saturating_sub(10), self.col),
                KeyCode::PageDown => (self.row + 10, self.col),
                KeyCode::Left => (self.row, self.col.saturating_sub(1)),
                KeyCode::Right => (self.row, self.col + 1),
                KeyCode::Home => (self.row, 0),
                _ => (self.row, cols - 1),
            }
        };
        (self.row, self.col) = (row.min(rows - 1), col.min(cols - 1));
        quiet
    }
    /// A row at the end, its first column repeated from above; the caret goes to what is left to type.
    fn append(&mut self) -> GridEvent {
        if self.full() {
            return GridEvent::Moved;
        }
        self.remember();
        let mut row = self.blank();
        if self.columns.len() > 1 {
            row.cells[0].clone_from(&self.rows[self.row].cells[0]);
            row.repeated = true;
        }
        self.rows.push(row);
        self.row += 1;
        self.col = usize::from(self.columns.len() > 1);
        GridEvent::Changed
    }
    fn insert_row(&mut self) -> GridEvent {
        if self.full() {
            return GridEvent::Moved;
        }
        self.remember();
        let mut row = self.blank();
        let level = self.level_behind(self.row);
        let tree = level.is_some();
        if let Some((column, level)) = level {
            row.cells[column] = level;
            row.repeated = column == 0;
        }
        let at = (self.row + 1).min(self.rows.len());
        self.rows.insert(at, row);
        (self.row, self.col) = (at, usize::from(tree));
        GridEvent::Changed
    }
    fn full(&mut self) -> bool {
        let full = self.rows.len() >= limit::RECIPIENTS;
        if full {
            self.refused = Some(Problem::new("kit.error.rows").num("limit", limit::RECIPIENTS as i64));
        }
        full
    }
    fn remove_row(&mut self) -> GridEvent {
        self.editor = None;
        self.remember();
        self.rows.remove(self.row);
        if self.rows.is_empty() {
            self.rows.push(self.blank());
        }
        self.row = self.row.min(self.rows.len() - 1);
        GridEvent::Changed
    }
    /// Delete: empties the cell; in an empty row it removes the row.
    fn empty_cell(&mut self) -> GridEvent {
        if self.rows[self.row].is_empty() {
            return if self.rows.len() > 1 { self.remove_row() } else { GridEvent::Moved };
        }
        if self.rows[self.row].cells[self.col].is_empty() {
            return GridEvent::Moved;
        }
        self.remember();
        self.rows[self.row].cells[self.col].clear();
        self.rows[self.row].errors[self.col] = None;
        GridEvent::Changed
    }
    /// Ctrl+D: as in the row above.
    fn above(&mut self) -> GridEvent {
        let Some(value) = self.row.checked_sub(1).map(|r| self.rows[r].cells[self.col].clone()) else {
            return GridEvent::Moved;
        };
        self.editor = None;
        self.remember();
        self.rows[self.row].cells[self.col] = value;
        self.rows[self.row].errors[self.col] = None;
        GridEvent::Changed
    }
    fn back_to(&mut self, undo: bool) -> GridEvent {
        let (from, to) =
            if undo { (&mut self.past, &mut self.future) } else { (&mut self.future, &mut self.past) };
        let Some((rows, row, col)) = from.pop() else { return GridEvent::Moved };
        to.push((std::mem::replace(&mut self.rows, rows), self.row, self.col));
        (self.row, self.col) = (row.min(self.rows.len() - 1), col);
        GridEvent::Changed
    }
}
