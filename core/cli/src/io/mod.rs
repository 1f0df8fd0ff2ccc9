//! The system around the program: terminal, files, desktop, environment and clock.

pub(crate) mod actions;
pub(crate) mod clock;
mod desktop;
pub(crate) mod files;
pub(crate) mod locale;
pub(crate) mod prompt;
pub(crate) mod terminal;
