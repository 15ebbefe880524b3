//! Commendations that count in a unit's points, or once did, by an adjustment alone: they stand in no paper of the period, so
//! that the adjustment tells of them. Beside them lie the award rows (see `why`).
use super::in_force::applied;
use super::source::Source;
use crate::core::adjustment::{Adjustment, Change, Stage};
use crate::core::count::Figure;
use crate::core::paper::Cell;
use crate::core::score::{Criterion, Rule, ScoreTable};
use crate::core::unit::UnitId;

/// Number of the paper, day, form, whom, how many: of each with the leaf that counts it, in the order of the leaves.
pub(super) fn rows<'t>(
    source: &Source<'_>,
    table: &'t ScoreTable,
    unit: UnitId,
) -> Vec<(&'t Criterion, Vec<Cell>)> {
    let mut out = Vec::new();
    for leaf in table.leaves() {
        let Some(Rule::Derived { rules }) = &leaf.rule else { continue };
        let counts = |c: &Change| {
            matches!(c, Change::Award { unit: u, form, kind, .. }
                if *u == unit && rules.iter().any(|r| r.form == *form && r.kind == *kind))
        };
        let told = |by: &Adjustment, change: &Change, since: bool| {
            row(source, by, change, since).map(|cells| (leaf, cells))
        };
        for by in applied(source.facts) {
            out.extend(by.changes.iter().filter(|c| counts(c)).filter_map(|c| told(by, c, false)));
        }
        // what was cancelled later still counted in this version; among the rows it is not valid any more
        let had: Vec<i64> = applied(source.facts).iter().map(|a| a.id).collect();
        let since = source.now.iter().filter(|a| a.stage == Stage::Applied && !had.contains(&a.id));
        for by in since {
            out.extend(by.changes.iter().filter(|c| counts(c)).filter_map(|c| told(by, c, true)));
        }
    }
    out
}

/// `since`: the adjustment came after this version.
fn row(source: &Source<'_>, by: &Adjustment, change: &Change, since: bool) -> Option<Vec<Cell>> {
    let Change::Award { form, by: n, award, what, .. } = change else { return None };
    // a cancelled row is gone from the register: in force there is nothing to tell, before it counted
    let cancels = award.is_some() && *n <= 0;
    if cancels != since {
        return None;
    }
    let key = match (since, *n > 0) {
        (true, _) => "paper.why.record_since",
        (false, true) => "paper.why.record_late",
        (false, false) => "paper.why.record_fewer",
    };
    let args = [("what", what.clone()), ("n", by.ordinal.to_string())];
    let told = source.told(key, &args).trim().to_owned();
    let form = source.facts.catalogue.form(form).map_or_else(|| form.clone(), |f| f.name.clone());
    let (number, day) = if since {
        (Cell::Text(String::new()), Cell::Text(String::new()))
    } else {
        (Cell::Text(by.number.clone()), by.date.map_or(Cell::Empty, |d| Cell::Text(source.day(d))))
    };
    let quantity = match (*n, cancels) {
        (0, _) => Cell::Figure(Figure::Unknown, award.iter().copied().collect()),
        (n, true) => Cell::Int(n.saturating_neg()),
        (n, false) => Cell::Int(n),
    };
    Some(vec![number, day, Cell::Text(form), Cell::Text(told), quantity])
}
