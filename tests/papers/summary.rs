//! The summary as data: the case's figures in prose and tables, drafts and finals, registers without scores or awards.
use super::case::{award, awards, bare, case, counted, named, tallies};
use jiff::civil::date;
use thidua::core::award::{AwardRow, Basis, RecipientKind};
use thidua::core::count::Figure;
use thidua::core::level::{Approval, Classification, LevelSet, Mark};
use thidua::core::meeting::Part;
use thidua::core::paper::{Block, Cell, Summary};
use thidua::core::quarter::{QuarterFacts, State};
use thidua::core::register::Label;
use thidua::core::score::CellValue;
use thidua::core::summary::{build, preview};
use thidua::core::text;
use thidua::core::words::{Lang, Words};

fn vietnamese(facts: &QuarterFacts, awards: &[AwardRow], draft: bool) -> Summary {
    build(facts, awards, &Words::load(Lang::Vi), draft)
}

/// Every text of the body, one a line.
pub fn prose(summary: &Summary) -> String {
    let mut out = Vec::new();
    for section in &summary.sections {
        out.push(section.title.clone());
        for block in &section.blocks {
            match block {
                Block::Heading(t) | Block::Para(t) | Block::Item(t) => out.push(t.clone()),
                Block::Table(t) => out.push(t.title.clone()),
            }
        }
    }
    out.join("\n")
}

fn with_awards(awards: &[AwardRow]) -> Summary {
    let mut facts = bare();
    facts.tallies = tallies(&facts, awards);
    vietnamese(&facts, awards, true)
}

#[test]
fn the_case_reads_as_it_should_in_both_languages() {
    let (facts, awards) = case();
    let text = prose(&vietnamese(&facts, &awards, true));
    for sentence in [
        "02 tập thể, 04 cá nhân được tặng Bằng khen của Bộ Công an, UBND tỉnh;",
        "10 tập thể, 47 cá nhân được biểu dương gương người tốt, việc tốt;",
        "31 lượt tập thể được biểu dương tại thông báo tháng.",
        "75 ngày đêm lập thành tích",
        "từ ngày 10/3/2021 đến ngày 24/5/2021; đã tổng kết",
    ] {
        assert!(text.contains(sentence), "{sentence} not in\n{text}");
    }
    let english = build(&facts, &awards, &Words::load(Lang::En), false);
    let text = prose(&english);
    for sentence in ["2 collectives, 4 individuals awarded the Bằng khen", "31 collective turns"] {
        assert!(text.contains(sentence), "{sentence} not in\n{text}");
    }
    for summary in [english, vietnamese(&facts, &awards, false)] {
        let all = preview(&summary, 120).join("\n");
        assert!(!all.contains('⟦') && !all.contains('{'), "a text is missing:\n{all}");
    }
}

#[test]
fn figures_of_the_prose_stand_in_the_table_with_the_same_rows() {
    let (facts, awards) = case();
    let summary = vietnamese(&facts, &awards, true);
    assert_eq!(summary.stated.len(), 5);
    let table = summary.tables().find(|t| t.id == "khen-thuong").unwrap();
    for stated in &summary.stated {
        let cell = Cell::Figure(stated.figure, stated.rows.clone());
        assert!(table.rows.iter().flatten().any(|c| *c == cell), "{stated:?}");
        let sum: i64 = awards
            .iter()
            .filter(|a| stated.rows.contains(&a.recipient.id))
            .map(|a| a.recipient.quantity.unwrap())
            .sum();
        assert_eq!(stated.figure, Figure::Exactly(sum), "{stated:?} is the sum of its rows");
    }
    let names: Vec<&str> = summary.stated.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(names[0], "legal:bca,ubnd/collective/heads");
    assert_eq!(names[4], "notice/collective/turns");
}

