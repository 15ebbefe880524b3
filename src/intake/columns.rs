//! A score table in a sheet: its header row is found below letterheads and titles, its columns by their names in any language,
//! its rows down to the totals and signatures.
use super::sheet::Sheet;
use crate::core::problem::Problem;
use crate::core::table::names::{Kind, Names};
use crate::core::table::typed::{Row, Typed};
use crate::core::table::{Given, fill};
use crate::core::text;

/// Rows of a sheet in which its header is looked for.
const ABOVE: usize = 60;
/// Most rows taken in: beyond what a table may have, so that what is too much can be looked at and cut.
const MOST: usize = 1_000;

/// The columns, by the words key of their names, in the order of `Row`.
pub(super) const COLUMNS: [&str; 7] = [
    "table.col_level",
    "table.col_code",
    "table.col_text",
    "table.col_points",
    "table.col_kind",
    "table.col_how",
    "table.col_hidden",
];
const LEVEL: usize = 0;
const CODE: usize = 1;
const TEXT: usize = 2;
const POINTS: usize = 3;
const KIND: usize = 4;
const HOW: usize = 5;
const HIDDEN: usize = 6;

/// The first sheet with a header, as a table.
pub(super) fn table(file: &str, sheets: &[Sheet], names: &Names) -> Result<Given, Problem> {
    for sheet in sheets {
        let found = sheet.rows.iter().take(ABOVE).enumerate().find_map(|(at, (_, cells))| {
            let places = header(cells, names);
            (places[TEXT].is_some() && places[POINTS].is_some()).then_some((at, places))
        });
        if let Some((at, places)) = found {
            return given(file, sheet, at, &places, names);
        }
    }
    let all: Vec<&str> = sheets.iter().map(|s| s.name.as_str()).collect();
    Err(Problem::new("problem.intake.header").text("sheets", all.join(", ")))
}

type Places = [Option<usize>; 7];

/// Which column stands where in a row of names; of two that go by one name the one that has it more truly.
fn header(cells: &[String], names: &Names) -> Places {
    COLUMNS.map(|key| {
        let ranks = cells.iter().enumerate().filter_map(|(at, cell)| Some((names.rank(key, cell)?, at)));
        ranks.min().map(|(_, at)| at)
    })
}

fn given(file: &str, sheet: &Sheet, at: usize, places: &Places, names: &Names) -> Result<Given, Problem> {
    let mut typed = Typed::default();
    for (_, cells) in sheet.rows.iter().take(at) {
        setting(cells, names, &mut typed);
    }
    if typed.name.is_empty() {
        typed.name = title(sheet, at, file);
    }
    let mut lines = Vec::new();
    for (number, cells) in sheet.rows.iter().skip(at + 1) {
        let cell = |column: usize| {
            let place = places.get(column).copied().flatten();
            place.and_then(|p| cells.get(p)).cloned().unwrap_or_default()
        };
        let row = row(&cell);
        if ends(cells, &row, names) {
            break;
        }
        // what goes on from the header (`tối đa` under `Điểm`), and lines under the table
        let heads = row.code.is_empty() && row.text.is_empty();
        if counted(cells) || heads || (row.code.is_empty() && row.points.is_empty() && row.kind.is_empty()) {
            continue;
        }
        if typed.rows.len() >= MOST {
            return Err(Problem::new("problem.intake.rows").num("most", MOST as i64));
        }
        typed.rows.push(row);
        lines.push(*number);
    }
    if places.get(KIND).copied().flatten().is_none() {
        kinds(&mut typed.rows, names);
    }
    fill::fill(&mut typed, names);
    Ok(Given { file: file.to_owned(), sheet: Some(sheet.name.clone()), lines, typed })
}

fn row(cell: &impl Fn(usize) -> String) -> Row {
    let mut row = Row {
        id: 0,
        level: cell(LEVEL),
        code: cell(CODE),
        text: cell(TEXT),
        points: cell(POINTS),
        kind: cell(KIND),
        how: cell(HOW),
        hidden: cell(HIDDEN),
    };
    // `I. Công tác chuyên môn` over the whole row, or where the code stands
    let whole = if row.text.is_empty() { row.code.clone() } else { row.text.clone() };
    if (row.code.is_empty() || row.text.is_empty())
        && let Some((code, text)) = whole.split_once(". ").or_else(|| whole.split_once(") "))
        && code.chars().count() <= 6
        && !code.contains(' ')
    {
        (row.code, row.text) = (code.to_owned(), text::line(text));
    }
    let bare = row.code.trim_end_matches(['.', ')']).len();
    row.code.truncate(bare);
    row
}

/// A label and its value above the header: `Bước làm tròn: | 0,5`.
fn setting(cells: &[String], names: &Names, typed: &mut Typed) {
    let mut said = cells.iter().filter(|c| !c.is_empty());
    let (Some(label), value) = (said.next(), said.next().cloned().unwrap_or_default()) else { return };
    let label = label.trim_end_matches([':', ' ']);
    let slots = [
        ("table.set_name", &mut typed.name),
        ("table.set_year", &mut typed.year),
        ("table.set_by", &mut typed.by),
        ("table.set_step", &mut typed.step),
        ("table.set_past", &mut typed.past),
        ("table.set_formulas", &mut typed.formulas),
        ("table.set_ties", &mut typed.ties),
    ];
    for (key, slot) in slots {
        if names.says(key, label) {
            *slot = value;
            return;
        }
    }
}

/// What a sheet without the name of its table calls it: the longest line above the header, else the file.
fn title(sheet: &Sheet, at: usize, file: &str) -> String {
    let above =
        sheet.rows.iter().take(at).filter(|(_, cells)| cells.iter().filter(|c| !c.is_empty()).count() == 1);
    let lines = above.flat_map(|(_, cells)| cells.iter().filter(|c| !c.is_empty()));
    let longest = lines.max_by_key(|line| text::width(line)).cloned();
    longest.unwrap_or_else(|| file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_owned())
}

/// `(1) (2) (3)` under the header.
fn counted(cells: &[String]) -> bool {
    let said: Vec<&String> = cells.iter().filter(|c| !c.is_empty()).collect();
    let number = |c: &&&String| {
        let bare = c.trim_start_matches('(').trim_end_matches(')');
        !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit())
    };
    said.len() > 2 && said.iter().filter(number).count() == said.len()
}

/// The row of totals.
fn ends(cells: &[String], row: &Row, names: &Names) -> bool {
    let first = cells.iter().find(|c| !c.is_empty());
    let total = |text: &str| names.says("table.total", text.trim_end_matches([':', ' ']));
    row.kind.is_empty() && (total(&row.text) || first.is_some_and(|c| total(c)))
}

/// Where no column says the kinds: a row with rows under it is a group, any other is typed.
fn kinds(rows: &mut [Row], names: &Names) {
    let all: Vec<Row> = rows.to_vec();
    for (at, row) in rows.iter_mut().enumerate() {
        let next = all.get(at + 1).filter(|next| fill::leads(&row.code, &next.code));
        let named = names.kind(&row.text).filter(|k| matches!(k, Kind::Bonus | Kind::Deduction));
        row.kind = match (named, next) {
            (Some(kind), _) => kind.code().to_owned(),
            (None, Some(_)) => Kind::Group.code().to_owned(),
            (None, None) => Kind::Direct.code().to_owned(),
        };
    }
}
