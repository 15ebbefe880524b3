//! The list of achievements and the page of one, with the awards that hang on it.
use super::deed::{Page, award_label};
use super::units::Units;
use super::view_list::{day, head, panes};
use super::view_sheet::Pen;
use super::{State, options, say, waits};
use crate::core::achievement::{Achievement, AchievementRow, AchievementSheet};
use crate::core::award::AwardRow;
use crate::core::date;
use crate::core::proposal::State as Fate;
use crate::core::text;
use crate::kit::look::{Look, Role, Seen, Tone};
use crate::kit::para;
use crate::kit::table::{self, Cell, Column, Line};
use crate::shelf::Shelf;
use ratatui::Frame;
use ratatui::layout::Rect;

/// Draws the list.
pub(super) fn list(state: &State, shelf: &Shelf, look: &Look, area: Rect, f: &mut Frame) -> Seen {
    let (left, right) = panes(area);
    let filter = state.acts.filter();
    let window = state.achievements(shelf);
    let cursor = head(state, shelf, look, left, f, window.and_then(|w| w.found));
    let mut seen = Seen { cursor, ..Seen::default() };
    let Some(window) = window else { return seen };
    let rows = &window.rows;
    if rows.is_empty() {
        empty(state, shelf, look, left, f, &filter);
        if filter.is_empty() {
            let begin = || (look.word("room.ac.acts_empty_next").to_owned(), "Ctrl+N".to_owned());
            seen.next = shelf.closed(shelf.period).is_none().then(begin);
        }
        return seen;
    }
    let units = Units::from(shelf);
    let other_year = |r: &AchievementRow| r.achievement.date.is_some_and(|d| d.year() != shelf.period.year);
    let columns = vec![
        Column::fixed(
            look.word("room.ac.col_day"),
            if state.everything || rows.iter().any(other_year) { 10 } else { 5 },
        ),
        Column::flex(look.word("room.ac.col_unit"), 6, 12),
        Column::flex(look.word("room.ac.col_who"), 8, if left.width > 90 { 24 } else { 14 }).drop(1),
        Column::flex(look.word("room.ac.col_what"), 20, 70),
        Column::flex(look.word("room.ac.col_award"), if left.width < 78 { 13 } else { 23 }, 26),
    ];
    let body = Rect { y: left.y + 2, height: left.height.saturating_sub(2), ..left };
    let page = usize::from(body.height.saturating_sub(1)).max(1);
    let (range, at) = state.acts.shown(window.stretch(), page);
    let shown = rows.get(range).unwrap_or_default();
    let lines: Vec<Line> =
        shown.iter().map(|row| line(state, row, shelf, &units, look, left.width >= 78)).collect();
    table::draw(f, body, look, &columns, &lines, Some(&at), true);
    let Some(row) = state.achievement(shelf) else { return seen };
    let a = &row.achievement;
    seen.detail = Some(look.detail(Tone::Plain, &one_line(a, &units)));
    if let Some(area) = right {
        let mut pen = Pen::new(f, look, area);
        facts(&mut pen, a, shelf, &units, look);
        if let Some(Some(sheet)) = shelf.achievement(a.id) {
            let way = way(sheet, shelf, look);
            if !way.is_empty() {
                pen.gap();
                pen.text(&way, 2);
            }
            pen.gap();
            awards(&mut pen, sheet, shelf, look);
        }
    }
    seen
}

fn line(state: &State, row: &AchievementRow, shelf: &Shelf, units: &Units, look: &Look, wide: bool) -> Line {
    let a = &row.achievement;
    let day = day(state, shelf, a.date);
    let facts = shelf.quarter().map(std::convert::AsRef::as_ref);
    let award = match say::commended(row, facts, &look.words) {
        Some(form) => Cell::from(form),
        None => waits::standing(a, row.proposed, shelf, look, wide),
    };
    let unit = if a.unit.is_none() { look.word("room.ac.whole_short").to_owned() } else { units.tag(a.unit) };
    Line::new(vec![day.into(), unit.into(), text::line(&a.who).into(), text::line(&a.content).into(), award])
}

