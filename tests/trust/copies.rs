//! Copies and restoring from below: what a copy holds is what the register held; a copy that does not read back is none;
//! the daily ones are ten and only ours; nothing that stood somewhere is ever lost.
use super::{at, names, private, spoil};
use crate::store::{day, decision, desk, key, person, said, save, stamp};
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use thidua::core::act::{Refusal, Terms};
use thidua::core::draft::{Body, Draft};
use thidua::core::problem::Problem;
use thidua::core::words::{Lang, Words};
use thidua::store::{self, Access, OpenError, Store, Watch};

fn speaks(problem: &Problem) -> String {
    for lang in [Lang::Vi, Lang::En] {
        let text = Words::load(lang).say(problem);
        assert!(!text.contains('⟦') && !text.contains('{'), "{text}");
    }
    Words::load(Lang::Vi).say(problem)
}

fn award(number: &str) -> thidua::core::act::Act {
    save(decision(number, day("2021-06-18")), vec![person(&format!("Trần Văn Hạnh {number}"), 1)])
}

#[test]
fn a_copy_holds_what_the_register_held_while_others_write() {
    let mut desk = desk();
    desk.does(award("1"));
    let digest = desk.store.digest().unwrap();
    let to = desk.folder.path().join("ban-sao.db");
    let reader = Store::open(&desk.path(), Access::Read).unwrap();
    let held = reader.backup(&to, false, &Watch::default()).unwrap();
    assert_eq!((held.act, held.decisions, held.cluster.as_str()), (2, 1, "Cụm thi đua số 4"));
    private(&to);
    // what is written afterwards is not in it
    desk.does(award("2"));
    let copy = Store::open(&to, Access::Read).unwrap();
    assert_eq!(copy.digest().unwrap(), digest);
    assert_eq!(copy.check().unwrap().damaged, []);
    copy.close();
    // a name that is taken stays taken, unless told otherwise
    let before = fs::read(&to).unwrap();
    let refused = reader.backup(&to, false, &Watch::default()).unwrap_err();
    assert_eq!(refused.key, "problem.backup.exists");
    assert!(speaks(&refused).contains("ban-sao.db"));
    assert_eq!(fs::read(&to).unwrap(), before);
    assert_eq!(reader.backup(&to, true, &Watch::default()).unwrap().act, 3);
    // the register itself, a folder, and a place that is not there
    for (goal, key) in [
        (desk.path(), "problem.backup.itself"),
        (desk.folder.path().to_owned(), "problem.backup.is_folder"),
        (desk.folder.path().join("không/có.db"), "problem.backup.no_folder"),
    ] {
        let refused = reader.backup(&goal, true, &Watch::default()).unwrap_err();
        assert_eq!(refused.key, key);
        speaks(&refused);
    }
    reader.close();
    desk.store.close();
    assert_eq!(names(desk.folder.path()), ["ban-sao.db", "so.db"], "nothing half-made is left");
}

#[test]
fn a_copy_is_counted_and_can_be_stopped() {
    let mut desk = desk();
    for n in 0..30 {
        desk.does(award(&format!("{n}")));
    }
    let to = desk.folder.path().join("ban-sao.db");
    let (stop, seen) = (Arc::new(AtomicBool::new(true)), Arc::new(AtomicU64::new(0)));
    let told = Arc::clone(&seen);
    let watch = Watch::new(Arc::clone(&stop), move |_, of| told.store(of, Ordering::Relaxed));
    let refused = desk.store.backup(&to, false, &watch).unwrap_err();
    assert_eq!(refused.key, "problem.backup.stopped");
    speaks(&refused);
    assert!(!to.exists());
    stop.store(false, Ordering::Relaxed);
    desk.store.backup(&to, false, &watch).unwrap();
    assert_eq!(names(desk.folder.path()).iter().filter(|n| n.contains("tmp")).count(), 0);
}

