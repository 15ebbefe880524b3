//! Who a named recipient is. Chosen from the list = the same; a typed name that already stands in the same unit is asked
//! about once; one decision never names the same recipient twice. Heads are distinct over these identities.
use super::codec;
use super::fault::{Outcome, refuse};
use super::journal::Pen;
use super::namesake as known_by;
use super::unit;
use crate::core::act::Refusal;
use crate::core::award::{Basis, Recipient, RecipientKind};
use crate::core::namesake::{self, Namesakes};
use crate::core::problem::Problem;
use crate::core::text;
use rusqlite::{Connection, OptionalExtension, params};

/// What is to become of a row's identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Plan {
    /// a count row has none
    Nobody,
    /// this one; who is new in the paper, or stands there under another unit than before, moved
    Known { id: i64, moved: bool },
    /// this one, whose only row is corrected
    Mend(i64),
    /// somebody new
    New,
}

/// The paper being written, as far as it tells where its people are by now.
#[derive(Debug, Clone)]
pub(super) struct Told {
    /// its key where it is a decision, else 0
    pub(super) decision: i64,
    /// its day
    pub(super) date: Option<String>,
    /// its period, where it has no day
    pub(super) period: String,
}

/// Where else an identity stands beside a row of its own: a slip in a name is mended only where nothing else has it.
const BESIDE_AWARD: &str = "SELECT EXISTS (SELECT 1 FROM award WHERE party = ?1 AND n <> ?2)
    OR EXISTS (SELECT 1 FROM nominee WHERE party = ?1)";
const BESIDE_NOMINEE: &str = "SELECT EXISTS (SELECT 1 FROM nominee WHERE party = ?1 AND n <> ?2)
    OR EXISTS (SELECT 1 FROM award WHERE party = ?1)";

/// The identity of each row of a decision, in order; new ones are written. `old` are the rows as stored.
pub(super) fn settle(
    pen: Pen<'_>,
    rows: &[Recipient],
    old: &[Recipient],
    same: Option<bool>,
    told: &Told,
) -> Outcome<Vec<Option<i64>>> {
    settled(pen, rows, old, same, (BESIDE_AWARD, told))
}

/// The same for the rows of a proposal.
pub(super) fn settle_nominees(
    pen: Pen<'_>,
    rows: &[Recipient],
    old: &[Recipient],
    same: Option<bool>,
    told: &Told,
) -> Outcome<Vec<Option<i64>>> {
    settled(pen, rows, old, same, (BESIDE_NOMINEE, told))
}

fn settled(
    pen: Pen<'_>,
    rows: &[Recipient],
    old: &[Recipient],
    same: Option<bool>,
    (beside, told): (&str, &Told),
) -> Outcome<Vec<Option<i64>>> {
    let mut plans = Vec::new();
    let mut doubts: Vec<&Recipient> = Vec::new();
    let mut elsewhere: Vec<Namesakes> = Vec::new();
    for (row, place) in rows.iter().zip(1_i64..) {
        let there = old.iter().find(|o| o.id != 0 && o.id == row.id);
        let (plan, doubt) = plan(pen.conn, row, there, same, beside)?;
        match doubt {
            Doubt::None => {}
            Doubt::Here => doubts.push(row),
            Doubt::Elsewhere => elsewhere.extend(others(pen.conn, row, place)?),
        }
        plans.push(plan);
    }
    once(rows, &plans, same)?;
    if let Some(first) = doubts.first() {
        let unit = first.unit.map_or_else(|| Ok(String::new()), |id| unit::known(pen.conn, id))?;
        let names: Vec<&str> = doubts.iter().map(|d| d.name.as_str()).collect();
        return refuse(
            Problem::new("problem.same_person")
                .text("name", first.name.clone())
                .text("unit", unit)
                .num("n", doubts.len() as i64)
                .text("names", names.join(", ")),
        );
    }
    if let Some(first) = elsewhere.first() {
        let problem = Problem::new("problem.same_elsewhere")
            .text("name", first.name.clone())
            .num("row", first.row)
            .num("n", elsewhere.len() as i64);
        return Err(Refusal::Who(problem, elsewhere).into());
    }
    rows.iter().zip(plans).map(|(row, plan)| carry_out(pen.conn, row, plan, Some(told))).collect()
}

