//! The page of room 6 that prepares "Điều chỉnh lần n" of an approved period: its changes, who stands elsewhere with them, and
//! the paper it is applied by. What is prepared lies in the register, reason and number of its paper with it, and moves
//! nothing until it is applied, which is a command of its own.
mod view;

use crate::core::act::Act;
use crate::core::adjustment::{self, Adjustment, Change, Stage};
use crate::core::award::AwardRow;
use crate::core::change::{self, Moved};
use crate::core::date::Date;
use crate::core::draft::Draft;
use crate::core::period::PeriodKey;
use crate::core::problem::{Arg, Problem};
use crate::core::quarter::QuarterFacts;
use crate::core::summary::Paper;
use crate::effect::{Answer, Effect, Place, Question, Room, Spot};
use crate::kit::form::{self, Field, Form, FormEvent};
use crate::kit::keys::Row;
use crate::kit::table::Cursor;
use crate::screen::changing::{Builder, Ground, Next};
use crate::screen::{leave, saving};
use crate::shelf::Shelf;
use crossterm::event::KeyEvent;
use std::cell::Cell;

/// The page.
#[derive(Debug, Clone)]
pub(super) struct Page {
    pub period: PeriodKey,
    /// in the list of changes
    cursor: Cursor,
    /// a change being asked for
    builder: Option<Builder>,
    /// reason, number and date of its paper, open
    form: Option<Form>,
    sent: Sent,
    /// rows of the list when drawn last
    rows: Cell<usize>,
}

/// The act on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sent {
    Nothing,
    /// a change written
    Save,
    /// reason and paper written: their form closes
    Paper,
    /// applied or dropped: the page is done
    End,
}

/// What can be done on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cmd {
    Add,
    Edit,
    /// what one in force changed
    Past,
    TakeOut,
    /// reason, number and date of its paper
    Paper,
    Apply,
    Drop,
    Preview,
    Leave,
}

const KEYS: &[(Cmd, &[&str], &str, u8)] = &[
    (Cmd::Add, &["Ctrl+N", "Insert"], "room.cl.key_change", 10),
    (Cmd::Edit, &["Enter"], "room.cl.key_edit_change", 15),
    (Cmd::Past, &["Enter"], "room.cl.key_past", 15),
    (Cmd::TakeOut, &["Delete"], "room.cl.key_take_out", 20),
    (Cmd::Paper, &["F2"], "room.cl.key_paper", 25),
    (Cmd::Apply, &["F6"], "room.cl.key_apply", 30),
    (Cmd::Leave, &["Esc"], "room.cl.key_leave", 40),
    (Cmd::Drop, &[], "room.cl.key_drop", 0),
    (Cmd::Preview, &["Ctrl+P"], "room.cl.key_preview", 0),
];

