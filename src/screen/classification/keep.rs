//! The approval page, the paper of an adjustment and the form of a vote as drafts; a vote beside itself as the register has it now.
use super::approve::Page;
use super::board::Board;
use super::vote_form::Edit;
use super::votes::Votes;
use super::{State, adjust};
use crate::core::draft::Draft;
use crate::kit::compare::Comparison;
use crate::screen::saving::{self, Now};
use crate::shelf::Shelf;

/// The form of a vote, when it is open.
fn vote(state: &State) -> Option<&Edit> {
    state.votes.as_ref().and_then(|v| v.form.as_deref())
}

/// The open page or form as a draft.
pub fn draft(state: &State, shelf: &Shelf) -> Option<Draft> {
    if let Some(page) = &state.adjust {
        return page.draft(shelf);
    }
    let page = state.page.as_ref().map(|page| page.draft(shelf));
    page.or_else(|| vote(state).map(|edit| edit.draft(shelf)))
}

/// Opens the page or the form of a draft.
pub fn restore(state: &mut State, shelf: &Shelf, draft: &Draft) -> bool {
    let Some(facts) = shelf.quarter().filter(|q| Some(q.period.key) == draft.body.period) else {
        return false;
    };
    if draft.form() == "ballot" {
        state.votes = Some(Votes::with(Edit::restored(facts, shelf, draft)));
        return true;
    }
    if draft.form() == "adjust" {
        let mut page = adjust::Page::new(facts.period.key);
        page.put_back(facts, draft, shelf.today);
        state.adjust = Some(page);
        return true;
    }
    let Some(board) = shelf.reckoned().and_then(|r| Board::new(r)) else { return false };
    let mut page = Page::new(&board, shelf.today);
    page.put_back(draft);
    state.page = Some(page);
    true
}

/// The form of the same vote as it stands now.
fn fresh(edit: &Edit, shelf: &Shelf) -> Now<Edit> {
    let Some(facts) = shelf.quarter().filter(|q| q.period.key == edit.period && edit.read.id != 0) else {
        return Now::Unread;
    };
    let there = facts.ballots.iter().find(|b| b.id == edit.read.id);
    Now::found(there.map(|b| Edit::new(b.clone(), facts, shelf)))
}

/// The open form beside its vote, where that is no longer what it was opened with.
pub fn compare(state: &State, shelf: &Shelf) -> Option<Comparison> {
    let edit = vote(state)?;
    saving::compare(&edit.form, edit.read.rev, &fresh(edit, shelf).map(|f| (&f.form, f.read.rev)))
}

/// The form goes on over the vote as it is now, or as a new one where its own was taken out.
pub fn merge(state: &mut State, shelf: &Shelf, chosen: &Comparison) {
    let Some(edit) = state.votes.as_mut().and_then(|v| v.form.as_deref_mut()) else { return };
    let Some(facts) = shelf.quarter() else { return };
    let (kind, votes) = (edit.read.kind, Vec::new());
    let new = || {
        let read = crate::core::ballot::Ballot { kind, votes, ..Default::default() };
        Edit::new(read, facts, shelf)
    };
    let Some(mut now) = fresh(edit, shelf).or_new(new) else { return };
    now.form.blend(&edit.form, chosen);
    *edit = now;
}
