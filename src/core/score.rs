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

/// How a leaf gets its points (domain.md, 3: the kinds of a criterion).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Rule {
    /// đạt / không đạt: nothing, or the whole maximum
    Pass,
    /// chấm thẳng: typed
    Direct,
    /// định lượng: from target and result by a formula of the table; an appraiser may type other points
    Quantity {
        /// less is better ("không để xảy ra")
        lower: bool,
        /// name of the formula in its table
        formula: String,
    },
    /// cộng / trừ: how many × points of one, clamped; an appraiser may type other points
    Count {
        /// points of one, below 0 for what is taken off
        each: Points,
    },
    /// suy ra: from the register, capped at the maximum, not appraised
    Derived {
        /// what counts how much
        rules: Vec<DerivedRule>,
    },
}

impl Rule {
    /// Do its points come from what the unit's sheet says (target, result, how many)?
    pub fn computed(&self) -> bool {
        matches!(self, Rule::Quantity { .. } | Rule::Count { .. })
    }
    /// Can a score be missing: is it neither counted from the register nor a group?
    pub fn asked(&self) -> bool {
        !matches!(self, Rule::Derived { .. })
    }
}

/// What the points of a top-level group, and of everything in it, do to the total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// they make the total and the maximum
    #[default]
    Main,
    /// điểm thưởng: added, up to the group's maximum; not in the denominator
    Bonus,
    /// điểm trừ: taken off, down to the group's minimum; not in the denominator
    Deduction,
}

/// How a target and a result become points, by name and version (the version is kept with the table of a period, so
/// that an old quarter is counted as it was).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Formula {
    /// name, once in a table
    pub name: String,
    /// version of the rule it was taken from
    pub version: u32,
    /// share of the maximum that reaching the target exactly is worth, hundredths of a percent (50% = 5000)
    pub share: Points,
}

/// What orders units that are equal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Tie {
    /// more bonus
    Bonus,
    /// fewer deductions
    Deduction,
    /// more points in a group
    Group {
        /// its code
        code: String,
    },
}

/// A group or a leaf of a score table.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Criterion {
    /// key
    pub id: CriterionId,
    /// its group; `None`: top level
    pub parent: Option<CriterionId>,
    /// `I.1`
    pub code: String,
    /// `Tham mưu, chỉ đạo`
    pub text: String,
    /// papers print "Tiêu chí số n" in the place of the text
    #[serde(default)]
    pub hidden: bool,
    /// of its top-level group
    #[serde(default)]
    pub class: Class,
    /// the least it may come to: 0, or below it where points are taken off; of a group of deductions its cap
    #[serde(default)]
    pub minimum: Points,
    /// the most it may come to; of a main group the sum of its leaves, of a bonus group its cap, of deductions 0
    pub maximum: Points,
    /// `None`: a group
    pub rule: Option<Rule>,
}

/// Why points cannot stand in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// below zero where nothing is taken off
    Negative,
    /// below the criterion's minimum
    Under,
    /// over the criterion's maximum
    Over,
    /// not on the table's step
    Step,
    /// đạt / không đạt: neither nothing nor the maximum
    Pass,
}

