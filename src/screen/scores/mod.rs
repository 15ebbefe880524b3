//! Room 4, Chấm điểm: one unit's sheet with the criteria as rows, the whole cluster, and who has sent what.
//! One cell is one act; what was typed wrong stays with its sentence. Ranks nothing, computes no final.
mod block;
mod block_view;
mod cell;
mod column;
mod command;
mod explain;
mod finish;
mod keep;
mod keys;
mod matrix;
mod place;
mod returns;
mod returns_view;
mod sheet;
mod shown;
mod unsaid;
mod view;

use crate::core::ask::Ask;
use crate::core::period::PeriodKey;
use crate::core::problem::Problem;
use crate::core::quarter::QuarterFacts;
use crate::core::score::{self, SheetLine};
use crate::core::text;
use crate::core::unit::UnitId;
use crate::effect::{Effect, Spot};
use crate::kit::keys::is_text;
use crate::kit::table::Cursor;
use crate::screen::Msg;
use crate::shelf::Shelf;
use cell::{Typing, Waiting};
use column::Col;
use crossterm::event::{KeyCode, KeyEvent};
use keys::Cmd;
use place::{Held, Place};
use sheet::Sheet;
use std::cell::Cell;

pub use keep::{compare, draft, merge, restore};
pub use keys::{commands, keys};
pub use view::view;

/// The tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Tab {
    /// phiếu đơn vị
    #[default]
    Sheet,
    /// toàn cụm
    Matrix,
    /// theo dõi nộp
    Returns,
}

impl Tab {
    /// The one after it.
    fn next(self) -> Self {
        match self {
            Tab::Sheet => Tab::Matrix,
            Tab::Matrix => Tab::Returns,
            Tab::Returns => Tab::Sheet,
        }
    }
}

/// What is selected and open.
#[derive(Debug, Clone, Default)]
pub struct State {
    tab: Tab,
    /// whose sheet
    unit: Option<UnitId>,
    /// the column being filled; `None`: the one the sheet wants
    col: Option<Col>,
    cursor: Cursor,
    /// who has sent what
    returns: returns::State,
    /// asked to show something, not yet there because nothing was read
    pending: Option<Spot>,
    edit: Option<Typing>,
    /// a pasted block being looked through
    block: Option<block::Preview>,
    /// a pasted block of which nobody knows yet which column is meant
    unsure: Option<String>,
    /// a value that waits for its reason
    waiting: Option<Waiting>,
    /// an appraisal to be declared finished, while scores in it lack a word why
    declared: Option<(Vec<UnitId>, score::Round)>,
    /// where to go once the write under way is done
    then: Option<Then>,
    /// what to run once the open cell was taken, and what goes into it
    after: Option<Cmd>,
    wrote: Option<(Place, Held)>,
    /// a comment on its way: asked for again where it is refused
    comment: Option<String>,
    /// reasons given since the program began
    pub(super) reasons: Vec<String>,
    period: Option<PeriodKey>,
    /// rows of the body when drawn last
    page: Cell<usize>,
}

/// Where the selection goes when a cell was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Then {
    Down,
    Up,
    /// the next column
    Across,
    /// the column before
    Back,
    Stay,
}

/// The cell that is selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Here {
    unit: UnitId,
    col: Col,
    /// row of the table
    at: usize,
}

