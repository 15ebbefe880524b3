//! The journal read for people: acts by blocks, an act with its changed rows, keys turned into names. Says whether an act
//! can be taken back, and which later one stands in the way; takes one back by itself. Codes stay codes: words print them.
use super::fault::{Outcome, refuse};
use super::history::{self, Line};
use super::journal::{Kind, Pen, Wrote};
use super::{back, guard, naming, undo};
use crate::core::guard::Stands;
use crate::core::journal::{ActKind, ActRow, ActSheet, Acts, BLOCK, Back, ROWS};
use crate::core::problem::Problem;
use rusqlite::{Connection, ErrorCode, OptionalExtension, Row, params};

/// The columns of an act's row; `b` is the act before it, `x` the one after.
const ACT: &str = "SELECT a.n, a.at, a.user, a.secretary, a.what, a.thing, a.why, a.kind, a.of,
    (SELECT o.what FROM act o WHERE o.n = a.of),
    (SELECT u.kind FROM act u WHERE u.of = a.n ORDER BY u.n DESC LIMIT 1),
    length(a.marks) / 8,
    COALESCE((SELECT x.first FROM act x WHERE x.n = a.n + 1),
             (SELECT COALESCE(MAX(n), 0) FROM journal) + 1) - a.first - length(a.marks) / 8,
    a.at < (SELECT b.at FROM act b WHERE b.n = a.n - 1)
    FROM act a";

fn row(r: &Row<'_>) -> rusqlite::Result<ActRow> {
    let kind = match r.get::<_, String>(7)?.as_str() {
        "undo" => ActKind::Undo,
        "redo" => ActKind::Redo,
        "barrier" => ActKind::Barrier,
        _ => ActKind::Do,
    };
    let last: Option<String> = r.get(10)?;
    Ok(ActRow {
        n: r.get(0)?,
        at: r.get(1)?,
        user: r.get(2)?,
        secretary: r.get(3)?,
        what: r.get(4)?,
        thing: r.get(5)?,
        why: r.get(6)?,
        kind,
        of: r.get(8)?,
        did: r.get(9)?,
        undone: kind == ActKind::Do && last.as_deref() == Some("undo"),
        rows: r.get(11)?,
        outside: r.get::<_, i64>(12)?.max(0),
        backwards: r.get::<_, Option<bool>>(13)?.unwrap_or(false),
    })
}

/// A block of acts, newest first.
pub(super) fn block(conn: &Connection, block: i64) -> Outcome<Acts> {
    let last = conn.query_row("SELECT COALESCE(MAX(n), 0) FROM act", [], |r| r.get(0))?;
    let mut statement =
        conn.prepare_cached(&format!("{ACT} WHERE a.n BETWEEN ?1 AND ?2 ORDER BY a.n DESC"))?;
    let rows =
        statement.query_map([block * BLOCK + 1, (block + 1) * BLOCK], row)?.collect::<Result<_, _>>()?;
    Ok(Acts { last, rows })
}

fn one(conn: &Connection, n: i64) -> Outcome<Option<ActRow>> {
    Ok(conn.prepare_cached(&format!("{ACT} WHERE a.n = ?1"))?.query_row([n], row).optional()?)
}

/// An act, opened.
pub(super) fn sheet(conn: &Connection, n: i64) -> Outcome<Option<ActSheet>> {
    let Some(act) = one(conn, n)? else { return Ok(None) };
    let told = |lines: Vec<Line>| -> Outcome<Vec<_>> {
        lines
            .iter()
            // a row of the program's own, which says nothing to people
            .filter(|line| line.table != "line")
            .map(|line| naming::change(conn, line.table, line.old.as_deref(), line.new.as_deref()))
            .filter(|change| change.as_ref().is_ok_and(|c| !c.fields.is_empty()) || change.is_err())
            .collect()
    };
    let (_, last) = undo::lines(conn, n)?;
    let changes = told(history::page(conn, n, 0, ROWS as i64)?)?;
    let outside = told(history::between(conn, last + 1, last + act.outside.min(ROWS as i64))?)?;
    let back = match hindrance(conn, &act)? {
        Some(problem) => Back::No(problem),
        None if undo::newest(conn)? == Some(n) => Back::Newest,
        None => Back::Alone,
    };
    Ok(Some(ActSheet { act, changes, outside, back }))
}

/// Acts that set a rule which later ones are measured by, though no row of theirs names it: what a form counts as, which
/// authorities there are and in what order, which table and levels a period uses, what its table asks and on which days it
/// lies, whether it was handed in. Taken back from under what was written by them, the register would stand as its own acts refuse to leave it; so each goes back alone
/// only while nothing later stands.
const LAST_ONLY: &[&str] = &[
    "act.register_save",
    "act.form_new",
    "act.form_edit",
    "act.form_move",
    "act.form_remove",
    "act.authority_new",
    "act.authority_edit",
    "act.authority_move",
    "act.authority_remove",
    "act.levels_new",
    "act.levels_edit",
    "act.levels_remove",
    "act.table_edit",
    "act.table_remove",
    "act.period_use",
    "act.period_dates",
    "act.level_submit",
    "act.level_unsubmit",
];

