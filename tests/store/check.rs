//! What `check` finds: lines edited or missing, acts edited, rows changed with and without the triggers.
use super::*;
use rusqlite::Connection;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use thidua::core::check::Report;
use thidua::store::Watch;

/// The number of the table of awards in the journal.
const AWARD: i64 = 18;

/// A register with three acts, changed by another tool as `sql` says, then checked.
fn after(sql: &str) -> Report {
    let mut desk = desk();
    desk.does(save(decision("1182/QĐ-CAT", day("2021-04-16")), vec![person("Trần Văn Hạnh", 1)]));
    desk.does(save(notice("139/TB-CAT", day("2021-04-30")), vec![]));
    let path = desk.path();
    desk.store.close();
    Connection::open(&path).unwrap().execute_batch(sql).unwrap();
    let store = Store::open(&path, Access::Read).unwrap();
    let report = store.check().unwrap();
    let words = Words::load(Lang::En);
    for problem in report.damaged.iter().chain(&report.edited).chain(&report.derived) {
        let text = words.say(problem);
        assert!(!text.contains('{') && !text.contains('⟦'), "{text}");
    }
    report
}

fn keys(problems: &[thidua::core::problem::Problem]) -> Vec<&'static str> {
    problems.iter().map(|p| p.key).collect()
}

fn names(problems: &[thidua::core::problem::Problem], part: &str) -> bool {
    let words = Words::load(Lang::Vi);
    problems.iter().any(|p| words.say(p).contains(part))
}

#[test]
fn an_untouched_register_is_clean_and_counted() {
    let report = after("");
    assert_eq!((report.damaged, report.edited), (vec![], vec![]));
    assert_eq!(report.acts, 3);
    assert!(report.rows > 60);
}

#[test]
fn an_edited_journal_line_is_named() {
    let report = after(&format!("UPDATE journal SET op = 1, old = '{{}}' WHERE tbl = {AWARD};"));
    assert_eq!(keys(&report.damaged), ["problem.store_line_edited"]);
    assert!(names(&report.damaged, "lần ghi số 2") && names(&report.damaged, "award #1"));
    assert_eq!(report.edited, []);
}

#[test]
fn a_missing_line_and_a_missing_act_are_named() {
    let report = after(&format!("DELETE FROM journal WHERE tbl = {AWARD};"));
    assert_eq!(keys(&report.damaged), ["problem.store_lines_missing"]);
    assert!(names(&report.damaged, "lần ghi số 2"));
    let report = after("DELETE FROM act WHERE n = 2;");
    assert!(keys(&report.damaged).contains(&"problem.store_act_missing"));
    assert!(keys(&report.damaged).contains(&"problem.store_lines_stray"));
}

#[test]
fn an_edited_act_breaks_the_chain_there() {
    let report = after("UPDATE act SET secretary = 'Người khác' WHERE n = 2;");
    assert_eq!(keys(&report.damaged), ["problem.store_act_edited"]);
    assert!(names(&report.damaged, "số 2"));
}

#[test]
fn a_row_edited_outside_is_listed_and_not_called_damage() {
    let report = after("UPDATE decision SET number = '1183/QĐ-CAT' WHERE n = 1;");
    assert_eq!((report.damaged.len(), keys(&report.edited)), (0, vec!["problem.store_edited"]));
    assert!(names(&report.edited, "decision #1"));
}

#[test]
fn an_edit_behind_the_triggers_is_found_by_both_traces() {
    let report = after("DROP TRIGGER journal_decision_update; UPDATE decision SET number = 'x' WHERE n = 1;");
    assert_eq!(keys(&report.damaged), ["problem.store_trigger"]);
    assert_eq!(keys(&report.edited), ["problem.store_row_edited"]);
    let report = after("DROP TRIGGER journal_award_delete; DELETE FROM award;");
    assert!(keys(&report.edited).contains(&"problem.store_row_edited"));
    let report = after("CREATE TRIGGER evil AFTER INSERT ON award BEGIN DELETE FROM act; END;");
    assert_eq!(keys(&report.damaged), ["problem.store_trigger_foreign"]);
}

