//! The register's own row, its catalogue of commendations and its last act.
use super::codec;
use super::fault::{Outcome, refuse, stale};
use super::journal::{Pen, Wrote};
use crate::core::award::{Authority, Catalogue, Form};
use crate::core::limit;
use crate::core::problem::Problem;
use crate::core::register::{LOOKBACK, Letterhead, OVERDUE, Register};
use crate::core::text;
use crate::core::words::Lang;
use rusqlite::{Connection, OptionalExtension, params};

/// The register's row.
pub(super) fn get(conn: &Connection) -> Outcome<Register> {
    let mut statement = conn.prepare_cached(
        "SELECT uuid, rev, cluster, province, secretary, label, sample, lang, plain,
                superior, issuer, place, symbol, sign_form, sign_post, signer, recipients,
                overdue_days, lookback_months, year_start FROM register",
    )?;
    Ok(statement.query_row([], |r| {
        Ok(Register {
            uuid: r.get(0)?,
            rev: r.get(1)?,
            cluster: r.get(2)?,
            province: r.get(3)?,
            secretary: r.get(4)?,
            label: codec::decode(r, 5)?,
            sample: r.get(6)?,
            lang: codec::decode(r, 7)?,
            plain: r.get(8)?,
            letterhead: Letterhead {
                superior: r.get(9)?,
                issuer: r.get(10)?,
                place: r.get(11)?,
                symbol: r.get(12)?,
                sign_form: r.get(13)?,
                sign_post: r.get(14)?,
                signer: r.get(15)?,
                recipients: r.get(16)?,
            },
            overdue_days: r.get(17)?,
            lookback_months: r.get(18)?,
            year_start: codec::year_start(r, 19)?,
        })
    })?)
}

/// Number and time of day of the last act.
pub(super) fn last_act(conn: &Connection) -> Outcome<(i64, String)> {
    let last = conn
        .query_row("SELECT n, at FROM act ORDER BY n DESC LIMIT 1", [], |r| {
            Ok((r.get(0)?, r.get::<_, String>(1)?))
        })
        .optional()?;
    Ok(last.map_or_else(Default::default, |(n, at)| (n, at.chars().skip(11).take(5).collect())))
}

/// The catalogue: authorities highest first, forms in their order.
pub(super) fn catalogue(conn: &Connection) -> Outcome<Catalogue> {
    let mut statement =
        conn.prepare_cached("SELECT code, name, position, retired, rev FROM authority ORDER BY position, n")?;
    let authorities = statement
        .query_map([], |r| {
            Ok(Authority {
                code: r.get(0)?,
                name: r.get(1)?,
                position: r.get(2)?,
                retired: r.get(3)?,
                rev: r.get(4)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    let mut statement = conn.prepare_cached(
        "SELECT code, name, line, authorities, title, position, retired, rev FROM form ORDER BY position, n",
    )?;
    let forms = statement
        .query_map([], |r| {
            Ok(Form {
                code: r.get(0)?,
                name: r.get(1)?,
                line: codec::decode(r, 2)?,
                authorities: codec::codes(&r.get::<_, String>(3)?),
                title: r.get(4)?,
                position: r.get(5)?,
                retired: r.get(6)?,
                rev: r.get(7)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(Catalogue { authorities, forms })
}

/// Saves the row.
pub(super) fn save(pen: Pen<'_>, register: &Register) -> Outcome<Wrote> {
    let cluster = line(&register.cluster)?;
    if cluster.is_empty() {
        return refuse(Problem::new("problem.store_cluster_empty"));
    }
    within("problem.store_overdue", register.overdue_days, OVERDUE)?;
    within("problem.store_lookback", register.lookback_months, LOOKBACK)?;
    let head = &register.letterhead;
    let lang = match register.lang {
        Lang::Vi => "vi",
        Lang::En => "en",
    };
    let changed = pen.conn.execute(
        "UPDATE register SET rev = rev + 1, cluster = ?2, province = ?3, secretary = ?4, label = ?5, lang = ?6, plain = ?7,
            superior = ?8, issuer = ?9, place = ?10, symbol = ?11, sign_form = ?12, sign_post = ?13, signer = ?14,
            recipients = ?15, overdue_days = ?16, lookback_months = ?17, year_start = ?18 WHERE n = 1 AND rev = ?1",
        params![
            register.rev,
            cluster,
            line(&register.province)?,
            line(&register.secretary)?,
            codec::code(register.label),
            lang,
            register.plain,
            line(&head.superior)?,
            line(&head.issuer)?,
            line(&head.place)?,
            line(&head.symbol)?,
            block(&head.sign_form)?,
            line(&head.sign_post)?,
            line(&head.signer)?,
            block(&head.recipients)?,
            register.overdue_days,
            register.lookback_months,
            register.year_start.code()
        ],
    )?;
    if changed == 0 {
        return stale(&cluster);
    }
    Ok(Wrote::new("act.register_save", cluster))
}

/// A number within its bounds, or the sentence that names them.
fn within(key: &'static str, n: i64, (least, most): (i64, i64)) -> Outcome<()> {
    if (least..=most).contains(&n) {
        return Ok(());
    }
    refuse(Problem::new(key).num("least", least).num("most", most))
}

/// One line of the user's text, or the sentence that it is too long.
pub(super) fn line(raw: &str) -> Outcome<String> {
    let clean = text::line(raw);
    if clean.chars().count() > limit::LINE {
        return refuse(Problem::new("problem.store_line_long").num("max", limit::LINE as i64));
    }
    Ok(clean)
}

/// A name of its own among others of its list, or the sentence that it is empty (`nameless`) or that another has it (`twice`).
pub(super) fn own_name(
    raw: &str,
    mut others: impl Iterator<Item = String>,
    (nameless, twice): (&'static str, &'static str),
) -> Outcome<String> {
    let name = line(raw)?;
    let key = text::same_key(&name);
    if key.is_empty() {
        return refuse(Problem::new(nameless));
    }
    if others.any(|other| text::same_key(&other) == key) {
        return refuse(Problem::new(twice).text("name", name));
    }
    Ok(name)
}

/// A block of the user's text, or the sentence that it is too long.
pub(super) fn block(raw: &str) -> Outcome<String> {
    let clean = text::block(raw);
    if clean.chars().count() > limit::BLOCK {
        return refuse(Problem::new("problem.store_block_long").num("max", limit::BLOCK as i64));
    }
    Ok(clean)
}
