//! Drafts of open forms: when one is to be kept, and what becomes of those a killed program left. The shell asks
//! `unkept` and calls `keep` a moment later; at rest there is nothing to ask and nothing to wait for.
use super::{App, DraftWork, Request};
use crate::core::draft::{Draft, Kept, Life};
use crate::core::problem::{Arg, Problem};
use crate::effect::{Place, Question, Room, Spot};
use crate::overlay::Overlay;
use crate::screen;

/// A draft of an open form, as it was sent to be kept.
#[derive(Debug)]
struct Own {
    room: Room,
    draft: Draft,
    /// `14:05`, once it is on disk
    time: Option<String>,
}

/// Drafts of open forms, and those lost.
#[derive(Debug, Default)]
pub(super) struct Drafts {
    own: Vec<Own>,
    /// found at opening
    pub(super) lost: Vec<Kept>,
    /// something was typed since drafts were kept last
    typed: bool,
    /// it was said that drafts cannot be written
    told: bool,
    /// the room whose act is on its way finishes its drafts
    finishing: Option<Room>,
    /// a lost draft that is opened as soon as its room has what it needs
    pub(super) opening: Option<Kept>,
    /// a lost draft about which the user is asked whether to give it up
    dropping: Option<i64>,
    /// the room looked at last
    room: Option<Room>,
}

impl App {
    /// Is something typed that no draft holds yet? Asked by the shell, which calls `keep` a moment later.
    pub fn unkept(&self) -> bool {
        self.drafts.typed && self.writing == 0 && self.first.is_none() && !self.shelf.read_only
    }

    /// Keeps what stands typed in every form, and drops the drafts of forms that were left.
    pub fn keep(&mut self) {
        if self.first.is_some() || self.shelf.read_only || self.writing > 0 {
            return;
        }
        self.changed |= std::mem::take(&mut self.drafts.typed);
        for room in Room::ALL {
            let unsaved = screen::unsaved(&self.rooms, room);
            let now = if unsaved { screen::draft(&self.rooms, room, &self.shelf) } else { None };
            self.keep_of(room, now);
        }
    }

    fn keep_of(&mut self, room: Room, now: Option<Draft>) {
        let old = self.drafts.own.iter().position(|o| o.room == room);
        let old = old.map(|at| self.drafts.own.remove(at));
        if let Some(old) = &old
            && now.as_ref().is_none_or(|now| now.place != old.draft.place)
        {
            self.out.push(Request::Draft(DraftWork::Drop { place: old.draft.place.clone() }));
        }
        let Some(draft) = now else { return };
        if let Some(old) = old
            && old.draft == draft
        {
            return self.drafts.own.push(old);
        }
        self.out.push(Request::Draft(DraftWork::Keep { draft: draft.clone(), takes: None }));
        self.drafts.own.push(Own { room, draft, time: None });
    }

    /// After an event: was something typed, a form left, another one opened?
    pub(super) fn noticed(&mut self) {
        if self.first.is_some() || self.shelf.read_only {
            return;
        }
        let had = |drafts: &Drafts, room| drafts.own.iter().any(|o| o.room == room);
        if screen::unsaved(&self.rooms, self.room) {
            self.drafts.typed = true;
        } else if had(&self.drafts, self.room) {
            // left, or everything taken back: the draft goes at once
            self.keep();
        }
        // what was typed in a room just left is kept at once
        if self.drafts.room.replace(self.room).is_some_and(|r| r != self.room) && self.drafts.typed {
            self.keep();
        }
        if self.form_opened() {
            self.offer_here();
        }
    }

    /// A draft was written, or not: said once, the work goes on.
    pub(super) fn drafted(&mut self, place: &str, result: Result<String, Problem>) {
        match result {
            Ok(time) => {
                self.drafts.told = false;
                let own = self.drafts.own.iter_mut().find(|o| o.draft.place == place);
                if let Some(own) = own {
                    own.time = Some(time);
                }
            }
            Err(problem) if !self.drafts.told => {
                self.drafts.told = true;
                let why = self.look.say(&problem);
                self.warn(&Problem::new("draft.failed").text("why", why));
            }
            Err(_) => {}
        }
    }

    /// The time of the draft of the form shown, where it holds all that is typed.
    pub(super) fn kept_at(&self) -> Option<&str> {
        if self.drafts.typed {
            return None;
        }
        self.drafts.own.iter().find(|o| o.room == self.room)?.time.as_deref()
    }

    /// Places of the drafts that the act about to be sent finishes.
    pub(super) fn finishing(&mut self) -> Vec<String> {
        self.drafts.finishing = Some(self.room);
        let own = self.drafts.own.iter().filter(|o| o.room == self.room);
        own.map(|o| o.draft.place.clone()).collect()
    }

    /// The act is done, and the drafts with it.
    pub(super) fn finished(&mut self) {
        if let Some(room) = self.drafts.finishing.take() {
            self.drafts.own.retain(|o| o.room != room);
        }
    }

    /// The act was refused: the drafts stay.
    pub(super) fn unfinished(&mut self) {
        self.drafts.finishing = None;
    }

