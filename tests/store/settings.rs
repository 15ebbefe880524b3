//! What the settings write: the register's own row, the catalogue of commendations, the level sets.
use super::{Desk, Q2, day, decision, desk, key, person, said, stamp};
use thidua::core::act::{Act, Refusal};
use thidua::core::ask::{Ask, Facts};
use thidua::core::award::{self, Catalogue, Decision, Form, LineKind};
use thidua::core::catalogue::{self, Kind, Lists, Sample};
use thidua::core::count::{self, Scope};
use thidua::core::level::{self as core_level, Level, LevelSet, Mark, Tint};
use thidua::core::number::Points;
use thidua::core::register::{self, Register};

fn save(register: &Register) -> Act {
    Act::Register(register::Act::Save(register.clone()))
}

#[test]
fn the_terms_of_reminders_are_kept_within_their_bounds() {
    let mut desk = desk();
    let mut register = desk.store.register().unwrap();
    assert_eq!((register.overdue_days, register.lookback_months), (10, 12));
    (register.overdue_days, register.lookback_months) = (15, 0);
    desk.does(save(&register));
    let there = desk.quarter(Q2).register;
    assert_eq!((there.overdue_days, there.lookback_months), (15, 0));
    for (days, months, key) in [
        (0, 12, "problem.store_overdue"),
        (1000, 12, "problem.store_overdue"),
        (10, -1, "problem.store_lookback"),
        (10, 121, "problem.store_lookback"),
    ] {
        let wrong = Register { overdue_days: days, lookback_months: months, ..there.clone() };
        assert_eq!(desk.refuses(save(&wrong)).problem().key, key);
    }
    desk.store.undo(&stamp()).unwrap();
    assert_eq!(desk.quarter(Q2).register.overdue_days, 10);
}

fn lists(desk: &Desk) -> Lists {
    match desk.store.answer(&Ask::Lists).unwrap() {
        Facts::Lists(lists) => (*lists).clone(),
        other => panic!("{other:?}"),
    }
}

fn names(catalogue: &Catalogue) -> Vec<&str> {
    catalogue.forms.iter().map(|f| f.name.as_str()).collect()
}

#[test]
fn forms_are_added_renamed_moved_and_taken_out_and_all_of_it_is_undone() {
    let mut desk = desk();
    let before = desk.store.digest().unwrap();
    let new = Form {
        code: String::new(),
        name: " Cờ  đơn vị dẫn đầu ".into(),
        line: LineKind::Legal,
        authorities: vec!["bca".into(), "khong_co".into()],
        title: true,
        position: 0,
        retired: false,
        rev: 0,
    };
    desk.does(Act::Catalogue(catalogue::Act::Form(new.clone())));
    let last = lists(&desk).catalogue.forms.last().unwrap().clone();
    assert_eq!((last.code.as_str(), last.name.as_str()), ("co_don_vi_dan_dau", "Cờ đơn vị dẫn đầu"));
    assert_eq!(last.authorities, ["bca"]);
    let twice = desk.refuses(Act::Catalogue(catalogue::Act::Form(new)));
    assert_eq!(key(&twice), "problem.entry_twice");
    let renamed = Form { name: "Cờ dẫn đầu".into(), retired: true, ..last.clone() };
    desk.does(Act::Catalogue(catalogue::Act::Form(renamed)));
    let stale = desk.refuses(Act::Catalogue(catalogue::Act::Form(last.clone())));
    assert!(matches!(stale, Refusal::Stale(_)));
    let up =
        |up| Act::Catalogue(catalogue::Act::Move { kind: Kind::Form, code: "co_don_vi_dan_dau".into(), up });
    assert_eq!(key(&desk.refuses(up(false))), "problem.entry_last");
    desk.does(up(true));
    let there = lists(&desk).catalogue;
    assert_eq!(names(&there)[there.forms.len() - 2], "Cờ dẫn đầu");
    assert!(desk.quarter(Q2).catalogue.form("co_don_vi_dan_dau").unwrap().retired);
    let remove =
        Act::Catalogue(catalogue::Act::Remove { kind: Kind::Form, code: "co_don_vi_dan_dau".into() });
    desk.does(remove.clone());
    assert!(matches!(desk.refuses(remove), Refusal::Stale(_)));
    desk.clean();
    for _ in 0..4 {
        desk.store.undo(&stamp()).unwrap();
    }
    desk.clean();
    let forms = lists(&desk).catalogue.forms;
    assert!(!forms.iter().any(|f| f.code == "co_don_vi_dan_dau"));
    assert_eq!(before, desk.store.digest().unwrap(), "nothing of it is left");
}

