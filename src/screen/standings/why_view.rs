//! How "Vì sao" looks: the differences of two units, largest first, and below where the selected score came from:
//! the parts of a derived one and the records behind it, self and appraisal of a typed one.
use super::State;
use super::distance;
use super::pair::{Pair, WIDE, Window, against, counted, differences_table, heading, kind_word, shown};
use super::why::{self, MOST, Why, differences};
use crate::core::adjustment::{Change, Stage};
use crate::core::award::{AwardRow, Basis, DecisionKind};
use crate::core::date;
use crate::core::number;
use crate::core::quarter::QuarterFacts;
use crate::core::score::{CellValue, Criterion, Final, Origin, Round, Rule};
use crate::core::standing::{self, Finals, Standings};
use crate::core::text;
use crate::core::unit::UnitId;
use crate::kit::look::{Look, Role, Seen, Tone};
use crate::kit::para::{paragraph, put, put_right, title};
use crate::kit::table::{self, Column, Line};
use crate::shelf::Shelf;
use ratatui::Frame;
use ratatui::layout::Rect;

/// The page.
pub(super) fn page(
    state: &State,
    shelf: &Shelf,
    facts: &QuarterFacts,
    standings: &Standings,
    look: &Look,
    area: Rect,
    f: &mut Frame,
) -> Seen {
    let Some(open) = &state.why else { return Seen::default() };
    let Some(pair) = Pair::of(state, facts, standings, open.unit) else {
        put(f, look, area, (1, 0), Role::Title, look.word("room.standings"));
        put(f, look, area, (3, 2), Role::Text, look.word("room.st.gone"));
        return Seen::default();
    };
    title(f, look, area, 0, &heading(&pair, look, false), &against(&pair, look), false);
    let all = differences(facts, pair.mine.unit, pair.other.unit);
    let height = usize::from(area.height);
    let differ = all.iter().any(|d| d.by.0 != 0);
    let limit = height.saturating_sub(13).clamp(2, MOST).min(all.len());
    open.shown.set(limit);
    let gap = u16::from(height > 12);
    let body = Rect { y: area.y + 1 + gap, height: area.height.saturating_sub(1 + gap), ..area };
    let at = open.row.min(all.len().saturating_sub(1));
    let window = Window { limit, cursor: (limit > 0).then_some((at, open.record.is_none())) };
    let wide = area.width >= WIDE;
    let used = differences_table(f, look, body, facts, &pair, &all, &window, wide);
    if let Some(leaf) = why::criterion(state, facts, standings) {
        let y = used + 1;
        let rest = Rect { y: body.y + y, height: body.height.saturating_sub(y), ..body };
        explain(open, shelf, &pair, leaf, look, rest, f);
    }
    let said = if !differ {
        look.word("room.st.equal").to_owned()
    } else if standings.unsplit > 0 {
        look.words.fill("room.st.not_counted", &[("n", &standings.unsplit.to_string())])
    } else {
        distance::whole(facts, standings, &pair, look, false)
    };
    Seen { detail: Some(look.detail(Tone::Plain, &said)), ..Seen::default() }
}

/// Below the differences: the selected criterion taken apart.
fn explain(open: &Why, shelf: &Shelf, pair: &Pair, leaf: &Criterion, look: &Look, area: Rect, f: &mut Frame) {
    let facts = pair.facts;
    let score = standing::final_score(facts, open.unit, leaf);
    let args = [
        ("code", leaf.code.as_str()),
        ("text", &leaf.text),
        ("points", &shown(score, look)),
        ("max", &leaf.maximum.short(look.lang)),
    ];
    let derived = matches!(score, Final::Points(_, Origin::Derived));
    let kind = match leaf.rule {
        Some(Rule::Derived { .. }) => "room.st.derived",
        Some(Rule::Quantity { .. }) => "room.st.quantity",
        Some(Rule::Count { .. }) => "room.st.counted",
        Some(Rule::Pass) => "room.st.pass",
        Some(Rule::Direct) | None => "room.st.direct",
    };
    title(f, look, area, 0, &look.words.fill("room.st.criterion", &args), look.word(kind), false);
    if !derived {
        let mut y = 1;
        for line in sources(open.unit, pair, leaf, look) {
            if y + 1 < area.height {
                y = paragraph(f, look, area, (3, y), Role::Text, &line);
            }
        }
        put(f, look, area, (3, y), Role::Muted, look.word("room.st.open_sheet"));
        return;
    }
    let mut y = 1;
    for part in standing::derived_parts(facts, open.unit, leaf).iter().filter(|p| p.n > 0 || p.unknown > 0) {
        let count = counted(part.n, part.kind, &part.each.show(look.lang), look);
        let form = facts.catalogue.form(&part.form).map_or(part.form.as_str(), |f| f.name.as_str());
        let mut line =
            format!("{} = {}   {form}", text::left(&count, 26), text::right(&part.points.show(look.lang), 7));
        if part.unknown > 0 {
            line.push_str(&look.words.fill("room.st.part_unknown", &[("n", &part.unknown.to_string())]));
        }
        if y + 3 < area.height || y < 2 {
            put(f, look, area, (3, y), Role::Text, &line);
            y += 1;
        }
    }
    let rest = Rect { y: area.y + y, height: area.height.saturating_sub(y), ..area };
    if let Some(rows) = shelf.awards() {
        records(open, facts, &why::records_of(rows, open.unit, leaf), look, rest, f);
    }
}

