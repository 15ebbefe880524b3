//! The way back: whoever was led somewhere by a row, a matter or a find goes back with Esc and finds the place as it was.
use crate::common::Driver;

/// The row of the screen that is marked.
fn marked(d: &mut Driver) -> String {
    d.screen().lines().find(|l| l.starts_with('►')).unwrap_or_default().to_owned()
}

#[test]
fn from_why_to_the_sheet_and_back_step_by_step() {
    let mut d = Driver::demo();
    d.keys("<C-Left><Esc>6<Down><Down><Down>");
    let unit = marked(&mut d);
    // room 6: why; room 5: its page; room 4: the sheet of the criterion
    d.keys("<F3>").expect("Vì sao PX03").expect("Esc về Xếp loại");
    assert!(!d.line(24).contains("Esc về  "), "{}", d.line(24));
    d.keys("<Down><Down>");
    let (row, line) = (marked(&mut d), d.line(4));
    d.keys("<CR>").expect("[Phiếu đơn vị]").expect("Esc về Vì sao");
    // a cell that was opened is given up first, a step deeper taken back
    d.keys("<F6>").expect("[Toàn cụm]").expect("Esc chọn phòng");
    d.keys("<Esc>").expect("[Phiếu đơn vị]").expect("Esc về Vì sao").keys("<Esc>");
    assert_eq!((marked(&mut d), d.line(4)), (row, line));
    d.expect("Esc về Xếp loại").keys("<Esc>").expect("Cụm đề nghị");
    assert_eq!(marked(&mut d), unit);
    // nothing is left to go back to, and the page that was left is closed
    d.expect("Esc chọn phòng").keys("<Esc>").expect("►6 Xếp loại").keys("5");
    d.expect("Xếp hạng theo");
}

#[test]
fn a_room_key_forgets_the_way() {
    let mut d = Driver::demo();
    d.keys("<C-Left><Esc>6<F3>").expect("Esc về Xếp loại").keys("<M-4>").expect("Esc chọn phòng");
    d.keys("<M-5>").expect("Vì sao").expect("Esc chọn phòng").keys("<Esc>").expect("Xếp hạng theo");
}

#[test]
fn the_same_room_twice_on_the_way_stands_as_it_was_each_time() {
    let mut d = Driver::demo();
    d.keys("<C-Left><Esc>4").expect("[Phiếu đơn vị]").keys("<Down><Down>");
    let was = (d.line(4), marked(&mut d));
    // its explanation, from there the sheet of another criterion, and all the way back
    d.keys("<C-t>").expect("Vì sao PV01").expect("Esc về Chấm điểm").keys("<Down><Down><Down><CR>");
    d.expect("Esc về Vì sao");
    assert_ne!((d.line(4), marked(&mut d)), was);
    d.keys("<Esc>").expect("Vì sao PV01").expect("Esc về Chấm điểm").keys("<Esc>").expect("Esc chọn phòng");
    assert_eq!((d.line(4), marked(&mut d)), was);
}

#[test]
fn back_to_what_was_found_and_to_the_step_of_the_list() {
    let mut d = Driver::demo();
    d.keys("<Esc>7<C-f>1764<CR>");
    d.expect("Sửa quyết định").expect("Esc về Tìm").keys("<Esc>").expect("1764").expect("Enter đến đó");
    d.keys("<Esc>").expect("7 Hội nghị").expect("Esc chọn phòng");
    // a step of the overview, chosen or the next one
    d.keys("<Esc>1<Home><Down>");
    let step = marked(&mut d);
    d.keys("<CR>").expect("Esc về Tổng quan").keys("<Esc>").expect("Esc chọn phòng");
    assert_eq!(marked(&mut d), step);
    // the question it leads to is answered first
    d.keys("<C-g>").expect("┌ Chốt đề nghị ─").keys("<Esc>").expect("Esc về Tổng quan").keys("<Esc>");
    d.expect("Esc chọn phòng");
    assert_eq!(marked(&mut d), step);
}

