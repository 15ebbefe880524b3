//! The forms: title, fields, grid. Low screens fold the head of a decision while its list is being written.
use super::deed::Deed;
use super::entry::Entry;
use super::mend::Mend;
use super::rows::{self, SORT, UNIT};
use super::view_preview;
use crate::core::award::{Basis, RecipientKind};
use crate::core::date;
use crate::kit::look::{Look, Role, Seen, Tone};
use crate::kit::para::{self, put_in};
use crate::shelf::Shelf;
use ratatui::Frame;
use ratatui::layout::Rect;

/// Fewer rows than this and the head folds while the grid has the focus.
const TALL: u16 = 24;

/// Draws the form of a decision.
pub(super) fn entry(entry: &Entry, shelf: &Shelf, look: &Look, area: Rect, f: &mut Frame) -> Seen {
    if let Some(preview) = &entry.preview {
        // so do those of the register that a pasted list names
        let mut shown = preview.as_ref().clone();
        if let Some(known) = shelf.namesakes(&shown.names()) {
            shown.meet(known);
        }
        let seen = view_preview::view(&shown, &entry.units, look, area, f);
        preview.page.set(shown.page.get());
        return seen;
    }
    // Names the register knows arrive after the key that asked for them: they are offered on a copy.
    let mut entry = entry.clone();
    entry.offer(shelf);
    let form = &entry.form;
    let notice = form.text("kind") == "notice";
    let reading = form.reading().is_some();
    let title = match (entry.exists(), entry.counting, notice) {
        _ if reading && entry.proposes() => "room.pr.title_read",
        _ if reading && notice => "room.ac.title_read_notice",
        _ if reading => "room.ac.title_read",
        (true, ..) if entry.proposes() => "room.pr.title_edit",
        (false, ..) if entry.proposes() => "room.pr.title_new",
        (false, ..) if entry.side.answers.is_some() => "room.pr.title_answer",
        (true, _, true) => "room.ac.title_edit_notice",
        (true, _, false) => "room.ac.title_edit",
        (false, true, _) => "room.ac.title_count",
        (false, false, true) => "room.ac.title_notice",
        (false, false, false) => "room.ac.title_new",
    };
    para::title(f, look, area, 0, look.word(title), "", form.changed());
    let top = if area.height >= 20 { 2 } else { 1 };
    let body = Rect { y: area.y + top, height: area.height.saturating_sub(top), ..area };
    let mut seen = match form.grid() {
        Some(grid) if form.in_grid() && area.height < TALL => {
            let used = folded(&entry, look, body, f);
            let rest = Rect { y: body.y + used, height: body.height.saturating_sub(used), ..body };
            let seen = grid.draw(f, rest, look, true);
            Seen { detail: form.told(look).or(seen.detail), ..seen }
        }
        _ => form.draw(f, body, look),
    };
    if form.in_grid() && seen.detail.is_none() {
        seen.detail = row_detail(&entry, look);
    }
    if !reading
        && seen.detail.as_ref().is_none_or(|(role, _)| *role != Role::Bad)
        && let Some(warned) = entry.warned(shelf, look)
    {
        seen.detail = Some(warned);
    }
    seen.unsaved = form.changed();
    let keys = match (form.in_grid(), entry.exists() || entry.proposes()) {
        _ if reading => "room.ac.keys_reading",
        (true, _) => "room.ac.keys_grid",
        (false, true) => "room.ac.keys_head",
        (false, false) => "room.ac.keys_new",
    };
    seen.next = Some((look.word(keys).to_owned(), String::new()));
    seen
}

/// The head in two rows; returns the rows used, with the blank below.
fn folded(entry: &Entry, look: &Look, area: Rect, f: &mut Frame) -> u16 {
    let form = &entry.form;
    let number = form.text("number");
    let number = if number.is_empty() { look.word("room.ac.no_number").to_owned() } else { number };
    let day = form.date("date").map_or_else(|| look.word("room.ac.no_day").to_owned(), date::full);
    let line = [number, day, form.text("authority"), form.text("form")].join(" · ");
    let room = area.width.saturating_sub(2);
    put_in(f, look, area, (1, 0), room, look.style(Role::Text), &line);
    let subject = form.text("subject");
    if subject.is_empty() {
        return 2;
    }
    put_in(f, look, area, (1, 1), room, look.style(Role::Muted), &subject);
    3
}

/// What the row under the caret will do to the figures.
fn row_detail(entry: &Entry, look: &Look) -> Option<(Role, String)> {
    let grid = entry.form.grid()?;
    let (row, col) = grid.at();
    if col == 0 {
        return Some(look.detail(Tone::Plain, look.word("room.ac.sort_hint")));
    }
    let sort = rows::read_sort(grid, grid.cell(row, SORT))?;
    if sort.basis == Basis::Named {
        let person = sort.kind == RecipientKind::Individual;
        return (col == 1 && person).then(|| look.detail(Tone::Plain, look.word("room.ac.name_hint")));
    }
    let unit = grid.cell(row, UNIT);
    let whole = unit == look.word("room.ac.whole");
    let said = match (whole, unit.is_empty()) {
        (true, _) => look.word("room.ac.count_whole").to_owned(),
        (false, true) => look.word("room.ac.count_hint").to_owned(),
        (false, false) => look.words.fill("room.ac.count_unit", &[("unit", unit)]),
    };
    Some(look.detail(Tone::Plain, &said))
}

/// Draws the form of an achievement.
pub(super) fn deed(deed: &Deed, look: &Look, area: Rect, f: &mut Frame) -> Seen {
    let form = &deed.form;
    let reading = form.reading().is_some();
    let title = match deed.exists() {
        _ if reading => "room.ac.title_read_act",
        true => "room.ac.title_edit_act",
        false => "room.ac.title_new_act",
    };
    para::title(f, look, area, 0, look.word(title), "", form.changed());
    let body = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
    let mut seen = form.draw(f, body, look);
    let keys = if reading { "room.ac.keys_reading" } else { "room.ac.keys_act" };
    seen.next = Some((look.word(keys).to_owned(), String::new()));
    seen
}

/// Draws the form of a cancellation or a split.
pub(super) fn mend(mend: &Mend, look: &Look, area: Rect, f: &mut Frame) -> Seen {
    let form = &mend.form;
    para::title(f, look, area, 0, &mend.title, "", form.changed());
    let body = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
    let mut seen = form.draw(f, body, look);
    seen.unsaved = form.changed();
    seen.next = Some((look.word(mend.keys()).to_owned(), String::new()));
    seen
}
