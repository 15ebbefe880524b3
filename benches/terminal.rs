//! What a user waits for, in a real terminal of 120×40: start, keys, search, rest, memory; each beside a bare ratatui program
//! in the same run, key by key in turn. It measures the programs as released:
//!
//! ```sh
//! cargo build --release --examples
//! cargo bench --bench terminal                      # 1,000 achievements
//! cargo bench --bench terminal -- --million         # and 1,000,000
//! cargo bench --bench terminal -- --db FILE         # a register that is there; it is copied, never written
//! ```
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    clippy::large_stack_arrays,
    reason = "a bench reads the clock, prints, and may fail where it stands"
)]
use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

const SIZE: PtySize = PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 };
/// A frame has ended when nothing more came for so long.
const QUIET: Duration = Duration::from_millis(40);
const PATIENCE: Duration = Duration::from_secs(60);
const STARTS: usize = 15;
const PRESSES: usize = 60;

const UP: &str = "\x1b[A";
const DOWN: &str = "\x1b[B";
const PAGE_UP: &str = "\x1b[5~";
const PAGE_DOWN: &str = "\x1b[6~";
const HOME: &str = "\x1b[H";
const END: &str = "\x1b[F";

/// What came out so far, and when the last of it.
struct Seen {
    parser: vt100::Parser,
    bytes: usize,
    last: Instant,
}

/// A program in its terminal.
struct Tty {
    child: Box<dyn Child + Send + Sync>,
    writer: Box<dyn Write + Send>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
    began: Instant,
}

impl Tty {
    fn start(program: &Path, args: &[&str], home: &Path) -> Self {
        let pair = native_pty_system().openpty(SIZE).unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.env("HOME", home);
        command.env("XDG_CONFIG_HOME", home.join("config"));
        command.env("TERM", "xterm-256color");
        let mut reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let began = Instant::now();
        let parser = vt100::Parser::new(SIZE.rows, SIZE.cols, 0);
        let seen = Arc::new((Mutex::new(Seen { parser, bytes: 0, last: began }), Condvar::new()));
        let child = pair.slave.spawn_command(command).unwrap();
        let into = Arc::clone(&seen);
        thread::spawn(move || {
            let _terminal = pair;
            let mut buffer = [0; 64 * 1024];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                let now = Instant::now();
                let mut seen = into.0.lock().unwrap();
                seen.parser.process(&buffer[..count]);
                seen.bytes += count;
                seen.last = now;
                drop(seen);
                into.1.notify_all();
            }
        });
        Self { child, writer, seen, began }
    }

    /// Waits until the text stands on the screen; when the byte came that made it so.
    fn until(&self, text: &str) -> Instant {
        let end = Instant::now() + PATIENCE;
        let mut seen = self.seen.0.lock().unwrap();
        while !seen.parser.screen().contents().contains(text) {
            assert!(Instant::now() < end, "waited in vain for {text}\n{}", seen.parser.screen().contents());
            seen = self.seen.1.wait_timeout(seen, QUIET).unwrap().0;
        }
        seen.last
    }

    /// Waits until nothing comes any more; when the last byte came.
    fn silence(&self) -> Instant {
        let mut seen = self.seen.0.lock().unwrap();
        loop {
            let before = seen.bytes;
            let (next, wait) = self.seen.1.wait_timeout_while(seen, QUIET, |s| s.bytes == before).unwrap();
            seen = next;
            if wait.timed_out() {
                return seen.last;
            }
        }
    }

    /// Sends keys; how long until the last byte of the frame that answers. `None`: no answer.
    fn press(&mut self, keys: &str) -> Option<Duration> {
        let before = self.seen.0.lock().unwrap().bytes;
        let sent = Instant::now();
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
        let last = self.silence();
        (self.seen.0.lock().unwrap().bytes > before).then(|| last.saturating_duration_since(sent))
    }

    fn status(&self, field: &str) -> u64 {
        let pid = self.child.process_id().unwrap();
        let read = |path: PathBuf| std::fs::read_to_string(path).unwrap_or_default();
        let value = |text: &str| -> u64 {
            let line = text.lines().find(|l| l.starts_with(field)).unwrap_or_default();
            line.split_whitespace().nth(1).and_then(|n| n.parse().ok()).unwrap_or(0)
        };
        if field == "VmHWM:" {
            return value(&read(format!("/proc/{pid}/status").into()));
        }
        let Ok(tasks) = std::fs::read_dir(format!("/proc/{pid}/task")) else { return 0 };
        tasks.map(|t| value(&read(t.unwrap().path().join("status")))).sum()
    }

    /// Wake-ups and bytes of five seconds at rest.
    fn idle(&self) -> (u64, usize) {
        thread::sleep(Duration::from_secs(1));
        let now = || {
            let bytes = self.seen.0.lock().unwrap().bytes;
            (self.status("voluntary_ctxt_switches:"), bytes)
        };
        let before = now();
        thread::sleep(Duration::from_secs(5));
        let after = now();
        (after.0 - before.0, after.1 - before.1)
    }

    fn quit(mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
        let end = Instant::now() + PATIENCE;
        while self.child.try_wait().unwrap().is_none() {
            if Instant::now() > end {
                let _ = self.child.kill();
            }
            thread::sleep(Duration::from_millis(2));
        }
    }
}

