//! Periods: years that begin on any day, what a new quarter takes over, other dates, sets of quarters.
use super::*;
use rusqlite::Connection;
use thidua::core::achievement;
use thidua::core::count::{self, Figure, Scope};
use thidua::core::level;
use thidua::core::page::{Reach, Span};
use thidua::core::period::{PeriodKind, YearStart};
use thidua::core::quarter::Period;
use thidua::core::redate::{Dates, Plan};
use thidua::core::register::{self, Register};

const fn q(n: u8) -> PeriodKey {
    PeriodKey { year: 2021, kind: PeriodKind::Quarter, ordinal: n }
}
const HALF: PeriodKey = PeriodKey { year: 2021, kind: PeriodKind::Half, ordinal: 1 };
const YEAR: PeriodKey = PeriodKey { year: 2021, kind: PeriodKind::Year, ordinal: 1 };

fn add(key: PeriodKey) -> Act {
    Act::Register(register::Act::AddPeriod(key))
}

fn redate(n: u8, from: &str, to: &str, follow: bool) -> Dates {
    Dates { key: q(n), from: from.parse().unwrap(), to: to.parse().unwrap(), follow }
}

fn to_dates(dates: Dates) -> Act {
    Act::Register(register::Act::Redate(dates))
}

fn lock(key: PeriodKey) -> Act {
    Act::Level(level::Act::Lock { period: key })
}

/// Without scores and proposals a quarter is locked as it is.
fn unscored() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let setup = Setup { table: None, ..setup() };
    let store = Store::create(&folder.path().join("so.db"), &setup, false, &stamp()).unwrap();
    let mut desk = Desk { folder, store };
    let apart = |unit| (unit, Some(level::Mark::NotClassified), "chưa phân loại".to_owned());
    let rows = (1..=4).map(apart).collect();
    desk.does(Act::Level(level::Act::Propose { period: Q2, rows, label: "4 đơn vị".into() }));
    desk
}

impl Desk {
    fn periods(&self) -> Vec<Period> {
        match self.store.answer(&Ask::Periods).unwrap() {
            Facts::Periods(all) => (*all).clone(),
            other => panic!("{other:?}"),
        }
    }
    fn dates(&self, key: PeriodKey) -> (String, String) {
        let p = self.periods().into_iter().find(|p| p.key == key).unwrap();
        (p.from.to_string(), p.to.to_string())
    }
    fn plan(&self, dates: Dates) -> Plan {
        match self.store.answer(&Ask::Redate(dates)).unwrap() {
            Facts::Redate(plan) => (*plan).clone(),
            other => panic!("{other:?}"),
        }
    }
    /// Good deeds of the period: heads and turns of individuals.
    fn deeds(&self, key: PeriodKey) -> (Figure, Figure) {
        let facts = self.quarter(key);
        let lines = count::lines(&facts.tallies, Scope::All, &facts.authority_order());
        lines.first().map_or((Figure::None, Figure::None), |l| (l.individual.heads, l.individual.turns))
    }
    /// An achievement of that day.
    fn deed(&mut self, day_: &str) {
        let achievement = achievement::Achievement {
            date: day(day_),
            content: format!("Việc ngày {day_}"),
            unit: Some(1),
            ..achievement::Achievement::default()
        };
        self.does(Act::Achievement(achievement::Act::Save(achievement)));
    }
    fn papers(&self, span: Span) -> Vec<String> {
        let reach = Reach { span, ..Reach::of(Q2, "") };
        match self.store.answer(&Ask::Decisions(reach)).unwrap() {
            Facts::Decisions(w) => w.rows.iter().map(|r| r.head.number.clone()).collect(),
            other => panic!("{other:?}"),
        }
    }
}

fn say(done: &Done) -> String {
    done.also.as_ref().map_or_else(String::new, |p| Words::load(Lang::Vi).say(p))
}

