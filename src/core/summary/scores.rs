//! Scores in tables: by top-level group in the order of the ranks, and criteria as rows by units as columns, every final
//! with the sign of where it comes from. Ranks, totals and finals come from `core::standing`.
use super::body::{Body, Of};
use super::in_force;
use super::leaf::{capped, text_of};
use super::origin::Signs;
use super::results::{self, column, name, units};
use super::source::Source;
use crate::core::number::{Points, roman};
use crate::core::paper::{Align, Block, Cell, Column, Section, Table};
use crate::core::score::{Class, Criterion, ScoreTable};
use crate::core::standing::{Finals, Row};
use crate::core::unit::Unit;

/// More groups than these stand on a landscape page of their own.
const UPRIGHT: usize = 4;

/// Bảng điểm, xếp hạng.
pub(super) fn body(source: &Source<'_>, of: Of) -> Body {
    let (mut ranks, mut annexes) = (Vec::new(), Vec::new());
    if let Some(table) = groups(source) {
        if table.columns.len() > UPRIGHT + 4 {
            annexes.push(Table { annex: true, ..table });
        } else {
            ranks.push(Block::Table(Table { title: source.get("paper.scores.table"), ..table }));
        }
    }
    annexes.extend(criteria(source));
    let mut blocks: Vec<Block> = results::scores(source).into_iter().map(Block::Para).collect();
    blocks.extend(ranks);
    let mut sections = Vec::new();
    let mut add = |key: &str, blocks: Vec<Block>| {
        if !blocks.is_empty() {
            let numeral = roman(sections.len() as u32 + 1);
            sections.push(Section { title: format!("{numeral}. {}", source.get(key)), blocks });
        }
    };
    add("paper.scores.ranks", blocks);
    add("paper.scores.open", open(source));
    let attached = if source.draft { "paper.scores.attached_draft" } else { "paper.scores.attached" };
    Body {
        file: format!("bang-diem-xep-hang{}", in_force::suffix(of)),
        kind: source.get("paper.scores.kind"),
        subject: source.get("paper.unit_subject"),
        under: in_force::under(source),
        preface: source.preface("paper.scores.preface"),
        sections,
        annexes: results::numbered(source, annexes),
        attached: source.get(attached),
        chart: results::chart(source, "diem-theo-nhom", source.groups() + 2),
        ..Body::default()
    }
}

/// Units whose row is not official yet, each with why.
fn open(source: &Source<'_>) -> Vec<Block> {
    let waiting = source.standings.rows.iter().filter(|r| !r.why.is_empty());
    let item = |row: &Row| {
        let why: Vec<String> = row.why.iter().map(|p| source.words.say(p)).collect();
        let args = [("unit", name(source, row.unit)), ("why", why.join("; "))];
        Block::Item(source.told("paper.scores.waits", &args))
    };
    waiting.map(item).collect()
}

/// Scores by top-level group, in the order of the standings.
pub(super) fn groups(source: &Source<'_>) -> Option<Table> {
    let table = source.facts.table.as_ref()?;
    let mut columns = vec![
        column(source, "paper.head.rank", Align::Centre, 12),
        column(source, "paper.head.unit", Align::Left, 42),
    ];
    for group in table.groups() {
        let key = match group.class {
            Class::Main => "paper.head.group",
            Class::Bonus => "paper.head.group_bonus",
            Class::Deduction => "paper.head.group_deduction",
        };
        let maximum = Points(capped(group).0.abs()).short(source.words.lang);
        let text = text_of(source, table, group);
        let head = source.say(key, &[("code", group.code.as_str()), ("text", &text), ("maximum", &maximum)]);
        columns.push(Column { head, group: String::new(), align: Align::Right, width: 20 });
    }
    columns.push(column(source, "paper.head.total", Align::Right, 14));
    columns.push(column(source, "paper.head.rate", Align::Right, 13));
    let rows: Vec<Vec<Cell>> = units(source)
        .into_iter()
        .enumerate()
        .map(|(i, (unit, row))| {
            let mut cells = vec![results::rank(i, true, row), Cell::Text(name(source, unit))];
            for at in 0..table.groups().count() {
                let points = row.filter(|r| !r.empty).and_then(|r| r.groups.get(at));
                cells.push(points.map_or(Cell::Empty, |p| Cell::Points(*p)));
            }
            cells.push(results::total(row));
            cells.push(row.and_then(|r| r.rate).map_or(Cell::Empty, Cell::Rate));
            cells
        })
        .collect();
    Some(Table {
        id: "diem-theo-nhom".to_owned(),
        title: source.get("paper.table.groups"),
        columns,
        notes: results::rank_notes(source, &rows),
        rows,
        ..Table::default()
    })
}

