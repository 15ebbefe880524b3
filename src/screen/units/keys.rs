//! The keys of room 9, as rows. Nothing here but the tables and what blocks a row.
use super::{Mode, State, flags, outsiders, period, selected};
use crate::core::problem::Problem;
use crate::kit::form;
use crate::kit::keys::Row;
use crate::shelf::Shelf;

/// What a key does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cmd {
    Open,
    Edit,
    Add,
    Remove,
    Roles,
    Outside,
    Back,
    Flags,
    Life,
    FlagAdd,
    FlagEdit,
    FlagRemove,
}

/// Commands by the number a row carries.
const ALL: [Cmd; 12] = [
    Cmd::Open,
    Cmd::Edit,
    Cmd::Add,
    Cmd::Remove,
    Cmd::Roles,
    Cmd::Outside,
    Cmd::Back,
    Cmd::Flags,
    Cmd::Life,
    Cmd::FlagAdd,
    Cmd::FlagEdit,
    Cmd::FlagRemove,
];

impl Cmd {
    pub(super) fn of(n: usize) -> Option<Self> {
        ALL.get(n).copied()
    }
    /// Does it write?
    fn writes(self) -> bool {
        matches!(self, Cmd::Edit | Cmd::Add | Cmd::Remove | Cmd::Roles)
    }
    /// Is it about the selected unit?
    fn of_one(self) -> bool {
        matches!(self, Cmd::Open | Cmd::Edit | Cmd::Remove | Cmd::Flags | Cmd::Life)
    }
}

type Key = (Cmd, &'static [&'static str], &'static str, u8);

/// Keys of the list.
const LIST: &[Key] = &[
    (Cmd::Open, &["Enter"], "room.un.key_open", 10),
    (Cmd::Edit, &["F2"], "room.un.key_edit", 20),
    (Cmd::Life, &["F3"], "room.un.key_life", 25),
    (Cmd::Add, &["Ctrl+N", "Insert"], "room.un.key_add", 30),
    (Cmd::Remove, &["Delete"], "room.un.key_remove", 40),
    (Cmd::Outside, &["Tab"], "room.un.key_outside", 50),
    (Cmd::Roles, &[], "room.un.key_roles", 0),
    (Cmd::Flags, &["F4"], "flag.key", 0),
];

/// Keys of the page of one unit.
const PAGE: &[Key] = &[
    (Cmd::Edit, &["F2", "Enter"], "room.un.key_edit", 10),
    (Cmd::Life, &["F3"], "room.un.key_life", 15),
    (Cmd::Flags, &["F4"], "flag.key", 0),
    (Cmd::Back, &["Esc"], "room.un.key_back", 30),
];

/// Keys of the list of disciplines; they are written in a locked period too: they are no record of it.
const FLAGS: &[Key] = &[
    (Cmd::FlagAdd, &["Ctrl+N", "Insert"], "flag.key_add", 10),
    (Cmd::FlagEdit, &["F2", "Enter"], "room.un.key_edit", 20),
    (Cmd::FlagRemove, &["Delete"], "room.un.key_remove", 30),
    (Cmd::Back, &["Esc"], "room.un.key_back", 40),
];

/// Keys the page answers itself.
const PAGE_OWN: &[Row] = &[
    Row::new(&["Left", "Right"], "room.un.key_other", 20, None),
    Row::new(&["PageDown", "PageUp"], "room.un.key_half", 0, None),
];

/// Rows active now.
pub(super) fn rows(state: &State, shelf: &Shelf) -> Vec<Row> {
    match &state.mode {
        Mode::List => {
            let mut rows: Vec<Row> = LIST.iter().map(|key| row(key, state, shelf)).collect();
            let tab = |r: &Row| r.command == Some(Cmd::Outside as usize);
            rows.retain(|r| !tab(r) || !outsiders(shelf).is_empty());
            rows
        }
        Mode::Page => PAGE.iter().map(|key| row(key, state, shelf)).chain(PAGE_OWN.iter().cloned()).collect(),
        Mode::Flags(flags) if flags.form.is_none() => {
            FLAGS.iter().map(|key| row(key, state, shelf)).collect()
        }
        Mode::Form(_) | Mode::Flags(_) => form::ROWS.to_vec(),
    }
}

fn row(key: &Key, state: &State, shelf: &Shelf) -> Row {
    let (cmd, chords, word, footer) = *key;
    let why = if cmd.writes() { locked(shelf) } else { None };
    let none =
        || (cmd.of_one() && selected(state, shelf).is_none()).then(|| Problem::new("problem.units_none"));
    let empty = || match (&state.mode, cmd) {
        (Mode::Flags(list), Cmd::FlagEdit | Cmd::FlagRemove) => flags::nothing(list, shelf),
        _ => None,
    };
    Row::new(chords, word, footer, Some(cmd as usize)).blocked(why.or_else(none).or_else(empty))
}

/// Why the roster cannot be changed from here: a locked period shows the roster as its lock kept it.
pub(super) fn locked(shelf: &Shelf) -> Option<Problem> {
    let locked = shelf.quarter().is_some_and(|q| q.locked());
    locked.then(|| Problem::new("problem.units_locked").with("period", period(shelf)))
}

/// Every command of the room, with its standard keys: what the file of own keys may name.
pub fn commands() -> Vec<(&'static str, &'static [&'static str])> {
    [LIST, PAGE, FLAGS].into_iter().flatten().map(|k| (k.2, k.1)).collect()
}
