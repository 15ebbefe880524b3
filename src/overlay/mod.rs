//! What lies over a room: help, the command list, questions, the choice of a period. A stack; only the top one hears keys.
//! Overlays know no room and no store: their outcome is data for `app`.
mod checked;
mod commands;
mod compare;
mod copies;
mod drafts;
mod find;
mod help;
mod journal;
mod lines;
mod merge;
mod page;
mod paper;
mod periods;
mod progress;
mod question;
mod redate;
mod register_file;

use crate::core::act::Act;
use crate::core::ask::Ask;
use crate::core::award::RecipientKind;
use crate::core::check::Report;
use crate::core::find::Whose;
use crate::core::guard::Stands;
use crate::core::period::PeriodKey;
use crate::core::problem::Problem;
use crate::core::quarter::Period;
use crate::core::redate::Dates;
use crate::effect::{Answer, Job, Place, Question, Room};
use crate::kit::compare::Comparison;
use crate::kit::field::Edit;
use crate::kit::keys::Row;
use crate::kit::look::{Look, Role};
use crate::kit::para::put_at;
use crate::shelf::Shelf;
use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

pub use find::{Find, Sought};

/// What came of a key.
#[expect(clippy::large_enum_variant, reason = "made once for one key press, and moved at once")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// still open
    Stay,
    /// closed without an answer
    Close,
    /// closed; go there
    Go(Place),
    /// closed; show that period
    Period(PeriodKey),
    /// closed; open a further period
    AddPeriod(PeriodKey),
    /// stays below: other dates for that period over it
    Dates(Period),
    /// stays until it is done: these dates
    Redate(Dates),
    /// closed; run that command of that room
    Run(Room, usize),
    /// closed; run that global command
    Global(usize),
    /// closed; the command cannot be run now, and why
    Blocked(Problem),
    /// stays; long work is to be done
    Job(Job),
    /// stays; this act is to be taken back by itself
    UndoAct(i64),
    /// stays; something is said
    Say(Problem),
    /// stays; the long work under way is to stop
    Stop,
    /// closed; open that lost draft
    OpenDraft(i64),
    /// stays; that lost draft is to be given up
    DropDraft(i64),
    /// closed; both versions of a form are to be made one, by these choices
    Merge(Box<Comparison>),
    /// closed; go there, in that period
    There(PeriodKey, Place),
    /// stays below: that page over it
    Page(Whose),
    /// stays below: these papers over it, to be read
    Papers(Vec<Stands>),
    /// stays below: who of these two is one person, by name
    Merging(i64, RecipientKind, String),
    /// closed, and the page below with it: the act that makes two one, and whose page is shown then
    Merged(Box<Act>, i64),
    /// closed with an answer for the room
    Answer(&'static str, Answer),
}

/// One overlay.
#[derive(Debug)]
pub enum Overlay {
    /// F1
    Help(help::Help),
    /// Ctrl+K
    Commands(Box<commands::Commands>),
    /// a question of a room
    Question(Box<question::Asked>),
    /// choice of a period
    Periods(periods::Periods),
    /// other dates for a period
    Redate(Box<redate::Redate>),
    /// copies of the register
    Copies(Box<copies::Copies>),
    /// the register's own file
    File(Box<register_file::RegisterFile>),
    /// the journal
    Journal(Box<journal::Journal>),
    /// what a check found
    Checked(Box<checked::Checked>),
    /// a long work under way
    Progress(progress::Progress),
    /// lost drafts
    Drafts(drafts::Drafts),
    /// two versions of a form side by side
    Compare(Box<compare::Compare>),
    /// Ctrl+F
    Find(Box<Find>),
    /// the page of a unit, person or collective
    Page(Box<page::Page>),
    /// papers to be read
    Paper(paper::Paper),
    /// two of them made one
    Merge(Box<merge::Merge>),
}

