//! thidua: the emulation register (sổ thi đua) of a police emulation cluster.
//!
//! Floors, from the bottom up: `core` (the subject, pure), then `store`, `papers` and `kit`, each on `core` alone,
//! then `effect` and `shelf` (what a room may ask for and read), `screen` and `overlay`, `app`, and `shell`.
pub mod app;
pub mod core;
pub mod effect;
pub mod intake;
pub mod kit;
pub mod overlay;
pub mod papers;
pub mod screen;
pub mod shelf;
pub mod shell;
pub mod store;
