//! The parts that change the register's own row: letterhead, names, terms of reminders, language. The rest of the row goes
//! along unchanged.
use super::part::{Came, Pair, Part, Subject, value};
use crate::core::act::Act;
use crate::core::date;
use crate::core::period::{PeriodKey, PeriodKind, YearStart};
use crate::core::problem::Problem;
use crate::core::register::{Act as OfRegister, LOOKBACK, Label, Letterhead, OVERDUE, Register};
use crate::core::words::{Lang, Words};
use crate::effect::Effect;
use crate::kit::form::{Field, Form};
use crate::kit::look::Look;
use crate::shelf::Shelf;

/// The row as it was read.
fn read(shelf: &Shelf) -> Option<&Register> {
    shelf.quarter().map(|q| &q.register)
}

fn opened(shelf: &Shelf, fields: impl FnOnce(&Register) -> Vec<Field>) -> Came {
    match read(shelf) {
        Some(r) => Came::form(Subject::Register(Box::new(r.clone())), Form::new(fields(r))),
        None => Came::nothing(),
    }
}

/// The row with what was typed laid over it.
fn saved(subject: &Subject, over: impl FnOnce(&Register) -> Register) -> Vec<Effect> {
    match subject {
        Subject::Register(read) => vec![Effect::Act(Act::Register(OfRegister::Save(over(read))))],
        _ => Vec::new(),
    }
}

/// thể thức văn bản
#[derive(Debug, Clone)]
pub(super) struct Papers;

impl Part for Papers {
    fn name(&self) -> &'static str {
        "room.se.letterhead"
    }
    fn about(&self) -> &'static str {
        "room.se.about_letterhead"
    }
    fn pairs(&self, shelf: &Shelf, look: &Look) -> Vec<Pair> {
        let Some(head) = read(shelf).map(|r| &r.letterhead) else { return Vec::new() };
        let texts = [
            ("room.se.superior", &head.superior),
            ("room.se.issuer", &head.issuer),
            ("room.se.place", &head.place),
            ("room.se.symbol", &head.symbol),
            ("room.se.sign_form", &head.sign_form),
            ("room.se.sign_post", &head.sign_post),
            ("room.se.signer", &head.signer),
            ("room.se.recipients", &head.recipients),
        ];
        let mut out = Vec::new();
        for (key, text) in texts {
            let mut lines = text.lines();
            out.push((look.word(key).to_owned(), value(lines.next().unwrap_or_default(), look)));
            out.extend(lines.map(|line| (String::new(), line.to_owned())));
        }
        out
    }
    fn open(&self, shelf: &Shelf, _at: usize) -> Came {
        opened(shelf, |r| letterhead(&r.letterhead))
    }
    fn save(&self, form: &mut Form, subject: &Subject, _shelf: &Shelf) -> Vec<Effect> {
        let letterhead = Letterhead {
            superior: form.text("superior"),
            issuer: form.text("issuer"),
            place: form.text("place"),
            symbol: form.text("symbol"),
            sign_form: form.text("sign_form"),
            sign_post: form.text("sign_post"),
            signer: form.text("signer"),
            recipients: form.text("recipients"),
        };
        saved(subject, |read| Register { letterhead, ..read.clone() })
    }
}

fn letterhead(head: &Letterhead) -> Vec<Field> {
    vec![
        Field::line("superior", "room.se.superior").value(&head.superior).hint("room.se.hint_superior"),
        Field::line("issuer", "room.se.issuer").value(&head.issuer).hint("room.se.hint_issuer"),
        Field::line("place", "room.se.place").value(&head.place).hint("room.se.hint_place"),
        Field::line("symbol", "room.se.symbol").value(&head.symbol).cells(20).hint("room.se.hint_symbol"),
        Field::block("sign_form", "room.se.sign_form", 2)
            .value(&head.sign_form)
            .hint("room.se.hint_sign_form"),
        Field::line("sign_post", "room.se.sign_post").value(&head.sign_post).hint("room.se.hint_sign_post"),
        Field::line("signer", "room.se.signer").value(&head.signer).hint("room.se.hint_signer"),
        Field::block("recipients", "room.se.recipients", 4)
            .value(&head.recipients)
            .hint("room.se.hint_recipients"),
    ]
}

