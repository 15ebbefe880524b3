//! Room 7: the review meeting read, written and saved; by keys, over a real register.
use crate::common::Driver;
use thidua::core::act::{Act, Stamp};
use thidua::core::ask::{Ask, Facts};
use thidua::core::date::Date;
use thidua::core::level::Act as L;
use thidua::core::meeting::{self, Meeting};
use thidua::core::period::PeriodKey;
use thidua::core::register;
use thidua::store::{Access, Store};
use unicode_normalization::UnicodeNormalization;

fn held(driver: &Driver) -> Meeting {
    match driver.store().answer(&Ask::Quarter(PeriodKey::quarter(2021, 2))).unwrap() {
        Facts::Quarter(facts) => facts.meeting.clone(),
        other => panic!("{other:?}"),
    }
}

fn room() -> Driver {
    let mut driver = Driver::new_register();
    driver.keys("7");
    driver
}

/// Writes into the same register from outside.
fn write(driver: &Driver, acts: &[Act]) {
    let stamp = Stamp { at: "2021-07-22T14:05:09+07:00".into(), user: "thuky".into() };
    let mut store = Store::open(&driver.path(), Access::Write).unwrap();
    for act in acts {
        store.apply(act, &stamp).unwrap();
    }
    store.close();
}

#[test]
fn it_is_typed_part_by_part_and_saved_as_a_whole() {
    let mut d = room();
    d.expect("Hội nghị giao ban Quý II/2021").expect("0/11 phần đã ghi").expect("chưa ghi");
    d.keys("<F2>27/7<Tab>Sáng<Tab>Hội trường Công an tỉnh<Tab>Đại tá Lê Quang Đức<CR>Phó Giám đốc<Tab>");
    d.expect("● chưa lưu").expect("27/07/2021");
    d.keys("Thượng tá Võ Minh Khang<Tab>Trung tá Hoàng Thị Mến<Tab><Tab>Có mặt 11/12 đơn vị<Tab>");
    d.keys(
        "PV01: nêu cách làm<CR>PX03:<Tab>Ghi nhận kết quả<Tab>Khen thưởng kịp thời<CR>Đổi mới hình thức<C-s>",
    );
    d.expect("10/11 phần đã ghi")
        .expect("27/07/2021")
        .expect("Phó Giám đốc")
        .expect("Ghi phần còn thiếu: trình bày báo cáo");
    let meeting = held(&d);
    assert_eq!(meeting.date, Some(Date::constant(2021, 7, 27)));
    assert_eq!((meeting.start.as_str(), meeting.presenter.as_str()), ("Sáng", ""));
    assert_eq!(meeting.directing, "Đại tá Lê Quang Đức\nPhó Giám đốc");
    assert_eq!(meeting.speakers, "PV01: nêu cách làm\nPX03:");
    assert_eq!(meeting.directives.lines().count(), 2);
    // the selected part opens under the caret
    d.keys("<Home><Down><Down><CR><End> tầng 2<C-s>");
    assert_eq!(held(&d).place, "Hội trường Công an tỉnh tầng 2");
    d.keys("<C-z>");
    assert_eq!(held(&d).place, "Hội trường Công an tỉnh");
}

#[test]
fn decomposed_letters_are_stored_composed() {
    let mut d = room();
    let nfd: String = "Hội trường".nfd().collect();
    assert_ne!(nfd, "Hội trường");
    d.keys("<F2><Tab><Tab>").keys(&nfd).keys("<C-s>").expect("Hội trường");
    assert_eq!(held(&d).place, "Hội trường");
}

#[test]
fn an_input_method_rewrites_a_syllable_in_one_batch() {
    let mut d = room();
    d.keys("<F2><Tab><Tab>");
    for batch in ["H", "o", "<BS>ô", "i", "<BS><BS>ội"] {
        d.batch(batch);
    }
    d.keys("<C-s>");
    assert_eq!(held(&d).place, "Hội");
}

#[test]
fn a_date_that_is_none_keeps_the_form_and_esc_asks() {
    let mut d = room();
    d.keys("<F2>31/6<C-s>").expect("▲").expect("31/6");
    assert_eq!(held(&d), Meeting::default());
    d.keys("<Esc>").expect("Bỏ phần đã sửa").keys("<CR>").expect("31/6");
    d.keys("<Esc><Up><CR>").expect("0/11 phần đã ghi").expect_not("31/6");
    // unchanged, Esc just leaves
    d.keys("<F2><Esc>").expect("0/11 phần đã ghi");
}

#[test]
fn somebody_elses_change_is_said_and_the_typed_text_stays() {
    let mut d = room();
    d.keys("<F2><Tab>Sáng");
    let meeting = Meeting { place: "Nhà khách".into(), ..Meeting::default() };
    write(&d, &[Act::Meeting(meeting::Act::Save { period: PeriodKey::quarter(2021, 2), meeting })]);
    d.keys("<C-s>").expect("Vừa được sửa ở cửa sổ").expect("Nhà khách").expect("Sáng");
    assert_eq!((held(&d).place.as_str(), held(&d).start.as_str()), ("Nhà khách", ""));
    d.keys("<CR><C-s>");
    assert_eq!((held(&d).place.as_str(), held(&d).start.as_str()), ("Nhà khách", "Sáng"));
}

#[test]
fn the_directives_of_the_quarter_before_stand_below() {
    let d = room();
    let (before, here) = (PeriodKey::quarter(2021, 1), PeriodKey::quarter(2021, 2));
    let meeting = Meeting {
        directives: "Khen thưởng kịp thời\nĐổi mới hình thức".into(),
        ..Meeting::default()
    };
    write(
        &d,
        &[
            Act::Register(register::Act::AddPeriod(before)),
            Act::Meeting(meeting::Act::Save { period: before, meeting }),
        ],
    );
    let mut d = d.restart();
    d.keys("<F8>");
    d.keys("<Esc>7");
    // the newest period that has rows may be the one before
    if !d.screen().contains("giao ban Quý II/2021") {
        d.keys("<C-Right>");
    }
    d.expect(&format!("giao ban {}", here.label(thidua::core::words::Lang::Vi)));
    d.keys("<End>").expect("Chỉ đạo Quý I/2021").expect("Khen thưởng kịp thời").expect("Đổi mới hình thức");
}

#[test]
fn it_stays_open_after_the_lock() {
    let mut d = room();
    let period = PeriodKey::quarter(2021, 2);
    let facts = match d.store().answer(&Ask::Quarter(period)).unwrap() {
        Facts::Quarter(facts) => facts,
        other => panic!("{other:?}"),
    };
    let level = thidua::core::level::Mark::Level(facts.levels.as_ref().unwrap().levels[1].id);
    let rows = facts.units.iter().map(|u| (u.id, Some(level), "biểu quyết".to_owned())).collect();
    write(
        &d,
        &[Act::Level(L::Propose { period, rows, label: "tất cả".into() }), Act::Level(L::Lock { period })],
    );
    d.keys("1").keys("7");
    let mut d = d.restart();
    d.expect("đã khóa").keys("7<F2><Tab>Chiều<C-s>");
    assert_eq!(held(&d).start, "Chiều");
}

#[test]
fn it_stands_at_every_size() {
    let mut d = room();
    d.keys("<F2><Tab>Sáng<C-s>");
    for (w, h) in [(60, 16), (80, 24), (120, 40), (20, 5), (200, 60)] {
        d.resize(w, h).keys("<End>").keys("<Home>").keys("<F2><Tab><Esc>");
    }
    d.resize(80, 24).expect("1/11 phần đã ghi");
}
