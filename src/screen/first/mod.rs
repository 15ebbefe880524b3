//! The first five minutes: one question a screen, each with a sensible answer standing ready. Ends in a register.
//! Steps: sample or new, signs, where, names, units, head and deputy, quarter and motto, scoring.
mod steps;
mod view;

use crate::core::date::Date;
use crate::core::period::PeriodKey;
use crate::core::prefs::Prefs;
use crate::core::problem::Problem;
use crate::core::reading::{self, ReadUnit};
use crate::core::register::Setup;
use crate::core::words::{Lang, Words};
use crate::effect::{Answer, Effect, Job, Question};
use crate::kit::form::{Form, FormEvent};
use crate::kit::keys::Row;
use crate::screen::Msg;
use crate::shelf::Shelf;
use std::path::PathBuf;

pub use view::view;

/// The questions, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Begin,
    Signs,
    Place,
    Names,
    Units,
    Roles,
    Period,
    Scoring,
}

impl Step {
    const ALL: [Step; 8] = [
        Step::Begin,
        Step::Signs,
        Step::Place,
        Step::Names,
        Step::Units,
        Step::Roles,
        Step::Period,
        Step::Scoring,
    ];
}

/// Which question, and the answers so far.
#[derive(Debug, Clone)]
pub struct State {
    at: usize,
    /// one form a step, made when the step is first reached, kept when one goes back
    forms: Vec<Option<Form>>,
    today: Date,
    place: PathBuf,
    user: String,
    making: bool,
}

impl State {
    /// At the first question. `place` is where a register would lie, `user` the system user.
    pub fn new(place: PathBuf, user: String, today: Date, words: &Words) -> Self {
        let mut state = Self {
            at: 0,
            forms: (0..Step::ALL.len()).map(|_| None).collect(),
            today,
            place,
            user,
            making: false,
        };
        state.reach(0, words);
        state
    }

    /// Number of this step, and how many there are.
    pub fn step(&self) -> (usize, usize) {
        (self.at + 1, Step::ALL.len())
    }

    /// The register could not be made: the answers stay.
    pub fn failed(&mut self) {
        self.making = false;
    }

    fn which(&self) -> Step {
        Step::ALL.get(self.at).copied().unwrap_or(Step::Begin)
    }

    fn form(&self, step: Step) -> Option<&Form> {
        self.forms.get(step as usize)?.as_ref()
    }

    fn read_units(&self) -> Vec<ReadUnit> {
        self.form(Step::Units).map_or_else(Vec::new, |f| reading::units(&f.text("units")))
    }

    fn good_units(&self) -> Vec<(String, String)> {
        self.read_units().into_iter().filter(|u| u.problem.is_none()).map(|u| (u.code, u.name)).collect()
    }

    fn reach(&mut self, at: usize, words: &Words) {
        self.at = at;
        let step = self.which();
        // Head and deputy are chosen from the units as they now stand; the other answers stay as typed.
        let fresh = self.form(step).is_none() || step == Step::Roles;
        if fresh {
            let made = steps::form(self, step, words);
            if let Some(slot) = self.forms.get_mut(at) {
                *slot = Some(made);
            }
        }
    }

    /// The language changed: options are said anew, the answers stay.
    pub fn speak(&mut self, words: &Words) {
        for step in [Step::Begin, Step::Signs, Step::Period, Step::Scoring] {
            let fresh = steps::form(self, step, words);
            if let Some(Some(form)) = self.forms.get_mut(step as usize) {
                let code = |id: &str, value| form.code(id).unwrap_or(value);
                let kept: Vec<(String, String)> =
                    form.values().into_iter().map(|(id, value)| (id.to_owned(), code(id, value))).collect();
                let at = form.focused();
                *form = fresh;
                form.restore(&kept);
                form.focus(at);
            }
        }
    }

    fn period(&self) -> Option<PeriodKey> {
        let form = self.form(Step::Period)?;
        PeriodKey::parse(&form.code("period").unwrap_or_else(|| form.text("period")))
    }

    fn setup(&self, lang: Lang) -> Setup {
        let text = |step: Step, id: &str| self.form(step).map_or_else(String::new, |f| f.text(id));
        let code = |step: Step, id: &str| self.form(step).and_then(|f| f.code(id));
        let index = |id: &str| code(Step::Roles, id).and_then(|c| c.parse::<usize>().ok());
        Setup {
            cluster: text(Step::Names, "cluster"),
            province: text(Step::Names, "province"),
            secretary: text(Step::Names, "secretary"),
            units: self.good_units(),
            head: index("head"),
            deputy: index("deputy"),
            period: self.period(),
            movement: text(Step::Period, "movement"),
            motto: text(Step::Period, "motto"),
            table: code(Step::Scoring, "table").filter(|c| c != "-"),
            levels: code(Step::Scoring, "levels").unwrap_or_default(),
            lang,
        }
    }
}

