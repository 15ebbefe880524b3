//! Everything of one period that screens and papers count, rank and print: loaded whole by one loader,
//! so that figures agree by construction. Its JSON is the snapshot that a lock keeps.
use super::adjustment::{Adjustment, Replaced, Scored, Stage};
use super::award::Catalogue;
use super::ballot::Ballot;
use super::campaign::{Campaign, Movement};
use super::count::Tally;
use super::date::Date;
use super::handed_in::HandedIn;
use super::knockout::{Knocked, UnitFlag};
use super::level::{Approval, Classification, LevelSet, Mark};
use super::meeting::{Meeting, Part};
use super::number::{Points, Rate};
use super::period::PeriodKey;
use super::problem::{Arg, Problem};
use super::register::Register;
use super::score::{Cell, CriterionId, Round, ScoreTable, SheetLine};
use super::unit::{Unit, UnitId};
use serde::{Deserialize, Serialize};

/// States of a period, derived: đang theo dõi → đang chấm → trình hội nghị → chờ duyệt → đã khóa (→ đã duyệt).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// no score, no proposal yet
    Following,
    /// scores are coming in
    Scoring,
    /// levels are being proposed
    Meeting,
    /// the proposal is fixed
    Waiting,
    /// locked, not approved
    Locked,
    /// locked and approved
    Approved,
}

/// A period of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// which
    pub key: PeriodKey,
    /// first day
    pub from: Date,
    /// last day
    pub to: Date,
    /// derived state
    pub state: State,
}

/// What a unit had in an earlier period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastUnit {
    /// unit
    pub unit: UnitId,
    /// rank, if it had one
    pub rank: Option<u32>,
    /// total
    pub total: Option<Points>,
    /// rate
    pub rate: Option<Rate>,
    /// approved, else proposed level, by name
    pub level: String,
}

/// An earlier period, for comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Past {
    /// which
    pub key: PeriodKey,
    /// tallies of scope `All`
    pub tallies: Vec<Tally>,
    /// results of its units
    pub units: Vec<PastUnit>,
    /// days from act to decision, median over linked awards signed in it
    pub days: Option<i64>,
}

/// Award rows of one recipient for one act: in a derived score the act counts once, by its highest points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repeat {
    /// unit
    pub unit: UnitId,
    /// collectives or individuals
    pub kind: super::award::RecipientKind,
    /// forms of the rows, one entry a row
    pub forms: Vec<String>,
}

/// What came in after an earlier period was locked, to be printed in this period's report outside its own figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supplement {
    /// the earlier period
    pub of: PeriodKey,
    /// sums of its late rows, of scope `All`
    pub tallies: Vec<Tally>,
}

/// One quarter of a set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartOf {
    /// the quarter as it stood when this was read
    pub period: Period,
    /// results of its units
    pub units: Vec<PastUnit>,
    /// heads that papers gave as bare numbers, without names
    pub bare_heads: i64,
}

/// What a set is made of.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Parts {
    /// the quarters that are there, oldest first
    pub quarters: Vec<PartOf>,
}

/// Everything of one period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuarterFacts {
    /// the register
    pub register: Register,
    /// the period
    pub period: Period,
    /// its roster: members on its last day, in roster order
    pub units: Vec<Unit>,
    /// units that left during it, and others outside its roster that have awards of it
    pub left: Vec<Unit>,
    /// catalogue
    pub catalogue: Catalogue,
    /// sums of its valid award rows
    pub tallies: Vec<Tally>,
    /// acts commended more than once (see `Repeat`)
    pub repeats: Vec<Repeat>,
    /// movement of the year
    pub movement: Movement,
    /// campaigns of the period
    pub campaigns: Vec<Campaign>,
    /// score table; `None`: không chấm điểm
    pub table: Option<ScoreTable>,
    /// cells of all units and rounds
    pub cells: Vec<Cell>,
    /// what the sheets say beside the points: target, result, explanation, evidence
    #[serde(default)]
    pub lines: Vec<SheetLine>,
    /// units whose first, or second, appraisal is declared finished
    #[serde(default)]
    pub finished: Vec<(UnitId, Round)>,
    /// what was asked for and came in
    #[serde(default)]
    pub handed_in: Vec<HandedIn>,
    /// votes
    #[serde(default)]
    pub ballots: Vec<Ballot>,
    /// flags of units and their people that touch the period
    #[serde(default)]
    pub flags: Vec<UnitFlag>,
    /// knock-outs laid on or lifted by hand
    #[serde(default)]
    pub knocked: Vec<Knocked>,
    /// its adjustments, oldest first
    #[serde(default)]
    pub adjustments: Vec<Adjustment>,
    /// scores that they set, each over what the rounds gave; one a cell
    #[serde(default)]
    pub scored: Vec<Scored>,
    /// what they took the place of, one a leaf and unit and adjustment, oldest first
    #[serde(default)]
    pub replaced: Vec<Replaced>,
    /// level set
    pub levels: Option<LevelSet>,
    /// what people decided
    pub marks: Vec<Classification>,
    /// the approving paper
    pub approval: Option<Approval>,
    /// the review meeting
    pub meeting: Meeting,
    /// texts of the report
    pub texts: Vec<(Part, String)>,
    /// up to seven earlier periods, oldest first
    pub past: Vec<Past>,
    /// achievements of the period
    pub achievements: i64,
    /// achievements of the period with no award yet
    pub uncommended: i64,
    /// days of the achievements of the period with neither award nor proposal, each with how many (see `proposal::overdue`)
    #[serde(default)]
    pub unproposed: Vec<(Date, i64)>,
    /// the same of the earlier periods that are open
    #[serde(default)]
    pub unproposed_before: Vec<(Date, i64)>,
    /// proposals of the period, and of earlier ones, that wait for a decision
    #[serde(default)]
    pub pending: i64,
    /// days from act to decision, median over linked awards signed in this period
    pub days: Option<i64>,
    /// late awards of earlier periods that this period's report prints ("bổ sung Quý I"), oldest first
    #[serde(default)]
    pub supplements: Vec<Supplement>,
    /// late awards of this period itself, which came after its lock: beside the locked figures, never in them
    #[serde(default)]
    pub added: Vec<Tally>,
    /// of a half-year, nine months or a year: its quarters
    #[serde(default)]
    pub parts: Option<Parts>,
    /// number of the last act and head hash of the journal when this was read
    pub act: (i64, String),
}

