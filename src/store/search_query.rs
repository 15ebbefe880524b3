//! What Find answers: the index gives the keys, newest first, and the tables their texts. Every typed word is the beginning
//! of a word; a unit's code, or the whole name of a unit, a form or an authority, also stands for what belongs to it.
use super::codec;
use super::fault::Outcome;
use super::search::{self, TOP};
use crate::core::award::{Basis, DecisionKind, RecipientKind};
use crate::core::find::{self, Found, Hit, Kind, Query, Standing};
use crate::core::text;
use rusqlite::{Connection, Error, OptionalExtension, Row, params};

/// A thing with a name that words may stand for.
struct Name {
    n: i64,
    /// code of a form or authority
    code: String,
    /// what it is shown as
    shown: String,
    /// its words; those of a unit's code apart
    words: Vec<Vec<String>>,
    /// in the index
    sign: String,
}

/// Units, forms and authorities: a few dozen rows, read at each question.
pub(super) struct Names {
    units: Vec<Name>,
    forms: Vec<Name>,
    authorities: Vec<Name>,
}

impl Names {
    pub(super) fn read(conn: &Connection) -> Outcome<Self> {
        let rows = |sql: &str, sign: fn(i64) -> String| -> Outcome<Vec<Name>> {
            let mut statement = conn.prepare_cached(sql)?;
            let rows = statement.query_map([], |r| {
                let (n, code, name): (i64, String, String) = (r.get(0)?, r.get(1)?, r.get(2)?);
                Ok(Name { n, words: vec![find::words(&name)], sign: sign(n), code, shown: name })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        };
        let mut units = rows("SELECT n, code, name FROM unit ORDER BY position, n", search::unit_word)?;
        for unit in units.iter_mut().filter(|u| !u.code.is_empty()) {
            unit.words.push(find::words(&unit.code));
        }
        Ok(Self {
            units,
            forms: rows("SELECT n, code, name FROM form", search::form_word)?,
            authorities: rows(
                "SELECT n, code, name FROM authority ORDER BY position, n",
                search::authority_word,
            )?,
        })
    }

    fn all(&self) -> impl Iterator<Item = &Name> {
        self.units.iter().chain(&self.forms).chain(&self.authorities)
    }

    /// The longest run at the head of `words` that is a whole name: its length, and the signs of what it names.
    fn named(&self, words: &[String]) -> (usize, Vec<&str>) {
        let fits = |name: &Vec<String>| !name.is_empty() && words.starts_with(name);
        let longest = self.all().flat_map(|n| &n.words).filter(|w| fits(w)).map(Vec::len).max().unwrap_or(0);
        let names = |n: &&Name| n.words.iter().any(|w| w.len() == longest && fits(w));
        let signs = if longest == 0 {
            Vec::new()
        } else {
            self.all().filter(names).map(|n| n.sign.as_str()).collect()
        };
        (longest, signs)
    }

    fn form(&self, code: &str) -> String {
        self.forms.iter().find(|f| f.code == code).map_or_else(String::new, |f| f.shown.clone())
    }

    fn authorities(&self, codes: &str) -> String {
        let codes = codec::codes(codes);
        let names: Vec<&str> =
            self.authorities.iter().filter(|a| codes.contains(&a.code)).map(|a| a.shown.as_str()).collect();
        names.join(", ")
    }

    pub(super) fn unit(&self, n: Option<i64>) -> String {
        let found = self.units.iter().find(|u| Some(u.n) == n);
        found.map_or_else(String::new, |u| if u.code.is_empty() { u.shown.clone() } else { u.code.clone() })
    }
}

/// The question as the index reads it; `None` where it asks nothing, or for what there is not.
fn expression(words: &[String], query: &Query, names: &Names) -> Option<String> {
    let begins = |word: &String| format!("\"{word}\" *");
    let mut parts = Vec::new();
    let mut rest = words;
    while let Some((first, after)) = rest.split_first() {
        let (length, signs) = names.named(rest);
        if signs.is_empty() {
            parts.push(begins(first));
            rest = after;
            continue;
        }
        let (run, after) = rest.split_at(length);
        let spelled: Vec<String> = run.iter().map(begins).collect();
        let signs: Vec<String> = signs.iter().map(|s| format!("\"{s}\"")).collect();
        parts.push(format!("(({}) OR {})", spelled.join(" AND "), signs.join(" OR ")));
        rest = after;
    }
    let filter = &query.filter;
    let mut signs = Vec::new();
    signs.extend(filter.unit.map(search::unit_word));
    signs.extend(filter.period.map(search::period_word));
    signs.extend(filter.standing.map(search::standing_word));
    if let Some(code) = &filter.form {
        signs.push(names.forms.iter().find(|f| f.code == *code)?.sign.clone());
    }
    if let Some(code) = &filter.authority {
        signs.push(names.authorities.iter().find(|a| a.code == *code)?.sign.clone());
    }
    parts.extend(signs.iter().map(|s| format!("\"{s}\"")));
    (!parts.is_empty()).then(|| parts.join(" AND "))
}

/// Everything that matches, the newest first.
pub(super) fn find(conn: &Connection, query: &Query) -> Outcome<Found> {
    let words = find::words(&query.text);
    let names = Names::read(conn)?;
    let Some(asked) = expression(&words, query, &names) else { return Ok(Found::default()) };
    let mut hits = Vec::new();
    let known = words.iter().any(|w| w.chars().count() > 1);
    if known && query.filter.is_empty() {
        hits.extend(units(&words, &names));
    }
    let apart = query.filter.unit;
    let filter = find::Filter { unit: apart, ..find::Filter::default() };
    if known && query.filter == filter {
        let most = (find::TOP.saturating_sub(hits.len())) as i64;
        for id in keys(conn, &asked, (TOP, i64::MAX), most)? {
            hits.extend(party(conn, id, &names)?);
        }
    }
    let mut found = keys(conn, &asked, (0, TOP - 1), find::MOST as i64 + 1)?;
    let more = found.len() > find::MOST;
    found.truncate(find::MOST);
    for id in found {
        hits.extend(hit(conn, id, &names)?);
    }
    Ok(Found { hits, more })
}

/// Rowids between two bounds, the highest first.
fn keys(conn: &Connection, asked: &str, (from, to): (i64, i64), most: i64) -> Outcome<Vec<i64>> {
    let mut statement = conn.prepare_cached(
        "SELECT rowid FROM find WHERE find MATCH ?1 AND rowid BETWEEN ?2 AND ?3 ORDER BY rowid DESC LIMIT ?4",
    )?;
    let rows: Result<Vec<i64>, Error> =
        statement.query_map(params![asked, from, to, most], |r| r.get(0)).and_then(Iterator::collect);
    match rows {
        // A letter newer than the index's tables parts a word where ours does not: such a word stands nowhere.
        Err(Error::SqliteFailure(_, Some(text))) if text.starts_with("fts5: ") => Ok(Vec::new()),
        rows => Ok(rows?),
    }
}

/// Units whose code and name have all the words.
fn units(words: &[String], names: &Names) -> Vec<Hit> {
    let has =
        |u: &&Name| words.iter().all(|w| u.words.concat().iter().any(|own| own.starts_with(w.as_str())));
    let few = names.units.iter().filter(has).take(find::TOP / 2);
    few.map(|u| Hit {
        title: u.shown.clone(),
        unit: names.unit(Some(u.n)),
        unit_id: Some(u.n),
        ..empty(Kind::Unit, u.n)
    })
    .collect()
}

pub(super) fn empty(kind: Kind, id: i64) -> Hit {
    Hit {
        kind,
        id,
        opens: id,
        party: None,
        date: None,
        period: None,
        unit: String::new(),
        unit_id: None,
        title: String::new(),
        more: String::new(),
        number: String::new(),
        form: String::new(),
        by: String::new(),
        standing: None,
        awards: 0,
        days: None,
        count: None,
        result: None,
    }
}

/// The row of a rowid; `None` when the index knows a row that is not there.
pub(super) fn hit(conn: &Connection, rowid: i64, names: &Names) -> Outcome<Option<Hit>> {
    let (kind, n) = search::split(rowid);
    let one = |sql: &str, read: &dyn Fn(&Row<'_>) -> rusqlite::Result<Hit>| -> Outcome<Option<Hit>> {
        Ok(conn.prepare_cached(sql)?.query_row([n], read).optional()?)
    };
    match kind {
        search::ACHIEVEMENT => one(
            "SELECT date, period, unit, content, who,
                    (SELECT COUNT(*) FROM award a WHERE a.achievement = c.n AND a.state = 'valid')
             FROM achievement c WHERE n = ?1",
            &|r| {
                Ok(Hit {
                    unit: names.unit(r.get(2)?),
                    unit_id: r.get(2)?,
                    title: text::line(&r.get::<_, String>(3)?),
                    more: text::line(&r.get::<_, String>(4)?),
                    awards: r.get(5)?,
                    ..dated(Kind::Achievement, n, r)?
                })
            },
        ),
        search::AWARD => one(
            "SELECT d.date, a.period, a.unit, a.rank, a.name, a.post, d.number, a.form, d.authorities, a.state, d.n, a.party,
                    CAST(julianday(d.date) - julianday((SELECT date FROM achievement c WHERE c.n = a.achievement)) AS INTEGER),
                    a.basis, a.kind, a.quantity
             FROM award a JOIN decision d ON d.n = a.decision WHERE a.n = ?1",
            &|r| {
                let count = match codec::decode(r, 13)? {
                    Basis::Named => None,
                    basis => Some((codec::decode(r, 14)?, basis, r.get(15)?)),
                };
                Ok(Hit { count, ..named(Kind::Award, n, r, names)? })
            },
        ),
        search::NOMINEE => one(
            "SELECT p.date, p.period, a.unit, a.rank, a.name, a.post, p.number, p.form, p.authorities, p.state, p.n, a.party, NULL
             FROM nominee a JOIN proposal p ON p.n = a.proposal WHERE a.n = ?1",
            &|r| named(Kind::Nominee, n, r, names),
        ),
        search::DECISION => one(
            "SELECT date, period, subject, signer, number, form, authorities, 'valid', kind FROM decision WHERE n = ?1",
            &|r| {
                let kind = match codec::decode(r, 8)? {
                    DecisionKind::Decision => Kind::Decision,
                    DecisionKind::Notice => Kind::Notice,
                };
                paper(kind, n, r, names)
            },
        ),
        search::PROPOSAL => one(
            "SELECT date, period, subject, note, number, form, authorities, state FROM proposal WHERE n = ?1",
            &|r| paper(Kind::Proposal, n, r, names),
        ),
        search::MEETING => one("SELECT date, period, place, chair FROM meeting WHERE n = ?1", &|r| {
            Ok(Hit { title: r.get(2)?, more: r.get(3)?, ..dated(Kind::Meeting, n, r)? })
        }),
        search::REPORT => one("SELECT NULL, period, text FROM report_text WHERE n = ?1", &|r| {
            Ok(Hit { title: text::line(&r.get::<_, String>(2)?), ..dated(Kind::Report, n, r)? })
        }),
        search::APPROVAL => one("SELECT date, period, signer, number FROM approval WHERE n = ?1", &|r| {
            Ok(Hit { more: r.get(2)?, number: r.get(3)?, ..dated(Kind::Approval, n, r)? })
        }),
        _ => Ok(None),
    }
}

/// Day and period, the first two columns of every row with a day.
fn dated(kind: Kind, id: i64, r: &Row<'_>) -> rusqlite::Result<Hit> {
    Ok(Hit { date: codec::date_option(r, 0)?, period: Some(codec::period(r, 1)?), ..empty(kind, id) })
}

/// Somebody commended or proposed.
fn named(kind: Kind, id: i64, r: &Row<'_>, names: &Names) -> rusqlite::Result<Hit> {
    let (rank, name): (String, String) = (r.get(3)?, r.get(4)?);
    Ok(Hit {
        unit: names.unit(r.get(2)?),
        unit_id: r.get(2)?,
        title: text::line(&format!("{rank} {name}")),
        more: r.get(5)?,
        number: r.get(6)?,
        form: names.form(&r.get::<_, String>(7)?),
        by: names.authorities(&r.get::<_, String>(8)?),
        standing: Some(codec::decode::<Standing>(r, 9)?),
        opens: r.get(10)?,
        party: r.get(11)?,
        days: r.get(12)?,
        ..dated(kind, id, r)?
    })
}

/// A decision, notice or proposal.
fn paper(kind: Kind, id: i64, r: &Row<'_>, names: &Names) -> rusqlite::Result<Hit> {
    Ok(Hit {
        title: r.get(2)?,
        more: text::line(&r.get::<_, String>(3)?),
        number: r.get(4)?,
        form: names.form(&r.get::<_, String>(5)?),
        by: names.authorities(&r.get::<_, String>(6)?),
        standing: Some(codec::decode::<Standing>(r, 7)?),
        ..dated(kind, id, r)?
    })
}

/// A person or collective, with the latest rank and post.
pub(super) fn party(conn: &Connection, rowid: i64, names: &Names) -> Outcome<Option<Hit>> {
    let (_, n) = search::split(rowid);
    let mut statement = conn.prepare_cached(
        "SELECT p.kind, p.unit, p.name,
                COALESCE((SELECT rank FROM award a WHERE a.party = p.n AND rank <> '' ORDER BY n DESC LIMIT 1), ''),
                COALESCE((SELECT post FROM award a WHERE a.party = p.n AND post <> '' ORDER BY n DESC LIMIT 1), ''),
                (SELECT COUNT(*) FROM award a WHERE a.party = p.n AND a.state = 'valid')
         FROM party p WHERE p.n = ?1",
    )?;
    let read = |r: &Row<'_>| {
        let kind = match codec::decode(r, 0)? {
            RecipientKind::Individual => Kind::Person,
            RecipientKind::Collective => Kind::Collective,
        };
        let (name, rank): (String, String) = (r.get(2)?, r.get(3)?);
        Ok(Hit {
            party: Some(n),
            unit: names.unit(r.get(1)?),
            unit_id: r.get(1)?,
            title: text::line(&format!("{rank} {name}")),
            more: r.get(4)?,
            awards: r.get(5)?,
            ..empty(kind, n)
        })
    };
    Ok(statement.query_row([n], read).optional()?)
}
