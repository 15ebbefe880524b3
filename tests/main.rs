//! All tests of the house from outside, in one binary.
#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]
mod core_leaf;
mod core_rules;
mod house;
mod kit;
mod papers;
mod rooms;
mod store;
