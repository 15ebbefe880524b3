//! What the rows of a period add up to, in one walk over a covering index and one over its achievements: sums, acts commended
//! twice, days, what is not commended yet. Heads are distinct over what they are asked for. Adds no figure up itself:
//! `core::count` makes figures of these.
use super::codec;
use super::fault::Outcome;
use crate::core::award::{Basis, RecipientKind};
use crate::core::count::{LineKey, Scope, Tally};
use crate::core::date::Date;
use crate::core::period::PeriodKey;
use crate::core::quarter::Repeat;
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// What the rows of a period add up to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Counted {
    /// sums of the valid rows, per line and per form: of the cluster, of each unit, of what is not split by unit
    pub(super) tallies: Vec<Tally>,
    /// acts of one recipient commended more than once
    pub(super) repeats: Vec<Repeat>,
    /// days from the act to the decision, median over the linked awards (of two middle ones the lower)
    pub(super) days: Option<i64>,
    /// achievements
    pub(super) achievements: i64,
    /// achievements without an award
    pub(super) uncommended: i64,
    /// days of those with neither award nor proposal, each with how many
    pub(super) unproposed: Vec<(Date, i64)>,
}

/// Counts a period, with what came late; a set of quarters over the union of its quarters: heads are distinct over all.
pub(super) fn count(conn: &Connection, key: PeriodKey) -> Outcome<Counted> {
    walked(conn, &key.leaves(), "")
}

/// Counts what a period's own report says: without what came late and stands in the report of another (see
/// `classify::reopen`). What was commended late is commended all the same.
pub(super) fn own(conn: &Connection, key: PeriodKey) -> Outcome<Counted> {
    walked(
        conn,
        &key.leaves(),
        "AND decision NOT IN (SELECT n FROM decision WHERE period = ?1 AND late IS NOT NULL)",
    )
}

fn walked(conn: &Connection, keys: &[PeriodKey], which: &str) -> Outcome<Counted> {
    let mut walk =
        Walk { forms: Vec::new(), groups: HashMap::default(), named: Vec::new(), linked: Vec::new() };
    let mut counted = Counted::default();
    let mut days = HashMap::new();
    for key in keys {
        walk.awards(conn, *key, which)?;
        days.extend(achievements(conn, *key, &mut counted)?);
    }
    counted.repeats = walk.repeats();
    counted.days = median(conn, keys, &walk.linked, days)?;
    counted.tallies = walk.tallies(conn)?;
    Ok(counted)
}

/// Basis in the order of their codes, as an index has them.
const BASES: [Basis; 3] = [Basis::Heads, Basis::Named, Basis::Turns];

/// Line, form (by its place, `None`: all of the line), individual, place in `BASES`, unit (inner `None`: not split).
type Group = (i64, Option<usize>, bool, usize, Option<Option<i64>>);

#[derive(Default)]
struct Sum {
    records: i64,
    known: i64,
    unknown: i64,
    parties: Vec<i64>,
}

struct Walk {
    forms: Vec<String>,
    groups: HashMap<Group, Sum>,
    /// party, achievement, unit, individual, form
    named: Vec<(i64, i64, i64, bool, usize)>,
    /// achievement, decision
    linked: Vec<(i64, i64)>,
}

impl Walk {
    fn awards(&mut self, conn: &Connection, key: PeriodKey, which: &str) -> Outcome<()> {
        let mut statement = conn.prepare_cached(&format!(
            "SELECT line, form, kind, basis, unit, quantity, party, achievement, decision FROM award
             WHERE period = ?1 AND state = 'valid' {which} ORDER BY line, form, kind, basis"
        ))?;
        let mut rows = statement.query([key.code()])?;
        while let Some(r) = rows.next()? {
            let line: i64 = r.get(0)?;
            let form = self.form(r.get_ref(1)?.as_str().unwrap_or_default());
            let individual = r.get_ref(2)?.as_str().unwrap_or_default() == "individual";
            let basis: usize = match r.get_ref(3)?.as_str().unwrap_or_default() {
                "heads" => 0,
                "named" => 1,
                _ => 2,
            };
            let (unit, quantity): (Option<i64>, Option<i64>) = (r.get(4)?, r.get(5)?);
            let party: Option<i64> = r.get(6)?;
            for (form, unit) in
                [(None, None), (None, Some(unit)), (Some(form), None), (Some(form), Some(unit))]
            {
                let sum = self.groups.entry((line, form, individual, basis, unit)).or_default();
                sum.records += 1;
                sum.known += quantity.unwrap_or(0);
                sum.unknown += i64::from(quantity.is_none());
                sum.parties.extend(party);
            }
            if let Some(achievement) = r.get::<_, Option<i64>>(7)? {
                self.linked.push((achievement, r.get(8)?));
                if let (1, Some(party), Some(unit)) = (basis, party, unit) {
                    self.named.push((party, achievement, unit, individual, form));
                }
            }
        }
        Ok(())
    }

    fn form(&mut self, code: &str) -> usize {
        self.forms.iter().position(|f| f == code).unwrap_or_else(|| {
            self.forms.push(code.to_owned());
            self.forms.len() - 1
        })
    }

