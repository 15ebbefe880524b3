//! The form of a decision or notice: its head and the grid of those commended, from opening to the act that writes it.
//! It decides nothing that the register decides: whose period a date is, and who a name is, the store says.
use super::preview::{Preview, Wants};
use super::rows::{self, GRID, Mark, NAME, POST, SORT, UNIT};
use super::side::{self, Side};
use super::units::{Scope, Units};
use super::{model, options, rows::Sort, tally};
use crate::core::award::{Basis, Decision, DecisionKind, DecisionSheet, Party, Recipient, RecipientKind};
use crate::core::guard::Paper;
use crate::core::namesake::Namesakes;
use crate::core::period::PeriodKey;
use crate::core::person;
use crate::core::problem::Problem;
use crate::core::text;
use crate::effect::Effect;
use crate::kit::form::{Field, Form, FormEvent};
use crate::kit::grid::{Grid, GridColumn};
use crate::shelf::Shelf;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// Authorities and form of the decision written last in this sitting: the next one most likely has the same.
#[derive(Debug, Clone, Default)]
pub(in crate::screen) struct Habit {
    pub(super) authorities: Vec<String>,
    pub(super) form: String,
}

/// What a key in the form wants of the room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wish {
    Nothing,
    /// check and write
    Save,
    /// go back to the list
    Leave,
    /// something is asked or said
    Have(Box<Effect>),
}

/// Fields the user filled himself: what other fields bring with them does not replace them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Chosen {
    /// decision or notice
    pub(super) kind: bool,
    pub(super) form: bool,
    pub(super) period: bool,
}

/// A decision being written.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) id: i64,
    pub(super) rev: i64,
    /// of a record: the period whose lock keeps it
    pub(super) owner: Option<PeriodKey>,
    pub(super) form: Form,
    pub(super) units: Units,
    /// rows as they were read
    pub(super) old: Vec<Recipient>,
    /// those of the register that were chosen by name
    pub(super) picked: Vec<Party>,
    /// options of the name column as last offered
    offered: Vec<(String, Party)>,
    /// begun as a row of numbers
    pub(super) counting: bool,
    /// what the user chose himself, and no longer follows
    pub(super) chosen: Chosen,
    /// the day of signing was passed over
    pub(super) undated: bool,
    /// it came late: the period whose report prints it
    pub(super) late: Option<PeriodKey>,
    /// the register offered to take it late, for that report
    pub(super) late_offer: Option<PeriodKey>,
    /// a pasted list being looked through
    pub(super) preview: Option<Box<Preview>>,
    /// what was decided about pasted rows
    pub(super) marks: Vec<Mark>,
    /// what was sent and not answered yet, with the grid's rows of its recipients
    pub(super) sent: Option<(Decision, Vec<Recipient>, Vec<usize>)>,
    /// what was answered about a name that is already there
    pub(super) same: Option<bool>,
    /// rows whose people the register asks about, the first one now
    pub(super) who: Vec<Namesakes>,
    /// what it is beside a decision: a proposal, or the decision that answers one
    pub(super) side: Side,
}

impl Entry {
    /// A new one. `counting`: a row of numbers for the whole cluster stands ready.
    pub(super) fn new(shelf: &Shelf, habit: &Habit, counting: bool) -> Self {
        // this sitting's last, else the register's last decision (a notice is told by its number), else the usual
        let last = shelf.models().iter().find(|d| d.kind == DecisionKind::Decision);
        let (authorities, form) = match (habit.form.is_empty(), last) {
            (false, _) => (habit.authorities.clone(), habit.form.clone()),
            (true, Some(last)) => (last.authorities.clone(), last.form.clone()),
            (true, None) => (vec!["giam_doc".to_owned()], "giay_khen".to_owned()),
        };
        // what was abolished since is not written again by habit
        let authorities = options::in_use(shelf, authorities);
        let form = if options::abolished(shelf, &form) {
            options::usual_form(shelf, &authorities.join(",")).unwrap_or_default()
        } else {
            form
        };
        let head = Decision { authorities, form, ..Decision::default() };
        let mut entry = Self::build(shelf, &head, Vec::new(), Paper::Decision);
        entry.counting = counting;
        let kind = if counting {
            (RecipientKind::Collective, Basis::Heads)
        } else {
            (RecipientKind::Individual, Basis::Named)
        };
        let unit = if counting { entry.units.whole.clone() } else { String::new() };
        let first = vec![
            rows::label(rows::sort_of(kind.0, kind.1), &shelf.words),
            String::new(),
            String::new(),
            unit,
        ];
        if let Some(grid) = entry.form.grid_mut() {
            grid.fill(vec![(0, first)]);
            grid.go(0, 1);
        }
        entry.follow_last(shelf);
        entry.form.focus("number");
        entry.follow(shelf);
        entry
    }

