//! What the lists of this room share: the stretch that is looked through, the selected row, kept by its key, and the filter
//! typed above it. Knows keys of rows and no row's subject, so that every tab of the room can use it:
//!
//! * the tab's `Ask` carries the [`Reach`] of [`Listing::reach`], its answer is a `core::page::Window` of the tab's rows,
//!   which the store cuts with `store::page::slice` (any table with `n`, `period`, `date` and the two indexes);
//! * [`Listing::window`] finds the stretch on the shelf, `Window::stretch` is what all moving needs;
//! * [`Listing::ahead`] names the stretch that the next keys will want: asked for, never waited for.
use crate::core::page::{At, Reach, RowKey, Span, Stretch};
use crate::core::text;
use crate::kit::field::{Did, Edit};
use crate::kit::keys::is_pressed;
use crate::kit::table::Cursor;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::ops::Range;

/// Fewest rows asked for at once: a stretch is longer than the screen, so that a page is there when its key comes.
const FEWEST: u16 = 32;

/// Selection and filter of one list.
#[derive(Debug, Clone)]
pub struct Listing {
    filter: Edit,
    /// the filter has the focus
    pub filtering: bool,
    at: At,
    /// the stretch before this one: shown until the new one is there
    was: At,
    chosen: Option<i64>,
    /// where the selected row stood, for when it goes
    near: Option<RowKey>,
    /// rows still to be moved by, once the stretch is there
    owed: isize,
    /// rows shown above the selection
    lead: usize,
    down: bool,
}

impl Default for Listing {
    fn default() -> Self {
        Self {
            filter: Edit::line(""),
            filtering: false,
            at: At::First,
            was: At::First,
            chosen: None,
            near: None,
            owed: 0,
            lead: 0,
            down: true,
        }
    }
}

/// What a key in the filter meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filtered {
    /// the filter took it
    Taken,
    /// the list should move by this key
    List,
    /// Enter
    Done,
}

