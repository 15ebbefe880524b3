//! The store: the only SQL in the house, on core alone. One connection, one transaction an act, a journal by trigger.
//! One file a subject holds its questions and its writes. It must not know a screen, a paper or the clock, and says
//! everything as keys and arguments, never as prose.
//!
//! `Done::what` is a whole words key (`act.award_new`) whose sentence takes `{thing}`.
mod achievement;
mod acts;
mod adjust;
mod award;
mod back;
mod backup;
mod ballot;
pub mod bulk;
mod bulk_stage;
mod campaign;
mod cancel;
mod catalogue;
mod check;
mod check_pages;
mod classify;
mod codec;
mod commend;
mod counting;
pub mod demo;
mod derived;
mod draft;
mod fault;
mod flag;
mod guard;
mod handed_in;
mod held;
mod history;
mod journal;
mod judged;
mod keep;
mod late;
mod later;
mod leftover;
mod level;
mod level_set;
mod listing;
mod mark;
mod meeting;
mod memo;
mod merge;
mod migrate;
mod namesake;
mod naming;
mod open;
mod opening;
mod owed;
mod page;
mod paper;
mod party;
mod period;
pub mod place;
mod private;
mod proposal;
mod pulse;
mod quarter;
mod redate;
mod register;
mod relocate;
mod remember;
mod restore;
mod sample;
mod score;
mod scored;
mod search;
mod search_page;
mod search_query;
mod search_verify;
mod seen;
mod sheet_line;
mod sheets;
mod spelt;
mod split;
mod table;
mod tally;
mod tracked;
mod undo;
mod unit;
mod watch;

use crate::core::act::{Act, Done, Refusal, Stamp, Terms};
use crate::core::ask::{Ask, Facts};
use crate::core::award as award_core;
use crate::core::backup::{Compared, Copies, Holds};
use crate::core::check::Report;
use crate::core::draft::{Draft, Kept};
use crate::core::period::PeriodKey;
use crate::core::problem::Problem;
use crate::core::register::{Act as RegisterAct, Register, Setup};
use fault::{Fault, Outcome};
use journal::{Pen, Wrote};
pub use later::Later;
pub use open::{Access, OpenError};
pub use relocate::Moved;
pub use restore::Restored;
use rusqlite::{Connection, TransactionBehavior};
use std::path::Path;
use std::sync::Arc;
pub use watch::Watch;

/// An open register: one connection. Lanes that read and write at once each open their own.
#[derive(Debug)]
pub struct Store {
    conn: Connection,
    /// the file as it was when somebody asked last whether it was written: SQLite's own counter
    version: i64,
    /// number and hash of the last act as it was then
    head: Option<(i64, String)>,
    /// it wrote an act
    wrote: bool,
    /// which file it was when it was opened: its name may come to mean another; the rest of the process knows it open
    file: held::Held,
    /// its -wal, as long as it has one: what goes into one that was taken away is lost
    wal: Option<private::Identity>,
}

