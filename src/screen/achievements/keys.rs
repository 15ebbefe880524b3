//! The keys of this room: one table, each row with the modes it is active in.
//! The forms' own keys lie in the kit; here is only what the room itself answers.
use super::{Open, State, Tab, now, preview, proposals};
use crate::core::problem::Problem;
use crate::core::proposal::State as Fate;
use crate::kit::keys::Row;
use crate::kit::{form, grid};
use crate::shelf::Shelf;

/// What a key of this room does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cmd {
    Open,
    Edit,
    Add,
    Count,
    Remove,
    Find,
    Unfilter,
    Everything,
    ThisPeriod,
    NextTab,
    PrevTab,
    Link,
    Unlink,
    Cancel,
    Split,
    Preview,
    Copy,
    Model,
    Back,
    /// a proposal for an achievement
    Propose,
    /// the decision that answers a proposal
    Decide,
    Drop,
    Reopen,
    /// from the achievements that wait too long to all of them
    Everyone,
    /// and the other way
    Late,
    /// the page of who stands in the row
    Person,
}

/// Where a row is active.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum In {
    /// the list of decisions
    Awards,
    /// the list of achievements
    Acts,
    /// the page of an achievement
    Page,
    /// the achievements that wait too long
    Late,
    /// the list of proposals
    Proposals,
    /// the page of a proposal that waits
    Pending,
    /// of one that was decided
    Decided,
    /// of one that was dropped
    Dropped,
    /// the form of a new decision
    Form,
}

/// Does it change the register?
const WRITES: [Cmd; 10] = [
    Cmd::Copy,
    Cmd::Edit,
    Cmd::Add,
    Cmd::Count,
    Cmd::Remove,
    Cmd::Link,
    Cmd::Unlink,
    Cmd::Open,
    Cmd::Cancel,
    Cmd::Split,
];

/// Those that do not concern the selected row.
const ADDS: [Cmd; 3] = [Cmd::Add, Cmd::Count, Cmd::Copy];

/// The lists under the tabs.
const TABS: &[In] = &[In::Awards, In::Acts, In::Late, In::Proposals];

