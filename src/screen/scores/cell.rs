//! One cell under the caret: what may be typed there, and how it goes to the register. One cell is one act.
use super::column::Col;
use super::place::{Held, Place};
use super::sheet::Sheet;
use super::{Here, State, Then};
use crate::core::act::Act;
use crate::core::entry;
use crate::core::number::Points;
use crate::core::problem::{Arg, Problem};
use crate::core::score::{self, CellValue, Criterion, LineChange, Round, Rule, ScoreTable, Unfit};
use crate::core::standing::{self, Wanted};
use crate::core::text;
use crate::core::words::Words;
use crate::effect::{Effect, Question};
use crate::kit::field::{Did, Edit};
use crate::kit::keys::Chord;
use crate::screen::leave;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// Text typed into a cell, and which cell.
#[derive(Debug, Clone)]
pub(super) struct Typing {
    pub(super) place: Place,
    pub(super) field: Edit,
    /// what the cell showed when it was opened
    pub(super) was: String,
    /// what stood in it then: written over only while it still does
    pub(super) old: Held,
    /// why it was not taken; the text stays
    pub(super) error: Option<Problem>,
}

impl Typing {
    /// A cell with `text` in it that held `old`.
    pub(super) fn new(place: Place, text: &str, was: String, old: Held) -> Self {
        let field = if place.col.is_text() { Edit::block(text) } else { Edit::line(text) };
        Self { place, field, was, old, error: None }
    }
    /// Is there text that is not in the register?
    pub(super) fn changed(&self) -> bool {
        self.field.text() != self.was
    }
}

