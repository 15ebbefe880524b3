//! Scores that an appraisal set apart from the round before without a word why: told before it is declared finished.
//! Finds and asks; declares nothing.
use super::cell::round_word;
use super::sheet::Sheet;
use crate::core::score::{CellValue, Criterion, Round};
use crate::core::unit::UnitId;
use crate::effect::{Effect, Place, Question, Room, Spot};
use crate::shelf::Shelf;

/// A score without a word: of whom, of what, what stood there before, what stands there now.
struct Unsaid<'a> {
    unit: UnitId,
    leaf: &'a Criterion,
    before: CellValue,
    given: CellValue,
}

fn all<'a>(sheet: &Sheet<'a>, units: &[UnitId], round: Round) -> Vec<Unsaid<'a>> {
    let earlier = if round == Round::Second { Round::First } else { Round::Own };
    let one = |unit: UnitId, leaf: &'a Criterion| {
        let cell = sheet.cell(unit, leaf.id, round).filter(|c| c.comment.trim().is_empty())?;
        let before = sheet.stand(unit, leaf, earlier).value.filter(|before| *before != cell.value)?;
        Some(Unsaid { unit, leaf, before, given: cell.value })
    };
    units.iter().flat_map(|unit| sheet.asked().filter_map(move |leaf| one(*unit, leaf))).collect()
}

/// Whether to write the comments first; `None` where none lacks.
pub(super) fn ask(shelf: &Shelf, sheet: &Sheet, units: &[UnitId], round: Round) -> Option<Effect> {
    let n = all(sheet, units, round).len();
    if n == 0 {
        return None;
    }
    let args = [("n", n.to_string()), ("round", shelf.words.get(round_word(round)).to_owned())];
    let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let item = |key| (shelf.words.fill(key, &args), String::new());
    Some(Effect::Ask(Question::Pick {
        id: "sc.unsaid",
        title: shelf.words.fill("room.sc.unsaid_title", &args),
        items: vec![item("room.sc.unsaid_show"), item("room.sc.unsaid_finish")],
        at: 0,
        quick: false,
    }))
}

/// The cells, each with what it was and is; Enter goes to it.
pub(super) fn list(shelf: &Shelf, sheet: &Sheet, units: &[UnitId], round: Round) -> Effect {
    let value = |value: CellValue| match value {
        CellValue::Points(p) => p.show(shelf.words.lang),
        CellValue::NotAssigned => shelf.words.get("room.st.not_assigned").to_owned(),
    };
    let item = |one: &Unsaid| {
        let tag = sheet.facts.unit(one.unit).map_or("", |u| u.tag());
        let (before, given) = (value(one.before), value(one.given));
        let args = [("unit", tag), ("code", one.leaf.code.as_str()), ("old", &before), ("new", &given)];
        let place = Place { room: Room::Scores, spot: Spot::Leaf(one.unit, one.leaf.id) };
        (shelf.words.fill("room.sc.unsaid", &args), place)
    };
    let items = all(sheet, units, round).iter().map(item).collect();
    let title = shelf.words.fill("room.sc.unsaid_list", &[("round", shelf.words.get(round_word(round)))]);
    Effect::Ask(Question::Matters { title, items })
}
