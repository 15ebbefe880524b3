//! "Vì sao" of a unit: whom it is compared with, which criterion is looked at, and the records behind that criterion.
use super::State;
use super::records::{self, Record};
use crate::core::award::AwardRow;
use crate::core::quarter::QuarterFacts;
use crate::core::score::{Criterion, Final};
use crate::core::standing::{self, Difference, Standings};
use crate::core::unit::UnitId;
use crate::effect::{Effect, Place, Room, Spot};
use crate::kit::table::Cursor;
use crate::shelf::Shelf;
use crossterm::event::KeyEvent;
use std::cell::Cell;
use std::sync::Arc;

/// Most differences shown at once; the rest stands in one row.
pub(super) const MOST: usize = 6;

/// The open page.
#[derive(Debug, Clone, Default)]
pub(super) struct Why {
    pub(super) unit: UnitId,
    /// the selected difference
    pub(super) row: usize,
    /// the selected record; `None`: the differences have the focus
    pub(super) record: Option<Cursor>,
    /// how many differences the last drawing showed
    pub(super) shown: Cell<usize>,
    /// how many records it showed
    pub(super) page: Cell<usize>,
}

impl Why {
    pub(super) fn of(unit: UnitId) -> Self {
        Self { unit, shown: Cell::new(MOST), ..Self::default() }
    }
}

/// Whom a unit is compared with: the one chosen, else the one ranked just above it, else the one below.
pub(super) fn other(state: &State, standings: &Standings, unit: UnitId) -> Option<UnitId> {
    let ranked = |id: UnitId| standings.row(id).is_some_and(|r| r.rank.is_some());
    if let Some(id) = state.other.filter(|id| *id != unit && ranked(*id)) {
        return Some(id);
    }
    let at = standings.rows.iter().position(|r| r.unit == unit)?;
    let above = standings.rows.get(..at)?.iter().rev().find(|r| r.rank.is_some());
    let below = || standings.rows.get(at + 1..).unwrap_or_default().iter().find(|r| r.rank.is_some());
    above.or_else(below).map(|r| r.unit)
}

/// The unit looked at, where it is ranked and there is another to compare it with.
pub(super) fn compared(state: &State, standings: &Standings) -> Option<UnitId> {
    let unit = state.unit(standings).filter(|id| standings.row(*id).is_some_and(|r| r.rank.is_some()))?;
    other(state, standings, unit).map(|_| unit)
}

/// The next unit to compare with, in the order of the ranks, round the corner.
pub(super) fn turn(state: &mut State, standings: &Standings, unit: UnitId, on: bool) {
    let field: Vec<UnitId> =
        standings.rows.iter().filter(|r| r.rank.is_some() && r.unit != unit).map(|r| r.unit).collect();
    let now = other(state, standings, unit).and_then(|id| field.iter().position(|f| *f == id));
    let Some(now) = now else { return };
    let to = (now + if on { 1 } else { field.len() - 1 }) % field.len();
    state.other = field.get(to).copied();
    if let Some(why) = &mut state.why {
        why.row = 0;
        why.record = None;
    }
}

/// Every leaf that either has points in, the largest difference first, equal ones last in the order of the table: from each
/// the way leads on to its records.
pub(super) fn differences(facts: &QuarterFacts, unit: UnitId, other: UnitId) -> Vec<Difference> {
    let mut all = standing::differences(facts, unit, other);
    all.retain(|d| d.by.0 != 0 || d.mine != Final::Blank);
    all
}

/// Those alone that differ.
pub(super) fn differing(facts: &QuarterFacts, unit: UnitId, other: UnitId) -> Vec<Difference> {
    let mut all = standing::differences(facts, unit, other);
    all.retain(|d| d.by.0 != 0);
    all
}

/// The criterion that is looked at.
pub(super) fn criterion<'a>(
    state: &State,
    facts: &'a QuarterFacts,
    standings: &Standings,
) -> Option<&'a Criterion> {
    let why = state.why.as_ref()?;
    let other = other(state, standings, why.unit)?;
    let all = differences(facts, why.unit, other);
    let last = all.len().checked_sub(1)?;
    facts.table.as_ref()?.criterion(all.get(why.row.min(last))?.criterion)
}

/// The records that a derived criterion counts for a unit.
pub(super) fn records_of<'a>(
    shelf: &'a Shelf,
    facts: &'a QuarterFacts,
    unit: UnitId,
    leaf: &Criterion,
) -> Vec<Record<'a>> {
    let rows = |rows: Option<&'a Arc<Vec<AwardRow>>>| rows.map_or(&[][..], |all| all.as_slice());
    records::of(facts, rows(shelf.awards()), rows(shelf.late()), unit, leaf)
}

/// The records on the open page.
pub(super) fn records<'a>(state: &State, shelf: &'a Shelf) -> Vec<Record<'a>> {
    let (Some(why), Some(reckoned)) = (&state.why, shelf.reckoned()) else { return Vec::new() };
    let facts = &reckoned.facts;
    let leaf = criterion(state, facts, &reckoned.standings);
    leaf.map_or_else(Vec::new, |leaf| records_of(shelf, facts, why.unit, leaf))
}

/// A key of the page: it moves in the differences, or in the records.
pub(super) fn key(state: &mut State, shelf: &Shelf, key: &KeyEvent) {
    let records = records(state, shelf).len();
    let count = shelf.reckoned().map_or(0, |reckoned| {
        let unit = state.why.as_ref().map_or(0, |w| w.unit);
        let other = other(state, &reckoned.standings, unit);
        other.map_or(0, |other| differences(&reckoned.facts, unit, other).len())
    });
    let Some(why) = &mut state.why else { return };
    if let Some(cursor) = &mut why.record {
        cursor.key(key, records, why.page.get());
        return;
    }
    let mut cursor = Cursor::at(why.row.min(count.saturating_sub(1)));
    if cursor.key(key, count, why.shown.get()) {
        why.row = cursor.at;
    }
}

/// Into the records and back.
pub(super) fn across(state: &mut State, shelf: &Shelf) {
    let any = !records(state, shelf).is_empty();
    let Some(why) = &mut state.why else { return };
    why.record = match why.record {
        None if any => Some(Cursor::default()),
        _ => None,
    };
}

/// Back from the records; false when the focus was not there.
pub(super) fn leave_records(state: &mut State) -> bool {
    state.why.as_mut().is_some_and(|w| w.record.take().is_some())
}

/// Enter: the record that is marked, of a typed score its sheet. No list stands between: among several Tab chooses.
pub(super) fn open(state: &State, shelf: &Shelf) -> Vec<Effect> {
    let Some(why) = &state.why else { return Vec::new() };
    let records = records(state, shelf);
    let marked = records.get(why.record.unwrap_or_default().at);
    let sheet = || {
        let leaf = shelf.reckoned().and_then(|r| criterion(state, &r.facts, &r.standings));
        let spot = leaf.map_or(Spot::Unit(why.unit), |leaf| Spot::Leaf(why.unit, leaf.id));
        Place { room: Room::Scores, spot }
    };
    vec![Effect::Go(marked.map_or_else(sheet, Record::place))]
}
