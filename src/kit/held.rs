//! A form's texts taken out and put back: for drafts, and for going on over a record that somebody else changed.
//! Says nothing of what the texts mean.
use super::compare::{Comparison, Key, Side};
use super::form::Form;
use super::grid::{Grid, GridRow};
use super::input::{Field, Kind};
use crate::core::draft::Texts;

type Row = (i64, Vec<String>);

fn texts(rows: &[GridRow]) -> Vec<Row> {
    rows.iter().filter(|r| !r.is_empty()).map(|r| (r.id, r.cells.clone())).collect()
}

impl Grid {
    /// The rows it began with, those that hold something.
    pub(super) fn start_rows(&self) -> Vec<Row> {
        texts(&self.start)
    }
    /// Other rows, as the user's own change; what it began with stays.
    pub(super) fn put(&mut self, rows: &[Row]) {
        self.editor = None;
        self.rows = self.made(rows);
        if self.rows.is_empty() {
            self.rows.push(self.blank());
        }
        (self.row, self.col) = (0, 0);
        self.past.clear();
        self.future.clear();
    }
    fn made(&self, rows: &[Row]) -> Vec<GridRow> {
        rows.iter().map(|(id, cells)| GridRow::new(*id, cells.clone(), self.columns.len())).collect()
    }
}

impl Field {
    /// Has it a value that the user gives?
    fn given(&self) -> bool {
        !self.id.is_empty() && !matches!(self.kind, Kind::Fixed(_))
    }
}

impl Form {
    /// Its texts, for a draft.
    pub fn hold(&self) -> Texts {
        let given = || self.fields.iter().filter(|f| f.given());
        let grid = self.grid();
        Texts {
            fields: given().map(|f| (f.id.to_owned(), f.get())).collect(),
            start: given().map(|f| (f.id.to_owned(), f.start.clone())).collect(),
            rows: grid.map(Grid::rows).unwrap_or_default(),
            start_rows: grid.map(Grid::start_rows).unwrap_or_default(),
            at: self.focused().to_owned(),
            cell: grid.map(Grid::at).unwrap_or_default(),
        }
    }
    /// Puts a draft back: what it began with, what was typed, the caret. Fields the form does not have are left out.
    pub fn put_back(&mut self, held: &Texts) {
        for field in self.fields.iter_mut().filter(|f| f.given()) {
            let of = |list: &[(String, String)]| {
                list.iter().find(|(id, _)| id == field.id).map(|(_, v)| v.clone())
            };
            let (start, value) = (of(&held.start), of(&held.fields));
            if let Some(start) = start {
                field.set(&start);
                field.start = field.get();
            }
            if let Some(value) = value {
                field.set(&value);
            }
        }
        if let Some(grid) = &mut self.grid {
            grid.put(&held.rows);
            grid.start = grid.made(&held.start_rows);
            grid.go(held.cell.0, held.cell.1);
        }
        self.focus(&held.at);
    }
    /// Goes on over what the register holds now: this form is a fresh one of the record, `mine` the user's; where the two
    /// differ it takes the side chosen. What nobody was asked about is equal on both sides, or not shown.
    pub fn blend(&mut self, mine: &Form, chosen: &Comparison) {
        let side = |id: &str| {
            chosen
                .lines
                .iter()
                .find(|l| matches!(l.key, Key::Field(f) if f == id))
                .map_or(Side::Mine, |l| l.side)
        };
        for field in self.fields.iter_mut().filter(|f| f.given()) {
            if let Some(own) = mine.fields.iter().find(|f| f.id == field.id)
                && side(field.id) == Side::Mine
                && own.get() != field.get()
            {
                field.set(&own.get());
            }
        }
        if let (Some(grid), Some(own)) = (&mut self.grid, mine.grid()) {
            let rows = blended(&grid.rows(), &own.rows(), chosen);
            if rows != grid.rows() {
                grid.put(&rows);
            }
            grid.go(own.at().0, own.at().1);
        }
        self.focus(mine.focused());
    }
}

/// Rows of both sides by the choices: in the order of the register, then what is only mine.
fn blended(theirs: &[Row], mine: &[Row], chosen: &Comparison) -> Vec<Row> {
    let choice = |m: Option<usize>, t: Option<usize>| {
        let is = |key: Key| matches!(key, Key::Row { mine, theirs } if mine == m && theirs == t);
        chosen.lines.iter().find(|l| is(l.key)).map_or(Side::Mine, |l| l.side)
    };
    let mut rows = Vec::new();
    for (t, row) in theirs.iter().enumerate() {
        let m = mine.iter().position(|r| r.0 == row.0);
        match (choice(m, Some(t)), m.and_then(|m| mine.get(m))) {
            (Side::Theirs, _) => rows.push(row.clone()),
            (Side::Mine, Some(own)) => rows.push(own.clone()),
            (Side::Mine, None) => {}
        }
    }
    for (m, row) in mine.iter().enumerate() {
        let there = row.0 != 0 && theirs.iter().any(|t| t.0 == row.0);
        if !there && choice(Some(m), None) == Side::Mine {
            // what somebody took out and I keep is written anew
            rows.push((0, row.1.clone()));
        }
    }
    rows
}
