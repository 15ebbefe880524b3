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
    if all(|c| "IVXLC".contains(c)) {
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
fn under(code: &str, group: &str) -> bool {
    !group.is_empty() && code.strip_prefix(group).is_some_and(|rest| rest.starts_with(['.', '-', '/']))
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
        if kind.is_group() {
            let own = style(code);
            let alike = |(_, group): &&(usize, String)| own != Style::Other && style(group) == own;
            // a code of parts that is under none of the open groups begins anew
            let anew = if own == Style::Other { 1 } else { deepest + 1 };
            return self.open.iter().rev().find(alike).map_or(anew, |(depth, _)| *depth);
        }
        deepest + 1
    }
}
