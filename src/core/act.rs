//! Everything that changes the register, as data, nested by subject; what a write answers.
use super::namesake::{self, Namesakes};
use super::problem::Problem;
use super::{
    achievement, adjustment, award, ballot, campaign, catalogue, flag, handed_in, level, meeting, proposal,
    register, score, table, unit,
};

/// One act: one transaction, one line of the journal's act list, one step of undo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// commendations
    Award(award::Act),
    /// proposals
    Proposal(proposal::Act),
    /// achievements
    Achievement(achievement::Act),
    /// movement and campaigns
    Campaign(campaign::Act),
    /// scores
    Score(score::Act),
    /// what units were asked for and sent
    HandedIn(handed_in::Act),
    /// classification and the period's state
    Level(level::Act),
    /// adjustments of an approved period
    Adjust(adjustment::Act),
    /// meeting and report texts
    Meeting(meeting::Act),
    /// roster
    Unit(unit::Act),
    /// votes
    Ballot(ballot::Act),
    /// discipline, inspection, complaint
    Flag(flag::Act),
    /// who people are
    Person(namesake::Act),
    /// the register's own row, periods
    Register(register::Act),
    /// authorities, forms, level sets, samples
    Catalogue(catalogue::Act),
    /// score tables
    Table(table::Act),
}

/// Who acts, and when: the system user and the name given at set-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// `2021-07-22T14:05:09+07:00`
    pub at: String,
    /// system user
    pub user: String,
}

/// What goes along with an act.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Terms {
    /// number of the last act whose outcome the user saw: what others wrote after it is not gone over unseen.
    /// `None`: nothing of the kind is asked (the command line, tests)
    pub seen: Option<i64>,
    /// places of the drafts that are finished with this act: they go in the same transaction
    pub finished: Vec<String>,
}

/// A write that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// number of the act
    pub act: i64,
    /// words key of what was done, under `act.`
    pub what: String,
    /// the thing it was done to
    pub thing: String,
    /// undo and redo: words key of what the act taken back or done again had done
    pub did: Option<String>,
    /// undo and redo: number of that act, and who had done it
    pub of: Option<(i64, String)>,
    /// key of the main row written (a new decision, unit, …), if there is one
    pub row: Option<i64>,
    /// what came of it besides, in a sentence
    pub also: Option<Problem>,
}

/// Why a write was not done. Nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// a rule forbids it: thing, place, way out
    Problem(Problem),
    /// it may be right, but is recorded only with a reason: what the guard found, and every row it found it in
    Reason(Problem, Vec<Problem>),
    /// people of that name stand in other units: the same, moved, or others? Every row that must be told, answered by
    /// `Recipient::party` or `Recipient::another`
    Who(Problem, Vec<Namesakes>),
    /// somebody changed the row since it was read
    Stale(Problem),
    /// the period is locked
    Locked(Problem),
    /// the file cannot be written: disk full, read-only, busy, damaged
    Store(Problem),
}

impl Refusal {
    /// The sentence in it.
    pub fn problem(&self) -> &Problem {
        match self {
            Refusal::Problem(p)
            | Refusal::Reason(p, _)
            | Refusal::Who(p, _)
            | Refusal::Stale(p)
            | Refusal::Locked(p)
            | Refusal::Store(p) => p,
        }
    }
}
