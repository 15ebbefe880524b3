//! Forms over rows of a period that is locked or approved are only read; locked or reopened while one is open, it follows.
//! What was typed before stays in it. Decides nothing: which periods are closed is said by the register.
use super::deed::Deed;
use super::entry::Entry;
use super::mend::Mend;
use super::{Open, State, keys};
use crate::core::problem::Problem;
use crate::effect::{Effect, Question};
use crate::kit::form::Form;
use crate::shelf::Shelf;

/// The name of the question whether a form that may not be saved is left.
pub(super) const QUESTION: &str = "ac.leave_read";

impl Entry {
    /// Why its rows are refused now.
    pub(super) fn closed(&self, shelf: &Shelf) -> Option<Problem> {
        self.owner.and_then(|key| shelf.closed(key))
    }
}

impl Deed {
    /// Why its rows are refused now.
    pub(super) fn closed(&self, shelf: &Shelf) -> Option<Problem> {
        self.owner.and_then(|key| shelf.closed(key))
    }
}

impl Mend {
    /// Why its rows are refused now, and what a cancelling is told by instead.
    pub(super) fn closed(&self, shelf: &Shelf) -> Option<Problem> {
        let why = self.owner.and_then(|key| shelf.closed(key))?;
        Some(if self.cancels() { keys::withdrawn(why) } else { why })
    }
}

/// The form that lies open, and why it may not be written now.
fn standing<'a>(open: &'a Open, shelf: &Shelf) -> Option<(&'a Form, Option<Problem>)> {
    match open {
        Open::Entry(entry) => Some((&entry.form, entry.closed(shelf))),
        Open::Deed(deed) => Some((&deed.form, deed.closed(shelf))),
        Open::Mend(mend) => Some((&mend.form, mend.closed(shelf))),
        Open::Nothing | Open::Wanted(_) | Open::Page(_) | Open::Proposed(_) => None,
    }
}

/// What lies open as its period has it now; `None`: nothing changed.
pub(super) fn followed(open: &Open, shelf: &Shelf) -> Option<Open> {
    let (form, why) = standing(open, shelf)?;
    if form.reading() == why.as_ref() {
        return None;
    }
    let mut open = open.clone();
    match &mut open {
        Open::Entry(entry) => {
            entry.form.read_only(why);
            entry.follow(shelf);
        }
        Open::Deed(deed) => deed.form.read_only(why),
        Open::Mend(mend) => mend.form.read_only(why),
        _ => {}
    }
    Some(open)
}

/// The open form follows its period.
pub(super) fn follow(state: &mut State, shelf: &Shelf) {
    if let Some(open) = followed(&state.open, shelf) {
        state.open = open;
    }
}

/// Why the open form is only read.
pub fn reading(state: &State) -> Option<&Problem> {
    match &state.open {
        Open::Entry(entry) => entry.form.reading(),
        Open::Deed(deed) => deed.form.reading(),
        Open::Mend(mend) => mend.form.reading(),
        Open::Nothing | Open::Wanted(_) | Open::Page(_) | Open::Proposed(_) => None,
    }
}

/// Asks whether what was typed before the lock is given up: what may not be saved is not offered to be.
pub(super) fn ask(shelf: &Shelf) -> Effect {
    let item = |key: &str| (shelf.words.get(key).to_owned(), String::new());
    Effect::Ask(Question::Pick {
        id: QUESTION,
        title: shelf.words.get("room.ac.leave").to_owned(),
        items: vec![item("room.ac.leave_stay"), item("room.ac.leave_yes")],
        at: 0,
        quick: false,
    })
}
