//! "Trước giao ban": what is done and what is missing in a period, in the order of the work. Computed from
//! `QuarterFacts` alone; says where a step is mended, never mends it.
use super::date::Date;
use super::handed_in::What;
use super::period::PeriodKey;
use super::problem::{Arg, Problem};
use super::proposal;
use super::quarter::{QuarterFacts, State};
use super::register::Label;
use super::returns;
use super::score::Round;
use super::standing::{Standings, open_matters};
use super::unit::{Role, Unit, UnitId};

/// How far a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// `√`
    Done,
    /// `●`
    UnderWay,
    /// `○`
    NotBegun,
    /// `▲` look again; keeps nothing from going on
    Warn,
}

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// how far
    pub mark: Mark,
    /// what, under `step.` of the words; names what is missing
    pub what: Problem,
    /// so many of so many
    pub progress: Option<(usize, usize)>,
    /// where it is mended: `units`, `awards`, `achievements`, `overdue`, `scores`, `returns`, `meeting`, `classification`
    pub goes: &'static str,
}

/// The steps of a period in the order of the work. A period without a score table has no scoring steps, one without a
/// level set no proposals. A locked period keeps what was done and what can still be done: the approval; an approved one is
/// printed and followed by the next, `after`, where that is not opened yet.
pub fn steps(
    facts: &QuarterFacts,
    standings: &Standings,
    today: Date,
    after: Option<PeriodKey>,
) -> Vec<Step> {
    let mut out = vec![roster(facts), awards(facts)];
    if facts.table.is_some() {
        out.push(sheets(facts, standings));
    }
    out.extend(
        [What::Report, What::Figures, What::Explanation].into_iter().filter_map(|w| returned(facts, w)),
    );
    if facts.table.is_some() {
        out.extend(appraisal(facts));
        out.extend(second(facts));
    }
    out.extend(quarters(facts));
    out.extend(unsplit(standings));
    out.extend(overdue(facts, today).or_else(|| uncommended(facts)));
    out.push(meeting(facts, today));
    if facts.levels.is_some() {
        out.push(proposals(facts));
    }
    let state = |key, from: State| Step {
        mark: if facts.period.state >= from { Mark::Done } else { Mark::NotBegun },
        what: Problem::new(key),
        progress: None,
        goes: "classification",
    };
    out.push(state("step.submitted", State::Waiting));
    out.push(state("step.locked", State::Locked));
    if facts.locked() {
        // The meeting can still be written down after the lock; the rest is closed.
        out.retain(|s| s.mark == Mark::Done || s.goes == "meeting");
    }
    out.push(state("step.approved", State::Approved));
    if facts.period.state == State::Approved {
        // what was said there can still be written down, and keeps nothing from going on
        out.iter_mut().filter(|s| s.mark != Mark::Done).for_each(|s| s.mark = Mark::Warn);
        out.extend(after.map(|key| Step {
            mark: Mark::NotBegun,
            what: Problem::new("step.after").with("period", Arg::Period(key)),
            progress: None,
            goes: "papers",
        }));
    }
    out
}

/// The first step not done. A warning comes after all others: it may be right as it is, and must not hide the work.
pub fn next(steps: &[Step]) -> Option<&Step> {
    let open = |s: &&Step| matches!(s.mark, Mark::UnderWay | Mark::NotBegun);
    steps.iter().find(open).or_else(|| steps.iter().find(|s| s.mark == Mark::Warn))
}

fn roster(facts: &QuarterFacts) -> Step {
    let n = facts.units.len();
    let headed = facts.units.iter().any(|u| u.role == Role::Head);
    let (mark, what) = match (n, headed) {
        (0, _) => (Mark::NotBegun, Problem::new("step.roster")),
        (_, true) => (Mark::Done, Problem::new("step.roster")),
        (_, false) => {
            let head = match facts.register.label {
                Label::Cluster => "step.head_cluster",
                Label::Block => "step.head_block",
            };
            (Mark::UnderWay, Problem::new("step.roster_no_head").with("head", Arg::Word(head)))
        }
    };
    Step { mark, what, progress: (mark == Mark::Done).then_some((n, n)), goes: "units" }
}

fn awards(facts: &QuarterFacts) -> Step {
    use super::count::Scope;
    let of_all = facts.tallies.iter().filter(|t| t.scope == Scope::All && t.form.is_empty());
    let rows: i64 = of_all.map(|t| t.records).sum();
    let mark = if rows > 0 { Mark::Done } else { Mark::NotBegun };
    Step { mark, what: Problem::new("step.awards"), progress: None, goes: "awards" }
}

