//! What happens to commendations afterwards: cancelled by a later decision, counts split, papers that come when their
//! period is locked.
use super::*;
use thidua::core::award::{Cancelled, Part};
use thidua::core::count::{self, Figure, Figures, Scope};
use thidua::core::level::{self, Mark};
use thidua::core::period::PeriodKind;
use thidua::core::register;

const Q3: PeriodKey = PeriodKey { year: 2021, kind: PeriodKind::Quarter, ordinal: 3 };

fn figures(tallies: &[count::Tally], line: usize) -> [Figures; 2] {
    let lines = count::lines(tallies, Scope::All, &["bca".into(), "ubnd".into(), "giam_doc".into()]);
    lines.get(line).map_or([Figures::default(); 2], |l| [l.collective, l.individual])
}

fn cancel(decision: i64, rev: i64, awards: Vec<i64>, number: &str) -> Act {
    let paper = Cancelled { number: number.into(), date: day("2021-07-01"), reason: "Khai sai".into() };
    Act::Award(award::Act::Cancel { decision, rev, awards, paper, label: "QĐ 9".into() })
}

#[test]
fn a_cancelled_award_stays_and_counts_no_more() {
    let mut desk = desk();
    let id = desk
        .does(save(decision("9/QĐ-CAT", day("2021-05-20")), vec![person("An", 1), person("Bình", 2)]))
        .row
        .unwrap();
    let sheet = desk.sheet(id);
    let (first, rev) = (sheet.recipients[0].id, sheet.head.rev);
    assert_eq!(key(&desk.refuses(cancel(id, rev, vec![first], ""))), "cancel.number_missing");
    assert_eq!(key(&desk.refuses(cancel(id, rev, vec![], "12"))), "cancel.nobody");
    assert!(matches!(desk.refuses(cancel(id, rev + 7, vec![first], "12")), Refusal::Stale(_)));
    assert!(matches!(desk.refuses(cancel(id, rev, vec![first + 99], "12")), Refusal::Stale(_)));
    desk.does(cancel(id, rev, vec![first], "12/QĐ-CAT"));
    let [_, people] = figures(&desk.quarter(Q2).tallies, 0);
    assert_eq!((people.heads, people.turns), (Figure::Exactly(1), Figure::Exactly(1)));
    let sheet = desk.sheet(id);
    assert_eq!(sheet.recipients[0].cancelled.as_ref().unwrap().number, "12/QĐ-CAT");
    assert_eq!(key(&desk.refuses(cancel(id, sheet.head.rev, vec![first], "13"))), "cancel.already");
    // It is not taken out by saving the paper without it, and stays cancelled when the paper is saved with it.
    let remove = award::Act::Remove { id, rev: sheet.head.rev, label: "9/QĐ-CAT".into() };
    let refusal = desk.refuses(Act::Award(remove));
    assert_eq!(key(&refusal), "cancel.stays_paper");
    assert!(said(&refusal).starts_with("9/QĐ-CAT: 1 mục đã hủy"), "{}", said(&refusal));
    let without = save(sheet.head.clone(), sheet.recipients[1..].to_vec());
    assert_eq!(key(&desk.refuses(without)), "cancel.stays");
    desk.does(save(Decision { note: "x".into(), ..sheet.head }, sheet.recipients));
    assert!(desk.sheet(id).recipients[0].cancelled.is_some());
    let before = desk.store.digest().unwrap();
    for _ in 0..2 {
        desk.store.undo(&stamp()).unwrap();
    }
    let [_, people] = figures(&desk.quarter(Q2).tallies, 0);
    assert_eq!(people.heads, Figure::Exactly(2));
    for _ in 0..2 {
        desk.store.redo(&stamp()).unwrap();
    }
    assert_eq!(desk.store.digest().unwrap(), before);
    desk.clean();
}