#[test]
fn a_year_that_begins_in_november_gives_its_days_to_the_quarters_opened_from_then_on() {
    let mut desk = desk();
    let register = desk.store.register().unwrap();
    let year_start = YearStart::typed("15/11").unwrap();
    desk.does(Act::Register(register::Act::Save(Register { year_start, ..register })));
    assert_eq!(desk.store.register().unwrap().year_start, year_start);
    assert_eq!(desk.dates(Q2), ("2021-04-01".into(), "2021-06-30".into()), "what is open keeps its days");
    // 15/5 to 14/8 would take days of the second quarter: refused by its days
    let refusal = desk.refuses(add(q(3)));
    assert_eq!(
        said(&refusal),
        "Quý III/2021 trùng với Quý II/2021 từ 15/05/2021 đến 30/06/2021. Sửa ngày của Quý II/2021 trước (F8, F2)"
    );
    desk.does(to_dates(redate(2, "2021-02-15", "2021-05-14", true)));
    desk.does(add(q(3)));
    assert_eq!(desk.dates(q(3)), ("2021-05-15".into(), "2021-08-14".into()));
    desk.does(add(PeriodKey::quarter(2022, 1)));
    assert_eq!(desk.dates(PeriodKey::quarter(2022, 1)), ("2021-11-15".into(), "2022-02-14".into()));
    // a day of the new year's quarter is the new year's
    let row = desk.does(save(decision("9/QĐ", day("2021-12-01")), vec![person("Lê An", 1)])).row.unwrap();
    assert_eq!(desk.sheet(row).head.period, Some(PeriodKey::quarter(2022, 1)));
    desk.clean();
}

#[test]
fn the_next_quarter_takes_over_units_table_levels_and_targets() {
    let mut desk = desk();
    let leaf: i64 = {
        let conn = Connection::open(desk.path()).unwrap();
        conn.query_row("SELECT n FROM criterion WHERE kind = 'direct' ORDER BY n LIMIT 1", [], |r| r.get(0))
            .unwrap()
    };
    let line = thidua::core::score::SheetLine {
        unit: 1,
        criterion: leaf,
        target: Some(thidua::core::number::Points(10_000)),
        actual: Some(thidua::core::number::Points(12_000)),
        explanation: "đạt".into(),
        ..thidua::core::score::SheetLine::default()
    };
    lay_line(&desk, Q2, &line);
    let done = desk.does(add(q(3)));
    assert_eq!(
        say(&done),
        "Lấy theo Quý II/2021: 4 đơn vị; Bảng 1.000 điểm, 15 tiêu chí; mức Xuất sắc – Tốt – Khá – Trung bình – Yếu; 1 chỉ tiêu"
    );
    let third = desk.quarter(q(3));
    assert_eq!(third.units, desk.quarter(Q2).units);
    assert_eq!(third.table, desk.quarter(Q2).table);
    let lines: Vec<_> = third
        .lines
        .iter()
        .map(|l| (l.unit, l.target.map(|t| t.0), l.actual, l.explanation.as_str()))
        .collect();
    assert_eq!(lines, [(1, Some(10_000), None, "")], "what is asked goes along, what came of it does not");
    // back in time nothing is asked
    let done = desk.does(add(q(1)));
    assert!(done.also.is_none() && desk.quarter(q(1)).lines.is_empty());
    desk.store.undo(&stamp()).unwrap();
    desk.store.undo(&stamp()).unwrap();
    assert_eq!(desk.periods().len(), 1);
}

/// A line of a sheet, by another tool.
fn lay_line(desk: &Desk, key: PeriodKey, line: &thidua::core::score::SheetLine) {
    let conn = Connection::open(desk.path()).unwrap();
    conn.execute_batch(&thidua::store::index_triggers()).unwrap();
    conn.execute(
        "INSERT INTO sheet_line (period, unit, criterion, target, actual, explanation) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        (
            key.code(),
            line.unit,
            line.criterion,
            line.target.map(|t| t.0),
            line.actual.map(|t| t.0),
            &line.explanation,
        ),
    )
    .unwrap();
}

