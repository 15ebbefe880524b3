//! Two identities found to be one become one, with everything that hangs on them, and one again by undo.
use super::*;
use thidua::core::find::{Head, Whose};
use thidua::core::flag::{self, Flag};
use thidua::core::namesake;
use thidua::core::proposal::{self, Proposal};

fn merge(keep: i64, gone: i64) -> Act {
    Act::Person(namesake::Act::Merge { keep, gone, label: "Lê An (PX01) → Lê An (PV01)".into() })
}

fn page(desk: &Desk, id: i64) -> Option<Head> {
    match desk.store.answer(&Ask::Head(Whose::Party(id))).unwrap() {
        Facts::Head(head) => head.map(|h| (*h).clone()),
        other => panic!("{other:?}"),
    }
}

fn party(desk: &Desk, decision: i64) -> i64 {
    desk.sheet(decision).recipients[0].party.unwrap()
}

fn other(name: &str, unit: i64) -> Vec<Recipient> {
    vec![Recipient { another: true, ..person(name, unit) }]
}

#[test]
fn awards_nominees_and_flags_follow_and_come_back() {
    let mut desk = desk();
    let first = desk.does(save(decision("1", day("2021-05-01")), vec![person("Lê An", 1)])).row.unwrap();
    let second = desk.does(save(decision("2", day("2021-05-02")), other("Lê An", 2))).row.unwrap();
    let (keep, gone) = (party(&desk, first), party(&desk, second));
    let head = Proposal {
        authorities: vec!["giam_doc".into()],
        form: "giay_khen".into(),
        subject: "bảo vệ bầu cử".into(),
        date: day("2021-05-20"),
        ..Proposal::default()
    };
    let nominees = vec![Recipient { party: Some(gone), ..person("Lê An", 2) }];
    desk.does(Act::Proposal(proposal::Act::Save { proposal: head, nominees, same: None }));
    let flag = Flag {
        unit: Some(2),
        party: Some(gone),
        name: "Lê An".into(),
        from: day("2019-01-01"),
        to: day("2019-02-01"),
        reason: "khiển trách".into(),
        ..Flag::default()
    };
    desk.does(Act::Flag(flag::Act::Save(flag)));
    assert_ne!(keep, gone);
    let before = desk.store.digest().unwrap();

    let done = desk.does(merge(keep, gone));
    assert_eq!((done.what.as_str(), done.row), ("act.person_merge", Some(keep)));
    assert!(page(&desk, gone).is_none());
    let one = page(&desk, keep).unwrap();
    assert_eq!((one.who.awards, one.others, one.flags.len()), (2, (0, 1), 1));
    assert_eq!(party(&desk, second), keep);
    assert_eq!(desk.sheet(second).recipients[0].unit, Some(2), "the paper says what it said");
    let facts = desk.quarter(Q2);
    let heads: i64 =
        thidua::core::count::lines(&facts.tallies, thidua::core::count::Scope::All, &facts.authority_order())
            .iter()
            .map(|l| match l.individual.heads {
                thidua::core::count::Figure::Exactly(n) => n,
                _ => 0,
            })
            .sum();
    assert_eq!(heads, 1, "one person, commended twice");
    desk.clean();

    desk.store.undo(&stamp()).unwrap();
    assert_eq!(desk.store.digest().unwrap(), before);
    assert_eq!((party(&desk, second), page(&desk, gone).unwrap().who.awards), (gone, 1));
    desk.store.redo(&stamp()).unwrap();
    assert_eq!(party(&desk, second), keep);
    desk.clean();
}

#[test]
fn one_paper_with_both_and_a_locked_period_stand_in_the_way() {
    let mut desk = desk();
    let rows = vec![person("Lê An", 1), Recipient { another: true, ..person("Lê An", 2) }];
    let both = desk.does(save(decision("1/QĐ", day("2021-05-01")), rows)).row.unwrap();
    let rows = desk.sheet(both).recipients;
    let (keep, gone) = (rows[0].party.unwrap(), rows[1].party.unwrap());
    let refusal = desk.refuses(merge(keep, gone));
    assert_eq!(key(&refusal), "merge.same_paper");
    assert!(said(&refusal).starts_with("1/QĐ"));
    // the same key twice, somebody who is not there, a squad and a person: nothing of what was seen
    assert!(matches!(desk.refuses(merge(keep, keep)), Refusal::Stale(_)));
    assert!(matches!(desk.refuses(merge(keep, 99)), Refusal::Stale(_)));
    let squad = Recipient { kind: RecipientKind::Collective, rank: String::new(), ..person("Đội 1", 1) };
    let third = desk.does(save(decision("2/QĐ", day("2021-05-02")), vec![squad])).row.unwrap();
    let squad = party(&desk, third);
    assert!(matches!(desk.refuses(merge(keep, squad)), Refusal::Stale(_)));
    desk.clean();
}

#[test]
fn a_locked_period_that_counts_both_is_opened_first() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("so.db");
    crate::common::sample(&path);
    let mut store = Store::open(&path, Access::Write).unwrap();
    let q1 = PeriodKey { ordinal: 1, ..Q2 };
    let Facts::Awards(rows) = store.answer(&Ask::Awards(q1)).unwrap() else { panic!() };
    let mut people: Vec<(i64, i64)> = rows
        .iter()
        .filter(|r| r.recipient.kind == RecipientKind::Individual)
        .filter_map(|r| r.recipient.party.map(|p| (p, r.decision)))
        .collect();
    people.sort_unstable();
    people.dedup_by_key(|p| p.0);
    let (keep, gone) =
        people.iter().find_map(|a| people.iter().find(|b| b.1 != a.1).map(|b| (a.0, b.0))).unwrap();
    let refusal = store.apply(&merge(keep, gone), &stamp()).unwrap_err();
    assert_eq!(key(&refusal), "merge.locked");
    assert!(said(&refusal).contains("đã khóa"), "{}", said(&refusal));
}

#[test]
fn two_who_were_commended_for_one_act_become_one_and_it_is_said() {
    let mut desk = desk();
    let legal = |number: &str, on: &str, subject: &str| Decision {
        form: "giay_khen".into(),
        subject: subject.into(),
        ..decision(number, day(on))
    };
    let act = "Cứu người bị đuối nước tại hồ Kẻ Gỗ";
    let first = desk.does(save(legal("1", "2021-05-01", act), vec![person("Lê An", 1)])).row.unwrap();
    let second = desk.does(save(legal("2", "2021-05-12", act), other("Lê An", 2))).row.unwrap();
    let third = legal("3", "2021-05-13", "Bắt nhóm cướp tại chợ Vinh");
    let third = desk.does(save(third, other("Lê An", 3))).row.unwrap();
    let (keep, gone, next) = (party(&desk, first), party(&desk, second), party(&desk, third));
    let done = desk.does(merge(keep, next));
    assert_eq!(done.what, "act.person_merge", "two acts");
    let done = desk.does(merge(keep, gone));
    assert_eq!((done.what.as_str(), done.row), ("act.person_merge_twice", Some(keep)));
    desk.store.undo(&stamp()).unwrap();
    assert_eq!(party(&desk, second), gone);
    desk.clean();
}
