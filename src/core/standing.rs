//! Finals, totals, ranks, and why: computed from `QuarterFacts` alone; the screen, the sheet and the prose take them from here.
use super::level::{LevelId, Mark};
use super::number::{Points, Rate};
use super::problem::Problem;
use super::quarter::QuarterFacts;
use super::score::{Criterion, CriterionId, Final, Origin};
use super::unit::UnitId;

/// The final score of one leaf of one unit (derived leaves from the register).
pub fn final_score(_facts: &QuarterFacts, _unit: UnitId, _leaf: &Criterion) -> Final {
    todo!()
}

/// One part of a derived score: `9 lượt tập thể × 1,50 = 13,50  Biểu dương tại thông báo tháng`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DerivedPart {
    /// form code
    pub form: String,
    /// collectives or individuals
    pub kind: super::award::RecipientKind,
    /// how many counted
    pub n: i64,
    /// rows whose number the paper does not say: they add nothing
    pub unknown: i64,
    /// points each
    pub each: Points,
    /// n × each, before the cap
    pub points: Points,
}

/// How a derived leaf came about, part by part.
pub fn derived_parts(_facts: &QuarterFacts, _unit: UnitId, _leaf: &Criterion) -> Vec<DerivedPart> {
    todo!()
}

/// One unit in the standings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// unit
    pub unit: UnitId,
    /// 1, 2, 2, 4; `None` while a leaf is blank
    pub rank: Option<u32>,
    /// shares its rank with another
    pub tied: bool,
    /// places gained (positive) or lost since the period before; `None`: no rank then or now
    pub movement: Option<i32>,
    /// sum of finals (of what is there, when some are blank)
    pub total: Points,
    /// total over the assigned maximum; `None`: nothing assigned or nothing scored
    pub rate: Option<Rate>,
    /// sums of the top-level groups, in table order
    pub groups: Vec<Points>,
    /// direct leaves with no score at all
    pub blank: usize,
    /// direct leaves in all
    pub leaves: usize,
    /// nothing entered: "chưa có số liệu"
    pub empty: bool,
    /// complete, and nothing makes it provisional
    pub official: bool,
    /// why provisional: blanks, appraisal not finished, an unknown count
    pub why: Vec<Problem>,
    /// ranks of the earlier periods in `facts.past`, then this one's
    pub trend: Vec<Option<u32>>,
}

/// The standings of a period.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standings {
    /// ranked units by rank then roster order, then those without rank in roster order
    pub rows: Vec<Row>,
    /// every unit of the roster is official
    pub official: bool,
    /// units with a rank
    pub ranked: usize,
    /// award rows written for the whole cluster: not in any unit's score
    pub unsplit: i64,
}

/// Ranks the units. Empty rows when the period is not scored.
pub fn rank(_facts: &QuarterFacts) -> Standings {
    todo!()
}

/// One leaf in a comparison of two units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// leaf
    pub criterion: CriterionId,
    /// this unit's final
    pub mine: Final,
    /// the other's
    pub theirs: Final,
    /// mine − theirs, blanks as nothing
    pub by: Points,
    /// where mine comes from
    pub origin: Option<Origin>,
}

/// Leaves by the size of their difference, largest first; all leaves are in it, so they sum to the difference of the totals.
pub fn differences(_facts: &QuarterFacts, _mine: UnitId, _theirs: UnitId) -> Vec<Difference> {
    todo!()
}

/// Dự kiến of one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// unit
    pub unit: UnitId,
    /// computed level; `None`: no rank, or no scores
    pub level: Option<LevelId>,
    /// everything that applied, in order: minimum → quota
    pub reasons: Vec<Problem>,
    /// the quota's line cuts a tie: needs a vote
    pub vote: bool,
}

/// Dự kiến of all units of the roster, in roster order.
/// Minima on the exact rate; quota = share of (roster − không phân loại), rounded down; a tie cut by the quota falls whole.
pub fn suggest(_facts: &QuarterFacts, _standings: &Standings) -> Vec<Suggestion> {
    todo!()
}

/// How full a level is: proposals (and dự kiến) against its quota.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meter {
    /// level
    pub level: LevelId,
    /// units proposed for it
    pub proposed: usize,
    /// units the machine suggests for it
    pub suggested: usize,
    /// places, `None`: no quota
    pub places: Option<usize>,
}

/// The meters of the level set, highest first.
pub fn meters(_facts: &QuarterFacts, _suggestions: &[Suggestion]) -> Vec<Meter> {
    todo!()
}

/// What keeps the period from being submitted, locked or approved, one problem a unit:
/// no proposal, or a proposal that differs from dự kiến without a reason. Empty: ready.
pub fn open_matters(_facts: &QuarterFacts) -> Vec<(UnitId, Problem)> {
    todo!()
}

/// The mark that stands: approved, else proposed.
pub fn standing_mark(_facts: &QuarterFacts, _unit: UnitId) -> Option<Mark> {
    todo!()
}
