//! What is wrong with a score table, every fault by its place. Total for every table there can be: one that passes can be
//! scored, ranked and printed.
use super::{DEPTH, Flaw, ROWS};
use crate::core::award::Catalogue;
use crate::core::limit;
use crate::core::number::Points;
use crate::core::problem::{Arg, Problem};
use crate::core::score::{Class, Criterion, Rule, ScoreTable, Tie};
use crate::core::text;
use std::collections::{HashMap, HashSet};

/// A hundred percent, in hundredths.
const WHOLE: i64 = 10_000;
/// Largest step, in hundredths.
const STEP: i64 = 10_000;
/// Most rules of a derived criterion.
const RULES: usize = 60;

/// Everything that is wrong, the table's own settings first, then row by row.
pub fn check(table: &ScoreTable) -> Vec<Flaw> {
    let mut flaws = settings(table);
    if table.criteria.is_empty() {
        flaws.push(Flaw::of("rows", Problem::new("problem.table.empty")));
        return flaws;
    }
    if table.criteria.len() > ROWS {
        let n = table.criteria.len() as i64;
        flaws.push(Flaw::of("rows", Problem::new("problem.table.many").num("n", n).num("most", ROWS as i64)));
    }
    let tree = Tree::of(table);
    flaws.extend(tree.flaws.clone());
    codes(table, &mut flaws);
    for (row, criterion) in table.criteria.iter().enumerate() {
        texts(row, criterion, &mut flaws);
        let top = tree.top.get(row).copied().flatten();
        match &criterion.rule {
            None => group(table, &tree, row, criterion, &mut flaws),
            Some(rule) => leaf(table, row, criterion, rule, top, &mut flaws),
        }
    }
    let main: i128 = table.leaves().filter(|c| c.class == Class::Main).map(|c| i128::from(c.maximum.0)).sum();
    if !table.leaves().any(|c| c.class == Class::Main) {
        flaws.push(Flaw::of("rows", Problem::new("problem.table.no_main")));
    } else if main > i128::from(limit::POINTS) {
        flaws.push(Flaw::of("rows", too_big("problem.table.total_big")));
    }
    flaws.sort_by_key(|f| f.row.map_or(0, |row| row + 1));
    flaws
}

/// Derived criteria whose forms the register does not have.
pub fn unknown_forms(table: &ScoreTable, catalogue: &Catalogue) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    for (row, criterion) in table.criteria.iter().enumerate() {
        let Some(Rule::Derived { rules }) = &criterion.rule else { continue };
        for rule in rules.iter().filter(|r| catalogue.form(&r.form).is_none()) {
            let problem = named("problem.table.rule_form", row, criterion).text("form", rule.form.clone());
            flaws.push(Flaw::at(row, "how", problem));
        }
    }
    flaws
}

/// A sentence with the place in it: the number of the row and its code.
fn named(key: &'static str, row: usize, criterion: &Criterion) -> Problem {
    let code = text::line(&criterion.code);
    let code = if code.is_empty() { (row + 1).to_string() } else { code };
    Problem::new(key).num("row", row as i64 + 1).text("code", code)
}

fn too_big(key: &'static str) -> Problem {
    Problem::new(key).with("max", Arg::Points(Points(limit::POINTS)))
}

fn settings(table: &ScoreTable) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    let mut say = |column, problem| flaws.push(Flaw::of(column, problem));
    if text::line(&table.name).is_empty() {
        say("name", Problem::new("problem.table.name"));
    } else if table.name.chars().count() > limit::LINE {
        say("name", Problem::new("problem.table.name_long").num("most", limit::LINE as i64));
    }
    if table.year.is_some_and(|y| !limit::YEARS.contains(&y)) {
        let (from, to) = (limit::YEARS.start().to_string(), limit::YEARS.end().to_string());
        say("year", Problem::new("problem.table.year").text("from", from).text("to", to));
    }
    if !(1..=STEP).contains(&table.step.0) {
        say("step", Problem::new("problem.table.step").with("max", Arg::Points(Points(STEP))));
    }
    for (n, formula) in table.formulas.iter().enumerate() {
        let key = text::same_key(&formula.name);
        let sentence = |key| Problem::new(key).text("name", formula.name.clone());
        if key.is_empty() {
            say("formulas", Problem::new("problem.table.formula_name"));
        } else if table.formulas.iter().take(n).any(|f| text::same_key(&f.name) == key) {
            say("formulas", sentence("problem.table.formula_twice"));
        }
        if !(0..=WHOLE).contains(&formula.share.0) {
            say("formulas", sentence("problem.table.formula_share"));
        }
    }
    for (n, tie) in table.ties.iter().enumerate() {
        if table.ties.iter().take(n).any(|t| t == tie) {
            say("ties", Problem::new("problem.table.tie_twice").num("n", n as i64 + 1));
        }
        if let Tie::Group { code } = tie
            && !table.groups().any(|g| g.code == *code)
        {
            say("ties", Problem::new("problem.table.tie_group").text("group", code.clone()));
        }
    }
    flaws
}

