//! From events to messages: overlay → field → room → global.
use super::keys::{self, GLOBAL, Global};
use super::{App, Request};
use crate::core::checklist;
use crate::core::find::Whose;
use crate::core::period::PeriodKey;
use crate::core::problem::Problem;
use crate::core::words::Lang;
use crate::effect::{Answer, Effect, Job, Over, Place, Question, Room, Spot};
use crate::kit::keys::{burst, is_pressed, is_text};
use crate::kit::look::Role;
use crate::overlay::{Outcome, Overlay};
use crate::screen::{self, Msg};
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use std::collections::VecDeque;

impl App {
    /// Works through what waits, as far as it may.
    pub(super) fn pump(&mut self) {
        self.run_pending();
        while !self.held_back() {
            let Some(batch) = self.held.pop_front() else { break };
            if !self.typing() && burst(&batch) {
                // An input method corrects a letter in a list: nothing there can take it.
                self.say(&Problem::new("note.burst"));
                continue;
            }
            let mut rest: VecDeque<Event> = batch.into();
            while let Some(event) = rest.pop_front() {
                let key = matches!(&event, Event::Key(key) if is_pressed(key));
                self.event(event);
                if key {
                    self.follow_back();
                }
                self.noticed();
                self.fetch();
                if self.held_back() && !rest.is_empty() {
                    self.held.push_front(rest.into());
                    break;
                }
            }
        }
    }

    /// Keys typed before a question stood on the screen are no answer to it.
    pub(super) fn drop_typed_ahead(&mut self) {
        self.held.iter_mut().for_each(|batch| batch.retain(|e| matches!(e, Event::Resize(..))));
        self.held.retain(|batch| !batch.is_empty());
    }

    pub(super) fn typing(&self) -> bool {
        if let Some(overlay) = self.overlays.last() {
            return overlay.typing();
        }
        if self.bar.is_some() {
            return false;
        }
        match &self.first {
            Some(first) => screen::first::typing(first),
            None => screen::typing(&self.rooms, self.room),
        }
    }

    fn event(&mut self, event: Event) {
        match event {
            Event::Key(key) if is_pressed(&key) => {
                self.said = None;
                self.failed.clear();
                self.key(key);
            }
            Event::Paste(text) => {
                self.said = None;
                match self.overlays.last_mut() {
                    Some(overlay) => {
                        overlay.paste(&text, &self.shelf);
                        self.remember_find();
                    }
                    None if self.bar.is_some() => {}
                    None => {
                        self.arrive();
                        self.send(Msg::Paste(text));
                    }
                }
            }
            Event::Resize(_, height) => self.fit(height),
            _ => {}
        }
    }

    fn key(&mut self, key: KeyEvent) {
        if let Some(overlay) = self.overlays.last_mut() {
            let outcome = overlay.key(&key, &self.look, &self.shelf);
            self.remember_find();
            let digit = matches!(key.code, KeyCode::Char(c) if c.is_ascii_digit());
            let chosen = digit && matches!(outcome, Outcome::Answer(..));
            self.outcome(outcome);
            if let Some(overlay) = self.overlays.last_mut().filter(|_| chosen) {
                overlay.after_digit();
            }
            return;
        }
        if let Some(at) = self.bar {
            return self.bar_key(at, &key);
        }
        if self.leads_back(&key) {
            return;
        }
        let typing = self.typing();
        let global = self.keymap.pressed(&key);
        if typing {
            match global {
                Some(g) if keys::while_typing(g) && !is_text(&key) => self.global(g),
                // no room is left over what lies open in it, and not without a word
                _ if key.modifiers == KeyModifiers::ALT && self.room_of(&key).is_some() => {
                    self.warn(&Problem::new("note.form_first"));
                }
                _ => self.send(Msg::Key(key)),
            }
            return;
        }
        let rows = self.room_rows();
        if let Some(row) = rows.iter().find(|r| r.matches(&key)) {
            if let (Some(problem), _) = (&row.blocked, row.command) {
                return self.warn(&problem.clone());
            }
            if let Some(command) = row.command {
                return self.send(Msg::Command(command));
            }
        }
        if let Some(room) = self.room_of(&key) {
            return self.go(Place { room, spot: Spot::AsLeft });
        }
        match global {
            Some(g) => self.global(g),
            None => self.send(Msg::Key(key)),
        }
    }

