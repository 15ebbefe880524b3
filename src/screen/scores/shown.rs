//! What both tabs of room 4 show alike: points and values as cells, and the title row.
use super::cell::NOT_ASSIGNED;
use crate::core::number::Points;
use crate::core::score::CellValue;
use crate::core::text;
use crate::kit::look::{Look, Role};
use crate::kit::para::{put, tabs};
use ratatui::Frame;
use ratatui::layout::Rect;

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

/// What stands in the title row beside the tabs.
pub(super) struct Heading<'a> {
    pub(super) matrix: bool,
    /// the unit (between the signs of turning) or the range of units
    pub(super) middle: &'a str,
    pub(super) state: &'a str,
}

/// Tabs, then the unit (or the range of units), then how much is scored; the middle gives way.
pub(super) fn title(f: &mut Frame, look: &Look, area: Rect, parts: &Heading) {
    let names = [look.word("room.sc.tab_sheet"), look.word("room.sc.tab_matrix")];
    tabs(f, look, area, 0, &names, usize::from(parts.matrix), parts.state);
    let from = 1 + names.iter().map(|n| text::width(n) + 2).sum::<usize>() + 2;
    let end = usize::from(area.width).saturating_sub(1 + text::width(parts.state) + 2);
    let room = end.saturating_sub(from);
    let wide = text::width(parts.middle) + if parts.matrix { 0 } else { 4 };
    // where little room is left it stays with the tabs; else it stands a little apart
    let (from, room) = if room >= wide + 3 { (from + 3, room - 3) } else { (from, room) };
    if room < 8 || parts.middle.is_empty() {
        return;
    }
    let said = if parts.matrix {
        look.clip(parts.middle, room)
    } else {
        format!("{} {} {}", look.glyphs.prev, look.clip(parts.middle, room - 4), look.glyphs.next)
    };
    put(f, look, area, (from as u16, 0), Role::Accent, &said);
}
