//! Records: what was noted, notes and pictures, taking entries back, and the page to keep.

mod commands;
pub(crate) mod paths;
mod screen;

pub(crate) use commands::perform;
pub(crate) use screen::{count_records, screen};
