//! Commands of the room and the answers to its questions: rounds, units, comments, finishing an appraisal, the table.
use super::cell::{self, Place, put, round_word, write};
use super::keys::{self, Cmd};
use super::sheet::{Sheet, is_derived};
use super::{Here, State, Then, begin, other};
use crate::core::act::Act;
use crate::core::problem::Problem;
use crate::core::quarter::QuarterFacts;
use crate::core::score::{self, CellValue, Round};
use crate::core::unit::UnitId;
use crate::effect::{self, Answer, Effect, Question, Room, Spot};
use crate::screen::Msg;
use crate::shelf::Shelf;

/// Runs a command of the sheet or of the matrix.
pub(super) fn run(state: &mut State, shelf: &Shelf, sheet: &Sheet, here: Here, cmd: Cmd) -> Vec<Effect> {
    match cmd {
        Cmd::Down if state.matrix => state.matrix = false,
        Cmd::Down => state.step(sheet, Then::Down),
        Cmd::Round => state.round = Some(other(here.round)),
        Cmd::NextUnit => turn(state, sheet, here, 1),
        Cmd::PrevUnit => turn(state, sheet, here, -1),
        Cmd::Matrix => state.matrix = !state.matrix,
        Cmd::Edit => return begin(state, shelf, sheet, here, None),
        Cmd::Clear => return clear(state, shelf, sheet, here),
        Cmd::Copy => return copy(state, shelf, sheet, here),
        Cmd::ChooseUnit => return vec![choose_unit(shelf, sheet, here)],
        Cmd::Comment => return comment(shelf, sheet, here),
        Cmd::Finish => return finish_one(shelf, sheet, here.unit),
        Cmd::FinishAll => return finish_all(shelf, sheet),
        Cmd::Reopen => return vec![finish(shelf, sheet, vec![here.unit], false)],
        Cmd::Table => return choose_table(shelf, sheet.facts),
        Cmd::Preview => return vec![Effect::Go(effect::Place { room: Room::Papers, spot: Spot::AsLeft })],
    }
    Vec::new()
}

/// Where the period is not scored only a table can be chosen.
pub(super) fn unscored(shelf: &Shelf, facts: &QuarterFacts, state: &mut State, msg: &Msg) -> Vec<Effect> {
    match msg {
        Msg::Command(n) => match keys::command(state, false, *n) {
            Some(Cmd::Table) => choose_table(shelf, facts),
            _ => Vec::new(),
        },
        Msg::Answer("sc.table", Answer::Picked(n)) => use_table(shelf, facts, *n),
        _ => Vec::new(),
    }
}

/// The answer to a question of this room.
pub(super) fn answer(
    state: &mut State,
    shelf: &Shelf,
    sheet: &Sheet,
    id: &str,
    answer: Answer,
) -> Vec<Effect> {
    match (id, answer) {
        ("sc.reason", Answer::Text(reason)) => reasoned(state, shelf, sheet, &reason),
        ("sc.reason", _) => {
            state.waiting = None;
            state.after = None;
            Vec::new()
        }
        ("sc.block", Answer::Text(reason)) => {
            let Some(block) = &state.block else { return Vec::new() };
            let effect = block.take(sheet, &shelf.words, &state.reasons, &reason);
            state.reasons.retain(|r| *r != reason);
            state.reasons.insert(0, reason);
            state.reasons.truncate(5);
            vec![effect]
        }
        ("sc.unit", Answer::Picked(n)) => {
            if let Some(unit) = sheet.facts.units.get(n) {
                state.open(sheet, unit.id);
            }
            Vec::new()
        }
        ("sc.comment", Answer::Text(text)) => commented(state, shelf, sheet, &text),
        ("sc.all", Answer::Picked(0)) => {
            let ready = ready(sheet);
            if ready.is_empty() { Vec::new() } else { vec![finish(shelf, sheet, ready, true)] }
        }
        ("sc.all", Answer::Picked(_)) => vec![matters(shelf, sheet, &lacking(sheet))],
        ("sc.table", Answer::Picked(n)) => use_table(shelf, sheet.facts, n),
        _ => Vec::new(),
    }
}

