//! Room 3, Phong trào: the year's movement and motto, and its campaigns with dates that may be unknown or cross quarters.
//! Awards are not counted here: they belong to the period of their own decision.
mod form;
mod keep;
mod view;

use crate::core::act::{Act, Refusal};
use crate::core::ask::Ask;
use crate::core::campaign::{self, Campaign, Movement};
use crate::core::problem::Problem;
use crate::effect::{Answer, Effect, Spot};
use crate::kit::form as kit_form;
use crate::kit::keys::Row;
use crate::kit::table::Cursor;
use crate::screen::Msg;
use crate::screen::saving::{self, Wish};
use crate::shelf::Shelf;
use crossterm::event::KeyEvent;
use form::Open;
use std::cmp::Reverse;

pub use keep::{compare, draft, merge, restore};
pub use view::view;

/// What is selected and open. Place 0 of the selection is the movement itself, the campaigns follow.
#[derive(Debug, Clone, Default)]
pub struct State {
    cursor: Cursor,
    /// the first campaign was selected once
    placed: bool,
    form: Option<Box<Open>>,
    /// to be selected as soon as it is in the list
    wanted: Option<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cmd {
    Open,
    Add,
    Remove,
    Movement,
}

const KEYS: &[(Cmd, &[&str], &str, u8)] = &[
    (Cmd::Open, &["Enter", "F2"], "room.mv.key_open", 10),
    (Cmd::Add, &["Ctrl+N", "Insert"], "room.mv.key_add", 20),
    (Cmd::Remove, &["Delete"], "room.mv.key_remove", 30),
    (Cmd::Movement, &[], "room.mv.key_movement", 0),
];

/// Movement and campaigns of the year.
pub fn needs(_state: &State, shelf: &Shelf) -> Vec<Ask> {
    vec![Ask::Movement(shelf.period.year)]
}

/// Rows active now.
pub fn keys(state: &State, shelf: &Shelf) -> Vec<Row> {
    if state.form.is_some() {
        return kit_form::ROWS.to_vec();
    }
    let none = selected(state, shelf).is_none().then(|| Problem::new("room.mv.choose_first"));
    let row =
        |(n, (cmd, chords, word, footer)): (usize, &(Cmd, &'static [&'static str], &'static str, u8))| {
            Row::new(chords, word, *footer, Some(n)).blocked(none.clone().filter(|_| *cmd == Cmd::Remove))
        };
    KEYS.iter().enumerate().map(row).collect()
}

/// What lies open over the list, the outermost first.
pub fn pages(state: &State) -> Vec<&'static str> {
    state.form.iter().map(|_| "page.form").collect()
}

/// Has a text field the focus?
pub fn typing(state: &State) -> bool {
    state.form.is_some()
}

/// Is there text that is not saved?
pub fn unsaved(state: &State) -> bool {
    state.form.as_ref().is_some_and(|o| o.form.changed())
}

/// A message.
pub fn update(state: &mut State, shelf: &Shelf, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Enter(spot) => {
            // a form with text in it stays open, whatever one came for
            if state.form.is_none() {
                state.placed = false;
                if spot == Spot::New {
                    state.form = Some(Box::new(Open::campaign(shelf, None)));
                }
            }
        }
        Msg::Command(n) => {
            settle(state, shelf);
            return KEYS.get(n).map_or_else(Vec::new, |k| command(state, shelf, k.0));
        }
        Msg::Key(key) => return press(state, shelf, &key),
        Msg::Paste(text) => {
            if let Some(open) = &mut state.form {
                open.form.paste(&text);
            }
        }
        Msg::Answer("mv.leave", Answer::Yes) => state.form = None,
        Msg::Done(done) => {
            if state.form.as_ref().is_some_and(|o| o.saving.under_way()) {
                state.form = None;
                state.wanted = done.row;
            }
        }
        Msg::Refused(refusal) => refused(state, &refusal),
        Msg::Answer(..) | Msg::Exported(_) => {}
    }
    Vec::new()
}

fn command(state: &mut State, shelf: &Shelf, cmd: Cmd) -> Vec<Effect> {
    let found = selected(state, shelf).cloned();
    match (cmd, found) {
        (Cmd::Open, Some(campaign)) => {
            state.form = Some(Box::new(Open::campaign(shelf, Some(campaign))));
        }
        (Cmd::Open, None) | (Cmd::Movement, _) => state.form = Some(Box::new(Open::movement(shelf))),
        (Cmd::Add, _) => state.form = Some(Box::new(Open::campaign(shelf, None))),
        (Cmd::Remove, Some(Campaign { id, rev, name, .. })) => {
            return vec![Effect::Act(Act::Campaign(campaign::Act::Remove { id, rev, label: name }))];
        }
        (Cmd::Remove, None) => {}
    }
    Vec::new()
}

fn press(state: &mut State, shelf: &Shelf, key: &KeyEvent) -> Vec<Effect> {
    let Some(open) = &mut state.form else {
        settle(state, shelf);
        state.cursor.key(key, campaigns(shelf).len() + 1, 8);
        return Vec::new();
    };
    match saving::key(&mut open.form, key, "mv.leave") {
        Wish::Save if open.is_kept() => {
            state.form = None;
            return vec![saving::unchanged()];
        }
        Wish::Save => return form::save(open, shelf),
        Wish::Stay(effects) => return effects,
        Wish::Close => state.form = None,
    }
    Vec::new()
}

/// What was typed stays; the sentence goes to the field it speaks of, where that is known.
fn refused(state: &mut State, refusal: &Refusal) {
    let Some(open) = &mut state.form else { return };
    if !open.saving.refused() {
        return;
    }
    let field = match refusal.problem().key {
        "problem.store_campaign_name" => "name",
        "problem.store_dates_order" => "to",
        _ => return,
    };
    saving::point(&mut open.form, field, refusal.problem());
}

/// Movement of the year, as far as it is read.
fn movement(shelf: &Shelf) -> Option<&Movement> {
    shelf.movement().map(|m| &m.0)
}

/// Campaigns of the year, the latest first, unknown dates last.
fn campaigns(shelf: &Shelf) -> Vec<&Campaign> {
    let mut all: Vec<&Campaign> = shelf.movement().map_or_else(Vec::new, |m| m.1.iter().collect());
    all.sort_by_key(|c| Reverse(c.to.or(c.from)));
    all
}

/// Place of the selection: the campaign that is waited for, the first one at the beginning, else the cursor.
fn place(state: &State, campaigns: &[&Campaign]) -> usize {
    let wanted = state.wanted.and_then(|id| campaigns.iter().position(|c| c.id == id)).map(|n| n + 1);
    let first = (!state.placed).then_some(1);
    wanted.or(first).unwrap_or(state.cursor.at).min(campaigns.len())
}

fn settle(state: &mut State, shelf: &Shelf) {
    let campaigns = campaigns(shelf);
    state.cursor.at = place(state, &campaigns);
    state.cursor.fit(campaigns.len() + 1);
    state.placed = true;
    state.wanted = None;
}

/// The selected campaign.
fn selected<'a>(state: &State, shelf: &'a Shelf) -> Option<&'a Campaign> {
    let campaigns = campaigns(shelf);
    campaigns.get(place(state, &campaigns).checked_sub(1)?).copied()
}

/// Every command of the room, with its standard keys: what the file of own keys may name.
pub fn commands() -> Vec<(&'static str, &'static [&'static str])> {
    KEYS.iter().map(|k| (k.2, k.1)).collect()
}
