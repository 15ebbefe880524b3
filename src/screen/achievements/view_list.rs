//! The list of decisions, as the look has it: columns, figures by line below, the empty room; from 100 cells a second pane.
use super::{State, Tab, say, tally, view_sheet};
use crate::core::award::DecisionRow;
use crate::core::count::{self, Figure, Figures, LineFigures, Scope};
use crate::core::date::{self, Date};
use crate::core::number;
use crate::core::quarter::QuarterFacts;
use crate::core::text;
use crate::kit::look::{Look, Role, Seen, Tone};
use crate::kit::para::{self, put, put_in};
use crate::kit::table::{self, Cell, Column, Line};
use crate::screen::figures::{figure, line_name};
use crate::shelf::Shelf;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

/// From this width on the selected decision stands beside the list.
pub(super) const WIDE: u16 = 100;
/// Cells of the filter's field, where the row is wide enough.
const FILTER: u16 = 24;

/// Left pane and right pane; the right one is `None` where there is no room for it.
pub(super) fn panes(area: Rect) -> (Rect, Option<Rect>) {
    if area.width < WIDE {
        return (area, None);
    }
    let left = area.width * 7 / 12;
    let right = Rect { x: area.x + left, width: area.width - left, ..area };
    (Rect { width: left, ..area }, Some(right))
}

/// Draws the list.
pub(super) fn view(state: &State, shelf: &Shelf, look: &Look, area: Rect, f: &mut Frame) -> Seen {
    let (left, right) = panes(area);
    let filter = state.awards.filter();
    let window = state.decisions(shelf);
    let cursor = head(state, shelf, look, left, f, window.and_then(|w| w.found));
    let mut seen = Seen { cursor, ..Seen::default() };
    let Some(window) = window else { return seen };
    if window.rows.is_empty() {
        empty(state, look, shelf, left, f, &filter);
        if filter.is_empty() {
            seen.detail = Some(look.detail(Tone::Plain, look.word("room.ac.empty_detail")));
            // nothing is begun in a quarter that is closed to it
            let begin = || (look.word("room.ac.empty_next").to_owned(), "Ctrl+N".to_owned());
            seen.next = shelf.closed_to_new().is_none().then(begin);
        }
        return seen;
    }
    let facts = shelf.quarter().map(std::convert::AsRef::as_ref);
    let selected = state.decision(shelf);
    let lines = lines(state, facts);
    let under = foot(left.height, window.rows.len(), lines.len());
    let body = Rect { y: left.y + 2, height: left.height.saturating_sub(2 + under), ..left };
    // heads and group heads stand above the rows
    let page = usize::from(body.height.saturating_sub(2)).max(1);
    let (range, at) = state.awards.shown(window.stretch(), page);
    let rows = window.rows.get(range).unwrap_or_default();
    let (columns, table) = table(state, rows, facts, shelf, look);
    let used = table::draw(f, body, look, &columns, &table, Some(&at), true);
    let rest = Rect { y: body.y + used + 1, height: under.saturating_sub(1), ..left };
    if let Some(facts) = facts {
        figures(look, facts, &lines, rest, f);
    }
    seen.detail = selected.map(|row| detail(row, facts, shelf, look));
    if let (Some(area), Some(row)) = (right, selected) {
        view_sheet::view(row, shelf, look, area, f);
    }
    seen
}

/// The period's figures stand under its decisions, not under those of all periods.
fn lines(state: &State, facts: Option<&QuarterFacts>) -> Vec<LineFigures> {
    let facts = facts.filter(|_| !state.everything);
    facts.map(|f| count::lines(&f.tallies, Scope::All, &f.authority_order())).unwrap_or_default()
}

/// How many rows of the open list stand on the screen at once.
pub(super) fn page(state: &State, shelf: &Shelf) -> usize {
    let height = usize::from(shelf.height);
    if state.tab != Tab::Awards {
        return height.saturating_sub(3);
    }
    let rows = state.decisions(shelf).map_or(0, |w| w.rows.len());
    let lines = lines(state, shelf.quarter().map(std::convert::AsRef::as_ref)).len();
    height.saturating_sub(4 + usize::from(foot(shelf.height, rows, lines)))
}

/// Rows below the list: blank, title and a line each; without the title; or blank and two rows for all.
fn foot(height: u16, rows: usize, lines: usize) -> u16 {
    let free = usize::from(height).saturating_sub(rows + 4);
    if lines == 0 {
        0
    } else if height >= 30 || free >= lines + 2 {
        lines as u16 + 2
    } else if free > lines {
        lines as u16 + 1
    } else {
        3
    }
}

