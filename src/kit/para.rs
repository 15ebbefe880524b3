//! Small hands for drawing text: put, paragraph, label and value, title row, bar.
//! Columns and rows count from the area's corner; column 0 belongs to the marker.
use super::look::{Look, Role};
use crate::core::text;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::borrow::Cow;

/// Text lines stop here, however wide the terminal.
pub const READING: usize = 100;

/// Puts `text` at column and row of `area`, cut at the area's edge. Returns the column after it.
pub fn put(f: &mut Frame, look: &Look, area: Rect, at: (u16, u16), role: Role, text: &str) -> u16 {
    put_in(f, look, area, at, area.width, look.style(role), text)
}

/// As `put`, at most `cells` cells wide, in a style. The last column of the screen is its margin and stays blank.
pub fn put_in(
    f: &mut Frame,
    look: &Look,
    area: Rect,
    at: (u16, u16),
    cells: u16,
    style: Style,
    text: &str,
) -> u16 {
    let Some((x, y, room)) = place(f, area, at, cells) else { return at.0 };
    at.0 + lay(f.buffer_mut(), (x, y), room, style, &fitting(look, text, room))
}

/// As `put_in`, and blanks up to the full `cells`: before the text where it stands at the right.
#[expect(
    clippy::too_many_arguments,
    reason = "a cell of a table: where, how wide, how painted, which side, what"
)]
pub fn put_cell(
    f: &mut Frame,
    look: &Look,
    area: Rect,
    at: (u16, u16),
    cells: u16,
    style: Style,
    right: bool,
    text: &str,
) {
    let Some((x, y, room)) = place(f, area, at, cells) else { return };
    let shown = fitting(look, text, room);
    let blank = if right { usize::from(room).saturating_sub(text::width(&shown)) as u16 } else { 0 };
    let buffer = f.buffer_mut();
    let used = blank + lay(buffer, (x + blank, y), room - blank, style, &shown);
    for x in (x..x + blank).chain(x + used..x + room) {
        if let Some(cell) = buffer.cell_mut((x, y)) {
            cell.set_symbol(" ").set_style(style);
        }
    }
}

/// A place of `area` as one of the screen, and the cells there are; `None` outside. The screen's last column is its margin.
fn place(f: &Frame, area: Rect, (col, row): (u16, u16), cells: u16) -> Option<(u16, u16, u16)> {
    let mut area = area.intersection(f.area());
    area.width = area.width.saturating_sub(u16::from(area.right() == f.area().right()));
    (row < area.height && col < area.width).then(|| (area.x + col, area.y + row, cells.min(area.width - col)))
}

/// The text, cut where it does not fit.
fn fitting<'a>(look: &Look, text: &'a str, cells: u16) -> Cow<'a, str> {
    let cells = usize::from(cells);
    if text::width(text) <= cells { Cow::Borrowed(text) } else { Cow::Owned(look.clip(text, cells)) }
}

/// Writes what fits of `text`; returns the cells used. Lone letters need not be looked up in the tables of Unicode.
fn lay(buffer: &mut Buffer, (x, y): (u16, u16), cells: u16, style: Style, text: &str) -> u16 {
    let mut end = x;
    for (c, letter) in text::letters(text) {
        // before the edge is looked at: a mark may belong to the last letter that fits
        if !text::is_lone(c) {
            return buffer.set_stringn(x, y, text, usize::from(cells), style).0.saturating_sub(x);
        }
        if end - x == cells {
            break;
        }
        let Some(cell) = buffer.cell_mut((end, y)) else { break };
        cell.set_symbol(letter).set_style(style);
        end += 1;
    }
    end - x
}

/// Puts `text` so that it ends one cell before the area's right edge (the margin). Returns its first column.
pub fn put_right(f: &mut Frame, look: &Look, area: Rect, row: u16, role: Role, text: &str) -> u16 {
    let cells = (text::width(text) as u16).min(area.width.saturating_sub(2));
    let col = area.width.saturating_sub(1 + cells);
    put_in(f, look, area, (col, row), cells, look.style(role), text);
    col
}

/// A paragraph wrapped between column `col` and the margin, at most `READING` cells. Returns the row after it.
pub fn paragraph(f: &mut Frame, look: &Look, area: Rect, at: (u16, u16), role: Role, text: &str) -> u16 {
    let (col, mut row) = at;
    let cells = (area.width.saturating_sub(col + 1) as usize).min(READING);
    if cells == 0 {
        return row;
    }
    for line in text::wrap(text, cells) {
        put(f, look, area, (col, row), role, &line);
        row += 1;
    }
    row
}

