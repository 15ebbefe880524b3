//! The papers of a period: facts and words in, a paper as data out; every figure carries its award rows.
//! No file, no clock; how a format looks is the business of `papers`.
mod adjusted;
mod annexes;
mod apart;
mod body;
mod changed;
mod classification;
mod figures;
mod in_force;
mod laid;
mod leaf;
mod letterhead;
mod order;
mod origin;
pub mod preview;
mod report;
mod results;
mod scores;
mod sections;
mod source;
mod ties;
mod votes;
mod whole;
mod why;

use super::award::AwardRow;
use super::paper::Summary;
use super::quarter::QuarterFacts;
use super::words::Words;
pub use body::Of;
pub use order::{Given, Paper, paper};
pub use preview::preview;

/// Builds the report of a period in the language of `words` (see `paper`).
pub fn build(facts: &QuarterFacts, awards: &[AwardRow], words: &Words, draft: bool) -> Summary {
    paper(Paper::Report, Of::Period, Given { facts, awards, before: None, after: None }, words, draft)
}
