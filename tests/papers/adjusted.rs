//! Adjustments of an approved quarter on paper: old beside new as `core::change` says, every version printable as it was.
use super::demo::{quarter, sample};
use std::sync::Arc;
use thidua::core::act::{Act, Stamp};
use thidua::core::adjustment::{self, Adjustment, Change, Stage};
use thidua::core::ask::{Ask, Facts};
use thidua::core::award::RecipientKind;
use thidua::core::change;
use thidua::core::level::Mark;
use thidua::core::number::Points;
use thidua::core::paper::{Block, Cell, Summary, Table};
use thidua::core::period::PeriodKey;
use thidua::core::quarter::QuarterFacts;
use thidua::core::score::{CellValue, DerivedRule, Rule};
use thidua::core::standing::{self, Finals};
use thidua::core::summary::{Given, Of, Paper, paper};
use thidua::core::words::{Lang, Words};
use thidua::papers;
use thidua::store::Store;

const Q1: PeriodKey = PeriodKey { year: 2021, kind: thidua::core::period::PeriodKind::Quarter, ordinal: 1 };

fn stamp() -> Stamp {
    Stamp { at: "2021-08-03T08:00:00+07:00".to_owned(), user: "thu-ky".to_owned() }
}

/// Fifty points off the first unit, and the second level for it.
fn lower(facts: &QuarterFacts) -> Vec<Change> {
    let unit = standing::rank(facts).rows[0].unit;
    let finals = Finals::new(facts);
    let leaves = facts.table.as_ref().unwrap().leaves().filter(|l| l.asked());
    let (criterion, points) =
        leaves.map(|l| (l.id, finals.of(unit, l).points().unwrap())).max_by_key(|(_, p)| *p).unwrap();
    let second = facts.levels.as_ref().unwrap().levels[1].id;
    vec![
        Change::Score { unit, criterion, value: Some(CellValue::Points(Points(points.0 - 5_000))) },
        Change::Level { unit, mark: Mark::Level(second), reason: "kết luận kiểm tra".into() },
    ]
}

fn write(store: &mut Store, adjustment: &Adjustment, applied: bool) {
    let (period, adjustment, label) = (Q1, adjustment.clone(), "lần 1".to_owned());
    let act = if applied {
        adjustment::Act::Apply { period, adjustment, label }
    } else {
        adjustment::Act::Save { period, adjustment, label }
    };
    store.apply(&Act::Adjust(act), &stamp()).unwrap();
}

fn made(store: &Store, what: Paper, of: Of) -> Summary {
    let (facts, awards) = quarter(store, Q1);
    let read = |n: u32| -> Arc<QuarterFacts> {
        let Facts::Version(found) = store.answer(&Ask::Version(Q1, n)).unwrap() else { unreachable!() };
        found.unwrap()
    };
    let (before, after) = (of.version(&facts).map(read), of.ended(&facts).map(read));
    let given = Given { facts: &facts, awards: &awards, before: before.as_deref(), after: after.as_deref() };
    paper(what, of, given, &Words::load(Lang::Vi), what.draft(&facts, of))
}

fn table<'a>(summary: &'a Summary, id: &str) -> &'a Table {
    summary.tables().find(|t| t.id == id).unwrap()
}

fn text(summary: &Summary) -> String {
    String::from_utf8(papers::make(summary, "md").unwrap().pop().unwrap().bytes).unwrap()
}

