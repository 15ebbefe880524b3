//! The app over a real register in a folder that removes itself, on a screen in memory: keys in, text out.
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use thidua::app::{App, Opened, Reply, Request, Start};
use thidua::core::act::{Act, Stamp};
use thidua::core::ask::{Ask, Facts};
use thidua::core::award::{self, Decision, DecisionKind, Recipient};
use thidua::core::number::Points;
use thidua::core::period::PeriodKey;
use thidua::core::quarter::QuarterFacts;
use thidua::core::register::Setup;
use thidua::core::score::{self, CellValue, Round};
use thidua::core::words::{Lang, Words};
use thidua::store::Store;

pub const Q2: PeriodKey =
    PeriodKey { year: 2021, kind: thidua::core::period::PeriodKind::Quarter, ordinal: 2 };

pub struct Bench {
    pub store: Store,
    app: App,
    screen: Terminal<TestBackend>,
    /// acts that were sent
    pub acts: Vec<Act>,
    _folder: tempfile::TempDir,
}

fn stamp() -> Stamp {
    Stamp { at: "2021-07-22T14:05:09+07:00".into(), user: "men".into() }
}

pub fn setup() -> Setup {
    let unit = |code: &str, name: &str| (code.to_owned(), name.to_owned());
    Setup {
        cluster: "Cụm thi đua số 4".into(),
        province: "Công an tỉnh Hồng Lam".into(),
        secretary: "Hoàng Thị Mến".into(),
        units: vec![
            unit("PV01", "Phòng Tham mưu"),
            unit("PX01", "Phòng Tổ chức cán bộ"),
            unit("PX05", "Thanh tra"),
            unit("", "Bệnh viện Công an tỉnh"),
        ],
        head: Some(0),
        deputy: Some(1),
        period: Some(Q2),
        movement: "Vì an ninh Tổ quốc".into(),
        motto: String::new(),
        table: Some("mau_1000".into()),
        levels: "a".into(),
        lang: Lang::Vi,
    }
}

impl Bench {
    pub fn new(setup: &Setup, size: (u16, u16)) -> Bench {
        Bench::after(setup, size, |_| {})
    }
    /// A register in which `work` was done before the app opens it.
    pub fn after(setup: &Setup, size: (u16, u16), work: impl FnOnce(&mut Ink)) -> Bench {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("so.db");
        let store = Store::create(&path, setup, false, &stamp()).unwrap();
        let mut ink = Ink { store };
        work(&mut ink);
        let store = ink.store;
        let opened = Opened {
            register: store.register().unwrap(),
            path,
            period: Q2,
            last: store.last_act().unwrap(),
            read_only: false,
            throwaway: false,
            note: None,
        };
        let app = App::new(Start {
            words: Words::load(Lang::Vi),
            today: "2021-07-22".parse().unwrap(),
            opened: Some(opened),
            place: folder.path().join("so.db"),
            mono: true,
            user: "men".into(),
        });
        let screen = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
        let mut bench = Bench { store, app, screen, acts: Vec::new(), _folder: folder };
        bench.settle();
        bench
    }
    fn settle(&mut self) {
        loop {
            let requests = self.app.requests();
            if requests.is_empty() {
                break;
            }
            for request in requests {
                let time = || "14:05".to_owned();
                let reply = match request {
                    Request::Ask(ask) => {
                        let facts = self.store.answer(&ask);
                        Reply::Facts(ask, facts)
                    }
                    Request::Act(act) => {
                        self.acts.push(act.clone());
                        Reply::Written(self.store.apply(&act, &stamp()), time())
                    }
                    Request::Undo => Reply::Written(self.store.undo(&stamp()), time()),
                    Request::Redo => Reply::Written(self.store.redo(&stamp()), time()),
                    _ => continue,
                };
                self.app.reply(reply);
            }
        }
    }
    /// Types keys, all of them in one batch after another, as a fast hand does: `92,5<CR><Down><C-d>`.
    pub fn keys(&mut self, text: &str) -> &mut Self {
        for key in parse(text) {
            self.app.handle(vec![Event::Key(key)]);
        }
        self.settle();
        self
    }
    /// The same keys in one batch.
    pub fn burst(&mut self, text: &str) -> &mut Self {
        self.app.handle(parse(text).into_iter().map(Event::Key).collect());
        self.settle();
        self
    }
    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.app.handle(vec![Event::Paste(text.to_owned())]);
        self.settle();
        self
    }
    pub fn resize(&mut self, w: u16, h: u16) -> &mut Self {
        self.screen = Terminal::new(TestBackend::new(w, h)).unwrap();
        self
    }
    pub fn screen(&mut self) -> String {
        self.screen.draw(|f| self.app.draw(f)).unwrap();
        let buffer = self.screen.backend().buffer();
        let area = buffer.area;
        (0..area.height)
            .map(|y| {
                (0..area.width).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned()
            })
            .collect::<Vec<_>>()
            .join("\n")
    }
    /// The row of the screen that has `text` in it.
    pub fn row(&mut self, text: &str) -> String {
        let screen = self.screen();
        let found = screen.lines().find(|l| l.contains(text)).map(str::to_owned);
        found.unwrap_or_else(|| panic!("no row with {text:?} in\n{screen}"))
    }
    pub fn shows(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(screen.contains(text), "no {text:?} in\n{screen}");
        self
    }
    pub fn lacks(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(!screen.contains(text), "{text:?} in\n{screen}");
        self
    }
    pub fn facts(&self) -> QuarterFacts {
        match self.store.answer(&Ask::Quarter(Q2)).unwrap() {
            Facts::Quarter(facts) => (*facts).clone(),
            other => panic!("{other:?}"),
        }
    }
}

