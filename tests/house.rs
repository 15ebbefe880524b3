//! The law of arrows: who may know whom. Read from the `use` lines and the paths in the code of every file under src.
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A floor, and the floors it may name. `main` sees the shell; the shell sees everything below it.
const LAW: &[(&str, &[&str])] = &[
    ("core", &[]),
    ("store", &["core"]),
    ("papers", &["core"]),
    ("kit", &["core"]),
    ("effect", &["core"]),
    ("shelf", &["core"]),
    ("screen", &["kit", "effect", "shelf", "core"]),
    ("overlay", &["kit", "effect", "shelf", "core"]),
    ("app", &["screen", "overlay", "kit", "effect", "shelf", "core"]),
    ("shell", &["app", "store", "papers", "effect", "shelf", "kit", "core"]),
];

/// What only one floor may touch: SQL, the clock, files, the terminal.
const ONLY: &[(&str, &[&str])] = &[
    ("rusqlite", &["store"]),
    ("Zoned::now", &["shell"]),
    ("Timestamp::now", &["shell"]),
    ("SystemTime", &["shell", "store"]),
    ("std::fs", &["shell", "store", "papers"]),
    ("std::env", &["shell"]),
    ("std::thread", &["shell"]),
    ("crossterm::terminal", &["shell"]),
    ("ratatui", &["kit", "screen", "overlay", "app", "shell"]),
];

fn files(dir: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

fn sources() -> Vec<(String, String, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    files(&src, &mut paths);
    paths
        .into_iter()
        .map(|path| {
            let inside = path.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
            let floor = inside.split('/').next().unwrap().trim_end_matches(".rs").to_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            (inside, floor, text)
        })
        .collect()
}

/// Code without comments and without its inline tests (which stand last in a file).
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap_or("");
    text.lines().map(|l| l.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n")
}

fn named_floors(code: &str) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for (at, found) in code.match_indices("crate::") {
        let rest: String = code.chars().skip(code[..at + found.len()].chars().count()).take(400).collect();
        if let Some(group) = rest.strip_prefix('{') {
            let inner = group.split(';').next().unwrap_or("");
            let mut depth = 0;
            let mut word = String::new();
            for c in inner.chars() {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    ',' => word.clear(),
                    c if depth == 0 && (c.is_alphanumeric() || c == '_') => word.push(c),
                    ':' if depth == 0 && !word.is_empty() => {
                        named.insert(std::mem::take(&mut word));
                    }
                    _ => {}
                }
            }
        } else {
            let word: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            named.insert(word);
        }
    }
    named
}

#[test]
fn arrows_point_down_only() {
    let mut broken = Vec::new();
    for (path, floor, text) in sources() {
        if floor == "lib" || floor == "main" {
            continue;
        }
        let Some((_, may)) = LAW.iter().find(|(f, _)| *f == floor) else {
            broken
                .push(format!("src/{path}: no floor is called {floor}; add it to the law or move the file"));
            continue;
        };
        for named in named_floors(&code(&text)) {
            let is_floor = LAW.iter().any(|(f, _)| *f == named);
            if is_floor && named != floor && !may.contains(&named.as_str()) {
                broken.push(format!("src/{path}: {floor} may not know {named}"));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn rooms_do_not_know_each_other() {
    let shared = ["Msg", "figures", "leave", "place_of", "Rooms"];
    let mut broken = Vec::new();
    for (path, floor, text) in sources() {
        let mut parts = path.split('/').skip(1);
        let (Some(own), true) =
            (parts.next().map(|p| p.trim_end_matches(".rs").to_owned()), floor == "screen")
        else {
            continue;
        };
        if own == "mod" {
            continue;
        }
        for (at, _) in code(&text).match_indices("crate::screen::") {
            let rest = code(&text)[at + "crate::screen::".len()..].to_owned();
            let word: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if !word.is_empty() && word != own && !shared.contains(&word.as_str()) {
                broken.push(format!("src/{path}: room {own} names {word}"));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn only_one_floor_touches_the_world() {
    let mut broken = Vec::new();
    for (path, floor, text) in sources() {
        for (what, may) in ONLY {
            if code(&text).contains(what) && !may.contains(&floor.as_str()) && floor != "main" {
                broken.push(format!("src/{path}: {what} belongs to {}", may.join(", ")));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn no_room_is_too_big() {
    let mut big = Vec::new();
    for (path, _, text) in sources() {
        let lines = text.lines().count();
        if lines > 600 {
            big.push(format!("src/{path}: {lines} lines"));
        }
        if !text.starts_with("//!") {
            big.push(format!("src/{path}: does not open with what it holds"));
        }
    }
    assert!(big.is_empty(), "{}", big.join("\n"));
}