#[test]
fn an_adjustment_shows_old_beside_new_before_and_after_it_is_applied() {
    let (_home, mut store) = sample();
    let (before, _) = quarter(&store, Q1);
    let approved = made(&store, Paper::Result, Of::Period);
    let prepared = Adjustment { changes: lower(&before), ..Adjustment::next(&before.adjustments) };
    write(&mut store, &prepared, false);
    assert_eq!(Paper::Adjustment.copies(&quarter(&store, Q1).0), Ok(vec![Of::Adjustment(1)]));
    let draft = made(&store, Paper::Adjustment, Of::Adjustment(1));
    assert_eq!((draft.kind.as_str(), draft.draft), ("ĐIỀU CHỈNH KẾT QUẢ XẾP LOẠI LẦN 1", true));
    assert_eq!((draft.file.as_str(), draft.under.as_str()), ("dieu-chinh-lan-1-2021-Q1", ""));
    assert_eq!(draft.draft_line, "DỰ THẢO", "no meeting waits for it");
    assert!(!draft.place_date.contains("2021"), "nobody knows the month of its paper: {}", draft.place_date);
    let after = change::apply(&before, &prepared.changes);
    let moved = change::difference(&before, &after);
    assert!(moved.len() > 1, "the first goes down, others up");
    let rows = &table(&draft, "thay-doi").rows;
    assert_eq!(rows.len(), moved.len());
    for (row, moved) in rows.iter().zip(&moved) {
        let unit = before.unit(moved.unit).unwrap();
        assert_eq!(row[0], Cell::Text(unit.name.clone()));
        assert_eq!(
            [&row[1], &row[2]],
            [moved.was, moved.now].map(|s| Cell::Points(s.total.unwrap())).each_ref()
        );
        let rank = |n: Option<u32>| Cell::Int(i64::from(n.unwrap()));
        assert_eq!([&row[3], &row[4]], [moved.was, moved.now].map(|s| rank(s.rank)).each_ref());
        let level = |mark: Option<Mark>| Cell::Text(before.level_name(mark.unwrap()).unwrap().to_owned());
        assert_eq!([&row[5], &row[6]], [moved.was, moved.now].map(|s| level(s.mark)).each_ref());
    }
    let first = rows.iter().find(|r| r[5] != r[6]).unwrap();
    assert!(matches!(first.last(), Some(Cell::Text(t)) if t.starts_with("kết luận kiểm tra")), "{first:?}");
    // in force: the same difference, now by its paper; and the result says it
    let applied = Adjustment {
        reason: "Kết luận kiểm tra".into(),
        number: "77/QĐ-CAT".into(),
        date: Some(jiff::civil::date(2021, 8, 2)),
        ..quarter(&store, Q1).0.adjustments[0].clone()
    };
    write(&mut store, &applied, true);
    let last = made(&store, Paper::Adjustment, Of::Adjustment(1));
    assert!(!last.draft);
    assert_eq!(last.place_date, "Hồng Lam, ngày     tháng 8 năm 2021", "the month of its paper");
    assert_eq!(last.under, "(Theo văn bản số 77/QĐ-CAT ngày 02/8/2021)");
    assert!(last.preface.ends_with("Lý do: Kết luận kiểm tra."), "{}", last.preface);
    assert_eq!(&table(&last, "thay-doi").rows, rows);
    let now = made(&store, Paper::Result, Of::Period);
    assert!(
        now.under.ends_with("(Đã điều chỉnh lần 1 theo văn bản số 77/QĐ-CAT ngày 02/8/2021)"),
        "{}",
        now.under
    );
    assert!(text(&now).contains(")*  \n*(Đã điều chỉnh lần 1"), "each on a line of its own in Markdown too");
    assert_eq!(
        table(&last, "xep-loai").rows,
        table(&now, "xep-loai").rows,
        "the result it announces is that of now"
    );
    // and the result as it was approved is still to be printed, word for word
    let facts = quarter(&store, Q1).0;
    assert_eq!(Paper::Result.copies(&facts), Ok(vec![Of::Version(0), Of::Period]));
    let old = made(&store, Paper::Result, Of::Version(0));
    assert_eq!(old.file, "ket-qua-xep-loai-ban-duyet-2021-Q1");
    assert_eq!(old.sections, approved.sections);
    let since = "(Bản in lại để đối chiếu; kết quả đã được điều chỉnh lần 1 theo văn bản số 77/QĐ-CAT ngày 02/8/2021)";
    assert_eq!(old.under, format!("{}\n{since}", approved.under), "but that it is in force no more");
    assert_ne!(old.sections, now.sections);
    // the mark of the journal is another one with every change of the sample
    let unsealed = Summary { seal: String::new(), ..last };
    insta::assert_snapshot!("adjustment", text(&unsealed));
}

