//! The driver itself: that what it shows is what the program shows.
use crate::common::Driver;

#[test]
fn a_new_register_opens_on_the_overview() {
    let mut driver = Driver::new_register();
    driver.expect("Tổng quan").expect("Quý II/2021").expect("Cụm thi đua số 4");
    assert_eq!(driver.screen().lines().count(), 24);
    driver.resize(120, 40).expect("Sổ thi đua");
    assert!(driver.line(1).contains("Quý II/2021"));
    assert!(driver.caret().is_none(), "no caret while nothing is edited");
    assert_eq!(driver.buffer().area.width, 120);
    driver.bytes(b"\x11");
    assert!(driver.ended(), "{}", driver.screen());
}

#[test]
fn a_restart_finds_the_register_again() {
    let mut driver = Driver::new_register().size(100, 30);
    let before = driver.screen();
    let digest = driver.store().digest().unwrap();
    let mut driver = driver.restart();
    assert_eq!(driver.screen(), before);
    assert_eq!(driver.store().digest().unwrap(), digest);
    assert!(driver.path().starts_with(driver.folder()));
}

#[test]
fn no_size_is_too_small() {
    let mut driver = Driver::new_register();
    for (width, height) in [(1, 1), (0, 0), (60, 16), (59, 16), (60, 15), (300, 2)] {
        driver.resize(width, height).keys("<Down>");
    }
    driver.resize(60, 16).expect("Tổng quan");
    driver.batch("<BS>ế").paste("x\ny").expect_not("⟦");
    let path = driver.path();
    drop(driver.restart());
    Driver::first_run().expect_not("⟦");
    assert!(!path.exists(), "gone with its folder");
}

#[test]
fn the_sample_says_that_it_is_one() {
    let mut driver = Driver::demo();
    driver.expect("SỐ LIỆU MẪU").expect("Quý II/2021");
    let path = driver.path();
    let before = driver.screen();
    // A second program on the same file sees the same.
    assert_eq!(Driver::open(&path).screen(), before);
}

#[test]
fn a_read_only_register_opens_to_look() {
    let (folder, mut driver) = read_only();
    driver.expect("chỉ đọc").expect("Quý II/2021");
    let digest = driver.store().digest().unwrap();
    driver.keys("<C-n>").keys("<Esc><C-z>").expect("chỉ đọc");
    assert_eq!(driver.store().digest().unwrap(), digest);
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left, ["so.db"]);
}

/// The sample in a folder of its own, its file read-only.
fn read_only() -> (tempfile::TempDir, Driver) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("so.db");
    crate::common::sample(&path);
    let mut rights = std::fs::metadata(&path).unwrap().permissions();
    rights.set_readonly(true);
    std::fs::set_permissions(&path, rights).unwrap();
    let driver = Driver::open(&path);
    (folder, driver)
}

#[test]
fn a_period_that_was_not_added_is_not_shown() {
    let (_folder, mut driver) = read_only();
    driver.keys("<F8><Home><CR>").expect("chỉ đọc").expect("Quý II/2021").expect_not("Quý III/2021 ");
    driver.keys("<C-q>");
    assert!(driver.ended(), "{}", driver.screen());
}

#[test]
fn a_period_that_was_added_is_shown_and_remembered() {
    let mut driver = Driver::new_register();
    driver.keys("<F8><Home><CR>").expect("Quý III/2021");
    assert_eq!(driver.remembered.map(thidua::core::period::PeriodKey::code), Some("2021-Q3".to_owned()));
}

#[test]
fn a_question_that_cannot_be_answered_is_said_once_and_the_keys_go_on() {
    let mut driver = Driver::demo();
    let path = driver.path();
    let broken = "UPDATE lock SET snapshot = 'x' WHERE period = '2021-Q1' AND reopened IS NULL";
    assert_eq!(rusqlite::Connection::open(&path).unwrap().execute(broken, []).unwrap(), 1);
    driver.keys("<C-Left>").expect("Quý I/2021");
    driver.keys("<C-Right>").expect("Quý II/2021").keys("<C-Left><C-q>");
    assert!(driver.ended(), "{}", driver.screen());
}

#[test]
fn a_form_left_open_in_another_room_is_asked_about_before_quitting() {
    let mut driver = Driver::new_register();
    driver.keys("3<C-n>Đợt thi đua tháng Tư");
    // by the command list one leaves the room, and the form with it
    driver.keys("<C-k>den viec tiep theo<CR>").expect_not("Đợt thi đua tháng Tư");
    driver.keys("<C-q>").expect("Đợt thi đua tháng Tư");
    assert!(!driver.ended(), "what was typed is lost without a question");
    driver.keys("<Esc><C-s>").expect("Đợt thi đua tháng Tư");
    driver.keys("<C-q>");
    assert!(driver.ended(), "{}", driver.screen());
}

