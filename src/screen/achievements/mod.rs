//! Room 2, Thành tích: decisions and notices with those they commend, and achievements with or without an award.
//! The secretaries live here: one paper is entered once, and what it says counts everywhere. Reads the shelf, returns effects.
mod again;
mod closing;
mod command;
mod deed;
mod entry;
mod fate;
mod guard;
mod keep;
mod keys;
mod later;
mod lists;
mod mend;
mod model;
mod namesake;
mod options;
mod paste;
mod preview;
mod proposals;
mod propose;
mod rows;
mod say;
mod send;
mod side;
mod suit;
mod tally;
mod units;
mod view_acts;
mod view_form;
mod view_list;
mod view_preview;
mod view_proposal;
mod view_sheet;
mod waits;

use crate::core::achievement::Achievement;
use crate::core::act::{Done, Refusal};
use crate::core::ask::Ask;
use crate::core::guard::Paper;
use crate::core::period::PeriodKey;
use crate::effect::{Answer, Effect, Question, Spot};
use crate::kit::keys::Row;
use crate::kit::listing::{Filtered, Listing};
use crate::kit::look::{Look, Seen};
use crate::screen::{Msg, saving};
use crate::shelf::Shelf;
pub use closing::reading;
use crossterm::event::KeyEvent;
use deed::{Deed, Page};
use entry::{Entry, Habit, Wish};
pub use keep::{compare, draft, merge, prepare, restore};
pub use keys::{commands, pages};
use mend::{Mend, Way};
use proposals::Proposals;
use ratatui::Frame;
use ratatui::layout::Rect;

/// The tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Tab {
    /// Khen thưởng
    #[default]
    Awards,
    /// Thành tích
    Acts,
    /// Thành tích quá hạn, chưa đề nghị
    Late,
    /// Đề nghị
    Proposals,
}

/// What is to be opened as soon as the shelf holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    New,
    Count,
    Decision(i64),
    /// a new one like it, with or without its people
    Copy(i64, bool),
    NewDeed,
    Deed(i64),
    NewProposal,
    Proposal(i64),
    /// a proposal for that achievement
    Propose(i64),
    /// the decision that answers that proposal
    Answer(i64),
}

/// What lies open over the list.
#[derive(Debug, Clone, Default)]
enum Open {
    #[default]
    Nothing,
    Wanted(Wanted),
    Entry(Box<Entry>),
    Deed(Box<Deed>),
    Page(Page),
    /// the page of a proposal
    Proposed(Page),
    Mend(Box<Mend>),
}

/// What is selected and open.
#[derive(Debug, Clone, Default)]
pub struct State {
    tab: Tab,
    awards: Listing,
    acts: Listing,
    proposed: Listing,
    /// the lists run over every period
    everything: bool,
    /// the period the lists were made for
    period: Option<PeriodKey>,
    proposals: Proposals,
    open: Open,
    pub(super) habit: Habit,
    /// the page a form was opened from: there it goes back
    page: Option<i64>,
    /// the decision a copy was asked of
    copying: Option<i64>,
    /// the achievement a link was asked for, and the awards in the order of the question
    linking: Option<(i64, Vec<(i64, String)>)>,
    /// the link on its way: award, achievement, label; asked for a reason, it goes again with it
    linked: Option<(i64, i64, String)>,
    /// the decision whose number is to be split, and the ways in the order of the question
    splitting: Option<(i64, Vec<Way>)>,
}

impl State {
    fn list(&self) -> &Listing {
        match self.tab {
            Tab::Awards => &self.awards,
            Tab::Acts | Tab::Late => &self.acts,
            Tab::Proposals => &self.proposed,
        }
    }
    fn list_mut(&mut self) -> &mut Listing {
        match self.tab {
            Tab::Awards => &mut self.awards,
            Tab::Acts | Tab::Late => &mut self.acts,
            Tab::Proposals => &mut self.proposed,
        }
    }
}

