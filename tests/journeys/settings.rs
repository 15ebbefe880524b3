//! What is changed in room 0 is met in the rooms it is for.
use crate::common::Driver;

/// To a part of the settings by its place.
fn part(d: &mut Driver, n: usize) -> &mut Driver {
    d.keys("<M-0><Home>").keys(&"<Down>".repeat(n))
}

const FORMS: usize = 5;
const KEYS: usize = 10;

#[test]
fn a_form_of_award_is_added_chosen_abolished_and_taken_back() {
    let mut d = Driver::new_register();
    part(&mut d, FORMS).keys("<CR>").expect("►Huân chương").keys("<C-n>Cờ dẫn đầu phong trào<C-s>");
    d.expect("√ Đã thêm hình thức khen Cờ dẫn đầu phong trào").expect("►Cờ dẫn đầu");
    d.keys("<M-2><C-n>9/QĐ-CAT<Tab>12/6/2021<Tab><Tab>co dan dau<Tab>Dẫn đầu quý II<C-n>Đại úy Lê An<Tab><Tab>pv01<C-s>");
    d.expect("√ Đã ghi quyết định 9/QĐ-CAT").expect("Cờ dẫn đầu");
    // in a paper it stays: abolished, it is no longer offered
    d.keys("<M-0><End><Del>").expect("có trong 1 văn bản").keys("<CR>");
    d.keys("<Tab><Tab><Tab><Tab><Right>").expect("● đã bãi bỏ").keys("<C-s>").expect("(bãi bỏ)");
    d.keys("<M-2><CR>").expect("Cờ dẫn đầu phong trào").keys("<Esc>");
    d.keys("<C-n>10/QĐ-CAT<Tab>13/6/2021<Tab><Tab>co dan dau<Tab>").expect_not("Cờ dẫn đầu phong trào");
    d.keys("<Esc><Up><CR>").keys("<C-z>").expect("√ Đã hoàn tác");
    d.keys("<M-0><End>").expect("Cờ dẫn đầu phong trào").expect_not("(bãi bỏ)");
}

#[test]
fn a_rebound_key_is_in_the_footer_the_help_and_the_hand() {
    let mut d = Driver::new_register();
    d.keys = Some("[room.units]\nadd = \"Ctrl+E\"\n[room.scores]\nfinish = \"x\"\n".to_owned());
    part(&mut d, KEYS).keys("<F6>").expect("Tệp phím có 1 dòng chưa dùng được").expect("Dòng 4");
    d.keys("<CR>").expect("►▲ Dòng 4, finish");
    d.keys("<Esc><M-9>").expect("Ctrl+E thêm").keys("<F1>").expect("Ctrl+E").keys("<Esc>");
    d.keys("<C-e>").expect("►Mã đơn vị").keys("<Esc>");
    // the other standard key of the command stays
    d.keys("<Insert>").expect("►Mã đơn vị").keys("<Esc>");
    // without the file everything is as it was
    d.keys = None;
    d.keys("<M-0><F6>").expect("Đã đọc lại tệp phím");
    d.keys("<M-9>").expect("Ctrl+N thêm").keys("<C-e>").expect_not("►Mã đơn vị");
}

#[test]
fn a_file_of_keys_is_written_once_and_read_at_once() {
    let mut d = Driver::new_register();
    part(&mut d, KEYS)
        .keys("<CR><CR>")
        .expect("Chưa có tệp phím")
        .keys("<C-n>")
        .expect("Đã đọc lại tệp phím");
    let text = d.keys.clone().unwrap();
    assert!(text.contains("\n[room.scores]\n") && text.contains("# finish = \"F7\""), "{text}");
}
