//! Keys of the room: of the list, and of the page "Vì sao".
use super::{State, why};
use crate::core::problem::Problem;
use crate::kit::keys::Row;
use crate::shelf::Shelf;

/// What can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cmd {
    Why,
    Sheet,
    Preview,
    Scores,
    Open,
    Before,
    After,
    Across,
    Back,
    /// nếu như
    Trial,
    /// the vote on the tie of the selected unit, in room 6
    Vote,
    /// several periods
    History,
    /// change something of the selected unit
    Change,
    TakeOut,
    /// into an adjustment
    Prepare,
}

/// Command, chords, label, place in the footer.
type Key = (Cmd, &'static [&'static str], &'static str, u8);

const LIST: &[Key] = &[
    (Cmd::Why, &["Enter"], "room.st.key_why", 10),
    (Cmd::Sheet, &["F2"], "room.st.key_sheet", 25),
    (Cmd::Before, &["Left"], "room.st.key_before", 0),
    (Cmd::After, &["Right"], "room.st.key_after", 30),
    (Cmd::Trial, &["F3"], "room.st.key_trial", 20),
    (Cmd::Vote, &["F4"], "room.vote.key_votes", 0),
    (Cmd::History, &["F6"], "room.st.key_history", 50),
    (Cmd::Preview, &["Ctrl+P"], "room.st.key_preview", 60),
];

/// The same of a unit with no rank, or with nobody to be compared with: its points are read on its sheet.
const ALONE: &[Key] = &[
    (Cmd::Sheet, &["Enter", "F2"], "room.st.key_sheet", 10),
    (Cmd::Trial, &["F3"], "room.st.key_trial", 20),
    (Cmd::History, &["F6"], "room.st.key_history", 50),
    (Cmd::Preview, &["Ctrl+P"], "room.st.key_preview", 60),
];

const TRIAL: &[Key] = &[
    (Cmd::Change, &["Enter", "Ctrl+N", "Insert"], "room.st.key_change", 10),
    (Cmd::TakeOut, &["Delete"], "room.st.key_take_out", 20),
    (Cmd::Across, &["Tab"], "room.st.key_changes", 30),
    (Cmd::Prepare, &["F7"], "room.st.key_prepare", 35),
    (Cmd::Back, &["Esc"], "room.st.key_end_trial", 40),
];

const HISTORY: &[Key] = &[
    (Cmd::Across, &["Tab"], "room.st.key_part", 10),
    (Cmd::Why, &["Enter"], "room.st.key_why", 20),
    (Cmd::Back, &["Esc", "F6"], "room.st.key_back", 30),
];

const WHY: &[Key] = &[
    (Cmd::Open, &["Enter"], "room.st.key_open", 10),
    (Cmd::Before, &["Left"], "room.st.key_before", 0),
    (Cmd::After, &["Right"], "room.st.key_after", 20),
    (Cmd::Across, &["Tab"], "room.st.key_across", 30),
    (Cmd::Vote, &["F4"], "room.vote.key_votes", 0),
    (Cmd::Back, &["Esc"], "room.st.key_back", 40),
    (Cmd::Sheet, &["F2"], "room.st.key_sheet", 50),
    (Cmd::Preview, &["Ctrl+P"], "room.st.key_preview", 0),
];

/// A half-year, nine months or a year.
const ROLL: &[Key] = &[
    (Cmd::Open, &["Enter"], "parts.key_open", 10),
    (Cmd::Before, &["Left"], "parts.key_before", 20),
    (Cmd::After, &["Right"], "parts.key_after", 0),
    (Cmd::Preview, &["Ctrl+P"], "room.st.key_preview", 40),
];

/// Nothing is scored yet, or nothing at all: only the way to where it is.
const EMPTY: &[Key] = &[(Cmd::Scores, &["Enter"], "room.st.key_scores", 10)];

fn table(state: &State, shelf: &Shelf) -> &'static [Key] {
    if shelf.quarter().is_some_and(|f| f.parts.is_some()) {
        return ROLL;
    }
    let scored = shelf.reckoned().is_some_and(|r| r.standings.rows.iter().any(|r| !r.empty));
    match state {
        _ if !scored => EMPTY,
        State { trial: Some(trial), .. } if trial.period == shelf.period => TRIAL,
        State { why: Some(_), .. } => WHY,
        State { history: Some(_), .. } => HISTORY,
        _ if shelf.reckoned().is_some_and(|r| why::compared(state, &r.standings).is_none()) => ALONE,
        _ => LIST,
    }
}

/// The command of a row.
pub(super) fn command(state: &State, shelf: &Shelf, n: usize) -> Option<Cmd> {
    table(state, shelf).get(n).map(|k| k.0)
}

/// Rows active now.
pub fn keys(state: &State, shelf: &Shelf) -> Vec<Row> {
    table(state, shelf)
        .iter()
        .enumerate()
        .map(|(n, (cmd, chords, word, footer))| {
            let blocked = blocked(*cmd, state, shelf);
            Row { chords, word, footer: *footer, command: Some(n), blocked }
        })
        .collect()
}

/// Why a command cannot run now.
fn blocked(cmd: Cmd, state: &State, shelf: &Shelf) -> Option<Problem> {
    let facts = shelf.quarter()?;
    match (&state.trial, cmd) {
        (Some(trial), Cmd::Prepare) => trial.hindrance(facts),
        (Some(trial), Cmd::TakeOut | Cmd::Across) if trial.changes.is_empty() => {
            Some(Problem::new("room.st.trial_nothing"))
        }
        (None, Cmd::Across) if state.why.is_some() && why::records(state, shelf).is_empty() => {
            Some(Problem::new("room.st.no_records"))
        }
        _ => None,
    }
}

/// Every command of the room, with its standard keys: what the file of own keys may name.
pub fn commands() -> Vec<(&'static str, &'static [&'static str])> {
    [LIST, WHY, TRIAL, HISTORY, ROLL, EMPTY].into_iter().flatten().map(|k| (k.2, k.1)).collect()
}
