//! The part that chooses the score table and the level set of the period looked at.
use super::part::{Came, Pair, Part, Subject, value};
use crate::core::act::Act;
use crate::core::level::{Level, LevelSet, Measure};
use crate::core::problem::Problem;
use crate::core::sample;
use crate::core::score::{self, RankBy, ScoreTable};
use crate::core::words::Words;
use crate::effect::{Answer, Effect, Question};
use crate::kit::form::{Field, Form};
use crate::kit::look::Look;
use crate::shelf::Shelf;

/// Code of "không chấm điểm" among the score tables.
const NO_TABLE: &str = "none";

/// bảng điểm, mức xếp loại of the period looked at
#[derive(Debug, Clone)]
pub(super) struct Scoring;

impl Part for Scoring {
    fn name(&self) -> &'static str {
        "room.se.scoring"
    }
    fn about(&self) -> &'static str {
        "room.se.about_scoring"
    }
    fn blocked(&self, shelf: &Shelf) -> Option<Problem> {
        shelf.quarter().and_then(|q| q.closed())
    }
    /// Table and level set of the period, with their groups and minima.
    fn pairs(&self, shelf: &Shelf, look: &Look) -> Vec<Pair> {
        let Some(facts) = shelf.quarter() else { return Vec::new() };
        let mut out = match &facts.table {
            Some(table) => of_table(table, look),
            None => vec![(look.word("room.se.table").to_owned(), look.word("room.se.table_none").to_owned())],
        };
        out.push((String::new(), String::new()));
        match &facts.levels {
            Some(set) => {
                out.push((look.word("room.se.levels").to_owned(), set.name.clone()));
                out.extend(
                    set.levels.iter().map(|level| (String::new(), of_level(level, set.measure, look))),
                );
            }
            None => out.push((look.word("room.se.levels").to_owned(), value("", look))),
        }
        out
    }
    fn open(&self, shelf: &Shelf, _at: usize) -> Came {
        let Some(fields) = fields(shelf) else { return Came::nothing() };
        let mut form = Form::new(fields);
        note_levels(&mut form, shelf);
        Came::form(Subject::Period(shelf.period), form)
    }
    fn changed(&self, form: &mut Form, field: &'static str, shelf: &Shelf) -> Vec<Effect> {
        if field == "levels" {
            note_levels(form, shelf);
        }
        Vec::new()
    }
    fn save(&self, form: &mut Form, subject: &Subject, _shelf: &Shelf) -> Vec<Effect> {
        let number = |id: &str| form.code(id).and_then(|c| c.parse::<i64>().ok());
        match (subject, number("levels")) {
            (Subject::Period(period), Some(levels)) => {
                let act = score::Act::Use { period: *period, table: number("table"), levels };
                vec![Effect::Act(Act::Score(act))]
            }
            _ => Vec::new(),
        }
    }
    fn points_to(&self, key: &str) -> Option<&'static str> {
        match key {
            "problem.store_table_used" | "problem.store_table_unknown" => Some("table"),
            "problem.store_levels_used" | "problem.store_levels_unknown" => Some("levels"),
            _ => None,
        }
    }
    fn adds(&self) -> Option<&'static str> {
        Some("room.se.key_sample_table")
    }
    /// A sample table once more: the register keeps its own copy.
    fn add(&self, shelf: &Shelf, _at: usize) -> Came {
        let items = sample::tables().into_iter().map(|(_, t)| {
            let size = shelf.words.fill("room.se.leaves", &[("n", &t.leaves().count().to_string())]);
            (t.name, size)
        });
        Came::Do(vec![Effect::Ask(Question::Pick {
            id: "settings.table",
            title: shelf.words.get("room.se.key_sample_table").to_owned(),
            items: items.collect(),
            at: 0,
            quick: true,
        })])
    }
    fn answered(&self, _shelf: &Shelf, _at: usize, id: &'static str, answer: &Answer) -> Came {
        let (true, Answer::Picked(n)) = (id == "settings.table", answer) else { return Came::nothing() };
        let code = sample::tables().into_iter().nth(*n).map(|(code, _)| code);
        let lay = |code| {
            use crate::core::catalogue::{Act as OfLists, Sample};
            Effect::Act(Act::Catalogue(OfLists::Sample(Sample::Table(code))))
        };
        Came::Do(code.map(lay).into_iter().collect())
    }
}

