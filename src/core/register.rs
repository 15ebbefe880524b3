//! The register itself: what it is called, how its papers are headed and signed, how a new one is set up.
use super::period::{PeriodKey, YearStart};
use super::redate::Dates;
use super::words::Lang;
use serde::{Deserialize, Serialize};

/// Cụm or Khối: the label set of a register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Label {
    /// Cụm thi đua, cụm trưởng
    #[default]
    Cluster,
    /// Khối thi đua, khối trưởng
    Block,
}

/// Letterhead and signatories of the papers (Nghị định 30/2020/NĐ-CP).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Letterhead {
    /// cơ quan chủ quản, `CÔNG AN TỈNH HỒNG LAM`
    pub superior: String,
    /// nơi ban hành, `CỤM THI ĐUA SỐ 4`
    pub issuer: String,
    /// địa danh, `Hồng Lam`
    pub place: String,
    /// ký hiệu, `BC-CTĐ`
    pub symbol: String,
    /// thể thức ký, `TM. CỤM THI ĐUA`, `KT. TRƯỞNG PHÒNG`
    pub sign_form: String,
    /// chức vụ người ký, `CỤM TRƯỞNG`
    pub sign_post: String,
    /// người ký: rank and name
    pub signer: String,
    /// nơi nhận, one a line
    pub recipients: String,
}

/// What a register says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Register {
    /// identity
    pub uuid: String,
    /// revision of the row
    pub rev: i64,
    /// `Cụm thi đua số 4`
    pub cluster: String,
    /// `Công an tỉnh Hồng Lam`
    pub province: String,
    /// name of the secretary, given at set-up: part of every act
    pub secretary: String,
    /// Cụm or Khối
    pub label: Label,
    /// sample data: the banner stands on screens and papers
    pub sample: bool,
    /// language of the screens
    pub lang: Lang,
    /// plain glyphs
    pub plain: bool,
    /// letterhead
    pub letterhead: Letterhead,
    /// days after which an achievement without a proposal is listed, within `OVERDUE`: the user's, no law's
    pub overdue_days: i64,
    /// months for which a discipline that is over still warns, within `LOOKBACK`: the user's, no law's
    pub lookback_months: i64,
    /// day on which an emulation year begins: new periods take their dates from it
    #[serde(default)]
    pub year_start: YearStart,
}

/// Fewest and most days of `overdue_days`.
pub const OVERDUE: (i64, i64) = (1, 999);
/// Fewest and most months of `lookback_months`; 0 looks back at nothing.
pub const LOOKBACK: (i64, i64) = (0, 120);

impl Default for Register {
    /// Empty texts, and the terms a new register begins with.
    fn default() -> Self {
        Self {
            uuid: String::new(),
            rev: 0,
            cluster: String::new(),
            province: String::new(),
            secretary: String::new(),
            label: Label::default(),
            sample: false,
            lang: Lang::default(),
            plain: false,
            letterhead: Letterhead::default(),
            overdue_days: 10,
            lookback_months: 12,
            year_start: YearStart::default(),
        }
    }
}

/// Answers of the set-up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Setup {
    /// `Cụm thi đua số 4`
    pub cluster: String,
    /// `Công an tỉnh Hồng Lam`
    pub province: String,
    /// who keeps the register
    pub secretary: String,
    /// code (may be empty) and name, in order
    pub units: Vec<(String, String)>,
    /// index into `units`
    pub head: Option<usize>,
    /// index into `units`
    pub deputy: Option<usize>,
    /// first period
    pub period: Option<PeriodKey>,
    /// movement of the year
    pub movement: String,
    /// motto of the year
    pub motto: String,
    /// code of a sample score table; `None`: không chấm điểm
    pub table: Option<String>,
    /// code of a sample level set
    pub levels: String,
    /// language
    pub lang: Lang,
}

/// What can be done to the register's own row.
#[expect(clippy::large_enum_variant, reason = "made once for one key press, and moved at once")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Everything in it, as it should be (`rev` as read).
    Save(Register),
    /// A further period, with the dates that the year's start gives it and the table, level set and targets of the quarter
    /// before it.
    AddPeriod(PeriodKey),
    /// Other dates for a period; its records go where their days are.
    Redate(Dates),
}
