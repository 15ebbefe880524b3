//! Giải trình điểm of one unit: every point down to its record, what sets it apart from the unit ranked above it, and
//! why its level. Figures and differences come from `core::standing`.
use super::apart;
use super::body::{Body, Of, slug};
use super::leaf::{capped, text_of};
use super::origin;
use super::results::{self, column, name};
use super::source::Source;
use super::{in_force, laid, scores};
use crate::core::award::{AwardRow, Basis};
use crate::core::ballot::{Ballot, Vote};
use crate::core::count::Figure;
use crate::core::level::{LevelId, Mark};
use crate::core::number::roman;
use crate::core::paper::{Align, Block, Cell, Column, Section, Table};
use crate::core::score::{CellValue, Criterion, Round, Rule, ScoreTable};
use crate::core::standing::{Finals, Row};
use crate::core::text;
use crate::core::unit::{Unit, UnitId};

/// What an appraisal says that left a score as it was.
const KEPT: &str = "–";

/// The paper of one unit; empty for one that is not on the roster.
pub(super) fn body(source: &Source<'_>, of: Of) -> Body {
    let Some(id) = of.unit() else { return Body::default() };
    let (Some(unit), Some(table)) = (source.facts.unit(id), &source.facts.table) else {
        return Body::default();
    };
    let finals = Finals::new(source.facts);
    let mut sections: Vec<Section> = Vec::new();
    let mut add = |key: &str, blocks: Vec<Block>| {
        if !blocks.is_empty() {
            let numeral = roman(sections.len() as u32 + 1);
            sections.push(Section { title: format!("{numeral}. {}", source.get(key)), blocks });
        }
    };
    add("paper.why.points", vec![Block::Table(leaves(source, &finals, table, unit))]);
    add("paper.why.records", records(source, table, id).map(Block::Table).into_iter().collect());
    add("paper.why.apart", apart::blocks(source, table, unit));
    add("paper.why.level", level(source, id));
    Body {
        file: format!("giai-trinh-diem-{}{}", slug(source.facts, unit), in_force::suffix(of)),
        kind: source.get("paper.why.kind"),
        subject: source.say("paper.why.subject", &[("unit", &unit.name)]),
        under: in_force::under(source),
        preface: preface(source, unit),
        sections,
        dense: true,
        ..Body::default()
    }
}

/// Total, rate and rank, or why there is none.
fn preface(source: &Source<'_>, unit: &Unit) -> String {
    let lang = source.words.lang;
    let Some(row) = source.standings.row(unit.id).filter(|r| !r.empty) else {
        return source.say("paper.why.no_data", &[("unit", &unit.name)]);
    };
    let why: Vec<String> = row.why.iter().map(|p| source.words.say(p)).collect();
    let args = [
        ("unit", unit.name.clone()),
        ("total", row.total.show(lang)),
        ("rate", row.rate.map(|r| r.show(lang)).unwrap_or_default()),
        ("rank", row.rank.unwrap_or_default().to_string()),
        ("of", source.units(source.facts.units.len())),
        ("why", why.join("; ")),
    ];
    let key = match (row.rank, row.tied, row.why.is_empty()) {
        (None, ..) => "paper.why.unranked",
        (Some(_), false, true) => "paper.why.ranked",
        (Some(_), true, true) => "paper.why.tied",
        (Some(_), false, false) => "paper.why.ranked_for_now",
        (Some(_), true, false) => "paper.why.tied_for_now",
    };
    source.told(key, &args)
}

