//! What a recorded vote on a tie comes to, and which vote a rank comes from. Orders nobody: that is done in `order`.
use super::order::{tied, vote};
use super::row::Standings;
use crate::core::adjustment::{self, Adjustment, Change};
use crate::core::ballot::{Ballot, BallotKind, Vote};
use crate::core::quarter::QuarterFacts;
use crate::core::unit::UnitId;
use std::collections::BTreeSet;

/// What a vote on a tie came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Voted {
    /// units stand in its order
    Ordered,
    /// all have as many votes: they stay equal
    Even,
    /// it orders nobody: these are equal with its units, and were not voted on
    Missing(Vec<UnitId>),
    /// no two of its units are equal (any more); the one adjustment in force that changed points of them
    NoTie(Option<u32>),
    /// a later vote orders the same units
    Later,
}

/// Groups of units that only a vote sets apart.
pub fn ties(facts: &QuarterFacts, standings: &Standings) -> Vec<Vec<UnitId>> {
    facts.table.as_ref().map(|table| tied(&standings.rows, table)).unwrap_or_default()
}

/// What a vote came to; `None`: it was on levels.
pub fn outcome(facts: &QuarterFacts, standings: &Standings, ballot: &Ballot) -> Option<Voted> {
    if ballot.kind != BallotKind::Tie {
        return None;
    }
    let named = |unit: &UnitId| ballot.of(*unit, None).is_some();
    let ties = ties(facts, standings);
    let mut found = Voted::NoTie(since(facts, ballot));
    // the group it decides most of: a vote may name units of more than one
    for group in ties.iter().filter(|g| g.iter().filter(|u| named(u)).count() > 1) {
        let missing: Vec<UnitId> = group.iter().filter(|u| !named(u)).copied().collect();
        if !missing.is_empty() {
            found = Voted::Missing(missing);
            continue;
        }
        if vote(group, &facts.ballots).is_some_and(|last| last.id != ballot.id) {
            found = Voted::Later;
            continue;
        }
        let favour = |unit: &UnitId| ballot.of(*unit, None).map(|v| v.favour);
        let even = group.windows(2).all(|pair| pair.first().map(favour) == pair.last().map(favour));
        return Some(if even { Voted::Even } else { Voted::Ordered });
    }
    Some(found)
}

/// The adjustment in force that changed points of its units; `None` where none did, or more than one: which of them ended
/// the tie is not known then.
fn since(facts: &QuarterFacts, ballot: &Ballot) -> Option<u32> {
    let voted = |unit: UnitId| ballot.of(unit, None).is_some();
    let awards =
        |a: &&&Adjustment| a.changes.iter().any(|c| matches!(c, Change::Award { .. }) && voted(c.unit()));
    let scored = facts.replaced.iter().filter(|r| voted(r.unit)).map(|r| r.ordinal);
    let applied = adjustment::applied(&facts.adjustments);
    let by: BTreeSet<u32> = scored.chain(applied.iter().filter(awards).map(|a| a.ordinal)).collect();
    if by.len() == 1 { by.first().copied().filter(|n| *n > 0) } else { None }
}

