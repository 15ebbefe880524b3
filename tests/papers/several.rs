//! The papers beside the report: classification result, scores and ranking, points explained. Figures are those of the
//! standings, titles those of the state, and every format holds them.
use super::case::{bare, case};
use super::demo::{quarter, sample};
use super::office::{document, ordered, parts, sheet};
use jiff::civil::date;
use std::collections::BTreeSet;
use thidua::core::adjustment::{Adjustment, Change, Stage};
use thidua::core::award::AwardRow;
use thidua::core::ballot::{Ballot, BallotKind, Base, Method, Vote};
use thidua::core::change;
use thidua::core::level::{Approval, Mark};
use thidua::core::number::Points;
use thidua::core::paper::{Block, Cell, Summary, Table};
use thidua::core::period::PeriodKey;
use thidua::core::quarter::{QuarterFacts, State};
use thidua::core::score::{
    CellValue, Criterion, Final, Formula, Origin, RankBy, Round, Rule, SheetLine, Tie,
};
use thidua::core::standing::{self, Finals};
use thidua::core::summary::{Given, Of, Paper, paper, preview};
use thidua::core::words::{Lang, Words};
use thidua::papers;

fn make(what: Paper, of: Of, facts: &QuarterFacts, awards: &[AwardRow], draft: bool) -> Summary {
    paper(what, of, Given { facts, awards, before: None, after: None }, &Words::load(Lang::Vi), draft)
}

fn table<'a>(summary: &'a Summary, id: &str) -> &'a Table {
    summary.tables().find(|t| t.id == id).unwrap_or_else(|| panic!("no table {id} in {}", summary.file))
}

/// Every text of a paper as Markdown has it.
fn text(summary: &Summary) -> String {
    String::from_utf8(papers::make(summary, "md").unwrap().pop().unwrap().bytes).unwrap()
}

/// Every copy of every paper of the case that can be made.
fn all(facts: &QuarterFacts) -> Vec<(Paper, Of)> {
    let of = |p: Paper| p.copies(facts).unwrap_or_default().into_iter().map(move |of| (p, of));
    Paper::ALL.into_iter().flat_map(of).collect()
}

fn approved(facts: &mut QuarterFacts) {
    facts.period.state = State::Approved;
    facts.approval =
        Some(Approval { number: "1890/QĐ-CAT".into(), date: Some(date(2021, 8, 5)), signer: String::new() });
    for mark in &mut facts.marks {
        mark.approved = mark.proposed;
    }
}

#[test]
fn every_paper_is_made_in_every_format_and_both_languages_under_a_name_of_its_own() {
    let (facts, awards) = case();
    let copies = all(&facts);
    assert_eq!(copies.len(), 3 + 12, "report, result, scores, and one explanation a unit");
    for lang in [Lang::Vi, Lang::En] {
        let words = Words::load(lang);
        let mut names = BTreeSet::new();
        for (what, of) in &copies {
            for draft in [true, false] {
                let given = Given { facts: &facts, awards: &awards, before: None, after: None };
                let summary = paper(*what, *of, given, &words, draft);
                let shown = preview(&summary, 100).join("\n");
                assert!(!shown.contains('⟦') && !shown.contains('{'), "a text is missing:\n{shown}");
                for format in papers::FORMATS {
                    for file in papers::make(&summary, format.ending).unwrap() {
                        assert!(!file.bytes.is_empty() && file.name.is_ascii(), "{}", file.name);
                        assert!(draft || names.insert(file.name.clone()), "{} twice", file.name);
                    }
                }
                for part in ["word/document.xml", "word/styles.xml"] {
                    ordered(&super::office::parse(&parts(&summary, "docx")[part]));
                }
                for table in summary.tables() {
                    for row in table.rows.iter().chain(&table.total) {
                        assert_eq!(row.len(), table.columns.len(), "{} {}", summary.file, table.id);
                    }
                }
            }
        }
        for name in [
            "ket-qua-xep-loai-2021-Q2.docx",
            "bang-diem-xep-hang-2021-Q2.xlsx",
            "giai-trinh-diem-PV01-2021-Q2.md",
        ] {
            assert!(names.contains(name), "{name} not in {names:?}");
        }
        assert!(names.contains("giai-trinh-diem-benh-vien-cong-an-tinh-2021-Q2.docx"), "{names:?}");
    }
}

