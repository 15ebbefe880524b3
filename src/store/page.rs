//! Stretches of long lists by key, never by counting: one or two reads of an index (period, day) or (day), at any depth.
//! A list under a filter is looked through as a whole; its subject says which rows match.
use super::codec;
use super::fault::Outcome;
use crate::core::page::{At, Reach, RowKey, Span, Window};
use crate::core::period::PeriodKey;
use crate::core::text;
use rusqlite::{Connection, OptionalExtension, Row, ToSql};
use std::cmp::Ordering;

/// The keys of a stretch, and what lies beyond it.
pub(super) struct Slice {
    /// in the order of the list
    pub(super) keys: Vec<RowKey>,
    pub(super) before: bool,
    pub(super) after: bool,
    pub(super) found: Option<i64>,
}

impl Slice {
    /// The stretch with its rows; `row` reads one by its key.
    pub(super) fn read<T>(self, mut row: impl FnMut(i64) -> Outcome<Option<T>>) -> Outcome<Window<T>> {
        let (mut keys, mut rows) = (Vec::with_capacity(self.keys.len()), Vec::with_capacity(self.keys.len()));
        for key in self.keys {
            if let Some(found) = row(key.id)? {
                keys.push(key);
                rows.push(found);
            }
        }
        Ok(Window { keys, rows, before: self.before, after: self.after, found: self.found })
    }
}

/// A stretch of the rows of `table`, which has `n`, `period` and `date`, and indexes (period, date) and (date). `fits`
/// looks through the whole list and says which rows match; it is asked only where there is a filter.
pub(super) fn slice(
    conn: &Connection,
    table: &str,
    reach: &Reach,
    fits: impl FnOnce() -> Outcome<Vec<RowKey>>,
) -> Outcome<Slice> {
    slice_of(&Walk::new(conn, table, reach.span), reach, fits)
}

/// The same, where the list of a period has other rows too: those of `also`, a condition in which `:period` may stand, none
/// of which is the period's own.
pub(super) fn slice_with(
    conn: &Connection,
    table: &str,
    also: &'static str,
    reach: &Reach,
    fits: impl FnOnce() -> Outcome<Vec<RowKey>>,
) -> Outcome<Slice> {
    let mut walk = Walk::new(conn, table, reach.span);
    let alone = matches!(reach.span, Span::Period(key) if key.leaf());
    walk.own.extend(alone.then(|| also.to_owned()));
    slice_of(&walk, reach, fits)
}

fn slice_of(walk: &Walk<'_>, reach: &Reach, fits: impl FnOnce() -> Outcome<Vec<RowKey>>) -> Outcome<Slice> {
    let at = match reach.at {
        At::Row(id) => walk.place(id)?.map_or(At::First, At::Near),
        other => other,
    };
    let rows = usize::from(reach.rows).max(1);
    if reach.filter.is_empty() { walk.slice(at, rows) } else { Ok(cut(&fits()?, at, rows)) }
}

/// The stretch of a list that lies whole before us.
fn cut(keys: &[RowKey], at: At, rows: usize) -> Slice {
    let (from, to) = match at {
        At::First | At::Row(_) => (0, rows),
        At::Last => (keys.len().saturating_sub(rows), keys.len()),
        At::Near(key) => {
            let at = keys.partition_point(|k| k.order(&key) == Ordering::Less);
            (at.saturating_sub(rows), at + rows)
        }
    };
    let to = to.min(keys.len());
    let stretch = keys.get(from..to).unwrap_or_default().to_vec();
    Slice { before: from > 0, after: to < keys.len(), found: Some(keys.len() as i64), keys: stretch }
}

/// A row's place, in columns `n` and `date`.
pub(super) fn key(row: &Row<'_>) -> rusqlite::Result<RowKey> {
    Ok(RowKey { id: row.get(0)?, date: codec::date_option(row, 1)? })
}

/// The words of a filter, folded; all must match.
pub(super) fn words(filter: &str) -> Vec<String> {
    text::fold(filter).split_whitespace().map(str::to_owned).collect()
}

/// A condition: the period is one of these. Their codes are letters, digits and a dash.
pub(super) fn one_of(keys: &[PeriodKey]) -> String {
    format!("period IN ({})", codes(keys))
}

/// Codes as SQL writes them in a row.
pub(super) fn codes(keys: &[PeriodKey]) -> String {
    keys.iter().map(|key| format!("'{}'", key.code())).collect::<Vec<_>>().join(", ")
}

struct Walk<'a> {
    conn: &'a Connection,
    table: &'a str,
    /// the period of the list, for conditions that name it; `None`: the whole register
    period: Option<String>,
    /// the rows of the list, as conditions that exclude each other: each is walked by an index of its own
    own: Vec<String>,
}

