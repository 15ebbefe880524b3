//! Rounds: what may stand in which, when the second begins, what a changed result asks for; what units handed in.
use super::{Desk, Q2, desk, key, said};
use crate::common::counted;
use thidua::core::act::{Act, Refusal};
use thidua::core::adjustment::{self, Adjustment};
use thidua::core::handed_in::{self, Did, HandedIn, What};
use thidua::core::level::{self, Mark};
use thidua::core::number::Points;
use thidua::core::score::{self, CellValue, Change, LineChange, Round, Rule, SheetLine};
use thidua::store::{Access, Store};

/// A register with leaves of every kind.
fn rounds() -> Desk {
    let desk = desk();
    let path = desk.path();
    desk.store.close();
    counted::make(&path);
    Desk { store: Store::open(&path, Access::Write).unwrap(), folder: desk.folder }
}

fn leaf(d: &Desk, code: &str) -> i64 {
    d.quarter(Q2).table.unwrap().criteria.iter().find(|c| c.code == code).unwrap().id
}

fn unit(d: &Desk, at: usize) -> i64 {
    d.quarter(Q2).units[at].id
}

fn set(d: &Desk, at: usize, code: &str, round: Round, points: Option<i64>, reason: &str) -> Act {
    let (unit, criterion) = (unit(d, at), leaf(d, code));
    let facts = d.quarter(Q2);
    let there = facts.cells.iter().find(|c| (c.unit, c.criterion, c.round) == (unit, criterion, round));
    Act::Score(score::Act::Set {
        period: Q2,
        unit,
        criterion,
        round,
        old: there.map(|c| c.value),
        value: points.map(|p| CellValue::Points(Points(p))),
        comment: String::new(),
        reason: reason.into(),
        label: format!("{at} · {code}"),
    })
}

fn line(d: &Desk, at: usize, code: &str, change: impl Fn(&mut SheetLine), reason: &str) -> Act {
    let (unit, criterion) = (unit(d, at), leaf(d, code));
    let old = d.quarter(Q2).line(unit, criterion).cloned();
    let old = old.unwrap_or_else(|| SheetLine::blank(unit, criterion));
    let mut new = old.clone();
    change(&mut new);
    let (change, reason) = (LineChange { old, new }, reason.to_owned());
    Act::Score(score::Act::Line { period: Q2, change, reason, label: format!("{at} · {code}") })
}

fn result(target: Option<i64>, actual: i64) -> impl Fn(&mut SheetLine) {
    move |l| (l.target, l.actual) = (target.map(Points), Some(Points(actual)))
}

fn finish(d: &Desk, at: usize, round: Round, done: bool) -> Act {
    let units = vec![unit(d, at)];
    Act::Score(score::Act::Finish { period: Q2, units, round, done, label: String::new() })
}

/// Fills every leaf of a unit.
fn fill(d: &mut Desk, at: usize) {
    let table = d.quarter(Q2).table.unwrap();
    for leaf in table.leaves() {
        let act = match leaf.rule.as_ref().unwrap() {
            Rule::Derived { .. } => continue,
            Rule::Direct | Rule::Pass => set(d, at, &leaf.code, Round::Own, Some(leaf.maximum.0), ""),
            Rule::Quantity { .. } | Rule::Count { .. } => line(d, at, &leaf.code, result(None, 100), ""),
        };
        d.does(act);
    }
}

