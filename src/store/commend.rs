//! The writing of decisions and notices with their rows: who may stand there, on which line a row counts, whose period it is.
//! Who a named recipient is decides `party`.
use super::award::{find, recipients};
use super::codec;
use super::fault::{Outcome, refuse, stale};
use super::guard::{self, Changed};
use super::journal::{Pen, Wrote};
use super::paper::{self, Head, head};
use super::party::{self, Told};
use super::register::{catalogue, line};
use super::{campaign, late, period, proposal};
use crate::core::act::Refusal;
use crate::core::award::{Basis, Decision, DecisionKind, LineKind, Recipient};
use crate::core::guard::{Finding, Paper, Query, question};
use crate::core::limit;
use crate::core::period::PeriodKey;
use crate::core::problem::Problem;
use crate::core::text;
use rusqlite::{Connection, OptionalExtension, params};

/// Writes a decision with its rows, new or changed.
pub(super) fn save(
    pen: Pen<'_>,
    decision: &Decision,
    rows: &[Recipient],
    same: Option<bool>,
) -> Outcome<Wrote> {
    let conn = pen.conn;
    let head = head(decision, &catalogue(conn)?)?;
    if rows.len() > limit::RECIPIENTS {
        return refuse(Problem::new("problem.store_too_many").num("max", limit::RECIPIENTS as i64));
    }
    campaign::known(pen, decision.campaign)?;
    let before = if decision.id == 0 { None } else { find(conn, decision.id)? };
    let old =
        if decision.id == 0 { Vec::new() } else { opened(pen, decision.id, decision.rev, &head.thing)? };
    let (key, late) = late::place(conn, decision, &head.thing)?;
    let mut rows =
        rows.iter().zip(1_i64..).map(|(r, row)| clean(conn, r, row)).collect::<Outcome<Vec<_>>>()?;
    let told = Told { decision: decision.id, date: codec::iso(decision.date), period: key.code() };
    let parties = party::settle(pen, &rows, &old, same, &told)?;
    let reasons = guarded(conn, decision, (&head, key), before.as_ref(), (rows.as_slice(), &parties, &old))?;
    rows.iter_mut().zip(reasons).for_each(|(row, reason)| row.guard_reason = reason);
    let id = write_head(pen, decision, &head, key, late)?;
    let place =
        Place { decision: id, period: key.code(), line: line_of(conn, &head)?, form: &head.form.code };
    let mut kept = Vec::new();
    for ((row, party), position) in rows.iter().zip(parties).zip(1_i64..) {
        if row.id != 0 {
            if !old.iter().any(|o| o.id == row.id) {
                return stale(&head.thing);
            }
            kept.push(row.id);
        }
        write_row(conn, &place, row, party, position)?;
    }
    for gone in old.iter().filter(|o| !kept.contains(&o.id)) {
        if gone.cancelled.is_some() {
            return refuse(Problem::new("cancel.stays").text("name", gone.name.clone()));
        }
        conn.prepare_cached("DELETE FROM award WHERE n = ?1")?.execute([gone.id])?;
    }
    if let Some(answered) = decision.proposal.filter(|_| decision.id == 0) {
        proposal::decide(conn, answered, id)?;
    }
    let what = match (decision.id == 0, decision.kind) {
        (true, DecisionKind::Decision) => "act.decision_new",
        (true, DecisionKind::Notice) => "act.notice_new",
        (false, DecisionKind::Decision) => "act.decision_edit",
        (false, DecisionKind::Notice) => "act.notice_edit",
    };
    Ok(Wrote::new(what, head.thing).row(id).why(&line(&decision.guard)?))
}

/// The rows of a decision that may be written: as it was read, and its period open.
pub(super) fn opened(pen: Pen<'_>, id: i64, rev: i64, thing: &str) -> Outcome<Vec<Recipient>> {
    match find(pen.conn, id)? {
        Some(there) if there.rev == rev => {
            if let Some(key) = there.period {
                period::writable_late(pen.conn, key, there.late)?;
            }
            recipients(pen.conn, id)
        }
        _ => stale(thing),
    }
}

