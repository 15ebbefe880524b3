//! The real app over facts made by hand: keys in, screen text and acts out. For a room's errand no file is needed;
//! journeys over a real register use the driver.
use crate::common::keys::parse;
use crossterm::event::Event;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::path::PathBuf;
use std::sync::Arc;
use thidua::app::{App, Opened, Reply, Request, Start};
use thidua::core::act::{Act, Done, Refusal};
use thidua::core::ask::{Ask, Facts};
use thidua::core::award::{AwardRow, Basis, Catalogue, Form, LineKind, RecipientKind};
use thidua::core::campaign::Movement;
use thidua::core::catalogue::{Lists, UsedSet};
use thidua::core::count::{LineKey, Scope, Tally};
use thidua::core::date::Date;
use thidua::core::level::{Level, LevelSet, Tint};
use thidua::core::number::Points;
use thidua::core::page::Volume;
use thidua::core::period::PeriodKey;
use thidua::core::prefs::{Machine, Prefs};
use thidua::core::quarter::{Past, PastUnit, QuarterFacts};
use thidua::core::register::Register;
use thidua::core::score::{Criterion, RankBy, Rule, ScoreTable};
use thidua::core::unit::{Role, Unit};
use thidua::core::words::{Lang, Words};
use thidua::effect::Job;

/// The app, what it reads, and what it wrote.
pub struct Bench {
    pub app: App,
    pub facts: QuarterFacts,
    pub roster: Vec<Unit>,
    pub awards: Vec<AwardRow>,
    /// award rows that came after the lock
    pub late: Vec<AwardRow>,
    pub acts: Vec<Act>,
    pub jobs: Vec<Job>,
    pub prefs: Vec<Prefs>,
    /// the next write is refused with this
    pub refuse: Option<Refusal>,
    /// the next writes answer this key of what was done, and this row
    pub done: (&'static str, Option<i64>),
    size: (u16, u16),
}

impl Bench {
    /// A register of four units in Q2/2021, opened at a size.
    pub fn new(width: u16, height: u16) -> Self {
        Self::with(width, height, |_| {})
    }

    /// The same, its facts changed before it is opened.
    pub fn with(width: u16, height: u16, change: impl FnOnce(&mut QuarterFacts)) -> Self {
        let mut facts = facts();
        change(&mut facts);
        let mut roster = facts.units.clone();
        roster.extend(facts.left.clone());
        let opened = Opened {
            register: facts.register.clone(),
            path: PathBuf::from("/so/cum-4.db"),
            period: facts.period.key,
            last: (128, "14:05".to_owned()),
            read_only: false,
            throwaway: false,
            note: None,
            drafts: Vec::new(),
        };
        let app = App::new(Start {
            words: Words::load(Lang::Vi),
            today: Date::constant(2021, 7, 22),
            opened: Some(opened),
            place: PathBuf::from("/so/moi.db"),
            machine: Machine::default(),
            user: "thuky".to_owned(),
        });
        let mut bench = Self {
            app,
            facts,
            roster,
            awards: Vec::new(),
            late: Vec::new(),
            acts: Vec::new(),
            jobs: Vec::new(),
            prefs: Vec::new(),
            refuse: None,
            done: ("act.unit_edit", None),
            size: (width, height),
        };
        bench.answer();
        bench
    }

    /// Answers everything that is asked.
    fn answer(&mut self) {
        loop {
            let requests = self.app.requests();
            if requests.is_empty() {
                return;
            }
            for request in requests {
                match request {
                    Request::Ask(ask) => {
                        let facts = self.tell(&ask);
                        self.app.reply(Reply::Facts(ask, Ok(facts)));
                    }
                    Request::Act(act, _) => {
                        self.acts.push(act);
                        let done = Done {
                            act: 129,
                            what: self.done.0.to_owned(),
                            thing: "PV01".to_owned(),
                            did: None,
                            of: None,
                            row: self.done.1,
                            also: None,
                        };
                        let result = self.refuse.take().map_or(Ok(done), Err);
                        self.app.reply(Reply::Written(result, "14:06".to_owned()));
                    }
                    Request::Job(job) => self.jobs.push(job),
                    Request::Undo
                    | Request::Redo
                    | Request::Remember(_)
                    | Request::Stop
                    | Request::Places
                    | Request::UndoAct(_)
                    | Request::Look
                    | Request::Draft(_)
                    | Request::WriteKeys(_)
                    | Request::ReadKeys => {}
                    Request::Prefs(prefs) => self.prefs.push(prefs),
                }
            }
        }
    }

