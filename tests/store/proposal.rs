//! Proposals and the guard, over a real register: what is written in one act, comes back in one, and what is asked.
use super::*;
use std::sync::Arc;
use thidua::core::achievement::{self, Achievement};
use thidua::core::award::Nature;
use thidua::core::guard::{self, Finding, Paper, Query, Severity, Stands};
use thidua::core::level;
use thidua::core::page::Reach;
use thidua::core::proposal::{self, Proposal, ProposalRow, ProposalSheet, State};
use thidua::store::bulk;
use unicode_normalization::UnicodeNormalization;

const ACT: &str = "Cứu người bị đuối nước tại hồ Kẻ Gỗ";

fn proposal(number: &str, date: Option<Date>) -> Proposal {
    Proposal {
        number: number.into(),
        date,
        authorities: vec!["giam_doc".into()],
        form: "giay_khen".into(),
        subject: ACT.into(),
        ..Proposal::default()
    }
}

fn legal(number: &str, date: &str, subject: &str) -> Decision {
    Decision { form: "giay_khen".into(), subject: subject.into(), ..decision(number, day(date)) }
}

fn propose(proposal: Proposal, nominees: Vec<Recipient>) -> Act {
    Act::Proposal(proposal::Act::Save { proposal, nominees, same: Some(true) })
}

fn award(decision: Decision, recipients: Vec<Recipient>) -> Act {
    Act::Award(award::Act::Save { decision, recipients, same: Some(true) })
}

fn opened(desk: &Desk, id: i64) -> ProposalSheet {
    match desk.store.answer(&Ask::Proposal(id)).unwrap() {
        Facts::Proposal(Some(sheet)) => (*sheet).clone(),
        other => panic!("{other:?}"),
    }
}

fn listed(desk: &Desk, filter: &str) -> Vec<ProposalRow> {
    match desk.store.answer(&Ask::Proposals(Reach::of(Q2, filter))).unwrap() {
        Facts::Proposals(window) => window.rows.clone(),
        other => panic!("{other:?}"),
    }
}

fn act_of(desk: &mut Desk, date: Option<Date>) -> i64 {
    let act =
        Achievement { date, content: ACT.into(), unit: Some(1), period: Some(Q2), ..Achievement::default() };
    desk.does(Act::Achievement(achievement::Act::Save(act))).row.unwrap()
}

fn found(desk: &Desk, query: Query) -> Vec<Finding> {
    match desk.store.answer(&Ask::Guard(Arc::new(query))).unwrap() {
        Facts::Guard(findings) => (*findings).clone(),
        other => panic!("{other:?}"),
    }
}

/// What a decision being typed names.
fn typed(name: &str, date: &str, subject: &str) -> Query {
    let kind = RecipientKind::Individual;
    let row = guard::Row { row: 1, kind, name: name.into(), unit: Some(1), party: None, achievement: None };
    Query {
        date: day(date),
        authorities: vec!["giam_doc".into()],
        form: "giay_khen".into(),
        subject: subject.into(),
        rows: vec![row],
        ..Query::default()
    }
}

