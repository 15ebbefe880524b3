//! Other dates for a quarter, as a plan: which quarters give way, which records move to which quarter, what stays, what no
//! quarter holds any more. Pure: the same plan is shown before and applied after. It decides nothing about scores and levels,
//! which belong to a quarter whatever its days are.
use super::period::PeriodKey;
use super::problem::{Arg, Problem};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A quarter and its days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// which
    pub key: PeriodKey,
    /// first day
    pub from: Date,
    /// last day
    pub to: Date,
    /// it neither loses nor gains records
    pub locked: bool,
}

/// What is wanted: a quarter and its days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Dates {
    /// which
    pub key: PeriodKey,
    /// first day
    pub from: Date,
    /// last day
    pub to: Date,
    /// the quarters beside it give way or follow, so that days stay without gap and overlap
    pub follow: bool,
}

/// What is dated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rows {
    /// decisions, with their commendations
    Decisions,
    /// monthly notices, with theirs: they belong to their month, not to the day they were signed on, and stay
    Notices,
    /// achievements
    Achievements,
    /// proposals, with their nominees
    Proposals,
}

/// Days that one quarter held and another holds from now on; `None`: no quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// first day
    pub from: Date,
    /// last day
    pub to: Date,
    /// who held it
    pub old: Option<PeriodKey>,
    /// who holds it then
    pub new: Option<PeriodKey>,
}

/// Records that stand in a quarter and are dated inside a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// what they are
    pub rows: Rows,
    /// place of the segment
    pub segment: usize,
    /// where they stand
    pub period: PeriodKey,
    /// how many
    pub n: i64,
}

/// Records that move, or stay where they are though their day is outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// what they are
    pub rows: Rows,
    /// where they stand
    pub period: PeriodKey,
    /// where they go; `None`: they stay, for no quarter holds their day, or it says nothing of them
    pub to: Option<PeriodKey>,
    /// the segment of their days
    pub segment: Segment,
    /// how many
    pub n: i64,
}

/// What comes of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// every quarter whose days change, the one asked for first
    pub dates: Vec<Stretch>,
    /// what moves and what stays, in the order of days
    pub moved: Vec<Moved>,
    /// days that no quarter holds any more, between two quarters
    pub gaps: Vec<(Date, Date)>,
    /// why it cannot be done
    pub refused: Option<Problem>,
}

/// The quarters as they will be, and what of their days changes hands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shift {
    dates: Vec<Stretch>,
    /// days that change hands, in their order
    pub segments: Vec<Segment>,
    gaps: Vec<(Date, Date)>,
    refused: Option<Problem>,
}

fn after(day: Date) -> Date {
    day.tomorrow().unwrap_or(day)
}

fn before(day: Date) -> Date {
    day.yesterday().unwrap_or(day)
}

/// What changes hands when a quarter gets other days. `all`: the quarters of the register, in any order.
pub fn shift(all: &[Stretch], wanted: Dates) -> Shift {
    let refused = |problem| Shift { refused: Some(problem), ..Shift::default() };
    let period = Arg::Period(wanted.key);
    let Some(now) = all.iter().find(|s| s.key == wanted.key) else {
        return refused(Problem::new("problem.store_period_unknown").with("period", period));
    };
    if wanted.from > wanted.to {
        let dates = Problem::new("problem.store_dates_order").with("from", Arg::Date(wanted.from));
        return refused(dates.with("to", Arg::Date(wanted.to)));
    }
    if now.locked {
        return refused(Problem::new("problem.redate.locked").with("period", period));
    }
    let mut dates = vec![Stretch { from: wanted.from, to: wanted.to, ..*now }];
    if wanted.follow {
        dates.extend(neighbours(all, now, &wanted));
    }
    dates.retain(|d| !all.contains(d));
    let new: Vec<Stretch> =
        all.iter().map(|s| dates.iter().find(|d| d.key == s.key).copied().unwrap_or(*s)).collect();
    if let Some(problem) = overlap(&new, &dates) {
        return Shift { dates, refused: Some(problem), ..Shift::default() };
    }
    let segments = segments(all, &new);
    Shift { gaps: gaps(all, &new), dates, segments, refused: None }
}

/// The quarters beside it as they follow: one that would overlap gives way, one that bordered on it still does.
fn neighbours(all: &[Stretch], now: &Stretch, wanted: &Dates) -> Vec<Stretch> {
    let mut out = Vec::new();
    let open = |s: &&Stretch| !s.locked;
    if let Some(s) = all.iter().filter(|s| s.from < now.from).max_by_key(|s| s.from).filter(open)
        && (after(s.to) == now.from || s.to >= wanted.from)
        && s.from < wanted.from
    {
        out.push(Stretch { to: before(wanted.from), ..*s });
    }
    if let Some(s) = all.iter().filter(|s| s.from > now.from).min_by_key(|s| s.from).filter(open)
        && (after(now.to) == s.from || s.from <= wanted.to)
        && s.to > wanted.to
    {
        out.push(Stretch { from: after(wanted.to), ..*s });
    }
    out
}

