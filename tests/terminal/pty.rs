//! A real terminal for the real program: a pty, a screen model that reads every byte, and waits that end as soon as
//! what is waited for has come.
#![expect(
    clippy::disallowed_methods,
    reason = "a deadline, so that a hanging program fails instead of hanging"
)]
use crate::common::keys;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, SlavePty, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use std::io::{Read, Write};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Long enough for a loaded machine; nothing waits for it to pass.
const PATIENCE: Duration = Duration::from_secs(30);

/// What came out of the program so far.
struct Seen {
    parser: vt100::Parser,
    bytes: usize,
    /// the reader is to let go of the terminal at the next byte
    let_go: bool,
    closed: bool,
}

/// A program in its terminal.
pub struct Pty {
    master: Option<Box<dyn MasterPty + Send>>,
    /// kept open, so that the end of the program does not hang the terminal up and its flags can be read
    slave: Option<Box<dyn SlavePty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
    flags: String,
    home: TempDir,
}

impl Pty {
    /// `thidua ARGS` in a terminal of 80×24, with a home of its own.
    pub fn thidua(args: &[&str]) -> Self {
        Self::start(env!("CARGO_BIN_EXE_thidua"), args, &[])
    }

    /// Any program.
    pub fn start(program: &str, args: &[&str], env: &[(&str, &str)]) -> Self {
        Self::start_in(tempfile::tempdir().unwrap(), program, args, env)
    }

    /// The program once more, in the home of this one, which has ended.
    pub fn again(&mut self, args: &[&str]) -> Self {
        let home = std::mem::replace(&mut self.home, tempfile::tempdir().unwrap());
        Self::start_in(home, env!("CARGO_BIN_EXE_thidua"), args, &[])
    }

    fn start_in(home: TempDir, program: &str, args: &[&str], env: &[(&str, &str)]) -> Self {
        let mut command = CommandBuilder::new(program);
        command.args(args);
        bare(home.path(), |name, value| command.env(name, value));
        command.env("TERM", "xterm-256color");
        for (name, value) in env {
            command.env(name, value);
        }
        let pair = native_pty_system().openpty(size(80, 24)).unwrap();
        let flags = format!("{:?}", pair.master.get_termios().unwrap());
        let child = pair.slave.spawn_command(command).unwrap();
        let seen = Arc::new((
            Mutex::new(Seen {
                parser: vt100::Parser::new(24, 80, 0),
                bytes: 0,
                let_go: false,
                closed: false,
            }),
            Condvar::new(),
        ));
        let reader = pair.master.try_clone_reader().unwrap();
        let into = Arc::clone(&seen);
        thread::spawn(move || listen(reader, &into));
        let writer = pair.master.take_writer().unwrap();
        Self {
            master: Some(pair.master),
            slave: Some(pair.slave),
            writer: Some(writer),
            child,
            seen,
            flags,
            home,
        }
    }

    /// The program's home.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Presses keys of the little language.
    pub fn keys(&mut self, text: &str) -> &mut Self {
        self.send(&keys::bytes(text))
    }

    /// Sends bytes, in one write.
    pub fn send(&mut self, bytes: &[u8]) -> &mut Self {
        let writer = self.writer.as_mut().unwrap();
        writer.write_all(bytes).unwrap();
        writer.flush().unwrap();
        self
    }

    /// Waits until the screen is as wished; fails with the screen.
    #[track_caller]
    pub fn until(&mut self, what: &str, wish: impl Fn(&vt100::Screen) -> bool) -> &mut Self {
        let end = Instant::now() + PATIENCE;
        let (lock, news) = &*self.seen;
        let mut seen = lock.lock().unwrap();
        while !wish(seen.parser.screen()) {
            let left = end.saturating_duration_since(Instant::now());
            let screen = seen.parser.screen().contents();
            assert!(!left.is_zero() && !seen.closed, "waited in vain for: {what}\n{screen}");
            seen = news.wait_timeout(seen, left).unwrap().0;
        }
        drop(seen);
        self
    }

    /// Waits until the text stands on the screen.
    #[track_caller]
    pub fn expect(&mut self, text: &str) -> &mut Self {
        self.until(text, |screen| screen.contents().contains(text))
    }

