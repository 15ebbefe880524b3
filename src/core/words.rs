//! Every text on screen, paper and command line, in two languages. `assets/words/vi.toml` is the reference.
//! Nested TOML tables are flattened to dotted keys: `[room] overview = "Tổng quan"` is `room.overview`.
//! Reads nothing at run time: both files are built in, and only the tables asked for are parsed.
pub use super::lang::Lang;
use super::{
    date, number,
    problem::{Arg, Problem},
};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

impl Lang {
    /// The words file of the language.
    fn source(self) -> &'static str {
        match self {
            Self::Vi => include_str!("../../assets/words/vi.toml"),
            Self::En => include_str!("../../assets/words/en.toml"),
        }
    }
}

/// The texts of one table by name; nearly all are lent by the file built in.
type Named = HashMap<&'static str, Cow<'static, str>>;

/// A table of the file, read when a text of it is asked for first: the start needs few of them.
#[derive(Debug)]
struct Table {
    lines: &'static str,
    texts: OnceLock<Named>,
}

impl Table {
    fn texts(&self) -> &Named {
        self.texts.get_or_init(|| plain(self.lines).unwrap_or_default())
    }
}

/// Tables by their dotted name.
type Tables = HashMap<&'static str, Table>;

/// A dotted key as the texts have it: names hold no dot.
fn parts(key: &str) -> (&str, &str) {
    key.rsplit_once('.').unwrap_or(("", key))
}

/// The words of one language, loaded once at the door and handed down by reference. Cloning is cheap.
#[derive(Debug, Clone)]
pub struct Words {
    /// which language
    pub lang: Lang,
    tables: Arc<Tables>,
    /// `⟦key⟧` of keys that were asked for in vain. Each is leaked once, so that `get` can lend it.
    missing: Arc<Mutex<BTreeMap<String, &'static str>>>,
}

impl Words {
    /// Loads the words built into the program. A table that does not parse gives no words at all (a test
    /// forbids that).
    pub fn load(lang: Lang) -> Self {
        Self { lang, tables: Arc::new(tables(lang.source())), missing: Arc::default() }
    }

    /// The text under `key`; `⟦key⟧` where it is missing (a test forbids that).
    pub fn get(&self, key: &str) -> &str {
        self.find(key).map_or_else(|| self.missing(key), AsRef::as_ref)
    }

    /// Is there a text under `key`? For rows of tables whose text is optional (a hint, a second line).
    pub fn has(&self, key: &str) -> bool {
        self.find(key).is_some()
    }

    fn find(&self, key: &str) -> Option<&Cow<'static, str>> {
        let (table, name) = parts(key);
        self.tables.get(table)?.texts().get(name)
    }

    fn missing(&self, key: &str) -> &'static str {
        let mut seen = self.missing.lock().unwrap_or_else(PoisonError::into_inner);
        seen.entry(key.to_owned()).or_insert_with(|| Box::leak(format!("⟦{key}⟧").into_boxed_str()))
    }

    /// `get`, with `{name}` replaced. An unknown name stays visible; what is put in is not looked at again.
    pub fn fill(&self, key: &str, args: &[(&str, &str)]) -> String {
        fill(self.get(key), |name| args.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned()))
    }

    /// The sentence of a problem or note.
    pub fn say(&self, problem: &Problem) -> String {
        fill(self.get(problem.key), |name| {
            problem.args.iter().find(|(n, _)| *n == name).map(|(_, arg)| self.arg(arg))
        })
    }

    /// One argument as the language prints it; points without needless decimals, dates in full.
    pub fn arg(&self, arg: &Arg) -> String {
        match arg {
            Arg::Text(text) => text.clone(),
            Arg::Word(key) => self.get(key).to_owned(),
            Arg::Num(n) => number::count(*n, self.lang),
            Arg::Points(points) => points.short(self.lang),
            Arg::Date(day) => date::full(*day),
            Arg::Period(key) => key.label(self.lang),
            Arg::Said(problem) => self.say(problem),
        }
    }

    /// Keys, in order, for the tests that compare the languages.
    pub fn keys(&self) -> Vec<String> {
        let dotted = |table: &str, name: &str| {
            if table.is_empty() { name.to_owned() } else { [table, name].join(".") }
        };
        let mut keys = Vec::new();
        for (table, texts) in self.tables.iter() {
            keys.extend(texts.texts().keys().map(|name| dotted(table, name)));
        }
        keys.sort();
        keys
    }
}

/// The tables of a words file, unread. What stands before the first has the empty name.
fn tables(source: &'static str) -> Tables {
    let mut tables = Tables::new();
    let mut add = |name, lines| tables.insert(name, Table { lines, texts: OnceLock::new() });
    let mut rest = source;
    let mut name = "";
    while let Some((lines, next)) = rest.split_once("\n[") {
        add(name, lines);
        (name, rest) = next.split_once(']').unwrap_or((next, ""));
    }
    add(name, rest);
    tables
}

/// Reads the lines of a table as they are written: `name = "text"`, remarks. The start waits for this, and TOML's own
/// reader takes ten times as long. `None` where a line is anything else.
fn plain(lines: &'static str) -> Option<Named> {
    let mut texts = Named::new();
    for line in lines.lines() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (name, text) = line.split_once(" = \"")?;
        let text = text.strip_suffix('"').filter(|_| bare(name))?;
        texts.insert(name, unescape(text)?);
    }
    Some(texts)
}

/// A key that TOML writes without quotes.
fn bare(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}

