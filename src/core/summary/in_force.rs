//! What an approved period stands by: the approving paper, the adjustments in force, what each of them did to the points of a
//! unit. Every paper of the period asks here, so that all of them cite the same.
use super::body::{Dated, Of};
use super::changed;
use super::source::Source;
use crate::core::adjustment::{self, Adjustment, Change, Replaced};
use crate::core::levelled;
use crate::core::quarter::QuarterFacts;
use crate::core::score::{Criterion, CriterionId, Rule};
use crate::core::unit::UnitId;

/// Those applied, oldest first.
pub(super) fn applied(facts: &QuarterFacts) -> Vec<&Adjustment> {
    adjustment::applied(&facts.adjustments)
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

/// `(Theo văn bản số 1890/QĐ-CAT ngày 05/8/2021)`; after an adjustment its number too; of a version printed again, what was
/// adjusted since.
pub(super) fn under(source: &Source<'_>) -> String {
    let mut lines = Vec::new();
    if let Some(paper) = &source.facts.approval {
        let args = [("number", paper.number.as_str()), ("day", &source.of_day(paper.date))];
        lines.push(source.say("paper.class.by", &args));
    }
    lines
        .extend(adjusted(source.facts).map(|last| source.told("paper.class.adjusted", &cited(source, last))));
    lines.extend(since(source));
    lines.join("\n")
}

/// `(Bản in lại để đối chiếu; kết quả đã được điều chỉnh lần 1 theo văn bản số 77/QĐ-CAT ngày 02/9/2021)`: of a version that is
/// no longer in force, every adjustment since.
fn since(source: &Source<'_>) -> Option<String> {
    let last = adjusted(source.facts).map_or(0, |a| a.ordinal);
    later(source, last, "paper.class.reprinted")
}

/// The sentence of that key over the adjustments in force after the nth; `None` where there is none.
pub(super) fn later(source: &Source<'_>, n: u32, key: &str) -> Option<String> {
    let all = adjustment::applied(source.now).into_iter().filter(|a| a.ordinal > n);
    let said = all.map(|a| source.told("paper.class.since", &cited(source, a)));
    let said: Vec<String> = said.collect();
    (!said.is_empty()).then(|| source.say(key, &[("list", &said.join("; "))]))
}

/// `{n}`, `{number}` and `{day}` of an adjustment.
pub(super) fn cited(source: &Source<'_>, adjustment: &Adjustment) -> [(&'static str, String); 3] {
    let day = source.of_day(adjustment.date);
    [("n", adjustment.ordinal.to_string()), ("number", adjustment.number.clone()), ("day", day)]
}

/// The adjustment that set the approved level of a unit last.
pub(super) fn levelled<'a>(source: &'a Source<'_>, unit: UnitId) -> Option<&'a Adjustment> {
    levelled::levelled(&source.facts.adjustments, unit).map(|l| l.by)
}

/// Did an adjustment change the score of a leaf of a unit, or what it is counted from?
pub(super) fn touched(facts: &QuarterFacts, unit: UnitId, leaf: CriterionId) -> bool {
    facts.replaced(unit, leaf).next().is_some()
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
    let said = |(by, was): (&Adjustment, &Replaced)| {
        let mut args = cited(source, by).to_vec();
        // what the unit's own sheet said, where that was changed; else what counted
        let old = if by.set_amounts(unit, leaf.id) {
            changed::figures(source, leaf.id, was.target, was.actual)
        } else {
            changed::score(source, was.score)
        };
        args.push(("old", old));
        source.told("paper.origin.adjusted_was", &args)
    };
    source.facts.replaced(unit, leaf.id).map(said).collect()
}
