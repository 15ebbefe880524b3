//! Every text on screen, paper and command line, in two languages. `assets/words/vi.toml` is the reference.
//! Nested TOML tables are flattened to dotted keys: `[room] overview = "Tổng quan"` is `room.overview`.
//! Reads nothing at run time: both files are built in, and only the one asked for is parsed.
pub use super::lang::Lang;
use super::{
    date, number,
    problem::{Arg, Problem},
};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

impl Lang {
    /// The words file of the language.
    fn source(self) -> &'static str {
        match self {
            Self::Vi => include_str!("../../assets/words/vi.toml"),
            Self::En => include_str!("../../assets/words/en.toml"),
        }
    }
}

/// Texts by table and name (`room`, `overview`); nearly all are lent by the file built in.
type Texts = HashMap<&'static str, HashMap<&'static str, Cow<'static, str>>>;

/// A dotted key as the texts have it: names hold no dot.
fn parts(key: &str) -> (&str, &str) {
    key.rsplit_once('.').unwrap_or(("", key))
}

/// The words of one language, loaded once at the door and handed down by reference. Cloning is cheap.
#[derive(Debug, Clone)]
pub struct Words {
    /// which language
    pub lang: Lang,
    texts: Arc<Texts>,
    /// `⟦key⟧` of keys that were asked for in vain. Each is leaked once, so that `get` can lend it.
    missing: Arc<Mutex<BTreeMap<String, &'static str>>>,
}

impl Words {
    /// Loads the words built into the program. A file that does not parse gives no words at all (a test
    /// forbids that).
    pub fn load(lang: Lang) -> Self {
        let texts = plain(lang.source()).unwrap_or_else(|| whole(lang.source()));
        Self { lang, texts: Arc::new(texts), missing: Arc::default() }
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
        self.texts.get(table)?.get(name)
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
        }
    }

    /// Keys, in order, for the tests that compare the languages.
    pub fn keys(&self) -> Vec<String> {
        let dotted = |table: &str, name: &str| {
            if table.is_empty() { name.to_owned() } else { [table, name].join(".") }
        };
        let mut keys = Vec::new();
        for (table, texts) in self.texts.iter() {
            keys.extend(texts.keys().map(|name| dotted(table, name)));
        }
        keys.sort();
        keys
    }
}

/// Reads a words file as they are written: `[table]`, `name = "text"`, remarks. The start waits for this, and TOML's own
/// reader takes ten times as long. `None` where a line is anything else.
fn plain(source: &'static str) -> Option<Texts> {
    let mut texts = Texts::new();
    let (mut path, mut here) = ("", HashMap::new());
    for line in source.lines() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(table) = line.strip_prefix('[') {
            texts.entry(path).or_default().extend(std::mem::take(&mut here));
            path = table.strip_suffix(']').filter(|name| name.split('.').all(bare))?;
            continue;
        }
        let (name, text) = line.split_once(" = \"")?;
        let text = text.strip_suffix('"').filter(|_| bare(name))?;
        here.insert(name, unescape(text)?);
    }
    texts.entry(path).or_default().extend(here);
    texts.retain(|_, table| !table.is_empty());
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

/// Reads any words file.
fn whole(source: &str) -> Texts {
    let mut texts = BTreeMap::new();
    if let Ok(table) = source.parse::<toml::Table>() {
        flatten("", table, &mut texts);
    }
    // leaked once, where a file built in is not plain: a test forbids that
    let mut all = Texts::new();
    for (key, text) in texts {
        let (table, name) = parts(String::leak(key));
        all.entry(table).or_default().insert(name, text);
    }
    all
}

fn flatten(path: &str, table: toml::Table, into: &mut BTreeMap<String, Cow<'static, str>>) {
    for (name, value) in table {
        let key = if path.is_empty() { name } else { format!("{path}.{name}") };
        match value {
            toml::Value::Table(inner) => flatten(&key, inner, into),
            toml::Value::String(text) => {
                into.insert(key, text.into());
            }
            // Nothing but texts belongs here; shown as it stands, so that it is noticed.
            other => {
                into.insert(key, format!("{other:?}").into());
            }
        }
    }
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
            assert_eq!(plain(lang.source()).as_ref(), Some(&whole(lang.source())), "{lang:?}");
        }
        let odd = ["[a]\nb = 1", "[a]\nb = \"x\" # y", "[a]\nb = \"\\u0041\"", "[a b]", "[a]\nb c = \"x\""];
        assert!(odd.iter().all(|source| plain(source).is_none()));
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
        assert_eq!(Words::load(Lang::Vi).say(&problem), "'1.500' đọc được hai cách. Gõ 1500 hoặc 1,5");
        assert_eq!(Words::load(Lang::En).say(&problem), "'1.500' reads two ways. Type 1500 or 1.5");
    }
}
