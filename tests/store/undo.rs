//! Undo and redo, also after a restart; barriers; rows another tool touched.
use super::*;
use thidua::core::{level, meeting, unit};

fn add(name: &str) -> Act {
    Act::Unit(unit::Act::Add { code: String::new(), name: name.into(), from: None })
}

#[test]
fn acts_are_taken_back_and_done_again_across_a_restart() {
    let mut desk = desk();
    let mut digests = vec![desk.store.digest().unwrap()];
    desk.does(add("Văn phòng"));
    digests.push(desk.store.digest().unwrap());
    desk.does(save(decision("1764/QĐ-CAT", day("2021-06-18")), vec![person("Trần Văn Hạnh", 1)]));
    digests.push(desk.store.digest().unwrap());
    let undone = desk.store.undo(&stamp()).unwrap();
    assert_eq!((undone.what.as_str(), undone.thing.as_str()), ("act.undo", "1764/QĐ-CAT"));
    assert_eq!(desk.store.digest().unwrap(), digests[1]);
    let mut desk = desk.again();
    assert_eq!(desk.store.undo(&stamp()).unwrap().thing, "Văn phòng");
    assert_eq!(desk.store.digest().unwrap(), digests[0]);
    let mut desk = desk.again();
    assert_eq!(desk.store.redo(&stamp()).unwrap().thing, "Văn phòng");
    assert_eq!(desk.store.redo(&stamp()).unwrap().what, "act.redo");
    assert_eq!(desk.store.digest().unwrap(), digests[2]);
    assert_eq!(key(&desk.store.redo(&stamp()).unwrap_err()), "problem.store_nothing_redo");
    // What was undone and done again can be undone again; a new act ends the redoing.
    desk.store.undo(&stamp()).unwrap();
    assert_eq!(desk.store.digest().unwrap(), digests[1]);
    desk.does(add("Thanh tra"));
    assert_eq!(key(&desk.store.redo(&stamp()).unwrap_err()), "problem.store_nothing_redo");
    desk.store.undo(&stamp()).unwrap();
    desk.store.undo(&stamp()).unwrap();
    assert_eq!(desk.store.digest().unwrap(), digests[0]);
    desk.clean();
}

#[test]
fn undo_stops_at_the_set_up_and_says_so() {
    let mut desk = desk();
    let refusal = desk.store.undo(&stamp()).unwrap_err();
    assert_eq!(key(&refusal), "problem.store_undo_barrier");
    assert_eq!(said(&refusal), "Hoàn tác dừng ở đây: việc lập sổ (Cụm thi đua số 4) không hoàn tác được");
}

#[test]
fn a_row_put_back_is_a_newer_one() {
    let mut desk = desk();
    let id = desk.does(save(decision("1", day("2021-06-18")), vec![person("Trần Văn Hạnh", 1)])).row.unwrap();
    let read = desk.sheet(id);
    desk.store.undo(&stamp()).unwrap();
    desk.store.redo(&stamp()).unwrap();
    let stale = desk.refuses(save(read.head.clone(), read.recipients));
    assert!(matches!(stale, Refusal::Stale(_)));
    let fresh = desk.sheet(id);
    assert_eq!(fresh.head.rev, read.head.rev + 1);
    assert_eq!(fresh.written.0, "Hoàng Thị Mến");
    assert_eq!(fresh.written.1, "22/07/2021 14:05");
}

#[test]
fn undo_refuses_rows_that_another_tool_touched() {
    let mut desk = desk();
    let id = desk.does(add("Văn phòng")).row.unwrap();
    let other = rusqlite::Connection::open(desk.path()).unwrap();
    other.execute("UPDATE unit SET code = 'VP' WHERE n = ?1", [id]).unwrap();
    drop(other);
    let refusal = desk.store.undo(&stamp()).unwrap_err();
    assert_eq!(key(&refusal), "problem.store_undo_foreign");
    assert!(said(&refusal).contains(&format!("unit #{id}")));
    let report = desk.store.check().unwrap();
    assert!(report.damaged.is_empty());
    assert_eq!(report.edited.len(), 1, "{:?}", report.edited);
}

