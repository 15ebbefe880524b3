//! Making, opening and closing the file. Opening looks at the header, `application_id` and `user_version` only, so that
//! the start stays instant at any size. Never overwrites, never repairs: a file it cannot take is named and left alone.
use super::migrate::{self, APPLICATION, MIGRATIONS};
use super::private::new_file;
use super::{Store, fault, journal, sample, search};
use crate::core::act::Stamp;
use crate::core::problem::Problem;
use crate::core::register::Setup;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What the opener wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// look and write
    Write,
    /// look only: every write is refused by the database itself
    Read,
}

/// Why a register could not be made or opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpenError {
    /// there is no file
    Missing(Problem),
    /// not a register
    Foreign(Problem),
    /// written by a newer program
    Newer(Problem),
    /// damaged
    Damaged(Problem),
    /// somebody else holds it
    Busy(Problem),
    /// the system or the set-up forbids it
    Denied(Problem),
    /// a long work was stopped by who asked for it; nothing of it stayed
    Stopped(Problem),
}

impl OpenError {
    /// The sentence in it.
    pub fn problem(&self) -> &Problem {
        match self {
            Self::Missing(p)
            | Self::Foreign(p)
            | Self::Newer(p)
            | Self::Damaged(p)
            | Self::Busy(p)
            | Self::Denied(p)
            | Self::Stopped(p) => p,
        }
    }
    /// Exit code of the program: 1 what the user can mend, 3 a damaged or newer register.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Missing(_) | Self::Foreign(_) | Self::Denied(_) | Self::Busy(_) | Self::Stopped(_) => 1,
            Self::Newer(_) | Self::Damaged(_) => 3,
        }
    }
    pub(super) fn of(error: &rusqlite::Error, path: &Path) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy(fault::problem(error)),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Damaged(sentence("problem.store_damaged_file", path))
            }
            _ => Self::Denied(sentence("problem.store_open_failed", path).text("detail", error.to_string())),
        }
    }
}

fn at(problem: Problem, path: &Path) -> Problem {
    problem.text("path", path.display().to_string())
}

fn sentence(key: &'static str, path: &Path) -> Problem {
    at(Problem::new(key), path)
}

/// First page of every SQLite file.
const MAGIC: &[u8] = b"SQLite format 3\0";

/// Makes a register: 0600, its folder one level deep if need be, never over a file that is there.
pub(super) fn create(path: &Path, setup: &Setup, sample: bool, stamp: &Stamp) -> Result<Store, OpenError> {
    sample::check(setup).map_err(OpenError::Denied)?;
    if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty() && !f.exists()) {
        fs::create_dir(folder).map_err(|_| {
            OpenError::Denied(
                Problem::new("problem.store_no_folder").text("path", folder.display().to_string()),
            )
        })?;
    }
    new_file(path).map_err(|e| match e.kind() {
        ErrorKind::AlreadyExists => OpenError::Denied(sentence("problem.store_exists", path)),
        ErrorKind::NotFound => OpenError::Missing(sentence("problem.store_no_folder", path)),
        _ => OpenError::Denied(sentence("problem.store_denied", path)),
    })?;
    let made = fill(path, setup, sample, stamp);
    if made.is_err() {
        // What was begun here is ours to take away: it holds nothing yet.
        for ending in ["", "-wal", "-shm", "-journal"] {
            let _ = fs::remove_file(beside(path, ending));
        }
    }
    made
}

fn fill(path: &Path, setup: &Setup, sample: bool, stamp: &Stamp) -> Result<Store, OpenError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let opened = || -> Result<Store, fault::Fault> {
        let mut conn = Connection::open_with_flags(path, flags)?;
        settle(&conn)?;
        migrate::raise(&mut conn, path, MIGRATIONS, journal::install)?;
