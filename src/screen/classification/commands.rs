//! What the commands of room 6 ask and write. Reads the board; every change is an act of `core::level`.
use super::board::{Board, Row, weigh};
use super::keys::{Cmd, KEYS, blocked, command};
use super::mark::{body, choices};
use super::votes::Votes;
use super::{Asking, State, adjust, approve, behind};
use crate::core::act::Act;
use crate::core::level::{self, Mark};
use crate::core::problem::{Arg, Problem};
use crate::core::quarter::State as Stand;
use crate::core::summary::Paper;
use crate::core::unit::UnitId;
use crate::effect::{Answer, Effect, Place, Question, Room, Spot};
use crate::shelf::Shelf;

fn act(act: level::Act) -> Vec<Effect> {
    vec![Effect::Act(Act::Level(act))]
}

/// Runs a command of the table.
pub(super) fn run(state: &mut State, shelf: &Shelf, board: &Board<'_>, n: usize) -> Vec<Effect> {
    let Some(cmd) = command(n) else { return Vec::new() };
    if let Some(votes) = &mut state.votes {
        match cmd {
            Cmd::Back => state.votes = None,
            Cmd::VoteAdd => return votes.add(board.facts, shelf),
            Cmd::VoteEdit => votes.edit(board.facts, shelf),
            Cmd::VoteRemove => return votes.remove(board.facts, &shelf.words),
            _ => {}
        }
        return Vec::new();
    }
    let row = board.row(state.cursor.at);
    if let Some(why) = blocked(cmd, board.facts, Some(board), row) {
        return vec![Effect::Say(why)];
    }
    let Some(row) = row else { return Vec::new() };
    let period = shelf.period;
    match cmd {
        Cmd::Choose => {
            state.asking = Asking::Level(row.unit.id);
            vec![Effect::Ask(levels(shelf, board, row))]
        }
        Cmd::Suggested => match row.suggested() {
            Some(id) => propose(state, shelf, board, row, Mark::Level(id)),
            None => Vec::new(),
        },
        Cmd::Erase => erase(shelf, row),
        Cmd::Knock => {
            state.asking = Asking::Rule(row.unit.id);
            vec![Effect::Ask(behind::rules(shelf, board, row))]
        }
        Cmd::Vote => {
            state.votes = Some(Votes::of(board.facts, row.unit.id, shelf));
            Vec::new()
        }
        Cmd::VoteAdd | Cmd::VoteEdit | Cmd::VoteRemove | Cmd::Back => Vec::new(),
        Cmd::Preview => vec![Effect::Go(Place::paper(Paper::Result))],
        Cmd::TakeAll => take_all(shelf, board),
        Cmd::Submit => matters(shelf, board, "room.cl.cannot_submit")
            .unwrap_or_else(|| act(level::Act::Submit { period, submitted: true })),
        Cmd::Withdraw => act(level::Act::Submit { period, submitted: false }),
        Cmd::Lock => matters(shelf, board, "room.cl.cannot_lock").unwrap_or_else(|| {
            vec![Effect::Ask(Question::Confirm {
                id: "cl.lock",
                title: "room.cl.lock_title",
                text: Problem::new("room.cl.lock_text").with("period", Arg::Period(period)),
                yes: "room.cl.lock_yes",
                no: "room.cl.lock_no",
            })]
        }),
        Cmd::Reopen => vec![Effect::Ask(reopening(shelf))],
        Cmd::Why => behind::places(shelf, board, row),
        Cmd::Adjust => {
            state.adjust = Some(adjust::Page::new(period));
            Vec::new()
        }
        Cmd::Approve => {
            let open =
                if board.facts.locked() { None } else { matters(shelf, board, "room.cl.cannot_approve") };
            open.unwrap_or_else(|| {
                state.page = Some(approve::Page::new(board, shelf.today));
                Vec::new()
            })
        }
    }
}

/// What comes after the proposals: each step with the question it asks; nothing is written unasked.
pub(super) fn next(state: &mut State, shelf: &Shelf, board: &Board<'_>) -> Vec<Effect> {
    let cmd = match board.facts.period.state {
        Stand::Approved => return Vec::new(),
        Stand::Locked => Cmd::Approve,
        Stand::Waiting => Cmd::Lock,
        _ => {
            return vec![Effect::Ask(Question::Confirm {
                id: "cl.submit",
                title: "room.cl.submit_title",
                text: Problem::new("room.cl.submit_text").with("period", Arg::Period(shelf.period)),
                yes: "room.cl.submit_yes",
                no: "room.cl.submit_no",
            })];
        }
    };
    KEYS.iter().position(|k| k.0 == cmd).map_or_else(Vec::new, |n| run(state, shelf, board, n))
}

fn erase(shelf: &Shelf, row: &Row<'_>) -> Vec<Effect> {
    let label = shelf.words.fill("room.cl.label_erased", &[("unit", row.unit.tag())]);
    act(level::Act::Propose { period: shelf.period, rows: vec![(row.unit.id, None, String::new())], label })
}

/// One act for all units that have dự kiến and no proposal.
fn take_all(shelf: &Shelf, board: &Board<'_>) -> Vec<Effect> {
    let rows: Vec<(UnitId, Option<Mark>, String)> = board
        .missing()
        .filter_map(|r| Some((r.unit.id, Some(Mark::Level(r.suggested()?)), String::new())))
        .collect();
    let label = shelf.words.fill("room.cl.label_all", &[("n", &rows.len().to_string())]);
    act(level::Act::Propose { period: shelf.period, rows, label })
}

