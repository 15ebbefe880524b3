//! A register's score table with leaves of every kind, made from the sample's before any program reads it: I.4 by target and
//! result, I.5 the same where less is better, I.6 by how many, II.1 met or not.
use std::path::Path;

pub fn make(path: &Path) {
    let conn = rusqlite::Connection::open(path).unwrap();
    let run = |sql: &str| assert!(conn.execute(sql, []).unwrap() > 0, "{sql}");
    run(r#"UPDATE score_table SET formulas = '[{"name":"cu","version":1,"share":5000}]'"#);
    run("UPDATE criterion SET kind = 'quantity', formula = 'cu', lower = 0 WHERE code = 'I.4'");
    run("UPDATE criterion SET kind = 'quantity', formula = 'cu', lower = 1 WHERE code = 'I.5'");
    run("UPDATE criterion SET kind = 'count', each = 1000 WHERE code = 'I.6'");
    run("UPDATE criterion SET kind = 'pass' WHERE code = 'II.1'");
}
