//! What the store refuses, sentence by sentence, and how it counts.
use super::*;
use thidua::core::achievement::{self, Achievement};
use thidua::core::campaign::{self, Campaign};
use thidua::core::count::{self, Figure, Scope};
use thidua::core::level::{self, Approval, Mark};
use thidua::core::limit;
use thidua::core::meeting::{self, Meeting, Part};
use thidua::core::number::Points;
use thidua::core::page::Reach;
use thidua::core::quarter::State;
use thidua::core::register;
use thidua::core::score::{self, CellValue, Round};
use thidua::core::unit::{self, Role, Unit};

fn refused(desk: &mut Desk, act: Act) -> &'static str {
    key(&desk.refuses(act))
}

#[test]
fn counts_follow_the_rules_of_the_case() {
    use Basis::{Heads, Turns};
    use RecipientKind::{Collective, Individual};
    let mut desk = desk();
    let praise = Decision {
        authorities: vec!["ubnd".into(), "bca".into()],
        form: "bang_khen".into(),
        period: Some(Q2),
        ..decision("", None)
    };
    desk.does(save(
        praise,
        vec![count_row(Collective, Heads, Some(2), None), count_row(Individual, Heads, Some(4), None)],
    ));
    desk.does(save(
        decision("1764/QĐ-CAT", day("2021-06-18")),
        vec![person("Trần Văn Hạnh", 1), person("Lê Thị Ngọc Ánh", 2)],
    ));
    desk.does(Act::Award(award::Act::Save {
        decision: decision("1765/QĐ-CAT", day("2021-06-20")),
        recipients: vec![person("Trần Văn Hạnh", 1)],
        same: Some(true),
    }));
    desk.does(save(
        notice("214/TB-CAT", day("2021-06-30")),
        vec![count_row(Collective, Turns, Some(10), Some(1)), count_row(Collective, Turns, None, Some(2))],
    ));
    let facts = desk.quarter(Q2);
    let lines = count::lines(&facts.tallies, Scope::All, &facts.authority_order());
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0].key.authorities, "bca,ubnd");
    assert_eq!((lines[0].collective.heads, lines[0].collective.turns), (Figure::Exactly(2), Figure::None));
    assert_eq!((lines[0].individual.heads, lines[0].unsplit), (Figure::Exactly(4), 2));
    assert_eq!(
        (lines[1].individual.heads, lines[1].individual.turns),
        (Figure::Exactly(2), Figure::Exactly(3))
    );
    assert_eq!((lines[2].collective.heads, lines[2].collective.turns), (Figure::None, Figure::AtLeast(10)));
    let of_two = count::lines(&facts.tallies, Scope::Unit(2), &facts.authority_order());
    assert_eq!(of_two[1].collective.turns, Figure::Unknown);
    desk.clean();
}

#[test]
fn a_typed_name_that_stands_in_the_unit_is_asked_about_once() {
    let mut desk = desk();
    let named = |n: &str, date: &str, name: &str, unit, same| {
        Act::Award(award::Act::Save {
            decision: decision(n, day(date)),
            recipients: vec![person(name, unit)],
            same,
        })
    };
    let parties =
        |desk: &Desk| match desk.store.answer(&Ask::Parties { unit: None, start: "han".into() }).unwrap() {
            Facts::Parties(parties) => parties.len(),
            other => panic!("{other:?}"),
        };
    let id = desk.does(named("1", "2021-05-01", "Trần Văn Hạnh", 1, None)).row.unwrap();
    let asked = desk.refuses(named("2", "2021-05-02", "TRẦN văn  Hạnh", 1, None));
    assert_eq!(key(&asked), "problem.same_person");
    assert!(said(&asked).contains("PV01"));
    desk.does(named("2", "2021-05-02", "Trần Văn Hạnh", 1, Some(true)));
    assert_eq!(parties(&desk), 1);
    desk.does(named("3", "2021-05-03", "Trần Văn Hạnh", 1, Some(false)));
    let Refusal::Who(_, asked) = desk.refuses(named("4", "2021-05-04", "Trần Văn Hạnh", 2, None)) else {
        panic!("in another unit it is somebody's name too")
    };
    assert_eq!((asked.len(), asked[0].row, asked[0].nearest.len()), (1, 1, 2));
    assert_eq!(
        asked[0].nearest[0].last,
        Some(("3".into(), day("2021-05-03"))),
        "who was commended last stands first"
    );
    let other = vec![Recipient { another: true, ..person("Trần Văn Hạnh", 2) }];
    desk.does(save(decision("4", day("2021-05-04")), other));
    assert_eq!(parties(&desk), 3);
    // Written again as it was read, nobody is asked; a slip in a name that stands nowhere else is mended in place.
    let sheet = desk.sheet(id);
    assert_eq!(desk.does(save(sheet.head.clone(), sheet.recipients.clone())).what, "act.decision_edit");
    let alone = desk.does(named("5", "2021-05-05", "Nguyễn Văn Hành", 2, None)).row.unwrap();
    let mut sheet = desk.sheet(alone);
    sheet.recipients[0].name = "Nguyễn Văn Hạnh".into();
    desk.does(save(sheet.head, sheet.recipients));
    assert_eq!(parties(&desk), 4);
    desk.clean();
}

