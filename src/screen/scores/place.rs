//! A cell's place in the sheets, and what stands there.
use super::column::Col;
use crate::core::entry;
use crate::core::number::Points;
use crate::core::score::{CellValue, CriterionId};
use crate::core::unit::UnitId;
use crate::core::words::Lang;

/// What stands in a cell, or shall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Held {
    /// a score
    Score(Option<CellValue>),
    /// a target or a result
    Amount(Option<Points>),
    /// explanation or evidence
    Text(String),
}

impl Held {
    /// Is there nothing?
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Held::Score(value) => value.is_none(),
            Held::Amount(amount) => amount.is_none(),
            Held::Text(text) => text.is_empty(),
        }
    }
    /// Nothing, in a cell of that column.
    pub(super) fn nothing(col: Col) -> Self {
        match col {
            Col::Target | Col::Actual => Held::Amount(None),
            Col::Explanation | Col::Evidence => Held::Text(String::new()),
            _ => Held::Score(None),
        }
    }
    /// As it is typed.
    pub(super) fn typed(&self, lang: Lang) -> String {
        match self {
            Held::Score(None) | Held::Amount(None) => String::new(),
            Held::Score(Some(CellValue::NotAssigned)) => entry::NOT_ASSIGNED.to_owned(),
            Held::Score(Some(CellValue::Points(points))) | Held::Amount(Some(points)) => points.typed(lang),
            Held::Text(text) => text.clone(),
        }
    }
}

/// Where a value goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) unit: UnitId,
    pub(super) criterion: CriterionId,
    pub(super) col: Col,
}
