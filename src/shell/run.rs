//! The loop: blocked on one channel; all that waits is taken in, what the app wants is sent out, and after a short
//! wait for the answers one frame is drawn. Idle means asleep: no tick, no timer.
use super::clock::Deadline;
use super::config::{self, Config};
use super::desk::{Desk, Pair, Scratch};
use super::platform::{self, Input, Sign, VANISHED};
use super::terminal::{self, Guard, Screen};
use super::worker::{Jobs, Lanes, Wake, start};
use crate::app::{App, Opened, Reply, Request, Start};
use crate::core::date::Date;
use crate::core::prefs::Machine;
use crate::core::problem::Problem;
use crate::core::words::Words;
use crate::effect::Job;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use std::io;
use std::mem::ManuallyDrop;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

/// How long a frame waits for the answers it wants: below what an eye sees, above what a query takes.
const WAIT: Duration = Duration::from_millis(8);
/// How long what was typed waits to be kept as a draft: at most that much is lost when the program is killed.
const DRAFT: Duration = Duration::from_millis(400);
/// How long no key must have come before the daily copy is made: it is not to compete with them.
const REST: Duration = Duration::from_millis(300);
/// Most events taken in at once; a flood is drawn now and then.
const BATCH: usize = 4096;
/// Exit status after a panic, as Rust gives it.
const CRASHED: u8 = 101;

/// What the screens start with.
pub struct Session {
    /// words of the screens
    pub words: Words,
    /// circumstances of all requests
    pub desk: Desk,
    /// the register, where there is one
    pub opened: Option<(Opened, Pair)>,
    /// its folder, when it is a sample
    pub scratch: Option<Scratch>,
    /// where a new register would lie
    pub place: PathBuf,
    /// the memory and its file
    pub config: (Config, Option<PathBuf>),
}

/// Runs the screens until the program ends; answers with the exit status.
pub fn run(session: Session) -> io::Result<u8> {
    let guard = Guard::new();
    guard.hook(session.words.get("shell.crashed").to_owned());
    let (tell, wakes) = mpsc::channel();
    let mut turn = Turn::new(session, tell.clone(), wakes)?;
    // Before the first size is read, so that no new one is lost in between.
    let input = Input::new()?;
    let screen = guard.enter()?;
    let sign = tell.clone();
    platform::watch(move |what| {
        let _ = sign.send(Wake::Sign(what));
    })?;
    start("input", &tell, move |tell| {
        let sign = tell.clone();
        let told = |events| tell.send(Wake::Keys(events)).is_ok();
        input.listen(told, |what| {
            let _ = sign.send(Wake::Sign(what));
        });
    })?;
    // A panic is no reason to lose what stands typed: it is kept, then the panic goes on.
    let status = catch_unwind(AssertUnwindSafe(|| turn.run(screen, &guard)));
    turn.keep();
    guard.leave();
    turn.close();
    status.unwrap_or_else(|panic| resume_unwind(panic))
}

struct Turn {
    app: App,
    desk: Desk,
    lanes: Option<Lanes>,
    /// counts the registers opened, so that a late answer of an earlier one is known
    generation: u32,
    jobs: Jobs,
    here: Option<PathBuf>,
    throwaway: bool,
    /// the day of the last daily copy
    day: Option<Date>,
    scratch: Option<Scratch>,
    config: (Config, Option<PathBuf>),
    tell: Sender<Wake>,
    wakes: Receiver<Wake>,
    /// exit status, once the program is to end
    end: Option<u8>,
    /// SIGTSTP came
    stop: bool,
    /// when what was typed is to be kept; none while nothing is
    draft: Option<Deadline>,
    /// when the daily copy is to be made, should no key come; none while none is due
    copy: Option<Deadline>,
}