#[test]
fn an_edit_behind_the_triggers_is_found_though_another_one_follows() {
    let mut desk = desk();
    let id = desk.does(save(decision("1182/QĐ-CAT", day("2021-04-16")), vec![])).row.unwrap();
    let other = Connection::open(desk.path()).unwrap();
    let text: String = other
        .query_row("SELECT sql FROM sqlite_schema WHERE name = 'journal_decision_update'", [], |r| r.get(0))
        .unwrap();
    let behind = "DROP TRIGGER journal_decision_update; UPDATE decision SET note = 'x'";
    other.execute_batch(&format!("{behind}; {text}")).unwrap();
    let read = desk.sheet(id);
    desk.does(save(Decision { number: "1184/QĐ-CAT".into(), ..read.head }, vec![]));
    let report = desk.store.check().unwrap();
    assert_eq!(report.damaged, []);
    assert_eq!(keys(&report.edited), ["problem.store_row_edited"]);
    // What another tool wrote with its trace is told once, as such.
    other.execute_batch("UPDATE decision SET note = 'y'").unwrap();
    let report = desk.store.check().unwrap();
    assert_eq!(keys(&report.edited), ["problem.store_edited", "problem.store_row_edited"]);
}

#[test]
fn a_row_no_line_tells_of_and_a_line_without_its_row_are_named() {
    let report = after(
        "DROP TRIGGER journal_unit_insert; INSERT INTO unit (position, code, name, same_key) VALUES (9, '', 'X', 'x');
         DROP TRIGGER journal_award_delete; DELETE FROM award;",
    );
    assert_eq!(keys(&report.edited), ["problem.store_row_edited"; 2]);
    assert!(names(&report.edited, "unit #5") && names(&report.edited, "award #1"), "{report:?}");
}

#[test]
fn an_orphan_is_damage() {
    let report = after("PRAGMA foreign_keys = OFF; DELETE FROM decision WHERE n = 1;");
    assert!(keys(&report.damaged).contains(&"problem.store_orphan"));
}

#[test]
fn what_is_cut_off_the_end_of_the_journal_is_missed() {
    // the last act with its rows and lines, as if it had never been
    let cut = "PRAGMA foreign_keys = OFF; DELETE FROM act WHERE n = 3; DELETE FROM journal WHERE act = 3;";
    let report =
        after(&format!("{cut} DROP TRIGGER journal_decision_delete; DELETE FROM decision WHERE n = 2;"));
    assert!(keys(&report.damaged).contains(&"problem.store_journal_gap"), "{report:?}");
    assert!(names(&report.damaged, "thiếu 2 dòng"), "{report:?}");
    // the trace of an edit outside, and the edit
    let report = after(
        "UPDATE decision SET number = 'x' WHERE n = 1; UPDATE decision SET number = '1182/QĐ-CAT' WHERE n = 1;
         DELETE FROM journal WHERE act IS NULL;",
    );
    assert_eq!(keys(&report.damaged), ["problem.store_journal_gap"]);
}

#[test]
fn an_act_taken_out_stays_missed_after_the_next_one() {
    let mut desk = desk();
    desk.does(save(decision("1182/QĐ-CAT", day("2021-04-16")), vec![person("Trần Văn Hạnh", 1)]));
    Connection::open(desk.path()).unwrap().execute("DELETE FROM act WHERE n = 2", []).unwrap();
    assert_eq!(desk.does(save(notice("139/TB-CAT", day("2021-04-30")), vec![])).act, 3);
    let report = desk.store.check().unwrap();
    assert_eq!(keys(&report.damaged), ["problem.store_act_missing", "problem.store_lines_stray"]);
}

#[test]
fn lines_belong_to_their_act_though_another_tool_emptied_the_pen() {
    let mut desk = desk();
    Connection::open(desk.path()).unwrap().execute("DELETE FROM pen", []).unwrap();
    desk.does(save(notice("139/TB-CAT", day("2021-04-30")), vec![]));
    desk.clean();
}

