//! How room 7 looks: the parts one under the other, the selected one marked; or the form.
use super::form::{LABEL, Open, PARTS};
use super::{State, before, place};
use crate::core::meeting::Meeting;
use crate::core::period::{PeriodKey, PeriodKind};
use crate::core::text;
use crate::kit::look::{Look, Role, Seen, Tone};
use crate::kit::para;
use crate::shelf::Shelf;
use ratatui::Frame;
use ratatui::layout::Rect;

/// Draws the room.
pub fn view(state: &State, shelf: &Shelf, look: &Look, area: Rect, f: &mut Frame) -> Seen {
    if let Some(open) = &state.form {
        return form(open, look, area, f);
    }
    let Some(facts) = shelf.quarter() else { return Seen::default() };
    let meeting = &facts.meeting;
    let written = PARTS.iter().filter(|p| !(p.text)(meeting).is_empty()).count();
    let args = [("n", written.to_string()), ("of", PARTS.len().to_string())];
    let count = look.words.fill("room.mt.count", &args.each_ref().map(|(k, v)| (*k, v.as_str())));
    para::title(f, look, area, 0, &title(shelf.period, look), &count, false);
    let at = place(state, meeting);
    let rows = rows(meeting, shelf, look, area.width);
    let top = if area.height > 14 { 2 } else { 1 };
    let mut body = Rect { y: area.y + top, height: area.height.saturating_sub(top), ..area };
    if let Some((key, lines)) = directives_before(shelf)
        && rows.len() > body.height.into()
        && at + 1 < PARTS.len()
    {
        // out of sight below: named in the last row, which stays
        body.height = body.height.saturating_sub(2);
        let period = key.label(look.lang);
        let args = [("period", period.as_str()), ("n", &lines.len().to_string())];
        para::put(
            f,
            look,
            area,
            (1, area.height.saturating_sub(1)),
            Role::Text,
            &look.words.fill("room.mt.before_below", &args),
        );
    }
    draw(&rows, at, look, body, f);
    let unwritten = PARTS.get(at).filter(|p| (p.text)(meeting).is_empty());
    let detail = unwritten.map(|p| look.detail(Tone::Plain, look.word(p.hint)));
    Seen { detail, next: next(meeting, look), ..Seen::default() }
}

/// `Hội nghị giao ban Quý II/2021`; sơ kết for half a year, tổng kết for the year.
fn title(period: PeriodKey, look: &Look) -> String {
    let key = match period.kind {
        PeriodKind::Year => "room.mt.title_year",
        PeriodKind::Half => "room.mt.title_half",
        _ => "room.mt.title",
    };
    look.words.fill(key, &[("period", &period.label(look.lang))])
}

/// One row: which part it belongs to (`None`: below them), its label where it is the first, its text.
struct Line {
    part: Option<usize>,
    label: String,
    text: String,
    role: Role,
}

/// The directives of the period before, one a line, where there are any.
fn directives_before(shelf: &Shelf) -> Option<(PeriodKey, Vec<&str>)> {
    let key = before(shelf)?;
    let text = &shelf.quarter_of(key)?.meeting.directives;
    let lines: Vec<&str> = text.lines().filter(|l| !l.trim().is_empty()).collect();
    (!lines.is_empty()).then_some((key, lines))
}

fn rows(meeting: &Meeting, shelf: &Shelf, look: &Look, width: u16) -> Vec<Line> {
    let cells = usize::from(width.saturating_sub(LABEL + 2)).clamp(1, para::READING);
    let mut out = Vec::new();
    for (n, part) in PARTS.iter().enumerate() {
        let said = (part.text)(meeting);
        let (said, role) = if said.is_empty() {
            (look.word("room.mt.unwritten").to_owned(), Role::Muted)
        } else {
            (said, Role::Text)
        };
        for (row, text) in text::wrap(&said, cells).into_iter().enumerate() {
            let label = if row == 0 { look.word(part.label).to_owned() } else { String::new() };
            out.push(Line { part: Some(n), label, text, role });
        }
    }
    if let Some((key, lines)) = directives_before(shelf) {
        let below = |label, role| Line { part: None, label, text: String::new(), role };
        out.push(below(String::new(), Role::Text));
        let head = look.words.fill("room.mt.before", &[("period", &key.label(look.lang))]);
        out.push(below(head, Role::Title));
        let cells = usize::from(width.saturating_sub(5)).clamp(1, para::READING);
        for text in lines.iter().flat_map(|l| text::wrap(l, cells)) {
            out.push(below(format!("  {text}"), Role::Text));
        }
    }
    out
}

/// Draws the rows, scrolled so that the selected part is seen; at the last part down to the end.
fn draw(rows: &[Line], at: usize, look: &Look, area: Rect, f: &mut Frame) {
    let page = usize::from(area.height);
    let first = rows.iter().position(|r| r.part == Some(at)).unwrap_or(0);
    let end = if at + 1 == PARTS.len() {
        rows.len()
    } else {
        rows.iter().rposition(|r| r.part == Some(at)).unwrap_or(0) + 1
    };
    let top = end.saturating_sub(page).min(first);
    for (y, row) in (0..area.height).zip(rows.iter().skip(top)) {
        let role = if row.part.is_some() { Role::Text } else { row.role };
        let room = if row.text.is_empty() { area.width.saturating_sub(2) } else { LABEL.saturating_sub(1) };
        para::put_in(f, look, area, (1, y), room, look.style(role), &row.label);
        para::put(f, look, area, (1 + LABEL, y), row.role, &row.text);
        if row.part == Some(at) && !row.label.is_empty() {
            para::put(f, look, area, (0, y), Role::Text, look.glyphs.marker);
            let whole = Rect { y: area.y + y, height: 1, ..area }.intersection(f.area());
            f.buffer_mut().set_style(whole, look.style(Role::Select));
        }
    }
}

/// The first part that nobody wrote yet.
fn next(meeting: &Meeting, look: &Look) -> Option<(String, String)> {
    let part = PARTS.iter().find(|p| (p.text)(meeting).is_empty())?;
    let name = look.word(part.label).to_lowercase();
    Some((look.words.fill("room.mt.next", &[("part", &name)]), "F2".to_owned()))
}

fn form(open: &Open, look: &Look, area: Rect, f: &mut Frame) -> Seen {
    para::title(f, look, area, 0, &title(open.period, look), "", open.form.changed());
    let top = if area.height > 14 { 2 } else { 1 };
    let body = Rect { y: area.y + top.min(area.height), height: area.height.saturating_sub(top), ..area };
    let seen = open.form.draw(f, body, look);
    Seen { next: Some((look.word("room.mt.form_next").to_owned(), String::new())), ..seen }
}
