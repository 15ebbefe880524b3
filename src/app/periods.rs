//! Which period is looked at: from quarter to quarter, by the list, and what is shown when one was opened or got other dates.
use super::{App, Request};
use crate::core::act::{Act, Done};
use crate::core::period::PeriodKey;
use crate::core::problem::Problem;
use crate::core::register;
use crate::effect::Spot;
use crate::overlay::Overlay;
use crate::screen::Msg;

impl App {
    /// Shows a period from now on.
    pub(super) fn show_period(&mut self, key: PeriodKey) {
        if key != self.shelf.period {
            self.shelf.period = key;
            self.out.push(Request::Remember(key));
            self.send(Msg::Enter(Spot::AsLeft));
        }
    }

    /// `by` places older in the list of quarters, which stands newest first. Sets of quarters are chosen in the list (F8).
    pub(super) fn period_by(&mut self, by: isize) {
        let quarters: Vec<PeriodKey> = self.shelf.quarters().map(|p| p.key).collect();
        let here = self.shelf.period;
        // from a half-year or a year: back into its newest quarter, on to the one after it
        let by = if here.leaf() || by < 0 { by } else { 0 };
        let at = quarters.iter().position(|key| here.holds(*key));
        let to = at.and_then(|at| at.checked_add_signed(by)).and_then(|at| quarters.get(at)).copied();
        match to {
            Some(key) => self.show_period(key),
            None => {
                self.say(&Problem::new(if by > 0 {
                    "note.no_period_before"
                } else {
                    "note.no_period_after"
                }));
            }
        }
    }

    pub(super) fn choose_period(&mut self) {
        if self.first.is_none() {
            self.overlays.push(Overlay::periods(self.shelf.periods(), self.shelf.period, &self.look));
        }
    }

    /// A period that is being opened is shown when it is there: nothing can be said about one that was refused.
    pub(super) fn expect_period(&mut self, act: &Act) {
        if let Act::Register(register::Act::AddPeriod(key)) = act {
            self.adding = Some(*key);
        }
    }

    /// A write was done: the period it opened is shown, the form of the dates it changed is closed.
    pub(super) fn period_written(&mut self, added: Option<PeriodKey>, done: &Done) {
        if let Some(key) = added {
            self.show_period(key);
        }
        if done.what == "act.period_dates" {
            self.overlays.retain(|o| !matches!(o, Overlay::Redate(_) | Overlay::Periods(_)));
        }
    }
}