impl Criterion {
    /// May these points stand here: minimum … maximum, on the table's step? Both ends always may: they need not
    /// lie on the step (12,99).
    pub fn fits(&self, points: Points, step: Points) -> Result<(), Unfit> {
        if points < self.minimum {
            Err(if self.minimum.0 == 0 { Unfit::Negative } else { Unfit::Under })
        } else if points > self.maximum {
            Err(Unfit::Over)
        } else if points == self.maximum || points == self.minimum {
            Ok(())
        } else if self.rule == Some(Rule::Pass) {
            Err(Unfit::Pass)
        } else if step.0 > 0 && points.0 % step.0 != 0 {
            Err(Unfit::Step)
        } else {
            Ok(())
        }
    }
    /// Is it a leaf that somebody must score?
    pub fn asked(&self) -> bool {
        self.rule.as_ref().is_some_and(Rule::asked)
    }
    /// What is counted of a leaf: half up to the table's step, then within minimum and maximum. A maximum of 12,99
    /// with a step of 0,50 must not grow to 13,00. `sum` is exact: `part` over `whole` hundredths, `whole` > 0.
    pub fn settle(&self, part: i128, whole: i128, step: Points) -> Points {
        let step = i128::from(step.0.max(1));
        let whole = whole.max(1).saturating_mul(step);
        let rounded = part.saturating_mul(2).saturating_add(whole).div_euclid(whole.saturating_mul(2));
        let (low, high) = (self.minimum.0.min(self.maximum.0), self.maximum.0);
        let kept = rounded.saturating_mul(step).clamp(i128::from(low), i128::from(high));
        Points(i64::try_from(kept).unwrap_or_default())
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
    /// key, 0 when new
    pub id: i64,
    /// as read
    #[serde(default)]
    pub rev: i64,
    /// name
    pub name: String,
    /// the year it was made for
    #[serde(default)]
    pub year: Option<i16>,
    /// ranking setting
    pub by: RankBy,
    /// points are rounded to this step (hundredths)
    pub step: Points,
    /// bonus may lift a total past the maximum
    #[serde(default)]
    pub past: bool,
    /// what quantitative criteria are counted by
    #[serde(default)]
    pub formulas: Vec<Formula>,
    /// what orders equal units, one after the other; then a recorded vote, then they are equal
    #[serde(default)]
    pub ties: Vec<Tie>,
    /// in printed order
    pub criteria: Vec<Criterion>,
}

impl ScoreTable {
    /// A table with nothing in it.
    pub fn empty(name: &str) -> Self {
        Self {
            id: 0,
            rev: 0,
            name: name.to_owned(),
            year: None,
            by: RankBy::Total,
            step: Points(1),
            past: false,
            formulas: Vec::new(),
            ties: Vec::new(),
            criteria: Vec::new(),
        }
    }
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
    /// A formula by name.
    pub fn formula(&self, name: &str) -> Option<&Formula> {
        self.formulas.iter().find(|f| f.name == name)
    }
    /// Is `id` `group` itself or somewhere under it?
    pub fn within(&self, id: CriterionId, group: CriterionId) -> bool {
        let mut at = Some(id);
        // a chain longer than the table would go round
        for _ in 0..=self.criteria.len() {
            match at {
                Some(c) if c == group => return true,
                Some(c) => at = self.criterion(c).and_then(|c| c.parent),
                None => return false,
            }
        }
        false
    }
    /// The maximum of the table: of its main leaves, without bonus and deductions.
    pub fn maximum(&self) -> Points {
        Points(self.leaves().filter(|c| c.class == Class::Main).map(|c| c.maximum.0).sum())
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
    /// thẩm định lần 2, after the unit's explanation
    Second,
}

impl Round {
    /// All rounds, in their order.
    pub const ALL: [Round; 3] = [Round::Own, Round::First, Round::Second];
    /// Code, and end of words keys.
    pub fn code(self) -> &'static str {
        match self {
            Round::Own => "own",
            Round::First => "first",
            Round::Second => "second",
        }
    }
    /// The round of that code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }
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

/// Does writing a cell change a score that was appraised? `there`: does one stand in the cell (of the self score: also
/// what is counted from target and result); `above`: one stands in a later round, so that the final stays; `finished`:
/// this or a later appraisal of the unit was declared finished, by which it kept what was there.
pub fn appraised(round: Round, there: bool, above: bool, finished: bool) -> bool {
    match round {
        Round::First | Round::Second => there || (finished && !above),
        Round::Own => finished && there && !above,
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

impl Cell {
    /// The comment of a cell once its score is corrected: the reason joins what was said before, and is not said twice.
    pub fn comment_with(comment: &str, reason: &str) -> String {
        match (comment.trim(), reason.trim()) {
            (said, "") => said.to_owned(),
            ("", reason) => reason.to_owned(),
            (said, reason) if format!("; {said};").contains(&format!("; {reason};")) => said.to_owned(),
            (said, reason) => format!("{}; {reason}", said.trim_end_matches(['.', ';', ','])),
        }
    }
}

/// What a unit's sheet says of a leaf beside its points.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SheetLine {
    /// unit
    pub unit: UnitId,
    /// leaf
    pub criterion: CriterionId,
    /// chỉ tiêu, in hundredths; `None`: no target was given
    pub target: Option<Points>,
    /// kết quả (of a count: how many), in hundredths; `None`: not known, which is not 0
    pub actual: Option<Points>,
    /// giải trình: what the unit says to the first appraisal
    pub explanation: String,
    /// căn cứ: the papers it rests on
    pub evidence: String,
}

/// Where a final score comes from; of the scores of one cell the one that comes last here stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// self score, not (yet) appraised
    Own,
    /// from the sheet's target and result, or how many; not (yet) appraised
    Computed,
    /// first appraisal
    First,
    /// second appraisal
    Second,
    /// suy ra từ sổ
    Derived,
    /// set by an adjustment (or a trial): no round gave it
    Adjusted,
}

/// The final score of a cell: second appraisal ▸ first ▸ self (or what is counted from the sheet); a blank is "not
/// yet", never zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Final {
    /// not yet
    Blank,
    /// KG
    NotAssigned,
    /// points and where they come from
    Points(Points, Origin),
}

impl Final {
    /// Its points, if it has any.
    pub fn points(self) -> Option<Points> {
        if let Final::Points(points, _) = self { Some(points) } else { None }
    }
    /// What a cell would hold of it; `None`: nothing yet.
    pub fn value(self) -> Option<CellValue> {
        match self {
            Final::Blank => None,
            Final::NotAssigned => Some(CellValue::NotAssigned),
            Final::Points(points, _) => Some(CellValue::Points(points)),
        }
    }
}

impl SheetLine {
    /// A line that says nothing yet.
    pub fn blank(unit: UnitId, criterion: CriterionId) -> Self {
        Self { unit, criterion, ..Self::default() }
    }
    /// Does it say nothing?
    pub fn is_blank(&self) -> bool {
        *self == Self::blank(self.unit, self.criterion)
    }
    /// Does it count otherwise than `other`: by another target or result?
    pub fn counts_unlike(&self, other: &SheetLine) -> bool {
        (self.target, self.actual) != (other.target, other.actual)
    }
}

/// One line of a unit's sheet that is written: only what differs between the two is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineChange {
    /// as the screen read it (stale check, field by field); blank where there was none
    pub old: SheetLine,
    /// what it shall be, of the same unit and leaf
    pub new: SheetLine,
}

