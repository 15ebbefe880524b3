//! Bytes of a terminal as key events. Pure; the unix half feeds it, Windows gives events by itself.
//!
//! Ours instead of crossterm's reader, for what must not happen: crossterm waits for *changes* of readiness, so a key
//! that comes together with a new size, or behind the first kilobyte, lies unread until the next key; it hands out one
//! event at a time, so an input method's burst can be torn; and it spins for ever when the terminal is gone.
use super::sequence::{Found, key};
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

/// Longest escape sequence waited for; anything longer is noise.
const SEQUENCE: usize = 64;
/// Most bytes of a paste that are kept: beyond any paste that is taken in, so that it is still refused as too long.
const PASTE: usize = 4 * crate::core::limit::PASTE;
const PASTE_END: &[u8] = b"\x1b[201~";

/// Reads keys out of bytes, whatever pieces they come in.
#[derive(Debug, Default)]
pub struct Parser {
    /// a sequence begun and not ended
    held: Vec<u8>,
    /// a bracketed paste under way
    paste: Option<Vec<u8>>,
}

impl Parser {
    /// The events that end in these bytes. An Escape at the end is held: a slow line tears a sequence between two reads.
    /// It is the key once nothing followed (`flush`).
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Event> {
        let mut events = Vec::new();
        self.held.extend_from_slice(bytes);
        let held = std::mem::take(&mut self.held);
        let mut rest = held.as_slice();
        while !rest.is_empty() {
            if let Some(paste) = &mut self.paste {
                rest = take_paste(paste, rest);
                if paste.ends_with(PASTE_END) {
                    events.extend(self.end_paste());
                }
                continue;
            }
            let used = match key(rest) {
                Found::Key(used, key) => {
                    events.push(Event::Key(key));
                    used
                }
                Found::Noise(used) => used,
                Found::Paste(used) => {
                    self.paste = Some(Vec::new());
                    used
                }
                Found::More if rest.len() > SEQUENCE => 1,
                Found::More => break,
            };
            rest = rest.get(used..).unwrap_or_default();
        }
        self.held = rest.to_vec();
        events
    }

    /// Is a sequence or a paste begun and not ended?
    pub fn pending(&self) -> bool {
        !self.held.is_empty() || self.paste.is_some()
    }

    /// Is all that is held an Escape? Its rest follows at once, or it is the key.
    pub fn escape(&self) -> bool {
        self.paste.is_none() && self.held == [0x1b]
    }

    /// Nothing more came: an Escape is the key, what else was begun is given up, a paste is taken as it is.
    pub fn flush(&mut self) -> Vec<Event> {
        let escape = self.escape().then(|| Event::Key(KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE)));
        self.held.clear();
        escape.into_iter().chain(self.end_paste()).collect()
    }

    fn end_paste(&mut self) -> Option<Event> {
        let mut paste = self.paste.take()?;
        if paste.ends_with(PASTE_END) {
            paste.truncate(paste.len() - PASTE_END.len());
        }
        Some(Event::Paste(String::from_utf8_lossy(&paste).into_owned()))
    }
}

