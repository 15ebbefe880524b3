//! What is done to a decision afterwards: awards cancelled by a later decision, a count split into its parts.
//! Two small forms over the list; what they may do, and what must sum, the register decides.
use super::rows;
use super::say;
use super::units::Units;
use crate::core::act::Act;
use crate::core::award::{self, Basis, Cancelled, DecisionSheet, Part, Recipient};
use crate::core::draft::{Draft, Texts};
use crate::core::number;
use crate::core::period::PeriodKey;
use crate::core::problem::Problem;
use crate::effect::{Effect, Question};
use crate::kit::form::{Field, Form, FormEvent};
use crate::kit::grid::{Grid, GridColumn};
use crate::shelf::Shelf;
use crossterm::event::KeyEvent;

/// The name of the question which number is split, and how.
pub(super) const QUESTION: &str = "ac.split";
/// Option of everyone under the decision.
const ALL: &str = "*";
const GRID: &str = "parts";
const PART: &str = "part";
const NUMBER: &str = "number";

/// What is being done.
#[derive(Debug, Clone)]
enum Work {
    /// the rows still valid
    Cancel(Vec<i64>),
    /// the count row, its number, and the parts it may go to, by their labels
    Split(i64, Option<i64>, Vec<(String, Part)>),
}

/// One of the two forms.
#[derive(Debug, Clone)]
pub(super) struct Mend {
    decision: i64,
    pub(super) rev: i64,
    /// the period whose lock keeps its decision
    pub(super) owner: Option<PeriodKey>,
    pub(super) label: String,
    work: Work,
    /// its title, said
    pub(super) title: String,
    pub(super) form: Form,
    /// its act is under way
    pub(super) sent: bool,
}

/// A count row and the way it is split, as offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Way {
    award: i64,
    by_unit: bool,
}

fn number_of(recipient: &Recipient, shelf: &Shelf) -> String {
    let n = recipient.quantity.map_or("?".to_owned(), |n| number::count(n, shelf.words.lang));
    format!("{}: {n}", rows::label(rows::sort_of(recipient.kind, recipient.basis), &shelf.words))
}

/// The question which number to split and how; a sentence where there is none.
pub(super) fn ask(shelf: &Shelf, sheet: &DecisionSheet) -> Result<(Effect, Vec<Way>), Problem> {
    let units = Units::from(shelf);
    let words = &shelf.words;
    let (mut items, mut ways) = (Vec::new(), Vec::new());
    let counts = sheet.recipients.iter().filter(|r| r.basis != Basis::Named && r.cancelled.is_none());
    for row in counts {
        let what = format!("{}, {}", number_of(row, shelf), units.tag(row.unit));
        if row.unit.is_none() {
            items.push((what.clone(), words.get("split.by_unit").to_owned()));
            ways.push(Way { award: row.id, by_unit: true });
        }
        if sheet.head.authorities.len() > 1 {
            items.push((what, words.get("split.by_authority").to_owned()));
            ways.push(Way { award: row.id, by_unit: false });
        }
    }
    if ways.is_empty() {
        return Err(Problem::new("split.e_none"));
    }
    let title = words.get("split.pick").to_owned();
    Ok((Effect::Ask(Question::Pick { id: QUESTION, title, items, at: 0, quick: true }), ways))
}

impl Mend {
    /// The form of a cancellation; a sentence where nothing is valid any more.
    pub(super) fn cancel(shelf: &Shelf, sheet: &DecisionSheet, label: String) -> Result<Self, Problem> {
        let valid: Vec<&Recipient> = sheet.recipients.iter().filter(|r| r.cancelled.is_none()).collect();
        if valid.is_empty() {
            return Err(Problem::new("cancel.nothing"));
        }
        let units = Units::from(shelf);
        let words = &shelf.words;
        let everyone = words.fill("cancel.everyone", &[("n", &valid.len().to_string())]);
        let mut who = vec![(ALL.to_owned(), everyone)];
        who.extend(valid.iter().map(|r| {
            let name =
                if r.basis == Basis::Named { rows::full_name(&r.rank, &r.name) } else { number_of(r, shelf) };
            (r.id.to_string(), format!("{name} · {}", units.tag(r.unit)))
        }));
        let first = if let [only] = valid.as_slice() { only.id.to_string() } else { ALL.to_owned() };
        let within =
            shelf.quarter().map_or_else(|| shelf.period.calendar(), |q| (q.period.from, q.period.to));
        let fields = vec![
            Field::combo("who", "cancel.f_who", who, false).required().hint("cancel.hint").value(first),
            Field::line("number", "cancel.f_number").cells(24).required(),
            Field::date("date", "cancel.f_date", within).by(shelf.today),
            Field::line("reason", "cancel.f_reason"),
        ];
        let title = words.fill("cancel.title", &[("what", &label)]);
        let mut form = Form::new(fields).labels(18);
        form.focus(if valid.len() == 1 { "number" } else { "who" });
        Ok(Self {
            decision: sheet.head.id,
            rev: sheet.head.rev,
            owner: sheet.head.late.or(sheet.head.period),
            label,
            work: Work::Cancel(valid.iter().map(|r| r.id).collect()),
            title,
            form,
            sent: false,
        })
    }

