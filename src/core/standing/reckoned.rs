//! What follows from the facts of a period, worked out once for all who draw it: ranks, dự kiến, what is still open.
use super::matters::{self, Matter};
use super::rank::rank;
use super::row::Standings;
use super::suggest::{Suggestion, suggest};
use crate::core::quarter::QuarterFacts;
use std::sync::{Arc, OnceLock};

/// A period and what follows from it. Ranks are worked out at once, the rest when it is first asked for.
#[derive(Debug)]
pub struct Reckoned {
    /// the facts
    pub facts: Arc<QuarterFacts>,
    /// ranks
    pub standings: Standings,
    suggestions: OnceLock<Vec<Suggestion>>,
    matters: OnceLock<Vec<Matter>>,
}

impl Reckoned {
    /// Of these facts.
    pub fn new(facts: Arc<QuarterFacts>) -> Self {
        let standings = rank(&facts);
        Self { facts, standings, suggestions: OnceLock::new(), matters: OnceLock::new() }
    }
    /// Dự kiến, in the order of the roster.
    pub fn suggestions(&self) -> &[Suggestion] {
        self.suggestions.get_or_init(|| suggest(&self.facts, &self.standings))
    }
    /// What keeps the period from being submitted, see [`super::open_matters`].
    pub fn open_matters(&self) -> &[Matter] {
        let found = || matters::open(&self.facts, &self.standings, self.suggestions());
        self.matters.get_or_init(found)
    }
}
