//! Who stands where, why, and what level that suggests. Computed from `QuarterFacts` alone; the screen, the sheet and the
//! prose take every such figure from here. Holds no sentence and no floating point.
mod derived;
mod distance;
mod finals;
mod knock;
mod matters;
mod meter;
mod order;
mod quantity;
mod quota;
mod rank;
mod reason;
mod reckoned;
mod row;
mod suggest;
mod told;
mod voted;

pub use derived::{DerivedPart, derived_parts};
pub use distance::{behind, missing, next_level};
pub use finals::{Finals, final_score};
pub use knock::{Struck, aimless, aimless_said, struck};
pub use matters::{Matter, open_matters};
pub use meter::{Meter, meters, quota_base};
pub use order::{Apart, apart};
pub use quantity::{Case, Computed, Share};
pub use rank::{Difference, differences, rank, unequal};
pub use reason::{Wanted, owes_reason};
pub use reckoned::Reckoned;
pub use row::{Row, Standings};
pub use suggest::{Suggestion, reaches, standing_mark, suggest};
pub use told::{Told, told};
pub use voted::{Voted, outcome, ranked_by, ties};
