//! How the overview looks. From 100 cells two panes: figures, campaigns, motto │ steps, trend; below, one under the other.
use super::{State, selected};
use crate::core::campaign::CampaignState;
use crate::core::checklist::{Mark, Step};
use crate::core::count::{self, Figure, LineFigures, Scope};
use crate::core::number;
use crate::core::quarter::{Past, QuarterFacts};
use crate::core::text;
use crate::kit::look::{Look, Role, Seen, Tone};
use crate::kit::para::put_at as put;
use crate::screen::figures::{figure, line_name};
use crate::shelf::Shelf;
use ratatui::Frame;
use ratatui::layout::Rect;

/// Draws the room.
pub fn view(state: &State, shelf: &Shelf, look: &Look, area: Rect, frame: &mut Frame) -> Seen {
    let Some(facts) = shelf.quarter() else { return Seen::default() };
    let steps = shelf.steps();
    let at = selected(state, steps, state.placed);
    let wide = area.width >= 100;
    let mut pen = Pen { frame, look, x: area.x, width: area.width, y: area.y, end: area.y + area.height };
    if wide {
        let split = area.width / 2 + 2;
        // One blank before the line between the panes.
        pen.width = split - 1;
        figures_part(&mut pen, facts, true);
        parts_part(&mut pen, facts, true);
        pen.y += 1;
        campaigns_part(&mut pen, facts, true);
        pen.y += 1;
        movement_part(&mut pen, facts);
        let bar = look.glyphs.pane;
        for y in area.y..area.y + area.height {
            put(pen.frame, split - 1, y, bar, area.width, look.style(Role::Muted));
        }
        pen = Pen {
            frame: pen.frame,
            look,
            x: split,
            width: area.width - split,
            y: area.y,
            end: area.y + area.height,
        };
        steps_part(&mut pen, facts, steps, at, shelf);
        pen.y += 1;
        trend_part(&mut pen, facts);
    } else {
        figures_part(&mut pen, facts, false);
        parts_part(&mut pen, facts, false);
        pen.y += 1;
        let rest = usize::from(pen.end.saturating_sub(pen.y));
        // The campaigns give way to the steps on a low screen.
        let most = if rest >= 8 { rest - 3 } else { rest.saturating_sub(1) };
        let shown = window(steps.len(), at, most);
        steps_rows(&mut pen, facts, steps, at, shown, shelf);
        pen.y += 1;
        campaigns_part(&mut pen, facts, false);
    }
    let unsplit: i64 = lines(facts).iter().map(|l| l.unsplit).sum();
    let detail = (unsplit > 0).then(|| {
        let text = look.words.fill("room.ov.unsplit", &[("n", &unsplit.to_string())]);
        look.detail(Tone::Warn, &text)
    });
    let next = shelf.after().map(|key| {
        let opens = look.words.fill("room.ov.after", &[("period", &key.label(look.words.lang))]);
        (opens, look.word("room.ov.after_key").to_owned())
    });
    Seen { detail, next, ..Seen::default() }
}

/// Of a half-year, nine months or a year: what it is made of, and what must be known of that.
fn parts_part(pen: &mut Pen, facts: &QuarterFacts, wide: bool) {
    let Some(parts) = &facts.parts else { return };
    let look = pen.look;
    pen.y += u16::from(wide);
    let names: Vec<String> =
        parts.quarters.iter().map(|q| q.period.key.short_label(look.words.lang)).collect();
    let title = look.words.fill("parts.title", &[("n", &names.len().to_string())]);
    pen.title(&title, &names.join(", "));
    for problem in parts.told(&facts.period) {
        let said = format!("{} {}", look.glyphs.warn, look.say(&problem));
        for line in text::wrap(&said, usize::from(pen.width).saturating_sub(3)) {
            pen.row(&line, Role::Text, "", Role::Text);
        }
    }
}

/// What came in after a lock: beside the figures, never in them.
fn late_rows(pen: &mut Pen, facts: &QuarterFacts, name_room: usize) {
    let look = pen.look;
    let added = (!facts.added.is_empty()).then_some((None, &facts.added));
    let supplements = facts.supplements.iter().map(|s| (Some(s.of), &s.tallies));
    for (of, tallies) in added.into_iter().chain(supplements) {
        for line in count::lines(tallies, Scope::All, &facts.authority_order()) {
            let what = line_name(&line, facts, look);
            let name = match of {
                Some(of) => {
                    look.words.fill("late.from", &[("period", &of.label(look.words.lang)), ("what", &what)])
                }
                None => look.words.fill("late.added", &[("what", &what)]),
            };
            pen.row(&text::clip(&name, name_room), Role::Muted, &numbers(&line, look), Role::Muted);
        }
    }
}

