//! What was added up of a period, kept beside its rows until one of them changes: the counts of a quarter of 17,000 awards
//! are not taken again at each start. Triggers take a memo out, or only what the scores say in it; no journal knows it, and
//! `check` counts anew and compares. Nothing is lost with it: what is missing is counted from the rows.
use super::codec;
use super::counting::{self, Counted};
use super::fault::Outcome;
use crate::core::period::PeriodKey;
use crate::core::quarter::Past;
use rusqlite::{Connection, OptionalExtension, params};

/// How these memos are counted: one counted otherwise is as good as none. Raise it with every change of `Counted`, of `Past`
/// or of the rules they come from.
pub(super) const FORM: i64 = 5;

/// Tables whose rows stand in the counts of their period.
const ROWS: [&str; 1] = ["decision"];
/// Tables whose rows stand in the results of their period alone: a score that is typed makes no count of awards wrong.
const SCORED: [&str; 7] = ["cell", "sheet_line", "finished", "mark", "ballot", "knocked", "lock"];
/// Tables that the counts of every period stand on.
const GROUND: [&str; 2] = ["form", "line"];
/// Tables that the results of every period stand on.
const RULES: [&str; 9] =
    ["unit", "role", "period", "score_table", "criterion", "derived_rule", "level_set", "level", "flag"];
/// The memo of a half-year, nine months or a year is named by this and its code: all of them stand behind those of the
/// quarters, so that a row that changes finds them, or none, with one look.
const SET: &str = "set";

/// The name of a period's memo.
fn name(key: PeriodKey) -> String {
    if key.leaf() { key.code() } else { format!("{SET}{}", key.code()) }
}

/// Takes out the memos of what quarters of these years are part of.
fn sets(years: &str) -> String {
    format!("DELETE FROM memo WHERE period >= '{SET}' AND substr(period, 4, 4) IN ({years})")
}

/// Empties what the scores say of these periods; a half-year or a year has proposals, votes and a lock of its own.
fn results(names: &str) -> String {
    format!("UPDATE memo SET brief = '' WHERE period IN ({names}) AND brief <> ''")
}

/// The triggers, name and text.
pub(super) fn triggers() -> Vec<(String, String)> {
    let of_row = |row: &str| {
        let year = sets(&format!("substr({row}.period, 1, 4)"));
        format!("DELETE FROM memo WHERE period = {row}.period; {year}")
    };
    let of_all = |_: &str| "DELETE FROM memo".to_owned();
    let scored = |row: &str| results(&format!("{row}.period, '{SET}' || {row}.period"));
    let ruled = |_: &str| "UPDATE memo SET brief = '' WHERE brief <> ''".to_owned();
    // what is commended, or proposed, may be of another period than the paper
    let of_act = |row: &str| format!("(SELECT period FROM achievement WHERE n = {row}.achievement)");
    let year_of_act =
        |row: &str| format!("(SELECT substr(period, 1, 4) FROM achievement WHERE n = {row}.achievement)");
    let award = |row: &str| {
        let years = sets(&format!("substr({row}.period, 1, 4), {}", year_of_act(row)));
        format!("DELETE FROM memo WHERE period IN ({row}.period, {}); {years}", of_act(row))
    };
    let nominee =
        |row: &str| format!("DELETE FROM memo WHERE period = {}; {}", of_act(row), sets(&year_of_act(row)));
    let vote = |row: &str| {
        let of = |what: &str| format!("(SELECT {what} FROM ballot WHERE n = {row}.ballot)");
        results(&format!("{}, {}", of("period"), of(&format!("'{SET}' || period"))))
    };
    // the day of an act stands in the figures of those who commend it; the state of a proposal in those of its acts
    let achievement = |row: &str| {
        let periods = format!(
            "SELECT {row}.period AS period UNION SELECT period FROM award WHERE achievement = {row}.n"
        );
        let years = sets(&format!("SELECT substr(period, 1, 4) FROM ({periods})"));
        format!("DELETE FROM memo WHERE period IN ({periods}); {years}")
    };
    let proposal = |row: &str| {
        let periods = format!(
            "SELECT {row}.period AS period UNION SELECT c.period FROM nominee m
             JOIN achievement c ON c.n = m.achievement WHERE m.proposal = {row}.n"
        );
        let years = sets(&format!("SELECT substr(period, 1, 4) FROM ({periods})"));
        format!("DELETE FROM memo WHERE period IN ({periods}); {years}")
    };
    let rows = ROWS.iter().flat_map(|table| of_table(table, of_row));
    let ground = GROUND.iter().flat_map(|table| of_table(table, of_all));
    let results = SCORED.iter().flat_map(|table| of_table(table, scored));
    let rules = RULES.iter().flat_map(|table| of_table(table, ruled));
    rows.chain(ground)
        .chain(results)
        .chain(rules)
        .chain(of_table("award", award))
        .chain(of_table("vote", vote))
        .chain(of_table("nominee", nominee))
        .chain(of_table("achievement", achievement))
        .chain(of_table("proposal", proposal))
        .collect()
}

