//! The whole file looked through: integrity, foreign keys, triggers as written from the list, every row against its last
//! journal line, every journal line against the mark its act keeps, the hash chain, what is derived. Changes nothing.
use super::fault::{Fault, Outcome};
use super::journal::{self, Fields};
use super::mark::{self, Line, Met};
use super::pulse::Pulse;
use super::tracked::{TRACKED, Tracked};
use super::watch::Watch;
use super::{check_pages, derived};
use crate::core::check::Report;
use crate::core::problem::Problem;
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread;

/// Looks everything through. The pages are read on the connection `beside` where there is one, rows and journal on this one
/// at the same time, each in one reading: what another writes meanwhile is not seen by half.
pub(super) fn check(conn: &Connection, beside: Option<Connection>, watch: &Watch) -> Outcome<Report> {
    let tx = conn.unchecked_transaction()?;
    let (rows, lines) = sizes(&tx)?;
    let pulse = Pulse::new(watch, rows * (check_pages::WEIGHT + 1) + lines, rows + lines);
    let (damaged, found) = match beside {
        None => {
            let damaged = check_pages::look_along(&tx, rows, &pulse);
            let found = match &damaged {
                Ok(damaged) if damaged.is_empty() => told(&tx, &pulse),
                _ => Ok(Report::default()),
            };
            (damaged, found)
        }
        Some(mut other) => thread::scope(|scope| {
            let along = Arc::clone(&pulse);
            let pages = scope.spawn(move || {
                let pulse = along;
                let damaged = check_pages::look(&mut other, rows, &pulse);
                if !damaged.as_ref().is_ok_and(Vec::is_empty) {
                    pulse.halt();
                }
                damaged
            });
            let found = told(&tx, &pulse);
            // of a page that cannot be read the other lane tells
            if found.as_ref().is_err_and(Fault::interrupted) {
                pulse.halt();
            }
            (pages.join().unwrap_or_else(|panic| resume_unwind(panic)), found)
        }),
    };
    let damaged = damaged?;
    // what reads broken pages tells nothing
    if damaged.is_empty() { found } else { Ok(Report { damaged, ..Report::default() }) }
}

/// Everything but the pages.
fn told(conn: &Connection, pulse: &Pulse) -> Outcome<Report> {
    let mut report = Report::default();
    triggers(conn, &mut report)?;
    let mut acts = chain(conn, &mut report)?;
    let found = walk(conn, &mut acts, pulse, &mut report)?;
    say(conn, &acts, &found, &mut report)?;
    report.derived.extend(derived::wrong(conn)?);
    Ok(report)
}

/// About how many rows the journalled tables have, by the keys they gave, and how many lines the journal.
fn sizes(conn: &Connection) -> Outcome<(u64, u64)> {
    let sql = "SELECT COALESCE(SUM(seq), 0) FROM sqlite_sequence WHERE name NOT IN ('journal', 'draft')";
    let rows: i64 = conn.query_row(sql, [], |r| r.get(0))?;
    Ok((rows.unsigned_abs(), journal::last_line(conn).unwrap_or(0).unsigned_abs()))
}

/// The journal's own triggers, and that there are none but the program's.
fn triggers(conn: &Connection, report: &mut Report) -> Outcome<()> {
    let installed = derived::installed(conn)?;
    let wanted: Vec<(String, String)> = TRACKED.iter().flat_map(Tracked::triggers).collect();
    for (name, text) in &wanted {
        if !installed.iter().any(|(n, t)| n == name && t == text) {
            report.damaged.push(Problem::new("problem.store_trigger").text("name", name.clone()));
        }
    }
    // one of the journal's with another text is told above
    let ours =
        |trigger: &(String, String)| wanted.iter().any(|(w, _)| *w == trigger.0) || derived::owns(trigger);
    for (name, _) in installed.iter().filter(|t| !ours(t)) {
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
fn walk(conn: &Connection, acts: &mut [Kept], pulse: &Pulse, report: &mut Report) -> Outcome<Found> {
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