fn case(desk: &mut Desk, quantity: Option<i64>) -> (i64, i64, i64) {
    let head = Decision {
        authorities: vec!["ubnd".into(), "bca".into()],
        form: "bang_khen".into(),
        period: Some(Q2),
        ..decision("", None)
    };
    let row = count_row(RecipientKind::Collective, Basis::Heads, quantity, None);
    let id = desk.does(save(head, vec![row])).row.unwrap();
    let sheet = desk.sheet(id);
    (id, sheet.head.rev, sheet.recipients[0].id)
}

fn split(at: (i64, i64, i64), parts: Vec<Part>, reason: &str) -> Act {
    let (decision, rev, award) = at;
    let (reason, label) = (reason.into(), "4 tập thể".into());
    Act::Award(award::Act::Split { decision, rev, award, parts, reason, label })
}

fn to_unit(unit: i64, quantity: i64) -> Part {
    Part { unit: Some(unit), authorities: vec![], quantity }
}

fn to_authority(code: &str, quantity: i64) -> Part {
    Part { unit: None, authorities: vec![code.into()], quantity }
}

#[test]
fn a_count_is_split_by_units_and_what_is_left_stays() {
    let mut desk = desk();
    let at = case(&mut desk, Some(4));
    let whole = figures(&desk.quarter(Q2).tallies, 0);
    assert_eq!(key(&desk.refuses(split(at, vec![], ""))), "split.e_nothing");
    assert_eq!(key(&desk.refuses(split(at, vec![to_unit(1, -1)], ""))), "split.e_number");
    assert_eq!(key(&desk.refuses(split(at, vec![to_unit(1, 3), to_unit(2, 2)], ""))), "split.e_more");
    let nowhere = Part { quantity: 1, ..Part::default() };
    assert_eq!(key(&desk.refuses(split(at, vec![nowhere], ""))), "split.e_nowhere");
    assert_eq!(key(&desk.refuses(split(at, vec![to_authority("giam_doc", 1)], ""))), "split.e_authority");
    desk.does(split(at, vec![to_unit(1, 1), to_unit(3, 2), to_unit(2, 0)], ""));
    let facts = desk.quarter(Q2);
    assert_eq!(figures(&facts.tallies, 0), whole, "the cluster's figure is the same");
    let rows = desk.sheet(at.0).recipients;
    let said: Vec<_> = rows.iter().map(|r| (r.unit, r.quantity)).collect();
    assert_eq!(said, [(None, Some(1)), (Some(1), Some(1)), (Some(3), Some(2))]);
    // The rest goes to a unit later; too many need a reason, which drops nothing silently: it stands in the journal.
    let sheet = desk.sheet(at.0);
    let rest = (at.0, sheet.head.rev, rows[0].id);
    desk.does(split(rest, vec![to_unit(2, 2)], "PX01 có hai, báo cáo ghi thiếu"));
    assert_eq!(desk.sheet(at.0).recipients.len(), 3);
    assert_eq!(figures(&desk.quarter(Q2).tallies, 0)[0].heads, Figure::Exactly(5));
    desk.clean();
}

#[test]
fn a_cancelled_count_is_not_split_and_no_split_mixes_units_with_authorities() {
    let mut desk = desk();
    let at = case(&mut desk, Some(4));
    let mixed = vec![to_unit(1, 1), to_authority("bca", 3)];
    assert_eq!(key(&desk.refuses(split(at, mixed, ""))), "split.e_mixed");
    desk.does(cancel(at.0, at.1, vec![at.2], "12/QĐ-CAT"));
    let at = (at.0, desk.sheet(at.0).head.rev, at.2);
    assert_eq!(key(&desk.refuses(split(at, vec![to_unit(1, 4)], ""))), "split.e_cancelled");
    assert!(desk.quarter(Q2).tallies.is_empty());
    desk.clean();
}

