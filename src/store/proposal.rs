//! Proposals: the list of a period, one opened, their writing; and how a decision settles one, and its removal unsettles it.
//! A proposal counts nowhere, so a lock keeps its texts but not its fate: what was sent in a locked quarter may be decided,
//! dropped or taken up again at any time.
use super::codec;
use super::fault::{Outcome, refuse, stale};
use super::journal::{Pen, Wrote};
use super::paper::{Head, head, named};
use super::register::{catalogue, line};
use super::{guard, page, party, period};
use crate::core::award::{Basis, Decision, Recipient};
use crate::core::guard::{Paper, Query};
use crate::core::limit;
use crate::core::page::{Reach, RowKey, Span, Window};
use crate::core::period::PeriodKey;
use crate::core::problem::Problem;
use crate::core::proposal::{Act, Followed, Proposal, ProposalLink, ProposalRow, ProposalSheet, State};
use crate::core::text;
use rusqlite::{Connection, OptionalExtension, Row, named_params, params};

const HEAD: &str =
    "p.n, p.rev, p.number, p.date, p.authorities, p.form, p.nature, p.subject, p.note, p.period, p.state,
    p.decision, p.dropped_reason";
/// Nominees of a decided proposal that its decision does not name, or no longer validly.
const LEFT_OUT: &str = "NOT EXISTS (SELECT 1 FROM award a WHERE a.decision = p.decision AND a.party = m.party
    AND a.state = 'valid')";

fn read(r: &Row<'_>) -> rusqlite::Result<Proposal> {
    Ok(Proposal {
        id: r.get(0)?,
        rev: r.get(1)?,
        number: r.get(2)?,
        date: codec::date_option(r, 3)?,
        authorities: codec::codes(&r.get::<_, String>(4)?),
        form: r.get(5)?,
        nature: codec::decode_option(r, 6)?,
        subject: r.get(7)?,
        note: r.get(8)?,
        period: Some(codec::period(r, 9)?),
        state: codec::decode(r, 10)?,
        decision: r.get(11)?,
        dropped: r.get(12)?,
        guard: String::new(),
    })
}

fn followed(r: &Row<'_>, at: usize) -> rusqlite::Result<Option<Followed>> {
    let number: Option<String> = r.get(at)?;
    number.map(|number| Ok(Followed { number, date: codec::date_option(r, at + 1)? })).transpose()
}

/// Proposals of earlier periods that still wait: a list of a period shows them too.
const EARLIER: &str = "state = 'pending' AND period IN (SELECT code FROM period
    WHERE from_date < (SELECT from_date FROM period WHERE code = :period))";

/// A stretch of the proposals. A word of the filter matches in the head, or in a name, rank or unit under it.
pub(super) fn list(conn: &Connection, reach: &Reach) -> Outcome<Window<ProposalRow>> {
    page::slice_with(conn, "proposal", EARLIER, reach, || found(conn, reach))?.read(|id| row(conn, id))
}

/// How many proposals of earlier periods the list of that period has.
pub(super) fn waiting_before(conn: &Connection, span: Span) -> Outcome<i64> {
    let Span::Period(key) = span else { return Ok(0) };
    if !key.leaf() {
        return Ok(0);
    }
    let sql = format!("SELECT COUNT(*) FROM proposal WHERE {EARLIER}");
    Ok(conn.prepare_cached(&sql)?.query_row(named_params! { ":period": key.code() }, |r| r.get(0))?)
}

fn row(conn: &Connection, id: i64) -> Outcome<Option<ProposalRow>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {HEAD}, d.number, d.date,
            (SELECT COUNT(*) FROM nominee m WHERE m.proposal = p.n AND m.kind = 'collective'),
            (SELECT COUNT(*) FROM nominee m WHERE m.proposal = p.n AND m.kind = 'individual'),
            CASE WHEN p.decision IS NULL THEN 0
                ELSE (SELECT COUNT(*) FROM nominee m WHERE m.proposal = p.n AND {LEFT_OUT}) END
         FROM proposal p LEFT JOIN decision d ON d.n = p.decision WHERE p.n = ?1"
    ))?;
    let read = |r: &Row<'_>| {
        Ok(ProposalRow {
            head: read(r)?,
            followed: followed(r, 13)?,
            collective: r.get(15)?,
            individual: r.get(16)?,
            left_out: r.get(17)?,
        })
    };
    Ok(statement.query_row([id], read).optional()?)
}

