//! The journal as people read it, from below and through the screens: every act field by field, and one taken back alone.
#![expect(clippy::panic, reason = "a test may fail where it stands")]
use crate::common::Driver;
use crate::store::{Desk, Q2, day, decision, desk, key, notice, person, said, save, stamp};
use rusqlite::Connection;
use std::sync::Arc;
use thidua::core::act::Act;
use thidua::core::ask::{Ask, Facts};
use thidua::core::award::Decision;
use thidua::core::journal::{ActSheet, Acts, BLOCK, Back, Value};
use thidua::core::unit;
use thidua::core::words::{Lang, Words};

fn acts(desk: &Desk, block: i64) -> Arc<Acts> {
    match desk.store.answer(&Ask::Acts(block)).unwrap() {
        Facts::Acts(acts) => acts,
        other => panic!("{other:?}"),
    }
}

fn sheet(desk: &Desk, n: i64) -> ActSheet {
    match desk.store.answer(&Ask::ActSheet(n)).unwrap() {
        Facts::ActSheet(Some(sheet)) => (*sheet).clone(),
        other => panic!("{other:?}"),
    }
}

fn add(name: &str) -> Act {
    Act::Unit(unit::Act::Add { code: String::new(), name: name.into(), from: None })
}

#[test]
fn acts_come_in_blocks_newest_first() {
    let mut desk = desk();
    for n in 0..BLOCK + 10 {
        desk.does(notice(&format!("{n}/TB"), day("2021-05-01")).into_act());
    }
    let last = BLOCK + 11;
    let (newest, oldest) = (acts(&desk, 1), acts(&desk, 0));
    assert_eq!(
        (newest.last, newest.rows.len() as i64, oldest.rows.len() as i64),
        (last, last - BLOCK, BLOCK)
    );
    assert_eq!((newest.rows[0].n, oldest.rows[0].n, oldest.rows.last().unwrap().n), (last, BLOCK, 1));
    assert_eq!(newest.rows[0].secretary, "Hoàng Thị Mến");
    assert!(acts(&desk, 2).rows.is_empty());
}

trait IntoAct {
    fn into_act(self) -> Act;
}

impl IntoAct for Decision {
    fn into_act(self) -> Act {
        save(self, vec![])
    }
}

#[test]
fn an_act_tells_old_and_new_by_the_words_of_the_field() {
    let mut desk = desk();
    let id = desk
        .does(save(decision("1182/QĐ-CAT", day("2021-04-16")), vec![person("Trần Văn Hạnh", 1)]))
        .row
        .unwrap();
    let read = desk.sheet(id);
    desk.does(save(
        Decision { date: day("2021-04-17"), signer: "Võ Minh".into(), ..read.head },
        read.recipients,
    ));
    let sheet = sheet(&desk, 3);
    let fields: Vec<_> = sheet.changes[0].fields.iter().map(|f| (f.label.as_str(), &f.old, &f.new)).collect();
    let date = |text: &str| Value::Date(text.parse().unwrap());
    assert_eq!(
        fields,
        [
            ("journal.col.date", &date("2021-04-16"), &date("2021-04-17")),
            ("journal.col.signer", &Value::Empty, &Value::Text("Võ Minh".into())),
        ]
    );
    assert_eq!(
        sheet.changes[0].name,
        [Value::Text("1182/QĐ-CAT".into()), Value::Text("Có thành tích đột xuất".into())]
    );
    assert_eq!(sheet.back, Back::Newest);
}

