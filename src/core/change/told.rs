//! A change as a sentence: whom it is about, what it is, from what to what. Screen and paper say the same.
use crate::core::adjustment::Change;
use crate::core::award::RecipientKind;
use crate::core::level::Mark;
use crate::core::points::Points;
use crate::core::problem::{Arg, Problem};
use crate::core::quarter::QuarterFacts;
use crate::core::score::{CellValue, Criterion, CriterionId, Final, Rule};
use crate::core::standing;

/// What a change says; `before` are the facts it changes.
pub fn told(before: &QuarterFacts, change: &Change) -> Problem {
    let said = |key| {
        let unit = before.unit(change.unit()).map_or("?", |u| u.tag());
        Problem::new(key).text("unit", unit)
    };
    match change {
        Change::Score { unit, criterion, value } => {
            let leaf = leaf(before, *criterion);
            let old = leaf.map_or(Final::Blank, |leaf| standing::final_score(before, *unit, leaf));
            let old = match old {
                Final::Blank => None,
                Final::NotAssigned => Some(CellValue::NotAssigned),
                Final::Points(points, _) => Some(CellValue::Points(points)),
            };
            let said = said("change.score").text("criterion", name(leaf));
            said.with("old", score(old)).with("new", score(*value))
        }
        Change::Line { unit, criterion, target, actual } => {
            let there = before.line(*unit, *criterion);
            let (old_target, old) = (there.and_then(|l| l.target), there.and_then(|l| l.actual));
            let key = if old_target == *target { "change.line" } else { "change.target" };
            said(key)
                .text("criterion", name(leaf(before, *criterion)))
                .with("old", amount(old))
                .with("new", amount(*actual))
                .with("old_target", given(old_target))
                .with("target", given(*target))
        }
        Change::Award { form, kind, by, award, what, .. } => {
            let form = before.catalogue.form(form).map_or(form.as_str(), |f| f.name.as_str());
            let kind = Arg::Word(match kind {
                RecipientKind::Collective => "change.collective",
                RecipientKind::Individual => "change.individual",
            });
            said(award_key(*by, award.is_some()))
                .text("what", what.clone())
                .text("form", form)
                .with("kind", kind)
                .num("n", by.saturating_abs())
        }
        Change::Knock { knockout, lifted, reason, .. } => {
            let key = if *lifted { "change.lift" } else { "change.knock" };
            said(key).text("name", knockout.clone()).text("reason", reason.clone())
        }
        Change::Level { unit, mark, reason } => {
            let old = standing::standing_mark(before, *unit);
            said("change.level")
                .with("old", level(before, old))
                .with("new", level(before, Some(*mark)))
                .text("reason", reason.clone())
        }
    }
}

/// `kết quả 120`, `chỉ tiêu 100, kết quả 120`: what the sheet said of a leaf.
pub fn amounts(leaf: &Criterion, target: Option<Points>, actual: Option<Points>) -> Problem {
    let counts = matches!(leaf.rule, Some(Rule::Count { .. }));
    let key = if counts && target.is_none() { "change.amount" } else { "change.amounts" };
    Problem::new(key).with("target", given(target)).with("actual", amount(actual))
}

/// Words key of a change of commendations: how many more or fewer, and whether it is about one row of the register.
pub fn award_key(by: i64, row: bool) -> &'static str {
    match (by.cmp(&0), row) {
        (std::cmp::Ordering::Greater, true) => "change.late",
        (std::cmp::Ordering::Greater, false) => "change.more",
        (std::cmp::Ordering::Less, true) => "change.cancel",
        (std::cmp::Ordering::Equal, true) => "change.cancel_unknown",
        (_, false) => "change.fewer",
    }
}

fn leaf(facts: &QuarterFacts, id: CriterionId) -> Option<&Criterion> {
    facts.table.as_ref()?.criterion(id)
}

/// `I.4 Giải quyết hồ sơ`
fn name(leaf: Option<&Criterion>) -> String {
    leaf.map_or_else(|| "?".to_owned(), |l| format!("{} {}", l.code, l.text).trim().to_owned())
}

fn score(score: Option<CellValue>) -> Arg {
    match score {
        None => Arg::Word("change.blank"),
        Some(CellValue::NotAssigned) => Arg::Word("change.not_assigned"),
        Some(CellValue::Points(points)) => Arg::Points(points),
    }
}

fn amount(amount: Option<Points>) -> Arg {
    amount.map_or(Arg::Word("change.unknown"), Arg::Points)
}

/// A target: that there is none is known, and no gap.
fn given(target: Option<Points>) -> Arg {
    target.map_or(Arg::Word("change.no_target"), Arg::Points)
}

fn level(facts: &QuarterFacts, mark: Option<Mark>) -> Arg {
    match mark {
        None => Arg::Word("change.no_level"),
        Some(Mark::NotClassified) if facts.levels.as_ref().is_some_and(|set| set.nested) => {
            Arg::Word("parts.no_title")
        }
        Some(Mark::NotClassified) => Arg::Word("change.not_classified"),
        Some(mark) => Arg::Text(facts.level_name(mark).unwrap_or("?").to_owned()),
    }
}
