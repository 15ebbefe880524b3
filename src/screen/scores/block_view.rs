//! How a pasted block looks before it is written: what changes, what is refused and why.
use super::block::Preview;
use super::column::Col;
use super::place::{Held, Place};
use super::sheet::Sheet;
use super::shown::{held, shown};
use crate::core::block::{BlockCell, Fate};
use crate::core::score::CellValue;
use crate::kit::look::{Look, Role, Seen, Tone};
use crate::kit::para::{self, put_in};
use crate::kit::table::{self, Cell, Column, Line};
use ratatui::Frame;
use ratatui::layout::Rect;

/// Draws the preview.
pub(super) fn view(preview: &Preview, sheet: &Sheet, look: &Look, area: Rect, f: &mut Frame) -> Seen {
    let changes = preview.changes(sheet).n;
    let count = |test: &dyn Fn(&Fate) -> bool| preview.block.cells.iter().filter(|c| test(&c.fate)).count();
    let written = count(&|f| matches!(f, Fate::Write(_)));
    let mut parts = vec![look.words.fill("block.n_write", &[("n", &changes.to_string())])];
    for (key, n) in [
        ("block.n_refused", count(&|f| matches!(f, Fate::Refused(_)))),
        ("block.n_same", written - changes.min(written)),
        ("block.n_blank", count(&|f| matches!(f, Fate::Blank))),
    ] {
        if n > 0 {
            parts.push(look.words.fill(key, &[("n", &n.to_string())]));
        }
    }
    let title = look.words.fill("block.title", &[("round", &preview.columns(&look.words))]);
    para::title(f, look, area, 0, &title, &parts.join(", "), false);
    put_in(
        f,
        look,
        area,
        (1, 1),
        area.width.saturating_sub(2),
        look.style(Role::Muted),
        &note(preview, look),
    );
    let body = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
    let several = preview.block.columns.len() > 1;
    let mut columns = vec![
        Column::fixed(look.word("list.col_line"), 4).right(),
        Column::flex(look.word("room.ac.col_unit"), 6, 24),
        Column::flex(look.word("room.sc.code"), 5, 10),
        Column::fixed(look.word("block.col_now"), 7).right(),
        Column::fixed(look.word("block.col_new"), 9).right(),
        Column::flex(look.word("block.col_why"), 16, 80),
    ];
    if several {
        columns.insert(3, Column::fixed(look.word("block.col_into"), 8));
    }
    let lines: Vec<Line> = preview.block.cells.iter().map(|c| line(sheet, look, c, several)).collect();
    preview.page.set(table::page(body, &columns, 0));
    table::draw(f, body, look, &columns, &lines, Some(&preview.cursor), true);
    let detail = preview.block.cells.get(preview.cursor.at).map(|c| match &c.fate {
        Fate::Refused(problem) => look.detail(Tone::Warn, &look.say(problem)),
        Fate::Blank => look.detail(Tone::Plain, look.word("block.is_blank")),
        Fate::Write(_) => look.detail(Tone::Plain, look.word("block.is_read")),
    });
    let next = Some((look.word("block.next").to_owned(), String::new()));
    Seen { detail, next, unsaved: true, ..Seen::default() }
}

/// Lines and columns that hold no score.
fn note(preview: &Preview, look: &Look) -> String {
    let mut parts = Vec::new();
    if !preview.block.skipped.is_empty() {
        let lines: Vec<String> = preview.block.skipped.iter().map(|(n, _)| n.to_string()).collect();
        parts.push(look.words.fill("block.skipped", &[("lines", &lines.join(", "))]));
    }
    if !preview.block.extra.is_empty() {
        parts.push(look.words.fill("block.extra", &[("names", &preview.block.extra.join(", "))]));
    }
    parts.join(" · ")
}

fn line(sheet: &Sheet, look: &Look, cell: &BlockCell, several: bool) -> Line {
    let unit = cell.unit.and_then(|id| sheet.facts.unit(id)).map(|u| u.tag().to_owned()).unwrap_or_default();
    let code =
        cell.criterion.and_then(|id| sheet.table.criterion(id)).map(|c| c.code.clone()).unwrap_or_default();
    let col = Col::of_pasted(cell.column);
    let place = Preview::place(cell);
    let now = place.map_or_else(|| Held::nothing(col), |place| sheet.held(place));
    let kept = place.filter(|_| now.is_empty()).and_then(|place| kept(sheet, place));
    let (role, new, why) = match &cell.fate {
        Fate::Write(value) => {
            let value = Preview::held(*value);
            if now == value {
                (Role::Muted, held(look, &value), look.word("block.same").to_owned())
            } else {
                // nothing is written there yet: what the sheet shows was given in the round before
                let before = kept.and(place).map(|place| kept_word(place.col)).map(|word| look.word(word));
                (Role::Text, held(look, &value), before.unwrap_or_default().to_owned())
            }
        }
        Fate::Blank => (Role::Muted, look.glyphs.none.to_owned(), look.word("block.blank").to_owned()),
        Fate::Refused(problem) => {
            (Role::Warn, cell.text.clone(), format!("{} {}", look.glyphs.warn, look.say(problem)))
        }
    };
    let mut cells = vec![
        Cell::new(Role::Muted, cell.line.to_string()),
        Cell::new(Role::Text, unit),
        Cell::new(Role::Text, code),
        Cell::new(Role::Muted, kept.map_or_else(|| held(look, &now), |kept| shown(look, Some(kept)))),
        Cell::new(role, new),
        Cell::new(role, why),
    ];
    if several {
        cells.insert(3, Cell::new(Role::Muted, look.word(col.head())));
    }
    Line::new(cells)
}

/// What the sheet shows in a cell of a round where nothing is written.
fn kept(sheet: &Sheet, place: Place) -> Option<CellValue> {
    let leaf = sheet.table.criterion(place.criterion)?;
    sheet.stand(place.unit, leaf, place.col.round()?).value
}

/// Where that comes from.
fn kept_word(col: Col) -> &'static str {
    match col {
        Col::Second => "block.kept_first",
        Col::First => "block.kept_own",
        _ => "block.counted",
    }
}
