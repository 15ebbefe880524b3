//! The saving of a form, the same in every room: its act is sent once, and what was typed stays when it is refused. Over
//! somebody else's change nothing is saved: the app lays both versions side by side (`compare`), and the form goes on over
//! the record as it is now (`Form::blend`). Its unsaved text is kept as a draft (`draft`); how a new form gets all that
//! is said in `keeping`.
use super::leave;
use crate::core::draft::{Body, Draft};
use crate::core::problem::Problem;
use crate::core::text;
use crate::effect::Effect;
use crate::kit::compare::{Comparison, still};
use crate::kit::form::{Form, FormEvent};
use crate::shelf::Shelf;
use crossterm::event::KeyEvent;

/// How far the saving of an open form has come.
#[derive(Debug, Clone, Default)]
pub(super) struct Saving {
    /// its act is on the way
    under_way: bool,
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
    /// Its act was refused; true when it was this one.
    pub(super) fn refused(&mut self) -> bool {
        std::mem::take(&mut self.under_way)
    }
}

/// The draft of an open form. `title` is a words key under `draft.` whose sentence takes `{what}`.
pub(super) fn draft(
    place: String,
    (title, what): (&str, &str),
    rev: i64,
    form: &Form,
    shelf: &Shelf,
) -> Draft {
    let title = text::line(&shelf.words.fill(title, &[("what", &text::clip(&text::line(what), 40))]));
    Draft { place, title, body: Body { period: Some(shelf.period), rev, texts: form.hold(), list: None } }
}

/// A record as the register has it now.
#[derive(Debug, Clone)]
pub(super) enum Now<T> {
    /// not read yet, or there is none: the form writes a new one
    Unread,
    /// taken out meanwhile
    Gone,
    /// there
    Here(T),
}

impl<T> Now<T> {
    /// What was looked for in what was read: none there is taken out.
    pub(super) fn found(found: Option<T>) -> Self {
        found.map_or(Self::Gone, Self::Here)
    }
    /// The same of something in it.
    pub(super) fn map<'a, U>(&'a self, part: impl FnOnce(&'a T) -> U) -> Now<U> {
        match self {
            Self::Unread => Now::Unread,
            Self::Gone => Now::Gone,
            Self::Here(here) => Now::Here(part(here)),
        }
    }
    /// It, or what stands for a record that was taken out; `None`: nothing to go on over.
    pub(super) fn or_new(self, new: impl FnOnce() -> T) -> Option<T> {
        match self {
            Self::Unread => None,
            Self::Gone => Some(new()),
            Self::Here(here) => Some(here),
        }
    }
}

/// A form opened at revision `rev` beside a fresh one of its record; `None` while that is what it was opened with.
pub(super) fn compare(mine: &Form, rev: i64, fresh: &Now<(&Form, i64)>) -> Option<Comparison> {
    match fresh {
        Now::Unread => None,
        Now::Gone => Some(Comparison::of(mine, None)),
        Now::Here((theirs, now)) if *now == rev && still(mine, theirs) => None,
        Now::Here((theirs, _)) => Some(Comparison::of(mine, Some(theirs))),
    }
}

/// The sentence of a refusal goes to the field it speaks of, and the caret with it.
pub(super) fn point(form: &mut Form, field: &'static str, problem: &Problem) {
    form.error(field, problem.clone());
    form.focus(field);
}

/// A form of a record in which nothing changed writes nothing: it is closed, and says so.
pub(super) fn unchanged() -> Effect {
    Effect::Say(Problem::new("note.unchanged"))
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
