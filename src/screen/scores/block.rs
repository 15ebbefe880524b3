//! A block pasted from a sheet before it is written: which cell gets which value, what is refused and why. Nothing is
//! touched until it is taken; then all of it is one act.
use super::Here;
use super::cell::{NOT_ASSIGNED, round_word};
use super::sheet::Sheet;
use crate::core::act::Act;
use crate::core::block::{self, Block, BlockCell, Fate};
use crate::core::problem::Problem;
use crate::core::score::{self, CellValue, Round};
use crate::core::unit::UnitId;
use crate::core::words::Words;
use crate::effect::{Effect, Question};
use crate::kit::keys::{Chord, Row};
use crate::kit::look::{Look, Role, Seen, Tone};
use crate::kit::para::{self, put_in};
use crate::kit::table::{self, Cell, Column, Cursor, Line};
use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;
use std::cell::Cell as Kept;

/// Keys of the preview; it answers them itself.
pub(super) const ROWS: &[Row] = &[
    Row::new(&["Ctrl+S", "Enter"], "block.key_take", 2, None),
    Row::new(&["Esc"], "block.key_leave", 3, None),
    Row::new(&["Tab"], "block.key_next", 4, None),
    Row::new(&["Shift+Tab"], "block.key_before", 0, None),
];

/// A block being looked through.
#[derive(Debug, Clone)]
pub(super) struct Preview {
    block: Block,
    round: Round,
    cursor: Cursor,
    page: Kept<usize>,
}

/// What a key wants.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wants {
    Nothing,
    Leave,
    Take,
}

/// Reads a paste; a sentence where it is too much, or holds no score at all.
pub(super) fn open(raw: &str, sheet: &Sheet, here: Here, across: bool) -> Result<Preview, Problem> {
    let start = block::Start { unit: here.unit, at: here.at, round: here.round, across };
    let block = block::read(raw, sheet.table, &sheet.facts.units, start)?;
    if block.cells.is_empty() {
        return Err(Problem::new("block.e_nothing"));
    }
    // what is refused is seen first
    let first = block.cells.iter().position(|c| matches!(c.fate, Fate::Refused(_))).unwrap_or(0);
    Ok(Preview { block, round: here.round, cursor: Cursor::at(first), page: Kept::new(10) })
}

impl Preview {
    fn now(&self, sheet: &Sheet, cell: &BlockCell) -> Option<CellValue> {
        sheet.value(cell.unit?, cell.criterion?, self.round)
    }
    /// What changes: place, what is there, what shall be.
    fn changes(&self, sheet: &Sheet) -> Vec<score::Change> {
        let change = |c: &BlockCell| {
            let Fate::Write(value) = c.fate else { return None };
            let (unit, criterion) = (c.unit?, c.criterion?);
            let old = sheet.value(unit, criterion, self.round);
            (old != Some(value)).then_some(score::Change { unit, criterion, old, value })
        };
        self.block.cells.iter().filter_map(change).collect()
    }
    /// Does it change a score that was appraised?
    fn appraised(&self, sheet: &Sheet) -> bool {
        self.changes(sheet).iter().any(|c| {
            let there = sheet.value(c.unit, c.criterion, self.round).is_some();
            let later = sheet.later(c.unit, c.criterion, self.round);
            score::appraised(self.round, there, later, sheet.settled(c.unit, self.round))
        })
    }
    /// A key.
    pub(super) fn key(&mut self, event: &KeyEvent) -> Wants {
        let on = |chord: &str| Chord::parse(chord).is_some_and(|c| c.matches(event));
        if on("Esc") {
            return Wants::Leave;
        }
        if on("Enter") || on("Ctrl+S") {
            return Wants::Take;
        }
        let len = self.block.cells.len();
        if (on("Tab") || on("Shift+Tab")) && len > 0 {
            let step = |n: usize| {
                if on("Tab") { (self.cursor.at + n) % len } else { (self.cursor.at + len - n) % len }
            };
            let refused =
                |at: &usize| matches!(self.block.cells.get(*at).map(|c| &c.fate), Some(Fate::Refused(_)));
            if let Some(at) = (1..=len).map(step).find(refused) {
                self.cursor.at = at;
            }
            return Wants::Nothing;
        }
        self.cursor.key(event, len, self.page.get());
        Wants::Nothing
    }
    /// The act, or the question why where an appraised score changes; a sentence where nothing would change.
    pub(super) fn take(&self, sheet: &Sheet, words: &Words, reasons: &[String], reason: &str) -> Effect {
        let cells = self.changes(sheet);
        if cells.is_empty() {
            return Effect::Say(Problem::new("block.e_same"));
        }
        if reason.is_empty() && self.appraised(sheet) {
            let n = cells.len().to_string();
            return Effect::Ask(Question::Reason {
                id: "sc.block",
                title: words.fill("block.reason_title", &[("n", &n)]),
                lines: vec![words.get("room.sc.reason_why").to_owned()],
                text: String::new(),
                used: reasons.to_vec(),
                papers: Vec::new(),
            });
        }
        let units: std::collections::BTreeSet<UnitId> = cells.iter().map(|c| c.unit).collect();
        let who = match units.iter().collect::<Vec<_>>().as_slice() {
            [one] => sheet.facts.unit(**one).map(|u| u.tag().to_owned()).unwrap_or_default(),
            many => words.fill("room.sc.units", &[("n", &many.len().to_string())]),
        };
        let round = words.get(round_word(self.round));
        let n = words.fill("block.n_cells", &[("n", &cells.len().to_string())]);
        Effect::Act(Act::Score(score::Act::Block {
            period: sheet.facts.period.key,
            round: self.round,
            cells,
            reason: reason.to_owned(),
            label: format!("{who} · {n} · {round}"),
        }))
    }
}