impl Turn {
    fn new(session: Session, tell: Sender<Wake>, wakes: Receiver<Wake>) -> io::Result<Self> {
        let Session { words, desk, opened, scratch, place, config } = session;
        let jobs = Jobs::start(&desk, &tell)?;
        let (opened, pair) = opened.map_or((None, None), |(opened, pair)| (Some(opened), Some(pair)));
        let here = opened.as_ref().map(|o| o.path.clone());
        let lanes = pair.zip(here.as_deref());
        let lanes = lanes.map(|(pair, here)| Lanes::start(pair, here, 0, &desk, &tell)).transpose()?;
        let throwaway = scratch.is_some();
        let mut config = config;
        if let Some(opened) = opened.as_ref().filter(|_| !throwaway) {
            config.0.remember(&opened.path, opened.period);
        }
        let memory = config.1.as_deref();
        let app = App::new(Start {
            words,
            today: desk.clock.today(),
            opened,
            place,
            machine: Machine {
                prefs: config.0.look,
                depth: terminal::depth(),
                keys_file: config::keys_file(memory).map(|f| f.display().to_string()).unwrap_or_default(),
                keys: config::keys(memory),
            },
            user: desk.user.clone(),
        });
        Ok(Self {
            app,
            desk,
            lanes,
            generation: 0,
            jobs,
            here,
            throwaway,
            day: None,
            scratch,
            config,
            tell,
            wakes,
            end: None,
            stop: false,
            draft: None,
            copy: None,
        })
    }

    fn run(&mut self, screen: Screen, guard: &Guard) -> io::Result<u8> {
        // Never dropped: ratatui's drop prints when the cursor cannot be shown, which panics where the terminal
        // is gone. Each frame is flushed, and the guard shows the cursor.
        let mut screen = ManuallyDrop::new(screen);
        self.send();
        loop {
            self.settle();
            if let Some(status) = self.end.or(self.app.quit().then_some(0)) {
                // what the last keys asked for is carried out, a draft too
                self.send();
                return Ok(status);
            }
            // A panic elsewhere has given the terminal back and is being reported: draw nothing over it.
            if !guard.holds() {
                return Ok(CRASHED);
            }
            let again = std::mem::take(&mut self.stop);
            if again {
                guard.leave();
                platform::stop();
                screen = ManuallyDrop::new(guard.enter()?);
            }
            // A terminal that takes no frame is gone.
            if (self.app.changed() || again) && screen.draw(|frame| self.app.draw(frame)).is_err() {
                return Ok(VANISHED);
            }
            // What the frame did not need is asked for behind it.
            self.send();
            if self.app.changed() {
                continue;
            }
            // Not before the first screen: the start waits for no copy.
            self.daily();
            if let Some(lanes) = self.lanes.as_mut().filter(|_| !self.app.waiting()) {
                lanes.ready();
            }
            self.wait();
        }
    }

    /// Sets the daily copy for the next rest, at most once a day while the program runs; whether one is due is seen there.
    fn daily(&mut self) {
        if self.copy.is_none() && self.uncopied() {
            self.copy = Some(Deadline::after(REST));
        }
    }

    fn uncopied(&self) -> bool {
        let today = self.desk.clock.today();
        self.day != Some(today) && self.here.is_some() && self.lanes.is_some() && !self.throwaway
    }

    /// Has it looked up whether the daily copy is due.
    fn copy(&mut self) {
        self.copy = None;
        if let Some(lanes) = self.lanes.as_ref().filter(|_| self.uncopied()) {
            self.day = Some(self.desk.clock.today());
            lanes.daily();
        }
    }

    /// Sleeps until something comes, then takes in all that waits. Only while something is typed that no draft holds, or
    /// the day's copy waits for a rest, the sleep has an end.
    fn wait(&mut self) {
        let left = [self.draft_due(), self.copy].into_iter().flatten().map(Deadline::left).min();
        let first = match left {
            None => self.wakes.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(left) => self.wakes.recv_timeout(left),
        };
        let past = |due: Option<Deadline>| due.is_some_and(|due| due.left().is_zero());
        match first {
            Ok(first) => self.take(first),
            Err(RecvTimeoutError::Timeout) => {
                if past(self.copy) {
                    self.copy();
                }
                if past(self.draft) {
                    self.keep();
                }
            }
            Err(RecvTimeoutError::Disconnected) => self.end = Some(VANISHED),
        }
    }

