//! How room 8 looks: the papers with their state, and the preview as text at reading size – beside the list from 100
//! cells, under it below. Forms take the whole room.
//!  Văn bản Quý II/2021                          Báo cáo quý, DỰ THẢO, dòng 1–14/96
//! ►● Báo cáo quý        dự thảo   │   CÔNG AN TỈNH HỒNG LAM    CỘNG HÒA XÃ HỘI …
//!  ○ Điều chỉnh xếp loại chưa có  │
use super::sheet::{Choice, lacking};
use super::{Mode, State, texts};
use crate::core::period::PeriodKey;
use crate::core::quarter::QuarterFacts;
use crate::core::summary::{Of, Paper};
use crate::kit::form::Form;
use crate::kit::look::{Look, Role, Seen, Tone};
use crate::kit::para::{READING, paragraph, put, title};
use crate::kit::table::{self, Cell, Column, Cursor, Line};
use crate::shelf::Shelf;
use ratatui::Frame;
use ratatui::layout::Rect;
use std::path::Path;

/// From this width list and preview stand side by side.
const WIDE: u16 = 100;
/// Cells of the list then.
const LIST: u16 = 34;
/// With fewer rows than these the list shows its selected line alone.
const SHORT: u16 = 15;

/// Draws the room.
pub fn view(state: &State, shelf: &Shelf, look: &Look, area: Rect, frame: &mut Frame) -> Seen {
    match &state.mode {
        Mode::Texts(open) => {
            let words = ("room.pa.texts_title", "room.pa.texts_next");
            form(&open.form, open.period, words, open.form.changed(), look, area, frame)
        }
        Mode::Export(open) => {
            let words = ("room.pa.export_title", "room.pa.export_next");
            let seen = form(&open.form, open.period, words, false, look, area, frame);
            Seen { unsaved: false, ..seen }
        }
        Mode::Preview => preview(state, shelf, look, area, frame),
    }
}

fn form(
    form: &Form,
    period: PeriodKey,
    (name, next): (&str, &str),
    changed: bool,
    look: &Look,
    area: Rect,
    f: &mut Frame,
) -> Seen {
    let name = look.words.fill(name, &[("period", &period.label(look.words.lang))]);
    title(f, look, area, 0, &name, "", changed);
    let seen = form.draw(f, lower(area, 2), look);
    Seen { next: Some((look.word(next).to_owned(), String::new())), ..seen }
}

/// `area` without its first rows.
fn lower(area: Rect, top: u16) -> Rect {
    let top = top.min(area.height);
    Rect { y: area.y + top, height: area.height - top, ..area }
}

fn preview(state: &State, shelf: &Shelf, look: &Look, area: Rect, f: &mut Frame) -> Seen {
    let Some(facts) = shelf.quarter() else { return Seen::default() };
    let choice = state.choice;
    let body = if area.width >= WIDE {
        let below = lower(area, 2);
        let left = Rect { width: LIST, ..below };
        list(state, facts, look, left, f);
        side(state, facts, look, lower(left, Paper::ALL.len() as u16 + 1), f);
        for y in 0..below.height {
            put(f, look, below, (LIST, y), Role::Muted, look.glyphs.pane);
        }
        Rect { x: below.x + LIST + 1, width: below.width - LIST - 1, ..below }
    } else {
        // where rows are few the list scrolls behind its selected line
        let rows = if area.height < SHORT { 1 } else { Paper::ALL.len() as u16 };
        let below = lower(area, 1);
        list(state, facts, look, Rect { height: rows.min(below.height), ..below }, f);
        lower(area, rows + 2)
    };
    let rows = usize::from(body.height);
    let width = usize::from(body.width.saturating_sub(3)).min(READING);
    let (lines, all) = state.sheet.lines(choice, shelf, width, state.top, rows);
    for (y, line) in lines.iter().enumerate() {
        // the rules of the paper in the signs of the set in use
        put(f, look, body, (2, y as u16), Role::Text, &line.replace('─', look.glyphs.rule));
    }
    heading(state, facts, (lines.len(), all), look, area, f);
    seen(choice, facts, look)
}

/// What is shown, and which of its lines.
fn heading(
    state: &State,
    facts: &QuarterFacts,
    (shown, all): (usize, usize),
    look: &Look,
    area: Rect,
    f: &mut Frame,
) {
    let period = facts.period.key.label(look.words.lang);
    let name = look.words.fill("room.pa.title", &[("period", &period)]);
    let Ok((copies, at)) = state.choice.copies(facts) else {
        title(f, look, area, 0, &name, look.word(state.choice.paper.word(facts.period.key.kind)), false);
        return;
    };
    let draft = state.choice.draft(facts);
    let kind = look.word(if draft { "room.pa.kind_draft" } else { "room.pa.kind_final" });
    let paper = titled(state.choice.paper, copies.get(at).copied(), (at, copies.len()), facts, look);
    let top = state.top.min(all.saturating_sub(shown));
    let (from, to) = ((top + usize::from(shown > 0)).to_string(), (top + shown).to_string());
    let state = look.words.fill(
        "room.pa.position",
        &[("paper", &paper), ("kind", kind), ("from", &from), ("to", &to), ("all", &all.to_string())],
    );
    title(f, look, area, 0, &name, &state, false);
}