#[test]
fn a_line_takes_what_its_leaf_knows_and_says_why_not() {
    let mut d = rounds();
    d.does(line(&d, 0, "I.4", result(Some(4_000), 5_700), ""));
    let facts = d.quarter(Q2);
    let there = facts.line(unit(&d, 0), leaf(&d, "I.4")).unwrap();
    assert_eq!((there.target, there.actual), (Some(Points(4_000)), Some(Points(5_700))));
    for (code, change, wanted) in [
        ("I.4", result(Some(0), 100), "entry.target_zero"),
        ("I.6", result(Some(100), 100), "entry.count_target"),
        ("I.1", result(None, 100), "entry.no_amount"),
        ("I", result(None, 100), "problem.store_criterion_unknown"),
        ("I.4", result(None, i64::MAX), "problem.points_too_big"),
    ] {
        let refused = d.refuses(line(&d, 1, code, change, ""));
        assert_eq!(key(&refused), wanted);
    }
    // "không để xảy ra" may be written where less is better
    d.does(line(&d, 1, "I.5", result(Some(0), 0), ""));
    // the self score of a leaf that is counted takes only KG
    let refused = d.refuses(set(&d, 0, "I.4", Round::Own, Some(5_000), ""));
    assert_eq!(key(&refused), "entry.own_quantity");
    d.does(set(&d, 0, "I.4", Round::First, Some(5_000), ""));
    // emptied, nothing is left of it
    d.does(line(&d, 1, "I.5", |l| (l.target, l.actual) = (None, None), ""));
    assert_eq!(d.quarter(Q2).lines.len(), 1);
}

#[test]
fn a_line_read_before_another_wrote_is_stale_field_by_field() {
    let mut d = rounds();
    let late = line(&d, 0, "I.4", result(None, 100), "");
    let text = line(&d, 0, "I.4", |l| l.explanation = "Có văn bản".into(), "");
    d.does(line(&d, 0, "I.4", result(None, 200), ""));
    assert!(matches!(d.refuses(late), Refusal::Stale(_)));
    // an explanation touches no result: it goes beside what was written meanwhile
    d.does(text);
    let facts = d.quarter(Q2);
    let there = facts.line(unit(&d, 0), leaf(&d, "I.4")).unwrap();
    assert_eq!((there.actual, there.explanation.as_str()), (Some(Points(200)), "Có văn bản"));
}

#[test]
fn the_second_appraisal_begins_when_the_first_is_finished() {
    let mut d = rounds();
    fill(&mut d, 0);
    let early = "problem.store_second_early";
    assert_eq!(key(&d.refuses(set(&d, 0, "I.1", Round::Second, Some(19_000), ""))), early);
    assert_eq!(key(&d.refuses(finish(&d, 0, Round::Second, true))), early);
    d.does(finish(&d, 0, Round::First, true));
    d.does(set(&d, 0, "I.1", Round::Second, Some(19_000), ""));
    // a change of it asks why
    let refused = d.refuses(set(&d, 0, "I.1", Round::Second, Some(18_000), ""));
    assert_eq!(key(&refused), "problem.store_reason_appraised");
    d.does(set(&d, 0, "I.1", Round::Second, Some(18_000), "xem lại"));
    d.does(finish(&d, 0, Round::Second, true));
    assert_eq!(d.quarter(Q2).finished.len(), 2);
    // what the second one kept is appraised too
    let refused = d.refuses(set(&d, 0, "I.2", Round::Second, Some(18_000), ""));
    assert_eq!(key(&refused), "problem.store_reason_appraised");
    // taking the first back takes the second back
    d.does(finish(&d, 0, Round::First, false));
    assert!(d.quarter(Q2).finished.is_empty());
    d.does(set(&d, 0, "I.1", Round::Second, None, "xem lại"));
}

#[test]
fn a_result_that_moves_an_appraised_score_asks_why_whosever_it_is() {
    let mut d = rounds();
    fill(&mut d, 0);
    d.does(line(&d, 0, "I.4", result(Some(4_000), 5_000), ""));
    d.does(line(&d, 1, "I.4", result(Some(1_000), 2_000), ""));
    d.does(finish(&d, 0, Round::First, true));
    let why = "problem.store_reason_appraised";
    assert_eq!(key(&d.refuses(line(&d, 0, "I.4", result(Some(4_000), 5_700), ""))), why);
    // another unit's, far ahead: the appraised one is compared with it
    assert_eq!(key(&d.refuses(line(&d, 1, "I.4", result(Some(1_000), 9_000), ""))), why);
    d.does(line(&d, 1, "I.4", result(Some(1_000), 9_000), "đơn vị gửi sau"));
    // one that moves nobody needs none; nor does a text
    d.does(line(&d, 2, "I.4", result(Some(1_000), 500), ""));
    d.does(line(&d, 0, "I.4", |l| l.evidence = "BC 12".into(), ""));
}

