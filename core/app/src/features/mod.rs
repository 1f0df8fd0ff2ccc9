//! Features: each has its screens, commands, routes and tests in one folder, and knows no other feature. Only [`home`]
//! shows several features; code that two features share lies in a room below them.
//!
//! The `paths.rs` of a feature is its public address. It uses only the rules and [`crate::grammar`], so that every room
//! can build the routes and commands of every feature with it. No other code writes or splits such a text.

pub(crate) mod about;
pub(crate) mod guide;
pub(crate) mod home;
pub(crate) mod persons;
pub(crate) mod records;
pub(crate) mod reminders;
pub(crate) mod requests;
pub(crate) mod services;
pub(crate) mod settings;
