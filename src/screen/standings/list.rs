//! How the list looks: ranks, movement, totals by group; from 100 cells the ranks of eight periods, and under the list
//! why the selected unit stands where it does. Units without a rank say what they lack.
use super::State;
use super::distance::{self, said};
use super::pair::{self, Pair, WIDE, Window, differences_table};
use super::why;
use crate::core::number::Points;
use crate::core::quarter::QuarterFacts;
use crate::core::score::{Class, Criterion, RankBy, ScoreTable};
use crate::core::standing::{self, Reckoned, Row, Standings};
use crate::core::text;
use crate::core::unit::Unit;
use crate::kit::look::{Look, Role, Seen, Tone};
use crate::kit::para::{paragraph, put, put_in, put_right, title};
use crate::kit::table::{self, Cell, Column, Line};
use crate::shelf::Shelf;
use ratatui::Frame;
use ratatui::layout::Rect;

/// Rows a comparison needs to be worth its place.
const COMPARISON: u16 = 7;

/// Draws the list.
pub(super) fn view(state: &State, reckoned: &Reckoned, look: &Look, area: Rect, f: &mut Frame) -> Seen {
    let (facts, standings) = (&*reckoned.facts, &reckoned.standings);
    let Some(score_table) = &facts.table else { return Seen::default() };
    let at = state.at(standings);
    let wide = area.width >= WIDE;
    title(f, look, area, 0, &heading(score_table, standings, look), &count(standings, look), false);
    let gap = u16::from(wide);
    let body = Rect { y: area.y + 1 + gap, height: area.height.saturating_sub(1 + gap), ..area };
    let columns = columns(facts, score_table, standings, look, wide);
    let lines: Vec<Line> = standings.rows.iter().map(|r| line(facts, score_table, r, look)).collect();
    let heads = if wide { 2 } else { 1 };
    let mut notes = notes(facts, score_table, standings, look, wide);
    let least = (heads + lines.len() as u16).min(body.height);
    let below = notes.len() as u16 + u16::from(standing::unequal(facts));
    let comparing = wide && least + 1 + COMPARISON + below < body.height;
    let unsplit = unsplit(standings, look);
    if !comparing {
        notes.extend(unsplit.clone());
    }
    let fit = usize::from((body.height - least).saturating_sub(1));
    notes.extend(unequal(facts, look, fit, body.width));
    // the last is the most needed: where rows are few the first go
    let notes = notes.split_off(notes.len().saturating_sub(fit));
    let below = notes.len() as u16 + 1;
    let room = if comparing { least } else { body.height - if notes.is_empty() { 0 } else { below } };
    let list = Rect { height: room, ..body };
    state.page.set(table::page(list, &columns, 0));
    let used = table::draw(f, list, look, &columns, &lines, Some(&state.cursor_at(at)), true);
    let mut y = used + 1;
    if comparing && let Some(unit) = standings.rows.get(at).map(|r| r.unit) {
        let rest = Rect { y: body.y + y, height: body.height - y - below, ..body };
        y += comparison(state, reckoned, unit, look, rest, f) + 1;
    }
    if room < body.height {
        for note in notes {
            let row = y.min(body.height.saturating_sub(1));
            let role = if note.starts_with(look.glyphs.warn) { Role::Warn } else { Role::Muted };
            put(f, look, body, (1, row), role, &note);
            y += 1;
        }
    }
    // beside a comparison the detail line says what is not in any score
    let ranked = standings.rows.get(at).is_some_and(|r| r.rank.is_some());
    let detail = match unsplit {
        Some(said) if comparing && ranked => Some(look.detail(Tone::Plain, &said)),
        _ => detail(state, reckoned, at, look),
    };
    Seen { detail, ..Seen::default() }
}

/// `Xếp hạng theo tổng điểm · tạm thời`
fn heading(table: &ScoreTable, standings: &Standings, look: &Look) -> String {
    let by = look.word(match table.by {
        RankBy::Total => "room.st.by_total",
        RankBy::Rate => "room.st.by_rate",
    });
    let state = look.word(if standings.official { "room.st.official" } else { "room.st.provisional" });
    look.words.fill("room.st.title", &[("by", by), ("state", state)])
}

fn count(standings: &Standings, look: &Look) -> String {
    let (n, of) = (standings.ranked.to_string(), standings.rows.len().to_string());
    look.words.fill("room.st.count", &[("n", &n), ("of", &of)])
}

