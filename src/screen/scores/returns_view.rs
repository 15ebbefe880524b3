//! How the tab Theo dõi nộp looks: units as rows, what they send as columns, and under them who has not sent what, as a
//! sentence to be copied into a message.
use super::Tab;
use super::returns::{State, complete};
use super::shown::{Heading, hidden, title};
use crate::core::date;
use crate::core::handed_in::{HandedIn, What};
use crate::core::quarter::QuarterFacts;
use crate::core::returns;
use crate::core::text;
use crate::core::unit::{Unit, UnitId};
use crate::kit::look::{Look, Role, Seen, Tone};
use crate::kit::para::paragraph;
use crate::kit::table::{self, Cell, Column, Cursor, Line};
use crate::shelf::Shelf;
use ratatui::Frame;
use ratatui::layout::Rect;

/// Cells of a column.
const WIDE: u16 = 14;
/// Rows kept for the sentence under the list.
const SENTENCE: u16 = 4;

/// Draws the tab.
pub(super) fn view(
    state: &State,
    shelf: &Shelf,
    facts: &QuarterFacts,
    look: &Look,
    area: Rect,
    f: &mut Frame,
) -> Seen {
    let done = complete(facts);
    let missing = returns::missing(facts, &|u| done.contains(&u));
    let said = if missing.is_empty() {
        String::new()
    } else {
        look.words.fill("returns.count", &[("n", &missing.len().to_string())])
    };
    title(f, look, area, &Heading { tab: Tab::Returns, middle: "", state: &said });
    let under = SENTENCE.min(area.height / 4);
    let body = Rect {
        y: area.y + 2,
        height: area.height.saturating_sub(3 + under),
        width: area.width.saturating_sub(1),
        ..area
    };
    let mut columns = vec![Column::flex(look.word("room.ac.col_unit"), 10, 36)];
    for (n, what) in What::ALL.iter().enumerate() {
        let name = look.word(head(*what));
        let name = if n == state.what { format!("[{name}]") } else { name.to_owned() };
        columns.push(Column::fixed(name, WIDE));
    }
    let line = |unit: &Unit| {
        let mut cells: Vec<Cell> = vec![unit.label().into()];
        cells.extend(What::ALL.iter().map(|what| {
            let row = returns::of(facts, unit.id, *what);
            cell(look, shelf, facts, &row, done.contains(&unit.id))
        }));
        Line::new(cells)
    };
    let lines: Vec<Line> = facts.units.iter().map(line).collect();
    let page = table::page(body, &columns, 0);
    state.page.set(page);
    let at = state.cursor.at.min(facts.units.len().saturating_sub(1));
    let cursor = Cursor { at, ..state.cursor };
    table::draw(f, body, look, &columns, &lines, Some(&cursor), true);
    // the row under the list is its own
    let under_list = Rect { height: body.height + 1, ..body };
    hidden(look, under_list, (cursor.first(lines.len(), page), page, lines.len()), f);
    let row = 3 + body.height.min(lines.len() as u16 + 1);
    paragraph(
        f,
        look,
        area,
        (1, row.min(area.height.saturating_sub(under))),
        Role::Text,
        &sentence(look, facts, &missing),
    );
    let detail = facts.units.get(at).map(|u| {
        let row = returns::of(facts, u.id, state.what());
        let (tone, said) = about(look, shelf, u, &row, done.contains(&u.id));
        look.detail(tone, &said)
    });
    Seen { detail, ..Seen::default() }
}

/// Words key of a column's head.
fn head(what: What) -> &'static str {
    match what {
        What::Report => "returns.col_report",
        What::Scores => "returns.col_scores",
        What::Figures => "returns.col_figures",
        What::Explanation => "returns.col_explanation",
    }
}

/// One thing of one unit.
fn cell(look: &Look, shelf: &Shelf, facts: &QuarterFacts, row: &HandedIn, complete: bool) -> Cell {
    let year = facts.period.key.year;
    if let Some(day) = row.received {
        return Cell::new(Role::Good, format!("{} {}", look.glyphs.done, date::short(day, year)));
    }
    if returns::is_in(row, complete) {
        return Cell::new(Role::Good, format!("{} {}", look.glyphs.done, look.word("returns.complete")));
    }
    let late = row.due.is_some_and(|due| due < shelf.today);
    let mark = match (late, row.times) {
        (true, _) => look.glyphs.warn,
        (false, 0) => look.glyphs.open,
        (false, _) => look.glyphs.going,
    };
    let said = match (row.times, row.due) {
        (0, Some(due)) => look.words.fill("returns.until", &[("date", &date::short(due, year))]),
        (0, None) if !returns::expected(facts, row.unit, row.what) => {
            return Cell::new(Role::Muted, look.glyphs.not_yet);
        }
        (0, None) => look.word("returns.not_in").to_owned(),
        (n, _) => look.words.fill("returns.asked", &[("n", &n.to_string())]),
    };
    Cell::new(if late { Role::Warn } else { Role::Text }, format!("{mark} {said}"))
}

/// The selected thing in a sentence.
fn about(look: &Look, shelf: &Shelf, unit: &Unit, row: &HandedIn, complete: bool) -> (Tone, String) {
    let mut parts = Vec::new();
    let late = row.due.filter(|due| *due < shelf.today && !returns::is_in(row, complete));
    match row.received {
        Some(day) => parts.push(look.words.fill("returns.d_received", &[("date", &date::full(day))])),
        None if returns::is_in(row, complete) => parts.push(look.word("returns.d_complete").to_owned()),
        None => parts.push(look.word("returns.d_not_in").to_owned()),
    }
    if let (1.., Some(day)) = (row.times, row.asked) {
        let args = [("n", row.times.to_string()), ("date", date::full(day))];
        let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
        parts.push(look.words.fill("returns.d_asked", &args));
    }
    if let Some(due) = row.due {
        parts.push(look.words.fill("returns.d_due", &[("date", &date::full(due))]));
    }
    if let Some(due) = late {
        let days = shelf.today.since(due).map_or(0, |span| span.get_days());
        parts.push(look.words.fill("returns.d_late", &[("n", &days.to_string())]));
    }
    let said = format!("{} · {}: {}", unit.tag(), look.word(row.what.word()), parts.join(", "));
    (if late.is_some() { Tone::Warn } else { Tone::Plain }, said)
}

/// `Chưa nộp: PV06 (báo cáo, bảng tự chấm); PH10 (giải trình).`
fn sentence(look: &Look, facts: &QuarterFacts, missing: &[(UnitId, Vec<What>)]) -> String {
    if missing.is_empty() {
        return look.word("returns.all_in").to_owned();
    }
    let one = |(unit, what): &(UnitId, Vec<What>)| {
        let names: Vec<&str> = what.iter().map(|w| look.word(w.word())).collect();
        let tag = facts.unit(*unit).map_or("", |u| u.tag());
        format!("{tag} ({})", names.join(", "))
    };
    let list: Vec<String> = missing.iter().map(one).collect();
    text::line(&look.words.fill("returns.missing", &[("list", &list.join("; "))]))
}
