//! Room 0, Thiết lập: a list of parts at the left, what the selected one says at the right; a part that is a list is gone
//! into, and its entries are opened. Each change is one act, so that it can be taken back; what a setting means is decided
//! elsewhere.
mod awards;
mod backup;
mod basics;
mod display;
mod file;
mod keep;
mod knockouts;
mod levels;
mod part;
mod parts;
mod scoring;
mod shortcuts;
mod table_form;
mod tables;
mod view;

use crate::core::act::Refusal;
use crate::core::ask::Ask;
use crate::core::problem::Problem;
use crate::core::table::Given;
use crate::effect::{Answer, Effect, Job, Place, Room, Spot};
use crate::kit::form::FormEvent;
use crate::kit::keys::Row;
use crate::kit::table::Cursor;
use crate::screen::{Msg, leave, saving};
use crate::shelf::Shelf;
use crossterm::event::KeyEvent;
use part::{Came, Open, Part, Subject};
use parts::PARTS;
use std::path::Path;

pub use keep::{compare, draft, merge, restore};
pub use view::view;

/// Which part is selected, where one is in its list, and the form of what is being changed.
#[derive(Debug, Clone, Default)]
pub struct State {
    cursor: Cursor,
    /// the list of the part has the focus
    inside: bool,
    entry: Cursor,
    open: Option<Box<Open>>,
    /// files ordered last: ordered again, with force, when overwriting is granted
    order: Option<Job>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cmd {
    Edit,
    Enter,
    Preview,
    Add,
    Remove,
    Copy,
    Import,
    Export,
    Read,
    Up,
    Down,
    Back,
}

const KEYS: &[(Cmd, &[&str], &str, u8)] = &[
    (Cmd::Edit, &["Enter", "F2", "Tab"], "room.se.key_edit", 10),
    (Cmd::Enter, &["Enter", "F2", "Tab"], "room.se.key_enter", 10),
    (Cmd::Add, &["Ctrl+N", "Insert"], "room.se.key_add", 20),
    (Cmd::Remove, &["Delete"], "room.se.key_remove", 30),
    (Cmd::Copy, &["Ctrl+D"], "room.tb.key_copy", 31),
    (Cmd::Import, &["Ctrl+O"], "room.tb.key_import", 25),
    (Cmd::Export, &["Ctrl+S"], "room.tb.key_export", 33),
    (Cmd::Read, &["F6"], "room.se.key_read_keys", 35),
    (Cmd::Up, &["Ctrl+Up"], "room.se.key_up", 40),
    (Cmd::Down, &["Ctrl+Down"], "room.se.key_down", 41),
    (Cmd::Back, &["Esc", "Shift+Tab"], "room.se.key_back", 50),
    (Cmd::Preview, &["Ctrl+P"], "room.se.key_preview", 60),
];

/// The tables and level sets to choose from, and the lists; the register's own row comes with the quarter.
pub fn needs(_state: &State, _shelf: &Shelf) -> Vec<Ask> {
    vec![Ask::Choices, Ask::Lists, Ask::Copies]
}

/// The part under the cursor.
fn part(state: &State) -> &'static dyn Part {
    PARTS.get(state.cursor.at).copied().unwrap_or(PARTS[0])
}

/// Rows active now.
pub fn keys(state: &State, shelf: &Shelf) -> Vec<Row> {
    if let Some(open) = &state.open {
        return open.part.rows(&open.form);
    }
    let part = part(state);
    let listed = is_list(part, shelf);
    let row = |(n, key): (usize, &(Cmd, &'static [&'static str], &'static str, u8))| {
        let (word, active) = match key.0 {
            Cmd::Edit => (key.2, !listed || state.inside),
            Cmd::Enter => (key.2, listed && !state.inside),
            Cmd::Add => (part.adds().unwrap_or(key.2), part.adds().is_some() && (state.inside || !listed)),
            Cmd::Remove => (part.removes().unwrap_or(key.2), part.removes().is_some() && state.inside),
            Cmd::Copy => (part.copies().unwrap_or(key.2), part.copies().is_some() && state.inside),
            Cmd::Import => (part.imports().unwrap_or(key.2), part.imports().is_some()),
            Cmd::Export => (part.exports().unwrap_or(key.2), part.exports().is_some() && state.inside),
            Cmd::Read => (part.reads().unwrap_or(key.2), part.reads().is_some()),
            Cmd::Up | Cmd::Down => (key.2, part.orders() && state.inside),
            Cmd::Back => (key.2, state.inside),
            Cmd::Preview => (key.2, !state.inside),
        };
        let stops = !matches!(key.0, Cmd::Preview | Cmd::Back | Cmd::Enter | Cmd::Export);
        let why = if stops { part.blocked(shelf) } else { None };
        active.then(|| Row::new(key.1, word, key.3, Some(n)).blocked(why))
    };
    KEYS.iter().enumerate().filter_map(row).collect()
}

/// Has the part entries to go into?
fn is_list(part: &dyn Part, shelf: &Shelf) -> bool {
    part.count(shelf).is_some()
}