/// How groups are headed: by code, by text where there is none.
fn head_of(code: &str, group: &str, look: &Look) -> String {
    look.clip(if code.is_empty() { group } else { code }, 7)
}

fn columns(
    facts: &QuarterFacts,
    table: &ScoreTable,
    standings: &Standings,
    look: &Look,
    wide: bool,
) -> Vec<Column> {
    let mut columns = vec![
        Column::fixed(look.word("room.st.rank"), 4).right(),
        Column::fixed("±", 4),
        Column::flex(look.word("room.st.unit"), 8, 34),
        Column::fixed(look.word("room.st.total"), 8).right(),
    ];
    if table.by == RankBy::Rate {
        columns.push(Column::fixed(look.word("room.st.rate"), 7).right());
    }
    let groups: Vec<_> = table.groups().collect();
    for (n, group) in groups.iter().enumerate() {
        let widest =
            standings.rows.iter().filter_map(|r| r.groups.get(n)).map(|p| text::width(&p.show(look.lang)));
        let head = head_of(&group.code, &group.text, look);
        let max = at_most(group).short(look.lang);
        let cells =
            widest.max().unwrap_or(0).max(text::width(&head)).max(if wide { text::width(&max) } else { 0 });
        // the last group drops first
        let drop = 2 + (groups.len() - n).min(200) as u8;
        let column = Column::fixed(if wide { max } else { head.clone() }, cells as u16).right().drop(drop);
        columns.push(if wide { column.group(look.right(&head, cells)) } else { column });
    }
    let periods = facts.past.len() + 1;
    if wide && periods > 1 {
        let cells = (periods * 3 - 1) as u16;
        let first = facts.past.first().map_or_else(String::new, |p| p.key.brief(look.lang));
        let span = format!("{first} … {}", facts.period.key.brief(look.lang));
        let shown = if text::width(&span) <= usize::from(cells) { span } else { String::new() };
        let over = look.words.fill("room.st.trend", &[("n", &periods.to_string())]);
        columns.push(Column::fixed(shown, cells).drop(1).group(over));
    }
    columns
}

fn line(facts: &QuarterFacts, table: &ScoreTable, row: &Row, look: &Look) -> Line {
    let unit = facts.unit(row.unit);
    let name = unit.map_or_else(String::new, Unit::label);
    let Some(rank) = row.rank else {
        let cells =
            vec![look.glyphs.none.into(), "".into(), name.into(), Cell::new(Role::Muted, lacking(row, look))];
        return Line::new(cells).span(3);
    };
    let mut cells =
        vec![rank.to_string().into(), movement(row, look), name.into(), row.total.show(look.lang).into()];
    if table.by == RankBy::Rate {
        cells.push(row.rate.map_or_else(String::new, |r| r.show(look.lang)).into());
    }
    cells.extend(row.groups.iter().map(|p| Cell::from(p.show(look.lang))));
    cells.push(trend(row, look).into());
    Line::new(cells)
}

/// `▲ 2`, `▼ 3`, `–`; nothing where there was no rank.
fn movement(row: &Row, look: &Look) -> Cell {
    match row.movement {
        None => "".into(),
        Some(0) => look.glyphs.none.into(),
        Some(n) if n > 0 => Cell::new(Role::Good, format!("{} {n}", look.glyphs.up)),
        Some(n) => Cell::new(Role::Bad, format!("{} {}", look.glyphs.down, n.unsigned_abs())),
    }
}

fn trend(row: &Row, look: &Look) -> String {
    let one = |rank: &Option<u32>| rank.map_or_else(|| look.glyphs.none.to_owned(), |n| n.to_string());
    row.trend.iter().map(|r| text::right(&one(r), 2)).collect::<Vec<_>>().join(" ")
}

/// Why a unit has no rank.
fn lacking(row: &Row, look: &Look) -> String {
    if row.blank > 0 && !row.empty {
        return look.words.fill("room.st.blank", &[("n", &row.blank.to_string())]);
    }
    said(&row.why, look)
}

/// What a group can bring at most: of deductions, what they take off.
fn at_most(group: &Criterion) -> Points {
    if group.class == Class::Deduction { group.minimum } else { group.maximum }
}

