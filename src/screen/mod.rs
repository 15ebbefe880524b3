//! The rooms. Each is a folder (or, when small, a file) with the same functions: `needs` (what it shows now),
//! `update` (what a message does to it, and what it wants done), `view`, `keys` (the rows active now), `typing`.
//! Rooms never see the store, the clock or each other: they read the `Shelf` and return `Effect`s.
mod achievements;
mod aside;
mod changing;
mod classification;
mod figures;
pub mod first;
mod keeping;
mod leave;
mod meeting;
mod movement;
mod overview;
mod papers;
mod saving;
mod scores;
mod settings;
mod standings;
mod units;

pub use aside::{aside, pages, put_back};
pub use keeping::{compare, draft, merge, place_of_draft, prepare, reading, restore};

use crate::core::act::{Done, Refusal};
use crate::core::ask::Ask;
use crate::core::problem::Problem;
use crate::core::table::Given;
use crate::effect::{Answer, Effect, Place, Room, Spot};
use crate::kit::keys::Row;
use crate::kit::look::{Look, Seen};
use crate::shelf::Shelf;
use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;

/// What a room hears.
#[derive(Debug, Clone)]
pub enum Msg {
    /// It is entered, or asked to show something.
    Enter(Spot),
    /// The command of one of its key rows (`Row::command`).
    Command(usize),
    /// A key no row claims; in a form every key that is not global.
    Key(KeyEvent),
    /// A paste.
    Paste(String),
    /// The answer to a question it asked.
    Answer(&'static str, Answer),
    /// Its act was written.
    Done(Done),
    /// Its act was refused; nothing changed.
    Refused(Refusal),
    /// The paper was written to these files.
    Exported(Vec<String>),
}

/// The state of every room: what is selected stays selected when one comes back.
#[derive(Debug, Clone, Default)]
pub struct Rooms {
    overview: overview::State,
    achievements: achievements::State,
    movement: movement::State,
    scores: scores::State,
    standings: standings::State,
    classification: classification::State,
    meeting: meeting::State,
    papers: papers::State,
    units: units::State,
    settings: settings::State,
}

/// Answers a room needs to draw itself now.
pub fn needs(rooms: &Rooms, room: Room, shelf: &Shelf) -> Vec<Ask> {
    match room {
        Room::Overview => overview::needs(&rooms.overview, shelf),
        Room::Achievements => achievements::needs(&rooms.achievements, shelf),
        Room::Movement => movement::needs(&rooms.movement, shelf),
        Room::Scores => scores::needs(&rooms.scores, shelf),
        Room::Standings => standings::needs(&rooms.standings, shelf),
        Room::Classification => classification::needs(&rooms.classification, shelf),
        Room::Meeting => meeting::needs(&rooms.meeting, shelf),
        Room::Papers => papers::needs(&rooms.papers, shelf),
        Room::Units => units::needs(&rooms.units, shelf),
        Room::Settings => settings::needs(&rooms.settings, shelf),
    }
}

/// Answers the next key in a room will want: asked for, never waited for.
pub fn ahead(rooms: &Rooms, room: Room, shelf: &Shelf) -> Vec<Ask> {
    match room {
        Room::Achievements => achievements::ahead(&rooms.achievements, shelf),
        _ => Vec::new(),
    }
}

/// A message reaches a room.
pub fn update(rooms: &mut Rooms, room: Room, shelf: &Shelf, msg: Msg) -> Vec<Effect> {
    match room {
        Room::Overview => overview::update(&mut rooms.overview, shelf, msg),
        Room::Achievements => achievements::update(&mut rooms.achievements, shelf, msg),
        Room::Movement => movement::update(&mut rooms.movement, shelf, msg),
        Room::Scores => scores::update(&mut rooms.scores, shelf, msg),
        Room::Standings => standings::update(&mut rooms.standings, shelf, msg),
        Room::Classification => classification::update(&mut rooms.classification, shelf, msg),
        Room::Meeting => meeting::update(&mut rooms.meeting, shelf, msg),
        Room::Papers => papers::update(&mut rooms.papers, shelf, msg),
        Room::Units => units::update(&mut rooms.units, shelf, msg),
        Room::Settings => settings::update(&mut rooms.settings, shelf, msg),
    }
}

/// The score table that room 0 asked to have read from a file, or why it was not.
pub fn given(rooms: &mut Rooms, shelf: &Shelf, given: Result<Given, Problem>) -> Vec<Effect> {
    settings::given(&mut rooms.settings, shelf, given)
}

/// Draws a room into the rows from its title to the blank above the detail line.
pub fn view(rooms: &Rooms, room: Room, shelf: &Shelf, look: &Look, area: Rect, frame: &mut Frame) -> Seen {
    match room {
        Room::Overview => overview::view(&rooms.overview, shelf, look, area, frame),
        Room::Achievements => achievements::view(&rooms.achievements, shelf, look, area, frame),
        Room::Movement => movement::view(&rooms.movement, shelf, look, area, frame),
        Room::Scores => scores::view(&rooms.scores, shelf, look, area, frame),
        Room::Standings => standings::view(&rooms.standings, shelf, look, area, frame),
        Room::Classification => classification::view(&rooms.classification, shelf, look, area, frame),
        Room::Meeting => meeting::view(&rooms.meeting, shelf, look, area, frame),
        Room::Papers => papers::view(&rooms.papers, shelf, look, area, frame),
        Room::Units => units::view(&rooms.units, shelf, look, area, frame),
        Room::Settings => settings::view(&rooms.settings, shelf, look, area, frame),
    }
}

/// Every command of a room: words key of its label, its standard keys.
pub fn commands(room: Room) -> Vec<(&'static str, &'static [&'static str])> {
    match room {
        Room::Overview => overview::commands(),
        Room::Achievements => achievements::commands(),
        Room::Movement => movement::commands(),
        Room::Scores => scores::commands(),
        Room::Standings => standings::commands(),
        Room::Classification => classification::commands(),
        Room::Meeting => meeting::commands(),
        Room::Papers => papers::commands(),
        Room::Units => units::commands(),
        Room::Settings => settings::commands(),
    }
}

/// Key rows of a room as it stands.
pub fn keys(rooms: &Rooms, room: Room, shelf: &Shelf) -> Vec<Row> {
    match room {
        Room::Overview => overview::keys(&rooms.overview, shelf),
        Room::Achievements => achievements::keys(&rooms.achievements, shelf),
        Room::Movement => movement::keys(&rooms.movement, shelf),
        Room::Scores => scores::keys(&rooms.scores, shelf),
        Room::Standings => standings::keys(&rooms.standings, shelf),
        Room::Classification => classification::keys(&rooms.classification, shelf),
        Room::Meeting => meeting::keys(&rooms.meeting, shelf),
        Room::Papers => papers::keys(&rooms.papers, shelf),
        Room::Units => units::keys(&rooms.units, shelf),
        Room::Settings => settings::keys(&rooms.settings, shelf),
    }
}

/// Has a text field of the room the focus?
pub fn typing(rooms: &Rooms, room: Room) -> bool {
    match room {
        Room::Overview => overview::typing(&rooms.overview),
        Room::Achievements => achievements::typing(&rooms.achievements),
        Room::Movement => movement::typing(&rooms.movement),
        Room::Scores => scores::typing(&rooms.scores),
        Room::Standings => standings::typing(&rooms.standings),
        Room::Classification => classification::typing(&rooms.classification),
        Room::Meeting => meeting::typing(&rooms.meeting),
        Room::Papers => papers::typing(&rooms.papers),
        Room::Units => units::typing(&rooms.units),
        Room::Settings => settings::typing(&rooms.settings),
    }
}

/// Has the room a form whose text is not saved?
pub fn unsaved(rooms: &Rooms, room: Room) -> bool {
    match room {
        Room::Overview => overview::unsaved(&rooms.overview),
        Room::Achievements => achievements::unsaved(&rooms.achievements),
        Room::Movement => movement::unsaved(&rooms.movement),
        Room::Scores => scores::unsaved(&rooms.scores),
        Room::Standings => standings::unsaved(&rooms.standings),
        Room::Classification => classification::unsaved(&rooms.classification),
        Room::Meeting => meeting::unsaved(&rooms.meeting),
        Room::Papers => papers::unsaved(&rooms.papers),
        Room::Units => units::unsaved(&rooms.units),
        Room::Settings => settings::unsaved(&rooms.settings),
    }
}

/// Where the step of that name is done.
pub fn place_of(name: &str) -> Place {
    let (room, spot) = match name {
        "units" => (Room::Units, Spot::AsLeft),
        "awards" => (Room::Achievements, Spot::Part(0)),
        "achievements" => (Room::Achievements, Spot::Part(1)),
        "proposals" => (Room::Achievements, Spot::Part(2)),
        "overdue" => (Room::Achievements, Spot::Part(3)),
        "movement" => (Room::Movement, Spot::AsLeft),
        "scores" => (Room::Scores, Spot::Next),
        "returns" => (Room::Scores, Spot::Part(2)),
        "standings" => (Room::Standings, Spot::AsLeft),
        "classification" => (Room::Classification, Spot::Next),
        "meeting" => (Room::Meeting, Spot::Next),
        "papers" => return Place::paper(crate::core::summary::Paper::Result),
        _ => (Room::Overview, Spot::AsLeft),
    };
    Place { room, spot }
}