#[test]
fn a_name_typed_without_accents_is_asked_about_and_with_others_is_not() {
    let mut desk = desk();
    desk.does(save(decision("1", day("2021-05-01")), vec![person("Trần Minh Hoá", 1)]));
    let hoa = desk.sheet(1).recipients[0].party.unwrap();
    for unit in [1, 2] {
        let typed = person("Tran minh hoa", unit);
        let refusal = desk.refuses(save(decision("2", day("2021-05-02")), vec![typed]));
        let Refusal::Who(_, asked) = &refusal else { panic!("{refusal:?}") };
        assert_eq!(asked[0].nearest.iter().map(|p| p.id).collect::<Vec<_>>(), [hoa], "unit {unit}");
    }
    let known = Ask::Namesakes(vec!["tran minh hoa".into()]);
    assert!(matches!(desk.store.answer(&known).unwrap(), Facts::Parties(found) if found.len() == 1));
    // told who it is: nobody new, and nobody's name is spoilt
    let same = vec![Recipient { party: Some(hoa), ..person("Tran Minh Hoa", 1) }];
    let two = desk.does(save(decision("2", day("2021-05-02")), same)).row.unwrap();
    assert_eq!(desk.sheet(two).recipients[0].party, Some(hoa));
    // another accent is another name; somebody else is said to be
    desk.does(save(decision("3", day("2021-05-03")), vec![person("Trần Minh Hoà", 1)]));
    let other = vec![Recipient { another: true, ..person("Tran Minh Hoa", 1) }];
    let four = desk.does(save(decision("4", day("2021-05-04")), other)).row.unwrap();
    assert_ne!(desk.sheet(four).recipients[0].party, Some(hoa));
    desk.does(save(decision("5", day("2021-05-05")), vec![squad("Đội Cảnh sát", 1)]));
    desk.does(save(decision("6", day("2021-05-06")), vec![squad("Doi Canh sat", 2)]));
    desk.clean();
}

fn squad(name: &str, unit: i64) -> Recipient {
    Recipient { kind: RecipientKind::Collective, rank: String::new(), ..person(name, unit) }
}

#[test]
fn a_person_of_another_unit_is_asked_about_by_name() {
    let mut desk = desk();
    desk.does(save(decision("1", day("2021-05-01")), vec![person("Trần Văn Hạnh", 1), squad("Đội 1", 1)]));
    let party = |desk: &Desk, n: usize| desk.sheet(1).recipients[n].party.unwrap();
    let hanh = party(&desk, 0);
    // a squad of that name is in every unit; another tone is another name; who stands in the unit is the first question
    let rows = vec![squad("Đội 1", 2), person("Trần Văn Hành", 2)];
    desk.does(save(decision("2", day("2021-05-02")), rows));
    let moved = vec![person("TRẦN VĂN HẠNH", 2), person("Lê An", 2)];
    let refusal = desk.refuses(save(decision("3", day("2021-05-03")), moved.clone()));
    assert!(said(&refusal).contains("TRẦN VĂN HẠNH"), "{refusal:?}");
    let Refusal::Who(_, asked) = &refusal else { panic!("{refusal:?}") };
    assert_eq!(asked[0].nearest.iter().map(|p| (p.id, p.unit)).collect::<Vec<_>>(), [(hanh, Some(1))]);
    let same = vec![Recipient { party: Some(hanh), ..moved[0].clone() }, moved[1].clone()];
    desk.does(save(decision("3", day("2021-05-03")), same));
    // there by now: the next paper of the new unit asks as of somebody who stands there
    assert_eq!(
        refused(&mut desk, save(decision("4", day("2021-05-04")), vec![moved[0].clone()])),
        "problem.same_person"
    );
    desk.clean();
}

