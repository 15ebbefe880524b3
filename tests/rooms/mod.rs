//! Rooms: the errand of each, its refusals, its empty state. Keys in, screen text and acts out.
mod achievements;
mod bench;
mod changes;
mod classification;
mod live;
mod meeting;
mod movement;
mod offices;
mod papers;
mod proposals;
mod records;
mod rounds;
mod scores;
mod settings;
mod standings;
mod units;
mod votes;
