//! A workbook as rows of texts, within bounds: what it unpacks to, how many cells, how far right. Knows no table.
use crate::core::problem::Problem;
use crate::core::text;
use calamine::{DataRef, Reader, Xlsx};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Most bytes a workbook may unpack to.
const UNPACKED: u64 = 64_000_000;
/// Most files in a workbook.
const PARTS: usize = 1_000;
/// Most cells that hold something, of a sheet.
const CELLS: usize = 100_000;
/// Most sheets that are looked into.
const SHEETS: usize = 30;
/// Most columns that are looked at.
const COLUMNS: u32 = 60;

/// A sheet: its name, and the rows that hold something, each with its number as the sheet shows it.
pub(super) struct Sheet {
    pub name: String,
    pub rows: Vec<(usize, Vec<String>)>,
}

/// Every sheet of a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Problem> {
    bounded(bytes)?;
    let unreadable = |_| Problem::new("problem.intake.unreadable");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let mut sheets = Vec::new();
    for name in book.sheet_names().into_iter().take(SHEETS) {
        // a sheet of charts has no cells
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else { continue };
        let mut rows: Vec<(usize, Vec<String>)> = Vec::new();
        let mut count = 0_usize;
        while let Some(cell) = cells.next_cell().map_err(unreadable)? {
            let (row, column) = cell.get_position();
            let said = said(cell.get_value());
            if said.is_empty() || column >= COLUMNS {
                continue;
            }
            count += 1;
            if count > CELLS {
                return Err(Problem::new("problem.intake.cells")
                    .text("sheet", name)
                    .num("most", CELLS as i64));
            }
            let number = row as usize + 1;
            if rows.last().is_none_or(|(last, _)| *last != number) {
                rows.push((number, Vec::new()));
            }
            if let Some((_, cells)) = rows.last_mut() {
                cells.resize(cells.len().max(column as usize + 1), String::new());
                if let Some(slot) = cells.get_mut(column as usize) {
                    *slot = said;
                }
            }
        }
        sheets.push(Sheet { name, rows });
    }
    Ok(sheets)
}

/// Does it unpack to no more than it may? Counted, not believed.
fn bounded(bytes: &[u8]) -> Result<(), Problem> {
    let unreadable = || Problem::new("problem.intake.unreadable");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| unreadable())?;
    let big = || Problem::new("problem.intake.unpacked").num("most", (UNPACKED / 1_000_000) as i64);
    if archive.len() > PARTS {
        return Err(big());
    }
    let mut left = UNPACKED;
    for n in 0..archive.len() {
        let part = archive.by_index(n).map_err(|_| unreadable())?;
        let read = std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).map_err(|_| unreadable())?;
        left = left.checked_sub(read).ok_or_else(big)?;
    }
    Ok(())
}

/// A cell as text; what is an error or a date in a sheet of points says itself, and is refused by its place.
fn said(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(x) => number(*x),
        DataRef::String(text) => text::line(text),
        DataRef::SharedString(text) => text::line(text),
        DataRef::Bool(on) => if *on { "x" } else { "" }.to_owned(),
        DataRef::DateTime(day) => number(day.as_f64()),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// A number as a sheet shows it, without what counting in binary left behind: `12.99`, not `12.989999999999998`.
fn number(x: f64) -> String {
    let near = format!("{x:.2}").trim_end_matches('0').trim_end_matches('.').to_owned();
    let apart = near.parse::<f64>().map_or(f64::INFINITY, |n| (n - x).abs());
    if apart < 1e-9 { near } else { x.to_string() }
}
