//! Features: each a leaf with its screens, its commands, its grammar of routes and its tests in one folder. Only
//! [`home`] shows several; what two share is a room below.
//!
//! `paths.rs` of a feature is its public address. It uses the rules and [`addresses`] only, so every room may build the
//! routes and commands of every feature with it, and nobody else writes or splits such a text.

pub(crate) mod addresses;
pub(crate) mod fields;
pub(crate) mod guide;
pub(crate) mod home;
pub(crate) mod persons;
pub(crate) mod records;
pub(crate) mod reminders;
pub(crate) mod requests;
pub(crate) mod services;
pub(crate) mod settings;