/// Every command of the page, with its standard keys.
pub(super) fn commands() -> Vec<(&'static str, &'static [&'static str])> {
    KEYS.iter().map(|k| (k.2, k.1)).collect()
}

/// What was prepared of a period.
fn open(facts: &QuarterFacts) -> Option<&Adjustment> {
    facts.adjustments.iter().find(|a| a.stage == Stage::Open)
}

/// Those in force, oldest first, where nothing is prepared: the page lists them.
fn past(facts: &QuarterFacts) -> Vec<&Adjustment> {
    let none = prepared(facts).changes.is_empty();
    facts.adjustments.iter().filter(|a| none && a.stage == Stage::Applied).collect()
}

/// What is prepared, or the next one with nothing in it.
fn prepared(facts: &QuarterFacts) -> Adjustment {
    open(facts).cloned().unwrap_or_else(|| Adjustment::next(&facts.adjustments))
}

/// `lần 1, Quý II/2021`
fn label(shelf: &Shelf, facts: &QuarterFacts, ordinal: u32) -> String {
    let period = facts.period.key.label(shelf.words.lang);
    shelf.words.fill("room.cl.adjust_label", &[("n", &ordinal.to_string()), ("period", &period)])
}

/// Runs `work` with what a change is made from: the period with the changes so far.
fn grounded<T>(shelf: &Shelf, facts: &QuarterFacts, work: impl FnOnce(&Ground<'_>) -> T) -> T {
    let now = change::apply(facts, &prepared(facts).changes);
    let rows = |rows: Option<&std::sync::Arc<Vec<AwardRow>>>| rows.cloned().unwrap_or_default();
    let (rows, late) = (rows(shelf.awards()), rows(shelf.late()));
    work(&Ground { now: &now, rows: &rows, late: &late, words: &shelf.words, full: true })
}

/// What a key or an answer brings about, and whether the page stays open.
type Step = (Vec<Effect>, bool);

impl Page {
    pub(super) fn new(period: PeriodKey) -> Self {
        Self {
            period,
            cursor: Cursor::default(),
            builder: None,
            form: None,
            sent: Sent::Nothing,
            rows: Cell::new(8),
        }
    }
    /// Is anything typed that the register does not hold?
    pub(super) fn changed(&self) -> bool {
        self.form.as_ref().is_some_and(Form::changed)
    }
    /// Has a field the focus?
    pub(super) fn typing(&self) -> bool {
        self.form.is_some()
    }
    /// Rows active now.
    pub(super) fn keys(&self, facts: &QuarterFacts) -> Vec<Row> {
        if self.form.is_some() {
            return form::ROWS.to_vec();
        }
        let row =
            |(n, (cmd, chords, word, footer)): (usize, &(Cmd, &'static [&'static str], &'static str, u8))| {
                Row::new(chords, word, *footer, Some(n)).blocked(blocked(*cmd, facts))
            };
        let hidden = if past(facts).is_empty() { Cmd::Past } else { Cmd::Edit };
        KEYS.iter().enumerate().filter(|(_, k)| k.0 != hidden).map(row).collect()
    }
    /// A command of the page.
    pub(super) fn run(&mut self, shelf: &Shelf, facts: &QuarterFacts, n: usize) -> Step {
        let Some(cmd) = KEYS.get(n).map(|k| k.0) else { return (Vec::new(), true) };
        if let Some(why) = blocked(cmd, facts) {
            return (vec![Effect::Say(why)], true);
        }
        let effects = match cmd {
            Cmd::Add => {
                let (builder, question) = grounded(shelf, facts, |ground| Builder::begin(None, ground));
                self.builder = Some(builder);
                vec![Effect::Ask(question)]
            }
            Cmd::Edit => return (self.edit(shelf, facts), true),
            Cmd::Past => {
                let past = past(facts);
                let chosen = past.get(self.cursor.at.min(past.len().saturating_sub(1)));
                let paper = |a: &&Adjustment| Place { room: Room::Papers, spot: Spot::Adjustment(a.ordinal) };
                chosen.map(|a| Effect::Go(paper(a))).into_iter().collect()
            }
            Cmd::TakeOut => {
                let mut adjustment = prepared(facts);
                let at = self.cursor.at.min(adjustment.changes.len().saturating_sub(1));
                adjustment.changes.remove(at);
                self.save(shelf, facts, adjustment)
            }
            Cmd::Paper => {
                self.form = Some(paper(facts, &prepared(facts), shelf.today));
                Vec::new()
            }
            Cmd::Apply if !signed(&prepared(facts)) => {
                self.form = Some(paper(facts, &prepared(facts), shelf.today));
                vec![Effect::Say(
                    Problem::new("problem.adjust.paper").with("period", Arg::Period(self.period)),
                )]
            }
            Cmd::Apply => vec![Effect::Ask(sure(facts))],
            Cmd::Drop => vec![Effect::Ask(Question::Confirm {
                id: "cl.adjust_drop",
                title: "room.cl.adjust_drop_title",
                text: Problem::new("room.cl.adjust_drop_text")
                    .num("n", i64::from(prepared(facts).ordinal))
                    .with("period", Arg::Period(facts.period.key)),
                yes: "room.cl.adjust_drop_yes",
                no: "room.cl.adjust_drop_no",
            })],
            Cmd::Preview => vec![Effect::Go(Place::paper(Paper::Adjustment))],
            Cmd::Leave => return (Vec::new(), false),
        };
        (effects, true)
    }
    /// A key no command claims.
    pub(super) fn key(&mut self, key: &KeyEvent, shelf: &Shelf, facts: &QuarterFacts) -> Step {
        let Some(form) = &mut self.form else {
            let len = prepared(facts).changes.len().max(past(facts).len());
            self.cursor.key(key, len, self.rows.get());
            return (Vec::new(), true);
        };
        match form.key(key) {
            FormEvent::Save if form.validate() => (self.write(shelf, facts), true),
            FormEvent::Leave if form.changed() => (vec![leave::ask("cl.adjust_leave")], true),
            FormEvent::Leave => {
                self.form = None;
                (Vec::new(), true)
            }
            _ => (Vec::new(), true),
        }
    }
    /// A paste goes to the field.
    pub(super) fn paste(&mut self, text: &str) {
        if let Some(form) = &mut self.form {
            form.paste(text);
        }
    }
    /// The answer to a question of the page.
    pub(super) fn answer(&mut self, shelf: &Shelf, facts: &QuarterFacts, id: &str, answer: Answer) -> Step {
        let effects = match (id, answer) {
            ("cl.adjust_leave", Answer::Yes) => {
                self.form = None;
                Vec::new()
            }
            ("cl.adjust", Answer::Yes) => self.apply(shelf, facts),
            ("cl.adjust_drop", Answer::Yes) => self.give_up(shelf, facts),
            (id, answer) if id.starts_with("ch.") => self.built(shelf, facts, answer),
            _ => Vec::new(),
        };
        (effects, true)
    }
    fn built(&mut self, shelf: &Shelf, facts: &QuarterFacts, answer: Answer) -> Vec<Effect> {
        let Some(mut builder) = self.builder.take() else { return Vec::new() };
        match grounded(shelf, facts, |ground| builder.answer(answer, ground)) {
            Next::Ask(question) => {
                self.builder = Some(builder);
                vec![Effect::Ask(question)]
            }
            Next::Put(change) => self.put(shelf, facts, change),
            Next::Say(problem) => vec![Effect::Say(problem)],
            Next::Stop => Vec::new(),
        }
    }
    fn put(&mut self, shelf: &Shelf, facts: &QuarterFacts, change: Change) -> Vec<Effect> {
        let mut adjustment = prepared(facts);
        adjustment::put(&mut adjustment.changes, change);
        self.cursor = Cursor::at(adjustment.changes.len().saturating_sub(1));
        self.save(shelf, facts, adjustment)
    }
    fn save(&mut self, shelf: &Shelf, facts: &QuarterFacts, adjustment: Adjustment) -> Vec<Effect> {
        self.sent = Sent::Save;
        let label = label(shelf, facts, adjustment.ordinal);
        let period = self.period;
        vec![Effect::Act(Act::Adjust(adjustment::Act::Save { period, adjustment, label }))]
    }
    /// The selected change is asked for again, with what it says now.
    fn edit(&mut self, shelf: &Shelf, facts: &QuarterFacts) -> Vec<Effect> {
        let changes = prepared(facts).changes;
        let Some(change) = changes.get(self.cursor.at.min(changes.len().saturating_sub(1))) else {
            return Vec::new();
        };
        match grounded(shelf, facts, |ground| Builder::again(change, ground)) {
            Some((builder, question)) => {
                self.builder = Some(builder);
                vec![Effect::Ask(question)]
            }
            None => vec![Effect::Say(Problem::new("change.whole_row"))],
        }
    }
    /// Reason and paper into the register; nothing is applied by it.
    fn write(&mut self, shelf: &Shelf, facts: &QuarterFacts) -> Vec<Effect> {
        let Some(form) = &self.form else { return Vec::new() };
        if self.sent == Sent::Paper {
            return Vec::new();
        }
        if !form.changed() {
            self.form = None;
            return vec![saving::unchanged()];
        }
        let adjustment = Adjustment {
            reason: form.text("reason"),
            number: form.text("number"),
            date: form.date("date"),
            signer: form.text("signer"),
            ..prepared(facts)
        };
        let effects = self.save(shelf, facts, adjustment);
        self.sent = Sent::Paper;
        effects
    }
    fn apply(&mut self, shelf: &Shelf, facts: &QuarterFacts) -> Vec<Effect> {
        let adjustment = prepared(facts);
        self.sent = Sent::End;
        let label = label(shelf, facts, adjustment.ordinal);
        let period = self.period;
        vec![Effect::Act(Act::Adjust(adjustment::Act::Apply { period, adjustment, label }))]
    }
    fn give_up(&mut self, shelf: &Shelf, facts: &QuarterFacts) -> Vec<Effect> {
        let Some(Adjustment { id, rev, ordinal, .. }) = open(facts).cloned() else { return Vec::new() };
        self.sent = Sent::End;
        let label = label(shelf, facts, ordinal);
        vec![Effect::Act(Act::Adjust(adjustment::Act::Drop { period: self.period, id, rev, label }))]
    }
    /// Its act was written; does the page stay?
    pub(super) fn done(&mut self) -> bool {
        let sent = std::mem::replace(&mut self.sent, Sent::Nothing);
        if sent == Sent::Paper {
            self.form = None;
        }
        sent != Sent::End
    }
    /// Its act was refused.
    pub(super) fn refused(&mut self) {
        self.sent = Sent::Nothing;
    }
    /// The paper as a draft.
    pub(super) fn draft(&self, shelf: &Shelf) -> Option<Draft> {
        let form = self.form.as_ref()?;
        let (place, what) = (format!("adjust/{}", self.period.code()), self.period.label(shelf.words.lang));
        let mut draft = saving::draft(place, ("draft.adjust", &what), 0, form, shelf);
        draft.body.period = Some(self.period);
        Some(draft)
    }
    /// Opens the paper with the texts of a draft.
    pub(super) fn put_back(&mut self, facts: &QuarterFacts, draft: &Draft, today: Date) {
        let mut form = paper(facts, &prepared(facts), today);
        form.put_back(&draft.body.texts);
        self.form = Some(form);
    }
}

/// Why a command cannot run now.
fn blocked(cmd: Cmd, facts: &QuarterFacts) -> Option<Problem> {
    let said = |key| Some(Problem::new(key).with("period", Arg::Period(facts.period.key)));
    let none = prepared(facts).changes.is_empty();
    match cmd {
        Cmd::Edit | Cmd::TakeOut | Cmd::Paper | Cmd::Apply if none => said("problem.adjust.empty"),
        Cmd::Drop if open(facts).is_none() => said("room.cl.adjust_none"),
        _ => None,
    }
}

/// The form of the paper.
fn paper(facts: &QuarterFacts, adjustment: &Adjustment, today: Date) -> Form {
    let period = &facts.period;
    let end = period.from.checked_add(jiff::Span::new().days(364)).unwrap_or(period.to);
    let within: (Date, Date) = (period.from, end);
    let date = adjustment.date.map_or_else(String::new, crate::core::date::full);
    Form::new(vec![
        Field::line("reason", "room.cl.adjust_reason").value(&adjustment.reason).cells(56),
        Field::line("number", "room.cl.paper_number")
            .hint("room.cl.paper_number_hint")
            .value(&adjustment.number)
            .cells(24),
        Field::date("date", "room.cl.paper_date", within).value(&date).by(today),
        Field::line("signer", "room.cl.paper_signer")
            .hint("room.cl.paper_signer_hint")
            .value(&adjustment.signer)
            .cells(40),
    ])
}

/// The last question before it is in force.
fn sure(facts: &QuarterFacts) -> Question {
    let adjustment = prepared(facts);
    let moved = moved(facts, &adjustment);
    Question::Confirm {
        id: "cl.adjust",
        title: "room.cl.adjust_title",
        text: Problem::new("room.cl.adjust_text")
            .num("n", i64::from(adjustment.ordinal))
            .with("period", Arg::Period(facts.period.key))
            .text("number", adjustment.number.clone())
            .num("changes", adjustment.changes.len() as i64)
            .num("units", moved.iter().filter(|m| m.told()).count() as i64),
        yes: "room.cl.adjust_yes",
        no: "room.cl.adjust_no",
    }
}

/// Has it what it is applied by: reason, number and date?
fn signed(adjustment: &Adjustment) -> bool {
    !adjustment.reason.is_empty() && !adjustment.number.is_empty() && adjustment.date.is_some()
}

/// Who stands elsewhere with it.
fn moved(facts: &QuarterFacts, adjustment: &Adjustment) -> Vec<Moved> {
    change::difference(facts, &change::apply(facts, &adjustment.changes))
}
