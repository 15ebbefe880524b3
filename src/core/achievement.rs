//! Achievements: acts worth recording, with or without an award.
use super::{
    award::AwardRow,
    date::Date,
    period::PeriodKey,
    proposed::{ProposalLink, Sent},
    unit::UnitId,
};
use serde::{Deserialize, Serialize};

/// Kind of an achievement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AchievementKind {
    /// thường xuyên
    #[default]
    Regular,
    /// chuyên đề
    Topical,
    /// đột xuất
    AdHoc,
}

/// One act.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Achievement {
    /// key, 0 when new
    pub id: i64,
    /// as read
    pub rev: i64,
    /// the day, unknown is `None`
    pub date: Option<Date>,
    /// kind
    pub kind: AchievementKind,
    /// whose; `None`: the whole cluster
    pub unit: Option<UnitId>,
    /// who did it, as written: names, or "2 tập thể, 5 cá nhân"; may be empty
    pub who: String,
    /// what was done
    pub content: String,
    /// the campaign it belongs to
    pub campaign: Option<i64>,
    /// owning leaf period
    pub period: Option<PeriodKey>,
}

/// An achievement in the list, with how it was commended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AchievementRow {
    /// the act
    pub achievement: Achievement,
    /// number of valid award rows linked to it
    pub awards: i64,
    /// form code and authorities of the first linked award
    pub first: Option<(String, Vec<String>)>,
    /// when the first proposal that names it and was not dropped was sent
    pub proposed: Option<Sent>,
}

/// An achievement opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AchievementSheet {
    /// the act
    pub achievement: Achievement,
    /// award rows linked to it
    pub awards: Vec<AwardRow>,
    /// proposals that name it, in their order
    pub proposals: Vec<ProposalLink>,
    /// award rows of its unit (and the whole cluster) in its period or the next that are linked to nothing yet
    /// (at most 200)
    pub linkable: Vec<AwardRow>,
}

/// What can be done to achievements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Written, new (`id` 0) or changed.
    Save(Achievement),
    /// Taken out; its awards stay, unlinked.
    Remove {
        /// which
        id: i64,
        /// as read
        rev: i64,
        /// for the journal
        label: String,
    },
}