/// Answers it needs to draw itself now.
pub fn needs(state: &State, shelf: &Shelf) -> Vec<Ask> {
    let mut needs = vec![Ask::Roster(shelf.period)];
    needs.extend(state.list_needs(shelf));
    needs.extend(proposals::needs(state, shelf));
    match &state.open {
        Open::Nothing | Open::Mend(_) | Open::Proposed(_) => {}
        Open::Page(page) => needs.push(Ask::Achievement(page.id)),
        Open::Wanted(wanted) => {
            needs.push(Ask::Movement(shelf.period.year));
            match wanted {
                Wanted::Decision(id) | Wanted::Copy(id, _) => needs.push(Ask::Decision(*id)),
                Wanted::Deed(id) => needs.push(Ask::Achievement(*id)),
                Wanted::New | Wanted::Count => needs.push(Ask::Models),
                _ => {}
            }
        }
        Open::Entry(entry) => {
            needs.push(Ask::Movement(shelf.period.year));
            needs.extend((entry.exists() && !entry.proposes()).then_some(Ask::Decision(entry.id)));
            needs.extend((!entry.exists() && !entry.proposes()).then_some(Ask::Models));
            needs.extend(entry.preview.as_ref().map(|p| Ask::Namesakes(p.names())));
            needs.extend(entry.start().map(|start| Ask::Parties { unit: None, start }));
        }
        Open::Deed(deed) => {
            needs.push(Ask::Movement(shelf.period.year));
            needs.extend(deed.exists().then_some(Ask::Achievement(deed.id)));
        }
    }
    needs
}

/// Answers the next key will want: asked for, never waited for.
pub fn ahead(state: &State, shelf: &Shelf) -> Vec<Ask> {
    if matches!(state.open, Open::Nothing) { state.list_ahead(shelf) } else { Vec::new() }
}

/// What was wanted, once everything for it is there.
fn opened(wanted: Wanted, shelf: &Shelf, state: &State) -> Option<Open> {
    let habit = &state.habit;
    shelf.quarter()?;
    shelf.roster()?;
    shelf.movement()?;
    Some(match wanted {
        Wanted::New | Wanted::Count if !shelf.has(&Ask::Models) => return None,
        Wanted::New => Open::Entry(Box::new(Entry::new(shelf, habit, false))),
        Wanted::Count => Open::Entry(Box::new(Entry::new(shelf, habit, true))),
        Wanted::NewDeed => Open::Deed(Box::new(Deed::new(shelf, &Achievement::default()))),
        Wanted::Decision(id) => match shelf.decision(id)? {
            Some(sheet) => Open::Entry(Box::new(Entry::open(shelf, sheet))),
            None => Open::Nothing,
        },
        Wanted::Copy(id, people) => match shelf.decision(id)? {
            Some(sheet) => Open::Entry(Box::new(Entry::copy(shelf, sheet, people))),
            None => Open::Nothing,
        },
        Wanted::Deed(id) => match shelf.achievement(id)? {
            Some(sheet) => Open::Deed(Box::new(Deed::new(shelf, &sheet.achievement))),
            None => Open::Nothing,
        },
        _ => proposals::opened(wanted, shelf)?,
    })
}

/// What lies open, where that is another than at the last message: what was wanted is there, a form's period was locked or
/// reopened.
fn now(state: &State, shelf: &Shelf) -> Option<Open> {
    match &state.open {
        Open::Wanted(wanted) => opened(*wanted, shelf, state),
        open => closing::followed(open, shelf),
    }
}

/// Opens what was wanted as soon as it can be.
fn ready(state: &mut State, shelf: &Shelf) {
    if let Open::Wanted(wanted) = state.open
        && let Some(open) = opened(wanted, shelf, state)
    {
        state.open = open;
    }
}

/// A message.
pub fn update(state: &mut State, shelf: &Shelf, msg: Msg) -> Vec<Effect> {
    state.follow(shelf);
    ready(state, shelf);
    closing::follow(state, shelf);
    if let Open::Entry(entry) = &mut state.open {
        entry.meet(shelf);
    }
    let effects = match msg {
        Msg::Enter(spot) => {
            enter(state, &spot);
            Vec::new()
        }
        Msg::Command(n) => keys::command(n).map(|cmd| command::run(state, shelf, cmd)).unwrap_or_default(),
        Msg::Key(key) => key_pressed(state, shelf, &key),
        Msg::Paste(raw) => {
            match &mut state.open {
                Open::Entry(entry) => return entry.paste(&raw, shelf),
                Open::Deed(deed) => {
                    deed.form.paste(&raw);
                }
                Open::Mend(mend) => mend.paste(&raw, shelf),
                Open::Nothing => state.list_mut().paste(&raw),
                Open::Wanted(_) | Open::Page(_) | Open::Proposed(_) => {}
            }
            Vec::new()
        }
        Msg::Answer(id, answer) => answered(state, shelf, id, &answer),
        Msg::Done(done) => {
            written(state, &done);
            Vec::new()
        }
        Msg::Refused(refusal) => refused(state, shelf, &refusal),
        Msg::Exported(_) => Vec::new(),
    };
    ready(state, shelf);
    effects
}

