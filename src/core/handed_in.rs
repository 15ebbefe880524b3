//! What each unit was asked for before the review meeting, and when it came (theo dõi nộp).
use super::date::Date;
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
}
