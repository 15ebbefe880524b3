//! The whole file looked through: integrity, foreign keys, triggers as written from the list, every row against its last
//! journal line, every journal line against the mark its act keeps, the hash chain. Changes nothing.
use super::fault::{Outcome, refuse};
use super::journal::{self, Fields};
use super::mark::{self, Line, Met};
use super::tracked::{TRACKED, Tracked};
use super::{memo, remember, search};
use crate::core::problem::{Arg, Problem};
use rusqlite::{Connection, ErrorCode};
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

/// How far a check has come, in rows and lines to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// looked at
    pub done: i64,
    /// of so many, as far as the database can tell beforehand
    pub total: i64,
}

/// Tells how far the check has come, a few hundred times, and stops it when it is told to.
struct Pulse<'a> {
    now: Progress,
    due: i64,
    tell: &'a mut dyn FnMut(Progress) -> bool,
}

impl Pulse<'_> {
    fn beat(&mut self, by: i64) -> Outcome<()> {
        self.now.done += by;
        if self.now.done < self.due {
            return Ok(());
        }
        self.due = self.now.done + self.now.total / 400;
        let shown = Progress { done: self.now.done.min(self.now.total), ..self.now };
        if (self.tell)(shown) { Ok(()) } else { refuse(Problem::new("problem.store_interrupted")) }
    }
}

/// Looks everything through, in one reading: what another writes meanwhile is not seen by half.
pub(super) fn check(conn: &Connection, tell: &mut dyn FnMut(Progress) -> bool) -> Outcome<Report> {
    let tx = conn.unchecked_transaction()?;
    let mut report = Report::default();
    let sizes = sizes(&tx)?;
    let rows: i64 = sizes.iter().map(|(_, rows)| rows).sum();
    let total = rows * 3 + journal::last_line(&tx).unwrap_or(0);
    let mut pulse = Pulse { now: Progress { done: 0, total }, due: 0, tell };
    integrity(&tx, &sizes, &mut pulse, &mut report)?;
    if !report.damaged.is_empty() {
        return Ok(report); // what follows would read broken pages
    }
    triggers(&tx, &mut report)?;
    let mut acts = chain(&tx, &mut report)?;
    let found = walk(&tx, &mut acts, &mut pulse, &mut report)?;
    say(&tx, &acts, &found, &mut report)?;
    report.edited.extend(search::verify(&tx)?);
    for key in remember::wrong(&tx)? {
        report.edited.push(Problem::new("problem.store_memo").with("period", Arg::Period(key)));
    }
    Ok(report)
}

/// About how many rows each table has, the journalled ones by the keys they gave.
fn sizes(conn: &Connection) -> Outcome<Vec<(String, i64)>> {
    let mut statement = conn.prepare(
        "SELECT t.name, COALESCE(s.seq, 0) FROM pragma_table_list t LEFT JOIN sqlite_sequence s ON s.name = t.name
         WHERE t.schema = 'main' AND t.type = 'table' ORDER BY t.name",
    )?;
    let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn integrity(
    conn: &Connection,
    sizes: &[(String, i64)],
    pulse: &mut Pulse<'_>,
    report: &mut Report,
) -> Outcome<()> {
    pages(conn, "PRAGMA integrity_check(20)", report)?;
    for (table, rows) in sizes {
        orphans(conn, table, report)?;
        pulse.beat(rows * 2)?;
    }
    Ok(())
}

fn pages(conn: &Connection, pragma: &str, report: &mut Report) -> Outcome<()> {
    let mut statement = conn.prepare(pragma)?;
    let mut rows = statement.query([])?;
    loop {
        // A page that cannot be read ends the walk: that is a finding, not a failure.
        let line: String = match rows.next() {
            Ok(Some(row)) => row.get(0)?,
            Ok(None) => break,
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted) => {
                return Err(error.into());
            }
            Err(error) => {
                report.damaged.push(super::fault::problem(&error));
                return Ok(());
            }
        };
        if line != "ok" {
            report.damaged.push(Problem::new("problem.store_integrity").text("detail", line));
        }
    }
    Ok(())
}

/// Rows whose parent is not there.
fn orphans(conn: &Connection, table: &str, report: &mut Report) -> Outcome<()> {
    let mut statement =
        conn.prepare(&format!("PRAGMA foreign_key_check(\"{}\")", table.replace('"', "\"\"")))?;
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
fn walk(conn: &Connection, acts: &mut [Kept], pulse: &mut Pulse<'_>, report: &mut Report) -> Outcome<Found> {
    let mut found = Found::default();
    for table in TRACKED {
        report.rows +=
            conn.query_row(&format!("SELECT COUNT(*) FROM {}", table.name), [], |r| r.get::<_, i64>(0))?;
        mark::walk(conn, table, mark::Which::All, |met| {
            match met {
                Met::Bare(id) => found.changed.push((None, format!("{} #{id}", table.name))),
                Met::Line(line) => meet(&line, table, acts, &mut found),
            }
            // a row and its line
            pulse.beat(2)
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