#[test]
fn the_tables_have_the_ranks_totals_and_finals_of_the_standings() {
    let (facts, awards) = case();
    let standings = standing::rank(&facts);
    let finals = Finals::new(&facts);
    let result = make(Paper::Result, Of::Period, &facts, &awards, true);
    let scores = make(Paper::Scores, Of::Period, &facts, &awards, true);
    let groups = table(&scores, "diem-theo-nhom");
    for (at, row) in standings.rows.iter().enumerate() {
        let rank = row.rank.map_or(Cell::Empty, |n| Cell::Int(i64::from(n)));
        let total = if row.empty { Cell::Empty } else { Cell::Points(row.total) };
        let line = &table(&result, "xep-loai").rows[at];
        assert_eq!((&line[0], &line[2]), (&rank, &total));
        let line = &groups.rows[at];
        assert_eq!((&line[0], &line[line.len() - 2]), (&rank, &total));
        for (n, points) in row.groups.iter().enumerate() {
            let cell = if row.empty { Cell::Empty } else { Cell::Points(*points) };
            assert_eq!(line[2 + n], cell);
        }
    }
    let criteria = table(&scores, "diem-tieu-chi");
    let score_table = facts.table.as_ref().unwrap();
    let mut seen = 0;
    for (criterion, line) in score_table.criteria.iter().zip(&criteria.rows) {
        for (unit, cell) in facts.units.iter().zip(&line[3..]).filter(|_| criterion.rule.is_some()) {
            let expected = finals.of(unit.id, criterion);
            match (cell, expected) {
                (Cell::Empty, Final::Blank) => {}
                (Cell::Text(text), Final::NotAssigned) => assert_eq!(text, "KG"),
                (Cell::Points(p) | Cell::Marked(p, _), Final::Points(q, _)) => assert_eq!(*p, q),
                other => panic!("{other:?}"),
            }
            seen += 1;
        }
    }
    assert_eq!(seen, 12 * score_table.leaves().count());
    for unit in &facts.units {
        let why = make(Paper::Why, Of::Unit(unit.id), &facts, &awards, true);
        let leaves = table(&why, "tung-tieu-chi");
        let last = leaves.columns.len() - 2;
        for (criterion, line) in score_table.criteria.iter().zip(&leaves.rows) {
            if criterion.rule.is_some()
                && let Final::Points(points, _) = finals.of(unit.id, criterion)
            {
                assert_eq!(line[last], Cell::Points(points), "{} {}", unit.name, criterion.code);
            }
        }
        let row = standings.row(unit.id).unwrap();
        let total = if row.empty { Cell::Empty } else { Cell::Points(row.total) };
        assert_eq!(leaves.total.as_ref().unwrap()[last], total);
    }
}

