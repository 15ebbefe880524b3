//! Room 5, Xếp hạng: who stands where, and why, down to the records. Every figure comes from `core::standing`;
//! nothing is ranked here, and nothing written but a trial that becomes an adjustment.
mod distance;
mod history;
mod keys;
mod list;
mod pair;
mod records;
mod rollup;
mod sources;
mod trial;
mod trial_view;
mod why;
mod why_view;

use crate::core::ask::Ask;
use crate::core::quarter::QuarterFacts;
use crate::core::standing::Standings;
use crate::core::unit::UnitId;
use crate::effect::{Effect, Place, Room, Spot};
use crate::kit::look::{Look, Seen};
use crate::kit::table::Cursor;
use crate::screen::Msg;
use crate::shelf::Shelf;
use keys::Cmd;
use ratatui::Frame;
use ratatui::layout::Rect;
use std::cell::Cell;
use std::sync::Arc;
use trial::Trial;
use why::Why;

pub use keys::{commands, keys};

/// What is selected and open.
#[derive(Debug, Clone, Default)]
pub struct State {
    cursor: Cursor,
    /// asked to select a unit, not yet there because nothing was read
    pending: Option<UnitId>,
    /// whom the selected unit is compared with; `None`: the one above it
    other: Option<UnitId>,
    /// the page "Vì sao"
    why: Option<Why>,
    /// the quarter looked at in a roll-up
    quarter: usize,
    /// "Nếu như"
    trial: Option<Trial>,
    /// several periods side by side
    history: Option<history::Part>,
    /// rows of the list when drawn last
    page: Cell<usize>,
}

impl State {
    /// The selected row.
    fn at(&self, standings: &Standings) -> usize {
        let asked = self.pending.and_then(|id| standings.rows.iter().position(|r| r.unit == id));
        asked.unwrap_or(self.cursor.at).min(standings.rows.len().saturating_sub(1))
    }
    /// The cursor as drawn.
    fn cursor_at(&self, at: usize) -> Cursor {
        if self.cursor.at == at { self.cursor } else { Cursor::at(at) }
    }
    /// Back to the list.
    fn leave(&mut self) {
        self.why = None;
        self.trial = None;
        self.history = None;
    }
    /// The unit looked at: of the page, else of the list.
    fn unit(&self, standings: &Standings) -> Option<UnitId> {
        match &self.why {
            Some(why) if standings.row(why.unit).is_some() => Some(why.unit),
            _ => standings.rows.get(self.at(standings)).map(|r| r.unit),
        }
    }
}

/// The award records, while a page shows what a score came from; those that came late where an adjustment counts such.
pub fn needs(state: &State, shelf: &Shelf) -> Vec<Ask> {
    if state.why.is_none() {
        return Vec::new();
    }
    let mut needs = vec![Ask::Awards(shelf.period)];
    if shelf.quarter().is_some_and(|facts| records::counts_late(facts)) {
        needs.push(Ask::Late(shelf.period));
    }
    needs
}

/// What lies open over the list, the outermost first.
pub fn pages(state: &State) -> Vec<&'static str> {
    let mut pages = Vec::new();
    if let Some(trial) = &state.trial {
        pages.push("page.trial");
        pages.extend(trial.change.map(|_| "page.trial"));
        return pages;
    }
    pages.extend(state.history.map(|_| "page.history"));
    pages.extend(state.why.as_ref().map(|_| "page.why"));
    pages.extend(state.why.as_ref().and_then(|w| w.record).map(|_| "page.why"));
    pages
}

/// No field here.
pub fn typing(_state: &State) -> bool {
    false
}

/// Nothing to save here.
pub fn unsaved(_state: &State) -> bool {
    false
}

