//! What a terminal may do to the program while it lives: sizes, noise, silence.
use super::opened;
use super::pty::Pty;
use std::time::Duration;
use thidua::store::Store;

/// Numbers that look like chance and are the same each time.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn roll(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }
    fn size(&mut self, below: u64) -> u16 {
        u16::try_from(1 + self.roll(below)).unwrap()
    }
}

#[test]
fn sixty_sizes_do_no_harm() {
    let (_folder, mut pty) = opened();
    let mut dice = Dice(1);
    for n in 0..60 {
        let (width, height) = match n {
            7 => (1, 1),
            13 => (0, 0),
            21 => (1, 60),
            34 => (300, 1),
            _ => (dice.size(200), dice.size(60)),
        };
        pty.resize(width, height);
        if n % 3 == 0 {
            pty.keys("<Down><PageUp>");
        }
    }
    pty.resize(60, 16).expect("Tổng quan");
    pty.resize(120, 40).expect("Tổng quan").keys("<C-q>");
    assert_eq!(pty.end(), 0);
    pty.restored();
}

#[test]
fn noise_does_no_harm() {
    const KEYS: &[&[u8]] = &[
        b"\r",
        b"\t",
        b"\x1b[Z",
        b"\x1b[A",
        b"\x1b[B",
        b"\x1b[C",
        b"\x1b[D",
        b"\x1b[H",
        b"\x1b[F",
        b"\x1b[5~",
        b"\x1b[6~",
        b"\x1b[2~",
        b"\x1b[3~",
        b"\x7f",
        b"\x08",
        b"\x0e",
        b"\x06",
        b"\x0b",
        b"\x07",
        b"\x04",
        b"\x13",
        b"\x1a",
        b"\x19",
        b"\x10",
        b"\x03",
        b"\x1bOP",
        b"\x1b[12~",
        b"\x1b[1;5C",
        b"\x1b[1;5D",
        b"?",
        b"<",
        b">",
        b"/",
        b"=",
        b"1",
        b"2",
        b"9",
        b"0",
        b"a",
        b"Z",
        b" ",
        b"\x1b",
        b"\x1b\x1b",
        b"\x1b[",
        b"\x1b[200~31/6\n1.500\tx\x1b[201~",
        b"\x1b[<0;5;5M",
        b"\xff\xfe",
        b"\xe1\xba",
        b"\x00",
        "Nguyễn".as_bytes(),
        "o\u{302}\u{309}".as_bytes(),
        b"\x7f\x7f\xe1\xba\xbf",
    ];
    let (_folder, mut pty) = opened();
    let mut dice = Dice(7);
    for _ in 0..400 {
        let n = usize::try_from(dice.roll(KEYS.len() as u64)).unwrap();
        pty.send(KEYS[n]);
        if dice.roll(20) == 0 {
            let (width, height) = (dice.size(120), dice.size(40));
            pty.resize(width, height);
        }
        assert!(!pty.ended(), "ended\n{}", pty.screen());
    }
    // The screen is still alive, whatever lies on it: a new size is drawn.
    pty.silence(Duration::from_millis(300));
    let before = pty.bytes();
    pty.resize(81, 25);
    pty.silence(Duration::from_millis(300));
    assert!(pty.bytes() > before, "draws no more\n{}", pty.screen());
    pty.kill(rustix::process::Signal::TERM);
    assert_eq!(pty.end(), 143);
    pty.restored();
}

#[test]
fn idle_means_asleep() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("so.db");
    let clock = crate::common::clock();
    Store::create(&path, &crate::common::setup(), false, &clock.stamp("thuky")).unwrap().close();
    let mut pty = Pty::thidua(&["--db", path.to_str().unwrap()]);
    pty.expect("Tổng quan").keys("<Down><Up>");
    // the last work it does by itself is the copy of the day
    let copies = folder.path().join("SaoLuu");
    let is_copy = |e: std::io::Result<std::fs::DirEntry>| {
        e.is_ok_and(|e| e.path().extension().is_some_and(|end| end == "db"))
    };
    super::pty::until("the copy of the day", || {
        std::fs::read_dir(&copies).is_ok_and(|mut all| all.any(is_copy))
    });
    // The one timed wait of these tests: silence cannot be awaited, and the lane of jobs may still be laying down its pen.
    let asleep = (0..10).any(|_| {
        let (before, woken) = (pty.silence(Duration::from_millis(500)), wake_ups(pty.pid()));
        pty.silence(Duration::from_secs(1)) == before && wake_ups(pty.pid()) == woken
    });
    assert!(asleep, "writes or wakes while idle");
}

/// How often the threads of a process went to sleep by themselves; 0 where the system does not tell.
fn wake_ups(pid: u32) -> u64 {
    let Ok(threads) = std::fs::read_dir(format!("/proc/{pid}/task")) else { return 0 };
    threads
        .filter_map(|thread| std::fs::read_to_string(thread.ok()?.path().join("status")).ok())
        .filter_map(|status| {
            let line = status.lines().find(|l| l.starts_with("voluntary_ctxt_switches:"))?.to_owned();
            line.split_whitespace().nth(1)?.parse::<u64>().ok()
        })
        .sum()
}

/// Stopped from outside and brought back: the terminal is free meanwhile, and the screen comes back whole.
#[cfg(target_os = "linux")]
#[test]
fn stopping_frees_the_terminal_and_going_on_takes_it_again() {
    let (_folder, mut pty) = opened();
    pty.kill(rustix::process::Signal::TSTP);
    pty.until("alternate screen left", |screen| !screen.alternate_screen());
    let status = format!("/proc/{}/status", pty.pid());
    super::pty::until("stopped", || std::fs::read_to_string(&status).unwrap().contains("State:\tT"));
    pty.kill(rustix::process::Signal::CONT);
    pty.until("alternate screen", vt100::Screen::alternate_screen).expect("Tổng quan").keys("<C-q>");
    assert_eq!(pty.end(), 0);
    pty.restored();
}

/// Keys that come together with new sizes, and a flood longer than the kernel's buffer, are all read.
#[test]
fn no_key_lies_unread() {
    let (_folder, mut pty) = opened();
    for n in 0..40 {
        pty.resize(100 + n % 2, 30).keys("<Down>");
    }
    pty.send(&b"\x1b[B".repeat(5000));
    pty.resize(80, 24).keys("<C-q>");
    assert_eq!(pty.end(), 0);
    pty.restored();
}