#[test]
fn the_result_is_titled_by_its_state() {
    let (mut facts, awards) = case();
    let proposed = make(Paper::Result, Of::Period, &facts, &awards, true);
    assert_eq!(proposed.kind, "KẾT QUẢ ĐỀ NGHỊ XẾP LOẠI");
    assert_eq!((proposed.draft_line.as_str(), proposed.under.as_str()), ("DỰ THẢO (trình hội nghị)", ""));
    assert!(proposed.number.is_empty(), "it goes with another paper");
    approved(&mut facts);
    facts.marks[0].approved = Some(Mark::NotClassified);
    facts.marks[0].approved_reason = "có vụ việc đang xem xét".into();
    let result = make(Paper::Result, Of::Period, &facts, &awards, false);
    assert_eq!(result.kind, "KẾT QUẢ XẾP LOẠI");
    assert_eq!(result.under, "(Theo văn bản số 1890/QĐ-CAT ngày 05/8/2021)");
    // the meeting was in July
    assert!(proposed.place_date.contains("tháng 7") && result.place_date.contains("tháng 8"));
    assert!(make(Paper::Why, Of::Unit(1), &facts, &awards, false).place_date.contains("tháng 8"));
    let first = &table(&result, "xep-loai").rows[0];
    assert!(first.contains(&Cell::Text("Không phân loại".into())), "{first:?}");
    let Some(Cell::Text(reasons)) = first.last() else { unreachable!() };
    assert!(reasons.contains("đủ điểm mức Xuất sắc (từ 90%)"), "{reasons}");
    assert!(reasons.ends_with("lý do duyệt: có vụ việc đang xem xét"), "{reasons}");
    facts.adjustments = vec![Adjustment {
        id: 1,
        rev: 1,
        ordinal: 2,
        stage: Stage::Applied,
        reason: "kỷ luật".into(),
        number: "2200/QĐ-CAT".into(),
        date: Some(date(2021, 9, 1)),
        signer: String::new(),
        changes: Vec::new(),
    }];
    let result = make(Paper::Result, Of::Period, &facts, &awards, false);
    assert!(
        result.under.ends_with("\n(Đã điều chỉnh lần 2 theo văn bản số 2200/QĐ-CAT ngày 01/9/2021)"),
        "{}",
        result.under
    );
    assert!(text(&result).contains("Đã điều chỉnh lần 2"), "in the file too");
}

#[test]
fn before_any_proposal_the_draft_says_so_and_shows_what_is_suggested() {
    let (mut facts, awards) = case();
    facts.marks.clear();
    facts.period.state = State::Scoring;
    let draft = make(Paper::Result, Of::Period, &facts, &awards, true);
    assert!(
        text(&draft).contains(
            "Các đơn vị của cụm chưa được đề nghị xếp loại. Mức ghi trong bảng là dự kiến theo điểm"
        )
    );
    let levels = table(&draft, "xep-loai");
    assert_eq!(levels.columns[4].head, "Dự kiến");
    let suggestions = standing::suggest(&facts, &standing::rank(&facts));
    let first = standing::rank(&facts).rows[0].unit;
    let level = suggestions.iter().find(|s| s.unit == first).unwrap().level.unwrap();
    let name = facts.level_name(Mark::Level(level)).unwrap().to_owned();
    assert_eq!(levels.rows[0][4], Cell::Text(name));
    assert_eq!(draft.kind, "KẾT QUẢ ĐỀ NGHỊ XẾP LOẠI");
}

#[test]
fn the_tally_shows_each_level_beside_its_quota_and_says_what_is_over() {
    let (mut facts, awards) = case();
    let best = facts.levels.as_ref().unwrap().levels[0].clone();
    let places = standing::meters(&facts, &[])[0].places.unwrap();
    let result = make(Paper::Result, Of::Period, &facts, &awards, true);
    let rows = &table(&result, "tong-hop-xep-loai").rows;
    let share = best.quota.unwrap().short(Lang::Vi);
    assert_eq!(rows[0][3], Cell::Text(format!("{places} đơn vị ({share}%)")));
    assert!(!text(&result).contains("vượt tỷ lệ tối đa:"));
    for mark in facts.marks.iter_mut().take(places + 1) {
        mark.proposed = Some(Mark::Level(best.id));
    }
    let over = make(Paper::Result, Of::Period, &facts, &awards, true);
    let note = format!("Đề nghị vượt tỷ lệ tối đa: {} {}/{places}.", best.name, places + 1);
    assert!(table(&over, "xep-loai").notes.contains(&note), "{:?}", table(&over, "xep-loai").notes);
}

