//! What opening, loading, ranking, writing, printing, the guard, undo and `check` cost: on the sample register (12 units, 8
//! quarters, about 2,600 rows) and on one of 1,000 achievements. Prints the median and the slowest of the runs; nothing is
//! asserted.
//!
//! ```sh
//! cargo build --release --examples
//! cargo bench --bench register                      # the sample and 1,000 achievements
//! cargo bench --bench register -- --million         # and 1,000,000
//! cargo bench --bench register -- --db FILE         # a register that is there; it is copied, never written
//! ```
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::panic,
    clippy::cast_precision_loss,
    reason = "a bench reads the clock, prints, and may fail where it stands"
)]
use rusqlite::Connection;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};
use thidua::core::achievement::Achievement;
use thidua::core::act::{Act, Stamp};
use thidua::core::ask::{Ask, Facts};
use thidua::core::award::RecipientKind;
use thidua::core::guard::{Query, Row};
use thidua::core::number::Points;
use thidua::core::page::Reach;
use thidua::core::period::PeriodKey;
use thidua::core::quarter::QuarterFacts;
use thidua::core::score::{self, CellValue, Round, Rule};
use thidua::core::summary::Paper;
use thidua::core::words::{Lang, Words};
use thidua::core::{standing, summary};
use thidua::effect::Format;
use thidua::papers;
use thidua::shell::export::{self, Order, Whose};
use thidua::store::bulk::Record;
use thidua::store::{Access, Store, Watch, demo};

fn measure(name: &str, runs: usize, mut work: impl FnMut()) {
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    print(name, &mut times);
}

fn print(name: &str, times: &mut [Duration]) {
    times.sort();
    let (median, worst) = (times[times.len() / 2], times[times.len() - 1]);
    println!("{name:<52} {median:>12.3?} {worst:>12.3?}");
}

fn stamp() -> Stamp {
    Stamp { at: "2026-07-22T14:05:00+07:00".to_owned(), user: "bench".to_owned() }
}

/// Criteria of the quarter that is loaded and ranked.
const LEAVES: i64 = 157;
/// Recipients of the paper that the guard looks through.
const CROWD: i64 = 57;
/// Rows of the act that is taken back.
const BULK: usize = 100_000;

/// A register of any size: what the table of README asks for.
fn register(path: &Path, folder: &Path) {
    println!("\n{}", path.file_stem().unwrap().to_string_lossy());
    let mut store = Store::open(path, Access::Write).unwrap();
    let key = store.newest_period().unwrap().unwrap();
    one_act(&mut store, key, folder);
    export(&store, key, folder);
    guard(&store, path, key);
    let start = Instant::now();
    assert!(store.check_with(&Watch::default()).unwrap().damaged.is_empty());
    let (took, size) = (start.elapsed(), std::fs::metadata(path).unwrap().len());
    let rate = took.as_secs_f64() / (size as f64 / 1e9);
    println!("{:<52} {took:>12.3?} {rate:>8.1} s/GB", "check (≤ 20 s/GB)");
    many(&store, path, key);
    undo(&mut store, key);
    // what was counted is kept at the end
    store.close();
    let store = Store::open(path, Access::Write).unwrap();
    quarter(&store, path, key);
    store.close();
}

fn facts(store: &Store, key: PeriodKey) -> Arc<QuarterFacts> {
    match store.answer(&Ask::Quarter(key)).unwrap() {
        Facts::Quarter(facts) => facts,
        other => panic!("{other:?}"),
    }
}

/// A score typed over another. Some rounds are finished: one under them is changed with a reason.
fn typed(
    (period, unit, criterion): (PeriodKey, i64, i64),
    old: Option<CellValue>,
    value: Option<CellValue>,
) -> Act {
    Act::Score(score::Act::Set {
        period,
        unit,
        criterion,
        round: Round::Own,
        old,
        value,
        comment: String::new(),
        reason: "bench".to_owned(),
        label: "bench".to_owned(),
    })
}

/// A score written through to the disk, in turn with one row of a bare file beside it.
fn one_act(store: &mut Store, key: PeriodKey, folder: &Path) {
    let bare = Connection::open(folder.join("bare.db")).unwrap();
    bare.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE IF NOT EXISTS t (n INTEGER PRIMARY KEY, x)",
    )
    .unwrap();
    let facts = facts(store, key);
    let leaf = facts.table.as_ref().unwrap().leaves().find(|c| c.rule == Some(Rule::Direct)).unwrap().id;
    let unit = facts.units[0].id;
    let cell = facts.cells.iter().find(|c| (c.unit, c.criterion, c.round) == (unit, leaf, Round::Own));
    let mut old = cell.map(|c| c.value);
    let (mut acts, mut rows) = (Vec::new(), Vec::new());
    for n in 0..100 {
        let value = Some(CellValue::Points(Points(if n % 2 == 0 { 100 } else { 200 })));
        let act = typed((key, unit, leaf), old, value);
        let start = Instant::now();
        store.apply(&act, &stamp()).unwrap();
        acts.push(start.elapsed());
        old = value;
        let start = Instant::now();
        bare.execute("INSERT INTO t (x) VALUES (1)", []).unwrap();
        rows.push(start.elapsed());
    }
    print("a bare commit of one row", &mut rows);
    print("one act (≤ the bare commit + 2 ms)", &mut acts);
}

