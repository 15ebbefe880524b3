//! The annexes of the report: awards by unit and line, the list of awards, scores by group, criteria by unit, ranks and levels.
//! An annex of nothing is left out; the numerals close up.
use super::figures::line_label;
use super::results::{self, column};
use super::scores;
use super::source::{Count, Source};
use crate::core::award::{AwardRow, Basis, RecipientKind};
use crate::core::count::{Figure, Figures, LineFigures, Scope};
use crate::core::paper::{Align, Cell, Column, Table};
use crate::core::unit::Unit;

pub(super) fn build(source: &Source<'_>) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    tables.extend(awards(source));
    tables.extend(list(source));
    tables.extend(scores::groups(source));
    tables.extend(scores::criteria(source));
    tables.extend(results::annex(source));
    results::numbered(source, tables)
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
        columns,
        rows,
        total: Some(total),
        notes,
        ..Table::default()
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
        annex: true,
        ..Table::default()
    })
}

fn list_row(source: &Source<'_>, at: usize, award: &AwardRow) -> Vec<Cell> {
    let facts = source.facts;
    let recipient = &award.recipient;
    let who = match recipient.basis {
        Basis::Named => format!("{} {}", recipient.rank, recipient.name).trim().to_owned(),
        basis => source.counted_rows(recipient.kind, basis),
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
