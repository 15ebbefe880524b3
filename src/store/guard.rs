//! What the guard reads: who is named, what the register says of them near that day, whether the paper is there already.
//! Bounded: by party and period, by achievement, by the proposals of a party. What is one act `core::guard` decides.
use super::codec;
use super::fault::Outcome;
use super::register::catalogue;
use super::unit;
use super::{flag, period};
use crate::core::act::Refusal;
use crate::core::award::{Basis, Catalogue, LineKind, Nature, Recipient};
use crate::core::date::Date;
use crate::core::guard::{self, Finding, Folds, MERIT_DAYS, NEAR_DAYS, Paper, Query, Said, Severity, Stands};
use crate::core::text;
use jiff::ToSpan;
use rusqlite::{Connection, OptionalExtension, Params, Row, params};
use std::collections::BTreeMap;

/// Most papers looked at for one recipient, the newest: more in so few quarters tell nothing new. As many without a day.
const MOST: i64 = 64;
/// So many papers without a day are gone through for each recipient; of more, the recipient's own papers are.
const FEW: i64 = 100;
/// Most papers of one day looked at for the same number.
const PAPERS: i64 = 500;

const DECISION: &str = "d.n, d.number, d.date, d.period, d.authorities, d.form, d.nature, d.subject";
const PROPOSAL: &str = "p.n, p.number, p.date, p.period, p.authorities, p.form, p.nature, p.subject";

/// Everything found in a paper, what asks most first.
pub(super) fn findings(conn: &Connection, query: &Query) -> Outcome<Vec<Finding>> {
    let catalogue = catalogue(conn)?;
    let acts = acts(conn, query)?;
    let new = Said {
        stands: match query.paper {
            Paper::Decision => Stands::Decision(query.own),
            Paper::Proposal => Stands::Proposal(query.own),
        },
        number: query.number.clone(),
        date: query.date,
        period: query.period,
        authorities: query.authorities.clone(),
        form: query.form.clone(),
        form_name: String::new(),
        line: line_of(&catalogue, &query.form),
        nature: query.nature,
        subject: query.subject.clone(),
        act: None,
    };
    let span = span(conn, query, &acts)?;
    let look = Look {
        conn,
        query,
        catalogue: &catalogue,
        periods: periods(conn, span)?,
        days: window(query, span),
        few_undated: few_undated(conn)?,
    };
    let mut folds = Folds::default();
    let mut found = look.papers(&new)?;
    let months: i64 = conn.query_row("SELECT lookback_months FROM register", [], |r| r.get(0))?;
    for row in &query.rows {
        let parties = look.parties(row)?;
        for flag in flag::against(conn, row.unit, &parties)? {
            let whole = flag.party.is_none().then_some(row.unit).flatten();
            let name = whole.map_or_else(|| Ok(row.name.clone()), |id| unit::known(conn, id))?;
            found.extend(guard::bar(row.row, &name, &new, &flag, months));
        }
        let act =
            row.achievement.and_then(|id| acts.get(&id).map(|(content, day)| (id, content.clone(), *day)));
        if new.subject.is_empty() && act.is_none() {
            // no text and no achievement tell no act
            continue;
        }
        let new = Said { act, ..new.clone() };
        for party in parties {
            let mut said = look.awards(party)?;
            said.extend(look.undated(party)?);
            if let Some(achievement) = row.achievement {
                said.extend(look.linked(party, achievement)?);
            }
            said.extend(look.proposals(party)?);
            let judged = |earlier| guard::judge_by(&mut folds, row.row, &row.name, &new, earlier);
            found.extend(said.iter().filter_map(judged));
        }
    }
    Ok(guard::sorted(found))
}

/// What asks for a reason in a named row as it stands written, of the act it commends; a cancelled one asks nothing.
pub(super) fn standing(conn: &Connection, award: i64) -> Outcome<Vec<Finding>> {
    let query = conn
        .prepare_cached(
            "SELECT d.n, d.date, d.authorities, d.form, d.nature, d.subject, d.period, a.kind, a.name, a.unit, a.party,
                a.achievement
             FROM award a JOIN decision d ON d.n = a.decision
             WHERE a.n = ?1 AND a.basis = 'named' AND a.state = 'valid'",
        )?
        .query_row([award], |r| {
            let row = guard::Row {
                row: 1,
                kind: codec::decode(r, 7)?,
                name: r.get(8)?,
                unit: r.get(9)?,
                party: r.get(10)?,
                achievement: r.get(11)?,
            };
            Ok(Query {
                own: r.get(0)?,
                date: codec::date_option(r, 1)?,
                authorities: codec::codes(&r.get::<_, String>(2)?),
                form: r.get(3)?,
                nature: codec::decode_option(r, 4)?,
                subject: r.get(5)?,
                period: Some(codec::period(r, 6)?),
                rows: vec![row],
                ..Query::default()
            })
        })
        .optional()?;
    let Some(query) = query else { return Ok(Vec::new()) };
    let act = |f: &Finding| f.severity() == Severity::Reason && !matches!(f, Finding::Barred { .. });
    Ok(findings(conn, &query)?.into_iter().filter(act).collect())
}

