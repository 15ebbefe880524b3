//! The explanation of a unit as the one sheet it is to be: everything of it stands in the Word file, nothing twice.
use super::case::case;
use super::demo::{quarter, sample};
use super::office::{Node, document, parts, sheet};
use thidua::core::adjustment::{Adjustment, Change, Stage};
use thidua::core::award::AwardRow;
use thidua::core::change;
use thidua::core::number::Points;
use thidua::core::paper::{Cell, Summary, Table};
use thidua::core::period::PeriodKey;
use thidua::core::quarter::QuarterFacts;
use thidua::core::score::{self, CellValue, Class, Criterion, Formula, Round, Rule, SheetLine};
use thidua::core::standing::{self, Finals};
use thidua::core::summary::{Given, Of, Paper, paper};
use thidua::core::words::{Lang, Words};
use thidua::papers;

fn make(what: Paper, of: Of, facts: &QuarterFacts, awards: &[AwardRow]) -> Summary {
    paper(what, of, Given { facts, awards, before: None, after: None }, &Words::load(Lang::Vi), true)
}

fn table<'a>(summary: &'a Summary, id: &str) -> &'a Table {
    summary.tables().find(|t| t.id == id).unwrap_or_else(|| panic!("no table {id} in {}", summary.file))
}

/// The bordered tables of a Word file: their rows, each with the texts of its cells.
fn grids(document: &Node) -> Vec<Vec<Vec<String>>> {
    let cells = |row: &&Node| row.all("w:tc").iter().map(|c| c.whole()).collect();
    let bordered = document.all("w:tbl").into_iter().filter(|t| !t.all("w:tblBorders").is_empty());
    bordered.map(|t| t.all("w:tr").iter().map(cells).collect()).collect()
}

#[test]
fn every_row_of_the_explanation_stands_on_the_sheet() {
    let (_home, store) = sample();
    let (facts, awards) = quarter(&store, PeriodKey::quarter(2021, 2));
    let all = facts.table.as_ref().unwrap();
    for unit in &facts.units {
        let why = make(Paper::Why, Of::Unit(unit.id), &facts, &awards);
        let document = document(&why);
        let grids = grids(&document);
        let leaves = &grids[0];
        assert_eq!(leaves.len(), 1 + all.criteria.len() + 1, "heads, every group and criterion, the total");
        for (criterion, row) in all.criteria.iter().zip(&leaves[1..]) {
            assert_eq!(row[..2], [criterion.code.clone(), criterion.text.clone()]);
            assert!(!row[5].is_empty(), "{} {} has its points or sum", unit.name, criterion.code);
        }
        let records = why.tables().find(|t| t.id == "muc-khen").map_or(0, |t| t.rows.len());
        let shown = grids.get(1).map_or(0, |g| g.len() - 1);
        assert_eq!(shown, records, "{}", unit.name);
        // a row is never torn, heads come again on each page
        let bordered = document.all("w:tbl").into_iter().filter(|t| !t.all("w:tblBorders").is_empty());
        for grid in bordered {
            let rows = grid.all("w:tr");
            assert!(rows.iter().all(|r| r.all("w:cantSplit").len() == 1));
            assert_eq!(rows.iter().filter(|r| !r.all("w:tblHeader").is_empty()).count(), 1);
            assert!(!rows[0].all("w:tblHeader").is_empty());
        }
        assert!(document.whole().contains(&unit.name) && document.whole().contains(&why.signer));
        assert_eq!(why.subject, format!("{}, Quý II/2021", unit.name), "its full name");
    }
}

#[test]
fn what_the_appraisal_kept_is_said_once_below_and_what_it_changed_with_how_much_and_why() {
    let (_home, store) = sample();
    let (facts, awards) = quarter(&store, PeriodKey::quarter(2021, 2));
    let unit = facts.units.iter().find(|u| u.code == "PV01").unwrap();
    let why = make(Paper::Why, Of::Unit(unit.id), &facts, &awards);
    let leaves = table(&why, "tung-tieu-chi");
    let of = |code: &str| {
        let row = leaves.rows.iter().find(|r| r[0] == Cell::Text(code.to_owned())).unwrap();
        row[3..].iter().map(|c| why.print.cell(c)).collect::<Vec<_>>()
    };
    assert_eq!(of("I.1"), ["193,25", "–", "193,25", ""]);
    assert_eq!(of("I.3"), ["114,75", "113,75", "113,75", "giảm 1,00: Đã trừ ở mục khác, thống nhất lại"]);
    assert_eq!(leaves.notes, ["Dấu –: thẩm định giữ nguyên điểm."]);
    // before the appraisal is finished nothing was kept, and each says so
    let mut open = (*facts).clone();
    open.finished.clear();
    let why = make(Paper::Why, Of::Unit(unit.id), &open, &awards);
    let leaves = table(&why, "tung-tieu-chi");
    assert!(!leaves.notes.iter().any(|n| n.contains("giữ nguyên")), "{:?}", leaves.notes);
    assert_eq!(leaves.rows[1].last(), Some(&Cell::Text("tự chấm, chưa thẩm định".into())));
}

