//! What room 6 shows, computed from the quarter alone: rows, meters, what a choice would mean. Draws nothing, writes nothing.
use crate::core::knockout::UnitFlag;
use crate::core::level::{Classification, Level, LevelSet, Mark};
use crate::core::parts::{RollUp, roll_up};
use crate::core::problem::Problem;
use crate::core::quarter::{QuarterFacts, State};
use crate::core::standing::{self, Meter, Reckoned, Standings, Suggestion};
use crate::core::unit::{Unit, UnitId};
use crate::core::words::Words;
use std::cmp::Ordering;

/// The table of levels of a period.
pub(super) struct Board<'a> {
    pub reckoned: &'a Reckoned,
    pub facts: &'a QuarterFacts,
    pub set: &'a LevelSet,
    pub rows: Vec<Row<'a>>,
    pub meters: Vec<Meter>,
    /// units the quotas are a share of
    pub base: usize,
    /// the period is scored: ranks, rates and dự kiến exist
    pub scored: bool,
    /// the period as it was approved, where it is known and was adjusted since
    pub before: Option<&'a QuarterFacts>,
}

/// One unit.
pub(super) struct Row<'a> {
    pub unit: &'a Unit,
    pub place: Option<standing::Row>,
    pub suggestion: Option<Suggestion>,
    pub mark: Option<&'a Classification>,
    /// what stands against the unit or its people in the period
    pub flags: Vec<&'a UnitFlag>,
    /// over the quarters of a half-year or a year
    pub rolled: Option<RollUp>,
}

impl<'a> Board<'a> {
    /// Units by rank, those without rank after them; in roster order where nothing is scored. `None`: no level set.
    pub(super) fn new(reckoned: &'a Reckoned) -> Option<Self> {
        let facts = &*reckoned.facts;
        let set = facts.levels.as_ref()?;
        let (standings, suggestions) = (&reckoned.standings, reckoned.suggestions());
        let meters = standing::meters(facts, suggestions);
        let base = standing::quota_base(facts, suggestions);
        let rolled = roll_up(facts);
        let mut rows: Vec<Row<'a>> = facts
            .units
            .iter()
            .map(|unit| Row {
                unit,
                place: standings.row(unit.id).cloned(),
                suggestion: suggestions.iter().find(|s| s.unit == unit.id).cloned(),
                mark: facts.mark(unit.id),
                flags: facts.flags.iter().filter(|f| f.unit == unit.id).collect(),
                rolled: rolled.iter().find(|r| r.unit == unit.id).cloned(),
            })
            .collect();
        rows.sort_by_key(|r| r.rank().unwrap_or(u32::MAX));
        Some(Self { reckoned, facts, set, rows, meters, base, scored: facts.table.is_some(), before: None })
    }
    /// Beside how the period was approved.
    pub(super) fn over(self, before: Option<&'a QuarterFacts>) -> Self {
        Self { before, ..self }
    }
    /// The selected row.
    pub(super) fn row(&self, at: usize) -> Option<&Row<'a>> {
        self.rows.get(at.min(self.rows.len().saturating_sub(1)))
    }
    /// Units people have proposed nothing for.
    pub(super) fn missing(&self) -> impl Iterator<Item = &Row<'a>> {
        self.rows.iter().filter(|r| r.proposed().is_none())
    }
    /// Place of the first unit without a proposal, else of the first one whose reason is missing.
    pub(super) fn first_open(&self) -> Option<usize> {
        let none = self.rows.iter().position(|r| r.proposed().is_none());
        none.or_else(|| {
            let open = self.reckoned.open_matters();
            self.rows.iter().position(|r| open.iter().any(|(unit, _)| *unit == r.unit.id))
        })
    }
    /// Units whose dự kiến moved away from the proposal after it was submitted: until then each difference had its reason.
    pub(super) fn moved(&self) -> Vec<&Row<'a>> {
        if self.facts.period.state != State::Waiting {
            return Vec::new();
        }
        let open = self.reckoned.open_matters();
        self.rows.iter().filter(|r| open.iter().any(|(unit, _)| *unit == r.unit.id)).collect()
    }
    /// Name of a mark.
    pub(super) fn name<'b>(&'b self, mark: Mark, words: &'b Words) -> &'b str {
        let none = if self.set.nested { "parts.no_title" } else { "room.cl.not_classified" };
        self.facts.level_name(mark).unwrap_or_else(|| words.get(none))
    }
    /// Is `mark` above (`Greater`) or below the one it stands beside? `None` where one is missing, or takes no part.
    pub(super) fn against(&self, mark: Option<Mark>, beside: Option<Mark>) -> Option<Ordering> {
        let takes_part = |m: &Mark| *m != Mark::NotClassified;
        let (mark, beside) = (mark.filter(takes_part)?, beside.filter(takes_part)?);
        Some(self.set.place(beside).cmp(&self.set.place(mark)))
    }
    /// Approved by a paper: what is counted are the approved levels, before that the proposals.
    pub(super) fn approved(&self) -> bool {
        self.facts.period.state == State::Approved
    }
    /// Units that stand at a mark now.
    pub(super) fn standing(&self, mark: Mark) -> usize {
        let at = |r: &Row<'_>| if self.approved() { r.approved() } else { r.proposed() };
        let marks: Vec<Mark> = self.rows.iter().filter_map(at).collect();
        // of nested titles a unit holds those below its own too
        let held = self.set.held(&marks).into_iter().find(|(level, _)| mark == Mark::Level(*level));
        held.map_or_else(|| marks.iter().filter(|m| **m == mark).count(), |(_, n)| n)
    }
    /// The marks of the choice, in its order: the levels, then không phân loại.
    pub(super) fn marks(&self) -> Vec<Mark> {
        self.set.levels.iter().map(|l| Mark::Level(l.id)).chain([Mark::NotClassified]).collect()
    }
    /// Reasons written in this period, each once.
    pub(super) fn reasons(&self) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for mark in &self.facts.marks {
            for said in [&mark.reason, &mark.approved_reason] {
                if !said.trim().is_empty() && !out.contains(said) {
                    out.push(said.clone());
                }
            }
        }
        out
    }
    /// Meters worth a place: with units, with dự kiến, or with a quota.
    pub(super) fn shown_meters(&self) -> impl Iterator<Item = (&Meter, &Level)> {
        let used =
            |m: &&Meter| self.standing(Mark::Level(m.level)) > 0 || m.suggested > 0 || m.places.is_some();
        self.meters.iter().filter(used).filter_map(|m| Some((m, self.set.level(m.level)?)))
    }
}

