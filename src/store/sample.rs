//! What a new register begins with: the labelled samples as its own data, and the answers of the set-up.
use super::codec;
use super::fault::Outcome;
use super::journal::{Pen, Wrote};
use super::register::line;
use super::{period, unit};
use crate::core::award::Catalogue;
use crate::core::level::LevelSet;
use crate::core::limit;
use crate::core::period::PeriodKey;
use crate::core::problem::Problem;
use crate::core::register::Setup;
use crate::core::score::{Class, Criterion, Rule, ScoreTable};
use crate::core::text;
use crate::core::words::Lang;
use crate::core::{reading, sample};
use rusqlite::{Connection, params};
use std::collections::HashMap;
use uuid::Uuid;

/// The answers of the set-up, before a file is made.
pub(super) fn check(setup: &Setup) -> Result<(), Problem> {
    if text::line(&setup.cluster).is_empty() {
        return Err(Problem::new("problem.store_cluster_empty"));
    }
    if setup.units.len() > limit::UNITS {
        return Err(Problem::new("problem.store_units_full").num("max", limit::UNITS as i64));
    }
    for (row, (_, name)) in setup.units.iter().enumerate() {
        let key = text::same_key(name);
        if key.is_empty() {
            return Err(Problem::new("problem.store_unit_name"));
        }
        if let Some(first) = setup.units.iter().take(row).position(|(_, n)| text::same_key(n) == key) {
            return Err(Problem::new("problem.store_unit_twice")
                .text("name", text::line(name))
                .num("row", first as i64 + 1));
        }
    }
    Ok(())
}

/// The first act of a register.
pub(super) fn lay(pen: Pen<'_>, setup: &Setup, sample: bool) -> Outcome<Wrote> {
    let conn = pen.conn;
    let lang = match setup.lang {
        Lang::Vi => "vi",
        Lang::En => "en",
    };
    let cluster = line(&setup.cluster)?;
    let province = line(&setup.province)?;
    conn.execute(
        "INSERT INTO register (n, uuid, cluster, province, secretary, label, sample, lang, plain, superior, issuer, place)
         VALUES (1, ?1, ?2, ?3, ?4, 'cluster', ?5, ?6, 0, ?7, ?8, ?9)",
        params![
            Uuid::new_v4().to_string(),
            cluster,
            province,
            line(&setup.secretary)?,
            sample,
            lang,
            province.to_uppercase(),
            cluster.to_uppercase(),
            reading::place(&province)
        ],
    )?;
    catalogue(conn, &sample::catalogue())?;
    let mut levels = None;
    for (code, set) in sample::level_sets() {
        let n = level_set(conn, &code, &set)?;
        if levels.is_none() || code == setup.levels {
            levels = Some(n);
        }
    }
    let mut table = None;
    for (code, sample) in sample::tables() {
        let n = score_table(conn, &code, &sample)?;
        if setup.table.as_deref() == Some(code.as_str()) {
            table = Some(n);
        }
    }
    let mut ids = Vec::new();
    for (code, name) in &setup.units {
        ids.extend(unit::add(pen, code, name, None)?.row);
    }
    let first = setup.period.unwrap_or_else(|| proposed(&pen.by.at));
    period::insert(conn, first, first.calendar(), table, levels.unwrap_or(0))?;
    let id = |at: Option<usize>| at.and_then(|i| ids.get(i).copied());
    unit::roles(pen, first.year, id(setup.head), id(setup.deputy))?;
    conn.execute(
        "INSERT INTO movement (year, name, motto) VALUES (?1, ?2, ?3)",
        params![first.year, line(&setup.movement)?, line(&setup.motto)?],
    )?;
    Ok(Wrote::new("act.create", cluster).barrier())
}

/// The period proposed on the day of the stamp.
fn proposed(at: &str) -> PeriodKey {
    let day: String = at.chars().take(10).collect();
    day.parse().map_or_else(|_| PeriodKey::quarter(2021, 1), PeriodKey::proposed)
}

