//! Many records in one act: they are staged (`bulk_stage`), then each table is written by one statement; the same triggers
//! keep the journal, and the index of Find is filled in the order of its days instead of row by row.
//! Rules are those of single records, but nobody can be asked: one name in one unit is one recipient.
pub use super::bulk_stage::Record;
use super::bulk_stage::Stage;
use super::fault::{Outcome, refuse, stale};
use super::journal::{Pen, Wrote};
use super::search;
use crate::core::problem::Problem;
use crate::core::text;
use rusqlite::{Connection, OptionalExtension};

/// Pages held in memory while a batch is written, in KiB: indexes are filled all over.
const CACHE: i64 = 65_536;

/// Sets the memory for pages, and answers what it was.
pub(super) fn cache(conn: &Connection, size: Option<i64>) -> Outcome<i64> {
    let was = conn.query_row("PRAGMA cache_size", [], |r| r.get(0))?;
    conn.pragma_update(None, "cache_size", size.unwrap_or(-CACHE))?;
    Ok(was)
}

/// Writes a batch; `thing` names it in the journal.
pub(super) fn write(pen: Pen<'_>, batch: impl IntoIterator<Item = Record>, thing: &str) -> Outcome<Wrote> {
    let conn = pen.conn;
    let mut stage = Stage::new(pen)?;
    for record in batch {
        stage.take(record)?;
    }
    stage.close()?;
    let before = stage.before;
    drop(stage);
    people(conn, before.party)?;
    once(conn)?;
    search::uninstall(conn)?;
    // In the order of the foreign keys.
    for sql in [NEW_PARTIES, ACHIEVEMENTS, DECISIONS, AWARDS] {
        conn.execute(sql, [])?;
    }
    let tables = [
        ("achievement", before.achievement),
        ("decision", before.decision),
        ("award", before.award),
        ("party", before.party),
    ];
    search::add(conn, &tables)?;
    search::install(conn)?;
    scores(conn)?;
    Ok(Wrote::new("act.bulk", text::clip(&text::line(thing), 60)))
}

const NEW_PARTIES: &str = "INSERT INTO party (n, kind, name, same_key, fold, sort, unit)
    SELECT n, kind, name, same_key, fold, sort, unit FROM temp.stage_party
    WHERE NOT EXISTS (SELECT 1 FROM party p WHERE p.n = stage_party.n) ORDER BY n";
const ACHIEVEMENTS: &str =
    "INSERT INTO achievement (n, period, date, kind, unit, who, content, campaign, fold)
    SELECT n, period, date, kind, unit, who, content, campaign, fold FROM temp.stage_achievement ORDER BY n";
const DECISIONS: &str =
    "INSERT INTO decision (n, period, kind, number, date, received, authorities, form, signer, nature, subject, note,
        campaign, fold, late)
    SELECT n, period, kind, number, date, received, authorities, form, signer, nature, subject, note, campaign, fold, late
    FROM temp.stage_decision ORDER BY n";
const AWARDS: &str =
    "INSERT INTO award (n, decision, position, period, line, form, kind, basis, quantity, party, unit, name, rank, post,
        achievement)
    SELECT a.n, decision, position, period, line, form, a.kind, basis, quantity, s.n, a.unit, a.name, rank, post, achievement
    FROM temp.stage_award a LEFT JOIN temp.stage_party s ON s.slot = a.slot ORDER BY a.n";

/// Gives everybody of the batch a key: who stands in the register already has one. Who moved stands in the new unit.
fn people(conn: &Connection, highest: i64) -> Outcome<()> {
    conn.execute(
        "UPDATE temp.stage_party SET n = (SELECT p.n FROM main.party p WHERE p.same_key = stage_party.same_key
            AND p.kind = stage_party.kind AND p.unit IS stage_party.unit ORDER BY p.n LIMIT 1) WHERE n IS NULL AND another = 0",
        [],
    )?;
    conn.execute(
        "UPDATE main.party SET unit = s.unit FROM temp.stage_party s WHERE s.n = party.n AND party.unit IS NOT s.unit",
        [],
    )?;
    // New ones in the order in which they came.
    conn.execute(
        "UPDATE temp.stage_party SET n = ?1 + o.place
         FROM (SELECT slot, ROW_NUMBER() OVER (ORDER BY slot) AS place FROM temp.stage_party WHERE n IS NULL) o
         WHERE o.slot = stage_party.slot",
        [highest],
    )?;
    Ok(())
}

/// No recipient twice in one decision.
fn once(conn: &Connection) -> Outcome<()> {
    let twice = conn
        .query_row(
            "SELECT a.name, MIN(a.position), MAX(a.position) FROM temp.stage_award a
             JOIN temp.stage_party s ON s.slot = a.slot GROUP BY a.decision, s.n HAVING COUNT(*) > 1
             ORDER BY a.decision LIMIT 1",
            [],
            |r| Ok((r.get::<_, String>(0)?, r.get::<_, i64>(1)?, r.get::<_, i64>(2)?)),
        )
        .optional()?;
    match twice {
        Some((name, first, second)) => refuse(
            Problem::new("problem.store_recipient_twice")
                .text("name", name)
                .num("first", first)
                .num("second", second),
        ),
        None => Ok(()),
    }
}

/// Scores into empty cells: one that holds something else, or that a finished appraisal kept, is not written over.
fn scores(conn: &Connection) -> Outcome<()> {
    let label = |sql: &str| -> Outcome<Option<String>> {
        Ok(conn
            .query_row(
                &format!(
                    "SELECT CASE u.code WHEN '' THEN u.name ELSE u.code END || ' · ' || k.code
                     FROM temp.stage_cell s JOIN unit u ON u.n = s.unit JOIN criterion k ON k.n = s.criterion
                     LEFT JOIN cell c ON c.period = s.period AND c.unit = s.unit AND c.criterion = s.criterion
                        AND c.round = s.round WHERE {sql} ORDER BY u.position, k.position LIMIT 1"
                ),
                [],
                |r| r.get(0),
            )
            .optional()?)
    };
    if let Some(cell) = label("c.n IS NOT NULL AND (c.assigned, c.points) IS NOT (s.assigned, s.points)")? {
        return stale(&cell);
    }
    let kept = "c.n IS NULL AND s.round = 'first'
        AND EXISTS (SELECT 1 FROM finished f WHERE f.period = s.period AND f.unit = s.unit)
        AND EXISTS (SELECT 1 FROM cell o WHERE o.period = s.period AND o.unit = s.unit AND o.criterion = s.criterion
            AND o.round = 'own')";
    if let Some(cell) = label(kept)? {
        return refuse(Problem::new("problem.store_reason_appraised").text("cell", cell));
    }
    conn.execute(
        "INSERT INTO cell (period, unit, criterion, round, assigned, points, comment)
         SELECT period, unit, criterion, round, assigned, points, comment FROM temp.stage_cell s
         WHERE NOT EXISTS (SELECT 1 FROM cell c WHERE c.period = s.period AND c.unit = s.unit
            AND c.criterion = s.criterion AND c.round = s.round)",
        [],
    )?;
    Ok(())
}