    /// The moment at which what is typed is to be kept. It does not move with further keys: who types without a pause
    /// loses no more than who stops.
    fn draft_due(&mut self) -> Option<Deadline> {
        if !self.app.unkept() {
            self.draft = None;
        } else if self.draft.is_none() {
            self.draft = Some(Deadline::after(DRAFT));
        }
        self.draft
    }

    /// What stands typed goes to the writer's lane as drafts.
    fn keep(&mut self) {
        self.draft = None;
        self.app.keep();
        self.send();
    }

    /// Waits a moment for the answers the next frame wants.
    fn settle(&mut self) {
        let deadline = Deadline::after(WAIT);
        while self.app.waiting() && !self.app.quit() && self.end.is_none() {
            let left = deadline.left();
            // A flood of keys must not keep the frame away.
            if left.is_zero() {
                return;
            }
            match self.wakes.recv_timeout(left) {
                Ok(wake) => self.take(wake),
                Err(RecvTimeoutError::Timeout) => return,
                Err(RecvTimeoutError::Disconnected) => {
                    self.end = Some(VANISHED);
                    return;
                }
            }
        }
    }

    /// Takes in this and everything behind it; keys go to the app as one batch; then its wishes are sent, at once where the
    /// next frame waits for them.
    fn take(&mut self, first: Wake) {
        let mut keys = Vec::new();
        self.one(first, &mut keys);
        while keys.len() < BATCH {
            let Ok(next) = self.wakes.try_recv() else { break };
            self.one(next, &mut keys);
        }
        collapse(&mut keys);
        if !keys.is_empty() {
            self.copy = self.copy.map(|_| Deadline::after(REST));
            self.app.handle(keys);
        }
        if self.app.waiting() {
            self.send();
        }
    }

