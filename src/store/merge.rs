//! Two identities found to be one: everything that names the one goes to the other, in one act. The rows of the papers keep
//! the name, rank and unit of their day; only whose they are changes.
use super::fault::{Outcome, refuse, stale};
use super::guard;
use super::journal::{Pen, Wrote};
use crate::core::namesake::Act;
use crate::core::period::PeriodKey;
use crate::core::problem::{Arg, Problem};
use rusqlite::{Connection, OptionalExtension, params};

/// A paper that names both.
const BOTH_AWARDED: &str =
    "SELECT COALESCE(NULLIF(d.number, ''), d.subject) FROM award a JOIN award b ON b.decision = a.decision
    JOIN decision d ON d.n = a.decision WHERE a.party = ?1 AND b.party = ?2 LIMIT 1";
const BOTH_PROPOSED: &str = "SELECT COALESCE(NULLIF(p.number, ''), p.subject) FROM nominee a
    JOIN nominee b ON b.proposal = a.proposal JOIN proposal p ON p.n = a.proposal
    WHERE a.party = ?1 AND b.party = ?2 LIMIT 1";
/// A locked period in which both were commended: its papers were signed with two people.
const BOTH_LOCKED: &str = "SELECT l.period FROM lock l WHERE l.reopened IS NULL
    AND EXISTS (SELECT 1 FROM award WHERE party = ?1 AND period = l.period)
    AND EXISTS (SELECT 1 FROM award WHERE party = ?2 AND period = l.period) LIMIT 1";

/// Writes.
pub(super) fn write(pen: Pen<'_>, act: &Act) -> Outcome<Wrote> {
    let Act::Merge { keep, gone, label } = act;
    let (keep, gone) = (*keep, *gone);
    let conn = pen.conn;
    let kind = |id: i64| -> Outcome<Option<String>> {
        Ok(conn
            .prepare_cached("SELECT kind FROM party WHERE n = ?1")?
            .query_row([id], |r| r.get(0))
            .optional()?)
    };
    match (kind(keep)?, kind(gone)?) {
        (Some(one), Some(other)) if one == other && keep != gone => {}
        _ => return stale(label),
    }
    for sql in [BOTH_AWARDED, BOTH_PROPOSED] {
        if let Some(paper) = found(conn, sql, keep, gone)? {
            return refuse(Problem::new("merge.same_paper").text("what", paper));
        }
    }
    if let Some(code) = found(conn, BOTH_LOCKED, keep, gone)? {
        let period = PeriodKey::parse(&code).map_or(Arg::Text(code), Arg::Period);
        return refuse(Problem::new("merge.locked").with("period", period));
    }
    let commended = unasked(conn, gone)?;
    for table in ["award", "nominee", "flag"] {
        conn.execute(&format!("UPDATE {table} SET party = ?1 WHERE party = ?2"), params![keep, gone])?;
    }
    // a number known of the one is known of both
    conn.execute(
        "UPDATE party SET service_no = (SELECT service_no FROM party WHERE n = ?2)
         WHERE n = ?1 AND service_no = '' AND EXISTS (SELECT 1 FROM party WHERE n = ?2 AND service_no <> '')",
        params![keep, gone],
    )?;
    conn.execute("DELETE FROM party WHERE n = ?1", [gone])?;
    let mut twice = false;
    for award in commended {
        twice = twice || !guard::standing(conn, award)?.is_empty();
    }
    // Two who were never held against each other: what both were commended for is said, the papers are what they are.
    let what = if twice { "act.person_merge_twice" } else { "act.person_merge" };
    Ok(Wrote::new(what, label).row(keep))
}

/// Awards of somebody of which the guard has nothing to ask as they stand.
fn unasked(conn: &Connection, party: i64) -> Outcome<Vec<i64>> {
    let mut statement = conn.prepare_cached("SELECT n FROM award WHERE party = ?1 AND state = 'valid'")?;
    let all: Vec<i64> = statement.query_map([party], |r| r.get(0))?.collect::<Result<_, _>>()?;
    let mut unasked = Vec::new();
    for award in all {
        if guard::standing(conn, award)?.is_empty() {
            unasked.push(award);
        }
    }
    Ok(unasked)
}

fn found(conn: &Connection, sql: &str, keep: i64, gone: i64) -> Outcome<Option<String>> {
    Ok(conn.prepare_cached(sql)?.query_row([keep, gone], |r| r.get(0)).optional()?)
}
