//! The little language of keys: `<C-n>Quyết định<Tab>12<CR>`. As events for the driver, as bytes for a real terminal.
#![expect(clippy::panic, clippy::expect_used, reason = "a wrong key in a test fails it where it stands")]
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// Reads the language. Panics on a key it does not know: a test is wrong then.
pub fn parse(text: &str) -> Vec<KeyEvent> {
    let mut keys = Vec::new();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if c != '<' {
            keys.push(character(c));
            continue;
        }
        let name: String = rest.by_ref().take_while(|c| *c != '>').collect();
        keys.push(named(&name));
    }
    keys
}

fn character(c: char) -> KeyEvent {
    let shift = if c.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
    KeyEvent::new(KeyCode::Char(c), shift)
}

fn named(name: &str) -> KeyEvent {
    let mut modifiers = KeyModifiers::NONE;
    let mut base = name;
    while base.chars().count() > 2 {
        let modifier = match base.get(..2) {
            Some("C-") => KeyModifiers::CONTROL,
            Some("M-") => KeyModifiers::ALT,
            Some("S-") => KeyModifiers::SHIFT,
            _ => break,
        };
        modifiers |= modifier;
        base = base.get(2..).unwrap();
    }
    let code = match base {
        "CR" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "BTab" => return KeyEvent::new(KeyCode::BackTab, modifiers | KeyModifiers::SHIFT),
        "Space" => KeyCode::Char(' '),
        "BS" => KeyCode::Backspace,
        "Del" => KeyCode::Delete,
        "Insert" => KeyCode::Insert,
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "PageUp" => KeyCode::PageUp,
        "PageDown" => KeyCode::PageDown,
        "lt" => KeyCode::Char('<'),
        "gt" => KeyCode::Char('>'),
        f if f.starts_with('F') && f.chars().count() > 1 => {
            KeyCode::F(f.trim_start_matches('F').parse().expect(name))
        }
        c => {
            let mut chars = c.chars();
            match (chars.next(), chars.next()) {
                (Some(c), None) => KeyCode::Char(c),
                _ => panic!("no key <{name}>"),
            }
        }
    };
    KeyEvent::new(code, modifiers)
}

/// What an xterm sends for the keys.
pub fn bytes(text: &str) -> Vec<u8> {
    parse(text).iter().flat_map(encode).collect()
}

fn encode(key: &KeyEvent) -> Vec<u8> {
    let shift = u8::from(key.modifiers.contains(KeyModifiers::SHIFT));
    let alt = u8::from(key.modifiers.contains(KeyModifiers::ALT));
    let ctrl = u8::from(key.modifiers.contains(KeyModifiers::CONTROL));
    let modifier = 1 + shift + 2 * alt + 4 * ctrl;
    let letter = |c: char| {
        if modifier == 1 { format!("\x1b[{c}") } else { format!("\x1b[1;{modifier}{c}") }.into_bytes()
    };
    let tilde = |n: u8| {
        if modifier == 1 { format!("\x1b[{n}~") } else { format!("\x1b[{n};{modifier}~") }.into_bytes()
    };
    match key.code {
        KeyCode::Char(c) => {
            let mut out = Vec::new();
            if alt == 1 {
                out.push(0x1b);
            }
            if ctrl == 1 {
                out.push(c.to_ascii_lowercase() as u8 & 0x1f);
            } else {
                out.extend(c.to_string().bytes());
            }
            out
        }
        KeyCode::Enter => vec![b'\r'],
        KeyCode::Esc => vec![0x1b],
        KeyCode::Tab => vec![b'\t'],
        KeyCode::BackTab => b"\x1b[Z".to_vec(),
        KeyCode::Backspace => vec![0x7f],
        KeyCode::Up => letter('A'),
        KeyCode::Down => letter('B'),
        KeyCode::Right => letter('C'),
        KeyCode::Left => letter('D'),
        KeyCode::Home => letter('H'),
        KeyCode::End => letter('F'),
        KeyCode::Insert => tilde(2),
        KeyCode::Delete => tilde(3),
        KeyCode::PageUp => tilde(5),
        KeyCode::PageDown => tilde(6),
        KeyCode::F(n @ 1..=4) => format!("\x1bO{}", char::from(b'O' + n)).into_bytes(),
        KeyCode::F(n @ 5..=12) => tilde([15, 17, 18, 19, 20, 21, 23, 24][usize::from(n) - 5]),
        other => panic!("no bytes for {other:?}"),
    }
}

#[test]
fn the_language_is_read_as_written() {
    use KeyModifiers as M;
    let keys = parse("ế<C-n><M-1><S-Up><C-S-Left><F12><lt><BTab><CR>Q");
    let seen: Vec<(KeyCode, KeyModifiers)> = keys.iter().map(|k| (k.code, k.modifiers)).collect();
    assert_eq!(
        seen,
        [
            (KeyCode::Char('ế'), M::NONE),
            (KeyCode::Char('n'), M::CONTROL),
            (KeyCode::Char('1'), M::ALT),
            (KeyCode::Up, M::SHIFT),
            (KeyCode::Left, M::CONTROL | M::SHIFT),
            (KeyCode::F(12), M::NONE),
            (KeyCode::Char('<'), M::NONE),
            (KeyCode::BackTab, M::SHIFT),
            (KeyCode::Enter, M::NONE),
            (KeyCode::Char('Q'), M::SHIFT),
        ]
    );
    assert_eq!(bytes("<C-n>ế<C-Left><F1><F5><M-x>"), "\x0eế\x1b[1;5D\x1bOP\x1b[15~\x1bx".as_bytes());
}