impl State {
    /// The selected cell as things stand; `None` without units or criteria.
    fn here(&self, sheet: &Sheet) -> Option<Here> {
        let known = |id: UnitId| sheet.facts.unit(id).is_some();
        let asked = match &self.pending {
            Some(Spot::Unit(id) | Spot::Leaf(id, _)) if known(*id) => Some(*id),
            Some(Spot::Next) => sheet.next(),
            _ => None,
        };
        let unit = match (asked, self.unit) {
            (Some(unit), _) => unit,
            (None, Some(unit)) if known(unit) => {
                let at = self.cursor.at.min(sheet.table.criteria.len().checked_sub(1)?);
                let at = if sheet.table.criteria.get(at).is_some_and(|c| c.rule.is_some()) {
                    at
                } else {
                    sheet.first_leaf()
                };
                return Some(Here { unit, col: self.col_for(sheet, unit), at });
            }
            _ => sheet.next()?,
        };
        let col = sheet.col(unit);
        if let Some(Spot::Leaf(_, leaf)) = self.pending
            && let Some(at) = sheet.table.criteria.iter().position(|c| c.id == leaf)
        {
            return Some(Here { unit, col, at });
        }
        let first = if col == Col::Own { sheet.first_blank(unit) } else { None };
        let (at, col) = first
            .unwrap_or_else(|| (sheet.first_empty(unit, col).unwrap_or_else(|| sheet.first_leaf()), col));
        let col = if self.tab == Tab::Matrix && asked.is_none() { self.col_for(sheet, unit) } else { col };
        (!sheet.table.criteria.is_empty()).then_some(Here { unit, col, at })
    }

    /// The column of the open tab.
    fn col_for(&self, sheet: &Sheet, unit: UnitId) -> Col {
        let col = self.col.unwrap_or_else(|| sheet.col(unit));
        match col {
            // of the whole cluster alone, of one sheet alone
            Col::Counted if self.tab == Tab::Sheet => Col::Own,
            Col::Explanation if self.tab == Tab::Matrix => Col::First,
            Col::Evidence if self.tab == Tab::Matrix => Col::Own,
            other => other,
        }
    }

    /// Makes `here` the state.
    fn settle(&mut self, sheet: &Sheet) -> Option<Here> {
        let here = self.here(sheet)?;
        self.arrive();
        self.unit = Some(here.unit);
        self.col = Some(here.col);
        self.seat(sheet, here.at);
        Some(here)
    }

    /// The tab as drawn: the one that was asked for, even before a key opened it.
    fn tab_shown(&self) -> Tab {
        match self.pending {
            Some(Spot::Part(1)) => Tab::Matrix,
            Some(Spot::Part(2)) => Tab::Returns,
            Some(Spot::Part(_) | Spot::Unit(_) | Spot::Leaf(..) | Spot::Next) => Tab::Sheet,
            _ => self.tab,
        }
    }

    /// Opens the tab that was asked for.
    fn arrive(&mut self) {
        match self.pending.take() {
            Some(Spot::Part(1)) => self.tab = Tab::Matrix,
            Some(Spot::Part(2)) => self.tab = Tab::Returns,
            Some(Spot::Part(_) | Spot::Unit(_) | Spot::Leaf(..) | Spot::Next) => self.tab = Tab::Sheet,
            _ => {}
        }
    }

    /// Selects a row; the group rows just above a leaf come into sight with it.
    fn seat(&mut self, sheet: &Sheet, at: usize) {
        let page = self.page.get().max(3);
        self.cursor.at = at;
        let top = self.cursor.first(sheet.table.criteria.len(), page);
        let above = sheet.table.criteria.get(..at).unwrap_or_default();
        let groups = above.iter().rev().take_while(|c| c.rule.is_none()).count();
        self.cursor.top = top.min(at - groups);
    }

    /// Goes on after a cell was taken.
    fn step(&mut self, sheet: &Sheet, then: Then) {
        let at = self.cursor.at;
        match then {
            Then::Down => self.seat(sheet, sheet.leaf_from(at, true, self.col)),
            Then::Up => self.seat(sheet, sheet.leaf_from(at, false, self.col)),
            Then::Across => self.col = self.col.map(|c| self.beside(sheet, c, true)),
            Then::Back => self.col = self.col.map(|c| self.beside(sheet, c, false)),
            Then::Stay => {}
        }
    }

