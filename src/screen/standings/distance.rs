//! How far a unit is from the others and from the next level, and what set it apart from an equal one, in sentences. Every
//! figure comes from `core::standing`.
use super::pair::Pair;
use crate::core::level::Mark;
use crate::core::levelled::levelled;
use crate::core::number::Points;
use crate::core::problem::Problem;
use crate::core::quarter::QuarterFacts;
use crate::core::score::{RankBy, Tie};
use crate::core::standing::{self, Apart, Reckoned, Row, Standings};
use crate::core::text;
use crate::core::unit::UnitId;
use crate::kit::look::Look;

/// `còn 1,35 điểm để đạt Tốt`; `None`: it reaches the highest level, or there are no levels.
pub(super) fn next_level(facts: &QuarterFacts, row: &Row, look: &Look) -> Option<String> {
    let set = facts.levels.as_ref()?;
    let (id, missing) = standing::next_level(set, row)?;
    let level = facts.level_name(Mark::Level(id))?;
    let points = missing.show(look.lang);
    Some(look.words.fill("room.st.next_level", &[("points", &points), ("level", level)]))
}

/// How far from the other, what level the points reach and which other one was approved, and what is missing to the next.
pub(super) fn whole(reckoned: &Reckoned, pair: &Pair, look: &Look, brief: bool) -> String {
    told(reckoned, pair, look, (brief, false))
}

/// The same with the reason of the approved level, where both rows of `cells` bear it.
pub(super) fn reasoned(reckoned: &Reckoned, pair: &Pair, look: &Look, cells: u16) -> String {
    let full = told(reckoned, pair, look, (false, true));
    let fits = text::wrap(&full, usize::from(cells)).len() <= 2;
    if fits { full } else { whole(reckoned, pair, look, false) }
}

fn told(reckoned: &Reckoned, pair: &Pair, look: &Look, (brief, because): (bool, bool)) -> String {
    let (facts, standings) = (&*reckoned.facts, &reckoned.standings);
    let mut parts = vec![gap(facts, standings, pair, look, brief)];
    parts.extend(tie(facts, standings, pair, look));
    let suggested = reckoned.suggestions().iter().find(|s| s.unit == pair.mine.unit);
    parts.extend(suggested.map(|s| said(&s.reasons, look)).filter(|s| !s.is_empty()));
    let given = suggested.and_then(|s| s.level).map(Mark::Level);
    parts.extend(approved(facts, pair.mine.unit, given, look, because));
    parts.extend(next_level(facts, pair.mine, look));
    parts.join("; ")
}

/// `được duyệt Khá (có đơn khiếu nại)`, `sau điều chỉnh lần 1: Khá (…)`; `None` where the points give the same.
fn approved(
    facts: &QuarterFacts,
    unit: UnitId,
    given: Option<Mark>,
    look: &Look,
    because: bool,
) -> Option<String> {
    let mark = facts.mark(unit)?;
    let level = mark.approved.filter(|level| Some(*level) != given)?;
    let name = facts.level_name(level).unwrap_or_else(|| look.word("room.cl.not_classified"));
    let said = match levelled(&facts.adjustments, unit) {
        Some(by) => {
            let n = by.by.ordinal.to_string();
            look.words.fill("room.st.adjusted_level", &[("n", &n), ("level", name)])
        }
        None => look.words.fill("room.st.approved_level", &[("level", name)]),
    };
    let reason = mark.approved_reason.trim();
    Some(if because && !reason.is_empty() { format!("{said} ({reason})") } else { said })
}

/// `PX05 đồng hạng 2 với PX01: cần biểu quyết`, where the other is of another rank; a tie with the other is what `gap` says.
fn tie(facts: &QuarterFacts, standings: &Standings, pair: &Pair, look: &Look) -> Option<String> {
    let tag = |id: UnitId| facts.unit(id).map_or("", |u| u.tag());
    let rank = pair.mine.rank.filter(|r| pair.mine.tied && pair.other.rank != Some(*r))?;
    let equal = standings.rows.iter().filter(|r| r.rank == Some(rank) && r.unit != pair.mine.unit);
    let others: Vec<&str> = equal.map(|r| tag(r.unit)).collect();
    let args = [("unit", tag(pair.mine.unit)), ("other", &others.join(", ")), ("rank", &rank.to_string())];
    Some(look.words.fill("room.st.tied", &args))
}

