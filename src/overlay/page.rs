//! The page of a unit, person or collective over all periods: what was given, proposed and done, of a unit its ranks and
//! levels too, the newest first, and what stands against commending them. Reads only; a row leads to where it lies.
use super::find::{detail, leads, line};
use super::{Outcome, row};
use crate::core::ask::Ask;
use crate::core::award::RecipientKind;
use crate::core::date;
use crate::core::find::{Head, Hit, Kind, Stay, Whose};
use crate::core::flag::Flag;
use crate::core::page::{Reach, Span, Stretch, Window};
use crate::core::person::split_rank;
use crate::core::register::Label;
use crate::core::unit::Role as Post;
use crate::kit::keys::Row;
use crate::kit::listing::Listing;
use crate::kit::look::{Look, Role};
use crate::kit::para::{put, put_right};
use crate::kit::popup;
use crate::kit::table::{self, Column, Line, is_enter};
use crate::shelf::Shelf;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use std::cell::Cell;
use std::sync::Arc;

/// Rows of the detail under the list.
const DETAIL: u16 = 3;
/// Most lines of the head that may be long: former names, disciplines.
const SOME: usize = 3;

/// The page.
#[derive(Debug)]
pub struct Page {
    whose: Whose,
    list: Listing,
    /// rows shown when drawn last
    shown: Cell<usize>,
}

impl Page {
    pub(super) fn new(whose: Whose) -> Self {
        Self { whose, list: Listing::default(), shown: Cell::new(1) }
    }

    /// Footer rows.
    pub(super) fn keys(&self) -> Vec<Row> {
        let beside = match self.whose {
            Whose::Party(_) => "person.key_unit",
            Whose::Unit(_) => "person.key_person",
        };
        vec![
            row(&["Up", "Down"], "key.choose", 1),
            row(&["Enter"], "key.go", 2),
            row(&["F3"], beside, 3),
            row(&["Esc"], "key.close", 5),
        ]
        .into_iter()
        .chain(matches!(self.whose, Whose::Party(_)).then(|| row(&["F4"], "person.key_merge", 4)))
        .collect()
    }

    /// Answers it needs to draw itself now.
    pub(super) fn needs(&self, shelf: &Shelf) -> Vec<Ask> {
        let ask = |reach| Ask::Life(self.whose, reach);
        let (new, old) = (self.reach(shelf), self.list.before(Span::All, shelf.height));
        let mut needs = vec![Ask::Head(self.whose)];
        // what is on the screen stays there until the other stretch has come
        if new != old && shelf.life(self.whose, &new).is_none() && shelf.life(self.whose, &old).is_some() {
            needs.push(ask(old));
        }
        needs.push(ask(new));
        needs
    }

    /// What the next keys will want.
    pub(super) fn ahead(&self, shelf: &Shelf) -> Vec<Ask> {
        let next = self.list.ahead(Span::All, shelf.height, self.stretch(shelf));
        next.map(|reach| Ask::Life(self.whose, reach)).into_iter().collect()
    }

    fn reach(&self, shelf: &Shelf) -> Reach {
        self.list.reach(Span::All, shelf.height)
    }

