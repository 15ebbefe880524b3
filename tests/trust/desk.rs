//! Copies through the screens: to another disk, side by side before anything is put back, back again; the jobs behind them.
use super::{names, spoil};
use crate::common::{Driver, desk, setup};
use crate::journeys::command;
use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use thidua::app::{App, Daily, Reply, Request, Start};
use thidua::core::act::Refusal;
use thidua::core::ask::Ask;
use thidua::core::prefs::Machine;
use thidua::core::problem::Problem;
use thidua::core::summary::Paper;
use thidua::core::words::{Lang, Words};
use thidua::effect::Job;
use thidua::shell::desk::Pen;
use thidua::store::{Access, Store, Watch};

const AWARD: &str = "<M-2><C-n>1450/QĐ-CAT<Tab>12/5<Tab><Tab>gương<C-n>Nguyễn Văn Ấn<Tab><Tab>px03<C-s>";

#[test]
fn a_copy_goes_to_the_disk_that_is_plugged_in_and_comes_back() {
    let usb = tempfile::tempdir().unwrap();
    let mut d = Driver::new_register().size(100, 30);
    d.keys(AWARD).expect("Đã ghi quyết định");
    let digest = d.store().digest().unwrap();
    d.places = vec![usb.path().to_owned()];
    command(&mut d, "sao luu khoi phuc");
    d.expect("Sao lưu, khôi phục").expect("Chưa có bản nào").keys("<CR>").expect("Ổ rời đang cắm");
    d.keys("<CR>").expect("√ Đã sao lưu vào").expect("đến lượt ghi #2").expect_not("Ổ rời đang cắm");
    assert_eq!(names(usb.path()), ["so-20210722-1405-2.db"]);
    // the same once more takes a name of its own; a place that is not there is named, and what was typed stays
    command(&mut d, "sao luu khoi phuc");
    d.keys("<CR><Down><CR>").expect("√ Đã sao lưu vào");
    assert_eq!(names(usb.path()), ["so-20210722-1405-2-2.db", "so-20210722-1405-2.db"]);
    command(&mut d, "sao luu khoi phuc");
    d.keys("<CR>/không/có<CR>").expect("Không thấy thư mục /không/có").expect("[/không/có");
    d.keys("<Esc><Esc>");
    // two acts later both stand side by side, and nothing is changed before the yes
    d.keys("<C-n>1460/QĐ-CAT<Tab>13/5<C-n>Trần Văn Hạnh<Tab><Tab>px05<C-s>").expect("2 mục");
    let file = usb.path().join("so-20210722-1405-2.db").display().to_string();
    command(&mut d, "sao luu khoi phuc");
    d.keys("<Down><CR>").paste(&file).keys("<CR>");
    d.expect("Bản sao và sổ đang mở")
        .expect("mất 1 lượt ghi")
        .expect("1460/QĐ-CAT")
        .expect("►Không khôi phục");
    d.keys("<CR>").expect("Mỗi ngày một bản tự động").keys("<Down><CR>").paste(&file).keys("<CR><Down><CR>");
    d.expect("Đã khôi phục, ghi là lượt #3").expect("SaoLuu");
    assert_eq!(d.store().digest().unwrap(), digest);
    assert!(names(&d.folder().join("SaoLuu"))[0].starts_with("so.truoc-khoi-phuc-20210722-140500"));
    // the screens go on, and undo says where it stops
    d.keys("<M-2>").expect("1 mục").keys("<C-z>").expect("Hoàn tác dừng ở đây: khôi phục từ bản sao lưu");
    d.keys("<C-n>1470/QĐ-CAT<Tab>14/5<C-n>Lê Văn Tám<Tab><Tab>px05<C-s>").expect("2 mục");
    assert_eq!(d.store().check().unwrap().damaged, []);
}

