//! The changes of an adjustment as sentences of a paper: whom, what, from what to what. A hidden criterion stays hidden.
use super::origin::text_of;
use super::results::name;
use super::source::Source;
use crate::core::adjustment::Change;
use crate::core::award::RecipientKind;
use crate::core::count::Figure;
use crate::core::level::Mark;
use crate::core::number::Points;
use crate::core::score::{CellValue, CriterionId, Final};
use crate::core::standing;

/// What a change says; `source` has the facts it changes.
pub(super) fn told(source: &Source<'_>, change: &Change) -> String {
    let unit = ("unit", name(source, change.unit()));
    match change {
        Change::Score { unit: id, criterion, value } => {
            let leaf = source.facts.table.as_ref().and_then(|t| t.criterion(*criterion));
            let old = leaf.map_or(Final::Blank, |leaf| standing::final_score(source.facts, *id, leaf));
            let old = match old {
                Final::Blank => None,
                Final::NotAssigned => Some(CellValue::NotAssigned),
                Final::Points(points, _) => Some(CellValue::Points(points)),
            };
            let args = [
                unit,
                ("criterion", criterion_name(source, *criterion)),
                ("old", score(source, old)),
                ("new", score(source, *value)),
            ];
            source.told("paper.changed.score", &args)
        }
        Change::Line { unit: id, criterion, target, actual } => {
            let there = source.facts.line(*id, *criterion);
            let args = [
                unit,
                ("criterion", criterion_name(source, *criterion)),
                ("old_target", amount(source, there.and_then(|l| l.target))),
                ("old", amount(source, there.and_then(|l| l.actual))),
                ("target", amount(source, *target)),
                ("new", amount(source, *actual)),
            ];
            source.told("paper.changed.line", &args)
        }
        Change::Award { form, kind, by, .. } => {
            let key = if *by > 0 { "paper.changed.award_more" } else { "paper.changed.award_fewer" };
            let what = match kind {
                RecipientKind::Collective => "collective",
                RecipientKind::Individual => "individual",
            };
            let count = if *by == 0 { Figure::Unknown } else { Figure::Exactly(by.saturating_abs()) };
            let form = source.facts.catalogue.form(form).map_or_else(|| form.clone(), |f| f.name.clone());
            let n = source.counted(what, count).unwrap_or_default();
            source.told(key, &[unit, ("n", n), ("form", form)])
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

fn score(source: &Source<'_>, score: Option<CellValue>) -> String {
    match score {
        None => source.get("paper.changed.blank"),
        Some(CellValue::NotAssigned) => source.get("paper.changed.not_assigned"),
        Some(CellValue::Points(points)) => points.show(source.words.lang),
    }
}

fn amount(source: &Source<'_>, amount: Option<Points>) -> String {
    amount.map_or_else(|| source.get("paper.changed.unknown"), |a| a.short(source.words.lang))
}

fn level(source: &Source<'_>, mark: Option<Mark>) -> String {
    mark.map_or_else(|| source.get("paper.changed.no_level"), |m| source.mark_name(m))
}
