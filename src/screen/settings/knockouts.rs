//! The knock-outs of the level sets: a list of the sets, each with the rules that lower a level whatever the points, in a
//! small grid. Whether they can strike is said by `core::level_check`.
use super::levels::{at, opened};
use super::part::{Came, Entries, Part, Subject};
use crate::core::act::Act;
use crate::core::catalogue::{Act as OfLists, UsedSet};
use crate::core::knockout::{Cause, Effect as Lowers, Knockout};
use crate::core::level::LevelSet;
use crate::core::level_check::{Flaw, check_knockouts};
use crate::core::number;
use crate::core::problem::Problem;
use crate::core::words::Words;
use crate::effect::Effect;
use crate::kit::form::{Field, Form};
use crate::kit::grid::{Grid, GridColumn};
use crate::kit::look::{Look, Role, Tone};
use crate::kit::table::{Cell, Column, Line};
use crate::shelf::Shelf;

const GRID: &str = "knockouts";
const CAUSES: [(Cause, &str, &str); 5] = [
    (Cause::LeaderDiscipline, "leader", "room.ko.cause_leader"),
    (Cause::StaffDiscipline, "staff", "room.ko.cause_staff"),
    (Cause::UnitDiscipline, "unit", "room.ko.cause_unit"),
    (Cause::Deduction, "deduction", "room.ko.cause_deduction"),
    (Cause::Manual, "manual", "room.ko.cause_manual"),
];
const CAP: &str = "room.ko.do_cap";
const DROP: &str = "room.ko.do_drop";
const NOT_FIRST: &str = "room.ko.do_not_first";
const DOES: [(&str, &str); 3] = [("cap", CAP), ("drop", DROP), ("not_first", NOT_FIRST)];

/// khống chế xếp loại
#[derive(Debug, Clone)]
pub(super) struct Knockouts;

/// What a rule limits or lowers by, as its cell says it: a level, or a number.
fn size(rule: &Knockout, set: &LevelSet) -> String {
    match rule.effect {
        Lowers::Cap { place } => set.levels.get(place).map(|l| l.name.clone()).unwrap_or_default(),
        Lowers::Drop { steps } => steps.to_string(),
        Lowers::NotFirst => String::new(),
    }
}

fn does(rule: &Knockout) -> &'static str {
    match rule.effect {
        Lowers::Cap { .. } => CAP,
        Lowers::Drop { .. } => DROP,
        Lowers::NotFirst => NOT_FIRST,
    }
}

/// Place, words and column of a rule in a sentence: `Lãnh đạo bị kỷ luật: không quá Khá`.
fn line(set: &LevelSet) -> String {
    set.knockouts.iter().map(|k| k.name.as_str()).collect::<Vec<_>>().join("; ")
}

fn form(shelf: &Shelf, set: LevelSet) -> Came {
    let words = &shelf.words;
    let said = |key: &str| words.get(key).to_owned();
    let causes = CAUSES.map(|(_, code, word)| (code.to_owned(), said(word))).to_vec();
    let does_what = DOES.map(|(code, word)| (code.to_owned(), said(word))).to_vec();
    // a level for a limit; a number may be typed as it is
    let levels = set.levels.iter().skip(1).map(|l| (l.id.to_string(), l.name.clone())).collect();
    let columns = vec![
        GridColumn::line("name", "room.ko.name").cells(16, 48).required(),
        GridColumn::combo("cause", "room.ko.cause", causes, false).cells(19, 26).required(),
        GridColumn::combo("does", "room.ko.does", does_what, false).cells(13, 18).required(),
        GridColumn::combo("size", "room.ko.size", levels, true).cells(10, 24),
        GridColumn::line("criterion", "room.ko.criterion").cells(7, 9).drop(1),
    ];
    let mut grid = Grid::new(GRID, columns);
    let row = |rule: &Knockout| {
        let cause = CAUSES.iter().find(|c| c.0 == rule.cause).map_or("", |c| c.2);
        let cells =
            vec![rule.name.clone(), said(cause), said(does(rule)), size(rule, &set), rule.criterion.clone()];
        (0, cells)
    };
    grid.fill(set.knockouts.iter().map(row).collect());
    grid.title(words.get("room.ko.title"), words.get("room.ko.keys"));
    let name = Field::fixed("set", "room.ko.set").value(&set.name);
    let how = Field::fixed("how", "room.ko.how").value(words.get("room.ko.how_text"));
    Came::form(Subject::Knockouts(set), Form::new(vec![name, how]).with_grid(grid))
}