    pub(super) fn room_rows(&self) -> Vec<crate::kit::keys::Row> {
        match &self.first {
            Some(first) => screen::first::keys(first),
            None => self.keymap.apply(Some(self.room), screen::keys(&self.rooms, self.room, &self.shelf)),
        }
    }

    /// Alt-digit anywhere; a bare digit where a digit cannot be data.
    fn room_of(&self, key: &KeyEvent) -> Option<Room> {
        if self.first.is_some() {
            return None;
        }
        let KeyCode::Char(c) = key.code else { return None };
        let bare = key.modifiers.is_empty() && !matches!(self.room, Room::Scores | Room::Classification);
        if key.modifiers == KeyModifiers::ALT || bare {
            return Room::ALL.into_iter().find(|r| r.digit() == c);
        }
        None
    }

    fn bar_key(&mut self, at: Room, key: &KeyEvent) {
        let place = Room::ALL.iter().position(|r| *r == at).unwrap_or(0);
        let count = Room::ALL.len();
        match key.code {
            KeyCode::Left | KeyCode::BackTab => {
                self.bar = Room::ALL.get((place + count - 1) % count).copied();
            }
            KeyCode::Right | KeyCode::Tab => self.bar = Room::ALL.get((place + 1) % count).copied(),
            KeyCode::Home => self.bar = Some(Room::Overview),
            KeyCode::End => self.bar = Some(Room::Settings),
            KeyCode::Up | KeyCode::Down => {
                let half = count / 2;
                self.bar = Room::ALL.get((place + half) % count).copied();
            }
            KeyCode::Enter => self.go(Place { room: at, spot: Spot::AsLeft }),
            KeyCode::Esc => self.bar = None,
            KeyCode::Char(c) => match Room::ALL.into_iter().find(|r| r.digit() == c) {
                Some(room) if !key.modifiers.contains(KeyModifiers::CONTROL) => {
                    self.go(Place { room, spot: Spot::AsLeft });
                }
                _ => self.bar_global(key),
            },
            _ => self.bar_global(key),
        }
    }

    fn bar_global(&mut self, key: &KeyEvent) {
        let global = self.keymap.pressed(key);
        if let Some(g) = global {
            self.global(g);
        }
    }

    pub(super) fn global(&mut self, global: Global) {
        match global {
            Global::Help => self.overlays.push(self.help()),
            Global::Commands => self.overlays.push(self.commands()),
            Global::Find if self.first.is_none() => self.overlays.push(Overlay::find(&self.sought)),
            Global::Next => self.next_step(),
            Global::Undo => self.carry(Effect::Undo),
            Global::Redo => self.carry(Effect::Redo),
            Global::PeriodBefore => self.period_by(1),
            Global::PeriodAfter => self.period_by(-1),
            Global::Periods => self.choose_period(),
            Global::Language => {
                let other = if self.look.words.lang == Lang::Vi { Lang::En } else { Lang::Vi };
                self.carry(Effect::Lang(other));
            }
            Global::Bar if self.first.is_none() => self.bar = Some(self.room),
            Global::Find | Global::Bar => {}
            Global::Copies => self.lay(Over::Copies),
            Global::File => self.lay(Over::File),
            Global::Journal => self.lay(Over::Journal),
            Global::Check => self.order(Job::Check),
            Global::Mend => self.order(Job::Mend),
            Global::Drafts => self.choose_draft(),
            Global::Quit => self.ask_quit(),
        }
    }

    /// To where the next step of the period is done.
    fn next_step(&mut self) {
        if self.shelf.quarter().is_none() {
            return;
        }
        match checklist::next(self.shelf.steps()) {
            Some(step) if step.goes == "periods" => self.choose_period(),
            Some(step) => {
                let (place, what) = (screen::place_of(step.goes), self.look.say(&step.what));
                let leaves = place.room != self.room;
                self.jump(place);
                // who is taken to another room is told why
                if leaves && self.overlays.is_empty() {
                    self.say(&Problem::new("note.next").text("step", what));
                }
            }
            None => self.say(&Problem::new("note.nothing_next")),
        }
    }

