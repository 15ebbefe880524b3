//! What decisions and proposals share when they are written: the head cleaned and looked up, a named row cleaned.
//! Writes nothing.
use super::fault::{Outcome, refuse};
use super::register::{block, line};
use super::unit;
use crate::core::award::{Basis, Catalogue, Decision, Form, Recipient};
use crate::core::problem::Problem;
use crate::core::text;
use rusqlite::Connection;

/// The head of a paper, cleaned and looked up.
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

/// The head of a decision, or of a proposal told as one.
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

/// A named row with its texts cleaned; refused when it says too little. `row` is its place, from 1.
pub(super) fn named(conn: &Connection, recipient: &Recipient, row: i64) -> Outcome<Recipient> {
    let clean = Recipient {
        basis: Basis::Named,
        quantity: Some(1),
        name: line(&recipient.name)?,
        rank: line(&recipient.rank)?,
        post: line(&recipient.post)?,
        ..recipient.clone()
    };
    linked(conn, &clean)?;
    if clean.name.is_empty() {
        return refuse(Problem::new("problem.store_recipient_name").num("row", row));
    }
    if clean.unit.is_none() {
        let unit = Problem::new("problem.store_recipient_unit").num("row", row).text("name", clean.name);
        return refuse(unit);
    }
    Ok(clean)
}

/// Unit and achievement of a row must be there.
pub(super) fn linked(conn: &Connection, row: &Recipient) -> Outcome<()> {
    if let Some(id) = row.unit {
        unit::known(conn, id)?;
    }
    row.achievement.map_or(Ok(()), |id| act_known(conn, id))
}

/// The achievement must be there.
pub(super) fn act_known(conn: &Connection, id: i64) -> Outcome<()> {
    let there: bool = conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM achievement WHERE n = ?1)")?
        .query_row([id], |r| r.get(0))?;
    if there { Ok(()) } else { refuse(Problem::new("problem.store_achievement_unknown")) }
}
