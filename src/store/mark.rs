//! The marks of journal lines: eight bytes each, four of the line itself, four of the version of the row that it left.
//! That version is stored once: it is the `old` of the row's next line, or the row as it stands. Rows and lines are read
//! in the order of the rows' keys, two statements a table, and laid side by side; nothing is asked for line by line.
use super::fault::Outcome;
use super::tracked::{LATER, TRACKED, Tracked};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Rows};
use serde_json::Value;

/// Four bytes of a hash.
pub(super) type Half = [u8; 4];

/// The mark of a row that is not there.
const ABSENT: Half = [0; 4];

/// A line as the walk met it.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// its number
    pub(super) n: i64,
    /// the act that wrote it; none: another tool
    pub(super) act: Option<i64>,
    /// key of the row
    pub(super) id: i64,
    /// mark of the line itself
    pub(super) own: Half,
    /// mark of the version it left
    pub(super) new: Half,
    /// number of the row's next line
    pub(super) next: Option<i64>,
}

/// What the walk meets.
#[derive(Debug)]
pub(super) enum Met {
    /// a line, with the version it left
    Line(Line),
    /// a row that no line tells of
    Bare(i64),
}

/// The lines that a walk takes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Which {
    /// every line and every row of the table
    All,
    /// the rows that the lines of these numbers touched, and their lines from the first number on
    Touched(i64, i64),
}

/// Lays the lines of a table beside its rows, by key of the row, then number of the line.
pub(super) fn walk(
    conn: &Connection,
    table: &'static Tracked,
    which: Which,
    mut each: impl FnMut(Met) -> Outcome<()>,
) -> Outcome<()> {
    let (name, code) = (table.name, table.code);
    let columns: Vec<&str> = table.all().collect();
    let columns = columns.join(", ");
    match which {
        Which::All => {
            let mut rows = conn.prepare(&format!("SELECT {columns} FROM {name} ORDER BY n"))?;
            let mut lines = conn.prepare(&format!(
                "SELECT id, n, act, op, old FROM journal WHERE tbl = {code} ORDER BY id, n"
            ))?;
            merge(Standing::new(table, rows.query([])?)?, lines.query([])?, &mut each)
        }
        Which::Touched(first, last) => {
            let touched = format!("SELECT id FROM journal WHERE n BETWEEN ?1 AND ?2 AND +tbl = {code}");
            let mut rows = conn
                .prepare_cached(&format!("SELECT {columns} FROM {name} WHERE n IN ({touched}) ORDER BY n"))?;
            let mut lines = conn.prepare_cached(&format!(
                "SELECT id, n, act, op, old FROM journal WHERE tbl = {code} AND id IN ({touched}) AND n >= ?1 ORDER BY id, n"
            ))?;
            let range = [first, last];
            merge(Standing::new(table, rows.query(range)?)?, lines.query(range)?, &mut each)
        }
    }
}

/// The rows as they stand, one after the other.
struct Standing<'a> {
    table: &'static Tracked,
    rows: Rows<'a>,
    /// the row that comes next, with its mark
    next: Option<(i64, Half)>,
    bytes: Vec<u8>,
}

impl<'a> Standing<'a> {
    fn new(table: &'static Tracked, rows: Rows<'a>) -> Outcome<Self> {
        let mut standing = Self { table, rows, next: None, bytes: Vec::new() };
        standing.step()?;
        Ok(standing)
    }
    fn step(&mut self) -> Outcome<()> {
        self.next = None;
        if let Some(row) = self.rows.next()? {
            self.bytes.clear();
            for (at, column) in self.table.all().enumerate() {
                feed(&mut self.bytes, self.table, column, row.get_ref(at)?, LATER);
            }
            self.next = Some((row.get(0)?, half(&self.bytes)));
        }
        Ok(())
    }
    /// The mark of that row, `ABSENT` where it is not there; rows before it are handed over as bare.
    fn mark(&mut self, id: i64, each: &mut impl FnMut(Met) -> Outcome<()>) -> Outcome<Half> {
        while let Some((n, mark)) = self.next {
            if n > id {
                break;
            }
            self.step()?;
            if n == id {
                return Ok(mark);
            }
            each(Met::Bare(n))?;
        }
        Ok(ABSENT)
    }
}