/// A label in column 1, its value `label_cells` further on: the plain form of a field. Returns the column after it.
pub fn pair(
    f: &mut Frame,
    look: &Look,
    area: Rect,
    row: u16,
    label_cells: u16,
    label: &str,
    value: &str,
) -> u16 {
    put_in(f, look, area, (1, row), label_cells.saturating_sub(1), look.style(Role::Text), label);
    put(f, look, area, (1 + label_cells, row), Role::Text, value)
}

/// The title row: what this is at the left (bold), count or state at the right; `unsaved` puts
/// `● chưa lưu` there instead.
pub fn title(f: &mut Frame, look: &Look, area: Rect, row: u16, title: &str, state: &str, unsaved: bool) {
    let mut end = area.width.saturating_sub(1);
    if unsaved {
        let said = format!("{} {}", look.glyphs.going, look.word("kit.unsaved"));
        let col = put_right(f, look, area, row, Role::Text, &said);
        put(f, look, area, (col, row), Role::Warn, look.glyphs.going);
        end = col.saturating_sub(2);
    } else if !state.is_empty() {
        end = put_right(f, look, area, row, Role::Text, state).saturating_sub(2);
    }
    put_in(f, look, area, (1, row), end.saturating_sub(1), look.style(Role::Title), title);
}

/// Tabs in the title row, the open one in brackets; count or state at the right.
pub fn tabs(f: &mut Frame, look: &Look, area: Rect, row: u16, names: &[&str], open: usize, state: &str) {
    let mut col = 1;
    for (n, name) in names.iter().enumerate() {
        let (role, shown) =
            if n == open { (Role::Title, format!("[{name}]")) } else { (Role::Text, (*name).to_owned()) };
        col = put(f, look, area, (col, row), role, &shown) + 2;
    }
    if !state.is_empty() && col + text::width(state) as u16 + 1 < area.width {
        put_right(f, look, area, row, Role::Text, state);
    }
}

/// A bar of `cells` cells for `part` of `whole`, as text; never empty for a part above 0.
pub fn bar(look: &Look, part: i64, whole: i64, cells: usize) -> String {
    if part <= 0 || whole <= 0 || cells == 0 {
        return String::new();
    }
    let halves = (i128::from(part.min(whole)) * cells as i128 * 2 / i128::from(whole)).max(1) as usize;
    let mut out = look.glyphs.bar.repeat(halves / 2);
    if halves % 2 == 1 {
        out.push_str(look.glyphs.half);
    }
    out
}

/// Makes everything drawn in `area` faint: what lies behind an overlay.
pub fn fade(f: &mut Frame, look: &Look, area: Rect) {
    let area = area.intersection(f.area());
    let style = Style::reset().patch(look.style(Role::Muted));
    f.buffer_mut().set_style(area, style);
}

/// Blanks `area`, so that something can lie over what was drawn there.
pub fn clear(f: &mut Frame, area: Rect) {
    let area = area.intersection(f.area());
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            if let Some(cell) = f.buffer_mut().cell_mut((x, y)) {
                cell.reset();
            }
        }
    }
}

/// Puts `text` at a cell of the screen, nothing from column `edge` on: for drawings that count from the screen's corner.
pub fn put_at(f: &mut Frame, x: u16, y: u16, text: &str, edge: u16, style: Style) {
    let whole = f.area();
    let edge = edge.min(whole.width);
    if x < edge && y < whole.height {
        let cells = edge - x;
        let fits = text::width(text) <= usize::from(cells);
        let cut = if fits { Cow::Borrowed(text) } else { Cow::Owned(text::clip(text, usize::from(cells))) };
        lay(f.buffer_mut(), (x, y), cells, style, &cut);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::buffer::Cell;

    proptest! {
        /// Whatever the text: it stands there as the terminal library would have put it.
        #[test]
        fn a_text_is_written_as_the_library_writes_it(
            text in prop_oneof![".{0,12}", "[a-zđĂắ …漢\u{301}\u{0}\u{200b}👩‍👩]{0,12}"],
            (x, cells) in (0u16..9, 0u16..9),
        ) {
            let area = Rect::new(0, 0, 18, 1);
            let style = Style::new().bold();
            let (mut ours, mut theirs) = (Buffer::filled(area, Cell::new("#")), Buffer::filled(area, Cell::new("#")));
            let used = lay(&mut ours, (x, 0), cells, style, &text);
            let (end, _) = theirs.set_stringn(x, 0, &text, usize::from(cells), style);
            prop_assert_eq!(ours, theirs);
            prop_assert_eq!(x + used, end);
        }
    }
}
