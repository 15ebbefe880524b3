//! "Điều chỉnh lần n": prepared it changes nothing, applied it changes what it showed and nothing else, and every version
//! stays to be read.
use super::sample::sample;
use super::*;
use thidua::core::adjustment::{self, Adjustment, Change, Stage};
use thidua::core::award::{AwardRow, Cancelled};
use thidua::core::change;
use thidua::core::level::{self, Mark};
use thidua::core::number::Points;
use thidua::core::quarter::State;
use thidua::core::score::CellValue;
use thidua::core::standing;

pub(super) const Q1: PeriodKey =
    PeriodKey { year: 2021, kind: thidua::core::period::PeriodKind::Quarter, ordinal: 1 };

fn awards(desk: &Desk, ask: Ask) -> Vec<AwardRow> {
    match desk.store.answer(&ask).unwrap() {
        Facts::Awards(rows) => (*rows).clone(),
        other => panic!("{other:?}"),
    }
}

pub(super) fn version(desk: &Desk, n: u32) -> Option<QuarterFacts> {
    match desk.store.answer(&Ask::Version(Q1, n)).unwrap() {
        Facts::Version(facts) => facts.map(|f| (*f).clone()),
        other => panic!("{other:?}"),
    }
}

pub(super) fn next(desk: &Desk, changes: Vec<Change>) -> Adjustment {
    let facts = desk.quarter(Q1);
    let open = facts.adjustments.iter().find(|a| a.stage == Stage::Open).cloned();
    Adjustment { changes, ..open.unwrap_or_else(|| Adjustment::next(&facts.adjustments)) }
}

pub(super) fn save(adjustment: Adjustment) -> Act {
    Act::Adjust(adjustment::Act::Save { period: Q1, adjustment, label: "lần 1".into() })
}

pub(super) fn apply(adjustment: Adjustment) -> Act {
    Act::Adjust(adjustment::Act::Apply { period: Q1, adjustment, label: "lần 1".into() })
}

pub(super) fn papered(adjustment: Adjustment) -> Adjustment {
    Adjustment {
        reason: "Kết luận kiểm tra".into(),
        number: "77/QĐ-CAT".into(),
        date: day("2021-08-02"),
        ..adjustment
    }
}

/// The unit of that rank, and a leaf of it with points that can be taken off.
fn scored(facts: &QuarterFacts, rank: u32) -> (i64, i64, i64) {
    let unit = standing::rank(facts).rows.iter().find(|r| r.rank == Some(rank)).unwrap().unit;
    let finals = standing::Finals::new(facts);
    let leaves = facts.table.as_ref().unwrap().leaves().filter(|l| l.asked());
    let (leaf, points) =
        leaves.map(|l| (l.id, finals.of(unit, l).points().unwrap().0)).max_by_key(|(_, n)| *n).unwrap();
    (unit, leaf, points)
}

fn less(facts: &QuarterFacts, rank: u32, by: i64) -> Change {
    let (unit, criterion, points) = scored(facts, rank);
    Change::Score { unit, criterion, value: Some(CellValue::Points(Points(points - by))) }
}

fn cancel(row: &AwardRow) -> Change {
    let r = &row.recipient;
    Change::Award {
        unit: r.unit.unwrap(),
        form: row.form.clone(),
        kind: r.kind,
        by: -r.quantity.unwrap_or(0),
        award: Some(r.id),
        again: Vec::new(),
        what: String::new(),
    }
}

#[test]
fn prepared_it_changes_nothing_and_survives_a_restart() {
    let mut desk = sample();
    let before = desk.quarter(Q1);
    assert_eq!(before.period.state, State::Approved);
    let change = less(&before, 1, 5_000);
    desk.does(save(next(&desk, vec![change.clone()])));
    let mut desk = desk.again();
    let after = desk.quarter(Q1);
    assert_eq!(change::difference(&before, &after), []);
    assert_eq!((after.adjustments.len(), after.adjustments[0].ordinal), (1, 1));
    assert_eq!(after.adjustments[0].changes, [change]);
    // undo takes the last writing back, and the first with it
    desk.does(save(next(&desk, vec![])));
    assert_eq!(desk.quarter(Q1).adjustments[0].changes, []);
    desk.store.undo(&stamp()).unwrap();
    assert_eq!(desk.quarter(Q1).adjustments[0].changes.len(), 1);
    desk.store.undo(&stamp()).unwrap();
    assert_eq!(desk.quarter(Q1).adjustments, []);
    desk.clean();
}

