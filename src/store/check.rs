//! The whole file looked through: integrity, foreign keys, triggers as written from the list, every row against its last
//! journal line, every journal line against the mark its act keeps, the hash chain. Changes nothing.
use super::fault::Outcome;
use super::journal::{self, Fields};
use super::mark::{self, Line, Met};
use super::search;
use super::tracked::{TRACKED, Tracked};
