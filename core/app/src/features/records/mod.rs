//! Records: everything that was noted, notes and pictures, undo, and the exported page.

mod commands;
mod day;
pub(crate) mod paths;
mod screen;

use day::noted_by;

pub(crate) use commands::{perform, write_records};
pub(crate) use screen::{count_records, screen};
