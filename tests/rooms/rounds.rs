//! Room 4 over a table of every kind: target and result typed, each cell explained, two appraisals with an explanation between
//! them, blocks of several columns, bonus and deductions left blank; who has sent what.
use super::live::{Bench, Ink, Q2, setup};
use thidua::core::act::Act;
use thidua::core::handed_in::What;
use thidua::core::level::{self, Mark};
use thidua::core::number::Points;
use thidua::core::register::Setup;
use thidua::core::score::{self, CellValue, LineChange, Round, Rule, SheetLine};

/// Four units scored by the table of 100 points with bonus and deductions.
fn kinds(work: impl FnOnce(&mut Ink)) -> Bench {
    let setup = Setup { table: Some("mau_100".into()), ..setup() };
    let mut bench = Bench::after(&setup, (80, 24), work);
    bench.keys("<M-4>");
    bench
}

/// Everything of a unit: maxima, and results of these.
fn fill(ink: &mut Ink, unit: usize, results: &[(&str, Option<i64>, i64)]) {
    let facts = ink.facts();
    let id = facts.units[unit].id;
    for leaf in facts.table.as_ref().unwrap().leaves() {
        let found = results.iter().find(|r| r.0 == leaf.code);
        let (target, actual) = found.map_or((None, 0), |r| (r.1.map(Points), r.2));
        match leaf.rule.as_ref().unwrap() {
            Rule::Derived { .. } => {}
            Rule::Direct | Rule::Pass => ink.score(unit, &leaf.code, Round::Own, leaf.maximum.0),
            Rule::Quantity { .. } | Rule::Count { .. } => {
                let old = SheetLine::blank(id, leaf.id);
                let new = SheetLine { target, actual: Some(Points(actual)), ..old.clone() };
                let (change, reason) = (LineChange { old, new }, String::new());
                ink.act(&Act::Score(score::Act::Line { period: Q2, change, reason, label: String::new() }));
            }
        }
    }
}

fn line(b: &Bench, unit: usize, code: &str) -> SheetLine {
    let facts = b.facts();
    let leaf = facts.table.as_ref().unwrap().criteria.iter().find(|c| c.code == code).unwrap().id;
    let unit = facts.units[unit].id;
    facts.line(unit, leaf).cloned().unwrap_or_else(|| SheetLine::blank(unit, leaf))
}

fn cell(b: &Bench, unit: usize, code: &str, round: Round) -> Option<CellValue> {
    let facts = b.facts();
    let leaf = facts.table.as_ref().unwrap().criteria.iter().find(|c| c.code == code).unwrap().id;
    let unit = facts.units[unit].id;
    facts.cells.iter().find(|c| (c.unit, c.criterion, c.round) == (unit, leaf, round)).map(|c| c.value)
}

#[test]
fn target_and_result_are_typed_and_the_cell_explains_itself() {
    let mut b = kinds(|_| {});
    b.shows("[Tự chấm]").shows("Chỉ tiêu").shows("Kết quả");
    // the self score of a counted leaf is not typed, and says where it is
    b.keys("<Down>7<CR>")
        .shows("do sổ tính từ chỉ tiêu và kết quả")
        .keys("<Esc><Left><Left>")
        .shows("[Chỉ tiêu]");
    b.shows("chưa rõ kết quả nên chưa tính điểm");
    // Tab takes the target and goes on to the result
    b.keys("40<Tab>").shows("[Kết quả]").keys("30<CR><Up>");
    assert_eq!(
        (line(&b, 0, "I.2").target, line(&b, 0, "I.2").actual),
        (Some(Points(4_000)), Some(Points(3_000)))
    );
    b.shows("kết quả 30 trên chỉ tiêu 40: 0,5 × 30/40 × 20 = 7,50");
    let row = b.row("I.2 ");
    assert!(row.contains("40") && row.contains("30") && row.contains("7,50"), "{row}");
    // Enter goes down the column past leaves that have no result; a count has no target
    b.keys("30<CR>");
    assert!(b.row("I.3 ").starts_with('►'), "{}", b.screen());
    b.keys("<Left>0<CR>").shows("chỉ tiêu 0 thì không tính được").keys("<Esc>");
    assert_eq!(line(&b, 0, "I.3").target, None);
    // met or not met, as it is said
    b.keys("<Right><Right><Down>đ<CR>");
    assert_eq!(cell(&b, 0, "I.4", Round::Own), Some(CellValue::Points(Points(1_000))));
    b.keys("<Up>không đạt<CR>");
    assert_eq!(cell(&b, 0, "I.4", Round::Own), Some(CellValue::Points(Points(0))));
    // how many times what, up to where it ends
    b.keys("<End><Left>")
        .shows("Tr.3 chưa ghi số lần")
        .keys("3<CR><Up><Down>")
        .shows("3 × −10 = −30, tối đa −10");
}

