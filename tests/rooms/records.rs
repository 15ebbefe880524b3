//! From a figure to its records: how many keys, and that none is missing or one too many.
use super::bench::Bench;
use crate::common::Driver;
use thidua::core::adjustment::{Adjustment, Change, Stage};
use thidua::core::award::{AwardRow, Basis, DecisionKind, Recipient, RecipientKind};
use thidua::core::number::Points;
use thidua::core::period::PeriodKey;
use thidua::core::quarter::QuarterFacts;
use thidua::core::score::{Cell, CellValue, Criterion, DerivedRule, Round, Rule, SheetLine};

/// Does a record lie open: a paper in room 2, or the unit's own sheet in room 4?
fn open(d: &mut Driver) -> bool {
    let screen = d.screen();
    let room = |name: &str| screen.lines().nth(1).is_some_and(|l| l.contains(name));
    let paper = room("2 Thành tích") && screen.contains("Số, ký hiệu") || screen.contains("Được khen:");
    paper || (room("4 Chấm điểm") && screen.contains("[Phiếu đơn vị]"))
}

/// Presses the keys one by one until a record lies open: how many it took.
#[track_caller]
fn counted(d: &mut Driver, keys: &[&str]) -> usize {
    for (n, key) in keys.iter().enumerate() {
        d.keys(key);
        if open(d) {
            return n + 1;
        }
    }
    panic!("no record after {keys:?}\n{}", d.screen());
}

#[test]
fn from_rank_total_and_level_it_is_two_keys_to_the_records() {
    let mut d = Driver::demo();
    for n in 0..12 {
        let down = "<Down>".repeat(n);
        // rank and total in room 5
        d.keys("<Esc><M-5>");
        while !d.screen().contains("Xếp hạng theo") {
            d.keys("<Esc><M-5>");
        }
        d.keys("<Home>").keys(&down);
        assert!(counted(&mut d, &["<CR>", "<CR>"]) <= 2);
        // from every derived leaf, however many records it has, one key
        d.keys("<Esc><M-5>").expect("Vì sao").keys("<Home>");
        while !d.screen().contains("►III.2") {
            d.keys("<Down>");
        }
        if d.screen().contains("Mục trong sổ: ") {
            assert_eq!(counted(&mut d, &["<CR>"]), 1);
            assert!(d.screen().contains("2 Thành tích"), "{}", d.screen());
        }
        d.keys("<Esc><M-5><Esc>");
        // the level in room 6
        d.keys("<M-6><Home>").keys(&down).keys("<F3>");
        if d.screen().contains("Căn cứ của mức") {
            d.keys("<CR>");
        }
        d.expect("Vì sao").expect("Enter mở");
        d.keys("<Esc>");
    }
    assert!(!open(&mut d));
    // the level, where nothing but points stands behind it
    d.keys("<M-6><Home>");
    assert_eq!(counted(&mut d, &["<F3>", "<CR>"]), 2);
    // the sum of a sheet in room 4
    d.keys("<Esc><M-4>").expect("[Phiếu đơn vị]").expect("Cộng").keys("<C-t>").expect("Vì sao PV01");
    assert_eq!(counted(&mut d, &["<CR>"]), 1);
    // sums, ranks and levels of a half-year: why of the quarter, then the record
    d.keys("<Esc><M-5><Esc><F8><End><CR><M-5>").expect("Tổng hợp các quý");
    d.keys("<CR>").expect("Vì sao").expect("‹ Quý I/2021 ›");
    assert_eq!(counted(&mut d, &["<CR>"]), 1);
    d.keys("<Esc><F8><End><CR><M-6><F3>").expect("Tổng hợp các quý").keys("<CR>").expect("Vì sao");
}

