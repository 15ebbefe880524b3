//! Periods: labels with dates of their own.
use super::{date::Date, words::Lang};
use serde::{Deserialize, Serialize};

/// What kind of stretch a period is. Only leaf kinds (`Quarter`, `Custom`) own rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodKind {
    /// quý
    Quarter,
    /// 6 tháng
    Half,
    /// 9 tháng
    NineMonths,
    /// năm
    Year,
}

/// Names a period: kind, year, ordinal. Written `2021-Q2`, `2021-H1`, `2021-9M`, `2021-Y`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PeriodKey {
    /// the police year
    pub year: i16,
    /// kind
    pub kind: PeriodKind,
    /// 1..=4 for quarters, 1..=2 for halves, else 1
    pub ordinal: u8,
}

impl PeriodKey {
    /// A quarter, `ordinal` 1..=4.
    pub fn quarter(year: i16, ordinal: u8) -> Self {
        Self { year, kind: PeriodKind::Quarter, ordinal }
    }
    /// Reads `2021-Q2` (also `2021-q2`, `Q2/2021`, `2/2021`).
    pub fn parse(_text: &str) -> Option<Self> {
        todo!()
    }
    /// `2021-Q2`, as in file names.
    pub fn code(self) -> String {
        todo!()
    }
    /// `Quý II/2021` / `Quarter II/2021`; `6 tháng đầu năm 2021`; `9 tháng năm 2021`; `Năm 2021`.
    pub fn label(self, _lang: Lang) -> String {
        todo!()
    }
    /// `Quý II` without its year, `Quý II/21` for narrow heads is `brief`.
    pub fn brief(self, _lang: Lang) -> String {
        todo!()
    }
    /// The calendar dates of the period (the default; a register may say otherwise).
    pub fn calendar(self) -> (Date, Date) {
        todo!()
    }
    /// The quarter before / after.
    pub fn previous(self) -> Self {
        todo!()
    }
    /// The quarter after.
    pub fn next(self) -> Self {
        todo!()
    }
    /// The quarter in which `date` falls, by the calendar.
    pub fn of(_date: Date) -> Self {
        todo!()
    }
    /// The quarter a new register proposes: the one just ended while `today` is within 45 days of its end, else the current.
    pub fn proposed(_today: Date) -> Self {
        todo!()
    }
}
