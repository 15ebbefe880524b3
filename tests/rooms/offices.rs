//! Rooms 9, 0 and 8 over a real register: what is typed is in the file, what is refused is not, and it can be taken back.
#![expect(clippy::panic, reason = "a test fails where it stands")]
use crate::common::Driver;
use thidua::core::ask::{Ask, Facts};
use thidua::core::period::PeriodKey;
use thidua::core::unit::{Role, Unit};

fn roster(driver: &Driver) -> Vec<Unit> {
    match driver.store().answer(&Ask::Roster(PeriodKey::quarter(2021, 2))).unwrap() {
        Facts::Roster(units) => units.to_vec(),
        other => panic!("not a roster: {other:?}"),
    }
}

#[test]
fn a_unit_is_added_corrected_given_its_last_day_and_taken_back() {
    let mut driver = Driver::new_register();
    driver.keys("9<C-n>PC08<CR>Phòng Cảnh sát giao thông<CR>15/11/2020<CR>").expect("13 đơn vị");
    driver.expect("►13  PC08").expect("15/11/2020");
    driver.keys("<F2><C-a>Phòng CSGT<C-s>").expect("►13  PC08  Phòng CSGT");
    driver
        .keys("<F2><Tab><Tab>31/5<C-s>")
        .expect("12 đơn vị")
        .expect("Đã rời cụm: 1 (PC08 Phòng CSGT, đến 31/05/2021)");
    driver.keys("<C-z>").expect("13 đơn vị").keys("<C-z><C-z>").expect("12 đơn vị").expect_not("PC08");
    assert_eq!(roster(&driver).len(), 12);
}

#[test]
fn a_name_that_is_there_is_refused_and_what_was_typed_stays() {
    let mut driver = Driver::new_register();
    driver
        .keys("9<C-n>PV99<CR>phòng tham mưu<C-s>")
        .expect("đã có ở dòng 1")
        .expect("[phòng tham mưu")
        .expect("PV99");
    assert_eq!(roster(&driver).len(), 12);
    // undo in a form is its text only
    driver.keys("<C-z>").expect_not("[phòng tham mưu").expect("Thêm đơn vị vào cụm");
}

#[test]
fn a_unit_with_records_is_not_removed_and_one_without_is() {
    let mut demo = Driver::demo();
    demo.keys("9<Del>").expect("chưa xóa được").expect("12 đơn vị");
    let mut driver = Driver::new_register();
    driver
        .keys("9<End><Del>")
        .expect("11 đơn vị")
        .expect_not("Văn phòng Đảng ủy  ")
        .keys("<C-z>")
        .expect("12 đơn vị");
}

#[test]
fn head_and_deputy_of_the_year_change_hands() {
    let mut driver = Driver::new_register();
    driver.keys("9<C-k>cum truong cum pho<CR><C-a>hau can<CR><C-a>PX06<CR>").expect("cụm trưởng");
    let holder = |role| roster(&driver).into_iter().find(|u| u.role == role).map(|u| u.code);
    assert_eq!((holder(Role::Head), holder(Role::Deputy)), (Some("PH10".into()), Some("PX06".into())));
    driver
        .keys("<C-k>cum truong cum pho<CR><Tab><C-a>PH10<C-s>")
        .expect("không thể vừa là cụm trưởng")
        .expect("▲");
}

#[test]
fn the_letterhead_is_on_the_paper_and_comes_off_again() {
    let mut driver = Driver::new_register().size(100, 30);
    driver
        .keys("0<CR><Tab><Tab><C-a>Sông Lam<C-s>")
        .expect("Sông Lam")
        .keys("<C-p>")
        .expect("Sông Lam, ngày");
    driver.keys("<C-z>").expect("Hồng Lam, ngày").expect_not("Sông Lam, ngày");
}

#[test]
fn the_language_is_kept_over_a_restart() {
    let mut driver = Driver::new_register();
    driver
        .keys("0<Down><Down><Down><Down><Down><Down><Down><Down><CR><Right><C-s>")
        .expect("Settings")
        .keys("1")
        .expect("Overview");
    assert_eq!(driver.store().register().unwrap().lang, thidua::core::words::Lang::En);
}

#[test]
fn the_report_is_worded_previewed_and_written_beside_the_register() {
    let mut driver = Driver::demo();
    driver.keys("8").expect("Văn bản Quý II/2021").expect("SỐ LIỆU MẪU");
    driver
        .keys("<F2>Một đơn vị gửi báo cáo chậm.<C-s>")
        .expect("Đã ghi lời báo cáo")
        .keys("<PageDown>")
        .expect("chưa ghi 3 phần");
    driver.keys("<C-s><C-s>").expect("Đã xuất bao-cao-2021-Q2.docx");
    let folder = driver.path().with_file_name("VanBan");
    assert!(folder.join("bao-cao-2021-Q2.docx").is_file() && folder.join("bao-cao-2021-Q2.xlsx").is_file());
    // a second time it asks, and writes over only what was granted
    driver.keys("<C-s><C-s>").expect("Tệp đã có").keys("<Esc><C-s>").expect("Tệp đã có").keys("<Up><CR>");
    driver.expect("Đã xuất bao-cao-2021-Q2.docx");
    driver.keys("<C-s><Tab><Tab><Tab>/khong/co<C-s>").expect("/khong/co").expect("Thư mục");
}

#[test]
fn the_case_of_the_sample_stands_in_the_preview() {
    let mut driver = Driver::demo().size(120, 40);
    driver.keys("8");
    let mut text = driver.screen();
    for _ in 0..12 {
        text.push_str(&driver.keys("<PageDown>").screen());
    }
    for figure in ["02 tập thể", "04 cá nhân", "10 tập thể", "47 cá nhân", "31 lượt tập thể"]
    {
        assert!(text.contains(figure), "{figure} is not in the preview");
    }
}