/// The sample, changed by another tool as `sql` says.
fn spoilt(sql: &str) -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("so.db");
    crate::common::sample(&path);
    Connection::open(&path).unwrap().execute_batch(sql).unwrap();
    let store = Store::open(&path, Access::Write).unwrap();
    (folder, store)
}

#[test]
fn a_check_counts_to_its_end_and_stops_when_told() {
    let (_folder, store) = spoilt("");
    let told: Arc<Mutex<Vec<(u64, u64)>>> = Arc::default();
    let into = Arc::clone(&told);
    let watch = Watch::new(Arc::default(), move |done, of| into.lock().unwrap().push((done, of)));
    assert!(store.check_with(&watch).unwrap().clean());
    let seen = told.lock().unwrap().clone();
    assert!(seen.len() > 20 && seen.iter().all(|(done, of)| done <= of), "{seen:?}");
    assert!(seen.iter().any(|(done, of)| *done == *of && *of > 1_000), "{seen:?}");
    // stopped after the third beat, in the middle; nothing is said of the file
    let stop = Arc::new(AtomicBool::new(false));
    let (set, beats) = (Arc::clone(&stop), AtomicUsize::new(0));
    let watch = Watch::new(stop, move |_, _| {
        if beats.fetch_add(1, Ordering::Relaxed) == 2 {
            set.store(true, Ordering::Relaxed);
        }
    });
    assert_eq!(store.check_with(&watch).unwrap_err().key, "problem.store_interrupted");
    assert!(store.check().unwrap().clean());
}

#[test]
fn what_is_derived_and_wrong_is_no_damage_and_is_made_anew() {
    for (sql, key) in [
        ("DROP TRIGGER memo_cell_update", "problem.store_derived_trigger"),
        ("DELETE FROM find WHERE rowid IN (SELECT MAX(id) FROM find_docsize)", "problem.store_find"),
        (
            "UPDATE memo SET whole = (SELECT whole FROM memo WHERE period = '2021-Q1') WHERE period = '2020-Q4'",
            "problem.store_memo",
        ),
    ] {
        let (_folder, mut store) = spoilt(sql);
        let before = store.digest().unwrap();
        let report = store.check().unwrap();
        assert_eq!(
            (keys(&report.derived), report.damaged.len(), report.edited.len()),
            (vec![key], 0, 0),
            "{sql}"
        );
        // stopped, it leaves what was there
        let stopped = Watch::new(Arc::new(AtomicBool::new(true)), |_, _| {});
        assert_eq!(store.mend(&stopped).unwrap_err().key, "problem.store_interrupted");
        assert_eq!(keys(&store.check().unwrap().derived), [key], "{sql}");
        store.mend(&Watch::default()).unwrap();
        assert!(store.check().unwrap().clean(), "{sql}");
        assert_eq!(store.digest().unwrap(), before);
    }
}

#[test]
fn an_index_of_other_words_is_found_and_made_anew() {
    // another tool keeps no index: the row is where it was, but its words are others
    let (_folder, mut store) = spoilt("UPDATE achievement SET content = 'Bắt cướp' WHERE n = 3");
    let report = store.check().unwrap();
    assert_eq!(keys(&report.derived), ["problem.store_find"]);
    store.mend(&Watch::default()).unwrap();
    assert_eq!(keys(&store.check().unwrap().derived), Vec::<&str>::new());
}

#[test]
fn a_forged_trigger_under_a_known_name_is_damage() {
    let report = after(
        "DROP TRIGGER memo_cell_update;
         CREATE TRIGGER memo_cell_update AFTER UPDATE ON cell BEGIN DELETE FROM memo; DELETE FROM act; END;",
    );
    assert_eq!(keys(&report.damaged), ["problem.store_trigger_foreign"]);
    assert_eq!(keys(&report.derived), Vec::<&str>::new());
}
