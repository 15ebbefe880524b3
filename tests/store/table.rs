//! Score tables as the settings write them: made, changed, copied, taken out; what scores and locks hold fast.
use super::{Desk, Q2, desk, key, said, stamp};
use thidua::core::act::{Act, Refusal};
use thidua::core::ask::{Ask, Facts};
use thidua::core::catalogue::Lists;
use thidua::core::level::{self, Mark};
use thidua::core::number::Points;
use thidua::core::score::{self, CellValue, Criterion, RankBy, Round, Rule, ScoreTable, Tie};
use thidua::core::table::{self, UsedTable};

fn lists(desk: &Desk) -> Lists {
    match desk.store.answer(&Ask::Lists).unwrap() {
        Facts::Lists(lists) => (*lists).clone(),
        other => panic!("{other:?}"),
    }
}

fn used(desk: &Desk, id: i64) -> UsedTable {
    lists(desk).tables.into_iter().find(|u| u.table.id == id).unwrap()
}

fn save(table: ScoreTable) -> Act {
    Act::Table(table::Act::Save(Box::new(table)))
}

fn copy(desk: &mut Desk, id: i64, name: &str) -> i64 {
    let act = table::Act::Copy { id, name: name.into(), year: Some(2022) };
    desk.does(Act::Table(act)).row.unwrap()
}

fn scored(desk: &mut Desk) {
    let criterion = desk.quarter(Q2).table.unwrap().leaves().next().unwrap().id;
    desk.does(Act::Score(score::Act::Set {
        period: Q2,
        unit: 1,
        criterion,
        round: Round::Own,
        old: None,
        value: Some(CellValue::Points(Points(19_000))),
        comment: String::new(),
        reason: String::new(),
        label: "PV01".into(),
    }));
}

fn place(table: &ScoreTable, code: &str) -> usize {
    table.criteria.iter().position(|c| c.code == code).unwrap()
}

#[test]
fn a_new_register_has_every_sample() {
    let desk = desk();
    let tables = lists(&desk).tables;
    let leaves: Vec<usize> = tables.iter().map(|u| u.table.leaves().count()).collect();
    assert_eq!(leaves, [15, 157, 15, 9]);
    let periods: Vec<usize> = tables.iter().map(|u| u.periods.len()).collect();
    assert_eq!(periods, [1, 0, 0, 0]);
    for there in &tables {
        assert_eq!(table::check::check(&there.table), []);
    }
}

#[test]
fn a_table_is_copied_changed_and_taken_out_and_all_of_it_is_undone() {
    let mut desk = desk();
    let before = desk.store.digest().unwrap();
    let id = copy(&mut desk, 1, "Bảng điểm 2022");
    let copied = used(&desk, id).table;
    assert_eq!((copied.name.as_str(), copied.year), ("Bảng điểm 2022", Some(2022)));
    assert_eq!(copied.maximum(), used(&desk, 1).table.maximum());
    // rows moved, taken out, added, of other kinds; groups too
    let mut changed = copied.clone();
    let (two, three) = (place(&changed, "II"), place(&changed, "III"));
    let third = changed.criteria.split_off(three);
    let second = changed.criteria.split_off(two);
    changed.criteria.extend(third);
    changed.criteria.retain(|c| c.code != "I.5");
    let four = place(&changed, "I.4");
    let row = |code: &str, id, maximum, rule| Criterion {
        id,
        parent: Some(changed.criteria[0].id),
        code: code.into(),
        text: "Thêm".into(),
        maximum: Points(maximum),
        rule: Some(rule),
        ..Criterion::default()
    };
    let added = [row("I.7", -1, 1_000, Rule::Pass), row("I.8", 0, 3_000, Rule::Count { each: Points(25) })];
    changed.criteria.splice(four..four, added);
    changed.criteria.extend(second);
    let derived = place(&changed, "III.2");
    if let Some(Rule::Derived { rules }) = &mut changed.criteria[derived].rule {
        rules.truncate(2);
        rules[0].points = Points(700);
    }
    changed.ties = vec![Tie::Bonus, Tie::Group { code: "I".into() }];
    changed.by = RankBy::Rate;
    changed.name = "Bảng điểm mới".into();
    desk.does(save(changed.clone()));
    let now = used(&desk, id).table;
    let plain = |t: &ScoreTable| -> Vec<Criterion> {
        t.criteria.iter().map(|c| Criterion { id: 0, parent: None, ..c.clone() }).collect()
    };
    assert_eq!(plain(&now), plain(&changed));
    assert_eq!((now.by, now.ties.len(), now.rev), (RankBy::Rate, 2, copied.rev + 1));
    assert_eq!(table::check::check(&now), []);
    desk.clean();
    // of what was read before, nothing is written
    let refusal = desk.refuses(save(ScoreTable { name: "Khác".into(), ..copied }));
    assert!(matches!(refusal, Refusal::Stale(_)), "{}", said(&refusal));
    desk.does(Act::Table(table::Act::Remove { id }));
    assert!(lists(&desk).tables.iter().all(|u| u.table.id != id));
    desk.clean();
    for _ in 0..3 {
        desk.store.undo(&stamp()).unwrap();
    }
    assert_eq!(desk.store.digest().unwrap(), before);
    assert_eq!(lists(&desk).tables.len(), 4);
    for _ in 0..2 {
        desk.store.redo(&stamp()).unwrap();
    }
    assert_eq!(plain(&used(&desk, id).table), plain(&changed));
    desk.clean();
}

