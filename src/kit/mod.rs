//! The joinery: what every room is built of. Look, keys, fields, forms, grids, tables, popups, paragraphs.
//! Stands on `core` alone; never sees effects, the shelf, a room or the store, and decides nothing of the subject.
pub mod compare;
pub mod field;
pub mod form;
pub mod grid;
pub mod grid_tree;
mod held;
pub mod input;
pub mod keys;
pub mod listing;
pub mod look;
pub mod para;
pub mod pick;
pub mod popup;
pub mod table;
pub mod theme;

mod field_view;
mod form_view;
mod grid_column;
mod grid_keys;
mod grid_mark;
mod grid_view;
mod role;
mod wrap;