/// Every leaf under its group: maximum, rounds, final, where it comes from.
fn leaves(source: &Source<'_>, finals: &Finals<'_>, table: &ScoreTable, unit: &Unit) -> Table {
    let facts = source.facts;
    let second = facts.cells.iter().any(|c| c.unit == unit.id && c.round == Round::Second);
    let rounds: Vec<Round> = if second { Round::ALL.to_vec() } else { vec![Round::Own, Round::First] };
    let row = source.standings.row(unit.id).filter(|r| !r.empty);
    let (mut rows, mut bold) = (Vec::new(), Vec::new());
    for (i, criterion) in table.criteria.iter().enumerate() {
        let mut cells = vec![
            Cell::Text(criterion.code.clone()),
            Cell::Text(text_of(source, table, criterion)),
            Cell::Points(capped(criterion)),
        ];
        if criterion.rule.is_some() {
            cells.extend(rounds.iter().map(|round| stored(source, finals, unit.id, criterion, *round)));
            cells.push(origin::last(source, finals.of(unit.id, criterion)));
            cells.push(Cell::Text(origin::told(source, finals, unit.id, criterion)));
        } else {
            bold.push(i);
            cells.extend(rounds.iter().map(|_| Cell::Text(String::new())));
            cells.push(scores::sum(source, table, finals, unit, criterion));
            cells.push(Cell::Text(String::new()));
        }
        rows.push(cells);
    }
    let mut total = vec![
        Cell::Text(String::new()),
        Cell::Text(source.get("paper.head.total")),
        Cell::Points(table.maximum()),
    ];
    total.extend(rounds.iter().map(|_| Cell::Text(String::new())));
    total.push(row.map_or(Cell::Empty, |r| Cell::Points(r.total)));
    total.push(Cell::Text(String::new()));
    Table {
        id: "tung-tieu-chi".to_owned(),
        title: source.get("paper.why.table"),
        columns: leaf_columns(source, table, &rounds),
        notes: leaf_notes(source, row, &rows),
        rows,
        bold,
        total: Some(total),
        ..Table::default()
    }
}

/// Figures are as wide as their heads, so that what is read has the rest of the page; no code is torn.
fn leaf_columns(source: &Source<'_>, table: &ScoreTable, rounds: &[Round]) -> Vec<Column> {
    let code = table.criteria.iter().map(|c| text::width(&c.code)).max().unwrap_or(0);
    let code = (3 * code).clamp(18, 36) as u16;
    // a figure is never broken: a second appraisal takes its cells from the texts
    let second = if rounds.contains(&Round::Second) { 35 } else { 0 };
    let mut columns = vec![
        column(source, "paper.head.code", Align::Left, code),
        column(source, "paper.head.criterion", Align::Left, 104 - second / 3),
        column(source, "paper.head.maximum", Align::Right, 27),
    ];
    let head = |round: &Round| match round {
        Round::Own => "paper.head.own",
        Round::First => "paper.head.first",
        Round::Second => "paper.head.second",
    };
    columns.extend(
        rounds.iter().map(|r| column(source, head(r), Align::Right, if *r == Round::Own { 22 } else { 35 })),
    );
    columns.push(column(source, "paper.head.final", Align::Right, 27));
    columns.push(column(source, "paper.head.from", Align::Left, 136 + second / 3 - second - code));
    columns
}

fn leaf_notes(source: &Source<'_>, row: Option<&Row>, rows: &[Vec<Cell>]) -> Vec<String> {
    let mut notes = Vec::new();
    if rows.iter().flatten().any(|c| *c == Cell::Text(KEPT.to_owned())) {
        notes.push(source.get("paper.why.kept_note"));
    }
    if rows.iter().flatten().any(|c| *c == Cell::Empty) {
        notes.push(source.get("paper.result.blank_note"));
    }
    let not_assigned = Cell::Text(source.get("paper.not_assigned"));
    if rows.iter().flatten().any(|c| *c == not_assigned) {
        notes.push(source.get("paper.result.not_assigned_note"));
    }
    if row.is_some_and(|r| r.cut.0 > 0) {
        notes.push(source.get("paper.scores.cut_note"));
    }
    notes
}