/// The value that waited is written with its reason.
fn reasoned(state: &mut State, shelf: &Shelf, sheet: &Sheet, reason: &str) -> Vec<Effect> {
    let Some(waiting) = state.waiting.take() else { return Vec::new() };
    state.reasons.retain(|r| r != reason);
    state.reasons.insert(0, reason.to_owned());
    state.reasons.truncate(5);
    state.then = Some(waiting.then);
    state.wrote = Some((waiting.place, waiting.value));
    let place = waiting.place;
    let kept = sheet.cell(place.unit, place.criterion, place.round).map_or("", |c| c.comment.as_str());
    vec![write(sheet, &shelf.words, place, (waiting.old, waiting.value), (kept, reason))]
}

/// `by` units further in the roster, round the corner.
fn turn(state: &mut State, sheet: &Sheet, here: Here, by: isize) {
    let units = &sheet.facts.units;
    let at = units.iter().position(|u| u.id == here.unit).unwrap_or(0);
    let to = (at as isize + by).rem_euclid(units.len().max(1) as isize);
    if let Some(unit) = units.get(to as usize) {
        state.open(sheet, unit.id);
    }
}

fn clear(state: &mut State, shelf: &Shelf, sheet: &Sheet, here: Here) -> Vec<Effect> {
    let Some(leaf) = sheet.table.criteria.get(here.at) else { return Vec::new() };
    if let Some(why) = cell::untypeable(leaf) {
        return vec![Effect::Say(why)];
    }
    let place = Place { unit: here.unit, criterion: leaf.id, round: here.round };
    put(state, sheet, &shelf.words, place, None, Then::Stay)
}

/// The self score into the appraisal; among self scores the value of the row above. One that does not fit is left
/// in the open cell with its sentence.
fn copy(state: &mut State, shelf: &Shelf, sheet: &Sheet, here: Here) -> Vec<Effect> {
    let Some(leaf) = sheet.table.criteria.get(here.at) else { return Vec::new() };
    if let Some(why) = cell::untypeable(leaf) {
        return vec![Effect::Say(why)];
    }
    let value = match here.round {
        Round::Second => sheet.value(here.unit, leaf.id, Round::First),
        Round::First => sheet.value(here.unit, leaf.id, Round::Own),
        Round::Own => {
            let above = sheet.table.criteria.get(sheet.leaf_from(here.at, false, true));
            above.filter(|c| c.id != leaf.id).and_then(|c| sheet.value(here.unit, c.id, Round::Own))
        }
    };
    let Some(value) = value else {
        let key = if here.round == Round::First { "room.sc.no_own" } else { "room.sc.no_above" };
        return vec![Effect::Say(Problem::new(key).text("code", leaf.code.clone()))];
    };
    let text = cell::typed(Some(value), shelf.words.lang);
    match cell::read(&text, leaf, sheet.table) {
        Ok(value) => {
            let place = Place { unit: here.unit, criterion: leaf.id, round: here.round };
            put(state, sheet, &shelf.words, place, value, Then::Down)
        }
        Err(problem) => {
            let effects = begin(state, shelf, sheet, here, Some(&text));
            if let Some(edit) = &mut state.edit {
                edit.error = Some(problem);
            }
            effects
        }
    }
}

