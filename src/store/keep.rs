//! The daily copies beside the register: their folder and names, when one is due, which of them go. Only files whose
//! names were given here are ever taken out, and only after the newest was made and looked through.
use super::backup::{self, at, io_problem};
use super::fault::{Outcome, refuse};
use super::watch::Watch;
use crate::core::act::Stamp;
use crate::core::backup::{Copies, Copy, Holds, KEPT};
use crate::core::problem::Problem;
use rusqlite::Connection;
use std::fs::{self, DirBuilder, DirEntry};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Folder of the copies, beside the register: visible, so that it is found when it is needed.
const FOLDER: &str = "SaoLuu";

/// Where the copies of a register lie.
pub(super) fn folder(path: &Path) -> PathBuf {
    backup::folder_of(path).join(FOLDER)
}

/// What the names of a register's copies begin with: its file's name without `.db`; with another ending, or none, all of
/// it and a point, so that registers of one folder do not meet in their copies.
fn stem(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.strip_suffix(".db").map_or_else(|| format!("{name}."), str::to_owned)
}

/// `so-thi-dua.0007.20210722-140509.128.db`: running number, clock, last act.
fn name(stem: &str, number: u32, stamp: &str, act: i64) -> String {
    format!("{stem}.{number:04}.{stamp}.{act}.db")
}

/// Number, clock and last act of a name that was given here.
fn read(name: &str, stem: &str) -> Option<(u32, String, i64)> {
    let rest = name.strip_prefix(stem)?.strip_prefix('.')?.strip_suffix(".db")?;
    let mut parts = rest.split('.');
    let (number, stamp, act) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |text: &str, n: usize| text.len() == n && text.bytes().all(|b| b.is_ascii_digit());
    let (day, time) = stamp.split_once('-')?;
    let ours = parts.next().is_none() && number.len() >= 4 && digits(day, 8) && digits(time, 6);
    ours.then_some((number.parse().ok()?, stamp.to_owned(), act.parse().ok()?))
}

/// `20210722-140509` of the time of an act.
pub(super) fn stamp(by: &Stamp) -> String {
    let digits: String = by.at.chars().take(19).filter(char::is_ascii_digit).collect();
    let (day, time) = digits.split_at_checked(8).unwrap_or((&digits, ""));
    format!("{day}-{time}")
}

/// The copies in the folder with number, clock and last act, as their names say; what else lies there is nobody's business here.
fn named(path: &Path) -> impl Iterator<Item = (DirEntry, (u32, String, i64))> {
    let stem = stem(path);
    let entries = fs::read_dir(folder(path)).into_iter().flatten().flatten();
    entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file())).filter_map(move |entry| {
        let said = read(entry.file_name().to_str()?, &stem)?;
        Some((entry, said))
    })
}

/// The copies, newest first by their running number.
pub(super) fn list(path: &Path) -> Copies {
    let mut list: Vec<Copy> = named(path)
        .map(|(entry, (number, stamp, act))| {
            let size = entry.metadata().map_or(0, |m| m.len());
            let good = backup::peek(&entry.path()).is_ok_and(|held| held.act == act);
            Copy { file: entry.path(), number, stamp, act, size, good }
        })
        .collect();
    list.sort_by_key(|copy| std::cmp::Reverse(copy.number));
    Copies { folder: folder(path), list }
}

/// Clock and last act of the newest copy, by its name alone: no copy is opened.
pub(super) fn newest(path: &Path) -> Option<(String, i64)> {
    named(path).map(|(_, said)| said).max_by_key(|(number, ..)| *number).map(|(_, stamp, act)| (stamp, act))
}

/// One copy a day, at most, and only after something was written: `None` where none is due.
pub(super) fn keep(conn: &Connection, path: &Path, by: &Stamp, watch: &Watch) -> Outcome<Option<Holds>> {
    let copies = list(path);
    let now = stamp(by);
    let day = |stamp: &str| stamp.split('-').next().unwrap_or_default().to_owned();
    if let Some(last) = copies.last() {
        let same = backup::peek(&last.file).is_ok_and(|copy| {
            backup::holds(conn, path).is_ok_and(|held| (held.act, held.hash) == (copy.act, copy.hash))
        });
        if same || day(&last.stamp) == day(&now) {
            return Ok(None);
        }
    }
    private_folder(&copies.folder)?;
    let act: i64 = conn.query_row("SELECT COALESCE(MAX(n), 0) FROM act", [], |r| r.get(0))?;
    let number = copies.list.first().map_or(1, |newest| newest.number.saturating_add(1));
    let made = make(conn, &copies.folder, (&stem(path), number, &now, act), watch)?;
    prune(path);
    Ok(Some(made))
}

/// The copy; its name says the act that is really in it, for acts may be written meanwhile.
fn make(
    conn: &Connection,
    folder: &Path,
    (stem, number, now, act): (&str, u32, &str, i64),
    watch: &Watch,
) -> Outcome<Holds> {
    let goal = folder.join(name(stem, number, now, act));
    let held = backup::make(conn, &goal, false, watch)?;
    if held.act != act {
        let exact = folder.join(name(stem, number, now, held.act));
        fs::rename(&goal, &exact).map_err(|e| io_problem(&e, &exact))?;
    }
    Ok(held)
}

/// The folder of copies, which nobody but its owner may enter; one that is there is taken as it is.
pub(super) fn private_folder(folder: &Path) -> Outcome<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(folder) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            refuse(at(Problem::new("problem.backup.not_folder"), folder))
        }
        Err(error) => Err(io_problem(&error, folder)),
    }
}

/// Takes out the oldest copies beyond those kept, by running number: a clock set back does not make a copy old. One that
/// does not open counts for nothing, so that ten good ones stay.
fn prune(path: &Path) {
    let mut good = 0;
    for copy in list(path).list {
        good += usize::from(copy.good);
        if good > KEPT {
            // What cannot be taken out stays: it is in nobody's way.
            let _ = fs::remove_file(&copy.file);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_given_here_are_read() {
        let given = name("so.v1", 7, "20210722-140509", 128);
        assert_eq!(given, "so.v1.0007.20210722-140509.128.db");
        assert_eq!(read(&given, "so.v1"), Some((7, "20210722-140509".into(), 128)));
        assert_eq!(read(&name("so", 12_345, "20210722-140509", 1), "so").unwrap().0, 12_345);
        for other in [
            "so.db",
            "so.0007.20210722-140509.128.db.bak",
            "so.0007.20210722.128.db",
            "so.0007.20210722-140509.128-2.db",
            "so.0007.20210722-140509.1.2.db",
            "so2.0007.20210722-140509.128.db",
            "so.khac.20210722-140509.128.db",
        ] {
            assert_eq!(read(other, "so"), None, "{other}");
        }
        let by = Stamp { at: "2021-07-22T14:05:09+07:00".into(), user: "men".into() };
        assert_eq!(stamp(&by), "20210722-140509");
    }
}
