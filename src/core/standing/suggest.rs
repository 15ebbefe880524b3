//! Dự kiến of levels (domain.md, 3: minimum → knock-out → quota).
//! Pure and exact. People decide the levels; nothing here writes one.
use super::finals::Finals;
use super::knock::{Struck, struck};
use super::quota::{base_of, not_classified, places};
use super::row::{Row, Standings};
use crate::core::knockout::Effect;
use crate::core::level::{Level, LevelId, LevelSet, Mark, Measure, QuotaBase};
use crate::core::number::{Points, Rate};
use crate::core::problem::{Arg, Problem};
use crate::core::quarter::QuarterFacts;
use crate::core::unit::UnitId;

/// Dự kiến of one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// unit
    pub unit: UnitId,
    /// computed level; `None`: no rank, no scores, below every minimum, or proposed as không phân loại
    pub level: Option<LevelId>,
    /// everything that applied, in order: minimum → knock-out → quota; without rank: why there is none
    pub reasons: Vec<Problem>,
    /// the quota's line cuts a tie: needs a vote
    pub vote: bool,
    /// takes part: has a rank, and is not proposed as không phân loại
    pub ranked: bool,
}

/// A ranked unit on its way down the levels.
struct Runner {
    unit: UnitId,
    rank: u32,
    total: Points,
    rate: Rate,
    /// would stand first, but may not
    barred: bool,
    /// place in the level set
    at: Option<usize>,
    reasons: Vec<Problem>,
    vote: bool,
}

/// Dự kiến of all units of the roster, in roster order; empty where the period has no score table or no level set.
/// Minima on the exact rate or total; then knock-outs; then quotas, a share of the set's base, rounded down; a tie cut by
/// the quota falls whole. A unit proposed as không phân loại takes no place; a place that a knock-out leaves free goes to
/// the next unit that reaches the minimum.
pub fn suggest(facts: &QuarterFacts, standings: &Standings) -> Vec<Suggestion> {
    let (Some(set), Some(_)) = (&facts.levels, &facts.table) else { return Vec::new() };
    let strikes = if set.knockouts.is_empty() { Vec::new() } else { struck(facts, &Finals::new(facts)) };
    let mut field: Vec<Runner> = facts
        .units
        .iter()
        .filter(|u| !not_classified(facts, u.id))
        .filter_map(|u| standings.row(u.id))
        .filter_map(|row| start(set, row))
        .collect();
    field.sort_by_key(|r| r.rank);
    for runner in &mut field {
        knock(set, &strikes, runner);
    }
    let base = base_of(facts, Some(field.len()));
    for (at, level) in set.levels.iter().enumerate() {
        if let Some(places) = places(level, base) {
            cut(set, at, places, base, &mut field);
        }
    }
    let of = |unit: UnitId| {
        let Some(runner) = field.iter().find(|r| r.unit == unit) else {
            let mut reasons = outside(facts, set, standings, unit);
            reasons.extend(strikes.iter().filter(|s| s.unit == unit).filter_map(|s| said(set, s, false)));
            return Suggestion { unit, level: None, reasons, vote: false, ranked: false };
        };
        Suggestion {
            unit,
            level: runner.at.and_then(|at| set.levels.get(at)).map(|l| l.id),
            reasons: runner.reasons.clone(),
            vote: runner.vote,
            ranked: true,
        }
    };
    facts.units.iter().map(|u| of(u.id)).collect()
}

/// Why a unit takes no part: proposed as không phân loại, or without rank.
fn outside(facts: &QuarterFacts, set: &LevelSet, standings: &Standings, unit: UnitId) -> Vec<Problem> {
    match standings.row(unit) {
        Some(row) if row.rank.is_none() => row.why.clone(),
        _ if !not_classified(facts, unit) => Vec::new(),
        _ if set.base == QuotaBase::Roster => vec![Problem::new("problem.suggest_not_classified_counted")],
        _ => vec![Problem::new("problem.suggest_not_classified")],
    }
}

/// The level whose minimum a unit reaches, and why.
fn start(set: &LevelSet, row: &Row) -> Option<Runner> {
    let (rank, rate) = (row.rank?, row.rate?);
    let mut runner = Runner {
        unit: row.unit,
        rank,
        total: row.total,
        rate,
        barred: row.barred,
        at: None,
        reasons: Vec::new(),
        vote: false,
    };
    runner.at = reached(set, 0, &runner);
    let above = set.levels.get(..runner.at.unwrap_or(set.levels.len())).unwrap_or_default();
    // 89,996% is printed 90,00 and still is below 90: said with three decimals
    let near = |l: &&Level| set.measure == Measure::Rate && l.minimum.is_some_and(|m| rate.percent() >= m);
    if let Some(level) = above.iter().find(near) {
        let thousandths = (i128::from(rate.part) * 100_000).div_euclid(i128::from(rate.whole.max(1)));
        runner.reasons.push(
            named("problem.suggest_near", level)
                .num("whole", i64::try_from(thousandths / 1000).unwrap_or(i64::MAX))
                .text("thousandths", format!("{:03}", thousandths % 1000)),
        );
    }
    let by_rate = set.measure == Measure::Rate;
    let (minimum, below) = if by_rate {
        ("problem.suggest_minimum", "problem.suggest_below")
    } else {
        ("problem.suggest_minimum_total", "problem.suggest_below_total")
    };
    match runner.at.and_then(|at| set.levels.get(at)) {
        Some(level) if level.minimum.is_some() => runner.reasons.push(named(minimum, level)),
        _ if runner.reasons.is_empty() => runner.reasons.extend(above.last().map(|l| named(below, l))),
        _ => {}
    }
    Some(runner)
}

