//! The pulse of a long reading on one or two connections: how far it has come in all, and whether it is to stop. What SQLite
//! does by itself for seconds beats through its progress handler.
use super::fault::{Outcome, refuse};
use super::watch::Watch;
use crate::core::problem::Problem;
use rusqlite::Connection;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// How often it is told in all, about.
const TOLD: u64 = 400;
/// Steps of SQLite between two looks: some milliseconds.
const STEPS: i32 = 20_000;

/// Shared by all who take part in one work.
#[derive(Debug)]
pub(super) struct Pulse {
    watch: Watch,
    /// one of them failed, or found what makes the rest vain
    halted: AtomicBool,
    done: AtomicU64,
    due: AtomicU64,
    total: u64,
    /// what is counted aloud: rows and lines
    counted: u64,
}

impl Pulse {
    /// Of a work of so many parts of its own measure, told as so many rows.
    pub(super) fn new(watch: &Watch, total: u64, counted: u64) -> Arc<Self> {
        let (done, due) = (AtomicU64::new(0), AtomicU64::new(0));
        Arc::new(Self { watch: watch.clone(), halted: AtomicBool::new(false), done, due, total, counted })
    }

    /// So much more is done; refused when it is to stop.
    pub(super) fn beat(&self, by: u64) -> Outcome<()> {
        if self.on(by) { Ok(()) } else { refuse(Problem::new("problem.store_interrupted")) }
    }

    /// All others are to stop.
    pub(super) fn halt(&self) {
        self.halted.store(true, Ordering::Relaxed);
    }

    fn on(&self, by: u64) -> bool {
        let done = self.done.fetch_add(by, Ordering::Relaxed) + by;
        if done >= self.due.load(Ordering::Relaxed) {
            self.due.store(done + self.total / TOLD, Ordering::Relaxed);
            let told =
                u128::from(done.min(self.total)) * u128::from(self.counted) / u128::from(self.total.max(1));
            self.watch.tell(u64::try_from(told).unwrap_or(0), self.counted);
        }
        !self.watch.stopped() && !self.halted.load(Ordering::Relaxed)
    }

    /// Does a work of SQLite's own that counts for `share`: about `each` of it in so many steps, what is left at its end.
    pub(super) fn through<T>(
        self: &Arc<Self>,
        conn: &mut Connection,
        share: u64,
        each: u64,
        work: impl FnOnce(&mut Connection) -> Outcome<T>,
    ) -> Outcome<T> {
        let (pulse, used) = (Arc::clone(self), Arc::new(AtomicU64::new(0)));
        let counted = Arc::clone(&used);
        conn.progress_handler(
            STEPS,
            Some(move || {
                let left = share.saturating_sub(counted.load(Ordering::Relaxed)).min(each);
                counted.fetch_add(left, Ordering::Relaxed);
                !pulse.on(left)
            }),
        )?;
        let done = work(conn);
        conn.progress_handler(0, None::<fn() -> bool>)?;
        let done = done?;
        self.beat(share.saturating_sub(used.load(Ordering::Relaxed)))?;
        Ok(done)
    }
}
