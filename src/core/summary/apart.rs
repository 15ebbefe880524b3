//! What sets a unit apart from the one ranked next to it: both figures, what ordered them where they are equal, the criteria
//! that differ most. Differences come from `core::standing`.
use super::leaf::text_of;
use super::origin;
use super::results::{self, column};
use super::source::Source;
use super::ties;
use crate::core::number::Points;
use crate::core::paper::{Align, Block, Cell, Column, Table};
use crate::core::score::{Criterion, RankBy, ScoreTable};
use crate::core::standing::{self, Difference, Row};
use crate::core::unit::Unit;

/// Most differences printed one by one.
const MOST: usize = 6;

/// The unit ranked just above (for the first, just below): both totals, and where they differ, the largest first.
pub(super) fn blocks(source: &Source<'_>, table: &ScoreTable, unit: &Unit) -> Vec<Block> {
    let ranked: Vec<&Row> = source.standings.rows.iter().filter(|r| r.rank.is_some()).collect();
    let Some(at) = ranked.iter().position(|r| r.unit == unit.id) else { return Vec::new() };
    let other = at.checked_sub(1).and_then(|n| ranked.get(n)).or_else(|| ranked.get(at + 1));
    let (Some(mine), Some(theirs)) = (ranked.get(at), other) else { return Vec::new() };
    let Some(other) = source.facts.unit(theirs.unit) else { return Vec::new() };
    let lang = source.words.lang;
    let figure = |row: &Row| match table.by {
        RankBy::Total => source.say("paper.why.total", &[("total", &row.total.show(lang))]),
        RankBy::Rate => format!("{}%", row.rate.map(|r| r.show(lang)).unwrap_or_default()),
    };
    let args = [
        ("unit", unit.name.clone()),
        ("mine", figure(mine)),
        ("other", other.name.clone()),
        ("rank", theirs.rank.unwrap_or_default().to_string()),
        ("theirs", figure(theirs)),
    ];
    let key = match (mine.rank == theirs.rank, mine.barred || theirs.barred) {
        (true, _) => "paper.why.equal",
        (false, true) => "paper.why.barred",
        (false, false) => "paper.why.beside",
    };
    let mut said = source.told(key, &args);
    let differ = differences(source, table, (unit, mine), (other, theirs));
    if let Some(by) = ties::ordered_by(source, table, &ranked, (mine, theirs)) {
        said = format!("{said} {}", source.told(by.of_two, &by.args));
    }
    if let Some((_, list)) = &differ {
        said = format!("{said} {list}");
    }
    let mut blocks = vec![Block::Para(said)];
    // the tie with the unit below, which is not the one compared with unless this is the first
    if theirs.rank < mine.rank {
        blocks.extend(ties::won(source, unit.id).map(Block::Para));
    }
    blocks.extend(differ.map(|(table, _)| Block::Table(table)));
    blocks
}

/// `Khác nhau nhiều nhất: I.2 hơn 4,50 (194,75 và 190,25); I.3 kém 1,25 (113,75 và 115,00).`
fn listed(source: &Source<'_>, rows: &[(&Criterion, &Difference)], more: usize) -> String {
    let print = |score| match origin::last(source, score) {
        Cell::Text(text) => text,
        Cell::Points(points) => points.show(source.words.lang),
        _ => source.get("paper.origin.blank"),
    };
    let one = |(leaf, d): &(&Criterion, &Difference)| {
        let args = [
            ("code", leaf.code.clone()),
            ("by", Points(d.by.0.abs()).show(source.words.lang)),
            ("mine", print(d.mine)),
            ("theirs", print(d.theirs)),
        ];
        source.told(if d.by.0 < 0 { "paper.why.less" } else { "paper.why.over" }, &args)
    };
    let list = rows.iter().map(one).collect::<Vec<_>>().join("; ");
    let key = if more > 0 { "paper.why.differ_most" } else { "paper.why.differ" };
    source.say(key, &[("list", &list), ("n", &more.to_string())])
}

/// As a table for sheets, and as a sentence for the sheet of paper.
fn differences(
    source: &Source<'_>,
    table: &ScoreTable,
    (unit, mine): (&Unit, &Row),
    (other, theirs): (&Unit, &Row),
) -> Option<(Table, String)> {
    let mut all = standing::differences(source.facts, unit.id, other.id);
    all.retain(|d| d.by.0 != 0);
    if all.is_empty() {
        return None;
    }
    let more = all.len().saturating_sub(MOST);
    let most = all.iter().take(MOST);
    let most: Vec<_> = most.filter_map(|d| table.criterion(d.criterion).map(|leaf| (leaf, d))).collect();
    let rows: Vec<Vec<Cell>> = most
        .iter()
        .map(|(leaf, d)| {
            vec![
                Cell::Text(leaf.code.clone()),
                Cell::Text(text_of(source, table, leaf)),
                origin::last(source, d.mine),
                origin::last(source, d.theirs),
                Cell::Points(d.by),
            ]
        })
        .collect();
    let head =
        |text: &str| Column { head: text.to_owned(), group: String::new(), align: Align::Right, width: 22 };
    let mut notes: Vec<String> = results::blanks(source, &rows).into_iter().collect();
    if more > 0 {
        notes.push(source.say("paper.why.more_note", &[("n", &more.to_string())]));
    }
    let said = listed(source, &most, more);
    let table = Table {
        id: "chenh-lech".to_owned(),
        title: source.get("paper.why.apart_table"),
        columns: vec![
            column(source, "paper.head.code", Align::Left, 12),
            column(source, "paper.head.criterion", Align::Left, 60),
            head(&unit.name),
            head(&other.name),
            column(source, "paper.head.by", Align::Right, 20),
        ],
        rows,
        total: Some(vec![
            Cell::Text(String::new()),
            Cell::Text(source.get("paper.head.total")),
            Cell::Points(mine.total),
            Cell::Points(theirs.total),
            Cell::Points(Points(mine.total.0 - theirs.total.0)),
        ]),
        notes,
        aside: true,
        ..Table::default()
    };
    Some((table, said))
}
