//! The part of the copies: what there is, in a few lines; the work itself lies over the room.
use super::part::{Came, Pair, Part};
use crate::core::backup::{KEPT, megabytes, named_moment};
use crate::effect::{Effect, Over};
use crate::kit::look::Look;
use crate::shelf::Shelf;

/// sao lưu
#[derive(Debug, Clone)]
pub(super) struct Copies;

impl Part for Copies {
    fn name(&self) -> &'static str {
        "room.se.copies"
    }
    fn about(&self) -> &'static str {
        "room.se.about_copies"
    }
    fn pairs(&self, shelf: &Shelf, look: &Look) -> Vec<Pair> {
        pairs(shelf, look)
    }
    fn open(&self, _shelf: &Shelf, _at: usize) -> Came {
        Came::Do(vec![Effect::Lay(Over::Copies)])
    }
}

fn pairs(shelf: &Shelf, look: &Look) -> Vec<Pair> {
    let word = |key: &str| look.word(key).to_owned();
    let none = || look.glyphs.none.to_owned();
    let copies = shelf.copies();
    let last = copies.and_then(|c| c.last()).map_or_else(none, |copy| {
        let (at, act) = (named_moment(&copy.stamp), copy.act.to_string());
        let size = megabytes(copy.size, look.words.lang);
        look.words.fill("room.se.copy_value", &[("at", &at), ("act", &act), ("size", &size)])
    });
    let count = copies.map_or(0, |c| c.list.iter().filter(|copy| copy.good).count());
    let args = [("n", count.to_string()), ("of", KEPT.to_string())];
    let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
    vec![
        (word("room.se.copy_last"), last),
        (word("room.se.copy_count"), look.words.fill("room.se.copy_count_value", &args)),
        (word("room.se.copy_folder"), word("room.se.copy_folder_value")),
        (word("room.se.copy_other"), shelf.copied_to.as_ref().map_or_else(none, |p| p.display().to_string())),
    ]
}
