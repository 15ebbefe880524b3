//! Room 4: a sheet typed, refused, appraised, finished; the whole cluster; a period that is not scored.
use super::bench::Bench as Hand;
use super::live::{Bench, Ink, Q2, setup};
use thidua::core::act::{Act, Refusal};
use thidua::core::level::{self, Mark};
use thidua::core::number::Points;
use thidua::core::problem::Problem;
use thidua::core::register::Setup;
use thidua::core::score::{CellValue, Round};
use thidua::core::unit::{Role, Unit};

fn sheets(ink: &mut Ink) {
    ink.sheet(0, 500);
    ink.sheet(2, 250);
}

fn bench() -> Bench {
    let mut bench = Bench::after(&setup(), (80, 24), sheets);
    bench.keys("<M-4>");
    bench
}

/// What stands in a cell: the unit by its place, the leaf by its code.
fn cell(bench: &Bench, unit: usize, code: &str, round: Round) -> Option<CellValue> {
    let facts = bench.facts();
    let leaf = facts.table.as_ref().unwrap().criteria.iter().find(|c| c.code == code).unwrap().id;
    let unit = facts.units[unit].id;
    facts.cells.iter().find(|c| (c.unit, c.criterion, c.round) == (unit, leaf, round)).map(|c| c.value)
}

#[expect(clippy::unnecessary_wraps, reason = "compared with a cell, which may be empty")]
fn points(n: i64) -> Option<CellValue> {
    Some(CellValue::Points(Points(n)))
}

#[test]
fn typing_fills_the_sheet_and_no_key_is_lost() {
    let mut b = bench();
    let before = b.acts();
    b.shows("‹ PX01 Tổ chức cán bộ ›").shows("tự chấm: 0/14 ô");
    // all keys wait in one batch while each cell is written
    b.batch("190<CR>186,75<CR>112<CR>kg<CR>37.5<CR>");
    assert_eq!(cell(&b, 1, "I.1", Round::Own), points(19_000));
    assert_eq!(cell(&b, 1, "I.2", Round::Own), points(18_675));
    assert_eq!(cell(&b, 1, "I.3", Round::Own), points(11_200));
    assert_eq!(cell(&b, 1, "I.4", Round::Own), Some(CellValue::NotAssigned));
    assert_eq!(cell(&b, 1, "I.5", Round::Own), points(3_750));
    assert_eq!(b.acts() - before, 5);
    b.shows("tự chấm: 5/14 ô");
    assert!(b.row("I.6 ").starts_with('►'), "{}", b.screen());
    assert!(b.row(" I   ").contains("526,25"));
    // one act each: the last goes back alone
    b.keys("<C-z>");
    assert_eq!(cell(&b, 1, "I.5", Round::Own), None);
    assert_eq!(cell(&b, 1, "I.4", Round::Own), Some(CellValue::NotAssigned));
}

#[test]
fn wrong_input_stays_with_its_sentence() {
    let mut b = bench();
    let before = b.acts();
    for (typed, said) in [
        ("200,5", "vượt điểm tối đa 200"),
        ("-1", "số âm"),
        ("1.500", "đọc được hai cách"),
        ("abc", "không phải là số"),
        ("10,1", "không theo bước 0,25"),
    ] {
        b.keys(typed).keys("<CR>").shows(said);
        let shown = b.row("I.1 ");
        assert!(shown.contains(typed) && shown.contains('▲'), "{shown}");
        b.keys("<Esc>").lacks("▲");
    }
    b.keys("7").paste("12\t13").shows("Ô đang gõ dở").keys("<Esc>");
    assert_eq!(b.acts(), before);
    assert_eq!(cell(&b, 1, "I.1", Round::Own), None);
    // mended in place it is taken
    b.keys("200,5<CR><BS><BS><CR>");
    assert_eq!(cell(&b, 1, "I.1", Round::Own), points(20_000));
    // an emptied cell is empty, not zero
    b.keys("<Up><Del>");
    assert_eq!(cell(&b, 1, "I.1", Round::Own), None);
    assert!(b.row("I.1 ").contains('·'));
}

