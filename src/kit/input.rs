//! The fields of a form as data: what each kind holds, how it answers a key, and how it checks itself.
//! Knows nothing of the form around it; texts of options come in already said.
use super::field::{Did, Edit};
use super::keys::{Chord, is_text};
use super::pick::{Choice, Combo};
use crate::core::date::{self, Date};
use crate::core::number::{self, Points};
use crate::core::problem::{Arg, Problem};
use crate::core::text;
use crossterm::event::{KeyCode, KeyEvent};

/// What a field holds.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    Line(Edit),
    Block {
        edit: Edit,
        rows: u16,
    },
    Choice {
        options: Vec<Choice>,
        at: Option<usize>,
    },
    Checks {
        options: Vec<Choice>,
        on: Vec<bool>,
        at: usize,
    },
    Combo(Combo),
    Date {
        edit: Edit,
        within: (Date, Date),
    },
    Count {
        edit: Edit,
        unknown: bool,
    },
    Points(Edit),
    /// a value derived from the register: shown faint, never edited
    Fixed(String),
    /// a section head inside the form
    Head,
    /// a blank row
    Gap,
}

/// One field of a form. Built with the constructors and the methods that return it.
#[derive(Debug, Clone)]
pub struct Field {
    pub(super) id: &'static str,
    pub(super) label: &'static str,
    pub(super) kind: Kind,
    pub(super) hint: Option<&'static str>,
    pub(super) note: String,
    pub(super) required: bool,
    /// its value is an offer: typing replaces it
    pub(super) offered: bool,
    pub(super) shown: bool,
    pub(super) cells: Option<u16>,
    pub(super) repeat: Option<String>,
    pub(super) error: Option<Problem>,
    /// a date after this day is warned of
    by: Option<Date>,
    /// value when the form began
    pub(super) start: String,
}

impl Field {
    fn new(id: &'static str, label: &'static str, kind: Kind) -> Self {
        Self {
            id,
            label,
            kind,
            hint: None,
            note: String::new(),
            required: false,
            offered: false,
            shown: true,
            cells: None,
            repeat: None,
            error: None,
            by: None,
            start: String::new(),
        }
    }
    /// One line of text; `label` is a words key.
    pub fn line(id: &'static str, label: &'static str) -> Self {
        Self::new(id, label, Kind::Line(Edit::line("")))
    }
    /// A block of text shown in `rows` rows; Enter is a new line, Tab leaves.
    pub fn block(id: &'static str, label: &'static str, rows: u16) -> Self {
        Self::new(id, label, Kind::Block { edit: Edit::block(""), rows: rows.max(1) })
    }
    /// One of a few options (code, label), shown inline; none is chosen until a value is given.
    pub fn choice(id: &'static str, label: &'static str, options: Vec<Choice>) -> Self {
        Self::new(id, label, Kind::Choice { options, at: None })
    }
    /// Any of a few options (code, label), shown inline.
    pub fn checks(id: &'static str, label: &'static str, options: Vec<Choice>) -> Self {
        let on = vec![false; options.len()];
        Self::new(id, label, Kind::Checks { options, on, at: 0 })
    }
    /// One of many options (code, label), found by typing; `free` lets a text stand that is none of them.
    pub fn combo(id: &'static str, label: &'static str, options: Vec<Choice>, free: bool) -> Self {
        Self::new(id, label, Kind::Combo(Combo::new(options, free)))
    }
    /// A date; one typed without its year falls inside `within`.
    pub fn date(id: &'static str, label: &'static str, within: (Date, Date)) -> Self {
        Self::new(id, label, Kind::Date { edit: Edit::line(""), within })
    }
    /// A count, or `?` where the paper does not say.
    pub fn count(id: &'static str, label: &'static str) -> Self {
        Self::new(id, label, Kind::Count { edit: Edit::line(""), unknown: true })
    }
    /// Points, two decimals.
    pub fn points(id: &'static str, label: &'static str) -> Self {
        Self::new(id, label, Kind::Points(Edit::line("")))
    }
    /// A value derived from the register: faint, skipped by Tab.
    pub fn fixed(id: &'static str, label: &'static str) -> Self {
        Self::new(id, label, Kind::Fixed(String::new()))
    }
    /// A section head; `label` is its words key.
    pub fn head(label: &'static str) -> Self {
        Self::new("", label, Kind::Head)
    }
    /// A blank row.
    pub fn gap() -> Self {
        Self::new("", "", Kind::Gap)
    }
    /// The value to begin with: text; code of a choice or combo; codes of checks joined by commas.
    #[must_use]
    pub fn value(mut self, value: impl AsRef<str>) -> Self {
        self.set(value.as_ref());
        self.start = self.get();
        self
    }
    /// Words key of a hint, shown while the field has the focus.
    #[must_use]
    pub fn hint(mut self, key: &'static str) -> Self {
        self.hint = Some(key);
        self
    }
    /// What stands in it is an offer: typing replaces it.
    #[must_use]
    pub fn offered(mut self) -> Self {
        self.offered = true;
        self
    }
    /// It may not stay empty.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }
    /// The value Ctrl+D (and `=` while empty) puts in.
    #[must_use]
    pub fn repeat(mut self, value: impl Into<String>) -> Self {
        self.repeat = Some(value.into());
        self
    }
    /// Width of the box in cells; without it the kind decides.
    #[must_use]
    pub fn cells(mut self, cells: u16) -> Self {
        self.cells = Some(cells);
        self
    }
    /// A date after this day is taken, and warned of: the day of a paper that has come is seldom still ahead.
    #[must_use]
    pub fn by(mut self, today: Date) -> Self {
        self.by = Some(today);
        self
    }
    /// A count where the paper always says the number: `?` is refused.
    #[must_use]
    pub fn exact(mut self) -> Self {
        if let Kind::Count { unknown, .. } = &mut self.kind {
            *unknown = false;
        }
        self
    }
    /// Not shown until the form shows it.
    #[must_use]
    pub fn hidden(mut self) -> Self {
        self.shown = false;
        self
    }

