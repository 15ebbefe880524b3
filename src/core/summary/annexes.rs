//! The annexes: awards by unit and line, scores by group, criteria by unit, the list of awards, ranks and levels.
//! An annex of nothing is left out; the numerals close up.
use super::figures::line_label;
use super::results::{self, column, name, units};
use super::source::{Count, Source};
use crate::core::award::{AwardRow, Basis, RecipientKind};
use crate::core::count::{Figure, Figures, LineFigures, Scope};
use crate::core::number::{Points, roman};
use crate::core::paper::{Align, Cell, Column, Table};
use crate::core::score::{Criterion, Final, ScoreTable};
use crate::core::standing;
use crate::core::unit::Unit;

/// Most units side by side on one landscape page.
const ABREAST: usize = 13;

pub(super) fn build(source: &Source<'_>) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    tables.extend(awards(source));
    tables.extend(list(source));
    tables.extend(groups(source));
    tables.extend(criteria(source));
    tables.extend(results::annex(source));
    for (i, table) in tables.iter_mut().enumerate() {
        let numeral = roman(i as u32 + 1);
        let head = source.say("paper.annex", &[("numeral", &numeral)]);
        table.title = format!("{head}\n{}", table.title);
    }
    tables
}

/// A figure column of the first annex: which line, kind and count.
struct Slot {
    line: usize,
    kind: RecipientKind,
    count: Count,
}

fn figures(line: &LineFigures, kind: RecipientKind) -> Figures {
    if kind == RecipientKind::Collective { line.collective } else { line.individual }
}

fn figure(line: &LineFigures, slot: &Slot) -> Figure {
    let figures = figures(line, slot.kind);
    if slot.count == Count::Heads { figures.heads } else { figures.turns }
}

/// Awards by unit × line; a column that nobody fills is left out.
fn awards(source: &Source<'_>) -> Option<Table> {
    let lines = source.lines(Scope::All);
    let mut slots = Vec::new();
    for line in 0..lines.len() {
        for kind in [RecipientKind::Collective, RecipientKind::Individual] {
            slots.extend([Count::Heads, Count::Turns].map(|count| Slot { line, kind, count }));
        }
    }
    slots.retain(|slot| figure(&lines[slot.line], slot) != Figure::None);
    if slots.is_empty() {
        return None;
    }
    let mut columns = vec![
        column(source, "paper.head.number", Align::Centre, 6),
        column(source, "paper.head.unit", Align::Left, 40),
    ];
    columns.extend(slots.iter().map(|slot| slot_column(source, &lines[slot.line], slot)));
    let facts = source.facts;
    let mut rows = Vec::new();
    let here = facts.units.iter().map(|u| (u, u.name.clone()));
    let why = |u: &Unit| match u.to {
        Some(last) if last < facts.period.to => "paper.unit_left",
        _ => "paper.unit_outside",
    };
    let gone = facts.left.iter().map(|u| (u, source.say(why(u), &[("unit", &u.name)])));
    let gone = gone.filter(|(u, _)| !source.lines(Scope::Unit(u.id)).is_empty());
    for (i, (unit, name)) in here.chain(gone).enumerate() {
        let mut cells = vec![Cell::Int(i as i64 + 1), Cell::Text(name)];
        cells.extend(slot_cells(source, Scope::Unit(unit.id), &lines, &slots));
        rows.push(cells);
    }
    if !source.lines(Scope::Unsplit).is_empty() {
        let mut cells = vec![Cell::Text(String::new()), Cell::Text(source.get("paper.unsplit"))];
        cells.extend(slot_cells(source, Scope::Unsplit, &lines, &slots));
        rows.push(cells);
    }
    let mut total = vec![Cell::Text(String::new()), Cell::Text(source.get("paper.head.sum"))];
    total.extend(slot_cells(source, Scope::All, &lines, &slots));
    let mut notes = vec![source.get("paper.award.signs_note")];
    if !sums(&rows, &total) {
        notes.push(source.get("paper.award.distinct_note"));
    }
    Some(Table {
        id: "khen-thuong-don-vi".to_owned(),
        title: source.get("paper.table.awards_by_unit"),
        annex: true,
        bold: Vec::new(),
        columns,
        rows,
        total: Some(total),
        notes,
    })
}

/// Do the rows of every column add up to its total? Not where a recipient of two units counts once in the cluster.
fn sums(rows: &[Vec<Cell>], total: &[Cell]) -> bool {
    let number = |cell: Option<&Cell>| match cell {
        Some(Cell::Figure(figure, _)) => figure.number(),
        _ => None,
    };
    (0..total.len()).all(|i| {
        let Some(whole) = number(total.get(i)) else { return true };
        rows.iter().filter_map(|row| number(row.get(i))).sum::<i64>() == whole
    })
}

