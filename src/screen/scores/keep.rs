//! The open cell of room 4 as a draft, and beside the score as the register has it now.
use super::State;
use super::cell::{self, Typing};
use super::sheet::Sheet;
use crate::core::draft::{Draft, Texts};
use crate::core::problem::Problem;
use crate::core::score::Round;
use crate::kit::compare::{Comparison, Side};
use crate::kit::field::Edit;
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
    let place = format!("cell/{}/{}/{}/{}", period.code(), edit.unit, edit.criterion, edit.round.code());
    let at = cell::Place { unit: edit.unit, criterion: edit.criterion, round: edit.round };
    let what = cell::label(&sheet, &shelf.words, at);
    let mut draft = saving::draft(place, ("draft.cell", &what), 0, &Form::new(Vec::new()), shelf);
    let one = |text: &str| vec![(CELL.to_owned(), text.to_owned())];
    draft.body.texts = Texts { fields: one(&edit.field.text()), start: one(&edit.was), ..Texts::default() };
    Some(draft)
}

/// Opens the cell of a draft.
pub fn restore(state: &mut State, shelf: &Shelf, draft: &Draft) -> bool {
    let parts: Vec<&str> = draft.record().split('/').collect();
    let (Some(facts), [_, unit, criterion, round]) = (shelf.quarter(), parts.as_slice()) else {
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
    let Some(round) = Round::of(round) else { return false };
    let text = |list: &[(String, String)]| list.first().map(|(_, text)| text.clone()).unwrap_or_default();
    let was = text(&draft.body.texts.start);
    (state.matrix, state.pending, state.unit, state.round) = (false, None, Some(unit), Some(round));
    state.period = Some(facts.period.key);
    state.seat(&sheet, at);
    state.edit = Some(Typing {
        unit,
        criterion,
        round,
        field: Edit::line(&text(&draft.body.texts.fields)),
        old: cell::read(&was, leaf, sheet.table).ok().flatten(),
        was,
        error: None,
    });
    true
}

/// The open cell beside the score in the register, where that is no longer what it was opened with.
pub fn compare(state: &State, shelf: &Shelf) -> Option<Comparison> {
    let edit = state.edit.as_ref()?;
    let sheet = Sheet::of(shelf.quarter()?)?;
    let now = sheet.value(edit.unit, edit.criterion, edit.round);
    if now == edit.old {
        return None;
    }
    let code = sheet.table.criterion(edit.criterion).map_or("", |c| c.code.as_str());
    let label = Problem::new("kit.compare.criterion").text("code", code);
    let theirs = cell::typed(now, shelf.words.lang);
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
    edit.old = sheet.value(edit.unit, edit.criterion, edit.round);
    edit.was = cell::typed(edit.old, shelf.words.lang);
    edit.error = None;
}
