//! The guard against commending one act twice (Law on Emulation and Commendation 2022: one achievement is never commended
//! twice, nor by several forms), and against resting a công trạng award on an ad-hoc or topical one. Pure: what the register
//! holds is handed in, findings come out as data. It forbids nothing: a legal form asks for a reason, praise only informs.
use super::award::{LineKind, Nature, RecipientKind};
use super::date::{self, Date};
use super::flag::{Bar, Flag};
use super::period::PeriodKey;
use super::problem::{Arg, Problem};
use super::unit::UnitId;
use std::collections::{BTreeMap, BTreeSet};

mod fillers;
mod telling;

use telling::words;
pub use telling::{Folds, alike};

/// Two days this far apart may still be one act: the paper of the province often follows that of the unit by weeks.
pub const NEAR_DAYS: i64 = 60;
/// How far back a công trạng award looks: it sums up a year's work.
pub const MERIT_DAYS: i64 = 366;
/// How near one text may be contained in another and be doubted: what is told shorter is the same act on papers that follow
/// each other closely; weeks later "tuần tra" is another month's.
pub const CLOSE_DAYS: i64 = 21;

/// What a finding asks of the user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// said while typing, and no more
    Inform,
    /// said while typing, in the colour of warnings; nothing is asked
    Warn,
    /// recorded only with a reason
    Reason,
}

/// What is being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Paper {
    /// a decision or notice
    #[default]
    Decision,
    /// a proposal
    Proposal,
}

/// A named row of what is being written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Row {
    /// its place, from 1
    pub row: i64,
    /// collective or individual
    pub kind: RecipientKind,
    /// without rank
    pub name: String,
    /// unit
    pub unit: Option<UnitId>,
    /// who it is, where that is known; else the name in its unit tells
    pub party: Option<i64>,
    /// the linked achievement
    pub achievement: Option<i64>,
}

/// What is asked while a paper is being written, and again when it is saved.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Query {
    /// decision or proposal
    pub paper: Paper,
    /// its key, 0 when new: what it says itself is not held against it
    pub own: i64,
    /// the proposal that this decision answers
    pub proposal: Option<i64>,
    /// number, may be empty
    pub number: String,
    /// day of signing or sending
    pub date: Option<Date>,
    /// authority codes
    pub authorities: Vec<String>,
    /// form code
    pub form: String,
    /// nature
    pub nature: Option<Nature>,
    /// về việc
    pub subject: String,
    /// the period chosen, where no day tells it
    pub period: Option<PeriodKey>,
    /// named rows
    pub rows: Vec<Row>,
}

/// Where something stands in the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stands {
    /// in a decision or notice
    Decision(i64),
    /// in a pending proposal
    Proposal(i64),
}

/// What a paper says of one recipient: the side being written, and the side already there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// where
    pub stands: Stands,
    /// number, may be empty
    pub number: String,
    /// day of signing or sending
    pub date: Option<Date>,
    /// owning period
    pub period: Option<PeriodKey>,
    /// authority codes, highest first
    pub authorities: Vec<String>,
    /// form code
    pub form: String,
    /// name of the form
    pub form_name: String,
    /// its line
    pub line: LineKind,
    /// nature
    pub nature: Option<Nature>,
    /// về việc
    pub subject: String,
    /// the linked achievement: key, content, day
    pub act: Option<(i64, String, Option<Date>)>,
}

/// What the guard found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// the same act of the same recipient is commended already, or proposed
    SameAct {
        /// row, from 1
        row: i64,
        /// who
        name: String,
        /// the paper that says so
        earlier: Box<Said>,
        /// what it asks
        severity: Severity,
    },
    /// a công trạng award would rest on an act commended ad hoc or in a topical campaign
    Basis {
        /// row, from 1
        row: i64,
        /// who
        name: String,
        /// the award
        earlier: Box<Said>,
    },
    /// a paper of that number, day and authority is in the register
    SamePaper {
        /// the paper
        earlier: Box<Said>,
        /// what it asks
        severity: Severity,
    },
    /// a discipline, inspection or complaint stands against the recipient or the unit
    Barred {
        /// rows, from 1: one; of a matter of the whole unit all of that unit
        rows: Vec<i64>,
        /// who: the person, or the unit
        name: String,
        /// what stands against
        flag: Box<Flag>,
        /// open, or ended not long ago
        bar: Bar,
        /// how long a discipline is looked back for, in months
        months: i64,
        /// what it asks
        severity: Severity,
    },
}

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Matter {
    /// an act that is commended or proposed already
    Act,
    /// a discipline, inspection or complaint
    Barred,
    /// a paper that is in the register already
    Number,
}

