//! Dự kiến of levels, their quotas, and what is still open in a classification (domain.md, 3: minimum → quota).
//! Pure and exact. People decide the levels; nothing here writes one.
use super::level::{Level, LevelId, LevelSet, Mark};
use super::number::Rate;
use super::problem::{Arg, Problem};
use super::quarter::QuarterFacts;
use super::standing::{Row, Standings, rank};
use super::unit::UnitId;

/// Dự kiến of one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// unit
    pub unit: UnitId,
    /// computed level; `None`: no rank, no scores, below every minimum, or proposed as không phân loại
    pub level: Option<LevelId>,
    /// everything that applied, in order: minimum → quota; without rank: why there is none
    pub reasons: Vec<Problem>,
    /// the quota's line cuts a tie: needs a vote
    pub vote: bool,
}

/// A ranked unit on its way down the levels.
struct Runner {
    unit: UnitId,
    rank: u32,
    rate: Rate,
    /// place in the level set
    at: Option<usize>,
    reasons: Vec<Problem>,
    vote: bool,
}

/// Dự kiến of all units of the roster, in roster order; empty where the period has no score table or no level set.
/// Minima on the exact rate; quota = share of (roster − không phân loại), rounded down; a tie cut by the quota falls
/// whole. A unit proposed as không phân loại takes no place.
pub fn suggest(facts: &QuarterFacts, standings: &Standings) -> Vec<Suggestion> {
    let (Some(set), Some(_)) = (&facts.levels, &facts.table) else { return Vec::new() };
    let mut field: Vec<Runner> = facts
        .units
        .iter()
        .filter(|u| !not_classified(facts, u.id))
        .filter_map(|u| standings.row(u.id))
        .filter_map(|row| start(set, row))
        .collect();
    field.sort_by_key(|r| r.rank);
    let base = quota_base(facts);
    for (at, level) in set.levels.iter().enumerate() {
        if let Some(places) = places(level, base) {
            cut(set, at, places, base, &mut field);
        }
    }
    facts
        .units
        .iter()
        .map(|u| match field.iter().find(|r| r.unit == u.id) {
            Some(runner) => Suggestion {
                unit: u.id,
                level: runner.at.and_then(|at| set.levels.get(at)).map(|l| l.id),
                reasons: runner.reasons.clone(),
                vote: runner.vote,
            },
            None => {
                Suggestion { unit: u.id, level: None, reasons: outside(facts, standings, u.id), vote: false }
            }
        })
        .collect()
}

/// Why a unit takes no part: proposed as không phân loại, or without rank.
fn outside(facts: &QuarterFacts, standings: &Standings, unit: UnitId) -> Vec<Problem> {
    match standings.row(unit) {
        Some(row) if row.rank.is_none() => row.why.clone(),
        _ if not_classified(facts, unit) => vec![Problem::new("problem.suggest_not_classified")],
        _ => Vec::new(),
    }
}

/// The level whose minimum a unit reaches, and why.
fn start(set: &LevelSet, row: &Row) -> Option<Runner> {
    let (rank, rate) = (row.rank?, row.rate?);
    let at = reached(set, 0, rate);
    let mut reasons = Vec::new();
    let above = set.levels.get(..at.unwrap_or(set.levels.len())).unwrap_or_default();
    // 89,996% is printed 90,00 and still is below 90: said with three decimals
    if let Some(level) = above.iter().find(|l| l.minimum.is_some_and(|m| rate.percent() >= m)) {
        let thousandths = (i128::from(rate.part) * 100_000).div_euclid(i128::from(rate.whole.max(1)));
        reasons.push(
            named("problem.suggest_near", level)
                .num("whole", i64::try_from(thousandths / 1000).unwrap_or(i64::MAX))
                .text("thousandths", format!("{:03}", thousandths % 1000)),
        );
    }
    match at.and_then(|at| set.levels.get(at)) {
        Some(level) if level.minimum.is_some() => reasons.push(named("problem.suggest_minimum", level)),
        _ if reasons.is_empty() => {
            reasons.extend(above.last().map(|l| named("problem.suggest_below", l)));
        }
        _ => {}
    }
    Some(Runner { unit: row.unit, rank, rate, at, reasons, vote: false })
}