fn catalogue(conn: &Connection, catalogue: &Catalogue) -> Outcome<()> {
    for a in &catalogue.authorities {
        conn.execute(
            "INSERT INTO authority (code, name, position) VALUES (?1, ?2, ?3)",
            params![a.code, a.name, a.position],
        )?;
    }
    for f in &catalogue.forms {
        conn.execute(
            "INSERT INTO form (code, name, line, authorities, title, position) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![f.code, f.name, codec::code(f.line), f.authorities.join(","), f.title, f.position],
        )?;
    }
    Ok(())
}

/// A sample level set as a set of the register; its key.
pub(super) fn level_set(conn: &Connection, code: &str, set: &LevelSet) -> Outcome<i64> {
    conn.execute(
        "INSERT INTO level_set (code, name, measure, base, nested, knockouts) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            code,
            set.name,
            codec::code(set.measure),
            codec::code(set.base),
            set.nested,
            codec::to_json(&set.knockouts)?
        ],
    )?;
    let n = conn.last_insert_rowid();
    for (position, l) in (1_i64..).zip(&set.levels) {
        conn.execute(
            "INSERT INTO level (level_set, position, name, minimum, quota, tint) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![n, position, l.name, l.minimum.map(|p| p.0), l.quota.map(|p| p.0), codec::code(l.tint)],
        )?;
    }
    Ok(n)
}

/// A sample score table as a table of the register; its key.
pub(super) fn score_table(conn: &Connection, code: &str, table: &ScoreTable) -> Outcome<i64> {
    conn.execute(
        "INSERT INTO score_table (code, name, year, rank_by, step, past, formulas, ties)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            code,
            table.name,
            table.year,
            codec::code(table.by),
            table.step.0,
            table.past,
            codec::to_json(&table.formulas)?,
            codec::to_json(&table.ties)?
        ],
    )?;
    let n = conn.last_insert_rowid();
    // The table's keys are its own; the register gives others.
    let mut keys: HashMap<i64, i64> = HashMap::new();
    for (position, c) in (1_i64..).zip(&table.criteria) {
        let parent = c.parent.and_then(|p| keys.get(&p).copied());
        let key = criterion(conn, n, (position, parent), c)?;
        keys.insert(c.id, key);
        derived_rules(conn, key, c)?;
    }
    Ok(n)
}

/// How a criterion's kind lies in columns: kind, points of one, less is better, formula.
pub(super) fn kind(c: &Criterion) -> (&'static str, Option<i64>, bool, Option<&str>) {
    match &c.rule {
        None if c.parent.is_some() || c.class == Class::Main => ("group", None, false, None),
        None if c.class == Class::Bonus => ("bonus", None, false, None),
        None => ("deduction", None, false, None),
        Some(Rule::Pass) => ("pass", None, false, None),
        Some(Rule::Direct) => ("direct", None, false, None),
        Some(Rule::Quantity { lower, formula }) => ("quantity", None, *lower, Some(formula)),
        Some(Rule::Count { each }) => ("count", Some(each.0), false, None),
        Some(Rule::Derived { .. }) => ("derived", None, false, None),
    }
}

/// Writes a criterion at that position, in that group; its key.
pub(super) fn criterion(
    conn: &Connection,
    table: i64,
    (position, parent): (i64, Option<i64>),
    c: &Criterion,
) -> Outcome<i64> {
    let (kind, each, lower, formula) = kind(c);
    conn.execute(
        "INSERT INTO criterion (score_table, parent, position, code, text, hidden, minimum, maximum, kind, each, lower,
            formula) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        params![
            table, parent, position, c.code, c.text, c.hidden, c.minimum.0, c.maximum.0, kind, each, lower, formula
        ],
    )?;
    Ok(conn.last_insert_rowid())
}

/// Writes what a derived criterion counts.
pub(super) fn derived_rules(conn: &Connection, key: i64, c: &Criterion) -> Outcome<()> {
    let Some(Rule::Derived { rules }) = &c.rule else { return Ok(()) };
    for rule in rules {
        conn.execute(
            "INSERT INTO derived_rule (criterion, form, kind, points) VALUES (?1, ?2, ?3, ?4)",
            params![key, rule.form, codec::code(rule.kind), rule.points.0],
        )?;
    }
    Ok(())
}
