//! A changed row in the words of the field: which columns are shown, what kind of value each holds, and the names behind
//! keys. A name is that of today; what is not there any more is called as it was last.
use super::fault::Outcome;
use super::spelt::{self, catalogue};
use super::tracked::{self, TRACKED};
use crate::core::journal::{Became, Change, Field, Value};
use crate::core::period::PeriodKey;
use crate::core::points::Points;
use rusqlite::{Connection, OptionalExtension};
use serde_json::{Map, Value as Json};

/// Columns that say nothing to people: keys of order and search, what is said by another column.
const HIDDEN: &[&str] = &[
    "n", "rev", "fold", "sort", "same_key", "position", "uuid", "line", "snapshot", "act", "tint", "parent",
    "before",
];
/// Hidden where another column of the same table says it.
const SAID: &[(&str, &str)] = &[
    ("award", "period"),
    ("award", "party"),
    ("award", "form"),
    ("nominee", "party"),
    ("criterion", "score_table"),
    ("vote", "ballot"),
    ("level", "level_set"),
    ("result", "whole"),
];
const DATES: &[&str] = &["date", "received", "from_date", "to_date", "cancel_date", "asked", "due"];
const POINTS: &[&str] =
    &["points", "maximum", "minimum", "quota", "step", "total", "part", "whole", "each", "target", "actual"];
const FLAGS: &[&str] = &[
    "sample",
    "plain",
    "title",
    "retired",
    "submitted",
    "late",
    "assigned",
    "proposed_apart",
    "approved_apart",
    "leaf",
    "past",
    "nested",
    "hidden",
    "lower",
    "leader",
    "lifted",
    "awaited",
];
/// Columns whose texts are codes of the program.
const CODES: &[&str] = &[
    "kind", "state", "basis", "nature", "round", "rank_by", "label", "lang", "role", "part", "measure",
    "base", "method", "what",
];
/// Columns that hold the key of a row: its table and the columns of its name.
const KEYS: &[(&str, &str, &str)] = &[
    ("unit", "unit", "CASE WHEN code = '' THEN name ELSE code || ' ' || name END"),
    ("party", "party", "name"),
    ("decision", "decision", "CASE WHEN number = '' THEN subject ELSE number END"),
    ("proposal", "proposal", "CASE WHEN number = '' THEN subject ELSE number END"),
    ("achievement", "achievement", "content"),
    ("campaign", "campaign", "name"),
    ("criterion", "criterion", "code || ' ' || text"),
    ("score_table", "score_table", "name"),
    ("level_set", "level_set", "name"),
    ("proposed", "level", "name"),
    ("approved", "level", "name"),
    ("level", "level", "name"),
];
/// Columns that a row is called by, the first two that have something.
const NAMES: &[&str] = &[
    "number",
    "name",
    "cluster",
    "unit",
    "criterion",
    "knockout",
    "what",
    "content",
    "subject",
    "role",
    "part",
    "year",
    "period",
    "code",
];

/// A row's change: what was written or taken out shows all it had, what was changed only what differs.
pub(super) fn change(
    conn: &Connection,
    table: &'static str,
    old: Option<&str>,
    new: Option<&str>,
) -> Outcome<Change> {
    let read = |json: Option<&str>| -> Option<Map<String, Json>> { serde_json::from_str(json?).ok() };
    let (old, new) = (read(old), read(new));
    let became = match (&old, &new) {
        (None, _) => Became::Written,
        (_, None) => Became::Gone,
        _ => Became::Changed,
    };
    let columns = TRACKED.iter().find(|t| t.name == table).map_or(&[][..], |t| t.columns);
    let nothing = Json::Null;
    let side = |row: &Option<Map<String, Json>>, column: &str| -> Json {
        row.as_ref().and_then(|row| row.get(column)).unwrap_or(&nothing).clone()
    };
    let mut fields = Vec::new();
    for column in columns {
        if HIDDEN.contains(column) || SAID.contains(&(table, column)) {
            continue;
        }
        let (before, after) = (side(&old, column), side(&new, column));
        if before == after {
            continue;
        }
        // a mark that was never set says nothing of a row written or taken out
        let unset = |json: &Json| json.is_null() || json.as_i64() == Some(0);
        if became != Became::Changed && FLAGS.contains(column) && unset(&before) && unset(&after) {
            continue;
        }
        let key = side(if new.is_some() { &new } else { &old }, "n").as_i64().unwrap_or_default();
        let (before, after) = match spelt::field(conn, column, key, became, (&before, &after))? {
            Some(lists) => lists,
            None => (value(conn, table, column, &before)?, value(conn, table, column, &after)?),
        };
        if before != after {
            fields.push(Field { label: format!("journal.col.{column}"), old: before, new: after });
        }
    }
    let row = if new.is_some() { &new } else { &old };
    let mut name = Vec::new();
    for column in NAMES.iter().filter(|c| columns.contains(c) && name_of(table, c)) {
        if name.len() < 2 {
            let value = value(conn, table, column, &side(row, column))?;
            if value != Value::Empty {
                name.push(value);
            }
        }
    }
    // a count without a unit is called by what it counts
    if name.is_empty() && columns.contains(&"kind") {
        name.push(value(conn, table, "kind", &side(row, "kind"))?);
    }
    Ok(Change { table: format!("journal.table.{table}"), name, became, fields })
}