#[test]
fn an_old_paper_written_again_moves_nobody_back() {
    let mut desk = desk();
    let old =
        desk.does(save(decision("1", day("2021-05-01")), vec![person("Trần Văn Hạnh", 1)])).row.unwrap();
    let hanh = desk.sheet(old).recipients[0].party;
    let new = decision("2", day("2021-05-02"));
    desk.does(save(new, vec![Recipient { party: hanh, ..person("Trần Văn Hạnh", 2) }]));
    let unit =
        |desk: &Desk| match desk.store.answer(&Ask::Parties { unit: None, start: "hanh".into() }).unwrap() {
            Facts::Parties(parties) => parties[0].unit,
            other => panic!("{other:?}"),
        };
    assert_eq!(unit(&desk), Some(2));
    let sheet = desk.sheet(old);
    let head = Decision { note: "đã nhận bản gốc".into(), ..sheet.head };
    desk.does(save(head, sheet.recipients));
    assert_eq!(unit(&desk), Some(2), "a note on the old paper says nothing of where they are");
    // corrected to another unit, the latest paper does, and an older one does not
    for (id, corrected, now) in [(old, 3, 2), (2, 4, 4)] {
        let mut sheet = desk.sheet(id);
        sheet.recipients[0].unit = Some(corrected);
        desk.does(save(sheet.head, sheet.recipients));
        assert_eq!(unit(&desk), Some(now));
    }
    desk.clean();
}

#[test]
fn a_decision_is_refused_in_sentences() {
    let mut desk = desk();
    let ok = || decision("1", day("2021-06-18"));
    let mut with = |decision: Decision, rows: Vec<Recipient>| refused(&mut desk, save(decision, rows));
    let twice = vec![person("Lê Văn Tám", 1), person("Hà Văn Chín", 1), person("lê văn tám", 1)];
    assert_eq!(with(ok(), twice), "problem.store_recipient_twice");
    assert_eq!(with(ok(), vec![person(" ", 1)]), "problem.store_recipient_name");
    assert_eq!(with(ok(), vec![Recipient { unit: None, ..person("A", 1) }]), "problem.store_recipient_unit");
    assert_eq!(with(ok(), vec![person("A", 99)]), "problem.store_unit_unknown");
    let count = |n| vec![count_row(RecipientKind::Collective, Basis::Turns, Some(n), None)];
    assert_eq!(with(ok(), count(-1)), "problem.store_count_negative");
    assert_eq!(with(ok(), count(limit::COUNT + 1)), "problem.store_count_big");
    assert_eq!(with(Decision { form: "la".into(), ..ok() }, vec![]), "problem.store_form_unknown");
    assert_eq!(
        with(Decision { authorities: vec!["la".into()], ..ok() }, vec![]),
        "problem.store_authority_unknown"
    );
    assert_eq!(with(Decision { authorities: vec![], ..ok() }, vec![]), "problem.store_authority_missing");
    assert_eq!(with(Decision { subject: "x".repeat(501), ..ok() }, vec![]), "problem.store_line_long");
    assert_eq!(with(Decision { note: "x".repeat(20_001), ..ok() }, vec![]), "problem.store_block_long");
    assert_eq!(with(Decision { campaign: Some(7), ..ok() }, vec![]), "problem.store_campaign_unknown");
    assert_eq!(with(decision("1", day("2020-01-01")), vec![]), "problem.store_no_period");
    assert_eq!(with(decision("1", None), vec![]), "problem.store_no_date");
    let many = vec![person("A", 1); limit::RECIPIENTS + 1];
    assert_eq!(with(ok(), many), "problem.store_too_many");
    // Received, or the period given, where the day of signing is unknown.
    let received = Decision { received: day("2021-04-02"), ..decision("2", None) };
    let id = desk.does(save(received, vec![])).row.unwrap();
    assert_eq!(desk.sheet(id).head.period, Some(Q2));
    let old = Decision { period: Some(Q2), ..decision("3", day("2020-01-01")) };
    desk.does(save(old, vec![]));
}

