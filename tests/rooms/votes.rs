//! Room 6: ties voted on, knock-outs laid and lifted, what a level rests on, what moved after it was submitted; by keys.
use super::classification::{command, mark, quarter, room_of};
use crate::common::Driver;
use tempfile::TempDir;
use thidua::core::quarter::State;
use thidua::core::standing::rank;

/// PV01 first, PX01 and PX03 equal on rank 2, where the quota (25% of 8) has one place left.
fn tied() -> (TempDir, Driver) {
    let points = [962, 951, 951, 866, 826, 774, 700].map(Some);
    let mut all = [None; 8];
    all[..7].copy_from_slice(&points);
    room_of(Some(all))
}

fn ranks(d: &Driver) -> Vec<Option<u32>> {
    let facts = quarter(d.store());
    let standings = rank(&facts);
    facts.units.iter().take(4).map(|u| standings.row(u.id).unwrap().rank).collect()
}

#[test]
fn a_tie_that_the_quota_cuts_is_voted_on_from_its_row() {
    let (_folder, mut d) = tied();
    assert_eq!(ranks(&d), [Some(1), Some(2), Some(2), Some(4)]);
    d.resize(120, 40).keys("<Down>").expect("cần biểu quyết: F4");
    // the form has the units of the tie; a count that cannot be is refused at its place
    d.keys("<F4>").expect("Ghi biểu quyết thứ tự đồng hạng · Quý II/2021").expect("PX01 Tổ chức cán bộ");
    d.expect("PX03 Công tác đảng");
    d.keys("<Tab>8<Tab>9<Tab><Tab><Tab><Tab>8<CR>2<C-s>").expect("Thu về 9 phiếu mà chỉ phát ra 8");
    d.keys("<BS>8<Tab>7<C-s>").expect("Dòng 1, PX01: 8 phiếu thuận mà chỉ có 7 phiếu");
    d.keys("5<C-s>").expect("Đã ghi biểu quyết: Đồng hạng PX01, PX03");
    assert_eq!(ranks(&d), [Some(1), Some(2), Some(3), Some(4)]);
    // and is said with its base, wherever the rank stands
    d.expect("Hạng theo biểu quyết: 5/8 (62,5%) trên tổng số đơn vị").expect_not("cần biểu quyết");
    let screen = d.screen();
    let first = screen.lines().find(|l| l.contains("PX01 Tổ chức")).unwrap();
    assert!(first.starts_with("►   2 ") && first.contains("95,10  Xuất sắc"), "{screen}");
    d.keys("<F4>").expect("Biểu quyết · Quý II/2021").expect("PX01 5/8 (62,5%), PX03 2/8 (25%)");
    d.expect("thứ hạng theo biểu quyết này");
    d.keys("<Del>").expect("Đã xóa biểu quyết").expect("Chưa ghi lần biểu quyết nào");
    assert_eq!(ranks(&d), [Some(1), Some(2), Some(2), Some(4)]);
    d.keys("<C-z>").expect("PX01 5/8 (62,5%)").keys("<Esc>").expect("Cụm đề nghị");
    assert_eq!(ranks(&d), [Some(1), Some(2), Some(3), Some(4)]);
}

#[test]
fn a_vote_that_leaves_a_unit_of_the_tie_out_says_that_it_orders_nobody() {
    let mut all = [Some(700); 8];
    all[..3].copy_from_slice(&[Some(951); 3]);
    let (_folder, mut d) = room_of(Some(all));
    d.resize(120, 40).keys("<Home><F4>").expect("PX03 Công tác đảng");
    d.keys("<Tab><Tab><Tab><Tab><Tab><Tab>4<CR>3<CR>").keys("<C-Del>").keys("<C-s>");
    d.expect("Đã ghi biểu quyết: Đồng hạng PV01, PX01").keys("<F4>");
    d.expect("chưa nêu PX03 cùng hạng nên chưa xếp được thứ tự");
    assert_eq!(ranks(&d)[..3], [Some(1), Some(1), Some(1)]);
}

