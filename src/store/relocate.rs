//! The register moved to another folder: copied there and looked through while nobody else has it open, then the file it was
//! is given a name nobody works under by mistake. Nothing is taken away: what stood there stays, under that name.
use super::backup::{self, denied, folder_of, io_problem, same_file, sync_folder};
use super::fault::{Fault, Outcome, refuse};
use super::open::{self, Access, OpenError};
use super::watch::Watch;
use super::{Store, keep};
use crate::core::act::Stamp;
use crate::core::problem::Problem;
use std::fs;
use std::path::{Path, PathBuf};

/// Where the register lies now, and where what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// the register
    pub place: PathBuf,
    /// the file it was, out of use
    pub left: PathBuf,
}

/// Moves the closed register at `path` into `folder`, under the same name.
pub(super) fn relocate(path: &Path, folder: &Path, by: &Stamp, watch: &Watch) -> Result<Moved, OpenError> {
    let place = folder.join(path.file_name().unwrap_or_default());
    if same_file(&folder_of(path), folder) {
        return Err(OpenError::Denied(backup::at(Problem::new("problem.move.here"), folder)));
    }
    let store = Store::open(path, Access::Write)?;
    work(store, path, &place, by, watch)
        .map(|left| Moved { place, left })
        .map_err(|fault| denied(fault, path))
}

fn work(store: Store, path: &Path, place: &Path, by: &Stamp, watch: &Watch) -> Outcome<PathBuf> {
    alone(&store)?;
    let held = backup::make(&store.conn, place, false, watch)?;
    store.close();
    let gone = |fault: Fault| {
        // made here, and nothing was written to it yet
        let _ = fs::remove_file(place);
        fault
    };
    let left = aside(path, by);
    fs::rename(path, &left).map_err(|e| gone(io_problem(&e, path)))?;
    sync_folder(path);
    // Between the closing and the renaming somebody may have opened it and written: then it is that file that counts.
    let head = open::only_look(&left).ok().and_then(|conn| backup::holds(&conn, &left).ok());
    if head.as_ref().is_none_or(|head| head.hash != held.hash) {
        fs::rename(&left, path).map_err(|e| io_problem(&e, &left))?;
        return refuse(backup::at(Problem::new("problem.move.in_use"), path)).map_err(gone);
    }
    Ok(left)
}

/// The only connection from now on, and everything in the file itself; refused where another program has it open.
fn alone(store: &Store) -> Outcome<()> {
    let busy = |error: rusqlite::Error| {
        if backup::busy(&error) {
            Fault::from(Problem::new("problem.move.open_elsewhere"))
        } else {
            Fault::from(error)
        }
    };
    let mode: String = store.conn.query_row("PRAGMA journal_mode", [], |r| r.get(0))?;
    if mode == "wal" {
        let mode: String =
            store.conn.query_row("PRAGMA journal_mode = DELETE", [], |r| r.get(0)).map_err(busy)?;
        if mode != "delete" {
            return refuse(Problem::new("problem.move.open_elsewhere"));
        }
    }
    store.conn.query_row("PRAGMA locking_mode = EXCLUSIVE", [], |_| Ok(()))?;
    store.conn.execute_batch("BEGIN EXCLUSIVE; COMMIT").map_err(busy)?;
    Ok(())
}

/// `so-thi-dua.da-chuyen-20210722-140509.db`, with a number where that is taken.
fn aside(path: &Path, by: &Stamp) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let base = format!("{stem}.da-chuyen-{}", keep::stamp(by));
    let named =
        |n: u32| path.with_file_name(if n == 1 { format!("{base}.db") } else { format!("{base}-{n}.db") });
    (1..10_000).map(named).find(|p| p.symlink_metadata().is_err()).unwrap_or_else(|| named(1))
}
