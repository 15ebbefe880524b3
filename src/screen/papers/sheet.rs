//! Which copy of a paper is looked at, and its preview, built once for what it shows. The papers themselves are one
//! table of the core (`core::summary::Paper`).
use crate::core::award::AwardRow;
use crate::core::problem::Problem;
use crate::core::quarter::QuarterFacts;
use crate::core::summary::{self, Given, Of, Paper};
use crate::core::text;
use crate::core::unit::UnitId;
use crate::core::words::Lang;
use crate::shelf::Shelf;
use std::cell::{Cell, RefCell};
use std::sync::Arc;

/// What is looked at: which paper, and of which there is one a unit or an adjustment of, which of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Choice {
    /// the paper
    pub paper: Paper,
    /// the unit chosen last
    pub unit: Option<UnitId>,
    /// the adjustment chosen last
    pub ordinal: Option<u32>,
    /// result, scores and explanations as they stood after this adjustment; `None`: as they are now
    pub version: Option<u32>,
}

impl Choice {
    /// The copies there are and the place of the chosen one: the one chosen last while it is there, else the first unit, the
    /// last adjustment, the result of now. Else why there is none.
    pub fn copies(self, facts: &QuarterFacts) -> Result<(Vec<Of>, usize), Problem> {
        let all = self.paper.copies(facts)?;
        let chosen = |of: &Of| match *of {
            Of::Period => self.version.is_none(),
            Of::Version(n) => self.version == Some(n),
            Of::Unit(id) => self.unit == Some(id) && self.version.is_none(),
            Of::UnitAt(id, n) => self.unit == Some(id) && self.version == Some(n),
            Of::Adjustment(n) => self.ordinal == Some(n),
        };
        let last = all.len().saturating_sub(1);
        let usual = if matches!(all.first(), Some(Of::Unit(_))) { 0 } else { last };
        let at = all.iter().position(chosen).unwrap_or(usual);
        Ok((all, at))
    }
    /// The copy looked at.
    pub fn of(self, facts: &QuarterFacts) -> Result<Of, Problem> {
        let (all, at) = self.copies(facts)?;
        Ok(all.get(at).copied().unwrap_or(Of::Period))
    }
    /// The earlier versions of the period that must be read for it.
    pub fn needs(self, facts: &QuarterFacts) -> impl Iterator<Item = u32> + use<> {
        let of = self.of(facts).ok();
        of.and_then(|of| of.version(facts)).into_iter().chain(of.and_then(|of| of.ended(facts)))
    }
    /// Is it still a draft? One that is not there is none.
    pub fn draft(self, facts: &QuarterFacts) -> bool {
        self.of(facts).is_ok_and(|of| self.paper.draft(facts, of))
    }
    /// The copy before or after, round the corner.
    pub fn turn(&mut self, facts: &QuarterFacts, on: bool) {
        let Ok((all, at)) = self.copies(facts) else { return };
        let to = (at + if on { 1 } else { all.len().saturating_sub(1) }) % all.len().max(1);
        match all.get(to) {
            Some(Of::Unit(id)) => (self.unit, self.version) = (Some(*id), None),
            Some(Of::UnitAt(id, n)) => (self.unit, self.version) = (Some(*id), Some(*n)),
            Some(Of::Adjustment(n)) => self.ordinal = Some(*n),
            Some(Of::Version(n)) => self.version = Some(*n),
            Some(Of::Period) => self.version = None,
            None => {}
        }
    }
}

/// Words keys of what the letterhead lacks to be signed and dated.
pub(super) fn lacking(facts: &QuarterFacts) -> Vec<&'static str> {
    let head = &facts.register.letterhead;
    let parts = [("room.pa.lacks_signer", &head.signer), ("room.pa.lacks_place", &head.place)];
    parts.into_iter().filter(|(_, text)| text.trim().is_empty()).map(|(key, _)| key).collect()
}

/// What a preview was built from. The shelf puts a new `Arc` in place of what was read again, so that it is enough to
/// compare the addresses.
#[derive(Debug, Clone)]
struct Built {
    facts: Arc<QuarterFacts>,
    awards: Arc<Vec<AwardRow>>,
    versions: [Option<Arc<QuarterFacts>>; 2],
    lang: Lang,
    what: (Paper, Of),
    width: usize,
    lines: Vec<String>,
}

/// The lines of the preview, and how many of them were shown last. Written while drawing, so that a frame costs nothing.
#[derive(Debug, Clone, Default)]
pub(super) struct Sheet {
    built: RefCell<Option<Built>>,
    rows: Cell<usize>,
}

impl Sheet {
    /// Up to `rows` lines from `top` on and the number of all; nothing before the quarter and its awards were read.
    pub fn lines(
        &self,
        choice: Choice,
        from: &Shelf,
        width: usize,
        top: usize,
        rows: usize,
    ) -> (Vec<String>, usize) {
        self.rows.set(rows);
        let (Some(facts), Some(awards)) = (from.quarter(), from.awards()) else { return (Vec::new(), 0) };
        let what = match choice.of(facts) {
            Ok(of) => (choice.paper, of),
            // in the place of the paper, why there is none
            Err(problem) => {
                *self.built.borrow_mut() = None;
                let said = text::wrap(&from.words.say(&problem), width);
                return (said.clone(), said.len());
            }
        };
        let read = |n: Option<u32>| match n.map(|n| from.version(n)) {
            None => Some(None),
            Some(Some(Some(version))) => Some(Some(Arc::clone(version))),
            // not read yet, or gone meanwhile
            Some(_) => None,
        };
        let (Some(before), Some(after)) = (read(what.1.version(facts)), read(what.1.ended(facts))) else {
            return (Vec::new(), 0);
        };
        let mut built = self.built.borrow_mut();
        let fits = |b: &Built| {
            Arc::ptr_eq(&b.facts, facts)
                && Arc::ptr_eq(&b.awards, awards)
                && b.versions.each_ref().map(|v| v.as_ref().map(Arc::as_ptr))
                    == [&before, &after].map(|v| v.as_ref().map(Arc::as_ptr))
                && (b.lang, b.what, b.width) == (from.words.lang, what, width)
        };
        if !built.as_ref().is_some_and(fits) {
            let (paper, of) = what;
            let draft = paper.draft(facts, of);
            let given = Given { facts, awards, before: before.as_deref(), after: after.as_deref() };
            let summary = summary::paper(paper, of, given, &from.words, draft);
            *built = Some(Built {
                facts: Arc::clone(facts),
                awards: Arc::clone(awards),
                versions: [before, after],
                lang: from.words.lang,
                what,
                width,
                lines: summary::preview(&summary, width),
            });
        }
        let Some(built) = built.as_ref() else { return (Vec::new(), 0) };
        let all = built.lines.len();
        let top = top.min(all.saturating_sub(rows));
        (built.lines.iter().skip(top).take(rows).cloned().collect(), all)
    }

    /// Lines of the preview, and rows it was shown in last.
    pub fn extent(&self) -> (usize, usize) {
        (self.built.borrow().as_ref().map_or(0, |b| b.lines.len()), self.rows.get())
    }
}