    /// What was typed is given up with the program: its drafts go.
    pub(super) fn give_up(&mut self) {
        for own in std::mem::take(&mut self.drafts.own) {
            self.out.push(Request::Draft(DraftWork::Drop { place: own.draft.place }));
        }
        self.drafts.typed = false;
        self.rooms = screen::Rooms::default();
    }

    /// Drafts found at opening are offered in the detail line: type-ahead is not kept from where it was going.
    pub(super) fn offer(&mut self, lost: Vec<Kept>) {
        self.drafts = Drafts { lost, ..Drafts::default() };
        let Some(latest) = self.drafts.lost.first().cloned() else { return };
        if self.said.is_some() || self.shelf.read_only {
            return;
        }
        let n = self.drafts.lost.len();
        let key = if n == 1 { "draft.one" } else { "draft.many" };
        let said = self.named(&latest, Problem::new(key).num("n", n as i64));
        self.say(&said);
    }

    /// A form just opened of which there is a lost draft.
    fn offer_here(&mut self) {
        let Some(open) = screen::draft(&self.rooms, self.room, &self.shelf) else { return };
        let found = self.drafts.lost.iter().find(|k| k.draft.place == open.place).cloned();
        if let Some(kept) = found {
            let said = self.named(&kept, Problem::new("draft.here"));
            self.say(&said);
        }
    }

    fn named(&self, kept: &Kept, said: Problem) -> Problem {
        let when = self.look.say(&kept.when(self.shelf.today));
        said.text("title", kept.draft.title.clone()).with("when", Arg::Text(when))
    }

    /// The list of lost drafts, at the one of the form that is open.
    pub(super) fn choose_draft(&mut self) {
        if self.drafts.lost.is_empty() {
            return self.say(&Problem::new("draft.none"));
        }
        let here = screen::draft(&self.rooms, self.room, &self.shelf).map(|d| d.place);
        let at = self.drafts.lost.iter().position(|k| Some(&k.draft.place) == here.as_ref()).unwrap_or(0);
        let line = |k: &Kept| {
            let key = if k.life == Life::Unknown { "draft.elsewhere" } else { "draft.note" };
            let when = self.look.say(&k.when(self.shelf.today));
            (k.n, k.draft.title.clone(), self.look.words.fill(key, &[("when", &when)]))
        };
        let lines = self.drafts.lost.iter().map(line).collect();
        self.overlays.push(Overlay::drafts(lines, at));
    }

    /// Opens a lost draft: to its period and room first, then, once everything is read, into its form.
    pub(super) fn open_draft(&mut self, n: i64) {
        let Some(kept) = self.drafts.lost.iter().find(|k| k.n == n).cloned() else { return };
        self.overlays.clear();
        let place = screen::place_of_draft(&kept.draft);
        if screen::unsaved(&self.rooms, place.room) {
            self.jump(Place { room: place.room, spot: Spot::AsLeft });
            return self.warn(&Problem::new("note.form_first"));
        }
        let known = |key| self.shelf.periods().iter().any(|p| p.key == key);
        let period = kept.draft.body.period.filter(|key| known(*key));
        self.jump_in(period.unwrap_or(self.shelf.period), place.clone());
        screen::prepare(&mut self.rooms, place.room, &kept.draft);
        self.drafts.opening = Some(kept);
        self.fetch();
        self.run_pending();
    }

    /// The room has what it needs by now: the draft goes into its form.
    pub(super) fn restore(&mut self, kept: &Kept) {
        if !screen::restore(&mut self.rooms, self.room, &self.shelf, &kept.draft) {
            let said = Problem::new("draft.lost_place").text("title", kept.draft.title.clone());
            return self.warn(&said);
        }
        self.drafts.lost.retain(|k| k.n != kept.n);
        self.form_opened();
        if let Some(draft) = screen::draft(&self.rooms, self.room, &self.shelf) {
            let takes = Some(kept.n);
            self.out.push(Request::Draft(DraftWork::Keep { draft: draft.clone(), takes }));
            self.drafts.own.retain(|o| o.room != self.room);
            self.drafts.own.push(Own { room: self.room, draft, time: None });
        }
        match screen::reading(&self.rooms, self.room).map(|why| self.look.say(why)) {
            Some(why) => self.warn(&Problem::new("draft.opened_closed").text("why", why)),
            None => self.say(&self.named(kept, Problem::new("draft.opened"))),
        }
        self.twins.compare = true;
    }

    /// Asks before a draft is given up: it cannot be taken back.
    pub(super) fn ask_discard(&mut self, n: i64) {
        let Some(kept) = self.drafts.lost.iter().find(|k| k.n == n) else { return };
        let text = self.named(kept, Problem::new("draft.drop_text"));
        self.drafts.dropping = Some(n);
        self.overlays.push(Overlay::question(Question::Confirm {
            id: "leave.draft",
            title: "draft.drop_title",
            text,
            yes: "draft.drop_yes",
            no: "draft.drop_no",
        }));
    }

    /// The answer to it.
    pub(super) fn discard(&mut self, yes: bool) {
        let Some(n) = self.drafts.dropping.take().filter(|_| yes) else { return };
        self.drafts.lost.retain(|k| k.n != n);
        self.out.push(Request::Draft(DraftWork::Discard { n }));
        if self.drafts.lost.is_empty() {
            self.overlays.clear();
        } else {
            self.overlays.pop();
            self.choose_draft();
        }
    }
}
