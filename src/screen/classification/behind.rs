//! What a level rests on beside the points: knock-outs laid or lifted, what stands against the unit, votes; and the way
//! to each record. Decides nothing: which rule strikes whom is found by `core::standing`.
use super::board::{Board, Row};
use super::votes;
use crate::core::act::Act;
use crate::core::knockout::{Cause, Knocked};
use crate::core::level;
use crate::core::problem::Arg;
use crate::core::problem::Problem;
use crate::core::standing::{self, Finals, Struck};
use crate::effect::{Effect, Place, Question, Room, Spot};
use crate::shelf::Shelf;

/// What strikes the unit of a row.
fn strikes(board: &Board<'_>, row: &Row<'_>) -> Vec<Struck> {
    let all = standing::struck(board.facts, &Finals::new(board.facts));
    all.into_iter().filter(|s| s.unit == row.unit.id).collect()
}

/// What was written by hand of a rule and the unit of a row.
fn hand<'a>(board: &Board<'a>, row: &Row<'_>, rule: &str) -> Option<&'a Knocked> {
    board.facts.knocked.iter().find(|k| k.unit == row.unit.id && k.knockout == rule)
}

/// The choice of a knock-out: the rules of the set, each with how it stands to the unit.
pub(super) fn rules(shelf: &Shelf, board: &Board<'_>, row: &Row<'_>) -> Question {
    let words = &shelf.words;
    let (strikes, aimless) = (strikes(board, row), standing::aimless(board.facts));
    let item = |(n, rule): (usize, &crate::core::knockout::Knockout)| {
        let by_hand = hand(board, row, &rule.name);
        let nothing = aimless.iter().any(|k| k.name == rule.name);
        let note = match (by_hand, strikes.iter().find(|s| s.rule == n)) {
            (Some(hand), _) if hand.lifted => words.get("room.cl.knock_lifted").to_owned(),
            (Some(_), _) => words.get("room.cl.knock_laid").to_owned(),
            (None, Some(_)) => words.get("room.cl.knock_found").to_owned(),
            (None, None) if nothing => words.get("room.cl.knock_aimless").to_owned(),
            (None, None) => String::new(),
        };
        (rule.name.clone(), note)
    };
    let items = board.set.knockouts.iter().enumerate().map(item).collect();
    let title = words.fill("room.cl.knock_title", &[("unit", &row.unit.label())]);
    // chosen again, what is written by hand goes at once, and its reason with it: a digit only moves there
    let quick = board.set.knockouts.iter().all(|rule| hand(board, row, &rule.name).is_none());
    Question::Pick { id: "cl.knock", title, items, at: 0, quick }
}

/// A rule was chosen: what is written of it by hand is taken back; else it is laid on the unit, or lifted from it, once the
/// reason is said. `Some`: that is being asked, lifted or laid.
pub(super) fn knock(
    shelf: &Shelf,
    board: &Board<'_>,
    row: &Row<'_>,
    n: usize,
) -> (Option<bool>, Vec<Effect>) {
    let Some(rule) = board.set.knockouts.get(n) else { return (None, Vec::new()) };
    if hand(board, row, &rule.name).is_some() {
        return (None, knocked(shelf, board, row, n, None));
    }
    let words = &shelf.words;
    let strikes = strikes(board, row);
    let struck = strikes.iter().find(|s| s.rule == n);
    let name = [("name", rule.name.as_str())];
    let mut lines =
        vec![words.fill(if struck.is_some() { "room.cl.knock_lift" } else { "room.cl.knock_lay" }, &name)];
    if let Some(struck) = struck {
        lines.push(words.fill("room.cl.knock_by", &[("by", &struck.by)]));
    }
    lines.push(words.get("room.cl.knock_why").to_owned());
    let ask = Question::Reason {
        id: "cl.knock_reason",
        title: words.fill("room.cl.knock_title", &[("unit", &row.unit.label())]),
        lines,
        text: String::new(),
        used: board.reasons(),
        papers: Vec::new(),
    };
    (Some(struck.is_some()), vec![Effect::Ask(ask)])
}

