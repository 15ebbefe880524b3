//! The two lists as the room asks for them and moves through them: this period's rows, or those of the whole register.
//! Drawing lies in the views, the selection in `listing`.
use super::{State, Tab, view_list};
use crate::core::achievement::AchievementRow;
use crate::core::ask::Ask;
use crate::core::award::DecisionRow;
use crate::core::page::{At, Reach, Span, Stretch, Window};
use crate::core::problem::Problem;
use crate::core::proposal::ProposalRow;
use crate::kit::listing::Listing;
use crate::shelf::Shelf;
use crossterm::event::KeyEvent;
use std::sync::Arc;

impl State {
    /// Which rows the lists run over.
    pub(super) fn span(&self, shelf: &Shelf) -> Span {
        if self.everything { Span::All } else { Span::Period(shelf.period) }
    }
    /// The stretch of decisions that is looked through.
    pub(super) fn decisions<'a>(&self, shelf: &'a Shelf) -> Option<&'a Arc<Window<DecisionRow>>> {
        self.awards.window(self.span(shelf), shelf.height, |reach| shelf.decisions(reach))
    }
    /// The stretch of achievements that is looked through.
    pub(super) fn achievements<'a>(&self, shelf: &'a Shelf) -> Option<&'a Arc<Window<AchievementRow>>> {
        self.acts.window(self.span(shelf), shelf.height, |reach| shelf.achievements(reach))
    }
    /// The stretch of proposals that is looked through.
    pub(super) fn proposals<'a>(&self, shelf: &'a Shelf) -> Option<&'a Arc<Window<ProposalRow>>> {
        self.proposed.window(self.span(shelf), shelf.height, |reach| shelf.proposals(reach))
    }
    /// The stretch of the open tab; empty while it is not there.
    pub(super) fn stretch<'a>(&self, shelf: &'a Shelf) -> Stretch<'a> {
        match self.tab {
            Tab::Awards => self.decisions(shelf).map(|w| w.stretch()),
            Tab::Acts => self.achievements(shelf).map(|w| w.stretch()),
            Tab::Proposals => self.proposals(shelf).map(|w| w.stretch()),
            Tab::Late => None,
        }
        .unwrap_or_default()
    }
    pub(super) fn selected(&self, shelf: &Shelf) -> Option<i64> {
        self.list().selected(self.stretch(shelf))
    }
    /// The decision under the cursor.
    pub(super) fn decision<'a>(&self, shelf: &'a Shelf) -> Option<&'a DecisionRow> {
        let window = self.decisions(shelf)?;
        window.rows.get(self.awards.place(window.stretch()))
    }
    /// The achievement under the cursor.
    pub(super) fn achievement<'a>(&self, shelf: &'a Shelf) -> Option<&'a AchievementRow> {
        let window = self.achievements(shelf)?;
        window.rows.get(self.acts.place(window.stretch()))
    }
    /// The proposal under the cursor.
    pub(super) fn proposal<'a>(&self, shelf: &'a Shelf) -> Option<&'a ProposalRow> {
        let window = self.proposals(shelf)?;
        window.rows.get(self.proposed.place(window.stretch()))
    }
    fn ask(&self, reach: Reach) -> Ask {
        match self.tab {
            Tab::Awards => Ask::Decisions(reach),
            Tab::Acts | Tab::Late => Ask::Achievements(reach),
            Tab::Proposals => Ask::Proposals(reach),
        }
    }
    fn sheet(&self, id: i64) -> Ask {
        match self.tab {
            Tab::Awards => Ask::Decision(id),
            Tab::Acts | Tab::Late => Ask::Achievement(id),
            Tab::Proposals => Ask::Proposal(id),
        }
    }
    /// What the open list shows now.
    pub(super) fn list_needs(&self, shelf: &Shelf) -> Vec<Ask> {
        let (list, span) = (self.list(), self.span(shelf));
        if self.tab == Tab::Late {
            return vec![Ask::Volume(span)];
        }
        let ask = self.ask(list.reach(span, shelf.height));
        let old = self.ask(list.before(span, shelf.height));
        let mut needs = Vec::new();
        // What is on the screen stays there until the other stretch has come.
        if old != ask && !shelf.has(&ask) && shelf.has(&old) {
            needs.push(old);
        }
        needs.push(ask);
        needs.extend(self.selected(shelf).map(|id| self.sheet(id)));
        needs.push(Ask::Volume(span));
        needs
    }
    /// What the next key will want: the rows beside the selected one, the stretch behind the edge it moves to, and both ends.
    pub(super) fn list_ahead(&self, shelf: &Shelf) -> Vec<Ask> {
        if self.tab == Tab::Late {
            return Vec::new();
        }
        let (list, span, stretch) = (self.list(), self.span(shelf), self.stretch(shelf));
        let next = list.ahead(span, shelf.height, stretch).map(|reach| self.ask(reach));
        let page = view_list::page(self, shelf);
        let mut asks: Vec<Ask> = list.beside(stretch, page).map(|id| self.sheet(id)).chain(next).collect();
        for (beyond, at) in [(stretch.before, At::First), (stretch.after, At::Last)] {
            if beyond && list.filter().is_empty() {
                let reach = Reach { at, ..list.reach(span, shelf.height) };
                let keys = self.stretch_at(shelf, &reach).map_or(&[][..], |end| end.keys);
                let row = if at == At::First { keys.first() } else { keys.last() };
                asks.extend(row.map(|key| self.sheet(key.id)));
                asks.push(self.ask(reach));
            }
        }
        asks
    }
    fn stretch_at<'a>(&self, shelf: &'a Shelf, reach: &Reach) -> Option<Stretch<'a>> {
        match self.tab {
            Tab::Awards => shelf.decisions(reach).map(|w| w.stretch()),
            Tab::Acts => shelf.achievements(reach).map(|w| w.stretch()),
            Tab::Proposals => shelf.proposals(reach).map(|w| w.stretch()),
            Tab::Late => None,
        }
    }
    /// A key of the open list.
    pub(super) fn move_list(&mut self, shelf: &Shelf, key: &KeyEvent) {
        let (stretch, page) = (self.stretch(shelf), view_list::page(self, shelf));
        let ahead = self.list().ahead(self.span(shelf), shelf.height, stretch);
        let next: Option<At> =
            ahead.filter(|reach| shelf.has(&self.ask(reach.clone()))).map(|reach| reach.at);
        self.list_mut().key(key, stretch, page, next);
    }
    /// This period, or every period.
    pub(super) fn widen(&mut self, everything: bool) {
        self.everything = everything;
        for list in [&mut self.awards, &mut self.acts, &mut self.proposed] {
            if everything {
                list.clear();
            } else {
                list.again();
            }
        }
    }
    /// Another period has another list.
    pub(super) fn follow(&mut self, shelf: &Shelf) {
        if self.period.replace(shelf.period).is_some_and(|old| old != shelf.period) && !self.everything {
            [&mut self.awards, &mut self.acts, &mut self.proposed].into_iter().for_each(Listing::restart);
        }
    }
    /// Why the selected row may not be written: its own period counts, not the one looked at.
    pub(super) fn closed(&self, shelf: &Shelf) -> Option<Problem> {
        if !self.everything && shelf.period.leaf() {
            return shelf.quarter()?.closed();
        }
        let key = match self.tab {
            Tab::Awards => self.decision(shelf)?.head.period,
            Tab::Acts => self.achievement(shelf)?.achievement.period,
            Tab::Proposals => self.proposal(shelf)?.head.period,
            Tab::Late => return shelf.quarter()?.closed(),
        }?;
        shelf.closed(key)
    }
}
