//! The second pane: the selected decision with those it commends, as on the paper.
use super::units::Units;
use super::{rows, say, waits};
use crate::core::award::{Basis, DecisionRow, DecisionSheet, Recipient, RecipientKind};
use crate::core::number;
use crate::core::text;
use crate::kit::look::{Look, Role};
use crate::kit::para::{put, put_in, put_right};
use crate::shelf::Shelf;
use ratatui::Frame;
use ratatui::layout::Rect;

/// A column of rows that stops at the pane's end.
pub(super) struct Pen<'a, 'b> {
    f: &'a mut Frame<'b>,
    look: &'a Look,
    area: Rect,
    row: u16,
}

impl<'a, 'b> Pen<'a, 'b> {
    /// Over a pane, whose line at the left it draws.
    pub(super) fn new(f: &'a mut Frame<'b>, look: &'a Look, area: Rect) -> Self {
        for row in 0..area.height {
            put(f, look, area, (0, row), Role::Muted, look.glyphs.pane);
        }
        let area = Rect { x: area.x + 1, width: area.width.saturating_sub(1), ..area };
        Self { f, look, area, row: 0 }
    }
    /// Rows still free.
    pub(super) fn left(&self) -> u16 {
        self.area.height.saturating_sub(self.row)
    }
    pub(super) fn gap(&mut self) {
        self.row += 1;
    }
    /// Text at the left, cut before the text at the right.
    pub(super) fn pair(&mut self, role: Role, left: &str, right: &str) {
        if self.left() == 0 {
            return;
        }
        let mut end = self.area.width.saturating_sub(1);
        if !right.is_empty() {
            let right = self.look.clip(right, usize::from(self.area.width / 2));
            end = put_right(self.f, self.look, self.area, self.row, Role::Muted, &right).saturating_sub(1);
        }
        let room = end.saturating_sub(1);
        put_in(self.f, self.look, self.area, (1, self.row), room, self.look.style(role), left);
        self.row += 1;
    }
    /// A text over as many rows as it needs, at most `most`.
    pub(super) fn text(&mut self, text: &str, most: usize) {
        let cells = usize::from(self.area.width.saturating_sub(2)).max(1);
        for line in text::wrap(text, cells).iter().take(most) {
            self.pair(Role::Text, line, "");
        }
    }
}

/// Draws it.
pub(super) fn view(row: &DecisionRow, shelf: &Shelf, look: &Look, area: Rect, f: &mut Frame) {
    let mut pen = Pen::new(f, look, area);
    let head = &row.head;
    let words = &look.words;
    let facts = shelf.quarter().map(std::convert::AsRef::as_ref);
    let symbol = say::symbol(head.kind, &head.number, words);
    let day = match (head.date, head.received) {
        (Some(day), _) => words.fill("room.ac.signed", &[("day", &crate::core::date::full(day))]),
        (None, Some(day)) => words.fill("room.ac.received", &[("day", &crate::core::date::full(day))]),
        (None, None) => look.word("room.ac.no_day").to_owned(),
    };
    pen.pair(Role::Title, &format!("{symbol}, {day}"), "");
    let by = say::authorities(head, facts);
    if head.signer.is_empty() {
        pen.pair(Role::Text, &by, "");
    } else {
        let signer = words.fill("room.ac.signer", &[("by", &by), ("name", &head.signer)]);
        pen.pair(Role::Text, &signer, "");
    }
    let nature = say::nature(head, words);
    let form = say::form_name(head, facts);
    let form = if nature.is_empty() { form } else { format!("{form}, {nature}") };
    pen.pair(Role::Text, &form, "");
    if !head.subject.is_empty() {
        pen.gap();
        pen.text(&head.subject, 4);
    }
    if let Some(campaign) = head.campaign.and_then(|id| facts?.campaigns.iter().find(|c| c.id == id)) {
        pen.text(&words.fill("room.ac.in_campaign", &[("name", &campaign.name)]), 2);
    }
    if let Some(next) = head.late {
        pen.text(&words.fill("late.mark", &[("next", &next.label(look.lang))]), 2);
    }
    if !head.note.is_empty() {
        pen.text(&words.fill("room.ac.noted", &[("text", &head.note)]), 3);
    }
    if let Some(Some(sheet)) = shelf.decision(head.id) {
        for line in waits::answered(sheet, shelf, look) {
            pen.text(&line, 2);
        }
        people(&mut pen, sheet, shelf, look);
    }
}

/// Named ones by kind, then the rows of numbers; what does not fit is counted.
fn people(pen: &mut Pen<'_, '_>, sheet: &DecisionSheet, shelf: &Shelf, look: &Look) {
    let units = Units::from(shelf);
    let foot = 2;
    for (kind, title) in [
        (RecipientKind::Collective, "room.ac.these_collectives"),
        (RecipientKind::Individual, "room.ac.these_individuals"),
    ] {
        let named: Vec<&Recipient> =
            sheet.recipients.iter().filter(|r| r.kind == kind && r.basis == Basis::Named).collect();
        if named.is_empty() || pen.left() < foot + 3 {
            continue;
        }
        pen.gap();
        pen.pair(Role::Title, &look.words.fill(title, &[("n", &named.len().to_string())]), "");
        let room = usize::from(pen.left().saturating_sub(foot));
        let shown = if named.len() > room { room.saturating_sub(1) } else { named.len() };
        for r in named.iter().take(shown) {
            one(pen, &rows::full_name(&r.rank, &r.name), r, &units, look);
        }
        if named.len() > shown {
            let more = look.words.fill("room.ac.more", &[("n", &(named.len() - shown).to_string())]);
            pen.pair(Role::Muted, &more, "");
        }
    }
    let counts: Vec<&Recipient> = sheet.recipients.iter().filter(|r| r.basis != Basis::Named).collect();
    if !counts.is_empty() {
        pen.gap();
    }
    for r in counts.iter().take(usize::from(pen.left().saturating_sub(foot))) {
        let n = r.quantity.map_or("?".to_owned(), |n| number::count(n, look.lang));
        let sort = rows::label(rows::sort_of(r.kind, r.basis), &look.words);
        one(pen, &format!("{sort}: {n}"), r, &units, look);
    }
    let linked = sheet.recipients.iter().filter(|r| r.achievement.is_some()).count();
    if linked > 0 && pen.left() > foot + 1 {
        let all = sheet.recipients.len().to_string();
        pen.gap();
        pen.pair(
            Role::Text,
            &look.words.fill("room.ac.linked", &[("n", &linked.to_string()), ("all", &all)]),
            "",
        );
    }
    if !sheet.written.0.is_empty() && pen.left() >= foot {
        pen.gap();
        let by = look.words.fill("room.ac.written", &[("who", &sheet.written.0), ("at", &sheet.written.1)]);
        pen.pair(Role::Muted, &by, "");
    }
}

/// One row; one that was cancelled says below by what.
fn one(pen: &mut Pen<'_, '_>, what: &str, r: &Recipient, units: &Units, look: &Look) {
    match &r.cancelled {
        None if r.guard_reason.is_empty() => pen.pair(Role::Text, what, &units.tag(r.unit)),
        None => {
            pen.pair(Role::Text, what, &units.tag(r.unit));
            let why = look.words.fill("room.guard.recorded", &[("why", &r.guard_reason)]);
            pen.pair(Role::Warn, &format!("  {} {why}", look.glyphs.warn), "");
        }
        Some(by) => {
            pen.pair(Role::Muted, what, &units.tag(r.unit));
            pen.pair(Role::Muted, &format!("  {}", say::cancelled(by, &look.words)), "");
        }
    }
}
