//! The questions that make a change, in a trial and in an adjustment: they take what the sheet takes.
use super::bench::Bench;
use thidua::core::adjustment::{Adjustment, Change, Stage};
use thidua::core::change;
use thidua::core::level::{Classification, Mark};
use thidua::core::number::Points;
use thidua::core::quarter::{QuarterFacts, State};
use thidua::core::score::{Cell, CellValue, Criterion, Formula, Round, Rule, SheetLine};

/// PV01 and PX01 with points in I; II counted from target and result, III by how many, where points are taken off.
fn counted(change: impl FnOnce(&mut QuarterFacts)) -> Bench {
    Bench::with(120, 40, |facts| {
        let table = facts.table.as_mut().unwrap();
        table.formulas.push(Formula { name: "f".into(), version: 1, share: Points(5_000) });
        let leaf = table.criteria[0].clone();
        let under = |id, code: &str, text: &str, rule| Criterion {
            id,
            code: code.into(),
            text: text.into(),
            rule: Some(rule),
            ..leaf.clone()
        };
        let quantity = Rule::Quantity { lower: false, formula: "f".into() };
        let off = Criterion {
            minimum: Points(-1_000),
            maximum: Points(0),
            ..under(3, "III", "Vi phạm", Rule::Count { each: Points(-200) })
        };
        table.criteria.push(under(2, "II", "Tin báo", quantity));
        table.criteria.push(off);
        for unit in [1, 2] {
            facts.cells.push(Cell {
                unit,
                criterion: 1,
                round: Round::Own,
                value: CellValue::Points(Points(90_000)),
                comment: String::new(),
            });
            for criterion in [2, 3] {
                let actual = Some(Points(if criterion == 2 { 25_000_000 } else { 100 }));
                facts.lines.push(SheetLine { unit, criterion, actual, ..SheetLine::default() });
            }
        }
        change(facts);
    })
}

#[test]
fn a_result_may_be_as_large_as_on_the_sheet_and_a_count_is_whole() {
    let mut b = counted(|_| ());
    b.keys("5<F3><CR>").shows("Kết quả của một chỉ tiêu").keys("<Down><CR><CR>");
    b.shows("Kết quả đang là 250.000, chỉ tiêu không giao").keys("251000<CR>");
    b.shows("kết quả 250.000 → 251.000").shows("Thay đổi thử: 1");
    b.keys("<CR><Down><CR><Down><CR>1,5<CR>").shows("[1,5").keys("<C-a>2<CR>").shows("Thay đổi thử: 2");
    b.keys("<CR><Down><CR><Down><CR>-1<CR>").shows("[-1").keys("<Esc>");
}

/// A score of PV01 that an adjustment set over those of the rounds, in a table with targets and results.
fn adjusted(facts: &mut QuarterFacts) {
    let value = Some(CellValue::Points(Points(60_000)));
    let changes = vec![Change::Score { unit: 1, criterion: 1, value }];
    *facts = change::apply(facts, &changes);
    facts.adjustments = vec![Adjustment {
        stage: Stage::Applied,
        number: "77/QĐ-CAT".into(),
        reason: "Kết luận kiểm tra".into(),
        changes,
        ..Adjustment::next(&[])
    }];
}

#[test]
fn what_counts_of_an_adjusted_unit_stands_on_the_narrow_sheet_too() {
    let mut b = counted(adjusted);
    b.resize(80, 24).keys("<M-4><F4>pv01<CR><Home>").shows("‹ PV01 Tham mưu ›");
    b.shows("Được tính").shows("(đc) 600,00").shows("900,00");
    let total = b.screen().lines().find(|l| l.contains(" Cộng ")).unwrap().to_owned();
    assert!(total.ends_with("1.598,00"), "{total}");
    // of another unit, to whom nothing was done, targets and results stand there as ever
    b.keys("<F4>px01<CR>").shows("Chỉ tiêu").shows("Kết quả").lacks("Được tính");
}

#[test]
fn a_long_code_stands_whole_in_the_sheet_the_cluster_and_the_differences() {
    let mut b = counted(|facts| {
        facts.table.as_mut().unwrap().criteria[1].code = "III.1.10".into();
        facts.lines[0].actual = Some(Points(100));
    });
    b.keys("<M-4>").shows("III.1.10  Tin báo").keys("<F6>").shows("[Toàn cụm]").shows("III.1.10  Tin báo");
    b.keys("<M-5>").shows("III.1.10  Tin báo").keys("<CR>").shows("Vì sao").shows("III.1.10  Tin báo");
    b.resize(80, 24)
        .shows("III.1.10 ")
        .keys("<Esc><M-4>")
        .shows("III.1.10 ")
        .keys("<Esc>")
        .shows("III.1.10 ");
}