/// Score sheets that are in: no leaf of the unit is blank, and nobody said that its own is still waited for.
fn sheets(facts: &QuarterFacts, standings: &Standings) -> Step {
    let blank = |unit: UnitId| standings.row(unit).is_none_or(|r| r.blank > 0);
    let open = |unit: UnitId| blank(unit) || !returns::is_in(&returns::of(facts, unit, What::Scores), true);
    let missing: Vec<&Unit> = facts.units.iter().filter(|u| open(u.id)).collect();
    let begun =
        standings.rows.iter().any(|r| !r.empty) || facts.handed_in.iter().any(|h| h.what == What::Scores);
    let keys = ["step.sheets", "step.sheets_missing", "step.sheets_missing_more"];
    let mut step = of_units(facts, &missing, begun, "scores", keys);
    step.what = step.what.with("asked", pressed(facts, &missing, What::Scores));
    step
}

/// Anything else the units send, where anything of the kind was noted.
fn returned(facts: &QuarterFacts, what: What) -> Option<Step> {
    let asked: Vec<&Unit> = facts.units.iter().filter(|u| returns::expected(facts, u.id, what)).collect();
    if asked.is_empty() {
        return None;
    }
    let open = |u: &&&Unit| !returns::is_in(&returns::of(facts, u.id, what), false);
    let missing: Vec<&Unit> = asked.iter().filter(open).copied().collect();
    let keys = match what {
        What::Report => ["step.report", "step.report_missing", "step.report_missing_more"],
        What::Figures => ["step.figures", "step.figures_missing", "step.figures_missing_more"],
        _ => ["step.explanation", "step.explanation_missing", "step.explanation_missing_more"],
    };
    let mut step = of_units(facts, &missing, true, "returns", keys);
    step.progress = Some((asked.len() - missing.len(), asked.len()));
    step.what = step.what.with("asked", pressed(facts, &missing, what));
    Some(step)
}

/// ` (đã nhắc 2 lần, hạn 12/07/2021)`, or nothing.
fn pressed(facts: &QuarterFacts, missing: &[&Unit], what: What) -> Arg {
    // one that came, though not all of it is in the register, is not asked for again
    let came = |unit: UnitId| returns::of(facts, unit, what).received.is_some();
    let units: Vec<UnitId> = missing.iter().map(|u| u.id).filter(|u| !came(*u)).collect();
    let (times, due) = returns::pressed(facts, &units, what);
    let key = match (times, due) {
        (0, None) => return Arg::Text(String::new()),
        (0, Some(_)) => "step.due",
        (_, None) => "step.asked",
        (_, Some(_)) => "step.asked_due",
    };
    let said = Problem::new(key).num("n", i64::from(times));
    Arg::Said(Box::new(due.into_iter().fold(said, |said, day| said.with("date", Arg::Date(day)))))
}

/// The first appraisal; left out where the cluster went on without one.
fn appraisal(facts: &QuarterFacts) -> Option<Step> {
    let begun = appraised(facts);
    if !begun && facts.period.state >= State::Waiting {
        return None;
    }
    let missing: Vec<&Unit> = facts.units.iter().filter(|u| !facts.settled(u.id, Round::First)).collect();
    let keys = ["step.appraisal", "step.appraisal_missing", "step.appraisal_missing_more"];
    Some(of_units(facts, &missing, begun, "scores", keys))
}

/// Did the cluster begin to appraise?
fn appraised(facts: &QuarterFacts) -> bool {
    !facts.finished.is_empty() || facts.cells.iter().any(|c| c.round > Round::Own)
}

/// The second appraisal, of the units in whose sheets it is in use; left out where it is in none.
fn second(facts: &QuarterFacts) -> Option<Step> {
    let done = |unit: UnitId| facts.settled(unit, Round::Second);
    let used: Vec<&Unit> = facts.units.iter().filter(|u| facts.asks_second(u.id) || done(u.id)).collect();
    if used.is_empty() || !appraised(facts) {
        return None;
    }
    let missing: Vec<&Unit> = used.iter().filter(|u| !done(u.id)).copied().collect();
    let keys = ["step.second", "step.second_missing", "step.second_missing_more"];
    let mut step = of_units(facts, &missing, true, "scores", keys);
    step.progress = Some((used.len() - missing.len(), used.len()));
    Some(step)
}

