//! The keys that mean the same everywhere, as rows: dispatch, footer, help and the command list read them from here.
use crate::kit::keys::Row;

/// What a global key does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Global {
    /// help
    Help,
    /// the command list
    Commands,
    /// find, over everything
    Find,
    /// to the place of the next step
    Next,
    /// take back
    Undo,
    /// do again
    Redo,
    /// the period before
    PeriodBefore,
    /// the period after
    PeriodAfter,
    /// choose a period
    Periods,
    /// the other language
    Language,
    /// the journal
    Journal,
    /// copies of the register
    Copies,
    /// the register's own file: another one, another place
    File,
    /// the whole register looked through
    Check,
    /// what is derived made anew
    Mend,
    /// the room bar
    Bar,
    /// drafts a killed program left
    Drafts,
    /// end
    Quit,
}

/// One row a global key: what it does, its chords, its label, its place in the footer (0: not there).
pub const GLOBAL: &[(Global, &[&str], &str, u8)] = &[
    (Global::Help, &["F1", "?"], "key.help", 1),
    (Global::Commands, &["Ctrl+K"], "key.commands", 99),
    (Global::Find, &["Ctrl+F"], "key.find", 90),
    (Global::Next, &["Ctrl+G"], "key.next", 0),
    (Global::Undo, &["Ctrl+Z"], "key.undo", 0),
    (Global::Redo, &["Ctrl+Y"], "key.redo", 0),
    (Global::PeriodBefore, &["Ctrl+Left", "<"], "key.period_before", 0),
    (Global::PeriodAfter, &["Ctrl+Right", ">"], "key.period_after", 0),
    (Global::Periods, &["F8"], "key.periods", 0),
    (Global::Language, &["F9"], "key.language", 0),
    (Global::Journal, &["F12"], "key.journal", 0),
    (Global::Copies, &[], "key.copies", 0),
    (Global::File, &[], "key.file", 0),
    (Global::Check, &[], "key.check", 0),
    (Global::Mend, &[], "key.mend", 0),
    (Global::Drafts, &["F5"], "key.drafts", 0),
    (Global::Bar, &["Esc"], "key.bar", 0),
    (Global::Quit, &["Ctrl+Q"], "key.quit", 0),
];

/// The global rows as key rows; `command` is the index into `GLOBAL`.
pub fn rows() -> Vec<Row> {
    GLOBAL
        .iter()
        .enumerate()
        .map(|(n, (_, chords, word, footer))| Row::new(chords, word, *footer, Some(n)))
        .collect()
}

/// Which of them would change the register or the period behind an open form: the command list does not run them there.
pub fn behind_a_form(global: Global) -> bool {
    matches!(
        global,
        Global::Undo
            | Global::Redo
            | Global::PeriodBefore
            | Global::PeriodAfter
            | Global::Periods
            | Global::Journal
            | Global::Copies
            | Global::File
            | Global::Mend
    )
}

/// Which of them work while a text field has the focus: the others are text, or the form's own.
pub fn while_typing(global: Global) -> bool {
    matches!(
        global,
        Global::Help | Global::Commands | Global::Find | Global::Language | Global::Drafts | Global::Quit
    )
}
