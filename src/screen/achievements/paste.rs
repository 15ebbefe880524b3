//! A paste into the decision's form: a list opens the preview; a column under posts or units fills cells from the caret; a
//! text goes into its field. What a list says is read by `core::list`.
use super::entry::Entry;
use super::preview::Preview;
use super::rows::{self, GRID, NAME, SORT, UNIT};
use crate::core::award::{Basis, RecipientKind};
use crate::core::draft::Pasted;
use crate::core::list::{self, List};
use crate::effect::Effect;
use crate::kit::form::FormEvent;
use crate::kit::grid::Grid;
use crate::shelf::Shelf;

impl Entry {
    /// A paste.
    pub(super) fn paste(&mut self, raw: &str, shelf: &Shelf) -> Vec<Effect> {
        if self.preview.is_some() || self.form.reading().is_some() {
            return Vec::new();
        }
        if list::is_list(raw) && !self.column(raw) {
            match list::read(raw, self.units.offered()) {
                Err(problem) => return vec![Effect::Say(problem)],
                Ok(list) if self.form.in_grid() || many(&list) => {
                    self.look_through(list, Pasted { raw: raw.to_owned(), steps: Vec::new() });
                    return Vec::new();
                }
                Ok(_) => {}
            }
        }
        let from = self.form.grid().filter(|_| self.form.in_grid()).map(|g| g.at().0);
        if let FormEvent::Changed(id) = self.form.paste(raw) {
            self.react(id, shelf);
            if id == GRID {
                self.read_units();
                self.carry_sorts(from.unwrap_or_default(), raw.lines().count());
            }
        }
        self.follow(shelf);
        Vec::new()
    }

    /// Opens the preview of a list, with what was decided about it before.
    fn look_through(&mut self, list: List, pasted: Pasted) {
        let there = self.form.grid().map(|g| rows::named(g, &self.units)).unwrap_or_default();
        let held =
            self.form.grid().map_or(0, |g| g.rows().iter().filter(|(_, t)| !rows::says_nothing(t)).count());
        self.preview = Some(Box::new(Preview::new(list, pasted, there, held)));
    }

    /// The list that was being looked through when the program was killed comes back as it was.
    pub(super) fn look_again(&mut self, pasted: Option<&Pasted>) {
        let Some(pasted) = pasted else { return };
        if let Ok(list) = list::read(&pasted.raw, self.units.offered()) {
            self.look_through(list, pasted.clone());
        }
    }

    /// Is it a column for the cells under the caret: posts or units, not more of them than there are columns?
    fn column(&self, raw: &str) -> bool {
        let Some(grid) = self.form.grid().filter(|_| self.form.in_grid()) else { return false };
        let col = grid.at().1;
        let widest = raw.lines().map(|l| l.split('\t').count()).max().unwrap_or(0);
        col >= 2 && widest <= 4 - col.min(4)
    }

    /// Units as a pasted sheet writes them become those of the list.
    fn read_units(&mut self) {
        let Some(grid) = self.form.grid_mut() else { return };
        for row in 0..grid.at().0 + grid.rows().len() {
            let text = grid.cell(row, UNIT).to_owned();
            if grid.code(UNIT, &text).is_none()
                && let Some(label) = self.units.read(&text)
            {
                grid.set(row, UNIT, &label);
            }
        }
    }

    /// A pasted row without its sort is of the sort of the row above; the first is an individual.
    fn carry_sorts(&mut self, from: usize, count: usize) {
        let Some(grid) = self.form.grid_mut() else { return };
        for row in from..from + count {
            if grid.cell(row, SORT).is_empty() && !grid.cell(row, NAME).is_empty() {
                let sort = sort_above(grid, row, grid.cell(row, NAME));
                grid.set(row, SORT, &sort);
            }
        }
    }
}

/// In a field of the head only what is plainly a list is taken for one: a subject may run over two lines.
fn many(list: &List) -> bool {
    list.rows.iter().filter(|r| r.doubts.is_empty()).count() >= 2
}

/// The sort a row goes on with: that of the row above, but a name is never a count.
fn sort_above(grid: &Grid, row: usize, name: &str) -> String {
    let above = row.checked_sub(1).map(|above| grid.cell(above, SORT)).unwrap_or_default();
    let counts = rows::read_sort(grid, above).map(|s| s.basis != Basis::Named);
    match counts {
        Some(false) => above.to_owned(),
        Some(true) if rows::count_of(name).is_ok() => above.to_owned(),
        _ => {
            let person = rows::sort_of(RecipientKind::Individual, Basis::Named);
            grid.label(SORT, person.code).unwrap_or_default().to_owned()
        }
    }
}
