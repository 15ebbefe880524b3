//! Room 0, Thiết lập: letterhead, names, the score table and level set of the period, language and signs, the file.
//! A part is saved as one act, so that it can be taken back; nothing here decides what a setting means.
mod backup;
mod form;
mod parts;
mod view;

use crate::core::act::Refusal;
use crate::core::ask::Ask;
use crate::core::problem::Problem;
use crate::effect::{Answer, Effect, Over, Place, Room, Spot};
use crate::kit::form::{self as kit_form, FormEvent};
use crate::kit::keys::Row;
use crate::kit::table::Cursor;
use crate::screen::{Msg, leave, saving};
use crate::shelf::Shelf;
use crossterm::event::KeyEvent;
use form::Open;
use parts::{PARTS, Part};

pub use view::view;

/// Which part is selected, and its form when it is being changed.
#[derive(Debug, Default)]
pub struct State {
    cursor: Cursor,
    open: Option<Box<Open>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cmd {
    Edit,
    Preview,
}

const KEYS: &[(Cmd, &[&str], &str, u8)] = &[
    (Cmd::Edit, &["Enter", "F2", "Tab"], "room.se.key_edit", 10),
    (Cmd::Preview, &["Ctrl+P"], "room.se.key_preview", 20),
];

/// The tables and level sets to choose from; the register's own row comes with the quarter.
pub fn needs(_state: &State, _shelf: &Shelf) -> Vec<Ask> {
    vec![Ask::Choices, Ask::Copies]
}

/// Rows active now.
pub fn keys(state: &State, shelf: &Shelf) -> Vec<Row> {
    if state.open.is_some() {
        return kit_form::ROWS.to_vec();
    }
    let row = |(n, key): (usize, &(Cmd, &'static [&'static str], &'static str, u8))| {
        let why = if key.0 == Cmd::Edit { blocked(part(state), shelf) } else { None };
        Row::new(key.1, key.2, key.3, Some(n)).blocked(why)
    };
    KEYS.iter().enumerate().map(row).collect()
}

/// Why the part cannot be changed.
fn blocked(part: Part, shelf: &Shelf) -> Option<Problem> {
    match part {
        Part::File => Some(Problem::new("problem.settings_file")),
        Part::Scoring => shelf.quarter().and_then(|q| q.closed()),
        Part::Letterhead | Part::Names | Part::Language | Part::Copies => None,
    }
}

/// Has a text field the focus?
pub fn typing(state: &State) -> bool {
    state.open.is_some()
}

/// Is there text that is not saved?
pub fn unsaved(state: &State) -> bool {
    state.open.as_ref().is_some_and(|o| o.form.changed())
}

/// The part of the list under the cursor.
fn part(state: &State) -> Part {
    PARTS.get(state.cursor.at).map_or(Part::Letterhead, |p| p.0)
}

/// A message.
pub fn update(state: &mut State, shelf: &Shelf, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Enter(Spot::Part(n)) if state.open.is_none() => {
            state.cursor.at = n;
            state.cursor.fit(PARTS.len());
        }
        Msg::Command(n) => return KEYS.get(n).map_or_else(Vec::new, |k| command(state, shelf, k.0)),
        Msg::Key(key) => return press(state, shelf, &key),
        Msg::Paste(text) => {
            if let Some(open) = &mut state.open {
                open.form.paste(&text);
            }
        }
        Msg::Answer("leave.settings", Answer::Yes) => state.open = None,
        Msg::Done(_) if state.open.as_ref().is_some_and(|o| o.saving.under_way()) => state.open = None,
        Msg::Refused(refusal) => refused(state, &refusal),
        Msg::Enter(_) | Msg::Answer(..) | Msg::Done(_) | Msg::Exported(_) => {}
    }
    Vec::new()
}

fn command(state: &mut State, shelf: &Shelf, cmd: Cmd) -> Vec<Effect> {
    match cmd {
        Cmd::Edit if part(state) == Part::Copies => vec![Effect::Lay(Over::Copies)],
        Cmd::Edit => {
            if blocked(part(state), shelf).is_none() {
                state.open = form::open(part(state), shelf).map(Box::new);
            }
            Vec::new()
        }
        Cmd::Preview => vec![Effect::Go(Place { room: Room::Papers, spot: Spot::AsLeft })],
    }
}

fn press(state: &mut State, shelf: &Shelf, key: &KeyEvent) -> Vec<Effect> {
    let Some(open) = &mut state.open else {
        state.cursor.key(key, PARTS.len(), PARTS.len());
        return Vec::new();
    };
    match open.form.key(key) {
        FormEvent::Save if !open.form.changed() => {
            // nothing to write; but the screen may speak another language than the register (F9, `--lang`)
            let effects = form::spoken(open);
            state.open = None;
            return effects;
        }
        FormEvent::Save => {
            let effects = form::save(open, shelf);
            // a read-only register speaks another language for this sitting, and writes nothing
            if shelf.read_only && open.part == Part::Language {
                state.open = None;
            }
            return effects;
        }
        FormEvent::Leave if open.form.changed() => return vec![leave::ask("leave.settings")],
        FormEvent::Leave => state.open = None,
        FormEvent::Changed("levels") => form::note_levels(&mut open.form, shelf),
        FormEvent::Changed(_) | FormEvent::Moved | FormEvent::Ignored => {}
    }
    Vec::new()
}

/// What was typed stays.
fn refused(state: &mut State, refusal: &Refusal) {
    let Some(open) = &mut state.open else { return };
    if !open.saving.refused(refusal) {
        return;
    }
    let problem = refusal.problem();
    let field = match problem.key {
        "problem.store_cluster_empty" => "cluster",
        "problem.store_table_used" | "problem.store_table_unknown" => "table",
        "problem.store_levels_used" | "problem.store_levels_unknown" => "levels",
        _ => return,
    };
    saving::point(&mut open.form, field, problem);
}