/// A row with its texts cleaned; refused when it says too little or too much. `row` is its place, from 1.
pub(super) fn clean(conn: &Connection, recipient: &Recipient, row: i64) -> Outcome<Recipient> {
    if recipient.basis == Basis::Named {
        return paper::named(conn, recipient, row);
    }
    let mut clean = recipient.clone();
    paper::linked(conn, &clean)?;
    if clean.quantity.is_some_and(|n| n < 0) {
        return refuse(Problem::new("problem.store_count_negative").num("row", row));
    }
    if clean.quantity.is_some_and(|n| n > limit::COUNT) {
        return refuse(Problem::new("problem.store_count_big").num("row", row).num("max", limit::COUNT));
    }
    // A count row is a recipient without a name.
    (clean.party, clean.name, clean.rank, clean.post) = (None, String::new(), String::new(), String::new());
    Ok(clean)
}

/// Why each row is recorded, where the guard asks; refused while it asks and no reason was given. `before` is the decision
/// as it stands.
fn guarded(
    conn: &Connection,
    decision: &Decision,
    (head, key): (&Head, PeriodKey),
    before: Option<&Decision>,
    (rows, parties, old): (&[Recipient], &[Option<i64>], &[Recipient]),
) -> Outcome<Vec<String>> {
    let authorities = codec::codes(&head.authorities);
    let matter = before.is_none_or(|b| {
        (b.date, &b.form, b.nature, text::fold(&b.subject))
            != (decision.date, &head.form.code, decision.nature, text::fold(&head.subject))
    });
    let named = |b: &Decision| (&b.number, &b.authorities) != (&head.number, &authorities);
    let changed = Changed { any: matter || before.is_none_or(named), matter };
    let query = Query {
        paper: Paper::Decision,
        own: decision.id,
        proposal: decision.proposal,
        number: if changed.any { head.number.clone() } else { String::new() },
        date: decision.date,
        authorities: authorities.clone(),
        form: head.form.code.clone(),
        nature: decision.nature,
        subject: head.subject.clone(),
        period: Some(key),
        rows: guard::rows(rows, parties, old, changed),
    };
    guard::reasons(conn, &query, rows, old, &line(&decision.guard)?)
}

pub(super) fn write_head(
    pen: Pen<'_>,
    decision: &Decision,
    head: &Head,
    key: PeriodKey,
    late: Option<PeriodKey>,
) -> Outcome<i64> {
    let conn = pen.conn;
    let values = params![
        key.code(),
        codec::code(decision.kind),
        head.number,
        codec::iso(decision.date),
        codec::iso(decision.received),
        head.authorities,
        head.form.code,
        head.signer,
        decision.nature.map(codec::code),
        head.subject,
        head.note,
        decision.campaign,
        head.fold,
        decision.id,
        late.map(PeriodKey::code)
    ];
    if decision.id == 0 {
        conn.prepare_cached(
            "INSERT INTO decision (period, kind, number, date, received, authorities, form, signer, nature, subject, note,
                campaign, fold, late) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?15 WHERE ?14 = 0",
        )?
        .execute(values)?;
        return Ok(conn.last_insert_rowid());
    }
    conn.prepare_cached(
        "UPDATE decision SET rev = rev + 1, period = ?1, kind = ?2, number = ?3, date = ?4, received = ?5, authorities = ?6,
            form = ?7, signer = ?8, nature = ?9, subject = ?10, note = ?11, campaign = ?12, fold = ?13, late = ?15 WHERE n = ?14",
    )?
    .execute(values)?;
    Ok(decision.id)
}

/// The line on which the rows of a decision stand: legal forms by their authority set, one line for each of the others.
pub(super) fn line_of(conn: &Connection, head: &Head) -> Outcome<i64> {
    let authorities = if head.form.line == LineKind::Legal { head.authorities.as_str() } else { "" };
    let key = params![codec::code(head.form.line), authorities];
    let found = conn
        .prepare_cached("SELECT n FROM line WHERE kind = ?1 AND authorities = ?2")?
        .query_row(key, |r| r.get(0))
        .optional()?;
    if let Some(n) = found {
        return Ok(n);
    }
    conn.execute("INSERT INTO line (kind, authorities) VALUES (?1, ?2)", key)?;
    Ok(conn.last_insert_rowid())
}

