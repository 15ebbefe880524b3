//! One cell under the caret: what may be typed there, and how it goes to the register. One cell is one act.
use super::sheet::{Sheet, is_derived};
use super::{Here, State, Then};
use crate::core::act::Act;
use crate::core::number::Points;
use crate::core::problem::{Arg, Problem};
use crate::core::score::{self, CellValue, Criterion, CriterionId, Round, ScoreTable, Unfit};
use crate::core::text;
use crate::core::unit::UnitId;
use crate::core::words::{Lang, Words};
use crate::effect::{Effect, Question};
use crate::kit::field::{Did, Edit};
use crate::kit::keys::Chord;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// Text typed into a cell, and which cell.
#[derive(Debug, Clone)]
pub(super) struct Typing {
    pub(super) unit: UnitId,
    pub(super) criterion: CriterionId,
    pub(super) round: Round,
    pub(super) field: Edit,
    /// what the cell showed when it was opened
    pub(super) was: String,
    /// what stood in it then: written over only while it still does
    pub(super) old: Option<CellValue>,
    /// why it was not taken; the text stays
    pub(super) error: Option<Problem>,
}

impl Typing {
    /// Which cell.
    pub(super) fn place(&self) -> Place {
        Place { unit: self.unit, criterion: self.criterion, round: self.round }
    }
    /// Is there text that is not in the register?
    pub(super) fn changed(&self) -> bool {
        self.field.text() != self.was
    }
}

/// Not assigned, as typed and printed.
pub(super) const NOT_ASSIGNED: &str = "KG";

/// A value as it is typed.
pub(super) fn typed(value: Option<CellValue>, lang: Lang) -> String {
    match value {
        None => String::new(),
        Some(CellValue::NotAssigned) => NOT_ASSIGNED.to_owned(),
        Some(CellValue::Points(points)) => points.typed(lang),
    }
}

/// Reads a cell: nothing, `KG`, or points that the leaf and the table's step allow.
pub(super) fn read(typed: &str, leaf: &Criterion, table: &ScoreTable) -> Result<Option<CellValue>, Problem> {
    let clean = text::line(typed);
    if clean.is_empty() {
        return Ok(None);
    }
    if text::fold(&clean) == text::fold(NOT_ASSIGNED) {
        return Ok(Some(CellValue::NotAssigned));
    }
    let points = Points::parse(&clean)?;
    allowed(points, leaf, table)?;
    Ok(Some(CellValue::Points(points)))
}

fn allowed(points: Points, leaf: &Criterion, table: &ScoreTable) -> Result<(), Problem> {
    let said = |key| {
        Problem::new(key)
            .text("code", leaf.code.clone())
            .with("points", Arg::Points(points))
            .with("min", Arg::Points(leaf.minimum))
            .with("max", Arg::Points(leaf.maximum))
            .with("step", Arg::Points(table.step))
    };
    leaf.fits(points, table.step).map_err(|unfit| {
        said(match unfit {
            Unfit::Negative => "room.sc.negative",
            Unfit::Under => "room.sc.under",
            Unfit::Pass => "room.sc.pass",
            Unfit::Over => "room.sc.over",
            Unfit::Step => "room.sc.step",
        })
    })
}

/// Opens the cell of the selected row with `text` in it (or what stands there).
pub(super) fn begin(
    state: &mut State,
    sheet: &Sheet,
    here: Here,
    words: &Words,
    fresh: Option<&str>,
) -> Vec<Effect> {
    let Some(leaf) = sheet.table.criteria.get(here.at) else { return Vec::new() };
    if let Some(why) = untypeable(leaf) {
        return vec![Effect::Say(why)];
    }
    let old = sheet.value(here.unit, leaf.id, here.round);
    let was = typed(old, words.lang);
    state.edit = Some(Typing {
        unit: here.unit,
        criterion: leaf.id,
        round: here.round,
        field: Edit::line(fresh.unwrap_or(&was)),
        was,
        old,
        error: None,
    });
    Vec::new()
}

/// Why nothing can be typed in a row.
pub(super) fn untypeable(row: &Criterion) -> Option<Problem> {
    if row.rule.is_none() {
        return Some(Problem::new("room.sc.is_group").text("code", row.code.clone()));
    }
    is_derived(row).then(|| Problem::new("room.sc.is_derived").text("code", row.code.clone()))
}

/// A key while a cell is open.
pub(super) fn key(state: &mut State, sheet: &Sheet, words: &Words, key: &KeyEvent) -> Vec<Effect> {
    let plain = key.modifiers.difference(KeyModifiers::SHIFT).is_empty();
    let save = Chord::parse("Ctrl+S").is_some_and(|c| c.matches(key));
    let then = match key.code {
        KeyCode::Esc => {
            state.edit = None;
            return Vec::new();
        }
        KeyCode::Enter | KeyCode::Down if plain => Then::Down,
        KeyCode::Up if plain => Then::Up,
        KeyCode::Tab | KeyCode::BackTab => Then::Across,
        _ if save => Then::Stay,
        _ => {
            let Some(edit) = &mut state.edit else { return Vec::new() };
            match edit.field.key(key) {
                Did::Changed => edit.error = None,
                Did::Refused(problem) => edit.error = Some(problem),
                Did::Moved | Did::Ignored => {}
            }
            return Vec::new();
        }
    };
    accept(state, sheet, words, then)
}

