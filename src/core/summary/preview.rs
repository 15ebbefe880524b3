//! The paper as text at reading size: what the Papers room shows before anything is written.
//! Not a picture of the page. Widths only through `core::text`.
use crate::core::paper::{Align, Block, Column, Summary, Table};
use crate::core::text;

/// Narrowest width that is laid out; narrower screens see this, clipped.
const NARROWEST: usize = 40;
/// A column of texts is never squeezed below this.
const SLIM: usize = 12;
/// A head makes its column at most this wide; longer words are cut.
const TALL: usize = 14;

/// The summary as lines of at most `width` cells (never laid out narrower than 40).
pub fn preview(summary: &Summary, width: usize) -> Vec<String> {
    let wide = width.max(NARROWEST);
    let mut out = Vec::new();
    head(summary, wide, &mut out);
    paragraph(&summary.preface, "  ", "", wide, &mut out);
    for section in &summary.sections {
        out.push(String::new());
        out.extend(text::wrap(&section.title, wide));
        for block in section.printed() {
            match block {
                Block::Heading(line) => {
                    out.push(String::new());
                    out.extend(text::wrap(line, wide));
                }
                Block::Para(line) => paragraph(line, "  ", "", wide, &mut out),
                Block::Item(line) => paragraph(line, "  - ", "    ", wide, &mut out),
                Block::Table(grid) => table(summary, grid, wide, &mut out),
            }
        }
    }
    foot(summary, wide, &mut out);
    for annex in &summary.annexes {
        out.push(String::new());
        out.push("─".repeat(wide));
        table(summary, annex, wide, &mut out);
    }
    // a table of more columns than fit is cut at the edge
    out.iter().map(|line| text::clip(line.trim_end(), width)).collect()
}

/// Two columns: bodies and number left, nation and date right; then title and subject.
fn head(summary: &Summary, width: usize, out: &mut Vec<String>) {
    if !summary.banner.is_empty() {
        out.push(centre(&summary.banner, width));
    }
    let half = width * 2 / 5;
    let rest = width - half - 1;
    let rule = |cells: usize| "─".repeat(cells);
    let under = if summary.number.is_empty() { &summary.draft_line } else { &summary.number };
    let rows = [
        (summary.superior.clone(), summary.nation.0.clone()),
        (summary.issuer.clone(), summary.nation.1.clone()),
        (rule(half / 3), rule(text::width(&summary.nation.1).min(rest))),
        (under.clone(), summary.place_date.clone()),
    ];
    for (left, right) in rows {
        side_by_side(&fit(&left, half), half, &fit(&right, rest), rest, out);
    }
    out.push(String::new());
    for line in [&summary.kind, &summary.subject, &summary.under].into_iter().filter(|l| !l.is_empty()) {
        out.extend(text::wrap(line, width).iter().map(|l| centre(l, width)));
    }
    out.push(String::new());
}

/// Recipients left, signature right, then the seal.
fn foot(summary: &Summary, width: usize, out: &mut Vec<String>) {
    out.push(String::new());
    let half = width / 2;
    let rest = width - half - 1;
    let mut left = vec![summary.recipients.0.clone()];
    left.extend(summary.recipients.1.iter().flat_map(|line| text::wrap(line, half)));
    let mut right: Vec<String> = summary.sign.iter().flat_map(|line| text::wrap(line, rest)).collect();
    right.extend([String::new(), String::new()]);
    right.push(summary.signer.clone());
    let rows = left.len().max(right.len());
    for i in 0..rows {
        let left = left.get(i).map_or("", String::as_str);
        let right = right.get(i).map_or("", String::as_str);
        out.push(format!("{} {}", text::left(left, half), centre(right, rest)));
    }
    if !summary.seal.is_empty() {
        out.push(String::new());
        out.extend(text::wrap(&summary.seal, width));
    }
}

/// One line where it fits as it stands: the blanks left for the pen are part of it.
fn fit(line: &str, width: usize) -> Vec<String> {
    if text::width(line) <= width { vec![line.to_owned()] } else { text::wrap(line, width) }
}

fn side_by_side(left: &[String], half: usize, right: &[String], rest: usize, out: &mut Vec<String>) {
    for i in 0..left.len().max(right.len()) {
        let left = centre(left.get(i).map_or("", String::as_str), half);
        let right = centre(right.get(i).map_or("", String::as_str), rest);
        out.push(format!("{} {right}", text::left(&left, half)));
    }
}

fn centre(line: &str, width: usize) -> String {
    let line = text::clip(line, width);
    let gap = width.saturating_sub(text::width(&line)) / 2;
    format!("{}{line}", " ".repeat(gap))
}

fn paragraph(line: &str, first: &str, others: &str, width: usize, out: &mut Vec<String>) {
    // the first line's indent is part of the text while it is wrapped, so that lines fill the width
    let room = width.saturating_sub(text::width(others));
    let lead = "_".repeat(text::width(first).saturating_sub(text::width(others)));
    let lines = text::wrap(&format!("{lead}{line}"), room);
    for (i, line) in lines.iter().enumerate() {
        out.push(match line.strip_prefix(&lead).filter(|_| i == 0) {
            Some(line) => format!("{first}{line}"),
            None => format!("{others}{line}"),
        });
    }
}