/// Keys of the rows that have all the words.
fn found(conn: &Connection, reach: &Reach) -> Outcome<Vec<RowKey>> {
    let words = page::words(&reach.filter);
    let period = match reach.span {
        Span::Period(key) => key.code(),
        Span::All => String::new(),
    };
    let sql = match reach.span {
        Span::Period(key) if !key.leaf() => {
            let own = page::one_of(&key.leaves());
            format!(
                "SELECT n, date, fold FROM proposal WHERE :period <> '' AND {own} ORDER BY date DESC, n DESC"
            )
        }
        _ => format!(
            "SELECT n, date, fold FROM proposal WHERE :period = '' OR period = :period OR ({EARLIER})
             ORDER BY date DESC, n DESC"
        ),
    };
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query(named_params! { ":period": period })?;
    let mut keys = Vec::new();
    while let Some(r) = rows.next()? {
        let fold = r.get_ref(2)?.as_str().unwrap_or_default();
        let missing: Vec<&String> = words.iter().filter(|w| !fold.contains(w.as_str())).collect();
        if !missing.is_empty() {
            let under = under(conn, r.get(0)?)?;
            if !missing.iter().all(|w| under.contains(w.as_str())) {
                continue;
            }
        }
        keys.push(page::key(r)?);
    }
    Ok(keys)
}

/// Everything under a proposal that a filter may find, folded.
fn under(conn: &Connection, proposal: i64) -> Outcome<String> {
    let mut statement = conn.prepare_cached(
        "SELECT m.rank || ' ' || m.name || ' ' || m.post || ' ' || u.code || ' ' || u.name
         FROM nominee m JOIN unit u ON u.n = m.unit WHERE m.proposal = ?1",
    )?;
    let lines: Vec<String> = statement.query_map([proposal], |r| r.get(0))?.collect::<Result<_, _>>()?;
    Ok(text::fold(&lines.join(" ")))
}

/// How many wait for a decision, sent in that period or before it.
pub(super) fn pending(conn: &Connection, key: PeriodKey) -> Outcome<i64> {
    let mut statement = conn.prepare_cached(
        "SELECT COUNT(*) FROM proposal WHERE state = 'pending' AND period IN
            (SELECT code FROM period WHERE leaf = 1 AND from_date <= (SELECT from_date FROM period WHERE code = ?1))",
    )?;
    // of a set of quarters: by its last one
    let last = period::leaves(conn, key)?.pop().map_or(key, |p| p.key);
    Ok(statement.query_row([last.code()], |r| r.get(0))?)
}

fn find(conn: &Connection, id: i64) -> Outcome<Option<Proposal>> {
    let mut statement = conn.prepare_cached(&format!("SELECT {HEAD} FROM proposal p WHERE p.n = ?1"))?;
    Ok(statement.query_row([id], read).optional()?)
}

