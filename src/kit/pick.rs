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

/// How well an option answers what is typed, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// its code or its label, but for accents and case
    Whole,
    /// its code or its label begins with it
    Start,
    /// every typed word begins one of its words, in the same order, the first its first
    Led,
    /// every typed word begins one of its words, in the same order
    Ordered,
    /// every typed word begins one of its words
    Words,
    /// it is the beginning of the initials of its words ("tccb" for "Tổ chức cán bộ")
    Initials,
    /// every typed word stands somewhere inside it ("yen" in "huyện"): good only where nothing better is found
    Inside,
}

/// Where words begin in a folded text that begin with `word`: the byte after the first such place from `from` on.
fn begins(text: &str, word: &str, from: usize) -> Option<usize> {
    let mut places = text.match_indices(word).filter(|(at, _)| *at >= from);
    let free =
        |at: usize| text.get(..at).and_then(|t| t.chars().next_back()).is_none_or(|c| !c.is_alphanumeric());
    places.find(|(at, _)| free(*at)).map(|(at, found)| at + found.len())
}

/// Do the initials of the words from some word on begin with the typed letters? Codes (`PX01`) and "và" are passed by.
fn initials(text: &str, wanted: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty() && *w != "va");
    let first: String = words
        .filter(|w| !w.contains(|c: char| c.is_ascii_digit()))
        .filter_map(|w| w.chars().next())
        .collect();
    first.match_indices(wanted).any(|(at, _)| at <= 1)
}

fn rank(wanted: &str, words: &[&str], code: &str, label: &str) -> Option<Rank> {
    let both = [code, label];
    let ordered = |text: &str| words.iter().try_fold(0, |from, word| begins(text, word, from)).is_some();
    Some(if both.contains(&wanted) {
        Rank::Whole
    } else if both.iter().any(|text| text.starts_with(wanted)) {
        Rank::Start
    } else if both.iter().any(|text| ordered(text) && words.first().is_some_and(|w| text.starts_with(w))) {
        Rank::Led
    } else if both.iter().any(|text| ordered(text)) {
        Rank::Ordered
    } else if words.iter().all(|word| both.iter().any(|text| begins(text, word, 0).is_some())) {
        Rank::Words
    } else if words.len() == 1 && wanted.len() >= 2 && both.iter().any(|text| initials(text, wanted)) {
        Rank::Initials
    } else if words.iter().all(|word| both.iter().any(|text| text.contains(word))) {
        Rank::Inside
    } else {
        return None;
    })
}

/// Options with their ranks, best first, each rank in its own order. Those found by initials, and
/// those that only hold the words inside of theirs, are found where no other is.
fn ranked(options: &[Choice], typed: &str) -> Vec<(Rank, usize)> {
    let wanted = text::fold(typed);
    let wanted = wanted.trim();
    let words: Vec<&str> = wanted.split(' ').filter(|w| !w.is_empty()).collect();
    let mut found: Vec<(Rank, usize)> = options
        .iter()
        .enumerate()
        .filter_map(|(n, (code, label))| {
            rank(wanted, &words, &text::fold(code), &text::fold(label)).map(|rank| (rank, n))
        })
        .collect();
    found.sort();
    for weak in [Rank::Inside, Rank::Initials] {
        if found.first().is_some_and(|best| best.0 < weak) {
            found.retain(|f| f.0 < weak);
        }
    }
    found
}

/// Indices of the options that `typed` finds, best first (see `Rank`). Accents, case and đ do not matter. Nothing typed
/// finds all, in their order.
pub fn matching(options: &[Choice], typed: &str) -> Vec<usize> {
    if text::fold(typed).trim().is_empty() {
        return (0..options.len()).collect();
    }
    ranked(options, typed).into_iter().map(|(_, n)| n).collect()
}

/// The option that `typed` can only mean: the one best match, or the one whose name all equally good ones go on from
/// ("Bộ Công an" before "Bộ Công an, UBND tỉnh"). `None` where the user has to choose.
pub fn meant(options: &[Choice], typed: &str) -> Option<usize> {
    if text::fold(typed).trim().is_empty() {
        return None;
    }
    let found = ranked(options, typed);
    let (rank, first) = *found.first()?;
    let best: Vec<usize> = found.iter().filter(|f| f.0 == rank).map(|f| f.1).collect();
    if best.len() == 1 {
        return Some(first);
    }
    let label = |n: &usize| options.get(*n).map_or("", |o| o.1.as_str());
    let shortest = best.iter().min_by_key(|n| text::width(label(n)))?;
    let goes_on = |n: &usize| {
        let rest = label(n).strip_prefix(label(shortest));
        rest.is_some_and(|rest| rest.chars().next().is_none_or(|c| c == ','))
    };
    best.iter().all(goes_on).then_some(*shortest)
}

