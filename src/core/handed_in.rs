//! What each unit was asked for before the review meeting, and when it came (theo dõi nộp).
use super::date::Date;
use super::period::PeriodKey;
use super::unit::UnitId;
use serde::{Deserialize, Serialize};

/// What a unit sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// báo cáo
    Report,
    /// bảng tự chấm
    Scores,
    /// số liệu khen thưởng
    Figures,
    /// giải trình
    Explanation,
}

impl What {
    /// All of them, in the order they are asked for.
    pub const ALL: [What; 4] = [What::Report, What::Scores, What::Figures, What::Explanation];
    /// Words key of its name.
    pub fn word(self) -> &'static str {
        match self {
            What::Report => "returns.report",
            What::Scores => "returns.scores",
            What::Figures => "returns.figures",
            What::Explanation => "returns.explanation",
        }
    }
}

/// One thing of one unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedIn {
    /// whose
    pub unit: UnitId,
    /// what
    pub what: What,
    /// the day it was asked for last
    pub asked: Option<Date>,
    /// how often it was asked for
    pub times: u32,
    /// when it should be there
    pub due: Option<Date>,
    /// when it came
    pub received: Option<Date>,
    /// a note
    pub note: String,
    /// still waited for, though the sheet is complete in the register (somebody else filled it in)
    #[serde(default)]
    pub awaited: bool,
}

impl HandedIn {
    /// Nothing asked, nothing come.
    pub fn none(unit: UnitId, what: What) -> Self {
        let (asked, due, received, note) = (None, None, None, String::new());
        Self { unit, what, asked, times: 0, due, received, note, awaited: false }
    }
    /// Does it say nothing?
    pub fn is_none(&self) -> bool {
        *self == Self::none(self.unit, self.what)
    }
}

/// What was done, for the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Did {
    /// asked for
    Asked,
    /// came
    Received,
    /// its day was set
    Due,
    /// taken back
    Cleared,
}

/// What can be done to them: rows as they were read (stale check) and as they shall be, all or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// period, not locked
    pub period: PeriodKey,
    /// what it was and what it shall be, a place once
    pub rows: Vec<(HandedIn, HandedIn)>,
    /// what was done
    pub did: Did,
    /// for the journal: `PV06 · bảng tự chấm`
    pub label: String,
}
