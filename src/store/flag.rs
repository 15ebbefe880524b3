//! Discipline, inspection, complaint: written and read. A person is one identity with the recipients of awards (`party`).
use super::codec;
use super::fault::{Outcome, refuse, stale};
use super::journal::{Pen, Wrote};
use super::party;
use super::register::line;
use super::unit;
use crate::core::award::RecipientKind;
use crate::core::date::Date;
use crate::core::flag::{Act, Flag};
use crate::core::knockout::UnitFlag;
use crate::core::problem::Problem;
use crate::core::text;
use rusqlite::{Connection, Row, params};

const SELECT: &str =
    "SELECT f.n, f.rev, f.unit, f.party, COALESCE(p.name, ''), f.kind, f.from_date, f.to_date,
    f.reason, f.leader FROM flag f LEFT JOIN party p ON p.n = f.party";

fn read(r: &Row<'_>) -> rusqlite::Result<Flag> {
    Ok(Flag {
        id: r.get(0)?,
        rev: r.get(1)?,
        unit: r.get(2)?,
        party: r.get(3)?,
        name: r.get(4)?,
        kind: codec::decode(r, 5)?,
        from: codec::date_option(r, 6)?,
        to: codec::date_option(r, 7)?,
        reason: r.get(8)?,
        leader: r.get(9)?,
    })
}

/// All of the register, the open and newest first.
pub(super) fn all(conn: &Connection) -> Outcome<Vec<Flag>> {
    let mut statement =
        conn.prepare_cached(&format!("{SELECT} ORDER BY f.to_date IS NOT NULL, f.from_date DESC, f.n DESC"))?;
    let rows = statement.query_map([], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Those of units and their people that touch these days. One without a first day is taken to have been there before. An
/// inspection or a complaint without a last day is still open; a discipline without one is of the day it was decided on: it
/// strikes the quarter of that day, not every later one.
pub(super) fn touching(conn: &Connection, from: Date, to: Date) -> Outcome<Vec<UnitFlag>> {
    let mut statement = conn.prepare_cached(&format!(
        "{SELECT} WHERE (f.from_date IS NULL OR f.from_date <= ?2)
            AND COALESCE(f.to_date, CASE f.kind WHEN 'discipline' THEN f.from_date END, ?1) >= ?1 ORDER BY f.n"
    ))?;
    let rows = statement.query_map([from.to_string(), to.to_string()], read)?;
    let of = |flag: Flag| {
        flag.unit.map(|unit| UnitFlag {
            unit,
            name: flag.name,
            leader: flag.leader,
            kind: flag.kind,
            from: flag.from,
            to: flag.to,
            reason: flag.reason,
        })
    };
    Ok(rows.collect::<Result<Vec<_>, _>>()?.into_iter().filter_map(of).collect())
}

/// Those against a unit as a whole, or against one of these people.
pub(super) fn against(conn: &Connection, unit: Option<i64>, parties: &[i64]) -> Outcome<Vec<Flag>> {
    let mut found = Vec::new();
    let mut of = |condition: &str, key: i64| -> Outcome<()> {
        let mut statement =
            conn.prepare_cached(&format!("{SELECT} WHERE {condition} = ?1 ORDER BY f.n DESC"))?;
        let rows = statement.query_map([key], read)?;
        for row in rows {
            found.push(row?);
        }
        Ok(())
    };
    unit.map_or(Ok(()), |id| of("f.party IS NULL AND f.unit", id))?;
    parties.iter().try_for_each(|id| of("f.party", *id))?;
    Ok(found)
}

/// Writes.
pub(super) fn write(pen: Pen<'_>, act: &Act) -> Outcome<Wrote> {
    match act {
        Act::Save(flag) => save(pen, flag),
        Act::Remove { id, rev, label } => {
            if pen.conn.execute("DELETE FROM flag WHERE n = ?1 AND rev = ?2", [id, rev])? == 0 {
                return stale(label);
            }
            Ok(Wrote::new("act.flag_remove", label))
        }
    }
}

/// Whom it stands against: the person as read while the name is his, for two of one name may be in a unit; else whoever has
/// that name there. `None`: the unit.
fn whose(conn: &Connection, flag: &Flag, name: &str, unit: i64) -> Outcome<Option<i64>> {
    if name.is_empty() {
        return Ok(None);
    }
    if let Some(id) = flag.party
        && party::is(conn, id, RecipientKind::Individual, &text::same_key(name))?
    {
        return Ok(Some(id));
    }
    party::person(conn, name, unit).map(Some)
}

fn save(pen: Pen<'_>, flag: &Flag) -> Outcome<Wrote> {
    let conn = pen.conn;
    let Some(of) = flag.unit else { return refuse(Problem::new("flag.e_unit")) };
    let tag = unit::known(conn, of)?;
    let (name, reason) = (line(&flag.name)?, line(&flag.reason)?);
    if reason.is_empty() {
        return refuse(Problem::new("flag.e_reason"));
    }
    if flag.leader && name.is_empty() {
        return refuse(Problem::new("flag.e_leader"));
    }
    if let (Some(from), Some(to)) = (flag.from, flag.to)
        && from > to
    {
        return refuse(unit::order(from, to));
    }
    let party = whose(conn, flag, &name, of)?;
    let thing = if name.is_empty() { tag } else { text::clip(&name, 60) };
    let values = params![
        of,
        party,
        flag.kind.code(),
        codec::iso(flag.from),
        codec::iso(flag.to),
        reason,
        flag.id,
        flag.rev,
        flag.leader && party.is_some()
    ];
    if flag.id == 0 {
        conn.execute(
            "INSERT INTO flag (unit, party, kind, from_date, to_date, reason, leader)
             SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?9 WHERE ?7 = 0 AND ?8 IS NOT NULL",
            values,
        )?;
        return Ok(Wrote::new("act.flag_new", thing).row(conn.last_insert_rowid()));
    }
    let changed = conn.execute(
        "UPDATE flag SET rev = rev + 1, unit = ?1, party = ?2, kind = ?3, from_date = ?4, to_date = ?5, reason = ?6, leader = ?9
         WHERE n = ?7 AND rev = ?8",
        values,
    )?;
    if changed == 0 {
        return stale(&thing);
    }
    Ok(Wrote::new("act.flag_edit", thing).row(flag.id))
}
