//! The journal: which tables are tracked, the triggers written from that list, and how an act is opened and closed.
//! Every change of a tracked row becomes a line by trigger, also when another tool makes it; the hash chain is
//! computed here, in Rust, at the act's end (a Rust function inside a trigger would make every other tool fail).
use super::fault::Outcome;
use crate::core::act::Stamp;
use rusqlite::{Connection, OptionalExtension, params};

/// A journalled table.
#[derive(Debug)]
pub(super) struct Tracked {
    /// name
    pub(super) name: &'static str,
    /// columns but `n` and `rev`
    pub(super) columns: &'static [&'static str],
    /// has a `rev`
    pub(super) rev: bool,
}

const fn table(name: &'static str, rev: bool, columns: &'static [&'static str]) -> Tracked {
    Tracked { name, columns, rev }
}

/// The journalled tables: everything but the journal itself.
pub(super) const TRACKED: &[Tracked] = &[
    table(
        "register",
        true,
        &[
            "uuid",
            "cluster",
            "province",
            "secretary",
            "label",
            "sample",
            "lang",
            "plain",
            "superior",
            "issuer",
            "place",
            "symbol",
            "sign_form",
            "sign_post",
            "signer",
            "recipients",
            "overdue_days",
            "lookback_months",
        ],
    ),
    table("authority", true, &["code", "name", "position", "retired"]),
    table("form", true, &["code", "name", "line", "authorities", "title", "position", "retired"]),
    table("level_set", true, &["code", "name"]),
    table("level", false, &["level_set", "position", "name", "minimum", "quota", "tint"]),
    table("score_table", false, &["code", "name", "rank_by", "step"]),
    table("criterion", false, &["score_table", "parent", "position", "code", "text", "maximum", "kind"]),
    table("derived_rule", false, &["criterion", "form", "kind", "points"]),
    table("unit", true, &["position", "code", "name", "same_key", "from_date", "to_date"]),
    table("role", false, &["year", "role", "unit"]),
    table("period", true, &["code", "from_date", "to_date", "submitted", "score_table", "level_set"]),
    table("movement", true, &["year", "name", "motto"]),
    table("campaign", true, &["year", "name", "kind", "from_date", "to_date", "state", "note"]),
    table("achievement", true, &["period", "date", "kind", "unit", "who", "content", "campaign", "fold"]),
    table("party", false, &["kind", "name", "same_key", "fold", "sort", "unit", "service_no"]),
    table(
        "decision",
        true,
        &[
            "period",
            "kind",
            "number",
            "date",
            "received",
            "authorities",
            "form",
            "signer",
            "nature",
            "subject",
            "note",
            "campaign",
            "fold",
            "late",
        ],
    ),
    table("line", false, &["kind", "authorities"]),
    table(
        "award",
        false,
        &[
            "decision",
            "position",
            "period",
            "line",
            "form",
            "kind",
            "basis",
            "quantity",
            "party",
            "unit",
            "name",
            "rank",
            "post",
            "achievement",
            "state",
            "cancel_number",
            "cancel_date",
            "cancel_reason",
            "guard_reason",
        ],
    ),
    table(
        "proposal",
        true,
        &[
            "period",
            "number",
            "date",
            "authorities",
            "form",
            "nature",
            "subject",
            "note",
            "state",
            "decision",
            "dropped_reason",
            "fold",
        ],
    ),
    table(
        "nominee",
        false,
        &[
            "proposal",
            "position",
            "kind",
            "party",
            "unit",
            "name",
            "rank",
            "post",
            "achievement",
            "guard_reason",
        ],
    ),
    table("flag", true, &["unit", "party", "kind", "from_date", "to_date", "reason"]),
    table("cell", false, &["period", "unit", "criterion", "round", "assigned", "points", "comment"]),
    table("finished", false, &["period", "unit"]),
    table(
        "mark",
        false,
        &[
            "period",
            "unit",
            "proposed",
            "proposed_apart",
            "reason",
            "approved",
            "approved_apart",
            "approved_reason",
        ],
    ),
    table("approval", false, &["period", "number", "date", "signer"]),
    table("lock", false, &["period", "at", "act", "snapshot", "reopened", "reason"]),
    table("result", false, &["period", "unit", "rank", "total", "part", "whole", "level"]),
    table(
        "meeting",
        true,
        &[
            "period",
            "date",
            "start",
            "place",
            "directing",
            "chair",
            "secretary",
            "presenter",
            "attendance",
            "speakers",
            "evaluation",
            "directives",
        ],
    ),
    table("report_text", false, &["period", "part", "text"]),
];

/// The tracked table of that name.
pub(super) fn tracked(name: &str) -> Option<&'static Tracked> {
    TRACKED.iter().find(|t| t.name == name)
}

