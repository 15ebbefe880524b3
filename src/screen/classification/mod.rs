//! Room 6, Xếp loại: dự kiến, cụm đề nghị, được duyệt side by side; a reason where neighbours differ; submit, lock,
//! reopen, approve. What is suggested and what is open is decided in `core::standing`, never here.
mod adjust;
mod after;
mod approve;
mod behind;
mod board;
mod commands;
mod keep;
mod keys;
mod mark;
mod meters;
mod view;
mod vote_form;
mod votes;

use crate::core::ask::Ask;
use crate::core::level::Mark;
use crate::core::quarter::{QuarterFacts, State as Stand};
use crate::core::unit::UnitId;
use crate::effect::{Answer, Effect, Spot};
use crate::kit::table::Cursor;
use crate::screen::Msg;
use crate::shelf::Shelf;
use board::Board;
use votes::Votes;

pub use keep::{compare, draft, merge, restore};
pub use keys::{commands, keys};
pub use view::view;

/// The page of an adjustment as a part of the room.
const ADJUSTMENT: usize = 1;

/// The selected unit, the question under way, the approval page when it is open.
#[derive(Debug, Clone, Default)]
pub struct State {
    cursor: Cursor,
    /// what to select: the quarter may not be read yet when the room is entered, and a vote changes the order of the rows
    wanted: Option<Spot>,
    asking: Asking,
    page: Option<approve::Page>,
    /// "Điều chỉnh lần n", when it is open
    adjust: Option<adjust::Page>,
    /// the votes of the period, over the table
    votes: Option<Votes>,
}

/// What the open question is about.
#[derive(Debug, Clone, Copy, Default)]
enum Asking {
    #[default]
    Nothing,
    /// the level of a unit
    Level(UnitId),
    /// why this level
    Reason(UnitId, Mark),
    /// which knock-out
    Rule(UnitId),
    /// why the rule of this place is laid on the unit, or lifted
    Knock(UnitId, usize, bool),
}

impl State {
    /// Place of the selection.
    fn selected(&self, board: &Board<'_>) -> usize {
        let wanted = match &self.wanted {
            Some(Spot::Unit(id)) => board.rows.iter().position(|r| r.unit.id == *id),
            Some(Spot::Next) => board.first_open(),
            _ => None,
        };
        wanted.unwrap_or(self.cursor.at).min(board.rows.len().saturating_sub(1))
    }
    /// The selection becomes the cursor's own.
    fn settle(&mut self, board: &Board<'_>) {
        let at = self.selected(board);
        if at != self.cursor.at {
            self.cursor = Cursor::at(at);
        }
        self.wanted = None;
    }
    /// The unit stays selected wherever its rank goes.
    fn hold(&mut self, board: &Board<'_>) {
        self.wanted = board.rows.get(self.cursor.at).map(|r| Spot::Unit(r.unit.id));
    }
}

/// The quarter, which the app always holds; for an adjustment the awards, and those that came late; after one that set a
/// level, the quarter as it was approved.
pub fn needs(state: &State, shelf: &Shelf) -> Vec<Ask> {
    match state.adjust {
        Some(_) => vec![Ask::Awards(shelf.period), Ask::Late(shelf.period)],
        None => after::needs(shelf).into_iter().collect(),
    }
}

/// What lies open over the list, the outermost first.
pub fn pages(state: &State) -> Vec<&'static str> {
    let votes = state.votes.as_ref();
    let mut pages = Vec::new();
    pages.extend(votes.map(|_| "page.votes"));
    pages.extend(votes.and_then(|v| v.form.as_ref()).map(|_| "page.form"));
    pages.extend(state.page.as_ref().map(|_| "page.approval"));
    pages.extend(state.adjust.as_ref().map(|_| "page.adjustment"));
    pages.extend(state.adjust.as_ref().filter(|p| p.typing()).map(|_| "page.form"));
    pages
}

/// Has a text field the focus? The approval page answers all its keys itself.
pub fn typing(state: &State) -> bool {
    state.page.is_some()
        || state.adjust.as_ref().is_some_and(adjust::Page::typing)
        || state.votes.as_ref().is_some_and(|v| v.form.is_some())
}

/// Is there text that is not saved?
pub fn unsaved(state: &State) -> bool {
    let vote = state.votes.as_ref().and_then(|v| v.form.as_ref());
    state.page.as_ref().is_some_and(approve::Page::changed)
        || vote.is_some_and(|edit| edit.form.changed())
        || state.adjust.as_ref().is_some_and(adjust::Page::changed)
}