/// A workbook is opened without the paper: it names the papers it goes by too, and the state it was made from.
#[test]
fn the_sheets_of_every_paper_name_what_they_go_by() {
    let (_home, mut store) = sample();
    let (before, _) = quarter(&store, Q1);
    let unit = before.units[0].id;
    let first = "'(Theo văn bản số 910/QĐ-CAT-TĐ ngày 27/4/2021)";
    let page = |paper: &Summary, id: &str| super::office::sheet(&super::office::parts(paper, "xlsx"), id);
    let all = [
        (Paper::Result, Of::Period, "xep-loai"),
        (Paper::Scores, Of::Period, "diem-tieu-chi"),
        (Paper::Why, Of::Unit(unit), "tung-tieu-chi"),
        (Paper::Report, Of::Period, "xep-loai"),
        (Paper::Report, Of::Period, "diem-theo-nhom"),
    ];
    for (what, of, id) in all {
        let sheet = page(&made(&store, what, of), id);
        assert_eq!(sheet["A2"], first, "{what:?}");
        assert!(sheet["A3"].contains("CỤM THI ĐUA"), "{what:?}: {}", sheet["A3"]);
    }
    let awards = page(&made(&store, Paper::Report, Of::Period), "khen-thuong");
    assert!(!awards["A2"].contains("Theo văn bản"), "the commendations are not what was approved");
    write(&mut store, &paper_77(lower(&before), &[]), true);
    for (what, of, id) in all {
        let paper = made(&store, what, of);
        let sheet = page(&paper, id);
        let second = "'(Đã điều chỉnh lần 1 theo văn bản số 77/QĐ-CAT ngày 02/9/2021)";
        assert_eq!((sheet["A2"].as_str(), sheet["A3"].as_str()), (first, second), "{what:?}");
        let parts = super::office::parts(&paper, "xlsx");
        let xml = String::from_utf8(parts["xl/worksheets/sheet1.xml"].clone()).unwrap();
        assert!(xml.contains(&format!("<oddFooter>&amp;L{}", paper.seal)), "{what:?}");
    }
    let old = page(&made(&store, Paper::Result, Of::Version(0)), "xep-loai");
    assert!(old["A3"].contains("Bản in lại để đối chiếu"), "{}", old["A3"]);
    let adjustment = page(&made(&store, Paper::Adjustment, Of::Adjustment(1)), "thay-doi");
    assert_eq!(adjustment["A2"], "'(Theo văn bản số 77/QĐ-CAT ngày 02/9/2021)");
}

fn paper_77(changes: Vec<Change>, earlier: &[Adjustment]) -> Adjustment {
    Adjustment {
        reason: "Kết luận kiểm tra".into(),
        number: "77/QĐ-CAT".into(),
        date: Some(jiff::civil::date(2021, 9, 2)),
        changes,
        ..Adjustment::next(earlier)
    }
}

#[test]
fn the_report_of_an_adjusted_quarter_names_both_papers() {
    let (_home, mut store) = sample();
    let (before, _) = quarter(&store, Q1);
    let approved = text(&made(&store, Paper::Report, Of::Period));
    let number = &before.approval.as_ref().unwrap().number;
    assert!(approved.contains(&format!("Kết quả xếp loại theo văn bản số {number} ngày ")), "{approved}");
    assert!(!approved.contains("điều chỉnh"));
    write(&mut store, &paper_77(lower(&before), &[]), true);
    let now = text(&made(&store, Paper::Report, Of::Period));
    let said = ", đã điều chỉnh lần 1 theo văn bản số 77/QĐ-CAT ngày 02/9/2021: ";
    assert_eq!(now.matches(said).count(), 1, "{now}");
    assert!(text(&made(&store, Paper::Result, Of::Period)).contains(said));
    assert!(!text(&made(&store, Paper::Result, Of::Version(0))).contains(said));
}