/// Writes before the app opens the register.
pub struct Ink {
    pub store: Store,
}

impl Ink {
    pub fn act(&mut self, act: &Act) {
        self.store
            .apply(act, &stamp())
            .unwrap_or_else(|r| panic!("{}", Words::load(Lang::Vi).say(r.problem())));
    }
    pub fn facts(&self) -> QuarterFacts {
        match self.store.answer(&Ask::Quarter(Q2)).unwrap() {
            Facts::Quarter(facts) => (*facts).clone(),
            other => panic!("{other:?}"),
        }
    }
    /// A score by the unit's place in the roster and the criterion's code.
    pub fn score(&mut self, unit: usize, code: &str, round: Round, points: i64) {
        self.score_in(Q2, unit, code, round, points);
    }
    /// The same in another period.
    pub fn score_in(&mut self, period: PeriodKey, unit: usize, code: &str, round: Round, points: i64) {
        let facts = self.facts();
        let leaf = facts.table.as_ref().unwrap().criteria.iter().find(|c| c.code == code).unwrap().id;
        self.act(&Act::Score(score::Act::Set {
            period,
            unit: facts.units[unit].id,
            criterion: leaf,
            round,
            old: None,
            value: Some(CellValue::Points(Points(points))),
            comment: String::new(),
            reason: String::new(),
            label: String::new(),
        }));
    }
    /// A whole self-scored sheet: each maximum less `less` hundredths.
    pub fn sheet(&mut self, unit: usize, less: i64) {
        self.sheet_in(Q2, unit, less);
    }
    /// The same in another period.
    pub fn sheet_in(&mut self, period: PeriodKey, unit: usize, less: i64) {
        let leaves: Vec<(String, i64)> = self
            .facts()
            .table
            .unwrap()
            .leaves()
            .filter(|c| c.rule == Some(score::Rule::Direct))
            .map(|c| (c.code.clone(), c.maximum.0))
            .collect();
        for (code, maximum) in leaves {
            self.score_in(period, unit, &code, Round::Own, maximum - less);
        }
    }
    /// A paper of the Director with one form and these recipients.
    pub fn award(
        &mut self,
        kind: DecisionKind,
        number: &str,
        day: &str,
        form: &str,
        recipients: Vec<Recipient>,
    ) {
        let decision = Decision {
            kind,
            number: number.into(),
            date: Some(day.parse().unwrap()),
            authorities: vec!["giam_doc".into()],
            form: form.into(),
            subject: "Có thành tích đột xuất".into(),
            ..Decision::default()
        };
        self.act(&Act::Award(award::Act::Save { decision, recipients, same: None }));
    }
}

fn parse(text: &str) -> Vec<KeyEvent> {
    let mut keys = Vec::new();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if c == '<' {
            let name: String = rest.by_ref().take_while(|c| *c != '>').collect();
            keys.push(named(&name));
        } else {
            keys.push(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
        }
    }
    keys
}

fn named(name: &str) -> KeyEvent {
    let (mods, base) = match name.split_once('-') {
        Some(("C", base)) => (KeyModifiers::CONTROL, base),
        Some(("M", base)) => (KeyModifiers::ALT, base),
        _ => (KeyModifiers::NONE, name),
    };
    let code = match base {
        "CR" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "Del" => KeyCode::Delete,
        "BS" => KeyCode::Backspace,
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "End" => KeyCode::End,
        "Home" => KeyCode::Home,
        f if f.starts_with('F') && f.len() > 1 => KeyCode::F(f.trim_start_matches('F').parse().unwrap()),
        c => KeyCode::Char(c.chars().next().unwrap()),
    };
    KeyEvent::new(code, mods)
}