fn slot_column(source: &Source<'_>, line: &LineFigures, slot: &Slot) -> Column {
    let key = match (slot.kind, slot.count) {
        (RecipientKind::Collective, Count::Heads) => "paper.head.collective_heads",
        (RecipientKind::Collective, Count::Turns) => "paper.head.collective_turns",
        (RecipientKind::Individual, Count::Heads) => "paper.head.individual_heads",
        (RecipientKind::Individual, Count::Turns) => "paper.head.individual_turns",
    };
    Column { head: source.get(key), group: line_label(source, line), align: Align::Right, width: 12 }
}

fn slot_cells(source: &Source<'_>, scope: Scope, lines: &[LineFigures], slots: &[Slot]) -> Vec<Cell> {
    let own = source.lines(scope);
    let cell = |slot: &Slot| {
        let Some(line) = own.iter().find(|l| l.key == lines[slot.line].key) else {
            return Cell::Figure(Figure::None, Vec::new());
        };
        let site = source.sited(scope, &line.key, None, slot.kind, figures(line, slot.kind), slot.count);
        Cell::Figure(site.figure, site.rows)
    };
    slots.iter().map(cell).collect()
}

/// Every award row with its decision, in the order of signing.
fn list(source: &Source<'_>) -> Option<Table> {
    let mut rows: Vec<&AwardRow> = source.awards().chain(source.late()).collect();
    if rows.is_empty() {
        return None;
    }
    // unknown dates last; within a decision the order of its list
    rows.sort_by_key(|a| (a.supplement.is_some(), a.date.is_none(), a.date, a.decision));
    let cells: Vec<Vec<Cell>> =
        rows.iter().enumerate().map(|(i, award)| list_row(source, i, award)).collect();
    let heads = [
        ("paper.head.number", Align::Centre, 6),
        ("paper.head.decision", Align::Left, 17),
        ("paper.head.date", Align::Centre, 12),
        ("paper.head.form", Align::Left, 20),
        ("paper.head.authority", Align::Left, 19),
        ("paper.head.recipient", Align::Left, 28),
        ("paper.head.post", Align::Left, 17),
        ("paper.head.unit", Align::Left, 26),
        ("paper.head.quantity", Align::Right, 9),
    ];
    Some(Table {
        id: "danh-sach-khen-thuong".to_owned(),
        title: source.get("paper.table.award_list"),
        columns: heads.map(|(head, align, width)| column(source, head, align, width)).to_vec(),
        notes: results::blanks(source, &cells).into_iter().collect(),
        rows: cells,
        bold: Vec::new(),
        total: None,
        annex: true,
    })
}

fn list_row(source: &Source<'_>, at: usize, award: &AwardRow) -> Vec<Cell> {
    let facts = source.facts;
    let recipient = &award.recipient;
    let collective = recipient.kind == RecipientKind::Collective;
    let who = match recipient.basis {
        Basis::Named => format!("{} {}", recipient.rank, recipient.name).trim().to_owned(),
        Basis::Heads if collective => source.get("paper.list.collectives"),
        Basis::Heads => source.get("paper.list.individuals"),
        Basis::Turns if collective => source.get("paper.list.collective_turns"),
        Basis::Turns => source.get("paper.list.individual_turns"),
    };
    let who = match award.supplement {
        None => who,
        Some(of) => {
            let of = of.label(source.words.lang);
            source.say("late.row", &[("who", &who), ("period", &of)])
        }
    };
    let unit = match recipient.unit {
        None => source.get("paper.unsplit"),
        Some(id) => facts
            .unit(id)
            .or_else(|| facts.left.iter().find(|u| u.id == id))
            .map_or_else(String::new, |u| u.name.clone()),
    };
    let quantity = recipient.quantity.map_or(Figure::Unknown, Figure::Exactly);
    vec![
        Cell::Int(at as i64 + 1),
        // a paper without a number yet
        if award.number.is_empty() { Cell::Empty } else { Cell::Text(award.number.clone()) },
        award.date.map_or(Cell::Empty, |d| Cell::Text(source.day(d))),
        Cell::Text(facts.catalogue.form(&award.form).map_or_else(|| award.form.clone(), |f| f.name.clone())),
        Cell::Text(facts.catalogue.authority_names(&award.authorities)),
        Cell::Text(who),
        Cell::Text(recipient.post.clone()),
        Cell::Text(unit),
        Cell::Figure(quantity, vec![recipient.id]),
    ]
}

