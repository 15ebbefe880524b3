//! The worked examples of levels, quotas, knock-outs, votes and titles, as the secretary sees them: scores, disciplines, choices
//! and ballots typed, the result read in room 6.
use super::quarter::row;
use super::worked_examples::{book, direct, figures, scores, table, walk};
use crate::common::Driver;

/// A discipline of somebody of the unit that room 9 stands on, from May on.
fn discipline(who: &str, leads: bool) -> String {
    let leads = if leads { "<Right>" } else { "" };
    format!("<F4><C-n>{who}<Tab>{leads}<Tab><Tab>1/5/2021<Tab><Tab>khiển trách<C-s><Esc>")
}

/// The level suggested for each unit, in the order of the ranks.
fn suggested(d: &mut Driver) -> Vec<String> {
    let screen = d.screen();
    let rows = screen.lines().skip_while(|l| !l.starts_with(" Hạng")).skip(1).take_while(|l| !l.is_empty());
    // the columns: … rate, level, what the cluster proposes
    let level = |l: &str| {
        l.trim_start_matches('►')
            .split("  ")
            .filter(|c| !c.trim().is_empty())
            .nth(3)
            .unwrap_or(l)
            .trim()
            .to_owned()
    };
    rows.map(level).collect()
}

/// That many units with these points of 100, in room 6; levels of the sample `levels`.
fn classified(levels: &str, given: &[&str]) -> Driver {
    let mut d = book(given.len(), levels);
    table(&mut d, &direct("total", &["100"]));
    scores(&mut d, given);
    d.keys("<M-6>");
    d
}

#[test]
fn worked_example_20_percent_of_7_units_is_1_place_on_the_screen() {
    let mut d = classified("b", &["95", "94", "93", "80", "75", "60", "40"]);
    d.expect("Hoàn thành xuất sắc nhiệm vụ tối đa 20% của 7 đơn vị = 1");
    assert!(row(&mut d, "PV01 Tham mưu").contains("95,00  Hoàn thành xuất sắc nhiệm vụ"));
    assert!(row(&mut d, "PV05 Xây dựng").contains("94,00  Hoàn thành tốt nhiệm vụ"));
    d.keys("<Down>").expect("vượt tỷ lệ tối đa 20%");
    // the one place, taken by keys; a second is over it, wants a reason, and is said
    d.keys("<Home><C-d>");
    assert!(row(&mut d, "1/1").contains("Hoàn thành xuất sắc nhiệm vụ"));
    d.keys("<Down><CR><Up><CR>");
    d.keys("Tập thể cứu nạn<CR>");
    assert!(row(&mut d, "2/1").contains("Hoàn thành xuất sắc nhiệm vụ"));
}

#[test]
fn worked_example_20_percent_of_4_units_is_no_place_and_reads_0_of_4_on_the_screen() {
    let mut d = classified("b", &["99", "98", "60", "40"]);
    d.expect("Hoàn thành xuất sắc nhiệm vụ tối đa 20% của 4 đơn vị = 0");
    assert!(row(&mut d, "PV01 Tham mưu").contains("99,00  Hoàn thành tốt nhiệm vụ"));
    d.expect("vượt tỷ lệ tối đa 20%: 0/4");
}

#[test]
fn worked_example_89_996_percent_reads_90_00_and_is_below_90_on_the_screen() {
    let mut d = book(4, "a");
    table(&mut d, &direct("total", &["1000"]));
    scores(&mut d, &["899,96", "500", "400", "300"]);
    d.keys("<M-6>").expect("Xuất sắc tối đa 25% của 4 đơn vị = 1");
    assert!(row(&mut d, "PV01 Tham mưu").contains("90,00  Tốt"));
    d.expect("89,996% chưa đến 90% của mức Xuất sắc");
    // four hundredths more, and it is there
    d.keys("<M-4>");
    walk(&mut d, "PV01");
    d.keys("900<CR><M-6><Home>");
    assert!(row(&mut d, "PV01 Tham mưu").contains("90,00  Xuất sắc"));
}

#[test]
fn worked_example_a_quota_that_cuts_the_tie_of_1_2_2_4_waits_for_a_vote_on_the_screen() {
    let mut d = classified("a", &["99", "98", "98", "97", "60", "50", "40", "30"]);
    d.expect("Xuất sắc tối đa 25% của 8 đơn vị = 2");
    let ranks = |d: &mut Driver| ["PV01 ", "PV05 ", "PV06 ", "PV11 "].map(|u| figures(&row(d, u))[0].clone());
    assert_eq!(ranks(&mut d), ["1", "2", "2", "4"]);
    let level = |d: &mut Driver, unit: &str| row(d, unit).contains("Xuất sắc");
    assert_eq!(["PV01 ", "PV05 ", "PV06 ", "PV11 "].map(|u| level(&mut d, u)), [true, false, false, false]);
    d.keys("<Down>").expect("cần biểu quyết: F4").keys("<F4>");
    d.keys("<Tab>8<Tab>8<Tab>8<Tab><Tab><Tab><Right>2<CR>6<C-s>");
    assert_eq!(ranks(&mut d), ["1", "3", "2", "4"]);
    d.keys("<Up>").expect("6/8 (75%) trên tổng số đơn vị");
    assert_eq!(["PV01 ", "PV06 ", "PV05 ", "PV11 "].map(|u| level(&mut d, u)), [true, true, false, false]);
}

