//! Copies of the whole register: made online while others work, looked through before they get their name, compared with
//! the register of now. A copy is one file that nobody but its owner may read, and never takes the place of another unasked.
use super::fault::{Fault, Outcome, refuse};
use super::open::{self, OpenError};
use super::private::new_file;
use super::watch::Watch;
use crate::core::backup::{ActLine, Compared, Holds, NAMED};
use crate::core::problem::Problem;
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, ErrorCode, OptionalExtension};
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Pages copied in one step: a megabyte, so that a stop is heard at once.
const STEP: i32 = 256;
/// How often a step is tried again when somebody else holds the file; each try waits as long as any statement.
const TRIES: usize = 3;
/// Instructions of the database between two looks at the stop while a copy is looked through.
const LOOK: i32 = 20_000;

/// Copies the register of this connection to `to`, verified. What is there already stays, unless `force`.
pub(super) fn make(from: &Connection, to: &Path, force: bool, watch: &Watch) -> Outcome<Holds> {
    free(from, to, force)?;
    let temporary = Temporary::beside(to)?;
    let before = head(from)?;
    pages(from, &temporary.0, watch).map_err(|f| named(f, to))?;
    settle(&temporary.0).map_err(|e| io_problem(&e, to))?;
    let copy = verify(&temporary.0, watch).map_err(|e| spoilt(e, to))?;
    let same: Option<String> =
        from.query_row("SELECT hash FROM act WHERE n = ?1", [copy.act], |r| r.get(0)).optional()?;
    if copy.act < before || same.as_deref() != Some(copy.hash.as_str()) {
        return refuse(at(Problem::new("problem.backup.differs"), to));
    }
    temporary.place(to, force)?;
    Ok(copy)
}

/// Is the goal fit to be written?
fn free(from: &Connection, to: &Path, force: bool) -> Outcome<()> {
    let folder = folder_of(to);
    if !folder.is_dir() {
        return refuse(at(Problem::new("problem.backup.no_folder"), &folder));
    }
    if to.is_dir() {
        return refuse(at(Problem::new("problem.backup.is_folder"), to));
    }
    if from.path().is_some_and(|here| same_file(Path::new(here), to)) {
        return refuse(at(Problem::new("problem.backup.itself"), to));
    }
    if !force && to.symlink_metadata().is_ok() {
        return refuse(at(Problem::new("problem.backup.exists"), to));
    }
    // What lies beside it belongs to a register: in use, or with acts that are in that file alone.
    for ending in ["-wal", "-shm", "-journal"] {
        let other = open::beside(to, ending);
        if other.symlink_metadata().is_ok() {
            let problem = at(Problem::new("problem.backup.in_use"), to);
            return refuse(problem.text("other", other.display().to_string()));
        }
    }
    Ok(())
}

/// The folder of a path; here where it has none.
pub(super) fn folder_of(path: &Path) -> PathBuf {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned()
}