    /// One of the register, opened.
    pub(super) fn open(shelf: &Shelf, sheet: &DecisionSheet) -> Self {
        let mut entry = Self::build(shelf, &sheet.head, sheet.recipients.clone(), Paper::Decision);
        entry.chosen.kind = true;
        let cells: Vec<(i64, Vec<String>)> =
            sheet.recipients.iter().map(|r| (r.id, rows::cells(r, &entry.units, &shelf.words))).collect();
        if let Some(grid) = entry.form.grid_mut() {
            grid.fill(cells);
        }
        entry.undated = sheet.head.date.is_none();
        entry.chosen.period = sheet.head.period != options::period_of(shelf, sheet.head.date);
        entry.form.show("received", entry.undated);
        entry.form.focus("number");
        // a paper that came late is mended while the report that prints it is open
        entry.owner = sheet.head.late.or(sheet.head.period);
        entry.form.read_only(entry.closed(shelf));
        entry.follow(shelf);
        entry
    }

    pub(super) fn build(shelf: &Shelf, head: &Decision, old: Vec<Recipient>, paper: Paper) -> Self {
        let proposes = paper == Paper::Proposal;
        let (dated, when) = if proposes {
            ("room.pr.f_date", "room.pr.h_date")
        } else {
            ("room.ac.f_date", "room.ac.h_date")
        };
        let units = Units::from(shelf);
        let words = &shelf.words;
        let within =
            shelf.quarter().map_or_else(|| shelf.period.calendar(), |q| (q.period.from, q.period.to));
        let authorities = head.authorities.join(",");
        let text =
            |value: Option<crate::core::date::Date>| value.map(crate::core::date::full).unwrap_or_default();
        let kind = if head.kind == DecisionKind::Notice { "notice" } else { "decision" };
        let nature = head.nature.map(options::nature_code).unwrap_or_default();
        let campaign = head.campaign.map(|id| id.to_string()).unwrap_or_default();
        let fields = vec![
            Field::choice("kind", "room.ac.f_kind", options::kinds(words)).value(kind),
            Field::line("number", "room.ac.f_number").cells(24).hint("room.ac.h_number").value(&head.number),
            Field::date("date", dated, within).hint(when).value(text(head.date)),
            Field::date("received", "room.ac.f_received", within)
                .hint("room.ac.h_received")
                .value(text(head.received))
                .hidden(),
            Field::combo("period", "room.ac.f_period", options::periods(shelf, head.period), false)
                .cells(20)
                .hint("room.ac.h_period")
                .value(head.period.unwrap_or_else(|| shelf.leaf()).code())
                .hidden(),
            Field::combo(
                "authority",
                "room.ac.f_authority",
                options::authorities(shelf, &authorities),
                false,
            )
            .required()
            .hint("room.ac.h_authority")
            .value(&authorities),
            Field::combo("form", "room.ac.f_form", options::forms(shelf, &authorities, &head.form), false)
                .required()
                .value(&head.form),
            Field::line("subject", "room.ac.f_subject").hint("room.ac.h_subject").value(&head.subject),
            Field::combo("act", "room.pr.f_act", Vec::new(), false).hint("room.pr.h_act").hidden(),
            Field::line("signer", "room.ac.f_signer").cells(30).value(&head.signer),
            Field::combo("nature", "room.ac.f_nature", options::natures(words), false)
                .cells(20)
                .hint("room.ac.h_nature")
                .value(nature),
            Field::combo("campaign", "room.ac.f_campaign", options::campaigns(shelf), false)
                .hint("room.ac.h_campaign")
                .value(campaign),
            Field::line("note", "room.ac.f_note").value(&head.note),
        ];
        let used: Vec<i64> = old.iter().filter_map(|r| r.unit).collect();
        let columns = vec![
            GridColumn::choice(SORT, "room.ac.col_sort", side::sorts(rows::choices(words), paper))
                .cells(8, 13),
            GridColumn::combo(NAME, "room.ac.col_name", Vec::new(), true).cells(24, 40),
            GridColumn::line(POST, "room.ac.col_post").cells(10, 24).drop(1),
            GridColumn::combo(UNIT, "room.ac.col_unit", units.choices_with(&used), false).cells(14, 34),
        ];
        Self {
            id: head.id,
            rev: head.rev,
            owner: None,
            form: Form::new(fields).labels(16).with_grid(Grid::new(GRID, columns)),
            units,
            old,
            picked: Vec::new(),
            offered: Vec::new(),
            counting: false,
            chosen: Chosen::default(),
            undated: false,
            late: head.late,
            late_offer: None,
            preview: None,
            marks: Vec::new(),
            sent: None,
            same: None,
            who: Vec::new(),
            side: Side { paper, ..Side::default() },
        }
    }