#[test]
fn levels_are_voted_on_and_the_share_stands_with_the_unit() {
    let (_folder, mut d) = tied();
    d.resize(120, 40).keys("<Home><F4>").expect("Chưa ghi lần biểu quyết nào trong kỳ");
    d.keys("<C-n>").expect("Biểu quyết việc gì?").keys("<Down><CR>");
    d.expect("Ghi biểu quyết mức xếp loại · Quý II/2021");
    d.keys("<Tab><Tab><Tab><Tab><Tab><Tab>PV01<Tab>Xuất<Tab>8<CR>");
    d.keys("Xuất<Tab>7<C-s>").expect("PV01 đã có ở trên với mức này");
    d.keys("<C-Del><C-s>").expect("Đã ghi biểu quyết: Xếp mức PV01");
    d.keys("<Esc>").expect("Biểu quyết mức Xuất sắc: 8/8 (100%) trên tổng số đơn vị");
}

#[test]
fn a_knockout_is_laid_by_hand_lifted_and_taken_back_and_frees_its_place() {
    let (_folder, mut d) = room_of(Some([962, 951, 942, 866, 826, 774, 700, 600].map(Some)));
    d.resize(120, 40).keys("<Home><F6>").expect("Khống chế · PV01 Tham mưu");
    d.keys("<Down><Down><CR>").expect("Ghi khống chế: Minh chứng không trung thực: hạ một mức.");
    d.keys("<CR>").expect("Khống chế · PV01").keys("khai khống số liệu<CR>");
    d.expect("√ Đã ghi khống chế: PV01");
    let screen = d.screen();
    let row = |tag: &str| screen.lines().find(|l| l.contains(tag)).unwrap().to_owned();
    assert!(row("PV01 ").contains("96,20  Tốt") && row("PX03 ").contains("94,20  Xuất sắc"), "{screen}");
    assert!(row("PV01 ").contains("khống chế: Minh chứng không trung"), "{screen}");
    d.keys("<Down><Up>").expect("khống chế: Minh chứng không trung thực: hạ một mức (khai khống số");
    d.keys("<F6><Down><Down>").expect("đã ghi; chọn để gỡ").keys("<CR>").expect("√ Đã gỡ phần ghi tay");
    assert!(quarter(d.store()).knocked.is_empty());
    d.keys("<C-z>");
    assert_eq!(quarter(d.store()).knocked.len(), 1);
}

#[test]
fn a_leaders_discipline_strikes_and_is_two_keys_from_the_level() {
    let (_folder, mut d) = tied();
    d.resize(120, 40).keys(
        "<M-9><Home><F4><C-n>Nguyễn Văn Ấn<Tab><Right><Tab><Tab>1/5/2021<Tab><Tab>QĐ 77: khiển trách<C-s>",
    );
    d.expect("Nguyễn Văn Ấn (lãnh đạo)").keys("<Esc><M-6><Home>");
    d.expect("khống chế: Lãnh đạo đơn vị bị kỷ luật: không quá Khá (Nguyễn Văn Ấn)");
    let screen = d.screen();
    assert!(screen.lines().any(|l| l.contains("PV01 Tham mưu") && l.contains("96,20  Khá")), "{screen}");
    d.keys("<F3>").expect("Căn cứ của mức · PV01 Tham mưu").expect("Điểm: từng tiêu chí và nguồn");
    d.keys("<Down><CR>").expect("Kỷ luật, thanh tra, khiếu nại: PV01").expect("QĐ 77: khiển trách");
    // lifted with a reason, the level comes back, and the discipline is still said
    d.keys("<Esc><M-6><Home><F6><CR>").expect("Gỡ khống chế: Lãnh đạo đơn vị bị kỷ luật");
    d.expect("Căn cứ trong sổ: Nguyễn Văn Ấn.").keys("đã được xóa kỷ luật<CR>").expect("√ Đã gỡ khống chế");
    d.expect("Kỷ luật: Nguyễn Văn Ấn, lãnh đạo đơn vị (QĐ 77: khiển trách)");
    let screen = d.screen();
    assert!(screen.lines().any(|l| l.contains("PV01 Tham mưu") && l.contains("96,20  Xuất sắc")), "{screen}");
}