/// Of a half-year, nine months or a year: its quarters are there and locked, so that its figures change no more.
fn quarters(facts: &QuarterFacts) -> Option<Step> {
    let parts = facts.parts.as_ref()?;
    let all = facts.period.key.leaves().len();
    let locked = parts.quarters.iter().filter(|q| q.period.state >= State::Locked).count();
    let mark = match locked {
        n if n == all => Mark::Done,
        0 => Mark::NotBegun,
        _ => Mark::UnderWay,
    };
    Some(Step { mark, what: Problem::new("step.quarters"), progress: Some((locked, all)), goes: "periods" })
}

fn unsplit(standings: &Standings) -> Option<Step> {
    (standings.unsplit > 0).then(|| Step {
        mark: Mark::Warn,
        what: Problem::new("step.unsplit").num("n", standings.unsplit),
        progress: None,
        goes: "awards",
    })
}

/// Achievements that wait too long for a proposal, those of earlier open periods too; the user says how long is too long.
/// A locked period asks for nothing any more.
fn overdue(facts: &QuarterFacts, today: Date) -> Option<Step> {
    if facts.locked() {
        return None;
    }
    let limit = facts.register.overdue_days;
    let before = proposal::overdue(&facts.unproposed_before, today, limit);
    let late = proposal::overdue(&facts.unproposed, today, limit) + before;
    let key = if before > 0 { "step.overdue_before" } else { "step.overdue" };
    (late > 0).then(|| Step {
        mark: Mark::Warn,
        what: Problem::new(key).num("n", late).num("days", limit).num("before", before),
        progress: None,
        goes: "overdue",
    })
}

fn uncommended(facts: &QuarterFacts) -> Option<Step> {
    let all = usize::try_from(facts.achievements).unwrap_or(0);
    let open = usize::try_from(facts.uncommended).unwrap_or(0);
    (open > 0).then(|| Step {
        mark: Mark::Warn,
        what: Problem::new("step.uncommended").num("n", facts.uncommended),
        progress: Some((all.saturating_sub(open), all)),
        goes: "achievements",
    })
}

fn meeting(facts: &QuarterFacts, today: Date) -> Step {
    let m = &facts.meeting;
    let parts = [
        (m.date.is_some(), "step.meeting_date"),
        (!m.place.trim().is_empty(), "step.meeting_place"),
        (!m.chair.trim().is_empty(), "step.meeting_chair"),
    ];
    let missing: Vec<&'static str> = parts.iter().filter(|(there, _)| !there).map(|(_, key)| *key).collect();
    let (mark, what) = match (missing.as_slice(), m.date) {
        ([], Some(day)) => (Mark::Done, held(day, today)),
        ([one], _) => (Mark::UnderWay, Problem::new("step.meeting_missing").with("what", Arg::Word(one))),
        (_, _) if missing.len() < parts.len() => (Mark::UnderWay, Problem::new("step.meeting")),
        _ => (Mark::NotBegun, Problem::new("step.meeting")),
    };
    Step { mark, what, progress: Some((parts.len() - missing.len(), parts.len())), goes: "meeting" }
}

/// When the meeting is, seen from today.
fn held(day: Date, today: Date) -> Problem {
    let key = match day.cmp(&today) {
        std::cmp::Ordering::Greater => "step.meeting_ahead",
        std::cmp::Ordering::Equal => "step.meeting_today",
        std::cmp::Ordering::Less => "step.meeting_held",
    };
    let days = day.since(today).map_or(0, |span| i64::from(span.get_days()));
    Problem::new(key).with("date", Arg::Date(day)).num("n", days)
}

fn proposals(facts: &QuarterFacts) -> Step {
    let proposed = |u: &&Unit| facts.mark(u.id).is_some_and(|m| m.proposed.is_some());
    let missing: Vec<&Unit> = facts.units.iter().filter(|u| !proposed(u)).collect();
    let begun = missing.len() < facts.units.len();
    let keys = ["step.proposals", "step.proposals_missing", "step.proposals_missing_more"];
    let mut step = of_units(facts, &missing, begun, "classification", keys);
    let open = if step.mark == Mark::Done { open_matters(facts).len() } else { 0 };
    if open > 0 {
        step.mark = Mark::UnderWay;
        step.what = Problem::new("step.proposals_reasons").num("n", open as i64);
    }
    let body = match facts.register.label {
        Label::Cluster => "step.body_cluster",
        Label::Block => "step.body_block",
    };
    step.what = step.what.with("body", Arg::Word(body));
    step
}

