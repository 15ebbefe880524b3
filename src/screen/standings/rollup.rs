//! The roll-up of a half-year, nine months or a year: units by quarters, each with rank, total and level, the sum of the
//! totals and the rank over it. Every figure comes from `core::parts`; Enter goes to the quarter it is made of.
use super::State;
use super::keys::Cmd;
use super::pair::WIDE;
use crate::core::parts::{RollUp, roll_up};
use crate::core::period::PeriodKey;
use crate::core::quarter::{self, PastUnit, QuarterFacts};
use crate::core::summary::Paper;
use crate::core::unit::{Unit, UnitId};
use crate::effect::{Effect, Place, Room, Spot};
use crate::kit::look::{Look, Role, Seen, Tone};
use crate::kit::para::{paragraph, put, title};
use crate::kit::table::{self, Cell, Column, Line};
use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;

/// The quarter under the cursor.
fn looked_at(state: &State, facts: &QuarterFacts) -> Option<PeriodKey> {
    let quarters = &facts.parts.as_ref()?.quarters;
    let at = state.quarter.min(quarters.len().saturating_sub(1));
    quarters.get(at).map(|q| q.period.key)
}

/// A key of the list.
pub(super) fn key(state: &mut State, facts: &QuarterFacts, key: &KeyEvent) {
    let rows = roll_up(facts).len();
    state.cursor.key(key, rows, state.page.get());
}

/// What to open in the quarter: why the unit stands there where it has a rank, else its row.
fn spot(state: &State, facts: &QuarterFacts, row: &RollUp) -> Spot {
    let at = state.quarter.min(facts.parts.as_ref().map_or(0, |p| p.quarters.len().saturating_sub(1)));
    let ranked = row.quarters.get(at).and_then(Option::as_ref).is_some_and(|was| was.rank.is_some());
    if ranked { Spot::Page(row.unit) } else { Spot::Unit(row.unit) }
}

/// A command.
pub(super) fn run(state: &mut State, facts: &QuarterFacts, cmd: Cmd) -> Vec<Effect> {
    let last = facts.parts.as_ref().map_or(0, |p| p.quarters.len().saturating_sub(1));
    match cmd {
        Cmd::Before => state.quarter = state.quarter.min(last).saturating_sub(1),
        Cmd::After => state.quarter = (state.quarter + 1).min(last),
        Cmd::Preview => return vec![Effect::Go(Place::paper(Paper::Report))],
        Cmd::Open => {
            let rows = roll_up(facts);
            let spot = rows.get(state.cursor.at).map_or(Spot::AsLeft, |row| spot(state, facts, row));
            if let Some(key) = looked_at(state, facts) {
                return vec![Effect::GoIn(key, Place { room: Room::Standings, spot })];
            }
        }
        _ => {}
    }
    Vec::new()
}

/// Draws the roll-up.
pub(super) fn view(state: &State, facts: &QuarterFacts, look: &Look, area: Rect, f: &mut Frame) -> Seen {
    let rows = roll_up(facts);
    let ranked = rows.iter().filter(|r| r.rank.is_some()).count();
    if ranked == 0 && rows.iter().all(|r| r.quarters.iter().flatten().all(|u| u.level.is_empty())) {
        put(f, look, area, (1, 0), Role::Title, look.word("room.standings"));
        paragraph(f, look, area, (3, 4.min(area.height / 4)), Role::Text, look.word("parts.no_results"));
        return Seen::default();
    }
    let official = complete(facts) && rows.iter().filter(|r| r.rank.is_some()).all(|r| r.whole);
    let word = look.word(if official { "room.st.official" } else { "room.st.provisional" });
    let heading = look.words.fill("parts.roll_title", &[("state", word)]);
    let count = [("n", ranked.to_string()), ("of", rows.len().to_string())];
    let count: Vec<(&str, &str)> = count.iter().map(|(k, v)| (*k, v.as_str())).collect();
    title(f, look, area, 0, &heading, &look.words.fill("parts.roll_count", &count), false);
    let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let wide = area.width >= WIDE;
    let columns = columns(state, facts, look, wide);
    let lines: Vec<Line> = rows.iter().map(|r| line(facts, r, look, wide)).collect();
    let notes = notes(facts, &rows, look);
    let list = Rect { height: body.height.saturating_sub(notes.len() as u16 + 1), ..body };
    state.page.set(table::page(list, &columns, 0));
    let at = state.cursor.at.min(rows.len().saturating_sub(1));
    let mut y = table::draw(f, list, look, &columns, &lines, Some(&state.cursor_at(at)), true) + 1;
    for note in notes {
        y = paragraph(f, look, body, (1, y), Role::Muted, &note);
    }
    let detail = rows.get(at).map(|row| look.detail(Tone::Plain, &detail(facts, row, look)));
    let next = looked_at(state, facts).map(|key| {
        let label = key.label(look.lang);
        (look.words.fill("parts.roll_next", &[("period", &label)]), "Enter".to_owned())
    });
    Seen { detail, next, ..Seen::default() }
}

