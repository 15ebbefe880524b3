//! Commands of the room and the answers to its questions: columns, units, comments, what waits, the table.
use super::cell::{self, Waiting, put, write};
use super::column::Col;
use super::finish::{self, finish, lacking, matters, ready};
use super::keys::{self, Cmd};
use super::place::{Held, Place};
use super::sheet::{Sheet, is_derived};
use super::{Here, State, Tab, Then, begin, lay};
use crate::core::act::Act;
use crate::core::entry::NOT_ASSIGNED;
use crate::core::problem::Problem;
use crate::core::quarter::QuarterFacts;
use crate::core::score::{self, CellValue, Round};
use crate::core::standing;
use crate::core::summary::Paper;
use crate::core::unit::UnitId;
use crate::effect::{self, Answer, Effect, Question, Room, Spot};
use crate::screen::Msg;
use crate::shelf::Shelf;

/// Runs a command of the sheet or of the matrix.
pub(super) fn run(state: &mut State, shelf: &Shelf, sheet: &Sheet, here: Here, cmd: Cmd) -> Vec<Effect> {
    match cmd {
        Cmd::Down if state.tab == Tab::Matrix => {
            state.tab = Tab::Sheet;
            state.col = Some(state.col_for(sheet, here.unit));
        }
        Cmd::Down if here.col.is_text() => return begin(state, shelf, sheet, here, None),
        Cmd::Down => state.step(sheet, Then::Down),
        Cmd::Round => state.step(sheet, Then::Across),
        Cmd::Back => state.step(sheet, Then::Back),
        Cmd::NextUnit => turn(state, sheet, here, 1),
        Cmd::PrevUnit => turn(state, sheet, here, -1),
        Cmd::Matrix => turn_tab(state, sheet, here, state.tab.next()),
        Cmd::Sheet => turn_tab(state, sheet, here, Tab::Sheet),
        Cmd::Edit => return begin(state, shelf, sheet, here, None),
        Cmd::Clear => return clear(state, shelf, sheet, here),
        Cmd::Copy => return copy(state, shelf, sheet, here),
        Cmd::ChooseUnit => return vec![choose_unit(shelf, sheet, here)],
        Cmd::Comment => return comment(shelf, sheet, here),
        Cmd::Explain => return explain(state, sheet, here),
        Cmd::Finish => {
            let round = sheet.appraisal(here.unit, here.col);
            return finish::one(state, shelf, sheet, (here.unit, round));
        }
        Cmd::FinishAll => return finish::all(state, shelf, sheet, here),
        Cmd::Reopen => {
            let second = sheet.settled(here.unit, Round::Second);
            let round = if second { Round::Second } else { Round::First };
            return vec![finish(shelf, sheet, vec![here.unit], (round, false))];
        }
        Cmd::Zero => return finish::zero(shelf, sheet, &[here.unit]),
        Cmd::ZeroAll => {
            let all: Vec<UnitId> = sheet.facts.units.iter().map(|u| u.id).collect();
            return finish::zero(shelf, sheet, &all);
        }
        Cmd::Table => return choose_table(shelf, sheet.facts),
        Cmd::Preview => return vec![Effect::Go(effect::Place::paper(Paper::Scores))],
        Cmd::Why => return why(sheet, here),
    }
    Vec::new()
}

/// Where the unit's total and rank come from: room 5, standing at the records. Who has no rank has only this sheet.
fn why(sheet: &Sheet, here: Here) -> Vec<Effect> {
    let ranked = standing::rank(sheet.facts).row(here.unit).is_some_and(|r| r.rank.is_some());
    if ranked {
        return vec![Effect::Go(effect::Place { room: Room::Standings, spot: Spot::Page(here.unit) })];
    }
    let unit = sheet.facts.unit(here.unit).map_or("", |u| u.tag());
    vec![Effect::Say(Problem::new("room.sc.why_unranked").text("unit", unit))]
}

/// To what the unit says of the first appraisal of the selected criterion: the second one's columns open with it.
fn explain(state: &mut State, sheet: &Sheet, here: Here) -> Vec<Effect> {
    let there = Here { col: Col::Explanation, ..here };
    let leaf = sheet.table.criteria.get(here.at);
    if let Some(why) = leaf.and_then(|leaf| cell::untypeable(sheet, there, leaf)) {
        return vec![Effect::Say(why)];
    }
    state.tab = Tab::Sheet;
    state.col = Some(there.col);
    Vec::new()
}

fn turn_tab(state: &mut State, sheet: &Sheet, here: Here, tab: Tab) {
    state.tab = tab;
    state.col = Some(state.col_for(sheet, here.unit));
}

