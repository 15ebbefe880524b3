//! Level sets as the settings write them, and samples laid in once more. A set is versioned by the periods that name it:
//! one a locked period uses stays as it is, and is copied instead.
use super::fault::{Outcome, refuse, stale};
use super::journal::{Pen, Wrote};
use super::period;
use super::register::{line, own_name};
use super::{codec, level, sample};
use crate::core::catalogue::{Sample, UsedSet, free_name};
use crate::core::level::{Level, LevelSet};
use crate::core::level_check::{check, check_knockouts};
use crate::core::problem::{Arg, Problem};
use crate::core::quarter::State;
use crate::core::sample as samples;
use crate::core::score::Rule;
use rusqlite::{Connection, params};

/// All sets with the periods that use them.
pub(super) fn used(conn: &Connection) -> Outcome<Vec<UsedSet>> {
    let periods = period::rows(conn)?;
    let with = |set: LevelSet| {
        let own = || periods.iter().filter(|r| r.levels == set.id).map(|r| &r.period);
        let submitted = own().find(|p| p.state == State::Waiting).map(|p| p.key);
        let locked = own().find(|p| p.state >= State::Locked).map(|p| p.key);
        UsedSet { periods: own().map(|p| p.key).collect(), locked, submitted, set }
    };
    Ok(level::sets(conn)?.into_iter().map(with).collect())
}

fn find(conn: &Connection, id: i64, thing: &str) -> Outcome<UsedSet> {
    match used(conn)?.into_iter().find(|u| u.set.id == id) {
        Some(there) => Ok(there),
        None => stale(thing),
    }
}

/// A name that no other set has.
fn named(conn: &Connection, id: i64, raw: &str) -> Outcome<String> {
    let others = level::sets(conn)?.into_iter().filter(|s| s.id != id).map(|s| s.name);
    own_name(raw, others, ("problem.levels_name", "problem.levels_twice"))
}

/// Writes a set, new or changed.
pub(super) fn save(pen: Pen<'_>, set: &LevelSet) -> Outcome<Wrote> {
    let conn = pen.conn;
    let name = named(conn, set.id, &set.name)?;
    let mut clean = set.levels.clone();
    for level in &mut clean {
        level.name = line(&level.name)?;
    }
    let mut rules = set.knockouts.clone();
    for rule in &mut rules {
        (rule.name, rule.criterion) = (line(&rule.name)?, line(&rule.criterion)?);
    }
    let laid = LevelSet { name: name.clone(), levels: clean, knockouts: rules, ..set.clone() };
    if let Err(flaw) = check(&laid).and_then(|()| check_knockouts(&laid)) {
        return refuse(flaw.problem);
    }
    if set.id == 0 {
        let n = sample::level_set(conn, &fresh(conn, "level_set", &name)?, &laid)?;
        return Ok(Wrote::new("act.levels_new", name).row(n));
    }
    let there = find(conn, set.id, &name)?;
    if let Some(key) = there.locked {
        let problem = Problem::new("problem.levels_locked").with("period", Arg::Period(key));
        return refuse(problem.text("name", there.set.name));
    }
    if let Some(key) = there.submitted {
        let problem = Problem::new("problem.levels_submitted").with("period", Arg::Period(key));
        return refuse(problem.text("name", there.set.name));
    }
    rules_in_use(conn, &there, &laid)?;
    let changed = conn.execute(
        "UPDATE level_set SET rev = rev + 1, name = ?3, measure = ?4, base = ?5, nested = ?6, knockouts = ?7
         WHERE n = ?1 AND rev = ?2",
        params![
            set.id,
            set.rev,
            name,
            codec::code(laid.measure),
            codec::code(laid.base),
            laid.nested,
            codec::to_json(&laid.knockouts)?
        ],
    )?;
    if changed == 0 {
        return stale(&name);
    }
    write_levels(conn, &there.set, &laid.levels)?;
    Ok(Wrote::new("act.levels_edit", name))
}

/// A rule that was laid on a unit by hand, or lifted from it, in a period that is open keeps its name.
fn rules_in_use(conn: &Connection, there: &UsedSet, wanted: &LevelSet) -> Outcome<()> {
    let gone = |name: &str| !wanted.knockouts.iter().any(|k| k.name == name);
    for rule in there.set.knockouts.iter().filter(|k| gone(&k.name)) {
        for key in &there.periods {
            let units: i64 = conn.query_row(
                "SELECT COUNT(*) FROM knocked WHERE period = ?1 AND knockout = ?2",
                params![key.code(), rule.name],
                |r| r.get(0),
            )?;
            if units > 0 {
                let problem = Problem::new("problem.knock_used").text("name", rule.name.clone());
                return refuse(problem.num("n", units).with("period", Arg::Period(*key)));
            }
        }
    }
    Ok(())
}