    /// Can the caret stand in it?
    pub(super) fn stops(&self) -> bool {
        self.shown && !matches!(self.kind, Kind::Fixed(_) | Kind::Head | Kind::Gap)
    }
    /// The value as text (see `value`).
    pub(super) fn get(&self) -> String {
        match &self.kind {
            Kind::Line(edit) | Kind::Points(edit) | Kind::Date { edit, .. } | Kind::Count { edit, .. } => {
                text::line(&edit.text())
            }
            Kind::Block { edit, .. } => text::block(&edit.text()),
            Kind::Choice { options, at } => {
                at.and_then(|n| options.get(n)).map(|o| o.0.clone()).unwrap_or_default()
            }
            Kind::Checks { .. } => self.codes().join(","),
            Kind::Combo(combo) => combo.text(),
            Kind::Fixed(value) => value.clone(),
            Kind::Head | Kind::Gap => String::new(),
        }
    }
    pub(super) fn set(&mut self, value: &str) {
        match &mut self.kind {
            Kind::Line(edit)
            | Kind::Block { edit, .. }
            | Kind::Points(edit)
            | Kind::Date { edit, .. }
            | Kind::Count { edit, .. } => edit.set(value),
            Kind::Choice { options, at } => *at = options.iter().position(|o| o.0 == value),
            Kind::Checks { options, on, .. } => {
                let wanted: Vec<&str> = value.split(',').collect();
                *on = options.iter().map(|o| wanted.contains(&o.0.as_str())).collect();
            }
            Kind::Combo(combo) => combo.set(value),
            Kind::Fixed(text) => value.clone_into(text),
            Kind::Head | Kind::Gap => {}
        }
        self.error = None;
    }
    pub(super) fn code(&self) -> Option<String> {
        match &self.kind {
            Kind::Choice { options, at } => at.and_then(|n| options.get(n)).map(|o| o.0.clone()),
            Kind::Combo(combo) => combo.code().map(str::to_owned),
            _ => None,
        }
    }
    pub(super) fn codes(&self) -> Vec<String> {
        match &self.kind {
            Kind::Checks { options, on, .. } => {
                options.iter().zip(on).filter(|(_, on)| **on).map(|(o, _)| o.0.clone()).collect()
            }
            _ => Vec::new(),
        }
    }
    pub(super) fn edit_mut(&mut self) -> Option<&mut Edit> {
        match &mut self.kind {
            Kind::Line(edit)
            | Kind::Block { edit, .. }
            | Kind::Points(edit)
            | Kind::Date { edit, .. }
            | Kind::Count { edit, .. } => Some(edit),
            Kind::Combo(combo) => Some(&mut combo.edit),
            _ => None,
        }
    }
    pub(super) fn date_value(&self) -> Option<Date> {
        match &self.kind {
            Kind::Date { edit, within } => date::parse(&edit.text(), *within).ok(),
            _ => None,
        }
    }

