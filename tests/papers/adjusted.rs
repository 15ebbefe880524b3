//! Adjustments of an approved quarter on paper: old beside new as `core::change` says, every version printable as it was.
use super::demo::{quarter, sample};
use std::sync::Arc;
use thidua::core::act::{Act, Stamp};
use thidua::core::adjustment::{self, Adjustment, Change};
use thidua::core::ask::{Ask, Facts};
use thidua::core::award::RecipientKind;
use thidua::core::change;
use thidua::core::level::Mark;
use thidua::core::number::Points;
use thidua::core::paper::{Block, Cell, Summary, Table};
use thidua::core::period::PeriodKey;
use thidua::core::quarter::QuarterFacts;
use thidua::core::score::CellValue;
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
    let version: Option<Arc<QuarterFacts>> = of.version(&facts).map(|n| {
        let Facts::Version(found) = store.answer(&Ask::Version(Q1, n)).unwrap() else { unreachable!() };
        found.unwrap()
    });
    let given = Given { facts: &facts, awards: &awards, before: version.as_deref() };
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
    assert_eq!((&old.under, &old.sections), (&approved.under, &approved.sections));
    assert_ne!(old.sections, now.sections);
    // the mark of the journal is another one with every change of the sample
    let unsealed = Summary { seal: String::new(), ..last };
    insta::assert_snapshot!("adjustment", text(&unsealed));
}

#[test]
fn every_change_is_a_sentence_and_a_hidden_criterion_stays_hidden() {
    let (facts, awards) = super::case::case();
    let mut facts = facts;
    let leaf = facts.table.as_ref().unwrap().leaves().next().unwrap().clone();
    for criterion in &mut facts.table.as_mut().unwrap().criteria {
        criterion.hidden |= criterion.id == leaf.id;
    }
    let award = |by| Change::Award {
        unit: 2,
        form: "bang_khen".into(),
        kind: RecipientKind::Collective,
        by,
        award: None,
        again: Vec::new(),
        what: String::new(),
    };
    let knock =
        |lifted| Change::Knock { unit: 3, knockout: "Kỷ luật".into(), lifted, reason: "QĐ 12".into() };
    let changes = vec![
        Change::Score { unit: 1, criterion: leaf.id, value: None },
        Change::Score { unit: 1, criterion: leaf.id, value: Some(CellValue::NotAssigned) },
        Change::Line { unit: 1, criterion: leaf.id, target: None, actual: Some(Points(1_250)) },
        award(2),
        award(-1),
        award(0),
        knock(false),
        knock(true),
        Change::Level { unit: 4, mark: Mark::NotClassified, reason: "chờ kết luận.".into() },
    ];
    facts.adjustments = vec![Adjustment { changes, ..Adjustment::next(&[]) }];
    let given = Given { facts: &facts, awards: &awards, before: None };
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
            "Phòng Tham mưu: I.1 Tiêu chí số 1 từ chỉ tiêu chưa có, kết quả chưa có thành chỉ tiêu chưa có, kết quả 12,5.",
            "Phòng Xây dựng phong trào bảo vệ an ninh Tổ quốc: tính thêm 02 tập thể Bằng khen.",
            "Phòng Xây dựng phong trào bảo vệ an ninh Tổ quốc: không tính 01 tập thể Bằng khen.",
            "Phòng Xây dựng phong trào bảo vệ an ninh Tổ quốc: không tính một số tập thể (chưa rõ số lượng) Bằng khen.",
            "Phòng Hồ sơ: áp dụng quy định khống chế “Kỷ luật” (QĐ 12).",
            "Phòng Hồ sơ: không áp dụng quy định khống chế “Kỷ luật” (QĐ 12).",
            "Phòng Tổ chức cán bộ: xếp loại từ Tốt thành Không phân loại; lý do: chờ kết luận.",
        ]
    );
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