fn choose_unit(shelf: &Shelf, sheet: &Sheet, here: Here) -> Effect {
    let of = sheet.direct().count();
    let note = |unit: UnitId| {
        if sheet.finished(unit) {
            return shelf.words.get("room.sc.done").to_owned();
        }
        let n = sheet.filled(unit, here.round);
        shelf.words.fill("room.sc.cells", &[("n", &n.to_string()), ("of", &of.to_string())])
    };
    let items = sheet.facts.units.iter().map(|u| (u.label(), note(u.id))).collect();
    let at = sheet.facts.units.iter().position(|u| u.id == here.unit).unwrap_or(0);
    let round = shelf.words.get(round_word(here.round));
    let title = shelf.words.fill("room.sc.choose_title", &[("round", round)]);
    Effect::Ask(Question::Pick { id: "sc.unit", title, items, at, quick: true })
}

/// The appraiser's comment on a cell he has scored.
fn comment(shelf: &Shelf, sheet: &Sheet, here: Here) -> Vec<Effect> {
    let Some(leaf) = sheet.table.criteria.get(here.at) else { return Vec::new() };
    let say = |key| vec![Effect::Say(Problem::new(key).text("code", leaf.code.clone()))];
    if is_derived(leaf) {
        return say("room.sc.is_derived");
    }
    let Some(cell) = sheet.cell(here.unit, leaf.id, Round::First) else {
        return say("room.sc.comment_first");
    };
    let unit = sheet.facts.unit(here.unit).map_or("", |u| u.tag());
    let said = |v: Option<CellValue>| match v {
        Some(CellValue::Points(p)) => p.show(shelf.words.lang),
        Some(CellValue::NotAssigned) => cell::NOT_ASSIGNED.to_owned(),
        None => shelf.words.get("room.sc.nothing").to_owned(),
    };
    let own = said(sheet.value(here.unit, leaf.id, Round::Own));
    let first = said(Some(cell.value));
    vec![Effect::Ask(Question::Reason {
        id: "sc.comment",
        title: shelf.words.fill("room.sc.comment_title", &[("unit", unit), ("code", &leaf.code)]),
        lines: vec![
            shelf.words.fill("room.sc.comment_scores", &[("own", &own), ("first", &first)]),
            shelf.words.get("room.sc.comment_how").to_owned(),
        ],
        text: cell.comment.clone(),
        used: Vec::new(),
        papers: Vec::new(),
    })]
}

fn commented(state: &mut State, shelf: &Shelf, sheet: &Sheet, said: &str) -> Vec<Effect> {
    let Some(here) = state.here(sheet) else { return Vec::new() };
    let Some(leaf) = sheet.table.criteria.get(here.at) else { return Vec::new() };
    let place = Place { unit: here.unit, criterion: leaf.id, round: Round::First };
    let Some(cell) = sheet.cell(place.unit, place.criterion, place.round) else { return Vec::new() };
    let comment = if matches!(said, "-" | "–") { "" } else { said };
    if comment == cell.comment {
        return Vec::new();
    }
    state.then = Some(Then::Stay);
    let value = Some(cell.value);
    vec![write(sheet, &shelf.words, place, (value, value), (comment, ""))]
}

fn finish(shelf: &Shelf, sheet: &Sheet, units: Vec<UnitId>, done: bool) -> Effect {
    let round = shelf.words.get(round_word(Round::First));
    let one = match units.as_slice() {
        [id] => sheet.facts.unit(*id).map(|u| u.tag().to_owned()),
        _ => None,
    };
    let who = one.unwrap_or_else(|| shelf.words.fill("room.sc.units", &[("n", &units.len().to_string())]));
    let period = sheet.facts.period.key;
    Effect::Act(Act::Score(score::Act::Finish {
        period,
        units,
        round: Round::First,
        done,
        label: format!("{who} · {round}"),
    }))
}

fn finish_one(shelf: &Shelf, sheet: &Sheet, unit: UnitId) -> Vec<Effect> {
    if sheet.blanks(unit).is_empty() {
        return vec![finish(shelf, sheet, vec![unit], true)];
    }
    vec![matters(shelf, sheet, &[unit])]
}

