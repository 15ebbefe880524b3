//! How room 8 looks: the papers with their state, and the preview as text at reading size – beside the list from 100
//! cells, under it below. Forms take the whole room.
//!  Văn bản Quý II/2021                          Báo cáo quý, DỰ THẢO, dòng 1–14/96
//! ►● Báo cáo quý        dự thảo   │   CÔNG AN TỈNH HỒNG LAM    CỘNG HÒA XÃ HỘI …
use super::sheet::{PAPERS, Paper, is_draft, lacking};
use super::{Mode, State, texts};
use crate::core::period::PeriodKey;
use crate::core::quarter::QuarterFacts;
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
    let (Some(facts), Some(paper)) = (shelf.quarter(), PAPERS.get(state.at)) else { return Seen::default() };
    let body = if area.width >= WIDE {
        let below = lower(area, 2);
        let left = Rect { width: LIST, ..below };
        list(state, facts, look, left, f);
        side(state, paper, facts, look, lower(left, PAPERS.len() as u16 + 1), f);
        for y in 0..below.height {
            put(f, look, below, (LIST, y), Role::Muted, look.glyphs.pane);
        }
        Rect { x: below.x + LIST + 1, width: below.width - LIST - 1, ..below }
    } else {
        let rows = PAPERS.len() as u16;
        list(
            state,
            facts,
            look,
            Rect { height: rows.min(area.height.saturating_sub(1)), ..lower(area, 1) },
            f,
        );
        lower(area, rows + 2)
    };
    let rows = usize::from(body.height);
    let width = usize::from(body.width.saturating_sub(3)).min(READING);
    let (lines, all) = state.sheet.lines(state.at, shelf, width, state.top, rows);
    for (y, line) in lines.iter().enumerate() {
        // the rules of the paper in the signs of the set in use
        put(f, look, body, (2, y as u16), Role::Text, &line.replace('─', look.glyphs.rule));
    }
    heading(state, paper, facts, (lines.len(), all), look, area, f);
    seen(paper, facts, look)
}

/// What is shown, and which of its lines.
fn heading(
    state: &State,
    paper: &Paper,
    facts: &QuarterFacts,
    (shown, all): (usize, usize),
    look: &Look,
    area: Rect,
    f: &mut Frame,
) {
    let period = facts.period.key.label(look.words.lang);
    let name = look.words.fill("room.pa.title", &[("period", &period)]);
    let kind = look.word(if is_draft(facts) { "room.pa.kind_draft" } else { "room.pa.kind_final" });
    let top = state.top.min(all.saturating_sub(shown));
    let (from, to) = ((top + usize::from(shown > 0)).to_string(), (top + shown).to_string());
    let state = look.words.fill(
        "room.pa.position",
        &[
            ("paper", look.word(paper.name)),
            ("kind", kind),
            ("from", &from),
            ("to", &to),
            ("all", &all.to_string()),
        ],
    );
    title(f, look, area, 0, &name, &state, false);
}

/// The papers of the period, each with its state.
fn list(state: &State, facts: &QuarterFacts, look: &Look, area: Rect, f: &mut Frame) {
    let columns = [Column::flex("", 16, 40), Column::fixed("", 10)];
    let rows: Vec<Line> = PAPERS
        .iter()
        .map(|paper| {
            let (sign, word) = if is_draft(facts) {
                (look.glyphs.going, "room.pa.draft")
            } else {
                (look.glyphs.done, "room.pa.final")
            };
            let name = format!("{sign} {}", look.word(paper.name));
            Line::new(vec![Cell::from(name), Cell::from(look.word(word))])
        })
        .collect();
    table::draw(f, area, look, &columns, &rows, Some(&Cursor::at(state.at)), true);
}

/// Under the list: what is still to be written, and where the files of this sitting lie.
fn side(state: &State, paper: &Paper, facts: &QuarterFacts, look: &Look, area: Rect, f: &mut Frame) {
    let area = Rect { width: area.width.saturating_sub(1), ..area };
    let missing = paper.missing(facts);
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

fn seen(paper: &Paper, facts: &QuarterFacts, look: &Look) -> Seen {
    let missing: Vec<&str> = paper.missing(facts).iter().map(|p| look.word(texts::label(*p))).collect();
    let lacks = lacks(facts, look);
    if let (true, Some(said)) = (missing.is_empty(), &lacks) {
        let next = (look.word("room.pa.next_letterhead").to_owned(), "Enter".to_owned());
        return Seen { detail: Some(look.detail(Tone::Warn, said)), next: Some(next), ..Seen::default() };
    }
    if missing.is_empty() {
        let text = look.words.fill("room.pa.whole", &[("n", &facts.act.0.to_string())]);
        let next = (look.word("room.pa.next_export").to_owned(), "Ctrl+S".to_owned());
        return Seen { detail: Some(look.detail(Tone::Plain, &text)), next: Some(next), ..Seen::default() };
    }
    let mut text = look.words.fill(
        "room.pa.missing",
        &[
            ("paper", look.word(paper.name)),
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
