//! Two units beside each other, as the list and the page "Vì sao" both show them: the heading, the largest differences
//! and where each came from. Every figure comes from `core::standing`.
use super::State;
use super::records::kind_word;
use super::why;
use crate::core::award::RecipientKind;
use crate::core::number::Points;
use crate::core::quarter::QuarterFacts;
use crate::core::score::{CellValue, Criterion, Final, Origin, Round, ScoreTable};
use crate::core::standing::{self, Difference, Finals, Row, Standings};
use crate::core::text;
use crate::core::unit::{Unit, UnitId};
use crate::kit::look::Look;
use crate::kit::table::{self, Column, Cursor, Line};
use ratatui::Frame;
use ratatui::layout::Rect;

/// From here the ranks of earlier periods and the comparison stand on the screen too.
pub(super) const WIDE: u16 = 100;
/// Two units beside each other.
pub(super) struct Pair<'a> {
    pub(super) mine: &'a Row,
    pub(super) other: &'a Row,
    pub(super) facts: &'a QuarterFacts,
}

impl<'a> Pair<'a> {
    /// A unit and whom it is compared with.
    pub(super) fn of(
        state: &State,
        facts: &'a QuarterFacts,
        standings: &'a Standings,
        unit: UnitId,
    ) -> Option<Self> {
        let mine = standings.row(unit).filter(|r| r.rank.is_some())?;
        let other = standings.row(why::other(state, standings, unit)?)?;
        Some(Self { mine, other, facts })
    }
    /// What the leaves of each come to before caps.
    fn given(&self) -> (i64, i64) {
        let finals = Finals::new(self.facts);
        let of = |unit| {
            let leaves = self.facts.table.iter().flat_map(ScoreTable::leaves);
            leaves.map(|leaf| points_of(finals.of(unit, leaf))).sum()
        };
        (of(self.mine.unit), of(self.other.unit))
    }
    fn tag(&self, mine: bool) -> String {
        let id = if mine { self.mine.unit } else { self.other.unit };
        self.facts.unit(id).map_or_else(String::new, |u| u.tag().to_owned())
    }
}

/// `Vì sao PX05 Thanh tra hạng 4 · 938,75 điểm`; `whole`: and whom it is compared with.
pub(super) fn heading(pair: &Pair, look: &Look, whole: bool) -> String {
    let label = pair.facts.unit(pair.mine.unit).map_or_else(String::new, Unit::label);
    let rank = pair.mine.rank.map_or_else(String::new, |r| r.to_string());
    let total = pair.mine.total.show(look.lang);
    let args = [("unit", label.as_str()), ("rank", &rank), ("total", &total)];
    let said = look.words.fill("room.st.why", &args);
    if whole { format!("{said}, {}", against(pair, look)) } else { said }
}

/// `so với PX01, hạng 2`
pub(super) fn against(pair: &Pair, look: &Look) -> String {
    let rank = pair.other.rank.map_or_else(String::new, |r| r.to_string());
    look.words.fill("room.st.against", &[("unit", &pair.tag(false)), ("rank", &rank)])
}

fn points_of(score: Final) -> i64 {
    if let Final::Points(p, _) = score { p.0 } else { 0 }
}

/// A final as a cell: points, not assigned, or the sign of nothing yet.
pub(super) fn shown(score: Final, look: &Look) -> String {
    match score {
        Final::Blank => look.glyphs.not_yet.to_owned(),
        Final::NotAssigned => look.word("room.st.not_assigned").to_owned(),
        Final::Points(p, _) => p.show(look.lang),
    }
}

/// What a table of differences shows: `limit` of all, those around the selected one.
pub(super) struct Window {
    /// how many
    pub(super) limit: usize,
    /// the selected one, and whether it has the focus
    pub(super) cursor: Option<(usize, bool)>,
}

impl Window {
    /// The first one shown.
    fn top(&self) -> usize {
        self.cursor.map_or(0, |(at, _)| (at + 1).saturating_sub(self.limit))
    }
}

