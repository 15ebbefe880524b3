//! How full each level is: proposals and dự kiến against the quota.
use super::quota::{base_of, places};
use super::suggest::Suggestion;
use crate::core::level::{LevelId, Mark};
use crate::core::quarter::QuarterFacts;
use crate::core::unit::UnitId;

/// How full a level is: proposals (and how many the machine suggests) against its quota.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meter {
    /// level
    pub level: LevelId,
    /// units proposed for it
    pub proposed: usize,
    /// units the machine suggests for it
    pub suggested: usize,
    /// places, `None`: no quota
    pub places: Option<usize>,
}

/// How many units the quotas of the period are a share of, with what was suggested (see `suggest`).
pub fn quota_base(facts: &QuarterFacts, suggestions: &[Suggestion]) -> usize {
    let ranked = suggestions.iter().filter(|s| s.ranked).count();
    base_of(facts, (!suggestions.is_empty()).then_some(ranked))
}

/// The meters of the level set, highest first.
pub fn meters(facts: &QuarterFacts, suggestions: &[Suggestion]) -> Vec<Meter> {
    let base = quota_base(facts, suggestions);
    let proposed = |id| {
        let of = |u: UnitId| facts.mark(u).is_some_and(|m| m.proposed == Some(Mark::Level(id)));
        facts.units.iter().filter(|u| of(u.id)).count()
    };
    let levels = facts.levels.iter().flat_map(|set| &set.levels);
    levels
        .map(|level| Meter {
            level: level.id,
            proposed: proposed(level.id),
            suggested: suggestions.iter().filter(|s| s.level == Some(level.id)).count(),
            places: places(level, base),
        })
        .collect()
}
