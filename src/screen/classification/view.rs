//! How room 6 looks: the table, and under it the quota meters; from 100 cells and with room enough the table of levels and
//! the reasons of the selected unit.
use super::board::{Board, Row};
use super::mark::{body, cell_of, proposed_head, widest};
use super::meters::{level_rows, level_table, meter_line};
use super::{State, after, behind, votes};
use crate::core::adjustment::Stage;
use crate::core::checklist;
use crate::core::date;
use crate::core::level::Mark;
use crate::core::parts::RollUp;
use crate::core::problem::Problem;
use crate::core::quarter::State as Stand;
use crate::core::standing;
use crate::core::text;
use crate::kit::look::{Look, Role, Seen, Tone};
use crate::kit::para;
use crate::kit::table::{self, Cell, Column, Line};
use crate::shelf::Shelf;
use ratatui::Frame;
use ratatui::layout::Rect;
use std::cmp::Ordering;

/// From this width on there is room for everything.
const WIDE: u16 = 100;

/// Draws the room.
pub fn view(state: &State, shelf: &Shelf, look: &Look, area: Rect, f: &mut Frame) -> Seen {
    let Some(facts) = shelf.quarter() else { return Seen::default() };
    if let Some(page) = &state.adjust {
        return page.draw(f, area, look, shelf, facts);
    }
    let Some(board) = shelf.reckoned().and_then(|r| Board::new(r)).map(|b| b.over(after::before(shelf)))
    else {
        return empty(look, area, f, "room.cl.no_levels_title", &["room.cl.no_levels"]);
    };
    if let Some(page) = &state.page {
        return page.draw(f, area, look, &board);
    }
    if let Some(votes) = &state.votes {
        return votes.view(facts, look, area, f);
    }
    if board.rows.is_empty() {
        return empty(
            look,
            area,
            f,
            "room.cl.no_units_title",
            &["room.cl.no_units_text", "room.cl.no_units"],
        );
    }
    let area = aimless(f, look, area, &board);
    let wide = area.width >= WIDE;
    para::title(f, look, area, 0, &title(&board, look), &limits(&board, look, wide), false);
    let selected = state.selected(&board);
    let cursor = crate::kit::table::Cursor { at: selected, ..state.cursor };
    let levels = level_rows(&board, look);
    let gap = u16::from(area.height > 15);
    let heights = (board.rows.len() as u16 + 1, levels.len() as u16);
    let tall = wide && area.height >= 1 + gap + heights.0 + 1 + heights.1;
    let foot = 1 + if tall { heights.1 } else { 1 };
    let body = Rect { y: area.y + 1 + gap, height: area.height.saturating_sub(1 + gap + foot), ..area };
    let body = if tall { Rect { height: heights.0, ..body } } else { body };
    let (columns, rows) = unit_table(&board, look, wide);
    let used = table::draw(f, body, look, &columns, &rows, Some(&cursor), true);
    let y = body.y - area.y + used + 1;
    if tall {
        let end = level_table(f, look, area, y, &levels, board.approved());
        reasons(f, look, area, end + 2, &board, board.row(selected));
    } else {
        meter_line(f, look, area, area.height.saturating_sub(1).min(y), &board);
    }
    let detail = board.row(selected).map(|row| detail(&board, row, look));
    Seen { detail, next: next(&board, shelf, look), ..Seen::default() }
}

/// Knock-outs that can strike nobody, on the last rows; what is left of the area.
fn aimless(f: &mut Frame, look: &Look, area: Rect, board: &Board<'_>) -> Rect {
    let found = standing::aimless(board.facts);
    let Some(first) = found.first().filter(|_| !board.facts.locked()) else { return area };
    let (tone, said) = look.detail(Tone::Warn, &look.say(&standing::aimless_said(first)));
    let rows = text::wrap(&said, usize::from(area.width.saturating_sub(2))).len() as u16;
    let rest = area.height.saturating_sub(rows);
    para::paragraph(f, look, area, (1, rest), tone, &said);
    Rect { height: rest, ..area }
}

/// An empty room teaches.
fn empty(look: &Look, area: Rect, f: &mut Frame, title: &str, lines: &[&str]) -> Seen {
    para::title(f, look, area, 0, look.word("room.cl.title_plain"), "", false);
    let mut y = para::paragraph(f, look, area, (3, 3), Role::Title, look.word(title)) + 1;
    for line in lines {
        y = para::paragraph(f, look, area, (3, y), Role::Text, look.word(line)) + 1;
    }
    Seen::default()
}

