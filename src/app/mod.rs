//! The one place that knows every room: keys to messages, effects to requests, answers to the shelf, and the frame
//! around the room. Pure: no file, no clock, no terminal; the shell carries its requests out.
mod checking;
mod copies;
mod drafts;
mod fetch;
mod frame;
mod input;
mod keymap;
mod keys;
mod periods;
mod twins;
mod way;

use crate::core::act::{Act, Done, Refusal, Terms};
use crate::core::ask::{Ask, Facts};
use crate::core::backup::Holds;
use crate::core::check::Report;
use crate::core::date::Date;
use crate::core::draft::{Draft, Kept};
use crate::core::period::PeriodKey;
use crate::core::prefs::{Machine, Prefs};
use crate::core::problem::Problem;
use crate::core::register::Register;
use crate::core::sample;
use crate::core::table::Given;
use crate::core::words::{Lang, Words};
use crate::effect::{Effect, Job, Place, Room, Spot};
use crate::kit::look::{Look, Role};
use crate::overlay::{Overlay, Sought};
use crate::screen::{Msg, Rooms, first};
use crate::shelf::Shelf;
use crossterm::event::Event;
use keymap::Keymap;
use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;

pub use copies::Daily;
pub use keys::GLOBAL;

/// How the program was started.
#[derive(Debug, Clone)]
pub struct Start {
    /// words of the language asked for
    pub words: Words,
    /// the day
    pub today: Date,
    /// the register, where one was opened
    pub opened: Option<Opened>,
    /// where a new register would lie
    pub place: PathBuf,
    /// what this machine remembers and can show
    pub machine: Machine,
    /// system user, a first guess for the secretary's name
    pub user: String,
}

/// A register that was opened.
#[derive(Debug, Clone)]
pub struct Opened {
    /// its own row
    pub register: Register,
    /// where it lies
    pub path: PathBuf,
    /// the period to show
    pub period: PeriodKey,
    /// number and time (`14:05`) of its last act
    pub last: (i64, String),
    /// it cannot be written
    pub read_only: bool,
    /// a sample in a temporary folder, gone at exit unless kept
    pub throwaway: bool,
    /// something to say at once (an old copy, a network place)
    pub note: Option<Problem>,
    /// drafts of programs that do not run any more, the latest first
    pub drafts: Vec<Kept>,
}

/// What the app wants carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// reader lane
    Ask(Ask),
    /// reader lane: did another program write? Answered by `Reply::Touched` only when one did
    Look,
    /// writer lane
    Draft(DraftWork),
    /// writer lane
    Act(Act, Terms),
    /// writer lane
    Undo,
    /// writer lane
    Redo,
    /// writer lane: takes back one act by itself
    UndoAct(i64),
    /// a lane of its own
    Job(Job),
    /// the job under way is to stop
    Stop,
    /// which removable disks are there now, and which registers were opened here?
    Places,
    /// remember the period shown, for the next start
    Remember(PeriodKey),
    /// remember colours and signs, for the next start
    Prefs(Prefs),
    /// write a file with every key there is; answered by `Reply::Keys`
    WriteKeys(String),
    /// read the file of the user's own keys again; answered by `Reply::Keys`
    ReadKeys,
}

/// What is to be done with drafts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftWork {
    /// written, over the one of its place
    Keep {
        /// the draft
        draft: Draft,
        /// key of the lost draft it goes on from, which goes
        takes: Option<i64>,
    },
    /// the form of that place was left or emptied
    Drop {
        /// which form
        place: String,
    },
    /// a draft found at opening is given up
    Discard {
        /// its key
        n: i64,
    },
}

impl DraftWork {
    /// The form it is about; empty where only a key is known.
    pub fn place(&self) -> &str {
        match self {
            DraftWork::Keep { draft, .. } => &draft.place,
            DraftWork::Drop { place } => place,
            DraftWork::Discard { .. } => "",
        }
    }
}

