//! Questions of a room: yes or no, a reason, one of a list, matters in the way.
use super::{Outcome, field, row};
use crate::core::guard::Stands;
use crate::core::text;
use crate::effect::{Answer, Question};
use crate::kit::field::{Did, Edit};
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
    /// the selected choice, among those found
    at: usize,
    /// Enter was pressed on an empty reason
    empty: bool,
    /// a digit chose what led here: the Enter that may follow it out of habit is no answer
    habit: bool,
}

/// From more choices than this on typing filters them.
const FEW: usize = 8;

impl Asked {
    pub(super) fn new(question: Question) -> Self {
        let (text, at) = match &question {
            Question::Reason { text, .. } => (text.clone(), 0),
            Question::Pick { at, .. } => (String::new(), *at),
            // The safe answer is chosen first.
            Question::Confirm { .. } => (String::new(), 1),
            Question::Matters { .. } => (String::new(), 0),
        };
        Self { question, field: Edit::line(&text), at, empty: false, habit: false }
    }

    /// A digit chose what led to it.
    pub(super) fn after_digit(&mut self) {
        self.habit = matches!(self.question, Question::Reason { .. });
    }

    pub(super) fn typing(&self) -> bool {
        matches!(self.question, Question::Reason { .. }) || self.filters()
    }

    /// A list too long to be read through has a field over it; over a short one it stands as soon as a letter is typed.
    fn filters(&self) -> bool {
        let typed = !self.field.text().is_empty();
        matches!(&self.question, Question::Pick { items, .. } if items.len() > FEW || typed)
    }

    /// Is what is typed taken in?
    fn takes_text(&self) -> bool {
        matches!(self.question, Question::Reason { .. } | Question::Pick { .. })
    }

    /// A list short enough to be read through has a number at each line.
    fn numbered(&self) -> bool {
        matches!(self.question, Question::Pick { .. }) && !self.filters()
    }

    /// A digit takes its choice at once.
    fn quick(&self) -> bool {
        matches!(self.question, Question::Pick { quick: true, .. })
    }

    /// The items whose label or note has all the words typed, without accents, first those that have them as they stand:
    /// indexes into the whole list.
    fn found(&self) -> Vec<usize> {
        let Question::Pick { items, .. } = &self.question else { return Vec::new() };
        let typed = text::fold(&self.field.text());
        let words: Vec<&str> = typed.split(' ').collect();
        let folded = |(label, note): &(String, String)| text::fold(&format!("{label} {note}"));
        let mut found: Vec<(bool, usize)> = items
            .iter()
            .map(folded)
            .enumerate()
            .filter(|(_, item)| words.iter().all(|w| item.contains(w)))
            .map(|(n, item)| (!item.contains(&typed), n))
            .collect();
        found.sort_unstable();
        // initials, as in the fields
        if found.is_empty() {
            return crate::kit::pick::matching(items, &typed);
        }
        found.into_iter().map(|(_, n)| n).collect()
    }

    pub(super) fn keys(&self) -> Vec<Row> {
        let enter = match self.question {
            Question::Reason { .. } => "key.write",
            Question::Matters { .. } => "key.go",
            Question::Confirm { .. } | Question::Pick { .. } => "key.choose_this",
        };
        let mut rows = vec![row(&["Up", "Down"], "key.choose", 1), row(&["Enter"], enter, 2)];
        rows.extend((!self.papers().is_empty()).then(|| row(&["F3"], "question.key_paper", 3)));
        rows.push(row(&["Esc"], "key.close", 4));
        rows
    }

    /// The papers it speaks of.
    fn papers(&self) -> &[Stands] {
        if let Question::Reason { papers, .. } = &self.question { papers } else { &[] }
    }

    /// How many lines can be chosen.
    fn choices(&self) -> usize {
        match &self.question {
            Question::Confirm { .. } => 2,
            Question::Reason { used, .. } => used.len() + 1,
            Question::Pick { .. } => self.found().len(),
            Question::Matters { items, .. } => items.len(),
        }
    }

