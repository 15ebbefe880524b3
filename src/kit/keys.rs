//! Keys: chords as const text, matched against events of every terminal, printed as on the keyboard.
//! Knows nothing of what a key does; rooms say that in their tables of rows.
use crate::core::problem::Problem;
use crate::core::words::Words;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// One key with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Chord {
    code: KeyCode,
    mods: KeyModifiers,
}

impl Chord {
    /// Reads `Ctrl+S`, `Enter`, `Delete`, `F2`, `Ctrl+Left`, `Shift+Tab`, `Space`, `a`, `/`. `None` when misspelt.
    pub fn parse(text: &str) -> Option<Self> {
        let mut mods = KeyModifiers::NONE;
        let mut rest = text;
        loop {
            let (modifier, tail) = match rest.split_once('+') {
                Some(("Ctrl", tail)) => (KeyModifiers::CONTROL, tail),
                Some(("Alt", tail)) => (KeyModifiers::ALT, tail),
                Some(("Shift", tail)) => (KeyModifiers::SHIFT, tail),
                _ => break,
            };
            mods |= modifier;
            rest = tail;
        }
        let code = match rest {
            "Enter" => KeyCode::Enter,
            "Esc" => KeyCode::Esc,
            "Tab" if mods.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
            "Tab" => KeyCode::Tab,
            "Space" => KeyCode::Char(' '),
            "Backspace" => KeyCode::Backspace,
            "Delete" => KeyCode::Delete,
            "Insert" => KeyCode::Insert,
            "Home" => KeyCode::Home,
            "End" => KeyCode::End,
            "PageUp" => KeyCode::PageUp,
            "PageDown" => KeyCode::PageDown,
            "Left" => KeyCode::Left,
            "Right" => KeyCode::Right,
            "Up" => KeyCode::Up,
            "Down" => KeyCode::Down,
            _ => named_or_char(rest)?,
        };
        Some(Self::tidy(code, mods))
    }
    /// The chord of an event, whichever way the terminal spells it.
    pub fn of(event: &KeyEvent) -> Self {
        if is_backspace(event) {
            return Self { code: KeyCode::Backspace, mods: event.modifiers - KeyModifiers::CONTROL };
        }
        Self::tidy(event.code, event.modifiers)
    }
    /// Terminals differ in case and in saying Shift: letters are lower case, signs and Shift+Tab carry no Shift.
    fn tidy(code: KeyCode, mods: KeyModifiers) -> Self {
        let wanted = KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT;
        let mut mods = mods & wanted;
        let code = match code {
            KeyCode::Tab if mods.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
            other => other,
        };
        match code {
            KeyCode::Char(c) => {
                mods -= KeyModifiers::SHIFT;
                // AltGr is reported as Ctrl and Alt: the character counts, not the modifiers
                if mods.contains(KeyModifiers::CONTROL | KeyModifiers::ALT) {
                    mods = KeyModifiers::NONE;
                }
                Self { code: KeyCode::Char(c.to_lowercase().next().unwrap_or(c)), mods }
            }
            KeyCode::BackTab => Self { code, mods: mods - KeyModifiers::SHIFT },
            code => Self { code, mods },
        }
    }
    /// Is this the key that was pressed (or held)?
    pub fn matches(&self, event: &KeyEvent) -> bool {
        is_pressed(event) && Self::of(event) == *self
    }
    /// As printed on the keyboard: `Ctrl+←`, `Dấu cách`.
    pub fn show(&self, words: &Words) -> String {
        let mut out = String::new();
        if self.mods.contains(KeyModifiers::CONTROL) {
            out.push_str("Ctrl+");
        }
        if self.mods.contains(KeyModifiers::ALT) {
            out.push_str("Alt+");
        }
        if self.mods.contains(KeyModifiers::SHIFT) || self.code == KeyCode::BackTab {
            out.push_str("Shift+");
        }
        match self.code {
            KeyCode::Char(' ') => out.push_str(words.get("key.space")),
            KeyCode::Char(c) if self.mods.is_empty() => out.push(c),
            KeyCode::Char(c) => out.extend(c.to_uppercase()),
            KeyCode::F(n) => out.push_str(&["F", &n.to_string()].concat()),
            KeyCode::Left => out.push('←'),
            KeyCode::Right => out.push('→'),
            KeyCode::Up => out.push('↑'),
            KeyCode::Down => out.push('↓'),
            KeyCode::BackTab => out.push_str("Tab"),
            other => out.push_str(plain_name(other)),
        }
        out
    }
}

/// Keys printed alike in both languages.
fn plain_name(code: KeyCode) -> &'static str {
    match code {
        KeyCode::Enter => "Enter",
        KeyCode::Esc => "Esc",
        KeyCode::Tab => "Tab",
        KeyCode::Backspace => "Backspace",
        KeyCode::Delete => "Delete",
        KeyCode::Insert => "Insert",
        KeyCode::Home => "Home",
        KeyCode::End => "End",
        KeyCode::PageUp => "PageUp",
        KeyCode::PageDown => "PageDown",
        _ => "?",
    }
}

