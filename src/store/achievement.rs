//! Achievements: acts worth recording, and the awards that hang on them.
use super::award;
use super::codec;
use super::fault::{Outcome, refuse, stale};
use super::journal::{Pen, Wrote};
use super::register::block;
use super::{campaign, period, proposal, unit};
use crate::core::achievement::{Achievement, AchievementRow, AchievementSheet, Act};
use crate::core::date::Date;
use crate::core::period::PeriodKey;
use crate::core::problem::Problem;
use crate::core::proposal::Sent;
use crate::core::text;
use rusqlite::{Connection, OptionalExtension, Row, params};

const COLUMNS: &str = "c.n, c.rev, c.date, c.kind, c.unit, c.who, c.content, c.campaign, c.period";

/// A proposal that names it, not dropped: empty where its day is unknown, NULL where there is none.
const PROPOSED: &str = "(SELECT COALESCE(p.date, '') FROM nominee m JOIN proposal p ON p.n = m.proposal
    WHERE m.achievement = c.n AND p.state <> 'dropped' ORDER BY p.date IS NULL, p.date LIMIT 1)";
/// Neither commended nor proposed.
const UNPROPOSED: &str = "NOT EXISTS (SELECT 1 FROM award a WHERE a.achievement = c.n AND a.state = 'valid')
    AND NOT EXISTS (SELECT 1 FROM nominee m JOIN proposal p ON p.n = m.proposal
        WHERE m.achievement = c.n AND p.state <> 'dropped')";
/// Most achievements listed as late.
const LATE: i64 = 500;

fn proposed(r: &Row<'_>, at: usize) -> rusqlite::Result<Option<Sent>> {
    let day: Option<String> = r.get(at)?;
    let sent = |d: String| if d.is_empty() { Ok(Sent::Undated) } else { codec::date(r, at).map(Sent::On) };
    day.map(sent).transpose()
}

/// The achievements of these periods, given the oldest first, with neither award nor proposal whose day is before that one,
/// oldest first.
pub(super) fn overdue(
    conn: &Connection,
    periods: &[PeriodKey],
    before: Date,
) -> Outcome<Vec<AchievementRow>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM achievement c WHERE c.period = ?1 AND c.date < ?2 AND {UNPROPOSED}
         ORDER BY c.date, c.n LIMIT ?3"
    ))?;
    let mut all = Vec::new();
    for key in periods {
        let most = LATE - all.len() as i64;
        let rows = statement.query_map(params![key.code(), before.to_string(), most], |r| {
            Ok(AchievementRow { achievement: read(r)?, awards: 0, first: None, proposed: None })
        })?;
        for row in rows {
            all.push(row?);
        }
    }
    Ok(all)
}

