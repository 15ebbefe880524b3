//! The catalogue of commendations as the settings write it: authorities and forms. What papers name keeps its code, and is
//! retired instead of taken out. Level sets are `level_set`.
use super::fault::{Outcome, refuse, stale};
use super::journal::{Pen, Wrote};
use super::register::{catalogue, own_name};
use super::tracked;
use super::{codec, level_set, table as score_table};
use crate::core::award::{Authority, Catalogue, Form};
use crate::core::catalogue::{Act, Kind, Lists};
use crate::core::problem::Problem;
use rusqlite::{Connection, params};

/// The lists as they stand now.
pub(super) fn lists(conn: &Connection) -> Outcome<Lists> {
    Ok(Lists { catalogue: catalogue(conn)?, sets: level_set::used(conn)?, tables: score_table::used(conn)? })
}

/// Writes.
pub(super) fn write(pen: Pen<'_>, act: &Act) -> Outcome<Wrote> {
    match act {
        Act::Authority(authority) => save_authority(pen, authority),
        Act::Form(form) => save_form(pen, form),
        Act::Move { kind, code, up } => shift(pen, *kind, code, *up),
        Act::Remove { kind, code } => remove(pen, *kind, code),
        Act::Levels(set) => level_set::save(pen, set),
        Act::RemoveLevels { id } => level_set::remove(pen, *id),
        Act::Sample(sample) => level_set::lay(pen, sample),
    }
}

const fn table(kind: Kind) -> &'static str {
    match kind {
        Kind::Authority => "authority",
        Kind::Form => "form",
    }
}

/// Code and name of the entries of a list, in its order.
fn entries(catalogue: &Catalogue, kind: Kind) -> Vec<(String, String)> {
    match kind {
        Kind::Authority => catalogue.authorities.iter().map(|a| (a.code.clone(), a.name.clone())).collect(),
        Kind::Form => catalogue.forms.iter().map(|f| (f.code.clone(), f.name.clone())).collect(),
    }
}

/// A name that no other entry of its list has.
fn named(catalogue: &Catalogue, kind: Kind, code: &str, raw: &str) -> Outcome<String> {
    let others = entries(catalogue, kind).into_iter().filter(|(c, _)| c != code).map(|(_, name)| name);
    own_name(raw, others, ("problem.entry_name", "problem.entry_twice"))
}

fn save_authority(pen: Pen<'_>, authority: &Authority) -> Outcome<Wrote> {
    let conn = pen.conn;
    let there = catalogue(conn)?;
    let name = named(&there, Kind::Authority, &authority.code, &authority.name)?;
    if authority.code.is_empty() {
        let taken = given(conn, Kind::Authority)?;
        conn.execute(
            "INSERT INTO authority (code, name, position, retired)
             SELECT ?1, ?2, COALESCE(MAX(position), 0) + 1, ?3 FROM authority",
            params![codec::fresh(&name, &taken), name, authority.retired],
        )?;
        return Ok(Wrote::new("act.authority_new", name).row(conn.last_insert_rowid()));
    }
    let changed = conn.execute(
        "UPDATE authority SET rev = rev + 1, name = ?3, retired = ?4 WHERE code = ?1 AND rev = ?2",
        params![authority.code, authority.rev, name, authority.retired],
    )?;
    if changed == 0 { stale(&name) } else { Ok(Wrote::new("act.authority_edit", name)) }
}

fn save_form(pen: Pen<'_>, form: &Form) -> Outcome<Wrote> {
    let conn = pen.conn;
    let there = catalogue(conn)?;
    let name = named(&there, Kind::Form, &form.code, &form.name)?;
    let known = |code: &&String| there.authorities.iter().any(|a| a.code == **code);
    let authorities: Vec<&str> = form.authorities.iter().filter(known).map(String::as_str).collect();
    let authorities = authorities.join(",");
    if form.code.is_empty() {
        let taken = given(conn, Kind::Form)?;
        conn.execute(
            "INSERT INTO form (code, name, line, authorities, title, position, retired)
             SELECT ?1, ?2, ?3, ?4, ?5, COALESCE(MAX(position), 0) + 1, ?6 FROM form",
            params![
                codec::fresh(&name, &taken),
                name,
                codec::code(form.line),
                authorities,
                form.title,
                form.retired
            ],
        )?;
        return Ok(Wrote::new("act.form_new", name).row(conn.last_insert_rowid()));
    }
    // Award rows stand on the line their form had when they were written: figures would part.
    if there.form(&form.code).is_some_and(|f| f.line != form.line) {
        let papers = papers(conn, Kind::Form, &form.code)?;
        if papers > 0 {
            return refuse(Problem::new("problem.form_line_used").text("name", name).num("n", papers));
        }
    }
    let changed = conn.execute(
        "UPDATE form SET rev = rev + 1, name = ?3, line = ?4, authorities = ?5, title = ?6, retired = ?7
         WHERE code = ?1 AND rev = ?2",
        params![form.code, form.rev, name, codec::code(form.line), authorities, form.title, form.retired],
    )?;
    if changed == 0 { stale(&name) } else { Ok(Wrote::new("act.form_edit", name)) }
}

