//! Keys of the room: one row a command. Digits are data here and are in no row.
use super::column::Col;
use super::sheet::Sheet;
use super::{State, Tab, returns};
use crate::core::problem::{Arg, Problem};
use crate::core::quarter::{self, QuarterFacts};
use crate::core::score::Round;
use crate::kit::keys::Row;
use crate::shelf::Shelf;
use crossterm::event::KeyEvent;

/// What can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cmd {
    Down,
    Edit,
    Clear,
    Copy,
    Round,
    Back,
    NextUnit,
    PrevUnit,
    ChooseUnit,
    Matrix,
    Sheet,
    Comment,
    Explain,
    Finish,
    FinishAll,
    Reopen,
    Zero,
    ZeroAll,
    Table,
    Preview,
    Why,
}

/// Command, chords, label, place in the footer, and whether it writes.
type Key = (Cmd, &'static [&'static str], &'static str, u8, bool);

const SHEET: &[Key] = &[
    (Cmd::Down, &["Enter"], "room.sc.key_down", 10, false),
    (Cmd::Round, &["Tab"], "room.sc.key_round", 20, false),
    (Cmd::NextUnit, &["Alt+Right", "Ctrl+PageDown"], "room.sc.key_next_unit", 30, false),
    (Cmd::Copy, &["Ctrl+D"], "room.sc.key_copy", 40, true),
    (Cmd::Matrix, &["F6"], "room.sc.key_matrix", 50, false),
    (Cmd::ChooseUnit, &["F4"], "room.sc.key_choose", 60, false),
    (Cmd::PrevUnit, &["Alt+Left", "Ctrl+PageUp"], "room.sc.key_prev_unit", 0, false),
    (Cmd::Edit, &["F2"], "room.sc.key_edit", 0, true),
    (Cmd::Clear, &["Delete"], "room.sc.key_clear", 0, true),
    (Cmd::Comment, &["F3"], "room.sc.key_comment", 0, true),
    (Cmd::Explain, &[], "room.sc.key_explain", 0, true),
    (Cmd::Finish, &["F7"], "room.sc.key_finish", 0, true),
    (Cmd::FinishAll, &[], "room.sc.key_finish_all", 0, true),
    (Cmd::Reopen, &[], "room.sc.key_reopen", 0, true),
    (Cmd::Zero, &[], "room.sc.key_zero", 0, true),
    (Cmd::ZeroAll, &[], "room.sc.key_zero_all", 0, true),
    (Cmd::Table, &[], "room.sc.key_table", 0, true),
    (Cmd::Back, &["Shift+Tab"], "room.sc.key_back", 0, false),
    (Cmd::Preview, &["Ctrl+P"], "room.sc.key_preview", 0, false),
    (Cmd::Why, &["Ctrl+T"], "room.sc.key_why", 55, false),
];

const MATRIX: &[Key] = &[
    (Cmd::Down, &["Enter"], "room.sc.key_open", 10, false),
    (Cmd::Round, &["Tab"], "room.sc.key_round_all", 20, false),
    (Cmd::Sheet, &["Esc"], "room.sc.key_sheet", 30, false),
    (Cmd::Copy, &["Ctrl+D"], "room.sc.key_copy", 40, true),
    (Cmd::Matrix, &["F6"], "room.sc.key_returns", 50, false),
    (Cmd::Edit, &["F2"], "room.sc.key_edit", 0, true),
    (Cmd::Clear, &["Delete"], "room.sc.key_clear", 0, true),
    (Cmd::Comment, &["F3"], "room.sc.key_comment", 0, true),
    (Cmd::Explain, &[], "room.sc.key_explain", 0, true),
    (Cmd::Finish, &["F7"], "room.sc.key_finish", 0, true),
    (Cmd::FinishAll, &[], "room.sc.key_finish_all", 0, true),
    (Cmd::ZeroAll, &[], "room.sc.key_zero_all", 0, true),
    (Cmd::Back, &["Shift+Tab"], "room.sc.key_back", 0, false),
    (Cmd::Preview, &["Ctrl+P"], "room.sc.key_preview", 0, false),
    (Cmd::Why, &["Ctrl+T"], "room.sc.key_why", 55, false),
];

const EMPTY: &[Key] = &[
    (Cmd::Table, &["Enter", "Ctrl+N"], "room.sc.key_table", 10, true),
    (Cmd::Matrix, &["F6"], "room.sc.key_returns", 20, false),
];

/// Keys of the cell being edited: the cell answers them itself.
const EDIT: &[Row] = &[
    Row::new(&["Enter"], "room.sc.key_accept", 10, None),
    Row::new(&["Esc"], "room.sc.key_drop", 20, None),
    Row::new(&["Ctrl+Z"], "room.sc.key_text_undo", 30, None),
];

/// Commands that run from an open cell too, after it was taken.
const BESIDE: &[Cmd] = &[
    Cmd::NextUnit,
    Cmd::PrevUnit,
    Cmd::ChooseUnit,
    Cmd::Matrix,
    Cmd::Comment,
    Cmd::Explain,
    Cmd::Finish,
    Cmd::FinishAll,
    Cmd::Reopen,
    Cmd::Zero,
    Cmd::ZeroAll,
    Cmd::Table,
    Cmd::Preview,
    Cmd::Why,
];

