//! Needs against the shelf: what is missing or stale is asked for, late answers nobody needs are dropped.
//! The only place with tickets and refresh; rooms carry no loading messages.
use super::{App, Request};
use crate::core::ask::{Ask, Facts};
use crate::core::page::At;
use crate::core::problem::Problem;
use crate::screen;

impl App {
    /// Everything the room, the frame and the overlays show now, and what the next key will want; answers to anything else
    /// may be left out.
    pub fn needs(&self) -> Vec<Ask> {
        self.shown.iter().chain(&self.ahead).cloned().collect()
    }

    /// What is shown now: a frame waits a moment for it.
    fn showing(&self) -> Vec<Ask> {
        if self.first.is_some() {
            return Vec::new();
        }
        let mut needs = vec![Ask::Quarter(self.shelf.period), Ask::Periods];
        let over = self.overlays.iter().flat_map(|o| o.needs(&self.shelf));
        for ask in screen::needs(&self.rooms, self.room, &self.shelf).into_iter().chain(over) {
            if !needs.contains(&ask) {
                needs.push(ask);
            }
        }
        needs
    }

    /// Asks for what is missing; everything again after a write.
    pub(super) fn fetch(&mut self) {
        self.shown = self.showing();
        self.ahead = match &self.first {
            Some(_) => Vec::new(),
            None => screen::ahead(&self.rooms, self.room, &self.shelf),
        };
        self.ahead.extend(self.overlays.iter().flat_map(|o| o.ahead(&self.shelf)));
        self.ahead.retain(|ask| !self.shown.contains(ask));
        let needs = self.needs();
        self.shelf.keep(&needs);
        self.shelf.settle();
        let stale = std::mem::take(&mut self.stale);
        self.failed.retain(|ask| !stale && needs.contains(ask));
        for ask in needs {
            let known = self.shelf.has(&ask) || self.asked.contains(&ask) || self.failed.contains(&ask);
            if stale || !known {
                self.asked.push(ask.clone());
                self.out.push(Request::Ask(ask));
            }
        }
    }

    /// Are answers on their way that the next frame shows?
    pub(super) fn awaited(&self) -> bool {
        self.asked.iter().any(|ask| self.shown.contains(ask))
    }

    /// Answers come in the order of their questions, so the last one of a question under way is the fresh one.
    pub(super) fn answered(&mut self, ask: Ask, result: Result<Facts, Problem>) {
        if let Some(at) = self.asked.iter().position(|a| *a == ask) {
            self.asked.remove(at);
        }
        // what the next key will want changes nothing on the screen
        self.changed |= self.shown.contains(&ask);
        if !self.shown.contains(&ask) && !self.ahead.contains(&ask) {
            return;
        }
        match result {
            Ok(facts) => {
                // another period may be a snapshot with the names of its day
                if let Facts::Quarter(q) = &facts
                    && q.period.key == self.shelf.period
                {
                    self.register = q.register.clone();
                    self.look.year = q.register.year_start;
                }
                self.shelf.put(ask, facts);
                self.shelf.settle();
            }
            Err(problem) => {
                self.warn(&problem);
                for overlay in &mut self.overlays {
                    overlay.unanswered(&ask, &self.shelf);
                }
                self.failed.push(ask);
            }
        }
    }

    /// A question that was cut short because nobody needed it then; it is asked again where it is needed by now.
    pub(super) fn dropped(&mut self, ask: &Ask) {
        if let Some(at) = self.asked.iter().position(|a| a == ask) {
            self.asked.remove(at);
        }
    }

    /// Keys wait while a write is under way or an answer they would act on is on its way, so that type-ahead
    /// meets the screen it was meant for. A list being filtered does not hold keys.
    pub(super) fn held_back(&self) -> bool {
        let essential = |a: &Ask| match a {
            // typing goes on while a filter finds; moving on needs the rows it moves to
            Ask::Decisions(reach) | Ask::Achievements(reach) | Ask::Proposals(reach) => {
                reach.filter.is_empty() || reach.at != At::First
            }
            Ask::Guard(_) | Ask::Parties { .. } | Ask::Awards(_) | Ask::Find(_) | Ask::Volume(_) => false,
            _ => true,
        };
        self.writing > 0
            || self.pending.is_some()
            || self.drafts.opening.is_some()
            || self.twins.compare
            || self.asked.iter().any(|a| essential(a) && self.shown.contains(a))
    }
}
