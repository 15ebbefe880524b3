//! What the tabs of room 4 show alike: points and values as cells, the title row, the cell under the caret.
use super::Tab;
use super::cell::Typing;
use super::column::Col;
use super::place::Held;
use super::sheet::{Sheet, Stand, Sums};
use crate::core::entry::NOT_ASSIGNED;
use crate::core::number::Points;
use crate::core::score::CellValue;
use crate::core::score::{Criterion, Final};
use crate::core::text;
use crate::core::unit::UnitId;
use crate::kit::look::{Look, Role};
use crate::kit::para::{put, put_right, tabs};
use crate::kit::table::{self, Cell, Column, Line};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

/// From here everything that fits stands in the sheet; below it only what is worked with.
pub(super) const WIDE: u16 = 100;
/// A column's name in the title row: an appraisal as in its head where there is little room.
pub(super) fn short_name(look: &Look, col: Col, width: u16) -> &str {
    match (col, width < WIDE) {
        (Col::First | Col::Second, true) => look.word(col.head()),
        (col, _) => look.word(col.word()),
    }
}

/// `671,00`; `·` while there is nothing.
pub(super) fn points(look: &Look, points: Option<Points>) -> String {
    points.map_or_else(|| look.glyphs.not_yet.to_owned(), |p| p.show(look.lang))
}

/// `92,50`, `KG`, `·`
pub(super) fn shown(look: &Look, value: Option<CellValue>) -> String {
    match value {
        None => look.glyphs.not_yet.to_owned(),
        Some(CellValue::NotAssigned) => NOT_ASSIGNED.to_owned(),
        Some(CellValue::Points(p)) => p.show(look.lang),
    }
}

/// What a row may come to at most; of what is only taken off, how much at most.
pub(super) fn most(look: &Look, criterion: &Criterion) -> String {
    let off = criterion.maximum.0 == 0 && criterion.minimum.0 < 0;
    (if off { criterion.minimum } else { criterion.maximum }).short(look.lang)
}

/// The same of any cell; amounts without needless decimals, a text as its first line.
pub(super) fn held(look: &Look, held: &Held) -> String {
    match held {
        Held::Score(value) => shown(look, *value),
        Held::Amount(amount) => amount.map_or_else(|| look.glyphs.not_yet.to_owned(), |p| p.short(look.lang)),
        Held::Text(text) => text.lines().next().unwrap_or_default().to_owned(),
    }
}

/// What a round's cell shows; what nobody typed there is faint.
pub(super) fn stand(look: &Look, stand: Stand) -> Cell {
    let text = shown(look, stand.value);
    if stand.kept && stand.value.is_some() { Cell::new(Role::Derived, text) } else { text.into() }
}

/// What counts of a leaf, told where an adjustment changed it.
pub(super) fn counted_marked(look: &Look, sheet: &Sheet, unit: UnitId, leaf: &Criterion) -> Cell {
    let said = final_text(look, sheet.counts(unit, leaf));
    match sheet.adjusted(unit, leaf.id) {
        Some(_) => marked(look, &said).into(),
        None => said.into(),
    }
}

/// `(đc) 92,50`: what an adjustment set.
pub(super) fn marked(look: &Look, said: &str) -> String {
    format!("{} {said}", look.word("room.sc.mark_adjusted"))
}

/// `92,50`, `KG`, `·`: a final.
pub(super) fn final_text(look: &Look, score: Final) -> String {
    match score {
        Final::Blank => look.glyphs.not_yet.to_owned(),
        Final::NotAssigned => NOT_ASSIGNED.to_owned(),
        Final::Points(p, _) => p.show(look.lang),
    }
}

/// The table's rows and its total: a group has the sums of what stands below it (`sums`, one a column), a leaf what `leaf`
/// says of the column of that place.
pub(super) fn tree(
    sheet: &Sheet,
    look: &Look,
    sums: &[Option<Sums>],
    leaf: impl Fn(usize, &Criterion) -> Cell,
) -> Vec<Line> {
    let sum = |sum: Option<Option<Points>>| sum.map_or_else(Cell::default, |sum| points(look, sum).into());
    let row = |(n, criterion): (usize, &Criterion)| {
        let ahead: [Cell; 3] =
            [criterion.code.as_str().into(), criterion.text.as_str().into(), most(look, criterion).into()];
        let group = criterion.rule.is_none();
        let of = |(col, sums): (usize, &Option<Sums>)| match sums {
            _ if !group => leaf(col, criterion),
            sums => sum(sums.as_ref().and_then(|s| s.rows.get(n).copied())),
        };
        let cells = ahead.into_iter().chain(sums.iter().enumerate().map(of)).collect();
        if group { Line::new(cells).group() } else { Line::new(cells) }
    };
    let mut lines: Vec<Line> = sheet.table.criteria.iter().enumerate().map(row).collect();
    let ahead: [Cell; 3] =
        ["".into(), look.word("room.sc.total").into(), sheet.table.maximum().short(look.lang).into()];
    let totals = sums.iter().map(|sums| sum(sums.as_ref().map(|sums| sums.total)));
    lines.push(Line::new(ahead.into_iter().chain(totals).collect()).total());
    lines
}

