//! A list of recipients pasted from Word or Excel: every line of it is read as recipients or as a heading, passed over
//! with its reason, or doubtful with its question. Pure and total: it asks nobody, writes nothing, and never guesses
//! between two.
mod answer;
mod cut;
mod heads;
mod row;
mod say;
mod settle;
#[cfg(test)]
mod tests;

pub use answer::Choice;

use super::award::{Basis, Party, RecipientKind};
use super::limit;
use super::locate::Names;
use super::problem::Problem;
use super::unit::{Unit, UnitId};
use serde::{Deserialize, Serialize};

/// Most lines of a pasted list that hold something.
pub const LINES: usize = 5_000;

/// Whose a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// a unit's
    Unit(UnitId),
    /// the whole cluster's (count rows only)
    Whole,
}

/// Why a line is passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Skip {
    /// a row of heads
    Head,
    /// `(1) (2) (3)`
    Numbers,
    /// a total
    Total,
    /// below the signature
    Signature,
    /// the list's title, the letterhead
    Title,
    /// a ruled line, marks only
    Rule,
    /// longer than a line may be
    Long,
}

/// What one record of the paste was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// so many recipients
    Rows(usize),
    /// a heading: kind or unit of what stands below
    Heading,
    /// passed over
    Skipped(Skip),
}

/// One record of the paste.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListLine {
    /// first line in the paste, from 1
    pub at: usize,
    /// lines with something in them that it takes (a quoted cell runs over several)
    pub lines: usize,
    /// as it stands there, cleaned
    pub text: String,
    /// what it was taken for
    pub what: What,
}

/// What has to be decided about a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// no unit said
    NoUnit,
    /// the cell of the unit is empty, the row above has this one
    UnitAbove(UnitId),
    /// a unit nobody knows, as written
    UnitUnknown(String),
    /// one of these
    UnitSeveral(Vec<UnitId>),
    /// a collective or a person?
    Kind,
    /// is the unit's own name a heading or a recipient?
    UnitItself,
    /// no name stands there
    NoName,
    /// words without a place
    Left(String),
    /// the same name stands in this line of the paste, in the same unit
    Twice(usize),
    /// the same name stands in the form already
    InForm,
    /// the register knows somebody of that name in the unit: key and rank
    Known(i64, String),
    /// nobody of that name in the unit, but in others: they, the nearest first
    Elsewhere(Vec<Party>),
}

/// Who a named row is, where that was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Who {
    /// not asked
    #[default]
    Unasked,
    /// this one of the register
    Same(i64),
    /// somebody else of that name
    Another,
}

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fate {
    /// taken in
    #[default]
    Taken,
    /// taken in as it is, to be mended in the grid
    Mended,
    /// left out
    Out,
}

/// A recipient as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    /// line of the paste, from 1
    pub line: usize,
    /// collective or individual
    pub kind: RecipientKind,
    /// named, or how it counts
    pub basis: Basis,
    /// of a count row; `None`: many
    pub quantity: Option<i64>,
    /// empty for count rows
    pub name: String,
    /// as printed
    pub rank: String,
    /// as written
    pub post: String,
    /// unit or the whole cluster
    pub place: Option<Place>,
    /// what has to be decided, in the order in which it is asked
    pub doubts: Vec<Doubt>,
    /// who it is, where that was asked
    pub who: Who,
    /// what becomes of it
    pub fate: Fate,
}

impl ListRow {
    /// Is there something to decide?
    pub fn doubtful(&self) -> bool {
        self.fate == Fate::Taken && !self.doubts.is_empty()
    }
}

/// A paste, read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct List {
    /// every line with something in it
    pub lines: Vec<ListLine>,
    /// recipients in order
    pub rows: Vec<ListRow>,
    /// heads of columns that have no place here, or what stands first in them
    pub extra: Vec<String>,
    /// blank lines
    pub blank: usize,
}

/// Reads a paste; `units` are those a row may belong to. Refused whole where it is longer than `limit::PASTE`, has more
/// than [`LINES`] lines or names more than `limit::RECIPIENTS`.
pub fn read(raw: &str, units: &[Unit]) -> Result<List, Problem> {
    if raw.len() > limit::PASTE {
        return Err(Problem::new("problem.list_bytes").num("limit", (limit::PASTE / 1_000_000) as i64));
    }
    let (lines, blank) = cut::lines(raw);
    if lines.len() - blank > LINES {
        return Err(Problem::new("problem.list_lines").num("limit", LINES as i64));
    }
    let mut list = settle::settle(&cut::records(&lines), &Names::of(units));
    list.blank = blank;
    if list.rows.len() > limit::RECIPIENTS {
        return Err(Problem::new("problem.list_rows").num("limit", limit::RECIPIENTS as i64));
    }
    list.compare(&[]);
    Ok(list)
}

/// Is it a list at all: more than one line, or columns? Anything else is a text for one cell.
pub fn is_list(raw: &str) -> bool {
    let (lines, blank) = cut::lines(raw);
    lines.len() - blank > 1 || raw.trim().contains('\t')
}
