//! The score tables: a list; each opened as a tree in a grid, copied for the next year, read from a file and written to one.
//! The rows as texts, and what is wrong with them, are `table_form`'s.
use super::part::{Came, Entries, Part, Subject, used_in};
use super::table_form;
use crate::core::act::Act;
use crate::core::catalogue::{Act as OfLists, Sample};
use crate::core::problem::{Arg, Problem};
use crate::core::sample;
use crate::core::score::ScoreTable;
use crate::core::table::{self, Given, UsedTable};
use crate::effect::{Answer, Effect, Job, Question};
use crate::kit::form::{Field, Form};
use crate::kit::keys::Row;
use crate::kit::look::{Look, Role, Tone};
use crate::kit::table::{Cell, Column, Line};
use crate::shelf::Shelf;
use std::path::PathBuf;

/// Field of the file that is to be read.
const FILE: &str = "file";

/// bảng điểm
#[derive(Debug, Clone)]
pub(super) struct Tables;

fn at(shelf: &Shelf, at: usize) -> Option<&UsedTable> {
    shelf.lists()?.tables.get(at)
}

fn act(act: table::Act) -> Came {
    Came::Do(vec![Effect::Act(Act::Table(act))])
}

/// A table that is not in the register yet.
fn fresh(shelf: &Shelf) -> Came {
    Came::form(Subject::Table(Box::new(ScoreTable::empty(""))), table_form::blank(shelf))
}

/// What a file gave, as a table to be looked through and saved.
pub(super) fn given(shelf: &Shelf, given: &Given) -> Came {
    let mut form = table_form::of(&given.typed, shelf);
    form.clean();
    // nothing of it is in the register: leaving it asks
    form.restore(&[]);
    table_form::look_through(&mut form, shelf, true);
    Came::Form(Subject::Table(Box::new(ScoreTable::empty(""))), Box::new(form))
}

/// What was read: how many groups and criteria, their sum, and the first thing wrong, by its place in the file.
pub(super) fn read(shelf: &Shelf, given: &Given) -> Problem {
    let (read, size) = table_form::read(&given.typed, shelf);
    let key = if read.flaws.is_empty() { "room.tb.read" } else { "room.tb.read_flaws" };
    let first = read.flaws.first().map(|flaw| {
        let line = flaw.row.and_then(|row| given.lines.get(row));
        // the row of the sheet stands in the place of that of the table
        let args = flaw.problem.args.iter().map(|(name, arg)| match (name, line) {
            (&"row", Some(line)) => (*name, Arg::Num(*line as i64)),
            _ => (*name, arg.clone()),
        });
        let problem = Problem { args: args.collect(), ..flaw.problem.clone() };
        shelf.words.say(&table_form::placed(&problem, &shelf.words))
    });
    let place = given.sheet.as_ref().map_or_else(|| given.file.clone(), |s| format!("{}, {s}", given.file));
    Problem::new(key)
        .text("place", place)
        .text("size", size)
        .num("n", read.flaws.len() as i64)
        .text("first", first.unwrap_or_default())
}

