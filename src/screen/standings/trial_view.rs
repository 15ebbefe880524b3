//! How "Nếu như" looks: that nothing is written, the changes tried, and the units as they would stand, with what each gains or
//! loses. Every figure comes from `core::change` and `core::standing`.
use super::distance;
use super::trial::Trial;
use crate::core::change::{self, Stand};
use crate::core::level::Mark;
use crate::core::number::Points;
use crate::core::quarter::QuarterFacts;
use crate::core::score::RankBy;
use crate::core::standing::Reckoned;
use crate::core::unit::{Unit, UnitId};
use crate::kit::look::{Look, Role, Seen, Tone};
use crate::kit::para::{put, put_right, title};
use crate::kit::table::{self, Cell, Column, Cursor, Line};
use crate::screen::changing;
use ratatui::Frame;
use ratatui::layout::Rect;

/// Most changes shown at once where rows are few.
const FEW: u16 = 3;

/// Draws the trial.
pub(super) fn page(trial: &Trial, reckoned: &Reckoned, look: &Look, area: Rect, f: &mut Frame) -> Seen {
    let facts = &*reckoned.facts;
    let after = trial.reckoned(&reckoned.facts);
    let (was, now) = (change::stands(reckoned), change::stands(&after));
    let moved = change::moved(&was, &now).iter().filter(|m| m.told()).count();
    title(f, look, area, 0, look.word("room.st.trial"), "", false);
    put_right(
        f,
        look,
        area,
        0,
        Role::Warn,
        &format!("{} {}", look.glyphs.warn, look.word("room.st.trial_banner")),
    );
    let mut y = 1 + u16::from(area.height > 20);
    let room = area.height.saturating_sub(y + now.len() as u16 + 3);
    let most = room.max(FEW).min(trial.changes.len() as u16);
    let count = trial.changes.len().to_string();
    let said = match trial.changes.len() {
        0 => look.word("room.st.trial_none").to_owned(),
        _ => look.words.fill("room.st.trial_changes", &[("n", &count), ("moved", &moved.to_string())]),
    };
    put(f, look, area, (1, y), Role::Title, &said);
    y += 1;
    if most > 0 {
        let list = Rect { y: area.y + y, height: most, ..area };
        let cursor = trial.change.unwrap_or_default();
        y += changing::list(f, list, look, facts, &trial.changes, &cursor, trial.change.is_some());
    }
    y += u16::from(area.height > y + now.len() as u16 + 2);
    let body = Rect { y: area.y + y, height: area.height.saturating_sub(y), ..area };
    units(f, body, look, trial, facts, &was, &now);
    let said = distance::of(&after, trial.unit, look);
    Seen { detail: Some(look.detail(Tone::Plain, &said)), ..Seen::default() }
}

/// The units by their new ranks.
fn units(
    f: &mut Frame,
    area: Rect,
    look: &Look,
    trial: &Trial,
    facts: &QuarterFacts,
    was: &[(UnitId, Stand)],
    now: &[(UnitId, Stand)],
) {
    let rate = facts.table.as_ref().is_some_and(|t| t.by == RankBy::Rate);
    let mut columns = vec![
        Column::fixed(look.word("room.st.rank"), 4).right(),
        Column::fixed("±", 4),
        Column::flex(look.word("room.st.unit"), 8, 34),
        Column::fixed(look.word("room.st.total"), 8).right(),
        Column::fixed(look.word("room.st.by"), 8).right(),
    ];
    if rate {
        columns.push(Column::fixed(look.word("room.st.rate"), 7).right());
    }
    columns.push(Column::flex(look.word("change.col_suggested"), 9, 34));
    let lines: Vec<Line> = now
        .iter()
        .map(|(unit, now)| {
            let was = was.iter().find(|(u, _)| u == unit).map_or(*now, |(_, stand)| *stand);
            Line::new(cells(facts, *unit, &was, now, rate, look))
        })
        .collect();
    trial.page.set(table::page(area, &columns, 0));
    let at = now.iter().position(|(unit, _)| *unit == trial.unit).unwrap_or(0);
    table::draw(f, area, look, &columns, &lines, Some(&Cursor::at(at)), trial.change.is_none());
}

fn cells(facts: &QuarterFacts, unit: UnitId, was: &Stand, now: &Stand, rate: bool, look: &Look) -> Vec<Cell> {
    let none = || look.glyphs.none.to_owned();
    let movement = match (was.rank, now.rank) {
        (Some(was), Some(now)) if now < was => {
            Cell::new(Role::Good, format!("{} {}", look.glyphs.up, was - now))
        }
        (Some(was), Some(now)) if now > was => {
            Cell::new(Role::Bad, format!("{} {}", look.glyphs.down, now - was))
        }
        _ => "".into(),
    };
    let by = match (was.total, now.total) {
        (Some(was), Some(now)) if was != now => Points(now.0 - was.0).signed(look.lang),
        _ => String::new(),
    };
    let level = |stand: &Stand| {
        let name = stand.suggested.and_then(|id| facts.level_name(Mark::Level(id)));
        name.map_or_else(none, str::to_owned)
    };
    let (old, new) = (level(was), level(now));
    let suggested = if old == new {
        Cell::new(Role::Derived, new)
    } else {
        Cell::new(Role::Text, format!("{old} {} {new}", look.glyphs.step))
    };
    let mut cells = vec![
        now.rank.map_or_else(none, |r| r.to_string()).into(),
        movement,
        facts.unit(unit).map_or_else(String::new, Unit::label).into(),
        now.total.map_or_else(none, |t| t.show(look.lang)).into(),
        by.into(),
    ];
    if rate {
        cells.push(now.rate.map_or_else(none, |r| r.show(look.lang)).into());
    }
    cells.push(suggested);
    cells
}