/// Do both names mean one file?
pub(super) fn same_file(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

/// A file under a name nobody looks for; gone when it was not given its place.
#[derive(Debug)]
pub(super) struct Temporary(pub(super) PathBuf);

impl Temporary {
    /// A new one in the folder of `goal`.
    pub(super) fn beside(goal: &Path) -> Outcome<Self> {
        let name = goal.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let path = goal.with_file_name(format!(".{name}.{}.tmp", uuid::Uuid::new_v4().simple()));
        match new_file(&path) {
            Ok(file) => {
                forgotten(&path, &file);
                Ok(Self(path))
            }
            Err(error) => Err(io_problem(&error, goal)),
        }
    }
    /// Gives it the name it was made for. Without `force` the name is taken first, so that nothing that appeared meanwhile
    /// is written over.
    pub(super) fn place(self, goal: &Path, force: bool) -> Outcome<()> {
        if !force && let Err(error) = new_file(goal) {
            return match error.kind() {
                ErrorKind::AlreadyExists => refuse(at(Problem::new("problem.backup.exists"), goal)),
                _ => Err(io_problem(&error, goal)),
            };
        }
        if let Err(error) = fs::rename(&self.0, goal) {
            if !force {
                // the name was taken a moment ago, by nothing
                let _ = fs::remove_file(goal);
            }
            return Err(io_problem(&error, goal));
        }
        sync_folder(goal);
        Ok(())
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        for ending in ["", "-wal", "-shm", "-journal"] {
            let _ = fs::remove_file(open::beside(&self.0, ending));
        }
    }
}

/// How old a half-made file must be before it is nobody's any more: no copy takes that long.
const FORGOTTEN: Duration = Duration::from_secs(24 * 3600);

/// Takes out what a killed program left half made in that folder, told by its name and its age beside the new one's.
fn forgotten(new: &Path, file: &File) {
    let modified = |meta: io::Result<fs::Metadata>| meta.and_then(|m| m.modified()).ok();
    let Some(now) = modified(file.metadata()) else { return };
    let ours = |name: &str| {
        let inner = name.strip_prefix('.').and_then(|n| n.strip_suffix(".tmp"));
        let id = inner.and_then(|n| n.rsplit_once('.')).map(|(_, id)| id);
        id.is_some_and(|id| id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit()))
    };
    for entry in fs::read_dir(folder_of(new)).into_iter().flatten().flatten() {
        let age = modified(entry.metadata()).and_then(|then| now.duration_since(then).ok());
        let file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if file && age.is_some_and(|age| age > FORGOTTEN) && entry.file_name().to_str().is_some_and(ours) {
            drop(Temporary(entry.path()));
        }
    }
}

/// The name itself goes to the disk too, where the system can.
pub(super) fn sync_folder(path: &Path) {
    if let Ok(folder) = File::open(folder_of(path)) {
        let _ = folder.sync_all();
    }
}

/// Copies all pages into an empty file of ours.
pub(super) fn pages(from: &Connection, to: &Path, watch: &Watch) -> Outcome<()> {
    let mut goal = Connection::open(to)?;
    // Nothing is in it that a rollback could save; the file is synced as a whole when it is complete.
    goal.query_row("PRAGMA journal_mode = OFF", [], |_| Ok(()))?;
    goal.pragma_update(None, "synchronous", "OFF")?;
    flow(from, &mut goal, watch)?;
    goal.close().map_err(|(_, error)| error)?;
    Ok(())
}

/// Pages from one connection to another, step by step. Where the source lives with a -wal, one snapshot is held over all
/// steps: others go on writing, and the copy is of one moment. Elsewhere a write of others begins the copy anew.
pub(super) fn flow(from: &Connection, to: &mut Connection, watch: &Watch) -> Outcome<()> {
    flow_after(from, to, watch, || Ok(()))
}

/// The same; `meanwhile` is done when the goal is locked for all other writers and still stands as it was. Where that
/// fails, the goal stays as it is.
pub(super) fn flow_after<T>(
    from: &Connection,
    to: &mut Connection,
    watch: &Watch,
    meanwhile: impl FnOnce() -> Outcome<T>,
) -> Outcome<T> {
    let mode: String = from.query_row("PRAGMA journal_mode", [], |r| r.get(0))?;
    let _held = if mode == "wal" && from.is_autocommit() {
        let held = from.unchecked_transaction()?;
        held.query_row("SELECT COUNT(*) FROM sqlite_schema", [], |_| Ok(()))?;
        Some(held)
    } else {
        None
    };
    let backup = Backup::new(from, to)?;
    let (mut tries, mut meanwhile, mut done) = (0, Some(meanwhile), None);
    while !watch.stopped() {
        // The first page takes the lock; a register is never of one page alone.
        let step = if done.is_none() { 1 } else { STEP };
        match backup.step(step)? {
            StepResult::Done => {
                return match (done, meanwhile) {
                    (Some(done), _) => Ok(done),
                    (None, Some(meanwhile)) => meanwhile(),
                    (None, None) => refuse(stopped()),
                };
            }
            StepResult::More => tries = 0,
            _ if tries < TRIES => tries += 1,
            _ => return refuse(Problem::new("problem.store_busy")),
        }
        if let Some(meanwhile) = meanwhile.take_if(|_| tries == 0) {
            done = Some(meanwhile()?);
        }
        let progress = backup.progress();
        let of = u64::try_from(progress.pagecount).unwrap_or(0);
        let left = u64::try_from(progress.remaining).unwrap_or(0);
        watch.tell(of.saturating_sub(left), of);
    }
    refuse(stopped())
}

