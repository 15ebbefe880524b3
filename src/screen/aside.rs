//! What lies open in a room, and a room as it stands, set aside for those who come back to it. Knows the rooms by name
//! alone; when and where one goes back is the app's.
use super::{
    Rooms, achievements, classification, meeting, movement, papers, scores, settings, standings, units,
};
use crate::effect::Room;
use std::mem::take;

/// Words keys of the pages open over the list of a room, the outermost first: each is one step of Esc.
pub fn pages(rooms: &Rooms, room: Room) -> Vec<&'static str> {
    match room {
        Room::Overview => Vec::new(),
        Room::Achievements => achievements::pages(&rooms.achievements),
        Room::Movement => movement::pages(&rooms.movement),
        Room::Scores => scores::pages(&rooms.scores),
        Room::Standings => standings::pages(&rooms.standings),
        Room::Classification => classification::pages(&rooms.classification),
        Room::Meeting => meeting::pages(&rooms.meeting),
        Room::Papers => papers::pages(&rooms.papers),
        Room::Units => units::pages(&rooms.units),
        Room::Settings => settings::pages(&rooms.settings),
    }
}

/// The room as it stands; the others in it are new.
pub fn aside(rooms: &Rooms, room: Room) -> Rooms {
    let none = Rooms::default();
    match room {
        Room::Overview => Rooms { overview: rooms.overview.clone(), ..none },
        Room::Achievements => Rooms { achievements: rooms.achievements.clone(), ..none },
        Room::Movement => Rooms { movement: rooms.movement.clone(), ..none },
        Room::Scores => Rooms { scores: rooms.scores.clone(), ..none },
        Room::Standings => Rooms { standings: rooms.standings.clone(), ..none },
        Room::Classification => Rooms { classification: rooms.classification.clone(), ..none },
        Room::Meeting => Rooms { meeting: rooms.meeting.clone(), ..none },
        Room::Papers => Rooms { papers: rooms.papers.clone(), ..none },
        Room::Units => Rooms { units: rooms.units.clone(), ..none },
        Room::Settings => Rooms { settings: rooms.settings.clone(), ..none },
    }
}

/// The room as it was set aside. What it learned since stays known: habits, reasons given, files written.
pub fn put_back(rooms: &mut Rooms, room: Room, mut aside: Rooms) {
    match room {
        Room::Overview => rooms.overview = aside.overview,
        Room::Achievements => {
            aside.achievements.habit = take(&mut rooms.achievements.habit);
            rooms.achievements = aside.achievements;
        }
        Room::Movement => rooms.movement = aside.movement,
        Room::Scores => {
            aside.scores.reasons = take(&mut rooms.scores.reasons);
            rooms.scores = aside.scores;
        }
        Room::Standings => rooms.standings = aside.standings,
        Room::Classification => rooms.classification = aside.classification,
        Room::Meeting => rooms.meeting = aside.meeting,
        Room::Papers => {
            aside.papers.files = take(&mut rooms.papers.files);
            rooms.papers = aside.papers;
        }
        Room::Units => rooms.units = aside.units,
        Room::Settings => rooms.settings = aside.settings,
    }
}