type Key = (Cmd, &'static [In], &'static [&'static str], &'static str, u8);

const KEYS: &[Key] = &[
    (Cmd::Open, &[In::Awards, In::Acts, In::Late, In::Proposals], &["Enter"], "room.ac.key_open", 10),
    (Cmd::Open, &[In::Page, In::Decided], &["Enter"], "room.ac.key_open_decision", 40),
    (Cmd::Decide, &[In::Pending], &["Enter"], "room.pr.key_decide", 10),
    (Cmd::Reopen, &[In::Dropped], &["Enter"], "room.pr.key_reopen", 10),
    (Cmd::Propose, &[In::Acts, In::Page, In::Late], &["Ctrl+T"], "room.pr.key_propose", 25),
    (Cmd::Drop, &[In::Pending], &["Delete"], "room.pr.key_drop", 20),
    (
        Cmd::Edit,
        &[In::Awards, In::Acts, In::Page, In::Late, In::Proposals, In::Pending, In::Dropped],
        &["F2"],
        "room.ac.key_edit",
        30,
    ),
    (Cmd::Add, &[In::Proposals], &["Ctrl+N", "Insert"], "room.pr.key_add", 20),
    (Cmd::Add, &[In::Awards], &["Ctrl+N", "Insert"], "room.ac.key_add", 20),
    (Cmd::Add, &[In::Acts], &["Ctrl+N", "Insert"], "room.ac.key_add_act", 20),
    (Cmd::Link, &[In::Page], &["Ctrl+N", "Insert"], "room.ac.key_link", 20),
    (Cmd::Find, &[In::Awards, In::Acts, In::Proposals], &["/"], "room.ac.key_find", 55),
    (Cmd::Unfilter, &[In::Awards, In::Acts, In::Proposals], &["Esc"], "room.ac.key_unfilter", 15),
    (Cmd::Everything, &[In::Awards, In::Acts, In::Proposals], &["F6"], "room.ac.key_everything", 55),
    (Cmd::ThisPeriod, &[In::Awards, In::Acts, In::Proposals], &["F6"], "room.ac.key_this_period", 55),
    (Cmd::NextTab, TABS, &["Tab"], "room.ac.key_tab", 50),
    (Cmd::PrevTab, TABS, &["Shift+Tab"], "room.pr.key_tab_back", 0),
    (Cmd::Late, &[In::Acts], &[], "room.pr.key_late", 0),
    (Cmd::Everyone, &[In::Late], &["Esc"], "room.pr.key_everyone", 60),
    (Cmd::Remove, &[In::Proposals], &["Delete"], "room.pr.key_remove", 0),
    (Cmd::Decide, &[In::Proposals], &[], "room.pr.key_decide", 0),
    (Cmd::Drop, &[In::Proposals], &[], "room.pr.key_drop", 0),
    (Cmd::Remove, &[In::Awards], &["Delete"], "room.ac.key_remove", 0),
    (Cmd::Remove, &[In::Acts], &["Delete"], "room.ac.key_remove_act", 0),
    (Cmd::Unlink, &[In::Page], &["Delete"], "room.ac.key_unlink", 50),
    (Cmd::Count, &[In::Awards], &[], "room.ac.key_count", 0),
    (Cmd::Copy, &[In::Awards], &["Ctrl+D"], "room.ac.key_copy", 0),
    (Cmd::Model, &[In::Form], &["F4"], "room.ac.key_model", 6),
    (Cmd::Cancel, &[In::Awards], &[], "cancel.key", 0),
    (Cmd::Split, &[In::Awards], &[], "split.key", 0),
    (Cmd::Link, &[In::Acts], &[], "room.ac.key_link", 0),
    (Cmd::Preview, &[In::Awards, In::Acts], &["Ctrl+P"], "room.ac.key_preview", 0),
    (Cmd::Person, &[In::Page, In::Pending, In::Decided, In::Dropped], &["F3"], "room.ac.key_person", 55),
    (Cmd::Back, &[In::Page, In::Pending, In::Decided, In::Dropped], &["Esc"], "room.ac.key_back", 60),
];

/// In the list of recipients; the form answers it itself.
const OF_ROW: Row = Row::new(&["F3"], "room.ac.key_person", 8, None);

/// Keys while the filter has the focus; the filter answers them itself.
const FILTER: &[Row] = &[
    Row::new(&["Enter"], "room.ac.key_filter_done", 10, None),
    Row::new(&["Esc"], "room.ac.key_unfilter", 20, None),
];

/// What the command of that number does.
pub(super) fn command(n: usize) -> Option<Cmd> {
    KEYS.get(n).map(|k| k.0)
}

/// Rows of the room that are active in the form of a new decision.
fn of_form() -> impl Iterator<Item = Row> {
    KEYS.iter()
        .enumerate()
        .filter(|(_, (_, modes, ..))| modes.contains(&In::Form))
        .map(|(n, (_, _, chords, word, footer))| Row::new(chords, word, *footer, Some(n)))
}

/// What lies open over the list, the outermost first.
pub fn pages(state: &State) -> Vec<&'static str> {
    let mut pages = Vec::new();
    let list = state.list();
    match state.tab {
        Tab::Late => pages.push("page.late"),
        _ if list.filtering || !list.filter().is_empty() => pages.push("room.achievements"),
        _ => {}
    }
    // a form goes back to the page it was opened from
    pages.extend(state.page.map(|_| "page.act"));
    pages.extend(state.proposals.page.map(|_| "page.proposal"));
    pages.extend(match &state.open {
        Open::Nothing => None,
        Open::Page(_) => Some("page.act"),
        Open::Proposed(_) => Some("page.proposal"),
        Open::Wanted(_) | Open::Entry(_) | Open::Deed(_) | Open::Mend(_) => Some("page.form"),
    });
    pages
}

