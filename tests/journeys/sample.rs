//! A newcomer finishes the sample: what the screen proposes, until the quarter is approved.
use crate::common::Driver;

#[test]
fn the_next_step_leads_from_the_sample_to_the_approval() {
    let mut d = Driver::demo();
    d.expect("SỐ LIỆU MẪU").expect("→ Tiếp theo: Chốt đề nghị xếp loại").expect("Ctrl+G đến đó");
    // each step asks its question; Esc leaves it, and nothing is written
    let digest = d.store().digest().unwrap();
    d.keys("<C-g>").expect("6 Xếp loại").expect("► Chưa chốt").keys("<Esc>").expect("Ctrl+G");
    d.keys("<C-g><CR>").expect("trình hội nghị");
    assert_eq!(d.store().digest().unwrap(), digest);
    d.keys("<C-g><Up><CR>").expect("chờ duyệt").expect("√ Đã chốt đề nghị Quý II/2021");
    d.keys("<C-g>").expect("► Chưa khóa").keys("<Up><CR>").expect("đã khóa");
    d.keys("<C-g>").expect("Ghi văn bản duyệt · Quý II/2021");
    d.keys("2140/QĐ-CAT<Tab>5/8<C-s>").expect("► Xem lại").keys("<Up><CR>").expect("đã duyệt");
    d.keys("<C-g>")
        .expect("Việc tiếp theo: In văn bản kết quả, rồi mở Quý III/2021")
        .expect("Văn bản Quý II/2021");
    // once the next one is open, nothing is left here
    d.keys("<M-1>").expect("còn 1").keys("<F6>").expect("Quý III/2021").keys("<C-Left>").expect("còn 0");
    assert!(d.store().check().unwrap().damaged.is_empty());
}

#[test]
fn a_step_that_is_done_only_shows_its_place() {
    let mut d = Driver::demo();
    d.keys("<Up>")
        .expect("►√ Cụm đề nghị xếp loại")
        .keys("<CR>")
        .expect("6 Xếp loại")
        .expect_not("Chưa chốt");
    d.keys("<M-1><Up><Up><Up><Up>").expect("►▲ 2 mục khen ghi cho toàn cụm").keys("<CR>");
    d.expect("[Khen thưởng]").expect("toàn cụm");
}
