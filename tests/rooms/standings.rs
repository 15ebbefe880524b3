//! Room 5: ranks, ties, movement, what has no rank; why, down to the records; periods that are not scored.
use super::bench::Bench as Hand;
use super::live::{Bench, Ink, Q2, setup};
use thidua::core::act::Act;
use thidua::core::award::{Basis, DecisionKind, Recipient, RecipientKind};
use thidua::core::ballot::{Ballot, Vote};
use thidua::core::knockout::{self, Cause, Knocked, Knockout};
use thidua::core::number::Points;
use thidua::core::quarter::QuarterFacts;
use thidua::core::register::{self, Setup};
use thidua::core::score::{Cell, CellValue, Class, Criterion, Formula, RankBy, Round, Rule, SheetLine, Tie};

fn person(name: &str, unit: i64) -> Recipient {
    Recipient {
        kind: RecipientKind::Individual,
        name: name.into(),
        rank: "Thiếu tá".into(),
        unit: Some(unit),
        quantity: Some(1),
        ..Recipient::default()
    }
}

fn turns(n: Option<i64>, unit: Option<i64>) -> Recipient {
    Recipient {
        kind: RecipientKind::Collective,
        basis: Basis::Turns,
        quantity: n,
        unit,
        ..Recipient::default()
    }
}

/// PV01 895, PX01 and PX05 tied below it, the hospital with three empty cells; a quarter before PX05 was first.
fn quarter(ink: &mut Ink) {
    let q1 = Q2.previous();
    ink.act(&Act::Register(register::Act::AddPeriod(q1)));
    ink.sheet_in(q1, 0, 400);
    ink.sheet_in(q1, 1, 500);
    ink.sheet_in(q1, 2, 300);
    ink.sheet(0, 250);
    ink.sheet(1, 500);
    ink.sheet(2, 500);
    for code in ["I.1", "I.2", "I.3"] {
        ink.score(3, code, Round::Own, 10_000);
    }
    let units: Vec<i64> = ink.facts().units.iter().map(|u| u.id).collect();
    ink.award(
        DecisionKind::Notice,
        "214/TB-CAT",
        "2021-06-30",
        "thong_bao",
        vec![turns(Some(4), Some(units[0])), turns(Some(2), None)],
    );
    ink.award(
        DecisionKind::Decision,
        "1764/QĐ-CAT",
        "2021-06-18",
        "nguoi_tot",
        vec![person("Nguyễn Văn Ấn", units[0])],
    );
}

fn bench(w: u16, h: u16) -> Bench {
    let mut bench = Bench::after(&setup(), (w, h), quarter);
    bench.keys("5");
    bench
}

#[test]
fn ranks_ties_movement_and_what_has_none() {
    let mut b = bench(80, 24);
    b.shows("Xếp hạng theo tổng điểm · tạm thời").shows("3/4 đơn vị đủ số liệu");
    assert_eq!(
        b.row("PV01 Tham mưu"),
        "►   1  ▲ 1   PV01 Tham mưu             956,00  685,00  187,50  83,50"
    );
    assert_eq!(b.row("PX01 Tổ chức"), "    2  ▲ 1   PX01 Tổ chức cán bộ       910,00  670,00  175,00  65,00");
    assert_eq!(
        b.row("PX05 Thanh tra"),
        "    2  ▼ 1   PX05 Thanh tra            910,00  670,00  175,00  65,00"
    );
    assert_eq!(
        b.row("Bệnh viện Công an tỉnh  "),
        "    –        Bệnh viện Công an tỉnh  còn 11 ô trống, chưa xếp hạng"
    );
    b.shows("Hơn PX01 46,00 điểm; đủ điểm mức Xuất sắc (từ 90%)").shows("Enter vì sao");
    b.shows("1 mục khen của toàn cụm chưa tách theo đơn vị, chưa tính vào điểm");
    b.shows(" I Công tác chuyên môn 700 · II Xây dựng Đảng");
    b.keys("<Down>").shows("Kém PV01 46,00 điểm").shows("vượt tỷ lệ tối đa 25%");
    b.keys("<Down>").shows("PX05 đồng hạng 2 với PX01: cần biểu quyết");
    // who has no rank says what it lacks, and Enter goes to its sheet
    b.keys("<Down>").shows("Bệnh viện Công an tỉnh: còn 11 ô trống, chưa xếp hạng. Enter mở phiếu chấm");
    b.lacks("Enter vì sao").shows("F1 trợ giúp  Enter mở phiếu chấm");
    b.keys("<CR>").shows("[Phiếu đơn vị]").shows("‹ Bệnh viện Công an tỉnh ›").shows("tự chấm: 3/14 ô");
}