fn table(state: &State, scored: bool) -> &'static [Key] {
    match (scored, state.tab == Tab::Matrix) {
        (false, _) => EMPTY,
        (true, true) => MATRIX,
        (true, false) => SHEET,
    }
}

/// The command of a row.
pub(super) fn command(state: &State, scored: bool, n: usize) -> Option<Cmd> {
    table(state, scored).get(n).map(|k| k.0)
}

/// Why no score may be written: the period is locked, or its proposals, which rest on the scores, are submitted.
pub(super) fn locked(shelf: &Shelf) -> Option<Problem> {
    let facts = shelf.quarter()?;
    facts.closed().or_else(|| {
        let submitted = facts.period.state == quarter::State::Waiting;
        submitted.then(|| Problem::new("room.sc.submitted").with("period", Arg::Period(facts.period.key)))
    })
}

/// Is nothing scored yet: may the period still take another table? Targets alone go with the table.
pub(super) fn untouched(facts: &QuarterFacts) -> bool {
    let said = |l: &crate::core::score::SheetLine| {
        l.actual.is_some() || !l.explanation.is_empty() || !l.evidence.is_empty()
    };
    facts.cells.is_empty() && !facts.lines.iter().any(said)
}

/// Rows active now.
pub fn keys(state: &State, shelf: &Shelf) -> Vec<Row> {
    if !shelf.period.leaf() {
        // scores are those of its quarters
        return Vec::new();
    }
    if state.block.is_some() {
        return super::block::ROWS.to_vec();
    }
    if state.tab == Tab::Returns {
        return returns::keys(&state.returns, shelf);
    }
    if state.edit.is_some() {
        // after the cell's own keys the room's commands, which take the cell first
        let others = besides(state, shelf).map(|(_, row)| Row { footer: 0, ..row });
        return EDIT.iter().cloned().chain(others).collect();
    }
    rows(state, shelf)
}

/// The commands that an open cell leaves to the room.
fn besides(state: &State, shelf: &Shelf) -> impl Iterator<Item = (Cmd, Row)> {
    let cmds: Vec<Cmd> = table(state, true).iter().map(|k| k.0).collect();
    cmds.into_iter().zip(rows(state, shelf)).filter(|(cmd, _)| BESIDE.contains(cmd))
}

/// The command of a key pressed in an open cell that the room answers, and why it cannot be run now.
pub(super) fn beside(state: &State, shelf: &Shelf, key: &KeyEvent) -> Option<(Cmd, Option<Problem>)> {
    besides(state, shelf).find(|(_, row)| row.matches(key)).map(|(cmd, row)| (cmd, row.blocked))
}

fn rows(state: &State, shelf: &Shelf) -> Vec<Row> {
    let Some(facts) = shelf.quarter() else { return Vec::new() };
    let sheet = Sheet::of(facts);
    let locked = locked(shelf);
    let here = sheet.as_ref().and_then(|s| state.here(s));
    let appraising = here.is_some_and(|h| matches!(h.col, Col::First | Col::Second));
    table(state, sheet.is_some())
        .iter()
        .enumerate()
        .map(|(n, (cmd, chords, word, footer, writes))| {
            let word = if *cmd == Cmd::Copy && appraising { "room.sc.key_copy_own" } else { word };
            let blocked =
                if *writes { locked.clone().or_else(|| cannot(*cmd, state, sheet.as_ref())) } else { None };
            Row { chords, word, footer: *footer, command: Some(n), blocked }
        })
        .collect()
}

/// What keeps one command from running now.
fn cannot(cmd: Cmd, state: &State, sheet: Option<&Sheet>) -> Option<Problem> {
    let sheet = sheet?;
    let here = state.here(sheet)?;
    let units = &sheet.facts.units;
    let said = |key: &'static str| Some(Problem::new(key));
    match cmd {
        Cmd::Reopen if !sheet.settled(here.unit, Round::First) => said("room.sc.not_finished"),
        Cmd::Finish if sheet.settled(here.unit, Round::Second) => said("room.sc.already_second"),
        Cmd::Finish if here.col.appraisal() == Round::Second && !sheet.settled(here.unit, Round::First) => {
            let unit = sheet.facts.unit(here.unit).map_or("", |u| u.tag());
            Some(Problem::new("room.sc.second_early").text("unit", unit))
        }
        Cmd::Finish
            if sheet.settled(here.unit, Round::First)
                && sheet.appraisal(here.unit, here.col) == Round::First =>
        {
            said("room.sc.already_finished")
        }
        Cmd::FinishAll => {
            let round = super::finish::round(sheet, here);
            let key = if round == Round::Second { "room.sc.all_second" } else { "room.sc.all_finished" };
            units.iter().all(|u| sheet.settled(u.id, round)).then(|| Problem::new(key))
        }
        Cmd::Table if !untouched(sheet.facts) => said("room.sc.table_in_use"),
        _ => None,
    }
}

/// Every command of the room, with its standard keys: what the file of own keys may name.
pub fn commands() -> Vec<(&'static str, &'static [&'static str])> {
    let own = [SHEET, MATRIX, EMPTY].into_iter().flatten().map(|k| (k.2, k.1));
    own.chain(returns::commands()).collect()
}
