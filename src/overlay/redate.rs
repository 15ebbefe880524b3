//! Other dates for a period: first and last day as they are typed, and beneath them what would come of it, before anything
//! is written. It reads only; the plan is the register's.
use super::{Outcome, row};
use crate::core::ask::Ask;
use crate::core::date;
use crate::core::problem::Problem;
use crate::core::quarter::Period;
use crate::core::redate::{Dates, Plan};
use crate::core::text;
use crate::kit::form::{Field, Form, FormEvent};
use crate::kit::keys::Row;
use crate::kit::look::{Look, Role};
use crate::kit::para::paragraph;
use crate::kit::popup;
use crate::shelf::Shelf;
use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

/// The dates being typed.
#[derive(Debug)]
pub struct Redate {
    period: Period,
    form: Form,
    /// Esc was pressed over typed dates: once more drops them
    leaving: bool,
}

/// Footer rows.
pub fn keys() -> Vec<Row> {
    vec![
        row(&["Tab"], "kit.form.next", 1),
        row(&["Ctrl+S"], "kit.form.save", 2),
        row(&["Esc"], "key.back", 3),
    ]
}

/// Rows of the form.
const ROWS: u16 = 3;
/// Cells of the popup.
const WIDTH: u16 = 72;

impl Redate {
    pub(super) fn new(period: &Period, look: &Look) -> Self {
        let within = (period.from, period.to);
        let options = ["follow", "alone"].map(|code| {
            let key = if code == "follow" { "redate.follow" } else { "redate.alone" };
            (code.to_owned(), look.word(key).to_owned())
        });
        let mut fields = vec![
            Field::date("from", "redate.from", within).value(date::full(period.from)).required(),
            Field::date("to", "redate.to", within).value(date::full(period.to)).required(),
        ];
        if period.key.leaf() {
            fields.push(
                Field::choice("follow", "redate.beside", options.to_vec())
                    .value("follow")
                    .hint("redate.hint_beside"),
            );
        }
        let mut form = Form::new(fields).labels(20);
        form.clean();
        Self { period: period.clone(), form, leaving: false }
    }

    fn wanted(&self) -> Option<Dates> {
        let (from, to) = (self.form.date("from")?, self.form.date("to")?);
        let follow = self.form.code("follow").is_some_and(|code| code == "follow");
        Some(Dates { key: self.period.key, from, to, follow })
    }

    pub(super) fn needs(&self) -> Vec<Ask> {
        self.wanted().map(Ask::Redate).into_iter().collect()
    }

    pub(super) fn key(&mut self, key: &KeyEvent, shelf: &Shelf) -> Outcome {
        let leaving = std::mem::take(&mut self.leaving);
        match self.form.key(key) {
            FormEvent::Leave if self.form.changed() && !leaving => {
                self.leaving = true;
                Outcome::Say(Problem::new("redate.leave"))
            }
            FormEvent::Leave => Outcome::Close,
            FormEvent::Save => self.save(shelf),
            _ => Outcome::Stay,
        }
    }

    fn save(&mut self, shelf: &Shelf) -> Outcome {
        if !self.form.validate() {
            return Outcome::Stay;
        }
        let Some(wanted) = self.wanted() else { return Outcome::Stay };
        match shelf.redate(wanted).map(|plan| (plan.refused.clone(), plan.changes())) {
            Some((Some(problem), _)) => Outcome::Say(problem),
            Some((None, false)) => Outcome::Close,
            _ => Outcome::Redate(wanted),
        }
    }

    pub(super) fn paste(&mut self, pasted: &str) {
        self.form.paste(pasted);
    }

    pub(super) fn draw(&self, f: &mut Frame, look: &Look, shelf: &Shelf) -> Option<Position> {
        let title = look.words.fill("redate.title", &[("period", &self.period.key.label(look.lang))]);
        let plan = self.wanted().and_then(|wanted| shelf.redate(wanted));
        // all that would come of it is read before it is done
        let rows = plan.map_or(0, |plan| height(look, plan)).max(9);
        let inner = popup::draw(f, look, (WIDTH, ROWS + 1 + rows), &title, look.word("redate.keys"));
        let fields = Rect { height: ROWS.min(inner.height), ..inner };
        let seen = self.form.draw(f, fields, look);
        let below = Rect { y: inner.y + ROWS + 1, height: inner.height.saturating_sub(ROWS + 1), ..inner };
        match plan {
            Some(plan) => told(f, look, below, plan),
            None => {
                if let Some((role, text)) = seen.detail {
                    paragraph(f, look, below, (1, 0), role, &text);
                }
            }
        }
        seen.cursor
    }
}

/// Rows of what would come of it, and of the word on undo.
fn height(look: &Look, plan: &Plan) -> u16 {
    let wide = usize::from(WIDTH) - 2;
    let rows = |p: &Problem| text::wrap(&format!("{} {}", look.glyphs.warn, look.say(p)), wide).len();
    let told: usize = plan.told().iter().map(rows).sum();
    let undo = text::wrap(look.word("redate.undo"), wide).len();
    u16::try_from(told + 1 + undo).unwrap_or(u16::MAX)
}

/// What would come of it, a paragraph a line.
fn told(f: &mut Frame, look: &Look, area: Rect, plan: &Plan) {
    let lines = plan.told();
    if lines.is_empty() {
        let key = if plan.changes() { "redate.nothing_moves" } else { "redate.same" };
        paragraph(f, look, area, (1, 0), Role::Muted, look.word(key));
        return;
    }
    let role = if plan.refused.is_some() { Role::Warn } else { Role::Text };
    let mark = if plan.refused.is_some() { look.glyphs.warn } else { look.glyphs.step };
    let mut y = 0;
    for line in &lines {
        y = paragraph(f, look, area, (1, y), role, &format!("{mark} {}", look.say(line)));
    }
    if plan.refused.is_none() {
        paragraph(f, look, area, (1, y + 1), Role::Muted, look.word("redate.undo"));
    }
}
