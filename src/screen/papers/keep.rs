//! The form of the report's texts as a draft, and beside the texts as the register has them now.
use super::texts::{Open, ROWS};
use super::{Mode, State};
use crate::core::draft::Draft;
use crate::core::meeting::Part;
use crate::kit::compare::Comparison;
use crate::screen::saving::{self, Now};
use crate::shelf::Shelf;

fn open(state: &State) -> Option<&Open> {
    match &state.mode {
        Mode::Texts(open) => Some(open),
        _ => None,
    }
}

/// The form of the same texts as they stand now, once they are read.
fn fresh(open: &Open, shelf: &Shelf) -> Option<Open> {
    shelf.quarter_of(open.period).map(|facts| Open::new(facts))
}

/// The open form as a draft.
pub fn draft(state: &State, shelf: &Shelf) -> Option<Draft> {
    let open = open(state)?;
    let what = open.period.label(shelf.words.lang);
    let mut draft =
        saving::draft(format!("texts/{}", open.period.code()), ("draft.texts", &what), 0, &open.form, shelf);
    draft.body.period = Some(open.period);
    Some(draft)
}

/// Opens the form of a draft.
pub fn restore(state: &mut State, shelf: &Shelf, draft: &Draft) -> bool {
    let Some(facts) = shelf.quarter().filter(|q| Some(q.period.key) == draft.period()) else { return false };
    let mut open = Open::new(facts);
    open.form.put_back(&draft.body.texts);
    // what is saved is what differs from the texts it was opened with
    let was = |id: &str| draft.body.texts.start.iter().find(|(i, _)| i == id).map(|(_, text)| text.clone());
    open.read =
        ROWS.iter().filter_map(|row| was(row.1).map(|text| (row.0, text))).collect::<Vec<(Part, String)>>();
    state.mode = Mode::Texts(Box::new(open));
    true
}

/// The open form beside the texts, where they are no longer what it was opened with.
pub fn compare(state: &State, shelf: &Shelf) -> Option<Comparison> {
    let open = open(state)?;
    let fresh = fresh(open, shelf)?;
    saving::compare(&open.form, 0, &Now::Here((&fresh.form, 0)))
}

/// The form goes on over the texts as they are now.
pub fn merge(state: &mut State, shelf: &Shelf, chosen: &Comparison) {
    let Mode::Texts(open) = &mut state.mode else { return };
    let Some(mut fresh) = fresh(open, shelf) else { return };
    fresh.form.blend(&open.form, chosen);
    **open = fresh;
}
