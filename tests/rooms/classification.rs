//! Room 6: levels proposed, submitted, locked, reopened, approved; by keys, over a real register.
use crate::common::Driver;
use tempfile::TempDir;
use thidua::core::act::{Act, Stamp};
use thidua::core::ask::{Ask, Facts};
use thidua::core::level::Mark;
use thidua::core::number::Points;
use thidua::core::period::PeriodKey;
use thidua::core::quarter::{QuarterFacts, State};
use thidua::core::register::Setup;
use thidua::core::score::{self, CellValue, Round, Rule};
use thidua::core::words::Lang;
use thidua::store::Store;

fn stamp() -> Stamp {
    Stamp { at: "2021-07-22T14:05:09+07:00".into(), user: "thuky".into() }
}

pub fn quarter(store: &Store) -> QuarterFacts {
    match store.answer(&Ask::Quarter(PeriodKey::quarter(2021, 2))).unwrap() {
        Facts::Quarter(facts) => (*facts).clone(),
        other => panic!("{other:?}"),
    }
}

/// Eight units and what they score of 1.000, the derived criterion left at 0; `None`: nothing entered.
const UNITS: [(&str, &str, Option<i64>); 8] = [
    ("PV01", "Phòng Tham mưu", Some(962)),
    ("PX01", "Phòng Tổ chức cán bộ", Some(951)),
    ("PX03", "Phòng Công tác đảng", Some(942)),
    ("PX05", "Thanh tra Công an tỉnh", Some(866)),
    ("PX02", "Phòng Đào tạo, bồi dưỡng", Some(826)),
    ("", "Văn phòng Đảng ủy", Some(774)),
    ("PH10", "Phòng Hậu cần", Some(700)),
    ("PV06", "Phòng Hồ sơ", None),
];

/// A register on the room, with these scores (`None`: not scored at all).
fn room(scored: bool) -> (TempDir, Driver) {
    room_of(scored.then(|| UNITS.map(|u| u.2)))
}

/// The same with these points of the eight units.
pub fn room_of(points: Option<[Option<i64>; 8]>) -> (TempDir, Driver) {
    let scored = points.is_some();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("so.db");
    let setup = Setup {
        cluster: "Cụm thi đua số 4".into(),
        province: "Công an tỉnh Hồng Lam".into(),
        secretary: "Hoàng Thị Mến".into(),
        units: UNITS.iter().map(|(code, name, _)| ((*code).to_owned(), (*name).to_owned())).collect(),
        head: Some(0),
        deputy: Some(1),
        period: Some(PeriodKey::quarter(2021, 2)),
        movement: String::new(),
        motto: String::new(),
        table: scored.then(|| "mau_1000".into()),
        levels: "a".into(),
        lang: Lang::Vi,
    };
    let mut store = Store::create(&path, &setup, false, &stamp()).unwrap();
    if let Some(points) = points {
        score_units(&mut store, points);
    }
    store.close();
    let mut driver = Driver::open(&path);
    driver.keys("6");
    (folder, driver)
}

/// Fills the leaves from the top until the points are used up.
fn score_units(store: &mut Store, given: [Option<i64>; 8]) {
    let facts = quarter(store);
    let table = facts.table.clone().unwrap();
    for (unit, points) in facts.units.iter().zip(given) {
        let Some(points) = points else { continue };
        let mut left = points * 100;
        for leaf in table.leaves().filter(|l| l.rule == Some(Rule::Direct)) {
            let part = left.min(leaf.maximum.0);
            left -= part;
            let act = score::Act::Set {
                period: facts.period.key,
                unit: unit.id,
                criterion: leaf.id,
                round: Round::Own,
                old: None,
                value: Some(CellValue::Points(Points(part))),
                comment: String::new(),
                reason: String::new(),
                label: String::new(),
            };
            store.apply(&Act::Score(act), &stamp()).unwrap();
        }
        assert_eq!(left, 0);
    }
}

/// The command of the list whose label has these words.
pub fn command(driver: &mut Driver, words: &str) {
    driver.keys("<C-k>").keys(words).keys("<CR>");
}

fn propose_all(driver: &mut Driver) {
    command(driver, "lay theo du kien");
    // PV06 has no data and so no dự kiến: any level, no reason
    driver.keys("<End><CR><PageUp><Down><Down><CR>");
}

