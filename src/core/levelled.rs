//! What set the approved level of a unit last where an adjustment did. Says nothing of the approval itself.
use super::adjustment::{self, Adjustment, Change};
use super::level::Mark;
use super::unit::UnitId;

/// An approved level as an adjustment in force set it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Levelled<'a> {
    /// the last adjustment that did
    pub by: &'a Adjustment,
    /// the level since then
    pub mark: Mark,
    /// what it took the place of, where an adjustment before it had set that
    pub was: Option<Mark>,
    /// why
    pub reason: &'a str,
}

/// What the adjustments in force did to the approved level of a unit; `None`: it is the approval's own.
pub fn levelled(all: &[Adjustment], unit: UnitId) -> Option<Levelled<'_>> {
    let mut found: Option<Levelled<'_>> = None;
    for by in adjustment::applied(all) {
        for change in &by.changes {
            if let Change::Level { unit: u, mark, reason } = change
                && *u == unit
            {
                let was = found.and_then(|f| if f.by.ordinal == by.ordinal { f.was } else { Some(f.mark) });
                found = Some(Levelled { by, mark: *mark, was, reason });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::adjustment::Stage;

    #[test]
    fn the_last_in_force_says_what_it_took_the_place_of() {
        let set = |ordinal, stage, unit, level| Adjustment {
            ordinal,
            stage,
            changes: vec![Change::Level {
                unit, mark: Mark::Level(level), reason: format!("lần {ordinal}")
            }],
            ..Adjustment::next(&[])
        };
        let mut all = vec![set(1, Stage::Applied, 7, 2), set(2, Stage::Open, 7, 4)];
        let first = levelled(&all, 7).unwrap();
        assert_eq!((first.by.ordinal, first.mark, first.was), (1, Mark::Level(2), None));
        assert_eq!(levelled(&all, 8), None);
        all.push(set(3, Stage::Dropped, 7, 5));
        all[1].stage = Stage::Applied;
        let last = levelled(&all, 7).unwrap();
        assert_eq!((last.mark, last.was, last.reason), (Mark::Level(4), Some(Mark::Level(2)), "lần 2"));
        // one that names the unit twice took the place of what was there before it
        all[1].changes.push(Change::Level { unit: 7, mark: Mark::Level(3), reason: "lần 2".into() });
        let last = levelled(&all, 7).unwrap();
        assert_eq!((last.mark, last.was), (Mark::Level(3), Some(Mark::Level(2))));
    }
}