/// The title row: tabs, and how many, or the filter being typed. The caret of the filter.
pub(super) fn head(
    state: &State,
    shelf: &Shelf,
    look: &Look,
    area: Rect,
    f: &mut Frame,
    found: Option<i64>,
) -> Option<Position> {
    let volume = shelf.volume(state.span(shelf));
    let number = |n: i64| number::count(n, look.words.lang);
    let acts = volume.map_or_else(String::new, |v| number(v.achievements));
    let awards = look.word("room.ac.tab_awards").to_owned();
    let acts = format!("{} {acts}", look.word("room.ac.tab_acts"));
    let open = match state.tab {
        Tab::Awards => 0,
        Tab::Acts | Tab::Late => 1,
        Tab::Proposals => 2,
    };
    let pending = shelf.quarter().map_or(0, |q| q.pending);
    let proposals = if pending == 0 {
        look.word("room.pr.tab").to_owned()
    } else {
        format!("{} {pending}", look.word("room.pr.tab"))
    };
    let tabs = [awards.as_str(), acts.as_str(), proposals.as_str()];
    let list = state.list();
    let filter = list.filter();
    let all = volume.map(|v| match state.tab {
        Tab::Awards => v.decisions,
        Tab::Acts | Tab::Late => v.achievements,
        Tab::Proposals => v.proposals,
    });
    let n = found.or(all).map_or_else(String::new, number);
    if list.filtering {
        para::tabs(f, look, area, 0, &tabs, open, "");
        let label = look.word("room.ac.filter");
        let cells = if area.width < 78 { FILTER / 2 } else { FILTER };
        let x = area.width.saturating_sub(cells + 3);
        let at = x.saturating_sub(text::width(label) as u16 + 1);
        put(f, look, area, (at, 0), Role::Muted, label);
        put(f, look, area, (x, 0), Role::Text, "[");
        put(f, look, area, (x + cells + 1, 0), Role::Text, "]");
        let field = Rect { x: area.x + x + 1, y: area.y, width: cells, height: 1 };
        return list.edit().draw(f, field, look, true);
    }
    let limit = shelf.quarter().map_or(0, |q| q.register.overdue_days).to_string();
    let state = if n.is_empty() {
        String::new()
    } else if state.tab == Tab::Late {
        look.words.fill("room.pr.late_count", &[("limit", &limit), ("n", &n)])
    } else if state.everything {
        let key = if area.width >= 78 { "room.ac.count_all" } else { "room.ac.count_all_short" };
        look.words.fill(key, &[("n", &n)])
    } else if filter.is_empty() {
        let key = if area.width >= 78 { "room.ac.count" } else { "room.ac.count_short" };
        look.words.fill(key, &[("n", &n)])
    } else {
        look.words.fill("room.ac.filtered", &[("filter", &text::clip(&filter, 20)), ("n", &n)])
    };
    para::tabs(f, look, area, 0, &tabs, open, &state);
    None
}

fn table(
    state: &State,
    rows: &[DecisionRow],
    facts: Option<&QuarterFacts>,
    shelf: &Shelf,
    look: &Look,
) -> (Vec<Column>, Vec<Line>) {
    let lines: Vec<Line> = rows
        .iter()
        .map(|row| {
            let day = day(state, shelf, row.head.date);
            let mut cells: Vec<Cell> = vec![
                day.into(),
                say::symbol(row.head.kind, &row.head.number, &look.words).into(),
                say::content(row, facts, &look.words, look.glyphs.warn).into(),
            ];
            let Figures { heads, turns } = row.collective;
            let individual = row.individual;
            for figures in [heads, turns, individual.heads, individual.turns] {
                cells.push(figure(figures, look).into());
            }
            Line::new(cells)
        })
        .collect();
    let widest = |n: usize, least: usize, most: usize| {
        let cells = lines.iter().filter_map(|l| l.cells.get(n)).map(|c| text::width(&c.text)).max();
        cells.unwrap_or(0).clamp(least, most) as u16
    };
    let word = |key: &str| look.word(key).to_owned();
    let number = |n: usize, key: &str| {
        let head = word(key);
        Column::fixed(head.clone(), widest(n, text::width(&head).max(3), 9)).right()
    };
    let columns = vec![
        Column::fixed(word("room.ac.col_day"), widest(0, 5, 10)),
        Column::fixed(word("room.ac.col_number"), widest(1, 12, 22)),
        Column::flex(word("room.ac.col_content"), 10, 60),
        number(3, "room.ac.heads").group(word("room.ac.collective")),
        number(4, "room.ac.turns"),
        number(5, "room.ac.heads").group(word("room.ac.individual")),
        number(6, "room.ac.turns"),
    ];
    (columns, lines)
}

