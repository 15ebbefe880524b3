//! How room 3 looks: the movement on top, the campaigns, the selected one under them; or the form.
use super::form::{KINDS, Open, STATES, What, named};
use super::{State, campaigns, movement, place};
use crate::core::campaign::{Campaign, CampaignState};
use crate::core::date::{self, Date};
use crate::core::text;
use crate::kit::look::{Look, Role, Seen, Tone};
use crate::kit::para;
use crate::kit::table::{self, Cell, Column, Cursor, Line};
use crate::shelf::Shelf;
use ratatui::Frame;
use ratatui::layout::Rect;

/// Draws the room.
pub fn view(state: &State, shelf: &Shelf, look: &Look, area: Rect, f: &mut Frame) -> Seen {
    if let Some(open) = &state.form {
        return form(open, look, area, f);
    }
    if shelf.movement().is_none() {
        return Seen::default();
    }
    let rows = campaigns(shelf);
    let at = place(state, &rows);
    let year = shelf.period.year;
    let title = look.words.fill("room.mv.title", &[("year", &year.to_string())]);
    let count = look.words.fill("room.mv.count", &[("n", &rows.len().to_string())]);
    para::title(f, look, area, 0, &title, &count, false);
    let empty = movement_rows(shelf, look, area, f, at == 0);
    let top = 4;
    let body = Rect { y: area.y + top, height: area.height.saturating_sub(top), ..area };
    if rows.is_empty() {
        teach(look, body, f, year);
    } else {
        list(look, body, f, &rows, at, year);
    }
    let selected = at.checked_sub(1).and_then(|n| rows.get(n)).copied();
    let detail = match selected {
        Some(campaign) => about(campaign, shelf, look),
        None if empty => None,
        None => Some(look.detail(Tone::Plain, look.word("room.mv.movement_detail"))),
    };
    let next = if empty {
        Some((look.word("room.mv.next_movement").to_owned(), "F2".to_owned()))
    } else if rows.is_empty() {
        Some((look.word("room.mv.next_first").to_owned(), "Ctrl+N".to_owned()))
    } else {
        None
    };
    Seen { detail, next: next.filter(|_| at == 0 || rows.is_empty()), ..Seen::default() }
}

/// Name and motto; true when neither is written.
fn movement_rows(shelf: &Shelf, look: &Look, area: Rect, f: &mut Frame, selected: bool) -> bool {
    let read = movement(shelf);
    let (name, motto) = read.map_or(("", ""), |m| (m.name.as_str(), m.motto.as_str()));
    let empty = name.is_empty() && motto.is_empty();
    if name.is_empty() {
        para::put(f, look, area, (1, 1), Role::Muted, look.word("room.mv.no_movement"));
    } else {
        para::put(f, look, area, (1, 1), Role::Text, name);
    }
    if !motto.is_empty() {
        para::put(
            f,
            look,
            area,
            (1, 2),
            Role::Text,
            &look.words.fill("room.mv.motto_said", &[("motto", motto)]),
        );
    }
    if selected && area.height > 1 {
        para::put(f, look, area, (0, 1), Role::Text, look.glyphs.marker);
        let row = Rect { y: area.y + 1, height: 1, ..area }.intersection(f.area());
        f.buffer_mut().set_style(row, look.style(Role::Select));
    }
    empty
}

/// The year has no campaign yet.
fn teach(look: &Look, area: Rect, f: &mut Frame, year: i16) {
    let title = look.words.fill("room.mv.empty", &[("year", &year.to_string())]);
    let y = para::paragraph(f, look, area, (3, 1), Role::Title, &title) + 1;
    let y = para::paragraph(f, look, area, (3, y), Role::Text, look.word("room.mv.empty_text")) + 1;
    let x = para::put(f, look, area, (3, y), Role::Key, "Ctrl+N");
    para::put(f, look, area, (x + 4, y), Role::Text, look.word("room.mv.empty_add"));
    let x = para::put(f, look, area, (3, y + 1), Role::Key, "F2");
    para::put(f, look, area, (x + 8, y + 1), Role::Text, look.word("room.mv.empty_movement"));
}