/// Where a score that was typed or counted comes from: the rounds of both units, what was counted with its numbers, what an
/// adjustment changed since.
fn sources(unit: UnitId, pair: &Pair, leaf: &Criterion, look: &Look) -> Vec<String> {
    let facts = pair.facts;
    let mut out = Vec::new();
    let finals = Finals::new(facts);
    for id in [unit, pair.other.unit] {
        out.extend(formula(facts, &finals, id, leaf, look));
        let typed_in = facts.cells.iter().any(|c| (c.unit, c.criterion) == (id, leaf.id));
        if typed_in || finals.computed(id, leaf).is_none() {
            out.push(typed(facts, id, leaf, look));
        }
    }
    for adjustment in facts.adjustments.iter().filter(|a| a.stage == Stage::Applied) {
        let names = |c: &&Change| match c {
            Change::Score { unit: u, criterion, .. } | Change::Line { unit: u, criterion, .. } => {
                (*u, *criterion) == (unit, leaf.id)
            }
            _ => false,
        };
        if adjustment.changes.iter().any(|c| names(&c)) {
            let n = adjustment.ordinal.to_string();
            let args = [("n", n.as_str()), ("number", &adjustment.number), ("reason", &adjustment.reason)];
            out.push(look.words.fill("room.st.adjusted", &args));
        }
    }
    out
}

/// `PX05: vượt 17/40 = 42,5%, cao nhất 50%: (0,5 + 0,425) × 100 = 92,50`
fn formula(
    facts: &QuarterFacts,
    finals: &Finals<'_>,
    unit: UnitId,
    leaf: &Criterion,
    look: &Look,
) -> Option<String> {
    let table = facts.table.as_ref()?;
    let (computed, line) = (finals.computed(unit, leaf)?, facts.line(unit, leaf.id)?);
    let told = standing::told(table, leaf, line, &computed, look.lang)?;
    let rounded = told.rounded(table).map(|p| look.say(&p)).unwrap_or_default();
    let tag = facts.unit(unit).map_or("", |u| u.tag());
    Some(format!("{tag}: {}{rounded}", look.say(&told.how)))
}

/// `PX05: tự chấm 190,00, thẩm định lần 1 187,00. Nhận xét: …`
fn typed(facts: &QuarterFacts, unit: UnitId, leaf: &Criterion, look: &Look) -> String {
    let cell = |round| facts.cells.iter().find(|c| (c.unit, c.criterion, c.round) == (unit, leaf.id, round));
    let said = |round| match cell(round).map(|c| c.value) {
        None => look.glyphs.not_yet.to_owned(),
        Some(CellValue::NotAssigned) => look.word("room.st.not_assigned").to_owned(),
        Some(CellValue::Points(p)) => p.show(look.lang),
    };
    let tag = facts.unit(unit).map_or_else(String::new, |u| u.tag().to_owned());
    let comment = cell(Round::First).map_or("", |c| c.comment.as_str());
    let kept = cell(Round::First).is_none() && facts.settled(unit, Round::First);
    let second = cell(Round::Second);
    let key = match (kept, comment.is_empty()) {
        _ if second.is_some() => "room.st.typed_second",
        (true, _) => "room.st.typed_kept",
        (false, true) => "room.st.typed",
        (false, false) => "room.st.typed_comment",
    };
    let args = [
        ("unit", tag),
        ("own", said(Round::Own)),
        ("first", said(Round::First)),
        ("second", said(Round::Second)),
        ("comment", comment.to_owned()),
    ];
    let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
    look.words.fill(key, &args)
}

/// The award records behind a derived score.
fn records(open: &Why, facts: &QuarterFacts, rows: &[&AwardRow], look: &Look, area: Rect, f: &mut Frame) {
    if rows.is_empty() {
        put(f, look, area, (1, 1), Role::Muted, look.word("room.st.records_none"));
        return;
    }
    let gap = u16::from(area.height > 4);
    let count = look.words.fill("room.st.records", &[("n", &rows.len().to_string())]);
    put(f, look, area, (1, gap), Role::Title, &count);
    put_right(f, look, area, gap, Role::Muted, look.word("room.st.records_key"));
    let body = Rect { y: area.y + gap + 1, height: area.height.saturating_sub(gap + 1), ..area };
    open.page.set(usize::from(body.height));
    let columns = [
        Column::fixed("", 5),
        Column::flex("", 10, 24),
        Column::flex("", 16, 44),
        Column::flex("", 10, 60).drop(1),
    ];
    let lines: Vec<Line> = rows.iter().map(|r| record(facts, r, look)).collect();
    table::draw(f, body, look, &columns, &lines, open.record.as_ref(), open.record.is_some());
}

fn record(facts: &QuarterFacts, row: &AwardRow, look: &Look) -> Line {
    let day = row.date.map_or_else(|| "?".to_owned(), |d| date::short(d, facts.period.key.year));
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
    Line::new(vec![day.into(), number.into(), who.into(), row.subject.as_str().into()])
}
