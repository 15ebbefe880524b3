//! The part of colours and signs: this machine's, not the register's. What is chosen is seen at once and kept on saving.
use super::basics::options;
use super::part::{Came, Pair, Part, Subject};
use crate::core::prefs::{Colours, Depth, Prefs};
use crate::effect::Effect;
use crate::kit::form::{Field, Form};
use crate::kit::look::Look;
use crate::shelf::Shelf;

/// màu, ký tự
#[derive(Debug, Clone)]
pub(super) struct Display;

const COLOURS: [(&str, &str, Colours); 4] = [
    ("terminal", "room.se.colours_terminal", Colours::Terminal),
    ("light", "room.se.colours_light", Colours::Light),
    ("dark", "room.se.colours_dark", Colours::Dark),
    ("mono", "room.se.colours_mono", Colours::Mono),
];
const SIGNS: [(&str, &str); 2] = [("standard", "room.se.signs_standard"), ("plain", "room.se.signs_plain")];

/// Rows of the lines that test the signs, from the first value; each takes two where the pane is narrow.
const TEST: (u16, u16) = (3, 4);

/// What is shown: this machine's choice, else the register's word.
fn plain(shelf: &Shelf) -> bool {
    shelf.prefs.plain.unwrap_or_else(|| shelf.quarter().is_some_and(|q| q.register.plain))
}

fn chosen(form: &Form) -> Prefs {
    let code = form.code("colours").unwrap_or_default();
    Prefs {
        colours: COLOURS.iter().find(|c| c.0 == code).map(|c| c.2).unwrap_or_default(),
        plain: Some(form.code("signs").as_deref() == Some("plain")),
    }
}

impl Part for Display {
    fn name(&self) -> &'static str {
        "room.se.display"
    }
    fn about(&self) -> &'static str {
        "room.se.about_display"
    }
    fn pairs(&self, shelf: &Shelf, look: &Look) -> Vec<Pair> {
        let word = |key: &str| look.word(key).to_owned();
        let colours = COLOURS.iter().find(|c| c.2 == shelf.prefs.colours).map_or("", |c| c.1);
        let said = match shelf.depth {
            Depth::None => format!("{} ({})", word("room.se.colours_mono"), word("room.se.no_color")),
            Depth::Few if shelf.depth.shown(shelf.prefs.colours) != shelf.prefs.colours => {
                format!("{} ({})", word("room.se.colours_terminal"), word("room.se.few_colours"))
            }
            _ => word(colours),
        };
        let signs = if plain(shelf) { "room.se.signs_plain" } else { "room.se.signs_standard" };
        vec![
            (word("room.se.colours"), said),
            (word("room.se.signs"), word(signs)),
            (String::new(), String::new()),
            (word("room.se.test_letters"), word("test.letters")),
            (word("room.se.test_signs"), word("test.signs")),
        ]
    }
    fn raw(&self) -> Option<(u16, u16)> {
        Some(TEST)
    }
    fn open(&self, shelf: &Shelf, _at: usize) -> Came {
        let few = shelf.depth == Depth::Few;
        let shown = |c: &&(&'static str, &'static str, Colours)| !few || Depth::Few.shown(c.2) == c.2;
        let colours = options(&shelf.words, COLOURS.iter().filter(shown).map(|c| (c.0, c.1)));
        let shown = if few { Depth::Few.shown(shelf.prefs.colours) } else { shelf.prefs.colours };
        let now = COLOURS.iter().find(|c| c.2 == shown).map_or("", |c| c.0);
        let signs = if plain(shelf) { "plain" } else { "standard" };
        let hint = match shelf.depth {
            Depth::Few => "room.se.hint_few",
            Depth::None => "room.se.hint_no_color",
            Depth::Many => "room.se.hint_colours",
        };
        Came::form(
            Subject::Machine,
            Form::new(vec![
                Field::choice("colours", "room.se.colours", colours).value(now).hint(hint),
                Field::choice("signs", "room.se.signs", options(&shelf.words, SIGNS))
                    .value(signs)
                    .hint("room.se.hint_signs"),
                Field::gap(),
                Field::fixed("letters", "room.se.test_letters").value(shelf.words.get("test.letters")),
                Field::fixed("test", "room.se.test_signs").value(shelf.words.get("test.signs")),
            ]),
        )
    }
    fn changed(&self, form: &mut Form, _field: &'static str, _shelf: &Shelf) -> Vec<Effect> {
        vec![Effect::Look { prefs: chosen(form), keep: false }]
    }
    fn save(&self, form: &mut Form, _subject: &Subject, _shelf: &Shelf) -> Vec<Effect> {
        vec![Effect::Look { prefs: chosen(form), keep: true }]
    }
    fn kept(&self, shelf: &Shelf) -> Vec<Effect> {
        vec![Effect::Look { prefs: shelf.prefs, keep: false }]
    }
    fn dropped(&self, shelf: &Shelf) -> Vec<Effect> {
        vec![Effect::Look { prefs: shelf.prefs, keep: false }]
    }
}