#[test]
fn the_first_annex_adds_up_and_shows_what_is_not_split() {
    let (facts, awards) = case();
    let summary = vietnamese(&facts, &awards, true);
    let annex = summary.annexes.iter().find(|t| t.id == "khen-thuong-don-vi").unwrap();
    assert_eq!(annex.rows.len(), 13, "twelve units and the whole cluster");
    let last = annex.rows.last().unwrap();
    assert_eq!(last[1], Cell::Text("Toàn cụm, chưa tách theo đơn vị".to_owned()));
    assert_eq!(last[2], Cell::Figure(Figure::Exactly(2), vec![1]));
    let total = annex.total.as_ref().unwrap();
    for (at, cell) in total.iter().enumerate().skip(2) {
        let Cell::Figure(whole, rows) = cell else { unreachable!("{cell:?}") };
        let of = |row: &Vec<Cell>| match &row[at] {
            Cell::Figure(figure, rows) => (figure.number().unwrap_or(0), rows.len()),
            other => unreachable!("{other:?}"),
        };
        let sum: i64 = annex.rows.iter().map(|row| of(row).0).sum();
        assert_eq!(whole.number(), Some(sum), "column {at}");
        assert_eq!(rows.len(), annex.rows.iter().map(|row| of(row).1).sum::<usize>());
    }
}

#[test]
fn unknown_and_mixed_figures_stay_so_in_prose_and_tables() {
    use RecipientKind::{Collective, Individual};
    let rows = [
        award(1, "thong_bao", &["giam_doc"], counted(Collective, Basis::Turns, None, Some(1))),
        award(2, "thong_bao", &["giam_doc"], counted(Individual, Basis::Turns, Some(12), Some(1))),
        award(3, "thong_bao", &["giam_doc"], counted(Individual, Basis::Turns, None, Some(2))),
        award(4, "nguoi_tot", &["giam_doc"], named(Individual, "Đại úy", "Lê An", 3)),
        award(5, "nguoi_tot", &["giam_doc"], counted(Individual, Basis::Turns, Some(8), Some(3))),
    ];
    let summary = with_awards(&rows);
    let text = prose(&summary);
    assert!(
        text.contains("nhiều lượt tập thể (chưa rõ số lượng), ít nhất 12 lượt cá nhân được biểu dương"),
        "{text}"
    );
    assert!(text.contains("ít nhất 01 cá nhân (09 lượt) được biểu dương gương"), "{text}");
    let table = summary.tables().find(|t| t.id == "khen-thuong").unwrap();
    let notice: Vec<String> = table.rows[1].iter().map(|c| summary.print.cell(c)).collect();
    assert_eq!(notice, ["Biểu dương tại thông báo tháng", "–", "?", "–", "ít nhất 12"]);
    assert!(table.notes.iter().any(|n| n.contains("Dấu ?")));
}

#[test]
fn several_forms_on_one_line_are_told_apart_in_prose_and_table() {
    let mut rows = vec![
        award(1, "bang_khen", &["ubnd"], counted(RecipientKind::Collective, Basis::Heads, Some(2), None)),
        award(2, "giay_khen", &["ubnd"], counted(RecipientKind::Collective, Basis::Heads, Some(3), None)),
    ];
    rows.extend(awards().into_iter().filter(|a| a.form == "thong_bao"));
    let summary = with_awards(&rows);
    let text = prose(&summary);
    let sentence =
        "05 tập thể được UBND tỉnh khen thưởng, trong đó: Bằng khen 02 tập thể; Giấy khen 03 tập thể;";
    assert!(text.contains(sentence), "{text}");
    let table = summary.tables().find(|t| t.id == "khen-thuong").unwrap();
    assert_eq!(table.rows[1][0], Cell::Text("– trong đó: Bằng khen".to_owned()));
    for stated in &summary.stated {
        let cell = Cell::Figure(stated.figure, stated.rows.clone());
        assert!(table.rows.iter().flatten().any(|c| *c == cell), "{stated:?}");
    }
}

#[test]
fn nothing_recorded_is_said_and_no_table_is_invented() {
    let summary = with_awards(&[]);
    assert!(prose(&summary).contains("Công tác khen thưởng trong Quý II/2021: chưa có số liệu."));
    assert_eq!(summary.tables().count(), 0, "no scores, no levels, no awards");
    assert!(prose(&summary).contains("Cụm không chấm điểm; xếp loại các đơn vị theo ý kiến thảo luận"));
}

