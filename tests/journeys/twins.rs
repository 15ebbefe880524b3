//! Two programs on one file: what the other wrote is seen at the next key, and what both changed stands side by side.
use super::command;
use crate::common::Driver;

/// Two programs on an empty register, wide enough to read both versions.
fn two() -> (Driver, Driver) {
    let one = Driver::new_register().size(120, 40);
    let two = one.beside().size(120, 40);
    (one, two)
}

#[test]
fn what_the_other_wrote_is_seen_at_the_next_key() {
    let (mut a, mut b) = two();
    b.keys("3").expect_not("Đợt một");
    a.keys("3<C-n>Đợt một<C-s>").expect("√ Đã");
    b.keys("<Down>").expect("Đợt một").expect("Sổ vừa được sửa ở cửa sổ");
    b.keys("<Down>").expect_not("cửa sổ khác");
    // its own writes are no news
    a.keys("<Down>").expect_not("cửa sổ khác");
}

#[test]
fn what_both_changed_stands_side_by_side_and_is_chosen_line_by_line() {
    let (mut a, mut b) = two();
    a.keys("3<C-n>Đợt một<C-s>").expect("√ Đã");
    a.keys("<CR><End> của A<Tab><Tab>1/4");
    b.keys("3<Down><CR><End> của B<Tab><Tab>2/4<Tab>30/6<C-s>").expect("√ Đã");
    a.keys("<C-s>").expect("Vừa được sửa ở cửa sổ").expect("Đợt một của B").expect("Đợt một của A");
    a.expect("02/04/2021").expect("30/06/2021");
    // mine the name, theirs the days
    a.keys("<Down><Left>")
        .keys("<CR>")
        .expect("Đã nhận lựa chọn")
        .expect("Đợt một của A")
        .expect("02/04/2021");
    a.expect("30/06/2021").keys("<C-s>").expect("√ Đã").expect("Đợt một của A");
    b.keys("<Up>").expect("Đợt một của A").expect("02/04");
    assert!(a.store().check().unwrap().damaged.is_empty());
}

#[test]
fn what_is_taken_as_the_other_left_it_is_said_so_and_written_by_nobody_again() {
    let (mut a, mut b) = two();
    a.keys("3<C-n>Đợt một<C-s>").expect("√ Đã").keys("<CR><End> của A");
    b.keys("3<Down><CR><End> của B<C-s>").expect("√ Đã");
    a.keys("<C-s>").expect("Vừa được sửa ở cửa sổ").keys("<C-Left><CR>");
    a.expect("Đã lấy bản đã lưu trong sổ").expect("Đợt một của B").expect_not("giống nhau");
    let before = a.store().digest().unwrap();
    a.keys("<C-s>").expect("Không có gì thay đổi").expect_not("√ Đã");
    assert_eq!(a.store().digest().unwrap(), before);
}

#[test]
fn an_unchanged_form_writes_no_act() {
    let mut d = Driver::demo();
    let before = d.store().digest().unwrap();
    for form in
        ["2<CR>", "2<Tab><CR><F2>", "3<Down><CR>", "3<CR>", "9<F2>", "7<CR>", "8<F2>", "2<Tab><Tab><F2>"]
    {
        d.keys(form)
            .expect("lưu")
            .keys("<C-s>")
            .expect("Không có gì thay đổi, không ghi gì vào sổ")
            .keys("<Esc>");
        d.keys("<Esc>").keys("1");
    }
    assert_eq!(d.store().digest().unwrap(), before);
}