/// What stands in the title row beside the tabs.
pub(super) struct Heading<'a> {
    pub(super) tab: Tab,
    /// the unit (between the signs of turning) or the range of units
    pub(super) middle: &'a str,
    pub(super) state: &'a str,
}

/// Tabs, then the unit (or the range of units), then how much is scored; the middle gives way, and where little room is
/// left the tabs that are not open are left out.
pub(super) fn title(f: &mut Frame, look: &Look, area: Rect, parts: &Heading) {
    let narrow = area.width < WIDE && parts.tab != Tab::Returns;
    let all = [
        (Tab::Sheet, look.word("room.sc.tab_sheet")),
        (Tab::Matrix, look.word("room.sc.tab_matrix")),
        (Tab::Returns, look.word(if narrow { "room.sc.tab_returns_short" } else { "room.sc.tab_returns" })),
    ];
    let turned = parts.tab == Tab::Sheet;
    let wide = text::width(parts.middle) + if turned { 4 } else { 0 };
    let cells = |names: &[&str]| 1 + names.iter().map(|n| text::width(n) + 2).sum::<usize>() + 2;
    let names: Vec<&str> = all.iter().map(|(_, name)| *name).collect();
    let need = cells(&names) + wide.min(20) + text::width(parts.state) + 4;
    let (names, open) = if need <= usize::from(area.width) || parts.middle.is_empty() {
        (names, all.iter().position(|(tab, _)| *tab == parts.tab).unwrap_or(0))
    } else {
        (all.iter().filter(|(tab, _)| *tab == parts.tab).map(|(_, name)| *name).collect(), 0)
    };
    tabs(f, look, area, 0, &names, open, parts.state);
    let from = cells(&names);
    let end = usize::from(area.width).saturating_sub(1 + text::width(parts.state) + 2);
    let room = end.saturating_sub(from);
    // where little room is left it stays with the tabs; else it stands a little apart
    let (from, room) = if room >= wide + 3 { (from + 3, room - 3) } else { (from, room) };
    if room < 8 || parts.middle.is_empty() {
        return;
    }
    let said = if turned {
        format!("{} {} {}", look.glyphs.prev, look.clip(parts.middle, room - 4), look.glyphs.next)
    } else {
        look.clip(parts.middle, room)
    };
    put(f, look, area, (from as u16, 0), Role::Accent, &said);
}

/// How many rows lie above and below those shown, in the blank row over the total.
pub(super) fn hidden(look: &Look, body: Rect, (top, page, all): (usize, usize, usize), f: &mut Frame) {
    let below = all.saturating_sub(top + page);
    let say = |key: &str, n: usize| (n > 0).then(|| look.words.fill(key, &[("n", &n.to_string())]));
    let said = [say("room.sc.rows_above", top), say("room.sc.rows_below", below)];
    let said: Vec<String> = said.into_iter().flatten().collect();
    let row = 1 + page as u16;
    if !said.is_empty() && row < body.height {
        put_right(f, look, body, row, Role::Muted, &said.join(" · "));
    }
}

/// The cell under the caret, over the drawn row: `[92,5    ]`, `▲` after it when it was refused.
pub(super) fn draw_cell(
    f: &mut Frame,
    look: &Look,
    body: Rect,
    (columns, lines): (&[Column], &[Line]),
    (column, row): (usize, u16),
    edit: &Typing,
) -> Option<Position> {
    let plan = table::layout(columns, &table::needs(columns, lines), body.width, None);
    let (_, x, w) = *plan.columns.iter().find(|(n, ..)| *n == column)?;
    if row >= body.height {
        return None;
    }
    let at = Rect { x: body.x + x, y: body.y + row, width: w, height: 1 };
    let whole = Rect { x: 0, width: body.width + 1, ..body };
    f.buffer_mut().set_string(at.x, at.y, " ".repeat(usize::from(w)), Style::new());
    put(f, look, whole, (x.saturating_sub(1), row), Role::Text, "[");
    put(f, look, whole, (x + w, row), Role::Text, "]");
    if edit.error.is_some() {
        put(f, look, whole, (x + w + 1, row), Role::Bad, look.glyphs.warn);
    }
    edit.field.draw(f, at, look, true)
}
