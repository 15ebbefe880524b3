//! One key out of the first bytes of a terminal: letters, control bytes, escape sequences old and new. Pure; what comes
//! in pieces and what is pasted is the affair of `input`.
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// What the first bytes are.
pub(super) enum Found {
    /// this many bytes are this
    Key(usize, KeyEvent),
    /// this many bytes mean nothing here
    Noise(usize),
    /// this many bytes begin a paste
    Paste(usize),
    /// more must come
    More,
}

/// The key these bytes begin with.
pub(super) fn key(bytes: &[u8]) -> Found {
    match bytes {
        // an Escape at the end is the key, or a sequence torn from its rest: who waits for it knows
        [] | [0x1b] | [0x1b, b'[' | b'O'] => Found::More,
        [0x1b, 0x1b, ..] => Found::Key(1, plain(KeyCode::Esc)),
        [0x1b, b'[', rest @ ..] => csi(rest),
        [0x1b, b'O', c, ..] => match code_of_letter(*c) {
            Some(code) => Found::Key(3, plain(code)),
            None => Found::Noise(3),
        },
        [0x1b, rest @ ..] => match character(rest) {
            Found::Key(used, key) => {
                Found::Key(used + 1, KeyEvent::new(key.code, key.modifiers | KeyModifiers::ALT))
            }
            Found::Noise(used) => Found::Noise(used + 1),
            other => other,
        },
        _ => character(bytes),
    }
}

fn plain(code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, KeyModifiers::NONE)
}

/// A control byte or a letter.
fn character(bytes: &[u8]) -> Found {
    let Some(first) = bytes.first().copied() else { return Found::More };
    let control = |c: u8| KeyEvent::new(KeyCode::Char(char::from(c)), KeyModifiers::CONTROL);
    let key = match first {
        b'\r' => plain(KeyCode::Enter),
        b'\t' => plain(KeyCode::Tab),
        // Ctrl+H is Backspace on some terminals, and no command of ours.
        0x08 | 0x7f => plain(KeyCode::Backspace),
        0 => control(b' '),
        1..=0x1a => control(first + 0x60),
        0x1b..=0x1f => control(first - 0x1c + b'4'),
        _ => return letter(bytes),
    };
    Found::Key(1, key)
}

/// A letter in UTF-8. Bytes that are none are dropped.
fn letter(bytes: &[u8]) -> Found {
    let length = match bytes.first() {
        Some(0x00..=0x7f) => 1,
        Some(0xc2..=0xdf) => 2,
        Some(0xe0..=0xef) => 3,
        Some(0xf0..=0xf4) => 4,
        _ => return Found::Noise(1),
    };
    let Some(head) = bytes.get(..length) else {
        let sound = bytes.iter().skip(1).all(|b| (0x80..=0xbf).contains(b));
        return if sound { Found::More } else { Found::Noise(1) };
    };
    match std::str::from_utf8(head).ok().and_then(|text| text.chars().next()) {
        Some(c) => Found::Key(length, of_char(c, KeyModifiers::NONE)),
        None => Found::Noise(1),
    }
}

fn of_char(c: char, modifiers: KeyModifiers) -> KeyEvent {
    let shift = if c.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
    KeyEvent::new(KeyCode::Char(c), modifiers | shift)
}

/// A control sequence, after `ESC [`.
fn csi(bytes: &[u8]) -> Found {
    match bytes {
        // Linux console: F1 … F5
        [b'[', c @ b'A'..=b'E', ..] => return Found::Key(4, plain(KeyCode::F(c - b'A' + 1))),
        [b'['] => return Found::More,
        // an old mouse report: three bytes follow
        [b'M', ..] => return if bytes.len() < 4 { Found::More } else { Found::Noise(6) },
        _ => {}
    }
    let Some(end) = bytes.iter().position(|b| !(0x20..=0x3f).contains(b)) else { return Found::More };
    let used = end + 3;
    let (Some(body), Some(last)) = (bytes.get(..end), bytes.get(end).copied()) else { return Found::More };
    // A sequence cut short by the next one, or by a control byte: leave that for itself.
    if !(0x40..=0x7e).contains(&last) {
        return Found::Noise(used - 1);
    }
    let Ok(text) = std::str::from_utf8(body) else { return Found::Noise(used) };
    let numbers: Vec<u32> =
        text.split(';').map(|n| n.split(':').next().unwrap_or_default().parse().unwrap_or(0)).collect();
    let number = |at: usize| numbers.get(at).copied().unwrap_or(0);
    if last == b'~' && number(0) == 200 {
        return Found::Paste(used);
    }
    let key = match last {
        b'~' if number(0) == 27 => of_code(number(2), modifiers(number(1))),
        b'~' => code_of_number(number(0)).map(|code| KeyEvent::new(code, modifiers(number(1)))),
        b'u' => of_code(number(0), modifiers(number(1))),
        b'Z' => Some(KeyEvent::new(KeyCode::BackTab, modifiers(number(1)) | KeyModifiers::SHIFT)),
        // `ESC [ O` tells of a lost focus, `ESC [ M` of a mouse; `ESC [ 5;9 R` of the caret.
        b'P'..=b'S' if number(0) != 1 && !body.is_empty() => None,
        c => code_of_letter(c).filter(|_| c != b'M').map(|code| KeyEvent::new(code, modifiers(number(1)))),
    };
    key.map_or(Found::Noise(used), |key| Found::Key(used, key))
}

fn modifiers(number: u32) -> KeyModifiers {
    let bits = number.saturating_sub(1);
    let mut found = KeyModifiers::NONE;
    for (bit, modifier) in [(1, KeyModifiers::SHIFT), (2, KeyModifiers::ALT), (4, KeyModifiers::CONTROL)] {
        if bits & bit != 0 {
            found |= modifier;
        }
    }
    found
}

fn code_of_letter(c: u8) -> Option<KeyCode> {
    Some(match c {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        b'M' => KeyCode::Enter,
        b'P'..=b'S' => KeyCode::F(c - b'P' + 1),
        _ => return None,
    })
}

fn code_of_number(number: u32) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => function(number - 10),
        17..=21 => function(number - 11),
        23..=24 => function(number - 12),
        _ => return None,
    })
}

fn function(number: u32) -> KeyCode {
    KeyCode::F(u8::try_from(number).unwrap_or(1))
}

/// A key told by its character's number (terminals set to tell all modifiers).
fn of_code(code: u32, modifiers: KeyModifiers) -> Option<KeyEvent> {
    let code = match code {
        13 => KeyCode::Enter,
        27 => KeyCode::Esc,
        9 if modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
        9 => KeyCode::Tab,
        8 | 127 => KeyCode::Backspace,
        _ => return char::from_u32(code).filter(|c| !c.is_control()).map(|c| of_char(c, modifiers)),
    };
    Some(KeyEvent::new(code, modifiers))
}