#[test]
fn a_cluster_too_wide_for_a_page_goes_on_in_word_and_stays_whole_in_excel() {
    let (facts, awards) = case();
    let scores = make(Paper::Scores, Of::Period, &facts, &awards, true);
    let wide = table(&scores, "diem-tieu-chi");
    assert_eq!((wide.columns.len(), wide.lead), (15, 3));
    let document = document(&scores);
    let grids: Vec<usize> =
        document.all("w:tbl").iter().map(|t| t.all("w:gridCol").len()).filter(|n| *n > 8).collect();
    assert_eq!(grids, [9, 9], "twelve units: six and six, each with code, text and maximum");
    let titles: Vec<String> =
        document.all("w:p").iter().map(|p| p.whole()).filter(|p| p.contains("TỪNG TIÊU CHÍ")).collect();
    assert_eq!(
        titles,
        ["ĐIỂM TỪNG TIÊU CHÍ CỦA CÁC ĐƠN VỊ", "ĐIỂM TỪNG TIÊU CHÍ CỦA CÁC ĐƠN VỊ (tiếp theo)"]
    );
    let criteria = sheet(&parts(&scores, "xlsx"), "diem-tieu-chi");
    assert!(criteria.contains_key("O5"), "all twelve on one sheet");
    assert!(!parts(&scores, "xlsx").keys().any(|name| name.contains("sheet3")), "no second one");
}

#[test]
fn finals_carry_the_sign_of_where_they_come_from() {
    let (mut facts, awards) = case();
    let leaf = facts.table.as_ref().unwrap().leaves().next().unwrap().id;
    facts.finished.clear();
    facts.cells.retain(|c| c.criterion != leaf);
    let cell = |unit, round, value| thidua::core::score::Cell {
        unit,
        criterion: leaf,
        round,
        value,
        comment: String::new(),
    };
    facts.cells.extend([
        cell(1, Round::Own, CellValue::Points(Points(1_000))),
        cell(2, Round::Own, CellValue::Points(Points(1_000))),
        cell(2, Round::First, CellValue::Points(Points(900))),
        cell(3, Round::First, CellValue::Points(Points(800))),
        cell(3, Round::Second, CellValue::Points(Points(850))),
        cell(4, Round::Own, CellValue::NotAssigned),
    ]);
    let scores = make(Paper::Scores, Of::Period, &facts, &awards, true);
    let wide = table(&scores, "diem-tieu-chi");
    let at = facts.table.as_ref().unwrap().criteria.iter().position(|c| c.id == leaf).unwrap();
    let shown: Vec<String> = wide.rows[at][3..8].iter().map(|c| scores.print.cell(c)).collect();
    assert_eq!(shown, ["10,00*", "9,00", "8,50(2)", "KG", "·"]);
    let notes = wide.notes.join(" ");
    for said in ["Dấu ·: chưa có.", "KG: không giao.", "* chưa thẩm định", "(2) thẩm định lần 2"]
    {
        assert!(notes.contains(said), "{said} not in {notes}");
    }
    let sheet = sheet(&parts(&scores, "xlsx"), "diem-tieu-chi");
    assert!(sheet.values().any(|v| v == "8.5"), "a number with a sign stays a number");
    let csv = papers::make(&scores, "csv").unwrap();
    let csv = csv.into_iter().find(|f| f.name.ends_with("diem-tieu-chi.csv")).unwrap();
    assert!(String::from_utf8(csv.bytes).unwrap().contains(",10.00,9.00,8.50,KG,,"));
    facts.cells.retain(|c| c.round == Round::Own);
    let notes =
        table(&make(Paper::Scores, Of::Period, &facts, &awards, true), "diem-tieu-chi").notes.join(" ");
    assert!(notes.contains("là điểm tự chấm, chưa thẩm định") && !notes.contains('*'), "{notes}");
}

/// The word of the round that gave the score stands beside it (the first appraisal has a column of its own, which names it); those of the others say whose they are.
#[test]
fn a_score_is_explained_by_the_words_of_each_round() {
    let (mut facts, awards) = case();
    let leaf = facts.table.as_ref().unwrap().leaves().next().unwrap().id;
    facts.cells.retain(|c| c.criterion != leaf);
    let cell = |unit, round, points, comment: &str| thidua::core::score::Cell {
        unit,
        criterion: leaf,
        round,
        value: CellValue::Points(Points(points)),
        comment: comment.into(),
    };
    facts.cells.extend([
        cell(1, Round::Own, 1_000, "cộng nhầm"),
        cell(1, Round::First, 900, "Thiếu\nminh chứng"),
        cell(2, Round::Own, 1_000, ""),
        cell(2, Round::First, 900, "Thiếu minh chứng"),
        cell(2, Round::Second, 950, "Chấp nhận một phần"),
    ]);
    let from = |unit| {
        let why = make(Paper::Why, Of::Unit(unit), &facts, &awards, true);
        let leaves = table(&why, "tung-tieu-chi");
        let at = facts.table.as_ref().unwrap().criteria.iter().position(|c| c.id == leaf).unwrap();
        why.print.cell(leaves.rows[at].last().unwrap())
    };
    let first = "giảm 1,00: Thiếu minh chứng; lý do sửa điểm tự chấm: cộng nhầm";
    assert!(from(1).starts_with(first), "{}", from(1));
    let second = "thẩm định lần 2 tăng 0,50: Chấp nhận một phần; nhận xét lần 1: Thiếu minh chứng";
    assert!(from(2).starts_with(second), "{}", from(2));
}