/// Where the period is not scored only a table can be chosen.
pub(super) fn unscored(shelf: &Shelf, facts: &QuarterFacts, state: &mut State, msg: &Msg) -> Vec<Effect> {
    match msg {
        Msg::Command(n) => match keys::command(state, false, *n) {
            Some(Cmd::Table) => choose_table(shelf, facts),
            Some(Cmd::Matrix) => {
                state.tab = Tab::Returns;
                Vec::new()
            }
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
        ("sc.never", Answer::Picked(n)) => {
            let Some(waiting) = state.waiting.take() else { return Vec::new() };
            let value = if n == 0 { waiting.value } else { Held::Amount(None) };
            if value == waiting.old {
                state.edit = None;
                state.step(sheet, waiting.then);
                return Vec::new();
            }
            cell::reasoned(state, sheet, &shelf.words, Waiting { value, ..waiting })
        }
        ("sc.reason" | "sc.never", _) => {
            state.waiting = None;
            state.after = None;
            Vec::new()
        }
        ("sc.drop", Answer::Yes) => {
            state.edit = None;
            Vec::new()
        }
        ("sc.which", Answer::Picked(n)) => which(state, shelf, sheet, n),
        ("sc.which", _) => {
            state.unsure = None;
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
        ("sc.all", Answer::Picked(n)) => {
            let Some(round) = state.here(sheet).map(|here| finish::round(sheet, here)) else {
                return Vec::new();
            };
            let ready = ready(sheet, round);
            match n {
                0 => finish::declare(state, shelf, sheet, (ready, round)),
                _ => vec![matters(shelf, sheet, &lacking(sheet), round)],
            }
        }
        ("sc.unsaid", Answer::Picked(n)) => finish::declared(state, shelf, sheet, n),
        ("sc.unsaid", _) => {
            state.declared = None;
            Vec::new()
        }
        ("sc.table", Answer::Picked(n)) => use_table(shelf, sheet.facts, n),
        _ => Vec::new(),
    }
}

/// The column of a paste that was picked: it is read again with it.
fn which(state: &mut State, shelf: &Shelf, sheet: &Sheet, n: usize) -> Vec<Effect> {
    let (Some(raw), Some(here)) = (state.unsure.take(), state.here(sheet)) else { return Vec::new() };
    let across = state.tab == Tab::Matrix;
    let column = super::block::open(&raw, sheet, here, (across, None)).ok().and_then(|p| p.picked(n));
    lay(state, shelf, sheet, here, (&raw, column))
}

/// The value that waited is written with its reason.
fn reasoned(state: &mut State, shelf: &Shelf, sheet: &Sheet, reason: &str) -> Vec<Effect> {
    let Some(waiting) = state.waiting.take() else { return Vec::new() };
    state.reasons.retain(|r| r != reason);
    state.reasons.insert(0, reason.to_owned());
    state.reasons.truncate(5);
    state.then = Some(waiting.then);
    state.wrote = Some((waiting.place, waiting.value.clone()));
    vec![write(sheet, &shelf.words, waiting.place, (waiting.old, waiting.value), reason)]
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
    let place = Place { unit: here.unit, criterion: leaf.id, col: here.col };
    let nothing = sheet.held(place).is_empty();
    if let Some(why) = cell::untypeable(sheet, here, leaf).filter(|_| nothing || here.col == Col::Counted) {
        return vec![Effect::Say(why)];
    }
    put(state, sheet, &shelf.words, place, Held::nothing(here.col), Then::Stay)
}

/// What stood before the appraisal into it; else the value of the row above. One that does not fit is left in the open
/// cell with its sentence.
fn copy(state: &mut State, shelf: &Shelf, sheet: &Sheet, here: Here) -> Vec<Effect> {
    let Some(leaf) = sheet.table.criteria.get(here.at) else { return Vec::new() };
    if let Some(why) = cell::untypeable(sheet, here, leaf) {
        return vec![Effect::Say(why)];
    }
    let place = Place { unit: here.unit, criterion: leaf.id, col: here.col };
    let stand = |round| Held::Score(sheet.stand(here.unit, leaf, round).value);
    let value = match here.col {
        Col::Second if sheet.value(here.unit, leaf.id, Round::First).is_none() => stand(Round::Own),
        Col::Second => stand(Round::First),
        Col::First => stand(Round::Own),
        _ => {
            let above = sheet.table.criteria.get(sheet.leaf_from(here.at, false, Some(here.col)));
            let above = above.filter(|c| c.id != leaf.id);
            above.map_or_else(|| Held::nothing(here.col), |c| sheet.held(Place { criterion: c.id, ..place }))
        }
    };
    if value.is_empty() {
        let appraises = matches!(here.col, Col::First | Col::Second);
        let key = if appraises { "room.sc.no_own" } else { "room.sc.no_above" };
        return vec![Effect::Say(Problem::new(key).text("code", leaf.code.clone()))];
    }
    let text = value.typed(shelf.words.lang);
    match cell::read(&text, leaf, sheet.table, here.col) {
        Ok(value) => put(state, sheet, &shelf.words, place, value, Then::Down),
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
    let note = |unit: UnitId| {
        if here.col != Col::Own && sheet.settled(unit, here.col.appraisal()) {
            return shelf.words.get("room.sc.done").to_owned();
        }
        let (n, of) = sheet.filled(unit, here.col);
        shelf.words.fill("room.sc.cells", &[("n", &n.to_string()), ("of", &of.to_string())])
    };
    let items = sheet.facts.units.iter().map(|u| (u.label(), note(u.id))).collect();
    let at = sheet.facts.units.iter().position(|u| u.id == here.unit).unwrap_or(0);
    let round = shelf.words.get(here.col.word());
    let title = shelf.words.fill("room.sc.choose_title", &[("round", round)]);
    Effect::Ask(Question::Pick { id: "sc.unit", title, items, at, quick: true })
}

/// The appraisal a comment belongs to.
fn commented_round(here: Here) -> Round {
    if here.col.appraisal() == Round::Second { Round::Second } else { Round::First }
}

/// The appraiser's comment on a cell he has scored.
fn comment(shelf: &Shelf, sheet: &Sheet, here: Here) -> Vec<Effect> {
    let Some(leaf) = sheet.table.criteria.get(here.at) else { return Vec::new() };
    let round = commented_round(here);
    let word = shelf.words.get(cell::round_word(round));
    let say = |key| vec![Effect::Say(Problem::new(key).text("code", leaf.code.clone()).text("round", word))];
    if is_derived(leaf) {
        return say("room.sc.is_derived");
    }
    let Some(cell) = sheet.cell(here.unit, leaf.id, round) else {
        return say("room.sc.comment_first");
    };
    let unit = sheet.facts.unit(here.unit).map_or("", |u| u.tag());
    let said = |v: Option<CellValue>| match v {
        Some(CellValue::Points(p)) => p.show(shelf.words.lang),
        Some(CellValue::NotAssigned) => NOT_ASSIGNED.to_owned(),
        None => shelf.words.get("room.sc.nothing").to_owned(),
    };
    let own = said(sheet.stand(here.unit, leaf, Round::Own).value);
    let given = said(Some(cell.value));
    vec![Effect::Ask(Question::Reason {
        id: "sc.comment",
        title: shelf.words.fill("room.sc.comment_title", &[("unit", unit), ("code", &leaf.code)]),
        lines: vec![
            shelf.words.fill("room.sc.comment_scores", &[("own", &own), ("round", word), ("given", &given)]),
            shelf.words.get("room.sc.comment_how").to_owned(),
        ],
        text: cell.comment.clone(),
        used: Vec::new(),
        papers: Vec::new(),
    })]
}

/// A comment that was refused, with why, to be sent again.
pub(super) fn commented_again(
    shelf: &Shelf,
    sheet: &Sheet,
    here: Here,
    said: String,
    problem: &Problem,
) -> Vec<Effect> {
    let mut effects = comment(shelf, sheet, here);
    if let Some(Effect::Ask(Question::Reason { lines, text, .. })) = effects.first_mut() {
        lines.insert(0, shelf.words.say(problem));
        *text = said;
    }
    effects
}

fn commented(state: &mut State, shelf: &Shelf, sheet: &Sheet, said: &str) -> Vec<Effect> {
    let Some(here) = state.here(sheet) else { return Vec::new() };
    let Some(leaf) = sheet.table.criteria.get(here.at) else { return Vec::new() };
    let round = commented_round(here);
    let Some(cell) = sheet.cell(here.unit, leaf.id, round) else { return Vec::new() };
    let comment = if matches!(said, "-" | "–") { "" } else { said };
    if comment == cell.comment {
        return Vec::new();
    }
    state.then = Some(Then::Stay);
    state.comment = Some(said.to_owned());
    let place = Place { unit: here.unit, criterion: leaf.id, col: Col::of_round(round) };
    vec![Effect::Act(Act::Score(score::Act::Set {
        period: sheet.facts.period.key,
        unit: here.unit,
        criterion: leaf.id,
        round,
        old: Some(cell.value),
        value: Some(cell.value),
        comment: comment.to_owned(),
        reason: String::new(),
        label: cell::label(sheet, &shelf.words, place),
    }))]
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
    vec![Effect::Ask(Question::Pick { id: "sc.table", title, items, at, quick: true })]
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
