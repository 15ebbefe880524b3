//! The summary as Markdown with GitHub's tables: readable as it stands.
use super::{Draft, Made};
use crate::core::paper::{Align, Block, Cell, Column, Print, Summary, Table};
use std::fmt::Write;

pub(super) fn make(summary: &Summary) -> Made {
    let mut out = String::new();
    render(summary, &mut out).map_err(|e| e.to_string())?;
    Ok(vec![Draft { name: format!("{}.md", summary.file), bytes: out.into_bytes() }])
}

fn render(summary: &Summary, out: &mut String) -> std::fmt::Result {
    for line in [&summary.banner, &summary.draft_line] {
        if !line.is_empty() {
            writeln!(out, "**{}**\n", plain(line))?;
        }
    }
    writeln!(out, "{}  ", plain(&summary.superior))?;
    writeln!(out, "**{}**\n", plain(&summary.issuer))?;
    writeln!(out, "**{}**  \n**{}**\n", plain(&summary.nation.0), plain(&summary.nation.1))?;
    if !summary.number.is_empty() {
        writeln!(out, "{}  ", plain(&summary.number))?;
    }
    writeln!(out, "*{}*\n", plain(summary.place_date.trim()))?;
    writeln!(out, "# {}\n\n**{}**\n", plain(&summary.kind), plain(&summary.subject))?;
    if !summary.under.is_empty() {
        // a line's end alone would run them together
        let lines: Vec<String> = summary.under.lines().map(|line| format!("*{}*", plain(line))).collect();
        writeln!(out, "{}\n", lines.join("  \n"))?;
    }
    writeln!(out, "{}", plain(&summary.preface))?;
    for section in &summary.sections {
        writeln!(out, "\n## {}", plain(&section.title))?;
        let mut listed = false;
        for block in section.printed() {
            // the items of one list stand together
            if !(listed && matches!(block, Block::Item(_))) {
                writeln!(out)?;
            }
            listed = matches!(block, Block::Item(_));
            match block {
                Block::Heading(text) => writeln!(out, "### {}", plain(text))?,
                Block::Para(text) => writeln!(out, "{}", plain(text))?,
                Block::Item(text) => writeln!(out, "- {}", plain(text))?,
                Block::Table(table) => {
                    writeln!(out, "**{}**\n", plain(&table.title))?;
                    grid(table, &summary.print, out)?;
                }
            }
        }
    }
    writeln!(out, "\n**{}**\n", plain(&summary.recipients.0))?;
    for line in &summary.recipients.1 {
        writeln!(out, "{}", plain_item(line))?;
    }
    writeln!(out)?;
    for line in &summary.sign {
        writeln!(out, "**{}**  ", plain(line))?;
    }
    // Two pairs of stars around nothing would be read as a rule.
    if !summary.signer.is_empty() {
        writeln!(out, "\n**{}**", plain(&summary.signer))?;
    }
    if !summary.seal.is_empty() {
        writeln!(out, "\n*{}*", plain(&summary.seal))?;
    }
    for table in &summary.annexes {
        writeln!(
            out,
            "\n## {}\n\n*{}*\n",
            plain(&table.title).replace('\n', ". "),
            plain(&summary.attached)
        )?;
        grid(table, &summary.print, out)?;
    }
    Ok(())
}

fn grid(table: &Table, print: &Print, out: &mut String) -> std::fmt::Result {
    let heads: Vec<String> = table.columns.iter().map(head).collect();
    writeln!(out, "| {} |", heads.join(" | "))?;
    let marks: Vec<&str> = table
        .columns
        .iter()
        .map(|c| match c.align {
            Align::Left => ":--",
            Align::Centre => ":-:",
            Align::Right => "--:",
        })
        .collect();
    writeln!(out, "| {} |", marks.join(" | "))?;
    for (i, row) in table.rows.iter().enumerate() {
        writeln!(out, "| {} |", cells(row, print, table.bold.contains(&i)))?;
    }
    if let Some(row) = &table.total {
        writeln!(out, "| {} |", cells(row, print, true))?;
    }
    for note in &table.notes {
        writeln!(out, "\n*{}*", plain(note))?;
    }
    Ok(())
}

fn cells(row: &[Cell], print: &Print, bold: bool) -> String {
    let texts = row.iter().map(|cell| {
        let text = cell_text(&print.cell(cell));
        if bold && !text.is_empty() { format!("**{text}**") } else { text }
    });
    texts.collect::<Vec<_>>().join(" | ")
}

/// Markdown has one row of heads: the group stands before its columns.
fn head(column: &Column) -> String {
    let own = cell_text(&column.head);
    if column.group.is_empty() { own } else { format!("{}: {own}", cell_text(&column.group)) }
}

fn cell_text(text: &str) -> String {
    plain(text).replace('|', "\\|").replace('\n', " ")
}

/// Signs that would be read as markup are escaped; the text stays as typed.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        if matches!(sign, '\\' | '*' | '_' | '`' | '<' | '[' | ']') {
            out.push('\\');
        }
        out.push(sign);
    }
    // a paragraph that begins like a heading, a quotation or a list would become one
    if out.starts_with(['#', '>', '+', '-']) { format!("\\{out}") } else { out }
}

fn plain_item(line: &str) -> String {
    match line.strip_prefix("- ") {
        Some(rest) => format!("- {}", plain(rest)),
        None => plain(line),
    }
}
