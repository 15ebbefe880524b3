//! What the shell carries out behind the screens: jobs, the sample's folder, the lanes.
#![expect(clippy::panic, reason = "a test may fail where it stands")]
use crate::common::{desk, setup};
use std::fs;
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use thidua::app::{Daily, Reply, Request};
use thidua::core::ask::{Ask, Facts};
use thidua::core::page::Reach;
use thidua::core::period::PeriodKey;
use thidua::core::summary::Paper;
use thidua::core::unit;
use thidua::effect::{Format, Job};
use thidua::shell::desk::{Outcome, Scratch};
use thidua::shell::worker::{Lanes, Wake, start};
use thidua::store::{Store, Watch};

const Q2: PeriodKey = PeriodKey { year: 2021, kind: thidua::core::period::PeriodKind::Quarter, ordinal: 2 };

fn create(path: &Path) -> Outcome {
    desk().job(&Job::Create { setup: setup(), path: path.to_owned() }, None, &Watch::default())
}

fn opened(outcome: &Outcome) -> &thidua::app::Opened {
    match &outcome.reply {
        Reply::Opened(Ok(opened)) => opened,
        other => panic!("{other:?}"),
    }
}

fn refused(outcome: &Outcome) -> &'static str {
    match &outcome.reply {
        Reply::Opened(Err(problem)) | Reply::Exported(Err(problem)) => problem.key,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_new_register_is_made_once_and_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("SoThiDua").join("so.db");
    let made = create(&path);
    assert_eq!(opened(&made).period, Q2);
    assert!(!opened(&made).read_only && !opened(&made).throwaway);
    made.pair.unwrap().close();
    let before = fs::read(&path).unwrap();
    let again = create(&path);
    refused(&again);
    assert!(again.pair.is_none());
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn what_is_damaged_is_told_and_not_mended_over() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("so.db");
    create(&path);
    let spoil = |sql: &str| rusqlite::Connection::open(&path).unwrap().execute_batch(sql).unwrap();
    spoil("DROP TRIGGER memo_cell_update");
    let mend = || desk().job(&Job::Mend, Some(&path), &Watch::default()).reply;
    assert!(matches!(mend(), Reply::Mended(Ok(()))));
    spoil("DROP TRIGGER memo_cell_update; DROP TRIGGER journal_unit_update");
    match mend() {
        Reply::Checked(Ok(report)) => assert_eq!((report.damaged.len(), report.derived.len()), (1, 1)),
        other => panic!("{other:?}"),
    }
    let report = Store::open(&path, thidua::store::Access::Read).unwrap().check().unwrap();
    assert_eq!(report.derived.len(), 1, "nothing was made anew");
}

#[test]
fn the_samples_folder_is_private_and_goes() {
    let outcome = desk().job(&Job::Sample, None, &Watch::default());
    assert!(opened(&outcome).throwaway && opened(&outcome).register.sample);
    let folder = opened(&outcome).path.parent().unwrap().to_owned();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
    }
    outcome.pair.unwrap().close();
    drop(outcome.scratch);
    assert!(!folder.exists());
}

#[test]
fn a_kept_sample_goes_on_at_its_new_place() {
    let home = tempfile::tempdir().unwrap();
    let (opened_at, pair, scratch) = desk().sample().unwrap();
    let digest = pair.reader.digest().unwrap();
    pair.close();
    // no such place: refused, and the old one is open again
    let nowhere = home.path().join("không").join("có").join("so.db");
    let outcome = desk().job(&Job::Keep { path: nowhere }, Some(&opened_at.path), &Watch::default());
    assert!(refused(&outcome).starts_with("shell."));
    outcome.pair.unwrap().close();
    // something in the way stays as it is: the sample takes the next free name beside it
    let taken = home.path().join("so-mau.db");
    fs::write(&taken, "x").unwrap();
    let outcome = desk().job(&Job::Keep { path: taken.clone() }, Some(&opened_at.path), &Watch::default());
    assert_eq!(fs::read(&taken).unwrap(), b"x");
    assert_eq!(opened(&outcome).path, home.path().join("so-mau-2.db"));
    outcome.pair.unwrap().close();
    // a copy that fails half way leaves nothing that would stand in the way of the next
    let half = home.path().join("dở.db");
    let outcome =
        desk().job(&Job::Keep { path: half.clone() }, Some(&home.path().join("mất.db")), &Watch::default());
    assert_eq!(refused(&outcome), "shell.keep_failed");
    assert!(!half.exists());
    // free: copied and opened there
    let place = home.path().join("SoThiDua").join("so.db");
    let outcome = desk().job(&Job::Keep { path: place.clone() }, Some(&opened_at.path), &Watch::default());
    assert_eq!(opened(&outcome).path, place);
    assert!(!opened(&outcome).throwaway);
    drop::<Scratch>(scratch);
    let pair = outcome.pair.unwrap();
    assert_eq!(pair.reader.digest().unwrap(), digest);
    pair.close();
}