fn merge(
    mut standing: Standing<'_>,
    mut lines: Rows<'_>,
    each: &mut impl FnMut(Met) -> Outcome<()>,
) -> Outcome<()> {
    let table = standing.table;
    let mut bytes = Vec::new();
    // The line before, whose new version is not known yet.
    let mut open: Option<Line> = None;
    while let Some(row) = lines.next()? {
        let old: Option<&str> = row.get_ref(4)?.as_str_or_null().unwrap_or(Some(""));
        let mut line =
            Line { n: row.get(1)?, act: row.get(2)?, id: row.get(0)?, own: ABSENT, new: ABSENT, next: None };
        line.own = own(&mut bytes, &line, table, row.get(3)?, old);
        if let Some(mut before) = open.take() {
            if before.id == line.id {
                before.new = old.map_or(ABSENT, |old| version(&mut bytes, table, old));
                before.next = Some(line.n);
            } else {
                before.new = standing.mark(before.id, each)?;
            }
            each(Met::Line(before))?;
        }
        open = Some(line);
    }
    if let Some(mut last) = open {
        last.new = standing.mark(last.id, each)?;
        each(Met::Line(last))?;
    }
    // What stands behind the last row that a line tells of.
    standing.mark(i64::MAX, each).map(|_| ())
}

/// The mark of a line itself: its number, table, row, what was done, and the version it replaced.
fn own(bytes: &mut Vec<u8>, line: &Line, table: &Tracked, op: i64, old: Option<&str>) -> Half {
    bytes.clear();
    for number in [line.n, table.code, line.id, op] {
        value(bytes, ValueRef::Integer(number));
    }
    value(bytes, old.map_or(ValueRef::Null, |old| ValueRef::Text(old.as_bytes())));
    half(bytes)
}

/// The mark of a version kept as JSON: the same as that of the row it was.
fn version(bytes: &mut Vec<u8>, table: &Tracked, json: &str) -> Half {
    bytes.clear();
    match serde_json::from_str::<Value>(json) {
        Ok(Value::Object(map)) => {
            for column in table.all() {
                match map.get(column) {
                    Some(Value::String(text)) => {
                        feed(bytes, table, column, ValueRef::Text(text.as_bytes()), LATER);
                    }
                    Some(Value::Number(n)) => {
                        let n = n.as_i64().map_or(ValueRef::Real(0.0), ValueRef::Integer);
                        feed(bytes, table, column, n, LATER);
                    }
                    Some(_) => feed(bytes, table, column, ValueRef::Null, LATER),
                    // Written before there was such a column.
                    None => {}
                }
            }
        }
        _ => value(bytes, ValueRef::Blob(json.as_bytes())),
    }
    half(bytes)
}

