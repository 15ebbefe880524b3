//! The page of one unit: what it is in the cluster, its commendations of the period by line, its rank and level in this
//! and earlier periods. Reads only; figures come from `core::count` and `core::standing`.
use super::{label, of_label};
use crate::core::count::{self, Figure, Scope};
use crate::core::date;
use crate::core::level::Mark;
use crate::core::number::{self, Points, Rate};
use crate::core::period::PeriodKey;
use crate::core::quarter::QuarterFacts;
use crate::core::standing;
use crate::core::text;
use crate::core::unit::{Role, Unit};
use crate::kit::look::{Look, Role as Ink};
use crate::kit::para::{put, title};
use crate::kit::table::{self, Cell, Column, Line};
use crate::screen::figures::{figure, line_name};
use crate::shelf::Shelf;
use ratatui::Frame;
use ratatui::layout::Rect;

/// Draws the page into `area`. Where not everything fits, `second` shows the periods in place of the awards.
pub(super) fn draw(unit: &Unit, second: bool, shelf: &Shelf, look: &Look, area: Rect, f: &mut Frame) {
    let Some(facts) = shelf.quarter() else { return };
    let name = if unit.code.is_empty() { unit.name.clone() } else { format!("{} {}", unit.code, unit.name) };
    title(f, look, area, 0, &name, role_name(unit.role, shelf, look), false);
    put(f, look, area, (1, 1), Ink::Text, &stay(unit, look));
    let mut y = 3;
    let lines = count::lines(&facts.tallies, Scope::Unit(unit.id), &facts.authority_order()).len();
    let rows = usize::from(y) + lines.max(1) + 4 + facts.past.len() + 3;
    if !second || rows <= usize::from(area.height) {
        y += awards(unit, facts, look, below(area, y), f) + 1;
    }
    periods(unit, facts, look, below(area, y), f);
}

fn below(area: Rect, y: u16) -> Rect {
    let y = y.min(area.height);
    Rect { y: area.y + y, height: area.height - y, ..area }
}

/// `cụm trưởng`, `khối phó`, `thành viên`.
pub(super) fn role_name<'a>(role: Role, shelf: &Shelf, look: &'a Look) -> &'a str {
    let key = match role {
        Role::Head => of_label(label(shelf), "room.un.role_head_cluster", "room.un.role_head_block"),
        Role::Deputy => of_label(label(shelf), "room.un.role_deputy_cluster", "room.un.role_deputy_block"),
        Role::Member => "room.un.role_member",
    };
    look.word(key)
}

/// `Từ 15/11/2020 đến nay`, `Từ ? đến 28/02/2021`.
pub(super) fn stay(unit: &Unit, look: &Look) -> String {
    let from = unit.from.map_or_else(|| "?".to_owned(), date::full);
    match unit.to {
        Some(to) => look.words.fill("room.un.stay_to", &[("from", &from), ("to", &date::full(to))]),
        None => look.words.fill("room.un.stay", &[("from", &from)]),
    }
}

/// Awards of the period by line; rows used.
fn awards(unit: &Unit, facts: &QuarterFacts, look: &Look, area: Rect, f: &mut Frame) -> u16 {
    let period = facts.period.key.label(look.words.lang);
    put(f, look, area, (1, 0), Ink::Title, &look.words.fill("room.un.awards", &[("period", &period)]));
    let lines = count::lines(&facts.tallies, Scope::Unit(unit.id), &facts.authority_order());
    if lines.is_empty() {
        put(f, look, area, (1, 1), Ink::Muted, look.word("room.un.no_awards"));
        return 2;
    }
    let word = |key: &str| look.word(key).to_owned();
    let number = |key: &str| Column::fixed(word(key), (text::width(look.word(key)) as u16).max(4)).right();
    let columns = [
        Column::flex("", 12, 40),
        number("room.un.heads").group(word("room.un.collective")),
        number("room.un.turns"),
        number("room.un.heads").group(word("room.un.individual")),
        number("room.un.turns"),
    ];
    let rows: Vec<Line> = lines
        .iter()
        .map(|l| {
            let cell = |x: Figure| Cell::from(figure(x, look));
            Line::new(vec![
                Cell::from(line_name(l, facts, look)),
                cell(l.collective.heads),
                cell(l.collective.turns),
                cell(l.individual.heads),
                cell(l.individual.turns),
            ])
        })
        .collect();
    1 + table::draw(f, below(area, 1), look, &columns, &rows, None, false)
}

/// Rank, total, rate and level, the newest period first.
fn periods(unit: &Unit, facts: &QuarterFacts, look: &Look, area: Rect, f: &mut Frame) {
    put(f, look, area, (1, 0), Ink::Title, look.word("room.un.periods"));
    let word = |key: &str| look.word(key).to_owned();
    let columns = [
        Column::fixed(word("room.un.period"), 10),
        Column::fixed(word("room.un.rank"), 4).right(),
        Column::fixed(word("room.un.total"), 8).right().drop(1),
        Column::fixed(word("room.un.rate"), 7).right().drop(2),
        Column::flex(word("room.un.level"), 9, 30),
    ];
    let now = standing::rank(facts).row(unit.id).cloned();
    let level = match standing::standing_mark(facts, unit.id) {
        Some(Mark::NotClassified) => word("room.un.not_classified"),
        Some(mark) => facts.level_name(mark).unwrap_or_default().to_owned(),
        None => String::new(),
    };
    let ranked = now.as_ref().filter(|r| r.rank.is_some());
    let mut rows = vec![line(
        facts.period.key,
        ranked.and_then(|r| r.rank),
        ranked.map(|r| r.total),
        ranked.and_then(|r| r.rate),
        &level,
        look,
    )];
    for past in facts.past.iter().rev() {
        let found = past.units.iter().find(|u| u.unit == unit.id);
        rows.push(match found {
            Some(u) => line(past.key, u.rank, u.total, u.rate, &u.level, look),
            None => line(past.key, None, None, None, "", look),
        });
    }
    table::draw(f, below(area, 1), look, &columns, &rows, None, false);
}

/// One period; what it does not have yet is a dot.
fn line(
    key: PeriodKey,
    rank: Option<u32>,
    total: Option<Points>,
    rate: Option<Rate>,
    level: &str,
    look: &Look,
) -> Line {
    let lang = look.words.lang;
    let dot = || look.glyphs.not_yet.to_owned();
    let level = if level.is_empty() { dot() } else { level.to_owned() };
    Line::new(vec![
        Cell::from(key.brief(lang)),
        Cell::from(rank.map_or_else(dot, |r| number::count(i64::from(r), lang))),
        Cell::from(total.map_or_else(dot, |t| t.show(lang))),
        Cell::from(rate.map_or_else(dot, |r| r.show(lang))),
        Cell::from(level),
    ])
}
