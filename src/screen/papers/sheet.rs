//! The papers of the room as a table, and the preview of the selected one, built once for what it shows.
use crate::core::award::AwardRow;
use crate::core::meeting::Part;
use crate::core::paper::Summary;
use crate::core::quarter::{QuarterFacts, State};
use crate::core::summary;
use crate::core::words::{Lang, Words};
use crate::shelf::Shelf;
use std::cell::{Cell, RefCell};
use std::sync::Arc;

/// A paper of the period.
pub(super) struct Paper {
    /// words key of its name
    pub name: &'static str,
    /// how it is made
    pub build: fn(&QuarterFacts, &[AwardRow], &Words, bool) -> Summary,
    /// its parts that people write
    pub parts: &'static [Part],
}

/// The papers in their order.
pub(super) const PAPERS: &[Paper] =
    &[Paper { name: "room.pa.report", build: summary::build, parts: &Part::ALL }];

impl Paper {
    /// The parts nobody has written yet.
    pub fn missing(&self, facts: &QuarterFacts) -> Vec<Part> {
        self.parts.iter().copied().filter(|p| facts.text(*p).trim().is_empty()).collect()
    }
}

/// Words keys of what the letterhead lacks to be signed and dated.
pub(super) fn lacking(facts: &QuarterFacts) -> Vec<&'static str> {
    let head = &facts.register.letterhead;
    let parts = [("room.pa.lacks_signer", &head.signer), ("room.pa.lacks_place", &head.place)];
    parts.into_iter().filter(|(_, text)| text.trim().is_empty()).map(|(key, _)| key).collect()
}

/// A paper is a draft until the proposal is fixed.
pub(super) fn is_draft(facts: &QuarterFacts) -> bool {
    facts.period.state < State::Waiting
}

/// What a preview was built from. The shelf puts a new `Arc` in place of what was read again, so that it is enough to
/// compare the addresses.
#[derive(Debug)]
struct Built {
    facts: Arc<QuarterFacts>,
    awards: Arc<Vec<AwardRow>>,
    lang: Lang,
    at: usize,
    width: usize,
    lines: Vec<String>,
}

/// The lines of the preview, and how many of them were shown last. Written while drawing, so that a frame costs nothing.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    built: RefCell<Option<Built>>,
    rows: Cell<usize>,
}

impl Sheet {
    /// Up to `rows` lines from `top` on and the number of all; nothing before the quarter and its awards were read.
    pub fn lines(
        &self,
        at: usize,
        from: &Shelf,
        width: usize,
        top: usize,
        rows: usize,
    ) -> (Vec<String>, usize) {
        self.rows.set(rows);
        let (Some(facts), Some(awards), Some(paper)) = (from.quarter(), from.awards(), PAPERS.get(at)) else {
            return (Vec::new(), 0);
        };
        let mut built = self.built.borrow_mut();
        let fits = |b: &Built| {
            Arc::ptr_eq(&b.facts, facts)
                && Arc::ptr_eq(&b.awards, awards)
                && (b.lang, b.at, b.width) == (from.words.lang, at, width)
        };
        if !built.as_ref().is_some_and(fits) {
            let summary = (paper.build)(facts, awards, &from.words, is_draft(facts));
            *built = Some(Built {
                facts: Arc::clone(facts),
                awards: Arc::clone(awards),
                lang: from.words.lang,
                at,
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
