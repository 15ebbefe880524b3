//! A list pasted into the recipients' grid: columns found by their heads or by what stands in them, running numbers left
//! out, the sort carried down. What fits no known shape is pasted as it stands, from the caret.
use super::entry::Entry;
use super::rows::{self, GRID, NAME, SORT, UNIT};
use super::units::Units;
use crate::core::award::{Basis, RecipientKind};
use crate::core::person;
use crate::core::{limit, text};
use crate::kit::form::FormEvent;
use crate::kit::grid::Grid;
use crate::shelf::Shelf;

/// What a pasted column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// running numbers: left out
    Number,
    Sort,
    Rank,
    Name,
    Post,
    /// `Chức vụ, đơn vị`
    PostUnit,
    Unit,
}

/// How many lines above the heads may be a title of the list.
const TITLE: usize = 3;

impl Entry {
    /// A paste.
    pub(super) fn paste(&mut self, raw: &str, shelf: &Shelf) {
        let mut from = None;
        let mut text = raw.to_owned();
        if self.form.in_grid()
            && let Some(grid) = self.form.grid_mut()
        {
            let (row, col) = grid.at();
            from = Some(row);
            if col < 2
                && let Some(arranged) = arrange(raw, grid, &self.units)
            {
                grid.go(row, 0);
                text = arranged;
            }
        }
        if let FormEvent::Changed(id) = self.form.paste(&text) {
            self.react(id, shelf);
            if id == GRID {
                self.read_units();
                self.carry_sorts(from.unwrap_or_default(), text.lines().count());
            }
        }
        self.follow(shelf);
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

/// The pasted table with its columns in the order of the grid; `None` where its shape is not known.
fn arrange(raw: &str, grid: &Grid, units: &Units) -> Option<String> {
    if raw.len() > limit::PASTE || !raw.contains('\t') {
        return None;
    }
    let unified = raw.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<Vec<String>> = unified
        .lines()
        .map(|line| line.split('\t').map(text::line).collect::<Vec<_>>())
        .filter(|cells| cells.iter().any(|c| !c.is_empty()))
        .collect();
    let headed = lines.iter().take(TITLE + 1).position(|cells| is_head(cells));
    let (plan, body) = match headed {
        Some(at) => {
            (lines.get(at)?.iter().map(|c| head(c)).collect(), lines.get(at + 1..).unwrap_or_default())
        }
        None => (by_content(&lines, grid, units)?, lines.as_slice()),
    };
    let start = grid.at().0;
    let mut carried = grid.cell(start, SORT).to_owned();
    let mut out = Vec::new();
    for cells in body {
        let [mut sort, name, post, unit] = placed(cells, &plan, units);
        if sort.is_empty() {
            let counts = rows::read_sort(grid, &carried).is_some_and(|s| s.basis != Basis::Named);
            if counts && rows::count_of(&name).is_err() {
                carried.clear();
            }
            sort.clone_from(&carried);
        }
        if sort.is_empty() && out.is_empty() {
            sort = sort_above(grid, start, &name);
        }
        carried.clone_from(&sort);
        out.push([sort, name, post, unit].join("\t"));
    }
    (!out.is_empty()).then(|| out.join("\n"))
}

/// A pasted row as sort, name, post, unit.
fn placed(cells: &[String], plan: &[Option<Part>], units: &Units) -> [String; 4] {
    let [mut sort, mut rank, mut name, mut post, mut unit] = [const { String::new() }; 5];
    for (cell, part) in cells.iter().zip(plan) {
        match part {
            Some(Part::Sort) => sort.clone_from(cell),
            Some(Part::Rank) => rank.clone_from(cell),
            Some(Part::Name) => name.clone_from(cell),
            Some(Part::Post) => post.clone_from(cell),
            Some(Part::PostUnit) => {
                post.clone_from(cell);
                unit = units.read(cell).unwrap_or(unit);
            }
            Some(Part::Unit) => unit.clone_from(cell),
            Some(Part::Number) | None => {}
        }
    }
    [sort, rows::full_name(&rank, &name), post, unit]
}

/// A row of heads: two of them are known, and one is more than a running number.
fn is_head(cells: &[String]) -> bool {
    let known: Vec<Part> = cells.iter().filter_map(|c| head(c)).collect();
    known.len() >= 2 && known.iter().any(|p| matches!(p, Part::Name | Part::Unit))
}

/// What a head says stands under it.
fn head(cell: &str) -> Option<Part> {
    let folded = text::fold(cell);
    let starts = |all: &[&str]| all.iter().any(|w| folded.starts_with(w));
    let holds = |all: &[&str]| all.iter().any(|w| folded.contains(w));
    Some(match folded.as_str() {
        "stt" | "tt" | "so tt" | "so thu tu" => Part::Number,
        "loai" | "doi tuong" => Part::Sort,
        "cap bac" | "cap ham" | "quan ham" => Part::Rank,
        "ten" | "so luong" | "tap the, ca nhan" => Part::Name,
        _ if holds(&["ho ten", "ho va ten"]) || starts(&["ten "]) => Part::Name,
        _ if starts(&["chuc vu", "chuc danh"]) && holds(&["don vi"]) => Part::PostUnit,
        _ if starts(&["chuc vu", "chuc danh"]) => Part::Post,
        _ if starts(&["don vi"]) => Part::Unit,
        _ => return None,
    })
}

/// Columns without heads, by what stands in them: running numbers, sorts, ranks, units; the others in the grid's order.
fn by_content(lines: &[Vec<String>], grid: &Grid, units: &Units) -> Option<Vec<Option<Part>>> {
    let width = lines.iter().map(Vec::len).max()?;
    let column = |n: usize| -> Vec<&str> {
        let cells = lines.iter().filter_map(|cells| cells.get(n)).map(String::as_str);
        cells.filter(|c| !c.is_empty()).collect()
    };
    let all = |n: usize, test: &dyn Fn(&str) -> bool| {
        let cells = column(n);
        !cells.is_empty() && cells.iter().all(|c| test(c))
    };
    let whole = text::fold(&units.whole);
    let is_unit = |c: &str| {
        let folded = text::fold(c);
        units.read(c).is_some()
            || grid.code(UNIT, c).is_some()
            || (folded.len() > 6 && whole.starts_with(&folded))
    };
    let mut plan: Vec<Option<Part>> = vec![None; width];
    let set = |n: Option<usize>, part: Part, plan: &mut Vec<Option<Part>>| {
        if let Some(place) = n.and_then(|n| plan.get_mut(n)) {
            *place = Some(part);
        }
    };
    set(numbered(lines).then_some(0), Part::Number, &mut plan);
    let free = |plan: &[Option<Part>]| -> Vec<usize> {
        (0..width).filter(|n| plan.get(*n) == Some(&None)).collect()
    };
    let named_units = |n: &usize| column(*n).iter().filter(|c| is_unit(c)).count();
    let unit = free(&plan).into_iter().rev().max_by_key(named_units);
    set(unit.filter(|n| named_units(n) * 2 > column(*n).len()), Part::Unit, &mut plan);
    let sort = free(&plan).into_iter().find(|n| all(*n, &|c| rows::read_sort(grid, c).is_some()));
    set(sort, Part::Sort, &mut plan);
    if plan.iter().all(Option::is_none) {
        return None;
    }
    let ranks = |c: &str| matches!(person::split_rank(c), (Some(_), name) if name.is_empty());
    let rank = free(&plan).into_iter().find(|n| all(*n, &ranks));
    set(rank, Part::Rank, &mut plan);
    let mut left = vec![Part::Name, Part::Post];
    if !plan.contains(&Some(Part::Unit)) {
        left.push(Part::Unit);
    }
    for (n, part) in free(&plan).into_iter().zip(left) {
        set(Some(n), part, &mut plan);
    }
    Some(plan)
}

/// Is the first column one of running numbers, with words beside the first?
fn numbered(lines: &[Vec<String>]) -> bool {
    let number =
        |cells: &[String]| cells.first().and_then(|c| c.trim_end_matches(['.', ')']).parse::<usize>().ok());
    let words = |cells: &Vec<String>| cells.get(1).is_some_and(|c| c.chars().any(char::is_alphabetic));
    let Some(first) = lines.first().filter(|cells| words(cells)).and_then(|cells| number(cells)) else {
        return false;
    };
    lines.iter().enumerate().all(|(n, cells)| number(cells) == Some(first + n))
}
