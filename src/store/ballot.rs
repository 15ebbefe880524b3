//! Votes written: on ties, on levels. What they order is decided in `core::standing`.
use super::fault::{Outcome, refuse, stale};
use super::journal::{Pen, Wrote};
use super::register::line;
use super::{classify, quarter};
use crate::core::ballot::{Act, Ballot, check};
use crate::core::period::PeriodKey;
use rusqlite::{Connection, params};

/// Writes.
pub(super) fn write(pen: Pen<'_>, act: &Act) -> Outcome<Wrote> {
    match act {
        Act::Save { period, ballot, label } => save(pen, *period, ballot, label),
        Act::Remove { period, id, rev, label } => {
            let row = classify::judged(pen.conn, *period)?;
            drop_votes(pen.conn, *id)?;
            let gone = pen.conn.execute(
                "DELETE FROM ballot WHERE n = ?1 AND rev = ?2 AND period = ?3",
                params![id, rev, row.code()],
            )?;
            if gone == 0 { stale(label) } else { Ok(Wrote::new("act.ballot_remove", label)) }
        }
    }
}

fn drop_votes(conn: &Connection, ballot: i64) -> Outcome<()> {
    conn.execute("DELETE FROM vote WHERE ballot = ?1", [ballot])?;
    Ok(())
}

fn save(pen: Pen<'_>, key: PeriodKey, ballot: &Ballot, label: &str) -> Outcome<Wrote> {
    let conn = pen.conn;
    let row = classify::judged(conn, key)?;
    let facts = quarter::bare(conn, key)?;
    if let Err(fault) = check(ballot, &facts.units, facts.levels.as_ref()) {
        return refuse(fault.problem);
    }
    let values = params![
        row.code(),
        ballot.kind.code(),
        ballot.method.code(),
        ballot.sent,
        ballot.back,
        ballot.valid,
        ballot.base.code(),
        line(&ballot.note)?,
        ballot.id,
        ballot.rev
    ];
    let id = if ballot.id == 0 {
        conn.execute(
            "INSERT INTO ballot (period, kind, method, sent, back, valid, base, note)
             SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 WHERE ?9 = 0 AND ?10 IS NOT NULL",
            values,
        )?;
        conn.last_insert_rowid()
    } else {
        let changed = conn.execute(
            "UPDATE ballot SET rev = rev + 1, kind = ?2, method = ?3, sent = ?4, back = ?5, valid = ?6, base = ?7, note = ?8
             WHERE n = ?9 AND rev = ?10 AND period = ?1",
            values,
        )?;
        if changed == 0 {
            return stale(label);
        }
        drop_votes(conn, ballot.id)?;
        ballot.id
    };
    for vote in &ballot.votes {
        conn.execute(
            "INSERT INTO vote (ballot, unit, level, favour) VALUES (?1, ?2, ?3, ?4)",
            params![id, vote.unit, vote.level, vote.favour],
        )?;
    }
    let what = if ballot.id == 0 { "act.ballot_new" } else { "act.ballot_edit" };
    Ok(Wrote::new(what, label).row(id))
}
