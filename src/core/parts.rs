//! What a half-year, nine months or a year is made of: its quarters, what is missing between them, what their figures may
//! count twice, and the roll-up of their standings. Pure; the rows stay with the quarters.
use super::date::Date;
use super::number::{Points, Rate};
use super::period::PeriodKey;
use super::problem::{Arg, Problem};
pub use super::quarter::{PartOf, Parts};
use super::quarter::{Past, PastUnit, Period, QuarterFacts, State};
use super::unit::UnitId;
use std::cmp::Ordering;

impl PartOf {
    /// A quarter and what it tells of itself.
    pub fn new(period: Period, past: Past) -> Self {
        use super::award::Basis;
        let bare = |t: &&super::count::Tally| t.basis == Basis::Heads && t.form.is_empty();
        let bare_heads = past.tallies.iter().filter(bare).map(|t| t.records).sum();
        Self { period, units: past.units, bare_heads }
    }
    fn unit(&self, id: UnitId) -> Option<&PastUnit> {
        self.units.iter().find(|u| u.unit == id)
    }
}

impl Parts {
    /// Heads that were added up over several quarters from bare numbers: somebody may be in two of them.
    pub fn added_up(&self) -> bool {
        self.quarters.iter().filter(|q| q.bare_heads > 0).count() > 1
    }
    /// What must be known of the set: quarters not opened, days in none, days outside, figures that may count twice,
    /// quarters that are still open.
    pub fn told(&self, set: &Period) -> Vec<Problem> {
        let mut out = Vec::new();
        for key in set.key.leaves() {
            if !self.quarters.iter().any(|q| q.period.key == key) {
                out.push(Problem::new("parts.missing").with("period", Arg::Period(key)));
            }
        }
        let days = |key, (from, to): (Date, Date)| {
            Problem::new(key).with("from", Arg::Date(from)).with("to", Arg::Date(to))
        };
        out.extend(self.gaps(set).into_iter().map(|gap| days("parts.gap", gap)));
        for (period, from, to) in self.outside(set) {
            out.push(days("parts.outside", (from, to)).with("period", Arg::Period(period)));
        }
        if self.added_up() {
            out.push(Problem::new("parts.added_up"));
        }
        let open: Vec<&PartOf> = self.quarters.iter().filter(|q| q.period.state < State::Locked).collect();
        if let [first, ..] = open.as_slice() {
            let said = Problem::new("parts.open").num("n", open.len() as i64);
            out.push(said.with("period", Arg::Period(first.period.key)));
        }
        out
    }
    /// Days of the set that none of its quarters holds; a quarter that is not opened yet is told as missing instead.
    fn gaps(&self, set: &Period) -> Vec<(Date, Date)> {
        let mut spans: Vec<(Date, Date)> =
            self.quarters.iter().map(|q| (q.period.from, q.period.to)).collect();
        spans.sort_unstable();
        let mut gaps = Vec::new();
        let whole = set.key.leaves().len() == spans.len();
        let mut day = set.from;
        for (from, to) in spans {
            if from > day && (whole || day != set.from) {
                gaps.push((day, from.yesterday().unwrap_or(from)));
            }
            day = day.max(to.tomorrow().unwrap_or(to));
        }
        if whole && day <= set.to {
            gaps.push((day, set.to));
        }
        gaps
    }
    /// Days of its quarters that lie outside the set's own dates: they are counted all the same.
    fn outside(&self, set: &Period) -> Vec<(PeriodKey, Date, Date)> {
        let mut out = Vec::new();
        for p in self.quarters.iter().map(|q| &q.period) {
            if p.from < set.from {
                out.push((p.key, p.from, p.to.min(set.from.yesterday().unwrap_or(set.from))));
            }
            if p.to > set.to {
                out.push((p.key, p.from.max(set.to.tomorrow().unwrap_or(set.to)), p.to));
            }
        }
        out
    }
}