impl Tracked {
    /// SQL of a row as JSON, `row` being `NEW`, `OLD` or an alias.
    pub(super) fn json(&self, row: &str) -> String {
        let rev = if self.rev { format!(", 'rev', {row}.rev") } else { String::new() };
        let columns: Vec<String> = self.columns.iter().map(|c| format!(", '{c}', {row}.{c}")).collect();
        format!("json_object('n', {row}.n{rev}{})", columns.concat())
    }
    /// Its three triggers, name and text.
    pub(super) fn triggers(&self) -> Vec<(String, String)> {
        let (table, new, old) = (self.name, self.json("NEW"), self.json("OLD"));
        [("insert", "NEW.n", "NULL", new.as_str()), ("update", "NEW.n", &old, &new), ("delete", "OLD.n", &old, "NULL")]
            .into_iter()
            .map(|(what, id, before, after)| {
                let name = format!("journal_{table}_{what}");
                let text = format!(
                    "CREATE TRIGGER {name} AFTER {what} ON {table} BEGIN INSERT INTO journal (act, tbl, id, old, new) \
                     VALUES ((SELECT act FROM pen), '{table}', {id}, {before}, {after}); END"
                );
                (name, text)
            })
            .collect()
    }
}

/// Writes all triggers into a fresh file.
pub(super) fn install(conn: &Connection) -> rusqlite::Result<()> {
    TRACKED.iter().flat_map(Tracked::triggers).try_for_each(|(_, text)| conn.execute_batch(&text))
}

/// What an act is in the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// can be undone
    Do,
    /// takes an act back
    Undo,
    /// does it again
    Redo,
    /// undo stops here
    Barrier,
}

impl Kind {
    /// As written.
    pub(super) fn code(self) -> &'static str {
        match self {
            Kind::Do => "do",
            Kind::Undo => "undo",
            Kind::Redo => "redo",
            Kind::Barrier => "barrier",
        }
    }
}

/// What a write tells of itself.
#[derive(Debug)]
pub(super) struct Wrote {
    /// words key, `act.…`
    pub(super) what: &'static str,
    /// the thing
    pub(super) thing: String,
    /// reason given
    pub(super) why: String,
    /// main row
    pub(super) row: Option<i64>,
    /// what it is in the chain
    pub(super) kind: Kind,
    /// the act taken back or done again
    pub(super) of: Option<i64>,
    /// what that act did, a words key
    pub(super) did: Option<String>,
}

impl Wrote {
    /// An ordinary act.
    pub(super) fn new(what: &'static str, thing: impl Into<String>) -> Self {
        Self { what, thing: thing.into(), why: String::new(), row: None, kind: Kind::Do, of: None, did: None }
    }
    /// With its main row.
    pub(super) fn row(mut self, row: i64) -> Self {
        self.row = Some(row);
        self
    }
    /// With its reason.
    pub(super) fn why(mut self, why: &str) -> Self {
        why.clone_into(&mut self.why);
        self
    }
    /// As a barrier.
    pub(super) fn barrier(mut self) -> Self {
        self.kind = Kind::Barrier;
        self
    }
}

/// An act being written: the transaction's connection, its number, who writes and when.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pen<'a> {
    /// inside its transaction
    pub(super) conn: &'a Connection,
    /// number of the act
    pub(super) act: i64,
    /// who and when
    pub(super) by: &'a Stamp,
}

/// Takes the pen: from here on lines belong to the new act. Its number was never used before, not even by an act that
/// another tool took out: that one must stay missed, and its lines must not become those of the new act.
pub(super) fn begin<'a>(conn: &'a Connection, by: &'a Stamp) -> Outcome<Pen<'a>> {
    let act = conn.query_row(
        "SELECT MAX(COALESCE((SELECT MAX(n) FROM act), 0), COALESCE((SELECT MAX(act) FROM journal), 0)) + 1",
        [],
        |r| r.get(0),
    )?;
    conn.execute(
        "INSERT INTO pen (n, act) VALUES (1, ?1) ON CONFLICT (n) DO UPDATE SET act = excluded.act",
        [act],
    )?;
    Ok(Pen { conn, act, by })
}

