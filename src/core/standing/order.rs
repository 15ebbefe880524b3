//! Who stands before whom: by total or rate, then by the table's list for equal units, then by a recorded vote, else
//! equal; a knock-out may bar a unit from the first rank. Ranks are 1, 2, 2, 4.
use super::row::Row;
use crate::core::ballot::{Ballot, BallotKind};
use crate::core::number::{Points, Rate};
use crate::core::score::{RankBy, ScoreTable, Tie};
use crate::core::unit::UnitId;
use std::cmp::{Ordering, Reverse};

/// What sets two units apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Apart {
    /// total or rate, as the table ranks
    Score,
    /// this place of the table's list for equal units
    Tie(usize),
    /// a recorded vote, by its key
    Vote(i64),
    /// nothing
    Equal,
}

/// Compares two rows as the table ranks, a vote left aside: `Greater` stands before.
fn compare(a: &Row, b: &Row, table: &ScoreTable) -> (Ordering, Apart) {
    let rate = |row: &Row| row.rate.unwrap_or(Rate { part: 0, whole: 1 });
    let first = match table.by {
        RankBy::Total => a.total.cmp(&b.total),
        RankBy::Rate => rate(a).compare(rate(b)),
    };
    if first != Ordering::Equal {
        return (first, Apart::Score);
    }
    for (n, tie) in table.ties.iter().enumerate() {
        let by = |row: &Row| match tie {
            Tie::Bonus => row.bonus,
            Tie::Deduction => row.deduction,
            Tie::Group { code } => {
                let at = table.groups().position(|g| g.code == *code);
                at.and_then(|at| row.groups.get(at)).copied().unwrap_or(Points(0))
            }
        };
        let order = by(a).cmp(&by(b));
        if order != Ordering::Equal {
            return (order, Apart::Tie(n));
        }
    }
    (Ordering::Equal, Apart::Equal)
}

/// The vote that orders these units, all of them: the last one recorded. One that leaves a unit out orders nobody.
pub fn vote<'a>(units: &[UnitId], ballots: &'a [Ballot]) -> Option<&'a Ballot> {
    let whole = |b: &&Ballot| units.iter().all(|u| b.votes.iter().any(|v| v.unit == *u));
    ballots.iter().filter(|b| b.kind == BallotKind::Tie).filter(whole).max_by_key(|b| b.id)
}

fn favour(ballot: &Ballot, unit: UnitId) -> u32 {
    ballot.votes.iter().filter(|v| v.unit == unit).map(|v| v.favour).max().unwrap_or(0)
}

/// The ranked rows (by their places in `rows`) in runs of equal ones, the best first.
fn runs(rows: &[Row], table: &ScoreTable, ballots: &[Ballot]) -> Vec<Vec<usize>> {
    let ranked = |r: &Row| r.blank == 0 && r.rate.is_some();
    let mut order: Vec<usize> = (0..rows.len()).filter(|at| rows.get(*at).is_some_and(ranked)).collect();
    let against = |a: usize, b: usize| match (rows.get(a), rows.get(b)) {
        (Some(a), Some(b)) => compare(a, b, table).0,
        _ => Ordering::Equal,
    };
    order.sort_by(|a, b| against(*b, *a));
    let mut out: Vec<Vec<usize>> = Vec::new();
    for run in order.chunk_by(|a, b| against(*a, *b) == Ordering::Equal) {
        let units: Vec<UnitId> = run.iter().filter_map(|at| rows.get(*at)).map(|r| r.unit).collect();
        let Some(ballot) = (run.len() > 1).then(|| vote(&units, ballots)).flatten() else {
            out.push(run.to_vec());
            continue;
        };
        let votes = |at: &usize| rows.get(*at).map_or(0, |r| favour(ballot, r.unit));
        let mut voted = run.to_vec();
        voted.sort_by_key(|at| Reverse(votes(at)));
        out.extend(voted.chunk_by(|a, b| votes(a) == votes(b)).map(<[usize]>::to_vec));
    }
    out
}

/// Units that only a vote can set apart, each group by itself and the best first: equal by total or rate and by the
/// table's list, recorded votes left aside.
pub fn tied(rows: &[Row], table: &ScoreTable) -> Vec<Vec<UnitId>> {
    let units = |run: Vec<usize>| run.iter().filter_map(|at| rows.get(*at)).map(|r| r.unit).collect();
    runs(rows, table, &[]).into_iter().filter(|run| run.len() > 1).map(units).collect()
}

/// Lets the best unit that is not barred stand first; the barred ones before it follow it, in their order. Where all are
/// barred, nothing is moved.
fn bar(rows: &mut [Row], runs: Vec<Vec<usize>>, barred: &[UnitId]) -> Vec<Vec<usize>> {
    let is = |at: &usize, rows: &[Row]| rows.get(*at).is_some_and(|r| barred.contains(&r.unit));
    let Some(first) = runs.iter().position(|run| run.iter().any(|at| !is(at, rows))) else { return runs };
    let (mut ahead, mut behind) = (Vec::new(), Vec::new());
    for (n, run) in runs.into_iter().enumerate() {
        if n > first {
            behind.push(run);
            continue;
        }
        let (out, stay): (Vec<usize>, Vec<usize>) = run.into_iter().partition(|at| is(at, rows));
        for at in &out {
            if let Some(row) = rows.get_mut(*at) {
                row.barred = true;
            }
        }
        if !stay.is_empty() {
            ahead.insert(0, stay);
        }
        if !out.is_empty() {
            ahead.push(out);
        }
    }
    ahead.extend(behind);
    ahead
}

/// Gives ranks 1, 2, 2, 4: one more than the number of units that stand before.
pub(super) fn place(rows: &mut [Row], table: &ScoreTable, ballots: &[Ballot], barred: &[UnitId]) {
    let runs = runs(rows, table, ballots);
    let runs = if barred.is_empty() { runs } else { bar(rows, runs, barred) };
    let mut before = 0_u32;
    for run in runs {
        for at in &run {
            if let Some(row) = rows.get_mut(*at) {
                row.rank = Some(before + 1);
                row.tied = run.len() > 1;
            }
        }
        before += run.len() as u32;
    }
}

/// What sets two units of the same standings apart: `Equal` where they share a rank or one has none. A bar from the first
/// rank is said by `Row::barred`.
pub fn apart(a: &Row, b: &Row, table: &ScoreTable, ballots: &[Ballot], tied: &[UnitId]) -> Apart {
    match compare(a, b, table) {
        (Ordering::Equal, _) if a.rank != b.rank => {
            vote(tied, ballots).map_or(Apart::Equal, |ballot| Apart::Vote(ballot.id))
        }
        (_, apart) => apart,
    }
}

#[cfg(test)]
mod tests;