impl Store {
    /// Makes a register at `path` from the answers of the set-up: mode 0600, its folder made if only that one is missing,
    /// never over a file that is there. `sample` marks it as sample data.
    pub fn create(path: &Path, setup: &Setup, sample: bool, stamp: &Stamp) -> Result<Store, OpenError> {
        open::create(path, setup, sample, stamp)
    }
    /// Opens a register; a file that cannot be taken is named and left alone.
    pub fn open(path: &Path, access: Access) -> Result<Store, OpenError> {
        open::open(path, access)
    }
    fn over(conn: Connection) -> Store {
        let version = version(&conn).unwrap_or(0);
        let file = held::Held::new(conn.path().and_then(|path| private::identity(Path::new(path))));
        let head = head(&conn).ok();
        // the -wal is there once something was read
        let wal = conn.path().and_then(|path| private::identity(&open::beside(Path::new(path), "-wal")));
        Store { conn, version, head, wrote: false, file, wal }
    }
    /// What the register says of itself.
    pub fn register(&self) -> Result<Register, Problem> {
        register::get(&self.conn).map_err(Fault::problem)
    }
    /// Number and time of day (`14:05`) of the last act.
    pub fn last_act(&self) -> Result<(i64, String), Problem> {
        register::last_act(&self.conn).map_err(Fault::problem)
    }
    /// Has another connection written since this was asked last? Then number and time of the last act, and whether the last
    /// act known before is gone: a copy was put back. Costs no read of the file beyond its counter; a file that cannot be
    /// asked now is asked the next time.
    pub fn touched(&mut self) -> Option<(i64, String, bool)> {
        let now = version(&self.conn).ok()?;
        if self.version == now {
            return None;
        }
        let (act, time) = self.last_act().ok()?;
        let head = head(&self.conn).ok()?;
        let gone = self.head.replace(head).is_some_and(|(n, hash)| !has(&self.conn, n, &hash));
        self.version = now;
        Some((act, time, gone))
    }
    /// The newest period that has rows, else the newest.
    pub fn newest_period(&self) -> Result<Option<PeriodKey>, Problem> {
        period::newest(&self.conn).map_err(Fault::problem)
    }
    /// Answers a question.
    pub fn answer(&self, ask: &Ask) -> Result<Facts, Problem> {
        let read = || {
            // One transaction a question: its figures agree though the other lane writes meanwhile.
            let tx = self.conn.unchecked_transaction()?;
            answer(&tx, ask)
        };
        read().map_err(Fault::problem)
    }
    /// Does an act, whole or not at all.
    pub fn apply(&mut self, act: &Act, by: &Stamp) -> Result<Done, Refusal> {
        self.apply_with(act, by, "", &Terms::default())
    }
    /// The same for a form of the program `session`: its finished drafts go in the same transaction, so that a kill
    /// between the two never brings back what was saved; refused as stale where others wrote what it never saw.
    pub fn apply_with(
        &mut self,
        act: &Act,
        by: &Stamp,
        session: &str,
        terms: &Terms,
    ) -> Result<Done, Refusal> {
        let work = |pen: Pen<'_>| {
            let wrote = write(pen, act)?;
            if seen::overtaken(pen, act, terms.seen)? {
                return fault::stale(&wrote.thing);
            }
            for place in &terms.finished {
                draft::drop(pen.conn, session, place)?;
            }
            Ok(wrote)
        };
        self.transact(by, work).map_err(Fault::refusal)
    }
    /// Keeps a draft of the program `session`. `takes`: the key of a lost draft it goes on from, which goes with it.
    /// `ended`: is the program of that session known to run no more? Of too many drafts those of such programs go.
    pub fn keep_draft(
        &mut self,
        session: &str,
        at: &str,
        draft: &Draft,
        takes: Option<i64>,
        ended: &dyn Fn(&str) -> bool,
    ) -> Result<(), Problem> {
        draft::put(&mut self.conn, session, at, draft, takes, ended).map_err(Fault::problem)
    }
    /// Drops the draft of a form that was left or emptied.
    pub fn drop_draft(&mut self, session: &str, place: &str) -> Result<(), Problem> {
        draft::drop(&self.conn, session, place).map_err(Fault::problem)
    }
    /// Drops a draft found at opening.
    pub fn discard_draft(&mut self, n: i64) -> Result<(), Problem> {
        draft::discard(&self.conn, n).map_err(Fault::problem)
    }
    /// The drafts in the register, the latest first, each with its session; and how many are damaged.
    pub fn drafts(&self) -> Result<(Vec<(String, Kept)>, usize), Problem> {
        draft::all(&self.conn).map_err(Fault::problem)
    }
    /// Writes a batch in one act, whole or not at all; `thing` names it in the journal. For imports: a hundred thousand
    /// records take seconds, not minutes. The first record that a rule forbids refuses the batch.
    pub fn bulk(
        &mut self,
        batch: impl IntoIterator<Item = bulk::Record>,
        thing: &str,
        by: &Stamp,
    ) -> Result<Done, Refusal> {
        self.at_large(by, |pen| bulk::write(pen, batch, thing))
    }
    /// Takes back the newest act that is not undone, back to the last barrier; says why not otherwise.
    pub fn undo(&mut self, by: &Stamp) -> Result<Done, Refusal> {
        self.at_large(by, undo::undo)
    }
    /// Does again what was undone last, while nothing else was done since.
    pub fn redo(&mut self, by: &Stamp) -> Result<Done, Refusal> {
        self.at_large(by, undo::redo)
    }
    /// When the last act was, by the clock of then: `2021-07-22T14:05:09+07:00`; empty where there is none.
    pub fn last_at(&self) -> Result<String, Problem> {
        let read = || -> Outcome<String> {
            let sql = "SELECT COALESCE((SELECT at FROM act ORDER BY n DESC LIMIT 1), '')";
            Ok(self.conn.query_row(sql, [], |r| r.get(0))?)
        };
        read().map_err(Fault::problem)
    }
    /// A connection to write to this very file, opened later.
    pub fn later(&self, path: &Path) -> Later {
        Later::beside(path, self.file.file())
    }
    /// The file must still be the one that was opened: what is written to one that was taken away is lost with it.
    fn in_place(&self) -> Outcome<()> {
        let Some(path) = self.conn.path().filter(|_| self.file.file().is_some()) else { return Ok(()) };
        let gone = |key| Err(Refusal::Store(Problem::new(key).text("path", path)).into());
        if private::identity(Path::new(path)) != self.file.file() {
            return gone("problem.store_gone");
        }
        let wal = || private::identity(&open::beside(Path::new(path), "-wal"));
        if self.wal.is_some() && wal() != self.wal {
            return gone("problem.store_wal_gone");
        }
        Ok(())
    }
    /// Takes back one act by itself, where nothing later builds on it; the newest too.
    pub fn undo_act(&mut self, n: i64, by: &Stamp) -> Result<Done, Refusal> {
        self.transact(by, |pen| acts::alone(pen, n)).map_err(|f| acts::builds_on(f, n).refusal())
    }
    /// Looks the whole file through: integrity, keys, triggers, rows against the journal, hash chain, what is derived.
    pub fn check(&self) -> Result<Report, Problem> {
        self.check_with(&Watch::default())
    }
    /// The same, telling now and then how far it has come; a watch that stops it makes `problem.store_interrupted` of it.
    /// Reads on two connections at once where a second one can be had.
    pub fn check_with(&self, watch: &Watch) -> Result<Report, Problem> {
        // a name that means another file by now opens that one
        let beside = self.in_place().is_ok().then(|| open::second(&self.conn)).flatten();
        check::check(&self.conn, beside, watch).map_err(Fault::problem)
    }
    /// A digest of what users see: all tracked tables without `rev`, journal and acts.
    pub fn digest(&self) -> Result<String, Problem> {
        check::digest(&self.conn).map_err(Fault::problem)
    }
    /// Copies the register to a file of its own while others work on, and looks the copy through before it gets its name.
    /// What is there already stays, unless `force`.
    pub fn backup(&self, to: &Path, force: bool, watch: &Watch) -> Result<Holds, Problem> {
        backup::make(&self.conn, to, force, watch).map_err(Fault::problem)
    }
    /// The daily copy in `SaoLuu` beside the register, where one is due; then the oldest of more than ten go.
    pub fn keep(&self, path: &Path, by: &Stamp, watch: &Watch) -> Result<Option<Holds>, Problem> {
        keep::keep(&self.conn, path, by, watch).map_err(Fault::problem)
    }
    /// A copy beside this register: what both hold, and which acts only this one has. `path`: where this one lies.
    pub fn compare(&self, file: &Path, path: &Path) -> Result<Compared, OpenError> {
        backup::compare(file, Some((&self.conn, path)))
    }
    /// Makes anew what is derived from the rows: the index of Find, the counts kept of periods, the triggers of both. Journal
    /// and rows stay as they are. Whole or not at all: a watch that stops it leaves what was there.
    pub fn mend(&mut self, watch: &Watch) -> Result<(), Problem> {
        self.in_place().map_err(Fault::problem)?;
        derived::mend(&mut self.conn, watch).map_err(Fault::problem)
    }
    /// Stops a question that runs on this connection.
    pub fn interrupt_handle(&self) -> rusqlite::InterruptHandle {
        self.conn.get_interrupt_handle()
    }
    /// Closes the file; the last to close leaves one file, without -wal and -shm.
    pub fn close(mut self) {
        if self.wrote {
            // Without its memos the next start only counts for itself.
            let _ = remember::keep(&mut self.conn);
        }
        self.conn.flush_prepared_statement_cache();
        // An error here leaves a -wal beside the file, which the next opening folds in: nothing is lost.
        let _ = self.conn.close();
    }

    /// An act that may touch a hundred thousand rows: with more pages held in memory meanwhile.
    fn at_large(
        &mut self,
        by: &Stamp,
        work: impl FnOnce(Pen<'_>) -> Outcome<Wrote>,
    ) -> Result<Done, Refusal> {
        let was = bulk::cache(&self.conn, None).map_err(Fault::refusal)?;
        let done = self.transact(by, work);
        bulk::cache(&self.conn, Some(was)).map_err(Fault::refusal)?;
        done.map_err(Fault::refusal)
    }
    /// One act in one transaction, begun at once so that it never fails half way for want of a lock.
    fn transact(&mut self, by: &Stamp, work: impl FnOnce(Pen<'_>) -> Outcome<Wrote>) -> Outcome<Done> {
        self.in_place()?;
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let pen = journal::begin(&tx, by)?;
        let wrote = work(pen)?;
        journal::end(pen, &wrote)?;
        let done = Done {
            act: pen.act,
            what: wrote.what.to_owned(),
            thing: wrote.thing,
            did: wrote.did,
            of: wrote.of.map(|of| whose(&tx, of)).transpose()?,
            row: wrote.row,
            also: wrote.also,
        };
        tx.commit()?;
        self.wrote = true;
        Ok(done)
    }
}

/// The daily copies of the register at `path`, newest first.
pub fn copies(path: &Path) -> Copies {
    keep::list(path)
}

/// What a connection of another tool executes first, so that what it writes is found: the triggers that keep the index of
/// Find, temporary ones of that connection.
pub fn index_triggers() -> String {
    search::script()
}

/// Clock (`20210722-140509`) and last act of the newest daily copy of the register at `path`, as its name says.
pub fn newest_copy(path: &Path) -> Option<(String, i64)> {
    keep::newest(path)
}

/// A copy beside the register at `path`, which may be gone or damaged.
pub fn compare(file: &Path, path: &Path) -> Result<Compared, OpenError> {
    match Store::open(path, Access::Read) {
        Ok(store) => {
            let compared = store.compare(file, path);
            store.close();
            compared
        }
        // One that is only held, or may not be read, is there: nothing may be put over it unasked.
        Err(error @ (OpenError::Busy(_) | OpenError::Denied(_))) => Err(error),
        Err(_) => backup::compare(file, None),
    }
}

/// Puts a copy in the place of the register at `path`; see `restore`.
pub fn restore(file: &Path, path: &Path, by: &Stamp, watch: &Watch) -> Result<Restored, OpenError> {
    restore::restore(file, path, by, watch)
}

/// Moves the closed register at `path` into `folder`; see `relocate`.
pub fn relocate(path: &Path, folder: &Path, by: &Stamp, watch: &Watch) -> Result<Moved, OpenError> {
    relocate::relocate(path, folder, by, watch)
}

/// An act taken back or done again: its number, and who did it.
fn whose(conn: &Connection, of: i64) -> Outcome<(i64, String)> {
    let who = conn
        .prepare_cached("SELECT COALESCE(NULLIF(secretary, ''), user) FROM act WHERE n = ?1")?
        .query_row([of], |r| r.get(0))?;
    Ok((of, who))
}

/// Counts the writes of other connections, as this one sees them.
fn version(conn: &Connection) -> rusqlite::Result<i64> {
    conn.prepare_cached("PRAGMA data_version")?.query_row([], |r| r.get(0))
}

/// Number and hash of the last act.
fn head(conn: &Connection) -> rusqlite::Result<(i64, String)> {
    conn.query_row("SELECT n, hash FROM act ORDER BY n DESC LIMIT 1", [], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// Is that act there? One that cannot be asked for is not gone.
fn has(conn: &Connection, n: i64, hash: &str) -> bool {
    let sql = "SELECT EXISTS (SELECT 1 FROM act WHERE n = ?1 AND hash = ?2)";
    conn.query_row(sql, rusqlite::params![n, hash], |r| r.get(0)).unwrap_or(true)
}

/// Hands an act to its subject.
fn write(pen: Pen<'_>, act: &Act) -> Outcome<Wrote> {
    match act {
        Act::Award(act) => award_act(pen, act),
        Act::Proposal(act) => proposal::write(pen, act),
        Act::Achievement(act) => achievement::write(pen, act),
        Act::Campaign(act) => campaign::write(pen, act),
        Act::Score(act) => score::write(pen, act),
        Act::HandedIn(act) => handed_in::write(pen, act),
        Act::Level(act) => classify::write(pen, act),
        Act::Adjust(act) => adjust::write(pen, act),
        Act::Meeting(act) => meeting::write(pen, act),
        Act::Unit(act) => unit::write(pen, act),
        Act::Flag(act) => flag::write(pen, act),
        Act::Ballot(act) => ballot::write(pen, act),
        Act::Person(act) => merge::write(pen, act),
        Act::Register(RegisterAct::Save(row)) => register::save(pen, row),
        Act::Register(RegisterAct::AddPeriod(key)) => opening::add(pen, *key),
        Act::Register(RegisterAct::Redate(dates)) => redate::write(pen, *dates),
        Act::Catalogue(act) => catalogue::write(pen, act),
        Act::Table(act) => table::write(pen, act),
    }
}

/// Hands an act on commendations to its file.
fn award_act(pen: Pen<'_>, act: &award_core::Act) -> Outcome<Wrote> {
    use award_core::Act;
    match act {
        Act::Save { decision, recipients, same } => commend::save(pen, decision, recipients, *same),
        Act::Remove { id, rev, label } => commend::remove(pen, *id, *rev, label),
        Act::Cancel { decision, rev, awards, paper, label } => {
            cancel::cancel(pen, *decision, *rev, awards, paper, label)
        }
        Act::Split { decision, rev, award, parts, reason, label } => {
            split::split(pen, *decision, *rev, &split::Order { award: *award, parts, reason, label })
        }
        Act::Link { award, achievement, reason, label } => {
            commend::link(pen, *award, *achievement, reason, label)
        }
    }
}

/// Hands a question to its subject.
fn answer(conn: &Connection, ask: &Ask) -> Outcome<Facts> {
    Ok(match ask {
        Ask::Periods => Facts::Periods(Arc::new(period::all(conn)?)),
        Ask::Quarter(key) => Facts::Quarter(Arc::new(quarter::facts(conn, *key)?)),
        Ask::Version(key, ordinal) => Facts::Version(adjust::version(conn, *key, *ordinal)?.map(Arc::new)),
        Ask::Late(key) => Facts::Awards(Arc::new(award::late(conn, *key)?)),
        Ask::Decisions(reach) => Facts::Decisions(Arc::new(listing::decisions(conn, reach)?)),
        Ask::Decision(id) => Facts::Decision(award::sheet(conn, *id)?.map(Arc::new)),
        Ask::Achievements(reach) => Facts::Achievements(Arc::new(listing::achievements(conn, reach)?)),
        Ask::Volume(span) => Facts::Volume(listing::volume(conn, *span)?),
        Ask::Overdue { period, before, earlier } => {
            let mut periods = if *earlier { period::open_before(conn, *period)? } else { Vec::new() };
            periods.reverse();
            periods.extend(period.leaves());
            Facts::Overdue(Arc::new(achievement::overdue(conn, &periods, *before)?))
        }
        Ask::Proposals(reach) => Facts::Proposals(Arc::new(proposal::list(conn, reach)?)),
        Ask::Proposal(id) => Facts::Proposal(proposal::sheet(conn, *id)?.map(Arc::new)),
        Ask::Guard(query) => Facts::Guard(Arc::new(guard::findings(conn, query)?)),
        Ask::Achievement(id) => Facts::Achievement(achievement::sheet(conn, *id)?.map(Arc::new)),
        Ask::Models => Facts::Models(Arc::new(award::models(conn)?)),
        Ask::Namesakes(names) => Facts::Parties(Arc::new(namesake::namesakes(conn, names)?)),
        Ask::Parties { unit, start } => Facts::Parties(Arc::new(namesake::parties(conn, *unit, start)?)),
        Ask::Awards(key) => Facts::Awards(Arc::new(award::rows(conn, *key)?)),
        Ask::Roster(key) => Facts::Roster(Arc::new(unit::all(conn, key.year)?)),
        Ask::Flags => Facts::Flags(Arc::new(flag::all(conn)?)),
        Ask::Movement(year) => {
            Facts::Movement(Arc::new((campaign::movement(conn, *year)?, campaign::of_year(conn, *year)?)))
        }
        Ask::Lists => Facts::Lists(Arc::new(catalogue::lists(conn)?)),
        Ask::Head(whose) => Facts::Head(search_page::head(conn, *whose)?.map(Arc::new)),
        Ask::Life(whose, reach) => Facts::Life(Arc::new(search_page::rows(conn, *whose, reach)?)),
        Ask::Find(query) => Facts::Find(Arc::new(search_query::find(conn, query)?)),
        Ask::Acts(block) => Facts::Acts(Arc::new(acts::block(conn, *block)?)),
        Ask::ActSheet(n) => Facts::ActSheet(acts::sheet(conn, *n)?.map(Arc::new)),
        Ask::Copies => Facts::Copies(Arc::new(keep::list(Path::new(conn.path().unwrap_or_default())))),
        Ask::Compare(file) => {
            let here = Path::new(conn.path().unwrap_or_default());
            let compared = backup::compare(file, Some((conn, here)));
            Facts::Compared(Arc::new(compared.map_err(|e| Fault::from(e.problem().clone()))?))
        }
        Ask::Redate(dates) => Facts::Redate(Arc::new(redate::plan(conn, *dates)?)),
        Ask::Choices => Facts::Choices(Arc::new((sheets::tables(conn)?, level::sets(conn)?))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::{award, unit};

    impl Store {
        /// A register of two units to try things on, in a folder of its own.
        pub(super) fn tried() -> (tempfile::TempDir, Store, Stamp) {
            let folder = tempfile::tempdir().unwrap();
            let stamp = Stamp { at: "2021-07-22T14:05:09+07:00".into(), user: "men".into() };
            let setup = Setup {
                cluster: "Cụm 4".into(),
                units: vec![(String::new(), "Phòng Tham mưu".into()), ("B".into(), "Phòng Hậu cần".into())],
                period: Some(PeriodKey::quarter(2021, 2)),
                levels: "a".into(),
                ..Setup::default()
            };
            let store = Store::create(&folder.path().join("so.db"), &setup, false, &stamp).unwrap();
            (folder, store, stamp)
        }
    }

    #[test]
    fn a_full_disk_refuses_and_loses_nothing() {
        let (_folder, mut store, stamp) = Store::tried();
        let pages: i64 = store.conn.query_row("PRAGMA page_count", [], |r| r.get(0)).unwrap();
        store.conn.query_row(&format!("PRAGMA max_page_count = {}", pages + 2), [], |_| Ok(())).unwrap();
        let decision = award::Decision {
            number: "1".into(),
            date: "2021-06-18".parse().ok(),
            authorities: vec!["bca".into()],
            form: "bang_khen".into(),
            note: "x".repeat(20_000),
            ..award::Decision::default()
        };
        let before = store.digest().unwrap();
        let act = Act::Award(award::Act::Save { decision, recipients: vec![], same: None });
        let refusal = store.apply(&act, &stamp).unwrap_err();
        assert!(matches!(&refusal, Refusal::Store(p) if p.key == "problem.store_full"), "{refusal:?}");
        assert_eq!(before, store.digest().unwrap());
        // Room again: it goes on where it was.
        store.conn.query_row(&format!("PRAGMA max_page_count = {}", pages + 900), [], |_| Ok(())).unwrap();
        store.apply(&act, &stamp).unwrap();
        let add = unit::Act::Add { code: String::new(), name: "Văn phòng".into(), from: None };
        assert_eq!(store.apply(&Act::Unit(add), &stamp).unwrap().act, 3);
        assert_eq!(store.check().unwrap().damaged, []);
    }
}
