//! "Điều chỉnh lần n" of an approved period: changes prepared, shown as a difference, and then applied with reason and
//! paper, or dropped. What is changed is the same as in a trial ("nếu như"), which stores nothing.
use super::award::RecipientKind;
use super::date::Date;
use super::level::Mark;
use super::points::Points;
use super::score::{CellValue, CriterionId};
use super::unit::UnitId;
use serde::{Deserialize, Serialize};

/// One change of what a period counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// the final score of a leaf; `None`: not yet scored
    Score {
        /// unit
        unit: UnitId,
        /// leaf
        criterion: CriterionId,
        /// what counts
        value: Option<CellValue>,
    },
    /// target and result of a leaf (or how many)
    Line {
        /// unit
        unit: UnitId,
        /// leaf
        criterion: CriterionId,
        /// chỉ tiêu
        target: Option<Points>,
        /// kết quả
        actual: Option<Points>,
    },
    /// more or fewer commendations of one form
    Award {
        /// unit
        unit: UnitId,
        /// form code
        form: String,
        /// collectives or individuals
        kind: RecipientKind,
        /// how many more; fewer below 0
        by: i64,
        /// the award row that is cancelled, where it is one
        #[serde(default)]
        award: Option<i64>,
    },
    /// a knock-out laid on a unit, or lifted from it
    Knock {
        /// unit
        unit: UnitId,
        /// name of the rule
        knockout: String,
        /// lifted
        lifted: bool,
        /// why
        reason: String,
    },
    /// the approved level of a unit
    Level {
        /// unit
        unit: UnitId,
        /// its level from now on
        mark: Mark,
        /// why
        reason: String,
    },
}

/// Where an adjustment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// being prepared: nothing is changed yet
    Open,
    /// in force
    Applied,
    /// given up
    Dropped,
}

/// One adjustment of a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adjustment {
    /// key, 0 when new
    pub id: i64,
    /// as read
    pub rev: i64,
    /// lần n, from 1
    pub ordinal: u32,
    /// where it stands
    pub stage: Stage,
    /// why
    pub reason: String,
    /// number of its paper
    pub number: String,
    /// date of its paper
    pub date: Option<Date>,
    /// who signed it, may be empty
    pub signer: String,
    /// what changes
    pub changes: Vec<Change>,
}