/// A text between its quotes; `None` where it holds what `plain` does not know.
fn unescape(text: &'static str) -> Option<Cow<'static, str>> {
    if !text.contains(['\\', '"']) {
        return Some(Cow::Borrowed(text));
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        out.push(match c {
            '"' => return None,
            '\\' => match chars.next()? {
                'n' => '\n',
                c @ ('"' | '\\') => c,
                _ => return None,
            },
            c => c,
        });
    }
    Some(Cow::Owned(out))
}

/// Replaces each `{name}` that `value` knows; everything else, braces included, stays.
fn fill(text: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        if let Some((put, tail)) = after.split_once('}').and_then(|(name, tail)| Some((value(name)?, tail))) {
            out.push_str(&put);
            rest = tail;
        } else {
            out.push('{');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::{number::Points, period::PeriodKey};
    use std::collections::BTreeSet;

    fn flatten(path: &str, table: toml::Table, into: &mut BTreeMap<String, String>) {
        for (name, value) in table {
            let key = if path.is_empty() { name } else { format!("{path}.{name}") };
            match value {
                toml::Value::Table(inner) => flatten(&key, inner, into),
                other => {
                    into.insert(key, other.as_str().unwrap().to_owned());
                }
            }
        }
    }

    fn names(text: &str) -> BTreeSet<String> {
        text.split('{').skip(1).filter_map(|p| p.split_once('}')).map(|(n, _)| n.to_owned()).collect()
    }

    #[test]
    fn both_languages_say_the_same_things() {
        for lang in [Lang::Vi, Lang::En] {
            assert_eq!(lang.source().parse::<toml::Table>().map(|_| ()), Ok(()), "{lang:?} does not parse");
        }
        let (vi, en) = (Words::load(Lang::Vi), Words::load(Lang::En));
        let (a, b): (BTreeSet<_>, BTreeSet<_>) =
            (vi.keys().into_iter().collect(), en.keys().into_iter().collect());
        assert!(!a.is_empty());
        assert_eq!(a.difference(&b).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in en.toml");
        assert_eq!(b.difference(&a).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in vi.toml");
        for key in &a {
            assert_eq!(names(vi.get(key)), names(en.get(key)), "other {{names}} in {key}");
            assert!(!vi.get(key).trim().is_empty(), "empty text in vi.toml: {key}");
            assert!(!en.get(key).trim().is_empty(), "empty text in en.toml: {key}");
            let (x, y) = (vi.get(key), en.get(key));
            assert!(unicode_normalization::is_nfc(x) && unicode_normalization::is_nfc(y), "not NFC: {key}");
        }
    }

    #[test]
    fn words_files_are_plain_and_read_as_toml_reads_them() {
        for lang in [Lang::Vi, Lang::En] {
            let mut ours = BTreeMap::new();
            for (name, table) in tables(lang.source()) {
                let texts = plain(table.lines).unwrap_or_else(|| panic!("{lang:?}: [{name}] is not plain"));
                ours.extend(
                    texts.into_iter().map(|(key, text)| (format!("{name}.{key}"), text.into_owned())),
                );
            }
            let mut theirs = BTreeMap::new();
            flatten("", lang.source().parse().unwrap(), &mut theirs);
            assert_eq!(ours, theirs, "{lang:?}");
        }
        let odd = ["b = 1", "b = \"x\" # y", "b = \"\\u0041\"", "[a b]", "b c = \"x\""];
        assert!(odd.iter().all(|lines| plain(lines).is_none()));
    }

    #[test]
    fn fill_replaces_once_and_leaves_the_unknown() {
        let put = |text: &str| fill(text, |n| (n == "a").then(|| "{b}".to_owned()));
        assert_eq!(put("x {a} {b} {"), "x {b} {b} {");
        assert_eq!(put("{{a}}"), "{{b}}");
    }

    #[test]
    fn a_missing_text_shows_its_key() {
        let words = Words::load(Lang::Vi);
        assert_eq!(words.get("no.such.key"), "⟦no.such.key⟧");
        assert_eq!(words.clone().get("no.such.key").as_ptr(), words.get("no.such.key").as_ptr());
        assert!(!words.has("no.such.key"));
    }

    #[test]
    fn arguments_are_printed_by_kind() {
        let day = super::date::Date::constant(2021, 7, 27);
        for (lang, expected) in [
            (Lang::Vi, ["x", "1.970", "92,5", "27/07/2021", "Quý II/2021"]),
            (Lang::En, ["x", "1,970", "92.5", "27/07/2021", "Quarter II/2021"]),
        ] {
            let words = Words::load(lang);
            let args = [
                Arg::Text("x".into()),
                Arg::Num(1970),
                Arg::Points(Points(9250)),
                Arg::Date(day),
                Arg::Period(PeriodKey::quarter(2021, 2)),
            ];
            assert_eq!(args.map(|a| words.arg(&a)), expected.map(str::to_owned));
        }
    }

    #[test]
    fn a_problem_is_said_in_both_languages() {
        let problem = Problem::new("problem.points_ambiguous")
            .text("text", "1.500")
            .text("whole", "1500")
            .with("decimal", Arg::Points(Points(150)));
        assert_eq!(Words::load(Lang::Vi).say(&problem), "“1.500” đọc được hai cách. Gõ 1500 hoặc 1,5");
        assert_eq!(Words::load(Lang::En).say(&problem), "“1.500” reads two ways. Type 1500 or 1.5");
    }
}
