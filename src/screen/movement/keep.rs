//! The forms of room 3 as drafts, and beside their records as the register has them now.
use super::form::{Open, What};
use super::{State, campaigns};
use crate::core::campaign::{Campaign, Movement};
use crate::core::draft::Draft;
use crate::kit::compare::Comparison;
use crate::screen::saving::{self, Now};
use crate::shelf::Shelf;

fn rev(open: &Open) -> i64 {
    match &open.what {
        What::Campaign(c) => c.rev,
        What::Movement(m) => m.rev,
    }
}

/// The form of the same record as it stands now.
fn fresh(open: &Open, shelf: &Shelf) -> Now<Open> {
    let Some(read) = shelf.movement() else { return Now::Unread };
    match &open.what {
        What::Campaign(c) if c.id == 0 => Now::Unread,
        What::Campaign(c) => {
            let now = campaigns(shelf).into_iter().find(|n| n.id == c.id).cloned();
            Now::found(now.map(|now| Open::campaign(shelf, Some(now))))
        }
        What::Movement(m) if m.year == read.0.year => Now::Here(Open::movement(shelf)),
        What::Movement(_) => Now::Unread,
    }
}

/// The open form as a draft.
pub fn draft(state: &State, shelf: &Shelf) -> Option<Draft> {
    let open = state.form.as_ref()?;
    let name = open.form.text("name");
    let year = |m: &Movement| m.year.to_string();
    let (place, title, what) = match &open.what {
        What::Campaign(c) if c.id == 0 => ("campaign/new".to_owned(), "draft.campaign_new", name),
        What::Campaign(c) => (format!("campaign/{}", c.id), "draft.campaign", name),
        What::Movement(m) => (format!("movement/{}", m.year), "draft.movement", year(m)),
    };
    Some(saving::draft(place, (title, &what), rev(open), &open.form, shelf))
}

/// Opens the form of a draft.
pub fn restore(state: &mut State, shelf: &Shelf, draft: &Draft) -> bool {
    if shelf.movement().is_none() {
        return false;
    }
    let mut open = match (draft.form(), draft.id()) {
        ("campaign", 0) => Open::campaign(shelf, None),
        ("campaign", id) => {
            let now = campaigns(shelf).into_iter().find(|c| c.id == id).cloned();
            let gone = || Campaign { id, year: shelf.period.year, ..Campaign::default() };
            Open::campaign(shelf, Some(now.unwrap_or_else(gone)))
        }
        _ => Open::movement(shelf),
    };
    match &mut open.what {
        What::Campaign(c) => c.rev = draft.body.rev,
        What::Movement(m) => m.rev = draft.body.rev,
    }
    open.form.put_back(&draft.body.texts);
    state.form = Some(Box::new(open));
    true
}

/// The open form beside its record, where that is no longer what it was opened with.
pub fn compare(state: &State, shelf: &Shelf) -> Option<Comparison> {
    let open = state.form.as_ref()?;
    saving::compare(&open.form, rev(open), &fresh(open, shelf).map(|f| (&f.form, rev(f))))
}

/// The form goes on over the record as it is now.
pub fn merge(state: &mut State, shelf: &Shelf, chosen: &Comparison) {
    let Some(open) = &mut state.form else { return };
    let Some(mut fresh) = fresh(open, shelf).or_new(|| Open::campaign(shelf, None)) else { return };
    fresh.form.blend(&open.form, chosen);
    **open = fresh;
}
