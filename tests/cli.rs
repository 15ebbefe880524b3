//! The command line from outside: what is printed, which exit code, in both languages; no terminal anywhere.
use crate::terminal::pty::bare;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A home, and what is run in it.
pub struct Home(TempDir);

/// What came of a run.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Home {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }
    pub fn path(&self) -> &Path {
        self.0.path()
    }
    pub fn run(&self, args: &[&str]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_thidua"));
        command.args(args).current_dir(self.path()).stdin(Stdio::null());
        bare(self.path(), |name, value| {
            command.env(name, value);
        });
        let Output { status, stdout, stderr } = command.output().unwrap();
        Ran {
            code: status.code().unwrap(),
            out: String::from_utf8(stdout).unwrap(),
            err: String::from_utf8(stderr).unwrap(),
        }
    }
    /// A home with the sample in `so.db`.
    fn with_sample() -> Self {
        let home = Self::new();
        crate::common::sample(&home.path().join("so.db"));
        home
    }
    fn files(&self, folder: &str) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.path().join(folder))
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

#[test]
fn help_and_version_are_zero_and_bad_usage_is_two() {
    let home = Home::new();
    let help = home.run(&["--help"]);
    assert_eq!((help.code, help.err.as_str()), (0, ""));
    for word in ["Cách dùng", "demo", "export", "check", "backup", "restore", "--db", "--lang", "--period"]
    {
        assert!(help.out.contains(word), "{word}: {}", help.out);
    }
    assert!(home.run(&["--lang", "en", "--help"]).out.contains("Usage"));
    assert!(home.run(&["export", "--help", "--lang=en"]).out.contains("--format"));
    assert_eq!(home.run(&["--version"]).out, format!("thidua {}\n", env!("CARGO_PKG_VERSION")));
    for args in [&["--nope"][..], &["nope"], &["export", "--out", "x"], &["--period", "Q9"]] {
        let ran = home.run(args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(ran.err.contains("thidua --help"), "{}", ran.err);
    }
}

#[test]
fn the_screens_without_a_terminal_say_so() {
    let home = Home::with_sample();
    for args in [&[][..], &["--db", "so.db"], &["demo"]] {
        let ran = home.run(args);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{args:?}");
        assert!(ran.err.starts_with("thidua cần một cửa sổ dòng lệnh"), "{}", ran.err);
    }
    assert!(home.run(&["--lang", "en"]).err.starts_with("thidua needs a terminal"));
    assert_eq!(home.files("."), ["so.db"], "nothing is left behind");
}

#[test]
fn demo_writes_once_and_never_over_a_file() {
    let home = Home::new();
    let first = home.run(&["demo", "--db", "so.db"]);
    assert_eq!((first.code, first.err.as_str(), first.out.lines().count()), (0, "", 1));
    assert!(first.out.contains("so.db"), "{}", first.out);
    let before = fs::read(home.path().join("so.db")).unwrap();
    let again = home.run(&["--db", "so.db", "demo"]);
    assert_eq!(again.code, 1);
    assert!(again.err.contains("so.db đã có"), "{}", again.err);
    assert_eq!(fs::read(home.path().join("so.db")).unwrap(), before);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(home.path().join("so.db")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn check_is_clean_on_the_sample() {
    let home = Home::with_sample();
    let ran = home.run(&["check", "--db", "so.db"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out.starts_with("Sổ tốt"), "{}", ran.out);
    let ran = home.run(&["check", "--db", "so.db", "--json", "--lang", "en"]);
    assert_eq!(ran.code, 0);
    let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(report["damaged"], serde_json::json!([]));
    assert_eq!(report["edited"], serde_json::json!([]));
    assert!(report["acts"].as_i64().unwrap() > 0 && report["rows"].as_i64().unwrap() > 0, "{report}");
}

#[test]
fn check_makes_anew_what_is_derived_and_nothing_else() {
    let home = Home::with_sample();
    let db = rusqlite::Connection::open(home.path().join("so.db")).unwrap();
    db.execute_batch("DELETE FROM find").unwrap();
    db.close().unwrap();
    let ran = home.run(&["check", "--db", "so.db"]);
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert!(
        ran.out.contains("Cần lập lại: Chỉ mục tìm kiếm") && ran.out.contains("thidua check --mend"),
        "{}",
        ran.out
    );
    let ran = home.run(&["check", "--mend", "--db", "so.db"]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert!(
        ran.out.starts_with("Cần lập lại: Chỉ mục tìm kiếm")
            && ran.out.contains("\nĐã lập lại chỉ mục tìm kiếm và số tính sẵn\nSổ tốt"),
        "{}",
        ran.out
    );
    let ran = home.run(&["check", "--mend", "--json", "--db", "so.db"]);
    let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(
        (ran.code, &report["derived"], &report["mended"]),
        (0, &serde_json::json!([]), &serde_json::json!([]))
    );
    // what is damaged is not mended over
    let db = rusqlite::Connection::open(home.path().join("so.db")).unwrap();
    db.execute_batch("DELETE FROM find; DROP TRIGGER journal_unit_update").unwrap();
    db.close().unwrap();
    let ran = home.run(&["check", "--mend", "--db", "so.db"]);
    assert_eq!(ran.code, 3, "{}", ran.out);
    assert!(ran.out.contains("Cần lập lại"), "{}", ran.out);
}

#[test]
fn check_names_a_row_edited_outside_and_a_damaged_file() {
    let home = Home::with_sample();
    let file = home.path().join("so.db");
    let db = rusqlite::Connection::open(&file).unwrap();
    db.execute("UPDATE unit SET name = name || ' (khác)' WHERE n = 1", []).unwrap();
    db.close().unwrap();
    let ran = home.run(&["check", "--db", "so.db", "--json"]);
    let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(ran.code, 1, "{report}");
    assert_eq!(report["edited"].as_array().unwrap().len(), 1, "{report}");
    assert_eq!(home.run(&["check", "--db", "so.db"]).code, 1);
    // a page in the middle overwritten
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..middle + 4096].fill(0x5a);
    fs::write(&file, bytes).unwrap();
    let ran = home.run(&["check", "--db", "so.db", "--json"]);
    let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(ran.code, 3, "{report}");
    assert!(!report["damaged"].as_array().unwrap().is_empty());
    // cut off: not even opened
    fs::write(&file, &fs::read(&file).unwrap()[..20_000]).unwrap();
    for args in [&["check"][..], &[], &["export", "--period", "2021-Q2", "--out", "ra"]] {
        let ran = home.run(&[&["--lang", "vi", "--db", "so.db"], args].concat());
        assert_eq!(ran.code, 3, "{args:?} {}{}", ran.out, ran.err);
    }
}

#[test]
fn a_register_that_cannot_be_taken_is_named() {
    let home = Home::with_sample();
    let export = |db: &'static str| ["export", "--period", "2021-Q2", "--out", "ra", "--db", db];
    for args in [&["check", "--db", "khác.db"][..], &export("khác.db"), &["check"]] {
        let ran = home.run(args);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{args:?}");
        assert!(ran.err.starts_with("Không có sổ thi đua ở "), "{}", ran.err);
    }
    assert!(home.run(&["check", "--lang", "en"]).err.starts_with("There is no register at "));
    fs::write(home.path().join("thư.txt"), "Kính gửi…").unwrap();
    for args in [&["check", "--db", "thư.txt"][..], &export("thư.txt")] {
        let ran = home.run(args);
        assert_eq!(ran.code, 1, "{args:?} {}", ran.err);
        assert!(ran.err.contains("thư.txt"), "{}", ran.err);
    }
    let db = rusqlite::Connection::open(home.path().join("so.db")).unwrap();
    db.pragma_update(None, "user_version", 9999).unwrap();
    db.close().unwrap();
    for args in [&["check", "--db", "so.db"][..], &export("so.db"), &["--db", "so.db"]] {
        assert_eq!(home.run(args).code, 3, "{args:?}");
    }
    assert!(!home.path().join("ra").exists(), "no folder for an export that cannot be");
}

#[test]
fn export_writes_what_was_asked_for() {
    let home = Home::with_sample();
    let all = ["export", "--db", "so.db", "--period", "2021-Q2", "--format", "md,json,csv", "--out", "ra"];
    let ran = home.run(&all);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let files = home.files("ra");
    assert!(files.contains(&"bao-cao-2021-Q2.md".to_owned()), "{files:?}");
    assert!(files.contains(&"bao-cao-2021-Q2.json".to_owned()), "{files:?}");
    assert_eq!(ran.out.lines().count(), files.len(), "{}", ran.out);
    for line in ran.out.lines() {
        assert!(home.path().join(line).is_file(), "{line}");
    }
    let text = fs::read_to_string(home.path().join("ra/bao-cao-2021-Q2.md")).unwrap();
    // An existing file is not overwritten unasked, and nothing else is written either.
    fs::write(home.path().join("ra/bao-cao-2021-Q2.md"), "của tôi").unwrap();
    let again = home.run(&all);
    assert_eq!((again.code, again.out.as_str()), (1, ""));
    assert!(again.err.contains("bao-cao-2021-Q2.md") && again.err.contains("--force"), "{}", again.err);
    assert_eq!(fs::read_to_string(home.path().join("ra/bao-cao-2021-Q2.md")).unwrap(), "của tôi");
    assert_eq!(home.run(&[&all[..], &["--force"]].concat()).code, 0);
    assert_eq!(fs::read_to_string(home.path().join("ra/bao-cao-2021-Q2.md")).unwrap(), text);
    assert_eq!(home.files("."), ["ra", "so.db"], "one file is left of the register");
}

#[test]
fn export_writes_the_papers_that_were_named() {
    let home = Home::with_sample();
    let export = |args: &[&str]| {
        home.run(&[&["export", "--db", "so.db", "--period", "2021-Q2", "--format", "md"], args].concat())
    };
    let ran = export(&["--paper", "result,scores", "--paper", "report,result", "--out", "ra"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let names = ["bang-diem-xep-hang", "bao-cao", "ket-qua-xep-loai"].map(|n| format!("{n}-2021-Q2.md"));
    assert_eq!(home.files("ra"), names);
    let ran = export(&["--paper", "why", "--unit", "pv01", "--out", "mot"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(home.files("mot"), ["giai-trinh-diem-PV01-2021-Q2.md"]);
    let ran = export(&["--paper", "why", "--out", "ca"]);
    assert_eq!((ran.code, home.files("ca").len()), (0, 12), "one a unit");
    // what there is not is said, and nothing is written
    let ran = export(&["--paper", "report,adjustment", "--out", "khong"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("chưa có lần điều chỉnh nào"), "{}", ran.err);
    let ran = export(&["--paper", "why", "--unit", "PV99", "--out", "khong"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("“PV99”") && ran.err.contains("PV01, "), "{}", ran.err);
    let ran = export(&["--paper", "minutes", "--out", "khong", "--lang", "en"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("report, result, scores, why, adjustment"), "{}", ran.err);
    assert_eq!(export(&["--unit", "PV01", "--out", "khong"]).code, 2, "no paper of a unit is asked for");
    assert_eq!(export(&["--adjustment", "1", "--out", "khong"]).code, 2, "no paper that has adjustments");
    let ran = export(&["--paper", "report,result", "--adjustment", "0", "--out", "khong"]);
    assert_eq!(ran.code, 2, "two states of the period in one folder: {}", ran.out);
    assert!(ran.err.contains("--paper report:"), "{}", ran.err);
    let ran = export(&["--paper", "result", "--adjustment", "3", "--out", "khong"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("Quý II/2021 không có lần điều chỉnh 3"), "{}", ran.err);
    assert!(!home.path().join("khong").exists());
}

#[test]
fn export_refuses_a_period_or_a_folder_that_is_not_there() {
    let home = Home::with_sample();
    let ran = home.run(&["export", "--db", "so.db", "--period", "1999-Q1", "--format", "md", "--out", "ra"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("1999-Q1") && ran.err.contains("2021-Q2"), "{}", ran.err);
    assert!(!home.path().join("ra").exists());
    let ran = home.run(&[
        "--period",
        "2021-Q2",
        "--db",
        "so.db",
        "export",
        "--format",
        "md",
        "--out",
        "không/có/ra",
    ]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("không/có"), "{}", ran.err);
}

#[test]
fn backup_writes_once_and_restore_says_what_would_go() {
    let home = Home::with_sample();
    let backup = ["backup", "sao.db", "--db", "so.db"];
    let ran = home.run(&backup);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.starts_with("Đã sao lưu vào sao.db, đã kiểm tra: lượt ghi #"), "{}", ran.out);
    let again = home.run(&backup);
    assert_eq!((again.code, again.out.as_str()), (1, ""));
    assert!(again.err.contains("sao.db đã có. Thêm --force"), "{}", again.err);
    let ran = home.run(&["backup", "sao.db", "--force", "--json", "--db", "so.db"]);
    let held: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert!(held["act"].as_i64().unwrap() > 0 && held["size"].as_u64().unwrap() > 0, "{held}");
    assert_eq!(home.run(&["backup", "sao.db", "--db", "khác.db"]).code, 1);
    assert_eq!(home.run(&["backup"]).code, 2);
    // a register that is there: what both hold, and nothing done without --force
    let before = fs::read(home.path().join("so.db")).unwrap();
    let restore = ["restore", "sao.db", "--db", "so.db"];
    let ran = home.run(&restore);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.starts_with("Bản sao: lượt ghi #") && ran.err.contains("--force"), "{}", ran.err);
    assert_eq!(fs::read(home.path().join("so.db")).unwrap(), before);
    let ran = home.run(&["restore", "sao.db", "--force", "--lang", "en", "--db", "so.db"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.starts_with("Restored ") && ran.out.contains("SaoLuu"), "{}", ran.out);
    assert_eq!(home.run(&["check", "--db", "so.db"]).code, 0);
    // where nothing lies, and where something damaged does, no --force is asked for
    assert_eq!(home.run(&["restore", "sao.db", "--db", "moi.db"]).code, 0);
    let bytes = fs::read(home.path().join("so.db")).unwrap();
    fs::write(home.path().join("so.db"), &bytes[..bytes.len() / 2]).unwrap();
    let ran = home.run(&["check", "--db", "so.db"]);
    assert_eq!(ran.code, 3);
    assert!(ran.out.contains("thidua restore"), "{}", ran.out);
    let ran = home.run(&["restore", "sao.db", "--json", "--db", "so.db"]);
    let held: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert!(held["kept"].as_str().unwrap().contains("so.hong-"), "{held}");
    assert_eq!(home.run(&["check", "--db", "so.db"]).code, 0);
    // a letter is not written over; a copy that is damaged is code 3
    fs::write(home.path().join("thư.txt"), "Kính gửi…").unwrap();
    assert_eq!(home.run(&["restore", "sao.db", "--db", "thư.txt"]).code, 1);
    assert_eq!(fs::read_to_string(home.path().join("thư.txt")).unwrap(), "Kính gửi…");
    fs::write(home.path().join("sao.db"), &bytes[..bytes.len() / 2]).unwrap();
    assert_eq!(home.run(&["restore", "sao.db", "--force", "--db", "so.db"]).code, 3);
}
