//! How room 9 looks. The roster; from 100 cells the page of the selected unit beside it; forms over the whole room.
//!  Đơn vị của cụm, ngày 30/06/2021                                     12 đơn vị
//!      Mã     Tên đơn vị                       Vai trò     Từ ngày     Đến ngày
//!   1  PV01   Phòng Tham mưu                   cụm trưởng  15/11/2020  –
use super::form::{Open, What};
use super::page::{self, role_name, stay};
use super::{Mode, State, at, label, members, of_label, outsiders, rows};
use crate::core::date::{self, Date};
use crate::core::text;
use crate::core::unit::{Role, Unit};
use crate::kit::look::{Look, Role as Ink, Seen, Tone};
use crate::kit::para::{paragraph, put, title};
use crate::kit::table::{self, Cell, Column, Cursor, Line};
use crate::shelf::Shelf;
use ratatui::Frame;
use ratatui::layout::Rect;

/// From this width the page of the selected unit stands beside the list.
const WIDE: u16 = 100;

/// Draws the room.
pub fn view(state: &State, shelf: &Shelf, look: &Look, area: Rect, frame: &mut Frame) -> Seen {
    match &state.mode {
        Mode::Form(open) => form(open, shelf, look, area, frame),
        Mode::Flags(flags) => flags.view(shelf, look, area, frame),
        Mode::List | Mode::Page => list(state, shelf, look, area, frame),
    }
}

fn form(open: &Open, shelf: &Shelf, look: &Look, area: Rect, f: &mut Frame) -> Seen {
    let name = match &open.what {
        What::Add => look.word(of_label(label(shelf), "room.un.add_cluster", "room.un.add_block")).to_owned(),
        What::Edit(unit) => look.words.fill("room.un.edit", &[("unit", unit.tag())]),
        What::Roles(year) => {
            let key = of_label(label(shelf), "room.un.roles_cluster", "room.un.roles_block");
            look.words.fill(key, &[("year", &year.to_string())])
        }
    };
    title(f, look, area, 0, &name, "", open.form.changed());
    let seen = open.form.draw(f, lower(area, 2, 0), look);
    Seen { next: Some((look.word("room.un.form_next").to_owned(), String::new())), ..seen }
}

/// `area` without its first and last rows.
fn lower(area: Rect, top: u16, bottom: u16) -> Rect {
    let top = top.min(area.height);
    Rect { y: area.y + top, height: area.height.saturating_sub(top + bottom), ..area }
}

fn list(state: &State, shelf: &Shelf, look: &Look, area: Rect, f: &mut Frame) -> Seen {
    if shelf.quarter().is_none() {
        return Seen::default();
    }
    let rows = rows(state, shelf);
    let place = at(state, &rows);
    let unit = rows.get(place).copied();
    if let (Mode::Page, Some(unit)) = (&state.mode, unit) {
        page::draw(unit, state.second, shelf, look, area, f);
        return Seen {
            next: Some((look.word("room.un.page_next").to_owned(), String::new())),
            ..Seen::default()
        };
    }
    let mut pane = area;
    if let Some(unit) = unit
        && area.width >= WIDE
    {
        pane.width = area.width * 58 / 100;
        for y in 0..area.height {
            put(f, look, area, (pane.width, y), Ink::Muted, look.glyphs.pane);
        }
        let side = Rect { x: area.x + pane.width + 1, width: area.width - pane.width - 1, ..area };
        page::draw(unit, false, shelf, look, side, f);
    }
    heading(state, shelf, look, pane, f, rows.len());
    if rows.is_empty() {
        return teach(shelf, look, pane, f);
    }
    let foot = gone(state, shelf, look);
    let below = if foot.is_empty() { 0 } else { 2 };
    let used = rows.len() as u16 + 2 + below;
    let top = if pane.height > used { 2 } else { 1 };
    let body = lower(pane, top, below);
    let cursor = Cursor { at: place, ..state.cursor };
    let y = table::draw(
        f,
        body,
        look,
        &columns(&rows, look),
        &lines(state, &rows, shelf, look),
        Some(&cursor),
        true,
    );
    if !foot.is_empty() {
        put(f, look, pane, (1, (top + y + 1).min(pane.height.saturating_sub(1))), Ink::Text, &foot);
    }
    seen(state, shelf, look, unit)
}

fn heading(state: &State, shelf: &Shelf, look: &Look, area: Rect, f: &mut Frame, count: usize) {
    let key = if state.outside {
        of_label(label(shelf), "room.un.outside_cluster", "room.un.outside_block")
    } else {
        of_label(label(shelf), "room.un.title_cluster", "room.un.title_block")
    };
    let day = date::full(last_day(shelf));
    let name = look.words.fill(key, &[("date", &day)]);
    let number = look.words.fill("room.un.count", &[("n", &count.to_string())]);
    title(f, look, area, 0, &name, &number, false);
}

fn last_day(shelf: &Shelf) -> Date {
    shelf.quarter().map_or_else(|| shelf.period.calendar().1, |q| q.period.to)
}