fn comment(d: &Desk, at: usize, code: &str, round: Round) -> String {
    let place = (unit(d, at), leaf(d, code), round);
    let facts = d.quarter(Q2);
    facts.cells.iter().find(|c| (c.unit, c.criterion, c.round) == place).unwrap().comment.clone()
}

/// Who reads the score later reads why it was corrected: the journal is not a paper.
#[test]
fn the_reason_of_a_correction_is_kept_beside_the_score() {
    let mut d = rounds();
    fill(&mut d, 0);
    d.does(set(&d, 0, "I.1", Round::First, Some(19_000), ""));
    assert_eq!(comment(&d, 0, "I.1", Round::First), "");
    let commented =
        |d: &Desk, points, said: &str, why: &str| match set(d, 0, "I.1", Round::First, points, why) {
            Act::Score(score::Act::Set {
                period, unit, criterion, round, old, value, reason, label, ..
            }) => {
                let comment = said.to_owned();
                Act::Score(score::Act::Set {
                    period,
                    unit,
                    criterion,
                    round,
                    old,
                    value,
                    comment,
                    reason,
                    label,
                })
            }
            other => other,
        };
    d.does(commented(&d, Some(18_000), "thiếu minh chứng.", "đếm lại"));
    assert_eq!(comment(&d, 0, "I.1", Round::First), "thiếu minh chứng; đếm lại");
    // a reason given before is not said twice; part of another is none
    d.does(commented(&d, Some(18_500), "thiếu minh chứng; đếm lại", "đếm lại"));
    assert_eq!(comment(&d, 0, "I.1", Round::First), "thiếu minh chứng; đếm lại");
    d.does(commented(&d, Some(18_600), "không có minh chứng", "có minh chứng"));
    assert_eq!(comment(&d, 0, "I.1", Round::First), "không có minh chứng; có minh chứng");
    d.does(finish(&d, 0, Round::First, true));
    // what it kept: the self score, and a first score of another leaf, in a block with one that nobody appraised
    d.does(set(&d, 0, "I.2", Round::Own, Some(18_000), "cộng nhầm"));
    assert_eq!(comment(&d, 0, "I.2", Round::Own), "cộng nhầm");
    let cell = |at: usize, code: &str| {
        let (unit, criterion) = (unit(&d, at), leaf(&d, code));
        let (round, value) = (Round::First, CellValue::Points(Points(1_000)));
        Change { unit, criterion, round, old: None, value }
    };
    let cells = vec![cell(0, "I.3"), cell(1, "I.3")];
    let (reason, label) = ("theo biên bản".to_owned(), "2 ô".to_owned());
    d.does(Act::Score(score::Act::Block { period: Q2, cells, lines: vec![], reason, label }));
    assert_eq!(comment(&d, 0, "I.3", Round::First), "theo biên bản");
    assert_eq!(comment(&d, 1, "I.3", Round::First), "");
}

fn not_assigned(d: &Desk, at: usize, round: Round, on: bool, reason: &str) -> Act {
    match set(d, at, "I.4", round, None, reason) {
        Act::Score(score::Act::Set {
            period, unit, criterion, round, old, comment, reason, label, ..
        }) => {
            let value = on.then_some(CellValue::NotAssigned);
            Act::Score(score::Act::Set { period, unit, criterion, round, old, value, comment, reason, label })
        }
        other => other,
    }
}

