//! The review meeting (hội nghị giao ban) and the texts people write for the report.
use super::{date::Date, period::PeriodKey};
use serde::{Deserialize, Serialize};

/// The review meeting of a period; every part may be unknown.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Meeting {
    /// as read; 0: not written yet
    pub rev: i64,
    /// day
    pub date: Option<Date>,
    /// start as written: `Sáng`, `14 giờ 00`
    pub start: String,
    /// place
    pub place: String,
    /// who attends and directs (dự và chỉ đạo): rank, name, posts
    pub directing: String,
    /// chủ trì
    pub chair: String,
    /// thư ký
    pub secretary: String,
    /// who presents the report
    pub presenter: String,
    /// present and absent, guests, as written
    pub attendance: String,
    /// contributions, one a line: `PV01: nội dung`; empty text after the colon is legal
    pub speakers: String,
    /// the leader's evaluation
    pub evaluation: String,
    /// directives (ý kiến chỉ đạo), one a line
    pub directives: String,
}

/// Parts of the quarter report that people write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// I. Tình hình; công tác lãnh đạo, chỉ đạo
    Situation,
    /// II.1 thường xuyên
    Regular,
    /// II.3 các cuộc vận động, điển hình tiên tiến
    Drives,
    /// IV. Ưu điểm
    Strengths,
    /// IV. Tồn tại
    Shortcomings,
    /// IV. Nguyên nhân
    Causes,
    /// V. Phương hướng quý sau
    Directions,
    /// VI. Đề xuất, kiến nghị
    Proposals,
}

impl Part {
    /// All parts in the order of the report.
    pub const ALL: [Part; 8] = [
        Part::Situation,
        Part::Regular,
        Part::Drives,
        Part::Strengths,
        Part::Shortcomings,
        Part::Causes,
        Part::Directions,
        Part::Proposals,
    ];
}

/// What can be done to the meeting and the report's texts.
#[expect(clippy::large_enum_variant, reason = "made once for one key press, and moved at once")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// The meeting of a period, as a whole.
    Save {
        /// which period
        period: PeriodKey,
        /// as it should be
        meeting: Meeting,
    },
    /// Texts of the report; an empty text takes the part out.
    Texts {
        /// which period
        period: PeriodKey,
        /// parts to write
        texts: Vec<(Part, String)>,
    },
}
