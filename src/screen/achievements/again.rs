//! A new decision's form that begins as one before: copied, with or without those commended, or filled on the pattern chosen.
//! What is typed of number, day and list stays.
use super::entry::Entry;
use super::model::pattern;
use super::options;
use super::rows::{self, Mark};
use crate::core::award::{Basis, Decision, DecisionKind, DecisionSheet};
use crate::core::date;
use crate::core::guard::Paper;
use crate::core::list::Who;
use crate::core::text;
use crate::shelf::Shelf;

impl Entry {
    /// A new one on the pattern of a decision of the register.
    pub(super) fn copy(shelf: &Shelf, sheet: &DecisionSheet, people: bool) -> Self {
        let mut entry = Self::build(shelf, &pattern(&sheet.head), Vec::new(), Paper::Decision);
        entry.chosen.kind = true;
        let valid = sheet.recipients.iter().filter(|r| people && r.cancelled.is_none());
        let (mut cells, mut marks) = (Vec::new(), Vec::new());
        for (id, r) in (i64::MIN..0).rev().zip(valid) {
            cells.push((id, rows::cells(r, &entry.units, &shelf.words)));
            if let (Basis::Named, Some(party)) = (r.basis, r.party) {
                let name = text::same_key(&r.name);
                marks.push(Mark { id, kind: r.kind, unit: r.unit, name, who: Who::Same(party) });
            }
        }
        entry.marks = marks;
        if let Some(grid) = entry.form.grid_mut()
            && !cells.is_empty()
        {
            grid.fill(cells);
        }
        entry.form.focus("number");
        entry.follow(shelf);
        entry
    }

    /// Takes over what the chosen pattern says; what is typed of number, day and list stays.
    pub(super) fn follow_model(&mut self, of: &Decision, shelf: &Shelf) {
        let new = pattern(of);
        let authorities = new.authorities.join(",");
        self.form.set("kind", if new.kind == DecisionKind::Notice { "notice" } else { "decision" });
        self.form.set_options("authority", options::authorities(shelf, &authorities));
        self.form.set("authority", &authorities);
        self.form.set_options("form", options::forms(shelf, &authorities, &new.form));
        self.form.set("form", &new.form);
        self.form.set("subject", &new.subject);
        self.form.set("signer", &new.signer);
        self.form.set("nature", new.nature.map(options::nature_code).unwrap_or_default());
        self.form.set("campaign", &new.campaign.map(|id| id.to_string()).unwrap_or_default());
        (self.chosen.kind, self.chosen.form) = (true, true);
        let at = if self.form.text("number").is_empty() { "number" } else { "date" };
        self.form.focus(at);
        self.follow(shelf);
    }

    /// What Ctrl+D puts into a field of the head: that of the last paper of the same kind.
    pub(super) fn follow_last(&mut self, shelf: &Shelf) {
        let notice = self.form.text("kind") == "notice";
        let kind = if notice { DecisionKind::Notice } else { DecisionKind::Decision };
        let Some(last) = shelf.models().iter().find(|d| d.kind == kind) else { return };
        let new = pattern(last);
        for (id, value) in [
            ("date", last.date.map(date::full).unwrap_or_default()),
            ("authority", new.authorities.join(",")),
            ("form", new.form),
            ("signer", new.signer),
            ("subject", new.subject),
            ("nature", new.nature.map(options::nature_code).unwrap_or_default().to_owned()),
            ("campaign", new.campaign.map(|id| id.to_string()).unwrap_or_default()),
        ] {
            if !value.is_empty() {
                self.form.set_repeat(id, &value);
            }
        }
    }
}
