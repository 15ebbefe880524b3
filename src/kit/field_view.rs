//! How a text under the caret is drawn: by cells, scrolled to the caret, the selection reversed.
use super::field::Edit;
use super::look::{Look, Role};
use super::wrap::{Drawn, row_of};
use crate::core::text;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

impl Edit {
    /// How many rows the text takes in `cells` cells.
    pub fn height(&self, cells: u16) -> u16 {
        self.cells.set(cells);
        self.rows().len() as u16
    }
    /// Draws the text in `area`. Focused: underlined, scrolled to the caret, whose place comes back.
    pub fn draw(&self, f: &mut Frame, area: Rect, look: &Look, focus: bool) -> Option<Position> {
        self.cells.set(area.width);
        if area.is_empty() {
            return None;
        }
        let rows = self.rows();
        let at = row_of(self.caret(), &rows);
        let top = if focus { (at + 1).saturating_sub(area.height as usize) } else { 0 };
        let style = if focus { look.style(Role::Edit) } else { Style::new() };
        let mut caret = None;
        for (n, drawn) in rows.iter().enumerate().skip(top).take(area.height as usize) {
            let y = area.y + (n - top) as u16;
            let text: String =
                self.area.lines()[drawn.row].chars().skip(drawn.from).take(drawn.len).collect();
            let text = text.trim_end_matches(if drawn.more { ' ' } else { '\n' });
            if !focus {
                f.buffer_mut().set_string(area.x, y, look.clip(text, area.width as usize), style);
                continue;
            }
            let before: String = self.area.lines()[drawn.row]
                .chars()
                .skip(drawn.from)
                .take(self.caret().1.saturating_sub(drawn.from))
                .collect();
            let here = (n == at).then(|| text::width(&before) as u16);
            let skip = here.map_or(0, |c| (c + 1).saturating_sub(area.width));
            self.draw_row(f, Rect { y, height: 1, ..area }, look, *drawn, text, skip);
            caret = caret.or(here.map(|c| Position::new(area.x + c - skip, y)));
        }
        if focus {
            for n in rows.len()..area.height as usize {
                f.buffer_mut().set_string(area.x, area.y + n as u16, " ".repeat(area.width as usize), style);
            }
        }
        caret
    }
    /// One row of a focused text, from cell `skip` on, the selection reversed.
    fn draw_row(&self, f: &mut Frame, area: Rect, look: &Look, drawn: Drawn, text: &str, skip: u16) {
        let style = look.style(Role::Edit);
        f.buffer_mut().set_string(area.x, area.y, " ".repeat(area.width as usize), style);
        let selected = self.area.selection_range();
        let (mut cell, mut index) = (0_u16, drawn.from);
        for g in text.graphemes(true) {
            let wide = text::width(g) as u16;
            let inside = selected.is_some_and(|(a, b)| (drawn.row, index) >= a && (drawn.row, index) < b);
            if cell >= skip && cell + wide - skip <= area.width {
                let paint = if inside { style.patch(look.style(Role::Select)) } else { style };
                f.buffer_mut().set_string(area.x + cell - skip, area.y, g, paint);
            }
            cell += wide;
            index += g.chars().count();
        }
    }
}
