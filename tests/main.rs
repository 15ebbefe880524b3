//! All tests of the house from outside, in one binary.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::string_slice,
    reason = "a test may fail where it stands"
)]
#[cfg(unix)]
mod cli;
mod common;
mod core_leaf;
mod core_rules;
mod desk;
mod driver;
mod house;
mod journeys;
mod kit;
mod papers;
mod readme;
mod rooms;
mod screens;
#[cfg(unix)]
mod shelf;
mod store;
#[cfg(unix)]
mod terminal;
mod trust;