    /// The form of a split, one row for each unit or authority; `None` where the row is gone.
    pub(super) fn split(shelf: &Shelf, sheet: &DecisionSheet, way: &Way) -> Option<Self> {
        let row = sheet.recipients.iter().find(|r| r.id == way.award)?;
        let facts = shelf.quarter()?;
        let parts: Vec<(String, Part)> = if way.by_unit {
            let units = facts.units.iter().chain(&facts.left);
            units.map(|u| (u.label(), Part { unit: Some(u.id), ..Part::default() })).collect()
        } else {
            let part = |code: &String| Part { authorities: vec![code.clone()], ..Part::default() };
            let codes = sheet.head.authorities.iter();
            codes
                .map(|code| (facts.catalogue.authority_names(std::slice::from_ref(code)), part(code)))
                .collect()
        };
        let choices = parts.iter().map(|(label, _)| (label.clone(), label.clone())).collect();
        let columns = vec![
            GridColumn::combo(PART, "split.col_part", choices, false).cells(24, 40),
            GridColumn::line(NUMBER, "split.col_number").cells(8, 12),
        ];
        let mut grid = Grid::new(GRID, columns);
        grid.fill(parts.iter().map(|(label, _)| (0, vec![label.clone(), String::new()])).collect());
        grid.go(0, 1);
        let what = number_of(row, shelf);
        let fields = vec![Field::line("reason", "split.f_reason").hint("split.h_reason")];
        let mut mend = Self {
            decision: sheet.head.id,
            rev: sheet.head.rev,
            owner: sheet.head.late.or(sheet.head.period),
            label: what.clone(),
            work: Work::Split(row.id, row.quantity, parts),
            title: shelf.words.fill("split.title", &[("what", &what)]),
            form: Form::new(fields).labels(12).with_grid(grid),
            sent: false,
        };
        mend.form.focus(GRID);
        mend.follow(shelf);
        Some(mend)
    }

    /// Which form it is for a draft, and the words key of the draft's title.
    pub(super) fn place(&self) -> (String, &'static str) {
        match &self.work {
            Work::Cancel(_) => (format!("cancel/{}", self.decision), "draft.cancel"),
            Work::Split(award, _, parts) => {
                let by = if parts.iter().any(|(_, p)| p.unit.is_some()) { "unit" } else { "authority" };
                (format!("split/{}/{award}/{by}", self.decision), "draft.split")
            }
        }
    }

    /// The form of a draft as it began; `None` where what it was about is gone.
    pub(super) fn begun(shelf: &Shelf, sheet: &DecisionSheet, draft: &Draft) -> Option<Self> {
        if draft.form() == "cancel" {
            let facts = shelf.quarter().map(std::convert::AsRef::as_ref);
            return Self::cancel(shelf, sheet, say::label(&sheet.head, facts, &shelf.words)).ok();
        }
        let mut parts = draft.record().split('/').skip(1);
        let award = parts.next()?.parse().ok()?;
        Self::split(shelf, sheet, &Way { award, by_unit: parts.next() == Some("unit") })
    }

    /// The texts of a draft, over the decision as it was read then.
    pub(super) fn come_back(&mut self, texts: &Texts, rev: i64, shelf: &Shelf) {
        self.rev = rev;
        self.form.put_back(texts);
        self.follow(shelf);
    }

