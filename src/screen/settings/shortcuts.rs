//! The part of keys: every command with its keys, and what of the user's own file could not be followed. The file is changed
//! with any editor; here one is written with every key there is, and read again.
use super::part::{Came, Entries, Part};
use crate::core::keys_file::KeyRow;
use crate::core::problem::Problem;
use crate::effect::Effect;
use crate::kit::keys::show;
use crate::kit::look::{Look, Role, Tone};
use crate::kit::table::{Cell, Column, Line};
use crate::shelf::Shelf;

/// phím
#[derive(Debug, Clone)]
pub(super) struct Shortcuts;

fn printed(row: &KeyRow, look: &Look) -> String {
    let keys: Vec<String> = row.keys.iter().map(|k| show(k, &look.words)).collect();
    if keys.is_empty() { look.glyphs.none.to_owned() } else { keys.join(" ") }
}

impl Part for Shortcuts {
    fn name(&self) -> &'static str {
        "room.se.keys"
    }
    fn about(&self) -> &'static str {
        "room.se.about_keys"
    }
    fn count(&self, shelf: &Shelf) -> Option<usize> {
        Some(shelf.keys.wrong.len() + shelf.keys.rows.len())
    }
    /// What could not be followed stands first.
    fn entries(&self, shelf: &Shelf, look: &Look) -> Option<Entries> {
        let columns = vec![
            Column::fixed(look.word("room.se.keys_key"), 14),
            Column::flex(look.word("room.se.keys_command"), 16, 40),
            Column::flex(look.word("room.se.keys_place"), 8, 16).drop(2),
            Column::fixed(look.word("room.se.keys_source"), 8),
        ];
        let wrong = shelf.keys.wrong.iter().map(|problem| {
            let said = format!("{} {}", look.glyphs.warn, look.say(problem));
            Line::new(vec![Cell::new(Role::Warn, said)]).span(0)
        });
        let row = |r: &KeyRow| {
            let source = if r.own { "room.se.keys_own" } else { "room.se.keys_standard" };
            let role = if r.own { Role::Accent } else { Role::Muted };
            Line::new(vec![
                Cell::new(Role::Key, printed(r, look)),
                Cell::from(look.word(r.word)),
                Cell::new(Role::Muted, look.word(r.place)),
                Cell::new(role, look.word(source)),
            ])
        };
        Some(Entries { columns, lines: wrong.chain(shelf.keys.rows.iter().map(row)).collect() })
    }
    fn detail(&self, shelf: &Shelf, look: &Look, at: usize) -> Option<(Role, String)> {
        if let Some(problem) = shelf.keys.wrong.get(at) {
            return Some(look.detail(Tone::Warn, &look.say(problem)));
        }
        let row = shelf.keys.rows.get(at - shelf.keys.wrong.len())?;
        let args = [("section", row.section.as_str()), ("name", row.name.as_str())];
        Some(look.detail(Tone::Plain, &look.words.fill("room.se.keys_line", &args)))
    }
    fn open(&self, shelf: &Shelf, _at: usize) -> Came {
        let key = if shelf.keys.there { "room.se.keys_how" } else { "room.se.keys_first" };
        Came::say(Problem::new(key).text("file", shelf.keys.file.clone()))
    }
    fn adds(&self) -> Option<&'static str> {
        Some("room.se.key_write_keys")
    }
    fn add(&self, _shelf: &Shelf, _at: usize) -> Came {
        Came::Do(vec![Effect::WriteKeys])
    }
    fn reads(&self) -> Option<&'static str> {
        Some("room.se.key_read_keys")
    }
    fn read(&self) -> Came {
        Came::Do(vec![Effect::ReadKeys])
    }
}