/// Times of one kind of wait, in order.
struct Times(Vec<Duration>);

impl Times {
    fn of(mut times: Vec<Duration>) -> Self {
        assert!(!times.is_empty(), "no key was answered");
        times.sort();
        Self(times)
    }
    fn at(&self, percent: usize) -> f64 {
        let place = (self.0.len() * percent / 100).min(self.0.len() - 1);
        self.0[place].as_secs_f64() * 1000.0
    }
}

fn row(what: &str, times: &Times, most: f64) {
    judged(what, times.at(50), times.at(95), most, times.at(50) <= most);
}

fn judged(what: &str, half: f64, most_of_all: f64, target: f64, ok: bool) {
    let verdict = if ok { "ok" } else { "missed" };
    println!("| {what} | {half:.2} | {most_of_all:.2} | ≤ {target:.2} | {verdict} |");
}

/// The bare program in its terminal. It is pressed in turn with ours, so that both meet the machine as it is at that moment.
struct Bare {
    start: f64,
    tty: Tty,
}

fn starts(program: &Path, args: &[&str], home: &Path, ready: &str, quit: &str) -> Times {
    let once = || {
        let tty = Tty::start(program, args, home);
        tty.until(ready);
        let took = tty.silence().saturating_duration_since(tty.began);
        tty.quit(quit);
        took
    };
    once();
    Times::of((0..STARTS).map(|_| once()).collect())
}

fn bare(program: &Path, home: &Path) -> Bare {
    let start = starts(program, &[], home, "1", "q");
    println!("| bare: start | {:.2} | {:.2} | | |", start.at(50), start.at(95));
    let tty = Tty::start(program, &[], home);
    tty.silence();
    Bare { start: start.at(50), tty }
}

/// These keys in turn, here and in the bare program: each may take `most` times as long as there.
fn both(what: &str, tty: &mut Tty, bare: &mut Bare, keys: &[&str], most: f64) {
    for key in [keys[0], keys[keys.len() - 1]] {
        tty.press(key);
        bare.tty.press(key);
    }
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for n in 0..PRESSES {
        ours.extend(tty.press(keys[n % keys.len()]));
        theirs.extend(bare.tty.press(keys[n % keys.len()]));
    }
    let (ours, theirs) = (Times::of(ours), Times::of(theirs));
    row(what, &ours, most * theirs.at(50));
}

/// All rows of one register.
fn register(program: &Path, db: &Path, home: &Path, bare: &mut Bare, memory: f64) {
    let db = db.to_str().unwrap();
    let args = ["--db", db, "--lang", "vi"];
    copied(program, &args, home);
    row("start", &starts(program, &args, home, "Ctrl+K", "\x11"), 4.0 * bare.start);
    let mut tty = Tty::start(program, &args, home);
    tty.until("Ctrl+K");
    tty.silence();
    both("overview: row key", &mut tty, bare, &[DOWN, UP], 2.0);
    tty.press("\x1b2");
    for (tab, name) in [("", "commendations"), ("\t", "achievements")] {
        tty.press(tab);
        both(&format!("{name} of a period: row key"), &mut tty, bare, &[DOWN, UP], 2.0);
    }
    // every period
    tty.press("\x1b[17~");
    // back past the proposals: three tabs
    for (tab, name) in [("", "achievements"), ("\x1b[Z", "commendations")] {
        tty.press(tab);
        lists(&mut tty, name, bare);
    }
    tty.press(HOME);
    finds(&mut tty);
    let (wakes, bytes) = tty.idle();
    judged("5 s at rest: wake-ups, bytes", wakes as f64, bytes as f64, 0.0, wakes == 0 && bytes == 0);
    let peak = tty.status("VmHWM:") as f64 / 1024.0;
    judged("peak memory, MiB", peak, peak, memory, peak <= memory);
    tty.quit("\x11");
}