/// What stands in a round: a derived leaf has none; what an appraisal left as it was is `–`, not "not yet".
fn stored(source: &Source<'_>, finals: &Finals<'_>, unit: UnitId, leaf: &Criterion, round: Round) -> Cell {
    if !leaf.asked() {
        return Cell::Text(String::new());
    }
    let cells = &source.facts.cells;
    match cells.iter().find(|c| (c.unit, c.criterion, c.round) == (unit, leaf.id, round)).map(|c| c.value) {
        None => match (round, finals.held(unit, leaf)) {
            (Round::Own, Some(computed)) => Cell::Points(computed.points),
            (Round::Own, None) => Cell::Empty,
            (Round::First, _) if !source.facts.settled(unit, Round::First) => Cell::Empty,
            _ => Cell::Text(KEPT.to_owned()),
        },
        Some(CellValue::NotAssigned) => Cell::Text(source.get("paper.not_assigned")),
        Some(CellValue::Points(points)) => Cell::Points(points),
    }
}

/// The award rows that the derived leaves count, those of one paper and form together.
struct Record<'a> {
    leaf: &'a Criterion,
    rows: Vec<&'a AwardRow>,
}

fn recorded<'a>(source: &'a Source<'_>, table: &'a ScoreTable, unit: UnitId) -> Vec<Record<'a>> {
    let mut out: Vec<Record<'a>> = Vec::new();
    for leaf in table.leaves() {
        let Some(Rule::Derived { rules }) = &leaf.rule else { continue };
        let counts =
            |row: &AwardRow| rules.iter().any(|r| r.form == row.form && r.kind == row.recipient.kind);
        for award in source.awards().filter(|a| a.recipient.unit == Some(unit) && counts(a)) {
            let same = |r: &&mut Record<'_>| {
                r.leaf.id == leaf.id
                    && r.rows.iter().all(|a| (a.decision, &a.form) == (award.decision, &award.form))
            };
            match out.iter_mut().find(same) {
                Some(record) => record.rows.push(award),
                None => out.push(Record { leaf, rows: vec![award] }),
            }
        }
    }
    // unknown dates last
    let day = |r: &Record<'_>| r.rows.first().map(|a| (a.date.is_none(), a.date, a.decision));
    out.sort_by_key(day);
    out
}

fn records(source: &Source<'_>, table: &ScoreTable, unit: UnitId) -> Option<Table> {
    let found = recorded(source, table, unit);
    let mut cells: Vec<Vec<Cell>> = found.iter().enumerate().map(|(i, r)| record(source, i, r)).collect();
    for (leaf, counted) in laid::rows(source, table, unit) {
        let mut row = vec![Cell::Int(cells.len() as i64 + 1)];
        row.extend(counted);
        row.push(Cell::Text(leaf.code.clone()));
        cells.push(row);
    }
    if cells.is_empty() {
        return None;
    }
    let heads = [
        ("paper.head.number", Align::Centre, 13),
        ("paper.head.decision", Align::Left, 43),
        ("paper.head.date", Align::Centre, 33),
        ("paper.head.form", Align::Left, 88),
        ("paper.head.recipient", Align::Left, 136),
        ("paper.head.quantity", Align::Right, 20),
        ("paper.head.criterion", Align::Centre, 19),
    ];
    let again = source.facts.repeats.iter().any(|r| r.unit == unit);
    let mut notes: Vec<String> = results::blanks(source, &cells).into_iter().collect();
    notes.extend(again.then(|| source.get("paper.why.once_note")));
    Some(Table {
        id: "muc-khen".to_owned(),
        title: source.get("paper.why.records_table"),
        columns: heads.map(|(head, align, width)| column(source, head, align, width)).to_vec(),
        rows: cells,
        notes,
        ..Table::default()
    })
}

