//! Room 1, Tổng quan: the figures by line, what comes next, the campaigns, the trend. Reads everything, changes nothing.
mod view;

use crate::core::act::Act;
use crate::core::ask::Ask;
use crate::core::checklist::{self, Mark, Step};
use crate::core::register::Act as OfRegister;
use crate::effect::{Effect, Over, Place, Room, Spot};
use crate::kit::keys::Row;
use crate::kit::table::Cursor;
use crate::screen::{Msg, place_of};
use crate::shelf::Shelf;

pub use view::view;

/// What is selected: a step.
#[derive(Debug, Clone, Default)]
pub struct State {
    cursor: Cursor,
    /// the cursor was put on the next step once for this entry
    placed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cmd {
    Open,
    Add,
    Preview,
    /// the quarter after a locked one
    After,
}

const KEYS: &[(Cmd, &[&str], &str, u8)] = &[
    (Cmd::Open, &["Enter"], "room.ov.key_open", 10),
    (Cmd::Add, &["Ctrl+N", "Insert"], "room.ov.key_add", 20),
    (Cmd::Preview, &["Ctrl+P"], "room.ov.key_preview", 30),
    (Cmd::After, &["F6"], "room.ov.key_after", 5),
];

/// Nothing but the quarter, which the app always holds.
pub fn needs(_state: &State, _shelf: &Shelf) -> Vec<Ask> {
    Vec::new()
}

/// Rows active now.
pub fn keys(_state: &State, shelf: &Shelf) -> Vec<Row> {
    KEYS.iter()
        .enumerate()
        .filter(|(_, (cmd, ..))| *cmd != Cmd::After || shelf.after().is_some())
        .map(|(n, (cmd, chords, word, footer))| Row {
            chords,
            word,
            footer: *footer,
            command: Some(n),
            blocked: if *cmd == Cmd::Add { shelf.closed_to_new() } else { None },
        })
        .collect()
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
#[expect(clippy::needless_pass_by_value, reason = "every room takes its message whole")]
pub fn update(state: &mut State, shelf: &Shelf, msg: Msg) -> Vec<Effect> {
    let steps = shelf.steps();
    match msg {
        Msg::Enter(_) => state.placed = false,
        Msg::Key(key) => {
            place(state, steps);
            state.cursor.key(&key, steps.len(), 10);
        }
        Msg::Command(n) => {
            place(state, steps);
            match KEYS.get(n).map(|k| k.0) {
                Some(Cmd::Open) => {
                    if let Some(step) = steps.get(state.cursor.at) {
                        if step.goes == "periods" {
                            return vec![Effect::Lay(Over::Periods)];
                        }
                        let place = place_of(step.goes);
                        // What is done is looked at; only what is open is gone on with.
                        let done = step.mark == Mark::Done && place.spot == Spot::Next;
                        let spot = if done { Spot::AsLeft } else { place.spot };
                        return vec![Effect::Go(Place { spot, ..place })];
                    }
                }
                Some(Cmd::Add) => {
                    return vec![Effect::Go(Place { room: Room::Achievements, spot: Spot::New })];
                }
                Some(Cmd::Preview) => {
                    return vec![Effect::Go(Place { room: Room::Papers, spot: Spot::AsLeft })];
                }
                Some(Cmd::After) => {
                    let open = |key| Effect::Act(Act::Register(OfRegister::AddPeriod(key)));
                    return shelf.after().map(open).into_iter().collect();
                }
                None => {}
            }
        }
        _ => {}
    }
    Vec::new()
}

/// Until a key moves it, the cursor stands on the next step.
fn place(state: &mut State, steps: &[Step]) {
    if !state.placed {
        state.placed = true;
        state.cursor.at = selected(state, steps, false);
    }
    state.cursor.at = state.cursor.at.min(steps.len().saturating_sub(1));
}

fn selected(state: &State, steps: &[Step], placed: bool) -> usize {
    if placed {
        return state.cursor.at.min(steps.len().saturating_sub(1));
    }
    let next = checklist::next(steps);
    steps.iter().position(|s| Some(s) == next).unwrap_or(0)
}

/// Every command of the room, with its standard keys: what the file of own keys may name.
pub fn commands() -> Vec<(&'static str, &'static [&'static str])> {
    KEYS.iter().map(|k| (k.2, k.1)).collect()
}
