//! A block of scores pasted from a sheet: looked through, taken as one act, taken back as one.
use super::weight;
use crate::common::Driver;
use std::fmt::Write as _;
use thidua::core::ask::{Ask, Facts};
use thidua::core::period::PeriodKey;
use thidua::core::quarter::QuarterFacts;
use thidua::core::score::{Criterion, Rule};

fn facts(d: &Driver) -> QuarterFacts {
    let Facts::Quarter(facts) = d.store().answer(&Ask::Quarter(PeriodKey::quarter(2021, 2))).unwrap() else {
        unreachable!()
    };
    QuarterFacts::clone(&facts)
}

fn leaves(facts: &QuarterFacts) -> Vec<Criterion> {
    let direct = |c: &&Criterion| c.rule == Some(Rule::Direct);
    facts.table.as_ref().unwrap().leaves().filter(direct).cloned().collect()
}

#[test]
fn a_units_column_lands_by_its_codes_in_one_act() {
    let mut d = Driver::new_register();
    let leaves = leaves(&facts(&d));
    let mut sheet = String::from("Mã\tTiêu chí\tĐiểm tối đa\tTự chấm\n");
    for leaf in &leaves {
        let _ = writeln!(
            sheet,
            "{}\t{}\t{}\t10",
            leaf.code,
            leaf.text,
            leaf.maximum.short(thidua::core::words::Lang::Vi)
        );
    }
    sheet.push_str("IX.9\tLạ\t5\t3\n");
    d.keys("4").paste(&sheet).expect("Bảng điểm vừa dán · tự chấm");
    d.expect(&format!("{} ô sẽ ghi, 1 không nhận", leaves.len())).expect("không có tiêu chí “IX.9”");
    assert_eq!(facts(&d).cells.len(), 0, "nothing is written while it is looked at");
    let take = "<CR>";
    d.keys(take).expect("√ Đã chấm").expect_not("Bảng điểm vừa dán");
    assert_eq!(facts(&d).cells.len(), leaves.len());
    assert_eq!(weight(take), 1);
    d.keys("<C-z>").expect("√");
    assert_eq!(facts(&d).cells.len(), 0, "one step of undo");
}

#[test]
fn a_grid_of_the_cluster_lands_by_units_and_refuses_with_reasons() {
    let mut d = Driver::new_register();
    let leaves = leaves(&facts(&d));
    let (a, b) = (&leaves[0], &leaves[1]);
    let sheet = format!("Tiêu chí\tPV01\tHậu cần\tPX99\n{}\t10\t9999\t1\n{}\t1.500\tKG\t\n", a.code, b.code);
    d.keys("4<F6>")
        .paste(&sheet)
        .expect("2 ô sẽ ghi, 3 không nhận")
        .expect("vượt")
        .expect("PX99")
        .expect("1.500");
    d.keys("<Esc>").expect_not("Bảng điểm vừa dán");
    assert_eq!(facts(&d).cells.len(), 0);
    d.paste(&sheet).keys("<C-s>").expect("√ Đã chấm");
    assert_eq!(facts(&d).cells.len(), 2);
    // the same again changes nothing, and says so
    d.paste(&sheet).expect("2 như cũ").keys("<CR>").expect("Không ô nào thay đổi").keys("<Esc>");
}

#[test]
fn an_appraised_score_asks_once_for_the_whole_block() {
    let mut d = Driver::demo();
    let before = facts(&d);
    let unit = before.finished[0].0;
    let tag = before.unit(unit).unwrap().tag().to_owned();
    let first = leaves(&before)[0].clone();
    d.keys("4<F6>")
        .paste(&format!("Mã\t{tag}\tPV01\n{}\t1\t1\n", first.code))
        .expect("ô sẽ ghi")
        .keys("<CR>");
    d.expect("Sửa điểm đã thẩm định").keys("Đối chiếu lại<CR>").expect("√ Đã chấm");
    let now = facts(&d);
    assert!(now.cells != before.cells);
}

#[test]
fn what_is_no_block_of_scores_is_said() {
    let mut d = Driver::new_register();
    d.keys("4").paste("một\nhai\n").expect("Không thấy điểm nào");
    d.paste(&"1\n".repeat(2_000)).expect("quá giới hạn 1.000 dòng");
}

#[test]
fn what_the_register_counts_takes_no_block_and_says_so() {
    let mut d = Driver::new_register();
    let first = leaves(&facts(&d))[0].code.clone();
    d.keys("4<F6><Tab><Tab><Tab>").expect("được tính: ").paste(&format!("Mã\tPV01\tPX01\n{first}\t1\t2\n"));
    d.expect("Cột này do sổ tính, không dán bảng vào được. Tab đến cột điểm rồi dán lại");
    assert_eq!(facts(&d).cells.len(), 0);
}
