//! A column of a grid: what its cells hold, how wide it is, when it gives way. Knows no row.
use super::pick::Choice;

/// What a column's cells hold.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    Line,
    Combo { options: Vec<Choice>, free: bool },
    Choice { options: Vec<Choice> },
}

/// A column of a grid.
#[derive(Debug, Clone)]
pub struct GridColumn {
    pub(super) id: &'static str,
    /// words key of its head
    pub(super) head: &'static str,
    pub(super) kind: Kind,
    pub(super) min: u16,
    pub(super) max: u16,
    pub(super) drop: u8,
    pub(super) required: bool,
}

impl GridColumn {
    fn new(id: &'static str, head: &'static str, kind: Kind) -> Self {
        Self { id, head, kind, min: 8, max: 40, drop: 0, required: false }
    }
    /// Cells of free text; `head` is a words key.
    pub fn line(id: &'static str, head: &'static str) -> Self {
        Self::new(id, head, Kind::Line)
    }
    /// Cells found by typing over (code, label); the cell holds the label. `free` lets other text stand.
    pub fn combo(id: &'static str, head: &'static str, options: Vec<Choice>, free: bool) -> Self {
        Self::new(id, head, Kind::Combo { options, free })
    }
    /// Cells of a few options (code, label); the cell holds the label. Space goes round, the first letter chooses.
    pub fn choice(id: &'static str, head: &'static str, options: Vec<Choice>) -> Self {
        Self::new(id, head, Kind::Choice { options })
    }
    /// Narrowest and widest, in cells.
    #[must_use]
    pub fn cells(mut self, min: u16, max: u16) -> Self {
        self.min = min;
        self.max = max;
        self
    }
    /// Order of dropping when narrow: 1 goes first, 0 never. The column under the caret never drops.
    #[must_use]
    pub fn drop(mut self, order: u8) -> Self {
        self.drop = order;
        self
    }
    /// A row that is not empty must fill it.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }
    /// May its cells hold what is none of its options?
    pub(super) fn is_free(&self) -> bool {
        matches!(self.kind, Kind::Line | Kind::Combo { free: true, .. })
    }
    pub(super) fn options(&self) -> &[Choice] {
        match &self.kind {
            Kind::Combo { options, .. } | Kind::Choice { options } => options,
            Kind::Line => &[],
        }
    }
}
