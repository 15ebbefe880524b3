//! The changes of an adjustment as sentences of a paper: whom, what, from what to what. A hidden criterion stays hidden.
use super::leaf::text_of;
use super::source::Source;
use crate::core::adjustment::Change;
use crate::core::award::RecipientKind;
use crate::core::count::Figure;
use crate::core::level::Mark;
use crate::core::number::Points;
use crate::core::score::{CellValue, CriterionId, Final, Rule};
use crate::core::standing;

/// What a change says; `source` has the facts it changes.
pub(super) fn told(source: &Source<'_>, change: &Change) -> String {
    let named = source.facts.unit(change.unit()).map(|u| u.name.clone());
    let unit = ("unit", named.unwrap_or_default());
    match change {
        Change::Score { unit: id, criterion, value } => {
            let leaf = source.facts.table.as_ref().and_then(|t| t.criterion(*criterion));
            let old = leaf.map_or(Final::Blank, |leaf| standing::final_score(source.facts, *id, leaf));
            let args = [
                unit,
                ("criterion", criterion_name(source, *criterion)),
                ("old", score(source, old.value())),
                ("new", score(source, *value)),
            ];
            source.told("paper.changed.score", &args)
        }
        Change::Line { unit: id, criterion, target, actual } => {
            let there = source.facts.line(*id, *criterion);
            let old = there.map_or((None, None), |l| (l.target, l.actual));
            let args = [
                unit,
                ("criterion", criterion_name(source, *criterion)),
                ("old", figures(source, *criterion, old.0, old.1)),
                ("new", figures(source, *criterion, *target, *actual)),
            ];
            source.told("paper.changed.score", &args)
        }
        Change::Award { form, kind, by, what, .. } => {
            let key = match (*by > 0, what.is_empty()) {
                (true, true) => "paper.changed.award_more",
                (true, false) => "paper.changed.award_more_row",
                (false, true) => "paper.changed.award_fewer",
                (false, false) => "paper.changed.award_fewer_row",
            };
            // points count each time, whatever the basis of the row: heads are not derived from them
            let turns = match kind {
                RecipientKind::Collective => "collective_turns",
                RecipientKind::Individual => "individual_turns",
            };
            let count = if *by == 0 { Figure::Unknown } else { Figure::Exactly(by.saturating_abs()) };
            let form = source.facts.catalogue.form(form).map_or_else(|| form.clone(), |f| f.name.clone());
            let n = source.counted(turns, count).unwrap_or_default();
            source.told(key, &[unit, ("n", n), ("form", form), ("what", what.clone())])
        }
        Change::Knock { knockout, lifted, reason, .. } => {
            let key = if *lifted { "paper.changed.lift" } else { "paper.changed.knock" };
            let reason = reason.trim().trim_end_matches('.').to_owned();
            source.told(key, &[unit, ("rule", knockout.clone()), ("reason", reason)])
        }
        Change::Level { unit: id, mark, reason } => {
            let old = standing::standing_mark(source.facts, *id);
            let reason = reason.trim().trim_end_matches('.').to_owned();
            let args =
                [unit, ("old", level(source, old)), ("new", level(source, Some(*mark))), ("reason", reason)];
            source.told("paper.changed.level", &args)
        }
    }
}

fn criterion_name(source: &Source<'_>, id: CriterionId) -> String {
    let Some(table) = &source.facts.table else { return String::new() };
    let text =
        |leaf| format!("{} {}", table.criterion(id).map_or("", |l| &l.code), text_of(source, table, leaf));
    table.criterion(id).map(text).unwrap_or_default().trim().to_owned()
}

/// A score; blank is said.
pub(super) fn score(source: &Source<'_>, score: Option<CellValue>) -> String {
    match score {
        None => source.get("paper.changed.blank"),
        Some(CellValue::NotAssigned) => source.get("paper.changed.not_assigned"),
        Some(CellValue::Points(points)) => points.show(source.words.lang),
    }
}

/// `chỉ tiêu 10, kết quả 8`; of a leaf that counts how many times, the result alone. No target is none given, no result is
/// one not known.
pub(super) fn figures(
    source: &Source<'_>,
    leaf: CriterionId,
    target: Option<Points>,
    actual: Option<Points>,
) -> String {
    let said = |amount: Option<Points>, key: &str, none: &str| match amount {
        Some(n) => source.say(key, &[("n", &n.short(source.words.lang))]),
        None => source.get(none),
    };
    let actual = said(actual, "paper.changed.actual", "paper.changed.actual_unknown");
    let leaf = source.facts.table.as_ref().and_then(|t| t.criterion(leaf));
    if target.is_none() && leaf.is_some_and(|l| matches!(l.rule, Some(Rule::Count { .. }))) {
        return actual;
    }
    format!("{}, {actual}", said(target, "paper.changed.target", "paper.changed.no_target"))
}

fn level(source: &Source<'_>, mark: Option<Mark>) -> String {
    mark.map_or_else(|| source.get("paper.changed.no_level"), |m| source.mark_name(m))
}
