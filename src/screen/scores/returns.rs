//! The tab Theo dõi nộp: who was asked for what, when it is due, when it came. One key says it came today, one that it was
//! asked for again; what is asked and received is written as one act each.
use super::sheet::Sheet;
use super::{State as Room, Tab};
use crate::core::act::Act;
use crate::core::date::{self, Date};
use crate::core::handed_in::{self, Did, HandedIn, What};
use crate::core::problem::Problem;
use crate::core::quarter::QuarterFacts;
use crate::core::returns;
use crate::core::unit::UnitId;
use crate::effect::{Answer, Effect, Question};
use crate::kit::keys::Row;
use crate::kit::table::Cursor;
use crate::screen::Msg;
use crate::shelf::Shelf;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::cell::Cell;

/// What is selected.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    pub(super) cursor: Cursor,
    /// which of `What::ALL`
    pub(super) what: usize,
    pub(super) page: Cell<usize>,
}

impl State {
    /// The selected thing.
    pub(super) fn what(&self) -> What {
        What::ALL.get(self.what).copied().unwrap_or(What::Report)
    }
}

/// What can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cmd {
    Received,
    Ask,
    AskAll,
    Due,
    On,
    Clear,
    Next,
    Back,
    Sheet,
}

type Key = (Cmd, &'static [&'static str], &'static str, u8, bool);

const KEYS: &[Key] = &[
    (Cmd::Received, &["Enter"], "returns.key_received", 10, true),
    (Cmd::Ask, &["Ctrl+N", "Insert"], "returns.key_ask", 20, true),
    (Cmd::Due, &["F7"], "returns.key_due", 30, true),
    (Cmd::Next, &["Tab"], "room.sc.key_round", 40, false),
    (Cmd::Sheet, &["F6", "Esc"], "room.sc.key_sheet", 50, false),
    (Cmd::On, &["F2"], "returns.key_on", 0, true),
    (Cmd::Clear, &["Delete"], "returns.key_clear", 0, true),
    (Cmd::AskAll, &[], "returns.key_ask_all", 0, true),
    (Cmd::Back, &["Shift+Tab"], "room.sc.key_back", 0, false),
];

/// Rows active in this tab.
pub(super) fn keys(_state: &State, shelf: &Shelf) -> Vec<Row> {
    let closed = shelf.quarter().and_then(|q| q.closed());
    KEYS.iter()
        .enumerate()
        .map(|(n, (_, chords, word, footer, writes))| {
            let blocked = if *writes { closed.clone() } else { None };
            Row { chords, word, footer: *footer, command: Some(n), blocked }
        })
        .collect()
}

/// Every command of the tab, for the file of own keys.
pub(super) fn commands() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    KEYS.iter().map(|k| (k.2, k.1))
}

/// Whose score sheet is complete.
pub(super) fn complete(facts: &QuarterFacts) -> Vec<UnitId> {
    let Some(sheet) = Sheet::of(facts) else { return Vec::new() };
    facts.units.iter().map(|u| u.id).filter(|u| sheet.complete(*u)).collect()
}

/// A message to the room while this tab is open; `None`: it is not this tab's.
pub(super) fn update(room: &mut Room, shelf: &Shelf, facts: &QuarterFacts, msg: &Msg) -> Option<Vec<Effect>> {
    match msg {
        Msg::Command(n) => Some(match KEYS.get(*n) {
            Some((cmd, ..)) => run(room, shelf, facts, *cmd),
            None => Vec::new(),
        }),
        Msg::Key(key) => {
            list_key(&mut room.returns, facts, key);
            Some(Vec::new())
        }
        Msg::Answer(id @ ("ret.due" | "ret.on"), Answer::Text(text)) => {
            Some(dated(&room.returns, shelf, facts, id, text))
        }
        Msg::Enter(_) => None,
        _ => Some(Vec::new()),
    }
}