#[test]
fn the_daily_copies_are_ten_and_only_ours_go() {
    let mut desk = desk();
    let path = desk.path();
    let watch = Watch::default();
    let folder = desk.folder.path().join("SaoLuu");
    let keep = |desk: &mut crate::store::Desk, time: &str| {
        desk.store.keep(&path, &at(time), &watch).unwrap().map(|held| held.act)
    };
    assert_eq!(keep(&mut desk, "2021-07-01T08:00:00"), Some(1));
    private(&folder);
    assert_eq!(names(&folder), ["so.0001.20210701-080000.1.db"]);
    private(&folder.join("so.0001.20210701-080000.1.db"));
    // once a day, and not without an act
    desk.does(award("a"));
    assert_eq!(keep(&mut desk, "2021-07-01T17:00:00"), None);
    assert_eq!(keep(&mut desk, "2021-07-02T08:00:00"), Some(2));
    assert_eq!(keep(&mut desk, "2021-07-03T08:00:00"), None);
    // what is not ours stays, whatever it is called
    for other in ["cua-toi.db", "so.0001.20210701-080000.1.db.bak", "khac.0001.20210701-080000.1.db"] {
        fs::write(folder.join(other), "của tôi").unwrap();
    }
    for n in 3..=12 {
        desk.does(award(&format!("{n}")));
        assert_eq!(keep(&mut desk, &format!("2021-07-{n:02}T08:00:00")), Some(n));
    }
    let copies = store::copies(&desk.path());
    assert_eq!(copies.list.iter().map(|c| c.act).collect::<Vec<_>>(), (3..=12).rev().collect::<Vec<_>>());
    assert!(copies.list.iter().all(|c| c.good && c.size > 0));
    assert_eq!(names(&folder).len(), 13);
    // a clock set back makes no copy old: the order is that of their making
    desk.does(award("lùi"));
    assert_eq!(keep(&mut desk, "2019-01-01T08:00:00"), Some(13));
    let copies = store::copies(&desk.path());
    assert_eq!(copies.list.iter().map(|c| c.act).collect::<Vec<_>>(), (4..=13).rev().collect::<Vec<_>>());
    assert_eq!(copies.list[0].stamp, "20190101-080000");
    // a copy spoilt later is seen to be, and is not counted among the ten
    fs::write(&copies.list[0].file, "hỏng").unwrap();
    assert_eq!(store::copies(&desk.path()).last().unwrap().act, 12);
    desk.does(award("sau"));
    assert_eq!(keep(&mut desk, "2021-07-20T08:00:00"), Some(14));
    assert_eq!(store::copies(&desk.path()).list.iter().filter(|c| c.good).count(), 10);
}

#[test]
fn a_file_in_the_place_of_the_folder_of_copies_is_named() {
    let desk = desk();
    fs::write(desk.folder.path().join("SaoLuu"), "của tôi").unwrap();
    let refused = desk.store.keep(&desk.path(), &stamp(), &Watch::default()).unwrap_err();
    assert_eq!(refused.key, "problem.backup.not_folder");
    assert!(speaks(&refused).contains("SaoLuu"));
}

#[test]
fn what_was_restored_is_what_was_copied_and_the_rest_is_kept() {
    let mut desk = desk();
    desk.does(award("1"));
    let digest = desk.store.digest().unwrap();
    let copy = desk.folder.path().join("ban-sao.db");
    desk.store.backup(&copy, false, &Watch::default()).unwrap();
    desk.does(award("2"));
    desk.does(award("3"));
    let later = desk.store.digest().unwrap();
    let compared = store::compare(&copy, &desk.path()).unwrap();
    assert_eq!((compared.foreign, compared.lost, compared.copy.act), (false, 2, 2));
    assert_eq!(compared.newest.iter().map(|a| a.n).collect::<Vec<_>>(), [4, 3]);
    assert_eq!(compared.now.as_ref().unwrap().decisions, 3);
    // restored under the eyes of somebody who reads
    let mut other = Store::open(&desk.path(), Access::Write).unwrap();
    let done = store::restore(&copy, &desk.path(), &stamp(), &Watch::default()).unwrap();
    assert_eq!((done.holds.act, done.holds.decisions), (3, 1));
    assert_eq!(other.digest().unwrap(), digest, "the other sees the new content");
    assert_eq!(desk.store.digest().unwrap(), digest);
    // what stood there lies under a name of its own, whole
    let kept = done.kept.unwrap();
    assert!(kept.starts_with(desk.folder.path().join("SaoLuu")), "{}", kept.display());
    private(&kept);
    let old = Store::open(&kept, Access::Read).unwrap();
    assert_eq!(old.digest().unwrap(), later);
    // the journal goes on, and undo stops at the restoring and says so
    let refusal = desk.store.undo(&stamp()).unwrap_err();
    assert_eq!(key(&refusal), "problem.store_undo_barrier");
    assert_eq!(
        said(&refusal),
        "Hoàn tác dừng ở đây: khôi phục từ bản sao lưu (#2, 22/07/2021 14:05) không hoàn tác được"
    );
    assert_eq!(other.apply(&award("4"), &stamp()).unwrap().act, 4);
    desk.clean();
    // and back again: the two have gone apart, and only what is not shared would be lost
    let compared = store::compare(&kept, &desk.path()).unwrap();
    assert_eq!((compared.lost, compared.foreign), (2, false));
    store::restore(&kept, &desk.path(), &stamp(), &Watch::default()).unwrap();
    assert_eq!(desk.store.digest().unwrap(), later);
    desk.clean();
}