impl Listing {
    /// The filter as typed, ends trimmed.
    pub fn filter(&self) -> String {
        text::line(&self.filter.text())
    }
    /// The filter as a text field.
    pub fn edit(&self) -> &Edit {
        &self.filter
    }
    /// Empties the filter and leaves it; the selected row stays selected.
    pub fn clear(&mut self) {
        self.filter.set("");
        self.filtering = false;
        self.again();
    }
    /// To the beginning: another list.
    pub fn restart(&mut self) {
        let filter = std::mem::replace(&mut self.filter, Edit::line(""));
        *self = Self { filter, filtering: self.filtering, ..Self::default() };
    }
    /// The list is another one, the selected row is looked for in it.
    pub fn again(&mut self) {
        self.was = self.at;
        self.at = self.chosen.map_or(At::First, At::Row);
        self.owed = 0;
    }
    /// The stretch that is looked through.
    pub fn reach(&self, span: Span, height: u16) -> Reach {
        self.reach_at(span, height, self.at)
    }
    fn reach_at(&self, span: Span, height: u16, at: At) -> Reach {
        Reach { span, filter: self.filter(), at, rows: height.max(FEWEST).next_multiple_of(8) }
    }
    /// The stretch as `find` has it on the shelf, else the one before it.
    pub fn window<T>(&self, span: Span, height: u16, find: impl Fn(&Reach) -> Option<T>) -> Option<T> {
        find(&self.reach(span, height)).or_else(|| find(&self.reach_at(span, height, self.was)))
    }
    /// The one before it, while it is still looked at.
    pub fn before(&self, span: Span, height: u16) -> Reach {
        self.reach_at(span, height, self.was)
    }
    /// The stretch that moving on will want soon.
    pub fn ahead(&self, span: Span, height: u16, stretch: Stretch<'_>) -> Option<Reach> {
        let (at, len) = (self.place(stretch), stretch.keys.len());
        let margin = usize::from(self.reach_at(span, height, At::First).rows);
        let edge = match self.down {
            true if stretch.after && at + margin >= len => stretch.keys.last(),
            false if stretch.before && at < margin => stretch.keys.first(),
            _ => None,
        };
        edge.map(|key| self.reach_at(span, height, At::Near(*key)))
    }
    /// Place of the selection in a stretch.
    pub fn place(&self, stretch: Stretch<'_>) -> usize {
        let last = stretch.keys.len().saturating_sub(1);
        let by_key = self.chosen.and_then(|id| stretch.keys.iter().position(|k| k.id == id));
        let beside = |key: &RowKey| stretch.keys.partition_point(|k| k.order(key).is_lt());
        let base = by_key.or_else(|| self.near.as_ref().map(beside)).unwrap_or(match self.at {
            At::Last => last,
            At::Near(key) => beside(&key),
            At::First | At::Row(_) => 0,
        });
        base.saturating_add_signed(self.owed).min(last)
    }
    /// Cursor for drawing a stretch.
    pub fn cursor(&self, stretch: Stretch<'_>) -> Cursor {
        let at = self.place(stretch);
        Cursor { at, top: at.saturating_sub(self.lead) }
    }
    /// The rows that stand on the screen at once, and the cursor among them: no others are put into words.
    pub fn shown(&self, stretch: Stretch<'_>, page: usize) -> (Range<usize>, Cursor) {
        let (cursor, len) = (self.cursor(stretch), stretch.keys.len());
        let first = cursor.first(len, page);
        (first..(first + page).min(len), Cursor { at: cursor.at - first, top: 0 })
    }
    /// Key of the selected row.
    pub fn selected(&self, stretch: Stretch<'_>) -> Option<i64> {
        stretch.keys.get(self.place(stretch)).map(|k| k.id)
    }
    /// Keys of the rows a row and a page away from the selected one: the next it will stand on.
    pub fn beside(&self, stretch: Stretch<'_>, page: usize) -> impl Iterator<Item = i64> {
        let (at, page) = (self.place(stretch), page.max(1));
        let near = [at.checked_add(1), at.checked_sub(1), at.checked_add(page), at.checked_sub(page)];
        near.into_iter().flatten().filter_map(move |n| stretch.keys.get(n)).map(|k| k.id)
    }
    /// Selects a row by its key; it need not be there yet.
    pub fn choose(&mut self, id: i64) {
        (self.chosen, self.near) = (Some(id), None);
        self.again();
    }
    /// Moves the selection; `page` rows are shown. `next`: the stretch `ahead`, once it is there: it is looked through from
    /// now on. False when the key is another's.
    pub fn key(&mut self, event: &KeyEvent, stretch: Stretch<'_>, page: usize, next: Option<At>) -> bool {
        if !is_pressed(event) || event.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) {
            return false;
        }
        let (at, page) = (self.place(stretch), page.max(1));
        let far = stretch.keys.len() as isize;
        let step = match event.code {
            KeyCode::Up => -1,
            KeyCode::Down => 1,
            KeyCode::PageUp => -(page as isize),
            KeyCode::PageDown => page as isize,
            KeyCode::Home if stretch.before => return self.jump(At::First, 0),
            KeyCode::End if stretch.after => return self.jump(At::Last, page - 1),
            KeyCode::Home => -far,
            KeyCode::End => far,
            _ => return false,
        };
        let same = self.down == (step > 0);
        self.down = step > 0;
        self.lead = self.lead.min(page - 1).saturating_add_signed(step).min(page - 1);
        self.step(stretch, at as isize + step);
        if let Some(next) = next.filter(|_| same && self.owed == 0) {
            (self.was, self.at) = (next, next);
        }
        true
    }
    fn jump(&mut self, to: At, lead: usize) -> bool {
        (self.was, self.at) = (self.at, to);
        (self.chosen, self.near, self.owed, self.lead, self.down) = (None, None, 0, lead, to == At::First);
        true
    }
    /// To a place of the stretch, or as far behind its edge.
    fn step(&mut self, stretch: Stretch<'_>, to: isize) {
        let last = stretch.keys.len() as isize - 1;
        let edge = to.clamp(0, last.max(0));
        let Some(key) = stretch.keys.get(edge as usize) else { return };
        (self.chosen, self.near, self.owed) = (Some(key.id), Some(*key), 0);
        if (to < 0 && stretch.before) || (to > last && stretch.after) {
            self.owed = to - edge;
            (self.was, self.at) = (self.at, At::Near(*key));
        }
    }
    /// Remembers where the selection stands, for when its row goes.
    pub fn hold(&mut self, stretch: Stretch<'_>) {
        self.near = stretch.keys.get(self.place(stretch)).copied();
        self.chosen = None;
        self.owed = 0;
    }
    /// A key while the filter has the focus.
    pub fn type_key(&mut self, event: &KeyEvent) -> Filtered {
        match event.code {
            KeyCode::Esc => self.clear(),
            KeyCode::Enter | KeyCode::Tab => {
                self.filtering = false;
                return Filtered::Done;
            }
            KeyCode::Up | KeyCode::Down | KeyCode::PageUp | KeyCode::PageDown => return Filtered::List,
            _ => {
                if self.filter.key(event) == Did::Changed {
                    self.restart();
                }
            }
        }
        Filtered::Taken
    }
    /// A paste while the filter has the focus; one that is too long leaves it as it was.
    pub fn paste(&mut self, raw: &str) {
        if self.filtering && self.filter.paste(raw).is_ok() {
            self.restart();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::date::Date;
    use crate::core::page::Window;
    use proptest::prelude::*;

    const HEIGHT: u16 = 17;

    /// A register of keys alone, which cuts a stretch as the store does.
    fn cut(all: &[RowKey], reach: &Reach) -> Window<()> {
        let rows = usize::from(reach.rows);
        let (from, to) = match reach.at {
            At::Row(id) => match all.iter().position(|k| k.id == id) {
                Some(at) => (at.saturating_sub(rows), at + rows),
                None => (0, rows),
            },
            At::First => (0, rows),
            At::Last => (all.len().saturating_sub(rows), all.len()),
            At::Near(key) => {
                let at = all.partition_point(|k| k.order(&key).is_lt());
                (at.saturating_sub(rows), at + rows)
            }
        };
        let to = to.min(all.len());
        let keys = all[from..to].to_vec();
        let rows = vec![(); keys.len()];
        Window { keys, rows, before: from > 0, after: to < all.len(), found: None }
    }

    fn press(code: KeyCode) -> KeyEvent {
        KeyEvent::new(code, KeyModifiers::NONE)
    }

    proptest! {
        /// Whatever the keys, and whether the next stretch has come in time or not: the selected row is that of a plain list.
        #[test]
        fn a_stretched_list_moves_like_a_plain_one(
            days in prop::collection::vec(prop::option::weighted(0.9, 0i32..60), 0..400),
            moves in prop::collection::vec((0u8..6, any::<bool>()), 1..120),
            page in 1usize..16,
        ) {
            let first = Date::constant(2021, 4, 1);
            let day = |n: i32| first.checked_add(jiff::Span::new().days(n)).unwrap();
            let mut all: Vec<RowKey> =
                days.iter().enumerate().map(|(n, d)| RowKey { date: d.map(day), id: n as i64 + 1 }).collect();
            all.sort_by(RowKey::order);
            let (mut list, mut at) = (Listing::default(), 0usize);
            let last = all.len().saturating_sub(1);
            for (step, early) in moves {
                let window = cut(&all, &list.reach(Span::All, HEIGHT));
                let next = list.ahead(Span::All, HEIGHT, window.stretch()).filter(|_| early).map(|r| r.at);
                let (code, to) = match step {
                    0 => (KeyCode::Up, at.saturating_sub(1)),
                    1 => (KeyCode::Down, at + 1),
                    2 => (KeyCode::PageUp, at.saturating_sub(page)),
                    3 => (KeyCode::PageDown, at + page),
                    4 => (KeyCode::Home, 0),
                    _ => (KeyCode::End, last),
                };
                at = to.min(last);
                prop_assert!(list.key(&press(code), window.stretch(), page, next));
                let window = cut(&all, &list.reach(Span::All, HEIGHT));
                prop_assert_eq!(list.selected(window.stretch()), all.get(at).map(|k| k.id));
                let cursor = list.cursor(window.stretch());
                prop_assert!(cursor.at - cursor.top < page);
            }
        }
    }

    #[test]
    fn the_row_below_takes_the_place_of_one_that_goes() {
        let mut all: Vec<RowKey> = (1..=9).rev().map(|id| RowKey { date: None, id }).collect();
        let mut list = Listing::default();
        let window = cut(&all, &list.reach(Span::All, HEIGHT));
        for _ in 0..3 {
            list.key(&press(KeyCode::Down), window.stretch(), 9, None);
        }
        assert_eq!(list.selected(window.stretch()), Some(6));
        list.hold(window.stretch());
        all.retain(|k| k.id != 6);
        let window = cut(&all, &list.reach(Span::All, HEIGHT));
        assert_eq!(list.selected(window.stretch()), Some(5));
        // and it comes back under the cursor when the removal is undone
        all.insert(3, RowKey { date: None, id: 6 });
        let window = cut(&all, &list.reach(Span::All, HEIGHT));
        assert_eq!(list.selected(window.stretch()), Some(6));
    }
}
