//! A score table as a form: its settings, and its tree in a grid. What the texts mean, and what is wrong with them, `core::table`
//! says; here it is shown by its place.
use crate::core::award::Catalogue;
use crate::core::number::Points;
use crate::core::problem::Problem;
use crate::core::score::{Class, ScoreTable};
use crate::core::table::Flaw;
use crate::core::table::names::{Kind, Names};
use crate::core::table::typed::{self, Read, Row, Typed};
use crate::core::words::Words;
use crate::kit::form::{self as kit_form, Field, Form};
use crate::kit::grid::{self, Grid, GridColumn, RowMark};
use crate::kit::grid_tree::TREE_ROWS;
use crate::kit::keys::Row as Key;
use crate::kit::look::Role;
use crate::shelf::Shelf;

/// Id of the grid.
pub(super) const GRID: &str = "criteria";

/// Columns of the grid, in the order of its cells, with the words keys of their heads.
const COLUMNS: [(&str, &str); 7] = [
    ("level", "table.head_level"),
    ("code", "table.head_code"),
    ("text", "table.head_text"),
    ("points", "table.head_points"),
    ("kind", "table.head_kind"),
    ("how", "table.head_how"),
    ("hidden", "table.head_hidden"),
];

/// The key that goes to the next thing that is wrong.
pub(super) const SEEK: Key = Key::new(&["F7"], "room.tb.key_seek", 7, None);

/// A table that is being made: nothing but what is usual.
pub(super) fn blank(shelf: &Shelf) -> Form {
    let names = Names::new(&shelf.words);
    let typed = Typed {
        year: shelf.period.year.to_string(),
        by: first(&shelf.words, "table.by_total"),
        step: Points(50).typed(shelf.words.lang),
        formulas: names.word("table.formula_usual").to_owned(),
        rows: vec![Row {
            level: "1".to_owned(),
            code: "I".to_owned(),
            kind: shelf.words.get("table.kind_group").to_owned(),
            ..Row::default()
        }],
        ..Typed::default()
    };
    of(&typed, shelf)
}

/// A table of the register.
pub(super) fn made(table: &ScoreTable, shelf: &Shelf) -> Form {
    let names = Names::new(&shelf.words);
    let mut form = of(&Typed::of(table, &names, &catalogue(shelf)), shelf);
    form.focus(GRID);
    form
}

fn catalogue(shelf: &Shelf) -> Catalogue {
    shelf.lists().map(|l| l.catalogue.clone()).unwrap_or_default()
}

/// The first of the ways a word is written.
fn first(words: &Words, key: &str) -> String {
    words.get(key).split('|').next().unwrap_or_default().to_owned()
}

/// The form of these texts.
pub(super) fn of(typed: &Typed, shelf: &Shelf) -> Form {
    let words = &shelf.words;
    let names = Names::new(words);
    let option = |code: &str, key: &str| (code.to_owned(), first(words, key));
    let by = vec![option("total", "table.by_total"), option("rate", "table.by_rate")];
    let past = vec![option("no", "room.tb.past_no"), option("yes", "room.tb.past_yes")];
    let rate = names.rank_by(&typed.by) == Some(crate::core::score::RankBy::Rate);
    let lifts = names.yes(&typed.past) == Some(true);
    let fields = vec![
        Field::line("name", "room.tb.name").value(&typed.name).required().cells(50),
        Field::line("year", "room.tb.year").value(&typed.year).cells(6).hint("room.tb.hint_year"),
        Field::choice("by", "room.tb.by", by)
            .value(if rate { "rate" } else { "total" })
            .hint("room.tb.hint_by"),
        Field::line("step", "room.tb.step").value(&typed.step).cells(8).hint("room.tb.hint_step"),
        Field::choice("past", "room.tb.past", past).value(if lifts { "yes" } else { "no" }),
        Field::line("formulas", "room.tb.formulas").value(&typed.formulas).hint("room.tb.hint_formulas"),
        Field::line("ties", "room.tb.ties").value(&typed.ties).hint("room.tb.hint_ties"),
    ];
    let mut form = Form::new(fields).labels(20).folds(1).with_grid(tree(typed, &names, words));
    look_through(&mut form, shelf, false);
    form
}

