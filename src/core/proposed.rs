//! A proposal as decisions and achievements name it; what proposals are `proposal` says.
use super::date::Date;
use serde::{Deserialize, Serialize};

/// What became of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// sent, no answer yet
    #[default]
    Pending,
    /// a decision followed; who is not in it was left out
    Decided,
    /// not commended, or taken back, with a reason
    Dropped,
}

/// When a proposal was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// on that day
    On(Date),
    /// the paper does not say
    Undated,
}

/// A proposal as a decision or an achievement names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalLink {
    /// key
    pub id: i64,
    /// number, may be empty
    pub number: String,
    /// day it was sent
    pub date: Option<Date>,
    /// form asked for, its code
    pub form: String,
    /// what became of it
    pub state: State,
}