/// tên cụm, người giữ sổ, gọi là cụm hay khối
#[derive(Debug, Clone)]
pub(super) struct Names;

const LABELS: [(&str, &str, Label); 2] =
    [("cluster", "room.se.label_cluster", Label::Cluster), ("block", "room.se.label_block", Label::Block)];

/// Options of a choice from a table of codes and words keys.
pub(super) fn options<'a>(
    words: &Words,
    table: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Vec<(String, String)> {
    table.into_iter().map(|(code, key)| (code.to_owned(), words.get(key).to_owned())).collect()
}

/// `năm 2022: 15/11/2021 – 14/11/2022`
fn days(start: YearStart, shelf: &Shelf) -> String {
    let key = PeriodKey { year: shelf.period.year, kind: PeriodKind::Year, ordinal: 1 };
    let (from, to) = key.dates(start);
    let args = [("year", key.year.to_string()), ("from", date::full(from)), ("to", date::full(to))];
    let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
    shelf.words.fill("room.se.year_days_value", &args)
}

impl Part for Names {
    fn name(&self) -> &'static str {
        "room.se.names"
    }
    fn about(&self) -> &'static str {
        "room.se.about_names"
    }
    fn pairs(&self, shelf: &Shelf, look: &Look) -> Vec<Pair> {
        let Some(register) = read(shelf) else { return Vec::new() };
        let label = LABELS.iter().find(|l| l.2 == register.label).map_or("", |l| l.1);
        let pair = |key: &str, text: &str| (look.word(key).to_owned(), value(text, look));
        vec![
            pair("room.se.cluster", &register.cluster),
            pair("room.se.province", &register.province),
            pair("room.se.secretary", &register.secretary),
            pair("room.se.label", look.word(label)),
            pair("room.se.year_start", &register.year_start.show()),
            pair("room.se.year_days", &days(register.year_start, shelf)),
        ]
    }
    fn open(&self, shelf: &Shelf, _at: usize) -> Came {
        let labels = options(&shelf.words, LABELS.map(|l| (l.0, l.1)));
        opened(shelf, |r| {
            let now = LABELS.iter().find(|l| l.2 == r.label).map_or("", |l| l.0);
            vec![
                Field::line("cluster", "room.se.cluster")
                    .value(&r.cluster)
                    .required()
                    .hint("room.se.hint_cluster"),
                Field::line("province", "room.se.province").value(&r.province).hint("room.se.hint_province"),
                Field::line("secretary", "room.se.secretary")
                    .value(&r.secretary)
                    .hint("room.se.hint_secretary"),
                Field::choice("label", "room.se.label", labels).value(now).hint("room.se.hint_label"),
                Field::line("year_start", "room.se.year_start")
                    .value(r.year_start.show())
                    .cells(8)
                    .required()
                    .hint("room.se.hint_year_start"),
                Field::fixed("year_days", "room.se.year_days").value(days(r.year_start, shelf)),
            ]
        })
    }
    fn changed(&self, form: &mut Form, field: &'static str, shelf: &Shelf) -> Vec<Effect> {
        if field == "year_start" {
            let start = YearStart::typed(&form.text("year_start"));
            form.set("year_days", &start.map_or_else(String::new, |start| days(start, shelf)));
        }
        Vec::new()
    }
    fn save(&self, form: &mut Form, subject: &Subject, _shelf: &Shelf) -> Vec<Effect> {
        let Some(year_start) = YearStart::typed(&form.text("year_start")) else {
            form.error("year_start", Problem::new("problem.year_start"));
            form.focus("year_start");
            return Vec::new();
        };
        let chosen = form.code("label").unwrap_or_default();
        let label = LABELS.iter().find(|l| l.0 == chosen).map(|l| l.2);
        saved(subject, |read| Register {
            cluster: form.text("cluster"),
            province: form.text("province"),
            secretary: form.text("secretary"),
            label: label.unwrap_or(read.label),
            year_start,
            ..read.clone()
        })
    }
    fn points_to(&self, key: &str) -> Option<&'static str> {
        (key == "problem.store_cluster_empty").then_some("cluster")
    }
}

/// nhắc việc, thời hạn
#[derive(Debug, Clone)]
pub(super) struct Terms;

