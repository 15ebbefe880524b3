//! Minimum, knock-out, quota: the worked examples, and what holds whatever the numbers.
use super::*;
use crate::core::flag::FlagKind;
use crate::core::knockout::{Cause, Knocked, Knockout, UnitFlag};
use crate::core::level::{Classification, Tint};
use crate::core::number::Points;
use crate::core::period::PeriodKey;
use crate::core::score::{Cell, CellValue, Criterion, RankBy, Round, Rule, ScoreTable};
use crate::core::standing::{meters, open_matters, quota_base, rank};
use crate::core::unit::Unit;
use crate::core::words::{Lang, Words};
use proptest::prelude::*;

/// Units with these points of 1.000, levels 1 (from 90), 2 (80), 3 (65), 4 (none); quotas of the first two.
fn facts(points: &[i64], quotas: [Option<i64>; 2]) -> QuarterFacts {
    let mut facts = QuarterFacts::bare(PeriodKey::quarter(2021, 2));
    let leaf = Criterion {
        id: 1,
        parent: None,
        code: String::new(),
        text: String::new(),
        maximum: Points(100_000),
        rule: Some(Rule::Direct),
        ..Criterion::default()
    };
    let (by, step) = (RankBy::Total, Points(1));
    facts.table = Some(ScoreTable {
        id: 1,
        name: String::new(),
        by,
        step,
        criteria: vec![leaf],
        ..ScoreTable::empty("")
    });
    let minima = [Some(9_000), Some(8_000), Some(6_500), None];
    let quotas = quotas.into_iter().chain([None, None]);
    let level = |((id, minimum), quota): ((i64, Option<i64>), Option<i64>)| Level {
        id,
        name: format!("L{id}"),
        minimum: minimum.map(Points),
        quota: quota.map(Points),
        tint: Tint::Text,
    };
    let levels = (1..).zip(minima).zip(quotas).map(level).collect();
    facts.levels = Some(LevelSet { id: 1, name: String::new(), levels, rev: 1, ..LevelSet::default() });
    for (id, points) in (1..).zip(points) {
        facts.units.push(Unit { id, name: format!("U{id}"), ..Unit::default() });
        let value = CellValue::Points(Points(*points));
        facts.cells.push(Cell { unit: id, criterion: 1, round: Round::Own, value, comment: String::new() });
    }
    facts
}

fn propose(facts: &mut QuarterFacts, unit: UnitId, proposed: Mark, reason: &str) {
    let reason = reason.to_owned();
    facts.marks.push(Classification { unit, proposed: Some(proposed), reason, ..Classification::default() });
}

fn suggested(facts: &QuarterFacts) -> Vec<(Option<LevelId>, bool)> {
    suggest(facts, &rank(facts)).into_iter().map(|s| (s.level, s.vote)).collect()
}

fn levels(facts: &QuarterFacts) -> Vec<i64> {
    suggested(facts).into_iter().map(|(level, _)| level.unwrap_or(0)).collect()
}

fn said(facts: &QuarterFacts, unit: UnitId) -> Vec<String> {
    let words = Words::load(Lang::Vi);
    let all = suggest(facts, &rank(facts));
    all.iter().find(|s| s.unit == unit).unwrap().reasons.iter().map(|r| words.say(r)).collect()
}

#[test]
fn a_higher_title_takes_a_place_of_the_titles_nested_in_it() {
    // quotas of 8: one place and four; the first title holds the second too
    let points = [99_000, 98_000, 97_000, 96_000, 95_000, 94_000, 70_000, 60_000];
    let mut f = facts(&points, [Some(1_250), Some(5_000)]);
    assert_eq!(levels(&f), [1, 2, 2, 2, 2, 3, 3, 4]);
    f.levels.as_mut().unwrap().nested = true;
    assert_eq!(levels(&f), [1, 2, 2, 2, 3, 3, 3, 4]);
    let meters = meters(&f, &suggest(&f, &rank(&f)));
    assert_eq!(meters.iter().map(|m| m.suggested).collect::<Vec<_>>(), [1, 4, 7, 8]);
}