#[test]
fn hidden_criteria_are_printed_by_their_number() {
    let (mut facts, awards) = case();
    let hidden = facts.table.as_ref().unwrap().leaves().nth(6).unwrap().clone();
    let of = facts.table.as_mut().unwrap().criteria.iter_mut().find(|c| c.id == hidden.id).unwrap();
    of.hidden = true;
    for (what, of) in all(&facts) {
        let text = text(&make(what, of, &facts, &awards, true));
        assert!(!text.contains(&format!("| {} |", hidden.text)), "{what:?}");
        assert_eq!(text.contains("Tiêu chí số 7"), what != Paper::Result, "{what:?}");
    }
}

fn counts(leaf: &Criterion, row: &AwardRow) -> bool {
    let Some(Rule::Derived { rules }) = &leaf.rule else { return false };
    rules.iter().any(|r| r.form == row.form && r.kind == row.recipient.kind)
}

#[test]
fn an_explanation_leads_from_every_point_to_its_record() {
    let (_home, store) = sample();
    let (facts, awards) = quarter(&store, PeriodKey::quarter(2021, 2));
    let standings = standing::rank(&facts);
    let finals = Finals::new(&facts);
    let mut derived = 0;
    for unit in &facts.units {
        let why = make(Paper::Why, Of::Unit(unit.id), &facts, &awards, true);
        let lines = &table(&why, "tung-tieu-chi").rows;
        for (criterion, line) in facts.table.as_ref().unwrap().criteria.iter().zip(lines) {
            let Some(Cell::Text(from)) = line.last() else { unreachable!() };
            if criterion.rule.is_none() {
                continue;
            }
            // nothing is said of what the appraisal kept but in a note
            let kept = line.contains(&Cell::Text("–".into()));
            assert!(kept || !from.is_empty(), "{} {}", unit.name, criterion.code);
            if matches!(finals.of(unit.id, criterion), Final::Points(_, Origin::Derived)) {
                for part in standing::derived_parts(&facts, unit.id, criterion).iter().filter(|p| p.n > 0) {
                    let (n, points) = (part.n.to_string(), part.points.show(Lang::Vi));
                    assert!(
                        from.contains(&n) && from.contains(&format!("= {points}")),
                        "{n}, {points}: {from}"
                    );
                    derived += 1;
                }
                // the records behind it stand in the list below, each with its number
                let rules =
                    awards.iter().filter(|a| a.recipient.unit == Some(unit.id) && counts(criterion, a));
                let records = why.tables().find(|t| t.id == "muc-khen");
                let listed: Vec<i64> = records
                    .iter()
                    .flat_map(|t| &t.rows)
                    .filter(|row| row[6] == Cell::Text(criterion.code.clone()))
                    .filter_map(
                        |row| if let Cell::Figure(_, keys) = &row[5] { Some(keys.clone()) } else { None },
                    )
                    .flatten()
                    .collect();
                let mut expected: Vec<i64> = rules.map(|a| a.recipient.id).collect();
                let mut found = listed;
                expected.sort_unstable();
                found.sort_unstable();
                assert_eq!(found, expected, "{}", unit.name);
            }
        }
        let row = standings.row(unit.id).unwrap();
        if row.rank.is_some() {
            assert!(why.preface.contains(&row.total.show(Lang::Vi)), "{}", why.preface);
            // none where the unit beside it has the same points in every criterion
            if let Some(apart) = why.tables().find(|t| t.id == "chenh-lech") {
                assert_eq!(apart.total.as_ref().unwrap()[2], Cell::Points(row.total));
            } else {
                assert!(row.tied, "{}", unit.name);
            }
        } else {
            assert!(why.preface.contains("chưa có hạng"), "{}", why.preface);
        }
    }
    assert!(derived > 0, "the walk sees derived points");
}

