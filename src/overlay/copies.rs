//! Copies of the register: the daily ones, a copy to another disk, and putting one back. Before anything is put back both
//! stand side by side, with the acts that would go; only then it is asked. Reads the shelf, opens no file.
use super::lines::{choice, line, page};
use super::{Outcome, field, row};
use crate::core::ask::Ask;
use crate::core::backup::{Compared, Holds, megabytes, moment, named_moment};
use crate::core::text;
use crate::effect::Job;
use crate::kit::field::Edit;
use crate::kit::keys::Row;
use crate::kit::look::{Look, Role};
use crate::kit::table::Cursor;
use crate::shelf::Shelf;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use std::path::{Path, PathBuf};

/// Lines of the list before the copies: to another disk, from another file.
const FIRST: usize = 2;

#[derive(Debug)]
enum Mode {
    List,
    /// the folder of a copy being typed; the place chosen below it, 0 being the field
    To(usize),
    /// the file of a copy being typed
    From,
    /// a copy beside the register; true: to be put back
    Beside(PathBuf, bool),
}

/// The overlay.
#[derive(Debug)]
pub struct Copies {
    mode: Mode,
    cursor: Cursor,
    field: Edit,
}

impl Copies {
    pub(super) fn new() -> Self {
        Self { mode: Mode::List, cursor: Cursor::default(), field: Edit::line("") }
    }

    pub(super) fn needs(&self) -> Vec<Ask> {
        let mut needs = vec![Ask::Copies];
        if let Mode::Beside(file, _) = &self.mode {
            needs.push(Ask::Compare(file.clone()));
        }
        needs
    }

    /// What was asked could not be answered: back to where the copy was named, a typed path to be mended.
    pub(super) fn unanswered(&mut self, ask: &Ask, shelf: &Shelf) {
        let (Mode::Beside(file, _), Ask::Compare(asked)) = (&self.mode, ask) else { return };
        if file != asked {
            return;
        }
        let listed = shelf.copies().is_some_and(|c| c.list.iter().any(|copy| copy.file == *file));
        self.mode = if listed {
            Mode::List
        } else {
            self.field = Edit::line(&file.display().to_string());
            Mode::From
        };
    }

    pub(super) fn typing(&self) -> bool {
        matches!(self.mode, Mode::To(0) | Mode::From)
    }

    pub(super) fn keys(&self) -> Vec<Row> {
        let (enter, esc) = match self.mode {
            Mode::List => ("key.open", "key.close"),
            Mode::To(_) => ("copies.key_copy", "key.back"),
            Mode::From => ("copies.key_compare", "key.back"),
            Mode::Beside(..) => ("key.choose_this", "key.back"),
        };
        vec![row(&["Up", "Down"], "key.choose", 1), row(&["Enter"], enter, 2), row(&["Esc"], esc, 3)]
    }

    pub(super) fn key(&mut self, key: &KeyEvent, shelf: &Shelf) -> Outcome {
        match &mut self.mode {
            Mode::List => self.list_key(key, shelf),
            Mode::To(at) => {
                match key.code {
                    KeyCode::Esc => self.mode = Mode::List,
                    KeyCode::Up => *at = at.saturating_sub(1),
                    KeyCode::Down => *at = (*at + 1).min(shelf.places.len()),
                    KeyCode::Enter => {
                        let typed = text::line(&self.field.text());
                        let folder = match at.checked_sub(1).and_then(|n| shelf.places.get(n)) {
                            Some(place) => place.clone(),
                            None if typed.is_empty() => return Outcome::Stay,
                            None => PathBuf::from(typed),
                        };
                        return Outcome::Job(Job::Backup { folder, make: false });
                    }
                    _ => {
                        self.field.key(key);
                        *at = 0;
                    }
                }
                Outcome::Stay
            }
            Mode::From => {
                match key.code {
                    KeyCode::Esc => self.mode = Mode::List,
                    KeyCode::Enter => {
                        let typed = text::line(&self.field.text());
                        if !typed.is_empty() {
                            self.mode = Mode::Beside(PathBuf::from(typed), false);
                        }
                    }
                    _ => {
                        self.field.key(key);
                    }
                }
                Outcome::Stay
            }
            Mode::Beside(file, yes) => match key.code {
                KeyCode::Up | KeyCode::Down | KeyCode::Left | KeyCode::Right | KeyCode::Tab => {
                    *yes = !*yes;
                    Outcome::Stay
                }
                KeyCode::Enter if *yes && shelf.compared(file).is_some() => {
                    Outcome::Job(Job::Restore { file: file.clone() })
                }
                KeyCode::Enter | KeyCode::Esc => {
                    self.mode = Mode::List;
                    Outcome::Stay
                }
                _ => Outcome::Stay,
            },
        }
    }