#[test]
fn minima_are_exact_and_a_misleading_rate_is_said_with_three_decimals() {
    let f = facts(&[90_000, 89_996, 64_999, 0], [None, None]);
    assert_eq!(levels(&f), [1, 2, 4, 4]);
    assert_eq!(said(&f, 1), ["đủ điểm mức L1 (từ 90%)"]);
    assert_eq!(said(&f, 2), ["89,996% chưa đến 90% của mức L1", "đủ điểm mức L2 (từ 80%)"]);
    assert_eq!(said(&f, 3), ["64,999% chưa đến 65% của mức L3"]);
    assert_eq!(said(&f, 4), ["chưa đủ điểm mức L3 (từ 65%)"]);
}

#[test]
fn below_every_minimum_there_is_no_level() {
    let mut f = facts(&[50_000], [None, None]);
    f.levels.as_mut().unwrap().levels.pop();
    assert_eq!(suggested(&f), [(None, false)]);
    assert_eq!(said(&f, 1), ["chưa đủ điểm mức L3 (từ 65%)"]);
}

#[test]
fn the_quota_is_rounded_down_and_cascades() {
    // 25% of 7 is 1; the next level takes 2 of those that fall or reach it
    let f = facts(&[99_000, 98_000, 97_000, 96_000, 85_000, 70_000, 10_000], [Some(2_500), Some(3_000)]);
    assert_eq!(levels(&f), [1, 2, 2, 3, 3, 3, 4]);
    assert_eq!(said(&f, 4), ["đủ điểm mức L1 (từ 90%)", "vượt tỷ lệ tối đa 25%", "vượt tỷ lệ tối đa 30%"]);
    let meters: Vec<_> = meters(&f, &suggest(&f, &rank(&f)))
        .into_iter()
        .map(|m| (m.level, m.proposed, m.suggested, m.places))
        .collect();
    assert_eq!(meters, [(1, 0, 1, Some(1)), (2, 0, 2, Some(2)), (3, 0, 3, None), (4, 0, 1, None)]);
}

#[test]
fn a_floor_of_none_says_so() {
    let f = facts(&[99_000, 98_000, 50_000, 40_000], [Some(2_000), None]);
    assert_eq!(suggested(&f)[..2], [(Some(2), false), (Some(2), false)]);
    assert_eq!(said(&f, 1)[1], "vượt tỷ lệ tối đa 20%: 0/4 đơn vị");
}

#[test]
fn a_tie_on_the_line_falls_whole_for_a_vote_and_nobody_jumps_it() {
    let f = facts(&[99_000, 98_000, 98_000, 97_000, 1, 1, 1, 1], [Some(2_500), None]);
    assert_eq!(suggested(&f)[..4], [(Some(1), false), (Some(2), true), (Some(2), true), (Some(2), false)]);
    assert_eq!(
        said(&f, 2)[1..],
        ["vượt tỷ lệ tối đa 25%", "2 đơn vị cùng hạng 2, mức L1 chỉ còn 1 chỗ: cần biểu quyết"]
    );
    // a tie that begins after the line needs no vote
    let f = facts(&[99_000, 98_500, 98_000, 98_000, 1, 1, 1, 1], [Some(2_500), None]);
    assert_eq!(suggested(&f)[..4], [(Some(1), false), (Some(1), false), (Some(2), false), (Some(2), false)]);
}

#[test]
fn not_classified_leaves_the_base_and_takes_no_place_but_no_data_stays_in_it() {
    let mut f = facts(&[99_000, 98_000, 97_000, 96_000, 95_000, 94_000, 93_000, 92_000], [Some(2_500), None]);
    assert_eq!(levels(&f), [1, 1, 2, 2, 2, 2, 2, 2]);
    f.cells.retain(|c| c.unit != 8);
    assert_eq!(levels(&f), [1, 1, 2, 2, 2, 2, 2, 0]);
    assert_eq!(said(&f, 8), ["chưa có số liệu"]);
    propose(&mut f, 1, Mark::NotClassified, "");
    assert_eq!(levels(&f), [0, 1, 2, 2, 2, 2, 2, 0], "25% of 7 is 1");
    assert_eq!(said(&f, 1), ["đề nghị không phân loại, không tính vào tỷ lệ"]);
}

