//! The index of Find: one FTS5 table without content, kept by triggers written from the list below, so that acts, undo and
//! bulk work all keep it. They are temporary, each connection to write lays its own: a third of what a connection reads
//! before its first question would be theirs. What another tool writes is missing in the index: `check` finds and mends it.
//! Its rowids follow the days, so the newest rows come first without
//! sorting. Holds no question: that is `search_query`.
use super::codec;
use crate::core::find::Standing;
use crate::core::period::{PeriodKey, PeriodKind};
use rusqlite::Connection;

/// A table whose rows are found, in the order of its kind within a day: the higher comes first. `$r` is the row, `$d` its
/// parent. A row with a parent is dated, numbered and judged by it.
struct Source {
    /// four bits of the rowid
    kind: i64,
    table: &'static str,
    /// table and the column that points to it
    parent: Option<(&'static str, &'static str)>,
    /// only rows like this
    only: Option<&'static str>,
    date: &'static str,
    /// code of the period; empty: it stands above all days
    period: &'static str,
    text: &'static str,
    unit: Option<&'static str>,
    form: Option<&'static str>,
    authorities: Option<&'static str>,
    standing: Option<&'static str>,
    /// columns of the row that the index depends on
    columns: &'static [&'static str],
    /// columns of the parent that the index depends on
    above: &'static [&'static str],
}

const PLAIN: Source = Source {
    kind: 0,
    table: "",
    parent: None,
    only: None,
    date: "$r.date",
    period: "$r.period",
    text: "",
    unit: None,
    form: None,
    authorities: None,
    standing: None,
    columns: &[],
    above: &[],
};

/// Kinds in the rowid, for who reads an answer.
pub(super) const APPROVAL: i64 = 1;
/// the meeting of a period
pub(super) const MEETING: i64 = 2;
/// a part of a report
pub(super) const REPORT: i64 = 3;
/// an act worth recording
pub(super) const ACHIEVEMENT: i64 = 4;
/// somebody proposed
pub(super) const NOMINEE: i64 = 5;
/// a proposal
pub(super) const PROPOSAL: i64 = 6;
/// a named recipient
pub(super) const AWARD: i64 = 7;
/// a decision or notice
pub(super) const DECISION: i64 = 8;
/// rank and level of a unit in a period: never in the index, a row of the unit's page
pub(super) const RESULT: i64 = 9;
/// a person or collective
pub(super) const PARTY: i64 = 15;