#[test]
fn a_paper_is_not_dated_before_the_papers_it_cites() {
    let (_home, mut store) = sample();
    let (before, _) = quarter(&store, Q1);
    let month = |store: &Store, paper, of| made(store, paper, of).place_date;
    let approved = before.approval.as_ref().unwrap().date.unwrap();
    let unit = before.units[0].id;
    let papers = [
        (Paper::Result, Of::Period, Of::Version(0)),
        (Paper::Scores, Of::Period, Of::Version(0)),
        (Paper::Why, Of::Unit(unit), Of::UnitAt(unit, 0)),
    ];
    let of = |month: i8| format!("Hồng Lam, ngày     tháng {month} năm 2021");
    for (paper, now, _) in papers {
        assert_eq!(month(&store, paper, now), of(approved.month()), "{paper:?}");
    }
    write(&mut store, &paper_77(lower(&before), &[]), true);
    for (paper, now, old) in papers {
        assert_eq!(month(&store, paper, now), of(9), "{paper:?}");
        assert_eq!(month(&store, paper, old), of(approved.month()), "{paper:?}");
    }
}

#[test]
fn scores_and_explanations_say_what_was_adjusted_and_stay_printable_as_they_were() {
    let (_home, mut store) = sample();
    let (before, _) = quarter(&store, Q1);
    let changes = lower(&before);
    let Change::Score { unit, criterion, value: Some(CellValue::Points(points)) } = changes[0] else {
        panic!()
    };
    let leaf = before.table.as_ref().unwrap().criterion(criterion).unwrap().clone();
    let was = Finals::new(&before).of(unit, &leaf).points().unwrap();
    let old_scores = made(&store, Paper::Scores, Of::Period);
    let old_why = made(&store, Paper::Why, Of::Unit(unit));
    write(&mut store, &paper_77(changes, &[]), true);
    let facts = quarter(&store, Q1).0;
    assert_eq!(Paper::Scores.copies(&facts), Ok(vec![Of::Version(0), Of::Period]));
    let copies = Paper::Why.copies(&facts).unwrap();
    assert_eq!(copies.len(), 2 * facts.units.len());
    assert!(copies.contains(&Of::UnitAt(unit, 0)));
    let scores = made(&store, Paper::Scores, Of::Period);
    let why = made(&store, Paper::Why, Of::Unit(unit));
    let under = "(Đã điều chỉnh lần 1 theo văn bản số 77/QĐ-CAT ngày 02/9/2021)";
    assert!(scores.under.ends_with(under) && why.under.ends_with(under), "{}", scores.under);
    // the sign, its note, and no round that nobody held
    let criteria = table(&scores, "diem-tieu-chi");
    let row = criteria.rows.iter().find(|r| r[0] == Cell::Text(leaf.code.clone())).unwrap();
    let at = 3 + facts.units.iter().position(|u| u.id == unit).unwrap();
    assert_eq!(row[at], Cell::Marked(points, "(đc)".into()));
    assert_eq!(row.iter().filter(|c| matches!(c, Cell::Marked(_, sign) if sign.contains("đc"))).count(), 1);
    assert!(criteria.notes.iter().any(|n| n.contains("(đc) theo điều chỉnh")), "{:?}", criteria.notes);
    let line = |paper: &Summary| {
        let rows = &table(paper, "tung-tieu-chi").rows;
        rows.iter().find(|r| r[0] == Cell::Text(leaf.code.clone())).unwrap().clone()
    };
    let (old, new) = (line(&old_why), line(&why));
    assert_eq!(new[3..5], old[3..5], "the rounds are those that were held");
    assert_eq!((&old[5], &new[5]), (&Cell::Points(was), &Cell::Points(points)));
    let Some(Cell::Text(from)) = new.last() else { panic!() };
    let said =
        format!("điều chỉnh lần 1 theo văn bản số 77/QĐ-CAT ngày 02/9/2021, trước là {}", was.show(Lang::Vi));
    assert!(from.ends_with(&said) && !from.contains("thẩm định lần 1 giảm"), "{from}");
    assert!(text(&why).contains("Sau điều chỉnh lần 1: "), "the level too");
    assert!(text(&made(&store, Paper::Result, Of::Period)).contains("lý do điều chỉnh: kết luận kiểm tra"));
    // as approved, word for word
    let scores = made(&store, Paper::Scores, Of::Version(0));
    let why = made(&store, Paper::Why, Of::UnitAt(unit, 0));
    assert_eq!((&scores.sections, &scores.annexes), (&old_scores.sections, &old_scores.annexes));
    assert_eq!(why.sections, old_why.sections);
    let since = "(Bản in lại để đối chiếu; kết quả đã được điều chỉnh lần 1 theo văn bản số 77/QĐ-CAT ngày 02/9/2021)";
    for (now, then) in [(&scores, &old_scores), (&why, &old_why)] {
        assert_eq!(now.under, format!("{}\n{since}", then.under), "but that they are in force no more");
    }
    assert_eq!(scores.file, "bang-diem-xep-hang-ban-duyet-2021-Q1");
    assert!(why.file.ends_with("-ban-duyet-2021-Q1"), "{}", why.file);
}

