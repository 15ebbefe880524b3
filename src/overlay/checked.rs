//! What a look through the whole register found, each finding in full. Enter makes anew what can be made anew.
use super::{Outcome, row};
use crate::core::check::Report;
use crate::core::problem::Problem;
use crate::core::text;
use crate::effect::Job;
use crate::kit::keys::Row;
use crate::kit::look::{Look, Role};
use crate::kit::para::put_at as put;
use crate::kit::popup;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;

/// Findings shown at most: who has more needs a copy, not a longer list.
const MOST: usize = 200;

/// The findings.
#[derive(Debug)]
pub struct Checked {
    report: Report,
    /// first line shown
    top: usize,
    /// lines as drawn last, and how many of them fit
    drawn: std::cell::Cell<(usize, usize)>,
}

impl Checked {
    pub(super) fn new(report: Report) -> Self {
        Self { report, top: 0, drawn: std::cell::Cell::default() }
    }

    /// Can it be mended here? Not before what is damaged was put right.
    fn mendable(&self) -> bool {
        self.report.damaged.is_empty() && !self.report.derived.is_empty()
    }

    /// Footer rows.
    pub(super) fn keys(&self) -> Vec<Row> {
        let mut rows = vec![row(&["Up", "Down"], "key.scroll", 1)];
        if self.mendable() {
            rows.push(row(&["Enter"], "check.key_mend", 2));
        }
        rows.push(row(&["Esc"], "key.close", 3));
        rows
    }

    pub(super) fn key(&mut self, key: &KeyEvent) -> Outcome {
        let (lines, shown) = self.drawn.get();
        let most = lines.saturating_sub(shown);
        let step = |by: usize| by.max(1);
        self.top = match key.code {
            KeyCode::Up => self.top.saturating_sub(1),
            KeyCode::Down => self.top + 1,
            KeyCode::PageUp => self.top.saturating_sub(step(shown)),
            KeyCode::PageDown => self.top + step(shown),
            KeyCode::Home => 0,
            KeyCode::End => most,
            KeyCode::Enter if self.mendable() => return Outcome::Job(Job::Mend),
            KeyCode::Enter | KeyCode::Esc => return Outcome::Close,
            _ => self.top,
        }
        .min(most);
        Outcome::Stay
    }

    fn lines(&self, look: &Look, cells: usize) -> Vec<(String, Role)> {
        let report = &self.report;
        let count = |list: &[Problem]| list.len() as i64;
        let head = Problem::new("check.found")
            .num("damaged", count(&report.damaged))
            .num("edited", count(&report.edited))
            .num("derived", count(&report.derived));
        let mut lines: Vec<(String, Role)> =
            text::wrap(&look.say(&head), cells).into_iter().map(|line| (line, Role::Title)).collect();
        let found = [
            (&report.damaged, look.glyphs.warn),
            (&report.edited, look.glyphs.warn),
            (&report.derived, look.glyphs.going),
        ];
        let found = found.into_iter().flat_map(|(list, sign)| list.iter().map(move |p| (p, sign)));
        for (problem, sign) in found.take(MOST) {
            for (n, line) in text::wrap(&look.say(problem), cells.saturating_sub(2)).iter().enumerate() {
                let sign = if n == 0 { sign } else { " " };
                lines.push((format!("{sign} {line}"), Role::Text));
            }
        }
        lines
    }

    pub(super) fn draw(&self, frame: &mut Frame, look: &Look) {
        let cells =
            usize::from(frame.area().width.saturating_sub(4).min(popup::WIDEST - 2)).saturating_sub(2);
        let lines = self.lines(look, cells);
        let close = format!("Esc {}", look.word("key.close"));
        let keys =
            if self.mendable() { format!("Enter {}  {close}", look.word("check.key_mend")) } else { close };
        let size = (popup::WIDEST - 2, u16::try_from(lines.len()).unwrap_or(u16::MAX - 2));
        let inner = popup::draw(frame, look, size, look.word("check.title"), &keys);
        let shown = usize::from(inner.height);
        self.drawn.set((lines.len(), shown));
        let end = inner.x + inner.width;
        for (n, (line, role)) in lines.iter().skip(self.top).take(shown).enumerate() {
            put(frame, inner.x + 1, inner.y + n as u16, line, end, look.style(*role));
        }
    }
}