/// The whole text of a row that was cut.
fn one_line(a: &Achievement, units: &Units) -> String {
    let who = text::line(&a.who);
    let unit = units.tag(a.unit);
    let who = if who.is_empty() { unit } else { format!("{who}, {unit}") };
    format!("{who}: {}", text::line(&a.content))
}

fn empty(state: &State, shelf: &Shelf, look: &Look, area: Rect, f: &mut Frame, filter: &str) {
    if !filter.is_empty() {
        let said = look.words.fill("room.ac.none_found", &[("filter", filter)]);
        para::paragraph(f, look, area, (3, 3), Role::Text, &said);
        return;
    }
    let period = shelf.period.label(look.words.lang);
    let key = if state.everything { "room.ac.acts_empty_all" } else { "room.ac.acts_empty" };
    let said = look.words.fill(key, &[("period", &period)]);
    let row = para::paragraph(f, look, area, (3, 4), Role::Text, &said) + 1;
    let row = para::paragraph(f, look, area, (3, row), Role::Text, look.word("room.ac.acts_empty_why")) + 1;
    if let Some(closed) = shelf.closed(shelf.period) {
        para::paragraph(f, look, area, (3, row), Role::Text, &look.say(&closed));
        return;
    }
    para::put(f, look, area, (3, row), Role::Key, "Ctrl+N");
    para::put(f, look, area, (13, row), Role::Text, look.word("room.ac.acts_empty_add"));
}

/// What the register says of an act, label and value.
fn facts(pen: &mut Pen<'_, '_>, a: &Achievement, shelf: &Shelf, units: &Units, look: &Look) {
    let day = a.date.map_or_else(|| look.word("room.ac.act_no_day").to_owned(), date::full);
    let kind = look.word(options::act_code(a.kind).1).to_owned();
    pen.pair(Role::Title, &format!("{day}, {kind}"), "");
    let unit = a.unit.map_or_else(|| look.word("room.ac.whole_short").to_owned(), |id| units.label(id));
    pen.pair(Role::Text, &unit, "");
    if !a.who.is_empty() {
        pen.text(&text::line(&a.who), 2);
    }
    pen.gap();
    pen.text(&a.content, 8);
    let campaign = a.campaign.and_then(|id| shelf.quarter()?.campaigns.iter().find(|c| c.id == id));
    if let Some(campaign) = campaign {
        pen.gap();
        pen.text(&look.words.fill("room.ac.in_campaign", &[("name", &campaign.name)]), 2);
    }
}

fn awards(pen: &mut Pen<'_, '_>, sheet: &AchievementSheet, shelf: &Shelf, look: &Look) {
    let n = sheet.awards.len();
    if n == 0 {
        pen.pair(Role::Text, look.word("room.ac.not_commended_yet"), "");
        let could = sheet.linkable.len().to_string();
        if !sheet.linkable.is_empty() {
            pen.pair(Role::Muted, &look.words.fill("room.ac.could_link", &[("n", &could)]), "");
        }
        return;
    }
    pen.pair(Role::Title, &look.words.fill("room.ac.act_awards", &[("n", &n.to_string())]), "");
    for row in &sheet.awards {
        let [day, symbol, who, form] = texts(row, shelf, look);
        pen.pair(Role::Text, &format!("{who}: {form}"), &format!("{symbol}, {day}"));
    }
}

/// Day, symbol, who, form of an award.
fn texts(row: &AwardRow, shelf: &Shelf, look: &Look) -> [String; 4] {
    let form = shelf.quarter().and_then(|q| q.catalogue.form(&row.form)).map(|f| f.name.clone());
    [
        row.date.map_or_else(|| "?".to_owned(), |d| date::short(d, shelf.period.year)),
        say::symbol(row.kind, &row.number, &look.words),
        award_label(row, shelf),
        form.unwrap_or_default(),
    ]
}