/// What lies open over the list, the outermost first.
pub fn pages(state: &State) -> Vec<&'static str> {
    let (inside, form) = (state.inside.then_some("room.settings"), state.open.as_ref().map(|_| "page.form"));
    inside.into_iter().chain(form).collect()
}

/// Has a text field the focus?
pub fn typing(state: &State) -> bool {
    state.open.is_some()
}

/// Is there text that is not saved?
pub fn unsaved(state: &State) -> bool {
    state.open.as_ref().is_some_and(|o| o.form.changed())
}

/// A message.
pub fn update(state: &mut State, shelf: &Shelf, msg: Msg) -> Vec<Effect> {
    // a list that is being read again keeps its place
    if let Some(count) = part(state).count(shelf).filter(|n| *n > 0) {
        state.entry.fit(count);
    }
    match msg {
        Msg::Enter(Spot::Part(n)) if state.open.is_none() => {
            state.cursor.at = n;
            state.cursor.fit(PARTS.len());
            state.inside = false;
        }
        Msg::Command(n) => return KEYS.get(n).map_or_else(Vec::new, |k| command(state, shelf, k.0)),
        Msg::Key(key) => return press(state, shelf, &key),
        Msg::Paste(text) => {
            if let Some(open) = &mut state.open {
                open.form.paste(&text);
                open.part.changed(&mut open.form, "", shelf);
                open.alert = open.part.alert(&open.form, &open.subject, shelf);
            }
        }
        Msg::Answer("leave.settings", Answer::Yes) => {
            return state.open.take().map_or_else(Vec::new, |open| open.part.dropped(shelf));
        }
        Msg::Answer("papers.overwrite", Answer::Yes) => return again(state),
        Msg::Answer(id, answer) if id != "leave.settings" => {
            let came = part(state).answered(shelf, state.entry.at, id, &answer);
            return comes(state, shelf, came);
        }
        Msg::Exported(files) => return vec![Effect::Say(written(&files))],
        Msg::Done(done) => done_with(state, &done.what),
        Msg::Refused(refusal) => refused(state, &refusal),
        Msg::Enter(_) | Msg::Answer(..) => {}
    }
    Vec::new()
}

/// What a command of a part came to.
fn comes(state: &mut State, shelf: &Shelf, came: Came) -> Vec<Effect> {
    match came {
        Came::Form(subject, form) => {
            let part = part(state);
            state.open = Some(Box::new(Open::new(part, subject, *form, shelf)));
            Vec::new()
        }
        Came::Do(effects) => {
            let job = effects.iter().find_map(|e| if let Effect::Job(job) = e { Some(job) } else { None });
            state.order = job.cloned().or(state.order.take());
            effects
        }
    }
}

/// The score table that was asked for was read: it is opened to be looked through. Else the path stays, and says why not.
pub fn given(state: &mut State, shelf: &Shelf, given: Result<Given, Problem>) -> Vec<Effect> {
    // only the form that asked for it gives way
    let Some(open) = state.open.as_mut().filter(|open| asks_path(open)) else { return Vec::new() };
    match given {
        Ok(given) => {
            let said = tables::read(shelf, &given);
            comes(state, shelf, tables::given(shelf, &given));
            vec![Effect::Say(said)]
        }
        Err(problem) => {
            // whatever is wrong with the file, the path is the one thing that can be typed here
            let field = open.part.points_to(problem.key).unwrap_or_else(|| open.form.focused());
            saving::point(&mut open.form, field, &problem);
            Vec::new()
        }
    }
}

/// Does the form ask for nothing but the path of a file to read? Nothing of it is lost by leaving.
fn asks_path(open: &Open) -> bool {
    matches!(open.subject, Subject::Machine) && open.part.imports().is_some()
}

/// Overwriting was granted.
fn again(state: &mut State) -> Vec<Effect> {
    match state.order.take() {
        Some(Job::WriteTable { table, endings, folder, lang, .. }) => {
            vec![Effect::Job(Job::WriteTable { table, endings, folder, lang, force: true })]
        }
        _ => Vec::new(),
    }
}

/// Where the files lie.
fn written(files: &[String]) -> Problem {
    let paths: Vec<&Path> = files.iter().map(Path::new).collect();
    let folder = paths.first().and_then(|p| p.parent()).map(|p| p.display().to_string()).unwrap_or_default();
    let names: Vec<String> =
        paths.iter().filter_map(|p| p.file_name()).map(|n| n.to_string_lossy().into_owned()).collect();
    Problem::new("note.papers_written")
        .num("n", files.len() as i64)
        .text("files", names.join(", "))
        .text("folder", folder)
}