    fn list_key(&mut self, key: &KeyEvent, shelf: &Shelf) -> Outcome {
        let list = shelf.copies().map_or(&[][..], |c| &c.list);
        match key.code {
            KeyCode::Esc => return Outcome::Close,
            KeyCode::Enter => match self.cursor.at {
                0 => {
                    let last = shelf.copied_to.as_ref().or_else(|| shelf.places.first());
                    self.field = Edit::line(&last.map_or_else(String::new, |p| p.display().to_string()));
                    self.field.select_all();
                    self.mode = Mode::To(0);
                }
                1 => {
                    self.field = Edit::line("");
                    self.mode = Mode::From;
                }
                n => {
                    if let Some(copy) = list.get(n - FIRST) {
                        self.mode = Mode::Beside(copy.file.clone(), false);
                    }
                }
            },
            _ => {
                self.cursor.key(key, list.len() + FIRST, 10);
            }
        }
        Outcome::Stay
    }

    pub(super) fn paste(&mut self, pasted: &str) {
        if self.typing() {
            // Too large a paste leaves the line as it was.
            let _ = self.field.paste(pasted);
        }
    }

    pub(super) fn draw(&self, frame: &mut Frame, look: &Look, shelf: &Shelf) -> Option<Position> {
        match &self.mode {
            Mode::List => {
                self.list(frame, look, shelf);
                None
            }
            Mode::To(at) => self.to(*at, frame, look, shelf),
            Mode::From => {
                let inner = page(frame, look, 4, "copies.from", "copies.keys_from");
                line(frame, look, inner, 0, Role::Text, look.word("copies.from_text"));
                field(&self.field, frame, look, Rect { y: inner.y + 2, ..inner })
            }
            Mode::Beside(file, yes) => {
                side_by_side(file, *yes, frame, look, shelf);
                None
            }
        }
    }

    fn list(&self, frame: &mut Frame, look: &Look, shelf: &Shelf) {
        let list = shelf.copies().map_or(&[][..], |c| &c.list);
        let inner = page(frame, look, list.len().max(2) + 7, "copies.title", "copies.keys");
        let rule = look.words.fill("copies.rule", &[("n", &crate::core::backup::KEPT.to_string())]);
        line(frame, look, inner, 0, Role::Text, &rule);
        for (n, word) in ["copies.do_copy", "copies.do_restore"].into_iter().enumerate() {
            choice(frame, look, inner, 2 + n as u16, n == self.cursor.at, look.word(word));
        }
        let heads = row_of(
            look,
            [
                look.word("copies.head_at"),
                look.word("copies.head_act"),
                look.word("copies.head_size"),
                look.word("copies.head_state"),
            ],
        );
        line(frame, look, inner, 5, Role::Head, &heads);
        if list.is_empty() {
            let none = if shelf.copies().is_none() {
                ""
            } else {
                look.word(if shelf.sample { "copies.none_sample" } else { "copies.none" })
            };
            line(frame, look, inner, 6, Role::Muted, none);
        }
        let room = usize::from(inner.height.saturating_sub(6));
        let top = (self.cursor.at.saturating_sub(FIRST) + 1).saturating_sub(room.max(1));
        for (n, copy) in list.iter().enumerate().skip(top).take(room) {
            let state = if copy.good {
                format!("{} {}", look.glyphs.done, look.word("copies.good"))
            } else {
                format!("{} {}", look.glyphs.warn, look.word("copies.bad"))
            };
            let said = row_of(
                look,
                [
                    &named_moment(&copy.stamp),
                    &format!("#{}", copy.act),
                    &megabytes(copy.size, look.words.lang),
                    &state,
                ],
            );
            choice(frame, look, inner, 6 + (n - top) as u16, n + FIRST == self.cursor.at, &said);
        }
    }

