//! The level sets: a list, each set a name and a small grid of levels. A set of a locked period is copied, not changed.
use super::part::{Came, Entries, Part, Subject, used_in};
use super::scoring::levels_line;
use crate::core::act::Act;
use crate::core::catalogue::{self, Act as OfLists, Sample, UsedSet};
use crate::core::knockout::Effect as Lowers;
use crate::core::level::{Level, LevelSet, Measure, QuotaBase, Tint};
use crate::core::level_check::{self, Flaw};
use crate::core::number::Points;
use crate::core::problem::{Arg, Problem};
use crate::core::sample;
use crate::core::text;
use crate::core::words::Words;
use crate::effect::{Answer, Effect, Question};
use crate::kit::form::{Field, Form};
use crate::kit::grid::{Grid, GridColumn};
use crate::kit::look::{Look, Role, Tone};
use crate::kit::table::{Cell, Column, Line};
use crate::shelf::Shelf;

const GRID: &str = "levels";
const TINTS: [(&str, &str, Tint); 5] = [
    ("good", "room.se.tint_good", Tint::Good),
    ("accent", "room.se.tint_accent", Tint::Accent),
    ("text", "room.se.tint_text", Tint::Text),
    ("warn", "room.se.tint_warn", Tint::Warn),
    ("bad", "room.se.tint_bad", Tint::Bad),
];

const MEASURES: [(&str, &str); 2] = [("rate", "room.se.measure_rate"), ("total", "room.se.measure_total")];
const BASES: [(&str, &str); 3] = [
    ("classified", "room.se.base_classified"),
    ("ranked", "room.se.base_ranked"),
    ("roster", "room.se.base_roster"),
];
const NESTED: [(&str, &str); 2] = [("no", "room.se.nested_no"), ("yes", "room.se.nested_yes")];

fn measure_code(measure: Measure) -> &'static str {
    if measure == Measure::Rate { "rate" } else { "total" }
}

fn base_code(base: QuotaBase) -> &'static str {
    match base {
        QuotaBase::Classified => "classified",
        QuotaBase::Ranked => "ranked",
        QuotaBase::Roster => "roster",
    }
}

/// The set as the fields over the grid say.
fn with_fields(form: &Form, read: &LevelSet) -> LevelSet {
    let code = |id| form.code(id).unwrap_or_default();
    LevelSet {
        name: form.text("name"),
        measure: if code("measure") == "total" { Measure::Total } else { Measure::Rate },
        base: match code("base").as_str() {
            "ranked" => QuotaBase::Ranked,
            "roster" => QuotaBase::Roster,
            _ => QuotaBase::Classified,
        },
        nested: code("nested") == "yes",
        ..read.clone()
    }
}

/// mức xếp loại
#[derive(Debug, Clone)]
pub(super) struct Levels;

/// The set of this place in the list.
pub(super) fn at(shelf: &Shelf, at: usize) -> Option<&UsedSet> {
    shelf.lists()?.sets.get(at)
}

/// Opens the set of this place in a form; what a locked period stands on is not changed.
pub(super) fn opened(shelf: &Shelf, n: usize, form: fn(&Shelf, LevelSet) -> Came) -> Came {
    let Some(used) = at(shelf, n) else { return Came::nothing() };
    match used.locked {
        Some(key) => Came::say(
            Problem::new("problem.levels_locked")
                .text("name", used.set.name.clone())
                .with("period", Arg::Period(key)),
        ),
        None => form(shelf, used.set.clone()),
    }
}

fn lay(act: OfLists) -> Came {
    Came::Do(vec![Effect::Act(Act::Catalogue(act))])
}

