//! Room 8, Văn bản: the papers of the period with their state, the preview, the texts people write for the report, and
//! writing the files. The papers themselves are made by `core::summary` and `papers`; nothing here counts or formats.
mod export;
mod keep;
mod sheet;
mod texts;
mod view;

use crate::core::ask::Ask;
use crate::core::summary::Paper;
use crate::effect::{Answer, Effect, Job, Place, Room, Spot};
use crate::kit::form::{self, FormEvent};
use crate::kit::keys::Row;
use crate::screen::{Msg, leave, saving};
use crate::shelf::Shelf;
use crossterm::event::{KeyCode, KeyEvent};
use sheet::{Choice, Sheet};

pub use keep::{compare, draft, merge, restore};
pub use view::view;

/// Which paper is selected, how far it is scrolled, which form is open.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// the paper looked at
    choice: Choice,
    /// first line of the preview that is shown
    top: usize,
    /// the preview as built last
    sheet: Sheet,
    mode: Mode,
    /// the order sent last: sent again, with force, when overwriting is granted
    order: Option<Job>,
    /// files written last
    pub(super) files: Vec<String>,
}

#[derive(Debug, Clone, Default)]
enum Mode {
    #[default]
    Preview,
    Texts(Box<texts::Open>),
    Export(Box<export::Open>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cmd {
    Texts,
    Export,
    Letterhead,
    Before,
    After,
}

const KEYS: &[(Cmd, &[&str], &str, u8)] = &[
    (Cmd::Texts, &["F2"], "room.pa.key_texts", 10),
    (Cmd::Export, &["Ctrl+S"], "room.pa.key_export", 20),
    (Cmd::Letterhead, &[], "room.pa.key_letterhead", 0),
    (Cmd::Before, &["Left"], "room.pa.key_before", 0),
    (Cmd::After, &["Right"], "room.pa.key_after", 22),
];

/// Chords of the letterhead while something of it is missing.
const LETTERHEAD: (&[&str], u8) = (&["Enter", "Ctrl+G"], 15);

/// Keys the list and the preview answer themselves.
const MOVES: &[Row] = &[
    Row::new(&["Down", "Up"], "room.pa.key_choose", 25, None),
    Row::new(&["PageDown", "PageUp", "Home", "End"], "room.pa.key_scroll", 40, None),
];

/// The award rows: the paper names the recipients and traces its figures by them. An adjustment, and a result as it stood
/// before one, are made from an earlier version of the period.
pub fn needs(state: &State, shelf: &Shelf) -> Vec<Ask> {
    let mut needs = vec![Ask::Awards(shelf.period)];
    if let Some(facts) = shelf.quarter() {
        needs.extend(state.choice.needs(facts).map(|n| Ask::Version(shelf.period, n)));
    }
    if let Mode::Texts(open) = &state.mode {
        needs.push(Ask::Quarter(open.period));
    }
    needs
}

/// Rows active now.
pub fn keys(state: &State, shelf: &Shelf) -> Vec<Row> {
    match state.mode {
        Mode::Preview => {
            let lacks = shelf.quarter().is_some_and(|q| !sheet::lacking(q).is_empty());
            let copies = shelf.quarter().map(|q| state.choice.copies(q).map_or(0, |(all, _)| all.len()));
            let copies = copies.unwrap_or_default();
            let fits = |cmd: Cmd| match cmd {
                Cmd::Texts => state.choice.paper.written(),
                Cmd::Export => copies > 0,
                Cmd::Before | Cmd::After => copies > 1,
                Cmd::Letterhead => true,
            };
            let rows = KEYS.iter().enumerate().filter(|(_, k)| fits(k.0)).map(|(n, k)| {
                let (chords, footer) = if k.0 == Cmd::Letterhead && lacks { LETTERHEAD } else { (k.1, k.3) };
                let word = match (k.0, state.choice.paper) {
                    (Cmd::After, Paper::Adjustment) => "room.pa.key_after_n",
                    (Cmd::After, Paper::Result | Paper::Scores) => "room.pa.key_after_version",
                    _ => k.2,
                };
                Row::new(chords, word, footer, Some(n))
            });
            rows.chain(MOVES.iter().cloned()).collect()
        }
        Mode::Texts(_) => form::ROWS.to_vec(),
        Mode::Export(_) => {
            let mut rows = form::ROWS.to_vec();
            for row in rows.iter_mut().filter(|r| r.word == "kit.form.save") {
                row.word = "room.pa.key_write";
            }
            rows
        }
    }
}

/// What lies open over the list, the outermost first.
pub fn pages(state: &State) -> Vec<&'static str> {
    typing(state).then_some("page.form").into_iter().collect()
}

/// Has a text field the focus?
pub fn typing(state: &State) -> bool {
    !matches!(state.mode, Mode::Preview)
}

/// Is there text that is not saved? How the files shall be written is no text.
pub fn unsaved(state: &State) -> bool {
    matches!(&state.mode, Mode::Texts(open) if open.form.changed())
}

/// A message.
pub fn update(state: &mut State, shelf: &Shelf, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Command(n) => return command(state, shelf, n),
        Msg::Key(key) => return press(state, shelf, &key),
        Msg::Paste(text) => match &mut state.mode {
            Mode::Texts(open) => {
                open.form.paste(&text);
            }
            Mode::Export(open) => {
                open.form.paste(&text);
            }
            Mode::Preview => {}
        },
        Msg::Answer("leave.papers", Answer::Yes) => state.mode = Mode::Preview,
        Msg::Answer("papers.overwrite", Answer::Yes) => return again(state),
        Msg::Done(_) if matches!(&state.mode, Mode::Texts(open) if open.saving) => state.mode = Mode::Preview,
        Msg::Refused(_) => {
            if let Mode::Texts(open) = &mut state.mode {
                open.saving = false;
            }
        }
        Msg::Exported(files) => return exported(state, files),
        Msg::Enter(spot) => enter(state, &spot),
        Msg::Answer(..) | Msg::Done(_) => {}
    }
    Vec::new()
}

