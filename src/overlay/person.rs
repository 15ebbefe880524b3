//! The page of a person or collective over all periods: what was given, proposed and done, the newest first, and what
//! stands against commending them. Reads only; a row leads to where it lies.
use super::find::{detail, leads, line};
use super::{Outcome, row};
use crate::core::ask::Ask;
use crate::core::date;
use crate::core::find::{Hit, Kind, PartyPage, Standing};
use crate::core::flag::Flag;
use crate::effect::{Place, Room, Spot};
use crate::kit::keys::Row;
use crate::kit::look::{Look, Role};
use crate::kit::para::{put, put_right};
use crate::kit::popup;
use crate::kit::table::{self, Column, Cursor, Line, is_enter};
use crate::shelf::Shelf;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use std::cell::Cell;

/// Rows of the detail under the list.
const DETAIL: u16 = 3;

/// The page.
#[derive(Debug)]
pub struct Person {
    id: i64,
    cursor: Cursor,
    /// rows shown when drawn last
    page: Cell<usize>,
}

/// Footer rows.
pub fn keys() -> Vec<Row> {
    vec![
        row(&["Up", "Down"], "key.choose", 1),
        row(&["Enter"], "key.go", 2),
        row(&["F3"], "person.key_unit", 3),
        row(&["Esc"], "key.close", 4),
    ]
}

impl Person {
    pub(super) fn new(id: i64) -> Self {
        Self { id, cursor: Cursor::default(), page: Cell::new(1) }
    }

    pub(super) fn needs(&self) -> Vec<Ask> {
        vec![Ask::Party(self.id)]
    }

    fn page<'a>(&self, shelf: &'a Shelf) -> Option<&'a PartyPage> {
        shelf.party(self.id)?.as_deref()
    }

    pub(super) fn key(&mut self, key: &KeyEvent, shelf: &Shelf) -> Outcome {
        let page = self.page(shelf);
        let len = page.map_or(0, |p| p.rows.len());
        if is_enter(key) {
            return page.and_then(|p| p.rows.get(self.cursor.at)).map_or(Outcome::Stay, leads);
        }
        match key.code {
            KeyCode::Esc => Outcome::Close,
            KeyCode::F(3) => page.and_then(|p| p.who.unit_id).map_or(Outcome::Stay, |unit| {
                Outcome::Go(Place { room: Room::Units, spot: Spot::Page(unit) })
            }),
            _ => {
                self.cursor.key(key, len, self.page.get());
                Outcome::Stay
            }
        }
    }

    pub(super) fn draw(&self, f: &mut Frame, shelf: &Shelf, look: &Look) {
        let page = self.page(shelf);
        let title = page.map_or("", |p| p.who.title.as_str());
        let inner = popup::whole(f, look, title, look.word("person.keys"));
        let Some(page) = page else {
            if shelf.party(self.id).is_some() {
                put(f, look, inner, (1, 0), Role::Text, look.word("person.gone"));
            }
            return;
        };
        let about = [page.who.more.as_str(), page.who.unit.as_str()];
        let about: Vec<&str> = about.into_iter().filter(|t| !t.is_empty()).collect();
        put(f, look, inner, (1, 0), Role::Text, &about.join(" · "));
        put_right(f, look, inner, 0, Role::Muted, &figures(page, look));
        let mut y = 1;
        for flag in page.flags.iter().take(3) {
            put(f, look, inner, (1, y), Role::Warn, look.glyphs.warn);
            put(f, look, inner, (3, y), Role::Text, &flag_line(flag, look));
            y += 1;
        }
        let below = Rect { y: inner.y + y + 1, height: inner.height.saturating_sub(y + 1), ..inner };
        if page.rows.is_empty() {
            put(f, look, below, (1, 0), Role::Muted, look.word("person.none"));
            return;
        }
        self.rows(f, look, below, page);
    }

    fn rows(&self, f: &mut Frame, look: &Look, area: Rect, page: &PartyPage) {
        let columns = [
            Column::flex("", 8, 14),
            Column::fixed("", 10),
            Column::flex("", 26, 200),
            Column::flex("", 8, 30),
        ];
        let rows: Vec<Line> = page.rows.iter().map(|hit| own(hit, look)).collect();
        let list = Rect { height: area.height.saturating_sub(DETAIL + 1), ..area };
        self.page.set(usize::from(list.height).max(1));
        table::draw(f, list, look, &columns, &rows, Some(&self.cursor), true);
        if let Some(hit) = page.rows.get(self.cursor.at) {
            let y = area.height.saturating_sub(DETAIL);
            detail(f, look, Rect { y: area.y + y, height: DETAIL.min(area.height), ..area }, hit);
        }
    }
}

/// `5 lượt khen · 1 đã hủy · 1 đang đề nghị`; rows beyond those shown are not counted.
fn figures(page: &PartyPage, look: &Look) -> String {
    let count = |standing| page.rows.iter().filter(|h| h.standing == Some(standing)).count();
    let mut all = vec![look.words.fill("find.awards", &[("n", &page.who.awards.to_string())])];
    for (standing, word) in [(Standing::Cancelled, "person.cancelled"), (Standing::Pending, "person.pending")]
    {
        let n = count(standing);
        if n > 0 {
            all.push(look.words.fill(word, &[("n", &n.to_string())]));
        }
    }
    if page.more {
        all.push(look.words.fill("person.more", &[("n", &page.rows.len().to_string())]));
    }
    all.join(" · ")
}

fn flag_line(flag: &Flag, look: &Look) -> String {
    let from = flag.from.map_or_else(|| "?".to_owned(), date::full);
    let to = flag.to.map_or_else(|| look.word("flag.open").to_owned(), date::full);
    format!("{}: {from} – {to} · {}", look.word(flag.kind.word()), flag.reason)
}

/// A row of somebody's page: an award says its paper instead of the name that stands above.
fn own(hit: &Hit, look: &Look) -> Line {
    let mut row = line(hit, look);
    let unit = row.cells.remove(2);
    if matches!(hit.kind, Kind::Award | Kind::Nominee) {
        let parts = [hit.number.as_str(), hit.by.as_str(), unit.text.as_str()];
        let parts: Vec<&str> = parts.into_iter().filter(|t| !t.is_empty()).collect();
        if let Some(title) = row.cells.get_mut(2) {
            title.text = parts.join(" · ");
        }
    }
    row
}