#[test]
fn why_names_the_largest_differences_and_they_sum() {
    let mut b = bench(80, 24);
    b.keys("<CR>").shows("Vì sao PV01 Tham mưu hạng 1 · 956,00 điểm").shows("so với PX01, hạng 2");
    assert_eq!(b.row("►III.2"), "►III.2   Khen thưởng trong kỳ           11,00       0,00      +11,00");
    assert!(b.row("Các tiêu chí khác").ends_with("432,50     405,00      +27,50"));
    assert!(b.row("Tổng điểm  ").ends_with("956,00     910,00      +46,00"));
    b.keys("<Right>").shows("so với PX05, hạng 2").keys("<Left>").shows("so với PX01, hạng 2");
    // a typed one shows both scores of both units
    b.keys("<Down>").shows("I.1 Tham mưu, chỉ đạo: 197,50 trên 200").shows("chấm trực tiếp");
    b.shows("PX01: tự chấm 195,00, thẩm định lần 1 ·");
    b.keys("<Esc>").shows("Xếp hạng theo tổng điểm");
    // equal everywhere
    b.keys("<Down><Down><CR>").shows("so với PX01, hạng 2").shows("Hai đơn vị bằng điểm nhau ở mọi tiêu chí");
    assert!(b.row("Tổng điểm  ").ends_with("0,00"));
}

#[test]
fn a_derived_score_leads_down_to_its_records() {
    let mut b = bench(80, 24);
    b.keys("<CR>").shows("III.2 Khen thưởng trong kỳ: 11,00 trên 20").shows("suy ra từ sổ");
    b.shows("1 lượt cá nhân × 5,00").shows("4 lượt tập thể × 1,50").shows("Mục trong sổ: 2");
    b.shows("Chưa tính: 1 mục khen của toàn cụm");
    // Tab goes into the records, Esc comes back step by step
    b.shows("Enter mở mục đầu, Tab chọn mục khác").keys("<Tab><Down>").shows("Enter mở mục đang chọn");
    assert!(b.row("TB 214/TB-CAT").starts_with('►'), "{}", b.screen());
    b.keys("<Esc>");
    assert!(b.row("TB 214/TB-CAT").starts_with(' '));
    b.keys("<Tab><Down><CR>").shows("[214/TB-CAT").keys("<Esc>");
    assert!(b.row("TB 214/TB-CAT").starts_with('►'), "{}", b.screen());
    b.keys("<Esc>");
    // Enter opens the first one at once
    b.keys("<CR>").lacks("so với").shows("2 Thành tích").shows("[1764/QĐ-CAT");
    b.keys("<Esc>").shows("Vì sao PV01").keys("<Esc>").shows("Xếp hạng theo tổng điểm");
}

#[test]
fn wide_shows_the_trend_and_the_comparison_under_the_list() {
    let mut b = bench(120, 40);
    b.shows("Hạng 2 kỳ gần nhất").shows("956,00  685,00  187,50  83,50   2  1");
    b.keys("<Down>").shows("Vì sao PX01 Tổ chức cán bộ hạng 2 · 910,00 điểm, so với PV01, hạng 1");
    b.shows("tự chấm, chưa thẩm định").shows("Khoảng cách: PX01 kém PV01 (hạng 1) 46,00 điểm");
    b.keys("<Right>").shows("so với PX05, hạng 2");
    b.keys("<Down><Down>").lacks("Vì sao").shows("chưa xếp hạng. Enter mở phiếu chấm");
}

#[test]
fn nothing_to_rank_says_so_and_leads_to_the_scores() {
    let mut b = Bench::new(&setup(), (80, 24));
    b.keys("5").shows("Quý II/2021 chưa có điểm nào").keys("<CR>").shows("[Phiếu đơn vị]");
    let mut b = Bench::new(&Setup { table: None, ..setup() }, (80, 24));
    b.keys("5").shows("Quý II/2021 không chấm điểm").shows("phòng 6 Xếp loại").keys("<CR>");
    b.shows("chưa dùng bảng điểm nào");
}

