//! The form of a vote: how it was held, ballots out, in, valid, and the votes of each unit in a grid. Whether it can have
//! been so is said by `core::ballot`, here as in the store.
use crate::core::act::Act;
use crate::core::ballot::{self, Ballot, BallotKind, Base, Fault, Method, Vote};
use crate::core::draft::Draft;
use crate::core::number;
use crate::core::period::PeriodKey;
use crate::core::problem::Problem;
use crate::core::quarter::QuarterFacts;
use crate::core::unit::{Unit, UnitId};
use crate::core::words::Words;
use crate::effect::Effect;
use crate::kit::form::{Field, Form};
use crate::kit::grid::{Grid, GridColumn};
use crate::kit::look::{Look, Seen};
use crate::kit::para;
use crate::screen::saving::{self, Saving};
use crate::shelf::Shelf;
use ratatui::Frame;
use ratatui::layout::Rect;

const GRID: &str = "votes";

/// A vote being written.
#[derive(Debug, Clone)]
pub(super) struct Edit {
    pub read: Ballot,
    pub period: PeriodKey,
    pub form: Form,
    pub saving: Saving,
}

/// Columns of the grid: levels have one of their own.
fn columns(facts: &QuarterFacts, kind: BallotKind) -> Vec<GridColumn> {
    let units = facts.units.iter().map(|u| (u.id.to_string(), u.label())).collect();
    let unit = GridColumn::combo("unit", "room.vote.f_unit", units, false).cells(16, 40).required();
    let favour = GridColumn::line("favour", "room.vote.f_favour").cells(11, 11).required();
    if kind == BallotKind::Tie {
        return vec![unit, favour];
    }
    let levels = facts.levels.iter().flat_map(|s| &s.levels);
    let levels = levels.map(|l| (l.id.to_string(), l.name.clone())).collect();
    vec![
        unit,
        GridColumn::combo("level", "room.vote.f_level", levels, false).cells(12, 30).required(),
        favour,
    ]
}

fn fields(read: &Ballot, shelf: &Shelf) -> Vec<Field> {
    let words = &shelf.words;
    let said = |key: &str| words.get(key).to_owned();
    let methods = Method::ALL.map(|m| (m.code().to_owned(), said(m.word()))).to_vec();
    let bases = Base::ALL.map(|b| (b.code().to_owned(), said(b.word()))).to_vec();
    let count = |id, label, n: Option<u32>| {
        Field::count(id, label).exact().value(n.map(|n| n.to_string()).unwrap_or_default())
    };
    vec![
        Field::choice("method", "room.vote.f_method", methods).value(read.method.code()),
        count("sent", "room.vote.f_sent", read.sent).hint("room.vote.h_counts"),
        count("back", "room.vote.f_back", read.back).hint("room.vote.h_counts"),
        count("valid", "room.vote.f_valid", read.valid).hint("room.vote.h_counts"),
        Field::combo("base", "room.vote.f_base", bases, false).value(read.base.code()).required().cells(24),
        Field::line("note", "room.vote.f_note").hint("room.vote.h_note").value(&read.note),
    ]
}

impl Edit {
    /// A vote as recorded, or a new one of its kind.
    pub(super) fn new(read: Ballot, facts: &QuarterFacts, shelf: &Shelf) -> Self {
        let name = |id: UnitId| facts.unit(id).map(Unit::label).unwrap_or_default();
        let level = |id: Option<i64>| {
            let found = facts.levels.as_ref().and_then(|s| s.level(id?));
            found.map(|l| l.name.clone()).unwrap_or_default()
        };
        let row = |vote: &Vote| {
            let favour = if read.id == 0 { String::new() } else { vote.favour.to_string() };
            let cells = if read.kind == BallotKind::Tie {
                vec![name(vote.unit), favour]
            } else {
                vec![name(vote.unit), level(vote.level), favour]
            };
            (0, cells)
        };
        let mut grid = Grid::new(GRID, columns(facts, read.kind));
        grid.fill(read.votes.iter().map(row).collect());
        if read.kind == BallotKind::Tie && !read.votes.is_empty() {
            // the units stand there: what is asked for are their votes
            grid.point(0, "favour");
        }
        let title = if read.kind == BallotKind::Tie { "room.vote.grid_tie" } else { "room.vote.grid_level" };
        grid.title(shelf.words.get(title), shelf.words.get("room.vote.grid_keys"));
        let form = Form::new(fields(&read, shelf)).with_grid(grid);
        Self { read, period: facts.period.key, form, saving: Saving::default() }
    }
    /// A new vote on these equal units.
    pub(super) fn tie(facts: &QuarterFacts, group: &[UnitId], shelf: &Shelf) -> Self {
        let votes = group.iter().map(|unit| Vote { unit: *unit, level: None, favour: 0 }).collect();
        Self::new(Ballot { votes, ..Ballot::default() }, facts, shelf)
    }
    /// A new vote on levels.
    pub(super) fn levels(facts: &QuarterFacts, shelf: &Shelf) -> Self {
        Self::new(Ballot { kind: BallotKind::Level, ..Ballot::default() }, facts, shelf)
    }

