//! What is changed in room 0 is met in the rooms it is for.
use crate::common::Driver;

/// To a part of the settings by its place.
fn part(d: &mut Driver, n: usize) -> &mut Driver {
    d.keys("<M-0><Home>").keys(&"<Down>".repeat(n))
}

const FORMS: usize = 6;
const KEYS: usize = 11;

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

const LEVELS: usize = 3;
const KNOCKOUTS: usize = 4;

#[test]
fn a_level_set_with_a_hole_or_an_order_that_cannot_be_is_refused_at_its_cell() {
    let mut d = Driver::new_register().size(120, 40);
    part(&mut d, LEVELS)
        .keys("<CR><CR>")
        .expect("● tỷ lệ điểm  ○ tổng điểm")
        .expect("số đơn vị, trừ không phân loại");
    // to the minimum of the second level: a range that leaves 89 to 90 out
    d.keys("<Tab><Tab><Tab><Tab><Right>90–100<CR>80–89<C-s>");
    d.expect("Dòng 2, Tốt: đến 89, mà mức trên từ 90: khoảng giữa không thuộc mức nào");
    d.keys("95<C-s>").expect("Dòng 2, Tốt: mức tối thiểu phải thấp hơn dòng trên (90%)");
    d.keys("80–90<C-s>").expect("√ Đã sửa bộ mức").keys("<Down><Up>").expect("Xuất sắc 90, Tốt 80, Khá 65");
    // on the total the numbers are points, as the room of levels says too
    d.keys("<CR><Tab><Right><Tab><Tab><Tab><Right>900<CR>800<CR>650<CR>500<C-s>")
        .keys("<Down><Up>")
        .expect("Xuất sắc 900, Tốt 800");
    // a level that a knock-out names is not taken out
    d.keys("<CR><Tab><Tab><Tab><Tab><Down><Down><C-Del><C-s>");
    d.expect("Mức Khá là giới hạn của khống chế “Lãnh đạo đơn vị bị kỷ luật: không quá Khá”");
}

#[test]
fn knockouts_are_written_in_a_grid_and_refused_at_their_cell() {
    let mut d = Driver::new_register().size(120, 40);
    part(&mut d, KNOCKOUTS)
        .expect("Khống chế xếp loại")
        .keys("<CR>")
        .expect("Xuất sắc – Tốt – Khá")
        .keys("<CR>");
    d.expect("các lần hạ cộng lại").expect("Lãnh đạo đơn vị bị kỷ luật");
    d.keys("<C-n>Chậm báo cáo<Tab>ghi tay<Tab>hạ số<Tab>0<C-s>");
    d.expect("Dòng 2, Chậm báo cáo: hạ 0 mức thì không hạ đơn vị nào");
    d.keys("1<C-s>").expect("√ Đã sửa bộ mức").keys("<CR>").expect("Chậm báo cáo");
    d.keys("<C-n>Chậm báo cáo<Tab>ghi tay<Tab>không quá<Tab>Khá<C-s>").expect("đã có ở trên");
    d.keys("<Esc><Up><CR><C-z>").expect_not("Chậm báo cáo");
}
