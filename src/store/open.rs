//! Making, opening and closing the file. Opening looks at the header, `application_id` and `user_version` only, so that
//! the start stays instant at any size. Never overwrites, never repairs: a file it cannot take is named and left alone.
use super::migrate::{self, APPLICATION, MIGRATIONS};
use super::place::{self, Place};
use super::private::{new_file, writable};
use super::{Store, fault, held, sample, search};
use crate::core::act::Stamp;
use crate::core::problem::Problem;
use crate::core::register::Setup;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::fs::{self, File};
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
    /// look only, where a connection to write may follow at any time: the file is taken as it stands, and is refused where
    /// that one would have to settle it first, or could not write
    Beside,
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
        settle(&conn, path)?;
        migrate::raise(&mut conn, path, MIGRATIONS, migrate::triggers)?;
        search::install(&conn)?;
        let mut store = Store::over(conn);
        store.transact(stamp, |pen| sample::lay(pen, setup, sample))?;
        // Header fields live in the file from now on, not in a -wal that a crash could leave behind: `look` reads them there.
        store.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(store)
    };
    opened().map_err(|f| match f {
        fault::Fault::Sql(error) => OpenError::of(&error, path),
        fault::Fault::Refused(refusal) => OpenError::Denied(refusal.problem().clone()),
    })
}

/// Opens a register.
pub(super) fn open(path: &Path, access: Access) -> Result<Store, OpenError> {
    let head = look(path)?;
    if access != Access::Read && !writable(path) {
        return Err(OpenError::Denied(sentence("problem.store_read_only", path)));
    }
    if access == Access::Beside && !head.is_some_and(|head| settled(path, &head)) {
        return Err(OpenError::Denied(sentence("problem.store_denied", path)));
    }
    company(path)?;
    let mut conn = connect(path, access).map_err(|e| OpenError::of(&e, path))?;
    let number = |pragma: &str| -> Result<i32, OpenError> {
        conn.query_row(pragma, [], |r| r.get(0)).map_err(|e| OpenError::of(&e, path))
    };
    if number("PRAGMA application_id")? != APPLICATION {
        return Err(OpenError::Foreign(sentence("problem.store_foreign", path)));
    }
    if number("PRAGMA user_version")? > migrate::newest() {
        return Err(OpenError::Newer(sentence("problem.store_newer", path)));
    }
    if access == Access::Write {
        migrate::raise(&mut conn, path, MIGRATIONS, migrate::triggers).map_err(|f| match f {
            fault::Fault::Sql(error) => OpenError::of(&error, path),
            fault::Fault::Refused(refusal) => OpenError::Denied(refusal.problem().clone()),
        })?;
        search::install(&conn).map_err(|e| OpenError::of(&e, path))?;
    }
    Ok(Store::over(conn))
}

/// A -wal beside the file must be its own: that of another file, or of an older copy of this one, would be folded into it
/// and spoil it. What the file holds by itself must still be there when the -wal is read with it.
fn company(path: &Path) -> Result<(), OpenError> {
    if fs::metadata(beside(path, "-wal")).map_or(0, |m| m.len()) == 0 {
        return Ok(());
    }
    let last = "SELECT r.uuid, a.n, a.hash FROM register r, act a ORDER BY a.n DESC LIMIT 1";
    let alone = look_at(path, true).and_then(|conn| {
        conn.query_row(last, [], |r| {
            Ok((r.get::<_, String>(0)?, r.get::<_, i64>(1)?, r.get::<_, String>(2)?))
        })
    });
    // A file left in the middle of folding may not read by itself: then only its -wal can tell.
    let Ok((uuid, act, hash)) = alone else { return Ok(()) };
    let fits = look_at(path, false).and_then(|conn| {
        conn.query_row(
            "SELECT EXISTS (SELECT 1 FROM register r, act a WHERE r.uuid = ?1 AND a.n = ?2 AND a.hash = ?3)",
            rusqlite::params![uuid, act, hash],
            |r| r.get::<_, bool>(0),
        )
    });
    match fits {
        Ok(true) => Ok(()),
        Ok(false) if refilled(path) => Ok(()),
        Err(error)
            if matches!(
                error.sqlite_error_code(),
                Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::CannotOpen)
            ) =>
        {
            Ok(())
        }
        Ok(false) | Err(_) => Err(OpenError::Damaged(sentence("problem.store_wal_foreign", path))),
    }
}

