//! The journal as people read it: acts newest first, and one act field by field, old beside new. Data only; the store fills
//! it with names instead of keys, the screens print it with words instead of codes.
use super::date::Date;
use super::period::PeriodKey;
use super::points::Points;
use super::problem::Problem;

/// How many acts a block holds: acts `1..=BLOCK` are block 0. Acts are numbered without a gap, so any depth is as near.
pub const BLOCK: i64 = 64;

/// Most changed rows of one act that are shown.
pub const ROWS: usize = 200;

/// What an act is in the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActKind {
    /// can be taken back
    Do,
    /// took an act back
    Undo,
    /// did it again
    Redo,
    /// undo stops here
    Barrier,
}

/// An act in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActRow {
    /// number
    pub n: i64,
    /// `2021-07-22T14:05:09+07:00`
    pub at: String,
    /// user of the system
    pub user: String,
    /// who kept the register then
    pub secretary: String,
    /// words key, `act.…`
    pub what: String,
    /// the thing it was done to
    pub thing: String,
    /// undo and redo: words key of what the act taken back or done again had done
    pub did: Option<String>,
    /// reason given
    pub why: String,
    /// in the chain
    pub kind: ActKind,
    /// the act taken back or done again
    pub of: Option<i64>,
    /// it is taken back now
    pub undone: bool,
    /// rows changed
    pub rows: i64,
    /// rows that another tool changed between this act and the next
    pub outside: i64,
    /// its clock stood before that of the act before it
    pub backwards: bool,
}

/// A block of acts, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Acts {
    /// number of the newest act of all
    pub last: i64,
    /// the acts of the block
    pub rows: Vec<ActRow>,
}

/// A value before it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// nothing
    Empty,
    /// text, or the name of what a key means
    Text(String),
    /// a code: its words key
    Word(String),
    /// a number
    Num(i64),
    /// points, or a percentage
    Points(Points),
    /// a date
    Date(Date),
    /// a period
    Period(PeriodKey),
    /// a moment, `2021-07-22T14:05:09+07:00`
    Moment(String),
    /// rules or changes, a sentence each
    Said(Vec<Problem>),
}

/// A field of a changed row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// words key of its label
    pub label: String,
    /// before
    pub old: Value,
    /// after
    pub new: Value,
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Became {
    /// written
    Written,
    /// changed
    Changed,
    /// taken out
    Gone,
}

/// A changed row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// words key of what kind of thing it is
    pub table: String,
    /// what it is called, in parts
    pub name: Vec<Value>,
    /// what became of it
    pub became: Became,
    /// its fields that have something to say
    pub fields: Vec<Field>,
}

/// Can an act be taken back?
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Back {
    /// it is the newest: Ctrl+Z anywhere does it
    Newest,
    /// by itself: nothing later touches what it touched
    Alone,
    /// no, and why
    No(Problem),
}

/// An act, opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActSheet {
    /// its row in the list
    pub act: ActRow,
    /// what it changed, at most `ROWS` rows
    pub changes: Vec<Change>,
    /// what other tools changed between it and the next act, at most `ROWS` rows
    pub outside: Vec<Change>,
    /// can it be taken back?
    pub back: Back,
}
