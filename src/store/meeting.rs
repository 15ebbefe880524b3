//! The review meeting and the texts of the report. Both stay writable in a locked period: what was said and how the report
//! words it are no figures.
use super::codec;
use super::fault::{Outcome, stale};
use super::journal::{Pen, Wrote};
use super::period;
use super::register::{block, line};
use crate::core::meeting::{Act, Meeting, Part};
use crate::core::period::PeriodKey;
use rusqlite::{Connection, OptionalExtension, params};

/// The meeting of a period; an unwritten one has `rev` 0.
pub(super) fn get(conn: &Connection, key: PeriodKey) -> Outcome<Meeting> {
    let mut statement = conn.prepare_cached(
        "SELECT rev, date, start, place, directing, chair, secretary, presenter, attendance, speakers, evaluation,
                directives FROM meeting WHERE period = ?1",
    )?;
    let found = statement
        .query_row([key.code()], |r| {
            Ok(Meeting {
                rev: r.get(0)?,
                date: codec::date_option(r, 1)?,
                start: r.get(2)?,
                place: r.get(3)?,
                directing: r.get(4)?,
                chair: r.get(5)?,
                secretary: r.get(6)?,
                presenter: r.get(7)?,
                attendance: r.get(8)?,
                speakers: r.get(9)?,
                evaluation: r.get(10)?,
                directives: r.get(11)?,
            })
        })
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// Texts of the report, in its order.
pub(super) fn texts(conn: &Connection, key: PeriodKey) -> Outcome<Vec<(Part, String)>> {
    let mut statement = conn.prepare_cached("SELECT part, text FROM report_text WHERE period = ?1")?;
    let mut texts: Vec<(Part, String)> = statement
        .query_map([key.code()], |r| Ok((codec::decode(r, 0)?, r.get(1)?)))?
        .collect::<Result<_, _>>()?;
    texts.sort_by_key(|(part, _)| *part);
    Ok(texts)
}

/// Writes.
pub(super) fn write(pen: Pen<'_>, act: &Act) -> Outcome<Wrote> {
    match act {
        Act::Save { period, meeting } => save(pen, *period, meeting),
        Act::Texts { period, texts } => write_texts(pen, *period, texts),
    }
}

fn save(pen: Pen<'_>, key: PeriodKey, meeting: &Meeting) -> Outcome<Wrote> {
    let conn = pen.conn;
    let code = period::get(conn, key)?.code();
    let there = get(conn, key)?.rev;
    if there != meeting.rev {
        return stale(&period::label(conn, key)?);
    }
    let sql = if there == 0 {
        "INSERT INTO meeting (period, date, start, place, directing, chair, secretary, presenter, attendance, speakers,
            evaluation, directives) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
    } else {
        "UPDATE meeting SET rev = rev + 1, date = ?2, start = ?3, place = ?4, directing = ?5, chair = ?6, secretary = ?7,
            presenter = ?8, attendance = ?9, speakers = ?10, evaluation = ?11, directives = ?12 WHERE period = ?1"
    };
    conn.execute(
        sql,
        params![
            code,
            codec::iso(meeting.date),
            line(&meeting.start)?,
            line(&meeting.place)?,
            block(&meeting.directing)?,
            block(&meeting.chair)?,
            block(&meeting.secretary)?,
            block(&meeting.presenter)?,
            block(&meeting.attendance)?,
            block(&meeting.speakers)?,
            block(&meeting.evaluation)?,
            block(&meeting.directives)?
        ],
    )?;
    Ok(Wrote::new("act.meeting_save", period::label(conn, key)?))
}

fn write_texts(pen: Pen<'_>, key: PeriodKey, texts: &[(Part, String)]) -> Outcome<Wrote> {
    let conn = pen.conn;
    let code = period::get(conn, key)?.code();
    for (part, text) in texts {
        let (part, text) = (codec::code(*part), block(text)?);
        if text.is_empty() {
            conn.execute("DELETE FROM report_text WHERE period = ?1 AND part = ?2", params![code, part])?;
        } else if conn.execute(
            "UPDATE report_text SET text = ?3 WHERE period = ?1 AND part = ?2",
            params![code, part, text],
        )? == 0
        {
            conn.execute(
                "INSERT INTO report_text (period, part, text) VALUES (?1, ?2, ?3)",
                params![code, part, text],
            )?;
        }
    }
    Ok(Wrote::new("act.report_texts", period::label(conn, key)?))
}
