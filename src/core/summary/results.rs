//! Section III: scores, ranks and levels, in prose and in a table; and the table of levels of the annexes.
//! Ranks and suggestions come from `core::standing`; nothing is ranked here.
use super::in_force;
use super::source::Source;
use super::ties;
use crate::core::level::Mark;
use crate::core::number::roman;
use crate::core::paper::{Align, Block, Cell, Chart, Column, Table};
use crate::core::standing::{self, Row};
use crate::core::unit::UnitId;

/// The blocks of section III.
pub(super) fn section(source: &Source<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    blocks.extend(scored_words(source).into_iter().map(Block::Para));
    blocks.extend(decided(source));
    blocks
}

/// What was proposed or approved, in prose and in tables.
pub(super) fn decided(source: &Source<'_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = levels(source).into_iter().map(Block::Para).collect();
    if source.facts.table.is_some() || source.marked() {
        blocks.push(Block::Table(table(source)));
    }
    blocks.extend(source.marked().then(|| Block::Table(by_level(source, [50, 25, 25]))));
    blocks
}

/// What was scored, by which table, who leads; or that nothing is.
pub(super) fn scored_words(source: &Source<'_>) -> Vec<String> {
    if source.facts.table.is_some() { scores(source) } else { vec![source.get("paper.result.no_scores")] }
}

/// What was scored, by which table, who leads.
pub(super) fn scores(source: &Source<'_>) -> Vec<String> {
    let standings = &source.standings;
    let Some(table) = &source.facts.table else { return Vec::new() };
    let maximum = table.maximum().short(source.words.lang);
    let all = source.units(source.facts.units.len());
    let ranked = source.units(standings.ranked);
    let mut texts = Vec::new();
    let key = match standings.ranked {
        0 => "paper.result.none_ranked",
        n if n == source.facts.units.len() => "paper.result.all_ranked",
        _ => "paper.result.some_ranked",
    };
    let by = match table.by {
        crate::core::score::RankBy::Total => source.get("paper.result.by_total"),
        crate::core::score::RankBy::Rate => source.get("paper.result.by_rate"),
    };
    let args = [
        ("all", all.as_str()),
        ("ranked", &ranked),
        ("maximum", &maximum),
        ("table", &table.name),
        ("by", &by),
    ];
    texts.push(source.say(key, &args));
    let first: Vec<&Row> = standings.rows.iter().filter(|r| r.rank == Some(1)).collect();
    if !first.is_empty() {
        let names: Vec<String> = first.iter().map(|r| name(source, r.unit)).collect();
        let total = first.first().map(|r| r.total.show(source.words.lang)).unwrap_or_default();
        let rate = first.first().and_then(|r| r.rate).map(|r| r.show(source.words.lang)).unwrap_or_default();
        let args = [("units", names.join(", ")), ("total", total), ("rate", rate)];
        let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
        texts.push(source.say("paper.result.first", &args));
    }
    let empty: Vec<String> =
        standings.rows.iter().filter(|r| r.empty).map(|r| name(source, r.unit)).collect();
    if !empty.is_empty() {
        texts.push(source.say("paper.result.empty", &[("units", &empty.join(", "))]));
    }
    if standings.ranked > 0 && !standings.official {
        texts.push(source.get("paper.result.provisional"));
    }
    texts
}

/// How many units stand on each level: proposed, or approved by which paper. Nothing while nothing is proposed.
pub(super) fn levels(source: &Source<'_>) -> Vec<String> {
    if !source.marked() {
        return Vec::new();
    }
    let counts: Vec<String> = tally(source)
        .into_iter()
        .filter(|(_, n)| *n > 0)
        .map(|(level, n)| {
            source.say(
                source.kind("paper.result.level", "paper.titles.level"),
                &[("units", &source.units(n)), ("level", &level)],
            )
        })
        .collect();
    let mut list = counts.join("; ");
    let open = source.facts.units.iter().filter(|u| source.mark(u.id).is_none()).count();
    if open > 0 {
        list = format!("{list}; {}", source.say("paper.result.open", &[("units", &source.units(open))]));
    }
    let Some(paper) = &source.facts.approval else {
        let key = source.kind("paper.result.proposed", "paper.titles.proposed");
        return vec![source.say(key, &[("list", &list)])];
    };
    let day = source.of_day(paper.date);
    let mut args = vec![("approval", paper.number.clone()), ("approval_day", day), ("list", list)];
    let Some(last) = in_force::adjusted(source.facts) else {
        let key = source.kind("paper.result.approved", "paper.titles.approved");
        return vec![source.told(key, &args)];
    };
    args.extend(in_force::cited(source, last));
    vec![source.told(source.kind("paper.result.adjusted", "paper.titles.adjusted"), &args)]
}