/// The reason of each row, in order, of a paper about to be written; refused while one is asked for and none was `given`.
/// `query` names the rows that are new or changed; the others keep the reason they have. `parties` are settled by now.
pub(super) fn reasons(
    conn: &Connection,
    query: &Query,
    rows: &[Recipient],
    old: &[Recipient],
    given: &str,
) -> Outcome<Vec<String>> {
    let asking: Vec<Finding> =
        findings(conn, query)?.into_iter().filter(|f| f.severity() == Severity::Reason).collect();
    if given.is_empty()
        && let Some(problem) = guard::question(&asking)
    {
        let matters = asking.iter().map(Finding::problem).collect();
        return Err(Refusal::Reason(problem, matters).into());
    }
    let whole = asking.iter().any(|f| f.row().is_none());
    Ok(rows
        .iter()
        .zip(1_i64..)
        .map(|(row, place)| {
            let kept = old.iter().find(|o| o.id == row.id && !query.rows.iter().any(|q| q.row == place));
            let kept = kept.map(|o| o.guard_reason.as_str()).filter(|why| !why.is_empty());
            if asking.iter().any(|f| f.concerns(place)) {
                given.to_owned()
            } else {
                // a reason for the paper as a whole does not take the place of a row's own
                kept.unwrap_or(if whole { given } else { "" }).to_owned()
            }
        })
        .collect())
}

/// What changed in the head of a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Changed {
    /// anything the guard looks at
    pub(super) any: bool,
    /// what it commends, by which form, as what and when: a reason given before was given for something else
    pub(super) matter: bool,
}

/// The rows to look at, with who they are by now: all of them when the head changed or is new, else those that are new or
/// changed. A row recorded with a reason is not asked about again while it and the matter of the paper stay as they were.
pub(super) fn rows(
    rows: &[Recipient],
    parties: &[Option<i64>],
    old: &[Recipient],
    head: Changed,
) -> Vec<guard::Row> {
    let settled = |row: &Recipient| {
        let there = old.iter().find(|o| o.id != 0 && o.id == row.id);
        there.is_some_and(|o| {
            let same = text::same_key(&o.name) == text::same_key(&row.name)
                && (o.unit, o.achievement) == (row.unit, row.achievement);
            same && !if o.guard_reason.is_empty() { head.any } else { head.matter }
        })
    };
    rows.iter()
        .zip(parties)
        .zip(1_i64..)
        .filter(|((row, _), _)| row.basis == Basis::Named && !settled(row))
        .map(|((row, party), place)| guard::Row {
            row: place,
            kind: row.kind,
            name: row.name.clone(),
            unit: row.unit,
            party: *party,
            achievement: row.achievement,
        })
        .collect()
}

fn line_of(catalogue: &Catalogue, form: &str) -> LineKind {
    catalogue.form(form).map_or(LineKind::Legal, |f| f.line)
}

/// Content and day of the achievements the rows are linked to.
fn acts(conn: &Connection, query: &Query) -> Outcome<BTreeMap<i64, (String, Option<Date>)>> {
    let mut acts = BTreeMap::new();
    let mut statement = conn.prepare_cached("SELECT content, date FROM achievement WHERE n = ?1")?;
    for id in query.rows.iter().filter_map(|r| r.achievement) {
        if acts.contains_key(&id) {
            continue;
        }
        let mut rows = statement.query([id])?;
        if let Some(r) = rows.next()? {
            acts.insert(id, (r.get(0)?, codec::date_option(r, 1)?));
        }
    }
    Ok(acts)
}

/// The days near which a paper of the same act may stand: all those of this one, as far back and ahead as `judge` looks.
/// Without a day, those of the period chosen.
fn span(
    conn: &Connection,
    query: &Query,
    acts: &BTreeMap<i64, (String, Option<Date>)>,
) -> Outcome<Option<(Date, Date)>> {
    let days: Vec<Date> = acts.values().filter_map(|(_, day)| *day).chain(query.date).collect();
    let mut span = days.iter().min().copied().zip(days.iter().max().copied());
    if query.date.is_none()
        && let Some(period) = query.period
    {
        let row = period::find(conn, period)?.map(|r| (r.period.from, r.period.to));
        let (from, to) = row.unwrap_or_else(|| period.calendar());
        span = Some(span.map_or((from, to), |(a, b)| (a.min(from), b.max(to))));
    }
    let Some((from, to)) = span else { return Ok(None) };
    let far = if query.nature == Some(Nature::Merit) { MERIT_DAYS } else { NEAR_DAYS };
    Ok(Some((from.saturating_sub(far.days()), to.saturating_add(far.days()))))
}

