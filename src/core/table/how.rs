//! How a leaf is counted, as one line of text: `mặc định; càng ít càng tốt`, `−0,5`, `Bằng khen, tập thể: 12; …`.
//! What is written here is read back the same.
use super::names::{Kind, Names};
use crate::core::award::{Catalogue, RecipientKind};
use crate::core::number::Points;
use crate::core::problem::Problem;
use crate::core::score::{DerivedRule, Formula, Rule, Tie};
use crate::core::text;

/// Name of a form as rules are written with it: where two forms share one, its code.
fn form_name<'a>(code: &'a str, catalogue: &'a Catalogue) -> &'a str {
    let Some(form) = catalogue.form(code) else { return code };
    let key = text::same_key(&form.name);
    let shared = catalogue.forms.iter().filter(|f| text::same_key(&f.name) == key).count() > 1;
    // a name that parts the line itself cannot stand in it
    if shared || form.name.contains(';') { code } else { &form.name }
}

/// The line of a rule.
pub fn show(rule: &Rule, names: &Names, catalogue: &Catalogue) -> String {
    match rule {
        Rule::Pass | Rule::Direct => String::new(),
        Rule::Quantity { lower: false, formula } => formula.clone(),
        Rule::Quantity { lower: true, formula } => format!("{formula}; {}", first(names, "table.lower")),
        Rule::Count { each } => each.typed(names.lang()),
        Rule::Derived { rules } => {
            let one = |rule: &DerivedRule| {
                let key = match rule.kind {
                    RecipientKind::Collective => "table.collective",
                    RecipientKind::Individual => "table.individual",
                };
                let form = form_name(&rule.form, catalogue);
                format!("{form}, {}: {}", first(names, key), rule.points.typed(names.lang()))
            };
            rules.iter().map(one).collect::<Vec<_>>().join("; ")
        }
    }
}

/// The first of the ways a key is written.
fn first<'a>(names: &'a Names, key: &'static str) -> &'a str {
    names.word(key).split('|').next().unwrap_or_default()
}

/// What a line says of a leaf of that kind; `None` for groups. `formulas`: those of its table. Of a deduction (`down`) points
/// typed without a sign are taken off.
pub fn read(
    kind: Kind,
    how: &str,
    down: bool,
    names: &Names,
    catalogue: &Catalogue,
    formulas: &[Formula],
) -> Result<Option<Rule>, Problem> {
    let how = text::line(how);
    let sign = |points: Points| if down { Points(-points.0.abs()) } else { points };
    let idle = |rule| if how.is_empty() { Ok(rule) } else { Err(said("problem.table.how_idle", &how)) };
    match kind {
        Kind::Group | Kind::Bonus | Kind::Deduction => idle(None),
        Kind::Pass => idle(Some(Rule::Pass)),
        Kind::Direct => idle(Some(Rule::Direct)),
        Kind::Count if how.is_empty() => Err(Problem::new("problem.table.each_none")),
        Kind::Count => Ok(Some(Rule::Count { each: sign(Points::parse(&how)?) })),
        Kind::Quantity => quantity(&how, names, formulas).map(Some),
        Kind::Derived => {
            let items = how.split(';').map(str::trim).filter(|item| !item.is_empty());
            let rule =
                |item| derived(item, names, catalogue).map(|r| DerivedRule { points: sign(r.points), ..r });
            Ok(Some(Rule::Derived { rules: items.map(rule).collect::<Result<_, _>>()? }))
        }
    }
}

fn said(key: &'static str, text: &str) -> Problem {
    Problem::new(key).text("text", text)
}

fn quantity(how: &str, names: &Names, formulas: &[Formula]) -> Result<Rule, Problem> {
    let (mut lower, mut formula) = (false, None);
    for item in how.split(';').map(str::trim).filter(|item| !item.is_empty()) {
        if names.says("table.lower", item) {
            lower = true;
        } else if formula.is_none() {
            let key = text::same_key(item);
            let there = formulas.iter().find(|f| text::same_key(&f.name) == key);
            formula = Some(there.map_or_else(|| item.to_owned(), |f| f.name.clone()));
        } else {
            return Err(said("problem.table.formula_two", how));
        }
    }
    match (formula, formulas) {
        (Some(formula), _) => Ok(Rule::Quantity { lower, formula }),
        (None, [only]) => Ok(Rule::Quantity { lower, formula: only.name.clone() }),
        (None, _) => Err(Problem::new("problem.table.formula_none")),
    }
}

/// `Bằng khen, tập thể: 12`.
fn derived(item: &str, names: &Names, catalogue: &Catalogue) -> Result<DerivedRule, Problem> {
    let unreadable = || said("problem.table.rule_unreadable", item);
    let (left, points) =
        item.rsplit_once([':', '=']).or_else(|| item.rsplit_once(' ')).ok_or_else(unreadable)?;
    let points = Points::parse(points)?;
    let (form, kind) = names.recipients(left.trim()).ok_or_else(unreadable)?;
    let key = text::same_key(form);
    let found = catalogue
        .form(form)
        .or_else(|| catalogue.forms.iter().find(|f| text::same_key(&f.name) == key))
        .ok_or_else(|| said("problem.table.form_unknown", form))?;
    Ok(DerivedRule { form: found.code.clone(), kind, points })
}

/// The formulas of a table: `Mặc định: 50%; Riêng: 60% (2)`.
pub fn show_formulas(formulas: &[Formula], names: &Names) -> String {
    let one = |f: &Formula| {
        let version = if f.version == 1 { String::new() } else { format!(" ({})", f.version) };
        format!("{}: {}%{version}", f.name, f.share.typed(names.lang()))
    };
    formulas.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// Reads them back.
pub fn read_formulas(typed: &str) -> Result<Vec<Formula>, Problem> {
    let one = |item: &str| {
        let unreadable = || said("problem.table.formula_unreadable", item);
        let (name, rest) = item.rsplit_once([':', '=']).ok_or_else(unreadable)?;
        let (share, version) = match rest.trim().strip_suffix(')').and_then(|r| r.rsplit_once('(')) {
            Some((share, version)) => (share, version.trim().parse().map_err(|_| unreadable())?),
            None => (rest, 1),
        };
        let share = Points::parse(share.trim().trim_end_matches('%'))?;
        Ok(Formula { name: text::line(name), version, share })
    };
    typed.split(';').map(str::trim).filter(|item| !item.is_empty()).map(one).collect()
}

/// What orders equal units: `điểm thưởng; II; điểm trừ`.
pub fn show_ties(ties: &[Tie], names: &Names) -> String {
    let one = |tie: &Tie| match tie {
        Tie::Bonus => first(names, "table.tie_bonus").to_owned(),
        Tie::Deduction => first(names, "table.tie_deduction").to_owned(),
        Tie::Group { code } => code.clone(),
    };
    ties.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// Reads them back; what is neither bonus nor deductions is the code of a group.
pub fn read_ties(typed: &str, names: &Names) -> Vec<Tie> {
    let one = |item: &str| {
        if names.says("table.tie_bonus", item) {
            Tie::Bonus
        } else if names.says("table.tie_deduction", item) {
            Tie::Deduction
        } else {
            Tie::Group { code: item.to_owned() }
        }
    };
    typed.split(';').map(text::line).filter(|item| !item.is_empty()).map(|item| one(&item)).collect()
}
