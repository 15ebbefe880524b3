//! Where a final score comes from, as signs in a table and as a sentence with its numbers: rounds, the register's
//! commendations n by n, the formula with target and result put in. Works out nothing itself.
use super::source::Source;
use crate::core::award::RecipientKind;
use crate::core::number::{self, Points};
use crate::core::paper::Cell;
use crate::core::score::{CellValue, Class, Criterion, Final, Origin, Round, Rule, ScoreTable, SheetLine};
use crate::core::standing::{self, Case, Finals};
use crate::core::unit::UnitId;
use std::collections::BTreeSet;

/// Words key of `KG`.
const NOT_ASSIGNED: &str = "paper.not_assigned";

/// What a criterion may come to at most: the deduction's cap, else the maximum.
pub(super) fn capped(criterion: &Criterion) -> Points {
    if criterion.class == Class::Deduction { criterion.minimum } else { criterion.maximum }
}

/// The text of a criterion as papers print it: a hidden one by its number among the leaves, or among the groups.
pub(super) fn text_of(source: &Source<'_>, table: &ScoreTable, criterion: &Criterion) -> String {
    if !criterion.hidden {
        return criterion.text.clone();
    }
    let leaf = criterion.rule.is_some();
    let alike = table.criteria.iter().filter(|c| c.rule.is_some() == leaf);
    let n = alike.take_while(|c| c.id != criterion.id).count() + 1;
    let key = if leaf { "paper.scores.hidden" } else { "paper.scores.hidden_group" };
    source.say(key, &[("n", &n.to_string())])
}

/// The signs a final may carry, in the order of their note, each with its meaning.
const SIGNS: [(&str, &str); 4] = [
    ("*", "paper.origin.sign_own"),
    ("(c)", "paper.origin.sign_computed"),
    ("(2)", "paper.origin.sign_second"),
    ("(s)", "paper.origin.sign_derived"),
];

/// The signs used in a table, for its notes.
pub(super) struct Signs {
    /// is an appraisal in use at all?
    appraised: bool,
    /// is there a score nobody appraised?
    own: bool,
    used: BTreeSet<&'static str>,
}

impl Signs {
    pub fn new(source: &Source<'_>) -> Self {
        let facts = source.facts;
        let appraised = !facts.finished.is_empty() || facts.cells.iter().any(|c| c.round > Round::Own);
        Self { appraised, own: false, used: BTreeSet::new() }
    }

    /// A final with its sign.
    pub fn cell(&mut self, source: &Source<'_>, unit: UnitId, score: Final) -> Cell {
        let (points, origin) = match score {
            Final::Blank => return Cell::Empty,
            Final::NotAssigned => {
                self.used.insert(NOT_ASSIGNED);
                return Cell::Text(source.get(NOT_ASSIGNED));
            }
            Final::Points(points, origin) => (points, origin),
        };
        let own = matches!(origin, Origin::Own | Origin::Computed);
        let mut signs = match origin {
            Origin::Own | Origin::First => Vec::new(),
            Origin::Computed => vec!["(c)"],
            Origin::Second => vec!["(2)"],
            Origin::Derived => vec!["(s)"],
        };
        if own && self.appraised && !source.facts.settled(unit, Round::First) {
            signs.push("*");
        }
        self.own |= own;
        self.used.extend(&signs);
        if signs.is_empty() { Cell::Points(points) } else { Cell::Marked(points, signs.concat()) }
    }

    /// What the signs mean.
    pub fn notes(&self, source: &Source<'_>) -> Vec<String> {
        let mut notes = Vec::new();
        if self.used.contains(NOT_ASSIGNED) {
            notes.push(source.get("paper.result.not_assigned_note"));
        }
        let used = SIGNS.iter().filter(|(sign, _)| self.used.contains(sign));
        let said: Vec<String> = used.map(|(_, key)| source.get(key)).collect();
        if !said.is_empty() {
            let key = if self.appraised { "paper.origin.signs" } else { "paper.origin.signs_own" };
            notes.push(source.say(key, &[("signs", &said.join("; "))]));
        }
        if self.own && !self.appraised {
            notes.push(source.get("paper.origin.not_appraised"));
        }
        notes
    }
}

/// `9 tập thể × 1,50 = 13,50 (Biểu dương …)`, `thẩm định lần 1 giảm 3,00: …`, `(0,5 + 0,332) × 20`: how a leaf came about.
pub(super) fn told(source: &Source<'_>, finals: &Finals<'_>, unit: UnitId, leaf: &Criterion) -> String {
    let facts = source.facts;
    let line = facts.line(unit, leaf.id);
    let mut parts = Vec::new();
    match finals.of(unit, leaf) {
        Final::Blank => parts.push(source.get("paper.origin.blank")),
        Final::NotAssigned => parts.push(source.get("paper.origin.not_assigned")),
        Final::Points(_, Origin::Derived) => parts.push(derived(source, unit, leaf)),
        Final::Points(points, origin) => {
            parts.extend(line.and_then(|line| computed(source, finals, unit, leaf, line)));
            parts.push(round(source, unit, leaf, points, origin));
            for round in [Round::First, Round::Second] {
                let cell =
                    facts.cells.iter().find(|c| (c.unit, c.criterion, c.round) == (unit, leaf.id, round));
                parts.extend(cell.map(|c| c.comment.trim()).filter(|c| !c.is_empty()).map(str::to_owned));
            }
        }
    }
    if let Some(line) = line {
        for (key, text) in
            [("paper.origin.explained", &line.explanation), ("paper.origin.evidence", &line.evidence)]
        {
            if !text.trim().is_empty() {
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                parts.push(source.say(key, &[("text", &text)]));
            }
        }
    }
    parts.join("; ")
}