/// Does the -wal hold a whole register that a copy was put back into? Such a one does not go on from what the file holds by
/// itself, and a reader or a power cut may have put its folding off. It holds every page, so nothing of the file is mixed in.
fn refilled(path: &Path) -> bool {
    let asked = || -> rusqlite::Result<(bool, u64, u64)> {
        let conn = look_at(path, false)?;
        let sql = "SELECT EXISTS (SELECT 1 FROM act WHERE what = 'act.restore')";
        let restored = conn.query_row(sql, [], |r| r.get(0))?;
        let number = |pragma: &str| conn.query_row(pragma, [], |r| r.get::<_, i64>(0));
        let (pages, size) = (number("PRAGMA page_count")?, number("PRAGMA page_size")?);
        Ok((restored, pages.unsigned_abs(), size.unsigned_abs()))
    };
    let Ok((restored, pages, size)) = asked() else { return false };
    let length = fs::metadata(beside(path, "-wal")).map_or(0, |m| m.len());
    // a frame is a page and 24 bytes; the page at one gigabyte is never written
    restored && length.saturating_sub(32) / (size + 24) + 1 >= pages
}

/// The connection of an opener. A look at a file that may not be written neither locks it nor lays files beside it.
fn connect(path: &Path, access: Access) -> rusqlite::Result<Connection> {
    if access == Access::Beside {
        return beside_others(path, Access::Read);
    }
    if access == Access::Write || writable(path) {
        match beside_others(path, access) {
            // The file could be written, but not the folder it lies in: still good to look at.
            Err(error)
                if access == Access::Read && error.sqlite_error_code() == Some(ErrorCode::CannotOpen) => {}
            done => return done,
        }
    }
    look_only(path)
}

/// A connection that changes nothing and locks nobody out. A -wal beside the file belongs to it, and is read too.
fn look_only(path: &Path) -> rusqlite::Result<Connection> {
    look_at(path, !beside(path, "-wal").exists())
}

/// `still`: the file by itself, whatever lies beside it.
fn look_at(path: &Path, still: bool) -> rusqlite::Result<Connection> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let name =
        format!("file:{}{}", escape(&whole.to_string_lossy()), if still { "?immutable=1" } else { "" });
    let conn = Connection::open_with_flags(name, flags)?;
    guard(&conn)?;
    conn.pragma_update(None, "query_only", true)?;
    Ok(conn)
}

/// A register looked at, whoever may write it: the file stays byte for byte as it is. An older one is taken as it is.
pub(super) fn only_look(path: &Path) -> Result<Connection, OpenError> {
    look(path)?;
    look_only(path).map_err(|e| OpenError::of(&e, path))
}

/// A connection that shares the file with others. A reader's is no read-only one: the last to close must be able to fold
/// the -wal back into the file.
fn beside_others(path: &Path, access: Access) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    if access == Access::Read {
        // whoever only looks leaves the file as it is, also how it is written
        guard(&conn)?;
        conn.pragma_update(None, "query_only", true)?;
        conn.query_row("SELECT COUNT(*) FROM sqlite_schema", [], |_| Ok(()))?;
    } else {
        settle(&conn, path)?;
    }
    Ok(conn)
}

/// A further connection to the file of this one, to read in at the same time; `None` where it cannot be had.
pub(super) fn second(conn: &Connection) -> Option<Connection> {
    let path = conn.path().filter(|path| !path.is_empty())?;
    connect(Path::new(path), Access::Read).ok()
}

/// A file that SQLite lays beside the register.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// A path inside a URI.
fn escape(path: &str) -> String {
    let path = path.replace('\\', "/").replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    if path.starts_with('/') { path } else { format!("/{path}") }
}