#[test]
fn every_size_bears_it() {
    let mut b = bench(80, 24);
    for (w, h) in [(60, 16), (61, 17), (79, 24), (99, 20), (100, 24), (120, 40), (200, 60)] {
        b.resize(w, h).shows("956,00").keys("<CR>").shows("Vì sao PV01").keys("<Tab>").screen();
        b.keys("<Esc><Esc>").shows("Xếp hạng theo");
    }
    for (w, h) in [(0, 0), (1, 1), (59, 15)] {
        b.resize(w, h).screen();
    }
}

#[test]
fn ranked_by_rate_a_leaf_not_assigned_is_out_of_both_sides() {
    let mut b = Hand::with(100, 30, |facts| {
        let table = facts.table.as_mut().unwrap();
        table.by = RankBy::Rate;
        let second =
            Criterion { id: 2, code: "II".into(), maximum: Points(20_000), ..table.criteria[0].clone() };
        table.criteria.push(second);
        let points = |n| CellValue::Points(Points(n));
        let cell = |unit, criterion, value| Cell {
            unit,
            criterion,
            round: Round::Own,
            value,
            comment: String::new(),
        };
        facts.cells = vec![
            cell(1, 1, points(90_000)),
            cell(1, 2, CellValue::NotAssigned),
            cell(2, 1, points(90_000)),
            cell(2, 2, points(10_000)),
        ];
    });
    b.keys("5").shows("Xếp hạng theo tỷ lệ điểm").shows("Tỷ lệ %");
    // 900/1.000 before 1.000/1.200, though 900 is less
    b.shows("►   1  ▲ 1   PV01 Tham mưu").shows("90,00").shows("83,33");
    b.shows("PV01 hơn PX01 (hạng 2) 6,67 điểm phần trăm");
    b.keys("<CR>").shows("KG").shows("không giao");
}

/// Two units by total, one of them without the second criterion.
fn unequal(size: (u16, u16)) -> Hand {
    Hand::with(size.0, size.1, |facts| {
        let table = facts.table.as_mut().unwrap();
        let second =
            Criterion { id: 2, code: "II".into(), maximum: Points(3_800), ..table.criteria[0].clone() };
        table.criteria.push(second);
        facts.units[1].name = "Phòng Cảnh sát quản lý hành chính về trật tự xã hội và dữ liệu dân cư".into();
        let cell = |unit, criterion, value| Cell {
            unit,
            criterion,
            round: Round::Own,
            value,
            comment: String::new(),
        };
        let points = |n| CellValue::Points(Points(n));
        facts.cells = vec![
            cell(1, 1, points(90_000)),
            cell(1, 2, points(3_800)),
            cell(2, 1, points(91_950)),
            cell(2, 2, CellValue::NotAssigned),
        ];
    })
}

#[test]
fn ranked_by_total_a_leaf_not_assigned_is_a_warning_and_no_silent_loss() {
    for size in [(80, 24), (120, 40)] {
        let mut b = unequal(size);
        b.keys("5")
            .shows("▲ Có tiêu chí không giao: hạng tính theo tổng điểm")
            .shows("xem lại cách xếp hạng");
        b.keys("<Down><CR>").shows("không giao").lacks("−38,00");
    }
    // nothing of it where everything is assigned
    bench(80, 24).lacks("không giao");
}

#[test]
fn a_long_heading_leaves_two_blanks_before_the_hint() {
    let mut b = unequal((120, 40));
    let screen = b.keys("5<Down>").screen();
    let row = screen.lines().find(|l| l.contains("Enter xem đến từng mục")).expect("the comparison");
    assert!(row.contains("…  Enter xem đến từng mục"), "{row}");
}