/// What the sentence of a finding is about.
pub fn matter(said: &Problem) -> Matter {
    match said.key {
        "problem.guard.same_paper" => Matter::Number,
        key if key.starts_with("flag.") => Matter::Barred,
        _ => Matter::Act,
    }
}

impl Finding {
    /// What it asks.
    pub fn severity(&self) -> Severity {
        match self {
            Finding::SameAct { severity, .. }
            | Finding::SamePaper { severity, .. }
            | Finding::Barred { severity, .. } => *severity,
            Finding::Basis { .. } => Severity::Reason,
        }
    }
    /// The row it speaks of, from 1; `None`: the paper as a whole.
    pub fn row(&self) -> Option<i64> {
        match self {
            Finding::SameAct { row, .. } | Finding::Basis { row, .. } => Some(*row),
            Finding::Barred { rows, .. } => rows.first().copied(),
            Finding::SamePaper { .. } => None,
        }
    }
    /// Does it speak of that row?
    pub fn concerns(&self, row: i64) -> bool {
        match self {
            Finding::Barred { rows, .. } => rows.contains(&row),
            other => other.row() == Some(row),
        }
    }
    /// What it is about: of one row each matter is told once.
    fn matter(&self) -> (Matter, i64) {
        match self {
            Finding::SameAct { .. } | Finding::Basis { .. } => (Matter::Act, 0),
            Finding::Barred { flag, .. } => (Matter::Barred, flag.id),
            Finding::SamePaper { earlier, .. } => match earlier.stands {
                Stands::Decision(id) | Stands::Proposal(id) => (Matter::Number, id),
            },
        }
    }
    /// Where the other paper stands, where there is one.
    pub fn stands(&self) -> Option<Stands> {
        match self {
            Finding::SameAct { earlier, .. }
            | Finding::Basis { earlier, .. }
            | Finding::SamePaper { earlier, .. } => Some(earlier.stands),
            Finding::Barred { .. } => None,
        }
    }
    /// The sentence: who, the earlier paper, its period.
    pub fn problem(&self) -> Problem {
        match self {
            Finding::SameAct { name, earlier, severity, .. } => {
                let key = match (earlier.stands, earlier.line, severity) {
                    (Stands::Proposal(_), _, Severity::Reason) => "problem.guard.proposed",
                    (Stands::Proposal(_), ..) => "problem.guard.pending",
                    (_, LineKind::Legal, Severity::Reason) => "problem.guard.same_act",
                    (_, LineKind::Legal, _) => "problem.guard.awarded",
                    _ => "problem.guard.praised",
                };
                named(Problem::new(key).text("name", name.clone()), earlier)
            }
            Finding::Basis { name, earlier, .. } => {
                named(Problem::new("problem.guard.basis").text("name", name.clone()), earlier)
            }
            Finding::Barred { name, flag, bar, months, .. } => barred(name, flag, *bar, *months),
            Finding::SamePaper { earlier, .. } => named(Problem::new("problem.guard.same_paper"), earlier),
        }
    }
}

/// What stands against a recipient: open, or a discipline that ended not long ago.
fn barred(name: &str, flag: &Flag, bar: Bar, months: i64) -> Problem {
    let key = match (bar, flag.party) {
        (Bar::Open, Some(_)) => "flag.bar_open",
        (Bar::Recent, Some(_)) => "flag.bar_recent",
        (Bar::Open, None) => "flag.bar_unit_open",
        (Bar::Recent, None) => "flag.bar_unit_recent",
    };
    let to = flag.to.map(date::full).unwrap_or_default();
    Problem::new(key)
        .text("name", name)
        .with("kind", Arg::Word(flag.kind.word()))
        .text("reason", flag.reason.clone())
        .text("to", to)
        .num("months", months)
}

