//! The whole file looked through: integrity, foreign keys, triggers as written from the list, every row against its last
//! journal line, every journal line against the mark its act keeps, the hash chain. Changes nothing.
use super::fault::Outcome;
use super::journal::{self, Fields, TRACKED};
use super::search;
use crate::core::problem::Problem;
use rusqlite::Connection;
use std::fmt::Write;

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// the file or its journal is damaged: exit 3
    pub damaged: Vec<Problem>,
    /// rows changed by another tool: exit 1
    pub edited: Vec<Problem>,
    /// acts in the chain
    pub acts: i64,
    /// rows in the tracked tables
    pub rows: i64,
}

/// Looks everything through.
pub(super) fn check(conn: &Connection) -> Outcome<Report> {
    let mut report = Report::default();
    integrity(conn, &mut report)?;
    if !report.damaged.is_empty() {
        return Ok(report); // what follows would read broken pages
    }
    triggers(conn, &mut report)?;
    chain(conn, &mut report)?;
    rows(conn, &mut report)?;
    report.edited.extend(search::verify(conn)?);
    Ok(report)
}

fn integrity(conn: &Connection, report: &mut Report) -> Outcome<()> {
    let mut statement = conn.prepare("PRAGMA integrity_check(20)")?;
    let mut rows = statement.query([])?;
    loop {
        // A page that cannot be read ends the walk: that is a finding, not a failure.
        let line: String = match rows.next() {
            Ok(Some(row)) => row.get(0)?,
            Ok(None) => break,
            Err(error) => {
                report.damaged.push(super::fault::problem(&error));
                return Ok(());
            }
        };
        if line != "ok" {
            report.damaged.push(Problem::new("problem.store_integrity").text("detail", line));
        }
    }
    let mut statement = conn.prepare("PRAGMA foreign_key_check")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (table, id, parent): (String, Option<i64>, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        report.damaged.push(
            Problem::new("problem.store_orphan")
                .text("row", format!("{table} #{}", id.unwrap_or(0)))
                .text("parent", parent),
        );
    }
    Ok(())
}

fn triggers(conn: &Connection, report: &mut Report) -> Outcome<()> {
    let mut statement = conn.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")?;
    let installed: Vec<(String, String)> =
        statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?;
    let journals = TRACKED.iter().flat_map(journal::Tracked::triggers);
    let wanted: Vec<(String, String)> = journals.chain(search::triggers()).collect();
    for (name, text) in &wanted {
        if !installed.iter().any(|(n, t)| n == name && t == text) {
            report.damaged.push(Problem::new("problem.store_trigger").text("name", name.clone()));
        }
    }
    for (name, _) in installed.iter().filter(|(n, _)| !wanted.iter().any(|(w, _)| w == n)) {
        report.damaged.push(Problem::new("problem.store_trigger_foreign").text("name", name.clone()));
    }
    Ok(())
}

/// One act as stored.
struct Stored {
    n: i64,
    texts: [String; 7],
    of: Option<i64>,
    marks: Vec<u8>,
    hash: String,
}

fn chain(conn: &Connection, report: &mut Report) -> Outcome<()> {
    let mut statement = conn.prepare(
        "SELECT n, at, user, secretary, what, thing, why, kind, of, marks, hash FROM act ORDER BY n",
    )?;
    let acts = statement.query_map([], |r| {
        let texts = [r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?, r.get(6)?, r.get(7)?];
        Ok(Stored { n: r.get(0)?, texts, of: r.get(8)?, marks: r.get(9)?, hash: r.get(10)? })
    })?;
    let (mut before, mut expected, mut missing) = (String::new(), 1, 0);
    for act in acts {
        let act = act?;
        if act.n != expected {
            report.damaged.push(Problem::new("problem.store_act_missing").num("act", expected));
        }
        expected = act.n + 1;
        let [at, user, secretary, what, thing, why, kind] = &act.texts;
        let fields = Fields { n: act.n, at, user, secretary, what, thing, why, kind, of: act.of };
        if journal::chain(&before, &fields, &act.marks) != act.hash {
            report.damaged.push(Problem::new("problem.store_act_edited").num("act", act.n));
        }
        missing += lines(conn, &act, report)?;
        before = act.hash;
        report.acts += 1;
    }
    gaps(conn, missing, report)?;
    let strays: i64 = conn.query_row(
        "SELECT COUNT(*) FROM journal WHERE act IS NOT NULL AND act NOT IN (SELECT n FROM act)",
        [],
        |r| r.get(0),
    )?;
    if strays > 0 {
        report.damaged.push(Problem::new("problem.store_lines_stray").num("n", strays));
    }
    let mut statement = conn.prepare("SELECT n, tbl, id FROM journal WHERE act IS NULL ORDER BY n")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (n, table, id): (i64, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        report
            .edited
            .push(Problem::new("problem.store_edited").num("line", n).text("row", format!("{table} #{id}")));
    }
    Ok(())
}