#[test]
fn what_cannot_be_made_yet_says_why() {
    let words = Words::load(Lang::Vi);
    let said = |paper: Paper, facts: &QuarterFacts| words.say(&paper.copies(facts).unwrap_err());
    let empty = bare();
    assert!(said(Paper::Scores, &empty).starts_with("Quý II/2021 không chấm điểm"));
    assert!(said(Paper::Why, &empty).contains("phòng 4"));
    assert!(said(Paper::Result, &empty).contains("chưa có bộ mức xếp loại"));
    assert!(said(Paper::Adjustment, &empty).contains("chưa có lần điều chỉnh nào"));
    assert_eq!(Paper::Report.copies(&empty), Ok(vec![Of::Period]));
    for paper in Paper::ALL {
        assert_eq!(Paper::of(paper.code()), Some(paper));
    }
}

#[test]
fn units_alike_in_name_have_files_of_their_own() {
    let (mut facts, awards) = case();
    facts.units[10].code = "PX 05/A".into();
    facts.units[11].code = "PX-05 A".into();
    let files: Vec<String> = facts.units[10..]
        .iter()
        .map(|u| make(Paper::Why, Of::Unit(u.id), &facts, &awards, true).file)
        .collect();
    assert_eq!(files, ["giai-trinh-diem-PX-05-A-11-2021-Q2", "giai-trinh-diem-PX-05-A-12-2021-Q2"]);
}

/// The notes on settled ties, the same under the ranks of the result, of the scores and of the report.
fn settled(facts: &QuarterFacts, awards: &[AwardRow]) -> Vec<String> {
    let under = |what, id| {
        let notes = table(&make(what, Of::Period, facts, awards, true), id).notes.clone();
        notes.into_iter().filter(|n| n.contains("xếp trên")).collect::<Vec<_>>()
    };
    let found = under(Paper::Result, "xep-loai");
    assert_eq!(found, under(Paper::Scores, "diem-theo-nhom"));
    assert_eq!(found, under(Paper::Report, "xep-hang"));
    found
}

#[test]
fn a_tie_that_the_table_settled_is_said_under_the_ranks() {
    let (mut facts, awards) = case();
    assert_eq!(settled(&facts, &awards), [""; 0], "units 3 and 4 share a rank");
    let table = facts.table.as_mut().unwrap();
    let groups: Vec<Criterion> = table.groups().cloned().collect();
    let leaf = |group: &Criterion| table.leaves().find(|l| table.within(l.id, group.id)).unwrap().id;
    let (first, second) = (leaf(&groups[0]), leaf(&groups[1]));
    table.ties = vec![Tie::Group { code: groups[1].code.clone() }];
    // the same total, one point more in the second group
    for cell in facts.cells.iter_mut().filter(|c| c.unit == 4) {
        let by = if cell.criterion == second { 100 } else { -100 };
        if let CellValue::Points(points) = &mut cell.value
            && [first, second].contains(&cell.criterion)
        {
            points.0 += by;
        }
    }
    let said = format!(
        "Phòng Tổ chức cán bộ xếp trên Phòng Hồ sơ khi bằng tổng điểm: theo điểm nhóm {}.",
        groups[1].code
    );
    assert_eq!(settled(&facts, &awards), [said]);
    facts.table.as_mut().unwrap().by = RankBy::Rate;
    assert!(settled(&facts, &awards)[0].contains("khi bằng tỷ lệ điểm: "));
}