    fn one(&mut self, wake: Wake, keys: &mut Vec<Event>) {
        match wake {
            Wake::Keys(events) => keys.extend(events),
            Wake::Reply(generation, reply) if generation == self.generation => {
                let written = matches!(reply, Reply::Written(Ok(_), _));
                self.app.reply(reply);
                if written {
                    self.daily();
                }
            }
            Wake::Daily(generation, Some(daily)) if generation == self.generation => {
                self.app.reply(Reply::Daily(daily));
            }
            Wake::Daily(generation, None) if generation == self.generation => {
                self.jobs.order(Job::Daily, self.here.clone());
            }
            Wake::Reply(..) | Wake::Daily(..) => {}
            Wake::Job(outcome) => {
                let outcome = *outcome;
                if let Some(pair) = outcome.pair {
                    // before the lanes: they look beside it for its copies
                    if let Reply::Opened(Ok(opened)) = &outcome.reply {
                        self.here = Some(opened.path.clone());
                    }
                    self.replace(pair);
                }
                if let Reply::Opened(Ok(opened)) = &outcome.reply {
                    self.throwaway = outcome.scratch.is_some();
                    self.scratch = outcome.scratch;
                    if !self.throwaway {
                        self.config.0.remember(&opened.path, opened.period);
                    }
                    self.day = None;
                }
                if let Reply::Copied(Ok((file, _))) = &outcome.reply {
                    self.config.0.copies = file.parent().map(Path::to_owned);
                }
                self.app.reply(outcome.reply);
                self.daily();
            }
            Wake::Progress(done, of) => self.app.reply(Reply::Progress(done, of)),
            Wake::Sign(Sign::End(status)) => self.end = Some(status),
            Wake::Sign(Sign::Interrupt) => {
                keys.push(Event::Key(KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL)));
            }
            Wake::Sign(Sign::Stop) => self.stop = true,
            Wake::Panicked => self.end = Some(CRASHED),
        }
    }

    /// Other lanes; the old ones are closed first.
    fn replace(&mut self, pair: Pair) {
        if let Some(old) = self.lanes.take() {
            old.close();
        }
        self.generation += 1;
        let Some(here) = &self.here else { return };
        match Lanes::start(pair, here, self.generation, &self.desk, &self.tell) {
            Ok(lanes) => self.lanes = Some(lanes),
            Err(_) => self.end = Some(CRASHED),
        }
    }

    /// Sends out what the app wants.
    fn send(&mut self) {
        let requests = self.app.requests();
        if let Some(lanes) = &self.lanes {
            lanes.keep(&self.app.needs());
        }
        for request in requests {
            match (request, &self.lanes) {
                (Request::Ask(ask), Some(lanes)) => lanes.ask(ask),
                (Request::Ask(ask), None) => {
                    // a problem, not a drop: what is dropped is asked again at once
                    let none = Err(Problem::new("shell.nothing_open"));
                    let _ = self.tell.send(Wake::Reply(self.generation, Reply::Facts(ask, none)));
                }
                (Request::Remember(period), _) => {
                    if let Some(here) = self.here.as_ref().filter(|_| !self.throwaway) {
                        self.config.0.remember(here, period);
                    }
                }
                (Request::WriteKeys(text), _) => {
                    let memory = self.config.1.as_deref();
                    let note = match config::write_keys(memory, &text) {
                        Ok(place) => {
                            Problem::new("note.keys_written").text("file", place.display().to_string())
                        }
                        Err(why) => Problem::new("shell.keys_failed").text("why", why),
                    };
                    self.app.reply(Reply::Keys(config::keys(memory), Some(note)));
                }
                (Request::ReadKeys, _) => {
                    let text = config::keys(self.config.1.as_deref());
                    self.app.reply(Reply::Keys(text, None));
                }
                (Request::Prefs(prefs), _) => {
                    self.config.0.look = prefs;
                    self.config.0.save(self.config.1.as_deref());
                }
                (Request::Look, Some(lanes)) => lanes.look(),
                (Request::Look, None) => {}
                (Request::Job(job), _) => self.order(job),
                (Request::Stop, _) => self.jobs.stop(),
                (Request::Places, _) => {
                    let reply = Reply::Places {
                        disks: platform::places(),
                        copied_to: self.config.0.copies.clone(),
                        registers: self.config.0.registers(self.here.as_deref()),
                    };
                    let _ = self.tell.send(Wake::Reply(self.generation, reply));
                }
                (write, Some(lanes)) => lanes.write(write),
                (write, None) => {
                    let reply = self.desk.write(None, &write);
                    let _ = self.tell.send(Wake::Reply(self.generation, reply));
                }
            }
        }
    }

    fn order(&mut self, job: Job) {
        // The file is copied whole: nobody may hold it open meanwhile.
        if matches!(job, Job::Keep { .. } | Job::Restore { .. } | Job::Move { .. })
            && let Some(lanes) = self.lanes.take()
        {
            lanes.close();
        }
        self.jobs.order(job, self.here.clone());
    }

    /// Everything ordered is written, papers too, and the register closed; then a sample nobody kept goes.
    fn close(mut self) {
        if let Some(lanes) = self.lanes.take() {
            lanes.close();
        }
        self.jobs.close();
        self.config.0.save(self.config.1.as_deref());
        drop(self.scratch);
    }
}

/// Of sizes that follow each other only the last counts.
fn collapse(keys: &mut Vec<Event>) {
    let mut kept: Vec<Event> = Vec::with_capacity(keys.len());
    for event in keys.drain(..) {
        if matches!(event, Event::Resize(..)) && matches!(kept.last(), Some(Event::Resize(..))) {
            kept.pop();
        }
        kept.push(event);
    }
    *keys = kept;
}
