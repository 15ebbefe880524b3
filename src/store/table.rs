//! Score tables as the settings write them. A table that has scores keeps its criteria: only texts, hiding and how it ranks
//! change. What a locked period printed lies in its snapshot, and no edit reaches it.
use super::fault::{Outcome, refuse, stale};
use super::journal::{Pen, Wrote};
use super::register::{catalogue, line, own_name};
use super::{codec, level_set, period, sample, sheets};
use crate::core::catalogue::free_name;
use crate::core::period::PeriodKey;
use crate::core::problem::{Arg, Problem};
use crate::core::quarter::State;
use crate::core::score::{Criterion, ScoreTable};
use crate::core::table::{Act, UsedTable, check};
use crate::core::text;
use rusqlite::{Connection, params};
use std::collections::HashMap;

/// All tables with the periods that use them.
pub(super) fn used(conn: &Connection) -> Outcome<Vec<UsedTable>> {
    let periods = period::rows(conn)?;
    let mut statement = conn.prepare_cached(
        "SELECT p.code FROM period p JOIN criterion k ON k.score_table = ?1
         WHERE EXISTS (SELECT 1 FROM cell c WHERE c.period = p.code AND c.criterion = k.n)
            OR EXISTS (SELECT 1 FROM sheet_line l WHERE l.period = p.code AND l.criterion = k.n)
         ORDER BY p.from_date DESC, p.n DESC LIMIT 1",
    )?;
    let mut out = Vec::new();
    for table in sheets::tables(conn)? {
        let own = periods.iter().filter(|r| r.table == Some(table.id)).map(|r| r.period.key).collect();
        let mut rows = statement.query([table.id])?;
        let scored = rows.next()?.map(|r| codec::period(r, 0)).transpose()?;
        out.push(UsedTable { table, periods: own, scored });
    }
    Ok(out)
}

/// Writes.
pub(super) fn write(pen: Pen<'_>, act: &Act) -> Outcome<Wrote> {
    match act {
        Act::Save(table) => save(pen, table),
        Act::Copy { id, name, year } => copy(pen, *id, name, *year),
        Act::Remove { id } => remove(pen, *id),
    }
}

fn find(conn: &Connection, id: i64, thing: &str) -> Outcome<UsedTable> {
    match used(conn)?.into_iter().find(|u| u.table.id == id) {
        Some(there) => Ok(there),
        None => stale(thing),
    }
}

/// A name that no other table has.
fn named(conn: &Connection, id: i64, raw: &str) -> Outcome<String> {
    let others = sheets::tables(conn)?.into_iter().filter(|t| t.id != id).map(|t| t.name);
    own_name(raw, others, ("problem.table.name", "problem.table.twice"))
}

fn save(pen: Pen<'_>, table: &ScoreTable) -> Outcome<Wrote> {
    let conn = pen.conn;
    let name = named(conn, table.id, &table.name)?;
    let mut clean = ScoreTable { name: name.clone(), ..table.clone() };
    for c in &mut clean.criteria {
        c.code = line(&c.code)?;
        c.text = line(&c.text)?;
    }
    let forms = catalogue(conn)?;
    if let Some(flaw) = check::check(&clean).into_iter().chain(check::unknown_forms(&clean, &forms)).next() {
        return refuse(flaw.problem);
    }
    if table.id == 0 {
        let n = sample::score_table(conn, &level_set::fresh(conn, "score_table", &name)?, &clean)?;
        return Ok(Wrote::new("act.table_new", name).row(n));
    }
    let there = find(conn, table.id, &name)?;
    if let Some(key) = there.scored.filter(|_| !same_criteria(&there.table, &clean)) {
        let problem = Problem::new("problem.table.scored").with("period", Arg::Period(key));
        return refuse(problem.text("name", there.table.name));
    }
    if let Some(key) = submitted(conn, &there)?.filter(|_| !same_rules(&there.table, &clean)) {
        let problem = Problem::new("problem.table.submitted").with("period", Arg::Period(key));
        return refuse(problem.text("name", there.table.name));
    }
    let changed = conn.execute(
        "UPDATE score_table SET rev = rev + 1, name = ?3, year = ?4, rank_by = ?5, step = ?6, past = ?7, formulas = ?8,
            ties = ?9 WHERE n = ?1 AND rev = ?2",
        params![
            table.id,
            table.rev,
            name,
            clean.year,
            codec::code(clean.by),
            clean.step.0,
            clean.past,
            codec::to_json(&clean.formulas)?,
            codec::to_json(&clean.ties)?
        ],
    )?;
    if changed == 0 {
        return stale(&name);
    }
    rows(conn, &there.table, &clean)?;
    Ok(Wrote::new("act.table_edit", name))
}

/// Are the criteria those that scores stand on: whatever changes points is the same?
fn same_criteria(there: &ScoreTable, wanted: &ScoreTable) -> bool {
    let plain = |c: &Criterion| Criterion { text: String::new(), hidden: false, ..c.clone() };
    (there.step, &there.formulas) == (wanted.step, &wanted.formulas)
        && there.criteria.iter().map(plain).eq(wanted.criteria.iter().map(plain))
}

