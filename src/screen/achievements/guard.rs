//! What the guard says in the forms of this room: a line while typing, one question for all rows when saving.
//! What is one act, and what asks for a reason, the register says.
use super::entry::Entry;
use super::options;
use super::rows::{self, NAME, POST, SORT, UNIT};
use super::units::Scope;
use crate::core::award::{Basis, RecipientKind};
use crate::core::guard::{self, Matter, Query, Row, Severity, Stands};
use crate::core::period::PeriodKey;
use crate::core::person;
use crate::core::problem::Problem;
use crate::core::text;
use crate::effect::{Effect, Question};
use crate::kit::look::{Look, Role, Tone};
use crate::shelf::Shelf;
use std::sync::Arc;

/// The question's name.
pub(super) const QUESTION: &str = "ac.guard";
/// Matters named in the question; further ones are counted.
const NAMED: usize = 6;

/// Asks for the reason, once for all rows.
pub(super) fn ask(shelf: &Shelf, problem: &Problem, matters: &[Problem]) -> Effect {
    let words = &shelf.words;
    let mut lines: Vec<String> = matters.iter().take(NAMED).map(|m| words.say(m)).collect();
    let more = matters.len().saturating_sub(NAMED);
    if more > 0 {
        lines.push(words.fill("room.ac.more", &[("n", &more.to_string())]));
    }
    if matters.len() > 1 {
        lines.push(words.say(problem));
    }
    let (title, used) = fitting(matters);
    let mut papers: Vec<Stands> = matters.iter().filter_map(guard::paper_of).collect();
    papers.dedup();
    Effect::Ask(Question::Reason {
        id: QUESTION,
        title: words.get(title).to_owned(),
        lines,
        text: String::new(),
        used: used.iter().map(|k| words.get(k).to_owned()).collect(),
        papers,
    })
}

