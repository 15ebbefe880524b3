//! Civil dates as the field writes and types them. No clock here.
use super::{problem::Problem, words::Lang};
/// A calendar date.
pub use jiff::civil::Date;

/// Reads `27/7/2021`, `27-7-2021`, `27.7.2021`, `27/7`, `277`, `2707`, `27072021`, `27/7/21` is refused (four digits).
/// A missing year is taken so that the date falls inside `within` (the period at hand), else the year of its end.
/// An ambiguous `112` takes the reading inside `within`; if both or none are inside it is refused with both readings.
/// `31/6` is refused: "31/6/2021 không có thật". Years outside 1945..=2100 are refused.
pub fn parse(_text: &str, _within: (Date, Date)) -> Result<Date, Problem> {
    todo!()
}
/// `27/07` when inside `year`, else `27/07/2021`.
pub fn short(_date: Date, _year: i16) -> String {
    todo!()
}
/// `27/07/2021`.
pub fn full(_date: Date) -> String {
    todo!()
}
/// `ngày 27 tháng 7 năm 2021` (zero for days under 10 and months 1, 2) / `27 July 2021`.
pub fn long(_date: Date, _lang: Lang) -> String {
    todo!()
}
