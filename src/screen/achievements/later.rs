//! A paper that comes when its period is locked: the user is asked once, and the same act is sent again as a late one.
//! Which report prints it the register says; nothing is decided here.
use super::entry::Entry;
use crate::core::problem::{Arg, Problem};
use crate::effect::{Answer, Effect, Question};

/// The question's name.
pub(super) const QUESTION: &str = "ac.late";

/// Does the register offer to take the paper late?
pub(super) fn offered(problem: &Problem) -> bool {
    matches!(problem.key, "late.offer" | "late.offer_day")
}

/// Asks whether the refused paper is to come in late; the form remembers which report would print it.
pub(super) fn offer(entry: &mut Entry, problem: &Problem) -> Vec<Effect> {
    entry.late_offer = problem.args.iter().find_map(|(name, arg)| match arg {
        Arg::Period(key) if *name == "next" => Some(*key),
        _ => None,
    });
    vec![Effect::Ask(Question::Confirm {
        id: QUESTION,
        title: "late.title",
        text: problem.clone(),
        yes: "late.yes",
        no: "late.no",
    })]
}

/// The answer: sent again, or back in the form at the day.
pub(super) fn answered(entry: &mut Entry, answer: &Answer) -> Vec<Effect> {
    if let (Answer::Yes, Some(next)) = (answer, entry.late_offer.take()) {
        return entry.as_late(next).map(Effect::Act).into_iter().collect();
    }
    entry.take_sent();
    entry.form.focus("date");
    Vec::new()
}