/// Two of one name in a unit: what stands against the second stays his while his name does.
#[test]
fn a_matter_stays_with_its_person_when_it_is_corrected() {
    use thidua::core::flag::{self, Flag};
    let mut desk = desk();
    let mut parties = Vec::new();
    for number in ["1", "2"] {
        let decision = decision(number, day("2021-05-20"));
        let recipients = vec![Recipient { another: true, ..person("An", 1) }];
        let id = desk.does(Act::Award(award::Act::Save { decision, recipients, same: None })).row.unwrap();
        parties.push(desk.sheet(id).recipients[0].party);
    }
    assert_ne!(parties[0], parties[1]);
    let flags = |desk: &Desk| match desk.store.answer(&Ask::Flags).unwrap() {
        Facts::Flags(all) => all[0].clone(),
        other => panic!("{other:?}"),
    };
    let of = |flag: &Flag, name: &str, reason: &str| {
        let flag = Flag { name: name.into(), reason: reason.into(), ..flag.clone() };
        Act::Flag(flag::Act::Save(flag))
    };
    let new = Flag { unit: Some(1), party: parties[1], ..Flag::default() };
    desk.does(of(&new, "An", "QĐ 77"));
    assert_eq!(flags(&desk).party, parties[1]);
    let read = flags(&desk);
    desk.does(of(&read, "an", "QĐ 78"));
    assert_eq!((flags(&desk).party, flags(&desk).reason.as_str()), (parties[1], "QĐ 78"));
    let read = flags(&desk);
    desk.does(of(&read, "Bình", "QĐ 78"));
    assert!(!parties.contains(&flags(&desk).party));
    desk.clean();
}

#[test]
fn a_count_of_several_authorities_becomes_a_paper_for_each() {
    let mut desk = desk();
    let at = case(&mut desk, Some(4));
    desk.does(split(at, vec![to_authority("bca", 1), to_authority("ubnd", 3)], ""));
    let facts = desk.quarter(Q2);
    assert_eq!(figures(&facts.tallies, 0)[0].heads, Figure::Exactly(1), "Bộ Công an");
    assert_eq!(figures(&facts.tallies, 1)[0].heads, Figure::Exactly(3), "UBND tỉnh");
    assert_eq!(desk.sheet(at.0).head.authorities, ["bca"]);
    desk.store.undo(&stamp()).unwrap();
    assert_eq!(desk.sheet(at.0).head.authorities, ["bca", "ubnd"]);
    assert_eq!(figures(&desk.quarter(Q2).tallies, 1), [Figures::default(); 2]);
    desk.clean();
}

#[test]
fn an_unknown_number_stays_unknown_until_a_reason_says_otherwise() {
    let mut desk = desk();
    let at = case(&mut desk, None);
    desk.does(split(at, vec![to_unit(1, 2)], ""));
    assert_eq!(figures(&desk.quarter(Q2).tallies, 0)[0].heads, Figure::AtLeast(2));
    let sheet = desk.sheet(at.0);
    let rest = (at.0, sheet.head.rev, sheet.recipients[0].id);
    desk.does(split(rest, vec![to_unit(2, 1)], "đã đối chiếu, chỉ có vậy"));
    assert_eq!(figures(&desk.quarter(Q2).tallies, 0)[0].heads, Figure::Exactly(3));
    desk.clean();
}

fn lock(desk: &mut Desk) {
    lock_of(desk, Q2);
}

fn lock_of(desk: &mut Desk, period: PeriodKey) {
    let good = Mark::Level(desk.quarter(period).levels.unwrap().levels[1].id);
    let rows: Vec<_> = (1..=4).map(|u| (u, Some(good), "thảo luận".to_owned())).collect();
    desk.does(Act::Level(level::Act::Propose { period, rows, label: "cả cụm".into() }));
    desk.does(Act::Level(level::Act::Lock { period }));
}

/// One award in time, the period locked, one award late for the report of the next; returns the late paper.
fn one_in_time_one_late(desk: &mut Desk) -> i64 {
    desk.does(save(decision("9/QĐ-CAT", day("2021-05-20")), vec![person("An", 1)]));
    lock(desk);
    desk.does(Act::Register(register::Act::AddPeriod(Q3)));
    let late = Decision { late: Some(Q3), ..decision("10/QĐ-CAT", day("2021-06-20")) };
    desk.does(save(late, vec![person("Bình", 1)])).row.unwrap()
}