#[test]
fn a_target_of_nothing_is_asked_about_where_less_is_better() {
    let setup = Setup { table: Some("mau_100".into()), ..setup() };
    let mut b = Bench::made(&setup, (80, 24), |path| {
        let conn = rusqlite::Connection::open(path).unwrap();
        assert_eq!(
            conn.execute(
                "UPDATE criterion SET lower = 1 WHERE code = 'I.3' AND text LIKE 'Giải quyết hồ sơ đúng%'",
                []
            )
            .unwrap(),
            1
        );
    });
    b.keys("<M-4><Down><Left><Left><Down>0<CR>").shows("Chỉ tiêu 0 nghĩa là gì? · PV01 · I.3");
    b.keys("<Esc>").shows("[0").keys("<CR>").shows("Không để xảy ra").keys("2");
    assert_eq!(line(&b, 0, "I.3").target, None);
    b.keys("0<CR>1");
    assert_eq!(line(&b, 0, "I.3").target, Some(Points(0)));
    b.keys("<Right>0<CR><Up><Up><Up>")
        .keys("<Home><Down><Down>")
        .shows("không để xảy ra, kết quả 0: đủ 10 điểm");
}

#[test]
fn two_appraisals_with_an_explanation_between_them() {
    let mut b = kinds(|ink| fill(ink, 0, &[("I.2", Some(4_000), 3_000), ("I.3", Some(100), 100)]));
    b.keys("<F4><Up><CR>").shows("‹ PV01 Tham mưu ›").keys("<Home><Tab>").shows("[T.định 1]");
    b.keys("15<CR>6<CR>");
    assert_eq!(cell(&b, 0, "I.2", Round::First), Some(CellValue::Points(Points(600))));
    // the second one waits for the first
    b.keys("<Home><Right><Right>").shows("[T.định 2]").keys("9").shows("chưa kết thúc thẩm định lần 1");
    b.keys("<F7>").shows("chưa kết thúc thẩm định lần 1").keys("<Left><Left><F7>");
    // what it set apart from the self scores asks for a word; the list of it leads to the cell
    b.shows("2 ô thẩm định lần 1 khác điểm trước, chưa ghi nhận xét").keys("<CR>");
    b.shows("PV01 · I.1: 20,00 thành 15,00").shows("PV01 · I.2: 7,50 thành 6,00").keys("<Down><CR>");
    b.shows("[T.định 1]").keys("<F3>Còn 3 việc dở<CR>").shows("√ Đã ghi nhận xét PV01 · I.2").keys("<F7>");
    b.shows("1 ô thẩm định lần 1 khác điểm trước").keys("<Down><CR>").shows("T.định 1: đã xong");
    // the unit explains, in a text of its own
    b.keys("<Right><Home><Down>")
        .shows("I.2 chưa có giải trình")
        .keys("<CR>")
        .shows("PV01 · I.2 · giải trình");
    b.keys("Hai việc chuyển sang quý sau<CR>").shows("√ Đã ghi PV01 · I.2 · giải trình");
    assert_eq!(line(&b, 0, "I.2").explanation, "Hai việc chuyển sang quý sau");
    b.keys("<Home><Down>").shows("I.2, giải trình: Hai việc chuyển sang quý sau");
    // the second appraisal answers; the rest keeps the first
    b.keys("<Right>7<CR><Up>");
    assert_eq!(cell(&b, 0, "I.2", Round::Second), Some(CellValue::Points(Points(700))));
    b.shows("Giải trình: Hai việc chuyển sang quý sau");
    b.shows("thẩm định 6,00, lần").shows("giữ điểm lần 1 các ô còn lại").keys("<F7><Down><CR>");
    b.shows("T.định 2: đã xong");
    assert_eq!(b.facts().finished.len(), 2);
    assert!(b.row("I.1 ").trim_end().ends_with("15,00"), "{}", b.screen());
    // a block pasted into it stands beside what the sheet shows: kept from the first one, not written yet
    b.keys("<Home>").paste("I.1\t14\n").shows("Đang có");
    let row = b.row("I.1 ");
    assert!(
        row.contains("15,00") && row.contains("14,00") && row.contains("chưa ghi, đang giữ điểm lần 1"),
        "{row}"
    );
    b.keys("<Esc>");
    b.keys("<C-k>kết thúc thẩm định")
        .shows("giữ nguyên điểm các ô còn lại")
        .lacks("tự chấm các ô")
        .keys("<Esc>");
    b.keys("<Home><Down>");
    // a change asks why, in either appraisal
    b.keys("8<CR>").shows("Lý do sửa điểm thẩm định · PV01 · I.2").keys("Kiểm lại<CR>");
    assert_eq!(cell(&b, 0, "I.2", Round::Second), Some(CellValue::Points(Points(800))));
    b.keys("<Home><Down>").shows("2 8,00. Nhận xét: Kiểm lại");
    // so does a result the appraisals rest on
    b.keys("<Home><Down><Down><C-k>cột trước<CR>");
    b.keys("<Left><Left><Left><Left><Left>2<CR>")
        .shows("Số liệu đã dùng để thẩm định: 1, nay sửa thành 2")
        .keys("<Esc><Esc>");
    // taking the second back leaves the first
    b.keys("<C-k>mở lại thẩm định<CR>");
    assert_eq!(b.facts().finished.len(), 1);
}

