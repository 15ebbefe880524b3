//! The screens as they stand, each in the sizes and languages it is read in. A change is looked at, then accepted with
//! `INSTA_UPDATE=always cargo test --locked screens`.
use super::{PAGES, ROOMS, Screen, file, reach};
use crate::common::Book;
use thidua::core::words::Lang;

/// Sizes and languages of every screen.
const TAKES: [((u16, u16), Lang); 3] = [((80, 24), Lang::Vi), ((120, 40), Lang::Vi), ((120, 40), Lang::En)];

/// A window in which no room can stand.
const SMALL: (u16, u16) = (50, 12);

fn compare(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// The mark of the journal without its digits: a register has an identity of its own, so they differ from one to the next.
fn masked(text: &str) -> String {
    let mut text = text.to_owned();
    for word in ["dấu ", "hash "] {
        if let Some((before, after)) = text.clone().split_once(word)
            && after.chars().take(8).all(|c| c.is_ascii_hexdigit())
        {
            let rest: String = after.chars().skip(8).collect();
            text = format!("{before}{word}xxxxxxxx{rest}");
        }
    }
    text
}

/// Compares all, then fails once, with the names of those that differ.
fn walk(screens: &[Screen]) {
    let mut differ = Vec::new();
    for screen in screens {
        for (size, lang) in TAKES {
            let name = file(screen.name, size, lang);
            let taken = std::panic::catch_unwind(|| {
                let text = reach(screen, size, lang, false).screen();
                assert!(!text.contains(".tmp"), "a folder of this machine stands on it\n{text}");
                compare(&name, &masked(&text));
            });
            if taken.is_err() {
                differ.push(name);
            }
        }
    }
    assert!(differ.is_empty(), "not as in tests/snapshots: {}", differ.join(", "));
}

#[test]
fn the_rooms_stand_as_they_were_read() {
    walk(ROOMS);
}

#[test]
fn the_pages_stand_as_they_were_read() {
    walk(PAGES);
}

#[test]
fn a_window_too_small_says_so() {
    for lang in [Lang::Vi, Lang::En] {
        let screen = Screen { name: "too-small", book: Book::Demo, keys: "", paste: "" };
        let mut driver = reach(&screen, SMALL, lang, false);
        compare(&file("too-small", SMALL, lang), &driver.screen());
        driver.resize(60, 16).expect(if lang == Lang::Vi { "Tổng quan" } else { "Overview" });
    }
}

#[test]
fn every_snapshot_belongs_to_a_screen() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    let known: Vec<String> = ROOMS
        .iter()
        .chain(PAGES)
        .flat_map(|s| TAKES.map(|(size, lang)| file(s.name, size, lang)))
        .chain([Lang::Vi, Lang::En].map(|lang| file("too-small", SMALL, lang)))
        .collect();
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if let Some(name) = name.strip_suffix(".snap") {
            assert!(known.iter().any(|k| k == name), "{name} is no screen any more: remove its snapshot");
        }
    }
}
