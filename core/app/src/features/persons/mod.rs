//! Persons: beginning, switching, naming, moving, erasing.

mod commands;
pub(crate) mod paths;
mod screen;
mod welcome;

pub(crate) use commands::perform;
pub(crate) use screen::screen;
pub(crate) use welcome::{welcome, welcome_helper};
