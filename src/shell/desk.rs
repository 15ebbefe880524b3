//! Carries requests out, one at a time, on whatever thread calls: opening, writing, long jobs.
//! The lanes (`worker`) are these functions on threads; tests call them directly. Knows no terminal and no channel.
use super::clock::Clock;
use super::export::{self, Order, Whose, periods};
use super::registers::{copy, failed, free, make_folder};
use super::session::Session;
use super::{checks, copies, platform, registers, tables};
use crate::app::{DraftWork, Opened, Reply, Request};
use crate::core::act::{Refusal, Stamp};
use crate::core::backup;
use crate::core::draft::{Kept, Life};
use crate::core::period::PeriodKey;
use crate::core::problem::Problem;
use crate::core::words::Lang;
use crate::effect::Job;
use crate::store::place::Place;
use crate::store::{self, Access, Later, OpenError, Store, Watch, demo};
use std::fs;
use std::path::{Path, PathBuf};

/// The circumstances every request is carried out in.
#[derive(Debug, Clone)]
pub struct Desk {
    /// time of acts
    pub clock: Clock,
    /// system user, part of every act
    pub user: String,
    /// `--lang`: papers speak it; `None`: they speak the register's language
    pub lang: Option<Lang>,
    /// `--period`: shown first
    pub period: Option<PeriodKey>,
    /// whose the drafts are that are written here
    pub session: Session,
}

/// The two connections of an open register.
#[derive(Debug)]
pub struct Pair {
    /// for asks; interrupted by newer ones
    pub reader: Store,
    /// for acts; never interrupted
    pub writer: Pen,
}

/// The connection that writes.
#[derive(Debug)]
pub enum Pen {
    /// the file cannot be written
    Missing,
    /// opened when the first screen stands, or for the first act: the start does not wait for it
    Later(Later),
    /// open
    Open(Box<Store>),
}

impl Pen {
    /// The connection, opened now where that was put off; `None`: the file cannot be written.
    pub fn store(&mut self) -> Result<Option<&mut Store>, Problem> {
        if let Self::Later(later) = self {
            *self = Self::Open(Box::new(later.open()?));
        }
        Ok(match self {
            Self::Open(store) => Some(store),
            Self::Missing | Self::Later(_) => None,
        })
    }
    /// Closes it, where it was opened.
    pub fn close(self) {
        if let Self::Open(store) = self {
            store.close();
        }
    }
}

impl Pair {
    /// Closes both, the writer last: the last connection must be one that may tidy up.
    pub fn close(self) {
        self.reader.close();
        self.writer.close();
    }
}

/// What came of a job.
#[derive(Debug)]
pub struct Outcome {
    /// for the app
    pub reply: Reply,
    /// the register that takes the place of the one before
    pub pair: Option<Pair>,
    /// its folder, when it is a sample that nobody kept yet
    pub scratch: Option<Scratch>,
}

/// A reply that opens nothing.
fn only(reply: Reply) -> Outcome {
    Outcome { reply, pair: None, scratch: None }
}

/// A private temporary folder; gone, with all in it, when dropped.
#[derive(Debug)]
pub struct Scratch(PathBuf);

