//! Every way out gives the terminal back: quitting, signals, a panic, a window that is gone.
use super::pty::Pty;
use super::{opened, sample};
use rustix::process::Signal;
use thidua::shell::terminal::Guard;

#[test]
fn quitting_gives_the_terminal_back() {
    let (folder, mut pty) = opened();
    pty.until("alternate screen", vt100::Screen::alternate_screen);
    pty.until("bracketed paste", vt100::Screen::bracketed_paste);
    pty.keys("<C-q>");
    assert_eq!(pty.end(), 0);
    pty.restored();
    // After a clean end one file is left, without -wal and -shm.
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left, ["so.db"]);
}

#[test]
fn control_c_is_a_key_and_never_quits() {
    let (_folder, mut pty) = opened();
    pty.keys("<C-c>").kill(Signal::INT).keys("<C-c><C-q>");
    assert_eq!(pty.end(), 0);
    pty.restored();
}

#[test]
fn sigterm_and_sighup_give_the_terminal_back() {
    for (signal, status) in [(Signal::TERM, 143), (Signal::HUP, 129)] {
        let (_folder, mut pty) = opened();
        pty.kill(signal);
        assert_eq!(pty.end(), status);
        pty.restored();
    }
}

#[test]
fn a_panic_gives_the_terminal_back_and_says_so() {
    let this = std::env::current_exe().unwrap();
    let args = ["--exact", "terminal::end::panicking_child", "--ignored", "--nocapture", "--test-threads=1"];
    let mut pty =
        Pty::start(this.to_str().unwrap(), &args, &[("THIDUA_CHILD", "1"), ("RUST_BACKTRACE", "0")]);
    pty.expect("Không mất gì");
    assert_ne!(pty.end(), 0);
    pty.expect("chỗ hỏng cố ý");
    pty.restored();
}

/// Not a test: the program of the test above.
#[test]
#[ignore = "a child of a_panic_gives_the_terminal_back_and_says_so"]
fn panicking_child() {
    if std::env::var_os("THIDUA_CHILD").is_none() {
        return;
    }
    let guard = Guard::new();
    guard.hook("Không mất gì".to_owned());
    let _screen = guard.enter().unwrap();
    panic!("chỗ hỏng cố ý");
}

/// A window that closes tells only the session's leader; whoever stays behind gets no signal at all.
#[test]
fn an_orphan_without_a_terminal_ends_by_itself() {
    let (_folder, path) = sample();
    let script = "trap '' HUP; \"$0\" --db \"$1\"; echo $? > \"$HOME/status\"";
    let program = env!("CARGO_BIN_EXE_thidua");
    let mut pty = Pty::start("sh", &["-c", script, program, path.to_str().unwrap()], &[]);
    pty.expect("Tổng quan");
    pty.vanish();
    pty.end();
    let status = std::fs::read_to_string(pty.home().join("status")).unwrap();
    assert_eq!(status.trim(), "129");
}

#[test]
fn a_closed_window_ends_the_program() {
    let (_folder, mut pty) = opened();
    pty.vanish();
    assert_eq!(pty.end(), 129);
}

/// The sample of `demo` lies in a folder of its own, which goes whatever ends the program.
#[test]
fn the_samples_folder_goes_with_the_program() {
    for signal in [None, Some(Signal::TERM)] {
        let mut pty = Pty::thidua(&["demo"]);
        pty.expect("Tổng quan").expect("SỐ LIỆU MẪU");
        let inside = |home: &std::path::Path| {
            let entries =
                std::fs::read_dir(home).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
            entries.filter(|name| name.starts_with("thidua-")).count()
        };
        assert_eq!(inside(pty.home()), 1);
        match signal {
            Some(signal) => pty.kill(signal),
            None => pty.keys("<C-q>"),
        };
        pty.end();
        pty.restored();
        assert_eq!(inside(pty.home()), 0);
        let memory = std::fs::read_to_string(pty.home().join(".config/thidua/config.toml"));
        assert!(!memory.unwrap_or_default().contains("thidua-"), "a sample is not remembered");
    }
}

/// Without `--db` the register opened last comes back, on the period shown last; `--period` goes before it.
#[test]
fn the_register_opened_last_is_opened_again() {
    let (_folder, path) = sample();
    let mut pty = Pty::thidua(&["--db", path.to_str().unwrap()]);
    pty.expect("‹ Quý II/2021").keys("<C-Left>").expect("‹ Quý I/2021").keys("<C-q>");
    assert_eq!(pty.end(), 0);
    let mut again = pty.again(&[]);
    again.expect("‹ Quý I/2021").keys("<C-q>");
    assert_eq!(again.end(), 0);
    let mut asked = again.again(&["--period", "2020-Q4", "--lang", "en"]);
    asked.expect("‹ Quarter IV/2020").keys("<C-q>");
    assert_eq!(asked.end(), 0);
}
