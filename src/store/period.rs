//! Periods: which there are, whose day a date is, in which state a period stands, and the refusal of locked ones.
use super::codec;
use super::fault::{Fault, Outcome, refuse};
use crate::core::act::Refusal;
use crate::core::date::Date;
use crate::core::period::PeriodKey;
use crate::core::problem::{Arg, Problem};
use crate::core::quarter::{Period, State};
use crate::core::words::Lang;
use rusqlite::{Connection, OptionalExtension, Row, params};

/// A period with what it uses.
#[derive(Debug, Clone)]
pub(super) struct PeriodRow {
    /// as core knows it
    pub(super) period: Period,
    /// its score table
    pub(super) table: Option<i64>,
    /// its level set
    pub(super) levels: i64,
}

impl PeriodRow {
    /// Key of the period in columns.
    pub(super) fn code(&self) -> String {
        self.period.key.code()
    }
    /// Are rows refused?
    pub(super) fn locked(&self) -> bool {
        self.period.state >= State::Locked
    }
}

/// The state is derived, never stored: lock ▸ submitted ▸ a proposal ▸ a score ▸ nothing yet.
const SELECT: &str = "SELECT code, from_date, to_date, submitted, score_table, level_set,
    EXISTS (SELECT 1 FROM lock WHERE lock.period = p.code AND reopened IS NULL),
    EXISTS (SELECT 1 FROM approval WHERE approval.period = p.code),
    EXISTS (SELECT 1 FROM mark WHERE mark.period = p.code AND (proposed IS NOT NULL OR proposed_apart = 1)),
    EXISTS (SELECT 1 FROM cell WHERE cell.period = p.code)
        OR EXISTS (SELECT 1 FROM sheet_line l WHERE l.period = p.code AND l.actual IS NOT NULL)
    FROM period p";

fn read(row: &Row<'_>) -> rusqlite::Result<PeriodRow> {
    let state = if row.get(6)? {
        if row.get(7)? { State::Approved } else { State::Locked }
    } else if row.get(3)? {
        State::Waiting
    } else if row.get(8)? {
        State::Meeting
    } else if row.get(9)? {
        State::Scoring
    } else {
        State::Following
    };
    let period =
        Period { key: codec::period(row, 0)?, from: codec::date(row, 1)?, to: codec::date(row, 2)?, state };
    Ok(PeriodRow { period, table: row.get(4)?, levels: row.get(5)? })
}

