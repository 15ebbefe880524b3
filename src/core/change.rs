//! What a period would be with some changes: a trial ("nếu như") and an adjustment both ask it. Pure: it answers with other
//! facts and stores nothing; ranks and levels of either are worked out by `standing`.
mod again;
mod told;

use super::adjustment::{Adjustment, Change, Replaced, Scored};
use super::award::{Basis, LineKind, RecipientKind};
use super::count::{LineKey, Scope, Tally};
use super::knockout::Knocked;
use super::level::{Classification, LevelId, Mark};
use super::points::{Points, Rate};
use super::quarter::QuarterFacts;
use super::score::{CellValue, CriterionId, SheetLine};
use super::standing::{self, Finals, Reckoned, Standings, Suggestion};
use super::unit::UnitId;
use std::collections::BTreeSet;

pub use again::{again, settle};
pub use told::{amounts, award_key, told};

/// The facts with the changes in them. Any facts and any changes have an answer: what names nothing that is there changes
/// nothing. Of two changes of one thing the later stands; those of different things may come in any order.
///
/// Award changes count for the scores of their unit alone: figures that papers print come from the rows themselves.
#[must_use]
pub fn apply(facts: &QuarterFacts, changes: &[Change]) -> QuarterFacts {
    let mut after = facts.clone();
    let mut awards: Vec<Counted<'_>> = Vec::new();
    for change in changes {
        match change {
            Change::Score { unit, criterion, value } => {
                score(&mut after, *unit, *criterion, *value);
            }
            Change::Line { unit, criterion, target, actual } => {
                line(&mut after, (*unit, *criterion), *target, *actual);
            }
            Change::Award { unit, form, kind, by, award, again, .. } => {
                let unknown = i64::from(award.is_some() && *by == 0);
                match awards.iter_mut().find(|c| (c.unit, c.form, c.kind) == (*unit, form, *kind)) {
                    Some(counted) => {
                        counted.by = counted.by.saturating_add(*by);
                        counted.unknown += unknown;
                    }
                    None => awards.push(Counted { unit: *unit, form, kind: *kind, by: *by, unknown }),
                }
                match award {
                    Some(_) if *by > 0 => again::once_more(&mut after, (*unit, *kind), form, again),
                    Some(_) => once_less(&mut after, *unit, *kind, form, again),
                    None => {}
                }
            }
            Change::Knock { unit, knockout, lifted, reason } => {
                after.knocked.retain(|k| (k.unit, &k.knockout) != (*unit, knockout));
                let (knockout, reason) = (knockout.clone(), reason.clone());
                after.knocked.push(Knocked { unit: *unit, knockout, lifted: *lifted, reason });
            }
            Change::Level { unit, mark, reason } => level(&mut after, *unit, *mark, reason),
        }
    }
    // added up first, so that more and fewer of one form may come in any order
    for counted in awards {
        counted.count(&mut after);
    }
    keep(facts, &mut after, changes);
    after
}

/// Keeps what the changes of scores and results took the place of: of whom they name, and of whose score follows from theirs.
fn keep(before: &QuarterFacts, after: &mut QuarterFacts, changes: &[Change]) {
    let named: BTreeSet<(UnitId, CriterionId)> = changes.iter().filter_map(Change::leaf).collect();
    let leaves: BTreeSet<CriterionId> = named.iter().map(|(_, criterion)| *criterion).collect();
    let ordinal = Adjustment::next(&before.adjustments).ordinal;
    let mut kept = Vec::new();
    for leaf in leaves.into_iter().filter_map(|id| before.table.as_ref()?.criterion(id)) {
        let (was, now) = (Finals::within(before, Some(leaf.id)), Finals::within(after, Some(leaf.id)));
        for unit in before.units.iter().map(|u| u.id) {
            let (score, moved) = (was.of(unit, leaf).value(), now.of(unit, leaf).value());
            if score == moved && !named.contains(&(unit, leaf.id)) {
                continue;
            }
            let (target, actual) = before.line(unit, leaf.id).map_or((None, None), |l| (l.target, l.actual));
            kept.push(Replaced { ordinal, unit, criterion: leaf.id, target, actual, score });
        }
    }
    after.replaced.extend(kept);
}

