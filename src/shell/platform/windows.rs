//! Windows: Ctrl+C comes as a key in raw mode; a closed window ends the process, and every act is already on disk.
use super::{Process, Running, Sign, VANISHED};
use crate::shell::burst;
use crossterm::event::{self, Event, KeyEventKind};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Most events taken in at once.
const BATCH: usize = 4 * crate::core::limit::PASTE;

fn released(event: &Event) -> bool {
    matches!(event, Event::Key(key) if key.kind == KeyEventKind::Release)
}

/// Nothing to watch here.
pub fn watch(_tell: impl Fn(Sign) + Send + 'static) -> io::Result<()> {
    Ok(())
}

/// The input, ready to be listened to.
#[derive(Debug)]
pub struct Input;

impl Input {
    /// Begins to listen.
    pub fn new() -> io::Result<Self> {
        event::poll(Duration::ZERO)?;
        Ok(Self)
    }

    /// Listens until the window is gone or `told` answers that nobody hears. All that waits is told as one batch.
    pub fn listen(self, told: impl Fn(Vec<Event>) -> bool, tell: impl Fn(Sign)) {
        while let Ok(first) = event::read() {
            let mut events = vec![first];
            // The console hands a paste over in pieces: its rest is worth a moment.
            let more = |events: &[Event]| {
                let wait = if burst::under_way(events) { burst::REST } else { Duration::ZERO };
                matches!(event::poll(wait), Ok(true))
            };
            while events.len() < BATCH && more(&events) {
                let Ok(next) = event::read() else { break };
                // Windows tells of key releases too.
                if !released(&next) {
                    events.push(next);
                }
            }
            events.retain(|e| !released(e));
            if !events.is_empty() && !told(burst::gather(events)) {
                return;
            }
        }
        tell(Sign::End(VANISHED));
    }
}

/// Nothing stops a program here.
pub fn stop() {}

/// Makes a file. An existing one is an error.
pub fn new_private_file(path: &Path) -> io::Result<File> {
    File::create_new(path)
}

/// Makes a folder; the temporary folder of a user is private already. An existing one is an error.
pub fn private_folder(path: &Path) -> io::Result<()> {
    std::fs::create_dir(path)
}

/// Drives other than the system's own that are there now.
pub fn places() -> Vec<PathBuf> {
    let drives = ('D'..='Z').map(|letter| PathBuf::from(format!("{letter}:\\")));
    drives.filter(|drive| drive.is_dir()).collect()
}

/// Name of the system user.
pub fn user() -> String {
    std::env::var("USERNAME").unwrap_or_default()
}

/// A process by its number. Of another one Windows tells nothing without a handle; of this one the time of asking is
/// enough, for it is asked once.
pub fn process(pid: u32) -> Process {
    let running = if pid == std::process::id() {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        Running::Since(now.map_or(0, |d| d.as_nanos()).to_string())
    } else {
        Running::Untold
    };
    Process { machine: std::env::var("COMPUTERNAME").unwrap_or_default(), boot: String::new(), pid, running }
}