/// Does a discipline, inspection or complaint stand against a row on the day of the paper? One that is open asks a reason
/// of a legal form; one that ended is only warned of, and so is praise. `name` is whom it stands against: the person, or the
/// unit as a whole.
pub fn bar(row: i64, name: &str, paper: &Said, flag: &Flag, months: i64) -> Option<Finding> {
    let bar = flag.bar(paper.date, months)?;
    let severity = match (bar, paper.line) {
        (Bar::Open, LineKind::Legal) => Severity::Reason,
        (Bar::Open, _) | (Bar::Recent, LineKind::Legal) => Severity::Warn,
        (Bar::Recent, _) => Severity::Inform,
    };
    let (rows, name) = (vec![row], name.to_owned());
    Some(Finding::Barred { rows, name, flag: Box::new(flag.clone()), bar, months, severity })
}

/// Form, paper and period of what is there already.
fn named(problem: Problem, earlier: &Said) -> Problem {
    let day = earlier.date.map(date::full);
    let parts: Vec<&str> = [earlier.number.as_str(), day.as_deref().unwrap_or("")]
        .into_iter()
        .filter(|p| !p.is_empty())
        .collect();
    let paper =
        if parts.is_empty() { Arg::Word("problem.guard.no_number") } else { Arg::Text(parts.join(", ")) };
    let period = earlier.period.map_or(Arg::Word("problem.guard.no_period"), Arg::Period);
    let (kind, id) = match earlier.stands {
        Stands::Decision(id) => (DECISION, id),
        Stands::Proposal(id) => (PROPOSAL, id),
    };
    problem.text("form", earlier.form_name.clone()).with("paper", paper).with("period", period).num(kind, id)
}

/// Arguments of a sentence that carry the key of the earlier paper: nothing says them, they lead to it.
const DECISION: &str = "decision";
const PROPOSAL: &str = "proposal";

/// The earlier paper a sentence of the guard speaks of.
pub fn paper_of(said: &Problem) -> Option<Stands> {
    said.args.iter().find_map(|(name, arg)| match (*name, arg) {
        (DECISION, Arg::Num(id)) => Some(Stands::Decision(*id)),
        (PROPOSAL, Arg::Num(id)) => Some(Stands::Proposal(*id)),
        _ => None,
    })
}

/// What the earlier paper is to a row of the one being written, if it is anything. `new.act` is what that row is linked to.
pub fn judge(row: i64, name: &str, new: &Said, earlier: &Said) -> Option<Finding> {
    judge_by(&mut Folds::default(), row, name, new, earlier)
}

/// The same, with the texts that were folded before: of many rows each text is folded once.
pub fn judge_by(folds: &mut Folds, row: i64, name: &str, new: &Said, earlier: &Said) -> Option<Finding> {
    let legal = new.line == LineKind::Legal && earlier.line == LineKind::Legal;
    let finding = |severity| {
        Some(Finding::SameAct { row, name: name.to_owned(), earlier: Box::new(earlier.clone()), severity })
    };
    let ad_hoc = matches!(earlier.nature, Some(Nature::AdHoc | Nature::Topical));
    let commended = matches!(earlier.stands, Stands::Decision(_));
    if legal
        && commended
        && ad_hoc
        && new.nature == Some(Nature::Merit)
        && act_of(folds, new, earlier, MERIT_DAYS)
    {
        return Some(Finding::Basis { row, name: name.to_owned(), earlier: Box::new(earlier.clone()) });
    }
    if !act_of(folds, new, earlier, NEAR_DAYS) {
        return None;
    }
    if !legal {
        return finding(Severity::Inform);
    }
    // A decision of the form that is being asked for answers the proposal: nothing is commended twice.
    let answers = matches!((new.stands, earlier.stands), (Stands::Decision(_), Stands::Proposal(_)))
        && new.form == earlier.form
        && new.authorities == earlier.authorities;
    finding(if answers { Severity::Warn } else { Severity::Reason })
}

