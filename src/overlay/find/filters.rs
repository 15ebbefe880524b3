//! The filters of Find: one line of what is kept, each with a list that drops under it and is narrowed by typing.
use crate::core::find::{Filter, Standing};
use crate::core::text;
use crate::kit::field::Edit;
use crate::kit::look::{Look, Role};
use crate::kit::para::{clear, put_at};
use crate::kit::pick::{self, Choice};
use crate::kit::table::Cursor;
use crate::shelf::Shelf;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

/// Shift+Tab, which some terminals send as Tab with Shift.
pub(super) fn back(key: &KeyEvent) -> bool {
    key.code == KeyCode::BackTab || key.modifiers.contains(KeyModifiers::SHIFT)
}

/// What can be filtered by, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    Unit,
    Period,
    Authority,
    Form,
    Standing,
}

const SLOTS: [(Slot, &str); 5] = [
    (Slot::Unit, "find.any_unit"),
    (Slot::Period, "find.any_period"),
    (Slot::Authority, "find.any_authority"),
    (Slot::Form, "find.any_form"),
    (Slot::Standing, "find.any_state"),
];

/// Words key of a state.
pub(super) fn standing_word(standing: Standing) -> &'static str {
    match standing {
        Standing::Valid => "find.state_valid",
        Standing::Cancelled => "find.state_cancelled",
        Standing::Pending => "find.state_pending",
        Standing::Decided => "find.state_decided",
        Standing::Dropped => "find.state_dropped",
    }
}

/// The filters and the list that is open.
#[derive(Debug)]
pub(super) struct Filters {
    /// what is kept
    pub(super) set: Filter,
    open: Option<List>,
}

/// An open list.
#[derive(Debug)]
struct List {
    at: usize,
    typed: Edit,
    cursor: Cursor,
}

impl Filters {
    pub(super) fn new(set: Filter) -> Self {
        Self { set, open: None }
    }
    /// Is a list open?
    pub(super) fn open(&self) -> bool {
        self.open.is_some()
    }
    /// The text of the open list.
    pub(super) fn typed(&mut self) -> Option<&mut Edit> {
        self.open.as_mut().map(|d| &mut d.typed)
    }
    /// Nothing is left out any more.
    pub(super) fn clear(&mut self) {
        self.set = Filter::default();
        self.open = None;
    }
    /// To the next list or the one before; past the last is back to the words.
    pub(super) fn step(&mut self, on: bool) {
        let last = SLOTS.len() - 1;
        let at = match (self.open.as_ref().map(|d| d.at), on) {
            (None, true) => Some(0),
            (None, false) => Some(last),
            (Some(at), true) => Some(at + 1).filter(|at| *at <= last),
            (Some(at), false) => at.checked_sub(1),
        };
        self.open = at.map(|at| List { at, typed: Edit::line(""), cursor: Cursor::default() });
    }

    /// A key of the open list; true when what is kept changed.
    pub(super) fn key(&mut self, key: &KeyEvent, shelf: &Shelf) -> bool {
        let Some(list) = &mut self.open else { return false };
        let Some((slot, _)) = SLOTS.get(list.at) else { return false };
        let options = options(*slot, shelf);
        match key.code {
            KeyCode::Esc => self.open = None,
            KeyCode::Tab | KeyCode::BackTab => self.step(!back(key)),
            KeyCode::F(4) => {
                self.clear();
                return true;
            }
            KeyCode::Up | KeyCode::Down | KeyCode::PageUp | KeyCode::PageDown => {
                list.cursor.key(key, list.shown(&options).len(), pick::ROWS);
            }
            KeyCode::Enter => {
                if let Some(chosen) = list.shown(&options).get(list.cursor.at).copied() {
                    take(&mut self.set, *slot, chosen, shelf);
                    self.open = None;
                    return true;
                }
            }
            _ => {
                list.typed.key(key);
                list.cursor = Cursor::default();
            }
        }
        false
    }

    /// The line of filters; the open one shows what is typed. Where the caret stands.
    pub(super) fn draw(&self, f: &mut Frame, look: &Look, area: Rect, shelf: &Shelf) -> Option<Position> {
        let edge = area.right().saturating_sub(1);
        let mut x = area.x + 1;
        let mut caret = None;
        for (n, (slot, any)) in SLOTS.into_iter().enumerate() {
            let kept = named(&self.set, slot, shelf);
            let text = text::clip(kept.as_deref().unwrap_or_else(|| look.word(any)), 24);
            let wide = text::width(&text) as u16;
            if let Some(list) = self.open.as_ref().filter(|d| d.at == n) {
                let wide = wide.clamp(12, 20);
                let from = x.min(edge.saturating_sub(wide + 2));
                put_at(f, from - 1, area.y, "[", edge, look.style(Role::Text));
                put_at(f, from + wide, area.y, "]", edge, look.style(Role::Text));
                let inside = Rect { x: from, width: wide, height: 1, ..area };
                caret = list.typed.draw(f, inside, look, true);
                x = from + wide + 2;
                continue;
            }
            let role = if kept.is_some() { Role::Accent } else { Role::Muted };
            put_at(f, x, area.y, &text, edge, look.style(role));
            x += wide + 2;
        }
        caret
    }