#[test]
fn a_row_changed_since_it_was_read_is_stale() {
    let mut desk = desk();
    let id = desk.does(save(decision("1", day("2021-06-18")), vec![person("Lê Văn Tám", 1)])).row.unwrap();
    let sheet = desk.sheet(id);
    let mut mine = sheet.head.clone();
    mine.subject = "của tôi".into();
    desk.does(save(mine.clone(), sheet.recipients.clone()));
    assert!(matches!(desk.refuses(save(mine.clone(), sheet.recipients)), Refusal::Stale(_)));
    let gone = Act::Award(award::Act::Remove { id, rev: 1, label: "QĐ 1".into() });
    assert!(matches!(desk.refuses(gone), Refusal::Stale(_)));
    let mut unit = desk.quarter(Q2).units[0].clone();
    unit.name = "Phòng Tham mưu tổng hợp".into();
    desk.does(Act::Unit(unit::Act::Edit { unit: unit.clone() }));
    assert!(matches!(desk.refuses(Act::Unit(unit::Act::Edit { unit })), Refusal::Stale(_)));
    let meeting = Meeting { place: "Hội trường".into(), ..Meeting::default() };
    desk.does(Act::Meeting(meeting::Act::Save { period: Q2, meeting: meeting.clone() }));
    assert!(matches!(
        desk.refuses(Act::Meeting(meeting::Act::Save { period: Q2, meeting })),
        Refusal::Stale(_)
    ));
    let register = desk.store.register().unwrap();
    desk.does(Act::Register(register::Act::Save(register.clone())));
    assert!(matches!(desk.refuses(Act::Register(register::Act::Save(register))), Refusal::Stale(_)));
    desk.clean();
}