#[test]
fn a_damaged_register_is_laid_aside_and_replaced() {
    for damage in ["cut", "header", "empty", "page"] {
        let mut desk = desk();
        for n in 0..40 {
            desk.does(award(&format!("{n}")));
        }
        let digest = desk.store.digest().unwrap();
        let copy = desk.folder.path().join("ban-sao.db");
        desk.store.backup(&copy, false, &Watch::default()).unwrap();
        let path = desk.path();
        desk.store.close();
        let whole = fs::read(&path).unwrap();
        match damage {
            "cut" => fs::write(&path, &whole[..whole.len() / 2]).unwrap(),
            "header" => fs::write(&path, [&[0x5a; 100][..], &whole[100..]].concat()).unwrap(),
            "empty" => fs::write(&path, "").unwrap(),
            _ => spoil(&path),
        }
        let broken = fs::read(&path).unwrap();
        let done = store::restore(&copy, &path, &stamp(), &Watch::default()).unwrap();
        let kept = done.kept.unwrap();
        assert_eq!(fs::read(&kept).unwrap().len(), broken.len(), "{damage}: what stood there is kept");
        let store = Store::open(&path, Access::Write).unwrap();
        assert_eq!(store.digest().unwrap(), digest, "{damage}");
        let report = store.check().unwrap();
        assert_eq!((report.damaged, report.edited), (vec![], vec![]), "{damage}");
        store.close();
        private(&path);
    }
}

#[test]
fn a_copy_that_does_not_read_is_not_restored() {
    let mut desk = desk();
    for n in 0..40 {
        desk.does(award(&format!("{n}")));
    }
    let copy = desk.folder.path().join("ban-sao.db");
    desk.store.backup(&copy, false, &Watch::default()).unwrap();
    spoil(&copy);
    let before = desk.store.digest().unwrap();
    let error = store::restore(&copy, &desk.path(), &stamp(), &Watch::default()).unwrap_err();
    assert!(matches!(error, OpenError::Damaged(_)), "{error:?}");
    assert!(speaks(error.problem()).contains("ban-sao.db"));
    fs::write(&copy, "thư").unwrap();
    let error = store::restore(&copy, &desk.path(), &stamp(), &Watch::default()).unwrap_err();
    assert!(matches!(error, OpenError::Foreign(_)));
    let error = store::restore(&desk.path(), &desk.path(), &stamp(), &Watch::default()).unwrap_err();
    assert_eq!(error.problem().key, "problem.backup.same");
    speaks(error.problem());
    assert_eq!(desk.store.digest().unwrap(), before);
    desk.store.close();
    assert_eq!(names(desk.folder.path()), ["ban-sao.db", "so.db"]);
}

#[test]
fn a_copy_of_a_register_still_open_takes_its_last_acts_along() {
    let mut desk = desk();
    desk.does(award("1"));
    // copied as files, with the -wal beside, as people do
    let copy = desk.folder.path().join("usb.db");
    fs::copy(desk.path(), &copy).unwrap();
    fs::copy(format!("{}-wal", desk.path().display()), format!("{}-wal", copy.display())).unwrap();
    let place = desk.folder.path().join("moi.db");
    let done = store::restore(&copy, &place, &stamp(), &Watch::default()).unwrap();
    assert_eq!((done.holds.decisions, done.kept), (1, None));
    private(&place);
}

/// The files of a register as a machine leaves them that stops here; `name` in a folder of their own.
fn as_left(path: &Path) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("so.db");
    for ending in ["", "-wal"] {
        fs::copy(format!("{}{ending}", path.display()), format!("{}{ending}", other.display())).unwrap();
    }
    (folder, other)
}

