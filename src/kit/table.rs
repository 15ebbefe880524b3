//! A read-only table or list: columns that drop by priority, a selection, totals after a blank row.
//! Knows only texts and roles; figures are printed by `core` before they come here.
use super::keys::{Chord, is_pressed};
use super::look::{Look, Role};
use super::para::{put_cell, put_in};
use crate::core::text;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

/// Where texts stand in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// texts
    #[default]
    Left,
    /// numbers
    Right,
}

/// How wide a column is, in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// codes, numbers, dates, levels: never cut, the column drops instead
    Fixed(u16),
    /// texts: what the contents need, between these
    Flex {
        /// narrowest before other columns drop
        min: u16,
        /// widest
        max: u16,
    },
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// its head, already said
    pub head: String,
    /// alignment of head and cells
    pub align: Align,
    /// width
    pub width: Width,
    /// order of dropping when narrow: 1 goes first; 0 never
    pub drop: u8,
    /// a group head that begins over this column, already said
    pub group: Option<String>,
}

impl Column {
    /// A column of fixed width.
    pub fn fixed(head: impl Into<String>, cells: u16) -> Self {
        Self { head: head.into(), align: Align::Left, width: Width::Fixed(cells), drop: 0, group: None }
    }
    /// A column that takes what its contents need, between `min` and `max` cells.
    pub fn flex(head: impl Into<String>, min: u16, max: u16) -> Self {
        Self { width: Width::Flex { min, max }, ..Self::fixed(head, 0) }
    }
    /// Numbers: aligned right.
    #[must_use]
    pub fn right(mut self) -> Self {
        self.align = Align::Right;
        self
    }
    /// Its place in the order of dropping.
    #[must_use]
    pub fn drop(mut self, order: u8) -> Self {
        self.drop = order;
        self
    }
    /// A group head that begins here.
    #[must_use]
    pub fn group(mut self, head: impl Into<String>) -> Self {
        self.group = Some(head.into());
        self
    }
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// text, already said
    pub text: String,
    /// how it is painted (never inside a selected row)
    pub role: Role,
}

impl Cell {
    /// A cell of a role.
    pub fn new(role: Role, text: impl Into<String>) -> Self {
        Self { text: text.into(), role }
    }
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self::new(Role::Text, text)
    }
}

/// What kind of line a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// an ordinary row
    #[default]
    Row,
    /// a group row, bold
    Group,
    /// a total: stands after a blank row at the end and is never selected
    Total,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// cells, as many as columns (missing ones are blank)
    pub cells: Vec<Cell>,
    /// kind
    pub kind: Kind,
    /// the cell of this index runs over the rest of the row ("chưa có số liệu" instead of figures)
    pub span: Option<usize>,
}

impl Line {
    /// A row of cells.
    pub fn new(cells: Vec<Cell>) -> Self {
        Self { cells, kind: Kind::Row, span: None }
    }
    /// A group row: bold.
    #[must_use]
    pub fn group(mut self) -> Self {
        self.kind = Kind::Group;
        self
    }
    /// A total.
    #[must_use]
    pub fn total(mut self) -> Self {
        self.kind = Kind::Total;
        self
    }
    /// Lets cell `from` run over the rest of the row.
    #[must_use]
    pub fn span(mut self, from: usize) -> Self {
        self.span = Some(from);
        self
    }
}

impl From<Vec<Cell>> for Line {
    fn from(cells: Vec<Cell>) -> Self {
        Self::new(cells)
    }
}

/// The selection of a list and the first row shown. Totals are no part of its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cursor {
    /// selected row
    pub at: usize,
    /// first row shown
    pub top: usize,
}

