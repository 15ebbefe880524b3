//! The whole file looked through: integrity, foreign keys, triggers as written from the list, every row against its last
//! journal line, every journal line against the mark its act keeps, the hash chain. Changes nothing.
use super::fault::Outcome;
use super::journal::{self, Fields};
use super::mark::{self, Line, Met};
use super::tracked::{TRACKED, Tracked};
use super::{memo, remember, search};
use crate::core::problem::{Arg, Problem};
use rusqlite::Connection;
use std::collections::BTreeMap;
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
    let mut acts = chain(conn, &mut report)?;
    let found = walk(conn, &mut acts, &mut report)?;
    say(conn, &acts, &found, &mut report)?;
    report.edited.extend(search::verify(conn)?);
    for key in remember::wrong(conn)? {
        report.edited.push(Problem::new("problem.store_memo").with("period", Arg::Period(key)));
    }
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
    let journals = TRACKED.iter().flat_map(Tracked::triggers);
    let wanted: Vec<(String, String)> = journals.chain(memo::triggers()).chain(search::triggers()).collect();
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

/// An act's lines: where they begin, their marks, and how many of them the walk met.
struct Kept {
    n: i64,
    first: i64,
    marks: Vec<u8>,
    met: usize,
}

/// The acts in their order, each against the hash before it.
fn chain(conn: &Connection, report: &mut Report) -> Outcome<Vec<Kept>> {
    let mut statement = conn.prepare(
        "SELECT n, at, user, secretary, what, thing, why, kind, of, first, hash, marks FROM act ORDER BY n",
    )?;
    let mut rows = statement.query([])?;
    let (mut before, mut expected, mut acts) = (String::new(), 1, Vec::new());
    while let Some(r) = rows.next()? {
        let n: i64 = r.get(0)?;
        if n != expected {
            report.damaged.push(Problem::new("problem.store_act_missing").num("act", expected));
        }
        expected = n + 1;
        let texts: [String; 7] =
            [r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?, r.get(6)?, r.get(7)?];
        let [at, user, secretary, what, thing, why, kind] = &texts;
        let (of, first) = (r.get(8)?, r.get(9)?);
        let (hash, marks): (String, Vec<u8>) = (r.get(10)?, r.get(11)?);
        let fields = Fields { n, at, user, secretary, what, thing, why, kind, of, first };
        if journal::chain(&before, &fields, &marks) != hash {
            report.damaged.push(Problem::new("problem.store_act_edited").num("act", n));
        }
        acts.push(Kept { n, first, marks, met: 0 });
        before = hash;
        report.acts += 1;
    }
    Ok(acts)
}

/// What the walk over lines and rows found, by number of the line.
#[derive(Default)]
struct Found {
    /// lines that are not as their act wrote them: the act, the row
    edited: BTreeMap<i64, (i64, String)>,
    /// lines of another tool: the row
    foreign: BTreeMap<i64, String>,
    /// lines whose version is not what the act left, though the row's next line may tell why: that line, the row
    changed: Vec<(Option<i64>, String)>,
    /// lines of no act
    strays: i64,
    /// lines met
    lines: i64,
}

/// Every line against the mark its act keeps, every row against its last line, both ways.
fn walk(conn: &Connection, acts: &mut [Kept], report: &mut Report) -> Outcome<Found> {
    let mut found = Found::default();
    for table in TRACKED {
        report.rows +=
            conn.query_row(&format!("SELECT COUNT(*) FROM {}", table.name), [], |r| r.get::<_, i64>(0))?;
        mark::walk(conn, table, mark::Which::All, |met| {
            match met {
                Met::Bare(id) => found.changed.push((None, format!("{} #{id}", table.name))),
                Met::Line(line) => meet(&line, table, acts, &mut found),
            }
            Ok(())
        })?;
    }
    Ok(found)
}

fn meet(line: &Line, table: &Tracked, acts: &mut [Kept], found: &mut Found) {
    found.lines += 1;
    let row = || format!("{} #{}", table.name, line.id);
    let Some(act) = line.act else {
        found.foreign.insert(line.n, row());
        return;
    };
    let kept = acts.binary_search_by_key(&act, |a| a.n).ok().and_then(|at| acts.get_mut(at));
    let Some((kept, mark)) = kept.and_then(|kept| {
        let at = usize::try_from(line.n - kept.first).ok()?;
        let mark: [u8; 8] = kept.marks.get(at * 8..at * 8 + 8)?.try_into().ok()?;
        Some((kept, mark))
    }) else {
        found.strays += 1;
        return;
    };
    kept.met += 1;
    let (own, new) = mark.split_at(4);
    if *own != line.own {
        found.edited.insert(line.n, (act, row()));
    } else if *new != line.new {
        found.changed.push((line.next, row()));
    }
}

/// What was found, said: the journal first, act by act and line by line, then the rows.
fn say(conn: &Connection, acts: &[Kept], found: &Found, report: &mut Report) -> Outcome<()> {
    let mut told = 0;
    for act in acts.iter().filter(|a| a.met * 8 < a.marks.len()) {
        let kept = (act.marks.len() / 8) as i64;
        told += kept - act.met as i64;
        report.damaged.push(
            Problem::new("problem.store_lines_missing")
                .num("act", act.n)
                .num("kept", kept)
                .num("there", act.met as i64),
        );
    }
    for (line, (act, row)) in &found.edited {
        report.damaged.push(
            Problem::new("problem.store_line_edited")
                .num("line", *line)
                .num("act", *act)
                .text("row", row.clone()),
        );
    }
    // Lines are numbered without a gap, and the last number given out is remembered by the database: more lines missing
    // than the acts can tell were taken out with their act, or told of an edit outside.
    let missing = journal::last_line(conn)? - found.lines;
    if missing > told {
        report.damaged.push(Problem::new("problem.store_journal_gap").num("n", missing - told));
    }
    if found.strays > 0 {
        report.damaged.push(Problem::new("problem.store_lines_stray").num("n", found.strays));
    }
    for (line, row) in &found.foreign {
        report.edited.push(Problem::new("problem.store_edited").num("line", *line).text("row", row.clone()));
    }
    for (next, row) in &found.changed {
        if next.is_none_or(|n| !found.edited.contains_key(&n)) {
            report.edited.push(Problem::new("problem.store_row_edited").text("row", row.clone()));
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