/// What came of it.
#[derive(Debug)]
pub enum Reply {
    /// of `Request::Ask`
    Facts(Ask, Result<Facts, Problem>),
    /// of `Request::Ask`: left out, for `needs` did not name it any more
    Dropped(Ask),
    /// of `Act`, `Undo`, `Redo`, with the time `14:05`
    Written(Result<Done, Refusal>, String),
    /// of `Places`
    Places {
        /// folders of removable disks
        disks: Vec<PathBuf>,
        /// the folder that a copy went to last
        copied_to: Option<PathBuf>,
        /// other registers opened on this machine
        registers: Vec<PathBuf>,
    },
    /// how far a job is that takes long: done, of how many
    Progress(u64, u64),
    /// of `Job::Backup`: where it lies and what it holds
    Copied(Result<(PathBuf, Holds), Problem>),
    /// of `Job::Check`
    Checked(Result<Report, Problem>),
    /// of `Job::Mend`
    Mended(Result<(), Problem>),
    /// of `Job::Daily`
    Daily(Daily),
    /// of `WriteKeys`, `ReadKeys`: the text of the file, and what was done or why not
    Keys(Option<String>, Option<Problem>),
    /// of `Draft`: its place, and the time `14:05` or why not
    Drafted(String, Result<String, Problem>),
    /// of `Look`: number and time of the last act in the file, and whether the last one known before is gone from it
    Touched(i64, String, bool),
    /// of `Job::Create`, `Job::Sample`, `Job::Keep`, `Job::Restore`, `Job::Open`, `Job::Move`
    Opened(Result<Box<Opened>, Problem>),
    /// of `Job::ReadTable`
    Given(Result<Box<Given>, Problem>),
    /// of `Job::Export`, `Job::WriteTable`
    Exported(Result<Vec<PathBuf>, Problem>),
}

/// The program without its terminal.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a circumstance of its own, not a state of one machine"
)]
pub struct App {
    look: Look,
    shelf: Shelf,
    register: Register,
    rooms: Rooms,
    first: Option<Box<first::State>>,
    room: Room,
    /// the room bar has the focus, on this room
    bar: Option<Room>,
    overlays: Vec<Overlay>,
    /// what Find looked for last
    sought: Sought,
    /// said until the next key
    said: Option<(Role, String)>,
    last: (i64, String),
    throwaway: bool,
    /// acts at opening, to know whether a sample was changed
    opened_at: i64,
    out: Vec<Request>,
    asked: Vec<Ask>,
    /// questions whose answers stand on the screen now
    shown: Vec<Ask>,
    /// questions whose answers the next key will want
    ahead: Vec<Ask>,
    /// something came in since the last frame that may look different
    changed: bool,
    /// questions whose answer was a problem: not asked again before a key or a write, else they would be without end
    failed: Vec<Ask>,
    stale: bool,
    writing: usize,
    /// the period whose adding is being written: shown once it is there
    adding: Option<PeriodKey>,
    held: VecDeque<Vec<Event>>,
    /// the long work under way, a words key
    working: Option<&'static str>,
    /// the folder that the copy under way goes to
    copying: Option<PathBuf>,
    /// a command of the list that waits for its room's answers
    pending: Option<usize>,
    quit: bool,
    /// colours and signs of this machine, as shown now
    prefs: Prefs,
    /// the keys as they are, the user's own among them
    keymap: Keymap,
    /// where a new register would lie
    place: PathBuf,
    /// the day of the machine
    today: Date,
    /// drafts of open forms, and of those lost
    drafts: drafts::Drafts,
    /// what is known of other programs on the file
    twins: twins::Twins,
    /// the jumps that led here, the last one last
    way: Vec<way::Leap>,
}

impl App {
    /// The program as started: in the set-up when there is no register.
    pub fn new(start: Start) -> Self {
        let period = start.opened.as_ref().map_or_else(|| PeriodKey::proposed(start.today), |o| o.period);
        let mut shelf = Shelf::new(start.words.clone(), start.today, period);
        let Machine { prefs, depth, keys_file, keys } = start.machine;
        let keymap = Keymap::read(keys.as_deref(), &keys_file);
        shelf.keys = Arc::new(keymap.list.clone());
        shelf.prefs = prefs;
        shelf.depth = depth;
        let look = Look::with(start.words, depth.shown(prefs.colours), prefs.plain.unwrap_or(false));
        let mut app = Self {
            look,
            shelf,
            register: Register::default(),
            rooms: Rooms::default(),
            first: None,
            room: Room::Overview,
            bar: None,
            overlays: Vec::new(),
            sought: Sought::default(),
            said: None,
            last: (0, String::new()),
            throwaway: false,
            opened_at: 0,
            out: Vec::new(),
            asked: Vec::new(),
            shown: Vec::new(),
            ahead: Vec::new(),
            changed: true,
            failed: Vec::new(),
            stale: false,
            writing: 0,
            adding: None,
            held: VecDeque::new(),
            working: None,
            copying: None,
            pending: None,
            quit: false,
            prefs,
            keymap,
            place: start.place.clone(),
            today: start.today,
            drafts: drafts::Drafts::default(),
            twins: twins::Twins::default(),
            way: Vec::new(),
        };
        match start.opened {
            Some(opened) => app.open(opened),
            None => {
                app.first =
                    Some(Box::new(first::State::new(start.place, start.user, start.today, &app.shelf.words)));
            }
        }
        // keys that cannot be followed never stop the program: it says so once, and the standard ones stay
        if app.said.is_none() {
            app.tell_keys();
        }
        app.fetch();
        app
    }