#[test]
fn votes_are_printed_with_what_their_percentage_is_of() {
    let (mut facts, awards) = case();
    assert!(!text(&make(Paper::Result, Of::Period, &facts, &awards, true)).contains("BIỂU QUYẾT"));
    let first = facts.levels.as_ref().unwrap().levels[0].id;
    facts.ballots = vec![
        Ballot {
            id: 1,
            votes: vec![Vote { unit: 3, level: None, favour: 11 }, Vote { unit: 4, level: None, favour: 1 }],
            ..Ballot::default()
        },
        Ballot {
            id: 2,
            kind: BallotKind::Level,
            method: Method::Ballot,
            sent: Some(12),
            back: Some(11),
            valid: Some(10),
            base: Base::Valid,
            votes: vec![Vote { unit: 1, level: Some(first), favour: 9 }],
            ..Ballot::default()
        },
    ];
    let result = make(Paper::Result, Of::Period, &facts, &awards, true);
    let rows = &table(&result, "bieu-quyet").rows;
    let cells = |at: usize| rows[at].iter().map(|c| result.print.cell(c)).collect::<Vec<_>>();
    assert_eq!(cells(0), ["Phòng Hồ sơ", "Thứ hạng", "–", "–", "–", "11/12 (91,67%) trên tổng số đơn vị"]);
    assert_eq!(cells(2), ["Phòng Tham mưu", "Xuất sắc", "12", "11", "10", "9/10 (90%) trên số phiếu hợp lệ"]);
    // and what it settled, under the ranks of every paper
    let note = "Phòng Hồ sơ xếp trên Phòng Tổ chức cán bộ khi bằng tổng điểm: theo kết quả biểu quyết.";
    assert_eq!(settled(&facts, &awards), [note]);
    // the vote that orders the two of rank 3 is named in their explanations
    let why = text(&make(Paper::Why, Of::Unit(3), &facts, &awards, true));
    assert!(why.contains(note), "{why}");
    let why = text(&make(Paper::Why, Of::Unit(4), &facts, &awards, true));
    let said = "Hai đơn vị bằng nhau, thứ hạng theo kết quả biểu quyết: Phòng Tổ chức cán bộ 1/12 (8,33%) trên tổng số \
                đơn vị; Phòng Hồ sơ 11/12 (91,67%) trên tổng số đơn vị.";
    assert!(why.contains(said), "{why}");
    let why = text(&make(Paper::Why, Of::Unit(1), &facts, &awards, true));
    assert!(why.contains("- Biểu quyết Xuất sắc: 9/10 (90%) trên số phiếu hợp lệ."), "{why}");
    // and in section III of the report
    let report = make(Paper::Report, Of::Period, &facts, &awards, true);
    let third = &report.sections[2];
    assert!(third.title.starts_with("III."), "{}", third.title);
    let voted = |b: &Block| matches!(b, Block::Table(t) if t.id == "bieu-quyet" && t.rows == *rows);
    assert!(third.blocks.iter().any(voted));
}

#[test]
fn a_vote_whose_tie_is_gone_is_not_printed_as_if_it_ranked() {
    let (mut facts, awards) = case();
    let vote = |unit, favour| Vote { unit, level: None, favour };
    facts.ballots = vec![Ballot { id: 1, votes: vec![vote(3, 7), vote(4, 5)], ..Ballot::default() }];
    let on = |facts: &QuarterFacts, paper: Paper| {
        let made = make(paper, Of::Period, facts, &awards, true);
        made.print.cell(&table(&made, "bieu-quyet").rows[0][1])
    };
    assert_eq!(on(&facts, Paper::Result), "Thứ hạng");
    // points of the one that lost the vote are corrected: it stands above now
    let cell = facts.cells.iter_mut().find(|c| c.unit == 4).unwrap();
    let leaf = cell.criterion;
    let CellValue::Points(points) = cell.value else { panic!("{cell:?}") };
    cell.value = CellValue::Points(Points(points.0 + 50));
    let gone = "Thứ hạng (nay không đồng hạng, không dùng để xếp hạng)";
    assert_eq!(on(&facts, Paper::Result), gone);
    assert_eq!(on(&facts, Paper::Report), gone);
    let value = Some(CellValue::Points(Points(points.0 + 60)));
    let changes = vec![Change::Score { unit: 4, criterion: leaf, value }];
    facts = change::apply(&facts, &changes);
    facts.adjustments = vec![Adjustment { stage: Stage::Applied, changes, ..Adjustment::next(&[]) }];
    let gone = "Thứ hạng (không còn đồng hạng sau điều chỉnh lần 1, không dùng để xếp hạng)";
    assert_eq!(on(&facts, Paper::Result), gone);
    assert!(settled(&facts, &awards).is_empty());
}

