//! The decision's form on its way into the register: checked, made an act, and what a refusal marks.
//! The register decides; here its sentences are only put where they belong.
use super::entry::Entry;
use super::options;
use super::rows::{self, Known, NAME};
use crate::core::act::Act;
use crate::core::award::{self, Decision, DecisionKind, Recipient};
use crate::core::period::PeriodKey;
use crate::core::problem::{Arg, Problem};
use crate::core::proposal::{self, Proposal};
use crate::shelf::Shelf;

impl Entry {
    /// Checks everything; the act to write it, or `None` with the errors marked.
    pub(super) fn submit(&mut self, shelf: &Shelf) -> Result<Act, Option<Problem>> {
        if !self.form.validate() {
            return Err(None);
        }
        let Some(grid) = self.form.grid() else { return Err(None) };
        let known = Known {
            units: &self.units,
            old: &self.old,
            picked: &self.picked,
            words: &shelf.words,
            marks: &self.marks,
        };
        let read = match rows::read(grid, &known) {
            Ok(read) if read.is_empty() => {
                let problem = Problem::new("room.ac.e_nobody");
                self.form.cell_error(0, NAME, problem.clone());
                return Err(Some(problem));
            }
            Ok(read) => read,
            Err(wrong) => {
                self.form.cell_error(wrong.row, wrong.column, wrong.problem);
                return Err(None);
            }
        };
        let (places, mut recipients): (Vec<usize>, Vec<Recipient>) = read.into_iter().unzip();
        self.link(&mut recipients);
        let decision = self.decision(shelf);
        self.sent = Some((decision, recipients, places));
        self.same = None;
        self.resend().ok_or(None)
    }

    fn decision(&self, shelf: &Shelf) -> Decision {
        let form = &self.form;
        let date = form.date("date");
        let kind = if form.text("kind") == "notice" { DecisionKind::Notice } else { DecisionKind::Decision };
        let chosen =
            form.code("period").and_then(|code| PeriodKey::parse(&code)).unwrap_or_else(|| shelf.leaf());
        Decision {
            id: self.id,
            rev: self.rev,
            kind,
            number: options::bare_number(&form.text("number")),
            date,
            received: if date.is_none() { form.date("received") } else { None },
            authorities: form.code("authority").unwrap_or_default().split(',').map(str::to_owned).collect(),
            form: form.code("form").unwrap_or_default(),
            signer: form.text("signer"),
            nature: form.code("nature").as_deref().and_then(options::nature),
            subject: form.text("subject"),
            note: form.text("note"),
            campaign: form.code("campaign").and_then(|id| id.parse().ok()),
            // A decision's day of signing outside every period is refused by the register, never given to another quarter.
            period: (kind == DecisionKind::Notice || date.is_none()).then_some(chosen),
            late: self.late,
            proposal: self.side.answers,
            guard: String::new(),
        }
    }

    /// Was it this form that wrote?
    pub(super) fn take_sent(&mut self) -> Option<(Decision, Vec<Recipient>, Vec<usize>)> {
        self.sent.take()
    }

    /// The same act again, with the answer about a name that is already there.
    pub(super) fn again(&mut self, same: bool) -> Option<Act> {
        self.same = Some(same);
        self.resend()
    }

    /// The same act again, with the reason for rows the guard asks about.
    pub(super) fn reasoned(&mut self, reason: &str) -> Option<Act> {
        let (decision, ..) = self.sent.as_mut()?;
        reason.clone_into(&mut decision.guard);
        self.resend()
    }

    pub(super) fn resend(&self) -> Option<Act> {
        let (decision, recipients, _) = self.sent.clone()?;
        if self.proposes() {
            let act = proposal::Act::Save { proposal: told(decision), nominees: recipients, same: self.same };
            return Some(Act::Proposal(act));
        }
        Some(Act::Award(award::Act::Save { decision, recipients, same: self.same }))
    }

    /// The same act again, as a late paper that the report of that period prints.
    pub(super) fn as_late(&mut self, next: PeriodKey) -> Option<Act> {
        self.late = Some(next);
        let (decision, ..) = self.sent.as_mut()?;
        decision.late = Some(next);
        self.resend()
    }

    /// A refusal stands at the field it speaks of, as far as it can be told.
    pub(super) fn refused(&mut self, problem: &Problem) {
        let field = match problem.key {
            "problem.store_locked" | "problem.period_approved" => "period",
            "problem.store_date_locked"
            | "problem.store_date_approved"
            | "problem.store_no_period"
            | "problem.store_no_date" => "date",
            "problem.store_authority_missing" | "problem.store_authority_unknown" => "authority",
            "problem.store_form_unknown" => "form",
            _ => "",
        };
        if !field.is_empty() {
            let field = if field == "date" && self.form.text("date").is_empty() { "received" } else { field };
            self.form.error(field, problem.clone());
            self.form.focus(field);
            return;
        }
        let row = |name: &str| {
            problem.args.iter().find_map(|(n, arg)| match arg {
                Arg::Num(row) if *n == name => usize::try_from(*row).ok()?.checked_sub(1),
                _ => None,
            })
        };
        let Some((_, _, places)) = &self.sent else { return };
        if let Some(place) = row("second").or_else(|| row("row")).and_then(|r| places.get(r).copied()) {
            self.form.cell_error(place, NAME, problem.clone());
        }
    }
}

/// The head of a proposal, typed in the same fields as that of a decision.
fn told(head: Decision) -> Proposal {
    Proposal {
        id: head.id,
        rev: head.rev,
        number: head.number,
        date: head.date,
        authorities: head.authorities,
        form: head.form,
        nature: head.nature,
        subject: head.subject,
        note: head.note,
        period: head.period,
        guard: head.guard,
        ..Proposal::default()
    }
}