    pub(super) fn key(&mut self, key: &KeyEvent) -> Outcome {
        let last = self.choices().saturating_sub(1);
        if std::mem::take(&mut self.habit) && key.code == KeyCode::Enter {
            return Outcome::Stay;
        }
        match key.code {
            KeyCode::Esc => self.refuse(),
            KeyCode::F(3) if !self.papers().is_empty() => Outcome::Papers(self.papers().to_vec()),
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
            // a few things to choose from are numbered: where one loses something, or settles it, the digit only goes there
            KeyCode::Char(c) if self.numbered() && c.is_ascii_digit() => {
                let n = c.to_digit(10).unwrap_or(0) as usize;
                if n == 0 || n > last + 1 {
                    return Outcome::Stay;
                }
                self.at = n - 1;
                if self.quick() { self.accept() } else { Outcome::Stay }
            }
            _ => {
                if self.takes_text() && self.field.key(key) != Did::Ignored {
                    self.at = 0;
                    self.empty = false;
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

    fn accept(&mut self) -> Outcome {
        match &self.question {
            Question::Confirm { id, .. } => {
                Outcome::Answer(id, if self.at == 0 { Answer::Yes } else { Answer::No })
            }
            Question::Reason { id, .. } => {
                let said = text::line(&self.field.text());
                self.empty = said.is_empty();
                if self.empty { Outcome::Stay } else { Outcome::Answer(id, Answer::Text(said)) }
            }
            Question::Pick { id, .. } => match self.found().get(self.at) {
                Some(n) => Outcome::Answer(id, Answer::Picked(*n)),
                None => Outcome::Stay,
            },
            Question::Matters { items, .. } => {
                items.get(self.at).map_or(Outcome::Close, |(_, p)| Outcome::Go(p.clone()))
            }
        }
    }

    pub(super) fn paste(&mut self, pasted: &str) {
        if self.takes_text() {
            // Too large a paste leaves the line as it was.
            let _ = self.field.paste(pasted);
            self.at = 0;
            self.empty = false;
        }
    }

    pub(super) fn draw(&self, frame: &mut Frame, look: &Look) -> Option<Position> {
        let esc = match &self.question {
            Question::Confirm { no, .. } => {
                Some(look.words.fill("question.keys_confirm", &[("no", look.word(no))]))
            }
            _ => None,
        };
        let keys = look.word(match self.question {
            Question::Pick { .. } if self.filters() => "question.keys_filter",
            Question::Pick { .. } if self.quick() => "question.keys_digit",
            Question::Pick { .. } => "question.keys_to",
            Question::Confirm { .. } => "question.keys_choose",
            Question::Reason { .. } if !self.papers().is_empty() => "question.keys_paper",
            Question::Reason { .. } => "question.keys_reason",
            Question::Matters { .. } => "question.keys_matters",
        });
        let keys = esc.as_deref().unwrap_or(keys);
        let wide = self.wide(look).min(frame.area().width.saturating_sub(4));
        let text_wide = usize::from(wide.saturating_sub(6));
        let title = self.title(look);
        let mut lines = Vec::new();
        for paragraph in self.explanation(look) {
            lines.extend(text::wrap(&paragraph, text_wide));
        }
        let choices = self.choice_lines(look);
        let extra = if self.typing() { 2 } else { 0 };
        // a list being filtered keeps its size
        let rows =
            if let Question::Pick { items, .. } = &self.question { items.len() } else { choices.len() };
        let height = lines.len() + rows + extra + 5;
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
            let none = self.filters() && choices.is_empty();
            if self.empty || none {
                let key = match &self.question {
                    _ if none => "question.none",
                    // texts asked for that are no reasons
                    Question::Reason { id, .. } if id.ends_with("comment") => "question.empty_comment",
                    Question::Reason { id, .. } if id.ends_with("value") => "question.empty_value",
                    _ => "question.empty",
                };
                let said = format!("{} {}", look.glyphs.warn, look.word(key));
                put(frame, inner.x + 1, y + 1, &said, end, look.style(Role::Warn));
            }
            y += 2;
        }
        let room = usize::from((inner.y + inner.height).saturating_sub(y));
        let first = usize::from(matches!(self.question, Question::Reason { .. }));
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

    /// As wide as a sentence reads well; a list with long lines is wider.
    fn wide(&self, look: &Look) -> u16 {
        let line = |(label, note): &(String, String)| text::width(label) + text::width(note) + 7;
        let longest = match self.question {
            Question::Pick { .. } => {
                let title = text::width(&self.title(look)) + 6;
                self.choice_lines(look).iter().map(line).max().unwrap_or(0).max(title)
            }
            _ => 0,
        };
        u16::try_from(longest).unwrap_or(u16::MAX).clamp(66, 76)
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
            Question::Pick { items, .. } if self.numbered() => {
                (1..).zip(items).map(|(n, (label, note))| (format!("{n} {label}"), note.clone())).collect()
            }
            Question::Pick { items, .. } => {
                self.found().into_iter().filter_map(|n| items.get(n).cloned()).collect()
            }
            Question::Matters { items, .. } => {
                items.iter().map(|(l, _)| (l.clone(), String::new())).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_as_typed_comes_before_the_same_words_apart() {
        let items = ["Được giao, có ước tính", "Ký giao ước thi đua", "Khác"];
        let items = items.map(|i| (i.to_owned(), String::new())).to_vec();
        let mut asked =
            Asked::new(Question::Pick { id: "x", title: String::new(), items, at: 0, quick: false });
        for c in "giao uoc".chars() {
            asked.key(&KeyEvent::from(KeyCode::Char(c)));
        }
        assert_eq!(asked.found(), [1, 0]);
        assert!(matches!(
            asked.key(&KeyEvent::from(KeyCode::Enter)),
            Outcome::Answer("x", Answer::Picked(1))
        ));
    }
}