fn command(state: &mut State, shelf: &Shelf, cmd: Cmd) -> Vec<Effect> {
    let (part, at) = (part(state), state.entry.at);
    let came = match cmd {
        Cmd::Enter => {
            state.inside = true;
            state.entry = Cursor::default();
            return Vec::new();
        }
        Cmd::Back => {
            state.inside = false;
            return Vec::new();
        }
        Cmd::Preview => return vec![Effect::Go(Place { room: Room::Papers, spot: Spot::AsLeft })],
        _ if part.blocked(shelf).is_some() => return Vec::new(),
        Cmd::Edit => part.open(shelf, at),
        Cmd::Add => part.add(shelf, at),
        Cmd::Remove => part.remove(shelf, at),
        Cmd::Copy => part.copy(shelf, at),
        Cmd::Import => part.import(shelf),
        Cmd::Export => part.export(shelf, at),
        Cmd::Read => part.read(),
        Cmd::Up | Cmd::Down => {
            // the cursor goes with the entry: the list comes back in its new order
            let (up, last) = (cmd == Cmd::Up, part.count(shelf).unwrap_or(0).saturating_sub(1));
            if !shelf.read_only {
                state.entry.at = if up { at.saturating_sub(1) } else { (at + 1).min(last) };
            }
            part.shift(shelf, at, up)
        }
    };
    comes(state, shelf, came)
}

fn press(state: &mut State, shelf: &Shelf, key: &KeyEvent) -> Vec<Effect> {
    let Some(open) = &mut state.open else {
        if state.inside {
            let count = part(state).count(shelf).unwrap_or(0);
            state.entry.key(key, count, 10);
        } else {
            state.cursor.key(key, PARTS.len(), PARTS.len());
        }
        return Vec::new();
    };
    let part = open.part;
    if table_form::SEEK.matches(key) {
        part.seek(&mut open.form, shelf);
        open.alert = part.alert(&open.form, &open.subject, shelf);
        return Vec::new();
    }
    let field = open.form.focused();
    let was = open.form.text(field);
    match open.form.key(key) {
        FormEvent::Save if !open.form.changed() && !is_new(&open.subject) => {
            state.open = None;
            part.kept(shelf).into_iter().chain([saving::unchanged()]).collect()
        }
        FormEvent::Save => {
            // a choice taken by the key that saves
            let taken = open.form.text(field) != was;
            let mut effects = if taken { part.changed(&mut open.form, field, shelf) } else { Vec::new() };
            effects.extend(save(open, shelf));
            // what is no act of the register is done at once
            let waits = |e: &Effect| matches!(e, Effect::Act(_) | Effect::Job(Job::ReadTable { .. }));
            if !effects.is_empty() && !effects.iter().any(waits) {
                state.open = None;
            }
            effects
        }
        FormEvent::Leave if open.form.changed() && !asks_path(open) => vec![leave::ask("leave.settings")],
        FormEvent::Leave => {
            state.open = None;
            Vec::new()
        }
        FormEvent::Changed(field) => {
            let effects = part.changed(&mut open.form, field, shelf);
            open.alert = part.alert(&open.form, &open.subject, shelf);
            effects
        }
        FormEvent::Moved | FormEvent::Ignored => Vec::new(),
    }
}

/// A copy is saved though nothing in it was changed.
fn is_new(subject: &Subject) -> bool {
    match subject {
        Subject::Levels(set) => set.id == 0,
        Subject::Table(table) => table.id == 0,
        _ => false,
    }
}

/// What saving wants done; nothing while a field is in error, or while its act is on the way.
fn save(open: &mut Open, shelf: &Shelf) -> Vec<Effect> {
    if !open.saving.may(&mut open.form) {
        return Vec::new();
    }
    let effects = open.part.save(&mut open.form, &open.subject, shelf);
    if effects.iter().any(|e| matches!(e, Effect::Act(_))) {
        open.saving.sent(shelf);
    }
    effects
}

/// Its act was written: the form closes, and the cursor goes to what is new.
fn done_with(state: &mut State, what: &str) {
    if state.open.as_ref().is_some_and(|o| o.saving.under_way()) {
        state.open = None;
    }
    if what.ends_with("_new") || what.ends_with("_copy") {
        // new entries come last; the list is cut to its length when it is there
        state.inside = state.inside && part(state).adds().is_some();
        state.entry.at = usize::MAX - 1;
    }
}

/// What was typed stays.
fn refused(state: &mut State, refusal: &Refusal) {
    let Some(open) = &mut state.open else { return };
    if !open.saving.refused() {
        return;
    }
    let problem: &Problem = refusal.problem();
    if let Some(field) = open.part.points_to(problem.key) {
        saving::point(&mut open.form, field, problem);
    }
}

/// Every command of the room, with its standard keys: what the file of own keys may name.
pub fn commands() -> Vec<(&'static str, &'static [&'static str])> {
    let mut all: Vec<_> = KEYS.iter().map(|k| (k.2, k.1)).collect();
    // in a part that is a list, adding and taking out have names of their own
    let of = |cmd: Cmd| KEYS.iter().find(move |k| k.0 == cmd);
    for part in PARTS {
        let adds = part.adds().zip(of(Cmd::Add)).map(|(word, k)| (word, k.1));
        let removes = part.removes().zip(of(Cmd::Remove)).map(|(word, k)| (word, k.1));
        all.extend(adds.into_iter().chain(removes));
    }
    all
}