/// Are all quarters there, and locked?
fn complete(facts: &QuarterFacts) -> bool {
    facts.parts.as_ref().is_some_and(|p| {
        p.quarters.len() == facts.period.key.leaves().len()
            && p.quarters.iter().all(|q| q.period.state >= quarter::State::Locked)
    })
}

fn columns(state: &State, facts: &QuarterFacts, look: &Look, wide: bool) -> Vec<Column> {
    let mut columns = vec![
        Column::fixed(look.word("room.st.rank"), 4).right(),
        Column::flex(look.word("room.st.unit"), 8, 30),
        Column::fixed(look.word("parts.sum"), 8).right(),
        Column::fixed(look.word("parts.mean"), 7).right().drop(1),
    ];
    let quarters = facts.parts.iter().flat_map(|p| &p.quarters);
    for (n, q) in quarters.enumerate() {
        let label = q.period.key.short_label(look.lang);
        let here = n == state.quarter;
        let head = if here { format!("{}{label}", look.glyphs.marker) } else { label };
        columns.push(Column::fixed(look.word("room.st.rank"), 4).right().group(head));
        columns.push(Column::fixed(look.word("room.st.total"), 7).right());
        if wide {
            columns.push(Column::flex(look.word("parts.level"), 5, 14).drop(2 + (4 - n.min(4)) as u8));
        }
    }
    columns
}

fn line(facts: &QuarterFacts, row: &RollUp, look: &Look, wide: bool) -> Line {
    let none = || look.glyphs.none.to_owned();
    let rank = row.rank.map_or_else(none, |n| n.to_string());
    let total = row.total.map_or_else(none, |t| t.show(look.lang));
    // what is not whole is marked: its sum stands on fewer quarters
    let role = if row.whole { Role::Text } else { Role::Muted };
    let mut cells = vec![
        Cell::new(role, rank),
        name(facts, row.unit).into(),
        Cell::new(role, total),
        row.mean.map_or_else(none, |m| m.hundredths().show(look.lang)).into(),
    ];
    for had in &row.quarters {
        let get = |text: Option<String>| text.unwrap_or_else(none);
        let had = had.as_ref();
        cells.push(get(had.and_then(|u| u.rank).map(|n| n.to_string())).into());
        cells.push(get(had.and_then(|u| u.total).map(|t| t.show(look.lang))).into());
        if wide {
            cells.push(get(had.map(|u| u.level.clone()).filter(|l| !l.is_empty())).into());
        }
    }
    Line::new(cells)
}

fn name(facts: &QuarterFacts, unit: UnitId) -> String {
    let found = facts.units.iter().chain(&facts.left).find(|u| u.id == unit);
    found.map_or_else(String::new, Unit::label)
}

/// `Quý I: Xuất sắc, Quý II: Khá; thiếu điểm Quý III`
fn detail(facts: &QuarterFacts, row: &RollUp, look: &Look) -> String {
    let parts = facts.parts.iter().flat_map(|p| &p.quarters);
    let said = |(key, had): (PeriodKey, &Option<PastUnit>)| {
        let level = had.as_ref().map(|u| u.level.as_str()).filter(|l| !l.is_empty());
        format!("{}: {}", key.short_label(look.lang), level.unwrap_or(look.glyphs.none))
    };
    let levels: Vec<String> = parts.map(|q| q.period.key).zip(&row.quarters).map(said).collect();
    let args = [("unit", name(facts, row.unit)), ("levels", levels.join(", "))];
    let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
    look.words.fill("parts.roll_detail", &args)
}

/// Whose sums stand on fewer quarters, and which quarters are missing.
fn notes(facts: &QuarterFacts, rows: &[RollUp], look: &Look) -> Vec<String> {
    let mut out = Vec::new();
    let short: Vec<String> = rows
        .iter()
        .filter(|r| r.rank.is_some() && !r.whole)
        .filter_map(|r| facts.units.iter().chain(&facts.left).find(|u| u.id == r.unit))
        .map(|u| u.tag().to_owned())
        .collect();
    if !short.is_empty() {
        out.push(look.words.fill("parts.roll_short", &[("units", &short.join(", "))]));
    }
    let wholes = |r: &PastUnit| r.rate.map(|rate| rate.whole);
    let mut sizes: Vec<i64> =
        rows.iter().flat_map(|r| r.quarters.iter().flatten()).filter_map(wholes).collect();
    sizes.sort_unstable();
    sizes.dedup();
    if sizes.len() > 1 {
        out.push(look.word("parts.roll_sizes").to_owned());
    }
    out
}
