//! The forms of room 2 as drafts, and beside their records as the register has them now. A decision's draft holds its
//! rows too; who was chosen by name from the register is asked again, by the register itself.
use super::deed::Deed;
use super::entry::{Chosen, Entry};
use super::mend::Mend;
use super::side::tomorrow;
use super::{Open, State, Tab, Wanted, options};
use crate::core::achievement::Achievement;
use crate::core::draft::Draft;
use crate::core::guard::Paper;
use crate::kit::compare::Comparison;
use crate::screen::saving::{self, Now};
use crate::shelf::Shelf;

/// `award/123`, `award/new`.
fn place(form: &str, id: i64) -> String {
    if id == 0 { format!("{form}/new") } else { format!("{form}/{id}") }
}

/// The open form as a draft; of one that is about to open only the place.
pub fn draft(state: &State, shelf: &Shelf) -> Option<Draft> {
    let wanted = |form: &str, id: i64| Draft {
        place: place(form, id),
        title: String::new(),
        body: crate::core::draft::Body::default(),
    };
    Some(match &state.open {
        Open::Entry(entry) => {
            let (form, id, title) = match (entry.side.paper, entry.side.answers, entry.exists()) {
                (Paper::Proposal, _, true) => ("proposal", entry.id, "draft.proposal"),
                (Paper::Proposal, _, false) => ("proposal", 0, "draft.proposal_new"),
                (_, Some(of), _) => ("answer", of, "draft.award_new"),
                (_, None, true) => ("award", entry.id, "draft.award"),
                (_, None, false) => ("award", 0, "draft.award_new"),
            };
            let said = |id: &str| Some(entry.form.text(id)).filter(|t| !t.is_empty());
            let what = said("number").or_else(|| said("subject")).unwrap_or_default();
            let mut draft = saving::draft(place(form, id), (title, &what), entry.rev, &entry.form, shelf);
            draft.body.list = entry.preview.as_ref().map(|p| Box::new(p.pasted.clone()));
            draft
        }
        Open::Deed(deed) => {
            let title = if deed.exists() { "draft.deed" } else { "draft.deed_new" };
            let what = deed.form.text("content");
            saving::draft(place("deed", deed.id), (title, &what), deed.rev, &deed.form, shelf)
        }
        Open::Wanted(Wanted::New | Wanted::Count | Wanted::Copy(..)) => wanted("award", 0),
        Open::Wanted(Wanted::Decision(id)) => wanted("award", *id),
        Open::Wanted(Wanted::NewDeed) => wanted("deed", 0),
        Open::Wanted(Wanted::Deed(id)) => wanted("deed", *id),
        Open::Wanted(Wanted::NewProposal | Wanted::Propose(_)) => wanted("proposal", 0),
        Open::Wanted(Wanted::Proposal(id)) => wanted("proposal", *id),
        Open::Wanted(Wanted::Answer(id)) => wanted("answer", *id),
        Open::Mend(mend) => {
            let (place, title) = mend.place();
            saving::draft(place, (title, &mend.label), mend.rev, &mend.form, shelf)
        }
        Open::Nothing | Open::Page(_) | Open::Proposed(_) => return None,
    })
}

/// A draft is about to be opened: what its form needs is asked for.
pub fn prepare(state: &mut State, draft: &Draft) {
    (state.tab, state.open) = match (draft.form(), draft.id()) {
        ("award", 0) => (Tab::Awards, Open::Wanted(Wanted::New)),
        ("award" | "cancel" | "split", id) => (Tab::Awards, Open::Wanted(Wanted::Decision(id))),
        ("proposal", 0) => (Tab::Proposals, Open::Wanted(Wanted::NewProposal)),
        ("proposal", id) => (Tab::Proposals, Open::Wanted(Wanted::Proposal(id))),
        ("answer", id) => (Tab::Proposals, Open::Wanted(Wanted::Answer(id))),
        ("deed", 0) => (Tab::Acts, Open::Wanted(Wanted::NewDeed)),
        (_, id) => (Tab::Acts, Open::Wanted(Wanted::Deed(id))),
    };
}

/// Opens the form of a draft.
pub fn restore(state: &mut State, shelf: &Shelf, draft: &Draft) -> bool {
    let read = shelf.quarter().is_some() && shelf.roster().is_some() && shelf.movement().is_some();
    let id = draft.id();
    let texts = &draft.body.texts;
    if matches!(draft.form(), "proposal" | "answer") {
        let Some(mut entry) = begun(state, shelf, draft).filter(|_| read) else { return false };
        entry.form.put_back(texts);
        entry.come_back(shelf);
        entry.look_again(draft.body.list.as_deref());
        state.open = Open::Entry(Box::new(entry));
        return true;
    }
    if matches!(draft.form(), "cancel" | "split") {
        let (true, Some(Some(sheet))) = (read, shelf.decision(id)) else { return false };
        let Some(mut mend) = Mend::begun(shelf, sheet, draft) else { return false };
        mend.come_back(texts, draft.body.rev, shelf);
        mend.form.read_only(mend.closed(shelf));
        state.open = Open::Mend(Box::new(mend));
        return true;
    }
    if draft.form() == "award" {
        let sheet = if id == 0 { Some(&None) } else { shelf.decision(id) };
        let (true, Some(sheet)) = (read, sheet) else { return false };
        let mut entry = match sheet {
            Some(sheet) => Entry::open(shelf, sheet),
            None => Entry::new(shelf, &state.habit, false),
        };
        (entry.id, entry.rev) = (id, draft.body.rev);
        entry.form.put_back(texts);
        entry.come_back(shelf);
        entry.look_again(draft.body.list.as_deref());
        state.open = Open::Entry(Box::new(entry));
        return true;
    }
    let sheet = if id == 0 { Some(&None) } else { shelf.achievement(id) };
    let (true, Some(sheet)) = (read, sheet) else { return false };
    let act = sheet.as_ref().map_or_else(Achievement::default, |s| s.achievement.clone());
    let mut deed = Deed::new(shelf, &act);
    (deed.id, deed.rev) = (id, draft.body.rev);
    deed.form.put_back(texts);
    deed.follow(shelf);
    state.open = Open::Deed(Box::new(deed));
    true
}