/// A unit: why it has its points. A part: that paper, its usual copy.
fn enter(state: &mut State, spot: &Spot) {
    let before = state.choice;
    match spot {
        Spot::Unit(id) => {
            state.choice = Choice { paper: Paper::Why, unit: Some(*id), version: None, ..before }
        }
        Spot::Part(n) => {
            let paper = Paper::ALL.get(*n).copied().unwrap_or_default();
            state.choice = Choice { paper, ordinal: None, version: None, ..before };
        }
        Spot::Adjustment(n) => {
            state.choice = Choice { paper: Paper::Adjustment, ordinal: Some(*n), version: None, ..before };
        }
        _ => {}
    }
    if state.choice != before {
        state.top = 0;
    }
}

fn command(state: &mut State, shelf: &Shelf, n: usize) -> Vec<Effect> {
    let Some(facts) = shelf.quarter() else { return Vec::new() };
    match KEYS.get(n).map(|k| k.0) {
        Some(Cmd::Texts) => state.mode = Mode::Texts(Box::new(texts::Open::new(facts))),
        Some(Cmd::Export) => {
            let open = export::Open::new(facts, &shelf.words, state.choice, state.order.as_ref());
            state.mode = Mode::Export(Box::new(open));
        }
        Some(cmd @ (Cmd::Before | Cmd::After)) => {
            state.choice.turn(facts, cmd == Cmd::After);
            state.top = 0;
        }
        // the first part of room 0
        Some(Cmd::Letterhead) => {
            return vec![Effect::Go(Place { room: Room::Settings, spot: Spot::Part(0) })];
        }
        None => {}
    }
    Vec::new()
}

fn press(state: &mut State, shelf: &Shelf, key: &KeyEvent) -> Vec<Effect> {
    match &mut state.mode {
        Mode::Preview if matches!(key.code, KeyCode::Up | KeyCode::Down) => {
            choose(state, key.code == KeyCode::Down);
        }
        Mode::Preview => scroll(state, key.code),
        Mode::Texts(open) => match open.form.key(key) {
            FormEvent::Save if !open.form.changed() => {
                state.mode = Mode::Preview;
                return vec![saving::unchanged()];
            }
            FormEvent::Save => return open.save(shelf.read_only),
            FormEvent::Leave if open.form.changed() => return vec![leave::ask("leave.papers")],
            FormEvent::Leave => state.mode = Mode::Preview,
            FormEvent::Changed(_) | FormEvent::Moved | FormEvent::Ignored => {}
        },
        Mode::Export(open) => match open.form.key(key) {
            FormEvent::Save => {
                if let Some(job) = open.order() {
                    state.order = Some(job.clone());
                    return vec![Effect::Job(job)];
                }
            }
            FormEvent::Leave => state.mode = Mode::Preview,
            FormEvent::Changed(_) => open.suit(),
            FormEvent::Moved | FormEvent::Ignored => {}
        },
    }
    Vec::new()
}

/// The paper above or below in the list; its preview begins at its head.
fn choose(state: &mut State, on: bool) {
    let at = Paper::ALL.iter().position(|p| *p == state.choice.paper).unwrap_or(0);
    let to = if on { at + 1 } else { at.saturating_sub(1) };
    let Some(paper) = Paper::ALL.get(to).filter(|_| to != at) else { return };
    state.choice.paper = *paper;
    state.top = 0;
}

/// The preview moves by what was shown last.
fn scroll(state: &mut State, code: KeyCode) {
    let (lines, rows) = state.sheet.extent();
    let last = lines.saturating_sub(rows);
    let page = rows.saturating_sub(1).max(1);
    state.top = match code {
        KeyCode::PageUp => state.top.saturating_sub(page),
        KeyCode::PageDown => state.top + page,
        KeyCode::Home => 0,
        KeyCode::End => last,
        _ => state.top,
    }
    .min(last);
}

/// Overwriting was granted.
fn again(state: &State) -> Vec<Effect> {
    let Some(Job::Export { period, papers, unit, ordinal, formats, draft, folder, .. }) = state.order.clone()
    else {
        return Vec::new();
    };
    vec![Effect::Job(Job::Export { period, papers, unit, ordinal, formats, draft, folder, force: true })]
}

/// The files are there: the form has done its work, the sentence says where they lie.
fn exported(state: &mut State, files: Vec<String>) -> Vec<Effect> {
    if matches!(state.mode, Mode::Export(_)) {
        state.mode = Mode::Preview;
    }
    let note = export::note(&files);
    state.files = files;
    vec![Effect::Say(note)]
}

/// Every command of the room, with its standard keys: what the file of own keys may name.
pub fn commands() -> Vec<(&'static str, &'static [&'static str])> {
    KEYS.iter().map(|k| (k.2, k.1)).collect()
}
