//! Undo and redo by Ctrl+Z and Ctrl+Y, also after a restart, back to the last barrier and no further.
use super::command;
use crate::common::Driver;

#[test]
fn acts_come_back_after_a_restart() {
    let mut d = Driver::new_register();
    let empty = d.store().digest().unwrap();
    d.keys("2<C-n>1450/QĐ-CAT<Tab>12/5<Tab><Tab>gương<C-n>Nguyễn Văn Ấn<Tab><Tab>px03<C-s>");
    let one = d.store().digest().unwrap();
    d.keys("<C-n>1460/QĐ-CAT<Tab>13/5<C-n>Trần Văn Hạnh<Tab><Tab>px05<C-s>").expect("2 mục");
    let two = d.store().digest().unwrap();
    let mut d = d.restart();
    d.keys("2<C-z>").expect("√ Đã hoàn tác: đã ghi quyết định 1460/QĐ-CAT").expect("1 mục");
    assert_eq!(d.store().digest().unwrap(), one);
    d.keys("<C-z>").expect("√ Đã hoàn tác: đã ghi quyết định 1450/QĐ-CAT").expect("chưa có khen thưởng nào");
    assert_eq!(d.store().digest().unwrap(), empty);
    d.keys("<C-z>").expect("▲ Hoàn tác dừng ở đây: việc lập sổ");
    let mut d = d.restart();
    d.keys("2<C-y>").expect("√ Đã làm lại: đã ghi quyết định 1450/QĐ-CAT").keys("<C-y>").expect("2 mục");
    assert_eq!(d.store().digest().unwrap(), two);
    d.keys("<C-y>").expect("▲ Không có gì để làm lại");
    assert!(d.store().check().unwrap().damaged.is_empty());
}

#[test]
fn a_form_undoes_its_own_text_only() {
    let mut d = Driver::new_register();
    d.keys("2<C-n>1450/QĐ-CAT<Tab>12/5<C-n>Nguyễn Văn Ấn<Tab><Tab>px03<C-s>");
    let digest = d.store().digest().unwrap();
    d.keys("<C-n><C-z><C-z><C-z>").expect("Ghi quyết định khen thưởng");
    d.keys("999<C-z><C-z><C-z><C-z><Tab><C-z>").expect("Ghi quyết định khen thưởng");
    assert_eq!(d.store().digest().unwrap(), digest);
}

#[test]
fn a_lock_is_a_barrier() {
    let mut d = Driver::demo();
    d.keys("<M-6>");
    command(&mut d, "chốt đề nghị");
    d.keys("<C-z>").expect("√ Đã hoàn tác").expect("trình hội nghị").keys("<C-y>").expect("chờ duyệt");
    command(&mut d, "khóa sổ");
    d.keys("<Up><CR>").expect("đã khóa");
    let locked = d.store().digest().unwrap();
    d.keys("<C-z>").expect("▲ Hoàn tác dừng ở đây: khóa sổ (Quý II/2021) không hoàn tác được");
    let mut d = d.restart();
    d.keys("<C-z>").expect("▲ Hoàn tác dừng ở đây: khóa sổ (Quý II/2021)");
    assert_eq!(d.store().digest().unwrap(), locked);
    // the way on is to reopen, which is said where somebody would edit
    d.keys("<M-2><C-n>").expect("Quý II/2021 đã khóa. Mở lại sổ: Ctrl+K");
    d.keys("<M-6>");
    command(&mut d, "mở lại sổ");
    d.keys("Ghi sót một quyết định<CR>").expect("trình hội nghị");
}
