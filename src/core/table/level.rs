//! How deep the rows of a table stand where nothing says so: from codes (`I`, `1`, `1.1`, `a)`) and from what is a group.
use super::names::Kind;
use crate::core::text;

/// The way a code counts: groups that count alike stand at one depth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Roman,
    Upper,
    Digits,
    Lower,
    Other,
}

fn trimmed(code: &str) -> String {
    text::line(code).trim_end_matches(['.', ')', ' ', '/']).to_owned()
}

fn style(code: &str) -> Style {
    let all = |of: fn(char) -> bool| !code.is_empty() && code.chars().all(of);
    // a lone C or L is a letter among A, B, C
    if all(|c| "IVXLC".contains(c)) && !matches!(code, "C" | "L") {
        Style::Roman
    } else if all(char::is_uppercase) {
        Style::Upper
    } else if all(|c| c.is_ascii_digit()) {
        Style::Digits
    } else if all(char::is_lowercase) {
        Style::Lower
    } else {
        Style::Other
    }
}

/// Is `code` under `group` by its own parts: `I.1` under `I`, `1.1` under `1`?
pub(super) fn under(code: &str, group: &str) -> bool {
    !group.is_empty() && code.strip_prefix(group).is_some_and(|rest| rest.starts_with(['.', '-', '/']))
}

/// Is `code` followed by `next` as a group is by what is in it: `I.1` behind `I`, `1` behind `I`, `a)` behind `1`?
pub fn leads(code: &str, next: &str) -> bool {
    let (code, next) = (trimmed(code), trimmed(next));
    let rank = |style: Style| match style {
        Style::Upper => Some(0),
        Style::Roman => Some(1),
        Style::Digits => Some(2),
        Style::Lower => Some(3),
        Style::Other => None,
    };
    let deeper = match (rank(style(&code)), rank(style(&next))) {
        (Some(own), Some(below)) => own < below,
        _ => false,
    };
    deeper || under(&next, &code)
}

/// Follows the rows of a table and says how deep each stands (from 1).
#[derive(Debug, Default)]
pub struct Levels {
    /// the groups open here: depth, code
    open: Vec<(usize, String)>,
}

impl Levels {
    /// The depth of the next row; `given`: what the file or the user says.
    pub fn next(&mut self, given: Option<usize>, code: &str, kind: Kind) -> usize {
        let code = trimmed(code);
        let level = given.unwrap_or_else(|| self.guess(&code, kind)).max(1);
        self.open.retain(|(depth, _)| *depth < level);
        if kind.is_group() {
            self.open.push((level, code));
        }
        level
    }
    fn guess(&self, code: &str, kind: Kind) -> usize {
        if matches!(kind, Kind::Bonus | Kind::Deduction) {
            return 1;
        }
        if let Some((depth, _)) = self.open.iter().rev().find(|(_, group)| under(code, group)) {
            return depth + 1;
        }
        let deepest = self.open.last().map_or(0, |(depth, _)| *depth);
        let own = style(code);
        let alike = |(_, group): &&(usize, String)| own != Style::Other && style(group) == own;
        if kind.is_group() {
            // a code of parts that is under none of the open groups begins anew
            let anew = if own == Style::Other { 1 } else { deepest + 1 };
            return self.open.iter().rev().find(alike).map_or(anew, |(depth, _)| *depth);
        }
        // `2` behind what is in the group `1` goes on beside that, never at the top
        let beside = self.open.iter().rev().find(alike).map(|(depth, _)| *depth).filter(|depth| *depth > 1);
        beside.unwrap_or(deepest + 1)
    }
}