/// Lays the pen down: the act's own line, with the marks of its journal lines and its place in the chain.
pub(super) fn end(pen: Pen<'_>, wrote: &Wrote) -> Outcome<()> {
    let conn = pen.conn;
    let marks = marks(conn, pen.act)?.concat();
    let before: Option<String> =
        conn.query_row("SELECT hash FROM act ORDER BY n DESC LIMIT 1", [], |r| r.get(0)).optional()?;
    let secretary: Option<String> =
        conn.query_row("SELECT secretary FROM register", [], |r| r.get(0)).optional()?;
    let secretary = secretary.unwrap_or_default();
    let fields = Fields {
        n: pen.act,
        at: &pen.by.at,
        user: &pen.by.user,
        secretary: &secretary,
        what: wrote.what,
        thing: &wrote.thing,
        why: &wrote.why,
        kind: wrote.kind.code(),
        of: wrote.of,
    };
    let hash = chain(&before.unwrap_or_default(), &fields, &marks);
    conn.prepare_cached(
        "INSERT INTO act (n, at, user, secretary, what, thing, why, kind, of, marks, hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?
    .execute(params![
        pen.act,
        pen.by.at,
        pen.by.user,
        secretary,
        wrote.what,
        wrote.thing,
        wrote.why,
        wrote.kind.code(),
        wrote.of,
        marks,
        hash
    ])?;
    conn.execute("UPDATE pen SET act = NULL", [])?;
    Ok(())
}

/// The fields of an act that its hash covers.
pub(super) struct Fields<'a> {
    pub(super) n: i64,
    pub(super) at: &'a str,
    pub(super) user: &'a str,
    pub(super) secretary: &'a str,
    pub(super) what: &'a str,
    pub(super) thing: &'a str,
    pub(super) why: &'a str,
    pub(super) kind: &'a str,
    pub(super) of: Option<i64>,
}

/// The hash of an act: of the hash before it, its fields and the marks of its lines. Each part goes in with its length.
pub(super) fn chain(before: &str, fields: &Fields<'_>, marks: &[u8]) -> String {
    let mut hasher = blake3::Hasher::new();
    let numbers = format!("{} {}", fields.n, fields.of.unwrap_or(0));
    for part in [
        before,
        &numbers,
        fields.at,
        fields.user,
        fields.secretary,
        fields.what,
        fields.thing,
        fields.why,
        fields.kind,
    ] {
        feed(&mut hasher, part.as_bytes());
    }
    feed(&mut hasher, marks);
    hasher.finalize().to_hex().to_string()
}

fn feed(hasher: &mut blake3::Hasher, part: &[u8]) {
    hasher.update(&(part.len() as u64).to_le_bytes());
    hasher.update(part);
}

/// The marks of an act's journal lines, in order: eight bytes of the hash of each.
pub(super) fn marks(conn: &Connection, act: i64) -> rusqlite::Result<Vec<[u8; 8]>> {
    let mut statement =
        conn.prepare_cached("SELECT n, tbl, id, old, new FROM journal WHERE act = ?1 ORDER BY n")?;
    let rows = statement.query_map([act], |row| {
        let (n, table, id): (i64, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let (old, new): (Option<String>, Option<String>) = (row.get(3)?, row.get(4)?);
        let mut hasher = blake3::Hasher::new();
        feed(&mut hasher, format!("{n} {id}").as_bytes());
        feed(&mut hasher, table.as_bytes());
        for side in [old, new] {
            // An absent side and an empty one must not look alike.
            feed(&mut hasher, side.map_or_else(String::new, |s| format!("+{s}")).as_bytes());
        }
        let mut mark = [0; 8];
        mark.copy_from_slice(hasher.finalize().as_bytes().first_chunk::<8>().unwrap_or(&[0; 8]));
        Ok(mark)
    })?;
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_names_every_table_and_column_there_is() {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(crate::store::migrate::MIGRATIONS.concat().as_str()).unwrap();
        let mut tables: Vec<String> = conn
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
            .unwrap()
            .query_map([], |r| r.get(0))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        tables.retain(|t| !["draft", "act", "journal", "pen"].contains(&t.as_str()));
        // The index of Find is made of the other tables.
        tables.retain(|t| t != "find" && !t.starts_with("find_"));
        assert_eq!(tables, TRACKED.iter().map(|t| t.name.to_owned()).collect::<Vec<_>>());
        for t in TRACKED {
            let mut columns: Vec<String> = conn
                .prepare(&format!("SELECT name FROM pragma_table_info('{}')", t.name))
                .unwrap()
                .query_map([], |r| r.get(0))
                .unwrap()
                .collect::<Result<_, _>>()
                .unwrap();
            assert_eq!(columns.remove(0), "n");
            assert_eq!(columns.iter().any(|c| c == "rev"), t.rev, "{}", t.name);
            columns.retain(|c| c != "rev");
            assert_eq!(columns, t.columns, "{}", t.name);
        }
    }
}