/// Heads and turns of collectives, then of individuals, under their heads.
fn numbers(line: &LineFigures, look: &Look) -> String {
    let f = |x: Figure, n: usize| text::right(&figure(x, look), n);
    format!(
        "{}{}{}{}",
        f(line.collective.heads, 5),
        f(line.collective.turns, 6),
        f(line.individual.heads, 7),
        f(line.individual.turns, 6)
    )
}

/// Where the next row goes.
struct Pen<'a, 'b> {
    frame: &'a mut Frame<'b>,
    look: &'a Look,
    x: u16,
    width: u16,
    y: u16,
    end: u16,
}

impl Pen<'_, '_> {
    /// `left` from the pane's second column, `right` ending at its last but one.
    fn row(&mut self, left: &str, role: Role, right: &str, right_role: Role) {
        if self.y >= self.end {
            return;
        }
        let width = usize::from(self.width);
        let taken = text::width(right);
        let room = width.saturating_sub(2 + if taken > 0 { taken + 2 } else { 0 });
        let edge = self.x + self.width;
        put(self.frame, self.x + 1, self.y, &text::clip(left, room), edge, self.look.style(role));
        let x = usize::from(self.x) + width.saturating_sub(1 + taken);
        put(self.frame, x as u16, self.y, right, edge, self.look.style(right_role));
        self.y += 1;
    }
    fn title(&mut self, left: &str, right: &str) {
        self.row(left, Role::Title, right, Role::Muted);
    }
}

fn lines(facts: &QuarterFacts) -> Vec<LineFigures> {
    count::lines(&facts.tallies, Scope::All, &facts.authority_order())
}

fn figures_part(pen: &mut Pen, facts: &QuarterFacts, wide: bool) {
    let look = pen.look;
    let lines = lines(facts);
    let before = facts.past.last().filter(|p| p.key == facts.period.key.previous());
    let against = |word| {
        let said = |p: &Past| look.words.fill(word, &[("period", &p.key.short_label(look.words.lang))]);
        before.map_or(String::new(), said)
    };
    let show_against = !wide && pen.width >= 76 && before.is_some();
    let compare = if show_against { 16 } else { 0 };
    let name_room = usize::from(pen.width).saturating_sub(27 + compare);
    let head = format!(
        "{}{}",
        text::right(look.word("room.ov.collective"), 11),
        text::right(look.word("room.ov.individual"), 13)
    );
    let more = if show_against { text::right(&against("room.ov.against"), 16) } else { String::new() };
    pen.row(look.word("room.ov.figures"), Role::Title, &format!("{head}{more}"), Role::Head);
    let heads = look.word("room.ov.heads");
    let turns = look.word("room.ov.turns");
    let sub = format!(
        "{}{}{}{}",
        text::right(heads, 5),
        text::right(turns, 6),
        text::right(heads, 7),
        text::right(turns, 6)
    );
    let more = if show_against {
        format!("{}{}", text::right(look.word("room.ov.tt"), 9), text::right(look.word("room.ov.cn"), 7))
    } else {
        String::new()
    };
    pen.row("", Role::Text, &format!("{sub}{more}"), Role::Head);
    if lines.is_empty() {
        let key = if facts.closed().is_some() { "room.ov.no_figures_closed" } else { "room.ov.no_figures" };
        pen.row(look.word(key), Role::Muted, "", Role::Text);
        late_rows(pen, facts, name_room);
        return;
    }
    for line in &lines {
        let numbers = numbers(line, look);
        let more = match before {
            Some(past) if show_against => {
                let old = old_line(past, line, facts);
                let by = |now: Figure, then: Figure| moved(now, then, look);
                let tt = by(
                    main_figure(line, true),
                    old.as_ref().map_or(Figure::None, |o| main_of(o, line, true)),
                );
                let cn = by(
                    main_figure(line, false),
                    old.as_ref().map_or(Figure::None, |o| main_of(o, line, false)),
                );
                format!("{}{}", text::right(&tt, 9), text::right(&cn, 7))
            }
            _ => String::new(),
        };
        let name = text::clip(&line_name(line, facts, look), name_room);
        pen.row(&name, Role::Text, &format!("{numbers}{more}"), Role::Text);
    }
    late_rows(pen, facts, name_room);
    if wide && before.is_some() {
        pen.y += 1;
        pen.title(&against("room.ov.against_title"), "");
        for line in &lines {
            let old = before.and_then(|p| old_line(p, line, facts));
            let value = |collective: bool| {
                let then = old.as_ref().map_or(Figure::None, |o| main_of(o, line, collective));
                text::right(
                    &moved(main_figure(line, collective), then, look),
                    if collective { 11 } else { 13 },
                )
            };
            let name = line_name(line, facts, look);
            let numbers = format!("{}{}", value(true), value(false));
            pen.row(&name, Role::Text, &numbers, Role::Text);
        }
    }
}