#[test]
fn a_lock_is_a_barrier_and_keeps_its_period() {
    let mut desk = desk();
    let levels = desk.quarter(Q2).levels.unwrap();
    desk.does(save(decision("1", day("2021-06-18")), vec![person("Trần Văn Hạnh", 1)]));
    let not_ready = desk.refuses(Act::Level(level::Act::Lock { period: Q2 }));
    assert!(matches!(not_ready, Refusal::Problem(_)));
    let rows = desk
        .quarter(Q2)
        .units
        .iter()
        .map(|u| (u.id, Some(level::Mark::Level(levels.levels[1].id)), "theo thảo luận".to_owned()))
        .collect();
    desk.does(Act::Level(level::Act::Propose { period: Q2, rows, label: "cả cụm".into() }));
    desk.does(Act::Level(level::Act::Lock { period: Q2 }));
    let before = desk.quarter(Q2);
    assert!(before.locked());
    assert_eq!(key(&desk.store.undo(&stamp()).unwrap_err()), "problem.store_undo_barrier");
    let refusal = desk.refuses(save(decision("2", day("2021-05-18")), vec![person("Lê Văn Tám", 1)]));
    assert!(matches!(refusal, Refusal::Locked(_)));
    assert_eq!(
        said(&refusal),
        "2, ngày 18/05/2021, thuộc Quý II/2021 đã khóa và chưa có kỳ sau để in bổ sung. Mở kỳ sau (F8) rồi ghi lại, hoặc xem lại ngày"
    );
    // The snapshot does not move with the roster; meeting and texts do.
    desk.does(add("Văn phòng"));
    let meeting = meeting::Meeting { place: "Hội trường".into(), ..meeting::Meeting::default() };
    desk.does(Act::Meeting(meeting::Act::Save { period: Q2, meeting }));
    let after = desk.quarter(Q2);
    assert_eq!((after.units.len(), after.meeting.place.as_str()), (4, "Hội trường"));
    assert_eq!((&after.tallies, &after.cells), (&before.tallies, &before.cells));
    let reason = String::new();
    assert_eq!(
        key(&desk.refuses(Act::Level(level::Act::Reopen { period: Q2, reason }))),
        "problem.store_reopen_reason"
    );
    desk.does(Act::Level(level::Act::Reopen { period: Q2, reason: "ghi thiếu".into() }));
    assert_eq!(desk.quarter(Q2).units.len(), 5);
    desk.does(save(decision("2", day("2021-05-18")), vec![person("Lê Văn Tám", 1)]));
    desk.clean();
}

#[test]
fn an_act_that_puts_one_row_in_anothers_place_is_taken_back_in_order() {
    let mut desk = desk();
    let roles = |head, deputy| Act::Unit(unit::Act::Roles { year: 2021, head, deputy });
    let before = desk.store.digest().unwrap();
    desk.does(roles(Some(2), Some(1)));
    let after = desk.store.digest().unwrap();
    desk.store.undo(&stamp()).unwrap();
    assert_eq!(desk.store.digest().unwrap(), before);
    desk.store.redo(&stamp()).unwrap();
    assert_eq!(desk.store.digest().unwrap(), after);
    desk.clean();
}

#[test]
fn an_edited_journal_is_not_turned_around() {
    let mut desk = desk();
    desk.does(save(decision("1182/QĐ-CAT", day("2021-04-16")), vec![person("Trần Văn Hạnh", 1)]));
    let id = desk.does(save(decision("1183/QĐ-CAT", day("2021-04-17")), vec![])).row.unwrap();
    let read = desk.sheet(id);
    desk.does(save(Decision { number: "1184/QĐ-CAT".into(), ..read.head }, vec![]));
    let forged = "UPDATE journal SET old = replace(old, '1183/QĐ-CAT', '9999/QĐ-CAT') WHERE act = 4";
    assert!(rusqlite::Connection::open(desk.path()).unwrap().execute(forged, []).unwrap() > 0);
    let refusal = desk.store.undo(&stamp()).unwrap_err();
    assert_eq!(key(&refusal), "problem.store_undo_journal");
    assert!(said(&refusal).contains("1184/QĐ-CAT"), "{}", said(&refusal));
    assert_eq!(desk.sheet(id).head.number, "1184/QĐ-CAT");
}