    fn tell(&self, ask: &Ask) -> Facts {
        match ask {
            Ask::Lists => {
                let set = UsedSet {
                    set: levels(),
                    periods: vec![self.facts.period.key],
                    locked: None,
                    submitted: None,
                };
                let catalogue = self.facts.catalogue.clone();
                Facts::Lists(Arc::new(Lists { catalogue, sets: vec![set], tables: Vec::new() }))
            }
            Ask::Periods => Facts::Periods(Arc::new(vec![self.facts.period.clone()])),
            Ask::Quarter(_) => Facts::Quarter(Arc::new(self.facts.clone())),
            Ask::Version(..) => Facts::Version(Some(Arc::new(self.facts.clone()))),
            Ask::Late(_) => Facts::Awards(Arc::new(self.late.clone())),
            Ask::Roster(_) => Facts::Roster(Arc::new(self.roster.clone())),
            Ask::Flags => Facts::Flags(Arc::default()),
            Ask::Awards(_) => Facts::Awards(Arc::new(self.awards.clone())),
            Ask::Acts(_) => Facts::Acts(Arc::default()),
            Ask::ActSheet(_) => Facts::ActSheet(None),
            Ask::Copies => Facts::Copies(Arc::default()),
            Ask::Compare(_) => panic!("no copies here"),
            Ask::Redate(_) => Facts::Redate(Arc::default()),
            Ask::Choices => Facts::Choices(Arc::new((vec![table()], vec![levels()]))),
            Ask::Movement(_) => Facts::Movement(Arc::new((Movement::default(), Vec::new()))),
            Ask::Decisions(_) => Facts::Decisions(Arc::default()),
            Ask::Achievements(_) => Facts::Achievements(Arc::default()),
            Ask::Volume(_) => Facts::Volume(Volume::default()),
            Ask::Models => Facts::Models(Arc::new(Vec::new())),
            Ask::Parties { .. } | Ask::Namesakes(_) => Facts::Parties(Arc::new(Vec::new())),
            Ask::Decision(_) => Facts::Decision(None),
            Ask::Achievement(_) => Facts::Achievement(None),
            Ask::Find(_) => Facts::Find(std::sync::Arc::default()),
            Ask::Head(_) => Facts::Head(None),
            Ask::Life(..) => Facts::Life(std::sync::Arc::default()),
            Ask::Overdue { .. } => Facts::Overdue(Arc::new(Vec::new())),
            Ask::Proposals(_) => Facts::Proposals(Arc::default()),
            Ask::Proposal(_) => Facts::Proposal(None),
            Ask::Guard(_) => Facts::Guard(Arc::new(Vec::new())),
        }
    }

    /// Something carried out elsewhere comes back.
    pub fn reply(&mut self, reply: Reply) {
        self.app.reply(reply);
        self.answer();
    }

    /// Presses keys, in the driver's language.
    pub fn keys(&mut self, text: &str) -> &mut Self {
        for key in parse(text) {
            self.app.handle(vec![Event::Key(key)]);
            self.answer();
        }
        self
    }

    /// The screen as text, one line a row, blanks at the ends left out.
    pub fn screen(&mut self) -> String {
        let mut terminal = Terminal::new(TestBackend::new(self.size.0, self.size.1)).unwrap();
        terminal.draw(|f| self.app.draw(f)).unwrap();
        let buffer = terminal.backend().buffer();
        let row = |y: u16| (0..self.size.0).map(|x| buffer[(x, y)].symbol()).collect::<String>();
        (0..self.size.1).map(|y| row(y).trim_end().to_owned()).collect::<Vec<_>>().join("\n")
    }

    /// The screen must show this.
    #[track_caller]
    pub fn shows(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(screen.contains(text), "“{text}” is not on the screen:\n{screen}");
        self
    }

