//! Guides: the way to a setting or a form, the person's answer, and the re-check months later.

mod answers;
mod check;
mod commands;
mod kinds;
mod mail;
pub(crate) mod paths;
mod screen;
mod unseen;
mod way;
mod wrong_step;

pub(crate) use commands::perform;
pub(crate) use screen::{screen, seen_on_words};
pub(crate) use way::{path_here, share_message};