#[test]
fn a_result_that_was_adjusted_says_what_it_was_and_twice_says_both() {
    let (facts, awards) = super::case::case();
    let mut facts = facts;
    let leaf = facts.table.as_ref().unwrap().leaves().find(|l| l.asked()).unwrap().clone();
    let criterion = leaf.id;
    facts.approval = Some(thidua::core::level::Approval { number: "1/QĐ".into(), ..Default::default() });
    for points in [100, 200] {
        let changes =
            vec![Change::Score { unit: 1, criterion, value: Some(CellValue::Points(Points(points * 100))) }];
        facts = change::apply(&facts, &changes);
        let next = paper_77(changes, &facts.adjustments);
        let number = format!("{points}/QĐ-CAT");
        facts.adjustments.push(Adjustment { stage: Stage::Applied, number, ..next });
    }
    let given = Given { facts: &facts, awards: &awards, before: None, after: None };
    let why = text(&paper(Paper::Why, Of::Unit(1), given, &Words::load(Lang::Vi), false));
    let said = "điều chỉnh lần 1 theo văn bản số 100/QĐ-CAT ngày 02/9/2021, trước là 192,00; \
                điều chỉnh lần 2 theo văn bản số 200/QĐ-CAT ngày 02/9/2021, trước là 100,00";
    assert!(why.contains(said), "{why}");
}