fn list(look: &Look, area: Rect, f: &mut Frame, rows: &[&Campaign], at: usize, year: i16) {
    let days = |head: &str, of: fn(&Campaign) -> Option<Date>| {
        let widest = rows.iter().map(|c| text::width(&day(of(c), year))).max().unwrap_or(0);
        Column::fixed(look.word(head), widest.max(text::width(look.word(head))).max(5) as u16)
    };
    let columns = [
        Column::flex(look.word("room.mv.col_name"), 20, 60),
        Column::fixed(look.word("room.mv.col_kind"), 12).drop(1),
        days("room.mv.col_from", |c| c.from),
        days("room.mv.col_to", |c| c.to),
        Column::fixed(look.word("room.mv.col_state"), 14),
    ];
    let lines: Vec<Line> = rows
        .iter()
        .map(|c| {
            let done = c.state == CampaignState::Concluded;
            Line::new(vec![
                c.name.as_str().into(),
                look.word(named(&KINDS, &c.kind).1).into(),
                day(c.from, year).into(),
                day(c.to, year).into(),
                Cell::new(if done { Role::Good } else { Role::Text }, look.word(named(&STATES, &c.state).1)),
            ])
        })
        .collect();
    // the list gives way to what is known of the selected one, down to five rows
    let wanted = rows.len() as u16 + 1;
    let height = wanted.min(area.height.saturating_sub(6).max(6)).min(area.height);
    let cursor = at.checked_sub(1).map(|n| Cursor { at: n, top: 0 });
    let used = table::draw(f, Rect { height, ..area }, look, &columns, &lines, cursor.as_ref(), true);
    let Some(campaign) = at.checked_sub(1).and_then(|n| rows.get(n)) else { return };
    let from = used + 1;
    if from < area.height {
        let below = Rect { y: area.y + from, height: area.height - from, ..area };
        one(look, below, f, campaign);
    }
}

/// Everything about the selected campaign.
fn one(look: &Look, area: Rect, f: &mut Frame, campaign: &Campaign) {
    let full = |d: Option<Date>| d.map_or_else(|| "?".to_owned(), date::full);
    let (from, to) = (full(campaign.from), full(campaign.to));
    let known = campaign.from.is_some() || campaign.to.is_some();
    let key = if known { "room.mv.head" } else { "room.mv.head_no_dates" };
    let head = look.words.fill(key, &[("name", &campaign.name), ("from", &from), ("to", &to)]);
    let mut y = para::paragraph(f, look, area, (1, 0), Role::Title, &head);
    para::pair(f, look, area, y, 18, look.word("room.mv.kind"), look.word(named(&KINDS, &campaign.kind).1));
    para::pair(
        f,
        look,
        area,
        y + 1,
        18,
        look.word("room.mv.state"),
        look.word(named(&STATES, &campaign.state).1),
    );
    y += 2;
    para::put(f, look, area, (1, y), Role::Text, look.word("room.mv.note"));
    if campaign.note.is_empty() {
        para::put(f, look, area, (19, y), Role::Muted, look.word("room.mv.unwritten"));
    } else {
        para::paragraph(f, look, area, (19, y), Role::Text, &campaign.note);
    }
}

/// `10/03`, `?` when it is not known.
fn day(date: Option<Date>, year: i16) -> String {
    date.map_or_else(|| "?".to_owned(), |d| date::short(d, year))
}

/// What is worth saying of a campaign: dates that are missing, or that it began in another quarter.
fn about(campaign: &Campaign, shelf: &Shelf, look: &Look) -> Option<(Role, String)> {
    let missing = match (campaign.from, campaign.to) {
        (None, None) => Some("room.mv.no_dates"),
        (None, _) => Some("room.mv.no_from"),
        (_, None) => Some("room.mv.no_to"),
        _ => None,
    };
    if let Some(key) = missing {
        return Some(look.detail(Tone::Plain, look.word(key)));
    }
    let begun = look.year.quarter_of(campaign.from?);
    let within = shelf
        .quarter()
        .is_some_and(|q| campaign.from < Some(q.period.from) && campaign.to >= Some(q.period.from));
    within.then(|| {
        let period = begun.label(look.lang);
        look.detail(Tone::Plain, &look.words.fill("room.mv.crosses", &[("period", &period)]))
    })
}

fn form(open: &Open, look: &Look, area: Rect, f: &mut Frame) -> Seen {
    let title = match &open.what {
        What::Campaign(c) if c.id == 0 => look.word("room.mv.form_new").to_owned(),
        What::Campaign(_) => look.word("room.mv.form_edit").to_owned(),
        What::Movement(m) => look.words.fill("room.mv.form_movement", &[("year", &m.year.to_string())]),
    };
    para::title(f, look, area, 0, &title, "", open.form.changed());
    let body = Rect { y: area.y + 2.min(area.height), height: area.height.saturating_sub(2), ..area };
    let seen = open.form.draw(f, body, look);
    Seen { next: Some((look.word("room.mv.form_next").to_owned(), String::new())), ..seen }
}
