//! Papers of half-years and years, of titles that are nested, and what a knock-out says on paper.
use super::case::case;
use thidua::core::award::AwardRow;
use thidua::core::flag::FlagKind;
use thidua::core::knockout::{Cause, Effect, Knockout, UnitFlag};
use thidua::core::level::{Approval, Mark};
use thidua::core::number::Points;
use thidua::core::paper::{Cell, Summary, Table};
use thidua::core::parts::{PartOf, Parts};
use thidua::core::period::{PeriodKey, PeriodKind};
use thidua::core::quarter::{PastUnit, Period, QuarterFacts, State};
use thidua::core::summary::{Given, Of, Paper, paper};
use thidua::core::words::{Lang, Words};
use thidua::papers;

fn make(what: Paper, of: Of, facts: &QuarterFacts, awards: &[AwardRow]) -> Summary {
    let given = Given { facts, awards, before: None, after: None };
    paper(what, of, given, &Words::load(Lang::Vi), what.draft(facts, of))
}

fn table<'a>(summary: &'a Summary, id: &str) -> Option<&'a Table> {
    summary.tables().find(|t| t.id == id)
}

fn text(summary: &Summary) -> String {
    String::from_utf8(papers::make(summary, "md").unwrap().pop().unwrap().bytes).unwrap()
}

/// The case as the first half of 2021: two quarters, each unit with this level and these points there.
fn half(level: &str, total: Option<i64>) -> (QuarterFacts, Vec<AwardRow>) {
    let (mut facts, awards) = case();
    let key = PeriodKey { kind: PeriodKind::Half, ordinal: 1, ..facts.period.key };
    let (from, to) = key.calendar();
    facts.period = Period { key, from, to, state: facts.period.state };
    facts.table = None;
    let unit = |unit| PastUnit {
        unit,
        rank: total.map(|_| 1),
        total: total.map(Points),
        rate: None,
        level: level.to_owned(),
    };
    let quarter = |n| {
        let key = PeriodKey::quarter(2021, n);
        let (from, to) = key.calendar();
        let units = facts.units.iter().map(|u| unit(u.id)).collect();
        PartOf { period: Period { key, from, to, state: State::Approved }, units, bare_heads: 0 }
    };
    facts.parts = Some(Parts { quarters: vec![quarter(1)] });
    (facts, awards)
}

#[test]
fn the_levels_of_quarters_that_are_not_scored_are_in_a_table() {
    let (facts, awards) = half("Tốt", None);
    let report = make(Paper::Report, Of::Period, &facts, &awards);
    assert!(text(&report).contains("Kết quả gộp từ Quý I/2021; mức của từng quý theo bảng dưới đây."));
    let levels = table(&report, "tong-hop-cac-quy").expect("the promised table");
    let heads: Vec<&str> = levels.columns.iter().map(|c| c.head.as_str()).collect();
    assert_eq!(heads, ["TT", "Đơn vị", "Quý I"]);
    assert_eq!(levels.rows.len(), 12);
    assert_eq!(levels.rows[0][2], Cell::Text("Tốt".into()));
    // what was opened in the register is nothing to a reader
    assert!(levels.notes.contains(&"Chưa có số liệu Quý II/2021.".to_owned()), "{:?}", levels.notes);
    assert!(table(&make(Paper::Result, Of::Period, &facts, &awards), "tong-hop-cac-quy").is_some());
    let (facts, awards) = half("", None);
    let report = make(Paper::Report, Of::Period, &facts, &awards);
    assert!(table(&report, "tong-hop-cac-quy").is_none());
    assert!(
        text(&report).contains("Kết quả gộp từ Quý I/2021.") && !text(&report).contains("theo bảng dưới đây")
    );
    let (facts, awards) = half("Tốt", Some(9_000));
    let report = make(Paper::Report, Of::Period, &facts, &awards);
    assert!(text(&report).contains("điểm và mức của từng quý theo bảng dưới đây"));
}

#[test]
fn the_meeting_of_a_half_year_and_of_a_year_is_called_what_it_is() {
    let (mut facts, awards) = half("", None);
    let said = |facts: &QuarterFacts| text(&make(Paper::Report, Of::Period, facts, &awards));
    assert!(
        said(&facts).contains("Hội nghị sơ kết 6 tháng đầu năm 2021: ngày 27/7/2021"),
        "{}",
        said(&facts)
    );
    facts.period.key = PeriodKey { kind: PeriodKind::Year, ordinal: 0, ..facts.period.key };
    assert!(said(&facts).contains("Hội nghị tổng kết năm 2021: ngày 27/7/2021"), "{}", said(&facts));
    let (quarter, _) = case();
    assert!(said(&quarter).contains("Hội nghị giao ban Quý II/2021: "));
    let words = Words::load(Lang::Vi);
    let names = [PeriodKind::Quarter, PeriodKind::Half, PeriodKind::NineMonths, PeriodKind::Year]
        .map(|kind| words.get(Paper::Report.word(kind)));
    assert_eq!(names, ["Báo cáo quý", "Báo cáo 6 tháng", "Báo cáo 9 tháng", "Báo cáo năm"]);
}

