//! One design: the laws of the frame, on every room at every size in both languages.
use super::{PAGES, ROOMS, Screen, reach};
use crate::common::Book;
use thidua::core::text::width;
use thidua::core::words::Lang;

const SIZES: [(u16, u16); 4] = [(60, 16), (80, 24), (120, 40), (200, 60)];

/// What a screen breaks, in words.
fn broken(screen: &Screen, text: &str, size: (u16, u16)) -> Vec<String> {
    let lines: Vec<&str> = text.lines().chain(std::iter::repeat("")).take(usize::from(size.1)).collect();
    let wide = usize::from(size.0);
    let rule = if screen.book == Book::First { 1 } else { 2 };
    let mut found = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        let mut say = |what: &str| found.push(format!("{what} in row {}: {line}", n + 1));
        if width(line) > wide {
            say("wider than the screen");
        }
        if line.contains(['⟦', '⟧', '\u{fffd}']) {
            say("a word or a letter is missing");
        }
        if n == rule {
            continue;
        }
        if !(line.is_empty() || line.starts_with([' ', '►'])) {
            say("text in column 1");
        }
        if line.starts_with("► ") && line.trim_end() == "►" {
            say("a marker before nothing");
        }
        if width(line) > wide - 1 {
            say("text in the last column");
        }
    }
    if screen.book != Book::First {
        let line = lines[rule];
        let edge = line.chars().all(|c| c == '─' || c == '═') && width(line) == wide;
        let open = line.find('═').map(|at| line[..at].chars().count());
        let shown = lines[1].char_indices().filter(|(_, c)| c.is_alphabetic()).count() > 0;
        let digit = if edge { open.and_then(|at| lines[1].chars().nth(at)) } else { None };
        if !edge || !shown || digit != screen.keys.chars().nth(3) {
            found
                .push(format!("the rule is not the rule, or not open under its room:\n{}\n{line}", lines[1]));
        }
    }
    let last = lines.len() - 1;
    // Blank, unless the detail is too long for one row and begins in it.
    if !lines[last - 3].is_empty() && (lines[last - 2].is_empty() || !lines[last - 3].starts_with(' ')) {
        found.push(format!("the row above the detail line is not blank: {}", lines[last - 3]));
    }
    if !lines[last].starts_with(" F1 ") {
        found.push(format!("the footer does not begin with F1: {}", lines[last]));
    }
    found
}

fn report(screens: &[&Screen]) {
    let mut found = Vec::new();
    for lang in [Lang::Vi, Lang::En] {
        for screen in screens {
            let mut driver = reach(screen, SIZES[0], lang, false);
            for size in SIZES {
                let text = driver.resize(size.0, size.1).screen();
                let place = format!("{} {}x{} {lang:?}", screen.name, size.0, size.1);
                found.extend(broken(screen, &text, size).iter().map(|what| format!("{place}: {what}")));
            }
        }
    }
    assert!(found.is_empty(), "{} breaches of the frame's laws:\n{}", found.len(), found.join("\n"));
}

#[test]
fn every_room_keeps_the_frame() {
    report(&ROOMS.iter().collect::<Vec<_>>());
}

#[test]
fn every_page_keeps_the_frame() {
    // Overlays lie over the room and are centred; the bar with the focus takes the rule's row.
    let over = [
        "room-bar",
        "copies",
        "file",
        "journal",
        "act",
        "level-choice",
        "help",
        "commands",
        "periods",
        "reason",
        "matters",
    ];
    let under = |s: &&Screen| !over.contains(&s.name) && !s.name.starts_with("find");
    report(&PAGES.iter().filter(under).collect::<Vec<_>>());
}

#[test]
fn the_first_screen_names_its_room_at_every_size() {
    for (lang, title) in [(Lang::Vi, "Tổng quan"), (Lang::En, "Overview")] {
        for book in [Book::Demo, Book::New] {
            let mut driver =
                reach(&Screen { name: "start", book, keys: "", paste: "" }, SIZES[0], lang, false);
            for (width, height) in SIZES {
                let line = driver.resize(width, height).line(2);
                assert!(line.contains(title), "{width}x{height}: {line}");
            }
        }
    }
}
