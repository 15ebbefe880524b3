//! From a trial to an adjustment in force: what is tried is stored nowhere, what is prepared changes nothing, what is applied
//! is what was shown; the quarter as it was approved can still be read.
use crate::common::Driver;
use thidua::core::adjustment::Stage;
use thidua::core::ask::{Ask, Facts};
use thidua::core::change;
use thidua::core::period::PeriodKey;
use thidua::core::quarter::QuarterFacts;

const Q1: PeriodKey = PeriodKey { year: 2021, kind: thidua::core::period::PeriodKind::Quarter, ordinal: 1 };

fn facts(d: &Driver) -> QuarterFacts {
    match d.store().answer(&Ask::Quarter(Q1)).unwrap() {
        Facts::Quarter(facts) => (*facts).clone(),
        other => panic!("{other:?}"),
    }
}

fn version(d: &Driver, n: u32) -> QuarterFacts {
    match d.store().answer(&Ask::Version(Q1, n)).unwrap() {
        Facts::Version(Some(facts)) => (*facts).clone(),
        other => panic!("{other:?}"),
    }
}

/// The quarter that is approved, in room 5, with PX01 (second) at 100 of 200 in I.1.
fn tried(d: &mut Driver) {
    d.keys("<C-Left><Esc>5<F3>").expect("Nếu như").expect("▲ chỉ thử, không ghi vào sổ");
    d.keys("<Down><CR>").expect("PX01: thay đổi gì?").keys("<CR>").expect("PX01: tiêu chí nào?");
    d.keys("<CR>").expect("Đang là 190,75, tối đa 200").keys("100<CR>");
    d.expect("PX01, I.1 Tham mưu, chỉ đạo: 190,75 → 100 điểm").expect("Đổi hạng hoặc dự kiến: 6 đơn vị");
}

#[test]
fn a_trial_stores_nothing_and_esc_ends_it() {
    let mut d = Driver::demo();
    let digest = d.store().digest().unwrap();
    tried(&mut d);
    let row = |d: &mut Driver, tag: &str| {
        d.screen().lines().find(|l| l.contains(tag) && l.contains("855,25")).map(str::to_owned)
    };
    assert_eq!(
        row(&mut d, "PX01 Tổ chức").unwrap(),
        "►   7  ▼ 5   PX01 Tổ chức cán bộ              855,25    −90,75  Xuất sắc → Tốt"
    );
    d.expect("PX01: còn 18,75 điểm để bằng PV05 (hạng 6)").expect("còn\n 44,75 điểm để đạt Xuất sắc");
    // a wrong value stays to be mended
    d.keys("<CR><CR><CR>9999<CR>").expect("vượt điểm tối đa 200").expect("[9999").keys("<C-a>150<CR>");
    d.expect("190,75 → 150 điểm").expect("Thay đổi thử: 1");
    // awards, by how many
    d.keys("<CR>25<CR>")
        .expect("PX01 · Gương")
        .keys("x<CR>")
        .expect("không phải số lượt")
        .keys("<C-a>-7<CR>");
    d.expect("tính bớt 7 lượt cá nhân").expect("Thay đổi thử: 2");
    // out again, from the list of changes or from the unit
    d.keys("<Tab><Del>").expect("Thay đổi thử: 1").expect_not("150 điểm");
    d.keys("<Esc>").expect("Nếu như").keys("<Del>").expect("Chưa thử gì");
    d.keys("<CR><CR><CR>100<CR>").expect("Thay đổi thử: 1");
    d.keys("<Esc>").expect("Xếp hạng theo tổng điểm").expect("946,00");
    assert_eq!(d.store().digest().unwrap(), digest);
    d.keys("<F3>").expect("Chưa thử gì");
}

#[test]
fn an_open_quarter_is_tried_and_not_adjusted() {
    let mut d = Driver::demo();
    d.keys("<Esc>5<F3><CR><CR><CR>100<CR><F7>").expect("sửa thẳng vào sổ, không cần điều chỉnh");
    d.expect("Nếu như").keys("<Esc><Esc>6<F7>").expect("sửa thẳng vào sổ, không cần điều chỉnh");
    // another period: the trial was of this one
    d.keys("<Esc>5<F3><CR><CR><CR>100<CR>").expect("Thay đổi thử: 1");
    d.keys("<C-Left>").expect_not("Thay đổi thử").expect("Quý I/2021");
}