/// Reads a cell: nothing, `KG`, points that the leaf and the table's step allow, an amount, a text.
pub(super) fn read(typed: &str, leaf: &Criterion, table: &ScoreTable, col: Col) -> Result<Held, Problem> {
    if col.is_text() {
        return Ok(Held::Text(text::block(typed)));
    }
    if let Some(amount) = col.amount() {
        return entry::amount(typed, leaf, amount).map(Held::Amount);
    }
    let value = entry::score(typed, leaf, col.round().unwrap_or(Round::Own))?;
    if let Some(CellValue::Points(points)) = value {
        allowed(points, leaf, table)?;
    }
    Ok(Held::Score(value))
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

/// Opens the selected cell with `fresh` in it (or what stands there).
pub(super) fn begin(
    state: &mut State,
    sheet: &Sheet,
    here: Here,
    words: &Words,
    fresh: Option<&str>,
) -> Vec<Effect> {
    let Some(leaf) = sheet.table.criteria.get(here.at) else { return Vec::new() };
    if let Some(why) = untypeable(sheet, here, leaf) {
        return vec![Effect::Say(why)];
    }
    let place = Place { unit: here.unit, criterion: leaf.id, col: here.col };
    let old = sheet.held(place);
    let was = old.typed(words.lang);
    state.edit = Some(Typing::new(place, fresh.unwrap_or(&was), was.clone(), old));
    Vec::new()
}

/// Why nothing can be typed in a cell.
pub(super) fn untypeable(sheet: &Sheet, here: Here, row: &Criterion) -> Option<Problem> {
    let said = |key| Some(Problem::new(key).text("code", row.code.clone()));
    match (&row.rule, here.col) {
        (None, _) => said("room.sc.is_group"),
        (Some(Rule::Derived { .. }), _) => said("room.sc.is_derived"),
        (_, Col::Counted) => Some(Problem::new("room.sc.is_counted")),
        (_, Col::Target | Col::Actual) => here.col.amount().and_then(|a| entry::no_amount(row, a)),
        (_, Col::Second) if !sheet.settled(here.unit, Round::First) => {
            let unit = sheet.facts.unit(here.unit).map_or("", |u| u.tag());
            Some(Problem::new("room.sc.second_early").text("unit", unit))
        }
        _ => None,
    }
}

/// A key while a cell is open.
pub(super) fn key(state: &mut State, sheet: &Sheet, words: &Words, key: &KeyEvent) -> Vec<Effect> {
    let plain = key.modifiers.difference(KeyModifiers::SHIFT).is_empty();
    let save = Chord::parse("Ctrl+S").is_some_and(|c| c.matches(key));
    let text = state.edit.as_ref().is_some_and(|e| e.place.col.is_text());
    let then = match key.code {
        KeyCode::Esc if text && state.edit.as_ref().is_some_and(Typing::changed) => {
            return vec![leave::ask("sc.drop")];
        }
        KeyCode::Esc => {
            state.edit = None;
            return Vec::new();
        }
        KeyCode::Enter if plain => Then::Down,
        KeyCode::Down if plain && !text => Then::Down,
        KeyCode::Up if plain && !text => Then::Up,
        KeyCode::Tab => Then::Across,
        KeyCode::BackTab => Then::Back,
        _ if save => Then::Stay,
        _ => {
            let Some(edit) = &mut state.edit else { return Vec::new() };
            // in a text Alt+Enter begins a new line: Enter takes it, as in every cell
            let plain = KeyEvent::new(key.code, KeyModifiers::NONE);
            let key = if text && key.code == KeyCode::Enter { &plain } else { key };
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
    let Some(leaf) = sheet.table.criterion(edit.place.criterion) else {
        state.edit = None;
        return Vec::new();
    };
    match read(&edit.field.text(), leaf, sheet.table, edit.place.col) {
        Err(problem) => {
            edit.error = Some(problem);
            Vec::new()
        }
        Ok(value) => {
            let place = edit.place;
            put(state, sheet, words, place, value, then)
        }
    }
}

/// A value that waits for its reason, or for what its 0 means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Waiting {
    pub(super) place: Place,
    /// what it goes over
    pub(super) old: Held,
    pub(super) value: Held,
    pub(super) then: Then,
}

/// Writes a value; one that changes an appraised score asks why first, a target of 0 what it means.
pub(super) fn put(
    state: &mut State,
    sheet: &Sheet,
    words: &Words,
    place: Place,
    value: Held,
    then: Then,
) -> Vec<Effect> {
    let now = sheet.held(place);
    // an open cell goes over what stood there when it was opened, never over what came there since
    let old = state.edit.as_ref().filter(|e| e.place == place).map_or(now, |e| e.old.clone());
    if old == value {
        state.edit = None;
        state.step(sheet, then);
        return Vec::new();
    }
    let leaf = sheet.table.criterion(place.criterion);
    if place.col == Col::Target
        && let (Held::Amount(target), Some(leaf)) = (&value, leaf)
        && entry::never(leaf, *target)
    {
        let question = never(sheet, words, leaf, place);
        state.waiting = Some(Waiting { place, old, value, then });
        return vec![Effect::Ask(question)];
    }
    reasoned(state, sheet, words, Waiting { place, old, value, then })
}

/// Writes it, after asking why where an appraised score changes.
pub(super) fn reasoned(state: &mut State, sheet: &Sheet, words: &Words, waiting: Waiting) -> Vec<Effect> {
    if appraised(sheet, &waiting) {
        let question = reason(state, sheet, words, &waiting);
        state.waiting = Some(waiting);
        return vec![Effect::Ask(question)];
    }
    let Waiting { place, old, value, then } = waiting;
    state.then = Some(then);
    state.wrote = Some((place, value.clone()));
    vec![write(sheet, words, place, (old, value), "")]
}

/// Does it change a score that was appraised?
fn appraised(sheet: &Sheet, waiting: &Waiting) -> bool {
    let Place { unit, criterion, col } = waiting.place;
    if let (Some(round), Held::Score(value)) = (col.round(), &waiting.value) {
        let wanted = Wanted { unit, criterion, round, value: *value };
        return standing::owes_reason(sheet.facts, &[wanted], &[]);
    }
    let change = line_change(sheet, waiting.place, waiting.old.clone(), waiting.value.clone());
    change.new.counts_unlike(&change.old) && standing::owes_reason(sheet.facts, &[], &[&change.new])
}

/// The change of a line that puts a value in the place of another.
fn line_change(sheet: &Sheet, place: Place, old: Held, value: Held) -> LineChange {
    let there = sheet.line(place.unit, place.criterion);
    let mut change = LineChange { old: there.clone(), new: there };
    for (line, held) in [(&mut change.old, old), (&mut change.new, value)] {
        match (place.col, held) {
            (Col::Target, Held::Amount(amount)) => line.target = amount,
            (Col::Actual, Held::Amount(amount)) => line.actual = amount,
            (Col::Explanation, Held::Text(text)) => line.explanation = text,
            (Col::Evidence, Held::Text(text)) => line.evidence = text,
            _ => {}
        }
    }
    change
}

/// The act that writes one cell; the comment that stands there stays.
pub(super) fn write(
    sheet: &Sheet,
    words: &Words,
    place: Place,
    (old, value): (Held, Held),
    reason: &str,
) -> Effect {
    let round = place.col.round();
    let comment = round.and_then(|r| sheet.cell(place.unit, place.criterion, r)).map(|c| c.comment.clone());
    let (period, reason, label) = (sheet.facts.period.key, reason.to_owned(), label(sheet, words, place));
    Effect::Act(Act::Score(match (round, old, value) {
        (Some(round), Held::Score(old), Held::Score(value)) => score::Act::Set {
            period,
            unit: place.unit,
            criterion: place.criterion,
            round,
            old,
            value,
            comment: comment.unwrap_or_default(),
            reason,
            label,
        },
        (_, old, value) => {
            score::Act::Line { period, change: line_change(sheet, place, old, value), reason, label }
        }
    }))
}

/// `PX05 · I.4 · thẩm định lần 1`
pub(super) fn label(sheet: &Sheet, words: &Words, place: Place) -> String {
    let unit = sheet.facts.unit(place.unit).map_or("", |u| u.tag());
    let code = sheet.table.criterion(place.criterion).map_or("", |c| c.code.as_str());
    format!("{unit} · {code} · {}", words.get(place.col.word()))
}

/// Words key of a round.
pub(super) fn round_word(round: Round) -> &'static str {
    Col::of_round(round).word()
}

/// What a typed target of 0 means.
fn never(sheet: &Sheet, words: &Words, leaf: &Criterion, place: Place) -> Question {
    let unit = sheet.facts.unit(place.unit).map_or("", |u| u.tag());
    let item = |key: &str| (words.get(key).to_owned(), String::new());
    Question::Pick {
        id: "sc.never",
        title: words.fill("room.sc.never_title", &[("unit", unit), ("code", &leaf.code)]),
        items: vec![item("room.sc.never_yes"), item("room.sc.never_none")],
        at: 0,
        quick: true,
    }
}

fn reason(state: &State, sheet: &Sheet, words: &Words, waiting: &Waiting) -> Question {
    let place = waiting.place;
    let said = |held: &Held| match held {
        Held::Score(Some(CellValue::Points(p))) => p.show(words.lang),
        Held::Score(None) | Held::Amount(None) => words.get("room.sc.nothing").to_owned(),
        other => other.typed(words.lang),
    };
    let leaf = sheet.table.criterion(place.criterion);
    let kept = place.col.round().zip(leaf).map(|(r, leaf)| sheet.stand(place.unit, leaf, r).value);
    let old = kept.map_or_else(|| waiting.old.clone(), Held::Score);
    let unit = sheet.facts.unit(place.unit).map_or("", |u| u.tag());
    let code = leaf.map_or("", |c| c.code.as_str());
    // its own score is not appraised yet: that of others is, which the formula compares with it
    let others = |round| !sheet.settled(place.unit, round) && (round == Round::Own || waiting.old.is_empty());
    let (change, kept_in) = match place.col.round() {
        None => ("room.sc.reason_amount", "room.sc.reason_why"),
        Some(round) if others(round) => ("room.sc.reason_others", "room.sc.reason_why"),
        // an emptied cell keeps no comment
        Some(_) if waiting.value.is_empty() => ("room.sc.reason_change", "room.sc.reason_why"),
        Some(_) => ("room.sc.reason_change", "room.sc.reason_beside"),
    };
    Question::Reason {
        id: "sc.reason",
        title: words.fill("room.sc.reason_title", &[("unit", unit), ("code", code)]),
        lines: vec![
            words.fill(change, &[("old", &said(&old)), ("new", &said(&waiting.value))]),
            words.get(kept_in).to_owned(),
        ],
        text: String::new(),
        used: state.reasons.clone(),
        papers: Vec::new(),
    }
}
