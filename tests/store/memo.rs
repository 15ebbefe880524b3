//! What is kept of a period's counts is what its rows add up to, whatever was done in between and by whom.
use super::*;
use rusqlite::Connection;
use std::path::Path;
use thidua::core::unit;
use thidua::store::demo;

const Q1: PeriodKey = PeriodKey { year: 2021, kind: thidua::core::period::PeriodKind::Quarter, ordinal: 1 };

fn facts(path: &Path) -> QuarterFacts {
    let store = Store::open(path, Access::Read).unwrap();
    let Facts::Quarter(facts) = store.answer(&Ask::Quarter(Q2)).unwrap() else { panic!() };
    store.close();
    (*facts).clone()
}

/// Periods whose counts and results are kept.
fn kept(path: &Path) -> i64 {
    rows(path, "brief <> ''")
}

fn rows(path: &Path, which: &str) -> i64 {
    let conn = Connection::open(path).unwrap();
    conn.query_row(&format!("SELECT COUNT(*) FROM memo WHERE {which}"), [], |r| r.get(0)).unwrap()
}

/// The sample, closed: its eight periods are kept.
fn sample() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("so.db");
    demo::fill(&path, &stamp()).unwrap().close();
    (folder, path)
}

#[test]
fn figures_are_the_same_with_and_without_what_is_kept() {
    let (_folder, path) = sample();
    assert_eq!(kept(&path), 8);
    let with = facts(&path);
    Connection::open(&path).unwrap().execute("DELETE FROM memo", []).unwrap();
    assert_eq!(facts(&path), with);
    assert!(with.past.iter().any(|p| !p.tallies.is_empty()) && !with.tallies.is_empty());
}

#[test]
fn a_changed_row_takes_out_what_was_kept_of_its_period() {
    let (_folder, path) = sample();
    for (n, (sql, gone)) in [
        (
            "UPDATE award SET quantity = 1 WHERE n = (SELECT MAX(n) FROM award WHERE period = '2021-Q2' AND basis = 'named')",
            1,
        ),
        ("DELETE FROM award WHERE n = (SELECT MAX(n) FROM award WHERE period = '2021-Q2')", 1),
        (
            "UPDATE decision SET date = NULL WHERE n = (SELECT MAX(n) FROM decision WHERE period = '2021-Q1')",
            1,
        ),
        (
            "INSERT INTO achievement (period, kind, who, content, fold) VALUES ('2021-Q2', 'regular', '', 'x', 'x')",
            1,
        ),
        (
            "UPDATE cell SET points = 0 WHERE n = (SELECT MIN(n) FROM cell WHERE period = '2021-Q2' AND points > 0)",
            1,
        ),
        // an award of one period for what was done in another
        (
            "UPDATE award SET achievement = (SELECT MAX(n) FROM achievement WHERE period = '2021-Q2')
             WHERE n = (SELECT MAX(n) FROM award WHERE period = '2021-Q1')",
            2,
        ),
        // and the day of that act: the days from act to decision stand in the other period
        ("UPDATE achievement SET date = '2021-04-02' WHERE n = (SELECT MAX(n) FROM achievement WHERE period = '2021-Q2')", 2),
        // a proposal of one period for an act of another, then dropped: the act waits again
        (
            "INSERT INTO proposal (period, number, date, authorities, form, subject, note, fold)
             VALUES ('2021-Q2', '', '2021-04-10', 'giam_doc', 'giay_khen', 'x', '', 'x');
             INSERT INTO nominee (proposal, position, kind, party, unit, name, rank, post, achievement)
             SELECT (SELECT MAX(n) FROM proposal), 1, 'individual', p.n, p.unit, p.name, '', '',
                (SELECT MAX(n) FROM achievement WHERE period = '2021-Q1')
             FROM party p WHERE p.kind = 'individual' AND p.unit IS NOT NULL ORDER BY p.n LIMIT 1",
            2,
        ),
        (
            "UPDATE proposal SET state = 'dropped', dropped_reason = 'x' WHERE n = (SELECT MAX(n) FROM proposal)",
            2,
        ),
        ("UPDATE criterion SET maximum = maximum + 100 WHERE n = (SELECT MIN(n) FROM criterion)", 8),
    ]
    .into_iter()
    .enumerate()
    {
        // whatever was done outside, the next act's closing keeps all again
        let mut store = Store::open(&path, Access::Write).unwrap();
        let add = unit::Act::Add { code: String::new(), name: format!("Tổ {n}"), from: None };
        store.apply(&Act::Unit(add), &stamp()).unwrap();
        store.close();
        assert_eq!(kept(&path), 8);
        Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        assert_eq!(kept(&path), 8 - gone, "{sql}");
        let with = facts(&path);
        let conn = Connection::open(&path).unwrap();
        conn.execute("DELETE FROM memo", []).unwrap();
        assert_eq!(facts(&path), with, "{sql}");
    }
}

