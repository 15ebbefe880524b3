//! Votes: on a tie, on a level. Figures as counted; a percentage is printed with what it is of.
use super::level::LevelId;
use super::points::Rate;
use super::unit::UnitId;
use serde::{Deserialize, Serialize};

/// What was voted on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BallotKind {
    /// the order of units that are equal: it holds for its period only
    #[default]
    Tie,
    /// units for a level, or for a title of the year
    Level,
}

/// How it was voted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// biểu quyết giơ tay
    #[default]
    Hands,
    /// bỏ phiếu kín
    Ballot,
}

/// What a percentage is of; always printed with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Base {
    /// all units of the cluster
    #[default]
    Roster,
    /// ballots out
    Sent,
    /// ballots in
    Back,
    /// valid ballots
    Valid,
}

/// Votes for one unit (and, where levels are voted on, for one level).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vote {
    /// for whom
    pub unit: UnitId,
    /// for which level; `None`: a vote on a tie
    pub level: Option<LevelId>,
    /// votes in favour
    pub favour: u32,
}

/// A vote as recorded.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Ballot {
    /// key, 0 when new
    pub id: i64,
    /// as read
    pub rev: i64,
    /// what was voted on
    pub kind: BallotKind,
    /// how
    pub method: Method,
    /// ballots out; `None`: not counted
    pub sent: Option<u32>,
    /// ballots in
    pub back: Option<u32>,
    /// valid ballots
    pub valid: Option<u32>,
    /// what a percentage is of
    pub base: Base,
    /// what the minutes say of it
    pub note: String,
    /// one line a unit (and level)
    pub votes: Vec<Vote>,
}

impl Ballot {
    /// What a percentage of this vote is of; `None` where that was not counted, or is 0.
    pub fn whole(&self, roster: usize) -> Option<u32> {
        let whole = match self.base {
            Base::Roster => u32::try_from(roster).ok(),
            Base::Sent => self.sent,
            Base::Back => self.back,
            Base::Valid => self.valid,
        };
        whole.filter(|n| *n > 0)
    }
    /// Votes in favour over what they are a share of.
    pub fn share(&self, vote: &Vote, roster: usize) -> Option<Rate> {
        self.whole(roster).map(|whole| Rate { part: i64::from(vote.favour), whole: i64::from(whole) })
    }
}
