//! One unit in the standings, and the standings: what ranking answers. Works nothing out.
use crate::core::number::{Points, Rate};
use crate::core::problem::Problem;
use crate::core::unit::UnitId;

/// One unit in the standings.
#[expect(clippy::struct_excessive_bools, reason = "facts of a row that do not depend on each other")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// unit
    pub unit: UnitId,
    /// 1, 2, 2, 4; `None` while a leaf is blank, or where no leaf is assigned
    pub rank: Option<u32>,
    /// shares its rank with another
    pub tied: bool,
    /// would stand first, but a knock-out bars it from the first rank
    pub barred: bool,
    /// places gained (positive) or lost since the period before; `None`: no rank then or now
    pub movement: Option<i32>,
    /// sum of finals (of what is there, when some are blank), bonus and deductions within their caps
    pub total: Points,
    /// total over the assigned maximum; `None`: nothing assigned or nothing scored
    pub rate: Option<Rate>,
    /// sums of the top-level groups, in table order, within their caps
    pub groups: Vec<Points>,
    /// bonus in the total
    pub bonus: Points,
    /// deductions in the total, 0 or below
    pub deduction: Points,
    /// what the total would be over the maximum, where the table lets no bonus lift it past it: groups − cut = total
    pub cut: Points,
    /// leaves to be scored with no score at all
    pub blank: usize,
    /// leaves to be scored, in all
    pub leaves: usize,
    /// nothing entered: "chưa có số liệu"
    pub empty: bool,
    /// complete, and nothing makes it provisional
    pub official: bool,
    /// why provisional (blanks, appraisal not finished, an unknown count) or without rank
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

impl Standings {
    /// The row of a unit.
    pub fn row(&self, unit: UnitId) -> Option<&Row> {
        self.rows.iter().find(|r| r.unit == unit)
    }
}
