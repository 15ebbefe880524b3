//! Drives the whole program without a terminal: the real app and the real desk over a temporary register, a screen
//! in memory, a clock that stands at 22/07/2021 14:05. What a test reads is what a user would see.
pub mod counted;
pub mod keys;

use crossterm::event::Event;
use jiff::civil::datetime;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;
use thidua::app::{App, Opened, Reply, Request, Start};
use thidua::core::draft::Life;
use thidua::core::period::PeriodKey;
use thidua::core::prefs::{Depth, Machine, Prefs};
use thidua::core::register::Setup;
use thidua::core::words::{Lang, Words};
use thidua::effect::Job;
use thidua::shell::clock::Clock;
use thidua::shell::desk::{Desk, Pair, Scratch};
use thidua::shell::input::Parser;
use thidua::shell::session::Session;
use thidua::store::{Store, Watch, demo};

/// The clock of all tests.
pub fn clock() -> Clock {
    Clock::fixed(datetime(2021, 7, 22, 14, 5, 0, 0))
}

/// Who works, and when.
pub fn desk() -> Desk {
    Desk { clock: clock(), user: "thuky".to_owned(), lang: None, period: None, session: session() }
}

/// A run of the program, different from every other; all others ended.
fn session() -> Session {
    static RUNS: AtomicU32 = AtomicU32::new(0);
    let name = format!("lần {}", RUNS.fetch_add(1, Ordering::Relaxed));
    Session { name, life: |_| Life::Ended }
}

/// A set-up like that of the sample: 12 units, scored, in Q2/2021.
pub fn setup() -> Setup {
    let units = [
        ("PV01", "Phòng Tham mưu"),
        ("PV05", "Phòng Xây dựng phong trào"),
        ("PV06", "Phòng Hồ sơ nghiệp vụ"),
        ("PV11", "Văn phòng Cơ quan điều tra"),
        ("PX01", "Phòng Tổ chức cán bộ"),
        ("PX03", "Phòng Công tác đảng"),
        ("PX05", "Phòng Thanh tra"),
        ("PX06", "Phòng Kiểm tra"),
        ("PH10", "Phòng Hậu cần"),
        ("PH11", "Phòng Tài chính"),
        ("PH12", "Bệnh xá"),
        ("", "Văn phòng Đảng ủy"),
    ];
    Setup {
        cluster: "Cụm thi đua số 4".to_owned(),
        province: "Công an tỉnh Hồng Lam".to_owned(),
        secretary: "Nguyễn Thị Ấn".to_owned(),
        units: units.iter().map(|(code, name)| ((*code).to_owned(), (*name).to_owned())).collect(),
        head: Some(0),
        deputy: Some(4),
        period: Some(PeriodKey::quarter(2021, 2)),
        movement: String::new(),
        motto: String::new(),
        table: SAMPLE_TABLE.map(str::to_owned),
        levels: SAMPLE_LEVELS.to_owned(),
        lang: Lang::Vi,
    }
}

/// Codes of the built-in samples.
const SAMPLE_TABLE: Option<&str> = Some("mau_1000");
const SAMPLE_LEVELS: &str = "a";

/// Lays the sample at `path`: made once, then copied.
pub fn sample(path: &Path) {
    static SAMPLE: OnceLock<Vec<u8>> = OnceLock::new();
    let bytes = SAMPLE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("so.db");
        demo::fill(&path, &clock().stamp("thuky")).unwrap().close();
        std::fs::read(path).unwrap()
    });
    std::fs::write(path, bytes).unwrap();
}

/// Where the register of a posed screen is said to lie: nothing of the machine that draws it stands on the screen.
pub const POSED: &str = "/home/thuky/Documents/SoThiDua/so-thi-dua.db";

/// What lies open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Book {
    /// the sample
    Demo,
    /// a register just set up
    New,
    /// none: the set-up
    First,
}

/// The program in a test.
pub struct Driver {
    app: App,
    desk: Desk,
    pair: Option<Pair>,
    here: Option<PathBuf>,
    /// the period the app asked to remember
    pub remembered: Option<PeriodKey>,
    /// removable disks that are plugged in
    pub places: Vec<PathBuf>,
    /// registers opened on this machine earlier
    pub registers: Vec<PathBuf>,
    jobs_held: bool,
    stop_asked: bool,
    /// the file of the user's own keys
    pub keys: Option<String>,
    /// colours and signs the app asked to remember
    pub prefs: Option<Prefs>,
    screen: Terminal<TestBackend>,
    scratch: Option<Scratch>,
    folder: TempDir,
}

impl Driver {
    /// An empty register as after the set-up: 12 units, Q2/2021, sample score table and levels.
    pub fn new_register() -> Self {
        Self::of(&setup())
    }

