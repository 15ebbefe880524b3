//! The user's own keys: which command of the file is which, which key it may have, and the rows with those keys in place.
//! Dispatch, footer, help and the command list all read rows that went through here, so they follow by themselves.
use super::keys::{self, GLOBAL};
use crate::core::keys_file::{self, Entry, KeyList, KeyRow};
use crate::core::problem::{Arg, Problem};
use crate::core::words::Words;
use crate::effect::Room;
use crate::kit::keys::{Chord, Row};
use crate::screen;

/// Chords of a row; rows are tables of the program, and so are those made here, once for each file that is read.
type Chords = &'static [&'static str];

/// A command: where it belongs, the words key of its label, its standard keys.
#[derive(Debug, Clone, Copy)]
struct Command {
    room: Option<Room>,
    word: &'static str,
    chords: Chords,
}

/// Keys that move, type, or belong to forms; Ctrl with C, H, I, J, M and [ arrive from terminals as other keys.
const RESERVED: [&str; 24] = [
    "Up",
    "Down",
    "Left",
    "Right",
    "Home",
    "End",
    "PageUp",
    "PageDown",
    "Tab",
    "Shift+Tab",
    "Esc",
    "Backspace",
    "Ctrl+S",
    "Ctrl+Z",
    "Ctrl+Y",
    "Ctrl+V",
    "Ctrl+X",
    "Ctrl+A",
    "Ctrl+C",
    "Ctrl+H",
    "Ctrl+I",
    "Ctrl+J",
    "Ctrl+M",
    "Ctrl+[",
];

/// Keys of forms besides: what works everywhere must not take them from a form.
const OF_FORMS: [&str; 9] =
    ["Enter", "Space", "Delete", "Insert", "Ctrl+N", "Ctrl+D", "Ctrl+Delete", "F2", "F3"];

/// The keys as they are.
#[derive(Debug, Clone, Default)]
pub(super) struct Keymap {
    /// room, words key, standard chords, chords now
    own: Vec<(Option<Room>, &'static str, Chords, Chords)>,
    /// what the settings show
    pub(super) list: KeyList,
}

fn section(room: Option<Room>) -> String {
    match room {
        Some(room) => room.word().to_owned(),
        None => "global".to_owned(),
    }
}

/// The name of a command in the file: in room 4 `room.sc.key_finish` is `finish`; what another subject brought into a room
/// keeps that subject before it: `flag.key_add` is `flag_add`, `room.pr.key_add` in room 2 is `pr_add`.
fn name(room: Option<Room>, word: &str) -> String {
    let bare = word.strip_prefix("room.").unwrap_or(word);
    let tail = match bare.split_once('.') {
        Some((subject, tail)) if Some(subject) == own_subject(room) => tail,
        _ => bare,
    };
    let parts: Vec<&str> = tail.split(['.', '_']).filter(|p| *p != "key").collect();
    parts.join("_")
}

/// The subject the words of a room stand under.
fn own_subject(room: Option<Room>) -> Option<&'static str> {
    Some(match room? {
        Room::Overview => "ov",
        Room::Achievements => "ac",
        Room::Movement => "mv",
        Room::Scores => "sc",
        Room::Standings => "st",
        Room::Classification => "cl",
        Room::Meeting => "mt",
        Room::Papers => "pa",
        Room::Units => "un",
        Room::Settings => "se",
    })
}

/// Every command of the program, in the order of the rooms.
fn commands() -> Vec<Command> {
    let mut all: Vec<Command> =
        GLOBAL.iter().map(|(_, chords, word, _)| Command { room: None, word, chords }).collect();
    for room in Room::ALL {
        let rows = screen::commands(room).into_iter();
        all.extend(rows.map(|(word, chords)| Command { room: Some(room), word, chords }));
    }
    all
}

/// Is the key a letter or digit (or a bracket, which Telex turns into a letter) with nothing held?
fn bare(key: &str) -> bool {
    let mut chars = key.chars();
    matches!((chars.next(), chars.next()), (Some(c), None) if c.is_alphanumeric() || "[]{}".contains(c))
}

/// Why a command may not have a key, whoever else has it.
fn unfit(entry: &Entry, command: &Command) -> Option<&'static str> {
    let chord = Chord::parse(&entry.key);
    let among = |list: &[&str]| list.iter().any(|k| Chord::parse(k) == chord);
    if chord.is_none() {
        Some("problem.keys_unknown_key")
    } else if bare(&entry.key) {
        Some("problem.keys_letter")
    } else if among(&RESERVED) || (command.room.is_none() && among(&OF_FORMS)) {
        Some("problem.keys_reserved")
    } else if entry.key.strip_prefix("Alt+").is_some_and(|k| k.chars().all(|c| c.is_ascii_digit())) {
        Some("problem.keys_rooms")
    } else {
        None
    }
}