/// `Xếp loại: Xuất sắc từ 90, Tốt 80, …`; with the approving paper once there is one.
fn title(board: &Board<'_>, look: &Look) -> String {
    if let Some(paper) = &board.facts.approval {
        let day = paper.date.map_or_else(|| "?".to_owned(), date::full);
        let applied = board.facts.adjustments.iter().rev().find(|a| a.stage == Stage::Applied);
        if let Some(last) = applied {
            let (n, day) = (last.ordinal.to_string(), last.date.map_or_else(|| "?".to_owned(), date::full));
            let args = [("n", n.as_str()), ("number", &last.number), ("date", &day)];
            return look.words.fill("room.cl.title_adjusted", &args);
        }
        return look.words.fill("room.cl.title_approved", &[("number", &paper.number), ("date", &day)]);
    }
    let levels: Vec<String> = board
        .set
        .levels
        .iter()
        .filter_map(|l| Some((l.name.as_str(), l.minimum?.short(look.lang))))
        .enumerate()
        .map(|(n, (name, minimum))| {
            let key = if n == 0 { "room.cl.from_first" } else { "room.cl.from" };
            look.words.fill(key, &[("level", name), ("minimum", &minimum)])
        })
        .collect();
    if levels.is_empty() || !board.scored {
        let key = match (board.facts.parts.is_some(), board.set.nested) {
            (false, _) => "room.cl.title_unscored",
            (true, false) => "parts.levels_of",
            (true, true) => "parts.titles_of",
        };
        let period = board.facts.period.key.within(look.lang);
        return look.words.fill(key, &[("period", &period)]);
    }
    look.words.fill("room.cl.title", &[("levels", &levels.join(", "))])
}

/// `Xuất sắc tối đa 25% của 12 đơn vị = 3`; short where there is less room.
fn limits(board: &Board<'_>, look: &Look, wide: bool) -> String {
    let base = board.base.to_string();
    let said = board.set.levels.iter().filter_map(|l| {
        let meter = board.meters.iter().find(|m| m.level == l.id)?;
        let (share, places) = (l.quota?.short(look.lang), meter.places?.to_string());
        let key = if wide { "room.cl.quota" } else { "room.cl.quota_short" };
        let args = [("level", l.name.as_str()), ("share", &share), ("base", &base), ("places", &places)];
        Some(look.words.fill(key, &args))
    });
    said.collect::<Vec<_>>().join(", ")
}

/// Columns and rows of the units. Before "chờ duyệt" nothing is approved: that column is the first to go, after it dự kiến.
fn unit_table(board: &Board<'_>, look: &Look, wide: bool) -> (Vec<Column>, Vec<Line>) {
    let late = board.facts.period.state >= Stand::Waiting;
    let name = |m| board.name(m, &look.words);
    let texts: Vec<[Cell; 7]> = board.rows.iter().map(|r| cells(board, r, look)).collect();
    let of = |n: usize, head: &'static str| {
        let head = look.word(head);
        let names = board.set.levels.iter().map(|l| name(Mark::Level(l.id)));
        let cells = texts.iter().map(|t| t[n].text.as_str());
        Column::fixed(head, widest(cells.chain(names).chain([head])))
    };
    let columns = vec![
        Column::fixed(look.word("room.cl.col_rank"), 4).right(),
        Column::flex(look.word("room.cl.col_unit"), 14, 34),
        Column::fixed(look.word("room.cl.col_rate"), 8).right(),
        of(3, "room.cl.col_suggested").drop(if late { 1 } else { 4 }),
        of(4, proposed_head(board)),
        of(5, "room.cl.col_approved").drop(if late { 4 } else { 1 }),
        Column::flex(look.word("room.cl.col_reason"), 8, 60).drop(2),
    ];
    // below 100 cells the column of the other half of the work stands back for names and reasons
    let out: Vec<usize> = [
        (!board.scored, if board.facts.parts.is_some() { vec![2, 3] } else { vec![0, 2, 3] }),
        (!wide, vec![if late { 3 } else { 5 }]),
    ]
    .into_iter()
    .filter(|(hidden, _)| *hidden)
    .flat_map(|(_, n)| n)
    .collect();
    let kept = |n: &usize| !out.contains(n);
    let columns = columns.into_iter().enumerate().filter(|(n, _)| kept(n)).map(|(_, c)| c).collect();
    let rows = texts
        .into_iter()
        .map(|t| Line::new(t.into_iter().enumerate().filter(|(n, _)| kept(n)).map(|(_, c)| c).collect()))
        .collect();
    (columns, rows)
}