/// The case with a group inside a group: its first two leaves.
fn nested() -> (QuarterFacts, Vec<AwardRow>) {
    let (mut facts, awards) = case();
    let all = &mut facts.table.as_mut().unwrap().criteria;
    let top = all[0].clone();
    assert!(top.rule.is_none() && all[1].rule.is_some() && all[2].rule.is_some());
    let maximum = Points(all[1].maximum.0 + all[2].maximum.0);
    let inner = Criterion {
        id: 9_000,
        parent: Some(top.id),
        code: "I.A".into(),
        text: "Nhóm trong nhóm".into(),
        maximum,
        ..top
    };
    for leaf in &mut all[1..3] {
        leaf.parent = Some(inner.id);
    }
    all.insert(1, inner);
    (facts, awards)
}

#[test]
fn every_group_has_its_sum_the_same_as_on_the_sheet_of_scores() {
    let (facts, awards) = nested();
    let scores = make(Paper::Scores, Of::Period, &facts, &awards);
    let wide = table(&scores, "diem-tieu-chi");
    let finals = Finals::new(&facts);
    let all = facts.table.as_ref().unwrap();
    let mut seen = 0;
    for (n, unit) in facts.units.iter().enumerate() {
        let why = make(Paper::Why, Of::Unit(unit.id), &facts, &awards);
        let leaves = table(&why, "tung-tieu-chi");
        let last = leaves.columns.len() - 2;
        for (at, group) in all.criteria.iter().enumerate().filter(|(_, c)| c.rule.is_none()) {
            assert_eq!(leaves.rows[at][last], wide.rows[at][3 + n], "{} {}", unit.name, group.code);
            let inner = all.leaves().filter(|leaf| all.within(leaf.id, group.id));
            let there: Vec<i64> = inner.filter_map(|l| finals.of(unit.id, l).points()).map(|p| p.0).collect();
            if group.class == Class::Main && !there.is_empty() {
                assert_eq!(leaves.rows[at][last], Cell::Points(Points(there.iter().sum())));
                seen += 1;
            }
        }
        let scored = standing::rank(&facts).row(unit.id).is_some_and(|r| !r.empty);
        assert_eq!(matches!(leaves.rows[1][last], Cell::Points(_)), scored, "{}", unit.name);
    }
    assert!(seen > facts.units.len(), "groups on both levels");
}

#[test]
fn how_the_next_unit_differs_is_a_sentence_on_paper_and_a_table_in_sheets() {
    let (facts, awards) = case();
    let why = make(Paper::Why, Of::Unit(2), &facts, &awards);
    let apart = table(&why, "chenh-lech");
    assert_eq!(apart.columns[3].head, "Phòng Tham mưu", "full names, as in the sentence");
    let shown = document(&why).whole();
    for row in &apart.rows {
        let cells: Vec<String> = row.iter().map(|c| why.print.cell(c)).collect();
        let Cell::Points(by) = row[4] else { unreachable!() };
        let word = if by.0 < 0 { "kém" } else { "hơn" };
        let by = Points(by.0.abs()).show(Lang::Vi);
        let said = format!("{} {word} {by} ({} và {})", cells[0], cells[2], cells[3]);
        assert!(shown.contains(&said), "{said} not in {shown}");
    }
    assert!(shown.contains("còn 9 tiêu chí khác nhau ít hơn."));
    assert!(!shown.contains(&apart.title), "not a second time as a table");
    let markdown = String::from_utf8(papers::make(&why, "md").unwrap().pop().unwrap().bytes).unwrap();
    assert!(!markdown.contains(&apart.title) && markdown.contains("I.1 kém 4,00 (188,00 và 192,00)"));
    assert!(sheet(&parts(&why, "xlsx"), "chenh-lech").values().any(|v| v == "-4"));
    let json = String::from_utf8(papers::make(&why, "json").unwrap().pop().unwrap().bytes).unwrap();
    assert!(json.contains("chenh-lech"));
}

