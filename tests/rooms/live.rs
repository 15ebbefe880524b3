//! A small cluster over a real file: what was done before is written through the store, then the driver opens it.
use crate::common::{Driver, clock};
use tempfile::TempDir;
use thidua::core::act::{Act, Stamp};
use thidua::core::ask::{Ask, Facts};
use thidua::core::award::{self, Decision, DecisionKind, Recipient};
use thidua::core::number::Points;
use thidua::core::period::PeriodKey;
use thidua::core::quarter::QuarterFacts;
use thidua::core::register::Setup;
use thidua::core::score::{self, CellValue, Round};
use thidua::core::words::Lang;
use thidua::store::Store;

pub const Q2: PeriodKey =
    PeriodKey { year: 2021, kind: thidua::core::period::PeriodKind::Quarter, ordinal: 2 };

/// The driver over a register of this room's own.
pub struct Bench {
    driver: Driver,
    _folder: TempDir,
}

fn stamp() -> Stamp {
    clock().stamp("thuky")
}

/// Four units, one of them without a code.
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
    /// A register in which `work` was done before the driver opens it.
    pub fn after(setup: &Setup, (width, height): (u16, u16), work: impl FnOnce(&mut Ink)) -> Bench {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("so.db");
        let store = Store::create(&path, setup, false, &stamp()).unwrap();
        let mut ink = Ink { store };
        work(&mut ink);
        ink.store.close();
        Bench { driver: Driver::open(&path).size(width, height), _folder: folder }
    }
    /// A register whose file `work` changes before any program opens it.
    pub fn made(setup: &Setup, (width, height): (u16, u16), work: impl FnOnce(&std::path::Path)) -> Bench {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("so.db");
        Store::create(&path, setup, false, &stamp()).unwrap().close();
        work(&path);
        Bench { driver: Driver::open(&path).size(width, height), _folder: folder }
    }
    pub fn keys(&mut self, text: &str) -> &mut Self {
        self.driver.keys(text);
        self
    }
    /// Keys that arrive in one read: all of them wait while the first of them is written.
    pub fn batch(&mut self, text: &str) -> &mut Self {
        self.driver.batch(text);
        self
    }
    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.driver.paste(text);
        self
    }
    pub fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.driver.resize(width, height);
        self
    }
    pub fn screen(&mut self) -> String {
        self.driver.screen()
    }
    /// The first row of the screen that has `text` in it.
    #[track_caller]
    pub fn row(&mut self, text: &str) -> String {
        let screen = self.screen();
        let found = screen.lines().find(|l| l.contains(text)).unwrap_or_default().to_owned();
        assert!(!found.is_empty(), "no row with {text:?} in\n{screen}");
        found
    }
    #[track_caller]
    pub fn shows(&mut self, text: &str) -> &mut Self {
        self.driver.expect(text);
        self
    }
    #[track_caller]
    pub fn lacks(&mut self, text: &str) -> &mut Self {
        self.driver.expect_not(text);
        self
    }
    /// Acts in the register.
    pub fn acts(&self) -> i64 {
        self.driver.store().last_act().unwrap().0
    }
    pub fn facts(&self) -> QuarterFacts {
        facts(self.driver.store())
    }
}

fn facts(store: &Store) -> QuarterFacts {
    match store.answer(&Ask::Quarter(Q2)).unwrap() {
        Facts::Quarter(facts) => (*facts).clone(),
        other => unreachable!("{other:?}"),
    }
}

/// Writes before the app opens the register.
pub struct Ink {
    pub store: Store,
}

impl Ink {
    pub fn act(&mut self, act: &Act) {
        self.store.apply(act, &stamp()).unwrap();
    }
    pub fn facts(&self) -> QuarterFacts {
        facts(&self.store)
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