fn said(value: Option<CellValue>, look: &Look) -> String {
    match value {
        None => look.glyphs.not_yet.to_owned(),
        Some(CellValue::NotAssigned) => NOT_ASSIGNED.to_owned(),
        Some(CellValue::Points(p)) => p.show(look.lang),
    }
}

/// Draws the preview.
pub(super) fn view(preview: &Preview, sheet: &Sheet, look: &Look, area: Rect, f: &mut Frame) -> Seen {
    let changes = preview.changes(sheet).len();
    let count = |test: &dyn Fn(&Fate) -> bool| preview.block.cells.iter().filter(|c| test(&c.fate)).count();
    let written = count(&|f| matches!(f, Fate::Write(_)));
    let mut parts = vec![look.words.fill("block.n_write", &[("n", &changes.to_string())])];
    for (key, n) in [
        ("block.n_refused", count(&|f| matches!(f, Fate::Refused(_)))),
        ("block.n_same", written - changes.min(written)),
        ("block.n_blank", count(&|f| matches!(f, Fate::Blank))),
    ] {
        if n > 0 {
            parts.push(look.words.fill(key, &[("n", &n.to_string())]));
        }
    }
    let title = look.words.fill("block.title", &[("round", look.word(round_word(preview.round)))]);
    para::title(f, look, area, 0, &title, &parts.join(", "), false);
    put_in(
        f,
        look,
        area,
        (1, 1),
        area.width.saturating_sub(2),
        look.style(Role::Muted),
        &note(preview, look),
    );
    let body = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
    let columns = vec![
        Column::fixed(look.word("list.col_line"), 4).right(),
        Column::flex(look.word("room.ac.col_unit"), 6, 24),
        Column::flex(look.word("room.sc.code"), 5, 10),
        Column::fixed(look.word("block.col_now"), 7).right(),
        Column::fixed(look.word("block.col_new"), 9).right(),
        Column::flex(look.word("block.col_why"), 16, 80),
    ];
    let lines: Vec<Line> = preview.block.cells.iter().map(|c| line(preview, sheet, look, c)).collect();
    preview.page.set(table::page(body, &columns, 0));
    table::draw(f, body, look, &columns, &lines, Some(&preview.cursor), true);
    let detail = preview.block.cells.get(preview.cursor.at).map(|c| match &c.fate {
        Fate::Refused(problem) => look.detail(Tone::Warn, &look.say(problem)),
        Fate::Blank => look.detail(Tone::Plain, look.word("block.is_blank")),
        Fate::Write(_) => look.detail(Tone::Plain, look.word("block.is_read")),
    });
    let next = Some((look.word("block.next").to_owned(), String::new()));
    Seen { detail, next, unsaved: true, ..Seen::default() }
}

/// Lines and columns that hold no score.
fn note(preview: &Preview, look: &Look) -> String {
    let mut parts = Vec::new();
    if !preview.block.skipped.is_empty() {
        let lines: Vec<String> = preview.block.skipped.iter().map(|(n, _)| n.to_string()).collect();
        parts.push(look.words.fill("block.skipped", &[("lines", &lines.join(", "))]));
    }
    if !preview.block.extra.is_empty() {
        parts.push(look.words.fill("block.extra", &[("names", &preview.block.extra.join(", "))]));
    }
    parts.join(" · ")
}

fn line(preview: &Preview, sheet: &Sheet, look: &Look, cell: &BlockCell) -> Line {
    let unit = cell.unit.and_then(|id| sheet.facts.unit(id)).map(|u| u.tag().to_owned()).unwrap_or_default();
    let code =
        cell.criterion.and_then(|id| sheet.table.criterion(id)).map(|c| c.code.clone()).unwrap_or_default();
    let now = preview.now(sheet, cell);
    let (role, new, why) = match &cell.fate {
        Fate::Write(value) if now == Some(*value) => {
            (Role::Muted, said(Some(*value), look), look.word("block.same").to_owned())
        }
        Fate::Write(value) => (Role::Text, said(Some(*value), look), String::new()),
        Fate::Blank => (Role::Muted, look.glyphs.none.to_owned(), look.word("block.blank").to_owned()),
        Fate::Refused(problem) => {
            (Role::Warn, cell.text.clone(), format!("{} {}", look.glyphs.warn, look.say(problem)))
        }
    };
    Line::new(vec![
        Cell::new(Role::Muted, cell.line.to_string()),
        Cell::new(Role::Text, unit),
        Cell::new(Role::Text, code),
        Cell::new(Role::Muted, said(now, look)),
        Cell::new(role, new),
        Cell::new(role, why),
    ])
}