#[test]
fn without_scores_levels_by_discussion_are_listed_in_roster_order() {
    let mut facts = bare();
    let (full, _) = case();
    facts.levels = full.levels;
    facts.marks = full.marks;
    let summary = vietnamese(&facts, &[], true);
    let table = summary.tables().find(|t| t.id == "xep-hang").unwrap();
    assert_eq!(table.columns.len(), 3);
    assert_eq!(
        table.rows[0],
        [Cell::Int(1), Cell::Text("Phòng Tham mưu".into()), Cell::Text("Xuất sắc".into())]
    );
    assert_eq!(table.rows[10][2], Cell::Empty, "nothing proposed for the unit without data");
    let ids: Vec<&str> = summary.annexes.iter().map(|t| t.id.as_str()).collect();
    assert_eq!(ids, ["xep-loai"]);
}

#[test]
fn a_draft_has_no_number_and_marks_what_is_unwritten_a_final_leaves_it_out() {
    let (mut facts, awards) = case();
    facts.texts.retain(|(part, _)| *part != Part::Strengths && *part != Part::Shortcomings);
    let draft = vietnamese(&facts, &awards, true);
    assert_eq!((draft.number.as_str(), draft.draft_line.as_str()), ("", "DỰ THẢO (trình hội nghị)"));
    assert_eq!(draft.sections.len(), 6);
    assert!(draft.seal.is_empty());
    assert!(prose(&draft).contains("(chưa ghi)"));
    let last = vietnamese(&facts, &awards, false);
    assert_eq!((last.number.as_str(), last.draft_line.as_str()), ("Số:       /BC-CTĐ", ""));
    assert_eq!(last.seal, "Số liệu lấy từ sổ thi đua, nhật ký đến mục #128, dấu 1a2b3c4d.");
    let text = prose(&last);
    assert!(!text.contains("chưa ghi") && !text.contains("ƯU ĐIỂM"), "{text}");
    assert!(text.contains("IV. PHƯƠNG HƯỚNG, NHIỆM VỤ QUÝ III/2021"), "the numerals close up:\n{text}");
    assert!(text.contains("3. Công tác khen thưởng"), "so do the numbers of the parts");
}

#[test]
fn before_approval_it_is_a_proposal_and_levels_wait_for_one() {
    let (mut facts, awards) = case();
    let text = prose(&vietnamese(&facts, &awards, true));
    assert!(text.contains("Kết quả đề nghị xếp loại Quý II/2021"), "{text}");
    assert!(
        text.contains("02 đơn vị Xuất sắc; 07 đơn vị Tốt; 02 đơn vị Khá; 01 đơn vị chưa đề nghị."),
        "{text}"
    );
    facts.period.state = State::Approved;
    facts.approval =
        Some(Approval { number: "1890/QĐ-CAT".into(), date: Some(date(2021, 8, 5)), signer: String::new() });
    for mark in &mut facts.marks {
        mark.approved = mark.proposed;
    }
    facts.marks[0].approved = Some(Mark::NotClassified);
    facts.marks[0].approved_reason = "có vụ việc đang xem xét".into();
    let summary = vietnamese(&facts, &awards, false);
    let text = prose(&summary);
    assert!(
        text.contains("Kết quả xếp loại theo văn bản số 1890/QĐ-CAT ngày 05/8/2021: 01 đơn vị Xuất sắc;"),
        "{text}"
    );
    assert!(!text.contains("đề nghị xếp loại Quý"), "{text}");
    let annex = summary.annexes.iter().find(|t| t.id == "xep-loai").unwrap();
    assert_eq!(annex.rows[0].last(), Some(&Cell::Text("có vụ việc đang xem xét".into())));
    assert!(annex.rows[0].contains(&Cell::Text("Không phân loại".into())));
    facts.marks.clear();
    (facts.approval, facts.period.state) = (None, State::Scoring);
    let summary = vietnamese(&facts, &awards, true);
    assert!(!prose(&summary).contains("xếp loại Quý II"), "no levels before they are proposed");
    assert!(summary.annexes.iter().all(|t| t.id != "xep-loai"));
}

#[test]
fn a_block_is_called_a_block_and_the_sample_a_sample() {
    let (mut facts, awards) = case();
    facts.register.label = Label::Block;
    facts.register.sample = true;
    facts.register.letterhead.sign_form.clear();
    facts.register.letterhead.sign_post.clear();
    facts.register.letterhead.recipients.clear();
    let summary = vietnamese(&facts, &awards, true);
    assert_eq!(summary.banner, "SỐ LIỆU MẪU");
    assert_eq!(summary.sign, ["TM. KHỐI THI ĐUA", "KHỐI TRƯỞNG"]);
    assert_eq!(summary.recipients.1, ["- Lưu: VT."]);
    assert!(prose(&summary).contains("Khối tiếp tục triển khai"));
    assert!(prose(&summary).contains("1. Phương hướng của Khối"));
}

