//! The only impure wing: terminal, clock, files of its own, signals, threads, the command line.
//! Holds no rule of the subject and draws nothing: it carries `app`'s requests to `store` and `papers` and back.
pub mod answer;
pub mod burst;
pub mod checks;
pub mod cli;
pub mod clock;
pub mod config;
mod copies;
pub mod desk;
pub mod door;
pub mod errand;
pub mod export;
pub mod input;
pub mod platform;
mod registers;
pub mod run;
mod sequence;
pub mod session;
mod tables;
pub mod terminal;
pub mod worker;