#[test]
fn a_trial_becomes_an_adjustment_and_is_applied_by_a_paper() {
    let mut d = Driver::demo();
    let before = facts(&d);
    tried(&mut d);
    d.keys("<F7>").expect("Điều chỉnh lần 1 · Quý I/2021").expect("đang chuẩn bị, chưa áp dụng");
    d.expect("√ Đã bắt đầu điều chỉnh lần 1, Quý I/2021").expect("946,00 → 855,25    2 → 7");
    assert_eq!(change::difference(&before, &facts(&d)), []);
    // it is there after a restart, and the levels do not follow by themselves
    let mut d = d.restart();
    d.keys("<C-Left><Esc>6").expect("Điều chỉnh lần 1 đang chuẩn bị, chưa áp dụng").keys("<F7><Down>");
    d.expect("Dự kiến của PX03, PX01 đổi, mức được duyệt không tự đổi theo");
    d.keys("<C-n>5").expect("Đơn vị nào?").keys("px01<CR>").expect("PX01: mức nào?").keys("2");
    d.expect("PX01 · Tốt").keys("Sai số liệu I.1<CR>");
    d.expect("PX01: mức được duyệt Xuất sắc → Tốt (Sai số liệu I.1)")
        .expect("Xuất sắc → Tốt  Xuất sắc → Tốt");
    // one more, and out again
    d.keys("<C-n>3").keys("pv01<CR><CR>").expect("Thay đổi: 3").expect("PV01: hủy 1 lượt").keys("<Del>");
    d.expect("Thay đổi: 2");
    // the reason is kept for the draft of the paper, and stands in it; nothing is applied by that
    d.expect("Văn bản: chưa ghi, ngày chưa ghi. Lý do: chưa ghi").keys("<F2>Kết luận kiểm tra<C-s>");
    d.expect("√ Đã ghi điều chỉnh lần 1, Quý I/2021").expect("Lý do: Kết luận kiểm tra");
    assert_eq!(facts(&d).adjustments[0].reason, "Kết luận kiểm tra");
    d.keys("<C-p><PageDown>").expect("Kết luận kiểm tra").keys("<M-6>").expect("Điều chỉnh lần 1");
    // to apply it number and day are asked for, and nothing is applied without a yes
    d.keys("<F6>").expect("cần lý do, số và ngày của văn bản").keys("<Tab>77/QĐ-CAT<Tab>2/8<C-s>");
    d.expect("Văn bản: 77/QĐ-CAT, ngày 02/08/2021. Lý do: Kết luận kiểm tra").keys("<F6>");
    d.expect("theo 77/QĐ-CAT: 2").keys("<CR>").expect("77/QĐ-CAT");
    assert_eq!(change::difference(&before, &facts(&d)), []);
    d.keys("<F6><Up><CR>").expect("√ Đã áp dụng điều chỉnh lần 1, Quý I/2021");
    d.expect("Kết quả xếp loại sau điều chỉnh lần 1, theo 77/QĐ-CAT");
    let after = facts(&d);
    assert_eq!(after.adjustments[0].stage, Stage::Applied);
    assert_eq!(change::difference(&before, &version(&d, 0)), []);
    assert_eq!(version(&d, 1), after);
    d.keys("<C-z>").expect("điều chỉnh");
    d.keys("<F7>")
        .expect("Điều chỉnh lần 2")
        .expect("►Lần 1, 77/QĐ-CAT ngày 02/08/2021: Kết luận kiểm tra (2 thay đổi)");
    // what it changed is a key away, in its paper, and back
    d.expect("Enter xem\n các thay đổi và chênh lệch của lần này");
    d.keys("<CR>").expect("Điều chỉnh xếp loại").expect("Esc về Điều chỉnh").expect("77/QĐ-CAT");
    d.keys("<Esc>").expect("Điều chỉnh lần 2");
    // why PX01 stands where it stands: room 6, why, and on to the sheet, two keys
    d.keys("<Esc><Home><Down><Down><Down><Down><Down><Down><F3>")
        .expect("Vì sao PX01 Tổ chức cán bộ hạng 7")
        .expect("PX01: điều chỉnh lần 1 theo 77/QĐ-CAT, trước là 190,75: Kết luận kiểm tra");
    d.expect("PX01: tự chấm 190,75, thẩm định lần 1 giữ nguyên").resize(120, 40);
    d.expect("−76,75  điều chỉnh lần 1");
    // the sheet: what was scored and appraised stays as it was, what counts is the adjusted score
    d.keys("<CR>").expect("[Phiếu đơn vị]").expect("PX01");
    for (width, height) in [(120, 40), (80, 24)] {
        d.resize(width, height)
            .expect("190,75      190,75    (đc) 100,00")
            .expect("661,25      661,25         570,50");
        d.expect("tự chấm 190,75, thẩm định giữ nguyên; sau");
    }
    // so does the grid of the cluster: the score with its sign, the line under it says before and after
    for (width, height) in [(120, 40), (80, 24)] {
        d.resize(width, height).keys("<F6>").expect("[Toàn cụm]");
        for _ in 0..8 {
            if d.screen().contains("được tính:") {
                break;
            }
            d.keys("<Tab>");
        }
        d.expect("(đc) 100,00").expect("được tính: 100,00 theo điều").expect("trước là 190,75").keys("<Esc>");
    }
    // compared with, it says so too
    d.keys("<M-5><Esc>").expect("Xếp hạng theo").keys("<Home><Down><Down><Down><Down><Down><Down><Down><CR>");
    d.expect("so với PX01, hạng 7").expect("PX01: điều chỉnh lần 1 theo 77/QĐ-CAT, trước là 190,75");
    assert!(d.store().check().unwrap().clean());
}

