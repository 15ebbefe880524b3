//! One act taken back by itself: it leaves nothing that the register's own acts would have refused.
use super::*;
use rusqlite::Connection;
use thidua::core::level::{self, Mark};
use thidua::core::number::Points;
use thidua::core::redate::Dates;
use thidua::core::register;
use thidua::core::score::{self, CellValue, LineChange, Round, ScoreTable, SheetLine};
use thidua::core::table;

fn leaf(d: &Desk, code: &str) -> i64 {
    d.quarter(Q2).table.unwrap().criteria.iter().find(|c| c.code == code).unwrap().id
}

fn score(d: &Desk, code: &str, points: Option<i64>) -> Act {
    let criterion = leaf(d, code);
    let facts = d.quarter(Q2);
    let there = facts.cells.iter().find(|c| (c.unit, c.criterion) == (1, criterion));
    Act::Score(score::Act::Set {
        period: Q2,
        unit: 1,
        criterion,
        round: Round::Own,
        old: there.map(|c| c.value),
        value: points.map(|p| CellValue::Points(Points(p))),
        comment: String::new(),
        reason: String::new(),
        label: format!("PV01 · {code}"),
    })
}

/// The table with so much of I.1 given to I.2, or back.
fn shifted(d: &Desk, by: i64) -> Act {
    let mut table: ScoreTable = d.quarter(Q2).table.unwrap();
    for c in &mut table.criteria {
        match c.code.as_str() {
            "I.1" => c.maximum.0 += by,
            "I.2" => c.maximum.0 -= by,
            _ => {}
        }
    }
    Act::Table(table::Act::Save(Box::new(table)))
}

fn back(d: &mut Desk, act: i64) -> Result<(), &'static str> {
    let before = d.store.digest().unwrap();
    match d.store.undo_act(act, &stamp()) {
        Ok(_) => Ok(()),
        Err(refusal) => {
            let text = said(&refusal);
            assert!(!text.contains('⟦') && !text.contains('{'), "{text}");
            assert_eq!(before, d.store.digest().unwrap(), "a refused act left something behind");
            Err(key(&refusal))
        }
    }
}

#[test]
fn the_maxima_that_later_scores_were_typed_under_stay() {
    let mut d = desk();
    let edit = d.does(shifted(&d, 1_000)).act;
    let most = d.quarter(Q2).table.unwrap().criterion(leaf(&d, "I.1")).unwrap().maximum.0;
    d.does(score(&d, "I.1", Some(most)));
    assert_eq!(back(&mut d, edit), Err("problem.journal.rule_since"));
    // step by step it goes, the score first
    d.store.undo(&stamp()).unwrap();
    assert_eq!(back(&mut d, edit), Ok(()));
    d.clean();
}

#[test]
fn dates_that_later_ones_were_laid_beside_stay() {
    let mut d = desk();
    let q3 = Q2.next();
    d.does(Act::Register(register::Act::AddPeriod(q3)));
    let dates = |key, from: &str, to: &str| {
        let (from, to) = (from.parse().unwrap(), to.parse().unwrap());
        Act::Register(register::Act::Redate(Dates { key, from, to, follow: false }))
    };
    let first = d.does(dates(Q2, "2021-04-01", "2021-06-14")).act;
    d.does(dates(q3, "2021-06-15", "2021-09-30"));
    assert_eq!(back(&mut d, first), Err("problem.journal.rule_since"));
    d.clean();
}

#[test]
fn scores_and_proposals_under_a_submitted_quarter_stay() {
    let mut d = desk();
    let scored = d.does(score(&d, "I.1", Some(1_000))).act;
    let good = Mark::Level(d.quarter(Q2).levels.unwrap().levels[1].id);
    let rows = (1..=4).map(|u| (u, Some(good), "thảo luận".to_owned())).collect();
    let proposed = d.does(Act::Level(level::Act::Propose { period: Q2, rows, label: "cả cụm".into() })).act;
    let submit = |submitted| Act::Level(level::Act::Submit { period: Q2, submitted });
    d.does(submit(true));
    let old = SheetLine::blank(1, leaf(&d, "I.1"));
    let new = SheetLine { evidence: "BC 12".into(), ..old.clone() };
    let line = score::Act::Line {
        period: Q2,
        change: LineChange { old, new },
        reason: String::new(),
        label: "PV01 · I.1".into(),
    };
    let told = d.does(Act::Score(line)).act;
    assert_eq!(back(&mut d, scored), Err("problem.store_scores_submitted"));
    assert_eq!(back(&mut d, proposed), Err("problem.store_submitted"));
    assert!(matches!(d.store.answer(&Ask::ActSheet(scored)).unwrap(), Facts::ActSheet(Some(sheet))
        if matches!(sheet.back, thidua::core::journal::Back::No(_))));
    // what moves no score may be written then, and taken back
    assert_eq!(back(&mut d, told), Ok(()));
    d.does(submit(false));
    assert_eq!(back(&mut d, scored), Ok(()));
    assert_eq!(back(&mut d, proposed), Ok(()));
    d.clean();
}