#[test]
fn a_criterion_opens_its_own_row_of_the_sheet_also_from_the_grid_of_the_cluster() {
    let mut d = Driver::demo().size(120, 40);
    // room 4 was left in the grid of the whole cluster
    d.keys("<M-4><F6>").expect("[Toàn cụm]").keys("<M-5><Home><CR>").expect("Vì sao");
    while !d.screen().contains("►II.3") {
        d.keys("<Down>");
    }
    d.keys("<CR>").expect("[Phiếu đơn vị]").expect("►II.3").expect("‹ PV01").expect("Alt+→ đơn vị kế");
    // the keys are the sheet's: Esc goes back to what led here, and leaves the sheet as it is
    d.keys("<Esc>").expect("Vì sao PV01").keys("<M-4>").expect("[Phiếu đơn vị]").expect("‹ PV01");
}

#[test]
fn a_unit_without_rank_is_told_so_in_room_4() {
    let mut d = Driver::new_register();
    d.keys("4<C-t>").expect("PV01 chưa có hạng: điểm lấy từ phiếu này");
}

const Q2: PeriodKey = PeriodKey { year: 2021, kind: thidua::core::period::PeriodKind::Quarter, ordinal: 2 };

fn row(id: i64, number: &str, name: &str) -> AwardRow {
    AwardRow {
        recipient: Recipient {
            id,
            kind: RecipientKind::Individual,
            basis: Basis::Named,
            name: name.to_owned(),
            rank: "Thiếu tá".to_owned(),
            unit: Some(1),
            quantity: Some(1),
            ..Recipient::default()
        },
        decision: id * 10,
        kind: DecisionKind::Decision,
        number: number.to_owned(),
        date: "2021-06-18".parse().ok(),
        authorities: vec!["giam_doc".to_owned()],
        form: "thong_bao".to_owned(),
        subject: "Cứu người".to_owned(),
        supplement: None,
    }
}

/// PV01 and PX01 with points in I, and II derived: 2 points each person commended.
fn derived(size: (u16, u16), change: impl FnOnce(&mut QuarterFacts)) -> Bench {
    Bench::with(size.0, size.1, |facts| {
        let table = facts.table.as_mut().unwrap();
        let rule = DerivedRule {
            form: "thong_bao".to_owned(),
            kind: RecipientKind::Individual,
            points: Points(200),
        };
        table.criteria.push(Criterion {
            id: 2,
            code: "II".to_owned(),
            text: "Khen thưởng".to_owned(),
            maximum: Points(2_000),
            rule: Some(Rule::Derived { rules: vec![rule] }),
            ..table.criteria[0].clone()
        });
        let cell = |unit, n| Cell {
            unit,
            criterion: 1,
            round: Round::Own,
            value: CellValue::Points(Points(n)),
            comment: String::new(),
        };
        facts.cells = vec![cell(1, 90_000), cell(2, 90_000)];
        for tally in facts.tallies.iter_mut().filter(|t| t.form == "thong_bao") {
            tally.kind = RecipientKind::Individual;
            tally.known = 3;
        }
        change(facts);
    })
}

fn applied(changes: Vec<Change>) -> Adjustment {
    Adjustment {
        id: 3,
        stage: Stage::Applied,
        reason: "Kết luận kiểm tra".to_owned(),
        number: "77/QĐ-CAT".to_owned(),
        date: "2021-08-02".parse().ok(),
        changes,
        ..Adjustment::next(&[])
    }
}

fn award(by: i64, award: Option<i64>, what: &str) -> Change {
    Change::Award {
        unit: 1,
        form: "thong_bao".to_owned(),
        kind: RecipientKind::Individual,
        by,
        award,
        again: Vec::new(),
        what: what.to_owned(),
    }
}

#[test]
fn what_this_report_only_prints_for_an_earlier_quarter_is_no_record_here() {
    let mut b = derived((100, 30), |_| ());
    let late = AwardRow { supplement: Some(Q2.previous()), ..row(2, "9/QĐ-CAT", "Trần Văn Hạnh") };
    b.awards = vec![row(1, "1764/QĐ-CAT", "Nguyễn Văn Ấn"), late];
    b.keys("5<CR>").shows("►II").shows("1764/QĐ-CAT").shows("Mục trong sổ: 1").lacks("9/QĐ-CAT");
}

