//! What the store refuses, and how it counts.
use super::*;
use thidua::core::count::{self, Figure, Scope};

#[test]
fn counts_follow_the_rules_of_the_case() {
    use Basis::{Heads, Turns};
    use RecipientKind::{Collective, Individual};
    let mut desk = desk();
    let praise = Decision {
        authorities: vec!["ubnd".into(), "bca".into()],
        form: "bang_khen".into(),
        period: Some(Q2),
        ..decision("", None)
    };
    desk.does(save(
        praise,
        vec![count_row(Collective, Heads, Some(2), None), count_row(Individual, Heads, Some(4), None)],
    ));
    desk.does(save(
        decision("1764/QĐ-CAT", day("2021-06-18")),
        vec![person("Trần Văn Hạnh", 1), person("Lê Thị Ngọc Ánh", 2)],
    ));
    let asked =
        desk.refuses(save(decision("1765/QĐ-CAT", day("2021-06-20")), vec![person("TRẦN Văn  Hạnh", 1)]));
    assert_eq!(key(&asked), "problem.same_person");
    desk.does(Act::Award(award::Act::Save {
        decision: decision("1765/QĐ-CAT", day("2021-06-20")),
        recipients: vec![person("Trần Văn Hạnh", 1)],
        same: Some(true),
    }));
    desk.does(save(
        notice("214/TB-CAT", day("2021-06-30")),
        vec![count_row(Collective, Turns, Some(10), Some(1)), count_row(Collective, Turns, None, Some(2))],
    ));
    let facts = desk.quarter(Q2);
    let lines = count::lines(&facts.tallies, Scope::All, &facts.authority_order());
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0].key.authorities, "bca,ubnd");
    assert_eq!((lines[0].collective.heads, lines[0].collective.turns), (Figure::Exactly(2), Figure::None));
    assert_eq!((lines[0].individual.heads, lines[0].unsplit), (Figure::Exactly(4), 2));
    assert_eq!(
        (lines[1].individual.heads, lines[1].individual.turns),
        (Figure::Exactly(2), Figure::Exactly(3))
    );
    assert_eq!((lines[2].collective.heads, lines[2].collective.turns), (Figure::None, Figure::AtLeast(10)));
    let of_two = count::lines(&facts.tallies, Scope::Unit(2), &facts.authority_order());
    assert_eq!(of_two[1].collective.turns, Figure::Unknown);
    desk.clean();
}