/// A score, or a rule of scores, makes no count of awards wrong: they are not taken again after each cell typed.
#[test]
fn a_score_leaves_the_counts_of_its_period() {
    for (sql, results) in [
        (
            "UPDATE cell SET points = 0 WHERE n = (SELECT MIN(n) FROM cell WHERE period = '2021-Q2' AND points > 0)",
            7,
        ),
        ("UPDATE criterion SET maximum = maximum + 100 WHERE n = (SELECT MIN(n) FROM criterion)", 0),
    ] {
        let (_folder, path) = sample();
        Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        assert_eq!((kept(&path), rows(&path, "whole <> ''")), (results, 8), "{sql}");
        let store = Store::open(&path, Access::Write).unwrap();
        assert_eq!(store.check().unwrap().derived, []);
        // and is made whole again when the next act closes
        store.close();
        let mut store = Store::open(&path, Access::Write).unwrap();
        let add = unit::Act::Add { code: String::new(), name: "Tổ mới".into(), from: None };
        store.apply(&Act::Unit(add), &stamp()).unwrap();
        store.close();
        assert_eq!(kept(&path), 8);
    }
}

#[test]
fn what_is_kept_wrongly_is_found() {
    let (_folder, path) = sample();
    let store = Store::open(&path, Access::Read).unwrap();
    assert!(store.check().unwrap().clean());
    store.close();
    let conn = Connection::open(&path).unwrap();
    let swap = "UPDATE memo SET whole = (SELECT whole FROM memo WHERE period = ?1) WHERE period = ?2";
    conn.execute(swap, [Q1.code(), Q2.code()]).unwrap();
    drop(conn);
    let store = Store::open(&path, Access::Read).unwrap();
    let keys: Vec<_> = store.check().unwrap().derived.iter().map(|p| p.key).collect();
    assert_eq!(keys, ["problem.store_memo"]);
    store.close();
}

/// A year's own rows (proposals, votes, its lock) stand in what is kept of it, though they belong to no quarter.
#[test]
fn what_is_kept_of_a_year_goes_with_its_own_proposals_votes_and_lock() {
    use thidua::core::ballot::{self, Ballot, BallotKind, Vote};
    use thidua::core::level::{self, Mark};
    use thidua::core::period::PeriodKind;
    use thidua::core::register;
    const YEAR: PeriodKey = PeriodKey { year: 2021, kind: PeriodKind::Year, ordinal: 1 };
    let propose = |period, mark| {
        let rows = (1..=4).map(|unit| (unit, Some(mark), "hội nghị".to_owned())).collect();
        Act::Level(level::Act::Propose { period, rows, label: "4 đơn vị".into() })
    };
    let folder = tempfile::tempdir().unwrap();
    let store =
        Store::create(&folder.path().join("so.db"), &Setup { table: None, ..setup() }, false, &stamp())
            .unwrap();
    let mut desk = Desk { folder, store };
    desk.does(propose(Q2, Mark::NotClassified));
    desk.does(Act::Level(level::Act::Lock { period: Q2 }));
    desk.does(Act::Register(register::Act::AddPeriod(YEAR)));
    let titles = desk.quarter(YEAR).levels.unwrap();
    let (first, title) = (titles.levels[0].id, Mark::Level(titles.levels[1].id));
    let path = desk.path();
    let kept = move || rows(&path, "period = 'set2021-Y' AND brief <> ''");
    // each begins with what the last closing kept
    let mut desk = desk.again();
    assert_eq!(kept(), 1);
    desk.does(propose(YEAR, title));
    assert_eq!(kept(), 0);
    desk.clean();
    let mut desk = desk.again();
    let votes = vec![Vote { unit: 1, level: Some(first), favour: 3 }];
    let ballot = Ballot { kind: BallotKind::Level, votes, ..Ballot::default() };
    desk.does(Act::Ballot(ballot::Act::Save { period: YEAR, ballot, label: "PV01".into() }));
    assert_eq!(kept(), 0);
    let mut desk = desk.again();
    assert_eq!(kept(), 1);
    Connection::open(desk.path()).unwrap().execute("UPDATE vote SET favour = 2", []).unwrap();
    assert_eq!(kept(), 0);
    Connection::open(desk.path()).unwrap().execute("UPDATE vote SET favour = 3", []).unwrap();
    desk = desk.again();
    desk.does(propose(YEAR, title));
    desk = desk.again();
    assert_eq!(kept(), 1);
    desk.does(Act::Level(level::Act::Lock { period: YEAR }));
    let report = desk.store.check().unwrap();
    assert_eq!(report.derived, []);
}
