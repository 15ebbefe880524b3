//! What differs between systems, in two halves with the same names: signals, the input, private folders.
//! Nothing outside this folder asks which system it runs on.
use std::time::Duration;

#[cfg(unix)]
mod unix;
#[cfg(unix)]
pub use unix::{Input, new_private_file, places, private_folder, process, stop, user, watch};

#[cfg(not(unix))]
mod windows;
#[cfg(not(unix))]
pub use windows::{Input, new_private_file, places, private_folder, process, stop, user, watch};

/// A process as the system tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Process {
    /// name of the machine
    pub machine: String,
    /// differs after each start of the machine; empty where the system does not tell
    pub boot: String,
    /// its number
    pub pid: u32,
    /// does it run?
    pub running: Running,
}

/// Does a process run?
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Running {
    /// yes, since then, in the system's own units: a number given out again is told by it
    Since(String),
    /// no
    No,
    /// the system does not tell
    Untold,
}

/// What the system tells the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// end now, in order, with this exit status (128 + signal)
    End(u8),
    /// SIGINT from outside (in raw mode Ctrl+C is a key): taken as that key
    Interrupt,
    /// SIGTSTP from outside: leave the screen, stop, come back
    Stop,
}

/// Exit status when the terminal vanished: that of SIGHUP, which did not come.
pub const VANISHED: u8 = 128 + 1;

/// After a `Sign::End` the program has this long to close by itself; then it is ended (a terminal that takes no
/// more bytes would block it for ever). The register does not need the time: every act is already on disk.
pub const GRACE: Duration = Duration::from_secs(3);