#[test]
fn what_is_no_copy_is_named_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let letter = folder.path().join("thư.txt");
    fs::write(&letter, "Kính gửi…").unwrap();
    let mut d = Driver::new_register().size(120, 40);
    let before = d.store().digest().unwrap();
    for (file, said) in [(letter, "không phải sổ thi đua"), (folder.path().join("mất.db"), "Không thấy ")]
    {
        command(&mut d, "sao luu khoi phuc");
        d.keys("<Down><CR>").paste(&file.display().to_string()).keys("<CR>").expect(said).keys("<Esc><Esc>");
    }
    // the path stays to be mended
    command(&mut d, "sao luu khoi phuc");
    d.keys("<Down><CR>").paste(&folder.path().display().to_string()).keys("<CR>");
    d.expect("là một thư mục").expect_not("Đang đọc bản sao").expect("Gõ đường dẫn tệp bản sao lưu");
    d.keys("/mất.db<CR>").expect("Không thấy ").keys("<Esc><Esc>");
    // one that opens but does not read through is found out before anything is put back
    let copy = folder.path().join("sao.db");
    crate::common::sample(&copy);
    spoil(&copy);
    command(&mut d, "sao luu khoi phuc");
    d.keys("<Down><CR>").paste(&copy.display().to_string()).keys("<CR>");
    d.expect("Khôi phục từ bản sao này").expect("của sổ khác").keys("<Down><CR>").expect("bị hỏng");
    assert_eq!(d.store().digest().unwrap(), before);
}

#[test]
fn the_pen_is_opened_later_only_where_it_finds_the_file_as_it_leaves_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("so.db");
    Store::create(&path, &setup(), false, &desk().stamp()).unwrap().close();
    let (_, mut pair) = desk().open(&path, None).unwrap();
    assert!(matches!(pair.writer, Pen::Later(_)), "{:?}", pair.writer);
    // what hinders it is said by the act, and the next act tries again
    fs::rename(&path, folder.path().join("xa.db")).unwrap();
    let refused = desk().write_with(&mut pair.writer, &Request::Undo);
    assert!(
        matches!(&refused, Reply::Written(Err(Refusal::Store(p)), _) if p.key == "problem.store_gone"),
        "{refused:?}"
    );
    // another file under its name is left alone
    fs::copy(folder.path().join("xa.db"), &path).unwrap();
    let other = fs::read(&path).unwrap();
    let refused = desk().write_with(&mut pair.writer, &Request::Undo);
    assert!(
        matches!(&refused, Reply::Written(Err(Refusal::Store(p)), _) if p.key == "problem.store_gone"),
        "{refused:?}"
    );
    assert_eq!(fs::read(&path).unwrap(), other);
    fs::rename(folder.path().join("xa.db"), &path).unwrap();
    let tried = desk().write_with(&mut pair.writer, &Request::Undo);
    assert!(matches!(&tried, Reply::Written(Err(Refusal::Problem(_)), _)), "{tried:?}");
    assert!(matches!(pair.writer, Pen::Open(_)));
    pair.close();
    assert_eq!(names(folder.path()), ["so.db"]);
    // one that is written another way must be settled first
    let other = rusqlite::Connection::open(&path).unwrap();
    other.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(())).unwrap();
    other.close().unwrap();
    let (_, pair) = desk().open(&path, None).unwrap();
    assert!(matches!(pair.writer, Pen::Open(_)), "{:?}", pair.writer);
    pair.close();
}

#[test]
fn a_copy_of_the_daily_ones_is_chosen_in_the_settings() {
    let mut d = Driver::new_register().size(100, 30);
    d.keys(AWARD);
    let path = d.path();
    let daily = desk().job(&Job::Daily, Some(&path), &Watch::default()).reply;
    assert!(matches!(daily, Reply::Daily(Daily { behind: false, failed: None, last: Some(_) })), "{daily:?}");
    d.keys("<M-0><End>").expect("Bản gần nhất").expect("22/07/2021 14:05, lượt ghi #2");
    d.keys("<CR>").expect("√ đã kiểm tra").keys("<Down><Down><CR>").expect("Bản sao có đủ mọi lượt ghi");
    d.keys("<Esc><Esc>").expect("Thiết lập");
}

