//! What opening, loading, ranking, writing and printing cost on the sample register (12 units, 8 quarters, about 2,600 rows).
//! `cargo bench --bench register` prints the median and the slowest of the runs; nothing is asserted.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench reads the clock, prints, and may fail where it stands"
)]
use std::hint::black_box;
use std::time::{Duration, Instant};
use thidua::core::act::{Act, Stamp};
use thidua::core::ask::{Ask, Facts};
use thidua::core::number::Points;
use thidua::core::page::Reach;
use thidua::core::period::PeriodKey;
use thidua::core::score::{self, CellValue, Round, Rule};
use thidua::core::words::{Lang, Words};
use thidua::core::{standing, summary};
use thidua::papers;
use thidua::store::{Access, Store, demo};

fn measure(name: &str, runs: usize, mut work: impl FnMut()) {
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    times.sort();
    let (median, worst) = (times[runs / 2], times[runs - 1]);
    println!("{name:<44} {median:>12.3?} {worst:>12.3?}");
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("so.db");
    let stamp = Stamp { at: "2021-07-22T14:05:00+07:00".to_owned(), user: "bench".to_owned() };
    let words = Words::load(Lang::Vi);
    let key = PeriodKey::quarter(2021, 2);
    println!("{:<44} {:>12} {:>12}", "", "median", "slowest");

    let start = Instant::now();
    demo::fill(&path, &stamp).unwrap().close();
    println!("{:<44} {:>12.3?}", "write the sample", start.elapsed());

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
        let act = score::Act::Set {
            period: key,
            unit,
            criterion: leaf,
            round: Round::Own,
            old,
            value,
            comment: String::new(),
            // the sample's appraisal is finished: a score under it is changed with a reason
            reason: "bench".to_owned(),
            label: "bench".to_owned(),
        };
        store.apply(&Act::Score(act), &stamp).unwrap();
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
            papers::write(&paper, &[ending], folder.path(), true).unwrap();
        });
    }
    measure("check", 10, || {
        black_box(store.check().unwrap());
    });
}