fn of_table(table: &str, body: impl Fn(&str) -> String) -> Vec<(String, String)> {
    let both = format!("{}; {}", body("OLD"), body("NEW"));
    [("insert", body("NEW")), ("update", both), ("delete", body("OLD"))]
        .into_iter()
        .map(|(what, body)| {
            let name = format!("memo_{table}_{what}");
            let text = format!("CREATE TRIGGER {name} AFTER {what} ON {table} BEGIN {body}; END");
            (name, text)
        })
        .collect()
}

/// Writes the triggers, in place of any there are of these names. What was kept without them is not to be trusted.
pub(super) fn install(conn: &Connection) -> rusqlite::Result<()> {
    conn.execute_batch("DELETE FROM memo")?;
    triggers()
        .iter()
        .try_for_each(|(name, text)| conn.execute_batch(&format!("DROP TRIGGER IF EXISTS {name}; {text}")))
}

fn kept(conn: &Connection, column: &str, key: PeriodKey) -> Outcome<Option<String>> {
    let sql = format!("SELECT {column} FROM memo WHERE period = ?1 AND form = ?2");
    Ok(conn.prepare_cached(&sql)?.query_row(params![name(key), FORM], |r| r.get(0)).optional()?)
}

/// The counts of a period, if they are kept.
pub(super) fn kept_counts(conn: &Connection, key: PeriodKey) -> Outcome<Option<Counted>> {
    Ok(kept(conn, "whole", key)?.and_then(|text| serde_json::from_str(&text).ok()))
}

/// The counts of a period: as kept, else counted.
pub(super) fn counted(conn: &Connection, key: PeriodKey) -> Outcome<Counted> {
    match kept_counts(conn, key)? {
        Some(counted) => Ok(counted),
        None => counting::count(conn, key),
    }
}

/// Periods that have a memo: their counts, and whether what they tell of themselves is kept with them.
pub(super) fn all(conn: &Connection) -> Outcome<Vec<(PeriodKey, bool)>> {
    let sql = format!(
        "SELECT CASE WHEN period < '{SET}' THEN period ELSE substr(period, 4) END, brief <> '' FROM memo WHERE form = ?1"
    );
    let mut statement = conn.prepare(&sql)?;
    let rows = statement.query_map([FORM], |r| Ok((codec::period(r, 0)?, r.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What an earlier period tells of itself, if it is kept; the results of its units as long as it is open.
pub(super) fn past(conn: &Connection, key: PeriodKey) -> Outcome<Option<Past>> {
    Ok(kept(conn, "brief", key)?.and_then(|text| serde_json::from_str(&text).ok()))
}

/// Keeps the counts of a period.
pub(super) fn put(conn: &Connection, key: PeriodKey, whole: &Counted, brief: &Past) -> Outcome<()> {
    let (Ok(whole), Ok(brief)) = (serde_json::to_string(whole), serde_json::to_string(brief)) else {
        return Ok(());
    };
    conn.execute("DELETE FROM memo WHERE period = ?1", [name(key)])?;
    conn.execute(
        "INSERT INTO memo (period, form, whole, brief) VALUES (?1, ?2, ?3, ?4)",
        params![name(key), FORM, whole, brief],
    )?;
    Ok(())
}
