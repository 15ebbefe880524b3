//! What quotas of a level set are a share of, and how many places that makes. Knows no suggestion.
use crate::core::level::{Level, Mark, QuotaBase};
use crate::core::quarter::QuarterFacts;
use crate::core::unit::UnitId;

/// Is the unit proposed as không phân loại?
pub(super) fn not_classified(facts: &QuarterFacts, unit: UnitId) -> bool {
    facts.mark(unit).is_some_and(|m| m.proposed == Some(Mark::NotClassified))
}

/// What quotas are a share of, by the level set; units without data stay in the roster. `ranked`: units with a rank that
/// are not proposed as không phân loại, `None` where nothing is scored and nobody has a rank: then the roster stands for
/// them.
pub(super) fn base_of(facts: &QuarterFacts, ranked: Option<usize>) -> usize {
    let base = facts.levels.as_ref().map(|s| s.base).unwrap_or_default();
    match (base, ranked) {
        (QuotaBase::Ranked, Some(ranked)) => ranked,
        (QuotaBase::Roster, _) => facts.units.len(),
        _ => facts.units.iter().filter(|u| !not_classified(facts, u.id)).count(),
    }
}

/// Places of a level, rounded down; `None`: as many as there are.
pub(super) fn places(level: &Level, base: usize) -> Option<usize> {
    level.quota.map(|share| base * usize::try_from(share.0).unwrap_or(0) / 10_000)
}