    /// The column beside; in the whole cluster's view every column is one to look at.
    fn beside(&self, sheet: &Sheet, col: Col, forward: bool) -> Col {
        if self.tab == Tab::Matrix {
            return column::beside(&column::walked(sheet.table, true), col, None, forward, true);
        }
        sheet.beside(col, self.cursor.at, forward, true)
    }

    /// Another unit's sheet: self scores begin at the first empty cell, an appraisal stays on its criterion.
    fn open(&mut self, sheet: &Sheet, unit: UnitId) {
        self.unit = Some(unit);
        if self.col == Some(Col::Own)
            && let Some(at) = sheet.first_empty(unit, Col::Own)
        {
            self.seat(sheet, at);
        }
    }
}

/// The choices of tables, while one may still be chosen.
pub fn needs(_state: &State, shelf: &Shelf) -> Vec<Ask> {
    let open = shelf.quarter().is_some_and(|q| keys::untouched(q) && !q.locked());
    if open { vec![Ask::Choices] } else { Vec::new() }
}

/// What lies open over the list, the outermost first: another tab, and in it an open cell or a pasted block.
pub fn pages(state: &State) -> Vec<&'static str> {
    let tab = match state.tab_shown() {
        Tab::Sheet => None,
        Tab::Matrix => Some("room.sc.tab_matrix"),
        Tab::Returns => Some("room.sc.tab_returns"),
    };
    tab.into_iter().chain(typing(state).then_some("page.form")).collect()
}

/// A cell is open.
pub fn typing(state: &State) -> bool {
    state.edit.is_some() || state.block.is_some()
}

/// Is there text that is not saved?
pub fn unsaved(state: &State) -> bool {
    state.edit.as_ref().is_some_and(Typing::changed) || state.block.is_some()
}

/// A message.
pub fn update(state: &mut State, shelf: &Shelf, msg: Msg) -> Vec<Effect> {
    if let Msg::Enter(spot) = msg {
        enter(state, shelf, spot);
        return Vec::new();
    }
    let Some(facts) = shelf.quarter().cloned() else { return Vec::new() };
    if state.pending == Some(Spot::Part(2)) {
        state.arrive();
    }
    if state.tab == Tab::Returns
        && let Some(effects) = returns::update(state, shelf, &facts, &msg)
    {
        return effects;
    }
    let Some(sheet) = Sheet::of(&facts) else { return command::unscored(shelf, &facts, state, &msg) };
    let Some(here) = state.settle(&sheet) else { return Vec::new() };
    match msg {
        Msg::Command(n) => match keys::command(state, true, n) {
            Some(cmd) if state.edit.is_some() => take_first(state, shelf, &sheet, here, cmd),
            Some(cmd) => command::run(state, shelf, &sheet, here, cmd),
            None => Vec::new(),
        },
        Msg::Key(key) if state.block.is_some() => block_key(state, shelf, &sheet, &key),
        Msg::Key(key) if state.edit.is_some() => match keys::beside(state, shelf, &key) {
            Some((_, Some(why))) => vec![Effect::Say(why)],
            Some((cmd, None)) => take_first(state, shelf, &sheet, here, cmd),
            None => cell::key(state, &sheet, &shelf.words, &key),
        },
        Msg::Key(key) => list_key(state, shelf, &sheet, here, &key),
        Msg::Paste(_) if state.block.is_some() => Vec::new(),
        Msg::Paste(pasted) => paste(state, shelf, &sheet, here, &pasted),
        Msg::Answer(id, answer) => command::answer(state, shelf, &sheet, id, answer),
        Msg::Done(_) => {
            state.block = None;
            state.comment = None;
            if let Some(then) = state.then.take() {
                state.edit = None;
                state.step(&sheet, then);
            }
            follow(state, shelf, &facts)
        }
        Msg::Refused(refusal) => {
            state.then = None;
            state.after = None;
            if let Some(edit) = &mut state.edit {
                edit.error = Some(refusal.problem().clone());
            }
            let said = state.comment.take();
            said.map_or_else(Vec::new, |said| {
                command::commented_again(shelf, &sheet, here, said, refusal.problem())
            })
        }
        Msg::Enter(_) | Msg::Exported(_) => Vec::new(),
    }
}

