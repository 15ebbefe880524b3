//! The forms of room 0 as drafts, and beside the settings as the register has them now. What is this machine's alone is
//! no draft: it is chosen, not typed.
use super::State;
use super::part::{Came, Open, Part, Subject};
use super::parts::PARTS;
use crate::core::draft::Draft;
use crate::effect::Answer;
use crate::kit::compare::Comparison;
use crate::kit::form::Form;
use crate::screen::saving::{self, Now};
use crate::shelf::Shelf;

/// The name of a part in the place of its draft: its words key without the room.
fn name(part: &dyn Part) -> &'static str {
    part.name().rsplit('.').next().unwrap_or_default()
}

/// Which record of a part a subject is (`new` for one that is not there yet), and its revision; `None`: of no register.
fn record(subject: &Subject) -> Option<(String, i64)> {
    let named = |code: &str| if code.is_empty() { "new".to_owned() } else { code.to_owned() };
    Some(match subject {
        Subject::Register(read) => ("register".to_owned(), read.rev),
        Subject::Period(key) => (key.code(), 0),
        Subject::Form(form) => (named(&form.code), form.rev),
        Subject::Authority(authority) => (named(&authority.code), authority.rev),
        Subject::Levels(set) if set.id == 0 => (named(""), 0),
        Subject::Levels(set) => (set.id.to_string(), set.rev),
        Subject::Table(table) if table.id == 0 => (named(""), 0),
        Subject::Table(table) => (table.id.to_string(), table.rev),
        Subject::Machine => return None,
    })
}

fn at_rev(subject: &mut Subject, rev: i64) {
    match subject {
        Subject::Register(read) => read.rev = rev,
        Subject::Form(form) => form.rev = rev,
        Subject::Authority(authority) => authority.rev = rev,
        Subject::Levels(set) => set.rev = rev,
        Subject::Table(table) => table.rev = rev,
        Subject::Period(_) | Subject::Machine => {}
    }
}

/// The form of a record of a part as the register has it now, with the place of its entry.
fn found(part: &'static dyn Part, wanted: &str, shelf: &Shelf) -> Option<(usize, Subject, Form)> {
    let form = |came: Came| match came {
        Came::Form(subject, form) => Some((subject, *form)),
        Came::Do(_) => None,
    };
    if wanted == "new" {
        // a level set begins as a copy of the first
        let copied = || form(part.answered(shelf, 0, "settings.levels", &Answer::Picked(0)));
        let blank = || form(part.blank(shelf));
        let made = form(part.add(shelf, 0)).or_else(copied).or_else(blank);
        return made.map(|(subject, form)| (0, subject, form));
    }
    (0..part.count(shelf).unwrap_or(1)).find_map(|at| {
        let (subject, form) = form(part.open(shelf, at))?;
        (record(&subject)?.0 == wanted).then_some((at, subject, form))
    })
}

fn fresh(open: &Open, shelf: &Shelf) -> Now<(Subject, Form)> {
    match record(&open.subject) {
        Some((record, _)) if record != "new" && shelf.quarter().is_some() && shelf.choices().is_some() => {
            Now::found(found(open.part, &record, shelf).map(|(_, subject, form)| (subject, form)))
        }
        _ => Now::Unread,
    }
}

/// The open form as a draft.
pub fn draft(state: &State, shelf: &Shelf) -> Option<Draft> {
    let open = state.open.as_ref()?;
    let (record, rev) = record(&open.subject)?;
    let place = format!("settings/{}/{record}", name(open.part));
    let what = shelf.words.get(open.part.name());
    let mut draft = saving::draft(place, ("draft.settings", what), rev, &open.form, shelf);
    if let Subject::Period(key) = open.subject {
        draft.body.period = Some(key);
    }
    Some(draft)
}

/// Opens the form of a draft.
pub fn restore(state: &mut State, shelf: &Shelf, draft: &Draft) -> bool {
    let Some((wanted, record)) = draft.record().split_once('/') else { return false };
    let Some(at) = PARTS.iter().position(|p| name(*p) == wanted) else { return false };
    let Some(part) = PARTS.get(at).copied() else { return false };
    let Some((entry, mut subject, mut form)) = found(part, record, shelf) else { return false };
    at_rev(&mut subject, draft.body.rev);
    form.put_back(&draft.body.texts);
    state.cursor.at = at;
    state.inside = part.count(shelf).is_some();
    state.entry.at = entry;
    part.changed(&mut form, "", shelf);
    state.open = Some(Box::new(Open::new(part, subject, form, shelf)));
    true
}

/// The open form beside the settings, where they are no longer what it was opened with.
pub fn compare(state: &State, shelf: &Shelf) -> Option<Comparison> {
    let open = state.open.as_ref()?;
    let rev = |subject: &Subject| record(subject).map_or(0, |r| r.1);
    let fresh = fresh(open, shelf);
    saving::compare(&open.form, rev(&open.subject), &fresh.map(|(subject, form)| (form, rev(subject))))
}

/// The form goes on over the settings as they are now, or as a new entry where its own was taken out.
pub fn merge(state: &mut State, shelf: &Shelf, chosen: &Comparison) {
    let Some(open) = &mut state.open else { return };
    let (subject, mut form) = match fresh(open, shelf) {
        Now::Here(fresh) => fresh,
        Now::Gone => match found(open.part, "new", shelf) {
            Some((_, subject, form)) => (subject, form),
            None => return,
        },
        Now::Unread => return,
    };
    form.blend(&open.form, chosen);
    open.part.changed(&mut form, "", shelf);
    **open = Open::new(open.part, subject, form, shelf);
}