#[test]
fn without_table_or_levels_nothing_is_suggested_and_people_propose_freely() {
    let mut f = facts(&[99_000], [None, None]);
    f.table = None;
    assert!(suggested(&f).is_empty());
    assert_eq!(open_matters(&f).len(), 1);
    propose(&mut f, 1, Mark::Level(3), "");
    assert!(open_matters(&f).is_empty());
    f.levels = None;
    f.marks.clear();
    assert!(open_matters(&f).is_empty() && meters(&f, &[]).is_empty());
}

#[test]
fn a_proposal_off_the_suggestion_needs_a_reason() {
    let mut f = facts(&[99_000, 50_000, 99_000], [None, None]);
    f.cells.retain(|c| c.unit != 3);
    let keys = |f: &QuarterFacts| open_matters(f).into_iter().map(|(u, p)| (u, p.key)).collect::<Vec<_>>();
    let none = "problem.matter_no_proposal";
    assert_eq!(keys(&f), [(1, none), (2, none), (3, none)]);
    propose(&mut f, 1, Mark::Level(2), " ");
    propose(&mut f, 2, Mark::NotClassified, "");
    propose(&mut f, 3, Mark::Level(2), "");
    let reason = "problem.matter_no_reason";
    assert_eq!(keys(&f), [(1, reason), (2, reason)], "U3 has no rank to differ from");
    f.marks[0].reason = "gửi báo cáo chậm".into();
    f.marks[1].proposed = Some(Mark::Level(4));
    assert_eq!(keys(&f), []);
}

/// Above the quota only with a reason, also where nobody has a dự kiến to differ from.
#[test]
fn a_proposal_over_the_quota_needs_a_reason_where_nothing_is_suggested() {
    let mut f = facts(&[0; 8], [Some(2_500), Some(5_000)]);
    f.cells.clear();
    for unit in 1..=8 {
        propose(&mut f, unit, Mark::Level(if unit <= 2 { 1 } else { 3 }), "");
    }
    let open = |f: &QuarterFacts| open_matters(f).into_iter().map(|(u, p)| (u, p.key)).collect::<Vec<_>>();
    assert_eq!(open(&f), [], "25% of 8 is two places");
    f.marks[7].proposed = Some(Mark::NotClassified);
    let over = "problem.matter_over";
    assert_eq!(open(&f), [(2, over)], "25% of 7 is one");
    let told = Words::load(Lang::Vi).say(&open_matters(&f)[0].1);
    assert!(told.starts_with("U2: mức L1 có 1 chỗ, đã đề nghị 2 đơn vị"), "{told}");
    // a reason at the other one does as well
    f.marks[0].reason = "hội nghị biểu quyết".into();
    assert_eq!(open(&f), []);
    // nothing scored at all
    f.marks[0].reason = " ".into();
    f.table = None;
    assert_eq!(open(&f), [(2, over)]);
    // nested titles: the first counts into the second
    f.levels.as_mut().unwrap().nested = true;
    for at in 2..6 {
        f.marks[at].proposed = Some(Mark::Level(2));
    }
    f.marks[1].reason = "hội nghị biểu quyết".into();
    assert_eq!(
        open(&f),
        [(5, over), (6, over)],
        "six hold the second, there are three places, one has a reason"
    );
}

/// Who has the suggested level owes none: the one beside him who has no rank does.
#[test]
fn over_the_quota_the_unit_without_rank_says_why() {
    let mut f = facts(&[99_000, 98_000, 97_000, 99_000], [Some(2_500), None]);
    f.cells.retain(|c| c.unit != 4);
    assert_eq!(levels(&f), [1, 2, 2, 0]);
    for (unit, level) in [(1, 1), (2, 2), (3, 2), (4, 1)] {
        propose(&mut f, unit, Mark::Level(level), "");
    }
    let open = |f: &QuarterFacts| open_matters(f).into_iter().map(|(u, p)| (u, p.key)).collect::<Vec<_>>();
    assert_eq!(open(&f), [(4, "problem.matter_over")]);
    f.marks[3].reason = "chờ số liệu".into();
    assert_eq!(open(&f), []);
    // a ranked one lifted over it is asked once, for differing
    f.marks[3].proposed = Some(Mark::Level(2));
    f.marks[1].proposed = Some(Mark::Level(1));
    assert_eq!(open(&f), [(2, "problem.matter_no_reason")]);
}

