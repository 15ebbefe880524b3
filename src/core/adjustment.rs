//! "Điều chỉnh lần n" of an approved period: changes prepared, shown as a difference, and then applied with reason and
//! paper, or dropped. What is changed is the same as in a trial ("nếu như"), which stores nothing.
use super::award::RecipientKind;
use super::date::Date;
use super::level::Mark;
use super::period::PeriodKey;
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
        /// the award row that is cancelled (`by` 0: its number is not known), or that came late and counts from now on
        #[serde(default)]
        award: Option<i64>,
        /// forms of the other awards of the same recipient for the same act: only the one worth most counts
        #[serde(default)]
        again: Vec<String>,
        /// paper and recipient of that row, as they were called when it was chosen
        #[serde(default)]
        what: String,
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

/// A score that a change set. It stands over what the rounds gave, which stay as they were: none of them gave it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scored {
    /// unit
    pub unit: UnitId,
    /// leaf
    pub criterion: CriterionId,
    /// what counts instead; `None`: no round's score does
    pub value: Option<CellValue>,
}

/// What an adjustment took the place of in a leaf of a unit: its own score or result, or a score that follows from another
/// unit's result. How a score came about stays to be read after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replaced {
    /// lần n; 0 where a file does not say
    #[serde(default)]
    pub ordinal: u32,
    /// unit
    pub unit: UnitId,
    /// leaf
    pub criterion: CriterionId,
    /// chỉ tiêu
    pub target: Option<Points>,
    /// kết quả
    pub actual: Option<Points>,
    /// what counted; `None`: nothing yet
    pub score: Option<CellValue>,
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

impl Change {
    /// The score or the result that it sets.
    pub fn leaf(&self) -> Option<(UnitId, CriterionId)> {
        match self {
            Change::Score { unit, criterion, .. } | Change::Line { unit, criterion, .. } => {
                Some((*unit, *criterion))
            }
            _ => None,
        }
    }
    /// Whom it is about.
    pub fn unit(&self) -> UnitId {
        match self {
            Change::Score { unit, .. }
            | Change::Line { unit, .. }
            | Change::Award { unit, .. }
            | Change::Knock { unit, .. }
            | Change::Level { unit, .. } => *unit,
        }
    }
    /// Are both about one thing, so that the later stands in the place of the earlier? Awards add up, but for one row.
    pub fn same_thing(&self, other: &Change) -> bool {
        match (self, other) {
            (Change::Score { unit, criterion, .. }, Change::Score { unit: u, criterion: c, .. })
            | (Change::Line { unit, criterion, .. }, Change::Line { unit: u, criterion: c, .. }) => {
                (unit, criterion) == (u, c)
            }
            (
                Change::Award { unit, form, kind, award, .. },
                Change::Award { unit: u, form: f, kind: k, award: a, .. },
            ) => (unit, form, kind, award) == (u, f, k, a),
            (Change::Knock { unit, knockout, .. }, Change::Knock { unit: u, knockout: k, .. }) => {
                (unit, knockout) == (u, k)
            }
            (Change::Level { unit, .. }, Change::Level { unit: u, .. }) => unit == u,
            _ => false,
        }
    }
}

/// Puts a change in a list, in the place of an earlier one of the same thing.
pub fn put(changes: &mut Vec<Change>, change: Change) {
    match changes.iter_mut().find(|c| c.same_thing(&change)) {
        Some(earlier) => *earlier = change,
        None => changes.push(change),
    }
}

/// Those applied, oldest first.
pub fn applied(all: &[Adjustment]) -> Vec<&Adjustment> {
    let mut all: Vec<&Adjustment> = all.iter().filter(|a| a.stage == Stage::Applied).collect();
    all.sort_by_key(|a| a.ordinal);
    all
}

impl Adjustment {
    /// Did it set target and result of this leaf, and no score over them? What was there before is told by them then.
    pub fn set_amounts(&self, unit: UnitId, leaf: CriterionId) -> bool {
        let here = |c: &&Change| c.leaf() == Some((unit, leaf));
        let mut changes = self.changes.iter().filter(here).peekable();
        changes.peek().is_some() && changes.all(|c| matches!(c, Change::Line { .. }))
    }
    /// The next one of a period, with nothing in it. Numbers go to those that were applied.
    pub fn next(earlier: &[Adjustment]) -> Self {
        let applied = earlier.iter().filter(|a| a.stage == Stage::Applied).map(|a| a.ordinal);
        Self {
            id: 0,
            rev: 0,
            ordinal: applied.max().unwrap_or(0) + 1,
            stage: Stage::Open,
            reason: String::new(),
            number: String::new(),
            date: None,
            signer: String::new(),
            changes: Vec::new(),
        }
    }
}

/// What can be done to adjustments; only in an approved period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Begins one, or writes the one that is prepared (changes and paper). It changes nothing of the period yet.
    Save {
        /// period
        period: PeriodKey,
        /// as it shall stand; its ordinal and stage are the store's
        adjustment: Adjustment,
        /// for the journal
        label: String,
    },
    /// Brings the prepared one into force: snapshot, results and approved levels are written anew, everything as it stood is
    /// kept beside it. A barrier.
    Apply {
        /// period
        period: PeriodKey,
        /// with reason, number and date of its paper, as it is applied
        adjustment: Adjustment,
        /// for the journal
        label: String,
    },
    /// Gives the prepared one up.
    Drop {
        /// period
        period: PeriodKey,
        /// key
        id: i64,
        /// as read
        rev: i64,
        /// for the journal
        label: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_replaced_is_read_where_its_file_does_not_name_the_adjustment() {
        let old =
            r#"{"unit":1,"criterion":2,"target":null,"actual":12000,"score":{"points":90000},"cells":[]}"#;
        let read: Replaced = serde_json::from_str(old).unwrap();
        assert_eq!((read.ordinal, read.actual), (0, Some(Points(12_000))));
    }

    #[test]
    fn an_adjustment_sets_amounts_where_no_score_lies_over_them() {
        let line = Change::Line { unit: 1, criterion: 2, target: None, actual: Some(Points(100)) };
        let score = Change::Score { unit: 1, criterion: 2, value: None };
        let of = |changes: Vec<Change>| Adjustment { changes, ..Adjustment::next(&[]) };
        assert!(of(vec![line.clone()]).set_amounts(1, 2) && !of(vec![line.clone()]).set_amounts(1, 3));
        assert!(!of(vec![line, score.clone()]).set_amounts(1, 2));
        assert!(!of(vec![score]).set_amounts(1, 2) && !of(vec![]).set_amounts(1, 2));
    }
}