fn tree(typed: &Typed, names: &Names, words: &Words) -> Grid {
    let kinds = Kind::ALL.map(|k| (k.code().to_owned(), words.get(k.word()).to_owned())).to_vec();
    let yes =
        vec![("yes".to_owned(), first(words, "table.yes")), ("no".to_owned(), first(words, "table.no"))];
    let line = |n: usize| GridColumn::line(COLUMNS[n].0, COLUMNS[n].1);
    let columns = vec![
        line(0).cells(3, 3),
        line(1).cells(5, 9),
        line(2).cells(22, 60),
        line(3).cells(6, 8),
        GridColumn::combo(COLUMNS[4].0, COLUMNS[4].1, kinds, true).cells(13, 13),
        line(5).cells(8, 20).drop(1),
        GridColumn::choice(COLUMNS[6].0, COLUMNS[6].1, yes).cells(4, 5).drop(2),
    ];
    let mut grid = Grid::new(GRID, columns).tree("level", "text", "room.tb.sum");
    let row = |row: &Row| {
        let kind = names.kind(&row.kind).map_or_else(|| row.kind.clone(), |k| words.get(k.word()).to_owned());
        let hidden = match names.yes(&row.hidden) {
            Some(true) => first(words, "table.yes"),
            Some(false) => String::new(),
            None => row.hidden.clone(),
        };
        let texts = [&row.level, &row.code, &row.text, &row.points, &kind, &row.how, &hidden];
        (row.id, texts.map(Clone::clone).to_vec())
    };
    grid.fill(typed.rows.iter().map(row).collect());
    grid
}

/// The texts of the form.
fn texts(form: &Form) -> Typed {
    let row = |(id, cells): (i64, Vec<String>)| {
        let mut cells = cells.into_iter();
        let mut next = || cells.next().unwrap_or_default();
        Row {
            id,
            level: next(),
            code: next(),
            text: next(),
            points: next(),
            kind: next(),
            how: next(),
            hidden: next(),
        }
    };
    Typed {
        name: form.text("name"),
        year: form.text("year"),
        by: form.code("by").unwrap_or_default(),
        step: form.text("step"),
        past: if form.code("past").as_deref() == Some("yes") { "x".to_owned() } else { String::new() },
        formulas: form.text("formulas"),
        ties: form.text("ties"),
        rows: form.grid().map(Grid::rows).unwrap_or_default().into_iter().map(row).collect(),
        ..Typed::default()
    }
}

/// What texts mean in this register, and their size in a few words.
pub(super) fn read(typed: &Typed, shelf: &Shelf) -> (Read, String) {
    let read = typed.read(&Names::new(&shelf.words), &catalogue(shelf));
    let groups = read.table.groups().filter(|c| c.rule.is_none()).count().to_string();
    let leaves = read.table.leaves().count().to_string();
    // what is wrong may be too large to be added up
    let sum = read
        .table
        .leaves()
        .filter(|c| c.class == Class::Main)
        .fold(0_i64, |n, c| n.saturating_add(c.maximum.0));
    let points = Points(sum).short(shelf.words.lang);
    let size = [("groups", &*groups), ("leaves", &*leaves), ("points", &*points)];
    let said = shelf.words.fill("room.tb.size", &size);
    (read, said)
}

/// A sentence with its place in front where it has none of its own: those of numbers are said everywhere.
pub(super) fn placed(problem: &Problem, words: &Words) -> Problem {
    let has = |name| problem.args.iter().any(|(n, _)| *n == name);
    if problem.key.starts_with("problem.table.") || !has("row") || !has("column") {
        return problem.clone();
    }
    Problem { key: "room.tb.cell", args: problem.args.clone() }.text("what", words.say(problem))
}

/// Sums, size and what is wrong brought up to the texts of now. `mark`: every place that is wrong is marked; else only
/// where something was marked before.
pub(super) fn look_through(form: &mut Form, shelf: &Shelf, mark: bool) {
    let (read, size) = read(&texts(form), shelf);
    let hint = match read.flaws.len() {
        0 => shelf.words.get("room.tb.keys").to_owned(),
        n => shelf.words.fill("room.tb.flaws", &[("n", &n.to_string())]),
    };
    let Some(grid) = form.grid_mut() else { return };
    grid.title(size, hint);
    let marks = marks(grid, &read.table, shelf);
    grid.mark(marks);
    if mark || grid.has_errors() {
        point(grid, &read.flaws);
    }
}