/// A quarter's papers as the command line writes them.
fn export(store: &Store, key: PeriodKey, folder: &Path) {
    let formats = [Format::Docx, Format::Xlsx, Format::Md, Format::Csv, Format::Json];
    let order = Order {
        period: key,
        papers: &[Paper::Report],
        whose: Whose::All,
        ordinal: None,
        formats: &formats,
        draft: None,
        folder: Some(folder),
        force: true,
    };
    measure("export, all formats (≤ 500 ms)", 10, || {
        export::write(store, folder, Some(Lang::Vi), &order).unwrap();
    });
}

/// Those who were commended most often, in one paper of today.
fn guard(store: &Store, path: &Path, key: PeriodKey) {
    let conn = Connection::open(path).unwrap();
    let mut statement = conn
        .prepare(
            "SELECT n, kind, name, unit FROM party WHERE n IN (SELECT party FROM award WHERE party IS NOT NULL
             GROUP BY party ORDER BY COUNT(*) DESC LIMIT ?1)",
        )
        .unwrap();
    let found = statement.query_map([CROWD], |r| {
        let collective = r.get::<_, String>(1)? == "collective";
        let kind = if collective { RecipientKind::Collective } else { RecipientKind::Individual };
        Ok(Row { row: 0, kind, name: r.get(2)?, unit: r.get(3)?, party: r.get(0)?, achievement: None })
    });
    let rows = found.unwrap().zip(1..).map(|(row, n)| Row { row: n, ..row.unwrap() }).collect();
    let query = Arc::new(Query {
        number: "1/QĐ".to_owned(),
        date: Some(key.calendar().1),
        authorities: vec!["giam_doc".to_owned()],
        form: "giay_khen".to_owned(),
        subject: "Thành tích đột xuất bắt nhóm trộm cắp xe máy liên huyện".to_owned(),
        rows,
        ..Query::default()
    });
    measure("the guard, 57 who were commended most", 20, || {
        black_box(store.answer(&Ask::Guard(Arc::clone(&query))).unwrap());
    });
}

fn undo(store: &mut Store, key: PeriodKey) {
    let one = |n: usize| {
        Record::Achievement(Achievement {
            content: format!("Bắt {n} đối tượng trộm cắp tài sản"),
            date: Some(key.calendar().0),
            ..Achievement::default()
        })
    };
    store.bulk((0..BULK).map(one), "bench", &stamp()).unwrap();
    let start = Instant::now();
    store.undo(&stamp()).unwrap();
    println!("{:<52} {:>12.3?}", "undo of an act of 100,000 rows (≤ 4 s)", start.elapsed());
}

/// Gives the newest quarter 157 criteria, ten of them by target and result, and each unit three rounds of scores, with an
/// explanation on every fifth.
fn many(store: &Store, path: &Path, key: PeriodKey) {
    let conn = Connection::open(path).unwrap();
    let before = facts(store, key);
    let leaves = before.table.as_ref().unwrap().leaves().count() as i64;
    let leaf = before.table.as_ref().unwrap().leaves().find(|c| c.rule == Some(Rule::Direct)).unwrap().id;
    for n in 0..LEAVES - leaves {
        conn.execute(
            "INSERT INTO criterion (score_table, parent, position, code, text, maximum, kind)
             SELECT score_table, parent, position + 1000 + ?1, code || '.' || ?1, text, maximum, kind FROM criterion
             WHERE n = ?2",
            [n, leaf],
        )
        .unwrap();
    }
    conn.execute(
        "INSERT OR IGNORE INTO cell (period, unit, criterion, round, assigned, points, comment)
         SELECT ?1, u.n, k.n, r.round, 1, 100, '' FROM unit u, criterion k, (SELECT 'own' AS round UNION SELECT 'first' UNION SELECT 'second') r
         WHERE k.position >= 1010",
        [key.code()],
    )
    .unwrap();
    for sql in [
        r#"UPDATE score_table SET formulas = '[{"name":"f","version":1,"share":5000}]'"#,
        "UPDATE criterion SET kind = 'quantity', formula = 'f' WHERE position BETWEEN 1000 AND 1009",
    ] {
        conn.execute(sql, []).unwrap();
    }
    conn.execute(
        "INSERT OR IGNORE INTO sheet_line (period, unit, criterion, target, actual, explanation)
         SELECT ?1, u.n, k.n, 4000 + u.n, 100 * (k.n % 97), iif(k.n % 5 = 0, 'Hai việc chuyển sang quý sau', '')
         FROM unit u, criterion k WHERE k.position BETWEEN 1000 AND 1009 OR k.n % 5 = 0",
        [key.code()],
    )
    .unwrap();
}

