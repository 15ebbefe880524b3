//! The saving of a form, the same in every room: its act is sent once, what was typed stays when it is refused, and over
//! somebody else's change it goes only after the user was told.
use super::leave;
use crate::core::act::Refusal;
use crate::core::problem::Problem;
use crate::effect::Effect;
use crate::kit::form::{Form, FormEvent};
use crate::shelf::Shelf;
use crossterm::event::KeyEvent;

/// How far the saving of an open form has come.
#[derive(Debug, Default)]
pub(super) struct Saving {
    /// its act is on the way
    under_way: bool,
    /// somebody else changed the row, which the user was told: the next save goes over it
    stale: bool,
}

impl Saving {
    /// May the form be sent? Not twice, and not while a field is in error.
    pub(super) fn may(&self, form: &mut Form) -> bool {
        !self.under_way && form.validate()
    }
    /// Its act was sent. A read-only register answers with a sentence and no message.
    pub(super) fn sent(&mut self, shelf: &Shelf) {
        self.under_way = !shelf.read_only;
    }
    /// Is its act on the way?
    pub(super) fn under_way(&self) -> bool {
        self.under_way
    }
    /// What to write over: the row as it was read, after a told change as it stands now.
    pub(super) fn over<T>(&self, read: T, now: Option<T>) -> T {
        if self.stale { now.unwrap_or(read) } else { read }
    }
    /// An act was refused; true when it was this one.
    pub(super) fn refused(&mut self, refusal: &Refusal) -> bool {
        let own = std::mem::take(&mut self.under_way);
        if own {
            self.stale = matches!(refusal, Refusal::Stale(_));
        }
        own
    }
}

/// The sentence of a refusal goes to the field it speaks of, and the caret with it.
pub(super) fn point(form: &mut Form, field: &'static str, problem: &Problem) {
    form.error(field, problem.clone());
    form.focus(field);
}

/// What a key wants of the room around its form.
pub(super) enum Wish {
    /// the form saved
    Save,
    /// the form closed
    Close,
    /// the form left as it is, and at most a question
    Stay(Vec<Effect>),
}

/// A key for an open form. A changed one is left only after the question `id`.
pub(super) fn key(form: &mut Form, key: &KeyEvent, id: &'static str) -> Wish {
    match form.key(key) {
        FormEvent::Save => Wish::Save,
        FormEvent::Leave if form.changed() => Wish::Stay(vec![leave::ask(id)]),
        FormEvent::Leave => Wish::Close,
        FormEvent::Changed(_) | FormEvent::Moved | FormEvent::Ignored => Wish::Stay(Vec::new()),
    }
}
