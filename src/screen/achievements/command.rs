//! What the commands of this room do: opening, adding, taking out, linking. Each answers with effects.
use super::deed::{self, Page};
use super::keys::Cmd;
use super::mend::{self, Mend};
use super::model;
use super::{Open, State, Tab, Wanted, fate, say};
use crate::core::achievement;
use crate::core::act::Act;
use crate::core::award;
use crate::core::find::Whose;
use crate::core::problem::Problem;
use crate::core::text;
use crate::effect::{Effect, Over, Place, Room, Spot};
use crate::shelf::Shelf;

/// Carries a command out.
pub(super) fn run(state: &mut State, shelf: &Shelf, cmd: Cmd) -> Vec<Effect> {
    if let Some(effects) = fate::run(state, shelf, cmd) {
        return effects;
    }
    let selected = state.selected(shelf);
    let list = matches!(state.open, Open::Nothing);
    if list
        && matches!(cmd, Cmd::Open | Cmd::Edit)
        && let Some(effects) = elsewhere(state, shelf)
    {
        return effects;
    }
    match (cmd, state.tab) {
        (Cmd::Back, _) => state.open = Open::Nothing,
        (Cmd::Person, _) => return vec![page_of(state, shelf)],
        (Cmd::Preview, _) => return vec![Effect::Go(Place { room: Room::Papers, spot: Spot::AsLeft })],
        (Cmd::NextTab, tab) => state.tab = beside(tab, true),
        (Cmd::PrevTab, tab) => state.tab = beside(tab, false),
        (Cmd::Find, _) => state.list_mut().filtering = true,
        (Cmd::Unfilter, _) => state.list_mut().clear(),
        (Cmd::Everything, _) => state.widen(true),
        (Cmd::ThisPeriod, _) => state.widen(false),
        (Cmd::Count, _) => (state.tab, state.open) = (Tab::Awards, Open::Wanted(Wanted::Count)),
        (Cmd::Add, Tab::Awards) => state.open = Open::Wanted(Wanted::New),
        (Cmd::Add, Tab::Acts) => state.open = Open::Wanted(Wanted::NewDeed),
        (Cmd::Cancel | Cmd::Split, _) => return afterwards(state, shelf, cmd),
        (Cmd::Link | Cmd::Unlink, _) => return link_command(state, shelf, cmd),
        (Cmd::Open, _) if matches!(state.open, Open::Page(_)) => return open_award(state, shelf),
        (Cmd::Edit, _) if matches!(state.open, Open::Page(_)) => {
            if let Open::Page(page) = &state.open {
                state.page = Some(page.id);
                state.open = Open::Wanted(Wanted::Deed(page.id));
            }
        }
        (Cmd::Open | Cmd::Edit, Tab::Awards) => {
            if let Some(id) = selected {
                state.open = Open::Wanted(Wanted::Decision(id));
            }
        }
        (Cmd::Open, Tab::Acts) => {
            if let Some(id) = selected {
                state.open = Open::Page(Page { id, ..Page::default() });
            }
        }
        (Cmd::Edit, Tab::Acts) => {
            if let Some(id) = selected {
                state.open = Open::Wanted(Wanted::Deed(id));
            }
        }
        (Cmd::Remove, _) => return remove(state, shelf),
        (Cmd::Model, _) => return model(state, shelf),
        (Cmd::Copy, _) => return copy(state, shelf),
        _ => {}
    }
    Vec::new()
}

/// The tab after or before another.
fn beside(tab: Tab, forward: bool) -> Tab {
    match (tab, forward) {
        (Tab::Awards, true) | (Tab::Proposals, false) => Tab::Acts,
        (Tab::Acts | Tab::Late, true) | (Tab::Awards, false) => Tab::Proposals,
        (Tab::Acts | Tab::Late, false) | (Tab::Proposals, true) => Tab::Awards,
    }
}

/// The decisions a new one may follow.
fn model(state: &State, shelf: &Shelf) -> Vec<Effect> {
    if !matches!(&state.open, Open::Entry(entry) if !entry.exists() && !entry.proposes()) {
        return Vec::new();
    }
    vec![model::ask(shelf).unwrap_or_else(|| Effect::Say(Problem::new("room.ac.e_no_model")))]
}

/// The selected decision as the beginning of a new one.
fn copy(state: &mut State, shelf: &Shelf) -> Vec<Effect> {
    let Some(head) = state.decision(shelf).map(|row| row.head.clone()) else { return Vec::new() };
    state.copying = Some(head.id);
    vec![model::ask_copy(&head, shelf)]
}

