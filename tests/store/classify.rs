//! Knock-outs laid by hand, votes on ties and levels, and the level sets they hold to: what is written, refused, undone.
use super::*;
use thidua::core::ballot::{self, Ballot, BallotKind, Method, Vote};
use thidua::core::catalogue;
use thidua::core::flag::{self, Flag, FlagKind};
use thidua::core::knockout::Effect;
use thidua::core::level::{self, LevelSet, Mark, Measure, QuotaBase};
use thidua::core::number::Points;
use thidua::core::register;
use thidua::core::score::{self, CellValue, Round, Rule};
use thidua::core::standing::{rank, suggest};
use thidua::core::unit;

fn refused(desk: &mut Desk, act: Act) -> &'static str {
    key(&desk.refuses(act))
}

/// What the units have of 1.000 points: the first leaves full, until that is used up.
fn score(desk: &mut Desk, points: &[i64]) {
    let facts = desk.quarter(Q2);
    let table = facts.table.clone().unwrap();
    for (unit, points) in facts.units.iter().zip(points) {
        let mut left = points * 100;
        for leaf in table.leaves().filter(|l| l.rule == Some(Rule::Direct)) {
            let part = left.min(leaf.maximum.0);
            left -= part;
            desk.does(Act::Score(score::Act::Set {
                period: Q2,
                unit: unit.id,
                criterion: leaf.id,
                round: Round::Own,
                old: None,
                value: Some(CellValue::Points(Points(part))),
                comment: String::new(),
                reason: String::new(),
                label: String::new(),
            }));
        }
    }
}

fn places(desk: &Desk) -> Vec<Option<usize>> {
    let facts = desk.quarter(Q2);
    let set = facts.levels.clone().unwrap();
    suggest(&facts, &rank(&facts)).iter().map(|s| s.level.map(|l| set.place(Mark::Level(l)))).collect()
}

fn ranks(desk: &Desk) -> Vec<Option<u32>> {
    let facts = desk.quarter(Q2);
    let standings = rank(&facts);
    facts.units.iter().map(|u| standings.row(u.id).unwrap().rank).collect()
}

fn knock(unit: i64, rule: &str, hand: Option<(bool, &str)>) -> Act {
    Act::Level(level::Act::Knock {
        period: Q2,
        unit,
        knockout: rule.into(),
        hand: hand.map(|(lifted, reason)| (lifted, reason.to_owned())),
        label: "PV01".into(),
    })
}

const LEADER: &str = "Lãnh đạo đơn vị bị kỷ luật: không quá Khá";
const FALSE: &str = "Minh chứng không trung thực: hạ một mức";

#[test]
fn a_flag_of_the_leader_knocks_out_until_it_is_lifted_by_hand_and_all_of_it_is_undone() {
    let mut desk = desk();
    score(&mut desk, &[950, 900, 700, 600]);
    assert_eq!(places(&desk), [Some(0), Some(1), Some(2), Some(3)], "25% of 4 is one place");
    desk.does(Act::Flag(flag::Act::Save(Flag {
        unit: Some(1),
        name: "Nguyễn Văn Ấn".into(),
        kind: FlagKind::Discipline,
        from: day("2021-05-03"),
        to: day("2021-06-03"),
        reason: "khiển trách".into(),
        leader: true,
        ..Flag::default()
    })));
    assert_eq!(places(&desk), [Some(2), Some(0), Some(2), Some(3)], "the freed place passes on");
    let before = desk.store.digest().unwrap();
    assert_eq!(refused(&mut desk, knock(1, LEADER, Some((true, "  ")))), "problem.store_knock_reason");
    assert_eq!(refused(&mut desk, knock(1, "khác", Some((false, "x")))), "problem.store_knock_unknown");
    assert_eq!(refused(&mut desk, knock(1, LEADER, None)), "problem.store_stale");
    desk.does(knock(1, LEADER, Some((true, "đã xóa kỷ luật"))));
    assert_eq!(places(&desk)[..2], [Some(0), Some(1)]);
    desk.does(knock(1, FALSE, Some((false, "khai khống"))));
    assert_eq!(places(&desk)[..2], [Some(1), Some(0)]);
    // written again, it is one row
    desk.does(knock(1, FALSE, Some((true, "đã giải trình"))));
    assert_eq!(desk.quarter(Q2).knocked.len(), 2);
    desk.does(knock(1, FALSE, None));
    for _ in 0..4 {
        desk.store.undo(&stamp()).unwrap();
    }
    assert_eq!(desk.store.digest().unwrap(), before);
    desk.clean();
}

