//! Votes of the period in room 6: the list of those recorded, and what each came to. The form lies in `vote_form`; what a
//! vote orders is decided in `core::standing`.
use super::vote_form::{Edit, label};
use crate::core::act::{Act, Refusal};
use crate::core::ballot::{self, Ballot, BallotKind};
use crate::core::level::Mark;
use crate::core::problem::Problem;
use crate::core::quarter::QuarterFacts;
use crate::core::standing::{self, Standings, Voted};
use crate::core::unit::{Unit, UnitId};
use crate::core::words::Words;
use crate::effect::{Effect, Question};
use crate::kit::look::{Look, Role, Seen, Tone};
use crate::kit::para;
use crate::kit::table::{self, Cell, Column, Cursor, Line};
use crate::screen::saving::{self, Wish};
use crate::shelf::Shelf;
use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;

/// The question on leaving the form.
pub(super) const LEAVE: &str = "cl.leave_vote";
/// The question what a new vote is on.
pub(super) const KIND: &str = "cl.vote_kind";

/// The list, and the form over it.
#[derive(Debug, Clone, Default)]
pub(super) struct Votes {
    cursor: Cursor,
    pub form: Option<Box<Edit>>,
    /// opened from a row of the table straight into the form: it shuts with it
    straight: bool,
}

/// `7/12 (58,33%)` of each unit, the most first; levels each with their units.
fn result(facts: &QuarterFacts, ballot: &Ballot, words: &Words) -> String {
    let mut votes = ballot.votes.clone();
    votes.sort_by_key(|v| std::cmp::Reverse(v.favour));
    let one = |vote: &ballot::Vote| {
        let tag = facts.unit(vote.unit).map_or("?", |u| u.tag());
        format!("{tag} {}", words.say(&ballot.brief(vote, facts.units.len())))
    };
    if ballot.kind == BallotKind::Tie {
        return votes.iter().map(one).collect::<Vec<_>>().join(", ");
    }
    let levels = facts.levels.iter().flat_map(|s| &s.levels);
    let of = |level: &crate::core::level::Level| {
        let on: Vec<String> = votes.iter().filter(|v| v.level == Some(level.id)).map(one).collect();
        (!on.is_empty()).then(|| format!("{}: {}", level.name, on.join(", ")))
    };
    levels.filter_map(of).collect::<Vec<_>>().join("; ")
}

/// What a vote on a tie came to, as a sentence; `None`: it was on levels.
pub(super) fn came(facts: &QuarterFacts, standings: &Standings, ballot: &Ballot) -> Option<(bool, Problem)> {
    let names = |units: &[UnitId]| {
        units.iter().filter_map(|u| facts.unit(*u)).map(Unit::tag).collect::<Vec<_>>().join(", ")
    };
    Some(match standing::outcome(facts, standings, ballot)? {
        Voted::Ordered => (true, Problem::new("room.vote.ordered")),
        Voted::Even => (false, Problem::new("room.vote.even")),
        Voted::Missing(units) => (false, Problem::new("room.vote.missing").text("units", names(&units))),
        Voted::NoTie(None) => (false, Problem::new("room.vote.no_tie")),
        Voted::NoTie(Some(n)) => (false, Problem::new("room.vote.no_tie_since").num("n", i64::from(n))),
        Voted::Later => (false, Problem::new("room.vote.later")),
    })
}

/// The votes of a unit, as the room says them: its place by a vote, the levels it was voted on.
pub(super) fn of_unit(
    facts: &QuarterFacts,
    standings: &Standings,
    unit: UnitId,
    words: &Words,
) -> Vec<String> {
    let roster = facts.units.len();
    let rank = standing::ranked_by(facts, standings, unit)
        .map(|(b, v)| words.fill("room.vote.rank_by", &[("share", &words.say(&b.said(v, roster)))]));
    let on_levels = facts.ballots.iter().filter(|b| b.kind == BallotKind::Level).flat_map(|b| {
        b.votes.iter().filter(|v| v.unit == unit).filter_map(move |v| {
            let level = facts.level_name(Mark::Level(v.level?))?;
            let share = words.say(&b.said(v, roster));
            Some(words.fill("room.vote.level_by", &[("level", level), ("share", &share)]))
        })
    });
    rank.into_iter().chain(on_levels).collect()
}

