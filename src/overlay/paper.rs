//! A decision or proposal to be read over whatever speaks of it: its head, and everyone in it. Reads only; closed, what lay
//! below is as it was.
use super::{Outcome, row};
use crate::core::ask::Ask;
use crate::core::award::{Basis, Recipient};
use crate::core::date;
use crate::core::guard::Stands;
use crate::core::period::PeriodKey;
use crate::core::text;
use crate::kit::keys::Row;
use crate::kit::look::{Look, Role};
use crate::kit::para;
use crate::kit::popup;
use crate::kit::table::{self, Cell, Column, Cursor, Line};
use crate::shelf::Shelf;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use std::cell::Cell as Kept;

/// Cells of the labels.
const LABEL: u16 = 16;

/// The papers, one shown.
#[derive(Debug)]
pub struct Paper {
    all: Vec<Stands>,
    at: usize,
    cursor: Cursor,
    /// rows shown when drawn last
    shown: Kept<usize>,
}

/// What is shown of either sort.
struct Said<'a> {
    number: &'a str,
    date: Option<date::Date>,
    form: &'a str,
    authorities: &'a [String],
    subject: &'a str,
    period: Option<PeriodKey>,
    rows: &'a [Recipient],
}

impl Paper {
    pub(super) fn new(all: Vec<Stands>) -> Self {
        Self { all, at: 0, cursor: Cursor::default(), shown: Kept::new(1) }
    }

    /// Footer rows.
    pub(super) fn keys(&self) -> Vec<Row> {
        let mut rows = vec![row(&["Up", "Down"], "key.choose", 1)];
        rows.extend((self.all.len() > 1).then(|| row(&["Left", "Right"], "question.key_other", 2)));
        rows.push(row(&["Esc"], "key.back", 3));
        rows
    }

    fn stands(&self) -> Option<Stands> {
        self.all.get(self.at).copied()
    }

    /// Answers it needs to draw itself now.
    pub(super) fn needs(&self, shelf: &Shelf) -> Vec<Ask> {
        let ask = |stands| match stands {
            Stands::Decision(id) => Ask::Decision(id),
            Stands::Proposal(id) => Ask::Proposal(id),
        };
        self.stands().map(ask).into_iter().chain([Ask::Roster(shelf.period)]).collect()
    }

    /// Is it read, and not there any more?
    fn gone(&self, shelf: &Shelf) -> bool {
        match self.stands() {
            Some(Stands::Decision(id)) => matches!(shelf.decision(id), Some(None)),
            Some(Stands::Proposal(id)) => matches!(shelf.proposal(id), Some(None)),
            None => true,
        }
    }

    /// The paper, once it is read.
    fn said<'a>(&self, shelf: &'a Shelf) -> Option<Said<'a>> {
        match self.stands()? {
            Stands::Decision(id) => shelf.decision(id)?.as_deref().map(|sheet| Said {
                number: &sheet.head.number,
                date: sheet.head.date,
                form: &sheet.head.form,
                authorities: &sheet.head.authorities,
                subject: &sheet.head.subject,
                period: sheet.head.period,
                rows: &sheet.recipients,
            }),
            Stands::Proposal(id) => shelf.proposal(id)?.as_deref().map(|sheet| Said {
                number: &sheet.head.number,
                date: sheet.head.date,
                form: &sheet.head.form,
                authorities: &sheet.head.authorities,
                subject: &sheet.head.subject,
                period: sheet.head.period,
                rows: &sheet.nominees,
            }),
        }
    }

    pub(super) fn key(&mut self, key: &KeyEvent, shelf: &Shelf) -> Outcome {
        let last = self.all.len().saturating_sub(1);
        match key.code {
            KeyCode::Esc | KeyCode::F(3) => return Outcome::Close,
            KeyCode::Left => (self.at, self.cursor) = (self.at.saturating_sub(1), Cursor::default()),
            KeyCode::Right => (self.at, self.cursor) = ((self.at + 1).min(last), Cursor::default()),
            _ => {
                let rows = self.said(shelf).map_or(0, |said| said.rows.len());
                self.cursor.key(key, rows, self.shown.get());
            }
        }
        Outcome::Stay
    }

    pub(super) fn draw(&self, f: &mut Frame, shelf: &Shelf, look: &Look) {
        let proposal = matches!(self.stands(), Some(Stands::Proposal(_)));
        let title = look.word(if proposal { "question.paper_proposal" } else { "question.paper_decision" });
        let title = if self.all.len() > 1 {
            format!("{title} {}/{}", self.at + 1, self.all.len())
        } else {
            title.to_owned()
        };
        let inner = popup::whole(f, look, &title, look.word("question.keys_read"));
        if self.gone(shelf) {
            para::put(f, look, inner, (1, 0), Role::Text, look.word("question.paper_gone"));
        }
        let Some(said) = self.said(shelf) else { return };
        let facts = shelf.quarter();
        let form =
            facts.and_then(|q| q.catalogue.form(said.form)).map_or(said.form, |form| form.name.as_str());
        let by = facts.map(|q| q.catalogue.authority_names(said.authorities)).unwrap_or_default();
        let day = said.date.map_or_else(|| "?".to_owned(), date::full);
        let number = if said.number.is_empty() { look.word("find.no_number") } else { said.number };
        let period = said.period.map_or_else(String::new, |key| key.label(look.words.lang));
        let mut y = 0;
        for (label, value) in [
            ("room.ac.f_number", number.to_owned()),
            ("room.ac.col_day", format!("{day} · {period}")),
            ("room.ac.f_form", format!("{by}: {form}")),
            ("room.ac.f_subject", text::line(said.subject)),
        ] {
            if !value.is_empty() {
                para::pair(f, look, inner, y, LABEL, look.word(label), &value);
                y += 1;
            }
        }
        let below = Rect { y: inner.y + y + 1, height: inner.height.saturating_sub(y + 1), ..inner };
        self.rows(f, look, shelf, below, said.rows);
    }

    fn rows(&self, f: &mut Frame, look: &Look, shelf: &Shelf, area: Rect, rows: &[Recipient]) {
        let tag = |id: Option<i64>| {
            let unit = id.and_then(|id| shelf.roster()?.iter().find(|u| u.id == id));
            unit.map_or_else(String::new, |u| u.tag().to_owned())
        };
        let lines: Vec<Line> = rows
            .iter()
            .map(|r| {
                let name = match r.basis {
                    Basis::Named => text::line(&format!("{} {}", r.rank, r.name)),
                    _ => r.quantity.map_or_else(|| "?".to_owned(), |n| n.to_string()),
                };
                let state = r
                    .cancelled
                    .as_ref()
                    .map_or_else(String::new, |_| look.word("find.state_cancelled").to_owned());
                Line::new(vec![
                    name.into(),
                    r.post.clone().into(),
                    tag(r.unit).into(),
                    Cell::new(Role::Warn, state),
                ])
            })
            .collect();
        let columns = [
            Column::flex("", 18, 44),
            Column::flex("", 8, 30),
            Column::flex("", 6, 24),
            Column::flex("", 0, 12),
        ];
        self.shown.set(usize::from(area.height).max(1));
        table::draw(f, area, look, &columns, &lines, Some(&self.cursor), true);
    }
}