fn vote(unit: i64, favour: u32) -> Vote {
    Vote { unit, level: None, favour }
}

fn tie(votes: Vec<Vote>) -> Ballot {
    Ballot { method: Method::Hands, votes, ..Ballot::default() }
}

fn save(ballot: Ballot) -> Act {
    Act::Ballot(ballot::Act::Save { period: Q2, ballot, label: "PV01, PX01".into() })
}

#[test]
fn a_vote_orders_a_tie_in_its_period_and_only_where_it_names_all_of_it() {
    let mut desk = desk();
    score(&mut desk, &[950, 950, 950, 600]);
    assert_eq!(ranks(&desk), [Some(1), Some(1), Some(1), Some(4)]);
    desk.does(save(tie(vec![vote(1, 1), vote(2, 3)])));
    assert_eq!(ranks(&desk)[..3], [Some(1), Some(1), Some(1)], "the third was not voted on");
    let there = desk.quarter(Q2).ballots[0].clone();
    let whole = Ballot { votes: vec![vote(1, 1), vote(2, 3), vote(3, 0)], ..there.clone() };
    desk.does(save(whole.clone()));
    assert_eq!(ranks(&desk)[..3], [Some(2), Some(1), Some(3)]);
    assert!(matches!(desk.refuses(save(whole)), Refusal::Stale(_)));
    // the next quarter is not ordered by it
    let next = Q2.next();
    desk.does(Act::Register(register::Act::AddPeriod(next)));
    assert!(desk.quarter(next).ballots.is_empty());
    assert_eq!(desk.quarter(next).past[0].units[1].rank, Some(1));
    // a vote taken out leaves the tie, also where an open quarter is looked back at; undo brings it back
    let rev = desk.quarter(Q2).ballots[0].rev;
    let remove =
        |rev| Act::Ballot(ballot::Act::Remove { period: Q2, id: there.id, rev, label: "PV01, PX01".into() });
    assert!(matches!(desk.refuses(remove(rev + 1)), Refusal::Stale(_)));
    desk.does(remove(rev));
    assert_eq!(ranks(&desk)[..3], [Some(1), Some(1), Some(1)]);
    assert_eq!(desk.quarter(next).past[0].units[2].rank, Some(1));
    desk.store.undo(&stamp()).unwrap();
    assert_eq!(ranks(&desk)[..3], [Some(2), Some(1), Some(3)]);
    assert_eq!(desk.quarter(next).past[0].units[2].rank, Some(3));
    desk.clean();
}

#[test]
fn votes_that_cannot_have_been_so_are_refused_in_sentences() {
    let mut desk = desk();
    let counted = |sent, back, valid, votes| Ballot {
        sent: Some(sent),
        back: Some(back),
        valid: Some(valid),
        method: Method::Ballot,
        ..tie(votes)
    };
    let two = || vec![vote(1, 2), vote(2, 1)];
    for (ballot, key) in [
        (counted(4, 5, 4, two()), "ballot.e_back"),
        (counted(4, 4, 5, two()), "ballot.e_valid"),
        (counted(4, 3, 3, vec![vote(1, 4), vote(2, 0)]), "ballot.e_over"),
        (tie(vec![vote(1, 5), vote(2, 0)]), "ballot.e_over_roster"),
        (tie(vec![vote(1, 2), vote(1, 1)]), "ballot.e_twice"),
        (tie(vec![vote(1, 2), vote(77, 1)]), "ballot.e_unit"),
        (tie(vec![vote(1, 2)]), "ballot.e_few"),
        (Ballot { base: ballot::Base::Valid, ..tie(two()) }, "ballot.e_base"),
        (Ballot { kind: BallotKind::Level, ..tie(two()) }, "ballot.e_level"),
    ] {
        assert_eq!(refused(&mut desk, save(ballot)), key);
    }
    desk.does(save(counted(4, 4, 3, two())));
    desk.clean();
}

