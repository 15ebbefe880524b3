//! Room 9, Đơn vị: the roster of the period, the page of one unit over the periods, forms for a unit and for head and
//! deputy. A unit with records is never taken out here: it leaves by its last day. Scores and levels are only read.
mod flags;
mod form;
mod keep;
mod keys;
mod page;
mod view;

use crate::core::act::{Act, Refusal};
use crate::core::ask::Ask;
use crate::core::find::Whose;
use crate::core::problem::Arg;
use crate::core::register::Label;
use crate::core::unit::{self, Unit, UnitId};
use crate::effect::{Answer, Effect, Over, Spot};
use crate::kit::keys::Row;
use crate::kit::table::Cursor;
use crate::screen::Msg;
use crate::screen::saving::{self, Wish};
use crate::shelf::Shelf;
use crossterm::event::{KeyCode, KeyEvent};
use flags::Flags;
use form::Open;
use keys::Cmd;

pub use keep::{compare, draft, merge, restore};
pub use keys::commands;
pub use view::view;

/// What is selected and open.
#[derive(Debug, Clone, Default)]
pub struct State {
    cursor: Cursor,
    /// shown are the units that are not in the cluster on the last day of the period
    outside: bool,
    mode: Mode,
    /// on a low screen: the second half of the page of a unit
    second: bool,
    /// to be selected as soon as the roster has it
    wanted: Option<UnitId>,
}

#[derive(Debug, Clone, Default)]
enum Mode {
    #[default]
    List,
    /// one unit over the periods
    Page,
    Form(Box<Open>),
    /// discipline, inspection, complaint of one unit
    Flags(Flags),
}

/// The roster with its dates; ranks and awards come with the quarter.
pub fn needs(_state: &State, shelf: &Shelf) -> Vec<Ask> {
    vec![Ask::Roster(shelf.period), Ask::Flags]
}

/// Rows active now.
pub fn keys(state: &State, shelf: &Shelf) -> Vec<Row> {
    keys::rows(state, shelf)
}

/// What lies open over the list, the outermost first.
pub fn pages(state: &State) -> Vec<&'static str> {
    match &state.mode {
        Mode::List => Vec::new(),
        Mode::Page => vec!["page.unit"],
        Mode::Form(_) => vec!["page.form"],
        Mode::Flags(flags) => {
            let form = flags.form.as_ref().map(|_| "page.form");
            ["page.unit", "page.flags"].into_iter().chain(form).collect()
        }
    }
}

/// Has a text field the focus?
pub fn typing(state: &State) -> bool {
    match &state.mode {
        Mode::Form(_) => true,
        Mode::Flags(flags) => flags.form.is_some(),
        Mode::List | Mode::Page => false,
    }
}

/// Is there text that is not saved?
pub fn unsaved(state: &State) -> bool {
    match &state.mode {
        Mode::Form(open) => open.form.changed(),
        Mode::Flags(flags) => flags.form.as_ref().is_some_and(|edit| edit.form.changed()),
        Mode::List | Mode::Page => false,
    }
}

/// A message.
pub fn update(state: &mut State, shelf: &Shelf, msg: Msg) -> Vec<Effect> {
    settle(state, shelf);
    match msg {
        Msg::Enter(spot) => enter(state, shelf, &spot),
        Msg::Command(n) => return Cmd::of(n).map_or_else(Vec::new, |cmd| command(state, shelf, cmd)),
        Msg::Key(key) => return press(state, shelf, &key),
        Msg::Paste(text) => {
            let edit = match &mut state.mode {
                Mode::Form(open) => Some(&mut open.form),
                Mode::Flags(flags) => flags.form.as_mut().map(|edit| &mut edit.form),
                Mode::List | Mode::Page => None,
            };
            if let Some(form) = edit {
                form.paste(&text);
            }
        }
        Msg::Answer("leave.units", Answer::Yes) => state.mode = Mode::List,
        Msg::Answer(flags::LEAVE, Answer::Yes) => {
            if let Mode::Flags(flags) = &mut state.mode {
                flags.form = None;
            }
        }
        Msg::Done(done) => {
            if let Mode::Flags(flags) = &mut state.mode {
                flags.done();
            }
            if let Mode::Form(open) = &state.mode
                && open.saving.under_way()
            {
                state.mode = Mode::List;
                state.wanted = done.row.filter(|_| !matches!(done.what.as_str(), "act.unit_roles"));
            }
        }
        Msg::Refused(refusal) => refused(state, &refusal),
        Msg::Answer(..) | Msg::Exported(_) => {}
    }
    Vec::new()
}