#[test]
fn a_proposal_is_decided_with_its_decision_and_waits_again_without_it() {
    let mut desk = desk();
    let people = vec![person("Nguyễn Văn Ấn", 1), person("Lê An", 1)];
    let id = desk.does(propose(proposal("45/TTr", day("2021-05-15")), people)).row.unwrap();
    assert_eq!(desk.quarter(Q2).pending, 1);
    assert!(desk.quarter(Q2).tallies.is_empty(), "a proposal is no award");
    let waiting = desk.store.digest().unwrap();
    let first = opened(&desk, id).nominees[0].clone();
    let answer = Decision { proposal: Some(id), ..legal("1/QĐ", "2021-05-20", ACT) };
    let done = desk.does(award(answer.clone(), vec![Recipient { id: 0, ..first }]));
    let sheet = opened(&desk, id);
    assert_eq!((sheet.head.state, sheet.head.decision), (State::Decided, done.row));
    assert_eq!(sheet.left_out, [sheet.nominees[1].id], "who was left out stays told");
    let row = &listed(&desk, "")[0];
    assert_eq!((row.individual, row.left_out), (2, 1));
    assert_eq!(row.followed.as_ref().map(|f| f.number.as_str()), Some("1/QĐ"));
    assert_eq!(desk.sheet(done.row.unwrap()).proposals[0].id, id);
    assert_eq!(desk.quarter(Q2).pending, 0);
    // one undo takes both back, one redo does both again
    let undone = desk.store.undo(&stamp()).unwrap();
    assert_eq!(undone.did.as_deref(), Some("act.decision_new"));
    assert_eq!(opened(&desk, id).head.state, State::Pending);
    desk.store.redo(&stamp()).unwrap();
    assert_eq!(opened(&desk, id).head.state, State::Decided);
    // nothing decides it twice, and a decided one is neither changed, dropped nor removed
    let twice = Decision { number: "2/QĐ".into(), ..answer };
    assert_eq!(key(&desk.refuses(award(twice, vec![person("Hà", 1)]))), "problem.proposal.not_pending");
    let head = opened(&desk, id).head;
    let rows = opened(&desk, id).nominees;
    assert_eq!(key(&desk.refuses(propose(head.clone(), rows))), "problem.proposal.decided");
    let (id, rev, label) = (head.id, head.rev, "45/TTr".to_owned());
    let drop = proposal::Act::Drop { id, rev, reason: "rút".into(), label: label.clone() };
    assert_eq!(key(&desk.refuses(Act::Proposal(drop))), "problem.proposal.decided");
    let remove = proposal::Act::Remove { id, rev, label };
    assert_eq!(key(&desk.refuses(Act::Proposal(remove))), "problem.proposal.decided");
    // taking the decision out sets it waiting, and undo brings both back
    let head = desk.sheet(done.row.unwrap()).head;
    let out = award::Act::Remove { id: head.id, rev: head.rev, label: "1/QĐ".into() };
    desk.does(Act::Award(out));
    assert_eq!((opened(&desk, id).head.state, opened(&desk, id).head.decision), (State::Pending, None));
    desk.store.undo(&stamp()).unwrap();
    assert_eq!(opened(&desk, id).head.state, State::Decided);
    desk.clean();
    drop_all(&mut desk);
    assert_ne!(waiting, desk.store.digest().unwrap());
}

fn drop_all(desk: &mut Desk) {
    while desk.store.undo(&stamp()).is_ok() {}
    desk.clean();
    assert!(listed(desk, "").is_empty());
}

#[test]
fn a_proposal_is_dropped_with_a_reason_taken_up_again_and_removed() {
    let mut desk = desk();
    let id = desk.does(propose(proposal("", day("2021-05-15")), vec![person("Lê An", 1)])).row.unwrap();
    let act = |rev, reason: &str| {
        Act::Proposal(proposal::Act::Drop { id, rev, reason: reason.into(), label: "Cứu người".into() })
    };
    let rev = opened(&desk, id).head.rev;
    assert_eq!(key(&desk.refuses(act(rev, " "))), "problem.proposal.reason");
    desk.does(act(rev, "Không được khen"));
    let head = opened(&desk, id).head;
    assert_eq!((head.state, head.dropped.as_str()), (State::Dropped, "Không được khen"));
    assert!(matches!(desk.refuses(act(rev, "rút")), Refusal::Stale(_)), "as it was read");
    assert_eq!(desk.quarter(Q2).pending, 0);
    let again = proposal::Act::Reopen { id, rev: head.rev, label: "Cứu người".into() };
    desk.does(Act::Proposal(again));
    assert_eq!(
        (opened(&desk, id).head.state, opened(&desk, id).head.dropped),
        (State::Pending, String::new())
    );
    // changed as a whole: one nominee goes, one comes
    let mut sheet = opened(&desk, id);
    sheet.nominees = vec![person("Hà Bắc", 2)];
    desk.does(propose(sheet.head, sheet.nominees));
    assert_eq!(opened(&desk, id).nominees[0].name, "Hà Bắc");
    assert_eq!((listed(&desk, "ha bac").len(), listed(&desk, "le an").len()), (1, 0));
    let head = opened(&desk, id).head;
    desk.does(Act::Proposal(proposal::Act::Remove { id, rev: head.rev, label: "Cứu người".into() }));
    assert!(listed(&desk, "").is_empty());
    desk.clean();
    drop_all(&mut desk);
}

