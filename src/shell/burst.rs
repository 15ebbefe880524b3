//! A paste that arrives as key presses: from a Windows console, or a terminal that does not mark pastes. Pure: it looks at
//! one batch of events, and says when such a batch is worth waiting a moment for its rest.
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use std::time::Duration;

/// Fewest keys of a burst that may be a paste: nobody types so many between two reads, and an input method's burst is a
/// syllable long.
const KEYS: usize = 16;
/// Fewest letters among them: Enter or Tab held down is no paste.
const LETTERS: usize = 10;

/// How long the rest of such a paste is waited for.
pub const REST: Duration = Duration::from_millis(40);

/// Does a terminal of this name mark what is pasted? The old ones do not.
pub fn marks_pastes(term: &str) -> bool {
    let old = ["linux", "vt", "ansi", "dumb", "cygwin", "cons", "sun"];
    !term.is_empty() && !old.iter().any(|name| term.starts_with(name))
}

/// The same events, with each long run of letters that goes over lines or columns as one paste.
pub fn gather(events: Vec<Event>) -> Vec<Event> {
    let mut out = Vec::with_capacity(events.len());
    let mut run: Vec<KeyEvent> = Vec::new();
    for event in events {
        match event {
            Event::Key(key) if letter(&key).is_some() => run.push(key),
            other => {
                end(&mut run, &mut out);
                out.push(other);
            }
        }
    }
    end(&mut run, &mut out);
    out
}

/// Does the batch end in what may be the beginning of such a paste?
pub fn under_way(events: &[Event]) -> bool {
    let tail = events.iter().rev().map_while(|e| if let Event::Key(key) = e { letter(key) } else { None });
    tail.take(KEYS).count() >= KEYS
}

fn end(run: &mut Vec<KeyEvent>, out: &mut Vec<Event>) {
    let keys = std::mem::take(run);
    let mut text: String = keys.iter().filter_map(letter).collect();
    if !is_paste(&text, keys.len()) {
        out.extend(keys.into_iter().map(Event::Key));
        return;
    }
    text = text.replace("\r\n", "\n").replace('\r', "\n");
    out.push(Event::Paste(text));
}

/// Long enough, and a line or a column ends inside it.
fn is_paste(text: &str, keys: usize) -> bool {
    let breaks = |c: char| matches!(c, '\r' | '\n' | '\t');
    keys >= KEYS
        && text.chars().filter(|c| !breaks(*c)).count() >= LETTERS
        && text.trim_end_matches(breaks).trim_start_matches(breaks).contains(breaks)
}

/// What a key stands for in a pasted text.
fn letter(key: &KeyEvent) -> Option<char> {
    let mods = key.modifiers;
    let plain = mods.difference(KeyModifiers::SHIFT).is_empty();
    // AltGr
    let third = mods.difference(KeyModifiers::SHIFT) == KeyModifiers::CONTROL | KeyModifiers::ALT;
    match key.code {
        KeyCode::Char('j') if mods == KeyModifiers::CONTROL => Some('\n'),
        KeyCode::Char(c) if plain || third => Some(c),
        KeyCode::Enter if mods.is_empty() => Some('\r'),
        KeyCode::Tab if mods.is_empty() => Some('\t'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(c: char) -> Event {
        let code = match c {
            '\r' => KeyCode::Enter,
            '\t' => KeyCode::Tab,
            '\u{8}' => KeyCode::Backspace,
            c => KeyCode::Char(c),
        };
        Event::Key(KeyEvent::new(code, KeyModifiers::NONE))
    }

    fn keys(text: &str) -> Vec<Event> {
        text.chars().map(key).collect()
    }

    #[test]
    fn a_list_that_comes_as_keys_is_a_paste() {
        let list = "1\tĐại úy Lê An\tPV01\r2\tTrung úy Bùi Bá\tPH10\r";
        assert_eq!(gather(keys(list)), [Event::Paste(list.replace('\r', "\n"))]);
        // line ends as some consoles send them
        let mut events = keys("Đại úy Lê An - PV01\r");
        events.push(Event::Key(KeyEvent::new(KeyCode::Char('j'), KeyModifiers::CONTROL)));
        events.extend(keys("Trung úy Bùi Bá - PH10"));
        assert_eq!(gather(events), [Event::Paste("Đại úy Lê An - PV01\nTrung úy Bùi Bá - PH10".into())]);
        // what stands around it stays
        let escape = Event::Key(KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE));
        let mut events = vec![escape.clone()];
        events.extend(keys("Đại úy Lê An\rTrung úy Bùi Bá"));
        events.push(Event::Resize(80, 24));
        let gathered = gather(events);
        assert_eq!((gathered.len(), gathered.first()), (3, Some(&escape)));
    }

    #[test]
    fn what_people_and_input_methods_send_stays_keys() {
        for typed in [
            "a",
            "\r\r\r\r\r\r\r\r\r\r\r\r\r\r\r\r\r\r\r\r",
            "\u{8}\u{8}ễn",
            "Thiê\u{8}\u{8}iếu tá\t",
            "12/5\t\tgương\t",
            "một dòng dài mà không xuống dòng",
            "một dòng dài mà Enter đứng ở cuối\r",
        ] {
            assert_eq!(gather(keys(typed)), keys(typed), "{typed:?}");
        }
        assert!(!under_way(&keys("Thiếu tá\t")) && under_way(&keys("1\tĐại úy Lê An\tPV")));
    }

    #[test]
    fn old_terminals_do_not_mark_pastes() {
        for (term, marks) in
            [("xterm-256color", true), ("tmux", true), ("linux", false), ("vt220", false), ("", false)]
        {
            assert_eq!(marks_pastes(term), marks, "{term}");
        }
    }

    proptest! {
        #[test]
        fn no_letter_is_lost(text in "[a-zđ \t\r\u{8}]{0,80}") {
            let said: String = gather(keys(&text)).iter().map(|e| match e {
                Event::Paste(text) => text.replace('\n', "\r"),
                Event::Key(k) => letter(k).map_or("\u{8}".to_owned(), |c| c.to_string()),
                _ => String::new(),
            }).collect();
            prop_assert_eq!(said, text);
        }
    }
}
