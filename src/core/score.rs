//! Score tables and scores: exact points, blanks that are not zero, finals that know where they come from.
use super::award::RecipientKind;
use super::number::Points;
use super::period::PeriodKey;
use super::unit::UnitId;
use serde::{Deserialize, Serialize};

/// Key of a criterion.
pub type CriterionId = i64;

/// One rule of a derived criterion: so many points per valid named record, and per unit of a count row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DerivedRule {
    /// form code
    pub form: String,
    /// collectives or individuals
    pub kind: RecipientKind,
    /// points each
    pub points: Points,
}

/// How a leaf gets its points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Rule {
    /// chấm thẳng: typed, 0 … maximum
    Direct,
    /// suy ra: from the register, capped at the maximum, not appraised
    Derived {
        /// what counts how much
        rules: Vec<DerivedRule>,
    },
}

/// A group or a leaf of a score table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// key
    pub id: CriterionId,
    /// its group; `None`: top level
    pub parent: Option<CriterionId>,
    /// `I.1`
    pub code: String,
    /// `Tham mưu, chỉ đạo`
    pub text: String,
    /// maximum; a group's is the sum of its leaves
    pub maximum: Points,
    /// `None`: a group
    pub rule: Option<Rule>,
}

/// Why points cannot stand in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// below zero
    Negative,
    /// over the criterion's maximum
    Over,
    /// not on the table's step
    Step,
}

impl Criterion {
    /// May these points stand here: 0 … maximum, on the table's step? The maximum itself always may: it need not
    /// lie on the step (12,99).
    pub fn fits(&self, points: Points, step: Points) -> Result<(), Unfit> {
        if points.0 < 0 {
            Err(Unfit::Negative)
        } else if points > self.maximum {
            Err(Unfit::Over)
        } else if step.0 > 0 && points.0 % step.0 != 0 && points != self.maximum {
            Err(Unfit::Step)
        } else {
            Ok(())
        }
    }
}

/// What units are ranked by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RankBy {
    /// tổng điểm
    #[default]
    Total,
    /// tỷ lệ on the assigned maximum
    Rate,
}

/// A score table (bảng tiêu chí): criteria in printed order, groups before their leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreTable {
    /// key
    pub id: i64,
    /// name
    pub name: String,
    /// ranking setting
    pub by: RankBy,
    /// points are rounded to this step (hundredths)
    pub step: Points,
    /// in printed order
    pub criteria: Vec<Criterion>,
}

impl ScoreTable {
    /// Leaves in order.
    pub fn leaves(&self) -> impl Iterator<Item = &Criterion> {
        self.criteria.iter().filter(|c| c.rule.is_some())
    }
    /// Top-level groups in order.
    pub fn groups(&self) -> impl Iterator<Item = &Criterion> {
        self.criteria.iter().filter(|c| c.parent.is_none())
    }
    /// A criterion by key.
    pub fn criterion(&self, id: CriterionId) -> Option<&Criterion> {
        self.criteria.iter().find(|c| c.id == id)
    }
    /// Is `id` `group` itself or somewhere under it?
    pub fn within(&self, id: CriterionId, group: CriterionId) -> bool {
        let mut at = Some(id);
        while let Some(c) = at {
            if c == group {
                return true;
            }
            at = self.criterion(c).and_then(|c| c.parent);
        }
        false
    }
    /// Sum of the leaves' maxima.
    pub fn maximum(&self) -> Points {
        Points(self.leaves().map(|c| c.maximum.0).sum())
    }
}

/// Scoring rounds in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Round {
    /// tự chấm
    Own,
    /// thẩm định lần 1
    First,
}

/// What stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CellValue {
    /// points
    Points(Points),
    /// không giao (KG): out of numerator and denominator
    NotAssigned,
}

/// Does writing a cell change a score that was appraised? `there`: does one stand in the cell; `other`: in the cell of
/// the other round; `finished`: the unit's appraisal was declared finished, by which it kept the self scores.
pub fn appraised(round: Round, there: bool, other: bool, finished: bool) -> bool {
    match round {
        Round::First => there || (finished && other),
        Round::Own => finished && there && !other,
    }
}

/// A cell as stored: one unit, criterion and round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// unit
    pub unit: UnitId,
    /// leaf
    pub criterion: CriterionId,
    /// round
    pub round: Round,
    /// what stands there
    pub value: CellValue,
    /// the appraiser's comment, may be empty
    pub comment: String,
}

/// Where a final score comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// self score, not (yet) appraised
    Own,
    /// first appraisal
    First,
    /// suy ra từ sổ
    Derived,
}

/// The final score of a cell: first appraisal ▸ self; a blank is "not yet", never zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Final {
    /// not yet
    Blank,
    /// KG
    NotAssigned,
    /// points and where they come from
    Points(Points, Origin),
}

/// One cell of a block that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// unit
    pub unit: UnitId,
    /// leaf, of rule `Direct`
    pub criterion: CriterionId,
    /// what stands there now, as the screen read it (stale check)
    pub old: Option<CellValue>,
    /// what shall stand there
    pub value: CellValue,
}

/// What can be done to scores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// A cell written (`None` empties it). Changing an appraised score needs a reason (see `appraised`).
    Set {
        /// period
        period: PeriodKey,
        /// unit
        unit: UnitId,
        /// leaf, of rule `Direct`
        criterion: CriterionId,
        /// round
        round: Round,
        /// what stands there now, as the screen read it (stale check)
        old: Option<CellValue>,
        /// what shall stand there
        value: Option<CellValue>,
        /// comment of the appraiser
        comment: String,
        /// reason, where an appraised score is changed
        reason: String,
        /// for the journal: `PX05 · I.4 · thẩm định lần 1`
        label: String,
    },
    /// Many cells of one round at once, as pasted from a sheet: all of them or none. Comments stay.
    Block {
        /// period
        period: PeriodKey,
        /// round
        round: Round,
        /// the cells
        cells: Vec<Change>,
        /// reason, where an appraised score is changed
        reason: String,
        /// for the journal: `PX05 · 25 ô · tự chấm`
        label: String,
    },
    /// "Các tiêu chí còn lại: giữ điểm tự chấm": the first appraisal of these units is declared finished.
    /// Refused with the empty cells while a leaf has no final score.
    Finish {
        /// period
        period: PeriodKey,
        /// units
        units: Vec<UnitId>,
        /// `false` takes the declaration back
        done: bool,
        /// for the journal
        label: String,
    },
    /// Which table and level set a period uses (`None`: không chấm điểm). Refused once it has scores of another table.
    Use {
        /// period
        period: PeriodKey,
        /// score table
        table: Option<i64>,
        /// level set
        levels: i64,
    },
}