/// A message to the open page of an adjustment; `None`: there is none, or the message is for the table.
fn adjusting(state: &mut State, shelf: &Shelf, facts: &QuarterFacts, msg: &Msg) -> Option<Vec<Effect>> {
    if let Msg::Enter(spot) = msg {
        let stays = |p: &adjust::Page| p.period == shelf.period && (*spot == Spot::AsLeft || p.changed());
        state.adjust = state.adjust.take().filter(stays);
        // a trial that was made an adjustment leads here
        if *spot == Spot::Part(ADJUSTMENT) && facts.period.state == Stand::Approved {
            state.adjust.get_or_insert_with(|| adjust::Page::new(shelf.period));
        }
        return state.adjust.as_ref().map(|_| Vec::new());
    }
    let page = state.adjust.as_mut()?;
    let (effects, stays) = match msg {
        Msg::Key(key) => page.key(key, shelf, facts),
        Msg::Paste(text) => {
            page.paste(text);
            (Vec::new(), true)
        }
        Msg::Command(n) => page.run(shelf, facts, *n),
        Msg::Answer(id, answer) => page.answer(shelf, facts, id, answer.clone()),
        Msg::Done(_) => (Vec::new(), page.done()),
        Msg::Refused(_) => {
            page.refused();
            (Vec::new(), true)
        }
        Msg::Enter(_) | Msg::Exported(_) => (Vec::new(), true),
    };
    if !stays {
        state.adjust = None;
    }
    Some(effects)
}

/// A message.
pub fn update(state: &mut State, shelf: &Shelf, msg: Msg) -> Vec<Effect> {
    let Some(facts) = shelf.quarter() else {
        if let Msg::Enter(spot) = msg {
            state.wanted = Some(spot);
        }
        return Vec::new();
    };
    if let Some(effects) = adjusting(state, shelf, facts, &msg) {
        return effects;
    }
    let Some(board) = shelf.reckoned().and_then(|r| Board::new(r)) else { return Vec::new() };
    match msg {
        Msg::Enter(spot) => return enter(state, shelf, &board, spot),
        Msg::Command(n) => {
            state.settle(&board);
            state.hold(&board);
            return commands::run(state, shelf, &board, n);
        }
        msg if state.page.is_some() => return over_page(state, shelf, &board, msg),
        msg if state.votes.is_some() => return over_votes(state, shelf, &board, msg),
        Msg::Key(key) => {
            state.settle(&board);
            state.cursor.key(&key, board.rows.len(), 10);
            state.hold(&board);
        }
        Msg::Answer(id, answer) => return commands::answer(state, shelf, &board, id, answer),
        Msg::Paste(_) | Msg::Done(_) | Msg::Refused(_) | Msg::Exported(_) => {}
    }
    Vec::new()
}

/// The room is come to. A page or a form with text in it stays open, whatever one came for.
fn enter(state: &mut State, shelf: &Shelf, board: &Board<'_>, spot: Spot) -> Vec<Effect> {
    state.asking = Asking::Nothing;
    let left = |p: &approve::Page| p.period != shelf.period || (spot != Spot::AsLeft && !p.changed());
    if state.page.as_ref().is_some_and(left) {
        state.page = None;
    }
    let vote = state.votes.as_ref().and_then(|v| v.form.as_ref());
    let kept = vote.is_some_and(|edit| edit.form.changed());
    let stays = spot == Spot::AsLeft && vote.is_none_or(|edit| edit.period == shelf.period);
    if !kept && !stays {
        state.votes = None;
    }
    if let Spot::Vote(unit) = spot
        && state.page.is_none()
        && !kept
    {
        state.votes = Some(Votes::of(board.facts, unit, shelf));
        state.wanted = Some(Spot::Unit(unit));
        return Vec::new();
    }
    // Ctrl+G leads on: where nothing is left to propose, to the question of the next step.
    if spot == Spot::Next && state.page.is_none() && state.votes.is_none() && board.first_open().is_none() {
        return commands::next(state, shelf, board);
    }
    state.wanted = (spot != Spot::AsLeft).then_some(spot);
    Vec::new()
}

/// A message while the approval page is open.
fn over_page(state: &mut State, shelf: &Shelf, board: &Board<'_>, msg: Msg) -> Vec<Effect> {
    let Some(page) = &mut state.page else { return Vec::new() };
    let (effects, stays) = match msg {
        Msg::Key(key) => page.key(&key, board, &shelf.words),
        Msg::Answer(id, answer) => page.answer(id, answer, board, &shelf.words),
        Msg::Paste(text) => {
            page.paste(&text);
            return Vec::new();
        }
        Msg::Done(_) => (Vec::new(), !page.sent),
        Msg::Refused(_) => {
            page.sent = false;
            return Vec::new();
        }
        _ => return Vec::new(),
    };
    if !stays {
        state.page = None;
    }
    effects
}

/// A message while the votes are open.
fn over_votes(state: &mut State, shelf: &Shelf, board: &Board<'_>, msg: Msg) -> Vec<Effect> {
    let Some(votes) = &mut state.votes else { return Vec::new() };
    let (effects, stays) = match msg {
        Msg::Key(key) => votes.key(&key, board.facts, shelf),
        Msg::Answer(votes::LEAVE, Answer::Yes) => (Vec::new(), votes.shut()),
        Msg::Answer(votes::KIND, Answer::Picked(n)) => {
            votes.picked(n, board.facts, shelf);
            return Vec::new();
        }
        Msg::Paste(text) => {
            if let Some(edit) = &mut votes.form {
                edit.form.paste(&text);
            }
            return Vec::new();
        }
        Msg::Done(_) => (Vec::new(), votes.done()),
        Msg::Refused(refusal) => {
            votes.refused(&refusal);
            return Vec::new();
        }
        _ => return Vec::new(),
    };
    if !stays {
        state.votes = None;
    }
    effects
}
