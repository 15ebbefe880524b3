//! The parts of a meeting, and the form that writes them. One act saves the meeting as a whole.
use crate::core::act::Act;
use crate::core::date;
use crate::core::meeting::{self, Meeting};
use crate::core::period::PeriodKey;
use crate::core::quarter::QuarterFacts;
use crate::effect::Effect;
use crate::kit::form::{Field, Form};
use crate::screen::saving::Saving;
use crate::shelf::Shelf;

/// Cells from column 1 to the texts, read or edited.
pub(super) const LABEL: u16 = 20;

/// One part: its field, its words, how it reads.
pub(super) struct Part {
    pub id: &'static str,
    pub label: &'static str,
    pub hint: &'static str,
    /// rows of the block; 1: a line
    rows: u16,
    /// the text of it, as it stands in the register; empty when not written
    pub text: fn(&Meeting) -> String,
}

/// All parts in the order of the meeting.
pub(super) const PARTS: [Part; 11] = [
    part("date", ["room.mt.date", "room.mt.date_hint"], 1, |m| m.date.map(date::full).unwrap_or_default()),
    part("start", ["room.mt.start", "room.mt.start_hint"], 1, |m| m.start.clone()),
    part("place", ["room.mt.place", "room.mt.place_hint"], 1, |m| m.place.clone()),
    part("directing", ["room.mt.directing", "room.mt.directing_hint"], 2, |m| m.directing.clone()),
    part("chair", ["room.mt.chair", "room.mt.chair_hint"], 1, |m| m.chair.clone()),
    part("secretary", ["room.mt.secretary", "room.mt.secretary_hint"], 1, |m| m.secretary.clone()),
    part("presenter", ["room.mt.presenter", "room.mt.presenter_hint"], 1, |m| m.presenter.clone()),
    part("attendance", ["room.mt.attendance", "room.mt.attendance_hint"], 3, |m| m.attendance.clone()),
    part("speakers", ["room.mt.speakers", "room.mt.speakers_hint"], 4, |m| m.speakers.clone()),
    part("evaluation", ["room.mt.evaluation", "room.mt.evaluation_hint"], 4, |m| m.evaluation.clone()),
    part("directives", ["room.mt.directives", "room.mt.directives_hint"], 5, |m| m.directives.clone()),
];

const fn part(id: &'static str, words: [&'static str; 2], rows: u16, text: fn(&Meeting) -> String) -> Part {
    Part { id, label: words[0], hint: words[1], rows, text }
}

/// The open form.
#[derive(Debug, Clone)]
pub(super) struct Open {
    pub form: Form,
    /// the period it belongs to, whatever is shown meanwhile
    pub period: PeriodKey,
    /// as it was read
    pub read: Meeting,
    pub saving: Saving,
}

impl Open {
    /// The meeting of the period, the caret in the part of that place.
    pub(super) fn new(facts: &QuarterFacts, at: usize) -> Self {
        let period = &facts.period;
        // the meeting follows the quarter: a day typed without its year falls into the year after the first day
        let end = period.from.checked_add(jiff::Span::new().days(364)).unwrap_or(period.to);
        let field = |p: &Part| {
            let text = (p.text)(&facts.meeting);
            // a text of several lines keeps them, whatever the part usually is
            let rows = if text.contains('\n') { p.rows.max(2) } else { p.rows };
            let field = match (p.id, rows) {
                ("date", _) => Field::date(p.id, p.label, (period.from, end)),
                (_, 1) => Field::line(p.id, p.label).cells(80),
                (_, rows) => Field::block(p.id, p.label, rows),
            };
            field.hint(p.hint).value(text)
        };
        let mut form = Form::new(PARTS.iter().map(field).collect()).labels(LABEL);
        if let Some(part) = PARTS.get(at) {
            form.focus(part.id);
        }
        Self { form, period: period.key, read: facts.meeting.clone(), saving: Saving::default() }
    }
}

/// The act of the form, or nothing while a field is in error.
pub(super) fn save(open: &mut Open, shelf: &Shelf) -> Vec<Effect> {
    if !open.saving.may(&mut open.form) {
        return Vec::new();
    }
    let text = |id| open.form.text(id);
    let meeting = Meeting {
        rev: open.read.rev,
        date: open.form.date("date"),
        start: text("start"),
        place: text("place"),
        directing: text("directing"),
        chair: text("chair"),
        secretary: text("secretary"),
        presenter: text("presenter"),
        attendance: text("attendance"),
        speakers: text("speakers"),
        evaluation: text("evaluation"),
        directives: text("directives"),
    };
    open.saving.sent(shelf);
    vec![Effect::Act(Act::Meeting(meeting::Act::Save { period: open.period, meeting }))]
}
