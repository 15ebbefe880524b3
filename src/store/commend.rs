//! The writing of decisions and notices with their rows: who may stand there, on which line a row counts, whose period it is.
//! Who a named recipient is decides `party`.
use super::award::{find, recipients};
use super::codec;
use super::fault::{Outcome, refuse, stale};
use super::journal::{Pen, Wrote};
use super::party;
use super::register::{block, catalogue, line};
use super::{campaign, late, period, unit};
use crate::core::award::{Basis, Catalogue, Decision, DecisionKind, Form, LineKind, Recipient};
use crate::core::limit;
use crate::core::period::PeriodKey;
use crate::core::problem::Problem;
use crate::core::text;
use rusqlite::{Connection, OptionalExtension, params};

/// A decision's head, cleaned and looked up.
pub(super) struct Head {
    pub(super) number: String,
    pub(super) subject: String,
    pub(super) signer: String,
    pub(super) note: String,
    /// highest first, joined by commas
    pub(super) authorities: String,
    pub(super) form: Form,
    /// what it is called in sentences and in the journal
    pub(super) thing: String,
    pub(super) fold: String,
}

pub(super) fn head(decision: &Decision, catalogue: &Catalogue) -> Outcome<Head> {
    let Some(form) = catalogue.form(&decision.form) else {
        return refuse(Problem::new("problem.store_form_unknown").text("code", decision.form.clone()));
    };
    if let Some(code) =
        decision.authorities.iter().find(|c| !catalogue.authorities.iter().any(|a| a.code == **c))
    {
        return refuse(Problem::new("problem.store_authority_unknown").text("code", code.clone()));
    }
    let ordered: Vec<&str> = catalogue
        .authorities
        .iter()
        .map(|a| a.code.as_str())
        .filter(|c| decision.authorities.iter().any(|d| d == c))
        .collect();
    if ordered.is_empty() {
        return refuse(Problem::new("problem.store_authority_missing").text("form", form.name.clone()));
    }
    let (number, subject) = (line(&decision.number)?, line(&decision.subject)?);
    let (signer, note) = (line(&decision.signer)?, block(&decision.note)?);
    let thing = [&number, &subject, &form.name].into_iter().find(|t| !t.is_empty()).cloned();
    let names = catalogue.authority_names(&decision.authorities);
    let fold = text::fold(&text::line(&format!("{number} {subject} {} {names} {signer} {note}", form.name)));
    Ok(Head {
        authorities: ordered.join(","),
        form: form.clone(),
        thing: text::clip(&thing.unwrap_or_default(), 60),
        number,
        subject,
        signer,
        note,
        fold,
    })
}

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
    let old =
        if decision.id == 0 { Vec::new() } else { opened(pen, decision.id, decision.rev, &head.thing)? };
    let (key, late) = late::place(conn, decision, &head.thing)?;
    let rows = rows.iter().zip(1_i64..).map(|(r, row)| clean(conn, r, row)).collect::<Outcome<Vec<_>>>()?;
    let parties = party::settle(pen, &rows, &old, same)?;
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
    let what = match (decision.id == 0, decision.kind) {
        (true, DecisionKind::Decision) => "act.decision_new",
        (true, DecisionKind::Notice) => "act.notice_new",
        (false, DecisionKind::Decision) => "act.decision_edit",
        (false, DecisionKind::Notice) => "act.notice_edit",
    };
    Ok(Wrote::new(what, head.thing).row(id))
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
fn clean(conn: &Connection, recipient: &Recipient, row: i64) -> Outcome<Recipient> {
    let mut clean = recipient.clone();
    if let Some(id) = clean.unit {
        unit::known(conn, id)?;
    }
    if let Some(id) = clean.achievement {
        achievement_known(conn, id)?;
    }
    if clean.basis == Basis::Named {
        clean.name = line(&recipient.name)?;
        clean.rank = line(&recipient.rank)?;
        clean.post = line(&recipient.post)?;
        clean.quantity = Some(1);
        if clean.name.is_empty() {
            return refuse(Problem::new("problem.store_recipient_name").num("row", row));
        }
        if clean.unit.is_none() {
            return refuse(
                Problem::new("problem.store_recipient_unit").num("row", row).text("name", clean.name),
            );
        }
        return Ok(clean);
    }
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

fn achievement_known(conn: &Connection, id: i64) -> Outcome<()> {
    let there: bool = conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM achievement WHERE n = ?1)")?
        .query_row([id], |r| r.get(0))?;
    if there { Ok(()) } else { refuse(Problem::new("problem.store_achievement_unknown")) }
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
        row.id
    ];
    let sql = if row.id == 0 {
        "INSERT INTO award (decision, position, period, line, form, kind, basis, quantity, party, unit, name, rank, post,
            achievement) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14 WHERE ?15 = 0"
    } else {
        // A row that stays as it is leaves no line in the journal.
        "UPDATE award SET decision = ?1, position = ?2, period = ?3, line = ?4, form = ?5, kind = ?6, basis = ?7,
            quantity = ?8, party = ?9, unit = ?10, name = ?11, rank = ?12, post = ?13, achievement = ?14
         WHERE n = ?15 AND (position, period, line, form, kind, basis, quantity, party, unit, name, rank, post, achievement)
            IS NOT (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)"
    };
    conn.prepare_cached(sql)?.execute(values)?;
    Ok(())
}

/// Takes a decision out with its rows.
pub(super) fn remove(pen: Pen<'_>, id: i64, rev: i64, label: &str) -> Outcome<Wrote> {
    opened(pen, id, rev, label)?;
    pen.conn.execute("DELETE FROM award WHERE decision = ?1", [id])?;
    pen.conn.execute("DELETE FROM decision WHERE n = ?1", [id])?;
    Ok(Wrote::new("act.decision_remove", label))
}

/// Links an award to an achievement, or unlinks it.
pub(super) fn link(pen: Pen<'_>, award: i64, achievement: Option<i64>, label: &str) -> Outcome<Wrote> {
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
        achievement_known(conn, id)?;
    }
    conn.execute("UPDATE award SET achievement = ?2 WHERE n = ?1", params![award, achievement])?;
    // Whoever holds the decision open must see the link before saving over it.
    conn.execute("UPDATE decision SET rev = rev + 1 WHERE n = ?1", [decision])?;
    Ok(Wrote::new(if achievement.is_some() { "act.award_link" } else { "act.award_unlink" }, label))
}