/// Differences, the rest in one row, what caps take off, the totals. Returns the rows used.
#[expect(clippy::too_many_arguments, reason = "one table, drawn in two places")]
pub(super) fn differences_table(
    f: &mut Frame,
    look: &Look,
    area: Rect,
    facts: &QuarterFacts,
    pair: &Pair,
    all: &[Difference],
    window: &Window,
    origin: bool,
) -> u16 {
    let (top, limit) = (window.top(), window.limit);
    let head = |mine| look.clip(&pair.tag(mine), 9);
    // what was not assigned is no loss: said in words where the others have a figure
    let kg = |d: &Difference| [d.mine, d.theirs].contains(&Final::NotAssigned);
    let not_assigned = look.word("room.st.from_not_assigned");
    let by_cells =
        if all.iter().skip(top).take(limit).any(kg) { text::width(not_assigned).max(10) as u16 } else { 10 };
    let codes = facts.table.iter().flat_map(|t| &t.criteria).map(|c| c.code.as_str());
    let mut columns = vec![
        Column::fixed(look.word("room.st.code"), table::code_cells(codes)),
        Column::flex(look.word("room.st.most"), 14, 44),
        Column::fixed(head(true), 9).right(),
        Column::fixed(head(false), 9).right(),
        Column::fixed(look.word("room.st.by"), by_cells).right(),
    ];
    if origin {
        columns.push(Column::flex(look.word("room.st.from"), 12, 60).drop(1));
    }
    let mut lines = Vec::new();
    let (mut mine, mut theirs) = pair.given();
    let cut = (pair.mine.total.0 - mine, pair.other.total.0 - theirs);
    for d in all.iter().skip(top).take(limit) {
        let Some(leaf) = facts.table.as_ref().and_then(|t| t.criterion(d.criterion)) else { continue };
        mine -= points_of(d.mine);
        theirs -= points_of(d.theirs);
        let from = if origin { from(facts, pair.mine.unit, leaf, d.mine, look) } else { String::new() };
        lines.push(Line::new(vec![
            leaf.code.as_str().into(),
            leaf.text.as_str().into(),
            shown(d.mine, look).into(),
            shown(d.theirs, look).into(),
            if kg(d) { not_assigned.to_owned() } else { d.by.signed(look.lang) }.into(),
            from.into(),
        ]));
    }
    let sum = |text: &str, mine: i64, theirs: i64| {
        let by = Points(mine - theirs).signed(look.lang);
        let show = |n| Points(n).show(look.lang);
        Line::new(vec!["".into(), text.into(), show(mine).into(), show(theirs).into(), by.into()])
    };
    lines.push(sum(look.word("room.st.others"), mine, theirs));
    if cut != (0, 0) {
        lines.push(sum(look.word("room.st.cut"), cut.0, cut.1));
    }
    lines.push(sum(look.word("room.st.sum"), pair.mine.total.0, pair.other.total.0).group());
    let selected = window.cursor.map(|(at, _)| Cursor { at: at - top, top: 0 });
    let focus = window.cursor.is_some_and(|(_, focus)| focus);
    table::draw(f, area, look, &columns, &lines, selected.as_ref(), focus)
}

/// Where a final came from, in a few words.
fn from(facts: &QuarterFacts, unit: UnitId, leaf: &Criterion, score: Final, look: &Look) -> String {
    let cell = |round| facts.cells.iter().find(|c| (c.unit, c.criterion, c.round) == (unit, leaf.id, round));
    let adjusted = facts.replaced(unit, leaf.id).last().map(|(by, _)| by.ordinal.to_string());
    let by_adjustment =
        || look.words.fill("room.st.from_adjusted", &[("n", adjusted.as_deref().unwrap_or_default())]);
    match score {
        Final::Blank => look.word("room.st.from_blank").to_owned(),
        Final::NotAssigned => look.word("room.st.from_not_assigned").to_owned(),
        Final::Points(_, Origin::Derived) => formula(facts, unit, leaf, look),
        // what is counted from an adjusted result no round gave either
        Final::Points(_, Origin::Computed) if adjusted.is_some() => by_adjustment(),
        Final::Points(_, Origin::Adjusted) => by_adjustment(),
        Final::Points(_, Origin::Own) if facts.settled(unit, Round::First) => {
            look.word("room.st.from_kept").to_owned()
        }
        Final::Points(_, Origin::Own) => look.word("room.st.from_own").to_owned(),
        Final::Points(_, Origin::Computed) => look.word("room.st.from_computed").to_owned(),
        Final::Points(_, Origin::Second) => look.word("room.st.from_second").to_owned(),
        Final::Points(first, Origin::First) => {
            let comment = cell(Round::First).map_or("", |c| c.comment.as_str());
            let own = cell(Round::Own).map(|c| c.value);
            let said = match own {
                Some(CellValue::Points(own)) if own == first => look.word("room.st.from_kept").to_owned(),
                Some(CellValue::Points(own)) => {
                    let key = if first < own { "room.st.from_less" } else { "room.st.from_more" };
                    let by = Points((first.0 - own.0).abs()).show(look.lang);
                    look.words.fill(key, &[("points", &by)])
                }
                _ => look.word("room.st.from_first").to_owned(),
            };
            if comment.is_empty() { said } else { format!("{said}: {comment}") }
        }
    }
}

/// `4 lượt tập thể × 1,50`: what counts are award records, one unit may have several.
pub(super) fn counted(n: i64, kind: RecipientKind, each: &str, look: &Look) -> String {
    let turns =
        look.words.fill("room.st.turns", &[("n", &n.to_string()), ("kind", look.word(kind_word(kind)))]);
    format!("{turns} × {each}")
}

/// `1 lượt cá nhân × 5 + 9 lượt tập thể × 1,5`
fn formula(facts: &QuarterFacts, unit: UnitId, leaf: &Criterion, look: &Look) -> String {
    let parts: Vec<String> = standing::derived_parts(facts, unit, leaf)
        .iter()
        .filter(|p| p.n > 0)
        .map(|p| counted(p.n, p.kind, &p.each.short(look.lang), look))
        .collect();
    if parts.is_empty() { look.word("room.st.no_parts").to_owned() } else { parts.join(" + ") }
}