#[test]
fn what_papers_name_is_abolished_never_taken_out() {
    let mut desk = desk();
    let paper = decision("1764/QĐ-CAT", day("2021-06-18"));
    desk.does(Act::Award(award::Act::Save { decision: paper, recipients: vec![person("A", 1)], same: None }));
    let remove = |kind, code: &str| Act::Catalogue(catalogue::Act::Remove { kind, code: code.into() });
    let refusal = desk.refuses(remove(Kind::Form, "nguoi_tot"));
    assert_eq!(key(&refusal), "problem.entry_used");
    assert!(said(&refusal).contains("có trong 1 văn bản"), "{}", said(&refusal));
    assert_eq!(key(&desk.refuses(remove(Kind::Authority, "giam_doc"))), "problem.entry_used");
    assert_eq!(key(&desk.refuses(remove(Kind::Authority, "ubnd_xa"))), "problem.authority_forms");
    assert_eq!(key(&desk.refuses(remove(Kind::Form, "bang_khen"))), "problem.form_scored");
    let there = lists(&desk).catalogue;
    let form = there.form("nguoi_tot").unwrap().clone();
    let line = Form { line: LineKind::Legal, ..form.clone() };
    assert_eq!(key(&desk.refuses(Act::Catalogue(catalogue::Act::Form(line)))), "problem.form_line_used");
    desk.does(Act::Catalogue(catalogue::Act::Form(Form { retired: true, ..form })));
    assert_eq!(desk.quarter(Q2).tallies.len(), 4, "the old paper still counts");
}

#[test]
fn a_new_order_of_authorities_parts_no_figure() {
    let mut desk = desk();
    let both = |number: &str| Decision {
        authorities: vec!["bca".into(), "ubnd".into()],
        form: "bang_khen".into(),
        subject: format!("Việc {number}"),
        ..decision(number, day("2021-06-18"))
    };
    let save = |decision| {
        Act::Award(award::Act::Save { decision, recipients: vec![person("A", 1)], same: Some(true) })
    };
    desk.does(save(both("1")));
    desk.does(Act::Catalogue(catalogue::Act::Move { kind: Kind::Authority, code: "ubnd".into(), up: true }));
    desk.does(save(both("2")));
    let facts = desk.quarter(Q2);
    let order: Vec<String> = facts.catalogue.authorities.iter().map(|a| a.code.clone()).collect();
    let lines = count::lines(&facts.tallies, Scope::All, &order);
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert_eq!(lines[0].key.authorities, "ubnd,bca");
    assert_eq!(facts.catalogue.authority_names(&["bca".into(), "ubnd".into()]), "UBND tỉnh, Bộ Công an");
    desk.store.undo(&stamp()).unwrap();
    desk.store.undo(&stamp()).unwrap();
    desk.clean();
}