/// Who leads a counted leaf is taken out of it: the units compared with it were appraised, and it is asked why.
#[test]
fn not_assigned_for_the_leader_asks_why_when_another_unit_was_appraised() {
    let mut b = kinds(|ink| {
        fill(ink, 0, &[("I.2", Some(4_000), 5_000), ("I.3", Some(100), 100)]);
        fill(ink, 1, &[("I.2", Some(4_000), 9_000), ("I.3", Some(100), 100)]);
        let units = vec![ink.facts().units[0].id];
        let (round, label) = (Round::First, String::new());
        ink.act(&Act::Score(score::Act::Finish { period: Q2, units, round, done: true, label }));
    });
    b.keys("<F4><Up><CR>")
        .shows("‹ PX01 Tổ chức cán bộ ›")
        .shows("[Tự chấm]")
        .keys("<Home><Down>")
        .keys("kg<CR>")
        .shows("Lý do sửa điểm thẩm định · PX01 · I.2");
    b.shows("20,00 sửa thành KG: điểm đã thẩm định của đơn vị khác thay").keys("không giao<CR>");
    assert_eq!(cell(&b, 1, "I.2", Round::Own), Some(CellValue::NotAssigned));
}

#[test]
fn a_pasted_block_takes_each_column_its_head_names() {
    let mut b = kinds(|_| {});
    let before = b.acts();
    b.paste("Mã\tTiêu chí\tTối đa\tChỉ tiêu\tKết quả\tTự chấm\tT.định 1\nI.1\tA\t20\t\t\t18\t17,5\nI.2\tB\t20\t40\t30\t\t6\n");
    b.shows("5 ô sẽ ghi").shows("chỉ tiêu, kết quả").keys("<CR>");
    assert_eq!(b.acts() - before, 1);
    assert_eq!(cell(&b, 0, "I.1", Round::Own), Some(CellValue::Points(Points(1_800))));
    assert_eq!(cell(&b, 0, "I.1", Round::First), Some(CellValue::Points(Points(1_750))));
    assert_eq!(line(&b, 0, "I.2").target, Some(Points(4_000)));
    // without heads nobody knows which one is meant: it is asked
    b.keys("<Home>")
        .paste("I.1\t20\t12\t11\nII.1\t10\t9\t8\n")
        .shows("Lấy cột nào của bảng vừa dán vào cột tự chấm?");
    b.shows("12; 9").keys("2").shows("2 ô sẽ ghi").keys("<CR>");
    assert_eq!(cell(&b, 0, "I.1", Round::Own), Some(CellValue::Points(Points(1_200))));
    assert_eq!(cell(&b, 0, "II.1", Round::Own), Some(CellValue::Points(Points(900))));
}