/// KG takes a unit out of the field its formula compares: who was appraised beside it is moved as by a result.
#[test]
fn not_assigned_asks_why_where_it_moves_an_appraised_score_its_own_or_anothers() {
    let mut d = rounds();
    fill(&mut d, 0);
    d.does(line(&d, 0, "I.4", result(Some(4_000), 5_000), ""));
    d.does(line(&d, 1, "I.4", result(Some(1_000), 9_000), ""));
    d.does(line(&d, 2, "I.4", result(Some(4_000), 4_500), ""));
    d.does(finish(&d, 0, Round::First, true));
    let why = "problem.store_reason_appraised";
    // its own score, counted from the sheet and kept by the appraisal
    assert_eq!(key(&d.refuses(not_assigned(&d, 0, Round::Own, true, " "))), why);
    // the leader's
    assert_eq!(key(&d.refuses(not_assigned(&d, 1, Round::Own, true, ""))), why);
    assert_eq!(key(&d.refuses(not_assigned(&d, 1, Round::First, true, ""))), why);
    let value = CellValue::NotAssigned;
    let (unit, criterion) = (unit(&d, 1), leaf(&d, "I.4"));
    let cells = vec![Change { unit, criterion, round: Round::Own, old: None, value }];
    let block = |reason: &str| {
        let (reason, label) = (reason.to_owned(), "PX01 · 1 ô".to_owned());
        Act::Score(score::Act::Block { period: Q2, cells: cells.clone(), lines: vec![], reason, label })
    };
    assert_eq!(key(&d.refuses(block(""))), why);
    d.does(block("không giao chỉ tiêu"));
    // and back into the field
    assert_eq!(key(&d.refuses(not_assigned(&d, 1, Round::Own, false, ""))), why);
    d.does(not_assigned(&d, 1, Round::Own, false, "có giao"));
    // who leads nobody may be taken out
    d.does(not_assigned(&d, 2, Round::Own, true, ""));
}

#[test]
fn a_block_takes_scores_of_rounds_and_results_together_or_not_at_all() {
    let mut d = rounds();
    let (one, direct, counted) = (unit(&d, 0), leaf(&d, "I.1"), leaf(&d, "I.4"));
    let cell = |round, points| {
        let value = CellValue::Points(Points(points));
        Change { unit: one, criterion: direct, round, old: None, value }
    };
    let old = SheetLine::blank(one, counted);
    let new = SheetLine { target: Some(Points(4_000)), actual: Some(Points(5_000)), ..old.clone() };
    let block = |cells, lines| {
        let (reason, label) = (String::new(), "PV01 · 4 ô".to_owned());
        Act::Score(score::Act::Block { period: Q2, cells, lines, reason, label })
    };
    let lines = vec![LineChange { old, new }];
    let refused = d.refuses(block(vec![cell(Round::Own, 19_000), cell(Round::First, 99_999)], lines.clone()));
    assert_eq!(key(&refused), "problem.store_points_over");
    assert!(d.quarter(Q2).lines.is_empty());
    d.does(block(vec![cell(Round::Own, 19_000), cell(Round::First, 18_500)], lines));
    let facts = d.quarter(Q2);
    assert_eq!((facts.cells.len(), facts.lines.len()), (2, 1));
    d.store.undo(&super::stamp()).unwrap();
    let facts = d.quarter(Q2);
    assert!(facts.cells.is_empty() && facts.lines.is_empty());
}

#[test]
fn a_submitted_quarter_keeps_its_scores_until_it_is_withdrawn() {
    let mut d = rounds();
    fill(&mut d, 0);
    let facts = d.quarter(Q2);
    let first = facts.levels.unwrap().levels[0].id;
    let rows = facts.units.iter().map(|u| (u.id, Some(Mark::Level(first)), "theo biểu quyết".to_owned()));
    let rows = rows.collect();
    d.does(Act::Level(level::Act::Propose { period: Q2, rows, label: String::new() }));
    d.does(Act::Level(level::Act::Submit { period: Q2, submitted: true }));
    for act in [
        set(&d, 0, "I.1", Round::First, Some(100), ""),
        line(&d, 0, "I.4", result(None, 900), ""),
        finish(&d, 0, Round::First, true),
    ] {
        let refused = d.refuses(act);
        assert_eq!(key(&refused), "problem.store_scores_submitted");
        assert!(said(&refused).contains("Rút lại đề nghị"));
    }
    d.does(line(&d, 0, "I.4", |l| l.evidence = "BC 12".into(), ""));
    d.does(Act::Level(level::Act::Submit { period: Q2, submitted: false }));
    d.does(set(&d, 0, "I.1", Round::First, Some(100), ""));
}

