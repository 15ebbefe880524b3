//! Commendations as they are asked for: one decision opened, award rows for lists, links and annexes, parties.
//! What writes them is `commend`.
use super::fault::Outcome;
use super::{codec, page, period, proposal, tracked};
use crate::core::award::{AwardRow, Cancelled, Decision, DecisionSheet, Recipient};
use crate::core::period::PeriodKey;
use crate::core::unit::UnitId;
use rusqlite::{Connection, OptionalExtension, Params, Row};

const HEAD: &str =
    "d.n, d.rev, d.kind, d.number, d.date, d.received, d.authorities, d.form, d.signer, d.nature, d.subject,
    d.note, d.campaign, d.period, d.late";
const RECIPIENT: &str =
    "a.n, a.kind, a.basis, a.quantity, a.party, a.name, a.rank, a.post, a.unit, a.achievement,
    a.state = 'cancelled', a.cancel_number, a.cancel_date, a.cancel_reason, a.guard_reason";
/// The first column after those of `RECIPIENT`.
const AFTER: usize = 15;

fn head(r: &Row<'_>) -> rusqlite::Result<Decision> {
    Ok(Decision {
        id: r.get(0)?,
        rev: r.get(1)?,
        kind: codec::decode(r, 2)?,
        number: r.get(3)?,
        date: codec::date_option(r, 4)?,
        received: codec::date_option(r, 5)?,
        authorities: codec::codes(&r.get::<_, String>(6)?),
        form: r.get(7)?,
        signer: r.get(8)?,
        nature: codec::decode_option(r, 9)?,
        subject: r.get(10)?,
        note: r.get(11)?,
        campaign: r.get(12)?,
        period: Some(codec::period(r, 13)?),
        late: codec::period_option(r, 14)?,
        proposal: None,
        guard: String::new(),
    })
}

fn recipient(r: &Row<'_>) -> rusqlite::Result<Recipient> {
    Ok(Recipient {
        id: r.get(0)?,
        kind: codec::decode(r, 1)?,
        basis: codec::decode(r, 2)?,
        quantity: r.get(3)?,
        party: r.get(4)?,
        another: false,
        name: r.get(5)?,
        rank: r.get(6)?,
        post: r.get(7)?,
        unit: r.get(8)?,
        achievement: r.get(9)?,
        cancelled: r
            .get::<_, bool>(10)?
            .then(|| {
                Ok::<_, rusqlite::Error>(Cancelled {
                    number: r.get(11)?,
                    date: codec::date_option(r, 12)?,
                    reason: r.get(13)?,
                })
            })
            .transpose()?,
        guard_reason: r.get(14)?,
    })
}

/// The head of one decision.
pub(super) fn find(conn: &Connection, id: i64) -> Outcome<Option<Decision>> {
    let mut statement = conn.prepare_cached(&format!("SELECT {HEAD} FROM decision d WHERE d.n = ?1"))?;
    Ok(statement.query_row([id], head).optional()?)
}

/// Rows of one decision, in order.
pub(super) fn recipients(conn: &Connection, id: i64) -> Outcome<Vec<Recipient>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {RECIPIENT} FROM award a WHERE a.decision = ?1 ORDER BY a.position, a.n"
    ))?;
    let rows = statement.query_map([id], recipient)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One decision opened.
pub(super) fn sheet(conn: &Connection, id: i64) -> Outcome<Option<DecisionSheet>> {
    let Some(head) = find(conn, id)? else { return Ok(None) };
    let written = conn
        .prepare_cached(
            "SELECT COALESCE(NULLIF(t.secretary, ''), t.user), t.at FROM journal j JOIN act t ON t.n = j.act
             WHERE j.tbl = ?2 AND j.id = ?1 ORDER BY j.n LIMIT 1",
        )?
        .query_row([id, tracked::code("decision")], |r| Ok((r.get(0)?, moment(&r.get::<_, String>(1)?))))
        .optional()?;
    let (recipients, proposals) = (recipients(conn, id)?, proposal::of_decision(conn, id)?);
    Ok(Some(DecisionSheet { head, recipients, written: written.unwrap_or_default(), proposals }))
}

/// `2021-06-19T08:14:…` as `19/06/2021 08:14`.
fn moment(at: &str) -> String {
    let (day, time) = at.split_once('T').unwrap_or((at, ""));
    let day: Vec<&str> = day.split('-').rev().collect();
    let time: String = time.chars().take(5).collect();
    format!("{} {time}", day.join("/"))
}