    /// The screen as text.
    pub fn screen(&self) -> String {
        self.seen.0.lock().unwrap().parser.screen().contents()
    }

    /// Bytes written so far.
    pub fn bytes(&self) -> usize {
        self.seen.0.lock().unwrap().bytes
    }

    /// Waits until the program has written nothing for `quiet`; answers with the bytes written so far.
    #[track_caller]
    pub fn silence(&self, quiet: Duration) -> usize {
        let end = Instant::now() + PATIENCE;
        let (lock, news) = &*self.seen;
        let mut seen = lock.lock().unwrap();
        loop {
            let before = seen.bytes;
            let (next, wait) = news.wait_timeout_while(seen, quiet, |s| s.bytes == before).unwrap();
            seen = next;
            if wait.timed_out() {
                return before;
            }
            assert!(Instant::now() < end, "never silent");
        }
    }

    /// Another size, told by the system's own signal.
    pub fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.seen.0.lock().unwrap().parser.screen_mut().set_size(height.max(1), width.max(1));
        self.master.as_ref().unwrap().resize(size(width, height)).unwrap();
        self
    }

    /// Sends a signal.
    pub fn kill(&mut self, signal: Signal) -> &mut Self {
        let pid = Pid::from_raw(i32::try_from(self.pid()).unwrap()).unwrap();
        kill_process(pid, signal).unwrap();
        self
    }

    /// Process number.
    pub fn pid(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Has it ended?
    pub fn ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    /// Waits for the end; answers with the exit status.
    #[track_caller]
    pub fn end(&mut self) -> u32 {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.exit_code();
            }
            let screen = self.screen();
            assert!(Instant::now() < end, "did not end\n{screen}");
            // No event tells of a child's end here; a short look now and then, ended by the deadline.
            thread::sleep(Duration::from_millis(2));
        }
    }

    /// Fails unless the terminal is as it was before the program.
    #[track_caller]
    pub fn restored(&mut self) {
        self.until("alternate screen left", |screen| !screen.alternate_screen());
        self.until("cursor shown", |screen| !screen.hide_cursor());
        self.until("bracketed paste off", |screen| !screen.bracketed_paste());
        let now = format!("{:?}", self.master.as_ref().unwrap().get_termios().unwrap());
        assert_eq!(now, self.flags, "flags of the tty");
    }

    /// Closes the window: the terminal is gone.
    pub fn vanish(&mut self) {
        // A read under way holds the terminal open and cannot be stopped: the next bytes end it.
        self.seen.0.lock().unwrap().let_go = true;
        self.resize(79, 23);
        let (lock, news) = &*self.seen;
        let seen = lock.lock().unwrap();
        let (seen, wait) = news.wait_timeout_while(seen, PATIENCE, |s| !s.closed).unwrap();
        assert!(!wait.timed_out(), "no byte after a new size");
        drop(seen);
        self.writer = None;
        self.slave = None;
        self.master = None;
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Waits until something outside the screen holds.
#[track_caller]
pub fn until(what: &str, wish: impl Fn() -> bool) {
    let end = Instant::now() + PATIENCE;
    while !wish() {
        assert!(Instant::now() < end, "waited in vain for: {what}");
        thread::sleep(Duration::from_millis(2));
    }
}

fn listen(mut reader: Box<dyn Read + Send>, into: &(Mutex<Seen>, Condvar)) {
    let mut buffer = [0; 16 * 1024];
    loop {
        let count = reader.read(&mut buffer).unwrap_or(0);
        let mut seen = into.0.lock().unwrap();
        seen.parser.process(buffer.get(..count).unwrap());
        seen.bytes += count;
        seen.closed = count == 0 || seen.let_go;
        if seen.closed {
            drop(reader);
            into.1.notify_all();
            return;
        }
        into.1.notify_all();
    }
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

/// The environment every program of a test gets: a home of its own, nothing of the machine's settings.
pub fn bare(home: &Path, mut set: impl FnMut(&str, &str)) {
    let home = home.to_str().unwrap();
    set("HOME", home);
    set("XDG_CONFIG_HOME", &format!("{home}/.config"));
    set("TMPDIR", home);
    set("USER", "thuky");
    set("NO_COLOR", "");
    set("LC_ALL", "C");
}