#[test]
fn decisions_are_found_without_accents_and_taken_out_whole() {
    let mut desk = desk();
    let id = desk.does(save(decision("1764/QĐ-CAT", day("2021-06-18")), vec![person("Đặng Mai Uyên", 4)]));
    desk.does(save(notice("214/TB-CAT", day("2021-06-30")), vec![]));
    desk.does(save(Decision { period: Some(Q2), ..decision("", None) }, vec![]));
    let found = |desk: &Desk, filter: &str| match desk
        .store
        .answer(&Ask::Decisions(Reach::of(Q2, filter)))
        .unwrap()
    {
        Facts::Decisions(list) => list.rows.iter().map(|d| d.head.number.clone()).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(found(&desk, ""), ["214/TB-CAT", "1764/QĐ-CAT", ""]);
    assert_eq!(found(&desk, "DANG mai"), ["1764/QĐ-CAT"]);
    assert_eq!(found(&desk, "uyen 1764"), ["1764/QĐ-CAT"]);
    assert_eq!(found(&desk, "benh vien"), ["1764/QĐ-CAT"]);
    assert_eq!(found(&desk, "thong bao"), ["214/TB-CAT"]);
    assert!(found(&desk, "khong co").is_empty());
    desk.does(Act::Award(award::Act::Remove {
        id: id.row.unwrap(), rev: 1, label: "QĐ 1764/QĐ-CAT".into()
    }));
    assert_eq!(found(&desk, ""), ["214/TB-CAT", ""]);
    assert!(matches!(desk.store.answer(&Ask::Decision(id.row.unwrap())), Ok(Facts::Decision(None))));
    assert_eq!(desk.store.undo(&stamp()).unwrap().thing, "QĐ 1764/QĐ-CAT");
    assert_eq!(desk.sheet(id.row.unwrap()).recipients[0].name, "Đặng Mai Uyên");
    desk.clean();
}

#[test]
fn achievements_are_linked_and_unlinked() {
    let mut desk = desk();
    let act = |content: &str, date| Achievement {
        content: content.into(),
        unit: Some(1),
        date,
        ..Achievement::default()
    };
    let save_act = |a| Act::Achievement(achievement::Act::Save(a));
    assert_eq!(refused(&mut desk, save_act(act(" ", day("2021-05-01")))), "problem.store_content_empty");
    assert_eq!(refused(&mut desk, save_act(act("Việc", day("2019-05-01")))), "problem.store_no_period");
    let id = desk.does(save_act(act("Cứu người trong đêm", day("2021-06-09")))).row.unwrap();
    let paper = desk.does(save(
        decision("1", day("2021-06-18")),
        vec![person("Lê Văn Tám", 1), person("Hà Văn Chín", 2)],
    ));
    let row = desk.sheet(paper.row.unwrap()).recipients[0].id;
    let open = |desk: &Desk| match desk.store.answer(&Ask::Achievement(id)).unwrap() {
        Facts::Achievement(Some(sheet)) => (sheet.awards.len(), sheet.linkable.len()),
        other => panic!("{other:?}"),
    };
    assert_eq!(open(&desk), (0, 1));
    desk.does(Act::Award(award::Act::Link {
        award: row,
        achievement: Some(id),
        reason: String::new(),
        label: "Lê Văn Tám".into(),
    }));
    assert_eq!(open(&desk), (1, 0));
    let facts = desk.quarter(Q2);
    assert_eq!((facts.achievements, facts.uncommended, facts.days), (1, 0, Some(9)));
    desk.does(Act::Achievement(achievement::Act::Remove { id, rev: 1, label: "Cứu người".into() }));
    assert_eq!(desk.sheet(paper.row.unwrap()).recipients[0].achievement, None);
    desk.store.undo(&stamp()).unwrap();
    assert_eq!(open(&desk), (1, 0));
    desk.clean();
}

#[test]
fn units_are_refused_in_sentences() {
    let mut desk = desk();
    let add = |name: &str| Act::Unit(unit::Act::Add { code: "PX99".into(), name: name.into(), from: None });
    assert_eq!(refused(&mut desk, add("phòng hậu  cần")), "problem.store_unit_twice");
    assert_eq!(refused(&mut desk, add("  ")), "problem.store_unit_name");
    let mut unit = desk.quarter(Q2).units[2].clone();
    (unit.from, unit.to) = (day("2021-05-01"), day("2021-04-01"));
    assert_eq!(
        refused(&mut desk, Act::Unit(unit::Act::Edit { unit: unit.clone() })),
        "problem.store_dates_order"
    );
    desk.does(save(decision("1", day("2021-06-18")), vec![person("Lê Văn Tám", 3)]));
    let remove = |id| Act::Unit(unit::Act::Remove { id, rev: 1, label: "PH10".into() });
    assert_eq!(refused(&mut desk, remove(3)), "problem.store_unit_records");
    desk.does(remove(4));
    assert_eq!(desk.quarter(Q2).units.len(), 3);
    // Leaving by a date: in the roster until its last day, then among those that left.
    (unit.from, unit.to) = (None, day("2021-05-31"));
    desk.does(Act::Unit(unit::Act::Edit { unit }));
    let facts = desk.quarter(Q2);
    assert_eq!((facts.units.len(), facts.left.len()), (2, 1));
    let roles = |head, deputy| Act::Unit(unit::Act::Roles { year: 2021, head, deputy });
    assert_eq!(refused(&mut desk, roles(Some(1), Some(1))), "problem.store_roles_same");
    desk.does(roles(Some(2), None));
    let found = desk.quarter(Q2).units.iter().map(|u: &Unit| u.role).collect::<Vec<_>>();
    assert_eq!(found, [Role::Member, Role::Head]);
    desk.clean();
}

#[test]
fn scores_are_refused_in_sentences() {
    let mut desk = desk();
    let table = desk.quarter(Q2).table.unwrap();
    let leaf = table.leaves().next().unwrap().id;
    let derived = table.leaves().find(|l| l.rule != Some(score::Rule::Direct)).unwrap().id;
    let points = |n| Some(CellValue::Points(Points(n)));
    let set = |criterion, round, old, value, reason: &str| {
        Act::Score(score::Act::Set {
            period: Q2,
            unit: 1,
            criterion,
            round,
            old,
            value,
            comment: String::new(),
            reason: reason.into(),
            label: "PV01 · I.1".into(),
        })
    };
    let own = |value| set(leaf, Round::Own, None, value, "");
    assert_eq!(refused(&mut desk, own(points(-100))), "problem.store_points_negative");
    assert_eq!(refused(&mut desk, own(points(20_025))), "problem.store_points_over");
    assert_eq!(refused(&mut desk, own(points(19_010))), "problem.store_points_step");
    assert_eq!(refused(&mut desk, set(derived, Round::Own, None, points(100), "")), "problem.store_derived");
    assert_eq!(
        refused(&mut desk, set(999, Round::Own, None, points(100), "")),
        "problem.store_criterion_unknown"
    );
    assert_eq!(desk.quarter(Q2).period.state, State::Following);
    desk.does(own(points(19_000)));
    assert_eq!(desk.quarter(Q2).period.state, State::Scoring);
    assert!(matches!(desk.refuses(own(points(18_000))), Refusal::Stale(_)));
    desk.does(set(leaf, Round::Own, points(19_000), Some(CellValue::NotAssigned), ""));
    desk.does(set(leaf, Round::First, None, points(18_000), ""));
    let change = |reason| set(leaf, Round::First, points(18_000), points(17_000), reason);
    assert_eq!(refused(&mut desk, change("")), "problem.store_reason_appraised");
    desk.does(change("theo giải trình"));
    let finish = Act::Score(score::Act::Finish {
        period: Q2,
        units: vec![1],
        round: score::Round::First,
        done: true,
        label: "PV01".into(),
    });
    let blank = desk.refuses(finish.clone());
    assert_eq!(key(&blank), "problem.store_finish_blank");
    assert!(said(&blank).contains("còn 13 ô trống (I.2, I.3"));
    for leaf in table.leaves().skip(1).filter(|l| l.rule == Some(score::Rule::Direct)) {
        desk.does(set(leaf.id, Round::Own, None, points(1000), ""));
    }
    desk.does(finish);
    assert_eq!(desk.quarter(Q2).finished, [(1, score::Round::First)]);
    let levels = desk.quarter(Q2).levels.unwrap().id;
    let not_scored = Act::Score(score::Act::Use { period: Q2, table: None, levels });
    assert_eq!(refused(&mut desk, not_scored), "problem.store_table_used");
    desk.clean();
}

#[test]
fn a_register_without_scores_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let setup = Setup { table: None, levels: "c".into(), ..setup() };
    let store = Store::create(&folder.path().join("so.db"), &setup, false, &stamp()).unwrap();
    let mut desk = Desk { folder, store };
    let facts = desk.quarter(Q2);
    assert_eq!((facts.table, facts.levels.unwrap().levels[0].name.as_str()), (None, "Loại 1"));
    let units = vec![1];
    let finish = Act::Score(score::Act::Finish {
        period: Q2,
        units,
        round: score::Round::First,
        done: true,
        label: "PV01".into(),
    });
    assert_eq!(refused(&mut desk, finish), "problem.store_not_scored");
}