#[test]
fn a_digit_is_data_and_a_derived_row_refuses_it() {
    let mut b = bench();
    b.keys("<End><Up><Up>").shows("III.2 suy ra từ sổ");
    b.keys("5").shows("không gõ điểm");
    assert!(b.row("III.2 ").starts_with('►'));
    b.keys("<Up>5<CR>");
    assert_eq!(cell(&b, 1, "III.1", Round::Own), points(500));
    b.lacks("1 Tổng quan");
}

#[test]
fn an_appraisal_takes_the_self_score_and_a_change_asks_why() {
    let mut b = bench();
    b.keys("<F4><Up><CR>").shows("‹ PV01 Tham mưu ›").keys("<Tab>").shows("T.định 1: 0/14 ô");
    b.keys("<Home><C-d>");
    assert_eq!(cell(&b, 0, "I.1", Round::First), points(19_500));
    b.keys("190<CR>");
    assert_eq!(cell(&b, 0, "I.2", Round::First), points(19_000));
    // F3 writes the comment of a cell that was appraised
    b.keys("<Up><F3>Báo cáo tháng 5 gửi chậm<CR><Down><Up>").shows("Nhận xét: Báo cáo tháng 5 gửi chậm");
    // changing it asks why, and without an answer nothing is changed and the text stays
    b.keys("188<CR>").shows("Lý do sửa điểm thẩm định · PV01 · I.2").keys("<Esc>");
    assert_eq!(cell(&b, 0, "I.2", Round::First), points(19_000));
    b.shows("188").keys("<CR>Có đơn phản ánh<CR>");
    assert_eq!(cell(&b, 0, "I.2", Round::First), points(18_800));
    b.keys("<Up>").shows("thẩm định 188,00. Nhận xét: Báo cáo tháng 5 gửi chậm");
    // emptying it too; the reason given before is offered
    b.keys("<Home><Del>").shows("Có đơn phản ánh").keys("<Down><CR>");
    assert_eq!(cell(&b, 0, "I.1", Round::First), None);
}

#[test]
fn the_rest_keeps_its_self_score_and_blanks_stand_in_the_way() {
    let mut b = bench();
    b.keys("<F7>")
        .shows("Chưa kết thúc được thẩm định lần 1")
        .shows("PX01 Tổ chức cán bộ: chưa có số liệu")
        .keys("<Esc>");
    b.keys("<M-Left><Tab><F7>").shows("T.định 1: đã xong");
    // what the appraisal kept stands in its column, and in its sum
    assert!(b.row("I.1 ").ends_with("195,00      195,00"), "{}", b.screen());
    assert!(b.row("Cộng  ").ends_with("910,00      910,00"));
    b.keys("<Home>").shows("I.1 Tham mưu, chỉ đạo: tối đa 200, tự chấm 195,00, thẩm định giữ nguyên");
    assert!(b.row("I.1 ").contains("195,00"));
    assert_eq!(b.facts().finished, vec![(b.facts().units[0].id, Round::First)]);
    // the complete ones of the cluster, after seeing how many are not
    b.keys("<C-k>thẩm định cả cụm<CR>").shows("Còn 2 đơn vị có ô trống").keys("<CR>");
    assert_eq!(b.facts().finished.len(), 2);
    b.keys("<C-k>mở lại thẩm định<CR>").shows("T.định 1: 0/14 ô");
    assert_eq!(b.facts().finished.len(), 1);
}

#[test]
fn the_whole_cluster_is_looked_at_and_leads_back() {
    let mut b = bench();
    b.keys("<F6>").shows("[Toàn cụm]").shows("[PX01]").shows("195,00").shows("197,50").shows("945,00");
    b.shows("dưới còn");
    b.keys("<Right>").shows("[PX05]").shows("PX05 Thanh tra · I.1");
    b.keys("<Tab>").shows("T.định 1: 0/4 đơn vị xong").keys("<Tab>").shows("T.định 2: 0/4");
    b.keys("<Tab>").shows("được tính: 28/56 ô").keys("5").shows("Cột Được tính do sổ tính ra");
    b.keys("<S-Tab><S-Tab><S-Tab><Down><CR>").shows("‹ PX05 Thanh tra ›");
    assert!(b.row("I.2 ").starts_with('►'));
}