/// Codes of the periods with such days, as JSON.
fn periods(conn: &Connection, span: Option<(Date, Date)>) -> Outcome<String> {
    let Some((from, to)) = span else { return Ok("[]".to_owned()) };
    let mut statement = conn.prepare_cached(
        "SELECT code FROM period WHERE leaf = 1 AND from_date <= ?2 AND to_date >= ?1 ORDER BY from_date",
    )?;
    let codes: Vec<String> =
        statement.query_map([from.to_string(), to.to_string()], |r| r.get(0))?.collect::<Result<_, _>>()?;
    Ok(serde_json::to_string(&codes).unwrap_or_default())
}

/// Are there so few papers without a day that they are gone through one by one?
fn few_undated(conn: &Connection) -> Outcome<bool> {
    let sql = "SELECT COUNT(*) FROM (SELECT 1 FROM decision WHERE date IS NULL LIMIT ?1)";
    Ok(conn.prepare_cached(sql)?.query_row([FEW + 1], |r| r.get::<_, i64>(0))? <= FEW)
}

/// The first and last day on which a paper or its act must lie, if it has any day: what `judge` would call too far is not
/// even read. A paper without a day of its own is near every other.
fn window(query: &Query, span: Option<(Date, Date)>) -> Option<(String, String)> {
    let (from, to) = span.filter(|_| query.date.is_some())?;
    Some((from.to_string(), to.to_string()))
}

/// A paper being looked at.
struct Look<'a> {
    conn: &'a Connection,
    query: &'a Query,
    catalogue: &'a Catalogue,
    periods: String,
    /// days that count; none: all
    days: Option<(String, String)>,
    /// papers without a day are no more than `FEW`
    few_undated: bool,
}

