//! Score tables as TOML: the samples built in, and what a table is written to and read from. Codes and points as texts, so that
//! the file says the same in every language. The format is described in `assets/samples/bang-diem-mau.toml`.
//!
//! A row without `leaves` is a criterion; one with `leaves` a group, whose maximum may be left out where it is their sum.
use super::how;
use super::names::Names;
use super::typed::{Row, Typed, kind};
use crate::core::award::RecipientKind;
use crate::core::lang::Lang;
use crate::core::number::Points;
use crate::core::problem::Problem;
use crate::core::score::{Class, Criterion, Formula, RankBy, Rule, ScoreTable, Tie};
use serde::Deserialize;
use std::fmt::Write;

/// A number as people write it: text, whole, or with a point.
#[derive(Deserialize)]
#[serde(untagged)]
enum Number {
    Text(String),
    Whole(i64),
    Decimal(toml::Value),
}

impl Number {
    fn text(&self) -> String {
        match self {
            Number::Text(text) => text.clone(),
            Number::Whole(n) => n.to_string(),
            Number::Decimal(value) => value.to_string(),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TableLine {
    #[serde(default)]
    code: String,
    name: String,
    year: Option<i64>,
    by: Option<String>,
    step: Option<Number>,
    #[serde(default)]
    past: bool,
    #[serde(default)]
    formula: Vec<FormulaLine>,
    #[serde(default)]
    ties: Vec<String>,
    #[serde(default)]
    group: Vec<Item>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormulaLine {
    name: String,
    version: Option<u32>,
    share: Number,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Item {
    #[serde(default)]
    code: String,
    #[serde(default)]
    text: String,
    kind: Option<String>,
    maximum: Option<Number>,
    #[serde(default)]
    hidden: bool,
    each: Option<Number>,
    formula: Option<String>,
    #[serde(default)]
    lower: bool,
    rules: Option<Vec<RuleLine>>,
    leaves: Option<Vec<Item>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleLine {
    form: String,
    kind: RecipientKind,
    points: Number,
}

/// Tables of a file of many, each with its code.
#[derive(Deserialize)]
struct Many {
    table: Vec<TableLine>,
}

/// Reads the file of one table. What does not read as TOML is refused with its line; what its rows say is told by
/// `Typed::read`.
pub fn read(text: &str, names: &Names) -> Result<Typed, Problem> {
    toml::from_str::<TableLine>(text).map(|line| typed(&line, names)).map_err(|error| fault(text, &error))
}

/// What is wrong with a file, in words of its own: what the parser says is for those who write programs.
fn fault(text: &str, error: &toml::de::Error) -> Problem {
    let start = error.span().map_or(0, |span| span.start);
    let before = text.get(..start).unwrap_or(text);
    let line = before.matches('\n').count() as i64 + 1;
    let said = error.message();
    let quoted = || said.split('`').nth(1).unwrap_or_default().to_owned();
    let there = || error.span().and_then(|span| text.get(span)).unwrap_or_default().to_owned();
    let problem = |key| Problem::new(key).num("line", line);
    if said.starts_with("unknown field") {
        problem("problem.table.toml_unknown").text("text", quoted())
    } else if said.starts_with("missing field") {
        problem("problem.table.toml_missing").text("text", quoted())
    } else if said.starts_with("duplicate key") {
        problem("problem.table.toml_twice").text("text", there())
    } else if toml::from_str::<toml::Table>(text).is_ok() {
        problem("problem.table.toml_value")
    } else if line > 1 && opens(before) {
        problem("problem.table.toml_near").num("from", line - 1)
    } else {
        problem("problem.table.toml")
    }
}

/// Nothing but the opening of a row stands on the last line: what is missing may be at the end of the line before.
fn opens(text: &str) -> bool {
    let last = text.rsplit('\n').next().unwrap_or_default();
    last.chars().all(|c| c.is_whitespace() || matches!(c, '{' | '[' | ']' | '}'))
}

/// Reads a file of many tables: code and texts of each. Nothing where it does not read.
pub fn many(text: &str, names: &Names) -> Vec<(String, Typed)> {
    let file = toml::from_str::<Many>(text).map(|f| f.table).unwrap_or_default();
    file.iter().map(|line| (line.code.clone(), typed(line, names))).collect()
}

fn typed(line: &TableLine, names: &Names) -> Typed {
    let yes = |on: bool| if on { first(names, "table.yes") } else { String::new() };
    let formula = |f: &FormulaLine| Formula {
        name: f.name.clone(),
        version: f.version.unwrap_or(1),
        share: Points::parse(f.share.text().trim_end_matches('%')).unwrap_or(Points(-1)),
    };
    let formulas: Vec<Formula> = line.formula.iter().map(formula).collect();
    let tie = |tie: &String| match tie.as_str() {
        "bonus" => Tie::Bonus,
        "deduction" => Tie::Deduction,
        code => Tie::Group { code: code.to_owned() },
    };
    let ties: Vec<Tie> = line.ties.iter().map(tie).collect();
    let mut out = Typed {
        name: line.name.clone(),
        year: line.year.map(|y| y.to_string()).unwrap_or_default(),
        by: line.by.clone().unwrap_or_default(),
        step: line.step.as_ref().map(Number::text).unwrap_or_default(),
        past: yes(line.past),
        formulas: how::show_formulas(&formulas, names),
        ties: how::show_ties(&ties, names),
        ..Typed::default()
    };
    for item in &line.group {
        lay(item, 1, names, &mut out.rows);
    }
    out
}

fn first(names: &Names, key: &'static str) -> String {
    names.word(key).split('|').next().unwrap_or_default().to_owned()
}

fn lay(item: &Item, depth: usize, names: &Names, rows: &mut Vec<Row>) {
    let derived = item.rules.as_ref().is_some_and(|r| !r.is_empty());
    let kind = match (&item.kind, &item.leaves) {
        (Some(kind), _) => kind.clone(),
        (None, Some(_)) => "group".to_owned(),
        (None, None) if derived => "derived".to_owned(),
        (None, None) => "direct".to_owned(),
    };
    let at = rows.len();
    rows.push(Row {
        level: depth.to_string(),
        code: item.code.clone(),
        text: item.text.clone(),
        points: item.maximum.as_ref().map(Number::text).unwrap_or_default(),
        kind,
        how: said(item, names),
        hidden: if item.hidden { first(names, "table.yes") } else { String::new() },
        ..Row::default()
    });
    // no file nests so deep that reading it would not end: `check` names what is too deep
    for leaf in item.leaves.iter().flatten() {
        lay(leaf, depth + 1, names, rows);
    }
    if item.leaves.is_some()
        && item.maximum.is_none()
        && let Some(sum) = sum(rows, at, depth)
        && let Some(row) = rows.get_mut(at)
    {
        row.points = sum.typed(names.lang());
    }
}

/// What stands directly in a group, added up; `None` where a part does not read.
fn sum(rows: &[Row], group: usize, depth: usize) -> Option<Points> {
    let inside = rows.iter().skip(group + 1).filter(|r| r.level == (depth + 1).to_string());
    let parts = inside.map(|r| Points::parse(&r.points).ok()).collect::<Option<Vec<_>>>()?;
    Some(Points(parts.iter().map(|p| p.0).sum()))
}

/// How a leaf of the file is counted, as the line of `how`.
fn said(item: &Item, names: &Names) -> String {
    let mut parts: Vec<String> = item.formula.iter().cloned().collect();
    if item.lower {
        parts.push(first(names, "table.lower"));
    }
    parts.extend(item.each.as_ref().map(Number::text));
    for rule in item.rules.iter().flatten() {
        let kind = match rule.kind {
            RecipientKind::Collective => "table.collective",
            RecipientKind::Individual => "table.individual",
        };
        parts.push(format!("{}, {}: {}", rule.form, first(names, kind), rule.points.text()));
    }
    parts.join("; ")
}

/// A table as the text of a file that `read` reads back the same.
pub fn write(table: &ScoreTable) -> String {
    let mut out = String::new();
    let line = |out: &mut String, name: &str, value: String| {
        let _ = writeln!(out, "{name} = {value}");
    };
    line(&mut out, "name", quoted(&table.name));
    if let Some(year) = table.year {
        line(&mut out, "year", year.to_string());
    }
    line(&mut out, "by", quoted(if table.by == RankBy::Total { "total" } else { "rate" }));
    line(&mut out, "step", number(table.step));
    line(&mut out, "past", table.past.to_string());
    let tie = |tie: &Tie| match tie {
        Tie::Bonus => quoted("bonus"),
        Tie::Deduction => quoted("deduction"),
        Tie::Group { code } => quoted(code),
    };
    line(&mut out, "ties", format!("[{}]", table.ties.iter().map(tie).collect::<Vec<_>>().join(", ")));
    for f in &table.formulas {
        out.push_str("\n[[formula]]\n");
        line(&mut out, "name", quoted(&f.name));
        line(&mut out, "version", f.version.to_string());
        line(&mut out, "share", number(f.share));
    }
    for group in table.groups() {
        out.push_str("\n[[group]]\n");
        for (name, value) in parts(group) {
            line(&mut out, name, value);
        }
        out.push_str("leaves = [\n");
        below(table, group, 1, &mut out);
        out.push_str("]\n");
    }
    out
}

/// Rows under a group, each on a line of its own.
fn below(table: &ScoreTable, group: &Criterion, deep: usize, out: &mut String) {
    let pad = "    ".repeat(deep);
    for c in table.criteria.iter().filter(|c| c.parent == Some(group.id)) {
        let said: Vec<String> =
            parts(c).into_iter().map(|(name, value)| format!("{name} = {value}")).collect();
        let _ = write!(out, "{pad}{{ {}", said.join(", "));
        if c.rule.is_none() {
            out.push_str(", leaves = [\n");
            if deep <= table.criteria.len() {
                below(table, c, deep + 1, out);
            }
            let _ = write!(out, "{pad}]");
        }
        out.push_str(" },\n");
    }
}

/// Names and values of a row.
fn parts(c: &Criterion) -> Vec<(&'static str, String)> {
    let amount = if c.class == Class::Deduction { c.minimum } else { c.maximum };
    let mut out = vec![("code", quoted(&c.code)), ("text", quoted(&c.text))];
    out.push(("kind", quoted(kind(c).code())));
    out.push(("maximum", number(amount)));
    if c.hidden {
        out.push(("hidden", "true".to_owned()));
    }
    match &c.rule {
        Some(Rule::Quantity { lower, formula }) => {
            out.push(("formula", quoted(formula)));
            if *lower {
                out.push(("lower", "true".to_owned()));
            }
        }
        Some(Rule::Count { each }) => out.push(("each", number(*each))),
        Some(Rule::Derived { rules }) => {
            let kind = |k| if k == RecipientKind::Collective { "collective" } else { "individual" };
            let one = |r: &crate::core::score::DerivedRule| {
                let (form, points) = (quoted(&r.form), number(r.points));
                format!("{{ form = {form}, kind = \"{}\", points = {points} }}", kind(r.kind))
            };
            out.push(("rules", format!("[{}]", rules.iter().map(one).collect::<Vec<_>>().join(", "))));
        }
        None | Some(Rule::Pass | Rule::Direct) => {}
    }
    out
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn number(points: Points) -> String {
    quoted(&points.typed(Lang::Vi))
}
