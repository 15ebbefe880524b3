//! Discipline, inspection, complaint: what stands against commending a unit or a person, with its days. It forbids nothing:
//! while one is open, and for a time after a discipline, whoever records an award is told why he should look again
//! (domain: "No award while discipline is pending, under inspection, or under complaint").
use super::date::Date;
use super::unit::UnitId;
use serde::{Deserialize, Serialize};

/// What it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FlagKind {
    /// kỷ luật
    #[default]
    Discipline,
    /// đang thanh tra, kiểm tra
    Inspection,
    /// đang có đơn thư khiếu nại, tố cáo
    Complaint,
}

impl FlagKind {
    /// All kinds.
    pub const ALL: [FlagKind; 3] = [FlagKind::Discipline, FlagKind::Inspection, FlagKind::Complaint];
    /// Code, and end of its words key under `flag.`.
    pub fn code(self) -> &'static str {
        match self {
            FlagKind::Discipline => "discipline",
            FlagKind::Inspection => "inspection",
            FlagKind::Complaint => "complaint",
        }
    }
    /// Words key of its name.
    pub fn word(self) -> &'static str {
        match self {
            FlagKind::Discipline => "flag.discipline",
            FlagKind::Inspection => "flag.inspection",
            FlagKind::Complaint => "flag.complaint",
        }
    }
    /// The kind of that code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }
}

/// One of them, against a unit or a person of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Flag {
    /// key, 0 when new
    pub id: i64,
    /// as read
    pub rev: i64,
    /// the unit, or the unit that the person was in on its day; `None`: not chosen yet
    pub unit: Option<UnitId>,
    /// the person's key; `None`: the unit itself, or a person not yet known
    pub party: Option<i64>,
    /// the person; empty: the unit itself
    pub name: String,
    /// what it is
    pub kind: FlagKind,
    /// first day, unknown is `None`
    pub from: Option<Date>,
    /// last day; `None`: still open
    pub to: Option<Date>,
    /// why, as the paper says
    pub reason: String,
    /// the person leads the unit
    pub leader: bool,
}

/// How one stands to a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bar {
    /// open on that day
    Open,
    /// a discipline that ended not long before it
    Recent,
}

impl Flag {
    /// How it stands to a day (`None`: a paper without its day, read as today's: only what is open now). `months`: how
    /// long a discipline that has ended is looked back for; 0: not at all.
    pub fn bar(&self, day: Option<Date>, months: i64) -> Option<Bar> {
        let Some(day) = day else { return self.to.is_none().then_some(Bar::Open) };
        if self.from.is_some_and(|from| from > day) {
            return None;
        }
        let Some(to) = self.to else { return Some(Bar::Open) };
        if day <= to {
            return Some(Bar::Open);
        }
        if self.kind != FlagKind::Discipline {
            return None;
        }
        let until = to.saturating_add(jiff::Span::new().try_months(months).unwrap_or_default());
        (months > 0 && day <= until).then_some(Bar::Recent)
    }
}

/// What can be done to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Written, new (`id` 0) or changed.
    Save(Flag),
    /// Taken out (journalled).
    Remove {
        /// which
        id: i64,
        /// as read
        rev: i64,
        /// for the journal
        label: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: i8, day: i8) -> Date {
        jiff::civil::date(2021, month, day)
    }

    #[test]
    fn it_bars_while_open_and_a_discipline_for_a_time_after() {
        let flag = Flag { from: Some(day(2, 1)), to: Some(day(3, 31)), ..Flag::default() };
        assert_eq!(flag.bar(Some(day(1, 31)), 6), None);
        assert_eq!(flag.bar(Some(day(2, 1)), 6), Some(Bar::Open));
        assert_eq!(flag.bar(Some(day(3, 31)), 6), Some(Bar::Open));
        assert_eq!(flag.bar(Some(day(4, 1)), 6), Some(Bar::Recent));
        assert_eq!(flag.bar(Some(day(9, 30)), 6), Some(Bar::Recent));
        assert_eq!(flag.bar(Some(day(10, 1)), 6), None);
        assert_eq!(flag.bar(Some(day(4, 1)), 0), None);
        assert_eq!(flag.bar(None, 6), None);
        let complaint = Flag { kind: FlagKind::Complaint, ..flag.clone() };
        assert_eq!(complaint.bar(Some(day(4, 1)), 6), None);
        let open = Flag { to: None, from: None, ..flag };
        assert_eq!(open.bar(Some(day(1, 1)), 6), Some(Bar::Open));
        assert_eq!(open.bar(None, 0), Some(Bar::Open));
    }
}