fn enter(state: &mut State, shelf: &Shelf, spot: &Spot) {
    // a form with text in it stays open, whatever one came for
    if typing(state) {
        return;
    }
    match spot {
        Spot::Unit(id) => {
            state.mode = Mode::List;
            state.outside = outsiders(shelf).iter().any(|u| u.id == *id);
            state.wanted = Some(*id);
        }
        Spot::Page(id) => {
            state.mode = Mode::Page;
            state.second = false;
            state.outside = outsiders(shelf).iter().any(|u| u.id == *id);
            state.wanted = Some(*id);
        }
        Spot::Flags(id) => {
            if let Some(unit) = shelf.quarter().and_then(|q| q.unit(*id)) {
                state.mode = Mode::Flags(Flags::of(unit));
                state.wanted = Some(*id);
            }
        }
        Spot::New if keys::locked(shelf).is_none() => {
            state.mode = Mode::Form(Box::new(Open::add(shelf)));
        }
        _ => {}
    }
    state.cursor.fit(rows(state, shelf).len());
}

fn command(state: &mut State, shelf: &Shelf, cmd: Cmd) -> Vec<Effect> {
    let selected = selected(state, shelf).cloned();
    match cmd {
        Cmd::Open if selected.is_some() => {
            state.mode = Mode::Page;
            state.second = false;
        }
        Cmd::Edit => {
            if let Some(unit) = selected {
                state.mode = Mode::Form(Box::new(Open::edit(shelf, unit)));
            }
        }
        Cmd::Add => state.mode = Mode::Form(Box::new(Open::add(shelf))),
        Cmd::Roles => state.mode = Mode::Form(Box::new(Open::roles(shelf))),
        Cmd::Outside => {
            state.outside = !state.outside;
            state.cursor = Cursor::default();
        }
        Cmd::Remove => {
            if let Some(unit) = selected {
                let act = unit::Act::Remove { id: unit.id, rev: unit.rev, label: unit.label() };
                return vec![Effect::Act(Act::Unit(act))];
            }
        }
        Cmd::Back => state.mode = if matches!(state.mode, Mode::Flags(_)) { Mode::Page } else { Mode::List },
        Cmd::Life => {
            if let Some(unit) = selected {
                return vec![Effect::Lay(Over::Page(Whose::Unit(unit.id)))];
            }
        }
        Cmd::Flags => {
            if let Some(unit) = selected {
                state.mode = Mode::Flags(Flags::of(&unit));
            }
        }
        Cmd::FlagAdd | Cmd::FlagEdit | Cmd::FlagRemove => return flag_command(state, shelf, cmd),
        Cmd::Open => {}
    }
    Vec::new()
}

fn flag_command(state: &mut State, shelf: &Shelf, cmd: Cmd) -> Vec<Effect> {
    let Mode::Flags(flags) = &mut state.mode else { return Vec::new() };
    match cmd {
        Cmd::FlagAdd => flags.add(shelf),
        Cmd::FlagEdit => flags.edit(shelf),
        _ => return flags.remove(shelf).into_iter().collect(),
    }
    Vec::new()
}

