//! Two people (or collectives) found to be one: the other is chosen, then what moves where is shown, and one act does it.
//! It reads only; the register decides whether it may be.
use super::find::line;
use super::{Outcome, field, row};
use crate::core::act::Act;
use crate::core::ask::Ask;
use crate::core::award::{Party, RecipientKind};
use crate::core::find::{Head, Hit, Whose};
use crate::core::namesake;
use crate::core::page::{Reach, Span, Window};
use crate::core::text;
use crate::core::unit::UnitId;
use crate::kit::field::{Did, Edit};
use crate::kit::keys::Row;
use crate::kit::listing::Listing;
use crate::kit::look::{Look, Role};
use crate::kit::para::{paragraph, put, put_right};
use crate::kit::popup;
use crate::kit::table::{self, Cell, Column, Cursor, Line};
use crate::shelf::Shelf;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use std::cell::Cell as Shown;
use std::cmp::Reverse;

/// The choice being made.
#[derive(Debug)]
pub struct Merge {
    /// whose page it was asked for on
    own: i64,
    kind: RecipientKind,
    field: Edit,
    cursor: Cursor,
    /// the other, once chosen
    other: Option<i64>,
    /// the other way round than offered
    turned: bool,
    page: Shown<usize>,
}

/// Footer rows.
pub fn keys(merge: &Merge) -> Vec<Row> {
    if merge.other.is_some() {
        return vec![
            row(&["Enter"], "merge.key_merge", 1),
            row(&["Tab"], "merge.key_swap", 2),
            row(&["Esc"], "merge.key_back", 3),
        ];
    }
    vec![
        row(&["Up", "Down"], "key.choose", 1),
        row(&["Enter"], "key.choose_this", 2),
        row(&["Esc"], "key.close", 3),
    ]
}

impl Merge {
    /// `name`: who of that name there are is looked for first.
    pub(super) fn new(own: i64, kind: RecipientKind, name: &str) -> Self {
        let mut field = Edit::line(name);
        field.select_all();
        let page = Shown::new(1);
        Self { own, kind, field, cursor: Cursor::default(), other: None, turned: false, page }
    }

    pub(super) fn typing(&self) -> bool {
        self.other.is_none()
    }

    pub(super) fn needs(&self, shelf: &Shelf) -> Vec<Ask> {
        let mut needs = vec![Ask::Head(Whose::Party(self.own)), Ask::Roster(shelf.period)];
        match self.other {
            Some(other) => {
                needs.push(Ask::Head(Whose::Party(other)));
                needs.push(Ask::Life(Whose::Party(self.gone(shelf, other)), reach(shelf)));
            }
            None => needs.extend(self.start().map(|start| Ask::Parties { unit: None, start })),
        }
        needs
    }

    fn start(&self) -> Option<String> {
        let typed = text::line(&self.field.text());
        (typed.chars().count() > 1).then_some(typed)
    }

    /// Those of that kind, but the one itself.
    fn offered<'a>(&self, shelf: &'a Shelf) -> Vec<&'a Party> {
        let Some(start) = self.start() else { return Vec::new() };
        let fits = |p: &&Party| p.kind == self.kind && p.id != self.own;
        shelf.parties(None, &start).iter().filter(fits).collect()
    }

    fn head(shelf: &Shelf, id: i64) -> Option<&Head> {
        shelf.head(Whose::Party(id))?.as_deref()
    }

    /// The other one stays: offered for who has more commendations, then for who was there first.
    fn swapped(&self, shelf: &Shelf, other: i64) -> bool {
        let more = |id| Self::head(shelf, id).map(|h| (h.who.awards + h.others.0, Reverse(id)));
        let offered = more(other).zip(more(self.own)).is_some_and(|(other, own)| other > own);
        offered != self.turned
    }

    fn gone(&self, shelf: &Shelf, other: i64) -> i64 {
        if self.swapped(shelf, other) { self.own } else { other }
    }

    /// Who stays and who goes; `None` while the other is not chosen or not read.
    fn both<'a>(&self, shelf: &'a Shelf) -> Option<(&'a Head, &'a Head)> {
        let swapped = self.swapped(shelf, self.other?);
        let (own, other) = (Self::head(shelf, self.own)?, Self::head(shelf, self.other?)?);
        Some(if swapped { (other, own) } else { (own, other) })
    }

    pub(super) fn key(&mut self, key: &KeyEvent, shelf: &Shelf) -> Outcome {
        if self.other.is_some() {
            return self.shown_key(key, shelf);
        }
        let offered: Vec<i64> = self.offered(shelf).iter().map(|p| p.id).collect();
        match key.code {
            KeyCode::Esc => return Outcome::Close,
            KeyCode::Enter => self.other = offered.get(self.cursor.at).copied(),
            KeyCode::Up | KeyCode::Down | KeyCode::PageUp | KeyCode::PageDown => {
                self.cursor.key(key, offered.len(), self.page.get());
            }
            _ => {
                if self.field.key(key) != Did::Ignored {
                    self.cursor = Cursor::default();
                }
            }
        }
        Outcome::Stay
    }

    fn shown_key(&mut self, key: &KeyEvent, shelf: &Shelf) -> Outcome {
        match key.code {
            KeyCode::Esc => (self.other, self.turned) = (None, false),
            KeyCode::Tab | KeyCode::BackTab => self.turned = !self.turned,
            KeyCode::Enter => {
                if let Some((keep, gone)) = self.both(shelf) {
                    let label = format!("{} → {}", said(&gone.who), said(&keep.who));
                    let (keep, gone) = (keep.who.id, gone.who.id);
                    let act = Act::Person(namesake::Act::Merge { keep, gone, label });
                    return Outcome::Merged(Box::new(act), keep);
                }
            }
            _ => {}
        }
        Outcome::Stay
    }

    pub(super) fn paste(&mut self, pasted: &str) {
        if self.typing() {
            // Too large a paste leaves the line as it was.
            let _ = self.field.paste(pasted);
            self.cursor = Cursor::default();
        }
    }

    pub(super) fn draw(&self, f: &mut Frame, shelf: &Shelf, look: &Look) -> Option<Position> {
        let keys = look.word(if self.other.is_some() { "merge.keys" } else { "merge.keys_choose" });
        let inner = popup::whole(f, look, look.word("merge.title"), keys);
        let row = |n: u16| Rect { y: inner.y + n, height: inner.height.saturating_sub(n), ..inner };
        if self.other.is_some() {
            if let Some((keep, gone)) = self.both(shelf) {
                let rows = shelf.life(Whose::Party(gone.who.id), &reach(shelf));
                moves(f, look, inner, (keep, gone), rows.map(|w| &**w));
            }
            return None;
        }
        let about = Self::head(shelf, self.own).map_or_else(String::new, |p| said(&p.who));
        let mut y =
            paragraph(f, look, inner, (1, 0), Role::Text, &look.words.fill("merge.with", &[("who", &about)]));
        let caret = field(&self.field, f, look, row(y));
        y += 2;
        let offered = self.offered(shelf);
        let list = row(y);
        self.page.set(usize::from(list.height).max(1));
        if offered.is_empty() {
            let ask = self.start().map(|start| Ask::Parties { unit: None, start });
            if ask.is_none_or(|ask| shelf.has(&ask)) {
                put(f, look, list, (1, 0), Role::Muted, look.word("merge.nobody"));
            }
            return caret;
        }
        let columns = [Column::flex("", 26, 40), Column::flex("", 10, 30), Column::flex("", 6, 34)];
        let lines: Vec<Line> = offered
            .iter()
            .map(|p| {
                let name = if p.rank.is_empty() { p.name.clone() } else { format!("{} {}", p.rank, p.name) };
                Line::new(vec![Cell::from(name), Cell::from(p.post.clone()), Cell::from(unit(shelf, p.unit))])
            })
            .collect();
        table::draw(f, list, look, &columns, &lines, Some(&self.cursor), true);
        caret
    }
}