/// The sentence for a work that was stopped.
pub(super) fn stopped() -> Problem {
    Problem::new("problem.backup.stopped")
}

/// One file for good: it opens anywhere without company (no -wal), and is on the disk.
pub(super) fn settle(path: &Path) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).open(path)?;
    // Bytes 18 and 19 of the header say how the file is written and read: 1 is "with a rollback journal".
    file.seek(SeekFrom::Start(18))?;
    file.write_all(&[1, 1])?;
    file.sync_all()
}

/// Looks a register file through without touching it: header, versions, every page; what it holds.
pub(super) fn verify(path: &Path, watch: &Watch) -> Result<Holds, OpenError> {
    let mut conn = open::only_look(path)?;
    let eyes = watch.clone();
    let failed = |e: rusqlite::Error| match e.sqlite_error_code() {
        Some(ErrorCode::OperationInterrupted) => OpenError::Stopped(stopped()),
        _ => OpenError::of(&e, path),
    };
    conn.progress_handler(LOOK, Some(move || eyes.stopped())).map_err(failed)?;
    let line: String = conn.query_row("PRAGMA quick_check(1)", [], |r| r.get(0)).map_err(failed)?;
    if line != "ok" {
        return Err(OpenError::Damaged(at(Problem::new("problem.store_damaged_file"), path)));
    }
    holds(&conn, path).map_err(failed)
}

/// What a register file holds, without looking it through.
pub(super) fn peek(path: &Path) -> Result<Holds, OpenError> {
    let conn = open::only_look(path)?;
    holds(&conn, path).map_err(|e| OpenError::of(&e, path))
}

/// What the register of this connection holds.
pub(super) fn holds(conn: &Connection, path: &Path) -> rusqlite::Result<Holds> {
    let (uuid, cluster) =
        conn.query_row("SELECT uuid, cluster FROM register", [], |r| Ok((r.get(0)?, r.get(1)?)))?;
    let (act, at, hash) = conn.query_row("SELECT n, at, hash FROM act ORDER BY n DESC LIMIT 1", [], |r| {
        Ok((r.get(0)?, r.get(1)?, r.get(2)?))
    })?;
    let count = |table: &str| conn.query_row(&format!("SELECT COUNT(*) FROM {table}"), [], |r| r.get(0));
    Ok(Holds {
        uuid,
        cluster,
        act,
        at,
        hash,
        decisions: count("decision")?,
        achievements: count("achievement")?,
        size: fs::metadata(path).map_or(0, |m| m.len()),
    })
}

/// Is the file only held by somebody?
pub(super) fn busy(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
}

/// Number of the last act.
fn head(conn: &Connection) -> rusqlite::Result<i64> {
    conn.query_row("SELECT COALESCE(MAX(n), 0) FROM act", [], |r| r.get(0))
}