#[test]
fn records_go_where_their_days_are_when_a_quarter_gets_other_dates() {
    let mut desk = desk();
    desk.does(add(q(3)));
    let early = desk
        .does(save(decision("1/QĐ", day("2021-06-10")), vec![person("Lê An", 1), person("Lê Bưởi", 1)]))
        .row
        .unwrap();
    let late = desk.does(save(decision("2/QĐ", day("2021-06-20")), vec![person("Lê Cam", 2)])).row.unwrap();
    let received = Decision { received: day("2021-06-25"), ..decision("3/QĐ", None) };
    let received = desk.does(save(received, vec![person("Lê Dứa", 2)])).row.unwrap();
    desk.deed("2021-06-21");
    let before = desk.store.digest().unwrap();
    let wanted = redate(2, "2021-04-01", "2021-06-14", true);
    let told: Vec<String> = desk.plan(wanted).told().iter().map(|p| Words::load(Lang::Vi).say(p)).collect();
    assert_eq!(
        told,
        [
            "Quý III/2021 nối theo: 15/06/2021 – 30/09/2021",
            "Chuyển từ Quý II/2021 sang Quý III/2021: 2 quyết định; 1 thành tích; 0 đề nghị khen",
        ]
    );
    assert_eq!(before, desk.store.digest().unwrap(), "a plan writes nothing");
    let done = desk.does(to_dates(wanted));
    assert_eq!(
        (done.thing.as_str(), say(&done).as_str()),
        ("Quý II/2021: 01/04/2021 – 14/06/2021", "3 mục đã chuyển kỳ theo ngày")
    );
    let of = |desk: &Desk, id| desk.sheet(id).head.period;
    assert_eq!([early, late, received].map(|id| of(&desk, id)), [Some(Q2), Some(q(3)), Some(q(3))]);
    assert_eq!(desk.deeds(Q2), (Figure::Exactly(2), Figure::Exactly(2)));
    assert_eq!(desk.deeds(q(3)), (Figure::Exactly(2), Figure::Exactly(2)));
    assert_eq!((desk.quarter(Q2).achievements, desk.quarter(q(3)).achievements), (0, 1));
    assert_eq!(desk.dates(q(3)), ("2021-06-15".into(), "2021-09-30".into()));
    desk.clean();
    desk.store.undo(&stamp()).unwrap();
    assert_eq!(before, desk.store.digest().unwrap(), "taken back whole");
    desk.clean();
}

/// A notice belongs to its month, whenever it was signed: other days of the quarters leave it where it was put.
#[test]
fn notices_stay_with_their_month_and_are_told() {
    let mut desk = desk();
    desk.does(add(q(3)));
    let given = Decision { period: Some(Q2), ..notice("5/TB", day("2021-06-20")) };
    let may = desk.does(save(given, vec![person("Lê An", 1)])).row.unwrap();
    // that of June, signed in July
    let given = Decision { period: Some(Q2), ..notice("6/TB", day("2021-07-05")) };
    let june = desk.does(save(given, vec![person("Lê Bưởi", 1)])).row.unwrap();
    let row = desk.does(save(decision("1/QĐ", day("2021-06-21")), vec![person("Lê Cam", 1)])).row.unwrap();
    let told = |desk: &Desk, dates| -> Vec<String> {
        desk.plan(dates).told().iter().map(|p| Words::load(Lang::Vi).say(p)).collect()
    };
    let wanted = redate(2, "2021-04-01", "2021-06-14", true);
    assert_eq!(
        told(&desk, wanted)[1..],
        [
            "Chuyển từ Quý II/2021 sang Quý III/2021: 1 quyết định; 0 thành tích; 0 đề nghị khen",
            "Thông báo tính theo tháng, không theo ngày ký: 1 thông báo vẫn ở Quý II/2021",
        ]
    );
    let done = desk.does(to_dates(wanted));
    assert_eq!(say(&done), "1 mục đã chuyển kỳ theo ngày");
    let of = |desk: &Desk, id| desk.sheet(id).head.period;
    assert_eq!([may, june, row].map(|id| of(&desk, id)), [Some(Q2), Some(Q2), Some(q(3))]);
    // and one signed on a day that its own quarter never held is not spoken of
    assert_eq!(told(&desk, redate(3, "2021-07-10", "2021-09-30", false)).len(), 2);
    desk.clean();
}

#[test]
fn a_locked_quarter_neither_loses_nor_gains_and_a_gap_keeps_its_records() {
    let mut desk = unscored();
    desk.does(add(q(3)));
    let row = desk.does(save(decision("1/QĐ", day("2021-07-05")), vec![person("Lê An", 1)])).row.unwrap();
    desk.does(lock(Q2));
    let refusal = desk.refuses(to_dates(redate(2, "2021-04-01", "2021-07-14", true)));
    assert_eq!(said(&refusal), "Quý II/2021 đã khóa, giữ nguyên ngày. Mở lại sổ rồi sửa (Ctrl+K)");
    assert!(matches!(refusal, Refusal::Locked(_)));
    let refusal = desk.refuses(to_dates(redate(3, "2021-06-20", "2021-09-30", true)));
    assert_eq!(
        said(&refusal),
        "Quý III/2021 trùng với Quý II/2021 đã khóa từ 20/06/2021 đến 30/06/2021. Xem lại ngày, hoặc mở lại sổ quý ấy"
    );
    // the gap takes nothing out of its quarter
    let plan = desk.plan(redate(3, "2021-07-10", "2021-09-30", true));
    assert_eq!(plan.told().iter().map(|p| p.key).collect::<Vec<_>>(), ["redate.stays", "redate.gap"]);
    desk.does(to_dates(redate(3, "2021-07-10", "2021-09-30", true)));
    assert_eq!(desk.sheet(row).head.period, Some(q(3)));
    desk.clean();
}