#[test]
fn the_approved_mark_stands_over_the_proposed() {
    let mut f = facts(&[99_000], [None, None]);
    assert_eq!(standing_mark(&f, 1), None);
    propose(&mut f, 1, Mark::Level(2), "");
    assert_eq!(standing_mark(&f, 1), Some(Mark::Level(2)));
    f.marks[0].approved = Some(Mark::Level(1));
    assert_eq!(standing_mark(&f, 1), Some(Mark::Level(1)));
}

fn rule(name: &str, cause: Cause, effect: Effect) -> Knockout {
    Knockout { name: name.into(), cause, criterion: String::new(), effect }
}

/// Rules of the set: the leader's discipline caps at L3, anybody's at L2, a false paper drops one.
fn rules(facts: &mut QuarterFacts) {
    facts.levels.as_mut().unwrap().knockouts = vec![
        rule("lãnh đạo đơn vị bị khiển trách", Cause::LeaderDiscipline, Effect::Cap { place: 2 }),
        rule("cán bộ bị kỷ luật", Cause::StaffDiscipline, Effect::Cap { place: 1 }),
        rule("minh chứng không trung thực", Cause::Manual, Effect::Drop { steps: 1 }),
    ];
}

fn flag(facts: &mut QuarterFacts, unit: UnitId, name: &str, leader: bool) {
    facts.flags.push(UnitFlag {
        unit,
        name: name.into(),
        leader,
        kind: FlagKind::Discipline,
        from: None,
        to: None,
        reason: "khiển trách".into(),
    });
}

fn by_hand(facts: &mut QuarterFacts, unit: UnitId, lifted: bool, rule: usize, reason: &str) {
    let knockout = facts.levels.as_ref().unwrap().knockouts[rule].name.clone();
    facts.knocked.push(Knocked { unit, knockout, lifted, reason: reason.into() });
}

#[test]
fn worked_example_twenty_percent_of_seven_is_one_place() {
    let f = facts(&[99_000, 98_000, 97_000, 80_000, 80_000, 70_000, 10_000], [Some(2_000), None]);
    assert_eq!(levels(&f), [1, 2, 2, 2, 2, 3, 4]);
    assert_eq!(meters(&f, &suggest(&f, &rank(&f)))[0].places, Some(1));
}

#[test]
fn worked_example_twenty_percent_of_four_is_no_place_and_reads_0_of_4() {
    let f = facts(&[99_000, 98_000, 50_000, 40_000], [Some(2_000), None]);
    assert_eq!(levels(&f), [2, 2, 4, 4]);
    assert_eq!(said(&f, 2)[1], "vượt tỷ lệ tối đa 20%: 0/4 đơn vị");
}

#[test]
fn worked_example_89_996_reads_90_00_and_is_below_90() {
    let f = facts(&[89_996], [None, None]);
    let row = rank(&f).row(1).unwrap().clone();
    assert_eq!(row.rate.unwrap().show(Lang::Vi), "90,00");
    assert_eq!(levels(&f), [2]);
    assert_eq!(said(&f, 1)[0], "89,996% chưa đến 90% của mức L1");
}

#[test]
fn worked_example_ranks_1_2_2_4_with_a_quota_that_cuts_the_tie() {
    // 25% of 8 is 2: the first takes one, the two on rank 2 must be voted on, and the fourth does not jump them
    let f = facts(&[99_000, 98_000, 98_000, 97_000, 1, 2, 3, 4], [Some(2_500), None]);
    let standings = rank(&f);
    let ranks: Vec<_> = (1..=4).map(|u| standings.row(u).unwrap().rank.unwrap()).collect();
    assert_eq!(ranks, [1, 2, 2, 4]);
    assert_eq!(suggested(&f)[..4], [(Some(1), false), (Some(2), true), (Some(2), true), (Some(2), false)]);
}

