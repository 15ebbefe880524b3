//! Điều chỉnh lần n: what a prepared or applied adjustment changes, old beside new. (Stub.)
use super::body::{Body, Of};
use super::source::Source;
use crate::core::adjustment::Stage;
use crate::core::problem::{Arg, Problem};
use crate::core::quarter::QuarterFacts;

/// One for each adjustment that was not given up.
pub(super) fn copies(facts: &QuarterFacts) -> Result<Vec<Of>, Problem> {
    let all: Vec<Of> = facts
        .adjustments
        .iter()
        .filter(|a| a.stage != Stage::Dropped)
        .map(|a| Of::Adjustment(a.ordinal))
        .collect();
    if all.is_empty() {
        let period = Arg::Period(facts.period.key);
        return Err(Problem::new("papers.why_not.no_adjustment").with("period", period));
    }
    Ok(all)
}

/// Until it is applied.
pub(super) fn draft(facts: &QuarterFacts, n: u32) -> bool {
    facts.adjustments.iter().any(|a| a.ordinal == n && a.stage == Stage::Open)
}

/// Not built yet.
pub(super) fn body(_source: &Source<'_>, _of: Of) -> Body {
    Body::default()
}