#[test]
fn papers_go_beside_the_register_unless_told_otherwise() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("so.db");
    create(&path).pair.unwrap().close();
    let job = |draft| Job::Export {
        period: Q2,
        papers: vec![Paper::Report],
        unit: None,
        ordinal: None,
        formats: vec![Format::Md],
        draft,
        folder: None,
        force: true,
    };
    let text = |draft| match desk().job(&job(draft), Some(&path), &Watch::default()).reply {
        Reply::Exported(Ok(files)) => {
            assert_eq!(files, [home.path().join("VanBan").join("bao-cao-2021-Q2.md")]);
            fs::read_to_string(&files[0]).unwrap()
        }
        other => panic!("{other:?}"),
    };
    let (by_state, draft, last) = (text(None), text(Some(true)), text(Some(false)));
    assert_eq!(by_state, draft, "a draft until the quarter awaits approval");
    assert_ne!(draft, last);
    let nothing = desk().job(&job(None), None, &Watch::default());
    assert_eq!(refused(&nothing), "shell.nothing_open");
}

/// Lanes over a new register.
fn lanes(path: &Path) -> (Lanes, Receiver<Wake>) {
    let (tell, wakes) = mpsc::channel();
    let pair = create(path).pair.unwrap();
    (Lanes::start(pair, path, 7, &desk(), &tell).unwrap(), wakes)
}

fn reply(wakes: &Receiver<Wake>) -> Reply {
    match wakes.recv().unwrap() {
        Wake::Reply(7, reply) => reply,
        _ => panic!("not a reply of these lanes"),
    }
}

#[test]
fn every_question_is_answered_or_dropped_and_the_needed_ones_answered() {
    let home = tempfile::tempdir().unwrap();
    let (lanes, wakes) = lanes(&home.path().join("so.db"));
    let search = |n: usize| Ask::Decisions(Reach::of(Q2, &"a".repeat(n)));
    for n in 0..200 {
        lanes.ask(search(n));
        lanes.keep(&[search(n)]);
    }
    let mut answered = Vec::new();
    for _ in 0..200 {
        match reply(&wakes) {
            Reply::Facts(ask, facts) => {
                assert!(matches!(facts, Ok(Facts::Decisions(_))), "{facts:?}");
                answered.push(ask);
            }
            Reply::Dropped(_) => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(answered.last(), Some(&search(199)), "the newest is never dropped");
    lanes.close();
}

#[test]
fn a_daily_copy_is_due_once_a_day_and_seen_without_opening_any() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("so.db");
    let (lanes, wakes) = lanes(&path);
    let look = || {
        lanes.daily();
        match wakes.recv().unwrap() {
            Wake::Daily(7, daily) => daily,
            _ => panic!("not what was looked for"),
        }
    };
    assert_eq!(look(), None, "due: there is no copy");
    desk().job(&Job::Daily, Some(&path), &Watch::default());
    let today = Some(jiff::civil::date(2021, 7, 22));
    let made = Daily { last: today, behind: false, failed: None };
    assert_eq!(look(), Some(made.clone()));
    let act = unit::Act::Add { code: "XX".to_owned(), name: "Đơn vị".to_owned(), from: None };
    lanes.write(Request::Act(thidua::core::act::Act::Unit(act), thidua::core::act::Terms::default()));
    assert!(matches!(reply(&wakes), Reply::Written(Ok(_), _)));
    assert_eq!(look(), Some(Daily { behind: true, ..made }), "once a day, but it is said");
    // of another day: due again
    let folder = home.path().join("SaoLuu");
    let copy = fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    fs::rename(copy, folder.join("so.0001.20210721-140500.1.db")).unwrap();
    assert_eq!(look(), None);
    lanes.close();
}

#[test]
fn closing_writes_what_was_ordered_and_leaves_one_file() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("so.db");
    let (lanes, wakes) = lanes(&path);
    for n in 0..20 {
        let act = unit::Act::Add { code: format!("XX{n}"), name: format!("Đơn vị {n}"), from: None };
        lanes.write(Request::Act(thidua::core::act::Act::Unit(act), thidua::core::act::Terms::default()));
    }
    lanes.close();
    for _ in 0..20 {
        assert!(matches!(reply(&wakes), Reply::Written(Ok(_), time) if time == "14:05"));
    }
    let left: Vec<_> = fs::read_dir(home.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left, ["so.db"]);
    let store = Store::open(&path, thidua::store::Access::Read).unwrap();
    let Ok(Facts::Roster(units)) = store.answer(&Ask::Roster(Q2)) else { panic!("no roster") };
    assert_eq!(units.len(), setup().units.len() + 20);
    assert!(store.check().unwrap().damaged.is_empty());
}

#[test]
fn a_panic_in_a_lane_is_heard() {
    let (tell, wakes) = mpsc::channel();
    let lane = start("hỏng", &tell, |_| panic!("cố ý")).unwrap();
    assert!(lane.join().is_err());
    assert!(matches!(wakes.recv().unwrap(), Wake::Panicked));
}