/// A step that every unit takes: n of all, naming up to three that are missing, else two and how many more.
fn of_units(
    facts: &QuarterFacts,
    missing: &[&Unit],
    begun: bool,
    goes: &'static str,
    [whole, some, more]: [&'static str; 3],
) -> Step {
    let all = facts.units.len();
    let names = |units: &[&Unit]| units.iter().map(|u| u.tag()).collect::<Vec<_>>().join(", ");
    let (mark, what) = match missing {
        [] if all > 0 => (Mark::Done, Problem::new(whole)),
        _ if !begun => (Mark::NotBegun, Problem::new(whole)),
        [a, b, rest @ ..] if rest.len() > 1 => {
            (Mark::UnderWay, Problem::new(more).text("names", names(&[a, b])).num("n", rest.len() as i64))
        }
        few => (Mark::UnderWay, Problem::new(some).text("names", names(few))),
    };
    Step { mark, what, progress: Some((all - missing.len().min(all), all)), goes }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::award::{Basis, LineKind, RecipientKind};
    use crate::core::count::{LineKey, Scope, Tally};
    use crate::core::level::{self, Classification, LevelSet};
    use crate::core::number::Points;
    use crate::core::score::{Cell, CellValue, Criterion, RankBy, Rule, ScoreTable};
    use crate::core::standing::rank;
    use crate::core::words::{Lang, Words};

    const TODAY: Date = Date::constant(2021, 7, 22);

    /// Five units without a head, one leaf, a level set, nothing entered.
    fn facts() -> QuarterFacts {
        let mut facts = QuarterFacts::bare(PeriodKey::quarter(2021, 2));
        facts.units =
            (1..=5).map(|id| Unit { id, name: format!("U{id}"), position: id, ..Unit::default() }).collect();
        let (code, text) = (String::new(), String::new());
        let leaf = Criterion {
            id: 1,
            parent: None,
            code,
            text,
            maximum: Points(100),
            rule: Some(Rule::Direct),
            ..Criterion::default()
        };
        let (name, by, step) = (String::new(), RankBy::Total, Points(1));
        facts.table =
            Some(ScoreTable { id: 1, name, by, step, criteria: vec![leaf], ..ScoreTable::empty("") });
        facts.levels =
            Some(LevelSet { id: 1, name: String::new(), levels: Vec::new(), rev: 1, ..LevelSet::default() });
        facts
    }

    fn all(facts: &QuarterFacts) -> Vec<Step> {
        steps(facts, &rank(facts), TODAY, None)
    }

    fn score(facts: &mut QuarterFacts, units: impl IntoIterator<Item = i64>) {
        for unit in units {
            let (value, comment) = (CellValue::Points(Points(1)), String::new());
            facts.cells.push(Cell { unit, criterion: 1, round: Round::Own, value, comment });
        }
    }

    /// Mark, sentence and progress of the step whose sentence begins so.
    fn line(facts: &QuarterFacts, start: &str) -> (Mark, String, Option<(usize, usize)>) {
        let words = Words::load(Lang::Vi);
        let said = |s: Step| (s.mark, words.say(&s.what), s.progress);
        all(facts).into_iter().map(said).find(|(_, said, _)| said.starts_with(start)).unwrap()
    }

    fn next_key(facts: &QuarterFacts) -> Option<&'static str> {
        next(&all(facts)).map(|s| s.what.key)
    }

    #[test]
    fn an_empty_period_lists_everything_in_the_order_of_the_work() {
        let keys = |f: &QuarterFacts| all(f).iter().map(|s| s.what.key).collect::<Vec<_>>();
        let mut f = facts();
        assert_eq!(
            keys(&f),
            [
                "step.roster_no_head",
                "step.awards",
                "step.sheets",
                "step.appraisal",
                "step.meeting",
                "step.proposals",
                "step.submitted",
                "step.locked",
                "step.approved"
            ]
        );
        assert_eq!(
            line(&f, "Danh sách"),
            (Mark::UnderWay, "Danh sách đơn vị: chưa ghi cụm trưởng".into(), None)
        );
        assert_eq!(line(&f, "Bảng"), (Mark::NotBegun, "Bảng tự chấm".into(), Some((0, 5))));
        (f.table, f.levels) = (None, None);
        f.units[1].role = Role::Head;
        assert_eq!(
            keys(&f),
            ["step.roster", "step.awards", "step.meeting", "step.submitted", "step.locked", "step.approved"]
        );
        assert_eq!(line(&f, "Danh sách").0, Mark::Done);
        assert_eq!(next_key(&f), Some("step.awards"));
    }

    #[test]
    fn who_was_asked_for_what_is_said_beside_who_is_missing() {
        use crate::core::handed_in::HandedIn;
        let mut f = facts();
        score(&mut f, [1, 2, 3]);
        let row = |unit, what, times, received| HandedIn {
            times,
            due: Some(Date::constant(2021, 7, 12)),
            received,
            ..HandedIn::none(unit, what)
        };
        f.handed_in = vec![row(4, What::Scores, 1, None), row(5, What::Scores, 2, None)];
        assert_eq!(line(&f, "Bảng").1, "Bảng tự chấm: còn U4, U5 (đã nhắc 2 lần, hạn 12/07/2021)");
        // one that came and is not all in the register yet is still missing there, but asked for no more
        f.handed_in[1].received = Some(TODAY);
        assert_eq!(line(&f, "Bảng").1, "Bảng tự chấm: còn U4, U5 (đã nhắc 1 lần, hạn 12/07/2021)");
        // a sheet somebody else filled in is waited for where that was said
        f.handed_in.push(HandedIn { awaited: true, ..HandedIn::none(1, What::Scores) });
        assert!(line(&f, "Bảng").1.starts_with("Bảng tự chấm: còn U1, U4, U5"));
        // nothing else is spoken of before something of the kind was noted
        assert!(all(&f).iter().all(|s| s.goes != "returns"));
        f.handed_in.push(row(1, What::Report, 0, Some(TODAY)));
        assert_eq!(line(&f, "Báo cáo").2, Some((1, 5)));
    }

    #[test]
    fn missing_units_are_named_up_to_three_then_counted() {
        let mut f = facts();
        score(&mut f, [1]);
        assert_eq!(
            line(&f, "Bảng"),
            (Mark::UnderWay, "Bảng tự chấm: còn U2, U3 và 2 đơn vị".into(), Some((1, 5)))
        );
        score(&mut f, [3]);
        assert_eq!(line(&f, "Bảng").1, "Bảng tự chấm: còn U2, U4, U5");
        score(&mut f, [2, 4, 5]);
        assert_eq!(line(&f, "Bảng"), (Mark::Done, "Bảng tự chấm".into(), Some((5, 5))));
        f.finished = [1, 2, 3, 5].map(|u| (u, Round::First)).to_vec();
        assert_eq!(line(&f, "Thẩm").1, "Thẩm định lần 1: còn U4");
    }

    #[test]
    fn a_second_appraisal_is_a_step_of_the_units_that_have_one() {
        use crate::core::score::SheetLine;
        let mut f = facts();
        score(&mut f, 1..=5);
        f.finished = (1..=5).map(|u| (u, Round::First)).collect();
        assert!(all(&f).iter().all(|s| s.what.key != "step.second"), "nobody has one");
        let line_of = |unit| SheetLine { explanation: "có văn bản".into(), ..SheetLine::blank(unit, 1) };
        f.lines = vec![line_of(2), line_of(4)];
        assert_eq!(
            line(&f, "Thẩm định lần 2"),
            (Mark::UnderWay, "Thẩm định lần 2: còn U2, U4".into(), Some((0, 2)))
        );
        assert_eq!(next(&all(&f)[2..]).map(|s| s.what.key), Some("step.second_missing"));
        f.finished.extend([(2, Round::Second), (4, Round::Second)]);
        assert_eq!(line(&f, "Thẩm định lần 2"), (Mark::Done, "Thẩm định lần 2".into(), Some((2, 2))));
    }

    #[test]
    fn warnings_stand_in_the_list_but_come_last_as_next_step() {
        let mut f = facts();
        f.units[0].role = Role::Head;
        (f.achievements, f.uncommended) = (58, 3);
        let line_key = LineKey { kind: LineKind::Legal, authorities: "bca".into() };
        for (scope, records) in [(Scope::All, 9), (Scope::Unsplit, 2)] {
            let (kind, basis, form) = (RecipientKind::Collective, Basis::Heads, String::new());
            let line = line_key.clone();
            f.tallies.push(Tally { scope, line, form, kind, basis, records, known: 9, unknown: 0, heads: 0 });
        }
        assert_eq!(line(&f, "Ghi khen").0, Mark::Done);
        assert_eq!(line(&f, "2 mục").0, Mark::Warn);
        assert_eq!(line(&f, "3 thành"), (Mark::Warn, "3 thành tích chưa được khen".into(), Some((55, 58))));
        assert_eq!(next_key(&f), Some("step.sheets"), "the work in its order");
        score(&mut f, 1..=5);
        f.finished = [1, 2, 3, 4, 5].map(|u| (u, Round::First)).to_vec();
        assert_eq!(next_key(&f), Some("step.meeting"), "though the warnings stand before it");
        let warned: Vec<Step> =
            all(&f).into_iter().filter(|s| matches!(s.mark, Mark::Done | Mark::Warn)).collect();
        assert_eq!(next(&warned).unwrap().what.key, "step.unsplit");
        assert_eq!(next(&[]), None);
    }

    #[test]
    fn the_meeting_says_what_is_missing_then_how_far_it_is() {
        let mut f = facts();
        f.meeting.date = Some(Date::constant(2021, 7, 27));
        assert_eq!(
            line(&f, "Hội"),
            (Mark::UnderWay, "Hội nghị: ngày, nơi họp, chủ trì".into(), Some((1, 3)))
        );
        f.meeting.place = "Hội trường".into();
        assert_eq!(line(&f, "Hội").1, "Hội nghị: chưa ghi người chủ trì");
        f.meeting.chair = "Thượng tá Võ Minh Khang".into();
        assert_eq!(line(&f, "Hội"), (Mark::Done, "Hội nghị 27/07/2021, còn 5 ngày".into(), Some((3, 3))));
        f.meeting.date = Some(TODAY);
        assert_eq!(line(&f, "Hội").1, "Hội nghị hôm nay");
        f.meeting.date = Some(Date::constant(2021, 6, 1));
        assert_eq!(line(&f, "Hội").1, "Hội nghị đã họp 01/06/2021");
    }

    #[test]
    fn proposals_are_done_only_with_their_reasons() {
        let mut f = facts();
        score(&mut f, 1..=5);
        for unit in 1..=5 {
            let proposed = Some(level::Mark::NotClassified);
            f.marks.push(Classification { unit, proposed, ..Classification::default() });
        }
        let said = "Cụm đề nghị xếp loại: 5 đơn vị chưa ghi lý do";
        assert_eq!(line(&f, "Cụm"), (Mark::UnderWay, said.into(), Some((5, 5))));
        for mark in &mut f.marks {
            mark.reason = "mới thành lập".into();
        }
        assert_eq!(line(&f, "Cụm").0, Mark::Done);
        f.marks.pop();
        f.register.label = Label::Block;
        assert_eq!(line(&f, "Khối").1, "Khối đề nghị xếp loại: còn U5");
    }

    #[test]
    fn a_submitted_period_waits_for_the_lock_and_a_locked_one_for_approval_and_meeting() {
        let mut f = facts();
        f.period.state = State::Waiting;
        assert!(!all(&f).iter().any(|s| s.what.key == "step.appraisal"), "went on without one");
        assert_eq!(line(&f, "Chốt").0, Mark::Done);
        f.period.state = State::Locked;
        let open: Vec<_> = all(&f).into_iter().filter(|s| s.mark != Mark::Done).map(|s| s.what.key).collect();
        assert_eq!(open, ["step.meeting", "step.approved"], "nothing else can be mended under the lock");
        f.period.state = State::Approved;
        assert_eq!(next_key(&f), Some("step.meeting"), "approved, but the meeting was never written down");
        assert_eq!(line(&f, "Hội").0, Mark::Warn);
        // it keeps nobody from what comes next
        let after = steps(&f, &rank(&f), TODAY, Some(PeriodKey::quarter(2021, 3)));
        let said = next(&after).map(|s| (Words::load(Lang::Vi).say(&s.what), s.goes));
        assert_eq!(said, Some(("In văn bản kết quả, rồi mở Quý III/2021".into(), "papers")));
        f.meeting.date = Some(Date::constant(2021, 7, 27));
        f.meeting.place = "Hội trường".into();
        f.meeting.chair = "Thượng tá Võ Minh Khang".into();
        assert_eq!(next_key(&f), None);
    }
}
