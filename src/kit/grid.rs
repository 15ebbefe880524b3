//! An editable grid under a form: rows of texts with a hidden id each, the way the office fills a sheet.
//! It knows neither what its columns mean nor where its rows come from; keys lie in `grid_keys`, drawing in `grid_view`.
use super::field::{Edit, too_much};
pub use super::grid_column::GridColumn;
use super::grid_column::Kind;
use super::keys::Row;
use super::look::Role;
use super::pick::{self, Choice, Combo};
use crate::core::problem::{Arg, Problem};
use crate::core::{limit, text};

/// Keys of a grid for footer and help; the grid answers them itself.
pub const ROWS: &[Row] = &[
    // how to save and to leave first: where there is no room for more, the line above names the others
    Row::new(&["Ctrl+S"], "kit.form.save", 2, None),
    Row::new(&["Esc"], "kit.form.leave", 3, None),
    Row::new(&["Enter"], "kit.grid.enter", 4, None),
    Row::new(&["Tab"], "kit.grid.next", 5, None),
    Row::new(&["Ctrl+D"], "kit.grid.repeat", 6, None),
    Row::new(&["Ctrl+N"], "kit.grid.add", 7, None),
    Row::new(&["Ctrl+Delete"], "kit.grid.remove", 0, None),
    Row::new(&["F2"], "kit.grid.edit", 0, None),
    Row::new(&["Ctrl+Z"], "kit.form.undo", 0, None),
    Row::new(&["PageDown", "PageUp"], "kit.grid.page", 0, None),
    Row::new(&["Ctrl+End", "Ctrl+Home"], "kit.grid.ends", 0, None),
];

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct GridRow {
    pub(super) id: i64,
    pub(super) cells: Vec<String>,
    pub(super) errors: Vec<Option<Problem>>,
    /// its first cell came from the row above by itself: alone, it says nothing
    pub(super) repeated: bool,
}

impl GridRow {
    pub(super) fn new(id: i64, mut cells: Vec<String>, columns: usize) -> Self {
        cells.resize(columns, String::new());
        Self { id, cells, errors: vec![None; columns], repeated: false }
    }
    pub(super) fn is_empty(&self) -> bool {
        self.cells.iter().skip(usize::from(self.repeated)).all(|c| c.trim().is_empty())
    }
}

/// The editor of the cell under the caret.
#[derive(Debug, Clone)]
pub(super) enum Editor {
    Line(Edit),
    Combo(Combo),
}

/// What is to be seen of a row beside its cells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowMark {
    /// cells its text is set in
    pub indent: u16,
    /// a head of others: bold
    pub strong: bool,
    /// running text at the right
    pub note: String,
    /// how that is painted
    pub role: Role,
}

/// A grid that is a tree, see `grid_tree`.
#[derive(Debug, Clone)]
pub(super) struct Tree {
    /// the column of levels
    pub(super) levels: usize,
    /// the column set in by depth
    pub(super) indented: usize,
    /// words key over the notes
    pub(super) note: &'static str,
    pub(super) marks: Vec<RowMark>,
}

/// What a key meant to the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GridEvent {
    /// the key is another's
    Ignored,
    /// taken, no cell changed
    Moved,
    /// a cell or the rows changed
    Changed,
    /// the caret leaves upwards
    Before,
    /// the caret leaves downwards
    After,
}

/// A grid.
#[derive(Debug, Clone)]
pub struct Grid {
    id: &'static str,
    pub(super) columns: Vec<GridColumn>,
    pub(super) rows: Vec<GridRow>,
    pub(super) row: usize,
    pub(super) col: usize,
    pub(super) editor: Option<Editor>,
    pub(super) title: String,
    pub(super) side: String,
    /// said in the detail line until the next key
    pub(super) refused: Option<Problem>,
    pub(super) start: Vec<GridRow>,
    pub(super) past: Vec<(Vec<GridRow>, usize, usize)>,
    pub(super) future: Vec<(Vec<GridRow>, usize, usize)>,
    pub(super) tree: Option<Tree>,
    /// it is only read: the row is marked, no cell stands ready to be typed in
    pub(super) still: bool,
}

