//! Which knock-outs of the level set strike which unit: by the flags of the period, by what is taken off, or by hand.
use super::finals::Finals;
use crate::core::flag::FlagKind;
use crate::core::knockout::{Cause, Effect, Knockout};
use crate::core::problem::Problem;
use crate::core::quarter::QuarterFacts;
use crate::core::score::{Class, Criterion, CriterionId, Final, ScoreTable};
use crate::core::text;
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
            let lost = |score: Final| score.points().is_some_and(|p| p.0 < 0);
            let leaf = deductions(table, rule).find(|l| lost(finals.of(unit, l)))?;
            Some(leaf.code.clone())
        }
    }
}

/// A code as it is compared: people write `iv.1`, `IV.1.` and `IV.1` for one thing.
fn code(typed: &str) -> String {
    text::fold(text::line(typed).trim_end_matches('.'))
}

/// The leaves a rule on deductions looks at: those of its code, all within its group, or every deduction.
fn deductions<'a>(table: &'a ScoreTable, rule: &Knockout) -> impl Iterator<Item = &'a Criterion> {
    let wanted = code(&rule.criterion);
    let named: Option<Vec<CriterionId>> = (!wanted.is_empty())
        .then(|| table.criteria.iter().filter(|c| code(&c.code) == wanted).map(|c| c.id).collect());
    let aimed = move |leaf: &&Criterion| {
        named.as_ref().is_none_or(|ids| ids.iter().any(|id| table.within(leaf.id, *id)))
    };
    table.leaves().filter(|l| l.class == Class::Deduction).filter(aimed)
}

/// Rules on deductions that can strike nobody in the period: its table has no deduction of that code.
pub fn aimless(facts: &QuarterFacts) -> Vec<&Knockout> {
    let (Some(set), Some(table)) = (&facts.levels, &facts.table) else { return Vec::new() };
    let none = |k: &&Knockout| k.cause == Cause::Deduction && deductions(table, k).next().is_none();
    set.knockouts.iter().filter(none).collect()
}

/// What is said of such a rule.
pub fn aimless_said(rule: &Knockout) -> Problem {
    let key = if rule.criterion.is_empty() { "problem.knock_no_deduction" } else { "problem.knock_no_code" };
    Problem::new(key).text("name", rule.name.clone()).text("code", rule.criterion.clone())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::level::LevelSet;
    use crate::core::period::PeriodKey;
    use crate::core::points::Points;
    use crate::core::score::{Cell, CellValue, Round, Rule};
    use crate::core::unit::Unit;

    /// A group of deductions IV with IV.1 and IV.2, of which unit 1 lost points in the first.
    fn facts(typed: &str) -> QuarterFacts {
        let mut facts = QuarterFacts::bare(PeriodKey::quarter(2021, 2));
        let row = |id, code: &str, rule| Criterion {
            id,
            parent: (id > 1).then_some(1),
            code: code.into(),
            class: Class::Deduction,
            minimum: Points(-1_000),
            rule,
            ..Criterion::default()
        };
        let criteria =
            vec![row(1, "IV", None), row(2, "IV.1", Some(Rule::Direct)), row(3, "IV.2.", Some(Rule::Direct))];
        facts.table = Some(ScoreTable { criteria, ..ScoreTable::empty("t") });
        let knockouts = vec![Knockout {
            name: "K".into(),
            cause: Cause::Deduction,
            criterion: typed.into(),
            effect: Effect::NotFirst,
        }];
        facts.levels = Some(LevelSet { knockouts, ..LevelSet::default() });
        facts.units.push(Unit { id: 1, ..Unit::default() });
        facts.cells.push(Cell {
            unit: 1,
            criterion: 2,
            round: Round::Own,
            value: CellValue::Points(Points(-200)),
            comment: String::new(),
        });
        facts
    }

    #[test]
    fn a_deduction_is_named_as_people_write_it_or_by_its_group() {
        let by = |typed: &str| {
            let facts = facts(typed);
            struck(&facts, &Finals::new(&facts)).pop().map(|s| s.by)
        };
        for typed in ["IV.1", "iv.1", "IV.1.", " IV.1 ", "IV", "iv.", ""] {
            assert_eq!(by(typed).as_deref(), Some("IV.1"), "{typed}");
        }
        for typed in ["IV.2", "IV.3", "I", "V"] {
            assert_eq!(by(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_code_that_no_deduction_has_is_told() {
        let told = |typed: &str| aimless(&facts(typed)).len();
        for (typed, n) in [("IV.2", 0), ("iv", 0), ("", 0), ("IV.3", 1), ("I", 1)] {
            assert_eq!(told(typed), n, "{typed}");
        }
        let mut without = facts("");
        without.table.as_mut().unwrap().criteria.clear();
        assert_eq!(aimless_said(aimless(&without)[0]).key, "problem.knock_no_deduction");
    }
}
