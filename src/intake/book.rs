//! A score table as a workbook: its settings, then one row a group or criterion, with a list of the kinds to choose from.
use super::columns::COLUMNS;
use crate::core::award::Catalogue;
use crate::core::score::{Class, ScoreTable};
use crate::core::table::names::{Kind, Names};
use crate::core::table::typed::Typed;
use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};

const FONT: &str = "Times New Roman";

fn face() -> Format {
    Format::new().set_font_name(FONT).set_font_size(12)
}

fn boxed() -> Format {
    face().set_border(FormatBorder::Thin).set_align(FormatAlign::Top).set_text_wrap()
}

/// The bytes. The same table gives the same bytes.
pub(super) fn write(table: &ScoreTable, catalogue: &Catalogue, names: &Names) -> Result<Vec<u8>, XlsxError> {
    let typed = Typed::of(table, names, catalogue);
    let mut book = Workbook::new();
    let clock = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(&typed.name).set_creation_datetime(&clock));
    let page = book.add_worksheet();
    page.set_name(first(names, "table.sheet"))?;
    let head = head(page, &typed, names)?;
    for (at, row) in (head + 1..).zip(&typed.rows) {
        let group = names.kind(&row.kind).is_some_and(Kind::is_group);
        let face = if group { boxed().set_bold() } else { boxed() };
        let texts = [&row.code, &row.text, &row.kind, &row.how, &row.hidden];
        for (column, text) in [1_u16, 2, 4, 5, 6].into_iter().zip(texts) {
            page.write_string_with_format(at, column, text, &face)?;
        }
        page.write_number_with_format(at, 0, row.level.parse::<f64>().unwrap_or(1.0), &face)?;
        let amount = table
            .criteria
            .get((at - head - 1) as usize)
            .map_or(0, |c| if c.class == Class::Deduction { c.minimum.0 } else { c.maximum.0 });
        let points = face.clone().set_num_format("#,##0.00").set_align(FormatAlign::Right);
        #[expect(
            clippy::cast_precision_loss,
            reason = "a sheet has no other numbers; read back to the hundredth"
        )]
        page.write_number_with_format(at, 3, amount as f64 / 100.0, &points)?;
    }
    let last = head + (typed.rows.len() as u32).max(1);
    let kinds = Kind::ALL.map(|k| names.word(k.word()));
    page.add_data_validation(head + 1, 4, last + 200, 4, &DataValidation::new().allow_list_strings(&kinds)?)?;
    for (column, wide) in [(0_u16, 6.0), (1, 10.0), (2, 60.0), (3, 12.0), (4, 16.0), (5, 50.0), (6, 6.0)] {
        page.set_column_width(column, wide)?;
    }
    page.set_freeze_panes(head + 1, 0)?;
    page.set_repeat_rows(head, head)?;
    page.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    book.save_to_buffer()
}

fn first<'a>(names: &'a Names, key: &'static str) -> &'a str {
    names.word(key).split('|').next().unwrap_or_default()
}

/// The settings, and the row of names; returns where that stands.
fn head(page: &mut Worksheet, typed: &Typed, names: &Names) -> Result<u32, XlsxError> {
    let settings = [
        ("table.set_name", &typed.name),
        ("table.set_year", &typed.year),
        ("table.set_by", &typed.by),
        ("table.set_step", &typed.step),
        ("table.set_past", &typed.past),
        ("table.set_formulas", &typed.formulas),
        ("table.set_ties", &typed.ties),
    ];
    let mut row = 0;
    for (key, value) in settings {
        page.write_string_with_format(row, 1, first(names, key), &face())?;
        page.write_string_with_format(row, 2, value, &face().set_bold())?;
        row += 1;
    }
    row += 1;
    let bold = boxed().set_bold().set_align(FormatAlign::Center);
    for (column, key) in (0_u16..).zip(COLUMNS) {
        page.write_string_with_format(row, column, first(names, key), &bold)?;
    }
    Ok(row)
}