/// People in the figures, beside them, in the next report's supplement, and in the list of the period.
fn where_they_stand(desk: &Desk) -> [usize; 4] {
    let heads = |tallies: &[count::Tally]| match figures(tallies, 0)[1].heads {
        Figure::Exactly(n) => n as usize,
        _ => 0,
    };
    let Facts::Awards(rows) = desk.store.answer(&Ask::Awards(Q2)).unwrap() else { panic!() };
    let (own, next) = (desk.quarter(Q2), desk.quarter(Q3));
    let printed = next.supplements.iter().map(|s| heads(&s.tallies)).sum();
    [heads(&own.tallies), heads(&own.added), printed, rows.len()]
}

#[test]
fn a_late_award_comes_into_the_figures_when_its_period_is_opened_again() {
    let mut desk = desk();
    let id = one_in_time_one_late(&mut desk);
    assert_eq!(where_they_stand(&desk), [1, 1, 1, 1]);
    desk.does(Act::Level(level::Act::Reopen { period: Q2, reason: "thiếu".into() }));
    assert_eq!(desk.sheet(id).head.late, None);
    assert_eq!(where_they_stand(&desk), [2, 0, 0, 2]);
    lock(&mut desk);
    assert_eq!(where_they_stand(&desk), [2, 0, 0, 2]);
    desk.clean();
}

#[test]
fn a_late_award_that_was_printed_stays_beside_the_figures_of_every_lock() {
    let mut desk = desk();
    let id = one_in_time_one_late(&mut desk);
    lock_of(&mut desk, Q3);
    desk.does(Act::Level(level::Act::Reopen { period: Q2, reason: "thiếu".into() }));
    assert_eq!(desk.sheet(id).head.late, Some(Q3));
    assert_eq!(where_they_stand(&desk), [1, 1, 1, 1]);
    // a locked report printed it: it is not to be changed while only its own period is open
    let sheet = desk.sheet(id);
    let changed = save(Decision { note: "x".into(), ..sheet.head }, sheet.recipients);
    assert!(matches!(desk.refuses(changed), Refusal::Locked(_)));
    lock(&mut desk);
    assert_eq!(where_they_stand(&desk), [1, 1, 1, 1]);
    desk.clean();
}

#[test]
fn a_paper_that_comes_late_counts_beside_the_locked_figures_and_is_printed_next() {
    let mut desk = desk();
    desk.does(save(decision("9/QĐ-CAT", day("2021-05-20")), vec![person("An", 1)]));
    lock(&mut desk);
    let late = decision("10/QĐ-CAT", day("2021-06-20"));
    let rows = vec![person("Bình", 1)];
    assert_eq!(key(&desk.refuses(save(late.clone(), rows.clone()))), "late.no_next_day");
    desk.does(Act::Register(register::Act::AddPeriod(Q3)));
    let offered = desk.refuses(save(late.clone(), rows.clone()));
    assert!(matches!(offered, Refusal::Locked(_)));
    assert_eq!(key(&offered), "late.offer_day");
    let id = desk.does(save(Decision { late: Some(Q3), ..late }, rows)).row.unwrap();
    // The locked figures stay; what came late stands beside them, and with the next report.
    let locked = desk.quarter(Q2);
    assert_eq!(figures(&locked.tallies, 0)[1].heads, Figure::Exactly(1));
    assert_eq!(figures(&locked.added, 0)[1].heads, Figure::Exactly(1));
    let next = desk.quarter(Q3);
    assert!(next.tallies.is_empty());
    assert_eq!(next.supplements.len(), 1);
    assert_eq!(next.supplements[0].of, Q2);
    assert_eq!(figures(&next.supplements[0].tallies, 0)[1].heads, Figure::Exactly(1));
    let rows = |key| match desk.store.answer(&Ask::Awards(key)).unwrap() {
        Facts::Awards(rows) => rows,
        other => panic!("{other:?}"),
    };
    assert_eq!(rows(Q2).len(), 1);
    assert_eq!(rows(Q3).iter().map(|r| r.supplement).collect::<Vec<_>>(), [Some(Q2)]);
    // It can be mended and taken out while the report that prints it is open.
    let sheet = desk.sheet(id);
    assert_eq!(sheet.head.late, Some(Q3));
    desk.does(save(Decision { note: "x".into(), ..sheet.head }, sheet.recipients));
    let sheet = desk.sheet(id);
    assert_eq!((sheet.head.period, sheet.head.late), (Some(Q2), Some(Q3)));
    desk.does(Act::Award(award::Act::Remove { id, rev: sheet.head.rev, label: String::new() }));
    assert!(desk.quarter(Q2).added.is_empty());
    desk.clean();
}

