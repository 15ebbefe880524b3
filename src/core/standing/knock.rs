//! Which knock-outs of the level set strike which unit: by the flags of the period, by what is taken off, or by hand.
use super::finals::Finals;
use crate::core::flag::FlagKind;
use crate::core::knockout::{Cause, Effect, Knockout};
use crate::core::quarter::QuarterFacts;
use crate::core::score::{Class, Final};
use crate::core::unit::UnitId;

/// A knock-out that strikes a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Struck {
    /// whom
    pub unit: UnitId,
    /// place of the rule in the level set
    pub rule: usize,
    /// the person disciplined, the code of the deduction, or what was written by hand
    pub by: String,
}

/// All that strike, unit by unit in roster order, the rules in the order of the set; one that was lifted by hand does not.
pub fn struck(facts: &QuarterFacts, finals: &Finals<'_>) -> Vec<Struck> {
    let Some(set) = facts.levels.as_ref().filter(|s| !s.knockouts.is_empty()) else { return Vec::new() };
    let mut out = Vec::new();
    for unit in &facts.units {
        for (rule, knockout) in set.knockouts.iter().enumerate() {
            let hand = facts.knocked.iter().find(|k| k.unit == unit.id && k.knockout == knockout.name);
            let by = match hand {
                Some(hand) if hand.lifted => None,
                Some(hand) => Some(hand.reason.clone()),
                None => cause(facts, finals, unit.id, knockout),
            };
            out.extend(by.map(|by| Struck { unit: unit.id, rule, by }));
        }
    }
    out
}

/// What in the register brings a rule about for a unit.
fn cause(facts: &QuarterFacts, finals: &Finals<'_>, unit: UnitId, rule: &Knockout) -> Option<String> {
    let flagged = |person: bool, leader: bool| {
        let is = |f: &&crate::core::knockout::UnitFlag| {
            f.unit == unit
                && f.kind == FlagKind::Discipline
                && f.name.is_empty() != person
                && (!person || f.leader == leader)
        };
        let flag = facts.flags.iter().find(is)?;
        Some(if person { flag.name.clone() } else { flag.reason.clone() })
    };
    match rule.cause {
        Cause::Manual => None,
        Cause::UnitDiscipline => flagged(false, false),
        Cause::LeaderDiscipline => flagged(true, true),
        Cause::StaffDiscipline => flagged(true, false),
        Cause::Deduction => {
            let table = facts.table.as_ref()?;
            let named = |code: &str| rule.criterion.is_empty() || rule.criterion == code;
            let lost = |score: Final| score.points().is_some_and(|p| p.0 < 0);
            let leaf = table
                .leaves()
                .filter(|l| l.class == Class::Deduction && named(&l.code))
                .find(|l| lost(finals.of(unit, l)))?;
            Some(leaf.code.clone())
        }
    }
}

/// Units that may not stand first.
pub(super) fn not_first(facts: &QuarterFacts, finals: &Finals<'_>) -> Vec<UnitId> {
    let Some(set) = facts.levels.as_ref() else { return Vec::new() };
    if !set.knockouts.iter().any(|k| k.effect == Effect::NotFirst) {
        return Vec::new();
    }
    let bars = |s: &Struck| set.knockouts.get(s.rule).is_some_and(|k| k.effect == Effect::NotFirst);
    struck(facts, finals).into_iter().filter(bars).map(|s| s.unit).collect()
}
