//! What an approved period stands by: the approving paper, the adjustments in force, what each of them did to the points of a
//! unit. Every paper of the period asks here, so that all of them cite the same.
use super::body::{Dated, Of};
use super::changed;
use super::source::Source;
use crate::core::adjustment::{Adjustment, Change, Replaced, Stage};
use crate::core::quarter::QuarterFacts;
use crate::core::score::{Cell, Criterion, CriterionId, Rule};
use crate::core::unit::UnitId;

/// Those applied, oldest first.
pub(super) fn applied(facts: &QuarterFacts) -> Vec<&Adjustment> {
    let mut all: Vec<&Adjustment> = facts.adjustments.iter().filter(|a| a.stage == Stage::Applied).collect();
    all.sort_by_key(|a| a.ordinal);
    all
}

/// The last one applied.
pub(super) fn adjusted(facts: &QuarterFacts) -> Option<&Adjustment> {
    applied(facts).pop()
}

/// Versions before the one of now: 0 as it was approved, n after adjustment n.
pub(super) fn versions(facts: &QuarterFacts) -> impl Iterator<Item = u32> + use<> {
    0..adjusted(facts).map_or(0, |a| a.ordinal)
}

/// The end of a file's name that says which version it is.
pub(super) fn suffix(of: Of) -> String {
    match of {
        Of::Version(0) | Of::UnitAt(_, 0) => "-ban-duyet".to_owned(),
        Of::Version(n) | Of::UnitAt(_, n) => format!("-sau-dieu-chinh-lan-{n}"),
        Of::Period | Of::Unit(_) | Of::Adjustment(_) => String::new(),
    }
}

/// That of the last paper that is cited, left open where it has no day; `None` before there is one.
pub(super) fn dated(facts: &QuarterFacts) -> Option<Dated> {
    let approval = facts.approval.as_ref().map(|a| a.date);
    adjusted(facts).map(|a| a.date).or(approval).map(|day| day.map_or(Dated::Open, Dated::On))
}

/// `(Theo văn bản số 1890/QĐ-CAT ngày 05/8/2021)`; after an adjustment its number too.
pub(super) fn under(source: &Source<'_>) -> String {
    let mut lines = Vec::new();
    if let Some(paper) = &source.facts.approval {
        let args = [("number", paper.number.as_str()), ("day", &source.of_day(paper.date))];
        lines.push(source.say("paper.class.by", &args));
    }
    lines
        .extend(adjusted(source.facts).map(|last| source.told("paper.class.adjusted", &cited(source, last))));
    lines.join("\n")
}

/// `{n}`, `{number}` and `{day}` of an adjustment.
pub(super) fn cited(source: &Source<'_>, adjustment: &Adjustment) -> [(&'static str, String); 3] {
    let day = source.of_day(adjustment.date);
    [("n", adjustment.ordinal.to_string()), ("number", adjustment.number.clone()), ("day", day)]
}

/// The adjustment that set the approved level of a unit last.
pub(super) fn levelled<'a>(source: &'a Source<'_>, unit: UnitId) -> Option<&'a Adjustment> {
    let sets = |c: &Change| matches!(c, Change::Level { unit: u, .. } if *u == unit);
    applied(source.facts).into_iter().rfind(|a| a.changes.iter().any(sets))
}

/// A change of a score or of a result in force, and what it took the place of (a register adjusted before that was kept
/// does not say it).
struct Laid<'a> {
    by: &'a Adjustment,
    change: &'a Change,
    was: Option<&'a Replaced>,
}

fn laid(facts: &QuarterFacts, unit: UnitId, leaf: CriterionId) -> Vec<Laid<'_>> {
    let names = |c: &Change| match c {
        Change::Score { unit: u, criterion, .. } | Change::Line { unit: u, criterion, .. } => {
            (*u, *criterion) == (unit, leaf)
        }
        _ => false,
    };
    let mut kept = facts.replaced.iter().filter(|r| (r.unit, r.criterion) == (unit, leaf)).rev();
    let all = applied(facts).into_iter().flat_map(|by| by.changes.iter().map(move |change| (by, change)));
    let mut all: Vec<(&Adjustment, &Change)> = all.filter(|(_, change)| names(change)).collect();
    // the last of both belong together
    all.reverse();
    let mut found: Vec<Laid<'_>> =
        all.into_iter().map(|(by, change)| Laid { by, change, was: kept.next() }).collect();
    found.reverse();
    found
}

/// Did an adjustment change the score itself, or what it is counted from?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Touched {
    Score,
    Line,
}

/// What an adjustment changed of a leaf of a unit: the score, where both.
pub(super) fn touched(facts: &QuarterFacts, unit: UnitId, leaf: CriterionId) -> Option<Touched> {
    let all = laid(facts, unit, leaf);
    let score = all.iter().any(|l| matches!(l.change, Change::Score { .. }));
    if score { Some(Touched::Score) } else { (!all.is_empty()).then_some(Touched::Line) }
}

/// The cells of a leaf as its rounds gave them, before any adjustment changed the score.
pub(super) fn cells(facts: &QuarterFacts, unit: UnitId, leaf: CriterionId) -> Vec<&Cell> {
    let scored = laid(facts, unit, leaf);
    let first = scored.iter().find(|l| matches!(l.change, Change::Score { .. })).and_then(|l| l.was);
    match first {
        Some(was) => was.cells.iter().collect(),
        None => facts.cells.iter().filter(|c| (c.unit, c.criterion) == (unit, leaf)).collect(),
    }
}

/// `điều chỉnh lần 1 theo văn bản số 77/QĐ-CAT ngày 02/8/2021, trước là 90,75`: what each adjustment did to a leaf of a unit.
pub(super) fn told(source: &Source<'_>, unit: UnitId, leaf: &Criterion) -> Vec<String> {
    if let Some(Rule::Derived { rules }) = &leaf.rule {
        let counts = |c: &Change| {
            matches!(c, Change::Award { unit: u, form, kind, .. }
                if *u == unit && rules.iter().any(|r| r.form == *form && r.kind == *kind))
        };
        let all = applied(source.facts).into_iter().filter(|a| a.changes.iter().any(counts));
        return all.map(|a| source.told("paper.origin.adjusted", &cited(source, a))).collect();
    }
    let said = |laid: Laid<'_>| {
        let mut args = cited(source, laid.by).to_vec();
        let Some(was) = laid.was else { return source.told("paper.origin.adjusted", &args) };
        let old = match laid.change {
            Change::Line { .. } => changed::figures(source, leaf.id, was.target, was.actual),
            _ => changed::score(source, was.score),
        };
        args.push(("old", old));
        source.told("paper.origin.adjusted_was", &args)
    };
    laid(source.facts, unit, leaf.id).into_iter().map(said).collect()
}
