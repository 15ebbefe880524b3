//! Unix: signals by signal-hook; keys by a poll of the terminal itself, which also tells when it is gone (an orphan
//! gets no signal). Both threads block without a timeout while nothing is under way.
use super::{GRACE, Process, Running, Sign, VANISHED};
use crate::shell::burst;
use crate::shell::input::Parser;
use crossterm::event::Event;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::{Errno, read};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::thread;

/// Bytes taken in by one read; the kernel's own buffer holds 4096.
const CHUNK: usize = 16 * 1024;
/// Most bytes taken in before they are told: a flood is drawn now and then.
const FLOOD: usize = 64 * 1024;
/// How long the rest of a sequence, or of a paste, is waited for once it has begun.
const REST: Timespec = Timespec { tv_sec: 1, tv_nsec: 0 };
/// How long the rest of a sequence is waited for behind an Escape: a slow line sends it at once after, a finger does not.
const ESCAPE: Timespec = Timespec { tv_sec: 0, tv_nsec: 50_000_000 };
/// The same for a paste that is not marked.
const BURST: Timespec = Timespec { tv_sec: 0, tv_nsec: burst::REST.subsec_nanos() as i64 };
const NOW: Timespec = Timespec { tv_sec: 0, tv_nsec: 0 };

/// Starts the watcher of signals. `tell` is called on its thread.
pub fn watch(tell: impl Fn(Sign) + Send + 'static) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP])?;
    thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in signals.forever() {
            match signal {
                SIGINT => tell(Sign::Interrupt),
                SIGTSTP => tell(Sign::Stop),
                other => end(&tell, u8::try_from(128 + other).unwrap_or(VANISHED)),
            }
        }
    })?;
    Ok(())
}

/// Tells, then waits on this thread; the process is gone before that unless it hangs.
fn end(tell: &impl Fn(Sign), status: u8) {
    tell(Sign::End(status));
    thread::sleep(GRACE);
    let _ = crossterm::terminal::disable_raw_mode();
    std::process::exit(i32::from(status));
}

/// The input, ready to be listened to: made before the first size is read, so that no new size is lost.
#[derive(Debug)]
pub struct Input {
    sizes: UnixStream,
    parser: Parser,
    buffer: Vec<u8>,
    /// pastes come marked
    marked: bool,
}

/// What a look at the input found.
enum Look {
    Bytes(usize),
    Size,
    /// the wait is over
    Nothing,
    /// a signal came in between
    Again,
    Gone,
}

impl Input {
    /// Begins to listen for new sizes.
    pub fn new() -> io::Result<Self> {
        let (sizes, told) = UnixStream::pair()?;
        sizes.set_nonblocking(true)?;
        told.set_nonblocking(true)?;
        signal_hook::low_level::pipe::register(SIGWINCH, told)?;
        let marked = burst::marks_pastes(&std::env::var("TERM").unwrap_or_default());
        Ok(Self { sizes, parser: Parser::default(), buffer: vec![0; CHUNK], marked })
    }

    /// Listens until the terminal is gone or `told` answers that nobody hears. All that waits is told as one batch.
    pub fn listen(mut self, told: impl Fn(Vec<Event>) -> bool, tell: impl Fn(Sign)) {
        let mut events = Vec::new();
        let mut bytes = 0;
        loop {
            // Only what was begun is waited for with a limit; at rest there is none.
            let wait = match (events.is_empty(), self.parser.pending()) {
                _ if self.parser.escape() => Some(&ESCAPE),
                (false, _) if !self.marked && burst::under_way(&events) => Some(&BURST),
                (false, _) => Some(&NOW),
                (true, true) => Some(&REST),
                (true, false) => None,
            };
            let found = self.look(wait);
            match found {
                Look::Bytes(count) => {
                    bytes += count;
                    events.extend(self.parser.feed(self.buffer.get(..count).unwrap_or_default()));
                }
                Look::Size => events.extend(new_size()),
                Look::Nothing if events.is_empty() || self.parser.escape() => {
                    events.extend(self.parser.flush());
                }
                Look::Nothing | Look::Again => {}
                Look::Gone => return end(&tell, VANISHED),
            }
            let over = matches!(found, Look::Nothing) || bytes > FLOOD;
            if over && !events.is_empty() {
                bytes = 0;
                let batch = std::mem::take(&mut events);
                if !told(if self.marked { batch } else { burst::gather(batch) }) {
                    return;
                }
            }
        }
    }