/// What was prepared is told in the journal, and what another writing of it changed.
#[test]
fn the_journal_tells_the_changes() {
    use thidua::core::journal::Value;
    let mut desk = sample();
    let facts = desk.quarter(Q1);
    let (unit, criterion, _) = scored(&facts, 1);
    let tag = facts.unit(unit).unwrap().tag().to_owned();
    let level = facts.levels.as_ref().unwrap().levels[1].clone();
    let level_change = Change::Level { unit, mark: Mark::Level(level.id), reason: "hạ mức".into() };
    let changes = vec![
        Change::Line { unit, criterion, target: None, actual: Some(Points(1_250)) },
        level_change.clone(),
        Change::Score { unit, criterion, value: Some(CellValue::NotAssigned) },
        Change::Knock { unit, knockout: "Khai khống".into(), lifted: true, reason: "nhầm".into() },
    ];
    let told = |desk: &Desk, act: i64| -> Vec<String> {
        let Facts::ActSheet(Some(sheet)) = desk.store.answer(&Ask::ActSheet(act)).unwrap() else { panic!() };
        let mut fields = sheet.changes.iter().flat_map(|c| &c.fields);
        let field = fields.find(|f| f.label == "journal.col.changes").unwrap();
        let Value::Said(all) = &field.new else { return Vec::new() };
        all.iter().map(|p| Words::load(Lang::Vi).say(p)).collect()
    };
    // not every one of these can be kept: the journal tells what stands in the row
    let act = desk.does(save(next(&desk, vec![level_change]))).act;
    assert_eq!(told(&desk, act), [format!("{tag}: mức được duyệt {} (hạ mức)", level.name)]);
    let conn = rusqlite::Connection::open(desk.path()).unwrap();
    let json = serde_json::to_string(&changes).unwrap();
    conn.execute("UPDATE adjustment SET changes = ?1", [json]).unwrap();
    let Facts::ActSheet(Some(sheet)) = desk.store.answer(&Ask::ActSheet(act)).unwrap() else { panic!() };
    let Value::Said(new) = &sheet.outside[0].fields[0].new else { panic!() };
    let said: Vec<String> = new.iter().map(|p| Words::load(Lang::Vi).say(p)).collect();
    let leaf = facts.table.as_ref().unwrap().criterion(criterion).unwrap();
    let leaf = format!("{tag}, {} {}", leaf.code, leaf.text);
    assert_eq!(
        said,
        [
            format!("{leaf}: chỉ tiêu chưa rõ, kết quả 12,5"),
            format!("{leaf}: không giao"),
            format!("{tag}: gỡ khống chế “Khai khống” (nhầm)"),
        ],
        "what stays is not told again"
    );
}

#[test]
fn applied_it_is_what_it_showed_and_the_version_before_stays() {
    let mut desk = sample();
    let before = desk.quarter(Q1);
    let second = before.levels.as_ref().unwrap().levels[1].id;
    let level =
        Change::Level { unit: scored(&before, 1).0, mark: Mark::Level(second), reason: "hạ mức".into() };
    let changes = vec![less(&before, 1, 5_000), level];
    let shown = change::difference(&before, &change::apply(&before, &changes));
    assert!(shown.iter().any(|m| m.was.rank != m.now.rank && m.was.mark != m.now.mark));
    desk.does(save(next(&desk, changes.clone())));
    let done = desk.does(apply(papered(next(&desk, changes))));
    assert_eq!(done.what, "act.adjust_apply");
    let after = desk.quarter(Q1);
    assert_eq!(change::difference(&before, &after), shown);
    let adjustment = &after.adjustments[0];
    assert_eq!((adjustment.stage, adjustment.number.as_str()), (Stage::Applied, "77/QĐ-CAT"));
    assert_eq!(after.approval, before.approval, "the first approving paper stays");
    // the next quarter sees the new ranks and levels
    let unit = shown[0].unit;
    let past = desk.quarter(Q2).past.last().unwrap().units.iter().find(|u| u.unit == unit).cloned().unwrap();
    assert_eq!((past.rank, past.total), (shown[0].now.rank, shown[0].now.total));
    // both versions can be read, whole
    let (first, now) = (version(&desk, 0).unwrap(), version(&desk, 1).unwrap());
    assert_eq!(change::difference(&before, &first), []);
    assert_eq!(
        (&first.approval, &first.texts, first.past.len()),
        (&before.approval, &before.texts, before.past.len())
    );
    assert_eq!(
        first.adjustments,
        [Adjustment { rev: 2, stage: Stage::Open, ..papered(adjustment.clone()) }].map(|a| Adjustment {
            reason: String::new(),
            number: String::new(),
            date: None,
            rev: 1,
            ..a
        })
    );
    assert_eq!(now, after);
    assert_eq!(version(&desk, 2), None);
    // undo stops there
    let undo = desk.store.undo(&stamp()).unwrap_err();
    assert_eq!(key(&undo), "problem.store_undo_barrier");
    assert!(said(&undo).contains("điều chỉnh"), "{}", said(&undo));
    desk.clean();
    let desk = desk.again();
    assert_eq!(change::difference(&after, &desk.quarter(Q1)), []);
}

