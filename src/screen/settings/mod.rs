//! Room settings: to be written.
use crate::core::ask::Ask;
use crate::effect::Effect;
use crate::kit::keys::Row;
use crate::kit::look::{Look, Seen};
use crate::screen::Msg;
use crate::shelf::Shelf;
use ratatui::Frame;
use ratatui::layout::Rect;

/// What is selected and open.
#[derive(Debug, Default)]
pub struct State {}

/// Answers it needs to draw itself now.
pub fn needs(_state: &State, _shelf: &Shelf) -> Vec<Ask> {
    Vec::new()
}

/// A message.
pub fn update(_state: &mut State, _shelf: &Shelf, _msg: Msg) -> Vec<Effect> {
    Vec::new()
}

/// Draws the room.
pub fn view(_state: &State, _shelf: &Shelf, _look: &Look, _area: Rect, _frame: &mut Frame) -> Seen {
    Seen::default()
}

/// Rows active now.
pub fn keys(_state: &State, _shelf: &Shelf) -> Vec<Row> {
    Vec::new()
}

/// Has a text field the focus?
pub fn typing(_state: &State) -> bool {
    false
}

/// Is there text that is not saved?
pub fn unsaved(_state: &State) -> bool {
    false
}
