//! What the selected cell says of itself underneath: its scores, the formula with its numbers, what is derived, a text whole.
use super::column::Col;
use super::place::Place;
use super::sheet::{Sheet, is_derived};
use super::shown::{final_text, most, points, shown};
use super::{Here, State};
use crate::core::award::RecipientKind;
use crate::core::entry;
use crate::core::problem::{Arg, Problem};
use crate::core::quarter;
use crate::core::score::{Criterion, Final, Origin, Round, Rule};
use crate::core::standing;
use crate::kit::look::{Look, Role, Tone};

/// About the selected row, or about what is being typed.
pub(super) fn detail(state: &State, sheet: &Sheet, here: Here, look: &Look) -> (Role, String) {
    if let Some(edit) = &state.edit {
        if let Some(problem) = &edit.error {
            return look.detail(Tone::Bad, &look.say(problem));
        }
        if let Some(leaf) = sheet.table.criterion(edit.place.criterion) {
            return look.detail(Tone::Plain, &look.say(&hint(sheet, leaf, edit.place.col)));
        }
    }
    let Some(row) = sheet.table.criteria.get(here.at) else { return look.detail(Tone::Plain, "") };
    look.detail(Tone::Plain, &about(sheet, here, look, row))
}

/// What may be typed into a cell.
fn hint(sheet: &Sheet, leaf: &Criterion, col: Col) -> Problem {
    let counted = leaf.rule.as_ref().is_some_and(Rule::computed);
    let key = match (col, &leaf.rule) {
        (Col::Target, _) => "room.sc.hint_target",
        (Col::Actual, Some(Rule::Count { .. })) => "room.sc.hint_times",
        (Col::Actual, _) => "room.sc.hint_actual",
        (Col::Explanation, _) => "room.sc.hint_explanation",
        (Col::Evidence, _) => "room.sc.hint_evidence",
        (Col::Own, _) if counted => "room.sc.hint_counted",
        (_, Some(Rule::Pass)) => "room.sc.hint_pass",
        _ if leaf.maximum.0 <= 0 && leaf.minimum.0 < 0 => "room.sc.hint_off",
        _ => "room.sc.hint",
    };
    Problem::new(key)
        .text("code", leaf.code.clone())
        .with("max", Arg::Points(leaf.maximum))
        .with("min", Arg::Points(leaf.minimum))
        .with("step", Arg::Points(sheet.table.step))
}

/// A leaf in the selected column.
pub(super) fn about(sheet: &Sheet, here: Here, look: &Look, row: &Criterion) -> String {
    if is_derived(row) {
        return derived(sheet, here, look, row);
    }
    if here.col.is_text() {
        let place = Place { unit: here.unit, criterion: row.id, col: here.col };
        let text = sheet.held(place).typed(look.lang).replace('\n', " ");
        // from the submitted proposals on nothing is written, and nothing offered
        let closed = sheet.facts.period.state >= quarter::State::Waiting;
        let key = match text.is_empty() {
            true if closed => "room.sc.no_text_closed",
            true => "room.sc.no_text",
            false => "room.sc.whole_text",
        };
        let what = look.word(here.col.word());
        return look.words.fill(key, &[("code", &row.code), ("what", what), ("text", &text)]);
    }
    if row.rule.as_ref().is_some_and(Rule::computed) {
        return counted(sheet, here, look, row);
    }
    let max = most(look, row);
    let own = shown(look, sheet.stand(here.unit, row, Round::Own).value);
    let args = [("code", row.code.as_str()), ("text", &row.text), ("max", &max), ("own", &own)];
    let counts = final_text(look, sheet.counts(here.unit, row));
    let said = appraisals(sheet, here, look, row) + &adjusted(sheet, here, look, (row, &counts));
    let answered = explained(sheet, here, look, row);
    match comment(sheet, here, row) {
        "" => format!("{}{said}{answered}", look.words.fill("room.sc.detail", &args)),
        comment => {
            let head = look.words.fill("room.sc.detail_comment", &args);
            let comment = look.words.fill("room.sc.detail_said", &[("comment", comment)]);
            format!("{head}{said}{comment}{answered}")
        }
    }
}

/// `. Giải trình: …`, where the second appraisal answers it.
fn explained(sheet: &Sheet, here: Here, look: &Look, row: &Criterion) -> String {
    let line = sheet.line(here.unit, row.id);
    let text = line.explanation.split_whitespace().collect::<Vec<_>>().join(" ");
    if here.col.appraisal() != Round::Second || text.is_empty() {
        return String::new();
    }
    look.words.fill("room.sc.detail_explained", &[("text", &text)])
}

/// The comment of the appraisal one is at.
fn comment<'a>(sheet: &Sheet<'a>, here: Here, row: &Criterion) -> &'a str {
    let of = |round| sheet.cell(here.unit, row.id, round).map_or("", |c| c.comment.as_str());
    let latest = if here.col.appraisal() == Round::Second { of(Round::Second) } else { "" };
    // of a self score corrected since: why
    [latest, of(Round::First), of(Round::Own)].into_iter().find(|said| !said.is_empty()).unwrap_or_default()
}

