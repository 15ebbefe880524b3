//! What the form of a decision may be beside a decision: a proposal, or the decision that answers one; and what its rows
//! came with. Data only: the forms themselves are begun in `propose`.
use crate::core::award::RecipientKind;
use crate::core::date::Date;
use crate::core::guard::{Paper, Query};
use crate::core::proposal::Proposal;
use crate::core::text;
use crate::core::words::Words;
use crate::kit::pick::Choice;
use crate::shelf::Shelf;
use std::sync::Arc;

/// What a form is beside a decision of its own.
#[derive(Debug, Clone, Default)]
pub(super) struct Side {
    /// decision or proposal
    pub(super) paper: Paper,
    /// the proposal this decision answers
    pub(super) answers: Option<i64>,
    /// the achievement in the head when the form began
    pub(super) begun: Option<i64>,
    /// rows that came with an achievement: who, where, which
    pub(super) links: Vec<(RecipientKind, String, Option<i64>, i64)>,
    /// what the guard is asked about what is typed now
    pub(super) query: Option<Arc<Query>>,
}

impl Side {
    /// The achievement a row came with, told by kind, name and unit.
    pub(super) fn act_of(&self, kind: RecipientKind, name: &str, unit: Option<i64>) -> Option<i64> {
        let key = text::same_key(name);
        let fits = |l: &&(RecipientKind, String, Option<i64>, i64)| l.0 == kind && l.1 == key && l.2 == unit;
        self.links.iter().find(fits).map(|l| l.3)
    }
}

/// Every act up to today may be chosen.
pub(super) fn tomorrow(shelf: &Shelf) -> Date {
    shelf.today.saturating_add(jiff::ToSpan::day(1))
}

/// What a proposal is called in the journal and in titles: its number, else what it is about.
pub(super) fn label(head: &Proposal) -> String {
    [&head.number, &head.subject, &head.form]
        .into_iter()
        .find(|t| !t.is_empty())
        .map_or_else(String::new, |t| text::clip(t, 60))
}

/// Only named rows are put forward.
pub(super) fn sorts(mut choices: Vec<Choice>, paper: Paper) -> Vec<Choice> {
    if paper == Paper::Proposal {
        choices.truncate(2);
    }
    choices
}

/// The grid under the form is the list of nominees.
pub(super) fn grid_title(proposes: bool, counted: &str, words: &Words) -> String {
    let (none, some) =
        if proposes { ("room.pr.nobody", "room.pr.counted") } else { ("room.ac.nobody", "room.ac.counted") };
    if counted.is_empty() { words.get(none).to_owned() } else { words.fill(some, &[("what", counted)]) }
}