impl Part for Terms {
    fn name(&self) -> &'static str {
        "room.se.terms"
    }
    fn about(&self) -> &'static str {
        "room.se.about_terms"
    }
    fn pairs(&self, shelf: &Shelf, look: &Look) -> Vec<Pair> {
        let Some(register) = read(shelf) else { return Vec::new() };
        let say = |key: &str, n: i64| look.words.fill(key, &[("n", &n.to_string())]);
        vec![
            (look.word("room.se.overdue").to_owned(), say("room.se.overdue_value", register.overdue_days)),
            (
                look.word("room.se.lookback").to_owned(),
                match register.lookback_months {
                    0 => look.word("room.se.lookback_none").to_owned(),
                    n => say("room.se.lookback_value", n),
                },
            ),
        ]
    }
    fn open(&self, shelf: &Shelf, _at: usize) -> Came {
        opened(shelf, |r| {
            vec![
                Field::count("overdue", "room.se.overdue")
                    .exact()
                    .cells(6)
                    .required()
                    .value(r.overdue_days.to_string())
                    .hint("room.se.hint_overdue"),
                Field::count("lookback", "room.se.lookback")
                    .exact()
                    .cells(6)
                    .required()
                    .value(r.lookback_months.to_string())
                    .hint("room.se.hint_lookback"),
            ]
        })
    }
    fn save(&self, form: &mut Form, subject: &Subject, _shelf: &Shelf) -> Vec<Effect> {
        let bounds =
            [("overdue", "problem.store_overdue", OVERDUE), ("lookback", "problem.store_lookback", LOOKBACK)];
        let mut typed = [0; 2];
        for (slot, (field, key, (least, most))) in typed.iter_mut().zip(bounds) {
            let Some(n) = form.count(field).flatten().filter(|n| (least..=most).contains(n)) else {
                form.error(field, Problem::new(key).num("least", least).num("most", most));
                form.focus(field);
                return Vec::new();
            };
            *slot = n;
        }
        let [overdue_days, lookback_months] = typed;
        saved(subject, |read| Register { overdue_days, lookback_months, ..read.clone() })
    }
}

/// ngôn ngữ
#[derive(Debug, Clone)]
pub(super) struct Language;

const LANGS: [(&str, &str, Lang); 2] =
    [("vi", "room.se.lang_vi", Lang::Vi), ("en", "room.se.lang_en", Lang::En)];

fn lang(form: &Form) -> Lang {
    let code = form.code("lang").unwrap_or_default();
    LANGS.iter().find(|l| l.0 == code).map_or(Lang::Vi, |l| l.2)
}

impl Part for Language {
    fn name(&self) -> &'static str {
        "room.se.language"
    }
    fn about(&self) -> &'static str {
        "room.se.about_language"
    }
    fn pairs(&self, shelf: &Shelf, look: &Look) -> Vec<Pair> {
        let Some(register) = read(shelf) else { return Vec::new() };
        let word = LANGS.iter().find(|l| l.2 == register.lang).map_or("", |l| l.1);
        vec![(look.word("room.se.lang").to_owned(), look.word(word).to_owned())]
    }
    fn open(&self, shelf: &Shelf, _at: usize) -> Came {
        let langs = options(&shelf.words, LANGS.map(|l| (l.0, l.1)));
        opened(shelf, |r| {
            let now = LANGS.iter().find(|l| l.2 == r.lang).map_or("", |l| l.0);
            vec![Field::choice("lang", "room.se.lang", langs).value(now).hint("room.se.hint_lang")]
        })
    }
    /// The screen speaks it at once; a read-only register speaks another language for this sitting, and writes nothing.
    fn save(&self, form: &mut Form, subject: &Subject, shelf: &Shelf) -> Vec<Effect> {
        let lang = lang(form);
        let mut effects = vec![Effect::Lang(lang)];
        if !shelf.read_only {
            effects.extend(saved(subject, |read| Register { lang, ..read.clone() }));
        }
        effects
    }
    /// The screen may speak another language than the register (F9, `--lang`): the register's is spoken again.
    fn kept(&self, shelf: &Shelf) -> Vec<Effect> {
        read(shelf).map(|r| Effect::Lang(r.lang)).into_iter().collect()
    }
}