#[test]
fn worked_example_a_place_freed_by_a_knockout_passes_to_the_next_that_reaches_the_minimum() {
    let mut f = facts(&[99_000, 98_000, 95_000, 85_000], [Some(2_500), None]);
    rules(&mut f);
    assert_eq!(levels(&f), [1, 2, 2, 2]);
    flag(&mut f, 1, "Nguyễn Văn Ấn", true);
    assert_eq!(levels(&f), [3, 1, 2, 2]);
    assert_eq!(
        said(&f, 1),
        ["đủ điểm mức L1 (từ 90%)", "khống chế: lãnh đạo đơn vị bị khiển trách (Nguyễn Văn Ấn)"]
    );
    // nobody below the minimum is lifted by it
    flag(&mut f, 2, "Trần Văn Bính", false);
    flag(&mut f, 3, "Lê Thị Cúc", false);
    assert_eq!(levels(&f), [3, 2, 2, 2]);
}

#[test]
fn worked_example_reasons_read_minimum_knock_out_quota() {
    let mut f = facts(&[99_000, 98_000, 97_000, 96_000], [None, Some(2_500)]);
    rules(&mut f);
    flag(&mut f, 1, "Nguyễn Văn Ấn", false);
    flag(&mut f, 2, "Trần Văn Bính", false);
    assert_eq!(levels(&f), [2, 3, 1, 1]);
    assert_eq!(
        said(&f, 2),
        ["đủ điểm mức L1 (từ 90%)", "khống chế: cán bộ bị kỷ luật (Trần Văn Bính)", "vượt tỷ lệ tối đa 25%"]
    );
}

#[test]
fn knockouts_add_up_and_stop_at_the_lowest_level() {
    let mut f = facts(&[99_000, 85_000, 66_000, 10_000], [None, None]);
    rules(&mut f);
    for unit in 1..=4 {
        by_hand(&mut f, unit, false, 2, "khai khống");
    }
    assert_eq!(levels(&f), [2, 3, 4, 4]);
    // two drops are two levels, and a cap counts where it is stricter than what they leave
    f.levels.as_mut().unwrap().knockouts.push(rule("chậm", Cause::Manual, Effect::Drop { steps: 1 }));
    by_hand(&mut f, 1, false, 3, "hai lần");
    assert_eq!(levels(&f)[0], 3);
    flag(&mut f, 1, "Nguyễn Văn Ấn", true);
    assert_eq!(levels(&f)[0], 3);
    flag(&mut f, 2, "Trần Văn Bính", true);
    assert_eq!(levels(&f)[1], 3);
    assert_eq!(
        said(&f, 1)[1..],
        [
            "khống chế: lãnh đạo đơn vị bị khiển trách (Nguyễn Văn Ấn)",
            "khống chế: minh chứng không trung thực (khai khống)",
            "khống chế: chậm (hai lần)"
        ]
    );
}

#[test]
fn a_knockout_lifted_by_hand_strikes_no_more_and_flags_of_another_kind_never_did() {
    let mut f = facts(&[99_000], [None, None]);
    rules(&mut f);
    flag(&mut f, 1, "Nguyễn Văn Ấn", true);
    assert_eq!(levels(&f), [3]);
    by_hand(&mut f, 1, true, 0, "đã xóa kỷ luật");
    assert_eq!(levels(&f), [1]);
    f.knocked.clear();
    f.flags[0].kind = FlagKind::Complaint;
    assert_eq!(levels(&f), [1]);
}

#[test]
fn who_may_not_stand_first_keeps_its_level_and_says_so() {
    let mut f = facts(&[99_000, 98_000], [None, None]);
    f.levels.as_mut().unwrap().knockouts =
        vec![rule("cán bộ bị kỷ luật", Cause::StaffDiscipline, Effect::NotFirst)];
    flag(&mut f, 1, "Nguyễn Văn Ấn", false);
    flag(&mut f, 2, "", false);
    assert_eq!(levels(&f), [1, 1]);
    assert_eq!(rank(&f).row(1).unwrap().rank, Some(2));
    assert_eq!(said(&f, 1)[1..], ["khống chế, không xếp hạng nhất: cán bộ bị kỷ luật (Nguyễn Văn Ấn)"]);
    assert_eq!(said(&f, 2).len(), 1);
}

