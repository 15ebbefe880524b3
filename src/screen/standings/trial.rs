//! "Nếu như": changes tried on a copy of the period. They lie in this room's state alone and are gone with Esc; in an approved
//! period they may be taken over into an adjustment, which is the only thing written here.
use super::records::ADJUSTMENT;
use crate::core::act::Act;
use crate::core::adjustment::{self, Adjustment, Change, Stage};
use crate::core::change;
use crate::core::period::PeriodKey;
use crate::core::problem::{Arg, Problem};
use crate::core::quarter::{QuarterFacts, State as Stand};
use crate::core::standing::Reckoned;
use crate::core::unit::UnitId;
use crate::effect::{Answer, Effect, Place, Room, Spot};
use crate::kit::table::Cursor;
use crate::screen::changing::{Builder, Ground, Next};
use crate::shelf::Shelf;
use crossterm::event::KeyEvent;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

/// A trial.
#[derive(Debug, Clone)]
pub(super) struct Trial {
    pub(super) period: PeriodKey,
    pub(super) changes: Vec<Change>,
    /// the selected unit: units move under the changes, the selection stays with its unit
    pub(super) unit: UnitId,
    /// in the changes; `None`: the units have the focus
    pub(super) change: Option<Cursor>,
    builder: Option<Builder>,
    /// the adjustment is being written
    sent: bool,
    /// rows of the units when drawn last
    pub(super) page: Cell<usize>,
    /// what followed from these facts under these changes
    kept: RefCell<Option<Kept>>,
}

type Kept = (Arc<QuarterFacts>, Vec<Change>, Rc<Reckoned>);

impl Trial {
    pub(super) fn of(period: PeriodKey, unit: UnitId) -> Self {
        Self {
            period,
            changes: Vec::new(),
            unit,
            change: None,
            builder: None,
            sent: false,
            page: Cell::new(10),
            kept: RefCell::default(),
        }
    }
    /// The period as tried.
    fn after(&self, facts: &QuarterFacts) -> QuarterFacts {
        change::apply(facts, &self.changes)
    }
    /// What follows from the period as tried; worked out anew where the changes or the period are others.
    pub(super) fn reckoned(&self, facts: &Arc<QuarterFacts>) -> Rc<Reckoned> {
        let mut kept = self.kept.borrow_mut();
        if let Some((of, changes, reckoned)) = &*kept
            && Arc::ptr_eq(of, facts)
            && *changes == self.changes
        {
            return Rc::clone(reckoned);
        }
        let reckoned = Rc::new(Reckoned::new(Arc::new(self.after(facts))));
        *kept = Some((Arc::clone(facts), self.changes.clone(), Rc::clone(&reckoned)));
        reckoned
    }
    /// A key no command claims.
    pub(super) fn key(&mut self, key: &KeyEvent, facts: &Arc<QuarterFacts>) {
        if let Some(cursor) = &mut self.change {
            cursor.key(key, self.changes.len(), self.changes.len().max(1));
            return;
        }
        let reckoned = self.reckoned(facts);
        let rows = &reckoned.standings.rows;
        let at = rows.iter().position(|r| r.unit == self.unit).unwrap_or(0);
        let mut cursor = Cursor::at(at);
        if cursor.key(key, rows.len(), self.page.get())
            && let Some(row) = rows.get(cursor.at)
        {
            self.unit = row.unit;
        }
    }
    /// The question that begins a change of the selected unit.
    pub(super) fn begin(&mut self, shelf: &Shelf, facts: &QuarterFacts) -> Vec<Effect> {
        let (builder, question) =
            self.grounded(shelf, facts, |ground| Builder::begin(Some(self.unit), ground));
        self.builder = Some(builder);
        vec![Effect::Ask(question)]
    }
    fn grounded<T>(&self, shelf: &Shelf, facts: &QuarterFacts, work: impl FnOnce(&Ground<'_>) -> T) -> T {
        let now = self.after(facts);
        work(&Ground { now: &now, rows: &[], late: &[], words: &shelf.words, full: false })
    }
    /// The answer to a question of a change.
    pub(super) fn answer(&mut self, shelf: &Shelf, facts: &QuarterFacts, answer: Answer) -> Vec<Effect> {
        let Some(mut builder) = self.builder.take() else { return Vec::new() };
        match self.grounded(shelf, facts, |ground| builder.answer(answer, ground)) {
            Next::Ask(question) => {
                self.builder = Some(builder);
                vec![Effect::Ask(question)]
            }
            Next::Put(change) => {
                adjustment::put(&mut self.changes, change);
                Vec::new()
            }
            Next::Say(problem) => vec![Effect::Say(problem)],
            Next::Stop => Vec::new(),
        }
    }
    /// Takes the selected change out; among the units the last one of the selected unit.
    pub(super) fn take_out(&mut self) {
        let at = match &self.change {
            Some(cursor) => Some(cursor.at),
            None => self.changes.iter().rposition(|c| c.unit() == self.unit),
        };
        if let Some(at) = at.filter(|at| *at < self.changes.len()) {
            self.changes.remove(at);
        }
        match &mut self.change {
            _ if self.changes.is_empty() => self.change = None,
            Some(cursor) => cursor.fit(self.changes.len()),
            None => {}
        }
    }
    /// Into the changes and back.
    pub(super) fn across(&mut self) {
        self.change = match self.change {
            None if !self.changes.is_empty() => Some(Cursor::default()),
            _ => None,
        };
    }
    /// Why it cannot become an adjustment.
    pub(super) fn hindrance(&self, facts: &QuarterFacts) -> Option<Problem> {
        let said = |key| Some(Problem::new(key).with("period", Arg::Period(self.period)));
        match facts.period.state {
            Stand::Approved if self.changes.is_empty() => said("problem.adjust.empty"),
            Stand::Approved => None,
            Stand::Locked => said("problem.adjust.locked"),
            _ => said("problem.adjust.not_approved"),
        }
    }
    /// Takes the changes over into the adjustment that is prepared, or begins one.
    pub(super) fn prepare(&mut self, shelf: &Shelf, facts: &QuarterFacts) -> Vec<Effect> {
        if let Some(problem) = self.hindrance(facts) {
            return vec![Effect::Say(problem)];
        }
        let open = facts.adjustments.iter().find(|a| a.stage == Stage::Open).cloned();
        let mut adjustment = open.unwrap_or_else(|| Adjustment::next(&facts.adjustments));
        for change in &self.changes {
            adjustment::put(&mut adjustment.changes, change.clone());
        }
        self.sent = true;
        let (n, period) = (adjustment.ordinal.to_string(), self.period.label(shelf.words.lang));
        let label = shelf.words.fill("room.cl.adjust_label", &[("n", &n), ("period", &period)]);
        vec![Effect::Act(Act::Adjust(adjustment::Act::Save { period: self.period, adjustment, label }))]
    }
    /// It was written: to where it is applied. `None`: something else was.
    pub(super) fn done(&mut self) -> Option<Vec<Effect>> {
        let place = Place { room: Room::Classification, spot: Spot::Part(ADJUSTMENT) };
        std::mem::take(&mut self.sent).then(|| vec![Effect::Go(place)])
    }
    /// It was refused.
    pub(super) fn refused(&mut self) {
        self.sent = false;
    }
}
