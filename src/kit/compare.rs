//! Two forms of one record side by side: as it was opened, as it stands in the register now, as it is typed here.
//! Field by field and row by row; only what differs. Which side is taken is the user's choice, made in an overlay.
use super::form::Form;
use super::grid::Grid;
use super::input::{Field, Kind};
use crate::core::problem::Problem;

/// Which text is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// as it is typed here
    Mine,
    /// as it stands in the register now
    Theirs,
}

/// What a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// a field
    Field(&'static str),
    /// a row of the grid: its place here and in the register, where it is there
    Row {
        /// place among the rows here
        mine: Option<usize>,
        /// place among the rows of the register
        theirs: Option<usize>,
    },
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// what it is about
    pub key: Key,
    /// its label
    pub label: Problem,
    /// when the form was opened; `None`: there was no such row
    pub start: Option<String>,
    /// in the register now; `None`: no such row
    pub theirs: Option<String>,
    /// typed here; `None`: no such row
    pub mine: Option<String>,
    /// the side taken
    pub side: Side,
}

impl Line {
    /// Did both sides change it?
    pub fn both(&self) -> bool {
        self.start != self.theirs && self.start != self.mine
    }
}

/// All differences of a form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comparison {
    /// in the order of the form
    pub lines: Vec<Line>,
    /// the record was taken out meanwhile: what is typed here can only be written as a new one
    pub gone: bool,
}

impl Comparison {
    /// `mine` against a fresh form of the record as it stands; `None`: it was taken out.
    pub fn of(mine: &Form, theirs: Option<&Form>) -> Self {
        let Some(theirs) = theirs else { return Self { lines: Vec::new(), gone: true } };
        let mut lines: Vec<Line> = mine.fields.iter().filter_map(|field| field_line(field, theirs)).collect();
        if let (Some(a), Some(b)) = (mine.grid(), theirs.grid()) {
            lines.extend(grid_lines(a, b));
        }
        Self { lines, gone: false }
    }
    /// Did the other side change anything of what is typed here? Where it did not, there is nothing to choose.
    pub fn collides(&self) -> bool {
        self.gone || self.lines.iter().any(|l| l.start != l.theirs)
    }
    /// One value outside every form (a score cell).
    pub fn single(label: Problem, start: String, theirs: String, mine: String) -> Self {
        let key = Key::Field("");
        let line =
            Line { key, label, start: Some(start), theirs: Some(theirs), mine: Some(mine), side: Side::Mine };
        Self { lines: vec![line], gone: false }
    }
}

/// Is what `mine` was opened with still what the register holds?
pub fn still(mine: &Form, theirs: &Form) -> bool {
    let starts = |form: &Form| -> Vec<(&'static str, String)> {
        let given = form.fields.iter().filter(|f| !matches!(f.kind, Kind::Fixed(_)));
        given.map(|f| (f.id, f.start.clone())).collect()
    };
    starts(mine) == starts(theirs) && mine.grid().map(Grid::start_rows) == theirs.grid().map(Grid::start_rows)
}

/// The side to begin with: where only one of them changed something it is that one's; where both did, mine.
fn side<T: PartialEq>(start: &T, mine: &T) -> Side {
    if start == mine { Side::Theirs } else { Side::Mine }
}

fn field_line(mine: &Field, theirs: &Form) -> Option<Line> {
    let other = theirs.fields.iter().find(|f| f.id == mine.id && !mine.id.is_empty())?;
    let (own, now) = (mine.get(), other.get());
    let fixed = matches!(mine.kind, Kind::Fixed(_));
    if own == now || fixed || !(mine.shown || other.shown) {
        return None;
    }
    Some(Line {
        key: Key::Field(mine.id),
        label: Problem::new(mine.label),
        start: Some(said(mine, &mine.start)),
        theirs: Some(said(other, &now)),
        mine: Some(said(mine, &own)),
        side: side(&mine.start, &own),
    })
}

/// A value as it is read: the labels of its codes.
fn said(field: &Field, value: &str) -> String {
    let (Kind::Choice { options, .. } | Kind::Checks { options, .. }) = &field.kind else {
        return value.to_owned();
    };
    let label = |code: &str| options.iter().find(|o| o.0 == code).map_or(code.to_owned(), |o| o.1.clone());
    value.split(',').map(label).collect::<Vec<_>>().join(", ")
}

fn grid_lines(mine: &Grid, theirs: &Grid) -> Vec<Line> {
    let (own, now, start) = (mine.rows(), theirs.rows(), mine.start_rows());
    let text = |cells: &[String]| {
        let said: Vec<&str> = cells.iter().map(String::as_str).filter(|c| !c.is_empty()).collect();
        said.join(" · ")
    };
    let line = |m: Option<usize>, t: Option<usize>| {
        let of = |rows: &[(i64, Vec<String>)], n: Option<usize>| n.and_then(|n| rows.get(n)).cloned();
        let (a, b) = (of(&own, m), of(&now, t));
        let id = a.as_ref().or(b.as_ref()).map_or(0, |r| r.0);
        let was = start.iter().find(|r| id != 0 && r.0 == id).cloned();
        let cells = |row: &Option<(i64, Vec<String>)>| row.as_ref().map(|r| r.1.clone());
        if cells(&a) == cells(&b) || (cells(&was).is_none() && a.is_none() && b.is_none()) {
            return None;
        }
        let place = m.or(t).map_or(0, |n| n as i64 + 1);
        Some(Line {
            key: Key::Row { mine: m, theirs: t },
            label: Problem::new("kit.compare.row").num("n", place),
            start: was.as_ref().map(|r| text(&r.1)),
            theirs: b.as_ref().map(|r| text(&r.1)),
            mine: a.as_ref().map(|r| text(&r.1)),
            side: side(&cells(&was), &cells(&a)),
        })
    };
    let place = |rows: &[(i64, Vec<String>)], id: i64| rows.iter().position(|r| id != 0 && r.0 == id);
    // a row that is new here goes along without a question
    let known = own.iter().enumerate().filter(|(_, row)| row.0 != 0);
    let mut lines: Vec<Line> = known.filter_map(|(m, row)| line(Some(m), place(&now, row.0))).collect();
    lines.extend(
        now.iter()
            .enumerate()
            .filter(|(_, r)| place(&own, r.0).is_none())
            .filter_map(|(t, _)| line(None, Some(t))),
    );
    lines
}
