//! Điều chỉnh lần n of an approved period: what is changed and why, who stands elsewhere, old beside new, and the result that
//! follows. What a change does and who moves is `core::change`; the result is the table of `classification`.
use super::body::{Body, Dated, Of};
use super::changed;
use super::classification;
use super::in_force;
use super::results::{self, column, name};
use super::source::Source;
use crate::core::adjustment::{Adjustment, Change, Stage};
use crate::core::change::{self, Moved};
use crate::core::level::{LevelId, Mark};
use crate::core::number::roman;
use crate::core::paper::{Align, Block, Cell, Column, Section, Table};
use crate::core::problem::{Arg, Problem};
use crate::core::quarter::QuarterFacts;

/// Those prepared or applied, oldest first.
fn standing(facts: &QuarterFacts) -> impl Iterator<Item = &Adjustment> {
    facts.adjustments.iter().filter(|a| a.stage != Stage::Dropped)
}

/// One for each adjustment that was not given up.
pub(super) fn copies(facts: &QuarterFacts) -> Result<Vec<Of>, Problem> {
    let all: Vec<Of> = standing(facts).map(|a| Of::Adjustment(a.ordinal)).collect();
    if all.is_empty() {
        let period = Arg::Period(facts.period.key);
        return Err(Problem::new("papers.why_not.no_adjustment").with("period", period));
    }
    Ok(all)
}

/// Until it is applied.
pub(super) fn draft(facts: &QuarterFacts, n: u32) -> bool {
    standing(facts).any(|a| a.ordinal == n && a.stage == Stage::Open)
}

/// Which version of the period it begins with, where that is not the one of now.
pub(super) fn before(facts: &QuarterFacts, n: u32) -> Option<u32> {
    standing(facts).any(|a| a.ordinal == n && a.stage == Stage::Applied).then(|| n.saturating_sub(1))
}

/// The paper; `source` has the period as it stood before the adjustment. One in force announces `after`, what was written
/// when it was applied; of one that is prepared it is worked out what would come.
pub(super) fn body(source: &Source<'_>, after: &QuarterFacts, n: u32) -> Body {
    let Some(adjustment) = source.now.iter().find(|a| a.ordinal == n && a.stage != Stage::Dropped) else {
        return Body::default();
    };
    let prepared;
    let after = if adjustment.stage == Stage::Applied {
        after
    } else {
        let mut facts = change::apply(source.facts, &adjustment.changes);
        facts.adjustments = vec![Adjustment { stage: Stage::Applied, ..adjustment.clone() }];
        prepared = facts;
        &prepared
    };
    let later = Source::new(after, &[], source.words, source.draft);
    let ordinal = n.to_string();
    let title = |at: u32, key: &str| format!("{}. {}", roman(at), source.get(key));
    let mut moved = vec![Block::Para(source.get("paper.adjust.nobody"))];
    let found = change::difference(source.facts, after);
    if !found.is_empty() {
        moved = vec![Block::Table(table(source, &adjustment.changes, &found))];
    }
    let items = adjustment.changes.iter().map(|c| Block::Item(changed::told(source, c)));
    let mut what: Vec<Block> = items.collect();
    if what.is_empty() {
        what.push(Block::Para(source.get("paper.adjust.no_changes")));
    }
    let sections = vec![
        Section { title: title(1, "paper.adjust.what"), blocks: what },
        Section { title: title(2, "paper.adjust.moved"), blocks: moved },
        Section {
            title: title(3, "paper.adjust.result"),
            blocks: vec![Block::Table(classification::table(&later))],
        },
    ];
    Body {
        file: format!("dieu-chinh-lan-{n}"),
        kind: source.say("paper.adjust.kind", &[("n", &ordinal)]),
        subject: source.get("paper.unit_subject"),
        under: under(source, adjustment),
        preface: preface(source, adjustment),
        sections,
        dated: adjustment.date.map_or(Dated::Open, Dated::On),
        draft_word: "paper.adjust.draft",
        ..Body::default()
    }
}

