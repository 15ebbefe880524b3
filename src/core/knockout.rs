//! Knock-outs (khống chế): rules that lower a level, or bar the first rank, whatever the points. Data of a level set;
//! which unit they strike is found by `standing`.
use super::date::Date;
use super::flag::FlagKind;
use super::unit::UnitId;
use serde::{Deserialize, Serialize};

/// What brings it about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// laid on a unit by hand, with a reason (untruthful evidence)
    #[default]
    Manual,
    /// a discipline of the unit itself in the period
    UnitDiscipline,
    /// a discipline of its head
    LeaderDiscipline,
    /// a discipline of anybody else of it
    StaffDiscipline,
    /// points taken off in a deduction criterion
    Deduction,
}

impl Cause {
    /// All causes.
    pub const ALL: [Cause; 5] = [
        Cause::Manual,
        Cause::UnitDiscipline,
        Cause::LeaderDiscipline,
        Cause::StaffDiscipline,
        Cause::Deduction,
    ];
}

/// What it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Effect {
    /// no better than this level of the set, by its place (0 is the highest)
    Cap {
        /// place of the level
        place: usize,
    },
    /// so many levels down
    Drop {
        /// how many, at least 1
        steps: usize,
    },
    /// may be classified as it is, but not be ranked first
    NotFirst,
}

/// One rule of a level set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Knockout {
    /// name, once in its set: `Lãnh đạo đơn vị bị kỷ luật`
    pub name: String,
    /// what brings it about
    pub cause: Cause,
    /// code of the deduction criterion; empty: any of them, or not a deduction
    #[serde(default)]
    pub criterion: String,
    /// what it does
    pub effect: Effect,
}

/// A knock-out laid on a unit by hand, or lifted from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Knocked {
    /// whom
    pub unit: UnitId,
    /// name of the rule in the level set of the period
    pub knockout: String,
    /// it does not strike this unit although its cause is there
    pub lifted: bool,
    /// why
    pub reason: String,
}

/// A flag of a unit, or of a person of it, that touches the period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitFlag {
    /// the unit, or the unit that the person was in on its day
    pub unit: UnitId,
    /// the person; empty: the unit itself
    pub name: String,
    /// the person leads the unit
    pub leader: bool,
    /// what it is
    pub kind: FlagKind,
    /// first day, unknown is `None`
    pub from: Option<Date>,
    /// last day; `None`: still open
    pub to: Option<Date>,
    /// why, as the paper says
    pub reason: String,
}
