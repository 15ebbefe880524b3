//! The approval page of room 6 and the paper of an adjustment as drafts.
use super::approve::Page;
use super::board::Board;
use super::{State, adjust};
use crate::core::draft::Draft;
use crate::shelf::Shelf;

/// The open page as a draft.
pub fn draft(state: &State, shelf: &Shelf) -> Option<Draft> {
    if let Some(page) = &state.adjust {
        return page.draft(shelf);
    }
    state.page.as_ref().map(|page| page.draft(shelf))
}

/// Opens the page of a draft.
pub fn restore(state: &mut State, shelf: &Shelf, draft: &Draft) -> bool {
    let Some(facts) = shelf.quarter().filter(|q| Some(q.period.key) == draft.period()) else { return false };
    if draft.form() == "adjust" {
        let mut page = adjust::Page::new(facts.period.key);
        page.put_back(facts, draft);
        state.adjust = Some(page);
        return true;
    }
    let Some(board) = Board::new(facts) else { return false };
    let mut page = Page::new(&board);
    page.put_back(draft);
    state.page = Some(page);
    true
}