/// The content of a restoring lies in the -wal alone until that is folded, which a reader or a power cut puts off.
#[test]
fn a_restoring_that_only_the_wal_knows_opens() {
    let mut desk = desk();
    desk.does(award("1"));
    let digest = desk.store.digest().unwrap();
    let copy = desk.folder.path().join("ban-sao.db");
    desk.store.backup(&copy, false, &Watch::default()).unwrap();
    for n in 2..6 {
        desk.does(award(&n.to_string()));
    }
    let path = desk.path();
    desk.store.close();
    let reader = rusqlite::Connection::open(&path).unwrap();
    reader.execute_batch("BEGIN").unwrap();
    let count = |sql: &str| reader.query_row(sql, [], |r| r.get::<_, i64>(0)).unwrap();
    assert_eq!(count("SELECT COUNT(*) FROM act"), 6);
    store::restore(&copy, &path, &stamp(), &Watch::default()).unwrap();
    let (_folder, left) = as_left(&path);
    // both where the reader still reads and where the machine stopped; the next act changes nothing of it
    for place in [&left, &path] {
        let mut store = Store::open(place, Access::Write).unwrap();
        assert_eq!(store.digest().unwrap(), digest);
        assert_eq!(store.apply(&award("sau"), &stamp()).unwrap().act, 4);
        let (_folder, later) = as_left(place);
        let again = Store::open(&later, Access::Write).unwrap();
        assert_eq!(again.last_act().unwrap().0, 4);
        let report = again.check().unwrap();
        assert_eq!((report.damaged, report.edited), (vec![], vec![]));
        again.close();
        store.close();
    }
    assert_eq!(count("SELECT COUNT(*) FROM act"), 6, "who reads goes on reading what was");
}

/// Nobody writes between the copy of what stood there and the new content: it would lie in neither.
#[test]
fn nobody_writes_while_a_copy_is_put_back() {
    let mut desk = desk();
    desk.does(award("1"));
    let (path, copy) = (desk.path(), desk.folder.path().join("ban-sao.db"));
    desk.store.backup(&copy, false, &Watch::default()).unwrap();
    // large enough to be copied in more than one step
    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.execute_batch(
        "INSERT INTO draft (session, place, at, title, body)
         VALUES ('x', 'y', '2021-07-22T14:05:09+07:00', '', hex(randomblob(2000000)))",
    )
    .unwrap();
    desk.does(award("2"));
    let kept = desk.folder.path().join("SaoLuu");
    let (file, tried) = (path.clone(), Arc::new(Mutex::new(Vec::new())));
    let told = Arc::clone(&tried);
    let watch = Watch::new(Arc::default(), move |_, _| {
        if kept.exists() {
            let other = rusqlite::Connection::open(&file).unwrap();
            other.busy_timeout(std::time::Duration::ZERO).unwrap();
            told.lock().unwrap().push(other.execute_batch("BEGIN IMMEDIATE; ROLLBACK").is_err());
        }
    });
    store::restore(&copy, &path, &stamp(), &watch).unwrap();
    let tried = tried.lock().unwrap();
    assert!(!tried.is_empty() && tried.iter().all(|refused| *refused), "{tried:?}");
    assert_eq!(desk.store.last_act().unwrap().0, 3);
}

#[test]
fn drafts_of_now_outlive_a_restoring_and_those_of_the_copy_do_not_come_back() {
    let mut desk = desk();
    let draft = |title: &str| Draft { place: title.into(), title: title.into(), body: Body::default() };
    let kept = |desk: &mut crate::store::Desk, session: &str, title: &str| {
        desk.store.keep_draft(session, &stamp().at, &draft(title), None, &|_| true).unwrap();
    };
    desk.does(award("1"));
    kept(&mut desk, "cũ", "trong bản sao");
    let copy = desk.folder.path().join("ban-sao.db");
    desk.store.backup(&copy, false, &Watch::default()).unwrap();
    desk.store.drop_draft("cũ", "trong bản sao").unwrap();
    kept(&mut desk, "nay", "đang gõ");
    desk.does(award("2"));
    store::restore(&copy, &desk.path(), &stamp(), &Watch::default()).unwrap();
    let (drafts, _) = desk.store.drafts().unwrap();
    let titles: Vec<_> = drafts.iter().map(|(_, kept)| kept.draft.title.as_str()).collect();
    assert_eq!(titles, ["đang gõ"]);
    desk.clean();
}