#[test]
fn a_second_one_comes_after_the_first_and_a_dropped_one_has_no_number() {
    let mut desk = sample();
    let first = desk.quarter(Q1);
    desk.does(apply(papered(next(&desk, vec![less(&first, 1, 5_000)]))));
    let second = desk.quarter(Q1);
    desk.does(save(next(&desk, vec![less(&second, 1, 100)])));
    let open = desk.quarter(Q1).adjustments[1].clone();
    assert_eq!(open.ordinal, 2);
    let give_up =
        Act::Adjust(adjustment::Act::Drop {
            period: Q1, id: open.id, rev: open.rev, label: "lần 2".into()
        });
    desk.does(give_up.clone());
    assert_eq!(key(&desk.refuses(give_up)), "problem.store_stale");
    assert_eq!(change::difference(&second, &desk.quarter(Q1)), []);
    desk.does(apply(papered(next(&desk, vec![less(&second, 2, 5_000)]))));
    let third = desk.quarter(Q1);
    let numbers: Vec<_> = third.adjustments.iter().map(|a| (a.ordinal, a.stage)).collect();
    assert_eq!(numbers.len(), 3);
    assert!(numbers.contains(&(2, Stage::Dropped)) && numbers.contains(&(2, Stage::Applied)));
    for (n, facts) in [&first, &second, &third].into_iter().enumerate() {
        assert_eq!(change::difference(facts, &version(&desk, n as u32).unwrap()), [], "version {n}");
    }
    desk.clean();
}

#[test]
fn a_cancelled_award_counts_no_more_in_scores_and_figures() {
    let mut desk = sample();
    let before = desk.quarter(Q1);
    let rows = awards(&desk, Ask::Awards(Q1));
    let derived = |row: &&AwardRow| {
        let rules = before.table.as_ref().unwrap().leaves().filter_map(|l| match &l.rule {
            Some(thidua::core::score::Rule::Derived { rules }) => Some(rules),
            _ => None,
        });
        row.supplement.is_none()
            && row.recipient.unit.is_some_and(|u| before.unit(u).is_some())
            && rules.flatten().any(|r| r.form == row.form && r.kind == row.recipient.kind)
    };
    let mut moved = 0;
    for row in rows.iter().filter(derived).take(6) {
        let before = desk.quarter(Q1);
        let same = |r: &&AwardRow| {
            r.recipient.id != row.recipient.id
                && r.recipient.party.is_some()
                && (r.recipient.party, r.recipient.achievement, r.recipient.unit)
                    == (row.recipient.party, row.recipient.achievement, row.recipient.unit)
                && r.recipient.achievement.is_some()
        };
        let again = awards(&desk, Ask::Awards(Q1)).iter().filter(same).map(|r| r.form.clone()).collect();
        let change = match cancel(row) {
            Change::Award { unit, form, kind, by, award, .. } => {
                Change::Award { unit, form, kind, by, award, again, what: String::new() }
            }
            other => other,
        };
        let shown = change::difference(&before, &change::apply(&before, std::slice::from_ref(&change)));
        desk.does(apply(papered(next(&desk, vec![change.clone()]))));
        let after = desk.quarter(Q1);
        assert_eq!(change::difference(&before, &after), shown);
        moved += shown.len();
        let sum =
            |f: &QuarterFacts| f.tallies.iter().filter(|t| t.form.is_empty()).map(|t| t.records).sum::<i64>();
        // the line of all and the line of its unit
        assert_eq!(sum(&after), sum(&before) - 2);
        let sheet = desk.sheet(row.decision);
        let there = sheet.recipients.iter().find(|r| r.id == row.recipient.id).unwrap();
        let paper = Cancelled {
            number: "77/QĐ-CAT".into(),
            date: day("2021-08-02"),
            reason: "Kết luận kiểm tra".into(),
        };
        assert_eq!(there.cancelled, Some(paper));
        assert_eq!(
            key(&desk.refuses(apply(papered(next(&desk, vec![change]))))),
            "problem.adjust.award_cancelled"
        );
    }
    assert!(moved > 0);
    desk.clean();
}

