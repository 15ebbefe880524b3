//! The tables of the summary as one workbook, one sheet a table: numbers as numbers, heads frozen and repeated in
//! print, landscape fitted to the width. Texts are always written as text, never as formulas.
use super::{Draft, Made};
use crate::core::count::Figure;
use crate::core::paper::{Align, Cell, Chart, Column, Print, Summary, Table};
use crate::core::text;
use rust_xlsxwriter::{
    ChartDataLabel, ChartFont, ChartFormat, ChartSolidFill, ChartType, DocProperties, ExcelDateTime, Format,
    FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use std::borrow::Cow;

const FONT: &str = "Times New Roman";
/// Points of height a line of 12 takes.
const LINE: f64 = 16.5;
const POINTS: &str = "#,##0.00";
const COUNT: &str = "#,##0";
const RATE: &str = "0.00%";

pub(super) fn make(summary: &Summary) -> Made {
    let bytes = workbook(summary).map_err(|e| e.to_string())?;
    Ok(vec![Draft { name: format!("{}.xlsx", summary.file), bytes }])
}

fn workbook(summary: &Summary) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let title = format!("{} – {}", summary.kind, summary.subject);
    // a fixed time, so that the same summary gives the same bytes
    let clock = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties =
        DocProperties::new().set_title(&title).set_author(&summary.issuer).set_creation_datetime(&clock);
    book.set_properties(&properties);
    let mut sheets = 0;
    for table in summary.tables() {
        let page = book.add_worksheet();
        page.set_name(table.id.chars().take(31).collect::<String>())?;
        sheet(page, summary, table)?;
        sheets += 1;
    }
    if sheets == 0 {
        // a workbook must have a sheet; a quarter without tables still says whose it is
        let page = book.add_worksheet();
        page.set_name(summary.period.as_str())?;
        page.write_string_with_format(0, 0, &title, &face().set_bold())?;
        page.write_string_with_format(1, 0, whose(summary), &face())?;
    }
    book.save_to_buffer()
}

fn face() -> Format {
    Format::new().set_font_name(FONT).set_font_size(12)
}

fn boxed() -> Format {
    face().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter)
}

/// Issuer, draft or not, sample or not.
fn whose(summary: &Summary) -> String {
    let parts = [&summary.issuer, &summary.draft_line, &summary.banner];
    parts.into_iter().filter(|p| !p.is_empty()).cloned().collect::<Vec<_>>().join(" · ")
}

fn sheet(page: &mut Worksheet, summary: &Summary, table: &Table) -> Result<(), XlsxError> {
    let title = table.title.replace('\n', ". ");
    page.write_string_with_format(0, 0, &title, &face().set_bold().set_font_size(14))?;
    let mut top = 1;
    for line in above(summary, table) {
        page.write_string_with_format(top, 0, line, &face().set_italic())?;
        top += 1;
    }
    let widths = widths(table, &summary.print);
    let first = heads(page, top, &table.columns, &widths)?;
    let mut row = first;
    for (i, cells) in table.rows.iter().enumerate() {
        write_row(page, row, table, cells, &summary.print, table.bold.contains(&i))?;
        row += 1;
    }
    if let Some(cells) = &table.total {
        write_row(page, row, table, cells, &summary.print, true)?;
        row += 1;
    }
    for note in &table.notes {
        page.write_string_with_format(row, 0, note, &face().set_italic())?;
        row += 1;
    }
    if let Some(drawn) = summary.chart.as_ref().filter(|c| c.table == table.id) {
        chart(page, table, drawn, (first, row + 1))?;
    }
    for (at, wide) in (0_u16..).zip(widths) {
        page.set_column_width(at, wide)?;
    }
    layout(page, summary, table, (top, first))
}

/// Between the title and the heads: which papers it goes by, then whose it is.
fn above(summary: &Summary, table: &Table) -> Vec<String> {
    let under = if summary.under.is_empty() { &table.under } else { &summary.under };
    under.lines().map(str::to_owned).chain([whose(summary)]).collect()
}

/// Pixels of a bar with its gap, and of what stands around the bars.
const BAR: u32 = 26;
const AROUND: u32 = 110;