/// The rules as typed, or the row, the column and the reason of the first that does not read.
fn typed(grid: &Grid, read: &LevelSet, words: &Words) -> Result<LevelSet, Flaw> {
    let mut knockouts = Vec::new();
    for (row, (_, cells)) in grid.rows().into_iter().enumerate() {
        let cell = |n: usize| cells.get(n).cloned().unwrap_or_default();
        let is = |key: &str, n: usize| words.get(key) == cell(n);
        let cause = CAUSES.iter().find(|c| is(c.2, 1)).map(|c| c.0).unwrap_or_default();
        let wrong = |key: &'static str| {
            let problem = Problem::new(key).num("row", row as i64 + 1).text("name", cell(0));
            Err(Flaw { row, column: "size", problem })
        };
        let text = cell(3);
        let effect = if is(CAP, 2) {
            match read.levels.iter().position(|l| l.name == text) {
                Some(place) => Lowers::Cap { place },
                None => return wrong("room.ko.e_level"),
            }
        } else if is(DROP, 2) {
            match number::parse_count(&text).ok().and_then(|n| usize::try_from(n).ok()) {
                Some(steps) => Lowers::Drop { steps },
                None => return wrong("room.ko.e_steps"),
            }
        } else if text.is_empty() {
            Lowers::NotFirst
        } else {
            return wrong("room.ko.e_size");
        };
        knockouts.push(Knockout { name: cell(0), cause, criterion: cell(4), effect });
    }
    let set = LevelSet { knockouts, ..read.clone() };
    check_knockouts(&set).map(|()| set)
}

impl Part for Knockouts {
    fn name(&self) -> &'static str {
        "room.se.knockouts"
    }
    fn about(&self) -> &'static str {
        "room.se.about_knockouts"
    }
    fn count(&self, shelf: &Shelf) -> Option<usize> {
        Some(shelf.lists().map_or(0, |l| l.sets.len()))
    }
    fn entries(&self, shelf: &Shelf, look: &Look) -> Option<Entries> {
        let sets = &shelf.lists()?.sets;
        let columns = vec![
            Column::flex(look.word("room.se.levels_name"), 18, 44),
            Column::fixed(look.word("room.ko.count"), 9).right(),
            Column::flex(look.word("room.ko.rules"), 12, 60).drop(1),
        ];
        let row = |u: &UsedSet| {
            let n = u.set.knockouts.len();
            let n = if n == 0 { look.glyphs.none.to_owned() } else { n.to_string() };
            Line::new(vec![
                Cell::from(u.set.name.clone()),
                Cell::from(n),
                Cell::new(Role::Muted, line(&u.set)),
            ])
        };
        Some(Entries { columns, lines: sets.iter().map(row).collect() })
    }
    fn detail(&self, shelf: &Shelf, look: &Look, n: usize) -> Option<(Role, String)> {
        let used = at(shelf, n)?;
        let said = line(&used.set);
        Some(look.detail(Tone::Plain, if said.is_empty() { look.word("room.ko.none") } else { &said }))
    }
    fn open(&self, shelf: &Shelf, n: usize) -> Came {
        opened(shelf, n, form)
    }
    fn save(&self, form: &mut Form, subject: &Subject, shelf: &Shelf) -> Vec<Effect> {
        let Subject::Knockouts(read) = subject else { return Vec::new() };
        let Some(grid) = form.grid() else { return Vec::new() };
        match typed(grid, read, &shelf.words) {
            Ok(set) => vec![Effect::Act(Act::Catalogue(OfLists::Levels(set)))],
            Err(flaw) => {
                let column = if matches!(flaw.column, "level" | "steps") { "size" } else { flaw.column };
                form.cell_error(flaw.row, column, flaw.problem);
                Vec::new()
            }
        }
    }
}
