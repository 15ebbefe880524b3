//! What can be chosen in each question of a change, from the facts as they are: the same list makes the question and reads
//! its answer.
use crate::core::adjustment::{Adjustment, Change, Stage};
use crate::core::award::{AwardRow, Basis, DecisionKind, RecipientKind};
use crate::core::change;
use crate::core::count::Scope;
use crate::core::date;
use crate::core::level::Mark;
use crate::core::number;
use crate::core::quarter::QuarterFacts;
use crate::core::score::{Criterion, CriterionId, Final, Rule};
use crate::core::standing::{self, Finals};
use crate::core::unit::UnitId;
use crate::core::words::Words;

/// What a change is made from.
pub(in crate::screen) struct Ground<'a> {
    /// the period as it is with the changes so far
    pub(in crate::screen) now: &'a QuarterFacts,
    /// its award rows
    pub(in crate::screen) rows: &'a [AwardRow],
    /// award rows that came after its lock
    pub(in crate::screen) late: &'a [AwardRow],
    pub(in crate::screen) words: &'a Words,
    /// an adjustment: awards of the register and approved levels may be changed too
    pub(in crate::screen) full: bool,
}

/// What is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Score,
    Result,
    Award,
    Cancel,
    Late,
    Knock,
    Level,
}

impl Kind {
    pub(super) fn word(self) -> &'static str {
        match self {
            Kind::Score => "change.kind_score",
            Kind::Result => "change.kind_result",
            Kind::Award => "change.kind_award",
            Kind::Cancel => "change.kind_cancel",
            Kind::Late => "change.kind_late",
            Kind::Knock => "change.kind_knock",
            Kind::Level => "change.kind_level",
        }
    }
}