#[test]
fn a_level_set_is_copied_changed_and_kept_where_a_locked_period_uses_it() {
    let mut desk = desk();
    let first = lists(&desk).sets[0].clone();
    assert_eq!((first.periods.as_slice(), first.locked), ([Q2].as_slice(), None));
    let id = |set: &LevelSet, name: &str| set.levels.iter().find(|l| l.name == name).unwrap().id;
    // changed in place while the quarter is open: the two lowest change places by name, one is new
    let mut changed = first.set.clone();
    changed.levels[0].minimum = Some(Points(9_500));
    changed.levels.swap(1, 2);
    changed.levels[1].minimum = Some(Points(8_500));
    changed.levels[2].minimum = Some(Points(7_000));
    changed.levels.insert(
        4,
        Level { id: 0, name: "Đạt".into(), minimum: Some(Points(4_000)), quota: None, tint: Tint::Warn },
    );
    desk.does(Act::Catalogue(catalogue::Act::Levels(changed.clone())));
    let there = desk.quarter(Q2).levels.unwrap();
    assert_eq!(id(&there, "Khá"), id(&first.set, "Khá"), "a level keeps its key");
    let order: Vec<&str> = there.levels.iter().map(|l| l.name.as_str()).collect();
    assert_eq!(order, ["Xuất sắc", "Khá", "Tốt", "Trung bình", "Đạt", "Yếu"]);
    assert!(matches!(desk.refuses(Act::Catalogue(catalogue::Act::Levels(changed))), Refusal::Stale(_)));
    desk.store.undo(&stamp()).unwrap();
    assert_eq!(desk.quarter(Q2).levels.unwrap().levels, first.set.levels);
    // a proposal holds its level; a period holds its set
    let mark = Mark::Level(id(&first.set, "Khá"));
    let propose = core_level::Act::Propose {
        period: Q2,
        rows: (1..=4).map(|unit| (unit, Some(mark), "Hội nghị thống nhất".into())).collect(),
        label: "PV01".into(),
    };
    desk.does(Act::Level(propose));
    let mut less = lists(&desk).sets[0].set.clone();
    less.levels.remove(2);
    assert_eq!(key(&desk.refuses(Act::Catalogue(catalogue::Act::Levels(less)))), "problem.level_used");
    let remove = |id| Act::Catalogue(catalogue::Act::RemoveLevels { id });
    assert_eq!(key(&desk.refuses(remove(first.set.id))), "problem.levels_used");
    // locked: the set stays, its copy may change
    desk.does(Act::Level(core_level::Act::Lock { period: Q2 }));
    let locked = lists(&desk).sets[0].clone();
    assert_eq!(locked.locked, Some(Q2));
    let mut copy = locked.set.clone();
    copy.levels[0].minimum = Some(Points(9_100));
    assert_eq!(
        key(&desk.refuses(Act::Catalogue(catalogue::Act::Levels(copy.clone())))),
        "problem.levels_locked"
    );
    copy.id = 0;
    assert_eq!(
        key(&desk.refuses(Act::Catalogue(catalogue::Act::Levels(copy.clone())))),
        "problem.levels_twice"
    );
    copy.name = "Xuất sắc từ 91".into();
    let row = desk.does(Act::Catalogue(catalogue::Act::Levels(copy))).row.unwrap();
    assert_eq!(lists(&desk).sets.last().unwrap().set.levels[0].minimum, Some(Points(9_100)));
    assert_eq!(desk.quarter(Q2).levels.unwrap().levels, first.set.levels, "the locked quarter keeps its own");
    desk.does(remove(row));
    desk.clean();
}

#[test]
fn samples_are_laid_in_once_more_under_names_of_their_own() {
    let mut desk = desk();
    let lay = |sample| Act::Catalogue(catalogue::Act::Sample(sample));
    desk.does(lay(Sample::Levels("b".into())));
    let last = lists(&desk).sets.last().unwrap().set.clone();
    assert_eq!((last.name.as_str(), last.levels.len()), ("Mức độ hoàn thành nhiệm vụ (2)", 4));
    desk.does(lay(Sample::Table("mau_1000".into())));
    let Facts::Choices(choices) = desk.store.answer(&Ask::Choices).unwrap() else { panic!() };
    let (first, second) = (&choices.0[0], choices.0.last().unwrap());
    assert_eq!(second.name, format!("{} (2)", first.name));
    assert_eq!((second.leaves().count(), second.maximum()), (first.leaves().count(), first.maximum()));
    assert_eq!(key(&desk.refuses(lay(Sample::Levels("?".into())))), "problem.sample_unknown");
    desk.store.undo(&stamp()).unwrap();
    desk.store.undo(&stamp()).unwrap();
    desk.clean();
}
