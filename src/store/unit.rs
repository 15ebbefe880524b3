//! Units: the roster with its dates, head and deputy by year. A unit with records is never taken out, it leaves by a date.
use super::codec;
use super::fault::{Outcome, refuse, stale};
use super::journal::{Pen, Wrote};
use super::register::line;
use crate::core::count::{Scope, Tally};
use crate::core::date::Date;
use crate::core::limit;
use crate::core::period::PeriodKey;
use crate::core::problem::{Arg, Problem};
use crate::core::text;
use crate::core::unit::{Act, Role, Unit, UnitId};
use rusqlite::{Connection, OptionalExtension, params};

/// All units ever, in roster order, with their roles in that year.
pub(super) fn all(conn: &Connection, year: i16) -> Outcome<Vec<Unit>> {
    let mut statement = conn.prepare_cached(
        "SELECT u.n, u.rev, u.code, u.name, u.position, u.from_date, u.to_date,
                (SELECT role FROM role WHERE role.unit = u.n AND year = ?1 ORDER BY role DESC LIMIT 1)
         FROM unit u ORDER BY u.position, u.n",
    )?;
    let rows = statement.query_map([year], |r| {
        Ok(Unit {
            id: r.get(0)?,
            rev: r.get(1)?,
            code: r.get(2)?,
            name: r.get(3)?,
            position: r.get(4)?,
            from: codec::date_option(r, 5)?,
            to: codec::date_option(r, 6)?,
            role: codec::decode_option(r, 7)?.unwrap_or(Role::Member),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Members on the last day, and those that left before it but after the first day.
pub(super) fn roster(conn: &Connection, year: i16, from: Date, to: Date) -> Outcome<(Vec<Unit>, Vec<Unit>)> {
    let (mut members, mut left) = (Vec::new(), Vec::new());
    for unit in all(conn, year)? {
        if unit.from.is_some_and(|first| first > to) {
            continue;
        }
        match unit.to {
            Some(last) if last < from => {}
            Some(last) if last < to => left.push(unit),
            _ => members.push(unit),
        }
    }
    Ok((members, left))
}

/// Units with award rows of a period that are neither its members nor left during it: their awards count in the cluster's
/// figures, so papers must be able to name them.
pub(super) fn commended(
    conn: &Connection,
    key: PeriodKey,
    members: &[Unit],
    left: &[Unit],
    tallies: &[Tally],
) -> Outcome<Vec<Unit>> {
    let ids: Vec<UnitId> = tallies
        .iter()
        .filter_map(|t| match t.scope {
            Scope::Unit(id) => Some(id),
            _ => None,
        })
        .collect();
    let known = |id: UnitId| members.iter().chain(left).any(|u| u.id == id);
    if ids.iter().all(|id| known(*id)) {
        return Ok(Vec::new());
    }
    Ok(all(conn, key.year)?.into_iter().filter(|u| ids.contains(&u.id) && !known(u.id)).collect())
}

/// Short name of a unit, for sentences.
pub(super) fn tag(conn: &Connection, id: UnitId) -> Outcome<Option<String>> {
    let found = conn
        .prepare_cached("SELECT CASE code WHEN '' THEN name ELSE code END FROM unit WHERE n = ?1")?
        .query_row([id], |r| r.get(0))
        .optional()?;
    Ok(found)
}

/// The unit must be there; its short name.
pub(super) fn known(conn: &Connection, id: UnitId) -> Outcome<String> {
    match tag(conn, id)? {
        Some(tag) => Ok(tag),
        None => refuse(Problem::new("problem.store_unit_unknown")),
    }
}

/// Writes.
pub(super) fn write(pen: Pen<'_>, act: &Act) -> Outcome<Wrote> {
    match act {
        Act::Add { code, name, from } => add(pen, code, name, *from),
        Act::Edit { unit } => edit(pen, unit),
        Act::Remove { id, rev, label } => remove(pen, *id, *rev, label),
        Act::Roles { year, head, deputy } => roles(pen, *year, *head, *deputy),
    }
}

/// Name and key of a unit, refused when empty or when another unit has the name.
fn name_of(conn: &Connection, raw: &str, own: UnitId) -> Outcome<(String, String)> {
    let name = line(raw)?;
    let key = text::same_key(&name);
    if key.is_empty() {
        return refuse(Problem::new("problem.store_unit_name"));
    }
    let other: Option<(String, i64)> = conn
        .query_row(
            "SELECT name, position FROM unit WHERE same_key = ?1 AND n <> ?2",
            params![key, own],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )
        .optional()?;
    match other {
        Some((other, row)) => {
            refuse(Problem::new("problem.store_unit_twice").text("name", other).num("row", row))
        }
        None => Ok((name, key)),
    }
}

/// Code of a unit, refused when another that is still in the cluster has it: people and sheets find units by it.
fn code_of(conn: &Connection, raw: &str, own: UnitId) -> Outcome<String> {
    let code = line(raw)?;
    let other: Option<String> = conn
        .query_row(
            "SELECT name FROM unit WHERE code <> '' AND UPPER(code) = UPPER(?1) AND n <> ?2 AND to_date IS NULL",
            params![code, own],
            |r| r.get(0),
        )
        .optional()?;
    match other {
        Some(name) => refuse(Problem::new("problem.store_unit_code").text("code", code).text("name", name)),
        None => Ok(code),
    }
}

/// Adds a unit at the end of the roster.
pub(super) fn add(pen: Pen<'_>, code: &str, name: &str, from: Option<Date>) -> Outcome<Wrote> {
    let conn = pen.conn;
    let (name, key) = name_of(conn, name, 0)?;
    let code = code_of(conn, code, 0)?;
    let (count, last): (i64, i64) =
        conn.query_row("SELECT COUNT(*), COALESCE(MAX(position), 0) FROM unit", [], |r| {
            Ok((r.get(0)?, r.get(1)?))
        })?;
    if count >= limit::UNITS as i64 {
        return refuse(Problem::new("problem.store_units_full").num("max", limit::UNITS as i64));
    }
    conn.execute(
        "INSERT INTO unit (position, code, name, same_key, from_date) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![last + 1, code, name, key, codec::iso(from)],
    )?;
    Ok(Wrote::new("act.unit_add", name).row(conn.last_insert_rowid()))
}

fn edit(pen: Pen<'_>, unit: &Unit) -> Outcome<Wrote> {
    let (name, key) = name_of(pen.conn, &unit.name, unit.id)?;
    if let (Some(from), Some(to)) = (unit.from, unit.to)
        && from > to
    {
        return refuse(order(from, to));
    }
    // one that left keeps the code it had
    let code = if unit.to.is_some() { line(&unit.code)? } else { code_of(pen.conn, &unit.code, unit.id)? };
    let changed = pen.conn.execute(
        "UPDATE unit SET rev = rev + 1, position = ?3, code = ?4, name = ?5, same_key = ?6, from_date = ?7, to_date = ?8
         WHERE n = ?1 AND rev = ?2",
        params![
            unit.id,
            unit.rev,
            unit.position,
            code,
            name,
            key,
            codec::iso(unit.from),
            codec::iso(unit.to)
        ],
    )?;
    if changed == 0 {
        return stale(&name);
    }
    Ok(Wrote::new("act.unit_edit", name).row(unit.id))
}

/// "Từ ngày" after "đến ngày".
pub(super) fn order(from: Date, to: Date) -> Problem {
    Problem::new("problem.store_dates_order").with("from", Arg::Date(from)).with("to", Arg::Date(to))
}

fn remove(pen: Pen<'_>, id: UnitId, rev: i64, label: &str) -> Outcome<Wrote> {
    let conn = pen.conn;
    let records: i64 = conn.query_row(
        "SELECT (SELECT COUNT(*) FROM award WHERE unit = ?1 OR party IN (SELECT n FROM party WHERE unit = ?1))
              + (SELECT COUNT(*) FROM achievement WHERE unit = ?1) + (SELECT COUNT(*) FROM cell WHERE unit = ?1)
              + (SELECT COUNT(*) FROM finished WHERE unit = ?1) + (SELECT COUNT(*) FROM mark WHERE unit = ?1)
              + (SELECT COUNT(*) FROM result WHERE unit = ?1) + (SELECT COUNT(*) FROM nominee WHERE unit = ?1)
              + (SELECT COUNT(*) FROM vote WHERE unit = ?1) + (SELECT COUNT(*) FROM knocked WHERE unit = ?1)
              + (SELECT COUNT(*) FROM sheet_line WHERE unit = ?1
                    AND (actual IS NOT NULL OR explanation <> '' OR evidence <> ''))
              + (SELECT COUNT(*) FROM handed_in WHERE unit = ?1 AND (received IS NOT NULL OR note <> ''))
              + (SELECT COUNT(*) FROM flag WHERE unit = ?1 OR party IN (SELECT n FROM party WHERE unit = ?1))",
        [id],
        |r| r.get(0),
    )?;
    if records > 0 {
        return refuse(Problem::new("problem.store_unit_records").text("unit", label).num("n", records));
    }
    // What hangs on nothing but the unit goes with it; so does what was only asked of it, together with all the others:
    // targets taken over from the quarter before, reminders.
    for table in ["role", "party", "sheet_line", "handed_in"] {
        conn.execute(&format!("DELETE FROM {table} WHERE unit = ?1"), [id])?;
    }
    if conn.execute("DELETE FROM unit WHERE n = ?1 AND rev = ?2", [id, rev])? == 0 {
        return stale(label);
    }
    Ok(Wrote::new("act.unit_remove", label))
}

/// Head and deputy of a year.
pub(super) fn roles(pen: Pen<'_>, year: i16, head: Option<UnitId>, deputy: Option<UnitId>) -> Outcome<Wrote> {
    let conn = pen.conn;
    if let (Some(a), Some(b)) = (head, deputy)
        && a == b
    {
        return refuse(Problem::new("problem.store_roles_same").text("unit", known(conn, a)?));
    }
    for (role, unit) in [(Role::Head, head), (Role::Deputy, deputy)] {
        conn.execute("DELETE FROM role WHERE year = ?1 AND role = ?2", params![year, codec::code(role)])?;
        if let Some(unit) = unit {
            known(conn, unit)?;
            conn.execute(
                "INSERT INTO role (year, role, unit) VALUES (?1, ?2, ?3)",
                params![year, codec::code(role), unit],
            )?;
        }
    }
    Ok(Wrote::new("act.unit_roles", year.to_string()))
}