/// The figure a line is compared by: heads where it has them, else turns.
fn main_figure(line: &LineFigures, collective: bool) -> Figure {
    main_of(line, line, collective)
}

fn main_of(of: &LineFigures, like: &LineFigures, collective: bool) -> Figure {
    let pick = |l: &LineFigures| if collective { l.collective } else { l.individual };
    if pick(like).heads == Figure::None { pick(of).turns } else { pick(of).heads }
}

fn old_line(past: &Past, line: &LineFigures, facts: &QuarterFacts) -> Option<LineFigures> {
    count::lines(&past.tallies, Scope::All, &facts.authority_order()).into_iter().find(|l| l.key == line.key)
}

/// `▲ 11`, `▼ 3`, `=`; `–` where one side is not an exact number.
fn moved(now: Figure, then: Figure, look: &Look) -> String {
    let number = |f: Figure| match f {
        Figure::Exactly(n) => Some(n),
        Figure::None => Some(0),
        Figure::AtLeast(_) | Figure::Unknown => None,
    };
    if now == Figure::None && then == Figure::None {
        return look.glyphs.none.to_owned();
    }
    match (number(now), number(then)) {
        (Some(a), Some(b)) if a > b => {
            format!("{} {}", look.glyphs.up, number::count(a - b, look.words.lang))
        }
        (Some(a), Some(b)) if a < b => {
            format!("{} {}", look.glyphs.down, number::count(b - a, look.words.lang))
        }
        (Some(_), Some(_)) => "=".to_owned(),
        _ => look.glyphs.none.to_owned(),
    }
}

/// Which part of a list of `len` is shown in `room` rows so that `at` is in it.
fn window(len: usize, at: usize, room: usize) -> std::ops::Range<usize> {
    let top = (at + 1).saturating_sub(room.max(1)).min(len.saturating_sub(room));
    top..(top + room).min(len)
}

fn steps_part(pen: &mut Pen, facts: &QuarterFacts, steps: &[Step], at: usize, shelf: &Shelf) {
    steps_rows(pen, facts, steps, at, 0..steps.len(), shelf);
}

fn steps_rows(
    pen: &mut Pen,
    facts: &QuarterFacts,
    steps: &[Step],
    at: usize,
    shown: std::ops::Range<usize>,
    shelf: &Shelf,
) {
    let look = pen.look;
    let done = steps.iter().filter(|s| s.mark == Mark::Done).count();
    let counts = look.words.fill(
        "room.ov.step_count",
        &[("done", &done.to_string()), ("left", &(steps.len() - done).to_string())],
    );
    pen.title(&steps_title(facts, shelf, look), &counts);
    for (n, step) in steps.iter().enumerate().skip(shown.start).take(shown.len()) {
        let (glyph, role) = match step.mark {
            Mark::Done => (look.glyphs.done, Role::Good),
            Mark::UnderWay => (look.glyphs.going, Role::Accent),
            Mark::NotBegun => (look.glyphs.open, Role::Text),
            Mark::Warn => (look.glyphs.warn, Role::Warn),
        };
        let progress = step.progress.map_or(String::new(), |(a, b)| format!("{a}/{b}"));
        let y = pen.y;
        if y >= pen.end {
            break;
        }
        let label = format!("{glyph} {}", look.say(&step.what));
        if n == at {
            let blank = " ".repeat(usize::from(pen.width));
            put(pen.frame, pen.x, y, &blank, pen.x + pen.width, look.style(Role::Select));
            put(pen.frame, pen.x, y, look.glyphs.marker, pen.x + pen.width, look.style(Role::Select));
            pen.row(&label, Role::Select, &progress, Role::Select);
        } else {
            pen.row(&label, Role::Text, &progress, Role::Text);
            put(pen.frame, pen.x + 1, y, glyph, pen.x + pen.width, look.style(role));
        }
    }
}