#[test]
fn a_digit_goes_to_a_choice_that_loses_something_and_enter_takes_it() {
    let mut d = Driver::new_register();
    d.keys("2<C-n>1460/QĐ-CAT<Esc>").expect("2 Bỏ phần đã sửa").expect("Số, ↑ ↓ đến dòng · Enter chọn");
    d.keys("2").expect("► 2 Bỏ phần đã sửa").keys("<Esc>").expect("1460/QĐ-CAT");
    d.keys("<C-q>2").expect("► 2 Thoát, bỏ phần chưa lưu").expect("1460/QĐ-CAT");
    assert!(!d.ended());
    d.keys("1").expect("► 1 Thoát, giữ bản nháp").keys("<Esc><Esc>2<CR>").expect_not("1460/QĐ-CAT");
    assert!(!d.ended());
}

#[test]
fn in_a_short_list_letters_look_for_a_line_and_digits_behind_them_are_text() {
    let mut d = Driver::new_register();
    d.keys("2<C-n>1460/QĐ-CAT<Esc>").expect("2 Bỏ phần đã sửa");
    // a sentence typed by mistake finds nothing, and Enter takes nothing
    d.keys("quyết định 2").expect("Không có").keys("<CR>").expect("Không có");
    d.keys("<C-a><BS>bo phan").expect("► Bỏ phần đã sửa").expect_not("Ở lại");
    d.keys("<CR>").expect_not("1460/QĐ-CAT");
}

#[test]
fn the_command_typed_most_truly_stands_first() {
    let mut d = Driver::demo().size(120, 40);
    d.keys("<M-4><C-k>ket thuc tham dinh ca").expect("►Kết thúc thẩm định cả cụm");
}

#[test]
fn a_changed_sample_is_not_dropped_by_a_digit_nor_by_enter_alone() {
    let mut d = Driver::first_run();
    d.keys("<Right><CR>").expect("SỐ LIỆU MẪU").keys("3<C-n>Đợt một<C-s>").expect("√ Đã ghi");
    d.keys("<C-q>1").expect("► 1 Bỏ sổ mẫu");
    assert!(!d.ended());
    d.keys("<Esc><C-q>").expect("► 3 Ở lại").keys("<CR>").expect("Đợt một");
    assert!(!d.ended());
    d.keys("<C-q>1<CR>");
    assert!(d.ended(), "{}", d.screen());
}

#[test]
fn a_choice_that_loses_nothing_is_taken_by_its_digit() {
    let mut d = Driver::demo().size(120, 40);
    d.keys("<M-2><C-d>")
        .expect("Số hoặc Enter chọn")
        .keys("1")
        .expect("Ghi thông báo tháng")
        .expect("Thông báo tháng 7");
}

#[test]
fn nothing_behind_an_open_form_is_undone_and_its_period_stays() {
    let mut driver = Driver::new_register();
    driver.keys("3<C-n>Đợt một<C-s>").expect("Đợt một");
    let digest = driver.store().digest().unwrap();
    driver.keys("<C-n>Đợt hai");
    for command in ["hoan tac", "ky truoc", "chon ky"] {
        driver.keys("<C-k>").keys(command).keys("<CR>").expect("Đợt hai");
        driver.expect("Đang nhập dở");
    }
    assert_eq!(driver.store().digest().unwrap(), digest);
}

#[test]
fn the_questions_of_a_first_run_change_their_language_and_keep_their_answers() {
    let mut driver = Driver::first_run();
    driver.keys("<Right>").expect("● Xem sổ mẫu");
    driver.keys("<F9>").expect("● See the sample register").expect_not("Lập sổ mới cho cụm");
    driver.keys("<F9>").expect("● Xem sổ mẫu");
    driver.keys("<Left><CR><CR><CR>Cụm 1<CR>Công an tỉnh<CR><CR>PV01 Tham mưu<C-s><CR><C-s>");
    driver.expect("Quý II/2021").keys("<Down><Down><CR>").keys("<F9>").expect("Quarter");
}

#[test]
fn answers_of_the_set_up_are_asked_about_before_quitting() {
    let mut driver = Driver::first_run();
    driver.keys("<CR><CR><CR>Cụm thi đua số 7<C-q>").expect("chưa lập xong");
    assert!(!driver.ended());
    driver.keys("<Esc>").expect("Cụm thi đua số 7").keys("<C-q><Up><CR>");
    assert!(driver.ended(), "{}", driver.screen());
    let mut driver = Driver::first_run();
    driver.keys("<CR><CR><CR><C-q>");
    assert!(driver.ended(), "nothing was typed");
}

#[test]
fn an_open_score_cell_keeps_its_text_when_the_next_step_is_where_one_is() {
    let mut driver = Driver::new_register();
    driver.keys("2<C-k>số lượng<CR><CR><CR><CR><CR>bo ubnd<CR>bang khen<C-n>2<C-s>");
    driver.keys("412,5").expect("[12,5");
    driver.keys("<C-k>den viec tiep theo<CR>").expect("[12,5");
}

#[test]
fn a_command_of_another_room_waits_for_what_it_acts_on() {
    let mut driver = Driver::demo().size(120, 40);
    driver.keys("<C-k>xoa").expect("9 Đơn vị");
    let listed: Vec<String> =
        driver.screen().lines().filter(|l| l.contains("Xóa")).map(str::to_owned).collect();
    let at = listed.iter().position(|l| l.contains("9 Đơn vị")).unwrap();
    driver.keys(&"<Down>".repeat(at)).keys("<CR>").expect("Đơn vị của cụm").expect("▲ PV01 Tham mưu còn");
}
