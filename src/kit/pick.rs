//! Choosing one of a list by typing: options found by folded text, the list dropping under its field.
//! Shared by the form and the grid; knows only codes and labels.
use super::field::{Did, Edit};
use super::keys::{is_backspace, is_pressed, is_text};
use super::look::{Look, Role};
use super::para::{clear, put_in};
use super::table::Cursor;
use crate::core::problem::Problem;
use crate::core::text;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Most rows of a list that drops under its field.
pub const ROWS: usize = 8;

/// A code and its label, already said.
pub type Choice = (String, String);

/// Indices of the options that `typed` finds: first those that begin with it (code or label), then those that hold
/// all of its words. Accents, case and đ do not matter. Nothing typed finds all.
pub fn matching(options: &[Choice], typed: &str) -> Vec<usize> {
    let wanted = text::fold(typed);
    let words: Vec<&str> = wanted.split(' ').filter(|w| !w.is_empty()).collect();
    let mut first = Vec::new();
    let mut then = Vec::new();
    for (n, (code, label)) in options.iter().enumerate() {
        let (code, label) = (text::fold(code), text::fold(label));
        if code.starts_with(&wanted) || label.starts_with(&wanted) {
            first.push(n);
        } else if words.iter().all(|w| label.contains(w) || code.contains(w)) {
            then.push(n);
        }
    }
    first.extend(then);
    first
}

/// The option a text names: its label or its code, accents as typed, case and tone place aside.
pub fn named(options: &[Choice], typed: &str) -> Option<usize> {
    let key = text::same_key(typed);
    if key.is_empty() {
        return None;
    }
    let by = |pick: fn(&Choice) -> &String| options.iter().position(|o| text::same_key(pick(o)) == key);
    by(|o| &o.1).or_else(|| by(|o| &o.0))
}

/// A text with a list of options.
#[derive(Debug, Clone)]
pub struct Combo {
    /// what is typed
    pub edit: Edit,
    options: Vec<Choice>,
    free: bool,
    list: List,
}

/// The list of a combo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum List {
    Shut,
    /// open, no match highlighted: the text means itself
    Open,
    /// open, this match highlighted
    At(usize),
}

impl Combo {
    /// Options; `free` lets a text stand that is none of them.
    pub fn new(options: Vec<Choice>, free: bool) -> Self {
        Self { edit: Edit::line(""), options, free, list: List::Shut }
    }
    /// Other options, the text stays.
    pub fn set_options(&mut self, options: Vec<Choice>) {
        self.options = options;
    }
    /// Its options.
    pub fn options(&self) -> &[Choice] {
        &self.options
    }
    /// Puts an option (by code, else by label) or a text in.
    pub fn set(&mut self, value: &str) {
        let label = self.options.iter().find(|o| o.0 == value && !value.is_empty()).map(|o| o.1.clone());
        self.edit.set(label.as_deref().unwrap_or(value));
        self.list = List::Shut;
    }
    /// Code of the option the text names.
    pub fn code(&self) -> Option<&str> {
        named(&self.options, &self.edit.text()).and_then(|n| self.options.get(n)).map(|o| o.0.as_str())
    }
    /// The text, cleaned.
    pub fn text(&self) -> String {
        text::line(&self.edit.text())
    }
    /// Is the list open?
    pub fn is_open(&self) -> bool {
        self.list != List::Shut
    }
    /// Shuts the list, the text stays.
    pub fn shut(&mut self) {
        self.list = List::Shut;
    }
    fn found(&self) -> Vec<usize> {
        // a text that already names an option offers all of them again
        if named(&self.options, &self.edit.text()).is_some() {
            return (0..self.options.len()).collect();
        }
        matching(&self.options, &self.edit.text())
    }
    /// Opens the list at the option the text names; on nothing while the field is empty.
    fn open(&mut self) {
        let found = self.found();
        let named = named(&self.options, &self.edit.text());
        let at = named.and_then(|n| found.iter().position(|m| *m == n));
        // what is typed in a closed list means its first match; free text means itself
        let first = (!self.free && !self.edit.is_empty() && !found.is_empty()).then_some(0);
        self.list = at.or(first).map_or(List::Open, List::At);
    }
    /// Takes the highlighted option, if the list is open and one is highlighted. True when the text changed.
    pub fn take(&mut self) -> bool {
        let List::At(at) = std::mem::replace(&mut self.list, List::Shut) else { return false };
        let Some(option) = self.found().get(at).and_then(|n| self.options.get(*n)).cloned() else {
            return false;
        };
        if self.edit.text() == option.1 {
            return false;
        }
        self.edit.replace(&option.1);
        true
    }
    /// Answers a key. ↓ opens the list; in an open one ↑ ↓ choose. Enter and Tab are the form's, after `take`.
    pub fn key(&mut self, event: &KeyEvent) -> Did {
        if !is_pressed(event) {
            return Did::Ignored;
        }
        let bare = !event.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        if let (KeyCode::Up | KeyCode::Down | KeyCode::PageUp | KeyCode::PageDown, true) = (event.code, bare)
        {
            return self.choose(event);
        }
        let did = self.edit.key(event);
        if did == Did::Changed && (is_text(event) || is_backspace(event) || self.is_open()) {
            self.open();
        }
        did
    }
    fn choose(&mut self, event: &KeyEvent) -> Did {
        let down = matches!(event.code, KeyCode::Down | KeyCode::PageDown);
        let len = self.found().len();
        if !self.is_open() {
            if !down || len == 0 {
                return Did::Ignored;
            }
            self.open();
            if self.list == List::Open {
                self.list = List::At(0);
            }
            return Did::Moved;
        }
        if len > 0 {
            let mut cursor = Cursor::default();
            if let List::At(at) = self.list {
                cursor.at = at;
                cursor.key(event, len, ROWS);
            }
            self.list = List::At(cursor.at);
        }
        Did::Moved
    }
    /// A text that names none of the options, where only they may stand.
    pub fn check(&self) -> Result<(), Problem> {
        let text = self.text();
        if self.free || text.is_empty() || self.code().is_some() {
            return Ok(());
        }
        Err(Problem::new("kit.error.unlisted").text("text", text))
    }
    /// Draws the open list over `bounds`, under the cells of `field` (over them where there is no room below).
    pub fn draw_list(&self, f: &mut Frame, bounds: Rect, look: &Look, field: Rect) {
        let at = match self.list {
            List::Shut => return,
            List::Open => None,
            List::At(at) => Some(at),
        };
        let found = self.found();
        let labels: Vec<String> =
            found.iter().filter_map(|n| self.options.get(*n)).map(|o| o.1.clone()).collect();
        if labels.is_empty() {
            return;
        }
        drop_list(f, bounds, look, field, &labels, at);
    }
}