impl Look<'_> {
    /// Who a row is: known, or all of that name in that unit.
    fn parties(&self, row: &guard::Row) -> Outcome<Vec<i64>> {
        if let Some(id) = row.party {
            return Ok(vec![id]);
        }
        let mut statement = self
            .conn
            .prepare_cached("SELECT n FROM party WHERE same_key = ?1 AND kind = ?2 AND unit IS ?3 LIMIT 8")?;
        let key = params![text::same_key(&row.name), codec::code(row.kind), row.unit];
        Ok(statement.query_map(key, |r| r.get(0))?.collect::<Result<_, _>>()?)
    }

    /// First and last day that count, for a statement.
    fn days(&self) -> (Option<&str>, Option<&str>) {
        self.days.as_ref().map(|(from, to)| (from.as_str(), to.as_str())).unzip()
    }

    /// What was awarded to a party by papers of days near that one.
    fn awards(&self, party: i64) -> Outcome<Vec<Said>> {
        let (from, to) = self.days();
        self.said(
            &format!(
                "SELECT {DECISION}, a.achievement, c.content, c.date FROM award a
                 CROSS JOIN decision d ON d.n = a.decision LEFT JOIN achievement c ON c.n = a.achievement
                 WHERE a.party = ?1 AND a.period IN (SELECT value FROM json_each(?2)) AND a.state = 'valid'
                    AND a.decision <> ?3 AND d.date IS NOT NULL
                    AND (?5 IS NULL OR d.date BETWEEN ?5 AND ?6 OR c.date BETWEEN ?5 AND ?6)
                 ORDER BY d.date DESC LIMIT ?4"
            ),
            params![party, self.periods, self.own(Paper::Decision), MOST, from, to],
            Stands::Decision,
        )
    }

    /// What was awarded to a party by papers without a day, in whatever period: they are near every other, unless the day of
    /// the act keeps them apart.
    fn undated(&self, party: i64) -> Outcome<Vec<Said>> {
        let (from, to) = self.days();
        // who was commended a thousand times is not read through for a few papers
        let joined = if self.few_undated {
            "decision d CROSS JOIN award a ON a.decision = d.n AND +a.party = ?1"
        } else {
            "award a CROSS JOIN decision d ON d.n = a.decision AND a.party = ?1"
        };
        self.said(
            &format!(
                "SELECT {DECISION}, a.achievement, c.content, c.date FROM {joined}
                 LEFT JOIN achievement c ON c.n = a.achievement
                 WHERE a.state = 'valid' AND a.decision <> ?2 AND d.date IS NULL
                    AND (?4 IS NULL OR c.date IS NULL OR c.date BETWEEN ?4 AND ?5)
                 ORDER BY d.n DESC LIMIT ?3"
            ),
            params![party, self.own(Paper::Decision), MOST, from, to],
            Stands::Decision,
        )
    }

    /// What was awarded to a party for one achievement, whenever.
    fn linked(&self, party: i64, achievement: i64) -> Outcome<Vec<Said>> {
        self.said(
            &format!(
                "SELECT {DECISION}, a.achievement, c.content, c.date FROM award a
                 CROSS JOIN decision d ON d.n = a.decision LEFT JOIN achievement c ON c.n = a.achievement
                 WHERE a.achievement = ?2 AND a.party = ?1 AND a.state = 'valid' AND a.decision <> ?3 LIMIT ?4"
            ),
            params![party, achievement, self.own(Paper::Decision), MOST],
            Stands::Decision,
        )
    }

    /// What a party is put forward for and not decided yet.
    fn proposals(&self, party: i64) -> Outcome<Vec<Said>> {
        self.said(
            &format!(
                "SELECT {PROPOSAL}, n.achievement, c.content, c.date FROM nominee n
                 CROSS JOIN proposal p ON p.n = n.proposal LEFT JOIN achievement c ON c.n = n.achievement
                 WHERE n.party = ?1 AND p.state = 'pending' AND p.n <> ?2 AND p.n IS NOT ?3 LIMIT ?4"
            ),
            params![party, self.own(Paper::Proposal), self.query.proposal, MOST],
            Stands::Proposal,
        )
    }

    /// Papers with the number of this one: of its day however the number is spelled, of its year as it is written.
    fn papers(&self, new: &Said) -> Outcome<Vec<Finding>> {
        if new.number.is_empty() {
            return Ok(Vec::new());
        }
        let (table, columns, paper) = match self.query.paper {
            Paper::Decision => ("decision d", DECISION, Stands::Decision as fn(i64) -> Stands),
            Paper::Proposal => ("proposal p", PROPOSAL, Stands::Proposal as fn(i64) -> Stands),
        };
        let there = self.said(
            &format!(
                "SELECT {columns}, NULL, NULL, NULL FROM {table}
                 WHERE period IN (SELECT value FROM json_each(?1)) AND date IS ?2 AND n <> ?3 LIMIT ?4"
            ),
            params![self.periods, codec::iso(new.date), self.query.own, PAPERS],
            paper,
        )?;
        let mut found: Vec<Finding> =
            there.iter().filter_map(|earlier| guard::same_paper(new, earlier)).collect();
        if found.is_empty() && self.query.paper == Paper::Decision {
            let numbered = self.said(
                &format!(
                    "SELECT {DECISION}, NULL, NULL, NULL FROM decision d
                     WHERE number = ?1 COLLATE NOCASE AND number <> '' AND n <> ?2 LIMIT ?3"
                ),
                params![new.number.trim(), self.query.own, PAPERS],
                paper,
            )?;
            found.extend(numbered.iter().find_map(|earlier| guard::same_paper(new, earlier)));
        }
        Ok(found)
    }

    /// Its own key, where it is a paper of that sort; 0 is nobody's.
    fn own(&self, paper: Paper) -> i64 {
        if self.query.paper == paper { self.query.own } else { 0 }
    }

    fn said(&self, sql: &str, params: impl Params, stands: fn(i64) -> Stands) -> Outcome<Vec<Said>> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map(params, |r| self.one(r, stands))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn one(&self, r: &Row<'_>, stands: fn(i64) -> Stands) -> rusqlite::Result<Said> {
        let form: String = r.get(5)?;
        let act = match (r.get::<_, Option<i64>>(8)?, r.get::<_, Option<String>>(9)?) {
            (Some(id), Some(content)) => Some((id, content, codec::date_option(r, 10)?)),
            _ => None,
        };
        Ok(Said {
            stands: stands(r.get(0)?),
            number: r.get(1)?,
            date: codec::date_option(r, 2)?,
            period: Some(codec::period(r, 3)?),
            authorities: codec::codes(&r.get::<_, String>(4)?),
            form_name: self.catalogue.form(&form).map_or_else(|| form.clone(), |f| f.name.clone()),
            line: line_of(self.catalogue, &form),
            nature: codec::decode_option(r, 6)?,
            subject: r.get(7)?,
            act,
            form,
        })
    }
}