/// Units on each level of the set, then those not classified.
pub(super) fn tally(source: &Source<'_>) -> Vec<(String, usize)> {
    let marks: Vec<Mark> = source.facts.units.iter().filter_map(|u| source.mark(u.id)).collect();
    // of nested titles a unit holds those below its own too
    let held = source.facts.levels.iter().flat_map(|set| set.held(&marks));
    let mut rows: Vec<(String, usize)> =
        held.map(|(level, n)| (source.mark_name(Mark::Level(level)), n)).collect();
    let apart = marks.iter().filter(|m| **m == Mark::NotClassified).count();
    rows.push((source.mark_name(Mark::NotClassified), apart));
    rows
}

/// Ranks, and levels where they are proposed.
fn table(source: &Source<'_>) -> Table {
    let marked = source.marked();
    let title = if marked { result_title(source) } else { "paper.table.ranks" };
    let mut columns = standing_columns(source, [9, 44, 15, 13]);
    if marked {
        let head = if source.approved() { level_head(source) } else { proposed_head(source) };
        columns.push(column(source, head, Align::Centre, 19));
    }
    let rows: Vec<Vec<Cell>> = units(source)
        .into_iter()
        .enumerate()
        .map(|(i, (unit, row))| {
            let mut cells = standing_cells(source, i, unit, row);
            if marked {
                cells.push(source.mark(unit).map_or(Cell::Empty, |m| Cell::Text(source.mark_name(m))));
            }
            cells
        })
        .collect();
    let notes = rank_notes(source, &rows);
    Table { id: "xep-hang".to_owned(), title: source.get(title), columns, rows, notes, ..Table::default() }
}

/// The title of a table of levels, proposed or approved.
pub(super) fn result_title<'k>(source: &Source<'_>) -> &'k str {
    if source.approved() {
        source.kind("paper.table.result", "paper.titles.table")
    } else {
        source.kind("paper.table.proposal", "paper.titles.table_proposed")
    }
}

/// The head of a column of levels.
pub(super) fn level_head<'k>(source: &Source<'_>) -> &'k str {
    source.kind("paper.head.level", "paper.titles.head")
}

/// The head of a column of proposed levels.
pub(super) fn proposed_head<'k>(source: &Source<'_>) -> &'k str {
    source.kind("paper.head.proposed", "paper.titles.head_proposed")
}

/// What stands under a table of ranks: blanks, ties and what settled them, what is in no unit's score, totals that do not compare.
pub(super) fn rank_notes(source: &Source<'_>, rows: &[Vec<Cell>]) -> Vec<String> {
    let mut notes: Vec<String> = blanks(source, rows).into_iter().collect();
    notes.extend(ties::notes(source));
    if source.standings.rows.iter().any(|r| r.tied) {
        notes.push(source.get("paper.result.tied_note"));
    }
    if source.facts.table.is_some() && source.standings.unsplit > 0 {
        notes.push(source.get("paper.result.unsplit_note"));
    }
    if standing::unequal(source.facts) {
        // whether to rank otherwise is asked only while that can still be done
        let key = if source.draft { "paper.result.unequal_draft" } else { "paper.result.unequal_note" };
        notes.push(source.get(key));
    }
    notes
}

/// The totals of the standings as bars, where any unit has one: under which table, from which of its columns.
pub(super) fn chart(source: &Source<'_>, table: &str, values: usize) -> Option<Chart> {
    let any = source.facts.table.is_some() && source.standings.rows.iter().any(|r| !r.empty);
    any.then(|| Chart {
        table: table.to_owned(),
        title: source.get("paper.table.chart"),
        names: 1,
        values,
        axis: source.get("paper.table.chart_axis"),
    })
}