/// Lines are numbered without a gap, and the last number given out is remembered by the database: more lines missing
/// than the acts can tell were taken out with their act, or told of an edit outside.
fn gaps(conn: &Connection, told: i64, report: &mut Report) -> Outcome<()> {
    let missing: i64 = conn.query_row(
        "SELECT MAX(COALESCE(MAX(n), 0), COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'journal'), 0)) - COUNT(*)
         FROM journal",
        [],
        |r| r.get(0),
    )?;
    if missing > told {
        report.damaged.push(Problem::new("problem.store_journal_gap").num("n", missing - told));
    }
    Ok(())
}

/// The lines of an act against the marks it keeps: the first that differs is named, and how many are missing or too many.
/// Answers how many are missing.
fn lines(conn: &Connection, act: &Stored, report: &mut Report) -> Outcome<i64> {
    let there = journal::marks(conn, act.n)?;
    let kept: Vec<[u8; 8]> = act.marks.chunks_exact(8).filter_map(|c| c.try_into().ok()).collect();
    if there == kept {
        return Ok(0);
    }
    if there.len() != kept.len() {
        report.damaged.push(
            Problem::new("problem.store_lines_missing")
                .num("act", act.n)
                .num("kept", kept.len() as i64)
                .num("there", there.len() as i64),
        );
        return Ok((kept.len() as i64 - there.len() as i64).max(0));
    }
    let mut statement = conn.prepare_cached("SELECT n, tbl, id FROM journal WHERE act = ?1 ORDER BY n")?;
    let names: Vec<(i64, String)> = statement
        .query_map([act.n], |r| {
            Ok((r.get(0)?, format!("{} #{}", r.get::<_, String>(1)?, r.get::<_, i64>(2)?)))
        })?
        .collect::<Result<_, _>>()?;
    for ((line, row), _) in names.iter().zip(there.iter().zip(&kept)).filter(|(_, (a, b))| a != b) {
        report.damaged.push(
            Problem::new("problem.store_line_edited")
                .num("line", *line)
                .num("act", act.n)
                .text("row", row.clone()),
        );
    }
    Ok(0)
}

/// Every row against its last line, both ways.
fn rows(conn: &Connection, report: &mut Report) -> Outcome<()> {
    for table in TRACKED {
        let name = table.name;
        report.rows += conn.query_row(&format!("SELECT COUNT(*) FROM {name}"), [], |r| r.get::<_, i64>(0))?;
        let mut statement = conn.prepare(&format!(
            "WITH last AS (SELECT id, new, MAX(n) FROM journal WHERE tbl = '{name}' GROUP BY id)
             SELECT r.n FROM {name} r LEFT JOIN last l ON l.id = r.n WHERE l.new IS NOT {}
             UNION ALL
             SELECT l.id FROM last l WHERE l.new IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {name} r WHERE r.n = l.id)",
            table.json("r")
        ))?;
        let mut found = statement.query([])?;
        while let Some(row) = found.next()? {
            let id: i64 = row.get(0)?;
            report.edited.push(Problem::new("problem.store_row_edited").text("row", format!("{name} #{id}")));
        }
    }
    Ok(())
}

/// A digest over what users see.
pub(super) fn digest(conn: &Connection) -> Outcome<String> {
    let mut hasher = blake3::Hasher::new();
    for table in TRACKED {
        hasher.update(table.name.as_bytes());
        let columns: String = table.columns.iter().fold(String::new(), |mut all, c| {
            let _ = write!(all, ", '{c}', {c}");
            all
        });
        let mut statement =
            conn.prepare(&format!("SELECT json_object('n', n{columns}) FROM {} ORDER BY n", table.name))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            hasher.update(row.get::<_, String>(0)?.as_bytes());
            hasher.update(b"\n");
        }
    }
    Ok(hasher.finalize().to_hex().to_string())
}
