//! Who stands where, why, and what level that suggests. Computed from `QuarterFacts` alone; the screen, the sheet and the
//! prose take every such figure from here. Holds no sentence and no floating point.
mod rank;
mod suggest;

pub use rank::{
    DerivedPart, Difference, Row, Standings, derived_parts, differences, final_score, rank, unequal,
};
pub use suggest::{Meter, Suggestion, meters, open_matters, standing_mark, suggest};
