//! Several periods side by side: of each unit the rank, total, rate or level of up to eight periods; or the totals of this one
//! as bars. What earlier periods were lies in the facts, nothing is ranked anew.
use super::State;
use crate::core::level::Mark;
use crate::core::number::{Points, Rate};
use crate::core::period::PeriodKey;
use crate::core::quarter::QuarterFacts;
use crate::core::score::RankBy;
use crate::core::standing::{self, Standings};
use crate::core::text;
use crate::core::unit::{Unit, UnitId};
use crate::kit::look::{Look, Role, Seen, Tone};
use crate::kit::para;
use crate::kit::table::{self, Cell, Column, Line};
use ratatui::Frame;
use ratatui::layout::Rect;

/// What is shown of each period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Part {
    #[default]
    Rank,
    Score,
    Level,
    Bars,
}

impl Part {
    const ALL: [Part; 4] = [Part::Rank, Part::Score, Part::Level, Part::Bars];
    /// The next one, round the corner.
    pub(super) fn next(self, on: bool) -> Part {
        let at = Self::ALL.iter().position(|p| *p == self).unwrap_or(0);
        let step = if on { 1 } else { Self::ALL.len() - 1 };
        Self::ALL.get((at + step) % Self::ALL.len()).copied().unwrap_or_default()
    }
}

/// What a unit had in a period.
struct Had<'a> {
    rank: Option<u32>,
    total: Option<Points>,
    rate: Option<Rate>,
    level: &'a str,
}

/// The page.
pub(super) fn page(
    state: &State,
    part: Part,
    facts: &QuarterFacts,
    standings: &Standings,
    look: &Look,
    area: Rect,
    f: &mut Frame,
) -> Seen {
    let rate = facts.table.as_ref().is_some_and(|t| t.by == RankBy::Rate);
    let names = [
        look.word("room.st.history_rank"),
        look.word(if rate { "room.st.history_rate" } else { "room.st.history_total" }),
        look.word("room.st.history_level"),
        look.word("room.st.history_bars"),
    ];
    let at = Part::ALL.iter().position(|p| *p == part).unwrap_or(0);
    let periods = look.words.fill("room.st.history_state", &[("n", &(facts.past.len() + 1).to_string())]);
    para::tabs(f, look, area, 0, &names, at, &periods);
    let gap = u16::from(area.height > 15);
    let body = Rect { y: area.y + 1 + gap, height: area.height.saturating_sub(1 + gap), ..area };
    let row = state.at(standings);
    let (columns, lines) = if part == Part::Bars {
        bars(facts, standings, rate, look, area.width)
    } else {
        periods_of(facts, standings, part, rate, look)
    };
    state.page.set(table::page(body, &columns, 0));
    table::draw(f, body, look, &columns, &lines, Some(&state.cursor_at(row)), true);
    let detail =
        standings.rows.get(row).map(|r| look.detail(Tone::Plain, &told(facts, standings, r.unit, look)));
    Seen { detail, ..Seen::default() }
}

/// Every period that is shown, the oldest first, this one last.
fn keys(facts: &QuarterFacts) -> Vec<PeriodKey> {
    facts.past.iter().map(|p| p.key).chain([facts.period.key]).collect()
}

/// What a unit had in each of them.
fn had<'a>(facts: &'a QuarterFacts, standings: &Standings, unit: UnitId) -> Vec<Option<Had<'a>>> {
    let past = facts.past.iter().map(|period| {
        let was = period.units.iter().find(|u| u.unit == unit)?;
        Some(Had { rank: was.rank, total: was.total, rate: was.rate, level: &was.level })
    });
    let now = standings.row(unit).filter(|r| !r.empty).map(|row| {
        let level = standing::standing_mark(facts, unit).and_then(|m| match m {
            Mark::Level(_) => facts.level_name(m),
            Mark::NotClassified => None,
        });
        Had { rank: row.rank, total: Some(row.total), rate: row.rate, level: level.unwrap_or("") }
    });
    past.chain([now]).collect()
}

fn cell(had: Option<&Had<'_>>, part: Part, rate: bool, look: &Look) -> Cell {
    let none = || Cell::from(look.glyphs.none);
    let Some(had) = had else { return "".into() };
    match part {
        Part::Rank => had.rank.map_or_else(none, |r| r.to_string().into()),
        Part::Score if rate => had.rate.map_or_else(none, |r| r.show(look.lang).into()),
        Part::Score | Part::Bars => had.total.map_or_else(none, |t| t.show(look.lang).into()),
        Part::Level if had.level.is_empty() => none(),
        Part::Level => had.level.into(),
    }
}