impl Scratch {
    /// Makes one with a name nobody can foresee.
    pub fn new() -> Result<Self, Problem> {
        let path = std::env::temp_dir().join(format!("thidua-{}", uuid::Uuid::new_v4()));
        match platform::private_folder(&path) {
            Ok(()) => Ok(Self(path)),
            Err(error) => Err(failed("shell.sample_folder", &path, &error)),
        }
    }
    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Desk {
    /// Who acts, and when.
    pub fn stamp(&self) -> Stamp {
        self.clock.stamp(&self.user)
    }

    /// Opens a register to work in, or to look when it cannot be written. `seen`: the period shown last.
    pub fn open(&self, path: &Path, seen: Option<PeriodKey>) -> Result<(Opened, Pair), OpenError> {
        // What lies there as this program leaves it is shown at once: each connection reads the whole schema for itself.
        if let Ok(reader) = Store::open(path, Access::Beside) {
            let opened = self.look(&reader, false, path, seen).map_err(OpenError::Damaged)?;
            let writer = Pen::Later(reader.later(path));
            return Ok((opened, Pair { reader, writer }));
        }
        let (first, read_only) = match Store::open(path, Access::Write) {
            Ok(store) => (store, false),
            Err(denied @ OpenError::Denied(_)) => match Store::open(path, Access::Read) {
                Ok(store) => (store, true),
                Err(_) => return Err(denied),
            },
            Err(error) => return Err(error),
        };
        let opened = self.look(&first, read_only, path, seen).map_err(OpenError::Damaged)?;
        let pair = if read_only {
            Pair { reader: first, writer: Pen::Missing }
        } else {
            Pair { reader: Store::open(path, Access::Read)?, writer: Pen::Open(Box::new(first)) }
        };
        Ok((opened, pair))
    }

    /// What the app wants to know of a register just opened.
    fn look(
        &self,
        store: &Store,
        read_only: bool,
        path: &Path,
        seen: Option<PeriodKey>,
    ) -> Result<Opened, Problem> {
        let known = periods(store)?;
        let has = |key: &PeriodKey| known.iter().any(|p| p.key == *key);
        let period = match self.period.filter(has).or(seen.filter(has)) {
            Some(period) => Some(period),
            // not asked for nothing: it looks for rows
            None => store.newest_period()?,
        };
        // what hinders drafts hinders nobody from working
        let (drafts, damaged) = store.drafts().unwrap_or_default();
        let of = |(session, kept): (String, Kept)| Kept { life: self.session.of(&session), ..kept };
        let drafts = drafts.into_iter().map(of).filter(|d| d.life != Life::Running).collect();
        Ok(Opened {
            register: store.register()?,
            path: path.to_owned(),
            period: period.unwrap_or_else(|| PeriodKey::proposed(self.clock.today())),
            last: store.last_act()?,
            read_only,
            throwaway: false,
            note: (damaged > 0)
                .then(|| Problem::new("draft.damaged").num("n", damaged as i64))
                .or_else(|| self.noted(store, path)),
            drafts,
        })
    }

    /// What is said once at opening: a clock that was set back, else a place that asks for care.
    fn noted(&self, store: &Store, path: &Path) -> Option<Problem> {
        let moment = |at: &str| at.parse::<jiff::Timestamp>().ok();
        let last = store.last_at().unwrap_or_default();
        if moment(&last) > moment(&self.stamp().at) {
            return Some(Problem::new("note.clock_back").text("at", backup::moment(&last)));
        }
        match store::place::of(path) {
            Place::Network => Some(Problem::new("note.place_network")),
            Place::Stick => Some(Problem::new("note.place_stick")),
            Place::Own => None,
        }
    }

    /// Writes with that pen, which may have to be opened first.
    pub fn write_with(&self, pen: &mut Pen, request: &Request) -> Reply {
        match (pen.store(), request) {
            (Ok(store), _) => self.write(store, request),
            (Err(problem), Request::Draft(work)) => Reply::Drafted(work.place().to_owned(), Err(problem)),
            (Err(problem), _) => Reply::Written(Err(Refusal::Store(problem)), self.clock.time()),
        }
    }

    /// Writes: an act, undo or redo, a draft.
    pub fn write(&self, writer: Option<&mut Store>, request: &Request) -> Reply {
        if let Request::Draft(work) = request {
            return self.draft(writer, work);
        }
        let done = match (writer, request) {
            (None, _) => Err(Refusal::Store(Problem::new("problem.read_only"))),
            (Some(store), Request::UndoAct(n)) => store.undo_act(*n, &self.stamp()),
            (Some(store), Request::Act(act, terms)) => {
                store.apply_with(act, &self.stamp(), &self.session.name, terms)
            }
            (Some(store), Request::Undo) => store.undo(&self.stamp()),
            (Some(store), _) => store.redo(&self.stamp()),
        };
        Reply::Written(done, self.clock.time())
    }

    /// Keeps or drops a draft.
    fn draft(&self, writer: Option<&mut Store>, work: &DraftWork) -> Reply {
        let session = self.session.name.as_str();
        let done = match (writer, work) {
            (None, _) => Err(Problem::new("problem.read_only")),
            (Some(store), DraftWork::Keep { draft, takes }) => {
                let ended = |other: &str| self.session.of(other) == Life::Ended;
                store.keep_draft(session, &self.stamp().at, draft, *takes, &ended)
            }
            (Some(store), DraftWork::Drop { place }) => store.drop_draft(session, place),
            (Some(store), DraftWork::Discard { n }) => store.discard_draft(*n),
        };
        Reply::Drafted(work.place().to_owned(), done.map(|()| self.clock.time()))
    }

    /// Long work. `here`: the open register. Before `Job::Keep`, `Job::Restore` and `Job::Move` its connections must be closed.
    pub fn job(&self, job: &Job, here: Option<&Path>, watch: &Watch) -> Outcome {
        let (opened, scratch) = match job {
            Job::Export { period, papers, unit, ordinal, formats, draft, folder, force } => {
                let order = Order {
                    period: *period,
                    papers,
                    whose: unit.map_or(Whose::All, Whose::Unit),
                    ordinal: *ordinal,
                    formats,
                    draft: *draft,
                    folder: folder.as_deref(),
                    force: *force,
                };
                let written = here
                    .ok_or_else(|| Problem::new("shell.nothing_open"))
                    .and_then(|here| {
                        Store::open(here, Access::Read).map_err(|e| e.problem().clone()).map(|s| (here, s))
                    })
                    .and_then(|(here, store)| export::write(&store, here, self.lang, &order));
                return Outcome { reply: Reply::Exported(written), pair: None, scratch: None };
            }
            Job::ReadTable { file, lang } => {
                return only(Reply::Given(tables::read(file, *lang).map(Box::new)));
            }
            Job::WriteTable { table, endings, folder, force, lang } => {
                let order = tables::Order { table, endings, folder: folder.as_deref(), force: *force };
                let written = here.ok_or_else(|| Problem::new("shell.nothing_open"));
                return only(Reply::Exported(written.and_then(|h| tables::write(h, &order, *lang))));
            }
            Job::Create { setup, path } => {
                let made = Store::create(path, setup, false, &self.stamp()).map(Store::close);
                let mut made = made.and_then(|()| self.open(path, None)).map_err(|e| e.problem().clone());
                if let Ok((opened, _)) = &mut made {
                    opened.note = Some(Problem::new("note.created").text("path", path.display().to_string()));
                }
                (made, None)
            }
            Job::Sample => match self.sample() {
                Ok((opened, pair, scratch)) => (Ok((opened, pair)), Some(scratch)),
                Err(problem) => (Err(problem), None),
            },
            Job::Keep { path } => return self.keep(here, path),
            Job::Backup { folder, make } => {
                let made = if *make { make_folder(folder) } else { registers::there(folder) };
                let copied = made.map_or_else(
                    |problem| Reply::Copied(Err(problem)),
                    |()| copies::to(&self.stamp(), here, folder, watch),
                );
                return only(copied);
            }
            Job::Open { file } => (self.other(here, file), None),
            Job::Move { folder } => return self.relocate(here, folder, watch),
            Job::Check => return only(checks::check(here, watch)),
            Job::Mend => return only(checks::mend(here, watch)),
            Job::Daily => return only(copies::daily(&self.stamp(), here, watch)),
            Job::Restore { file } => return self.restore(here, file, watch),
        };
        match opened {
            Ok((opened, pair)) => {
                Outcome { reply: Reply::Opened(Ok(Box::new(opened))), pair: Some(pair), scratch }
            }
            Err(problem) => Outcome { reply: Reply::Opened(Err(problem)), pair: None, scratch: None },
        }
    }

    /// The sample in a temporary folder, opened.
    pub fn sample(&self) -> Result<(Opened, Pair, Scratch), Problem> {
        let scratch = Scratch::new()?;
        let path = scratch.path().join("so-mau.db");
        demo::fill(&path, &self.stamp()).map_err(|e| e.problem().clone())?.close();
        let (mut opened, pair) = self.open(&path, None).map_err(|e| e.problem().clone())?;
        opened.throwaway = true;
        Ok((opened, pair, scratch))
    }

    /// Opens another register; the one `here` stays open where that fails.
    fn other(&self, here: Option<&Path>, file: &Path) -> Result<(Opened, Pair), Problem> {
        let file = registers::other(here, file)?;
        let (mut opened, pair) = self.open(&file, None).map_err(|e| e.problem().clone())?;
        // what the file itself has to say comes first
        let path = file.display().to_string();
        opened.note.get_or_insert_with(|| Problem::new("note.opened").text("path", path));
        Ok((opened, pair))
    }

    /// Moves the closed register `here` into `folder` and opens it there; on failure where it was.
    fn relocate(&self, here: Option<&Path>, folder: &Path, watch: &Watch) -> Outcome {
        let Some(here) = here else {
            return only(Reply::Opened(Err(Problem::new("shell.nothing_open"))));
        };
        let moved = registers::relocate(&self.stamp(), here, folder, watch);
        let at = moved.as_ref().map_or(here, |moved| &moved.place);
        let (reply, pair) = match (self.open(at, None), &moved) {
            (Ok((mut opened, pair)), Ok(moved)) => {
                let (path, left) = (moved.place.display().to_string(), moved.left.display().to_string());
                opened.note = Some(Problem::new("note.moved").text("path", path).text("left", left));
                (Ok(Box::new(opened)), Some(pair))
            }
            (Ok((_, pair)), Err(problem)) => (Err(problem.clone()), Some(pair)),
            (Err(error), _) => (Err(error.problem().clone()), None),
        };
        Outcome { reply: Reply::Opened(reply), pair, scratch: None }
    }

    /// Copies the closed register `here` to `path` and opens it there; on failure the old one again.
    fn keep(&self, here: Option<&Path>, path: &Path) -> Outcome {
        let path = &free(path);
        let problem = match here.ok_or_else(|| Problem::new("shell.nothing_open")).and_then(|h| copy(h, path))
        {
            Ok(()) => match self.open(path, None) {
                Ok((mut opened, pair)) => {
                    opened.note = Some(Problem::new("note.kept").text("path", path.display().to_string()));
                    let reply = Reply::Opened(Ok(Box::new(opened)));
                    return Outcome { reply, pair: Some(pair), scratch: None };
                }
                Err(error) => error.problem().clone(),
            },
            Err(problem) => problem,
        };
        let pair = here.and_then(|h| self.open(h, None).ok()).map(|(_, pair)| pair);
        Outcome { reply: Reply::Opened(Err(problem)), pair, scratch: None }
    }

    /// Puts a copy in the place of the closed register `here` and opens it; on failure the register as it was.
    fn restore(&self, here: Option<&Path>, file: &Path, watch: &Watch) -> Outcome {
        let Some(here) = here else {
            return only(Reply::Opened(Err(Problem::new("shell.nothing_open"))));
        };
        let done = store::restore(file, here, &self.stamp(), watch);
        match done.and_then(|done| self.open(here, None).map(|opened| (done, opened))) {
            Ok((done, (mut opened, pair))) => {
                let kept = done.kept.map_or_else(String::new, |kept| kept.display().to_string());
                let act = done.holds.act.to_string();
                opened.note = Some(Problem::new("note.restored").text("act", act).text("path", kept));
                Outcome { reply: Reply::Opened(Ok(Box::new(opened))), pair: Some(pair), scratch: None }
            }
            Err(error) => {
                let pair = self.open(here, None).ok().map(|(_, pair)| pair);
                Outcome { reply: Reply::Opened(Err(error.problem().clone())), pair, scratch: None }
            }
        }
    }
}