/// The levels of a set brought to what they should be: rows are matched by their keys, so that proposals keep theirs.
fn write_levels(conn: &Connection, there: &LevelSet, wanted: &[Level]) -> Outcome<()> {
    for gone in there.levels.iter().filter(|l| !wanted.iter().any(|w| w.id == l.id)) {
        let marks: i64 = conn.query_row(
            "SELECT COUNT(*) FROM mark WHERE proposed = ?1 OR approved = ?1",
            [gone.id],
            |r| r.get(0),
        )?;
        if marks > 0 {
            return refuse(
                Problem::new("problem.level_used").text("name", gone.name.clone()).num("n", marks),
            );
        }
        let votes: i64 =
            conn.query_row("SELECT COUNT(*) FROM vote WHERE level = ?1", [gone.id], |r| r.get(0))?;
        if votes > 0 {
            let problem = Problem::new("problem.level_voted").text("name", gone.name.clone());
            return refuse(problem.num("n", votes));
        }
        conn.execute("DELETE FROM level WHERE n = ?1", [gone.id])?;
    }
    // Positions are unique in a set: those that move step aside first.
    let far = 1_000_i64;
    for (position, level) in (1_i64..).zip(wanted).filter(|(_, l)| l.id != 0) {
        conn.execute(
            "UPDATE level SET position = position + ?3 WHERE n = ?1 AND position <> ?2",
            params![level.id, position, far],
        )?;
    }
    for (position, level) in (1_i64..).zip(wanted) {
        let values = params![
            there.id,
            position,
            level.name,
            level.minimum.map(|p| p.0),
            level.quota.map(|p| p.0),
            codec::code(level.tint),
            level.id
        ];
        if level.id == 0 {
            conn.execute(
                "INSERT INTO level (level_set, position, name, minimum, quota, tint)
                 SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE ?7 = 0",
                values,
            )?;
        } else if there.level(level.id).is_none() {
            return stale(&level.name);
        } else {
            conn.execute(
                "UPDATE level SET position = ?2, name = ?3, minimum = ?4, quota = ?5, tint = ?6
                 WHERE n = ?7 AND level_set = ?1
                 AND (position, name, minimum, quota, tint) IS NOT (?2, ?3, ?4, ?5, ?6)",
                values,
            )?;
        }
    }
    Ok(())
}

/// Takes out a set that no period uses.
pub(super) fn remove(pen: Pen<'_>, id: i64) -> Outcome<Wrote> {
    let conn = pen.conn;
    let there = find(conn, id, "")?;
    let name = there.set.name;
    if let Some(key) = there.periods.first() {
        let problem = Problem::new("problem.levels_used").with("period", Arg::Period(*key));
        return refuse(problem.text("name", name).num("n", there.periods.len() as i64));
    }
    conn.execute("DELETE FROM level WHERE level_set = ?1", [id])?;
    conn.execute("DELETE FROM level_set WHERE n = ?1", [id])?;
    Ok(Wrote::new("act.levels_remove", name))
}

/// Lays a sample in once more, under a name and a code of its own where those of the sample are taken.
pub(super) fn lay(pen: Pen<'_>, which: &Sample) -> Outcome<Wrote> {
    let conn = pen.conn;
    match which {
        Sample::Levels(code) => {
            let Some((_, mut set)) = samples::level_sets().into_iter().find(|(c, _)| c == code) else {
                return refuse(Problem::new("problem.sample_unknown").text("code", code.clone()));
            };
            set.name = free_name(&set.name, level::sets(conn)?.into_iter().map(|s| s.name).collect());
            let n = sample::level_set(conn, &fresh(conn, "level_set", code)?, &set)?;
            Ok(Wrote::new("act.levels_new", set.name).row(n))
        }
        Sample::Table(code) => {
            let Some((_, mut table)) = samples::tables().into_iter().find(|(c, _)| c == code) else {
                return refuse(Problem::new("problem.sample_unknown").text("code", code.clone()));
            };
            let there = super::register::catalogue(conn)?;
            let rules = table.leaves().filter_map(|c| match &c.rule {
                Some(Rule::Derived { rules }) => Some(rules),
                _ => None,
            });
            if let Some(rule) = rules.flatten().find(|r| there.form(&r.form).is_none()) {
                let name = samples::catalogue().form(&rule.form).map_or(String::new(), |f| f.name.clone());
                return refuse(
                    Problem::new("problem.sample_form").text("form", name).text("table", table.name.clone()),
                );
            }
            let taken = super::sheets::tables(conn)?.into_iter().map(|t| t.name).collect();
            table.name = free_name(&table.name, taken);
            let n = sample::score_table(conn, &fresh(conn, "score_table", code)?, &table)?;
            Ok(Wrote::new("act.table_new", table.name).row(n))
        }
    }
}

pub(super) fn fresh(conn: &Connection, table: &str, name: &str) -> Outcome<String> {
    let mut statement = conn.prepare(&format!("SELECT code FROM {table}"))?;
    let taken: Vec<String> = statement.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
    Ok(codec::fresh(name, &taken))
}