/// Criteria as rows, units as columns; a cluster too wide for one page goes on in a further table there.
pub(super) fn criteria(source: &Source<'_>) -> Option<Table> {
    let table = source.facts.table.as_ref()?;
    let units = &source.facts.units;
    let finals = Finals::new(source.facts);
    let mut signs = Signs::new(source);
    let (mut bold, mut rows) = (Vec::new(), Vec::new());
    for (i, criterion) in table.criteria.iter().enumerate() {
        let mut cells = vec![
            Cell::Text(criterion.code.clone()),
            Cell::Text(text_of(source, table, criterion)),
            Cell::Points(capped(criterion)),
        ];
        if criterion.rule.is_none() {
            bold.push(i);
        }
        cells.extend(units.iter().map(|unit| score(source, table, &finals, unit, criterion, &mut signs)));
        rows.push(cells);
    }
    let mut total = vec![
        Cell::Text(String::new()),
        Cell::Text(source.get("paper.head.total")),
        Cell::Points(table.maximum()),
    ];
    total.extend(units.iter().map(|unit| results::total(source.standings.row(unit.id))));
    let mut notes: Vec<String> = results::blanks(source, &rows).into_iter().collect();
    notes.extend(signs.notes(source));
    notes.extend(cut_note(source));
    Some(Table {
        id: "diem-tieu-chi".to_owned(),
        title: source.get("paper.table.criteria"),
        columns: criteria_columns(source, units),
        rows,
        bold,
        total: Some(total),
        notes,
        annex: true,
        lead: 3,
        ..Table::default()
    })
}

fn criteria_columns(source: &Source<'_>, units: &[Unit]) -> Vec<Column> {
    let mut columns = vec![
        column(source, "paper.head.code", Align::Left, 12),
        column(source, "paper.head.criterion", Align::Left, 70),
        column(source, "paper.head.maximum", Align::Right, 14),
    ];
    let group = source.get("paper.head.points_of_unit");
    columns.extend(units.iter().map(|unit| Column {
        head: unit.tag().to_owned(),
        group: group.clone(),
        align: Align::Right,
        width: 14,
    }));
    columns
}

/// Groups and total do not agree where a bonus may not lift a total past the maximum.
pub(super) fn cut_note(source: &Source<'_>) -> Option<String> {
    source.standings.rows.iter().any(|r| r.cut.0 > 0).then(|| source.get("paper.scores.cut_note"))
}

/// The final score of a leaf with its sign; of a group its sum.
fn score(
    source: &Source<'_>,
    table: &ScoreTable,
    finals: &Finals<'_>,
    unit: &Unit,
    criterion: &Criterion,
    signs: &mut Signs,
) -> Cell {
    if criterion.rule.is_some() {
        return signs.cell(source, unit.id, criterion.id, finals.of(unit.id, criterion));
    }
    sum(source, table, finals, unit, criterion)
}

/// What a group of a unit comes to: a top-level one as the standings have it, one below it the sum of what is there.
pub(super) fn sum(
    source: &Source<'_>,
    table: &ScoreTable,
    finals: &Finals<'_>,
    unit: &Unit,
    group: &Criterion,
) -> Cell {
    let row = source.standings.row(unit.id).filter(|r| !r.empty);
    let Some(row) = row else { return Cell::Empty };
    let leaves = table.leaves().filter(|leaf| table.within(leaf.id, group.id));
    let there: Vec<Points> = leaves.filter_map(|leaf| finals.of(unit.id, leaf).points()).collect();
    if there.is_empty() {
        return Cell::Empty;
    }
    let top = table.groups().position(|g| g.id == group.id).and_then(|at| row.groups.get(at));
    Cell::Points(top.copied().unwrap_or_else(|| Points(there.iter().map(|p| p.0).sum())))
}