#[test]
fn the_way_from_proposal_to_approval_is_guarded() {
    let mut desk = desk();
    let levels = desk.quarter(Q2).levels.unwrap();
    let (good, fair) = (Mark::Level(levels.levels[1].id), Mark::Level(levels.levels[2].id));
    let propose = |rows: Vec<(i64, Option<Mark>, String)>| {
        Act::Level(level::Act::Propose { period: Q2, rows, label: "cả cụm".into() })
    };
    let lock = || Act::Level(level::Act::Lock { period: Q2 });
    let submit = |submitted| Act::Level(level::Act::Submit { period: Q2, submitted });
    let foreign = propose(vec![(1, Some(Mark::Level(99)), String::new())]);
    assert_eq!(refused(&mut desk, foreign), "problem.store_level_unknown");
    let all: Vec<_> = (1..=4).map(|u| (u, Some(good), "thảo luận".to_owned())).collect();
    desk.does(propose(all[..3].to_vec()));
    assert_eq!(desk.quarter(Q2).period.state, State::Meeting);
    desk.refuses(submit(true));
    desk.refuses(lock());
    desk.does(propose(all.clone()));
    desk.does(submit(true));
    assert_eq!(desk.quarter(Q2).period.state, State::Waiting);
    assert_eq!(refused(&mut desk, propose(all)), "problem.store_submitted");
    let approve = |number: &str, date, rows: Vec<(i64, Mark, String)>| {
        let approval = Approval { number: number.into(), date, signer: String::new() };
        Act::Level(level::Act::Approve { period: Q2, approval, rows })
    };
    let rows: Vec<_> = (1..=4).map(|u| (u, good, String::new())).collect();
    let on = day("2021-08-02");
    assert_eq!(refused(&mut desk, approve("", on, rows.clone())), "problem.store_approval_paper");
    assert_eq!(refused(&mut desk, approve("9/TB", None, rows.clone())), "problem.store_approval_paper");
    assert_eq!(refused(&mut desk, approve("9/TB", on, rows[1..].to_vec())), "problem.store_approve_missing");
    let mut other = rows.clone();
    other[0].1 = fair;
    assert_eq!(refused(&mut desk, approve("9/TB", on, other.clone())), "problem.store_approve_reason");
    other[0].2 = "theo kết luận".into();
    let reopen = || Act::Level(level::Act::Reopen { period: Q2, reason: "ghi thiếu".into() });
    assert_eq!(refused(&mut desk, reopen()), "problem.store_not_locked");
    // Approval locks in the same act.
    desk.does(approve("9/TB", on, other));
    let facts = desk.quarter(Q2);
    assert_eq!(facts.period.state, State::Approved);
    assert_eq!(
        (facts.mark(1).unwrap().approved, facts.approval.unwrap().number.as_str()),
        (Some(fair), "9/TB")
    );
    assert_eq!(refused(&mut desk, reopen()), "problem.store_reopen_approved");
    assert_eq!(refused(&mut desk, lock()), "problem.period_approved");
    assert_eq!(key(&desk.store.undo(&stamp()).unwrap_err()), "problem.store_undo_barrier");
    // What a locked period kept stands in the past of the next.
    let next = Q2.next();
    desk.does(Act::Register(register::Act::AddPeriod(next)));
    let past = desk.quarter(next).past;
    assert_eq!((past.len(), past[0].units[0].level.as_str()), (1, levels.levels[2].name.as_str()));
    desk.clean();
}