fn record(source: &Source<'_>, at: usize, record: &Record<'_>) -> Vec<Cell> {
    let Some(first) = record.rows.first() else { return Vec::new() };
    let who = |award: &&AwardRow| {
        let recipient = &award.recipient;
        match recipient.basis {
            Basis::Named => format!("{} {}", recipient.rank, recipient.name).trim().to_owned(),
            basis => source.counted_rows(recipient.kind, basis),
        }
    };
    let who: Vec<String> = record.rows.iter().map(who).collect();
    let known: i64 = record.rows.iter().filter_map(|a| a.recipient.quantity).sum();
    let quantity = match record.rows.iter().filter(|a| a.recipient.quantity.is_none()).count() {
        0 => Figure::Exactly(known),
        n if n == record.rows.len() => Figure::Unknown,
        _ => Figure::AtLeast(known),
    };
    let form = source.facts.catalogue.form(&first.form);
    vec![
        Cell::Int(at as i64 + 1),
        if first.number.is_empty() { Cell::Empty } else { Cell::Text(first.number.clone()) },
        first.date.map_or(Cell::Empty, |d| Cell::Text(source.day(d))),
        Cell::Text(form.map_or_else(|| first.form.clone(), |f| f.name.clone())),
        Cell::Text(who.join("; ")),
        Cell::Figure(quantity, record.rows.iter().map(|a| a.recipient.id).collect()),
        Cell::Text(record.leaf.code.clone()),
    ]
}

/// Dự kiến with its reasons, the proposal, the approved level.
fn level(source: &Source<'_>, unit: UnitId) -> Vec<Block> {
    if source.facts.levels.is_none() {
        return Vec::new();
    }
    let adjusted = in_force::levelled(source, unit);
    let item = |key: &str, mark: Mark, reason: &str| {
        let n = adjusted.map(|a| a.ordinal.to_string()).unwrap_or_default();
        let args = [("level", source.mark_name(mark)), ("reason", reason.trim().to_owned()), ("n", n)];
        let key = if reason.trim().is_empty() { key.to_owned() } else { format!("{key}_because") };
        Block::Item(source.told(&key, &args))
    };
    let mut blocks = Vec::new();
    let reasons = source.reasons(unit);
    match source.suggestions.iter().find(|s| s.unit == unit).and_then(|s| s.level) {
        Some(level) => blocks.push(item("paper.why.suggested", Mark::Level(level), &reasons)),
        None if reasons.is_empty() => {}
        None => blocks.push(Block::Item(source.say("paper.why.not_suggested", &[("reason", &reasons)]))),
    }
    blocks.extend(voted(source, unit));
    if let Some(mark) = source.facts.mark(unit) {
        blocks.extend(mark.proposed.map(|level| item("paper.why.proposed", level, &mark.reason)));
        let approved = mark.approved.filter(|_| source.approved());
        let key = if adjusted.is_some() { "paper.why.adjusted" } else { "paper.why.approved" };
        blocks.extend(approved.map(|level| item(key, level, &mark.approved_reason)));
    }
    if blocks.is_empty() {
        blocks.push(Block::Para(source.say("paper.why.no_level", &[("unit", &name(source, unit))])));
    }
    blocks
}

/// `Biểu quyết Xuất sắc: 9/10 (90%) trên số phiếu hợp lệ.`: each vote on a level of the unit.
fn voted(source: &Source<'_>, unit: UnitId) -> Vec<Block> {
    let roster = source.facts.units.len();
    let all = source.facts.ballots.iter().flat_map(|b| b.votes.iter().map(move |v| (b, v)));
    let of_unit = all.filter(|(_, v)| v.unit == unit).filter_map(|(b, v)| Some((b, v, v.level?)));
    let item = |(ballot, vote, level): (&Ballot, &Vote, LevelId)| {
        let votes = source.words.say(&ballot.said(vote, roster));
        let args = [("level", source.mark_name(Mark::Level(level))), ("votes", votes)];
        Block::Item(source.told("paper.why.voted", &args))
    };
    of_unit.map(item).collect()
}