    /// Is it in the register already?
    pub(super) fn exists(&self) -> bool {
        self.id != 0
    }
    /// Anything typed that is not in the register?
    pub(super) fn changed(&self) -> bool {
        self.form.changed() || self.preview.is_some()
    }

    /// A key.
    pub(super) fn key(&mut self, event: &KeyEvent, shelf: &Shelf) -> Wish {
        if self.preview.is_some() {
            return self.preview_key(event, shelf);
        }
        if event.code == KeyCode::F(4) && !self.exists() && !self.proposes() {
            let said = || Effect::Say(Problem::new("room.ac.e_no_model"));
            return Wish::Have(Box::new(model::ask(shelf).unwrap_or_else(said)));
        }
        if event.code == KeyCode::F(3) && self.form.in_grid() {
            return Wish::Have(Box::new(self.page_of_row()));
        }
        if self.form.reading().is_some() {
            let left = self.form.key(event) == FormEvent::Leave;
            return if left { Wish::Leave } else { Wish::Nothing };
        }
        self.offer(shelf);
        let before = self.spot();
        let was = self.form.focused();
        let mut heard = self.form.key(event);
        if self.on_idle_post(before) {
            // a row of numbers has no post: Tab goes on
            let on = self.form.key(event);
            heard = if heard == FormEvent::Moved { on } else { heard };
        }
        match heard {
            FormEvent::Save => return Wish::Save,
            FormEvent::Leave => return Wish::Leave,
            FormEvent::Changed(id) => self.react(id, shelf),
            // The list is one key away from anywhere in the head.
            FormEvent::Ignored if !self.form.in_grid() && is_add(event) => self.enter_list(shelf),
            FormEvent::Ignored | FormEvent::Moved => {}
        }
        if self.form.in_grid() && was == GRID {
            self.new_row(before);
        }
        if was == "date" && self.form.focused() != "date" {
            self.ask_received();
        }
        self.follow(shelf);
        Wish::Nothing
    }

    /// What the register knows of the names in a pasted list, once it is read.
    pub(super) fn meet(&mut self, shelf: &Shelf) {
        if let Some(preview) = &mut self.preview
            && let Some(known) = shelf.namesakes(&preview.names())
        {
            preview.meet(known);
        }
    }

