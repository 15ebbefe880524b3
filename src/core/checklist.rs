//! "Trước giao ban": what is done and what is missing in a period, in the order of the work. Computed from
//! `QuarterFacts` alone; says where a step is mended, never mends it.
use super::date::Date;
use super::problem::{Arg, Problem};
use super::quarter::{QuarterFacts, State};
use super::register::Label;
use super::score::Round;
use super::standing::{Standings, open_matters};
use super::unit::{Role, Unit};

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
    /// where it is mended: `units`, `achievements`, `scores`, `meeting`, `classification`
    pub goes: &'static str,
}

/// The steps of a period in the order of the work. A period without a score table has no scoring steps, one without a
/// level set no proposals. A locked period keeps what was done and what can still be done: the approval.
pub fn steps(facts: &QuarterFacts, standings: &Standings, today: Date) -> Vec<Step> {
    let mut out = vec![roster(facts), awards(facts)];
    if facts.table.is_some() {
        out.push(sheets(facts, standings));
        out.extend(appraisal(facts));
    }
    out.extend(unsplit(standings));
    out.extend(uncommended(facts));
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
        out.retain(|s| s.mark == Mark::Done);
    }
    out.push(state("step.approved", State::Approved));
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
    Step { mark, what: Problem::new("step.awards"), progress: None, goes: "achievements" }
}

/// Score sheets that are in: no leaf of the unit is blank.
fn sheets(facts: &QuarterFacts, standings: &Standings) -> Step {
    let missing: Vec<&Unit> =
        facts.units.iter().filter(|u| standings.row(u.id).is_none_or(|r| r.blank > 0)).collect();
    let begun = standings.rows.iter().any(|r| !r.empty);
    of_units(
        facts,
        &missing,
        begun,
        "scores",
        ["step.sheets", "step.sheets_missing", "step.sheets_missing_more"],
    )
}

/// The first appraisal; left out where the cluster went on without one.
fn appraisal(facts: &QuarterFacts) -> Option<Step> {
    let begun = !facts.finished.is_empty() || facts.cells.iter().any(|c| c.round == Round::First);
    if !begun && facts.period.state >= State::Waiting {
        return None;
    }
    let missing: Vec<&Unit> = facts.units.iter().filter(|u| !facts.finished.contains(&u.id)).collect();
    let keys = ["step.appraisal", "step.appraisal_missing", "step.appraisal_missing_more"];
    Some(of_units(facts, &missing, begun, "scores", keys))
}

fn unsplit(standings: &Standings) -> Option<Step> {
    (standings.unsplit > 0).then(|| Step {
        mark: Mark::Warn,
        what: Problem::new("step.unsplit").num("n", standings.unsplit),
        progress: None,
        goes: "achievements",
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
