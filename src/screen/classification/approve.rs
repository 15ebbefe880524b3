//! The page of room 6 that records the approving paper: number, date, signer, and the approved level of each unit,
//! which is the proposal until somebody says otherwise, with a reason. Draws itself; writes one act.
use super::board::Board;
use super::mark::{cell_of, choices, proposed_head, widest};
use crate::core::act::Act;
use crate::core::date::Date;
use crate::core::draft::Draft;
use crate::core::level::{self, Approval, Mark};
use crate::core::period::PeriodKey;
use crate::core::problem::{Arg, Problem};
use crate::core::unit::UnitId;
use crate::core::words::Words;
use crate::effect::{Answer, Effect, Question};
use crate::kit::form::{Field, Form, FormEvent};
use crate::kit::keys::Chord;
use crate::kit::look::{Look, Role, Seen, Tone};
use crate::kit::para;
use crate::kit::table::{self, Cell, Column, Cursor, Line};
use crate::screen::{leave, saving};
use crate::shelf::Shelf;
use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;

/// The page.
#[derive(Debug, Clone)]
pub(super) struct Page {
    pub period: PeriodKey,
    form: Form,
    rows: Vec<Row>,
    cursor: Cursor,
    /// the list has the focus, not the form
    pub in_list: bool,
    /// the level whose reason is being asked
    asking: Option<Mark>,
    /// the act is on its way
    pub sent: bool,
}

/// A unit, what was proposed, what was approved, and why that differs.
#[derive(Debug, Clone)]
struct Row {
    unit: UnitId,
    label: String,
    proposed: Mark,
    approved: Mark,
    reason: String,
}

/// What a key or an answer brings about, and whether the page stays open.
type Step = (Vec<Effect>, bool);

/// A mark in a draft: the key of its level, or nothing.
fn code(mark: Mark) -> String {
    match mark {
        Mark::Level(id) => id.to_string(),
        Mark::NotClassified => String::new(),
    }
}

fn marked(code: &str) -> Option<Mark> {
    if code.is_empty() { Some(Mark::NotClassified) } else { code.parse().ok().map(Mark::Level) }
}