/// The first level from `from` on whose minimum the rate reaches, exactly.
fn reached(set: &LevelSet, from: usize, rate: Rate) -> Option<usize> {
    set.levels
        .iter()
        .enumerate()
        .skip(from)
        .find(|(_, level)| level.minimum.is_none_or(|m| rate.reaches(m)))
        .map(|(at, _)| at)
}

/// A sentence about a level and its minimum.
fn named(key: &'static str, level: &Level) -> Problem {
    Problem::new(key)
        .text("level", level.name.clone())
        .with("minimum", Arg::Points(level.minimum.unwrap_or_default()))
}

/// Lets those past the places of a level fall to the next one they reach. Who comes after a tie that the line cuts
/// falls too: a place the better ones must vote about is not theirs.
fn cut(set: &LevelSet, at: usize, places: usize, base: usize, field: &mut [Runner]) {
    let Some(level) = set.levels.get(at) else { return };
    let inside: Vec<u32> = field.iter().filter(|r| r.at == Some(at)).map(|r| r.rank).collect();
    let Some(line) = inside.get(places).copied() else { return };
    let kept = inside.iter().filter(|rank| **rank < line).count();
    let tied = inside.iter().filter(|rank| **rank == line).count();
    for runner in field.iter_mut().filter(|r| r.at == Some(at) && r.rank >= line) {
        let key = if places == 0 { "problem.suggest_quota_none" } else { "problem.suggest_quota" };
        let over = named(key, level).num("places", places as i64).num("base", base as i64);
        runner.reasons.push(over.with("quota", Arg::Points(level.quota.unwrap_or_default())));
        if kept < places && runner.rank == line {
            runner.vote = true;
            let vote =
                named("problem.suggest_vote", level).num("rank", i64::from(line)).num("n", tied as i64);
            runner.reasons.push(vote.num("places", (places - kept) as i64));
        }
        runner.at = reached(set, at + 1, runner.rate);
    }
}

fn not_classified(facts: &QuarterFacts, unit: UnitId) -> bool {
    facts.mark(unit).is_some_and(|m| m.proposed == Some(Mark::NotClassified))
}

/// Roster without the units proposed as không phân loại; units without data stay in it.
fn quota_base(facts: &QuarterFacts) -> usize {
    facts.units.iter().filter(|u| !not_classified(facts, u.id)).count()
}

/// Places of a level, rounded down; `None`: as many as there are.
fn places(level: &Level, base: usize) -> Option<usize> {
    level.quota.map(|share| base * usize::try_from(share.0).unwrap_or(0) / 10_000)
}

/// How full a level is: proposals (and dự kiến) against its quota.
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

/// The meters of the level set, highest first.
pub fn meters(facts: &QuarterFacts, suggestions: &[Suggestion]) -> Vec<Meter> {
    let base = quota_base(facts);
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

/// What keeps the period from being submitted, locked or approved, one problem a unit:
/// no proposal, or a proposal that differs from dự kiến without a reason. Empty: ready.
/// A unit without rank has no dự kiến to differ from; a period without a level set has nothing to propose.
pub fn open_matters(facts: &QuarterFacts) -> Vec<(UnitId, Problem)> {
    if facts.levels.is_none() {
        return Vec::new();
    }
    let standings = rank(facts);
    let suggestions = suggest(facts, &standings);
    let open = |key| Some(Problem::new(key));
    let matter = |unit: UnitId| {
        let Some((proposed, reason)) = facts.mark(unit).and_then(|m| Some((m.proposed?, &m.reason))) else {
            return open("problem.matter_no_proposal");
        };
        let ranked = standings.row(unit).is_some_and(|r| r.rank.is_some());
        let suggested = suggestions.iter().find(|s| s.unit == unit)?.level.map(Mark::Level);
        let differs = ranked && suggested != Some(proposed);
        if differs && reason.trim().is_empty() { open("problem.matter_no_reason") } else { None }
    };
    facts.units.iter().filter_map(|u| matter(u.id).map(|p| (u.id, p.text("unit", u.tag())))).collect()
}

/// The mark that stands: approved, else proposed.
pub fn standing_mark(facts: &QuarterFacts, unit: UnitId) -> Option<Mark> {
    facts.mark(unit).and_then(|m| m.approved.or(m.proposed))
}