    pub(super) fn ask_quit(&mut self) {
        if self.busy() {
            return;
        }
        let changed = self.throwaway && self.last.0 != self.opened_at;
        if changed {
            let word = |k: &str| self.look.word(k).to_owned();
            let items = ["quit.discard", "quit.keep", "quit.stay"].map(|k| (word(k), String::new())).to_vec();
            let question =
                Question::Pick { id: "quit.sample", title: word("quit.sample"), items, at: 2, quick: false };
            self.overlays.push(Overlay::question(question));
        } else if let Some(room) = self.unsaved() {
            // the text that would be lost stands behind the question
            if room != self.room {
                self.jump(Place { room, spot: Spot::AsLeft });
            }
            self.keep();
            let word = |k: &str| self.look.word(k).to_owned();
            let items = ["quit.form_keep", "quit.form_drop", "quit.stay"];
            let items = items.map(|k| (word(k), String::new())).to_vec();
            let question =
                Question::Pick { id: "quit.form", title: word("quit.form"), items, at: 0, quick: false };
            self.overlays.push(Overlay::question(question));
        } else if self.first.as_deref().is_some_and(screen::first::begun) {
            self.ask_leave();
        } else {
            self.quit = true;
        }
    }

    fn ask_leave(&mut self) {
        self.overlays.push(Overlay::question(Question::Confirm {
            id: "leave.setup",
            title: "quit.form",
            text: Problem::new("quit.setup_text"),
            yes: "quit.leave",
            no: "quit.stay",
        }));
    }

    /// The room whose form holds text that is not saved: this one before the others.
    pub(super) fn unsaved(&self) -> Option<Room> {
        if self.first.is_some() {
            return None;
        }
        let rooms = std::iter::once(self.room).chain(Room::ALL);
        rooms.into_iter().find(|room| screen::unsaved(&self.rooms, *room))
    }

    /// Offers to overwrite where a file of that name is already there.
    pub(super) fn offer_overwrite(&mut self, problem: &Problem) -> bool {
        if problem.key != "problem.paper.exists" {
            return false;
        }
        self.overlays.push(Overlay::question(Question::Confirm {
            id: "papers.overwrite",
            title: "papers.overwrite",
            text: problem.clone(),
            yes: "papers.overwrite_yes",
            no: "quit.stay",
        }));
        true
    }