/// A column of a version; one that came later and holds what older rows have in it says nothing.
fn feed(
    bytes: &mut Vec<u8>,
    table: &Tracked,
    column: &str,
    is: ValueRef<'_>,
    later: &[(&str, &str, ValueRef<'_>)],
) {
    if let Some((_, _, empty)) = later.iter().find(|(t, c, _)| *t == table.name && *c == column) {
        if *empty == is {
            return;
        }
        value(bytes, ValueRef::Text(column.as_bytes()));
    }
    value(bytes, is);
}

/// A value with its kind and length, so that no two rows look alike.
fn value(bytes: &mut Vec<u8>, is: ValueRef<'_>) {
    let (kind, part): (u8, &[u8]) = match is {
        ValueRef::Null => (0, &[]),
        ValueRef::Integer(n) => {
            bytes.push(1);
            bytes.extend_from_slice(&n.to_le_bytes());
            return;
        }
        ValueRef::Text(text) => (2, text),
        ValueRef::Blob(blob) => (3, blob),
        ValueRef::Real(_) => (4, &[]),
    };
    bytes.push(kind);
    bytes.extend_from_slice(&(part.len() as u64).to_le_bytes());
    bytes.extend_from_slice(part);
}

fn half(bytes: &[u8]) -> Half {
    blake3::hash(bytes).as_bytes().first_chunk().copied().unwrap_or(ABSENT)
}

/// The marks of the lines of these numbers, in their order; a line that is not there has none and leaves zeros.
pub(super) fn of(conn: &Connection, first: i64, last: i64) -> Outcome<Vec<u8>> {
    let mut marks = vec![0; usize::try_from(last - first + 1).unwrap_or(0) * 8];
    touched(conn, first, last, |_, line| {
        if let Some(at) = usize::try_from(line.n - first).ok().filter(|_| line.n <= last)
            && let Some(place) = marks.get_mut(at * 8..at * 8 + 8)
        {
            place.copy_from_slice(&both(line));
        }
        Ok(())
    })?;
    Ok(marks)
}

/// Both halves of a line's mark.
pub(super) fn both(line: &Line) -> [u8; 8] {
    let mut mark = [0; 8];
    for (place, byte) in mark.iter_mut().zip(line.own.iter().chain(&line.new)) {
        *place = *byte;
    }
    mark
}

/// The lines of these numbers and the later ones of the same rows, table by table.
pub(super) fn touched(
    conn: &Connection,
    first: i64,
    last: i64,
    mut each: impl FnMut(&'static Tracked, &Line) -> Outcome<()>,
) -> Outcome<()> {
    for table in tables(conn, first, last)? {
        walk(conn, table, Which::Touched(first, last), |met| match met {
            Met::Line(line) => each(table, &line),
            Met::Bare(_) => Ok(()),
        })?;
    }
    Ok(())
}

/// The tables that the lines of these numbers tell of, in the order of the list: what refers stands behind what it names.
pub(super) fn tables(conn: &Connection, first: i64, last: i64) -> Outcome<Vec<&'static Tracked>> {
    let codes: Vec<i64> = conn
        .prepare_cached("SELECT DISTINCT +tbl FROM journal WHERE n BETWEEN ?1 AND ?2")?
        .query_map([first, last], |r| r.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(TRACKED.iter().filter(|t| codes.contains(&t.code)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> &'static Tracked {
        TRACKED.iter().find(|t| t.name == "role").unwrap()
    }

    #[test]
    fn a_row_and_its_json_have_one_mark() {
        let conn = Connection::open_in_memory().unwrap();
        let json: String = conn
            .query_row(
                &format!(
                    "SELECT {} FROM (SELECT 7 AS n, 2021 AS year, 'PX\"03\\\n' AS role, NULL AS unit) AS r",
                    table().json("r")
                ),
                [],
                |r| r.get(0),
            )
            .unwrap();
        let mut row = Vec::new();
        for is in [
            ValueRef::Integer(7),
            ValueRef::Integer(2021),
            ValueRef::Text("PX\"03\\\n".as_bytes()),
            ValueRef::Null,
        ] {
            value(&mut row, is);
        }
        assert_eq!(version(&mut Vec::new(), table(), &json), half(&row));
        assert_ne!(version(&mut Vec::new(), table(), &json.replace("null", "0")), half(&row));
        assert_ne!(version(&mut Vec::new(), table(), "{}"), half(&row));
    }

    #[test]
    fn a_column_added_later_changes_no_mark_until_it_says_something() {
        let later = [("role", "unit", ValueRef::Integer(0))];
        let bytes = |is: Option<i64>| {
            let mut bytes = Vec::new();
            feed(&mut bytes, table(), "role", ValueRef::Text(b"head"), &later);
            if let Some(n) = is {
                feed(&mut bytes, table(), "unit", ValueRef::Integer(n), &later);
            }
            bytes
        };
        assert_eq!(bytes(None), bytes(Some(0)));
        assert_ne!(bytes(None), bytes(Some(1)));
    }
}