fn columns(rows: &[&Unit], look: &Look) -> Vec<Column> {
    let word = |key: &str| look.word(key).to_owned();
    let code = rows.iter().map(|u| text::width(&u.code)).max().unwrap_or(0).clamp(4, 12) as u16;
    let number = text::width(&rows.len().to_string()).max(2) as u16;
    // whole names before dates: a date drops sooner than a name is cut
    let name = rows.iter().map(|u| text::width(&u.name)).max().unwrap_or(0).clamp(18, 34) as u16;
    vec![
        Column::fixed("", number).right(),
        Column::fixed(word("room.un.col_code"), code),
        Column::flex(word("room.un.col_name"), name, 60),
        Column::fixed(word("room.un.col_role"), 11),
        Column::fixed(word("room.un.from"), 10).drop(2),
        Column::fixed(word("room.un.to"), 10).drop(1),
    ]
}

fn lines(state: &State, rows: &[&Unit], shelf: &Shelf, look: &Look) -> Vec<Line> {
    let none = look.glyphs.none;
    let one = |(n, u): (usize, &&Unit)| {
        // a unit outside the cluster has no number and no role in it
        let (number, role) = if state.outside {
            (none.to_owned(), none.to_owned())
        } else {
            ((n + 1).to_string(), role_name(u.role, shelf, look).to_owned())
        };
        Line::new(vec![
            Cell::from(number),
            Cell::from(if u.code.is_empty() { none } else { &u.code }),
            Cell::from(u.name.clone()),
            Cell::from(role),
            Cell::from(u.from.map_or_else(|| "?".to_owned(), date::full)),
            Cell::from(u.to.map_or_else(|| none.to_owned(), date::full)),
        ])
    };
    rows.iter().enumerate().map(one).collect()
}

/// `Đã rời cụm: 1 (PV28 Phòng Kỹ thuật, đến 28/02/2021)`; under the other list nothing.
fn gone(state: &State, shelf: &Shelf, look: &Look) -> String {
    if state.outside {
        return String::new();
    }
    let last = last_day(shelf);
    let (later, left): (Vec<&Unit>, Vec<&Unit>) =
        outsiders(shelf).into_iter().partition(|u| u.from.is_some_and(|d| d > last));
    let name = |u: &Unit| if u.code.is_empty() { u.name.clone() } else { format!("{} {}", u.code, u.name) };
    let until = |u: &&Unit| match u.to {
        Some(to) => look.words.fill("room.un.left_one", &[("unit", &name(u)), ("to", &date::full(to))]),
        None => name(u),
    };
    let since = |u: &&Unit| match u.from {
        Some(from) => {
            look.words.fill("room.un.later_one", &[("unit", &name(u)), ("from", &date::full(from))])
        }
        None => name(u),
    };
    let said = |key: &str, all: Vec<String>| match all.len() {
        0 => String::new(),
        n => look.words.fill(key, &[("n", &n.to_string()), ("units", &all.join("; "))]),
    };
    let left = said(
        of_label(label(shelf), "room.un.left_cluster", "room.un.left_block"),
        left.iter().map(until).collect(),
    );
    let later = said(
        of_label(label(shelf), "room.un.later_cluster", "room.un.later_block"),
        later.iter().map(since).collect(),
    );
    [left, later].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// A register without units says what to do.
fn teach(shelf: &Shelf, look: &Look, area: Rect, f: &mut Frame) -> Seen {
    let key = of_label(label(shelf), "room.un.empty_cluster", "room.un.empty_block");
    put(f, look, area, (3, 3), Ink::Text, look.word(key));
    let mut y = paragraph(
        f,
        look,
        Rect { width: area.width.saturating_sub(3), ..area },
        (3, 5),
        Ink::Text,
        look.word("room.un.empty_text"),
    );
    for (chord, key) in [("Ctrl+N", "room.un.empty_add"), ("Ctrl+K", "room.un.empty_roles")] {
        y += 1;
        put(f, look, area, (3, y), Ink::Key, chord);
        put(f, look, area, (13, y), Ink::Text, look.word(key));
    }
    Seen { next: Some((look.word("room.un.empty_next").to_owned(), "Ctrl+N".to_owned())), ..Seen::default() }
}

/// The selected unit in full, and what is still missing in the roster.
fn seen(state: &State, shelf: &Shelf, look: &Look, unit: Option<&Unit>) -> Seen {
    let detail = unit.map(|u| {
        let name = if u.code.is_empty() { u.name.clone() } else { format!("{} {}", u.code, u.name) };
        let role = role_name(u.role, shelf, look);
        let stay = stay(u, look);
        let text = look.words.fill("room.un.detail", &[("unit", &name), ("role", role), ("stay", &stay)]);
        look.detail(Tone::Plain, &text)
    });
    let headless = !members(shelf).iter().any(|u| u.role == Role::Head);
    let next = if headless && !state.outside && super::keys::locked(shelf).is_none() {
        let key = of_label(label(shelf), "room.un.no_head_cluster", "room.un.no_head_block");
        Some((look.words.fill(key, &[("year", &shelf.period.year.to_string())]), "Ctrl+K".to_owned()))
    } else {
        unit.map(|u| (look.words.fill("room.un.open_next", &[("unit", u.tag())]), "Enter".to_owned()))
    };
    Seen { detail, next, ..Seen::default() }
}