/// What is still open, each with its place; `None`: nothing.
fn matters(shelf: &Shelf, board: &Board<'_>, title: &str) -> Option<Vec<Effect>> {
    let open = board.reckoned.open_matters();
    if open.is_empty() {
        return None;
    }
    let place = |unit| Place { room: Room::Classification, spot: Spot::Unit(unit) };
    let items = open.iter().map(|(unit, p)| (shelf.words.say(p), place(*unit))).collect();
    let period = shelf.period.label(shelf.words.lang);
    let title = shelf.words.fill(title, &[("period", &period)]);
    Some(vec![Effect::Ask(Question::Matters { title, items })])
}

fn reopening(shelf: &Shelf) -> Question {
    let period = shelf.period.label(shelf.words.lang);
    Question::Reason {
        id: "cl.reopen",
        title: shelf.words.fill("room.cl.reopen_title", &[("period", &period)]),
        lines: ["room.cl.reopen_text", "room.cl.reopen_why"].map(|k| shelf.words.get(k).to_owned()).to_vec(),
        text: String::new(),
        used: Vec::new(),
        papers: Vec::new(),
    }
}

/// The choice of a level: the levels, không phân loại, and taking the proposal back where there is one.
fn levels(shelf: &Shelf, board: &Board<'_>, row: &Row<'_>) -> Question {
    let suggested = row.suggested().map(Mark::Level);
    let mut items: Vec<(String, String)> = choices(&shelf.words, board, suggested);
    if row.proposed().is_some() {
        items.push((shelf.words.get("room.cl.erase").to_owned(), String::new()));
    }
    let start = row.proposed().or(suggested);
    let at = board.marks().iter().position(|m| Some(*m) == start).unwrap_or(0);
    Question::Pick { id: "cl.level", title: row.unit.label(), items, at, quick: true }
}

/// Proposes a mark, asking why where it differs from dự kiến or goes over the quota.
fn propose(state: &mut State, shelf: &Shelf, board: &Board<'_>, row: &Row<'_>, mark: Mark) -> Vec<Effect> {
    let weight = weigh(board.facts, row.unit.id, mark);
    let same = row.proposed() == Some(mark);
    if !weight.needs_reason() {
        let told = row.mark.is_some_and(|m| !m.reason.is_empty());
        return if same && !told { Vec::new() } else { write(shelf, board, row, mark, String::new()) };
    }
    let words = &shelf.words;
    let proposed = board.name(mark, words).to_owned();
    let mut lines = Vec::new();
    if weight.differs {
        let none = words.get("room.cl.none").to_owned();
        let suggested = row.suggested().map_or(none, |id| board.name(Mark::Level(id), words).to_owned());
        let body = words.get(body(board));
        lines.push(words.fill(
            "room.cl.reason_differs",
            &[("suggested", &suggested), ("body", body), ("proposed", &proposed)],
        ));
    }
    if let Some((level, places)) = &weight.over {
        let places = places.to_string();
        lines.push(words.fill("room.cl.reason_over", &[("level", level), ("places", &places)]));
    }
    lines.push(words.get("room.cl.reason_why").to_owned());
    state.asking = Asking::Reason(row.unit.id, mark);
    vec![Effect::Ask(Question::Reason {
        id: "cl.reason",
        title: words.fill("room.cl.reason_title", &[("unit", &row.unit.label())]),
        lines,
        text: if same { row.mark.map(|m| m.reason.clone()).unwrap_or_default() } else { String::new() },
        used: board.reasons(),
        papers: Vec::new(),
    })]
}

fn write(shelf: &Shelf, board: &Board<'_>, row: &Row<'_>, mark: Mark, reason: String) -> Vec<Effect> {
    let name = board.name(mark, &shelf.words);
    let label = shelf.words.fill("room.cl.label_one", &[("unit", row.unit.tag()), ("level", name)]);
    act(level::Act::Propose { period: shelf.period, rows: vec![(row.unit.id, Some(mark), reason)], label })
}

/// The answer to a question of the table.
pub(super) fn answer(
    state: &mut State,
    shelf: &Shelf,
    board: &Board<'_>,
    id: &str,
    answer: Answer,
) -> Vec<Effect> {
    let asking = std::mem::take(&mut state.asking);
    let of = |unit| board.rows.iter().find(|r| r.unit.id == unit);
    match (id, answer, asking) {
        ("cl.level", Answer::Picked(n), Asking::Level(unit)) => {
            let Some(row) = of(unit) else { return Vec::new() };
            match board.marks().get(n) {
                Some(mark) => propose(state, shelf, board, row, *mark),
                None => erase(shelf, row),
            }
        }
        ("cl.reason", Answer::Text(reason), Asking::Reason(unit, mark)) => {
            of(unit).map_or_else(Vec::new, |row| write(shelf, board, row, mark, reason))
        }
        ("cl.knock", Answer::Picked(n), Asking::Rule(unit)) => {
            let Some(row) = of(unit) else { return Vec::new() };
            let (asks, effects) = behind::knock(shelf, board, row, n);
            state.asking = asks.map_or(Asking::Nothing, |lifted| Asking::Knock(unit, n, lifted));
            effects
        }
        ("cl.knock_reason", Answer::Text(reason), Asking::Knock(unit, n, lifted)) => {
            let row = of(unit);
            row.map_or_else(Vec::new, |row| behind::knocked(shelf, board, row, n, Some((lifted, reason))))
        }
        ("cl.submit", Answer::Yes, _) => act(level::Act::Submit { period: shelf.period, submitted: true }),
        ("cl.lock", Answer::Yes, _) => act(level::Act::Lock { period: shelf.period }),
        ("cl.reopen", Answer::Text(reason), _) => act(level::Act::Reopen { period: shelf.period, reason }),
        _ => Vec::new(),
    }
}
