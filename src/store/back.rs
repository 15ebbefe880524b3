//! What one act taken back by itself would leave behind, where no row of a later act says it: scores moved under submitted
//! proposals, points that their leaf does not take, levels of another set, an appraisal finished over blanks. Reads and
//! refuses, writes nothing.
use super::fault::{Outcome, refuse};
use super::sheets::{self, value};
use super::{codec, period, quarter, score, tracked};
use crate::core::entry;
use crate::core::journal::ActRow;
use crate::core::number::Points;
use crate::core::period::PeriodKey;
use crate::core::problem::{Arg, Problem};
use crate::core::quarter::State;
use crate::core::score::{Criterion, CriterionId, ScoreTable, SheetLine};
use crate::core::standing;
use crate::core::unit::UnitId;
use rusqlite::{Connection, OptionalExtension};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// What proposals rest on, and the sentence that it stands while they are submitted.
const RESTED_ON: [(&str, &str); 6] = [
    ("mark", "problem.store_submitted"),
    ("cell", "problem.store_scores_submitted"),
    ("sheet_line", "problem.store_scores_submitted"),
    ("finished", "problem.store_scores_submitted"),
    ("ballot", "problem.store_judged_submitted"),
    ("knocked", "problem.store_judged_submitted"),
];
/// Acts that write a row of these and move no score.
const TOLD: [&str; 2] = ["act.sheet_explanation", "act.sheet_evidence"];

/// Keys of the rows of a table that lines touched.
fn touched(table: &str) -> String {
    format!("SELECT id FROM journal WHERE n BETWEEN ?1 AND ?2 AND +tbl = {}", tracked::code(table))
}

/// Why an act stays while the proposals of its period are submitted.
pub(super) fn submitted(
    conn: &Connection,
    act: &ActRow,
    (first, last): (i64, i64),
) -> Outcome<Option<Problem>> {
    if TOLD.contains(&act.what.as_str()) {
        return Ok(None);
    }
    for (table, key) in RESTED_ON {
        let code = tracked::code(table);
        let mut statement = conn.prepare_cached(&format!(
            "SELECT DISTINCT COALESCE(r.period, j.old ->> '$.period') FROM journal j LEFT JOIN {table} r ON r.n = j.id
             WHERE j.n BETWEEN ?1 AND ?2 AND +j.tbl = {code}
                AND COALESCE(r.period, j.old ->> '$.period') IN (SELECT code FROM period WHERE submitted = 1)"
        ))?;
        let found = statement
            .query_map([first, last], |r| codec::period(r, 0))?
            .collect::<Result<Vec<PeriodKey>, _>>()?;
        for period in found {
            if period::get(conn, period)?.period.state == State::Waiting {
                return Ok(Some(Problem::new(key).with("period", Arg::Period(period))));
            }
        }
    }
    Ok(None)
}

/// The first act after these lines that finished an appraisal of a unit whose scores or results they wrote: it rests on
/// them. One that was finished before stands as it stood.
pub(super) fn finished_since(conn: &Connection, (first, last): (i64, i64)) -> Outcome<Option<i64>> {
    let finished = tracked::code("finished");
    let of = |table: &str| {
        let lines = format!("journal j WHERE j.n BETWEEN ?1 AND ?2 AND +j.tbl = {}", tracked::code(table));
        format!(
            "SELECT r.period, r.unit FROM {table} r WHERE r.n IN (SELECT j.id FROM {lines})
             UNION SELECT j.old ->> '$.period', j.old ->> '$.unit' FROM {lines} AND j.op = 2"
        )
    };
    Ok(conn
        .prepare_cached(&format!(
            "WITH own (period, unit) AS MATERIALIZED ({} UNION {})
             SELECT j.act FROM own JOIN finished f ON f.period = own.period AND f.unit = own.unit
             JOIN journal j ON j.tbl = {finished} AND j.id = f.n
             WHERE j.op = 0 AND j.n > ?2 AND j.act IS NOT NULL ORDER BY j.n LIMIT 1",
            of("cell"),
            of("sheet_line")
        ))?
        .query_row([first, last], |r| r.get(0))
        .optional()?)
}

/// What came back, or stands there now, must be what its own act would write.
pub(super) fn stands(conn: &Connection, act: &ActRow, lines: (i64, i64)) -> Outcome<()> {
    let why = match unfit(conn, lines)? {
        None => foreign(conn, lines)?,
        found => found,
    };
    if let Some(why) = why {
        let said = Problem::new("problem.journal.unfit").text("act", act.n.to_string());
        return refuse(said.text("thing", act.thing.as_str()).with("why", Arg::Said(Box::new(why))));
    }
    whole(conn, lines)
}

/// The tables that periods are scored by, each read once.
type Tables = HashMap<PeriodKey, Option<ScoreTable>>;

