//! Ctrl+K: every command, found by accent-free words; a command that cannot run now says why.
use super::{Outcome, field, row};
use crate::core::problem::Problem;
use crate::core::text;
use crate::effect::{Place, Room, Spot};
use crate::kit::field::Edit;
use crate::kit::keys::Row;
use crate::kit::look::{Look, Role};
use crate::kit::para::put_at as put;
use crate::kit::popup;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Position;

/// What an entry does.
#[derive(Debug, Clone)]
enum Does {
    Room(Room, usize),
    Global(usize),
    /// show that room
    Go(Room),
}

#[derive(Debug)]
struct Entry {
    label: String,
    folded: String,
    right: String,
    does: Does,
    blocked: Option<Problem>,
}

/// The command list.
#[derive(Debug)]
pub struct Commands {
    entries: Vec<Entry>,
    field: Edit,
    at: usize,
}

/// Footer rows.
pub fn keys() -> Vec<Row> {
    vec![row(&["Up", "Down"], "key.choose", 1), row(&["Enter"], "key.run", 2), row(&["Esc"], "key.close", 3)]
}

/// Most entries shown at once.
const SHOWN: usize = 10;

impl Commands {
    pub(super) fn new(rooms: Vec<(Room, Vec<Row>)>, global: &[Row], look: &Look) -> Self {
        let mut entries = Vec::new();
        let everywhere = |r: &Row| {
            let command = r.command?;
            Some(Entry::new(look.word(r.word), r.key(&look.words), Does::Global(command), None))
        };
        for (n, (room, rows)) in rooms.into_iter().enumerate() {
            for r in rows {
                if let Some(command) = r.command {
                    let place = format!("{} {}", room.digit(), look.word(room.word()));
                    let right = if n == 0 && !r.chords.is_empty() { r.key(&look.words) } else { place };
                    entries.push(Entry::new(look.word(r.word), right, Does::Room(room, command), r.blocked));
                }
            }
            if n == 0 {
                entries.extend(global.iter().filter_map(everywhere));
            }
        }
        // the rooms themselves, by their names
        let names = (!entries.is_empty()).then_some(Room::ALL).into_iter().flatten();
        entries.extend(names.map(|room| {
            let right = format!("Alt+{}", room.digit());
            Entry::new(look.word(room.word()), right, Does::Go(room), None)
        }));
        if entries.is_empty() {
            entries.extend(global.iter().filter_map(everywhere));
        }
        Self { entries, field: Edit::line(""), at: 0 }
    }

    /// The commands that hold every typed word; first what can run, and of these what was typed the most truly: the name's
    /// beginning, then the words as they stand, then each as the beginning of a word.
    fn found(&self) -> Vec<&Entry> {
        let typed = text::fold(&self.field.text());
        let words: Vec<&str> = typed.split(' ').collect();
        let holds = |e: &&Entry| words.iter().all(|w| e.folded.contains(w));
        let mut found: Vec<&Entry> = self.entries.iter().filter(holds).collect();
        if !typed.is_empty() {
            let begins = |e: &Entry, w: &str| e.folded.split(' ').any(|own| own.starts_with(w));
            found.sort_by_key(|e| {
                let whole = format!(" {}", e.folded).contains(&format!(" {typed}"));
                let all = words.iter().all(|w| begins(e, w));
                (e.blocked.is_some(), !e.folded.starts_with(&typed), !whole, !all)
            });
        }
        found
    }

    pub(super) fn key(&mut self, key: &KeyEvent, _look: &Look) -> Outcome {
        let count = self.found().len();
        match key.code {
            KeyCode::Esc => return Outcome::Close,
            KeyCode::Up => self.at = self.at.saturating_sub(1),
            KeyCode::Down => self.at = (self.at + 1).min(count.saturating_sub(1)),
            KeyCode::PageUp => self.at = self.at.saturating_sub(SHOWN),
            KeyCode::PageDown => self.at = (self.at + SHOWN).min(count.saturating_sub(1)),
            KeyCode::Enter => {
                return match self.found().get(self.at) {
                    Some(Entry { blocked: Some(problem), .. }) => Outcome::Blocked(problem.clone()),
                    Some(Entry { does: Does::Room(room, n), .. }) => Outcome::Run(*room, *n),
                    Some(Entry { does: Does::Global(n), .. }) => Outcome::Global(*n),
                    Some(Entry { does: Does::Go(room), .. }) => {
                        Outcome::Go(Place { room: *room, spot: Spot::AsLeft })
                    }
                    None => Outcome::Stay,
                };
            }
            _ => {
                self.field.key(key);
                self.at = 0;
            }
        }
        Outcome::Stay
    }

    pub(super) fn paste(&mut self, pasted: &str) {
        // A paste too large for a line stays out; the list says nothing, it simply does not change.
        let _ = self.field.paste(pasted);
        self.at = 0;
    }

    pub(super) fn draw(&self, frame: &mut Frame, look: &Look) -> Option<Position> {
        let found = self.found();
        let count = [("n", found.len().to_string()), ("of", self.entries.len().to_string())];
        let args: Vec<(&str, &str)> = count.iter().map(|(k, v)| (*k, v.as_str())).collect();
        let keys = look.words.fill("commands.keys", &args);
        let inner = popup::draw(frame, look, (62, SHOWN as u16 + 6), look.word("commands.title"), &keys);
        let caret = field(&self.field, frame, look, inner);
        let shown = usize::from(inner.height.saturating_sub(4));
        let top = (self.at + 1).saturating_sub(shown);
        for (n, entry) in found.iter().enumerate().skip(top).take(shown) {
            let y = inner.y + 2 + (n - top) as u16;
            let base = if entry.blocked.is_some() { Role::Muted } else { Role::Text };
            let (marker, role) = if n == self.at { (look.glyphs.marker, Role::Select) } else { (" ", base) };
            let wide = usize::from(inner.width);
            let right = text::clip(&entry.right, 20);
            let label = text::left(&entry.label, wide.saturating_sub(text::width(&right) + 3));
            let line = format!("{marker}{label} {right} ");
            put(frame, inner.x, y, &text::left(&line, wide), inner.x + inner.width, look.style(role));
        }
        let why = match found.get(self.at) {
            Some(Entry { blocked: Some(problem), .. }) => {
                format!("{} {}", look.glyphs.warn, look.say(problem))
            }
            Some(_) => String::new(),
            None => look.word("commands.none").to_owned(),
        };
        let y = inner.y + inner.height.saturating_sub(1);
        let why = text::clip(&why, usize::from(inner.width));
        put(frame, inner.x + 1, y, &why, inner.x + inner.width, look.style(Role::Text));
        caret
    }
}

impl Entry {
    fn new(label: &str, right: String, does: Does, blocked: Option<Problem>) -> Self {
        Self { label: capital(label), folded: text::fold(label), right, does, blocked }
    }
}

/// Labels are written for the footer, in the middle of a row; in a list they begin a line.
fn capital(label: &str) -> String {
    let mut chars = label.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}