    fn outcome(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Stay => {}
            Outcome::Close => {
                self.overlays.pop();
            }
            Outcome::Go(place) => self.jump(place),
            Outcome::There(period, place) => self.go_in(period, place),
            Outcome::Papers(all) => self.overlays.push(Overlay::papers(all)),
            Outcome::Page(whose) => self.overlays.push(Overlay::page(whose)),
            Outcome::Merging(id, kind, name) => self.overlays.push(Overlay::merge(id, kind, &name)),
            Outcome::Merged(act, keep) => self.merged(*act, keep),
            Outcome::Period(key) => {
                self.overlays.pop();
                self.show_period(key);
            }
            Outcome::Dates(period) => self.overlays.push(Overlay::redate(&period, &self.look)),
            Outcome::Redate(dates) => {
                let act = crate::core::register::Act::Redate(dates);
                self.carry(Effect::Act(crate::core::act::Act::Register(act)));
            }
            Outcome::AddPeriod(key) => {
                self.overlays.pop();
                let act = crate::core::register::Act::AddPeriod(key);
                self.carry(Effect::Act(crate::core::act::Act::Register(act)));
            }
            Outcome::Run(room, command) => self.run(room, command),
            Outcome::Global(n) => {
                self.overlays.pop();
                match GLOBAL.get(n) {
                    Some((global, ..)) if self.typing() && keys::behind_a_form(*global) => {
                        self.warn(&Problem::new("note.form_first"));
                    }
                    Some((global, ..)) => self.global(*global),
                    None => {}
                }
            }
            Outcome::Blocked(problem) => {
                self.overlays.pop();
                self.warn(&problem);
            }
            Outcome::Job(job) => self.order(job),
            Outcome::UndoAct(_) if self.shelf.read_only => self.warn(&Problem::new("problem.read_only")),
            Outcome::UndoAct(n) => self.write(Request::UndoAct(n)),
            Outcome::Say(problem) => self.warn(&problem),
            Outcome::Stop => self.out.push(Request::Stop),
            Outcome::OpenDraft(n) => self.open_draft(n),
            Outcome::DropDraft(n) => self.ask_discard(n),
            Outcome::Merge(comparison) => {
                self.overlays.pop();
                self.merge(&comparison);
            }
            Outcome::Answer(id, answer) => {
                self.overlays.pop();
                self.answer(id, answer);
            }
        }
    }

    /// Two people become one, and the page of who stays is shown. Over a form with text in it nothing moves.
    fn merged(&mut self, act: crate::core::act::Act, keep: i64) {
        if self.unsaved().is_some() {
            return self.warn(&Problem::new("note.form_first"));
        }
        self.overlays.pop();
        if matches!(self.overlays.last(), Some(Overlay::Page(_))) {
            self.overlays.pop();
        }
        self.overlays.push(Overlay::page(Whose::Party(keep)));
        self.carry(Effect::Act(act));
    }

    /// To a place in a period. A form with text in it stays where it is, and its period with it.
    fn go_in(&mut self, period: PeriodKey, place: Place) {
        let blocked = match self.unsaved() {
            Some(room) => room == place.room || period != self.shelf.period,
            None => false,
        };
        if blocked {
            self.overlays.clear();
            return self.warn(&Problem::new("note.form_first"));
        }
        self.jump_in(period, place);
    }

    /// What is looked for stands there again the next time.
    fn remember_find(&mut self) {
        if let Some(Overlay::Find(find)) = self.overlays.last() {
            self.sought = find.sought();
        }
    }

    /// A key of Find that waited for its answer.
    pub(super) fn settle_find(&mut self) {
        if let Some(Overlay::Find(find)) = self.overlays.last_mut() {
            let outcome = find.settle(&self.shelf);
            self.outcome(outcome);
        }
    }

    /// A command of the list: of this room at once, of another after going there.
    fn run(&mut self, room: Room, command: usize) {
        self.overlays.clear();
        if room != self.room {
            self.jump(Place { room, spot: Spot::AsLeft });
        }
        self.bar = None;
        self.pending = Some(command);
        self.fetch();
        self.run_pending();
    }

    /// Runs the command chosen from the list once its room has what it acts on.
    pub(super) fn run_pending(&mut self) {
        if !self.waiting()
            && let Some(command) = self.pending.take()
        {
            self.send(Msg::Command(command));
        }
        if !self.waiting()
            && let Some(kept) = self.drafts.opening.take()
        {
            self.restore(&kept);
            self.fetch();
        }
        if !self.waiting() && std::mem::take(&mut self.twins.compare) {
            self.compare();
            self.fetch();
        }
    }

    fn answer(&mut self, id: &'static str, answer: Answer) {
        match (id, &answer) {
            ("leave.setup", Answer::Yes) | ("quit.sample" | "quit.form", Answer::Picked(0)) => {
                self.quit = true;
            }
            ("quit.form", Answer::Picked(1)) => {
                self.give_up();
                self.quit = true;
            }
            ("copies.make", Answer::Yes) => self.make_folder(),
            ("leave.draft", answer) => self.discard(*answer == Answer::Yes),
            ("quit.sample", Answer::Picked(1)) => {
                let path = screen::first::keep_place(&self.place);
                self.carry(Effect::Job(Job::Keep { path }));
            }
            ("quit.form" | "leave.setup" | "quit.sample" | "copies.make", _) => {}
            _ => self.send(Msg::Answer(id, answer)),
        }
    }

    pub(super) fn hint(&self) -> Option<(Role, String)> {
        self.said.clone()
    }
}
