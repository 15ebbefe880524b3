//! A printed figure: none, unknown, exactly, at least. Only the shape; how rows become figures is `count`.
use serde::{Deserialize, Serialize};

/// One printed figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// `–` none, or this basis is not what the rows say
    #[default]
    None,
    /// `?` the paper does not say
    Unknown,
    /// `12`
    Exactly(i64),
    /// `≥ 12` on screen, `ít nhất 12` on paper: part of it unknown or of the other basis
    AtLeast(i64),
}

impl Figure {
    /// The number in it, if there is one.
    pub fn number(self) -> Option<i64> {
        match self {
            Figure::Exactly(n) | Figure::AtLeast(n) => Some(n),
            Figure::None | Figure::Unknown => None,
        }
    }
}

/// Heads (số) and turns (lượt) of one kind of recipient, side by side, never added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Figures {
    /// số: distinct recipients
    pub heads: Figure,
    /// lượt: award records
    pub turns: Figure,
}