/// No round gave it, so no round is changed or begun by it.
fn score(facts: &mut QuarterFacts, unit: UnitId, criterion: CriterionId, value: Option<CellValue>) {
    match facts.scored.iter_mut().find(|s| (s.unit, s.criterion) == (unit, criterion)) {
        Some(scored) => scored.value = value,
        None => facts.scored.push(Scored { unit, criterion, value }),
    }
}

fn line(
    facts: &mut QuarterFacts,
    (unit, criterion): (UnitId, CriterionId),
    target: Option<Points>,
    actual: Option<Points>,
) {
    match facts.lines.iter_mut().find(|l| (l.unit, l.criterion) == (unit, criterion)) {
        Some(line) => {
            line.target = target;
            line.actual = actual;
        }
        None => {
            facts.lines.push(SheetLine { unit, criterion, target, actual, ..SheetLine::default() });
        }
    }
}

fn level(facts: &mut QuarterFacts, unit: UnitId, mark: Mark, reason: &str) {
    let at = facts.marks.iter().position(|m| m.unit == unit).unwrap_or_else(|| {
        facts.marks.push(Classification { unit, ..Classification::default() });
        facts.marks.len() - 1
    });
    if let Some(decided) = facts.marks.get_mut(at) {
        decided.approved = Some(mark);
        reason.clone_into(&mut decided.approved_reason);
    }
}

/// More or fewer commendations of one form of one unit.
struct Counted<'a> {
    unit: UnitId,
    form: &'a str,
    kind: RecipientKind,
    by: i64,
    /// rows taken out whose number no paper says
    unknown: i64,
}

impl Counted<'_> {
    fn count(&self, facts: &mut QuarterFacts) {
        let of =
            |t: &&mut Tally| t.scope == Scope::Unit(self.unit) && t.form == self.form && t.kind == self.kind;
        let (mut fewer, mut unknown) = (self.by.saturating_neg().max(0), self.unknown);
        for tally in facts.tallies.iter_mut().filter(of) {
            let (gone, lost) = (fewer.min(tally.known.max(0)), unknown.min(tally.unknown.max(0)));
            tally.known -= gone;
            tally.unknown -= lost;
            fewer -= gone;
            unknown -= lost;
        }
        if self.by <= 0 {
            return;
        }
        let turns = |t: &&mut Tally| of(t) && t.basis == Basis::Turns;
        if let Some(tally) = facts.tallies.iter_mut().find(turns) {
            tally.known = tally.known.saturating_add(self.by);
            return;
        }
        let line = self.line(facts);
        facts.tallies.push(Tally {
            scope: Scope::Unit(self.unit),
            line,
            form: self.form.to_owned(),
            kind: self.kind,
            basis: Basis::Turns,
            records: 0,
            known: self.by,
            unknown: 0,
            heads: 0,
        });
    }
    /// The line of the form: as other awards of it stand, else as the catalogue has it.
    fn line(&self, facts: &QuarterFacts) -> LineKey {
        if let Some(tally) = facts.tallies.iter().find(|t| t.form == self.form) {
            return tally.line.clone();
        }
        let form = facts.catalogue.form(self.form);
        let kind = form.map_or(LineKind::Notice, |f| f.line);
        let legal = form.filter(|f| f.line == LineKind::Legal);
        LineKey { kind, authorities: legal.and_then(|f| f.authorities.first()).cloned().unwrap_or_default() }
    }
}

