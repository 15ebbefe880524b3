//! Plans of other dates: who gives way, what moves, what stays.
use super::*;
use jiff::ToSpan;
use proptest::prelude::*;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn q(n: u8) -> PeriodKey {
    PeriodKey::quarter(2021, n)
}

/// The four quarters of 2021, those named locked.
fn year(locked: &[u8]) -> Vec<Stretch> {
    let of = |n: u8| {
        let (from, to) = q(n).calendar();
        Stretch { key: q(n), from, to, locked: locked.contains(&n) }
    };
    (1..=4).map(of).collect()
}

fn wanted(n: u8, from: &str, to: &str, follow: bool) -> Dates {
    Dates { key: q(n), from: day(from), to: day(to), follow }
}

/// The plan where these records (day, quarter they stand in) are decisions.
fn planned(all: &[Stretch], wanted: Dates, rows: &[(Date, PeriodKey)]) -> Plan {
    let shift = shift(all, wanted);
    let held: Vec<Held> = rows
        .iter()
        .filter_map(|(day, period)| {
            let segment = shift.segments.iter().position(|s| (s.from..=s.to).contains(day))?;
            Some(Held { rows: Rows::Decisions, segment, period: *period, n: 1 })
        })
        .collect();
    plan(all, shift, &held)
}

#[test]
fn a_quarter_that_ends_later_takes_days_and_records_of_the_next() {
    let all = year(&[]);
    let rows = [(day("2021-07-05"), q(3)), (day("2021-07-20"), q(3)), (day("2021-06-30"), q(2))];
    let plan = planned(&all, wanted(2, "2021-04-01", "2021-07-14", true), &rows);
    assert_eq!(plan.refused, None);
    let new = |n: u8| plan.dates.iter().find(|d| d.key == q(n)).map(|d| (d.from, d.to));
    assert_eq!(new(2), Some((day("2021-04-01"), day("2021-07-14"))));
    assert_eq!(new(3), Some((day("2021-07-15"), day("2021-09-30"))), "it gives way");
    assert_eq!(new(1), None, "what does not touch stays as it is");
    assert_eq!(plan.moved.iter().map(|m| (m.period, m.to, m.n)).collect::<Vec<_>>(), [(q(3), Some(q(2)), 1)]);
    assert!(plan.gaps.is_empty());
    let keys: Vec<_> = plan.told().iter().map(|p| p.key).collect();
    assert_eq!(keys, ["redate.follows", "redate.moves"]);
}

#[test]
fn without_following_an_overlap_is_refused_by_its_days_and_a_gap_is_told() {
    let all = year(&[]);
    let plan = planned(&all, wanted(2, "2021-04-01", "2021-07-14", false), &[]);
    let refused = plan.refused.clone().unwrap();
    assert_eq!(refused.key, "problem.redate.overlap");
    assert!(refused.args.contains(&("from", Arg::Date(day("2021-07-01")))));
    assert!(refused.args.contains(&("to", Arg::Date(day("2021-07-14")))));
    assert!(!plan.changes());
    let rows = [(day("2021-06-20"), q(2)), (day("2021-06-01"), q(2))];
    let plan = planned(&all, wanted(2, "2021-04-01", "2021-06-14", false), &rows);
    assert_eq!(plan.gaps, [(day("2021-06-15"), day("2021-06-30"))]);
    assert_eq!(plan.moved.iter().map(|m| (m.period, m.to, m.n)).collect::<Vec<_>>(), [(q(2), None, 1)]);
    assert_eq!(plan.told().iter().map(|p| p.key).collect::<Vec<_>>(), ["redate.stays", "redate.gap"]);
}

#[test]
fn a_locked_quarter_keeps_its_days_and_its_records() {
    let all = year(&[1, 3]);
    let key = |w| planned(&all, w, &[]).refused.map(|p| p.key);
    assert_eq!(key(wanted(3, "2021-07-01", "2021-09-29", true)), Some("problem.redate.locked"));
    assert_eq!(key(wanted(2, "2021-04-01", "2021-07-14", true)), Some("problem.redate.overlap_locked"));
    assert_eq!(key(wanted(2, "2021-04-10", "2021-06-30", true)), None, "a gap takes nothing from it");
    // written in the locked quarter by hand, dated in a gap that an open one takes: it stays
    let mut all = year(&[1]);
    all[1].from = day("2021-04-10");
    let plan = planned(&all, wanted(2, "2021-04-01", "2021-06-30", true), &[(day("2021-04-05"), q(1))]);
    assert_eq!((plan.refused.as_ref(), plan.moved.len()), (None, 0));
}