/// What must be asked about a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doubt {
    /// nothing
    None,
    /// somebody of that name stands in its unit
    Here,
    /// a person of that name stands in other units alone, or bears it with accents that were not typed: the same, or another?
    Elsewhere,
}

/// Who of that name stands in other units; `None`: nobody does.
fn others(conn: &Connection, row: &Recipient, place: i64) -> Outcome<Option<Namesakes>> {
    let known = known_by::namesakes(conn, &[text::same_key(&row.name)])?;
    let nearest = namesake::nearest(&known, &row.name, row.unit, &row.rank);
    let found = Namesakes { row: place, name: row.name.clone(), unit: row.unit, nearest };
    Ok((!found.nearest.is_empty()).then_some(found))
}

/// The plan of one row, and what must be asked about it.
fn plan(
    conn: &Connection,
    row: &Recipient,
    old: Option<&Recipient>,
    same: Option<bool>,
    beside: &str,
) -> Outcome<(Plan, Doubt)> {
    if row.basis != Basis::Named {
        return Ok((Plan::Nobody, Doubt::None));
    }
    let key = text::same_key(&row.name);
    if let Some(id) = row.party.or(old.and_then(|o| o.party))
        && let Some((kind, name)) = identity(conn, id)?
        && kind == row.kind
    {
        if name == key || namesake::lacks_accents(&row.name, &name) {
            // a paper written again says nothing new of where its people are now
            let moved = old.is_none_or(|o| o.party != Some(id) || o.unit != row.unit);
            return Ok((Plan::Known { id, moved }, Doubt::None));
        }
        let own = old.map_or(0, |o| o.id);
        let others: bool = conn.prepare_cached(beside)?.query_row([id, own], |r| r.get(0))?;
        if !others {
            return Ok((Plan::Mend(id), Doubt::None));
        }
    }
    let namesake: Option<i64> = conn
        .prepare_cached(
            "SELECT n FROM party WHERE same_key = ?1 AND kind = ?2 AND unit IS ?3 ORDER BY n LIMIT 1",
        )?
        .query_row(params![key, codec::code(row.kind), row.unit], |r| r.get(0))
        .optional()?;
    Ok(match (namesake, same) {
        _ if row.another => (Plan::New, Doubt::None),
        (None, _) => {
            let asked = row.kind == RecipientKind::Individual
                && (elsewhere(conn, &key, row.kind)? || namesake::bare(&row.name) && accented(conn, &key)?);
            (Plan::New, if asked { Doubt::Elsewhere } else { Doubt::None })
        }
        (Some(_), Some(false)) => (Plan::New, Doubt::None),
        (Some(id), Some(true)) => (Plan::Known { id, moved: true }, Doubt::None),
        (Some(id), None) => (Plan::Known { id, moved: true }, Doubt::Here),
    })
}

/// Does anybody of that name stand in the register? Collectives are not asked about: each unit has its first squad.
fn elsewhere(conn: &Connection, key: &str, kind: RecipientKind) -> Outcome<bool> {
    Ok(conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM party WHERE same_key = ?1 AND kind = ?2)")?
        .query_row(params![key, codec::code(kind)], |r| r.get(0))?)
}

/// Does a person stand in the register who bears that name, typed without accents, with some?
fn accented(conn: &Connection, key: &str) -> Outcome<bool> {
    Ok(conn
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM party WHERE fold = ?1 AND same_key <> ?1 AND kind = ?2)",
        )?
        .query_row(params![key, codec::code(RecipientKind::Individual)], |r| r.get(0))?)
}

/// Does a recipient of that kind and name stand under this key?
pub(super) fn is(conn: &Connection, id: i64, kind: RecipientKind, same_key: &str) -> Outcome<bool> {
    Ok(identity(conn, id)?.is_some_and(|(k, name)| k == kind && name == same_key))
}

