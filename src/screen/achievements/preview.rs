//! A pasted list before it goes into the grid: what was read, what has to be decided, what was passed over. One row is
//! decided at a time, or all that ask the same; nothing of the form is touched until it is taken over.
use super::rows::{self, Mark};
use super::say;
use super::units::Units;
use crate::core::award::{Basis, Party, RecipientKind};
use crate::core::draft::Pasted;
use crate::core::list::{Choice, Doubt, Fate, List, ListRow, Place, What, Who};
use crate::core::problem::{Arg, Problem};
use crate::core::text;
use crate::core::unit::UnitId;
use crate::core::words::Words;
use crate::effect::{Effect, Question};
use crate::kit::keys::{Chord, Row};
use crate::kit::table::Cursor;
use crossterm::event::KeyEvent;
use std::cell::Cell;

/// Keys of the preview; it answers them itself.
pub(super) const ROWS: &[Row] = &[
    Row::new(&["Ctrl+S"], "list.key_take", 2, None),
    Row::new(&["Esc"], "list.key_leave", 3, None),
    Row::new(&["Enter"], "list.key_decide", 4, None),
    Row::new(&["Tab"], "list.key_next", 5, None),
    Row::new(&["F2"], "list.key_change", 6, None),
    Row::new(&["F3"], "list.key_skipped", 7, None),
    Row::new(&["F4"], "list.key_units", 8, None),
    Row::new(&["Delete"], "list.key_out", 9, None),
    Row::new(&["Shift+Tab"], "list.key_before", 0, None),
];

/// So many units are named where people of one name stand; the question itself has them all.
const SHOWN_UNITS: usize = 4;

/// What a key wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wants {
    Nothing,
    /// the rows go into the grid
    Take,
    /// the form as it was
    Leave,
    Ask(Box<Effect>),
}

/// What an item of the question does.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Item {
    choice: Choice,
    /// for all rows that ask the same
    all: bool,
}

/// An item as offered: its label and note.
type Offered = ((String, String), Item);

/// A list being looked through.
#[derive(Debug, Clone)]
pub(super) struct Preview {
    pub(super) list: List,
    /// the paste itself with what was decided, for a draft
    pub(super) pasted: Pasted,
    pub(super) cursor: Cursor,
    /// the lines passed over are shown
    pub(super) skipped: bool,
    pub(super) lines: Cursor,
    /// rows the form holds already
    pub(super) held: usize,
    /// those of them with a name
    there: Vec<(RecipientKind, UnitId, String)>,
    /// those of the register that bear the names of the list, once they were read
    known: Option<Vec<Party>>,
    /// a key was pressed: the selection is the user's
    touched: bool,
    /// rows and answers of the question that lies open
    asked: Vec<Item>,
    about: Vec<usize>,
    /// rows of the body when drawn last
    pub(super) page: Cell<usize>,
}

impl Preview {
    /// Of a list that was read.
    pub(super) fn new(
        list: List,
        pasted: Pasted,
        there: Vec<(RecipientKind, UnitId, String)>,
        held: usize,
    ) -> Self {
        let empty = list.rows.is_empty();
        let mut preview = Self {
            list,
            pasted,
            cursor: Cursor::default(),
            skipped: empty,
            lines: Cursor::default(),
            held,
            there,
            known: None,
            touched: false,
            asked: Vec::new(),
            about: Vec::new(),
            page: Cell::new(10),
        };
        for (at, step) in preview.pasted.steps.clone() {
            match step {
                Some(choice) => preview.list.decide(at, &choice),
                None => preview.list.toggle(at),
            }
        }
        preview.compare();
        preview.jump(true, true);
        preview
    }
    fn compare(&mut self) {
        let known = self.known.clone().unwrap_or_default();
        self.list.compare_with(&known, &self.there);
    }
    /// The names the register is asked for, until it has answered.
    pub(super) fn names(&self) -> Vec<String> {
        self.list.names()
    }
    /// The register's answer.
    pub(super) fn meet(&mut self, known: &[Party]) {
        if self.known.is_none() {
            self.known = Some(known.to_vec());
            self.compare();
            if !self.touched {
                self.cursor.at = 0;
                self.jump(true, true);
            }
        }
    }
    /// The selected row.
    pub(super) fn row(&self) -> Option<&ListRow> {
        self.list.rows.get(self.cursor.at)
    }
    /// Goes to the next row to decide, or the one before, round the ends. `here`: the selected one may stay.
    fn jump(&mut self, forward: bool, here: bool) {
        let len = self.list.rows.len();
        let from = usize::from(!here);
        let step =
            |n: usize| if forward { (self.cursor.at + n) % len } else { (self.cursor.at + len - n) % len };
        let found =
            (from..len + from).map(step).find(|n| self.list.rows.get(*n).is_some_and(ListRow::doubtful));
        if let Some(at) = found {
            self.cursor.at = at;
        }
    }

