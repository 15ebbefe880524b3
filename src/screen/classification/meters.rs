//! The quota in sight: how full each level is, as one line or as a table of levels.
use super::board::Board;
use crate::core::level::Mark;
use crate::core::text;
use crate::kit::look::{Look, Role};
use crate::kit::para;
use crate::kit::table::{self, Cell, Column, Line};
use ratatui::Frame;
use ratatui::layout::Rect;
use std::cmp::Ordering;

/// One level: name, dự kiến, how many stand at it (proposed, once approved: approved), bar and words.
pub(super) struct LevelRow {
    name: String,
    suggested: Option<usize>,
    standing: usize,
    bar: String,
    note: String,
    places: Option<usize>,
}

pub(super) fn level_rows(board: &Board<'_>, look: &Look) -> Vec<LevelRow> {
    let g = look.glyphs;
    let mut out: Vec<LevelRow> = board
        .shown_meters()
        .map(|(m, level)| {
            let n = board.standing(Mark::Level(m.level));
            let free = m.places.map_or(0, |p| p.saturating_sub(n)).min(20);
            let note = m.places.map_or_else(String::new, |p| {
                let key = match n.cmp(&p) {
                    Ordering::Greater => "room.cl.over",
                    Ordering::Equal => "room.cl.full",
                    Ordering::Less => "room.cl.free",
                };
                look.words.fill(key, &[("n", &n.to_string()), ("places", &p.to_string())])
            });
            LevelRow {
                name: level.name.clone(),
                suggested: board.scored.then_some(m.suggested),
                standing: n,
                bar: format!("{}{}", g.bar.repeat(n.min(20)), g.empty.repeat(free)),
                note,
                places: m.places,
            }
        })
        .collect();
    let (apart, none) = (board.standing(Mark::NotClassified), board.missing().count());
    let named = [board.name(Mark::NotClassified, &look.words), look.word("room.cl.not_proposed")];
    for (n, name, bar) in [(apart, named[0], g.bar), (none, named[1], g.empty)] {
        if n > 0 {
            let name = name.to_owned();
            let bar = bar.repeat(n.min(20));
            out.push(LevelRow { name, suggested: None, standing: n, bar, note: String::new(), places: None });
        }
    }
    out
}

/// `Xuất sắc ███ 3/3   Tốt 3   Khá 2   chưa đề nghị 4      dự kiến: 3, 5, 2`.
pub(super) fn meter_line(f: &mut Frame, look: &Look, area: Rect, y: u16, board: &Board<'_>) {
    let rows = level_rows(board, look);
    let parts: Vec<(Role, String)> = rows
        .iter()
        .map(|row| match row.places {
            Some(places) if row.standing > places => {
                let over = look.word("room.cl.over_word");
                (Role::Bad, format!("{} {} {}/{places} {over}", row.name, row.bar, row.standing))
            }
            Some(places) => (Role::Text, format!("{} {} {}/{places}", row.name, row.bar, row.standing)),
            None => (Role::Text, format!("{} {}", row.name, row.standing)),
        })
        .collect();
    let needed: usize = parts.iter().map(|(_, said)| text::width(said) + 3).sum();
    let expected: Vec<String> = rows.iter().filter_map(|r| r.suggested).map(|n| n.to_string()).collect();
    let said = look.words.fill("room.cl.expected", &[("counts", &expected.join(", "))]);
    if !expected.is_empty() && needed + text::width(&said) + 2 <= area.width.into() {
        para::put_right(f, look, area, y, Role::Derived, &said);
    }
    let mut x = 1;
    for (role, said) in &parts {
        x = para::put(f, look, area, (x, y), *role, said) + 3;
    }
}

/// The levels under each other; the row after them.
pub(super) fn level_table(
    f: &mut Frame,
    look: &Look,
    area: Rect,
    y: u16,
    rows: &[LevelRow],
    approved: bool,
) -> u16 {
    let head = if approved { "room.cl.col_approved" } else { "room.cl.col_proposed_count" };
    let names = rows.iter().map(|r| text::width(&r.name)).max().unwrap_or(0).clamp(16, 28) as u16;
    let columns = [
        Column::fixed(look.word("room.cl.col_level"), names),
        Column::fixed(look.word("room.cl.col_suggested"), 9).right(),
        Column::fixed(look.word(head), 12).right(),
        Column::fixed("", 22),
        Column::flex("", 10, 40),
    ];
    let lines: Vec<Line> = rows
        .iter()
        .map(|r| {
            let role = if r.places.is_some_and(|p| r.standing > p) { Role::Bad } else { Role::Text };
            Line::new(vec![
                r.name.as_str().into(),
                Cell::new(Role::Derived, r.suggested.map_or_else(String::new, |n| n.to_string())),
                Cell::new(role, r.standing.to_string()),
                Cell::new(role, r.bar.as_str()),
                Cell::new(role, r.note.as_str()),
            ])
        })
        .collect();
    let place = Rect { y: area.y + y, height: area.height.saturating_sub(y), ..area };
    y + table::draw(f, place, look, &columns, &lines, None, false)
}
