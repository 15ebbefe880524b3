//! Dự kiến of levels, their quotas, and what is still open in a classification (domain.md, 3: minimum → quota).
//! Pure and exact. People decide the levels; nothing here writes one.
use super::rank::rank;
use super::row::{Row, Standings};
use crate::core::level::{Level, LevelId, LevelSet, Mark};
use crate::core::number::Rate;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::level::{Classification, Tint};
    use crate::core::number::Points;
    use crate::core::period::PeriodKey;
    use crate::core::score::{Cell, CellValue, Criterion, RankBy, Round, Rule, ScoreTable};
    use crate::core::unit::Unit;
    use crate::core::words::{Lang, Words};

    /// Units with these points of 1.000, levels 1 (from 90), 2 (80), 3 (65), 4 (none); quotas of the first two.
    fn facts(points: &[i64], quotas: [Option<i64>; 2]) -> QuarterFacts {
        let mut facts = QuarterFacts::bare(PeriodKey::quarter(2021, 2));
        let leaf = Criterion {
            id: 1,
            parent: None,
            code: String::new(),
            text: String::new(),
            maximum: Points(100_000),
            rule: Some(Rule::Direct),
            ..Criterion::default()
        };
        let (by, step) = (RankBy::Total, Points(1));
        facts.table = Some(ScoreTable {
            id: 1,
            name: String::new(),
            by,
            step,
            criteria: vec![leaf],
            ..ScoreTable::empty("")
        });
        let minima = [Some(9_000), Some(8_000), Some(6_500), None];
        let quotas = quotas.into_iter().chain([None, None]);
        let level = |((id, minimum), quota): ((i64, Option<i64>), Option<i64>)| Level {
            id,
            name: format!("L{id}"),
            minimum: minimum.map(Points),
            quota: quota.map(Points),
            tint: Tint::Text,
        };
        let levels = (1..).zip(minima).zip(quotas).map(level).collect();
        facts.levels = Some(LevelSet { id: 1, name: String::new(), levels, rev: 1, ..LevelSet::default() });
        for (id, points) in (1..).zip(points) {
            facts.units.push(Unit { id, name: format!("U{id}"), ..Unit::default() });
            let value = CellValue::Points(Points(*points));
            facts.cells.push(Cell {
                unit: id,
                criterion: 1,
                round: Round::Own,
                value,
                comment: String::new(),
            });
        }
        facts
    }

    fn propose(facts: &mut QuarterFacts, unit: UnitId, proposed: Mark, reason: &str) {
        let reason = reason.to_owned();
        facts.marks.push(Classification {
            unit,
            proposed: Some(proposed),
            reason,
            ..Classification::default()
        });
    }

    fn suggested(facts: &QuarterFacts) -> Vec<(Option<LevelId>, bool)> {
        suggest(facts, &rank(facts)).into_iter().map(|s| (s.level, s.vote)).collect()
    }

    fn levels(facts: &QuarterFacts) -> Vec<i64> {
        suggested(facts).into_iter().map(|(level, _)| level.unwrap_or(0)).collect()
    }

    fn said(facts: &QuarterFacts, unit: UnitId) -> Vec<String> {
        let words = Words::load(Lang::Vi);
        let all = suggest(facts, &rank(facts));
        all.iter().find(|s| s.unit == unit).unwrap().reasons.iter().map(|r| words.say(r)).collect()
    }

    #[test]
    fn minima_are_exact_and_a_misleading_rate_is_said_with_three_decimals() {
        let f = facts(&[90_000, 89_996, 64_999, 0], [None, None]);
        assert_eq!(levels(&f), [1, 2, 4, 4]);
        assert_eq!(said(&f, 1), ["đủ điểm mức L1 (từ 90%)"]);
        assert_eq!(said(&f, 2), ["89,996% chưa đến 90% của mức L1", "đủ điểm mức L2 (từ 80%)"]);
        assert_eq!(said(&f, 3), ["64,999% chưa đến 65% của mức L3"]);
        assert_eq!(said(&f, 4), ["chưa đủ điểm mức L3 (từ 65%)"]);
    }

    #[test]
    fn below_every_minimum_there_is_no_level() {
        let mut f = facts(&[50_000], [None, None]);
        f.levels.as_mut().unwrap().levels.pop();
        assert_eq!(suggested(&f), [(None, false)]);
        assert_eq!(said(&f, 1), ["chưa đủ điểm mức L3 (từ 65%)"]);
    }

    #[test]
    fn the_quota_is_rounded_down_and_cascades() {
        // 25% of 7 is 1; the next level takes 2 of those that fall or reach it
        let f = facts(&[99_000, 98_000, 97_000, 96_000, 85_000, 70_000, 10_000], [Some(2_500), Some(3_000)]);
        assert_eq!(levels(&f), [1, 2, 2, 3, 3, 3, 4]);
        assert_eq!(
            said(&f, 4),
            ["đủ điểm mức L1 (từ 90%)", "vượt tỷ lệ tối đa 25%", "vượt tỷ lệ tối đa 30%"]
        );
        let meters: Vec<_> = meters(&f, &suggest(&f, &rank(&f)))
            .into_iter()
            .map(|m| (m.level, m.proposed, m.suggested, m.places))
            .collect();
        assert_eq!(meters, [(1, 0, 1, Some(1)), (2, 0, 2, Some(2)), (3, 0, 3, None), (4, 0, 1, None)]);
    }

    #[test]
    fn a_floor_of_none_says_so() {
        let f = facts(&[99_000, 98_000, 50_000, 40_000], [Some(2_000), None]);
        assert_eq!(suggested(&f)[..2], [(Some(2), false), (Some(2), false)]);
        assert_eq!(said(&f, 1)[1], "vượt tỷ lệ tối đa 20%: 0/4 đơn vị");
    }

    #[test]
    fn a_tie_on_the_line_falls_whole_for_a_vote_and_nobody_jumps_it() {
        let f = facts(&[99_000, 98_000, 98_000, 97_000, 1, 1, 1, 1], [Some(2_500), None]);
        assert_eq!(
            suggested(&f)[..4],
            [(Some(1), false), (Some(2), true), (Some(2), true), (Some(2), false)]
        );
        assert_eq!(
            said(&f, 2)[1..],
            ["vượt tỷ lệ tối đa 25%", "2 đơn vị cùng hạng 2, mức L1 chỉ còn 1 chỗ: cần biểu quyết"]
        );
        // a tie that begins after the line needs no vote
        let f = facts(&[99_000, 98_500, 98_000, 98_000, 1, 1, 1, 1], [Some(2_500), None]);
        assert_eq!(
            suggested(&f)[..4],
            [(Some(1), false), (Some(1), false), (Some(2), false), (Some(2), false)]
        );
    }

    #[test]
    fn not_classified_leaves_the_base_and_takes_no_place_but_no_data_stays_in_it() {
        let mut f =
            facts(&[99_000, 98_000, 97_000, 96_000, 95_000, 94_000, 93_000, 92_000], [Some(2_500), None]);
        assert_eq!(levels(&f), [1, 1, 2, 2, 2, 2, 2, 2]);
        f.cells.retain(|c| c.unit != 8);
        assert_eq!(levels(&f), [1, 1, 2, 2, 2, 2, 2, 0]);
        assert_eq!(said(&f, 8), ["chưa có số liệu"]);
        propose(&mut f, 1, Mark::NotClassified, "");
        assert_eq!(levels(&f), [0, 1, 2, 2, 2, 2, 2, 0], "25% of 7 is 1");
        assert_eq!(said(&f, 1), ["đề nghị không phân loại, không tính vào tỷ lệ"]);
    }

    #[test]
    fn without_table_or_levels_nothing_is_suggested_and_people_propose_freely() {
        let mut f = facts(&[99_000], [None, None]);
        f.table = None;
        assert!(suggested(&f).is_empty());
        assert_eq!(open_matters(&f).len(), 1);
        propose(&mut f, 1, Mark::Level(3), "");
        assert!(open_matters(&f).is_empty());
        f.levels = None;
        f.marks.clear();
        assert!(open_matters(&f).is_empty() && meters(&f, &[]).is_empty());
    }

    #[test]
    fn a_proposal_off_the_suggestion_needs_a_reason() {
        let mut f = facts(&[99_000, 50_000, 99_000], [None, None]);
        f.cells.retain(|c| c.unit != 3);
        let keys =
            |f: &QuarterFacts| open_matters(f).into_iter().map(|(u, p)| (u, p.key)).collect::<Vec<_>>();
        let none = "problem.matter_no_proposal";
        assert_eq!(keys(&f), [(1, none), (2, none), (3, none)]);
        propose(&mut f, 1, Mark::Level(2), " ");
        propose(&mut f, 2, Mark::NotClassified, "");
        propose(&mut f, 3, Mark::Level(2), "");
        let reason = "problem.matter_no_reason";
        assert_eq!(keys(&f), [(1, reason), (2, reason)], "U3 has no rank to differ from");
        f.marks[0].reason = "gửi báo cáo chậm".into();
        f.marks[1].proposed = Some(Mark::Level(4));
        assert_eq!(keys(&f), []);
    }

    #[test]
    fn the_approved_mark_stands_over_the_proposed() {
        let mut f = facts(&[99_000], [None, None]);
        assert_eq!(standing_mark(&f, 1), None);
        propose(&mut f, 1, Mark::Level(2), "");
        assert_eq!(standing_mark(&f, 1), Some(Mark::Level(2)));
        f.marks[0].approved = Some(Mark::Level(1));
        assert_eq!(standing_mark(&f, 1), Some(Mark::Level(1)));
    }
}