/// Commendations, n by n.
fn derived(source: &Source<'_>, unit: UnitId, leaf: &Criterion) -> String {
    let lang = source.words.lang;
    let counted = standing::derived_parts(source.facts, unit, leaf);
    let said: Vec<String> = counted
        .iter()
        .filter(|p| p.n > 0 || p.unknown > 0)
        .map(|part| {
            let form = source.facts.catalogue.form(&part.form);
            let kind = match part.kind {
                RecipientKind::Collective => "paper.origin.collective",
                RecipientKind::Individual => "paper.origin.individual",
            };
            let args = [
                ("n", number::count(part.n, lang)),
                ("kind", source.get(kind)),
                ("each", part.each.show(lang)),
                ("points", part.points.show(lang)),
                ("form", form.map_or_else(|| part.form.clone(), |f| f.name.clone())),
            ];
            let mut text = source.told("paper.origin.part", &args);
            if part.unknown > 0 {
                text.push_str(&source.say("paper.origin.part_unknown", &[("n", &part.unknown.to_string())]));
            }
            text
        })
        .collect();
    if said.is_empty() {
        return source.get("paper.origin.no_parts");
    }
    let sum: i64 = counted.iter().map(|p| p.points.0).sum();
    let mut text = said.join("; ");
    if sum > leaf.maximum.0 {
        let maximum = leaf.maximum.short(lang);
        text = format!("{text}; {}", source.say("paper.origin.capped", &[("maximum", &maximum)]));
    }
    text
}

/// Who gave the points, and what the appraisal changed.
fn round(source: &Source<'_>, unit: UnitId, leaf: &Criterion, points: Points, origin: Origin) -> String {
    let lang = source.words.lang;
    let facts = source.facts;
    let stands = |round: Round| {
        let cell = facts.cells.iter().find(|c| (c.unit, c.criterion, c.round) == (unit, leaf.id, round));
        cell.and_then(|c| if let CellValue::Points(p) = c.value { Some(p) } else { None })
    };
    let by = |key: &str, before: Option<Points>| match before.map(|b| points.0 - b.0) {
        Some(by) if by != 0 => {
            let key = format!("{key}_{}", if by < 0 { "less" } else { "more" });
            source.say(&key, &[("points", &Points(by.abs()).show(lang))])
        }
        _ => source.get(key),
    };
    match origin {
        Origin::Own | Origin::Computed => {
            let settled = facts.settled(unit, Round::First);
            source.get(match (origin, settled) {
                (Origin::Own, false) => "paper.origin.own",
                (Origin::Own, true) => "paper.origin.kept",
                (_, false) => "paper.origin.computed",
                (_, true) => "paper.origin.computed_kept",
            })
        }
        Origin::First => by("paper.origin.first", stands(Round::Own)),
        Origin::Second => by("paper.origin.second", stands(Round::First).or_else(|| stands(Round::Own))),
        Origin::Derived => source.get("paper.origin.sign_derived"),
    }
}

/// The formula with target and result put in.
fn computed(
    source: &Source<'_>,
    finals: &Finals<'_>,
    unit: UnitId,
    leaf: &Criterion,
    line: &SheetLine,
) -> Option<String> {
    let lang = source.words.lang;
    let found = finals.computed(unit, leaf)?;
    let short = |p: Points| p.short(lang);
    let actual = line.actual.map(short)?;
    let points = found.points.show(lang);
    let target = line.target.map_or_else(|| source.get("paper.origin.no_target"), short);
    let shown = |s: standing::Share| (short(Points(s.part)), short(Points(s.whole)));
    let (share, formula) = share_of(source, leaf);
    let mut args = vec![
        ("target", target),
        ("actual", actual),
        ("points", points),
        ("maximum", short(leaf.maximum)),
        ("share", share),
        ("formula", formula),
    ];
    let key = match found.case {
        Case::Nothing => "paper.origin.case_nothing",
        Case::At => "paper.origin.case_at",
        Case::Never { kept: true } => "paper.origin.case_kept",
        Case::Never { kept: false } => "paper.origin.case_broken",
        Case::Short(of) => {
            let (part, whole) = shown(of);
            args.extend([("part", part), ("whole", whole)]);
            "paper.origin.case_short"
        }
        Case::Free(of) => {
            let (part, whole) = shown(of);
            args.extend([("part", part), ("whole", whole)]);
            "paper.origin.case_free"
        }
        Case::Past { by, most } => {
            let ((part, whole), (top, of_top)) = (shown(by), shown(most));
            args.extend([("part", part), ("whole", whole), ("top", top), ("of_top", of_top)]);
            "paper.origin.case_past"
        }
        Case::Count => {
            let each =
                if let Some(Rule::Count { each }) = &leaf.rule { each.show(lang) } else { String::new() };
            args.push(("each", each));
            "paper.origin.case_count"
        }
    };
    Some(source.told(key, &args))
}

/// Share of the maximum that reaching the target is worth (`50`), and the formula as it is named.
fn share_of(source: &Source<'_>, leaf: &Criterion) -> (String, String) {
    let formula = match (&leaf.rule, &source.facts.table) {
        (Some(Rule::Quantity { formula, .. }), Some(table)) => table.formula(formula),
        _ => None,
    };
    let share = formula.map_or(Points(5_000), |f| f.share).short(source.words.lang);
    (share, formula.map(|f| f.name.clone()).unwrap_or_default())
}

/// A final as it reads in a cell of its own.
pub(super) fn last(source: &Source<'_>, score: Final) -> Cell {
    match score {
        Final::Blank => Cell::Empty,
        Final::NotAssigned => Cell::Text(source.get("paper.not_assigned")),
        Final::Points(points, _) => Cell::Points(points),
    }
}