/// Do its units come out as they did: the same criteria, ranked the same way?
fn same_rules(there: &ScoreTable, wanted: &ScoreTable) -> bool {
    let ranked = |t: &ScoreTable| (t.by, t.past, t.ties.clone());
    same_criteria(there, wanted) && ranked(there) == ranked(wanted)
}

/// The newest period with submitted proposals that is scored by this table.
fn submitted(conn: &Connection, there: &UsedTable) -> Outcome<Option<PeriodKey>> {
    let waiting = |row: &period::PeriodRow| row.period.state == State::Waiting;
    let rows = period::rows(conn)?.into_iter().filter(|row| row.table == Some(there.table.id));
    Ok(rows.filter(waiting).map(|row| row.period.key).next())
}

/// The rows of a table brought to what they should be, matched by their keys.
fn rows(conn: &Connection, there: &ScoreTable, wanted: &ScoreTable) -> Outcome<()> {
    // leaves before their groups
    for gone in there.criteria.iter().rev().filter(|c| wanted.criterion(c.id).is_none()) {
        conn.execute("DELETE FROM derived_rule WHERE criterion = ?1", [gone.id])?;
        // one that stays may still hang on a group that goes
        conn.execute("UPDATE criterion SET parent = NULL WHERE parent = ?1", [gone.id])?;
        conn.execute("DELETE FROM criterion WHERE n = ?1", [gone.id])?;
    }
    // positions are unique in a table: those that move step aside first
    let far = 10_000_i64;
    for (position, c) in (1_i64..).zip(&wanted.criteria).filter(|(_, c)| c.id > 0) {
        conn.execute(
            "UPDATE criterion SET position = position + ?3 WHERE n = ?1 AND position <> ?2",
            params![c.id, position, far],
        )?;
    }
    let mut keys: HashMap<i64, i64> = HashMap::new();
    for (position, c) in (1_i64..).zip(&wanted.criteria) {
        let parent = c.parent.and_then(|p| keys.get(&p).copied());
        let key = if c.id > 0 {
            if there.criterion(c.id).is_none() {
                return stale(&c.code);
            }
            update(conn, position, parent, c)?;
            c.id
        } else {
            sample::criterion(conn, there.id, (position, parent), c)?
        };
        keys.insert(c.id, key);
        if there.criterion(c.id).and_then(|old| old.rule.as_ref()) != c.rule.as_ref() {
            conn.execute("DELETE FROM derived_rule WHERE criterion = ?1", [key])?;
            sample::derived_rules(conn, key, c)?;
        }
    }
    Ok(())
}

fn update(conn: &Connection, position: i64, parent: Option<i64>, c: &Criterion) -> Outcome<()> {
    let (kind, each, lower, formula) = sample::kind(c);
    conn.execute(
        "UPDATE criterion SET parent = ?2, position = ?3, code = ?4, text = ?5, hidden = ?6, minimum = ?7, maximum = ?8,
            kind = ?9, each = ?10, lower = ?11, formula = ?12
         WHERE n = ?1 AND (parent, position, code, text, hidden, minimum, maximum, kind, each, lower, formula)
            IS NOT (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        params![
            c.id, parent, position, c.code, c.text, c.hidden, c.minimum.0, c.maximum.0, kind, each, lower, formula
        ],
    )?;
    Ok(())
}

fn copy(pen: Pen<'_>, id: i64, name: &str, year: Option<i16>) -> Outcome<Wrote> {
    let conn = pen.conn;
    let there = find(conn, id, name)?.table;
    let name = if text::same_key(name).is_empty() { there.name.clone() } else { line(name)? };
    let name = free_name(&name, sheets::tables(conn)?.into_iter().map(|t| t.name).collect());
    let table = ScoreTable { name: name.clone(), year, ..there };
    if let Some(flaw) = check::check(&table).into_iter().next() {
        return refuse(flaw.problem);
    }
    let n = sample::score_table(conn, &level_set::fresh(conn, "score_table", &name)?, &table)?;
    Ok(Wrote::new("act.table_copy", name).row(n))
}

/// Takes out a table that no period uses.
fn remove(pen: Pen<'_>, id: i64) -> Outcome<Wrote> {
    let conn = pen.conn;
    let there = find(conn, id, "")?;
    let name = there.table.name.clone();
    if let Some(key) = there.periods.first().or(there.scored.as_ref()) {
        let problem = Problem::new("problem.table.used").with("period", Arg::Period(*key));
        return refuse(problem.text("name", name).num("n", there.periods.len() as i64));
    }
    let nothing = ScoreTable { criteria: Vec::new(), ..there.table.clone() };
    rows(conn, &there.table, &nothing)?;
    conn.execute("DELETE FROM score_table WHERE n = ?1", [id])?;
    Ok(Wrote::new("act.table_remove", name))
}