/// The act that writes it.
pub(super) fn knocked(
    shelf: &Shelf,
    board: &Board<'_>,
    row: &Row<'_>,
    n: usize,
    hand: Option<(bool, String)>,
) -> Vec<Effect> {
    let Some(rule) = board.set.knockouts.get(n) else { return Vec::new() };
    let args = [("unit", row.unit.tag()), ("name", &rule.name)];
    vec![Effect::Act(Act::Level(level::Act::Knock {
        period: shelf.period,
        unit: row.unit.id,
        knockout: rule.name.clone(),
        hand,
        label: shelf.words.fill("room.cl.label_knock", &args),
    }))]
}

/// What of the unit's flags no reason of dự kiến names: whoever is struck by is named there already.
pub(super) fn flags(row: &Row<'_>) -> Vec<Problem> {
    let said = |by: &str| {
        let is = |(name, arg): &(&str, Arg)| *name == "by" && *arg == Arg::Text(by.to_owned());
        row.why().iter().any(|p| p.args.iter().any(is))
    };
    let of = |flag: &&crate::core::knockout::UnitFlag| {
        let kind = Arg::Word(flag.kind.word());
        if flag.name.is_empty() {
            return Problem::new("room.cl.flag_unit").with("kind", kind).text("reason", flag.reason.clone());
        }
        let key = if flag.leader { "room.cl.flag_leader" } else { "room.cl.flag_person" };
        Problem::new(key)
            .with("kind", kind)
            .text("name", flag.name.clone())
            .text("reason", flag.reason.clone())
    };
    let unsaid = |flag: &&&crate::core::knockout::UnitFlag| {
        !said(if flag.name.is_empty() { &flag.reason } else { &flag.name })
    };
    row.flags.iter().filter(unsaid).map(of).collect()
}

/// Everything the level of a row rests on, each with the place of its records; one alone is gone to at once.
pub(super) fn places(shelf: &Shelf, board: &Board<'_>, row: &Row<'_>) -> Vec<Effect> {
    let words = &shelf.words;
    let unit = row.unit.id;
    let at = |room, spot| Place { room, spot };
    let mut items: Vec<(String, Place)> = Vec::new();
    if board.scored {
        let ranked = row.rank().is_some();
        let place =
            if ranked { at(Room::Standings, Spot::Page(unit)) } else { at(Room::Scores, Spot::Unit(unit)) };
        let key = if ranked { "room.cl.behind_points" } else { "room.cl.behind_sheet" };
        items.push((words.get(key).to_owned(), place));
    }
    if row.rolled.as_ref().is_some_and(|r| r.rank.is_some()) {
        let quarters = words.get("room.cl.behind_quarters").to_owned();
        items.push((quarters, at(Room::Standings, Spot::Unit(unit))));
    }
    for struck in strikes(board, row) {
        let Some(rule) = board.set.knockouts.get(struck.rule) else { continue };
        let args = [("name", rule.name.as_str()), ("by", struck.by.as_str())];
        let place = match rule.cause {
            _ if hand(board, row, &rule.name).is_some() => at(Room::Classification, Spot::Unit(unit)),
            Cause::Manual => at(Room::Classification, Spot::Unit(unit)),
            Cause::Deduction => at(Room::Scores, Spot::Unit(unit)),
            _ => at(Room::Units, Spot::Flags(unit)),
        };
        items.push((words.fill("room.cl.behind_knock", &args), place));
    }
    items.extend(flags(row).iter().map(|flag| (words.say(flag), at(Room::Units, Spot::Flags(unit)))));
    let voted = votes::of_unit(board.facts, &board.reckoned.standings, unit, words);
    items.extend(voted.into_iter().map(|said| (said, at(Room::Classification, Spot::Vote(unit)))));
    match items.len() {
        0 => vec![Effect::Say(Problem::new("room.cl.behind_none").text("unit", row.unit.tag()))],
        1 => items.into_iter().map(|(_, place)| Effect::Go(place)).collect(),
        _ => {
            let title = words.fill("room.cl.behind_title", &[("unit", &row.unit.label())]);
            vec![Effect::Ask(Question::Matters { title, items })]
        }
    }
}
