//! Discipline, inspection, complaint of one unit and its people: the list, and its form. What they mean for an award the
//! register says when one is recorded; here they are only written down.
use crate::core::act::Act;
use crate::core::act::Refusal;
use crate::core::date;
use crate::core::flag::{self, Flag, FlagKind};
use crate::core::problem::Problem;
use crate::core::unit::{Unit, UnitId};
use crate::effect::Effect;
use crate::kit::form::{Field, Form};
use crate::kit::look::{Look, Role as Ink, Seen, Tone};
use crate::kit::para::{paragraph, put, title};
use crate::kit::table::{self, Cell, Column, Cursor, Line};
use crate::screen::saving::{self, Saving, Wish};
use crate::shelf::Shelf;
use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;

/// The question on leaving the form.
pub(super) const LEAVE: &str = "leave.flags";

/// Code of "leads the unit".
const LEADS: &str = "yes";

/// The list of a unit, and the form over it.
#[derive(Debug, Clone)]
pub(super) struct Flags {
    pub(super) unit: UnitId,
    pub(super) label: String,
    cursor: Cursor,
    pub(super) form: Option<Box<Edit>>,
}

/// A matter being written.
#[derive(Debug, Clone)]
pub(super) struct Edit {
    pub(super) read: Flag,
    pub(super) form: Form,
    saving: Saving,
}

/// Those of a unit and its people.
fn of(shelf: &Shelf, unit: UnitId) -> Vec<&Flag> {
    shelf.flags().map(|all| all.iter().filter(|f| f.unit == Some(unit)).collect()).unwrap_or_default()
}

impl Flags {
    /// Those of a unit.
    pub(super) fn of(unit: &Unit) -> Self {
        Self { unit: unit.id, label: unit.label(), cursor: Cursor::default(), form: None }
    }

    fn selected<'a>(&self, shelf: &'a Shelf) -> Option<&'a Flag> {
        let rows = of(shelf, self.unit);
        rows.get(self.cursor.at.min(rows.len().saturating_sub(1))).copied()
    }

    /// A new matter.
    pub(super) fn add(&mut self, shelf: &Shelf) {
        self.edit_of(Flag { unit: Some(self.unit), ..Flag::default() }, shelf);
    }

    /// The selected one, to be corrected.
    pub(super) fn edit(&mut self, shelf: &Shelf) {
        if let Some(flag) = self.selected(shelf).cloned() {
            self.edit_of(flag, shelf);
        }
    }

    fn edit_of(&mut self, read: Flag, shelf: &Shelf) {
        self.form = Some(Box::new(Edit::new(read, shelf)));
    }

    /// The act that takes the selected one out.
    pub(super) fn remove(&self, shelf: &Shelf) -> Option<Effect> {
        let flag = self.selected(shelf)?;
        let label = if flag.name.is_empty() { self.label.clone() } else { flag.name.clone() };
        Some(Effect::Act(Act::Flag(flag::Act::Remove { id: flag.id, rev: flag.rev, label })))
    }

    /// A key no row claims.
    pub(super) fn key(&mut self, key: &KeyEvent, shelf: &Shelf) -> Vec<Effect> {
        let Some(edit) = &mut self.form else {
            let len = of(shelf, self.unit).len();
            self.cursor.key(key, len, 10);
            return Vec::new();
        };
        match saving::key(&mut edit.form, key, LEAVE) {
            Wish::Save if edit.read.id != 0 && !edit.form.changed() => {
                self.form = None;
                vec![saving::unchanged()]
            }
            Wish::Save => edit.save(shelf),
            Wish::Stay(effects) => effects,
            Wish::Close => {
                self.form = None;
                Vec::new()
            }
        }
    }

    /// Something was written: the form that wrote it is shut.
    pub(super) fn done(&mut self) {
        if self.form.as_ref().is_some_and(|edit| edit.saving.under_way()) {
            self.form = None;
        }
    }

    /// What was typed stays; the sentence goes to the field it speaks of.
    pub(super) fn refused(&mut self, refusal: &Refusal) {
        let Some(edit) = &mut self.form else { return };
        if !edit.saving.refused() {
            return;
        }
        let field = match refusal.problem().key {
            "flag.e_leader" => "name",
            "flag.e_reason" => "reason",
            "problem.store_dates_order" => "to",
            _ => return,
        };
        saving::point(&mut edit.form, field, refusal.problem());
    }

    /// Draws the list or the form.
    pub(super) fn view(&self, shelf: &Shelf, look: &Look, area: Rect, f: &mut Frame) -> Seen {
        let arg = [("unit", self.label.as_str())];
        if let Some(edit) = &self.form {
            let key = if edit.read.id == 0 { "flag.add" } else { "flag.edit" };
            title(f, look, area, 0, &look.words.fill(key, &arg), "", edit.form.changed());
            return edit.form.draw(f, under(area), look);
        }
        title(f, look, area, 0, &look.words.fill("flag.title", &arg), "", false);
        let next = Some((look.word("flag.next").to_owned(), String::new()));
        let rows = of(shelf, self.unit);
        if rows.is_empty() {
            put(f, look, area, (1, 2), Ink::Text, look.word("flag.none"));
            paragraph(f, look, area, (1, 4), Ink::Muted, look.word("flag.why"));
            return Seen { next, ..Seen::default() };
        }
        let word = |key: &str| look.word(key).to_owned();
        let columns = [
            Column::fixed(word("flag.f_from"), 10),
            Column::fixed(word("flag.f_to"), 14),
            Column::flex(word("flag.col_who"), 14, 30),
            Column::fixed(word("flag.col_kind"), 24).drop(1),
            Column::flex(word("flag.col_reason"), 12, 50),
        ];
        let lines: Vec<Line> = rows
            .iter()
            .map(|flag| {
                let who = match (flag.name.is_empty(), flag.leader) {
                    (true, _) => word("flag.whole"),
                    (false, true) => look.words.fill("flag.who_leads", &[("name", &flag.name)]),
                    (false, false) => flag.name.clone(),
                };
                Line::new(vec![
                    Cell::from(flag.from.map_or_else(|| "?".to_owned(), date::full)),
                    Cell::from(flag.to.map_or_else(|| word("flag.open"), date::full)),
                    Cell::from(who),
                    Cell::from(word(flag.kind.word())),
                    Cell::from(flag.reason.clone()),
                ])
            })
            .collect();
        let cursor = Cursor { at: self.cursor.at.min(rows.len() - 1), ..self.cursor };
        table::draw(f, under(area), look, &columns, &lines, Some(&cursor), true);
        let detail = self.selected(shelf).map(|flag| {
            let kind = look.word(flag.kind.word());
            look.detail(Tone::Plain, &format!("{kind}: {}", flag.reason))
        });
        Seen { detail, next, ..Seen::default() }
    }
}

