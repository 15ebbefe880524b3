//! Where a final score comes from, as signs in a table and as a sentence with its numbers: rounds, the register's
//! commendations n by n, the formula with target and result put in. Works out nothing itself.
use super::in_force;
use super::source::Source;
use crate::core::award::RecipientKind;
use crate::core::number::{self, Points};
use crate::core::paper::Cell;
use crate::core::score::{CellValue, Criterion, CriterionId, Final, Origin, Round, SheetLine};
use crate::core::standing::{self, Finals};
use crate::core::unit::UnitId;
use std::collections::BTreeSet;

/// Words key of `KG`.
const NOT_ASSIGNED: &str = "paper.not_assigned";

/// Words key of the sign of what an adjustment changed.
const ADJUSTED: &str = "paper.origin.mark_adjusted";

/// The signs a final may carry, in the order of their note, each with its meaning.
const SIGNS: [(&str, &str); 5] = [
    ("*", "paper.origin.sign_own"),
    ("(c)", "paper.origin.sign_computed"),
    ("(2)", "paper.origin.sign_second"),
    ("(s)", "paper.origin.sign_derived"),
    (ADJUSTED, "paper.origin.sign_adjusted"),
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
    pub fn cell(&mut self, source: &Source<'_>, unit: UnitId, leaf: CriterionId, score: Final) -> Cell {
        let touched = in_force::touched(source.facts, unit, leaf);
        let mut mark = String::new();
        if touched && score != Final::Blank {
            self.used.insert(ADJUSTED);
            mark = source.get(ADJUSTED);
        }
        let (points, origin) = match score {
            Final::Blank => return Cell::Empty,
            Final::NotAssigned => {
                self.used.insert(NOT_ASSIGNED);
                return Cell::Text(format!("{}{mark}", source.get(NOT_ASSIGNED)));
            }
            Final::Points(points, origin) => (points, origin),
        };
        let own = matches!(origin, Origin::Own | Origin::Computed);
        let of = match origin {
            Origin::Own | Origin::First | Origin::Adjusted => None,
            Origin::Computed => Some("(c)"),
            Origin::Second => Some("(2)"),
            Origin::Derived => Some("(s)"),
        };
        let open = own && self.appraised && !source.facts.settled(unit, Round::First);
        let used: Vec<&'static str> = of.into_iter().chain(open.then_some("*")).collect();
        let mut signs = used.concat();
        self.own |= own;
        self.used.extend(used);
        signs.push_str(&mark);
        if signs.is_empty() { Cell::Points(points) } else { Cell::Marked(points, signs) }
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

/// `9 tập thể × 1,50 = 13,50 (Biểu dương …)`, `giảm 3,00: …`, `(0,5 + 0,332) × 20`: how a leaf came about, beside the columns of
/// its rounds. What those say is left out: that the appraisal kept it, that it is the first one that changed it.
pub(super) fn told(source: &Source<'_>, finals: &Finals<'_>, unit: UnitId, leaf: &Criterion) -> String {
    let facts = source.facts;
    let line = facts.line(unit, leaf.id);
    let mut parts = Vec::new();
    match finals.of(unit, leaf) {
        Final::Blank => parts.push(source.get("paper.origin.blank")),
        Final::NotAssigned => parts.push(source.get("paper.origin.not_assigned")),
        Final::Points(_, Origin::Derived) => parts.push(derived(source, unit, leaf)),
        Final::Points(points, origin) => {
            // what an adjustment put there no round gave: the rounds stand in their columns
            if origin != Origin::Adjusted {
                parts.extend(line.and_then(|line| computed(source, finals, unit, leaf, line)));
                // nor did one give what is counted from an adjusted result
                if origin != Origin::Computed || !in_force::touched(facts, unit, leaf.id) {
                    let alone = parts.is_empty();
                    parts.extend(round(source, unit, leaf, points, origin, alone));
                }
            }
            parts.extend(commented(source, unit, leaf, origin));
        }
    }
    parts.extend(in_force::told(source, unit, leaf));
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
    if parts.is_empty() && matches!(finals.of(unit, leaf), Final::Points(_, Origin::First)) {
        parts.push(source.get("paper.origin.first"));
    }
    parts.join("; ")
}

/// What was said of a leaf in a round, on one line.
fn said(source: &Source<'_>, unit: UnitId, leaf: &Criterion, round: Round) -> Option<String> {
    let place = (unit, leaf.id, round);
    let cell = source.facts.cells.iter().find(|c| (c.unit, c.criterion, c.round) == place)?;
    let text = cell.comment.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// The comments of the rounds that do not stand beside the score they gave.
fn commented(source: &Source<'_>, unit: UnitId, leaf: &Criterion, origin: Origin) -> Vec<String> {
    let rounds = [
        (Round::Own, None, "paper.origin.comment_own"),
        (Round::First, Some(Origin::First), "paper.origin.comment_first"),
        (Round::Second, Some(Origin::Second), "paper.origin.comment_second"),
    ];
    let elsewhere = rounds.into_iter().filter(|(_, gives, _)| *gives != Some(origin));
    let one = |(round, _, key): (Round, Option<Origin>, &str)| {
        Some(source.say(key, &[("text", &said(source, unit, leaf, round)?)]))
    };
    elsewhere.filter_map(one).collect()
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

/// Who gave the points, and what the appraisal changed; `None`: the columns say it. `alone`: nothing stands before it, so that
/// the first appraisal, whose column stands beside it, need not be named.
fn round(
    source: &Source<'_>,
    unit: UnitId,
    leaf: &Criterion,
    points: Points,
    origin: Origin,
    alone: bool,
) -> Option<String> {
    let lang = source.words.lang;
    let facts = source.facts;
    let stands = |round: Round| {
        let cell = facts.cells.iter().find(|c| (c.unit, c.criterion, c.round) == (unit, leaf.id, round));
        cell.and_then(|c| if let CellValue::Points(p) = c.value { Some(p) } else { None })
    };
    let by = |key: &str, before: Option<Points>, round: Round| {
        let bare = alone && round == Round::First;
        let given = match before.map(|b| points.0 - b.0) {
            Some(by) if by != 0 => {
                let key = match (bare, by < 0) {
                    (true, true) => "paper.origin.by_less".to_owned(),
                    (true, false) => "paper.origin.by_more".to_owned(),
                    (false, less) => format!("{key}_{}", if less { "less" } else { "more" }),
                };
                Some(source.say(&key, &[("points", &Points(by.abs()).show(lang))]))
            }
            _ => (!bare).then(|| source.get(key)),
        };
        match (given, said(source, unit, leaf, round)) {
            (Some(given), Some(text)) => {
                Some(source.say("paper.origin.because", &[("said", &given), ("text", &text)]))
            }
            (given, text) => given.or(text),
        }
    };
    match origin {
        Origin::Own | Origin::Computed if facts.settled(unit, Round::First) => None,
        Origin::Own => Some(source.get("paper.origin.own")),
        Origin::Computed => Some(source.get("paper.origin.computed")),
        Origin::First => by("paper.origin.first", stands(Round::Own), Round::First),
        Origin::Second => {
            let before = stands(Round::First).or_else(|| stands(Round::Own));
            by("paper.origin.second", before, Round::Second)
        }
        Origin::Derived => Some(source.get("paper.origin.sign_derived")),
        Origin::Adjusted => Some(source.get("paper.origin.sign_adjusted")),
    }
}

/// The formula with target and result put in: the sentence of the screens, word for word.
fn computed(
    source: &Source<'_>,
    finals: &Finals<'_>,
    unit: UnitId,
    leaf: &Criterion,
    line: &SheetLine,
) -> Option<String> {
    let table = source.facts.table.as_ref()?;
    let found = finals.computed(unit, leaf)?;
    let told = standing::told(table, leaf, line, &found, source.words.lang)?;
    let rounded = told.rounded(table).map(|p| source.words.say(&p)).unwrap_or_default();
    Some(format!("{}{rounded}", source.words.say(&told.how)))
}

/// A final as it reads in a cell of its own.
pub(super) fn last(source: &Source<'_>, score: Final) -> Cell {
    match score {
        Final::Blank => Cell::Empty,
        Final::NotAssigned => Cell::Text(source.get("paper.not_assigned")),
        Final::Points(points, _) => Cell::Points(points),
    }
}