#[test]
fn a_killed_terminal_gives_the_paper_back() {
    let mut d = Driver::demo();
    tried(&mut d);
    d.keys("<F7><F2>Kết luận kiểm tra").rest();
    let mut d = d.restart();
    d.expect("Văn bản điều chỉnh Quý I/2021").keys("<F5><CR>").expect("Kết luận kiểm tra");
    d.expect("Điều chỉnh lần 1 · Quý I/2021").expect("Đổi hạng hoặc mức: 6 đơn vị");
    // saved it is no draft any more
    d.keys("<C-s>").expect("√ Đã ghi điều chỉnh lần 1").rest();
    d.restart().expect_not("Văn bản điều chỉnh Quý I/2021");
}

#[test]
fn a_prepared_change_is_corrected_where_it_stands() {
    let mut d = Driver::demo();
    tried(&mut d);
    d.keys("<F7>").expect("190,75 → 100 điểm").keys("<CR>").expect("PX01 · I.1").expect("[100");
    d.keys("<C-a>120<CR>").expect("190,75 → 120 điểm").expect("Thay đổi: 1");
    d.keys("<C-n>5px01<CR>2Sai số liệu<CR>").expect("(Sai số liệu)");
    d.keys("<End><CR>").expect("[Sai số liệu").keys(" I.1<CR>").expect("(Sai số liệu I.1)");
    // a row of the register is cancelled whole
    d.keys("<C-n>3pv01<CR><CR>").expect("Thay đổi: 3").keys("<End><CR>").expect("tính hoặc hủy cả mục");
}

#[test]
fn several_periods_stand_side_by_side() {
    let mut d = Driver::demo().size(120, 40);
    d.keys("<Esc>5<F6>").expect("[Hạng]").expect("Quý III/19").expect("Quý II/21").expect("8 kỳ");
    d.expect("hạng cao nhất");
    d.keys("<Tab>").expect("[Tổng điểm]").keys("<Tab>").expect("[Mức]").expect("Xuất sắc");
    d.keys("<Tab>").expect("[Biểu đồ]").expect("███").keys("<Tab>").expect("[Hạng]");
    d.keys("<CR>").expect("Vì sao").keys("<Esc>").expect("[Hạng]").keys("<Esc>").expect("Xếp hạng theo");
}