impl Part for Tables {
    fn name(&self) -> &'static str {
        "room.tb.tables"
    }
    fn about(&self) -> &'static str {
        "room.tb.about"
    }
    fn count(&self, shelf: &Shelf) -> Option<usize> {
        Some(shelf.lists().map_or(0, |l| l.tables.len()))
    }
    fn entries(&self, shelf: &Shelf, look: &Look) -> Option<Entries> {
        let lang = look.words.lang;
        let columns = vec![
            Column::flex(look.word("room.tb.name"), 32, 50),
            Column::fixed(look.word("room.tb.year"), 4).right().drop(2),
            Column::fixed(look.word("room.tb.leaves"), 8).right(),
            Column::fixed(look.word("room.tb.points"), 8).right(),
            Column::flex(look.word("room.se.used_in"), 8, 26).drop(1),
        ];
        let line = |u: &UsedTable| {
            Line::new(vec![
                Cell::from(u.table.name.clone()),
                Cell::from(u.table.year.map(|y| y.to_string()).unwrap_or_default()),
                Cell::from(u.table.leaves().count().to_string()),
                Cell::from(u.table.maximum().short(lang)),
                used_in(look, &u.periods),
            ])
        };
        Some(Entries { columns, lines: shelf.lists()?.tables.iter().map(line).collect() })
    }
    fn detail(&self, shelf: &Shelf, look: &Look, n: usize) -> Option<(Role, String)> {
        let table = &at(shelf, n)?.table;
        let group = |g: &crate::core::score::Criterion| {
            let points = if g.maximum.0 == 0 { g.minimum } else { g.maximum };
            format!("{} {} {}", g.code, g.text, points.short(look.words.lang))
        };
        let groups: Vec<String> = table.groups().map(group).collect();
        Some(look.detail(Tone::Plain, &groups.join(" · ")))
    }
    fn open(&self, shelf: &Shelf, n: usize) -> Came {
        let Some(used) = at(shelf, n) else { return Came::nothing() };
        let form = table_form::made(&used.table, shelf);
        Came::form(Subject::Table(Box::new(used.table.clone())), form)
    }
    fn adds(&self) -> Option<&'static str> {
        Some("room.tb.key_add")
    }
    /// A blank one, one from a file, or a sample.
    fn add(&self, shelf: &Shelf, _n: usize) -> Came {
        let word = |key: &str| shelf.words.get(key).to_owned();
        let mut items =
            vec![(word("room.tb.blank"), String::new()), (word("room.tb.from_file"), String::new())];
        items.extend(sample::tables().into_iter().map(|(_, t)| (t.name, word("room.se.sample_set"))));
        Came::Do(vec![Effect::Ask(Question::Pick {
            id: "settings.tables",
            title: word("room.tb.key_add"),
            items,
            at: 0,
            quick: true,
        })])
    }
    fn answered(&self, shelf: &Shelf, _n: usize, id: &'static str, answer: &Answer) -> Came {
        match (id, answer) {
            ("settings.tables", Answer::Picked(0)) => fresh(shelf),
            ("settings.tables", Answer::Picked(1)) => self.import(shelf),
            ("settings.tables", Answer::Picked(n)) => {
                let code = sample::tables().into_iter().nth(n - 2).map(|(code, _)| code);
                let lay = |code| Effect::Act(Act::Catalogue(OfLists::Sample(Sample::Table(code))));
                Came::Do(code.map(lay).into_iter().collect())
            }
            _ => Came::nothing(),
        }
    }
    fn blank(&self, shelf: &Shelf) -> Came {
        fresh(shelf)
    }
    fn copies(&self) -> Option<&'static str> {
        Some("room.tb.key_copy")
    }
    fn copy(&self, shelf: &Shelf, n: usize) -> Came {
        let Some(used) = at(shelf, n) else { return Came::nothing() };
        let (name, year) = table::next_year(&used.table, shelf.period.year.saturating_add(1));
        act(table::Act::Copy { id: used.table.id, name, year: Some(year) })
    }
    fn imports(&self) -> Option<&'static str> {
        Some("room.tb.key_import")
    }
    fn import(&self, _shelf: &Shelf) -> Came {
        let path = Field::line(FILE, "room.tb.file").required().hint("room.tb.hint_file");
        Came::form(Subject::Machine, Form::new(vec![path]))
    }
    fn exports(&self) -> Option<&'static str> {
        Some("room.tb.key_export")
    }
    fn export(&self, shelf: &Shelf, n: usize) -> Came {
        let Some(used) = at(shelf, n) else { return Came::nothing() };
        Came::Do(vec![Effect::Job(Job::WriteTable {
            table: Box::new(used.table.clone()),
            endings: vec!["xlsx", "toml"],
            folder: None,
            force: false,
            lang: shelf.words.lang,
        })])
    }
    fn removes(&self) -> Option<&'static str> {
        Some("room.se.key_remove")
    }
    fn remove(&self, shelf: &Shelf, n: usize) -> Came {
        at(shelf, n).map_or_else(Came::nothing, |u| act(table::Act::Remove { id: u.table.id }))
    }
    fn changed(&self, form: &mut Form, _field: &'static str, shelf: &Shelf) -> Vec<Effect> {
        if form.grid().is_some() {
            table_form::look_through(form, shelf, false);
        }
        Vec::new()
    }
    fn alert(&self, form: &Form, subject: &Subject, shelf: &Shelf) -> Option<(Tone, Problem)> {
        let Subject::Table(table) = subject else { return None };
        let scored = || {
            let used = shelf.lists()?.tables.iter().find(|u| table.id != 0 && u.table.id == table.id)?;
            Some(Problem::new("room.tb.scored").with("period", Arg::Period(used.scored?)))
        };
        let flaw = table_form::first_flaw(form, shelf).map(|flaw| (Tone::Bad, flaw));
        flaw.or_else(|| scored().map(|note| (Tone::Plain, note)))
    }
    fn seek(&self, form: &mut Form, shelf: &Shelf) {
        table_form::next_flaw(form, shelf);
    }
    fn rows(&self, form: &Form) -> Vec<Row> {
        table_form::rows(form)
    }
    fn save(&self, form: &mut Form, subject: &Subject, shelf: &Shelf) -> Vec<Effect> {
        if let Subject::Table(there) = subject {
            let table = table_form::settled(form, there, shelf);
            let save = |table| Effect::Act(Act::Table(table::Act::Save(Box::new(table))));
            return table.map(save).into_iter().collect();
        }
        // Windows copies a path in quotes
        let path = form.text(FILE).trim_matches(['"', '\'', ' ']).to_owned();
        vec![Effect::Job(Job::ReadTable { file: PathBuf::from(path), lang: shelf.words.lang })]
    }
    fn points_to(&self, key: &str) -> Option<&'static str> {
        match key {
            "problem.table.name" | "problem.table.twice" => Some("name"),
            key if key.starts_with("problem.intake.") => Some(FILE),
            _ => None,
        }
    }
}