    /// A key; answers the act when the form is to be saved, and whether it is to be left.
    pub(super) fn key(&mut self, event: &KeyEvent, shelf: &Shelf) -> (Option<Act>, bool) {
        let heard = self.form.key(event);
        self.follow(shelf);
        match heard {
            FormEvent::Save => (self.submit(), false),
            FormEvent::Leave => (None, true),
            _ => (None, false),
        }
    }

    /// A paste into the field or grid under the caret.
    pub(super) fn paste(&mut self, raw: &str, shelf: &Shelf) {
        self.form.paste(raw);
        self.follow(shelf);
    }

    pub(super) fn submit(&mut self) -> Option<Act> {
        if !self.form.validate() {
            return None;
        }
        let act = match &self.work {
            Work::Cancel(valid) => {
                let who = self.form.code("who").unwrap_or_default();
                award::Act::Cancel {
                    decision: self.decision,
                    rev: self.rev,
                    awards: valid.iter().copied().filter(|id| who == ALL || who == id.to_string()).collect(),
                    paper: Cancelled {
                        number: self.form.text("number"),
                        date: self.form.date("date"),
                        reason: self.form.text("reason"),
                    },
                    label: self.label.clone(),
                }
            }
            Work::Split(award, ..) => award::Act::Split {
                decision: self.decision,
                rev: self.rev,
                award: *award,
                parts: match self.parts() {
                    Ok(parts) => parts,
                    Err((row, problem)) => {
                        self.form.cell_error(row, NUMBER, problem);
                        return None;
                    }
                },
                reason: self.form.text("reason"),
                label: self.label.clone(),
            },
        };
        self.sent = true;
        Some(Act::Award(act))
    }

    /// The parts as typed; the first row that cannot be read.
    fn parts(&self) -> Result<Vec<Part>, (usize, Problem)> {
        let (Work::Split(.., known), Some(grid)) = (&self.work, self.form.grid()) else {
            return Ok(Vec::new());
        };
        let mut out = Vec::new();
        for (row, (_, cells)) in grid.rows().into_iter().enumerate() {
            let cell = |n: usize| cells.get(n).map_or("", String::as_str).trim();
            if cell(1).is_empty() {
                continue;
            }
            let quantity = number::parse_count(cell(1)).map_err(|problem| (row, problem))?;
            match known.iter().find(|(label, _)| label == cell(0)) {
                Some((_, part)) => out.push(Part { quantity, ..part.clone() }),
                None => return Err((row, Problem::new("split.e_nowhere"))),
            }
        }
        Ok(out)
    }

    /// The running sum above the rows.
    fn follow(&mut self, shelf: &Shelf) {
        let Work::Split(_, all, _) = &self.work else { return };
        let sum: i64 = self.parts().map_or(0, |parts| parts.iter().map(|p| p.quantity).sum());
        let reason = !self.form.text("reason").is_empty();
        let key = match all {
            None => "split.unknown",
            Some(all) if sum == *all => "split.even",
            Some(all) if sum > *all => "split.over",
            Some(_) if reason => "split.dropped",
            Some(_) => "split.left",
        };
        let all = all.unwrap_or(sum);
        let say = |n: i64| number::count(n, shelf.words.lang);
        let (sum_said, all_said) = (say(sum), say(all));
        let (left, over) = (say((all - sum).max(0)), say((sum - all).max(0)));
        let args = [("sum", sum_said.as_str()), ("all", &all_said), ("left", &left), ("over", &over)];
        let title = shelf.words.fill(key, &args);
        if let Some(grid) = self.form.grid_mut() {
            grid.title(title, "");
        }
    }

    /// Is it a cancellation?
    pub(super) fn cancels(&self) -> bool {
        matches!(self.work, Work::Cancel(_))
    }

    /// Words key of its keys, shown above the footer.
    pub(super) fn keys(&self) -> &'static str {
        match self.work {
            _ if self.form.reading().is_some() => "room.ac.keys_reading",
            Work::Cancel(_) => "cancel.keys",
            Work::Split(..) => "split.keys",
        }
    }

    /// A refusal stands at the field it speaks of.
    pub(super) fn refused(&mut self, problem: &Problem) {
        self.sent = false;
        let field = match problem.key {
            "cancel.number_missing" => "number",
            "cancel.nobody" | "cancel.already" => "who",
            "split.e_more" => "reason",
            _ => return,
        };
        self.form.error(field, problem.clone());
        self.form.focus(field);
    }
}