/// `(Theo văn bản số 77/QĐ-CAT ngày 02/8/2021)`; nothing while it has no number. Where another followed, that too.
fn under(source: &Source<'_>, adjustment: &Adjustment) -> String {
    let mut lines = Vec::new();
    if !adjustment.number.is_empty() {
        let day = source.of_day(adjustment.date);
        lines.push(source.say("paper.class.by", &[("number", &adjustment.number), ("day", &day)]));
    }
    if adjustment.stage == Stage::Applied {
        lines.extend(in_force::later(source, adjustment.ordinal, "paper.class.followed"));
    }
    lines.join("\n")
}

/// What is adjusted, and why.
fn preface(source: &Source<'_>, adjustment: &Adjustment) -> String {
    let approval = source.facts.approval.as_ref();
    let args = [
        ("n", adjustment.ordinal.to_string()),
        ("number", approval.map(|a| a.number.clone()).unwrap_or_default()),
        ("day", source.of_day(approval.and_then(|a| a.date))),
        ("reason", adjustment.reason.trim().trim_end_matches('.').to_owned()),
    ];
    let reason = adjustment.reason.trim();
    source
        .told(if reason.is_empty() { "paper.adjust.preface" } else { "paper.adjust.preface_because" }, &args)
}

/// Who stands elsewhere: total, rank and level before and after, and why the level.
fn table(source: &Source<'_>, changes: &[Change], moved: &[Moved]) -> Table {
    let pair = |group: &str, align, width| {
        ["paper.head.before", "paper.head.after"].map(|head| Column {
            head: source.get(head),
            group: source.get(group),
            align,
            width,
        })
    };
    let mut columns = vec![column(source, "paper.head.unit", Align::Left, 36)];
    columns.extend(pair("paper.head.total", Align::Right, 15));
    columns.extend(pair("paper.head.rank", Align::Centre, 14));
    columns.extend(pair(results::level_head(source), Align::Centre, 20));
    columns.push(column(source, "paper.head.reason", Align::Left, 36));
    let level = |mark: Option<Mark>| mark.map_or(Cell::Empty, |m| Cell::Text(source.mark_name(m)));
    let rows: Vec<Vec<Cell>> = moved
        .iter()
        .map(|m| {
            let mut cells = vec![Cell::Text(name(source, m.unit))];
            cells.extend([m.was, m.now].map(|s| s.total.map_or(Cell::Empty, Cell::Points)));
            cells.extend([m.was, m.now].map(|s| s.rank.map_or(Cell::Empty, |n| Cell::Int(i64::from(n)))));
            cells.extend([m.was, m.now].map(|s| level(s.mark)));
            cells.push(Cell::Text(note(source, changes, m)));
            cells
        })
        .collect();
    let blanks = results::blanks(source, &rows);
    Table {
        id: "thay-doi".to_owned(),
        title: source.get("paper.adjust.table"),
        columns,
        rows,
        notes: blanks.into_iter().collect(),
        ..Table::default()
    }
}

/// The reason of a changed level, and what the new points suggest where that is another level than the approved one.
fn note(source: &Source<'_>, changes: &[Change], moved: &Moved) -> String {
    let mut parts: Vec<String> = changes
        .iter()
        .filter_map(|c| match c {
            Change::Level { unit, reason, .. } if *unit == moved.unit => Some(reason.trim().to_owned()),
            _ => None,
        })
        .filter(|reason| !reason.is_empty())
        .collect();
    let other = |level: &LevelId| Some(Mark::Level(*level)) != moved.now.mark;
    if let Some(level) = moved.now.suggested.filter(other).filter(|l| Some(*l) != moved.was.suggested) {
        let level = source.mark_name(Mark::Level(level));
        parts.push(source.say("paper.adjust.suggested", &[("level", &level)]));
    }
    parts.join("; ")
}