/// The sentence about a line: its number, command and key.
fn said(key: &'static str, entry: &Entry) -> Problem {
    Problem::new(key)
        .num("line", entry.line as i64)
        .text("command", entry.command.clone())
        .text("section", entry.section.clone())
        .text("key", entry.key.clone())
}

/// A key that takes the place of the first standard one; the others stay.
fn chords_with(key: &str, standard: Chords) -> Chords {
    let first: &'static str = Box::leak(key.to_owned().into_boxed_str());
    let all: Vec<&'static str> = std::iter::once(first).chain(standard.iter().skip(1).copied()).collect();
    Box::leak(all.into_boxed_slice())
}

impl Keymap {
    /// The keys of a file (`None`: there is none), each faulty line named and left out.
    pub(super) fn read(text: Option<&str>, file: &str) -> Self {
        let commands = commands();
        let (entries, mut wrong) = keys_file::read(text.unwrap_or_default());
        let mut wanted: Vec<(Entry, usize)> = Vec::new();
        for entry in entries {
            let of = |c: &Command| section(c.room) == entry.section && name(c.room, c.word) == entry.command;
            let Some(at) = commands.iter().position(of) else {
                let known = commands.iter().any(|c| section(c.room) == entry.section);
                wrong.push(said(if known { "problem.keys_command" } else { "problem.keys_room" }, &entry));
                continue;
            };
            let same = |key: &str| Chord::parse(key) == Chord::parse(&entry.key);
            if commands[at].chords.first().is_some_and(|key| same(key)) {
                continue;
            }
            match unfit(&entry, &commands[at]) {
                Some(key) => wrong.push(said(key, &entry)),
                None if wanted.iter().any(|(_, there)| *there == at) => {
                    wrong.push(said("problem.keys_again", &entry));
                }
                None => wanted.push((entry, at)),
            }
        }
        // A line that is left out gives its command the standard key back, which may be what another line took.
        while let Some((at, other)) = clash(&commands, &wanted) {
            let (entry, _) = wanted.remove(at);
            wrong.push(said("problem.keys_taken", &entry).with("other", Arg::Word(other)));
        }
        wrong.sort_by_key(|p| {
            p.args
                .iter()
                .find_map(|(n, a)| if let ("line", Arg::Num(line)) = (*n, a) { Some(*line) } else { None })
        });
        let mut own = Vec::new();
        for (entry, at) in &wanted {
            let (room, word) = (commands[*at].room, commands[*at].word);
            for c in commands.iter().filter(|c| c.room == room && c.word == word) {
                own.push((room, word, c.chords, chords_with(&entry.key, c.chords)));
            }
        }
        let mut map = Self { own, list: KeyList { wrong, there: text.is_some(), ..KeyList::default() } };
        file.clone_into(&mut map.list.file);
        map.list.rows = map.rows(&commands);
        map
    }

    fn rows(&self, commands: &[Command]) -> Vec<KeyRow> {
        let mut rows: Vec<KeyRow> = Vec::new();
        for c in commands {
            let (section, name) = (section(c.room), name(c.room, c.word));
            if rows.iter().any(|r| r.section == section && r.name == name) {
                continue;
            }
            let now = self.chords(c.room, c.word, c.chords);
            rows.push(KeyRow {
                section,
                place: c.room.map_or("help.everywhere", Room::word),
                name,
                word: c.word,
                keys: now.to_vec(),
                own: now != c.chords,
            });
        }
        rows
    }

    fn chords(&self, room: Option<Room>, word: &str, standard: Chords) -> Chords {
        let own = self.own.iter().find(|o| o.0 == room && o.1 == word && o.2 == standard);
        own.map_or(standard, |o| o.3)
    }

    /// Rows of a room (`None`: those that work everywhere) with the user's keys in place.
    pub(super) fn apply(&self, room: Option<Room>, mut rows: Vec<Row>) -> Vec<Row> {
        if self.own.is_empty() {
            return rows;
        }
        for row in rows.iter_mut().filter(|r| r.command.is_some()) {
            row.chords = self.chords(room, row.word, row.chords);
        }
        rows
    }