/// The first act after this one that stands.
fn standing_after(conn: &Connection, n: i64) -> Outcome<Option<Later>> {
    let found: Option<i64> = conn
        .prepare_cached(
            "SELECT a.n FROM act a WHERE a.n > ?1 AND a.kind = 'do'
             AND COALESCE((SELECT u.kind FROM act u WHERE u.of = a.n ORDER BY u.n DESC LIMIT 1), 'redo') = 'redo'
             ORDER BY a.n LIMIT 1",
        )?
        .query_row([n], |r| r.get(0))
        .optional()?;
    found.map_or(Ok(None), |found| later(conn, found))
}

/// Why an act cannot be taken back.
fn hindrance(conn: &Connection, act: &ActRow) -> Outcome<Option<Problem>> {
    let about = |key: &'static str| {
        Problem::new(key).text("thing", act.thing.as_str()).text("act", act.n.to_string())
    };
    match act.kind {
        ActKind::Undo | ActKind::Redo => return Ok(Some(about("problem.journal.is_undo"))),
        ActKind::Barrier => return Ok(Some(about("problem.journal.is_barrier"))),
        ActKind::Do if act.undone => return Ok(Some(about("problem.journal.is_undone"))),
        ActKind::Do => {}
    }
    let barrier: Option<i64> =
        conn.query_row("SELECT MAX(n) FROM act WHERE kind = 'barrier'", [], |r| r.get(0))?;
    if let Some(barrier) = barrier.filter(|barrier| *barrier > act.n) {
        return Ok(later(conn, barrier)?.map(|later| named("problem.journal.barrier_since", act, &later)));
    }
    if LAST_ONLY.contains(&act.what.as_str())
        && let Some(later) = standing_after(conn, act.n)?
    {
        return Ok(Some(named("problem.journal.rule_since", act, &later)));
    }
    let lines = undo::lines(conn, doer(conn, act.n)?)?;
    if let Some(problem) = back::submitted(conn, act, lines)? {
        return Ok(Some(problem));
    }
    if let Some(later) = touching(conn, act.n, lines)? {
        return Ok(Some(named("problem.journal.touched_since", act, &later)));
    }
    let finished = back::finished_since(conn, lines)?.map_or(Ok(None), |n| later(conn, n))?;
    Ok(finished.map(|later| named("problem.journal.used_since", act, &later)))
}

/// An act in a sentence: number, words key of what it did, thing.
struct Later {
    n: i64,
    thing: String,
}

fn later(conn: &Connection, n: i64) -> Outcome<Option<Later>> {
    Ok(conn
        .prepare_cached("SELECT n, thing FROM act WHERE n = ?1")?
        .query_row([n], |r| Ok(Later { n: r.get(0)?, thing: r.get(1)? }))
        .optional()?)
}

fn named(key: &'static str, act: &ActRow, later: &Later) -> Problem {
    Problem::new(key)
        .text("thing", act.thing.as_str())
        .text("act", act.n.to_string())
        .text("later", later.n.to_string())
        .text("other", later.thing.as_str())
}

/// The act whose lines did it last: it, or its latest redo.
fn doer(conn: &Connection, n: i64) -> Outcome<i64> {
    Ok(conn
        .prepare_cached("SELECT COALESCE((SELECT MAX(x.n) FROM act x WHERE x.of = ?1), ?1)")?
        .query_row([n], |r| r.get(0))?)
}

/// The first later act that stands and touches rows of this one. Acts taken back since, and what took them back, leave
/// the rows as they were.
fn touching(conn: &Connection, n: i64, (first, last): (i64, i64)) -> Outcome<Option<Later>> {
    let found: Option<i64> = conn
        .prepare_cached(
            "SELECT a.n FROM act a WHERE a.n IN (
                 SELECT f.act FROM (SELECT DISTINCT tbl, id FROM journal WHERE n BETWEEN ?1 AND ?2) j
                 JOIN journal f ON f.tbl = j.tbl AND f.id = j.id WHERE f.n > ?2 AND f.act IS NOT NULL)
             AND a.kind = 'do' AND a.n <> ?3
             AND COALESCE((SELECT u.kind FROM act u WHERE u.of = a.n ORDER BY u.n DESC LIMIT 1), 'redo') = 'redo'
             ORDER BY a.n LIMIT 1",
        )?
        .query_row(params![first, last, n], |r| r.get(0))
        .optional()?;
    found.map_or(Ok(None), |found| later(conn, found))
}