/// Why a cell or a line of these does not fit its leaf, or its period's table.
fn unfit(conn: &Connection, (first, last): (i64, i64)) -> Outcome<Option<Problem>> {
    let mut tables = Tables::new();
    let mut statement = conn.prepare_cached(&format!(
        "SELECT assigned, points, round, period, criterion FROM cell WHERE n IN ({})",
        touched("cell")
    ))?;
    let mut rows = statement.query([first, last])?;
    while let Some(r) = rows.next()? {
        let (value, round) = (value(r)?, codec::decode(r, 2)?);
        let fits = |leaf: &Criterion, step| entry::no_score(leaf, round, Some(value), step);
        let found = judge(conn, &mut tables, (codec::period(r, 3)?, r.get(4)?), fits)?;
        if found.is_some() {
            return Ok(found);
        }
    }
    let mut statement = conn.prepare_cached(&format!(
        "SELECT target, actual, period, criterion FROM sheet_line WHERE n IN ({})",
        touched("sheet_line")
    ))?;
    let mut rows = statement.query([first, last])?;
    while let Some(r) = rows.next()? {
        let (key, criterion) = (codec::period(r, 2)?, r.get(3)?);
        let blank = SheetLine::blank(0, criterion);
        let (target, actual) =
            (r.get::<_, Option<i64>>(0)?.map(Points), r.get::<_, Option<i64>>(1)?.map(Points));
        let line = SheetLine { target, actual, ..blank.clone() };
        let found =
            judge(conn, &mut tables, (key, criterion), |leaf, _| entry::no_line(leaf, &blank, &line))?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

/// Why a proposal, a vote or a knock-out of these is not of its period's level set.
fn foreign(conn: &Connection, (first, last): (i64, i64)) -> Outcome<Option<Problem>> {
    let (marks, votes, knocked) = (touched("mark"), touched("vote"), touched("knocked"));
    let levels = format!(
        "SELECT s.name FROM (
             SELECT period, proposed AS level FROM mark WHERE n IN ({marks})
             UNION ALL SELECT b.period, v.level FROM vote v JOIN ballot b ON b.n = v.ballot WHERE v.n IN ({votes})
         ) r JOIN period p ON p.code = r.period JOIN level_set s ON s.n = p.level_set JOIN level l ON l.n = r.level
         WHERE l.level_set <> p.level_set LIMIT 1"
    );
    let found: Option<String> =
        conn.prepare_cached(&levels)?.query_row([first, last], |r| r.get(0)).optional()?;
    if let Some(set) = found {
        return Ok(Some(Problem::new("problem.store_level_unknown").text("set", set)));
    }
    let rules = format!(
        "SELECT s.name, k.knockout FROM knocked k JOIN period p ON p.code = k.period
         JOIN level_set s ON s.n = p.level_set WHERE k.n IN ({knocked})
            AND k.knockout NOT IN (SELECT value ->> '$.name' FROM json_each(s.knockouts)) LIMIT 1"
    );
    let found: Option<(String, String)> =
        conn.prepare_cached(&rules)?.query_row([first, last], |r| Ok((r.get(0)?, r.get(1)?))).optional()?;
    Ok(found
        .map(|(set, name)| Problem::new("problem.store_knock_unknown").text("name", name).text("set", set)))
}

/// Asks the leaf, in the table that its period is scored by.
fn judge(
    conn: &Connection,
    tables: &mut Tables,
    (key, leaf): (PeriodKey, CriterionId),
    fits: impl Fn(&Criterion, Points) -> Option<Problem>,
) -> Outcome<Option<Problem>> {
    if let Entry::Vacant(slot) = tables.entry(key) {
        let used = period::get(conn, key)?.table;
        slot.insert(used.map(|n| sheets::table(conn, n)).transpose()?.flatten());
    }
    let table = tables.get(&key).and_then(Option::as_ref);
    Ok(match table.and_then(|t| Some((t.criterion(leaf)?, t.step))) {
        Some((leaf, step)) => fits(leaf, step),
        None => Some(Problem::new("problem.store_criterion_unknown")),
    })
}

/// An appraisal that is finished again has no blank.
fn whole(conn: &Connection, (first, last): (i64, i64)) -> Outcome<()> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT period, unit FROM finished WHERE n IN ({}) ORDER BY period, n",
        touched("finished")
    ))?;
    let rows = statement
        .query_map([first, last], |r| Ok((codec::period(r, 0)?, r.get::<_, UnitId>(1)?)))?
        .collect::<Result<Vec<_>, _>>()?;
    for of_one in rows.chunk_by(|a, b| a.0 == b.0) {
        let Some((key, _)) = of_one.first() else { continue };
        let facts = quarter::bare(conn, *key)?;
        let (Some(table), finals) = (&facts.table, standing::Finals::new(&facts)) else { continue };
        for (_, unit) in of_one {
            score::complete(conn, table, &finals, *unit)?;
        }
    }
    Ok(())
}