impl Edit {
    pub(super) fn new(read: Flag, shelf: &Shelf) -> Self {
        let shown = |day: Option<date::Date>| day.map(date::full).unwrap_or_default();
        let days = shelf.quarter().map_or_else(|| shelf.period.calendar(), |q| (q.period.from, q.period.to));
        let kind = |k: &FlagKind| (k.code().to_owned(), shelf.words.get(k.word()).to_owned());
        let leads = [("no", "flag.leader_no"), (LEADS, "flag.leader_yes")]
            .map(|(code, word)| (code.to_owned(), shelf.words.get(word).to_owned()))
            .to_vec();
        let kinds = FlagKind::ALL.iter().map(kind).collect();
        let fields = vec![
            Field::line("name", "flag.f_name").cells(36).hint("flag.h_name").value(&read.name),
            Field::choice("leader", "flag.f_leader", leads)
                .value(if read.leader { LEADS } else { "no" })
                .hint("flag.h_leader"),
            Field::choice("kind", "flag.f_kind", kinds).value(read.kind.code()),
            Field::date("from", "flag.f_from", days).value(shown(read.from)),
            Field::date("to", "flag.f_to", days).hint("flag.h_to").value(shown(read.to)),
            Field::line("reason", "flag.f_reason").required().hint("flag.h_reason").value(&read.reason),
        ];
        Self { read, form: Form::new(fields).labels(12), saving: Saving::default() }
    }

    fn save(&mut self, shelf: &Shelf) -> Vec<Effect> {
        if !self.saving.may(&mut self.form) {
            return Vec::new();
        }
        let flag = Flag {
            name: self.form.text("name"),
            kind: self.form.code("kind").as_deref().and_then(FlagKind::of).unwrap_or_default(),
            from: self.form.date("from"),
            to: self.form.date("to"),
            reason: self.form.text("reason"),
            leader: self.form.code("leader").as_deref() == Some(LEADS),
            ..self.read.clone()
        };
        self.saving.sent(shelf);
        vec![Effect::Act(Act::Flag(flag::Act::Save(flag)))]
    }
}

/// Why nothing can be corrected or taken out: there is nothing.
pub(super) fn nothing(flags: &Flags, shelf: &Shelf) -> Option<Problem> {
    flags.selected(shelf).is_none().then(|| Problem::new("flag.none"))
}

/// `area` below its title.
fn under(area: Rect) -> Rect {
    let top = area.height.min(2);
    Rect { y: area.y + top, height: area.height - top, ..area }
}
