//! What happens to a decision afterwards, by keys: cancelled, split, come late.
use super::command;
use crate::common::Driver;

#[test]
fn a_cancelled_award_stays_in_sight_and_out_of_the_figures() {
    let mut d = Driver::new_register().size(120, 40);
    d.keys("2<C-n>9/QĐ-CAT<Tab>12/5<Tab><Tab>gương<C-n>Nguyễn Văn Ấn<Tab><Tab>px03");
    d.keys("<CR>Trần Văn Hạnh<Tab><Tab>px05<C-s>").expect("2 cá nhân");
    command(&mut d, "hủy khen thưởng");
    d.expect("Hủy khen thưởng theo quyết định: QĐ 9/QĐ-CAT").expect("Tất cả 2 mục của quyết định");
    d.keys("<C-s>").expect("Số QĐ hủy");
    d.keys("<Esc>").expect("QĐ 9/QĐ-CAT");
    command(&mut d, "hủy khen thưởng");
    d.keys("ấn<Tab>15/QĐ-CAT<Tab>1/6<Tab>Khai sai thành tích<C-s>").expect("√ Đã ghi hủy khen thưởng");
    d.expect("đã hủy theo 15/QĐ-CAT, 01/06/2021").expect("1 cá nhân");
    d.keys("<C-z>").expect("√ Đã hoàn tác").expect("2 cá nhân");
}

#[test]
fn a_number_of_the_whole_cluster_is_split_in_one_act() {
    let mut d = Driver::demo().size(120, 40);
    d.keys("<M-2><End>");
    command(&mut d, "tách số liệu");
    d.expect("Tách con số nào?").expect("theo đơn vị").expect("theo cấp khen");
    d.keys("<CR>").expect("Tách Số tập thể: 2").expect("Đã tách 0/2, còn 2 để lại như cũ");
    d.keys("1<CR>2<CR>")
        .expect("Vượt 1: ghi lý do")
        .keys("<C-s>")
        .expect("Các phần cộng lại 3, nhiều hơn 2 là 1");
    d.keys("<Esc>").expect("chưa lưu");
    d.keys("<Esc><Tab><Up>1<CR><C-s>").expect("√ Đã tách số liệu: Số tập thể: 2");
    d.keys("<C-z>").expect("√ Đã hoàn tác");
}

#[test]
fn a_paper_that_comes_after_the_lock_is_asked_about_and_printed_next() {
    let mut d = Driver::demo().size(120, 40);
    d.keys("<M-6>");
    command(&mut d, "chốt đề nghị");
    command(&mut d, "khóa sổ");
    d.keys("<Up><CR>").expect("đã khóa");
    d.keys("<M-2><F8><Up><CR>").expect("Quý III/2021");
    let entry = "<C-n>2222/QĐ-CAT<Tab>20/6<Tab><Tab>gương<C-n>Lê Thị Bưởi<Tab><Tab>px03<C-s>";
    d.keys(entry).expect("Ghi bổ sung vào kỳ đã khóa?").keys("<Esc>").expect("Lê Thị Bưởi");
    d.keys("<C-s>").expect("Ghi bổ sung").keys("<Up><CR>").expect("√ Đã ghi quyết định 2222/QĐ-CAT");
    // beside the locked figures of its own quarter, and in the next report
    d.keys("<M-1>").expect("Bổ sung Quý II/2021");
    d.keys("<lt>").expect("Quý II/2021").expect("Bổ sung sau khóa sổ");
    d.keys("<M-8>").expect_not("Lê Thị Bưởi");
}

#[test]
fn a_discipline_is_written_down_at_its_unit() {
    let mut d = Driver::new_register().size(120, 40);
    d.keys("<M-9><F4>").expect("Kỷ luật, thanh tra, khiếu nại: ").expect("Chưa ghi việc nào");
    d.keys("<C-n>Nguyễn Văn Ấn<Tab><Tab><Tab>1/5/2021<Tab><Tab><C-s>").expect("Nội dung");
    d.keys("QĐ 77: khiển trách<C-s>").expect("√ Đã ghi kỷ luật, thanh tra, khiếu nại: Nguyễn Văn Ấn");
    d.expect("01/05/2021").expect("chưa kết thúc").expect("QĐ 77: khiển trách");
    d.keys("<F2><Tab><Tab><Tab><Tab>30/6/2021<C-s>").expect("30/06/2021");
    d.keys("<Del>").expect("Đã xóa việc").expect("Chưa ghi việc nào").keys("<C-z>").expect("30/06/2021");
    d.keys("<C-n>").keys("<Esc>").keys("<Esc>").keys("<Esc>").expect("Đơn vị của cụm");
}