/// `Trước giao ban 27/07, còn 5 ngày`; without a date of the meeting, of the quarter.
fn steps_title(facts: &QuarterFacts, shelf: &Shelf, look: &Look) -> String {
    let Some(date) = facts.meeting.date else { return look.word("room.ov.steps").to_owned() };
    let day = crate::core::date::short(date, facts.period.key.year);
    let left = (date - shelf.today).get_days();
    let key = match left {
        1.. => "room.ov.steps_before",
        0 => "room.ov.steps_today",
        _ => "room.ov.steps_after",
    };
    look.words.fill(key, &[("day", &day), ("n", &left.to_string())])
}

fn campaigns_part(pen: &mut Pen, facts: &QuarterFacts, wide: bool) {
    let look = pen.look;
    let count = facts.campaigns.len();
    if wide {
        pen.title(look.word("room.ov.campaigns"), "");
        if count == 0 {
            pen.row(look.word("room.ov.no_campaigns"), Role::Muted, "", Role::Text);
        }
        for c in &facts.campaigns {
            pen.row(&c.name, Role::Text, look.word(campaign_state(c.state)), Role::Text);
        }
    } else if count > 0 {
        let done = facts.campaigns.iter().filter(|c| c.state == CampaignState::Concluded).count();
        let key = if done == count { "room.ov.campaigns_all" } else { "room.ov.campaigns_some" };
        let line = look.words.fill(key, &[("n", &count.to_string()), ("done", &done.to_string())]);
        pen.row(&line, Role::Text, "", Role::Text);
    }
    if let Some(days) = facts.days {
        let mut line = look.words.fill("room.ov.days", &[("n", &days.to_string())]);
        if let Some((past, old)) = facts.past.last().and_then(|p| p.days.map(|d| (p, d))) {
            let label = past.key.short_label(look.words.lang);
            line.push_str(
                &look.words.fill("room.ov.days_before", &[("period", &label), ("n", &old.to_string())]),
            );
        }
        for line in text::wrap(&line, usize::from(pen.width).saturating_sub(2)) {
            pen.row(&line, Role::Text, "", Role::Text);
        }
    }
}

/// Words key of a campaign's state.
pub fn campaign_state(state: CampaignState) -> &'static str {
    match state {
        CampaignState::Launched => "room.mv.launched",
        CampaignState::Running => "room.mv.running",
        CampaignState::Reviewed => "room.mv.reviewed",
        CampaignState::Concluded => "room.mv.concluded",
    }
}

fn movement_part(pen: &mut Pen, facts: &QuarterFacts) {
    let look = pen.look;
    let m = &facts.movement;
    if m.name.is_empty() && m.motto.is_empty() {
        return;
    }
    let title = look
        .words
        .fill("room.ov.movement", &[("name", &m.name), ("year", &facts.period.key.year.to_string())]);
    pen.title(&title, "");
    for line in text::wrap(&m.motto, usize::from(pen.width).saturating_sub(3)) {
        pen.row(&line, Role::Text, "", Role::Text);
    }
}

/// Eight periods: turns in monthly notices as numbers and bars, and the days to the decision.
fn trend_part(pen: &mut Pen, facts: &QuarterFacts) {
    let look = pen.look;
    if facts.past.is_empty() || pen.y + 3 >= pen.end {
        return;
    }
    let turns = |tallies: &[count::Tally]| {
        count::lines(tallies, Scope::All, &[])
            .into_iter()
            .find(|l| l.key.kind == crate::core::award::LineKind::Notice)
            .and_then(|l| l.collective.turns.number())
    };
    let mut rows: Vec<(String, Option<i64>, Option<i64>)> =
        facts.past.iter().map(|p| (p.key.brief(look.words.lang), turns(&p.tallies), p.days)).collect();
    rows.push((facts.period.key.brief(look.words.lang), turns(&facts.tallies), facts.days));
    pen.title(look.word("room.ov.trend"), &look.words.fill("room.ov.trend_heads", &[]));
    let most = rows.iter().filter_map(|r| r.1).max().unwrap_or(0).max(1);
    let space = usize::from(pen.width).saturating_sub(34).min(30);
    for (label, n, days) in rows {
        let cells = n.map_or(0, |n| (n as usize * space * 2).div_ceil(most as usize * 2));
        let bar = look.glyphs.bar.repeat(cells.min(space));
        let show =
            |v: Option<i64>| v.map_or(look.glyphs.none.to_owned(), |n| number::count(n, look.words.lang));
        let right = format!("{}{}", text::right(&show(n), 8), text::right(&show(days), 9));
        pen.row(&format!("{} {bar}", text::left(&label, 11)), Role::Text, &right, Role::Text);
    }
    pen.row(look.word("room.ov.trend_note"), Role::Muted, "", Role::Text);
}