fn identity(conn: &Connection, id: i64) -> Outcome<Option<(RecipientKind, String)>> {
    let found = conn
        .prepare_cached("SELECT kind, same_key FROM party WHERE n = ?1")?
        .query_row([id], |r| Ok((codec::decode(r, 0)?, r.get(1)?)))
        .optional()?;
    Ok(found)
}

/// No recipient twice in one decision: neither one identity, nor one name typed twice in a unit (unless they are said to be two).
fn once(rows: &[Recipient], plans: &[Plan], same: Option<bool>) -> Outcome<()> {
    let mut seen: std::collections::HashMap<(Option<i64>, Option<i64>, RecipientKind, String), usize> =
        std::collections::HashMap::new();
    for (at, (row, plan)) in rows.iter().zip(plans).enumerate() {
        let key = match plan {
            Plan::Nobody => continue,
            Plan::Known { id, .. } => (Some(*id), None, row.kind, String::new()),
            Plan::New | Plan::Mend(_) if same == Some(false) || row.another => continue,
            Plan::New | Plan::Mend(_) => (None, row.unit, row.kind, text::same_key(&row.name)),
        };
        if let Some(first) = seen.insert(key, at) {
            return refuse(
                Problem::new("problem.store_recipient_twice")
                    .text("name", row.name.clone())
                    .num("first", first as i64 + 1)
                    .num("second", at as i64 + 1),
            );
        }
    }
    Ok(())
}

fn carry_out(conn: &Connection, row: &Recipient, plan: Plan, told: Option<&Told>) -> Outcome<Option<i64>> {
    let values = || {
        (
            codec::code(row.kind),
            text::same_key(&row.name),
            text::fold(&row.name),
            match row.kind {
                RecipientKind::Individual => text::name_key(&row.name),
                RecipientKind::Collective => text::sort_key(&row.name),
            },
        )
    };
    Ok(match plan {
        Plan::Nobody => None,
        Plan::Known { id, moved: false } => Some(id),
        Plan::Known { id, moved: true } => {
            // Who moved stands in the new unit from now on; the rows keep the unit of their time. An old paper written down
            // late tells where somebody was, not where they are: the latest one does.
            let told = told.map(|t| (t.date.as_deref(), t.period.as_str(), t.decision));
            let (date, period, own) = told.unwrap_or((None, "", 0));
            conn.prepare_cached(
                "UPDATE party SET unit = ?2 WHERE n = ?1 AND unit IS NOT ?2 AND NOT EXISTS (
                    SELECT 1 FROM award a JOIN decision d ON d.n = a.decision JOIN period p ON p.code = d.period
                    WHERE a.party = ?1 AND d.n <> ?5 AND COALESCE(d.date, p.to_date)
                        > COALESCE(?3, (SELECT to_date FROM period WHERE code = ?4)))",
            )?
            .execute(params![id, row.unit, date, period, own])?;
            Some(id)
        }
        Plan::Mend(id) => {
            let (_, same, fold, sort) = values();
            conn.prepare_cached(
                "UPDATE party SET name = ?2, same_key = ?3, fold = ?4, sort = ?5, unit = ?6 WHERE n = ?1",
            )?
            .execute(params![id, row.name, same, fold, sort, row.unit])?;
            Some(id)
        }
        Plan::New => {
            let (kind, same, fold, sort) = values();
            conn.prepare_cached(
                "INSERT INTO party (kind, name, same_key, fold, sort, unit) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![kind, row.name, same, fold, sort, row.unit])?;
            Some(conn.last_insert_rowid())
        }
    })
}

/// The person of that name in a unit; a new identity where there is none yet.
pub(super) fn person(conn: &Connection, name: &str, unit: i64) -> Outcome<i64> {
    let row = Recipient {
        kind: RecipientKind::Individual,
        name: name.to_owned(),
        unit: Some(unit),
        ..Recipient::default()
    };
    let (plan, _) = plan(conn, &row, None, Some(true), "")?;
    Ok(carry_out(conn, &row, plan, None)?.unwrap_or_default())
}
