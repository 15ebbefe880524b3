//! The tables of the summary as comma files, one a table, with a byte order mark so that office programs read UTF-8.
//! Numbers are bare (a point for decimals, no thousands), so that any program adds them up.
use super::{Draft, Made, decimal};
use crate::core::count::Figure;
use crate::core::paper::{Cell, Column, Summary, Table};

pub(super) fn make(summary: &Summary) -> Made {
    summary
        .tables()
        .map(|table| {
            let bytes = sheet(table, &summary.banner).map_err(|e| e.to_string())?;
            Ok(Draft { name: format!("{}-{}.csv", summary.file, table.id), bytes })
        })
        .collect()
}

/// `banner` closes the rows of sample data, in the first column alone, so that nothing adds it up.
fn sheet(table: &Table, banner: &str) -> Result<Vec<u8>, csv::Error> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(vec![0xEF, 0xBB, 0xBF]);
    writer.write_record(table.columns.iter().map(head))?;
    for row in table.rows.iter().chain(&table.total) {
        writer.write_record(row.iter().map(cell))?;
    }
    if !banner.is_empty() {
        let width = table.columns.len();
        writer.write_record(
            std::iter::once(safe(banner.to_owned()))
                .chain(std::iter::repeat_n(String::new(), width.saturating_sub(1))),
        )?;
    }
    writer.into_inner().map_err(|e| e.into_error().into())
}

fn head(column: &Column) -> String {
    let own = column.head.replace('\n', " ");
    safe(if column.group.is_empty() { own } else { format!("{}: {own}", column.group) })
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => safe(text.clone()),
        Cell::Int(n) | Cell::Figure(Figure::Exactly(n), _) => n.to_string(),
        Cell::Figure(Figure::AtLeast(n), _) => format!("≥ {n}"),
        Cell::Figure(Figure::Unknown, _) => "?".to_owned(),
        Cell::Points(points) | Cell::Marked(points, _) => decimal(*points),
        Cell::Rate(rate) => decimal(rate.percent()),
        Cell::Figure(Figure::None, _) | Cell::Empty => String::new(),
    }
}

/// A text that a spreadsheet would run as a formula is marked as text.
fn safe(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text }
}