    /// A key.
    pub(super) fn key(&mut self, event: &KeyEvent, units: &Units, words: &Words) -> Wants {
        let on = |chord: &str| Chord::parse(chord).is_some_and(|c| c.matches(event));
        let page = self.page.get().max(1);
        self.touched = true;
        if self.skipped {
            if on("Esc") && self.list.rows.is_empty() {
                return Wants::Leave;
            }
            if on("Esc") || on("F3") || on("Enter") {
                self.skipped = self.list.rows.is_empty();
            } else {
                self.lines.key(event, self.list.lines.len(), page);
            }
            return Wants::Nothing;
        }
        if on("Esc") {
            return Wants::Leave;
        }
        if on("Tab") || on("Shift+Tab") {
            self.jump(on("Tab"), false);
        } else if on("F3") {
            self.skipped = true;
        } else if on("Delete") {
            self.list.toggle(self.cursor.at);
            self.pasted.steps.push((self.cursor.at, None));
            self.compare();
        } else if on("F2") {
            return self.ask(units, words);
        } else if on("F4") {
            return self.ask_unit(units, words);
        } else if on("Enter") && self.row().is_some_and(ListRow::doubtful) {
            return self.ask(units, words);
        } else if on("Enter") || on("Ctrl+S") {
            let left = self.list.counts().1;
            if left == 0 {
                return Wants::Take;
            }
            self.jump(true, true);
            return Wants::Ask(Box::new(Effect::Say(Problem::new("list.e_left").num("n", left as i64))));
        } else {
            self.cursor.key(event, self.list.rows.len(), page);
        }
        Wants::Nothing
    }

    /// The question about the selected row: what it doubts, else whose it is.
    fn ask(&mut self, units: &Units, words: &Words) -> Wants {
        let Some(row) = self.row().cloned() else { return Wants::Nothing };
        let alike = self.list.alike(self.cursor.at).len();
        let mut items: Vec<Offered> = Vec::new();
        let mut add = |label: String, choice: Choice, all: bool| {
            items.push(((label, String::new()), Item { choice, all }));
        };
        let word = |key: &str| words.get(key).to_owned();
        let n = alike.to_string();
        match row.doubts.first().filter(|_| row.doubtful()) {
            Some(Doubt::Kind) => {
                add(word("room.ac.sort_individual"), Choice::Kind(RecipientKind::Individual), false);
                add(word("room.ac.sort_collective"), Choice::Kind(RecipientKind::Collective), false);
            }
            Some(Doubt::UnitItself) => {
                add(word("list.a_itself"), Choice::Kind(RecipientKind::Collective), false);
            }
            Some(Doubt::NoName) => {}
            Some(Doubt::Left(text)) => {
                if row.basis == Basis::Named {
                    add(words.fill("list.a_post", &[("text", text)]), Choice::Post(text.clone()), false);
                }
                add(words.fill("list.a_drop", &[("text", text)]), Choice::Drop, false);
            }
            Some(Doubt::Twice(_) | Doubt::InForm) => {
                add(word("list.a_once"), Choice::Out, false);
                add(word("list.a_two"), Choice::Another, false);
            }
            Some(Doubt::Known(id, _)) => {
                add(word("list.a_same"), Choice::Same(*id), false);
                add(word("list.a_other"), Choice::Another, false);
                if alike > 1 {
                    add(words.fill("list.a_same_all", &[("n", &n)]), Choice::Same(*id), true);
                }
            }
            Some(Doubt::Elsewhere(nearest)) => {
                return self.ask_who(nearest, &row, units, words);
            }
            Some(Doubt::UnitAbove(unit)) => {
                add(
                    words.fill("list.a_above", &[("unit", &units.label(*unit))]),
                    Choice::Place(Place::Unit(*unit)),
                    false,
                );
                if alike > 1 {
                    let args = [("unit", units.label(*unit)), ("n", n.clone())];
                    let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
                    add(words.fill("list.a_above_all", &args), Choice::Place(Place::Unit(*unit)), true);
                }
                places(&row, units, Some(std::slice::from_ref(unit)), &mut add);
            }
            Some(Doubt::UnitSeveral(of)) => places(&row, units, Some(of), &mut add),
            Some(Doubt::NoUnit | Doubt::UnitUnknown(_)) | None => places(&row, units, None, &mut add),
        }
        add(word("list.a_mend"), Choice::Mend, false);
        add(word("list.a_out"), Choice::Out, false);
        let title = match row.doubts.first().filter(|_| row.doubtful()) {
            Some(doubt) => words.say(&question(doubt, &row, units)),
            None => words.fill("list.change_title", &[("name", &shown_name(&row))]),
        };
        self.put(vec![self.cursor.at], items, title)
    }

