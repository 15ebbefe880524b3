//! The catalogue of commendations: forms and authorities, each a list. What papers name is abolished instead of taken out;
//! the forms of room 2 offer what stands here.
use super::basics::options;
use super::part::{Came, Entries, Part, Subject};
use crate::core::act::Act;
use crate::core::award::{Authority, Catalogue, Form as Award, LineKind};
use crate::core::catalogue::{Act as OfLists, Kind};
use crate::effect::Effect;
use crate::kit::form::{Field, Form};
use crate::kit::look::{Look, Role, Tone};
use crate::kit::table::{Cell, Column, Line};
use crate::shelf::Shelf;

const LINES: [(&str, &str, LineKind); 3] = [
    ("legal", "room.se.line_legal", LineKind::Legal),
    ("good_deed", "room.se.line_good_deed", LineKind::GoodDeed),
    ("notice", "room.se.line_notice", LineKind::Notice),
];
const STATES: [(&str, &str); 2] = [("used", "room.se.in_use"), ("retired", "room.se.retired")];

fn catalogue(shelf: &Shelf) -> Option<&Catalogue> {
    shelf.lists().map(|l| &l.catalogue)
}

fn act(act: OfLists) -> Effect {
    Effect::Act(Act::Catalogue(act))
}

fn does(of: OfLists) -> Came {
    Came::Do(vec![act(of)])
}

fn line_word(line: LineKind) -> &'static str {
    LINES.iter().find(|l| l.2 == line).map_or("", |l| l.1)
}

/// Name, and whether it is abolished, which the role alone must not say.
fn name(look: &Look, name: &str, retired: bool) -> Cell {
    if retired {
        let said = format!("{name} ({})", look.word("room.se.retired_short"));
        Cell::new(Role::Muted, said)
    } else {
        Cell::from(name.to_owned())
    }
}

/// The choice between in use and abolished.
fn state(shelf: &Shelf, retired: bool) -> Field {
    let now = if retired { "retired" } else { "used" };
    Field::choice("state", "room.se.state", options(&shelf.words, STATES))
        .value(now)
        .hint("room.se.hint_state")
}

fn retired(form: &Form) -> bool {
    form.code("state").as_deref() == Some("retired")
}

/// hình thức khen, danh hiệu
#[derive(Debug, Clone)]
pub(super) struct Forms;

impl Forms {
    fn form(shelf: &Shelf, award: Award) -> Came {
        let all = catalogue(shelf).map(|c| c.authorities.as_slice()).unwrap_or_default();
        let givers = all
            .iter()
            .filter(|a| !a.retired || award.authorities.contains(&a.code))
            .map(|a| (a.code.clone(), a.name.clone()))
            .collect();
        let line = LINES.iter().find(|l| l.2 == award.line).map_or("", |l| l.0);
        let titles = [("form", "room.se.kind_form"), ("title", "room.se.kind_title")];
        let fields = vec![
            Field::line("name", "room.se.entry_name").value(&award.name).required().hint("room.se.hint_form"),
            Field::choice("title", "room.se.kind", options(&shelf.words, titles)).value(if award.title {
                "title"
            } else {
                "form"
            }),
            Field::choice("line", "room.se.line", options(&shelf.words, LINES.map(|l| (l.0, l.1))))
                .value(line)
                .hint("room.se.hint_line"),
            Field::checks("givers", "room.se.givers", givers)
                .value(award.authorities.join(","))
                .hint("room.se.hint_givers"),
            state(shelf, award.retired),
        ];
        Came::form(Subject::Form(award), Form::new(fields))
    }
    fn at(shelf: &Shelf, at: usize) -> Option<&Award> {
        catalogue(shelf)?.forms.get(at)
    }
}

impl Part for Forms {
    fn name(&self) -> &'static str {
        "room.se.forms"
    }
    fn about(&self) -> &'static str {
        "room.se.about_forms"
    }
    fn count(&self, shelf: &Shelf) -> Option<usize> {
        Some(catalogue(shelf).map_or(0, |c| c.forms.len()))
    }
    fn entries(&self, shelf: &Shelf, look: &Look) -> Option<Entries> {
        let catalogue = catalogue(shelf)?;
        let columns = vec![
            Column::flex(look.word("room.se.entry_name"), 18, 44),
            Column::flex(look.word("room.se.givers"), 12, 40).drop(1),
        ];
        let any = || look.word("room.se.any_giver").to_owned();
        let line = |f: &Award| {
            let givers = catalogue.authority_names(&f.authorities);
            Line::new(vec![
                name(look, &f.name, f.retired),
                Cell::new(Role::Muted, if givers.is_empty() { any() } else { givers }),
            ])
        };
        Some(Entries { columns, lines: catalogue.forms.iter().map(line).collect() })
    }
    fn detail(&self, shelf: &Shelf, look: &Look, at: usize) -> Option<(Role, String)> {
        let award = Self::at(shelf, at)?;
        let givers = catalogue(shelf)?.authority_names(&award.authorities);
        let givers = if givers.is_empty() { look.word("room.se.any_giver").to_owned() } else { givers };
        let kind = if award.title { "room.se.kind_title" } else { "room.se.kind_form" };
        let parts = [look.word(kind), look.word(line_word(award.line)), &givers];
        Some(look.detail(Tone::Plain, &format!("{}: {}", award.name, parts.join(" · "))))
    }
    fn open(&self, shelf: &Shelf, at: usize) -> Came {
        Self::at(shelf, at).map_or_else(Came::nothing, |award| Self::form(shelf, award.clone()))
    }
    fn adds(&self) -> Option<&'static str> {
        Some("room.se.key_add_form")
    }
    fn add(&self, shelf: &Shelf, _at: usize) -> Came {
        let award = Award {
            code: String::new(),
            name: String::new(),
            line: LineKind::Legal,
            authorities: Vec::new(),
            title: false,
            position: 0,
            retired: false,
            rev: 0,
        };
        Self::form(shelf, award)
    }
    fn removes(&self) -> Option<&'static str> {
        Some("room.se.key_remove")
    }
    fn remove(&self, shelf: &Shelf, at: usize) -> Came {
        let code = Self::at(shelf, at).map(|f| f.code.clone());
        code.map_or_else(Came::nothing, |code| does(OfLists::Remove { kind: Kind::Form, code }))
    }
    fn orders(&self) -> bool {
        true
    }
    fn shift(&self, shelf: &Shelf, at: usize, up: bool) -> Came {
        let code = Self::at(shelf, at).map(|f| f.code.clone());
        code.map_or_else(Came::nothing, |code| does(OfLists::Move { kind: Kind::Form, code, up }))
    }
    fn save(&self, form: &mut Form, subject: &Subject, _shelf: &Shelf) -> Vec<Effect> {
        let Subject::Form(read) = subject else { return Vec::new() };
        let line = form.code("line").unwrap_or_default();
        let award = Award {
            name: form.text("name"),
            line: LINES.iter().find(|l| l.0 == line).map_or(read.line, |l| l.2),
            authorities: form.codes("givers"),
            title: form.code("title").as_deref() == Some("title"),
            retired: retired(form),
            ..read.clone()
        };
        vec![act(OfLists::Form(award))]
    }
    fn points_to(&self, key: &str) -> Option<&'static str> {
        match key {
            "problem.entry_name" | "problem.entry_twice" => Some("name"),
            "problem.form_line_used" => Some("line"),
            _ => None,
        }
    }
}