/// Every table and column that a change can show, and every code in it, has words in both languages.
#[test]
fn nothing_is_shown_by_a_name_of_the_program() {
    let desk = crate::store::sample::sample();
    let last = acts(&desk, 0).last;
    for lang in [Lang::Vi, Lang::En] {
        let words = Words::load(lang);
        for n in 1..=last {
            let sheet = sheet(&desk, n);
            for change in &sheet.changes {
                assert!(words.has(&change.table), "{}", change.table);
                assert!(!change.name.is_empty() || change.table == "journal.table.lock", "{change:?}");
                for field in &change.fields {
                    assert!(words.has(&field.label), "{}", field.label);
                    for value in [&field.old, &field.new] {
                        if let Value::Word(key) = value {
                            assert!(words.has(key), "{key}");
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn one_act_is_taken_back_alone_unless_something_builds_on_it() {
    let mut desk = desk();
    desk.does(add("Văn phòng")); // 2
    let id = desk.does(save(decision("1", day("2021-06-18")), vec![])).row.unwrap(); // 3
    desk.does(save(decision("2", day("2021-06-18")), vec![])); // 4
    let read = desk.sheet(id);
    desk.does(save(Decision { number: "1a".into(), ..read.head }, vec![])); // 5
    assert_eq!(sheet(&desk, 5).back, Back::Newest);
    assert_eq!(sheet(&desk, 4).back, Back::Alone);
    // the same record was changed later: the later act is named
    let refusal = desk.store.undo_act(3, &stamp()).unwrap_err();
    assert_eq!(
        said(&refusal),
        "1: lượt #5 (1a) sau đó đã sửa cùng mục. Hoàn tác lượt #5 trước, hoặc sửa tay"
    );
    assert!(matches!(sheet(&desk, 3).back, Back::No(_)));
    let before = desk.store.digest().unwrap();
    let done = desk.store.undo_act(4, &stamp()).unwrap();
    assert_eq!((done.act, done.what.as_str(), done.thing.as_str()), (6, "act.undo", "2"));
    assert!(acts(&desk, 0).rows.iter().any(|a| a.n == 4 && a.undone));
    assert_eq!(key(&desk.store.undo_act(4, &stamp()).unwrap_err()), "problem.journal.is_undone");
    assert_eq!(key(&desk.store.undo_act(6, &stamp()).unwrap_err()), "problem.journal.is_undo");
    assert_eq!(key(&desk.store.undo_act(1, &stamp()).unwrap_err()), "problem.journal.is_barrier");
    assert_eq!(key(&desk.store.undo_act(99, &stamp()).unwrap_err()), "problem.journal.no_act");
    // done again it is there as before; the later one taken back, the earlier one can go too
    desk.store.redo(&stamp()).unwrap();
    assert_eq!(desk.store.digest().unwrap(), before);
    desk.store.undo_act(5, &stamp()).unwrap();
    desk.store.undo_act(3, &stamp()).unwrap();
    // a unit that later rows name stays
    desk.does(save(decision("3", day("2021-06-19")), vec![person("Trần Văn Hạnh", 5)]));
    let refusal = desk.store.undo_act(2, &stamp()).unwrap_err();
    assert_eq!(key(&refusal), "problem.journal.used_since", "{}", said(&refusal));
    assert!(said(&refusal).contains("(3)"), "{}", said(&refusal));
    desk.clean();
}

#[test]
fn what_another_tool_changed_is_seen_between_the_acts() {
    let mut desk = desk();
    desk.does(add("Văn phòng"));
    Connection::open(desk.path()).unwrap().execute("UPDATE unit SET code = 'VP' WHERE n = 5", []).unwrap();
    assert_eq!(acts(&desk, 0).rows[0].outside, 1);
    let seen = sheet(&desk, 2);
    assert_eq!(seen.outside[0].fields[0].new, Value::Text("VP".into()));
    desk.does(add("Thanh tra"));
    let rows = acts(&desk, 0).rows.clone();
    assert_eq!(rows.iter().map(|a| a.outside).collect::<Vec<_>>(), [0, 1, 0]);
    assert_eq!(key(&desk.store.undo_act(2, &stamp()).unwrap_err()), "problem.store_undo_foreign");
}

#[test]
fn a_clock_set_back_is_kept_and_marked() {
    let mut desk = desk();
    desk.store.apply(&add("Văn phòng"), &super::at("2019-01-01T08:00:00")).unwrap();
    desk.does(add("Thanh tra"));
    let rows = acts(&desk, 0).rows.clone();
    assert_eq!(
        rows.iter().map(|a| (a.n, a.backwards)).collect::<Vec<_>>(),
        [(3, false), (2, true), (1, false)]
    );
    assert_eq!(rows[1].at, "2019-01-01T08:00:00+07:00");
    assert_eq!(desk.store.undo(&stamp()).unwrap().thing, "Thanh tra");
    desk.clean();
}

#[test]
fn the_screen_shows_acts_and_takes_one_back() {
    let mut d = Driver::new_register().size(100, 30);
    d.keys("<M-2><C-n>1450/QĐ-CAT<Tab>12/5<Tab><Tab>gương<C-n>Nguyễn Văn Ấn<Tab><Tab>px03<C-s>");
    let one = d.store().digest().unwrap();
    d.keys("<C-n>1460/QĐ-CAT<Tab>13/5<C-n>Trần Văn Hạnh<Tab><Tab>px05<C-s>").expect("2 mục");
    d.keys("<F12>").expect("Nhật ký sửa đổi").expect("►#3").expect("Đã ghi quyết định 1460/QĐ-CAT");
    d.expect("Người ghi: Nguyễn Thị Ấn (máy: thuky)").expect("22/07/2021 14:05").expect("không hoàn tác");
    d.keys("<Down><CR>")
        .expect("#2 Đã ghi quyết định 1450/QĐ-CAT")
        .expect("Ngày                  12/05/2021");
    d.expect("Được khen Nguyễn Văn Ấn").expect("PX03 Phòng Công tác đảng").expect("hoàn tác riêng việc này");
    d.keys("<C-z>").expect("√ Đã hoàn tác: đã ghi quyết định 1450/QĐ-CAT").expect("đã được hoàn tác rồi");
    d.keys("<Esc>").expect("►#2").expect("đã hoàn tác").expect("#4").keys("<Home>").expect("►#4");
    d.keys("<Esc>").expect("1 mục").expect("1460/QĐ-CAT").expect_not("1450/QĐ-CAT");
    d.keys("<C-y><C-z>");
    assert_eq!(d.store().digest().unwrap(), one);
    d.keys("<F12><End><CR>")
        .expect("Đã lập sổ")
        .keys("<C-z>")
        .expect("▲ Lượt #1")
        .expect("không hoàn tác được");
    d.keys("<PageDown><PageUp><Down><Home><Esc><Esc>").expect("2 Thành tích");
}

/// What sets a rule is named by no row of what is written by it: it goes back alone only as the newest act.
#[test]
fn a_rule_is_not_taken_back_from_under_what_was_written_by_it() {
    use thidua::core::award::LineKind;
    use thidua::core::catalogue::{self, Kind};
    use thidua::core::{level, score};
    let mut desk = desk();
    let catalogue_of = |desk: &Desk| desk.quarter(Q2).catalogue;
    let mut number = 0;
    let mut refused_after = |desk: &mut Desk, rule: Act| {
        let act = desk.does(rule).act;
        assert_eq!(sheet(desk, act).back, Back::Newest);
        number += 1;
        let later = desk.does(save(decision(&format!("{number}/QĐ"), day("2021-06-18")), vec![])).act;
        assert!(matches!(sheet(desk, act).back, Back::No(_)));
        let refusal = desk.store.undo_act(act, &stamp()).unwrap_err();
        assert_eq!(key(&refusal), "problem.journal.rule_since");
        assert!(said(&refusal).contains(&format!("#{later} ({number}/QĐ)")), "{}", said(&refusal));
        // the later one taken back, it is the newest that stands
        desk.store.undo_act(later, &stamp()).unwrap();
        assert_eq!(sheet(desk, act).back, Back::Newest);
        desk.store.undo_act(act, &stamp()).unwrap();
        desk.store.redo(&stamp()).unwrap();
    };
    let form = catalogue_of(&desk).form("thu_khen").or(catalogue_of(&desk).forms.first()).unwrap().clone();
    let other = if form.line == LineKind::Legal { LineKind::GoodDeed } else { LineKind::Legal };
    let edited = thidua::core::award::Form { line: other, ..form };
    refused_after(&mut desk, Act::Catalogue(catalogue::Act::Form(edited)));
    let new = thidua::core::award::Authority {
        code: String::new(),
        name: "Cục X".into(),
        ..catalogue_of(&desk).authorities[0].clone()
    };
    refused_after(&mut desk, Act::Catalogue(catalogue::Act::Authority(new)));
    let code = catalogue_of(&desk).authorities.last().unwrap().code.clone();
    refused_after(&mut desk, Act::Catalogue(catalogue::Act::Move { kind: Kind::Authority, code, up: true }));
    let register = desk.store.register().unwrap();
    let register = thidua::core::register::Register { lookback_months: 3, ..register };
    refused_after(&mut desk, Act::Register(thidua::core::register::Act::Save(register)));
    let levels = desk.quarter(Q2).levels.unwrap();
    let none = score::Act::Use { period: Q2, table: None, levels: levels.id };
    refused_after(&mut desk, Act::Score(none));
    let good = Some(level::Mark::Level(levels.levels[1].id));
    let rows = (1..=4).map(|u| (u, good, "thảo luận".to_owned())).collect();
    desk.does(Act::Level(level::Act::Propose { period: Q2, rows, label: "cả cụm".into() }));
    for submitted in [true, false] {
        refused_after(&mut desk, Act::Level(level::Act::Submit { period: Q2, submitted }));
    }
    desk.clean();
}

/// What was taken back last comes back first, also when an older act was taken back alone before.
#[test]
fn redo_brings_back_what_was_undone_last() {
    let mut desk = crate::store::desk();
    for number in ["1", "2"] {
        let paper = crate::store::decision(number, crate::store::day("2021-06-18"));
        desk.does(crate::store::save(paper, vec![crate::store::person(&format!("Lê {number}"), 1)]));
    }
    let older = desk.store.last_act().unwrap().0 - 1;
    desk.store.undo_act(older, &crate::store::stamp()).unwrap();
    let newer = desk.store.undo(&crate::store::stamp()).unwrap().thing;
    assert_eq!(desk.store.redo(&crate::store::stamp()).unwrap().thing, newer);
    assert_ne!(desk.store.redo(&crate::store::stamp()).unwrap().thing, newer);
    desk.clean();
}

/// A rule that alone was changed is told by its sentence, old beside new: not an act with nothing in it.
#[test]
fn rules_kept_as_lists_are_told_by_sentences() {
    use thidua::core::catalogue;
    use thidua::core::knockout::Effect;
    use thidua::core::score::Tie;
    use thidua::core::table;
    let words = Words::load(Lang::Vi);
    let said = |value: &Value| match value {
        Value::Empty => String::new(),
        Value::Said(all) => all.iter().map(|p| words.say(p)).collect::<Vec<_>>().join(" | "),
        other => panic!("{other:?}"),
    };
    let told = |desk: &Desk, act: i64| -> Vec<(String, String, String)> {
        let fields = sheet(desk, act).changes.into_iter().flat_map(|c| c.fields);
        fields
            .filter(|f| !f.label.ends_with(".hidden"))
            .map(|f| (f.label.clone(), said(&f.old), said(&f.new)))
            .collect()
    };
    let row = |label: &str, old: &str, new: &str| {
        vec![(format!("journal.col.{label}"), old.to_owned(), new.to_owned())]
    };
    let mut desk = desk();
    let mut set = desk.quarter(Q2).levels.unwrap();
    let name = set.knockouts[0].name.clone();
    set.knockouts[0].effect = Effect::Drop { steps: 1 };
    let act = desk.does(Act::Catalogue(catalogue::Act::Levels(set))).act;
    assert_eq!(
        told(&desk, act),
        row(
            "knockouts",
            &format!("“{name}”: lãnh đạo bị kỷ luật, không quá Khá"),
            &format!("“{name}”: lãnh đạo bị kỷ luật, hạ 1 mức")
        )
    );
    let mut turned = desk.quarter(Q2).levels.unwrap();
    turned.knockouts.swap(0, 1);
    let act = desk.does(Act::Catalogue(catalogue::Act::Levels(turned))).act;
    assert_eq!(told(&desk, act), row("knockouts", "", "đổi thứ tự"));
    let save = |table| Act::Table(table::Act::Save(Box::new(table)));
    let mut ties = desk.quarter(Q2).table.unwrap();
    ties.ties = vec![Tie::Bonus, Tie::Group { code: "II".into() }];
    let act = desk.does(save(ties)).act;
    assert_eq!(told(&desk, act), row("ties", "", "điểm thưởng | nhóm II"));
    let mut formulas = desk.quarter(Q2).table.unwrap();
    formulas.formulas.push(thidua::core::score::Formula {
        name: "Riêng".into(),
        version: 2,
        share: thidua::core::number::Points(6_000),
    });
    let act = desk.does(save(formulas)).act;
    let fields = told(&desk, act);
    assert_eq!((fields.len(), fields[0].0.as_str()), (1, "journal.col.formulas"));
    assert!(fields[0].2.ends_with("Riêng: 60% (bản 2)"), "{}", fields[0].2);
}
