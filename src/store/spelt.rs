//! Columns that hold a list of rules or changes as JSON, spelt out for the journal: a sentence each. Names behind keys are
//! those of today. Reads only.
use super::fault::Outcome;
use super::unit;
use crate::core::adjustment::Change;
use crate::core::award::RecipientKind;
use crate::core::change;
use crate::core::journal::{Became, Value};
use crate::core::knockout::{Cause, Effect, Knockout};
use crate::core::level::Mark;
use crate::core::points::Points;
use crate::core::problem::{Arg, Problem};
use crate::core::score::{CellValue, CriterionId, Formula, Tie};
use rusqlite::{Connection, OptionalExtension};
use serde::de::DeserializeOwned;
use serde_json::Value as Json;

/// A list before and after; `None`: the column holds no list. Of a changed row only what differs, but for lists whose order
/// is the rule; `key`: the row's.
pub(super) fn field(
    conn: &Connection,
    column: &str,
    key: i64,
    became: Became,
    (old, new): (&Json, &Json),
) -> Outcome<Option<(Value, Value)>> {
    let (Some(mut before), Some(mut after)) = (list(conn, column, key, old)?, list(conn, column, key, new)?)
    else {
        return Ok(None);
    };
    if became == Became::Changed && matches!(column, "knockouts" | "changes") {
        let kept: Vec<Problem> = before.iter().filter(|p| after.contains(p)).cloned().collect();
        before.retain(|p| !kept.contains(p));
        after.retain(|p| !kept.contains(p));
        if before.is_empty() && after.is_empty() {
            after.push(Problem::new("journal.rule.order"));
        }
    }
    let value = |list: Vec<Problem>| if list.is_empty() { Value::Empty } else { Value::Said(list) };
    Ok(Some((value(before), value(after))))
}

fn list(conn: &Connection, column: &str, key: i64, json: &Json) -> Outcome<Option<Vec<Problem>>> {
    match column {
        "knockouts" => each(json, |rule| knockout(conn, key, rule)),
        "formulas" => each(json, |one| Ok(formula(one))),
        "ties" => each(json, |one| Ok(tie(one))),
        "changes" => each(json, |one| adjusted(conn, one)),
        _ => return Ok(None),
    }
    .map(Some)
}

/// A sentence for each; one that says no more than that for a list that does not read.
fn each<T: DeserializeOwned>(json: &Json, say: impl Fn(&T) -> Outcome<Problem>) -> Outcome<Vec<Problem>> {
    let Some(text) = json.as_str() else { return Ok(Vec::new()) };
    match serde_json::from_str::<Vec<T>>(text) {
        Ok(list) => list.iter().map(say).collect(),
        Err(_) => Ok(vec![Problem::new("journal.rule.other")]),
    }
}

fn knockout(conn: &Connection, set: i64, rule: &Knockout) -> Outcome<Problem> {
    let cause = match rule.cause {
        Cause::Deduction if !rule.criterion.is_empty() => {
            Arg::Said(Box::new(Problem::new("journal.rule.deduction").text("code", rule.criterion.as_str())))
        }
        Cause::Deduction => Arg::Word("room.ko.cause_deduction"),
        Cause::Manual => Arg::Word("room.ko.cause_manual"),
        Cause::UnitDiscipline => Arg::Word("room.ko.cause_unit"),
        Cause::LeaderDiscipline => Arg::Word("room.ko.cause_leader"),
        Cause::StaffDiscipline => Arg::Word("room.ko.cause_staff"),
    };
    let said = |key| Problem::new(key).text("name", rule.name.as_str()).with("cause", cause);
    Ok(match rule.effect {
        Effect::Cap { place } => {
            let sql = "SELECT name FROM level WHERE level_set = ?1 ORDER BY position LIMIT 1 OFFSET ?2";
            let place = i64::try_from(place).unwrap_or(i64::MAX);
            let level: Option<String> =
                conn.prepare_cached(sql)?.query_row([set, place], |r| r.get(0)).optional()?;
            said("journal.rule.cap").text("level", level.unwrap_or_else(|| "?".to_owned()))
        }
        Effect::Drop { steps } => {
            said("journal.rule.drop").num("n", i64::try_from(steps).unwrap_or(i64::MAX))
        }
        Effect::NotFirst => said("journal.rule.not_first"),
    })
}

