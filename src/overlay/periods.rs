//! The choice of a period: those of the register, newest first, and the quarters before and after that could be opened.
use super::{Outcome, row};
use crate::core::date;
use crate::core::period::PeriodKey;
use crate::core::quarter::Period;
use crate::core::text;
use crate::kit::keys::Row;
use crate::kit::look::{Look, Role};
use crate::kit::para::put_at as put;
use crate::kit::popup;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;

#[derive(Debug)]
struct Line {
    key: PeriodKey,
    label: String,
    dates: String,
    state: String,
    open: bool,
}

/// The period chooser.
#[derive(Debug)]
pub struct Periods {
    lines: Vec<Line>,
    at: usize,
}

/// Footer rows.
pub fn keys() -> Vec<Row> {
    vec![row(&["Up", "Down"], "key.choose", 1), row(&["Enter"], "key.open", 2), row(&["Esc"], "key.close", 3)]
}

impl Periods {
    pub(super) fn new(periods: &[Period], here: PeriodKey, look: &Look) -> Self {
        let lang = look.words.lang;
        let mut lines: Vec<Line> = periods
            .iter()
            .map(|p| Line {
                key: p.key,
                label: p.key.label(lang),
                dates: format!("{} – {}", date::full(p.from), date::full(p.to)),
                state: look.word(crate::core::quarter::state_word(p.state)).to_owned(),
                open: true,
            })
            .collect();
        let unopened = |key: PeriodKey| {
            let (from, to) = key.dates(look.year);
            Line {
                key,
                label: key.label(lang),
                dates: format!("{} – {}", date::full(from), date::full(to)),
                state: look.word("state.unopened").to_owned(),
                open: false,
            }
        };
        if let (Some(first), Some(last)) = (periods.first(), periods.last()) {
            lines.insert(0, unopened(first.key.next()));
            lines.push(unopened(last.key.previous()));
        }
        let at = lines.iter().position(|l| l.key == here).unwrap_or(0);
        Self { lines, at }
    }

    pub(super) fn key(&mut self, key: &KeyEvent) -> Outcome {
        let last = self.lines.len().saturating_sub(1);
        match key.code {
            KeyCode::Esc => return Outcome::Close,
            KeyCode::Up => self.at = self.at.saturating_sub(1),
            KeyCode::Down => self.at = (self.at + 1).min(last),
            KeyCode::PageUp | KeyCode::Home => self.at = 0,
            KeyCode::PageDown | KeyCode::End => self.at = last,
            KeyCode::Enter => {
                if let Some(line) = self.lines.get(self.at) {
                    return if line.open { Outcome::Period(line.key) } else { Outcome::AddPeriod(line.key) };
                }
            }
            _ => {}
        }
        Outcome::Stay
    }

    pub(super) fn draw(&self, frame: &mut Frame, look: &Look) {
        let height = (self.lines.len() + 4).min(20);
        let inner = popup::draw(
            frame,
            look,
            (66, height as u16),
            look.word("periods.title"),
            look.word("periods.keys"),
        );
        let shown = usize::from(inner.height);
        let top = (self.at + 1).saturating_sub(shown);
        for (n, line) in self.lines.iter().enumerate().skip(top).take(shown) {
            let base = if line.open { Role::Text } else { Role::Muted };
            let (marker, role) = if n == self.at { (look.glyphs.marker, Role::Select) } else { (" ", base) };
            let row = format!(
                "{marker}{} {}  {}",
                text::left(&line.label, 20),
                text::left(&line.dates, 23),
                line.state
            );
            let y = inner.y + (n - top) as u16;
            put(
                frame,
                inner.x,
                y,
                &text::left(&row, usize::from(inner.width)),
                inner.x + inner.width,
                look.style(role),
            );
        }
    }
}
