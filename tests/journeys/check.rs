//! The register looked through from inside the program: counted, stopped by Esc, found wrong and made anew.
use super::command;
use crate::common::Driver;
use rusqlite::Connection;
use thidua::app::Reply;
use thidua::core::problem::Problem;

#[test]
fn a_sound_register_says_so() {
    let mut d = Driver::demo().size(100, 30);
    command(&mut d, "kiem tra so");
    d.expect("√ Sổ tốt: ").expect("dòng dữ liệu");
    d.keys("<F9><C-k>check the<CR>").expect("√ The register is sound: ");
}

#[test]
fn a_running_check_is_counted_and_stopped_by_esc() {
    let mut d = Driver::demo().size(100, 30);
    d.hold_jobs();
    command(&mut d, "kiem tra so");
    d.expect_not("Đang kiểm tra sổ");
    d.reply(Reply::Progress(1_200, 4_800))
        .expect("Đang kiểm tra sổ")
        .expect("1.200/4.800 25%")
        .expect("Esc dừng");
    assert!(!d.stopped());
    d.keys("<Esc>").expect("đang dừng");
    assert!(d.stopped());
    d.reply(Reply::Checked(Err(Problem::new("problem.store_interrupted"))));
    d.expect("Đã dừng kiểm tra sổ, chưa xem hết").expect_not("Đang kiểm tra sổ");
}

#[test]
fn what_is_derived_is_made_anew_with_enter_and_a_row_edited_outside_stays_named() {
    let mut d = Driver::demo().size(100, 30);
    let sql = "DELETE FROM find; UPDATE decision SET note = 'x' WHERE n = 1";
    Connection::open(d.path()).unwrap().execute_batch(sql).unwrap();
    command(&mut d, "kiem tra so");
    d.expect("0 chỗ hỏng, 1 chỗ sửa ngoài chương trình, 1 chỗ cần lập lại");
    d.expect("decision #1").expect("Chỉ mục tìm kiếm lệch").expect("Enter lập lại");
    d.keys("<CR>").expect("√ Đã lập lại chỉ mục tìm kiếm và số tính sẵn");
    command(&mut d, "kiem tra so");
    d.expect("1 chỗ sửa ngoài chương trình, 0 chỗ cần lập lại").expect_not("Enter lập lại").keys("<CR>");
    d.expect_not("1 chỗ sửa ngoài");
    // by its own name too; what stands half typed comes first
    command(&mut d, "lap lai");
    d.expect("√ Đã lập lại");
    d.keys("<M-2><C-n>1450/QĐ-CAT<Esc>");
}
