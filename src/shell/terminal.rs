//! The terminal's state: taken on entering, given back on every way out (drop, panic, signal).
//! Draws nothing and reads no key.
use crate::core::prefs::Depth;
use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::ResetColor;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{execute, queue};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What frames are drawn to. Buffered whole, so that a frame is one write and never seen half done.
pub type Screen = Terminal<CrosstermBackend<BufWriter<Stdout>>>;

/// A frame of 200×60 with attributes stays below this, so that it leaves in one write.
const FRAME: usize = 64 * 1024;

/// Both ends are a terminal: keys come in, frames go out.
pub fn present() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// What colours the terminal shows, as far as its surroundings tell. Windows' console shows all of them since it knows
/// the sequences frames are made of; elsewhere a terminal that does not say so is taken for one of sixteen colours.
pub fn depth() -> Depth {
    let set = |name: &str| std::env::var(name).ok().filter(|v| !v.is_empty());
    if set("NO_COLOR").is_some() {
        return Depth::None;
    }
    let term = set("TERM").unwrap_or_default();
    let many = cfg!(windows)
        || set("COLORTERM").is_some_and(|c| c == "truecolor" || c == "24bit")
        || ["256color", "direct", "kitty", "alacritty", "foot", "ghostty"].iter().any(|t| term.contains(t));
    if many { Depth::Many } else { Depth::Few }
}

/// Holds the terminal; gives it back when dropped.
#[derive(Debug)]
pub struct Guard {
    /// shared with the panic hook, so that the terminal is given back once only: a second "leave the
    /// alternate screen" would move the cursor over what was printed meanwhile
    held: Arc<AtomicBool>,
}

impl Guard {
    /// A guard that holds nothing yet.
    pub fn new() -> Self {
        Self { held: Arc::new(AtomicBool::new(false)) }
    }

    /// Raw mode, alternate screen, bracketed paste; a fresh screen to draw on.
    pub fn enter(&self) -> io::Result<Screen> {
        self.held.store(true, Ordering::SeqCst);
        enable_raw_mode()?;
        let mut out = BufWriter::with_capacity(FRAME, io::stdout());
        execute!(out, EnterAlternateScreen)?;
        // An old Windows console has no bracketed paste and answers with an error: pastes come as keys there.
        let _ = execute!(out, EnableBracketedPaste);
        Terminal::new(CrosstermBackend::new(out))
    }

    /// Does it hold the terminal?
    pub fn holds(&self) -> bool {
        self.held.load(Ordering::SeqCst)
    }

    /// Gives the terminal back as it was. Errors are ignored: it may be gone.
    pub fn leave(&self) {
        restore(&self.held);
    }

    /// From now on a panic first gives the terminal back, then is reported as usual, then says `sentence`.
    /// The loop hears of a panic in another thread by the thread's own `Sentinel` and draws no more.
    pub fn hook(&self, sentence: String) {
        let held = Arc::clone(&self.held);
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            restore(&held);
            before(info);
            let _ = writeln!(io::stderr(), "{sentence}");
        }));
    }
}

impl Default for Guard {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.leave();
    }
}

fn restore(held: &AtomicBool) {
    if !held.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut out = io::stdout();
    let _ = queue!(out, DisableBracketedPaste);
    let _ = queue!(out, ResetColor, LeaveAlternateScreen, Show);
    let _ = out.flush();
    let _ = disable_raw_mode();
}