impl<'a> Walk<'a> {
    fn new(conn: &'a Connection, table: &'a str, span: Span) -> Self {
        let period = match span {
            Span::Period(key) => Some(key.code()),
            Span::All => None,
        };
        let own = match span {
            // codes are letters, digits and a dash: as text they keep one plan a quarter
            Span::Period(key) if !key.leaf() => key.leaves().iter().map(|k| one_of(&[*k])).collect(),
            Span::Period(_) => vec!["period = :period".to_owned()],
            Span::All => vec!["TRUE".to_owned()],
        };
        Self { conn, table, period, own }
    }

    /// The values that a statement names.
    fn values<'v>(
        &'v self,
        sql: &str,
        more: &[(&'static str, &'v dyn ToSql)],
    ) -> Vec<(&'static str, &'v dyn ToSql)> {
        let own = self.period.as_ref().filter(|_| sql.contains(":period"));
        let own = own.map(|p| (":period", p as &dyn ToSql));
        more.iter().copied().chain(own).collect()
    }

    /// Where the row of that key stands, if it is in the list.
    fn place(&self, id: i64) -> Outcome<Option<RowKey>> {
        let own = self.own.join(") OR (");
        let sql = format!("SELECT n, date FROM {} WHERE n = :n AND (({own}))", self.table);
        let mut statement = self.conn.prepare_cached(&sql)?;
        Ok(statement.query_row(&*self.values(&sql, &[(":n", &id)]), key).optional()?)
    }

    fn slice(&self, at: At, rows: usize) -> Outcome<Slice> {
        let (mut back, mut on) = match at {
            At::First | At::Row(_) => (Vec::new(), self.on(None, rows + 1)?),
            At::Last => (self.back(None, rows + 1)?, Vec::new()),
            At::Near(key) => (self.back(Some(key), rows + 1)?, self.on(Some(key), rows + 1)?),
        };
        let (before, after) = (back.len() > rows, on.len() > rows);
        back.truncate(rows);
        on.truncate(rows);
        back.reverse();
        back.append(&mut on);
        Ok(Slice { keys: back, before, after, found: None })
    }

    /// From a place on, its own row first; from the beginning without one.
    fn on(&self, from: Option<RowKey>, most: usize) -> Outcome<Vec<RowKey>> {
        let mut keys = match from {
            None => self.some("date IS NOT NULL", "date DESC, n DESC", None, most)?,
            Some(RowKey { date: Some(_), .. }) => {
                self.some("(date, n) <= (:date, :n)", "date DESC, n DESC", from, most)?
            }
            Some(_) => return self.some("date IS NULL AND n <= :n", "n DESC", from, most),
        };
        if keys.len() < most {
            keys.extend(self.some("date IS NULL", "n DESC", None, most - keys.len())?);
        }
        Ok(keys)
    }

    /// Before a place, the nearest first; from the end without one.
    fn back(&self, from: Option<RowKey>, most: usize) -> Outcome<Vec<RowKey>> {
        let mut keys = match from {
            None => self.some("date IS NULL", "n", None, most)?,
            Some(RowKey { date: None, .. }) => self.some("date IS NULL AND n > :n", "n", from, most)?,
            Some(_) => return self.some("(date, n) > (:date, :n)", "date, n", from, most),
        };
        if keys.len() < most {
            keys.extend(self.some("date IS NOT NULL", "date, n", None, most - keys.len())?);
        }
        Ok(keys)
    }

    fn some(&self, which: &str, order: &str, from: Option<RowKey>, most: usize) -> Outcome<Vec<RowKey>> {
        let mut all = Vec::new();
        for own in &self.own {
            all.extend(self.walked(own, which, order, from, most)?);
        }
        if self.own.len() > 1 {
            all.sort_by(RowKey::order);
            if !order.ends_with("DESC") {
                all.reverse();
            }
            all.truncate(most);
        }
        Ok(all)
    }

    fn walked(
        &self,
        own: &str,
        which: &str,
        order: &str,
        from: Option<RowKey>,
        most: usize,
    ) -> Outcome<Vec<RowKey>> {
        let table = self.table;
        let sql = format!("SELECT n, date FROM {table} WHERE {own} AND {which} ORDER BY {order} LIMIT :most");
        let most = most as i64;
        let (n, date) = (from.map_or(0, |k| k.id), codec::iso(from.and_then(|k| k.date)));
        let mut given: Vec<(&'static str, &dyn ToSql)> = vec![(":most", &most)];
        if from.is_some() {
            given.push((":n", &n));
        }
        if date.is_some() {
            given.push((":date", &date));
        }
        let mut statement = self.conn.prepare_cached(&sql)?;
        let rows = statement.query_map(&*self.values(&sql, &given), key)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// How many rows a list has.
pub(super) fn count(conn: &Connection, table: &str, span: Span) -> Outcome<i64> {
    let walk = Walk::new(conn, table, span);
    let sql = match span {
        Span::Period(_) => format!("SELECT COUNT(*) FROM {table} WHERE ({})", walk.own.join(") OR (")),
        Span::All => format!("SELECT COUNT(*) FROM {table}"),
    };
    Ok(conn.prepare_cached(&sql)?.query_row(&*walk.values(&sql, &[]), |r| r.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const Q: [PeriodKey; 2] = [
        PeriodKey { year: 2021, kind: crate::core::period::PeriodKind::Quarter, ordinal: 1 },
        PeriodKey { year: 2021, kind: crate::core::period::PeriodKind::Quarter, ordinal: 2 },
    ];

    fn filled(rows: &[(bool, Option<u8>)]) -> Connection {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(
            "CREATE TABLE thing (n INTEGER PRIMARY KEY, period TEXT, date TEXT) STRICT;
             CREATE INDEX a ON thing (period, date); CREATE INDEX b ON thing (date);",
        )
        .unwrap();
        for (second, day) in rows {
            let date = day.map(|d| format!("2021-04-{:02}", d + 1));
            let period = Q[usize::from(*second)].code();
            conn.execute("INSERT INTO thing (period, date) VALUES (?1, ?2)", (period, date)).unwrap();
        }
        conn
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        /// Any stretch of any list is what a plain sorted list would give, with the right word on what lies beyond.
        #[test]
        fn a_stretch_is_cut_as_from_a_plain_list(
            rows in prop::collection::vec((any::<bool>(), prop::option::weighted(0.8, 0u8..6)), 0..80),
            (all, at, id, size) in (any::<bool>(), 0u8..4, 0i64..90, 1u16..20),
        ) {
            let conn = filled(&rows);
            let mut plain: Vec<RowKey> = rows.iter().enumerate().filter(|(_, r)| all || r.0)
                .map(|(n, r)| RowKey {
                    id: n as i64 + 1,
                    date: r.1.map(|d| format!("2021-04-{:02}", d + 1).parse().unwrap()),
                }).collect();
            plain.sort_by(RowKey::order);
            let gone = RowKey { id, date: rows.get(id as usize / 2).and_then(|r| r.1).map(|d| format!("2021-04-{:02}", d + 1).parse().unwrap()) };
            let at = match at { 0 => At::First, 1 => At::Last, 2 => At::Near(gone), _ => At::Row(id) };
            let span = if all { Span::All } else { Span::Period(Q[1]) };
            let reach = Reach { span, filter: String::new(), at, rows: size };
            let slice = slice(&conn, "thing", &reach, || unreachable!()).unwrap();
            let at = match at {
                At::Row(id) => plain.iter().find(|k| k.id == id).map_or(At::First, |k| At::Near(*k)),
                other => other,
            };
            let model = cut(&plain, at, usize::from(size));
            prop_assert_eq!(slice.keys, model.keys);
            prop_assert_eq!((slice.before, slice.after), (model.before, model.after));
            prop_assert_eq!(count(&conn, "thing", span).unwrap(), model.found.unwrap());
        }
    }

    #[test]
    fn a_stretch_is_read_from_an_index_at_any_depth() {
        let conn = filled(&[]);
        for (own, index) in [("period = 'x'", "a"), ("TRUE", "b")] {
            for (which, order) in [
                ("(date, n) <= ('2021-04-02', 3)", "date DESC, n DESC"),
                ("(date, n) > ('2021-04-02', 3)", "date, n"),
                ("date IS NULL AND n > 3", "n"),
                ("date IS NOT NULL", "date DESC, n DESC"),
            ] {
                let sql = format!(
                    "EXPLAIN QUERY PLAN SELECT n, date FROM thing WHERE {own} AND {which} ORDER BY {order} LIMIT 9"
                );
                let plan: Vec<String> = conn
                    .prepare(&sql)
                    .unwrap()
                    .query_map([], |r| r.get(3))
                    .unwrap()
                    .collect::<Result<_, _>>()
                    .unwrap();
                assert_eq!(plan.len(), 1, "{sql}: {plan:?}");
                assert!(
                    plan[0].starts_with(&format!("SEARCH thing USING COVERING INDEX {index}")),
                    "{sql}: {plan:?}"
                );
            }
        }
    }
}
