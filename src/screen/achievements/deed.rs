//! Achievements one by one: the form of an act, and the page that shows an act with the awards that hang on it.
//! What may be linked the register says; here it is only chosen from.
use super::entry::Wish;
use super::rows;
use super::units::{Scope, Units};
use super::{options, say};
use crate::core::achievement::{self, Achievement, AchievementSheet};
use crate::core::act::Act;
use crate::core::award::{self, AwardRow};
use crate::core::date;
use crate::core::period::PeriodKey;
use crate::core::problem::Problem;
use crate::core::text;
use crate::effect::{Effect, Question};
use crate::kit::form::{Field, Form, FormEvent};
use crate::kit::table::Cursor;
use crate::shelf::Shelf;
use crossterm::event::KeyEvent;

/// An achievement being written.
#[derive(Debug, Clone)]
pub(super) struct Deed {
    pub(super) id: i64,
    pub(super) rev: i64,
    /// of a record: the period whose lock keeps it
    pub(super) owner: Option<PeriodKey>,
    pub(super) form: Form,
    units: Units,
    /// sent and not answered yet
    pub(super) sent: bool,
}

impl Deed {
    /// A new one, or one of the register.
    pub(super) fn new(shelf: &Shelf, act: &Achievement) -> Self {
        let units = Units::from(shelf);
        let within =
            shelf.quarter().map_or_else(|| shelf.period.calendar(), |q| (q.period.from, q.period.to));
        let used: Vec<i64> = act.unit.into_iter().collect();
        let unit = if act.id == 0 { String::new() } else { units.code(act.unit) };
        let campaign = act.campaign.map(|id| id.to_string()).unwrap_or_default();
        let fields = vec![
            Field::date("date", "room.ac.f_act_date", within)
                .hint("room.ac.h_act_date")
                .value(act.date.map(date::full).unwrap_or_default()),
            Field::choice("kind", "room.ac.f_act_kind", options::acts(&shelf.words))
                .value(options::act_code(act.kind).0),
            Field::combo("unit", "room.ac.f_act_unit", units.choices_with(&used), false)
                .required()
                .hint("room.ac.h_act_unit")
                .value(unit),
            Field::line("who", "room.ac.f_act_who").hint("room.ac.h_act_who").value(&act.who),
            Field::block("content", "room.ac.f_act_content", 4)
                .required()
                .hint("room.ac.h_act_content")
                .value(&act.content),
            Field::combo("campaign", "room.ac.f_campaign", options::campaigns(shelf), false)
                .hint("room.ac.h_campaign")
                .value(campaign),
        ];
        let owner = act.period.filter(|_| act.id != 0);
        let form = Form::new(fields).labels(16);
        let mut deed = Self { id: act.id, rev: act.rev, owner, form, units, sent: false };
        deed.follow(shelf);
        deed.form.read_only(deed.closed(shelf));
        deed
    }
    /// Is it in the register already?
    pub(super) fn exists(&self) -> bool {
        self.id != 0
    }
    pub(super) fn follow(&mut self, shelf: &Shelf) {
        let note = options::period_note(shelf, self.form.date("date"));
        self.form.note("date", &note);
    }
    /// A key.
    pub(super) fn key(&mut self, event: &KeyEvent, shelf: &Shelf) -> Wish {
        let heard = self.form.key(event);
        self.follow(shelf);
        match heard {
            FormEvent::Save => Wish::Save,
            FormEvent::Leave => Wish::Leave,
            _ => Wish::Nothing,
        }
    }
    /// Checks; the act, or `None` with the errors marked.
    pub(super) fn submit(&mut self, shelf: &Shelf) -> Option<Act> {
        if !self.form.validate() {
            return None;
        }
        let form = &self.form;
        let date = form.date("date");
        let unit = match self.units.scope(&form.code("unit").unwrap_or_default()) {
            Some(Scope::Unit(id)) => Some(id),
            _ => None,
        };
        self.sent = true;
        Some(Act::Achievement(achievement::Act::Save(Achievement {
            id: self.id,
            rev: self.rev,
            date,
            kind: options::act(&form.text("kind")),
            unit,
            who: form.text("who"),
            content: form.text("content"),
            campaign: form.code("campaign").and_then(|id| id.parse().ok()),
            period: if date.is_some() { None } else { Some(shelf.leaf()) },
        })))
    }
    /// A refusal stands at the field it speaks of.
    pub(super) fn refused(&mut self, problem: &Problem) {
        self.sent = false;
        let field = match problem.key {
            "problem.store_date_locked"
            | "problem.store_date_approved"
            | "problem.store_no_period"
            | "problem.store_no_date" => "date",
            "problem.store_content_empty" => "content",
            _ => return,
        };
        self.form.error(field, problem.clone());
        self.form.focus(field);
    }
}

/// The page of one achievement.
#[derive(Debug, Clone, Default)]
pub(super) struct Page {
    pub(super) id: i64,
    /// selected award
    pub(super) cursor: Cursor,
}

impl Page {
    /// The award under the cursor.
    pub(super) fn award<'a>(&self, sheet: &'a AchievementSheet) -> Option<&'a AwardRow> {
        sheet.awards.get(self.cursor.at.min(sheet.awards.len().saturating_sub(1)))
    }
}

/// What an award is called in a journal line and in a list: who, or how many.
pub(super) fn award_label(row: &AwardRow, shelf: &Shelf) -> String {
    let r = &row.recipient;
    if r.basis == award::Basis::Named {
        return rows::full_name(&r.rank, &r.name);
    }
    let n = r.quantity.map_or("?".to_owned(), |n| crate::core::number::count(n, shelf.words.lang));
    format!("{} {n}", rows::label(rows::sort_of(r.kind, r.basis), &shelf.words))
}

/// The question which award to link, and the awards in its order; a sentence where there is none.
pub(super) fn ask_link(
    shelf: &Shelf,
    sheet: &AchievementSheet,
) -> Result<(Effect, Vec<(i64, String)>), Problem> {
    if sheet.linkable.is_empty() {
        return Err(Problem::new("room.ac.e_no_linkable"));
    }
    let facts = shelf.quarter();
    let units = Units::from(shelf);
    let items = sheet.linkable.iter().map(|row| {
        let form =
            facts.and_then(|f| f.catalogue.form(&row.form)).map(|f| f.name.clone()).unwrap_or_default();
        let who = format!("{} · {}", award_label(row, shelf), units.tag(row.recipient.unit));
        (format!("{who}: {form}"), say::symbol(row.kind, &row.number, &shelf.words))
    });
    let what = text::clip(&text::line(&sheet.achievement.content), 40);
    let title = shelf.words.fill("room.ac.link_title", &[("what", &what)]);
    let question = Question::Pick { id: "ac.link", title, items: items.collect(), at: 0, quick: true };
    let awards = sheet.linkable.iter().map(|row| (row.recipient.id, award_label(row, shelf))).collect();
    Ok((Effect::Ask(question), awards))
}

/// The act that links an award, or unlinks it.
pub(super) fn link(award: i64, achievement: Option<i64>, reason: &str, label: String) -> Effect {
    let reason = reason.to_owned();
    Effect::Act(Act::Award(award::Act::Link { award, achievement, reason, label }))
}