fn award_row(r: &Row<'_>) -> rusqlite::Result<AwardRow> {
    Ok(AwardRow {
        recipient: recipient(r)?,
        decision: r.get(AFTER)?,
        kind: codec::decode(r, AFTER + 1)?,
        number: r.get(AFTER + 2)?,
        date: codec::date_option(r, AFTER + 3)?,
        authorities: codec::codes(&r.get::<_, String>(AFTER + 4)?),
        form: r.get(AFTER + 5)?,
        subject: r.get(AFTER + 6)?,
        supplement: None,
    })
}

fn select(conn: &Connection, condition: &str, params: impl Params) -> Outcome<Vec<AwardRow>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {RECIPIENT}, d.n, d.kind, d.number, d.date, d.authorities, d.form, d.subject
         FROM award a JOIN decision d ON d.n = a.decision WHERE a.state = 'valid' AND {condition}
         ORDER BY d.date IS NULL, d.date, d.n, a.position, a.n"
    ))?;
    let rows = statement.query_map(params, award_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Every valid award row of a period, in the order of the papers; then the late ones of earlier periods that its report
/// prints. Its own late ones are not among them: its papers were made without.
pub(super) fn rows(conn: &Connection, key: PeriodKey) -> Outcome<Vec<AwardRow>> {
    let mut rows = if key.leaf() {
        select(conn, "a.period = ?1 AND d.late IS NULL", [key.code()])?
    } else {
        // over the quarters of a set what came late is in its figures
        select(conn, &format!("a.{}", page::one_of(&key.leaves())), [])?
    };
    for of in period::supplemented(conn, key)? {
        let late = format!("a.period = ?1 AND d.late IN ({})", page::codes(&key.leaves()));
        let late = select(conn, &late, [of.code()])?;
        rows.extend(late.into_iter().map(|row| AwardRow { supplement: Some(of), ..row }));
    }
    Ok(rows)
}

/// Valid award rows of a period that came after its lock, in the order of the papers.
pub(super) fn late(conn: &Connection, key: PeriodKey) -> Outcome<Vec<AwardRow>> {
    select(conn, "a.period = ?1 AND d.late IS NOT NULL", [key.code()])
}

/// Award rows linked to an achievement.
pub(super) fn linked(conn: &Connection, achievement: i64) -> Outcome<Vec<AwardRow>> {
    select(conn, "a.achievement = ?1", [achievement])
}

/// Award rows of a unit or the whole cluster in these periods that are linked to nothing; at most 200.
pub(super) fn linkable(
    conn: &Connection,
    unit: Option<UnitId>,
    periods: &[String; 2],
) -> Outcome<Vec<AwardRow>> {
    // By an index of what hangs on nothing, each arm its own, so that a large period is not walked through.
    select(
        conn,
        "a.n IN (SELECT n FROM award WHERE period IN (?1, ?2) AND achievement IS NULL AND unit = ?3
            UNION ALL SELECT n FROM award WHERE period IN (?1, ?2) AND achievement IS NULL AND unit IS NULL
            UNION ALL SELECT n FROM award WHERE period IN (?1, ?2) AND achievement IS NULL AND ?3 IS NULL
                AND unit IS NOT NULL LIMIT 200)",
        rusqlite::params![periods[0], periods[1], unit],
    )
}

/// The periods of the award rows that hang on an achievement.
pub(super) fn periods_of_links(conn: &Connection, achievement: i64) -> Outcome<Vec<PeriodKey>> {
    let mut statement = conn.prepare_cached("SELECT DISTINCT period FROM award WHERE achievement = ?1")?;
    let rows = statement.query_map([achievement], |r| codec::period(r, 0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Heads of the decisions written last, newest first, each pattern once.
pub(super) fn models(conn: &Connection) -> Outcome<Vec<Decision>> {
    let mut statement =
        conn.prepare_cached(&format!("SELECT {HEAD} FROM decision d ORDER BY d.n DESC LIMIT 200"))?;
    let mut found: Vec<Decision> = Vec::new();
    for row in statement.query_map([], head)? {
        let row = row?;
        let same = |d: &Decision| {
            (d.kind, &d.authorities, &d.form, &d.signer, &d.subject)
                == (row.kind, &row.authorities, &row.form, &row.signer, &row.subject)
        };
        if !found.iter().any(same) {
            found.push(row);
        }
        if found.len() >= 12 {
            break;
        }
    }
    Ok(found)
}
