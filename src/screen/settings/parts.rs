//! The parts of the settings in their order: to add one, add its row here.
use super::part::Part;
use super::{awards, backup, basics, display, file, levels, scoring, shortcuts, tables};

/// The list at the left.
pub(super) const PARTS: &[&dyn Part] = &[
    &basics::Papers,
    &basics::Names,
    &scoring::Scoring,
    &levels::Levels,
    &tables::Tables,
    &awards::Forms,
    &awards::Authorities,
    &basics::Terms,
    &basics::Language,
    &display::Display,
    &shortcuts::Shortcuts,
    &file::File,
    &backup::Copies,
];
