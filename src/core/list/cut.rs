//! A paste cut up: physical lines into records (a quoted cell may run over several), records into cells, texts into pieces,
//! and the mark that numbers a line. Knows nothing of what the pieces mean.
use crate::core::{reading, text};

/// One record of the paste.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    /// its first physical line, from 1
    pub(super) at: usize,
    /// how many physical lines with something in them it takes
    pub(super) lines: usize,
    /// its cells, cleaned; one where there are no tabs. Line breaks inside a cell are `;`.
    pub(super) cells: Vec<String>,
    /// were there tabs?
    pub(super) tabbed: bool,
}

/// Most physical lines a quoted cell may run over.
const QUOTED: usize = 40;

/// The physical lines, and how many of them are blank.
pub(super) fn lines(raw: &str) -> (Vec<&str>, usize) {
    let mut lines: Vec<&str> = Vec::new();
    for piece in raw.split('\n') {
        // `\r\n` ends once; a lone `\r` and Word's own breaks end a line too
        let piece = piece.strip_suffix('\r').unwrap_or(piece);
        lines.extend(piece.split(['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']));
    }
    let blank = lines.iter().filter(|l| text::line(l).is_empty()).count();
    (lines, blank)
}

/// The records of lines; blank lines make none.
pub(super) fn records(lines: &[&str]) -> Vec<Record> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let (taken, joined) = quoted(lines.get(at..).unwrap_or_default());
        let whole = joined.as_deref().unwrap_or(line);
        let held = lines.iter().skip(at).take(taken).filter(|l| !text::line(l).is_empty()).count();
        if held > 0 {
            let tabbed = whole.contains('\t');
            let cells = if tabbed { whole.split('\t').map(cell).collect() } else { vec![wide(whole)] };
            out.push(Record { at: at + 1, lines: held, cells, tabbed });
        }
        at += taken;
    }
    out
}

/// A cell with line breaks comes in quotes over several lines: how many, and the record in one.
fn quoted(lines: &[&str]) -> (usize, Option<String>) {
    let Some(first) = lines.first() else { return (1, None) };
    let opens = |l: &str| l.split('\t').filter(|c| c.starts_with('"') && odd(c)).count() % 2 == 1;
    if !opens(first) {
        return (1, None);
    }
    let mut joined = (*first).to_owned();
    for (n, line) in lines.iter().enumerate().skip(1).take(QUOTED) {
        joined.push(';');
        joined.push_str(line);
        if line.split('\t').next().is_some_and(odd) {
            return (n + 1, Some(joined));
        }
    }
    (1, None)
}

fn odd(cell: &str) -> bool {
    cell.matches('"').count() % 2 == 1
}

fn cell(raw: &str) -> String {
    let trimmed = raw.trim();
    let bare = trimmed.strip_prefix('"').and_then(|c| c.strip_suffix('"'));
    text::line(&bare.map_or_else(|| trimmed.to_owned(), |c| c.replace("\"\"", "\"")))
}

/// A line without tabs: three blanks or more are a gap between columns.
fn wide(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut blanks = 0;
    for c in raw.chars() {
        if c.is_whitespace() {
            blanks += 1;
            continue;
        }
        if blanks > 0 && !out.is_empty() {
            out.push_str(if blanks >= 3 { " ; " } else { " " });
        }
        blanks = 0;
        out.push(c);
    }
    text::line(&out)
}

/// How a line is numbered; the higher stands above the lower.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// `II.`
    Roman,
    /// `A.`
    Letter,
    /// `1.` `1/` `(1)`
    Arabic,
    /// `1.1` `a)`
    Deep,
    /// `-` `•`
    Bullet,
    /// none
    None,
}

/// The numbering of a line, and the line without it.
pub(super) fn mark(line: &str) -> (Mark, &str) {
    let bare = line.trim_start();
    if let Some(rest) = bare.strip_prefix([
        '-', '–', '—', '•', '*', '+', '●', '▪', '◦', '·', '■', '□', '○', '✓', '→', '\u{f0b7}', '\u{f0a7}',
        '\u{f02d}',
    ]) {
        return (Mark::Bullet, rest.trim_start());
    }
    let inner = bare.strip_prefix('(').unwrap_or(bare);
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != 'đ').unwrap_or(inner.len());
    let Some((head, rest)) = inner.split_at_checked(end) else { return (Mark::None, bare) };
    if head.is_empty() || head.len() > 5 {
        return (Mark::None, bare);
    }
    let closed = rest.strip_prefix(['.', ')', '/', '-', ':']);
    let digits = head.bytes().all(|b| b.is_ascii_digit());
    let roman = head.bytes().all(|b| b"IVX".contains(&b));
    if digits {
        return match closed {
            Some(after) if after.starts_with(|c: char| c.is_ascii_digit()) => deep(after, bare),
            Some(after) => (Mark::Arabic, after.trim_start_matches(['.', ')', '/', '-', ' '])),
            // `1 Nguyễn Văn A`; a number with a word of counting is a number
            None if rest.starts_with(' ') && !super::say::counting(rest) => (Mark::Arabic, rest.trim_start()),
            None => (Mark::None, bare),
        };
    }
    let Some(after) = closed.filter(|r| r.is_empty() || r.starts_with([' ', '.', ')'])) else {
        return (Mark::None, bare);
    };
    let after = after.trim_start_matches(['.', ')', '/', '-', ' ']);
    if roman {
        return (Mark::Roman, after);
    }
    if head.chars().count() != 1 {
        return (Mark::None, bare);
    }
    let small = head.chars().all(char::is_lowercase);
    (if small { Mark::Deep } else { Mark::Letter }, after)
}

/// `1.2. Tên`: but `1.970 lượt` and `27/7/2021` are no numbering.
fn deep<'a>(after: &'a str, bare: &'a str) -> (Mark, &'a str) {
    let rest = after.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let short = after.len() - rest.len() <= 4;
    match rest.strip_prefix([' ', ')']) {
        Some(rest) if short && !super::say::counting(rest) => (Mark::Deep, rest.trim_start()),
        _ => (Mark::None, bare),
    }
}

/// Pieces of a text: cut at `,` `;` `|` brackets, a `:` before a blank, and a dash that stands free or before a code.
pub(super) fn pieces(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut out = vec![String::new()];
    for (n, c) in chars.iter().enumerate() {
        let before = n.checked_sub(1).and_then(|n| chars.get(n)).copied();
        let after = chars.get(n + 1).copied();
        let blank = |c: Option<char>| c.is_none_or(|c| c == ' ');
        let cuts = match c {
            ',' | ';' | '|' | '(' | ')' | '[' | ']' | '…' => true,
            ':' => blank(after),
            '-' | '–' | '—' => {
                blank(before) || blank(after) || {
                    let next: String = chars.iter().skip(n + 1).take_while(|c| c.is_alphanumeric()).collect();
                    reading::is_code(&next)
                }
            }
            _ => false,
        };
        if cuts {
            out.push(String::new());
        } else if let Some(last) = out.last_mut() {
            last.push(*c);
        }
    }
    out.iter()
        .map(|p| text::line(p.trim_matches([' ', '.', '"', '“', '”'])))
        .filter(|p| !p.is_empty())
        .collect()
}