#[test]
fn a_unit_without_rank_says_its_knockout_too() {
    let mut f = facts(&[99_000, 98_000], [None, None]);
    rules(&mut f);
    f.cells.retain(|c| c.unit != 2);
    flag(&mut f, 2, "Trần Văn Bính", false);
    assert_eq!(said(&f, 2), ["chưa có số liệu", "khống chế: cán bộ bị kỷ luật (Trần Văn Bính)"]);
}

#[test]
fn minima_on_the_total_are_points() {
    let mut f = facts(&[90_000, 89_999, 10_000], [None, None]);
    let set = f.levels.as_mut().unwrap();
    set.measure = Measure::Total;
    for (level, minimum) in set.levels.iter_mut().zip([90_000, 80_000, 65_000]) {
        level.minimum = Some(Points(minimum));
    }
    assert_eq!(levels(&f), [1, 2, 4]);
    assert_eq!(said(&f, 1), ["đủ điểm mức L1 (từ 900 điểm)"]);
    assert_eq!(said(&f, 2), ["đủ điểm mức L2 (từ 800 điểm)"], "no percent is near anything");
    assert_eq!(said(&f, 3), ["chưa đủ điểm mức L3 (từ 650 điểm)"]);
}

#[test]
fn the_base_of_quotas_is_the_sets() {
    let mut f = facts(&[99_000, 98_000, 97_000, 96_000, 95_000, 94_000, 93_000, 92_000], [Some(2_500), None]);
    f.cells.retain(|c| c.unit != 8);
    propose(&mut f, 7, Mark::NotClassified, "");
    let mut places = |base| {
        f.levels.as_mut().unwrap().base = base;
        let s = suggest(&f, &rank(&f));
        let why = s[6].reasons[0].key;
        (quota_base(&f, &s), meters(&f, &s)[0].places, s.iter().filter(|s| s.level == Some(1)).count(), why)
    };
    let apart = "problem.suggest_not_classified";
    assert_eq!(places(QuotaBase::Classified), (7, Some(1), 1, apart));
    assert_eq!(places(QuotaBase::Ranked), (6, Some(1), 1, apart));
    assert_eq!(places(QuotaBase::Roster), (8, Some(2), 2, "problem.suggest_not_classified_counted"));
    // nobody has a rank where nothing is scored: the roster stands for them
    f.table = None;
    f.levels.as_mut().unwrap().base = QuotaBase::Ranked;
    assert_eq!(quota_base(&f, &suggest(&f, &rank(&f))), 7);
}

/// Points of a unit, and what strikes it: nothing, a cap at L3, a cap at L2, a drop, all of them.
fn struck_units() -> impl Strategy<Value = Vec<(i64, usize)>> {
    let points = prop_oneof![0..=100_000_i64, (0..=10_i64).prop_map(|n| n * 10_000)];
    prop::collection::vec((points, 0..5_usize), 1..12)
}

/// The same units with their strikes, in this order of the roster and of the rules.
fn field(units: &[(UnitId, i64, usize)], quotas: [Option<i64>; 2], turned: bool) -> QuarterFacts {
    let mut f = facts(&[], quotas);
    rules(&mut f);
    if turned {
        f.levels.as_mut().unwrap().knockouts.reverse();
    }
    for (unit, points, strikes) in units {
        f.units.push(Unit { id: *unit, name: format!("U{unit}"), ..Unit::default() });
        let value = CellValue::Points(Points(*points));
        let cell = Cell { unit: *unit, criterion: 1, round: Round::Own, value, comment: String::new() };
        f.cells.push(cell);
        if matches!(strikes, 1 | 4) {
            flag(&mut f, *unit, "Ấn", true);
        }
        if matches!(strikes, 2 | 4) {
            flag(&mut f, *unit, "Bính", false);
        }
        if matches!(strikes, 3 | 4) {
            let at = f.levels.as_ref().unwrap().knockouts.iter().position(|k| k.cause == Cause::Manual);
            by_hand(&mut f, *unit, false, at.unwrap(), "khai khống");
        }
    }
    f
}

/// Place of each unit's level, by unit.
fn places_of(f: &QuarterFacts) -> Vec<(UnitId, usize)> {
    let set = f.levels.as_ref().unwrap();
    let mut out: Vec<_> = suggest(f, &rank(f))
        .into_iter()
        .map(|s| (s.unit, set.place(Mark::Level(s.level.unwrap()))))
        .collect();
    out.sort_unstable();
    out
}