/// `PX05 kém PX01 (hạng 2) 12,35 điểm`; `brief`, where the unit is the selected one: `Kém PX01 12,35 điểm`.
pub(super) fn gap(
    facts: &QuarterFacts,
    standings: &Standings,
    pair: &Pair,
    look: &Look,
    brief: bool,
) -> String {
    if let Some(said) = apart(facts, standings, pair, look) {
        return said;
    }
    let tag = |id: i64| facts.unit(id).map_or_else(String::new, |u| u.tag().to_owned());
    let rate = facts.table.as_ref().is_some_and(|t| t.by == RankBy::Rate);
    let by = if rate {
        let percent = |r: &Row| r.rate.map_or(0, |r| r.percent().0);
        Points(percent(pair.mine) - percent(pair.other))
    } else {
        Points(pair.mine.total.0 - pair.other.total.0)
    };
    let need = facts.table.as_ref().map_or(Points(0), |t| standing::behind(t, pair.mine, pair.other));
    let behind = pair.mine.rank > pair.other.rank;
    let key = match (pair.mine.rank == pair.other.rank, behind, rate) {
        (true, ..) => "room.st.tied",
        (_, true, false) if brief => "room.st.behind_brief",
        (_, false, false) if brief => "room.st.ahead_brief",
        (_, true, false) => "room.st.behind",
        (_, false, false) => "room.st.ahead",
        (_, true, true) => "room.st.behind_rate",
        (_, false, true) => "room.st.ahead_rate",
    };
    let rank = pair.other.rank.map_or_else(String::new, |r| r.to_string());
    let args = [
        ("unit", tag(pair.mine.unit)),
        ("other", tag(pair.other.unit)),
        ("rank", rank),
        ("points", Points(by.0.abs()).show(look.lang)),
        ("need", need.show(look.lang)),
    ];
    let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
    look.words.fill(key, &args)
}

/// The same of a unit and the one that stands just above it: `PX05 còn 12,35 điểm để bằng PX01 (hạng 2); còn …`.
pub(super) fn of(reckoned: &Reckoned, unit: UnitId, look: &Look) -> String {
    let (facts, standings) = (&*reckoned.facts, &reckoned.standings);
    let Some(row) = standings.row(unit) else { return String::new() };
    let tag = |id: UnitId| facts.unit(id).map_or("", |u| u.tag());
    let Some(rank) = row.rank else { return format!("{}: {}", tag(unit), said(&row.why, look)) };
    let above = standings.rows.iter().rfind(|r| r.rank.is_some_and(|r| r < rank));
    let mut parts = Vec::new();
    if let (Some(above), Some(table)) = (above, &facts.table) {
        let points = standing::behind(table, row, above).show(look.lang);
        let rank = above.rank.unwrap_or_default().to_string();
        let args = [("points", points.as_str()), ("other", tag(above.unit)), ("rank", &rank)];
        parts.push(look.words.fill("room.st.to_rank", &args));
    } else {
        parts.push(look.word("room.st.is_first").to_owned());
    }
    let suggested = reckoned.suggestions().iter().find(|s| s.unit == unit);
    parts.extend(suggested.map(|s| said(&s.reasons, look)).filter(|s| !s.is_empty()));
    parts.extend(next_level(facts, row, look));
    format!("{}: {}", tag(unit), parts.join("; "))
}

/// What set two units apart whose points are equal, or that a bar turned round; `None`: their points did.
pub(super) fn apart(facts: &QuarterFacts, standings: &Standings, pair: &Pair, look: &Look) -> Option<String> {
    let table = facts.table.as_ref()?;
    let (mine, other) = (pair.mine, pair.other);
    if mine.rank == other.rank {
        return None;
    }
    let tag = |id: UnitId| facts.unit(id).map_or("", |u| u.tag());
    let rank = other.rank.map_or_else(String::new, |r| r.to_string());
    let fill = |key: &str, what: &str| {
        let args = [("unit", tag(mine.unit)), ("other", tag(other.unit)), ("rank", &rank), ("what", what)];
        look.words.fill(key, &args)
    };
    let ahead = mine.rank < other.rank;
    if mine.barred && !ahead {
        return Some(fill("room.st.barred", ""));
    }
    if other.barred && ahead {
        return Some(fill("room.st.other_barred", ""));
    }
    // everybody whose points and ties are the same: a vote orders all of them
    let equal = |r: &&Row| {
        let apart = standing::apart(mine, r, table, &[], &[]);
        r.rank.is_some() && apart == Apart::Equal
    };
    let tied: Vec<UnitId> = standings.rows.iter().filter(equal).map(|r| r.unit).collect();
    let key = |ahead_key: &'static str, behind: &'static str| if ahead { ahead_key } else { behind };
    match standing::apart(mine, other, table, &facts.ballots, &tied) {
        Apart::Score | Apart::Equal => None,
        Apart::Vote(_) => {
            let got = standing::ranked_by(facts, standings, mine.unit);
            let what = got.map(|(b, v)| look.say(&b.said(v, facts.units.len()))).unwrap_or_default();
            Some(fill(key("room.st.ahead_vote", "room.st.behind_vote"), &what))
        }
        Apart::Tie(n) => {
            let what = match table.ties.get(n)? {
                Tie::Bonus => look.word("room.st.tie_bonus").to_owned(),
                Tie::Deduction => look.word("room.st.tie_deduction").to_owned(),
                Tie::Group { code } => look.words.fill("room.st.tie_group", &[("code", code)]),
            };
            Some(fill(key("room.st.ahead_tie", "room.st.behind_tie"), &what))
        }
    }
}

pub(super) fn said(problems: &[Problem], look: &Look) -> String {
    problems.iter().map(|p| look.say(p)).collect::<Vec<_>>().join(", ")
}
