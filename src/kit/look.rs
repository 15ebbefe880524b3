//! How the house looks: colour roles, glyph sets, and what a room tells the app about its drawing.
//! The only place that names a sign; colours are the themes'. Colour paints marks, numbers and levels, never sentences.
pub use super::role::Role;

use super::theme::Theme;
use crate::core::period::YearStart;
use crate::core::prefs::Colours;
use crate::core::problem::Problem;
use crate::core::text;
use crate::core::words::{Lang, Words};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

/// How loud a sentence in the detail line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Tone {
    /// about the selection
    #[default]
    Plain,
    /// done
    Good,
    /// look again
    Warn,
    /// error
    Bad,
}

impl Tone {
    /// Role of its mark.
    pub fn role(self) -> Role {
        match self {
            Tone::Plain => Role::Text,
            Tone::Good => Role::Good,
            Tone::Warn => Role::Warn,
            Tone::Bad => Role::Bad,
        }
    }
    /// The mark before the sentence; empty when plain.
    pub fn mark(self, glyphs: &Glyphs) -> &'static str {
        match self {
            Tone::Plain => "",
            Tone::Good => glyphs.done,
            Tone::Warn | Tone::Bad => glyphs.warn,
        }
    }
}

/// One set of signs, each one cell wide but the choices and the cut of the plain set (look.md, section 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyphs {
    /// selection, in column 1
    pub marker: &'static str,
    /// done
    pub done: &'static str,
    /// under way; also the mark of unsaved
    pub going: &'static str,
    /// not begun
    pub open: &'static str,
    /// warning or error
    pub warn: &'static str,
    /// rise, before a number
    pub up: &'static str,
    /// fall, before a number
    pub down: &'static str,
    /// the one rule, and the top of an overlay
    pub rule: &'static str,
    /// the rule under the open room
    pub rule_open: &'static str,
    /// between two panes, and the sides of an overlay
    pub pane: &'static str,
    /// corners of an overlay: top left, top right, bottom left, bottom right
    pub corners: [&'static str; 4],
    /// full cell of a bar
    pub bar: &'static str,
    /// half cell of a bar
    pub half: &'static str,
    /// empty cell of a bar
    pub empty: &'static str,
    /// before the period
    pub prev: &'static str,
    /// after the period
    pub next: &'static str,
    /// next step
    pub step: &'static str,
    /// there is none
    pub none: &'static str,
    /// not yet
    pub not_yet: &'static str,
    /// end of a text that was cut
    pub cut: &'static str,
    /// one of several, chosen
    pub radio_on: &'static str,
    /// one of several, not chosen
    pub radio_off: &'static str,
    /// any of several, chosen
    pub check_on: &'static str,
    /// any of several, not chosen
    pub check_off: &'static str,
}

/// The standard set: WGL4, which every font of the old Windows console has.
pub static STANDARD: Glyphs = Glyphs {
    marker: "►",
    done: "√",
    going: "●",
    open: "○",
    warn: "▲",
    up: "▲",
    down: "▼",
    rule: "─",
    rule_open: "═",
    pane: "│",
    corners: ["┌", "┐", "└", "┘"],
    bar: "█",
    half: "▌",
    empty: "░",
    prev: "‹",
    next: "›",
    step: "→",
    none: "–",
    not_yet: "·",
    cut: "…",
    radio_on: "●",
    radio_off: "○",
    check_on: "■",
    check_off: "□",
};

/// The plain set: ASCII.
pub static PLAIN: Glyphs = Glyphs {
    marker: ">",
    done: "x",
    going: "o",
    open: ".",
    warn: "!",
    up: "+",
    down: "-",
    rule: "-",
    rule_open: "=",
    pane: "|",
    corners: ["+", "+", "+", "+"],
    bar: "#",
    half: "#",
    empty: ".",
    prev: "<",
    next: ">",
    step: ">",
    none: "-",
    not_yet: ".",
    cut: "..",
    radio_on: "(x)",
    radio_off: "( )",
    check_on: "[x]",
    check_off: "[ ]",
};

/// Everything a drawing needs to know: words, colours, signs.
#[derive(Debug, Clone)]
pub struct Look {
    /// words of the language in use
    pub words: Words,
    /// colours
    pub theme: Theme,
    /// signs
    pub glyphs: &'static Glyphs,
    /// language in use
    pub lang: Lang,
    /// day on which the emulation years of the register begin: a date names its quarter by it
    pub year: YearStart,
}