    /// A file with every key there is, each line a comment but those of the user.
    pub(super) fn template(&self, words: &Words) -> String {
        let mut out = String::new();
        for line in words.get("keys.template").lines() {
            out.extend(["# ", line, "\n"]);
        }
        let mut section = "";
        for row in &self.list.rows {
            if row.section != section {
                section = &row.section;
                out.extend(["\n# ", words.get(row.place), "\n[", section, "]\n"]);
            }
            let key = row.keys.first().copied().unwrap_or_default();
            let mark = if row.own { "" } else { "# " };
            out.extend([mark, &row.name, " = \"", key, "\"  # ", words.get(row.word), "\n"]);
        }
        out
    }
}

/// The first wanted line whose key another command has in the same place, and that command's words key.
fn clash(commands: &[Command], wanted: &[(Entry, usize)]) -> Option<(usize, &'static str)> {
    let keys_of = |c: &Command| -> Vec<Option<Chord>> {
        let own = wanted.iter().find(|(_, at)| commands[*at].room == c.room && commands[*at].word == c.word);
        match own {
            Some((entry, _)) => std::iter::once(entry.key.as_str())
                .chain(c.chords.iter().skip(1).copied())
                .map(Chord::parse)
                .collect(),
            None => c.chords.iter().map(|k| Chord::parse(k)).collect(),
        }
    };
    for (at, (entry, of)) in wanted.iter().enumerate().rev() {
        let mine = commands[*of];
        let chord = Chord::parse(&entry.key);
        // what works everywhere meets every room, and every room what works everywhere
        let meets = |c: &Command| {
            (c.room == mine.room || c.room.is_none() || mine.room.is_none())
                && (c.room, c.word) != (mine.room, mine.word)
        };
        if let Some(other) = commands.iter().find(|c| meets(c) && keys_of(c).contains(&chord)) {
            return Some((at, other.word));
        }
    }
    None
}