/// PV01 has the points of Xuất sắc and was approved at Tốt.
fn approved(adjustments: Vec<Adjustment>) -> Bench {
    counted(|facts| {
        facts.period.state = State::Approved;
        facts.marks = vec![Classification {
            unit: 1,
            proposed: Some(Mark::Level(1)),
            approved: Some(Mark::Level(2)),
            approved_reason: "Có đơn khiếu nại".into(),
            ..Classification::default()
        }];
        facts.lines[0].actual = Some(Points(26_000_000));
        facts.adjustments = adjustments;
    })
}

#[test]
fn why_says_the_level_in_force_where_the_points_give_another() {
    let mut b = approved(Vec::new());
    b.keys("5").shows("; được duyệt Tốt").keys("<CR>").shows("Vì sao PV01");
    b.shows("; được duyệt Tốt (Có đơn khiếu nại)");
    let set = Change::Level { unit: 1, mark: Mark::Level(2), reason: "Có đơn khiếu nại".into() };
    let applied = |changes| Adjustment {
        stage: Stage::Applied,
        number: "77/QĐ-CAT".into(),
        changes,
        ..Adjustment::next(&[])
    };
    let mut b = approved(vec![applied(vec![set])]);
    b.keys("5<CR>").shows("; sau điều chỉnh lần 1: Tốt (Có đơn khiếu nại)");
    // what it was is known to nobody here: room 6 leaves it out
    b.keys("<M-6>").shows("PV01: điều chỉnh lần 1 theo 77/QĐ-CAT: Tốt, lý do Có đơn khiếu nại");
}

#[test]
fn an_adjusted_result_stands_beside_the_rounds_of_all_whose_score_follows_from_it() {
    let mut b = counted(|facts| {
        for line in facts.lines.iter_mut().filter(|l| l.criterion == 2) {
            let actual = if line.unit == 1 { 12_000 } else { 11_000 };
            (line.target, line.actual) = (Some(Points(10_000)), Some(Points(actual)));
        }
        let (target, actual) = (Some(Points(10_000)), Some(Points(11_000)));
        let changes = vec![Change::Line { unit: 1, criterion: 2, target, actual }];
        *facts = change::apply(facts, &changes);
        let next = Adjustment::next(&facts.adjustments);
        let (stage, number) = (Stage::Applied, "77/QĐ-CAT".to_owned());
        facts.adjustments.push(Adjustment { stage, number, changes, ..next });
    });
    // PX01 came second to PV01, and leads beside it now
    b.keys("4<M-Left><Home><Down>").shows("‹ PX01");
    let row = b.screen().lines().find(|l| l.starts_with("►II ")).unwrap().to_owned();
    assert!(row.ends_with("100        110     750,00           ·  (đc) 1.000,00"), "{row}");
    b.shows("II: tự chấm 750,00, thẩm định ·; sau điều chỉnh lần 1: vượt");
    b.keys("<M-Left>").shows("‹ PV01");
    let row = b.screen().lines().find(|l| l.starts_with("►II ")).unwrap().to_owned();
    assert!(row.ends_with("100   (đc) 110   1.000,00           ·  (đc) 1.000,00"), "{row}");
    // its own result was changed, the other's score followed: each says what was there
    b.keys("<M-5><CR>").shows("Vì sao").keys("<Down>");
    b.shows("PV01: điều chỉnh lần 1 theo 77/QĐ-CAT, trước là chỉ tiêu 100, kết quả 120:");
    b.shows("PX01: điều chỉnh lần 1 theo 77/QĐ-CAT, trước là 750,00:");
    b.shows("0,00  điều chỉnh lần 1");
    // and so does the grid of the cluster, with totals whole
    b.keys("<M-4><F6>").shows("[Toàn cụm]").shows("1.898,00  1.648,00").keys("<Home><Down><Tab><Tab><Tab>");
    b.shows("được tính: 1.000,00 theo điều chỉnh lần 1, trước là chỉ tiêu 100, kết quả 120");
}