    /// In the order of lines, forms, kinds, bases, units; the cluster before its units, the lines before their forms.
    fn tallies(self, conn: &Connection) -> Outcome<Vec<Tally>> {
        let mut lines: HashMap<i64, LineKey> = HashMap::new();
        let mut statement = conn.prepare_cached("SELECT n, kind, authorities FROM line")?;
        let mut rows = statement.query([])?;
        while let Some(r) = rows.next()? {
            lines.insert(r.get(0)?, LineKey { kind: codec::decode(r, 1)?, authorities: r.get(2)? });
        }
        let Self { forms, groups, .. } = self;
        let code = |form: Option<usize>| form.and_then(|n| forms.get(n)).map_or("", String::as_str);
        let mut sorted: BTreeMap<_, (Group, Sum)> = BTreeMap::new();
        for (group, sum) in groups {
            let (line, form, individual, basis, unit) = group;
            let order =
                (form.is_some(), unit.is_some(), line, code(form).to_owned(), individual, basis, unit);
            sorted.insert(order, (group, sum));
        }
        let tally = |((line, form, individual, basis, unit), mut sum): (Group, Sum)| {
            sum.parties.sort_unstable();
            sum.parties.dedup();
            let scope = match unit {
                None => Scope::All,
                Some(Some(unit)) => Scope::Unit(unit),
                Some(None) => Scope::Unsplit,
            };
            let kind = if individual { RecipientKind::Individual } else { RecipientKind::Collective };
            Some(Tally {
                scope,
                line: lines.get(&line)?.clone(),
                form: code(form).to_owned(),
                kind,
                basis: *BASES.get(basis)?,
                records: sum.records,
                known: sum.known,
                unknown: sum.unknown,
                heads: sum.parties.len() as i64,
            })
        };
        Ok(sorted.into_values().filter_map(tally).collect())
    }

    /// Named rows of one recipient for one act.
    fn repeats(&mut self) -> Vec<Repeat> {
        self.named.sort_by_key(|row| (row.0, row.1, row.2, row.3));
        let same = |a: &(i64, i64, i64, bool, usize), b: &(i64, i64, i64, bool, usize)| {
            (a.0, a.1, a.2, a.3) == (b.0, b.1, b.2, b.3)
        };
        let rows = self.named.chunk_by(same).filter(|rows| rows.len() > 1);
        rows.filter_map(|rows| {
            let (_, _, unit, individual, _) = *rows.first()?;
            let kind = if individual { RecipientKind::Individual } else { RecipientKind::Collective };
            let forms = rows.iter().filter_map(|row| self.forms.get(row.4).cloned()).collect();
            Some(Repeat { unit, kind, forms })
        })
        .collect()
    }
}

/// The achievements of the period: their days, and how many still wait for what.
fn achievements(conn: &Connection, key: PeriodKey, counted: &mut Counted) -> Outcome<HashMap<i64, Date>> {
    let mut statement = conn.prepare_cached(
        "SELECT c.n, c.date, EXISTS (SELECT 1 FROM award a WHERE a.achievement = c.n AND a.state = 'valid')
         FROM achievement c WHERE c.period = ?1 ORDER BY c.date",
    )?;
    let mut proposed = conn.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM nominee m JOIN proposal p ON p.n = m.proposal
            WHERE m.achievement = ?1 AND p.state <> 'dropped')",
    )?;
    let mut rows = statement.query([key.code()])?;
    let mut days = HashMap::new();
    let (mut text, mut last) = (String::new(), None);
    while let Some(r) = rows.next()? {
        let id: i64 = r.get(0)?;
        // they come by the day: each is read once
        let written = r.get_ref(1)?.as_str_or_null().ok().flatten().unwrap_or_default();
        if written != text {
            written.clone_into(&mut text);
            last = codec::date_option(r, 1)?;
        }
        counted.achievements += 1;
        days.extend(last.map(|day| (id, day)));
        if r.get::<_, bool>(2)? {
            continue;
        }
        counted.uncommended += 1;
        let Some(day) = last else { continue };
        if proposed.query_row([id], |r| r.get::<_, bool>(0))? {
            continue;
        }
        match counted.unproposed.last_mut() {
            Some((same, n)) if *same == day => *n += 1,
            _ => counted.unproposed.push((day, 1)),
        }
    }
    Ok(days)
}

/// The median of the days from act to decision over these links. Acts of another period are read one by one.
fn median(
    conn: &Connection,
    keys: &[PeriodKey],
    linked: &[(i64, i64)],
    mut acts: HashMap<i64, Date>,
) -> Outcome<Option<i64>> {
    let mut statement =
        conn.prepare_cached("SELECT n, date FROM decision WHERE period = ?1 AND date IS NOT NULL")?;
    let mut signed: HashMap<i64, Date> = HashMap::new();
    for key in keys {
        let mut rows = statement.query([key.code()])?;
        while let Some(r) = rows.next()? {
            signed.insert(r.get(0)?, codec::date(r, 1)?);
        }
    }
    let mut elsewhere =
        conn.prepare_cached("SELECT date FROM achievement WHERE n = ?1 AND date IS NOT NULL")?;
    let mut days = Vec::with_capacity(linked.len());
    for (achievement, decision) in linked {
        let Some(signed) = signed.get(decision) else { continue };
        if !acts.contains_key(achievement) {
            let day = elsewhere.query_row([achievement], |r| codec::date(r, 0)).optional()?;
            acts.extend(day.map(|day| (*achievement, day)));
        }
        if let Some(day) = acts.get(achievement) {
            days.push(i64::from((*signed - *day).get_days()));
        }
    }
    days.sort_unstable();
    Ok(days.get(days.len().saturating_sub(1) / 2).copied())
}