/// The form of a proposal, or of the decision that answers one, as it began; `None`: what it needs is not read yet.
fn begun(state: &State, shelf: &Shelf, draft: &Draft) -> Option<Entry> {
    let id = draft.id();
    let sheet = if id == 0 { None } else { shelf.proposal(id)?.as_ref() };
    if draft.form() == "answer" {
        return Some(
            sheet.map_or_else(
                || Entry::new(shelf, &state.habit, false),
                |sheet| Entry::answering(shelf, sheet),
            ),
        );
    }
    shelf.overdue(tomorrow(shelf), false)?;
    let mut entry = match sheet {
        Some(sheet) => Entry::open_proposal(shelf, sheet),
        None => Entry::propose(shelf),
    };
    (entry.id, entry.rev) = (id, draft.body.rev);
    Some(entry)
}

impl Entry {
    /// Texts were put in at once: options and notes follow them, and nothing is proposed over them.
    fn come_back(&mut self, shelf: &Shelf) {
        self.chosen = Chosen { kind: true, form: true, period: true };
        self.undated = self.form.text("date").is_empty();
        let authority = self.form.code("authority").unwrap_or_default();
        let used = self.form.code("form").unwrap_or_default();
        self.form.set_options("form", options::forms(shelf, &authority, &used));
        self.form.show(if self.proposes() { "period" } else { "received" }, self.undated);
        self.follow(shelf);
    }
    /// The form of the same decision as it stands now.
    fn fresh(&self, shelf: &Shelf) -> Now<Entry> {
        if self.proposes() {
            return match shelf.proposal(self.id).filter(|_| self.exists()) {
                None => Now::Unread,
                Some(read) => Now::found(read.as_ref().map(|sheet| Entry::open_proposal(shelf, sheet))),
            };
        }
        match shelf.decision(self.id).filter(|_| self.exists()) {
            None => Now::Unread,
            Some(read) => Now::found(read.as_ref().map(|sheet| Entry::open(shelf, sheet))),
        }
    }
    /// It goes on over the decision as it is now, or as a new one where it was taken out.
    fn over(&self, mut entry: Entry, shelf: &Shelf, chosen: &Comparison) -> Entry {
        entry.form.blend(&self.form, chosen);
        if entry.id == 0
            && let Some(grid) = entry.form.grid_mut()
        {
            // its rows are nobody's rows any more
            let rows = self.form.hold().rows.into_iter().map(|(_, cells)| (0, cells)).collect();
            grid.fill(rows);
        }
        entry.picked.clone_from(&self.picked);
        entry.come_back(shelf);
        entry
    }
}

impl Deed {
    fn fresh(&self, shelf: &Shelf) -> Now<Deed> {
        match shelf.achievement(self.id).filter(|_| self.exists()) {
            None => Now::Unread,
            Some(read) => Now::found(read.as_ref().map(|sheet| Deed::new(shelf, &sheet.achievement))),
        }
    }
}

/// The open form beside its record, where that is no longer what it was opened with.
pub fn compare(state: &State, shelf: &Shelf) -> Option<Comparison> {
    match &state.open {
        Open::Entry(entry) => {
            saving::compare(&entry.form, entry.rev, &entry.fresh(shelf).map(|f| (&f.form, f.rev)))
        }
        Open::Deed(deed) => {
            saving::compare(&deed.form, deed.rev, &deed.fresh(shelf).map(|f| (&f.form, f.rev)))
        }
        _ => None,
    }
}

/// The form goes on over the record as it is now.
pub fn merge(state: &mut State, shelf: &Shelf, chosen: &Comparison) {
    match &mut state.open {
        Open::Entry(entry) => {
            let proposes = entry.proposes();
            let new = || {
                let habit = super::Habit::default();
                if proposes { Entry::propose(shelf) } else { Entry::new(shelf, &habit, false) }
            };
            if let Some(fresh) = entry.fresh(shelf).or_new(new) {
                **entry = entry.over(fresh, shelf, chosen);
            }
        }
        Open::Deed(deed) => {
            let new = || Deed::new(shelf, &Achievement::default());
            let Some(mut fresh) = deed.fresh(shelf).or_new(new) else { return };
            fresh.form.blend(&deed.form, chosen);
            fresh.follow(shelf);
            **deed = fresh;
        }
        _ => {}
    }
}
