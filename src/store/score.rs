//! Score tables and the cells of a period: what may be typed where, and when an appraisal is finished.
use super::codec;
use super::fault::{Outcome, refuse, stale};
use super::journal::{Pen, Wrote};
use super::owed::owed;
use super::period::{self, PeriodRow};
use super::register::{block, line};
use super::scored::open;
use super::sheets::value;
use super::{quarter, sheet_line, unit};
use crate::core::entry;
use crate::core::number::Points;
use crate::core::period::PeriodKey;
use crate::core::problem::{Arg, Problem};
use crate::core::quarter::State;
use crate::core::score::{Act, Cell, CellValue, Change, Criterion, Final, LineChange, Round, ScoreTable};
use crate::core::standing::{self, Wanted};
use crate::core::unit::UnitId;
use rusqlite::{Connection, OptionalExtension, params};

/// Writes.
pub(super) fn write(pen: Pen<'_>, act: &Act) -> Outcome<Wrote> {
    match act {
        Act::Set { period, unit, criterion, round, old, value, comment, reason, label } => {
            let cell = Typed {
                unit: *unit,
                criterion: *criterion,
                round: *round,
                old: *old,
                value: *value,
                comment,
                reason,
                label,
            };
            set(pen, *period, &cell)
        }
        Act::Line { period, change, reason, label } => sheet_line::one(pen, *period, change, reason, label),
        Act::Block { period, cells, lines, reason, label } => {
            many(pen, *period, (cells, lines), reason, label)
        }
        Act::Finish { period, units, round, done, label } => {
            finish(pen, *period, units, (*round, *done), label)
        }
        Act::Use { period, table, levels } => use_table(pen, *period, *table, *levels),
    }
}

/// A cell as it was typed.
struct Typed<'a> {
    unit: UnitId,
    criterion: i64,
    round: Round,
    old: Option<CellValue>,
    value: Option<CellValue>,
    comment: &'a str,
    reason: &'a str,
    label: &'a str,
}

/// Many cells and lines at once: each as if it were typed, all in one act.
fn many(
    pen: Pen<'_>,
    key: PeriodKey,
    (cells, lines): (&[Change], &[LineChange]),
    reason: &str,
    label: &str,
) -> Outcome<Wrote> {
    let conn = pen.conn;
    let (row, table) = open(conn, key)?;
    let lines = sheet_line::merged(conn, &row, &table, lines, label)?;
    let wanted: Vec<Wanted> = cells.iter().map(Wanted::from).collect();
    let reason = line(reason)?;
    let owed = reason.is_empty() && owed(conn, &row, &table, &wanted, &sheet_line::counting(&lines))?;
    sheet_line::put(conn, &row, &lines)?;
    for change in cells {
        let place = params![row.code(), change.unit, change.criterion, codec::code(change.round)];
        let comment: Option<String> = conn
            .prepare_cached(
                "SELECT comment FROM cell WHERE period = ?1 AND unit = ?2 AND criterion = ?3 AND round = ?4",
            )?
            .query_row(place, |r| r.get(0))
            .optional()?;
        let cell = Typed {
            unit: change.unit,
            criterion: change.criterion,
            round: change.round,
            old: change.old,
            value: Some(change.value),
            comment: &comment.unwrap_or_default(),
            reason: &reason,
            label,
        };
        put(pen, &row, &table, &cell)?;
    }
    // what was read otherwise is stale before it is asked why
    if owed { refuse(why(label)) } else { Ok(Wrote::new("act.score_block", label).why(&reason)) }
}

/// A change of an appraised score asks why.
fn why(label: &str) -> Problem {
    Problem::new("problem.store_reason_appraised").text("cell", label)
}

fn set(pen: Pen<'_>, key: PeriodKey, typed: &Typed<'_>) -> Outcome<Wrote> {
    let (row, table) = open(pen.conn, key)?;
    let Typed { unit, criterion, round, value, .. } = *typed;
    let wanted = Wanted { unit, criterion, round, value };
    let owed = line(typed.reason)?.is_empty() && owed(pen.conn, &row, &table, &[wanted], &[])?;
    let wrote = put(pen, &row, &table, typed)?;
    if owed { refuse(why(typed.label)) } else { Ok(wrote) }
}