/// A copy beside the register of now, which may be gone or damaged.
pub(super) fn compare(file: &Path, now: Option<(&Connection, &Path)>) -> Result<Compared, OpenError> {
    let copy = peek(file)?;
    let held = match now.map(|(conn, path)| (holds(conn, path), path)) {
        // one that is only held by somebody is not one that does not read
        Some((Err(error), path)) if busy(&error) => return Err(OpenError::of(&error, path)),
        held => held.and_then(|(held, _)| held.ok()),
    };
    let mut compared =
        Compared { file: file.to_owned(), foreign: false, lost: 0, newest: Vec::new(), now: held, copy };
    if let (Some((conn, _)), Some(held)) = (now, &compared.now) {
        compared.foreign = held.uuid != compared.copy.uuid;
        let shared = if compared.foreign { 0 } else { shared(conn, file, &compared.copy)? };
        let lost = || -> rusqlite::Result<(i64, Vec<ActLine>)> {
            let count = conn.query_row("SELECT COUNT(*) FROM act WHERE n > ?1", [shared], |r| r.get(0))?;
            let mut statement =
                conn.prepare("SELECT n, at, what, thing FROM act WHERE n > ?1 ORDER BY n DESC LIMIT ?2")?;
            let rows = statement.query_map([shared, NAMED as i64], |r| {
                Ok(ActLine { n: r.get(0)?, at: r.get(1)?, what: r.get(2)?, thing: r.get(3)? })
            })?;
            Ok((count, rows.collect::<Result<_, _>>()?))
        };
        (compared.lost, compared.newest) = lost().map_err(|e| OpenError::of(&e, file))?;
    }
    Ok(compared)
}

/// The last act that both have: the same hash there, for each hash stands for all acts before it.
fn shared(now: &Connection, file: &Path, copy: &Holds) -> Result<i64, OpenError> {
    let failed = |e: rusqlite::Error| OpenError::of(&e, file);
    let hash = |conn: &Connection, n: i64| -> rusqlite::Result<Option<String>> {
        conn.query_row("SELECT hash FROM act WHERE n = ?1", [n], |r| r.get(0)).optional()
    };
    if hash(now, copy.act).map_err(failed)?.as_deref() == Some(copy.hash.as_str()) {
        return Ok(copy.act);
    }
    let other = open::only_look(file)?;
    let (mut low, mut high) = (0, copy.act);
    while low < high {
        let middle = low + (high - low + 1) / 2;
        let here = hash(now, middle).map_err(failed)?;
        if here.is_some() && here == hash(&other, middle).map_err(failed)? {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    Ok(low)
}

/// A sentence with the place.
pub(super) fn at(problem: Problem, path: &Path) -> Problem {
    problem.text("path", path.display().to_string())
}

/// An error of the database while a copy is written, with the copy's name.
fn named(fault: Fault, to: &Path) -> Fault {
    match fault {
        Fault::Sql(error) => match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => at(Problem::new("problem.backup.full"), to).into(),
            // a disk that is full shows itself as a failed write on some systems
            Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen) => {
                at(Problem::new("problem.backup.failed"), to).text("why", error.to_string()).into()
            }
            _ => Fault::Sql(error),
        },
        refused @ Fault::Refused(_) => refused,
    }
}

/// The system does not let a copy be written.
pub(super) fn io_problem(error: &io::Error, to: &Path) -> Fault {
    let key = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "problem.backup.full",
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => "problem.backup.denied",
        ErrorKind::NotFound => return at(Problem::new("problem.backup.no_folder"), &folder_of(to)).into(),
        _ => "problem.backup.failed",
    };
    at(Problem::new(key), to).text("why", error.to_string()).into()
}

/// A copy that does not read back is none.
fn spoilt(error: OpenError, to: &Path) -> Fault {
    match error {
        OpenError::Stopped(problem) => problem.into(),
        _ => at(Problem::new("problem.backup.spoilt"), to).into(),
    }
}

/// An error of the store on its way to a caller who opens files.
pub(super) fn denied(fault: Fault, path: &Path) -> OpenError {
    match fault {
        Fault::Sql(error) => OpenError::of(&error, path),
        Fault::Refused(refusal) => match refusal.problem() {
            p if p.key == "problem.backup.stopped" => OpenError::Stopped(p.clone()),
            p if p.key == "problem.store_busy" => OpenError::Busy(p.clone()),
            p => OpenError::Denied(p.clone()),
        },
    }
}