#[test]
fn every_change_is_a_sentence_and_a_hidden_criterion_stays_hidden() {
    let (facts, awards) = super::case::case();
    let mut facts = facts;
    let leaf = facts.table.as_ref().unwrap().leaves().next().unwrap().clone();
    for criterion in &mut facts.table.as_mut().unwrap().criteria {
        criterion.hidden |= criterion.id == leaf.id;
    }
    let award = |by, what: &str| Change::Award {
        unit: 2,
        form: "bang_khen".into(),
        kind: RecipientKind::Collective,
        by,
        award: (!what.is_empty()).then_some(7),
        again: Vec::new(),
        what: what.into(),
    };
    let knock =
        |lifted| Change::Knock { unit: 3, knockout: "Kỷ luật".into(), lifted, reason: "QĐ 12".into() };
    let changes = vec![
        Change::Score { unit: 1, criterion: leaf.id, value: None },
        Change::Score { unit: 1, criterion: leaf.id, value: Some(CellValue::NotAssigned) },
        Change::Line { unit: 1, criterion: leaf.id, target: None, actual: Some(Points(1_250)) },
        award(2, ""),
        award(-1, "687/QĐ-CAT, Đội 2"),
        award(0, "214/TB-CAT"),
        knock(false),
        knock(true),
        Change::Level { unit: 4, mark: Mark::NotClassified, reason: "chờ kết luận.".into() },
    ];
    facts.adjustments = vec![Adjustment { changes, ..Adjustment::next(&[]) }];
    let given = Given { facts: &facts, awards: &awards, before: None, after: None };
    let made = paper(Paper::Adjustment, Of::Adjustment(1), given, &Words::load(Lang::Vi), true);
    let said: Vec<&str> = made.sections[0]
        .blocks
        .iter()
        .map(|b| if let Block::Item(text) = b { text.as_str() } else { panic!("{b:?}") })
        .collect();
    assert_eq!(
        said,
        [
            "Phòng Tham mưu: I.1 Tiêu chí số 1 từ 192,00 thành chưa có.",
            "Phòng Tham mưu: I.1 Tiêu chí số 1 từ 192,00 thành không giao.",
            "Phòng Tham mưu: I.1 Tiêu chí số 1 từ không giao chỉ tiêu, kết quả chưa rõ thành không giao chỉ tiêu, kết quả 12,5.",
            "Phòng Xây dựng phong trào bảo vệ an ninh Tổ quốc: tính thêm Bằng khen cho 02 lượt tập thể.",
            "Phòng Xây dựng phong trào bảo vệ an ninh Tổ quốc: không tính Bằng khen cho 01 lượt tập thể (687/QĐ-CAT, Đội 2).",
            "Phòng Xây dựng phong trào bảo vệ an ninh Tổ quốc: không tính Bằng khen cho nhiều lượt tập thể (chưa rõ số lượng) (214/TB-CAT).",
            "Phòng Hồ sơ: áp dụng khống chế “Kỷ luật” (QĐ 12).",
            "Phòng Hồ sơ: gỡ khống chế “Kỷ luật” (QĐ 12).",
            "Phòng Tổ chức cán bộ: xếp loại từ Tốt thành Không phân loại; lý do: chờ kết luận.",
        ]
    );
}

/// What came late, and what is counted without a paper, stands in no row of the period; what was cancelled is valid no more.
#[test]
fn commendations_counted_or_cancelled_by_an_adjustment_stand_among_the_records() {
    let (mut facts, awards) = super::case::case();
    let form = facts.catalogue.forms[0].code.clone();
    let rule = DerivedRule { form, kind: RecipientKind::Individual, points: Points(100) };
    let leaf = facts.table.as_mut().unwrap().criteria.iter_mut().find(|c| c.rule.is_some()).unwrap();
    leaf.rule = Some(Rule::Derived { rules: vec![rule.clone()] });
    let change = |by, award: Option<i64>, what: &str| Change::Award {
        unit: 1,
        form: rule.form.clone(),
        kind: rule.kind,
        by,
        award,
        again: Vec::new(),
        what: what.into(),
    };
    let changes = vec![
        change(1, Some(99), "687/QĐ-CAT, Trung tá Hoàng Thị Mến"),
        change(2, None, ""),
        change(-3, Some(98), "12/TB-CAT"),
    ];
    let mut now = facts.clone();
    now.adjustments = vec![Adjustment { id: 5, stage: Stage::Applied, ..paper_77(changes, &[]) }];
    let made = |before, of| {
        let given = Given { facts: &now, awards: &awards, before, after: None };
        paper(Paper::Why, of, given, &Words::load(Lang::Vi), false)
    };
    let own = |paper: &Summary| -> Vec<Vec<String>> {
        let rows = paper.tables().find(|t| t.id == "muc-khen").map(|t| t.rows.clone()).unwrap_or_default();
        let rows = rows.iter().map(|r| r.iter().map(|c| paper.print.cell(c)).collect::<Vec<_>>());
        rows.filter(|r| r[4].contains("điều chỉnh")).collect()
    };
    let why = made(None, Of::Unit(1));
    let rows = own(&why);
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert_eq!(rows[0][1..3], ["77/QĐ-CAT", "02/9/2021"]);
    assert_eq!(rows[0][4], "687/QĐ-CAT, Trung tá Hoàng Thị Mến (tính theo điều chỉnh lần 1)");
    assert_eq!(
        (rows[0][5].as_str(), rows[1][4].as_str(), rows[1][5].as_str()),
        ("1", "(tính theo điều chỉnh lần 1)", "2")
    );
    assert!(
        text(&why).contains("điều chỉnh lần 1 theo văn bản số 77/QĐ-CAT ngày 02/9/2021"),
        "{}",
        text(&why)
    );
    // as approved: what was cancelled since counted, what came late did not
    let rows = own(&made(Some(&facts), Of::UnitAt(1, 0)));
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert_eq!(
        (rows[0][4].as_str(), rows[0][5].as_str()),
        ("12/TB-CAT (không tính từ điều chỉnh lần 1)", "3")
    );
}