#[test]
fn the_recipients_list_is_closed_as_the_form_asks() {
    let (facts, awards) = case();
    let summary = vietnamese(&facts, &awards, true);
    assert_eq!(summary.recipients.1.first().unwrap(), "- Đ/c Giám đốc Công an tỉnh (để báo cáo);");
    assert_eq!(summary.recipients.1.last().unwrap(), "- Lưu: VT, PV01.");
}

#[test]
fn a_wide_cluster_has_one_table_of_all_its_units() {
    let (mut facts, awards) = case();
    for id in 13..=20 {
        let mut unit = facts.units[0].clone();
        (unit.id, unit.code, unit.position) = (id, format!("PK{id}"), id);
        facts.units.push(unit);
    }
    let summary = vietnamese(&facts, &awards, true);
    let ids: Vec<&str> = summary.annexes.iter().map(|t| t.id.as_str()).collect();
    let expected =
        ["khen-thuong-don-vi", "danh-sach-khen-thuong", "diem-theo-nhom", "diem-tieu-chi", "xep-loai"];
    assert_eq!(ids, expected);
    for table in summary.tables() {
        for row in table.rows.iter().chain(&table.total) {
            assert_eq!(row.len(), table.columns.len(), "{}", table.id);
        }
    }
}

#[test]
fn the_preview_keeps_to_its_width() {
    let (facts, awards) = case();
    let summary = vietnamese(&facts, &awards, true);
    for width in [0, 1, 20, 44, 60, 80, 120] {
        for line in preview(&summary, width) {
            assert!(text::width(&line) <= width, "{width}: {line}");
        }
    }
    insta::assert_snapshot!(preview(&summary, 80).join("\n"));
}

#[test]
fn a_level_set_is_not_needed() {
    let (mut facts, awards) = case();
    facts.levels = None::<LevelSet>;
    facts.marks =
        vec![Classification { unit: 1, proposed: Some(Mark::NotClassified), ..Classification::default() }];
    let summary = vietnamese(&facts, &awards, true);
    assert!(prose(&summary).contains("01 đơn vị Không phân loại; 11 đơn vị chưa đề nghị."));
}

#[test]
fn authorities_in_any_order_and_out_of_the_catalogue_keep_their_rows() {
    let one = |id, authorities: &[&str]| {
        award(id, "bang_khen", authorities, counted(RecipientKind::Collective, Basis::Heads, Some(1), None))
    };
    let rows = [one(1, &["bca", "ubnd"]), one(2, &["ubnd", "bca"]), one(3, &["tong_cuc"])];
    let mut facts = bare();
    facts.tallies =
        tallies(&facts, &[one(1, &["bca", "ubnd"]), one(2, &["bca", "ubnd"]), one(3, &["tong_cuc"])]);
    let summary = vietnamese(&facts, &rows, true);
    let traced: Vec<&[i64]> = summary.stated.iter().map(|s| s.rows.as_slice()).collect();
    assert_eq!(traced, [&[1, 2][..], &[3]]);
    assert!(prose(&summary).contains("01 tập thể được tặng Bằng khen."), "an unknown authority is not named");
}

#[test]
fn totals_that_do_not_compare_are_said_under_the_ranks() {
    let (mut facts, awards) = case();
    let notes = |facts: &QuarterFacts, draft| {
        let summary = vietnamese(facts, &awards, draft);
        summary.tables().find(|t| t.id == "xep-hang").unwrap().notes.join(" ")
    };
    facts.cells.retain(|c| c.value != CellValue::NotAssigned);
    assert!(!notes(&facts, true).contains("không giao"));
    facts.cells.iter_mut().take(1).for_each(|c| c.value = CellValue::NotAssigned);
    assert!(notes(&facts, true).contains("Có tiêu chí không giao"), "{}", notes(&facts, true));
    assert!(notes(&facts, true).contains("xem lại cách xếp hạng"));
    assert!(notes(&facts, false).contains("tỷ lệ tính trên điểm được giao."));
}
