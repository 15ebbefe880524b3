//! The whole paper as json for other programs: every figure with what is known of it and the award rows it counts.
//! Keys are English and stable; texts are in the language of the paper.
use super::{Draft, Made, decimal};
use crate::core::count::Figure;
use crate::core::paper::{Block, Cell, Summary, Table};
use crate::core::words::Lang;
use serde::Serialize;
use serde_json::{Value, json};

/// Goes up when a key changes its meaning.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Paper<'a> {
    format: &'static str,
    version: u32,
    lang: Lang,
    period: &'a str,
    draft: bool,
    banner: &'a str,
    letterhead: Letterhead<'a>,
    preface: &'a str,
    sections: Vec<Section<'a>>,
    stated: Vec<Value>,
    annexes: Vec<Value>,
    recipients: &'a [String],
    sign: &'a [String],
    signer: &'a str,
    seal: &'a str,
}

#[derive(Serialize)]
struct Letterhead<'a> {
    superior: &'a str,
    issuer: &'a str,
    nation: &'a str,
    devise: &'a str,
    number: &'a str,
    place_date: &'a str,
    draft: &'a str,
    kind: &'a str,
    subject: &'a str,
    under: &'a str,
}

#[derive(Serialize)]
struct Section<'a> {
    title: &'a str,
    blocks: Vec<Value>,
}

pub(super) fn make(summary: &Summary) -> Made {
    let paper = Paper {
        format: "thidua-summary",
        version: VERSION,
        lang: summary.print.lang,
        period: &summary.period,
        draft: summary.draft,
        banner: &summary.banner,
        letterhead: Letterhead {
            superior: &summary.superior,
            issuer: &summary.issuer,
            nation: &summary.nation.0,
            devise: &summary.nation.1,
            number: &summary.number,
            place_date: &summary.place_date,
            draft: &summary.draft_line,
            kind: &summary.kind,
            subject: &summary.subject,
            under: &summary.under,
        },
        preface: &summary.preface,
        sections: summary
            .sections
            .iter()
            .map(|s| Section { title: &s.title, blocks: blocks(&s.blocks) })
            .collect(),
        stated: summary
            .stated
            .iter()
            .map(|s| json!({ "name": s.name, "figure": figure(s.figure, &s.rows) }))
            .collect(),
        annexes: summary.annexes.iter().map(table).collect(),
        recipients: &summary.recipients.1,
        sign: &summary.sign,
        signer: &summary.signer,
        seal: &summary.seal,
    };
    let mut bytes = serde_json::to_vec_pretty(&paper).map_err(|e| e.to_string())?;
    bytes.push(b'\n');
    Ok(vec![Draft { name: format!("{}.json", summary.file), bytes }])
}

fn blocks(blocks: &[Block]) -> Vec<Value> {
    let one = |block: &Block| match block {
        Block::Heading(text) => json!({ "heading": text }),
        Block::Para(text) => json!({ "para": text }),
        Block::Item(text) => json!({ "item": text }),
        Block::Table(grid) => json!({ "table": table(grid) }),
    };
    blocks.iter().map(one).collect()
}

fn table(table: &Table) -> Value {
    let columns: Vec<Value> =
        table.columns.iter().map(|c| json!({ "head": c.head, "group": c.group })).collect();
    let row = |row: &Vec<Cell>| row.iter().map(cell).collect::<Vec<_>>();
    json!({
        "id": table.id,
        "title": table.title,
        "columns": columns,
        "rows": table.rows.iter().map(row).collect::<Vec<_>>(),
        "total": table.total.as_ref().map(row),
        "notes": table.notes,
    })
}

/// Texts and whole numbers as they are, blanks null; points and rates as decimal texts, for they are exact.
fn cell(cell: &Cell) -> Value {
    match cell {
        Cell::Text(text) => json!(text),
        Cell::Int(n) => json!(n),
        Cell::Figure(value, rows) => figure(*value, rows),
        Cell::Points(points) => json!({ "points": decimal(*points) }),
        Cell::Marked(points, sign) => json!({ "points": decimal(*points), "sign": sign }),
        Cell::Rate(rate) => {
            json!({ "percent": decimal(rate.percent()), "part": rate.part, "whole": rate.whole })
        }
        Cell::Empty => Value::Null,
    }
}

/// No value and not unknown: none.
fn figure(figure: Figure, rows: &[i64]) -> Value {
    json!({
        "value": figure.number(),
        "at_least": matches!(figure, Figure::AtLeast(_)),
        "unknown": figure == Figure::Unknown,
        "rows": rows,
    })
}