impl Overlay {
    /// Help on the keys of now.
    pub fn help(title: String, room: Vec<Row>, global: Vec<Row>) -> Self {
        Overlay::Help(help::Help::new(title, room, global))
    }
    /// A question of it could not be answered.
    pub fn unanswered(&mut self, ask: &Ask, shelf: &Shelf) {
        if let Overlay::Copies(o) = self {
            o.unanswered(ask, shelf);
        }
    }
    /// The command list.
    pub fn commands(rooms: Vec<(Room, Vec<Row>)>, global: &[Row], look: &Look) -> Self {
        Overlay::Commands(Box::new(commands::Commands::new(rooms, global, look)))
    }
    /// A question.
    pub fn question(question: Question) -> Self {
        Overlay::Question(Box::new(question::Asked::new(question)))
    }
    /// The choice of a period.
    pub fn periods(periods: &[Period], here: PeriodKey, look: &Look) -> Self {
        Overlay::Periods(periods::Periods::new(periods, here, look))
    }
    /// Other dates for a period.
    pub fn redate(period: &Period, look: &Look) -> Self {
        Overlay::Redate(Box::new(redate::Redate::new(period, look)))
    }
    /// The copies of the register.
    pub fn copies() -> Self {
        Overlay::Copies(Box::new(copies::Copies::new()))
    }
    /// The register's own file.
    pub fn file() -> Self {
        Overlay::File(Box::new(register_file::RegisterFile::new()))
    }
    /// The journal, whose newest act is this.
    pub fn journal(last: i64) -> Self {
        Overlay::Journal(Box::new(journal::Journal::new(last)))
    }
    /// What a check found.
    pub fn checked(report: Report) -> Self {
        Overlay::Checked(Box::new(checked::Checked::new(report)))
    }
    /// A long work under way: what it is (a words key), and how far.
    pub fn progress(what: &'static str, done: u64, of: u64) -> Self {
        Overlay::Progress(progress::Progress::new(what, done, of))
    }
    /// Lost drafts: key, title, when; the cursor on `at`.
    pub fn drafts(lines: Vec<(i64, String, String)>, at: usize) -> Self {
        Overlay::Drafts(drafts::Drafts::new(lines, at))
    }
    /// Two versions of a form.
    pub fn compare(comparison: Comparison) -> Self {
        Overlay::Compare(Box::new(compare::Compare::new(comparison)))
    }
    /// Find, with what was looked for last.
    pub fn find(sought: &Sought) -> Self {
        Overlay::Find(Box::new(Find::new(sought)))
    }
    /// The page of a unit, person or collective.
    pub fn page(whose: Whose) -> Self {
        Overlay::Page(Box::new(page::Page::new(whose)))
    }
    /// Who is to be one with them: key, kind and name.
    pub fn merge(id: i64, kind: RecipientKind, name: &str) -> Self {
        Overlay::Merge(Box::new(merge::Merge::new(id, kind, name)))
    }
    /// Papers to be read, one at a time.
    pub fn papers(all: Vec<Stands>) -> Self {
        Overlay::Paper(paper::Paper::new(all))
    }
    /// A digit chose what led to it: a text that is asked for waits for more than an Enter out of habit.
    pub fn after_digit(&mut self) {
        if let Overlay::Question(asked) = self {
            asked.after_digit();
        }
    }
    /// Does one come back to it from where it led? What is read anew each time stands as it was; a list of matters may be
    /// mended by then.
    pub fn returns(&self) -> bool {
        matches!(self, Overlay::Find(_) | Overlay::Page(_))
    }
    /// Words key of what one comes back to.
    pub fn name(&self) -> &'static str {
        match self {
            Overlay::Find(_) => "find.title",
            _ => "page.life",
        }
    }
    /// Does a text field have the focus?
    pub fn typing(&self) -> bool {
        match self {
            Overlay::Commands(_) | Overlay::Find(_) | Overlay::Redate(_) => true,
            Overlay::Question(q) => q.typing(),
            Overlay::Copies(o) => o.typing(),
            Overlay::Merge(o) => o.typing(),
            Overlay::File(o) => o.typing(),
            Overlay::Help(_)
            | Overlay::Periods(_)
            | Overlay::Progress(_)
            | Overlay::Checked(_)
            | Overlay::Journal(_)
            | Overlay::Drafts(_)
            | Overlay::Page(_)
            | Overlay::Paper(_)
            | Overlay::Compare(_) => false,
        }
    }
    /// Answers it needs to draw itself now.
    pub fn needs(&self, shelf: &Shelf) -> Vec<Ask> {
        match self {
            Overlay::Find(o) => o.needs(shelf),
            Overlay::Page(o) => o.needs(shelf),
            Overlay::Paper(o) => o.needs(shelf),
            Overlay::Merge(o) => o.needs(shelf),
            Overlay::Copies(o) => o.needs(),
            Overlay::Redate(o) => o.needs(),
            Overlay::Journal(o) => o.needs(),
            Overlay::Help(_)
            | Overlay::Commands(_)
            | Overlay::Question(_)
            | Overlay::Periods(_)
            | Overlay::File(_)
            | Overlay::Progress(_)
            | Overlay::Checked(_)
            | Overlay::Drafts(_)
            | Overlay::Compare(_) => Vec::new(),
        }
    }
    /// Answers the next key will want: asked for, never waited for.
    pub fn ahead(&self, shelf: &Shelf) -> Vec<Ask> {
        match self {
            Overlay::Page(o) => o.ahead(shelf),
            _ => Vec::new(),
        }
    }
    /// A key.
    pub fn key(&mut self, key: &KeyEvent, look: &Look, shelf: &Shelf) -> Outcome {
        match self {
            Overlay::Help(o) => o.key(key),
            Overlay::Commands(o) => o.key(key, look),
            Overlay::Question(o) => o.key(key),
            Overlay::Periods(o) => o.key(key),
            Overlay::Copies(o) => o.key(key, shelf),
            Overlay::Redate(o) => o.key(key, shelf),
            Overlay::File(o) => o.key(key, shelf),
            Overlay::Find(o) => o.key(key, shelf),
            Overlay::Page(o) => o.key(key, shelf),
            Overlay::Paper(o) => o.key(key, shelf),
            Overlay::Merge(o) => o.key(key, shelf),
            Overlay::Journal(o) => o.key(key, shelf),
            Overlay::Progress(o) => o.key(key),
            Overlay::Checked(o) => o.key(key),
            Overlay::Drafts(o) => o.key(key),
            Overlay::Compare(o) => o.key(key),
        }
    }
    /// A paste goes to the text field, or nowhere.
    pub fn paste(&mut self, text: &str, shelf: &Shelf) {
        match self {
            Overlay::Commands(o) => o.paste(text),
            Overlay::Question(o) => o.paste(text),
            Overlay::Copies(o) => o.paste(text),
            Overlay::Redate(o) => o.paste(text),
            Overlay::File(o) => o.paste(text),
            Overlay::Find(o) => o.paste(text, shelf),
            Overlay::Merge(o) => o.paste(text),
            Overlay::Help(_)
            | Overlay::Periods(_)
            | Overlay::Progress(_)
            | Overlay::Checked(_)
            | Overlay::Journal(_)
            | Overlay::Drafts(_)
            | Overlay::Page(_)
            | Overlay::Paper(_)
            | Overlay::Compare(_) => {}
        }
    }
    /// Key rows for the footer.
    pub fn keys(&self) -> Vec<Row> {
        match self {
            Overlay::Help(_) => help::keys(),
            Overlay::Commands(_) => commands::keys(),
            Overlay::Question(q) => q.keys(),
            Overlay::Periods(_) => periods::keys(),
            Overlay::Redate(_) => redate::keys(),
            Overlay::Copies(o) => o.keys(),
            Overlay::File(o) => o.keys(),
            Overlay::Find(_) => find::keys(),
            Overlay::Page(o) => o.keys(),
            Overlay::Paper(o) => o.keys(),
            Overlay::Merge(o) => merge::keys(o),
            Overlay::Journal(o) => o.keys(),
            Overlay::Progress(_) => progress::keys(),
            Overlay::Checked(o) => o.keys(),
            Overlay::Drafts(_) => drafts::keys(),
            Overlay::Compare(_) => compare::keys(),
        }
    }
}