/// Bars of the rows that have points, from the cells of this sheet: the first row `first` on top, the chart at row `at`.
fn chart(
    page: &mut Worksheet,
    table: &Table,
    drawn: &Chart,
    (first, at): (u32, u32),
) -> Result<(), XlsxError> {
    let scored = |row: &&Vec<Cell>| matches!(row.get(drawn.values), Some(Cell::Points(_)));
    // units without points stand last
    let rows = table.rows.iter().take_while(scored).count() as u32;
    if rows == 0 {
        return Ok(());
    }
    let sheet = page.name();
    let last = first + rows - 1;
    let (names, values) = (drawn.names as u16, drawn.values as u16);
    let mut chart = rust_xlsxwriter::Chart::new(ChartType::Bar);
    chart
        .add_series()
        .set_categories((sheet.as_str(), first, names, last, names))
        .set_values((sheet.as_str(), first, values, last, values))
        .set_name(drawn.axis.as_str())
        .set_gap(60)
        .set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color("#4F81BD")))
        .set_data_label(ChartDataLabel::new().show_value());
    let font = || ChartFont::new().set_name(FONT).set_size(11).clone();
    chart.title().set_name(&drawn.title).set_font(font().set_bold());
    chart.legend().set_hidden();
    // a bar chart counts its names upwards: turned round, the first rank stands on top
    chart.y_axis().set_reverse().set_font(&font());
    chart.x_axis().set_name(&drawn.axis).set_font(&font()).set_min(0.0);
    chart.set_width(900).set_height(AROUND + rows * BAR);
    // a page of its own: a chart cut in two says nothing
    page.set_page_breaks(&[at])?;
    page.insert_chart_with_offset(at, 0, &chart, 0, 6)?;
    Ok(())
}

/// Frozen heads (from row `top`, figures from `first`), print titles, A4 landscape one page wide, page numbers, and at the foot
/// which state of the register it was made from.
fn layout(
    page: &mut Worksheet,
    summary: &Summary,
    table: &Table,
    (top, first): (u32, u32),
) -> Result<(), XlsxError> {
    let texts = table.columns.iter().position(|c| c.align == Align::Right).unwrap_or(0);
    // wide tables keep their names in sight too
    let frozen = if table.columns.len() > 9 { texts.min(3) as u16 } else { 0 };
    page.set_freeze_panes(first, frozen)?;
    page.set_repeat_rows(top, first - 1)?;
    page.set_landscape();
    page.set_paper_size(9);
    page.set_print_fit_to_pages(1, 0);
    page.set_margins(0.6, 0.6, 0.8, 0.8, 0.4, 0.4);
    // an ampersand begins a code in a page header
    page.set_header(format!("&C{}&R&P/&N", summary.banner.replace('&', "&&")));
    if !summary.seal.is_empty() {
        page.set_footer(format!("&L{}", summary.seal.replace('&', "&&")));
    }
    Ok(())
}

/// Widths in characters: the longest cell, within bounds; longer texts wrap.
fn widths(table: &Table, print: &Print) -> Vec<f64> {
    let of = |at: usize, column: &Column| {
        let rows = table.rows.iter().chain(&table.total);
        let cells = rows.filter_map(|row| row.get(at)).map(|cell| print.cell(cell).chars().count());
        let head = column.head.split(['\n', ' ']).map(|w| w.chars().count());
        let longest = cells.chain(head).max().unwrap_or(0).clamp(6, 44);
        f64::from(u32::try_from(longest).unwrap_or(44)) + 2.0
    };
    table.columns.iter().enumerate().map(|(at, column)| of(at, column)).collect()
}