    /// The open list, over the rows under the line.
    pub(super) fn draw_list(&self, f: &mut Frame, look: &Look, area: Rect, shelf: &Shelf) {
        let Some(list) = &self.open else { return };
        let Some((slot, any)) = SLOTS.get(list.at) else { return };
        let options = options(*slot, shelf);
        let shown = list.shown(&options);
        let labels: Vec<&str> = shown
            .iter()
            .map(|n| n.and_then(|n| options.get(n)).map_or_else(|| look.word(any), |(_, label)| label))
            .collect();
        let rows = (labels.len().max(1) as u16).min(pick::ROWS as u16).min(area.height.saturating_sub(1));
        clear(f, Rect { height: rows + 1, ..area });
        let wide = usize::from(area.width.saturating_sub(2)).min(60);
        if labels.is_empty() {
            put_at(f, area.x + 1, area.y, look.word("find.no_option"), area.right(), look.style(Role::Muted));
        }
        let top = list.cursor.first(labels.len(), usize::from(rows));
        for (n, label) in labels.iter().enumerate().skip(top).take(usize::from(rows)) {
            let y = area.y + (n - top) as u16;
            let here = n == list.cursor.at;
            let (marker, role) = if here { (look.glyphs.marker, Role::Select) } else { (" ", Role::Text) };
            put_at(
                f,
                area.x,
                y,
                &look.left(&format!("{marker}{label}"), wide),
                area.right(),
                look.style(role),
            );
        }
    }
}

impl List {
    /// Places of the options that what is typed finds; `None`: all of them. Nothing typed shows all, and "any" first.
    fn shown(&self, options: &[Choice]) -> Vec<Option<usize>> {
        let found = pick::matching(options, &self.typed.text()).into_iter().map(Some);
        let any = self.typed.is_empty().then_some(None);
        any.into_iter().chain(found).collect()
    }
}

/// Code and label of everything a slot may be.
fn options(slot: Slot, shelf: &Shelf) -> Vec<Choice> {
    let catalogue = shelf.quarter().map(|q| &q.catalogue);
    match slot {
        Slot::Unit => shelf
            .roster()
            .map_or(&[][..], |r| r.as_slice())
            .iter()
            .map(|u| (u.code.clone(), if u.code.is_empty() { u.name.clone() } else { u.label() }))
            .collect(),
        Slot::Period => shelf.quarters().map(|p| (p.key.code(), p.key.label(shelf.words.lang))).collect(),
        Slot::Authority => catalogue
            .map_or(&[][..], |c| c.authorities.as_slice())
            .iter()
            .map(|a| (a.code.clone(), a.name.clone()))
            .collect(),
        Slot::Form => catalogue
            .map_or(&[][..], |c| c.forms.as_slice())
            .iter()
            .map(|f| (f.code.clone(), f.name.clone()))
            .collect(),
        Slot::Standing => Standing::ALL
            .iter()
            .map(|s| (String::new(), shelf.words.get(standing_word(*s)).to_owned()))
            .collect(),
    }
}

/// Keeps what stands at that place of the options; `None`: all again.
fn take(set: &mut Filter, slot: Slot, chosen: Option<usize>, shelf: &Shelf) {
    let catalogue = shelf.quarter().map(|q| &q.catalogue);
    match slot {
        Slot::Unit => set.unit = chosen.and_then(|n| shelf.roster()?.get(n)).map(|u| u.id),
        Slot::Period => set.period = chosen.and_then(|n| shelf.quarters().nth(n)).map(|p| p.key),
        Slot::Authority => {
            set.authority = chosen.and_then(|n| catalogue?.authorities.get(n)).map(|a| a.code.clone());
        }
        Slot::Form => set.form = chosen.and_then(|n| catalogue?.forms.get(n)).map(|f| f.code.clone()),
        Slot::Standing => set.standing = chosen.and_then(|n| Standing::ALL.get(n)).copied(),
    }
}

/// What a slot keeps, as it is called; `None`: everything.
fn named(set: &Filter, slot: Slot, shelf: &Shelf) -> Option<String> {
    let catalogue = shelf.quarter().map(|q| &q.catalogue);
    match slot {
        Slot::Unit => {
            let id = set.unit?;
            let unit = shelf.roster().and_then(|r| r.iter().find(|u| u.id == id));
            Some(unit.map_or_else(|| "…".to_owned(), |u| u.tag().to_owned()))
        }
        Slot::Period => set.period.map(|key| key.label(shelf.words.lang)),
        Slot::Authority => {
            let code = set.authority.as_ref()?;
            let there = catalogue.and_then(|c| c.authorities.iter().find(|a| a.code == *code));
            Some(there.map_or_else(|| code.clone(), |a| a.name.clone()))
        }
        Slot::Form => {
            let code = set.form.as_ref()?;
            let there = catalogue.and_then(|c| c.forms.iter().find(|f| f.code == *code));
            Some(there.map_or_else(|| code.clone(), |f| f.name.clone()))
        }
        Slot::Standing => set.standing.map(|s| shelf.words.get(standing_word(s)).to_owned()),
    }
}

impl Filters {
    /// What is kept, as it is called, for a sentence.
    pub(super) fn kept(&self, shelf: &Shelf) -> Vec<String> {
        SLOTS.iter().filter_map(|(slot, _)| named(&self.set, *slot, shelf)).collect()
    }
}