    fn to(&self, at: usize, frame: &mut Frame, look: &Look, shelf: &Shelf) -> Option<Position> {
        let inner = page(frame, look, shelf.places.len() + 6, "copies.to", "copies.keys_to");
        line(frame, look, inner, 0, Role::Text, look.word("copies.to_text"));
        let caret = field(&self.field, frame, look, Rect { y: inner.y + 2, ..inner });
        let word = if shelf.places.is_empty() { "copies.no_places" } else { "copies.places" };
        line(frame, look, inner, 4, Role::Muted, look.word(word));
        for (n, place) in shelf.places.iter().enumerate() {
            choice(frame, look, inner, 5 + n as u16, n + 1 == at, &place.display().to_string());
        }
        caret.filter(|_| at == 0)
    }
}

/// When, act, size, state in their columns.
fn row_of(look: &Look, [at, act, size, state]: [&str; 4]) -> String {
    let right = |text: &str, cells| look.right(text, cells);
    format!("{}{}{}   {state}", look.left(at, 18), right(act, 11), right(size, 11))
}

/// The copy and the register of now, what would go, and the choice.
fn side_by_side(file: &Path, yes: bool, frame: &mut Frame, look: &Look, shelf: &Shelf) {
    let Some(compared) = shelf.compared(file) else {
        let inner = page(frame, look, 3, "copies.beside", "copies.keys_from");
        return line(frame, look, inner, 1, Role::Muted, look.word("copies.reading"));
    };
    let going = going(compared, look);
    let inner = page(frame, look, going.len() + 13, "copies.beside", "copies.keys_choose");
    let name = file.display().to_string();
    let width = usize::from(inner.width);
    line(frame, look, inner, 0, Role::Text, &text::clip(&name, width.saturating_sub(2)));
    let cells = |label: &str, one: &str, other: &str| {
        format!("{}{}{}", look.left(label, 26), look.left(one, 22), look.left(other, 22))
    };
    line(
        frame,
        look,
        inner,
        2,
        Role::Head,
        &cells("", look.word("copies.of_copy"), look.word("copies.of_now")),
    );
    let values = |of: &dyn Fn(&Holds) -> String| {
        (of(&compared.copy), compared.now.as_ref().map_or_else(|| look.glyphs.none.to_owned(), of))
    };
    let num = |n: i64| crate::core::number::count(n, look.words.lang);
    let rows: [(&str, (String, String)); 4] = [
        ("copies.last_act", values(&|h| format!("#{}", h.act))),
        ("copies.last_at", values(&|h| moment(&h.at))),
        ("copies.decisions", values(&|h| num(h.decisions))),
        ("copies.achievements", values(&|h| num(h.achievements))),
    ];
    for (n, (label, (one, other))) in rows.iter().enumerate() {
        let role = if one == other { Role::Text } else { Role::Accent };
        line(frame, look, inner, 3 + n as u16, role, &cells(look.word(label), one, other));
    }
    let mut y = 8;
    for (role, said) in &going {
        line(frame, look, inner, y, *role, &text::clip(said, width.saturating_sub(2)));
        y += 1;
    }
    line(frame, look, inner, y + 1, Role::Text, look.word("copies.kept_text"));
    choice(frame, look, inner, y + 3, !yes, look.word("copies.no"));
    choice(frame, look, inner, y + 4, yes, look.word("copies.yes"));
}

/// What putting the copy back would take away.
fn going(compared: &Compared, look: &Look) -> Vec<(Role, String)> {
    let warn = |text: String| (Role::Warn, format!("{} {text}", look.glyphs.warn));
    if compared.foreign {
        return vec![warn(look.words.fill("copies.foreign", &[("cluster", &compared.copy.cluster)]))];
    }
    if compared.lost == 0 {
        return vec![(Role::Good, format!("{} {}", look.glyphs.done, look.word("copies.nothing_lost")))];
    }
    let count = crate::core::number::count(compared.lost, look.words.lang);
    let mut lines = vec![warn(look.words.fill("copies.lost", &[("n", &count)]))];
    lines.extend(compared.newest.iter().map(|act| {
        let what = look.words.fill(&act.what, &[("thing", &act.thing)]);
        (Role::Text, format!("  #{} {}  {what}", act.n, moment(&act.at)))
    }));
    lines
}
