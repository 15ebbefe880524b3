//! What is still open in a classification: proposals that are missing, and reasons that people owe for what they proposed
//! (domain.md, 3: off the suggestion, or above the quota, with a reason). Writes nothing.
use super::meter::{Meter, meters};
use super::rank::rank;
use super::row::Standings;
use super::suggest::{Suggestion, suggest};
use crate::core::level::Mark;
use crate::core::problem::Problem;
use crate::core::quarter::QuarterFacts;
use crate::core::unit::UnitId;

/// A unit, and what is open with it.
pub type Matter = (UnitId, Problem);

/// A unit with its proposal.
struct Proposed<'a> {
    unit: UnitId,
    mark: Mark,
    reason: &'a str,
    /// it has a rank, and so a dự kiến to differ from
    ranked: bool,
    /// it has, and does
    differs: bool,
}

/// What keeps the period from being submitted, locked or approved, one problem a unit:
/// no proposal, or one that differs from dự kiến, or goes over the quota, without a reason. Empty: ready.
/// A unit without rank has no dự kiến to differ from; a period without a level set has nothing to propose.
pub fn open_matters(facts: &QuarterFacts) -> Vec<Matter> {
    let standings = rank(facts);
    open(facts, &standings, &suggest(facts, &standings))
}

/// The same of a period whose ranks and dự kiến are known.
pub(super) fn open(facts: &QuarterFacts, standings: &Standings, suggestions: &[Suggestion]) -> Vec<Matter> {
    if facts.levels.is_none() {
        return Vec::new();
    }
    let proposed: Vec<Proposed<'_>> = facts
        .units
        .iter()
        .filter_map(|u| {
            let row = facts.mark(u.id)?;
            let mark = row.proposed?;
            let ranked = standings.row(u.id).is_some_and(|r| r.rank.is_some());
            let suggested = suggestions.iter().find(|s| s.unit == u.id);
            let suggested = suggested.and_then(|s| s.level).map(Mark::Level);
            let differs = ranked && suggested != Some(mark);
            Some(Proposed { unit: u.id, mark, reason: row.reason.trim(), ranked, differs })
        })
        .collect();
    let over = over(facts, &meters(facts, suggestions), &proposed);
    let matter = |unit: UnitId| {
        let Some(row) = proposed.iter().find(|p| p.unit == unit) else {
            return Some(Problem::new("problem.matter_no_proposal"));
        };
        if row.differs && row.reason.is_empty() {
            return Some(Problem::new("problem.matter_no_reason"));
        }
        over.iter().find(|(id, _)| *id == unit).map(|(_, problem)| problem.clone())
    };
    facts.units.iter().filter_map(|u| matter(u.id).map(|p| (u.id, p.text("unit", u.tag())))).collect()
}

/// Units of levels with more proposals than places: as many as there are too many must say why. Who differs from dự kiến is
/// asked for that already, and who has the suggested level takes a place of his own; of the others the last in the roster
/// are named, and a reason at any of them does.
fn over(facts: &QuarterFacts, meters: &[Meter], proposed: &[Proposed<'_>]) -> Vec<(UnitId, Problem)> {
    let Some(set) = &facts.levels else { return Vec::new() };
    let mut open: Vec<(UnitId, Problem)> = Vec::new();
    for meter in meters {
        let Some(places) = meter.places.filter(|places| meter.proposed > *places) else { continue };
        let own = Mark::Level(meter.level);
        // of nested titles a unit holds those below its own too
        let holds = |p: &&Proposed<'_>| p.mark == own || set.nested && set.place(p.mark) < set.place(own);
        let asked = |p: &Proposed<'_>| {
            p.differs || !p.reason.is_empty() || open.iter().any(|(unit, _)| *unit == p.unit)
        };
        let (said, silent): (Vec<&Proposed<'_>>, Vec<_>) =
            proposed.iter().filter(holds).partition(|p| asked(p));
        let many = (meter.proposed - places).saturating_sub(said.len());
        let level = set.level(meter.level).map(|l| l.name.clone()).unwrap_or_default();
        let silent: Vec<_> = silent.into_iter().filter(|p| !p.ranked).collect();
        let named = silent.iter().rev().take(many).map(|p| {
            let problem = Problem::new("problem.matter_over").text("level", level.clone());
            let problem = problem.num("n", meter.proposed as i64);
            (p.unit, problem.num("places", places as i64))
        });
        let named: Vec<_> = named.collect();
        open.extend(named);
    }
    open
}