/// Scores by top-level group, in the order of the standings.
fn groups(source: &Source<'_>) -> Option<Table> {
    let table = source.facts.table.as_ref()?;
    let mut columns = vec![
        column(source, "paper.head.rank", Align::Centre, 12),
        column(source, "paper.head.unit", Align::Left, 42),
    ];
    for group in table.groups() {
        let maximum = group.maximum.short(source.words.lang);
        let args = [("code", group.code.as_str()), ("text", &group.text), ("maximum", &maximum)];
        let head = source.say("paper.head.group", &args);
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
        notes: results::blanks(source, &rows).into_iter().collect(),
        rows,
        bold: Vec::new(),
        total: None,
        annex: false,
    })
}

/// Criteria as rows, units as columns; a cluster too wide for one page goes on in further tables.
fn criteria(source: &Source<'_>) -> Vec<Table> {
    let Some(table) = &source.facts.table else { return Vec::new() };
    let chunks: Vec<&[Unit]> = source.facts.units.chunks(ABREAST).collect();
    let many = chunks.len() > 1;
    let part = |(i, units): (usize, &&[Unit])| {
        let id = if i == 0 { "diem-tieu-chi".to_owned() } else { format!("diem-tieu-chi-{}", i + 1) };
        let number = (i + 1).to_string();
        let title = if many {
            source.say("paper.table.criteria_part", &[("part", &number)])
        } else {
            source.get("paper.table.criteria")
        };
        criteria_part(source, table, units, id, title)
    };
    chunks.iter().enumerate().map(part).collect()
}

fn criteria_part(
    source: &Source<'_>,
    table: &ScoreTable,
    units: &[Unit],
    id: String,
    title: String,
) -> Table {
    let mut columns = vec![
        column(source, "paper.head.code", Align::Left, 11),
        column(source, "paper.head.criterion", Align::Left, 46),
        column(source, "paper.head.maximum", Align::Right, 13),
    ];
    let group = source.get("paper.head.points_of_unit");
    for unit in units {
        columns.push(Column {
            head: unit.tag().to_owned(),
            group: group.clone(),
            align: Align::Right,
            width: 13,
        });
    }
    let mut bold = Vec::new();
    let mut not_assigned = false;
    let mut rows = Vec::new();
    for (i, criterion) in table.criteria.iter().enumerate() {
        let mut cells = vec![
            Cell::Text(criterion.code.clone()),
            Cell::Text(criterion.text.clone()),
            Cell::Points(criterion.maximum),
        ];
        if criterion.rule.is_none() {
            bold.push(i);
        }
        for unit in units {
            let cell = score(source, table, unit, criterion);
            not_assigned |= matches!(&cell, Cell::Text(_));
            cells.push(cell);
        }
        rows.push(cells);
    }
    let mut total = vec![
        Cell::Text(String::new()),
        Cell::Text(source.get("paper.head.sum")),
        Cell::Points(table.maximum()),
    ];
    for unit in units {
        total.push(results::total(source.standings.rows.iter().find(|r| r.unit == unit.id)));
    }
    let mut notes: Vec<String> = results::blanks(source, &rows).into_iter().collect();
    if not_assigned {
        notes.push(source.get("paper.result.not_assigned_note"));
    }
    Table { id, title, columns, rows, bold, total: Some(total), notes, annex: true }
}

/// The final score of a leaf; the sum of what is there for a group.
fn score(source: &Source<'_>, table: &ScoreTable, unit: &Unit, criterion: &Criterion) -> Cell {
    let of = |leaf: &Criterion| standing::final_score(source.facts, unit.id, leaf);
    if criterion.rule.is_some() {
        return match of(criterion) {
            Final::Blank => Cell::Empty,
            Final::NotAssigned => Cell::Text(source.get("paper.not_assigned")),
            Final::Points(points, _) => Cell::Points(points),
        };
    }
    let empty = source.standings.rows.iter().find(|r| r.unit == unit.id).is_none_or(|r| r.empty);
    let mut sum: Option<i64> = None;
    for leaf in table.leaves().filter(|leaf| table.within(leaf.id, criterion.id)) {
        if let Final::Points(points, _) = of(leaf) {
            sum = Some(sum.unwrap_or(0) + points.0);
        }
    }
    sum.filter(|_| !empty).map_or(Cell::Empty, |sum| Cell::Points(Points(sum)))
}
