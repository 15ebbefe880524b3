//! A killed program: what was acknowledged is there, what stood typed comes back, the file is sound.
use super::life::Dice;
use super::pty::Pty;
use crate::common::{clock, setup};
use rustix::process::Signal;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;
use thidua::store::{Access, Store};

fn register() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("so.db");
    Store::create(&path, &setup(), false, &clock().stamp("thuky")).unwrap().close();
    (folder, path)
}

fn sound(path: &Path) {
    let out = Command::new(env!("CARGO_BIN_EXE_thidua")).args(["check", "--db"]).arg(path).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stdout));
}

/// Number of the last act in the file.
fn last_act(path: &Path) -> i64 {
    let store = Store::open(path, Access::Read).unwrap();
    let last = store.last_act().unwrap().0;
    store.close();
    last
}

#[test]
fn what_stood_typed_survives_a_kill() {
    let (_folder, path) = register();
    let db = path.to_str().unwrap();
    let mut pty = Pty::thidua(&["--db", db]);
    pty.expect("Tổng quan").keys("<M-2>").expect("[Khen thưởng]").keys("<C-n>").expect("Ghi quyết định");
    pty.keys("9/QĐ-CAT<Tab>20/5<C-n>Đại úy Nguyễn Văn An<Tab>Cán bộ<Tab>PV01")
        .expect("[PV01")
        .expect("chưa lưu · nháp");
    pty.kill(Signal::KILL).end();
    sound(&path);
    let mut again = pty.again(&["--db", db]);
    again.expect("Còn bản nháp chưa lưu: Quyết định mới 9/QĐ-CAT").keys("<F5>").expect("Bản nháp chưa lưu");
    again.keys("<CR>").expect("Đại úy Nguyễn Văn An").expect("Cán bộ").keys("<C-s>").expect("đã lưu #2");
    again.keys("<C-q>");
    assert_eq!(again.end(), 0);
    let mut third = again.again(&["--db", db]);
    third.expect("Tổng quan").keys("<F5>").expect("Không còn bản nháp nào");
}

/// A window that closes, and a request to end: what stood typed is written before the program leaves.
#[test]
fn a_program_told_to_end_keeps_what_stood_typed() {
    for signal in [Signal::TERM, Signal::HUP] {
        let (_folder, path) = register();
        let mut pty = Pty::thidua(&["--db", path.to_str().unwrap()]);
        pty.expect("Tổng quan").keys("3").expect("Phong trào").keys("<C-n>").expect("Ghi đợt thi đua");
        pty.keys("Đợt cao điểm").expect("Đợt cao điểm").kill(signal).end();
        let store = Store::open(&path, Access::Read).unwrap();
        let drafts = store.drafts().unwrap().0;
        store.close();
        assert_eq!(drafts.len(), 1);
        let fields = &drafts[0].1.draft.body.texts.fields;
        assert!(fields.contains(&("name".to_owned(), "Đợt cao điểm".to_owned())), "{fields:?}");
        sound(&path);
    }
}

/// Twenty kills at moments nobody foresees, during entry.
#[test]
fn kills_during_entry_lose_nothing_acknowledged() {
    let (_folder, path) = register();
    let db = path.to_str().unwrap();
    let mut dice = Dice(20);
    let mut acts = last_act(&path);
    for round in 0..20 {
        let mut pty = Pty::thidua(&["--db", db]);
        pty.expect(&format!("đã lưu #{acts}"));
        let number = format!("{round}/QĐ-CAT");
        // type-ahead, as a hasty hand: the kill falls anywhere between the first key and long after the last
        pty.keys("<M-2><C-n>")
            .keys(&number)
            .keys("<Tab>20/5<C-n>Đại úy Nguyễn Văn An<Tab>Cán bộ<Tab>PV01<CR><C-s>");
        // a random moment is the point: nothing is awaited
        std::thread::sleep(Duration::from_millis(dice.roll(900)));
        pty.kill(Signal::KILL).end();
        let screen = pty.screen();
        let said = screen.split("đã lưu #").nth(1).and_then(|rest| rest.split_whitespace().next());
        let acknowledged = said.and_then(|n| n.parse::<i64>().ok()).unwrap_or(acts);
        sound(&path);
        let now = last_act(&path);
        assert!(
            now >= acknowledged,
            "round {round}: #{acknowledged} was acknowledged, the last act is #{now}"
        );
        assert!(now <= acts + 1, "round {round}: written twice");
        let store = Store::open(&path, Access::Read).unwrap();
        let (drafts, damaged) = store.drafts().unwrap();
        store.close();
        assert_eq!(damaged, 0);
        let kept = drafts.iter().filter(|(_, k)| k.draft.title.ends_with(&number)).count();
        if screen.contains("chưa lưu · nháp") {
            assert_eq!(kept, 1, "round {round}: a draft was acknowledged\n{screen}");
        }
        if now > acts {
            assert_eq!(kept, 0, "round {round}: saved, and a draft left to save it again");
        }
        acts = now;
    }
    assert!(acts > 1, "no round came as far as saving");
}

/// A disk that takes nothing more, in the middle of entry: a sentence, the form stays with its text, what was acknowledged is
/// there. The system's limit on the size of a file stands for the disk.
#[test]
fn a_full_disk_loses_nothing() {
    let (_folder, path) = register();
    let db = path.to_str().unwrap();
    let size = std::fs::metadata(&path).unwrap().len();
    // the limit counts blocks of 512 bytes, and is the same for the -wal as for the file
    let limited = format!("trap '' XFSZ; ulimit -f {}; exec \"$0\" \"$@\"", size / 512 + 200);
    let mut pty = Pty::start("/bin/sh", &["-c", &limited, env!("CARGO_BIN_EXE_thidua"), "--db", db], &[]);
    pty.expect("Tổng quan").keys("<M-2>").expect("[Khen thưởng]");
    let mut acts = 1;
    let full = |text: &str| text.contains("Không ghi hoặc đọc được ổ đĩa") || text.contains("Đĩa đã đầy");
    loop {
        assert!(acts < 400, "the disk never filled");
        let name = format!("Nguyễn Văn An {acts}");
        pty.keys("<C-n>").expect("Ghi quyết định");
        pty.keys(&format!("{acts}/QĐ-CAT<Tab>20/5<C-n>Đại úy {name}<Tab>Cán bộ<Tab>PV01<C-s>"));
        let saved = format!("đã lưu #{}", acts + 1);
        pty.until("saved or refused", |screen| {
            let text = screen.contents();
            text.contains(&saved) || full(&text)
        });
        if !pty.screen().contains(&saved) {
            pty.expect(&name).expect("● chưa lưu");
            break;
        }
        acts += 1;
    }
    assert!(acts > 1, "something was written before");
    pty.kill(Signal::KILL).end();
    sound(&path);
    assert!(last_act(&path) >= acts, "an acknowledged act is lost");
}