    /// An empty register as after that set-up.
    pub fn of(setup: &Setup) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("so.db");
        Store::create(&path, setup, false, &clock().stamp("thuky")).unwrap().close();
        Self::start(folder, Some(path))
    }

    /// The sample.
    pub fn demo() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("so.db");
        sample(&path);
        Self::start(folder, Some(path))
    }

    /// The set-up of a first run.
    pub fn first_run() -> Self {
        Self::start(tempfile::tempdir().unwrap(), None)
    }

    /// A register that lies somewhere.
    pub fn open(path: &Path) -> Self {
        Self::start(tempfile::tempdir().unwrap(), Some(path.to_owned()))
    }

    /// A second program on the file while the first still runs.
    pub fn beside(&self) -> Self {
        let mut desk = desk();
        desk.session.life = |_| Life::Running;
        Self::begin_at(tempfile::tempdir().unwrap(), desk, Some(self.path()), None, Machine::default())
    }

    /// For pictures: the paths shown are those of nobody's machine. Write no papers here.
    pub fn posed(book: Book, mono: bool) -> Self {
        let depth = if mono { Depth::None } else { Depth::Many };
        Self::on(book, Machine { depth, ..Machine::default() })
    }

    /// For pictures on a machine that was told how to look.
    pub fn posed_as(book: Book, prefs: Prefs) -> Self {
        Self::on(book, Machine { prefs, depth: Depth::Many, ..Machine::default() })
    }

    fn on(book: Book, machine: Machine) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("so.db");
        match book {
            Book::Demo => sample(&path),
            Book::New => Store::create(&path, &setup(), false, &clock().stamp("thuky")).unwrap().close(),
            Book::First => return Self::begin(folder, None, Some(POSED), machine),
        }
        Self::begin(folder, Some(path), Some(POSED), machine)
    }

    fn start(folder: TempDir, path: Option<PathBuf>) -> Self {
        Self::begin(folder, path, None, Machine { depth: Depth::Many, ..Machine::default() })
    }

    fn begin(folder: TempDir, path: Option<PathBuf>, shown: Option<&str>, machine: Machine) -> Self {
        Self::begin_at(folder, desk(), path, shown, machine)
    }

    fn begin_at(
        folder: TempDir,
        desk: Desk,
        path: Option<PathBuf>,
        shown: Option<&str>,
        machine: Machine,
    ) -> Self {
        let opened = path.as_deref().map(|path| desk.open(path, None).unwrap());
        let (mut opened, pair) = opened.map_or((None, None), |(o, p)| (Some(o), Some(p)));
        if let (Some(opened), Some(shown)) = (&mut opened, shown) {
            opened.path = PathBuf::from(shown);
        }
        let place = folder.path().join("SoThiDua").join("so-thi-dua.db");
        let words = Words::load(opened.as_ref().map_or(Lang::Vi, |o: &Opened| o.register.lang));
        let app = App::new(Start {
            words,
            today: desk.clock.today(),
            opened,
            place: shown.map_or(place, PathBuf::from),
            machine,
            user: desk.user.clone(),
        });
        let screen = Terminal::new(TestBackend::new(80, 24)).unwrap();
        let mut driver = Self {
            app,
            desk,
            pair,
            here: path,
            remembered: None,
            places: Vec::new(),
            registers: Vec::new(),
            jobs_held: false,
            stop_asked: false,
            prefs: None,
            keys: None,
            screen,
            scratch: None,
            folder,
        };
        driver.settle();
        driver
    }

    /// Another size of the screen, told as a terminal tells it.
    pub fn size(mut self, width: u16, height: u16) -> Self {
        self.resize(width, height);
        self
    }

    /// See `size`.
    pub fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.screen.backend_mut().resize(width, height);
        self.events(vec![Event::Resize(width, height)])
    }

    /// Keys, each read and drawn by itself.
    pub fn keys(&mut self, text: &str) -> &mut Self {
        for key in keys::parse(text) {
            self.events(vec![Event::Key(key)]);
        }
        self
    }

    /// Keys that arrive in one read, as an input method sends them.
    pub fn batch(&mut self, text: &str) -> &mut Self {
        self.events(keys::parse(text).into_iter().map(Event::Key).collect())
    }

    /// Bytes as a terminal sends them in one piece, read by the program's own reader.
    pub fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        let mut parser = Parser::default();
        let mut events = parser.feed(bytes);
        if parser.escape() {
            events.extend(parser.flush());
        }
        self.events(events)
    }

    /// A bracketed paste.
    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.events(vec![Event::Paste(text.to_owned())])
    }

    /// Any events, in one batch; then everything asked is answered, and a frame is drawn.
    pub fn events(&mut self, events: Vec<Event>) -> &mut Self {
        self.app.handle(events);
        self.settle();
        self.draw();
        self
    }

    /// The moment after the last key in which what stands typed is kept, as the loop does it.
    pub fn rest(&mut self) -> &mut Self {
        if self.app.unkept() {
            self.app.keep();
            self.settle();
        }
        self
    }

    fn settle(&mut self) {
        // No key needs more rounds than this: a program that never comes to rest fails here instead of hanging.
        for _ in 0..200 {
            let requests = self.app.requests();
            if requests.is_empty() {
                return;
            }
            for request in requests {
                self.carry(request);
            }
        }
        panic!("the program asks without end");
    }

    fn carry(&mut self, request: Request) {
        let reply = match request {
            Request::Ask(ask) => match &self.pair {
                Some(pair) => {
                    let facts = pair.reader.answer(&ask);
                    Reply::Facts(ask, facts)
                }
                None => Reply::Dropped(ask),
            },
            Request::Look => match self.pair.as_mut().and_then(|p| p.reader.touched()) {
                Some((act, time, gone)) => Reply::Touched(act, time, gone),
                None => return,
            },
            Request::Remember(period) => {
                self.remembered = Some(period);
                return;
            }
            Request::Job(_) if self.jobs_held => return,
            Request::WriteKeys(text) => {
                self.keys.get_or_insert(text);
                Reply::Keys(self.keys.clone(), None)
            }
            Request::ReadKeys => Reply::Keys(self.keys.clone(), None),
            Request::Prefs(prefs) => {
                self.prefs = Some(prefs);
                return;
            }
            Request::Job(job) => return self.job(&job),
            Request::Stop => {
                self.stop_asked = true;
                return;
            }
            Request::Places => Reply::Places {
                disks: self.places.clone(),
                copied_to: None,
                registers: self.registers.clone(),
            },
            write => match self.pair.as_mut() {
                Some(pair) => self.desk.write_with(&mut pair.writer, &write),
                None => self.desk.write(None, &write),
            },
        };
        self.app.reply(reply);
    }

    fn job(&mut self, job: &Job) {
        if matches!(job, Job::Keep { .. } | Job::Restore { .. } | Job::Move { .. }) {
            self.close_pair();
        }
        let outcome = self.desk.job(job, self.here.as_deref(), &Watch::default());
        if let Some(pair) = outcome.pair {
            self.close_pair();
            self.pair = Some(pair);
        }
        if let Reply::Opened(Ok(opened)) = &outcome.reply {
            self.here = Some(opened.path.clone());
            self.scratch = outcome.scratch;
        }
        self.app.reply(outcome.reply);
    }

    /// Was the job under way asked to stop?
    pub fn stopped(&self) -> bool {
        self.stop_asked
    }

    /// Jobs are not carried out from here on: the test tells what comes of them.
    pub fn hold_jobs(&mut self) -> &mut Self {
        self.jobs_held = true;
        self
    }

    /// Something carried out elsewhere comes back.
    pub fn reply(&mut self, reply: Reply) -> &mut Self {
        self.app.reply(reply);
        self.settle();
        self
    }

    fn close_pair(&mut self) {
        if let Some(pair) = self.pair.take() {
            pair.close();
        }
    }

    fn draw(&mut self) {
        self.screen.draw(|frame| self.app.draw(frame)).unwrap();
    }

    /// The screen as text, blanks at line ends left out.
    pub fn screen(&mut self) -> String {
        self.draw();
        let buffer = self.screen.backend().buffer();
        let lines: Vec<String> = buffer
            .content()
            .chunks(usize::from(buffer.area.width).max(1))
            .map(|row| {
                row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>().trim_end().to_owned()
            })
            .collect();
        lines.join("\n")
    }

    /// Line `n` of the screen, the first is 1.
    pub fn line(&mut self, n: usize) -> String {
        self.screen().lines().nth(n - 1).unwrap_or_default().to_owned()
    }

    /// The cells themselves, for colours and attributes.
    pub fn buffer(&mut self) -> &ratatui::buffer::Buffer {
        self.draw();
        self.screen.backend().buffer()
    }

    /// Where the terminal's own caret stands: column and row from 0; `None` while hidden.
    pub fn caret(&mut self) -> Option<(u16, u16)> {
        self.draw();
        let shown = self.screen.backend().cursor_visible();
        let at = self.screen.backend().cursor_position();
        shown.then_some((at.x, at.y))
    }

    /// Fails, with the screen, unless the text stands on it.
    #[track_caller]
    pub fn expect(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(screen.contains(text), "not on the screen: {text}\n{screen}");
        self
    }

    /// Fails, with the screen, when the text stands on it.
    #[track_caller]
    pub fn expect_not(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(!screen.contains(text), "on the screen: {text}\n{screen}");
        self
    }

    /// Has the program ended?
    pub fn ended(&self) -> bool {
        self.app.quit()
    }

    /// The register's file; there must be one.
    pub fn path(&self) -> PathBuf {
        self.here.clone().unwrap()
    }

    /// The test's own folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The register's reading connection, to compare with what stands on the screen.
    pub fn store(&self) -> &Store {
        &self.pair.as_ref().unwrap().reader
    }

    /// Closes the register and opens it again, as after a restart.
    pub fn restart(mut self) -> Self {
        self.close_pair();
        let size = self.screen.backend().buffer().area;
        let (here, folder) =
            (self.here.clone(), std::mem::replace(&mut self.folder, tempfile::tempdir().unwrap()));
        Self::start(folder, here).size(size.width, size.height)
    }
}
