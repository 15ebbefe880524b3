//! Room 3: the year's movement and motto, campaigns with and without dates; by keys, over a real register.
use crate::common::Driver;
use thidua::core::act::Stamp;
use thidua::core::ask::{Ask, Facts};
use thidua::core::campaign::{Campaign, CampaignKind, CampaignState, Movement};
use thidua::core::date::Date;

fn year(driver: &Driver) -> (Movement, Vec<Campaign>) {
    match driver.store().answer(&Ask::Movement(2021)).unwrap() {
        Facts::Movement(m) => (*m).clone(),
        other => panic!("{other:?}"),
    }
}

fn room() -> Driver {
    let mut driver = Driver::new_register();
    driver.keys("3");
    driver
}

/// A new campaign of this name, kind three steps to the right, these dates.
fn add(driver: &mut Driver, name: &str, dates: &str) {
    driver.keys("<C-n>").keys(name).keys("<Tab><Right><Tab>").keys(dates).keys("<C-s>");
}

#[test]
fn an_empty_year_teaches_and_takes_its_motto() {
    let mut d = room();
    d.expect("Năm 2021 chưa ghi đợt thi đua nào").expect("Ctrl+N");
    d.keys("<F2>").expect("Phong trào, phương châm năm 2021");
    d.keys("Vì an ninh Tổ quốc<Tab>Chủ động – Nêu gương<C-s>");
    d.expect("“Chủ động – Nêu gương”").expect("Vì an ninh Tổ quốc");
    let movement = year(&d).0;
    assert_eq!(
        (movement.name.as_str(), movement.motto.as_str()),
        ("Vì an ninh Tổ quốc", "Chủ động – Nêu gương")
    );
    // the command of the list opens the same form, from anywhere
    d.keys("<C-k>phuong cham<CR>").expect("Phương châm").keys("<Esc>").expect("0 đợt thi đua");
}

#[test]
fn a_campaign_with_unknown_dates_shows_them_as_unknown() {
    let mut d = room();
    add(&mut d, "Chào mừng Đại hội XIII của Đảng", "");
    d.expect("►Chào mừng Đại hội XIII").expect("1 đợt thi đua");
    d.keys("<Down>").expect("Chưa rõ ngày bắt đầu, ngày kết thúc");
    add(&mut d, "75 ngày đêm chào mừng bầu cử", "10/3<Tab>23/5");
    // the latest stands first, the unknown last
    d.expect("►75 ngày đêm").expect("10/03  23/05").expect("?      ?");
    let screen = d.screen();
    let line = |text: &str| screen.lines().position(|l| l.contains(text)).unwrap();
    assert!(line("75 ngày đêm") < line("Chào mừng Đại hội"), "{screen}");
    d.keys("<Up><Down>").expect("Đợt này bắt đầu từ Quý I/2021");
    let all = year(&d).1;
    assert_eq!((all[0].from, all[0].to), (None, None));
    assert_eq!(
        (all[1].from, all[1].to),
        (Some(Date::constant(2021, 3, 10)), Some(Date::constant(2021, 5, 23)))
    );
    assert_eq!(all[1].kind, CampaignKind::Special);
}

#[test]
fn it_is_edited_removed_and_brought_back() {
    let mut d = room();
    add(&mut d, "75 ngày đêm", "10/3");
    d.keys("<CR>").expect("Sửa đợt thi đua").keys("<End> chào mừng bầu cử<Tab><Tab><Tab>23/5<Tab><End><Tab>");
    d.keys("Tổng kết 28/05/2021<C-s>").expect("75 ngày đêm chào mừng bầu cử, từ 10/03/2021 đến 23/05/2021");
    d.expect("đã tổng kết").expect("Tổng kết 28/05/2021");
    assert_eq!(year(&d).1[0].state, CampaignState::Concluded);
    d.keys("<Del>").expect("Năm 2021 chưa ghi");
    d.keys("<C-z>").expect("75 ngày đêm chào mừng bầu cử");
    // on the movement there is nothing to remove
    d.keys("<Up><Del>").expect("Chưa chọn đợt thi đua nào");
    assert_eq!(year(&d).1.len(), 1);
}

#[test]
fn dates_the_wrong_way_round_stay_in_the_form() {
    let mut d = room();
    add(&mut d, "Cao điểm", "23/5<Tab>10/3");
    d.expect("Ghi đợt thi đua").expect("▲").expect("● chưa lưu");
    assert!(year(&d).1.is_empty());
    d.keys("<Esc>").expect("Bỏ phần đã sửa").keys("<CR>").expect("Cao điểm");
    d.keys("<Esc><Up><CR>").expect("Năm 2021 chưa ghi");
    // nothing without a name
    d.keys("<C-n><C-s>").expect("▲");
    assert!(year(&d).1.is_empty());
}

#[test]
fn one_that_awards_name_stays() {
    let mut d = room();
    add(&mut d, "75 ngày đêm", "");
    let id = year(&d).1[0].id;
    let decision = thidua::core::award::Decision {
        number: "1587/QĐ-CAT".into(),
        date: Some(Date::constant(2021, 5, 28)),
        authorities: vec!["giam_doc".into()],
        form: "nguoi_tot".into(),
        subject: "Có thành tích trong đợt 75 ngày đêm".into(),
        campaign: Some(id),
        ..Default::default()
    };
    let recipient = thidua::core::award::Recipient {
        kind: thidua::core::award::RecipientKind::Individual,
        name: "Nguyễn Văn Ấn".into(),
        unit: Some(1),
        quantity: Some(1),
        ..Default::default()
    };
    let save = thidua::core::award::Act::Save { decision, recipients: vec![recipient], same: None };
    let stamp = Stamp { at: "2021-07-22T14:05:09+07:00".into(), user: "thuky".into() };
    let mut store = thidua::store::Store::open(&d.path(), thidua::store::Access::Write).unwrap();
    store.apply(&thidua::core::act::Act::Award(save), &stamp).unwrap();
    store.close();
    d.keys("<Del>").expect("75 ngày đêm");
    assert_eq!(year(&d).1.len(), 1);
    assert!(d.line(22).starts_with(" ▲"), "{}", d.line(22));
}

#[test]
fn it_stands_at_every_size() {
    let mut d = room();
    for (w, h) in [(60, 16), (80, 24), (120, 40), (20, 5), (200, 60)] {
        d.resize(w, h);
    }
    add(
        &mut d,
        "Một đợt có tên rất dài, dài hơn bề rộng của màn hình, để xem có bị cắt giữa chừng hay không",
        "1/2",
    );
    for (w, h) in [(60, 16), (80, 24), (120, 40), (20, 5), (200, 60)] {
        d.resize(w, h).keys("<CR><Esc>");
    }
    d.resize(80, 24).expect("1 đợt thi đua");
}
