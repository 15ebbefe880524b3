//! The screens in README.md are the very snapshots of the tests: they cannot grow old.
//! `UPDATE_README=1 cargo test --locked readme` writes them anew from tests/snapshots.
use std::path::Path;

const MARK: &str = "<!-- screen: ";

/// The text of a snapshot: what follows its head.
fn snapshot(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots").join(format!("{name}.snap"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let body = text.splitn(3, "---\n").nth(2).unwrap();
    body.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// The text with the block after each mark replaced by the screen the mark names.
fn filled(readme: &str) -> (String, usize) {
    let mut out: Vec<String> = Vec::new();
    let mut lines = readme.lines().peekable();
    let mut screens = 0;
    while let Some(line) = lines.next() {
        out.push(line.to_owned());
        let Some(name) = line.strip_prefix(MARK).and_then(|l| l.strip_suffix(" -->")) else { continue };
        screens += 1;
        if lines.peek().is_some_and(|l| l.starts_with("```")) {
            lines.next();
            lines.by_ref().take_while(|l| !l.starts_with("```")).for_each(drop);
        }
        out.push("```text".to_owned());
        out.push(snapshot(&name.split(' ').collect::<Vec<_>>().join("-")));
        out.push("```".to_owned());
    }
    (out.join("\n") + "\n", screens)
}

#[test]
fn the_readme_shows_the_screens_of_now() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let (filled, screens) = filled(&readme);
    assert!(screens > 0, "no screen is shown");
    if std::env::var_os("UPDATE_README").is_some() {
        return std::fs::write(path, filled).unwrap();
    }
    assert!(
        readme == filled,
        "README.md differs from tests/snapshots: UPDATE_README=1 cargo test --locked readme"
    );
}

#[test]
fn a_block_is_replaced_and_nothing_else() {
    let name = "overview 80x24 vi";
    let text = format!("before\n{MARK}{name} -->\n\nafter\n");
    let (once, n) = filled(&text);
    assert_eq!(n, 1);
    assert!(once.starts_with("before\n") && once.ends_with("```\n\nafter\n"), "{once}");
    assert_eq!(filled(&once).0, once);
}
