//! The form of room 7 as a draft, and beside the meeting as the register has it now.
use super::State;
use super::form::Open;
use crate::core::draft::Draft;
use crate::kit::compare::Comparison;
use crate::screen::saving::{self, Now};
use crate::shelf::Shelf;

/// The form of the same meeting as it stands now, once it is read.
fn fresh(open: &Open, shelf: &Shelf) -> Option<Open> {
    shelf.quarter_of(open.period).map(|facts| Open::new(facts, 0))
}

/// The open form as a draft.
pub fn draft(state: &State, shelf: &Shelf) -> Option<Draft> {
    let open = state.form.as_ref()?;
    let what = open.period.label(shelf.words.lang);
    let place = format!("meeting/{}", open.period.code());
    let mut draft = saving::draft(place, ("draft.meeting", &what), open.read.rev, &open.form, shelf);
    draft.body.period = Some(open.period);
    Some(draft)
}

/// Opens the form of a draft.
pub fn restore(state: &mut State, shelf: &Shelf, draft: &Draft) -> bool {
    let Some(facts) = shelf.quarter().filter(|q| Some(q.period.key) == draft.period()) else { return false };
    let mut open = Open::new(facts, 0);
    open.read.rev = draft.body.rev;
    open.form.put_back(&draft.body.texts);
    state.form = Some(Box::new(open));
    true
}

/// The open form beside the meeting, where that is no longer what it was opened with.
pub fn compare(state: &State, shelf: &Shelf) -> Option<Comparison> {
    let open = state.form.as_ref()?;
    let fresh = fresh(open, shelf)?;
    saving::compare(&open.form, open.read.rev, &Now::Here((&fresh.form, fresh.read.rev)))
}

/// The form goes on over the meeting as it is now.
pub fn merge(state: &mut State, shelf: &Shelf, chosen: &Comparison) {
    let Some(open) = &mut state.form else { return };
    let Some(mut fresh) = fresh(open, shelf) else { return };
    fresh.form.blend(&open.form, chosen);
    **open = fresh;
}