fn put(pen: Pen<'_>, row: &PeriodRow, table: &ScoreTable, typed: &Typed<'_>) -> Outcome<Wrote> {
    let conn = pen.conn;
    let tag = unit::known(conn, typed.unit)?;
    let Some(leaf) = table.criterion(typed.criterion) else {
        return refuse(Problem::new("problem.store_criterion_unknown"));
    };
    if let Some(why) = entry::no_score(leaf, typed.round, typed.value, table.step) {
        return refuse(why);
    }
    if typed.round == Round::Second && typed.value.is_some() {
        after_first(conn, row, typed.unit, tag)?;
    }
    let (code, round) = (row.code(), codec::code(typed.round));
    let place = params![code, typed.unit, typed.criterion, round];
    let there = conn
        .prepare_cached(
            "SELECT assigned, points FROM cell WHERE period = ?1 AND unit = ?2 AND criterion = ?3 AND round = ?4",
        )?
        .query_row(place, value)
        .optional()?;
    if there != typed.old {
        return stale(typed.label);
    }
    let reason = line(typed.reason)?;
    let Some(value) = typed.value else {
        conn.prepare_cached(
            "DELETE FROM cell WHERE period = ?1 AND unit = ?2 AND criterion = ?3 AND round = ?4",
        )?
        .execute(place)?;
        return Ok(Wrote::new("act.score_clear", typed.label).why(&reason));
    };
    let points = match value {
        CellValue::Points(points) => Some(points.0),
        CellValue::NotAssigned => None,
    };
    // why it was corrected is read beside the score, not in the journal alone
    let because =
        if there != typed.value && corrects(conn, row, typed, there)? { reason.as_str() } else { "" };
    let comment = block(&Cell::comment_with(typed.comment, because))?;
    let values = params![code, typed.unit, typed.criterion, round, points.is_some(), points, comment];
    let sql = if there.is_some() {
        "UPDATE cell SET assigned = ?5, points = ?6, comment = ?7
         WHERE period = ?1 AND unit = ?2 AND criterion = ?3 AND round = ?4"
    } else {
        "INSERT INTO cell (period, unit, criterion, round, assigned, points, comment)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
    };
    conn.prepare_cached(sql)?.execute(values)?;
    let what = match (there == typed.value, comment.is_empty()) {
        (false, _) => "act.score_set",
        // the score stands as it was: only the comment was written
        (true, false) => "act.score_comment",
        (true, true) => "act.score_uncomment",
    };
    Ok(Wrote::new(what, typed.label).why(&reason))
}

/// Does it correct what an appraisal gave or kept, and not merely move what another unit's is compared with?
fn corrects(
    conn: &Connection,
    row: &PeriodRow,
    typed: &Typed<'_>,
    there: Option<CellValue>,
) -> Outcome<bool> {
    let round = typed.round.max(Round::First);
    Ok(typed.round != Round::Own && there.is_some() || finished(conn, row, typed.unit, round)?)
}

/// Was this appraisal of a unit declared finished? The second one is after the first.
fn finished(conn: &Connection, row: &PeriodRow, unit: UnitId, round: Round) -> Outcome<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM finished WHERE period = ?1 AND unit = ?2 AND round = ?3)";
    let place = params![row.code(), unit, codec::code(round)];
    Ok(conn.prepare_cached(sql)?.query_row(place, |r| r.get(0))?)
}

/// The second appraisal answers what the first one said: that must be finished.
fn after_first(conn: &Connection, row: &PeriodRow, unit: UnitId, tag: String) -> Outcome<()> {
    if finished(conn, row, unit, Round::First)? {
        Ok(())
    } else {
        refuse(Problem::new("problem.store_second_early").text("unit", tag))
    }
}

/// Points of a leaf, as `Criterion::fits` allows them.
pub(super) fn allowed(points: Points, leaf: &Criterion, table: &ScoreTable) -> Outcome<()> {
    entry::unfit(leaf, points, table.step).map_or(Ok(()), refuse)
}