    fn preview_key(&mut self, event: &KeyEvent, shelf: &Shelf) -> Wish {
        let Some(preview) = &mut self.preview else { return Wish::Nothing };
        match preview.key(event, &self.units, &shelf.words) {
            Wants::Nothing => return Wish::Nothing,
            Wants::Ask(effect) => return Wish::Have(effect),
            Wants::Leave => self.preview = None,
            Wants::Take => self.take_list(shelf),
        }
        Wish::Nothing
    }

    /// The list goes into the grid, behind what stands there.
    fn take_list(&mut self, shelf: &Shelf) {
        let Some(preview) = self.preview.take() else { return };
        let next = self.marks.iter().map(|m| m.id).min().unwrap_or(0).min(self.lowest()) - 1;
        let (rows, marks) = preview.rows(&self.units, &shelf.words, next);
        let Some(grid) = self.form.grid_mut() else { return };
        if !grid.take_in(rows, rows::says_nothing) {
            self.preview = Some(preview);
            return;
        }
        grid.check();
        self.marks.extend(marks);
        self.form.focus(GRID);
        self.react(GRID, shelf);
        self.follow(shelf);
    }

    /// The lowest hidden id in the grid.
    fn lowest(&self) -> i64 {
        self.form.grid().map_or(0, |g| g.rows().iter().map(|r| r.0).min().unwrap_or(0)).min(0)
    }

    /// From a field of the head to the list; the field is left as by Tab, so that what is highlighted there is taken.
    fn enter_list(&mut self, shelf: &Shelf) {
        if let FormEvent::Changed(id) = self.form.key(&KeyEvent::new(KeyCode::Tab, KeyModifiers::NONE)) {
            self.react(id, shelf);
        }
        self.form.focus(GRID);
    }

    /// Did the caret come, along its row or from the next, to the post of a row that counts?
    fn on_idle_post(&self, before: (usize, usize)) -> bool {
        let Some(grid) = self.form.grid().filter(|_| self.form.in_grid()) else { return false };
        let (row, col) = grid.at();
        let counts = rows::read_sort(grid, grid.cell(row, SORT)).is_some_and(|s| s.basis != Basis::Named);
        col == 2 && counts && matches!(before.1, 1 | 3) && row == before.0 && grid.cell(row, POST).is_empty()
    }

    fn spot(&self) -> (usize, usize) {
        self.form.grid().map(Grid::at).unwrap_or_default()
    }

    /// What follows from a changed value.
    pub(super) fn react(&mut self, id: &str, shelf: &Shelf) {
        match id {
            "kind" => {
                self.chosen.kind = true;
                self.suit_kind(shelf);
                self.follow_last(shelf);
            }
            "number" if !self.chosen.kind => {
                let notice = options::reads_as_notice(&self.form.text("number"));
                let kind = if notice { "notice" } else { "decision" };
                if self.form.text("kind") != kind {
                    self.form.set("kind", kind);
                    self.suit_kind(shelf);
                    self.follow_last(shelf);
                }
            }
            "authority" => self.suit_authority(shelf),
            "form" => self.chosen.form = true,
            "period" => self.chosen.period = true,
            GRID => self.pick(),
            _ => {}
        }
    }

    /// A row made below another repeats its sort and unit; numbers of the whole cluster go on with the other kind.
    fn new_row(&mut self, before: (usize, usize)) {
        let (row, col) = self.spot();
        let Some(grid) = self.form.grid_mut() else { return };
        let blank = [NAME, POST, UNIT].iter().all(|id| grid.cell(row, id).is_empty());
        if row != before.0 + 1 || !blank || col > 1 {
            return;
        }
        let above: Vec<String> = [SORT, UNIT].iter().map(|id| grid.cell(before.0, id).to_owned()).collect();
        let [sort, unit] = above.as_slice() else { return };
        let counts = rows::read_sort(grid, sort).filter(|s| s.basis != Basis::Named);
        let whole = grid.code(UNIT, unit).and_then(|c| self.units.scope(&c)) == Some(Scope::Whole);
        let (sort, unit) = match counts {
            Some(Sort { kind, basis, .. }) if whole => {
                let other = match kind {
                    RecipientKind::Collective => RecipientKind::Individual,
                    RecipientKind::Individual => RecipientKind::Collective,
                };
                let other = rows::sort_of(other, basis);
                (grid.label(SORT, other.code).unwrap_or_default().to_owned(), unit.clone())
            }
            // The next number belongs to another unit.
            Some(_) => (sort.clone(), String::new()),
            None => (sort.clone(), unit.clone()),
        };
        grid.set(row, SORT, &sort);
        grid.set(row, UNIT, &unit);
        grid.go(row, 1);
    }

