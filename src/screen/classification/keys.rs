//! Keys and commands of room 6 as data, and what keeps each of them from running now. Carries nothing out.
use super::board::{Board, Row};
use super::votes::Votes;
use super::{State, adjust};
use crate::core::problem::{Arg, Problem};
use crate::core::quarter::{QuarterFacts, State as Stand};
use crate::kit::form;
use crate::kit::keys;
use crate::shelf::Shelf;

/// What can be done in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cmd {
    /// choose a level for the row
    Choose,
    /// propose dự kiến for the row
    Suggested,
    /// take the proposal of the row back
    Erase,
    /// lay a knock-out on the row, or lift one
    Knock,
    /// votes
    Vote,
    /// another vote
    VoteAdd,
    /// correct a vote
    VoteEdit,
    /// take a vote out
    VoteRemove,
    /// back from the votes to the table
    Back,
    /// show the paper
    Preview,
    /// dự kiến for all that have no proposal
    TakeAll,
    /// chốt đề nghị
    Submit,
    /// back to the meeting
    Withdraw,
    /// khóa sổ
    Lock,
    /// mở lại sổ
    Reopen,
    /// ghi văn bản duyệt
    Approve,
    /// what the level of the row rests on, and the way there
    Why,
    /// điều chỉnh lần n
    Adjust,
}

pub(super) const KEYS: &[(Cmd, &[&str], &str, u8)] = &[
    (Cmd::Choose, &["Enter"], "room.cl.key_choose", 10),
    (Cmd::Suggested, &["Ctrl+D"], "room.cl.key_suggested", 20),
    (Cmd::Erase, &["Delete"], "room.cl.key_erase", 30),
    (Cmd::Preview, &["Ctrl+P"], "room.cl.key_preview", 40),
    (Cmd::Knock, &["F6"], "room.cl.key_knock", 0),
    (Cmd::Vote, &["F4"], "room.vote.key_votes", 50),
    (Cmd::TakeAll, &[], "room.cl.key_take_all", 0),
    (Cmd::Submit, &[], "room.cl.key_submit", 0),
    (Cmd::Withdraw, &[], "room.cl.key_withdraw", 0),
    (Cmd::Lock, &[], "room.cl.key_lock", 0),
    (Cmd::Reopen, &[], "room.cl.key_reopen", 0),
    (Cmd::Approve, &[], "room.cl.key_approve", 0),
    (Cmd::Why, &["F3"], "room.cl.key_why", 35),
    (Cmd::Adjust, &["F7"], "room.cl.key_adjust", 15),
];

/// Keys of the list of votes; their commands are numbered on from those of the table.
const VOTES: &[(Cmd, &[&str], &str, u8)] = &[
    (Cmd::VoteAdd, &["Ctrl+N", "Insert"], "room.vote.key_add", 10),
    (Cmd::VoteEdit, &["Enter", "F2"], "room.vote.key_edit", 20),
    (Cmd::VoteRemove, &["Delete"], "room.vote.key_remove", 30),
    (Cmd::Back, &["Esc"], "room.vote.key_back", 40),
];

/// The command of a row of either table.
pub(super) fn command(n: usize) -> Option<Cmd> {
    KEYS.iter().chain(VOTES).nth(n).map(|k| k.0)
}

/// Keys of the approval page; it answers them itself.
const PAGE: &[keys::Row] = &[
    keys::Row::new(&["Tab"], "room.cl.key_next_field", 10, None),
    keys::Row::new(&["Enter"], "room.cl.key_choose_approved", 20, None),
    keys::Row::new(&["Ctrl+S"], "room.cl.key_save", 30, None),
    keys::Row::new(&["Esc"], "room.cl.key_leave", 40, None),
];