/// Units × periods; the oldest periods go first where there is no room for all.
fn periods_of(
    facts: &QuarterFacts,
    standings: &Standings,
    part: Part,
    rate: bool,
    look: &Look,
) -> (Vec<Column>, Vec<Line>) {
    let rows: Vec<(UnitId, Vec<Option<Had<'_>>>)> =
        standings.rows.iter().map(|r| (r.unit, had(facts, standings, r.unit))).collect();
    let mut columns = vec![Column::flex(look.word("room.st.unit"), 8, 30)];
    for (n, key) in keys(facts).into_iter().enumerate() {
        let head = key.brief(look.lang);
        let shown = rows
            .iter()
            .map(|(_, had)| text::width(&cell(had.get(n).and_then(Option::as_ref), part, rate, look).text));
        let cells = shown.max().unwrap_or(0).max(text::width(&head)).min(18) as u16;
        let column = Column::fixed(head, cells);
        let column = if part == Part::Level { column } else { column.right() };
        columns.push(if n < facts.past.len() { column.drop(1 + n as u8) } else { column });
    }
    let line = |(unit, had): (UnitId, Vec<Option<Had<'_>>>)| {
        let name = facts.unit(unit).map_or_else(String::new, Unit::label);
        let cells = had.iter().map(|h| cell(h.as_ref(), part, rate, look));
        Line::new(std::iter::once(Cell::from(name)).chain(cells).collect())
    };
    (columns, rows.into_iter().map(line).collect())
}

/// The totals of this period as bars, from nothing to the maximum, with the total of the period before.
fn bars(
    facts: &QuarterFacts,
    standings: &Standings,
    rate: bool,
    look: &Look,
    width: u16,
) -> (Vec<Column>, Vec<Line>) {
    let whole = facts.table.as_ref().map_or(0, |t| t.maximum().0);
    let most = standings.rows.iter().map(|r| r.total.0).max().unwrap_or(0).max(whole);
    let room = usize::from(width.saturating_sub(58)).clamp(10, 50);
    let before = facts.past.last().map(|p| p.key.brief(look.lang)).unwrap_or_default();
    let columns = vec![
        Column::fixed(look.word("room.st.rank"), 4).right(),
        Column::flex(look.word("room.st.unit"), 8, 30),
        Column::fixed(facts.period.key.brief(look.lang), 10).right(),
        Column::fixed("", room as u16),
        Column::fixed(before, 10).right().drop(1),
    ];
    let line = |row: &standing::Row| {
        let had = had(facts, standings, row.unit);
        let now = had.last().and_then(Option::as_ref);
        let was = had.len().checked_sub(2).and_then(|n| had.get(n)).and_then(Option::as_ref);
        let (part, all) = match row.rate {
            Some(share) if rate => (share.part, share.whole),
            _ => (row.total.0, most),
        };
        let bar = if row.empty { String::new() } else { para::bar(look, part, all, room) };
        Line::new(vec![
            row.rank.map_or_else(|| look.glyphs.none.to_owned(), |r| r.to_string()).into(),
            facts.unit(row.unit).map_or_else(String::new, Unit::label).into(),
            cell(now, Part::Score, rate, look),
            Cell::new(Role::Accent, bar),
            cell(was, Part::Score, rate, look),
        ])
    };
    (columns, standings.rows.iter().map(line).collect())
}

/// The selected unit over the periods: `PX05: hạng 3, 1, 4; mức Tốt, Xuất sắc, Tốt`.
fn told(facts: &QuarterFacts, standings: &Standings, unit: UnitId, look: &Look) -> String {
    let had = had(facts, standings, unit);
    let ranks: Vec<u32> = had.iter().flatten().filter_map(|h| h.rank).collect();
    let tag = facts.unit(unit).map_or("", |u| u.tag());
    let (Some(best), Some(worst)) = (ranks.iter().min(), ranks.iter().max()) else {
        return look.words.fill("room.st.history_none", &[("unit", tag)]);
    };
    let (best, worst, n) = (best.to_string(), worst.to_string(), ranks.len().to_string());
    let args = [("unit", tag), ("best", best.as_str()), ("worst", &worst), ("n", &n)];
    look.words.fill("room.st.history_told", &args)
}
