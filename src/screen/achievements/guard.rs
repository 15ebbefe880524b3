//! What the guard says in the forms of this room: a line while typing, one question for all rows when saving.
//! What is one act, and what asks for a reason, the register says.
use crate::core::problem::Problem;
use crate::effect::{Effect, Question};
use crate::shelf::Shelf;

/// The question's name.
pub(super) const QUESTION: &str = "ac.guard";
/// Matters named in the question; further ones are counted.
const NAMED: usize = 6;

/// Asks for the reason, once for all rows.
pub(super) fn ask(shelf: &Shelf, problem: &Problem, matters: &[Problem]) -> Effect {
    let words = &shelf.words;
    let mut lines: Vec<String> = matters.iter().take(NAMED).map(|m| words.say(m)).collect();
    let more = matters.len().saturating_sub(NAMED);
    if more > 0 {
        lines.push(words.fill("room.ac.more", &[("n", &more.to_string())]));
    }
    if matters.len() > 1 {
        lines.push(words.say(problem));
    }
    Effect::Ask(Question::Reason {
        id: QUESTION,
        title: words.get("room.guard.title").to_owned(),
        lines,
        text: String::new(),
        used: ["room.guard.used_other", "room.guard.used_revoked"].map(|k| words.get(k).to_owned()).to_vec(),
    })
}