/// A form with text in it stays open whatever else was asked for: nothing typed is lost.
fn enter(state: &mut State, spot: &Spot) {
    if unsaved(state) {
        return;
    }
    (state.page, state.proposals.page) = (None, None);
    match *spot {
        Spot::New => (state.tab, state.open) = (Tab::Awards, Open::Wanted(Wanted::New)),
        Spot::Decision(id) => {
            state.awards.choose(id);
            (state.tab, state.open) = (Tab::Awards, Open::Wanted(Wanted::Decision(id)));
        }
        Spot::Achievement(id) => {
            state.acts.choose(id);
            (state.tab, state.open) = (Tab::Acts, Open::Page(Page { id, ..Page::default() }));
        }
        Spot::Proposal(id) => {
            state.proposed.choose(id);
            (state.tab, state.open) = (Tab::Proposals, Open::Proposed(Page { id, ..Page::default() }));
        }
        Spot::Part(n) => {
            state.widen(false);
            state.tab = match n {
                0 => Tab::Awards,
                2 => Tab::Proposals,
                3 => Tab::Late,
                _ => Tab::Acts,
            };
            state.open = Open::Nothing;
        }
        // the period may be another by now
        Spot::AsLeft
        | Spot::Next
        | Spot::Unit(_)
        | Spot::Leaf(..)
        | Spot::Page(_)
        | Spot::Flags(_)
        | Spot::Vote(_)
        | Spot::Adjustment(_) => {
            state.open = Open::Nothing;
        }
    }
}

fn key_pressed(state: &mut State, shelf: &Shelf, key: &KeyEvent) -> Vec<Effect> {
    match &mut state.open {
        Open::Entry(entry) => match entry.key(key, shelf) {
            Wish::Nothing => Vec::new(),
            Wish::Leave => leave(state, shelf),
            Wish::Have(effect) => vec![*effect],
            Wish::Save => save(state, shelf),
        },
        Open::Deed(deed) => match deed.key(key, shelf) {
            Wish::Nothing => Vec::new(),
            Wish::Leave => leave(state, shelf),
            Wish::Have(effect) => vec![*effect],
            Wish::Save => save(state, shelf),
        },
        Open::Mend(mend) => match mend.key(key, shelf) {
            (Some(act), _) => vec![Effect::Act(act)],
            (None, true) => leave(state, shelf),
            (None, false) => Vec::new(),
        },
        Open::Page(page) => {
            let count = shelf.achievement(page.id).and_then(Option::as_ref).map_or(0, |s| s.awards.len());
            page.cursor.key(key, count, count);
            Vec::new()
        }
        Open::Proposed(page) => {
            let count = proposals::count(shelf.proposal(page.id).and_then(Option::as_deref));
            page.cursor.key(key, count, count);
            Vec::new()
        }
        Open::Wanted(_) => Vec::new(),
        Open::Nothing if state.tab == Tab::Late => {
            proposals::key(state, shelf, key);
            Vec::new()
        }
        Open::Nothing => {
            let list = state.list_mut();
            if !list.filtering || list.type_key(key) == Filtered::List {
                state.move_list(shelf, key);
            }
            Vec::new()
        }
    }
}

/// Shuts a form: back to the list, or to the page it was opened from.
fn shut(state: &mut State) {
    state.open = match (state.page.take(), state.proposals.page.take()) {
        (Some(id), _) => Open::Page(Page { id, ..Page::default() }),
        (None, Some(id)) => Open::Proposed(Page { id, ..Page::default() }),
        (None, None) => Open::Nothing,
    };
}

/// Back from a form; a changed one asks first.
fn leave(state: &mut State, shelf: &Shelf) -> Vec<Effect> {
    if !unsaved(state) {
        shut(state);
        return Vec::new();
    }
    if reading(state).is_some() {
        return vec![closing::ask(shelf)];
    }
    let item = |key: &str| (shelf.words.get(key).to_owned(), String::new());
    vec![Effect::Ask(Question::Pick {
        id: "ac.leave",
        title: shelf.words.get("room.ac.leave").to_owned(),
        items: vec![item("room.ac.leave_save"), item("room.ac.leave_yes"), item("room.ac.leave_no")],
        at: 2,
        quick: false,
    })]
}