#[test]
fn a_leader_without_a_name_is_refused_at_the_name() {
    let (_folder, mut d) = tied();
    d.resize(120, 40).keys("<M-9><Home><F4><C-n><Tab><Right><Tab><Tab><Tab><Tab>khiển trách<C-s>");
    d.expect("Lãnh đạo đơn vị thì phải ghi tên người");
}

#[test]
fn what_moved_after_it_was_submitted_is_said() {
    let (_folder, mut d) = room_of(Some([962, 951, 942, 866, 826, 774, 700, 600].map(Some)));
    command(&mut d, "lay theo du kien");
    command(&mut d, "chot de nghi");
    assert_eq!(quarter(d.store()).period.state, State::Waiting);
    d.resize(120, 40).expect_not("sau khi chốt");
    // a discipline found afterwards
    d.keys("<M-9><Home><F4><C-n>Trần Văn Bính<Tab><Tab><Tab>1/5/2021<Tab><Tab>cảnh cáo<C-s>")
        .expect("cảnh cáo");
    d.keys("<Esc><M-6><Home>");
    d.expect(
        "→ Điểm hoặc khống chế đã đổi sau khi chốt: dự kiến của PV01 nay là Tốt. Rút lại đề nghị để sửa",
    );
    d.expect("PV01: đã đổi sau khi chốt: dự kiến nay là Tốt");
    // and its level set keeps its names
    d.keys("<M-0>").keys("<Down><Down><Down><CR><CR>").expect("Bộ mức");
    d.keys(" x<C-s>").expect("Quý II/2021 đã chốt đề nghị theo bộ mức");
}

#[test]
fn ctrl_g_to_another_room_says_why() {
    let (_folder, mut d) = room_of(Some([962, 951, 942, 866, 826, 774, 700, 600].map(Some)));
    command(&mut d, "lay theo du kien");
    d.resize(120, 40).expect("Chốt đề nghị, chờ duyệt").keys("<C-g>").expect("Việc tiếp theo: ");
    assert_eq!(mark(&d, 0).0, "Xuất sắc");
}

#[test]
fn votes_stand_at_every_size() {
    let (_folder, mut d) = tied();
    d.keys("<Down><F4>");
    for (w, h) in [(60, 16), (80, 24), (100, 30), (120, 40), (20, 5)] {
        d.resize(w, h).keys("<Tab>");
    }
    d.resize(80, 24).keys("<Esc>");
    d.keys("<Home><F4>").expect("Chưa ghi lần biểu quyết nào");
    for (w, h) in [(60, 16), (80, 24), (120, 40), (20, 5)] {
        d.resize(w, h).keys("<Home>");
    }
}

#[test]
fn of_several_ties_each_can_be_voted_on_from_the_list() {
    let points = [962, 951, 951, 826, 826, 774, 700].map(Some);
    let mut all = [None; 8];
    all[..7].copy_from_slice(&points);
    let (_folder, mut d) = room_of(Some(all));
    d.resize(120, 40).keys("<Home><F4><C-n>").expect("Biểu quyết việc gì?").expect("PX01, PX03");
    d.expect("PX05, PX02")
        .keys("<Down><CR>")
        .expect("Ghi biểu quyết thứ tự đồng hạng")
        .expect("PX02 Đào tạo");
    d.keys("<Tab><Tab><Tab><Tab><Tab><Tab><Right>5<CR>3<C-s>")
        .expect("Đã ghi biểu quyết: Đồng hạng PX05, PX02");
    // the one that is voted on says so, the other is chosen
    d.keys("<C-n>").expect("►").expect("PX01, PX03").keys("<CR>").expect("PX03 Công tác đảng");
}

#[test]
fn in_a_locked_quarter_the_votes_offer_nothing() {
    let mut d = Driver::demo();
    d.keys("<C-Left><M-6><F4>").expect("Sổ của kỳ đã khóa").expect_not("Ctrl+N ghi");
}
