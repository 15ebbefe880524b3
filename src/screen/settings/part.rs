//! What a part of the settings is: its name, what it says at rest, what it lets be changed. A new part is a type that says
//! so and one row in `parts::PARTS`; everything it does not answer has a quiet default.
use crate::core::award;
use crate::core::level::LevelSet;
use crate::core::period::PeriodKey;
use crate::core::problem::Problem;
use crate::core::register::Register;
use crate::core::score::ScoreTable;
use crate::effect::{Answer, Effect};
use crate::kit::form::{self as kit_form, Form};
use crate::kit::keys::Row;
use crate::kit::look::{Look, Role, Tone};
use crate::kit::table::{Cell, Column, Line};
use crate::screen::saving::Saving;
use crate::shelf::Shelf;

/// Label and value; an empty label goes on with the value above, an empty value is a head.
pub(super) type Pair = (String, String);

/// The periods that stand on a table or a set, newest first, as a cell says them: the first, and how many more.
pub(super) fn used_in(look: &Look, periods: &[PeriodKey]) -> Cell {
    let said = match (periods.first().map(|p| p.label(look.words.lang)), periods.len()) {
        (Some(period), 1) => period,
        (Some(period), n) => {
            let more = (n - 1).to_string();
            look.words.fill("room.se.and_more", &[("period", &period), ("n", &more)])
        }
        (None, _) => look.glyphs.none.to_owned(),
    };
    Cell::new(Role::Muted, said)
}

/// What an open form is about, as it was read.
#[derive(Debug, Clone)]
pub(super) enum Subject {
    /// the register's own row
    Register(Box<Register>),
    /// the period whose table and levels are chosen
    Period(PeriodKey),
    /// a form of commendation
    Form(award::Form),
    /// an authority
    Authority(award::Authority),
    /// a level set
    Levels(LevelSet),
    /// a level set, of which the knock-outs are changed
    Knockouts(LevelSet),
    /// a score table
    Table(Box<ScoreTable>),
    /// nothing of the register
    Machine,
}

/// An open form.
#[derive(Debug, Clone)]
pub(super) struct Open {
    /// its part
    pub part: &'static dyn Part,
    /// what it is about
    pub subject: Subject,
    /// the form
    pub form: Form,
    /// how far its saving has come
    pub saving: Saving,
    /// what is to be known of it as it stands
    pub alert: Option<(Tone, Problem)>,
}

impl Open {
    /// An open form, with what is to be known of it.
    pub(super) fn new(part: &'static dyn Part, subject: Subject, form: Form, shelf: &Shelf) -> Self {
        let alert = part.alert(&form, &subject, shelf);
        Self { part, subject, form, saving: Saving::default(), alert }
    }
}

/// What a command of a part comes to.
#[derive(Debug, Clone)]
pub(super) enum Came {
    /// a form
    Form(Subject, Box<Form>),
    /// effects
    Do(Vec<Effect>),
}

impl Came {
    /// A form about a subject; what was derived while it was made is no change of the user's.
    pub(super) fn form(subject: Subject, mut form: Form) -> Self {
        form.clean();
        Came::Form(subject, Box::new(form))
    }
    /// Nothing.
    pub(super) fn nothing() -> Self {
        Came::Do(Vec::new())
    }
    /// A sentence.
    pub(super) fn say(problem: Problem) -> Self {
        Came::Do(vec![Effect::Say(problem)])
    }
}

/// The entries of a part that is a list, as they are drawn.
pub(super) struct Entries {
    /// columns
    pub columns: Vec<Column>,
    /// one line an entry
    pub lines: Vec<Line>,
}