/// The paper of one in force announces what was written when it was applied, not what its changes come to by themselves.
#[test]
fn an_applied_adjustment_prints_what_was_applied() {
    let (facts, awards) = super::case::case();
    let unit = standing::rank(&facts).rows[0].unit;
    let leaf = facts.table.as_ref().unwrap().leaves().find(|l| l.asked()).unwrap().id;
    let score = |points| {
        vec![Change::Score { unit, criterion: leaf, value: Some(CellValue::Points(Points(points))) }]
    };
    let mut now = change::apply(&facts, &score(1_000));
    now.adjustments = vec![Adjustment { id: 5, stage: Stage::Applied, ..paper_77(score(2_000), &[]) }];
    let total = |facts: &QuarterFacts| Cell::Points(standing::rank(facts).row(unit).unwrap().total);
    let made = |now, after| {
        let given = Given { facts: now, awards: &awards, before: Some(&facts), after };
        let paper = paper(Paper::Adjustment, Of::Adjustment(1), given, &Words::load(Lang::Vi), false);
        let rows = &table(&paper, "thay-doi").rows;
        rows.iter().find(|r| r[1] == total(&facts)).unwrap()[2].clone()
    };
    assert_eq!(made(&now, None), total(&now));
    // a second one came after it: what the first ended with is a version of its own
    let mut later = change::apply(&now, &score(3_000));
    let second = Adjustment { id: 6, stage: Stage::Applied, ..paper_77(score(3_000), &now.adjustments) };
    later.adjustments.push(second);
    assert_eq!((Of::Adjustment(1).ended(&later), Of::Adjustment(2).ended(&later)), (Some(1), None));
    assert_eq!(made(&later, Some(&now)), total(&now));
    // what was announced and what was printed between say that another followed
    let under = |what, of, before, after| {
        let given = Given { facts: &later, awards: &awards, before, after };
        paper(what, of, given, &Words::load(Lang::Vi), false).under
    };
    assert_eq!(
        under(Paper::Adjustment, Of::Adjustment(1), Some(&facts), Some(&now)),
        "(Theo văn bản số 77/QĐ-CAT ngày 02/9/2021)\n\
         (Kết quả này đã được điều chỉnh tiếp lần 2 theo văn bản số 77/QĐ-CAT ngày 02/9/2021)"
    );
    assert_eq!(
        under(Paper::Result, Of::Version(0), Some(&facts), None),
        "(Bản in lại để đối chiếu; kết quả đã được điều chỉnh lần 1 theo văn bản số 77/QĐ-CAT ngày 02/9/2021; \
         lần 2 theo văn bản số 77/QĐ-CAT ngày 02/9/2021)"
    );
    assert!(!under(Paper::Adjustment, Of::Adjustment(2), Some(&now), None).contains("tiếp"));
    assert!(!under(Paper::Result, Of::Period, None, None).contains("in lại"), "that of now is in force");
}

#[test]
fn changes_that_move_nobody_say_so() {
    let (_home, mut store) = sample();
    let (before, _) = quarter(&store, Q1);
    write(&mut store, &Adjustment::next(&before.adjustments), false);
    let draft = text(&made(&store, Paper::Adjustment, Of::Adjustment(1)));
    assert!(draft.contains("Không đơn vị nào thay đổi tổng điểm"), "{draft}");
    assert!(draft.contains("Chưa ghi nội dung điều chỉnh nào."), "{draft}");
}
