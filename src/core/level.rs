//! Levels (mức xếp loại) and the three values of a classification: dự kiến, cụm đề nghị, được duyệt.
use super::date::Date;
use super::knockout::Knockout;
use super::number::Points;
use super::period::PeriodKey;
use super::unit::UnitId;
use serde::{Deserialize, Serialize};

/// Key of a level.
pub type LevelId = i64;

/// Colour role of a level, from the level set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tint {
    /// good
    Good,
    /// accent
    Accent,
    /// plain text
    #[default]
    Text,
    /// warn
    Warn,
    /// bad
    Bad,
}

/// One level of a level set; highest first in its set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Level {
    /// key
    pub id: LevelId,
    /// `Xuất sắc`
    pub name: String,
    /// minimum on the rate, in hundredths of a percent (90% = 9000); `None`: no minimum (the lowest)
    pub minimum: Option<Points>,
    /// at most this share of the cluster, hundredths of a percent (25% = 2500), rounded down
    pub quota: Option<Points>,
    /// colour role
    pub tint: Tint,
}

/// What the minima of a level set are measured on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// tỷ lệ: hundredths of a percent of the maximum
    #[default]
    Rate,
    /// tổng điểm: hundredths of a point
    Total,
}

/// What quotas are a share of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuotaBase {
    /// the roster without those proposed as không phân loại
    #[default]
    Classified,
    /// units with a rank, without those proposed as không phân loại
    Ranked,
    /// the whole roster
    Roster,
}

/// A level set: a labelled sample or the province's own.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LevelSet {
    /// key
    pub id: i64,
    /// name
    pub name: String,
    /// highest first
    pub levels: Vec<Level>,
    /// as read
    #[serde(default)]
    pub rev: i64,
    /// what minima are measured on
    #[serde(default)]
    pub measure: Measure,
    /// what quotas are a share of
    #[serde(default)]
    pub base: QuotaBase,
    /// titles of a year, each contained in the next
    #[serde(default)]
    pub nested: bool,
    /// rules that lower a level whatever the points
    #[serde(default)]
    pub knockouts: Vec<Knockout>,
}

/// What a unit is marked with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// a level of the set
    Level(LevelId),
    /// không phân loại: a level of its own, out of the quota's base
    NotClassified,
}

impl LevelSet {
    /// A level by key.
    pub fn level(&self, id: LevelId) -> Option<&Level> {
        self.levels.iter().find(|l| l.id == id)
    }
    /// How many of these marks hold each level. Nested titles hold those below them too: a unit with the first of three has
    /// all three (Cờ in Đơn vị quyết thắng in Đơn vị tiên tiến); one with none is marked as not classified.
    pub fn held(&self, marks: &[Mark]) -> Vec<(LevelId, usize)> {
        let own = |id: LevelId| marks.iter().filter(|m| **m == Mark::Level(id)).count();
        let held = self.levels.iter().scan(0, |above, level| {
            *above = own(level.id) + if self.nested { *above } else { 0 };
            Some((level.id, *above))
        });
        held.collect()
    }
    /// Place of a mark, 0 the highest; not classified comes last.
    pub fn place(&self, mark: Mark) -> usize {
        match mark {
            Mark::Level(id) => self.levels.iter().position(|l| l.id == id).unwrap_or(self.levels.len()),
            Mark::NotClassified => self.levels.len(),
        }
    }
}

/// What people decided about one unit.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Classification {
    /// unit
    pub unit: UnitId,
    /// cụm đề nghị
    pub proposed: Option<Mark>,
    /// why it differs from dự kiến
    pub reason: String,
    /// được duyệt
    pub approved: Option<Mark>,
    /// why it differs from cụm đề nghị
    pub approved_reason: String,
}

/// The approving paper.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Approval {
    /// number of the paper
    pub number: String,
    /// its date
    pub date: Option<Date>,
    /// who signed it, may be empty
    pub signer: String,
}

/// What can be done to classifications and to the period's state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Proposals written; `None` takes one back. Each with its reason (empty where it equals dự kiến).
    Propose {
        /// period
        period: PeriodKey,
        /// unit, proposal, reason
        rows: Vec<(UnitId, Option<Mark>, String)>,
        /// for the journal
        label: String,
    },
    /// A knock-out laid on a unit by hand, or one of the register's lifted from it.
    Knock {
        /// period
        period: PeriodKey,
        /// whom
        unit: UnitId,
        /// name of the rule in the level set of the period
        knockout: String,
        /// lifted or laid on, and why; `None`: what was written by hand is taken back
        hand: Option<(bool, String)>,
        /// for the journal
        label: String,
    },
    /// "Chốt đề nghị": waits for approval (`true`), or back to the meeting.
    Submit {
        /// period
        period: PeriodKey,
        /// to or back
        submitted: bool,
    },
    /// Khóa sổ: a snapshot is kept and rows refuse. A barrier.
    Lock {
        /// period
        period: PeriodKey,
    },
    /// Mở lại sổ, before approval. A barrier.
    Reopen {
        /// period
        period: PeriodKey,
        /// why
        reason: String,
    },
    /// Ghi văn bản duyệt; locks in the same act if the period is still open. A barrier.
    Approve {
        /// period
        period: PeriodKey,
        /// the paper
        approval: Approval,
        /// approved marks of every unit with a proposal, with the reason where they differ from it
        rows: Vec<(UnitId, Mark, String)>,
    },
}