#[test]
fn worked_example_a_place_freed_by_a_knock_out_passes_to_the_next_on_the_screen() {
    let mut d = classified("a", &["99", "98", "95", "85"]);
    assert_eq!(suggested(&mut d), ["Xuất sắc", "Tốt", "Tốt", "Tốt"]);
    d.keys("<M-9><Home>").keys(&discipline("Nguyễn Văn Ấn", true)).keys("<M-6><Home>");
    assert_eq!(suggested(&mut d), ["Khá", "Xuất sắc", "Tốt", "Tốt"]);
    d.expect("khống chế: Lãnh đạo đơn vị bị kỷ luật: không quá Khá (Nguyễn Văn Ấn)");
    // freed once more, it passes on; the fourth is below the minimum and waits for nobody's fall
    d.keys("<M-9><Home><Down>").keys(&discipline("Trần Văn Bính", false)).keys("<M-6>");
    assert_eq!(suggested(&mut d), ["Khá", "Tốt", "Xuất sắc", "Tốt"]);
    d.keys("<M-9><Home><Down><Down>").keys(&discipline("Lê Thị Cúc", false)).keys("<M-6>");
    assert_eq!(suggested(&mut d), ["Khá", "Tốt", "Tốt", "Tốt"]);
}

#[test]
fn worked_example_reasons_read_minimum_knock_out_quota_on_the_screen() {
    let mut d = classified("a", &["99", "98", "97", "96"]);
    // the second level gets a quota too, in the settings: one place of four
    d.keys("<M-0><Home><Down><Down><Down><CR><CR><Tab><Tab><Tab><Tab><Down><Right><Right>25<C-s>");
    d.expect("√ Đã sửa bộ mức");
    d.keys("<M-9><Home>").keys(&discipline("Nguyễn Văn Ấn", false));
    d.keys("<M-9><Home><Down>").keys(&discipline("Trần Văn Bính", false)).keys("<M-6><Home>");
    assert_eq!(suggested(&mut d), ["Tốt", "Khá", "Xuất sắc", "Khá"]);
    d.keys("<Down>")
        .expect("PV05: dự kiến Khá, đủ điểm mức Xuất sắc (từ 90%); khống chế: Cán bộ bị kỷ luật: không xếp");
    // one sentence over two rows: minimum, knock-out, quota
    let screen = d.screen();
    let detail = screen.lines().skip_while(|l| !l.starts_with(" PV05: dự kiến")).take(2);
    let said = detail.map(str::trim).collect::<Vec<_>>().join(" ");
    assert_eq!(
        said,
        "PV05: dự kiến Khá, đủ điểm mức Xuất sắc (từ 90%); khống chế: Cán bộ bị kỷ luật: không xếp Xuất sắc \
         (Trần Văn Bính); vượt tỷ lệ tối đa 25%"
    );
}

#[test]
fn worked_example_11_votes_of_12_units_are_91_67_percent_and_say_their_base_on_the_screen() {
    let mut d = classified("a", &["99", "98", "97", "96", "95", "94", "93", "92", "91", "90", "89", "88"]);
    d.keys("<F4><C-n>").expect("Ghi biểu quyết mức xếp loại · Quý II/2021");
    d.keys("<Tab>12<Tab>12<Tab>11<Tab><Tab><Tab>PV01<Tab>Xuất<Tab>11<C-s>");
    d.expect("Đã ghi biểu quyết: Xếp mức PV01").expect("PV01 11/12 (91,67%)");
    d.keys("<Esc>").expect("Biểu quyết mức Xuất sắc: 11/12 (91,67%) trên tổng số đơn vị");
}

#[test]
fn worked_example_nested_titles_of_8_units_count_1_4_and_6_on_the_screen() {
    let mut d = book(8, "a");
    d.keys("<F8><End><Up><Up>").expect("►Năm 2021").keys("<CR>").expect("‹ Năm 2021 ›").keys("<M-6>");
    // nothing was scored: no mean, and no percent of it
    d.expect("PV01: tổng –, bình quân –; Quý II –");
    // one flag, three more determined to win, two more advanced, two without
    d.expect("Danh hiệu thi đua năm 2021 (danh hiệu cao gồm cả danh hiệu thấp)")
        .keys("<CR>")
        .expect("► 1 Cờ thi đua")
        .keys("1");
    for choice in ["2", "2", "2", "3", "3", "4", "4"] {
        d.keys("<Down><CR>").expect("4 không có danh hiệu").keys(choice);
    }
    d.expect_not("chưa đề nghị");
    let held = |d: &mut Driver, title: &str| {
        let screen = d.screen();
        let bar = screen
            .lines()
            .find(|l| l.starts_with(&format!(" {title}")) && l.contains('█'))
            .unwrap_or_default();
        figures(bar)
    };
    assert_eq!(held(&mut d, "Cờ thi đua"), ["1"]);
    assert_eq!(held(&mut d, "Đơn vị quyết thắng"), ["4"]);
    assert_eq!(held(&mut d, "Đơn vị tiên tiến"), ["6"]);
}