/// PV01 and PX01 with 905,00 each, PV01 with more bonus; the bonus group comes to 5 at most.
fn equal(change: impl FnOnce(&mut QuarterFacts)) -> Hand {
    Hand::with(100, 30, |facts| {
        let table = facts.table.as_mut().unwrap();
        let leaf = table.criteria.remove(0);
        let group = |id, code: &str, class, maximum| Criterion {
            id,
            code: code.into(),
            class,
            maximum: Points(maximum),
            rule: None,
            ..leaf.clone()
        };
        let under = |id, parent, class, maximum| Criterion {
            id,
            parent: Some(parent),
            code: format!("{parent}.{id}"),
            class,
            maximum: Points(maximum),
            ..leaf.clone()
        };
        table.criteria = vec![
            group(10, "I", Class::Main, 100_000),
            under(1, 10, Class::Main, 100_000),
            group(20, "T", Class::Bonus, 500),
            under(2, 20, Class::Bonus, 1_000),
        ];
        table.ties = vec![Tie::Bonus];
        let cell = |unit, criterion, n| Cell {
            unit,
            criterion,
            round: Round::Own,
            value: CellValue::Points(Points(n)),
            comment: String::new(),
        };
        facts.cells = vec![cell(1, 1, 90_000), cell(1, 2, 1_000), cell(2, 1, 90_250), cell(2, 2, 250)];
        change(facts);
    })
}

#[test]
fn what_orders_equal_units_is_said_and_what_a_cap_takes_off() {
    let mut b = equal(|_| ());
    b.keys("5").shows("PV01 bằng điểm PX01 (hạng 2), hơn ở điểm thưởng");
    b.keys("<Down>").shows("PX01 bằng điểm PV01 (hạng 1), kém ở điểm thưởng");
    b.keys("<CR>");
    let row = b.screen().lines().find(|l| l.contains("Mức trần thưởng")).map(str::to_owned).unwrap();
    assert!(row.contains("0,00      −5,00       +5,00"), "{row}");
    // nothing orders them: equal, until a vote does
    let same = |facts: &mut QuarterFacts| facts.table.as_mut().unwrap().ties.clear();
    equal(same).keys("5").shows("PV01 đồng hạng 1 với PX01: cần biểu quyết");
    let mut b = equal(|facts| {
        same(facts);
        let vote = |unit, favour| Vote { unit, level: None, favour };
        facts.ballots = vec![Ballot { id: 3, votes: vec![vote(1, 4), vote(2, 7)], ..Ballot::default() }];
    });
    b.keys("5").shows("PX01 bằng điểm PV01 (hạng 2), đứng trên theo biểu quyết");
    b.keys("<Down>").shows("PV01 bằng điểm PX01 (hạng 1), đứng dưới theo biểu quyết");
    // barred from the first rank
    let mut b = equal(|facts| {
        let bar = Knockout {
            name: "K".into(),
            cause: Cause::Manual,
            criterion: String::new(),
            effect: knockout::Effect::NotFirst,
        };
        facts.levels.as_mut().unwrap().knockouts = vec![bar];
        facts.knocked =
            vec![Knocked { unit: 1, knockout: "K".into(), lifted: false, reason: "báo cáo sai".into() }];
    });
    b.keys("5").shows("PV01 đủ điểm đứng trên PX01 nhưng bị khống chế, không xếp hạng 1");
}

#[test]
fn every_point_is_reached_and_what_is_missing_to_the_next_level_is_said() {
    let mut b = bench(80, 24);
    // every criterion, the equal ones after those that differ
    b.keys("<CR><End>");
    assert!(b.row("►").contains("0,00"), "{}", b.screen());
    assert!(b.row("Tổng điểm  ").ends_with("956,00     910,00      +46,00"));
    b.keys("<Home>").shows("►III.2");
    // a level that is not reached
    let mut b = equal(|facts| facts.cells[0].value = CellValue::Points(Points(80_000)));
    b.keys("5<Down>").shows("còn 95,00 điểm để đạt Xuất sắc");
}

#[test]
fn a_counted_score_says_its_formula_with_the_numbers_put_in() {
    let mut b = equal(|facts| {
        let table = facts.table.as_mut().unwrap();
        table.formulas.push(Formula { name: "f".into(), version: 1, share: Points(5_000) });
        let leaf = &mut table.criteria[1];
        leaf.maximum = Points(10_000);
        leaf.rule = Some(Rule::Quantity { lower: false, formula: "f".into() });
        facts.cells.retain(|c| c.criterion != 1);
        let line = |unit, target, actual| SheetLine {
            unit,
            criterion: 1,
            target: Some(Points(target)),
            actual: Some(Points(actual)),
            ..SheetLine::default()
        };
        facts.lines = vec![line(1, 4_000, 5_700), line(2, 10_000, 15_000)];
    });
    b.keys("5<Down><CR>").shows("PV01: vượt 17/40 = 42,5%, cao nhất 50%: (0,5 + 0,425) × 100 = 92,50");
}
