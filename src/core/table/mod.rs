//! Score tables as they are made and changed: what can be done to one, what is wrong with one, and one as texts (the editor's
//! rows, a sheet, a TOML file). Scores nothing, reads no file.
pub mod check;
pub mod file;
pub mod fill;
pub mod how;
pub mod level;
pub mod names;
pub mod typed;

use super::limit;
use super::period::PeriodKey;
use super::problem::Problem;
use super::score::ScoreTable;

/// Most rows of a table, groups and criteria together.
pub const ROWS: usize = 400;
/// How deep criteria may lie: a group of the top is 1.
pub const DEPTH: usize = 4;

/// What can be done to score tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// A table as it should be (id 0: new; a criterion of a key ≤ 0: new). Refused by the first thing that is wrong with it;
    /// of a table that has scores only name, year, texts, hiding and ranking change.
    Save(Box<ScoreTable>),
    /// The table once more, under another name and for another year.
    Copy {
        /// which
        id: i64,
        /// name of the copy
        name: String,
        /// the year it is made for
        year: Option<i16>,
    },
    /// A table no period uses, taken out.
    Remove {
        /// which
        id: i64,
    },
}

/// Something wrong with a table, by its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// place of the row in the table, from 0; `None`: the table's own settings
    pub row: Option<usize>,
    /// what of it: `level`, `code`, `text`, `points`, `kind`, `how`; of the table `name`, `year`, `step`, `formulas`, `ties`,
    /// `rows`
    pub column: &'static str,
    /// the sentence: thing, place, way out
    pub problem: Problem,
}

impl Flaw {
    /// Of a row.
    pub fn at(row: usize, column: &'static str, problem: Problem) -> Self {
        Self { row: Some(row), column, problem }
    }
    /// Of the table's own settings.
    pub fn of(column: &'static str, problem: Problem) -> Self {
        Self { row: None, column, problem }
    }
}

/// A score table and the periods that use it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsedTable {
    /// the table
    pub table: ScoreTable,
    /// periods that name it, newest first
    pub periods: Vec<PeriodKey>,
    /// the newest of them that has scores or sheets: then its criteria stay as they are
    pub scored: Option<PeriodKey>,
}

/// A table as a file gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// name of the file
    pub file: String,
    /// the sheet it stood in, where the file has sheets
    pub sheet: Option<String>,
    /// number of each row in that sheet; empty where the file has none
    pub lines: Vec<usize>,
    /// its texts
    pub typed: typed::Typed,
}

/// Name and year of the copy for the year after: a year in the name goes on with it. `year`: what the copy is made for where
/// the table says none.
pub fn next_year(table: &ScoreTable, year: i16) -> (String, i16) {
    let year = table.year.map_or(year, |y| y.saturating_add(1));
    let year = year.clamp(*limit::YEARS.start(), *limit::YEARS.end());
    let before = (year - 1).to_string();
    let name = if table.name.contains(&before) {
        table.name.replace(&before, &year.to_string())
    } else {
        table.name.clone()
    };
    (name, year)
}

#[cfg(test)]
mod tests;