#[test]
fn bonus_and_deductions_left_blank_are_set_to_nothing_in_one_act() {
    let mut b = kinds(|_| {});
    let before = b.acts();
    b.keys("<C-k>ghi 0 cả cụm<CR>").shows("√ Đã chấm 4 đơn vị · 20 ô");
    assert_eq!(b.acts() - before, 1);
    assert_eq!(line(&b, 3, "Tr.1").actual, Some(Points(0)));
    b.keys("<C-k>ghi 0 đơn vị này<CR>").shows("không còn ô nào trống");
    assert_eq!(b.acts() - before, 1);
}

#[test]
fn submitted_proposals_keep_their_scores_and_say_the_way_out() {
    let mut b = kinds(|ink| {
        let facts = ink.facts();
        let set = facts.levels.unwrap().levels;
        let row =
            |u: &thidua::core::unit::Unit| (u.id, Some(Mark::Level(set[2].id)), "theo thảo luận".into());
        let rows = facts.units.iter().map(row).collect();
        ink.act(&Act::Level(level::Act::Propose { period: Q2, rows, label: String::new() }));
        ink.act(&Act::Level(level::Act::Submit { period: Q2, submitted: true }));
    });
    let before = b.acts();
    b.keys("5").shows("đã chốt đề nghị, điểm không sửa nữa").keys("<F6>5").shows("đã chốt đề nghị");
    assert_eq!(b.acts(), before);
}

#[test]
fn who_has_sent_what_is_asked_for_and_received_by_one_key() {
    let mut b = kinds(|ink| fill(ink, 0, &[]));
    b.keys("<F6><F6>").shows("[Theo dõi nộp]").shows("còn 3 đơn vị chưa nộp đủ").shows("√ đủ ô");
    b.shows("Chưa nộp: PX01 (bảng tự chấm); PX05 (bảng tự chấm)");
    // asked for twice, due on a day, received
    b.keys("<Down><Tab><C-n><C-n>")
        .shows("● nhắc 2 lần")
        .keys("<Up><Down>")
        .shows("PX01 · bảng tự chấm: chưa nộp, đã nhắc 2 lần");
    b.keys("<F7>12/7<CR><Up><Down>")
        .shows("12/07/2021, quá hạn 10 ngày")
        .shows("▲ nhắc 2 lần")
        .shows("hạn 12/07");
    b.keys("<CR>")
        .shows("√ Đã ghi nhận PX01 · bảng tự chấm")
        .keys("<Up><Down>")
        .shows("đã nhận ngày 22/07/2021");
    b.keys("<CR>")
        .shows("Đã nhận PX01 · bảng tự chấm rồi")
        .keys("<F2>")
        .shows("Ngày nhận PX01 · bảng tự chấm");
    b.keys("<C-a>15/7<CR><Up><Down>").shows("đã nhận ngày 15/07/2021");
    // a report: nobody is waited for until something of the kind is noted
    b.keys("<Left><Up><CR>").shows("Chưa nộp: PX01 (báo cáo)");
    // a sheet filled in by somebody else is still waited for
    b.keys("<Right><Del>").shows("PV01 (bảng tự chấm)").keys("<C-z>").lacks("PV01 (bảng tự chấm)");
    let facts = b.facts();
    assert_eq!(facts.handed_in.iter().filter(|h| h.what == What::Scores && h.times == 2).count(), 1);
    b.keys("<C-k>nhắc mọi đơn vị<CR>").shows("√ Đã ghi nhắc 2 đơn vị");
    // the overview says it
    b.keys("<M-1>").shows("Bảng tự chấm: còn PX01");
}

