//! A shelf of files that are no register, or one no more. Each is taken up by the library and by the command line, in both
//! languages: a sentence with the file's name, the right exit code, no panic, and the file byte for byte as it was.
use crate::cli::Home;
use crate::common::{clock, sample, setup};
use rusqlite::Connection;
use std::fs::{self, File, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use thidua::core::words::{Lang, Words};
use thidua::store::{Access, Store};

/// A thing on the shelf: how it is made from a good register, and the exit code that opening it ends with.
struct Thing {
    name: &'static str,
    make: fn(&Path),
    code: i32,
    /// exit code of `check`, where it looks deeper than an opening
    check: i32,
}

const fn thing(name: &'static str, make: fn(&Path), code: i32) -> Thing {
    Thing { name, make, code, check: code }
}

const fn deep(name: &'static str, make: fn(&Path), check: i32) -> Thing {
    // without a terminal the screens end with 1, whatever the register
    Thing { name, make, code: 1, check }
}

fn edit(path: &Path, sql: &str) {
    sample(path);
    let conn = Connection::open(path).unwrap();
    conn.execute_batch(sql).unwrap();
    conn.close().unwrap();
}

fn bytes(path: &Path, change: impl Fn(&mut Vec<u8>)) {
    sample(path);
    let mut bytes = fs::read(path).unwrap();
    change(&mut bytes);
    fs::write(path, bytes).unwrap();
}

/// The -wal of another register, whole and with its own sums, beside a good file.
fn others_wal(path: &Path) {
    sample(path);
    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("khác.db");
    let mut store = Store::create(&other, &setup(), false, &clock().stamp("an")).unwrap();
    let act =
        thidua::core::unit::Act::Add { code: String::new(), name: "Đơn vị lạ".into(), from: None };
    store.apply(&thidua::core::act::Act::Unit(act), &clock().stamp("an")).unwrap();
    let wal = fs::read(format!("{}-wal", other.display())).unwrap();
    assert!(wal.len() > 4096);
    fs::write(format!("{}-wal", path.display()), wal).unwrap();
}

const SHELF: &[Thing] = &[
    thing("rong.db", |p| fs::write(p, "").unwrap(), 1),
    thing("thu.db", |p| fs::write(p, "Kính gửi: Cụm thi đua số 4\n".repeat(40)).unwrap(), 1),
    thing("ngan.db", |p| fs::write(p, "SQLite format 3\0").unwrap(), 1),
    thing(
        "ung-dung-khac.db",
        |p| Connection::open(p).unwrap().execute_batch("CREATE TABLE a (b)").unwrap(),
        1,
    ),
    thing("bang-tinh.db", |p| fs::write(p, [b"PK\x03\x04".as_slice(), &[7; 4000]].concat()).unwrap(), 1),
    thing("dau-hong.db", |p| bytes(p, |b| b[..100].fill(0x5a)), 1),
    thing("ma-hong.db", |p| bytes(p, |b| b[68..72].fill(0)), 1),
    thing("lon-rong.db", |p| File::create(p).unwrap().set_len(8 << 30).unwrap(), 1),
    thing("thu-muc.db", |p| fs::create_dir(p).unwrap(), 1),
    thing("vong.db", |p| symlink(p, p).unwrap(), 1),
    thing("dut.db", |p| symlink("khong-co", p).unwrap(), 1),
    thing(
        "ong.db",
        |p| rustix::fs::mknodat(rustix::fs::CWD, p, rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap(),
        1,
    ),
    thing("moi-hon.db", |p| edit(p, "PRAGMA user_version = 9999"), 3),
    thing("bi-cat.db", |p| bytes(p, |b| b.truncate(b.len() / 2 / 4096 * 4096)), 3),
    thing("bi-cat-le.db", |p| bytes(p, |b| b.truncate(b.len() - 1)), 3),
    thing("wal-la.db", others_wal, 3),
    deep(
        "trang-trang.db",
        |p| {
            bytes(p, |b| {
                b[4096..8192].fill(0);
            });
        },
        3,
    ),
    deep("mat-luoc-do.db", |p| bytes(p, |b| b[100..4096].fill(0)), 3),
    deep("mat-bay.db", |p| edit(p, "DROP TRIGGER journal_award_update"), 3),
    deep("sua-dong.db", |p| edit(p, "UPDATE unit SET name = name || ' (khác)' WHERE n = 1"), 1),
    deep("sua-nhat-ky.db", |p| edit(p, "UPDATE act SET thing = 'khác' WHERE n = 2"), 3),
    deep("bay-la.db", |p| edit(p, "CREATE TRIGGER evil AFTER INSERT ON award BEGIN DELETE FROM act; END"), 3),
    deep(
        "chi-doc.db",
        |p| {
            sample(p);
            fs::set_permissions(p, Permissions::from_mode(0o400)).unwrap();
        },
        0,
    ),
];

/// What a file is, to be compared later. A hole of gigabytes is told by its length.
fn state(path: &Path) -> (u64, Option<Vec<u8>>) {
    match fs::symlink_metadata(path) {
        Ok(meta) if meta.is_file() && meta.len() < 1 << 30 => (meta.len(), fs::read(path).ok()),
        Ok(meta) => (meta.len(), None),
        Err(_) => (0, None),
    }
}

#[test]
fn the_library_names_what_it_cannot_take_and_leaves_it_alone() {
    let folder = tempfile::tempdir().unwrap();
    for thing in SHELF {
        let path = folder.path().join(thing.name);
        (thing.make)(&path);
        let before = state(&path);
        for access in [Access::Write, Access::Read] {
            let code = match Store::open(&path, access) {
                Ok(store) => {
                    // what an opening does not see, a check tells, or the first question
                    let code = match store.check() {
                        Ok(report) if !report.damaged.is_empty() => 3,
                        Ok(report) => i32::from(!report.edited.is_empty()),
                        Err(_) => 3,
                    };
                    store.close();
                    assert_eq!(code, thing.check, "{}", thing.name);
                    continue;
                }
                Err(error) => {
                    for lang in [Lang::Vi, Lang::En] {
                        let text = Words::load(lang).say(error.problem());
                        assert!(!text.contains('⟦') && !text.contains('{'), "{}: {text}", thing.name);
                        let named = text.contains(thing.name) || thing.name == "chi-doc.db";
                        assert!(named, "{}: {text}", thing.name);
                    }
                    i32::from(error.exit_code())
                }
            };
            // a file that may only be read is refused to who would write, and opens to who looks
            assert!(code == thing.code || (thing.check == code && code == 3), "{}: {code}", thing.name);
        }
        assert_eq!(state(&path), before, "{} was changed", thing.name);
    }
}

#[test]
fn the_command_line_ends_with_the_right_code_in_both_languages() {
    let home = Home::new();
    for thing in SHELF {
        let path = home.path().join(thing.name);
        (thing.make)(&path);
        let before = state(&path);
        for lang in ["vi", "en"] {
            let check = home.run(&["check", "--db", thing.name, "--lang", lang]);
            let what = format!("{} {lang}: {}{}", thing.name, check.out, check.err);
            assert_eq!(check.code, thing.check, "check {what}");
            assert!(!check.out.is_empty() || check.err.contains(thing.name), "{what}");
            assert!(!what.contains('⟦') && !what.contains("panicked"), "{what}");
        }
        let plain = home.run(&["--db", thing.name]);
        assert_eq!(
            plain.code,
            if thing.code == 1 && thing.check == 3 { plain.code } else { thing.code },
            "{}",
            plain.err
        );
        assert!(!plain.err.is_empty() && !plain.err.contains("panicked"), "{}: {}", thing.name, plain.err);
        let export = home.run(&[
            "export", "--period", "2021-Q2", "--format", "md", "--out", "ra", "--force", "--db", thing.name,
        ]);
        assert!(
            [0, 1, 3].contains(&export.code) && !export.err.contains("panicked"),
            "{}: {}",
            thing.name,
            export.err
        );
        assert!(export.code != 0 || thing.code == 1 && thing.name.contains('-'), "{}", thing.name);
        let copy = home.run(&["backup", "ban-sao.db", "--force", "--db", thing.name]);
        assert!(
            [0, 1, 3].contains(&copy.code) && !copy.err.contains("panicked"),
            "{}: {}",
            thing.name,
            copy.err
        );
        assert_eq!(state(&path), before, "{} was changed", thing.name);
    }
}

/// Damage with copies beside it: the sentence names the newest and how it is put back.
#[test]
fn a_damaged_register_names_its_newest_copy() {
    let home = Home::new();
    let path = home.path().join("so.db");
    let stamp = clock().stamp("an");
    let store = Store::create(&path, &setup(), false, &stamp).unwrap();
    store.keep(&path, &stamp, &thidua::store::Watch::default()).unwrap();
    let digest = store.digest().unwrap();
    store.close();
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..8192]).unwrap();
    let ran = home.run(&["--db", "so.db"]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("SaoLuu/so.0001.20210722-140500.1.db"), "{}", ran.err);
    let copy = home.path().join("SaoLuu/so.0001.20210722-140500.1.db");
    let ran = home.run(&["restore", copy.to_str().unwrap(), "--db", "so.db"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(Store::open(&path, Access::Read).unwrap().digest().unwrap(), digest);
}
