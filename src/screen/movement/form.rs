//! The forms of room 3: a campaign, and the year's movement and motto. Makes acts of what was typed.
use super::movement;
use crate::core::act::Act;
use crate::core::campaign::{self, Campaign, CampaignKind, CampaignState, Movement};
use crate::core::date::{self, Date};
use crate::effect::Effect;
use crate::kit::form::{Field, Form};
use crate::screen::saving::Saving;
use crate::shelf::Shelf;

/// What the form is about, as it was read.
#[derive(Debug, Clone)]
pub(super) enum What {
    Campaign(Campaign),
    Movement(Movement),
}

/// An open form.
#[derive(Debug, Clone)]
pub(super) struct Open {
    pub form: Form,
    pub what: What,
    pub saving: Saving,
}

/// Code of a kind in the form, and its words key.
pub(super) const KINDS: [(CampaignKind, &str, &str); 4] = [
    (CampaignKind::Regular, "regular", "room.mv.regular"),
    (CampaignKind::Topical, "topical", "room.mv.topical"),
    (CampaignKind::Special, "special", "room.mv.special"),
    (CampaignKind::Peak, "peak", "room.mv.peak"),
];

/// Code of a state in the form, and its words key.
pub(super) const STATES: [(CampaignState, &str, &str); 4] = [
    (CampaignState::Launched, "launched", "room.mv.launched"),
    (CampaignState::Running, "running", "room.mv.running"),
    (CampaignState::Reviewed, "reviewed", "room.mv.reviewed"),
    (CampaignState::Concluded, "concluded", "room.mv.concluded"),
];

/// Code and words key of a value of one of the tables.
pub(super) fn named<T: PartialEq>(
    table: &[(T, &'static str, &'static str)],
    value: &T,
) -> (&'static str, &'static str) {
    table.iter().find(|t| t.0 == *value).map_or(("", ""), |t| (t.1, t.2))
}

fn coded<T: Copy + Default>(table: &[(T, &str, &str)], code: &str) -> T {
    table.iter().find(|t| t.1 == code).map(|t| t.0).unwrap_or_default()
}

fn options<T>(table: &[(T, &str, &str)], shelf: &Shelf) -> Vec<(String, String)> {
    table.iter().map(|(_, code, word)| ((*code).to_owned(), shelf.words.get(word).to_owned())).collect()
}

impl Open {
    fn new(fields: Vec<Field>, what: What) -> Self {
        Self { form: Form::new(fields), what, saving: Saving::default() }
    }

    /// A campaign, new or as it was read.
    pub fn campaign(shelf: &Shelf, read: Option<Campaign>) -> Self {
        let year = shelf.period.year;
        let campaign = read.unwrap_or(Campaign { year, ..Campaign::default() });
        let days = (Date::constant(year, 1, 1), Date::constant(year, 12, 31));
        let shown = |d: Option<Date>| d.map(date::full).unwrap_or_default();
        let fields = vec![
            Field::line("name", "room.mv.name").hint("room.mv.name_hint").required().value(&campaign.name),
            Field::choice("kind", "room.mv.kind", options(&KINDS, shelf))
                .value(named(&KINDS, &campaign.kind).0),
            Field::date("from", "room.mv.from", days).hint("room.mv.date_hint").value(shown(campaign.from)),
            Field::date("to", "room.mv.to", days).hint("room.mv.date_hint").value(shown(campaign.to)),
            Field::choice("state", "room.mv.state", options(&STATES, shelf))
                .value(named(&STATES, &campaign.state).0),
            Field::block("note", "room.mv.note", 4).hint("room.mv.note_hint").value(&campaign.note),
        ];
        Self::new(fields, What::Campaign(campaign))
    }

    /// Movement and motto of the year.
    pub fn movement(shelf: &Shelf) -> Self {
        let year = shelf.period.year;
        let read = movement(shelf).cloned().unwrap_or(Movement { year, ..Movement::default() });
        let fields = vec![
            Field::line("name", "room.mv.movement").hint("room.mv.movement_hint").value(&read.name),
            Field::line("motto", "room.mv.motto").hint("room.mv.motto_hint").cells(70).value(&read.motto),
        ];
        Self::new(fields, What::Movement(read))
    }
}

impl Open {
    /// Does it hold what the register holds, and nothing else?
    pub(super) fn is_kept(&self) -> bool {
        let new = matches!(&self.what, What::Campaign(read) if read.id == 0);
        !new && !self.form.changed()
    }
}

/// The act of the form, or nothing while a field is in error.
pub(super) fn save(open: &mut Open, shelf: &Shelf) -> Vec<Effect> {
    if !open.saving.may(&mut open.form) {
        return Vec::new();
    }
    let form = &open.form;
    let act = match &open.what {
        What::Campaign(read) => campaign::Act::Save(Campaign {
            name: form.text("name"),
            kind: coded(&KINDS, &form.text("kind")),
            from: form.date("from"),
            to: form.date("to"),
            state: coded(&STATES, &form.text("state")),
            note: form.text("note"),
            ..read.clone()
        }),
        What::Movement(read) => campaign::Act::Movement(Movement {
            name: form.text("name"),
            motto: form.text("motto"),
            ..read.clone()
        }),
    };
    open.saving.sent(shelf);
    vec![Effect::Act(Act::Campaign(act))]
}