impl Keymap {
    /// Which of the commands that work everywhere a key is.
    pub(super) fn pressed(&self, key: &crossterm::event::KeyEvent) -> Option<keys::Global> {
        let rows = self.apply(None, keys::rows());
        rows.iter().find(|r| r.matches(key)).and_then(|r| r.command).and_then(|n| GLOBAL.get(n)).map(|g| g.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> Vec<(&'static str, i64)> {
        let line = |p: &Problem| match p.args.first() {
            Some((_, Arg::Num(n))) => *n,
            _ => 0,
        };
        Keymap::read(Some(text), "").list.wrong.iter().map(|p| (p.key, line(p))).collect()
    }

    fn keys(map: &Keymap, section: &str, name: &str) -> Vec<&'static str> {
        map.list.rows.iter().find(|r| r.section == section && r.name == name).unwrap().keys.clone()
    }

    #[test]
    fn every_command_has_a_name_of_its_own_and_the_template_names_them_all() {
        let map = Keymap::read(None, "");
        assert!(map.list.wrong.is_empty() && map.list.rows.len() > 60, "{}", map.list.rows.len());
        let mut words: Vec<(String, String, &str)> =
            commands().into_iter().map(|c| (section(c.room), name(c.room, c.word), c.word)).collect();
        words.sort();
        words.dedup();
        for pair in words.windows(2) {
            assert!(
                (&pair[0].0, &pair[0].1) != (&pair[1].0, &pair[1].1),
                "{} and {} share a name",
                pair[0].2,
                pair[1].2
            );
        }
        let words = Words::load(crate::core::words::Lang::Vi);
        let text = map.template(&words);
        assert!(!text.contains('⟦'), "{text}");
        // its lines, taken out of their comments, are followed without a word: they are the standard keys
        let told = |l: &&str| l.contains(" = \"") && !l.contains(" = \"\"");
        let lines = text.lines().map(|l| l.strip_prefix("# ").filter(told).unwrap_or(l));
        let live = lines.collect::<Vec<_>>().join("\n");
        assert!(wrong(&live).is_empty(), "{:?}\n{live}", wrong(&live));
        assert!(Keymap::read(Some(&text), "").own.is_empty());
    }

    #[test]
    fn a_key_takes_the_place_of_the_first_and_the_others_stay() {
        let map = Keymap::read(
            Some("[room.scores]\nfinish = \"Ctrl+E\"\nfinish_all = \"F10\"\n[room.units]\nadd = \"Ctrl+E\""),
            "k",
        );
        assert_eq!(map.list.wrong, []);
        assert_eq!(keys(&map, "room.scores", "finish"), ["Ctrl+E"]);
        assert_eq!(keys(&map, "room.scores", "finish_all"), ["F10"]);
        assert_eq!(keys(&map, "room.units", "add"), ["Ctrl+E", "Insert"]);
        assert!(map.list.rows.iter().filter(|r| r.own).count() == 3 && map.list.there);
    }

    #[test]
    fn each_fault_is_named_with_its_line_and_the_rest_is_followed() {
        let text = "[room.scores]\nfinish = \"Ctrl+E\"\nround = \"q\"\nmatrix = \"Ctrl+M\"\nnothing = \"F5\"\n\
                    choose = \"Strg+X\"\ncomment = \"Ctrl+K\"\npreview = \"Alt+3\"\n[room.none]\nx = \"F5\"\n\
                    [global]\nhelp = \"F2\"\nnext = \"ctrl\"\nredo\nfinish = \"Ctrl+E\"\n[room.scores]\nfinish = \"F10\"";
        assert_eq!(
            wrong(text),
            [
                ("problem.keys_letter", 3),
                ("problem.keys_reserved", 4),
                ("problem.keys_command", 5),
                ("problem.keys_unknown_key", 6),
                ("problem.keys_taken", 7),
                ("problem.keys_rooms", 8),
                ("problem.keys_room", 10),
                ("problem.keys_reserved", 12),
                ("problem.keys_unknown_key", 13),
                ("problem.keys_line", 14),
                ("problem.keys_command", 15),
                ("problem.keys_again", 17),
            ]
        );
        assert_eq!(keys(&Keymap::read(Some(text), ""), "room.scores", "finish"), ["Ctrl+E"]);
        for key in ["Ctrl+C", "Ctrl+H", "Ctrl+I", "Ctrl+J", "Ctrl+M", "Ctrl+["] {
            assert_eq!(wrong(&format!("[global]\nnext = \"{key}\""))[0].0, "problem.keys_reserved", "{key}");
        }
    }

    #[test]
    fn two_commands_may_change_keys_and_a_chain_falls_back_whole() {
        let swap = "[room.scores]\nchoose = \"F3\"\ncomment = \"F4\"";
        let map = Keymap::read(Some(swap), "");
        assert_eq!(map.list.wrong, []);
        assert_eq!(keys(&map, "room.scores", "choose"), ["F3"]);
        assert_eq!(keys(&map, "room.scores", "comment"), ["F4"]);
        // the second gives way to the first; with its own key back, nothing of the first is taken
        let twice = "[room.scores]\nfinish = \"F10\"\ncomment = \"F10\"";
        assert_eq!(wrong(twice), [("problem.keys_taken", 3)]);
        // left out, the comment has F3 again, which the first line had taken
        let chain = "[room.scores]\nfinish = \"F3\"\ncomment = \"F4\"";
        assert_eq!(wrong(chain), [("problem.keys_taken", 2), ("problem.keys_taken", 3)]);
    }

    proptest::proptest! {
        #[test]
        fn whatever_the_file_says_the_program_has_its_keys(text in "(?s).{0,300}") {
            let map = Keymap::read(Some(&text), "");
            proptest::prop_assert!(!map.list.rows.is_empty());
        }

        #[test]
        fn no_two_commands_of_a_place_share_a_key_of_the_users(
            lines in proptest::collection::vec((0_usize..90, 0_usize..16), 0..12)
        ) {
            const KEYS: [&str; 16] = ["F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10", "F11", "F12", "Ctrl+E",
                "Ctrl+N", "Ctrl+P", "Enter", "Delete"];
            let all = commands();
            let line = |(c, k): &(usize, usize)| {
                let c = all[c % all.len()];
                format!("[{}]\n{} = \"{}\"\n", section(c.room), name(c.room, c.word), KEYS[*k])
            };
            let text = lines.iter().map(line).collect::<Vec<_>>().concat();
            let map = Keymap::read(Some(&text), "");
            for row in map.list.rows.iter().filter(|r| r.own) {
                let first = Chord::parse(row.keys[0]);
                let meets = |r: &&KeyRow| (r.section == row.section || r.section == "global" || row.section == "global")
                    && (&r.section, &r.name) != (&row.section, &row.name);
                for other in map.list.rows.iter().filter(meets) {
                    proptest::prop_assert!(
                        !other.keys.iter().any(|k| Chord::parse(k) == first),
                        "{} {} and {} {}\n{}", row.section, row.name, other.section, other.name, text
                    );
                }
            }
        }
    }
}
