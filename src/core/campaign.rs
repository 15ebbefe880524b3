//! The year's movement and its campaigns.
use super::date::Date;
use serde::{Deserialize, Serialize};

/// Movement and motto of a year.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Movement {
    /// police year
    pub year: i16,
    /// as read
    pub rev: i64,
    /// `Vì an ninh Tổ quốc`
    pub name: String,
    /// phương châm
    pub motto: String,
}

/// Kind of a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CampaignKind {
    /// thường xuyên
    Regular,
    /// chuyên đề
    #[default]
    Topical,
    /// đặc biệt
    Special,
    /// cao điểm
    Peak,
}

/// Where a campaign stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CampaignState {
    /// đã phát động
    #[default]
    Launched,
    /// đang thực hiện
    Running,
    /// đã sơ kết
    Reviewed,
    /// đã tổng kết
    Concluded,
}

/// A campaign (đợt thi đua); its dates may cross quarters or be unknown.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Campaign {
    /// key, 0 when new
    pub id: i64,
    /// as read
    pub rev: i64,
    /// police year it is counted to
    pub year: i16,
    /// name
    pub name: String,
    /// kind
    pub kind: CampaignKind,
    /// first day
    pub from: Option<Date>,
    /// last day
    pub to: Option<Date>,
    /// where it stands
    pub state: CampaignState,
    /// how it was concluded, which papers; may be empty
    pub note: String,
}

/// What can be done to movement and campaigns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Movement and motto of a year.
    Movement(Movement),
    /// A campaign, new (`id` 0) or changed.
    Save(Campaign),
    /// Taken out; refused while decisions or achievements name it.
    Remove {
        /// which
        id: i64,
        /// as read
        rev: i64,
        /// for the journal
        label: String,
    },
}