#[test]
fn a_level_voted_on_and_a_rule_laid_by_hand_stay_in_their_set_and_a_unit_with_either_in_the_register() {
    let mut desk = desk();
    let set = desk.quarter(Q2).levels.unwrap();
    let on = Vote { unit: 1, level: Some(set.levels[1].id), favour: 3 };
    desk.does(save(Ballot { kind: BallotKind::Level, votes: vec![on], ..Ballot::default() }));
    let levels = |set: &LevelSet| Act::Catalogue(catalogue::Act::Levels(set.clone()));
    let mut less = set.clone();
    less.levels.remove(1);
    less.knockouts.clear();
    assert_eq!(refused(&mut desk, levels(&less)), "problem.level_voted");
    let mut renamed = set.clone();
    renamed.knockouts[2].name = "Khai khống".into();
    desk.does(knock(2, FALSE, Some((false, "khai khống"))));
    assert_eq!(refused(&mut desk, levels(&renamed)), "problem.knock_used");
    let other = Act::Score(score::Act::Use { period: Q2, table: None, levels: set.id + 1 });
    assert_eq!(refused(&mut desk, other), "problem.store_levels_used");
    for id in [1, 2] {
        let rev = desk.quarter(Q2).unit(id).unwrap().rev;
        let gone = Act::Unit(unit::Act::Remove { id, rev, label: "PV01".into() });
        assert_eq!(refused(&mut desk, gone), "problem.store_unit_records");
    }
}

#[test]
fn measure_base_and_knockouts_of_a_set_are_kept_and_faults_refused_with_their_row() {
    let mut desk = desk();
    let set = desk.quarter(Q2).levels.unwrap();
    let levels = |set: &LevelSet| Act::Catalogue(catalogue::Act::Levels(set.clone()));
    let mut wrong = set.clone();
    wrong.knockouts[1].effect = Effect::Cap { place: 5 };
    let refusal = desk.refuses(levels(&wrong));
    assert_eq!(key(&refusal), "problem.knock_cap_beyond");
    assert!(said(&refusal).starts_with("Dòng 2, "), "{}", said(&refusal));
    wrong.knockouts[1].effect = Effect::Drop { steps: 0 };
    assert_eq!(refused(&mut desk, levels(&wrong)), "problem.knock_drop_none");
    let mut totals = LevelSet { measure: Measure::Total, base: QuotaBase::Ranked, ..set.clone() };
    for level in &mut totals.levels {
        level.minimum = level.minimum.map(|m| Points(m.0 * 10));
    }
    totals.knockouts.truncate(1);
    desk.does(levels(&totals));
    let there = desk.quarter(Q2).levels.unwrap();
    assert_eq!(
        (there.measure, there.base, &there.knockouts),
        (Measure::Total, QuotaBase::Ranked, &totals.knockouts)
    );
    score(&mut desk, &[900, 899, 800]);
    assert_eq!(places(&desk), [Some(1), Some(1), Some(1), None], "25% of three with a rank is none");
    desk.clean();
}

#[test]
fn a_locked_period_refuses_votes_and_knockouts() {
    let mut desk = desk();
    let good = Mark::Level(desk.quarter(Q2).levels.unwrap().levels[1].id);
    let rows = (1..=4).map(|u| (u, Some(good), "thảo luận".to_owned())).collect();
    desk.does(Act::Level(level::Act::Propose { period: Q2, rows, label: String::new() }));
    desk.does(Act::Level(level::Act::Lock { period: Q2 }));
    let votes = vec![vote(1, 2), vote(2, 1)];
    assert!(matches!(desk.refuses(save(tie(votes))), Refusal::Locked(_)));
    assert!(matches!(desk.refuses(knock(1, FALSE, Some((false, "x")))), Refusal::Locked(_)));
    let remove = ballot::Act::Remove { period: Q2, id: 1, rev: 1, label: String::new() };
    assert!(matches!(desk.refuses(Act::Ballot(remove)), Refusal::Locked(_)));
}