#[test]
fn a_table_that_is_wrong_is_refused_with_its_place() {
    let mut desk = desk();
    let id = copy(&mut desk, 1, "Thử");
    let there = used(&desk, id).table;
    let mut wrong = there.clone();
    let at = place(&wrong, "II.1");
    wrong.criteria[at].maximum = Points(4_500);
    let refusal = desk.refuses(save(wrong));
    assert_eq!(
        said(&refusal),
        "Nhóm II: các tiêu chí cộng lại 195, nhóm ghi 200. Sửa điểm một tiêu chí hoặc của nhóm"
    );
    let mut unknown = there.clone();
    let at = place(&unknown, "III.2");
    if let Some(Rule::Derived { rules }) = &mut unknown.criteria[at].rule {
        rules[0].form = "khong_co".into();
    }
    assert_eq!(key(&desk.refuses(save(unknown))), "problem.table.rule_form");
    let twice = ScoreTable { name: used(&desk, 1).table.name, ..there };
    assert_eq!(key(&desk.refuses(save(twice))), "problem.table.twice");
    let new = ScoreTable::empty("Bảng trống");
    assert_eq!(key(&desk.refuses(save(new))), "problem.table.empty");
    assert_eq!(key(&desk.refuses(Act::Table(table::Act::Remove { id: 1 }))), "problem.table.used");
}

#[test]
fn a_table_with_scores_changes_its_texts_alone() {
    let mut desk = desk();
    scored(&mut desk);
    let there = used(&desk, 1);
    assert_eq!(there.scored, Some(Q2));
    let mut texts = there.table.clone();
    texts.criteria[1].text = "Tham mưu".into();
    texts.criteria[2].hidden = true;
    texts.name = "Bảng 1.000 điểm".into();
    texts.year = Some(2021);
    texts.by = RankBy::Rate;
    desk.does(save(texts));
    let table = desk.quarter(Q2).table.unwrap();
    assert_eq!((table.criteria[1].text.as_str(), table.criteria[2].hidden), ("Tham mưu", true));
    let now = used(&desk, 1).table;
    let mut codes = now.clone();
    codes.criteria[1].code = "I.9".into();
    let mut maxima = now.clone();
    maxima.criteria[1].maximum = Points(19_000);
    maxima.criteria[2].maximum = Points(21_000);
    let mut kinds = now.clone();
    kinds.criteria[1].rule = Some(Rule::Pass);
    let step = ScoreTable { step: Points(50), ..now };
    for wrong in [codes, maxima, kinds, step] {
        let refusal = desk.refuses(save(wrong));
        assert_eq!(key(&refusal), "problem.table.scored");
        assert!(
            said(&refusal).contains("Quý II/2021") && said(&refusal).contains("Ctrl+D"),
            "{}",
            said(&refusal)
        );
    }
    desk.clean();
}

#[test]
fn what_a_locked_period_printed_no_edit_reaches() {
    let mut desk = desk();
    let rows = (1..=4).map(|unit| (unit, Some(Mark::NotClassified), "Không chấm".to_owned())).collect();
    desk.does(Act::Level(level::Act::Propose { period: Q2, rows, label: "4 đơn vị".into() }));
    desk.does(Act::Level(level::Act::Lock { period: Q2 }));
    let locked = desk.quarter(Q2).table.unwrap();
    let mut there = used(&desk, 1).table;
    let group = place(&there, "II");
    there.criteria[group + 1].maximum = Points(4_000);
    there.criteria[group + 2].maximum = Points(6_000);
    desk.does(save(there));
    assert_eq!(desk.quarter(Q2).table.unwrap(), locked);
    desk.clean();
}
