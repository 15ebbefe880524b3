//! How changes and what comes of them are shown: the list of changes, and who stands elsewhere, old → new.
use super::options::none_word;
use crate::core::adjustment::Change;
use crate::core::change::{self, Moved, Stand};
use crate::core::level::Mark;
use crate::core::quarter::QuarterFacts;
use crate::core::score::RankBy;
use crate::core::unit::Unit;
use crate::kit::look::{Look, Role};
use crate::kit::table::{self, Cell, Column, Cursor, Line};
use ratatui::Frame;
use ratatui::layout::Rect;

/// Draws the changes, one a row. Returns the rows used.
pub(in crate::screen) fn list(
    f: &mut Frame,
    area: Rect,
    look: &Look,
    before: &QuarterFacts,
    changes: &[Change],
    cursor: &Cursor,
    focus: bool,
) -> u16 {
    let columns = [Column::flex("", 20, 200)];
    let line = |c: &Change| Line::new(vec![look.say(&change::told(before, c)).into()]);
    let lines: Vec<Line> = changes.iter().map(line).collect();
    table::draw(f, area, look, &columns, &lines, focus.then_some(cursor), focus)
}

/// Draws who stands elsewhere. Returns the rows used.
pub(in crate::screen) fn moves(
    f: &mut Frame,
    area: Rect,
    look: &Look,
    facts: &QuarterFacts,
    moved: &[Moved],
) -> u16 {
    let rate = facts.table.as_ref().is_some_and(|t| t.by == RankBy::Rate);
    let fixed = |key: &str, cells: u16| Column::fixed(look.word(key), cells);
    let columns = [
        Column::flex(look.word("change.col_unit"), 8, 34),
        fixed(if rate { "change.col_rate" } else { "change.col_total" }, 19).right(),
        fixed("change.col_rank", 7).right(),
        Column::flex(look.word("change.col_suggested"), 9, 30).drop(1),
        Column::flex(look.word("change.col_level"), 9, 30),
    ];
    let lines: Vec<Line> = moved.iter().map(|m| line(facts, m, rate, look)).collect();
    table::draw(f, area, look, &columns, &lines, None, false)
}

fn line(facts: &QuarterFacts, moved: &Moved, rate: bool, look: &Look) -> Line {
    let none = look.glyphs.none;
    let step = |was: String, now: String, role: Role| -> Cell {
        if was == now { now.into() } else { Cell::new(role, format!("{was} {} {now}", look.glyphs.step)) }
    };
    let score = |s: &Stand| {
        let shown = if rate { s.rate.map(|r| r.show(look.lang)) } else { s.total.map(|t| t.show(look.lang)) };
        shown.unwrap_or_else(|| none.to_owned())
    };
    let rank = |s: &Stand| s.rank.map_or_else(|| none.to_owned(), |r| r.to_string());
    let mark = |m: Option<Mark>| match m {
        None => none.to_owned(),
        Some(mark) => facts.level_name(mark).unwrap_or_else(|| look.word(none_word(facts))).to_owned(),
    };
    let suggested = |s: &Stand| mark(s.suggested.map(Mark::Level));
    let (was, now) = (&moved.was, &moved.now);
    let up = match (was.rank, now.rank) {
        (Some(was), Some(now)) if now < was => Role::Good,
        (Some(was), Some(now)) if now > was => Role::Bad,
        _ => Role::Text,
    };
    let name = facts.unit(moved.unit).map_or_else(String::new, Unit::label);
    Line::new(vec![
        name.into(),
        step(score(was), score(now), Role::Text),
        step(rank(was), rank(now), up),
        step(suggested(was), suggested(now), Role::Text),
        step(mark(was.mark), mark(now.mark), Role::Text),
    ])
}