    /// A register takes the place of whatever was there.
    fn open(&mut self, opened: Opened) {
        self.first = None;
        self.rooms = Rooms::default();
        self.room = Room::Overview;
        self.bar = None;
        self.way.clear();
        self.overlays.clear();
        self.working = None;
        self.sought = Sought::default();
        self.pending = None;
        self.shelf.clear();
        self.asked.clear();
        self.failed.clear();
        self.shelf.period = opened.period;
        self.shelf.read_only = opened.read_only;
        self.shelf.sample = opened.register.sample;
        self.shelf.today = if opened.register.sample { sample::DAY } else { self.today };
        self.shelf.file = opened.path.display().to_string();
        self.register = opened.register;
        self.relook();
        self.opened_at = opened.last.0;
        self.last = opened.last;
        self.throwaway = opened.throwaway;
        self.said = opened.note.map(|n| (Role::Text, self.look.say(&n)));
        self.twins = twins::Twins::default();
        self.offer(opened.drafts);
        self.send(Msg::Enter(Spot::AsLeft));
    }

    /// Everything that waited, in one batch, so that an input method's burst arrives whole.
    pub fn handle(&mut self, events: Vec<Event>) {
        self.changed = true;
        self.look_around();
        self.held.push_back(events);
        self.pump();
    }

    /// The screen as it is now; rooms page by what they show.
    fn fit(&mut self, height: u16) {
        self.shelf.height = height.saturating_sub(7);
    }

    /// Requests since the last call.
    pub fn requests(&mut self) -> Vec<Request> {
        std::mem::take(&mut self.out)
    }

    /// Are answers on their way that the next frame wants?
    pub fn waiting(&self) -> bool {
        self.awaited() || self.writing > 0
    }

    /// Is there anything to draw since the last frame?
    pub fn changed(&self) -> bool {
        self.changed
    }

    /// Has the program ended?
    pub fn quit(&self) -> bool {
        self.quit
    }

    /// Something carried out comes back.
    pub fn reply(&mut self, reply: Reply) {
        // a copy made in silence is nothing to see; one that warns says so itself
        self.changed |= !matches!(reply, Reply::Facts(..) | Reply::Dropped(_) | Reply::Daily(_));
        match reply {
            Reply::Facts(ask, result) => self.answered(ask, result),
            Reply::Dropped(ask) => self.dropped(&ask),
            Reply::Written(result, time) => {
                self.written(result, time);
                self.noticed();
            }
            Reply::Keys(text, note) => self.rekey(text.as_deref(), note),
            Reply::Drafted(place, result) => self.drafted(&place, result),
            Reply::Touched(act, time, gone) => self.touched(act, time, gone),
            Reply::Opened(Ok(opened)) => self.open(*opened),
            Reply::Places { disks, copied_to, registers } => {
                self.shelf.places = disks;
                self.shelf.copied_to = copied_to;
                self.shelf.registers = registers;
            }
            Reply::Progress(done, of) => self.progress(done, of),
            Reply::Copied(result) => self.copied(result),
            Reply::Checked(result) => self.checked(result),
            Reply::Mended(result) => self.mended(result),
            Reply::Daily(daily) => self.daily(&daily),
            Reply::Opened(Err(problem)) => {
                self.rested();
                // questions may have gone down with the lanes that were closed: all is asked anew
                self.asked.clear();
                self.failed.clear();
                self.stale = true;
                self.warn(&problem);
                if let Some(first) = &mut self.first {
                    first.failed();
                }
            }
            Reply::Given(given) => self.given(given),
            Reply::Exported(Ok(files)) => {
                let names = files.iter().map(|f| f.display().to_string()).collect();
                self.send(Msg::Exported(names));
            }
            Reply::Exported(Err(problem)) => {
                if !self.offer_overwrite(&problem) {
                    self.warn(&problem);
                }
            }
        }
        self.follow_back();
        self.settle_find();
        self.fetch();
        self.pump();
    }

    fn written(&mut self, result: Result<Done, Refusal>, time: String) {
        self.writing = self.writing.saturating_sub(1);
        let added = self.adding.take();
        match result {
            Ok(done) => {
                self.finished();
                let others = self.follows(done.act);
                self.period_written(added, &done);
                self.last = (done.act, time);
                self.stale = true;
                let thing = match &done.did {
                    Some(did) => small(&self.look.words.fill(did, &[("thing", &done.thing)])),
                    None => done.thing.clone(),
                };
                let what = self.look.words.fill(&done.what, &[("thing", &thing)]);
                // what was taken out says how it comes back: nobody was asked before
                let note = if done.what.ends_with("_remove") { "note.removed" } else { "note.done" };
                let mut text =
                    self.look.words.fill(note, &[("what", &what), ("mark", self.look.glyphs.done)]);
                if let Some(also) = &done.also {
                    text = format!("{text}. {}", self.look.say(also));
                }
                if let Some(whose) = self.of_other(&done) {
                    text = format!("{text}. {whose}");
                }
                if others {
                    text = format!("{text}. {}", self.look.word("note.touched"));
                }
                self.said = Some((Role::Good, text));
                self.send(Msg::Done(done));
            }
            Err(refusal) => {
                self.unfinished();
                self.noticed_meanwhile();
                if matches!(refusal, Refusal::Stale(_)) {
                    self.refused_as_stale();
                }
                self.warn(&refusal.problem().clone());
                let over = self.overlays.len();
                self.send(Msg::Refused(refusal));
                if self.overlays.len() > over {
                    self.drop_typed_ahead();
                }
            }
        }
    }

