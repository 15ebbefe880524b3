//! What orders units of the same points: the table's list for equal units, or a vote. Said of two units beside each other in an
//! explanation, and of every settled tie under a table of ranks. Orders nobody: that is `core::standing`.
use super::source::Source;
use crate::core::score::{RankBy, ScoreTable, Tie};
use crate::core::standing::{self, Apart, Row};
use crate::core::unit::UnitId;

/// What orders two units of the same points.
pub(super) struct By {
    /// words key of the sentence about the two
    pub of_two: &'static str,
    /// words key of the sentence that names who stands above whom
    note: &'static str,
    pub args: Vec<(&'static str, String)>,
}

/// What orders these two of the ranked; `None`: their points do, or nothing.
pub(super) fn ordered_by(
    source: &Source<'_>,
    table: &ScoreTable,
    ranked: &[&Row],
    (mine, theirs): (&Row, &Row),
) -> Option<By> {
    let facts = source.facts;
    let equal = |row: &&&Row| standing::apart(mine, row, table, &[], &[]) == Apart::Equal;
    let tied: Vec<UnitId> = ranked.iter().filter(equal).map(|r| r.unit).collect();
    match standing::apart(mine, theirs, table, &facts.ballots, &tied) {
        Apart::Score | Apart::Equal => None,
        Apart::Vote(id) => {
            let ballot = facts.ballots.iter().find(|b| b.id == id)?;
            let votes = |unit| {
                let vote = ballot.of(unit, None)?;
                Some((
                    facts.unit(unit)?.name.clone(),
                    source.words.say(&ballot.said(vote, facts.units.len())),
                ))
            };
            let ((unit, mine), (other, theirs)) = (votes(mine.unit)?, votes(theirs.unit)?);
            let args = vec![("unit", unit), ("mine", mine), ("other", other), ("theirs", theirs)];
            Some(By { of_two: "paper.why.by_vote", note: "paper.settled.by_vote", args })
        }
        Apart::Tie(n) => table.ties.get(n).map(|tie| match tie {
            Tie::Bonus => {
                By { of_two: "paper.why.by_bonus", note: "paper.settled.by_bonus", args: Vec::new() }
            }
            Tie::Deduction => {
                By { of_two: "paper.why.by_deduction", note: "paper.settled.by_deduction", args: Vec::new() }
            }
            Tie::Group { code } => By {
                of_two: "paper.why.by_group",
                note: "paper.settled.by_group",
                args: vec![("code", code.clone())],
            },
        }),
    }
}

/// `Phòng Hồ sơ xếp trên Phòng Tổ chức cán bộ khi bằng tổng điểm: theo kết quả biểu quyết.`: each two units next to each other
/// whose points are the same and whose ranks are not. A unit that is barred from the first rank does not stand by its points.
pub(super) fn notes(source: &Source<'_>) -> Vec<String> {
    settled(source).into_iter().map(|(_, said)| said).collect()
}

/// The same of the tie that a unit won, if it did.
pub(super) fn won(source: &Source<'_>, unit: UnitId) -> Option<String> {
    settled(source).into_iter().find(|(upper, _)| *upper == unit).map(|(_, said)| said)
}

/// Each settled tie with the unit that stands above.
fn settled(source: &Source<'_>) -> Vec<(UnitId, String)> {
    let Some(table) = &source.facts.table else { return Vec::new() };
    let ranked: Vec<&Row> = source.standings.rows.iter().filter(|r| r.rank.is_some()).collect();
    let free: Vec<&Row> = ranked.iter().filter(|r| !r.barred).copied().collect();
    let equal = source.get(match table.by {
        RankBy::Total => "paper.settled.total",
        RankBy::Rate => "paper.settled.rate",
    });
    let name = |row: &Row| source.facts.unit(row.unit).map(|u| u.name.clone()).unwrap_or_default();
    let beside = free.iter().zip(free.iter().skip(1)).filter(|(a, b)| a.rank != b.rank);
    let said = beside.filter_map(|(above, below)| {
        let by = ordered_by(source, table, &ranked, (above, below))?;
        let mut args = by.args;
        args.extend([("upper", name(above)), ("lower", name(below)), ("equal", equal.clone())]);
        Some((above.unit, source.told(by.note, &args)))
    });
    said.collect()
}