#[test]
fn periods_campaigns_and_texts_are_guarded() {
    let mut desk = desk();
    let add = |key| Act::Register(register::Act::AddPeriod(key));
    assert_eq!(refused(&mut desk, add(Q2)), "problem.store_period_twice");
    let half = PeriodKey { kind: thidua::core::period::PeriodKind::Half, ordinal: 1, year: 2030 };
    assert_eq!(refused(&mut desk, add(half)), "problem.store_set_empty");
    desk.does(add(Q2.previous()));
    assert_eq!(desk.quarter(Q2).past.len(), 1);
    assert_eq!(desk.store.newest_period().unwrap(), Some(Q2));
    assert!(desk.store.answer(&Ask::Quarter(PeriodKey::quarter(1999, 1))).is_err());
    let named = |name: &str| {
        Act::Campaign(campaign::Act::Save(Campaign {
            year: 2021,
            name: name.into(),
            to: day("2021-05-19"),
            ..Campaign::default()
        }))
    };
    assert_eq!(refused(&mut desk, named("")), "problem.store_campaign_name");
    let id = desk.does(named("131 năm")).row.unwrap();
    desk.does(save(Decision { campaign: Some(id), ..decision("1", day("2021-05-20")) }, vec![]));
    let remove = Act::Campaign(campaign::Act::Remove { id, rev: 1, label: "131 năm".into() });
    assert_eq!(refused(&mut desk, remove.clone()), "problem.store_campaign_used");
    desk.store.undo(&stamp()).unwrap();
    desk.does(remove);
    let texts = |text: &str| {
        Act::Meeting(meeting::Act::Texts {
            period: Q2,
            texts: vec![(Part::Causes, text.into()), (Part::Situation, "Một\r\n\r\nhai".into())],
        })
    };
    desk.does(texts("Do chủ quan"));
    assert_eq!(desk.quarter(Q2).text(Part::Causes), "Do chủ quan");
    desk.does(texts(" "));
    assert_eq!(desk.quarter(Q2).texts, [(Part::Situation, "Một\n\nhai".to_owned())]);
    assert_eq!(refused(&mut desk, texts(&"x".repeat(20_001))), "problem.store_block_long");
    desk.clean();
}

#[test]
fn a_unit_that_left_after_its_proposal_does_not_stand_in_the_way_of_the_approval() {
    let mut desk = desk();
    let good = Mark::Level(desk.quarter(Q2).levels.unwrap().levels[1].id);
    let all: Vec<_> = (1..=4).map(|u| (u, Some(good), "thảo luận".to_owned())).collect();
    desk.does(Act::Level(level::Act::Propose { period: Q2, rows: all, label: "cả cụm".into() }));
    let leaver = desk.quarter(Q2).units[3].clone();
    desk.does(Act::Unit(unit::Act::Edit { unit: Unit { to: day("2021-05-31"), ..leaver } }));
    desk.does(Act::Level(level::Act::Lock { period: Q2 }));
    let approval = Approval { number: "9/TB".into(), date: day("2021-08-02"), signer: String::new() };
    let rows = (1..=3).map(|u| (u, good, String::new())).collect();
    desk.does(Act::Level(level::Act::Approve { period: Q2, approval, rows }));
    let facts = desk.quarter(Q2);
    assert_eq!(facts.period.state, State::Approved);
    assert_eq!((facts.units.len(), facts.mark(3).unwrap().approved), (3, Some(good)));
    desk.clean();
}

