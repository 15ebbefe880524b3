//! Declaring appraisals finished, with the list of what is in the way; bonus and deductions nobody entered set to 0.
use super::block::{Changes, label};
use super::cell::round_word;
use super::sheet::Sheet;
use super::{Here, State, unsaid};
use crate::core::act::Act;
use crate::core::number::Points;
use crate::core::problem::Problem;
use crate::core::score::{self, CellValue, Class, Criterion, Final, LineChange, Round, Rule};
use crate::core::unit::UnitId;
use crate::effect::{self, Effect, Question, Room, Spot};
use crate::shelf::Shelf;

/// The act that declares an appraisal of units finished, or takes that back.
pub(super) fn finish(
    shelf: &Shelf,
    sheet: &Sheet,
    units: Vec<UnitId>,
    (round, done): (Round, bool),
) -> Effect {
    let word = shelf.words.get(round_word(round));
    let one = match units.as_slice() {
        [id] => sheet.facts.unit(*id).map(|u| u.tag().to_owned()),
        _ => None,
    };
    let who = one.unwrap_or_else(|| shelf.words.fill("room.sc.units", &[("n", &units.len().to_string())]));
    let period = sheet.facts.period.key;
    let label = format!("{who} · {word}");
    Effect::Act(Act::Score(score::Act::Finish { period, units, round, done, label }))
}

/// Declares it finished; where scores were set apart without a word why, that is told first.
pub(super) fn declare(
    state: &mut State,
    shelf: &Shelf,
    sheet: &Sheet,
    (units, round): (Vec<UnitId>, Round),
) -> Vec<Effect> {
    if units.is_empty() {
        return Vec::new();
    }
    if let Some(question) = unsaid::ask(shelf, sheet, &units, round) {
        state.declared = Some((units, round));
        return vec![question];
    }
    vec![finish(shelf, sheet, units, (round, true))]
}

/// The answer to that: to the cells, or finished all the same.
pub(super) fn declared(state: &mut State, shelf: &Shelf, sheet: &Sheet, picked: usize) -> Vec<Effect> {
    let Some((units, round)) = state.declared.take() else { return Vec::new() };
    match picked {
        0 => vec![unsaid::list(shelf, sheet, &units, round)],
        _ => vec![finish(shelf, sheet, units, (round, true))],
    }
}

/// One unit's; the empty cells where some are in the way.
pub(super) fn one(
    state: &mut State,
    shelf: &Shelf,
    sheet: &Sheet,
    (unit, round): (UnitId, Round),
) -> Vec<Effect> {
    if sheet.complete(unit) {
        return declare(state, shelf, sheet, (vec![unit], round));
    }
    vec![matters(shelf, sheet, &[unit], round)]
}

/// The appraisal "all units" speaks of: the second one once every unit's first is finished.
pub(super) fn round(sheet: &Sheet, here: Here) -> Round {
    let first = sheet.facts.units.iter().all(|u| sheet.settled(u.id, Round::First));
    let second = here.col.appraisal() == Round::Second || sheet.second_used();
    if first && second { Round::Second } else { Round::First }
}

/// Units not finished whose every leaf has a score; of the second appraisal only those whose first is finished.
pub(super) fn ready(sheet: &Sheet, round: Round) -> Vec<UnitId> {
    let open = sheet.facts.units.iter().filter(|u| !sheet.settled(u.id, round));
    let open = open.filter(|u| round != Round::Second || sheet.settled(u.id, Round::First));
    open.filter(|u| sheet.complete(u.id)).map(|u| u.id).collect()
}

/// Units with leaves that have no score.
pub(super) fn lacking(sheet: &Sheet) -> Vec<UnitId> {
    sheet.facts.units.iter().filter(|u| !sheet.complete(u.id)).map(|u| u.id).collect()
}

/// All units; where some still lack scores, those that are ready, or the list of what lacks.
pub(super) fn all(state: &mut State, shelf: &Shelf, sheet: &Sheet, here: Here) -> Vec<Effect> {
    let round = round(sheet, here);
    let (ready, lacking) = (ready(sheet, round), lacking(sheet));
    if lacking.is_empty() {
        return declare(state, shelf, sheet, (ready, round));
    }
    if ready.is_empty() {
        return vec![matters(shelf, sheet, &lacking, round)];
    }
    let n = |key, n: usize| (shelf.words.fill(key, &[("n", &n.to_string())]), String::new());
    vec![Effect::Ask(Question::Pick {
        id: "sc.all",
        title: shelf.words.fill("room.sc.all_title", &[("n", &lacking.len().to_string())]),
        items: vec![n("room.sc.all_ready", ready.len()), n("room.sc.all_show", lacking.len())],
        at: 0,
        quick: false,
    })]
}

/// The empty cells in the way, unit by unit; Enter opens the sheet at the first of them.
pub(super) fn matters(shelf: &Shelf, sheet: &Sheet, units: &[UnitId], round: Round) -> Effect {
    let of = sheet.asked().count();
    let items = units
        .iter()
        .filter_map(|id| {
            let unit = sheet.facts.unit(*id)?;
            let blanks = sheet.blanks(*id);
            let args =
                [("unit", unit.label()), ("n", blanks.len().to_string()), ("codes", blanks.join(", "))];
            let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
            let key = if blanks.len() == of { "room.sc.matter_empty" } else { "room.sc.matter" };
            let place = effect::Place { room: Room::Scores, spot: Spot::Unit(*id) };
            Some((shelf.words.fill(key, &args), place))
        })
        .collect();
    let title = shelf.words.fill("room.sc.matters_title", &[("round", shelf.words.get(round_word(round)))]);
    Effect::Ask(Question::Matters { title, items })
}

/// Is it bonus or deduction that 0 may be written for? A quantitative leaf has a result, which is not known.
fn may_be_nothing(leaf: &Criterion) -> bool {
    let kind = matches!(leaf.rule, Some(Rule::Pass | Rule::Direct | Rule::Count { .. }));
    leaf.class != Class::Main && kind
}

/// "Điểm thưởng, điểm trừ còn trống: ghi 0": one act over these units.
pub(super) fn zero(shelf: &Shelf, sheet: &Sheet, units: &[UnitId]) -> Vec<Effect> {
    let mut changes = Changes::default();
    let leaves: Vec<&Criterion> = sheet.table.leaves().filter(|c| may_be_nothing(c)).collect();
    if leaves.is_empty() {
        return vec![Effect::Say(Problem::new("room.sc.zero_none"))];
    }
    for unit in units {
        for leaf in leaves.iter().filter(|c| sheet.counts(*unit, c) == Final::Blank) {
            changes.n += 1;
            if leaf.rule.as_ref().is_some_and(Rule::computed) {
                let old = sheet.line(*unit, leaf.id);
                let new = score::SheetLine { actual: Some(Points(0)), ..old.clone() };
                changes.lines.push(LineChange { old, new });
            } else {
                let value = CellValue::Points(Points(0));
                let (unit, criterion, round) = (*unit, leaf.id, Round::Own);
                changes.cells.push(score::Change { unit, criterion, round, old: None, value });
            }
        }
    }
    if changes.n == 0 {
        return vec![Effect::Say(Problem::new("room.sc.zero_full"))];
    }
    let label = label(sheet, &shelf.words, &changes, shelf.words.get("room.sc.zero_what"));
    let (period, reason) = (sheet.facts.period.key, String::new());
    let Changes { cells, lines, .. } = changes;
    vec![Effect::Act(Act::Score(score::Act::Block { period, cells, lines, reason, label }))]
}
