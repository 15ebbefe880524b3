//! Where a score that was typed or counted comes from, in sentences: the rounds with what the appraisers said, the formula
//! with its numbers, giải trình and căn cứ of the unit, what an adjustment changed since.
use super::pair::Pair;
use crate::core::adjustment::{Adjustment, Replaced};
use crate::core::change;
use crate::core::quarter::QuarterFacts;
use crate::core::score::{CellValue, Criterion, Round};
use crate::core::standing::{self, Finals};
use crate::core::unit::UnitId;
use crate::kit::look::Look;

/// Of both units, one paragraph each and more where there is more to say.
pub(super) fn said(unit: UnitId, pair: &Pair, leaf: &Criterion, look: &Look) -> Vec<String> {
    let facts = pair.facts;
    let mut out = Vec::new();
    let finals = Finals::new(facts);
    for id in [unit, pair.other.unit] {
        let formula = formula(facts, &finals, id, leaf, look);
        let typed_in = facts.cells.iter().any(|c| (c.unit, c.criterion) == (id, leaf.id));
        let rounds = (typed_in || formula.is_none()).then(|| rounds(facts, &finals, id, leaf, look));
        let beside = beside(facts, id, leaf, look);
        let mut of_unit: Vec<String> = formula.into_iter().chain(rounds).collect();
        if let Some(last) = of_unit.last_mut() {
            last.push_str(&beside);
        }
        out.extend(of_unit);
        out.extend(adjusted(facts, id, leaf, look));
    }
    out
}

/// `PX05: điều chỉnh lần 1 theo 77/QĐ-CAT, trước là 11,00: Kết luận kiểm tra`, one an adjustment.
fn adjusted(facts: &QuarterFacts, unit: UnitId, leaf: &Criterion, look: &Look) -> Vec<String> {
    let tag = facts.unit(unit).map_or("", |u| u.tag());
    let one = |(by, was): (&Adjustment, &Replaced)| {
        let n = by.ordinal.to_string();
        let was = match was.score {
            _ if by.set_amounts(unit, leaf.id) => look.say(&change::amounts(leaf, was.target, was.actual)),
            None => look.glyphs.not_yet.to_owned(),
            Some(CellValue::NotAssigned) => look.word("room.st.not_assigned").to_owned(),
            Some(CellValue::Points(p)) => p.show(look.lang),
        };
        let args = [("unit", tag), ("n", &n), ("number", &by.number), ("was", &was), ("reason", &by.reason)];
        look.words.fill("room.st.adjusted", &args)
    };
    facts.replaced(unit, leaf.id).map(one).collect()
}

/// `PX05: vượt 17/40 = 42,5%, cao nhất 50%: (0,5 + 0,425) × 100 = 92,50`
fn formula(
    facts: &QuarterFacts,
    finals: &Finals<'_>,
    unit: UnitId,
    leaf: &Criterion,
    look: &Look,
) -> Option<String> {
    let table = facts.table.as_ref()?;
    let (computed, line) = (finals.computed(unit, leaf)?, facts.line(unit, leaf.id)?);
    let told = standing::told(table, leaf, line, &computed, look.lang)?;
    let rounded = told.rounded(table).map(|p| look.say(&p)).unwrap_or_default();
    let tag = facts.unit(unit).map_or("", |u| u.tag());
    Some(format!("{tag}: {}{rounded}", look.say(&told.how)))
}

/// `PX05: tự chấm 190,00, thẩm định lần 1 187,00, lần 2 giữ nguyên. Nhận xét lần 1: …`; what an appraisal that is finished
/// did not touch is kept, not "not yet".
fn rounds(facts: &QuarterFacts, finals: &Finals<'_>, unit: UnitId, leaf: &Criterion, look: &Look) -> String {
    let cell = |round| facts.cells.iter().find(|c| (c.unit, c.criterion, c.round) == (unit, leaf.id, round));
    let points = |value: CellValue| match value {
        CellValue::NotAssigned => look.word("room.st.not_assigned").to_owned(),
        CellValue::Points(p) => p.show(look.lang),
    };
    let value = |round| match cell(round) {
        Some(cell) => points(cell.value),
        None if round == Round::Own => finals
            .held(unit, leaf)
            .map_or_else(|| look.glyphs.not_yet.to_owned(), |c| points(CellValue::Points(c.points))),
        None if facts.settled(unit, round) => look.word("room.st.round_kept").to_owned(),
        None => look.glyphs.not_yet.to_owned(),
    };
    let tag = facts.unit(unit).map_or("", |u| u.tag());
    let mut out = look.words.fill("room.st.round_own", &[("unit", tag), ("points", &value(Round::Own))]);
    out.push_str(&look.words.fill("room.st.round_first", &[("points", &value(Round::First))]));
    if cell(Round::Second).is_some() || facts.settled(unit, Round::Second) {
        out.push_str(&look.words.fill("room.st.round_second", &[("points", &value(Round::Second))]));
    }
    let keys = [
        (Round::Own, "room.st.comment_own"),
        (Round::First, "room.st.comment_first"),
        (Round::Second, "room.st.comment_second"),
    ];
    for (round, key) in keys {
        let comment = cell(round).map_or("", |c| c.comment.as_str());
        if !comment.is_empty() {
            out.push_str(&look.words.fill(key, &[("text", comment)]));
        }
    }
    out
}

/// `. Giải trình: … . Căn cứ: …`
fn beside(facts: &QuarterFacts, unit: UnitId, leaf: &Criterion, look: &Look) -> String {
    let Some(line) = facts.line(unit, leaf.id) else { return String::new() };
    let texts = [("room.st.explanation", &line.explanation), ("room.st.evidence", &line.evidence)];
    let one = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let said = texts.into_iter().filter(|(_, text)| !text.trim().is_empty());
    said.map(|(key, text)| look.words.fill(key, &[("text", &one(text))])).collect()
}