/// Rows active now.
pub(super) fn rows(state: &State, shelf: &Shelf) -> Vec<Row> {
    // a form that is about to open has its keys already
    let fresh = now(state, shelf);
    let place = match fresh.as_ref().unwrap_or(&state.open) {
        Open::Entry(entry) if entry.preview.is_some() => return preview::ROWS.to_vec(),
        Open::Entry(entry) if entry.form.reading().is_some() => {
            let row = entry.form.in_grid().then_some(OF_ROW);
            return entry.form.rows().iter().cloned().chain(row).collect();
        }
        Open::Entry(entry) if entry.form.in_grid() => {
            return grid::ROWS.iter().cloned().chain([OF_ROW]).collect();
        }
        Open::Entry(entry) if !entry.exists() && !entry.proposes() => {
            return form::ROWS.iter().cloned().chain(of_form()).collect();
        }
        Open::Mend(mend) if mend.form.reading().is_some() => return mend.form.rows().to_vec(),
        Open::Mend(mend) if mend.form.in_grid() => return grid::ROWS.to_vec(),
        Open::Deed(deed) => return deed.form.rows().to_vec(),
        Open::Entry(_) | Open::Mend(_) | Open::Wanted(_) => return form::ROWS.to_vec(),
        Open::Page(_) => In::Page,
        Open::Proposed(_) => match proposals::meant(state, shelf).map(|p| p.state) {
            Some(Fate::Decided) => In::Decided,
            Some(Fate::Dropped) => In::Dropped,
            _ => In::Pending,
        },
        Open::Nothing if state.tab == Tab::Late => In::Late,
        Open::Nothing if state.list().filtering => return FILTER.to_vec(),
        Open::Nothing if state.tab == Tab::Proposals => In::Proposals,
        Open::Nothing if state.tab == Tab::Awards => In::Awards,
        Open::Nothing => In::Acts,
    };
    let listed = state.tab != Tab::Late;
    let filtered = listed && !state.list().filter().is_empty();
    let waits = state.tab != Tab::Proposals
        || proposals::meant(state, shelf).is_some_and(|p| p.state == Fate::Pending);
    // In an empty list there is nothing to open, find or take out.
    let none = match state.tab {
        Tab::Late => proposals::late_ids(shelf).is_empty(),
        Tab::Awards | Tab::Acts | Tab::Proposals => state.stretch(shelf).keys.is_empty(),
    };
    let empty = matches!(state.open, Open::Nothing) && !filtered && none;
    let hidden = |cmd: Cmd| {
        (cmd == Cmd::Unfilter && !filtered)
            || (cmd == Cmd::Everything && state.everything)
            || (cmd == Cmd::ThisPeriod && !state.everything)
            || (place == In::Proposals && matches!(cmd, Cmd::Decide | Cmd::Drop) && !waits)
            || (empty
                && matches!(
                    cmd,
                    Cmd::Open
                        | Cmd::Edit
                        | Cmd::Remove
                        | Cmd::Find
                        | Cmd::Link
                        | Cmd::Cancel
                        | Cmd::Split
                        | Cmd::Propose
                        | Cmd::Copy
                ))
    };
    let closed = |cmd: Cmd| {
        if matches!(state.open, Open::Nothing) && !ADDS.contains(&cmd) {
            state.closed(shelf)
        } else {
            shelf.quarter().and_then(|q| q.closed())
        }
    };
    let unfound = state.everything.then(|| Problem::new("room.ac.e_filter_everything"));
    // A paper that came late is mended and taken out while the report that prints it is open.
    let late = place == In::Awards
        && state
            .selected(shelf)
            .and_then(|id| shelf.decision(id))
            .and_then(Option::as_ref)
            .is_some_and(|sheet| sheet.head.late.is_some());
    KEYS.iter()
        .enumerate()
        .filter(|(_, (cmd, modes, ..))| modes.contains(&place) && !hidden(*cmd))
        .map(|(n, (cmd, _, chords, word, footer))| {
            // Opening looks; in a locked period everything else that writes says so.
            let bars = !late || ADDS.contains(cmd);
            let writes = bars && *cmd != Cmd::Open && WRITES.contains(cmd);
            let why = match cmd {
                Cmd::Find => unfound.clone(),
                // told before the form is filled in, with where it goes instead
                Cmd::Add | Cmd::Count | Cmd::Copy if place == In::Awards => shelf.closed_to_new(),
                Cmd::Cancel => writes.then(|| closed(*cmd)).flatten().map(withdrawn),
                _ => writes.then(|| closed(*cmd)).flatten(),
            };
            Row::new(chords, word, *footer, Some(n)).blocked(why)
        })
        .collect()
}

/// Why an award of a closed period is not cancelled here, and where its withdrawal is told instead.
pub(super) fn withdrawn(closed: Problem) -> Problem {
    let key = match closed.key {
        "problem.period_approved" => "cancel.e_approved",
        "problem.period_locked" => "cancel.e_locked",
        _ => return closed,
    };
    Problem { key, ..closed }
}

/// Every command of the room, with its standard keys: what the file of own keys may name.
pub fn commands() -> Vec<(&'static str, &'static [&'static str])> {
    KEYS.iter().map(|k| (k.3, k.2)).collect()
}
