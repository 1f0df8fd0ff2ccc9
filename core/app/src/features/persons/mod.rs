//! Persons: beginning, switching, naming, moving, erasing.

mod agreement;
mod commands;
pub(crate) mod paths;
mod screen;
mod welcome;

pub(crate) use agreement::{add_question_of_help, warn_of_ended_help};
pub(crate) use commands::perform;
pub(crate) use screen::screen;
pub(crate) use welcome::{add_beginning, beginning_screen, first_screen};