/// Units not finished whose every leaf has a score.
fn ready(sheet: &Sheet) -> Vec<UnitId> {
    let open = sheet.facts.units.iter().filter(|u| !sheet.finished(u.id));
    open.filter(|u| sheet.blanks(u.id).is_empty()).map(|u| u.id).collect()
}

/// Units with leaves that have no score.
fn lacking(sheet: &Sheet) -> Vec<UnitId> {
    sheet.facts.units.iter().filter(|u| !sheet.blanks(u.id).is_empty()).map(|u| u.id).collect()
}

/// All units; where some still lack scores, those that are ready, or the list of what lacks.
fn finish_all(shelf: &Shelf, sheet: &Sheet) -> Vec<Effect> {
    let (ready, lacking) = (ready(sheet), lacking(sheet));
    if lacking.is_empty() {
        return if ready.is_empty() { Vec::new() } else { vec![finish(shelf, sheet, ready, true)] };
    }
    if ready.is_empty() {
        return vec![matters(shelf, sheet, &lacking)];
    }
    let n = |key, n: usize| (shelf.words.fill(key, &[("n", &n.to_string())]), String::new());
    vec![Effect::Ask(Question::Pick {
        id: "sc.all",
        title: shelf.words.fill("room.sc.all_title", &[("n", &lacking.len().to_string())]),
        items: vec![n("room.sc.all_ready", ready.len()), n("room.sc.all_show", lacking.len())],
        at: 0,
        quick: false,
    })]
}

/// The empty cells in the way, unit by unit; Enter opens the sheet at the first of them.
fn matters(shelf: &Shelf, sheet: &Sheet, units: &[UnitId]) -> Effect {
    let of = sheet.direct().count();
    let items = units
        .iter()
        .filter_map(|id| {
            let unit = sheet.facts.unit(*id)?;
            let blanks = sheet.blanks(*id);
            let args =
                [("unit", unit.label()), ("n", blanks.len().to_string()), ("codes", blanks.join(", "))];
            let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
            let key = if blanks.len() == of { "room.sc.matter_empty" } else { "room.sc.matter" };
            let place = effect::Place { room: Room::Scores, spot: Spot::Unit(*id) };
            Some((shelf.words.fill(key, &args), place))
        })
        .collect();
    Effect::Ask(Question::Matters { title: shelf.words.get("room.sc.matters_title").to_owned(), items })
}

/// Which table the period is scored by; the last item: none.
fn choose_table(shelf: &Shelf, facts: &QuarterFacts) -> Vec<Effect> {
    let Some(choices) = shelf.choices() else { return Vec::new() };
    let lang = shelf.words.lang;
    let mut items: Vec<(String, String)> = choices
        .0
        .iter()
        .map(|t| {
            let max = t.maximum().short(lang);
            let leaves = t.leaves().count().to_string();
            let note = shelf.words.fill("room.sc.table_note", &[("max", &max), ("n", &leaves)]);
            (t.name.clone(), note)
        })
        .collect();
    items.push((shelf.words.get("room.sc.table_none").to_owned(), String::new()));
    let used = facts.table.as_ref().map(|t| t.id);
    let at = choices.0.iter().position(|t| Some(t.id) == used).unwrap_or(0);
    let title = shelf.words.fill("room.sc.table_title", &[("period", &facts.period.key.label(lang))]);
    vec![Effect::Ask(Question::Pick { id: "sc.table", title, items, at, quick: false })]
}

fn use_table(shelf: &Shelf, facts: &QuarterFacts, n: usize) -> Vec<Effect> {
    let Some(choices) = shelf.choices() else { return Vec::new() };
    let table = choices.0.get(n).map(|t| t.id);
    let levels = facts.levels.as_ref().or_else(|| choices.1.first()).map(|l| l.id);
    let Some(levels) = levels else { return Vec::new() };
    if table == facts.table.as_ref().map(|t| t.id) {
        return Vec::new();
    }
    vec![Effect::Act(Act::Score(score::Act::Use { period: facts.period.key, table, levels }))]
}