/// Units in the order of the standings, or of the roster where nothing is scored.
pub(super) fn units<'a>(source: &'a Source<'_>) -> Vec<(i64, Option<&'a Row>)> {
    if source.standings.rows.is_empty() {
        return source.facts.units.iter().map(|u| (u.id, None)).collect();
    }
    source.standings.rows.iter().map(|r| (r.unit, Some(r))).collect()
}

/// Heads of rank, unit and, where there are scores, total and rate; `widths` of these four in parts of the page.
pub(super) fn standing_columns(source: &Source<'_>, widths: [u16; 4]) -> Vec<Column> {
    let scored = source.facts.table.is_some();
    let head = [
        (if scored { "paper.head.rank" } else { "paper.head.number" }, Align::Centre),
        ("paper.head.unit", Align::Left),
        ("paper.head.total", Align::Right),
        ("paper.head.rate", Align::Right),
    ];
    let shown = head.into_iter().zip(widths).take(if scored { 4 } else { 2 });
    shown.map(|((head, align), width)| column(source, head, align, width)).collect()
}

/// The cells under those heads: the unit of this place in the order.
pub(super) fn standing_cells(source: &Source<'_>, at: usize, unit: UnitId, row: Option<&Row>) -> Vec<Cell> {
    let scored = source.facts.table.is_some();
    let mut cells = vec![rank(at, scored, row), Cell::Text(name(source, unit))];
    if scored {
        cells.push(total(row));
        cells.push(row.and_then(|r| r.rate).map_or(Cell::Empty, Cell::Rate));
    }
    cells
}

/// The rank, or the running number where nothing is scored.
pub(super) fn rank(at: usize, scored: bool, row: Option<&Row>) -> Cell {
    match row.and_then(|r| r.rank) {
        Some(rank) => Cell::Int(i64::from(rank)),
        None if scored => Cell::Empty,
        None => Cell::Int(at as i64 + 1),
    }
}

/// The total; blank for a unit with nothing entered, which is not zero.
pub(super) fn total(row: Option<&Row>) -> Cell {
    row.filter(|r| !r.empty).map_or(Cell::Empty, |r| Cell::Points(r.total))
}

/// What the sign of a blank cell means, under a table that has one.
pub(super) fn blanks(source: &Source<'_>, rows: &[Vec<Cell>]) -> Option<String> {
    rows.iter().flatten().any(|cell| *cell == Cell::Empty).then(|| source.get("paper.result.blank_note"))
}

/// Full name of a unit of the roster.
pub(super) fn name(source: &Source<'_>, unit: i64) -> String {
    source.facts.unit(unit).map(|u| u.name.clone()).unwrap_or_default()
}

/// A column without a group.
pub(super) fn column(source: &Source<'_>, head: &str, align: Align, width: u16) -> Column {
    Column { head: source.get(head), group: String::new(), align, width }
}

/// The annex: dự kiến (in a draft), cụm đề nghị, được duyệt and reasons, unit by unit. None while nothing is proposed.
pub(super) fn annex(source: &Source<'_>) -> Option<Table> {
    if !source.marked() {
        return None;
    }
    let scored = source.facts.table.is_some();
    let mut columns = standing_columns(source, [8, 36, 13, 12]);
    if scored && source.draft {
        columns.push(column(source, "paper.head.suggested", Align::Centre, 15));
    }
    columns.push(column(source, proposed_head(source), Align::Centre, 16));
    if source.approved() {
        columns.push(column(source, "paper.head.approved", Align::Centre, 16));
    }
    columns.push(column(source, "paper.head.reason", Align::Left, 34));
    let rows: Vec<Vec<Cell>> = units(source)
        .into_iter()
        .enumerate()
        .map(|(i, (unit, row))| annex_row(source, i, unit, row, scored))
        .collect();
    Some(Table {
        id: "xep-loai".to_owned(),
        title: source.get(if source.approved() {
            source.kind("paper.table.levels", "paper.titles.annex")
        } else {
            source.kind("paper.table.levels_proposed", "paper.titles.annex_proposed")
        }),
        columns,
        notes: blanks(source, &rows).into_iter().collect(),
        rows,
        annex: true,
        ..Table::default()
    })
}

