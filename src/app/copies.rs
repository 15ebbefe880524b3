//! Copies of the register as the app sees them: what is under way, what came of it. One long work at a time.
use super::{App, Request};
use crate::core::backup::Holds;
use crate::core::date::Date;
use crate::core::problem::{Arg, Problem};
use crate::core::table::Given;
use crate::effect::{Job, Over, Place, Question, Spot};
use crate::kit::look::Role;
use crate::overlay::Overlay;
use std::path::{Path, PathBuf};

/// Days without a copy after which it is said.
const LONG: i32 = 7;

/// What the daily copy came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Daily {
    /// day of the newest copy that reads, by the clock of then
    pub last: Option<Date>,
    /// the register has acts that no copy has
    pub behind: bool,
    /// why none was made though one was due
    pub failed: Option<Problem>,
}

impl App {
    /// Lays an overlay over the room.
    pub(super) fn lay(&mut self, over: Over) {
        if self.first.is_some() {
            return;
        }
        match over {
            Over::Copies => {
                self.out.push(Request::Places);
                self.overlays.push(Overlay::copies());
            }
            Over::Page(whose) => self.overlays.push(Overlay::page(whose)),
            Over::File => {
                self.out.push(Request::Places);
                self.overlays.push(Overlay::file());
            }
            Over::Periods => self.choose_period(),
            Over::Journal => self.overlays.push(Overlay::journal(self.last.0)),
        }
    }

    /// Orders long work. What replaces the register takes the screen at once: nothing may be written meanwhile.
    pub(super) fn order(&mut self, job: Job) {
        match &job {
            Job::Check | Job::Mend => return self.look_through(job),
            Job::Restore { .. } | Job::Move { .. } if self.shelf.read_only => {
                return self.warn(&Problem::new("problem.read_only"));
            }
            Job::Restore { .. } => {
                if self.form_first() {
                    return;
                }
                self.taken("copies.restoring");
            }
            Job::Move { .. } => {
                if self.form_first() {
                    return;
                }
                self.taken("file.moving");
            }
            Job::Open { .. } => {
                if self.form_first() {
                    return;
                }
                if self.throwaway && self.last.0 != self.opened_at {
                    return self.warn(&Problem::new("problem.move.sample_changed"));
                }
                self.taken("file.opening");
            }
            Job::Backup { folder, .. } => {
                self.working = Some("copies.copying");
                self.copying = Some(folder.clone());
            }
            Job::Export { .. }
            | Job::Create { .. }
            | Job::Sample
            | Job::Keep { .. }
            | Job::ReadTable { .. }
            | Job::WriteTable { .. }
            | Job::Daily => {}
        }
        self.out.push(Request::Job(job));
    }

    /// What stands half typed would go with the rooms: it is shown, and nothing is ordered.
    fn form_first(&mut self) -> bool {
        let Some(room) = self.unsaved() else { return false };
        self.jump(Place { room, spot: Spot::AsLeft });
        self.warn(&Problem::new("note.form_first"));
        true
    }

    /// The work takes the screen at once: nothing may be written meanwhile.
    fn taken(&mut self, what: &'static str) {
        self.working = Some(what);
        self.overlays.push(Overlay::progress(what, 0, 0));
    }

    /// Yes to making the folder a copy was to go to.
    pub(super) fn make_folder(&mut self) {
        if let Some(folder) = self.copying.take() {
            self.order(Job::Backup { folder, make: true });
        }
    }

    /// How far the work under way is.
    pub(super) fn progress(&mut self, done: u64, of: u64) {
        let Some(what) = self.working else { return };
        match self.overlays.last_mut() {
            Some(Overlay::Progress(shown)) => shown.at(done, of),
            _ => self.overlays.push(Overlay::progress(what, done, of)),
        }
    }

    /// The work is over, whatever came of it.
    pub(super) fn rested(&mut self) {
        self.working = None;
        self.overlays.retain(|o| !matches!(o, Overlay::Progress(_)));
    }

    /// A work under way is shown instead of leaving it behind.
    pub(super) fn busy(&mut self) -> bool {
        let Some(what) = self.working else { return false };
        if !matches!(self.overlays.last(), Some(Overlay::Progress(_))) {
            self.overlays.push(Overlay::progress(what, 0, 0));
        }
        true
    }

    /// A score table was read from a file, or not: room 0 asked for it.
    pub(super) fn given(&mut self, given: Result<Box<Given>, Problem>) {
        for effect in crate::screen::given(&mut self.rooms, &self.shelf, given.map(|g| *g)) {
            self.carry(effect);
        }
    }

    /// A copy was made, or not.
    pub(super) fn copied(&mut self, result: Result<(PathBuf, Holds), Problem>) {
        self.rested();
        match result {
            Ok((file, held)) => {
                self.overlays.retain(|o| !matches!(o, Overlay::Copies(_)));
                self.shelf.copied_to = file.parent().map(Path::to_owned);
                let done = Problem::new("note.copied")
                    .text("path", file.display().to_string())
                    .text("act", held.act.to_string());
                let text = format!("{} {}", self.look.glyphs.done, self.look.say(&done));
                self.said = Some((Role::Good, text));
            }
            Err(problem) if problem.key == "problem.backup.makeable" => {
                self.overlays.push(Overlay::question(Question::Confirm {
                    id: "copies.make",
                    title: "copies.make",
                    text: problem,
                    yes: "copies.make_yes",
                    no: "copies.make_no",
                }));
            }
            Err(problem) => self.warn(&problem),
        }
    }

    /// What the daily copy came to is said only where something is wrong.
    pub(super) fn daily(&mut self, daily: &Daily) {
        if let Some(problem) = &daily.failed {
            return self.warn(problem);
        }
        let Some(last) = daily.last.filter(|_| daily.behind) else { return };
        let days = self.shelf.today.since(last).map_or(0, |span| span.get_days());
        if days > LONG {
            let note = Problem::new("note.copy_old").with("date", Arg::Date(last)).num("n", i64::from(days));
            self.warn(&note);
        }
    }
}
