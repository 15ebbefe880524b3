//! What an adjustment in force did to the approved level of a unit, as the table and the detail line say it. Decides nothing.
use super::board::{Board, Row};
use crate::core::ask::Ask;
use crate::core::levelled::{Levelled, levelled};
use crate::core::quarter::QuarterFacts;
use crate::kit::look::Look;
use crate::shelf::Shelf;

/// The period as it was approved, where an adjustment set a level: what the level was stands nowhere else.
pub(super) fn needs(shelf: &Shelf) -> Option<Ask> {
    let facts = shelf.quarter()?;
    let any = facts.units.iter().any(|u| levelled(&facts.adjustments, u.id).is_some());
    any.then_some(Ask::Version(shelf.period, 0))
}

/// That period, once it is read.
pub(super) fn before(shelf: &Shelf) -> Option<&QuarterFacts> {
    shelf.version(0)?.as_deref()
}

fn of<'a>(board: &Board<'a>, row: &Row<'_>) -> Option<Levelled<'a>> {
    levelled(&board.facts.adjustments, row.unit.id)
}

/// `điều chỉnh lần 1: sai số liệu`, for the column of reasons.
pub(super) fn short(board: &Board<'_>, row: &Row<'_>, look: &Look) -> Option<String> {
    let set = of(board, row)?;
    let n = set.by.ordinal.to_string();
    Some(look.words.fill("room.cl.levelled_short", &[("n", &n), ("reason", set.reason)]))
}

/// `điều chỉnh lần 1 theo 77/QĐ-CAT: Tốt → Khá, lý do sai số liệu`; without the level before where that is not known.
pub(super) fn whole(board: &Board<'_>, row: &Row<'_>, look: &Look) -> Option<String> {
    let set = of(board, row)?;
    let approved = || board.before?.mark(row.unit.id)?.approved;
    let was = set.was.or_else(approved).filter(|was| *was != set.mark);
    let name = |mark| board.name(mark, &look.words);
    let (n, level, old) = (set.by.ordinal.to_string(), name(set.mark), was.map_or("", name));
    let key = if was.is_some() { "room.cl.levelled_from" } else { "room.cl.levelled" };
    let args = [
        ("n", n.as_str()),
        ("number", &set.by.number),
        ("old", old),
        ("level", level),
        ("reason", set.reason),
    ];
    Some(look.words.fill(key, &args))
}
