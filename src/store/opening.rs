//! A further period: a quarter with its dates by the year's start and what it takes over from the quarter before it, or a
//! half-year, nine months or a year, which are sets of quarters.
use super::codec;
use super::fault::{Outcome, refuse};
use super::journal::{Pen, Wrote};
use super::{level, period, register, sheets, unit};
use crate::core::date::Date;
use crate::core::period::{PeriodKey, PeriodKind};
use crate::core::problem::{Arg, Problem};
use rusqlite::{Connection, OptionalExtension, params};

/// The quarter that another goes on from.
struct Before {
    key: PeriodKey,
    table: Option<i64>,
    levels: i64,
    /// is it before in time? What was asked of the units is not carried backwards
    earlier: bool,
}

/// Adds a quarter.
pub(super) fn add(pen: Pen<'_>, key: PeriodKey) -> Outcome<Wrote> {
    let conn = pen.conn;
    let named = |problem: Problem| problem.with("period", Arg::Period(key));
    if period::find(conn, key)?.is_some() {
        return refuse(named(Problem::new("problem.store_period_twice")));
    }
    if !key.leaf() {
        return set(conn, key);
    }
    let (from, to) = key.dates(register::get(conn)?.year_start);
    overlap(conn, key, from, to)?;
    let before = before(conn, from)?;
    let row = period::insert(conn, key, (from, to), before.table, before.levels)?;
    let targets = if before.earlier { targets(conn, before.key, key)? } else { 0 };
    let wrote = Wrote::new("act.period_add", period::label(conn, key)?).row(row);
    Ok(if before.earlier { wrote.also(carried(conn, &before, key, (from, to), targets)?) } else { wrote })
}

/// Adds a half-year, nine months or a year: a set of the quarters there are, from the first day of the first to the last of
/// the last. It owns no rows.
fn set(conn: &Connection, key: PeriodKey) -> Outcome<Wrote> {
    let quarters = period::leaves(conn, key)?;
    let names: Vec<String> = quarters.iter().map(|p| period::label(conn, p.key)).collect::<Outcome<_>>()?;
    let Some(newest) = quarters.last() else {
        return refuse(Problem::new("problem.store_set_empty").with("period", Arg::Period(key)));
    };
    let (mut from, mut to) = key.dates(register::get(conn)?.year_start);
    let expected = key.leaves();
    // where a quarter has days of its own, the set begins and ends with it
    if let Some(first) = quarters.first().filter(|p| expected.first() == Some(&p.key)) {
        from = first.from;
    }
    if expected.last() == Some(&newest.key) {
        to = newest.to;
    }
    let levels = levels_of_set(conn, key, newest.key)?;
    let dates = (from.min(newest.from), to.max(newest.to));
    let row = period::insert(conn, key, dates, None, levels)?;
    let also = Problem::new("note.set_opened").text("quarters", names.join(", "));
    Ok(Wrote::new("act.period_add", period::label(conn, key)?).row(row).also(also))
}

/// The levels of a set: those of the one of its kind before it; of a first year the titles there are; else those of its
/// newest quarter.
fn levels_of_set(conn: &Connection, key: PeriodKey, newest: PeriodKey) -> Outcome<i64> {
    let before = period::find(conn, key.previous())?.map(|row| row.levels);
    let titles = || -> Outcome<Option<i64>> {
        let sql = "SELECT n FROM level_set WHERE nested = 1 ORDER BY n DESC LIMIT 1";
        Ok(conn.query_row(sql, [], |r| r.get(0)).optional()?)
    };
    let titles = if key.kind == PeriodKind::Year { titles()? } else { None };
    match before.or(titles) {
        Some(levels) => Ok(levels),
        None => Ok(period::get(conn, newest)?.levels),
    }
}

/// Two quarters never hold the same day: it would belong to both.
fn overlap(conn: &Connection, key: PeriodKey, from: Date, to: Date) -> Outcome<()> {
    let other: Option<(PeriodKey, Date, Date)> = conn
        .query_row(
            "SELECT code, from_date, to_date FROM period WHERE leaf = 1 AND from_date <= ?2 AND to_date >= ?1
             ORDER BY from_date LIMIT 1",
            [from.to_string(), to.to_string()],
            |r| Ok((codec::period(r, 0)?, codec::date(r, 1)?, codec::date(r, 2)?)),
        )
        .optional()?;
    let Some((other, first, last)) = other else { return Ok(()) };
    refuse(
        Problem::new("problem.store_period_overlap")
            .with("period", Arg::Period(key))
            .with("other", Arg::Period(other))
            .with("from", Arg::Date(from.max(first)))
            .with("to", Arg::Date(to.min(last))),
    )
}

/// The quarter before that day, else the first after it.
fn before(conn: &Connection, from: Date) -> Outcome<Before> {
    Ok(conn.query_row(
        "SELECT code, score_table, level_set, from_date <= ?1 FROM period WHERE leaf = 1
         ORDER BY from_date > ?1, CASE WHEN from_date > ?1 THEN from_date END, from_date DESC LIMIT 1",
        [from.to_string()],
        |r| Ok(Before { key: codec::period(r, 0)?, table: r.get(1)?, levels: r.get(2)?, earlier: r.get(3)? }),
    )?)
}

/// What was asked of the units, where the table is the same; a unit that is no member any more is asked nothing.
fn targets(conn: &Connection, from: PeriodKey, to: PeriodKey) -> Outcome<usize> {
    let row = period::get(conn, to)?;
    let carried = conn.execute(
        "INSERT INTO sheet_line (period, unit, criterion, target)
         SELECT ?2, s.unit, s.criterion, s.target FROM sheet_line s
         JOIN criterion c ON c.n = s.criterion AND c.score_table = ?3
         JOIN unit u ON u.n = s.unit AND COALESCE(u.to_date >= ?4, 1)
         WHERE s.period = ?1 AND s.target IS NOT NULL ORDER BY s.n",
        params![from.code(), to.code(), row.table, row.period.to.to_string()],
    )?;
    Ok(carried)
}

/// What went along, in a sentence.
fn carried(
    conn: &Connection,
    before: &Before,
    key: PeriodKey,
    (from, to): (Date, Date),
    targets: usize,
) -> Outcome<Problem> {
    let (units, _) = unit::roster(conn, key.year, from, to)?;
    let table = before.table.map(|n| sheets::table(conn, n)).transpose()?.flatten();
    let levels = level::set(conn, before.levels)?.map(|s| s.name).unwrap_or_default();
    let key = match (&table, targets) {
        (None, _) => "note.period_carried_bare",
        (Some(_), 0) => "note.period_carried",
        (Some(_), _) => "note.period_carried_targets",
    };
    Ok(Problem::new(key)
        .with("before", Arg::Period(before.key))
        .num("units", units.len() as i64)
        .text("table", table.map(|t| t.name).unwrap_or_default())
        .text("levels", levels)
        .num("targets", targets as i64))
}