impl Page {
    /// Everything approved as proposed; the paper still unknown.
    pub(super) fn new(board: &Board<'_>, today: Date) -> Self {
        let period = &board.facts.period;
        // the paper comes after the quarter: a day typed without its year falls into the year after the first day
        let end = period.from.checked_add(jiff::Span::new().days(364)).unwrap_or(period.to);
        let within: (Date, Date) = (period.from, end);
        let row = |r: &super::board::Row<'_>| {
            let proposed = r.proposed()?;
            let label = r.unit.label();
            Some(Row { unit: r.unit.id, label, proposed, approved: proposed, reason: String::new() })
        };
        Self {
            period: period.key,
            form: Form::new(vec![
                Field::line("number", "room.cl.paper_number")
                    .hint("room.cl.paper_number_hint")
                    .cells(24)
                    .required(),
                Field::date("date", "room.cl.paper_date", within).required().by(today),
                Field::line("signer", "room.cl.paper_signer").hint("room.cl.paper_signer_hint").cells(40),
            ]),
            rows: board.rows.iter().filter_map(row).collect(),
            cursor: Cursor::default(),
            in_list: false,
            asking: None,
            sent: false,
        }
    }
    /// Is anything typed or changed that the register does not hold?
    pub(super) fn changed(&self) -> bool {
        self.form.changed() || self.rows.iter().any(|r| r.approved != r.proposed)
    }
    /// As a draft: the paper, and each unit's approved level with its reason as a row.
    pub(super) fn draft(&self, shelf: &Shelf) -> Draft {
        let (place, what) = (format!("approve/{}", self.period.code()), self.period.label(shelf.words.lang));
        let mut draft = saving::draft(place, ("draft.approve", &what), 0, &self.form, shelf);
        draft.body.period = Some(self.period);
        let row = |r: &Row| (r.unit, vec![code(r.approved), r.reason.clone()]);
        draft.body.texts.rows = self.rows.iter().map(row).collect();
        draft
    }
    /// Puts a draft back; a unit that is not proposed any more is left out.
    pub(super) fn put_back(&mut self, draft: &Draft) {
        self.form.put_back(&draft.body.texts);
        for (unit, cells) in &draft.body.texts.rows {
            let (Some(row), [mark, reason]) =
                (self.rows.iter_mut().find(|r| r.unit == *unit), cells.as_slice())
            else {
                continue;
            };
            if let Some(mark) = marked(mark) {
                row.approved = mark;
                reason.clone_into(&mut row.reason);
            }
        }
    }
    /// A paste goes to the field.
    pub(super) fn paste(&mut self, text: &str) {
        if !self.in_list {
            self.form.paste(text);
        }
    }

    /// A key.
    pub(super) fn key(&mut self, key: &KeyEvent, board: &Board<'_>, words: &Words) -> Step {
        let on = |chord: &str| Chord::parse(chord).is_some_and(|c| c.matches(key));
        let field = self.form.focused();
        if self.in_list {
            if on("Ctrl+S") {
                return (self.save(), true);
            } else if on("Esc") {
                return self.leave();
            } else if on("Enter") || on("Space") || on("F2") {
                return (self.choose(board, words), true);
            } else if on("Tab") {
                self.enter("number");
            } else if on("Shift+Tab") || (on("Up") && self.cursor.at == 0) {
                self.enter("signer");
            } else {
                self.cursor.key(key, self.rows.len(), 10);
            }
            return (Vec::new(), true);
        }
        let down = field == "signer" && (on("Tab") || on("Down") || on("Enter"));
        if down || (field == "number" && on("Shift+Tab")) {
            self.in_list = !self.rows.is_empty();
            return (Vec::new(), true);
        }
        match self.form.key(key) {
            FormEvent::Save => (self.save(), true),
            FormEvent::Leave => self.leave(),
            _ => (Vec::new(), true),
        }
    }
    fn enter(&mut self, id: &str) {
        self.in_list = false;
        self.form.focus(id);
    }

    fn choose(&self, board: &Board<'_>, words: &Words) -> Vec<Effect> {
        let Some(row) = self.rows.get(self.cursor.at) else { return Vec::new() };
        let items = choices(words, board, None);
        let at = board.marks().iter().position(|m| *m == row.approved).unwrap_or(0);
        vec![Effect::Ask(Question::Pick {
            id: "cl.approved",
            title: row.label.clone(),
            items,
            at,
            quick: true,
        })]
    }
    fn save(&mut self) -> Vec<Effect> {
        if !self.form.validate() {
            self.in_list = false;
            return Vec::new();
        }
        let text = Problem::new("room.cl.approve_text")
            .with("period", Arg::Period(self.period))
            .text("number", self.form.text("number"));
        vec![Effect::Ask(Question::Confirm {
            id: "cl.approve",
            title: "room.cl.approve_title",
            text,
            yes: "room.cl.approve_yes",
            no: "room.cl.approve_no",
        })]
    }
    fn leave(&self) -> Step {
        if !self.changed() {
            return (Vec::new(), false);
        }
        (vec![leave::ask("cl.leave")], true)
    }

    /// The answer to a question of the page.
    pub(super) fn answer(&mut self, id: &str, answer: Answer, board: &Board<'_>, words: &Words) -> Step {
        let effects = match (id, answer) {
            ("cl.leave", Answer::Yes) => return (Vec::new(), false),
            ("cl.approve", Answer::Yes) => self.write(),
            ("cl.approved", Answer::Picked(n)) => self.picked(n, board, words),
            ("cl.approved_reason", Answer::Text(reason)) => {
                if let (Some(mark), Some(row)) = (self.asking.take(), self.rows.get_mut(self.cursor.at)) {
                    row.approved = mark;
                    row.reason = reason;
                }
                Vec::new()
            }
            _ => Vec::new(),
        };
        (effects, true)
    }
    /// As proposed needs no words; anything else is asked about.
    fn picked(&mut self, n: usize, board: &Board<'_>, words: &Words) -> Vec<Effect> {
        let (Some(mark), Some(row)) = (board.marks().get(n).copied(), self.rows.get_mut(self.cursor.at))
        else {
            return Vec::new();
        };
        if mark == row.proposed {
            row.approved = mark;
            row.reason.clear();
            return Vec::new();
        }
        self.asking = Some(mark);
        let (proposed, approved) = (board.name(row.proposed, words), board.name(mark, words));
        let line = words.fill("room.cl.approved_differs", &[("proposed", proposed), ("approved", approved)]);
        vec![Effect::Ask(Question::Reason {
            id: "cl.approved_reason",
            title: words.fill("room.cl.reason_title", &[("unit", &row.label)]),
            lines: vec![line],
            text: if row.approved == mark { row.reason.clone() } else { String::new() },
            used: board.reasons(),
            papers: Vec::new(),
        })]
    }
    fn write(&mut self) -> Vec<Effect> {
        self.sent = true;
        let approval = Approval {
            number: self.form.text("number"),
            date: self.form.date("date"),
            signer: self.form.text("signer"),
        };
        let rows = self.rows.iter().map(|r| (r.unit, r.approved, r.reason.clone())).collect();
        vec![Effect::Act(Act::Level(level::Act::Approve { period: self.period, approval, rows }))]
    }

    /// Draws the page.
    pub(super) fn draw(&self, f: &mut Frame, area: Rect, look: &Look, board: &Board<'_>) -> Seen {
        let period = self.period.label(look.lang);
        let title = look.words.fill("room.cl.paper_title", &[("period", &period)]);
        para::title(f, look, area, 0, &title, "", self.changed());
        let top = if area.height > 14 { 2 } else { 1 };
        let fields = Rect { y: area.y + top, height: 3.min(area.height.saturating_sub(top)), ..area };
        let mut seen =
            if self.in_list { self.form.draw_idle(f, fields, look) } else { self.form.draw(f, fields, look) };
        let from = (top + 4).min(area.height);
        let list = Rect { y: area.y + from, height: area.height - from, ..area };
        let name = |mark| board.name(mark, &look.words);
        let marks = self.rows.iter().flat_map(|r| [name(r.proposed), name(r.approved)]);
        let wide = widest(marks.chain([look.word("room.cl.col_approved")]));
        let head = look.word(proposed_head(board));
        let columns = [
            Column::flex(look.word("room.cl.col_unit"), 14, 36),
            Column::fixed(head, wide.max(widest([head].into_iter()))),
            Column::fixed(look.word("room.cl.col_approved"), wide),
            Column::flex(look.word("room.cl.col_approved_reason"), 8, 44),
        ];
        let rows: Vec<Line> = self
            .rows
            .iter()
            .map(|r| {
                let role = if r.approved == r.proposed { Role::Text } else { Role::Warn };
                Line::new(vec![
                    r.label.as_str().into(),
                    cell_of(board, look, Some(r.proposed), look.glyphs.not_yet),
                    Cell::new(role, name(r.approved)),
                    r.reason.as_str().into(),
                ])
            })
            .collect();
        table::draw(f, list, look, &columns, &rows, Some(&self.cursor), self.in_list);
        if self.in_list {
            seen.cursor = None;
            seen.detail = self
                .rows
                .get(self.cursor.at)
                .filter(|r| !r.reason.is_empty())
                .map(|r| look.detail(Tone::Plain, &format!("{}: {}", r.label, r.reason)));
        }
        if seen.detail.is_none() {
            seen.detail = Some(look.detail(Tone::Plain, look.word("room.cl.paper_detail")));
        }
        let next = if self.in_list { "room.cl.paper_next_list" } else { "room.cl.paper_next" };
        Seen { next: Some((look.word(next).to_owned(), String::new())), unsaved: self.changed(), ..seen }
    }
}
