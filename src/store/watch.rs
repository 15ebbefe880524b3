//! Eyes on a long work: how far it is, and whether somebody wants it to stop. Knows no thread and no clock.
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Told how far it is: done, of how many.
type Tell = dyn Fn(u64, u64) + Send + Sync;

/// Follows one long work. Cloning is cheap; a clone follows the same work.
#[derive(Clone)]
pub struct Watch {
    stop: Arc<AtomicBool>,
    tell: Arc<Tell>,
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watch").field("stop", &self.stop).finish_non_exhaustive()
    }
}

impl Default for Watch {
    fn default() -> Self {
        Self::new(Arc::default(), |_, _| {})
    }
}

impl Watch {
    /// `stop` set to true ends the work at its next step, and nothing of it stays; `tell` hears how far it is.
    pub fn new(stop: Arc<AtomicBool>, tell: impl Fn(u64, u64) + Send + Sync + 'static) -> Self {
        Self { stop, tell: Arc::new(tell) }
    }
    /// Says how far it is.
    pub fn tell(&self, done: u64, of: u64) {
        (self.tell)(done, of);
    }
    /// Is it to stop?
    pub fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}