fn discipline(unit: i64, name: &str, from: &str, to: Option<Date>) -> Act {
    Act::Flag(flag::Act::Save(Flag {
        unit: Some(unit),
        name: name.into(),
        from: day(from),
        to,
        reason: "khiển trách".into(),
        leader: !name.is_empty(),
        ..Flag::default()
    }))
}

/// Whoever moves takes nothing of what stood against him to the next unit.
#[test]
fn a_discipline_stays_with_the_unit_of_its_day() {
    let mut desk = desk();
    score(&mut desk, &[950, 940, 700, 600]);
    desk.does(super::save(decision("1/QĐ", day("2021-04-10")), vec![person("Nguyễn Văn Ấn", 1)]));
    desk.does(discipline(1, "Nguyễn Văn Ấn", "2021-05-03", day("2021-06-03")));
    assert_eq!(places(&desk)[..2], [Some(2), Some(0)]);
    let party = desk.sheet(1).recipients[0].party;
    let moved = Recipient { party, ..person("Nguyễn Văn Ấn", 2) };
    desk.does(super::save(decision("2/QĐ", day("2021-06-10")), vec![moved]));
    assert_eq!(desk.sheet(2).recipients[0].party, party);
    let flags = desk.quarter(Q2).flags;
    assert_eq!(flags.iter().map(|f| (f.unit, f.name.as_str())).collect::<Vec<_>>(), [(1, "Nguyễn Văn Ấn")]);
    assert_eq!(places(&desk)[..2], [Some(2), Some(0)]);
    // it still stands against him, and against him alone
    let Facts::Flags(all) = desk.store.answer(&Ask::Flags).unwrap() else { panic!() };
    assert_eq!((all[0].unit, all[0].party), (Some(1), party));
    let legal = Decision { form: "giay_khen".into(), ..decision("3/QĐ", day("2021-05-20")) };
    let again = Recipient { party, ..person("Nguyễn Văn Ấn", 2) };
    assert_eq!(refused(&mut desk, super::save(legal.clone(), vec![again])), "flag.bar_open");
    desk.does(super::save(legal, vec![person("Lê Văn Tám", 1)]));
    desk.clean();
}

/// A reprimand is a day: without a last one it strikes the quarter of its first.
#[test]
fn a_discipline_without_a_last_day_strikes_the_quarter_of_its_day_alone() {
    let mut desk = desk();
    let next = Q2.next();
    desk.does(Act::Register(register::Act::AddPeriod(next)));
    desk.does(discipline(1, "Nguyễn Văn Ấn", "2021-05-03", None));
    desk.does(discipline(2, "", "2021-02-03", day("2021-08-01")));
    let open = Flag {
        kind: FlagKind::Inspection,
        from: day("2021-05-03"),
        reason: "thanh tra".into(),
        ..Flag::default()
    };
    desk.does(Act::Flag(flag::Act::Save(Flag { unit: Some(3), ..open })));
    let units = |key| -> Vec<i64> { desk.quarter(key).flags.iter().map(|f| f.unit).collect() };
    assert_eq!(units(Q2), [1, 2, 3]);
    assert_eq!(units(next), [2, 3], "those with a last day, or still open");
}