/// Takes back an act by itself, as a new act; refuses with the later act that builds on it.
pub(super) fn alone(pen: Pen<'_>, n: i64) -> Outcome<Wrote> {
    let conn = pen.conn;
    let Some(act) = one(conn, n)? else {
        return refuse(Problem::new("problem.journal.no_act").text("act", n.to_string()));
    };
    if let Some(problem) = hindrance(conn, &act)? {
        return refuse(problem);
    }
    let by = doer(conn, n)?;
    let keep = match using(conn, by)? {
        Ok(keep) => keep,
        Err(later) => return refuse(named("problem.journal.used_since", &act, &later)),
    };
    undo::take_back_but(conn, by, &act.thing, &keep)?;
    back::stands(conn, &act, undo::lines(conn, by)?)?;
    if act.what == "act.award_cancel"
        && let Some(problem) = twice(conn, by)?
    {
        return refuse(problem.text("act", n.to_string()));
    }
    let mut wrote = Wrote::new("act.undo", act.thing);
    (wrote.kind, wrote.of, wrote.did) = (Kind::Undo, Some(n), Some(act.what));
    Ok(wrote)
}

/// An award that counts again, of an act that somebody was commended for meanwhile: nobody was asked about it then, for this
/// one was cancelled, and taking an act back asks for no reason.
fn twice(conn: &Connection, cancelling: i64) -> Outcome<Option<Problem>> {
    let (first, last) = undo::lines(conn, cancelling)?;
    let code = super::tracked::code("award");
    let mut statement =
        conn.prepare_cached("SELECT DISTINCT id FROM journal WHERE n BETWEEN ?1 AND ?2 AND tbl = ?3")?;
    let ids: Vec<i64> = statement.query_map([first, last, code], |r| r.get(0))?.collect::<Result<_, _>>()?;
    let mut reasoned = conn.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM award WHERE guard_reason <> '' AND (n = ?1
            OR decision = ?2 AND party = (SELECT party FROM award WHERE n = ?1)))",
    )?;
    for id in ids {
        for found in guard::standing(conn, id)? {
            let Some(Stands::Decision(paper)) = found.stands() else { continue };
            if !reasoned.query_row([id, paper], |r| r.get::<_, bool>(0))? {
                return Ok(Some(Problem { key: "problem.journal.twice", ..found.problem() }));
            }
        }
    }
    Ok(None)
}

/// Rows that many acts share, written by whoever needs them first: they stay where others name them by now.
const SHARED: &[&str] = &["line", "party"];

/// Rows this act wrote that later rows name: shared ones (table number and key), which stay; any other cannot go, and the
/// first act that names it is the answer.
fn using(conn: &Connection, act: i64) -> Outcome<Result<Vec<(i64, i64)>, Later>> {
    let mut keep = Vec::new();
    let (first, last) = undo::lines(conn, act)?;
    for (child, column, parent, key) in naming::references(conn)? {
        let (own, other) = (super::tracked::code(&parent), super::tracked::code(&child));
        let written = format!("SELECT id FROM journal WHERE n BETWEEN ?1 AND ?2 AND +tbl = {own} AND op = 0");
        let any: bool = conn
            .prepare_cached(&format!("SELECT EXISTS ({written})"))?
            .query_row([first, last], |r| r.get(0))?;
        if !any {
            continue;
        }
        if SHARED.contains(&parent.as_str()) {
            let mut statement = conn.prepare_cached(&format!(
                "SELECT DISTINCT c.{column} FROM {child} c JOIN journal j ON j.tbl = {other} AND j.id = c.n
                 WHERE c.{column} IN ({written}) AND j.n > ?2"
            ))?;
            for id in statement.query_map([first, last], |r| r.get(0))? {
                keep.push((own, id?));
            }
            continue;
        }
        let keys =
            if key == "n" { written } else { format!("SELECT {key} FROM {parent} WHERE n IN ({written})") };
        let found: Option<i64> = conn
            .prepare_cached(&format!(
                "SELECT j.act FROM {child} c JOIN journal j ON j.tbl = {other} AND j.id = c.n
                 WHERE c.{column} IN ({keys}) AND j.act IS NOT NULL AND j.n > ?2 ORDER BY j.n LIMIT 1"
            ))?
            .query_row([first, last], |r| r.get(0))
            .optional()?;
        if let Some(found) = found
            && let Some(later) = later(conn, found)?
        {
            return Ok(Err(later));
        }
    }
    Ok(Ok(keep))
}

/// A commit that breaks a rule between rows: something later builds on what was taken back.
pub(super) fn builds_on(fault: super::fault::Fault, n: i64) -> super::fault::Fault {
    match fault {
        super::fault::Fault::Sql(error)
            if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) =>
        {
            Problem::new("problem.journal.built_on").text("act", n.to_string()).into()
        }
        other => other,
    }
}
