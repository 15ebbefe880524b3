//! The file of the user's own keys, read line by line: sections of rooms, a command and its key a line. Every line is read by
//! itself, so that one that is wrong takes no other with it; whatever the bytes, the answer is entries and reasons.
//! What a command is and which key it may have is decided where commands are known.
use super::problem::Problem;

/// One line that names a command and a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// line in the file, from 1
    pub line: usize,
    /// `room.scores`, `global`
    pub section: String,
    /// `finish`
    pub command: String,
    /// `Ctrl+E`
    pub key: String,
}

/// Most lines that are read; a file longer than this is no file of keys.
const LINES: usize = 2_000;

/// Reads a file: what its lines name, and what could not be read.
pub fn read(text: &str) -> (Vec<Entry>, Vec<Problem>) {
    let (mut entries, mut wrong) = (Vec::new(), Vec::new());
    let mut section = String::new();
    for (line, raw) in (1..).zip(text.lines()).take(LINES) {
        let bare = without_comment(raw.trim_start_matches('\u{feff}')).trim();
        if bare.is_empty() {
            continue;
        }
        let odd = |key| Problem::new(key).num("line", line as i64);
        if let Some(name) = bare.strip_prefix('[') {
            if let Some(name) = name.strip_suffix(']').map(str::trim).filter(|n| !n.is_empty()) {
                name.clone_into(&mut section);
            } else {
                section.clear();
                wrong.push(odd("problem.keys_section"));
            }
            continue;
        }
        match bare.split_once('=').map(|(name, value)| (name.trim(), quoted(value.trim()))) {
            Some((name, Some(key))) if !name.is_empty() && !key.is_empty() => entries.push(Entry {
                line,
                section: section.clone(),
                command: name.to_owned(),
                key: key.to_owned(),
            }),
            _ => wrong.push(odd("problem.keys_line")),
        }
    }
    (entries, wrong)
}

/// The line up to a `#` that stands outside quotation marks.
fn without_comment(line: &str) -> &str {
    let mut within = None;
    for (at, c) in line.char_indices() {
        match (c, within) {
            ('#', None) => return line.get(..at).unwrap_or(line),
            ('"' | '\'', None) => within = Some(c),
            (c, Some(mark)) if c == mark => within = None,
            _ => {}
        }
    }
    line
}

/// What stands between a pair of quotation marks, and nothing after them.
fn quoted(value: &str) -> Option<&str> {
    ['"', '\''].into_iter().find_map(|mark| value.strip_prefix(mark)?.strip_suffix(mark)).map(str::trim)
}

/// A command with its keys, as the settings show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRow {
    /// section of the file
    pub section: String,
    /// words key of the room, or of "everywhere"
    pub place: &'static str,
    /// name in the file
    pub name: String,
    /// words key of what it does
    pub word: &'static str,
    /// its keys now, as chords
    pub keys: Vec<&'static str>,
    /// its first key comes from the file
    pub own: bool,
}

/// The keys of the program, and what of the file could not be followed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeyList {
    /// every command, in the order of the rooms
    pub rows: Vec<KeyRow>,
    /// a line and its reason
    pub wrong: Vec<Problem>,
    /// where the file lies, for the eyes
    pub file: String,
    /// is there one?
    pub there: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_are_read_one_by_one() {
        let text = "\u{feff}# của tôi\n[room.scores]\nfinish = \"Ctrl+E\" # xong\n\nround='F5'\n[global]\n\
                    help = F1\nnext = \"#\"\n[hỏng\nundo = \"F12\"\n = \"F3\"\nx = \"\"\n";
        let (entries, wrong) = read(text);
        let read: Vec<(usize, &str, &str, &str)> = entries
            .iter()
            .map(|e| (e.line, e.section.as_str(), e.command.as_str(), e.key.as_str()))
            .collect();
        assert_eq!(
            read,
            [
                (3, "room.scores", "finish", "Ctrl+E"),
                (5, "room.scores", "round", "F5"),
                (8, "global", "next", "#"),
                (10, "", "undo", "F12"),
            ]
        );
        let keys: Vec<&str> = wrong.iter().map(|p| p.key).collect();
        assert_eq!(
            keys,
            ["problem.keys_line", "problem.keys_section", "problem.keys_line", "problem.keys_line"]
        );
    }

    proptest! {
        #[test]
        fn whatever_the_text_every_line_is_an_entry_or_a_reason_or_nothing(text in "(?s).{0,400}") {
            let (entries, wrong) = read(&text);
            prop_assert!(entries.len() + wrong.len() <= text.lines().count());
        }

        #[test]
        fn lines_of_keys_come_back(name in "[a-z_]{1,12}", key in "(Ctrl\\+)?[A-Z]|F[1-9]", blank in "[ \t]{0,3}") {
            let (entries, wrong) = read(&format!("[global]\n{blank}{name}{blank}={blank}\"{key}\"{blank}# x"));
            prop_assert!(wrong.is_empty());
            prop_assert_eq!(&entries[0].command, &name);
            prop_assert_eq!(&entries[0].key, &key);
        }
    }
}
