//! A form as data: fields, the focus, keys, checks. Drawing lies in `form_view`, the kinds in `input`.
//! It knows nothing of what its values mean and writes nothing: the room reads them and makes an act.
pub use super::input::Field;

use super::field::{Did, is_undo};
use super::grid::{Grid, GridEvent};
use super::input::Kind;
use super::keys::{Chord, Row, is_backspace, is_pressed, is_text};
use super::pick::Choice;
use crate::core::date::Date;
use crate::core::number::{self, Points};
use crate::core::problem::Problem;
use crossterm::event::KeyEvent;

/// Keys of a form for footer and help; the form answers them itself.
pub const ROWS: &[Row] = &[
    Row::new(&["Tab"], "kit.form.next", 2, None),
    Row::new(&["Ctrl+S"], "kit.form.save", 3, None),
    Row::new(&["Ctrl+Z"], "kit.form.undo", 4, None),
    Row::new(&["Esc"], "kit.form.leave", 5, None),
    Row::new(&["Shift+Tab"], "kit.form.back", 0, None),
    Row::new(&["Ctrl+Y"], "kit.form.redo", 0, None),
    Row::new(&["Ctrl+D", "="], "kit.form.repeat", 0, None),
    Row::new(&["Down"], "kit.form.list", 0, None),
];

/// Keys of a form that is only read.
const READING: &[Row] = &[
    Row::new(&["Tab"], "kit.form.next", 2, None),
    Row::new(&["Esc"], "kit.form.leave", 5, None),
    Row::new(&["Shift+Tab"], "kit.form.back", 0, None),
];

/// Keys that would change a form: swallowed where it is only read.
const WRITING: [&str; 9] =
    ["Ctrl+S", "Ctrl+Z", "Ctrl+Y", "Ctrl+D", "Ctrl+A", "Ctrl+N", "Insert", "Delete", "Ctrl+Delete"];

/// What a key meant to the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormEvent {
    /// the key is another's
    Ignored,
    /// taken, but no value changed
    Moved,
    /// the value of this field (or of the grid of this id) changed
    Changed(&'static str),
    /// the user wants to save: call `validate`, then make the act
    Save,
    /// the user wants to leave: ask when `changed`
    Leave,
}

/// A form.
#[derive(Debug, Clone)]
pub struct Form {
    /// its fields in order
    pub(super) fields: Vec<Field>,
    /// an editable grid under the fields
    pub(super) grid: Option<Grid>,
    /// field under the caret; `fields.len()` is the grid
    pub(super) at: usize,
    /// cells from column 1 to the values
    pub(super) label_cells: u16,
    /// something changed that no value shows
    touched: bool,
    /// fields kept above a grid that has the focus; `None`: all there is room for
    pub(super) folded: Option<u16>,
    /// why it is only read: its values are looked at and moved through, none is typed
    reading: Option<Problem>,
}

