//! Unix: signals by signal-hook, the vanished terminal by a poll for hang-up. Both threads block without a timeout.
use super::{GRACE, Sign, VANISHED};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;
use std::fs::DirBuilder;
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::thread;

/// Starts both watchers. `tell` is called on their threads.
pub fn watch(tell: impl Fn(Sign) + Clone + Send + 'static) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP])?;
    let say = tell.clone();
    thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in signals.forever() {
            match signal {
                SIGINT => say(Sign::Interrupt),
                SIGTSTP => say(Sign::Stop),
                other => end(&say, u8::try_from(128 + other).unwrap_or(VANISHED)),
            }
        }
    })?;
    thread::Builder::new().name("watchdog".into()).spawn(move || watchdog(&tell))?;
    Ok(())
}

/// No SIGHUP comes to an orphan, and crossterm's reader spins on a terminal that is gone: so wait for the
/// hang-up, which `poll` reports even when asked for nothing.
fn watchdog(tell: &impl Fn(Sign)) {
    let input = io::stdin();
    loop {
        match poll(&mut [PollFd::new(&input, PollFlags::empty())], None) {
            Err(Errno::INTR | Errno::AGAIN) => {}
            // A poll that cannot be made (no such descriptor) must not end a healthy program.
            Err(_) => return,
            Ok(_) => return end(tell, VANISHED),
        }
    }
}

/// Tells, then waits on this thread; the process is gone before that unless it hangs.
fn end(tell: &impl Fn(Sign), status: u8) {
    tell(Sign::End(status));
    thread::sleep(GRACE);
    let _ = crossterm::terminal::disable_raw_mode();
    std::process::exit(i32::from(status));
}

/// Makes a folder that only its owner may enter. An existing one is an error.
pub fn private_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().mode(0o700).create(path)
}

/// Name of the system user.
pub fn user() -> String {
    ["USER", "LOGNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .unwrap_or_else(|| rustix::process::getuid().as_raw().to_string())
}
