//! What each unit was asked for before the review meeting, and when it came (theo dõi nộp).
use super::date::Date;
use super::period::PeriodKey;
use super::quarter::QuarterFacts;
use super::unit::UnitId;
use serde::{Deserialize, Serialize};

/// What a unit sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// báo cáo
    Report,
    /// bảng tự chấm
    Scores,
    /// số liệu khen thưởng
    Figures,
    /// giải trình
    Explanation,
}

impl What {
    /// All of them, in the order they are asked for.
    pub const ALL: [What; 4] = [What::Report, What::Scores, What::Figures, What::Explanation];
    /// Words key of its name.
    pub fn word(self) -> &'static str {
        match self {
            What::Report => "returns.report",
            What::Scores => "returns.scores",
            What::Figures => "returns.figures",
            What::Explanation => "returns.explanation",
        }
    }
}

/// One thing of one unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedIn {
    /// whose
    pub unit: UnitId,
    /// what
    pub what: What,
    /// the day it was asked for last
    pub asked: Option<Date>,
    /// how often it was asked for
    pub times: u32,
    /// when it should be there
    pub due: Option<Date>,
    /// when it came
    pub received: Option<Date>,
    /// a note
    pub note: String,
    /// still waited for, though the sheet is complete in the register (somebody else filled it in)
    #[serde(default)]
    pub awaited: bool,
}

impl HandedIn {
    /// Nothing asked, nothing come.
    pub fn none(unit: UnitId, what: What) -> Self {
        let (asked, due, received, note) = (None, None, None, String::new());
        Self { unit, what, asked, times: 0, due, received, note, awaited: false }
    }
    /// Does it say nothing?
    pub fn is_none(&self) -> bool {
        *self == Self::none(self.unit, self.what)
    }
}

/// What was done, for the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Did {
    /// asked for
    Asked,
    /// came
    Received,
    /// its day was set
    Due,
    /// taken back
    Cleared,
}

/// What can be done to them: rows as they were read (stale check) and as they shall be, all or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// period, not locked
    pub period: PeriodKey,
    /// what it was and what it shall be, a place once
    pub rows: Vec<(HandedIn, HandedIn)>,
    /// what was done
    pub did: Did,
    /// for the journal: `PV06 · bảng tự chấm`
    pub label: String,
}

/// What is known of one thing of a unit.
pub fn of(facts: &QuarterFacts, unit: UnitId, what: What) -> HandedIn {
    let found = facts.handed_in.iter().find(|h| h.unit == unit && h.what == what);
    found.cloned().unwrap_or_else(|| HandedIn::none(unit, what))
}

/// Is it there? A self-scored sheet is when it is complete, unless somebody said otherwise.
pub fn is_in(row: &HandedIn, complete: bool) -> bool {
    row.received.is_some() || (row.what == What::Scores && complete && !row.awaited)
}

/// Is it waited for: score sheets wherever there is a table, an explanation from whom it was asked, the rest once anything
/// of the kind was noted in the period?
pub fn expected(facts: &QuarterFacts, unit: UnitId, what: What) -> bool {
    match what {
        What::Scores => facts.table.is_some() || facts.handed_in.iter().any(|h| h.what == what),
        What::Explanation => {
            let row = of(facts, unit, what);
            row.times > 0 || row.due.is_some()
        }
        What::Report | What::Figures => facts.handed_in.iter().any(|h| h.what == what),
    }
}

/// Who has not sent what, in roster order; `complete` says whose sheet is.
pub fn missing(facts: &QuarterFacts, complete: &dyn Fn(UnitId) -> bool) -> Vec<(UnitId, Vec<What>)> {
    let lacks = |unit: UnitId| -> Vec<What> {
        let open =
            |what: &What| expected(facts, unit, *what) && !is_in(&of(facts, unit, *what), complete(unit));
        What::ALL.into_iter().filter(open).collect()
    };
    let units = facts.units.iter().map(|u| (u.id, lacks(u.id)));
    units.filter(|(_, what)| !what.is_empty()).collect()
}

/// How often these units were asked, the most of them, and their day, where all have the same.
pub fn pressed(facts: &QuarterFacts, units: &[UnitId], what: What) -> (u32, Option<Date>) {
    let rows: Vec<HandedIn> = units.iter().map(|u| of(facts, *u, what)).collect();
    let times = rows.iter().map(|r| r.times).max().unwrap_or(0);
    let due = rows.first().and_then(|r| r.due);
    (times, due.filter(|_| rows.iter().all(|r| r.due == due)))
}

/// The days a date without a year is read in: the period, and two months after it.
pub fn days(facts: &QuarterFacts) -> (Date, Date) {
    let after = jiff::Span::new().days(60);
    (facts.period.from, facts.period.to.checked_add(after).unwrap_or(facts.period.to))
}