    fn warn(&mut self, problem: &Problem) {
        let text = format!("{} {}", self.look.glyphs.warn, self.look.say(problem));
        self.said = Some((Role::Warn, text));
        self.changed = true;
    }

    fn say(&mut self, problem: &Problem) {
        let text = self.look.say(problem);
        self.said = Some((Role::Text, text));
    }

    /// To a room by its key: no way leads back from there.
    fn go(&mut self, place: Place) {
        self.way.clear();
        self.bar = None;
        self.overlays.clear();
        self.room = place.room;
        self.send(Msg::Enter(place.spot));
    }

    /// A message to the room (or the set-up), and its wishes carried on.
    fn send(&mut self, msg: Msg) {
        let effects = match &mut self.first {
            Some(first) => first::update(first, &self.shelf, msg),
            None => crate::screen::update(&mut self.rooms, self.room, &self.shelf, msg),
        };
        for effect in effects {
            self.carry(effect);
        }
    }

    pub(super) fn carry(&mut self, effect: Effect) {
        match effect {
            Effect::Act(_) | Effect::Undo | Effect::Redo if self.shelf.read_only => {
                self.warn(&Problem::new("problem.read_only"));
            }
            Effect::Act(act) => {
                self.expect_period(&act);
                let terms = Terms { seen: Some(self.seen()), finished: self.finishing() };
                self.write(Request::Act(act, terms));
            }
            Effect::Undo => self.write(Request::Undo),
            Effect::Redo => self.write(Request::Redo),
            Effect::Job(job) => self.order(job),
            Effect::Lay(over) => self.lay(over),
            Effect::Go(place) => self.jump(place),
            Effect::GoIn(period, place) => self.jump_in(period, place),
            Effect::Ask(question) => self.overlays.push(Overlay::question(question)),
            Effect::Say(problem) => self.say(&problem),
            Effect::Lang(lang) => self.speak(lang),
            Effect::Look { prefs, keep } => {
                self.prefs = prefs;
                if keep {
                    self.shelf.prefs = prefs;
                    self.out.push(Request::Prefs(prefs));
                }
                self.relook();
            }
            Effect::WriteKeys => {
                let text = self.keymap.template(&self.look.words);
                self.out.push(Request::WriteKeys(text));
            }
            Effect::ReadKeys => self.out.push(Request::ReadKeys),
            Effect::Quit => self.ask_quit(),
        }
    }

    fn write(&mut self, request: Request) {
        self.writing += 1;
        self.out.push(request);
    }

    fn speak(&mut self, lang: Lang) {
        self.shelf.words = Words::load(lang);
        if let Some(first) = &mut self.first {
            first.speak(&self.shelf.words);
        }
        self.relook();
    }

    /// The file of the user's own keys was read: they count from now on.
    fn rekey(&mut self, text: Option<&str>, note: Option<Problem>) {
        let file = self.keymap.list.file.clone();
        self.keymap = Keymap::read(text, &file);
        self.shelf.keys = Arc::new(self.keymap.list.clone());
        match note {
            Some(note) => self.say(&note),
            None if self.keymap.list.wrong.is_empty() => self.say(&Problem::new("note.keys_read")),
            None => self.tell_keys(),
        }
    }

    /// Says that lines of the file of own keys could not be followed: the first of them, and where the others stand.
    fn tell_keys(&mut self) {
        let wrong = &self.keymap.list.wrong;
        if let Some(first) = wrong.first() {
            let told = Problem::new("note.keys_wrong")
                .num("n", wrong.len() as i64)
                .text("first", self.look.say(first));
            self.warn(&told);
        }
    }

    /// Words, colours or glyphs changed.
    fn relook(&mut self) {
        // a machine that was never asked shows the register's own signs
        let plain = self.prefs.plain.unwrap_or(self.register.plain);
        let colours = self.shelf.depth.shown(self.prefs.colours);
        self.look = Look::with(self.shelf.words.clone(), colours, plain);
        self.look.year = self.register.year_start;
    }
}

/// A sentence that stands inside another begins with a small letter.
fn small(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}
