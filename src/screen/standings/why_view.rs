//! How "Vì sao" looks: the differences of two units, largest first, and below where the selected score came from:
//! the parts of a derived one and the records behind it, self and appraisal of a typed one.
use super::State;
use super::distance;
use super::pair::{Pair, WIDE, Window, against, counted, differences_table, heading, shown};
use super::why::{self, MOST, Why, differences};
use super::{records, sources};
use crate::core::score::{Criterion, Final, Origin, Rule};
use crate::core::standing::{self, Reckoned};
use crate::core::text;
use crate::kit::look::{Look, Role, Seen, Tone};
use crate::kit::para::{paragraph, put, title};
use crate::shelf::Shelf;
use ratatui::Frame;
use ratatui::layout::Rect;

/// The page.
pub(super) fn page(
    state: &State,
    shelf: &Shelf,
    reckoned: &Reckoned,
    look: &Look,
    area: Rect,
    f: &mut Frame,
) -> Seen {
    let (facts, standings) = (&*reckoned.facts, &reckoned.standings);
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
        distance::reasoned(reckoned, &pair, look, area.width.saturating_sub(2))
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
        for line in sources::said(open.unit, pair, leaf, look) {
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
    if shelf.awards().is_some() {
        let found = why::records_of(shelf, facts, open.unit, leaf);
        // without the focus the first one is what Enter opens
        let cursor = (open.record.unwrap_or_default(), open.record.is_some());
        open.page.set(records::draw(f, rest, look, facts, &found, cursor));
    }
}