impl Form {
    /// A form of fields, the caret in the first.
    pub fn new(fields: Vec<Field>) -> Self {
        let at = fields.iter().position(Field::stops).unwrap_or(fields.len());
        let mut form =
            Self { fields, grid: None, at, label_cells: 18, touched: false, folded: None, reading: None };
        form.arrive();
        form
    }
    /// A grid under the fields, as their last.
    #[must_use]
    pub fn with_grid(mut self, grid: Grid) -> Self {
        self.grid = Some(grid);
        self
    }
    /// Cells the labels take (18 unless said): for popups and long labels.
    #[must_use]
    pub fn labels(mut self, cells: u16) -> Self {
        self.label_cells = cells;
        self
    }
    /// Keeps so many rows of fields above the grid while that has the focus: it is a large one.
    #[must_use]
    pub fn folds(mut self, rows: u16) -> Self {
        self.folded = Some(rows);
        self
    }
    /// Lets it be read only, for a reason that stands under it from the first moment; `None`: it is written.
    pub fn read_only(&mut self, why: Option<Problem>) {
        if let Some(grid) = &mut self.grid {
            grid.still(why.is_some());
        }
        self.reading = why;
    }
    /// Why it is only read.
    pub fn reading(&self) -> Option<&Problem> {
        self.reading.as_ref()
    }
    /// Its keys as they are now, for footer and help; the form answers them itself.
    pub fn rows(&self) -> &'static [Row] {
        if self.reading.is_some() { READING } else { ROWS }
    }
    /// The grid.
    pub fn grid(&self) -> Option<&Grid> {
        self.grid.as_ref()
    }
    /// The grid, to fill it or to set its title, options and errors.
    pub fn grid_mut(&mut self) -> Option<&mut Grid> {
        self.grid.as_mut()
    }
    fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.id == id)
    }
    fn field_mut(&mut self, id: &str) -> Option<&mut Field> {
        self.fields.iter_mut().find(|f| f.id == id)
    }
    /// Id of the field under the caret; the grid's id while it has the focus.
    pub fn focused(&self) -> &'static str {
        self.fields.get(self.at).map(|f| f.id).or(self.grid.as_ref().map(Grid::id)).unwrap_or_default()
    }
    /// Has the grid the focus?
    pub fn in_grid(&self) -> bool {
        self.at >= self.fields.len() && self.grid.is_some()
    }
    /// The text of a field, cleaned (a line, or a block with its line ends); the code of a choice.
    pub fn text(&self, id: &str) -> String {
        self.field(id).map(Field::get).unwrap_or_default()
    }
    /// Code of a choice or combo; `None` while nothing is chosen, or when a combo holds free text.
    pub fn code(&self, id: &str) -> Option<String> {
        self.field(id).and_then(Field::code)
    }
    /// Codes of the checks that are ticked, in the order of the options.
    pub fn codes(&self, id: &str) -> Vec<String> {
        self.field(id).map(Field::codes).unwrap_or_default()
    }
    /// The date of a date field, if it holds a real one.
    pub fn date(&self, id: &str) -> Option<Date> {
        self.field(id).and_then(Field::date_value)
    }
    /// The count of a count field: `None` empty or unreadable, `Some(None)` for `?`.
    pub fn count(&self, id: &str) -> Option<Option<i64>> {
        match self.text(id).as_str() {
            "" => None,
            "?" => Some(None),
            typed => number::parse_count(typed).ok().map(Some),
        }
    }
    /// The points of a points field, if readable.
    pub fn points(&self, id: &str) -> Option<Points> {
        Points::parse(&self.text(id)).ok()
    }
    /// Puts a value in (see `Field::value`).
    pub fn set(&mut self, id: &str, value: &str) {
        if let Some(field) = self.field_mut(id) {
            field.set(value);
        }
    }
    /// Other options for a choice, checks or combo; a value that is still among them stays.
    pub fn set_options(&mut self, id: &str, options: Vec<Choice>) {
        let Some(field) = self.field_mut(id) else { return };
        let value = field.get();
        match &mut field.kind {
            Kind::Combo(combo) => combo.set_options(options),
            Kind::Choice { options: old, .. } => {
                *old = options;
                field.set(&value);
            }
            Kind::Checks { options: old, at, .. } => {
                *old = options;
                *at = 0;
                field.set(&value);
            }
            _ => {}
        }
    }
    /// The value Ctrl+D puts in.
    pub fn set_repeat(&mut self, id: &str, value: &str) {
        if let Some(field) = self.field_mut(id) {
            field.repeat = Some(value.to_owned());
        }
    }
    /// A running text at the right of a field ("sẽ tính …", "Quý II/2021"), already said.
    pub fn note(&mut self, id: &str, text: &str) {
        if let Some(field) = self.field_mut(id) {
            text.clone_into(&mut field.note);
        }
    }
    /// Shows or hides a field; a hidden one keeps its value and is not checked.
    pub fn show(&mut self, id: &str, shown: bool) {
        if let Some(field) = self.field_mut(id) {
            field.shown = shown;
        }
        if self.fields.get(self.at).is_some_and(|f| !f.stops()) {
            self.go(true);
        }
    }
    /// Marks a field with an error; what was typed stays.
    pub fn error(&mut self, id: &str, problem: Problem) {
        if let Some(field) = self.field_mut(id) {
            field.error = Some(problem);
        }
    }
    /// Is any error shown?
    pub fn has_errors(&self) -> bool {
        self.fields.iter().any(|f| f.error.is_some()) || self.grid.as_ref().is_some_and(Grid::has_errors)
    }
    /// Moves the caret to a field, or to the grid by its id.
    pub fn focus(&mut self, id: &str) {
        if let Some(n) = self.fields.iter().position(|f| f.id == id && f.stops()) {
            self.at = n;
            self.arrive();
        } else if self.grid.as_ref().is_some_and(|g| g.id() == id) {
            self.at = self.fields.len();
        }
    }
    /// Does any value differ from the one the form began with?
    pub fn changed(&self) -> bool {
        self.touched
            || self.fields.iter().any(|f| f.get() != f.start)
            || self.grid.as_ref().is_some_and(Grid::changed)
    }
    /// Does the value of one field differ from the one the form began with?
    pub fn differs(&self, id: &str) -> bool {
        self.fields.iter().any(|f| f.id == id && f.get() != f.start)
    }
    /// The values of now are what the register holds: nothing is unsaved.
    pub fn clean(&mut self) {
        self.touched = false;
        for field in &mut self.fields {
            field.start = field.get();
        }
        if let Some(grid) = &mut self.grid {
            grid.clean();
        }
    }
    /// Ids and values (the grid keeps its own: `Grid::rows`), to put into a form built anew.
    pub fn values(&self) -> Vec<(&'static str, String)> {
        self.fields.iter().filter(|f| !f.id.is_empty()).map(|f| (f.id, f.get())).collect()
    }
    /// Puts such values back; the form counts as changed.
    pub fn restore(&mut self, values: &[(String, String)]) {
        for (id, value) in values {
            self.set(id, value);
        }
        self.touched = true;
    }

    /// Answers a key.
    pub fn key(&mut self, event: &KeyEvent) -> FormEvent {
        if !is_pressed(event) {
            return FormEvent::Ignored;
        }
        if self.reading.is_some() {
            return self.read_key(event);
        }
        if pressed(event, "Ctrl+S") {
            self.settle();
            return FormEvent::Save;
        }
        if self.in_grid() {
            return self.grid_key(event);
        }
        let Some(field) = self.fields.get_mut(self.at) else { return FormEvent::Ignored };
        if let Kind::Combo(combo) = &mut field.kind
            && combo.is_open()
            && pressed(event, "Esc")
        {
            combo.shut();
            return FormEvent::Moved;
        }
        if pressed(event, "Esc") {
            return FormEvent::Leave;
        }
        let id = field.id;
        match field.key(event) {
            Did::Changed => {
                field.error = None;
                FormEvent::Changed(id)
            }
            Did::Moved => FormEvent::Moved,
            Did::Refused(problem) => {
                field.error = Some(problem);
                FormEvent::Moved
            }
            // undo never falls through to the register
            Did::Ignored if is_undo(event) => FormEvent::Moved,
            Did::Ignored => self.navigate(event),
        }
    }
    /// A key of a form that is only read: it moves, or it is swallowed where it would write.
    fn read_key(&mut self, event: &KeyEvent) -> FormEvent {
        if pressed(event, "Esc") {
            return FormEvent::Leave;
        }
        if WRITING.iter().any(|chord| pressed(event, chord)) || is_backspace(event) || is_text(event) {
            return FormEvent::Moved;
        }
        if self.in_grid() {
            let Some(grid) = &mut self.grid else { return FormEvent::Ignored };
            match grid.walk(event) {
                GridEvent::Before => self.go(false),
                GridEvent::After => self.go(true),
                GridEvent::Ignored => return FormEvent::Ignored,
                GridEvent::Moved | GridEvent::Changed => {}
            }
            return FormEvent::Moved;
        }
        // through a text that is longer than its box; a choice would change by the same keys
        let along = ["Left", "Right", "Home", "End", "Up", "Down"].iter().any(|chord| pressed(event, chord));
        if let Some(field) =
            self.fields.get_mut(self.at).filter(|f| along && !matches!(f.kind, Kind::Combo(_)))
            && let Some(edit) = field.edit_mut()
            && matches!(edit.key(event), Did::Moved)
        {
            return FormEvent::Moved;
        }
        let forward = ["Enter", "Tab", "Down"].iter().any(|chord| pressed(event, chord));
        if !forward && !pressed(event, "Shift+Tab") && !pressed(event, "Up") {
            return if along { FormEvent::Moved } else { FormEvent::Ignored };
        }
        let tab = pressed(event, "Tab") || pressed(event, "Shift+Tab");
        if tab || !self.at_end(forward) {
            self.go(forward);
        }
        FormEvent::Moved
    }
    fn grid_key(&mut self, event: &KeyEvent) -> FormEvent {
        let Some(grid) = &mut self.grid else { return FormEvent::Ignored };
        let id = grid.id();
        match grid.key(event) {
            GridEvent::Changed => FormEvent::Changed(id),
            GridEvent::Moved => FormEvent::Moved,
            GridEvent::Before => {
                self.go(false);
                FormEvent::Moved
            }
            GridEvent::After => {
                self.go(true);
                FormEvent::Moved
            }
            GridEvent::Ignored if pressed(event, "Esc") => FormEvent::Leave,
            GridEvent::Ignored if is_undo(event) => FormEvent::Moved,
            GridEvent::Ignored => FormEvent::Ignored,
        }
    }
    fn navigate(&mut self, event: &KeyEvent) -> FormEvent {
        let enter = pressed(event, "Enter");
        if enter && self.is_last() {
            // what the list highlights is taken with the same key; the room reads the values when it saves
            self.settle();
            return FormEvent::Save;
        }
        let forward = enter || pressed(event, "Tab") || pressed(event, "Down");
        if !forward && !pressed(event, "Shift+Tab") && !pressed(event, "Up") {
            return FormEvent::Ignored;
        }
        let changed = self.settle();
        self.check_here();
        // arrows stop at the ends, Tab goes round
        let arrow = pressed(event, "Down") || pressed(event, "Up");
        if !(arrow && self.at_end(forward)) {
            self.go(forward);
        }
        changed.map_or(FormEvent::Moved, FormEvent::Changed)
    }
    /// Takes what an open list highlights. The id, when that changed the value.
    fn settle(&mut self) -> Option<&'static str> {
        if self.in_grid() {
            let grid = self.grid.as_mut()?;
            return grid.accept().then(|| grid.id());
        }
        let field = self.fields.get_mut(self.at)?;
        let Kind::Combo(combo) = &mut field.kind else { return None };
        if !combo.take() {
            return None;
        }
        field.error = None;
        Some(field.id)
    }
    /// Leaving a field checks it, but does not yet ask for what is missing.
    fn check_here(&mut self) {
        if let Some(field) = self.fields.get_mut(self.at)
            && field.error.is_none()
        {
            field.error = field.check(false).err();
        }
    }
    fn is_last(&self) -> bool {
        self.grid.is_none() && self.at_end(true)
    }
    fn at_end(&self, forward: bool) -> bool {
        let stops = |f: &Field| f.stops();
        if forward {
            self.grid.is_none() && !self.fields.iter().skip(self.at + 1).any(stops)
        } else {
            !self.fields.iter().take(self.at).any(stops)
        }
    }
    /// To the next or the previous place the caret can stand in, round the ends.
    fn go(&mut self, forward: bool) {
        let places = self.fields.len() + usize::from(self.grid.is_some());
        for _ in 0..places {
            self.at = if forward { (self.at + 1) % places } else { (self.at + places - 1) % places };
            if self.fields.get(self.at).is_none_or(Field::stops) {
                return self.arrive();
            }
        }
    }
    /// A value chosen from a list, or only offered, is replaced by typing another, never added to.
    fn arrive(&mut self) {
        let Some(field) = self.fields.get_mut(self.at) else { return };
        let offered = field.offered && field.get() == field.start;
        match &mut field.kind {
            Kind::Combo(combo) => combo.edit.select_all(),
            _ if offered => {
                if let Some(edit) = field.edit_mut() {
                    edit.select_all();
                }
            }
            _ => {}
        }
    }

    /// Takes a paste into the field or the grid under the caret; a refusal is shown at the field.
    pub fn paste(&mut self, raw: &str) -> FormEvent {
        if self.reading.is_some() {
            return FormEvent::Moved;
        }
        if self.in_grid() {
            let Some(grid) = &mut self.grid else { return FormEvent::Ignored };
            return match grid.paste(raw) {
                Ok(()) => FormEvent::Changed(grid.id()),
                Err(_) => FormEvent::Moved,
            };
        }
        let Some(field) = self.fields.get_mut(self.at) else { return FormEvent::Ignored };
        let id = field.id;
        let Some(edit) = field.edit_mut() else { return FormEvent::Moved };
        match edit.paste(raw) {
            Ok(()) => {
                field.error = None;
                FormEvent::Changed(id)
            }
            Err(problem) => {
                field.error = Some(problem);
                FormEvent::Moved
            }
        }
    }

    /// Checks every shown field and the grid; sets the errors and moves to the first. True when all is well.
    pub fn validate(&mut self) -> bool {
        for field in self.fields.iter_mut().filter(|f| f.shown) {
            field.error = field.check(true).err();
        }
        for field in self.fields.iter_mut().filter(|f| !f.shown) {
            field.error = None;
        }
        let grid = self.grid.as_mut().is_none_or(Grid::validate);
        match self.fields.iter().position(|f| f.error.is_some()) {
            Some(n) => {
                self.at = n;
                false
            }
            None if !grid => {
                self.at = self.fields.len();
                false
            }
            None => true,
        }
    }
}

fn pressed(event: &KeyEvent, chord: &str) -> bool {
    Chord::parse(chord).is_some_and(|c| c.matches(event))
}
