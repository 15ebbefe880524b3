//! Where a text being edited breaks into rows, and which row holds the caret. Draws nothing.
use crate::core::text;
use unicode_segmentation::UnicodeSegmentation;

/// One drawn row of a text: characters `from .. from + len` of a line; `more` when the line goes on below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Drawn {
    pub(super) row: usize,
    pub(super) from: usize,
    pub(super) len: usize,
    pub(super) more: bool,
}

/// The rows of lines in so many cells.
pub(super) fn wrap(lines: &[String], cells: usize) -> Vec<Drawn> {
    let mut out = Vec::new();
    for (row, line) in lines.iter().enumerate() {
        wrap_line(row, line, cells, &mut out);
    }
    out
}

/// Which of the rows a caret (line and character) stands in.
pub(super) fn row_of((row, col): (usize, usize), rows: &[Drawn]) -> usize {
    rows.iter()
        .position(|d| d.row == row && (col < d.from + d.len || (!d.more && col <= d.from + d.len)))
        .unwrap_or(0)
}

/// Wraps one line at blanks; a word longer than the row is cut at a grapheme.
fn wrap_line(row: usize, line: &str, cells: usize, out: &mut Vec<Drawn>) {
    let (mut from, mut len, mut used) = (0, 0, 0);
    // characters of the row up to and with its last blank
    let mut blank = 0;
    for g in line.graphemes(true) {
        let (wide, chars) = (text::width(g), g.chars().count());
        if used + wide > cells && g != " " && len > 0 {
            let cut = if blank > 0 { blank } else { len };
            out.push(Drawn { row, from, len: cut, more: true });
            from += cut;
            len -= cut;
            used = text::width(&line.chars().skip(from).take(len).collect::<String>());
            blank = 0;
        }
        len += chars;
        used += wide;
        if g == " " {
            blank = len;
        }
    }
    out.push(Drawn { row, from, len, more: false });
}
