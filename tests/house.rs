//! The law of arrows: who may know whom. Read from the `use` lines and the paths in the code of every file under src.
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A floor, and the floors it may name. `main` sees the shell; the shell sees everything below it.
const LAW: &[(&str, &[&str])] = &[
    ("core", &[]),
    ("store", &["core"]),
    ("papers", &["core"]),
    ("intake", &["core"]),
    ("kit", &["core"]),
    ("effect", &["core"]),
    ("shelf", &["core"]),
    ("screen", &["kit", "effect", "shelf", "core"]),
    ("overlay", &["kit", "effect", "shelf", "core"]),
    ("app", &["screen", "overlay", "kit", "effect", "shelf", "core"]),
    ("shell", &["app", "store", "papers", "intake", "effect", "shelf", "kit", "core"]),
];

/// What only one floor may touch: SQL, the clock, files, the terminal.
const ONLY: &[(&str, &[&str])] = &[
    ("rusqlite", &["store"]),
    ("Zoned::now", &["shell"]),
    ("Timestamp::now", &["shell"]),
    ("SystemTime", &["shell", "store"]),
    ("std::fs", &["shell", "store", "papers"]),
    ("std::env", &["shell"]),
    // the store: one scoped thread, of a check that reads on two connections at once
    ("std::thread", &["shell", "store"]),
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
    let shared = ["Msg", "figures", "leave", "place_of", "Rooms", "saving", "keeping", "changing"];
    let mut broken = Vec::new();
    for (path, floor, text) in sources() {
        let mut parts = path.split('/').skip(1);
        let (Some(own), true) =
            (parts.next().map(|p| p.trim_end_matches(".rs").to_owned()), floor == "screen")
        else {
            continue;
        };
        if own == "mod" || own == "keeping" {
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

/// The module of a file in its folder, then that folder's in the one above: `screen/units/form.rs` is `form` in
/// `screen/units` and a part of `units` in `screen`; `store/demo/mod.rs` is `demo` in `store`.
fn places(path: &str) -> Vec<(String, String)> {
    let mut module = path.trim_end_matches(".rs").trim_end_matches("/mod");
    let mut places = Vec::new();
    while let Some((folder, name)) = module.rsplit_once('/') {
        places.push((folder.to_owned(), name.to_owned()));
        module = folder;
    }
    places
}

/// What a path names first: `a` of `a::b`; the heads of every part of `{a, b::c, d}`.
fn heads(rest: &str) -> Vec<String> {
    let word = |s: &str| s.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let Some(group) = rest.strip_prefix('{') else { return vec![word(rest)] };
    let (mut depth, mut part, mut parts) = (0, String::new(), Vec::new());
    for c in group.chars() {
        match c {
            '}' if depth == 0 => break,
            ',' if depth == 0 => parts.push(std::mem::take(&mut part)),
            _ => {
                depth += i32::from(c == '{') - i32::from(c == '}');
                part.push(c);
            }
        }
    }
    parts.push(part);
    parts.iter().map(|p| word(p.trim())).filter(|w| !w.is_empty()).collect()
}

/// What the code names next to itself: behind `start`, the way into the folder it stands in.
fn named_after(start: &str, code: &str) -> BTreeSet<String> {
    let starts = code.match_indices(start);
    // `super::super::` climbs out of the folder
    let inside = starts.filter(|(at, _)| !code[..*at].ends_with("super::"));
    inside.flat_map(|(at, found)| heads(&code[at + found.len()..])).collect()
}

/// A way from `from` back to itself, if there is one.
fn circle(from: &str, arrows: &BTreeMap<String, BTreeSet<String>>) -> Option<Vec<String>> {
    let mut seen = BTreeSet::new();
    let mut ways = vec![vec![from.to_owned()]];
    while let Some(way) = ways.pop() {
        for next in way.last().and_then(|last| arrows.get(last)).into_iter().flatten() {
            if next == from {
                return Some(way);
            }
            if seen.insert(next.clone()) {
                ways.push([way.as_slice(), std::slice::from_ref(next)].concat());
            }
        }
    }
    None
}

/// Files of one folder name each other one way round. A `mod.rs` and its own children are left out: it names them, and
/// they may use its `State`.
#[test]
fn no_files_of_a_folder_stand_in_a_circle() {
    let mut folders: BTreeMap<String, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    for (path, _, text) in sources().into_iter().filter(|(path, ..)| !path.ends_with("/tests.rs")) {
        let code = code(&text);
        for (up, (folder, name)) in places(&path).into_iter().enumerate() {
            let mut named = named_after(&format!("crate::{}::", folder.replace('/', "::")), &code);
            if up == 0 {
                named.extend(named_after("super::", &code));
            }
            folders.entry(folder).or_default().entry(name).or_default().extend(named);
        }
    }
    let mut found = BTreeSet::new();
    for (folder, arrows) in &mut folders {
        let names: BTreeSet<String> = arrows.keys().cloned().collect();
        for (name, to) in arrows.iter_mut() {
            to.retain(|other| names.contains(other) && other != name);
        }
        for name in &names {
            if let Some(mut way) = circle(name, arrows) {
                let least = way.iter().enumerate().min_by_key(|(_, n)| n.as_str()).map_or(0, |(at, _)| at);
                way.rotate_left(least);
                way.push(way[0].clone());
                found.insert(format!("src/{folder}: {}", way.join(" → ")));
            }
        }
    }
    assert!(found.is_empty(), "circles of files:\n{}", found.into_iter().collect::<Vec<_>>().join("\n"));
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
