//! Legible without colour: what colour says, a sign says too; and no colour but the named sixteen, ever.
use super::{PAGES, ROOMS, reach};
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
        assert_eq!(mono.screen(), coloured.screen(), "{}", screen.name);
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