pub fn mark(driver: &Driver, at: usize) -> (String, String) {
    let facts = quarter(driver.store());
    let found = facts.mark(facts.units[at].id).cloned().unwrap_or_default();
    let name =
        |m: Option<Mark>| m.map(|m| facts.level_name(m).unwrap_or("apart").to_owned()).unwrap_or_default();
    (name(found.proposed), found.reason)
}

fn state(driver: &Driver) -> State {
    quarter(driver.store()).period.state
}

#[test]
fn a_proposal_as_suggested_asks_nothing_and_one_that_differs_asks_why() {
    let (_folder, mut d) = room(true);
    d.expect("Xuất sắc từ 90, Tốt 80, Khá 65, Trung bình 50").expect("96,20  Xuất sắc    ·");
    // the choice begins at dự kiến
    d.keys("<CR>").expect("► 1 Xuất sắc").keys("<CR>");
    assert_eq!(mark(&d, 0), ("Xuất sắc".into(), String::new()));
    d.keys("<Down><CR><Down><CR>").expect("Dự kiến Xuất sắc, cụm đề nghị Tốt");
    // an empty reason is none
    d.keys("<CR>").expect("Lý do · PX01 Tổ chức cán bộ");
    d.keys("Gửi báo cáo chậm<CR>").expect("Tốt ▼        Gửi báo cáo");
    assert_eq!(mark(&d, 1), ("Tốt".into(), "Gửi báo cáo chậm".into()));
    // the reason is offered again; Esc leaves everything as it was
    d.keys("<Home><CR><Down><CR>").expect("Gửi báo cáo chậm").keys("<Esc>");
    assert_eq!(mark(&d, 0), ("Xuất sắc".into(), String::new()));
    d.expect("Xuất sắc █░ 1/2   Tốt 1   Khá 0   chưa đề nghị 6").expect("dự kiến: 2, 3, 2");
}

#[test]
fn ctrl_d_proposes_what_is_suggested_and_delete_takes_it_back() {
    let (_folder, mut d) = room(true);
    d.keys("<Down><Down><C-d>");
    assert_eq!(mark(&d, 2), ("Tốt".into(), String::new()));
    d.keys("<Del>").expect("PX03: bỏ đề nghị");
    assert_eq!(mark(&d, 2), (String::new(), String::new()));
    d.keys("<C-z>");
    assert_eq!(mark(&d, 2), ("Tốt".into(), String::new()));
    d.keys("<End><C-d>").expect("PV06 chưa có dự kiến. Chọn mức: Enter");
    d.keys("<Del>").expect("PV06 chưa có đề nghị nào để bỏ");
}

#[test]
fn over_the_quota_is_asked_about_and_shown() {
    let (_folder, mut d) = room(true);
    command(&mut d, "lay theo du kien");
    d.keys("<Home><Down><Down><CR><PageUp><CR>");
    d.expect("Dự kiến Tốt, cụm đề nghị Xuất sắc").expect("Mức Xuất sắc chỉ có 2 chỗ");
    d.keys("theo kết quả biểu quyết<CR>").expect("Xuất sắc ▲").expect("Xuất sắc ███ 3/2 vượt tỷ lệ");
    let screen = d.screen();
    let y = screen.lines().position(|l| l.contains("3/2 vượt")).unwrap() as u16;
    assert_eq!(d.buffer()[(1, y)].fg, ratatui::style::Color::Red);
}

#[test]
fn all_that_is_left_is_taken_in_one_act() {
    let (_folder, mut d) = room(true);
    d.keys("<Down><CR><Down><CR>vì thế<CR>");
    let before = quarter(d.store()).act.0;
    command(&mut d, "lay theo du kien");
    assert_eq!(quarter(d.store()).act.0, before + 1);
    assert_eq!(mark(&d, 1), ("Tốt".into(), "vì thế".into()), "what people said stays");
    let marked = (0..8).filter(|n| !mark(&d, *n).0.is_empty()).count();
    assert_eq!(marked, 7, "no data, no dự kiến, no proposal");
    d.keys("<C-k>lay theo du kien<CR>").expect("không còn đơn vị nào có dự kiến");
}

