//! The way back: whoever was led from one place to another goes back there with Esc, and finds it as it was left. One
//! mechanism for every jump, whichever room or overlay it began in; a room chosen by its key has no way back.
use super::{App, Request};
use crate::core::period::PeriodKey;
use crate::effect::{Place, Room, Spot};
use crate::overlay::Overlay;
use crate::screen::{self, Msg, Rooms};
use crossterm::event::{KeyCode, KeyEvent};

/// Jumps remembered: nobody finds his way through more.
const MOST: usize = 8;

/// One jump.
#[derive(Debug)]
pub(super) struct Leap {
    /// where it began
    room: Room,
    period: PeriodKey,
    /// the period it led to: who went on to another one stays in that
    led: PeriodKey,
    /// words key of the page it began on
    name: &'static str,
    /// what lay over the room
    over: Vec<Overlay>,
    /// pages open where it led, once a key was pressed there: a step deeper is taken back first
    depth: Option<usize>,
    /// Esc was pressed on the page it led to: back as soon as its form is closed
    leaving: bool,
    /// the room it began in, where a jump led into it again
    aside: Option<Box<Rooms>>,
}

impl App {
    /// To a place that something here speaks of; Esc leads back.
    pub(super) fn jump(&mut self, place: Place) {
        self.jump_in(self.shelf.period, place);
    }

    /// The same, in a period.
    pub(super) fn jump_in(&mut self, period: PeriodKey, place: Place) {
        let over: Vec<Overlay> = self.overlays.drain(..).filter(Overlay::returns).collect();
        let page = screen::pages(&self.rooms, self.room).last().copied();
        // from the list of a room to a page of it: that page closes by itself
        let inside = place.room == self.room && period == self.shelf.period;
        if !(inside && over.is_empty() && page.is_none()) {
            self.way.push(Leap {
                room: self.room,
                period: self.shelf.period,
                led: period,
                name: over.last().map_or_else(|| page.unwrap_or(self.room.word()), Overlay::name),
                over,
                depth: None,
                leaving: false,
                aside: None,
            });
        }
        if self.way.len() > MOST {
            self.way.remove(0);
        }
        for leap in self.way.iter_mut().filter(|l| l.room == place.room && l.aside.is_none()) {
            leap.aside = Some(Box::new(screen::aside(&self.rooms, place.room)));
        }
        self.bar = None;
        self.room = place.room;
        self.look_at(period);
        self.send(Msg::Enter(place.spot));
    }

    /// The period looked at from now on; what is shown hears of it by what comes next.
    fn look_at(&mut self, period: PeriodKey) {
        if period != self.shelf.period {
            self.shelf.period = period;
            self.out.push(Request::Remember(period));
        }
    }

    /// Before a key reaches the room: true where it was the one that leads back. A page is closed by the room itself.
    pub(super) fn leads_back(&mut self, key: &KeyEvent) -> bool {
        let (depth, typing) = (self.depth(), self.typing());
        let Some(leap) = self.way.last_mut() else { return false };
        let arrived = *leap.depth.get_or_insert(depth);
        let escape = key.code == KeyCode::Esc && key.modifiers.is_empty();
        // a cell that is given up is no page that is left
        leap.leaving = escape && depth <= arrived && (depth > 0 || !typing);
        let back = leap.leaving && depth == 0;
        if back {
            self.back();
        }
        back
    }

    /// After a key or an answer: the page that was left is closed.
    pub(super) fn follow_back(&mut self) {
        let (depth, typing) = (self.depth(), self.typing());
        let Some(leap) = self.way.last_mut() else { return };
        let Some(arrived) = leap.depth else { return };
        let closed = depth < arrived || !typing;
        if leap.leaving && closed && self.overlays.is_empty() {
            return self.back();
        }
        leap.depth = Some(arrived.min(depth));
    }

    fn depth(&self) -> usize {
        if self.first.is_some() { 0 } else { screen::pages(&self.rooms, self.room).len() }
    }

    /// Back to where the last jump began.
    fn back(&mut self) {
        let Some(leap) = self.way.pop() else { return };
        self.room = leap.room;
        self.bar = None;
        self.overlays = leap.over;
        if let Some(aside) = leap.aside
            && !screen::unsaved(&self.rooms, leap.room)
        {
            screen::put_back(&mut self.rooms, leap.room, *aside);
        }
        if self.shelf.period == leap.led {
            self.look_at(leap.period);
        } else {
            self.send(Msg::Enter(Spot::AsLeft));
        }
    }

    /// What Esc does now, where it leads back: `về Vì sao`.
    pub(super) fn back_to(&self) -> Option<String> {
        let leap = self.way.last()?;
        let depth = self.depth();
        let back = depth <= leap.depth.unwrap_or(depth) && (depth > 0 || !self.typing());
        back.then(|| self.look.words.fill("app.back", &[("page", self.look.word(leap.name))]))
    }
}