/// A unit over the quarters of a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RollUp {
    /// unit
    pub unit: UnitId,
    /// its result in each quarter, in their order; `None`: it has none there
    pub quarters: Vec<Option<PastUnit>>,
    /// sum of its totals
    pub total: Option<Points>,
    /// mean of its rates
    pub mean: Option<Mean>,
    /// rank by the sum: 1, 2, 2, 4
    pub rank: Option<u32>,
    /// shares it
    pub tied: bool,
    /// it has a total in every quarter that was scored
    pub whole: bool,
}

/// A mean of rates, exact: a fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mean {
    part: i128,
    whole: i128,
}

impl Mean {
    /// The mean; `None` of none.
    pub fn of(rates: &[Rate]) -> Option<Self> {
        let n = i128::try_from(rates.len()).ok().filter(|n| *n > 0)?;
        let base = rates.iter().try_fold(1_i128, |base, r| lcm(base, i128::from(r.whole)))?;
        let part = rates.iter().map(|r| i128::from(r.part) * (base / i128::from(r.whole))).sum();
        Some(Self { part, whole: base * n })
    }
    /// In hundredths of a percent, rounded half up: 87,63% is 8763.
    pub fn hundredths(self) -> Points {
        let twice = 2 * 10_000 * self.part + self.whole;
        Points(i64::try_from(twice.div_euclid(2 * self.whole)).unwrap_or(i64::MAX))
    }
}

/// Least common multiple; `None` where a whole is not above zero.
fn lcm(a: i128, b: i128) -> Option<i128> {
    let (mut x, mut y) = (a, b);
    if b <= 0 {
        return None;
    }
    while y != 0 {
        (x, y) = (y, x % y);
    }
    a.checked_mul(b / x)
}

/// The units over the quarters: ranked ones by rank, then the others, each in roster order. Units that are in a quarter's
/// results but no members any more come last, with their sums and without a rank: who is ranked is the roster of the last day.
pub fn roll_up(facts: &QuarterFacts) -> Vec<RollUp> {
    let Some(parts) = &facts.parts else { return Vec::new() };
    let scored: Vec<bool> =
        parts.quarters.iter().map(|q| q.units.iter().any(|u| u.total.is_some())).collect();
    let mut ids: Vec<UnitId> = facts.units.iter().chain(&facts.left).map(|u| u.id).collect();
    ids.retain(|id| facts.unit(*id).is_some() || parts.quarters.iter().any(|q| q.unit(*id).is_some()));
    let mut rows: Vec<RollUp> = ids.into_iter().map(|id| row(parts, id, &scored)).collect();
    let member = |row: &RollUp| facts.unit(row.unit).is_some();
    let totals: Vec<Points> = rows.iter().filter(|r| member(r)).filter_map(|r| r.total).collect();
    for row in rows.iter_mut().filter(|r| member(r)) {
        let Some(total) = row.total else { continue };
        let count = |order: Ordering| totals.iter().filter(|t| (*t).cmp(&total) == order).count();
        row.rank = Some(count(Ordering::Greater) as u32 + 1);
        row.tied = count(Ordering::Equal) > 1;
    }
    rows.sort_by_key(|r| (!member(r), r.rank.unwrap_or(u32::MAX)));
    rows
}

fn row(parts: &Parts, unit: UnitId, scored: &[bool]) -> RollUp {
    let quarters: Vec<Option<PastUnit>> = parts.quarters.iter().map(|q| q.unit(unit).cloned()).collect();
    let had: Vec<&PastUnit> = quarters.iter().flatten().filter(|u| u.total.is_some()).collect();
    let total =
        (!had.is_empty()).then(|| Points(had.iter().filter_map(|u| u.total).fold(0, |sum, t| sum + t.0)));
    let rates: Vec<Rate> = had.iter().filter_map(|u| u.rate).collect();
    let whole = quarters
        .iter()
        .zip(scored)
        .all(|(q, scored)| !scored || q.as_ref().is_some_and(|u| u.total.is_some()));
    RollUp { unit, mean: Mean::of(&rates), total, rank: None, tied: false, whole, quarters }
}

#[cfg(test)]
mod tests;
