//! The schema and its versions: `user_version` counts the migrations laid. A copy is kept before an older file is raised.
//! A migration is never edited after a release; a change is a further file.
use super::fault::{Outcome, refuse};
use super::journal;
use super::memo;
use super::private::new_file;
use crate::core::problem::Problem;
use rusqlite::backup::Backup;
use rusqlite::{Connection, TransactionBehavior};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// `application_id` of a register: `TĐua` as four letters of ASCII, "THDU".
pub(super) const APPLICATION: i32 = 0x5448_4455;

/// All migrations, oldest first.
pub(super) const MIGRATIONS: &[&str] = &[include_str!("../../assets/migrations/0001_register.sql")];

/// The version this program writes.
pub(super) fn newest() -> i32 {
    MIGRATIONS.len() as i32
}

/// Writes all triggers of the newest schema: the journal's and those of the memos. Those of the index of Find are each
/// connection's own.
pub(super) fn triggers(conn: &Connection) -> rusqlite::Result<()> {
    journal::install(conn)?;
    memo::install(conn)
}

/// What writes the triggers of a schema.
type Triggers = fn(&Connection) -> rusqlite::Result<()>;

/// Lays what is missing, all of it or nothing, and then has the triggers written anew: they name every column. On an older
/// register a copy beside it is made first; its path is returned.
pub(super) fn raise(
    conn: &mut Connection,
    path: &Path,
    steps: &[&str],
    triggers: Triggers,
) -> Outcome<Option<PathBuf>> {
    let version: i32 = conn.query_row("PRAGMA user_version", [], |r| r.get(0))?;
    let done = usize::try_from(version).unwrap_or(0);
    if done >= steps.len() {
        return Ok(None);
    }
    let copy = if done > 0 { Some(keep(conn, path, version)?) } else { None };
    lay(conn, done, steps, triggers)?;
    Ok(copy)
}

/// Lays what is missing on a copy whose older self lies elsewhere.
pub(super) fn raise_copy(conn: &mut Connection) -> Outcome<()> {
    let version: i32 = conn.query_row("PRAGMA user_version", [], |r| r.get(0))?;
    let done = usize::try_from(version).unwrap_or(0);
    if done < MIGRATIONS.len() { lay(conn, done, MIGRATIONS, triggers) } else { Ok(()) }
}

/// The steps after the first `done`, all of them or none.
fn lay(conn: &mut Connection, done: usize, steps: &[&str], triggers: Triggers) -> Outcome<()> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for step in steps.iter().skip(done) {
        tx.execute_batch(step)?;
    }
    triggers(&tx)?;
    tx.execute_batch(&format!(
        "PRAGMA user_version = {}; PRAGMA application_id = {APPLICATION}",
        steps.len()
    ))?;
    tx.commit()?;
    Ok(())
}

/// The whole register as it stood, beside it: `so.v1.sqlite`, or `so.v1-2.sqlite` where something lies there already.
/// Nobody but the owner may read it, as the register itself.
fn keep(conn: &Connection, path: &Path, version: i32) -> Outcome<PathBuf> {
    let mut copy = path.with_extension(format!("v{version}.sqlite"));
    let mut n = 1;
    while let Err(error) = new_file(&copy) {
        if error.kind() != ErrorKind::AlreadyExists {
            return refuse(Problem::new("problem.store_failed").text("detail", error.to_string()));
        }
        n += 1;
        copy = path.with_extension(format!("v{version}-{n}.sqlite"));
    }
    let mut to = Connection::open(&copy)?;
    Backup::new(conn, &mut to)?.run_to_completion(1000, Duration::ZERO, None)?;
    to.close().map_err(|(_, error)| error)?;
    Ok(copy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::unnecessary_wraps, reason = "it stands for the writing of triggers")]
    fn none(_: &Connection) -> rusqlite::Result<()> {
        Ok(())
    }

    #[test]
    fn triggers_are_written_anew_after_a_later_step() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("so.db");
        let mut conn = Connection::open(&path).unwrap();
        let written = |conn: &Connection| -> Vec<(String, String)> {
            let mut all = conn
                .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name")
                .unwrap();
            let rows = all.query_map([], |r| Ok((r.get(0)?, r.get(1)?))).unwrap();
            rows.collect::<Result<_, _>>().unwrap()
        };
        raise(&mut conn, &path, MIGRATIONS, triggers).unwrap();
        let wanted = written(&conn);
        assert!(!wanted.is_empty());
        // As an older program wrote them: another text, one that is no longer wanted, and one missing.
        let (name, text) = &wanted[0];
        conn.execute_batch(&format!(
            "DROP TRIGGER {name}; {}; DROP TRIGGER {};
             CREATE TRIGGER journal_gone_insert AFTER INSERT ON unit BEGIN DELETE FROM journal; END",
            text.replace("OLD", "old").replace("NEW", "new").replace("(SELECT act FROM pen)", "NULL"),
            wanted[1].0,
        ))
        .unwrap();
        assert_ne!(written(&conn), wanted);
        let steps: Vec<&str> =
            MIGRATIONS.iter().copied().chain(["CREATE TABLE later (x TEXT) STRICT"]).collect();
        raise(&mut conn, &path, &steps, triggers).unwrap();
        assert_eq!(written(&conn), wanted);
    }

    #[test]
    fn a_copy_is_kept_before_an_older_file_is_raised() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("so.db");
        let mut conn = Connection::open(&path).unwrap();
        let steps =
            ["CREATE TABLE a (x) STRICT".replace("(x)", "(x TEXT)"), "CREATE TABLE b (y TEXT) STRICT".into()];
        let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
        assert_eq!(raise(&mut conn, &path, &steps[..1], none).unwrap(), None);
        conn.execute("INSERT INTO a VALUES ('kept')", []).unwrap();
        std::fs::write(folder.path().join("so.v1.sqlite"), "somebody's").unwrap();
        let copy = raise(&mut conn, &path, &steps, none).unwrap().unwrap();
        assert_eq!(std::fs::read(folder.path().join("so.v1.sqlite")).unwrap(), b"somebody's");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
        }
        let old = Connection::open(copy).unwrap();
        assert_eq!(old.query_row("SELECT x FROM a", [], |r| r.get::<_, String>(0)).unwrap(), "kept");
        assert!(old.prepare("SELECT y FROM b").is_err());
        assert_eq!(raise(&mut conn, &path, &steps, none).unwrap(), None);
        // A step that fails leaves the version and the tables as they were.
        let bad = [steps[0], steps[1], "CREATE TABLE c (z TEXT) STRICT; nonsense"];
        assert!(raise(&mut conn, &path, &bad, none).is_err());
        assert_eq!(conn.query_row("PRAGMA user_version", [], |r| r.get::<_, i32>(0)).unwrap(), 2);
        assert!(conn.prepare("SELECT z FROM c").is_err());
    }
}