/// The tree as its rows say it: who is in what, and how deep.
struct Tree {
    /// place of the top-level group of each row; `None` where it hangs in the air
    top: Vec<Option<usize>>,
    /// places of what is directly in each row
    children: Vec<Vec<usize>>,
    flaws: Vec<Flaw>,
}

impl Tree {
    fn of(table: &ScoreTable) -> Self {
        let n = table.criteria.len();
        let mut tree = Self { top: vec![None; n], children: vec![Vec::new(); n], flaws: Vec::new() };
        let mut seen: HashMap<i64, usize> = HashMap::new();
        let mut depth = vec![1_usize; n];
        // the groups that are open at this row, the outermost first
        let mut open: Vec<usize> = Vec::new();
        for (row, c) in table.criteria.iter().enumerate() {
            let mut say = |column, key| tree.flaws.push(Flaw::at(row, column, named(key, row, c)));
            if seen.insert(c.id, row).is_some() {
                say("level", "problem.table.order");
            }
            match c.parent {
                None => {
                    open.clear();
                    tree.top[row] = Some(row);
                    if c.rule.is_some() {
                        say("level", "problem.table.alone");
                    }
                }
                Some(parent) => {
                    let up =
                        open.iter().position(|at| table.criteria.get(*at).is_some_and(|g| g.id == parent));
                    let Some(up) = up else {
                        say("level", "problem.table.order");
                        continue;
                    };
                    open.truncate(up + 1);
                    let at = open[up];
                    tree.children[at].push(row);
                    tree.top[row] = tree.top[at];
                    depth[row] = depth[at] + 1;
                    let class = table.criteria.get(at).map(|g| g.class);
                    if class != Some(c.class) {
                        say("kind", "problem.table.class");
                    }
                }
            }
            if depth[row] > DEPTH {
                let problem = named("problem.table.depth", row, c).num("most", DEPTH as i64);
                tree.flaws.push(Flaw::at(row, "level", problem));
            }
            if c.rule.is_none() {
                open.push(row);
            }
        }
        tree
    }
}

fn codes(table: &ScoreTable, flaws: &mut Vec<Flaw>) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for (row, c) in table.criteria.iter().enumerate() {
        let key = text::same_key(&c.code);
        if key.is_empty() {
            flaws.push(Flaw::at(row, "code", named("problem.table.code", row, c)));
        } else if let Some(first) = seen.get(&key) {
            let problem = named("problem.table.code_twice", row, c).num("first", *first as i64 + 1);
            flaws.push(Flaw::at(row, "code", problem));
        } else {
            seen.insert(key, row);
        }
    }
}

fn texts(row: usize, c: &Criterion, flaws: &mut Vec<Flaw>) {
    if text::line(&c.text).is_empty() {
        flaws.push(Flaw::at(row, "text", named("problem.table.text", row, c)));
    }
    for (column, what) in [("code", &c.code), ("text", &c.text)] {
        if what.chars().count() > limit::LINE {
            let problem = named("problem.table.text_long", row, c).num("most", limit::LINE as i64);
            flaws.push(Flaw::at(row, column, problem));
        }
    }
}