/// cấp khen
#[derive(Debug, Clone)]
pub(super) struct Authorities;

impl Authorities {
    fn form(shelf: &Shelf, authority: Authority) -> Came {
        let fields = vec![
            Field::line("name", "room.se.entry_name")
                .value(&authority.name)
                .required()
                .hint("room.se.hint_authority"),
            state(shelf, authority.retired),
        ];
        Came::form(Subject::Authority(authority), Form::new(fields))
    }
    fn at(shelf: &Shelf, at: usize) -> Option<&Authority> {
        catalogue(shelf)?.authorities.get(at)
    }
}

impl Part for Authorities {
    fn name(&self) -> &'static str {
        "room.se.authorities"
    }
    fn about(&self) -> &'static str {
        "room.se.about_authorities"
    }
    fn count(&self, shelf: &Shelf) -> Option<usize> {
        Some(catalogue(shelf).map_or(0, |c| c.authorities.len()))
    }
    fn entries(&self, shelf: &Shelf, look: &Look) -> Option<Entries> {
        let catalogue = catalogue(shelf)?;
        let columns = vec![
            Column::flex(look.word("room.se.entry_name"), 18, 44),
            Column::fixed(look.word("room.se.forms_short"), 10).right(),
        ];
        let line = |a: &Authority| {
            let gives = catalogue.forms.iter().filter(|f| f.authorities.contains(&a.code)).count();
            let gives = if gives == 0 { look.glyphs.none.to_owned() } else { gives.to_string() };
            Line::new(vec![name(look, &a.name, a.retired), Cell::from(gives)])
        };
        Some(Entries { columns, lines: catalogue.authorities.iter().map(line).collect() })
    }
    fn detail(&self, shelf: &Shelf, look: &Look, at: usize) -> Option<(Role, String)> {
        let authority = Self::at(shelf, at)?;
        let forms = catalogue(shelf)?.forms.iter().filter(|f| f.authorities.contains(&authority.code));
        let names: Vec<&str> = forms.map(|f| f.name.as_str()).collect();
        let gives = if names.is_empty() { look.glyphs.none.to_owned() } else { names.join(", ") };
        Some(look.detail(Tone::Plain, &format!("{}: {gives}", authority.name)))
    }
    fn open(&self, shelf: &Shelf, at: usize) -> Came {
        Self::at(shelf, at).map_or_else(Came::nothing, |a| Self::form(shelf, a.clone()))
    }
    fn adds(&self) -> Option<&'static str> {
        Some("room.se.key_add_authority")
    }
    fn add(&self, shelf: &Shelf, _at: usize) -> Came {
        let new = Authority { code: String::new(), name: String::new(), position: 0, retired: false, rev: 0 };
        Self::form(shelf, new)
    }
    fn removes(&self) -> Option<&'static str> {
        Some("room.se.key_remove")
    }
    fn remove(&self, shelf: &Shelf, at: usize) -> Came {
        let code = Self::at(shelf, at).map(|a| a.code.clone());
        code.map_or_else(Came::nothing, |code| does(OfLists::Remove { kind: Kind::Authority, code }))
    }
    fn orders(&self) -> bool {
        true
    }
    fn shift(&self, shelf: &Shelf, at: usize, up: bool) -> Came {
        let code = Self::at(shelf, at).map(|a| a.code.clone());
        code.map_or_else(Came::nothing, |code| does(OfLists::Move { kind: Kind::Authority, code, up }))
    }
    fn save(&self, form: &mut Form, subject: &Subject, _shelf: &Shelf) -> Vec<Effect> {
        let Subject::Authority(read) = subject else { return Vec::new() };
        let (name, retired) = (form.text("name"), retired(form));
        vec![act(OfLists::Authority(Authority { name, retired, ..read.clone() }))]
    }
    fn points_to(&self, key: &str) -> Option<&'static str> {
        matches!(key, "problem.entry_name" | "problem.entry_twice").then_some("name")
    }
}
