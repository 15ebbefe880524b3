//! Draws a grid: title, heads, rows, the cell under the caret in brackets, its list over the rest.
use super::form_view::brackets;
use super::grid::{Editor, Grid};
use super::look::{Look, Role, Seen, Tone};
use super::para::{put, put_in, put_right};
use super::table::{Column, Cursor, Layout, heads, layout};
use crate::core::text;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

/// Widest note at the right of a row.
const NOTE: usize = 18;

impl Grid {
    /// Columns for the table's layout: a number first, then the grid's own.
    fn plan(&self, look: &Look, width: u16) -> (Vec<Column>, Layout) {
        let mut columns = vec![Column::fixed(look.word("kit.grid.number"), 3).right()];
        let mut need = vec![3];
        for (n, c) in self.columns.iter().enumerate() {
            let widest = self.rows.iter().map(|r| text::width(&r.cells[n])).max().unwrap_or(0);
            columns.push(Column::flex(look.word(c.head), c.min, c.max).drop(c.drop));
            need.push((widest + 1).max(text::width(look.word(c.head))) as u16);
        }
        if let Some(tree) = &self.tree {
            let head = look.word(tree.note);
            let widest = tree.marks.iter().map(|m| text::width(&m.note)).max().unwrap_or(0);
            let cells = widest.max(text::width(head)).min(NOTE) as u16;
            columns.push(Column::fixed(head, cells).right());
            need.push(cells);
        }
        let plan = layout(&columns, &need, width, Some(self.col + 1));
        (columns, plan)
    }

    /// Draws the grid in `area`.
    pub fn draw(&self, f: &mut Frame, area: Rect, look: &Look, focus: bool) -> Seen {
        let mut seen = Seen { unsaved: self.changed(), ..Seen::default() };
        let mut y = 0;
        if !self.title.is_empty() || !self.side.is_empty() {
            put(f, look, area, (1, 0), Role::Title, &self.title);
            // what stands at the right is a hint: it gives way
            if text::width(&self.title) + text::width(&self.side) + 4 <= area.width as usize {
                put_right(f, look, area, 0, Role::Muted, &self.side);
            }
            y = 1;
        }
        // one cell less: the closing bracket of the last column stands before the margin
        let (columns, plan) = self.plan(look, area.width.saturating_sub(1));
        let under = |y: u16| Rect { y: area.y + y, height: area.height.saturating_sub(y), ..area };
        y += heads(f, under(y), look, &columns, &plan);
        let room = area.height.saturating_sub(y) as usize;
        let page = if self.rows.len() > room { room.saturating_sub(1) } else { room };
        let top =
            Cursor { at: self.row, top: self.row.saturating_sub(page / 2) }.first(self.rows.len(), page);
        let mut open = None;
        for (n, row) in self.rows.iter().enumerate().skip(top).take(page) {
            for (c, x, w) in &plan.columns {
                let here = focus && !self.still && n == self.row && *c == self.col + 1;
                let place = Rect { x: area.x + x, y: area.y + y, width: *w, height: 1 };
                let mark = self.tree.as_ref().and_then(|t| t.marks.get(n));
                let Some(cell) = c.checked_sub(1).and_then(|c| row.cells.get(c)) else {
                    let number = (n + 1).to_string();
                    let (role, said) = match mark.filter(|_| *c > 0) {
                        Some(mark) => (mark.role, mark.note.as_str()),
                        None if *c > 0 => continue,
                        None => (Role::Muted, number.as_str()),
                    };
                    put_in(f, look, area, (*x, y), *w, look.style(role), &look.right(said, *w as usize));
                    continue;
                };
                if here {
                    seen.cursor = self.draw_cell(f, place, look, cell);
                    open = Some(place);
                } else {
                    let set_in = self.tree.as_ref().is_some_and(|t| t.indented + 1 == *c);
                    let by = mark.filter(|_| set_in).map_or(0, |m| m.indent.min(w / 2));
                    let style = match mark {
                        Some(mark) if mark.strong => Style::new().add_modifier(Modifier::BOLD),
                        _ => Style::new(),
                    };
                    put_in(f, look, area, (x + by, y), w - by, style, cell);
                }
                if row.errors[c - 1].is_some() {
                    put(f, look, area, (x + w + u16::from(here), y), Role::Bad, look.glyphs.warn);
                }
            }
            if n == self.row {
                put(f, look, area, (0, y), Role::Text, look.glyphs.marker);
            }
            y += 1;
        }
        self.draw_more(f, area, look, y, (top, page));
        if let (Some(place), Some(Editor::Combo(combo))) = (open, &self.editor) {
            combo.draw_list(f, area, look, place);
        }
        let error = self.rows.get(self.row).and_then(|r| r.errors.get(self.col)).and_then(Option::as_ref);
        seen.detail = self.refused.as_ref().or(error).map(|p| look.detail(Tone::Bad, &look.say(p)));
        seen.cursor = seen.cursor.filter(|at| area.contains(*at));
        seen
    }
    /// The cell under the caret: its editor, or its text at rest with the caret behind it.
    fn draw_cell(
        &self,
        f: &mut Frame,
        place: Rect,
        look: &Look,
        cell: &str,
    ) -> Option<ratatui::layout::Position> {
        brackets(f, place);
        match &self.editor {
            Some(Editor::Line(edit)) => edit.draw(f, place, look, true),
            Some(Editor::Combo(combo)) => combo.edit.draw(f, place, look, true),
            None => {
                let shown = look.left(cell, place.width as usize);
                f.buffer_mut().set_string(place.x, place.y, shown, look.style(Role::Edit));
                let after = (text::width(cell) as u16).min(place.width.saturating_sub(1));
                Some(ratatui::layout::Position::new(place.x + after, place.y))
            }
        }
    }
    /// How many rows are below the last one shown.
    fn draw_more(&self, f: &mut Frame, area: Rect, look: &Look, y: u16, (top, page): (usize, usize)) {
        let (len, last) = (self.rows.len(), top + page);
        if page == 0 || len <= page {
            return;
        }
        let args = [("from", (top + 1).to_string()), ("to", last.to_string()), ("all", len.to_string())];
        let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
        put(
            f,
            look,
            area,
            (3, y),
            Role::Muted,
            &format!("{}  {}", look.glyphs.cut, look.words.fill("kit.grid.more", &args)),
        );
    }
}