fn group(table: &ScoreTable, tree: &Tree, row: usize, c: &Criterion, flaws: &mut Vec<Flaw>) {
    let mut say = |column, problem| flaws.push(Flaw::at(row, column, problem));
    let inside = tree.children.get(row).map_or(&[][..], Vec::as_slice);
    if inside.is_empty() {
        say("kind", named("problem.table.group_empty", row, c));
    }
    // what a deduction takes off stands below 0: its own sum is that of the minima
    let down = c.class == Class::Deduction;
    let amount = |c: &Criterion| if down { c.minimum } else { c.maximum };
    let idle = if down { c.maximum } else { c.minimum };
    let right = if down { amount(c).0 < 0 } else { amount(c).0 > 0 };
    if !right || idle.0 != 0 {
        let key = match c.class {
            Class::Main => "problem.table.group_points",
            Class::Bonus => "problem.table.cap_bonus",
            Class::Deduction => "problem.table.cap_deduction",
        };
        say("points", named(key, row, c));
        return;
    }
    if amount(c).0.unsigned_abs() > limit::POINTS.unsigned_abs() {
        let problem = named("problem.table.points_big", row, c);
        say("points", problem.with("max", Arg::Points(Points(limit::POINTS))));
        return;
    }
    // caps of bonus and deductions are no sums
    let cap = c.parent.is_none() && c.class != Class::Main;
    let parts = || inside.iter().filter_map(|at| table.criteria.get(*at)).map(amount);
    let sum: i128 = parts().map(|p| i128::from(p.0)).sum();
    if !inside.is_empty() && !cap && sum != i128::from(amount(c).0) {
        let shown = |n: i128| Arg::Points(Points(i64::try_from(n.abs()).unwrap_or(i64::MAX)));
        let problem = named("problem.table.group_sum", row, c)
            .with("sum", shown(sum))
            .with("maximum", shown(i128::from(amount(c).0)));
        say("points", problem);
    }
}

fn leaf(
    table: &ScoreTable,
    row: usize,
    c: &Criterion,
    rule: &Rule,
    top: Option<usize>,
    flaws: &mut Vec<Flaw>,
) {
    let down = c.class == Class::Deduction;
    let (amount, idle) = if down { (c.minimum.0, c.maximum.0) } else { (c.maximum.0, c.minimum.0) };
    let right = if down { amount < 0 } else { amount > 0 };
    if !right || idle != 0 {
        let key = if down { "problem.table.deduction" } else { "problem.table.maximum" };
        flaws.push(Flaw::at(row, "points", named(key, row, c)));
    } else if amount.unsigned_abs() > limit::POINTS.unsigned_abs() {
        let problem = named("problem.table.points_big", row, c);
        flaws.push(Flaw::at(row, "points", problem.with("max", Arg::Points(Points(limit::POINTS)))));
    }
    if top.is_none() {
        return;
    }
    rules(table, row, c, rule, down, flaws);
}

/// What the kind of a leaf asks for.
fn rules(table: &ScoreTable, row: usize, c: &Criterion, rule: &Rule, down: bool, flaws: &mut Vec<Flaw>) {
    let mut say = |column, problem| flaws.push(Flaw::at(row, column, problem));
    let sentence = |key| named(key, row, c);
    let wrong = |points: Points| if down { points.0 > 0 } else { points.0 < 0 };
    let sign = if down { "problem.table.sign_down" } else { "problem.table.sign_up" };
    let big = |points: Points| points.0.unsigned_abs() > limit::POINTS.unsigned_abs();
    match rule {
        Rule::Quantity { .. } if down => say("kind", sentence("problem.table.quantity_down")),
        Rule::Quantity { formula, .. } if table.formula(formula).is_none() => {
            say("how", sentence("problem.table.formula_unknown").text("name", formula.clone()));
        }
        Rule::Count { each } if each.0 == 0 => say("how", sentence("problem.table.each_zero")),
        Rule::Count { each } if wrong(*each) => say("how", sentence(sign)),
        Rule::Count { each } if big(*each) => {
            say("how", sentence("problem.table.points_big").with("max", Arg::Points(Points(limit::POINTS))));
        }
        Rule::Pass | Rule::Direct | Rule::Quantity { .. } | Rule::Count { .. } => {}
        Rule::Derived { rules } => {
            if rules.is_empty() {
                say("how", sentence("problem.table.rules_none"));
            }
            if rules.len() > RULES {
                say("how", sentence("problem.table.rules_many").num("most", RULES as i64));
            }
            let mut seen = HashSet::new();
            for rule in rules {
                let form = rule.form.clone();
                if !seen.insert((&rule.form, rule.kind)) {
                    say("how", sentence("problem.table.rule_twice").text("form", form));
                } else if rule.points.0 == 0 || big(rule.points) {
                    say("how", sentence("problem.table.rule_points").text("form", form));
                } else if wrong(rule.points) {
                    say("how", sentence(sign));
                }
            }
        }
    }
}