/// A table as aligned text: title, heads, a rule, rows, the total under a rule, notes. What is too wide goes on
/// below, under the same first columns.
fn table(summary: &Summary, table: &Table, width: usize, out: &mut Vec<String>) {
    out.push(String::new());
    for line in table.title.split('\n') {
        out.extend(text::wrap(line, width).iter().map(|l| centre(l, width)));
    }
    let printed: Vec<Vec<String>> = table
        .rows
        .iter()
        .chain(&table.total)
        .map(|row| row.iter().map(|cell| summary.print.cell(cell)).collect())
        .collect();
    let widths = widths(&table.columns, &printed, width);
    for shown in parts(&table.columns, &widths, width) {
        out.push(String::new());
        let columns: Vec<(&Column, usize)> =
            shown.iter().filter_map(|i| Some((table.columns.get(*i)?, *widths.get(*i)?))).collect();
        heads(&columns, out);
        let rule = columns.iter().map(|(_, w)| "─".repeat(*w)).collect::<Vec<_>>().join("  ");
        out.push(rule.clone());
        for (i, cells) in printed.iter().enumerate() {
            if i == table.rows.len() {
                out.push(rule.clone());
            }
            let cells = shown.iter().map(|at| cells.get(*at).map_or("", String::as_str));
            out.push(row(cells, &columns));
        }
    }
    for note in &table.notes {
        out.extend(text::wrap(note, width));
    }
}

/// Group heads, then the heads wrapped and standing on the rule.
fn heads(columns: &[(&Column, usize)], out: &mut Vec<String>) {
    if columns.iter().any(|(c, _)| !c.group.is_empty()) {
        let mut parts: Vec<(&str, usize)> = Vec::new();
        for (column, width) in columns {
            match parts.last_mut() {
                Some((group, sum)) if *group == column.group && !group.is_empty() => *sum += width + 2,
                _ => parts.push((&column.group, *width)),
            }
        }
        let placed = parts.iter().map(|(group, w)| text::left(&centre(group, *w), *w));
        out.push(placed.collect::<Vec<_>>().join("  "));
    }
    let heads: Vec<Vec<String>> = columns
        .iter()
        .map(|(c, w)| c.head.split('\n').flat_map(|part| text::wrap(part, *w)).collect())
        .collect();
    let tall = heads.iter().map(Vec::len).max().unwrap_or(0);
    for i in 0..tall {
        let at =
            |lines: &Vec<String>| (i + lines.len()).checked_sub(tall).and_then(|i| lines.get(i).cloned());
        let cells: Vec<String> = heads.iter().map(|lines| at(lines).unwrap_or_default()).collect();
        out.push(row(cells.iter().map(String::as_str), columns));
    }
}

fn row<'a>(cells: impl Iterator<Item = &'a str>, columns: &[(&Column, usize)]) -> String {
    let placed = cells.zip(columns).map(|(cell, (column, width))| match column.align {
        Align::Left => text::left(cell, *width),
        Align::Right => text::right(cell, *width),
        Align::Centre => text::left(&centre(cell, *width), *width),
    });
    placed.collect::<Vec<_>>().join("  ")
}

/// Natural widths; where they do not fit, the widest texts give way, cell by cell, numbers never.
fn widths(columns: &[Column], rows: &[Vec<String>], width: usize) -> Vec<usize> {
    let mut widths: Vec<usize> = columns
        .iter()
        .enumerate()
        .map(|(i, column)| {
            let word = column.head.split(['\n', ' ']).map(text::width).max().unwrap_or(0);
            // a long head takes three lines rather than one word a line
            let head = word.max(text::width(&column.head).div_ceil(3)).min(TALL);
            let cells = rows.iter().filter_map(|r| r.get(i)).map(|c| text::width(c)).max().unwrap_or(0);
            head.max(cells).max(1)
        })
        .collect();
    let gaps = 2 * widths.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + gaps > width {
        let texts = widths.iter_mut().zip(columns).filter(|(w, c)| c.align != Align::Right && **w > SLIM);
        let Some((widest, _)) = texts.max_by_key(|(w, _)| **w) else { break };
        *widest -= 1;
    }
    widths
}

/// Which columns stand side by side: all, or the first ones (up to the numbers) with as many numbers as fit.
fn parts(columns: &[Column], widths: &[usize], width: usize) -> Vec<Vec<usize>> {
    let all = (0..columns.len()).collect::<Vec<_>>();
    let room = |shown: &[usize]| shown.iter().filter_map(|i| widths.get(*i)).map(|w| w + 2).sum::<usize>();
    let lead = columns.iter().position(|c| c.align == Align::Right).unwrap_or(0);
    if room(&all) <= width + 2 || lead == 0 {
        return vec![all];
    }
    let (first, rest) = all.split_at(lead);
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for at in rest {
        match parts.last_mut() {
            Some(part) if room(part) + room(&[*at]) <= width + 2 => part.push(*at),
            _ => parts.push(first.iter().chain([at]).copied().collect()),
        }
    }
    parts
}
