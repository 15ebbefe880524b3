//! Who has sent what of a period (theo dõi nộp): what is waited for, what is there, how often it was asked for.
use super::date::Date;
use super::handed_in::{HandedIn, What};
use super::quarter::QuarterFacts;
use super::unit::UnitId;

/// What is known of one thing of a unit.
pub fn of(facts: &QuarterFacts, unit: UnitId, what: What) -> HandedIn {
    let found = facts.handed_in.iter().find(|h| h.unit == unit && h.what == what);
    found.cloned().unwrap_or_else(|| HandedIn::none(unit, what))
}

/// Is it there? A self-scored sheet is when it is complete, unless somebody said otherwise.
pub fn is_in(row: &HandedIn, complete: bool) -> bool {
    row.received.is_some() || (row.what == What::Scores && complete && !row.awaited)
}

/// Is it waited for: score sheets wherever there is a table, an explanation from whom it was asked, the rest once anything
/// of the kind was noted in the period?
pub fn expected(facts: &QuarterFacts, unit: UnitId, what: What) -> bool {
    match what {
        What::Scores => facts.table.is_some() || facts.handed_in.iter().any(|h| h.what == what),
        What::Explanation => {
            let row = of(facts, unit, what);
            row.times > 0 || row.due.is_some()
        }
        What::Report | What::Figures => facts.handed_in.iter().any(|h| h.what == what),
    }
}

/// Who has not sent what, in roster order; `complete` says whose sheet is.
pub fn missing(facts: &QuarterFacts, complete: &dyn Fn(UnitId) -> bool) -> Vec<(UnitId, Vec<What>)> {
    let lacks = |unit: UnitId| -> Vec<What> {
        let open =
            |what: &What| expected(facts, unit, *what) && !is_in(&of(facts, unit, *what), complete(unit));
        What::ALL.into_iter().filter(open).collect()
    };
    let units = facts.units.iter().map(|u| (u.id, lacks(u.id)));
    units.filter(|(_, what)| !what.is_empty()).collect()
}

/// How often these units were asked, the most of them, and their day, where all have the same.
pub fn pressed(facts: &QuarterFacts, units: &[UnitId], what: What) -> (u32, Option<Date>) {
    let rows: Vec<HandedIn> = units.iter().map(|u| of(facts, *u, what)).collect();
    let times = rows.iter().map(|r| r.times).max().unwrap_or(0);
    let due = rows.first().and_then(|r| r.due);
    (times, due.filter(|_| rows.iter().all(|r| r.due == due)))
}

/// The days a date without a year is read in: the period, and two months after it.
pub fn days(facts: &QuarterFacts) -> (Date, Date) {
    let after = jiff::Span::new().days(60);
    (facts.period.from, facts.period.to.checked_add(after).unwrap_or(facts.period.to))
}