/// Writes the heads from row `top` on and says on which row the figures begin.
fn heads(page: &mut Worksheet, top: u32, columns: &[Column], widths: &[f64]) -> Result<u32, XlsxError> {
    let format = boxed().set_bold().set_align(FormatAlign::Center).set_text_wrap();
    let grouped = columns.iter().any(|c| !c.group.is_empty());
    let under = if grouped { top + 1 } else { top };
    // merged heads do not make their rows grow by themselves
    let mut tall = [1_u32, 1];
    let mut at = 0_usize;
    while let Some(column) = columns.get(at) {
        let (from, row) = (at as u16, top);
        if column.group.is_empty() {
            tall[1] =
                tall[1].max(lines(&column.head, widths.get(at).copied()).saturating_sub(u32::from(grouped)));
            if grouped {
                page.merge_range(row, from, under, from, &column.head, &format)?;
            } else {
                page.write_string_with_format(row, from, &column.head, &format)?;
            }
            at += 1;
            continue;
        }
        let members: Vec<&Column> = columns.iter().skip(at).take_while(|c| c.group == column.group).collect();
        tall[0] = tall[0].max(lines(&column.group, widths.iter().skip(at).take(members.len()).copied()));
        let to = (at + members.len() - 1) as u16;
        if to > from {
            page.merge_range(row, from, row, to, &column.group, &format)?;
        } else {
            page.write_string_with_format(row, from, &column.group, &format)?;
        }
        for (i, member) in members.iter().enumerate() {
            tall[1] = tall[1].max(lines(&member.head, widths.get(at + i).copied()));
            page.write_string_with_format(under, (at + i) as u16, &member.head, &format)?;
        }
        at += members.len();
    }
    if grouped {
        page.set_row_height(top, f64::from(tall[0]) * LINE)?;
    }
    page.set_row_height(under, f64::from(tall[1]) * LINE)?;
    Ok(under + 1)
}

/// How many lines a bold head takes in columns of these widths.
fn lines(head: &str, widths: impl IntoIterator<Item = f64>) -> u32 {
    // bold letters are wider than the digits column widths are measured in
    let room = (widths.into_iter().sum::<f64>() * 0.8).max(4.0) as usize;
    head.split('\n').map(|part| text::wrap(part, room).len() as u32).sum()
}

fn write_row(
    page: &mut Worksheet,
    row: u32,
    table: &Table,
    cells: &[Cell],
    print: &Print,
    bold: bool,
) -> Result<(), XlsxError> {
    for ((at, column), cell) in (0_u16..).zip(&table.columns).zip(cells) {
        let mut format = boxed().set_text_wrap().set_align(match column.align {
            Align::Left => FormatAlign::Left,
            Align::Centre => FormatAlign::Center,
            Align::Right => FormatAlign::Right,
        });
        if bold {
            format = format.set_bold();
        }
        match content(cell, print) {
            Content::Number(number, code) => {
                page.write_number_with_format(row, at, number, &format.set_num_format(&*code))?;
            }
            Content::Text(text) if text.is_empty() => {
                page.write_blank(row, at, &format)?;
            }
            Content::Text(text) => {
                page.write_string_with_format(row, at, text, &format)?;
            }
        }
    }
    Ok(())
}

/// What a cell holds in the sheet.
enum Content {
    Number(f64, Cow<'static, str>),
    Text(String),
}

fn content(cell: &Cell, print: &Print) -> Content {
    let number = match cell {
        Cell::Int(n) | Cell::Figure(Figure::Exactly(n), _) => exact(*n).map(|n| (n, COUNT.into())),
        Cell::Points(points) => exact(points.0).map(|n| (n / 100.0, POINTS.into())),
        // the number stays a number, its sign is part of how it is shown
        Cell::Marked(points, sign) => {
            exact(points.0).map(|n| (n / 100.0, format!("{POINTS}\"{}\"", sign.replace('"', "")).into()))
        }
        Cell::Rate(rate) => {
            exact(rate.part).zip(exact(rate.whole)).map(|(part, whole)| (part / whole, RATE.into()))
        }
        Cell::Figure(Figure::AtLeast(n), _) => return Content::Text(format!("≥ {n}")),
        _ => None,
    };
    match number {
        Some((number, code)) => Content::Number(number, code),
        None => Content::Text(print.cell(cell)),
    }
}

/// A whole number a sheet holds exactly; what is larger (nothing in a register is) is written as text.
fn exact(n: i64) -> Option<f64> {
    i32::try_from(n).ok().map(f64::from)
}
