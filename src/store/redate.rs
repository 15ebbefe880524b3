//! Other dates for a period: what the plan of `core::redate` asks of the register, and the act that follows it.
use super::codec;
use super::fault::{Fault, Outcome};
use super::journal::{Pen, Wrote};
use super::period;
use crate::core::act::Refusal;
use crate::core::date;
use crate::core::period::PeriodKey;
use crate::core::problem::{Arg, Problem};
use crate::core::quarter::State;
use crate::core::redate::{self, Dates, Held, Moved, Plan, Rows, Segment, Stretch};
use rusqlite::{Connection, params};

/// The day a record counts by, and what of its table is meant. A late award stays with the locked period it came late for,
/// a notice with that of its month, whenever it was signed.
const TABLES: [(Rows, &str, &str); 4] = [
    (
        Rows::Decisions,
        "decision",
        "late IS NULL AND kind <> 'notice' AND (date BETWEEN ?1 AND ?2 OR (date IS NULL AND received BETWEEN ?1 AND ?2))",
    ),
    (Rows::Notices, "decision", "late IS NULL AND kind = 'notice' AND date BETWEEN ?1 AND ?2"),
    (Rows::Achievements, "achievement", "date BETWEEN ?1 AND ?2"),
    (Rows::Proposals, "proposal", "date BETWEEN ?1 AND ?2"),
];

/// The periods among which days change hands: the quarters for a quarter; a set of quarters stands for itself.
fn stretches(conn: &Connection, key: PeriodKey) -> Outcome<Vec<Stretch>> {
    let all = period::all(conn)?.into_iter();
    Ok(all
        .filter(|p| if key.leaf() { p.key.leaf() } else { p.key == key })
        .map(|p| Stretch { key: p.key, from: p.from, to: p.to, locked: p.state >= State::Locked })
        .collect())
}

/// What would come of these dates.
pub(super) fn plan(conn: &Connection, wanted: Dates) -> Outcome<Plan> {
    let all = stretches(conn, wanted.key)?;
    let shift = redate::shift(&all, wanted);
    let mut held = Vec::new();
    if wanted.key.leaf() {
        for (at, segment) in shift.segments.iter().enumerate() {
            for (rows, table, which) in TABLES {
                let sql = format!("SELECT period, COUNT(*) FROM {table} WHERE {which} GROUP BY period");
                let mut statement = conn.prepare_cached(&sql)?;
                let mut found = statement.query(days(segment))?;
                while let Some(r) = found.next()? {
                    held.push(Held { rows, segment: at, period: codec::period(r, 0)?, n: r.get(1)? });
                }
            }
        }
    }
    Ok(redate::plan(&all, shift, &held))
}

fn days(segment: &Segment) -> [String; 2] {
    [segment.from.to_string(), segment.to.to_string()]
}

/// Gives a period other dates; its records, and those of the quarters beside it, go where their days are.
pub(super) fn write(pen: Pen<'_>, wanted: Dates) -> Outcome<Wrote> {
    let plan = plan(pen.conn, wanted)?;
    if let Some(problem) = plan.refused {
        return Err(match period::find(pen.conn, wanted.key)?.filter(period::PeriodRow::locked) {
            Some(_) => Refusal::Locked(problem).into(),
            None => Fault::from(problem),
        });
    }
    for s in &plan.dates {
        pen.conn.execute(
            "UPDATE period SET rev = rev + 1, from_date = ?2, to_date = ?3 WHERE code = ?1",
            params![s.key.code(), s.from.to_string(), s.to.to_string()],
        )?;
    }
    let mut n = 0;
    for moved in &plan.moved {
        if let Some(to) = moved.to {
            go(pen.conn, moved, to)?;
            n += moved.n;
        }
    }
    let label = period::label(pen.conn, wanted.key)?;
    let thing = format!("{label}: {} – {}", date::full(wanted.from), date::full(wanted.to));
    let wrote = Wrote::new("act.period_dates", thing);
    Ok(if n > 0 { wrote.also(Problem::new("note.redated").with("n", Arg::Num(n))) } else { wrote })
}

/// Moves the records of a segment from one quarter to another, whatever hangs on them with them.
fn go(conn: &Connection, moved: &Moved, to: PeriodKey) -> Outcome<()> {
    let [first, last] = days(&moved.segment);
    for (rows, table, which) in TABLES {
        if rows != moved.rows {
            continue;
        }
        let which = format!("period = ?3 AND {which}");
        let values = params![first, last, moved.period.code(), to.code()];
        if rows == Rows::Decisions {
            let sql = format!("SELECT n FROM decision WHERE {which}");
            conn.execute(&format!("UPDATE award SET period = ?4 WHERE decision IN ({sql})"), values)?;
        }
        conn.execute(&format!("UPDATE {table} SET rev = rev + 1, period = ?4 WHERE {which}"), values)?;
    }
    Ok(())
}
