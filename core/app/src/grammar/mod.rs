//! What every feature's `paths.rs` is written with: the names inside routes and commands, and the inputs of commands.

pub(crate) mod addresses;
pub(crate) mod fields;
