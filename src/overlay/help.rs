//! F1: the keys of this room and everywhere, the signs, the rooms; made from the same rows as dispatch.
use super::{Outcome, row};
use crate::core::text;
use crate::effect::Room;
use crate::kit::keys::Row;
use crate::kit::look::{Look, Role};
use crate::kit::para::put_at as put;
use crate::kit::popup;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;

/// The help overlay.
#[derive(Debug)]
pub struct Help {
    title: String,
    room: Vec<Row>,
    global: Vec<Row>,
    top: usize,
}

/// Key or title, label, role of the first.
type Line = (String, String, Role);

/// Column of the labels, from that of the keys.
const LABEL: usize = 13;

/// Labels longer than `cells` go on in further lines.
fn wrapped(lines: Vec<Line>, cells: usize) -> Vec<Line> {
    let mut out = Vec::new();
    for (key, label, role) in lines {
        let mut parts = text::wrap(&label, cells.max(1)).into_iter();
        out.push((key, parts.next().unwrap_or_default(), role));
        out.extend(parts.map(|part| (String::new(), part, role)));
    }
    out
}

/// A command without a key of its own is run from the command list.
fn key_of(row: &Row, look: &Look) -> String {
    if row.chords.is_empty() { "Ctrl+K".to_owned() } else { row.key(&look.words) }
}

/// Footer rows.
pub fn keys() -> Vec<Row> {
    vec![row(&["Up", "Down"], "key.scroll", 1), row(&["Esc"], "key.close", 2)]
}

impl Help {
    pub(super) fn new(title: String, room: Vec<Row>, global: Vec<Row>) -> Self {
        Self { title, room, global, top: 0 }
    }

    pub(super) fn key(&mut self, key: &KeyEvent) -> Outcome {
        match key.code {
            KeyCode::Up => self.top = self.top.saturating_sub(1),
            KeyCode::Down => self.top += 1,
            KeyCode::PageUp => self.top = self.top.saturating_sub(10),
            KeyCode::PageDown => self.top += 10,
            KeyCode::Home => self.top = 0,
            KeyCode::Esc | KeyCode::Enter | KeyCode::F(1) | KeyCode::Char('?') => return Outcome::Close,
            _ => {}
        }
        Outcome::Stay
    }

    pub(super) fn draw(&self, frame: &mut Frame, look: &Look) {
        // wide enough for a key and its label, whatever the screen: what is longer goes on in the next row
        let cells = usize::from(frame.area().width.saturating_sub(4).min(popup::WIDEST - 2) / 2);
        let wrapped = |lines: Vec<Line>| wrapped(lines, cells.saturating_sub(LABEL + 2));
        let (left, right) = (wrapped(self.left(look)), wrapped(self.right(look)));
        let rows = left.len().max(right.len());
        let height = rows + 1;
        let keys = format!("Esc {}", look.word("key.close"));
        let inner = popup::draw(frame, look, (78, height as u16), look.word("help.title"), &keys);
        let half = inner.width / 2;
        let top = self.top.min(rows.saturating_sub(usize::from(inner.height)));
        for n in 0..usize::from(inner.height) {
            let y = inner.y + n as u16;
            for (x, column) in [(inner.x + 1, &left), (inner.x + half, &right)] {
                if let Some((key, label, role)) = column.get(n + top) {
                    let wide = if label.is_empty() { half } else { 12 };
                    put(frame, x, y, &text::clip(key, usize::from(wide)), x + half, look.style(*role));
                    put(frame, x + LABEL as u16, y, label, x + half, look.style(Role::Text));
                }
            }
        }
    }

    fn left(&self, look: &Look) -> Vec<Line> {
        let mut lines = vec![(self.title.clone(), String::new(), Role::Title)];
        lines.extend(self.room.iter().map(|r| (key_of(r, look), look.word(r.word).to_owned(), Role::Key)));
        lines.push((String::new(), String::new(), Role::Text));
        lines.push((look.word("help.signs").to_owned(), String::new(), Role::Title));
        let g = look.glyphs;
        let signs = [
            (format!("{} {} {}", g.done, g.going, g.open), "help.sign_steps"),
            (g.warn.to_owned(), "help.sign_warn"),
            (g.not_yet.to_owned(), "help.sign_not_yet"),
            (g.none.to_owned(), "help.sign_none"),
            ("?".to_owned(), "help.sign_unknown"),
            ("≥ 12".to_owned(), "help.sign_at_least"),
        ];
        lines.extend(signs.into_iter().map(|(sign, word)| (sign, look.word(word).to_owned(), Role::Key)));
        lines
    }

    fn right(&self, look: &Look) -> Vec<Line> {
        let mut lines = vec![(look.word("help.everywhere").to_owned(), String::new(), Role::Title)];
        lines.extend(self.global.iter().map(|r| (key_of(r, look), look.word(r.word).to_owned(), Role::Key)));
        lines.push((String::new(), String::new(), Role::Text));
        lines.push((look.word("help.rooms").to_owned(), String::new(), Role::Title));
        for room in Room::ALL {
            lines.push((format!("Alt+{}", room.digit()), look.word(room.word()).to_owned(), Role::Key));
        }
        lines
    }
}
