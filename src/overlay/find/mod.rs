//! Ctrl+F: everything the register holds, found while typing, newest first. One line to type in, filters one Tab away,
//! the rows, and what the selected one says. Reads only; where a row leads is said as a place.
mod filters;
mod view;

use super::{Outcome, row};
use crate::core::ask::Ask;
use crate::core::find::{self, Found, Hit, Kind, Query, Whose};
use crate::effect::{Place, Room, Spot};
use crate::kit::field::{Did, Edit};
use crate::kit::keys::Row;
use crate::kit::table::{Cursor, is_enter};
use crate::shelf::Shelf;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use filters::Filters;
use std::cell::Cell;
use std::sync::Arc;

pub(in crate::overlay) use view::{detail, line};

/// What was looked for last: it stands there again, selected, when Find is opened the next time.
#[derive(Debug, Clone, Default)]
pub struct Sought {
    typed: String,
    filter: find::Filter,
    cursor: Cursor,
}

/// A key that waits for the answer it acts on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// open the row
    Row,
    /// the page of its person or unit
    Page,
}

/// The overlay.
#[derive(Debug)]
pub struct Find {
    field: Edit,
    filters: Filters,
    cursor: Cursor,
    /// shown until the answer to what is typed now is there
    last: Option<Arc<Found>>,
    wanted: Option<Wanted>,
    /// rows shown when drawn last
    page: Cell<usize>,
}

/// Footer rows.
pub fn keys() -> Vec<Row> {
    vec![
        row(&["Enter"], "key.go", 1),
        row(&["Tab"], "find.key_filter", 2),
        row(&["F3"], "find.key_page", 3),
        row(&["F4"], "find.key_clear", 4),
        row(&["Esc"], "key.close", 5),
    ]
}

impl Find {
    pub(super) fn new(sought: &Sought) -> Self {
        let mut field = Edit::line(&sought.typed);
        field.select_all();
        Self {
            field,
            filters: Filters::new(sought.filter.clone()),
            cursor: sought.cursor,
            last: None,
            wanted: None,
            page: Cell::new(1),
        }
    }

    /// To be kept for the next time.
    pub fn sought(&self) -> Sought {
        Sought { typed: self.field.text(), filter: self.filters.set.clone(), cursor: self.cursor }
    }

    /// What is asked now: spellings that mean the same are the same question.
    fn query(&self) -> Query {
        Query { text: find::words(&self.field.text()).join(" "), filter: self.filters.set.clone() }
    }

    /// Answers it needs: what matches, and the names it filters by.
    pub fn needs(&self, shelf: &Shelf) -> Vec<Ask> {
        let query = self.query();
        let mut needs = vec![Ask::Roster(shelf.period)];
        if !query.is_empty() {
            needs.push(Ask::Find(query));
        }
        needs
    }

    /// The rows, and whether they are those of what is typed now.
    fn found<'a>(&'a self, shelf: &'a Shelf) -> (Option<&'a Arc<Found>>, bool) {
        let query = self.query();
        if query.is_empty() {
            return (None, true);
        }
        match shelf.found(&query) {
            Some(found) => (Some(found), true),
            None => (self.last.as_ref(), false),
        }
    }

    pub(super) fn key(&mut self, key: &KeyEvent, shelf: &Shelf) -> Outcome {
        self.last = self.found(shelf).0.cloned();
        self.wanted = None;
        if self.filters.open() {
            if self.filters.key(key, shelf) {
                self.cursor = Cursor::default();
            }
            return Outcome::Stay;
        }
        let len = self.last.as_ref().map_or(0, |f| f.hits.len());
        match key.code {
            KeyCode::Esc => return Outcome::Close,
            KeyCode::Tab | KeyCode::BackTab => self.filters.step(!filters::back(key)),
            KeyCode::F(3) => return self.want(Wanted::Page, shelf),
            KeyCode::F(4) => {
                self.filters.clear();
                self.cursor = Cursor::default();
            }
            KeyCode::Char('f' | 'F') if key.modifiers == KeyModifiers::CONTROL => self.field.select_all(),
            KeyCode::Up | KeyCode::Down | KeyCode::PageUp | KeyCode::PageDown => {
                self.cursor.key(key, len, self.page.get());
            }
            _ if is_enter(key) => return self.want(Wanted::Row, shelf),
            _ => {
                if self.field.key(key) == Did::Changed {
                    self.cursor = Cursor::default();
                }
            }
        }
        Outcome::Stay
    }

    pub(super) fn paste(&mut self, pasted: &str, shelf: &Shelf) {
        self.last = self.found(shelf).0.cloned();
        self.wanted = None;
        let (words, field) = (find::words(pasted).join(" "), self.filters.typed());
        // A paste too long for the line is looked for by its first words.
        let pasted = if pasted.chars().count() > PASTE { words.as_str() } else { pasted };
        // What does not fit the line stays out, and the line says nothing: it simply does not change.
        let _ = match field {
            Some(field) => field.paste(pasted),
            None => self.field.paste(pasted),
        };
        self.cursor = Cursor::default();
    }

    /// Does it now, or as soon as the answer to what is typed is there.
    fn want(&mut self, wanted: Wanted, shelf: &Shelf) -> Outcome {
        self.wanted = Some(wanted);
        self.settle(shelf)
    }

    /// What waited for its answer.
    pub fn settle(&mut self, shelf: &Shelf) -> Outcome {
        let Some(wanted) = self.wanted else { return Outcome::Stay };
        let (found, fresh) = self.found(shelf);
        if !fresh {
            return Outcome::Stay;
        }
        let hit = found.and_then(|f| f.hits.get(self.cursor.at)).cloned();
        self.wanted = None;
        let Some(hit) = hit else { return Outcome::Stay };
        match (wanted, hit.kind) {
            (Wanted::Row, Kind::Unit) => Outcome::Go(Place { room: Room::Units, spot: Spot::Page(hit.id) }),
            (Wanted::Row, Kind::Person | Kind::Collective) => Outcome::Page(Whose::Party(hit.id)),
            (Wanted::Row, _) => leads(&hit),
            (Wanted::Page, _) => match (hit.party, hit.unit_id) {
                (Some(party), _) => Outcome::Page(Whose::Party(party)),
                (None, Some(unit)) => Outcome::Page(Whose::Unit(unit)),
                (None, None) => Outcome::Stay,
            },
        }
    }
}

/// Longest paste that goes in as it is, in characters.
const PASTE: usize = 200;

/// Where a row with a day is opened.
pub(in crate::overlay) fn leads(hit: &Hit) -> Outcome {
    let (room, spot) = match hit.kind {
        Kind::Decision | Kind::Notice | Kind::Award => (Room::Achievements, Spot::Decision(hit.opens)),
        Kind::Achievement => (Room::Achievements, Spot::Achievement(hit.opens)),
        Kind::Proposal | Kind::Nominee => (Room::Achievements, Spot::Proposal(hit.opens)),
        Kind::Meeting => (Room::Meeting, Spot::AsLeft),
        Kind::Report => (Room::Papers, Spot::AsLeft),
        Kind::Approval => (Room::Classification, Spot::AsLeft),
        Kind::Result => (Room::Standings, Spot::Unit(hit.opens)),
        Kind::Unit | Kind::Person | Kind::Collective => return Outcome::Stay,
    };
    let place = Place { room, spot };
    hit.period.map_or_else(|| Outcome::Go(place.clone()), |period| Outcome::There(period, place.clone()))
}