#[test]
fn dates_turned_round_and_an_unknown_quarter_are_refused() {
    let all = year(&[]);
    let key = |w| planned(&all, w, &[]).refused.map(|p| p.key);
    assert_eq!(key(wanted(2, "2021-06-30", "2021-04-01", true)), Some("problem.store_dates_order"));
    let other = Dates { key: PeriodKey::quarter(2020, 4), ..wanted(2, "2021-04-01", "2021-06-30", true) };
    assert_eq!(key(other), Some("problem.store_period_unknown"));
    let same = planned(&all, wanted(2, "2021-04-01", "2021-06-30", true), &[]);
    assert!(!same.changes() && same.told().is_empty(), "nothing changes, nothing is told");
}

/// Written in another quarter than the one that held its day, it was put there; where nobody held the day it goes along.
#[test]
fn only_what_stood_where_its_day_was_held_moves() {
    let all = year(&[]);
    let rows = [(day("2021-06-20"), q(2)), (day("2021-06-20"), q(1))];
    let plan = planned(&all, wanted(2, "2021-04-01", "2021-06-14", true), &rows);
    assert_eq!(plan.moved.iter().map(|m| (m.period, m.to, m.n)).collect::<Vec<_>>(), [(q(2), Some(q(3)), 1)]);
    let mut gap = all.clone();
    gap[2].from = day("2021-07-10");
    let plan = planned(&gap, wanted(2, "2021-04-01", "2021-07-09", false), &[(day("2021-07-05"), q(3))]);
    assert_eq!(plan.moved.iter().map(|m| (m.period, m.to)).collect::<Vec<_>>(), [(q(3), Some(q(2)))]);
}

proptest! {
    #[test]
    fn every_record_stands_where_its_day_is_held_or_where_it_stood(
        n in 1u8..=4, from in -40i64..40, to in -40i64..40, follow: bool, locked in proptest::collection::vec(1u8..=4, 0..3),
        days in proptest::collection::vec(0i64..364, 0..40), turn in 0usize..40,
    ) {
        let all = year(&locked);
        let (a, b) = q(n).calendar();
        let wanted = Dates { key: q(n), from: a.saturating_add(from.days()), to: b.saturating_add(to.days()), follow };
        let first = day("2021-01-01");
        let rows: Vec<(Date, PeriodKey)> = days
            .iter()
            .map(|d| first.saturating_add(d.days()))
            .map(|d| (d, holder(&all, d).unwrap()))
            .collect();
        let plan = planned(&all, wanted, &rows);
        let mut turned = rows.clone();
        turned.rotate_left(turn % rows.len().max(1));
        prop_assert_eq!(&planned(&all, wanted, &turned), &plan, "in any order");
        if !plan.changes() {
            return Ok(());
        }
        let new: Vec<Stretch> =
            all.iter().map(|s| plan.dates.iter().find(|d| d.key == s.key).copied().unwrap_or(*s)).collect();
        for s in &new {
            prop_assert!(s.from <= s.to);
            prop_assert!(new.iter().all(|o| o.key == s.key || o.to < s.from || s.to < o.from), "no day twice");
            let was = all.iter().find(|o| o.key == s.key).unwrap();
            prop_assert!(!s.locked || was == s, "a locked quarter keeps its days");
        }
        for (d, period) in rows {
            let goes = plan.moved.iter().find(|m| m.period == period && (m.segment.from..=m.segment.to).contains(&d));
            let stands = goes.and_then(|m| m.to).unwrap_or(period);
            // what no quarter holds stays where it stood
            prop_assert_eq!(stands, holder(&new, d).unwrap_or(period));
            prop_assert!(stands == period || !all.iter().any(|s| s.locked && (s.key == stands || s.key == period)));
        }
    }
}