/// Do both papers speak of one act? Linked to the same achievement they do, whatever the days. Otherwise their texts must
/// tell the same within `days`; of two different achievements only the contents are compared, for one decision may commend
/// several acts under one subject. Where a day is unknown on one side, it cannot keep them apart.
pub fn same_act(a: &Said, b: &Said, days: i64) -> bool {
    act_of(&mut Folds::default(), a, b, days)
}

fn act_of(folds: &mut Folds, a: &Said, b: &Said, days: i64) -> bool {
    let close = near(a, b, days.min(CLOSE_DAYS));
    let mut tell = |x: &str, y: &str| folds.alike(x, y) || close && folds.within(x, y);
    if let (Some((one, x, _)), Some((other, y, _))) = (&a.act, &b.act) {
        return one == other || near(a, b, days) && tell(x, y);
    }
    let texts = |s: &Said| -> Vec<String> {
        let content = s.act.as_ref().map(|(_, content, _)| content.clone());
        [Some(s.subject.clone()), content].into_iter().flatten().collect()
    };
    near(a, b, days) && texts(a).iter().any(|x| texts(b).iter().any(|y| tell(x, y)))
}

/// Is any day of one within so many days of any day of the other?
fn near(a: &Said, b: &Said, days: i64) -> bool {
    let of = |s: &Said| {
        [s.date, s.act.as_ref().and_then(|(.., day)| *day)].into_iter().flatten().collect::<Vec<_>>()
    };
    let (a, b) = (of(a), of(b));
    let apart = |x: Date, y: Date| x.since(y).map_or(i64::MAX, |span| i64::from(span.get_days()).abs());
    a.is_empty() || b.is_empty() || a.iter().any(|x| b.iter().any(|y| apart(*x, *y) <= days))
}

/// Is there a paper of that number already? Same number and year, and an authority in common: an authority counts its papers
/// anew each year, whatever their form. A number written with other blanks or case is the same; an empty one is none.
/// Praise of one form is only pointed at; one paper under two forms is told why.
pub fn same_paper(new: &Said, earlier: &Said) -> Option<Finding> {
    let number = |s: &Said| words(&s.number);
    let year = |s: &Said| s.date.map(jiff::civil::Date::year).or(s.period.map(|p| p.year));
    let same = !number(new).is_empty()
        && number(new) == number(earlier)
        && year(new) == year(earlier)
        && new.authorities.iter().any(|a| earlier.authorities.contains(a));
    let asks = new.line == LineKind::Legal || new.form != earlier.form;
    let severity = if asks { Severity::Reason } else { Severity::Warn };
    same.then(|| Finding::SamePaper { earlier: Box::new(earlier.clone()), severity })
}

/// Sorted as they are said: what asks most first, then by row. Of one row each matter is told once, of several earlier papers
/// on one act the one that asks most; a matter of the whole unit is told once, for all its rows.
pub fn sorted(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by_key(|f| (std::cmp::Reverse(f.severity()), f.row()));
    let mut seen: BTreeSet<(Option<i64>, Matter, i64)> = BTreeSet::new();
    let mut units: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for finding in &findings {
        if let Finding::Barred { rows, flag, .. } = finding
            && flag.party.is_none()
        {
            units.entry(flag.id).or_default().extend(rows);
        }
    }
    findings.retain_mut(|finding| {
        let (matter, id) = finding.matter();
        let mut row = finding.row();
        if let Finding::Barred { rows, flag, .. } = finding
            && let Some(all) = units.get(&flag.id)
        {
            (row, *rows) = (None, all.clone());
        }
        seen.insert((row, matter, id))
    });
    findings
}

/// What a save that needs a reason is told: the finding itself, or how many there are.
pub fn question(asking: &[Finding]) -> Option<Problem> {
    match asking {
        [] => None,
        [one] => Some(one.problem()),
        many => Some(Problem::new("problem.guard.many").num("n", many.len() as i64)),
    }
}

#[cfg(test)]
mod tests;