/// All periods with what they use, newest first.
pub(super) fn rows(conn: &Connection) -> Outcome<Vec<PeriodRow>> {
    let mut statement = conn.prepare_cached(&format!("{SELECT} ORDER BY from_date DESC, n DESC"))?;
    let rows = statement.query_map([], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// All periods, newest first.
pub(super) fn all(conn: &Connection) -> Outcome<Vec<Period>> {
    Ok(rows(conn)?.into_iter().map(|row| row.period).collect())
}

/// The open periods before that one, the newest first.
pub(super) fn open_before(conn: &Connection, key: PeriodKey) -> Outcome<Vec<PeriodKey>> {
    let mut statement = conn.prepare_cached(
        "SELECT code FROM period p WHERE leaf = 1 AND from_date < (SELECT from_date FROM period WHERE code = ?1)
            AND NOT EXISTS (SELECT 1 FROM lock l WHERE l.period = p.code AND l.reopened IS NULL)
         ORDER BY from_date DESC",
    )?;
    let rows = statement.query_map([key.code()], |r| codec::period(r, 0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One period.
pub(super) fn find(conn: &Connection, key: PeriodKey) -> Outcome<Option<PeriodRow>> {
    let mut statement = conn.prepare_cached(&format!("{SELECT} WHERE code = ?1"))?;
    Ok(statement.query_row([key.code()], read).optional()?)
}

/// One period, or the sentence that it is not there and how it is added.
pub(super) fn get(conn: &Connection, key: PeriodKey) -> Outcome<PeriodRow> {
    match find(conn, key)? {
        Some(row) => Ok(row),
        None => refuse(Problem::new("problem.store_period_unknown").with("period", Arg::Period(key))),
    }
}

/// One period that may be written.
pub(super) fn writable(conn: &Connection, key: PeriodKey) -> Outcome<PeriodRow> {
    let row = get(conn, key)?;
    if row.locked() { Err(locked(&row.period)) } else { Ok(row) }
}

/// One period whose rows may be written: a quarter. Half-years, nine months and years own none.
pub(super) fn owning(conn: &Connection, key: PeriodKey) -> Outcome<PeriodRow> {
    if key.leaf() {
        return writable(conn, key);
    }
    refuse(Problem::new("problem.store_period_leaf").with("period", Arg::Period(key)))
}

/// The quarters of a period that are there, oldest first: itself, or those of a set.
pub(super) fn leaves(conn: &Connection, key: PeriodKey) -> Outcome<Vec<Period>> {
    let mut all = Vec::new();
    for leaf in key.leaves() {
        all.extend(find(conn, leaf)?.map(|row| row.period));
    }
    Ok(all)
}

/// The first open period after a locked one: its report prints what comes in late. `None` while there is none yet.
pub(super) fn next_open(conn: &Connection, key: PeriodKey) -> Outcome<Option<PeriodKey>> {
    let after = all(conn)?.into_iter().rev().filter(|p| p.key.leaf()).skip_while(|p| p.key != key).skip(1);
    Ok(after.into_iter().find(|p| p.state < State::Locked).map(|p| p.key))
}

/// The earlier periods whose late awards a period's report prints, oldest first. In a set of quarters what its own quarters
/// got late is in their figures, not beside them.
pub(super) fn supplemented(conn: &Connection, key: PeriodKey) -> Outcome<Vec<PeriodKey>> {
    let mut statement = conn.prepare_cached(
        "SELECT p.code FROM period p WHERE p.code IN (SELECT period FROM decision WHERE late = ?1)
         ORDER BY p.from_date, p.n",
    )?;
    let mut all: Vec<PeriodKey> = Vec::new();
    for leaf in key.leaves() {
        for of in statement.query_map([leaf.code()], |r| codec::period(r, 0))? {
            let of = of?;
            if !key.holds(of) && !all.contains(&of) {
                all.push(of);
            }
        }
    }
    Ok(all)
}

/// A decision may be written: its period is open, or it came late and the period that prints it is open.
pub(super) fn writable_late(conn: &Connection, key: PeriodKey, late: Option<PeriodKey>) -> Outcome<()> {
    owning(conn, late.unwrap_or(key)).map(|_| ())
}

/// The refusal of a locked period; one with its approving paper is not to be reopened.
pub(super) fn locked(period: &Period) -> Fault {
    let approved = period.state == State::Approved;
    let key = if approved { "problem.period_approved" } else { "problem.store_locked" };
    Refusal::Locked(Problem::new(key).with("period", Arg::Period(period.key))).into()
}

/// The period whose dates hold that day.
pub(super) fn holding(conn: &Connection, day: Date) -> Outcome<Option<PeriodKey>> {
    let mut statement = conn.prepare_cached(
        "SELECT code FROM period WHERE leaf = 1 AND ?1 BETWEEN from_date AND to_date
         ORDER BY from_date DESC LIMIT 1",
    )?;
    Ok(statement.query_row([day.to_string()], |r| codec::period(r, 0)).optional()?)
}

/// The period that owns a record: by its day, else by the day it was received, else the one given. It must be known and
/// open; a day inside a locked period is refused in a sentence that names paper, day, period and way out.
pub(super) fn owner(
    conn: &Connection,
    days: [Option<Date>; 2],
    given: Option<PeriodKey>,
    paper: &str,
) -> Outcome<PeriodKey> {
    let day = days[0].or(days[1]);
    let held = day.map(|d| holding(conn, d)).transpose()?.flatten();
    if let (Some(key), Some(day)) = (held, day) {
        let row = get(conn, key)?;
        if row.locked() {
            let approved = row.period.state == State::Approved;
            let said = if approved { "problem.store_date_approved" } else { "problem.store_date_locked" };
            return Err(Refusal::Locked(
                Problem::new(said)
                    .text("paper", paper)
                    .with("date", Arg::Date(day))
                    .with("period", Arg::Period(key)),
            )
            .into());
        }
        return Ok(key);
    }
    match (given, day) {
        (Some(key), _) => Ok(owning(conn, key)?.period.key),
        (None, Some(day)) => refuse(Problem::new("problem.store_no_period").with("date", Arg::Date(day))),
        (None, None) => refuse(Problem::new("problem.store_no_date")),
    }
}

/// The newest period that has rows, else the newest.
pub(super) fn newest(conn: &Connection) -> Outcome<Option<PeriodKey>> {
    let with_rows = conn
        .query_row(
            "SELECT code FROM period p WHERE EXISTS (SELECT 1 FROM award WHERE period = p.code)
             OR EXISTS (SELECT 1 FROM achievement WHERE period = p.code)
             OR EXISTS (SELECT 1 FROM cell WHERE period = p.code) ORDER BY from_date DESC LIMIT 1",
            [],
            |r| codec::period(r, 0),
        )
        .optional()?;
    if with_rows.is_some() {
        return Ok(with_rows);
    }
    Ok(conn
        .query_row("SELECT code FROM period WHERE leaf = 1 ORDER BY from_date DESC LIMIT 1", [], |r| {
            codec::period(r, 0)
        })
        .optional()?)
}

/// Adds a period with these dates, table and level set.
pub(super) fn insert(
    conn: &Connection,
    key: PeriodKey,
    (from, to): (Date, Date),
    table: Option<i64>,
    levels: i64,
) -> Outcome<i64> {
    conn.execute(
        "INSERT INTO period (code, from_date, to_date, leaf, score_table, level_set) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![key.code(), from.to_string(), to.to_string(), key.leaf(), table, levels],
    )?;
    Ok(conn.last_insert_rowid())
}

/// A period as sentences and the journal name it, in the register's language.
pub(super) fn label(conn: &Connection, key: PeriodKey) -> Outcome<String> {
    let lang = conn.query_row("SELECT lang FROM register", [], |r| codec::decode(r, 0))?;
    // within a sentence a year is written small; an English one begins with it
    Ok(if lang == Lang::Vi { key.within(lang) } else { key.label(lang) })
}