impl<'a> Ground<'a> {
    /// The kinds of change there can be.
    pub(super) fn kinds(&self) -> Vec<Kind> {
        let leaf = |what: fn(&Rule) -> bool| self.leaves(what).next().is_some();
        let knocks = self.now.levels.as_ref().is_some_and(|s| !s.knockouts.is_empty());
        [
            (Kind::Score, leaf(Rule::asked)),
            (Kind::Result, leaf(Rule::computed)),
            (Kind::Award, leaf(|r| matches!(r, Rule::Derived { .. }))),
            (Kind::Cancel, self.full),
            (Kind::Late, self.full && !self.late.is_empty()),
            (Kind::Knock, knocks),
            (Kind::Level, self.full && self.now.levels.is_some()),
        ]
        .into_iter()
        .filter_map(|(kind, there)| there.then_some(kind))
        .collect()
    }
    /// Leaves whose rule is such a one.
    pub(super) fn leaves(&self, what: fn(&Rule) -> bool) -> impl Iterator<Item = &'a Criterion> {
        let leaves = self.now.table.iter().flat_map(crate::core::score::ScoreTable::leaves);
        leaves.filter(move |l| l.rule.as_ref().is_some_and(what))
    }
    /// The leaves of a kind of change.
    pub(super) fn leaves_of(&self, kind: Kind) -> Vec<&'a Criterion> {
        self.leaves(if kind == Kind::Result { Rule::computed } else { Rule::asked }).collect()
    }
    /// Each with the unit's final of now.
    pub(super) fn leaf_items(&self, kind: Kind, unit: UnitId) -> Vec<(String, String)> {
        let finals = Finals::new(self.now);
        let item = |leaf: &Criterion| {
            let note = match kind {
                Kind::Result => self.result(unit, leaf),
                _ => self.score(finals.of(unit, leaf)),
            };
            (leaf_name(leaf), note)
        };
        self.leaves_of(kind).into_iter().map(item).collect()
    }
    /// `92,50`, `không giao`, `chưa chấm`
    pub(super) fn score(&self, score: Final) -> String {
        match score {
            Final::Blank => self.words.get("change.blank").to_owned(),
            Final::NotAssigned => self.words.get("change.not_assigned").to_owned(),
            Final::Points(points, _) => points.show(self.words.lang),
        }
    }
    /// The result of a leaf.
    pub(super) fn result(&self, unit: UnitId, leaf: &Criterion) -> String {
        self.amount(self.now.line(unit, leaf.id).and_then(|l| l.actual))
    }
    /// The target of a leaf, or that none was given.
    pub(super) fn target(&self, unit: UnitId, leaf: CriterionId) -> String {
        let target = self.now.line(unit, leaf).and_then(|l| l.target);
        target.map_or_else(|| self.words.get("change.no_target").to_owned(), |t| t.short(self.words.lang))
    }
    fn amount(&self, amount: Option<crate::core::number::Points>) -> String {
        amount.map_or_else(|| self.words.get("change.unknown").to_owned(), |a| a.short(self.words.lang))
    }
    /// Forms and kinds that the table gives points for, each once.
    pub(super) fn forms(&self) -> Vec<(String, RecipientKind)> {
        let mut out: Vec<(String, RecipientKind)> = Vec::new();
        for leaf in self.leaves(|r| matches!(r, Rule::Derived { .. })) {
            let Some(Rule::Derived { rules }) = &leaf.rule else { continue };
            for rule in rules {
                if !out.iter().any(|(form, kind)| (form, *kind) == (&rule.form, rule.kind)) {
                    out.push((rule.form.clone(), rule.kind));
                }
            }
        }
        out
    }
    /// How many of a form count for a unit now.
    pub(super) fn counted(&self, unit: UnitId, form: &str, kind: RecipientKind) -> i64 {
        let of =
            |t: &&crate::core::count::Tally| t.scope == Scope::Unit(unit) && t.form == form && t.kind == kind;
        self.now.tallies.iter().filter(of).map(|t| t.known).sum()
    }
    pub(super) fn form_item(&self, form: &str, kind: RecipientKind) -> String {
        let name = self.now.catalogue.form(form).map_or(form, |f| f.name.as_str());
        self.words.fill("change.form_item", &[("form", name), ("kind", self.words.get(kind_word(kind)))])
    }
    /// Rows of the register that a unit's score counts.
    pub(super) fn own(&self, unit: UnitId) -> Vec<&'a AwardRow> {
        self.rows.iter().filter(|r| r.supplement.is_none() && r.recipient.unit == Some(unit)).collect()
    }
    /// Forms of the other awards that count for the same recipient and act.
    fn again(&self, row: &AwardRow) -> Vec<String> {
        let adjustments = &self.now.adjustments;
        let open = adjustments.iter().find(|a| a.stage == Stage::Open);
        let changes = open.map_or(&[][..], |a| a.changes.as_slice());
        change::again(row, (self.rows, self.late), adjustments, changes)
    }
    /// A row as a change that cancels it.
    pub(super) fn cancel(&self, row: &AwardRow) -> Option<Change> {
        let mine = &row.recipient;
        Some(Change::Award {
            unit: mine.unit?,
            form: row.form.clone(),
            kind: mine.kind,
            by: -mine.quantity.unwrap_or(0),
            award: Some(mine.id),
            again: self.again(row),
            what: Self::called(row),
        })
    }
    /// Late rows that would move a rank or a level, not counted yet: each with its change and what moves.
    pub(super) fn lates(&self) -> Vec<(&'a AwardRow, Change, String)> {
        let taken = |id: i64| {
            let names = |c: &Change| matches!(c, Change::Award { award: Some(n), .. } if *n == id);
            let of = |a: &Adjustment| a.stage != Stage::Dropped && a.changes.iter().any(names);
            self.now.adjustments.iter().any(of)
        };
        let offered = |row: &'a AwardRow| {
            let (unit, by) = (row.recipient.unit?, row.recipient.quantity.filter(|n| *n > 0)?);
            self.now.unit(unit).filter(|_| !taken(row.recipient.id))?;
            let (form, kind) = (row.form.clone(), row.recipient.kind);
            let change = Change::Award {
                unit,
                form,
                kind,
                by,
                award: Some(row.recipient.id),
                again: self.again(row),
                what: Self::called(row),
            };
            let after = change::apply(self.now, std::slice::from_ref(&change));
            let moved: Vec<change::Moved> =
                change::difference(self.now, &after).into_iter().filter(change::Moved::told).collect();
            let mine = moved.iter().find(|m| m.unit == unit && m.was.rank != m.now.rank);
            let note = match (mine, moved.is_empty()) {
                (_, true) => return None,
                (Some(m), _) => {
                    let rank = |r: Option<u32>| r.map_or_else(|| "?".to_owned(), |r| r.to_string());
                    let args = [("old", rank(m.was.rank)), ("new", rank(m.now.rank))];
                    self.words.fill("change.rank_moves", &args.each_ref().map(|(k, v)| (*k, v.as_str())))
                }
                (None, _) => self.words.get("change.moves").to_owned(),
            };
            Some((row, change, note))
        };
        self.late.iter().filter_map(offered).collect()
    }
    /// `687/QĐ-CAT, Trung tá Hoàng Thị Mến`: what a change calls a row.
    fn called(row: &AwardRow) -> String {
        let who = format!("{} {}", row.recipient.rank, row.recipient.name).trim().to_owned();
        let paper = if row.number.is_empty() { &row.subject } else { &row.number };
        let parts = [paper.as_str(), &who];
        parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ")
    }
    /// `30/06 TB 214/TB-CAT · Thiếu tá Nguyễn Văn Ấn`
    pub(super) fn row(&self, row: &AwardRow) -> String {
        let day = row.date.map_or_else(|| "?".to_owned(), |d| date::short(d, self.now.period.key.year));
        let kind = self.words.get(match row.kind {
            DecisionKind::Decision => "room.st.decision",
            DecisionKind::Notice => "room.st.notice",
        });
        let number = if row.number.is_empty() {
            self.words.get("change.no_number").to_owned()
        } else {
            format!("{kind} {}", row.number)
        };
        let r = &row.recipient;
        let who = if r.basis == Basis::Named {
            format!("{} {}", r.rank, r.name).trim().to_owned()
        } else {
            let n = r.quantity.map_or_else(|| "?".to_owned(), |n| number::count(n, self.words.lang));
            self.words.fill("change.turns", &[("n", &n), ("kind", self.words.get(kind_word(r.kind)))])
        };
        format!("{day} {number} · {who}")
    }
    /// The levels, then không phân loại.
    pub(super) fn marks(&self) -> Vec<Mark> {
        let levels = self.now.levels.iter().flat_map(|s| &s.levels).map(|l| Mark::Level(l.id));
        levels.chain([Mark::NotClassified]).collect()
    }
    pub(super) fn mark_items(&self, unit: UnitId) -> Vec<(String, String)> {
        let now = standing::standing_mark(self.now, unit);
        let item = |mark: Mark| {
            let name = self.now.level_name(mark).unwrap_or_else(|| self.words.get(none_word(self.now)));
            let note = if now == Some(mark) { self.words.get("change.level_now") } else { "" };
            (name.to_owned(), note.to_owned())
        };
        self.marks().into_iter().map(item).collect()
    }
    /// Names of the knock-outs, each with whether it strikes the unit now.
    pub(super) fn knocks(&self, unit: UnitId) -> Vec<(String, bool)> {
        let Some(set) = &self.now.levels else { return Vec::new() };
        let struck = standing::struck(self.now, &Finals::new(self.now));
        let on = |n: usize| struck.iter().any(|s| s.unit == unit && s.rule == n);
        set.knockouts.iter().enumerate().map(|(n, k)| (k.name.clone(), on(n))).collect()
    }
    pub(super) fn tag(&self, unit: UnitId) -> &'a str {
        self.now.unit(unit).map_or("?", |u| u.tag())
    }
}

/// How many late rows are offered.
pub(in crate::screen) fn offers(ground: &Ground<'_>) -> usize {
    ground.lates().len()
}

/// `I.4 Giải quyết hồ sơ`
pub(super) fn leaf_name(leaf: &Criterion) -> String {
    format!("{} {}", leaf.code, leaf.text).trim().to_owned()
}

fn kind_word(kind: RecipientKind) -> &'static str {
    match kind {
        RecipientKind::Collective => "change.collective",
        RecipientKind::Individual => "change.individual",
    }
}

/// Words key of no level: where titles are held together, of no title.
pub(super) fn none_word(facts: &QuarterFacts) -> &'static str {
    let nested = facts.levels.as_ref().is_some_and(|set| set.nested);
    if nested { "parts.no_title" } else { "room.cl.not_classified" }
}
