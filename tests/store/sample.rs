//! The sample register: the case the program is measured by, seven quarters locked and approved before it.
use super::*;
use thidua::core::award::{AwardRow, LineKind};
use thidua::core::count::{self, Figure, Scope};
use thidua::core::quarter::State;
use thidua::core::standing;
use thidua::store::demo;

pub fn sample() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let store = demo::fill(&folder.path().join("so.db"), &stamp()).unwrap_or_else(|error| {
        panic!("{}", Words::load(Lang::Vi).say(error.problem()));
    });
    Desk { folder, store }
}

#[test]
fn the_case_of_the_second_quarter_is_exact() {
    let desk = sample();
    let facts = desk.quarter(Q2);
    let lines = count::lines(&facts.tallies, Scope::All, &facts.authority_order());
    let figures: Vec<_> = lines.iter().map(|l| (l.key.kind, l.collective, l.individual, l.unsplit)).collect();
    let of = |heads, turns| count::Figures { heads, turns };
    let (none, n) = (Figure::None, Figure::Exactly);
    assert_eq!(
        figures,
        [
            (LineKind::Legal, of(n(2), none), of(n(4), none), 2),
            (LineKind::GoodDeed, of(n(10), n(10)), of(n(47), n(47)), 0),
            (LineKind::Notice, of(none, n(31)), of(none, none), 0),
        ]
    );
    assert_eq!(lines[0].key.authorities, "bca,ubnd");
    // The good deeds and the notices are all of units; the units' figures sum to the cluster's, for nobody stands twice.
    let sum: i64 = facts
        .units
        .iter()
        .flat_map(|u| count::lines(&facts.tallies, Scope::Unit(u.id), &facts.authority_order()))
        .filter(|l| l.key.kind == LineKind::GoodDeed)
        .filter_map(|l| l.individual.heads.number())
        .sum();
    assert_eq!(sum, 47);
    let Facts::Awards(awards) = desk.store.answer(&Ask::Awards(Q2)).unwrap() else { panic!() };
    let named = |row: &&AwardRow| row.recipient.basis == Basis::Named;
    assert_eq!(awards.iter().filter(named).count(), 57);
    assert_eq!(facts.campaigns.len(), 3);
    assert_eq!(facts.days, Some(8));
    assert_eq!((facts.achievements, facts.uncommended), (20, 6));
}

#[test]
fn the_sample_is_ranked_proposed_and_left_to_finish() {
    let desk = sample();
    assert!(desk.store.register().unwrap().sample);
    assert_eq!(desk.store.newest_period().unwrap(), Some(Q2));
    let facts = desk.quarter(Q2);
    assert_eq!((facts.units.len(), facts.period.state), (12, State::Meeting));
    assert_eq!(facts.units[0].role, thidua::core::unit::Role::Head);
    let standings = standing::rank(&facts);
    assert!(standings.official);
    let ranks: Vec<_> = standings.rows.iter().filter_map(|r| r.rank).collect();
    assert_eq!(&ranks[..4], [1, 2, 2, 4]);
    assert_eq!(standing::open_matters(&facts), []);
    let suggested = standing::suggest(&facts, &standings);
    let differing = suggested
        .iter()
        .filter(|s| facts.mark(s.unit).unwrap().proposed != s.level.map(thidua::core::level::Mark::Level));
    assert_eq!(
        differing.map(|s| facts.unit(s.unit).unwrap().name.as_str()).collect::<Vec<_>>(),
        ["Trung tâm Huấn luyện"]
    );
    assert_eq!(facts.past.len(), 7);
    assert!(facts.past.iter().all(|p| p.units.len() >= 12 && p.units.iter().all(|u| !u.level.is_empty())));
    let turns: Vec<_> = facts
        .past
        .iter()
        .map(|p| {
            let lines = count::lines(&p.tallies, Scope::All, &facts.authority_order());
            lines.iter().find(|l| l.key.kind == LineKind::Notice).unwrap().collective.turns.number().unwrap()
        })
        .collect();
    assert_eq!(turns, [17, 21, 19, 26, 22, 29, 27]);
    let days: Vec<_> = facts.past.iter().map(|p| p.days.unwrap()).collect();
    assert_eq!(days, [19, 18, 15, 16, 12, 12, 11]);
    let Facts::Periods(periods) = desk.store.answer(&Ask::Periods).unwrap() else { panic!() };
    assert_eq!(periods.len(), 8);
    assert!(periods[1..].iter().all(|p| p.state == State::Approved));
    desk.clean();
}

#[test]
fn a_newcomer_cannot_undo_the_sample_but_what_he_did() {
    let mut desk = sample();
    assert_eq!(key(&desk.store.undo(&stamp()).unwrap_err()), "problem.store_undo_barrier");
    let before = desk.store.digest().unwrap();
    desk.does(save(decision("1800/QĐ-CAT", day("2021-06-28")), vec![person("Nguyễn Văn Mới", 1)]));
    desk.store.undo(&stamp()).unwrap();
    assert_eq!(before, desk.store.digest().unwrap());
}