impl Row<'_> {
    pub(super) fn rank(&self) -> Option<u32> {
        self.place.as_ref().and_then(|p| p.rank).or_else(|| self.rolled.as_ref()?.rank)
    }
    pub(super) fn suggested(&self) -> Option<i64> {
        self.suggestion.as_ref().and_then(|s| s.level)
    }
    pub(super) fn proposed(&self) -> Option<Mark> {
        self.mark.and_then(|m| m.proposed)
    }
    pub(super) fn approved(&self) -> Option<Mark> {
        self.mark.and_then(|m| m.approved)
    }
    /// Why people decided so: the reason of the approved level, else of the proposal.
    pub(super) fn reason(&self) -> &str {
        let Some(mark) = self.mark else { return "" };
        if mark.approved_reason.is_empty() { &mark.reason } else { &mark.approved_reason }
    }
    /// Everything that led to dự kiến, or to none.
    pub(super) fn why(&self) -> &[Problem] {
        match &self.suggestion {
            Some(s) => &s.reasons,
            None => self.place.as_ref().map_or(&[], |p| &p.why),
        }
    }
    /// What of it is worth a cell: not that the minimum of the level is reached, which the rate says already.
    pub(super) fn notable(&self) -> impl Iterator<Item = &Problem> {
        self.why().iter().filter(|p| !matches!(p.key, "problem.suggest_minimum" | "problem.suggest_below"))
    }
}

/// What a choice would mean.
pub(super) struct Weight {
    /// it differs from dự kiến of a ranked unit
    pub differs: bool,
    /// level and places, where it goes over the quota
    pub over: Option<(String, usize)>,
}

impl Weight {
    /// Does a person have to say why?
    pub(super) fn needs_reason(&self) -> bool {
        self.differs || self.over.is_some()
    }
}

/// Weighs a proposal by the quarter as it would be with it: không phân loại changes the base of the quota, and with it
/// what is suggested.
pub(super) fn weigh(facts: &QuarterFacts, unit: UnitId, mark: Mark) -> Weight {
    let mut after = facts.clone();
    let had = facts.mark(unit).and_then(|m| m.proposed);
    match after.marks.iter_mut().find(|m| m.unit == unit) {
        Some(row) => row.proposed = Some(mark),
        None => {
            after.marks.push(Classification { unit, proposed: Some(mark), ..Classification::default() });
        }
    }
    let standings: Standings = standing::rank(&after);
    let suggestions = standing::suggest(&after, &standings);
    let ranked = standings.row(unit).is_some_and(|r| r.rank.is_some());
    let suggested = suggestions.iter().find(|s| s.unit == unit).and_then(|s| s.level).map(Mark::Level);
    let meters = standing::meters(&after, &suggestions);
    // chosen again, a unit with dự kiến has its place; one without says why, or says it otherwise
    let meter = meters.iter().find(|m| mark == Mark::Level(m.level) && (had != Some(mark) || !ranked));
    let over =
        meter.and_then(|m| m.places.filter(|places| m.proposed > *places).map(|places| (m.level, places)));
    let named = |(id, places)| Some((facts.levels.as_ref()?.level(id)?.name.clone(), places));
    Weight { differs: ranked && suggested != Some(mark), over: over.and_then(named) }
}
