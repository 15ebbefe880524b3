//! A commit cut anywhere: the -wal, and a rollback journal, at each of their frames and at 200 random bytes. The file opens
//! clean, at the last act or the last but one.
use super::*;
use std::fs;
use std::path::Path;
use thidua::store::index_triggers;

/// Random places, the same at every run.
fn places(length: usize) -> impl Iterator<Item = usize> {
    let mut seed = 0x2021_0722_u64;
    (0..200).map(move |_| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % length
    })
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    PathBuf::from(format!("{}{ending}", path.display()))
}

/// The state in which a copy opens: clean, or the test ends here.
fn opened(path: &Path, what: &str) -> String {
    let store = Store::open(path, Access::Write).unwrap_or_else(|e| panic!("{what}: {e:?}"));
    let report = store.check().unwrap();
    assert_eq!((report.damaged, report.edited), (vec![], vec![]), "{what}");
    let digest = store.digest().unwrap();
    store.close();
    digest
}

fn act(number: &str) -> Act {
    save(decision(number, day("2021-06-18")), vec![person("Trần Văn Hạnh", 1), person("Lê Thị Ánh", 2)])
}

#[test]
fn a_write_ahead_log_cut_anywhere_opens_at_the_acts_that_are_whole() {
    let mut desk = desk();
    let path = desk.path();
    let mut digests = vec![desk.store.digest().unwrap()];
    for number in ["1", "2"] {
        desk.does(Act::Award(match act(number) {
            Act::Award(award::Act::Save { decision, recipients, .. }) => {
                award::Act::Save { decision, recipients, same: Some(true) }
            }
            other => panic!("{other:?}"),
        }));
        digests.push(desk.store.digest().unwrap());
    }
    let (file, wal) = (fs::read(&path).unwrap(), fs::read(beside(&path, "-wal")).unwrap());
    // A frame is a head of 24 bytes and a page; the second number of its head is not zero where a commit ends.
    let frame = 24 + 4096;
    let ends: Vec<usize> = (32..wal.len()).step_by(frame).map(|at| at + frame).collect();
    let commits: Vec<usize> =
        ends.iter().copied().filter(|end| wal[end - frame + 4..end - frame + 8] != [0; 4]).collect();
    assert_eq!(commits.len(), 2, "each act is one commit");
    assert_eq!(commits[1], wal.len());
    let other = desk.folder.path().join("cut.db");
    for cut in [0, 32].into_iter().chain(ends).chain(places(wal.len())) {
        fs::write(&other, &file).unwrap();
        fs::write(beside(&other, "-wal"), &wal[..cut]).unwrap();
        let whole = commits.iter().filter(|end| **end <= cut).count();
        assert_eq!(opened(&other, &format!("cut at {cut}")), digests[whole], "cut at {cut}");
    }
}

#[test]
fn a_rollback_journal_cut_anywhere_leaves_the_act_before() {
    let mut desk = desk();
    desk.does(act("1"));
    let before = desk.store.digest().unwrap();
    let path = desk.path();
    desk.store.close();
    let file = fs::read(&path).unwrap();
    // A commit under way, with so little memory that pages go into the file before it ends.
    let conn = rusqlite::Connection::open(&path).unwrap();
    conn.query_row("PRAGMA journal_mode = TRUNCATE", [], |_| Ok(())).unwrap();
    let file = if fs::read(&path).unwrap() == file { file } else { fs::read(&path).unwrap() };
    conn.execute_batch(&index_triggers()).unwrap();
    conn.execute_batch(
        "PRAGMA cache_size = 2; PRAGMA cache_spill = 2; BEGIN IMMEDIATE;
         UPDATE criterion SET text = text || hex(randomblob(400)); UPDATE party SET name = name || hex(randomblob(900));
         UPDATE unit SET name = name || hex(randomblob(900)); UPDATE criterion SET text = text || 'x'",
    )
    .unwrap();
    let (torn, journal) = (fs::read(&path).unwrap(), fs::read(beside(&path, "-journal")).unwrap());
    assert!(torn != file && journal.len() > 10 * 4096, "nothing was written before the end");
    drop(conn);
    let other = desk.folder.path().join("cut.db");
    let lay = |file: &[u8], journal: &[u8]| {
        fs::write(&other, file).unwrap();
        fs::write(beside(&other, "-journal"), journal).unwrap();
    };
    // The machine dies while pages are written: the journal is whole, the file half old, half new.
    for page in (4096..torn.len()).step_by(4096).chain([torn.len()]) {
        let mut mixed = file.clone();
        mixed.resize(file.len().max(page), 0);
        mixed[..page].copy_from_slice(&torn[..page]);
        lay(&mixed, &journal);
        assert_eq!(opened(&other, &format!("page at {page}")), before);
    }
    // It dies while the journal is written: the file is the old one still. A record is a number, a page and its sum.
    for cut in (512..journal.len()).step_by(4 + 4096 + 4).chain(places(journal.len())) {
        lay(&file, &journal[..cut]);
        assert_eq!(opened(&other, &format!("journal cut at {cut}")), before);
    }
}
