//! The part that says where the register lies and what it is.
use super::part::{Came, Pair, Part};
use crate::effect::{Effect, Over};
use crate::kit::look::Look;
use crate::shelf::Shelf;

/// tệp sổ
#[derive(Debug, Clone)]
pub(super) struct File;

impl Part for File {
    fn name(&self) -> &'static str {
        "room.se.file"
    }
    fn about(&self) -> &'static str {
        "room.se.about_file"
    }
    fn pairs(&self, shelf: &Shelf, look: &Look) -> Vec<Pair> {
        let Some(facts) = shelf.quarter() else { return Vec::new() };
        let word = |key: &str| look.word(key).to_owned();
        let rights = if shelf.read_only { "room.se.rights_read" } else { "room.se.rights_write" };
        let hash: String = facts.act.1.chars().take(8).collect();
        let acts = look.words.fill("room.se.acts_value", &[("n", &facts.act.0.to_string()), ("hash", &hash)]);
        let mut out = vec![
            (word("room.se.path"), shelf.file.clone()),
            (word("room.se.acts"), acts),
            (word("room.se.rights"), word(rights)),
            (word("room.se.papers"), word("room.se.papers_value")),
        ];
        if facts.register.sample {
            out.push((word("room.se.sample"), word("room.se.sample_value")));
        }
        out
    }
    fn open(&self, _shelf: &Shelf, _at: usize) -> Came {
        Came::Do(vec![Effect::Lay(Over::File)])
    }
}
