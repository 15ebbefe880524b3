//! A copy put back in the place of the register. The copy is looked through and made ready beside the register first, with
//! the act that says so; what stood there is kept under a name of its own; only then the content changes, in one step.
//! Nothing is ever destroyed: a register that cannot be read any more is laid aside with all that belongs to it.
use super::backup::{self, Temporary, denied, io_problem, pages, same_file, sync_folder, verify};
use super::fault::{Fault, Outcome};
use super::journal::Wrote;
use super::open::{self, Access, OpenError};
use super::watch::Watch;
use super::{Store, keep, migrate};
use crate::core::act::Stamp;
use crate::core::backup::{Holds, moment};
use crate::core::problem::Problem;
use rusqlite::Connection;
use std::fs;
use std::path::{Path, PathBuf};

/// What came of putting a copy back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// what the register holds now
    pub holds: Holds,
    /// where lies what stood there before; `None`: nothing did
    pub kept: Option<PathBuf>,
}

/// Puts the copy at `file` in the place of the register at `path`.
pub(super) fn restore(file: &Path, path: &Path, by: &Stamp, watch: &Watch) -> Result<Restored, OpenError> {
    if same_file(file, path) {
        return Err(OpenError::Denied(backup::at(Problem::new("problem.backup.same"), file)));
    }
    let copy = verify(file, watch)?;
    let ready = ready(file, path, &copy, by, watch).map_err(|f| denied(f, path))?;
    let holds = verify(&ready.0, watch)?;
    let there = path.symlink_metadata().is_ok();
    let kept = if !there {
        ready.place(path, false).map_err(|f| denied(f, path))?;
        None
    } else if let Some(store) = whole(path)? {
        let kept = keep_whole(&store, path, by, watch);
        store.close();
        match kept {
            Ok(kept) => {
                pour(&ready.0, path)?;
                Some(kept)
            }
            // no copy of it can be made that reads back: it is laid aside as it is
            Err(Fault::Refused(r)) if r.problem().key == "problem.backup.spoilt" => {
                Some(instead(ready, path, by)?)
            }
            Err(fault) => return Err(denied(fault, path)),
        }
    } else {
        Some(instead(ready, path, by)?)
    };
    let now = backup::peek(path)?;
    if (now.act, &now.hash) != (holds.act, &holds.hash) {
        return Err(OpenError::Damaged(backup::at(Problem::new("problem.backup.spoilt"), path)));
    }
    Ok(Restored { holds: now, kept })
}

/// The copy beside its goal, raised to this program's version, its last act saying where it comes from.
fn ready(file: &Path, path: &Path, copy: &Holds, by: &Stamp, watch: &Watch) -> Outcome<Temporary> {
    let ready = Temporary::beside(path)?;
    let from = open::only_look(file).map_err(|e| Fault::from(e.problem().clone()))?;
    pages(&from, &ready.0, watch)?;
    drop(from);
    backup::settle(&ready.0).map_err(|e| io_problem(&e, path))?;
    let mut conn = Connection::open(&ready.0)?;
    open::guard(&conn)?;
    migrate::raise_copy(&mut conn)?;
    let mut store = Store::over(conn);
    store.transact(by, |_| {
        Ok(Wrote::new("act.restore", format!("#{}, {}", copy.act, moment(&copy.at))).barrier())
    })?;
    store.close();
    Ok(ready)
}

/// The register that stands there, where it can be read and written; a look at what is damaged is no error here.
fn whole(path: &Path) -> Result<Option<Store>, OpenError> {
    match Store::open(path, Access::Write) {
        Ok(store) => Ok(backup::holds(&store.conn, path).is_ok().then_some(store)),
        Err(OpenError::Damaged(_) | OpenError::Foreign(_) | OpenError::Newer(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// What stands there, copied into the folder of copies under a name that is never taken out.
fn keep_whole(store: &Store, path: &Path, by: &Stamp, watch: &Watch) -> Outcome<PathBuf> {
    let folder = keep::folder(path);
    keep::private_folder(&folder)?;
    let goal = unused(&folder, path, "truoc-khoi-phuc", by);
    backup::make(&store.conn, &goal, false, watch)?;
    Ok(goal)
}

/// `so-thi-dua.truoc-khoi-phuc-20210722-140509.db`, with a number where that is taken.
fn unused(folder: &Path, path: &Path, what: &str, by: &Stamp) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let base = format!("{stem}.{what}-{}", keep::stamp(by));
    let named = |n: u32| folder.join(if n == 1 { format!("{base}.db") } else { format!("{base}-{n}.db") });
    (1..10_000).map(named).find(|p| p.symlink_metadata().is_err()).unwrap_or_else(|| named(1))
}

/// The content of the register replaced in one transaction: whoever else has it open sees the new one, as after any act.
fn pour(ready: &Path, path: &Path) -> Result<(), OpenError> {
    let from = open::only_look(ready)?;
    let mut store = Store::open(path, Access::Write)?;
    // Nobody stops this: it is one transaction, done or not done.
    backup::flow(&from, &mut store.conn, &Watch::default()).map_err(|f| denied(f, path))?;
    // The header lies in the file from now on, not in the -wal: whoever looks reads it there.
    // Somebody who reads meanwhile may put that off: nothing is lost by it.
    let _ = store.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    store.close();
    Ok(())
}

/// What stands there goes aside with its -wal; the copy takes its name. The old name comes back if that fails.
fn instead(ready: Temporary, path: &Path, by: &Stamp) -> Result<PathBuf, OpenError> {
    let aside = unused(&backup::folder_of(path), path, "hong", by);
    let moved = |from: &Path, to: &Path| {
        for ending in ["", "-wal", "-journal"] {
            let (from, to) = (open::beside(from, ending), open::beside(to, ending));
            if from.symlink_metadata().is_ok() {
                fs::rename(&from, &to)?;
            }
        }
        // what SQLite keeps in memory beside the file is made anew
        let _ = fs::remove_file(open::beside(from, "-shm"));
        Ok(())
    };
    moved(path, &aside).map_err(|e: std::io::Error| denied(io_problem(&e, path), path))?;
    if let Err(fault) = ready.place(path, false) {
        let _ = moved(&aside, path);
        return Err(denied(fault, path));
    }
    sync_folder(path);
    Ok(aside)
}