/// Every code a list has, or had: one that was taken out is not given again, for the journal still names it.
fn given(conn: &Connection, kind: Kind) -> Outcome<Vec<String>> {
    let table = table(kind);
    let mut statement = conn.prepare(&format!(
        "SELECT code FROM {table} UNION SELECT old ->> '$.code' FROM journal WHERE tbl = {} AND op = {}",
        tracked::code(table),
        tracked::DELETE
    ))?;
    let rows = statement.query_map([], |r| r.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn shift(pen: Pen<'_>, kind: Kind, code: &str, up: bool) -> Outcome<Wrote> {
    let conn = pen.conn;
    let mut order = entries(&catalogue(conn)?, kind);
    let Some(at) = order.iter().position(|(c, _)| c == code) else { return stale(code) };
    let name = order.get(at).map(|e| e.1.clone()).unwrap_or_default();
    let to = if up { at.checked_sub(1) } else { Some(at + 1).filter(|to| *to < order.len()) };
    let Some(to) = to else {
        return refuse(
            Problem::new(if up { "problem.entry_first" } else { "problem.entry_last" }).text("name", name),
        );
    };
    order.swap(at, to);
    for (position, (code, _)) in (1_i64..).zip(&order) {
        conn.execute(
            &format!(
                "UPDATE {} SET rev = rev + 1, position = ?2 WHERE code = ?1 AND position <> ?2",
                table(kind)
            ),
            params![code, position],
        )?;
    }
    if kind == Kind::Authority {
        reorder_lines(conn, &order)?;
    }
    Ok(Wrote::new(if kind == Kind::Form { "act.form_move" } else { "act.authority_move" }, name))
}

/// The lines name their authorities highest first, as every figure looks them up: a new order is theirs too.
fn reorder_lines(conn: &Connection, order: &[(String, String)]) -> Outcome<()> {
    let lines: Vec<(i64, String)> = conn
        .prepare("SELECT n, authorities FROM line WHERE instr(authorities, ',') > 0")?
        .query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for (n, there) in lines {
        let mut codes = codec::codes(&there);
        codes.sort_by_key(|code| order.iter().position(|(c, _)| c == code));
        let ordered = codes.join(",");
        if ordered != there {
            conn.execute("UPDATE line SET authorities = ?2 WHERE n = ?1", params![n, ordered])?;
        }
    }
    Ok(())
}

/// How many papers (decisions, notices, proposals) name an entry.
fn papers(conn: &Connection, kind: Kind, code: &str) -> Outcome<i64> {
    let names = match kind {
        Kind::Form => "form = ?1",
        Kind::Authority => "instr(',' || authorities || ',', ',' || ?1 || ',') > 0",
    };
    let sql = format!(
        "SELECT (SELECT COUNT(*) FROM decision WHERE {names}) + (SELECT COUNT(*) FROM proposal WHERE {names})"
    );
    Ok(conn.query_row(&sql, [code], |r| r.get(0))?)
}

fn remove(pen: Pen<'_>, kind: Kind, code: &str) -> Outcome<Wrote> {
    let conn = pen.conn;
    let there = catalogue(conn)?;
    let Some((_, name)) = entries(&there, kind).into_iter().find(|(c, _)| c == code) else {
        return stale(code);
    };
    let used = |key: &'static str, n: i64| refuse(Problem::new(key).text("name", name.clone()).num("n", n));
    let papers = papers(conn, kind, code)?;
    if papers > 0 {
        return used("problem.entry_used", papers);
    }
    let also: i64 = match kind {
        Kind::Form => {
            conn.query_row("SELECT COUNT(*) FROM derived_rule WHERE form = ?1", [code], |r| r.get(0))?
        }
        Kind::Authority => {
            there.forms.iter().filter(|f| f.authorities.iter().any(|a| a == code)).count() as i64
        }
    };
    if also > 0 {
        return used(
            if kind == Kind::Form { "problem.form_scored" } else { "problem.authority_forms" },
            also,
        );
    }
    conn.execute(&format!("DELETE FROM {} WHERE code = ?1", table(kind)), [code])?;
    Ok(Wrote::new(if kind == Kind::Form { "act.form_remove" } else { "act.authority_remove" }, name))
}