impl Cursor {
    /// At a row.
    pub fn at(at: usize) -> Self {
        Self { at, top: at.saturating_sub(1) }
    }
    /// ↑ ↓ `PageUp` `PageDown` Home End over `len` rows, `page` of them shown. False when the key is another's.
    pub fn key(&mut self, event: &KeyEvent, len: usize, page: usize) -> bool {
        if !is_pressed(event) || event.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) {
            return false;
        }
        let last = len.saturating_sub(1);
        let page = page.max(1);
        self.at = match event.code {
            KeyCode::Up => self.at.saturating_sub(1),
            KeyCode::Down => self.at.saturating_add(1),
            KeyCode::PageUp => self.at.saturating_sub(page),
            KeyCode::PageDown => self.at.saturating_add(page),
            KeyCode::Home => 0,
            KeyCode::End => last,
            _ => return false,
        };
        self.fit(len);
        self.top = self.first(len, page);
        true
    }
    /// Pulls the selection back inside `len` rows (after rows went).
    pub fn fit(&mut self, len: usize) {
        self.at = self.at.min(len.saturating_sub(1));
        self.top = self.top.min(self.at);
    }
    /// First row to show so that the selection is among `page` rows.
    pub fn first(&self, len: usize, page: usize) -> usize {
        let top = self.top.min(len.saturating_sub(page));
        if self.at < top { self.at } else { top.max((self.at + 1).saturating_sub(page)) }
    }
}

/// Is this Enter (opening the selected row)?
pub fn is_enter(event: &KeyEvent) -> bool {
    is_pressed(event) && Chord::of(event) == Chord::of(&KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE))
}

/// The columns that are shown: index, first cell (from the area's corner), width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// shown columns, from left to right
    pub columns: Vec<(usize, u16, u16)>,
}

/// Lays `columns` out in `width` cells (the marker's column and the right margin included); `need` is the widest
/// content of each column. Two blanks between columns; one only where those that never drop would not fit else.
pub fn layout(columns: &[Column], need: &[u16], width: u16, keep: Option<usize>) -> Layout {
    let room = width.saturating_sub(2);
    let (mut shown, mut gap) = (fitting(columns, room, 2, keep), 2);
    if least(columns, &shown) + gap * shown.len().saturating_sub(1) as u16 > room {
        (shown, gap) = (fitting(columns, room, 1, keep), 1);
    }
    let mut widths: Vec<u16> = shown.iter().map(|n| least(columns, &[*n])).collect();
    let gaps = gap * shown.len().saturating_sub(1) as u16;
    let mut spare = room.saturating_sub(widths.iter().sum::<u16>() + gaps);
    // one cell at a time to each text column that still cuts something
    loop {
        let mut given = false;
        for (w, n) in widths.iter_mut().zip(&shown) {
            if let Width::Flex { max, .. } = columns[*n].width
                && spare > 0
                && *w < max.min(need.get(*n).copied().unwrap_or(max))
            {
                *w += 1;
                spare -= 1;
                given = true;
            }
        }
        if !given {
            break;
        }
    }
    let mut x = 1;
    let columns = shown
        .iter()
        .zip(widths)
        .map(|(n, w)| {
            let place = (*n, x, w);
            x += w + gap;
            place
        })
        .collect();
    Layout { columns }
}

/// Narrowest width of these columns together, without the blanks between them.
fn least(columns: &[Column], shown: &[usize]) -> u16 {
    let min = |n: &usize| match columns[*n].width {
        Width::Fixed(cells) => cells,
        Width::Flex { min, .. } => min,
    };
    shown.iter().map(min).sum()
}

/// The columns left when those that drop have dropped, in their order, until the rest fits.
fn fitting(columns: &[Column], room: u16, gap: u16, keep: Option<usize>) -> Vec<usize> {
    let mut shown: Vec<usize> = (0..columns.len()).collect();
    while least(columns, &shown) + gap * shown.len().saturating_sub(1) as u16 > room {
        let may_go = shown.iter().copied().filter(|n| columns[*n].drop > 0 && Some(*n) != keep);
        let Some(goes) = may_go.min_by_key(|n| columns[*n].drop) else { break };
        shown.retain(|n| *n != goes);
    }
    shown
}

/// Cells of a column of criterion codes: the widest whole (`III.1.10`), within what leaves room for the rest.
pub fn code_cells<'a>(codes: impl Iterator<Item = &'a str>) -> u16 {
    codes.map(text::width).max().unwrap_or(0).clamp(6, 10) as u16
}

/// Widest content of each column, heads included.
pub fn needs(columns: &[Column], rows: &[Line]) -> Vec<u16> {
    columns
        .iter()
        .enumerate()
        .map(|(n, c)| {
            let cells = rows
                .iter()
                .filter(|r| r.span != Some(n))
                .filter_map(|r| r.cells.get(n))
                .map(|cell| text::width(&cell.text));
            cells.max().unwrap_or(0).max(text::width(&c.head)) as u16
        })
        .collect()
}

