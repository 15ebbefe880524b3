//! The subject itself: types, rules, figures. Pure: no clock, no file, no terminal, no SQL, no chance.
pub mod date;
pub mod limit;
pub mod number;
pub mod period;
pub mod problem;
pub mod text;
pub mod words;
