//! Acts that name no revision of what they change (marks, report texts, cells, links, head and deputy) go over nothing that
//! another program wrote unseen: their rows are held against the lines written since the act the user saw last.
use super::fault::Outcome;
use super::journal::Pen;
use super::tracked::{DELETE, INSERT};
use crate::core::act::Act;
use crate::core::{award, level, meeting, score, unit};
use rusqlite::{OptionalExtension, params};

/// Is it such an act? And does it write rows by their place (period and unit, period and part), so that a row another
/// program took out there comes back under another key?
fn unrevised(act: &Act) -> Option<bool> {
    match act {
        Act::Meeting(meeting::Act::Texts { .. })
        | Act::Level(level::Act::Propose { .. } | level::Act::Knock { .. })
        | Act::Score(score::Act::Finish { .. })
        | Act::Unit(unit::Act::Roles { .. }) => Some(true),
        Act::Level(_) | Act::Score(_) | Act::HandedIn(_) | Act::Award(award::Act::Link { .. }) => Some(false),
        _ => None,
    }
}

/// Has another program written, after act `seen`, a row that this act has just written too?
pub(super) fn overtaken(pen: Pen<'_>, act: &Act, seen: Option<i64>) -> Outcome<bool> {
    // A copy was put back since: nothing that was seen then stands as it was, whatever its revision says.
    if seen.is_some_and(|seen| seen >= pen.act) {
        return Ok(true);
    }
    let (Some(seen), Some(by_place)) = (seen, unrevised(act)) else { return Ok(false) };
    let since: Option<i64> = pen
        .conn
        .prepare_cached("SELECT first FROM act WHERE n > ?1 ORDER BY n LIMIT 1")?
        .query_row([seen], |r| r.get(0))
        .optional()?;
    let Some(since) = since else { return Ok(false) };
    let same: bool = pen
        .conn
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM journal m JOIN journal o ON o.tbl = m.tbl AND o.id = m.id
             WHERE m.n >= ?1 AND o.n >= ?2 AND o.n < ?1)",
        )?
        .query_row(params![pen.first, since], |r| r.get(0))?;
    if same || !by_place {
        return Ok(same);
    }
    let taken_out = pen
        .conn
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM journal o WHERE o.n >= ?2 AND o.n < ?1 AND o.op = ?4
             AND o.tbl IN (SELECT tbl FROM journal WHERE n >= ?1 AND op = ?3))",
        )?
        .query_row(params![pen.first, since, INSERT, DELETE], |r| r.get(0))?;
    Ok(taken_out)
}