const SOURCES: &[Source] = &[
    Source {
        kind: APPROVAL,
        table: "approval",
        text: "$r.number || ' ' || $r.signer",
        columns: &["period", "number", "date", "signer"],
        ..PLAIN
    },
    Source {
        kind: MEETING,
        table: "meeting",
        text: "$r.place || ' ' || $r.directing || ' ' || $r.chair || ' ' || $r.secretary || ' ' || $r.presenter \
               || ' ' || $r.attendance || ' ' || $r.speakers || ' ' || $r.evaluation || ' ' || $r.directives",
        columns: &[
            "period",
            "date",
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
        ..PLAIN
    },
    Source {
        kind: REPORT,
        table: "report_text",
        date: "NULL",
        text: "$r.text",
        columns: &["period", "text"],
        ..PLAIN
    },
    Source {
        kind: ACHIEVEMENT,
        table: "achievement",
        text: "$r.content || ' ' || $r.who",
        unit: Some("$r.unit"),
        columns: &["period", "date", "unit", "who", "content"],
        ..PLAIN
    },
    Source {
        kind: NOMINEE,
        table: "nominee",
        parent: Some(("proposal", "proposal")),
        date: "$d.date",
        period: "$d.period",
        text: "$r.name || ' ' || $r.rank || ' ' || $r.post",
        unit: Some("$r.unit"),
        form: Some("$d.form"),
        authorities: Some("$d.authorities"),
        standing: Some("$d.state"),
        columns: &["proposal", "unit", "name", "rank", "post"],
        above: &["period", "date", "form", "authorities", "state"],
        ..PLAIN
    },
    Source {
        kind: PROPOSAL,
        table: "proposal",
        text: "$r.number || ' ' || $r.subject || ' ' || $r.note",
        form: Some("$r.form"),
        authorities: Some("$r.authorities"),
        standing: Some("$r.state"),
        columns: &["period", "number", "date", "authorities", "form", "subject", "note", "state"],
        ..PLAIN
    },
    Source {
        kind: AWARD,
        table: "award",
        parent: Some(("decision", "decision")),
        only: Some("$r.basis = 'named'"),
        date: "$d.date",
        text: "$r.name || ' ' || $r.rank || ' ' || $r.post",
        unit: Some("$r.unit"),
        form: Some("$r.form"),
        authorities: Some("$d.authorities"),
        standing: Some("$r.state"),
        columns: &["decision", "period", "form", "basis", "unit", "name", "rank", "post", "state"],
        above: &["date", "authorities"],
        ..PLAIN
    },
    Source {
        kind: DECISION,
        table: "decision",
        text: "$r.number || ' ' || $r.subject || ' ' || $r.signer || ' ' || $r.note",
        form: Some("$r.form"),
        authorities: Some("$r.authorities"),
        standing: Some("'valid'"),
        columns: &["period", "number", "date", "authorities", "form", "signer", "subject", "note"],
        ..PLAIN
    },
    Source {
        kind: PARTY,
        table: "party",
        date: "NULL",
        period: "",
        text: "$r.name || ' ' || $r.service_no",
        unit: Some("$r.unit"),
        columns: &["name", "unit", "service_no"],
        ..PLAIN
    },
];

/// Bits below the day: four for the kind, 32 for the key.
const DAY: u32 = 36;
/// The day above all days (its Julian number): people and collectives stand there.
const ABOVE: i64 = 4_000_000;
/// First rowid above all days.
pub(super) const TOP: i64 = ABOVE << DAY;

// What is filtered goes in as words of one sign of a private plane, which no keyboard gives and `core::find::words` never
// looks for. One sign, because the index keeps each word again under each of its beginnings.
const UNIT: i64 = 0xf_0000;
const PERIOD: i64 = 0xf_4000;
const FORM: i64 = 0xf_8000;
const AUTHORITY: i64 = 0xf_a000;
const STANDING: i64 = 0xf_c000;

fn sign(base: i64, n: i64) -> String {
    u32::try_from(base + n).ok().and_then(char::from_u32).map_or_else(String::new, String::from)
}

/// The word of a unit.
pub(super) fn unit_word(n: i64) -> String {
    sign(UNIT, n)
}
/// The word of a period: those of a year are the year itself, its four quarters, its two halves, nine months.
pub(super) fn period_word(key: PeriodKey) -> String {
    let ordinal = i64::from(key.ordinal);
    let place = match key.kind {
        PeriodKind::Year => 0,
        PeriodKind::Quarter => ordinal,
        PeriodKind::Half => 4 + ordinal,
        PeriodKind::NineMonths => 7,
    };
    sign(PERIOD, (i64::from(key.year) - 1900) * 8 + place)
}
/// The word of a form, by its key.
pub(super) fn form_word(n: i64) -> String {
    sign(FORM, n)
}
/// The word of an authority, by its key.
pub(super) fn authority_word(n: i64) -> String {
    sign(AUTHORITY, n)
}
/// The word of a state.
pub(super) fn standing_word(standing: Standing) -> String {
    sign(STANDING, Standing::ALL.iter().position(|s| *s == standing).map_or(0, |n| n as i64))
}

/// SQL of the rowid of a row `r` of that kind, its parent `d`.
pub(super) fn place(kind: i64) -> String {
    SOURCES.iter().find(|s| s.kind == kind).map_or_else(|| "NULL".to_owned(), |s| s.rowid("r", "d"))
}

/// SQL of the rowid of a row that the index does not hold, on a day given in SQL.
pub(super) fn beside(kind: i64, day: &str, n: &str) -> String {
    format!("((CAST(julianday({day}) AS INTEGER) << {DAY}) + {} + {n})", kind << 32)
}

/// What a rowid says: kind bits and key.
pub(super) fn split(rowid: i64) -> (i64, i64) {
    ((rowid >> 32) & 15, rowid & 0xffff_ffff)
}

impl Source {
    /// A pattern with its aliases put in.
    fn fill(pattern: &str, row: &str, above: &str) -> String {
        pattern.replace("$r.", &format!("{row}.")).replace("$d.", &format!("{above}."))
    }

    /// SQL of the rowid: the day, or the last one of the period, or the lowest of all.
    fn rowid(&self, row: &str, above: &str) -> String {
        let low = self.kind << 32;
        if self.period.is_empty() {
            return Self::fill(&format!("({} + $r.n)", TOP + low), row, above);
        }
        let (date, period) = (self.date, self.period);
        let day = format!(
            "COALESCE(CAST(julianday({date}) AS INTEGER), CAST(julianday(substr({period}, 1, 4) || CASE substr({period}, 6) \
             WHEN 'Q1' THEN '-03-31' WHEN 'Q2' THEN '-06-30' WHEN 'Q3' THEN '-09-30' ELSE '-12-31' END) AS INTEGER), 0)"
        );
        Self::fill(&format!("(({day} << {DAY}) + {low} + $r.n)"), row, above)
    }

    /// SQL of the words. `đ` is the one letter that the tokenizer does not take for its base.
    fn words(&self, row: &str, above: &str) -> String {
        let mut all = format!("replace(replace({}, 'đ', 'd'), 'Đ', 'd')", self.text);
        let mut add = |part: &str| {
            all.push_str(" || ");
            all.push_str(part);
        };
        if let Some(unit) = self.unit {
            add(&format!("iif({unit} IS NULL, '', ' ' || char({UNIT} + {unit}))"));
        }
        if !self.period.is_empty() {
            let p = self.period;
            add(&format!(
                "' ' || char({PERIOD} + (CAST(substr({p}, 1, 4) AS INTEGER) - 1900) * 8 + CASE substr({p}, 6, 1) WHEN 'Q' THEN 0 WHEN 'H' THEN 4 WHEN '9' THEN 7 ELSE 0 END + CAST(substr({p}, 7, 1) AS INTEGER))"
            ));
        }
        if let Some(form) = self.form {
            add(&format!("COALESCE((SELECT ' ' || char({FORM} + n) FROM form WHERE code = {form}), '')"));
        }
        if let Some(codes) = self.authorities {
            add(&format!(
                "COALESCE((SELECT group_concat(' ' || char({AUTHORITY} + n), '') FROM authority \
                 WHERE instr(',' || {codes} || ',', ',' || code || ',')), '')"
            ));
        }
        if let Some(state) = self.standing {
            let case = |(n, standing)| format!("WHEN '{}' THEN {n}", codec::code::<Standing>(standing));
            let cases: Vec<String> = Standing::ALL.into_iter().enumerate().map(case).collect();
            add(&format!("' ' || char({STANDING} + CASE {state} {} ELSE 9 END)", cases.join(" ")));
        }
        Self::fill(&all, row, above)
    }

    /// `INSERT` of the documents of this source: of `row`, a trigger's `NEW`, or of all rows where it is `r`; `above` is the
    /// parent's alias, `NEW` in its own triggers.
    fn insert(&self, row: &str, above: &str, condition: &str) -> String {
        format!(
            "INSERT INTO find (rowid, text) SELECT {}, {}{}",
            self.rowid(row, above),
            self.words(row, above),
            self.from(row, above, condition)
        )
    }

    fn delete(&self, row: &str, above: &str, condition: &str) -> String {
        format!(
            "DELETE FROM find WHERE rowid IN (SELECT {}{})",
            self.rowid(row, above),
            self.from(row, above, condition)
        )
    }

    /// FROM and WHERE. `row` or `above` other than the aliases `r` and `d` are a trigger's own, and need no table.
    fn from(&self, row: &str, above: &str, condition: &str) -> String {
        let mut tables = Vec::new();
        let mut rules = Vec::new();
        if row == "r" {
            tables.push(format!("{} r", self.table));
        }
        if let Some((table, column)) = self.parent {
            if above == "d" {
                tables.push(format!("{table} d"));
            }
            rules.push(format!("{above}.n = {row}.{column}"));
        }
        rules.extend(self.only.map(|only| Self::fill(only, row, above)));
        if !condition.is_empty() {
            rules.push(condition.to_owned());
        }
        let from = if tables.is_empty() { String::new() } else { format!(" FROM {}", tables.join(", ")) };
        if rules.is_empty() { from } else { format!("{from} WHERE {}", rules.join(" AND ")) }
    }

    /// The triggers of the table, and those that its parent needs: a parent may come after its rows, and go before them.
    fn triggers(&self) -> Vec<(String, String)> {
        let table = self.table;
        let changed = |columns: &[&str]| {
            let side =
                |row: &str| columns.iter().map(|c| format!("{row}.{c}")).collect::<Vec<_>>().join(", ");
            format!(" WHEN ({}) IS NOT ({})", side("OLD"), side("NEW"))
        };
        let trigger = |name: String, event: &str, on: &str, when: &str, body: &[String]| {
            let text = format!(
                "CREATE TEMP TRIGGER {name} AFTER {event} ON {on}{when} BEGIN {}; END",
                body.join("; ")
            );
            (name, text)
        };
        let (new, old) = (self.insert("NEW", "d", ""), self.delete("OLD", "d", ""));
        let mut all = vec![
            trigger(format!("find_{table}_insert"), "INSERT", table, "", std::slice::from_ref(&new)),
            trigger(
                format!("find_{table}_update"),
                "UPDATE",
                table,
                &changed(self.columns),
                &[old.clone(), new],
            ),
            trigger(format!("find_{table}_delete"), "DELETE", table, "", &[old]),
        ];
        if let Some((above, _)) = self.parent {
            let (new, old) = (self.insert("r", "NEW", ""), self.delete("r", "OLD", ""));
            let name = |what: &str| format!("find_{above}_{table}_{what}");
            all.push(trigger(name("insert"), "INSERT", above, "", std::slice::from_ref(&new)));
            all.push(trigger(name("update"), "UPDATE", above, &changed(self.above), &[old.clone(), new]));
            all.push(trigger(name("delete"), "DELETE", above, "", &[old]));
        }
        all
    }

    /// SQL of every rowid there should be.
    fn rowids(&self) -> String {
        format!("SELECT {} AS id{}", self.rowid("r", "d"), self.from("r", "d", ""))
    }
}

/// The index's triggers, name and text.
fn triggers() -> Vec<(String, String)> {
    SOURCES.iter().flat_map(Source::triggers).collect()
}

/// The triggers as a connection lays them.
pub(super) fn script() -> String {
    triggers().into_iter().map(|(_, text)| text + ";\n").collect()
}

/// Lays the triggers of a connection to write, in place of any there are: when it is opened, and after bulk work.
pub(super) fn install(conn: &Connection) -> rusqlite::Result<()> {
    uninstall(conn)?;
    triggers().iter().try_for_each(|(_, text)| conn.execute_batch(text))
}

/// Takes the triggers out, so that bulk work may write without them. In the same transaction `rebuild` and `install` follow.
pub(super) fn uninstall(conn: &Connection) -> rusqlite::Result<()> {
    triggers()
        .iter()
        .try_for_each(|(name, _)| conn.execute_batch(&format!("DROP TRIGGER IF EXISTS temp.{name}")))
}

/// SQL of documents, rowid as `id` and `words`: of each table for which `which` tells a condition on its row `r`.
pub(super) fn documents(which: impl Fn(&str) -> Option<String>) -> String {
    let all: Vec<String> = SOURCES
        .iter()
        .filter_map(|s| {
            let from = s.from("r", "d", &which(s.table)?);
            Some(format!("SELECT {} AS id, {} AS words{from}", s.rowid("r", "d"), s.words("r", "d")))
        })
        .collect();
    all.join(" UNION ALL ")
}

/// SQL of every rowid there should be, as `id`.
pub(super) fn rowids() -> String {
    let all: Vec<String> = SOURCES.iter().map(Source::rowids).collect();
    all.join(" UNION ALL ")
}

/// Names of the tables whose rows are found.
pub(super) fn tables() -> impl Iterator<Item = &'static str> {
    SOURCES.iter().map(|s| s.table)
}

/// Fills the index anew from the tables, in the order of the days: to mend it.
pub(super) fn rebuild(conn: &Connection) -> rusqlite::Result<()> {
    conn.execute_batch("INSERT INTO find (find) VALUES ('delete-all')")?;
    fill(conn, &documents(|_| Some(String::new())))?;
    conn.execute_batch("INSERT INTO find (find) VALUES ('optimize')")
}

/// Adds the rows of these tables whose keys lie above the given ones, in the order of the days: what bulk work has just
/// written without the triggers.
pub(super) fn add(conn: &Connection, above: &[(&str, i64)]) -> rusqlite::Result<()> {
    let above = |name: &str| above.iter().find(|(t, _)| *t == name).map(|(_, n)| format!("r.n > {n}"));
    fill(conn, &documents(above))
}

fn fill(conn: &Connection, documents: &str) -> rusqlite::Result<()> {
    conn.execute(
        &format!("INSERT INTO find (rowid, text) SELECT id, words FROM ({documents}) ORDER BY id"),
        [],
    )?;
    Ok(())
}