/// What is open is to be written: the act, or what stands in the way. A form in which nothing changed is shut.
fn save(state: &mut State, shelf: &Shelf) -> Vec<Effect> {
    // locked since the question whether to save it was asked
    if let Some(why) = reading(state) {
        return vec![Effect::Say(why.clone())];
    }
    match &mut state.open {
        Open::Entry(entry) if entry.exists() && !entry.changed() => {
            shut(state);
            vec![saving::unchanged()]
        }
        Open::Entry(entry) => match entry.submit(shelf) {
            Ok(act) => vec![Effect::Act(act)],
            Err(problem) => problem.map(Effect::Say).into_iter().collect(),
        },
        Open::Deed(deed) if deed.exists() && !deed.form.changed() => {
            shut(state);
            vec![saving::unchanged()]
        }
        Open::Deed(deed) => deed.submit(shelf).map(Effect::Act).into_iter().collect(),
        Open::Mend(mend) => mend.submit().map(Effect::Act).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn answered(state: &mut State, shelf: &Shelf, id: &str, answer: &Answer) -> Vec<Effect> {
    match (id, answer) {
        ("ac.leave", Answer::Picked(0)) => return save(state, shelf),
        ("ac.leave" | closing::QUESTION, Answer::Picked(1)) => shut(state),
        ("ac.model", Answer::Picked(n)) => {
            if let (Open::Entry(entry), Some(of)) = (&mut state.open, shelf.models().get(*n)) {
                entry.follow_model(of, shelf);
            }
        }
        ("ac.list", Answer::Picked(n)) => {
            if let Open::Entry(entry) = &mut state.open
                && let Some(preview) = &mut entry.preview
            {
                preview.answer(*n);
            }
        }
        ("ac.list" | "ac.model", _) => {}
        ("ac.copy", Answer::Picked(n)) => {
            if let (Open::Nothing, Some(id)) = (&state.open, state.copying.take()) {
                state.open = Open::Wanted(Wanted::Copy(id, *n == 1));
            }
        }
        ("ac.same", Answer::Picked(n)) => {
            if let Open::Entry(entry) = &mut state.open {
                return entry.again(*n == 0).map(Effect::Act).into_iter().collect();
            }
        }
        ("ac.same", _) => {
            if let Open::Entry(entry) = &mut state.open {
                entry.take_sent();
            }
        }
        (guard::QUESTION, Answer::Text(reason)) => {
            if let Open::Entry(entry) = &mut state.open {
                return entry.reasoned(reason).map(Effect::Act).into_iter().collect();
            }
            if let Some((award, act, label)) = state.linked.take() {
                return vec![deed::link(award, Some(act), reason, label)];
            }
        }
        (guard::QUESTION, _) => {
            state.linked = None;
            if let Open::Entry(entry) = &mut state.open {
                entry.take_sent();
            }
        }
        (namesake::QUESTION, answer) => {
            if let Open::Entry(entry) = &mut state.open {
                return entry.told_who(shelf, answer);
            }
        }
        (fate::QUESTION, answer) => return fate::answered(state, answer),
        (later::QUESTION, answer) => {
            if let Open::Entry(entry) = &mut state.open {
                return later::answered(entry, answer);
            }
        }
        ("ac.link", Answer::Picked(n)) => {
            if let Some((achievement, awards)) = state.linking.take()
                && let Some((award, label)) = awards.get(*n)
            {
                state.linked = Some((*award, achievement, label.clone()));
                return vec![deed::link(*award, Some(achievement), "", label.clone())];
            }
        }
        (mend::QUESTION, Answer::Picked(n)) => {
            if let Some((decision, ways)) = state.splitting.take()
                && let Some(Some(sheet)) = shelf.decision(decision)
                && let Some(mend) = ways.get(*n).and_then(|way| Mend::split(shelf, sheet, way))
            {
                state.open = Open::Mend(Box::new(mend));
            }
        }
        _ => (state.linking, state.splitting) = (None, None),
    }
    Vec::new()
}

/// What was written by the form that is open closes it, and stands selected in the list.
fn written(state: &mut State, done: &Done) {
    state.linked = None;
    match &mut state.open {
        Open::Entry(entry) => {
            if let Some((decision, ..)) = entry.take_sent() {
                let (paper, answers) = (entry.side.paper, entry.side.answers.is_some());
                if paper == Paper::Decision {
                    state.habit = Habit { authorities: decision.authorities, form: decision.form };
                }
                if answers || paper == Paper::Proposal {
                    return proposals::written(state, paper, done);
                }
                state.open = Open::Nothing;
                done.row.into_iter().for_each(|id| state.awards.choose(id));
            }
        }
        Open::Mend(mend) if mend.sent => {
            state.open = Open::Nothing;
            done.row.into_iter().for_each(|id| state.awards.choose(id));
        }
        Open::Deed(deed) if deed.sent => {
            shut(state);
            done.row.into_iter().for_each(|id| state.acts.choose(id));
        }
        _ => {}
    }
}

fn refused(state: &mut State, shelf: &Shelf, refusal: &Refusal) -> Vec<Effect> {
    let problem = refusal.problem();
    match &mut state.open {
        Open::Entry(_) if problem.key == "problem.same_person" => {
            let args: Vec<(&str, String)> =
                problem.args.iter().map(|(name, arg)| (*name, shelf.words.arg(arg))).collect();
            let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
            let item = |key: &str| (shelf.words.get(key).to_owned(), String::new());
            return vec![Effect::Ask(Question::Pick {
                id: "ac.same",
                title: shelf.words.fill("room.ac.same_title", &args),
                items: vec![item("room.ac.same_yes"), item("room.ac.same_no")],
                at: 0,
                quick: false,
            })];
        }
        Open::Entry(_) if matches!(refusal, Refusal::Reason(..)) => {
            let Refusal::Reason(problem, matters) = refusal else { return Vec::new() };
            return vec![guard::ask(shelf, problem, matters)];
        }
        Open::Entry(entry) if matches!(refusal, Refusal::Who(..)) => {
            let Refusal::Who(_, asked) = refusal else { return Vec::new() };
            return entry.ask_who(shelf, asked);
        }
        Open::Entry(entry) if later::offered(problem) => return later::offer(entry, problem),
        Open::Entry(entry) => {
            entry.refused(problem);
            entry.take_sent();
        }
        Open::Mend(mend) => mend.refused(problem),
        Open::Deed(deed) => {
            deed.refused(problem);
        }
        _ if state.linked.is_some() => match refusal {
            Refusal::Reason(problem, matters) => return vec![guard::ask(shelf, problem, matters)],
            _ => state.linked = None,
        },
        _ => {}
    }
    Vec::new()
}

/// Draws the room.
pub fn view(state: &State, shelf: &Shelf, look: &Look, area: Rect, frame: &mut Frame) -> Seen {
    let fresh = now(state, shelf);
    match fresh.as_ref().unwrap_or(&state.open) {
        Open::Entry(entry) => view_form::entry(entry, shelf, look, area, frame),
        Open::Deed(deed) => view_form::deed(deed, look, area, frame),
        Open::Mend(mend) => view_form::mend(mend, look, area, frame),
        Open::Page(page) => view_acts::page(page, shelf, look, area, frame),
        Open::Proposed(page) => view_proposal::page(page, shelf, look, area, frame),
        Open::Nothing if state.tab == Tab::Proposals => view_proposal::list(state, shelf, look, area, frame),
        Open::Nothing if state.tab == Tab::Late => view_proposal::late(state, shelf, look, area, frame),
        Open::Nothing if state.tab == Tab::Acts => view_acts::list(state, shelf, look, area, frame),
        Open::Nothing => view_list::view(state, shelf, look, area, frame),
        Open::Wanted(_) => Seen::default(),
    }
}

/// Rows active now.
pub fn keys(state: &State, shelf: &Shelf) -> Vec<Row> {
    keys::rows(state, shelf)
}

/// Has a text field the focus?
pub fn typing(state: &State) -> bool {
    match state.open {
        Open::Entry(_) | Open::Deed(_) | Open::Mend(_) | Open::Wanted(_) => true,
        Open::Nothing => state.list().filtering,
        Open::Page(_) | Open::Proposed(_) => false,
    }
}

/// Is there text that is not saved?
pub fn unsaved(state: &State) -> bool {
    match &state.open {
        Open::Entry(entry) => entry.changed(),
        Open::Deed(deed) => deed.form.changed(),
        Open::Mend(mend) => mend.form.changed(),
        _ => false,
    }
}
