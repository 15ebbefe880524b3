//! Two stores on one file: nothing that one wrote is gone over by the other, who had not seen it.
use super::*;
use thidua::core::act::Terms;
use thidua::core::level::{self, Mark};
use thidua::core::meeting::{self, Part};
use thidua::core::score::{self, CellValue, Round};
use thidua::core::{number::Points, register, unit};

/// Another program on the file.
fn other(desk: &Desk) -> Store {
    Store::open(&desk.path(), Access::Write).unwrap()
}

fn last(desk: &Desk) -> i64 {
    desk.store.last_act().unwrap().0
}

/// Does `act` over what was seen up to `seen`.
fn over(desk: &mut Desk, act: &Act, seen: i64) -> Result<Done, Refusal> {
    let terms = Terms { seen: Some(seen), finished: Vec::new() };
    desk.store.apply_with(act, &stamp(), "a", &terms)
}

#[track_caller]
fn stale(desk: &mut Desk, act: &Act, seen: i64) {
    let before = desk.store.digest().unwrap();
    let refusal = over(desk, act, seen).unwrap_err();
    assert!(matches!(refusal, Refusal::Stale(_)), "{act:?}: {refusal:?}");
    assert_eq!(desk.store.digest().unwrap(), before);
    // told and looked at, it goes
    let now = last(desk);
    over(desk, act, now).unwrap_or_else(|refusal| panic!("{act:?}: {}", said(&refusal)));
}

fn text(part: Part, text: &str) -> Act {
    Act::Meeting(meeting::Act::Texts { period: Q2, texts: vec![(part, text.to_owned())] })
}

fn mark(unit: i64, mark: Option<Mark>) -> Act {
    let rows = vec![(unit, mark, String::new())];
    Act::Level(level::Act::Propose { period: Q2, rows, label: "PV01".into() })
}

#[test]
fn acts_without_a_revision_go_over_nothing_unseen() {
    let mut desk = desk();
    let roles = |head| Act::Unit(unit::Act::Roles { year: 2021, head: Some(head), deputy: None });
    let levels = desk.quarter(Q2).levels.unwrap();
    let (high, low) = (Mark::Level(levels.levels[0].id), Mark::Level(levels.levels[1].id));
    let pairs = [
        (text(Part::Causes, "của người kia"), text(Part::Causes, "của tôi")),
        (text(Part::Causes, ""), text(Part::Causes, "của tôi, viết lại")),
        (mark(1, Some(high)), mark(1, Some(low))),
        (mark(1, None), mark(1, Some(high))),
        (roles(3), roles(4)),
    ];
    for (theirs, mine) in pairs {
        let seen = last(&desk);
        other(&desk).apply(&theirs, &stamp()).unwrap();
        stale(&mut desk, &mine, seen);
    }
    // what touches something else goes at once
    let seen = last(&desk);
    other(&desk).apply(&text(Part::Causes, "khác"), &stamp()).unwrap();
    over(&mut desk, &text(Part::Strengths, "Ưu điểm"), seen).unwrap();
    over(&mut desk, &mark(2, Some(low)), seen).unwrap();
    desk.clean();
}

#[test]
fn a_cell_and_its_comment_go_over_nothing_unseen() {
    let mut desk = desk();
    let facts = desk.quarter(Q2);
    let leaf = facts.table.unwrap().leaves().next().unwrap().id;
    let points = |n: i64| Some(CellValue::Points(Points(n * 100)));
    let set = |old, value, comment: &str| {
        Act::Score(score::Act::Set {
            period: Q2,
            unit: 1,
            criterion: leaf,
            round: Round::First,
            old,
            value,
            comment: comment.to_owned(),
            reason: "Chấm lại".to_owned(),
            label: "PV01 · I.1".to_owned(),
        })
    };
    let seen = last(&desk);
    other(&desk).apply(&set(None, points(5), ""), &stamp()).unwrap();
    let refusal = over(&mut desk, &set(None, points(6), ""), seen).unwrap_err();
    assert!(matches!(refusal, Refusal::Stale(_)), "the value seen is part of the act");
    let seen = last(&desk);
    other(&desk).apply(&set(points(5), points(5), "nhận xét của người kia"), &stamp()).unwrap();
    stale(&mut desk, &set(points(5), points(7), ""), seen);
    desk.clean();
}

#[test]
fn a_link_goes_over_nothing_unseen() {
    let mut desk = desk();
    let decision =
        desk.does(save(decision("1", day("2021-06-18")), vec![person("Trần Văn Hạnh", 1)])).row.unwrap();
    let award = desk.sheet(decision).recipients[0].id;
    let act = |content: &str| {
        Act::Achievement(thidua::core::achievement::Act::Save(thidua::core::achievement::Achievement {
            content: content.into(),
            date: day("2021-06-10"),
            ..Default::default()
        }))
    };
    let (a, b) = (desk.does(act("Một")).row, desk.does(act("Hai")).row);
    let link = |to| {
        Act::Award(award::Act::Link {
            award,
            achievement: to,
            reason: String::new(),
            label: "Trần Văn Hạnh".into(),
        })
    };
    let seen = last(&desk);
    other(&desk).apply(&link(a), &stamp()).unwrap();
    stale(&mut desk, &link(b), seen);
    desk.clean();
}

#[test]
fn undo_names_whose_act_it_took_back() {
    let mut desk = desk();
    other(&desk).apply(&text(Part::Causes, "của người kia"), &stamp()).unwrap();
    let theirs = last(&desk);
    let done = desk.store.undo(&stamp()).unwrap();
    assert_eq!(done.of, Some((theirs, "Hoàng Thị Mến".to_owned())));
    assert_eq!(desk.does(text(Part::Causes, "x")).of, None);
}

#[test]
fn a_file_written_elsewhere_is_seen_once() {
    let mut desk = desk();
    assert_eq!(desk.store.touched(), None);
    desk.does(text(Part::Causes, "x"));
    assert_eq!(desk.store.touched(), None, "its own writes are none of another's");
    other(&desk).apply(&text(Part::Causes, "y"), &stamp()).unwrap();
    assert_eq!(desk.store.touched(), Some((last(&desk), "14:05".to_owned(), false)));
    assert_eq!(desk.store.touched(), None);
}

/// Longer than the wait for a lock: a sentence, nothing changed, and afterwards it goes.
#[test]
fn a_writer_that_holds_the_file_is_said() {
    let mut desk = desk();
    let holder = rusqlite::Connection::open(desk.path()).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    let add = Act::Register(register::Act::AddPeriod(Q2.next()));
    let refusal = desk.refuses(add.clone());
    assert!(matches!(refusal, Refusal::Store(_)));
    assert_eq!(key(&refusal), "problem.store_busy");
    holder.execute_batch("ROLLBACK").unwrap();
    desk.does(add);
    desk.clean();
}