/// Draws heads (with a row of group heads if there are any), rows, and totals after a blank row. `cursor` `None`
/// selects nothing; `focus` reverses the selected row. Returns the rows of the area that were used.
pub fn draw(
    f: &mut Frame,
    area: Rect,
    look: &Look,
    columns: &[Column],
    rows: &[Line],
    cursor: Option<&Cursor>,
    focus: bool,
) -> u16 {
    let plan = layout(columns, &needs(columns, rows), area.width, None);
    let mut y = heads(f, area, look, columns, &plan);
    let body = rows.iter().take_while(|r| r.kind != Kind::Total).count();
    let (body, totals) = rows.split_at(body);
    let foot = if totals.is_empty() { 0 } else { totals.len() as u16 + 1 };
    let page = area.height.saturating_sub(y + foot) as usize;
    let top = cursor.map_or(0, |c| c.first(body.len(), page));
    for (n, row) in body.iter().enumerate().skip(top).take(page) {
        let selected = cursor.is_some_and(|c| c.at == n);
        line(f, area, look, y, columns, &plan, row, selected, focus);
        y += 1;
    }
    if foot > 0 && y + foot <= area.height {
        y += 1;
        for row in totals {
            line(f, area, look, y, columns, &plan, row, false, false);
            y += 1;
        }
    }
    y
}

/// How many rows `draw` will show in this area: for `Cursor::key`.
pub fn page(area: Rect, columns: &[Column], totals: u16) -> usize {
    let heads = 1 + u16::from(columns.iter().any(|c| c.group.is_some()));
    area.height.saturating_sub(heads + if totals > 0 { totals + 1 } else { 0 }) as usize
}

/// Group heads and heads, bold; a table without any heads has no head row. Returns the row after them.
pub(super) fn heads(f: &mut Frame, area: Rect, look: &Look, columns: &[Column], plan: &Layout) -> u16 {
    let style = look.style(Role::Head);
    let mut y = 0;
    let groups: Vec<(u16, &str)> =
        plan.columns.iter().filter_map(|(n, x, _)| Some((*x, columns[*n].group.as_deref()?))).collect();
    if columns.iter().any(|c| c.group.is_some()) {
        for (i, (x, head)) in groups.iter().enumerate() {
            let end = groups.get(i + 1).map_or(area.width.saturating_sub(1), |(next, _)| next - 1);
            put_in(f, look, area, (*x, y), end.saturating_sub(*x), style, head);
        }
        y += 1;
    }
    if columns.iter().all(|c| c.head.is_empty()) {
        return y;
    }
    for (n, x, w) in &plan.columns {
        let right = columns[*n].align == Align::Right;
        put_cell(f, look, area, (*x, y), *w, style, right, &columns[*n].head);
    }
    y + 1
}

#[expect(clippy::too_many_arguments, reason = "one row needs all of the table it stands in")]
fn line(
    f: &mut Frame,
    area: Rect,
    look: &Look,
    y: u16,
    columns: &[Column],
    plan: &Layout,
    row: &Line,
    selected: bool,
    focus: bool,
) {
    let reversed = selected && focus;
    let base = match row.kind {
        Kind::Group => look.style(Role::Head),
        Kind::Row | Kind::Total => Style::new(),
    };
    for (n, x, w) in &plan.columns {
        let Some(cell) = row.cells.get(*n) else { continue };
        let style = if reversed { base } else { base.patch(look.style(cell.role)) };
        if row.span == Some(*n) {
            let rest = area.width.saturating_sub(x + 1);
            put_in(f, look, area, (*x, y), rest, style, &cell.text);
            break;
        }
        let right = columns[*n].align == Align::Right;
        put_cell(f, look, area, (*x, y), *w, style, right, &cell.text);
    }
    if selected {
        put_in(f, look, area, (0, y), 1, Style::new(), look.glyphs.marker);
    }
    if reversed && y < area.height {
        let whole = Rect { y: area.y + y, height: 1, ..area }.intersection(f.area());
        f.buffer_mut().set_style(whole, look.style(Role::Select).add_modifier(Modifier::REVERSED));
    }
}