fn annex_row(source: &Source<'_>, at: usize, unit: i64, row: Option<&Row>, scored: bool) -> Vec<Cell> {
    let named = |mark: Option<Mark>| mark.map_or(Cell::Empty, |m| Cell::Text(source.mark_name(m)));
    let mark = source.facts.mark(unit);
    let mut cells = standing_cells(source, at, unit, row);
    if scored && source.draft {
        let suggested = source.suggestions.iter().find(|s| s.unit == unit);
        cells.push(named(suggested.and_then(|s| s.level).map(Mark::Level)));
    }
    cells.push(named(mark.and_then(|m| m.proposed)));
    if source.approved() {
        cells.push(named(mark.and_then(|m| m.approved)));
    }
    let mut reasons = Vec::new();
    if row.is_some_and(|r| r.empty) {
        reasons.push(source.get("paper.result.no_data"));
    }
    // a level lower than the rate says must say why
    reasons.extend(suggested_because(source, unit, source.struck(unit)));
    if let Some(mark) = mark {
        reasons.extend([&mark.reason, &mark.approved_reason].into_iter().filter(|r| !r.is_empty()).cloned());
    }
    cells.push(Cell::Text(reasons.join("; ")));
    cells
}

/// Reasons of dự kiến, with its level where another was proposed; `None` where there are none.
pub(super) fn suggested_because(source: &Source<'_>, unit: UnitId, reasons: String) -> Option<String> {
    let proposed = source.facts.mark(unit).and_then(|m| m.proposed);
    let suggested = source.suggestions.iter().find(|s| s.unit == unit).and_then(|s| s.level).map(Mark::Level);
    if reasons.is_empty() {
        return None;
    }
    let Some(other) = suggested.filter(|s| proposed.is_some_and(|p| p != *s)) else { return Some(reasons) };
    let args = [("level", source.mark_name(other)), ("reasons", reasons)];
    Some(source.told("paper.class.suggested", &args))
}

/// Units and share by level; `widths` of level, units and share in parts of the page.
pub(super) fn by_level(source: &Source<'_>, widths: [u16; 3]) -> Table {
    let whole = source.facts.units.len() as i64;
    let rate = |n: usize| Cell::Rate(crate::core::number::Rate { part: n as i64, whole: whole.max(1) });
    let mut rows: Vec<Vec<Cell>> = tally(source)
        .into_iter()
        .map(|(level, n)| vec![Cell::Text(level), Cell::Int(n as i64), rate(n)])
        .collect();
    let open = source.facts.units.iter().filter(|u| source.mark(u.id).is_none()).count();
    if open > 0 {
        rows.push(vec![Cell::Text(source.get("paper.level.open")), Cell::Int(open as i64), rate(open)]);
    }
    let heads = [
        (level_head(source), Align::Left),
        ("paper.head.units", Align::Right),
        ("paper.head.share", Align::Right),
    ];
    let column = |((head, align), width)| column(source, head, align, width);
    Table {
        id: "tong-hop-xep-loai".to_owned(),
        title: source.get(source.kind("paper.table.by_level", "paper.titles.by_level")),
        columns: heads.into_iter().zip(widths).map(column).collect(),
        rows,
        total: Some(vec![
            // of nested titles the rows add up to more than the units
            Cell::Text(source.get(source.kind("paper.head.sum", "paper.titles.all"))),
            Cell::Int(whole),
            rate(source.facts.units.len()),
        ]),
        notes: source.nested().then(|| source.get("paper.titles.note")).into_iter().collect(),
        ..Table::default()
    }
}

/// With their numerals; an only one has none (Nghị định 30/2020/NĐ-CP).
pub(super) fn numbered(source: &Source<'_>, mut tables: Vec<Table>) -> Vec<Table> {
    let many = tables.len() > 1;
    for (i, table) in tables.iter_mut().enumerate() {
        let numeral = roman(i as u32 + 1);
        let key = if many { "paper.annex" } else { "paper.annex_only" };
        let head = source.say(key, &[("numeral", &numeral)]);
        table.title = format!("{head}\n{}", table.title);
    }
    tables
}