#[test]
fn points_that_do_not_fit_the_table_any_more_do_not_come_back() {
    let mut d = desk();
    let most = d.quarter(Q2).table.unwrap().criterion(leaf(&d, "I.1")).unwrap().maximum.0;
    d.does(score(&d, "I.1", Some(most)));
    let cleared = d.does(score(&d, "I.1", None)).act;
    let edit = d.does(shifted(&d, -1_000)).act;
    assert_eq!(back(&mut d, cleared), Err("problem.journal.unfit"));
    d.store.undo_act(edit, &stamp()).unwrap();
    assert_eq!(back(&mut d, cleared), Ok(()));
    // nor a result where the leaf is scored by hand now
    let kind = |path: &std::path::Path, kind: &str| {
        let sql = format!("UPDATE criterion SET kind = {kind} WHERE code = 'I.4'");
        Connection::open(path).unwrap().execute(&sql, []).unwrap();
    };
    kind(&d.path(), "'count', each = 100");
    let line = |d: &Desk, actual: Option<i64>| {
        let old = d.quarter(Q2).line(1, leaf(d, "I.4")).cloned();
        let old = old.unwrap_or_else(|| SheetLine::blank(1, leaf(d, "I.4")));
        let new = SheetLine { actual: actual.map(Points), ..old.clone() };
        let (change, reason, label) = (LineChange { old, new }, String::new(), "PV01 · I.4".to_owned());
        Act::Score(score::Act::Line { period: Q2, change, reason, label })
    };
    let mut d = Desk { store: Store::open(&d.path(), Access::Write).unwrap(), folder: d.folder };
    d.does(line(&d, Some(100)));
    let cleared = d.does(line(&d, None)).act;
    kind(&d.path(), "'direct', each = NULL");
    assert_eq!(back(&mut d, cleared), Err("problem.journal.unfit"));
}

/// Fills every leaf that is asked for.
fn fill(d: &mut Desk) -> i64 {
    let table = d.quarter(Q2).table.unwrap();
    let mut last = 0;
    for leaf in table.leaves().filter(|l| l.asked()) {
        last = d.does(score(d, &leaf.code, Some(leaf.maximum.0))).act;
    }
    last
}

fn finish(d: &mut Desk, done: bool) -> i64 {
    let (round, label) = (Round::First, "PV01".to_owned());
    d.does(Act::Score(score::Act::Finish { period: Q2, units: vec![1], round, done, label })).act
}

#[test]
fn what_an_appraisal_was_finished_over_stays_and_none_is_finished_over_blanks() {
    let mut d = desk();
    let last = fill(&mut d);
    finish(&mut d, true);
    assert_eq!(back(&mut d, last), Err("problem.journal.used_since"));
    let reopened = finish(&mut d, false);
    assert_eq!(back(&mut d, last), Ok(()));
    assert_eq!(back(&mut d, reopened), Err("problem.store_finish_blank"));
    assert!(d.quarter(Q2).finished.is_empty());
    d.clean();
}

/// The levels of the quarter are other ones meanwhile: what was decided by the old ones does not come back into them.
#[test]
fn levels_and_rules_of_another_set_do_not_come_back() {
    use thidua::core::ballot::{self, Ballot, BallotKind, Vote};
    use thidua::core::catalogue;
    let mut d = desk();
    let set = d.quarter(Q2).levels.unwrap();
    let (rule, level) = (set.knockouts[2].name.clone(), set.levels[1].id);
    let propose = |mark: Option<Mark>| {
        let rows = vec![(1, mark, "thảo luận".to_owned())];
        Act::Level(level::Act::Propose { period: Q2, rows, label: "PV01".into() })
    };
    d.does(propose(Some(Mark::Level(level))));
    let erased = d.does(propose(None)).act;
    let votes = vec![Vote { unit: 1, level: Some(level), favour: 3 }];
    let ballot = Ballot { kind: BallotKind::Level, votes, ..Ballot::default() };
    d.does(Act::Ballot(ballot::Act::Save { period: Q2, ballot, label: "PV01".into() }));
    let there = d.quarter(Q2).ballots[0].clone();
    let remove = ballot::Act::Remove { period: Q2, id: there.id, rev: there.rev, label: "PV01".into() };
    let voted = d.does(Act::Ballot(remove)).act;
    let knock = |hand| {
        let (knockout, label) = (rule.clone(), "PV01".to_owned());
        Act::Level(level::Act::Knock { period: Q2, unit: 1, knockout, hand, label })
    };
    d.does(knock(Some((false, "khai khống".to_owned()))));
    let lifted = d.does(knock(None)).act;
    let other = Act::Score(score::Act::Use {
        period: Q2,
        table: d.quarter(Q2).table.map(|t| t.id),
        levels: set.id + 1,
    });
    let used = d.does(other).act;
    for act in [erased, voted] {
        assert_eq!(back(&mut d, act), Err("problem.journal.unfit"));
    }
    assert_eq!(back(&mut d, used), Ok(()));
    // the rule by another name is another rule
    let mut renamed = d.quarter(Q2).levels.unwrap();
    renamed.knockouts[2].name = "Khai khống".into();
    let edit = d.does(Act::Catalogue(catalogue::Act::Levels(renamed))).act;
    assert_eq!(back(&mut d, lifted), Err("problem.journal.unfit"));
    assert_eq!(back(&mut d, edit), Ok(()));
    for act in [lifted, voted, erased] {
        assert_eq!(back(&mut d, act), Ok(()));
    }
    d.clean();
}
