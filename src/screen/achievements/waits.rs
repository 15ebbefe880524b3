//! How long things took, in words: from an act to its proposal and its decision, and how long one has waited.
use super::proposals::before;
use crate::core::achievement::Achievement;
use crate::core::award::DecisionSheet;
use crate::core::date::{self, Date};
use crate::core::proposal::{ProposalLink, Sent, days};
use crate::kit::look::{Look, Role};
use crate::kit::table::Cell;
use crate::shelf::Shelf;

/// How an achievement without an award stands in the list: proposed on a day, late, or simply not commended.
pub(super) fn standing(
    a: &Achievement,
    proposed: Option<Sent>,
    shelf: &Shelf,
    look: &Look,
    wide: bool,
) -> Cell {
    match proposed {
        Some(Sent::On(day)) => {
            let day = date::short(day, shelf.period.year);
            return Cell::from(look.words.fill("room.pr.proposed", &[("day", &day)]));
        }
        Some(Sent::Undated) => return Cell::from(look.word("room.pr.proposed_undated")),
        None => {}
    }
    let n = days(a.date, Some(shelf.today)).unwrap_or(0);
    if a.date.is_some_and(|d| d < before(shelf)) {
        let key = if wide { "room.pr.late_row" } else { "room.pr.days" };
        let said = look.words.fill(key, &[("n", &n.to_string())]);
        return Cell::new(Role::Warn, format!("{} {said}", look.glyphs.warn));
    }
    Cell::new(Role::Muted, look.word("room.ac.not_commended"))
}

/// `lập 09/05 → đề nghị 15/05 (6 ngày) → khen 20/05 (11 ngày)`; empty where the day of the act is unknown.
pub(super) fn way(
    a: &Achievement,
    proposed: Option<Date>,
    awarded: Option<Date>,
    shelf: &Shelf,
    look: &Look,
) -> String {
    let Some(begun) = a.date else { return String::new() };
    let short = |d| date::short(d, shelf.period.year);
    let mut parts = vec![look.words.fill("room.pr.way_act", &[("day", &short(begun))])];
    for (day, key) in [(proposed, "room.pr.way_proposed"), (awarded, "room.pr.way_awarded")] {
        if let (Some(day), Some(n)) = (day, days(Some(begun), day)) {
            parts.push(look.words.fill(key, &[("day", &short(day)), ("n", &n.to_string())]));
        }
    }
    if parts.len() == 1 {
        let n = days(Some(begun), Some(shelf.today)).unwrap_or(0);
        let key = if begun < before(shelf) { "room.pr.way_late" } else { "room.pr.way_waits" };
        parts.push(look.words.fill(key, &[("n", &n.to_string())]));
    }
    parts.join(&format!(" {} ", look.glyphs.step))
}

/// The proposals a decision answers, and how long they took.
pub(super) fn answered(sheet: &DecisionSheet, shelf: &Shelf, look: &Look) -> Vec<String> {
    let one = |p: &ProposalLink| {
        let number = if p.number.is_empty() { look.word("room.ac.no_number") } else { p.number.as_str() };
        let day = p.date.map(|d| date::short(d, shelf.period.year)).unwrap_or_default();
        let n = days(p.date, sheet.head.date).map(|n| n.to_string());
        let key = if n.is_some() { "room.pr.answers_after" } else { "room.pr.answers" };
        look.words.fill(key, &[("number", number), ("day", &day), ("n", n.as_deref().unwrap_or_default())])
    };
    sheet.proposals.iter().map(one).collect()
}