/// Moves bytes into the paste up to its end mark. Of a paste beyond all measure the middle is not kept.
fn take_paste<'a>(paste: &mut Vec<u8>, bytes: &'a [u8]) -> &'a [u8] {
    for (at, byte) in bytes.iter().enumerate() {
        if paste.len() >= PASTE {
            let tail = paste.split_off(paste.len() - PASTE_END.len());
            paste.truncate(PASTE / 2);
            paste.extend(tail);
        }
        paste.push(*byte);
        if *byte == b'~' && paste.ends_with(PASTE_END) {
            return bytes.get(at + 1..).unwrap_or_default();
        }
    }
    &[]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &[u8]) -> Vec<Event> {
        let mut parser = Parser::default();
        let mut events = parser.feed(bytes);
        if parser.escape() {
            events.extend(parser.flush());
        }
        events
    }

    fn one(bytes: &[u8]) -> (KeyCode, KeyModifiers) {
        match read(bytes).as_slice() {
            [Event::Key(key)] => (key.code, key.modifiers),
            other => panic!("{bytes:?}: {other:?}"),
        }
    }

    #[test]
    fn keys_are_read() {
        use KeyModifiers as M;
        let cases: [(&[u8], KeyCode, M); 29] = [
            (b"a", KeyCode::Char('a'), M::NONE),
            ("Ế".as_bytes(), KeyCode::Char('Ế'), M::SHIFT),
            (b"\r", KeyCode::Enter, M::NONE),
            (b"\t", KeyCode::Tab, M::NONE),
            (b"\x08", KeyCode::Backspace, M::NONE),
            (b"\x7f", KeyCode::Backspace, M::NONE),
            (b"\x0e", KeyCode::Char('n'), M::CONTROL),
            (b"\x1b", KeyCode::Esc, M::NONE),
            (b"\x1b1", KeyCode::Char('1'), M::ALT),
            (b"\x1b\x0e", KeyCode::Char('n'), M::CONTROL.union(M::ALT)),
            (b"\x1b[A", KeyCode::Up, M::NONE),
            (b"\x1bOA", KeyCode::Up, M::NONE),
            (b"\x1b[1;5D", KeyCode::Left, M::CONTROL),
            (b"\x1b[1;4C", KeyCode::Right, M::SHIFT.union(M::ALT)),
            (b"\x1b[Z", KeyCode::BackTab, M::SHIFT),
            (b"\x1b[H", KeyCode::Home, M::NONE),
            (b"\x1b[4~", KeyCode::End, M::NONE),
            (b"\x1b[3;5~", KeyCode::Delete, M::CONTROL),
            (b"\x1b[5~", KeyCode::PageUp, M::NONE),
            (b"\x1bOP", KeyCode::F(1), M::NONE),
            (b"\x1b[[B", KeyCode::F(2), M::NONE),
            (b"\x1b[13~", KeyCode::F(3), M::NONE),
            (b"\x1b[1;2S", KeyCode::F(4), M::SHIFT),
            (b"\x1b[17~", KeyCode::F(6), M::NONE),
            (b"\x1b[21~", KeyCode::F(10), M::NONE),
            (b"\x1b[24~", KeyCode::F(12), M::NONE),
            (b"\x1b[115;5u", KeyCode::Char('s'), M::CONTROL),
            (b"\x1b[27;5;13~", KeyCode::Enter, M::CONTROL),
            (b"\x1bOM", KeyCode::Enter, M::NONE),
        ];
        for (bytes, code, modifiers) in cases {
            assert_eq!(one(bytes), (code, modifiers), "{bytes:?}");
        }
    }

    #[test]
    fn noise_is_dropped_and_what_follows_is_not() {
        for noise in [
            &b"\x1b[<0;5;5M"[..],
            b"\x1b[<0;5;5m",
            b"\x1b[M !!",
            b"\x1b[I",
            b"\x1b[O",
            b"\x1b[24;80R",
            b"\x1b[?1;2c",
            b"\xff",
            b"\xe1\xba",
            b"\xc3\x28".get(..1).unwrap_or_default(),
            b"\x1b[99",
        ] {
            let events = read(&[noise, b"\x0e"].concat());
            assert_eq!(events.len(), 1, "{noise:?}: {events:?}");
            assert_eq!(events, read(b"\x0e"), "{noise:?}");
        }
    }

    #[test]
    fn a_sequence_torn_behind_its_escape_is_one_key() {
        let mut parser = Parser::default();
        assert_eq!(parser.feed(b"a\x1b").len(), 1);
        assert!(parser.escape() && parser.pending());
        assert_eq!(parser.feed(b"[A"), read(b"\x1b[A"));
        // the key: nothing follows
        assert_eq!(parser.feed(b"\x1b"), []);
        assert_eq!(parser.flush(), [Event::Key(KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE))]);
        assert!(!parser.pending());
        // two in one piece: the first is the key at once
        assert_eq!((parser.feed(b"\x1b\x1b").len(), parser.flush().len()), (1, 1));
    }

    #[test]
    fn an_input_methods_burst_stays_whole() {
        let burst = "\x7f\x7f\u{1ebf}t";
        assert_eq!(read(burst.as_bytes()).len(), 4);
    }

    #[test]
    fn a_paste_is_one_event() {
        let paste = |text: &str| vec![Event::Paste(text.to_owned())];
        assert_eq!(read("\x1b[200~Sổ\r\x1b[A\t\x1b[201~".as_bytes()), paste("Sổ\r\x1b[A\t"));
        let mut parser = Parser::default();
        assert_eq!(parser.feed(b"\x1b[200~a\x1b[20"), []);
        assert!(parser.pending());
        assert_eq!(parser.feed(b"1~"), paste("a"));
        assert!(!parser.pending());
        // never ended: given up after a while, and keys are keys again
        assert_eq!(parser.feed(b"\x1b[200~b"), []);
        assert_eq!(parser.flush(), paste("b"));
        assert_eq!(parser.feed(b"\x11").len(), 1);
    }

    #[test]
    fn a_paste_beyond_all_measure_stays_too_long_and_ends() {
        let mut parser = Parser::default();
        parser.feed(b"\x1b[200~");
        let megabyte = vec![b'x'; 1 << 20];
        for _ in 0..10 {
            assert_eq!(parser.feed(&megabyte), []);
        }
        match parser.feed(b"\x1b[201~q").as_slice() {
            [Event::Paste(text), Event::Key(_)] => {
                assert!(text.len() > crate::core::limit::PASTE && text.len() <= PASTE);
            }
            other => panic!("{} events", other.len()),
        }
    }

    proptest! {
        #[test]
        fn pieces_read_like_the_whole(text in "[a-zA-Zếươđ\r\t\x7f]{0,12}(\x1b\\[A|\x1b\\[3;5~|\x1bOP)?[ạq]{0,3}", cut in 0usize..40) {
            let bytes = text.as_bytes();
            let cut = cut.min(bytes.len());
            let (head, tail) = bytes.split_at(cut);
            let mut parser = Parser::default();
            let mut events = parser.feed(head);
            events.extend(parser.feed(tail));
            if parser.escape() {
                events.extend(parser.flush());
            }
            prop_assert_eq!(events, read(bytes));
        }

        #[test]
        fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let mut parser = Parser::default();
            parser.feed(&bytes);
            parser.flush();
            prop_assert!(!parser.pending());
            prop_assert_eq!(parser.feed(b"\x11").len(), 1);
        }
    }
}