#[test]
fn a_cell_of_the_whole_cluster_is_typed_like_any_other() {
    let mut b = bench();
    let before = b.acts();
    b.keys("<F6>").shows("[PX01]").keys("100").shows("[100").keys("<CR>150<CR><Up><Up>");
    assert_eq!(cell(&b, 1, "I.1", Round::Own), points(10_000));
    assert_eq!(cell(&b, 1, "I.2", Round::Own), points(15_000));
    b.shows("PX01 Tổ chức cán bộ · I.1").shows("tự chấm: 100,00").keys("<Del>");
    assert_eq!(cell(&b, 1, "I.1", Round::Own), None);
    // a wrong one stays, with its sentence
    b.keys("999<CR>").shows("vượt điểm tối đa").shows("[999").keys("<Esc>");
    // in another unit's column, in the next round
    b.keys("<Left><Tab>190<CR>");
    assert_eq!(cell(&b, 0, "I.1", Round::First), points(19_000));
    assert_eq!(b.acts() - before, 4);
}

#[test]
fn a_period_without_a_table_says_so_and_takes_one() {
    let plain = Setup { table: None, ..setup() };
    let mut b = Bench::new(&plain, (80, 24));
    b.keys("<M-4>").shows("Quý II/2021 chưa dùng bảng điểm nào");
    b.keys("5<CR>").shows("Bảng điểm của Quý II/2021").shows("1.000 điểm, 15 tiêu chí").keys("<CR>");
    assert!(b.facts().table.is_some());
    b.shows("‹ PV01 Tham mưu ›").shows("tự chấm: 0/14 ô");
}

#[test]
fn a_locked_period_is_looked_at_and_refuses() {
    let mut b = Bench::after(&setup(), (80, 24), |ink| {
        sheets(ink);
        let facts = ink.facts();
        let set = facts.levels.unwrap().levels;
        let rows = facts
            .units
            .iter()
            .map(|u| (u.id, Some(Mark::Level(set[2].id)), "theo thảo luận".into()))
            .collect();
        ink.act(&Act::Level(level::Act::Propose { period: Q2, rows, label: String::new() }));
        ink.act(&Act::Level(level::Act::Lock { period: Q2 }));
    });
    let before = b.acts();
    let said = "Quý II/2021 đã khóa. Mở lại sổ: Ctrl+K";
    b.keys("<M-4>").shows("đã khóa").keys("5").shows(said);
    for key in ["<F2>", "<Del>", "<C-d>", "<F3>", "<F7>"] {
        b.keys("<Up>").lacks(said).keys(key).shows(said);
    }
    assert_eq!(b.acts(), before);
    b.keys("<Tab>").shows("T.định 1: ").keys("<F6>").shows("[Toàn cụm]");
}

#[test]
fn what_somebody_else_changed_meanwhile_is_said_and_the_text_stays() {
    let mut b = Hand::new(80, 24);
    b.refuse = Some(Refusal::Stale(Problem::new("problem.store_stale").text("thing", "PV01 · I")));
    b.keys("<M-4>92,5<CR>").shows("[92,5").shows("▲");
    assert_eq!(b.acts.len(), 1);
    b.keys("<CR>");
    assert_eq!(b.acts.len(), 2);
    b.lacks("[92,5");
}

#[test]
fn every_size_bears_it() {
    let mut b = bench();
    for (w, h) in [(60, 16), (61, 17), (79, 24), (100, 30), (120, 40), (200, 60)] {
        b.resize(w, h).shows("Tự chấm");
        b.keys("1")
            .shows("[1")
            .keys("<Esc><F6>")
            .shows("Toàn cụm")
            .keys("<F6>")
            .shows("Theo dõi nộp")
            .keys("<Esc>");
    }
    for (w, h) in [(0, 0), (1, 1), (10, 3), (59, 15)] {
        b.resize(w, h).screen();
    }
}

