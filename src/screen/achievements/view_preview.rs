//! Draws the preview of a pasted list: counts in the title, the rows with their marks, the question of the selected one
//! below; or every line with what became of it.
use super::preview::{self, Preview};
use super::rows;
use super::units::Units;
use crate::core::list::{Fate, ListRow, Place, Skip, What};
use crate::kit::look::{Look, Role, Seen, Tone};
use crate::kit::para::{self, put_in};
use crate::kit::table::{self, Cell, Column, Line};
use ratatui::Frame;
use ratatui::layout::Rect;

/// Draws the preview.
pub(super) fn view(preview: &Preview, units: &Units, look: &Look, area: Rect, f: &mut Frame) -> Seen {
    let (read, doubtful, skipped, out) = preview.list.counts();
    let mut parts = vec![look.words.fill("list.n_read", &[("n", &read.to_string())])];
    for (key, n) in [("list.n_doubtful", doubtful), ("list.n_out", out), ("list.n_skipped", skipped)] {
        if n > 0 {
            parts.push(look.words.fill(key, &[("n", &n.to_string())]));
        }
    }
    let state = parts.join(", ");
    para::title(f, look, area, 0, look.word("list.title"), &state, false);
    let room = area.width.saturating_sub(2);
    let note = note(preview, look);
    put_in(f, look, area, (1, 1), room, look.style(Role::Muted), &note);
    let top = if note.is_empty() { 1 } else { 2 };
    let body = Rect { y: area.y + top, height: area.height.saturating_sub(top + 1), ..area };
    let mut seen =
        if preview.skipped { lines(preview, look, body, f) } else { people(preview, units, look, body, f) };
    if let (false, Some(row)) = (preview.skipped, preview.row()) {
        let args = [("row", row.line.to_string()), ("text", preview.source(row).to_owned())];
        let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
        let source = look.words.fill("list.source", &args);
        put_in(f, look, area, (1, area.height.saturating_sub(1)), room, look.style(Role::Muted), &source);
    }
    seen.unsaved = true;
    let key = match (preview.skipped, doubtful > 0) {
        (true, _) => "list.next_skipped",
        (false, true) => "list.next_decide",
        (false, false) => "list.next_take",
    };
    seen.next = Some((look.word(key).to_owned(), String::new()));
    seen
}

/// What else has to be known: columns without a place, rows that are there already.
fn note(preview: &Preview, look: &Look) -> String {
    let mut parts = Vec::new();
    if preview.held > 0 {
        parts.push(look.words.fill("list.behind", &[("n", &preview.held.to_string())]));
    }
    if !preview.list.extra.is_empty() {
        parts.push(look.words.fill("list.extra", &[("names", &preview.list.extra.join(", "))]));
    }
    parts.join(" · ")
}

fn people(preview: &Preview, units: &Units, look: &Look, area: Rect, f: &mut Frame) -> Seen {
    let columns = vec![
        Column::fixed(look.word("list.col_line"), 4).right(),
        Column::flex(look.word("room.ac.col_sort"), 7, 13),
        Column::flex(look.word("room.ac.col_name"), 20, 40),
        Column::flex(look.word("room.ac.col_post"), 10, 26).drop(1),
        Column::flex(look.word("room.ac.col_unit"), 12, 30),
    ];
    let lines: Vec<Line> = preview.list.rows.iter().map(|r| line(r, units, look)).collect();
    preview.page.set(table::page(area, &columns, 0));
    table::draw(f, area, look, &columns, &lines, Some(&preview.cursor), true);
    let detail = preview.row().map(|row| {
        if let Some(doubt) = row.doubts.first().filter(|_| row.doubtful()) {
            return look.detail(Tone::Warn, &look.say(&preview::question(doubt, row, units)));
        }
        let key = match row.fate {
            Fate::Out => "list.is_out",
            Fate::Mended => "list.is_mended",
            Fate::Taken => "list.is_read",
        };
        look.detail(Tone::Plain, look.word(key))
    });
    Seen { detail, ..Seen::default() }
}

fn line(row: &ListRow, units: &Units, look: &Look) -> Line {
    let role = if row.fate == Fate::Out { Role::Muted } else { Role::Text };
    let unit = match row.place {
        Some(Place::Unit(id)) => units.label(id),
        Some(Place::Whole) => units.whole.clone(),
        None => String::new(),
    };
    let sort = rows::label(rows::sort_of(row.kind, row.basis), &look.words);
    let name = match row.fate {
        Fate::Out => format!("{} {}", look.glyphs.none, preview::shown_name(row)),
        _ if row.doubtful() || row.fate == Fate::Mended => {
            format!("{} {}", look.glyphs.warn, preview::shown_name(row))
        }
        Fate::Taken | Fate::Mended => preview::shown_name(row),
    };
    let name_role = if row.doubtful() { Role::Warn } else { role };
    Line::new(vec![
        Cell::new(Role::Muted, row.line.to_string()),
        Cell::new(role, sort),
        Cell::new(name_role, name),
        Cell::new(role, row.post.clone()),
        Cell::new(role, unit),
    ])
}

/// Every line of the paste with what became of it.
fn lines(preview: &Preview, look: &Look, area: Rect, f: &mut Frame) -> Seen {
    let columns = vec![
        Column::fixed(look.word("list.col_line"), 4).right(),
        Column::flex(look.word("list.col_what"), 12, 24),
        Column::flex(look.word("list.col_text"), 20, 80),
    ];
    let lines: Vec<Line> = preview
        .list
        .lines
        .iter()
        .map(|l| {
            let (role, said) = match l.what {
                What::Rows(1) => (Role::Muted, look.word("list.w_row").to_owned()),
                What::Rows(n) => (Role::Muted, look.words.fill("list.w_rows", &[("n", &n.to_string())])),
                What::Heading => (Role::Text, look.word("list.w_heading").to_owned()),
                What::Skipped(skip) => (Role::Warn, look.word(skip_word(skip)).to_owned()),
            };
            Line::new(vec![
                Cell::new(Role::Muted, l.at.to_string()),
                Cell::new(role, said),
                Cell::new(role, l.text.clone()),
            ])
        })
        .collect();
    preview.page.set(table::page(area, &columns, 0));
    table::draw(f, area, look, &columns, &lines, Some(&preview.lines), true);
    let key = match (preview.list.rows.is_empty(), preview.has_skipped()) {
        (true, _) => "list.nothing_read",
        (false, true) => "list.skipped_hint",
        (false, false) => "list.none_skipped",
    };
    Seen { detail: Some(look.detail(Tone::Plain, look.word(key))), ..Seen::default() }
}

fn skip_word(skip: Skip) -> &'static str {
    match skip {
        Skip::Head => "list.s_head",
        Skip::Numbers => "list.s_numbers",
        Skip::Total => "list.s_total",
        Skip::Signature => "list.s_signature",
        Skip::Title => "list.s_title",
        Skip::Rule => "list.s_rule",
        Skip::Long => "list.s_long",
    }
}
