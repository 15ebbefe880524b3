//! A grid whose rows are a tree by a column of levels: a row is moved and indented with all that stands under it. What is to be
//! seen of a row beside its cells (how deep, a head of others, a sum) is given by the room.
use super::grid::{Grid, GridEvent, RowMark, Tree};
use super::keys::{Chord, Row};
use crossterm::event::KeyEvent;

/// Keys of a tree beside those of a grid; it answers them itself.
pub const TREE_ROWS: &[Row] = &[
    Row::new(&["Ctrl+Up", "Ctrl+Down"], "kit.tree.move", 8, None),
    Row::new(&["Alt+Right"], "kit.tree.inward", 9, None),
    Row::new(&["Alt+Left"], "kit.tree.outward", 0, None),
];

/// Deepest level a key gives.
const DEEPEST: usize = 9;

impl Grid {
    /// Makes the rows a tree by the levels in this column (numbers from 1); `indented` is the column set in by depth, `note`
    /// the words key over what stands at the right.
    #[must_use]
    pub fn tree(mut self, levels: &'static str, indented: &'static str, note: &'static str) -> Self {
        let at = |id| self.columns.iter().position(|c| c.id == id);
        self.tree = at(levels).zip(at(indented)).map(|(levels, indented)| Tree {
            levels,
            indented,
            note,
            marks: Vec::new(),
        });
        self
    }
    /// What is to be seen of each row; all of them, empty ones too.
    pub fn mark(&mut self, marks: Vec<RowMark>) {
        if let Some(tree) = &mut self.tree {
            tree.marks = marks;
        }
    }
    /// How many rows there are, empty ones too.
    pub fn len(&self) -> usize {
        self.rows.len()
    }
    /// Are there none?
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
    fn level(&self, row: usize) -> usize {
        let text = self.tree.as_ref().and_then(|t| self.rows.get(row)?.cells.get(t.levels));
        text.and_then(|t| t.trim().parse().ok()).unwrap_or(1)
    }
    /// The row behind the last one that stands under `row`.
    fn end(&self, row: usize) -> usize {
        let own = self.level(row);
        (row + 1..self.rows.len()).find(|n| self.level(*n) <= own).unwrap_or(self.rows.len())
    }
    /// The level a row added behind `row` begins with: its own, or one more where it is a head of others.
    pub(super) fn level_behind(&self, row: usize) -> Option<(usize, String)> {
        let tree = self.tree.as_ref()?;
        let own = self.level(row);
        // under a head of others
        let next = own + usize::from(tree.marks.get(row).is_some_and(|m| m.strong));
        Some((tree.levels, next.to_string()))
    }
    /// Answers a key of the tree.
    pub(super) fn tree_key(&mut self, event: &KeyEvent) -> Option<GridEvent> {
        self.tree.as_ref()?;
        let on = |chord: &str| Chord::parse(chord).is_some_and(|c| c.matches(event));
        if on("Ctrl+Up") || on("Ctrl+Down") {
            self.accept();
            return Some(self.shift(on("Ctrl+Up")));
        }
        if on("Alt+Right") || on("Alt+Left") {
            self.accept();
            return Some(self.indent(on("Alt+Right")));
        }
        None
    }
    /// Changes places with the neighbour of its level, each with all that stands under it.
    fn shift(&mut self, up: bool) -> GridEvent {
        let (from, own) = (self.row, self.level(self.row));
        let to = self.end(from);
        let (first, middle, last) = if up {
            let Some(before) = (0..from).rev().find(|n| self.level(*n) <= own) else {
                return GridEvent::Moved;
            };
            if self.level(before) < own {
                return GridEvent::Moved;
            }
            (before, from, to)
        } else {
            if to >= self.rows.len() || self.level(to) < own {
                return GridEvent::Moved;
            }
            (from, to, self.end(to))
        };
        self.remember();
        if let Some(rows) = self.rows.get_mut(first..last) {
            rows.rotate_left(middle - first);
        }
        self.row = if up { first } else { first + (last - middle) };
        GridEvent::Changed
    }
    fn indent(&mut self, inward: bool) -> GridEvent {
        let Some(column) = self.tree.as_ref().map(|t| t.levels) else { return GridEvent::Ignored };
        let (from, to) = (self.row, self.end(self.row));
        let own = self.level(from);
        let most = if from == 0 { 1 } else { (self.level(from - 1) + 1).min(DEEPEST) };
        if (inward && own >= most) || (!inward && own <= 1) {
            return GridEvent::Moved;
        }
        self.remember();
        for row in from..to {
            let level = self.level(row);
            let level = if inward { level + 1 } else { level.saturating_sub(1).max(1) };
            if let Some(cell) = self.rows.get_mut(row).and_then(|r| r.cells.get_mut(column)) {
                *cell = level.to_string();
            }
        }
        GridEvent::Changed
    }
}
