//! Leaving a changed form: one question for every room, in the same words.
use crate::core::problem::Problem;
use crate::effect::{Effect, Question};

/// Asks whether what was typed shall be dropped; `id` comes back with the answer, `Yes` drops it.
pub(super) fn ask(id: &'static str) -> Effect {
    Effect::Ask(Question::Confirm {
        id,
        title: "room.leave.title",
        text: Problem::new("room.leave.text"),
        yes: "room.leave.yes",
        no: "room.leave.no",
    })
}
