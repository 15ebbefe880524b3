//! The tab Toàn cụm: criteria as rows, units as columns, one round, to look at. ← → choose the unit, Enter opens its
//! sheet at the same row.
use super::cell::round_word;
use super::sheet::{Sheet, is_derived};
use super::shown::{Heading, points, shown, title};
use super::{Here, State};
use crate::core::score::{Criterion, Round};
use crate::core::text;
use crate::core::unit::Unit;
use crate::kit::look::{Look, Role, Seen, Tone};
use crate::kit::table::{self, Cell, Column, Line};
use ratatui::Frame;
use ratatui::layout::Rect;

/// Cells of a unit's column: `186,75` and a little for the head.
const UNIT: u16 = 7;
/// Cells before the units: marker, code, text, maximum, blanks.
const BEFORE: u16 = 1 + 6 + 2 + 18 + 2 + 6;

/// The unit to the left or right.
pub(super) fn across(state: &mut State, sheet: &Sheet, here: Here, right: bool) {
    let units = &sheet.facts.units;
    let Some(at) = units.iter().position(|u| u.id == here.unit) else { return };
    let to = if right { (at + 1).min(units.len() - 1) } else { at.saturating_sub(1) };
    if let Some(unit) = units.get(to) {
        state.unit = Some(unit.id);
    }
}

/// Which units fit, so that the chosen one is among them.
fn window(units: &[Unit], chosen: usize, width: u16) -> std::ops::Range<usize> {
    let fit = usize::from(width.saturating_sub(BEFORE + 1) / (UNIT + 1)).max(1);
    let from = (chosen + 1).saturating_sub(fit).min(units.len().saturating_sub(fit));
    from..(from + fit).min(units.len())
}

/// Draws the matrix.
pub(super) fn view(state: &State, sheet: &Sheet, here: Here, look: &Look, area: Rect, f: &mut Frame) -> Seen {
    let units = &sheet.facts.units;
    let chosen = units.iter().position(|u| u.id == here.unit).unwrap_or(0);
    let shown = window(units, chosen, area.width);
    let range = [
        ("from", &(shown.start + 1).to_string()),
        ("to", &shown.end.to_string()),
        ("of", &units.len().to_string()),
    ]
    .map(|(k, v): (&str, &String)| (k, v.clone()));
    let range: Vec<(&str, &str)> = range.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let middle =
        if shown.len() < units.len() { look.words.fill("room.sc.range", &range) } else { String::new() };
    title(f, look, area, &Heading { matrix: true, middle: &middle, state: &count(sheet, here, look) });
    let body = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
    let columns = columns(sheet, look, shown.clone(), chosen);
    let mut lines: Vec<Line> =
        sheet.table.criteria.iter().map(|c| line(sheet, here, look, c, shown.clone())).collect();
    lines.push(total(sheet, here, look, shown));
    state.page.set(table::page(body, &columns, 1));
    let cursor = state.cursor_at(here.at);
    table::draw(f, body, look, &columns, &lines, Some(&cursor), true);
    let detail = detail(sheet, here, look);
    Seen { detail: Some(look.detail(Tone::Plain, &detail)), ..Seen::default() }
}

/// `tự chấm: 138/180 ô`; of an appraisal the units that are finished.
fn count(sheet: &Sheet, here: Here, look: &Look) -> String {
    let units = &sheet.facts.units;
    let (key, n, of) = match here.round {
        Round::Own => {
            let filled: usize = units.iter().map(|u| sheet.filled(u.id, here.round)).sum();
            ("room.sc.count", filled, sheet.direct().count() * units.len())
        }
        Round::First | Round::Second => {
            ("room.sc.count_units", units.iter().filter(|u| sheet.finished(u.id)).count(), units.len())
        }
    };
    let round = look.word(round_word(here.round));
    look.words.fill(key, &[("round", round), ("n", &n.to_string()), ("of", &of.to_string())])
}

fn columns(sheet: &Sheet, look: &Look, shown: std::ops::Range<usize>, chosen: usize) -> Vec<Column> {
    let mut columns = vec![
        Column::fixed(look.word("room.sc.code"), 6),
        Column::flex(look.word("room.sc.criterion"), 10, 34).drop(2),
        Column::fixed(look.word("room.sc.max"), 6).right().drop(1),
    ];
    for (n, unit) in sheet.facts.units.iter().enumerate().take(shown.end).skip(shown.start) {
        let head =
            if n == chosen { format!("[{}]", text::clip(unit.tag(), 5)) } else { text::clip(unit.tag(), 7) };
        columns.push(Column::fixed(head, UNIT).right());
    }
    columns
}

fn line(
    sheet: &Sheet,
    here: Here,
    look: &Look,
    criterion: &Criterion,
    shown: std::ops::Range<usize>,
) -> Line {
    let mut cells: Vec<Cell> = vec![
        criterion.code.as_str().into(),
        criterion.text.as_str().into(),
        criterion.maximum.short(look.lang).into(),
    ];
    for unit in sheet.facts.units.get(shown).unwrap_or_default() {
        cells.push(value(sheet, here, look, criterion, unit));
    }
    if criterion.rule.is_none() { Line::new(cells).group() } else { Line::new(cells) }
}

fn value(sheet: &Sheet, here: Here, look: &Look, criterion: &Criterion, unit: &Unit) -> Cell {
    if criterion.rule.is_none() {
        return points(look, sheet.sum(unit.id, Some(criterion.id), here.round)).into();
    }
    if is_derived(criterion) {
        return Cell::new(Role::Derived, points(look, sheet.derived(unit.id, criterion)));
    }
    if let Some(kept) = sheet.kept(unit.id, criterion.id, here.round) {
        return Cell::new(Role::Derived, shown(look, Some(kept)));
    }
    shown(look, sheet.value(unit.id, criterion.id, here.round)).into()
}
fn total(sheet: &Sheet, here: Here, look: &Look, shown: std::ops::Range<usize>) -> Line {
    let mut cells: Vec<Cell> =
        vec!["".into(), look.word("room.sc.total").into(), sheet.table.maximum().short(look.lang).into()];
    for unit in sheet.facts.units.get(shown).unwrap_or_default() {
        cells.push(points(look, sheet.sum(unit.id, None, here.round)).into());
    }
    Line::new(cells).total()
}

fn detail(sheet: &Sheet, here: Here, look: &Look) -> String {
    let (Some(unit), Some(row)) = (sheet.facts.unit(here.unit), sheet.table.criteria.get(here.at)) else {
        return String::new();
    };
    let said = value(sheet, here, look, row, unit).text;
    let round = look.word(round_word(here.round));
    let label = unit.label();
    let args = [
        ("unit", label.as_str()),
        ("code", &row.code),
        ("text", &row.text),
        ("round", round),
        ("value", &said),
    ];
    look.words.fill("room.sc.matrix_detail", &args)
}