/// Why a text that names no option cannot stand: none is like it, or several are and one has to be chosen.
pub fn unnamed(options: &[Choice], text: &str) -> Problem {
    match matching(options, text).len() {
        0 | 1 => Problem::new("kit.error.unlisted").text("text", text),
        n => Problem::new("kit.error.several").text("text", text).num("n", n as i64),
    }
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
    /// May a text stand in it that is none of its options?
    pub fn is_free(&self) -> bool {
        self.free
    }
    /// Its options.
    pub fn options(&self) -> &[Choice] {
        &self.options
    }
    /// Puts an option (by code, else by label) or a text in.
    pub fn set(&mut self, value: &str) {
        // cleaned first: a code with a blank behind it is that code, however often it is put in
        let value = text::line(value);
        let label = self.options.iter().find(|o| o.0 == value && !value.is_empty()).map(|o| o.1.clone());
        self.edit.set(label.as_deref().unwrap_or(&value));
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
        // what is typed in a closed list means its one best match; free text means itself
        let meant = if self.free { None } else { meant(&self.options, &self.edit.text()) };
        let meant = meant.and_then(|n| found.iter().position(|m| *m == n));
        self.list = at.or(meant).map_or(List::Open, List::At);
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
    /// Opens the list by hand, on the option the text names or on the first. False while there is none to show.
    pub fn unfold(&mut self) -> bool {
        if self.found().is_empty() {
            return false;
        }
        self.open();
        if self.list == List::Open {
            self.list = List::At(0);
        }
        true
    }
    fn choose(&mut self, event: &KeyEvent) -> Did {
        let down = matches!(event.code, KeyCode::Down | KeyCode::PageDown);
        let len = self.found().len();
        if !self.is_open() {
            return if down && self.unfold() { Did::Moved } else { Did::Ignored };
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
        Err(unnamed(&self.options, &text))
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
        // initials only where nothing begins with the letters
        let units: Vec<Choice> =
            [("Phòng Tổ chức cán bộ", "PX01 Tổ chức cán bộ"), ("Phòng Hậu cần", "PH10 Hậu cần")]
                .map(|(c, l)| (c.to_owned(), l.to_owned()))
                .to_vec();
        assert_eq!(
            (matching(&units, "tccb"), matching(&units, "hc"), matching(&units, "ph")),
            (vec![0], vec![1], vec![0, 1])
        );
        assert_eq!(named(&options, "đt"), Some(1));
        assert_eq!(named(&options, "dao tao"), None, "a name is one with its accents");
    }

    fn units() -> Vec<Choice> {
        [
            ("Phòng Tham mưu", "PV01 Tham mưu"),
            ("Công an huyện Sơn Dương", "Công an huyện Sơn Dương"),
            ("Công an huyện Yên Lạc", "Công an huyện Yên Lạc"),
            ("Công an phường Phố Hồng", "Công an phường Phố Hồng"),
            ("Công an huyện Lạc Sơn", "Công an huyện Lạc Sơn"),
        ]
        .map(|(c, l)| (c.to_owned(), l.to_owned()))
        .to_vec()
    }

    #[test]
    fn words_are_found_at_their_beginnings_and_inside_only_where_none_begins_so() {
        let units = units();
        assert_eq!(matching(&units, "yen"), [2], "not the yen of huyện");
        assert_eq!(matching(&units, "pho hong"), [3], "not the letters of Phòng");
        assert_eq!(matching(&units, "son"), [1, 4]);
        assert_eq!(matching(&units, "lac son"), [4], "in order before out of order");
        assert_eq!(matching(&units, "lac yen"), [2]);
        assert_eq!(matching(&units, "uyen"), [1, 2, 4]);
    }

    #[test]
    fn only_one_best_match_is_meant() {
        let units = units();
        for (typed, one) in [
            ("yen", Some(2)),
            ("pv", Some(0)),
            ("son", None),
            ("uyen", None),
            ("hong", Some(3)),
            ("ham", Some(0)),
        ] {
            assert_eq!(meant(&units, typed), one, "{typed}");
        }
        let by =
            [("a", "Bộ Công an, UBND tỉnh"), ("b", "Bộ Công an")].map(|(c, l)| (c.to_owned(), l.to_owned()));
        assert_eq!(meant(&by, "bo"), Some(1), "the one the others go on from");
        let by = [("a", "Chính phủ, Bộ Công an, UBND tỉnh"), ("b", "Bộ Công an, UBND tỉnh")];
        let by = by.map(|(c, l)| (c.to_owned(), l.to_owned()));
        assert_eq!(meant(&by, "bo ubnd"), Some(1), "the one it leads");
    }
}
