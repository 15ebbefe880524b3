//! How the values of core lie in columns: codes of enums by their serde names, dates as ISO text, code sets joined by commas.
//! The one place that knows; a value that does not read is a damaged file, never a guess.
use crate::core::date::Date;
use crate::core::period::{PeriodKey, YearStart};
use crate::core::text;
use rusqlite::types::{Type, ValueRef};
use rusqlite::{Error, Result, Row};
use serde::Serialize;
use serde::de::value::{self, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};

/// The code of an enum without fields, as its serde name: `good_deed`.
pub(super) fn code<T: Serialize>(value: T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => text,
        _ => String::new(),
    }
}

/// The enum of a code.
pub(super) fn decode<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<T> {
    // borrowed: a quarter has thousands of them
    let text = row.get_ref(column)?.as_str().map_err(|e| broken(column, e))?;
    let code: StrDeserializer<'_, value::Error> = text.into_deserializer();
    T::deserialize(code).map_err(|e| broken(column, e))
}

/// A value kept as JSON.
pub(super) fn json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|e| broken(column, e))
}

/// A value as its JSON is kept.
pub(super) fn to_json<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|e| Error::ToSqlConversionFailure(Box::new(e)))
}

/// The enum of a code that may be NULL.
pub(super) fn decode_option<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<Option<T>> {
    if row.get_ref(column)? == ValueRef::Null { Ok(None) } else { decode(row, column).map(Some) }
}

/// A date that must be there.
pub(super) fn date(row: &Row<'_>, column: usize) -> Result<Date> {
    row.get::<_, String>(column)?.parse().map_err(|e: jiff::Error| broken(column, e))
}

/// A date that may be unknown.
pub(super) fn date_option(row: &Row<'_>, column: usize) -> Result<Option<Date>> {
    let text: Option<String> = row.get(column)?;
    text.map(|t| t.parse().map_err(|e: jiff::Error| broken(column, e))).transpose()
}

/// A date as it is written.
pub(super) fn iso(date: Option<Date>) -> Option<String> {
    date.map(|d| d.to_string())
}

/// The key of a period.
pub(super) fn period(row: &Row<'_>, column: usize) -> Result<PeriodKey> {
    let text: String = row.get(column)?;
    PeriodKey::parse(&text).ok_or_else(|| broken(column, std::fmt::Error))
}

/// The key of a period that may be NULL.
pub(super) fn period_option(row: &Row<'_>, column: usize) -> Result<Option<PeriodKey>> {
    if row.get_ref(column)? == rusqlite::types::ValueRef::Null {
        Ok(None)
    } else {
        period(row, column).map(Some)
    }
}

/// The day on which years begin.
pub(super) fn year_start(row: &Row<'_>, column: usize) -> Result<YearStart> {
    let text: String = row.get(column)?;
    YearStart::parse(&text).ok_or_else(|| broken(column, std::fmt::Error))
}

/// A set of codes.
pub(super) fn codes(text: &str) -> Vec<String> {
    text.split(',').filter(|c| !c.is_empty()).map(str::to_owned).collect()
}

/// A code that says what it stands for and was never given in this list: `co_thi_dua`, `co_thi_dua_2`.
pub(super) fn fresh(name: &str, taken: &[String]) -> String {
    let letters = |c: char| if c.is_ascii_alphanumeric() { c } else { ' ' };
    let plain: String = text::fold(name).chars().map(letters).collect();
    let stem = plain.split_whitespace().take(6).collect::<Vec<_>>().join("_");
    let stem = if stem.is_empty() { "muc".to_owned() } else { stem };
    let free = |code: &String| !taken.contains(code);
    std::iter::once(stem.clone()).chain((2..10_000).map(|n| format!("{stem}_{n}"))).find(free).unwrap_or(stem)
}

fn broken(column: usize, error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::FromSqlConversionFailure(column, Type::Text, Box::new(error))
}
