//! The year's movement and its campaigns.
use super::codec;
use super::fault::{Outcome, refuse, stale};
use super::journal::{Pen, Wrote};
use super::register::{block, line};
use super::unit::order;
use crate::core::campaign::{Act, Campaign, Movement};
use crate::core::date::Date;
use crate::core::problem::Problem;
use rusqlite::{Connection, OptionalExtension, Row, params};

/// Movement and motto of a year; an unwritten one has `rev` 0.
pub(super) fn movement(conn: &Connection, year: i16) -> Outcome<Movement> {
    let found = conn
        .prepare_cached("SELECT rev, name, motto FROM movement WHERE year = ?1")?
        .query_row([year], |r| Ok(Movement { year, rev: r.get(0)?, name: r.get(1)?, motto: r.get(2)? }))
        .optional()?;
    Ok(found.unwrap_or(Movement { year, ..Movement::default() }))
}

const SELECT: &str = "SELECT n, rev, year, name, kind, from_date, to_date, state, note FROM campaign";

fn read(r: &Row<'_>) -> rusqlite::Result<Campaign> {
    Ok(Campaign {
        id: r.get(0)?,
        rev: r.get(1)?,
        year: r.get(2)?,
        name: r.get(3)?,
        kind: codec::decode(r, 4)?,
        from: codec::date_option(r, 5)?,
        to: codec::date_option(r, 6)?,
        state: codec::decode(r, 7)?,
        note: r.get(8)?,
    })
}

/// Campaigns of a year in the order they were written.
pub(super) fn of_year(conn: &Connection, year: i16) -> Outcome<Vec<Campaign>> {
    let mut statement = conn.prepare_cached(&format!("{SELECT} WHERE year = ?1 ORDER BY n"))?;
    let rows = statement.query_map([year], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Campaigns of a period: those whose days touch it; an unknown end is open, but then only within its own year.
pub(super) fn of_period(conn: &Connection, year: i16, from: Date, to: Date) -> Outcome<Vec<Campaign>> {
    let mut statement = conn.prepare_cached(&format!(
        "{SELECT} WHERE COALESCE(from_date <= ?3, year = ?1) AND COALESCE(to_date >= ?2, year = ?1) ORDER BY n"
    ))?;
    let rows = statement.query_map(params![year, from.to_string(), to.to_string()], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Writes.
pub(super) fn write(pen: Pen<'_>, act: &Act) -> Outcome<Wrote> {
    match act {
        Act::Movement(movement) => save_movement(pen, movement),
        Act::Save(campaign) => save(pen, campaign),
        Act::Remove { id, rev, label } => remove(pen, *id, *rev, label),
    }
}

fn save_movement(pen: Pen<'_>, movement: &Movement) -> Outcome<Wrote> {
    let (name, motto) = (line(&movement.name)?, line(&movement.motto)?);
    let there = self::movement(pen.conn, movement.year)?;
    if there.rev != movement.rev {
        return stale(&name);
    }
    let sql = if there.rev == 0 {
        "INSERT INTO movement (year, name, motto) VALUES (?1, ?2, ?3)"
    } else {
        "UPDATE movement SET rev = rev + 1, name = ?2, motto = ?3 WHERE year = ?1"
    };
    pen.conn.execute(sql, params![movement.year, name, motto])?;
    Ok(Wrote::new("act.movement_save", movement.year.to_string()))
}

fn save(pen: Pen<'_>, campaign: &Campaign) -> Outcome<Wrote> {
    let conn = pen.conn;
    let name = line(&campaign.name)?;
    if name.is_empty() {
        return refuse(Problem::new("problem.store_campaign_name"));
    }
    if let (Some(from), Some(to)) = (campaign.from, campaign.to)
        && from > to
    {
        return refuse(order(from, to));
    }
    let (kind, state) = (codec::code(campaign.kind), codec::code(campaign.state));
    let (from, to, note) = (codec::iso(campaign.from), codec::iso(campaign.to), block(&campaign.note)?);
    if campaign.id == 0 {
        conn.execute(
            "INSERT INTO campaign (year, name, kind, from_date, to_date, state, note)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![campaign.year, name, kind, from, to, state, note],
        )?;
        return Ok(Wrote::new("act.campaign_new", name).row(conn.last_insert_rowid()));
    }
    let changed = conn.execute(
        "UPDATE campaign SET rev = rev + 1, year = ?3, name = ?4, kind = ?5, from_date = ?6, to_date = ?7, state = ?8,
            note = ?9 WHERE n = ?1 AND rev = ?2",
        params![campaign.id, campaign.rev, campaign.year, name, kind, from, to, state, note],
    )?;
    if changed == 0 {
        return stale(&name);
    }
    Ok(Wrote::new("act.campaign_edit", name).row(campaign.id))
}

fn remove(pen: Pen<'_>, id: i64, rev: i64, label: &str) -> Outcome<Wrote> {
    let named: i64 = pen.conn.query_row(
        "SELECT (SELECT COUNT(*) FROM decision WHERE campaign = ?1)
              + (SELECT COUNT(*) FROM achievement WHERE campaign = ?1)",
        [id],
        |r| r.get(0),
    )?;
    if named > 0 {
        return refuse(Problem::new("problem.store_campaign_used").text("name", label).num("n", named));
    }
    if pen.conn.execute("DELETE FROM campaign WHERE n = ?1 AND rev = ?2", [id, rev])? == 0 {
        return stale(label);
    }
    Ok(Wrote::new("act.campaign_remove", label))
}

/// A campaign that is named must be there.
pub(super) fn known(pen: Pen<'_>, id: Option<i64>) -> Outcome<()> {
    let Some(id) = id else { return Ok(()) };
    let there: bool =
        pen.conn.query_row("SELECT EXISTS (SELECT 1 FROM campaign WHERE n = ?1)", [id], |r| r.get(0))?;
    if there { Ok(()) } else { refuse(Problem::new("problem.store_campaign_unknown")) }
}