impl Grid {
    /// An empty grid of columns; it always shows at least one row to type in.
    pub fn new(id: &'static str, columns: Vec<GridColumn>) -> Self {
        let mut grid = Self {
            id,
            columns,
            rows: Vec::new(),
            row: 0,
            col: 0,
            editor: None,
            title: String::new(),
            side: String::new(),
            refused: None,
            start: Vec::new(),
            past: Vec::new(),
            future: Vec::new(),
            tree: None,
            still: false,
        };
        grid.fill(Vec::new());
        grid
    }
    /// Lets it be read only.
    pub(super) fn still(&mut self, still: bool) {
        self.still = still;
    }
    /// Its id.
    pub fn id(&self) -> &'static str {
        self.id
    }
    /// The title row above it: running text left ("Được khen: 2 tập thể, 8 cá nhân") and right, already said.
    pub fn title(&mut self, left: impl Into<String>, right: impl Into<String>) {
        self.title = left.into();
        self.side = right.into();
    }
    /// Rows to begin with: hidden id (0 for new) and one text a column (labels, not codes).
    pub fn fill(&mut self, rows: Vec<(i64, Vec<String>)>) {
        self.rows = rows.into_iter().map(|(id, cells)| GridRow::new(id, cells, self.columns.len())).collect();
        if self.rows.is_empty() {
            self.rows.push(self.blank());
        }
        (self.row, self.col) = (0, 0);
        self.editor = None;
        self.past.clear();
        self.future.clear();
        self.clean();
    }
    /// The rows that hold something: hidden id and texts, cleaned. What is being typed counts.
    pub fn rows(&self) -> Vec<(i64, Vec<String>)> {
        let mut rows = self.rows.clone();
        if let (Some(value), Some(row)) = (self.typed(), rows.get_mut(self.row)) {
            row.cells[self.col] = value;
        }
        rows.into_iter().filter(|r| !r.is_empty()).map(|r| (r.id, r.cells)).collect()
    }
    /// Row and column of the caret (counting empty rows too).
    pub fn at(&self) -> (usize, usize) {
        (self.row, self.col)
    }
    /// Moves the caret.
    pub fn go(&mut self, row: usize, col: usize) {
        self.accept();
        self.row = row.min(self.rows.len() - 1);
        self.col = col.min(self.columns.len().saturating_sub(1));
    }
    pub(super) fn column(&self, id: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.id == id)
    }
    /// Text of a cell by row and column id.
    pub fn cell(&self, row: usize, id: &str) -> &str {
        let col = self.column(id);
        col.and_then(|c| self.rows.get(row)?.cells.get(c)).map_or("", String::as_str)
    }
    /// Puts a text into a cell (a label where the column has options); its error goes.
    pub fn set(&mut self, row: usize, id: &str, value: &str) {
        if let Some(col) = self.column(id)
            && let Some(row) = self.rows.get_mut(row)
        {
            row.cells[col] = text::line(value);
            row.errors[col] = None;
        }
    }
    /// Code of the option a text in this column names.
    pub fn code(&self, id: &str, value: &str) -> Option<String> {
        let options = self.columns.get(self.column(id)?)?.options();
        pick::named(options, value).map(|n| options[n].0.clone())
    }
    /// Label of the option of that code in this column: in the language the grid was made in, as its cells are.
    pub fn label(&self, id: &str, code: &str) -> Option<&str> {
        let options = self.columns.get(self.column(id)?)?.options();
        options.iter().find(|o| o.0 == code).map(|o| o.1.as_str())
    }
    /// Other options for a column; the texts stay.
    pub fn set_options(&mut self, id: &str, new: Vec<Choice>) {
        if let Some(col) = self.column(id) {
            if let (true, Some(Editor::Combo(combo))) = (col == self.col, &mut self.editor) {
                combo.set_options(new.clone());
            }
            match &mut self.columns[col].kind {
                Kind::Combo { options, .. } | Kind::Choice { options } => *options = new,
                Kind::Line => {}
            }
        }
    }
    /// Do the rows differ from those it began with?
    pub fn changed(&self) -> bool {
        let texts = |rows: &[GridRow]| -> Vec<(i64, Vec<String>)> {
            rows.iter().filter(|r| !r.is_empty()).map(|r| (r.id, r.cells.clone())).collect()
        };
        self.rows() != texts(&self.start)
    }
    /// The rows of now are what the register holds.
    pub fn clean(&mut self) {
        self.start.clone_from(&self.rows);
    }
    pub(super) fn blank(&self) -> GridRow {
        GridRow::new(0, Vec::new(), self.columns.len())
    }
    /// What is being typed into the cell under the caret, cleaned; `None` while no cell is edited.
    pub fn typed(&self) -> Option<String> {
        match &self.editor {
            Some(Editor::Line(edit)) => Some(text::line(&edit.text())),
            Some(Editor::Combo(combo)) => Some(combo.text()),
            None => None,
        }
    }
    /// Ends the editing of a cell, keeping what was typed (or highlighted). True when the cell changed.
    pub fn accept(&mut self) -> bool {
        if let Some(Editor::Combo(combo)) = &mut self.editor {
            combo.take();
        }
        let Some(value) = self.typed() else { return false };
        self.editor = None;
        if self.rows[self.row].cells[self.col] == value {
            return false;
        }
        self.remember();
        self.rows[self.row].cells[self.col] = value;
        let error = self.check_cell(self.row, self.col, false).err();
        self.rows[self.row].errors[self.col] = error;
        true
    }
    pub(super) fn remember(&mut self) {
        self.past.push((self.rows.clone(), self.row, self.col));
        if self.past.len() > 100 {
            self.past.remove(0);
        }
        self.future.clear();
    }
    /// Begins to edit the cell: with its text, or with nothing (typing replaces).
    pub(super) fn begin(&mut self, keep: bool) {
        let text = if keep { self.rows[self.row].cells[self.col].clone() } else { String::new() };
        self.editor = Some(match &self.columns[self.col].kind {
            Kind::Line => Editor::Line(Edit::line(&text)),
            Kind::Combo { options, free } => {
                let mut combo = Combo::new(options.clone(), *free);
                combo.set(&text);
                Editor::Combo(combo)
            }
            Kind::Choice { options } => {
                let mut combo = Combo::new(options.clone(), false);
                combo.set(&text);
                Editor::Combo(combo)
            }
        });
    }

    /// Takes rows in behind those that are there, as one step of undo; rows that say nothing (`idle`) go. The caret comes
    /// to the first of them. False where there is no room: nothing is taken then.
    pub fn take_in(&mut self, rows: Vec<(i64, Vec<String>)>, idle: impl Fn(&[String]) -> bool) -> bool {
        self.accept();
        let kept: Vec<GridRow> =
            self.rows.iter().filter(|r| r.id != 0 || !(r.is_empty() || idle(&r.cells))).cloned().collect();
        if kept.len() + rows.len() > limit::RECIPIENTS {
            return false;
        }
        self.remember();
        let first = kept.len();
        self.rows = kept;
        let columns = self.columns.len();
        self.rows.extend(rows.into_iter().map(|(id, cells)| GridRow::new(id, cells, columns)));
        if self.rows.is_empty() {
            self.rows.push(self.blank());
        }
        (self.row, self.col) = (first.min(self.rows.len() - 1), 0);
        true
    }

    /// Takes a paste in: one line goes into the cell; several, or tab-separated ones, fill rows from the caret.
    pub fn paste(&mut self, raw: &str) -> Result<(), Problem> {
        let taken = self.take_paste(raw);
        self.refused = taken.as_ref().err().cloned();
        taken
    }
    fn take_paste(&mut self, raw: &str) -> Result<(), Problem> {
        if raw.len() > limit::PASTE {
            return Err(too_much(raw.len()));
        }
        let unified = raw.replace("\r\n", "\n").replace('\r', "\n");
        let lines: Vec<&str> = unified.trim_matches('\n').split('\n').collect();
        if lines.len() == 1 && !unified.contains('\t') {
            if self.editor.is_none() {
                self.begin(false);
            }
            return match &mut self.editor {
                Some(Editor::Line(edit)) => edit.paste(raw),
                Some(Editor::Combo(combo)) => combo.edit.paste(raw),
                None => Ok(()),
            };
        }
        self.accept();
        if self.row + lines.len() > limit::RECIPIENTS {
            return Err(Problem::new("kit.error.rows").num("limit", limit::RECIPIENTS as i64));
        }
        self.remember();
        for (n, line) in lines.iter().enumerate() {
            let row = self.row + n;
            if row >= self.rows.len() {
                self.rows.push(self.blank());
            }
            for (m, piece) in line.split('\t').enumerate().take(self.columns.len() - self.col) {
                let col = self.col + m;
                self.rows[row].cells[col] = self.pasted(col, piece);
                let error = self.check_cell(row, col, false).err();
                self.rows[row].errors[col] = error;
            }
        }
        Ok(())
    }
    /// A pasted piece: the label of the option it names by label, code, or accent-free; else as it stands.
    fn pasted(&self, col: usize, piece: &str) -> String {
        let clean: String = text::line(piece).chars().take(limit::LINE).collect();
        let options = self.columns[col].options();
        let folded = text::fold(&clean);
        let found = pick::named(options, &clean).or_else(|| {
            let same: Vec<usize> =
                (0..options.len()).filter(|n| text::fold(&options[*n].1) == folded).collect();
            if same.len() == 1 { same.first().copied() } else { None }
        });
        found.map_or(clean, |n| options[n].1.clone())
    }

    fn check_cell(&self, row: usize, col: usize, whole: bool) -> Result<(), Problem> {
        let (column, value) = (&self.columns[col], &self.rows[row].cells[col]);
        if value.is_empty() {
            return if whole && column.required {
                Err(Problem::new("kit.error.cell")
                    .num("row", row as i64 + 1)
                    .with("column", Arg::Word(column.head)))
            } else {
                Ok(())
            };
        }
        let free = matches!(column.kind, Kind::Line | Kind::Combo { free: true, .. });
        if free || pick::named(column.options(), value).is_some() {
            return Ok(());
        }
        let problem = pick::unnamed(column.options(), value);
        if problem.key != "kit.error.unlisted" {
            return Err(problem);
        }
        Err(Problem::new("kit.error.cell_unlisted")
            .num("row", row as i64 + 1)
            .with("column", Arg::Word(column.head))
            .text("text", value))
    }
    /// Marks the cells that hold what no option is, as leaving them would; nothing missing is asked for yet.
    pub fn check(&mut self) {
        for row in 0..self.rows.len() {
            for col in 0..self.columns.len() {
                self.rows[row].errors[col] = self.check_cell(row, col, false).err();
            }
        }
    }
    /// Checks every row that holds something; marks the cells and moves to the first. True when all is well.
    pub fn validate(&mut self) -> bool {
        self.accept();
        let mut first = None;
        for row in 0..self.rows.len() {
            for col in 0..self.columns.len() {
                let error =
                    if self.rows[row].is_empty() { None } else { self.check_cell(row, col, true).err() };
                if error.is_some() && first.is_none() {
                    first = Some((row, col));
                }
                self.rows[row].errors[col] = error;
            }
        }
        if let Some((row, col)) = first {
            (self.row, self.col) = (row, col);
        }
        first.is_none()
    }
}