/// The vote that sets a unit apart from those it is equal with, and what it got there; `None`: no vote does.
pub fn ranked_by<'a>(
    facts: &'a QuarterFacts,
    standings: &Standings,
    unit: UnitId,
) -> Option<(&'a Ballot, &'a Vote)> {
    let group = ties(facts, standings).into_iter().find(|g| g.contains(&unit))?;
    let ballot = vote(&group, &facts.ballots)?;
    let even = outcome(facts, standings, ballot) == Some(Voted::Even);
    let got = ballot.of(unit, None)?;
    (!even).then_some((ballot, got))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::adjustment::{Replaced, Stage};
    use crate::core::award::RecipientKind;
    use crate::core::number::Points;
    use crate::core::period::PeriodKey;
    use crate::core::score::{Cell, CellValue, Criterion, Round, Rule, ScoreTable};
    use crate::core::standing::rank;
    use crate::core::unit::Unit;

    /// Units 1, 2, … with these points of 100.
    fn facts(points: &[i64]) -> QuarterFacts {
        let mut facts = QuarterFacts::bare(PeriodKey::quarter(2021, 2));
        let leaf =
            Criterion { id: 1, maximum: Points(10_000), rule: Some(Rule::Direct), ..Criterion::default() };
        facts.table = Some(ScoreTable { criteria: vec![leaf], ..ScoreTable::empty("") });
        for (unit, points) in (1..).zip(points) {
            facts.units.push(Unit { id: unit, ..Unit::default() });
            let value = CellValue::Points(Points(*points));
            facts.cells.push(Cell { unit, criterion: 1, round: Round::Own, value, comment: String::new() });
        }
        facts
    }

    fn ballot(id: i64, votes: &[(UnitId, u32)]) -> Ballot {
        let votes = votes.iter().map(|(unit, favour)| Vote { unit: *unit, level: None, favour: *favour });
        Ballot { id, votes: votes.collect(), ..Ballot::default() }
    }

    fn came(facts: &QuarterFacts) -> Vec<Voted> {
        let standings = rank(facts);
        facts.ballots.iter().map(|b| outcome(facts, &standings, b).unwrap()).collect()
    }

    #[test]
    fn a_vote_orders_the_whole_tie_or_says_why_not() {
        let mut f = facts(&[9_000, 8_000, 8_000, 8_000, 7_000]);
        assert_eq!(ties(&f, &rank(&f)), [[2, 3, 4]]);
        f.ballots = vec![ballot(1, &[(2, 7), (3, 5)])];
        assert_eq!(came(&f), [Voted::Missing(vec![4])]);
        assert_eq!(ranked_by(&f, &rank(&f), 2), None);
        f.ballots.push(ballot(2, &[(2, 7), (3, 5), (4, 0)]));
        assert_eq!(came(&f), [Voted::Missing(vec![4]), Voted::Ordered]);
        let standings = rank(&f);
        let got = |unit| ranked_by(&f, &standings, unit).map(|(b, v)| (b.id, v.favour));
        assert_eq!((got(1), got(2), got(3), got(4)), (None, Some((2, 7)), Some((2, 5)), Some((2, 0))));
        f.ballots.push(ballot(3, &[(2, 4), (3, 4), (4, 4)]));
        assert_eq!(came(&f)[1..], [Voted::Later, Voted::Even]);
        assert_eq!(ranked_by(&f, &rank(&f), 2), None);
        f.ballots = vec![ballot(4, &[(1, 7), (5, 5)])];
        assert_eq!(came(&f), [Voted::NoTie(None)]);
    }

    #[test]
    fn a_tie_that_an_adjustment_ended_is_told_with_the_one_that_changed_its_points() {
        let mut f = facts(&[9_000, 8_000, 8_000]);
        f.ballots = vec![ballot(1, &[(2, 7), (3, 5)])];
        let adjusted =
            |ordinal, stage, changes| Adjustment { ordinal, stage, changes, ..Adjustment::next(&[]) };
        let replaced =
            |ordinal, unit| Replaced { ordinal, unit, criterion: 1, target: None, actual: None, score: None };
        f.adjustments = vec![adjusted(1, Stage::Applied, vec![]), adjusted(2, Stage::Applied, vec![])];
        f.replaced = vec![replaced(1, 3), replaced(2, 1)];
        assert_eq!(came(&f), [Voted::Ordered], "they are equal still");
        f.cells.retain(|c| c.unit != 3);
        assert_eq!(came(&f), [Voted::NoTie(Some(1))], "the other is of nobody in it");
        let award = Change::Award {
            unit: 2,
            form: "f".into(),
            kind: RecipientKind::Collective,
            by: 1,
            award: None,
            again: vec![],
            what: String::new(),
        };
        f.adjustments.push(adjusted(3, Stage::Open, vec![award]));
        assert_eq!(came(&f), [Voted::NoTie(Some(1))], "it is not in force");
        f.adjustments[2].stage = Stage::Applied;
        assert_eq!(came(&f), [Voted::NoTie(None)], "either may have ended it");
        f.replaced.clear();
        assert_eq!(came(&f), [Voted::NoTie(Some(3))]);
        f.adjustments.clear();
        assert_eq!(came(&f), [Voted::NoTie(None)]);
    }
}
