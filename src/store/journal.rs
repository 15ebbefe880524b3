//! The journal: the triggers written from the list of tracked tables, and how an act is opened and closed.
//! Every change of a tracked row becomes a line by trigger, also when another tool makes it; the hash chain is
//! computed here, in Rust, at the act's end (a Rust function inside a trigger would make every other tool fail).
//! The lines of an act are numbered without a gap: it keeps the number of its first, and a mark for each.
use super::fault::Outcome;
use super::mark;
use super::tracked::{TRACKED, Tracked};
use crate::core::act::Stamp;
use crate::core::problem::Problem;
use rusqlite::{Connection, OptionalExtension, params};

/// Writes all triggers: those there are, perhaps of an older list, go first.
pub(super) fn install(conn: &Connection) -> rusqlite::Result<()> {
    let old: Vec<String> = conn
        .prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'journal!_%' ESCAPE '!'",
        )?
        .query_map([], |r| r.get(0))?
        .collect::<Result<_, _>>()?;
    old.iter().try_for_each(|name| {
        conn.execute_batch(&format!("DROP TRIGGER \"{}\"", name.replace('"', "\"\"")))
    })?;
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
    /// what came of it besides, said once and not journalled
    pub(super) also: Option<Problem>,
}

impl Wrote {
    /// An ordinary act.
    pub(super) fn new(what: &'static str, thing: impl Into<String>) -> Self {
        Self {
            what,
            thing: thing.into(),
            why: String::new(),
            row: None,
            kind: Kind::Do,
            of: None,
            did: None,
            also: None,
        }
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
    /// With what came of it besides.
    pub(super) fn also(mut self, also: Problem) -> Self {
        self.also = Some(also);
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
    /// number that its first line gets
    pub(super) first: i64,
    /// who and when
    pub(super) by: &'a Stamp,
}

/// Takes the pen: from here on lines belong to the new act. Its number was never used before, not even by an act that
/// another tool took out: that one must stay missed, and its lines must not become those of the new act.
pub(super) fn begin<'a>(conn: &'a Connection, by: &'a Stamp) -> Outcome<Pen<'a>> {
    // Lines are written in the order of their acts: the last one that names an act names the newest.
    let act = conn
        .prepare_cached(
            "SELECT MAX(COALESCE((SELECT MAX(n) FROM act), 0),
                        COALESCE((SELECT act FROM journal WHERE act IS NOT NULL ORDER BY n DESC LIMIT 1), 0)) + 1",
        )?
        .query_row([], |r| r.get(0))?;
    let first = last_line(conn)? + 1;
    conn.execute(
        "INSERT INTO pen (n, act) VALUES (1, ?1) ON CONFLICT (n) DO UPDATE SET act = excluded.act",
        [act],
    )?;
    Ok(Pen { conn, act, first, by })
}

/// The highest number that a line ever had.
pub(super) fn last_line(conn: &Connection) -> Outcome<i64> {
    let mut statement = conn.prepare_cached(
        "SELECT MAX(COALESCE((SELECT MAX(n) FROM journal), 0),
                    COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'journal'), 0))",
    )?;
    Ok(statement.query_row([], |r| r.get(0))?)
}

/// Lays the pen down: the act's own line, with the marks of its journal lines and its place in the chain.
pub(super) fn end(pen: Pen<'_>, wrote: &Wrote) -> Outcome<()> {
    let conn = pen.conn;
    let marks = mark::of(conn, pen.first, last_line(conn)?)?;
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
        first: pen.first,
    };
    let hash = chain(&before.unwrap_or_default(), &fields, &marks);
    conn.prepare_cached(
        "INSERT INTO act (n, at, user, secretary, what, thing, why, kind, of, first, hash, marks)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
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
        pen.first,
        hash,
        marks
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
    pub(super) first: i64,
}

/// The hash of an act: of the hash before it, its fields and the marks of its lines. Each part goes in with its length.
pub(super) fn chain(before: &str, fields: &Fields<'_>, marks: &[u8]) -> String {
    let mut hasher = blake3::Hasher::new();
    let numbers = format!("{} {} {}", fields.n, fields.of.unwrap_or(0), fields.first);
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