fn press(state: &mut State, shelf: &Shelf, key: &KeyEvent) -> Vec<Effect> {
    let len = rows(state, shelf).len();
    match &mut state.mode {
        Mode::List => {
            state.cursor.key(key, len, 10);
        }
        Mode::Page => match key.code {
            KeyCode::Left => state.cursor.at = state.cursor.at.saturating_sub(1),
            KeyCode::Right => state.cursor.at = (state.cursor.at + 1).min(len.saturating_sub(1)),
            KeyCode::PageDown | KeyCode::PageUp => state.second = key.code == KeyCode::PageDown,
            _ => {
                state.cursor.key(key, len, 10);
            }
        },
        Mode::Flags(flags) => return flags.key(key, shelf),
        Mode::Form(open) => match saving::key(&mut open.form, key, "leave.units") {
            Wish::Save if open.is_kept() => {
                state.mode = Mode::List;
                return vec![saving::unchanged()];
            }
            Wish::Save => return form::save(open, shelf),
            Wish::Stay(effects) => return effects,
            Wish::Close => state.mode = Mode::List,
        },
    }
    Vec::new()
}

/// What was typed stays; the sentence goes to the field it speaks of, where that is known.
fn refused(state: &mut State, refusal: &Refusal) {
    if let Mode::Flags(flags) = &mut state.mode {
        flags.refused(refusal);
    }
    let Mode::Form(open) = &mut state.mode else { return };
    if !open.saving.refused() {
        return;
    }
    let problem = refusal.problem();
    let field = match (problem.key, &open.what) {
        ("problem.store_unit_code", _) => "code",
        ("problem.store_unit_twice" | "problem.store_unit_name", _) => "name",
        ("problem.store_dates_order", _) => "to",
        ("problem.store_roles_same", _) => "deputy",
        _ => return,
    };
    saving::point(&mut open.form, field, problem);
}

/// Members on the last day of the period: a locked one shows those of its lock.
fn members(shelf: &Shelf) -> &[Unit] {
    shelf.quarter().map_or(&[], |q| q.units.as_slice())
}

/// Units that left before the last day of the period, or join after it.
fn outsiders(shelf: &Shelf) -> Vec<&Unit> {
    let members = members(shelf);
    let all = shelf.roster().map_or(&[][..], |r| r.as_slice());
    all.iter().filter(|u| !members.iter().any(|m| m.id == u.id)).collect()
}

/// Rows of the list as it stands.
fn rows<'a>(state: &State, shelf: &'a Shelf) -> Vec<&'a Unit> {
    if state.outside { outsiders(shelf) } else { members(shelf).iter().collect() }
}

/// Place of the selected row: the one that is waited for, once it is there.
fn at(state: &State, rows: &[&Unit]) -> usize {
    let wanted = state.wanted.and_then(|id| rows.iter().position(|u| u.id == id));
    wanted.unwrap_or(state.cursor.at).min(rows.len().saturating_sub(1))
}

/// The selected unit as it is in the register now: a form needs its revision.
fn selected<'a>(state: &State, shelf: &'a Shelf) -> Option<&'a Unit> {
    let rows = rows(state, shelf);
    let unit = *rows.get(at(state, &rows))?;
    Some(live(shelf, unit.id).unwrap_or(unit))
}

fn live(shelf: &Shelf, id: UnitId) -> Option<&Unit> {
    shelf.roster()?.iter().find(|u| u.id == id)
}

/// The waited-for row becomes the selected one.
fn settle(state: &mut State, shelf: &Shelf) {
    if shelf.roster().is_none() || shelf.quarter().is_none() {
        return;
    }
    if state.outside && outsiders(shelf).is_empty() {
        state.outside = false;
    }
    let rows = rows(state, shelf);
    let (at, len) = (at(state, &rows), rows.len());
    state.cursor.at = at;
    state.cursor.fit(len);
    state.wanted = None;
}

/// Cụm or Khối.
fn label(shelf: &Shelf) -> Label {
    shelf.quarter().map_or(Label::Cluster, |q| q.register.label)
}

/// The word of the label set in use.
fn of_label(label: Label, cluster: &'static str, block: &'static str) -> &'static str {
    match label {
        Label::Cluster => cluster,
        Label::Block => block,
    }
}

/// The period looked at, for a sentence.
fn period(shelf: &Shelf) -> Arg {
    Arg::Period(shelf.period)
}
