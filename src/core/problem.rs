//! What went wrong or wants saying, as data: a key into the words and its arguments, never prose.
use super::{period::PeriodKey, points::Points};
use jiff::civil::Date;

/// One argument of a sentence. The words decide how it is printed in each language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg {
    /// Text as the user has it.
    Text(String),
    /// Another key of the words.
    Word(&'static str),
    /// A whole number.
    Num(i64),
    /// Points.
    Points(Points),
    /// A date, printed in full.
    Date(Date),
    /// A period, printed by its label.
    Period(PeriodKey),
    /// Another sentence, said in its place.
    Said(Box<Problem>),
}

/// A sentence to be said: thing, place, way out. `key` lies in the words under `problem.` or `note.`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Key of the sentence.
    pub key: &'static str,
    /// Named arguments, `{name}` in the sentence.
    pub args: Vec<(&'static str, Arg)>,
}

impl Problem {
    /// A sentence without arguments.
    pub fn new(key: &'static str) -> Self {
        Self { key, args: Vec::new() }
    }
    /// Adds a text argument.
    #[must_use]
    pub fn text(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.push((name, Arg::Text(value.into())));
        self
    }
    /// Adds a number.
    #[must_use]
    pub fn num(mut self, name: &'static str, value: i64) -> Self {
        self.args.push((name, Arg::Num(value)));
        self
    }
    /// Adds any argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: Arg) -> Self {
        self.args.push((name, value));
        self
    }
}