    /// The screen must not show this.
    #[track_caller]
    pub fn lacks(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(!screen.contains(text), "“{text}” is on the screen:\n{screen}");
        self
    }

    /// Another size, from now on.
    pub fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.size = (width, height);
        self.app.handle(vec![Event::Resize(width, height)]);
        self
    }
}

/// A unit of the made-up cluster.
pub fn unit(id: i64, code: &str, name: &str, role: Role) -> Unit {
    Unit {
        id,
        rev: 3,
        code: code.to_owned(),
        name: name.to_owned(),
        position: id,
        from: Some(Date::constant(2020, 11, 15)),
        to: None,
        role,
    }
}

/// The sample table: one typed leaf.
pub fn table() -> ScoreTable {
    let leaf = Criterion {
        id: 1,
        parent: None,
        code: "I".to_owned(),
        text: "Công tác chuyên môn".to_owned(),
        maximum: Points(100_000),
        rule: Some(Rule::Direct),
        ..Criterion::default()
    };
    ScoreTable {
        id: 7,
        name: "Mẫu: 1.000 điểm".to_owned(),
        by: RankBy::Total,
        step: Points(25),
        criteria: vec![leaf],
        ..ScoreTable::empty("")
    }
}

/// Two levels.
pub fn levels() -> LevelSet {
    let level =
        |id, name: &str, minimum, quota, tint| Level { id, name: name.to_owned(), minimum, quota, tint };
    LevelSet {
        id: 9,
        rev: 1,
        name: "Mẫu: Xuất sắc – Tốt".to_owned(),
        levels: vec![
            level(1, "Xuất sắc", Some(Points(9_000)), Some(Points(2_500)), Tint::Good),
            level(2, "Tốt", None, None, Tint::Text),
        ],
        ..LevelSet::default()
    }
}

/// Q2/2021 of four units; PV01 named twice in monthly notices, ranked second a quarter before.
fn facts() -> QuarterFacts {
    let key = PeriodKey::quarter(2021, 2);
    let mut facts = QuarterFacts::bare(key);
    facts.register = Register {
        uuid: "u".to_owned(),
        rev: 5,
        cluster: "Cụm thi đua số 4".to_owned(),
        province: "Công an tỉnh Hồng Lam".to_owned(),
        secretary: "Trung tá Hoàng Thị Mến".to_owned(),
        ..Register::default()
    };
    facts.units = vec![
        unit(1, "PV01", "Phòng Tham mưu", Role::Head),
        unit(2, "PX01", "Phòng Tổ chức cán bộ", Role::Deputy),
        unit(3, "PX05", "Thanh tra Công an tỉnh", Role::Member),
        unit(4, "", "Bệnh viện Công an tỉnh", Role::Member),
    ];
    let gone = Unit {
        to: Some(Date::constant(2021, 4, 30)),
        ..unit(5, "PV28", "Phòng Kỹ thuật", Role::Member)
    };
    facts.left = vec![gone];
    let form = Form {
        code: "thong_bao".to_owned(),
        name: "Biểu dương tại thông báo tháng".to_owned(),
        line: LineKind::Notice,
        authorities: Vec::new(),
        title: false,
        position: 1,
        retired: false,
        rev: 1,
    };
    facts.catalogue = Catalogue { authorities: Vec::new(), forms: vec![form] };
    for (scope, form) in
        [(Scope::Unit(1), ""), (Scope::Unit(1), "thong_bao"), (Scope::All, ""), (Scope::All, "thong_bao")]
    {
        facts.tallies.push(Tally {
            scope,
            line: LineKey { kind: LineKind::Notice, authorities: String::new() },
            form: form.to_owned(),
            kind: RecipientKind::Collective,
            basis: Basis::Turns,
            records: 1,
            known: 9,
            unknown: 0,
            heads: 0,
        });
    }
    facts.table = Some(table());
    facts.levels = Some(levels());
    let before = key.previous();
    facts.past = vec![Past {
        key: before,
        tallies: Vec::new(),
        units: vec![PastUnit {
            unit: 1,
            rank: Some(2),
            total: Some(Points(95_110)),
            rate: None,
            level: "Xuất sắc".to_owned(),
        }],
        days: None,
    }];
    facts.act = (128, "1a2b3c4d".to_owned());
    facts
}