    /// Notes beside the fields, and the title of the grid.
    pub(super) fn follow(&mut self, shelf: &Shelf) {
        self.follow_period(shelf);
        let (words, proposes) = (&shelf.words, self.proposes());
        let hint = if self.form.reading().is_some() { "" } else { words.get("room.ac.paste_hint") };
        if let Some(grid) = self.form.grid_mut() {
            let (collective, individual) = tally::figures(grid);
            let counted = tally::counted(collective, individual, words);
            let title = side::grid_title(proposes, &counted, words);
            grid.title(title, hint);
        }
        self.consult(shelf);
    }

    /// What is typed into the name cell now, when it can be a known name.
    fn typed_name(&self) -> Option<String> {
        let grid = self.form.grid().filter(|_| self.form.in_grid())?;
        let (row, col) = grid.at();
        if col != 1 || rows::read_sort(grid, grid.cell(row, SORT)).is_none_or(|s| s.basis != Basis::Named) {
            return None;
        }
        let typed = grid.typed()?;
        let (_, name) = person::split_rank(&typed);
        (text::fold(&name).chars().count() >= 2).then_some(name)
    }

    /// The names the register is asked for.
    pub(super) fn start(&self) -> Option<String> {
        self.typed_name()
    }

    /// Offers the names the register knows for what is typed.
    pub(super) fn offer(&mut self, shelf: &Shelf) {
        let found = self.typed_name().map(|start| shelf.parties(None, &start).to_vec()).unwrap_or_default();
        let Some(grid) = self.form.grid_mut() else { return };
        let kind = rows::read_sort(grid, grid.cell(grid.at().0, SORT)).map(|s| s.kind);
        self.offered = found
            .into_iter()
            .filter(|p| Some(p.kind) == kind)
            .map(|p| (format!("{} · {}", rows::full_name(&p.rank, &p.name), self.units.tag(p.unit)), p))
            .collect();
        // The code is never the bare name: a name typed in full is not yet a person chosen from the list.
        let choices =
            self.offered.iter().map(|(label, p)| (format!("{} ·", p.name), label.clone())).collect();
        grid.set_options(NAME, choices);
    }

    /// A name chosen from the list brings its rank, post and unit.
    fn pick(&mut self) {
        let Some(grid) = self.form.grid_mut() else { return };
        let here = grid.at().0;
        // the caret may have left the cell by now, up or down
        for row in [Some(here), here.checked_sub(1), Some(here + 1)].into_iter().flatten() {
            let cell = grid.cell(row, NAME).to_owned();
            let Some((_, party)) = self.offered.iter().find(|(label, _)| *label == cell) else { continue };
            let party = party.clone();
            grid.set(row, NAME, &rows::full_name(&party.rank, &party.name));
            if grid.cell(row, POST).is_empty() {
                grid.set(row, POST, &party.post);
            }
            if let Some(unit) = party.unit {
                grid.set(row, UNIT, &self.units.label(unit));
            }
            self.picked.push(party);
        }
    }
}

fn is_add(event: &KeyEvent) -> bool {
    ["Ctrl+N", "Insert"].iter().filter_map(|c| crate::kit::keys::Chord::parse(c)).any(|c| c.matches(event))
}