#[test]
fn rows_of_a_decision_are_compared_one_by_one() {
    let (mut a, mut b) = two();
    a.keys("2<C-n>1450/QĐ-CAT<Tab>12/5<C-n>Nguyễn Văn Ấn<Tab><Tab>px03<CR>Trần Thị Hạnh<Tab><Tab>px05<C-s>");
    a.expect("√ Đã ghi quyết định");
    a.keys("<CR><C-n><Tab><Tab>Đội phó").expect("[Đội phó");
    b.keys("2<CR><C-n><Down><Tab><Tab>Đội trưởng<CR>Lê Văn Ba<Tab><Tab>pv01<C-s>").expect("√ Đã");
    a.keys("<C-s>").expect("Vừa được sửa ở cửa sổ");
    a.expect("Đội phó")
        .expect("Lê Văn")
        .keys("<Down>")
        .expect("Đội trưởng")
        .keys("<CR><C-s>")
        .expect("√ Đã sửa quyết định");
    a.keys("<CR>").expect("Đội phó").expect("Đội trưởng").expect("Lê Văn Ba").expect("3 cá nhân");
    assert!(a.store().check().unwrap().damaged.is_empty());
}

#[test]
fn a_record_taken_out_meanwhile_is_written_anew_or_given_up() {
    let (mut a, mut b) = two();
    a.keys("3<C-n>Đợt một<C-s>").expect("√ Đã").keys("<CR><End> sửa");
    b.keys("3<Down><Del>").expect("√ Đã");
    a.keys("<C-s>").expect("đã bị gỡ ở cửa sổ").keys("<CR><C-s>").expect("√ Đã").expect("Đợt một sửa");
    b.keys("<Up>").expect("Đợt một sửa");
}

#[test]
fn report_texts_and_scores_are_not_gone_over() {
    let (mut a, mut b) = two();
    a.keys("8<F2>Tình hình của A");
    b.keys("8<F2>Tình hình của B<C-s>").expect("√ Đã");
    a.keys("<C-s>").expect("Vừa được sửa ở cửa sổ").expect("Tình hình của B").keys("<Left><CR>");
    a.expect("Đã lấy bản đã lưu trong sổ").keys("<Esc>");
    a.keys("<M-4>12,5");
    b.keys("<M-4>20<CR>").expect("√ Đã chấm");
    a.keys("<CR>").expect("Tiêu chí I.1").expect("20").expect("12,5").keys("<CR><CR>").expect("√ Đã chấm");
    b.keys("<Down>").expect("12,50");
}

#[test]
fn undo_of_the_others_act_says_whose_it_was() {
    let (mut a, mut b) = two();
    a.keys("3<C-n>Đợt một<C-s>").expect("√ Đã");
    b.keys("3").keys("<C-z>").expect("√ Đã hoàn tác").expect("Việc #2 của Nguyễn Thị Ấn, ghi ở cửa sổ khác");
}

#[test]
fn drafts_of_a_program_that_runs_are_its_own() {
    let mut a = Driver::new_register();
    a.keys("3<C-n>Đợt một").rest();
    let mut b = a.beside();
    b.expect_not("bản nháp").keys("3<C-n>Đợt hai").rest();
    assert_eq!(a.store().drafts().unwrap().0.len(), 2, "the same form in two programs");
    b.keys("<C-s>").expect("√ Đã");
    assert_eq!(a.store().drafts().unwrap().0.len(), 1);
    a.keys("<C-s>").expect("Đợt một");
    assert!(a.store().drafts().unwrap().0.is_empty());
}

#[test]
fn a_lost_draft_of_a_record_changed_meanwhile_is_compared() {
    let mut a = Driver::new_register().size(120, 40);
    a.keys("3<C-n>Đợt một<C-s>").expect("√ Đã").keys("<CR><End> nháp").rest();
    let mut b = a.beside().size(120, 40);
    b.keys("3<Down><CR><End> mới<C-s>").expect("√ Đã");
    let mut a = a.restart();
    a.keys("<F5><CR>").expect("Vừa được sửa ở cửa sổ").expect("Đợt một nháp").expect("Đợt một mới");
    a.keys("<CR><C-s>").expect("√ Đã").expect("Đợt một nháp");
    command(&mut a, "bản nháp");
    a.expect("Không còn bản nháp nào");
}