fn finish(
    pen: Pen<'_>,
    key: PeriodKey,
    units: &[UnitId],
    (round, done): (Round, bool),
    label: &str,
) -> Outcome<Wrote> {
    let conn = pen.conn;
    let (row, table) = open(conn, key)?;
    if round == Round::Own {
        return refuse(Problem::new("problem.store_finish_own"));
    }
    let facts = quarter::bare(conn, key)?;
    let finals = standing::Finals::new(&facts);
    for id in units {
        let tag = unit::known(conn, *id)?;
        // taking the first back takes the second back with it: it rests on the first
        conn.execute(
            "DELETE FROM finished WHERE period = ?1 AND unit = ?2 AND (round = ?3 OR ?4 AND round <> 'first')",
            params![row.code(), id, codec::code(round), !done && round == Round::First],
        )?;
        if !done {
            continue;
        }
        if round == Round::Second {
            after_first(conn, &row, *id, tag.clone())?;
        }
        complete(conn, &table, &finals, *id)?;
        conn.execute(
            "INSERT INTO finished (period, unit, round) VALUES (?1, ?2, ?3)",
            params![row.code(), id, codec::code(round)],
        )?;
    }
    Ok(Wrote::new(if done { "act.score_finish" } else { "act.score_unfinish" }, label))
}

/// A unit whose appraisal is finished has no blank.
pub(super) fn complete(
    conn: &Connection,
    table: &ScoreTable,
    finals: &standing::Finals<'_>,
    unit: UnitId,
) -> Outcome<()> {
    let blank = table.leaves().filter(|leaf| finals.of(unit, leaf) == Final::Blank);
    let blank: Vec<&str> = blank.map(|leaf| leaf.code.as_str()).collect();
    if blank.is_empty() {
        return Ok(());
    }
    let said = Problem::new("problem.store_finish_blank").text("unit", unit::known(conn, unit)?);
    refuse(said.num("n", blank.len() as i64).text("cells", blank.join(", ")))
}

fn use_table(pen: Pen<'_>, key: PeriodKey, table: Option<i64>, levels: i64) -> Outcome<Wrote> {
    let conn = pen.conn;
    let row = period::writable(conn, key)?;
    let code = row.code();
    let exists = |sql: &str, n: i64| conn.query_row(sql, params![code, n], |r| r.get::<_, bool>(0));
    if table.is_some() && !key.leaf() {
        return refuse(Problem::new("problem.store_set_table").with("period", Arg::Period(key)));
    }
    if let Some(n) = table
        && !exists("SELECT EXISTS (SELECT 1 FROM score_table WHERE n = ?2 AND ?1 <> '')", n)?
    {
        return refuse(Problem::new("problem.store_table_unknown"));
    }
    if !exists("SELECT EXISTS (SELECT 1 FROM level_set WHERE n = ?2 AND ?1 <> '')", levels)? {
        return refuse(Problem::new("problem.store_levels_unknown"));
    }
    if table != row.table && row.period.state == State::Waiting {
        return refuse(Problem::new("problem.store_scores_submitted").with("period", Arg::Period(key)));
    }
    if table != row.table
        && exists(
            "SELECT EXISTS (SELECT 1 FROM cell WHERE period = ?1 AND ?2 IS NOT NULL)
             OR EXISTS (SELECT 1 FROM sheet_line WHERE period = ?1
                AND (actual IS NOT NULL OR explanation <> '' OR evidence <> ''))",
            0,
        )?
    {
        return refuse(Problem::new("problem.store_table_used").with("period", Arg::Period(key)));
    }
    let marked =
        "SELECT EXISTS (SELECT 1 FROM mark WHERE period = ?1 AND proposed IS NOT NULL AND ?2 IS NOT NULL)
            OR EXISTS (SELECT 1 FROM vote JOIN ballot ON ballot.n = vote.ballot
                       WHERE ballot.period = ?1 AND vote.level IS NOT NULL)
            OR EXISTS (SELECT 1 FROM knocked WHERE period = ?1)";
    if levels != row.levels && exists(marked, 0)? {
        return refuse(Problem::new("problem.store_levels_used").with("period", Arg::Period(key)));
    }
    if table != row.table {
        // targets stand by the leaves of the table that goes, and so does what was finished of it
        conn.execute("DELETE FROM sheet_line WHERE period = ?1", params![code])?;
        conn.execute("DELETE FROM finished WHERE period = ?1", params![code])?;
    }
    conn.execute(
        "UPDATE period SET rev = rev + 1, score_table = ?2, level_set = ?3 WHERE code = ?1",
        params![code, table, levels],
    )?;
    Ok(Wrote::new("act.period_use", period::label(conn, key)?))
}
