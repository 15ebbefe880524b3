//! The worked examples of points, rates and ranks, as the secretary sees them: the table of the example read from a file in the
//! settings, its facts typed into room 4, the result read on the screen. Those of levels stand in `worked_levels`.
use super::quarter::row;
use crate::common::{Driver, setup};
use thidua::core::register::Setup;

/// A register of that many units in Quý II/2021, without a score table yet; levels of the sample `levels`.
pub(super) fn book(units: usize, levels: &str) -> Driver {
    let all = setup();
    let chosen = all.units.iter().take(units).cloned().collect();
    let setup = Setup { units: chosen, deputy: Some(1), table: None, levels: levels.to_owned(), ..all };
    Driver::of(&setup).size(120, 40)
}

/// Opens the file of a score table that says `toml`.
#[track_caller]
pub(super) fn open(d: &mut Driver, toml: &str) {
    let file = d.folder().join("bang.toml");
    std::fs::write(&file, toml).unwrap();
    d.keys("<M-0><Home><Down><Down><Down><Down><Down><CR><C-o>").expect("Đường dẫn tệp");
    d.paste(&file.display().to_string()).keys("<CR>").expect("Đã đọc bang.toml");
}

/// Reads that table, takes it for the quarter, and stands in room 4 on the first cell of the first unit.
#[track_caller]
pub(super) fn table(d: &mut Driver, toml: &str) {
    open(d, toml);
    d.keys("<C-s>").expect("√ Đã thêm bảng điểm Bảng ví dụ");
    d.keys("<Esc><Home><Down><Down><CR><C-a>Bảng ví dụ<CR><C-s>");
    d.keys("<M-4>").expect("‹ PV01 Tham mưu ›");
}

/// A table of these leaves, ranked by `by`, to hundredths; half of a counted leaf is for the target.
fn of(by: &str, leaves: &str) -> String {
    format!(
        "name = \"Bảng ví dụ\"\nby = \"{by}\"\nstep = \"0,01\"\n[[formula]]\nname = \"CT\"\nshare = \"50\"\n\
         [[group]]\ncode = \"I\"\ntext = \"Chuyên môn\"\nleaves = [{leaves}]\n"
    )
}

/// Leaves that are scored directly, of these maxima.
pub(super) fn direct(by: &str, maxima: &[&str]) -> String {
    let leaf = |(n, most): (usize, &&str)| {
        format!("{{ code = \"I.{n}\", text = \"Nội dung {n}\", maximum = \"{most}\" }}, ")
    };
    of(by, &(1..).zip(maxima).map(leaf).collect::<String>())
}

/// One leaf of 10 points by target and result.
fn counted() -> String {
    of(
        "total",
        "{ code = \"I.1\", text = \"Số vụ khám phá\", maximum = \"10\", kind = \"quantity\", formula = \"CT\" }",
    )
}

/// What the only leaf of each unit is given, unit after unit.
pub(super) fn scores(d: &mut Driver, given: &[&str]) {
    let sheets: Vec<String> = given.iter().map(|points| format!("{points}<CR>")).collect();
    d.keys(&sheets.join("<M-Right>"));
}

/// Target and result of each unit, typed from the cell of the result; an empty target is none.
fn results(d: &mut Driver, given: &[(&str, &str)]) {
    for (n, (target, result)) in given.iter().enumerate() {
        d.keys(if n == 0 { "" } else { "<M-Right>" }).expect("[Kết quả]");
        if !target.is_empty() {
            d.keys("<Left>").expect("[Chỉ tiêu]").keys(&format!("{target}<Tab>")).expect("[Kết quả]");
        }
        d.keys(&format!("{result}<CR>")).expect("√ Đã ghi");
    }
}

/// The figures of a row of the sheet or of the standings, what is no number left out.
pub(super) fn figures(line: &str) -> Vec<String> {
    let number = |w: &&str| w.chars().all(|c| c.is_ascii_digit() || c == ',' || c == '.');
    line.split_whitespace().filter(number).map(str::to_owned).collect()
}

/// Three units with a target each: 100, 50 and 80; done 120, 60 and 80.
fn with_targets() -> Driver {
    let mut d = book(3, "a");
    table(&mut d, &counted());
    results(&mut d, &[("100", "120"), ("50", "60"), ("80", "80")]);
    d
}

/// Walks to the sheet of a unit.
#[track_caller]
pub(super) fn walk(d: &mut Driver, unit: &str) {
    for _ in 0..12 {
        if d.line(4).contains(&format!("‹ {unit}")) {
            return;
        }
        d.keys("<M-Right>");
    }
    panic!("no sheet of {unit}\n{}", d.screen());
}

/// On the sheet of a unit: the row of the leaf, maximum, target, result, points twice, and the sum below it.
fn sheet(d: &mut Driver, unit: &str) -> [Vec<String>; 2] {
    walk(d, unit);
    [row(d, "I.1 "), row(d, "Cộng ")].map(|line| figures(&line))
}

