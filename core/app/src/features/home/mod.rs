//! The home screen, what an objection is, and damaged records. The one feature that shows several others.

mod damage;
pub(crate) mod paths;
mod screen;

pub(crate) use damage::perform;
pub(crate) use screen::screen;