#[test]
fn rules_votes_and_knockouts_stand_while_the_proposals_are_submitted() {
    use thidua::core::score::{RankBy, Tie};
    use thidua::core::table;
    let mut desk = desk();
    score(&mut desk, &[950, 950, 700, 600]);
    desk.does(knock(3, FALSE, Some((false, "khai khống"))));
    desk.does(save(tie(vec![vote(1, 1), vote(2, 3)])));
    let good = Mark::Level(desk.quarter(Q2).levels.unwrap().levels[1].id);
    let rows = (1..=4).map(|u| (u, Some(good), "thảo luận".to_owned())).collect();
    desk.does(Act::Level(level::Act::Propose { period: Q2, rows, label: String::new() }));
    let submit = |submitted| Act::Level(level::Act::Submit { period: Q2, submitted });
    desk.does(submit(true));
    let there = desk.quarter(Q2).table.unwrap();
    let table = |table| Act::Table(table::Act::Save(Box::new(table)));
    let by = score::ScoreTable { by: RankBy::Rate, ..there.clone() };
    let past = score::ScoreTable { past: !there.past, ..there.clone() };
    let ties = score::ScoreTable { ties: vec![Tie::Bonus], ..there.clone() };
    for changed in [by.clone(), past, ties] {
        let refusal = desk.refuses(table(changed));
        assert_eq!(key(&refusal), "problem.table.submitted");
        assert!(said(&refusal).starts_with("Quý II/2021 đã chốt đề nghị"), "{}", said(&refusal));
    }
    desk.does(table(score::ScoreTable { year: Some(2030), ..there }));
    let ballot = desk.quarter(Q2).ballots[0].clone();
    let remove =
        ballot::Act::Remove { period: Q2, id: ballot.id, rev: ballot.rev, label: "PV01, PX01".into() };
    for act in [
        knock(1, FALSE, Some((false, "khai khống"))),
        knock(3, FALSE, None),
        save(tie(vec![vote(1, 2), vote(2, 1)])),
        save(ballot),
        Act::Ballot(remove.clone()),
    ] {
        assert_eq!(refused(&mut desk, act), "problem.store_judged_submitted");
    }
    desk.does(submit(false));
    let rev = desk.quarter(Q2).table.unwrap().rev;
    desk.does(table(score::ScoreTable { rev, ..by }));
    desk.does(Act::Ballot(remove));
    desk.clean();
}

/// A unit typed by mistake was asked for its report with all the others; that keeps nobody in the register.
#[test]
fn a_unit_that_was_only_asked_goes_and_one_that_answered_stays() {
    use thidua::core::handed_in::{self, Did, HandedIn, What};
    let mut desk = desk();
    let add = unit::Act::Add { code: "PX99".into(), name: "Gõ nhầm".into(), from: None };
    let id = desk.does(Act::Unit(add)).row.unwrap();
    let none = HandedIn::none(id, What::Report);
    let asked = HandedIn { asked: day("2021-07-08"), times: 1, ..none.clone() };
    let act = |old: &HandedIn, new: &HandedIn, did| {
        let rows = vec![(old.clone(), new.clone())];
        Act::HandedIn(handed_in::Act { period: Q2, rows, did, label: "báo cáo".into() })
    };
    desk.does(act(&none, &asked, Did::Asked));
    let remove = |desk: &Desk| {
        let rev = desk.quarter(Q2).unit(id).unwrap().rev;
        Act::Unit(unit::Act::Remove { id, rev, label: "PX99".into() })
    };
    let conn = rusqlite::Connection::open(desk.path()).unwrap();
    conn.execute_batch(&thidua::store::index_triggers()).unwrap();
    conn.execute(
        "INSERT INTO sheet_line (period, unit, criterion, target) VALUES ('2021-Q2', ?1,
            (SELECT MIN(n) FROM criterion WHERE kind = 'direct'), 10000)",
        [id],
    )
    .unwrap();
    let came = HandedIn { received: day("2021-07-09"), ..asked.clone() };
    desk.does(act(&asked, &came, Did::Received));
    let gone = remove(&desk);
    assert_eq!(refused(&mut desk, gone), "problem.store_unit_records");
    desk.store.undo(&stamp()).unwrap();
    conn.execute("UPDATE sheet_line SET actual = 9000", []).unwrap();
    let gone = remove(&desk);
    assert_eq!(refused(&mut desk, gone), "problem.store_unit_records");
    conn.execute("UPDATE sheet_line SET actual = NULL", []).unwrap();
    let before = desk.store.digest().unwrap();
    let gone = remove(&desk);
    desk.does(gone);
    assert!(desk.quarter(Q2).unit(id).is_none());
    desk.store.undo(&stamp()).unwrap();
    assert_eq!(desk.store.digest().unwrap(), before);
}
