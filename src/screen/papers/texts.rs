//! The form of the eight parts of the report that people write. Only what was changed is written.
use crate::core::act::Act;
use crate::core::meeting::{self, Part};
use crate::core::period::{PeriodKey, PeriodKind};
use crate::core::quarter::QuarterFacts;
use crate::core::words::Words;
use crate::effect::Effect;
use crate::kit::form::{Field, Form};

/// Part, id of its field, label, hint.
pub(super) type Row = (Part, &'static str, &'static str, &'static str);

/// The parts in the order of the report.
pub(super) const ROWS: &[Row] = &[
    (Part::Situation, "situation", "room.pa.situation", "room.pa.hint_situation"),
    (Part::Regular, "regular", "room.pa.regular", "room.pa.hint_regular"),
    (Part::Drives, "drives", "room.pa.drives", "room.pa.hint_drives"),
    (Part::Strengths, "strengths", "room.pa.strengths", "room.pa.hint_strengths"),
    (Part::Shortcomings, "shortcomings", "room.pa.shortcomings", "room.pa.hint_shortcomings"),
    (Part::Causes, "causes", "room.pa.causes", "room.pa.hint_causes"),
    (Part::Directions, "directions", "room.pa.directions", "room.pa.hint_directions"),
    (Part::Proposals, "proposals", "room.pa.proposals", "room.pa.hint_proposals"),
];

/// Words key of a part's label.
pub(super) fn label(part: Part) -> &'static str {
    ROWS.iter().find(|r| r.0 == part).map_or("", |r| r.2)
}

/// A part as the draft prints its heading: `I. TÌNH HÌNH; …`, `II.1. Thi đua thường xuyên`.
pub(super) fn printed(part: Part, facts: &QuarterFacts, words: &Words) -> String {
    let key = facts.period.key;
    let (number, heading) = match part {
        Part::Situation => ("I", "paper.section.situation"),
        Part::Regular => ("II.1", "paper.part.regular"),
        Part::Drives => ("II.3", "paper.part.drives"),
        Part::Strengths => ("IV.1", "paper.part.strengths"),
        Part::Shortcomings => ("IV.2", "paper.part.shortcomings"),
        Part::Causes => ("IV.3", "paper.part.causes"),
        Part::Directions if key.kind == PeriodKind::Quarter => ("V", "paper.section.directions_quarter"),
        Part::Directions => ("V", "paper.section.directions"),
        Part::Proposals => ("VI", "paper.section.proposals"),
    };
    let next = key.next().label(words.lang).to_uppercase();
    format!("{number}. {}", words.fill(heading, &[("NEXT", &next)]))
}

/// The open form.
#[derive(Debug, Clone)]
pub(super) struct Open {
    pub form: Form,
    pub period: PeriodKey,
    pub read: Vec<(Part, String)>,
    /// its act is on the way
    pub saving: bool,
}

impl Open {
    /// The texts as they are, the caret in the first that is missing.
    pub fn new(facts: &QuarterFacts) -> Self {
        let field =
            |(part, id, label, hint): &Row| Field::block(id, label, 3).value(facts.text(*part)).hint(hint);
        let mut form = Form::new(ROWS.iter().map(field).collect()).labels(22);
        if let Some(row) = ROWS.iter().find(|r| facts.text(r.0).trim().is_empty()) {
            form.focus(row.1);
        }
        Self { form, period: facts.period.key, read: facts.texts.clone(), saving: false }
    }

    /// The act of what was changed.
    pub fn save(&mut self, read_only: bool) -> Vec<Effect> {
        if self.saving || !self.form.validate() {
            return Vec::new();
        }
        let before = |part: Part| self.read.iter().find(|r| r.0 == part).map_or("", |r| r.1.as_str());
        let texts: Vec<(Part, String)> = ROWS
            .iter()
            .map(|row| (row.0, self.form.text(row.1)))
            .filter(|(part, text)| text != before(*part))
            .collect();
        // a read-only register answers with a sentence and no message
        self.saving = !read_only;
        vec![Effect::Act(Act::Meeting(meeting::Act::Texts { period: self.period, texts }))]
    }
}