#[test]
fn what_was_asked_for_and_came_is_kept_and_taken_back() {
    let mut d = desk();
    let unit = unit(&d, 1);
    let none = HandedIn::none(unit, What::Report);
    let asked = HandedIn { asked: super::day("2021-07-08"), times: 1, ..none.clone() };
    let act = |old: &HandedIn, new: &HandedIn, did| {
        let rows = vec![(old.clone(), new.clone())];
        Act::HandedIn(handed_in::Act { period: Q2, rows, did, label: "PX01 · báo cáo".into() })
    };
    d.does(act(&none, &asked, Did::Asked));
    assert_eq!(d.quarter(Q2).handed_in, std::slice::from_ref(&asked));
    assert!(matches!(d.refuses(act(&none, &asked, Did::Asked)), Refusal::Stale(_)));
    let came = HandedIn { received: super::day("2021-07-09"), ..asked.clone() };
    d.does(act(&asked, &came, Did::Received));
    d.store.undo(&super::stamp()).unwrap();
    assert_eq!(d.quarter(Q2).handed_in, std::slice::from_ref(&asked));
    d.does(act(&asked, &none, Did::Cleared));
    assert!(d.quarter(Q2).handed_in.is_empty());
    d.clean();
}

#[test]
fn an_adjustment_takes_no_amount_that_a_sheet_refuses() {
    let mut d = rounds();
    let facts = d.quarter(Q2);
    let good = Mark::Level(facts.levels.as_ref().unwrap().levels[0].id);
    let rows: Vec<_> = facts.units.iter().map(|u| (u.id, good, "theo kết luận".to_owned())).collect();
    let proposed = rows.iter().map(|(unit, mark, reason)| (*unit, Some(*mark), reason.clone())).collect();
    d.does(Act::Level(level::Act::Propose { period: Q2, rows: proposed, label: String::new() }));
    let approval =
        level::Approval { number: "9/TB".into(), date: "2021-08-02".parse().ok(), signer: String::new() };
    d.does(Act::Level(level::Act::Approve { period: Q2, approval, rows }));
    let save = |d: &Desk, code: &str, target: Option<i64>, actual: Option<i64>| {
        let (target, actual) = (target.map(Points), actual.map(Points));
        let change = adjustment::Change::Line { unit: unit(d, 0), criterion: leaf(d, code), target, actual };
        let changes = vec![change];
        let adjustment = Adjustment { changes, ..Adjustment::next(&d.quarter(Q2).adjustments) };
        Act::Adjust(adjustment::Act::Save { period: Q2, adjustment, label: String::new() })
    };
    for (code, target, actual, wanted) in [
        ("I.4", None, Some(-100), "problem.points_too_big"),
        ("I.4", None, Some(i64::MAX), "problem.points_too_big"),
        ("I.4", Some(0), Some(100), "entry.target_zero"),
        ("I.6", Some(100), None, "entry.count_target"),
        ("I.6", None, Some(150), "entry.count_part"),
        ("I.1", None, Some(100), "problem.adjust.criterion"),
    ] {
        let refused = d.refuses(save(&d, code, target, actual));
        assert_eq!(key(&refused), wanted, "{code} {target:?} {actual:?}");
    }
    d.does(save(&d, "I.4", Some(25_000_000), Some(25_100_000)));
}