    /// As a draft: which vote of which period, and on what.
    pub(super) fn draft(&self, shelf: &Shelf) -> Draft {
        let id = if self.read.id == 0 { "new".to_owned() } else { self.read.id.to_string() };
        let place = format!("ballot/{id}/{}/{}", self.period.code(), self.read.kind.code());
        let what = self.period.label(shelf.words.lang);
        let mut draft = saving::draft(place, ("draft.ballot", &what), self.read.rev, &self.form, shelf);
        draft.body.period = Some(self.period);
        draft
    }
    /// The form of a draft over these facts.
    pub(super) fn restored(facts: &QuarterFacts, shelf: &Shelf, draft: &Draft) -> Self {
        let kind = draft.record().ends_with(BallotKind::Level.code());
        let kind = if kind { BallotKind::Level } else { BallotKind::Tie };
        let there = facts.ballots.iter().find(|b| b.id == draft.id() && b.id != 0).cloned();
        let mut read = there.unwrap_or(Ballot { id: draft.id(), kind, ..Ballot::default() });
        read.rev = draft.body.rev;
        let mut edit = Self::new(read, facts, shelf);
        edit.form.put_back(&draft.body.texts);
        edit
    }

    /// What was typed, as a vote; the first cell that does not read.
    fn typed(&self, facts: &QuarterFacts) -> Result<Ballot, Fault> {
        let count = |id| self.form.count(id).flatten().and_then(|n| u32::try_from(n).ok());
        let method = self.form.code("method");
        let base = self.form.code("base");
        let mut ballot = Ballot {
            method: Method::ALL.into_iter().find(|m| Some(m.code()) == method.as_deref()).unwrap_or_default(),
            base: Base::ALL.into_iter().find(|b| Some(b.code()) == base.as_deref()).unwrap_or_default(),
            sent: count("sent"),
            back: count("back"),
            valid: count("valid"),
            note: self.form.text("note"),
            votes: Vec::new(),
            ..self.read.clone()
        };
        let rows = self.form.grid().map(Grid::rows).unwrap_or_default();
        for (row, (_, cells)) in rows.iter().enumerate() {
            let code = |column: &str, n: usize| {
                let text = cells.get(n)?;
                self.form.grid()?.code(column, text)?.parse::<i64>().ok()
            };
            let favour = cells.last().map(String::as_str).unwrap_or_default();
            let favour = number::parse_count(favour).map_err(|problem: Problem| Fault {
                field: GRID,
                line: Some((row, "favour")),
                problem,
            })?;
            let level = if ballot.kind == BallotKind::Level { code("level", 1) } else { None };
            let favour = u32::try_from(favour).unwrap_or(u32::MAX);
            ballot.votes.push(Vote { unit: code("unit", 0).unwrap_or(0), level, favour });
        }
        ballot::check(&ballot, &facts.units, facts.levels.as_ref()).map(|()| ballot)
    }

    /// The act that writes it; what cannot have been so stands at its place instead.
    pub(super) fn save(&mut self, facts: &QuarterFacts, shelf: &Shelf) -> Vec<Effect> {
        if !self.saving.may(&mut self.form) {
            return Vec::new();
        }
        match self.typed(facts) {
            Ok(ballot) => {
                self.saving.sent(shelf);
                let label = label(facts, &ballot, &shelf.words);
                vec![Effect::Act(Act::Ballot(ballot::Act::Save { period: self.period, ballot, label }))]
            }
            Err(fault) => {
                self.point(fault);
                Vec::new()
            }
        }
    }
    fn point(&mut self, fault: Fault) {
        if fault.field != GRID {
            saving::point(&mut self.form, fault.field, &fault.problem);
            return;
        }
        let levels = self.read.kind == BallotKind::Level;
        let (row, column) = fault.line.unwrap_or((0, "unit"));
        let column = if column == "level" && !levels { "unit" } else { column };
        self.form.cell_error(row, column, fault.problem);
    }

    /// Draws the form.
    pub(super) fn view(&self, look: &Look, area: Rect, f: &mut Frame) -> Seen {
        let key = match (self.read.kind, self.read.id) {
            (BallotKind::Tie, 0) => "room.vote.new_tie",
            (BallotKind::Tie, _) => "room.vote.edit_tie",
            (BallotKind::Level, 0) => "room.vote.new_level",
            (BallotKind::Level, _) => "room.vote.edit_level",
        };
        let period = self.period.label(look.lang);
        let title = look.words.fill(key, &[("period", &period)]);
        para::title(f, look, area, 0, &title, "", self.form.changed());
        let top = if area.height >= 20 { 2 } else { 1 };
        let body = Rect { y: area.y + top, height: area.height.saturating_sub(top), ..area };
        self.form.draw(f, body, look)
    }
}

/// How the journal calls a vote: its units.
pub(super) fn label(facts: &QuarterFacts, ballot: &Ballot, words: &Words) -> String {
    let mut tags: Vec<&str> = Vec::new();
    for unit in ballot.votes.iter().filter_map(|v| facts.unit(v.unit)) {
        if !tags.contains(&unit.tag()) {
            tags.push(unit.tag());
        }
    }
    let on = if ballot.kind == BallotKind::Tie { "room.vote.on_tie" } else { "room.vote.on_level" };
    format!("{} {}", words.get(on), tags.join(", "))
}