impl QuarterFacts {
    /// A period with nothing in it, on its calendar dates: what figures, ranks and papers must bear too.
    pub fn bare(key: PeriodKey) -> Self {
        let (from, to) = key.calendar();
        Self {
            register: Register::default(),
            period: Period { key, from, to, state: State::Following },
            units: Vec::new(),
            left: Vec::new(),
            catalogue: Catalogue::default(),
            tallies: Vec::new(),
            repeats: Vec::new(),
            movement: Movement::default(),
            campaigns: Vec::new(),
            table: None,
            cells: Vec::new(),
            lines: Vec::new(),
            finished: Vec::new(),
            handed_in: Vec::new(),
            ballots: Vec::new(),
            flags: Vec::new(),
            knocked: Vec::new(),
            adjustments: Vec::new(),
            scored: Vec::new(),
            replaced: Vec::new(),
            levels: None,
            marks: Vec::new(),
            approval: None,
            meeting: Meeting::default(),
            texts: Vec::new(),
            past: Vec::new(),
            achievements: 0,
            uncommended: 0,
            unproposed: Vec::new(),
            unproposed_before: Vec::new(),
            pending: 0,
            days: None,
            supplements: Vec::new(),
            added: Vec::new(),
            parts: None,
            act: (0, String::new()),
        }
    }
    /// A unit of the roster.
    pub fn unit(&self, id: UnitId) -> Option<&Unit> {
        self.units.iter().find(|u| u.id == id)
    }
    /// What people decided about a unit.
    pub fn mark(&self, unit: UnitId) -> Option<&Classification> {
        self.marks.iter().find(|m| m.unit == unit)
    }
    /// Was that appraisal of a unit declared finished?
    pub fn finished(&self, unit: UnitId, round: Round) -> bool {
        self.finished.contains(&(unit, round))
    }
    /// Was that appraisal of a unit, or a later one, declared finished?
    pub fn settled(&self, unit: UnitId, round: Round) -> bool {
        self.finished.iter().any(|(u, r)| *u == unit && *r >= round)
    }
    /// Is a second appraisal of a unit in use: was it begun, or did the unit give explanations that it answers?
    pub fn asks_second(&self, unit: UnitId) -> bool {
        self.lines.iter().any(|l| l.unit == unit && !l.explanation.is_empty())
            || self.cells.iter().any(|c| c.unit == unit && c.round == Round::Second)
    }
    /// What the adjustments in force did to a leaf of a unit, oldest first: each with what was there before it.
    pub fn replaced(
        &self,
        unit: UnitId,
        criterion: CriterionId,
    ) -> impl DoubleEndedIterator<Item = (&Adjustment, &Replaced)> {
        let by = |ordinal| {
            self.adjustments.iter().find(move |a| a.stage == Stage::Applied && a.ordinal == ordinal)
        };
        let of_leaf = self.replaced.iter().filter(move |r| (r.unit, r.criterion) == (unit, criterion));
        of_leaf.filter_map(move |was| Some((by(was.ordinal)?, was)))
    }
    /// What a unit's sheet says of a leaf beside its points.
    pub fn line(&self, unit: UnitId, criterion: CriterionId) -> Option<&SheetLine> {
        self.lines.iter().find(|l| l.unit == unit && l.criterion == criterion)
    }
    /// Are rows refused?
    pub fn locked(&self) -> bool {
        self.period.state >= State::Locked
    }
    /// Why rows are refused: a locked period may be reopened, one with its approving paper may not.
    pub fn closed(&self) -> Option<Problem> {
        Some(Problem::new(closed_word(self.period.state)?).with("period", Arg::Period(self.period.key)))
    }
    /// Name of a mark; `None` for not classified (the words name it).
    pub fn level_name(&self, mark: Mark) -> Option<&str> {
        match mark {
            Mark::Level(id) => self.levels.as_ref()?.level(id).map(|l| l.name.as_str()),
            Mark::NotClassified => None,
        }
    }
    /// The text of a part of the report; empty when not written.
    pub fn text(&self, part: Part) -> &str {
        self.texts.iter().find(|(p, _)| *p == part).map_or("", |(_, t)| t)
    }
    /// Authority codes, highest first.
    pub fn authority_order(&self) -> Vec<String> {
        self.catalogue.authorities.iter().map(|a| a.code.clone()).collect()
    }
}

/// Why rows of a period in that state are refused, a words key that takes `{period}`.
pub fn closed_word(state: State) -> Option<&'static str> {
    match state {
        State::Approved => Some("problem.period_approved"),
        State::Locked => Some("problem.period_locked"),
        _ => None,
    }
}

/// Words key of a state.
pub fn state_word(state: State) -> &'static str {
    match state {
        State::Following => "state.following",
        State::Scoring => "state.scoring",
        State::Meeting => "state.meeting",
        State::Waiting => "state.waiting",
        State::Locked => "state.locked",
        State::Approved => "state.approved",
    }
}
