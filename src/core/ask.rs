//! What a screen may ask of the register, and the answers.
use super::achievement::{AchievementRow, AchievementSheet};
use super::award::{AwardRow, Decision, DecisionRow, DecisionSheet, Party};
use super::backup::{Compared, Copies};
use super::campaign::{Campaign, Movement};
use super::catalogue::Lists;
use super::date::Date;
use super::find::{Found, Head, Hit, Query, Whose};
use super::flag::Flag;
use super::guard;
use super::journal::{ActSheet, Acts};
use super::level::LevelSet;
use super::page::{Reach, Span, Volume, Window};
use super::period::PeriodKey;
use super::proposal::{ProposalRow, ProposalSheet};
use super::quarter::{Period, QuarterFacts};
use super::redate::{Dates, Plan};
use super::score::ScoreTable;
use super::unit::{Unit, UnitId};
use std::path::PathBuf;
use std::sync::Arc;

/// A question; its answer is the `Facts` variant of the same name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Ask {
    /// periods of the register, newest first
    Periods,
    /// everything of a period
    Quarter(PeriodKey),
    /// everything of an approved period as it stood: 0 as it was approved, n after its adjustment n
    Version(PeriodKey, u32),
    /// valid award rows of a locked period that came after its lock
    Late(PeriodKey),
    /// a stretch of the decisions
    Decisions(Reach),
    /// a decision with its rows
    Decision(i64),
    /// a stretch of the achievements
    Achievements(Reach),
    /// how many rows the lists have
    Volume(Span),
    /// achievements of a period (`earlier`: and of the open ones before it) that have neither award nor proposal and whose
    /// day is before `before`, oldest first; at most 500
    Overdue {
        /// period
        period: PeriodKey,
        /// the first day that is not yet overdue
        before: Date,
        /// those of earlier open periods too
        earlier: bool,
    },
    /// a stretch of the proposals: a period has those of earlier ones that still wait, too
    Proposals(Reach),
    /// a proposal with its nominees
    Proposal(i64),
    /// what the guard finds in a paper as it is typed
    Guard(Arc<guard::Query>),
    /// an achievement with its awards and what could be linked
    Achievement(i64),
    /// people and collectives of a unit (or all) whose folded name has `start` at the start of a word; at most 20
    Parties {
        /// unit, `None`: all
        unit: Option<UnitId>,
        /// as typed
        start: String,
    },
    /// heads of the decisions written last, newest first, each pattern (kind, authorities, form, signer, subject) once:
    /// what a new one may begin with
    Models,
    /// people and collectives of these names (as `text::same_key`), whatever their unit: a pasted list is compared at once
    Namesakes(Vec<String>),
    /// every valid award row of a period (papers, "why")
    Awards(PeriodKey),
    /// all units ever, with their dates, roles of the year of the period
    Roster(PeriodKey),
    /// movement of a year and all its campaigns
    Movement(i16),
    /// discipline, inspection, complaint: all of the register, the open first
    Flags,
    /// score tables and level sets of the register
    Choices,
    /// the lists the settings edit, as they stand now
    Lists,
    /// what matches, over all periods, the newest first
    Find(Query),
    /// the head of the page of a unit, person or collective over all periods
    Head(Whose),
    /// a stretch of that page: commendations, proposals, achievements, and of a unit its ranks and levels, the newest first;
    /// of the reach only place and rows are looked at, and the keys of its rows are those of the index
    Life(Whose, Reach),
    /// a block of the journal's acts
    Acts(i64),
    /// an act with what it changed
    ActSheet(i64),
    /// the daily copies beside the register
    Copies,
    /// a copy beside the register of now
    Compare(PathBuf),
    /// what would come of other dates for a period
    Redate(Dates),
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Facts {
    /// `Ask::Periods`
    Periods(Arc<Vec<Period>>),
    /// `Ask::Quarter`
    Quarter(Arc<QuarterFacts>),
    /// `Ask::Version`; `None`: there is no such version
    Version(Option<Arc<QuarterFacts>>),
    /// `Ask::Decisions`
    Decisions(Arc<Window<DecisionRow>>),
    /// `Ask::Decision`; `None`: no longer there
    Decision(Option<Arc<DecisionSheet>>),
    /// `Ask::Achievements`
    Achievements(Arc<Window<AchievementRow>>),
    /// `Ask::Volume`
    Volume(Volume),
    /// `Ask::Overdue`
    Overdue(Arc<Vec<AchievementRow>>),
    /// `Ask::Proposals`
    Proposals(Arc<Window<ProposalRow>>),
    /// `Ask::Proposal`
    Proposal(Option<Arc<ProposalSheet>>),
    /// `Ask::Guard`
    Guard(Arc<Vec<guard::Finding>>),
    /// `Ask::Achievement`
    Achievement(Option<Arc<AchievementSheet>>),
    /// `Ask::Parties`, `Ask::Namesakes`
    Parties(Arc<Vec<Party>>),
    /// `Ask::Models`
    Models(Arc<Vec<Decision>>),
    /// `Ask::Awards`, `Ask::Late`
    Awards(Arc<Vec<AwardRow>>),
    /// `Ask::Roster`
    Roster(Arc<Vec<Unit>>),
    /// `Ask::Movement`
    Movement(Arc<(Movement, Vec<Campaign>)>),
    /// `Ask::Acts`
    Acts(Arc<Acts>),
    /// `Ask::ActSheet`; `None`: there is none of that number
    ActSheet(Option<Arc<ActSheet>>),
    /// `Ask::Copies`
    Copies(Arc<Copies>),
    /// `Ask::Compare`
    Compared(Arc<Compared>),
    /// `Ask::Flags`
    Flags(Arc<Vec<Flag>>),
    /// `Ask::Choices`
    Choices(Arc<(Vec<ScoreTable>, Vec<LevelSet>)>),
    /// `Ask::Lists`
    Lists(Arc<Lists>),
    /// `Ask::Find`
    Find(Arc<Found>),
    /// `Ask::Head`; `None`: no longer there
    Head(Option<Arc<Head>>),
    /// `Ask::Life`
    Life(Arc<Window<Hit>>),
    /// `Ask::Redate`
    Redate(Arc<Plan>),
}