#[test]
fn a_late_award_is_offered_and_counts_once() {
    let mut desk = sample();
    let before = desk.quarter(Q1);
    let more = |unit| Change::Award {
        unit,
        form: "nguoi_tot".into(),
        kind: RecipientKind::Individual,
        by: 1,
        award: None,
        again: Vec::new(),
        what: String::new(),
    };
    // the criterion has a cap: somebody who is below it
    let below = |unit: &i64| !change::difference(&before, &change::apply(&before, &[more(*unit)])).is_empty();
    let unit = before.units.iter().map(|u| u.id).find(below).unwrap();
    let paper =
        Decision { date: day("2021-03-20"), late: Some(Q2), ..decision("99/QĐ-CAT", day("2021-03-20")) };
    desk.does(Act::Award(award::Act::Save {
        decision: paper,
        recipients: vec![person("Cao Thị Thử Nghiệm", unit)],
        same: Some(false),
    }));
    let late = awards(&desk, Ask::Late(Q1));
    assert_eq!(late.len(), 1);
    assert!(awards(&desk, Ask::Late(Q2)).is_empty());
    let change = |by| Change::Award {
        unit,
        form: "nguoi_tot".into(),
        kind: RecipientKind::Individual,
        by,
        award: Some(late[0].recipient.id),
        again: Vec::new(),
        what: String::new(),
    };
    assert_eq!(key(&desk.refuses(save(next(&desk, vec![change(-1)])))), "problem.adjust.award_late");
    assert_eq!(key(&desk.refuses(save(next(&desk, vec![change(2)])))), "problem.adjust.award");
    let shown = change::difference(&before, &change::apply(&before, &[change(1)]));
    assert!(!shown.is_empty());
    desk.does(apply(papered(next(&desk, vec![change(1)]))));
    let after = desk.quarter(Q1);
    assert_eq!(change::difference(&before, &after), shown);
    assert_eq!(
        key(&desk.refuses(apply(papered(next(&desk, vec![change(1)]))))),
        "problem.adjust.award_taken"
    );
    assert_eq!(after.added.len(), desk.quarter(Q1).added.len(), "it is printed as a supplement all the same");
    desk.clean();
}

#[test]
fn an_act_that_is_counted_is_not_counted_again_by_a_late_award() {
    let mut desk = sample();
    let before = desk.quarter(Q1);
    let rows = awards(&desk, Ask::Awards(Q1));
    let late = |recipient: &Recipient, id| Change::Award {
        unit: recipient.unit.unwrap(),
        form: "nguoi_tot".into(),
        kind: recipient.kind,
        by: 1,
        award: id,
        again: Vec::new(),
        what: String::new(),
    };
    // a person commended for an act, whose unit is below the cap of the criterion: one more would count
    let moves =
        |r: &Recipient| !change::difference(&before, &change::apply(&before, &[late(r, None)])).is_empty();
    let linked = |r: &&AwardRow| {
        r.supplement.is_none()
            && r.form == "nguoi_tot"
            && r.recipient.kind == RecipientKind::Individual
            && r.recipient.party.is_some()
            && r.recipient.achievement.is_some()
            && r.recipient.unit.is_some_and(|u| before.unit(u).is_some())
            && moves(&r.recipient)
    };
    let counted = rows.iter().find(linked).expect("such a person in the sample").recipient.clone();
    let paper = Decision {
        date: day("2021-03-20"),
        late: Some(Q2),
        guard: "khen ở cấp cao hơn".into(),
        ..decision("99/QĐ-CAT", day("2021-03-20"))
    };
    let again = Recipient { id: 0, guard_reason: String::new(), ..counted.clone() };
    desk.does(Act::Award(award::Act::Save { decision: paper, recipients: vec![again], same: None }));
    let row = awards(&desk, Ask::Late(Q1))[0].clone();
    assert_eq!((row.recipient.party, row.recipient.achievement), (counted.party, counted.achievement));
    // whatever is sent, the register knows what counts beside it
    let change = late(&counted, Some(row.recipient.id));
    desk.does(save(next(&desk, vec![change.clone()])));
    let prepared = desk.quarter(Q1).adjustments[0].changes.clone();
    let named = matches!(&prepared[0], Change::Award { again, .. } if *again == ["nguoi_tot"]);
    assert!(named, "{prepared:?}");
    assert_eq!(change::difference(&before, &change::apply(&before, &prepared)), [], "as it is shown");
    desk.does(apply(papered(next(&desk, vec![change]))));
    let second = desk.quarter(Q1);
    assert_eq!(change::difference(&before, &second), [], "as it is applied");
    // the first one is cancelled after that: the late one counts in its place
    let first = rows.iter().find(|r| r.recipient.id == counted.id).unwrap();
    desk.does(apply(papered(next(&desk, vec![cancel(first)]))));
    assert_eq!(change::difference(&second, &desk.quarter(Q1)), []);
    desk.clean();
}