#[test]
fn the_guard_asks_for_a_reason_and_keeps_it() {
    let mut desk = desk();
    desk.does(award(legal("1/QĐ", "2021-05-20", ACT), vec![person("Nguyễn Văn Hoà", 1)]));
    // another hand, another spelling, another rank, another form
    let again = Decision {
        form: "bang_khen".into(),
        authorities: vec!["bca".into()],
        ..legal("9/QĐ", "2021-06-15", "Cứu người đuối nước ở hồ Kẻ Gỗ")
    };
    let nfd: String = "nguyễn văn hòa".nfd().collect();
    let rows = vec![Recipient { rank: "Trung tá".into(), ..person(&nfd, 1) }, person("Lê An", 1)];
    let refusal = desk.refuses(award(again.clone(), rows.clone()));
    let Refusal::Reason(problem, matters) = &refusal else { panic!("{refusal:?}") };
    assert_eq!((problem.key, matters.len()), ("problem.guard.same_act", 1));
    let text = said(&refusal);
    for part in ["Giấy khen", "1/QĐ, 20/05/2021", "Quý II/2021"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let reason = "Thành tích khác, cùng ngày";
    let id = desk.does(award(Decision { guard: reason.into(), ..again }, rows)).row.unwrap();
    let sheet = desk.sheet(id);
    assert_eq!(sheet.recipients[0].guard_reason, reason);
    assert_eq!(sheet.recipients[1].guard_reason, "", "only where it was asked");
    // written again as it was read, or with another note, nothing is asked and the reason stays
    let mut head = sheet.head.clone();
    head.note = "đã xem".into();
    desk.does(award(head, sheet.recipients));
    assert_eq!(desk.sheet(id).recipients[0].guard_reason, reason);
    // another number alone asks nothing new; a number already there asks for the paper, and no row loses its own reason
    let sheet = desk.sheet(id);
    desk.does(award(Decision { number: "10/QĐ".into(), ..sheet.head }, sheet.recipients));
    let other = Decision {
        form: "bang_khen".into(),
        authorities: vec!["bca".into()],
        ..legal("11/QĐ", "2021-06-15", "Việc khác")
    };
    desk.does(award(other, vec![person("Vũ Ba", 2)]));
    let sheet = desk.sheet(id);
    let numbered = Decision { number: "11/QĐ".into(), ..sheet.head };
    let refusal = desk.refuses(award(numbered.clone(), sheet.recipients.clone()));
    assert_eq!(key(&refusal), "problem.guard.same_paper");
    desk.does(award(Decision { guard: "trùng số".into(), ..numbered }, sheet.recipients));
    let reasons: Vec<_> = desk.sheet(id).recipients.into_iter().map(|r| r.guard_reason).collect();
    assert_eq!(reasons, [reason, "trùng số"]);
    // for another act the reason was never given
    let elsewhere = "Bắt đối tượng truy nã nguy hiểm tại bến xe";
    desk.does(award(legal("12/QĐ", "2021-06-01", elsewhere), vec![person("Nguyễn Văn Hoà", 1)]));
    let sheet = desk.sheet(id);
    let moved = Decision { subject: elsewhere.into(), ..sheet.head };
    assert!(matches!(desk.refuses(award(moved, sheet.recipients)), Refusal::Reason(..)));
    // the earlier one is not asked about what came after it while it stays as it was
    let first = desk.sheet(1);
    desk.does(award(Decision { signer: "Lê Quang Đức".into(), ..first.head }, first.recipients));
    desk.clean();
}

#[test]
fn praise_only_informs_and_a_pending_proposal_is_answered_by_its_own_form() {
    let mut desk = desk();
    desk.does(award(
        Decision { subject: ACT.into(), ..decision("1/QĐ", day("2021-05-20")) },
        vec![person("Nguyễn Văn Ấn", 1)],
    ));
    let seen = found(&desk, typed("NGUYỄN VĂN ẤN", "2021-06-01", ACT));
    assert_eq!(seen.iter().map(Finding::severity).collect::<Vec<_>>(), [Severity::Inform]);
    assert!(found(&desk, typed("Nguyễn Văn Ân", "2021-06-01", ACT)).is_empty(), "another name");
    assert!(found(&desk, typed("Nguyễn Văn Ấn", "2021-06-01", "")).is_empty(), "no text, no act");
    desk.does(award(legal("2/QĐ", "2021-06-01", ACT), vec![person("Nguyễn Văn Ấn", 1)]));
    // proposals: twice is asked about, the decision of the same form is not
    let one = vec![person("Lê An", 1)];
    let id = desk.does(propose(proposal("7/TTr", day("2021-06-02")), one.clone())).row.unwrap();
    let refusal = desk.refuses(propose(proposal("8/TTr", day("2021-06-03")), one.clone()));
    assert_eq!(key(&refusal), "problem.guard.proposed");
    let twice = desk.refuses(propose(proposal("7/TTr", day("2021-06-02")), vec![person("Khác", 2)]));
    assert_eq!(key(&twice), "problem.guard.same_paper");
    let seen = found(&desk, typed("Lê An", "2021-06-10", ACT));
    assert_eq!(seen[0].severity(), Severity::Warn);
    assert_eq!(seen[0].stands(), Some(Stands::Proposal(id)));
    let own = Query { paper: Paper::Proposal, own: id, ..typed("Lê An", "2021-06-10", ACT) };
    assert!(found(&desk, own).is_empty(), "what it says itself is not held against it");
    let answer = Query { proposal: Some(id), ..typed("Lê An", "2021-06-10", ACT) };
    assert!(found(&desk, answer).is_empty());
    desk.does(award(legal("3/QĐ", "2021-06-10", ACT), one));
    desk.clean();
}

#[test]
fn a_linked_act_is_known_whenever_and_an_ad_hoc_award_is_no_basis() {
    let mut desk = desk();
    let act = act_of(&mut desk, day("2021-05-09"));
    let linked = |name: &str| Recipient { achievement: Some(act), ..person(name, 1) };
    let ad_hoc =
        Decision { nature: Some(Nature::AdHoc), ..legal("1/QĐ", "2021-05-20", "Khen đột xuất") };
    desk.does(award(ad_hoc, vec![linked("Lê An")]));
    let plain = legal("2/QĐ", "2021-06-30", "Việc khác hẳn");
    let refusal = desk.refuses(award(plain.clone(), vec![linked("Lê An")]));
    assert_eq!(key(&refusal), "problem.guard.same_act");
    let merit = Decision { nature: Some(Nature::Merit), ..plain.clone() };
    assert_eq!(key(&desk.refuses(award(merit, vec![linked("Lê An")]))), "problem.guard.basis");
    // several rows are one question
    desk.does(award(legal("3/QĐ", "2021-05-21", "Khen"), vec![linked("Hà Bắc")]));
    let refusal = desk.refuses(award(plain, vec![linked("Lê An"), person("Vũ Ba", 1), linked("Hà Bắc")]));
    let Refusal::Reason(problem, matters) = &refusal else { panic!("{refusal:?}") };
    assert_eq!((problem.key, matters.len()), ("problem.guard.many", 2));
    desk.clean();
}

#[test]
fn days_count_what_is_neither_commended_nor_proposed() {
    let mut desk = desk();
    let act = act_of(&mut desk, day("2021-05-09"));
    act_of(&mut desk, day("2021-05-09"));
    act_of(&mut desk, None);
    let late = |desk: &Desk, before: &str| match desk
        .store
        .answer(&Ask::Overdue { period: Q2, before: before.parse().unwrap(), earlier: true })
        .unwrap()
    {
        Facts::Overdue(rows) => rows.len(),
        other => panic!("{other:?}"),
    };
    let waiting = |desk: &Desk| desk.quarter(Q2).unproposed;
    assert_eq!(waiting(&desk), [(day("2021-05-09").unwrap(), 2)]);
    assert_eq!((late(&desk, "2021-05-10"), late(&desk, "2021-05-09")), (2, 0));
    let row = Recipient { achievement: Some(act), ..person("Lê An", 1) };
    let id = desk.does(propose(proposal("1/TTr", day("2021-05-15")), vec![row.clone()])).row.unwrap();
    assert_eq!((waiting(&desk)[0].1, late(&desk, "2021-06-01")), (1, 1));
    let rev = opened(&desk, id).head.rev;
    let label = "1/TTr".to_owned();
    desk.does(Act::Proposal(proposal::Act::Drop { id, rev, reason: "rút".into(), label }));
    assert_eq!(late(&desk, "2021-06-01"), 2, "a dropped proposal is none");
    desk.does(award(legal("1/QĐ", "2021-05-20", ACT), vec![row]));
    assert_eq!(late(&desk, "2021-06-01"), 1);
    match desk.store.answer(&Ask::Achievement(act)).unwrap() {
        Facts::Achievement(Some(sheet)) => assert_eq!(sheet.proposals[0].state, State::Dropped),
        other => panic!("{other:?}"),
    }
    // the achievement goes, its nominees stay
    desk.does(Act::Achievement(achievement::Act::Remove { id: act, rev: 1, label: "x".into() }));
    assert_eq!(opened(&desk, id).nominees[0].achievement, None);
    desk.clean();
}

#[test]
fn what_waits_in_an_earlier_open_quarter_is_told_in_the_next_until_it_is_locked() {
    let mut desk = desk();
    let q3 = PeriodKey::quarter(2021, 3);
    desk.does(Act::Register(thidua::core::register::Act::AddPeriod(q3)));
    act_of(&mut desk, day("2021-05-09"));
    let late = |desk: &Desk, earlier: bool| {
        let ask = Ask::Overdue { period: q3, before: "2021-07-20".parse().unwrap(), earlier };
        match desk.store.answer(&ask).unwrap() {
            Facts::Overdue(rows) => rows.len(),
            other => panic!("{other:?}"),
        }
    };
    let facts = desk.quarter(q3);
    assert_eq!(facts.unproposed_before, [(day("2021-05-09").unwrap(), 1)]);
    assert_eq!((facts.unproposed.len(), late(&desk, true), late(&desk, false)), (0, 1, 0));
    let rows =
        desk.quarter(Q2).units.iter().map(|u| (u.id, Some(level::Mark::NotClassified), "x".into())).collect();
    desk.does(Act::Level(level::Act::Propose { period: Q2, rows, label: "cả cụm".into() }));
    desk.does(Act::Level(level::Act::Lock { period: Q2 }));
    assert_eq!(
        (desk.quarter(q3).unproposed_before, late(&desk, true)),
        (vec![], 0),
        "a locked one does not nag"
    );
}

#[test]
fn what_was_sent_in_a_locked_quarter_may_still_be_decided() {
    let mut desk = desk();
    desk.does(Act::Register(thidua::core::register::Act::AddPeriod(PeriodKey::quarter(2021, 3))));
    let id = desk.does(propose(proposal("1/TTr", day("2021-06-20")), vec![person("Lê An", 1)])).row.unwrap();
    let rows =
        desk.quarter(Q2).units.iter().map(|u| (u.id, Some(level::Mark::NotClassified), "x".into())).collect();
    desk.does(Act::Level(level::Act::Propose { period: Q2, rows, label: "cả cụm".into() }));
    desk.does(Act::Level(level::Act::Lock { period: Q2 }));
    let sheet = opened(&desk, id);
    let refusal = desk.refuses(propose(sheet.head.clone(), sheet.nominees.clone()));
    assert!(matches!(refusal, Refusal::Locked(_)));
    let q3 = PeriodKey::quarter(2021, 3);
    match desk.store.answer(&Ask::Proposals(Reach::of(q3, ""))).unwrap() {
        Facts::Proposals(window) => {
            assert_eq!(window.rows.len(), 1, "it still waits, so the next quarter shows it");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(desk.quarter(q3).pending, 1);
    let answer = Decision { proposal: Some(id), ..legal("1/QĐ", "2021-07-05", ACT) };
    desk.does(award(answer, vec![Recipient { id: 0, ..sheet.nominees[0].clone() }]));
    assert_eq!(opened(&desk, id).head.state, State::Decided);
    desk.clean();
}

#[test]
fn papers_far_from_the_day_do_not_hide_the_one_near_it() {
    let mut desk = desk();
    let man = || vec![person("Nguyễn Văn Ấn", 1)];
    // more than are looked at for one recipient, all of them too far
    let far = (0..70).map(|n| bulk::Record::Decision {
        decision: legal(&format!("{n}/QĐ"), "2021-04-05", &format!("Phá chuyên án {n}A xã Tân Lập")),
        recipients: man(),
        achievements: vec![],
    });
    desk.store.bulk(far, "x", &stamp()).unwrap();
    desk.does(award(legal("200/QĐ", "2021-06-20", ACT), man()));
    assert_eq!(found(&desk, typed("Nguyễn Văn Ấn", "2021-06-30", ACT)).len(), 1);
    // one whose day is not known is near every other
    let undated =
        Decision {
            date: None, period: Some(Q2), ..legal("", "2021-06-20", "Bắt nhóm cướp tại chợ Vinh")
        };
    desk.does(award(undated, man()));
    assert_eq!(found(&desk, typed("Nguyễn Văn Ấn", "2021-06-30", "Bắt nhóm cướp tại chợ Vinh")).len(), 1);
}

#[test]
fn of_more_papers_than_are_looked_at_the_newest_are_seen() {
    let mut desk = desk();
    let man = || vec![person("Nguyễn Văn Ấn", 1)];
    let near = (0..70).map(|n| bulk::Record::Decision {
        decision: legal(&format!("{n}/QĐ"), "2021-05-05", &format!("Phá chuyên án {n}A xã Tân Lập")),
        recipients: man(),
        achievements: vec![],
    });
    desk.store.bulk(near, "x", &stamp()).unwrap();
    desk.does(award(legal("200/QĐ", "2021-06-20", ACT), man()));
    assert_eq!(found(&desk, typed("Nguyễn Văn Ấn", "2021-06-30", ACT)).len(), 1);
}

#[test]
fn a_paper_without_a_day_is_near_whatever_its_quarter_and_a_merit_award_looks_a_year_ahead() {
    let mut desk = desk();
    for (year, n) in [(2020, 1), (2022, 1)] {
        desk.does(Act::Register(thidua::core::register::Act::AddPeriod(PeriodKey::quarter(year, n))));
    }
    let man = || vec![person("Nguyễn Văn Ấn", 1)];
    let early = Some(PeriodKey::quarter(2020, 1));
    let undated = Decision { date: None, period: early, ..legal("", "2020-01-01", ACT) };
    desk.does(award(undated, man()));
    let seen = found(&desk, typed("Nguyễn Văn Ấn", "2021-06-30", ACT));
    assert_eq!(seen.iter().map(Finding::severity).collect::<Vec<_>>(), [Severity::Reason]);
    // an ad-hoc award of half a year later is no basis either
    let later = "Bắt nhóm cướp tại chợ Vinh";
    let ad_hoc = Decision { nature: Some(Nature::AdHoc), ..legal("2/QĐ", "2022-03-20", later) };
    desk.does(award(ad_hoc, man()));
    let merit = Query { nature: Some(Nature::Merit), ..typed("Nguyễn Văn Ấn", "2021-06-30", later) };
    assert!(matches!(found(&desk, merit).as_slice(), [Finding::Basis { .. }]));
}

fn link(award: i64, act: i64, reason: &str) -> Act {
    let (achievement, reason) = (Some(act), reason.to_owned());
    Act::Award(award::Act::Link { award, achievement, reason, label: "Lê An".into() })
}

#[test]
fn a_second_award_linked_to_one_act_asks_for_a_reason() {
    let mut desk = desk();
    let act = act_of(&mut desk, day("2021-05-09"));
    let linked = Recipient { achievement: Some(act), ..person("Lê An", 1) };
    desk.does(award(legal("1/QĐ", "2021-05-20", "Khen đột xuất"), vec![linked]));
    let other = legal("2/QĐ", "2021-06-30", "Việc khác hẳn");
    let id = desk.does(award(other, vec![person("Lê An", 1)])).row.unwrap();
    let row = desk.sheet(id).recipients[0].id;
    let refusal = desk.refuses(link(row, act, ""));
    let Refusal::Reason(problem, matters) = &refusal else { panic!("{refusal:?}") };
    assert_eq!((problem.key, matters.len()), ("problem.guard.same_act", 1));
    assert!(said(&refusal).contains("1/QĐ, 20/05/2021"), "{}", said(&refusal));
    desk.does(link(row, act, "Quyết định trước đã thu hồi"));
    let row = desk.sheet(id).recipients[0].clone();
    assert_eq!((row.achievement, row.guard_reason.as_str()), (Some(act), "Quyết định trước đã thu hồi"));
    // another person of the same act is nobody commended twice
    let id =
        desk.does(award(legal("4/QĐ", "2021-06-02", "Khác nữa"), vec![person("Hà Bắc", 1)])).row.unwrap();
    let row = desk.sheet(id).recipients[0].id;
    desk.does(link(row, act, ""));
    desk.clean();
}

#[test]
fn an_award_does_not_count_again_beside_one_that_came_after_its_cancelling() {
    let mut desk = desk();
    let first = desk.does(award(legal("1/QĐ", "2021-05-20", ACT), vec![person("Lê An", 1)])).row.unwrap();
    let sheet = desk.sheet(first);
    let paper =
        award::Cancelled { number: "5/QĐ".into(), date: day("2021-06-01"), reason: "Khai sai".into() };
    let awards = vec![sheet.recipients[0].id];
    let (decision, rev, label) = (first, sheet.head.rev, "1/QĐ".to_owned());
    desk.does(Act::Award(award::Act::Cancel { decision, rev, awards, paper, label }));
    let cancelling = desk.store.last_act().unwrap().0;
    desk.does(award(legal("2/QĐ", "2021-06-05", ACT), vec![person("Lê An", 1)]));
    let before = desk.store.digest().unwrap();
    let refusal = desk.store.undo_act(cancelling, &stamp()).unwrap_err();
    assert_eq!((key(&refusal), desk.store.digest().unwrap()), ("problem.journal.twice", before));
    assert!(said(&refusal).contains("2/QĐ, 05/06/2021"), "{}", said(&refusal));
    // with that one out of the way it counts again
    desk.store.undo(&stamp()).unwrap();
    desk.store.undo_act(cancelling, &stamp()).unwrap();
    assert_eq!(desk.sheet(first).recipients[0].cancelled, None);
    desk.clean();
}
