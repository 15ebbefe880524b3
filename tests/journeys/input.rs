//! What goes wrong at the keyboard: each time a sentence that says what, where and how to go on; what was typed stays,
//! and the register is as it was.
use crate::common::Driver;

fn digest(d: &Driver) -> String {
    d.store().digest().unwrap()
}

#[test]
fn a_day_that_is_none() {
    let mut d = Driver::new_register();
    let before = digest(&d);
    d.keys("2<C-n>1450/QĐ-CAT<Tab>31/6<C-n>Nguyễn Văn Ấn<Tab><Tab>px03<C-s>");
    d.expect("▲ Ngày 31/6/2021 không có thật. Gõ ngày khác").expect("[31/6");
    d.expect("1450/QĐ-CAT").expect("Nguyễn Văn Ấn");
    assert_eq!(digest(&d), before);
    // leaving asks, staying keeps all, mending saves
    d.keys("<Esc><CR>").expect("[31/6").keys("<BS>5<C-s>").expect("√ Đã ghi quyết định 1450/QĐ-CAT");
    d.expect("31/05");
}

#[test]
fn a_day_of_a_locked_quarter_and_of_none() {
    let mut d = Driver::demo();
    let before = digest(&d);
    d.keys("2<C-n>9/QĐ-CAT<Tab>12/02/2021<Tab><Tab><C-n>Nguyễn Văn Ấn<Tab><Tab>pv01<C-s>");
    d.expect("thuộc Quý I/2021").keys("<Esc>").expect("Nguyễn Văn Ấn").expect("9/QĐ-CAT");
    d.keys("<C-a>1/1/2030<C-s>").expect("Ngày 01/01/2030 không thuộc kỳ nào của sổ").expect("Nguyễn Văn Ấn");
    assert_eq!(digest(&d), before);
}

#[test]
fn an_approved_quarter_does_not_promise_to_be_reopened() {
    let mut d = Driver::demo();
    for keys in ["<C-Left><M-2><Del>", "<M-4>5", "<M-6><Del>"] {
        d.keys(keys).expect("Quý I/2021").expect("văn bản duyệt. Đổi kết quả").expect_not("Mở lại sổ");
    }
}

#[test]
fn points_that_are_none() {
    let mut d = Driver::new_register();
    let before = digest(&d);
    d.keys("4");
    for (typed, said) in [
        ("1.500", "đọc được hai cách"),
        ("-5", "số âm"),
        ("200,25", "vượt điểm tối đa 200"),
        ("12..5", "không phải là số"),
    ] {
        d.keys(typed).keys("<CR>").expect(said).expect(typed).keys("<Esc>");
    }
    assert_eq!(digest(&d), before);
}

#[test]
fn two_units_of_one_name() {
    let mut d = Driver::new_register();
    let before = digest(&d);
    d.keys("9<C-n>PX09<Tab>phòng THANH TRA<C-s>");
    d.expect("phòng THANH TRA").expect("Phòng Thanh tra").expect("PX09").expect("▲");
    assert_eq!(digest(&d), before);
    // nor two of one code: by it sheets and people find them
    d.keys("<BS><BS><BS><BS><BS><BS><BS><BS><BS>Kỹ thuật<Up>").keys("<C-a>px05<C-s>");
    d.expect("Mã “px05” là của Phòng Thanh tra").expect("►Mã đơn vị").expect("Kỹ thuật");
    assert_eq!(digest(&d), before);
    // in the set-up the line is marked and left out
    let mut first = Driver::first_run();
    first.keys("<CR><CR><CR>Cụm 4<CR>Công an tỉnh<CR><CR>Phòng A<CR>Phòng B<CR>phòng a");
    first.expect("Sổ đọc được 2 đơn vị, 1 dòng bỏ qua").expect("Dòng 3: đã có ở dòng 1: “phòng a”");
}

#[test]
fn the_set_up_says_where_an_answer_is_wrong() {
    let mut d = Driver::first_run();
    d.keys("<CR><CR><CR>Cụm 4<CR>Công an tỉnh<CR><CR>Phòng A<CR>Phòng B<C-s>");
    d.keys("phòng b<Tab><Tab>").keys("<C-s>").expect("phải là hai đơn vị khác nhau").expect("►Cụm phó");
    d.keys("phòng a<C-s>").expect("bước 7/8");
    // what stands ready is replaced by typing
    d.keys("quý năm<Tab><Tab><CR>").expect("►Quý").expect("[quý năm").expect("Chưa rõ quý nào");
    d.keys("<C-a>Q1/2021<Tab><Tab><CR>").expect("bước 8/8").keys("<CR><CR>").expect("‹ Quý I/2021 ›");
}

#[test]
fn a_unit_with_records_stays() {
    let mut d = Driver::demo();
    let before = digest(&d);
    d.keys("9<Down><Down><Del>").expect("▲ PV05 Xây dựng phong trào còn").expect("chưa xóa được");
    // the end of the sentence, which says the way out, is on the screen too
    d.expect("để đơn vị rời cụm");
    assert_eq!(digest(&d), before);
}

#[test]
fn pastes_of_nothing_and_of_far_too_much() {
    let mut d = Driver::new_register();
    let before = digest(&d);
    let huge = "Nguyễn Văn Ấn\tCán bộ\tPX03\n".repeat(400_000);
    assert!(huge.len() > 10 << 20);
    d.keys("2").paste("").paste(&huge).expect("2 Thành tích");
    d.keys("<C-n>1450/QĐ-CAT").paste("").paste(&huge).expect("quá giới hạn").expect("1450/QĐ-CAT");
    d.keys("<C-n>Lê Thị Hà<Tab>").paste("").paste(&huge).expect("quá giới hạn").expect("Lê Thị Hà");
    d.paste(&"x".repeat(11 << 20)).expect("quá giới hạn").expect("1450/QĐ-CAT").expect("Lê Thị Hà");
    assert_eq!(digest(&d), before);
    let mut scores = Driver::new_register();
    let before = digest(&scores);
    scores.keys("4").paste("").paste(&huge).keys("7").paste(&huge).expect("7").keys("<Esc>");
    assert_eq!(digest(&scores), before);
}

#[test]
fn control_characters_are_no_text() {
    let mut d = Driver::new_register();
    // a control between letters parts them, marks that are not seen go
    d.keys("2<C-n>14").paste("50/QĐ\u{7}-\u{202e}C\u{200b}AT\u{0}").keys("<Tab>12/5<C-n>");
    d.paste("Lê\u{1}Thị\u{2}\u{1b}Hà").keys("<Tab><Tab>ph10<C-s>").expect("√ Đã ghi quyết định");
    d.expect("1450/QĐ -CAT").keys("<CR>").expect("Lê Thị Hà");
    assert!(d.screen().chars().all(|c| c == '\n' || !c.is_control()));
}
