//! How full each level is: proposals and dự kiến against the quota.
use super::quota::{base_of, places};
use super::suggest::Suggestion;
use crate::core::level::{LevelId, Mark};
use crate::core::quarter::QuarterFacts;

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
    let Some(set) = &facts.levels else { return Vec::new() };
    let proposed: Vec<Mark> = facts.units.iter().filter_map(|u| facts.mark(u.id)?.proposed).collect();
    let suggested: Vec<Mark> = suggestions.iter().filter_map(|s| s.level.map(Mark::Level)).collect();
    // of nested titles a unit holds those below its own too
    let counts = set.held(&proposed).into_iter().zip(set.held(&suggested));
    set.levels
        .iter()
        .zip(counts)
        .map(|(level, ((_, proposed), (_, suggested)))| Meter {
            level: level.id,
            proposed,
            suggested,
            places: places(level, base),
        })
        .collect()
}