fn remove(state: &mut State, shelf: &Shelf) -> Vec<Effect> {
    let facts = shelf.quarter().map(std::convert::AsRef::as_ref);
    let act = match state.tab {
        Tab::Awards => state.decision(shelf).map(|row| {
            let label = say::label(&row.head, facts, &shelf.words);
            Act::Award(award::Act::Remove { id: row.head.id, rev: row.head.rev, label })
        }),
        Tab::Acts => state.achievement(shelf).map(|row| {
            let a = &row.achievement;
            let label = text::clip(&text::line(&a.content), 60);
            Act::Achievement(achievement::Act::Remove { id: a.id, rev: a.rev, label })
        }),
        Tab::Late | Tab::Proposals => None,
    };
    let stretch = state.stretch(shelf);
    state.list_mut().hold(stretch);
    act.map(Effect::Act).into_iter().collect()
}

/// A row of another period is opened in its own: a form takes days, units and campaigns from the period looked at.
fn elsewhere(state: &State, shelf: &Shelf) -> Option<Vec<Effect>> {
    let (period, spot) = match state.tab {
        Tab::Awards => state.decision(shelf).map(|row| (row.head.period, Spot::Decision(row.head.id)))?,
        Tab::Acts => {
            let a = &state.achievement(shelf)?.achievement;
            (a.period, Spot::Achievement(a.id))
        }
        // one of an earlier period that still waits is at home in this one too
        Tab::Proposals => {
            let head = &state.proposal(shelf)?.head;
            (head.period, Spot::Proposal(head.id))
        }
        Tab::Late => return None,
    };
    let period = period.filter(|key| state.everything && *key != shelf.period)?;
    Some(vec![Effect::GoIn(period, Place { room: Room::Achievements, spot })])
}

fn link_command(state: &mut State, shelf: &Shelf, cmd: Cmd) -> Vec<Effect> {
    let id = match &state.open {
        Open::Page(page) => Some(page.id),
        _ => state.selected(shelf),
    };
    let Some(sheet) = id.and_then(|id| shelf.achievement(id)).and_then(Option::as_ref) else {
        return Vec::new();
    };
    if cmd == Cmd::Unlink {
        let Open::Page(page) = &state.open else { return Vec::new() };
        let Some(row) = page.award(sheet) else {
            return vec![Effect::Say(Problem::new("room.ac.e_nothing_linked"))];
        };
        return vec![deed::link(row.recipient.id, None, "", deed::award_label(row, shelf))];
    }
    match deed::ask_link(shelf, sheet) {
        Ok((question, awards)) => {
            state.linking = Some((sheet.achievement.id, awards));
            vec![question]
        }
        Err(problem) => vec![Effect::Say(problem)],
    }
}

/// From the page of an achievement to the decision of its award.
fn open_award(state: &State, shelf: &Shelf) -> Vec<Effect> {
    let Open::Page(page) = &state.open else { return Vec::new() };
    let sheet = shelf.achievement(page.id).and_then(Option::as_ref);
    let Some(row) = sheet.and_then(|s| page.award(s)) else { return Vec::new() };
    let spot = Spot::Decision(row.decision);
    vec![Effect::Go(Place { room: Room::Achievements, spot })]
}

/// A cancellation or a split of the selected decision.
fn afterwards(state: &mut State, shelf: &Shelf, cmd: Cmd) -> Vec<Effect> {
    let Some(Some(sheet)) = state.selected(shelf).and_then(|id| shelf.decision(id)) else {
        return Vec::new();
    };
    let facts = shelf.quarter().map(std::convert::AsRef::as_ref);
    if cmd == Cmd::Cancel {
        return match Mend::cancel(shelf, sheet, say::label(&sheet.head, facts, &shelf.words)) {
            Ok(mend) => {
                state.open = Open::Mend(Box::new(mend));
                Vec::new()
            }
            Err(problem) => vec![Effect::Say(problem)],
        };
    }
    match mend::ask(shelf, sheet) {
        Ok((question, ways)) => {
            state.splitting = Some((sheet.head.id, ways));
            vec![question]
        }
        Err(problem) => vec![Effect::Say(problem)],
    }
}

/// The page of who stands in the selected row of an open page.
fn page_of(state: &State, shelf: &Shelf) -> Effect {
    let party = match &state.open {
        Open::Page(page) => {
            let sheet = shelf.achievement(page.id).and_then(Option::as_ref);
            sheet.and_then(|s| s.awards.get(page.cursor.at)).and_then(|a| a.recipient.party)
        }
        Open::Proposed(page) => {
            let sheet = shelf.proposal(page.id).and_then(Option::as_deref);
            sheet.and_then(|s| s.nominees.get(page.cursor.at)).and_then(|r| r.party)
        }
        _ => None,
    };
    party.map_or(Effect::Say(Problem::new("who.no_page")), |id| Effect::Lay(Over::Page(Whose::Party(id))))
}