/// The header of the file, without SQLite: nothing is written, locked or read beyond the first hundred bytes. `None`: it is
/// open here, and was looked at when it was opened.
fn look(path: &Path) -> Result<Option<[u8; 100]>, OpenError> {
    // A pipe would be waited on for ever, a folder reads as nothing.
    match fs::metadata(path) {
        Ok(meta) if meta.is_dir() => return Err(OpenError::Foreign(sentence("problem.store_folder", path))),
        Ok(meta) if !meta.is_file() => {
            return Err(OpenError::Foreign(sentence("problem.store_no_file", path)));
        }
        _ => {}
    }
    if held::is(path) {
        return Ok(None);
    }
    let mut file = File::open(path).map_err(|e| match e.kind() {
        ErrorKind::NotFound => OpenError::Missing(sentence("problem.store_missing", path)),
        _ => OpenError::Denied(sentence("problem.store_unreadable", path)),
    })?;
    if file.metadata().is_ok_and(|m| m.len() == 0) {
        return Err(OpenError::Foreign(sentence("problem.store_empty", path)));
    }
    let foreign = || OpenError::Foreign(sentence("problem.store_foreign", path));
    let mut head = [0_u8; 100];
    file.read_exact(&mut head).map_err(|_| foreign())?;
    if !head.starts_with(MAGIC) || word(&head, 68) != APPLICATION.cast_unsigned() {
        return Err(foreign());
    }
    if word(&head, 60).cast_signed() > migrate::newest() {
        return Err(OpenError::Newer(sentence("problem.store_newer", path)));
    }
    // Page size 1 means 65536. A file shorter than its pages was cut off, unless a -wal still holds the rest.
    let page = match u64::from(word(&head, 16) >> 16) {
        1 => 65_536,
        size => size,
    };
    let length = file.metadata().map_or(0, |m| m.len());
    if length < page * u64::from(word(&head, 28)) && !beside(path, "-wal").exists() {
        return Err(OpenError::Damaged(sentence("problem.store_damaged_file", path)));
    }
    Ok(Some(head))
}

/// Would a connection to write find the file of that header as it leaves it: of this version, with a -wal, where one can live?
fn settled(path: &Path, head: &[u8; 100]) -> bool {
    // bytes 18 and 19: written and read with a -wal
    head.get(18..20) == Some(&[2, 2])
        && word(head, 60).cast_signed() == migrate::newest()
        && place::of(path) != Place::Network
}

/// Four bytes of the header, big-endian.
fn word(head: &[u8; 100], at: usize) -> u32 {
    head.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_be_bytes)
}

/// Pages that a connection holds in memory, in KiB.
const CACHE: i64 = 512;

/// Settings of every connection.
pub(super) fn guard(conn: &Connection) -> rusqlite::Result<()> {
    conn.busy_timeout(Duration::from_secs(5))?;
    conn.pragma_update(None, "trusted_schema", false)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    // A screen looks at few pages, and the system holds the file in memory anyway; bulk work asks for more itself.
    conn.pragma_update(None, "cache_size", -CACHE)?;
    // A statement keeps its plan whatever it is asked with: else SQLite makes it anew each time a value changes.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.set_prepared_statement_cache_capacity(128);
    Ok(())
}

/// Settings of a connection to a file that may be written: WAL where it can live, else a truncated journal.
fn settle(conn: &Connection, path: &Path) -> rusqlite::Result<()> {
    guard(conn)?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    // A -wal wants memory that all who have the file open share: over a network it cannot, though it may seem to.
    if place::of(path) == Place::Network {
        return conn.query_row("PRAGMA journal_mode = TRUNCATE", [], |_| Ok(()));
    }
    let mode: rusqlite::Result<String> = conn.query_row("PRAGMA journal_mode = WAL", [], |r| r.get(0));
    let wal = match mode {
        Ok(mode) => mode == "wal" && conn.query_row("PRAGMA data_version", [], |_| Ok(())).is_ok(),
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => return Err(error),
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) => return Err(error),
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseCorrupt) => return Err(error),
        Err(_) => false,
    };
    if !wal {
        conn.query_row("PRAGMA journal_mode = TRUNCATE", [], |_| Ok(()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::StatementStatus;

    #[test]
    fn a_statement_asked_with_other_values_is_not_made_anew() {
        let asked_twice = |conn: &Connection| {
            conn.execute_batch("CREATE TABLE thing (n INTEGER PRIMARY KEY) STRICT").unwrap();
            let mut statement = conn.prepare("SELECT n FROM thing WHERE n > ?1 LIMIT ?2").unwrap();
            for most in 1..4 {
                statement.query_row([most, most], |_| Ok(())).unwrap_err();
            }
            statement.get_status(StatementStatus::RePrepare)
        };
        assert_ne!(asked_twice(&Connection::open_in_memory().unwrap()), 0, "SQLite does so by itself");
        let ours = Connection::open_in_memory().unwrap();
        guard(&ours).unwrap();
        assert_eq!(asked_twice(&ours), 0);
    }
}
