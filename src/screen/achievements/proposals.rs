//! The third tab, Đề nghị, and the achievements that wait too long: what is selected, and what is asked of the register.
//! A proposal's texts are written in the decision's form (`propose`), what becomes of it in `fate`.
use super::entry::Entry;
use super::{Open, State, Tab, Wanted, shut, side};
use crate::core::act::Done;
use crate::core::ask::Ask;
use crate::core::date::Date;
use crate::core::guard::Paper;
use crate::core::proposal::{Proposal, ProposalSheet};
use crate::kit::table::Cursor;
use crate::shelf::Shelf;
use crossterm::event::KeyEvent;
use jiff::ToSpan;

/// Rows a page key moves by.
const PAGE: usize = 10;

/// A list whose selection is kept by its key.
#[derive(Debug, Clone, Default)]
pub(super) struct Rows {
    cursor: Cursor,
    chosen: Option<i64>,
}

impl Rows {
    /// Place of the selection among rows of these keys.
    pub(super) fn place(&self, ids: &[i64]) -> usize {
        let chosen = self.chosen.and_then(|id| ids.iter().position(|i| *i == id));
        chosen.unwrap_or(self.cursor.at).min(ids.len().saturating_sub(1))
    }
    /// Cursor for drawing.
    pub(super) fn cursor(&self, ids: &[i64]) -> Cursor {
        Cursor { at: self.place(ids), top: self.cursor.top }
    }
    /// Key of the selected row.
    pub(super) fn selected(&self, ids: &[i64]) -> Option<i64> {
        ids.get(self.place(ids)).copied()
    }
    /// Moves the selection.
    pub(super) fn key(&mut self, event: &KeyEvent, ids: &[i64]) {
        self.cursor.at = self.place(ids);
        if self.cursor.key(event, ids.len(), PAGE) {
            self.chosen = ids.get(self.cursor.at).copied();
        }
    }
}

/// What this tab remembers.
#[derive(Debug, Clone, Default)]
pub(super) struct Proposals {
    /// the achievements that wait too long
    pub(super) late: Rows,
    /// the page a form was opened from: there it goes back
    pub(super) page: Option<i64>,
    /// the proposal whose reason is asked for
    pub(super) dropping: Option<(i64, i64, String)>,
}

/// The first day that is not yet overdue.
pub(super) fn before(shelf: &Shelf) -> Date {
    let limit = shelf.quarter().map_or(0, |q| q.register.overdue_days);
    shelf.today.saturating_sub(limit.days())
}

/// Keys of the achievements that wait too long.
pub(super) fn late_ids(shelf: &Shelf) -> Vec<i64> {
    let rows = shelf.overdue(before(shelf), true);
    rows.map(|rows| rows.iter().map(|r| r.achievement.id).collect()).unwrap_or_default()
}

/// Answers the lists of this file need.
pub(super) fn needs(state: &State, shelf: &Shelf) -> Vec<Ask> {
    let mut needs = Vec::new();
    if state.tab == Tab::Late {
        needs.push(Ask::Overdue { period: shelf.period, before: before(shelf), earlier: true });
        needs.extend(state.proposals.late.selected(&late_ids(shelf)).map(Ask::Achievement));
    }
    match &state.open {
        Open::Proposed(page) => needs.push(Ask::Proposal(page.id)),
        Open::Wanted(Wanted::Propose(act)) => {
            needs.extend([Ask::Achievement(*act), choices(shelf)]);
        }
        Open::Wanted(Wanted::NewProposal) => needs.push(choices(shelf)),
        Open::Wanted(Wanted::Proposal(id)) => needs.extend([Ask::Proposal(*id), choices(shelf)]),
        Open::Wanted(Wanted::Answer(id)) => needs.push(Ask::Proposal(*id)),
        Open::Entry(entry) => {
            needs.extend(entry.side.query.clone().map(Ask::Guard));
            needs.extend((entry.proposes() && entry.exists()).then_some(Ask::Proposal(entry.id)));
        }
        _ => {}
    }
    needs
}

/// The achievements a proposal may be for.
fn choices(shelf: &Shelf) -> Ask {
    Ask::Overdue { period: shelf.period, before: side::tomorrow(shelf), earlier: false }
}

/// The form that was wanted, once everything for it is there; the outer `None`: not yet.
pub(super) fn opened(wanted: Wanted, shelf: &Shelf) -> Option<Open> {
    let entry = |entry| Some(Open::Entry(Box::new(entry)));
    match wanted {
        Wanted::NewProposal => {
            shelf.overdue(side::tomorrow(shelf), false)?;
            entry(Entry::propose(shelf))
        }
        Wanted::Propose(id) => {
            shelf.overdue(side::tomorrow(shelf), false)?;
            match shelf.achievement(id)? {
                Some(sheet) => entry(Entry::propose_act(shelf, &sheet.achievement)),
                None => Some(Open::Nothing),
            }
        }
        Wanted::Proposal(id) => {
            shelf.overdue(side::tomorrow(shelf), false)?;
            match shelf.proposal(id)? {
                Some(sheet) => entry(Entry::open_proposal(shelf, sheet)),
                None => Some(Open::Nothing),
            }
        }
        Wanted::Answer(id) => match shelf.proposal(id)? {
            Some(sheet) => entry(Entry::answering(shelf, sheet)),
            None => Some(Open::Nothing),
        },
        _ => None,
    }
}

/// The proposal a command is about: of the page, else of the selected row.
pub(super) fn meant(state: &State, shelf: &Shelf) -> Option<Proposal> {
    match &state.open {
        Open::Proposed(page) => {
            shelf.proposal(page.id).and_then(Option::as_ref).map(|sheet| sheet.head.clone())
        }
        Open::Nothing if state.tab == Tab::Proposals => state.proposal(shelf).map(|row| row.head.clone()),
        _ => None,
    }
}

/// A key in the list of the achievements that wait too long.
pub(super) fn key(state: &mut State, shelf: &Shelf, key: &KeyEvent) {
    state.proposals.late.key(key, &late_ids(shelf));
}

/// A form of this tab was written: back to where it was opened from.
pub(super) fn written(state: &mut State, paper: Paper, done: &Done) {
    let paged = state.page.is_some() || state.proposals.page.is_some();
    shut(state);
    if paper == Paper::Proposal {
        done.row.into_iter().for_each(|id| state.proposed.choose(id));
        if !paged && state.tab != Tab::Late {
            state.tab = Tab::Proposals;
        }
    } else {
        done.row.into_iter().for_each(|id| state.awards.choose(id));
    }
}

/// How many nominees a page shows.
pub(super) fn count(sheet: Option<&ProposalSheet>) -> usize {
    sheet.map_or(0, |s| s.nominees.len())
}