/// One cell of a block that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// unit
    pub unit: UnitId,
    /// leaf that takes a score
    pub criterion: CriterionId,
    /// round
    pub round: Round,
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
        /// leaf that takes a score
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
    /// Target, result, explanation, evidence of a leaf of a unit. What would change an appraised score (its own, or
    /// another unit's that is compared with it) needs a reason.
    Line {
        /// period
        period: PeriodKey,
        /// the line
        change: LineChange,
        /// reason, where an appraised score is changed
        reason: String,
        /// for the journal: `PX05 · I.4 · kết quả`
        label: String,
    },
    /// Many cells and lines at once, as pasted from a sheet: all of them or none. Comments stay.
    Block {
        /// period
        period: PeriodKey,
        /// the cells, a place once
        cells: Vec<Change>,
        /// the lines, a place once
        lines: Vec<LineChange>,
        /// reason, where an appraised score is changed
        reason: String,
        /// for the journal: `PX05 · 25 ô · tự chấm`
        label: String,
    },
    /// "Các tiêu chí còn lại: giữ điểm tự chấm": an appraisal of these units is declared finished.
    /// Refused with the empty cells while a leaf has no final score.
    Finish {
        /// period
        period: PeriodKey,
        /// units
        units: Vec<UnitId>,
        /// which appraisal: the first or the second
        round: Round,
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