/// What stands under the list: names of the groups where their heads are codes, what is provisional.
fn notes(
    facts: &QuarterFacts,
    table: &ScoreTable,
    standings: &Standings,
    look: &Look,
    wide: bool,
) -> Vec<String> {
    let mut out = Vec::new();
    if !wide {
        let one = |c: &Criterion| format!("{} {} {}", c.code, c.text, at_most(c).short(look.lang));
        let groups: Vec<String> = table.groups().map(one).collect();
        out.push(groups.join(" · "));
    }
    let unfinished: Vec<&str> = standings
        .rows
        .iter()
        .filter(|r| r.rank.is_some() && !r.official)
        .filter_map(|r| facts.unit(r.unit))
        .map(Unit::tag)
        .collect();
    if !unfinished.is_empty() {
        let n = unfinished.len().to_string();
        out.push(look.words.fill("room.st.unfinished", &[("n", &n)]));
    }
    out
}

/// The warning that totals do not compare, wrapped; in one line where there is no room for two.
fn unequal(facts: &QuarterFacts, look: &Look, fit: usize, width: u16) -> Vec<String> {
    if !standing::unequal(facts) {
        return Vec::new();
    }
    let said = format!("{} {}", look.glyphs.warn, look.word("room.st.unequal"));
    let lines = text::wrap(&said, usize::from(width.saturating_sub(3)));
    if lines.len() > fit { vec![said] } else { lines }
}

/// Award rows of the whole cluster, which are in no unit's score.
fn unsplit(standings: &Standings, look: &Look) -> Option<String> {
    let n = standings.unsplit;
    (n > 0).then(|| look.words.fill("room.st.unsplit", &[("n", &n.to_string())]))
}

/// The comparison of the selected unit under the list. Returns the rows used.
fn comparison(state: &State, reckoned: &Reckoned, unit: i64, look: &Look, area: Rect, f: &mut Frame) -> u16 {
    let (facts, standings) = (&*reckoned.facts, &reckoned.standings);
    let Some(pair) = Pair::of(state, facts, standings, unit) else { return 0 };
    let hint = put_right(f, look, area, 0, Role::Muted, look.word("room.st.hint_why"));
    // a long name is cut so that two blanks stay before the hint
    let cells = hint.saturating_sub(3);
    put_in(f, look, area, (1, 0), cells, look.style(Role::Title), &pair::heading(&pair, look, true));
    let all = why::differing(facts, unit, pair.other.unit);
    let limit = usize::from(area.height.saturating_sub(5)).min(why::MOST).min(all.len());
    let body = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
    let window = Window { limit, cursor: None };
    let used = differences_table(f, look, body, facts, &pair, &all, &window, true);
    let mut y = 2 + used;
    if y + 1 < area.height {
        y += 1;
        let line =
            format!("{}: {}", look.word("room.st.distance"), distance::whole(reckoned, &pair, look, false));
        put(f, look, area, (1, y), Role::Text, &line);
        y += 1;
    }
    y
}

fn detail(state: &State, reckoned: &Reckoned, at: usize, look: &Look) -> Option<(Role, String)> {
    let (facts, standings) = (&*reckoned.facts, &reckoned.standings);
    let row = standings.rows.get(at)?;
    let unit = facts.unit(row.unit)?;
    if row.rank.is_none() {
        let args = [("unit", unit.label()), ("why", lacking(row, look))];
        let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
        return Some(look.detail(Tone::Plain, &look.words.fill("room.st.detail_unranked", &args)));
    }
    let said = match Pair::of(state, facts, standings, row.unit) {
        Some(pair) => distance::whole(reckoned, &pair, look, true),
        None => said(&row.why, look),
    };
    Some(look.detail(Tone::Plain, &said))
}

/// No scores: what this room is for, and where it begins.
pub(super) fn empty(shelf: &Shelf, facts: &QuarterFacts, look: &Look, area: Rect, f: &mut Frame) -> Seen {
    put(f, look, area, (1, 0), Role::Title, look.word("room.standings"));
    let period = shelf.period.label(look.lang);
    let keys = if facts.table.is_none() {
        ["room.st.empty_table", "room.st.empty_table_why", "room.st.empty_table_how"]
    } else {
        ["room.st.empty_scores", "room.st.empty_scores_why", "room.st.empty_scores_how"]
    };
    let mut y = 4.min(area.height / 4);
    for key in keys {
        y = paragraph(f, look, area, (3, y), Role::Text, &look.words.fill(key, &[("period", &period)])) + 1;
    }
    Seen::default()
}
