//! A copy put back in the place of the register. The copy is looked through and made ready beside the register first, with
//! the act that says so; what stood there is kept under a name of its own; only then the content changes, in one step.
//! Nothing is ever destroyed: a register that cannot be read any more is laid aside with all that belongs to it.
use super::backup::{self, Temporary, denied, io_problem, pages, same_file, sync_folder, verify};
use super::fault::{Fault, Outcome};
use super::journal::Wrote;
use super::open::{self, Access, OpenError};
use super::watch::Watch;
use super::{Store, keep, leftover, migrate};
use crate::core::act::Stamp;
use crate::core::backup::{Holds, moment};
use crate::core::problem::Problem;
use rusqlite::Connection;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a reader is waited for before the folding of the -wal is left to who closes last.
const FOLD: Duration = Duration::from_millis(500);

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
    work(file, path, by, watch).map_err(|error| match error {
        OpenError::Stopped(_) => OpenError::Stopped(Problem::new("problem.backup.restore_stopped")),
        other => other,
    })
}

fn work(file: &Path, path: &Path, by: &Stamp, watch: &Watch) -> Result<Restored, OpenError> {
    if same_file(file, path) {
        return Err(OpenError::Denied(backup::at(Problem::new("problem.backup.same"), file)));
    }
    let copy = verify(file, watch)?;
    let ready = ready(file, path, &copy, by, watch).map_err(|f| denied(f, path))?;
    let holds = verify(&ready.0, watch)?;
    let there = ["", "-wal", "-journal"].iter().any(|e| open::beside(path, e).symlink_metadata().is_ok());
    let kept = if !there {
        ready.place(path, false).map_err(|f| denied(f, path))?;
        None
    } else if let Some(store) = whole(path)? {
        match swap(store, &ready.0, path, by, watch) {
            Ok(kept) => Some(kept),
            // no copy of it can be made that reads back: it is laid aside as it is
            Err(Fault::Refused(r)) if r.problem().key == "problem.backup.spoilt" => {
                Some(instead(ready, path, by)?)
            }
            Err(fault) => return Err(denied(fault, path)),
        }
    } else {
        Some(instead(ready, path, by)?)
    };
    // others may have written already: the act of the restoring must be there, not be the last
    let hash: rusqlite::Result<String> =
        open::only_look(path)?.query_row("SELECT hash FROM act WHERE n = ?1", [holds.act], |r| r.get(0));
    match hash {
        Ok(hash) if hash == holds.hash => Ok(Restored { holds, kept }),
        Err(error) if backup::busy(&error) => Err(OpenError::of(&error, path)),
        _ => Err(OpenError::Damaged(backup::at(Problem::new("problem.backup.spoilt"), path))),
    }
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
    // What was half typed when the copy was made is not half typed now; what is, stays.
    conn.execute("DELETE FROM draft", [])?;
    if let Ok(now) = open::only_look(path) {
        leftover::lay(&mut conn, &leftover::all(&now).unwrap_or_default())?;
    }
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
        Ok(store) => match backup::holds(&store.conn, path) {
            Err(error) if backup::busy(&error) => Err(OpenError::of(&error, path)),
            held => Ok(held.is_ok().then_some(store)),
        },
        Err(OpenError::Missing(_) | OpenError::Damaged(_) | OpenError::Foreign(_) | OpenError::Newer(_)) => {
            Ok(None)
        }
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

/// The content of the register kept, then replaced in one transaction: whoever else has it open sees the new one, as after
/// any act. One lock lies over both, so that no act falls between the copy and the new content.
fn swap(mut store: Store, ready: &Path, path: &Path, by: &Stamp, watch: &Watch) -> Outcome<PathBuf> {
    let opened = |error: OpenError| Fault::from(error.problem().clone());
    let from = open::only_look(ready).map_err(opened)?;
    let mode: String = store.conn.query_row("PRAGMA journal_mode", [], |r| r.get(0))?;
    // Nobody stops the filling itself: it is one transaction, done or not done.
    let never = Watch::default();
    let (kept, drafts) = if mode == "wal" {
        let eyes = Store::open(path, Access::Read).map_err(opened)?;
        let kept = backup::flow_after(&from, &mut store.conn, &never, || {
            Ok((keep_whole(&eyes, path, by, watch)?, leftover::all(&eyes.conn)?))
        });
        eyes.close();
        kept?
    } else {
        // Beside a rollback journal nobody reads what is being written: the lock is kept from one to the other instead.
        store.conn.query_row("PRAGMA locking_mode = EXCLUSIVE", [], |_| Ok(()))?;
        store.conn.execute_batch("BEGIN EXCLUSIVE; COMMIT")?;
        let kept = (keep_whole(&store, path, by, watch)?, leftover::all(&store.conn)?);
        backup::flow(&from, &mut store.conn, &never)?;
        kept
    };
    // those kept by another window since the copy was made ready; they are not worth a restoring that failed
    let _ = leftover::lay(&mut store.conn, &drafts);
    // The header lies in the file from now on, not in the -wal: whoever looks reads it there.
    // Somebody who reads meanwhile may put that off: nothing is lost by it.
    let _ = store.conn.busy_timeout(FOLD);
    let _ = store.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    store.close();
    Ok(kept)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::demo;
    use std::sync::{Arc, Mutex};

    /// Beside a rollback journal, as on a network place, one lock lies over the copy and the filling too.
    #[test]
    fn nobody_writes_meanwhile_beside_a_rollback_journal() {
        let folder = tempfile::tempdir().unwrap();
        let (path, copy) = (folder.path().join("so.db"), folder.path().join("ban-sao.db"));
        let by = Stamp { at: "2021-07-22T14:05:09+07:00".into(), user: "men".into() };
        demo::fill(&path, &by).unwrap().close();
        fs::copy(&path, &copy).unwrap();
        backup::settle(&copy).unwrap();
        let conn = Connection::open(&path).unwrap();
        open::guard(&conn).unwrap();
        conn.query_row("PRAGMA journal_mode = TRUNCATE", [], |_| Ok(())).unwrap();
        let (file, tried) = (path.clone(), Arc::new(Mutex::new(Vec::new())));
        let told = Arc::clone(&tried);
        let watch = Watch::new(Arc::default(), move |_, _| {
            let other = Connection::open(&file).unwrap();
            other.busy_timeout(Duration::ZERO).unwrap();
            told.lock().unwrap().push(other.execute_batch("BEGIN IMMEDIATE; ROLLBACK").is_err());
        });
        let kept = swap(Store::over(conn), &copy, &path, &by, &watch).unwrap();
        let tried = tried.lock().unwrap();
        assert!(!tried.is_empty() && tried.iter().all(|refused| *refused), "{tried:?}");
        assert!(kept.exists());
        let store = Store::open(&path, Access::Write).unwrap();
        assert!(store.check().unwrap().damaged.is_empty());
    }
}