#[test]
fn what_is_refused_and_why() {
    let mut desk = sample();
    let facts = desk.quarter(Q1);
    let (unit, criterion, _) = scored(&facts, 1);
    let points = |n| Some(CellValue::Points(Points(n)));
    let score = |unit, criterion, n| Change::Score { unit, criterion, value: points(n) };
    let derived = facts.table.as_ref().unwrap().leaves().find(|l| !l.asked()).unwrap().id;
    let mark = |reason: &str| Change::Level { unit, mark: Mark::NotClassified, reason: reason.into() };
    let award = |form: &str, award| Change::Award {
        unit,
        form: form.into(),
        kind: RecipientKind::Individual,
        by: -1,
        award,
        again: vec![],
        what: String::new(),
    };
    let knock = Change::Knock { unit, knockout: "không có".into(), lifted: false, reason: "x".into() };
    let cases = [
        (score(999, criterion, 1), "problem.adjust.unit"),
        (score(unit, derived, 1), "problem.adjust.criterion"),
        (score(unit, criterion, 10_000_000), "problem.store_points_over"),
        (Change::Line { unit, criterion, target: None, actual: None }, "problem.adjust.criterion"),
        (award("khong_co", None), "problem.store_form_unknown"),
        (award("nguoi_tot", Some(999_999)), "problem.adjust.award"),
        (knock, "problem.adjust.knockout"),
        (mark(" "), "problem.adjust.reason"),
        (Change::Level { unit, mark: Mark::Level(999), reason: "x".into() }, "problem.store_level_unknown"),
    ];
    for (change, refusal) in cases {
        assert_eq!(key(&desk.refuses(save(next(&desk, vec![change.clone()])))), refusal, "{change:?}");
    }
    let good = vec![mark("chưa đủ số liệu")];
    assert_eq!(key(&desk.refuses(apply(papered(next(&desk, vec![]))))), "problem.adjust.empty");
    assert_eq!(key(&desk.refuses(apply(next(&desk, good.clone())))), "problem.adjust.paper");
    let fresh = next(&desk, good.clone());
    desk.does(save(fresh.clone()));
    assert_eq!(key(&desk.refuses(save(fresh.clone()))), "problem.adjust.open");
    let read = next(&desk, good.clone());
    desk.does(save(read.clone()));
    assert_eq!(key(&desk.refuses(save(read.clone()))), "problem.store_stale");
    assert_eq!(key(&desk.refuses(apply(papered(read)))), "problem.store_stale");
    // an open quarter, and one that is locked and not approved
    let of_q2 = |adjustment| Act::Adjust(adjustment::Act::Save { period: Q2, adjustment, label: "x".into() });
    let fresh = Adjustment::next(&[]);
    assert_eq!(key(&desk.refuses(of_q2(fresh.clone()))), "problem.adjust.not_approved");
    desk.does(Act::Level(level::Act::Lock { period: Q2 }));
    assert_eq!(key(&desk.refuses(of_q2(fresh))), "problem.adjust.locked");
    desk.clean();
}