fn fields(shelf: &Shelf) -> Option<Vec<Field>> {
    let facts = shelf.quarter()?;
    let (tables, sets) = &**shelf.choices()?;
    let mut options = vec![(NO_TABLE.to_owned(), shelf.words.get("room.se.table_none").to_owned())];
    options.extend(tables.iter().map(|t| (t.id.to_string(), t.name.clone())));
    // titles of a year are no levels of a quarter
    let own = facts.levels.as_ref().map(|s| s.id);
    let fits = |s: &&LevelSet| !s.nested || !facts.period.key.leaf() || Some(s.id) == own;
    let levels = sets.iter().filter(fits).map(|s| (s.id.to_string(), s.name.clone())).collect();
    let table = facts.table.as_ref().map_or_else(|| NO_TABLE.to_owned(), |t| t.id.to_string());
    let set = facts.levels.as_ref().map_or_else(String::new, |s| s.id.to_string());
    Some(vec![
        Field::combo("table", "room.se.table", options, false)
            .value(table)
            .required()
            .cells(44)
            .hint("room.se.hint_table"),
        Field::combo("levels", "room.se.levels", levels, false)
            .value(set)
            .required()
            .cells(44)
            .hint("room.se.hint_levels"),
        Field::gap(),
        Field::fixed("minima", "room.se.minima"),
    ])
}

/// Says what the chosen level set asks for.
fn note_levels(form: &mut Form, shelf: &Shelf) {
    let chosen = form.code("levels").and_then(|c| c.parse::<i64>().ok());
    let Some(choices) = shelf.choices() else { return };
    let set = choices.1.iter().find(|s| Some(s.id) == chosen);
    form.set("minima", &set.map_or_else(String::new, |s| levels_line(s, &shelf.words)));
}

fn of_table(table: &ScoreTable, look: &Look) -> Vec<Pair> {
    let lang = look.words.lang;
    let by = match table.by {
        RankBy::Total => "room.se.by_total",
        RankBy::Rate => "room.se.by_rate",
    };
    let size = look.words.fill(
        "room.se.size",
        &[("n", &table.leaves().count().to_string()), ("maximum", &table.maximum().short(lang))],
    );
    let mut out = vec![
        (look.word("room.se.table").to_owned(), table.name.clone()),
        (String::new(), size),
        (String::new(), look.words.fill("room.se.step", &[("step", &table.step.short(lang))])),
        (String::new(), look.word(by).to_owned()),
    ];
    out.extend(
        table.groups().map(|g| (String::new(), format!("{} {} ({})", g.code, g.text, g.maximum.short(lang)))),
    );
    out
}

/// `Xuất sắc: từ 90%, tối đa 25% số đơn vị`.
fn of_level(level: &Level, measure: Measure, look: &Look) -> String {
    let lang = look.words.lang;
    let from = if measure == Measure::Rate { "room.se.level_from" } else { "room.se.level_from_points" };
    let mut out = level.name.clone();
    let minimum = level.minimum.map(|m| look.words.fill(from, &[("n", &m.short(lang))]));
    let quota = level.quota.map(|q| look.words.fill("room.se.level_quota", &[("n", &q.short(lang))]));
    let parts: Vec<String> = minimum.into_iter().chain(quota).collect();
    if !parts.is_empty() {
        out.push_str(": ");
        out.push_str(&parts.join(", "));
    }
    out
}

/// Levels of a set in one line.
pub(super) fn levels_line(set: &LevelSet, words: &Words) -> String {
    let one = |l: &Level| match l.minimum {
        Some(m) => format!("{} {}", l.name, m.short(words.lang)),
        None => l.name.clone(),
    };
    set.levels.iter().map(one).collect::<Vec<_>>().join(", ")
}