/// Draws a list of labels under (or over) `field`, the marker in the blank before it.
fn drop_list(f: &mut Frame, bounds: Rect, look: &Look, field: Rect, labels: &[String], at: Option<usize>) {
    let below = bounds.bottom().saturating_sub(field.bottom()) as usize;
    let above = field.y.saturating_sub(bounds.y) as usize;
    let wanted = labels.len().min(ROWS);
    let under = below >= wanted || below >= above;
    let rows = wanted.min(if under { below } else { above });
    let widest = labels.iter().map(|l| text::width(l)).max().unwrap_or(0) as u16;
    let x = field.x.saturating_sub(1).max(bounds.x);
    let width = (widest.max(field.width) + 2).min(bounds.right().saturating_sub(x));
    let y = if under { field.bottom() } else { field.y - rows as u16 };
    let list = Rect { x, y, width, height: rows as u16 };
    if list.is_empty() {
        return;
    }
    clear(f, list);
    let top = Cursor { at: at.unwrap_or(0), top: 0 }.first(labels.len(), rows);
    for (n, label) in labels.iter().enumerate().skip(top).take(rows) {
        let row = (n - top) as u16;
        put_in(f, look, list, (1, row), width.saturating_sub(2), Style::new(), label);
        if at == Some(n) {
            put_in(f, look, list, (0, row), 1, Style::new(), look.glyphs.marker);
            f.buffer_mut().set_style(Rect { y: y + row, height: 1, ..list }, look.style(Role::Select));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_come_before_what_holds_the_words() {
        let options: Vec<Choice> = [("A1", "Phòng Đội ngũ"), ("ĐT", "Đào tạo"), ("B2", "Đội Đặc nhiệm")]
            .map(|(c, l)| (c.to_owned(), l.to_owned()))
            .to_vec();
        assert_eq!(matching(&options, "doi"), [2, 0]);
        assert_eq!(matching(&options, "ngu phong"), [0]);
        assert_eq!(matching(&options, "b2"), [2]);
        assert_eq!(matching(&options, " "), [0, 1, 2]);
        assert_eq!(matching(&options, "x"), Vec::<usize>::new());
        assert_eq!(named(&options, "đt"), Some(1));
        assert_eq!(named(&options, "dao tao"), None, "a name is one with its accents");
    }
}