/// Marks the cells of these flaws, and no other.
fn point(grid: &mut Grid, flaws: &[Flaw]) {
    grid.check();
    for flaw in flaws {
        if let Some(row) = flaw.row {
            grid.error(row, flaw.column, flaw.problem.clone());
        }
    }
}

fn marks(grid: &Grid, table: &ScoreTable, shelf: &Shelf) -> Vec<RowMark> {
    let mut marks = vec![RowMark::default(); grid.len()];
    for (place, c) in grid.filled().into_iter().zip(&table.criteria) {
        let Some(mark) = marks.get_mut(place) else { continue };
        mark.indent = 2 * (typed::depth(table, c) as u16).saturating_sub(1);
        mark.strong = c.rule.is_none();
        if c.rule.is_some() {
            continue;
        }
        let down = c.class == Class::Deduction;
        let amount = |points: (Points, Points)| if down { points.0 } else { points.1 };
        let inside = table.criteria.iter().filter(|k| k.parent == Some(c.id));
        let sum = inside.fold(0_i64, |n, k| n.saturating_add(amount((k.minimum, k.maximum)).0));
        let own = amount((c.minimum, c.maximum)).0;
        let cap = c.parent.is_none() && c.class != Class::Main;
        mark.note = Points(sum).short(shelf.words.lang);
        mark.role = if cap || sum == own { Role::Muted } else { Role::Bad };
    }
    marks
}

/// The first thing wrong with the form as it stands.
pub(super) fn first_flaw(form: &Form, shelf: &Shelf) -> Option<Problem> {
    form.grid()?;
    let (read, _) = read(&texts(form), shelf);
    read.flaws.first().map(|flaw| placed(&flaw.problem, &shelf.words))
}

/// To the next thing that is wrong behind the caret, else to the first; every place is marked.
pub(super) fn next_flaw(form: &mut Form, shelf: &Shelf) {
    let Some(grid) = form.grid_mut() else { return };
    grid.accept();
    let (here, inside) = (grid.at().0, form.in_grid());
    let (read, _) = read(&texts(form), shelf);
    look_through(form, shelf, true);
    let Some(grid) = form.grid() else { return };
    let filled = grid.filled();
    let place =
        |flaw: &&Flaw| flaw.row.and_then(|row| filled.get(row)).is_some_and(|at| !inside || *at > here);
    if let Some(flaw) = read.flaws.iter().find(place).or(read.flaws.first()) {
        let flaw = flaw.clone();
        go(form, &flaw);
    }
}

/// The caret to the place of a flaw.
fn go(form: &mut Form, flaw: &Flaw) {
    match flaw.row {
        Some(row) => form.go_to_cell(row, flaw.column),
        None if flaw.column == "rows" => form.focus(GRID),
        None => {
            form.error(flaw.column, flaw.problem.clone());
            form.focus(flaw.column);
        }
    }
}

/// The table to be written; nothing where something is wrong: the first place is shown.
pub(super) fn settled(form: &mut Form, there: &ScoreTable, shelf: &Shelf) -> Option<ScoreTable> {
    let (read, _) = read(&texts(form), shelf);
    if let Some(flaw) = read.flaws.first() {
        look_through(form, shelf, true);
        go(form, flaw);
        return None;
    }
    let table = ScoreTable { id: there.id, rev: there.rev, ..read.table };
    // a row of a table that is not this one's is new
    let known = |id: i64| there.criterion(id).is_some();
    let fresh = |id: i64| if known(id) { id } else { -id.abs() };
    let criteria = table.criteria.iter().map(|c| crate::core::score::Criterion {
        id: fresh(c.id),
        parent: c.parent.map(fresh),
        ..c.clone()
    });
    Some(ScoreTable { criteria: criteria.collect(), ..table.clone() })
}

/// Keys of the form: in the tree those of the grid and its own.
pub(super) fn rows(form: &Form) -> Vec<Key> {
    if form.grid().is_none() || !form.in_grid() {
        return kit_form::ROWS.iter().cloned().chain(form.grid().map(|_| SEEK)).collect();
    }
    grid::ROWS.iter().chain(TREE_ROWS).cloned().chain([SEEK]).collect()
}