#[test]
fn a_day_that_cannot_stand_is_asked_again_as_it_was_typed() {
    let mut b = kinds(|ink| fill(ink, 0, &[]));
    b.keys("<F6><F6>").shows("[Theo dõi nộp]");
    for open in ["<F7>", "<F2>"] {
        b.keys(open).keys("<C-a>31/6<CR>").shows("[31/6").keys("<Esc>").lacks("[31/6");
    }
    b.keys("<F2><C-a>30/12/2021<CR>").shows("Ngày nhận ở sau hôm nay").shows("[30/12/2021").keys("<Esc>");
    let before = b.acts();
    b.keys("<F2><C-a>31/6<CR><C-a>12/7<CR>").lacks("[12/7");
    assert_eq!(b.acts(), before + 1);
}

#[test]
fn a_comment_that_is_refused_is_asked_for_again_with_its_text() {
    use super::bench::Bench as Hand;
    use thidua::core::act::Refusal;
    use thidua::core::problem::Problem;
    let mut b = Hand::with(100, 30, |facts| {
        let cell = |round| score::Cell {
            unit: 1,
            criterion: 1,
            round,
            value: CellValue::Points(Points(90_000)),
            comment: String::new(),
        };
        facts.cells = vec![cell(Round::Own), cell(Round::First)];
    });
    b.keys("4<F4><Home><CR><Tab>").shows("‹ PV01");
    b.refuse = Some(Refusal::Stale(Problem::new("problem.store_stale").text("thing", "PV01 · I")));
    b.keys("<F3>").shows("Nhận xét của thẩm định").keys("Báo cáo gửi chậm<CR>");
    b.shows("Nhận xét của thẩm định").shows("[Báo cáo gửi chậm").keys("<CR>").lacks("[Báo cáo");
    assert_eq!(b.acts.len(), 2);
}

#[test]
fn explaining_is_found_by_its_name_and_leads_to_its_column() {
    let mut b = kinds(|ink| fill(ink, 0, &[("I.2", Some(4_000), 3_000), ("I.3", Some(100), 100)]));
    b.keys("<F4><Up><CR><Home><Down>").lacks("Giải trình");
    b.keys("<C-k>giai trinh").shows("Ghi giải trình của đơn vị").keys("<CR>");
    b.shows("[Giải trình]").shows("I.2 chưa có giải trình. Enter để ghi");
    b.keys("Hai việc<CR>").shows("√ Đã ghi PV01 · I.2 · giải trình");
    // from the whole cluster it opens the sheet of the unit; what the register counts has none
    b.keys("<F6>")
        .shows("[Toàn cụm]")
        .keys("<C-k>giai trinh<CR>")
        .shows("[Phiếu đơn vị]")
        .shows("[Giải trình]");
    b.keys("<C-k>cột trước<CR><End><Up><Up><Up><Up><Up>")
        .shows("suy ra từ sổ")
        .keys("<C-k>giai trinh<CR>")
        .shows("không gõ điểm");
    b.keys("<F1>").shows("ghi giải trình của đơn");
}
