//! What can be done to the lists a register keeps as its own data: authorities, forms of commendation, level sets, and the
//! samples they began with. What stands in papers is never taken out and never changes its code.
use super::award::{Authority, Catalogue, Form};
use super::level::LevelSet;
use super::period::PeriodKey;
use super::table::UsedTable;
use super::text;

/// The name where none of those taken is the same; else with the first number that is free: `… (2)`, `… (3)`.
pub fn free_name(name: &str, taken: Vec<String>) -> String {
    let taken: Vec<String> = taken.into_iter().map(|n| text::same_key(&n)).collect();
    let stem = name.rsplit_once(" (").filter(|(_, n)| n.trim_end_matches(')').parse::<u32>().is_ok());
    let stem = stem.map_or(name, |(stem, _)| stem);
    std::iter::once(name.to_owned())
        .chain((2..10_000).map(|n| format!("{stem} ({n})")))
        .find(|n| !taken.contains(&text::same_key(n)))
        .unwrap_or_default()
}

/// An entry of the catalogue of commendations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// cấp khen
    Authority,
    /// hình thức khen, danh hiệu
    Form,
}

/// A labelled sample that is laid into the register once more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sample {
    /// a level set, by the code of the sample
    Levels(String),
    /// a score table, by the code of the sample
    Table(String),
}

/// What can be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// An authority as it should be. With an empty code it is new, comes last and is given a code of its own.
    Authority(Authority),
    /// A form as it should be. With an empty code it is new, comes last and is given a code of its own.
    Form(Form),
    /// One place up or down in its list.
    Move {
        /// which list
        kind: Kind,
        /// which
        code: String,
        /// towards the highest
        up: bool,
    },
    /// Taken out; refused, with the number of papers, while anything names it.
    Remove {
        /// which list
        kind: Kind,
        /// which
        code: String,
    },
    /// A level set as it should be (id 0: new; a level of id 0: new). Refused where a locked period uses it.
    Levels(LevelSet),
    /// A level set no period uses, taken out.
    RemoveLevels {
        /// which
        id: i64,
    },
    /// A sample laid in.
    Sample(Sample),
}

/// A level set and the periods that use it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsedSet {
    /// the set
    pub set: LevelSet,
    /// periods that name it, newest first
    pub periods: Vec<PeriodKey>,
    /// the newest of them that is locked: then the set stays as it is
    pub locked: Option<PeriodKey>,
    /// one whose proposals are submitted: its levels are not changed under them
    pub submitted: Option<PeriodKey>,
}

/// The lists as they stand now, whatever the snapshot of a locked period says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lists {
    /// authorities and forms, retired ones too
    pub catalogue: Catalogue,
    /// level sets, in the order they came
    pub sets: Vec<UsedSet>,
    /// score tables, in the order they came
    pub tables: Vec<UsedTable>,
}