impl Look {
    /// A look from the words in use, in the terminal's own colours or none; `plain` takes the ASCII signs.
    pub fn new(words: Words, mono: bool, plain: bool) -> Self {
        Self::with(words, if mono { Colours::Mono } else { Colours::Terminal }, plain)
    }
    /// A look in these colours.
    pub fn with(words: Words, colours: Colours, plain: bool) -> Self {
        let lang = words.lang;
        let glyphs = if plain { &PLAIN } else { &STANDARD };
        Self { words, theme: Theme::of(colours), glyphs, lang, year: YearStart::default() }
    }
    /// The last hand on a frame: the theme's ground, and plain signs for those that texts bring along (`…`, `–`, `≥`).
    /// What lies in `raw` stays as it was drawn: the lines that show whether the terminal has the signs.
    pub fn finish(&self, buffer: &mut Buffer, raw: Option<Rect>) {
        self.theme.lay(buffer);
        if std::ptr::eq(self.glyphs, &raw const PLAIN) {
            plainly(buffer, raw);
        }
    }
    /// The text under `key`.
    pub fn word(&self, key: &str) -> &str {
        self.words.get(key)
    }
    /// The sentence of a problem or note.
    pub fn say(&self, problem: &Problem) -> String {
        self.words.say(problem)
    }
    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        self.theme.style(role)
    }
    /// A sentence for the detail line, its mark in front. The app paints the mark by the role, the rest as text.
    pub fn detail(&self, tone: Tone, sentence: &str) -> (Role, String) {
        let mark = tone.mark(self.glyphs);
        let said = if mark.is_empty() { sentence.to_owned() } else { format!("{mark} {sentence}") };
        (tone.role(), said)
    }
    /// `text` within `cells` cells, its end the cut sign of the set in use when it was cut.
    pub fn clip(&self, text: &str, cells: usize) -> String {
        if text::width(text) <= cells {
            return text.to_owned();
        }
        let sign = text::width(self.glyphs.cut);
        if sign == 1 || cells < sign {
            return text::clip(text, cells).replace('…', if cells < sign { "." } else { self.glyphs.cut });
        }
        // core cuts with a sign of one cell: leave room for the wider one and put it there
        let cut = text::clip(text, cells - sign + 1);
        format!("{}{}", cut.trim_end_matches('…'), self.glyphs.cut)
    }
    /// `clip`, then blanks on the right up to exactly `cells`.
    pub fn left(&self, text: &str, cells: usize) -> String {
        text::left(&self.clip(text, cells), cells)
    }
    /// `clip`, then blanks on the left up to exactly `cells`.
    pub fn right(&self, text: &str, cells: usize) -> String {
        text::right(&self.clip(text, cells), cells)
    }
}

/// Signs of texts and their plain ones, a cell each; `≥` and the blank after it become `>=`.
const PLAINLY: [(&str, &str); 39] = [
    ("…", "."),
    ("–", "-"),
    ("—", "-"),
    ("−", "-"),
    ("·", "."),
    ("•", "*"),
    ("×", "x"),
    ("÷", "/"),
    ("±", "+"),
    ("“", "\""),
    ("”", "\""),
    ("‘", "'"),
    ("’", "'"),
    ("→", ">"),
    ("←", "<"),
    ("↑", "^"),
    ("↓", "v"),
    ("►", ">"),
    ("√", "x"),
    ("●", "o"),
    ("○", "."),
    ("▲", "!"),
    ("▼", "-"),
    ("■", "x"),
    ("□", "."),
    ("─", "-"),
    ("═", "="),
    ("│", "|"),
    ("┌", "+"),
    ("┐", "+"),
    ("└", "+"),
    ("┘", "+"),
    ("█", "#"),
    ("▌", "#"),
    ("░", "."),
    ("‹", "<"),
    ("›", ">"),
    ("½", "/"),
    ("\u{a0}", " "),
];

fn plainly(buffer: &mut Buffer, raw: Option<Rect>) {
    let area = buffer.area;
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            if raw.is_some_and(|r| r.contains(Position { x, y })) {
                continue;
            }
            let symbol = buffer[(x, y)].symbol();
            if symbol.is_ascii() {
                continue;
            }
            let pair = match symbol {
                "≥" => Some((">", "=")),
                "≤" => Some(("<", "=")),
                _ => None,
            };
            if let Some((sign, equals)) = pair {
                buffer[(x, y)].set_symbol(sign);
                if x + 1 < area.right() && buffer[(x + 1, y)].symbol() == " " {
                    buffer[(x + 1, y)].set_symbol(equals);
                }
            } else if let Some((_, plain)) = PLAINLY.iter().find(|p| p.0 == symbol) {
                buffer[(x, y)].set_symbol(plain);
            }
        }
    }
}

/// What a view tells the app about what it drew.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Seen {
    /// the detail line: role of its mark, sentence with the mark in front (`Look::detail`)
    pub detail: Option<(Role, String)>,
    /// the next step: sentence after `→ `, and its key at the right edge
    pub next: Option<(String, String)>,
    /// the terminal's own caret
    pub cursor: Option<Position>,
    /// something typed is not in the register yet
    pub unsaved: bool,
    /// what is shown as it is, plain signs or not: the line that tests the signs
    pub raw: Option<Rect>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_is_one_cell_but_choices_and_cut_of_the_plain_set() {
        for set in [&STANDARD, &PLAIN] {
            let single = [
                set.marker,
                set.done,
                set.going,
                set.open,
                set.warn,
                set.up,
                set.down,
                set.rule,
                set.rule_open,
                set.pane,
                set.bar,
                set.half,
                set.empty,
                set.prev,
                set.next,
                set.step,
                set.none,
                set.not_yet,
            ];
            for sign in single.iter().chain(set.corners.iter()) {
                assert_eq!(text::width(sign), 1, "{sign}");
            }
            for sign in [set.radio_on, set.radio_off, set.check_on, set.check_off] {
                assert_eq!(text::width(sign), if set.cut == "…" { 1 } else { 3 }, "{sign}");
            }
        }
    }

    #[test]
    fn clip_ends_with_the_sign_of_the_set() {
        let look = |plain| Look::new(Words::load(Lang::Vi), false, plain);
        assert_eq!(look(false).clip("Văn phòng Đảng ủy", 10), "Văn phòng…");
        assert_eq!(look(true).clip("Văn phòng Đảng ủy", 10), "Văn phòn..");
        assert_eq!(look(true).clip("ab", 1), ".");
        assert_eq!(look(true).clip("ab", 0), "");
        assert_eq!(look(true).left("Văn", 5), "Văn  ");
        assert_eq!(look(false).right("12", 4), "  12");
    }
}
