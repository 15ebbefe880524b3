//! What units were asked for and sent: rows written by their place. What is read lies in `judged`.
use super::codec;
use super::fault::{Outcome, stale};
use super::journal::{Pen, Wrote};
use super::register::block;
use super::{judged, period, unit};
use crate::core::handed_in::{Act, Did, HandedIn};
use rusqlite::params;

/// Writes; a row that says nothing any more goes.
pub(super) fn write(pen: Pen<'_>, act: &Act) -> Outcome<Wrote> {
    let conn = pen.conn;
    let code = period::writable(conn, act.period)?.code();
    let there = judged::handed_in(conn, act.period)?;
    for (old, new) in &act.rows {
        unit::known(conn, new.unit)?;
        let now = there.iter().find(|r| (r.unit, r.what) == (new.unit, new.what));
        let now = now.cloned().unwrap_or_else(|| HandedIn::none(new.unit, new.what));
        if now != *old {
            return stale(&act.label);
        }
        let what = codec::code(new.what);
        if new.is_none() {
            conn.execute(
                "DELETE FROM handed_in WHERE period = ?1 AND unit = ?2 AND what = ?3",
                params![code, new.unit, what],
            )?;
            continue;
        }
        let values = params![
            code,
            new.unit,
            what,
            codec::iso(new.asked),
            new.times,
            codec::iso(new.due),
            codec::iso(new.received),
            block(&new.note)?,
            new.awaited
        ];
        conn.execute(
            "INSERT INTO handed_in (period, unit, what, asked, times, due, received, note, awaited)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT (period, unit, what) DO UPDATE SET asked = ?4, times = ?5, due = ?6, received = ?7,
             note = ?8, awaited = ?9",
            values,
        )?;
    }
    let what = match act.did {
        Did::Asked => "act.returns_asked",
        Did::Received => "act.returns_received",
        Did::Due => "act.returns_due",
        Did::Cleared => "act.returns_cleared",
    };
    Ok(Wrote::new(what, act.label.as_str()))
}
