//! What a look through the whole register found, as data.
use super::problem::Problem;

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// the file or its journal is damaged: exit 3
    pub damaged: Vec<Problem>,
    /// rows changed by another tool: exit 1
    pub edited: Vec<Problem>,
    /// what is made from the rows (index of Find, kept counts) and does not agree with them; nothing is lost, it can be made
    /// anew: exit 1
    pub derived: Vec<Problem>,
    /// acts in the chain
    pub acts: i64,
    /// rows in the tracked tables
    pub rows: i64,
}

impl Report {
    /// Nothing was found.
    pub fn clean(&self) -> bool {
        self.damaged.is_empty() && self.edited.is_empty() && self.derived.is_empty()
    }
}