/// Sections of text alone go on behind their titles, the signature stays with the last of them.
#[test]
fn the_sheet_is_set_close_and_other_papers_are_not() {
    let (facts, awards) = case();
    let why = document(&make(Paper::Why, Of::Unit(2), &facts, &awards));
    let margins = |d: &Node| {
        let all = d.all("w:pgMar");
        let first = all.first().unwrap();
        ["w:top", "w:right", "w:bottom", "w:left"].map(|side| first.attr(side).to_owned())
    };
    assert_eq!(margins(&why), ["851", "851", "680", "1134"]);
    let level = why.all("w:p").into_iter().find(|p| p.whole().starts_with("III. XẾP LOẠI. Dự kiến:"));
    assert_eq!(level.unwrap().all("w:keepNext").len(), 1);
    let result = document(&make(Paper::Result, Of::Period, &facts, &awards));
    assert_eq!(margins(&result), ["1134", "851", "1134", "1701"]);
}

/// What somebody wrote is printed as it was written, whatever words it holds.
#[test]
fn a_text_that_reads_like_our_own_words_is_not_cut() {
    let (mut facts, awards) = case();
    let rules = facts.table.as_mut().unwrap();
    rules.formulas = vec![Formula { name: "chuẩn".into(), version: 1, share: Points(5_000) }];
    let [counted, given] = {
        let mut leaves = rules.criteria.iter_mut().filter(|c| c.rule == Some(Rule::Direct));
        let counted = leaves.next().unwrap();
        counted.rule = Some(Rule::Quantity { lower: false, formula: "chuẩn".into() });
        counted.maximum = Points(1_000);
        [counted.clone(), leaves.next().unwrap().clone()]
    };
    facts.finished.push((1, Round::First));
    facts.cells.retain(|c| c.unit != 1 || ![counted.id, given.id].contains(&c.criterion));
    let given_by = |round, comment: &str| {
        let (unit, criterion, value) = (1, given.id, CellValue::Points(Points(500)));
        score::Cell { unit, criterion, round, value, comment: comment.into() }
    };
    let cells = [given_by(Round::Own, ""), given_by(Round::First, ": xem biên bản")];
    facts.cells.extend(cells);
    let line = |leaf: &Criterion, text: &str| SheetLine {
        unit: 1,
        criterion: leaf.id,
        explanation: text.into(),
        ..SheetLine::default()
    };
    let counts = SheetLine {
        target: Some(Points(10_000)),
        actual: Some(Points(12_000)),
        ..line(&counted, "Hai phần; thẩm định giữ nguyên; có biên bản")
    };
    facts.lines = vec![counts, line(&given, "thẩm định lần 1; thẩm định giữ nguyên")];
    let from = |facts: &QuarterFacts, leaf: &Criterion| {
        let why = make(Paper::Why, Of::Unit(1), facts, &awards);
        let rows = &table(&why, "tung-tieu-chi").rows;
        let row = rows.iter().find(|r| r[0] == Cell::Text(leaf.code.clone())).unwrap();
        why.print.cell(row.last().unwrap())
    };
    assert_eq!(from(&facts, &given), ": xem biên bản; giải trình: thẩm định lần 1; thẩm định giữ nguyên",);
    let explained = "; giải trình: Hai phần; thẩm định giữ nguyên; có biên bản";
    let told = from(&facts, &counted);
    assert!(
        told.ends_with(&format!("= 10,00{explained}")),
        "the appraisal's own words stand in its column: {told}"
    );
    // what is counted after an adjustment no appraisal kept: there is nothing to leave out
    let (criterion, actual) = (counted.id, Some(Points(11_000)));
    let changes = vec![Change::Line { unit: 1, criterion, target: Some(Points(10_000)), actual }];
    let mut facts = change::apply(&facts, &changes);
    facts.adjustments = vec![Adjustment { stage: Stage::Applied, changes, ..Adjustment::next(&[]) }];
    let told = from(&facts, &counted);
    assert!(told.ends_with(explained) && told.contains("điều chỉnh lần 1"), "{told}");
}

/// A paper that is set close prints every section as something, and no table of it in parts.
#[test]
fn nothing_of_the_sheet_is_a_title_alone_or_a_part_without_one() {
    let (_home, store) = sample();
    for quarter_no in 1..=2 {
        let (facts, awards) = quarter(&store, PeriodKey::quarter(2021, quarter_no));
        for unit in &facts.units {
            let why = make(Paper::Why, Of::Unit(unit.id), &facts, &awards);
            assert!(why.dense);
            for section in &why.sections {
                assert!(section.printed().next().is_some(), "{} {}", unit.name, section.title);
            }
            assert!(why.tables().all(|t| t.lead == 0), "no table is wider than its page");
        }
    }
}