#[test]
fn what_stands_against_a_recipient_asks_for_a_reason_and_a_recent_discipline_warns() {
    use thidua::core::flag::{self, Flag, FlagKind};
    let mut desk = desk();
    let matter = |name: &str, kind, to| {
        let flag = Flag {
            unit: Some(1),
            name: name.into(),
            kind,
            from: day("2021-02-01"),
            to,
            reason: "QĐ 77".into(),
            ..Flag::default()
        };
        Act::Flag(flag::Act::Save(flag))
    };
    assert_eq!(key(&desk.refuses(Act::Flag(flag::Act::Save(Flag::default())))), "flag.e_unit");
    let bare = Flag { unit: Some(1), ..Flag::default() };
    assert_eq!(key(&desk.refuses(Act::Flag(flag::Act::Save(bare)))), "flag.e_reason");
    desk.does(matter("Trần Văn Hạnh", FlagKind::Discipline, None));
    desk.does(matter("Lê Văn Tám", FlagKind::Discipline, day("2021-03-01")));
    desk.does(matter("Phạm Thị Bưởi", FlagKind::Complaint, day("2021-03-01")));
    let legal = |number: &str| Decision { form: "giay_khen".into(), ..decision(number, day("2021-05-20")) };
    let paper = |decision, names: &[&str]| {
        let recipients = names.iter().map(|n| person(n, 1)).collect();
        Act::Award(award::Act::Save { decision, recipients, same: Some(true) })
    };
    let refusal = desk.refuses(paper(legal("1"), &["Trần Văn Hạnh"]));
    assert!(matches!(refusal, Refusal::Reason(..)), "{refusal:?}");
    assert_eq!(key(&refusal), "flag.bar_open");
    assert!(said(&refusal).contains("Trần Văn Hạnh: Kỷ luật chưa kết thúc (QĐ 77)"), "{}", said(&refusal));
    // praise, a discipline that ended, a complaint that ended: nothing stands in the way
    desk.does(paper(decision("2", day("2021-05-20")), &["Trần Văn Hạnh"]));
    desk.does(paper(legal("3"), &["Lê Văn Tám", "Phạm Thị Bưởi"]));
    // a matter of the whole unit stands against everyone in it
    desk.does(matter("", FlagKind::Inspection, None));
    let refusal = desk.refuses(paper(legal("4"), &["Hoàng Văn Năm", "Đỗ Thị Mận"]));
    assert_eq!(key(&refusal), "flag.bar_unit_open", "said once, of the unit");
    assert!(said(&refusal).starts_with("PV01: "), "{}", said(&refusal));
    let why = Decision { guard: "Đã kết luận".into(), ..legal("4") };
    let id = desk.does(paper(why, &["Hoàng Văn Năm", "Đỗ Thị Mận"])).row.unwrap();
    let reasons: Vec<_> = desk.sheet(id).recipients.into_iter().map(|r| r.guard_reason).collect();
    assert_eq!(reasons, ["Đã kết luận", "Đã kết luận"]);
    let Facts::Flags(all) = desk.store.answer(&Ask::Flags).unwrap() else { panic!() };
    assert_eq!(all.iter().filter(|f| f.to.is_none()).count(), 2);
    assert!(all[0].to.is_none() && all[3].to.is_some());
    desk.clean();
}