fn cells(board: &Board<'_>, row: &Row<'_>, look: &Look) -> [Cell; 7] {
    let g = look.glyphs;
    let rate = row.place.as_ref().filter(|p| p.rank.is_some()).and_then(|p| p.rate);
    let suggested = row.suggested().map(|id| board.name(Mark::Level(id), &look.words));
    let arrow = |mark: Option<Mark>, beside: Option<Mark>, none: &str| {
        let mut cell = cell_of(board, look, mark, none);
        match board.against(mark, beside) {
            Some(Ordering::Less) => cell.text = format!("{} {}", cell.text, g.down),
            Some(Ordering::Greater) => cell.text = format!("{} {}", cell.text, g.up),
            _ => {}
        }
        cell
    };
    let proposed = arrow(row.proposed(), row.suggested().map(Mark::Level), g.not_yet);
    [
        row.rank().map_or_else(|| g.none.to_owned(), |r| r.to_string()).into(),
        row.unit.label().into(),
        rate.map_or_else(|| g.not_yet.to_owned(), |r| r.show(look.lang)).into(),
        Cell::new(Role::Derived, suggested.unwrap_or(g.not_yet)),
        proposed,
        arrow(row.approved(), row.proposed(), g.none),
        reason(board, row, look).into(),
    ]
}

/// What stands in the column of reasons: people's words, those of an adjustment told as such, else what is worth knowing
/// of dự kiến.
fn reason(board: &Board<'_>, row: &Row<'_>, look: &Look) -> String {
    if let Some(said) = after::short(board, row, look) {
        return said;
    }
    if !row.reason().is_empty() {
        return row.reason().to_owned();
    }
    say_all(row.notable().chain(&behind::flags(row)), look)
}

fn say_all<'a>(problems: impl Iterator<Item = &'a Problem>, look: &Look) -> String {
    problems.map(|p| look.say(p)).collect::<Vec<_>>().join("; ")
}

/// Why the selected unit stands where it stands.
fn reasons(f: &mut Frame, look: &Look, area: Rect, y: u16, board: &Board<'_>, row: Option<&Row<'_>>) {
    let Some(row) = row else { return };
    let head = match row.suggested() {
        Some(id) => {
            let level = board.name(Mark::Level(id), &look.words);
            look.words.fill("room.cl.head", &[("unit", &row.unit.label()), ("level", level)])
        }
        None => row.unit.label(),
    };
    para::put(f, look, area, (1, y), Role::Title, &head);
    let mut at = y + 2;
    for line in why_lines(board, row, look) {
        if at >= area.height {
            break;
        }
        at = para::paragraph(f, look, area, (3, at), Role::Text, &capital(&line));
    }
}

