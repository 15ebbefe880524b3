//! What was judged of a period beside its scores, as it is asked for: what units handed in, votes, knock-outs laid by hand,
//! adjustments. What writes them lies with each subject.
use super::codec;
use super::fault::Outcome;
use crate::core::adjustment::Adjustment;
use crate::core::ballot::{Ballot, Vote};
use crate::core::handed_in::HandedIn;
use crate::core::knockout::Knocked;
use crate::core::period::PeriodKey;
use rusqlite::Connection;

/// What was asked for and came in.
pub(super) fn handed_in(conn: &Connection, key: PeriodKey) -> Outcome<Vec<HandedIn>> {
    let mut statement = conn.prepare_cached(
        "SELECT unit, what, asked, times, due, received, note, awaited FROM handed_in WHERE period = ?1
         ORDER BY unit, n",
    )?;
    let rows = statement.query_map([key.code()], |r| {
        Ok(HandedIn {
            unit: r.get(0)?,
            what: codec::decode(r, 1)?,
            asked: codec::date_option(r, 2)?,
            times: r.get(3)?,
            due: codec::date_option(r, 4)?,
            received: codec::date_option(r, 5)?,
            note: r.get(6)?,
            awaited: r.get(7)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Votes, in the order they were recorded.
pub(super) fn ballots(conn: &Connection, key: PeriodKey) -> Outcome<Vec<Ballot>> {
    let mut statement = conn.prepare_cached(
        "SELECT n, rev, kind, method, sent, back, valid, base, note FROM ballot WHERE period = ?1 ORDER BY n",
    )?;
    let mut ballots: Vec<Ballot> = statement
        .query_map([key.code()], |r| {
            Ok(Ballot {
                id: r.get(0)?,
                rev: r.get(1)?,
                kind: codec::decode(r, 2)?,
                method: codec::decode(r, 3)?,
                sent: r.get(4)?,
                back: r.get(5)?,
                valid: r.get(6)?,
                base: codec::decode(r, 7)?,
                note: r.get(8)?,
                votes: Vec::new(),
            })
        })?
        .collect::<Result<_, _>>()?;
    let mut statement =
        conn.prepare_cached("SELECT unit, level, favour FROM vote WHERE ballot = ?1 ORDER BY n")?;
    for ballot in &mut ballots {
        let votes = statement
            .query_map([ballot.id], |r| Ok(Vote { unit: r.get(0)?, level: r.get(1)?, favour: r.get(2)? }))?;
        ballot.votes = votes.collect::<Result<_, _>>()?;
    }
    Ok(ballots)
}

/// Knock-outs laid on or lifted by hand.
pub(super) fn knocked(conn: &Connection, key: PeriodKey) -> Outcome<Vec<Knocked>> {
    let mut statement = conn.prepare_cached(
        "SELECT unit, knockout, lifted, reason FROM knocked WHERE period = ?1 ORDER BY unit, n",
    )?;
    let rows = statement.query_map([key.code()], |r| {
        Ok(Knocked { unit: r.get(0)?, knockout: r.get(1)?, lifted: r.get(2)?, reason: r.get(3)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The adjustments of a period, oldest first.
pub(super) fn adjustments(conn: &Connection, key: PeriodKey) -> Outcome<Vec<Adjustment>> {
    let mut statement = conn.prepare_cached(
        "SELECT n, rev, ordinal, state, reason, number, date, signer, changes FROM adjustment
         WHERE period = ?1 ORDER BY ordinal, n",
    )?;
    let rows = statement.query_map([key.code()], |r| {
        Ok(Adjustment {
            id: r.get(0)?,
            rev: r.get(1)?,
            ordinal: r.get(2)?,
            stage: codec::decode(r, 3)?,
            reason: r.get(4)?,
            number: r.get(5)?,
            date: codec::date_option(r, 6)?,
            signer: r.get(7)?,
            changes: codec::json(r, 8)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
