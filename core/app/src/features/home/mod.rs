//! The home screen, the screen about objections, and damaged records. It is the only feature that shows others.

mod commands;
mod damage;
mod doubt;
mod lost;
pub(crate) mod paths;
mod screen;

pub(crate) use commands::perform;
pub(crate) use screen::screen;