    fn head<'a>(&self, shelf: &'a Shelf) -> Option<&'a Head> {
        shelf.head(self.whose)?.as_deref()
    }

    fn window<'a>(&self, shelf: &'a Shelf) -> Option<&'a Arc<Window<Hit>>> {
        self.list.window(Span::All, shelf.height, |reach| shelf.life(self.whose, reach))
    }

    fn stretch<'a>(&self, shelf: &'a Shelf) -> Stretch<'a> {
        self.window(shelf).map(|w| w.stretch()).unwrap_or_default()
    }

    fn selected<'a>(&self, shelf: &'a Shelf) -> Option<&'a Hit> {
        let window = self.window(shelf)?;
        window.rows.get(self.list.place(window.stretch()))
    }

    pub(super) fn key(&mut self, key: &KeyEvent, shelf: &Shelf) -> Outcome {
        if is_enter(key) {
            return self.selected(shelf).map_or(Outcome::Stay, leads);
        }
        match key.code {
            KeyCode::Esc => Outcome::Close,
            KeyCode::F(4) if matches!(self.whose, Whose::Party(_)) => {
                self.head(shelf).map_or(Outcome::Stay, |head| merging(&head.who))
            }
            KeyCode::F(3) => self.beside(shelf).map_or(Outcome::Stay, Outcome::Page),
            _ => {
                let stretch = self.stretch(shelf);
                let ahead = self.list.ahead(Span::All, shelf.height, stretch);
                let next = ahead.filter(|reach| shelf.life(self.whose, reach).is_some()).map(|r| r.at);
                self.list.key(key, stretch, self.shown.get(), next);
                Outcome::Stay
            }
        }
    }

    /// From a person to the unit, from a row of a unit to its person.
    fn beside(&self, shelf: &Shelf) -> Option<Whose> {
        match self.whose {
            Whose::Party(_) => self.head(shelf)?.who.unit_id.map(Whose::Unit),
            Whose::Unit(_) => self.selected(shelf)?.party.map(Whose::Party),
        }
    }

    pub(super) fn draw(&self, f: &mut Frame, shelf: &Shelf, look: &Look) {
        let head = self.head(shelf);
        let title = head.map_or_else(String::new, name);
        let keys = match self.whose {
            Whose::Party(_) => "person.keys",
            Whose::Unit(_) => "person.keys_of_unit",
        };
        let inner = popup::whole(f, look, &title, look.word(keys));
        let Some(head) = head else {
            if shelf.head(self.whose).is_some() {
                put(f, look, inner, (1, 0), Role::Text, look.word("person.gone"));
            }
            return;
        };
        put(f, look, inner, (1, 0), Role::Text, &about(head, look));
        put_right(f, look, inner, 0, Role::Muted, &figures(head, shelf, look));
        let mut y = 1;
        for (old, until) in head.unit.iter().flat_map(|u| &u.former).take(SOME) {
            let until = until.parse().map_or_else(|_| until.clone(), date::full);
            let text = look.words.fill("person.former", &[("name", old), ("to", &until)]);
            put(f, look, inner, (1, y), Role::Muted, &text);
            y += 1;
        }
        for flag in head.flags.iter().take(SOME) {
            put(f, look, inner, (1, y), Role::Warn, look.glyphs.warn);
            put(f, look, inner, (3, y), Role::Text, &flag_line(flag, look));
            y += 1;
        }
        let below = Rect { y: inner.y + y + 1, height: inner.height.saturating_sub(y + 1), ..inner };
        match self.window(shelf) {
            Some(window) if window.rows.is_empty() => {
                let word = match self.whose {
                    Whose::Party(_) => "person.none",
                    Whose::Unit(_) => "person.none_of_unit",
                };
                put(f, look, below, (1, 0), Role::Muted, look.word(word));
            }
            Some(window) => self.rows(f, look, below, window),
            None => {}
        }
    }

    fn rows(&self, f: &mut Frame, look: &Look, area: Rect, window: &Window<Hit>) {
        let columns = [
            Column::flex("", 8, 14),
            Column::fixed("", 10),
            Column::flex("", 26, 200),
            Column::flex("", 8, 30),
        ];
        let list = Rect { height: area.height.saturating_sub(DETAIL + 1), ..area };
        let page = usize::from(list.height).max(1);
        self.shown.set(page);
        let (shown, cursor) = self.list.shown(window.stretch(), page);
        let of_unit = matches!(self.whose, Whose::Unit(_));
        let hits = window.rows.get(shown).unwrap_or_default();
        let rows: Vec<Line> = hits.iter().map(|hit| own(hit, of_unit, look)).collect();
        table::draw(f, list, look, &columns, &rows, Some(&cursor), true);
        if let Some(hit) = hits.get(cursor.at) {
            let y = area.height.saturating_sub(DETAIL);
            detail(f, look, Rect { y: area.y + y, height: DETAIL.min(area.height), ..area }, hit);
        }
    }
}

