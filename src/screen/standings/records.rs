//! The records behind a derived score of "Vì sao": award rows of the register, and what an adjustment counted or took out.
use crate::core::adjustment::{Adjustment, Change, Stage};
use crate::core::award::{AwardRow, Basis, DecisionKind, RecipientKind};
use crate::core::date::{self, Date};
use crate::core::number;
use crate::core::quarter::QuarterFacts;
use crate::core::score::{Criterion, Rule};
use crate::core::unit::UnitId;
use crate::effect::{Place, Room, Spot};
use crate::kit::look::{Look, Role};
use crate::kit::para::{put, put_right};
use crate::kit::table::{self, Column, Cursor, Line};
use ratatui::Frame;
use ratatui::layout::Rect;

/// The page of an adjustment, as a part of room 6.
pub(super) const ADJUSTMENT: usize = 1;

/// What a derived score counts, or does not count any more.
#[derive(Debug, Clone, Copy)]
pub(super) enum Record<'a> {
    /// an award row; with the adjustment that counts it, where it came late
    Row(&'a AwardRow, Option<&'a Adjustment>),
    /// what an adjustment changed that is no row of the period: so many more or fewer, or a row that was cancelled
    Changed(&'a Adjustment, &'a Change),
}

impl Record<'_> {
    /// Where it can be read whole.
    pub(super) fn place(&self) -> Place {
        match self {
            Record::Row(row, _) => Place { room: Room::Achievements, spot: Spot::Decision(row.decision) },
            Record::Changed(..) => Place { room: Room::Classification, spot: Spot::Part(ADJUSTMENT) },
        }
    }
}

/// Award changes of the adjustments in force.
fn applied(facts: &QuarterFacts) -> impl Iterator<Item = (&Adjustment, &Change)> {
    let in_force = facts.adjustments.iter().filter(|a| a.stage == Stage::Applied);
    in_force.flat_map(|a| a.changes.iter().map(move |c| (a, c)))
}

/// Does an adjustment count rows that came late?
pub(super) fn counts_late(facts: &QuarterFacts) -> bool {
    applied(facts).any(|(_, c)| matches!(c, Change::Award { award: Some(_), by, .. } if *by > 0))
}

/// The records a derived leaf counts for a unit: rows of the period itself in the order they were read (not those it only
/// prints for an earlier one), then what adjustments brought, each in the order of its paper.
pub(super) fn of<'a>(
    facts: &'a QuarterFacts,
    rows: &'a [AwardRow],
    late: &'a [AwardRow],
    unit: UnitId,
    leaf: &Criterion,
) -> Vec<Record<'a>> {
    let Some(Rule::Derived { rules }) = &leaf.rule else { return Vec::new() };
    let mine = |row: &&AwardRow| {
        row.recipient.unit == Some(unit)
            && rules.iter().any(|r| r.form == row.form && r.kind == row.recipient.kind)
    };
    let own = rows.iter().filter(|r| r.supplement.is_none()).filter(mine).map(|row| Record::Row(row, None));
    let since = applied(facts).filter_map(|(adjustment, change)| {
        let Change::Award { unit: whose, form, kind, by, award, .. } = change else { return None };
        if *whose != unit || !rules.iter().any(|r| r.form == *form && r.kind == *kind) {
            return None;
        }
        let row = late.iter().find(|r| *by > 0 && Some(r.recipient.id) == *award);
        Some(row.map_or(Record::Changed(adjustment, change), |row| Record::Row(row, Some(adjustment))))
    });
    own.chain(since).collect()
}