fn formula(formula: &Formula) -> Problem {
    let first = formula.version == 1;
    let said = Problem::new(if first { "journal.rule.formula" } else { "journal.rule.formula_version" });
    let said = said.text("name", formula.name.as_str()).with("share", Arg::Points(formula.share));
    if first { said } else { said.num("n", i64::from(formula.version)) }
}

fn tie(tie: &Tie) -> Problem {
    match tie {
        Tie::Bonus => Problem::new("journal.rule.tie_bonus"),
        Tie::Deduction => Problem::new("journal.rule.tie_deduction"),
        Tie::Group { code } => Problem::new("journal.rule.tie_group").text("code", code.as_str()),
    }
}

/// A change of an adjustment: what it makes; what was before stands in the list before.
fn adjusted(conn: &Connection, one: &Change) -> Outcome<Problem> {
    let tag = unit::tag(conn, one.unit())?.unwrap_or_else(|| "?".to_owned());
    let said = |key| Problem::new(key).text("unit", tag);
    Ok(match one {
        Change::Score { criterion, value, .. } => {
            let new = match value {
                None => Arg::Word("change.blank"),
                Some(CellValue::NotAssigned) => Arg::Word("change.not_assigned"),
                Some(CellValue::Points(points)) => Arg::Points(*points),
            };
            said("journal.rule.score").text("criterion", leaf(conn, *criterion)?).with("new", new)
        }
        Change::Line { criterion, target, actual, .. } => {
            let amount = |a: Option<Points>| a.map_or(Arg::Word("change.unknown"), Arg::Points);
            let said = said("journal.rule.line").text("criterion", leaf(conn, *criterion)?);
            said.with("target", amount(*target)).with("new", amount(*actual))
        }
        Change::Award { form, kind, by, award, what, .. } => {
            let kind = Arg::Word(match kind {
                RecipientKind::Collective => "change.collective",
                RecipientKind::Individual => "change.individual",
            });
            let said = said(change::award_key(*by, award.is_some())).text("what", what.as_str());
            let said = said.text("form", catalogue(conn, "form", form)?).with("kind", kind);
            said.num("n", by.saturating_abs())
        }
        Change::Knock { knockout, lifted, reason, .. } => {
            let said = said(if *lifted { "change.lift" } else { "change.knock" });
            said.text("name", knockout.as_str()).text("reason", reason.as_str())
        }
        Change::Level { mark, reason, .. } => {
            let new = match mark {
                Mark::NotClassified => Arg::Word("change.not_classified"),
                Mark::Level(id) => Arg::Text(named(conn, "SELECT name FROM level WHERE n = ?1", *id)?),
            };
            said("journal.rule.level").with("new", new).text("reason", reason.as_str())
        }
    })
}

/// `I.4 Giải quyết hồ sơ`
fn leaf(conn: &Connection, id: CriterionId) -> Outcome<String> {
    named(conn, "SELECT TRIM(code || ' ' || text) FROM criterion WHERE n = ?1", id)
}

fn named(conn: &Connection, sql: &str, key: i64) -> Outcome<String> {
    let found: Option<String> = conn.prepare_cached(sql)?.query_row([key], |r| r.get(0)).optional()?;
    Ok(found.unwrap_or_else(|| "?".to_owned()))
}

/// The name of a code of the catalogue.
pub(super) fn catalogue(conn: &Connection, table: &str, code: &str) -> Outcome<String> {
    let sql = format!("SELECT name FROM {table} WHERE code = ?1");
    let found: Option<String> = conn.prepare_cached(&sql)?.query_row([code], |r| r.get(0)).optional()?;
    Ok(found.unwrap_or_else(|| code.to_owned()))
}