/// Who else they may be: those of that kind, by name.
fn merging(who: &Hit) -> Outcome {
    match who.kind {
        Kind::Collective => Outcome::Merging(who.id, RecipientKind::Collective, who.title.clone()),
        _ => Outcome::Merging(who.id, RecipientKind::Individual, split_rank(&who.title).1),
    }
}

/// `PV01 Phòng Tham mưu`, `Thiếu tá Nguyễn Văn Ấn`.
fn name(head: &Head) -> String {
    match &head.unit {
        Some(stay) => format!("{} {}", stay.unit.code, stay.unit.name).trim().to_owned(),
        None => head.who.title.clone(),
    }
}

/// Post and unit of a person; how long a unit is in the cluster, and the years it led it.
fn about(head: &Head, look: &Look) -> String {
    let parts = match &head.unit {
        Some(Stay { unit, .. }) => {
            let from = unit.from.map_or_else(|| "?".to_owned(), date::full);
            let to = unit.to.map_or_else(String::new, date::full);
            let key = if unit.to.is_some() { "room.un.stay_to" } else { "room.un.stay" };
            vec![look.words.fill(key, &[("from", &from), ("to", &to)])]
        }
        None => vec![head.who.more.clone(), head.who.unit.clone()],
    };
    parts.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// `5 lượt khen · 1 đã hủy · 1 đang đề nghị`; of a unit `cụm trưởng 2021, 2020`.
fn figures(head: &Head, shelf: &Shelf, look: &Look) -> String {
    let filled = |word: &str, n: i64| look.words.fill(word, &[("n", &n.to_string())]);
    let mut all = Vec::new();
    if let Some(stay) = &head.unit {
        let block = shelf.quarter().is_some_and(|q| q.register.label == Label::Block);
        for (post, words) in [
            (Post::Head, ["room.un.role_head_cluster", "room.un.role_head_block"]),
            (Post::Deputy, ["room.un.role_deputy_cluster", "room.un.role_deputy_block"]),
        ] {
            let years: Vec<String> = stay
                .roles
                .iter()
                .filter(|(_, p)| *p == post)
                .take(SOME)
                .map(|(y, _)| y.to_string())
                .collect();
            if !years.is_empty() {
                all.push(format!("{} {}", look.word(words[usize::from(block)]), years.join(", ")));
            }
        }
        return all.join(" · ");
    }
    all.push(filled("find.awards", head.who.awards));
    for (n, word) in [(head.others.0, "person.cancelled"), (head.others.1, "person.pending")] {
        if n > 0 {
            all.push(filled(word, n));
        }
    }
    all.join(" · ")
}

fn flag_line(flag: &Flag, look: &Look) -> String {
    let from = flag.from.map_or_else(|| "?".to_owned(), date::full);
    let to = flag.to.map_or_else(|| look.word("flag.open").to_owned(), date::full);
    format!("{}: {from} – {to} · {}", look.word(flag.kind.word()), flag.reason)
}

/// A row of a page: of a person an award says its paper instead of the name that stands above.
fn own(hit: &Hit, of_unit: bool, look: &Look) -> Line {
    let mut row = line(hit, look);
    let unit = row.cells.remove(2);
    if !of_unit && matches!(hit.kind, Kind::Award | Kind::Nominee) {
        let parts = [hit.number.as_str(), hit.by.as_str(), unit.text.as_str()];
        let parts: Vec<&str> = parts.into_iter().filter(|t| !t.is_empty()).collect();
        if let Some(title) = row.cells.get_mut(2) {
            title.text = parts.join(" · ");
        }
    }
    row
}