/// Rows active now.
pub fn keys(state: &State, shelf: &Shelf) -> Vec<keys::Row> {
    if let (Some(page), Some(facts)) = (&state.adjust, shelf.quarter()) {
        return page.keys(facts);
    }
    if let Some(page) = &state.page {
        return if page.in_list { PAGE.to_vec() } else { form::ROWS.to_vec() };
    }
    let Some(facts) = shelf.quarter() else { return Vec::new() };
    if let Some(votes) = &state.votes {
        if votes.form.is_some() {
            return form::ROWS.to_vec();
        }
        let row =
            |(n, (cmd, chords, word, footer)): (usize, &(Cmd, &'static [&'static str], &'static str, u8))| {
                let why = match cmd {
                    Cmd::Back => None,
                    Cmd::VoteAdd => facts.closed(),
                    _ => facts.closed().or_else(|| Votes::empty(facts)),
                };
                keys::Row::new(chords, word, *footer, Some(KEYS.len() + n)).blocked(why)
            };
        return VOTES.iter().enumerate().map(row).collect();
    }
    let board = shelf.reckoned().and_then(|r| Board::new(r));
    let row = board.as_ref().and_then(|b| b.row(state.selected(b)));
    KEYS.iter()
        .enumerate()
        .map(|(n, (cmd, chords, word, footer))| {
            // where titles are given, a title is chosen
            let titles = *cmd == Cmd::Choose && board.as_ref().is_some_and(|b| b.set.nested);
            let word = if titles { "room.cl.key_choose_title" } else { *word };
            keys::Row::new(chords, word, *footer, Some(n)).blocked(blocked(*cmd, facts, board.as_ref(), row))
        })
        .collect()
}

/// Why a command cannot run now.
pub(super) fn blocked(
    cmd: Cmd,
    facts: &QuarterFacts,
    board: Option<&Board<'_>>,
    row: Option<&Row<'_>>,
) -> Option<Problem> {
    if matches!(cmd, Cmd::Preview | Cmd::Vote) {
        return None;
    }
    let Some(board) = board else { return Some(Problem::new("room.cl.no_levels")) };
    let Some(row) = row else { return Some(Problem::new("room.cl.no_units")) };
    let stand = facts.period.state;
    let said = |key| Some(Problem::new(key).with("period", Arg::Period(facts.period.key)));
    let unit = |key| Some(Problem::new(key).text("unit", row.unit.tag()));
    let (locked, approved) = (stand >= Stand::Locked, stand == Stand::Approved);
    match cmd {
        Cmd::Adjust if !approved => said("room.cl.adjust_not_yet"),
        Cmd::Why | Cmd::Adjust => None,
        Cmd::Withdraw if stand < Stand::Waiting => said("room.cl.not_submitted"),
        Cmd::Reopen if !locked => said("room.cl.not_locked"),
        _ if approved => said("room.cl.is_approved"),
        Cmd::Reopen | Cmd::Approve => None,
        _ if locked => said("problem.period_locked"),
        Cmd::Lock | Cmd::Withdraw => None,
        _ if stand == Stand::Waiting => said("room.cl.is_submitted"),
        Cmd::Knock if board.set.knockouts.is_empty() => Some(Problem::new("room.cl.no_knockouts")),
        Cmd::Suggested if row.suggested().is_none() => unit("room.cl.no_suggestion"),
        Cmd::Erase if row.proposed().is_none() => unit("room.cl.no_proposal"),
        Cmd::TakeAll if !board.missing().any(|r| r.suggested().is_some()) => said("room.cl.nothing_to_take"),
        _ => None,
    }
}

/// Every command of the room, with its standard keys: what the file of own keys may name.
pub fn commands() -> Vec<(&'static str, &'static [&'static str])> {
    let page = adjust::commands().into_iter();
    let of_table = |(word, _): &(&str, _)| KEYS.iter().chain(VOTES).any(|k| k.2 == *word);
    let table = KEYS.iter().chain(VOTES).map(|k| (k.2, k.1));
    table.chain(page.filter(|k| !of_table(k))).collect()
}
