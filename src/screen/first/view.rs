//! How the questions look: the question, the form, what is good to know; for the units, how each line is read.
use super::{State, Step};
use crate::core::text;
use crate::kit::look::{Look, Role, Seen, Tone};
use crate::kit::para::put_at as put;
use crate::shelf::Shelf;
use ratatui::Frame;
use ratatui::layout::Rect;

/// Draws the question of now.
pub fn view(state: &State, _shelf: &Shelf, look: &Look, area: Rect, frame: &mut Frame) -> Seen {
    let step = state.which();
    let (question, more) = words(step);
    let wide = usize::from(area.width.saturating_sub(2)).min(100);
    let mut y = area.y + 1;
    for (line, role) in text::wrap(look.word(question), wide)
        .into_iter()
        .map(|l| (l, Role::Title))
        .chain(text::wrap(look.word(more), wide).into_iter().map(|l| (l, Role::Text)))
    {
        put(frame, 1, y, &line, area.width, look.style(role));
        y += 1;
    }
    y += 1;
    let Some(form) = state.form(step) else { return Seen::default() };
    let end = area.y + area.height;
    let mut body = Rect { x: area.x, y, width: area.width, height: end.saturating_sub(y) };
    if step == Step::Units {
        body.width = area.width / 2 - 1;
        read_as(state, look, Rect { x: area.width / 2, width: area.width - area.width / 2, ..body }, frame);
    }
    let mut seen = form.draw(frame, body, look);
    if step == Step::Signs {
        seen.raw = Some(Rect { height: 2.min(body.height), ..body });
        let meaning = match form.code("signs").as_deref() {
            Some("plain") => "first.signs_plain_means",
            Some("letters") => "first.signs_letters_means",
            _ => "first.signs_all_means",
        };
        for (row, line) in (body.y + 5..).zip(text::wrap(look.word(meaning), wide)) {
            put(frame, 1, row.min(end.saturating_sub(1)), &line, area.width, look.style(Role::Text));
        }
    }
    if seen.detail.is_none() && step == Step::Units {
        seen.detail = odd_line(state, look);
    }
    if seen.detail.is_none() {
        seen.detail = Some((Role::Muted, look.word("first.no_secrets").to_owned()));
    }
    let key = if step == Step::Units { "Ctrl+S" } else { "Enter" };
    let next = if state.at + 1 == state.step().1 { "first.next_make" } else { "first.next_step" };
    seen.next = Some((look.word(next).to_owned(), key.to_owned()));
    seen
}

fn words(step: Step) -> (&'static str, &'static str) {
    match step {
        Step::Begin => ("first.q_begin", "first.m_begin"),
        Step::Signs => ("first.q_signs", "first.m_signs"),
        Step::Place => ("first.q_place", "first.m_place"),
        Step::Names => ("first.q_names", "first.m_names"),
        Step::Units => ("first.q_units", "first.m_units"),
        Step::Roles => ("first.q_roles", "first.m_roles"),
        Step::Period => ("first.q_period", "first.m_period"),
        Step::Scoring => ("first.q_scoring", "first.m_scoring"),
    }
}

/// The last line that is passed over, and why: beside the box there is no room for all of it.
fn odd_line(state: &State, look: &Look) -> Option<(Role, String)> {
    let (line, problem) = state.read_units().into_iter().rev().find_map(|u| Some((u.line, u.problem?)))?;
    let said = look.words.fill("first.odd", &[("n", &line.to_string()), ("why", &look.say(&problem))]);
    Some(look.detail(Tone::Warn, &said))
}

/// Beside the box: each line as the register reads it.
fn read_as(state: &State, look: &Look, area: Rect, frame: &mut Frame) {
    let edge = (area.x + area.width).saturating_sub(1);
    let read = state.read_units();
    let good = read.iter().filter(|u| u.problem.is_none()).count();
    let head =
        look.words.fill("first.read", &[("n", &good.to_string()), ("odd", &(read.len() - good).to_string())]);
    let pane = look.glyphs.pane;
    for y in area.y..area.y + area.height {
        put(frame, area.x - 1, y, pane, edge, look.style(Role::Muted));
    }
    put(frame, area.x + 1, area.y, &head, edge, look.style(Role::Head));
    let rows = usize::from(area.height.saturating_sub(1));
    let wide = usize::from(area.width.saturating_sub(12));
    for (n, unit) in read.iter().skip(read.len().saturating_sub(rows)).enumerate() {
        let y = area.y + 1 + n as u16;
        let (sign, role, rest) = match &unit.problem {
            None => (look.glyphs.done, Role::Good, unit.name.clone()),
            Some(p) => (look.glyphs.warn, Role::Warn, look.say(p)),
        };
        let code = if unit.code.is_empty() { look.glyphs.none } else { &unit.code };
        put(frame, area.x + 1, y, sign, edge, look.style(role));
        put(frame, area.x + 3, y, &text::left(code, 6), edge, look.style(Role::Text));
        put(frame, area.x + 10, y, &text::clip(&rest, wide), edge, look.style(Role::Text));
    }
}