#[test]
fn a_daily_copy_is_made_of_a_register_and_not_of_a_sample() {
    let folder = tempfile::tempdir().unwrap();
    let (sample, own) = (folder.path().join("mau.db"), folder.path().join("so.db"));
    crate::common::sample(&sample);
    Store::create(&own, &setup(), false, &desk().stamp()).unwrap().close();
    let daily = |path| match desk().job(&Job::Daily, Some(path), &Watch::default()).reply {
        Reply::Daily(daily) => daily,
        other => panic!("{other:?}"),
    };
    assert_eq!(daily(&sample), Daily { last: None, behind: false, failed: None });
    assert!(!folder.path().join("SaoLuu").exists());
    assert_eq!(daily(&own).last, Some(jiff::civil::date(2021, 7, 22)));
    assert_eq!(names(&folder.path().join("SaoLuu")), ["so.0001.20210722-140500.1.db"]);
    // stopped at the end of the program: nobody is told, nothing half-made is left
    fs::remove_dir_all(folder.path().join("SaoLuu")).unwrap();
    let stop = Arc::new(AtomicBool::new(true));
    let watch = Watch::new(Arc::clone(&stop), |_, _| {});
    let reply = desk().job(&Job::Daily, Some(&own), &watch).reply;
    assert!(matches!(reply, Reply::Daily(Daily { failed: None, .. })), "{reply:?}");
    assert_eq!(names(&folder.path().join("SaoLuu")), Vec::<String>::new());
    stop.store(false, Ordering::Relaxed);
    assert_eq!(Store::open(&own, Access::Read).unwrap().check().unwrap().damaged, []);
}

#[test]
fn a_copy_long_ago_is_said() {
    let mut d = Driver::new_register();
    let daily = |day, behind| {
        Reply::Daily(Daily { last: Some(jiff::civil::date(2021, 7, day)), behind, failed: None })
    };
    d.reply(daily(1, false)).expect_not("▲ Bản sao lưu");
    d.reply(daily(16, true)).expect_not("▲ Bản sao lưu");
    d.reply(daily(1, true)).expect("▲ Bản sao lưu gần nhất là ngày 01/07/2021, cách đây 21 ngày");
}

#[test]
fn long_work_is_counted_stopped_and_not_left_behind() {
    let mut d = Driver::new_register().size(100, 30);
    d.reply(Reply::Progress(1, 2)).expect_not("50%");
    d.hold_jobs();
    command(&mut d, "sao luu khoi phuc");
    d.keys("<CR>").paste("/tmp").keys("<CR>").expect_not("Đang sao lưu");
    d.reply(Reply::Progress(1, 2)).expect("Đang sao lưu").expect("50%");
    d.keys("<C-q>").expect("50%");
    assert!(!d.ended());
    d.keys("<Esc>").expect("đang dừng");
    d.reply(Reply::Copied(Err(thidua::core::problem::Problem::new("problem.backup.stopped"))));
    d.expect("Đã dừng sao lưu").expect_not("Đang sao lưu");
}

/// A copy of the register as it is now, on a disk of its own.
fn copied(d: &mut Driver, usb: &tempfile::TempDir) -> String {
    let file = usb.path().join("sao.db");
    d.store().backup(&file, false, &Watch::default()).unwrap();
    file.display().to_string()
}

fn put_back(d: &mut Driver, file: &str) {
    command(d, "sao luu khoi phuc");
    d.keys("<Down><CR>").paste(file).keys("<CR><Down><CR>");
}

#[test]
fn a_form_with_text_in_it_comes_before_a_restoring() {
    let usb = tempfile::tempdir().unwrap();
    let mut d = Driver::new_register().size(100, 30);
    let file = copied(&mut d, &usb);
    d.keys(AWARD).expect("Đã ghi quyết định");
    d.keys("<C-n>1460/QĐ-CAT");
    // to another room by the list of commands: the form stays as it is
    command(&mut d, "sửa phong trào, phương châm");
    d.keys("<Esc>").expect("1460/QĐ-CAT");
    command(&mut d, "toàn cụm");
    d.expect_not("1460/QĐ-CAT");
    put_back(&mut d, &file);
    d.expect("1460/QĐ-CAT").expect("Đang nhập dở");
    assert_eq!(d.store().last_act().unwrap().0, 2, "nothing was put back");
    d.keys("<Esc><Esc><M-1>");
}

#[test]
fn a_restoring_in_another_window_is_seen() {
    let usb = tempfile::tempdir().unwrap();
    let mut a = Driver::new_register().size(100, 30);
    let file = copied(&mut a, &usb);
    a.keys(AWARD).expect("Đã ghi quyết định");
    let edit = "<C-n>1460/QĐ-CAT<Tab>13/5<C-n>Trần Văn Hạnh<Tab><Tab>px05<C-s>";
    a.keys(edit).expect("2 mục");
    let mut b = a.beside().size(100, 30);
    b.keys("<M-2>").expect("2 mục");
    put_back(&mut a, &file);
    a.expect("Đã khôi phục, ghi là lượt #2");
    b.keys("<Down>").expect("cửa sổ hoặc máy khác").expect_not("1460/QĐ-CAT").expect_not("1450/QĐ-CAT");
    b.keys(edit).expect("Đã ghi quyết định").expect("1 mục").expect_not("cửa sổ hoặc máy khác");
    assert_eq!(a.store().check().unwrap().damaged, []);
}

