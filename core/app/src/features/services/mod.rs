//! Services: the list, one service, why it matters, and the accounts that a person has there.

mod card;
mod commands;
mod list;
pub(crate) mod paths;
mod screen;
mod standing;
mod why;

pub(crate) use commands::perform;
pub(crate) use screen::screen;
