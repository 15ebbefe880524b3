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
    /// the room it began in
    left: Left,
}

/// A room that was left for another place.
#[derive(Debug)]
enum Left {
    /// nothing led into it since: it stands as it was
    Alone,
    /// as it stood before a jump led into it again
    Aside(Box<Rooms>),
    /// led into again while a form was open in it: that form may be saved or given up by now, so it never comes back
    Form,
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
                left: Left::Alone,
            });
        }
        if self.way.len() > MOST {
            self.way.remove(0);
        }
        let form = screen::typing(&self.rooms, place.room) || screen::unsaved(&self.rooms, place.room);
        for leap in &mut self.way {
            // an Esc before has done its work
            leap.leaving = false;
            if leap.room == place.room && matches!(leap.left, Left::Alone) {
                leap.left = if form {
                    Left::Form
                } else {
                    Left::Aside(Box::new(screen::aside(&self.rooms, place.room)))
                };
            }
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

    /// Before a key or a paste reaches the room: what is open by now was led to, what opens later is a step deeper.
    pub(super) fn arrive(&mut self) {
        let depth = self.depth();
        if let Some(leap) = self.way.last_mut() {
            leap.depth.get_or_insert(depth);
        }
    }

    /// Before a key reaches the room: true where it was the one that leads back. A page is closed by the room itself.
    pub(super) fn leads_back(&mut self, key: &KeyEvent) -> bool {
        self.arrive();
        let depth = self.depth();
        let Some(leap) = self.way.last_mut() else { return false };
        let escape = key.code == KeyCode::Esc && key.modifiers.is_empty();
        leap.leaving = escape && leap.depth.is_some_and(|arrived| depth <= arrived);
        let back = leap.leaving && depth == 0;
        if back {
            self.back();
        }
        back
    }

    /// After a key or an answer: is the page closed that was left? An open cell is a page too: giving it up leaves the one
    /// it stands in open.
    pub(super) fn follow_back(&mut self) {
        let (depth, asked) = (self.depth(), !self.overlays.is_empty());
        let waits = asked || self.writing > 0;
        let Some(leap) = self.way.last_mut() else { return };
        let Some(arrived) = leap.depth else { return };
        if leap.leaving && depth < arrived && !asked {
            return self.back();
        }
        // only a question and a write make Esc wait
        leap.leaving &= waits;
        leap.depth = Some(arrived.min(depth));
    }

    fn depth(&self) -> usize {
        if self.first.is_some() { 0 } else { screen::pages(&self.rooms, self.room).len() }
    }

    /// Back to where the last jump began.
    fn back(&mut self) {
        let Some(leap) = self.way.pop() else { return };
        self.changed = true;
        self.room = leap.room;
        self.bar = None;
        self.overlays = leap.over;
        // who went on to another period stays in it; one that was taken back is there no more
        let there =
            leap.period == self.shelf.period || self.shelf.periods().iter().any(|p| p.key == leap.period);
        let home = self.shelf.period == leap.led && there;
        if home {
            self.look_at(leap.period);
        }
        let as_it_was = match leap.left {
            Left::Alone => true,
            Left::Aside(aside) if !screen::unsaved(&self.rooms, leap.room) => {
                screen::put_back(&mut self.rooms, leap.room, *aside);
                true
            }
            Left::Aside(_) | Left::Form => false,
        };
        if !home || !as_it_was {
            self.send(Msg::Enter(Spot::AsLeft));
        }
    }

    /// What Esc does now, where it leads back: `về Vì sao`.
    pub(super) fn back_to(&self) -> Option<String> {
        let leap = self.way.last()?;
        let depth = self.depth();
        let back = depth <= leap.depth.unwrap_or(depth);
        back.then(|| self.look.words.fill("app.back", &[("page", self.look.word(leap.name))]))
    }
}