fn list_key(state: &mut State, facts: &QuarterFacts, key: &KeyEvent) {
    let plain = key.modifiers == KeyModifiers::NONE;
    match key.code {
        KeyCode::Left if plain => state.what = state.what.saturating_sub(1),
        KeyCode::Right if plain => state.what = (state.what + 1).min(What::ALL.len() - 1),
        _ => {
            state.cursor.key(key, facts.units.len(), state.page.get());
        }
    }
}

/// The selected row and what it is called.
fn chosen(state: &State, shelf: &Shelf, facts: &QuarterFacts) -> Option<(HandedIn, String)> {
    let unit = facts.units.get(state.cursor.at.min(facts.units.len().checked_sub(1)?))?;
    let what = state.what();
    let label = format!("{} · {}", unit.tag(), shelf.words.get(what.word()));
    Some((returns::of(facts, unit.id, what), label))
}

fn act(facts: &QuarterFacts, rows: Vec<(HandedIn, HandedIn)>, did: Did, label: String) -> Vec<Effect> {
    vec![Effect::Act(Act::HandedIn(handed_in::Act { period: facts.period.key, rows, did, label }))]
}

fn run(room: &mut Room, shelf: &Shelf, facts: &QuarterFacts, cmd: Cmd) -> Vec<Effect> {
    let state = &mut room.returns;
    let all = What::ALL.len();
    match cmd {
        Cmd::Next => state.what = (state.what + 1) % all,
        Cmd::Back => state.what = (state.what + all - 1) % all,
        Cmd::Sheet => room.tab = Tab::Sheet,
        Cmd::AskAll => return ask_all(state, shelf, facts),
        Cmd::Due => return vec![due(state, shelf, facts)],
        Cmd::Received | Cmd::Ask | Cmd::On | Cmd::Clear => {
            let Some((row, label)) = chosen(state, shelf, facts) else { return Vec::new() };
            return one(shelf, facts, cmd, row, label);
        }
    }
    Vec::new()
}

/// A command about one thing of one unit.
fn one(shelf: &Shelf, facts: &QuarterFacts, cmd: Cmd, row: HandedIn, label: String) -> Vec<Effect> {
    let complete = complete(facts).contains(&row.unit);
    match cmd {
        Cmd::Received | Cmd::Ask if row.received.is_some() => {
            vec![Effect::Say(Problem::new("returns.is_received").text("thing", label))]
        }
        Cmd::Received => {
            let new = HandedIn { received: Some(shelf.today), awaited: false, ..row.clone() };
            act(facts, vec![(row, new)], Did::Received, label)
        }
        Cmd::Ask => {
            let new = asked(&row, shelf.today, complete);
            act(facts, vec![(row, new)], Did::Asked, label)
        }
        Cmd::On => vec![received_on(shelf, &row, &label)],
        _ => clear(facts, row, complete, label),
    }
}

/// Asked for once more; a sheet that is complete in the register is then waited for all the same.
fn asked(row: &HandedIn, today: Date, complete: bool) -> HandedIn {
    let awaited = row.awaited || (row.what == What::Scores && complete);
    HandedIn { asked: Some(today), times: row.times.saturating_add(1), awaited, ..row.clone() }
}

/// Takes back that it came; where it had not, that it was asked for.
fn clear(facts: &QuarterFacts, row: HandedIn, complete: bool, label: String) -> Vec<Effect> {
    let new = if row.received.is_some() {
        let awaited = row.what == What::Scores && complete;
        HandedIn { received: None, awaited, ..row.clone() }
    } else if row.what == What::Scores && complete && !row.awaited {
        HandedIn { awaited: true, ..row.clone() }
    } else if row.is_none() {
        return vec![Effect::Say(Problem::new("returns.nothing_to_clear").text("thing", label))];
    } else {
        HandedIn::none(row.unit, row.what)
    };
    act(facts, vec![(row, new)], Did::Cleared, label)
}