/// The newest quarter, loaded and ranked.
fn quarter(store: &Store, path: &Path, key: PeriodKey) {
    measure("load and rank 12 units of 157 criteria (≤ 5 ms)", 100, || {
        black_box(standing::rank(&facts(store, key)));
    });
    let now = facts(store, key);
    let leaves = now.table.as_ref().unwrap().leaves().count();
    println!("  {leaves} leaves, {} cells, {} lines", now.cells.len(), now.lines.len());
    measure("rank alone (≤ 0.2 ms)", 200, || {
        black_box(standing::rank(&now));
    });
    Connection::open(path).unwrap().execute("DELETE FROM memo", []).unwrap();
    measure("load and rank, commendations counted anew", 10, || {
        black_box(standing::rank(&facts(store, key)));
    });
}

/// A register of that size, made by the example that fills one.
fn filled(folder: &Path, achievements: usize) -> PathBuf {
    let fill = Path::new(env!("CARGO_BIN_EXE_thidua")).with_file_name("examples").join("fill");
    assert!(fill.is_file(), "{} is not there: cargo build --release --examples", fill.display());
    let db = folder.join(format!("{achievements}.db"));
    let (path, count) = (db.to_str().unwrap(), achievements.to_string());
    let made = Command::new(fill).args(["--db", path, "--achievements", &count]).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    print!("\n{}", String::from_utf8_lossy(&made.stdout));
    db
}

fn main() {
    let mut args = std::env::args().skip(1);
    let (mut given, mut million) = (Vec::new(), false);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--db" => given.extend(args.next().map(PathBuf::from)),
            "--million" => million = true,
            _ => {}
        }
    }
    let folder = tempfile::tempdir().unwrap();
    println!("{:<52} {:>12} {:>12}", "", "median", "slowest");
    for db in &given {
        let copy = folder.path().join(db.file_name().unwrap());
        std::fs::copy(db, &copy).unwrap();
        register(&copy, folder.path());
    }
    if given.is_empty() {
        sample(folder.path());
        register(&filled(folder.path(), 1000), folder.path());
        if million {
            register(&filled(folder.path(), 1_000_000), folder.path());
        }
    }
}

/// What the single works cost on the sample.
fn sample(folder: &Path) {
    let path = folder.join("so.db");
    let stamp = stamp();
    let words = Words::load(Lang::Vi);
    let key = PeriodKey::quarter(2021, 2);
    let start = Instant::now();
    demo::fill(&path, &stamp).unwrap().close();
    println!("{:<52} {:>12.3?}", "write the sample", start.elapsed());

    measure("load the words of one language", 50, || {
        black_box(Words::load(Lang::Vi));
    });
    measure("open, find the period, close", 50, || {
        let store = Store::open(&path, Access::Write).unwrap();
        black_box(store.newest_period().unwrap());
        store.close();
    });

    let mut store = Store::open(&path, Access::Write).unwrap();
    measure("load a quarter with its past", 200, || {
        black_box(store.answer(&Ask::Quarter(key)).unwrap());
    });
    let Facts::Quarter(facts) = store.answer(&Ask::Quarter(key)).unwrap() else { return };
    let Facts::Awards(awards) = store.answer(&Ask::Awards(key)).unwrap() else { return };
    measure("rank 12 units", 500, || {
        black_box(standing::rank(&facts));
    });
    measure("rank and suggest", 500, || {
        black_box(standing::suggest(&facts, &standing::rank(&facts)));
    });
    measure("list the decisions of a quarter", 200, || {
        black_box(store.answer(&Ask::Decisions(Reach::of(key, ""))).unwrap());
    });
    measure("find among them (thong bao)", 200, || {
        black_box(store.answer(&Ask::Decisions(Reach::of(key, "thong bao"))).unwrap());
    });

    let (unit, leaf) = (
        facts.units[0].id,
        facts.table.as_ref().unwrap().leaves().find(|c| c.rule == Some(Rule::Direct)).unwrap().id,
    );
    let mut old = facts
        .cells
        .iter()
        .find(|c| (c.unit, c.criterion, c.round) == (unit, leaf, Round::Own))
        .map(|c| c.value);
    let mut flip = false;
    measure("one act: a score, journal and hash, on the disk", 50, || {
        flip = !flip;
        let value = Some(CellValue::Points(Points(if flip { 19_000 } else { 19_100 })));
        let act = typed((key, unit, leaf), old, value);
        store.apply(&act, &stamp).unwrap();
        old = value;
    });
    measure("undo, redo", 20, || {
        store.undo(&stamp).unwrap();
        store.redo(&stamp).unwrap();
    });
    measure("build the summary", 100, || {
        black_box(summary::build(&facts, &awards, &words, true));
    });
    let paper = summary::build(&facts, &awards, &words, true);
    for ending in ["docx", "xlsx", "md", "csv", "json"] {
        measure(&format!("write {ending}"), 20, || {
            papers::place(&papers::make(&paper, ending).unwrap(), folder, true).unwrap();
        });
    }
    measure("check", 10, || {
        black_box(store.check().unwrap());
    });
}
