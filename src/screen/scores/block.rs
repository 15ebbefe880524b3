//! A block pasted from a sheet before it is written: which cell gets which value, what is refused and why. Nothing is
//! touched until it is taken; then all of it is one act.
use super::Here;
use super::column::Col;
use super::place::{Held, Place};
use super::sheet::Sheet;
use crate::core::act::Act;
use crate::core::block::{self, Block, BlockCell, Fate, Written};
use crate::core::problem::Problem;
use crate::core::score::{self, LineChange, SheetLine};
use crate::core::standing::{self, Wanted};
use crate::core::unit::UnitId;
use crate::core::words::Words;
use crate::effect::{Effect, Question};
use crate::kit::keys::{Chord, Row};
use crate::kit::table::Cursor;
use crossterm::event::KeyEvent;
use std::cell::Cell as Kept;
use std::collections::BTreeMap;

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
    pub(super) block: Block,
    pub(super) cursor: Cursor,
    pub(super) page: Kept<usize>,
}

/// What would be written.
#[derive(Debug, Clone, Default)]
pub(super) struct Changes {
    pub(super) cells: Vec<score::Change>,
    pub(super) lines: Vec<LineChange>,
    /// values in them
    pub(super) n: usize,
}

/// What a key wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wants {
    Nothing,
    Leave,
    Take,
}

/// Reads a paste; a sentence where it is too much, or holds no score at all. `column`: which one of it is taken where no
/// head says it.
pub(super) fn open(
    raw: &str,
    sheet: &Sheet,
    here: Here,
    (across, column): (bool, Option<usize>),
) -> Result<Preview, Problem> {
    let Some(into) = here.col.pasted() else { return Err(Problem::new("block.e_column")) };
    let start = block::Start { unit: here.unit, at: here.at, into, column, across };
    let block = block::read(raw, sheet.table, &sheet.facts.units, start)?;
    if block.cells.is_empty() {
        return Err(Problem::new("block.e_nothing"));
    }
    // what is refused is seen first
    let first = block.cells.iter().position(|c| matches!(c.fate, Fate::Refused(_))).unwrap_or(0);
    Ok(Preview { block, cursor: Cursor::at(first), page: Kept::new(10) })
}

impl Preview {
    /// Columns of which nobody said which one is meant.
    pub(super) fn unsure(&self) -> &[(usize, String)] {
        &self.block.unsure
    }
    /// Asks which one it is.
    pub(super) fn which(&self, here: Here, words: &Words) -> Question {
        let item = |(n, sample): &(usize, String)| {
            (words.fill("block.which_column", &[("n", &(n + 1).to_string())]), sample.clone())
        };
        Question::Pick {
            id: "sc.which",
            title: words.fill("block.which_title", &[("column", words.get(here.col.word()))]),
            items: self.block.unsure.iter().map(item).collect(),
            at: self.block.unsure.len().saturating_sub(1),
            quick: true,
        }
    }
    /// The column of the paste that was picked.
    pub(super) fn picked(&self, n: usize) -> Option<usize> {
        self.block.unsure.get(n).map(|(column, _)| *column)
    }
    /// The place of a value, where it was found.
    pub(super) fn place(cell: &BlockCell) -> Option<Place> {
        Some(Place { unit: cell.unit?, criterion: cell.criterion?, col: Col::of_pasted(cell.column) })
    }
    /// A value as a cell holds it.
    pub(super) fn held(written: Written) -> Held {
        match written {
            Written::Score(value) => Held::Score(Some(value)),
            Written::Amount(amount) => Held::Amount(Some(amount)),
        }
    }
    /// What changes: place, what is there, what shall be.
    pub(super) fn changes(&self, sheet: &Sheet) -> Changes {
        let mut out = Changes::default();
        let mut lines: BTreeMap<(UnitId, i64), LineChange> = BTreeMap::new();
        for cell in &self.block.cells {
            let (Fate::Write(written), Some(place)) = (&cell.fate, Self::place(cell)) else { continue };
            let now = sheet.held(place);
            if now == Self::held(*written) {
                continue;
            }
            out.n += 1;
            match (*written, place.col.round(), now) {
                (Written::Score(value), Some(round), Held::Score(old)) => {
                    let (unit, criterion) = (place.unit, place.criterion);
                    out.cells.push(score::Change { unit, criterion, round, old, value });
                }
                (Written::Amount(amount), ..) => {
                    let line = lines.entry((place.unit, place.criterion)).or_insert_with(|| {
                        let there = sheet.line(place.unit, place.criterion);
                        LineChange { old: there.clone(), new: there }
                    });
                    if place.col == Col::Target {
                        line.new.target = Some(amount);
                    } else {
                        line.new.actual = Some(amount);
                    }
                }
                _ => {}
            }
        }
        out.lines = lines.into_values().collect();
        out
    }
    /// Does it change a score that was appraised?
    fn appraised(changes: &Changes, sheet: &Sheet) -> bool {
        let cells: Vec<Wanted> = changes.cells.iter().map(Wanted::from).collect();
        let lines: Vec<&SheetLine> = changes.lines.iter().map(|l| &l.new).collect();
        standing::owes_reason(sheet.facts, &cells, &lines)
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
        let changes = self.changes(sheet);
        if changes.n == 0 {
            return Effect::Say(Problem::new("block.e_same"));
        }
        if reason.is_empty() && Self::appraised(&changes, sheet) {
            let n = changes.n.to_string();
            return Effect::Ask(Question::Reason {
                id: "sc.block",
                title: words.fill("block.reason_title", &[("n", &n)]),
                lines: vec![words.get("room.sc.reason_why").to_owned()],
                text: String::new(),
                used: reasons.to_vec(),
                papers: Vec::new(),
            });
        }
        let label = label(sheet, words, &changes, &self.columns(words));
        let (period, reason) = (sheet.facts.period.key, reason.to_owned());
        let Changes { cells, lines, .. } = changes;
        Effect::Act(Act::Score(score::Act::Block { period, cells, lines, reason, label }))
    }
    /// The columns it goes into, by name.
    pub(super) fn columns(&self, words: &Words) -> String {
        let names = self.block.columns.iter().map(|c| words.get(Col::of_pasted(*c).word()));
        names.collect::<Vec<_>>().join(", ")
    }
}

/// `PX05 · 25 ô · tự chấm`
pub(super) fn label(sheet: &Sheet, words: &Words, changes: &Changes, what: &str) -> String {
    let cells = changes.cells.iter().map(|c| c.unit);
    let units: std::collections::BTreeSet<UnitId> =
        cells.chain(changes.lines.iter().map(|l| l.new.unit)).collect();
    let who = match units.iter().collect::<Vec<_>>().as_slice() {
        [one] => sheet.facts.unit(**one).map(|u| u.tag().to_owned()).unwrap_or_default(),
        many => words.fill("room.sc.units", &[("n", &many.len().to_string())]),
    };
    let n = words.fill("block.n_cells", &[("n", &changes.n.to_string())]);
    format!("{who} · {n} · {what}")
}