/// Does a total, or the rate it is, reach the minimum of a level, exactly?
pub fn reaches(set: &LevelSet, level: &Level, total: Points, rate: Rate) -> bool {
    level.minimum.is_none_or(|minimum| match set.measure {
        Measure::Rate => rate.reaches(minimum),
        Measure::Total => total >= minimum,
    })
}

/// The first level from `from` on whose minimum a unit reaches.
fn reached(set: &LevelSet, from: usize, runner: &Runner) -> Option<usize> {
    let is = |(_, level): &(usize, &Level)| reaches(set, level, runner.total, runner.rate);
    set.levels.iter().enumerate().skip(from).find(is).map(|(at, _)| at)
}

/// A sentence about a level and its minimum.
fn named(key: &'static str, level: &Level) -> Problem {
    Problem::new(key)
        .text("level", level.name.clone())
        .with("minimum", Arg::Points(level.minimum.unwrap_or_default()))
}

/// Lowers a unit by all knock-outs that strike it: so many levels down as they say together, and then no better than the
/// strictest of their caps; never below the lowest level. Their order does not matter.
fn knock(set: &LevelSet, strikes: &[Struck], runner: &mut Runner) {
    let (mut down, mut cap) = (0_usize, 0);
    for strike in strikes.iter().filter(|s| s.unit == runner.unit) {
        match set.knockouts.get(strike.rule).map(|k| k.effect) {
            Some(Effect::Cap { place }) => cap = cap.max(place),
            Some(Effect::Drop { steps }) => down = down.saturating_add(steps),
            Some(Effect::NotFirst) | None => {}
        }
        runner.reasons.extend(said(set, strike, runner.barred));
    }
    let lowest = set.levels.len().saturating_sub(1);
    runner.at = runner.at.map(|at| at.saturating_add(down).max(cap).min(lowest));
}

/// `khống chế: Lãnh đạo đơn vị bị kỷ luật (Nguyễn Văn Ấn)`. A bar from the first rank is said of whom it kept from it.
fn said(set: &LevelSet, strike: &Struck, barred: bool) -> Option<Problem> {
    let rule = set.knockouts.get(strike.rule)?;
    let key = match (rule.effect, strike.by.trim().is_empty()) {
        (Effect::NotFirst, _) if !barred => return None,
        (Effect::NotFirst, true) => "problem.suggest_barred",
        (Effect::NotFirst, false) => "problem.suggest_barred_by",
        (_, true) => "problem.suggest_knock",
        (_, false) => "problem.suggest_knock_by",
    };
    let sentence = Problem::new(key).text("name", rule.name.clone());
    Some(if strike.by.trim().is_empty() { sentence } else { sentence.text("by", strike.by.clone()) })
}

/// Lets those past the places of a level fall to the next one they reach. Who comes after a tie that the line cuts
/// falls too: a place the better ones must vote about is not theirs. Of nested titles a unit holds those below its own, so
/// whoever stands higher has taken a place here too.
fn cut(set: &LevelSet, at: usize, places: usize, base: usize, field: &mut [Runner]) {
    let Some(level) = set.levels.get(at) else { return };
    let inside: Vec<u32> = field.iter().filter(|r| r.at == Some(at)).map(|r| r.rank).collect();
    let higher = field.iter().filter(|r| set.nested && r.at.is_some_and(|own| own < at)).count();
    let free = places.saturating_sub(higher);
    let Some(line) = inside.get(free).copied() else { return };
    let kept = inside.iter().filter(|rank| **rank < line).count();
    let tied = inside.iter().filter(|rank| **rank == line).count();
    for runner in field.iter_mut().filter(|r| r.at == Some(at) && r.rank >= line) {
        let key = if places == 0 { "problem.suggest_quota_none" } else { "problem.suggest_quota" };
        let over = named(key, level).num("places", places as i64).num("base", base as i64);
        runner.reasons.push(over.with("quota", Arg::Points(level.quota.unwrap_or_default())));
        if kept < free && runner.rank == line {
            runner.vote = true;
            let vote =
                named("problem.suggest_vote", level).num("rank", i64::from(line)).num("n", tied as i64);
            runner.reasons.push(vote.num("places", (free - kept) as i64));
        }
        runner.at = reached(set, at + 1, runner);
    }
}

/// The mark that stands: approved, else proposed.
pub fn standing_mark(facts: &QuarterFacts, unit: UnitId) -> Option<Mark> {
    facts.mark(unit).and_then(|m| m.approved.or(m.proposed))
}

#[cfg(test)]
mod tests;