#[test]
fn a_form_that_is_led_to_asks_before_the_way_back() {
    let mut d = Driver::demo();
    d.keys("<C-n>").expect("Esc về Tổng quan").keys("<Esc>").expect("►").expect("1 Tổng quan");
    d.keys("<C-n>12/QĐ-CAT<Esc>").expect("Bỏ phần đã sửa?").keys("<Esc>").expect("12/QĐ-CAT");
    d.keys("<Tab><Esc>2").expect("Bỏ phần đã sửa?").keys("<CR>").expect("Esc chọn phòng");
    d.expect("1 Tổng quan").expect_not("12/QĐ-CAT");
    // what is saved stays to be looked at
    d.keys("<C-n>912/QĐ-CAT<Tab>12/5<C-n>Lê Thị Hà<Tab><Tab>pv01<C-s>").expect("√ Đã ghi");
    d.expect("Esc về Tổng quan").keys("<Esc>").expect("1 Tổng quan");
}

#[test]
fn from_a_year_into_its_quarter_and_back_into_the_year() {
    let mut d = Driver::demo();
    d.keys("<F8><End><Up><Up><CR>").expect("‹ Năm 2021 ›").keys("<Esc>5<Down><Down>");
    let row = marked(&mut d);
    d.keys("<CR>").expect("‹ Quý").expect("Vì sao").expect("Esc về Xếp hạng").keys("<Esc>");
    d.expect("‹ Năm 2021 ›").expect("Esc chọn phòng");
    assert_eq!(marked(&mut d), row);
    // who goes on to another period stays in it
    d.keys("<CR>").expect("‹ Quý").keys("<C-Left><Esc>").expect("‹ Quý").expect("Xếp hạng theo");
}

#[test]
fn from_the_page_of_an_achievement_to_its_decision_and_back() {
    let mut d = Driver::demo();
    d.keys("<Esc>2<Tab>").expect("[Thành tích");
    for _ in 0..40 {
        d.keys("<CR>");
        if marked(&mut d).contains("  QĐ ") {
            break;
        }
        d.keys("<Esc><Down>");
    }
    let page = d.screen();
    d.keys("<CR>").expect("Sửa quyết định").expect("Esc về Thành tích").keys("<Esc>");
    assert_eq!(d.screen(), page);
}

#[test]
fn a_digit_chooses_in_every_list_and_the_enter_after_it_is_no_answer() {
    let mut d = Driver::demo();
    // the levels and the knock-outs alike
    d.keys("<Esc>6<Down><Down><Down><Down><Down><F6>")
        .expect("không xếp Xuất sắc")
        .expect("Số hoặc Enter chọn")
        .keys("1");
    d.expect("Enter ghi").keys("<CR>").expect_not("Gõ lý do rồi Enter");
    // the second one is meant
    d.keys("<CR>").expect("▲ Gõ lý do rồi Enter").keys("Kết luận thanh tra<CR>").expect("√ ");
    d.keys("<CR>").expect("Số hoặc Enter chọn").keys("4").expect("Enter ghi").keys("<CR>");
    d.expect_not("Gõ lý do rồi Enter").keys("Ý kiến hội nghị<CR>").expect("√ ");
    // what is asked without a digit answers at once
    d.keys("<CR><Down><CR>").expect("Enter ghi").keys("<CR>").expect("▲ Gõ lý do rồi Enter");
}

/// A new decision is begun in room 2, and its own room led into again from a unit that was found.
fn a_form_led_into_again() -> Driver {
    let mut d = Driver::demo();
    d.keys("<Esc>2<C-n>912/QĐ-CAT").expect("912/QĐ-CAT");
    d.keys("<C-f>px03<CR>").expect("Esc về Tìm").keys("<C-k>thanh tich<CR>").expect("912/QĐ-CAT");
    d
}

#[test]
fn a_form_that_was_saved_does_not_come_back() {
    let mut d = a_form_led_into_again();
    d.keys("<Tab>12/5<C-n>Lê Thị Hà<Tab><Tab>pv01<C-s>").expect("√ Đã ghi").keys("<Esc><Esc><Esc><Esc>");
    d.rest().expect_not("chưa lưu").keys("<M-2>").expect_not("chưa lưu").expect("[Khen thưởng");
}

