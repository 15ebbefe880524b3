//! Find by keys: from any room, over all periods, without accents; it goes where the row lies and disturbs no form.
use crate::common::Driver;

#[test]
fn a_row_of_another_period_is_opened_there() {
    let mut d = Driver::demo();
    d.keys("<C-f>").expect("Gõ vài chữ, không cần dấu");
    d.keys("nguyen hoai nam").expect("Cá nhân").expect("18/12/2020");
    d.keys("<Esc>").expect_not("Được khen");
    // the words are still there, selected: typing begins anew, ↓ goes on
    d.keys("<C-f>").expect("[nguyen hoai nam");
    d.keys("<PageDown><Up>").expect("►Được khen  18/12/2020");
    d.keys("<CR>").expect("‹ Quý IV/2020 ›").expect("Quyết định khen thưởng, chỉ xem").expect("1843/QĐ-CAT");
    d.keys("<Esc><C-f>").expect("►Được khen  18/12/2020").keys("x").expect("[x ").expect_not("nguyen hoai");
}

#[test]
fn every_spelling_finds_the_same() {
    let mut d = Driver::demo();
    let mut seen = Vec::new();
    for typed in
        ["nguyễn thị đào", "nguyen thi dao", "NGUYEN THI DAO", "nguye\u{302}\u{303}n thi\u{323} đa\u{300}o"]
    {
        d.keys("<C-f>").keys(typed).expect("Nguyễn Thị Đào");
        let rows: Vec<String> = d.screen().lines().skip(7).take(9).map(str::to_owned).collect();
        seen.push(rows);
        d.keys("<Esc>");
    }
    assert!(seen.iter().all(|rows| *rows == seen[0]), "{seen:#?}");
    // as an input method sends it, a letter and its correction in one read
    d.keys("<C-f>").batch("d").batch("<BS>đ").batch("a").batch("<BS>à").batch("o").expect("Nguyễn Thị Đào");
}

#[test]
fn enter_typed_ahead_waits_for_its_answer() {
    let mut d = Driver::demo();
    d.batch("<C-f>1764<CR>").expect("Sửa quyết định khen thưởng").expect("1764/QĐ-CAT");
}

#[test]
fn filters_are_a_tab_away_and_say_what_they_keep() {
    let mut d = Driver::demo();
    d.keys("<C-f>nguyen<Tab>").expect("►mọi đơn vị").keys("cong tac<CR>").expect(" PX03  mọi kỳ");
    d.expect("Nguyễn Hoài Nam").expect_not("PV05");
    d.keys("<Tab><Tab>iv/2020<CR>")
        .expect("PX03  Quý IV/2020")
        .expect("18/12/2020")
        .expect_not("/2021  PX03");
    d.keys(" zzz")
        .expect("Không có mục nào khớp “nguyen zzz”.")
        .expect("Đang lọc: PX03, Quý IV/2020. Bỏ lọc: F4.");
    d.keys("<BS><BS><BS><BS><F4>").expect("mọi đơn vị  mọi kỳ").expect("PV05");
    d.keys("<S-Tab>huy").expect("►đã hủy").keys("<CR>").expect("Không có mục nào khớp").keys("<Tab><Esc>");
    d.keys("<Esc>").expect("1 Tổng quan").expect_not("đã hủy");
    // only filters: everything of a unit, newest first
    d.keys("<C-f><F4><C-a><Del><Tab>px03<CR>").expect("18/06/2021  PX03");
}

#[test]
fn a_form_under_it_stays_untouched() {
    let mut d = Driver::demo();
    d.keys("2<C-n>1790/QĐ-CAT<Tab>20/6");
    let before = d.screen();
    d.keys("<C-f>hoai nam ").paste("nguyen").expect("[hoai nam nguyen").keys("<Esc>");
    assert_eq!(d.screen(), before);
    d.keys("<C-f><Down><Down><Down><CR>").expect("Đang nhập dở: lưu (Ctrl+S) hoặc rời biểu mẫu (Esc) trước");
    d.expect("1790/QĐ-CAT").expect("‹ Quý II/2021 ›");
}

#[test]
fn a_unit_is_found_and_its_page_opened() {
    let mut d = Driver::demo();
    d.keys("<C-f>tham muu").expect("►Đơn vị").keys("<CR>").expect("9 Đơn vị").expect("PV01 Phòng Tham mưu");
    d.expect("Xếp hạng, xếp loại qua các kỳ");
    // over all periods: awards, numbers without names, achievements, and what every period made of it
    d.keys("1<C-f>tham muu<F3>").expect("PV01 Phòng Tham mưu").expect("Từ ").expect("lượt tập thể");
    d.expect("Quý II/2021 · hạng 1 · 964,75 điểm · 96,48% · kỳ chưa khóa sổ").expect("Xuất sắc");
    d.keys("<End>").expect("►").expect("2019").keys("<Home>").expect("30/06/2021");
    // a row leads into its period, a name to the page of its person
    d.keys("<Esc><Esc>9").keys("<F3>").expect("F3 trang của người").keys("<End><CR>").expect("Quý III/2019");
    d.keys("<C-f>vu khi<Down><F3>").expect("PV05 Phòng Xây dựng phong trào");
}

#[test]
fn what_is_written_is_found_at_once_and_what_is_undone_is_not() {
    let mut d = Driver::new_register();
    d.keys("<C-f>duoi nuoc").expect("Không có mục nào khớp “duoi nuoc”.").keys("<Esc>");
    d.keys("2<Tab><C-n>2/6<Tab><Tab>pv01<Tab><Tab>Cứu người bị đuối nước<C-s>");
    d.keys("<C-f>").expect("►Thành tích  02/06/2021").keys("<Esc><C-z><C-f>").expect("Không có mục nào khớp");
}

#[test]
fn slash_filters_the_list_of_the_room() {
    let mut d = Driver::demo();
    d.keys("2/1764").expect("1764/QĐ-CAT").expect_not("1450/QĐ-CAT").expect_not("mọi đơn vị");
}

#[test]
fn a_person_has_a_page_over_all_periods() {
    let mut d = Driver::demo();
    d.keys("<C-f>nguyen hoai nam<CR>").expect("Thượng úy Nguyễn Hoài Nam").expect("4 lượt khen");
    d.expect("28/05/2021").expect("25/02/2021").expect("18/12/2020").expect("17/09/2020");
    // back to where it was looked up, and from a commendation's row to the same page
    d.keys("<Esc>").expect("[nguyen hoai nam").keys("<Down><F3>").expect("F3 trang đơn vị");
    d.keys("<End><CR>").expect("‹ Quý III/2020 ›").expect("05/09/2020");
    d.keys("<Esc>").expect("F3 trang đơn vị").keys("<Esc>").expect("[nguyen hoai nam");
    d.keys("<Up><CR><F3>").expect("PX03 Phòng Công tác đảng").expect("F3 trang của người");
}
