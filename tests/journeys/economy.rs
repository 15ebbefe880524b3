//! What an errand costs in keys that are no character of a value: from an empty register to the first award at most
//! 40, each further named recipient at most 12.
use super::weight;
use crate::common::Driver;

/// The way from the overview of an empty register to a decision with one named recipient, as the screen teaches it.
const FIRST: &str = "<C-g><C-n>1450/QĐ-CAT<Tab>12/5<Tab><Tab>gương<Tab>Cứu người bị đuối nước<C-n>\
                     Thiếu tá Nguyễn Văn Ấn<Tab>Cán bộ<Tab>px03<C-s>";
/// One more, with a post and another unit.
const NEXT: &str = "<CR>Đại úy Trần Văn Hạnh<Tab>Phó đội trưởng<Tab>px05";
/// A collective among persons.
const COLLECTIVE: &str = "<CR><Left>TT<Tab>Đội Tham mưu tổng hợp<Tab><Tab>pv01";

#[test]
fn few_keys_that_are_no_text() {
    let mut d = Driver::new_register();
    d.keys(FIRST).expect("√ Đã ghi quyết định 1450/QĐ-CAT").expect("1 mục");
    assert!(weight(FIRST) <= 12, "{}", weight(FIRST));
    d.keys("<CR><C-n>").expect("Thiếu tá Nguyễn Văn Ấn");
    d.keys(NEXT).keys(COLLECTIVE).keys("<C-s>").expect("√ Đã sửa quyết định");
    d.keys("<CR>").expect("1 tập thể, 2 cá nhân").expect("Đội Tham mưu tổng hợp").expect("Phó đội trưởng");
    for keys in [NEXT, COLLECTIVE] {
        assert!(weight(keys) <= 5, "{keys}: {}", weight(keys));
    }
}

#[test]
fn from_a_bare_machine_to_the_first_award() {
    // the whole set-up too, where every question is answered by typing or by what stands ready
    let setup = "<CR><CR><CR>Cụm thi đua số 4<CR>Công an tỉnh Hồng Lam<CR><CR>\
                 Phòng Tham mưu (PV01)<CR>PX03 Phòng Công tác đảng<CR>PX05 Phòng Thanh tra<C-s>\
                 <CR><CR><CR><CR><CR><CR><CR>";
    let mut d = Driver::first_run();
    d.keys(setup).expect("1 Tổng quan").keys(FIRST).expect("√ Đã ghi quyết định 1450/QĐ-CAT");
    assert!(weight(setup) + weight(FIRST) <= 40, "{}", weight(setup) + weight(FIRST));
}

#[test]
fn a_room_is_found_by_its_name() {
    let mut d = Driver::new_register();
    for (typed, room) in
        [("xep loai", "6 Xếp loại"), ("thiet lap", "0 Thiết lập"), ("tong quan", "1 Tổng quan")]
    {
        d.keys("<C-k>").keys(typed).keys("<CR>").expect(room);
    }
}

#[test]
fn the_weight_counts_chords_and_named_keys() {
    assert_eq!(weight("Ab ế<CR><C-n><S-Tab><M-1><lt>"), 4);
}

/// What README counts: keys that are no character of a value, from the room where the errand is done.
#[test]
fn three_errands_cost_what_the_readme_says() {
    // a decision with three recipients of three units
    let three = "<C-n>1450/QĐ-CAT<Tab>12/5<C-n>Thiếu tá Nguyễn Văn Ấn<Tab>Cán bộ<Tab>px03\
                 <CR>Đại úy Trần Văn Hạnh<Tab>Phó đội trưởng<Tab>px05<CR>Đại úy Lê Thị An<Tab>Cán bộ<Tab>pv01<C-s>";
    let mut d = Driver::new_register();
    d.keys("2").keys(three).expect("√ Đã ghi quyết định 1450/QĐ-CAT").expect("3 cá nhân");
    assert_eq!(weight(three), 12);
    // a number without names, of the whole cluster
    let count = "<C-k>ghi số lượng<CR>1500/QĐ-CAT<Tab>20/5<C-n>7<C-s>";
    d.keys(count).expect("√ Đã ghi quyết định 1500/QĐ-CAT");
    assert_eq!(weight(count), 5);
    // a score sheet: a value and Enter for each criterion
    let mut d = Driver::new_register();
    let sheet = "100<CR>".repeat(2);
    d.keys("4").keys(&sheet);
    assert_eq!(weight(&sheet), 2);
}
