//! Rooms: the errand of each, its refusals, its empty state. Keys in, screen text and acts out.
mod bench;
mod live;
mod scores;
mod units;