fn named_or_char(text: &str) -> Option<KeyCode> {
    if let Some(n) = text.strip_prefix('F').and_then(|n| n.parse::<u8>().ok()) {
        return (1..=12).contains(&n).then_some(KeyCode::F(n));
    }
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => Some(KeyCode::Char(c)),
        _ => None,
    }
}

/// A chord text as printed on the keyboard; the text itself where it is misspelt.
pub fn show(chord: &str, words: &Words) -> String {
    Chord::parse(chord).map_or_else(|| chord.to_owned(), |c| c.show(words))
}

/// One thing that can be done now, and the keys that do it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// keys, the one to show first
    pub chords: &'static [&'static str],
    /// words key of its label
    pub word: &'static str,
    /// place in the footer: 0 is for the help only, a lower number stands earlier
    pub footer: u8,
    /// index the room's update gets in `Msg::Command`; `None` when the form or list answers the key itself
    pub command: Option<usize>,
    /// why it cannot be done now: shown faint in list and help, said when chosen
    pub blocked: Option<Problem>,
}

impl Row {
    /// A row for a const table; `footer` and `command` as the fields of those names.
    pub const fn new(
        chords: &'static [&'static str],
        word: &'static str,
        footer: u8,
        command: Option<usize>,
    ) -> Self {
        Self { chords, word, footer, command, blocked: None }
    }
    /// The same row, blocked for a reason (or not).
    #[must_use]
    pub fn blocked(mut self, why: Option<Problem>) -> Self {
        self.blocked = why;
        self
    }
    /// Is one of its keys pressed?
    pub fn matches(&self, event: &KeyEvent) -> bool {
        self.chords.iter().filter_map(|c| Chord::parse(c)).any(|c| c.matches(event))
    }
    /// Its first key as printed: `Ctrl+N`.
    pub fn key(&self, words: &Words) -> String {
        let shown = |n: usize| self.chords.get(n).map_or_else(String::new, |c| show(c, words));
        let arrow = |key: &str| ["↑", "↓", "←", "→"].contains(&key);
        let (first, second) = (shown(0), shown(1));
        if arrow(&first) && arrow(&second) { format!("{first} {second}") } else { first }
    }
    /// All its keys as printed, parted by blanks: `Ctrl+N Insert`.
    pub fn keys(&self, words: &Words) -> String {
        self.chords.iter().map(|c| show(c, words)).collect::<Vec<_>>().join(" ")
    }
}

/// The row whose key was pressed.
pub fn find<'a>(rows: &'a [Row], event: &KeyEvent) -> Option<&'a Row> {
    rows.iter().find(|row| row.matches(event))
}

/// The rows for the footer, in its order; the caller takes as many as fit.
pub fn footer(rows: &[Row]) -> Vec<&Row> {
    let mut shown: Vec<&Row> = rows.iter().filter(|r| r.footer > 0).collect();
    shown.sort_by_key(|r| r.footer);
    shown
}

/// Press or repeat: Windows reports releases too.
pub fn is_pressed(event: &KeyEvent) -> bool {
    matches!(event.kind, KeyEventKind::Press | KeyEventKind::Repeat)
}

/// Backspace in all its spellings: the key, 0x08, 0x7F, and Ctrl+H, which is how 0x08 arrives on some terminals.
pub fn is_backspace(event: &KeyEvent) -> bool {
    match event.code {
        KeyCode::Backspace | KeyCode::Char('\u{8}' | '\u{7f}') => true,
        KeyCode::Char('h' | 'H') => {
            event.modifiers.contains(KeyModifiers::CONTROL) && !event.modifiers.contains(KeyModifiers::ALT)
        }
        _ => false,
    }
}

/// A character to be typed: no Ctrl, no Alt (both together is `AltGr` and types).
pub fn is_text(event: &KeyEvent) -> bool {
    let (ctrl, alt) =
        (event.modifiers.contains(KeyModifiers::CONTROL), event.modifiers.contains(KeyModifiers::ALT));
    matches!(event.code, KeyCode::Char(c) if !c.is_control()) && ctrl == alt && is_pressed(event)
}

