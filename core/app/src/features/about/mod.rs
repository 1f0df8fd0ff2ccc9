//! What the app says about itself: what it is, who publishes it and who checked what, and the privacy policy,
//! and the notices of everything by others that is built in.

mod notices;
pub(crate) mod paths;
mod privacy;
mod publisher;
mod screen;

pub(crate) use screen::{perform, screen};
