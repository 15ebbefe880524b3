//! Whether the index of Find holds what it should. Changes nothing, and cannot: the index keeps no text.
use super::fault::Outcome;
use super::search;
use rusqlite::{Connection, params};

/// Rows of each table whose words are looked for; of a table with fewer every row is.
const SAMPLE: i64 = 100;
/// Letters of a word whose beginning is looked for too.
const START: usize = 3;

/// How many rows the index lacks, has too many or knows by other words. Every row is looked at for being there; for its words
/// only a sample of each table, spread over its keys, and not for words too many. Its pages are looked through by the
/// integrity check of the file.
pub(super) fn wrong(conn: &Connection) -> Outcome<i64> {
    let (wanted, missing): (i64, i64) = conn.query_row(
        &format!(
            "SELECT COUNT(*), COALESCE(SUM(NOT EXISTS (SELECT 1 FROM find_docsize f WHERE f.id = w.id)), 0) FROM ({}) w",
            search::rowids()
        ),
        [],
        |r| Ok((r.get(0)?, r.get(1)?)),
    )?;
    let there: i64 = conn.query_row("SELECT COUNT(*) FROM find_docsize", [], |r| r.get(0))?;
    let amiss = missing + (there + missing - wanted);
    Ok(if amiss > 0 { amiss } else { other_words(conn)? })
}

/// How many rows of the sample are not found by each of their words.
fn other_words(conn: &Connection) -> Outcome<i64> {
    // the same tokenizer, so that words are cut alike; it keeps nothing on the disk
    let cutter = Connection::open_in_memory()?;
    cutter.execute_batch(
        "CREATE VIRTUAL TABLE cut USING fts5 (text, content = '', tokenize = 'unicode61 remove_diacritics 2');
         CREATE VIRTUAL TABLE word USING fts5vocab (cut, instance)",
    )?;
    sample(conn, &cutter)?;
    let mut by_words =
        conn.prepare("SELECT EXISTS (SELECT 1 FROM find WHERE find MATCH ?1 AND rowid = ?2)")?;
    let mut statement =
        cutter.prepare("SELECT doc, json_group_array(DISTINCT term) FROM word GROUP BY doc ORDER BY doc")?;
    let mut rows = statement.query([])?;
    let mut wrong = 0;
    while let Some(r) = rows.next()? {
        let id: i64 = r.get(0)?;
        let terms: Vec<String> = serde_json::from_str(&r.get::<_, String>(1)?).unwrap_or_default();
        let whole: Vec<String> = terms.iter().map(|term| format!("\"{term}\"")).collect();
        let start = |term: &String| format!("\"{}\"*", term.chars().take(START).collect::<String>());
        let starts: Vec<String> = terms.iter().map(start).collect();
        let mut found = true;
        for query in [whole.join(" "), starts.join(" ")] {
            found &= by_words.query_row(params![query, id], |r| r.get::<_, bool>(0))?;
        }
        wrong += i64::from(!found);
    }
    Ok(wrong)
}

/// Lays rows of every table, spread over its keys, into the cutter.
fn sample(conn: &Connection, cutter: &Connection) -> Outcome<()> {
    let mut into = cutter.prepare("INSERT INTO cut (rowid, text) VALUES (?1, ?2)")?;
    for table in search::tables() {
        let last: i64 =
            conn.query_row(&format!("SELECT COALESCE(MAX(n), 0) FROM {table}"), [], |r| r.get(0))?;
        let step = (last / SAMPLE).max(1);
        let spread = format!(
            "r.n IN (WITH RECURSIVE k (n) AS (SELECT {last} UNION ALL SELECT n - {step} FROM k WHERE n > {step}) SELECT n FROM k)"
        );
        let sql = search::documents(|name| (name == table).then(|| spread.clone()));
        let mut statement = conn.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(r) = rows.next()? {
            into.execute(params![r.get::<_, i64>(0)?, r.get::<_, String>(1)?])?;
        }
    }
    Ok(())
}
