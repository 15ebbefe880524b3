//! The store from outside, over real files in folders that remove themselves.
#![expect(clippy::panic, reason = "a test may fail where it stands")]
#![expect(
    clippy::needless_pass_by_value,
    clippy::unnecessary_wraps,
    reason = "helpers read best where they are called"
)]
mod adjust;
mod adjust_model;
mod back;
mod bulk;
mod check;
mod classify;
mod cut;
mod file;
mod find;
mod later;
mod memo;
mod merge;
mod model;
mod periods;
mod proposal;
mod rounds;
mod rules;
pub mod sample;
mod settings;
mod table;
mod twins;
mod undo;

use std::path::PathBuf;
use thidua::core::act::{Act, Done, Refusal, Stamp};
use thidua::core::ask::{Ask, Facts};
use thidua::core::award::{self, Basis, Decision, DecisionKind, Recipient, RecipientKind};
use thidua::core::date::Date;
use thidua::core::period::PeriodKey;
use thidua::core::quarter::QuarterFacts;
use thidua::core::register::Setup;
use thidua::core::words::{Lang, Words};
use thidua::store::{Access, Store};

pub const Q2: PeriodKey =
    PeriodKey { year: 2021, kind: thidua::core::period::PeriodKind::Quarter, ordinal: 2 };

/// A register in a folder of its own.
pub struct Desk {
    pub folder: tempfile::TempDir,
    pub store: Store,
}

impl Desk {
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("so.db")
    }
    pub fn again(self) -> Desk {
        let path = self.path();
        self.store.close();
        Desk { store: Store::open(&path, Access::Write).unwrap(), folder: self.folder }
    }
    pub fn quarter(&self, key: PeriodKey) -> QuarterFacts {
        match self.store.answer(&Ask::Quarter(key)).unwrap() {
            Facts::Quarter(facts) => (*facts).clone(),
            other => panic!("{other:?}"),
        }
    }
    pub fn does(&mut self, act: Act) -> Done {
        self.store.apply(&act, &stamp()).unwrap_or_else(|refusal| panic!("{}", said(&refusal)))
    }
    pub fn refuses(&mut self, act: Act) -> Refusal {
        let before = self.store.digest().unwrap();
        let refusal = self.store.apply(&act, &stamp()).unwrap_err();
        assert_eq!(before, self.store.digest().unwrap(), "a refused act left something behind");
        let text = said(&refusal);
        assert!(!text.contains('⟦') && !text.contains('{'), "{text}");
        refusal
    }
    pub fn sheet(&self, id: i64) -> award::DecisionSheet {
        match self.store.answer(&Ask::Decision(id)).unwrap() {
            Facts::Decision(Some(sheet)) => (*sheet).clone(),
            other => panic!("{other:?}"),
        }
    }
    pub fn clean(&self) {
        let report = self.store.check().unwrap();
        assert!(report.clean(), "{report:?}");
    }
}

pub fn said(refusal: &Refusal) -> String {
    Words::load(Lang::Vi).say(refusal.problem())
}

pub fn key(refusal: &Refusal) -> &'static str {
    refusal.problem().key
}

pub fn stamp() -> Stamp {
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
            unit("PH10", "Phòng Hậu cần"),
            unit("", "Bệnh viện Công an tỉnh"),
        ],
        head: Some(0),
        deputy: Some(1),
        period: Some(Q2),
        movement: "Vì an ninh Tổ quốc".into(),
        motto: "Chủ động – Nêu gương".into(),
        table: Some("mau_1000".into()),
        levels: "a".into(),
        lang: Lang::Vi,
    }
}

pub fn desk() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create(&folder.path().join("so.db"), &setup(), false, &stamp()).unwrap();
    Desk { folder, store }
}

pub fn day(text: &str) -> Option<Date> {
    Some(text.parse().unwrap())
}

pub fn decision(number: &str, date: Option<Date>) -> Decision {
    Decision {
        number: number.into(),
        date,
        authorities: vec!["giam_doc".into()],
        form: "nguoi_tot".into(),
        subject: "Có thành tích đột xuất".into(),
        ..Decision::default()
    }
}

pub fn person(name: &str, unit: i64) -> Recipient {
    Recipient {
        kind: RecipientKind::Individual,
        name: name.into(),
        rank: "Thiếu tá".into(),
        unit: Some(unit),
        quantity: Some(1),
        ..Recipient::default()
    }
}

pub fn count_row(kind: RecipientKind, basis: Basis, quantity: Option<i64>, unit: Option<i64>) -> Recipient {
    Recipient { kind, basis, quantity, unit, ..Recipient::default() }
}

pub fn save(decision: Decision, recipients: Vec<Recipient>) -> Act {
    Act::Award(award::Act::Save { decision, recipients, same: None })
}

pub fn notice(number: &str, date: Option<Date>) -> Decision {
    Decision { kind: DecisionKind::Notice, form: "thong_bao".into(), ..decision(number, date) }
}