/// From the act to the first proposal that was not dropped, and to the first decision.
fn way(sheet: &AchievementSheet, shelf: &Shelf, look: &Look) -> String {
    let proposed = sheet.proposals.iter().filter(|p| p.state != Fate::Dropped).find_map(|p| p.date);
    let awarded = sheet.awards.iter().filter_map(|a| a.date).min();
    waits::way(&sheet.achievement, proposed, awarded, shelf, look)
}

/// Draws the page of one achievement.
pub(super) fn page(page: &Page, shelf: &Shelf, look: &Look, area: Rect, f: &mut Frame) -> Seen {
    let mut seen = Seen::default();
    let sheet = match shelf.achievement(page.id) {
        Some(Some(sheet)) => sheet,
        Some(None) => {
            para::title(f, look, area, 0, look.word("room.ac.act_gone"), "", false);
            return seen;
        }
        None => return seen,
    };
    let a = &sheet.achievement;
    let units = Units::from(shelf);
    para::title(
        f,
        look,
        area,
        0,
        look.word("room.ac.act_title"),
        look.word(options::act_code(a.kind).1),
        false,
    );
    let day = a.date.map_or_else(|| look.word("room.ac.act_no_day").to_owned(), date::full);
    let unit = a.unit.map_or_else(|| look.word("room.ac.whole_short").to_owned(), |id| units.label(id));
    let campaign = a.campaign.and_then(|id| shelf.quarter()?.campaigns.iter().find(|c| c.id == id));
    let campaign = campaign.map(|c| c.name.clone()).unwrap_or_default();
    let mut row = 2;
    for (label, value) in [
        ("room.ac.f_act_date", day),
        ("room.ac.f_act_unit", unit),
        ("room.ac.f_act_who", text::line(&a.who)),
        ("room.ac.f_campaign", campaign),
    ] {
        if !value.is_empty() {
            para::pair(f, look, area, row, 16, look.word(label), &value);
            row += 1;
        }
    }
    row = para::paragraph(f, look, area, (17, row), Role::Text, &text::clip(&a.content, 600));
    let way = way(sheet, shelf, look);
    if !way.is_empty() {
        row = para::paragraph(f, look, area, (17, row), Role::Text, &way);
    }
    row += 1;
    let rest = Rect { y: area.y + row, height: area.height.saturating_sub(row), ..area };
    let n = sheet.awards.len();
    let title = if n == 0 {
        look.word("room.ac.not_commended_yet").to_owned()
    } else {
        look.words.fill("room.ac.act_awards", &[("n", &n.to_string())])
    };
    let could = look.words.fill("room.ac.could_link", &[("n", &sheet.linkable.len().to_string())]);
    para::title(f, look, rest, 0, &title, if sheet.linkable.is_empty() { "" } else { &could }, false);
    let other_year = |r: &AwardRow| r.date.is_some_and(|d| d.year() != shelf.period.year);
    let columns = vec![
        Column::fixed(look.word("room.ac.col_day"), if sheet.awards.iter().any(other_year) { 10 } else { 5 }),
        Column::flex(look.word("room.ac.col_number"), 12, 22),
        Column::flex(look.word("room.ac.col_recipient"), 14, 40),
        Column::flex(look.word("room.ac.col_form"), 14, 40).drop(1),
    ];
    let lines: Vec<Line> =
        sheet.awards.iter().map(|row| Line::new(texts(row, shelf, look).map(Cell::from).to_vec())).collect();
    let body = Rect { y: rest.y + 1, height: rest.height.saturating_sub(1), ..rest };
    if !lines.is_empty() {
        table::draw(f, body, look, &columns, &lines, Some(&page.cursor), true);
    }
    seen.detail = Some(look.detail(Tone::Plain, look.word("room.ac.act_hint")));
    seen
}