/// Place of the last vote on a tie.
fn vote_on(facts: &QuarterFacts, group: &[UnitId]) -> Option<usize> {
    let named = |b: &Ballot| b.kind == BallotKind::Tie && b.votes.iter().any(|v| group.contains(&v.unit));
    facts.ballots.iter().rposition(named)
}

impl Votes {
    /// From a row of the table: the tie it stands in, to be voted on or as it was; else the list.
    pub(super) fn of(facts: &QuarterFacts, unit: UnitId, shelf: &Shelf) -> Self {
        let standings = standing::rank(facts);
        let mut votes = Self::default();
        let Some(group) = standing::ties(facts, &standings).into_iter().find(|g| g.contains(&unit)) else {
            return votes;
        };
        match vote_on(facts, &group) {
            Some(at) => votes.cursor = Cursor::at(at),
            None if !facts.locked() => {
                votes.form = Some(Box::new(Edit::tie(facts, &group, shelf)));
                votes.straight = true;
            }
            None => {}
        }
        votes
    }
    /// With the form of a draft.
    pub(super) fn with(edit: Edit) -> Self {
        Self { form: Some(Box::new(edit)), ..Self::default() }
    }

    fn selected<'a>(&self, facts: &'a QuarterFacts) -> Option<&'a Ballot> {
        facts.ballots.get(self.cursor.at.min(facts.ballots.len().saturating_sub(1)))
    }
    /// Is there none to open or to take out?
    pub(super) fn empty(facts: &QuarterFacts) -> Option<Problem> {
        facts.ballots.is_empty().then(|| Problem::new("room.vote.none"))
    }

    /// Asks what a new one is on; where nobody is equal it can only be levels.
    pub(super) fn add(&mut self, facts: &QuarterFacts, shelf: &Shelf) -> Vec<Effect> {
        let ties = standing::ties(facts, &standing::rank(facts));
        if ties.is_empty() {
            self.form = Some(Box::new(Edit::levels(facts, shelf)));
            return Vec::new();
        }
        let words = &shelf.words;
        let voted: Vec<bool> = ties.iter().map(|group| vote_on(facts, group).is_some()).collect();
        // one line a tie: each is voted on by itself
        let tie = |(group, voted): (&Vec<UnitId>, &bool)| {
            let tags: Vec<&str> = group.iter().filter_map(|u| facts.unit(*u)).map(Unit::tag).collect();
            let note = if *voted { words.get("room.vote.voted").to_owned() } else { String::new() };
            (format!("{}: {}", words.get(BallotKind::Tie.word()), tags.join(", ")), note)
        };
        let mut items: Vec<(String, String)> = ties.iter().zip(&voted).map(tie).collect();
        items.push((words.get(BallotKind::Level.word()).to_owned(), String::new()));
        let at = voted.iter().position(|voted| !voted).unwrap_or(0);
        let title = words.get("room.vote.kind_title").to_owned();
        vec![Effect::Ask(Question::Pick { id: KIND, title, items, at, quick: true })]
    }
    /// The answer to it.
    pub(super) fn picked(&mut self, n: usize, facts: &QuarterFacts, shelf: &Shelf) {
        let group = standing::ties(facts, &standing::rank(facts)).into_iter().nth(n);
        self.form = Some(Box::new(match group {
            Some(group) => Edit::tie(facts, &group, shelf),
            None => Edit::levels(facts, shelf),
        }));
    }
    /// The selected one, to be corrected.
    pub(super) fn edit(&mut self, facts: &QuarterFacts, shelf: &Shelf) {
        if let Some(ballot) = self.selected(facts) {
            self.form = Some(Box::new(Edit::new(ballot.clone(), facts, shelf)));
        }
    }
    /// The act that takes the selected one out.
    pub(super) fn remove(&self, facts: &QuarterFacts, words: &Words) -> Vec<Effect> {
        let Some(b) = self.selected(facts) else { return Vec::new() };
        let (period, label) = (facts.period.key, label(facts, b, words));
        vec![Effect::Act(Act::Ballot(ballot::Act::Remove { period, id: b.id, rev: b.rev, label }))]
    }

    /// A key no row claims; false: the list shuts.
    pub(super) fn key(&mut self, key: &KeyEvent, facts: &QuarterFacts, shelf: &Shelf) -> (Vec<Effect>, bool) {
        let Some(edit) = &mut self.form else {
            self.cursor.key(key, facts.ballots.len(), 10);
            return (Vec::new(), true);
        };
        match saving::key(&mut edit.form, key, LEAVE) {
            Wish::Save if edit.read.id != 0 && !edit.form.changed() => {
                (vec![saving::unchanged()], self.shut())
            }
            Wish::Save => (edit.save(facts, shelf), true),
            Wish::Stay(effects) => (effects, true),
            Wish::Close => (Vec::new(), self.shut()),
        }
    }
    /// The form shuts; does the list stay?
    pub(super) fn shut(&mut self) -> bool {
        self.form = None;
        !self.straight
    }
    /// Something was written: the form that wrote it shuts. Does the list stay?
    pub(super) fn done(&mut self) -> bool {
        if self.form.as_ref().is_some_and(|edit| edit.saving.under_way()) { self.shut() } else { true }
    }
    /// What was typed stays.
    pub(super) fn refused(&mut self, _refusal: &Refusal) {
        if let Some(edit) = &mut self.form {
            edit.saving.refused();
        }
    }

    /// Draws the list or the form.
    pub(super) fn view(&self, facts: &QuarterFacts, look: &Look, area: Rect, f: &mut Frame) -> Seen {
        if let Some(edit) = &self.form {
            return edit.view(look, area, f);
        }
        let period = facts.period.key.label(look.lang);
        let title = look.words.fill("room.vote.title", &[("period", &period)]);
        para::title(f, look, area, 0, &title, "", false);
        // where nothing can be written any more, nothing is offered
        let open = facts.closed().is_none();
        let next = if open { "room.vote.next" } else { "room.vote.next_closed" };
        let next = Some((look.word(next).to_owned(), String::new()));
        if facts.ballots.is_empty() {
            let none = if open { "room.vote.none" } else { "room.vote.none_closed" };
            let y = para::paragraph(f, look, area, (1, 2), Role::Text, look.word(none));
            para::paragraph(f, look, area, (1, y + 1), Role::Muted, look.word("room.vote.why"));
            return Seen { next, ..Seen::default() };
        }
        let columns = [
            Column::fixed(look.word("room.vote.col_on"), 12),
            Column::flex(look.word("room.vote.col_result"), 24, 76),
            Column::fixed(look.word("room.vote.col_base"), 18).drop(2),
            Column::fixed(look.word("room.vote.col_method"), 13).drop(1),
        ];
        let standings = standing::rank(facts);
        let lines: Vec<Line> = facts
            .ballots
            .iter()
            .map(|b| {
                let on = if b.kind == BallotKind::Tie { "room.vote.on_tie" } else { "room.vote.on_level" };
                let orders = came(facts, &standings, b).is_none_or(|(orders, _)| orders);
                let role = if orders { Role::Text } else { Role::Warn };
                Line::new(vec![
                    Cell::new(role, look.word(on)),
                    Cell::from(result(facts, b, &look.words)),
                    Cell::from(look.word(b.base.word())),
                    Cell::from(look.word(b.method.word())),
                ])
            })
            .collect();
        let body = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        let cursor = Cursor { at: self.cursor.at.min(lines.len() - 1), ..self.cursor };
        table::draw(f, body, look, &columns, &lines, Some(&cursor), true);
        let detail = self.selected(facts).map(|b| said(facts, &standings, b, look));
        Seen { detail, next, ..Seen::default() }
    }
}

/// The whole of a vote, and what it came to.
fn said(facts: &QuarterFacts, standings: &Standings, ballot: &Ballot, look: &Look) -> (Role, String) {
    let came = came(facts, standings, ballot);
    let tone = if came.as_ref().is_some_and(|(orders, _)| !orders) { Tone::Warn } else { Tone::Plain };
    let base = look.words.fill("room.vote.of", &[("base", look.word(ballot.base.word()))]);
    let mut parts = vec![format!("{} {base}", result(facts, ballot, &look.words))];
    parts.extend(came.map(|(_, problem)| look.say(&problem)));
    if !ballot.note.is_empty() {
        parts.push(ballot.note.clone());
    }
    look.detail(tone, &parts.join(" · "))
}
