//! What the commands of the third tab do: open, decide, drop with a reason, take up again, put an achievement forward.
//! Each answers with effects; what a proposal is in the register, the register says.
use super::deed::Page;
use super::keys::Cmd;
use super::proposals::{before, late_ids, meant};
use super::{Open, State, Tab, Wanted, side};
use crate::core::act::Act;
use crate::core::problem::Problem;
use crate::core::proposal::{self, State as Fate};
use crate::effect::{Answer, Effect, Place, Question, Room, Spot};
use crate::shelf::Shelf;

/// The question's name: why a proposal is dropped.
pub(super) const QUESTION: &str = "ac.drop";
/// A command of this tab; `None`: it is another's.
pub(super) fn run(state: &mut State, shelf: &Shelf, cmd: Cmd) -> Option<Vec<Effect>> {
    match (cmd, &state.open, state.tab) {
        (Cmd::Propose, ..) => propose(state, shelf),
        (Cmd::Everyone, ..) => state.tab = Tab::Acts,
        (Cmd::Late, ..) => state.tab = Tab::Late,
        (Cmd::Back, Open::Proposed(_), _) => state.open = Open::Nothing,
        (Cmd::Open | Cmd::Edit, Open::Nothing, Tab::Late) if earlier(state, shelf).is_some() => {
            return earlier(state, shelf);
        }
        (Cmd::Open, Open::Nothing, Tab::Late) => {
            if let Some(id) = state.proposals.late.selected(&late_ids(shelf)) {
                state.open = Open::Page(Page { id, ..Page::default() });
            }
        }
        (Cmd::Open, Open::Nothing, Tab::Proposals) => {
            if let Some(head) = meant(state, shelf) {
                state.open = Open::Proposed(Page { id: head.id, ..Page::default() });
            }
        }
        (Cmd::Add, Open::Nothing, Tab::Proposals) => state.open = Open::Wanted(Wanted::NewProposal),
        (Cmd::Edit, Open::Nothing, Tab::Late) => {
            if let Some(id) = state.proposals.late.selected(&late_ids(shelf)) {
                state.open = Open::Wanted(Wanted::Deed(id));
            }
        }
        (Cmd::Edit | Cmd::Decide | Cmd::Drop | Cmd::Reopen | Cmd::Open | Cmd::Remove, ..) => {
            return about(state, shelf, cmd);
        }
        _ => return None,
    }
    Some(Vec::new())
}

/// An act of an earlier period is opened there: a form takes days, units and campaigns from the period looked at.
fn earlier(state: &State, shelf: &Shelf) -> Option<Vec<Effect>> {
    let rows = shelf.overdue(before(shelf), true)?;
    let act = &rows.get(state.proposals.late.place(&late_ids(shelf)))?.achievement;
    let period = act.period.filter(|key| *key != shelf.period)?;
    let place = Place { room: Room::Achievements, spot: Spot::Achievement(act.id) };
    Some(vec![Effect::GoIn(period, place)])
}

/// A command about one proposal.
fn about(state: &mut State, shelf: &Shelf, cmd: Cmd) -> Option<Vec<Effect>> {
    let head = meant(state, shelf)?;
    let label = side::label(&head);
    let (id, rev) = (head.id, head.rev);
    let act = |act| Some(vec![Effect::Act(Act::Proposal(act))]);
    // a form goes back to the page it was opened from
    let page = match &state.open {
        Open::Proposed(page) if matches!(cmd, Cmd::Edit | Cmd::Decide) => Some(page.id),
        _ => None,
    };
    state.proposals.page = page;
    match cmd {
        Cmd::Edit if head.state == Fate::Decided => {
            let problem = Problem::new("problem.proposal.decided").text("thing", label);
            return Some(vec![Effect::Say(problem)]);
        }
        Cmd::Edit => state.open = Open::Wanted(Wanted::Proposal(id)),
        Cmd::Decide => state.open = Open::Wanted(Wanted::Answer(id)),
        Cmd::Open => {
            let spot = Spot::Decision(head.decision?);
            return Some(vec![Effect::Go(Place { room: Room::Achievements, spot })]);
        }
        Cmd::Drop => {
            state.proposals.dropping = Some((id, rev, label));
            return Some(vec![ask(shelf)]);
        }
        Cmd::Reopen => return act(proposal::Act::Reopen { id, rev, label }),
        Cmd::Remove => {
            let stretch = state.stretch(shelf);
            state.list_mut().hold(stretch);
            return act(proposal::Act::Remove { id, rev, label });
        }
        _ => return None,
    }
    Some(Vec::new())
}

/// Why it is dropped, with the usual reasons.
fn ask(shelf: &Shelf) -> Effect {
    let word = |key: &str| shelf.words.get(key).to_owned();
    Effect::Ask(Question::Reason {
        id: QUESTION,
        title: word("room.pr.drop_title"),
        lines: vec![word("room.pr.drop_text")],
        text: String::new(),
        used: vec![word("room.pr.drop_refused"), word("room.pr.drop_withdrawn")],
        papers: Vec::new(),
    })
}

/// The answer to that.
pub(super) fn answered(state: &mut State, answer: &Answer) -> Vec<Effect> {
    match (state.proposals.dropping.take(), answer) {
        (Some((id, rev, label)), Answer::Text(reason)) => {
            let act = proposal::Act::Drop { id, rev, reason: reason.clone(), label };
            vec![Effect::Act(Act::Proposal(act))]
        }
        _ => Vec::new(),
    }
}

/// A proposal for the achievement of the page, or of the selected row.
fn propose(state: &mut State, shelf: &Shelf) {
    let id = match (&state.open, state.tab) {
        (Open::Page(page), _) => Some(page.id),
        (Open::Nothing, Tab::Late) => state.proposals.late.selected(&late_ids(shelf)),
        (Open::Nothing, Tab::Acts) => state.selected(shelf),
        _ => None,
    };
    if let Some(id) = id {
        state.page = matches!(state.open, Open::Page(_)).then_some(id);
        state.open = Open::Wanted(Wanted::Propose(id));
    }
}