/// An award of an act that was commended more than once is taken out: `again` are the forms of the act's other awards when
/// it was chosen. Changes before this one may have taken some of them out already.
fn once_less(facts: &mut QuarterFacts, unit: UnitId, kind: RecipientKind, form: &str, again: &[String]) {
    if again.is_empty() {
        return;
    }
    let whole: Vec<&str> = again.iter().map(String::as_str).chain([form]).collect();
    let of_act = |forms: &[String]| {
        let mut left = whole.clone();
        let each = |f: &String| left.iter().position(|w| w == f).map(|at| left.swap_remove(at)).is_some();
        forms.iter().any(|f| f == form) && forms.iter().all(each)
    };
    let found = facts.repeats.iter().enumerate();
    let found = found.filter(|(_, r)| (r.unit, r.kind) == (unit, kind) && of_act(&r.forms));
    // of several acts that could be meant the one with most forms: that of no earlier change
    let Some(at) = found.max_by_key(|(_, r)| r.forms.len()).map(|(at, _)| at) else { return };
    let Some(repeat) = facts.repeats.get_mut(at) else { return };
    if let Some(gone) = repeat.forms.iter().position(|f| f == form) {
        repeat.forms.remove(gone);
    }
    if repeat.forms.len() < 2 {
        facts.repeats.remove(at);
    }
}

/// Where a unit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stand {
    /// total; `None`: nothing scored
    pub total: Option<Points>,
    /// total over the assigned maximum
    pub rate: Option<Rate>,
    /// rank
    pub rank: Option<u32>,
    /// dự kiến
    pub suggested: Option<LevelId>,
    /// approved, else proposed level
    pub mark: Option<Mark>,
}

/// A unit that stands elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// unit
    pub unit: UnitId,
    /// as it was
    pub was: Stand,
    /// as it would be
    pub now: Stand,
}

impl Moved {
    /// Does it move in what people are told: rank, dự kiến or level? Else only its points change.
    pub fn told(&self) -> bool {
        let of = |s: &Stand| (s.rank, s.suggested, s.mark);
        of(&self.was) != of(&self.now)
    }
}

/// Every unit of the roster as it stands, ranked ones first.
pub fn stands(reckoned: &Reckoned) -> Vec<(UnitId, Stand)> {
    stood(&reckoned.facts, &reckoned.standings, reckoned.suggestions())
}

fn stood(facts: &QuarterFacts, standings: &Standings, suggestions: &[Suggestion]) -> Vec<(UnitId, Stand)> {
    let mut all: Vec<(UnitId, Stand)> = facts
        .units
        .iter()
        .map(|unit| {
            let row = standings.row(unit.id).filter(|r| !r.empty);
            let stand = Stand {
                total: row.map(|r| r.total),
                rate: row.and_then(|r| r.rate),
                rank: row.and_then(|r| r.rank),
                suggested: suggestions.iter().find(|s| s.unit == unit.id).and_then(|s| s.level),
                mark: standing::standing_mark(facts, unit.id),
            };
            (unit.id, stand)
        })
        .collect();
    all.sort_by_key(|(_, stand)| stand.rank.unwrap_or(u32::MAX));
    all
}

/// The units of the roster that stand elsewhere afterwards, in the order of their new ranks.
pub fn difference(before: &QuarterFacts, after: &QuarterFacts) -> Vec<Moved> {
    let of = |facts: &QuarterFacts| {
        let standings = standing::rank(facts);
        stood(facts, &standings, &standing::suggest(facts, &standings))
    };
    moved(&of(before), &of(after))
}

/// The same of units whose stand is known.
pub fn moved(was: &[(UnitId, Stand)], now: &[(UnitId, Stand)]) -> Vec<Moved> {
    let moved = |(unit, now): &(UnitId, Stand)| {
        let was = was.iter().find(|(u, _)| u == unit)?.1;
        (was != *now).then_some(Moved { unit: *unit, was, now: *now })
    };
    now.iter().filter_map(moved).collect()
}

#[cfg(test)]
mod tests;