/// Draws the records. `cursor`: the one that Enter opens; `focus`: one chooses among them. Returns how many fit.
pub(super) fn draw(
    f: &mut Frame,
    area: Rect,
    look: &Look,
    facts: &QuarterFacts,
    records: &[Record<'_>],
    (cursor, focus): (Cursor, bool),
) -> usize {
    if records.is_empty() {
        put(f, look, area, (1, 1), Role::Muted, look.word("room.st.records_none"));
        return 0;
    }
    let gap = u16::from(area.height > 4);
    let count = look.words.fill("room.st.records", &[("n", &records.len().to_string())]);
    put(f, look, area, (1, gap), Role::Title, &count);
    let key = match (focus, records.len()) {
        (true, _) => "room.st.records_key",
        (false, 1) => "room.st.record_key",
        (false, _) => "room.st.records_first",
    };
    put_right(f, look, area, gap, Role::Muted, look.word(key));
    let body = Rect { y: area.y + gap + 1, height: area.height.saturating_sub(gap + 1), ..area };
    let columns = [
        Column::fixed("", 5),
        Column::flex("", 10, 24),
        Column::flex("", 16, 44),
        Column::flex("", 10, 60).drop(1),
    ];
    let lines: Vec<Line> = records.iter().map(|r| line(facts, r, look)).collect();
    table::draw(f, body, look, &columns, &lines, Some(&cursor), focus);
    usize::from(body.height)
}

fn line(facts: &QuarterFacts, record: &Record<'_>, look: &Look) -> Line {
    match record {
        Record::Row(row, adjustment) => {
            let (day, number, who) = paper(facts, row, look);
            let what = adjustment.map_or_else(
                || row.subject.clone(),
                |a| {
                    let args = [("n", a.ordinal.to_string()), ("what", row.subject.clone())];
                    look.words.fill("room.st.record_late", &args.each_ref().map(|(k, v)| (*k, v.as_str())))
                },
            );
            Line::new(vec![day.into(), number.into(), who.into(), what.into()])
        }
        Record::Changed(adjustment, change) => changed(facts, adjustment, change, look),
    }
}

fn short(facts: &QuarterFacts, day: Option<Date>) -> String {
    day.map_or_else(|| "?".to_owned(), |d| date::short(d, facts.period.key.year))
}

/// Day, number, recipient of a row.
fn paper(facts: &QuarterFacts, row: &AwardRow, look: &Look) -> (String, String, String) {
    let kind = look.word(match row.kind {
        DecisionKind::Decision => "room.st.decision",
        DecisionKind::Notice => "room.st.notice",
    });
    let number = if row.number.is_empty() {
        look.word("room.st.no_number").to_owned()
    } else {
        format!("{kind} {}", row.number)
    };
    let recipient = &row.recipient;
    let n = recipient.quantity.map_or_else(|| "?".to_owned(), |n| number::count(n, look.lang));
    let what = look.word(kind_word(recipient.kind));
    let who = match recipient.basis {
        Basis::Named => format!("{} {}", recipient.rank, recipient.name).trim().to_owned(),
        Basis::Heads => format!("{n} {what}"),
        Basis::Turns => look.words.fill("room.st.turns", &[("n", &n), ("kind", what)]),
    };
    (short(facts, row.date), number, who)
}

/// `02/08  77/QĐ-CAT  +2 lượt cá nhân  điều chỉnh lần 1`
fn changed(facts: &QuarterFacts, adjustment: &Adjustment, change: &Change, look: &Look) -> Line {
    let Change::Award { kind, by, what, .. } = change else { return Line::new(Vec::new()) };
    let n = match by {
        0 => "−?".to_owned(),
        n if *n > 0 => format!("+{n}"),
        n => format!("−{}", n.unsigned_abs()),
    };
    let who = look.words.fill("room.st.turns", &[("n", &n), ("kind", look.word(kind_word(*kind)))]);
    let key = match (by.is_positive(), what.is_empty()) {
        (true, _) => "room.st.record_more",
        (false, true) => "room.st.record_fewer",
        (false, false) => "room.st.record_cancelled",
    };
    let args = [("n", adjustment.ordinal.to_string()), ("what", what.clone())];
    let said = look.words.fill(key, &args.each_ref().map(|(k, v)| (*k, v.as_str())));
    let number = adjustment.number.clone();
    Line::new(vec![short(facts, adjustment.date).into(), number.into(), who.into(), said.into()])
}

/// Words key of a kind of recipient.
pub(super) fn kind_word(kind: RecipientKind) -> &'static str {
    match kind {
        RecipientKind::Collective => "room.st.collective",
        RecipientKind::Individual => "room.st.individual",
    }
}
