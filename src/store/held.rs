//! Which register files this process has open. On Unix the system takes all locks of a process on a file from it when any
//! handle to that file is closed: a register that is open here is never opened beside SQLite, not even to look at its header.
use super::private::{Identity, identity};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

static OPEN: Mutex<BTreeMap<Identity, usize>> = Mutex::new(BTreeMap::new());

fn open() -> MutexGuard<'static, BTreeMap<Identity, usize>> {
    OPEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Says, as long as it lives, that a connection has that file open.
#[derive(Debug)]
pub(super) struct Held(Option<Identity>);

impl Held {
    /// Of a file just opened; nothing where the system does not tell one file from another.
    pub(super) fn new(file: Option<Identity>) -> Self {
        if let Some(file) = file {
            *open().entry(file).or_default() += 1;
        }
        Self(file)
    }
    /// Which file it is.
    pub(super) fn file(&self) -> Option<Identity> {
        self.0
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let Some(file) = self.0 else { return };
        let mut open = open();
        if let Some(count) = open.get_mut(&file) {
            *count -= 1;
            if *count == 0 {
                open.remove(&file);
            }
        }
    }
}

/// Has this process the file of that name open?
pub(super) fn is(path: &Path) -> bool {
    identity(path).is_some_and(|file| open().contains_key(&file))
}