/// Does one batch hold Backspaces followed by text? So an input method rewrites a syllable: it is one edit,
/// and no key in it is a shortcut.
pub fn burst(events: &[Event]) -> bool {
    let mut erased = false;
    for event in events {
        let Event::Key(key) = event else { continue };
        if !is_pressed(key) {
            continue;
        }
        if is_backspace(key) {
            erased = true;
        } else if erased && is_text(key) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::words::Lang;

    fn press(code: KeyCode, mods: KeyModifiers) -> KeyEvent {
        KeyEvent::new(code, mods)
    }

    #[test]
    fn chords_match_every_spelling_of_a_terminal() {
        let (none, ctrl, shift, alt) =
            (KeyModifiers::NONE, KeyModifiers::CONTROL, KeyModifiers::SHIFT, KeyModifiers::ALT);
        for (text, code, mods, yes) in [
            ("Ctrl+S", KeyCode::Char('s'), ctrl, true),
            ("Ctrl+S", KeyCode::Char('S'), ctrl | shift, true),
            ("Ctrl+S", KeyCode::Char('s'), none, false),
            ("Ctrl+S", KeyCode::Char('s'), ctrl | alt, false),
            ("Shift+Tab", KeyCode::BackTab, shift, true),
            ("Shift+Tab", KeyCode::BackTab, none, true),
            ("Shift+Tab", KeyCode::Tab, shift, true),
            ("Tab", KeyCode::Tab, none, true),
            ("Tab", KeyCode::BackTab, shift, false),
            ("?", KeyCode::Char('?'), shift, true),
            ("a", KeyCode::Char('A'), shift, true),
            ("/", KeyCode::Char('/'), none, true),
            ("/", KeyCode::Char('/'), ctrl, false),
            ("Ctrl+Left", KeyCode::Left, ctrl, true),
            ("Left", KeyCode::Left, ctrl, false),
            ("F2", KeyCode::F(2), none, true),
            ("Backspace", KeyCode::Char('h'), ctrl, true),
            ("Backspace", KeyCode::Char('\u{7f}'), none, true),
            ("Backspace", KeyCode::Char('\u{8}'), none, true),
            ("Ctrl+Delete", KeyCode::Delete, ctrl, true),
            ("+", KeyCode::Char('+'), shift, true),
            ("Ctrl++", KeyCode::Char('+'), ctrl, true),
        ] {
            assert_eq!(
                Chord::parse(text).unwrap().matches(&press(code, mods)),
                yes,
                "{text} {code:?} {mods:?}"
            );
        }
        let mut held = press(KeyCode::Enter, none);
        held.kind = KeyEventKind::Repeat;
        assert!(Chord::parse("Enter").unwrap().matches(&held));
        held.kind = KeyEventKind::Release;
        assert!(!Chord::parse("Enter").unwrap().matches(&held));
        for misspelt in ["", "Strg+S", "F13", "enter", "Ctrl+"] {
            assert_eq!(Chord::parse(misspelt), None, "{misspelt}");
        }
    }

    #[test]
    fn keys_are_printed_as_on_the_keyboard() {
        let (vi, en) = (Words::load(Lang::Vi), Words::load(Lang::En));
        for (text, shown) in [
            ("Ctrl+S", "Ctrl+S"),
            ("Ctrl+Left", "Ctrl+←"),
            ("Shift+Tab", "Shift+Tab"),
            ("Delete", "Delete"),
            ("PageUp", "PageUp"),
            ("Esc", "Esc"),
            ("F1", "F1"),
            ("/", "/"),
            ("a", "a"),
            ("Backspace", "Backspace"),
        ] {
            assert_eq!(show(text, &vi), shown);
            assert_eq!(show(text, &en), shown);
        }
        assert_eq!(show("Space", &vi), "Dấu cách");
        assert_eq!(show("Space", &en), "Space");
    }

    #[test]
    fn text_and_bursts() {
        let key = |code| Event::Key(press(code, KeyModifiers::NONE));
        let back = key(KeyCode::Backspace);
        assert!(burst(&[back.clone(), key(KeyCode::Char('â'))]));
        assert!(burst(&[key(KeyCode::Char('a')), back.clone(), back.clone(), key(KeyCode::Char('â'))]));
        assert!(!burst(&[back.clone(), back.clone()]));
        assert!(!burst(&[key(KeyCode::Char('â')), back]));
        assert!(!burst(&[]));
        assert!(is_text(&press(KeyCode::Char('@'), KeyModifiers::CONTROL | KeyModifiers::ALT)));
        assert!(is_text(&press(KeyCode::Char('Đ'), KeyModifiers::SHIFT)));
        assert!(!is_text(&press(KeyCode::Char('a'), KeyModifiers::ALT)));
        assert!(!is_text(&press(KeyCode::Char('h'), KeyModifiers::CONTROL)));
        assert!(!is_text(&press(KeyCode::Char('\u{7f}'), KeyModifiers::NONE)));
        assert!(!is_text(&press(KeyCode::Enter, KeyModifiers::NONE)));
    }

    #[test]
    fn rows_are_found_and_ordered() {
        const ROWS: &[Row] = &[
            Row::new(&["Ctrl+K"], "kit.form.save", 9, Some(1)),
            Row::new(&["Ctrl+N", "Insert"], "kit.form.save", 2, Some(0)),
            Row::new(&["Home"], "kit.form.save", 0, None),
        ];
        let words = Words::load(Lang::Vi);
        assert_eq!(find(ROWS, &press(KeyCode::Insert, KeyModifiers::NONE)).unwrap().command, Some(0));
        assert_eq!(find(ROWS, &press(KeyCode::Char('x'), KeyModifiers::NONE)), None);
        assert_eq!(footer(ROWS).iter().map(|r| r.key(&words)).collect::<Vec<_>>(), ["Ctrl+N", "Ctrl+K"]);
        assert_eq!(ROWS[1].keys(&words), "Ctrl+N Insert");
    }
}