/// A name stands alone where it says enough; a code is a name only where there is no other.
fn name_of(table: &str, column: &str) -> bool {
    match table {
        "decision" | "proposal" => column == "number" || column == "subject",
        "award" | "nominee" => column == "name" || column == "unit",
        "register" => column == "cluster",
        "unit" | "campaign" | "party" | "form" | "authority" | "level" | "level_set" | "score_table" => {
            column == "name"
        }
        "achievement" => column == "content",
        "criterion" | "period" | "line" => column == "code",
        _ => true,
    }
}

/// What a column's value means.
fn value(conn: &Connection, table: &str, column: &str, json: &Json) -> Outcome<Value> {
    let number = json.as_i64();
    if let Some((_, parent, name)) = KEYS.iter().find(|(c, ..)| *c == column)
        && let Some(key) = number
    {
        let sql = format!("SELECT {name} FROM {parent} WHERE n = ?1");
        let found: Option<String> = conn.prepare_cached(&sql)?.query_row([key], |r| r.get(0)).optional()?;
        let found = found.filter(|name| !name.is_empty());
        let name = if found.is_some() { found } else { last_name(conn, parent, key)? };
        return Ok(Value::Text(name.unwrap_or_else(|| format!("#{key}"))));
    }
    if let Some(number) = number {
        return Ok(match column {
            c if FLAGS.contains(&c) => {
                Value::Word(format!("journal.flag.{}", if number == 1 { "yes" } else { "no" }))
            }
            c if POINTS.contains(&c) => Value::Points(Points(number)),
            "year" => Value::Text(number.to_string()),
            _ => Value::Num(number),
        });
    }
    let Some(text) = json.as_str().filter(|t| !t.is_empty()) else { return Ok(Value::Empty) };
    let whole = || Value::Text(text.to_owned());
    Ok(match column {
        c if DATES.contains(&c) => text.parse().map_or_else(|_| whole(), Value::Date),
        "at" | "reopened" => Value::Moment(text.to_owned()),
        "period" => PeriodKey::parse(text).map_or_else(whole, Value::Period),
        "code" if table == "period" => PeriodKey::parse(text).map_or_else(whole, Value::Period),
        "form" => Value::Text(catalogue(conn, "form", text)?),
        "authorities" => {
            let names: Vec<String> =
                text.split(',').map(|code| catalogue(conn, "authority", code)).collect::<Outcome<_>>()?;
            Value::Text(names.join(", "))
        }
        "state" if table == "campaign" => Value::Word(format!("journal.code.{text}")),
        "part" if table == "result" => whole(),
        c if CODES.contains(&c) => Value::Word(format!("journal.code.{text}")),
        _ => whole(),
    })
}

/// What a row that is gone was called last: the journal has its last version.
fn last_name(conn: &Connection, table: &str, key: i64) -> Outcome<Option<String>> {
    let mut statement = conn.prepare_cached(
        "SELECT COALESCE(NULLIF(json_extract(old, '$.number'), ''), NULLIF(json_extract(old, '$.subject'), ''),
            json_extract(old, '$.name'), json_extract(old, '$.content'), json_extract(old, '$.text'))
         FROM journal WHERE tbl = ?1 AND id = ?2 AND old IS NOT NULL ORDER BY n DESC LIMIT 1",
    )?;
    let found: Option<Option<String>> =
        statement.query_row([tracked::code(table), key], |r| r.get(0)).optional()?;
    Ok(found.flatten())
}

/// Which column of which table names a row of which other: child, column, parent, the parent's column.
pub(super) fn references(conn: &Connection) -> Outcome<Vec<(String, String, String, String)>> {
    let mut all = Vec::new();
    for table in TRACKED {
        let mut statement =
            conn.prepare_cached("SELECT \"from\", \"table\", \"to\" FROM pragma_foreign_key_list(?1)")?;
        let rows = statement.query_map([table.name], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
        for row in rows {
            let (column, parent, key) = row?;
            all.push((table.name.to_owned(), column, parent, key));
        }
    }
    Ok(all)
}
