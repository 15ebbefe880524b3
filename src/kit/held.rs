//! A form's texts taken out and put back: for drafts, and for going on over a record that somebody else changed.
//! Says nothing of what the texts mean.
use super::compare::{Comparison, Key, Side};
use super::form::Form;
use super::grid::{Grid, GridRow};
use super::input::{Field, Kind};
use super::pick::{Choice, meant, named};
use crate::core::draft::Texts;

type Row = (i64, Vec<String>);

fn texts(rows: &[GridRow]) -> Vec<Row> {
    rows.iter().filter(|r| !r.is_empty()).map(|r| (r.id, r.cells.clone())).collect()
}

/// The label of the one option that a text not yet taken can only mean.
fn label_meant(options: &[Choice], text: &str) -> Option<String> {
    if named(options, text).is_some() {
        return None;
    }
    meant(options, text).and_then(|n| options.get(n)).map(|o| o.1.clone())
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
    /// What was being typed under the caret means its one option, as it would have when the cell was left.
    fn mean(&mut self) {
        let (row, col) = (self.row, self.col);
        let Some(column) = self.columns.get(col).filter(|c| !c.is_free()) else { return };
        let cell = self.rows.get(row).and_then(|r| r.cells.get(col)).cloned().unwrap_or_default();
        if let Some(label) = label_meant(column.options(), &cell)
            && let Some(slot) = self.rows.get_mut(row).and_then(|r| r.cells.get_mut(col))
        {
            *slot = label;
        }
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
            grid.mean();
        }
        self.focus(&held.at);
        if let Some(field) = self.fields.get_mut(self.at)
            && let Kind::Combo(combo) = &field.kind
            && !combo.is_free()
            && let Some(label) = label_meant(combo.options(), &combo.text())
        {
            field.set(&label);
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::date::Date;
    use crate::core::text;
    use crate::kit::grid_column::GridColumn;
    use proptest::prelude::*;

    /// A form of every kind of field, with a grid.
    fn form() -> Form {
        let options = || vec![("a".to_owned(), "Anh".to_owned()), ("b".to_owned(), "Bình".to_owned())];
        let days = (Date::constant(2021, 1, 1), Date::constant(2021, 12, 31));
        let fields = vec![
            Field::line("line", "x").value("cũ"),
            Field::block("block", "x", 3).value("một\nhai"),
            Field::choice("choice", "x", options()).value("a"),
            Field::checks("checks", "x", options()).value("b"),
            Field::combo("combo", "x", options(), true).value("b"),
            Field::date("date", "x", days).value("01/02/2021"),
            Field::count("count", "x").value("?"),
            Field::points("points", "x").value("12,5"),
            Field::fixed("fixed", "x").value("suy ra"),
        ];
        let columns = vec![GridColumn::choice("sort", "x", options()), GridColumn::line("name", "x")];
        let mut grid = Grid::new("grid", columns);
        grid.fill(vec![(7, vec!["Anh".into(), "Lê An".into()]), (9, vec!["Bình".into(), "Lê Ba".into()])]);
        Form::new(fields).with_grid(grid)
    }

    const LINES: [&str; 5] = ["line", "combo", "date", "count", "points"];

    proptest! {
        /// Whatever is typed: put into a fresh form the draft gives the same form, by way of the register's own text.
        #[test]
        fn any_draft_comes_back_as_it_was(
            texts in proptest::collection::vec("[a-zđếỗ 0-9,./?\\-]{0,20}", 5),
            block in "[a-zế\n ]{0,40}", choice in 0..3_usize, ticks in 0..4_usize, at in 0..10_usize,
            rows in proptest::collection::vec((0..3_i64, "[a-zế ]{0,9}", "[a-zế ]{0,9}"), 0..6),
        ) {
            let mut typed = form();
            for (id, text) in LINES.iter().zip(&texts) {
                typed.set(id, text);
            }
            typed.set("block", &block);
            typed.set("choice", ["a", "b", ""][choice]);
            typed.set("checks", ["", "a", "b", "a,b"][ticks]);
            if let Some(grid) = &mut typed.grid {
                let rows: Vec<Row> =
                    rows.into_iter().map(|(id, a, b)| (id, vec![text::line(&a), text::line(&b)])).collect();
                grid.put(&rows);
            }
            let ids: Vec<String> = typed.fields.iter().map(|f| f.id.to_owned()).chain(["grid".to_owned()]).collect();
            typed.focus(&ids[at]);
            let held = typed.hold();
            let json = serde_json::to_string(&held).unwrap();
            let mut back = form();
            back.put_back(&serde_json::from_str(&json).unwrap());
            let again = back.hold();
            prop_assert_eq!(&again.fields, &held.fields);
            prop_assert_eq!(&again.start, &held.start);
            prop_assert_eq!(&again.start_rows, &held.start_rows);
            prop_assert_eq!(&again.at, &held.at);
            // the cell under the caret may mean its one option by now; all others stand as typed
            let others = |rows: &[Row]| -> Vec<Row> {
                rows.iter().enumerate().filter(|(n, _)| *n != held.cell.0).map(|(_, r)| r.clone()).collect()
            };
            prop_assert_eq!(others(&again.rows), others(&held.rows));
            prop_assert_eq!(back.changed(), typed.changed());
        }
    }

    #[test]
    fn two_versions_become_one_by_the_choices() {
        let (mut mine, mut theirs) = (form(), form());
        mine.set("line", "của tôi");
        theirs.set("line", "của kia");
        theirs.set("count", "5");
        if let (Some(a), Some(b)) = (&mut mine.grid, &mut theirs.grid) {
            a.put(&[(7, vec!["Anh".into(), "Lê An A".into()]), (0, vec!["Anh".into(), "mới".into()])]);
            b.put(&[(7, vec!["Anh".into(), "Lê An".into()]), (9, vec!["Bình".into(), "Lê Ba B".into()])]);
        }
        theirs.clean();
        let chosen = Comparison::of(&mine, Some(&theirs));
        assert!(chosen.collides());
        let sides: Vec<(Key, Side)> = chosen.lines.iter().map(|l| (l.key, l.side)).collect();
        assert_eq!(
            sides,
            [
                (Key::Field("line"), Side::Mine),
                (Key::Field("count"), Side::Theirs),
                (Key::Row { mine: Some(0), theirs: Some(0) }, Side::Mine),
                (Key::Row { mine: None, theirs: Some(1) }, Side::Mine),
            ]
        );
        assert!(chosen.lines[0].both() && chosen.lines[3].both() && !chosen.lines[1].both());
        let mut one = theirs.clone();
        one.blend(&mine, &chosen);
        assert_eq!((one.text("line").as_str(), one.text("count").as_str()), ("của tôi", "5"));
        let names =
            |form: &Form| -> Vec<String> { form.hold().rows.iter().map(|r| r.1[1].clone()).collect() };
        assert_eq!(names(&one), ["Lê An A", "mới"], "the row taken out here stays out");
        let mut all = chosen.clone();
        all.lines.iter_mut().for_each(|l| l.side = Side::Theirs);
        let mut other = theirs.clone();
        other.blend(&mine, &all);
        assert_eq!(other.text("line"), "của kia");
        assert_eq!(names(&other), ["Lê An", "Lê Ba B", "mới"]);
    }
}