/// `18/06` inside the year looked at; among all periods always with its year.
pub(super) fn day(state: &State, shelf: &Shelf, date: Option<Date>) -> String {
    match date {
        None => "?".to_owned(),
        Some(date) if state.everything => date::full(date),
        Some(date) => date::short(date, shelf.period.year),
    }
}

/// The figures of the period by line: one row where there is little room, else a line each.
fn figures(look: &Look, facts: &QuarterFacts, lines: &[LineFigures], area: Rect, f: &mut Frame) {
    let rows = area.height as usize;
    if rows < lines.len() {
        let parts: Vec<String> = lines.iter().map(|line| brief(line, facts, look)).collect();
        let room = area.width.saturating_sub(2);
        let mut folded = text::wrap(&parts.join(" · "), usize::from(room));
        // the last row takes what is left, and says by its end that there is more
        let last = folded.split_off(rows.saturating_sub(1).min(folded.len())).join(" ");
        folded.push(last);
        for (row, said) in (0..).zip(&folded) {
            put_in(f, look, area, (1, row), room, look.style(Role::Text), said);
        }
        return;
    }
    let titled = u16::from(rows > lines.len());
    if titled == 1 {
        put(f, look, area, (1, 0), Role::Title, look.word("room.ac.by_line"));
    }
    for (row, line) in (titled..).zip(lines) {
        let col = para::put_right(f, look, area, row, Role::Text, &said(line, look));
        let name = line_name(line, facts, look);
        let from = 1 + 2 * titled;
        put_in(f, look, area, (from, row), col.saturating_sub(from + 2), look.style(Role::Text), &name);
    }
}

/// `Bằng khen 2 | 4`, `Biểu dương tại thông báo tháng 31 lượt`.
fn brief(line: &LineFigures, facts: &QuarterFacts, look: &Look) -> String {
    // two lines of one form are told apart by who gave it
    let forms = line_name(line, facts, look);
    let (c, i) = (line.collective, line.individual);
    if c.heads == Figure::None && i.heads == Figure::None {
        return format!("{forms} {}", said(line, look));
    }
    format!("{forms} {} | {}", figure(c.heads, look), figure(i.heads, look))
}

/// `2 tập thể, 4 cá nhân`, `31 lượt tập thể`.
fn said(line: &LineFigures, look: &Look) -> String {
    let part = |f: Figures, heads: (&str, &str), turns: (&str, &str)| {
        let ((many, one), n) = if f.heads == Figure::None { (turns, f.turns) } else { (heads, f.heads) };
        let key = if n == Figure::Exactly(1) { one } else { many };
        (n != Figure::None).then(|| look.words.fill(key, &[("n", &figure(n, look))]))
    };
    let parts = [
        part(line.collective, tally::COLLECTIVE, tally::COLLECTIVE_TURNS),
        part(line.individual, tally::INDIVIDUAL, tally::INDIVIDUAL_TURNS),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn detail(row: &DecisionRow, facts: Option<&QuarterFacts>, shelf: &Shelf, look: &Look) -> (Role, String) {
    let said = say::detail(row, facts, &shelf.words);
    if row.unsplit == 0 {
        return look.detail(Tone::Plain, &said);
    }
    look.detail(Tone::Warn, &format!("{} {said}", look.word("room.ac.unsplit_row")))
}

/// What the room is for, and the key that begins.
fn empty(state: &State, look: &Look, shelf: &Shelf, area: Rect, f: &mut Frame, filter: &str) {
    if !filter.is_empty() {
        let said = look.words.fill("room.ac.none_found", &[("filter", filter)]);
        para::paragraph(f, look, area, (3, 3), Role::Text, &said);
        return;
    }
    let mut row = if area.height > 14 { 4 } else { 2 };
    let period = shelf.period.label(look.words.lang);
    let key = if state.everything { "room.ac.empty_all" } else { "room.ac.empty" };
    let first = look.words.fill(key, &[("period", &period)]);
    row = para::paragraph(f, look, area, (3, row), Role::Text, &first) + 1;
    row = para::paragraph(f, look, area, (3, row), Role::Text, look.word("room.ac.empty_why")) + 1;
    if let Some(closed) = shelf.closed_to_new() {
        para::paragraph(f, look, area, (3, row), Role::Text, &look.say(&closed));
        return;
    }
    for (key, word) in [
        ("Ctrl+N", "room.ac.empty_add"),
        ("Ctrl+V", "room.ac.empty_paste"),
        ("Ctrl+K", "room.ac.empty_count"),
    ] {
        put(f, look, area, (3, row), Role::Key, key);
        row = para::paragraph(f, look, area, (13, row), Role::Text, look.word(word));
    }
}