/// `, thẩm định 188,00, lần 2 190,00`; what an appraisal kept is said so.
fn appraisals(sheet: &Sheet, here: Here, look: &Look, row: &Criterion) -> String {
    let said = |round| {
        let stand = sheet.stand(here.unit, row, round);
        if stand.kept && stand.value.is_some() {
            look.word("room.sc.kept").to_owned()
        } else {
            shown(look, stand.value)
        }
    };
    let mut out = look.words.fill("room.sc.detail_first", &[("first", &said(Round::First))]);
    if sheet.second(here.unit) {
        out.push_str(&look.words.fill("room.sc.detail_second", &[("second", &said(Round::Second))]));
    }
    out
}

/// `; sau điều chỉnh lần 1: 0,00`: what an adjustment changed since.
fn adjusted(sheet: &Sheet, here: Here, look: &Look, (row, counts): (&Criterion, &str)) -> String {
    let Some(by) = sheet.adjusted(here.unit, row.id) else { return String::new() };
    look.words.fill("room.sc.detail_adjusted", &[("n", &by.ordinal.to_string()), ("points", counts)])
}

/// `I.4 vượt 17/40 = 42,5%, cao nhất 50%: (0,5 + 0,425) × 100 = 92,50 (tự chấm)`
fn counted(sheet: &Sheet, here: Here, look: &Look, row: &Criterion) -> String {
    let line = sheet.line(here.unit, row.id);
    let stand = sheet.stand(here.unit, row, Round::Own);
    let not_assigned = matches!(stand.value, Some(crate::core::score::CellValue::NotAssigned));
    let told =
        sheet.computed(here.unit, row).and_then(|c| standing::told(sheet.table, row, &line, &c, look.lang));
    let how = match told {
        Some(told) => {
            let rounded = told.rounded(sheet.table).map(|p| look.say(&p)).unwrap_or_default();
            format!("{}{rounded}", look.say(&told.how))
        }
        None if not_assigned => look.words.fill("room.sc.not_assigned", &[("kg", entry::NOT_ASSIGNED)]),
        None if matches!(row.rule, Some(Rule::Count { .. })) => look.word("room.sc.no_times").to_owned(),
        None => {
            let target = line.target.map_or_else(
                || look.word("room.sc.no_target").to_owned(),
                |t| look.words.fill("room.sc.has_target", &[("target", &t.short(look.lang))]),
            );
            look.words.fill("room.sc.no_actual", &[("target", &target)])
        }
    };
    let said = appraisals(sheet, here, look, row);
    let answered = explained(sheet, here, look, row);
    if sheet.adjusted(here.unit, row.id).is_some() {
        // what is counted now is not what the rounds had: they stand first, as their columns do
        let max = most(look, row);
        let own = shown(look, stand.value);
        let args = [("code", row.code.as_str()), ("text", &row.text), ("max", &max), ("own", &own)];
        let now = match sheet.counts(here.unit, row) {
            Final::Points(_, Origin::Computed) => how,
            counts => final_text(look, counts),
        };
        let said = said + &adjusted(sheet, here, look, (row, &now));
        return format!("{}{said}{answered}", look.words.fill("room.sc.detail_comment", &args));
    }
    let appraised = sheet.later(here.unit, row.id, Round::Own) || sheet.settled(here.unit, Round::First);
    let said = if appraised { said } else { String::new() };
    let said = match comment(sheet, here, row) {
        "" => said,
        comment => format!("{said}{}", look.words.fill("room.sc.detail_said", &[("comment", comment)])),
    };
    format!("{} {how}{said}{answered}", row.code)
}

/// `III.2 suy ra từ sổ: 1 cá nhân × 5 + 9 tập thể × 1,5 = 18,50, tối đa 20`
fn derived(sheet: &Sheet, here: Here, look: &Look, row: &Criterion) -> String {
    let parts = standing::derived_parts(sheet.facts, here.unit, row);
    let kind = |k: RecipientKind| match k {
        RecipientKind::Collective => look.word("room.sc.collective"),
        RecipientKind::Individual => look.word("room.sc.individual"),
    };
    let said: Vec<String> = parts
        .iter()
        .filter(|p| p.n > 0)
        .map(|p| format!("{} {} × {}", p.n, kind(p.kind), p.each.short(look.lang)))
        .collect();
    let sum = points(look, sheet.derived(here.unit, row));
    let unknown: i64 = parts.iter().map(|p| p.unknown).sum();
    let formula = if said.is_empty() { look.word("room.sc.no_awards").to_owned() } else { said.join(" + ") };
    let max = row.maximum.short(look.lang);
    let args = [
        ("code", row.code.as_str()),
        ("formula", &formula),
        ("sum", &sum),
        ("max", &max),
        ("n", &unknown.to_string()),
    ];
    look.words.fill(if unknown > 0 { "room.sc.derived_unknown" } else { "room.sc.derived_detail" }, &args)
}
