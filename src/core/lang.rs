//! The two languages the register speaks. Their texts are `words`.
use serde::{Deserialize, Serialize};

/// The two languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Tiếng Việt, the reference
    #[default]
    Vi,
    /// English
    En,
}