    /// What is to be looked at again, though it is taken.
    pub(super) fn warned(&self) -> Option<Problem> {
        let (by, day) = (self.by?, self.date_value()?);
        let ahead =
            || Problem::new("kit.form.ahead").with("date", Arg::Date(day)).with("today", Arg::Date(by));
        (day > by).then(ahead)
    }

    /// Answers a key with the focus on this field.
    pub(super) fn key(&mut self, event: &KeyEvent) -> Did {
        let repeats = Chord::of(event)
            == Chord::of(&KeyEvent::new(KeyCode::Char('d'), crossterm::event::KeyModifiers::CONTROL));
        let equals = is_text(event) && event.code == KeyCode::Char('=') && self.get().is_empty();
        if repeats || (equals && self.repeat.is_some()) {
            let Some(value) = self.repeat.clone() else { return Did::Moved };
            let before = self.get();
            match &self.kind {
                // a choice or a code cannot be typed back, a text can: one step of its undo
                Kind::Choice { .. } | Kind::Checks { .. } | Kind::Combo(_) => self.set(&value),
                _ => {
                    if let Some(edit) = self.edit_mut() {
                        edit.replace(&value);
                    }
                }
            }
            return if self.get() == before { Did::Moved } else { Did::Changed };
        }
        match &mut self.kind {
            Kind::Choice { options, at } => choose(event, options.len(), at),
            Kind::Checks { on, at, .. } => tick(event, on, at),
            Kind::Combo(combo) => combo.key(event),
            _ => self.edit_mut().map_or(Did::Ignored, |edit| edit.key(event)),
        }
    }

    /// Checks the value by its kind; `whole` asks for what is required too.
    pub(super) fn check(&self, whole: bool) -> Result<(), Problem> {
        let value = self.get();
        if value.is_empty() {
            let missing = whole && self.required && self.stops();
            return if missing {
                Err(Problem::new("kit.error.required").with("field", Arg::Word(self.label)))
            } else {
                Ok(())
            };
        }
        match &self.kind {
            Kind::Combo(combo) => combo.check(),
            Kind::Date { within, .. } => date::parse(&value, *within).map(|_| ()),
            Kind::Count { unknown, .. } => {
                if *unknown && value == "?" {
                    Ok(())
                } else {
                    number::parse_count(&value).map(|_| ())
                }
            }
            Kind::Points(_) => Points::parse(&value).map(|_| ()),
            _ => Ok(()),
        }
    }
}

/// ← → and Space go round the options.
fn choose(event: &KeyEvent, len: usize, at: &mut Option<usize>) -> Did {
    let to = match (event.code, *at) {
        _ if len == 0 => return Did::Ignored,
        (KeyCode::Right, Some(n)) => (n + 1).min(len - 1),
        (KeyCode::Char(' '), Some(n)) => (n + 1) % len,
        (KeyCode::Left, Some(n)) => n.saturating_sub(1),
        (KeyCode::Home | KeyCode::Right | KeyCode::Left | KeyCode::Char(' '), _) => 0,
        (KeyCode::End, _) => len - 1,
        // letters have no meaning here; they are swallowed, or a slip of the input method would reach the room
        _ => return if is_text(event) { Did::Moved } else { Did::Ignored },
    };
    if *at == Some(to) {
        return Did::Moved;
    }
    *at = Some(to);
    Did::Changed
}

/// ← → walk over the options, Space ticks the one under the caret.
fn tick(event: &KeyEvent, on: &mut [bool], at: &mut usize) -> Did {
    match event.code {
        KeyCode::Right => *at = (*at + 1).min(on.len().saturating_sub(1)),
        KeyCode::Left => *at = at.saturating_sub(1),
        KeyCode::Home => *at = 0,
        KeyCode::End => *at = on.len().saturating_sub(1),
        KeyCode::Char(' ') => {
            if let Some(one) = on.get_mut(*at) {
                *one = !*one;
                return Did::Changed;
            }
        }
        _ => return if is_text(event) { Did::Moved } else { Did::Ignored },
    }
    Did::Moved
}