fn enter(state: &mut State, shelf: &Shelf, spot: Spot) {
    let moved = state.period != Some(shelf.period);
    // a cell with text in it stays open, whatever one came for
    if !moved && unsaved(state) {
        return;
    }
    if moved || spot != Spot::AsLeft {
        state.edit = None;
        state.block = None;
        state.waiting = None;
        state.unsure = None;
    }
    if moved {
        state.col = None;
    }
    state.period = Some(shelf.period);
    state.then = None;
    state.after = None;
    state.pending = (spot != Spot::AsLeft).then_some(spot);
    // the keys are those of the tab one comes to, from the first on
    state.tab = state.tab_shown();
}

/// A command while a cell is open: the cell is taken first, a wrong one stays and nothing is run.
fn take_first(state: &mut State, shelf: &Shelf, sheet: &Sheet, here: Here, cmd: Cmd) -> Vec<Effect> {
    state.after = Some(cmd);
    let effects = cell::accept(state, sheet, &shelf.words, Then::Stay);
    match &state.edit {
        // nothing was changed, nothing to wait for
        None => {
            state.after = None;
            command::run(state, shelf, sheet, here, cmd)
        }
        Some(edit) => {
            if edit.error.is_some() {
                state.after = None;
            }
            effects
        }
    }
}

/// The command that waited for its cell, over the sheet as it stands with that cell: it is not read again yet.
fn follow(state: &mut State, shelf: &Shelf, read: &QuarterFacts) -> Vec<Effect> {
    let (Some(cmd), Some((place, value))) = (state.after.take(), state.wrote.take()) else {
        return Vec::new();
    };
    let mut facts = read.clone();
    set_down(&mut facts, place, value);
    let Some(sheet) = Sheet::of(&facts) else { return Vec::new() };
    let Some(here) = state.settle(&sheet) else { return Vec::new() };
    command::run(state, shelf, &sheet, here, cmd)
}

/// What was just written, in facts that were read before it.
fn set_down(facts: &mut QuarterFacts, place: Place, value: Held) {
    let Place { unit, criterion, col } = place;
    if let (Some(round), Held::Score(value)) = (col.round(), &value) {
        facts.cells.retain(|c| (c.unit, c.criterion, c.round) != (unit, criterion, round));
        if let Some(value) = *value {
            let comment = String::new();
            facts.cells.push(score::Cell { unit, criterion, round, value, comment });
        }
        return;
    }
    let found = facts.lines.iter().position(|l| (l.unit, l.criterion) == (unit, criterion));
    let at = found.unwrap_or_else(|| {
        facts.lines.push(SheetLine::blank(unit, criterion));
        facts.lines.len() - 1
    });
    let Some(line) = facts.lines.get_mut(at) else { return };
    match (col, value) {
        (Col::Target, Held::Amount(amount)) => line.target = amount,
        (Col::Actual, Held::Amount(amount)) => line.actual = amount,
        (Col::Explanation, Held::Text(text)) => line.explanation = text,
        (Col::Evidence, Held::Text(text)) => line.evidence = text,
        _ => {}
    }
}

