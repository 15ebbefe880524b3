//! The forms of room 9 as drafts, and beside their records as the register has them now.
use super::flags::{Edit, Flags};
use super::form::{Open, What};
use super::{Mode, State, live};
use crate::core::draft::Draft;
use crate::core::flag::Flag;
use crate::core::unit::Unit;
use crate::kit::compare::Comparison;
use crate::screen::saving::{self, Now};
use crate::shelf::Shelf;

fn open(state: &State) -> Option<&Open> {
    match &state.mode {
        Mode::Form(open) => Some(open),
        _ => None,
    }
}

/// The open form of the list of flags, with its list.
fn flag(state: &State) -> Option<(&Flags, &Edit)> {
    match &state.mode {
        Mode::Flags(flags) => flags.form.as_deref().map(|edit| (flags, edit)),
        _ => None,
    }
}

/// The form of the same flag as it stands now.
fn fresh_flag(edit: &Edit, shelf: &Shelf) -> Now<Edit> {
    match shelf.flags().filter(|_| edit.read.id != 0) {
        None => Now::Unread,
        Some(all) => {
            Now::found(all.iter().find(|f| f.id == edit.read.id).map(|f| Edit::new(f.clone(), shelf)))
        }
    }
}

fn rev(open: &Open) -> i64 {
    match &open.what {
        What::Edit(unit) => unit.rev,
        What::Add | What::Roles(_) => 0,
    }
}

/// The form of the same record as it stands now.
fn fresh(open: &Open, shelf: &Shelf) -> Now<Open> {
    if shelf.roster().is_none() {
        return Now::Unread;
    }
    match &open.what {
        What::Edit(unit) => Now::found(live(shelf, unit.id).cloned().map(|now| Open::edit(shelf, now))),
        What::Roles(year) if *year == shelf.period.year => Now::Here(Open::roles(shelf)),
        What::Add | What::Roles(_) => Now::Unread,
    }
}

/// The open form as a draft.
pub fn draft(state: &State, shelf: &Shelf) -> Option<Draft> {
    if let Some((flags, edit)) = flag(state) {
        let id = if edit.read.id == 0 { "new".to_owned() } else { edit.read.id.to_string() };
        let place = format!("flag/{id}/{}", flags.unit);
        return Some(saving::draft(place, ("draft.flag", &flags.label), edit.read.rev, &edit.form, shelf));
    }
    let open = open(state)?;
    let (place, title, what) = match &open.what {
        What::Add => ("unit/new".to_owned(), "draft.unit_new", open.form.text("name")),
        What::Edit(unit) => (format!("unit/{}", unit.id), "draft.unit", unit.label()),
        What::Roles(year) => (format!("roles/{year}"), "draft.roles", year.to_string()),
    };
    Some(saving::draft(place, (title, &what), rev(open), &open.form, shelf))
}

/// Opens the form of a draft.
pub fn restore(state: &mut State, shelf: &Shelf, draft: &Draft) -> bool {
    if shelf.roster().is_none() || shelf.quarter().is_none() {
        return false;
    }
    if draft.form() == "flag" {
        return restore_flag(state, shelf, draft);
    }
    let mut open = match (draft.form(), draft.id()) {
        ("unit", 0) => Open::add(shelf),
        ("unit", id) => {
            let gone = || Unit { id, ..Unit::default() };
            Open::edit(shelf, live(shelf, id).cloned().unwrap_or_else(gone))
        }
        _ => Open::roles(shelf),
    };
    if let What::Edit(unit) = &mut open.what {
        unit.rev = draft.body.rev;
    }
    open.form.put_back(&draft.body.texts);
    state.mode = Mode::Form(Box::new(open));
    true
}

fn restore_flag(state: &mut State, shelf: &Shelf, draft: &Draft) -> bool {
    let unit = draft.record().split('/').nth(1).and_then(|id| id.parse().ok());
    let Some(unit) = unit.and_then(|id| live(shelf, id)) else { return false };
    let id = draft.id();
    let known = shelf.flags().and_then(|all| all.iter().find(|f| f.id == id && id != 0).cloned());
    let mut read = known.unwrap_or(Flag { id, unit: Some(unit.id), ..Flag::default() });
    read.rev = draft.body.rev;
    let mut edit = Edit::new(read, shelf);
    edit.form.put_back(&draft.body.texts);
    let mut flags = Flags::of(unit);
    flags.form = Some(Box::new(edit));
    state.mode = Mode::Flags(flags);
    true
}

/// The open form beside its record, where that is no longer what it was opened with.
pub fn compare(state: &State, shelf: &Shelf) -> Option<Comparison> {
    if let Some((_, edit)) = flag(state) {
        let fresh = fresh_flag(edit, shelf);
        return saving::compare(&edit.form, edit.read.rev, &fresh.map(|f| (&f.form, f.read.rev)));
    }
    let open = open(state)?;
    saving::compare(&open.form, rev(open), &fresh(open, shelf).map(|f| (&f.form, rev(f))))
}

/// The form goes on over the record as it is now.
pub fn merge(state: &mut State, shelf: &Shelf, chosen: &Comparison) {
    if let Mode::Flags(Flags { unit, form: Some(edit), .. }) = &mut state.mode {
        let new = || Edit::new(Flag { unit: Some(*unit), ..Flag::default() }, shelf);
        if let Some(mut fresh) = fresh_flag(edit, shelf).or_new(new) {
            fresh.form.blend(&edit.form, chosen);
            **edit = fresh;
        }
        return;
    }
    let Mode::Form(open) = &mut state.mode else { return };
    let Some(mut fresh) = fresh(open, shelf).or_new(|| Open::add(shelf)) else { return };
    fresh.form.blend(&open.form, chosen);
    **open = fresh;
}