#[test]
fn what_was_given_up_does_not_come_back() {
    let mut d = a_form_led_into_again();
    d.keys("<Esc>2").expect("Bỏ phần đã sửa?").keys("<CR>").expect_not("912/QĐ-CAT").keys("<Esc><Esc><Esc>");
    d.rest().expect_not("912/QĐ-CAT").keys("<M-2>").expect_not("912/QĐ-CAT").expect("[Khen thưởng");
}

#[test]
fn a_cell_or_a_block_given_up_stays_in_its_tab() {
    let mut d = Driver::demo();
    d.keys("<Esc>4<F6>").expect("[Toàn cụm]").keys("<M-5><C-k>cham diem<CR>");
    d.expect("[Toàn cụm]").expect("Esc về Xếp hạng").keys("1").expect("Esc bỏ").expect_not("Esc về Xếp hạng");
    d.keys("<Esc>").expect("[Toàn cụm]").expect("Esc về Xếp hạng");
    d.keys("<M-5><C-k>cham diem<CR>").expect("[Toàn cụm]").paste("1\n2\n").expect_not("[Toàn cụm]");
    d.expect_not("Esc về Xếp hạng").keys("<Esc>").expect("[Toàn cụm]").expect("Esc về Xếp hạng");
    d.keys("<Esc>").expect("Xếp hạng theo");
}

#[test]
fn esc_waits_for_its_own_question_alone() {
    let mut d = Driver::demo();
    d.keys("<C-n>912/QĐ-CAT<Tab>12/5<C-n>Lê Thị Hà<Tab><Tab>pv01<Tab><Esc>").expect("1 Lưu rồi đóng");
    d.keys("1<CR>").expect("√ Đã ghi").expect("1 Tổng quan").expect("Esc chọn phòng");
    // who stays in the form and saves it later is not moved, by a screen of another size neither
    d.keys("<C-n>913/QĐ-CAT<Tab>12/5<C-n>Đỗ Văn Tám<Tab><Tab>pv01<Tab><Esc><Esc>").expect("913/QĐ-CAT");
    d.keys("<C-s>").expect("√ Đã ghi").expect("Esc về Tổng quan").resize(80, 26).expect("Esc về Tổng quan");
}

#[test]
fn back_only_to_a_period_that_is_there() {
    let mut d = Driver::demo();
    d.keys("<F8><Home><CR>").expect("‹ Quý III/2021 ›").keys("<Esc>2<Tab><F6>").expect("[Thành tích");
    d.keys("<CR>").expect("‹ Quý II/2021 ›").keys("<C-z>");
    d.keys("<Esc>");
    d.expect("‹ Quý II/2021 ›").expect("[Thành tích");
}

#[test]
fn what_was_learned_on_the_way_stays_known() {
    let mut d = Driver::demo();
    d.keys("<Esc>4<C-t>").expect("Vì sao PV01").keys("<Down><Down><Down><CR>");
    d.expect("[Phiếu đơn vị]").keys("10<CR>").expect("Lý do").keys("Đối chiếu lại sổ<CR>").expect("√ ");
    d.keys("<Esc><Esc>").expect("Esc chọn phòng").keys("12<CR>");
    d.expect("Đối chiếu lại sổ");
}

#[test]
fn a_digit_on_a_knock_out_laid_by_hand_does_not_take_it_and_its_reason_away() {
    let mut d = Driver::demo();
    let room = "<Esc>6<Down><Down><Down><Down><Down>";
    d.keys(room).keys("<F6>1<CR><CR>Kết luận thanh tra<CR>").expect("√ ");
    let laid = d.store().digest().unwrap();
    d.keys("<F6>1").expect("không xếp Xuất sắc").expect("đã ghi; chọn để gỡ");
    assert_eq!(d.store().digest().unwrap(), laid, "the digit moves");
    d.keys("<Esc>");
    assert_eq!(d.store().digest().unwrap(), laid);
    // Enter takes it
    d.keys("<F6>1<CR>").expect("√ ");
    assert_ne!(d.store().digest().unwrap(), laid);
    // where nothing is written by hand a digit chooses at once again
    d.keys("<F6>").expect("Số hoặc Enter chọn").keys("1").expect("Enter ghi");
}
