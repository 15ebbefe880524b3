//! What the fields of a decision's head bring with them: the form a kind or an authority gives, the day received, the
//! period it counts in. It proposes; what the user typed himself stays.
use super::entry::Entry;
use super::options;
use crate::shelf::Shelf;

impl Entry {
    /// A notice commends by the form that stands on the line of notices; a decision does not.
    pub(super) fn suit_kind(&mut self, shelf: &Shelf) {
        let notice = self.form.text("kind") == "notice";
        let form = self.form.code("form").unwrap_or_default();
        let Some(fit) = options::form_for(shelf, notice, &form) else { return };
        if !options::allows(shelf, &fit, &self.form.code("authority").unwrap_or_default()) {
            let authority = options::authority_for(shelf, &fit);
            self.form.set("authority", &authority);
        }
        let authority = self.form.code("authority").unwrap_or_default();
        self.form.set_options("form", options::forms(shelf, &authority, &form));
        self.form.set("form", &fit);
    }

    /// A form that none of the authorities chosen gives is replaced by one they do give.
    pub(super) fn suit_authority(&mut self, shelf: &Shelf) {
        let authority = self.form.code("authority").unwrap_or_default();
        let form = self.form.code("form").unwrap_or_default();
        self.form.set_options("form", options::forms(shelf, &authority, &form));
        if authority.is_empty() || self.chosen.form || options::allows(shelf, &form, &authority) {
            return;
        }
        if let Some(usual) = options::usual_form(shelf, &authority) {
            self.form.set("form", &usual);
            if self.form.focused() == "form" {
                // typing another replaces it, as it would have the old one
                self.form.focus("form");
            }
        }
    }

    /// The day it was received is asked for once the day of signing was passed over.
    pub(super) fn ask_received(&mut self) {
        let empty = self.form.text("date").is_empty();
        self.undated = empty;
        let next = if self.proposes() { "period" } else { "received" };
        self.form.show(next, empty);
        if empty && self.form.focused() == "authority" {
            self.form.focus(next);
        }
    }

    /// The period it counts in: asked for where the day of signing does not tell it (a notice counts in its month, a paper
    /// without its day in the period chosen), otherwise said beside the day.
    pub(super) fn follow_period(&mut self, shelf: &Shelf) {
        let notice = self.form.text("kind") == "notice";
        if !self.form.text("date").is_empty() {
            self.undated = false;
            self.form.show("received", false);
        }
        let signed = self.form.date("date");
        let asked = notice || self.undated;
        self.form.show("period", asked);
        if !self.chosen.period {
            let day = signed.or_else(|| self.form.date("received"));
            let follows = options::period_of(shelf, day).unwrap_or_else(|| shelf.leaf()).code();
            if self.form.code("period").as_ref() != Some(&follows) {
                self.form.set("period", &follows);
            }
        }
        let note = if asked { String::new() } else { options::period_note(shelf, signed) };
        self.form.note("date", &note);
    }
}
