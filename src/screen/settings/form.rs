//! The forms of room 0, one a part. Makes the act of what was typed; the rest of the register's row goes along unchanged.
use super::parts::{Part, levels_line};
use crate::core::act::Act;
use crate::core::register::{Act as OfRegister, Label, Letterhead, Register};
use crate::core::score;
use crate::core::words::{Lang, Words};
use crate::effect::Effect;
use crate::kit::form::{Field, Form};
use crate::screen::saving::Saving;
use crate::shelf::Shelf;

/// Code of "không chấm điểm" among the score tables.
const NO_TABLE: &str = "none";

/// An open form.
#[derive(Debug)]
pub(super) struct Open {
    pub part: Part,
    pub form: Form,
    /// the register's row as it was read
    read: Register,
    /// the period whose table and levels are chosen
    period: crate::core::period::PeriodKey,
    pub saving: Saving,
}

/// The form of a part; `None` where there is nothing to type, or before the register was read.
pub(super) fn open(part: Part, shelf: &Shelf) -> Option<Open> {
    let read = shelf.quarter()?.register.clone();
    let fields = match part {
        Part::Letterhead => letterhead(&read.letterhead),
        Part::Names => names(&read, &shelf.words),
        Part::Scoring => scoring(shelf)?,
        Part::Language => language(&read, &shelf.words),
        Part::File | Part::Copies => return None,
    };
    let mut form = Form::new(fields);
    note_levels(&mut form, shelf);
    // what was derived is no change of the user's
    form.clean();
    Some(Open { part, form, read, period: shelf.period, saving: Saving::default() })
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

fn names(register: &Register, words: &Words) -> Vec<Field> {
    let option = |code: &str, key: &str| (code.to_owned(), words.get(key).to_owned());
    let labels = vec![option("cluster", "room.se.label_cluster"), option("block", "room.se.label_block")];
    let now = if register.label == Label::Cluster { "cluster" } else { "block" };
    vec![
        Field::line("cluster", "room.se.cluster")
            .value(&register.cluster)
            .required()
            .hint("room.se.hint_cluster"),
        Field::line("province", "room.se.province").value(&register.province).hint("room.se.hint_province"),
        Field::line("secretary", "room.se.secretary")
            .value(&register.secretary)
            .hint("room.se.hint_secretary"),
        Field::choice("label", "room.se.label", labels).value(now).hint("room.se.hint_label"),
    ]
}

fn scoring(shelf: &Shelf) -> Option<Vec<Field>> {
    let facts = shelf.quarter()?;
    let (tables, sets) = &**shelf.choices()?;
    let mut options = vec![(NO_TABLE.to_owned(), shelf.words.get("room.se.table_none").to_owned())];
    options.extend(tables.iter().map(|t| (t.id.to_string(), t.name.clone())));
    let levels = sets.iter().map(|s| (s.id.to_string(), s.name.clone())).collect();
    let table = facts.table.as_ref().map_or_else(|| NO_TABLE.to_owned(), |t| t.id.to_string());
    let set = facts.levels.as_ref().map_or_else(String::new, |s| s.id.to_string());
    Some(vec![
        Field::combo("table", "room.se.table", options, false)
            .value(table)
            .required()
            .cells(44)
            .hint("room.se.hint_table"),
        Field::combo("levels", "room.se.levels", levels, false)
            .value(set)
            .required()
            .cells(44)
            .hint("room.se.hint_levels"),
        Field::gap(),
        Field::fixed("minima", "room.se.minima"),
    ])
}

fn language(register: &Register, words: &Words) -> Vec<Field> {
    let option = |code: &str, key: &str| (code.to_owned(), words.get(key).to_owned());
    let langs = vec![option("vi", "room.se.lang_vi"), option("en", "room.se.lang_en")];
    let signs = vec![option("standard", "room.se.signs_standard"), option("plain", "room.se.signs_plain")];
    let lang = if register.lang == Lang::Vi { "vi" } else { "en" };
    let sign = if register.plain { "plain" } else { "standard" };
    vec![
        Field::choice("lang", "room.se.lang", langs).value(lang).hint("room.se.hint_lang"),
        Field::choice("signs", "room.se.signs", signs).value(sign).hint("room.se.hint_signs"),
    ]
}

/// Says what the chosen level set asks for.
pub(super) fn note_levels(form: &mut Form, shelf: &Shelf) {
    let chosen = form.code("levels").and_then(|c| c.parse::<i64>().ok());
    let Some(choices) = shelf.choices() else { return };
    let set = choices.1.iter().find(|s| Some(s.id) == chosen);
    form.set("minima", &set.map_or_else(String::new, |s| levels_line(s, &shelf.words)));
}

/// What saving a form wants done; nothing while a field is in error.
pub(super) fn save(open: &mut Open, shelf: &Shelf) -> Vec<Effect> {
    if !open.saving.may(&mut open.form) {
        return Vec::new();
    }
    let base = open.saving.over(open.read.clone(), shelf.quarter().map(|q| q.register.clone()));
    let form = &open.form;
    let mut effects = Vec::new();
    let act = match open.part {
        Part::Letterhead => {
            Act::Register(OfRegister::Save(Register { letterhead: typed_letterhead(form), ..base }))
        }
        Part::Names => Act::Register(OfRegister::Save(Register {
            cluster: form.text("cluster"),
            province: form.text("province"),
            secretary: form.text("secretary"),
            label: if form.code("label").as_deref() == Some("block") { Label::Block } else { Label::Cluster },
            ..base
        })),
        Part::Language => {
            let (lang, plain) = chosen(form);
            effects.extend(spoken(open));
            if shelf.read_only {
                return effects;
            }
            Act::Register(OfRegister::Save(Register { lang, plain, ..base }))
        }
        Part::Scoring => {
            let number = |id: &str| form.code(id).and_then(|c| c.parse::<i64>().ok());
            let Some(levels) = number("levels") else { return effects };
            Act::Score(score::Act::Use { period: open.period, table: number("table"), levels })
        }
        Part::File | Part::Copies => return effects,
    };
    open.saving.sent(shelf);
    effects.push(Effect::Act(act));
    effects
}

/// Language and signs as chosen in the form of that part.
fn chosen(form: &Form) -> (Lang, bool) {
    let lang = if form.code("lang").as_deref() == Some("en") { Lang::En } else { Lang::Vi };
    (lang, form.code("signs").as_deref() == Some("plain"))
}

/// The screen follows the form of language and signs at once; the other parts change nothing on it.
pub(super) fn spoken(open: &Open) -> Vec<Effect> {
    if open.part != Part::Language {
        return Vec::new();
    }
    let (lang, plain) = chosen(&open.form);
    vec![Effect::Lang(lang), Effect::Plain(plain)]
}

fn typed_letterhead(form: &Form) -> Letterhead {
    Letterhead {
        superior: form.text("superior"),
        issuer: form.text("issuer"),
        place: form.text("place"),
        symbol: form.text("symbol"),
        sign_form: form.text("sign_form"),
        sign_post: form.text("sign_post"),
        signer: form.text("signer"),
        recipients: form.text("recipients"),
    }
}
