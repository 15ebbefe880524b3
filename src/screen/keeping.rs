//! Drafts and comparisons of the rooms' forms: which room a form belongs to, and its four functions there.
//! A room with a new form writes `draft`, `restore`, `compare` and `merge` beside it (each a line or two over
//! `saving::draft`, `saving::restored`, `Comparison::of`, `Form::blend`) and gets its arm here.
use super::{Rooms, achievements, classification, meeting, movement, papers, scores, settings, units};
use crate::core::draft::Draft;
use crate::core::problem::Problem;
use crate::effect::{Place, Room, Spot};
use crate::kit::compare::Comparison;
use crate::shelf::Shelf;

/// The open form of a room as a draft, changed or not; its place says which form of which record it is.
pub fn draft(rooms: &Rooms, room: Room, shelf: &Shelf) -> Option<Draft> {
    match room {
        Room::Achievements => achievements::draft(&rooms.achievements, shelf),
        Room::Movement => movement::draft(&rooms.movement, shelf),
        Room::Scores => scores::draft(&rooms.scores, shelf),
        Room::Classification => classification::draft(&rooms.classification, shelf),
        Room::Meeting => meeting::draft(&rooms.meeting, shelf),
        Room::Papers => papers::draft(&rooms.papers, shelf),
        Room::Units => units::draft(&rooms.units, shelf),
        Room::Settings => settings::draft(&rooms.settings, shelf),
        Room::Overview | Room::Standings => None,
    }
}

/// Where the form of a draft stands; the app goes there and restores it once the room has its answers.
pub fn place_of_draft(draft: &Draft) -> Place {
    let (room, spot) = match (draft.form(), draft.id()) {
        ("award", 0) => (Room::Achievements, Spot::Part(0)),
        ("award" | "cancel" | "split", id) => (Room::Achievements, Spot::Decision(id)),
        ("proposal" | "answer", _) => (Room::Achievements, Spot::Part(2)),
        ("deed", 0) => (Room::Achievements, Spot::Part(1)),
        ("deed", id) => (Room::Achievements, Spot::Achievement(id)),
        ("campaign" | "movement", _) => (Room::Movement, Spot::AsLeft),
        ("cell", _) => (Room::Scores, Spot::AsLeft),
        ("approve" | "adjust" | "ballot", _) => (Room::Classification, Spot::AsLeft),
        ("meeting", _) => (Room::Meeting, Spot::AsLeft),
        ("texts", _) => (Room::Papers, Spot::AsLeft),
        ("unit" | "roles" | "flag", _) => (Room::Units, Spot::AsLeft),
        ("settings", _) => (Room::Settings, Spot::AsLeft),
        _ => (Room::Overview, Spot::AsLeft),
    };
    Place { room, spot }
}

/// A draft of this room is about to be restored: what its form needs is asked for.
pub fn prepare(rooms: &mut Rooms, room: Room, draft: &Draft) {
    if room == Room::Achievements {
        achievements::prepare(&mut rooms.achievements, draft);
    }
}

/// Opens the form of a draft with its texts; false when its place is not there any more.
pub fn restore(rooms: &mut Rooms, room: Room, shelf: &Shelf, draft: &Draft) -> bool {
    match room {
        Room::Achievements => achievements::restore(&mut rooms.achievements, shelf, draft),
        Room::Movement => movement::restore(&mut rooms.movement, shelf, draft),
        Room::Scores => scores::restore(&mut rooms.scores, shelf, draft),
        Room::Classification => classification::restore(&mut rooms.classification, shelf, draft),
        Room::Meeting => meeting::restore(&mut rooms.meeting, shelf, draft),
        Room::Papers => papers::restore(&mut rooms.papers, shelf, draft),
        Room::Units => units::restore(&mut rooms.units, shelf, draft),
        Room::Settings => settings::restore(&mut rooms.settings, shelf, draft),
        Room::Overview | Room::Standings => false,
    }
}

/// Why the open form of a room is only read, and what stands typed in it cannot be saved.
pub fn reading(rooms: &Rooms, room: Room) -> Option<&Problem> {
    match room {
        Room::Achievements => achievements::reading(&rooms.achievements),
        _ => None,
    }
}

/// The open form beside its record as the register has it now; `None` while that is what the form was opened with.
pub fn compare(rooms: &Rooms, room: Room, shelf: &Shelf) -> Option<Comparison> {
    match room {
        Room::Achievements => achievements::compare(&rooms.achievements, shelf),
        Room::Movement => movement::compare(&rooms.movement, shelf),
        Room::Scores => scores::compare(&rooms.scores, shelf),
        Room::Classification => classification::compare(&rooms.classification, shelf),
        Room::Meeting => meeting::compare(&rooms.meeting, shelf),
        Room::Papers => papers::compare(&rooms.papers, shelf),
        Room::Units => units::compare(&rooms.units, shelf),
        Room::Settings => settings::compare(&rooms.settings, shelf),
        Room::Overview | Room::Standings => None,
    }
}

/// The open form goes on over the record as it is now, with the texts chosen.
pub fn merge(rooms: &mut Rooms, room: Room, shelf: &Shelf, chosen: &Comparison) {
    match room {
        Room::Achievements => achievements::merge(&mut rooms.achievements, shelf, chosen),
        Room::Movement => movement::merge(&mut rooms.movement, shelf, chosen),
        Room::Scores => scores::merge(&mut rooms.scores, shelf, chosen),
        Room::Classification => classification::merge(&mut rooms.classification, shelf, chosen),
        Room::Meeting => meeting::merge(&mut rooms.meeting, shelf, chosen),
        Room::Papers => papers::merge(&mut rooms.papers, shelf, chosen),
        Room::Units => units::merge(&mut rooms.units, shelf, chosen),
        Room::Settings => settings::merge(&mut rooms.settings, shelf, chosen),
        Room::Overview | Room::Standings => {}
    }
}
