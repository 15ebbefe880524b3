//! Legible without colour: what colour says, a sign says too; and no colour but the named sixteen, ever.
use super::{PAGES, ROOMS, reach, reach_plain};
use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use thidua::core::words::Lang;

/// Of the sixteen, those that any terminal's own background bears.
const NAMED: [Color; 7] =
    [Color::Reset, Color::Red, Color::Green, Color::Yellow, Color::Blue, Color::Magenta, Color::Cyan];

#[test]
fn the_named_colours_alone_and_without_them_the_same_is_said() {
    for screen in ROOMS.iter().chain(PAGES) {
        let mut coloured = reach(screen, (120, 40), Lang::Vi, false);
        let buffer = coloured.buffer();
        for (n, cell) in buffer.content().iter().enumerate() {
            let (x, y) = buffer.pos_of(n);
            assert!(NAMED.contains(&cell.fg), "{}: {:?} at {x}, {y}", screen.name, cell.fg);
            assert_eq!(cell.bg, Color::Reset, "{}: behind {x}, {y}", screen.name);
        }
        let mut mono = reach(screen, (120, 40), Lang::Vi, true);
        let plain = |c: &Cell| c.fg == Color::Reset && c.bg == Color::Reset;
        assert!(mono.buffer().content().iter().all(plain), "{}: a colour in the mono theme", screen.name);
        // the part of colours says itself that none are wanted
        if screen.name != "settings-display" {
            assert_eq!(mono.screen(), coloured.screen(), "{}", screen.name);
        }
    }
}

/// A row that is reversed from edge to edge is the selected one: it has the marker.
#[test]
fn the_selected_row_carries_its_marker() {
    for screen in ROOMS {
        let mut mono = reach(screen, (80, 24), Lang::Vi, true);
        let buffer = mono.buffer();
        let mut selected = 0;
        for y in 3..buffer.area.height - 4 {
            let reversed = (1..20).all(|x| buffer[(x, y)].modifier.contains(Modifier::REVERSED));
            if reversed {
                selected += 1;
                assert_eq!(buffer[(0, y)].symbol(), "►", "{}, row {}", screen.name, y + 1);
            }
        }
        // The paper of room 8 is read, not chosen from.
        assert!(
            selected > 0 || screen.name == "papers",
            "{}: no row is selected\n{}",
            screen.name,
            mono.screen()
        );
    }
}

/// Letters, digits and the signs of a plain keyboard.
fn plain(symbol: &str) -> bool {
    symbol.chars().all(|c| c.is_ascii() || c.is_alphabetic())
}

/// With plain signs no screen needs a sign the font may not have, whoever wrote the text it stands in.
#[test]
fn plain_signs_change_every_screen() {
    for screen in ROOMS.iter().chain(PAGES) {
        for (size, lang) in [((80, 24), Lang::Vi), ((120, 40), Lang::Vi), ((120, 40), Lang::En)] {
            let mut driver = reach_plain(screen, size, lang);
            let shown = driver.screen();
            let buffer = driver.buffer();
            let cells = buffer.content().iter().enumerate();
            let odd = cells.filter(|(_, cell)| !plain(cell.symbol())).map(|(n, cell)| {
                let (x, y) = buffer.pos_of(n);
                (x, y, cell.symbol().to_owned())
            });
            // but for the lines that test the signs, which are there to be looked at
            let tested = ["settings-display", "first-2-signs"].contains(&screen.name);
            let odd: Vec<_> = odd.filter(|(_, y, _)| !tested || !(6..14).contains(y)).collect();
            assert!(odd.is_empty(), "{} {size:?} {lang:?}: {odd:?}\n{shown}", screen.name);
        }
    }
}