/// A message.
pub fn update(state: &mut State, shelf: &Shelf, msg: Msg) -> Vec<Effect> {
    if let Msg::Enter(spot) = msg {
        state.other = None;
        match spot {
            Spot::AsLeft => {}
            Spot::Page(id) => {
                state.leave();
                state.pending = Some(id);
                state.why = Some(Why::of(id));
            }
            Spot::Unit(id) => {
                state.leave();
                state.pending = Some(id);
            }
            _ => state.leave(),
        }
        // a trial is of its period
        state.trial = state.trial.take().filter(|t| t.period == shelf.period);
        return Vec::new();
    }
    let Some(facts) = shelf.quarter().cloned() else { return Vec::new() };
    if facts.parts.is_some() {
        return match msg {
            Msg::Command(n) => {
                keys::command(state, shelf, n).map_or_else(Vec::new, |cmd| rollup::run(state, &facts, cmd))
            }
            Msg::Key(key) => {
                rollup::key(state, &facts, &key);
                Vec::new()
            }
            _ => Vec::new(),
        };
    }
    state.trial = state.trial.take().filter(|t| t.period == shelf.period);
    if state.trial.is_some() {
        return tried(state, shelf, &facts, msg);
    }
    let Some(reckoned) = shelf.reckoned() else { return Vec::new() };
    let standings = &reckoned.standings;
    let at = state.at(standings);
    state.pending = None;
    if state.cursor.at != at {
        state.cursor = Cursor::at(at);
    }
    match msg {
        Msg::Command(n) => match keys::command(state, shelf, n) {
            Some(cmd) => run(state, shelf, &facts, standings, cmd),
            None => Vec::new(),
        },
        Msg::Key(key) => {
            if state.why.is_some() {
                why::key(state, shelf, &key);
            } else if state.cursor.key(&key, standings.rows.len(), state.page.get()) {
                state.other = None;
            }
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// A message to the open trial.
fn tried(state: &mut State, shelf: &Shelf, facts: &Arc<QuarterFacts>, msg: Msg) -> Vec<Effect> {
    let Some(trial) = &mut state.trial else { return Vec::new() };
    match msg {
        Msg::Key(key) => trial.key(&key, facts),
        Msg::Answer(_, answer) => return trial.answer(shelf, facts, answer),
        Msg::Done(_) => {
            if let Some(effects) = trial.done() {
                state.trial = None;
                return effects;
            }
        }
        Msg::Refused(_) => trial.refused(),
        Msg::Command(n) => {
            let cmd = keys::command(state, shelf, n);
            return cmd.map_or_else(Vec::new, |cmd| trying(state, shelf, facts, cmd));
        }
        Msg::Enter(_) | Msg::Paste(_) | Msg::Exported(_) => {}
    }
    Vec::new()
}

/// A command of a trial.
fn trying(state: &mut State, shelf: &Shelf, facts: &QuarterFacts, cmd: Cmd) -> Vec<Effect> {
    let Some(trial) = &mut state.trial else { return Vec::new() };
    match cmd {
        Cmd::Change => return trial.begin(shelf, facts),
        Cmd::TakeOut => trial.take_out(),
        Cmd::Across => trial.across(),
        Cmd::Prepare => return trial.prepare(shelf, facts),
        Cmd::Back if trial.change.take().is_none() => {
            state.pending = Some(trial.unit);
            state.trial = None;
        }
        _ => {}
    }
    Vec::new()
}

fn run(
    state: &mut State,
    shelf: &Shelf,
    facts: &QuarterFacts,
    standings: &Standings,
    cmd: Cmd,
) -> Vec<Effect> {
    let go = |room, spot| vec![Effect::Go(Place { room, spot })];
    let Some(unit) = state.unit(standings) else { return go(Room::Scores, Spot::AsLeft) };
    match cmd {
        Cmd::Why => {
            // nothing to compare, or nobody to compare with: its points are read on its sheet
            let Some(unit) = why::compared(state, standings) else {
                return go(Room::Scores, Spot::Unit(unit));
            };
            state.why = Some(Why::of(unit));
        }
        Cmd::Sheet => return go(Room::Scores, Spot::Unit(unit)),
        Cmd::Scores => return go(Room::Scores, Spot::AsLeft),
        Cmd::Vote => return go(Room::Classification, Spot::Vote(unit)),
        Cmd::Preview => return go(Room::Papers, Spot::Unit(unit)),
        Cmd::Before => why::turn(state, standings, unit, false),
        Cmd::After => why::turn(state, standings, unit, true),
        Cmd::Open => return why::open(state, shelf),
        Cmd::Trial => state.trial = Some(Trial::of(facts.period.key, unit)),
        Cmd::History => state.history = Some(history::Part::default()),
        Cmd::Across => match &mut state.history {
            Some(part) if state.why.is_none() => *part = part.next(true),
            _ => why::across(state, shelf),
        },
        Cmd::Back => {
            if why::leave_records(state) {
                return Vec::new();
            }
            if state.why.take().is_none() {
                state.history = None;
            }
        }
        Cmd::Change | Cmd::TakeOut | Cmd::Prepare => {}
    }
    Vec::new()
}

/// Draws the room.
pub fn view(state: &State, shelf: &Shelf, look: &Look, area: Rect, f: &mut Frame) -> Seen {
    let Some(facts) = shelf.quarter() else { return Seen::default() };
    if facts.parts.is_some() {
        return rollup::view(state, facts, look, area, f);
    }
    let Some(reckoned) = shelf.reckoned() else { return Seen::default() };
    let standings = &reckoned.standings;
    if standings.rows.iter().all(|r| r.empty) {
        return list::empty(shelf, facts, look, area, f);
    }
    match (&state.trial, &state.why, state.history) {
        (Some(trial), ..) if trial.period == facts.period.key => {
            trial_view::page(trial, reckoned, look, area, f)
        }
        (_, Some(_), _) => why_view::page(state, shelf, reckoned, look, area, f),
        (_, None, Some(part)) => history::page(state, part, facts, standings, look, area, f),
        _ => list::view(state, reckoned, look, area, f),
    }
}