/// Takes what was typed: a wrong text stays with its sentence, an unchanged one closes the cell.
pub(super) fn accept(state: &mut State, sheet: &Sheet, words: &Words, then: Then) -> Vec<Effect> {
    let Some(edit) = &mut state.edit else { return Vec::new() };
    let Some(leaf) = sheet.table.criterion(edit.criterion) else {
        state.edit = None;
        return Vec::new();
    };
    match read(&edit.field.text(), leaf, sheet.table) {
        Err(problem) => {
            edit.error = Some(problem);
            Vec::new()
        }
        Ok(value) => {
            let place = Place { unit: edit.unit, criterion: edit.criterion, round: edit.round };
            put(state, sheet, words, place, value, then)
        }
    }
}

/// Where a value goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) unit: UnitId,
    pub(super) criterion: CriterionId,
    pub(super) round: Round,
}

/// A value that waits for its reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Waiting {
    pub(super) place: Place,
    /// what it goes over
    pub(super) old: Option<CellValue>,
    pub(super) value: Option<CellValue>,
    pub(super) then: Then,
}

/// Writes a value; one that changes an appraised score asks why first.
pub(super) fn put(
    state: &mut State,
    sheet: &Sheet,
    words: &Words,
    place: Place,
    value: Option<CellValue>,
    then: Then,
) -> Vec<Effect> {
    let now = sheet.value(place.unit, place.criterion, place.round);
    // an open cell goes over what stood there when it was opened, never over what came there since
    let old = state.edit.as_ref().filter(|e| e.place() == place).map_or(now, |e| e.old);
    if old == value {
        state.edit = None;
        state.step(sheet, then);
        return Vec::new();
    }
    let later = sheet.later(place.unit, place.criterion, place.round);
    if score::appraised(place.round, old.is_some(), later, sheet.settled(place.unit, place.round)) {
        state.waiting = Some(Waiting { place, old, value, then });
        return vec![Effect::Ask(reason(state, sheet, words, place, value))];
    }
    state.then = Some(then);
    state.wrote = Some((place, value));
    let comment = sheet.cell(place.unit, place.criterion, place.round).map_or("", |c| c.comment.as_str());
    vec![write(sheet, words, place, (old, value), (comment, ""))]
}

/// The act that writes one cell.
pub(super) fn write(
    sheet: &Sheet,
    words: &Words,
    place: Place,
    (old, value): (Option<CellValue>, Option<CellValue>),
    (comment, reason): (&str, &str),
) -> Effect {
    Effect::Act(Act::Score(score::Act::Set {
        period: sheet.facts.period.key,
        unit: place.unit,
        criterion: place.criterion,
        round: place.round,
        old,
        value,
        comment: comment.to_owned(),
        reason: reason.to_owned(),
        label: label(sheet, words, place),
    }))
}

/// `PX05 · I.4 · thẩm định lần 1`
pub(super) fn label(sheet: &Sheet, words: &Words, place: Place) -> String {
    let unit = sheet.facts.unit(place.unit).map_or("", |u| u.tag());
    let code = sheet.table.criterion(place.criterion).map_or("", |c| c.code.as_str());
    format!("{unit} · {code} · {}", words.get(round_word(place.round)))
}

/// Words key of a round.
pub(super) fn round_word(round: Round) -> &'static str {
    match round {
        Round::Own => "room.sc.own",
        Round::First => "room.sc.first",
        Round::Second => "room.sc.second",
    }
}

fn reason(state: &State, sheet: &Sheet, words: &Words, place: Place, value: Option<CellValue>) -> Question {
    let said = |v: Option<CellValue>| match v {
        None => words.get("room.sc.nothing").to_owned(),
        Some(CellValue::NotAssigned) => NOT_ASSIGNED.to_owned(),
        Some(CellValue::Points(p)) => p.show(words.lang),
    };
    let kept = sheet.kept(place.unit, place.criterion, place.round);
    let old = said(sheet.value(place.unit, place.criterion, place.round).or(kept));
    let unit = sheet.facts.unit(place.unit).map_or("", |u| u.tag());
    let code = sheet.table.criterion(place.criterion).map_or("", |c| c.code.as_str());
    Question::Reason {
        id: "sc.reason",
        title: words.fill("room.sc.reason_title", &[("unit", unit), ("code", code)]),
        lines: vec![
            words.fill("room.sc.reason_change", &[("old", &old), ("new", &said(value))]),
            words.get("room.sc.reason_why").to_owned(),
        ],
        text: String::new(),
        used: state.reasons.clone(),
        papers: Vec::new(),
    }
}