/// Two quarters: Lê An in both, Lê Bưởi in the first; bare heads in both.
fn two_quarters() -> Desk {
    let mut desk = desk();
    desk.does(add(q(1)));
    desk.does(save(decision("1/QĐ", day("2021-02-10")), vec![person("Lê An", 1), person("Lê Bưởi", 1)]));
    let again = Recipient { party: Some(1), ..person("Lê An", 1) };
    desk.does(save(decision("2/QĐ", day("2021-05-10")), vec![again]));
    desk
}

#[test]
fn heads_of_a_half_year_are_distinct_over_its_quarters_and_turns_are_added() {
    let mut desk = two_quarters();
    let done = desk.does(add(HALF));
    assert_eq!(say(&done), "Gộp Quý I/2021, Quý II/2021");
    assert_eq!(desk.deeds(HALF), (Figure::Exactly(2), Figure::Exactly(3)));
    let facts = desk.quarter(HALF);
    let parts = facts.parts.as_ref().unwrap();
    assert_eq!(parts.quarters.iter().map(|p| p.period.key).collect::<Vec<_>>(), [q(1), Q2]);
    assert_eq!(parts.told(&facts.period).iter().map(|p| p.key).collect::<Vec<_>>(), ["parts.open"]);
    assert_eq!(desk.dates(HALF), ("2021-01-01".into(), "2021-06-30".into()));
    assert!(facts.table.is_none() && facts.cells.is_empty());
    // numbers without names are added, and said to be
    for (number, date) in [("3/QĐ", "2021-03-01"), ("4/QĐ", "2021-06-01")] {
        let row = count_row(RecipientKind::Individual, Basis::Heads, Some(5), None);
        desk.does(save(decision(number, day(date)), vec![row]));
    }
    assert_eq!(desk.deeds(HALF).0, Figure::Exactly(12));
    let facts = desk.quarter(HALF);
    assert!(facts.parts.unwrap().added_up());
    desk.clean();
    desk.store.undo(&stamp()).unwrap();
    desk.store.undo(&stamp()).unwrap();
    desk.store.undo(&stamp()).unwrap();
    assert_eq!(desk.periods().len(), 2);
}

#[test]
fn a_set_owns_no_records_and_quarters_look_past_it() {
    let mut desk = two_quarters();
    desk.does(add(YEAR));
    desk.does(add(HALF));
    assert_eq!(key(&desk.refuses(add(YEAR))), "problem.store_period_twice");
    let given = Decision { period: Some(YEAR), ..decision("9/QĐ", None) };
    let refusal = desk.refuses(save(given, vec![person("Lê Cam", 1)]));
    assert_eq!(said(&refusal), "Năm 2021 gộp từ các quý, không ghi riêng. Thêm từng quý");
    let row = desk.does(save(decision("8/QĐ", day("2021-05-20")), vec![person("Lê Cam", 1)])).row.unwrap();
    assert_eq!(desk.sheet(row).head.period, Some(Q2), "its day says the quarter");
    assert_eq!(desk.quarter(Q2).past.iter().map(|p| p.key).collect::<Vec<_>>(), [q(1)]);
    desk.does(add(q(3)));
    assert_eq!(desk.quarter(q(3)).past.iter().map(|p| p.key).collect::<Vec<_>>(), [q(1), Q2]);
    assert_eq!(desk.store.newest_period().unwrap(), Some(Q2));
    // its lists are those of its quarters, the newest first
    assert_eq!(desk.papers(Span::Period(HALF)), ["8/QĐ", "2/QĐ", "1/QĐ"]);
    assert_eq!(desk.papers(Span::Period(YEAR)).len(), 3);
    match desk.store.answer(&Ask::Volume(Span::Period(HALF))).unwrap() {
        Facts::Volume(v) => assert_eq!(v.decisions, 3),
        other => panic!("{other:?}"),
    }
    match desk.store.answer(&Ask::Awards(HALF)).unwrap() {
        Facts::Awards(rows) => assert_eq!(rows.len(), 4),
        other => panic!("{other:?}"),
    }
    assert_eq!(key(&desk.refuses(add(PeriodKey { year: 2030, ..YEAR }))), "problem.store_set_empty");
    desk.clean();
}

