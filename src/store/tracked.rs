//! Which tables are journalled, with their columns: the list that triggers, marks, undo, check and history are made from.
//! Texts of SQL only; it reads and writes nothing.
use rusqlite::types::ValueRef;

/// A journalled table.
#[derive(Debug)]
pub(super) struct Tracked {
    /// number of the table in the journal's lines: given once, never changed, never given again
    pub(super) code: i64,
    /// name
    pub(super) name: &'static str,
    /// columns but `n` and `rev`
    pub(super) columns: &'static [&'static str],
    /// has a `rev`
    pub(super) rev: bool,
}

const fn table(code: i64, name: &'static str, rev: bool, columns: &'static [&'static str]) -> Tracked {
    Tracked { code, name, columns, rev }
}

/// Columns that a migration after the first added (table, column, what older rows have in it). A mark leaves out a column
/// that has this value, so that marks of acts written before it still hold.
pub(super) const LATER: &[(&str, &str, ValueRef<'static>)] = &[];

/// The journalled tables: everything but the journal itself.
pub(super) const TRACKED: &[Tracked] = &[
    table(
        1,
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
            "year_start",
        ],
    ),
    table(2, "authority", true, &["code", "name", "position", "retired"]),
    table(3, "form", true, &["code", "name", "line", "authorities", "title", "position", "retired"]),
    table(4, "level_set", true, &["code", "name", "measure", "base", "nested", "knockouts"]),
    table(5, "level", false, &["level_set", "position", "name", "minimum", "quota", "tint"]),
    table(6, "score_table", true, &["code", "name", "year", "rank_by", "step", "past", "formulas", "ties"]),
    table(
        7,
        "criterion",
        false,
        &[
            "score_table",
            "parent",
            "position",
            "code",
            "text",
            "hidden",
            "minimum",
            "maximum",
            "kind",
            "each",
            "lower",
            "formula",
        ],
    ),
    table(8, "derived_rule", false, &["criterion", "form", "kind", "points"]),
    table(9, "unit", true, &["position", "code", "name", "same_key", "from_date", "to_date"]),
    table(10, "role", false, &["year", "role", "unit"]),
    table(
        11,
        "period",
        true,
        &["code", "from_date", "to_date", "leaf", "submitted", "score_table", "level_set"],
    ),
    table(12, "movement", true, &["year", "name", "motto"]),
    table(13, "campaign", true, &["year", "name", "kind", "from_date", "to_date", "state", "note"]),
    table(14, "achievement", true, &["period", "date", "kind", "unit", "who", "content", "campaign", "fold"]),
    table(15, "party", false, &["kind", "name", "same_key", "fold", "sort", "unit", "service_no"]),
    table(
        16,
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
    table(17, "line", false, &["kind", "authorities"]),
    table(
        18,
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
        19,
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
        20,
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
    table(21, "flag", true, &["unit", "party", "kind", "from_date", "to_date", "reason", "leader"]),
    table(22, "cell", false, &["period", "unit", "criterion", "round", "assigned", "points", "comment"]),
    table(
        23,
        "sheet_line",
        false,
        &["period", "unit", "criterion", "target", "actual", "explanation", "evidence"],
    ),
    table(24, "finished", false, &["period", "unit", "round"]),
    table(
        25,
        "handed_in",
        false,
        &["period", "unit", "what", "asked", "times", "due", "received", "note", "awaited"],
    ),
    table(26, "ballot", true, &["period", "kind", "method", "sent", "back", "valid", "base", "note"]),
    table(27, "vote", false, &["ballot", "unit", "level", "favour"]),
    table(28, "knocked", false, &["period", "unit", "knockout", "lifted", "reason"]),
    table(
        29,
        "adjustment",
        true,
        &["period", "ordinal", "state", "reason", "number", "date", "signer", "changes", "before"],
    ),
    table(
        30,
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
    table(31, "approval", false, &["period", "number", "date", "signer"]),
    table(32, "lock", false, &["period", "at", "act", "snapshot", "reopened", "reason"]),
    table(33, "result", false, &["period", "unit", "rank", "total", "part", "whole", "level"]),
    table(
        34,
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
    table(35, "report_text", false, &["period", "part", "text"]),
];

/// The table of that number in the journal.
pub(super) fn tracked(code: i64) -> Option<&'static Tracked> {
    TRACKED.iter().find(|t| t.code == code)
}

/// The number of a table in the journal.
pub(super) fn code(name: &str) -> i64 {
    TRACKED.iter().find(|t| t.name == name).map_or(0, |t| t.code)
}

/// How a line of the journal came about: the row was written, …
pub(super) const INSERT: i64 = 0;
/// … changed, …
pub(super) const UPDATE: i64 = 1;
/// … or taken out.
pub(super) const DELETE: i64 = 2;

impl Tracked {
    /// All columns in their order.
    pub(super) fn all(&self) -> impl Iterator<Item = &'static str> {
        ["n"].into_iter().chain(self.rev.then_some("rev")).chain(self.columns.iter().copied())
    }
    /// SQL of a row as JSON, `row` being `NEW`, `OLD` or an alias.
    pub(super) fn json(&self, row: &str) -> String {
        let columns: Vec<String> = self.all().map(|c| format!("'{c}', {row}.{c}")).collect();
        format!("json_object({})", columns.join(", "))
    }
    /// Its three triggers, name and text. A line keeps the version that it replaces: the newest one is the row itself.
    pub(super) fn triggers(&self) -> Vec<(String, String)> {
        let (table, code, old) = (self.name, self.code, self.json("OLD"));
        [
            ("insert", "NEW.n", INSERT, "NULL"),
            ("update", "NEW.n", UPDATE, old.as_str()),
            ("delete", "OLD.n", DELETE, old.as_str()),
        ]
        .into_iter()
        .map(|(what, id, op, before)| {
            let name = format!("journal_{table}_{what}");
            let text = format!(
                "CREATE TRIGGER {name} AFTER {what} ON {table} BEGIN INSERT INTO journal (act, tbl, id, op, old) \
                 VALUES ((SELECT act FROM pen), {code}, {id}, {op}, {before}); END"
            );
            (name, text)
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::Connection;

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
        tables.retain(|t| !["draft", "memo", "act", "journal", "pen"].contains(&t.as_str()));
        // The index of Find is made of the other tables.
        tables.retain(|t| t != "find" && !t.starts_with("find_"));
        let codes: Vec<i64> = TRACKED.iter().map(|t| t.code).collect();
        assert_eq!(codes, (1..=TRACKED.len() as i64).collect::<Vec<_>>());
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