#[test]
fn nested_titles_are_called_titles_and_say_why_they_add_up_to_more() {
    let (mut facts, awards) = half("", None);
    let set = facts.levels.as_mut().unwrap();
    set.nested = true;
    set.levels.truncate(2);
    set.levels[0].name = "Cờ thi đua".into();
    set.levels[1].name = "Đơn vị quyết thắng".into();
    let ids = [set.levels[0].id, set.levels[1].id];
    for (n, mark) in facts.marks.iter_mut().enumerate() {
        mark.proposed = Some(match n {
            0 | 1 => Mark::Level(ids[0]),
            2..6 => Mark::Level(ids[1]),
            _ => Mark::NotClassified,
        });
    }
    let proposed = text(&make(Paper::Result, Of::Period, &facts, &awards));
    let list = "Cờ thi đua 02 đơn vị; Đơn vị quyết thắng 06 đơn vị; Không có danh hiệu 05 đơn vị; 01 đơn vị chưa đề nghị \
                (số đơn vị của danh hiệu gồm cả danh hiệu cao hơn).";
    assert!(proposed.contains(&format!("Đề nghị danh hiệu thi đua: {list}")), "{proposed}");
    assert!(proposed.contains("KẾT QUẢ ĐỀ NGHỊ XÉT DANH HIỆU THI ĐUA"));
    facts.approval = Some(Approval { number: "12/QĐ".into(), ..Approval::default() });
    for mark in &mut facts.marks {
        mark.approved = mark.proposed;
    }
    let result = make(Paper::Result, Of::Period, &facts, &awards);
    let said = text(&result);
    assert!(said.contains(&format!("Danh hiệu thi đua theo văn bản số 12/QĐ: {list}")), "{said}");
    assert!(!said.to_lowercase().contains("xếp loại"), "titles are no levels: {said}");
    let sum = table(&result, "tong-hop-xep-loai").unwrap();
    assert_eq!(sum.columns[0].head, "Danh hiệu");
    assert_eq!(sum.total.as_ref().unwrap()[..2], [Cell::Text("Tổng số đơn vị".into()), Cell::Int(12)]);
    assert_eq!(sum.notes, ["Số đơn vị của mỗi danh hiệu gồm cả các đơn vị đạt danh hiệu cao hơn."]);
    let report = text(&make(Paper::Report, Of::Period, &facts, &awards));
    assert!(report.contains("Tổng hợp danh hiệu thi đua 6 tháng đầu năm 2021"), "{report}");
}

#[test]
fn a_knock_out_names_no_person_on_paper() {
    let (mut facts, awards) = case();
    facts.levels.as_mut().unwrap().knockouts = vec![Knockout {
        name: "Lãnh đạo đơn vị bị kỷ luật".into(),
        cause: Cause::LeaderDiscipline,
        criterion: String::new(),
        effect: Effect::Cap { place: 2 },
    }];
    let unit = facts.units[0].id;
    facts.flags = vec![UnitFlag {
        unit,
        name: "Nguyễn Văn Ấn".into(),
        leader: true,
        kind: FlagKind::Discipline,
        from: Some(facts.period.from),
        to: None,
        reason: "khiển trách".into(),
    }];
    for (what, of) in [(Paper::Result, Of::Period), (Paper::Why, Of::Unit(unit)), (Paper::Report, Of::Period)]
    {
        let said = text(&make(what, of, &facts, &awards));
        assert!(!said.contains("Văn Ấn"), "{what:?}: {said}");
        assert!(said.contains("khống chế: Lãnh đạo đơn vị bị kỷ luật"), "{what:?}: {said}");
    }
    // annex III: the level, and the knock-out it comes from, as the result has it but without the minima
    let note = |facts: &QuarterFacts, unit: i64| {
        let report = make(Paper::Report, Of::Period, facts, &awards);
        let annex = table(&report, "xep-loai").unwrap();
        let name = &facts.unit(unit).unwrap().name;
        let row = annex.rows.iter().find(|r| r[1] == Cell::Text(name.clone())).unwrap();
        report.print.cell(row.last().unwrap())
    };
    let said = "khống chế: Lãnh đạo đơn vị bị kỷ luật";
    assert_eq!(note(&facts, unit), format!("dự kiến Khá: {said}"), "another level was proposed");
    let lower = facts.levels.as_ref().unwrap().levels[2].id;
    facts.marks.iter_mut().find(|m| m.unit == unit).unwrap().proposed = Some(Mark::Level(lower));
    assert_eq!(note(&facts, unit), said);
    assert_eq!(note(&facts, facts.units[1].id), "");
    // what was laid on by hand says its reason, as it was written
    facts.levels.as_mut().unwrap().knockouts[0].cause = Cause::UnitDiscipline;
    facts.flags[0].name = String::new();
    let said = text(&make(Paper::Result, Of::Period, &facts, &awards));
    assert!(said.contains("khống chế: Lãnh đạo đơn vị bị kỷ luật (khiển trách)"), "{said}");
}