    /// The same person, moved here, or another of that name: one key each.
    fn ask_who(&mut self, nearest: &[Party], row: &ListRow, units: &Units, words: &Words) -> Wants {
        let item = |choice, all| Item { choice, all };
        let mut items: Vec<Offered> = nearest
            .iter()
            .map(|p| (say::candidate(p, &row.name, units, words), item(Choice::Same(p.id), false)))
            .collect();
        items.push((say::another(words), item(Choice::Another, false)));
        let alike = self.list.alike(self.cursor.at).len();
        if alike > 1 {
            let all = words.fill("who.all_others", &[("n", &alike.to_string())]);
            items.push(((all, String::new()), item(Choice::Another, true)));
        }
        items.push(((words.get("list.a_mend").to_owned(), String::new()), item(Choice::Mend, false)));
        items.push(((words.get("list.a_out").to_owned(), String::new()), item(Choice::Out, false)));
        let unit = if let Some(Place::Unit(id)) = row.place { Some(id) } else { None };
        let args = [("name", shown_name(row)), ("unit", units.tag(unit))];
        let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
        self.put(vec![self.cursor.at], items, words.fill(say::who_title(nearest, &row.name), &args))
    }

    /// A unit for all rows that have none, or for all.
    fn ask_unit(&mut self, units: &Units, words: &Words) -> Wants {
        let lacking = |r: &ListRow| r.fate != Fate::Out && r.place.is_none();
        let open: Vec<usize> =
            self.list.rows.iter().enumerate().filter(|(_, r)| lacking(r)).map(|(n, _)| n).collect();
        let (about, key) = if open.is_empty() {
            ((0..self.list.rows.len()).collect(), "list.units_all")
        } else {
            (open, "list.units_open")
        };
        let mut items = Vec::new();
        for unit in units.offered() {
            let item = Item { choice: Choice::Place(Place::Unit(unit.id)), all: false };
            items.push(((unit.label(), String::new()), item));
        }
        let title = words.fill(key, &[("n", &about.len().to_string())]);
        self.put(about, items, title)
    }

    fn put(&mut self, about: Vec<usize>, items: Vec<Offered>, title: String) -> Wants {
        let labels = items.iter().map(|(label, _)| label.clone()).collect();
        self.asked = items.into_iter().map(|(_, item)| item).collect();
        self.about = about;
        Wants::Ask(Box::new(Effect::Ask(Question::Pick {
            id: "ac.list",
            title,
            items: labels,
            at: 0,
            quick: true,
        })))
    }

    /// The answer to the question; on to the next row to decide.
    pub(super) fn answer(&mut self, n: usize) {
        let Some(item) = self.asked.get(n).cloned() else { return };
        let mut rows = std::mem::take(&mut self.about);
        if item.all
            && let Some(first) = rows.first()
        {
            rows = self.list.alike(*first);
        }
        for at in rows {
            let own = match self.list.rows.get(at).and_then(|r| r.doubts.first()) {
                Some(Doubt::Known(id, _)) if matches!(item.choice, Choice::Same(_)) => Choice::Same(*id),
                _ => item.choice.clone(),
            };
            self.list.decide(at, &own);
            self.pasted.steps.push((at, Some(own)));
        }
        self.asked.clear();
        self.compare();
        self.jump(true, true);
    }