    fn look(&mut self, wait: Option<&Timespec>) -> Look {
        let keys = io::stdin();
        let mut both = [PollFd::new(&keys, PollFlags::IN), PollFd::new(&self.sizes, PollFlags::IN)];
        let (keys_flags, size_flags) = match poll(&mut both, wait) {
            Err(Errno::INTR | Errno::AGAIN) => return Look::Again,
            Err(_) => return Look::Gone,
            Ok(0) => return Look::Nothing,
            Ok(_) => (both[0].revents(), both[1].revents()),
        };
        if size_flags.contains(PollFlags::IN) {
            let mut drain = [0; 64];
            while matches!(read(&self.sizes, &mut drain), Ok(count) if count > 0) {}
            return Look::Size;
        }
        if keys_flags.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            return Look::Gone;
        }
        match read(&keys, &mut self.buffer) {
            Ok(0) => Look::Gone,
            Ok(count) => Look::Bytes(count),
            Err(Errno::INTR | Errno::AGAIN) => Look::Again,
            Err(_) => Look::Gone,
        }
    }
}

fn new_size() -> Option<Event> {
    crossterm::terminal::size().ok().map(|(width, height)| Event::Resize(width, height))
}

/// Stops the program as an unhandled SIGTSTP would; comes back when it goes on.
pub fn stop() {
    let _ = signal_hook::low_level::emulate_default_handler(SIGTSTP);
}

/// Makes a file that only its owner may read and write. An existing one is an error.
pub fn new_private_file(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

/// Makes a folder that only its owner may enter. An existing one is an error.
pub fn private_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().mode(0o700).create(path)
}

/// Name of the system user.
pub fn user() -> String {
    let uid = rustix::process::getuid().as_raw().to_string();
    ["USER", "LOGNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .or_else(|| listed(&std::fs::read_to_string("/etc/passwd").ok()?, &uid))
        .unwrap_or(uid)
}

/// Folders of removable disks that are there now: what is mounted under the places where systems mount them.
pub fn places() -> Vec<PathBuf> {
    let user = user();
    let roots =
        ["/media".to_owned(), format!("/media/{user}"), format!("/run/media/{user}"), "/Volumes".to_owned()];
    let entries = roots.iter().flat_map(|root| std::fs::read_dir(root).into_iter().flatten().flatten());
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| mounted(path)).collect();
    found.sort();
    found.truncate(PLACES);
    found
}

/// Most places that are suggested.
const PLACES: usize = 6;

/// A folder that lies on another disk than the one above it.
fn mounted(path: &Path) -> bool {
    let disk = |path: &Path| std::fs::metadata(path).ok().filter(std::fs::Metadata::is_dir).map(|m| m.dev());
    let (here, above) = (disk(path), path.parent().and_then(disk));
    here.is_some() && above.is_some() && here != above
}

/// The name of a user number in the system's list.
fn listed(list: &str, uid: &str) -> Option<String> {
    list.lines().find_map(|line| {
        let mut parts = line.split(':');
        let name = parts.next()?;
        (parts.nth(1)? == uid).then(|| name.to_owned())
    })
}

/// A process by its number. Linux tells when it began; elsewhere only that there is one of that number.
pub fn process(pid: u32) -> Process {
    let read = |path: &str| std::fs::read_to_string(path).map(|text| text.trim().to_owned());
    let machine = rustix::system::uname().nodename().to_string_lossy().into_owned();
    let boot = read("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    let running = match read(&format!("/proc/{pid}/stat")) {
        Ok(stat) => began(&stat).map_or(Running::No, Running::Since),
        Err(_) if boot.is_empty() => i32::try_from(pid)
            .ok()
            .and_then(rustix::process::Pid::from_raw)
            .filter(|pid| rustix::process::test_kill_process(*pid).is_ok())
            .map_or(Running::No, |_| Running::Untold),
        Err(_) => Running::No,
    };
    Process { machine, boot, pid, running }
}

/// When a process began, out of its line in the system's list; `None` for one that is dead and not yet buried.
fn began(stat: &str) -> Option<String> {
    // the name before may hold blanks and brackets
    let (_, rest) = stat.rsplit_once(')')?;
    let mut parts = rest.split_whitespace();
    let state = parts.next()?;
    if matches!(state, "Z" | "X" | "x") {
        return None;
    }
    parts.nth(18).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_tells_when_it_began() {
        let stat = |state: &str| {
            format!("7 (thi) dua)) {state} 1 7 7 0 -1 4194560 100 0 0 0 1 2 0 0 20 0 4 0 8745 2 1 0")
        };
        assert_eq!(began(&stat("S")).as_deref(), Some("8745"));
        assert_eq!(began(&stat("Z")), None);
        assert_eq!(began("hỏng"), None);
    }

    #[test]
    fn a_user_number_has_a_name() {
        let list = "root:x:0:0:root:/root:/bin/sh\nthuky:x:1000:1000::/home/thuky:/bin/sh\nlạ\n";
        assert_eq!(listed(list, "1000").as_deref(), Some("thuky"));
        assert_eq!(listed(list, "0").as_deref(), Some("root"));
        assert_eq!(listed(list, "7"), None);
    }
}
