//! Score tables and the sheets of a period as they are asked for. What writes them is `score`.
use super::codec;
use super::fault::Outcome;
use crate::core::number::Points;
use crate::core::period::PeriodKey;
use crate::core::score::{
    Cell, CellValue, Class, Criterion, CriterionId, DerivedRule, Round, Rule, ScoreTable, SheetLine,
};
use crate::core::unit::UnitId;
use rusqlite::{Connection, OptionalExtension, Row, params};

/// All score tables.
pub(super) fn tables(conn: &Connection) -> Outcome<Vec<ScoreTable>> {
    let keys: Vec<i64> = conn
        .prepare_cached("SELECT n FROM score_table ORDER BY n")?
        .query_map([], |r| r.get(0))?
        .collect::<Result<_, _>>()?;
    keys.into_iter().filter_map(|n| table(conn, n).transpose()).collect()
}

/// One score table with its criteria in printed order.
pub(super) fn table(conn: &Connection, id: i64) -> Outcome<Option<ScoreTable>> {
    let head = conn
        .prepare_cached(
            "SELECT name, rank_by, step, rev, year, past, formulas, ties FROM score_table WHERE n = ?1",
        )?
        .query_row([id], |r| {
            Ok(ScoreTable {
                id,
                name: r.get(0)?,
                by: codec::decode(r, 1)?,
                step: Points(r.get(2)?),
                rev: r.get(3)?,
                year: r.get(4)?,
                past: r.get(5)?,
                formulas: codec::json(r, 6)?,
                ties: codec::json(r, 7)?,
                criteria: Vec::new(),
            })
        })
        .optional()?;
    let Some(mut table) = head else { return Ok(None) };
    let mut rules: Vec<(i64, DerivedRule)> = conn
        .prepare_cached(
            "SELECT r.criterion, r.form, r.kind, r.points FROM derived_rule r
             JOIN criterion c ON c.n = r.criterion WHERE c.score_table = ?1 ORDER BY r.n",
        )?
        .query_map([id], |r| {
            let rule = DerivedRule { form: r.get(1)?, kind: codec::decode(r, 2)?, points: Points(r.get(3)?) };
            Ok((r.get(0)?, rule))
        })?
        .collect::<Result<_, _>>()?;
    let mut statement = conn.prepare_cached(
        "SELECT n, parent, code, text, maximum, kind, hidden, minimum, each, lower, formula
         FROM criterion WHERE score_table = ?1 ORDER BY position",
    )?;
    let mut rows = statement.query([id])?;
    while let Some(r) = rows.next()? {
        let key: i64 = r.get(0)?;
        let parent: Option<i64> = r.get(1)?;
        let kind: String = r.get(5)?;
        let rule = match kind.as_str() {
            "pass" => Some(Rule::Pass),
            "direct" => Some(Rule::Direct),
            "quantity" => Some(Rule::Quantity { lower: r.get(9)?, formula: r.get(10)? }),
            "count" => Some(Rule::Count { each: Points(r.get(8)?) }),
            "derived" => {
                let own = rules.extract_if(.., |(c, _)| *c == key).map(|(_, rule)| rule).collect();
                Some(Rule::Derived { rules: own })
            }
            _ => None,
        };
        // a group stands before what is in it
        let class = match (kind.as_str(), parent.and_then(|p| table.criterion(p))) {
            ("bonus", _) => Class::Bonus,
            ("deduction", _) => Class::Deduction,
            (_, group) => group.map_or(Class::Main, |g| g.class),
        };
        table.criteria.push(Criterion {
            id: key,
            parent,
            code: r.get(2)?,
            text: r.get(3)?,
            hidden: r.get(6)?,
            class,
            minimum: Points(r.get(7)?),
            maximum: Points(r.get(4)?),
            rule,
        });
    }
    Ok(Some(table))
}

/// All cells of a period, in the order of the index: nothing is sorted for it.
pub(super) fn cells(conn: &Connection, key: PeriodKey) -> Outcome<Vec<Cell>> {
    let mut statement =
        conn.prepare_cached(&format!("{CELLS} WHERE period = ?1 ORDER BY unit, criterion, round"))?;
    let rows = statement.query_map([key.code()], cell)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Those of some leaves.
pub(super) fn cells_of(conn: &Connection, key: PeriodKey, leaves: &[CriterionId]) -> Outcome<Vec<Cell>> {
    let mut statement = conn.prepare_cached(&format!("{CELLS} WHERE period = ?1 AND criterion = ?2"))?;
    let mut all = Vec::new();
    for leaf in leaves {
        let rows = statement.query_map(params![key.code(), leaf], cell)?;
        all.extend(rows.collect::<Result<Vec<_>, _>>()?);
    }
    Ok(all)
}

const CELLS: &str = "SELECT assigned, points, comment, unit, criterion, round FROM cell";

fn cell(r: &Row<'_>) -> rusqlite::Result<Cell> {
    Ok(Cell {
        value: value(r)?,
        comment: r.get(2)?,
        unit: r.get(3)?,
        criterion: r.get(4)?,
        round: codec::decode(r, 5)?,
    })
}

/// A cell as its first two columns say it: assigned, and its points.
pub(super) fn value(row: &Row<'_>) -> rusqlite::Result<CellValue> {
    Ok(if row.get(0)? { CellValue::Points(Points(row.get(1)?)) } else { CellValue::NotAssigned })
}

/// What the sheets of a period say beside the points.
pub(super) fn lines(conn: &Connection, key: PeriodKey) -> Outcome<Vec<SheetLine>> {
    let mut statement =
        conn.prepare_cached(&format!("{LINES} WHERE period = ?1 ORDER BY unit, criterion"))?;
    let rows = statement.query_map([key.code()], sheet_line)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Those of some leaves.
pub(super) fn lines_of(conn: &Connection, key: PeriodKey, leaves: &[CriterionId]) -> Outcome<Vec<SheetLine>> {
    let mut statement = conn.prepare_cached(&format!("{LINES} WHERE period = ?1 AND criterion = ?2"))?;
    let mut all = Vec::new();
    for leaf in leaves {
        let rows = statement.query_map(params![key.code(), leaf], sheet_line)?;
        all.extend(rows.collect::<Result<Vec<_>, _>>()?);
    }
    Ok(all)
}

const LINES: &str = "SELECT unit, criterion, target, actual, explanation, evidence FROM sheet_line";

fn sheet_line(r: &Row<'_>) -> rusqlite::Result<SheetLine> {
    Ok(SheetLine {
        unit: r.get(0)?,
        criterion: r.get(1)?,
        target: r.get::<_, Option<i64>>(2)?.map(Points),
        actual: r.get::<_, Option<i64>>(3)?.map(Points),
        explanation: r.get(4)?,
        evidence: r.get(5)?,
    })
}

/// Units whose appraisals are declared finished.
pub(super) fn finished(conn: &Connection, key: PeriodKey) -> Outcome<Vec<(UnitId, Round)>> {
    let mut statement =
        conn.prepare_cached("SELECT unit, round FROM finished WHERE period = ?1 ORDER BY unit, n")?;
    let rows = statement.query_map([key.code()], |r| Ok((r.get(0)?, codec::decode(r, 1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