/// Days of a period's achievements with neither award nor proposal, each with how many.
pub(super) fn unproposed(conn: &Connection, key: PeriodKey) -> Outcome<Vec<(Date, i64)>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT c.date, COUNT(*) FROM achievement c WHERE c.period = ?1 AND c.date IS NOT NULL AND {UNPROPOSED}
         GROUP BY c.date ORDER BY c.date"
    ))?;
    let rows = statement.query_map([key.code()], |r| Ok((codec::date(r, 0)?, r.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read(r: &Row<'_>) -> rusqlite::Result<Achievement> {
    Ok(Achievement {
        id: r.get(0)?,
        rev: r.get(1)?,
        date: codec::date_option(r, 2)?,
        kind: codec::decode(r, 3)?,
        unit: r.get(4)?,
        who: r.get(5)?,
        content: r.get(6)?,
        campaign: r.get(7)?,
        period: Some(codec::period(r, 8)?),
    })
}

/// The day of a proposal that names it; `None`: there is none.
pub(super) fn proposed_on(conn: &Connection, id: i64) -> Outcome<Option<Sent>> {
    let mut statement =
        conn.prepare_cached(&format!("SELECT {PROPOSED} FROM achievement c WHERE c.n = ?1"))?;
    Ok(statement.query_row([id], |r| proposed(r, 0)).optional()?.flatten())
}

/// One of that key.
pub(super) fn find(conn: &Connection, id: i64) -> Outcome<Option<Achievement>> {
    let mut statement =
        conn.prepare_cached(&format!("SELECT {COLUMNS} FROM achievement c WHERE c.n = ?1"))?;
    Ok(statement.query_row([id], read).optional()?)
}

/// One achievement with its awards, and the awards that could be linked to it: of its unit or the whole cluster, in its
/// period or the next, linked to nothing.
pub(super) fn sheet(conn: &Connection, id: i64) -> Outcome<Option<AchievementSheet>> {
    let Some(achievement) = find(conn, id)? else { return Ok(None) };
    let awards = award::linked(conn, id)?;
    let proposals = proposal::of_achievement(conn, id)?;
    let key = achievement.period.map_or_else(String::new, PeriodKey::code);
    let next: Option<String> = conn
        .query_row(
            "SELECT code FROM period WHERE leaf = 1 AND from_date > (SELECT from_date FROM period WHERE code = ?1)
             ORDER BY from_date LIMIT 1",
            [&key],
            |r| r.get(0),
        )
        .optional()?;
    let linkable = award::linkable(conn, achievement.unit, &[key, next.unwrap_or_default()])?;
    Ok(Some(AchievementSheet { achievement, awards, proposals, linkable }))
}

/// Writes.
pub(super) fn write(pen: Pen<'_>, act: &Act) -> Outcome<Wrote> {
    match act {
        Act::Save(achievement) => save(pen, achievement),
        Act::Remove { id, rev, label } => remove(pen, *id, *rev, label),
    }
}

fn save(pen: Pen<'_>, achievement: &Achievement) -> Outcome<Wrote> {
    let conn = pen.conn;
    let (content, who) = (block(&achievement.content)?, block(&achievement.who)?);
    if content.is_empty() {
        return refuse(Problem::new("problem.store_content_empty"));
    }
    let thing = text::clip(&text::line(&content), 60);
    if let Some(unit) = achievement.unit {
        unit::known(conn, unit)?;
    }
    campaign::known(pen, achievement.campaign)?;
    if achievement.id != 0 {
        owner_open(pen, achievement.id, &thing)?;
    }
    let key = period::owner(conn, [achievement.date, None], achievement.period, &thing)?;
    let fold = text::fold(&line_of(&content, &who));
    let values = params![
        achievement.id,
        achievement.rev,
        key.code(),
        codec::iso(achievement.date),
        codec::code(achievement.kind),
        achievement.unit,
        who,
        content,
        achievement.campaign,
        fold
    ];
    if achievement.id == 0 {
        conn.prepare_cached(
            "INSERT INTO achievement (period, date, kind, unit, who, content, campaign, fold)
             SELECT ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10 WHERE ?1 = 0 AND ?2 IS NOT NULL",
        )?
        .execute(values)?;
        return Ok(Wrote::new("act.achievement_new", thing).row(conn.last_insert_rowid()));
    }
    let changed = conn.execute(
        "UPDATE achievement SET rev = rev + 1, period = ?3, date = ?4, kind = ?5, unit = ?6, who = ?7, content = ?8,
            campaign = ?9, fold = ?10 WHERE n = ?1 AND rev = ?2",
        values,
    )?;
    if changed == 0 {
        return stale(&thing);
    }
    Ok(Wrote::new("act.achievement_edit", thing).row(achievement.id))
}

fn line_of(content: &str, who: &str) -> String {
    text::line(&format!("{content} {who}"))
}

/// The period that owns it now must be open.
fn owner_open(pen: Pen<'_>, id: i64, thing: &str) -> Outcome<()> {
    match find(pen.conn, id)?.and_then(|a| a.period) {
        Some(key) => period::owning(pen.conn, key).map(|_| ()),
        None => stale(thing),
    }
}

fn remove(pen: Pen<'_>, id: i64, rev: i64, label: &str) -> Outcome<Wrote> {
    let conn = pen.conn;
    owner_open(pen, id, label)?;
    for key in award::periods_of_links(conn, id)? {
        period::owning(conn, key)?;
    }
    conn.execute("UPDATE award SET achievement = NULL WHERE achievement = ?1", [id])?;
    proposal::unlink(conn, id)?;
    if conn.execute("DELETE FROM achievement WHERE n = ?1 AND rev = ?2", [id, rev])? == 0 {
        return stale(label);
    }
    Ok(Wrote::new("act.achievement_remove", label))
}
