//! What is wrong in a grid, at its cell: marked, counted, and the caret put there. Rows are named as `Grid::rows` counts them.
use super::form::Form;
use super::grid::{Grid, GridRow};
use crate::core::problem::Problem;

impl Grid {
    /// Which of all rows hold something: their places, in the order of `rows()`.
    pub fn filled(&self) -> Vec<usize> {
        let typed = self.typed().is_some_and(|t| !t.is_empty());
        let holds =
            |(at, row): (usize, &GridRow)| (!row.is_empty() || (typed && at == self.row)).then_some(at);
        self.rows.iter().enumerate().filter_map(holds).collect()
    }
    /// Marks a cell with an error; the text stays. `row` counts the rows that hold something, as `rows()` does.
    pub fn error(&mut self, row: usize, id: &str, problem: Problem) {
        let at = self.filled().get(row).copied();
        let cell = at.zip(self.column(id)).and_then(|(at, col)| self.rows.get_mut(at)?.errors.get_mut(col));
        if let Some(cell) = cell {
            *cell = Some(problem);
        }
    }
    /// Puts the caret into a cell: `row` as `rows()` counts, the column by its id. A column that is not there is the first.
    pub fn point(&mut self, row: usize, id: &str) {
        let at = self.filled().get(row).copied().unwrap_or(row);
        self.go(at, self.column(id).unwrap_or(0));
    }
    /// Is any cell marked?
    pub fn has_errors(&self) -> bool {
        self.rows.iter().any(|r| r.errors.iter().any(Option::is_some))
    }
}

impl Form {
    /// Puts the caret into a cell of the form's grid, see [`Grid::point`].
    pub fn go_to_cell(&mut self, row: usize, column: &str) {
        let Some(grid) = self.grid_mut() else { return };
        grid.point(row, column);
        let id = grid.id();
        self.focus(id);
    }
    /// Marks a cell of the form's grid and puts the caret there.
    pub fn cell_error(&mut self, row: usize, column: &str, problem: Problem) {
        if let Some(grid) = self.grid_mut() {
            grid.error(row, column, problem);
        }
        self.go_to_cell(row, column);
    }
}