#[test]
fn what_an_adjustment_counted_or_took_out_is_a_record_too() {
    let mut b = derived((120, 40), |facts| {
        let (more, fewer) = (award(2, None, ""), award(-1, Some(5), "5/QĐ-CAT, Lê Thị Bưởi"));
        facts.adjustments = vec![applied(vec![award(1, Some(2), "9/QĐ-CAT, Trần Văn Hạnh"), more, fewer])];
    });
    b.awards = vec![row(1, "1764/QĐ-CAT", "Nguyễn Văn Ấn")];
    b.late = vec![row(2, "9/QĐ-CAT", "Trần Văn Hạnh"), row(4, "10/QĐ-CAT", "Phạm Văn Khoa")];
    b.keys("5<CR>").shows("Mục trong sổ: 4").lacks("10/QĐ-CAT");
    b.shows("Thiếu tá Trần Văn Hạnh").shows("điều chỉnh lần 1, đến muộn: Cứu người");
    b.shows("+2 lượt cá nhân").shows("điều chỉnh lần 1: tính thêm");
    b.shows("−1 lượt cá nhân").shows("điều chỉnh lần 1: hủy 5/QĐ-CAT, Lê Thị Bưởi");
    // each leads on: a row to its paper, the rest to the adjustments of room 6
    b.keys("<Tab><Down><Down><CR>").shows("6 Xếp loại");
    // at 80 columns the row still says what it is
    let mut b = derived((80, 24), |facts| facts.adjustments = vec![applied(vec![award(2, None, "")])]);
    b.keys("5<CR>").shows("02/08  77/QĐ-CAT").shows("+2 lượt cá nhân");
}

#[test]
fn both_appraisals_comments_and_the_unit_s_own_words_are_said() {
    let mut b = derived((120, 40), |facts| {
        let of = |round, n, comment: &str| Cell {
            unit: 2,
            criterion: 1,
            round,
            value: CellValue::Points(Points(n)),
            comment: comment.to_owned(),
        };
        facts.cells.push(of(Round::Second, 80_000, "Sai số liệu"));
        facts.finished = vec![(2, Round::First)];
        facts.lines.push(SheetLine {
            unit: 2,
            criterion: 1,
            explanation: "Thiếu 02 báo cáo".to_owned(),
            evidence: "BC 15".to_owned(),
            ..SheetLine::default()
        });
    });
    b.keys("5<Down><CR>").shows("PX01: tự chấm 900,00, thẩm định lần 1 giữ nguyên, lần 2 800,00.");
    b.shows("Nhận xét lần 2: Sai số liệu.").shows("trình: Thiếu 02 báo cáo. Căn cứ: BC 15");
    // of the other nothing is settled: not yet, and not kept
    b.shows("PV01: tự chấm 900,00, thẩm định lần 1 ·");
}

#[test]
fn ctrl_p_opens_the_paper_of_the_room() {
    let mut d = Driver::demo().size(120, 40);
    // another paper was looked at last
    d.keys("<M-8>").expect("8 Văn bản");
    d.keys("<M-6><C-p>").expect("►● Kết quả xếp loại");
    d.keys("<M-4><C-p>").expect("►● Bảng điểm, xếp hạng");
    d.keys("<M-5><C-p>").expect("►● Giải trình điểm");
    // of the result the one of now, of the adjustments the one that is prepared
    d.keys("<C-Left><M-5><F3><CR><CR><CR>100<CR><F7>").expect("Điều chỉnh lần 1").keys("<C-p>");
    d.expect("►● Điều chỉnh xếp loại").expect("Điều chỉnh lần 1");
    // sums of quarters are in the report
    d.keys("<F8><End><CR><M-5><C-p>").expect("►● Báo cáo");
}