/// Words of the title and of the usual reasons, as the matters are; several sorts of them share no usual reason.
fn fitting(matters: &[Problem]) -> (&'static str, &'static [&'static str]) {
    let first = matters.first().map(guard::matter);
    if matters.iter().any(|m| Some(guard::matter(m)) != first) {
        return ("room.guard.title_several", &[]);
    }
    match first {
        Some(Matter::Barred) => {
            ("room.guard.title_barred", &["room.guard.used_cleared", "room.guard.used_ended"])
        }
        Some(Matter::Number) => {
            ("room.guard.title_number", &["room.guard.used_same_number", "room.guard.used_wrong_number"])
        }
        _ => ("room.guard.title", &["room.guard.used_other", "room.guard.used_revoked"]),
    }
}

impl Entry {
    /// What the guard is to be asked about what stands in the form now; kept, so that it is made once a key.
    pub(super) fn consult(&mut self, shelf: &Shelf) {
        let query = self.query(shelf);
        if self.side.query.as_deref() != Some(&query) {
            self.side.query = Some(Arc::new(query));
        }
    }

    fn query(&self, shelf: &Shelf) -> Query {
        let form = &self.form;
        let chosen =
            form.code("period").and_then(|code| PeriodKey::parse(&code)).unwrap_or_else(|| shelf.leaf());
        // what stands in the register as it was read was asked about when it was written
        let read = self.id != 0 && !form.changed();
        let number = if read { String::new() } else { options::bare_number(&form.text("number")) };
        Query {
            paper: self.side.paper,
            own: self.id,
            proposal: self.side.answers,
            number,
            date: form.date("date").or_else(|| form.date("received")),
            authorities: form.code("authority").unwrap_or_default().split(',').map(str::to_owned).collect(),
            form: form.code("form").unwrap_or_default(),
            nature: form.code("nature").as_deref().and_then(options::nature),
            subject: form.text("subject"),
            period: Some(chosen),
            rows: if read { Vec::new() } else { self.guarded() },
        }
    }

    /// The named rows that can be read, but those recorded with a reason already: that one stands while the paper's matter does.
    fn guarded(&self) -> Vec<Row> {
        let Some(grid) = self.form.grid() else { return Vec::new() };
        let other = ["subject", "form", "nature", "date"].iter().any(|id| self.form.differs(id));
        let chosen: Option<i64> = self.form.code("act").and_then(|id| id.parse().ok());
        let one = |(place, (id, texts)): (i64, (i64, Vec<String>))| {
            let text = |n: usize| texts.get(n).map_or("", String::as_str);
            let sort = rows::read_sort(grid, text(0)).filter(|s| s.basis == Basis::Named)?;
            let Some(Scope::Unit(unit)) = self.units.scope(&grid.code(UNIT, text(3))?) else { return None };
            let name = match sort.kind {
                RecipientKind::Individual => person::split_rank(text(1)).1,
                RecipientKind::Collective => text::line(text(1)),
            };
            let key = text::same_key(&name);
            let old = self.old.iter().find(|o| o.id == id && id > 0 && text::same_key(&o.name) == key);
            if key.is_empty() || !other && old.is_some_and(|o| !o.guard_reason.is_empty()) {
                return None;
            }
            let known = self
                .picked
                .iter()
                .find(|p| p.kind == sort.kind && p.unit == Some(unit) && text::same_key(&p.name) == key);
            Some(Row {
                row: place,
                kind: sort.kind,
                unit: Some(unit),
                party: known.map(|p| p.id).or(old.and_then(|o| o.party)),
                achievement: chosen
                    .or(old.and_then(|o| o.achievement))
                    .or_else(|| self.side.act_of(sort.kind, &name, Some(unit))),
                name,
            })
        };
        (1_i64..).zip(grid.rows()).filter_map(one).collect()
    }

    /// What the guard says where the caret stands: of the row in the list; in the head what asks for a look.
    pub(super) fn warned(&self, shelf: &Shelf, look: &Look) -> Option<(Role, String)> {
        let findings = shelf.guard(self.side.query.as_ref()?);
        let here = if self.form.in_grid() { self.place() } else { None };
        let finding = match here {
            Some(row) => findings.iter().find(|f| f.concerns(row)),
            None => findings.iter().find(|f| f.severity() > Severity::Inform),
        }?;
        let said = look.say(&finding.problem());
        let more = findings.iter().filter(|f| f.severity() > Severity::Inform).count().saturating_sub(1);
        let said = match (here, more) {
            (None, 1..) => {
                look.words.fill("room.guard.and_more", &[("what", &said), ("n", &more.to_string())])
            }
            _ => said,
        };
        let tone = if finding.severity() == Severity::Inform { Tone::Plain } else { Tone::Warn };
        Some(look.detail(tone, &said))
    }

    /// Place of the row under the caret among those that hold something, from 1.
    fn place(&self) -> Option<i64> {
        let grid = self.form.grid()?;
        let (row, _) = grid.at();
        let holds = |row: &usize| [SORT, NAME, POST, UNIT].iter().any(|id| !grid.cell(*row, id).is_empty());
        let before = (0..row).filter(holds).count();
        i64::try_from(before).ok().map(|n| n + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn title_and_usual_reasons_are_those_of_the_matter() {
        let titles = |keys: &[&'static str]| {
            let matters: Vec<_> = keys.iter().map(|key| Problem::new(key)).collect();
            let (title, used) = fitting(&matters);
            (title, used.len())
        };
        assert_eq!(titles(&["problem.guard.same_act", "problem.guard.basis"]), ("room.guard.title", 2));
        assert_eq!(titles(&["flag.bar_open", "flag.bar_unit_open"]), ("room.guard.title_barred", 2));
        assert_eq!(titles(&["problem.guard.same_paper"]), ("room.guard.title_number", 2));
        assert_eq!(titles(&["flag.bar_open", "problem.guard.same_act"]), ("room.guard.title_several", 0));
    }
}
