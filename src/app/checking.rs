//! The look through the whole register and the making anew of what is derived, as the app sees them.
use super::{App, Request};
use crate::core::check::Report;
use crate::core::problem::Problem;
use crate::effect::{Job, Place, Spot};
use crate::kit::look::Role;
use crate::overlay::Overlay;

impl App {
    /// Orders the look, or the mending.
    pub(super) fn look_through(&mut self, job: Job) {
        if self.first.is_some() || self.busy() {
            return;
        }
        self.overlays.retain(|o| !matches!(o, Overlay::Checked(_)));
        if job == Job::Mend {
            if self.shelf.read_only {
                return self.warn(&Problem::new("problem.read_only"));
            }
            // nothing can be saved while the index is filled: what stands half typed comes first
            if let Some(room) = self.unsaved() {
                self.jump(Place { room, spot: Spot::AsLeft });
                return self.warn(&Problem::new("note.form_first"));
            }
            self.working = Some("check.mending");
            self.overlays.push(Overlay::progress("check.mending", 0, 0));
        } else {
            self.working = Some("check.checking");
        }
        self.out.push(Request::Job(job));
    }

    /// The register was looked through, or not to the end.
    pub(super) fn checked(&mut self, result: Result<Report, Problem>) {
        self.rested();
        match result {
            Ok(report) if report.clean() => {
                let clean = Problem::new("check.clean").num("acts", report.acts).num("rows", report.rows);
                self.well(&clean);
            }
            Ok(report) => self.overlays.push(Overlay::checked(report)),
            Err(problem) if problem.key == "problem.store_interrupted" => {
                self.say(&Problem::new("check.stopped"));
            }
            Err(problem) => self.warn(&problem),
        }
    }

    /// What is derived was made anew, or stayed as it was.
    pub(super) fn mended(&mut self, result: Result<(), Problem>) {
        self.rested();
        match result {
            Ok(()) => {
                self.stale = true;
                self.well(&Problem::new("check.mended"));
            }
            Err(problem) if problem.key == "problem.store_interrupted" => {
                self.say(&Problem::new("check.mend_stopped"));
            }
            Err(problem) => self.warn(&problem),
        }
    }

    fn well(&mut self, done: &Problem) {
        let text = format!("{} {}", self.look.glyphs.done, self.look.say(done));
        self.said = Some((Role::Good, text));
    }
}