#[test]
fn what_is_kept_of_a_set_goes_with_a_row_of_its_quarters() {
    let mut desk = two_quarters();
    desk.does(add(HALF));
    let mut desk = desk.again();
    let path = desk.path();
    let kept = move |name: &str| -> i64 {
        let conn = Connection::open(&path).unwrap();
        conn.query_row("SELECT COUNT(*) FROM memo WHERE period = ?1", [name], |r| r.get(0)).unwrap()
    };
    assert_eq!((kept("set2021-H1"), kept("2021-Q1"), kept("2021-Q2")), (1, 1, 1));
    let was = desk.quarter(HALF);
    desk.does(save(decision("8/QĐ", day("2021-05-20")), vec![person("Lê Cam", 1)]));
    assert_eq!((kept("set2021-H1"), kept("2021-Q1"), kept("2021-Q2")), (0, 1, 0));
    assert_eq!(desk.deeds(HALF), (Figure::Exactly(3), Figure::Exactly(4)));
    desk.store.undo(&stamp()).unwrap();
    let now = desk.quarter(HALF);
    assert_eq!((was.tallies, was.parts), (now.tallies, now.parts));
    desk.clean();
    desk.again().clean();
}

#[test]
fn a_late_paper_is_in_the_figures_of_the_year_and_beside_those_of_its_quarter() {
    let mut desk = unscored();
    desk.does(save(decision("1/QĐ", day("2021-05-10")), vec![person("Lê An", 1)]));
    desk.does(lock(Q2));
    desk.does(add(q(3)));
    let late = Decision { late: Some(q(3)), ..decision("2/QĐ", day("2021-05-20")) };
    desk.does(save(late, vec![person("Lê Bưởi", 1)]));
    desk.does(add(YEAR));
    assert_eq!(desk.deeds(Q2).0, Figure::Exactly(1), "the locked figures stay");
    assert_eq!(desk.deeds(YEAR).0, Figure::Exactly(2));
    assert!(desk.quarter(YEAR).supplements.is_empty(), "what its own quarters got is in its figures");
    assert_eq!(desk.quarter(q(3)).supplements.len(), 1);
    desk.clean();
}

#[test]
fn a_year_is_locked_after_its_quarters_and_keeps_what_they_were() {
    let mut desk = unscored();
    desk.does(save(decision("1/QĐ", day("2021-05-10")), vec![person("Lê An", 1)]));
    desk.does(add(q(3)));
    desk.does(add(YEAR));
    let titles = desk.quarter(YEAR).levels.unwrap();
    assert!(titles.nested, "{titles:?}");
    let propose = |period, level: Option<i64>| {
        let mark = level.map_or(level::Mark::NotClassified, level::Mark::Level);
        let rows = (1..=4).map(|unit| (unit, Some(mark), "hội nghị thống nhất".to_owned())).collect();
        Act::Level(level::Act::Propose { period, rows, label: "4 đơn vị".into() })
    };
    desk.does(propose(YEAR, Some(titles.levels[2].id)));
    let refusal = desk.refuses(lock(YEAR));
    assert_eq!(said(&refusal), "Năm 2021 gộp từ các quý, Quý II/2021 chưa khóa sổ. Khóa quý ấy trước");
    desk.does(lock(Q2));
    desk.does(propose(q(3), None));
    desk.does(lock(q(3)));
    desk.does(lock(YEAR));
    let locked = desk.quarter(YEAR);
    assert_eq!(locked.parts.as_ref().unwrap().quarters.len(), 2);
    // a quarter opened again changes nothing in the year that was locked over it
    desk.does(Act::Level(level::Act::Reopen { period: q(3), reason: "ghi sót".into() }));
    desk.does(save(decision("2/QĐ", day("2021-08-10")), vec![person("Lê Bưởi", 1)]));
    let after = desk.quarter(YEAR);
    assert_eq!((after.tallies, after.parts), (locked.tallies, locked.parts));
    desk.clean();
}
