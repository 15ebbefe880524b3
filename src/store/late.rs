//! Late papers: a decision that arrives when its period is locked. It counts in that period from then on, the locked papers
//! stay as they were, and the report of the next open period prints it as a supplement (domain: "Which period owns an award").
use super::fault::{Fault, Outcome};
use super::period;
use crate::core::act::Refusal;
use crate::core::award::{Decision, DecisionKind};
use crate::core::period::PeriodKey;
use crate::core::problem::{Arg, Problem};
use rusqlite::Connection;

/// The period a decision belongs to, and, where that one is locked, the period whose report prints it. The user is asked
/// once, by a refusal that proposes that period; only a new decision may come late.
pub(super) fn place(
    conn: &Connection,
    decision: &Decision,
    paper: &str,
) -> Outcome<(PeriodKey, Option<PeriodKey>)> {
    // A notice belongs to its month, which is often over when it is signed; a paper without its day to the period chosen.
    let told = decision.kind == DecisionKind::Notice || decision.date.is_none();
    let days = [decision.date, decision.received];
    let found = match decision.period {
        Some(key) if told => period::owning(conn, key).map(|row| row.period.key),
        given => period::owner(conn, days, given, paper),
    };
    let refused = match found {
        Ok(key) => return Ok((key, None)),
        Err(fault) => fault,
    };
    let owner = match (&refused, decision.period) {
        (Fault::Refused(Refusal::Locked(_)), Some(key)) if told => Some(key),
        (Fault::Refused(Refusal::Locked(_)), given) => {
            let day = decision.date.or(decision.received);
            day.map(|d| period::holding(conn, d)).transpose()?.flatten().or(given)
        }
        _ => None,
    };
    let Some(owner) = owner.filter(|_| decision.id == 0 || decision.late.is_some()) else {
        return Err(refused);
    };
    let dated = decision.date.or(decision.received);
    let said = |plain: &'static str, with_day: &'static str| {
        let problem = Problem::new(if dated.is_some() { with_day } else { plain });
        let problem = problem.text("paper", paper).with("period", Arg::Period(owner));
        dated.map_or(problem.clone(), |day| problem.with("date", Arg::Date(day)))
    };
    match (period::next_open(conn, owner)?, decision.late) {
        (None, _) => Err(Refusal::Locked(said("late.no_next", "late.no_next_day")).into()),
        (Some(next), Some(agreed)) if agreed == next || decision.id != 0 => {
            // One that was recorded stays with the report it was meant for, as long as that one is open.
            period::owning(conn, agreed)?;
            Ok((owner, Some(agreed)))
        }
        (Some(next), _) => {
            Err(Refusal::Locked(said("late.offer", "late.offer_day").with("next", Arg::Period(next))).into())
        }
    }
}