/// Draws the overlay over the room, which stays behind it, faint; where the caret stands.
pub fn draw(overlay: &Overlay, frame: &mut Frame, look: &Look, shelf: &Shelf) -> Option<Position> {
    match overlay {
        Overlay::Help(o) => {
            o.draw(frame, look);
            None
        }
        Overlay::Commands(o) => o.draw(frame, look),
        Overlay::Find(o) => o.draw(frame, shelf, look),
        Overlay::Merge(o) => o.draw(frame, shelf, look),
        Overlay::Page(o) => {
            o.draw(frame, shelf, look);
            None
        }
        Overlay::Paper(o) => {
            o.draw(frame, shelf, look);
            None
        }
        Overlay::Question(o) => o.draw(frame, look),
        Overlay::Periods(o) => {
            o.draw(frame, look);
            None
        }
        Overlay::Drafts(o) => {
            o.draw(frame, look);
            None
        }
        Overlay::Compare(o) => {
            o.draw(frame, look);
            None
        }
        Overlay::Copies(o) => o.draw(frame, look, shelf),
        Overlay::Redate(o) => o.draw(frame, look, shelf),
        Overlay::File(o) => o.draw(frame, look, shelf),
        Overlay::Journal(o) => {
            o.draw(frame, look, shelf);
            None
        }
        Overlay::Checked(o) => {
            o.draw(frame, look);
            None
        }
        Overlay::Progress(o) => {
            o.draw(frame, look);
            None
        }
    }
}

/// A footer row of an overlay: shown, never dispatched (the overlay reads its keys itself).
fn row(chords: &'static [&'static str], word: &'static str, footer: u8) -> Row {
    Row { chords, word, footer, command: None, blocked: None }
}

/// The text field of an overlay, between brackets; where the caret stands.
fn field(edit: &Edit, frame: &mut Frame, look: &Look, row: Rect) -> Option<Position> {
    let edge = row.x + row.width;
    put_at(frame, row.x + 1, row.y, "[", edge, look.style(Role::Text));
    put_at(frame, edge.saturating_sub(2), row.y, "]", edge, look.style(Role::Text));
    let inside = Rect { x: row.x + 2, width: row.width.saturating_sub(4), height: 1, ..row };
    edit.draw(frame, inside, look, true)
}