/// Where a sample is kept: beside where a register would lie.
pub fn keep_place(place: &std::path::Path) -> PathBuf {
    place.with_file_name("so-mau.db")
}

/// Was anything typed that would be lost? Where the register lies and the sample or not are answered again at once.
pub fn begun(state: &State) -> bool {
    state.forms.iter().skip(Step::Names as usize).flatten().any(Form::changed)
}

/// Rows for footer and help; the keys themselves are the form's.
pub fn keys(state: &State) -> Vec<Row> {
    let row = |chords, word, footer| Row { chords, word, footer, command: None, blocked: None };
    let mut rows = vec![];
    if state.which() == Step::Units {
        rows.push(row(&["Enter"], "first.key_line", 2));
        rows.push(row(&["Ctrl+S"], "first.key_done", 3));
    } else {
        rows.push(row(&["Enter"], "first.key_next", 2));
    }
    if state.at > 0 {
        rows.push(row(&["Esc"], "first.key_back", 4));
    }
    rows.push(row(&["Ctrl+Q"], "key.quit", 90));
    rows
}

/// A form always has the focus here.
pub fn typing(_state: &State) -> bool {
    true
}

/// A message.
pub fn update(state: &mut State, shelf: &Shelf, msg: Msg) -> Vec<Effect> {
    if state.making {
        return Vec::new();
    }
    let at = state.at;
    match msg {
        Msg::Key(key) => {
            let Some(form) = state.forms.get_mut(at).and_then(Option::as_mut) else { return Vec::new() };
            match form.key(&key) {
                FormEvent::Save => return forward(state, shelf),
                FormEvent::Leave if at > 0 => state.reach(at - 1, &shelf.words),
                _ => {}
            }
        }
        Msg::Paste(text) => {
            if let Some(form) = state.forms.get_mut(at).and_then(Option::as_mut) {
                form.paste(&text);
            }
        }
        Msg::Answer("first.none", Answer::Yes) => state.reach(at + 1, &shelf.words),
        _ => {}
    }
    Vec::new()
}

/// The question is answered: the next one, or the register.
fn forward(state: &mut State, shelf: &Shelf) -> Vec<Effect> {
    let (at, step) = (state.at, state.which());
    let no_units = step == Step::Units && state.good_units().is_empty();
    let no_period = step == Step::Period && state.period().is_none();
    let Some(form) = state.forms.get_mut(at).and_then(Option::as_mut) else { return Vec::new() };
    if !form.validate() {
        return Vec::new();
    }
    match step {
        Step::Begin if form.code("begin").as_deref() == Some("sample") => {
            state.making = true;
            return vec![Effect::Job(Job::Sample)];
        }
        // letters first: without them nothing can be read, so the question stays and says how they are mended
        Step::Signs if form.code("signs").as_deref() == Some("letters") => {
            return vec![Effect::Say(Problem::new("first.letters_mend"))];
        }
        Step::Signs => {
            let plain = Some(form.code("signs").as_deref() == Some("plain"));
            let prefs = Prefs { plain, ..shelf.prefs };
            state.reach(at + 1, &shelf.words);
            return vec![Effect::Look { prefs, keep: true }];
        }
        Step::Units if no_units => {
            return vec![Effect::Ask(Question::Confirm {
                id: "first.none",
                title: "first.none",
                text: Problem::new("first.none_text"),
                yes: "first.none_yes",
                no: "first.none_no",
            })];
        }
        Step::Roles if form.code("head").is_some() && form.code("head") == form.code("deputy") => {
            form.error("deputy", Problem::new("problem.same_role"));
            form.focus("deputy");
            return Vec::new();
        }
        Step::Period if no_period => {
            form.error("period", Problem::new("problem.period_unreadable"));
            form.focus("period");
            return Vec::new();
        }
        Step::Scoring => {
            state.making = true;
            let path = state
                .form(Step::Place)
                .map_or_else(|| state.place.clone(), |f| PathBuf::from(f.text("place")));
            return vec![Effect::Job(Job::Create { setup: state.setup(shelf.words.lang), path })];
        }
        _ => {}
    }
    state.reach(at + 1, &shelf.words);
    Vec::new()
}