/// A key that no row claims: it moves, or it begins a cell.
fn list_key(state: &mut State, shelf: &Shelf, sheet: &Sheet, here: Here, key: &KeyEvent) -> Vec<Effect> {
    if key.modifiers.is_empty() && matches!(key.code, KeyCode::Left | KeyCode::Right) {
        let right = key.code == KeyCode::Right;
        if state.tab == Tab::Matrix {
            matrix::across(state, sheet, here, right);
        } else {
            state.col = Some(sheet.beside(here.col, here.at, right, false));
        }
        return Vec::new();
    }
    if let KeyCode::Char(c) = key.code
        && is_text(key)
        && (begins(c) || here.col.is_text())
    {
        return begin(state, shelf, sheet, here, Some(&c.to_string()));
    }
    let mut cursor = state.cursor;
    if cursor.key(key, sheet.table.criteria.len(), state.page.get()) {
        let down = cursor.at > state.cursor.at;
        let row = sheet.table.criteria.get(cursor.at);
        let at = if row.is_some_and(|c| c.rule.is_some()) {
            cursor.at
        } else {
            // a group row: on to the next leaf the same way, or back to the first
            let next = sheet.leaf_from(cursor.at, down, None);
            if next == cursor.at { sheet.first_leaf() } else { next }
        };
        state.seat(sheet, at);
    }
    Vec::new()
}

/// What begins a number, or `KG`; a letter is taken too, so that it is refused where it was typed and not swallowed.
fn begins(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, ',' | '.' | '+' | '-' | '−')
}

fn begin(state: &mut State, shelf: &Shelf, sheet: &Sheet, here: Here, fresh: Option<&str>) -> Vec<Effect> {
    if let Some(why) = keys::locked(shelf) {
        return vec![Effect::Say(why)];
    }
    if shelf.read_only {
        return vec![Effect::Say(Problem::new("problem.read_only"))];
    }
    cell::begin(state, sheet, here, &shelf.words, fresh)
}

/// A key while a pasted block is looked through.
fn block_key(state: &mut State, shelf: &Shelf, sheet: &Sheet, key: &KeyEvent) -> Vec<Effect> {
    let Some(block) = &mut state.block else { return Vec::new() };
    match block.key(key) {
        block::Wants::Nothing => Vec::new(),
        block::Wants::Leave => {
            state.block = None;
            Vec::new()
        }
        block::Wants::Take => vec![block.take(sheet, &shelf.words, &state.reasons, "")],
    }
}

/// One value goes into the open or the selected cell; a block of a sheet is looked through first.
fn paste(state: &mut State, shelf: &Shelf, sheet: &Sheet, here: Here, pasted: &str) -> Vec<Effect> {
    let into = state.edit.as_ref().map_or(here.col, |e| e.place.col);
    if crate::core::block::is_block(pasted) && !into.is_text() {
        if state.edit.as_ref().is_some_and(Typing::changed) {
            return vec![Effect::Say(Problem::new("room.sc.paste_block"))];
        }
        let why = keys::locked(shelf).or_else(|| shelf.read_only.then(|| Problem::new("problem.read_only")));
        if let Some(why) = why {
            return vec![Effect::Say(why)];
        }
        state.edit = None;
        return lay(state, shelf, sheet, here, (pasted, None));
    }
    if state.edit.is_none() {
        let effects = begin(state, shelf, sheet, here, Some(""));
        if !effects.is_empty() {
            return effects;
        }
    }
    let Some(edit) = &mut state.edit else { return Vec::new() };
    let clean = if into.is_text() { pasted.to_owned() } else { text::line(pasted) };
    edit.error = edit.field.paste(&clean).err();
    Vec::new()
}

/// Lays a block out to be looked through; asks first which of its columns is meant where nothing says it.
fn lay(
    state: &mut State,
    shelf: &Shelf,
    sheet: &Sheet,
    here: Here,
    (raw, column): (&str, Option<usize>),
) -> Vec<Effect> {
    match block::open(raw, sheet, here, (state.tab == Tab::Matrix, column)) {
        Ok(preview) if !preview.unsure().is_empty() => {
            state.unsure = Some(raw.to_owned());
            vec![Effect::Ask(preview.which(here, &shelf.words))]
        }
        Ok(preview) => {
            state.block = Some(preview);
            Vec::new()
        }
        Err(problem) => vec![Effect::Say(problem)],
    }
}