fn nominees(conn: &Connection, id: i64) -> Outcome<Vec<Recipient>> {
    let mut statement = conn.prepare_cached(
        "SELECT n, kind, party, name, rank, post, unit, achievement, guard_reason FROM nominee
         WHERE proposal = ?1 ORDER BY position, n",
    )?;
    let rows = statement.query_map([id], |r| {
        Ok(Recipient {
            id: r.get(0)?,
            kind: codec::decode(r, 1)?,
            basis: Basis::Named,
            quantity: Some(1),
            party: r.get(2)?,
            another: false,
            name: r.get(3)?,
            rank: r.get(4)?,
            post: r.get(5)?,
            unit: r.get(6)?,
            achievement: r.get(7)?,
            guard_reason: r.get(8)?,
            cancelled: None,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One proposal opened.
pub(super) fn sheet(conn: &Connection, id: i64) -> Outcome<Option<ProposalSheet>> {
    let Some(head) = find(conn, id)? else { return Ok(None) };
    let followed = conn
        .prepare_cached("SELECT number, date FROM decision WHERE n = ?1")?
        .query_row([head.decision], |r| followed(r, 0))
        .optional()?
        .flatten();
    let left_out = conn
        .prepare_cached(&format!(
            "SELECT m.n FROM nominee m JOIN proposal p ON p.n = m.proposal
             WHERE m.proposal = ?1 AND p.decision IS NOT NULL AND {LEFT_OUT} ORDER BY m.position"
        ))?
        .query_map([id], |r| r.get(0))?
        .collect::<Result<_, _>>()?;
    let acts = conn
        .prepare_cached(
            "SELECT DISTINCT c.n, c.content, c.date FROM nominee m JOIN achievement c ON c.n = m.achievement
             WHERE m.proposal = ?1 ORDER BY m.position",
        )?
        .query_map([id], |r| Ok((r.get(0)?, r.get(1)?, codec::date_option(r, 2)?)))?
        .collect::<Result<_, _>>()?;
    Ok(Some(ProposalSheet { nominees: nominees(conn, id)?, head, followed, left_out, acts }))
}

fn links(conn: &Connection, condition: &str, id: i64) -> Outcome<Vec<ProposalLink>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT p.n, p.number, p.date, p.form, p.state FROM proposal p WHERE {condition}
         ORDER BY p.date IS NULL, p.date, p.n"
    ))?;
    let rows = statement.query_map([id], |r| {
        Ok(ProposalLink {
            id: r.get(0)?,
            number: r.get(1)?,
            date: codec::date_option(r, 2)?,
            form: r.get(3)?,
            state: codec::decode(r, 4)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The proposals a decision answers.
pub(super) fn of_decision(conn: &Connection, decision: i64) -> Outcome<Vec<ProposalLink>> {
    links(conn, "p.decision = ?1", decision)
}

/// The proposals that name an achievement.
pub(super) fn of_achievement(conn: &Connection, achievement: i64) -> Outcome<Vec<ProposalLink>> {
    links(conn, "p.n IN (SELECT m.proposal FROM nominee m WHERE m.achievement = ?1)", achievement)
}

/// Writes.
pub(super) fn write(pen: Pen<'_>, act: &Act) -> Outcome<Wrote> {
    match act {
        Act::Save { proposal, nominees, same } => save(pen, proposal, nominees, *same),
        Act::Drop { id, rev, reason, label } => drop_it(pen, *id, *rev, reason, label),
        Act::Reopen { id, rev, label } => reopen(pen, *id, *rev, label),
        Act::Remove { id, rev, label } => remove(pen, *id, *rev, label),
    }
}

fn save(pen: Pen<'_>, proposal: &Proposal, rows: &[Recipient], same: Option<bool>) -> Outcome<Wrote> {
    let conn = pen.conn;
    let head = head(&told(proposal), &catalogue(conn)?)?;
    if rows.len() > limit::RECIPIENTS {
        return refuse(Problem::new("problem.store_too_many").num("max", limit::RECIPIENTS as i64));
    }
    if rows.is_empty() {
        return refuse(Problem::new("problem.proposal.nobody"));
    }
    let before =
        (proposal.id != 0).then(|| opened(pen, proposal.id, proposal.rev, &head.thing)).transpose()?;
    let old = if proposal.id == 0 { Vec::new() } else { nominees(conn, proposal.id)? };
    let key = period::owner(conn, [proposal.date, None], proposal.period, &head.thing)?;
    let rows = rows.iter().zip(1_i64..).map(|(r, row)| named(conn, r, row)).collect::<Outcome<Vec<_>>>()?;
    let told = party::Told { decision: 0, date: codec::iso(proposal.date), period: key.code() };
    let parties = party::settle_nominees(pen, &rows, &old, same, &told)?;
    let matter = before.as_ref().is_none_or(|b| {
        (b.date, &b.form, b.nature, text::fold(&b.subject))
            != (proposal.date, &head.form.code, proposal.nature, text::fold(&head.subject))
    });
    let any = matter || before.as_ref().is_none_or(|b| b.number != head.number);
    let changed = guard::Changed { any, matter };
    let query = Query {
        paper: Paper::Proposal,
        own: proposal.id,
        proposal: None,
        number: if changed.any { head.number.clone() } else { String::new() },
        date: proposal.date,
        authorities: codec::codes(&head.authorities),
        form: head.form.code.clone(),
        nature: proposal.nature,
        subject: head.subject.clone(),
        period: Some(key),
        rows: guard::rows(&rows, &parties, &old, changed),
    };
    let given = line(&proposal.guard)?;
    let reasons = guard::reasons(conn, &query, &rows, &old, &given)?;
    let id = write_head(pen, proposal, &head, key)?;
    let mut kept = Vec::new();
    for (((row, party), reason), position) in rows.iter().zip(parties).zip(&reasons).zip(1_i64..) {
        if row.id != 0 {
            if !old.iter().any(|o| o.id == row.id) {
                return stale(&head.thing);
            }
            kept.push(row.id);
        }
        write_row(conn, id, row, party, reason, position)?;
    }
    for gone in old.iter().filter(|o| !kept.contains(&o.id)) {
        conn.prepare_cached("DELETE FROM nominee WHERE n = ?1")?.execute([gone.id])?;
    }
    let what = if proposal.id == 0 { "act.proposal_new" } else { "act.proposal_edit" };
    Ok(Wrote::new(what, head.thing).row(id).why(&given))
}

/// Its head as that of a decision, for the cleaning both share.
fn told(proposal: &Proposal) -> Decision {
    Decision {
        number: proposal.number.clone(),
        authorities: proposal.authorities.clone(),
        form: proposal.form.clone(),
        subject: proposal.subject.clone(),
        note: proposal.note.clone(),
        ..Decision::default()
    }
}

/// A proposal whose texts may be written: as it was read, its period open, not decided yet.
fn opened(pen: Pen<'_>, id: i64, rev: i64, thing: &str) -> Outcome<Proposal> {
    let there = at_rev(pen.conn, id, rev, thing)?;
    if let Some(key) = there.period {
        period::owning(pen.conn, key)?;
    }
    if there.state == State::Decided {
        return refuse(Problem::new("problem.proposal.decided").text("thing", thing));
    }
    Ok(there)
}

fn at_rev(conn: &Connection, id: i64, rev: i64, thing: &str) -> Outcome<Proposal> {
    match find(conn, id)? {
        Some(there) if there.rev == rev => Ok(there),
        _ => stale(thing),
    }
}

fn write_head(pen: Pen<'_>, proposal: &Proposal, head: &Head, key: PeriodKey) -> Outcome<i64> {
    let conn = pen.conn;
    let values = params![
        key.code(),
        head.number,
        codec::iso(proposal.date),
        head.authorities,
        head.form.code,
        proposal.nature.map(codec::code),
        head.subject,
        head.note,
        head.fold,
        proposal.id
    ];
    if proposal.id == 0 {
        conn.prepare_cached(
            "INSERT INTO proposal (period, number, date, authorities, form, nature, subject, note, fold)
             SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 WHERE ?10 = 0",
        )?
        .execute(values)?;
        return Ok(conn.last_insert_rowid());
    }
    conn.prepare_cached(
        "UPDATE proposal SET rev = rev + 1, period = ?1, number = ?2, date = ?3, authorities = ?4, form = ?5, nature = ?6,
            subject = ?7, note = ?8, fold = ?9 WHERE n = ?10",
    )?
    .execute(values)?;
    Ok(proposal.id)
}

fn write_row(
    conn: &Connection,
    proposal: i64,
    row: &Recipient,
    party: Option<i64>,
    reason: &str,
    position: i64,
) -> Outcome<()> {
    let values = params![
        proposal,
        position,
        codec::code(row.kind),
        party,
        row.unit,
        row.name,
        row.rank,
        row.post,
        row.achievement,
        reason,
        row.id
    ];
    let sql = if row.id == 0 {
        "INSERT INTO nominee (proposal, position, kind, party, unit, name, rank, post, achievement, guard_reason)
         SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10 WHERE ?11 = 0"
    } else {
        // A row that stays as it is leaves no line in the journal.
        "UPDATE nominee SET proposal = ?1, position = ?2, kind = ?3, party = ?4, unit = ?5, name = ?6, rank = ?7, post = ?8,
            achievement = ?9, guard_reason = ?10
         WHERE n = ?11 AND (position, kind, party, unit, name, rank, post, achievement, guard_reason)
            IS NOT (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
    };
    conn.prepare_cached(sql)?.execute(values)?;
    Ok(())
}

fn drop_it(pen: Pen<'_>, id: i64, rev: i64, reason: &str, label: &str) -> Outcome<Wrote> {
    let there = at_rev(pen.conn, id, rev, label)?;
    let reason = line(reason)?;
    if reason.is_empty() {
        return refuse(Problem::new("problem.proposal.reason").text("thing", label));
    }
    if there.state == State::Decided {
        return refuse(Problem::new("problem.proposal.decided").text("thing", label));
    }
    pen.conn.execute(
        "UPDATE proposal SET rev = rev + 1, state = 'dropped', dropped_reason = ?2 WHERE n = ?1",
        params![id, reason],
    )?;
    Ok(Wrote::new("act.proposal_drop", label).row(id).why(&reason))
}

fn reopen(pen: Pen<'_>, id: i64, rev: i64, label: &str) -> Outcome<Wrote> {
    if at_rev(pen.conn, id, rev, label)?.state != State::Dropped {
        return stale(label);
    }
    pen.conn.execute(
        "UPDATE proposal SET rev = rev + 1, state = 'pending', dropped_reason = '' WHERE n = ?1",
        [id],
    )?;
    Ok(Wrote::new("act.proposal_reopen", label).row(id))
}

fn remove(pen: Pen<'_>, id: i64, rev: i64, label: &str) -> Outcome<Wrote> {
    opened(pen, id, rev, label)?;
    pen.conn.execute("DELETE FROM nominee WHERE proposal = ?1", [id])?;
    pen.conn.execute("DELETE FROM proposal WHERE n = ?1", [id])?;
    Ok(Wrote::new("act.proposal_remove", label))
}

/// A decision answers a proposal: decided, in the act that writes the decision.
pub(super) fn decide(conn: &Connection, proposal: i64, decision: i64) -> Outcome<()> {
    let changed = conn.execute(
        "UPDATE proposal SET rev = rev + 1, state = 'decided', decision = ?2 WHERE n = ?1 AND state = 'pending'",
        [proposal, decision],
    )?;
    if changed == 0 {
        return refuse(Problem::new("problem.proposal.not_pending"));
    }
    Ok(())
}

/// The decision goes: what it answered waits again, in the act that takes the decision out.
pub(super) fn undecide(conn: &Connection, decision: i64) -> Outcome<()> {
    conn.execute(
        "UPDATE proposal SET rev = rev + 1, state = 'pending', decision = NULL WHERE decision = ?1",
        [decision],
    )?;
    Ok(())
}

/// An achievement goes: its nominees stay, unlinked.
pub(super) fn unlink(conn: &Connection, achievement: i64) -> Outcome<()> {
    conn.execute("UPDATE nominee SET achievement = NULL WHERE achievement = ?1", [achievement])?;
    Ok(())
}
