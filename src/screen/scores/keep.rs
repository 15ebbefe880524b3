//! The open cell of room 4 as a draft, and beside the score as the register has it now.
use super::cell::{self, Typing};
use super::column::Col;
use super::place::{Held, Place};
use super::sheet::Sheet;
use super::{State, Tab};
use crate::core::draft::{Draft, Texts};
use crate::core::problem::Problem;
use crate::kit::compare::{Comparison, Side};
use crate::kit::form::Form;
use crate::screen::saving;
use crate::shelf::Shelf;

/// Id of the one text in a cell's draft.
const CELL: &str = "cell";

/// The open cell as a draft.
pub fn draft(state: &State, shelf: &Shelf) -> Option<Draft> {
    let edit = state.edit.as_ref()?;
    let facts = shelf.quarter()?;
    let sheet = Sheet::of(facts)?;
    let period = facts.period.key;
    let Place { unit, criterion, col } = edit.place;
    let place = format!("cell/{}/{unit}/{criterion}/{}", period.code(), col.code());
    let what = cell::label(&sheet, &shelf.words, edit.place);
    let mut draft = saving::draft(place, ("draft.cell", &what), 0, &Form::new(Vec::new()), shelf);
    let one = |text: &str| vec![(CELL.to_owned(), text.to_owned())];
    draft.body.texts = Texts { fields: one(&edit.field.text()), start: one(&edit.was), ..Texts::default() };
    Some(draft)
}

/// Opens the cell of a draft.
pub fn restore(state: &mut State, shelf: &Shelf, draft: &Draft) -> bool {
    let parts: Vec<&str> = draft.record().split('/').collect();
    let (Some(facts), [_, unit, criterion, col]) = (shelf.quarter(), parts.as_slice()) else {
        return false;
    };
    let (Some(sheet), Ok(unit), Ok(criterion)) = (Sheet::of(facts), unit.parse(), criterion.parse()) else {
        return false;
    };
    let Some(at) = sheet.table.criteria.iter().position(|c| c.id == criterion) else { return false };
    let Some(leaf) = sheet.table.criteria.get(at) else { return false };
    if facts.unit(unit).is_none() || Some(facts.period.key) != draft.period() {
        return false;
    }
    let Some(col) = Col::of(col) else { return false };
    let text = |list: &[(String, String)]| list.first().map(|(_, text)| text.clone()).unwrap_or_default();
    let was = text(&draft.body.texts.start);
    (state.tab, state.pending, state.unit, state.col) = (Tab::Sheet, None, Some(unit), Some(col));
    state.period = Some(facts.period.key);
    state.seat(&sheet, at);
    let old = cell::read(&was, leaf, sheet.table, col).unwrap_or_else(|_| Held::nothing(col));
    state.edit = Some(Typing::new(Place { unit, criterion, col }, &text(&draft.body.texts.fields), was, old));
    true
}

/// The open cell beside the score in the register, where that is no longer what it was opened with.
pub fn compare(state: &State, shelf: &Shelf) -> Option<Comparison> {
    let edit = state.edit.as_ref()?;
    let sheet = Sheet::of(shelf.quarter()?)?;
    let now = sheet.held(edit.place);
    if now == edit.old {
        return None;
    }
    let code = sheet.table.criterion(edit.place.criterion).map_or("", |c| c.code.as_str());
    let label = Problem::new("kit.compare.criterion").text("code", code);
    let theirs = now.typed(shelf.words.lang);
    Some(Comparison::single(label, edit.was.clone(), theirs, edit.field.text()))
}

/// Mine goes on over the score as it is now; theirs closes the cell.
pub fn merge(state: &mut State, shelf: &Shelf, chosen: &Comparison) {
    let theirs = chosen.lines.iter().any(|l| l.side == Side::Theirs);
    let sheet = shelf.quarter().and_then(|q| Sheet::of(q));
    let (Some(edit), Some(sheet), false) = (&mut state.edit, sheet, theirs) else {
        state.edit = None;
        return;
    };
    edit.old = sheet.held(edit.place);
    edit.was = edit.old.typed(shelf.words.lang);
    edit.error = None;
}