/// After a restoring the numbers go back: what was seen under a higher one is seen no more.
#[test]
fn what_was_seen_before_a_restoring_is_written_over_nothing() {
    let mut desk = desk();
    let terms = Terms { seen: Some(9), finished: Vec::new() };
    let refusal = desk.store.apply_with(&award("1"), &stamp(), "", &terms).unwrap_err();
    assert!(matches!(refusal, Refusal::Stale(_)), "{refusal:?}");
    let terms = Terms { seen: Some(1), finished: Vec::new() };
    desk.store.apply_with(&award("1"), &stamp(), "", &terms).unwrap();
}

#[test]
fn no_copy_takes_the_place_of_a_register_in_use() {
    let desk = desk();
    let mut other = crate::store::desk();
    other.does(award("1"));
    let refused = desk.store.backup(&other.path(), true, &Watch::default()).unwrap_err();
    assert_eq!(refused.key, "problem.backup.in_use");
    assert!(speaks(&refused).contains("so.db-wal"));
    let path = other.path();
    other.clean();
    other.store.close();
    assert_eq!(desk.store.backup(&path, true, &Watch::default()).unwrap().act, 1);
}

/// A register that is only locked is not one that is not there.
#[test]
fn a_register_that_is_held_is_compared_with_nothing() {
    let desk = desk();
    let (path, copy) = (desk.path(), desk.folder.path().join("ban-sao.db"));
    desk.store.backup(&copy, false, &Watch::default()).unwrap();
    desk.store.close();
    let holder = rusqlite::Connection::open(&path).unwrap();
    holder.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE").unwrap();
    let error = store::compare(&copy, &path).unwrap_err();
    assert!(matches!(error, OpenError::Busy(_)), "{error:?}");
    let error = store::restore(&copy, &path, &stamp(), &Watch::default()).unwrap_err();
    assert!(matches!(error, OpenError::Busy(_)), "{error:?}");
    drop(holder);
    assert_eq!(store::compare(&copy, &path).unwrap().now.unwrap().act, 1);
}

#[test]
fn registers_of_one_folder_keep_their_copies_apart() {
    let desk = desk();
    let other = desk.folder.path().join("so.sqlite");
    let store = Store::create(&other, &crate::store::setup(), false, &stamp()).unwrap();
    assert!(desk.store.keep(&desk.path(), &stamp(), &Watch::default()).unwrap().is_some());
    assert!(store.keep(&other, &stamp(), &Watch::default()).unwrap().is_some());
    assert_eq!((store::copies(&desk.path()).list.len(), store::copies(&other).list.len()), (1, 1));
}

/// A kill leaves a file half made, under a name nobody looks for.
#[test]
fn what_a_kill_left_half_made_is_taken_out_later() {
    let desk = desk();
    let left = |n: u8| desk.folder.path().join(format!(".so.db.{}.tmp", format!("{n:02x}").repeat(16)));
    let day = std::time::Duration::from_secs(86_400);
    for (n, age) in [(1, 2 * day), (2, std::time::Duration::ZERO)] {
        let file = fs::File::create(left(n)).unwrap();
        let now = file.metadata().unwrap().modified().unwrap();
        file.set_modified(now - age).unwrap();
    }
    let copy = desk.folder.path().join("ban-sao.db");
    desk.store.backup(&copy, false, &Watch::default()).unwrap();
    assert!(!left(1).exists());
    assert!(left(2).exists(), "another program may be writing it");
}

#[test]
fn a_restoring_that_was_stopped_says_so() {
    let mut desk = desk();
    let copy = desk.folder.path().join("ban-sao.db");
    desk.store.backup(&copy, false, &Watch::default()).unwrap();
    desk.does(award("1"));
    let digest = desk.store.digest().unwrap();
    let watch = Watch::new(Arc::new(AtomicBool::new(true)), |_, _| {});
    let error = store::restore(&copy, &desk.path(), &stamp(), &watch).unwrap_err();
    assert!(matches!(error, OpenError::Stopped(_)), "{error:?}");
    assert!(speaks(error.problem()).contains("khôi phục"), "{}", speaks(error.problem()));
    assert_eq!(desk.store.digest().unwrap(), digest);
}