/// Rank and code of the units, from the top of the standings.
fn standings(d: &mut Driver) -> Vec<String> {
    let screen = d.screen();
    let rows = screen.lines().skip_while(|l| !l.starts_with(" Hạng")).skip(1).take_while(|l| !l.is_empty());
    rows.map(|l| l.trim_start_matches('►').split_whitespace().take(2).collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn worked_example_120_done_of_100_asked_leads_and_is_10_points_on_the_screen() {
    let mut d = with_targets();
    assert_eq!(
        sheet(&mut d, "PV01"),
        [vec!["10", "100", "120", "10,00", "10,00"], vec!["10", "10,00", "10,00"]]
    );
    d.keys("<Up>").expect("I.1 vượt 20/100 = 20%, cao nhất 20%: (0,5 + 0,5) × 10 = 10,00");
}

#[test]
fn worked_example_60_done_of_50_asked_passes_by_the_same_share_and_is_10_points_on_the_screen() {
    let mut d = with_targets();
    assert_eq!(sheet(&mut d, "PV05")[0], ["10", "50", "60", "10,00", "10,00"]);
    // both lead, and the standings say that they are equal and why
    d.keys("<M-5>");
    assert_eq!(standings(&mut d), ["1 PV01", "1 PV05", "3 PV06"]);
    d.keys("<Down><CR>").expect("PV05: vượt 10/50 = 20%, cao nhất 20%: (0,5 + 0,5) × 10 = 10,00");
}

#[test]
fn worked_example_80_done_of_80_asked_is_half_the_points_on_the_screen() {
    let mut d = with_targets();
    assert_eq!(sheet(&mut d, "PV06")[0], ["10", "80", "80", "5,00", "5,00"]);
    d.keys("<Up>").expect("I.1 đúng chỉ tiêu 80: 0,5 × 10 = 5,00").keys("<M-5>");
    assert_eq!(figures(&row(&mut d, "PV06 Hồ sơ nghiệp vụ  ")), ["3", "5,00", "5,00"]);
    // a leader who did more takes it off the others' upper half, not off this one's lower
    d.keys("<M-4>");
    walk(&mut d, "PV01");
    d.keys("150<CR>");
    assert_eq!(sheet(&mut d, "PV05")[0], ["10", "50", "60", "7,00", "7,00"]);
    assert_eq!(sheet(&mut d, "PV06")[0], ["10", "80", "80", "5,00", "5,00"]);
}

#[test]
fn worked_example_without_targets_150_100_and_75_are_10_6_67_and_5_points_on_the_screen() {
    let mut d = book(3, "a");
    table(&mut d, &counted());
    results(&mut d, &[("", "150"), ("", "100"), ("", "75")]);
    // the whole cluster side by side: results, then what is counted
    d.keys("<F6>");
    assert_eq!(figures(&row(&mut d, "I.1 ")), ["10", "150", "100", "75"]);
    d.keys("<Tab><Tab><Tab><Tab>").expect("được tính: 3/3 ô");
    assert_eq!(figures(&row(&mut d, "I.1 ")), ["10", "10,00", "6,67", "5,00"]);
    d.keys("<M-5><Down><CR>").expect("I.1 Số vụ khám phá: 6,67 trên 10");
    d.expect("PV05: không giao chỉ tiêu, cao nhất 150: 100/150 × 10 = 6,67");
    assert!(row(&mut d, "6,67 trên 10").ends_with("định lượng"));
}

#[test]
fn worked_example_a_leaf_not_assigned_leaves_13_of_15_which_is_86_67_on_the_screen() {
    let mut d = book(2, "a");
    table(&mut d, &direct("rate", &["10", "5", "8"]));
    d.keys("10<CR>3<CR>kg<CR>");
    assert!(row(&mut d, "I.3 ").contains("KG"));
    d.keys("<M-Right>10<CR>5<CR>2<CR>");
    // 13 points of 15 go before 17 of 23
    d.keys("<M-5>").expect("Xếp hạng theo tỷ lệ điểm");
    assert_eq!(figures(&row(&mut d, "PV01 Tham mưu  ")), ["1", "13,00", "86,67", "13,00"]);
    assert_eq!(figures(&row(&mut d, "PV05 Xây dựng phong trào  ")), ["2", "17,00", "73,91", "17,00"]);
    d.keys("<M-6>").expect("Tỷ lệ 86,67% = 13,00 × 100 / 15");
    assert!(row(&mut d, "►   1  PV01 Tham mưu").contains("86,67  Tốt"));
}

#[test]
fn worked_example_equal_totals_rank_1_2_2_4_on_the_screen() {
    let mut d = book(4, "a");
    table(&mut d, &direct("total", &["100"]));
    scores(&mut d, &["80", "90", "70", "80"]);
    d.keys("<M-5>");
    assert_eq!(standings(&mut d), ["1 PV05", "2 PV01", "2 PV11", "4 PV06"]);
    d.keys("<Down>").expect("PV01 đồng hạng 2 với PV11: cần biểu quyết");
    d.keys("<Down>").expect("PV11 đồng hạng 2 với PV01: cần biểu quyết");
    // the vote is one key away, from why as well
    d.keys("<CR>").expect("Vì sao PV11").keys("<F4>").expect("Ghi biểu quyết thứ tự đồng hạng").keys("<Esc>");
    // the fourth is fourth, in the classification too
    d.keys("<M-6>");
    assert!(row(&mut d, "PV06 Hồ sơ nghiệp vụ  ").starts_with("    4 "));
}

#[test]
fn worked_example_a_table_with_one_maximum_changed_is_refused_with_its_place_on_the_screen() {
    let sample = include_str!("../../assets/samples/bang-diem-mau.toml");
    let changed = sample.replacen("maximum = \"12,99\"", "maximum = \"12,98\"", 1);
    let mut d = book(2, "a");
    open(&mut d, &changed);
    d.expect("Nhóm I.1: các tiêu chí cộng lại 199,99, nhóm ghi 200").keys("<C-s>").expect("1 chỗ sai");
    d.expect_not("√ Đã thêm bảng điểm");
}