#[test]
fn a_command_from_an_open_cell_takes_the_cell_first() {
    let mut b = bench();
    b.keys("<F4><Up><CR><Tab><Home>190<F3>").shows("Nhận xét của thẩm định · PV01 · I.1");
    assert_eq!(cell(&b, 0, "I.1", Round::First), points(19_000));
    // the toast names what was written
    b.keys("Chậm<CR>").shows("Đã ghi nhận xét PV01 · I.1");
    // a wrong cell stays, and nothing is run
    b.keys("<Down>999<F3>").shows("vượt điểm tối đa").lacks("Nhận xét của thẩm định ·").keys("<Esc>");
    // the command list knows the room's commands too; a changed score asks why first
    b.keys("<Up>188<C-k>ghi nhận xét<CR>").shows("Lý do sửa điểm thẩm định").keys("Kiểm lại<CR>");
    b.shows("Nhận xét của thẩm định · PV01 · I.1").shows("thẩm định lần 1 188,00").keys("<Esc>");
    assert_eq!(cell(&b, 0, "I.1", Round::First), points(18_800));
    b.keys("<Down>7<M-Right>").shows("‹ PX01 Tổ chức cán bộ ›");
    assert_eq!(cell(&b, 0, "I.2", Round::First), points(700));
}

#[test]
fn rows_out_of_sight_are_counted() {
    let mut b = bench();
    let (rows, below) = (b.facts().table.unwrap().criteria.len(), |b: &mut Bench| b.row("dưới còn"));
    let shown = below(&mut b);
    assert!(shown.trim_start().starts_with("dưới còn "), "{shown}");
    b.keys("<End>").shows("trên còn ").lacks("dưới còn");
    b.resize(120, 40).lacks("dưới còn").lacks("trên còn");
    assert!(rows > 10);
}

/// Ten units, the last of them with a name of its own.
fn ten() -> Hand {
    Hand::with(80, 24, |facts| {
        for n in 5..=10 {
            let unit = super::bench::unit(n, &format!("PC{n:02}"), &format!("Phòng số {n}"), Role::default());
            facts.units.push(unit);
        }
        facts.units[9].name = "Đội Cảnh sát đặc nhiệm".into();
    })
}

#[test]
fn a_long_list_is_filtered_by_typing_without_accents() {
    let mut b = ten();
    b.keys("<M-4><F4>").shows("Gõ để tìm").shows("PX01");
    b.keys("dac nhiem").shows("PC10 ").lacks("PC09").keys("<CR>").shows("‹ PC10 ");
    // down in what was found; nothing found chooses nothing
    b.keys("<F4>pc so<Down><CR>").shows("‹ PC06 ");
    b.keys("<F4>zzz<CR>").shows("▲ Không có dòng nào có những chữ ấy").keys("<Esc>").shows("‹ PC06 ");
    // opened without typing the list stands on the unit shown
    b.keys("<F4><Down><CR>").shows("‹ PC07 ");
}

#[test]
fn an_empty_reason_says_what_is_missing() {
    let mut b = bench();
    b.keys("<F4><Up><CR><Tab><Home>190<CR><Up>188<CR>").shows("Lý do sửa điểm thẩm định");
    b.lacks("Gõ lý do rồi Enter").keys("<CR>").shows("▲ Gõ lý do rồi Enter");
    b.keys("x").lacks("Gõ lý do rồi Enter").keys("<BS><CR>").shows("▲ Gõ lý do rồi Enter");
    b.keys("<Esc><Esc><F3><CR>").shows("▲ Gõ nhận xét rồi Enter");
}

/// Where nothing is entered any more nothing invites to it.
#[test]
fn an_empty_list_of_a_locked_quarter_says_that_it_is_closed() {
    let mut open = Bench::after(&setup(), (120, 40), |_| {});
    open.keys("<M-2>").shows("ghi khen thưởng đầu tiên").shows("Ctrl+N    ghi quyết định").keys("<Tab>");
    open.shows("Ctrl+N    ghi");
    let mut b = Bench::after(&setup(), (120, 40), |ink| {
        let facts = ink.facts();
        let of = |u: &Unit| (u.id, Some(Mark::NotClassified), "chưa đủ thời gian".into());
        let rows = facts.units.iter().map(of).collect();
        ink.act(&Act::Level(level::Act::Propose { period: Q2, rows, label: "tất cả".into() }));
        ink.act(&Act::Level(level::Act::Lock { period: Q2 }));
    });
    b.keys("<M-2>").shows("Quý II/2021 đã khóa").lacks("đầu tiên").lacks("Ctrl+N    ghi").keys("<Tab>");
    b.shows("Quý II/2021 đã khóa").lacks("đầu tiên").lacks("Ctrl+N    ghi");
}