/// Everybody who has not sent the selected thing is asked for it again.
fn ask_all(state: &State, shelf: &Shelf, facts: &QuarterFacts) -> Vec<Effect> {
    let what = state.what();
    let complete = complete(facts);
    let rows: Vec<(HandedIn, HandedIn)> = facts
        .units
        .iter()
        .map(|u| returns::of(facts, u.id, what))
        .filter(|row| !returns::is_in(row, complete.contains(&row.unit)))
        .map(|row| (row.clone(), asked(&row, shelf.today, false)))
        .collect();
    let name = shelf.words.get(what.word());
    if rows.is_empty() {
        return vec![Effect::Say(Problem::new("returns.nobody").text("what", name))];
    }
    let n = shelf.words.fill("room.sc.units", &[("n", &rows.len().to_string())]);
    act(facts, rows, Did::Asked, format!("{n} · {name}"))
}

fn question(shelf: &Shelf, id: &'static str, title: String, text: String) -> Effect {
    let lines = vec![shelf.words.get("returns.date_how").to_owned()];
    Effect::Ask(Question::Reason { id, title, lines, text, used: Vec::new(), papers: Vec::new() })
}

/// Asks for the day the selected thing is due from everybody.
fn due(state: &State, shelf: &Shelf, facts: &QuarterFacts) -> Effect {
    let what = state.what();
    let there = facts.handed_in.iter().filter(|h| h.what == what).find_map(|h| h.due);
    let title = shelf.words.fill("returns.due_title", &[("what", shelf.words.get(what.word()))]);
    question(shelf, "ret.due", title, there.map(date::full).unwrap_or_default())
}

/// A day that cannot stand is asked for again, as it was typed, with what is wrong over it.
fn asked_again(
    state: &State,
    shelf: &Shelf,
    facts: &QuarterFacts,
    (id, typed): (&str, &str),
    problem: &Problem,
) -> Vec<Effect> {
    let question = if id == "ret.on" {
        chosen(state, shelf, facts).map(|(row, label)| received_on(shelf, &row, &label))
    } else {
        Some(due(state, shelf, facts))
    };
    let again = |mut effect: Effect| {
        if let Effect::Ask(Question::Reason { lines, text, .. }) = &mut effect {
            lines.insert(0, shelf.words.say(problem));
            typed.clone_into(text);
        }
        effect
    };
    question.map(again).into_iter().collect()
}

/// Asks for the day a thing came.
fn received_on(shelf: &Shelf, row: &HandedIn, label: &str) -> Effect {
    let day = date::full(row.received.unwrap_or(shelf.today));
    question(shelf, "ret.on", shelf.words.fill("returns.on_title", &[("thing", label)]), day)
}

/// The day that was typed; a dash takes it back.
fn dated(state: &State, shelf: &Shelf, facts: &QuarterFacts, id: &str, typed: &str) -> Vec<Effect> {
    let day = match typed {
        "-" | "–" => None,
        typed => match date::parse(typed, returns::days(facts)) {
            Ok(day) => Some(day),
            Err(problem) => return asked_again(state, shelf, facts, (id, typed), &problem),
        },
    };
    if id == "ret.on" {
        let Some((row, label)) = chosen(state, shelf, facts) else { return Vec::new() };
        if day.is_some_and(|day| day > shelf.today) {
            return asked_again(state, shelf, facts, (id, typed), &Problem::new("returns.not_yet"));
        }
        let new = HandedIn { received: day, awaited: row.awaited && day.is_none(), ..row.clone() };
        return if new == row { Vec::new() } else { act(facts, vec![(row, new)], Did::Received, label) };
    }
    let what = state.what();
    let rows: Vec<(HandedIn, HandedIn)> = facts
        .units
        .iter()
        .map(|u| returns::of(facts, u.id, what))
        .map(|row| (row.clone(), HandedIn { due: day, ..row }))
        .filter(|(old, new)| old != new)
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let said = day.map_or_else(|| shelf.words.get("returns.no_due").to_owned(), date::full);
    act(facts, rows, Did::Due, format!("{} · {said}", shelf.words.get(what.word())))
}
