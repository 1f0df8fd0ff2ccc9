//! Settings: choices for the app as a whole.

mod commands;
pub(crate) mod paths;
mod screen;

pub(crate) use commands::perform;
pub(crate) use screen::screen;