#[test]
fn a_lock_names_what_is_open_and_goes_there() {
    let (_folder, mut d) = room(true);
    command(&mut d, "lay theo du kien");
    d.keys("<Home>");
    command(&mut d, "khoa so");
    d.expect("Chưa khóa được sổ Quý II/2021").expect("PV06 chưa có đề nghị xếp loại");
    assert!(state(&d) < State::Locked);
    d.keys("<CR>").expect("►   –  PV06 Hồ sơ").expect_not("Chưa khóa được sổ");
}

#[test]
fn submitted_locked_reopened_and_every_edit_refused_meanwhile() {
    let (_folder, mut d) = room(true);
    propose_all(&mut d);
    command(&mut d, "chot de nghi");
    assert_eq!(state(&d), State::Waiting);
    d.expect("chờ duyệt").keys("<Home><CR>").expect("đã chốt, chờ duyệt. Rút lại đề nghị: Ctrl+K");
    command(&mut d, "rut lai");
    assert_eq!(state(&d), State::Meeting);
    command(&mut d, "khoa so");
    // the safe answer stands first
    d.expect("khen thưởng, điểm và đề nghị").keys("<CR>");
    assert_eq!(state(&d), State::Meeting);
    command(&mut d, "khoa so");
    d.keys("<Up><CR>").expect("đã khóa");
    assert_eq!(state(&d), State::Locked);
    for keys in ["<CR>", "<C-d>", "<Del>"] {
        d.keys(keys).expect("Quý II/2021 đã khóa. Mở lại sổ: Ctrl+K");
    }
    command(&mut d, "mo lai");
    d.expect("Vì sao mở lại?").keys("<Esc>");
    assert_eq!(state(&d), State::Locked);
    command(&mut d, "mo lai");
    d.keys("sửa điểm PX05<CR>");
    assert_eq!(state(&d), State::Meeting);
}

#[test]
fn the_approving_paper_is_recorded_with_a_level_that_differs() {
    let (_folder, mut d) = room(true);
    propose_all(&mut d);
    command(&mut d, "ghi van ban");
    d.expect("Ghi văn bản duyệt · Quý II/2021").expect("Số, ký hiệu");
    d.keys("<C-s>").expect("▲");
    // a date that does not exist stays as typed
    d.keys("2140/QĐ-CAT<Tab>31/9<Tab>").keys("<C-s>").expect("31/9").expect("không có thật");
    // a day that is still ahead is taken, and not without a word
    d.keys("<BS><BS><BS><BS>5/8").expect("05/08/2021 còn ở phía trước, hôm nay là 22/07/2021");
    d.keys("<Tab>Lê Quang Đức<Tab>");
    d.expect("05/08/2021").expect("►PV01 Tham mưu");
    // the list has the focus: no field above it is marked
    let screen = d.screen();
    assert_eq!(screen.matches('►').count(), 1, "{screen}");
    assert!(!screen.contains("[Lê Quang Đức"), "{screen}");
    d.keys("<S-Tab>").expect("[Lê Quang Đức").keys("<Tab>");
    d.keys("<Down><Down><CR>").expect("► 2 Tốt").keys("<Down><CR>");
    d.expect("Đề nghị Tốt, được duyệt Khá. Vì sao?").keys("có đơn khiếu nại<CR>");
    d.expect("có đơn khiếu nại").expect("● chưa lưu");
    d.keys("<C-s>").expect("không mở lại được nữa").keys("<Up><CR>");
    assert_eq!(state(&d), State::Approved);
    // the meeting was never written down: that keeps nobody from what comes next
    d.keys("<M-9><C-g>").expect("Việc tiếp theo: In văn bản kết quả, rồi mở Quý III/2021").keys("<M-6>");
    let facts = quarter(d.store());
    let paper = facts.approval.clone().unwrap();
    assert_eq!((paper.number.as_str(), paper.signer.as_str()), ("2140/QĐ-CAT", "Lê Quang Đức"));
    let third = facts.mark(facts.units[2].id).unwrap();
    assert_eq!(facts.level_name(third.approved.unwrap()), Some("Khá"));
    assert_eq!(third.approved_reason, "có đơn khiếu nại");
    d.expect("Kết quả xếp loại, duyệt theo 2140/QĐ-CAT ngày 05/08/2021");
    // what is counted now is what was approved
    d.expect("Khá ▼").expect("Xuất sắc ██ 2/2   Tốt 2   Khá 4");
    d.keys("<CR>").expect("đã có văn bản duyệt. Đổi kết quả: điều chỉnh, F7");
    command(&mut d, "mo lai");
    assert_eq!(state(&d), State::Approved);
}

