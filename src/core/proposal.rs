//! Proposals for commendation (đề nghị khen thưởng): who was put forward for what, and what became of it.
//! A proposal is never counted as awarded; only the decision that follows it is. Those put forward are named: a
//! `Recipient` of basis `Named` each, as the decision will have them.
pub use super::proposed::{ProposalLink, Sent, State};

use super::award::{Nature, Recipient};
use super::date::Date;
use super::period::PeriodKey;

/// Head of a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Proposal {
    /// key, 0 when new
    pub id: i64,
    /// as read
    pub rev: i64,
    /// `45/TTr-PV01`; may be empty
    pub number: String,
    /// day it was sent; unknown is `None`
    pub date: Option<Date>,
    /// codes of one authority or a set of them: who is asked
    pub authorities: Vec<String>,
    /// code of the form asked for
    pub form: String,
    /// nature, where the paper says it
    pub nature: Option<Nature>,
    /// về việc
    pub subject: String,
    /// ghi chú
    pub note: String,
    /// the leaf period that owns it (proposed from its date)
    pub period: Option<PeriodKey>,
    /// what became of it; written by `Act::Drop`, `Act::Reopen` and by decisions alone
    pub state: State,
    /// the decision that followed
    pub decision: Option<i64>,
    /// why it was dropped
    pub dropped: String,
    /// for `Act::Save`: why rows are recorded though the guard asks (`core::guard`); empty: not asked yet
    pub guard: String,
}

/// What can be done to proposals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Written as a whole, new (`id` 0) or changed: nominees are matched by `id`, missing ones are taken out.
    Save {
        /// its head
        proposal: Proposal,
        /// its nominees in order, all of them named
        nominees: Vec<Recipient>,
        /// as in `award::Act::Save`
        same: Option<bool>,
    },
    /// Not commended, or taken back: it stays, with the reason.
    Drop {
        /// which
        id: i64,
        /// as read
        rev: i64,
        /// why; must not be empty
        reason: String,
        /// for the journal
        label: String,
    },
    /// A dropped one waits again.
    Reopen {
        /// which
        id: i64,
        /// as read
        rev: i64,
        /// for the journal
        label: String,
    },
    /// Taken out with its nominees (journalled); one that was decided stays as long as its decision.
    Remove {
        /// which
        id: i64,
        /// as read
        rev: i64,
        /// for the journal
        label: String,
    },
}

/// The decision that followed a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    /// its number, may be empty
    pub number: String,
    /// day of signing
    pub date: Option<Date>,
}

/// A proposal in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalRow {
    /// its head
    pub head: Proposal,
    /// collectives put forward
    pub collective: i64,
    /// individuals put forward
    pub individual: i64,
    /// the decision that followed
    pub followed: Option<Followed>,
    /// decided: how many of them the decision left out
    pub left_out: i64,
}

/// A proposal opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalSheet {
    /// its head
    pub head: Proposal,
    /// its nominees in order
    pub nominees: Vec<Recipient>,
    /// the decision that followed
    pub followed: Option<Followed>,
    /// decided: keys of the nominees the decision left out
    pub left_out: Vec<i64>,
    /// contents and days of the achievements its nominees are linked to
    pub acts: Vec<(i64, String, Option<Date>)>,
}

/// Whole days from one day to a later one; `None` where either is unknown. Never negative: a paper dated before the
/// act is a slip of the pen, and no time that was saved.
pub fn days(from: Option<Date>, to: Option<Date>) -> Option<i64> {
    let span = to?.since(from?).ok()?;
    Some(i64::from(span.get_days()).max(0))
}

/// How many of the acts without award and proposal are older than `limit` days on `today`. `waiting` are their days, with
/// how many of each (`QuarterFacts::unproposed`). An act without its day is never overdue: nobody can tell.
pub fn overdue(waiting: &[(Date, i64)], today: Date, limit: i64) -> i64 {
    waiting.iter().filter(|(day, _)| is_overdue(*day, today, limit)).map(|(_, n)| n).sum()
}

/// Is an act of that day, neither commended nor proposed, listed as late? Only past the limit, not on it.
pub fn is_overdue(day: Date, today: Date, limit: i64) -> bool {
    days(Some(day), Some(today)).is_some_and(|n| n > limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn day(month: i8, day: i8) -> Date {
        Date::constant(2021, month, day)
    }

    #[test]
    fn days_are_whole_and_never_negative() {
        assert_eq!(days(Some(day(5, 9)), Some(day(5, 20))), Some(11));
        assert_eq!(days(Some(day(5, 9)), Some(day(8, 9))), Some(92), "across months");
        assert_eq!(days(Some(day(5, 9)), Some(day(5, 9))), Some(0));
        assert_eq!(days(Some(day(5, 9)), Some(day(5, 1))), Some(0));
        assert_eq!(days(None, Some(day(5, 1))), None);
        assert_eq!(days(Some(day(5, 1)), None), None);
    }

    #[test]
    fn an_act_is_overdue_past_the_limit_not_on_it() {
        let waiting = [(day(7, 10), 1), (day(7, 12), 2), (day(7, 20), 4)];
        assert_eq!(overdue(&waiting, day(7, 22), 10), 1);
        assert_eq!(overdue(&waiting, day(7, 23), 10), 3);
        assert_eq!(overdue(&waiting, day(7, 22), 12), 0);
        assert_eq!(overdue(&[], day(7, 22), 1), 0);
        assert!(!is_overdue(day(7, 30), day(7, 22), 1), "an act of tomorrow waits for nobody");
    }
}