/// A part.
pub(super) trait Part: std::fmt::Debug + Sync {
    /// Words key of its name; `about_…` beside it says what it is for.
    fn name(&self) -> &'static str;
    /// Words key of what it is for.
    fn about(&self) -> &'static str;
    /// Why it cannot be changed now.
    fn blocked(&self, _shelf: &Shelf) -> Option<Problem> {
        None
    }
    /// What it says at rest, where it is no list.
    fn pairs(&self, _shelf: &Shelf, _look: &Look) -> Vec<Pair> {
        Vec::new()
    }
    /// Rows of what it says that are drawn as they are, plain signs or not: the first, and how many.
    fn raw(&self) -> Option<(u16, u16)> {
        None
    }
    /// How many entries it has, where it is a list.
    fn count(&self, _shelf: &Shelf) -> Option<usize> {
        None
    }
    /// Its entries, where it is a list.
    fn entries(&self, _shelf: &Shelf, _look: &Look) -> Option<Entries> {
        None
    }
    /// What is to be known of an entry: the detail line.
    fn detail(&self, _shelf: &Shelf, _look: &Look, _at: usize) -> Option<(Role, String)> {
        None
    }
    /// Enter: the part itself, or the entry at that place.
    fn open(&self, shelf: &Shelf, at: usize) -> Came;
    /// Words key of what Ctrl+N does in its list; `None`: nothing is added.
    fn adds(&self) -> Option<&'static str> {
        None
    }
    /// Ctrl+N in its list.
    fn add(&self, _shelf: &Shelf, _at: usize) -> Came {
        Came::nothing()
    }
    /// Words key of what F6 does in it; `None`: nothing lies outside that could be read again.
    fn reads(&self) -> Option<&'static str> {
        None
    }
    /// F6.
    fn read(&self) -> Came {
        Came::nothing()
    }
    /// Words key of what Delete does in its list; `None`: nothing is taken out.
    fn removes(&self) -> Option<&'static str> {
        None
    }
    /// Delete in its list.
    fn remove(&self, _shelf: &Shelf, _at: usize) -> Came {
        Came::nothing()
    }
    /// A new entry with nothing in it, where adding asks what to begin with.
    fn blank(&self, _shelf: &Shelf) -> Came {
        Came::nothing()
    }
    /// Words key of what Ctrl+D does in its list; `None`: nothing is copied.
    fn copies(&self) -> Option<&'static str> {
        None
    }
    /// Ctrl+D in its list.
    fn copy(&self, _shelf: &Shelf, _at: usize) -> Came {
        Came::nothing()
    }
    /// Words key of what Ctrl+O does in its list; `None`: nothing is read from a file.
    fn imports(&self) -> Option<&'static str> {
        None
    }
    /// Ctrl+O in its list.
    fn import(&self, _shelf: &Shelf) -> Came {
        Came::nothing()
    }
    /// Words key of what Ctrl+S does in its list; `None`: nothing is written to a file.
    fn exports(&self) -> Option<&'static str> {
        None
    }
    /// Ctrl+S in its list.
    fn export(&self, _shelf: &Shelf, _at: usize) -> Came {
        Came::nothing()
    }
    /// Do its entries have an order of the user's?
    fn orders(&self) -> bool {
        false
    }
    /// One place up or down.
    fn shift(&self, _shelf: &Shelf, _at: usize, _up: bool) -> Came {
        Came::nothing()
    }
    /// The answer to a question it asked, with the entry the cursor is on.
    fn answered(&self, _shelf: &Shelf, _at: usize, _id: &'static str, _answer: &Answer) -> Came {
        Came::nothing()
    }
    /// A field of its form changed.
    fn changed(&self, _form: &mut Form, _field: &'static str, _shelf: &Shelf) -> Vec<Effect> {
        Vec::new()
    }
    /// What is to be known of its form as it stands, first what is wrong: said while nothing else is.
    fn alert(&self, _form: &Form, _subject: &Subject, _shelf: &Shelf) -> Option<(Tone, Problem)> {
        None
    }
    /// F7 in its form: to the next thing that is wrong.
    fn seek(&self, _form: &mut Form, _shelf: &Shelf) {}
    /// Keys of its form.
    fn rows(&self, _form: &Form) -> Vec<Row> {
        kit_form::ROWS.to_vec()
    }
    /// What saving its form wants done; every field was checked.
    fn save(&self, _form: &mut Form, _subject: &Subject, _shelf: &Shelf) -> Vec<Effect> {
        Vec::new()
    }
    /// The form was saved without a change.
    fn kept(&self, _shelf: &Shelf) -> Vec<Effect> {
        Vec::new()
    }
    /// A changed form was left: what was only tried goes back.
    fn dropped(&self, _shelf: &Shelf) -> Vec<Effect> {
        Vec::new()
    }
    /// The field a refusal speaks of.
    fn points_to(&self, _key: &str) -> Option<&'static str> {
        None
    }
}

/// A value, or the sign of none.
pub(super) fn value(text: &str, look: &Look) -> String {
    if text.is_empty() { look.glyphs.none.to_owned() } else { text.to_owned() }
}