/// What all rows of a decision share.
pub(super) struct Place<'a> {
    pub(super) decision: i64,
    pub(super) period: String,
    pub(super) line: i64,
    pub(super) form: &'a str,
}

pub(super) fn write_row(
    conn: &Connection,
    place: &Place<'_>,
    row: &Recipient,
    party: Option<i64>,
    position: i64,
) -> Outcome<()> {
    let values = params![
        place.decision,
        position,
        place.period,
        place.line,
        place.form,
        codec::code(row.kind),
        codec::code(row.basis),
        row.quantity,
        party,
        row.unit,
        row.name,
        row.rank,
        row.post,
        row.achievement,
        row.guard_reason,
        row.id
    ];
    let sql = if row.id == 0 {
        "INSERT INTO award (decision, position, period, line, form, kind, basis, quantity, party, unit, name, rank, post,
            achievement, guard_reason)
         SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15 WHERE ?16 = 0"
    } else {
        // A row that stays as it is leaves no line in the journal.
        "UPDATE award SET decision = ?1, position = ?2, period = ?3, line = ?4, form = ?5, kind = ?6, basis = ?7,
            quantity = ?8, party = ?9, unit = ?10, name = ?11, rank = ?12, post = ?13, achievement = ?14,
            guard_reason = ?15
         WHERE n = ?16 AND (position, period, line, form, kind, basis, quantity, party, unit, name, rank, post, achievement,
            guard_reason) IS NOT (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"
    };
    conn.prepare_cached(sql)?.execute(values)?;
    Ok(())
}

/// Takes a decision out with its rows; one with a cancelled row stays, as that row does.
pub(super) fn remove(pen: Pen<'_>, id: i64, rev: i64, label: &str) -> Outcome<Wrote> {
    let rows = opened(pen, id, rev, label)?;
    let cancelled = rows.iter().filter(|r| r.cancelled.is_some()).count() as i64;
    if cancelled > 0 {
        return refuse(Problem::new("cancel.stays_paper").text("paper", label).num("n", cancelled));
    }
    proposal::undecide(pen.conn, id)?;
    pen.conn.execute("DELETE FROM award WHERE decision = ?1", [id])?;
    pen.conn.execute("DELETE FROM decision WHERE n = ?1", [id])?;
    Ok(Wrote::new("act.decision_remove", label))
}

/// Links an award to an achievement, or unlinks it. Linked, it may turn out to commend an act that is commended already:
/// that asks for a reason as saving does, unless the same was asked when its paper was written.
pub(super) fn link(
    pen: Pen<'_>,
    award: i64,
    achievement: Option<i64>,
    reason: &str,
    label: &str,
) -> Outcome<Wrote> {
    let conn = pen.conn;
    let there = conn
        .query_row(
            "SELECT a.decision, a.period, d.late FROM award a JOIN decision d ON d.n = a.decision WHERE a.n = ?1",
            [award],
            |r| Ok((r.get::<_, i64>(0)?, codec::period(r, 1)?, codec::period_option(r, 2)?)),
        )
        .optional()?;
    let Some((decision, key, late)) = there else { return stale(label) };
    period::writable_late(conn, key, late)?;
    if let Some(id) = achievement {
        paper::act_known(conn, id)?;
    }
    let papers = |found: &[Finding]| found.iter().map(Finding::stands).collect::<Vec<_>>();
    let known = papers(&guard::standing(conn, award)?);
    conn.execute("UPDATE award SET achievement = ?2 WHERE n = ?1", params![award, achievement])?;
    let asking = guard::standing(conn, award)?;
    let asked = achievement.is_some() && papers(&asking) != known;
    let reason = if asked { line(reason)? } else { String::new() };
    if let Some(problem) = question(&asking).filter(|_| asked) {
        if reason.is_empty() {
            return Err(Refusal::Reason(problem, asking.iter().map(Finding::problem).collect()).into());
        }
        conn.execute("UPDATE award SET guard_reason = ?2 WHERE n = ?1", params![award, reason])?;
    }
    // Whoever holds the decision open must see the link before saving over it.
    conn.execute("UPDATE decision SET rev = rev + 1 WHERE n = ?1", [decision])?;
    let what = if achievement.is_some() { "act.award_link" } else { "act.award_unlink" };
    Ok(Wrote::new(what, label).why(&reason))
}
