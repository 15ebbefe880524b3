//! Questions of a room: yes or no, a reason, one of a list, matters in the way.
use super::{Outcome, field, row};
use crate::core::text;
use crate::effect::{Answer, Question};
use crate::kit::field::Edit;
use crate::kit::keys::Row;
use crate::kit::look::{Look, Role};
use crate::kit::para::put_at as put;
use crate::kit::popup;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

/// A question being asked.
#[derive(Debug)]
pub struct Asked {
    question: Question,
    field: Edit,
    at: usize,
}

impl Asked {
    pub(super) fn new(question: Question) -> Self {
        let (text, at) = match &question {
            Question::Reason { text, .. } => (text.clone(), 0),
            Question::Pick { at, .. } => (String::new(), *at),
            // The safe answer is chosen first.
            Question::Confirm { .. } => (String::new(), 1),
            Question::Matters { .. } => (String::new(), 0),
        };
        Self { question, field: Edit::line(&text), at }
    }

    pub(super) fn typing(&self) -> bool {
        matches!(self.question, Question::Reason { .. })
    }

    pub(super) fn keys(&self) -> Vec<Row> {
        let enter = match self.question {
            Question::Reason { .. } => "key.write",
            Question::Matters { .. } => "key.go",
            Question::Confirm { .. } | Question::Pick { .. } => "key.choose_this",
        };
        vec![row(&["Up", "Down"], "key.choose", 1), row(&["Enter"], enter, 2), row(&["Esc"], "key.close", 3)]
    }

    /// How many lines can be chosen.
    fn choices(&self) -> usize {
        match &self.question {
            Question::Confirm { .. } => 2,
            Question::Reason { used, .. } => used.len() + 1,
            Question::Pick { items, .. } => items.len(),
            Question::Matters { items, .. } => items.len(),
        }
    }

    pub(super) fn key(&mut self, key: &KeyEvent) -> Outcome {
        let last = self.choices().saturating_sub(1);
        match key.code {
            KeyCode::Esc => self.refuse(),
            KeyCode::Enter => self.accept(),
            KeyCode::Up => self.choose(self.at.saturating_sub(1)),
            KeyCode::Down => self.choose((self.at + 1).min(last)),
            KeyCode::PageUp => self.choose(self.at.saturating_sub(10)),
            KeyCode::PageDown => self.choose((self.at + 10).min(last)),
            KeyCode::Left | KeyCode::Right | KeyCode::Tab | KeyCode::BackTab
                if matches!(self.question, Question::Confirm { .. }) =>
            {
                self.choose(1 - self.at.min(1))
            }
            _ => {
                if self.typing() {
                    self.field.key(key);
                    self.at = 0;
                }
                Outcome::Stay
            }
        }
    }

    fn choose(&mut self, at: usize) -> Outcome {
        self.at = at;
        if let Question::Reason { used, .. } = &self.question
            && let Some(reason) = at.checked_sub(1).and_then(|n| used.get(n))
        {
            self.field = Edit::line(reason);
        }
        Outcome::Stay
    }

    fn refuse(&self) -> Outcome {
        match &self.question {
            Question::Confirm { id, .. } | Question::Reason { id, .. } | Question::Pick { id, .. } => {
                Outcome::Answer(id, Answer::No)
            }
            Question::Matters { .. } => Outcome::Close,
        }
    }

    fn accept(&self) -> Outcome {
        match &self.question {
            Question::Confirm { id, .. } => {
                Outcome::Answer(id, if self.at == 0 { Answer::Yes } else { Answer::No })
            }
            Question::Reason { id, .. } => {
                let said = text::line(&self.field.text());
                if said.is_empty() { Outcome::Stay } else { Outcome::Answer(id, Answer::Text(said)) }
            }
            Question::Pick { id, .. } => Outcome::Answer(id, Answer::Picked(self.at)),
            Question::Matters { items, .. } => {
                items.get(self.at).map_or(Outcome::Close, |(_, p)| Outcome::Go(p.clone()))
            }
        }
    }

    pub(super) fn paste(&mut self, pasted: &str) {
        if self.typing() {
            // Too large a paste leaves the line as it was.
            let _ = self.field.paste(pasted);
        }
    }

    pub(super) fn draw(&self, frame: &mut Frame, look: &Look) -> Option<Position> {
        let keys = look.word(match self.question {
            Question::Confirm { .. } | Question::Pick { .. } => "question.keys_choose",
            Question::Reason { .. } => "question.keys_reason",
            Question::Matters { .. } => "question.keys_matters",
        });
        let wide = 66.min(frame.area().width.saturating_sub(4));
        let text_wide = usize::from(wide.saturating_sub(6));
        let title = self.title(look);
        let mut lines = Vec::new();
        for paragraph in self.explanation(look) {
            lines.extend(text::wrap(&paragraph, text_wide));
        }
        let choices = self.choice_lines(look);
        let extra = if self.typing() { 2 } else { 0 };
        let height = lines.len() + choices.len() + extra + 5;
        let inner = popup::draw(frame, look, (wide, height as u16), &title, keys);
        let end = inner.x + inner.width;
        let mut y = inner.y;
        for line in &lines {
            put(frame, inner.x + 1, y, line, end, look.style(Role::Text));
            y += 1;
        }
        y += 1;
        let mut caret = None;
        if self.typing() {
            caret = field(&self.field, frame, look, Rect { y, ..inner });
            y += 2;
        }
        let room = usize::from((inner.y + inner.height).saturating_sub(y));
        let first = usize::from(self.typing());
        let chosen = self.at.saturating_sub(first);
        let top = (chosen + 1).saturating_sub(room.max(1));
        for (n, (label, note)) in choices.iter().enumerate().skip(top).take(room) {
            let selected = n + first == self.at;
            let (marker, role) =
                if selected { (look.glyphs.marker, Role::Select) } else { (" ", Role::Text) };
            let width = usize::from(inner.width);
            let label = text::left(label, width.saturating_sub(text::width(note) + 4));
            let line = text::left(&format!("{marker} {label} {note} "), width);
            put(frame, inner.x, y + (n - top) as u16, &line, end, look.style(role));
        }
        caret
    }

    fn title(&self, look: &Look) -> String {
        match &self.question {
            Question::Confirm { title, .. } => look.word(title).to_owned(),
            Question::Reason { title, .. }
            | Question::Pick { title, .. }
            | Question::Matters { title, .. } => title.clone(),
        }
    }

    fn explanation(&self, look: &Look) -> Vec<String> {
        match &self.question {
            Question::Confirm { text, .. } => vec![look.say(text)],
            Question::Reason { lines, .. } => lines.clone(),
            Question::Pick { .. } => Vec::new(),
            Question::Matters { .. } => vec![look.word("question.matters").to_owned()],
        }
    }

    fn choice_lines(&self, look: &Look) -> Vec<(String, String)> {
        match &self.question {
            Question::Confirm { yes, no, .. } => {
                [yes, no].map(|w| (look.word(w).to_owned(), String::new())).to_vec()
            }
            Question::Reason { used, .. } => used.iter().map(|u| (u.clone(), String::new())).collect(),
            Question::Pick { items, .. } => items.clone(),
            Question::Matters { items, .. } => {
                items.iter().map(|(l, _)| (l.clone(), String::new())).collect()
            }
        }
    }
}