/// A part of a sentence as a line of its own.
fn capital(said: &str) -> String {
    let mut chars = said.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn why_lines(board: &Board<'_>, row: &Row<'_>, look: &Look) -> Vec<String> {
    let lang = look.lang;
    let mut out = Vec::new();
    if let Some((place, rate)) =
        row.place.as_ref().filter(|p| p.rank.is_some()).and_then(|p| Some((p, p.rate?)))
    {
        let (total, whole) = (place.total.show(lang), crate::core::number::Points(rate.whole).short(lang));
        let args = [("rate", rate.show(lang)), ("total", total), ("whole", whole)];
        out.push(look.words.fill("room.cl.rate", &args.each_ref().map(|(k, v)| (*k, v.as_str()))));
    }
    let why = say_all(row.why().iter(), look);
    if let Some(id) = row.suggested() {
        let level = board.name(Mark::Level(id), &look.words);
        out.push(look.words.fill("room.cl.why_suggested", &[("level", level), ("why", &why)]));
    } else if !why.is_empty() {
        out.push(look.words.fill("room.cl.why_none", &[("why", &why)]));
    }
    out.extend(behind::flags(row).iter().map(|flag| look.say(flag)));
    out.extend(votes::of_unit(board.facts, &board.reckoned.standings, row.unit.id, &look.words));
    out.extend(decided(board, row, look));
    let past: Vec<&str> = board
        .facts
        .past
        .iter()
        .rev()
        .take(4)
        .rev()
        .filter_map(|p| p.units.iter().find(|u| u.unit == row.unit.id))
        .map(|u| if u.level.is_empty() { look.glyphs.none } else { u.level.as_str() })
        .collect();
    if !past.is_empty() {
        let args = [("n", past.len().to_string()), ("levels", past.join(", "))];
        out.push(look.words.fill("room.cl.past", &args.each_ref().map(|(k, v)| (*k, v.as_str()))));
    }
    out
}

/// What people decided, with their reasons: the adjustment that set the level, else the approval.
fn decided(board: &Board<'_>, row: &Row<'_>, look: &Look) -> Vec<String> {
    let Some(mark) = row.mark else { return Vec::new() };
    let body = look.word(body(board));
    let adjusted = after::whole(board, row, look);
    let approved = mark.approved.filter(|_| adjusted.is_none());
    let said = [
        ("room.cl.said_proposed", mark.proposed, &mark.reason),
        ("room.cl.said_approved", approved, &mark.approved_reason),
    ]
    .into_iter()
    .filter_map(|(key, decided, reason)| {
        let level = board.name(decided?, &look.words);
        let args = [("body", body), ("level", level), ("reason", reason)];
        (!reason.is_empty()).then(|| look.words.fill(key, &args))
    });
    said.chain(adjusted).collect()
}

/// The detail line: people's reason first, then how dự kiến came about.
fn detail(board: &Board<'_>, row: &Row<'_>, look: &Look) -> (Role, String) {
    let mut parts = moved(board, row, look);
    let warned = !parts.is_empty();
    parts.extend(decided(board, row, look));
    let why = say_all(row.why().iter(), look);
    match row.suggested() {
        Some(id) => {
            let level = board.name(Mark::Level(id), &look.words);
            parts.push(look.words.fill("room.cl.why_suggested", &[("level", level), ("why", &why)]));
        }
        None if !why.is_empty() => parts.push(why),
        None if row.rolled.is_some() => parts.extend(row.rolled.as_ref().map(|r| rolled(board, r, look))),
        None if !board.scored && parts.is_empty() => parts.push(look.word("room.cl.unscored").to_owned()),
        None => {}
    }
    parts.extend(behind::flags(row).iter().map(|flag| look.say(flag)));
    parts.extend(votes::of_unit(board.facts, &board.reckoned.standings, row.unit.id, &look.words));
    let vote = row.suggestion.as_ref().is_some_and(|s| s.vote);
    if vote && !board.facts.locked() {
        parts.push(look.word("room.vote.needed").to_owned());
    }
    let tone = if vote || warned { Tone::Warn } else { Tone::Plain };
    look.detail(tone, &format!("{}: {}", row.unit.tag(), parts.join(" · ")))
}

/// The proposal of a unit no longer has the dự kiến it was submitted with.
fn moved(board: &Board<'_>, row: &Row<'_>, look: &Look) -> Vec<String> {
    let here = board.moved().iter().any(|r| r.unit.id == row.unit.id);
    let level =
        row.suggested().map_or(look.word("room.cl.none"), |id| board.name(Mark::Level(id), &look.words));
    here.then(|| look.words.fill("room.cl.moved", &[("level", level)])).into_iter().collect()
}

/// `tổng 3.801,50, bình quân 95,04%; Quý I Xuất sắc, Quý II Tốt`
fn rolled(board: &Board<'_>, row: &RollUp, look: &Look) -> String {
    let none = || look.glyphs.none.to_owned();
    let parts = board.facts.parts.iter().flat_map(|p| &p.quarters).map(|q| q.period.key);
    let levels: Vec<String> = parts
        .zip(&row.quarters)
        .map(|(key, had)| {
            let level = had.as_ref().map(|u| u.level.clone()).filter(|l| !l.is_empty());
            format!("{} {}", key.short_label(look.lang), level.unwrap_or_else(none))
        })
        .collect();
    let total = row.total.map_or_else(none, |t| t.show(look.lang));
    let mean = row.mean.map_or_else(none, |m| format!("{}%", m.hundredths().show(look.lang)));
    let args = [("total", total), ("mean", mean), ("levels", levels.join(", "))];
    let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
    look.words.fill("parts.rolled", &args)
}

/// What comes next in this room.
fn next(board: &Board<'_>, shelf: &Shelf, look: &Look) -> Option<(String, String)> {
    if let Some(row) = board.moved().first() {
        let level =
            row.suggested().map_or(look.word("room.cl.none"), |id| board.name(Mark::Level(id), &look.words));
        let args = [("unit", row.unit.tag()), ("level", level)];
        return Some((look.words.fill("room.cl.next_moved", &args), "Ctrl+K".to_owned()));
    }
    // Ctrl+G goes where the period's next step is, which may be another room
    let here = checklist::next(shelf.steps()).is_some_and(|step| step.goes == "classification");
    let missing = board.missing().count();
    let open = board.first_open().is_some();
    let key = match board.facts.period.state {
        Stand::Approved => {
            let open = board.facts.adjustments.iter().find(|a| a.stage == Stage::Open)?;
            let said = look.words.fill("room.cl.next_adjust", &[("n", &open.ordinal.to_string())]);
            return Some((said, "F7".to_owned()));
        }
        Stand::Locked => "room.cl.next_approve",
        Stand::Waiting => "room.cl.next_lock",
        _ if missing > 0 && board.missing().any(|r| r.suggested().is_some()) => "room.cl.next_take",
        _ if missing > 0 => "room.cl.next_propose",
        _ if open => "room.cl.next_reasons",
        _ => "room.cl.next_submit",
    };
    let said = look.words.fill(key, &[("n", &missing.to_string())]);
    let chord = match key {
        "room.cl.next_propose" | "room.cl.next_reasons" => "Enter",
        "room.cl.next_take" => "Ctrl+K",
        _ if here => "Ctrl+G",
        _ => "Ctrl+K",
    };
    Some((said, chord.to_owned()))
}
