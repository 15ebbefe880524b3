//! Two programs on one file: the other's acts are noticed when a key arrives, what it changed is read again, and over a
//! record it changed nothing is saved before both versions stood side by side. No timer: at rest nobody looks.
use super::{App, Request};
use crate::core::act::Done;
use crate::core::problem::Problem;
use crate::effect::Room;
use crate::kit::compare::Comparison;
use crate::overlay::Overlay;
use crate::screen;

/// What is known of other programs on the file.
#[derive(Debug, Default)]
pub(super) struct Twins {
    /// number of the last act when the form of a room was opened
    since: Vec<(Room, i64)>,
    /// the form shown is to be compared with the register as soon as that was read again
    pub(super) compare: bool,
    /// acts done here
    own: Vec<i64>,
    /// what was noticed while an act of ours was on its way
    noticed: Option<(i64, String, bool)>,
}

impl App {
    /// A key arrived: has another program written?
    pub(super) fn look_around(&mut self) {
        if self.first.is_none() && !self.out.contains(&Request::Look) {
            self.out.push(Request::Look);
        }
    }

    /// The last act in the file is this one. `gone`: the one known before is not in it any more, a copy was put back; a form
    /// opened before that stands over nothing that is still there.
    pub(super) fn touched(&mut self, act: i64, time: String, gone: bool) {
        if self.writing > 0 {
            let before = self.twins.noticed.take().is_some_and(|(.., gone)| gone);
            self.twins.noticed = Some((act, time, gone || before));
            return;
        }
        if gone {
            self.twins.since.iter_mut().for_each(|(_, seen)| *seen = i64::MAX);
            self.twins.own.clear();
            self.opened_at = act;
        }
        if gone || act > self.last.0 {
            self.last = (act, time);
            self.stale = true;
            self.say(&Problem::new("note.touched"));
        }
    }

    /// An act of ours was refused: what was noticed while it was on its way holds now.
    pub(super) fn noticed_meanwhile(&mut self) {
        if let Some((act, time, gone)) = self.twins.noticed.take() {
            self.touched(act, time, gone);
        }
    }

    /// An act of ours got this number: did others write before or behind it? Called before `last` is set.
    pub(super) fn follows(&mut self, act: i64) -> bool {
        let behind = self.twins.noticed.take().is_some_and(|(n, _, gone)| gone || n > act);
        self.twins.since.retain(|(room, _)| *room != self.room);
        self.twins.own.push(act);
        behind || act != self.last.0 + 1
    }

    /// Of an act taken back that was not done here since the register was opened: whose it was.
    pub(super) fn of_other(&self, done: &Done) -> Option<String> {
        let (of, who) = done.of.as_ref()?;
        let here = *of <= self.opened_at || self.twins.own.contains(of);
        let args = [("act", of.to_string()), ("who", who.clone())];
        let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
        (!here).then(|| self.look.words.fill("note.of_other", &args))
    }

    /// Number of the last act whose outcome stands behind what the user is about to write.
    pub(super) fn seen(&self) -> i64 {
        self.twins.since.iter().find(|(room, _)| *room == self.room).map_or(self.last.0, |(_, n)| *n)
    }

    /// Notes since when a form is open; true when it was opened just now.
    pub(super) fn form_opened(&mut self) -> bool {
        let known = self.twins.since.iter().any(|(room, _)| *room == self.room);
        let open = screen::typing(&self.rooms, self.room);
        if !open {
            self.twins.since.retain(|(room, _)| *room != self.room);
        } else if !known {
            self.twins.since.push((self.room, self.last.0));
        }
        open && !known
    }

    /// An act was refused because another program changed what it is about: both versions are laid side by side as soon
    /// as the register was read again.
    pub(super) fn refused_as_stale(&mut self) {
        self.stale = true;
        self.twins.compare = true;
        self.twins.since.retain(|(room, _)| *room != self.room);
        self.look_around();
    }

    /// Lays the open form beside its record as it stands now, where that is no longer what it was opened with.
    pub(super) fn compare(&mut self) {
        let Some(comparison) = screen::compare(&self.rooms, self.room, &self.shelf) else { return };
        if !comparison.collides() {
            screen::merge(&mut self.rooms, self.room, &self.shelf, &comparison);
            self.twins.since.retain(|(room, _)| *room != self.room);
            self.form_opened();
            return self.say(&Problem::new("note.apart"));
        }
        // it says more than the sentence of the refusal
        self.said = None;
        self.overlays.push(Overlay::compare(comparison));
    }

    /// The choices made side by side go into the form, which stands over the register as it is now.
    pub(super) fn merge(&mut self, comparison: &Comparison) {
        screen::merge(&mut self.rooms, self.room, &self.shelf, comparison);
        self.twins.since.retain(|(room, _)| *room != self.room);
        let left = screen::unsaved(&self.rooms, self.room);
        let said = match (left, comparison.lines.is_empty()) {
            (true, _) => "note.merged",
            (false, true) => "note.same",
            (false, false) => "note.theirs",
        };
        self.say(&Problem::new(said));
        self.noticed();
    }
}
