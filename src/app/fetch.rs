//! Needs against the shelf: what is missing or stale is asked for, late answers nobody needs are dropped.
//! The only place with tickets and refresh; rooms carry no loading messages.
use super::{App, Request};
use crate::core::ask::{Ask, Facts};
use crate::core::problem::Problem;
use crate::screen;

impl App {
    /// Everything the room, the frame and the overlays show now; answers to anything else may be left out.
    pub fn needs(&self) -> Vec<Ask> {
        if self.first.is_some() {
            return Vec::new();
        }
        let mut needs = vec![Ask::Quarter(self.shelf.period), Ask::Periods];
        let over = self.overlays.last().map_or_else(Vec::new, crate::overlay::Overlay::needs);
        for ask in screen::needs(&self.rooms, self.room, &self.shelf).into_iter().chain(over) {
            if !needs.contains(&ask) {
                needs.push(ask);
            }
        }
        needs
    }

    /// Asks for what is missing; everything again after a write.
    pub(super) fn fetch(&mut self) {
        let needs = self.needs();
        self.shelf.keep(&needs);
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

    /// Answers come in the order of their questions, so the last one of a question under way is the fresh one.
    pub(super) fn answered(&mut self, ask: Ask, result: Result<Facts, Problem>) {
        if let Some(at) = self.asked.iter().position(|a| *a == ask) {
            self.asked.remove(at);
        }
        if !self.needs().contains(&ask) {
            return;
        }
        match result {
            Ok(facts) => {
                // another period may be a snapshot with the names of its day
                if let Facts::Quarter(q) = &facts
                    && q.period.key == self.shelf.period
                {
                    self.register = q.register.clone();
                }
                self.shelf.put(ask, facts);
            }
            Err(problem) => {
                self.warn(&problem);
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
        let essential = |a: &Ask| {
            !matches!(
                a,
                Ask::Decisions { .. }
                    | Ask::Achievements { .. }
                    | Ask::Proposals { .. }
                    | Ask::Guard(_)
                    | Ask::Parties { .. }
                    | Ask::Awards(_)
                    | Ask::Find(_)
            )
        };
        let needs = self.needs();
        self.writing > 0
            || self.pending.is_some()
            || self.asked.iter().any(|a| essential(a) && needs.contains(a))
    }
}