fn quota() -> impl Strategy<Value = Option<i64>> {
    prop_oneof![Just(None), (1..=10_000_i64).prop_map(Some)]
}

proptest! {
    /// Every unit has one suggestion with a reason, no level has more units than places, and the order of units and of
    /// rules does not matter.
    #[test]
    fn a_suggestion_is_total_within_its_quotas_and_free_of_order(
        units in struck_units(), first in quota(), second in quota(), seed in 0..1000_usize,
    ) {
        let mut units: Vec<_> = (1..).zip(units).map(|(id, (points, strikes))| (id, points, strikes)).collect();
        let f = field(&units, [first, second], false);
        let all = suggest(&f, &rank(&f));
        prop_assert_eq!(all.len(), units.len());
        prop_assert!(all.iter().all(|s| s.level.is_some() && !s.reasons.is_empty() && s.ranked));
        for meter in meters(&f, &all) {
            prop_assert!(meter.places.is_none_or(|places| meter.suggested <= places));
        }
        let at = seed % units.len();
        units.rotate_left(at);
        prop_assert_eq!(places_of(&f), places_of(&field(&units, [first, second], true)));
    }

    /// A unit never stands above what its points reach, nor above what strikes it; without quotas its level is just that.
    #[test]
    fn a_level_is_never_above_minimum_caps_and_drops(units in struck_units(), first in quota(), second in quota()) {
        let units: Vec<_> = (1..).zip(units).map(|(id, (points, strikes))| (id, points, strikes)).collect();
        let reach = |points: i64| [90_000, 80_000, 65_000].iter().filter(|m| points < **m).count();
        let due = |points: i64, strikes: usize| match strikes {
            1 => reach(points).max(2),
            2 => reach(points).max(1),
            3 => (reach(points) + 1).min(3),
            4 => (reach(points) + 1).clamp(2, 3),
            _ => reach(points),
        };
        let within = places_of(&field(&units, [first, second], false));
        let free = places_of(&field(&units, [None, None], false));
        for (((unit, at), (_, alone)), (id, points, strikes)) in within.into_iter().zip(free).zip(&units) {
            prop_assert_eq!(unit, *id);
            prop_assert_eq!(alone, due(*points, *strikes));
            prop_assert!(at >= alone);
        }
    }

    /// More points never lower a unit that nothing strikes, among others that nothing strikes.
    #[test]
    fn more_points_never_lower_anybody(units in struck_units(), first in quota(), second in quota()) {
        let units: Vec<_> = (1..).zip(units).map(|(id, (points, _))| (id, points, 0)).collect();
        let places = places_of(&field(&units, [first, second], false));
        for (a, b) in (0..units.len()).flat_map(|a| (0..units.len()).map(move |b| (a, b))) {
            if units[a].1 >= units[b].1 {
                prop_assert!(places[a].1 <= places[b].1);
            }
        }
    }

    /// Striking one unit costs nobody else anything where only the highest level has a quota (a lower level's quota may
    /// have to take the struck one in); and where nobody is tied, it never helps the one that is struck.
    #[test]
    fn a_strike_costs_no_other_unit_and_helps_not_whom_it_strikes(
        units in struck_units(), first in quota(), second in quota(), whom in 0..12_usize, strike in 1..5_usize,
    ) {
        let mut units: Vec<_> = (1..).zip(units).map(|(id, (points, strikes))| (id, points, strikes)).collect();
        let whom = whom % units.len();
        units[whom].2 = 0;
        let mut struck = units.clone();
        struck[whom].2 = strike;
        let before = places_of(&field(&units, [first, None], false));
        let after = places_of(&field(&struck, [first, None], false));
        for (at, (then, now)) in before.iter().zip(&after).enumerate() {
            prop_assert!(at == whom || now.1 <= then.1);
        }
        let mut points: Vec<_> = units.iter().map(|u| u.1).collect();
        points.sort_unstable();
        points.dedup();
        if points.len() == units.len() {
            let before = places_of(&field(&units, [first, second], false));
            let after = places_of(&field(&struck, [first, second], false));
            prop_assert!(after[whom].1 >= before[whom].1);
        }
    }
}