    /// The rows for the grid with what was decided about them, and which still have to be mended: place among the rows,
    /// column, sentence. `next`: the hidden id of the first.
    pub(super) fn rows(
        &self,
        units: &Units,
        words: &Words,
        next: i64,
    ) -> (Vec<(i64, Vec<String>)>, Vec<Mark>) {
        let (mut out, mut marks) = (Vec::new(), Vec::new());
        for (row, id) in self.list.rows.iter().filter(|r| r.fate != Fate::Out).zip((i64::MIN..=next).rev()) {
            let unit = match row.place {
                Some(Place::Unit(unit)) => units.label(unit),
                Some(Place::Whole) => units.whole.clone(),
                None => unread_unit(row),
            };
            let sort = rows::label(rows::sort_of(row.kind, row.basis), words);
            out.push((id, vec![sort, shown_name(row), row.post.clone(), unit]));
            if row.who != Who::Unasked {
                marks.push(Mark {
                    id,
                    kind: row.kind,
                    unit: if let Some(Place::Unit(unit)) = row.place { Some(unit) } else { None },
                    name: text::same_key(&row.name),
                    who: row.who,
                });
            }
        }
        (out, marks)
    }

    /// The line a row was read from.
    pub(super) fn source(&self, row: &ListRow) -> &str {
        self.list.lines.iter().find(|l| l.at == row.line).map_or("", |l| l.text.as_str())
    }

    /// Is there anything passed over to be looked at?
    pub(super) fn has_skipped(&self) -> bool {
        self.list.lines.iter().any(|l| matches!(l.what, What::Skipped(_)))
    }
}

/// What stands where the unit could not be read: so that the grid can mark it.
fn unread_unit(row: &ListRow) -> String {
    row.doubts
        .iter()
        .find_map(|d| if let Doubt::UnitUnknown(text) = d { Some(text.clone()) } else { None })
        .unwrap_or_default()
}

/// Units to choose from: those in question first, then all; the whole cluster where numbers may belong to it.
fn places(
    row: &ListRow,
    units: &Units,
    first: Option<&[UnitId]>,
    add: &mut impl FnMut(String, Choice, bool),
) {
    let first = first.unwrap_or_default();
    for id in first {
        add(units.label(*id), Choice::Place(Place::Unit(*id)), false);
    }
    for unit in units.offered().iter().filter(|u| !first.contains(&u.id)) {
        add(unit.label(), Choice::Place(Place::Unit(unit.id)), false);
    }
    if row.basis != Basis::Named {
        add(units.whole.clone(), Choice::Place(Place::Whole), false);
    }
}

/// Rank and name, or the number, as the grid shows it.
pub(super) fn shown_name(row: &ListRow) -> String {
    match (row.basis, row.quantity) {
        (Basis::Named, _) => rows::full_name(&row.rank, &row.name),
        (_, Some(n)) => n.to_string(),
        (_, None) => "?".to_owned(),
    }
}

/// The question of a doubt.
pub(super) fn question(doubt: &Doubt, row: &ListRow, units: &Units) -> Problem {
    let said = |key| Problem::new(key).num("row", row.line as i64).text("name", shown_name(row));
    let here = match row.place {
        Some(Place::Unit(id)) => units.tag(Some(id)),
        _ => String::new(),
    };
    match doubt {
        Doubt::NoUnit if row.basis == Basis::Named => said("list.q_no_unit"),
        Doubt::NoUnit => said("list.q_whose"),
        Doubt::UnitAbove(id) => said("list.q_above").text("unit", units.tag(Some(*id))),
        Doubt::UnitUnknown(text) => said("list.q_unknown").text("text", text.clone()),
        Doubt::UnitSeveral(ids) => {
            let tags: Vec<String> = ids.iter().map(|id| units.tag(Some(*id))).collect();
            said("list.q_several").text("units", tags.join(", "))
        }
        Doubt::Kind => said("list.q_kind"),
        Doubt::UnitItself => said("list.q_itself"),
        Doubt::NoName => said("list.q_no_name"),
        Doubt::Left(text) => said("list.q_left").text("text", text.clone()),
        Doubt::Twice(line) => said("list.q_twice").with("line", Arg::Num(*line as i64)).text("unit", here),
        Doubt::InForm => said("list.q_form").text("unit", here),
        Doubt::Elsewhere(nearest) => {
            let mut there: Vec<String> =
                nearest.iter().take(SHOWN_UNITS).map(|p| units.tag(p.unit)).collect();
            there.extend((nearest.len() > SHOWN_UNITS).then(|| "…".to_owned()));
            let n = nearest.len() as i64;
            said("list.q_elsewhere").text("unit", here).text("units", there.join(", ")).num("n", n)
        }
        Doubt::Known(_, rank) => {
            said("list.q_known").text("unit", here).text("known", rows::full_name(rank, &row.name))
        }
    }
}
