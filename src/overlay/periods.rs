//! The choice of a period: the quarters of the register, newest first, and the ones before and after that could be opened;
//! under them the half-years, nine months and years, which are sets of quarters.
use super::{Outcome, row};
use crate::core::date::{self, Date};
use crate::core::period::{PeriodKey, PeriodKind};
use crate::core::problem::{Arg, Problem};
use crate::core::quarter::{Period, State, state_word};
use crate::core::text;
use crate::kit::keys::Row;
use crate::kit::look::{Look, Role};
use crate::kit::para::{put as put_in, put_at as put};
use crate::kit::popup;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;

#[derive(Debug)]
struct Line {
    key: PeriodKey,
    label: String,
    dates: String,
    state: String,
    /// as it is, where it is open
    period: Option<Period>,
}

/// The period chooser.
#[derive(Debug)]
pub struct Periods {
    lines: Vec<Line>,
    at: usize,
}

/// Footer rows.
pub fn keys() -> Vec<Row> {
    vec![
        row(&["Up", "Down"], "key.choose", 1),
        row(&["Enter"], "key.open", 2),
        row(&["F2"], "periods.key_dates", 3),
        row(&["Esc"], "key.close", 4),
    ]
}

/// The sets of quarters of a year, the longest first.
fn sets(year: i16) -> [PeriodKey; 4] {
    use PeriodKind::{Half, NineMonths, Year};
    [(Year, 1), (NineMonths, 1), (Half, 2), (Half, 1)].map(|(kind, ordinal)| PeriodKey {
        year,
        kind,
        ordinal,
    })
}

impl Periods {
    pub(super) fn new(periods: &[Period], here: PeriodKey, look: &Look) -> Self {
        let quarters: Vec<&Period> = periods.iter().filter(|p| p.key.leaf()).collect();
        let mut lines: Vec<Line> = quarters.iter().map(|p| opened(p, look)).collect();
        if let (Some(first), Some(last)) = (quarters.first(), quarters.last()) {
            lines.insert(0, unopened(first.key.next(), look));
            lines.push(unopened(last.key.previous(), look));
        }
        // of the year looked at all that could be opened, of the others those that are there
        let mut years: Vec<i16> = periods.iter().map(|p| p.key.year).chain([here.year]).collect();
        years.sort_unstable_by(|a, b| b.cmp(a));
        years.dedup();
        for key in years.into_iter().flat_map(sets) {
            let there = periods.iter().find(|p| p.key == key);
            let begun = quarters.iter().any(|p| key.holds(p.key));
            match there {
                Some(period) => lines.push(opened(period, look)),
                None if key.year == here.year && begun => lines.push(unopened(key, look)),
                None => {}
            }
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
                    let open = line.period.is_some();
                    return if open { Outcome::Period(line.key) } else { Outcome::AddPeriod(line.key) };
                }
            }
            KeyCode::F(2) => {
                if let Some(line) = self.lines.get(self.at) {
                    let unopened = || {
                        Outcome::Say(Problem::new("periods.not_opened").with("period", Arg::Period(line.key)))
                    };
                    return line.period.clone().map_or_else(unopened, Outcome::Dates);
                }
            }
            _ => {}
        }
        Outcome::Stay
    }

    pub(super) fn draw(&self, frame: &mut Frame, look: &Look) {
        let height = (self.lines.len() + 3).min(20);
        let inner = popup::draw(
            frame,
            look,
            (72, height as u16),
            look.word("periods.title"),
            look.word("periods.keys"),
        );
        let shown = usize::from(inner.height.saturating_sub(2));
        let top = (self.at + 1).saturating_sub(shown);
        for (n, line) in self.lines.iter().enumerate().skip(top).take(shown) {
            let base = if line.period.is_some() { Role::Text } else { Role::Muted };
            let (marker, role) = if n == self.at { (look.glyphs.marker, Role::Select) } else { (" ", base) };
            let row = format!(
                "{marker}{} {}  {}",
                text::left(&line.label, 22),
                text::left(&line.dates, 23),
                line.state
            );
            let y = inner.y + (n - top) as u16;
            let row = text::left(&row, usize::from(inner.width));
            put(frame, inner.x, y, &row, inner.x + inner.width, look.style(role));
        }
        if let Some(line) = self.lines.get(self.at) {
            let about = Rect { y: inner.bottom().saturating_sub(1), height: 1, ..inner };
            put_in(frame, look, about, (1, 0), Role::Muted, look.word(line.about()));
        }
    }
}

impl Line {
    /// As of when it is read: names, table and levels of its lock, or those of now; what opening it does.
    fn about(&self) -> &'static str {
        match &self.period {
            Some(p) if p.state >= State::Locked => "periods.as_of_lock",
            Some(p) if !p.key.leaf() => "periods.as_of_quarters",
            Some(_) => "periods.as_of_now",
            None if self.key.leaf() => "periods.opens",
            None => "periods.opens_set",
        }
    }
}

fn dates(from: Date, to: Date) -> String {
    format!("{} – {}", date::full(from), date::full(to))
}

/// A period of the register.
fn opened(period: &Period, look: &Look) -> Line {
    Line {
        key: period.key,
        label: period.key.label(look.lang),
        dates: dates(period.from, period.to),
        state: look.word(state_word(period.state)).to_owned(),
        period: Some(period.clone()),
    }
}

/// One that could be opened.
fn unopened(key: PeriodKey, look: &Look) -> Line {
    let (from, to) = key.dates(look.year);
    let word = if key.leaf() { "state.unopened" } else { "periods.unopened_set" };
    Line {
        key,
        label: key.label(look.lang),
        dates: dates(from, to),
        state: look.word(word).to_owned(),
        period: None,
    }
}