/// Domain.md, 3: (T100, A120) 10; (T80, A80) 5; no target: A75 of 150 is 5.
#[test]
fn a_counted_leaf_is_explained_with_its_numbers_put_in() {
    let (mut facts, awards) = case();
    let table = facts.table.as_mut().unwrap();
    table.formulas = vec![Formula { name: "chuẩn".into(), version: 1, share: Points(5_000) }];
    let leaf = table.criteria.iter_mut().find(|c| c.rule.is_some()).unwrap();
    leaf.rule = Some(Rule::Quantity { lower: false, formula: "chuẩn".into() });
    leaf.maximum = Points(1_000);
    let leaf = leaf.id;
    facts.cells.retain(|c| c.criterion != leaf);
    let line = |unit, target: Option<i64>, actual: i64| SheetLine {
        unit,
        criterion: leaf,
        target: target.map(|t| Points(t * 100)),
        actual: Some(Points(actual * 100)),
        explanation: if unit == 1 { "tăng quân số".into() } else { String::new() },
        ..SheetLine::default()
    };
    facts.lines = vec![
        line(1, Some(100), 120),
        line(2, Some(100), 110),
        line(3, Some(80), 80),
        line(4, Some(80), 40),
        line(5, None, 150),
        line(6, None, 75),
        line(7, Some(10), 0),
    ];
    let from = |unit| {
        let why = make(Paper::Why, Of::Unit(unit), &facts, &awards, true);
        let code = &facts.table.as_ref().unwrap().criterion(leaf).unwrap().code;
        let rows = &self::table(&why, "tung-tieu-chi").rows;
        let row = rows.iter().find(|r| r[0] == Cell::Text(code.clone())).unwrap();
        row.iter().map(|c| why.print.cell(c)).collect::<Vec<_>>()
    };
    let last = |unit| from(unit).last().unwrap().clone();
    assert_eq!(&from(1)[3..6], ["10,00", "–", "10,00"], "what is counted is the self score");
    let past = "vượt 20/100 = 20%, cao nhất 20%: (0,5 + 0,5) × 10 = 10,00; giải trình: tăng quân số";
    assert_eq!(last(1), past);
    assert!(last(2).contains("(0,5 + 0,25) × 10 = 7,50"), "{}", last(2));
    assert!(last(3).starts_with("đúng chỉ tiêu 80: 0,5 × 10 = 5,00"), "{}", last(3));
    assert!(last(4).starts_with("kết quả 40 trên chỉ tiêu 80: 0,5 × 40/80 × 10 = 2,50"), "{}", last(4));
    assert!(last(5).starts_with("không giao chỉ tiêu, cao nhất 150: 150/150 × 10 = 10,00"), "{}", last(5));
    assert!(last(6).starts_with("không giao chỉ tiêu, cao nhất 150: 75/150 × 10 = 5,00"), "{}", last(6));
    assert!(last(7).starts_with("kết quả 0: 0 điểm"), "{}", last(7));
    assert!(last(8).starts_with("còn trống"), "{}", last(8));
}

/// The blocks of a section in Markdown, for reading: a snapshot each.
#[test]
fn the_papers_of_the_case_read_as_they_should() {
    let (mut facts, awards) = case();
    insta::assert_snapshot!("scores", text(&make(Paper::Scores, Of::Period, &facts, &awards, true)));
    insta::assert_snapshot!("why", text(&make(Paper::Why, Of::Unit(2), &facts, &awards, true)));
    approved(&mut facts);
    let result = make(Paper::Result, Of::Period, &facts, &awards, false);
    assert!(result.sections.iter().flat_map(|s| &s.blocks).any(|b| matches!(b, Block::Table(_))));
    insta::assert_snapshot!("result", text(&result));
}
