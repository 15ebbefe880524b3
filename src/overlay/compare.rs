//! Two versions of one record side by side: as it was opened, as another program left it, as it is typed here. The user
//! says line by line which one stands; nothing is written here.
use super::{Outcome, row};
use crate::core::text;
use crate::kit::compare::{Comparison, Line, Side};
use crate::kit::keys::Row;
use crate::kit::look::{Look, Role};
use crate::kit::para::put_at as put;
use crate::kit::popup;
use crate::kit::table::Cursor;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Frame;
use ratatui::layout::Rect;

/// Rows of each full text under the list.
const FULL: usize = 2;
/// Cells of the label.
const LABEL: usize = 14;

/// The choice being made.
#[derive(Debug)]
pub struct Compare {
    comparison: Comparison,
    cursor: Cursor,
}

/// Footer rows.
pub fn keys() -> Vec<Row> {
    vec![
        row(&["Up", "Down"], "key.choose", 1),
        row(&["Left"], "compare.key_theirs", 2),
        row(&["Right"], "compare.key_mine", 3),
        row(&["Enter"], "compare.key_take", 4),
        row(&["Esc"], "compare.key_back", 5),
    ]
}

impl Compare {
    pub(super) fn new(comparison: Comparison) -> Self {
        Self { comparison, cursor: Cursor::default() }
    }

    pub(super) fn key(&mut self, key: &KeyEvent) -> Outcome {
        let side = match key.code {
            KeyCode::Esc => return Outcome::Close,
            KeyCode::Enter => return Outcome::Merge(Box::new(self.comparison.clone())),
            KeyCode::Left => Some(Side::Theirs),
            KeyCode::Right => Some(Side::Mine),
            _ => None,
        };
        let all = key.modifiers.contains(KeyModifiers::CONTROL);
        match side {
            Some(side) => {
                let at = self.cursor.at;
                let lines = self.comparison.lines.iter_mut().enumerate();
                lines.filter(|(n, _)| all || *n == at).for_each(|(_, line)| line.side = side);
            }
            None => {
                self.cursor.key(key, self.comparison.lines.len(), 8);
            }
        }
        Outcome::Stay
    }

    pub(super) fn draw(&self, frame: &mut Frame, look: &Look) {
        let lines = &self.comparison.lines;
        let gone = self.comparison.gone;
        let explain = text::wrap(look.word(if gone { "compare.gone" } else { "compare.text" }), 72);
        let under = if gone { 0 } else { 2 + 3 * FULL };
        let height = explain.len() + lines.len() + under + 3;
        let keys = look.word(if gone { "compare.keys_gone" } else { "compare.keys" });
        let inner = popup::draw(frame, look, (76, height as u16), look.word("compare.title"), keys);
        let end = inner.x + inner.width;
        let mut y = inner.y;
        for line in &explain {
            put(frame, inner.x + 1, y, line, end, look.style(Role::Text));
            y += 1;
        }
        if gone {
            return;
        }
        let heads = ["compare.start", "compare.theirs", "compare.mine"].map(|k| look.word(k).to_owned());
        let columns = columns(usize::from(inner.width));
        let head = format!("  {}{}", text::left("", LABEL), joined(&heads, &columns));
        put(frame, inner.x, y, &head, end, look.style(Role::Head));
        y += 1;
        let room = usize::from((inner.y + inner.height).saturating_sub(y)).saturating_sub(under - 1).max(1);
        let top = (self.cursor.at + 1).saturating_sub(room);
        for (n, line) in lines.iter().enumerate().skip(top).take(room) {
            let role = if n == self.cursor.at { Role::Select } else { Role::Text };
            let said = text::left(&self.said(n, line, &columns, look), usize::from(inner.width));
            put(frame, inner.x, y, &said, end, look.style(role));
            y += 1;
        }
        self.full(
            frame,
            look,
            Rect { y: y + 1, height: (inner.y + inner.height).saturating_sub(y + 1), ..inner },
        );
    }

    /// One line: its label, and the three texts, the chosen one marked.
    fn said(&self, n: usize, line: &Line, columns: &[usize; 3], look: &Look) -> String {
        let marker = if n == self.cursor.at { look.glyphs.marker } else { " " };
        let warn = if line.both() { look.glyphs.warn } else { " " };
        let sign = |side: Side| if line.side == side { look.glyphs.radio_on } else { look.glyphs.radio_off };
        let shown = |text: &Option<String>| short(text.as_deref(), look);
        let texts = [
            shown(&line.start),
            format!("{} {}", sign(Side::Theirs), shown(&line.theirs)),
            format!("{} {}", sign(Side::Mine), shown(&line.mine)),
        ];
        let label = text::left(&look.say(&line.label), LABEL - 2);
        format!("{marker} {label} {warn}{}", joined(&texts, columns))
    }

    /// The texts of the selected line, as far as they have room.
    fn full(&self, frame: &mut Frame, look: &Look, area: Rect) {
        let Some(line) = self.comparison.lines.get(self.cursor.at) else { return };
        let end = area.x + area.width;
        let mut y = area.y;
        for (key, text) in
            [("compare.start", &line.start), ("compare.theirs", &line.theirs), ("compare.mine", &line.mine)]
        {
            let head = look.word(key);
            let body = short(text.as_deref(), look);
            let wide = usize::from(area.width).saturating_sub(LABEL + 4);
            for (n, piece) in text::wrap(&body, wide).iter().take(FULL).enumerate() {
                if y >= area.y + area.height {
                    return;
                }
                if n == 0 {
                    put(frame, area.x + 2, y, head, end, look.style(Role::Muted));
                }
                put(frame, area.x + 2 + LABEL as u16, y, piece, end, look.style(Role::Text));
                y += 1;
            }
        }
    }
}

/// A text on one line; nothing and "no such row" are said.
fn short(text: Option<&str>, look: &Look) -> String {
    match text {
        None => look.word("compare.no_row").to_owned(),
        Some("") => look.word("compare.empty").to_owned(),
        Some(text) => text::line(text),
    }
}

/// Cells of the three texts.
fn columns(width: usize) -> [usize; 3] {
    let rest = width.saturating_sub(2 + LABEL + 3);
    let first = rest / 3 - 2;
    let second = (rest - first) / 2;
    [first, second, rest - first - second]
}

fn joined(texts: &[String; 3], columns: &[usize; 3]) -> String {
    let said: Vec<String> = texts.iter().zip(columns).map(|(text, cells)| text::left(text, *cells)).collect();
    said.join(" ")
}
