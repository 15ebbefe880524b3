//! Changes as rooms make and show them, in a trial ("nếu như") and in an adjustment: the questions that make one, and the
//! table of who stands elsewhere with it. What a change does is `core::change`; nothing is written here.
mod builder;
mod options;
mod view;

pub(super) use builder::{Builder, Next};
pub(super) use options::{Ground, offers};
pub(super) use view::{list, moves};