/// Locks of this process on that file, as the system lists them.
#[cfg(target_os = "linux")]
fn locks(path: &std::path::Path) -> usize {
    use std::os::unix::fs::MetadataExt;
    let (file, pid) = (fs::metadata(path).unwrap().ino().to_string(), std::process::id().to_string());
    let all = fs::read_to_string("/proc/locks").unwrap();
    let ours = |line: &&str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        words.contains(&pid.as_str()) && words.iter().any(|w| w.ends_with(&format!(":{file}")))
    };
    all.lines().filter(ours).count()
}

/// Another program that finds no lock on the register folds its -wal in and takes it away: what is written then is lost.
#[cfg(target_os = "linux")]
#[test]
fn whatever_is_done_beside_the_connections_their_locks_stay() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("so.db");
    Store::create(&path, &setup(), false, &desk().stamp()).unwrap().close();
    assert_eq!(locks(&path), 0);
    let (_, mut pair) = desk().open(&path, None).unwrap();
    assert_eq!(locks(&path), 1, "the reader's");
    pair.writer.store().unwrap();
    assert_eq!(locks(&path), 1, "the pen's opening");
    let out = folder.path().join("ra");
    let period = thidua::core::period::PeriodKey::quarter(2021, 2);
    let formats = vec![thidua::effect::Format::Csv];
    for job in [
        Job::Daily,
        Job::Check,
        Job::Mend,
        Job::Export {
            period,
            papers: vec![Paper::Report],
            unit: None,
            ordinal: None,
            formats,
            draft: None,
            folder: Some(out.clone()),
            force: true,
        },
        Job::Backup { folder: out, make: true },
    ] {
        desk().job(&job, Some(&path), &Watch::default());
        assert_eq!(locks(&path), 1, "{job:?}");
    }
    let beside = Store::open(&path, Access::Read).unwrap();
    assert!(beside.check().unwrap().clean());
    beside.close();
    assert_eq!(locks(&path), 1);
    pair.close();
    assert_eq!(locks(&path), 0);
}

/// Somebody took the -wal away while the register was open.
#[cfg(unix)]
#[test]
fn nothing_is_written_into_a_wal_that_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("so.db");
    Store::create(&path, &setup(), false, &desk().stamp()).unwrap().close();
    let mut store = Store::open(&path, Access::Write).unwrap();
    fs::remove_file(folder.path().join("so.db-wal")).unwrap();
    let act = thidua::core::unit::Act::Add { code: "XX".into(), name: "Đơn vị".into(), from: None };
    let act = thidua::core::act::Act::Unit(act);
    let refused = store.apply(&act, &desk().stamp()).unwrap_err();
    assert_eq!(refused.problem().key, "problem.store_wal_gone");
}

#[test]
fn after_a_move_that_failed_the_questions_lost_on_the_way_are_asked_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("so.db");
    crate::common::sample(&path);
    let (opened, pair) = desk().open(&path, None).unwrap();
    let mut app = App::new(Start {
        words: Words::load(Lang::Vi),
        today: desk().clock.today(),
        opened: Some(opened),
        place: path,
        machine: Machine::default(),
        user: String::new(),
    });
    let asks = |app: &mut App| -> Vec<Ask> {
        let all = app.requests().into_iter();
        all.filter_map(|r| if let Request::Ask(ask) = r { Some(ask) } else { None }).collect()
    };
    let lost = asks(&mut app);
    assert!(!lost.is_empty());
    app.reply(Reply::Opened(Err(Problem::new("problem.move.sample_changed"))));
    let again = asks(&mut app);
    assert_eq!(again, lost);
    for ask in again {
        let facts = pair.reader.answer(&ask);
        app.reply(Reply::Facts(ask, facts));
    }
    assert!(!app.waiting(), "keys are held for an answer that never comes");
}