/// `Giải trình điểm PV01 (1/12)`, `Điều chỉnh xếp loại lần 2`.
fn titled(
    paper: Paper,
    of: Option<Of>,
    (at, all): (usize, usize),
    facts: &QuarterFacts,
    look: &Look,
) -> String {
    let name = look.word(paper.word(facts.period.key.kind));
    match of {
        Some(of @ (Of::Unit(id) | Of::UnitAt(id, _))) => {
            let name = match of {
                Of::UnitAt(_, 0) => look.words.fill("room.pa.as_approved", &[("paper", name)]),
                Of::UnitAt(_, n) => {
                    look.words.fill("room.pa.after_adjustment", &[("paper", name), ("n", &n.to_string())])
                }
                _ => name.to_owned(),
            };
            let name = name.as_str();
            let tag = facts.unit(id).map_or("", |u| u.tag());
            let (n, of) = ((at + 1).to_string(), all.to_string());
            look.words.fill("room.pa.of_unit", &[("paper", name), ("unit", tag), ("n", &n), ("of", &of)])
        }
        Some(Of::Version(0)) => look.words.fill("room.pa.as_approved", &[("paper", name)]),
        Some(Of::Version(n)) => {
            look.words.fill("room.pa.after_adjustment", &[("paper", name), ("n", &n.to_string())])
        }
        Some(Of::Adjustment(n)) => {
            look.words.fill("room.pa.of_adjustment", &[("paper", name), ("n", &n.to_string())])
        }
        _ => name.to_owned(),
    }
}

/// The papers of the period, each with its state.
fn list(state: &State, facts: &QuarterFacts, look: &Look, area: Rect, f: &mut Frame) {
    let columns = [Column::flex("", 16, 40), Column::fixed("", 9)];
    let rows: Vec<Line> = Paper::ALL
        .iter()
        .map(|paper| {
            let choice = Choice { paper: *paper, ..state.choice };
            let (sign, word) = match choice.of(facts) {
                Err(_) => (look.glyphs.open, "room.pa.none"),
                Ok(_) if choice.draft(facts) => (look.glyphs.going, "room.pa.draft"),
                Ok(_) => (look.glyphs.done, "room.pa.final"),
            };
            let name = format!("{sign} {}", look.word(paper.word(facts.period.key.kind)));
            Line::new(vec![Cell::from(name), Cell::from(look.word(word))])
        })
        .collect();
    let at = Paper::ALL.iter().position(|p| *p == state.choice.paper).unwrap_or(0);
    table::draw(f, area, look, &columns, &rows, Some(&Cursor::at(at)), true);
}

/// Under the list: what is still to be written, and where the files of this sitting lie.
fn side(state: &State, facts: &QuarterFacts, look: &Look, area: Rect, f: &mut Frame) {
    let area = Rect { width: area.width.saturating_sub(1), ..area };
    let missing = state.choice.paper.missing(facts);
    let mut y = 0;
    if let Some(said) = lacks(facts, look) {
        put(f, look, area, (1, y), Role::Warn, look.glyphs.warn);
        y = paragraph(f, look, area, (3, y), Role::Text, &said) + 1;
    }
    // one line a part where rows are few
    let tall = area.height > 20;
    if !missing.is_empty() {
        let head = look.words.fill("room.pa.missing_count", &[("n", &missing.len().to_string())]);
        put(f, look, area, (1, y), Role::Warn, look.glyphs.warn);
        put(f, look, area, (3, y), Role::Text, &head);
        y += 1;
        for part in missing {
            let name = texts::printed(part, facts, &look.words);
            if tall {
                y = paragraph(f, look, area, (3, y), Role::Text, &name);
            } else {
                put(f, look, area, (3, y), Role::Text, &name);
                y += 1;
            }
        }
        y += 1;
    }
    if !state.files.is_empty() {
        put(f, look, area, (1, y), Role::Title, look.word("room.pa.files"));
        for file in &state.files {
            let name =
                Path::new(file).file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            y = paragraph(f, look, area, (1, y + 1), Role::Text, &name) - 1;
        }
    }
}

/// `chưa ghi người ký, địa danh: phòng 0, Thể thức văn bản`
fn lacks(facts: &QuarterFacts, look: &Look) -> Option<String> {
    let what: Vec<&str> = lacking(facts).into_iter().map(|key| look.word(key)).collect();
    (!what.is_empty()).then(|| look.words.fill("room.pa.lacks", &[("what", &what.join(", "))]))
}

fn seen(choice: Choice, facts: &QuarterFacts, look: &Look) -> Seen {
    let paper = choice.paper;
    // why there is none stands in the place of the paper
    if choice.of(facts).is_err() {
        return Seen::default();
    }
    let missing: Vec<&str> = paper.missing(facts).iter().map(|p| look.word(texts::label(*p))).collect();
    let lacks = lacks(facts, look);
    if let (true, Some(said)) = (missing.is_empty(), &lacks) {
        let next = (look.word("room.pa.next_letterhead").to_owned(), "Enter".to_owned());
        return Seen { detail: Some(look.detail(Tone::Warn, said)), next: Some(next), ..Seen::default() };
    }
    if missing.is_empty() {
        let key = if paper.written() { "room.pa.whole" } else { "room.pa.from_register" };
        let text = look.words.fill(key, &[("n", &facts.act.0.to_string())]);
        let next = (look.word("room.pa.next_export").to_owned(), "Ctrl+S".to_owned());
        return Seen { detail: Some(look.detail(Tone::Plain, &text)), next: Some(next), ..Seen::default() };
    }
    let mut text = look.words.fill(
        "room.pa.missing",
        &[
            ("paper", look.word(paper.word(facts.period.key.kind))),
            ("n", &missing.len().to_string()),
            ("parts", &missing.join("; ")),
        ],
    );
    if let Some(said) = lacks {
        let n = look.words.fill("room.pa.missing_count", &[("n", &missing.len().to_string())]);
        text = format!("{said}; {n}: {}", missing.join("; "));
    }
    let next = (look.word("room.pa.next_texts").to_owned(), "F2".to_owned());
    Seen { detail: Some(look.detail(Tone::Warn, &text)), next: Some(next), ..Seen::default() }
}
