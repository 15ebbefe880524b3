//! What the command line is answered with: a text and an exit code. `door` alone prints it.
use crate::core::problem::Problem;
use crate::core::words::Words;

/// Exit code for what the user can mend.
pub const MEND: u8 = 1;

/// What to print, and the exit code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// text, without the last newline
    pub text: String,
    /// exit code
    pub code: u8,
    /// to stdout; else to stderr
    pub out: bool,
}

impl Answer {
    /// A thing done.
    pub fn done(text: String) -> Self {
        Self { text, code: 0, out: true }
    }
}

/// A sentence the user can act on.
pub fn tell(words: &Words, problem: &Problem) -> Answer {
    Answer { text: words.say(problem), code: MEND, out: false }
}