/// The first quarter that would hold a day of another.
fn overlap(new: &[Stretch], dates: &[Stretch]) -> Option<Problem> {
    let shared = |a: &Stretch, b: &Stretch| (a.from.max(b.from), a.to.min(b.to));
    dates.iter().find_map(|d| {
        let mut others = new.iter().filter(|s| s.key != d.key);
        let other = others.find(|s| shared(d, s).0 <= shared(d, s).1)?;
        let (from, to) = shared(d, other);
        let key = if other.locked { "problem.redate.overlap_locked" } else { "problem.redate.overlap" };
        Some(
            Problem::new(key)
                .with("period", Arg::Period(d.key))
                .with("other", Arg::Period(other.key))
                .with("from", Arg::Date(from))
                .with("to", Arg::Date(to)),
        )
    })
}

fn holder(all: &[Stretch], day: Date) -> Option<PeriodKey> {
    all.iter().find(|s| (s.from..=s.to).contains(&day)).map(|s| s.key)
}

fn segments(old: &[Stretch], new: &[Stretch]) -> Vec<Segment> {
    let mut edges: Vec<Date> = old.iter().chain(new).flat_map(|s| [s.from, after(s.to)]).collect();
    edges.sort_unstable();
    edges.dedup();
    let pairs = edges.iter().zip(edges.iter().skip(1));
    pairs
        .map(|(from, next)| Segment {
            from: *from,
            to: before(*next),
            old: holder(old, *from),
            new: holder(new, *from),
        })
        .filter(|s| s.old != s.new)
        .collect()
}

/// Days between two quarters that some quarter held and none holds any more.
fn gaps(old: &[Stretch], new: &[Stretch]) -> Vec<(Date, Date)> {
    let last = new.iter().map(|s| s.from).max();
    let first = new.iter().map(|s| s.to).min();
    let inside = |s: &Segment| Some(s.from) > first && Some(s.to) < last;
    segments(old, new).iter().filter(|s| s.new.is_none() && inside(s)).map(|s| (s.from, s.to)).collect()
}

/// The plan: `held` are the records dated inside the segments, in any order.
pub fn plan(all: &[Stretch], shift: Shift, held: &[Held]) -> Plan {
    let mut sums: BTreeMap<(usize, Rows, PeriodKey), i64> = BTreeMap::new();
    for row in held {
        *sums.entry((row.segment, row.rows, row.period)).or_default() += row.n;
    }
    let locked = |key: PeriodKey| all.iter().any(|s| s.key == key && s.locked);
    let moved = sums.into_iter().filter(|(_, n)| *n > 0).filter_map(|((at, rows, period), n)| {
        let segment = *shift.segments.get(at)?;
        // written in another quarter than the one that held its day: that was meant; a day nobody held has to go somewhere
        let meant = segment.old.is_some_and(|old| old != period);
        // what stands in a locked quarter stays there, whoever holds its day
        if meant || locked(period) && segment.new.is_some() || segment.new == Some(period) {
            return None;
        }
        let to = segment.new.filter(|_| rows != Rows::Notices);
        Some(Moved { rows, period, to, segment, n })
    });
    Plan { moved: moved.collect(), dates: shift.dates, gaps: shift.gaps, refused: shift.refused }
}

impl Plan {
    /// Is there anything to apply?
    pub fn changes(&self) -> bool {
        self.refused.is_none() && !self.dates.is_empty()
    }
    /// What happens, line by line: the quarters that follow, what moves, what stays, the gaps.
    pub fn told(&self) -> Vec<Problem> {
        if let Some(problem) = &self.refused {
            return vec![problem.clone()];
        }
        let mut out: Vec<Problem> = self
            .dates
            .iter()
            .skip(1)
            .map(|s| {
                Problem::new("redate.follows")
                    .with("period", Arg::Period(s.key))
                    .with("from", Arg::Date(s.from))
                    .with("to", Arg::Date(s.to))
            })
            .collect();
        out.extend(self.moves());
        out.extend(self.notices());
        for (from, to) in &self.gaps {
            let gap = Problem::new("redate.gap").with("from", Arg::Date(*from));
            out.push(gap.with("to", Arg::Date(*to)));
        }
        out
    }
    /// One line for each quarter whose notices were signed on days it loses.
    fn notices(&self) -> Vec<Problem> {
        let mut sums: BTreeMap<PeriodKey, i64> = BTreeMap::new();
        for m in self.moved.iter().filter(|m| m.rows == Rows::Notices) {
            *sums.entry(m.period).or_default() += m.n;
        }
        let said =
            |(period, n)| Problem::new("redate.notices").num("n", n).with("period", Arg::Period(period));
        sums.into_iter().map(said).collect()
    }
    /// One line for each pair of quarters.
    fn moves(&self) -> Vec<Problem> {
        let mut ways: Vec<(PeriodKey, Option<PeriodKey>)> = Vec::new();
        for m in self.moved.iter().filter(|m| m.rows != Rows::Notices) {
            if !ways.contains(&(m.period, m.to)) {
                ways.push((m.period, m.to));
            }
        }
        ways.into_iter()
            .map(|(period, to)| {
                let n = |rows| {
                    let way = |m: &&Moved| m.rows == rows && m.period == period && m.to == to;
                    self.moved.iter().filter(way).map(|m| m.n).sum()
                };
                let said = Problem::new(if to.is_some() { "redate.moves" } else { "redate.stays" });
                said.num("decisions", n(Rows::Decisions))
                    .num("achievements", n(Rows::Achievements))
                    .num("proposals", n(Rows::Proposals))
                    .with("period", Arg::Period(period))
                    .with("to", Arg::Period(to.unwrap_or(period)))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests;
