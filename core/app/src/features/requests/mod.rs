//! Requests to a controller, their letters, their time limits, and the authorities to complain to.

mod authorities;
mod commands;
mod letter_choices;
mod letter_screens;
mod noted;
pub(crate) mod paths;
mod reply_screens;
mod screen;
mod status;

pub(crate) use commands::perform;
pub(crate) use screen::screen;
pub(crate) use status::{due_today_word, request_row};