/// The newest rows of somebody.
fn reach(shelf: &Shelf) -> Reach {
    Listing::default().reach(Span::All, shelf.height)
}

fn unit(shelf: &Shelf, id: Option<UnitId>) -> String {
    let found = shelf.roster().and_then(|units| units.iter().find(|u| Some(u.id) == id));
    found.map_or_else(String::new, crate::core::unit::Unit::label)
}

/// `Thiếu tá Nguyễn Văn An (PV01)`.
fn said(who: &Hit) -> String {
    if who.unit.is_empty() { who.title.clone() } else { format!("{} ({})", who.title, who.unit) }
}

/// Who stays, who goes, and every row that moves.
fn moves(f: &mut Frame, look: &Look, area: Rect, (keep, gone): (&Head, &Head), rows: Option<&Window<Hit>>) {
    let labels = ["merge.keep", "merge.gone"].map(|key| text::width(look.word(key)));
    let x = labels.into_iter().max().unwrap_or(0) as u16 + 3;
    for (y, key, page) in [(0, "merge.keep", keep), (1, "merge.gone", gone)] {
        put(f, look, area, (1, y), Role::Muted, look.word(key));
        let about = [said(&page.who), page.who.more.clone()];
        let about: Vec<&str> = about.iter().map(String::as_str).filter(|t| !t.is_empty()).collect();
        put(f, look, area, (x, y), Role::Text, &about.join(" · "));
        let n = page.who.awards.to_string();
        put_right(f, look, area, y, Role::Muted, &look.words.fill("find.awards", &[("n", &n)]));
    }
    let parts = [
        ("merge.n_awards", gone.who.awards + gone.others.0),
        ("merge.n_nominees", gone.others.1),
        ("merge.n_flags", gone.flags.len() as i64),
    ];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(_, n)| *n > 0)
        .map(|(key, n)| look.words.fill(key, &[("n", &n.to_string())]))
        .collect();
    let what = if parts.is_empty() { look.word("merge.n_nothing").to_owned() } else { parts.join(", ") };
    let args = [("what", what), ("who", said(&keep.who))];
    let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let mut y = paragraph(f, look, area, (1, 3), Role::Text, &look.words.fill("merge.moves", &args));
    let rows: Vec<Line> = rows.map(|w| w.rows.iter().map(|h| paper(h, look)).collect()).unwrap_or_default();
    let columns =
        [Column::flex("", 8, 14), Column::fixed("", 10), Column::flex("", 26, 200), Column::flex("", 8, 30)];
    let tall = area.height.saturating_sub(y + 4);
    let list = Rect { y: area.y + y, height: tall.min(rows.len() as u16 + 1), ..area };
    table::draw(f, list, look, &columns, &rows, None, true);
    y += list.height + 1;
    paragraph(f, look, area, (1, y), Role::Muted, look.word("merge.note"));
}

/// A row by its paper.
fn paper(hit: &Hit, look: &Look) -> Line {
    let mut row = line(hit, look);
    let unit = row.cells.remove(2);
    let parts = [hit.title.as_str(), unit.text.as_str(), hit.number.as_str()];
    let parts: Vec<&str> = parts.into_iter().filter(|t| !t.is_empty()).collect();
    if let Some(title) = row.cells.get_mut(2) {
        title.text = parts.join(" · ");
    }
    row
}
