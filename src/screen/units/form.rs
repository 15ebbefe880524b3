//! The forms of room 9: a unit (new or corrected), and head and deputy of a year. Makes acts of what was typed.
use super::{label, members, of_label};
use crate::core::act::Act;
use crate::core::date;
use crate::core::unit::{self, Role, Unit, UnitId};
use crate::effect::Effect;
use crate::kit::form::{Field, Form};
use crate::screen::saving::Saving;
use crate::shelf::Shelf;

/// What the form is about.
#[derive(Debug, Clone)]
pub(super) enum What {
    Add,
    /// as it was read
    Edit(Unit),
    /// head and deputy of this year
    Roles(i16),
}

/// An open form.
#[derive(Debug, Clone)]
pub(super) struct Open {
    pub form: Form,
    pub what: What,
    pub saving: Saving,
}

impl Open {
    fn new(form: Form, what: What) -> Self {
        Self { form, what, saving: Saving::default() }
    }

    /// A unit joins the cluster.
    pub fn add(shelf: &Shelf) -> Self {
        let mut fields = unit_fields(shelf);
        fields.pop();
        Self::new(Form::new(fields), What::Add)
    }

    /// A unit is corrected, or leaves by its last day.
    pub fn edit(shelf: &Shelf, unit: Unit) -> Self {
        let shown = |d: Option<date::Date>| d.map(date::full).unwrap_or_default();
        let values = [unit.code.clone(), unit.name.clone(), shown(unit.from), shown(unit.to)];
        let fields = unit_fields(shelf).into_iter().zip(values).map(|(f, v)| f.value(v)).collect();
        let mut open = Self::new(Form::new(fields), What::Edit(unit));
        open.form.focus("name");
        open
    }

    /// Head and deputy of the year of the period.
    pub fn roles(shelf: &Shelf) -> Self {
        let members = members(shelf);
        let options: Vec<(String, String)> = members.iter().map(|u| (u.id.to_string(), u.label())).collect();
        let holder = |role: Role| {
            members.iter().find(|u| u.role == role).map(|u| u.id.to_string()).unwrap_or_default()
        };
        let label = label(shelf);
        let head = of_label(label, "room.un.head_cluster", "room.un.head_block");
        let deputy = of_label(label, "room.un.deputy_cluster", "room.un.deputy_block");
        let field = |id, word, role| {
            Field::combo(id, word, options.clone(), false).value(holder(role)).hint("room.un.hint_role")
        };
        let fields = vec![field("head", head, Role::Head), field("deputy", deputy, Role::Deputy)];
        Self::new(Form::new(fields), What::Roles(shelf.period.year))
    }
}

impl Open {
    /// Does it hold what the register holds, and nothing else?
    pub(super) fn is_kept(&self) -> bool {
        !matches!(self.what, What::Add) && !self.form.changed()
    }
}

/// The act of the form, or nothing while a field is in error.
pub(super) fn save(open: &mut Open, shelf: &Shelf) -> Vec<Effect> {
    if !open.saving.may(&mut open.form) {
        return Vec::new();
    }
    let act = match &open.what {
        What::Add => unit::Act::Add {
            code: open.form.text("code"),
            name: open.form.text("name"),
            from: open.form.date("from"),
        },
        What::Edit(read) => unit::Act::Edit {
            unit: Unit {
                code: open.form.text("code"),
                name: open.form.text("name"),
                from: open.form.date("from"),
                to: open.form.date("to"),
                ..read.clone()
            },
        },
        What::Roles(year) => {
            let chosen = |id: &str| open.form.code(id).and_then(|c| c.parse::<UnitId>().ok());
            unit::Act::Roles { year: *year, head: chosen("head"), deputy: chosen("deputy") }
        }
    };
    open.saving.sent(shelf);
    vec![Effect::Act(Act::Unit(act))]
}

/// Code, name, first day, last day.
fn unit_fields(shelf: &Shelf) -> Vec<Field> {
    let within = shelf.quarter().map_or_else(|| shelf.period.calendar(), |q| (q.period.from, q.period.to));
    vec![
        Field::line("code", "room.un.code").cells(12).hint("room.un.hint_code"),
        Field::line("name", "room.un.name").required().hint("room.un.hint_name"),
        Field::date("from", "room.un.from", within).hint("room.un.hint_from"),
        Field::date("to", "room.un.to", within).hint("room.un.hint_to"),
    ]
}