/// One session in which the day's copy is made: a job, and none of the times and sizes below.
fn copied(program: &Path, args: &[&str], home: &Path) {
    let tty = Tty::start(program, args, home);
    tty.until("Ctrl+K");
    // leaving would stop the job: until all rests
    while tty.idle().0 > 0 {}
    tty.quit("\x11");
}

/// A list over everything, at its beginning, some way down, and at its end.
fn lists(tty: &mut Tty, name: &str, bare: &mut Bare) {
    let mut rows = |tty: &mut Tty, place: &str| {
        both(&format!("all {name}, {place}: row key"), tty, bare, &[DOWN, DOWN, UP], 2.0);
        let pages = [PAGE_DOWN, PAGE_DOWN, PAGE_UP];
        both(&format!("all {name}, {place}: page key"), tty, bare, &pages, 3.0);
    };
    tty.press(HOME);
    rows(tty, "beginning");
    tty.press(&PAGE_DOWN.repeat(200));
    rows(tty, "200 pages down");
    tty.press(END);
    tty.press(&PAGE_UP.repeat(20));
    rows(tty, "near the end");
    both(&format!("all {name}: end keys"), tty, bare, &[END, HOME], 3.0);
}

/// Typing in Find: each letter until its results stand; then everything is taken away again.
fn finds(tty: &mut Tty) {
    for (what, text) in [
        ("one letter", "n"),
        ("two letters", "ng"),
        ("two family names", "nguyen tran"),
        ("with a unit", "pv01 nguyen"),
        ("no hit", "qzxw"),
    ] {
        let mut times = Vec::new();
        for _ in 0..8 {
            tty.press("\x06");
            for letter in text.chars() {
                times.extend(tty.press(&letter.to_string()));
            }
            tty.press(&"\x7f".repeat(text.len()));
            tty.press("\x1b");
        }
        let times = Times::of(times);
        let ok = times.at(50) <= 5.0 && times.at(95) <= 25.0;
        judged(&format!("find, {what}: p95 ≤ 25"), times.at(50), times.at(95), 5.0, ok);
    }
}

/// An example program beside the benches; it must have been built.
fn example(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_BIN_EXE_thidua")).with_file_name("examples").join(name);
    assert!(path.is_file(), "{} is not there: cargo build --release --examples", path.display());
    path
}

/// A register of that size, made by the example that fills one.
fn filled(folder: &Path, achievements: usize) -> PathBuf {
    let db = folder.join(format!("{achievements}.db"));
    let (path, count) = (db.to_str().unwrap(), achievements.to_string());
    let made = Command::new(example("fill")).args(["--db", path, "--achievements", &count]).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    db
}

fn main() {
    let mut args = std::env::args().skip(1);
    let (mut given, mut million) = (Vec::new(), false);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--db" => given.extend(args.next().map(PathBuf::from)),
            "--million" => million = true,
            _ => {}
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_thidua"));
    println!("| in a terminal of 120×40, ms | p50 | p95 | target | |");
    println!("|---|---:|---:|---:|---|");
    let mut bare = bare(&example("bare"), folder.path());
    let mut registers: Vec<(PathBuf, f64)> = Vec::new();
    for db in given {
        // what is measured may be written (a clean exit folds files together): never the user's own
        let copy = folder.path().join(db.file_name().unwrap());
        std::fs::copy(&db, &copy).unwrap();
        registers.push((copy, 25.0));
    }
    if registers.is_empty() {
        registers.push((filled(folder.path(), 1000), 15.0));
        if million {
            registers.push((filled(folder.path(), 1_000_000), 25.0));
        }
    }
    for (db, memory) in registers {
        println!("| **{}** | | | | |", db.file_stem().unwrap().to_string_lossy());
        register(program, &db, folder.path(), &mut bare, memory);
    }
    bare.tty.quit("q");
}
