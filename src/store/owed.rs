//! Whether a change of the sheets owes a reason: what core needs to judge it, and no more, is read from the rows. Writes
//! nothing.
use super::fault::Outcome;
use super::period::PeriodRow;
use super::{sheets, unit};
use crate::core::quarter::QuarterFacts;
use crate::core::score::{CriterionId, Round, ScoreTable, SheetLine};
use crate::core::standing::{self, Wanted};
use rusqlite::{Connection, params};

/// Do these cells and lines, as they shall stand, change a score that was appraised? Asked before they are written.
pub(super) fn owed(
    conn: &Connection,
    row: &PeriodRow,
    table: &ScoreTable,
    cells: &[Wanted],
    lines: &[&SheetLine],
) -> Outcome<bool> {
    let key = row.period.key;
    let finished: bool = conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM finished WHERE period = ?1)")?
        .query_row(params![row.code()], |r| r.get(0))?;
    // while nothing is finished only an appraiser's own score can be changed
    if !finished && cells.iter().all(|w| w.round == Round::Own) {
        return Ok(false);
    }
    let mut leaves: Vec<CriterionId> = cells.iter().map(|w| w.criterion).collect();
    leaves.extend(lines.iter().map(|l| l.criterion));
    leaves.sort_unstable();
    leaves.dedup();
    let (units, _) = unit::roster(conn, key.year, row.period.from, row.period.to)?;
    let facts = QuarterFacts {
        units,
        table: Some(table.clone()),
        cells: sheets::cells_of(conn, key, &leaves)?,
        lines: sheets::lines_of(conn, key, &leaves)?,
        finished: sheets::finished(conn, key)?,
        ..QuarterFacts::bare(key)
    };
    Ok(standing::owes_reason(&facts, cells, lines))
}