#[test]
fn awards_of_a_unit_outside_the_roster_keep_their_row_and_name_on_paper() {
    let mut desk = desk();
    let rows = vec![person("Trần Văn Hạnh", 4), person("Lê Thị Sen", 1)];
    desk.does(save(decision("1182/QĐ-CAT", day("2021-04-16")), rows));
    let leaver = desk.quarter(Q2).units[3].clone();
    desk.does(Act::Unit(unit::Act::Edit { unit: Unit { to: day("2020-12-31"), ..leaver } }));
    let facts = desk.quarter(Q2);
    assert_eq!(facts.left.iter().map(|u| u.id).collect::<Vec<_>>(), [4], "it has an award here");
    let Facts::Awards(awards) = desk.store.answer(&Ask::Awards(Q2)).unwrap() else { panic!() };
    let paper = thidua::core::summary::build(&facts, &awards, &Words::load(Lang::Vi), true);
    let annex = |id: &str| format!("{:?}", paper.annexes.iter().find(|t| t.id == id).unwrap());
    assert!(annex("khen-thuong-don-vi").contains("Bệnh viện Công an tỉnh (đã rời cụm)"));
    assert!(!annex("khen-thuong-don-vi").contains("đếm không trùng"), "the rows add up");
    assert!(annex("danh-sach-khen-thuong").contains("Bệnh viện Công an tỉnh"));
}

#[test]
fn a_self_score_the_appraisal_kept_is_not_changed_without_a_reason() {
    let mut desk = desk();
    let table = desk.quarter(Q2).table.unwrap();
    let leaves: Vec<i64> =
        table.leaves().filter(|l| l.rule == Some(score::Rule::Direct)).map(|l| l.id).collect();
    let value = |n: i64| Some(CellValue::Points(Points(n)));
    let set = |criterion, old, to, reason: &str| {
        Act::Score(score::Act::Set {
            period: Q2,
            unit: 1,
            criterion,
            round: Round::Own,
            old,
            value: to,
            comment: String::new(),
            reason: reason.into(),
            label: "PV01".into(),
        })
    };
    for leaf in &leaves {
        desk.does(set(*leaf, None, value(100), ""));
    }
    desk.does(set(leaves[0], value(100), value(200), ""));
    let finish = Act::Score(score::Act::Finish {
        period: Q2,
        units: vec![1],
        round: score::Round::First,
        done: true,
        label: "PV01".into(),
    });
    desk.does(finish);
    let changed = set(leaves[0], value(200), value(300), "");
    assert_eq!(refused(&mut desk, changed), "problem.store_reason_appraised");
    desk.does(set(leaves[0], value(200), value(300), "đơn vị giải trình"));
}

#[test]
fn an_old_paper_written_down_late_moves_nobody_back() {
    let mut desk = desk();
    let unit_of = |desk: &Desk, id: i64| match desk
        .store
        .answer(&Ask::Parties { unit: None, start: "Trần Văn Hạnh".into() })
        .unwrap()
    {
        Facts::Parties(found) => found.iter().find(|p| p.id == id).unwrap().unit,
        other => panic!("{other:?}"),
    };
    desk.does(save(decision("1", day("2021-05-20")), vec![person("Trần Văn Hạnh", 1)]));
    let hanh = desk.sheet(1).recipients[0].party.unwrap();
    let same = |unit: i64| vec![Recipient { party: Some(hanh), ..person("Trần Văn Hạnh", unit) }];
    let old = desk.does(save(decision("2", day("2021-04-05")), same(2))).row.unwrap();
    assert_eq!(unit_of(&desk, hanh), Some(1), "still where the latest paper says");
    assert_eq!(desk.sheet(old).recipients[0].unit, Some(2), "the paper says what it said");
    desk.does(save(decision("3", day("2021-06-01")), same(3)));
    assert_eq!(unit_of(&desk, hanh), Some(3));
    // without a day its period tells, to the end of it
    let undated = Decision { period: Some(Q2), ..decision("4", None) };
    desk.does(save(undated, same(2)));
    assert_eq!(unit_of(&desk, hanh), Some(2));
    desk.clean();
}