#[test]
fn leaving_the_paper_asks_when_something_was_typed() {
    let (_folder, mut d) = room(true);
    propose_all(&mut d);
    command(&mut d, "ghi van ban");
    d.keys("<Esc>").expect_not("Ghi văn bản duyệt ·");
    command(&mut d, "ghi van ban");
    d.keys("2140<Esc>").expect("Bỏ phần đã sửa").keys("<CR>").expect("2140");
    d.keys("<Esc><Up><CR>").expect_not("2140").expect("Cụm đề nghị");
    assert_eq!(state(&d), State::Meeting);
}

#[test]
fn a_register_without_scores_is_classified_by_people() {
    let (_folder, mut d) = room(false);
    d.expect("Xếp loại, không chấm điểm").expect_not("Dự kiến").expect("mức do hội nghị đề nghị");
    for n in 0..8 {
        d.keys("<Home>");
        for _ in 0..n {
            d.keys("<Down>");
        }
        d.keys("<CR><PageUp><Down><CR>").expect_not("Vì sao?");
    }
    assert_eq!(mark(&d, 7), ("Tốt".into(), String::new()));
    command(&mut d, "chot de nghi");
    assert_eq!(state(&d), State::Waiting);
}

#[test]
fn it_stands_at_every_size() {
    let (_folder, d) = room(true);
    let mut d = d;
    propose_all(&mut d);
    for (w, h) in
        [(60, 16), (61, 17), (80, 24), (99, 24), (100, 24), (100, 30), (120, 40), (200, 60), (20, 5)]
    {
        d.resize(w, h).keys("<Home>");
        if w >= 60 {
            d.expect("PV01");
        }
    }
    d.resize(80, 24);
    command(&mut d, "ghi van ban");
    for (w, h) in [(60, 16), (80, 24), (120, 40), (20, 5)] {
        d.resize(w, h).keys("<Tab>");
    }
}

/// The last choice can take a place away from those before it: who is over the quota then is asked why before submitting.
#[test]
fn a_place_taken_away_by_a_later_choice_asks_for_the_reason_then() {
    let (_folder, mut d) = room(false);
    d.keys("<Home>");
    for at in 0..7 {
        d.keys(if at < 2 { "<CR><PageUp><CR>" } else { "<CR><PageUp><Down><Down><CR>" }).keys("<Down>");
    }
    assert_eq!(mark(&d, 1), ("Xuất sắc".into(), String::new()), "25% of 8 is two places");
    d.keys("<CR><PageDown><CR>");
    assert_eq!(mark(&d, 7).0, "apart");
    command(&mut d, "chot de nghi");
    d.expect("PX01: mức Xuất sắc có 1 chỗ, đã đề nghị 2 đơn vị");
    assert_eq!(state(&d), State::Meeting);
    // Enter goes to it; chosen again, it says why
    d.keys("<CR>").keys("<CR><CR>").expect("Mức Xuất sắc chỉ có 1 chỗ").keys("hội nghị biểu quyết<CR>");
    assert_eq!(mark(&d, 1).1, "hội nghị biểu quyết");
    command(&mut d, "chot de nghi");
    d.keys("<CR>");
    assert_eq!(state(&d), State::Waiting);
}

#[test]
fn a_knock_out_whose_code_is_in_no_table_is_told() {
    use super::bench::Bench;
    use thidua::core::knockout::{Cause, Effect, Knockout};
    let of = |code: &str, size: (u16, u16)| {
        let rule = Knockout {
            name: "Bị trừ điểm kỷ luật".into(),
            cause: Cause::Deduction,
            criterion: code.into(),
            effect: Effect::NotFirst,
        };
        let mut b = Bench::with(size.0, size.1, |facts| {
            facts.levels.as_mut().unwrap().knockouts = vec![rule];
        });
        b.keys("6");
        b
    };
    for size in [(80, 24), (120, 40)] {
        let mut b = of("IV.1", size);
        b.shows("▲ Khống chế “Bị trừ điểm kỷ luật”: bảng điểm của kỳ không có mã trừ IV.1");
        b.shows("Khống chế xếp").keys("<F6>").shows("bảng điểm của kỳ không có mã trừ này");
    }
    of("", (80, 24)).shows("bảng điểm của kỳ không có mục trừ nào");
}
