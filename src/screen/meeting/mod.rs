//! Room 7, Hội nghị: the review meeting of the period as one form of parts, read first and edited on demand, with the
//! directives of the period before under it. Stays open after the lock: what was said is no figure.
mod form;
mod keep;
mod view;

use crate::core::ask::Ask;
use crate::core::meeting::Meeting;
use crate::core::period::PeriodKey;
use crate::effect::{Answer, Effect, Place, Room, Spot};
use crate::kit::form as kit_form;
use crate::kit::keys::Row;
use crate::kit::table::Cursor;
use crate::screen::Msg;
use crate::screen::saving::{self, Wish};
use crate::shelf::Shelf;
use crossterm::event::KeyEvent;
use form::{Open, PARTS};

pub use keep::{compare, draft, merge, restore};
pub use view::view;

/// The selected part, and the form when it is open.
#[derive(Debug, Clone, Default)]
pub struct State {
    cursor: Cursor,
    /// the first unwritten part is wanted: the quarter may not be read yet when the room is entered
    next: bool,
    form: Option<Box<Open>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cmd {
    Edit,
    Preview,
}

const KEYS: &[(Cmd, &[&str], &str, u8)] = &[
    (Cmd::Edit, &["Enter", "F2"], "room.mt.key_edit", 10),
    (Cmd::Preview, &["Ctrl+P"], "room.mt.key_preview", 20),
];

/// The quarter before, for its directives, where the register has it; and that of the form.
pub fn needs(state: &State, shelf: &Shelf) -> Vec<Ask> {
    let form = state.form.as_ref().map(|o| o.period);
    before(shelf).into_iter().chain(form).map(Ask::Quarter).collect()
}

/// The period before this one, if the register has it.
fn before(shelf: &Shelf) -> Option<PeriodKey> {
    let key = shelf.period.previous();
    shelf.periods().iter().any(|p| p.key == key).then_some(key)
}

/// Rows active now.
pub fn keys(state: &State, _shelf: &Shelf) -> Vec<Row> {
    if state.form.is_some() {
        return kit_form::ROWS.to_vec();
    }
    KEYS.iter()
        .enumerate()
        .map(|(n, (_, chords, word, footer))| Row::new(chords, word, *footer, Some(n)))
        .collect()
}

/// What lies open over the list, the outermost first.
pub fn pages(state: &State) -> Vec<&'static str> {
    state.form.iter().map(|_| "page.form").collect()
}

/// Has a text field the focus?
pub fn typing(state: &State) -> bool {
    state.form.is_some()
}

/// Is there text that is not saved?
pub fn unsaved(state: &State) -> bool {
    state.form.as_ref().is_some_and(|o| o.form.changed())
}

/// A message.
pub fn update(state: &mut State, shelf: &Shelf, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Enter(spot) => {
            // a form with text in it stays open, whatever one came for
            if state.form.as_ref().is_some_and(|o| o.period != shelf.period && !o.form.changed()) {
                state.form = None;
            }
            state.next = spot == Spot::Next;
        }
        Msg::Command(n) => match (KEYS.get(n).map(|k| k.0), shelf.quarter()) {
            (Some(Cmd::Edit), Some(facts)) => {
                let at = place(state, &facts.meeting);
                state.form = Some(Box::new(Open::new(facts, at)));
            }
            (Some(Cmd::Preview), _) => {
                return vec![Effect::Go(Place { room: Room::Papers, spot: Spot::AsLeft })];
            }
            _ => {}
        },
        Msg::Key(key) => return press(state, shelf, &key),
        Msg::Paste(text) => {
            if let Some(open) = &mut state.form {
                open.form.paste(&text);
            }
        }
        Msg::Answer("mt.leave", Answer::Yes) => state.form = None,
        Msg::Done(_) => {
            if let Some(open) = state.form.take_if(|o| o.saving.under_way()) {
                state.cursor.at = PARTS.iter().position(|p| p.id == open.form.focused()).unwrap_or(0);
                state.next = false;
            }
        }
        Msg::Refused(_) => {
            if let Some(open) = &mut state.form {
                open.saving.refused();
            }
        }
        Msg::Answer(..) | Msg::Exported(_) => {}
    }
    Vec::new()
}

fn press(state: &mut State, shelf: &Shelf, key: &KeyEvent) -> Vec<Effect> {
    let Some(open) = &mut state.form else {
        if let Some(facts) = shelf.quarter() {
            state.cursor.at = place(state, &facts.meeting);
            state.next = false;
        }
        state.cursor.key(key, PARTS.len(), 5);
        return Vec::new();
    };
    match saving::key(&mut open.form, key, "mt.leave") {
        Wish::Save if open.read.rev != 0 && !open.form.changed() => {
            state.form = None;
            return vec![saving::unchanged()];
        }
        Wish::Save => return form::save(open, shelf),
        Wish::Stay(effects) => return effects,
        Wish::Close => state.form = None,
    }
    Vec::new()
}

/// Place of the selected part.
fn place(state: &State, meeting: &Meeting) -> usize {
    let missing = || PARTS.iter().position(|p| (p.text)(meeting).is_empty());
    let wanted = if state.next { missing() } else { None };
    wanted.unwrap_or(state.cursor.at).min(PARTS.len() - 1)
}

/// Every command of the room, with its standard keys: what the file of own keys may name.
pub fn commands() -> Vec<(&'static str, &'static [&'static str])> {
    KEYS.iter().map(|k| (k.2, k.1)).collect()
}
