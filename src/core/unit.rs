//! Units of the cluster, their dated membership, and who heads it in a year.
use super::date::Date;
use serde::{Deserialize, Serialize};

/// Identity of a unit: its key in the register. A code is optional and no identity.
pub type UnitId = i64;

/// What a unit is in the cluster in a given year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// cụm trưởng
    Head,
    /// cụm phó
    Deputy,
    /// thành viên
    #[default]
    Member,
}

/// A unit as it stands in a roster.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Unit {
    /// Key in the register.
    pub id: UnitId,
    /// Revision of the row, for the stale check.
    pub rev: i64,
    /// `PV01`; may be empty.
    pub code: String,
    /// `Phòng Tham mưu`.
    pub name: String,
    /// Place in the roster, from 1.
    pub position: i64,
    /// First day in the cluster; unknown is `None`.
    pub from: Option<Date>,
    /// Last day in the cluster; still in it is `None`.
    pub to: Option<Date>,
    /// Role in the year of the period looked at.
    pub role: Role,
}

impl Unit {
    /// `PV01 Tham mưu`: the code, then the name without "Phòng"; the whole name where there is no code.
    pub fn label(&self) -> String {
        if self.code.is_empty() {
            return self.name.clone();
        }
        let short = self.name.strip_prefix("Phòng ").unwrap_or(&self.name);
        format!("{} {}", self.code, capital(short))
    }
    /// `PV01`, or the name where there is no code: for narrow columns and sentences.
    pub fn tag(&self) -> &str {
        if self.code.is_empty() { &self.name } else { &self.code }
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// What can be done to the roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// A unit joins the cluster on a day (`None`: unknown).
    Add {
        /// may be empty
        code: String,
        /// must not be empty, nor the name of a unit already in the roster
        name: String,
        /// first day
        from: Option<Date>,
    },
    /// Code, name, dates corrected.
    Edit {
        /// the unit as it should be; `rev` as it was read
        unit: Unit,
    },
    /// Taken out of the register: refused while it has records (it should leave the cluster by a date instead).
    Remove {
        /// which
        id: UnitId,
        /// as read
        rev: i64,
        /// its label, for the journal
        label: String,
    },
    /// Head and deputy of a year.
    Roles {
        /// police year
        year: i16,
        /// cụm trưởng
        head: Option<UnitId>,
        /// cụm phó
        deputy: Option<UnitId>,
    },
}