fn form(shelf: &Shelf, set: LevelSet) -> Came {
    let words = &shelf.words;
    let tints = TINTS.map(|t| (t.0.to_owned(), words.get(t.1).to_owned())).to_vec();
    let columns = vec![
        GridColumn::line("name", "room.se.level").cells(14, 30).required(),
        GridColumn::line("minimum", "room.se.from").cells(6, 8),
        GridColumn::line("quota", "room.se.quota").cells(8, 10),
        GridColumn::choice("tint", "room.se.tint", tints).cells(10, 14).drop(1),
    ];
    let mut grid = Grid::new(GRID, columns);
    let percent = |p: Option<Points>| p.map(|p| p.short(words.lang)).unwrap_or_default();
    let row = |l: &Level| {
        let tint = TINTS.iter().find(|t| t.2 == l.tint).map_or("", |t| t.1);
        let cells = vec![l.name.clone(), percent(l.minimum), percent(l.quota), words.get(tint).to_owned()];
        (l.id, cells)
    };
    grid.fill(set.levels.iter().map(row).collect());
    grid.title(words.get("room.se.levels_title"), words.get("room.se.levels_keys"));
    let said = |all: &[(&str, &'static str)]| -> Vec<(String, String)> {
        all.iter().map(|(code, word)| ((*code).to_owned(), words.get(word).to_owned())).collect()
    };
    let (measure, base) = (measure_code(set.measure), base_code(set.base));
    let fields = vec![
        Field::line("name", "room.se.levels_name").value(&set.name).required(),
        Field::choice("measure", "room.se.measure", said(&MEASURES))
            .value(measure)
            .hint("room.se.hint_measure"),
        Field::combo("base", "room.se.base", said(&BASES), false).value(base).required().cells(44),
        Field::choice("nested", "room.se.nested", said(&NESTED))
            .value(if set.nested { "yes" } else { "no" })
            .hint("room.se.hint_nested"),
    ];
    Came::form(Subject::Levels(set), Form::new(fields).with_grid(grid))
}

/// The levels as typed, or the row, the column and the reason of the first that does not read.
fn typed(grid: &Grid, read: &LevelSet, words: &Words) -> Result<LevelSet, Flaw> {
    let rows = grid.rows();
    let cell = |cells: &Vec<String>, n: usize| cells.get(n).cloned().unwrap_or_default();
    let minima: Vec<(String, String)> =
        rows.iter().map(|(_, cells)| (cell(cells, 0), cell(cells, 1))).collect();
    let minima = level_check::read_minima(&minima, read.measure)?;
    let mut levels = Vec::new();
    for (row, ((id, cells), minimum)) in rows.iter().zip(minima).enumerate() {
        let text = cell(cells, 2).trim_end_matches('%').trim().to_owned();
        let quota = (!text.is_empty()).then(|| Points::parse(&text)).transpose();
        let quota = quota.map_err(|problem| Flaw { row, column: "quota", problem })?;
        let tint = TINTS.iter().find(|t| words.get(t.1) == cell(cells, 3)).map_or(Tint::Text, |t| t.2);
        levels.push(Level { id: *id, name: cell(cells, 0), minimum, quota, tint });
    }
    let mut set = LevelSet { levels, ..read.clone() };
    level_check::check(&set)?;
    caps_follow(&mut set, read)?;
    Ok(set)
}

/// The caps of knock-outs name a level by its place: they go where that level went. One whose level was taken out says so.
fn caps_follow(set: &mut LevelSet, read: &LevelSet) -> Result<(), Flaw> {
    let levels = &set.levels;
    let there = |was: &Level| {
        let same = |l: &Level| {
            if was.id == 0 { text::same_key(&l.name) == text::same_key(&was.name) } else { l.id == was.id }
        };
        levels.iter().position(same)
    };
    for rule in &mut set.knockouts {
        let Lowers::Cap { place } = &mut rule.effect else { continue };
        let Some(was) = read.levels.get(*place) else { continue };
        let Some(at) = there(was) else {
            let problem = Problem::new("problem.knock_level").text("level", was.name.clone());
            let row = (*place).min(set.levels.len().saturating_sub(1));
            return Err(Flaw { row, column: "name", problem: problem.text("name", rule.name.clone()) });
        };
        *place = at;
    }
    Ok(())
}

impl Part for Levels {
    fn name(&self) -> &'static str {
        "room.se.level_sets"
    }
    fn about(&self) -> &'static str {
        "room.se.about_level_sets"
    }
    fn count(&self, shelf: &Shelf) -> Option<usize> {
        Some(shelf.lists().map_or(0, |l| l.sets.len()))
    }
    fn entries(&self, shelf: &Shelf, look: &Look) -> Option<Entries> {
        let sets = &shelf.lists()?.sets;
        let columns = vec![
            Column::flex(look.word("room.se.levels_name"), 18, 44),
            Column::fixed(look.word("room.se.level_count"), 4).right(),
            Column::flex(look.word("room.se.used_in"), 8, 26).drop(1),
        ];
        let line = |u: &UsedSet| {
            let levels = u.set.levels.len().to_string();
            Line::new(vec![Cell::from(u.set.name.clone()), Cell::from(levels), used_in(look, &u.periods)])
        };
        Some(Entries { columns, lines: sets.iter().map(line).collect() })
    }
    fn detail(&self, shelf: &Shelf, look: &Look, n: usize) -> Option<(Role, String)> {
        let used = at(shelf, n)?;
        Some(look.detail(Tone::Plain, &levels_line(&used.set, &look.words)))
    }
    fn open(&self, shelf: &Shelf, n: usize) -> Came {
        opened(shelf, n, form)
    }
    fn adds(&self) -> Option<&'static str> {
        Some("room.se.key_add_levels")
    }
    /// The set under the cursor copied, or one of the samples.
    fn add(&self, shelf: &Shelf, n: usize) -> Came {
        let words = &shelf.words;
        let copied = at(shelf, n).map(|u| words.fill("room.se.copy_of", &[("name", &u.set.name)]));
        let sample = |set: &LevelSet| (set.name.clone(), words.get("room.se.sample_set").to_owned());
        let mut items: Vec<(String, String)> = copied.map(|c| (c, String::new())).into_iter().collect();
        items.extend(sample::level_sets().iter().map(|(_, set)| sample(set)));
        let title = words.get("room.se.key_add_levels").to_owned();
        Came::Do(vec![Effect::Ask(Question::Pick {
            id: "settings.levels",
            title,
            items,
            at: 0,
            quick: true,
        })])
    }
    fn answered(&self, shelf: &Shelf, n: usize, id: &'static str, answer: &Answer) -> Came {
        let (true, Answer::Picked(chosen)) = (id == "settings.levels", answer) else {
            return Came::nothing();
        };
        let copied = usize::from(at(shelf, n).is_some());
        if let (0, Some(used)) = (*chosen, at(shelf, n)) {
            let mut set = used.set.clone();
            (set.id, set.rev) = (0, 0);
            set.levels.iter_mut().for_each(|l| l.id = 0);
            let taken = shelf.lists().map(|l| l.sets.iter().map(|u| u.set.name.clone()).collect());
            set.name = catalogue::free_name(&set.name, taken.unwrap_or_default());
            return form(shelf, set);
        }
        let code = chosen.checked_sub(copied).and_then(|n| sample::level_sets().into_iter().nth(n));
        code.map_or_else(Came::nothing, |(code, _)| lay(OfLists::Sample(Sample::Levels(code))))
    }
    fn removes(&self) -> Option<&'static str> {
        Some("room.se.key_remove")
    }
    fn remove(&self, shelf: &Shelf, n: usize) -> Came {
        at(shelf, n).map_or_else(Came::nothing, |u| lay(OfLists::RemoveLevels { id: u.set.id }))
    }
    fn save(&self, form: &mut Form, subject: &Subject, shelf: &Shelf) -> Vec<Effect> {
        let Subject::Levels(read) = subject else { return Vec::new() };
        let read = &with_fields(form, read);
        let Some(grid) = form.grid() else { return Vec::new() };
        match typed(grid, read, &shelf.words) {
            Ok(set) => vec![Effect::Act(Act::Catalogue(OfLists::Levels(set)))],
            Err(flaw) => {
                form.cell_error(flaw.row, flaw.column, flaw.problem);
                Vec::new()
            }
        }
    }
    fn points_to(&self, key: &str) -> Option<&'static str> {
        matches!(key, "problem.levels_name" | "problem.levels_twice").then_some("name")
    }
}
